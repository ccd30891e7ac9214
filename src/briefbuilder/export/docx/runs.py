"""Writes paragraphs: runs with their properties, fields, links and the marks of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from docx.opc.part import Part
from docx.oxml.parser import oxml_parser

from briefbuilder.domain.document import Content, DrawnNote, NoteMark, PageField, Run
from briefbuilder.domain.styles import Role, Style, StyleSheet
from briefbuilder.domain.values import value
from briefbuilder.export.characters import clean_text
from briefbuilder.export.direction import is_content_right_to_left
from briefbuilder.export.docx.bookmarks import Addresses, Bookmarks
from briefbuilder.export.docx.languages import language_element, split_by_direction
from briefbuilder.export.docx.ooxml import (
    BR,
    PARAGRAPH_ORDER,
    RUN,
    SPACE,
    TAB,
    Node,
    T,
    W,
    insert_ordered,
    make,
    qn,
    sub,
    val,
)
from briefbuilder.export.docx.package import hyperlink_id
from briefbuilder.export.docx.styles import ROLE_STYLES
from briefbuilder.export.labels import MARK_SEPARATOR, follows_mark, format_note_label
from briefbuilder.export.links import sanitize_url
from briefbuilder.export.word_processing import east_asian_font, is_east_asian

if TYPE_CHECKING:
    from briefbuilder.domain.text import Script

Placement = Literal["foot", "end"]
REFERENCE_STYLES = {"foot": "FootnoteReference", "end": "EndnoteReference"}
_NAMES = {"foot": "footnote", "end": "endnote"}

_SPECIAL = "(\r\n|[\n\r\t\x0b\x85\u00ad\u2028\u2029])"
_LINE_ENDS = frozenset({"\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\u2029"})
_SOFT_HYPHEN = qn("w:softHyphen")
_FIELD_CHAR, _FIELD_TYPE, _INSTRUCTION = qn("w:fldChar"), qn("w:fldCharType"), qn("w:instrText")
_UPRIGHT = "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+)"
"""Scripts without italics."""
PAGE_FIELDS = {"page": "PAGE", "pages": "NUMPAGES", "section": "STYLEREF 1"}


@dataclass(slots=True, eq=False, repr=False)
class _PlacedNote:
    note: DrawnNote
    number: int
    run: Node
    bookmark: str = ""


@dataclass(slots=True, eq=False, repr=False)
class NoteWriter:
    """Writes the marks of notes and numbers the notes; a note without a mark is not written."""

    notes: dict[str, DrawnNote]
    bookmarks: Bookmarks
    addresses: Addresses = field(default_factory=Addresses)
    _placed: dict[str, _PlacedNote] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def append_mark(self, parent: Node, note_id: str) -> tuple[str, str] | None:
        """Append the mark of a note to a paragraph.

        Word allows one mark for a note. For a second one return the bookmark of the first and its number,
        so that the caller can write a reference to it; otherwise return None.
        """
        placed = self._placed.get(note_id)
        if placed is not None:
            if not placed.bookmark:
                placed.bookmark = self.bookmarks.new_name("_Ref_note_", note_id)
                self.bookmarks.wrap_run(placed.bookmark, placed.run)
            return placed.bookmark, format_note_label(placed.number, placed.note.placement)
        note = self.notes.get(note_id)
        if note is None:
            return None
        number = self._counts[note.placement] = self._counts.get(note.placement, 0) + 1
        reference = make(f"w:{_NAMES[note.placement]}Reference", {"w:id": str(number)})
        properties = make("w:rPr", None, val("w:rStyle", REFERENCE_STYLES[note.placement]))
        run = make("w:r", None, properties, reference)
        parent.append(run)
        self.addresses.add_note(run, note)
        self._placed[note_id] = _PlacedNote(note, number, run)
        return None

    def style_of(self, note_id: str) -> str:
        """Return the character style of a note's mark."""
        note = self.notes.get(note_id)
        return REFERENCE_STYLES[note.placement if note else "foot"]

    def placed(self, placement: Placement) -> Iterator[tuple[int, DrawnNote]]:
        """Yield the notes of a placement that have a mark, with their numbers, in order."""
        for placed in self._placed.values():
            if placed.note.placement == placement:
                yield placed.number, placed.note


def note_element(placement: Placement, number: int, paragraph: Node) -> Node:
    """Return the element of a note."""
    return make(f"w:{_NAMES[placement]}", {"w:id": str(number)}, paragraph)


def note_number_run(placement: Placement) -> Node:
    """Return the run with the note's number that begins its text."""
    properties = make("w:rPr", None, val("w:rStyle", REFERENCE_STYLES[placement]))
    return make("w:r", None, properties, make(f"w:{_NAMES[placement]}Ref"))


@value(kw_only=False)
class RunFormat:
    """All that determines the properties of a run.

    `style` is the id of a character style. `upright` removes italics, because Chinese, Japanese and
    Korean have none and Word would slant their characters.
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    code: bool = False
    script: Script = "baseline"
    language: str | None = None
    style: str = ""
    rtl: bool = False
    east_asian: bool = False
    upright: bool = False
    keeps_case: bool = False


PLAIN_FORMAT = RunFormat()


def run_format(run: Run, language: str | None) -> RunFormat:
    """Return the format of a run in text of a language."""
    language = run.language or language
    is_marked = run.bold or run.italic or run.underline or run.strike or run.code or run.keeps_case
    if not is_marked and run.script == "baseline":
        return _plain_format(language)
    return RunFormat(
        bold=run.bold,
        italic=run.italic,
        underline=run.underline,
        strike=run.strike,
        code=run.code,
        script=run.script,
        language=language,
        keeps_case=run.keeps_case,
    )


@cache
def _plain_format(language: str | None) -> RunFormat:
    return RunFormat(language=language)


@dataclass(slots=True, eq=False, repr=False)
class RunWriter:
    """Writes runs and fields, and makes the `w:rPr` of each format once; `language` is the document's."""

    language: str
    _cache: dict[tuple[RunFormat, str, str, bool, bool], Node | None] = field(default_factory=dict)

    def properties(self, form: RunFormat, ground: Style) -> Node | None:
        """Return a new `w:rPr` for a run in a paragraph of a style, or None if it needs none."""
        key = (form, ground.font, ground.east_asian, ground.bold, ground.italic)
        if key not in self._cache:
            self._cache[key] = self._make(form, ground)
        result = self._cache[key]
        return None if result is None else deepcopy(result)

    def append_text(self, parent: Node, text: str, form: RunFormat, ground: Style) -> Node:
        """Append a run with text to a paragraph or link; return the run."""
        if not text.isascii() and is_east_asian(form.language or self.language):
            form = replace(form, east_asian=True)
        run = self._append_run(parent, form, ground)
        append_characters(run, text)
        return run

    def append_field(
        self, parent: Node, instruction: str, shown: str, form: RunFormat, ground: Style
    ) -> None:
        """Append a field with the result that it shows until Word updates it."""
        for kind in ("begin", "", "separate"):
            run = self._append_run(parent, form, ground)
            if kind:
                sub(run, _FIELD_CHAR).set(_FIELD_TYPE, kind)
            else:
                code = sub(run, _INSTRUCTION)
                code.set(SPACE, "preserve")
                code.text = f" {instruction} "
        append_characters(self._append_run(parent, form, ground), shown)
        sub(self._append_run(parent, form, ground), _FIELD_CHAR).set(_FIELD_TYPE, "end")

    def _append_run(self, parent: Node, form: RunFormat, ground: Style) -> Node:
        run = sub(parent, RUN)
        properties = self.properties(form, ground)
        if properties is not None:
            run.append(properties)
        return run

    def _make(self, form: RunFormat, ground: Style) -> Node | None:
        properties = make("w:rPr")
        if form.upright:
            form = replace(form, italic=False)
        style = form.style or _character_style(form)
        if style:
            properties.append(val("w:rStyle", style))
        if form.east_asian:
            properties.append(self._east_asian_hint(form, ground))
        properties.extend(_bold_and_italic(form, ground, style))
        properties.extend(_other_properties(form))
        language = language_element(form.language) if form.language != self.language else None
        if language is not None:
            properties.append(language)
        return properties if len(properties) else None

    def _east_asian_hint(self, form: RunFormat, ground: Style) -> Node:
        """Return the hint that makes characters of both fonts (“ ” …) use the East Asian one."""
        fonts = make("w:rFonts", {"w:hint": "eastAsia"})
        if form.language and form.language != self.language:
            fonts.set(qn("w:eastAsia"), east_asian_font(ground, form.language))
        return fonts


def _bold_and_italic(form: RunFormat, ground: Style, style: str) -> Iterator[Node]:
    """Yield bold and italic if the character style does not give them.

    In Word a bold character style turns bold off in a bold paragraph; direct bold does not.
    """
    if form.bold and (style != "Strong" or ground.bold):
        yield from (make("w:b"), make("w:bCs"))
    if form.italic and (style != "Emphasis" or ground.italic):
        yield from (make("w:i"), make("w:iCs"))
    if form.upright and ground.italic:
        yield val("w:i", 0)


def _other_properties(form: RunFormat) -> Iterator[Node]:
    if form.keeps_case:
        yield val("w:caps", 0)
    if form.strike:
        yield make("w:strike")
    if form.underline:
        yield val("w:u", "single")
    if form.script != "baseline":
        yield val("w:vertAlign", "superscript" if form.script == "super" else "subscript")
    if form.rtl:
        yield make("w:rtl")


@cache
def _character_style(form: RunFormat) -> str:
    if form.code:
        return "HTMLCode"
    if form.bold:
        return "Strong"
    return "Emphasis" if form.italic else ""


def append_characters(run: Node, text: str) -> None:
    """Append text to a run; line ends, tabs and soft hyphens become elements."""
    if text.isprintable():
        _append_plain(run, text)
        return
    for piece in re.split(_SPECIAL, text):
        if piece == "\t":
            sub(run, TAB)
        elif piece == "\u00ad":
            sub(run, _SOFT_HYPHEN)
        elif piece in _LINE_ENDS:
            sub(run, BR)
        else:
            _append_plain(run, clean_text(piece))


def _append_plain(run: Node, text: str) -> None:
    if not text:
        return
    node = sub(run, T)
    node.text = text
    if text[0] == " " or text[-1] == " " or "  " in text:
        node.set(SPACE, "preserve")


def field_mark_run(kind: str) -> Node:
    """Return a run with one of a field's three marks: begin, separate or end."""
    return make("w:r", None, make("w:fldChar", {"w:fldCharType": kind}))


def field_instruction_run(text: str) -> Node:
    """Return a run with a field's instruction."""
    code = make("w:instrText", {"xml:space": "preserve"})
    code.text = f" {text} "
    return make("w:r", None, code)


@dataclass(slots=True, eq=False, repr=False)
class ParagraphWriter:
    """Writes paragraphs into one part: the body, the notes, a header or a footer.

    `anchors` maps the document's anchors to bookmarks; `notes` is None if no note can be marked (in
    headers and notes); `field_results` is what page fields show until Word updates them.
    """

    part: Part
    styles: StyleSheet
    language: str
    runs: RunWriter
    anchors: dict[str, str]
    field_results: dict[str, str]
    notes: NoteWriter | None = None
    _links: dict[str, str] = field(default_factory=dict)
    _templates: dict[str, Node] = field(default_factory=dict)
    # Moving a paragraph costs less while it is in a tree with others than in its own tree.
    _scratch: Node = field(default_factory=lambda: oxml_parser.makeelement(qn("w:body"), nsmap={"w": W}))

    def paragraph(
        self,
        role: Role,
        content: Content,
        language: str | None,
        *,
        style_id: str = "",
        properties: tuple[Node, ...] = (),
        head: tuple[Node, ...] = (),
        rtl: bool | None = None,
    ) -> Node:
        """Return a paragraph in a role.

        `style_id` replaces the role's style, `properties` are direct properties of the paragraph, and
        `head` holds runs before the content. Its direction follows from its text if `rtl` does not say.
        """
        if rtl is None:
            rtl = is_content_right_to_left(content, language or self.language)
        node = self._empty_paragraph(style_id or ROLE_STYLES[role].id)
        if rtl:
            properties = (*properties, make("w:bidi"))
        if properties:
            insert_ordered(node[0], PARAGRAPH_ORDER, properties)
        if head:
            node.extend(head)
        self.write(node, content, language, self.styles.style(role), rtl=rtl)
        return node

    def _empty_paragraph(self, style_id: str) -> Node:
        """Return an empty paragraph; copying one costs a fifth of making it."""
        template = self._templates.get(style_id)
        if template is None:
            template = self._templates[style_id] = make(
                "w:p", None, make("w:pPr", None, val("w:pStyle", style_id))
            )
        node = copy(template)
        self._scratch.append(node)
        return node

    def write(
        self, paragraph: Node, content: Content, language: str | None, ground: Style, *, rtl: bool
    ) -> None:
        """Append content to a paragraph; neighbouring runs with one target share a link."""
        parent, target = paragraph, ("", "")
        for place, inline in enumerate(content):
            if isinstance(inline, NoteMark):
                parent, target = paragraph, ("", "")
                known = self.notes.notes if self.notes is not None else ()
                is_second = follows_mark(content, place, known)
                self._write_mark(paragraph, inline, ground, is_second=is_second)
            elif isinstance(inline, PageField):
                shown = self.field_results.get(inline.name, "")
                self.runs.append_field(parent, PAGE_FIELDS[inline.name], shown, PLAIN_FORMAT, ground)
            elif isinstance(inline, Run) and inline.text:
                new_target = self._link_target(inline)
                if new_target != target:
                    parent, target = self._append_link(paragraph, new_target), new_target
                turned = rtl and not _is_between_figures(content, place)
                self._write_run(parent, inline, language, ground, rtl=turned, is_external=bool(target[0]))

    def _write_run(
        self, parent: Node, run: Run, language: str | None, ground: Style, *, rtl: bool, is_external: bool
    ) -> None:
        form = run_format(run, language)
        if is_external:
            form = replace(form, style="Hyperlink")
        for text, piece_rtl in split_by_direction(run.text, rtl):
            piece = replace(form, rtl=True) if piece_rtl else form
            if (form.italic or ground.italic) and re.search(_UPRIGHT, text):
                for part in filter(None, re.split(_UPRIGHT, text)):
                    upright = replace(piece, upright=bool(re.match(_UPRIGHT, part)))
                    self.runs.append_text(parent, part, upright, ground)
            else:
                self.runs.append_text(parent, text, piece, ground)

    def _write_mark(self, paragraph: Node, mark: NoteMark, ground: Style, *, is_second: bool) -> None:
        if self.notes is None:
            return
        if is_second:
            self.runs.append_text(
                paragraph, MARK_SEPARATOR, RunFormat(style=self.notes.style_of(mark.note)), ground
            )
        reference = self.notes.append_mark(paragraph, mark.note)
        if reference is not None:
            form = RunFormat(style=self.notes.style_of(mark.note))
            self.runs.append_field(paragraph, f"NOTEREF {reference[0]} \\h", reference[1], form, ground)

    def _link_target(self, run: Run) -> tuple[str, str]:
        """Return the external address and the bookmark that a run links to; at least one of them is empty."""
        if run.target and run.target in self.anchors:
            return "", self.anchors[run.target]
        return (sanitize_url(run.link), "") if run.link else ("", "")

    def _append_link(self, paragraph: Node, target: tuple[str, str]) -> Node:
        address, bookmark = target
        if not address and not bookmark:
            return paragraph
        if address:
            link = make("w:hyperlink", {"r:id": hyperlink_id(self.part, address, self._links)})
        else:
            link = make("w:hyperlink", {"w:anchor": bookmark})
        link.set(qn("w:history"), "1")
        paragraph.append(link)
        return link


def _is_between_figures(content: Content, place: int) -> bool:
    """Return whether a run without letters joins two page numbers, as in 1/3, whose order is that of figures."""
    run, around = content[place], content[max(place - 1, 0) : place + 2]
    joins = len(around) == 3 and isinstance(around[0], PageField) and isinstance(around[2], PageField)
    return joins and isinstance(run, Run) and not any(map(str.isalpha, run.text))
