"""List marks at the start of a line: bullets, dashes, numbers and letters."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from briefbuilder.domain.list_labels import PLAIN_LABEL, TYPED_LABEL, ListLabel, is_next_label, read_label

MarkKind = Literal["bullet", "dash", "number", "letter", "outline"]
"""The kinds of marks; "outline" are those that also begin headings and names: "A.", "IV.", "B)"."""

_PATTERNS: tuple[tuple[MarkKind, re.Pattern[str], bool], ...] = (
    ("bullet", re.compile(r"(?P<mark>[•‣▪◦●○■□◆◇▶➤∙⁃❖✓✔➢\uf0b7\uf0a7\uf076\uf0d8])\s*(?=\S)"), True),
    ("bullet", re.compile(r"(?P<mark>[·*])\s+(?=\S)"), False),
    ("bullet", re.compile(r"(?P<mark>・)(?=\S)"), False),
    ("dash", re.compile(r"(?P<mark>[-–—−])\s+(?=\S)"), False),
    ("number", re.compile(r"(?P<mark>[①-⑳])\s*(?=\S)"), True),
    ("number", re.compile(r"(?P<mark>\d{1,2})[）．、]\s*(?=\S)"), False),
    ("number", re.compile(r"\(?(?P<mark>[\d٠-٩۰-۹]{1,3})[.)\-]\s*(?=[\u0590-\u08ff])"), False),
)
_TYPED_LABEL = re.compile(rf"(?P<mark>{TYPED_LABEL})\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class ListMark:
    """A list mark; `value` is its number, `length` includes the space after it, `certain` means it can be nothing else."""

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
        read = read_label(self.text, (above.label, above.value)) if above is not None else None
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
    for kind, pattern, sure in _PATTERNS:
        found = pattern.match(text)
        if found:
            return ListMark(kind, _mark_value(kind, found["mark"]), found.end(), sure, found["mark"])
    return None


def is_next(previous: ListMark, mark: ListMark) -> bool:
    """Return whether `mark` follows `first` in a list."""
    if is_next_label(previous.text, mark.text):
        return True
    if previous.kind != mark.kind:
        return False
    return mark.value == previous.value + 1 if mark.value else mark.text == previous.text


def _mark_value(kind: MarkKind, mark: str) -> int:
    if kind == "number":
        return ord(mark) - ord("①") + 1 if "①" <= mark <= "⑳" else int(mark)
    return 0
