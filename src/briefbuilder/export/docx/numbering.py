"""Writes Word's numbering of lists, paragraphs and headings.

The number that Word would show is computed and compared with the label in the Document. If they are
equal Word counts, otherwise the label is text, so that the file shows the same labels as the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefbuilder.domain.document import ListEntry
from briefbuilder.domain.list_labels import ListLabel, NumberStyle, label_of_depth, numeral
from briefbuilder.domain.styles import Style, StyleSheet, heading_role
from briefbuilder.domain.values import value
from briefbuilder.export.docx.formatting import indent
from briefbuilder.export.docx.ooxml import (
    PARAGRAPH_ORDER,
    VAL,
    Node,
    insert_ordered,
    make,
    qn,
    set_property,
    val,
)
from briefbuilder.export.docx.styles import (
    LIST_DEPTHS,
    NUMBERED_STYLE,
    ROLE_STYLES,
    ListKind,
    list_style,
    numbered_style,
)
from briefbuilder.export.labels import bullet_of_depth, format_list_label
from briefbuilder.export.measures import NUMBER_WIDTH
from briefbuilder.export.word_processing import HEADING_LEVELS, HeadingCounter, list_indents, parse_label

LEVELS = 9
"""Levels of a numbering in Word."""
_MAX_SEQUENCES = 400
_USUAL_MARK = "5B0000"


@value(kw_only=False)
class LevelFormat:
    """The style of a level's number, and its text with the counters ("%1.%2.")."""

    style: NumberStyle
    text: str


def _level_format(label: ListLabel, prefix: str, depth: int) -> LevelFormat:
    return LevelFormat(label.style, f"{prefix}%{depth + 1}{label.suffix}")


USUAL_LEVELS = tuple(_level_format(label_of_depth(depth), "", depth) for depth in range(LEVELS))
"""The levels of a list whose entries have no labels of their own."""


@value(kw_only=False)
class EntryLabel:
    """The label of an entry: a level of a Word list (`num`), or text."""

    num: int | None = None
    level: int = 0
    text: str = ""


@dataclass(slots=True, eq=False, repr=False)
class _Sequence:
    """Numbered paragraphs of one pattern: their current list and the number it shows next."""

    abstract: int
    num: int
    following: int


@dataclass(slots=True, eq=False, repr=False)
class NumberingBuilder:
    """Collects the definitions and lists of the numbering part, which `write` adds to its tree.

    `mark` is six hexadecimal digits of the document. Word takes two definitions with the same `w:nsid` for one, so that a
    list pasted from another export would go on with the numbers or the bullets of a list here.
    """

    root: Node
    list_style: Style
    mark: str = ""
    _abstracts: list[Node] = field(default_factory=list)
    _nums: list[Node] = field(default_factory=list)
    _bullets: int | None = None
    _numbers: dict[tuple[tuple[LevelFormat, ...], Style], int] = field(default_factory=dict)
    _headings: int = 0
    _empty: int | None = None
    _sequences: dict[tuple[ListLabel, float], _Sequence] = field(default_factory=dict)
    _numbered: Node | None = None

    def list_labels(self, entries: tuple[ListEntry, ...], style: Style) -> Iterator[EntryLabel]:
        """Yield the label of each entry of a list in a style; continuing entries have an empty one."""
        formats = _level_formats(entries)
        counter = _ListCounter(self, entries, formats, style)
        for entry, form in zip(entries, formats, strict=True):
            if entry.continues:
                yield EntryLabel()
            elif 0 <= entry.depth < LEVELS and not entry.ordered:
                yield counter.bullet(entry.depth)
            elif form is not None:
                yield counter.ordered(entry, form)
            else:
                yield EntryLabel(text=format_list_label(entry))

    def paragraph_label(self, label: str, start: float) -> EntryLabel:
        """Return the label of a paragraph numbered through the document; `start` is its indent in points."""
        parsed = parse_label(label)
        if parsed is None:
            return EntryLabel(text=label)
        pattern, number = parsed
        sequence = self._sequences.get((pattern, start))
        if sequence is None:
            if len(self._sequences) >= _MAX_SEQUENCES:
                return EntryLabel(text=label)
            abstract = self.add_abstract([(pattern.style, f"{pattern.prefix}%1{pattern.suffix}", start)])
            sequence = _Sequence(abstract, self.add_num(abstract, {0: number}), number)
            self._sequences[pattern, start] = sequence
        elif sequence.following != number:
            sequence.num = self.add_num(sequence.abstract, {0: number})
        sequence.following = number + 1
        return EntryLabel(num=sequence.num)

    def number_text(self, num: int, start: float) -> None:
        """Let the style of numbered paragraphs count as the list of the first of them; `start` is their indent in points."""
        if self._numbered is None:
            number = number_properties(EntryLabel(num=num))
            self._numbered = numbered_style(number, indent(start + NUMBER_WIDTH, -NUMBER_WIDTH))
            abstract = self._abstracts[int(self._nums[num - 1][0].get(VAL, "0"))]
            for kind in abstract.iter(qn("w:numFmt")):
                kind.addnext(val("w:pStyle", NUMBERED_STYLE.id))

    def empty_list(self) -> int:
        """Return the list without labels, which removes a paragraph from its style's numbering.

        Word itself uses the id 0, which validators report as undefined.
        """
        if self._empty is None:
            self._empty = self.add_num(self._add_levels([empty_level()], "singleLevel"), {})
        return self._empty

    def bullets(self) -> int:
        """Return the definition of bullet lists."""
        if self._bullets is None:
            bullets = [("bullet", bullet_of_depth(depth)) for depth in range(LEVELS)]
            self._bullets = self._list_abstract(bullets, "bullet", self.list_style)
        return self._bullets

    def numbers(self, levels: tuple[LevelFormat, ...] = USUAL_LEVELS, style: Style | None = None) -> int:
        """Return the definition of numbered lists with these levels; styles number only by the usual ones."""
        key = levels, style or self.list_style
        if key not in self._numbers:
            texts = [(level.style, level.text) for level in levels]
            kind: ListKind | None = "number" if key == (USUAL_LEVELS, self.list_style) else None
            self._numbers[key] = self._list_abstract(texts, kind, key[1])
        return self._numbers[key]

    def add_num(self, abstract: int, starts: dict[int, int]) -> int:
        """Add a list that restarts at the given numbers by level; return its id."""
        number = len(self._nums) + 1
        node = make("w:num", {"w:numId": str(number)}, val("w:abstractNumId", abstract))
        for level, start in sorted(starts.items()):
            override = make("w:lvlOverride", {"w:ilvl": str(level)}, val("w:startOverride", start))
            node.append(override)
        self._nums.append(node)
        return number

    def add_abstract(self, levels: list[tuple[str, str, float]]) -> int:
        """Add a definition whose levels are (format, text, indent in points); return its id."""
        result = [
            _level(index, form, text, start + NUMBER_WIDTH, NUMBER_WIDTH, None)
            for index, (form, text, start) in enumerate(levels)
        ]
        return self._add_levels(result, "singleLevel")

    def reserve_abstract(self) -> int:
        """Add the definition of headings, whose levels are filled later; return its id."""
        self._headings = self._add_levels([], "multilevel")
        return self._headings

    def fill_reserved(self, levels: list[tuple[str, str, float]], styles: dict[int, str]) -> None:
        """Fill the definition of headings; levels are (format, text, width of the label in points)."""
        for index, (form, text, width) in enumerate(levels):
            level = _level(index, form, text, width, width, styles.get(index))
            self._abstracts[self._headings].append(level)

    def write(self, styles: Node) -> None:
        """Write the definitions before the lists, as the schema requires, and number the list styles."""
        kinds: tuple[tuple[ListKind, int], ...] = (("bullet", self.bullets()), ("number", self.numbers()))
        for kind, abstract in kinds:
            num = self.add_num(abstract, {})
            names = {depth: list_style(kind, depth).id for depth in range(LIST_DEPTHS)}
            _number_styles(styles, num, names)
        if self._numbered is not None:
            styles.append(self._numbered)
        for child in list(self.root):
            self.root.remove(child)
        self.root.extend(self._abstracts)
        self.root.extend(self._nums)

    def _list_abstract(self, levels: Sequence[tuple[str, str]], kind: ListKind | None, look: Style) -> int:
        result = []
        for depth, (form, text) in enumerate(levels):
            left, hang = list_indents(look, depth)
            style = list_style(kind, depth).id if kind is not None and depth < LIST_DEPTHS else None
            result.append(_level(depth, form, text, left, hang, style))
        return self._add_levels(result, "hybridMultilevel" if kind == "bullet" else "multilevel")

    def _add_levels(self, levels: list[Node], kind: str) -> int:
        number = len(self._abstracts)
        node = make("w:abstractNum", {"w:abstractNumId": str(number)})
        first = int(self.mark or _USUAL_MARK, 16) << 8
        node.append(val("w:nsid", f"{(first + number) & 0xFFFFFFFF:08X}"))
        node.append(val("w:multiLevelType", kind))
        node.extend(levels)
        self._abstracts.append(node)
        return number


def _level_formats(entries: tuple[ListEntry, ...]) -> list[LevelFormat | None]:
    """Return the format of the level of each entry, None for one whose label Word does not count.

    A label that begins with the numbers of the entries above it ("2.1") refers to their levels.
    """
    formats: list[LevelFormat | None] = []
    above: dict[int, str] = {}
    for entry in entries:
        formats.append(None)
        if entry.continues:
            continue
        above = {depth: number for depth, number in above.items() if depth < entry.depth}
        label, number = entry.shown_label, numeral(entry.number, entry.shown_label.style)
        if not entry.ordered or not number or not 0 <= entry.depth < LEVELS or "%" in label.text(0):
            continue
        prefix = label.prefix
        for first in range(entry.depth):
            levels = range(first, entry.depth)
            if prefix and prefix == "".join(f"{above.get(level, '%')}." for level in levels):
                prefix = "".join(f"%{level + 1}." for level in levels)
        formats[-1] = _level_format(label, prefix, entry.depth)
        above[entry.depth] = number
    return formats


class _ListCounter:
    """Counts one list as Word would, and adds a new list if Word's number would differ.

    The levels of the list have the format of their first entry.
    """

    def __init__(
        self,
        numbering: NumberingBuilder,
        entries: tuple[ListEntry, ...],
        formats: list[LevelFormat | None],
        style: Style,
    ) -> None:
        self._numbering = numbering
        self._style = style
        self._bullets: int | None = None
        self._base: int | None = None
        self._nums: dict[int, int] = {}
        self._last: dict[int, tuple[int, LevelFormat]] = {}
        levels: dict[int, LevelFormat] = {}
        for entry, form in zip(entries, formats, strict=True):
            if form is not None:
                levels.setdefault(entry.depth, form)
        self._levels = tuple(levels.get(depth, usual) for depth, usual in enumerate(USUAL_LEVELS))

    def bullet(self, depth: int) -> EntryLabel:
        """Return the label of a bulleted entry."""
        if self._bullets is None:
            self._bullets = self._numbering.add_num(self._numbering.bullets(), {})
        return EntryLabel(num=self._bullets, level=depth)

    def ordered(self, entry: ListEntry, form: LevelFormat) -> EntryLabel:
        """Return the label of a numbered entry, whose level has a format."""
        depth, number = entry.depth, entry.number
        if self._base is None:
            starts = dict.fromkeys(range(LEVELS), 1)
            self._base = self._numbering.add_num(self._numbering.numbers(self._levels, self._style), starts)
        last = self._last.get(depth)
        continues = last is not None and last[0] + 1 == number
        # Entries of the base list restart its deeper levels; entries of another list do not in all programs.
        is_base = form == self._levels[depth] and all(num == self._base for num in self._shallower(depth))
        is_base &= (self._nums[depth] == self._base) if continues else (last is None and number == 1)
        if is_base:
            self._nums[depth] = self._base
        else:
            # Only the base list counts the levels above, to which a format may refer.
            form = _level_format(entry.shown_label, entry.shown_label.prefix, depth)
            if not continues or last is None or last[1] != form:
                levels = (*self._levels[:depth], form, *self._levels[depth + 1 :])
                self._nums[depth] = self._numbering.add_num(
                    self._numbering.numbers(levels, self._style), {depth: number}
                )
        self._last[depth] = (number, form)
        for deeper in [level for level in self._last if level > depth]:
            del self._last[deeper]
        return EntryLabel(num=self._nums[depth], level=depth)

    def _shallower(self, depth: int) -> Iterator[int]:
        return (num for level, num in self._nums.items() if level < depth)


def _level(index: int, form: str, text: str, left: float, hang: float, style: str | None) -> Node:
    node = make("w:lvl", {"w:ilvl": str(index)}, val("w:start", 1), val("w:numFmt", form))
    if style:
        node.append(val("w:pStyle", style))
    node.append(val("w:suff", "tab"))
    node.append(val("w:lvlText", text))
    node.append(val("w:lvlJc", "left"))
    # No tab stop: the text begins at the hanging indent, which a paragraph with more room for its label has itself.
    node.append(make("w:pPr", None, indent(left, -hang)))
    return node


def empty_level() -> Node:
    """Return a level that shows no label."""
    start, number_format, suffix = val("w:start", 1), val("w:numFmt", "none"), val("w:suff", "nothing")
    text, alignment = val("w:lvlText", ""), val("w:lvlJc", "left")
    return make("w:lvl", {"w:ilvl": "0"}, start, number_format, suffix, text, alignment)


def number_properties(label: EntryLabel) -> Node:
    """Return the `w:numPr` of a label that Word counts."""
    return make("w:numPr", None, val("w:ilvl", label.level), val("w:numId", label.num or 0))


def _number_styles(styles: Node, num: int, names: Mapping[int, str]) -> None:
    """Let paragraph styles be counted by a list; `names` are their ids by their levels."""
    by_id = {str(node.get(qn("w:styleId"))): node for node in styles.iter(qn("w:style"))}
    for level, name in names.items():
        properties = by_id[name].find(qn("w:pPr"))
        if properties is not None:
            number = number_properties(EntryLabel(num=num, level=level))
            insert_ordered(properties, PARAGRAPH_ORDER, (number,))


@dataclass(slots=True, eq=False, repr=False)
class HeadingNumbering:
    """Numbers the headings; a label that Word would not count is written as text."""

    numbering: NumberingBuilder
    styles: StyleSheet
    _counter: HeadingCounter = field(default_factory=HeadingCounter)
    _num: int | None = None
    _written: set[int] = field(default_factory=set)
    _unnumbered: list[tuple[int, Node]] = field(default_factory=list)

    def label(self, level: int, label: str) -> EntryLabel:
        """Return the label of a heading of a level from 1; an empty one stays empty."""
        if not label:
            return EntryLabel()
        level = _heading_level(level)
        # A percent sign would begin a counter in Word's format.
        if "%" in label or not self._counter.count(level, label, self.styles.style(heading_role(level)).size):
            self._written.add(level)
            return EntryLabel(text=label)
        if self._num is None:
            # `write` fills the definition, when every level is known; it has no other list
            self._num = self.numbering.add_num(self.numbering.reserve_abstract(), {})
        return EntryLabel(num=self._num, level=level - 1)

    def add_unnumbered(self, level: int, paragraph: Node) -> None:
        """Add a heading without a number, which must not get one from its style."""
        self._unnumbered.append((_heading_level(level), paragraph))

    def write(self, styles: Node) -> None:
        """Fill the definition, and number the styles of the levels whose labels are all counted by Word."""
        if self._num is None:
            return
        formats = self._counter.formats
        counted = sorted(formats.keys() - self._written)
        for level, paragraph in self._unnumbered:
            if level in counted:
                set_property(paragraph, number_properties(EntryLabel(num=self.numbering.empty_list())))
        levels = []
        for level in range(1, HEADING_LEVELS + 1):
            form, style, text = formats.get(level), "none", ""
            if form is not None:
                counters = ".".join(f"%{above}" for above in range(level - form.shown + 1, level + 1))
                style, text = form.style, f"{form.prefix}{counters}{form.suffix}"
            levels.append((style, text, self._counter.widths.get(level, NUMBER_WIDTH)))
        names = {level - 1: ROLE_STYLES[heading_role(level)].id for level in counted}
        self.numbering.fill_reserved(levels, names)
        _number_styles(styles, self._num, names)


def _heading_level(level: int) -> int:
    return max(1, min(level, HEADING_LEVELS))
