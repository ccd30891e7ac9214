"""Where the text goes: a placeholder, a content control, a bookmark, or the whole body, in this order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal

from docx.document import Document as WordDocument
from docx.opc.part import XmlPart

from briefbuilder.domain.document import Content, PageField, Run
from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx.ooxml import RPR, RUN, SPACE, Node, P, clean_text, make, qn
from briefbuilder.export.docx.package import parse_part
from briefbuilder.export.docx.runs import field_instruction_run, field_mark_run

# The stories of a house document (body, headers, footers, notes) and the names of their paragraphs.

_MOST = 2**31
_KINDS = ("header", "footer", "footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class ParagraphLocation:
    """A place in a house document: its part ("body", "header1") and its paragraph, from 1."""

    part: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part with text in it."""

    part: XmlPart
    name: str
    kind: str

    @property
    def root(self) -> Node:
        """The part's tree."""
        root: Node = self.part.element
        return root

    def spot(self, node: Node) -> ParagraphLocation:
        """Return the paragraph that a node stands in, or the nearest before it."""
        holder = node if node.tag == P else next(node.iterancestors(P), None)
        count = 0
        for one in self.root.iter():
            if one.tag == P:
                count += 1
            if one is (node if holder is None else holder):
                break
        return ParagraphLocation(self.name, max(count, 1))


def text_parts(word: WordDocument) -> Iterator[TextPart]:
    """Yield the body first, then headers, footers and notes in the order of their names."""
    yield TextPart(word.part, "body", "body")
    found: list[TextPart] = []
    for rel in word.part.rels.values():
        kind = rel.reltype.rpartition("/")[2]
        if kind in _KINDS and not rel.is_external:
            part = parse_part(word.part, rel.rId)
            found.append(TextPart(part, str(part.partname).rpartition("/")[2].removesuffix(".xml"), kind))
    yield from {str(story.part.partname): story for story in sorted(found, key=lambda one: one.name)}.values()


def int_attribute(node: Node, attribute: str, otherwise: int = 0) -> int:
    """Return a whole number that an attribute says; what is none, or is out of all bounds, counts as `otherwise`."""
    try:
        value = int(node.get(attribute, ""))
    except ValueError:
        return otherwise
    return value if abs(value) < _MOST else otherwise


def paragraph_text(paragraph: Node) -> str:
    """Return the text of a paragraph's own runs, in order, without that of text boxes in it."""
    return "".join(node.text or "" for node in text_nodes(paragraph))


def text_nodes(paragraph: Node) -> Iterator[Node]:
    """Yield the `w:t` of a paragraph that are seen and not in a text box inside it."""
    for node in paragraph.iter(qn("w:t")):
        run = node.getparent()
        hidden = run.find(f"{RPR}/{qn('w:vanish')}") if run is not None else None
        seen = hidden is None or hidden.get(qn("w:val"), "1") in {"0", "false", "off"}
        if seen and next(node.iterancestors(P), None) is paragraph:
            yield node


# Places in a house document that are filled with a value: "{{date}}", however Word cut it into runs.

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES", "section": "STYLEREF 1"}
_TAG, _ALIAS, _ABOUT, _INNER = qn("w:tag"), qn("w:alias"), qn("w:sdtPr"), qn("w:sdtContent")


def placeholder_name(name: str) -> str:
    """Return the name of a place as it counts: "Reference" and "reference" are one."""
    return name.strip().casefold()


def find_placeholders(root: Node) -> Iterator[tuple[str, Node]]:
    """Yield the name of each place in a tree and the paragraph that it stands in."""
    for paragraph in root.iter(P):
        for found in PLACEHOLDER.findall(paragraph_text(paragraph)):
            yield placeholder_name(found), paragraph


def control_name(control: Node) -> str:
    """Return the tag of a content control, else its title, as a name; "" where it has neither."""
    about = control.find(_ABOUT)
    for tag in (_TAG, _ALIAS):
        named = about.find(tag) if about is not None else None
        if named is not None and named.get(qn("w:val"), "").strip():
            return placeholder_name(named.get(qn("w:val"), ""))
    return ""


def fill_placeholders(root: Node, values: dict[str, Content], shown: dict[str, str]) -> None:
    """Put values in the places of a tree, text and content controls alike, each in its place's own form.

    `shown` is what fields that Word counts show until it does.
    """
    for control in list(root.iter(qn("w:sdt"))):
        name = control_name(control)
        if name in values:
            _fill_control(control, values[name], shown)
    for paragraph in list(root.iter(P)):
        if PLACEHOLDER.search(paragraph_text(paragraph)):
            _fill_paragraph(paragraph, values, shown)


def _fill_control(control: Node, value: Content, shown: dict[str, str]) -> None:
    """Put a value in place of a control: what Word keeps in it is an invitation to type."""
    inner = control.find(_INNER)
    parent = control.getparent()
    if inner is None or parent is None:
        return
    runs = [run for run in inner.iter(RUN) if next(run.iter(qn("w:t")), None) is not None]
    if not runs:
        return
    look = runs[0].find(RPR)
    placeholder = look.find(qn("w:rStyle")) if look is not None else None
    if look is not None and placeholder is not None:
        look.remove(placeholder)
    home = runs[0].getparent()
    if home is not None:
        place = home.index(runs[0])
        for offset, run in enumerate(_made(value, look, shown)):
            home.insert(place + offset, run)
    for run in runs:
        if (holder := run.getparent()) is not None:
            holder.remove(run)
    unwrap_control(control)


def unwrap_control(control: Node) -> None:
    """Leave what a content control holds, without the control."""
    parent, inner = control.getparent(), control.find(_INNER)
    if parent is None:
        return
    place = parent.index(control)
    for offset, child in enumerate(list(inner) if inner is not None else []):
        parent.insert(place + offset, child)
    parent.remove(control)


def _fill_paragraph(paragraph: Node, values: dict[str, Content], shown: dict[str, str]) -> None:
    texts = list(text_nodes(paragraph))
    whole = "".join(node.text or "" for node in texts)
    # From the last to the first: what was found before keeps its place in the text.
    for found in reversed(list(PLACEHOLDER.finditer(whole))):
        name = placeholder_name(found[1])
        if name in values:
            _replace(texts, found.start(), found.end(), values[name], shown)


def _replace(texts: list[Node], start: int, end: int, value: Content, shown: dict[str, str]) -> None:
    at, first = 0, None
    for node in texts:
        text = node.text or ""
        low, high = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if low >= high:
            continue
        if first is None:
            first = node
            tail = text[high:]
            _set(node, text[:low])
            _insert(node, value, tail, shown)
        else:
            _set(node, text[high:])


def _insert(node: Node, value: Content, tail: str, shown: dict[str, str]) -> None:
    """Put a value behind a run's text, and what the run said after it, and had after it, behind that."""
    run = node.getparent()
    home = run.getparent() if run is not None else None
    if run is None or home is None:
        return
    look = run.find(RPR)
    made = _made(value, look, shown)
    rest = make("w:r")
    if look is not None:
        rest.append(deepcopy(look))
    following = list(node.itersiblings())
    text = make("w:t")
    _set(text, tail)
    rest.append(text)
    rest.extend(following)
    place = home.index(run) + 1
    for offset, one in enumerate([*made, *([rest] if tail or following else [])]):
        home.insert(place + offset, one)


def _set(node: Node, text: str) -> None:
    node.text = text
    node.set(SPACE, "preserve")


def _made(value: Content, look: Node | None, shown: dict[str, str]) -> list[Node]:
    runs: list[Node] = []
    for inline in value:
        if isinstance(inline, Run):
            text = make("w:t")
            _set(text, clean_text(inline.text))
            runs.append(make("w:r", None, text))
        elif isinstance(inline, PageField):
            result = make("w:t")
            _set(result, shown.get(inline.name, ""))
            runs += [
                field_mark_run("begin"),
                field_instruction_run(_FIELDS[inline.name]),
                field_mark_run("separate"),
                make("w:r", None, result),
                field_mark_run("end"),
            ]
    if look is not None:
        for run in runs:
            run.insert(0, deepcopy(look))
    return runs


_SECTION, _TC, _BODY, _SDT = qn("w:sectPr"), qn("w:tc"), qn("w:body"), qn("w:sdt")
_BLOCKS = frozenset({P, qn("w:tbl"), _SDT})
_LEAST_WIDTH = 72.0


@dataclass(frozen=True, slots=True)
class ContentTarget:
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


def find_target(word: WordDocument, name: str) -> ContentTarget:
    """Return where the text goes; raises ExportError where a place of that name cannot take it."""
    story = TextPart(word.part, "body", "body")
    body: Node = word.element.body
    wanted = placeholder_name(name)
    target = _placeholder(story, wanted) or _control(story, wanted) or _bookmark(story, wanted)
    if target is not None:
        return target
    blocks = tuple(child for child in body if child.tag in _BLOCKS)
    return ContentTarget("body", blocks, first_section(body))


def first_section(body: Node) -> Node | None:
    """Return the first section of a body, which has all headers that later ones may lack."""
    return next(body.iter(_SECTION), None)


def enclosing_section(body: Node, block: Node) -> Node | None:
    """Return the section that a block of the body, or what is inside it, stands in."""
    top = block
    while (parent := top.getparent()) is not None and parent is not body:
        top = parent
    for node in (top, *top.itersiblings()):
        found = node if node.tag == _SECTION else next(node.iter(_SECTION), None)
        if found is not None:
            return found
    return None


def _placeholder(story: TextPart, wanted: str) -> ContentTarget | None:
    found = [
        paragraph
        for paragraph in story.root.iter(P)
        if any(placeholder_name(one) == wanted for one in PLACEHOLDER.findall(paragraph_text(paragraph)))
    ]
    if not found:
        return None
    if len(found) > 1:
        raise _refusal("house-place-twice", story, found[1], wanted)
    paragraph = found[0]
    if (
        PLACEHOLDER.sub("", paragraph_text(paragraph)).strip()
        or len(PLACEHOLDER.findall(paragraph_text(paragraph))) > 1
    ):
        raise _refusal("house-place-crowded", story, paragraph, wanted)
    return _target("text", story, (paragraph,), wanted)


def _control(story: TextPart, wanted: str) -> ContentTarget | None:
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
        if paragraph_text(parent).strip() != own.strip():
            raise _refusal("house-place-crowded", story, parent, wanted)
        return _target("control", story, (parent,), wanted)
    cells = [] if inner is None else [child for child in inner if child.tag == _TC]
    if len(cells) == 1:
        return _target("control", story, tuple(one for one in cells[0] if one.tag in _BLOCKS), wanted)
    if cells or (parent is not None and parent.tag == qn("w:tbl")):
        raise _refusal("house-place-odd", story, control, wanted)
    return _target("control", story, (control,), wanted)


def _bookmark(story: TextPart, wanted: str) -> ContentTarget | None:
    start = next(
        (
            one
            for one in story.root.iter(qn("w:bookmarkStart"))
            if placeholder_name(one.get(qn("w:name"), "")) == wanted
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
    if (
        len(blocks) == 1
        and blocks[0].tag == P
        and paragraph_text(blocks[0]).strip() not in {"", marked.strip()}
    ):
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
    kind: Literal["text", "control", "bookmark"], story: TextPart, blocks: tuple[Node, ...], wanted: str
) -> ContentTarget:
    for block in blocks:
        if next(block.iter(_SECTION), None) is not None:
            raise _refusal("house-place-section", story, block, wanted)
        if next(block.iterancestors(qn("w:txbxContent")), None) is not None:
            raise _refusal("house-place-odd", story, block, wanted)
    return ContentTarget(kind, blocks, enclosing_section(story.root.find(_BODY), blocks[0]))  # type: ignore[arg-type]


def _refusal(code: str, story: TextPart, node: Node, wanted: str) -> ExportError:
    return ExportError(code, place=wanted, part=story.name, paragraph=str(story.spot(node).paragraph))


def cell_text_area(cell: Node) -> tuple[float, float] | None:
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


def column_index(cell: Node) -> int:
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
    return float(int_attribute(node, qn(name)))
