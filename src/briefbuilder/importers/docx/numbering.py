"""Lists of a document: which are ordered, and the number that each item shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from briefbuilder.importers.docx.names import child, name, number, value
from briefbuilder.importers.docx.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_UNORDERED = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list: its kind of number, where it starts, and whether its items show no mark at all."""

    ordered: bool
    start: int
    blank: bool = False


class Numbering:
    """The lists of a document, with the counters of the walk through it."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._abstract: dict[str, _Element] = {}
        self._numbers: dict[str, _Element] = {}
        self._styles = styles
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        for element in root.iter(name("w:abstractNum")) if root is not None else ():
            self._abstract[element.get(name("w:abstractNumId")) or ""] = element
        for element in root.iter(name("w:num")) if root is not None else ():
            self._numbers[element.get(name("w:numId")) or ""] = element

    def knows(self, num_id: str | None) -> bool:
        """Tell whether there is a list of that id; "0" takes a paragraph out of its list."""
        return num_id is not None and num_id in self._numbers

    def level(self, num_id: str, depth: int) -> Level:
        """Return a list's level."""
        found = self._level_element(num_id, depth)
        start = number(value(_at(self._numbers[num_id], "w:lvlOverride", depth), "w:startOverride"))
        if start is None:
            start = number(value(found, "w:start"))
        ordered = (value(found, "w:numFmt") or "decimal") not in _UNORDERED
        return Level(
            ordered=ordered,
            start=1 if start is None else start,
            blank=not ordered and _is_blank(found),
        )

    def depth_of_style(self, num_id: str, style_id: str) -> int | None:
        """Return the level of a list that is linked to a paragraph style."""
        definition = self._definition(num_id)
        for level in definition.iterchildren(name("w:lvl")) if definition is not None else ():
            if value(level, "w:pStyle") == style_id:
                return number(level.get(name("w:ilvl")))
        return None

    def count(self, num_id: str, depth: int, told: int | None = None) -> int:
        """Return the number of the next item, the one that is told where one is; deeper levels begin again."""
        key = value(self._numbers[num_id], "w:abstractNumId") or num_id
        counters = self._counters.setdefault(key, {})
        own = _at(self._numbers[num_id], "w:lvlOverride", depth)
        restarts = own is not None and child(own, "w:startOverride") is not None
        if restarts and (num_id, depth) not in self._restarted:
            self._restarted.add((num_id, depth))
            counters.pop(depth, None)
        for deeper in [place for place in counters if place > depth]:
            if value(self._level_element(num_id, deeper), "w:lvlRestart") != "0":
                del counters[deeper]
        counters[depth] = counters[depth] + 1 if depth in counters else self.level(num_id, depth).start
        if told is not None:
            counters[depth] = told
        return counters[depth]

    def label(self, num_id: str, depth: int) -> str:
        """Return what the number counted last shows where there are words in it ("Article 5"), else nothing."""
        pattern = value(self._level_element(num_id, depth), "w:lvlText") or ""
        if not _WORD.search(_PLACE.sub(" ", pattern)):
            return ""
        counters = self._counters.get(value(self._numbers[num_id], "w:abstractNumId") or num_id, {})

        def written(place: re.Match[str]) -> str:
            level = int(place[1]) - 1
            form = value(self._level_element(num_id, level), "w:numFmt") or "decimal"
            return shown_number(counters.get(level, self.level(num_id, level).start), form)

        return _PLACE.sub(written, pattern).strip()

    def _level_element(self, num_id: str, depth: int) -> _Element | None:
        """Return what defines a level: the list's own words, else those of the abstract list."""
        own = child(_at(self._numbers[num_id], "w:lvlOverride", depth), "w:lvl")
        return own if own is not None else _at(self._definition(num_id), "w:lvl", depth)

    def _definition(self, num_id: str) -> _Element | None:
        """Return the abstract list of a list, through a numbering style where it only names one."""
        found = self._abstract.get(value(self._numbers[num_id], "w:abstractNumId") or "")
        linked = value(found, "w:numStyleLink")
        if linked:
            other = self._styles.linked_numbering(linked)
            if other in self._numbers and other is not None:
                return self._abstract.get(value(self._numbers[other], "w:abstractNumId") or "")
        return found


def shown_number(count: int, form: str) -> str:
    """Return a number in one of Word's forms; what has no form of its own here is written in digits."""
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 20)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 5000:
        letters, rest = "", count
        for size, sign in _ROMAN:
            letters += sign * (rest // size)
            rest %= size
        return letters.upper() if form == "upperRoman" else letters
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _is_blank(level: _Element | None) -> bool:
    """Tell whether a level is said to show nothing, as for further paragraphs of an item."""
    text = value(level, "w:lvlText")
    return text is not None and not text.strip() and child(level, "w:lvlPicBulletId") is None


def _at(element: _Element | None, tag: str, depth: int) -> _Element | None:
    """Return the child of that name for a level."""
    if element is None:
        return None
    wanted = str(depth)
    return next(
        (found for found in element.iterchildren(name(tag)) if found.get(name("w:ilvl")) == wanted), None
    )
