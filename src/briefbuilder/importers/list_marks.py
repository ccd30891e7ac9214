"""Marks typed at the start of a line: bullets, dashes, numbers, letters, and the signs of quotations and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from briefbuilder.domain.inline import slice_content, strip_content
from briefbuilder.domain.list_labels import (
    PLAIN_LABEL,
    TYPED_LABEL,
    ListLabel,
    is_next_label,
    own_label,
    read_label,
)
from briefbuilder.domain.text import Inline, ListItem, plain_text

MarkKind = Literal["bullet", "dash", "number", "letter", "outline", "quote", "heading"]
"""The kinds of marks; "outline" are those that also begin headings and names: "A.", "IV.", "B)"."""

_ITEM_PATTERNS: tuple[tuple[MarkKind, re.Pattern[str], bool], ...] = (
    ("bullet", re.compile(r"(?P<mark>[•‣▪◦●○■□◆◇▶➤∙⁃❖✓✔➢\uf0b7\uf0a7\uf076\uf0d8])\s*(?=\S)"), True),
    ("bullet", re.compile(r"(?P<mark>[·*+])\s+(?=\S)"), False),
    ("bullet", re.compile(r"(?P<mark>・)(?=\S)"), False),
    ("dash", re.compile(r"(?P<mark>[-–—−])\s+(?=\S)"), False),
    ("number", re.compile(r"(?P<mark>[①-⑳])\s*(?=\S)"), True),
    ("number", re.compile(r"(?P<mark>\d{1,2})[）．、]\s*(?=\S)"), False),
    ("number", re.compile(r"\(?(?P<mark>[\d٠-٩۰-۹]{1,3})[.)\-]\s*(?=[\u0590-\u08ff])"), False),
)
_HEADING = re.compile(r"(?P<mark>#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r"(?P<mark>>)\s?(?=[^>])")
_TYPED_LABEL = re.compile(rf"(?P<mark>{TYPED_LABEL})\s+(?=\S)")
_MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class ListMark:
    """A mark; `value` is its number or the level of a heading, `length` includes the space after it.

    It is `certain` if it can be nothing else; `label` is what the mark of an ordered item means.
    """

    kind: MarkKind
    value: int
    length: int
    certain: bool
    text: str
    label: ListLabel = PLAIN_LABEL

    @property
    def is_ordered(self) -> bool:
        """Whether it is the mark of a numbered item."""
        return self.kind in {"number", "letter", "outline"}

    def below(self, above: ListMark | None) -> ListMark:
        """Return the mark as it is meant below that of the item above: "i)" after "h)" is a letter."""
        read = read_label(self.text, above.label) if above is not None else None
        return replace(self, label=read[0], value=read[1]) if read else self


def parse_mark(text: str) -> ListMark | None:
    """Return the mark at the start of a line, or None; one of an outline is not looked for."""
    mark = parse_item_mark(text)
    return mark if mark is None or mark.kind != "outline" else None


def parse_item_mark(text: str) -> ListMark | None:
    """Return the mark at the start of a line that may be an item, or None."""
    typed = _TYPED_LABEL.match(text)
    read = read_label(typed["mark"]) if typed else None
    if typed is not None and read is not None:
        label, number = read
        kind: MarkKind = "number" if label.style == "decimal" else "outline"
        if label.style.startswith("lower") and label.suffix == ")":
            kind = "letter"
        return ListMark(kind, number, typed.end(), False, typed["mark"], label)
    for kind, pattern, certain in _ITEM_PATTERNS:
        found = pattern.match(text)
        if found:
            return ListMark(kind, _mark_value(kind, found["mark"]), found.end(), certain, found["mark"])
    return None


def parse_text_mark(text: str) -> ListMark | None:
    """Return the mark at the start of a line of plain text, where it may also be that of a heading or a quotation."""
    if found := _HEADING.match(text):
        return ListMark("heading", len(found["mark"]), found.end(), True, found["mark"])
    if found := _QUOTE.match(text):
        return ListMark("quote", 0, found.end(), True, found["mark"])
    return parse_item_mark(text)


def is_next(previous: ListMark | None, mark: ListMark | None) -> bool:
    """Return whether a mark follows another in a list, if there are both."""
    if previous is None or mark is None:
        return False
    if is_next_label(previous.text, mark.text):
        return True
    if previous.kind != mark.kind:
        return False
    return mark.value == previous.value + 1 if mark.value else mark.text == previous.text


def has_neighbour(marks: Sequence[ListMark | None], index: int) -> bool:
    """Return whether the mark of the line before or after another one is next to its mark."""
    around = marks[max(0, index - 1) : index + 2]
    return any(is_next(first, second) for first, second in pairwise(around))


def _mark_value(kind: MarkKind, mark: str) -> int:
    if kind == "number":
        return ord(mark) - ord("①") + 1 if "①" <= mark <= "⑳" else int(mark)
    return 0


class TypedLists:
    """The open lists of typed marks, each with its indent and its last mark; an indent within `tolerance` is the same."""

    def __init__(self, tolerance: int) -> None:
        self._tolerance = tolerance
        self._open: list[tuple[int, ListMark]] = []

    def item(self, content: tuple[Inline, ...], indent: int, mark: ListMark) -> ListItem:
        """Return a paragraph with a mark as a list item; a larger indent is a deeper level."""
        while self._open and self._open[-1][0] > indent:
            self._open.pop()
        starts = True
        if self._open and indent < self._open[-1][0] + self._tolerance:
            outer, above = self._open.pop()
            indent, mark = outer, mark.below(above)
            starts = (above.kind, above.label) != (mark.kind, mark.label)
        if len(self._open) < _MAX_DEPTH:
            self._open.append((indent, mark))
        depth = len(self._open) - 1
        return ListItem(
            id="",
            content=strip_content(slice_content(content, mark.length, len(plain_text(content)))),
            depth=depth,
            ordered=mark.is_ordered,
            number=mark.value if mark.is_ordered else None,
            label=own_label(mark.label, depth) if mark.is_ordered else None,
            starts=starts,
        )

    def continuation(self, content: tuple[Inline, ...]) -> ListItem:
        """Return a further paragraph of the last item."""
        ordered = self._open[-1][1].is_ordered
        return ListItem(id="", content=content, depth=len(self._open) - 1, ordered=ordered, continues=True)

    @property
    def indent(self) -> int | None:
        """The indent of the last item, None if no list is open."""
        return self._open[-1][0] if self._open else None
