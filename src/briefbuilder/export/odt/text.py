"""Writes paragraphs: spans, links, fields, and notes with their marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefbuilder.domain.document import (
    Content,
    DrawnNote,
    InlinePicture,
    NoteMark,
    PageField,
    Run,
)
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.styles import Role, Style
from briefbuilder.export.direction import is_content_right_to_left
from briefbuilder.export.docx.formatting import heading_level
from briefbuilder.export.docx.ooxml import clean_text
from briefbuilder.export.keep_together import is_short_footnote
from briefbuilder.export.labels import MARK_SEPARATOR, follows_mark, format_note_label
from briefbuilder.export.links import sanitize_url
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
from briefbuilder.export.odt.xml import Node, add_text, make, sub

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
