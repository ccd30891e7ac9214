"""Where the text goes: a placeholder, a content control, a bookmark, or the whole body, in this order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docx.document import Document as WordDocument

from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx.house.slots import SLOT, control_name, slot_name
from briefbuilder.export.docx.house.story import Story, text_of, whole
from briefbuilder.export.docx.ooxml import Node, P, qn

_SECTION, _TC, _BODY, _SDT = qn("w:sectPr"), qn("w:tc"), qn("w:body"), qn("w:sdt")
_BLOCKS = frozenset({P, qn("w:tbl"), _SDT})
_LEAST_WIDTH = 72.0


@dataclass(frozen=True, slots=True)
class Target:
    """The blocks that the text takes the place of, one after the other in one parent.

    `section` is the section that they stand in, and `cell` the cell of a table, where they stand in one.
    """

    kind: Literal["text", "control", "bookmark", "body"]
    blocks: tuple[Node, ...]
    section: Node | None

    @property
    def cell(self) -> Node | None:
        """The innermost cell around the place, or None."""
        return next(self.blocks[0].iterancestors(_TC), None) if self.blocks else None


def find_target(word: WordDocument, name: str) -> Target:
    """Return where the text goes; raises ExportError where a place of that name cannot take it."""
    story = Story(word.part, "body", "body")
    body: Node = word.element.body
    wanted = slot_name(name)
    target = _placeholder(story, wanted) or _control(story, wanted) or _bookmark(story, wanted)
    if target is not None:
        return target
    blocks = tuple(child for child in body if child.tag in _BLOCKS)
    return Target("body", blocks, first_section(body))


def first_section(body: Node) -> Node | None:
    """Return the first section of a body, which has all headers that later ones may lack."""
    return next(body.iter(_SECTION), None)


def section_of(body: Node, block: Node) -> Node | None:
    """Return the section that a block of the body, or what is inside it, stands in."""
    top = block
    while (parent := top.getparent()) is not None and parent is not body:
        top = parent
    for node in (top, *top.itersiblings()):
        found = node if node.tag == _SECTION else next(node.iter(_SECTION), None)
        if found is not None:
            return found
    return None


def _placeholder(story: Story, wanted: str) -> Target | None:
    found = [
        paragraph
        for paragraph in story.root.iter(P)
        if any(slot_name(one) == wanted for one in SLOT.findall(text_of(paragraph)))
    ]
    if not found:
        return None
    if len(found) > 1:
        raise _refusal("house-place-twice", story, found[1], wanted)
    paragraph = found[0]
    if SLOT.sub("", text_of(paragraph)).strip() or len(SLOT.findall(text_of(paragraph))) > 1:
        raise _refusal("house-place-crowded", story, paragraph, wanted)
    return _target("text", story, (paragraph,), wanted)


def _control(story: Story, wanted: str) -> Target | None:
    found = [control for control in story.root.iter(_SDT) if control_name(control) == wanted]
    if not found:
        return None
    control = found[0]
    for other in found[1:]:
        if control not in other.iterancestors():  # Word copies a control with its tag, and with its old text
            raise _refusal("house-place-twice", story, other, wanted)
    parent = control.getparent()
    inner = control.find(qn("w:sdtContent"))
    if parent is not None and parent.tag == P:
        own = "".join(node.text or "" for node in control.iter(qn("w:t")))
        if text_of(parent).strip() != own.strip():
            raise _refusal("house-place-crowded", story, parent, wanted)
        return _target("control", story, (parent,), wanted)
    cells = [] if inner is None else [child for child in inner if child.tag == _TC]
    if len(cells) == 1:
        return _target("control", story, tuple(one for one in cells[0] if one.tag in _BLOCKS), wanted)
    if cells or (parent is not None and parent.tag == qn("w:tbl")):
        raise _refusal("house-place-odd", story, control, wanted)
    return _target("control", story, (control,), wanted)


def _bookmark(story: Story, wanted: str) -> Target | None:
    start = next(
        (
            one
            for one in story.root.iter(qn("w:bookmarkStart"))
            if slot_name(one.get(qn("w:name"), "")) == wanted
        ),
        None,
    )
    if start is None:
        return None
    number = start.get(qn("w:id"))
    end = next((one for one in story.root.iter(qn("w:bookmarkEnd")) if one.get(qn("w:id")) == number), None)
    first, last = _block_of(start, forward=True), _block_of(start if end is None else end, forward=False)
    if first is None:
        raise _refusal("house-place-odd", story, start, wanted)
    if last is None or last.getparent() is not first.getparent():
        last = first
    row = [first]
    for node in first.itersiblings() if last is not first else ():
        row.append(node)
        if node is last:
            break
    if row[-1] is not last:
        row = [first]
    blocks = tuple(node for node in row if node.tag in _BLOCKS)
    marked = _between(start, end)
    if len(blocks) == 1 and blocks[0].tag == P and text_of(blocks[0]).strip() not in {"", marked.strip()}:
        raise _refusal("house-place-crowded", story, blocks[0], wanted)
    return _target("bookmark", story, blocks, wanted)


def _block_of(mark: Node, *, forward: bool) -> Node | None:
    """Return the block that a bookmark's mark stands in; between blocks it is the next or the last one."""
    paragraph = next(mark.iterancestors(P), None)
    if paragraph is not None:
        return paragraph
    return next((node for node in mark.itersiblings(preceding=not forward) if node.tag in _BLOCKS), None)


def _between(start: Node, end: Node | None) -> str:
    text: list[str] = []
    paragraph = next(start.iterancestors(P), None)
    if paragraph is None:
        return ""
    inside = False
    for node in paragraph.iter():
        inside = (inside or node is start) and node is not end
        if inside and node.tag == qn("w:t"):
            text.append(node.text or "")
    return "".join(text)


def _target(
    kind: Literal["text", "control", "bookmark"], story: Story, blocks: tuple[Node, ...], wanted: str
) -> Target:
    for block in blocks:
        if next(block.iter(_SECTION), None) is not None:
            raise _refusal("house-place-section", story, block, wanted)
        if next(block.iterancestors(qn("w:txbxContent")), None) is not None:
            raise _refusal("house-place-odd", story, block, wanted)
    return Target(kind, blocks, section_of(story.root.find(_BODY), blocks[0]))  # type: ignore[arg-type]


def _refusal(code: str, story: Story, node: Node, wanted: str) -> ExportError:
    return ExportError(code, place=wanted, part=story.name, paragraph=str(story.spot(node).paragraph))


def cell_room(cell: Node) -> tuple[float, float] | None:
    """Return how far a cell's text stands from the left of the text's column, and its width, in points.

    None where the table does not tell its columns.
    """
    row = cell.getparent()
    while row is not None and row.tag != qn("w:tr"):
        row = row.getparent()
    table = next(cell.iterancestors(qn("w:tbl")), None)
    if row is None or table is None:
        return None
    grid = [_number(column, "w:w") for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
    at = 0
    for one in row.iter(_TC):
        if next(one.iterancestors(qn("w:tbl")), None) is not table:
            continue
        span = one.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        columns = int(_number(span, "w:val")) if span is not None else 1
        if one is cell:
            room = sum(grid[at : at + columns]) / 20
            left, right = _cell_margins(table)
            return (sum(grid[:at]) / 20 + left, max(room - left - right, _LEAST_WIDTH)) if room else None
        at += columns
    return None


def column_of(cell: Node) -> int:
    """Return the column of the grid that a cell begins in, from 0."""
    at = 0
    for one in cell.itersiblings(_TC, preceding=True):
        span = one.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        at += int(_number(span, "w:val")) if span is not None else 1
    return at


def _cell_margins(table: Node) -> tuple[float, float]:
    found = table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    sides = []
    for name in ("w:left", "w:right"):
        node = None if found is None else found.find(qn(name))
        sides.append(5.4 if node is None else _number(node, "w:w") / 20)
    return sides[0], sides[1]


def _number(node: Node, name: str) -> float:
    return float(whole(node, qn(name)))
