"""Writes paragraphs: spans, links, fields, notes with their marks, and the lists and numbers that they are in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefbuilder.domain.document import (
    Content,
    DrawnNote,
    InlinePicture,
    ListEntry,
    NoteMark,
    PageField,
    Run,
)
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.list_labels import ListLabel, label_of_depth, numeral
from briefbuilder.domain.styles import Role, Style
from briefbuilder.export.characters import clean_text
from briefbuilder.export.direction import is_content_right_to_left
from briefbuilder.export.keep_together import is_short_footnote
from briefbuilder.export.labels import (
    LIST_TYPES,
    MARK_SEPARATOR,
    bullet_of_depth,
    follows_mark,
    format_list_label,
    format_note_label,
    list_hang,
)
from briefbuilder.export.links import sanitize_url
from briefbuilder.export.measures import NUMBER_WIDTH
from briefbuilder.export.odt.formatting import (
    ALIGN,
    Properties,
    complete_groups,
    language_properties,
    name_side,
    text_properties,
)
from briefbuilder.export.odt.pictures import OdtPictures
from briefbuilder.export.odt.styles import (
    BOLD,
    EMPHASIS,
    INNER_LINK,
    ITALIC,
    LINK,
    LOWERED,
    MARKS,
    RAISED,
    SOURCE_TEXT,
    STRONG,
    AutomaticStyles,
    Stop,
    style_name,
)
from briefbuilder.export.odt.xml import Node, add_text, make, points, sub
from briefbuilder.export.unpaged import NestedList, nest_entries
from briefbuilder.export.word_processing import HeadingCounter, HeadingFormat, heading_level, list_indents

_NUMBER_FORMATS: Mapping[str, str] = LIST_TYPES | {
    "aiueoFullWidth": "ア, イ, ウ, ...", "irohaFullWidth": "イ, ロ, ハ, ...",
    "chineseCountingThousand": "一, 二, 三, ...", "ganada": "가, 나, 다, ...",
}  # fmt: skip
"""The names that LibreOffice gives the numbers of other scripts, which OpenDocument leaves to programs."""
_INDENTS = frozenset({"fo:margin-left", "fo:text-indent"})
"""In a list, what a paragraph says of its indents counts even if its style says the same."""
_DIRECTION = "style:writing-mode"
_STYLE_NAME = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}style-name"


@dataclass(slots=True, eq=False, repr=False)
class Styled:
    """A paragraph or table whose style is named when all changes to it are known."""

    node: Node
    parent: str
    changes: Properties = field(default_factory=dict)
    letters: Properties = field(default_factory=dict)
    stops: tuple[Stop, ...] = ()
    master: str = ""
    role: Role = "body"

    def name(self, automatic: AutomaticStyles, whole: Mapping[str, Mapping[str, str]], *, rtl: bool) -> None:
        """Name the style of a paragraph, an automatic one if anything differs from the parent.

        `whole` has all properties of each named style; `rtl` says whether the document runs from right to left.
        """
        own = whole.get(self.parent, {})
        differing = {
            key: value for key, value in self.changes.items() if key in _INDENTS or own.get(key) != value
        }
        turned = rtl if _DIRECTION not in self.changes else self.changes[_DIRECTION] == "rl-tb"
        align = self.changes.get(ALIGN, own.get(ALIGN))
        if align is not None and (turned != rtl or (turned and ALIGN in differing)):
            differing[ALIGN] = name_side(align, rtl=turned)
        changes = complete_groups(differing, own)
        name = self.parent
        if changes or self.letters or self.stops or self.master:
            about = (("style:master-page-name", self.master),) if self.master else ()
            kinds = {"paragraph": changes, "text": self.letters}
            name = automatic.name("paragraph", self.parent, kinds, stops=self.stops, about=about)
        self.node.set(_STYLE_NAME, name)


@dataclass(slots=True, eq=False, repr=False)
class NoteNumbers:
    """Numbers notes in the order of their marks and knows which are written already."""

    notes: Mapping[str, DrawnNote]
    _placed: dict[str, int] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def place(self, note: DrawnNote) -> tuple[int, bool]:
        """Return the number of a note, and whether this is its first mark."""
        known = self._placed.get(note.id)
        if known is not None:
            return known, False
        number = self._counts[note.placement] = self._counts.get(note.placement, 0) + 1
        self._placed[note.id] = number
        return number, True

    @property
    def has_endnotes(self) -> bool:
        """Whether a mark of an endnote was written."""
        return "end" in self._counts


@dataclass(slots=True, eq=False, repr=False)
class OdtParagraphWriter:
    """Writes the paragraphs of one part; `whole` has all properties of each named style.

    `anchors` maps the document's anchors to bookmarks; `notes` is None in headers and footers, where no note can be
    marked. `field_results` is what page fields show until the program that opens the file updates them.
    """

    language: str
    automatic: AutomaticStyles
    whole: Mapping[str, Mapping[str, str]]
    anchors: Mapping[str, str]
    field_results: Mapping[str, str]
    pictures: OdtPictures | None = None
    notes: NoteNumbers | None = None
    paragraphs: list[Styled] = field(default_factory=list)

    def paragraph(
        self,
        role: Role,
        content: Content,
        language: str | None,
        *,
        parent: str = "",
        changes: Properties | None = None,
        label: str = "",
        stops: tuple[Stop, ...] = (),
        node: Node | None = None,
        rtl: bool | None = None,
    ) -> Styled:
        """Return a paragraph in a role, with the text of a label before it.

        `parent` replaces the role's style; `changes` are properties that differ from it. An empty `node` takes the
        content, if there is one. The direction follows from the text if `rtl` does not say.
        """
        if node is None:
            level = heading_level(role)
            node = make("text:h", {"text:outline-level": str(level)}) if level else make("text:p")
        result = Styled(node, parent or style_name(role), dict(changes or {}), stops=stops, role=role)
        own = language or self.language
        if rtl is None:
            rtl = is_content_right_to_left(content, own)
        if rtl != is_right_to_left(self.language):
            result.changes[_DIRECTION] = "rl-tb" if rtl else "lr-tb"
        if own != self.language:
            result.letters |= dict(language_properties(own))
        after_space = True
        if label:
            after_space = add_text(node, f"{label}\t", after_space=True)
        self.write(node, content, own, after_space=after_space)
        self.paragraphs.append(result)
        return result

    def name_styles(self) -> None:
        """Name the styles of all paragraphs that were written."""
        for paragraph in self.paragraphs:
            paragraph.name(self.automatic, self.whole, rtl=is_right_to_left(self.language))
        self.paragraphs.clear()

    def write(self, paragraph: Node, content: Content, language: str, *, after_space: bool = True) -> None:
        """Append content to a paragraph in a language; neighbouring runs with one target share a link."""
        parent, target = paragraph, ""
        for place, inline in enumerate(content):
            if isinstance(inline, NoteMark):
                parent, target = paragraph, ""
                known = self.notes.notes if self.notes is not None else ()
                is_second = follows_mark(content, place, known)
                after_space = not self._write_mark(paragraph, inline, is_second=is_second) and after_space
            elif isinstance(inline, PageField):
                self._write_field(self._look_span(parent, inline.look), inline)
                after_space = False
            elif isinstance(inline, InlinePicture):
                after_space = not self._write_picture(paragraph, inline) and after_space
            elif inline.text:
                new_target = self._link_target(inline)
                if new_target != target:
                    parent, target = _append_link(paragraph, new_target), new_target
                style = self._span_style(inline, language)
                node = sub(parent, "text:span", {"text:style-name": style}) if style else parent
                after_space = add_text(node, inline.text, after_space=after_space)

    def _span_style(self, run: Run, language: str) -> str:
        own = run.language or language
        if run.look is not None:
            letters = text_properties(run.look, self.language)
            if own != language:
                letters |= dict(language_properties(own))
            return self.automatic.name("text", "", {"text": letters})
        plain = not (run.bold or run.italic or run.underline or run.strike or run.code or run.keeps_case)
        if plain and run.script == "baseline" and own == language:
            return ""
        parent = SOURCE_TEXT if run.code else STRONG if run.bold else EMPHASIS if run.italic else ""
        properties = _own_properties(run, parent)
        if own != language:
            properties |= dict(language_properties(own))
        return self.automatic.name("text", parent, {"text": properties}) if properties else parent

    def _look_span(self, parent: Node, look: Style | None) -> Node:
        """Return a span for text with its own style, the parent itself for other text."""
        if look is None:
            return parent
        letters = text_properties(look, self.language)
        return sub(
            parent, "text:span", {"text:style-name": self.automatic.name("text", "", {"text": letters})}
        )

    def _write_picture(self, paragraph: Node, drawn: InlinePicture) -> bool:
        """Write a picture of a letterhead; return whether it can be shown."""
        frame = None
        if self.pictures is not None:
            frame = self.pictures.sized_frame(
                self.automatic, drawn.picture, drawn.alternative_text, drawn.size
            )
        if frame is not None:
            paragraph.append(frame)
        return frame is not None

    def _link_target(self, run: Run) -> str:
        """Return the address that a run links to, "#" and a bookmark within the document, or "" for none."""
        if run.target and run.target in self.anchors:
            return f"#{self.anchors[run.target]}"
        return sanitize_url(run.link) if run.link else ""

    def _write_field(self, parent: Node, drawn: PageField) -> None:
        shown = self.field_results.get(drawn.name, "")
        if drawn.name == "page":
            node = sub(parent, "text:page-number", {"text:select-page": "current"})
        elif drawn.name == "pages":
            node = sub(parent, "text:page-count")
        else:
            node = sub(parent, "text:chapter", {"text:display": "name", "text:outline-level": "1"})
        node.text = clean_text(shown)

    def _write_mark(self, paragraph: Node, mark: NoteMark, *, is_second: bool) -> bool:
        """Write a note with its first mark, or a reference to its number; return whether anything was written."""
        note = self.notes.notes.get(mark.note) if self.notes else None
        if self.notes is None or note is None:
            return False
        if is_second:
            sub(paragraph, "text:span", {"text:style-name": MARKS[note.placement]}).text = MARK_SEPARATOR
        number, is_first = self.notes.place(note)
        label = format_note_label(number, note.placement)
        name, kind = f"{note.placement}note{number}", f"{note.placement}note"
        if not is_first:
            span = sub(paragraph, "text:span", {"text:style-name": MARKS[note.placement]})
            about = {"text:note-class": kind, "text:reference-format": "text", "text:ref-name": name}
            sub(span, "text:note-ref", about).text = label
            return True
        node = sub(paragraph, "text:note", {"text:id": name, "text:note-class": kind})
        sub(node, "text:note-citation").text = label
        changes = {"fo:keep-together": "always"} if is_short_footnote(note) else {}
        role: Role = "footnote" if note.placement == "foot" else "endnote"
        # A note cannot hold the mark of another one.
        notes, self.notes = self.notes, None
        body = self.paragraph(role, note.content, None, changes=changes)
        self.notes = notes
        sub(node, "text:note-body").append(body.node)
        return True


def _own_properties(run: Run, parent: str) -> Properties:
    """Return the properties of a run that its style does not have."""
    properties: Properties = {}
    if run.bold and parent != STRONG:
        properties |= BOLD
    if run.italic and parent != EMPHASIS:
        properties |= ITALIC
    if run.underline:
        properties |= {"style:text-underline-style": "solid", "style:text-underline-width": "auto"}
    if run.keeps_case:
        properties["fo:text-transform"] = "none"
    if run.strike:
        properties["style:text-line-through-style"] = "solid"
    if run.script != "baseline":
        properties |= RAISED if run.script == "super" else LOWERED
    return properties


def _append_link(paragraph: Node, target: str) -> Node:
    if not target:
        return paragraph
    style = INNER_LINK if target.startswith("#") else LINK
    return sub(
        paragraph,
        "text:a",
        {
            "xlink:type": "simple",
            "xlink:href": target,
            "text:style-name": style,
            "text:visited-style-name": style,
        },
    )


# Lists and numbers. A number that the program would count otherwise is written as text, so that the file shows the labels of the PDF.

LEVELS = 10
"""Levels of a list in OpenDocument."""
BULLETS, NUMBERS = "Bullets", "Numbers"
_QUOTED = "Quoted_20_"

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


def _number_format(pattern: ListLabel | HeadingFormat) -> dict[str, str]:
    result = {"style:num-format": _NUMBER_FORMATS[pattern.style]}
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
        node.set(_STYLE_NAME, style)
        outer.set(_STYLE_NAME, style)
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
        node.set(_STYLE_NAME, sequence.style)
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
                about |= _number_format(form)
                about |= {"text:display-levels": str(form.shown)} if form.shown > 1 else {}
            result = sub(node, "text:outline-level-style", about)
            width = self.widths.get(level, 0.0)
            _write_alignment(result, width, width)
