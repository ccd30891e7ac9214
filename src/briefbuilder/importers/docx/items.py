"""Items of lists: what is one, at which depth, under which number; and paragraphs whose number shows words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from briefbuilder.domain.text import Block, Inline, ListItem, Paragraph, Span
from briefbuilder.importers.docx.names import child, name, number, value
from briefbuilder.importers.docx.numbering import Numbering
from briefbuilder.importers.docx.styles import Styles

_DEEPEST = 8


@dataclass(slots=True)
class Series:
    """The lists that follow each other without a paragraph between: the open one at each depth, and the last indent."""

    last: str | None = None
    open: dict[int, str] = field(default_factory=dict)
    indent: int = 0


class Items:
    """Makes the items of one document; `numbering` counts them."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def count(self, properties: _Element | None, style_id: str | None) -> str:
        """Count a numbered paragraph that is no item; return its number where that shows words, else nothing."""
        num_id, depth = self._list_of(properties, style_id)
        if num_id is None or not self._numbering.knows(num_id):
            return ""
        self._numbering.count(num_id, depth)
        return _told_label(properties) or self._numbering.label(num_id, depth)

    def item(
        self,
        series: Series,
        before: Block | None,
        properties: _Element | None,
        content: tuple[Inline, ...],
    ) -> ListItem | Paragraph | None:
        """Return a paragraph as an item, `before` being the block above it; None where it is none."""
        style_id = value(properties, "w:pStyle")
        num_id, depth = self._list_of(properties, style_id)
        if self._is_further(series, properties, style_id, num_id):
            return _continuing(series, before, content)
        named = self._styles.named_list(style_id)
        if num_id is not None and self._numbering.knows(num_id):
            return self._numbered(series, before, properties, content)
        if num_id == "0" or named is None:
            return None
        ordered, depth = named
        goes_on = isinstance(before, ListItem) and before.depth == depth and series.last == style_id
        count = (before.number or 0) + 1 if goes_on and isinstance(before, ListItem) else 1
        starts = _starts(series, before, style_id or "", depth)
        shown = count if ordered else None
        return ListItem(id="", content=content, depth=depth, ordered=ordered, number=shown, starts=starts)

    def _numbered(
        self,
        series: Series,
        before: Block | None,
        properties: _Element | None,
        content: tuple[Inline, ...],
    ) -> ListItem | Paragraph | None:
        """Return an item of a list that the document defines."""
        style_id = value(properties, "w:pStyle")
        num_id, depth = self._list_of(properties, style_id)
        level = self._numbering.level(num_id or "", depth)
        if level.blank:
            return _continuing(series, before, content)
        count = self._numbering.count(num_id or "", depth, _told_number(properties))
        label = _told_label(properties) or self._numbering.label(num_id or "", depth)
        if label:
            return Paragraph(id="", content=labelled(label, content))
        named = self._styles.named_list(style_id)
        shown = max(depth, named[1] if named else 0)
        series.indent = own_indent(properties)
        return ListItem(
            id="",
            content=content,
            depth=shown,
            ordered=level.ordered,
            number=count if level.ordered else None,
            starts=_starts(series, before, num_id or "", shown),
        )

    def _list_of(self, properties: _Element | None, style_id: str | None) -> tuple[str | None, int]:
        """Return the list of a paragraph and its level: its own words before those of its style."""
        own = child(properties, "w:numPr")
        styled, styled_depth, speaker = self._styles.numbering(style_id)
        num_id = (value(own, "w:numId") if own is not None else None) or styled
        depth = number(value(own, "w:ilvl")) if own is not None else None
        if depth is None and styled is not None and num_id == styled:
            linked = (
                self._numbering.depth_of_style(styled, speaker) if self._numbering.knows(styled) else None
            )
            depth = styled_depth if linked is None else linked
        return num_id, min(max(depth or 0, 0), _DEEPEST)

    def _is_further(
        self, series: Series, properties: _Element | None, style_id: str | None, num_id: str | None
    ) -> bool:
        """Tell whether a paragraph has no mark but the indent of the item above, or a style for such."""
        if num_id is not None and num_id != "0":
            return False
        if self._styles.continues_list(style_id):
            return True
        indent = own_indent(properties)
        return indent > 0 and (num_id == "0" or indent == series.indent)


def labelled(label: str, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return content with the words of its number before it."""
    return (Span(f"{label} "), *content) if label else content


def own_indent(properties: _Element | None) -> int:
    """Return a paragraph's own indent from the left, in twentieths of a point."""
    found = child(properties, "w:ind")
    if found is None:
        return 0
    return number(found.get(name("w:left")) or found.get(name("w:start"))) or 0


def _starts(series: Series, before: Block | None, list_id: str, depth: int) -> bool:
    """Tell whether an item is the first one of its list, and take it as the last one that was met."""
    if not isinstance(before, ListItem):
        series.open.clear()
    for deeper in [place for place in series.open if place > depth]:
        del series.open[deeper]
    starts = series.open.get(depth) != list_id
    series.open[depth] = series.last = list_id
    return starts


def _continuing(series: Series, before: Block | None, content: tuple[Inline, ...]) -> ListItem | None:
    """Return a further paragraph of the item above: it stands in a list and has no mark of its own."""
    if not isinstance(before, ListItem) or series.last is None:
        return None
    return replace(before, content=content, number=None, starts=False, continues=True)


def _told_number(properties: _Element | None) -> int | None:
    """Return the number that a converted file says an item shows, None where it says nothing."""
    told = child(properties, "w:numPr")
    return number(told.get("shown")) if told is not None else None


def _told_label(properties: _Element | None) -> str:
    """Return the words of a number that a converted file shows."""
    told = child(properties, "w:numPr")
    return (told.get("label") or "") if told is not None else ""
