"""Runs: characters of one form as Word's `w:r`, fields, and the properties that runs share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from briefbuilder.domain.document import Run
from briefbuilder.domain.styles import Style
from briefbuilder.export.docx.fonts import east_asian_font
from briefbuilder.export.docx.languages import is_east_asian, language_element
from briefbuilder.export.docx.ooxml import BR, RUN, SPACE, TAB, Node, T, clean, make, qn, sub, val

if TYPE_CHECKING:
    from briefbuilder.domain.text import Script

_SPECIAL = "(\r\n|[\n\r\t\x0b\x85\u00ad\u2028\u2029])"
_LINE_ENDS = frozenset({"\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\u2029"})
_SOFT_HYPHEN = qn("w:softHyphen")
_FIELD_CHAR, _FIELD_TYPE, _INSTRUCTION = qn("w:fldChar"), qn("w:fldCharType"), qn("w:instrText")


@dataclass(frozen=True, slots=True)
class Form:
    """All that decides the properties of a run.

    `style` is the id of a character style set from outside; `upright` takes italics off, which
    Chinese, Japanese and Korean writing does not know and Word would make by slanting.
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


PLAIN = Form()


def form_of(run: Run, language: str | None) -> Form:
    """Return the form of a run that stands in text of a language."""
    spoken = run.language or language
    if not (run.bold or run.italic or run.underline or run.strike or run.code) and run.script == "baseline":
        return _plain(spoken)
    return Form(
        bold=run.bold,
        italic=run.italic,
        underline=run.underline,
        strike=run.strike,
        code=run.code,
        script=run.script,
        language=spoken,
    )


@cache
def _plain(language: str | None) -> Form:
    return Form(language=language)


@dataclass(slots=True, eq=False, repr=False)
class RunForms:
    """Makes the `w:rPr` of runs, each form once; `language` is the document's."""

    language: str
    _made: dict[tuple[Form, str, bool, bool], Node | None] = field(default_factory=dict)

    def properties(self, form: Form, ground: Style) -> Node | None:
        """Return new properties for a run in a paragraph of a style, or None where it needs none."""
        key = (form, ground.font, ground.bold, ground.italic)
        if key not in self._made:
            self._made[key] = self._make(form, ground)
        made = self._made[key]
        return None if made is None else deepcopy(made)

    def append_text(self, parent: Node, text: str, form: Form, ground: Style) -> Node:
        """Append a run with text to a paragraph or link; return the run."""
        if not text.isascii() and is_east_asian(form.language or self.language):
            form = replace(form, east_asian=True)
        run = self._bare_run(parent, form, ground)
        put_text(run, text)
        return run

    def append_field(self, parent: Node, instruction: str, shown: str, form: Form, ground: Style) -> None:
        """Append a field with the result that it shows until Word works it out again."""
        for kind in ("begin", "", "separate"):
            run = self._bare_run(parent, form, ground)
            if kind:
                sub(run, _FIELD_CHAR).set(_FIELD_TYPE, kind)
            else:
                code = sub(run, _INSTRUCTION)
                code.set(SPACE, "preserve")
                code.text = f" {instruction} "
        put_text(self._bare_run(parent, form, ground), shown)
        sub(self._bare_run(parent, form, ground), _FIELD_CHAR).set(_FIELD_TYPE, "end")

    def _bare_run(self, parent: Node, form: Form, ground: Style) -> Node:
        run = sub(parent, RUN)
        properties = self.properties(form, ground)
        if properties is not None:
            run.append(properties)
        return run

    def _make(self, form: Form, ground: Style) -> Node | None:
        properties = make("w:rPr")
        if form.upright:
            form = replace(form, italic=False)
        style = form.style or _character_style(form)
        if style:
            properties.append(val("w:rStyle", style))
        if form.east_asian:
            properties.append(self._hint(form, ground))
        properties.extend(_slant_and_weight(form, ground, style))
        properties.extend(_lines_and_place(form))
        language = language_element(form.language) if form.language != self.language else None
        if language is not None:
            properties.append(language)
        return properties if len(properties) else None

    def _hint(self, form: Form, ground: Style) -> Node:
        """Let marks that Latin and East Asian fonts share (“ ” …) take the East Asian one."""
        fonts = make("w:rFonts", {"w:hint": "eastAsia"})
        if form.language and form.language != self.language:
            fonts.set(qn("w:eastAsia"), east_asian_font(ground.font, form.language))
        return fonts


def _slant_and_weight(form: Form, ground: Style, style: str) -> Iterator[Node]:
    """Yield bold and italic as far as the character style leaves them open.

    A style that is bold inside a bold paragraph turns it off in Word; bold of its own does not.
    """
    if form.bold and (style != "Strong" or ground.bold):
        yield from (make("w:b"), make("w:bCs"))
    if form.italic and (style != "Emphasis" or ground.italic):
        yield from (make("w:i"), make("w:iCs"))
    if form.upright and ground.italic:
        yield val("w:i", 0)


def _lines_and_place(form: Form) -> Iterator[Node]:
    if form.strike:
        yield make("w:strike")
    if form.underline:
        yield val("w:u", "single")
    if form.script != "baseline":
        yield val("w:vertAlign", "superscript" if form.script == "super" else "subscript")
    if form.rtl:
        yield make("w:rtl")


@cache
def _character_style(form: Form) -> str:
    if form.code:
        return "HTMLCode"
    if form.bold:
        return "Strong"
    return "Emphasis" if form.italic else ""


def put_text(run: Node, text: str) -> None:
    """Put characters into a run: line ends, tabs and soft hyphens become Word's own elements."""
    if text.isprintable():
        _put_characters(run, text)
        return
    for piece in re.split(_SPECIAL, text):
        if piece == "\t":
            sub(run, TAB)
        elif piece == "\u00ad":
            sub(run, _SOFT_HYPHEN)
        elif piece in _LINE_ENDS:
            sub(run, BR)
        else:
            _put_characters(run, clean(piece))


def _put_characters(run: Node, text: str) -> None:
    if not text:
        return
    node = sub(run, T)
    node.text = text
    if text[0] == " " or text[-1] == " " or "  " in text:
        node.set(SPACE, "preserve")


def field_character(kind: str) -> Node:
    """Return a run that holds one of a field's three marks: begin, separate or end."""
    return make("w:r", None, make("w:fldChar", {"w:fldCharType": kind}))


def field_instruction(text: str) -> Node:
    """Return a run that holds a field's instruction."""
    code = make("w:instrText", {"xml:space": "preserve"})
    code.text = f" {text} "
    return make("w:r", None, code)
