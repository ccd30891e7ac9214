"""Word's own numbering: definitions, one list after another, numbered paragraphs and headings.

What Word will show is worked out beside what the Document says: where the two agree the number is
Word's, where they cannot the label stands as text. So the file shows the labels that the PDF shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from briefbuilder.domain.document import ListEntry
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.docx.formatting import indent
from briefbuilder.export.docx.ooxml import PARAGRAPH_ORDER, Node, insert_ordered, make, qn, set_property, val
from briefbuilder.export.docx.styles import (
    LIST_DEPTHS,
    NUMBER_WIDTH,
    ROLE_STYLES,
    ListKind,
    heading_role,
    list_indents,
    list_style,
)
from briefbuilder.export.labels import format_list_label

# Numbers as Word writes them, and the pattern behind a label that stands ready.

NumberFormat = Literal["decimal", "lowerLetter", "lowerRoman", "upperLetter", "upperRoman"]
FORMATS: tuple[NumberFormat, ...] = ("decimal", "lowerLetter", "lowerRoman", "upperLetter", "upperRoman")

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_NARROW = frozenset(".,:;()[] ")
_WIDTHS = (0.3, 0.62)
"""The widths of a narrow sign and of a digit or letter, as shares of the size of type: bold digits are the widest."""
_GAP = 0.6
_LAST_NUMBER = r"(?P<prefix>[^%]*?)(?P<number>[0-9]{1,9})(?P<suffix>[^0-9%]*)"
_HIGHEST_LETTER = 26 * 30
_HIGHEST_ROMAN = 3999


def format_number(number: int, form: NumberFormat) -> str:
    """Return a number as Word counts in a format ("bb" after "aa"), or "" where it cannot.

    Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
    """
    if form == "decimal":
        return str(number) if number >= 0 else ""
    if number < 1:
        return ""
    lower = _letters(number) if form.endswith("Letter") else _roman(number)
    return lower.upper() if form.startswith("upper") else lower


def _letters(number: int) -> str:
    if number > _HIGHEST_LETTER:
        return ""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _roman(number: int) -> str:
    if number > _HIGHEST_ROMAN:
        return ""
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


@dataclass(frozen=True, slots=True)
class LabelPattern:
    """A label's form: what stands before and after the number, and how the number is written."""

    form: NumberFormat
    prefix: str = ""
    suffix: str = ""

    def label(self, number: int) -> str:
        """Return the label of a number, or "" where Word cannot write it."""
        written = format_number(number, self.form)
        return f"{self.prefix}{written}{self.suffix}" if written else ""


def find_pattern(label: str, number: int) -> LabelPattern | None:
    """Return the pattern by which a label shows a number, or None where Word has none for it."""
    if "%" in label:
        return None
    for form in FORMATS:
        written = format_number(number, form)
        if written and label.count(written) == 1:
            prefix, _, suffix = label.partition(written)
            return LabelPattern(form, prefix, suffix)
    return None


def parse_label(label: str) -> tuple[LabelPattern, int] | None:
    """Return the pattern and the number of a label that ends in a decimal number ("2.3.", "(4)")."""
    match = re.fullmatch(_LAST_NUMBER, label)
    if match is None:
        return None
    pattern = LabelPattern("decimal", match["prefix"], match["suffix"])
    number = int(match["number"])
    return (pattern, number) if pattern.label(number) == label else None


def label_width(label: str, size: float) -> float:
    """Return the points that a label and the gap behind it take, about: no font is at hand to measure by."""
    return size * (sum(_WIDTHS[sign not in _NARROW] for sign in label) + _GAP)


LEVELS = 9
"""Word's numbering has nine levels."""
_PROBE = 5
"""A number that every format writes in a way of its own: 5, e, v."""
_MOST_SEQUENCES = 400


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EntryLabel:
    """How an entry gets its label: from Word's numbering (`num` and `level`), or as text."""

    num: int | None = None
    level: int = 0
    label: str = ""


@dataclass(slots=True, eq=False, repr=False)
class _Sequence:
    """Numbered paragraphs of one pattern: the numbering in use and the number it shows next."""

    abstract: int
    num: int
    following: int


@dataclass(slots=True, eq=False, repr=False)
class NumberingBuilder:
    """The part of numbering while it is filled; `write` puts what was gathered into its tree."""

    root: Node
    list_style: Style
    _abstracts: list[Node] = field(default_factory=list)
    _nums: list[Node] = field(default_factory=list)
    _bullets: int | None = None
    _numbers: int | None = None
    _headings: int = 0
    _none: int | None = None
    _sequences: dict[tuple[LabelPattern, float], _Sequence] = field(default_factory=dict)

    def list_marks(self, entries: tuple[ListEntry, ...]) -> Iterator[EntryLabel]:
        """Yield the mark of each entry of one list; continuing entries have an empty one."""
        counter = _ListCounter(self)
        for entry in entries:
            if entry.continues:
                yield EntryLabel()
            elif not 0 <= entry.depth < LEVELS:
                yield EntryLabel(label=format_list_label(entry.depth, entry.ordered, entry.number))
            elif entry.ordered:
                yield counter.ordered(entry.depth, entry.number)
            else:
                yield counter.bullet(entry.depth)

    def paragraph_mark(self, label: str, start: float) -> EntryLabel:
        """Return the mark of a paragraph numbered through the document; `start` is its indent in points."""
        found = parse_label(label)
        if found is None:
            return EntryLabel(label=label)
        pattern, number = found
        sequence = self._sequences.get((pattern, start))
        if sequence is None:
            if len(self._sequences) >= _MOST_SEQUENCES:
                return EntryLabel(label=label)
            abstract = self.add_abstract([(pattern.form, f"{pattern.prefix}%1{pattern.suffix}", start)])
            sequence = _Sequence(abstract, self.add_num(abstract, {0: number}), number)
            self._sequences[pattern, start] = sequence
        elif sequence.following != number:
            sequence.num = self.add_num(sequence.abstract, {0: number})
        sequence.following = number + 1
        return EntryLabel(num=sequence.num)

    def none(self) -> int:
        """Return the list that shows nothing: what takes a paragraph out of its style's numbering.

        Word itself writes list 0 for that, which validators take for a list that is not defined.
        """
        if self._none is None:
            level = make(
                "w:lvl", {"w:ilvl": "0"}, val("w:start", 1), val("w:numFmt", "none"), val("w:suff", "nothing")
            )
            level.extend((val("w:lvlText", ""), val("w:lvlJc", "left")))
            self._none = self.add_num(self._add_levels([level], "singleLevel"), {})
        return self._none

    def bullets(self) -> int:
        """Return the definition of bullet lists."""
        if self._bullets is None:
            self._bullets = self._list_abstract(numbers=False)
        return self._bullets

    def numbers(self) -> int:
        """Return the definition of numbered lists."""
        if self._numbers is None:
            self._numbers = self._list_abstract(numbers=True)
        return self._numbers

    def add_num(self, abstract: int, starts: dict[int, int]) -> int:
        """Add a list of a definition that begins anew, at the numbers given by level; return its id."""
        number = len(self._nums) + 1
        node = make("w:num", {"w:numId": str(number)}, val("w:abstractNumId", abstract))
        for level, start in sorted(starts.items()):
            override = make("w:lvlOverride", {"w:ilvl": str(level)}, val("w:startOverride", start))
            node.append(override)
        self._nums.append(node)
        return number

    def add_abstract(self, levels: list[tuple[str, str, float]]) -> int:
        """Add a definition whose levels are (format, text, indent in points); return its id."""
        made = [
            _level(index, form, text, start + NUMBER_WIDTH, NUMBER_WIDTH, None)
            for index, (form, text, start) in enumerate(levels)
        ]
        return self._add_levels(made, "singleLevel")

    def reserve_abstract(self) -> int:
        """Add the definition of headings, whose levels are filled at the end; return its id."""
        self._headings = self._add_levels([], "multilevel")
        return self._headings

    def fill_reserved(self, levels: list[tuple[str, str, float]], styles: dict[int, str]) -> None:
        """Fill the definition of headings: levels are (format, text, room of the label in points)."""
        for index, (form, text, room) in enumerate(levels):
            level = _level(index, form, text, room, room, styles.get(index))
            self._abstracts[self._headings].append(level)

    def write(self, styles: Node) -> None:
        """Put the definitions before the lists, as the schema wants them, and the lists' styles on them."""
        by_id = {str(node.get(qn("w:styleId"))): node for node in styles.iter(qn("w:style"))}
        kinds: tuple[tuple[ListKind, int], ...] = (("bullet", self.bullets()), ("number", self.numbers()))
        for kind, abstract in kinds:
            num = self.add_num(abstract, {})
            for depth in range(LIST_DEPTHS):
                properties = by_id[list_style(kind, depth).id].find(qn("w:pPr"))
                if properties is not None:
                    insert_ordered(
                        properties, PARAGRAPH_ORDER, (number_properties(EntryLabel(num=num, level=depth)),)
                    )
        for child in list(self.root):
            self.root.remove(child)
        self.root.extend(self._abstracts)
        self.root.extend(self._nums)

    def _list_abstract(self, *, numbers: bool) -> int:
        made = []
        for depth in range(LEVELS):
            left, hang = list_indents(self.list_style, depth)
            pattern = list_pattern(depth) if numbers else None
            form = pattern.form if pattern else "bullet"
            text = (
                f"{pattern.prefix}%{depth + 1}{pattern.suffix}"
                if pattern
                else format_list_label(depth, False, 1)
            )
            style = list_style("number" if numbers else "bullet", depth).id if depth < LIST_DEPTHS else None
            made.append(_level(depth, form, text, left, hang, style))
        return self._add_levels(made, "multilevel" if numbers else "hybridMultilevel")

    def _add_levels(self, levels: list[Node], kind: str) -> int:
        number = len(self._abstracts)
        node = make("w:abstractNum", {"w:abstractNumId": str(number)})
        node.append(val("w:nsid", f"{0x5B000000 + number:08X}"))
        node.append(val("w:multiLevelType", kind))
        node.extend(levels)
        self._abstracts.append(node)
        return number


def list_pattern(depth: int) -> LabelPattern | None:
    """Return the pattern of the numbers at a depth of an ordered list."""
    return find_pattern(format_list_label(depth, True, _PROBE), _PROBE)


class _ListCounter:
    """Follows one list as Word would count it, and begins a new numbering where Word would differ."""

    def __init__(self, numbering: NumberingBuilder) -> None:
        self._numbering = numbering
        self._bullets: int | None = None
        self._base: int | None = None
        self._nums: dict[int, int] = {}
        self._last: dict[int, int] = {}

    def bullet(self, depth: int) -> EntryLabel:
        """Return the mark of a bullet."""
        if self._bullets is None:
            self._bullets = self._numbering.add_num(self._numbering.bullets(), {})
        return EntryLabel(num=self._bullets, level=depth)

    def ordered(self, depth: int, number: int) -> EntryLabel:
        """Return the mark of a number: Word's where Word can show it, else its text."""
        pattern = list_pattern(depth)
        label = format_list_label(depth, True, number)
        if pattern is None or pattern.label(number) != label:
            return EntryLabel(label=label)
        num = self._num(depth, number)
        self._last[depth] = number
        for deeper in [level for level in self._last if level > depth]:
            del self._last[deeper]
        return EntryLabel(num=num, level=depth)

    def _num(self, depth: int, number: int) -> int:
        last = self._last.get(depth)
        if self._base is None:
            starts = dict.fromkeys(range(LEVELS), 1)
            self._base = self._numbering.add_num(self._numbering.numbers(), starts)
        # A shallower entry of the base list starts its deeper levels anew; one of another does not everywhere.
        if last is None and number == 1 and all(num == self._base for num in self._shallower(depth)):
            self._nums[depth] = self._base
        elif last is None or number != last + 1:
            self._nums[depth] = self._numbering.add_num(self._numbering.numbers(), {depth: number})
        return self._nums[depth]

    def _shallower(self, depth: int) -> Iterator[int]:
        return (num for level, num in self._nums.items() if level < depth)


def _level(index: int, form: str, text: str, left: float, hang: float, style: str | None) -> Node:
    node = make("w:lvl", {"w:ilvl": str(index)}, val("w:start", 1), val("w:numFmt", form))
    if style:
        node.append(val("w:pStyle", style))
    node.append(val("w:suff", "tab"))
    node.append(val("w:lvlText", text))
    node.append(val("w:lvlJc", "left"))
    tab = make("w:tabs", None, make("w:tab", {"w:val": "num", "w:pos": str(round(left * 20))}))
    node.append(make("w:pPr", None, tab, indent(left, -hang)))
    return node


def number_properties(mark: EntryLabel) -> Node:
    """Return the `w:numPr` of a mark that Word counts."""
    return make("w:numPr", None, val("w:ilvl", mark.level), val("w:numId", mark.num or 0))


# Heading numbers: from the labels that stand ready to Word's multilevel numbering.

_LEVELS = 6


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _LevelForm:
    """How a level is written: its own format, and the text around the counters ("%1.%2.")."""

    form: NumberFormat
    text: str


@dataclass(slots=True, eq=False, repr=False)
class HeadingNumbering:
    """Follows the headings as Word would count them.

    The first label of a level settles how the level is written; a label that Word would not
    show by it stands as text, and Word does not count it.
    """

    numbering: NumberingBuilder
    styles: StyleSheet
    _forms: dict[int, _LevelForm] = field(default_factory=dict)
    _counts: list[int] = field(default_factory=lambda: [0] * _LEVELS)
    _num: int | None = None
    _rooms: dict[int, float] = field(default_factory=dict)
    _auto: set[int] = field(default_factory=set)
    _literal: set[int] = field(default_factory=set)
    _bare: list[tuple[int, Node]] = field(default_factory=list)

    def mark(self, level: int, label: str) -> EntryLabel:
        """Return the mark of a heading of a level from 1; an empty label gives an empty mark."""
        place = max(0, min(level, _LEVELS) - 1)
        if not label:
            return EntryLabel()
        counts = [*self._counts[:place], self._counts[place] + 1]
        form = self._forms.get(place) or next(self._candidates(counts, label), None)
        if form is None or self._shown(form, counts) != label:
            self._literal.add(place)
            return EntryLabel(label=label)
        self._forms[place] = form
        self._counts = counts + [0] * (_LEVELS - len(counts))
        self._auto.add(place)
        room = label_width(label, self.styles.style(heading_role(level)).size)
        self._rooms[place] = max(self._rooms.get(place, NUMBER_WIDTH), room)
        if self._num is None:
            # The definition is added at the end, when every level is known; its list is the only one on it.
            self._num = self.numbering.add_num(self.numbering.reserve_abstract(), {})
        return EntryLabel(num=self._num, level=place)

    def without_number(self, level: int, paragraph: Node) -> None:
        """Remember a heading without a number, which must not take one from its style."""
        self._bare.append((max(0, min(level, _LEVELS) - 1), paragraph))

    def write(self, styles: Node) -> None:
        """Add the definition; a level whose labels are all Word's own goes into its style as well."""
        if self._num is None:
            return
        names = {
            place: ROLE_STYLES[heading_role(place + 1)].id for place in sorted(self._auto - self._literal)
        }
        for place, paragraph in self._bare:
            if place in names:
                set_property(paragraph, number_properties(EntryLabel(num=self.numbering.none())))
        levels = []
        for place in range(_LEVELS):
            form = self._forms.get(place)
            room = self._rooms.get(place, NUMBER_WIDTH)
            levels.append((form.form, form.text, room) if form else ("none", "", room))
        self.numbering.fill_reserved(levels, names)
        by_id = {str(node.get(qn("w:styleId"))): node for node in styles.iter(qn("w:style"))}
        for place, name in names.items():
            properties = by_id[name].find(qn("w:pPr"))
            if properties is not None:
                number = make("w:numPr", None, val("w:ilvl", place), val("w:numId", self._num))
                insert_ordered(properties, PARAGRAPH_ORDER, (number,))

    def _shown(self, form: _LevelForm, counts: list[int]) -> str:
        """Return what Word shows for these counters, from level 1 on."""
        text = form.text
        for place, count in enumerate(counts):
            own = form.form if place == len(counts) - 1 else self._form_of(place)
            text = text.replace(f"%{place + 1}", format_number(count, own) if count else "?")
        return text

    def _form_of(self, place: int) -> NumberFormat:
        known = self._forms.get(place)
        return known.form if known else "decimal"

    def _candidates(self, counts: list[int], label: str) -> Iterator[_LevelForm]:
        """Yield forms that show this label: the whole path of numbers first, then the level's own."""
        if "%" in label:
            return
        depth = len(counts)
        for first in range(depth):
            core = ".".join(f"%{place + 1}" for place in range(first, depth))
            for form in FORMATS:
                written = self._shown(_LevelForm(form, core), counts)
                if label.count(written) == 1:
                    yield _LevelForm(form, label.replace(written, core))
