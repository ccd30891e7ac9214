"""The walk through a document's body: paragraphs, lists, tables, sections and frames become blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
)
from briefbuilder.importers.build import Builder
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.items import labelled
from briefbuilder.importers.docx.walker import Written
from briefbuilder.importers.limits import TREE_DEPTH
from briefbuilder.importers.odt.inline import InlineReader
from briefbuilder.importers.odt.lists import Lists, Outline, Place
from briefbuilder.importers.odt.names import attribute, elements, name, number, short, words
from briefbuilder.importers.odt.styles import Styles
from briefbuilder.importers.odt.tables import read_table
from briefbuilder.importers.office import is_bold

_SECTIONS = frozenset(
    {
        "text:section", "text:index-body", "text:index-title", "text:numbered-paragraph", "office:text",
        "text:bibliography",
    }
)  # fmt: skip
_INDEXES = frozenset(
    {
        "text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index",
        "text:user-index", "text:alphabetical-index",
    }
)  # fmt: skip
_WORDS = frozenset({"text:p", "text:h", "text:list", "table:table"})


@dataclass(slots=True)
class _State:
    quoted: bool = False
    place: Place | None = None
    written: list[Written] = field(default_factory=list)


class Walker:
    """Walks one document; `figures` gives the pictures of a frame."""

    def __init__(
        self,
        builder: Builder,
        styles: Styles,
        inline: InlineReader,
        figures: Callable[[_Element], Iterator[Figure]],
    ) -> None:
        self._builder = builder
        self._styles = styles
        self._inline = inline
        self._figures = figures
        self._lists = Lists(styles)
        self._outline = Outline(styles)
        self._state = _State()
        self._depth = 0

    def walk(self, container: _Element) -> list[Written]:
        """Return the blocks of a container; what the walk has found before is kept aside meanwhile."""
        outer, self._state = self._state, _State()
        self._children(container)
        inner, self._state = self._state, outer
        return inner.written

    def inner_blocks(self, container: _Element) -> tuple[Block, ...]:
        """Return the blocks of a table's cell or a note."""
        return tuple(one.block for one in self.walk(container))

    def _children(self, container: _Element) -> None:
        self._depth += 1
        if self._depth <= TREE_DEPTH:
            for element in elements(container):
                self._element(element, short(element))
        self._depth -= 1

    def _element(self, element: _Element, kind: str) -> None:
        if kind in {"text:p", "text:h"}:
            self._paragraph(element, kind)
        elif kind == "text:list":
            self._list(element)
        elif kind == "table:table":
            self._table(element)
        elif kind in _INDEXES:
            text = first_words(words(element))
            if text:
                self._builder.notice("contents-list-removed", text)
        elif kind == "text:tracked-changes":
            self._note_deletions(element)
        elif kind in _SECTIONS or kind.startswith("?:"):
            if attribute(element, "text:display") == "none" or attribute(element, "text:is-hidden") == "true":
                self._builder.notice("hidden-text-dropped", first_words(words(element)))
            else:
                self._children(element)
        elif kind.startswith("draw:"):
            self._frame(element)

    def _note_deletions(self, element: _Element) -> None:
        for deletion in element.iter(name("text:deletion")):
            text = first_words(words(deletion))
            if text:
                self._builder.notice("deletion-dropped", text)

    def _paragraph(self, element: _Element, kind: str) -> None:
        style = attribute(element, "text:style-name")
        found = self._inline.read(element, style)
        for code, subject in found.dropped:
            self._builder.notice(code, subject)
        role = self._styles.role(style)
        content = merged(tuple(found.content))
        content = content if role == "code" else stripped(content)
        if self._styles.is_hidden("paragraph", style):
            if content:
                self._builder.notice("hidden-text-dropped", first_words("".join(one.text for one in content)))
            return
        if role == "caption":
            for frame in found.frames:
                self._frame(frame)
        if any(inline.text.strip() for inline in content):
            self._keep(element, kind, style, role, content)
        elif kind == "text:p":
            self._count_unwritten()
        if role != "caption":
            for frame in found.frames:
                self._frame(frame)

    def _count_unwritten(self) -> None:
        """Count an item without words: its number is shown, with the words that stand around it."""
        place = self._state.place
        if place is None or place.header or place.continues:
            return
        self._state.place = replace(place, continues=True)
        if place.ordered:
            label = self._lists.label(place, self._lists.count(place))
            if label:
                self._state.written.append(Written(block=Paragraph(id="", content=(Span(label),))))

    def _keep(self, element: _Element, kind: str, style: str, role: str, content: tuple[Inline, ...]) -> None:
        if role == "contents":
            self._builder.notice("contents-list-removed", first_words("".join(one.text for one in content)))
            return
        level = number(attribute(element, "text:outline-level"), 0, 6) if kind == "text:h" else 0
        level = level or self._styles.heading_level(style)
        block = self._block(content, style, role, level)
        self._state.quoted = isinstance(block, Quote)
        self._state.written.append(Written(block=block, role=role, bold=is_bold(content)))

    def _block(self, content: tuple[Inline, ...], style: str, role: str, level: int) -> Block:
        if role in {"title", "subtitle"}:
            return Paragraph(id="", content=content)
        if level:
            return Heading(id="", content=labelled(self._outline.label(level), content), level=level)
        if role == "code":
            return Code(id="", content=(Span("".join(one.text for one in content), code=True),))
        place = self._state.place
        if place is not None and not place.header:
            self._state.place = replace(place, continues=True)
            return self._item(content, place, self._styles.list_depth(style))
        if role == "quote":
            return Quote(id="", content=content, continues=self._state.quoted)
        return Paragraph(id="", content=content)

    def _item(self, content: tuple[Inline, ...], place: Place, named_depth: int) -> ListItem | Paragraph:
        before = self._state.written[-1].block if self._state.written else None
        depth = max(place.depth, named_depth)
        deeper = isinstance(before, ListItem) and depth > before.depth
        first = not place.continues and self._lists.begins(place)
        count = None if place.continues or not place.ordered else self._lists.count(place)
        label = self._lists.label(place, count) if count is not None else ""
        if label:
            return Paragraph(id="", content=labelled(label, content))
        return ListItem(
            id="",
            content=content,
            depth=depth,
            ordered=place.ordered,
            number=count,
            starts=not place.continues and (first or deeper or not isinstance(before, ListItem)),
            continues=place.continues,
        )

    def _list(self, element: _Element) -> None:
        outer = self._state.place
        lists = self._lists.opened(element, outer)
        for item in elements(element):
            kind = short(item)
            if kind in {"text:list-item", "text:list-header"}:
                self._state.place = self._lists.item(lists, item, header=kind == "text:list-header")
                self._children(item)
        self._state.place = outer

    def _table(self, element: _Element) -> None:
        table = read_table(element, self.inner_blocks)
        cells = [cell for row in table.rows for cell in row.cells]
        if len(cells) == 1:  # a frame around text, not a table
            self._state.written.extend(Written(block=block) for block in cells[0].blocks)
        elif any(cell.blocks for cell in cells):
            self._state.written.append(Written(block=table, role="table"))
        self._state.quoted = False

    def _frame(self, element: _Element) -> None:
        """Add what a frame holds: pictures, and the text of boxes and shapes."""
        for figure in self._figures(element):
            self._state.written.append(Written(block=figure, role="figure"))
        for box in _boxes(element):
            self._state.written.extend(self.walk(box))


def _boxes(element: _Element) -> Iterator[_Element]:
    """Yield the shapes with words in them, those in groups too, but none within another."""
    waiting = [element]
    while waiting:
        shape = waiting.pop()
        if any(short(child) in _WORDS for child in shape):
            yield shape
        else:
            waiting.extend(child for child in reversed(shape) if short(child).startswith("draw:"))
