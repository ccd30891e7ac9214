"""Lists whose marks are typed before a tab: by people, and by converters that know no lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefbuilder.domain.inline import cut, stripped
from briefbuilder.domain.text import ListItem, Paragraph
from briefbuilder.importers.docx.walker import Written
from briefbuilder.importers.plaintext.marks import Mark, mark_of

_MARKS = frozenset({"bullet", "dash", "number", "letter"})
_DEEPEST = 8


class _Lists:
    """The lists that are open, each with its indent and the kind of its marks."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def item(self, one: Written, mark: Mark) -> ListItem:
        """Return a paragraph with a typed mark as an item; what is indented more stands deeper."""
        while self._open and one.indent < self._open[-1][0]:
            self._open.pop()
        starts = not self._open or one.indent > self._open[-1][0] or self._open[-1][1] != mark.kind
        if self._open and one.indent == self._open[-1][0]:
            self._open.pop()
        if len(self._open) <= _DEEPEST:
            self._open.append((one.indent, mark.kind))
        ordered = mark.kind in {"number", "letter"}
        return ListItem(
            id="",
            content=stripped(cut(one.block.content, mark.length, len(one.block.text))),
            depth=len(self._open) - 1,
            ordered=ordered,
            number=mark.value if ordered else None,
            starts=starts,
        )

    def further(self, one: Written) -> ListItem | None:
        """Return a paragraph without a mark as part of the item above where it is indented as that is."""
        plain = isinstance(one.block, Paragraph) and one.role == "paragraph"
        if not plain or not one.indent or not self._open or self._open[-1][0] != one.indent:
            return None
        ordered = self._open[-1][1] in {"number", "letter"}
        depth = len(self._open) - 1
        return ListItem(id="", content=one.block.content, depth=depth, ordered=ordered, continues=True)

    def end(self) -> None:
        """Close all lists."""
        self._open.clear()


def with_typed_lists(written: Sequence[Written]) -> Iterator[Written]:
    """Yield the blocks, paragraphs with a typed mark as items of a list."""
    lists = _Lists()
    for one in written:
        mark = _mark(one)
        item = lists.item(one, mark) if mark is not None else lists.further(one)
        if item is None:
            lists.end()
            yield one
        else:
            yield replace(one, block=item, role="paragraph")


def _mark(one: Written) -> Mark | None:
    text = one.block.text
    plain = isinstance(one.block, Paragraph) and one.role == "paragraph" and not one.bold
    if not plain or "\t" not in text[:8]:
        return None
    mark = mark_of(text)
    typed = mark is not None and mark.kind in _MARKS and "\t" in text[: mark.length]
    return mark if typed and text[mark.length if mark else 0 :].strip() else None
