"""Marks in an exported Word file what has changed since an earlier export, as changes that Word has recorded.

Rejecting all of them gives the earlier text, accepting them the present one. A paragraph that was moved, split or joined is
deleted in one place and inserted in another. The table of contents, headers, footers, moves of tables and changes of form are
not marked, nor are footnotes and pictures that are gone from a text that is still there; a picture in a paragraph of its own is,
if it is still known.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from hashlib import sha256
from itertools import count, groupby

from lxml import etree

from briefbuilder.domain.document import DrawnFigure, PictureFile
from briefbuilder.domain.export_record import ExportedParagraph
from briefbuilder.domain.inline import script_digits
from briefbuilder.domain.values import value
from briefbuilder.export.docx.bookmarks import read_paragraphs
from briefbuilder.export.docx.ooxml import (
    PARAGRAPH_ORDER,
    PPR,
    RPR,
    RUN,
    SPACE,
    Node,
    P,
    insert_ordered,
    make,
    qn,
    val,
)
from briefbuilder.export.docx.package import relationship_type
from briefbuilder.export.docx.pictures import picture_drawing
from briefbuilder.export.keep_together import picture_size
from briefbuilder.importers.docx.package import Package
from briefbuilder.importers.docx.wordml import run_script
from briefbuilder.returned.alignment import Operation, align_units
from briefbuilder.returned.reader import read_returned
from briefbuilder.returned.text_diff import diff_texts
from briefbuilder.returned.text_keys import text_key
from briefbuilder.returned.views import Unit, unit_of, view_of

_ROW, _CELL, _TABLE = qn("w:tr"), qn("w:tc"), qn("w:tbl")
_REFERENCES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_SIGNS = {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}
_LEAD = " \t\u00a0\u2002\u2003"
"""The space between the number of a note and its text."""
_DIGITS = 16
"""Of the SHA-256 of a picture's bytes, by which an export knows it."""
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_FIRST_ID = 900_000
"""The ids of marks count from here, so that no bookmark has the same."""


@value(kw_only=False)
class _MarkedPiece:
    """An element with text in a run, and where its text begins in that of its paragraph."""

    element: Node
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def run(self) -> Node:
        run = self.element.getparent()
        assert run is not None
        return run


def mark_changes(
    data: bytes, before: Sequence[ExportedParagraph], author: str, gone: Iterable[PictureFile] = ()
) -> bytes:
    """Return a Word export with what has changed since an earlier one as recorded changes of an author.

    `gone` are pictures of the earlier one, which are shown as deleted where they were.
    """
    package = Package(data, "")
    main = package.main_part()
    relations = package.relationships(main).values()
    names = [one.target for one in relations if one.kind in {"footnotes", "endnotes", "styles"}]
    trees = {name: tree for name in (main, *names) if (tree := package.xml(name)) is not None}
    marker = _Marker(data, before, author, list(trees.values()), gone)
    marker.mark()
    folder, _, base = main.rpartition("/")
    links, types = f"{folder}/_rels/{base}.rels", "[Content_Types].xml"
    added: dict[str, bytes] = {}
    if marker.shown and (relations_tree := package.xml(links)) is not None:
        trees[links] = relations_tree
        if (types_tree := package.xml(types)) is not None:
            trees[types] = types_tree
        for link, picture in marker.shown.items():
            name = f"media/{link}.{picture.suffix}"
            added[f"{folder}/{name}"] = picture.data
            kind = relationship_type("image")
            etree.SubElement(
                relations_tree, f"{_RELATIONSHIPS}Relationship", {"Id": link, "Type": kind, "Target": name}
            )
            if types_tree is not None:
                about = {"PartName": f"/{folder}/{name}", "ContentType": picture.media_type}
                etree.SubElement(types_tree, f"{_TYPES}Override", about)
    return _repack(data, trees, added)


def _repack(data: bytes, trees: dict[str, Node], added: Mapping[str, bytes]) -> bytes:
    """Return an archive with some parts replaced and others added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            tree = trees.get(entry.filename)
            part = (
                old.read(entry)
                if tree is None
                else etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            )
            new.writestr(entry, part)
        for name, part in added.items():
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


class _Marker:
    """Marks one file; `trees` are the document, then its other parts with notes and styles."""

    def __init__(
        self,
        data: bytes,
        before: Sequence[ExportedParagraph],
        author: str,
        trees: Sequence[Node],
        gone: Iterable[PictureFile],
    ) -> None:
        document = read_returned(data, "")
        body = trees[0].find(qn("w:body"))
        assert body is not None
        self._body = body
        self._author = author
        self._ids = count(_FIRST_ID)
        self._before = before
        self._numbers = [number for number, one in enumerate(before) if one.part == "body"]
        self._base = [unit_of(before[number]) for number in self._numbers]
        self._units = view_of(document.paragraphs)
        self._note_units = view_of(document.notes)
        self._paragraphs = list(read_paragraphs(body))
        self._pieces = dict(zip(self._paragraphs, _pieces_of(self._paragraphs), strict=True))
        self._marks = list(body.iter(*_REFERENCES))
        self._notes = {
            (note.tag, note.get(qn("w:id"))): note
            for tree in trees[1:]
            for note in tree.iter(qn("w:footnote"), qn("w:endnote"))
        }
        self._styles = {
            name.get(qn("w:val"), "").casefold(): style.get(qn("w:styleId"), "")
            for tree in trees[1:]
            for style in tree.iter(qn("w:style"))
            for name in style.iter(qn("w:name"))
            if style.get(qn("w:type")) == "paragraph"
        }
        self._gone = {sha256(picture.data).hexdigest()[:_DIGITS]: picture for picture in gone}
        self.shown: dict[str, PictureFile] = {}
        self._tails: dict[Node, Node] = {}
        self._moved: frozenset[int] = frozenset()

    def mark(self) -> None:
        """Mark every change."""
        alignment = align_units(self._base, self._units)
        operations = alignment.operations
        self._moved = frozenset(table for table, _ in alignment.moved_tables)
        mates = {one.base[0]: one.returned[0] for one in operations if one.kind == "kept"}
        pictures = {picture.digest for unit in self._base for picture in unit.pictures}
        for unit in self._units:
            for picture in unit.pictures:
                self._gone.pop(picture.digest, None)
        for one in operations:
            if one.kind == "kept":
                self._edit(
                    self._paragraphs[one.returned[0]],
                    self._base[one.base[0]].text,
                    self._units[one.returned[0]],
                )
                self._mark_notes(self._numbers[one.base[0]], self._units[one.returned[0]])
            else:
                fresh = [number for number in one.returned if not self._units[number].is_blank]
                fresh += [
                    number
                    for number in one.returned
                    if any(picture.digest not in pictures for picture in self._units[number].pictures)
                ]
                self._insert(dict.fromkeys(fresh), is_row=one.kind in {"row_inserted", "table_inserted"})
        gone = sorted((one for one in operations if one.base and one.kind != "kept"), key=_first_of)
        for one in gone:
            self._delete(one, mates)

    # Text that is still there.

    def _edit(self, paragraph: Node, before: str, unit: Unit) -> None:
        """Mark the words that are gone from a paragraph and those that are new in it."""
        if text_key(before) == unit.key:
            return
        pieces = self._pieces[paragraph]
        if "".join(piece.text for piece in pieces) != unit.text:
            self._replace(paragraph, before)
            return
        self._edit_pieces(paragraph, pieces, before, unit.text)

    def _replace(self, paragraph: Node, before: str) -> None:
        """Mark a whole paragraph as new, and its former text as gone from the one above it."""
        style = paragraph.find(f"{PPR}/{qn('w:pStyle')}")
        paragraph.addprevious(
            self._gone_paragraph(before, "" if style is None else style.get(qn("w:val"), ""))
        )
        self._insert_paragraph(paragraph)

    def _edit_pieces(self, paragraph: Node, pieces: Sequence[_MarkedPiece], before: str, after: str) -> None:
        segments = [segment for segment in diff_texts(before, after) if segment.kind != "same"]
        cuts = {segment.other for segment in segments}
        cuts |= {segment.other + len(segment.text) for segment in segments if segment.kind == "new"}
        runs = list(_split_runs(pieces, cuts))
        for segment in segments:
            if segment.kind == "gone":
                self._add_gone(paragraph, runs, segment.other, segment.text)
            else:
                end = segment.other + len(segment.text)
                for piece in runs:
                    if segment.other <= piece.start and piece.end <= end:
                        self._wrap(piece.run)

    def _add_gone(self, paragraph: Node, pieces: Sequence[_MarkedPiece], place: int, text: str) -> None:
        """Put words that are gone where they were."""
        above = next((piece.run for piece in reversed(pieces) if piece.end <= place), None)
        below = next((piece.run for piece in pieces if piece.start >= place), None)
        beside = below if above is None else above
        looks = None if beside is None or _is_in_link(beside) else beside.find(RPR)
        gone = self._mark("w:del", _gone_run(text, looks))
        if below is not None:
            _outside_link(below, first=True).addprevious(gone)
        elif above is not None:
            _outside_link(above, first=False).addnext(gone)
        else:
            paragraph.append(gone)

    def _mark_notes(self, number: int, unit: Unit) -> None:
        """Mark what is new and what was changed in the notes of a paragraph."""
        old = [one.text for one in self._before if one.part == "note" and one.anchor == number]
        left = [note for note in unit.notes if not _take(old, self._note_units[note].key)]
        for note in left:
            if old:
                self._edit_note(note, old.pop(0))
            else:
                self._insert_note(note)

    def _edit_note(self, note: int, before: str) -> None:
        unit = self._note_units[note]
        paragraphs = list(self._note_element(note).iter(P))
        pieces = next(_pieces_of(paragraphs[:1]), [])
        text = "".join(piece.text for piece in pieces)
        lead = text[: len(text) - len(text.lstrip(_LEAD))]
        if len(paragraphs) == 1 and text == lead + unit.text:
            self._edit_pieces(paragraphs[0], pieces, lead + before, text)

    def _insert_note(self, note: int) -> None:
        """Mark the mark of a note and its text as new."""
        run = self._marks[note].getparent()
        if run is not None:
            self._wrap(run)
        for inner in self._note_element(note).iter(RUN):
            self._wrap(inner)

    def _note_element(self, note: int) -> Node:
        mark = self._marks[note]
        return self._notes[str(mark.tag).removesuffix("Reference"), mark.get(qn("w:id"))]

    # Text that is new.

    def _insert(self, numbers: Iterable[int], *, is_row: bool) -> None:
        for number in numbers:
            paragraph = self._paragraphs[number]
            self._insert_paragraph(paragraph)
            for note in self._units[number].notes:
                self._insert_note(note)
            row = next(paragraph.iterancestors(_ROW), None) if is_row else None
            if row is not None and row.find(f"{qn('w:trPr')}/{qn('w:ins')}") is None:
                self._mark_row(row, "w:ins")

    def _insert_paragraph(self, paragraph: Node) -> None:
        for run in list(paragraph.iter(RUN)):
            if next(run.iterancestors(P)) is paragraph:
                self._wrap(run)
        # The last paragraph of a cell, and one that ends a section, cannot go.
        if paragraph.find(f"{PPR}/{qn('w:sectPr')}") is None and paragraph.getnext() is not None:
            self._mark_end(paragraph, "w:ins")

    def _wrap(self, run: Node) -> None:
        """Put a run into an insertion, into that just before it if there is one."""
        parent, above = run.getparent(), run.getprevious()
        if parent is None or parent.tag == qn("w:ins"):
            return
        if above is None or above.tag != qn("w:ins"):
            above = self._mark("w:ins")
            run.addprevious(above)
        above.append(run)

    # Text that is gone.

    def _delete(self, one: Operation, mates: dict[int, int]) -> None:
        drawn = [number for number in one.base if self._is_gone_picture(number)]
        for number in drawn:
            place, behind = self._place_of(number, mates, is_table=False)
            self._put(self._gone_picture(number), place, behind=behind)
        written = [number for number in one.base if not self._base[number].is_blank]
        if not written or one.kind == "blank":
            return
        if one.kind == "row_deleted" and self._delete_row(written, mates):
            return
        if one.kind in {"table_deleted", "row_deleted"}:
            rows = groupby(written, key=self._row_of)
            gone = [
                self._gone_paragraph("\t".join(self._base[number].text for number in row)) for _, row in rows
            ]
        else:
            gone = [self._gone_paragraph(self._base[number].text, self._style(number)) for number in written]
        place, behind = self._place_of(written[0], mates, is_table=one.kind == "table_deleted")
        for paragraph in gone:
            self._put(paragraph, place, behind=behind)

    def _is_gone_picture(self, number: int) -> bool:
        """Return whether a paragraph of the text, outside of tables, was a picture that is gone and known."""
        unit = self._base[number]
        is_alone = unit.is_blank and unit.cell is None and bool(unit.pictures)
        return is_alone and all(picture.digest in self._gone for picture in unit.pictures)

    def _gone_picture(self, number: int) -> Node:
        paragraph = self._gone_paragraph("", self._style(number))
        (mark,) = paragraph.iterchildren(qn("w:del"))
        for run in list(mark):
            mark.remove(run)
        for picture in self._base[number].pictures:
            file, order = self._gone[picture.digest], next(self._ids)
            link = f"gone{order}"
            self.shown[link] = file
            figure = DrawnFigure(picture=picture.digest, alternative_text=picture.words)
            size = picture_size(figure, (file.width, file.height), *_room(self._body))
            mark.append(make("w:r", None, picture_drawing(link, order, picture.words, size)))
        return paragraph

    def _row_of(self, number: int) -> int:
        cell = self._base[number].cell
        return -1 if cell is None else cell.row

    def _style(self, number: int) -> str:
        return self._styles.get(self._base[number].style.casefold(), "")

    def _place_of(self, number: int, mates: dict[int, int], *, is_table: bool) -> tuple[Node, bool]:
        """Return the element beside which a text was, and whether the text came after it."""
        cell = None if is_table else self._base[number].cell
        placed = (
            {at: mate for at, mate in mates.items() if not self._is_in_moved(at)} if cell is None else mates
        )
        last = next((at for at in range(number - 1, -1, -1) if at in placed), None)
        above = None if last is None else placed[last]
        below = next((placed[at] for at in range(number + 1, len(self._base)) if at in placed), None)
        if cell is not None:
            for step in (-1, 1):
                mate = mates.get(number + step)
                if mate is not None and self._base[number + step].cell == cell:
                    return self._paragraphs[mate], step < 0
            if above is not None:
                return self._paragraphs[above], True
        # The lines of the table of contents, which has no mates, follow its title.
        is_contents = last is not None and self._before[self._numbers[last]].source == "contents"
        if above is not None and not (is_contents and below is not None):
            return self._top(self._paragraphs[above]), True
        if below is not None:
            return self._top(self._paragraphs[below]), False
        return self._body[0], False

    def _is_in_moved(self, number: int) -> bool:
        cell = self._base[number].cell
        return cell is not None and cell.table in self._moved

    def _top(self, element: Node) -> Node:
        """Return the child of the body that an element is in."""
        parent = element.getparent()
        while parent is not None and parent is not self._body:
            element, parent = parent, parent.getparent()
        return element

    def _put(self, element: Node, place: Node, *, behind: bool) -> None:
        if behind:
            self._tails.get(place, place).addnext(element)
            self._tails[place] = element
        else:
            place.addprevious(element)

    def _delete_row(self, written: Sequence[int], mates: dict[int, int]) -> bool:
        """Put a row that is gone beside a row of its table that is still there; return False if none is."""
        cell = self._base[written[0]].cell
        rows = [
            (abs(at - written[0]), at, row)
            for at, mate in mates.items()
            if cell is not None and (other := self._base[at].cell) is not None and other.table == cell.table
            if (row := next(self._paragraphs[mate].iterancestors(_ROW), None)) is not None
        ]
        if not rows:
            return False
        _, at, beside = min(rows, key=lambda each: each[:2])
        row = deepcopy(beside)
        texts: dict[int, list[int]] = {}
        for number in written:
            here = self._base[number].cell
            texts.setdefault(here.column if here is not None else 0, []).append(number)
        cells = list(row.iterchildren(_CELL))
        for column, element in enumerate(cells):
            alignment = element.find(f"{P}/{PPR}/{qn('w:jc')}")
            for child in [child for child in element if child.tag != qn("w:tcPr")]:
                element.remove(child)
            for merge in element.findall(f"{qn('w:tcPr')}/{qn('w:vMerge')}"):
                _remove(merge)
            last = column == len(cells) - 1
            numbers = [
                number
                for each in sorted(texts)
                if each == column or (last and each > column)
                for number in texts[each]
            ]
            element.extend(
                self._gone_paragraph(self._base[number].text, self._style(number), alignment)
                for number in numbers
            )
            if not numbers:
                element.append(make("w:p"))
        for mark in (*row.iter(qn("w:ins")), *row.iter(qn("w:tblHeader"))):
            _remove(mark)
        self._mark_row(row, "w:del")
        self._put(row, beside, behind=at < written[0])
        return True

    def _gone_paragraph(self, text: str, style: str = "", alignment: Node | None = None) -> Node:
        properties = make("w:pPr", None, *([val("w:pStyle", style)] if style else []))
        if alignment is not None:
            properties.append(deepcopy(alignment))
        paragraph = make("w:p", None, properties, self._mark("w:del", _gone_run(text, None)))
        self._mark_end(paragraph, "w:del")
        return paragraph

    # Marks.

    def _mark(self, tag: str, *children: Node) -> Node:
        return make(tag, {"w:id": str(next(self._ids)), "w:author": self._author}, *children)

    def _mark_end(self, paragraph: Node, tag: str) -> None:
        properties = paragraph.find(PPR)
        if properties is None:
            properties = make("w:pPr")
            paragraph.insert(0, properties)
        look = properties.find(RPR)
        if look is None:
            look = make("w:rPr")
            insert_ordered(properties, PARAGRAPH_ORDER, [look])
        look.insert(0, self._mark(tag))

    def _mark_row(self, row: Node, tag: str) -> None:
        properties = row.find(qn("w:trPr"))
        if properties is None:
            properties = make("w:trPr")
            row.insert(len(row.findall(qn("w:tblPrEx"))), properties)
        properties.append(self._mark(tag))


def _room(body: Node) -> tuple[float, float]:
    """Return the width and height of the text on the first pages of a document, in points."""
    sizes: list[float] = []
    for side, edges in (("w", ("left", "right")), ("h", ("top", "bottom"))):
        page = next(body.iter(qn("w:pgSz")), None)
        margins = next(body.iter(qn("w:pgMar")), None)
        whole = _points(page, side)
        sizes.append(max(72.0, whole - sum(_points(margins, edge) for edge in edges)))
    return sizes[0], sizes[1]


def _points(element: Node | None, name: str) -> float:
    text = "" if element is None else element.get(qn(f"w:{name}"), "")
    return int(text) / 20 if text.isascii() and text.isdigit() else 0.0


def _first_of(one: Operation) -> int:
    return one.base[0]


def _take(texts: list[str], key: str) -> bool:
    """Remove the text with a key and return whether there was one."""
    found = next((text for text in texts if text_key(text) == key), None)
    if found is not None:
        texts.remove(found)
    return found is not None


def _pieces_of(paragraphs: Iterable[Node]) -> Iterator[list[_MarkedPiece]]:
    """Yield the text of each paragraph that Word does not count itself, as the reader of returned files has it."""
    fields: list[str] = []
    for paragraph in paragraphs:
        pieces: list[_MarkedPiece] = []
        for element in paragraph.iter():
            if element.tag == qn("w:fldChar"):
                _follow_field(fields, element)
            elif element.tag == qn("w:instrText") and fields:
                fields[-1] += element.text or ""
            elif all("HYPERLINK" in one for one in fields) and (text := _text_of(element)):
                pieces.append(_MarkedPiece(element, text, pieces[-1].end if pieces else 0))
        yield pieces


def _follow_field(fields: list[str], mark: Node) -> None:
    kind = mark.get(qn("w:fldCharType"))
    if kind == "begin":
        fields.append("")
    elif kind == "end" and fields:
        fields.pop()


def _text_of(element: Node) -> str:
    parent = element.getparent()
    if parent is None or parent.tag != RUN:
        return ""
    if element.tag == qn("w:t"):
        return script_digits(element.text or "", run_script(parent))
    if element.tag == qn("w:br"):
        return "\n" if element.get(qn("w:type")) in {None, "textWrapping"} else ""
    return _SIGNS.get(str(element.tag), "")


def _split_runs(pieces: Iterable[_MarkedPiece], cuts: Iterable[int]) -> Iterator[_MarkedPiece]:
    """Yield pieces that have a run of their own and no cut within them."""
    places = sorted(cuts)
    for piece in pieces:
        _isolate(piece)
        within = [place for place in places if piece.start < place < piece.end]
        if not within:
            yield piece
            continue
        run = piece.run
        for start, end in zip((piece.start, *within), (*within, piece.end), strict=True):
            part = deepcopy(run)
            text = piece.text[start - piece.start : end - piece.start]
            element = part[-1]
            element.text = (element.text or "")[start - piece.start : end - piece.start]
            element.set(SPACE, "preserve")
            run.addprevious(part)
            yield _MarkedPiece(element, text, start)
        _remove(run)


def _remove(element: Node) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _isolate(piece: _MarkedPiece) -> None:
    """Leave the element of a piece alone in its run: what is before and after it gets runs of its own."""
    run = piece.run
    look = run.find(RPR)
    children = [child for child in run if child is not look]
    place = children.index(piece.element)
    for others, add in ((children[:place], run.addprevious), (children[place + 1 :], run.addnext)):
        if others:
            _move_to_run(others, look, add)


def _move_to_run(children: Sequence[Node], look: Node | None, add: Callable[[Node], None]) -> None:
    run = make("w:r", None, *([] if look is None else [deepcopy(look)]), *children)
    add(run)


def _gone_run(text: str, look: Node | None) -> Node:
    run = make("w:r", None, *([] if look is None else [deepcopy(look)]))
    for raised in run.findall(f"{RPR}/{qn('w:vertAlign')}"):
        _remove(raised)
    for sign, group in groupby(text, key=lambda character: character if character in "\n\t" else ""):
        part = "".join(group)
        if sign:
            run.extend(make("w:br" if sign == "\n" else "w:tab") for _ in part)
            continue
        words = make("w:delText", {"xml:space": "preserve"})
        words.text = part
        run.append(words)
    return run


def _is_in_link(run: Node) -> bool:
    return next(run.iterancestors(qn("w:hyperlink")), None) is not None


def _outside_link(run: Node, *, first: bool) -> Node:
    """Return a run, or the link that it begins or ends."""
    parent = run.getparent()
    if parent is None or parent.tag != qn("w:hyperlink") or parent[0 if first else -1] is not run:
        return run
    return parent
