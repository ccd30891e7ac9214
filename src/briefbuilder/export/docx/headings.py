"""Heading numbers: from the labels that stand ready to Word's multilevel numbering."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefbuilder.domain.styles import StyleSheet
from briefbuilder.export.docx.counting import FORMATS, NumberFormat, label_room, word_number
from briefbuilder.export.docx.numbering import Mark, Numbering, number_properties
from briefbuilder.export.docx.ooxml import PARAGRAPH_ORDER, Node, make, ordered, qn, set_property, val
from briefbuilder.export.docx.roles import ROLES, heading_role
from briefbuilder.export.docx.styles import NUMBER_STEP

_LEVELS = 6


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _LevelForm:
    """How a level is written: its own format, and the text around the counters ("%1.%2.")."""

    form: NumberFormat
    text: str


@dataclass(slots=True, eq=False, repr=False)
class HeadingNumbers:
    """Follows the headings as Word would count them.

    The first label of a level settles how the level is written; a label that Word would not
    show by it stands as text, and Word does not count it.
    """

    numbering: Numbering
    styles: StyleSheet
    _forms: dict[int, _LevelForm] = field(default_factory=dict)
    _counts: list[int] = field(default_factory=lambda: [0] * _LEVELS)
    _num: int | None = None
    _rooms: dict[int, float] = field(default_factory=dict)
    _auto: set[int] = field(default_factory=set)
    _literal: set[int] = field(default_factory=set)
    _bare: list[tuple[int, Node]] = field(default_factory=list)

    def mark(self, level: int, label: str) -> Mark:
        """Return the mark of a heading of a level from 1; an empty label gives an empty mark."""
        place = max(0, min(level, _LEVELS) - 1)
        if not label:
            return Mark()
        counts = [*self._counts[:place], self._counts[place] + 1]
        form = self._forms.get(place) or next(self._candidates(counts, label), None)
        if form is None or self._shown(form, counts) != label:
            self._literal.add(place)
            return Mark(label=label)
        self._forms[place] = form
        self._counts = counts + [0] * (_LEVELS - len(counts))
        self._auto.add(place)
        room = label_room(label, self.styles.style(heading_role(level)).size)
        self._rooms[place] = max(self._rooms.get(place, NUMBER_STEP), room)
        if self._num is None:
            # The definition is added at the end, when every level is known; its list is the only one on it.
            self._num = self.numbering.add_num(self.numbering.reserve_abstract(), {})
        return Mark(num=self._num, level=place)

    def without_number(self, level: int, paragraph: Node) -> None:
        """Remember a heading without a number, which must not take one from its style."""
        self._bare.append((max(0, min(level, _LEVELS) - 1), paragraph))

    def write(self, styles: Node) -> None:
        """Add the definition; a level whose labels are all Word's own goes into its style as well."""
        if self._num is None:
            return
        names = {place: ROLES[heading_role(place + 1)].id for place in sorted(self._auto - self._literal)}
        for place, paragraph in self._bare:
            if place in names:
                set_property(paragraph, number_properties(Mark(num=self.numbering.none())))
        levels = []
        for place in range(_LEVELS):
            form = self._forms.get(place)
            room = self._rooms.get(place, NUMBER_STEP)
            levels.append((form.form, form.text, room) if form else ("none", "", room))
        self.numbering.fill_reserved(levels, names)
        by_id = {str(node.get(qn("w:styleId"))): node for node in styles.iter(qn("w:style"))}
        for place, name in names.items():
            properties = by_id[name].find(qn("w:pPr"))
            if properties is not None:
                number = make("w:numPr", None, val("w:ilvl", place), val("w:numId", self._num))
                ordered(properties, PARAGRAPH_ORDER, (number,))

    def _shown(self, form: _LevelForm, counts: list[int]) -> str:
        """Return what Word shows for these counters, from level 1 on."""
        text = form.text
        for place, count in enumerate(counts):
            own = form.form if place == len(counts) - 1 else self._form_of(place)
            text = text.replace(f"%{place + 1}", word_number(count, own) if count else "?")
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
