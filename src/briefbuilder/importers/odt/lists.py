"""Lists of a document: which are ordered, where they begin, and the number that each item shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from briefbuilder.importers.docx.numbering import shown_number
from briefbuilder.importers.odt.names import attribute, number, short
from briefbuilder.importers.odt.styles import Styles

_WORD = re.compile(r"[^\W\d_]{2,}")
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 8
_HIGHEST = 99_999


@dataclass(slots=True)
class _Series:
    """Lists whose numbers go on from one to the next: the last number at each depth."""

    style: str
    numbers: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a paragraph stands: the item's depth from 0, and whether it has had a paragraph before."""

    series: _Series
    depth: int
    ordered: bool = False
    header: bool = False
    continues: bool = False
    start: int | None = None


class Outline:
    """Numbers of headings, where the document's outline gives them words ("Part I")."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[int, int] = {}

    def label(self, level: int) -> str:
        """Count a heading of a level from 1 and return what its number shows where there are words in it."""
        for deeper in [place for place in self._counts if place > level]:
            del self._counts[deeper]
        definition = self._styles.outline_level(level)
        start = (
            number(attribute(definition, "text:start-value"), 1, _HIGHEST) if definition is not None else 1
        )
        self._counts[level] = self._counts[level] + 1 if level in self._counts else start
        if definition is None:
            return ""
        shown = number(attribute(definition, "text:display-levels"), 1, level)
        return label_of(
            definition, [self._counts.get(place, 1) for place in range(level - shown + 1, level + 1)]
        )


def label_of(definition: _Element, numbers: list[int]) -> str:
    """Return the numbers with what stands around them, empty where that is no word."""
    before, after = attribute(definition, "style:num-prefix"), attribute(definition, "style:num-suffix")
    if not _WORD.search(f"{before} {after}"):
        return ""
    form = _FORMS.get(attribute(definition, "style:num-format"))
    told = ".".join(shown_number(one, form) for one in numbers) if form else ""
    return f"{before}{told}{after}".strip()


class Lists:
    """The lists of a document, with the counters of the walk through it."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._by_id: dict[str, _Series] = {}
        self._by_style: dict[str, _Series] = {}

    def opened(self, element: _Element, outer: Place | None) -> Place:
        """Return the place of a list that begins, within the item that it stands in."""
        if outer is not None:
            style = attribute(element, "text:style-name") or outer.series.style
            depth = min(outer.depth + 1, _DEEPEST)
            series = outer.series
            if style != series.style:
                series = _Series(style=style, numbers=dict(series.numbers))
            series.numbers.pop(depth, None)
            series.begun.discard(depth)
            return Place(series=series, depth=depth)
        style = attribute(element, "text:style-name")
        goes_on = attribute(element, "text:continue-list")
        found = self._by_id.get(goes_on)
        if found is None and attribute(element, "text:continue-numbering") == "true":
            found = self._by_style.get(style)
        series = found or _Series(style=style)
        self._by_style[style] = series
        if attribute(element, "xml:id"):
            self._by_id[attribute(element, "xml:id")] = series
        return Place(series=series, depth=0)

    def item(self, place: Place, element: _Element, *, header: bool) -> Place:
        """Return the place of an item of a list."""
        definition = self._styles.list_level(place.series.style, place.depth + 1)
        ordered = (
            definition is not None
            and short(definition) == "text:list-level-style-number"
            and bool(attribute(definition, "style:num-format"))
        )
        start = attribute(element, "text:start-value")
        return replace(
            place, ordered=ordered, header=header, start=number(start, 1, _HIGHEST) if start else None
        )

    def label(self, place: Place, number: int) -> str:
        """Return what an item's number shows where there are words in it ("Article 5"), else nothing."""
        definition = self._styles.list_level(place.series.style, place.depth + 1)
        return label_of(definition, [number]) if definition is not None else ""

    def begins(self, place: Place) -> bool:
        """Tell whether an item is the first one of its list."""
        begun = place.series.begun
        first = place.depth not in begun
        begun.add(place.depth)
        return first

    def count(self, place: Place) -> int:
        """Return the number of an item; deeper levels begin again."""
        numbers = place.series.numbers
        for deeper in [depth for depth in numbers if depth > place.depth]:
            del numbers[deeper]
        if place.start is not None:
            numbers[place.depth] = place.start
        elif place.depth in numbers:
            numbers[place.depth] += 1
        else:
            definition = self._styles.list_level(place.series.style, place.depth + 1)
            start = attribute(definition, "text:start-value") if definition is not None else ""
            numbers[place.depth] = number(start, 1, _HIGHEST)
        return numbers[place.depth]
