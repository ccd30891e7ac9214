"""Fills the placeholders of a letterhead document and finds the place of the text.

The text goes to a placeholder, a content control, a bookmark or the whole body, in this order.
"""

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
from briefbuilder.export.characters import clean_text
from briefbuilder.export.docx.ooxml import (
    PPR,
    RPR,
    RUN,
    SPACE,
    Node,
    P,
    is_on,
    make,
    qn,
    remove_element,
    unwrap_element,
)
from briefbuilder.export.docx.package import parse_part
from briefbuilder.export.docx.runs import PAGE_FIELDS, field_instruction_run, field_mark_run

_MAX_INT = 2**31
_KINDS = ("header", "footer", "footnotes", "endnotes")

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_TAG, _ALIAS, _PROPERTIES, _CONTENT = qn("w:tag"), qn("w:alias"), qn("w:sdtPr"), qn("w:sdtContent")
_SECTION, _TC, _BODY, _SDT = qn("w:sectPr"), qn("w:tc"), qn("w:body"), qn("w:sdt")
_T, _BR = qn("w:t"), qn("w:br")
_GAPS = (_BR, qn("w:cr"), qn("w:tab"))
BLOCKS = frozenset({P, qn("w:tbl"), _SDT})


@dataclass(frozen=True, slots=True)
class ParagraphLocation:
    """A paragraph of a letterhead document: its part ("body", "header1") and its number, from 1."""

    part: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part with text: the body, a header, a footer or the notes."""

    part: XmlPart
    name: str
    kind: str

    @property
    def root(self) -> Node:
        """The part's tree."""
        root: Node = self.part.element
        return root

    def locate(self, node: Node) -> ParagraphLocation:
        """Return the paragraph of a node, or the last one before it."""
        holder = node if node.tag == P else next(node.iterancestors(P), None)
        count = 0
        for element in self.root.iter():
            if element.tag == P:
                count += 1
            if element is (node if holder is None else holder):
                break
        return ParagraphLocation(self.name, max(count, 1))


def text_parts(word: WordDocument) -> Iterator[TextPart]:
    """Yield the body, then headers, footers and notes by name."""
    yield TextPart(word.part, "body", "body")
    found: list[TextPart] = []
    for rel in word.part.rels.values():
        kind = rel.reltype.rpartition("/")[2]
        if kind in _KINDS and not rel.is_external:
            part = parse_part(word.part, rel.rId)
            found.append(TextPart(part, str(part.partname).rpartition("/")[2].removesuffix(".xml"), kind))
    yield from {str(part.part.partname): part for part in sorted(found, key=lambda part: part.name)}.values()


def int_attribute(node: Node | None, attribute: str, default: int = 0) -> int:
    """Return an attribute as an integer, or `default` if it is missing, not one or out of range."""
    try:
        value = int(node.get(attribute, "") if node is not None else "")
    except ValueError:
        return default
    return value if abs(value) < _MAX_INT else default


def paragraph_text(paragraph: Node, gap: str = "") -> str:
    """Return the text of a paragraph without its text boxes and hidden text; `gap` stands for line breaks and tabs."""
    nodes = _visible_nodes(paragraph, _T, *_GAPS)
    return "".join(node.text or "" if node.tag == _T else gap for node in nodes)


def _visible_nodes(paragraph: Node, *tags: str) -> Iterator[Node]:
    for node in paragraph.iter(*tags):
        run = node.getparent()
        if run is None or run.tag != RUN or is_on(run.find(f"{RPR}/{qn('w:vanish')}")):
            continue
        if next(node.iterancestors(P), None) is paragraph:
            yield node


def placeholder_name(name: str) -> str:
    """Return the normalized name of a placeholder: "Reference" and "reference" are the same."""
    return name.strip().casefold()


def find_placeholders(root: Node) -> Iterator[tuple[str, Node]]:
    """Yield the name of each placeholder in a tree with its paragraph."""
    for paragraph in root.iter(P):
        for found in PLACEHOLDER.findall(paragraph_text(paragraph)):
            yield placeholder_name(found), paragraph


def control_name(control: Node) -> str:
    """Return the tag of a content control, or else its title, as a name; "" if it has neither."""
    properties = control.find(_PROPERTIES)
    for tag in (_TAG, _ALIAS):
        named = properties.find(tag) if properties is not None else None
        if named is not None and named.get(qn("w:val"), "").strip():
            return placeholder_name(named.get(qn("w:val"), ""))
    return ""


def fill_placeholders(root: Node, values: dict[str, Content], shown: dict[str, str]) -> None:
    """Replace the placeholders and content controls of a tree by values in the same format.

    `shown` is what page fields show until Word updates them.
    """
    for control in list(root.iter(qn("w:sdt"))):
        name = control_name(control)
        if name in values:
            _fill_control(control, values[name], shown)
    for paragraph in list(root.iter(P)):
        if PLACEHOLDER.search(paragraph_text(paragraph)):
            _fill_paragraph(paragraph, values, shown)


def _fill_control(control: Node, value: Content, shown: dict[str, str]) -> None:
    """Replace a control and its prompt by a value."""
    inner = control.find(_CONTENT)
    if inner is None or control.getparent() is None:
        return
    runs = [run for run in inner.iter(RUN) if next(run.iter(qn("w:t")), None) is not None]
    if not runs:
        return
    properties = runs[0].find(RPR)
    placeholder = properties.find(qn("w:rStyle")) if properties is not None else None
    if properties is not None and placeholder is not None:
        properties.remove(placeholder)
    parent = runs[0].getparent()
    if parent is not None:
        position = parent.index(runs[0])
        parent[position:position] = _make_runs(value, properties, shown)
    for run in runs:
        remove_element(run)
    unwrap_element(control, inner)


def _fill_paragraph(paragraph: Node, values: dict[str, Content], shown: dict[str, str]) -> None:
    texts = list(_visible_nodes(paragraph, _T))
    text = "".join(node.text or "" for node in texts)
    # in reverse, so that the offsets of earlier placeholders stay valid
    for found in reversed(list(PLACEHOLDER.finditer(text))):
        name = placeholder_name(found[1])
        if name in values:
            _replace(texts, found.start(), found.end(), values[name], shown)


def _replace(texts: list[Node], start: int, end: int, value: Content, shown: dict[str, str]) -> None:
    offset, first = 0, None
    for node in texts:
        text = node.text or ""
        low, high = max(start - offset, 0), min(end - offset, len(text))
        offset += len(text)
        if low >= high:
            continue
        if first is None:
            first = node
            tail = text[high:]
            _set_text(node, text[:low])
            _insert(node, value, tail, shown)
        else:
            _set_text(node, text[high:])


def _insert(node: Node, value: Content, tail: str, shown: dict[str, str]) -> None:
    """Insert a value after a text node, followed by the tail and the rest of its run."""
    run = node.getparent()
    parent = run.getparent() if run is not None else None
    if run is None or parent is None:
        return
    properties = run.find(RPR)
    result = _make_runs(value, properties, shown)
    rest = make("w:r")
    if properties is not None:
        rest.append(deepcopy(properties))
    following = list(node.itersiblings())
    text = make("w:t")
    _set_text(text, tail)
    rest.append(text)
    rest.extend(following)
    position = parent.index(run) + 1
    parent[position:position] = [*result, rest] if tail or following else result


def _set_text(node: Node, text: str) -> None:
    node.text = text
    node.set(SPACE, "preserve")


def _make_runs(value: Content, properties: Node | None, shown: dict[str, str]) -> list[Node]:
    runs: list[Node] = []
    for inline in value:
        if isinstance(inline, Run):
            text = make("w:t")
            _set_text(text, clean_text(inline.text))
            runs.append(make("w:r", None, text))
        elif isinstance(inline, PageField):
            result = make("w:t")
            _set_text(result, shown.get(inline.name, ""))
            runs += [
                field_mark_run("begin"),
                field_instruction_run(PAGE_FIELDS[inline.name]),
                field_mark_run("separate"),
                make("w:r", None, result),
                field_mark_run("end"),
            ]
    if properties is not None:
        for run in runs:
            run.insert(0, deepcopy(properties))
    return runs


@dataclass(frozen=True, slots=True)
class ContentTarget:
    """The blocks that the text replaces, which are consecutive siblings, and their section.

    `starts_page` and `ends_page` say whether these blocks have a page break before or after their words.
    """

    kind: Literal["text", "control", "bookmark", "body"]
    blocks: tuple[Node, ...]
    section: Node | None
    starts_page: bool = False
    ends_page: bool = False

    @property
    def cell(self) -> Node | None:
        """The innermost table cell around the blocks, or None."""
        return next(self.blocks[0].iterancestors(_TC), None) if self.blocks else None


def find_target(word: WordDocument, name: str) -> ContentTarget:
    """Return the place of the text; raises ExportError if the place of that name is unsuitable."""
    part = TextPart(word.part, "body", "body")
    body: Node = word.element.body
    name = placeholder_name(name)
    target = _find_placeholder(part, name) or _find_control(part, name) or _find_bookmark(part, name)
    if target is not None:
        return target
    blocks = tuple(child for child in body if child.tag in BLOCKS)
    return ContentTarget("body", blocks, first_section(body))


def is_page_break(node: Node) -> bool:
    """Return whether a break in a run begins a new page."""
    return bool(node.tag == _BR and node.get(qn("w:type")) == "page")


def first_section(body: Node) -> Node | None:
    """Return the first section of a body, whose headers later sections inherit."""
    return next(body.iter(_SECTION), None)


def enclosing_section(body: Node, block: Node) -> Node | None:
    """Return the section of an element in the body."""
    top = block
    while (parent := top.getparent()) is not None and parent is not body:
        top = parent
    for node in (top, *top.itersiblings()):
        found = node if node.tag == _SECTION else next(node.iter(_SECTION), None)
        if found is not None:
            return found
    return None


def _find_placeholder(part: TextPart, name: str) -> ContentTarget | None:
    found = [
        paragraph
        for paragraph in part.root.iter(P)
        if any(placeholder_name(text) == name for text in PLACEHOLDER.findall(paragraph_text(paragraph)))
    ]
    if not found:
        return None
    if len(found) > 1:
        raise _refusal("house-place-twice", part, found[1], name)
    paragraph = found[0]
    if (
        PLACEHOLDER.sub("", paragraph_text(paragraph)).strip()
        or len(PLACEHOLDER.findall(paragraph_text(paragraph))) > 1
    ):
        raise _refusal("house-place-crowded", part, paragraph, name)
    return _checked_target("text", part, (paragraph,), name)


def _find_control(part: TextPart, name: str) -> ContentTarget | None:
    found = [control for control in part.root.iter(_SDT) if control_name(control) == name]
    if not found:
        return None
    control = found[0]
    for other in found[1:]:
        if control not in other.iterancestors():  # Word copies controls with their tags and old text
            raise _refusal("house-place-twice", part, other, name)
    parent = control.getparent()
    inner = control.find(qn("w:sdtContent"))
    if parent is not None and parent.tag == P:
        own = "".join(node.text or "" for node in control.iter(qn("w:t")))
        if paragraph_text(parent).strip() != own.strip():
            raise _refusal("house-place-crowded", part, parent, name)
        return _checked_target("control", part, (parent,), name)
    cells = [] if inner is None else [child for child in inner if child.tag == _TC]
    if len(cells) == 1:
        return _checked_target(
            "control", part, tuple(child for child in cells[0] if child.tag in BLOCKS), name
        )
    if cells or (parent is not None and parent.tag == qn("w:tbl")):
        raise _refusal("house-place-odd", part, control, name)
    return _checked_target("control", part, (control,), name)


def _find_bookmark(part: TextPart, name: str) -> ContentTarget | None:
    start = next(
        (
            mark
            for mark in part.root.iter(qn("w:bookmarkStart"))
            if placeholder_name(mark.get(qn("w:name"), "")) == name
        ),
        None,
    )
    if start is None:
        return None
    number = start.get(qn("w:id"))
    end = next((mark for mark in part.root.iter(qn("w:bookmarkEnd")) if mark.get(qn("w:id")) == number), None)
    first, last = _block_of(start, forward=True), _block_of(start if end is None else end, forward=False)
    if first is None:
        raise _refusal("house-place-odd", part, start, name)
    if last is None or last.getparent() is not first.getparent():
        last = first
    row = [first]
    for node in first.itersiblings() if last is not first else ():
        row.append(node)
        if node is last:
            break
    if row[-1] is not last:
        row = [first]
    blocks = tuple(node for node in row if node.tag in BLOCKS)
    marked = _text_between(start, end)
    if (
        len(blocks) == 1
        and blocks[0].tag == P
        and paragraph_text(blocks[0]).strip() not in {"", marked.strip()}
    ):
        raise _refusal("house-place-crowded", part, blocks[0], name)
    return _checked_target("bookmark", part, blocks, name)


def _block_of(mark: Node, *, forward: bool) -> Node | None:
    """Return the block around a bookmark's mark; between blocks the next or the previous one."""
    paragraph = next(mark.iterancestors(P), None)
    if paragraph is not None:
        return paragraph
    return next((node for node in mark.itersiblings(preceding=not forward) if node.tag in BLOCKS), None)


def _text_between(start: Node, end: Node | None) -> str:
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


def _checked_target(
    kind: Literal["text", "control", "bookmark"], part: TextPart, blocks: tuple[Node, ...], name: str
) -> ContentTarget:
    for block in blocks:
        if next(block.iter(_SECTION), None) is not None:
            raise _refusal("house-place-section", part, block, name)
        if next(block.iterancestors(qn("w:txbxContent")), None) is not None:
            raise _refusal("house-place-odd", part, block, name)
    section = enclosing_section(part.root.find(_BODY), blocks[0])  # type: ignore[arg-type]
    is_in_cell = next(blocks[0].iterancestors(_TC), None) is not None
    # Word ignores page breaks in cells.
    starts, ends = (False, False) if is_in_cell else _page_breaks(blocks)
    return ContentTarget(kind, blocks, section, starts_page=starts, ends_page=ends)


def _page_breaks(blocks: tuple[Node, ...]) -> tuple[bool, bool]:
    """Return whether blocks have a page break before their first words, and whether they have one after their last."""
    marks = ["break" if is_page_break(node) else "words" for block in blocks for node in block.iter(_T, _BR)]
    first = next(blocks[0].iter(P), blocks[0])
    starts = is_on(first.find(f"{PPR}/{qn('w:pageBreakBefore')}")) or marks[:1] == ["break"]
    return starts, "words" in marks and marks[-1] == "break"


def _refusal(code: str, part: TextPart, node: Node, name: str) -> ExportError:
    return ExportError(code, place=name, part=part.name, paragraph=str(part.locate(node).paragraph))
