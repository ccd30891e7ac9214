"""The walk through a document's body: paragraphs, tables and content controls become blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from briefbuilder.domain.inline import merged, stripped
from briefbuilder.domain.text import (
    Block,
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Table,
)
from briefbuilder.importers.build import Builder
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.names import child, chosen, name, number, short, texts, value
from briefbuilder.importers.docx.numbering import Numbering
from briefbuilder.importers.docx.pictures import Pictures
from briefbuilder.importers.docx.runs import Found, RunReader
from briefbuilder.importers.docx.styles import Styles
from briefbuilder.importers.docx.tables import read_table
from briefbuilder.importers.limits import TREE_DEPTH

_CONTAINERS = frozenset(["w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag"])
_NOT_SHOWN = frozenset({"w:del", "w:moveFrom"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A block with the role of its paragraph style; `bold` where every letter of it is bold."""

    block: Block
    role: str = "paragraph"
    bold: bool = False


@dataclass(slots=True)
class _State:
    """What the walk remembers between paragraphs."""

    list_id: str | None = None
    quoted: bool = False
    pending: list[Inline] = field(default_factory=list)


class Walker:
    """Walks the parts of one document; `written` holds the blocks of the part that is walked."""

    def __init__(
        self, builder: Builder, styles: Styles, numbering: Numbering, runs: RunReader, pictures: Pictures
    ) -> None:
        self.written: list[Written] = []
        self._builder = builder
        self._styles = styles
        self._numbering = numbering
        self._runs = runs
        self._pictures = pictures
        self._state = _State()
        self._depth = 0

    def walk(self, container: _Element) -> list[Written]:
        """Return the blocks of a container; what stood in the walker before is kept aside meanwhile."""
        outer, self.written = self.written, []
        state, self._state = self._state, _State()
        self._depth += 1
        if self._depth <= TREE_DEPTH:
            self._children(container)
        self._depth -= 1
        inner, self.written, self._state = self.written, outer, state
        return inner

    def inner_blocks(self, container: _Element) -> tuple[Block, ...]:
        """Return the blocks of a table's cell or a note."""
        return tuple(written.block for written in self.walk(container))

    def _children(self, container: _Element) -> None:
        for element in chosen(container):
            kind = short(element)
            if kind == "w:p":
                self._paragraph(element)
            elif kind == "w:tbl":
                self._table(element)
            elif kind in _CONTAINERS:
                self._children(element)
            elif kind in _NOT_SHOWN and texts(element, "w:t", "w:delText").strip():
                if kind == "w:del":
                    self._builder.notice("deletion-dropped", first_words(texts(element, "w:t", "w:delText")))
            elif kind == "w:altChunk":
                self._builder.notice("part-not-read", element.get(name("r:id")) or "")

    def _paragraph(self, element: _Element) -> None:
        found = self._runs.read(element)
        for code, subject in found.dropped:
            self._builder.notice(code, subject)
        content = merged((*self._state.pending, *found.content))
        self._state.pending = []
        if child(element, "w:pPr", "w:rPr", "w:del") is not None:
            self._state.pending = list(content)  # its end was deleted: it runs on into the next paragraph
            content = ()
        if any(inline.text.strip() for inline in content):
            self._keep(child(element, "w:pPr"), stripped(content))
        self._hanging(found)

    def _hanging(self, found: Found) -> None:
        """Add the pictures and text boxes that hang on a paragraph."""
        for drawing in found.drawings:
            for figure in self._pictures.figures(drawing):
                self.written.append(Written(block=figure, role="figure"))
        for box in found.boxes:
            self.written.extend(self.walk(box))

    def _keep(self, properties: _Element | None, content: tuple[Inline, ...]) -> None:
        style_id = value(properties, "w:pStyle")
        role = self._styles.role(style_id)
        bold = all(isinstance(inline, Span) and inline.bold for inline in content if inline.text.strip())
        if role == "contents":
            self._builder.notice("contents-list-removed", first_words("".join(part.text for part in content)))
            return
        block = self._block(properties, style_id, role, content)
        self._state.quoted = isinstance(block, Quote)
        if not isinstance(block, ListItem):
            self._state.list_id = None
        self.written.append(Written(block=block, role=role, bold=bold))

    def _block(
        self, properties: _Element | None, style_id: str | None, role: str, content: tuple[Inline, ...]
    ) -> Block:
        level = self._styles.heading_level(properties, style_id)
        if role in {"title", "subtitle"}:
            return Paragraph(id="", content=content)
        if level:
            self._count_heading(properties, style_id)
            return Heading(id="", content=content, level=level)
        if role == "code":
            return Code(id="", content=(Span("".join(part.text for part in content), code=True),))
        item = self._item(properties, style_id, content)
        if item is not None:
            return item
        if role == "quote":
            return Quote(id="", content=content, continues=self._state.quoted)
        return Paragraph(id="", content=content)

    def _count_heading(self, properties: _Element | None, style_id: str | None) -> None:
        """Count a numbered heading, so that lists that share its numbers go on rightly."""
        num_id, depth = self._list_of(properties, style_id)
        if num_id is not None and self._numbering.knows(num_id):
            self._numbering.count(num_id, depth)

    def _list_of(self, properties: _Element | None, style_id: str | None) -> tuple[str | None, int]:
        own = child(properties, "w:numPr")
        styled, styled_depth = self._styles.numbering(style_id)
        if own is None:
            return styled, styled_depth
        depth = number(value(own, "w:ilvl"))
        return value(own, "w:numId") or styled, styled_depth if depth is None else min(max(depth, 0), 8)

    def _item(
        self, properties: _Element | None, style_id: str | None, content: tuple[Inline, ...]
    ) -> ListItem | None:
        num_id, depth = self._list_of(properties, style_id)
        named = self._styles.named_list(style_id)
        if num_id is not None and self._numbering.knows(num_id):
            ordered = self._numbering.level(num_id, depth).ordered
            count = self._numbering.count(num_id, depth)
            shown = max(depth, named[1] if named else 0)
            return self._listed(content, num_id, shown, count if ordered else None)
        if num_id != "0" and named is not None:
            ordered, depth = named
            before = self.written[-1].block if self.written else None
            goes_on = (
                isinstance(before, ListItem) and before.depth == depth and self._state.list_id == style_id
            )
            count = (before.number or 0) + 1 if goes_on and isinstance(before, ListItem) else 1
            return self._listed(content, style_id or "", depth, count if ordered else None)
        return None

    def _listed(self, content: tuple[Inline, ...], list_id: str, depth: int, count: int | None) -> ListItem:
        before = self.written[-1].block if self.written else None
        deeper = isinstance(before, ListItem) and depth > before.depth
        starts = self._state.list_id is None or deeper or (self._state.list_id != list_id and depth == 0)
        self._state.list_id = list_id
        return ListItem(
            id="", content=content, depth=depth, ordered=count is not None, number=count, starts=starts
        )

    def _table(self, element: _Element) -> None:
        self._state = replace(self._state, list_id=None, quoted=False)
        table = read_table(element, self.inner_blocks, self._builder)
        cells = [cell for row in table.rows for cell in row.cells]
        if len(cells) == 1:  # a frame around text, not a table
            self.written.extend(Written(block=block) for block in cells[0].blocks)
        elif any(cell.blocks for cell in cells):
            self.written.append(Written(block=table, role="table"))


def with_captions(written: Sequence[Written]) -> Iterator[Written]:
    """Give pictures and tables the captions that stand beside them as paragraphs of their own."""
    waiting: Written | None = None
    held: Written | None = None
    for one in written:
        if one.role == "caption" and held is not None and not held.block.content:
            yield _captioned(held, one)
            held = None
            continue
        if held is not None:
            yield held
            held = None
        if waiting is not None:
            if isinstance(one.block, Table) and not one.block.content:
                held, waiting = _captioned(one, waiting), None
                continue
            yield waiting
            waiting = None
        if one.role == "caption":
            waiting = one
        elif isinstance(one.block, Table | Figure):
            held = one
        else:
            yield one
    for rest in (held, waiting):
        if rest is not None:
            yield rest


def _captioned(holder: Written, caption: Written) -> Written:
    block = holder.block
    if isinstance(block, Table | Figure):
        return replace(holder, block=replace(block, content=caption.block.content))
    return holder
