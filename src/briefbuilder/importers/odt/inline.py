"""The inline content of a paragraph: spans with their form, links, notes, frames, comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from briefbuilder.domain.text import Inline, NoteReference, Span
from briefbuilder.importers.clean import first_words, folded_spaces
from briefbuilder.importers.limits import TREE_DEPTH
from briefbuilder.importers.odt.names import attribute, name, number, short, words
from briefbuilder.importers.odt.styles import Styles

_ADDRESS = re.compile(r"^(?:https?://|mailto:)\S+$", re.IGNORECASE)
_NO_TEXT = frozenset(
    {
        "text:tracked-changes", "text:note-citation", "text:ruby-text", "text:change", "text:change-start",
        "text:change-end", "text:bibliography-mark-source", "text:script", "office:forms", "svg:title", "svg:desc",
    }
)  # fmt: skip
_MOST_SPACES = 200


@dataclass(slots=True)
class Found:
    """What a paragraph holds: its content, and the frames that hang on it."""

    content: list[Inline] = field(default_factory=list)
    frames: list[_Element] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)


class InlineReader:
    """Reads paragraphs; `notes` collects the notes that are referred to, in order, by their ids.

    `formula` returns the signs of the formula that a frame holds, empty for any other frame.
    """

    def __init__(self, styles: Styles, formula: Callable[[_Element], str]) -> None:
        self._formula = formula
        self.notes: dict[str, _Element] = {}
        self._styles = styles
        self._marks = {"foot": 0, "end": 0}

    def read(self, paragraph: _Element, style: str) -> Found:
        """Return what a paragraph of that style holds."""
        found = Found()
        self._children(paragraph, self._styles.paragraph_form(style), found, 0)
        return found

    def _children(self, element: _Element, form: Span, found: Found, depth: int) -> None:
        if depth > TREE_DEPTH:
            return
        if element.text:
            found.content.append(replace(form, text=folded_spaces(element.text)))
        for child in element:
            kind = short(child)
            if kind and kind not in _NO_TEXT:
                self._child(child, kind, form, found, depth)
            if child.tail:
                found.content.append(replace(form, text=folded_spaces(child.tail)))

    def _child(self, child: _Element, kind: str, form: Span, found: Found, depth: int) -> None:
        if kind in {"text:s", "text:tab", "text:line-break"}:
            count = number(attribute(child, "text:c"), 1, _MOST_SPACES)
            text = {"text:tab": "\t", "text:line-break": "\n"}.get(kind, " " * count)
            found.content.append(replace(form, text=text))
        elif kind == "text:span":
            self._span(child, form, found, depth)
        elif kind == "text:a":
            address = attribute(child, "xlink:href").strip()
            link = address if _ADDRESS.match(address) else None
            self._children(child, replace(form, link=link or form.link, underline=False), found, depth + 1)
        elif not self._aside(child, kind, form, found) and not kind.startswith("office:"):
            self._children(child, form, found, depth + 1)

    def _aside(self, child: _Element, kind: str, form: Span, found: Found) -> bool:
        """Take what is no running text: a note, a frame, a comment, a field that shows nothing; tell whether it is one."""
        if kind == "text:note":
            found.content.append(self._note(child))
        elif kind.startswith("draw:"):
            formula = self._formula(child)
            if formula:
                found.content.append(replace(form, text=formula))
            else:
                found.frames.append(child)
        elif kind == "office:annotation":
            comment = _comment(child)
            if not comment.startswith("HTML:"):  # LibreOffice's own remarks on markup that it did not know
                found.dropped.append(("comment", comment))
        elif _is_hidden(child, kind):
            text = attribute(child, "text:string-value") or "".join(child.itertext())
            if text.strip():
                found.dropped.append(("hidden-text-dropped", first_words(text)))
        else:
            return False
        return True

    def _span(self, span: _Element, form: Span, found: Found, depth: int) -> None:
        style = attribute(span, "text:style-name")
        text = "".join(span.itertext())[:2000]
        if self._styles.is_hidden("text", style):
            if text.strip():
                found.dropped.append(("hidden-text-dropped", first_words(text)))
            return
        own = self._styles.form(form, style, text)
        self._children(span, replace(own, underline=own.underline and form.link is None), found, depth + 1)

    def _note(self, element: _Element) -> NoteReference:
        kind = "end" if attribute(element, "text:note-class") == "endnote" else "foot"
        self._marks[kind] += 1
        note = f"note:{kind}:{len(self.notes)}"
        self.notes[note] = element
        return NoteReference(note=note, mark=str(self._marks[kind]))


def _is_hidden(field: _Element, kind: str) -> bool:
    """Tell whether a field shows nothing: a text or a paragraph that a condition hides, a variable that is only set."""
    if kind == "text:hidden-text":
        return attribute(field, "text:is-hidden") != "false"
    if kind == "text:hidden-paragraph":
        return attribute(field, "text:is-hidden") == "true"
    return attribute(field, "text:display") == "none"


def _comment(annotation: _Element) -> str:
    author = annotation.findtext(name("dc:creator")) or ""
    text = first_words(words(annotation), 300)
    return f"{author}: {text}" if author else text
