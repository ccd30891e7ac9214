"""Reads a Word file that comes back. The same reader makes the record of an export, so that both agree on every text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from lxml.etree import Element, _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.export_record import CellPosition, Form, ParagraphPart
from briefbuilder.domain.inline import script_digits
from briefbuilder.export.labels import MARK_SEPARATOR
from briefbuilder.importers.docx.package import Package
from briefbuilder.importers.docx.wordml import (
    child,
    effective_children,
    is_placeholder,
    nested_elements,
    parse_link,
    read_switch,
    run_script,
    value,
)
from briefbuilder.importers.formulas import omml_signs, text_of_signs
from briefbuilder.importers.limits import TREE_DEPTH, check_paragraphs
from briefbuilder.importers.office.xml_names import prefixed_name, qn
from briefbuilder.importers.sniff import OLE_MAGIC, is_encrypted_office
from briefbuilder.importers.symbol_fonts import symbol_character
from briefbuilder.returned.document import (
    GONE,
    PLAIN,
    Mark,
    Recorded,
    RecordedRow,
    ReturnedComment,
    ReturnedDocument,
    ReturnedParagraph,
    TextPiece,
    join_pieces,
)
from briefbuilder.returned.links import LinkTargets
from briefbuilder.returned.pictures import Drawings

_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
"""How the first entry of the archive of an OpenDocument file begins, after its header of 30 bytes."""
_MARKS: Final[Mapping[str, Mark]] = {"w:ins": "ins", "w:del": "del", "w:moveFrom": "from", "w:moveTo": "to"}
_WRAPPERS = frozenset(
    {"w:smartTag", "w:sdtContent", "w:customXml", "w:bdo", "w:dir", "w:hyperlink", "w:rubyBase", "w:ruby"}
)
_AROUND_CELLS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:del"})
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_MARK_STYLES = frozenset(
    {"footnote reference", "endnote reference", "footnote characters", "endnote characters"}
)
"""The character styles of the marks of notes, by the names that Word gives them in every language, and those of LibreOffice."""
_UNKNOWN_AUTHORS = frozenset(
    {"unknown author", "unbekannter autor", "auteur inconnu", "autore sconosciuto", "autor desconocido"}
)
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}  # fmt: skip
_SWITCHES: tuple[tuple[str, Form], ...] = (("w:b", "bold"), ("w:i", "italic"), ("w:strike", "strike"))
_EXPORT_ID = "ExportId"
_MIN_CHROMA = 0x30
"""The least difference between the levels of red, green and blue of a colour that is more than a shade of grey."""
_VALUE_TYPES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def read_returned(data: bytes, file_name: str) -> ReturnedDocument:
    """Read a Word file; raises ImportRefusedError if it is not a Word file, or cannot be read.

    The limits are those of imports. Formulas are read as a line of text, pictures by their bytes.
    """
    if data.startswith(OLE_MAGIC):
        code = "returned-encrypted" if is_encrypted_office(data) else "returned-old-word"
        raise ImportRefusedError(code, name=file_name)
    if not data.startswith(b"PK"):
        raise ImportRefusedError("returned-no-word", name=file_name)
    if data[30 : 30 + len(_OPEN_DOCUMENT)] == _OPEN_DOCUMENT:
        raise ImportRefusedError("returned-open-document", name=file_name)
    package = Package(data, file_name)
    main = package.main_part()
    body = child(package.xml(main), "w:body") if main.endswith(".xml") else None
    if body is None:
        raise ImportRefusedError("returned-no-word", name=file_name)
    check_paragraphs(sum(1 for _ in body.iter(qn("w:p"))), file_name)
    return _Reader(package, main).read(body)


def _no_note(_kind: str, _number: str) -> None:
    """Ignore the mark of a note in a part that has none."""


class _Reader:
    """Reads the parts of one package."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._main = main
        self._parts: dict[str, list[str]] = {}
        for relation in package.relationships(main).values():
            if not relation.external:
                self._parts.setdefault(relation.kind, []).append(relation.target)
        self._styles = _Styles(self._root("styles"))
        self._notes: list[ReturnedParagraph] = []
        self._elements = {kind: self._note_elements(kind) for kind in ("footnote", "endnote")}

    def read(self, body: _Element) -> ReturnedDocument:
        """Return what the body and the other parts say."""
        comments, numbers = self._read_comments()
        drawings = Drawings(self._package, self._main)
        targets = LinkTargets(self._package, self._main)
        walk = _Walk(
            self._styles, self._add_note, numbers, drawings=drawings, highlights=comments, targets=targets
        )
        walk.blocks(body)
        saved_by, saved_at = self._last_save()
        return ReturnedDocument(
            paragraphs=tuple(walk.paragraphs),
            notes=tuple(self._notes),
            beside=(*walk.boxes, *self._read_bands("header"), *self._read_bands("footer")),
            rows=tuple(walk.rows),
            comments=tuple(comments),
            styles=self._styles.names(),
            export_id=self._export_id(),
            saved_by=saved_by,
            saved_at=saved_at,
            damaged=tuple(dict.fromkeys(self._package.damaged)),
            pictures=drawings.held,
        )

    def _root(self, kind: str) -> _Element | None:
        parts = self._parts.get(kind)
        return self._package.optional_xml(parts[0]) if parts else None

    def _note_elements(self, kind: str) -> dict[str, _Element]:
        root = self._root(f"{kind}s")
        found: dict[str, _Element] = {}
        for element in root.iter(qn(f"w:{kind}")) if root is not None else ():
            if element.get(qn("w:type")) in {None, "normal"}:
                found[element.get(qn("w:id")) or ""] = element
        return found

    def _add_note(self, kind: str, number: str) -> int | None:
        """Read a note at its mark and return its index, None if there is no such note; notes in notes are not read."""
        element = self._elements[kind].get(number)
        if element is None:
            return None
        walk = _Walk(self._styles, _no_note, {}, part="note")
        walk.blocks(element)
        pieces: list[TextPiece] = []
        for paragraph in walk.paragraphs:
            pieces += [TextPiece(text="\n"), *paragraph.pieces] if pieces else paragraph.pieces
        style = walk.paragraphs[0].style if walk.paragraphs else ""
        self._notes.append(ReturnedParagraph(pieces=_without_lead(pieces), style=style, part="note"))
        return len(self._notes) - 1

    def _read_bands(self, kind: ParagraphPart) -> Iterator[ReturnedParagraph]:
        for part in self._parts.get(kind, ()):
            root = self._package.optional_xml(part)
            if root is not None:
                walk = _Walk(self._styles, _no_note, {}, part=kind, drawings=Drawings(self._package, part))
                walk.blocks(root)
                yield from (replace(paragraph, cell=None) for paragraph in walk.paragraphs)
                yield from walk.boxes

    def _read_comments(self) -> tuple[list[ReturnedComment], dict[str, int]]:
        """Return the comments, and the index of each by its id."""
        root = self._root("comments")
        elements = list(root.iter(qn("w:comment"))) if root is not None else []
        answers, done = self._read_threads()
        names: dict[str, int] = {}
        found: list[ReturnedComment] = []
        for index, element in enumerate(elements):
            walk = _Walk(self._styles, _no_note, {})
            walk.blocks(element)
            text = "\n".join(paragraph.accepted_text for paragraph in walk.paragraphs).strip()
            last = [one.get(f"{_W14}paraId") or "" for one in element.iter(qn("w:p"))][-1:]
            paragraph = last[0] if last else ""
            names[paragraph] = index
            answered = names.get(answers.get(paragraph, "")) if answers.get(paragraph) else None
            found.append(
                ReturnedComment(
                    text=text,
                    author=_read_author(element),
                    date=_read_date(element),
                    answers=answered,
                    done=paragraph in done,
                )
            )
        return found, {element.get(qn("w:id")) or "": index for index, element in enumerate(elements)}

    def _read_threads(self) -> tuple[dict[str, str], set[str]]:
        """Return which paragraph of a comment answers which, and those of comments that are resolved."""
        root = self._root("commentsExtended")
        answers: dict[str, str] = {}
        done: set[str] = set()
        for element in root.iter(f"{_W15}commentEx") if root is not None else ():
            name = element.get(f"{_W15}paraId") or ""
            if parent := element.get(f"{_W15}paraIdParent"):
                answers[name] = parent
            if element.get(f"{_W15}done") in {"1", "true", "on"}:
                done.add(name)
        return answers, done

    def _last_save(self) -> tuple[str, str]:
        root = self._property_part("core-properties")
        if root is None:
            return "", ""
        return root.findtext(qn("cp:lastModifiedBy")) or "", root.findtext(qn("dcterms:modified")) or ""

    def _export_id(self) -> str:
        root = self._property_part("custom-properties")
        for element in root if root is not None else ():
            if element.get("name") == _EXPORT_ID:
                return (element.findtext(_VALUE_TYPES) or "").strip()
        return ""

    def _property_part(self, kind: str) -> _Element | None:
        for relation in self._package.relationships("").values():
            if relation.kind == kind and not relation.external:
                return self._package.optional_xml(relation.target)
        return None


def _without_lead(pieces: list[TextPiece]) -> tuple[TextPiece, ...]:
    """Return the pieces of a note without the space between its number and its text."""
    left = list(pieces)
    while left:
        text = left[0].text.lstrip(" \t\u00a0\u2002\u2003")
        if text:
            left[0] = replace(left[0], text=text)
            break
        if not left[0].is_text:
            break
        del left[0]
    return tuple(left)


class _Styles:
    """The names of styles, and the forms of their text after the chain of styles, without underlines.

    Programs underline their styles of links, each in its own way; underlines of words are on the words themselves.
    """

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._forms: dict[str, frozenset[Form]] = {}
        self.default = ""
        self.colours = _colours_in(root)
        for element in root.iter(qn("w:style")) if root is not None else ():
            name = element.get(qn("w:styleId")) or ""
            self._elements[name] = element
            is_default = element.get(qn("w:default")) in {"1", "true", "on"}
            if is_default and element.get(qn("w:type")) == "paragraph":
                self.default = name

    def names(self) -> tuple[str, ...]:
        """Return the names of all styles."""
        return tuple(map(self.name, self._elements))

    def name(self, style: str) -> str:
        """Return the name of a style by its id."""
        element = self._elements.get(style)
        return (value(element, "w:name") or style) if element is not None else style

    def forms(self, style: str) -> frozenset[Form]:
        """Return the forms that a style gives to text."""
        chain: dict[str, _Element] = {}  # a style may be based on itself
        name = style
        while name not in self._forms and name not in chain and name in self._elements:
            chain[name] = self._elements[name]
            name = value(chain[name], "w:basedOn") or ""
        found = self._forms.get(name, frozenset())
        for name, element in reversed(chain.items()):
            found = self._forms[name] = _apply_forms(child(element, "w:rPr"), found)
        return found


def _colours_in(root: _Element | None) -> frozenset[str | None]:
    """Return the colours of letters and their ground that styles have."""
    if root is None:
        return frozenset()
    names = (("w:color", "w:val"), ("w:shd", "w:fill"))
    return frozenset(element.get(qn(colour)) for tag, colour in names for element in root.iter(qn(tag)))


def _is_colourful(colour: str | None) -> bool:
    """Return whether a colour as Word writes it ("FF0000") is more than a shade of grey."""
    try:
        levels = bytes.fromhex(colour or "")
    except ValueError:
        return False
    return bool(levels) and max(levels) - min(levels) > _MIN_CHROMA


def _apply_forms(properties: _Element | None, inherited: frozenset[Form]) -> frozenset[Form]:
    if properties is None or not len(properties):
        return inherited
    forms = set(inherited)
    for tag, form in _SWITCHES:
        switch = read_switch(properties, tag)
        if switch is not None:
            (forms.add if switch else forms.discard)(form)
    return frozenset(forms)


_COUNTED = frozenset({"TOC", "PAGEREF", "NOTEREF", "SEQ", "PAGE", "NUMPAGES", "SECTIONPAGES", "STYLEREF"})
"""The fields whose results Word counts or gathers; an export has no others."""
_TEXT: frozenset[ParagraphPart] = frozenset({"body", "note"})


@dataclass(slots=True, eq=False, repr=False)
class _Field:
    instruction: str = ""
    in_result: bool = False

    def is_shown(self, part: ParagraphPart) -> bool:
        """Return whether the text at the present position counts as words of a part.

        In the text it is whatever Word does not count itself, in headers, footers and boxes only the words of a link.
        """
        name = next(iter(self.instruction.upper().split()), "")
        return self.in_result and (name == "HYPERLINK" or (part in _TEXT and name not in _COUNTED))


@dataclass(slots=True, eq=False, repr=False)
class _Open:
    """The paragraph that is being read."""

    base: frozenset[Form]
    pieces: list[TextPiece] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    reformatted: Recorded = PLAIN
    highlighted: list[str] = field(default_factory=list)
    _is_highlighted: bool = False

    def add_text(self, piece: TextPiece, *, is_marked: bool) -> None:
        """Add text, and keep what is highlighted and was not deleted."""
        self.pieces.append(piece)
        is_highlighted = is_marked and piece.recorded.mark not in GONE
        if is_highlighted and (self._is_highlighted or piece.text.strip()):
            before = self.highlighted.pop() if self._is_highlighted else ""
            self.highlighted.append(before + piece.text)
        self._is_highlighted = is_highlighted and bool(self.highlighted)


class _Walk:
    """Walks the blocks of one part; fields keep their depth across paragraphs."""

    def __init__(
        self,
        styles: _Styles,
        add_note: Callable[[str, str], int | None],
        comments: Mapping[str, int],
        part: ParagraphPart = "body",
        drawings: Drawings | None = None,
        highlights: list[ReturnedComment] | None = None,
        targets: LinkTargets | None = None,
    ) -> None:
        self._styles = styles
        self._drawings = drawings
        self._highlights = highlights
        self._add_note = add_note
        self._comments = comments
        self._part = part
        self._fields: list[_Field] = []
        self._targets = targets
        self._links: list[str] = []
        self._tables = 0
        self._waiting: list[int] = []
        self.paragraphs: list[ReturnedParagraph] = []
        self.boxes: list[ReturnedParagraph] = []
        self.rows: list[RecordedRow] = []

    def blocks(self, parent: _Element, cell: CellPosition | None = None, depth: int = 0) -> None:
        """Read the paragraphs and tables in an element."""
        if depth > TREE_DEPTH:
            return
        for element in effective_children(parent):
            match prefixed_name(element):
                case "w:p":
                    self._paragraph(element, cell)
                case "w:tbl":
                    self._table(element, depth)
                case (
                    "w:sdt"
                    | "w:sdtContent"
                    | "w:customXml"
                    | "w:smartTag"
                    | "w:ins"
                    | "w:moveTo"
                    | "w:del"
                    | "w:moveFrom"
                ):
                    self.blocks(element, cell, depth + 1)
                case "w:commentRangeStart":
                    index = self._comments.get(element.get(qn("w:id")) or "")
                    if index is not None:
                        self._waiting.append(index)
                case _:
                    pass

    def _table(self, table: _Element, depth: int) -> None:
        number, first, was_head, with_head = self._tables, 0, False, False
        for place, element in enumerate(nested_elements(table, "w:tr", _AROUND_CELLS)):
            properties = child(element, "w:trPr")
            is_head = read_switch(properties, "w:tblHeader") is True
            if not place or (is_head and with_head and not was_head):
                # Word joins a table that is pasted right below another: a second head shows where it begins.
                number, first, with_head, self._tables = self._tables, place, is_head, self._tables + 1
            row, was_head, recorded = place - first, is_head, _recorded_in(properties)
            if recorded is not PLAIN:
                self.rows.append(RecordedRow(table=number, row=row, recorded=recorded))
            for column, cell in enumerate(nested_elements(element, "w:tc", _AROUND_CELLS)):
                merged = child(cell, "w:tcPr", "w:vMerge")
                continues = merged is not None and merged.get(qn("w:val")) != "restart"
                if not continues:
                    self.blocks(cell, CellPosition(table=number, row=row, column=column), depth + 1)

    def _paragraph(self, paragraph: _Element, cell: CellPosition | None) -> None:
        properties = child(paragraph, "w:pPr")
        style = value(properties, "w:pStyle") or self._styles.default
        opened = _Open(self._styles.forms(style), comments=self._waiting)
        self._waiting = []
        self._inlines(paragraph, opened, PLAIN)
        if opened.highlighted and self._highlights is not None:
            opened.comments.append(len(self._highlights))
            words = " … ".join(text.strip() for text in opened.highlighted)
            self._highlights.append(ReturnedComment(text=words, is_highlight=True))
        self.paragraphs.append(
            ReturnedParagraph(
                pieces=join_pieces(opened.pieces),
                style=self._styles.name(style),
                part=self._part,
                cell=cell,
                end=_recorded_in(child(properties, "w:rPr")),
                comments=tuple(dict.fromkeys(opened.comments)),
                restyled=_recorded_property(child(properties, "w:pPrChange")),
                reformatted=opened.reformatted,
            )
        )

    def _inlines(self, parent: _Element, opened: _Open, recorded: Recorded, depth: int = 0) -> None:
        if depth > TREE_DEPTH:
            return
        for element in effective_children(parent):
            name = prefixed_name(element)
            if name == "w:r":
                self._run(element, opened, recorded)
            elif name in _MARKS:
                inner = _recorded(element, _MARKS[name])
                if not recorded.is_undone_by(inner):
                    self._inlines(element, opened, recorded.around(inner), depth + 1)
            elif name in _WRAPPERS or (name == "w:sdt" and not is_placeholder(element)):
                is_link = name == "w:hyperlink"
                self._links += [self._targets.address(element) if self._targets else ""] if is_link else []
                self._inlines(element, opened, recorded, depth + 1)
                del self._links[len(self._links) - is_link :]
            elif name == "w:fldSimple":
                self._fields.append(_Field(element.get(qn("w:instr")) or "", in_result=True))
                self._inlines(element, opened, recorded, depth + 1)
                self._fields.pop()
            else:
                self._add_other(name, element, opened, recorded)

    def _add_other(self, name: str, element: _Element, opened: _Open, recorded: Recorded) -> None:
        """Read what is neither a run nor around one: marks of comments and formulas."""
        if name == "w:commentRangeStart":
            index = self._comments.get(element.get(qn("w:id")) or "")
            if index is not None:
                opened.comments.append(index)
        elif name in {"m:oMath", "m:oMathPara"} and self._is_shown:
            self._formula(element, opened, recorded)

    def _formula(self, formula: _Element, opened: _Open, recorded: Recorded) -> None:
        """Read a formula as a line of text, and what was recorded between its terms."""
        for element in formula:
            name = prefixed_name(element)
            if name == "m:oMath":
                self._formula(element, opened, recorded)
            elif name in _MARKS:
                inner = _recorded(element, _MARKS[name])
                if not recorded.is_undone_by(inner):
                    self._formula(element, opened, recorded.around(inner))
            else:
                opened.pieces.append(TextPiece(text=_term_text(element), recorded=recorded))

    @property
    def _is_shown(self) -> bool:
        return all(one.is_shown(self._part) for one in self._fields)

    def _run(self, run: _Element, opened: _Open, recorded: Recorded) -> None:
        forms, script = self._run_forms(run, opened), run_script(run)
        for element in effective_children(run):
            name = prefixed_name(element)
            if name in _NOTES:
                note = self._add_note(_NOTES[name], element.get(qn("w:id")) or "")
                if note is not None:
                    opened.pieces.append(TextPiece(recorded=recorded, note=note))
            elif name in {"w:fldChar", "w:instrText", "w:delInstrText"}:
                self._field_part(name, element)
            elif name == "w:commentReference":
                self._note_comment_at_end(element, opened)
            elif name in {"w:drawing", "w:pict", "w:object"}:
                self._drawing(element, opened, recorded)
            elif name == "w:ruby":
                self._inlines(element, opened, recorded, 1)
            elif (
                self._is_shown
                and (text := _character(name, element))
                and not (text == MARK_SEPARATOR and self._is_mark(run))
            ):
                text = script_digits(text, script)
                piece = TextPiece(text=text, recorded=recorded, forms=forms, link=self._link())
                opened.add_text(piece, is_marked=self._is_highlighted(run))

    def _link(self) -> str:
        """Return the address of the innermost link at the present position, or an empty text."""
        if self._targets is None:
            return ""
        fields = [
            parse_link(opened.instruction) or ""
            for opened in self._fields
            if "HYPERLINK" in opened.instruction.upper()
        ]
        return next(filter(None, reversed([*fields, *self._links])), "")

    def _is_highlighted(self, run: _Element) -> bool:
        """Return whether a reader highlighted a run, or gave it a colour that no style of the file has."""
        properties = child(run, "w:rPr")
        if properties is None or self._links or self._fields:
            return False
        ground = child(properties, "w:shd")
        colours = (value(properties, "w:color"), ground.get(qn("w:fill")) if ground is not None else None)
        is_coloured = any(_is_colourful(each) and each not in self._styles.colours for each in colours)
        return is_coloured or (value(properties, "w:highlight") or "none") != "none"

    def _is_mark(self, run: _Element) -> bool:
        """Return whether a run has the character style of the marks of notes, or is raised as they are."""
        properties = child(run, "w:rPr")
        style = value(properties, "w:rStyle")
        return run_script(run) == "super" or (
            style is not None and self._styles.name(style).casefold() in _MARK_STYLES
        )

    def _note_comment_at_end(self, element: _Element, opened: _Open) -> None:
        """Note a comment without a range at its mark; one with a range has begun before."""
        index = self._comments.get(element.get(qn("w:id")) or "")
        if index is not None and not any(index in paragraph.comments for paragraph in self.paragraphs[-50:]):
            opened.comments.append(index)

    def _field_part(self, name: str, element: _Element) -> None:
        if name != "w:fldChar":
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].instruction += element.text or ""
            return
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, element: _Element, opened: _Open, recorded: Recorded) -> None:
        """Read the pictures of a drawing into its paragraph, and its text boxes beside the text."""
        if self._drawings is not None:
            found = self._drawings.read(element)
            opened.pieces += (TextPiece(recorded=recorded, picture=picture) for picture in found)
        for content in element.iter(qn("w:txbxContent")):
            walk = _Walk(self._styles, _no_note, {}, part="box", drawings=self._drawings)
            walk.blocks(content)
            self.boxes += [replace(paragraph, cell=None) for paragraph in walk.paragraphs]

    def _run_forms(self, run: _Element, opened: _Open) -> tuple[Form, ...]:
        properties = child(run, "w:rPr")
        if properties is None:
            return tuple(sorted(opened.base))
        if opened.reformatted is PLAIN:
            opened.reformatted = _recorded_property(child(properties, "w:rPrChange"))
        style = value(properties, "w:rStyle")
        inherited = opened.base ^ self._styles.forms(style) if style else opened.base
        forms: set[Form] = set(_apply_forms(properties, inherited))
        # Fields whose results are text of the document are links.
        if not (self._links or self._fields) and value(properties, "w:u") not in {None, "none"}:
            forms.add("underline")
        return tuple(sorted(forms))


def _character(name: str, element: _Element) -> str:
    if name in {"w:t", "w:delText"}:
        return element.text or ""
    if name == "w:br":
        return "\n" if element.get(qn("w:type")) in {None, "textWrapping"} else ""
    if name == "w:sym":
        try:
            return symbol_character(element.get(qn("w:font")) or "", int(element.get(qn("w:char")) or "", 16))
        except ValueError:
            return ""
    return _CHARACTERS.get(name, "")


def _term_text(term: _Element) -> str:
    """Return the text of a term of a formula, without what was deleted in it."""
    whole = Element("term")
    whole.append(deepcopy(term))
    for gone in list(whole.iter(qn("w:del"), qn("w:moveFrom"))):
        parent = gone.getparent()
        if parent is not None:
            parent.remove(gone)
    return text_of_signs(omml_signs(whole))


def _recorded(element: _Element, mark: Mark) -> Recorded:
    return Recorded(mark=mark, author=_read_author(element), date=_read_date(element))


def _read_author(element: _Element) -> str:
    """Return who made a comment or a change, or an empty text for what LibreOffice writes if it knows no name."""
    author = element.get(qn("w:author")) or ""
    return "" if author.casefold() in _UNKNOWN_AUTHORS else author


def _read_date(element: _Element) -> str:
    """Return when a comment or a change was made, or an empty text: LibreOffice may write the year 0."""
    date = element.get(qn("w:date")) or ""
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return ""
    return date


def _recorded_in(properties: _Element | None) -> Recorded:
    """Return how a paragraph's mark or a row was recorded; what was inserted and deleted again was never there."""
    found = PLAIN
    for tag, mark in _MARKS.items():
        element = child(properties, tag)
        if element is not None and (found is PLAIN or mark in GONE):
            found = _recorded(element, mark)
    return found


def _recorded_property(element: _Element | None) -> Recorded:
    return PLAIN if element is None else _recorded(element, "same")
