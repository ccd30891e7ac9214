"""Lists and numbers: list styles, nested lists, the numbers of paragraphs and of headings.

A number that the program would count otherwise is written as text, so that the file shows the labels of the PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefbuilder.domain.document import ListEntry
from briefbuilder.domain.list_labels import ListLabel, label_of_depth, numeral
from briefbuilder.domain.styles import Style
from briefbuilder.export.docx.numbering import HeadingCounter
from briefbuilder.export.docx.styles import list_indents
from briefbuilder.export.labels import LIST_TYPES, bullet_of_depth, format_list_label, list_hang
from briefbuilder.export.measures import NUMBER_WIDTH
from briefbuilder.export.odt.xml import Node, make, points, sub
from briefbuilder.export.unpaged import NestedList, nest_entries

LEVELS = 10
"""Levels of a list in OpenDocument."""
BULLETS, NUMBERS = "Bullets", "Numbers"
_QUOTED = "Quoted_20_"

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}style-name"
_START = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}start-value"


@dataclass(slots=True, eq=False, repr=False)
class ListStyles:
    """The styles of lists: bullets, the usual numbers, and one for each other label."""

    _own: dict[tuple[bool, ListLabel | None, Style | None], int] = field(default_factory=dict)

    def name(self, entry: ListEntry, list_style: Style | None, *, quoted: bool) -> str:
        """Return the name of the style of a list that begins with an entry; `list_style` is its style if its labels need more room."""
        label = entry.shown_label if entry.ordered else None
        own = None if label == label_of_depth(entry.depth) else label
        base = f"{_QUOTED if quoted else ''}{NUMBERS if entry.ordered else BULLETS}"
        if own is None and list_style is None:
            return base
        number = self._own.setdefault((quoted, label, list_style), len(self._own) + 2)
        return f"{base}_20_{number}"

    def write(self, parent: Node, style: Style, quoted: tuple[float, float, float]) -> None:
        """Append the styles; `quoted` is the place of the bar of quoted lists, the gap to the labels, their hang."""
        usual = tuple(label_of_depth(depth) for depth in range(LEVELS))
        for begin, place in (("", None), (_QUOTED, quoted)):
            _write_list_style(parent, f"{begin}{BULLETS}", (), style, place)
            _write_list_style(parent, f"{begin}{NUMBERS}", usual, style, place)
        for (is_quoted, label, list_style), number in self._own.items():
            name = f"{_QUOTED if is_quoted else ''}{BULLETS if label is None else NUMBERS}_20_{number}"
            labels = () if label is None else (label,) * LEVELS
            look = list_style or style
            place = (*quoted[:2], list_hang(look)) if is_quoted else None
            _write_list_style(parent, name, labels, look, place)


def _write_list_style(
    parent: Node,
    name: str,
    labels: tuple[ListLabel, ...],
    style: Style,
    quoted: tuple[float, float, float] | None,
) -> None:
    """Append a style of lists with the labels of its levels, or bullets.

    The labels of a quoted list begin at one place: the bar beside them does.
    """
    shown = name.replace("_20_", " ")
    names = {"style:name": name} | ({"style:display-name": shown} if shown != name else {})
    node = sub(parent, "text:list-style", names)
    for depth in range(LEVELS):
        about = {"text:level": str(depth + 1)}
        if labels:
            level = sub(node, "text:list-level-style-number", about | _number_format(labels[depth]))
        else:
            bullet = {"text:bullet-char": bullet_of_depth(depth)}
            level = sub(node, "text:list-level-style-bullet", about | bullet)
        if quoted is None:
            _write_alignment(level, *list_indents(style, depth))
        else:
            start, gap, hang = quoted
            # Programs measure the tab stop from the edge of the text, but put the label after the bar.
            _write_alignment(level, start + hang, hang, start + gap + (depth + 1) * hang)


def _number_format(pattern: ListLabel) -> dict[str, str]:
    result = {"style:num-format": LIST_TYPES[pattern.style]}
    if pattern.style.endswith("Letter"):
        # Word's letters after z: aa, bb, cc.
        result["style:num-letter-sync"] = "true"
    if pattern.prefix:
        result["style:num-prefix"] = pattern.prefix
    if pattern.suffix:
        result["style:num-suffix"] = pattern.suffix
    return result


def _write_alignment(parent: Node, left: float, hang: float, stop: float | None = None) -> None:
    mode = {"text:list-level-position-and-space-mode": "label-alignment"}
    properties = sub(parent, "style:list-level-properties", mode)
    sub(
        properties,
        "style:list-level-label-alignment",
        {
            "text:label-followed-by": "listtab",
            "text:list-tab-stop-position": points(left if stop is None else stop),
            "fo:margin-left": points(left),
            "fo:text-indent": points(-hang),
        },
    )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PlacedEntry:
    """An entry with its paragraph in the list at an index of the lists, or with None and the text of its label."""

    entry: ListEntry
    root: int
    paragraph: Node | None
    label: str = ""


@dataclass(slots=True, eq=False, repr=False)
class PlacedEntries:
    """The lists of a list's entries, None for a separate paragraph, and the entries in the order of the text."""

    quoted: bool
    styles: ListStyles
    list_style: Style | None
    roots: list[Node | None] = field(default_factory=list)
    entries: list[PlacedEntry] = field(default_factory=list)

    def add_loose(self, entry: ListEntry, label: str = "") -> None:
        """Add an entry that is outside of the lists."""
        self.entries.append(PlacedEntry(entry, len(self.roots), None, label))
        self.roots.append(None)

    def add_list(self, nested: NestedList) -> None:
        """Add a list with all that is in it."""
        node = make("text:list")
        self.roots.append(node)
        self._fill(node, nested, counted=nested.items[0].entry.number == 1)

    def _fill(self, node: Node, nested: NestedList, *, counted: bool) -> None:
        """Write the items of a list; `counted` says whether it begins with the number that programs count."""
        outer = node
        for _ in range(nested.depth - sum(1 for _ in node.iterancestors(str(node.tag)))):
            # An entry that begins deeper than its list: the levels above it are empty.
            outer = sub(sub(outer, "text:list-item"), "text:list")
        style = self.styles.name(nested.items[0].entry, self.list_style, quoted=self.quoted)
        node.set(_STYLE, style)
        outer.set(_STYLE, style)
        for index, nested_item in enumerate(nested.items):
            item = sub(outer, "text:list-item")
            if index == 0 and nested.ordered and not counted:
                item.set(_START, str(nested_item.entry.number))
            self._add_paragraph(item, nested_item.entry)
            is_first = True
            for inner in nested_item.body:
                if isinstance(inner, ListEntry):
                    self._add_paragraph(item, inner)
                    continue
                counts = inner.items[0].entry.number == 1 and is_first and nested.ordered
                self._fill(sub(item, "text:list"), inner, counted=counts)
                is_first = False

    def _add_paragraph(self, item: Node, entry: ListEntry) -> None:
        self.entries.append(PlacedEntry(entry, len(self.roots) - 1, sub(item, "text:p")))


def place_entries(
    entries: tuple[ListEntry, ...], styles: ListStyles, list_style: Style | None, *, quoted: bool
) -> PlacedEntries:
    """Return the entries of a list in nested lists.

    `list_style` is the style of the list if its labels need more room. What no list can show (a depth beyond the tenth, a number without a letter) is outside of the lists.
    """
    placed = PlacedEntries(quoted, styles, list_style)
    pending: list[ListEntry] = []

    def close() -> None:
        for nested in nest_entries(tuple(pending)):
            if isinstance(nested, ListEntry):
                placed.add_loose(nested)
            else:
                placed.add_list(nested)
        pending.clear()

    for entry in entries:
        label = "" if entry.continues else _literal_label(entry)
        if label or entry.depth >= LEVELS:
            close()
            placed.add_loose(entry, label)
        else:
            pending.append(entry)
    close()
    return placed


def _literal_label(entry: ListEntry) -> str:
    """Return the label of an entry that no list counts, "" if one does."""
    is_counted = not entry.ordered or numeral(entry.number, entry.shown_label.style)
    return "" if is_counted and 0 <= entry.depth < LEVELS else format_list_label(entry)


@dataclass(slots=True, eq=False, repr=False)
class _NumberedList:
    """Numbered paragraphs of one pattern and indent: the style of their list, its id and its next number."""

    style: str
    list_id: str
    following: int


@dataclass(slots=True, eq=False, repr=False)
class ParagraphNumbers:
    """The lists of paragraphs that are numbered through the document."""

    styles: list[Node] = field(default_factory=list)
    _sequences: dict[tuple[ListLabel, float], _NumberedList] = field(default_factory=dict)
    _lists: int = 0

    def wrap(self, paragraph: Node, pattern: ListLabel, number: int, start: float) -> Node:
        """Return a list that gives a paragraph, `start` points from the margin, its number."""
        sequence = self._sequences.get((pattern, start))
        node = make("text:list")
        item = sub(node, "text:list-item")
        if sequence is None:
            self._lists += 1
            sequence = _NumberedList(self._add_style(pattern, start), f"list{self._lists}", number)
            self._sequences[pattern, start] = sequence
            node.set("{http://www.w3.org/XML/1998/namespace}id", sequence.list_id)
            restarts = number != 1
        else:
            node.set("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}continue-list", sequence.list_id)
            restarts = number != sequence.following
        node.set(_STYLE, sequence.style)
        if restarts:
            item.set(_START, str(number))
        sequence.following = number + 1
        item.append(paragraph)
        return node

    def _add_style(self, pattern: ListLabel, start: float) -> str:
        name = f"L{len(self.styles) + 1}"
        node = make("text:list-style", {"style:name": name})
        level = sub(node, "text:list-level-style-number", {"text:level": "1"} | _number_format(pattern))
        _write_alignment(level, start + NUMBER_WIDTH, NUMBER_WIDTH)
        self.styles.append(node)
        return name


class OutlineNumbers(HeadingCounter):
    """Counts headings and writes the numbering that gives them their labels."""

    def write(self, parent: Node) -> None:
        """Append the outline style."""
        node = sub(parent, "text:outline-style", {"style:name": "Outline"})
        for level in range(1, LEVELS + 1):
            form = self.formats.get(level)
            about = {"text:level": str(level), "style:num-format": ""}
            if form:
                about |= _number_format(ListLabel(form.style, form.prefix, form.suffix))
                about |= {"text:display-levels": str(form.shown)} if form.shown > 1 else {}
            result = sub(node, "text:outline-level-style", about)
            width = self.widths.get(level, 0.0)
            _write_alignment(result, width, width)
