"""Reads from a letterhead document what other formats use: styles, page, headers and surrounding text."""

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
    DrawnTable,
    DrawnText,
    Element,
    InlinePicture,
    LetterBox,
    LetterLine,
    PageField,
    PageKind,
    Run,
)
from briefbuilder.domain.letterhead import LetterheadFile, LetterheadLayout
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.letterhead.header_rows import (
    SDT,
    LetterheadReader,
    child_blocks,
    letterhead_hint,
)
from briefbuilder.export.docx.letterhead.inlines import HeaderInlineReader, ParagraphContent
from briefbuilder.export.docx.letterhead.open import open_letterhead
from briefbuilder.export.docx.letterhead.placeholders import (
    PLACEHOLDER,
    ContentTarget,
    TextPart,
    control_name,
    fill_placeholders,
    find_placeholders,
    find_target,
    int_attribute,
    paragraph_text,
    text_parts,
)
from briefbuilder.export.docx.letterhead.strip import (
    clean_picture,
    picture_parts,
    removed_content,
    removed_links,
    sensitivity_labels,
    strip_content,
)
from briefbuilder.export.docx.letterhead.styles import LetterheadStyles, resolve_role_styles, role_styles
from briefbuilder.export.docx.letterhead.table_styles import (
    CELL_MARGIN,
    cell_text_area,
    column_index,
    grid_colour,
    grid_widths,
    length_attribute,
    table_rows,
    table_style,
)
from briefbuilder.export.docx.ooxml import PPR, TBL, Node, P, is_on, qn
from briefbuilder.export.docx.package import package_of, parse_part, scrub
from briefbuilder.export.docx.styles import ROLE_STYLES

_SECTION = qn("w:sectPr")

_SHOWN_TEXT = 300
"""The most characters of a letterhead's text that a finding shows."""
_MIN_MARGIN = 20.0
_MIN_PAGE, _MAX_PAGE = 144.0, 14400.0
"""The smallest and largest side of a page in points: two inches, and the limit of PDF."""


class SurroundingsReader:
    """Reads the body around the text as elements with the letterhead's styles."""

    def __init__(self, letterhead: LetterheadReader, reader: HeaderInlineReader) -> None:
        self._head = letterhead
        self._reader = reader
        self._is_first_page = True
        self.floating: list[LetterBox] = []

    def end_first_page(self) -> None:
        """End the first page: where later paragraphs are is not known, so what floats beside them is reported."""
        self._is_first_page = False

    def columns(self, cells: list[Node]) -> tuple[LetterBox, ...]:
        """Return cells beside the text as columns that begin at the upper edge of the text."""
        found: dict[tuple[float, float], list[LetterLine]] = {}
        for cell in cells:
            area = cell_text_area(cell) or (0.0, self._head.width / 4)
            left = self._head.room[0] + area[0] - CELL_MARGIN
            lines = found.setdefault((left, area[1]), [])
            lines += self._head.box_lines(child_blocks(cell), self._reader, left, area[1])
        return tuple(
            LetterBox(left=left, width=width, lines=tuple(lines)) for (left, width), lines in found.items()
        )

    def elements(
        self, blocks: Iterable[Node], formats: tuple[Node | None, ...] = (), ground: str | None = None
    ) -> tuple[Element, ...]:
        """Return blocks around the text as elements; `formats` and `ground` are those of a cell around them."""
        found: list[Element] = []
        for block in blocks:
            for child in child_blocks(block) if block.tag == SDT else (block,):
                if child.tag == TBL:
                    found += self._table(child)
                else:
                    found += self._paragraph(child, formats, ground)
        return tuple(found)

    def _paragraph(
        self, paragraph: Node, formats: tuple[Node | None, ...], ground: str | None
    ) -> Iterator[Element]:
        content = self._head.read(paragraph, self._reader)
        properties = paragraph.find(PPR)
        has_break_before = properties is not None and is_on(properties.find(qn("w:pageBreakBefore")))
        if has_break_before or content.has_page_break:
            self.end_first_page()
            yield DrawnBreak()
        section = properties.find(_SECTION) if properties is not None else None
        ends_page = section is not None and not _continues(section)
        self._place_floating(content)
        if content.tabs and not content.is_empty:
            self._report("house-tabs-in-pdf", paragraph_text(paragraph, " "))
        if ends_page and content.is_empty:
            self.end_first_page()
            yield DrawnBreak()
            return
        line = self._head.line(paragraph, content, formats, ground)
        self._head.at += line.look.space_before + line.look.leading + line.look.space_after
        yield self._text(line)
        if ends_page:
            self.end_first_page()
            yield DrawnBreak()

    def _place_floating(self, content: ParagraphContent) -> None:
        if self._is_first_page:
            self.floating += self._head.floating_boxes(content, self._reader)
            return
        for name in _floating_names(content):
            self._report("house-box-not-drawn", name)

    def _report(self, code: str, words: str) -> None:
        self._head.findings.append(letterhead_hint(code, words=words[:80], part=self._reader.name))

    def _text(self, line: LetterLine) -> DrawnText:
        is_title = any(isinstance(inline, Run) and "{{title}}" in inline.text for inline in line.content)
        content = (
            line.content if any(_is_visible(inline) for inline in line.content) else (Run(text="\u00a0"),)
        )
        return DrawnText(
            role="title" if is_title else "body", content=content, look=line.look, frame=line.frame
        )

    def _table(self, table: Node) -> Iterator[Element]:
        grid, styles = grid_widths(table), self._head.styles
        result = []
        for _, cells in table_rows(table, table_style(table, styles), styles):
            drawn = []
            for cell in cells:
                ground = cell.frame.fill if cell.frame is not None else None
                inner = self.elements(child_blocks(cell.node), cell.formats, ground)
                drawn.append(
                    DrawnCell(elements=inner, column_span=cell.span, row_span=cell.rows, frame=cell.frame)
                )
            result.append(tuple(drawn))
        total = sum(grid)
        if result and total > 0:
            widths = tuple(width / total for width in grid)
            yield DrawnTable(rows=tuple(result), widths=widths, frame="own")


def _floating_names(content: ParagraphContent) -> Iterator[str]:
    """Yield what floats beside a paragraph of the body, where only a header's objects are drawn."""
    for shape in content.shapes:
        words = (
            "".join(node.text or "" for node in shape.text.iter(qn("w:t"))) if shape.text is not None else ""
        )
        named = next(shape.shape.itersiblings(), None)
        yield words or (named.get("name", "?") if named is not None else "?")
    for picture in content.pictures:
        yield picture.name.rpartition("/")[2]


def _continues(section: Node) -> bool:
    """Return whether the section after a section's end begins on the same page."""
    body = next(section.iterancestors(qn("w:body")), None)
    sections = list(body.iter(_SECTION)) if body is not None else []
    after = sections[sections.index(section) + 1 :] if section in sections else []
    kind = after[0].find(qn("w:type")) if after else None
    return kind is not None and kind.get(qn("w:val")) == "continuous"


def _is_visible(inline: object) -> bool:
    return isinstance(inline, PageField | InlinePicture) or (
        isinstance(inline, Run) and bool(inline.text.strip())
    )


def find_unknown_placeholders(
    used: Iterable[tuple[str, TextPart, Node]], file: LetterheadFile
) -> Iterator[Finding]:
    """Yield placeholders without a value, with their paragraph and the closest valid name."""
    for name, part, paragraph in used:
        if name not in file.fields:
            location = part.locate(paragraph)
            parameters = {"slot": name, "part": location.part, "paragraph": str(location.paragraph)}
            yield _unknown_name("house-slot-unknown", name, file.fields, file, parameters)


def find_unknown_styles(word: WordDocument, file: LetterheadFile) -> Iterator[Finding]:
    """Yield the styles in the template that the letterhead document lacks."""
    styles = LetterheadStyles.from_document(word, file.styles)
    for role, name in styles.missing():
        parameters = {"style": name, "role": role}
        yield _unknown_name("house-style-unknown", name, tuple(styles.names()), file, parameters)


def _unknown_name(
    code: str, word: str, valid: tuple[str, ...], file: LetterheadFile, parameters: dict[str, str]
) -> Finding:
    by_fold = {name.casefold(): name for name in valid}
    near = get_close_matches(word.casefold(), list(by_fold), n=1)
    parameters = (
        {**parameters, "nearest": by_fold[near[0]]}
        if near
        else {**parameters, "valid": ", ".join(sorted(set(valid)))}
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
    """Yield hints about what is added to the letterhead document, and what the PDF cannot show."""
    found = role_styles(styles)
    added = [role for role in ROLE_STYLES if role not in found and role != "body"]
    if added:
        yield letterhead_hint("house-styles-added", roles=", ".join(added))
    for part in picture_parts(word):
        if clean_picture(part.blob) is None:
            yield letterhead_hint("house-picture-unreadable", picture=str(part.partname).rpartition("/")[2])
    if target.kind == "body":
        yield from _replaced_body(word, file)
    if _has_background(word):
        yield letterhead_hint("house-background-in-pdf")
    if target.cell is not None:
        yield letterhead_hint("house-cell-in-pdf")
    sections = list(word.element.body.iter(qn("w:sectPr")))
    if target.kind != "body" and len(sections) > 1:
        yield letterhead_hint("house-sections-in-pdf", count=str(len(sections)))
    shown = _shown_lists(word)
    numbered = [
        role for role, node in found.items() if role.startswith("heading") and _list_of(node, styles) in shown
    ]
    if numbered:
        yield letterhead_hint("house-heading-numbers", roles=", ".join(numbered))


def _replaced_body(word: WordDocument, file: LetterheadFile) -> Iterator[Finding]:
    """Yield a hint if the text replaces a body with content, which may be part of the letterhead."""
    body: Node = word.element.body
    paragraphs = sum(bool(paragraph_text(paragraph).strip()) for paragraph in body.iter(P))
    pictures = sum(1 for _ in body.iter(qn("w:drawing"), qn("w:pict")))
    if paragraphs or pictures:
        yield letterhead_hint(
            "house-body-replaced", content=file.content, paragraphs=str(paragraphs), pictures=str(pictures)
        )


def find_kept_text(
    word: WordDocument, target: ContentTarget, around: list[Node], file: LetterheadFile
) -> Iterator[Finding]:
    """Yield the words of headers and footers, and those around the text, which every export contains.

    Those around the text may be the rest of an old letter. The words of old content are gone already.
    """
    sections = [target.section] if target.kind == "body" else list(word.element.body.iter(_SECTION))
    used = {
        node.get(qn("r:id"), "")
        for section in sections
        if section is not None
        for node in section.iter(qn("w:headerReference"), qn("w:footerReference"))
    }
    roots = [parse_part(word.part, name).element for name in sorted(used) if name in word.part.rels]
    if shown := _shown_text(roots):
        yield letterhead_hint("house-text", text=shown)
    if shown := _shown_text(around):
        parameters = {"text": shown, "content": file.content}
        yield Finding(code="house-body-text", severity="warning", parameters=parameters)


def _shown_text(roots: Iterable[Node]) -> str:
    """Return the paragraphs of trees in a short form, each once, with “…” for placeholders; those without other words are left out."""
    texts: dict[str, None] = {}
    for root in roots:
        for paragraph in root.iter(P):
            text = " ".join(PLACEHOLDER.sub("…", paragraph_text(paragraph, " ")).split())
            if any(map(str.isalnum, text)) and not _is_fallback(paragraph):
                texts[text] = None
    whole = " · ".join(texts)
    return whole if len(whole) <= _SHOWN_TEXT else f"{whole[:_SHOWN_TEXT].rstrip()}…"


def _is_fallback(node: Node) -> bool:
    return any(str(parent.tag).endswith("}Fallback") for parent in node.iterancestors())


def _has_background(word: WordDocument) -> bool:
    """Return whether the page has a background colour or picture."""
    found: Node | None = word.element.find(qn("w:background"))
    plain = {"auto", "ffffff", ""}
    return found is not None and (len(found) > 0 or found.get(qn("w:color"), "").lower() not in plain)


def _list_of(style: Node, styles: LetterheadStyles) -> str:
    """Return the list that numbers a style's paragraphs, "" if they have no numbers."""
    for base in reversed(styles.chain(style)):
        number = base.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return number.get(qn("w:val"), "")
    return ""


def _shown_lists(word: WordDocument) -> set[str]:
    """Return the lists with visible labels; some programs link headings to one without."""
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
        node.get(qn("w:abstractNumId"), "")
        for node in root.iterfind(qn("w:abstractNum"))
        if any(form.get(qn("w:val")) != "none" for form in node.iter(qn("w:numFmt")))
    }
    links = ((node, node.find(qn("w:abstractNumId"))) for node in root.iterfind(qn("w:num")))
    return {
        node.get(qn("w:numId"), "")
        for node, link in links
        if link is not None and link.get(qn("w:val")) in shown
    }


def read_letterhead(file: LetterheadFile) -> LetterheadLayout:
    """Return what other formats use of a letterhead document, with findings about the rest.

    Raises ExportError if the document is refused.
    """
    word = open_letterhead(file.data)
    target = find_target(word, file.content)
    used = [use for use in _used_placeholders(word, file) if use[1].kind != "body" or target.kind != "body"]
    findings = [*find_unknown_styles(word, file), *find_unknown_placeholders(used, file)]
    labels = sensitivity_labels(package_of(word))
    # The body goes with its links if the text replaces it.
    kept = [part for part in text_parts(word) if part.kind != "body" or target.kind != "body"]
    if links := removed_links(kept):
        findings.append(letterhead_hint("house-links-removed", addresses=", ".join(links)))
    if names := removed_content(word, kept):
        findings.append(letterhead_hint("house-content-removed", names=", ".join(names)))
    section = target.section
    own = replace(_valid_page(_page(section)), bound=is_on(word.settings.element.find(qn("w:mirrorMargins"))))
    page, room = _within_cell(own, target)
    values = {name: (Run(text=f"{{{{{name}}}}}"),) for name in file.fields}
    strip_content(word, dict(values))
    scrub(package_of(word))
    for part in list(text_parts(word)):
        fill_placeholders(part.root, dict(values), {})
    frame = _content_frame(word, target)
    styles = LetterheadStyles.from_document(word, file.styles)
    letterhead = LetterheadReader(styles, own, room, _layout_version(word))
    pictures: dict[str, DocumentPicture] = {}
    reader = HeaderInlineReader(word.part, pictures)
    headers, footers = (_bands(word, section, kind, letterhead, pictures) for kind in ("header", "footer"))
    around = SurroundingsReader(letterhead, reader)
    letterhead.begin_body()
    before = around.elements(frame.before)
    around.end_first_page()
    after = around.elements(frame.after)
    if target.starts_page:
        before = (*before, DrawnBreak())
    if target.ends_page and after:
        after = (DrawnBreak(), *after)
    beside = (*around.floating, *around.columns(frame.beside))
    hints = find_hints(word, target, styles, file)
    findings += [*letterhead.findings, *hints, *find_kept_text(word, target, frame.blocks, file)]
    return LetterheadLayout(
        file=file,
        styles=resolve_role_styles(styles),
        text=styles.resolve(styles.default()),
        page=page,
        headers=headers,
        footers=footers,
        before=before,
        beside=beside,
        after=after,
        pictures=pictures,
        slots=frozenset(name for name, _, _ in used),
        body_slots=frozenset(
            name for name, part, node in used if part.kind == "body" and _is_kept(node, target)
        ),
        room=room,
        grid=grid_colour(styles),
        labels=labels,
        findings=tuple(findings),
    )


def _used_placeholders(word: WordDocument, file: LetterheadFile) -> Iterator[tuple[str, TextPart, Node]]:
    """Yield the placeholders and controls that are filled, with their names and parts."""
    for part in text_parts(word):
        if part.kind in {"footnotes", "endnotes"}:
            continue
        for name, paragraph in find_placeholders(part.root):
            if name != file.content.casefold():
                yield name, part, paragraph
        for control in part.root.iter(qn("w:sdt")):
            if control_name(control) in file.fields:
                yield control_name(control), part, control


def _is_kept(node: Node, target: ContentTarget) -> bool:
    return target.kind != "body" and not any(
        node is block or block in node.iterancestors() for block in target.blocks
    )


def _page(section: Node | None) -> PageSetup:
    """Return the page of a section, with defaults for what it lacks."""
    default = PageSetup()
    if section is None:
        return default
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width = length_attribute(size, "w:w") or default.width
    height = length_attribute(size, "w:h") or default.height
    if margins is None:
        return replace(default, width=width, height=height)
    columns = section.find(qn("w:cols"))
    return PageSetup(
        columns=max(round(length_attribute(columns, "w:num") * 20), 1),
        column_gap=length_attribute(columns, "w:space") or default.column_gap,
        width=width,
        height=height,
        top=abs(length_attribute(margins, "w:top")),
        bottom=abs(length_attribute(margins, "w:bottom")),
        inner=length_attribute(margins, "w:left") + length_attribute(margins, "w:gutter"),
        outer=length_attribute(margins, "w:right"),
        header=length_attribute(margins, "w:header") or default.header,
        footer=length_attribute(margins, "w:footer") or default.footer,
    )


def _valid_page(page: PageSetup) -> PageSetup:
    """Return a page that a PDF can have, whose margins leave room for text; an invalid page becomes A4."""
    default = PageSetup()
    is_possible = all(_MIN_PAGE <= side <= _MAX_PAGE for side in (page.width, page.height))
    across, down = page.inner + page.outer, page.top + page.bottom
    if not is_possible or min(page.inner, page.outer) < 0 or across > page.width - _MIN_PAGE:
        return default
    if down > page.height - _MIN_PAGE or max(page.header, page.footer) > page.height / 2:
        return replace(
            page, top=default.top, bottom=default.bottom, header=default.header, footer=default.footer
        )
    return page


def _within_cell(page: PageSetup, target: ContentTarget) -> tuple[PageSetup, tuple[float, float]]:
    """Return a page whose margins are the cell around the text, and the margins of its headers."""
    room = (page.inner, page.outer)
    inside = cell_text_area(target.cell) if target.cell is not None else None
    if inside is None:
        return page, room
    left, width = inside
    inner = page.inner + left - 5.4
    return replace(page, inner=inner, outer=max(page.width - inner - width, _MIN_MARGIN)), room


def _layout_version(word: WordDocument) -> int:
    """Return the version of Word whose layout a document asks for; 12 is Word 2007, which says none."""
    for node in word.settings.element.iter(qn("w:compatSetting")):
        if node.get(qn("w:name")) == "compatibilityMode":
            return int_attribute(node, qn("w:val"), 12)
    return 12


def _bands(
    word: WordDocument,
    section: Node | None,
    kind: str,
    letterhead: LetterheadReader,
    pictures: dict[str, DocumentPicture],
) -> dict[PageKind, tuple[BandLine, ...]]:
    """Return the rows of a section's headers or footers, with "first" and "even" if they differ."""
    kinds: list[PageKind] = ["default"]
    if section is not None and is_on(section.find(qn("w:titlePg"))):
        kinds.append("first")
    if is_on(word.settings.element.find(qn("w:evenAndOddHeaders"))):
        kinds.append("even")
    found: dict[PageKind, tuple[BandLine, ...]] = {}
    for pages in kinds:
        link = _reference(word, section, kind, pages)
        if link is None:
            found[pages] = ()
            continue
        part = parse_part(word.part, link)
        name = str(part.partname).rpartition("/")[2].removesuffix(".xml")
        reader = HeaderInlineReader(part, pictures, name)
        found[pages] = letterhead.rows(part.element, reader, footer=kind == "footer")
    return found


def _reference(word: WordDocument, section: Node | None, kind: str, pages: PageKind) -> str | None:
    """Return the relationship of a header or footer, which may be that of an earlier section."""
    found: str | None = None
    for current in word.element.body.iter(_SECTION):
        for node in current.iterfind(qn(f"w:{kind}Reference")):
            if node.get(qn("w:type"), "default") == pages and node.get(qn("r:id"), "") in word.part.rels:
                found = node.get(qn("r:id"))
        if current is section:
            break
    return found


@dataclass(frozen=True, slots=True)
class _ContentFrame:
    """The blocks around the text; `beside` holds cells in other columns of the table around it."""

    before: list[Node]
    after: list[Node]
    beside: list[Node]

    @property
    def blocks(self) -> list[Node]:
        """All blocks, in the order of the document if there is no table around the text."""
        return [*self.before, *self.beside, *self.after]


def _content_frame(word: WordDocument, target: ContentTarget) -> _ContentFrame:
    """Return the blocks before, after and beside the text."""
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
    """Return the other cells of a table: above and below the text in its column, and in other columns."""
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
