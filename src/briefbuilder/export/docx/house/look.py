"""What an export takes from a house document, read once: styles, paper, headers, and what surrounds the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.document import Document as WordDocument

from briefbuilder.domain.document import BandLine, DocumentPicture, Run
from briefbuilder.domain.house import HouseFile, HouseLook, PageKind
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.house.clearing import clear
from briefbuilder.export.docx.house.inlines import InlineReader
from briefbuilder.export.docx.house.intake import open_house
from briefbuilder.export.docx.house.letterhead import Letterhead
from briefbuilder.export.docx.house.places import Target, cell_room, column_of, find_target
from briefbuilder.export.docx.house.slots import control_name, fill, slots_in
from briefbuilder.export.docx.house.story import Story, as_tree, stories, whole
from briefbuilder.export.docx.house.styles import HouseStyles, looks
from briefbuilder.export.docx.house.surroundings import Surroundings
from briefbuilder.export.docx.house.telling import notes, unknown_slots, unknown_styles
from briefbuilder.export.docx.ooxml import TBL, Node, qn
from briefbuilder.export.docx.package import package_of
from briefbuilder.export.docx.scrub import scrub

_SECTION = qn("w:sectPr")
_OFF = frozenset({"0", "false", "off"})
_LEAST = 20.0
_LEAST_PAPER, _MOST_PAPER = 144.0, 14400.0
"""The sides of a page in points: two inches, and what a PDF may have at most."""


def read_look(file: HouseFile) -> HouseLook:
    """Return what a house document gives an export.

    Raises ExportError where it is refused; what can be mended, or is not taken, is among its findings.
    """
    word = open_house(file.data)
    target = find_target(word, file.content)
    used = [one for one in _used(word, file) if one[1].kind != "body" or target.kind != "body"]
    findings = [*unknown_styles(word, file), *unknown_slots(used, file)]
    section = target.section
    own = replace(_possible(_page(section)), bound=_is_on(word.settings.element.find(qn("w:mirrorMargins"))))
    page, room = _within_cell(own, target)
    places = {name: (Run(text=f"{{{{{name}}}}}"),) for name in file.fields}
    clear(word, dict(places))
    scrub(package_of(word))
    for story in list(stories(word)):
        fill(story.root, dict(places), {})
    frame = _frame(word, target)
    styles = HouseStyles.of(word, file.styles)
    letterhead = Letterhead(styles, own, room)
    pictures: dict[str, DocumentPicture] = {}
    reader = InlineReader(word.part, pictures)
    headers, footers = (_bands(word, section, kind, letterhead, pictures) for kind in ("header", "footer"))
    around = Surroundings(letterhead, reader)
    before, after = (around.elements(blocks) for blocks in (frame.before, frame.after))
    beside = around.columns(frame.beside)
    findings += [*letterhead.findings, *notes(word, target, styles, file)]
    return HouseLook(
        file=file,
        styles=looks(styles),
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


def _used(word: WordDocument, file: HouseFile) -> Iterator[tuple[str, Story, Node]]:
    """Yield the places of a house document that are filled with a value, by name."""
    for story in stories(word):
        if story.kind in {"footnotes", "endnotes"}:
            continue
        for name, paragraph in slots_in(story.root):
            if name != file.content.casefold():
                yield name, story, paragraph
        for control in story.root.iter(qn("w:sdt")):
            if control_name(control) in file.fields:
                yield control_name(control), story, control


def _stays(node: Node, target: Target) -> bool:
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
    return whole(node, qn(name)) / 20 if node is not None else 0.0


def _within_cell(page: PageSetup, target: Target) -> tuple[PageSetup, tuple[float, float]]:
    """Return a page whose margins leave the cell that the text stands in, and the margins of its headers."""
    room = (page.inner, page.outer)
    inside = cell_room(target.cell) if target.cell is not None else None
    if inside is None:
        return page, room
    left, width = inside
    inner = page.inner + left - 5.4
    return replace(page, inner=inner, outer=max(page.width - inner - width, _LEAST)), room


def _bands(
    word: WordDocument,
    section: Node | None,
    kind: str,
    letterhead: Letterhead,
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
        part = as_tree(word.part, link)
        reader = InlineReader(part, pictures)
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
class _Frame:
    """What stands around the place of the text; `beside` are cells of other columns of the table around it."""

    before: list[Node]
    after: list[Node]
    beside: list[Node]


def _frame(word: WordDocument, target: Target) -> _Frame:
    """Return what stands before, behind and beside the place of the text."""
    body: Node = word.element.body
    if target.kind == "body":
        return _Frame([], [], [])
    top = target.blocks[0]
    while (parent := top.getparent()) is not None and parent is not body:
        top = parent
    tops = [child for child in body if child.tag != _SECTION]
    at = tops.index(top) if top in tops else len(tops)
    last = tops.index(target.blocks[-1]) if target.blocks[-1] in tops else at
    before, after = tops[:at], tops[last + 1 :]
    if top.tag != TBL or top in target.blocks:
        return _Frame(before, after, [])
    inside = _in_table(top, target)
    return _Frame([*before, *inside.before], [*inside.after, *after], inside.beside)


def _in_table(table: Node, target: Target) -> _Frame:
    """Return the text of a table's other cells: of the text's own column above and below it, and of others."""
    frame = _Frame([], [], [])
    reached = False
    own = next((cell for cell in table.iter(qn("w:tc")) if _holds(cell, target)), None)
    column = column_of(own) if own is not None else 0
    for row in table.iterfind(qn("w:tr")):
        here = _holds(row, target)
        for cell in row.iterfind(qn("w:tc")):
            if _holds(cell, target):
                continue
            if column_of(cell) != column and not (reached and not here):
                frame.beside.append(cell)
            else:
                side = frame.after if reached else frame.before
                side.extend(child for child in cell if child.tag in {qn("w:p"), TBL})
        reached = reached or here
    return frame


def _holds(node: Node, target: Target) -> bool:
    return any(node in block.iterancestors() for block in target.blocks)
