"""What an export takes from a house document, read once: styles, paper, headers, and what surrounds the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from docx.document import Document as WordDocument

from briefbuilder.domain.document import (
    BandLine,
    DocumentPicture,
    DrawnBreak,
    DrawnCell,
    DrawnFigure,
    DrawnTable,
    DrawnText,
    Element,
    LetterBox,
    LetterLine,
    PageField,
    Run,
)
from briefbuilder.domain.letterhead import LetterheadFile, LetterheadLayout, PageKind
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.letterhead.header_rows import (
    CELL,
    CELL_MARGIN,
    ROW,
    SDT,
    HeaderInlineReader,
    LetterheadReader,
    cell_paragraphs,
    child_blocks,
    column_span,
    length_attribute,
    letterhead_hint,
)
from briefbuilder.export.docx.letterhead.open import open_letterhead
from briefbuilder.export.docx.letterhead.placeholders import (
    ContentTarget,
    TextPart,
    cell_text_area,
    column_index,
    control_name,
    fill_placeholders,
    find_placeholders,
    find_target,
    int_attribute,
    paragraph_text,
    text_parts,
)
from briefbuilder.export.docx.letterhead.strip import clean_picture, picture_parts, strip_content
from briefbuilder.export.docx.letterhead.styles import (
    LetterheadStyles,
    resolve_role_styles,
    role_styles,
    table_borders,
)
from briefbuilder.export.docx.ooxml import PPR, TBL, Node, P, qn
from briefbuilder.export.docx.package import package_of, parse_part, scrub
from briefbuilder.export.docx.styles import ROLE_STYLES

# What stands in a house document around the place of its text, as elements that another paper draws.

_GRID = 4
"""A table with rules on so many of its outer and inner sides counts as one that is ruled."""


class SurroundingsReader:
    """Reads the body around the text in the looks of a letterhead."""

    def __init__(self, letterhead: LetterheadReader, reader: HeaderInlineReader) -> None:
        self._head = letterhead
        self._reader = reader

    def columns(self, cells: list[Node]) -> tuple[LetterBox, ...]:
        """Return the columns that cells of a table make beside the text, each from the text's own upper edge."""
        found: dict[tuple[float, float], list[LetterLine]] = {}
        for cell in cells:
            place = cell_text_area(cell) or (0.0, self._head.width / 4)
            lines = found.setdefault((self._head.room[0] + place[0] - CELL_MARGIN, place[1]), [])
            for paragraph in cell_paragraphs(cell):
                lines += self._head.lines(paragraph, self._head.read(paragraph, self._reader))
        return tuple(
            LetterBox(left=left, width=width, lines=tuple(lines), top=0.0)
            for (left, width), lines in found.items()
        )

    def elements(self, blocks: list[Node]) -> tuple[Element, ...]:
        """Return blocks around the text as elements that another paper draws."""
        found: list[Element] = []
        for block in blocks:
            for one in child_blocks(block) if block.tag == SDT else (block,):
                found += self._table(one) if one.tag == TBL else self._paragraph(one)
        return tuple(found)

    def _paragraph(self, paragraph: Node) -> Iterator[Element]:
        pieces = self._head.read(paragraph, self._reader)
        properties = paragraph.find(PPR)
        starts = properties is not None and properties.find(qn("w:pageBreakBefore")) is not None
        if starts or pieces.breaks:
            yield DrawnBreak()
        ends = properties is not None and properties.find(qn("w:sectPr")) is not None
        for box in pieces.boxes:
            words = "".join(node.text or "" for node in box.content.iter(qn("w:t")))
            self._head.findings.append(letterhead_hint("house-box-not-drawn", words=words[:80]))
        if ends and pieces.empty and not pieces.pictures:
            yield DrawnBreak()
            return
        for line in self._head.lines(paragraph, pieces):
            if line.picture:
                words = next((shown.words for shown in pieces.pictures if shown.name == line.picture), "")
                yield DrawnFigure(picture=line.picture, alternative_text=words, width=line.size[0])
            if line.content or not line.picture:
                yield self._text(line)
        if ends:
            yield DrawnBreak()

    def _text(self, line: LetterLine) -> DrawnText:
        titled = any(isinstance(inline, Run) and "{{title}}" in inline.text for inline in line.content)
        content = line.content if any(_said(inline) for inline in line.content) else (Run(text="\u00a0"),)
        look = replace(line.look, rule=line.below)
        return DrawnText(role="title" if titled else "body", content=content, look=look, above=line.above)

    def _table(self, table: Node) -> Iterator[Element]:
        grid = [
            length_attribute(column, "w:w")
            for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        ]
        rows = []
        for row in table.iterfind(ROW):
            cells = [cell for cell in row.iter(CELL) if next(cell.iterancestors(TBL), None) is table]
            rows.append(
                tuple(
                    DrawnCell(elements=self.elements(cell_paragraphs(cell)), column_span=column_span(cell))
                    for cell in cells
                )
            )
        whole = sum(grid)
        if rows and whole > 0:
            widths = tuple(one / whole for one in grid)
            yield DrawnTable(
                rows=tuple(rows),
                widths=widths,
                frame="grid" if _is_ruled(table, self._head.styles) else "plain",
            )


def _said(inline: object) -> bool:
    return isinstance(inline, PageField) or (isinstance(inline, Run) and bool(inline.text.strip()))


def _is_ruled(table: Node, styles: LetterheadStyles) -> bool:
    return sum(map(bool, table_borders(table, styles).values())) >= _GRID


# What is to be told of a house document: names that nothing answers to, and what an export cannot take.


def find_unknown_placeholders(
    used: Iterable[tuple[str, TextPart, Node]], file: LetterheadFile
) -> Iterator[Finding]:
    """Yield the places that no value fills, each with its paragraph and the nearest that there is."""
    for name, story, paragraph in used:
        if name not in file.fields:
            spot = story.spot(paragraph)
            about = {"slot": name, "part": spot.part, "paragraph": str(spot.paragraph)}
            yield _near("house-slot-unknown", name, file.fields, file, about)


def find_unknown_styles(word: WordDocument, file: LetterheadFile) -> Iterator[Finding]:
    """Yield the styles that the template names and the house document does not have."""
    styles = LetterheadStyles.of(word, file.styles)
    for role, name in styles.unknown():
        about = {"style": name, "role": role}
        yield _near("house-style-unknown", name, tuple(styles.names()), file, about)


def _near(
    code: str, word: str, valid: tuple[str, ...], file: LetterheadFile, about: dict[str, str]
) -> Finding:
    by_fold = {one.casefold(): one for one in valid}
    near = get_close_matches(word.casefold(), list(by_fold), n=1)
    parameters = (
        {**about, "nearest": by_fold[near[0]]} if near else {**about, "valid": ", ".join(sorted(set(valid)))}
    )
    return Finding(
        code=f"{code}-near" if near else code,
        severity="error",
        place=Place(file=file.name),
        parameters=parameters,
    )


def find_hints(
    word: WordDocument, target: ContentTarget, styles: LetterheadStyles, file: LetterheadFile
) -> Iterator[Finding]:
    """Tell what is added to the house document, and what the PDF cannot take from it."""
    found = role_styles(styles)
    added = [role for role in ROLE_STYLES if role not in found and role != "body"]
    if added:
        yield _hint("house-styles-added", roles=", ".join(added))
    for part in picture_parts(word):
        if clean_picture(part.blob) is None:
            yield _hint("house-picture-unreadable", picture=str(part.partname).rpartition("/")[2])
    if target.kind == "body":
        yield from _replaced(word, file)
    if _has_background(word):
        yield _hint("house-background-in-pdf")
    if target.cell is not None:
        yield _hint("house-cell-in-pdf")
    sections = list(word.element.body.iter(qn("w:sectPr")))
    if target.kind != "body" and len(sections) > 1:
        yield _hint("house-sections-in-pdf", count=str(len(sections)))
    shown = _shown_lists(word)
    numbered = [
        role for role, node in found.items() if role.startswith("heading") and _list_of(node, styles) in shown
    ]
    if numbered:
        yield _hint("house-heading-numbers", roles=", ".join(numbered))


def _replaced(word: WordDocument, file: LetterheadFile) -> Iterator[Finding]:
    """Tell of a body that makes way as a whole: a letterhead that stands in it would be missed."""
    body: Node = word.element.body
    paragraphs = sum(bool(paragraph_text(paragraph).strip()) for paragraph in body.iter(P))
    pictures = sum(1 for _ in body.iter(qn("w:drawing"), qn("w:pict")))
    if paragraphs or pictures:
        yield _hint(
            "house-body-replaced", content=file.content, paragraphs=str(paragraphs), pictures=str(pictures)
        )


def _has_background(word: WordDocument) -> bool:
    """Tell whether the paper has a colour or a picture behind everything."""
    found: Node | None = word.element.find(qn("w:background"))
    plain = {"auto", "ffffff", ""}
    return found is not None and (len(found) > 0 or found.get(qn("w:color"), "").lower() not in plain)


def _hint(code: str, **parameters: str) -> Finding:
    return Finding(code=code, severity="hint", parameters=parameters)


def _list_of(style: Node, styles: LetterheadStyles) -> str:
    """Return the list that a style counts its paragraphs by, "" where it counts none."""
    for one in reversed(styles.chain(style)):
        number = one.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return number.get(qn("w:val"), "")
    return ""


def _shown_lists(word: WordDocument) -> set[str]:
    """Return the lists of the numbering part that show anything: some programs bind headings to one that does not."""
    root = next(
        (
            parse_part(word.part, name).element
            for name, rel in word.part.rels.items()
            if rel.reltype.endswith("/numbering")
        ),
        None,
    )
    if root is None:
        return set()
    shown = {
        one.get(qn("w:abstractNumId"), "")
        for one in root.iterfind(qn("w:abstractNum"))
        if any(form.get(qn("w:val")) != "none" for form in one.iter(qn("w:numFmt")))
    }
    links = ((one, one.find(qn("w:abstractNumId"))) for one in root.iterfind(qn("w:num")))
    return {
        one.get(qn("w:numId"), "")
        for one, link in links
        if link is not None and link.get(qn("w:val")) in shown
    }


_SECTION = qn("w:sectPr")
_OFF = frozenset({"0", "false", "off"})
_LEAST = 20.0
_LEAST_PAPER, _MOST_PAPER = 144.0, 14400.0
"""The sides of a page in points: two inches, and what a PDF may have at most."""


def read_letterhead(file: LetterheadFile) -> LetterheadLayout:
    """Return what a house document gives an export.

    Raises ExportError where it is refused; what can be mended, or is not taken, is among its findings.
    """
    word = open_letterhead(file.data)
    target = find_target(word, file.content)
    used = [one for one in _used(word, file) if one[1].kind != "body" or target.kind != "body"]
    findings = [*find_unknown_styles(word, file), *find_unknown_placeholders(used, file)]
    section = target.section
    own = replace(_possible(_page(section)), bound=_is_on(word.settings.element.find(qn("w:mirrorMargins"))))
    page, room = _within_cell(own, target)
    places = {name: (Run(text=f"{{{{{name}}}}}"),) for name in file.fields}
    strip_content(word, dict(places))
    scrub(package_of(word))
    for story in list(text_parts(word)):
        fill_placeholders(story.root, dict(places), {})
    frame = _frame(word, target)
    styles = LetterheadStyles.of(word, file.styles)
    letterhead = LetterheadReader(styles, own, room)
    pictures: dict[str, DocumentPicture] = {}
    reader = HeaderInlineReader(word.part, pictures)
    headers, footers = (_bands(word, section, kind, letterhead, pictures) for kind in ("header", "footer"))
    around = SurroundingsReader(letterhead, reader)
    before, after = (around.elements(blocks) for blocks in (frame.before, frame.after))
    beside = around.columns(frame.beside)
    findings += [*letterhead.findings, *find_hints(word, target, styles, file)]
    return LetterheadLayout(
        file=file,
        styles=resolve_role_styles(styles),
        text=styles.look(styles.default()),
        page=page,
        headers=headers,
        footers=footers,
        before=before,
        beside=beside,
        after=after,
        pictures=pictures,
        slots=frozenset(name for name, _, _ in used),
        body_slots=frozenset(
            name for name, story, node in used if story.kind == "body" and _stays(node, target)
        ),
        room=room,
        findings=tuple(findings),
    )


def _used(word: WordDocument, file: LetterheadFile) -> Iterator[tuple[str, TextPart, Node]]:
    """Yield the places of a house document that are filled with a value, by name."""
    for story in text_parts(word):
        if story.kind in {"footnotes", "endnotes"}:
            continue
        for name, paragraph in find_placeholders(story.root):
            if name != file.content.casefold():
                yield name, story, paragraph
        for control in story.root.iter(qn("w:sdt")):
            if control_name(control) in file.fields:
                yield control_name(control), story, control


def _stays(node: Node, target: ContentTarget) -> bool:
    return target.kind != "body" and not any(
        node is block or block in node.iterancestors() for block in target.blocks
    )


def _page(section: Node | None) -> PageSetup:
    """Return the paper of a section; what it does not say is as elsewhere."""
    plain = PageSetup()
    if section is None:
        return plain
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width = _points(size, "w:w") or plain.width
    height = _points(size, "w:h") or plain.height
    if margins is None:
        return replace(plain, width=width, height=height)
    columns = section.find(qn("w:cols"))
    return PageSetup(
        columns=max(round(_points(columns, "w:num") * 20), 1),
        column_gap=_points(columns, "w:space") or plain.column_gap,
        width=width,
        height=height,
        top=abs(_points(margins, "w:top")),
        bottom=abs(_points(margins, "w:bottom")),
        inner=_points(margins, "w:left") + _points(margins, "w:gutter"),
        outer=_points(margins, "w:right"),
        header=_points(margins, "w:header") or plain.header,
        footer=_points(margins, "w:footer") or plain.footer,
    )


def _possible(page: PageSetup) -> PageSetup:
    """Return a page as a PDF can have it, whose margins leave room for text; a page that is none is A4."""
    plain = PageSetup()
    possible = all(_LEAST_PAPER <= side <= _MOST_PAPER for side in (page.width, page.height))
    across, down = page.inner + page.outer, page.top + page.bottom
    if not possible or min(page.inner, page.outer) < 0 or across > page.width - _LEAST_PAPER:
        return plain
    if down > page.height - _LEAST_PAPER or max(page.header, page.footer) > page.height / 2:
        return replace(page, top=plain.top, bottom=plain.bottom, header=plain.header, footer=plain.footer)
    return page


def _points(node: Node | None, name: str) -> float:
    return int_attribute(node, qn(name)) / 20 if node is not None else 0.0


def _within_cell(page: PageSetup, target: ContentTarget) -> tuple[PageSetup, tuple[float, float]]:
    """Return a page whose margins leave the cell that the text stands in, and the margins of its headers."""
    room = (page.inner, page.outer)
    inside = cell_text_area(target.cell) if target.cell is not None else None
    if inside is None:
        return page, room
    left, width = inside
    inner = page.inner + left - 5.4
    return replace(page, inner=inner, outer=max(page.width - inner - width, _LEAST)), room


def _bands(
    word: WordDocument,
    section: Node | None,
    kind: str,
    letterhead: LetterheadReader,
    pictures: dict[str, DocumentPicture],
) -> dict[PageKind, tuple[BandLine, ...]]:
    """Return the rows of the headers or footers that a section has, "first" and "even" where it tells them apart."""
    kinds: list[PageKind] = ["default"]
    if section is not None and _is_on(section.find(qn("w:titlePg"))):
        kinds.append("first")
    if _is_on(word.settings.element.find(qn("w:evenAndOddHeaders"))):
        kinds.append("even")
    found: dict[PageKind, tuple[BandLine, ...]] = {}
    for pages in kinds:
        link = _reference(word, section, kind, pages)
        if link is None:
            found[pages] = ()
            continue
        part = parse_part(word.part, link)
        reader = HeaderInlineReader(part, pictures)
        found[pages] = letterhead.rows(part.element, reader, footer=kind == "footer")
    return found


def _is_on(node: Node | None) -> bool:
    return node is not None and node.get(qn("w:val"), "1") not in _OFF


def _reference(word: WordDocument, section: Node | None, kind: str, pages: PageKind) -> str | None:
    """Return the relationship of a header; a section without one has that of the section before it."""
    found: str | None = None
    for one in word.element.body.iter(_SECTION):
        for node in one.iterfind(qn(f"w:{kind}Reference")):
            if node.get(qn("w:type"), "default") == pages and node.get(qn("r:id"), "") in word.part.rels:
                found = node.get(qn("r:id"))
        if one is section:
            break
    return found


@dataclass(frozen=True, slots=True)
class _ContentFrame:
    """What stands around the place of the text; `beside` are cells of other columns of the table around it."""

    before: list[Node]
    after: list[Node]
    beside: list[Node]


def _frame(word: WordDocument, target: ContentTarget) -> _ContentFrame:
    """Return what stands before, behind and beside the place of the text."""
    body: Node = word.element.body
    if target.kind == "body":
        return _ContentFrame([], [], [])
    top = target.blocks[0]
    while (parent := top.getparent()) is not None and parent is not body:
        top = parent
    tops = [child for child in body if child.tag != _SECTION]
    at = tops.index(top) if top in tops else len(tops)
    last = tops.index(target.blocks[-1]) if target.blocks[-1] in tops else at
    before, after = tops[:at], tops[last + 1 :]
    if top.tag != TBL or top in target.blocks:
        return _ContentFrame(before, after, [])
    inside = _in_table(top, target)
    return _ContentFrame([*before, *inside.before], [*inside.after, *after], inside.beside)


def _in_table(table: Node, target: ContentTarget) -> _ContentFrame:
    """Return the text of a table's other cells: of the text's own column above and below it, and of others."""
    frame = _ContentFrame([], [], [])
    reached = False
    own = next((cell for cell in table.iter(qn("w:tc")) if _holds(cell, target)), None)
    column = column_index(own) if own is not None else 0
    for row in table.iterfind(qn("w:tr")):
        here = _holds(row, target)
        for cell in row.iterfind(qn("w:tc")):
            if _holds(cell, target):
                continue
            if column_index(cell) != column and not (reached and not here):
                frame.beside.append(cell)
            else:
                side = frame.after if reached else frame.before
                side.extend(child for child in cell if child.tag in {qn("w:p"), TBL})
        reached = reached or here
    return frame


def _holds(node: Node, target: ContentTarget) -> bool:
    return any(node in block.iterancestors() for block in target.blocks)
