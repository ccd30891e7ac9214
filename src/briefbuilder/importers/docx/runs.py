"""The inline content of a paragraph: runs with their form, fields, links, notes, insertions and deletions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from briefbuilder.domain.text import Inline, NoteReference, Script, Span
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.fields import Fields, link_of
from briefbuilder.importers.docx.languages import language_of, primary
from briefbuilder.importers.docx.mathematics import line_of
from briefbuilder.importers.docx.names import (
    child,
    chosen,
    is_placeholder,
    name,
    short,
    switched,
    texts,
    value,
)
from briefbuilder.importers.docx.package import Relation
from briefbuilder.importers.docx.styles import Styles
from briefbuilder.importers.docx.symbols import UNREADABLE, readable, symbol

_ADDRESS = re.compile(r"^(?:https?://|mailto:)\S+$", re.IGNORECASE)
_WRAPPERS = frozenset(
    [
        "w:ins",
        "w:moveTo",
        "w:smartTag",
        "w:sdt",
        "w:sdtContent",
        "w:customXml",
        "w:bdo",
        "w:dir",
        "w:ruby",
        "w:rubyBase",
    ]
)
_DROPPED = {"w:del": "deletion-dropped", "w:moveFrom": "", "placeholder": "placeholder-dropped"}
_HANGING = frozenset({"w:drawing", "w:pict", "w:object", "w:tbl"})
"""What hangs on a paragraph; some programs put a table into one, where none should be."""

_NOTES = {"w:footnoteReference": "foot", "w:endnoteReference": "end"}
_NO_TEXT = frozenset({"?:conflictDel", "?:contentPart"})
_BREAKS = {"w:br": "\n", "w:cr": "\n", "w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "\u2011"}


@dataclass(slots=True)
class Found:
    """What a paragraph's runs hold: its content, and the drawings and tables that hang on it."""

    content: list[Inline] = field(default_factory=list)
    drawings: list[_Element] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)


class RunReader:
    """Reads the runs of one part; `notes` collects the notes that are referred to, in order."""

    def __init__(self, styles: Styles, relations: dict[str, Relation], language: str | None) -> None:
        self.notes: list[tuple[str, str]] = []
        self._marks: dict[tuple[str, str], str] = {}
        self._styles = styles
        self._relations = relations
        self._language = primary(language)
        self._fields = Fields()
        self._styled: tuple[_Element, ...] = ()
        self._inner_link = False

    def read(self, paragraph: _Element) -> Found:
        """Return what a paragraph holds. A field may run on into the next paragraph."""
        found = Found()
        self._styled = self._styles.lasting_forms(value(paragraph, "w:pPr", "w:pStyle"))
        self._children(paragraph, found, None)
        self._fields.end_paragraph()
        return found

    def target(self, relation: str) -> str:
        """Return the name, without its folders, of the part that a relationship leads to."""
        found = self._relations.get(relation)
        return found.target.rpartition("/")[2] if found is not None else relation

    def mark(self, note: tuple[str, str]) -> str:
        """Return the mark of a note that is referred to."""
        return self._marks.get(note, "")

    def _children(self, element: _Element, found: Found, link: str | None) -> None:
        for part in chosen(element):
            kind = _kind(part)
            if kind == "w:r":
                self._run(part, found, link)
            elif kind == "w:hyperlink":
                self._inner_link = not part.get(name("r:id")) and bool(part.get(name("w:anchor")))
                self._children(part, found, self._target(part) or link)
                self._inner_link = False
            elif kind == "w:fldSimple":
                self._children(part, found, link_of(part.get(name("w:instr")) or "") or link)
            elif kind in _WRAPPERS:
                self._children(part, found, link)
            elif kind in _DROPPED:
                self._drop(part, found, _DROPPED[kind])
            elif kind == "w:tbl":
                found.drawings.append(part)
            elif kind in {"m:oMath", "m:oMathPara"}:
                found.content.append(Span(line_of(part), link=link))
            elif kind.startswith("?:") and kind not in _NO_TEXT:
                self._children(part, found, link)

    @staticmethod
    def _drop(part: _Element, found: Found, code: str) -> None:
        text = texts(part, "w:delText", "w:t")
        if code and text.strip():
            found.dropped.append((code, first_words(text)))

    def _run(self, run: _Element, found: Found, link: str | None) -> None:
        properties = child(run, "w:rPr")
        hidden = self._is_hidden(properties)
        if hidden:
            text = texts(run)
            if text.strip():
                found.dropped.append(("hidden-text-dropped", first_words(text)))
        form: Span | None = None
        for part in chosen(run):
            kind = short(part)
            if kind in {"w:fldChar", "w:instrText"}:
                characters = self._fields.take(part, kind)
            elif hidden or self._fields.hide or self._hangs(part, kind, found, link):
                continue
            elif kind in _NOTES:
                if self._note(part, kind, run, found):
                    return
                continue
            else:
                characters = _characters(part, kind, properties)
            if characters and not hidden:
                self._fields.say()
                form = form or self._form(properties, texts(run), link or self._fields.link)
                found.content.append(replace(form, text=characters))

    def _hangs(self, part: _Element, kind: str, found: Found, link: str | None) -> bool:
        """Take a drawing, or a text with its reading over it; tell whether it is one."""
        if kind in _HANGING:
            found.drawings.append(part)
        elif kind == "w:ruby":
            self._children(part, found, link)
        else:
            return False
        return True

    def _note(self, part: _Element, kind: str, run: _Element, found: Found) -> bool:
        """Add the place of a note; tell whether the rest of the run is the note's own mark."""
        note = (_NOTES[kind], part.get(name("w:id")) or "")
        own = (part.get(name("w:customMarkFollows")) or "0") in {"1", "true", "on"}
        if note not in self._marks:
            counted = sum(kept[0] == note[0] and self._marks[kept].isdecimal() for kept in self.notes)
            self._marks[note] = texts(run).strip() if own else str(counted + 1)
            self.notes.append(note)
        found.content.append(NoteReference(note=note_id(*note), mark=self._marks[note]))
        return own

    def _target(self, hyperlink: _Element) -> str | None:
        relation = self._relations.get(hyperlink.get(name("r:id")) or "")
        if relation is None or not relation.external or not _ADDRESS.match(relation.target):
            return None
        anchor = hyperlink.get(name("w:anchor"))
        return f"{relation.target}#{anchor}" if anchor and "#" not in relation.target else relation.target

    def _layers(self, properties: _Element | None) -> list[_Element]:
        """Return a run's own properties and those of its character style, nearest first."""
        if properties is None:
            return []
        return [properties, *self._styles.forms(value(properties, "w:rStyle"))]

    def _is_hidden(self, properties: _Element | None) -> bool:
        return bool(_nearest((*self._layers(properties), *self._styled), "w:vanish"))

    def _form(self, properties: _Element | None, text: str, link: str | None) -> Span:
        layers = self._layers(properties)
        if not layers and not self._styled:
            return Span("", link=link)
        is_link = link is not None or self._inner_link or self._fields.is_link
        return Span(
            "",
            bold=bool(_nearest(layers, "w:b")),
            italic=bool(_nearest(layers, "w:i")),
            underline=not is_link and bool(_nearest(layers, "w:u")),
            strike=bool(_nearest(layers, "w:strike") or _nearest(layers, "w:dstrike")),
            code=self._styles.is_code(value(properties, "w:rStyle")),
            script=_script(layers),
            link=link,
            language=language_of((*layers, *self._styled), text, self._language),
        )


def _kind(part: _Element) -> str:
    kind = short(part)
    return "placeholder" if kind == "w:sdt" and is_placeholder(part) else kind


def note_id(kind: str, number: str) -> str:
    """Return the provisional id of a foot- or endnote."""
    return f"note:{kind}:{number}"


def _nearest(layers: Iterable[_Element], tag: str) -> bool | None:
    return next((found for layer in layers if (found := switched(layer, tag)) is not None), None)


def _script(layers: Iterable[_Element]) -> Script:
    for layer in layers:
        found = value(layer, "w:vertAlign")
        if found is not None:
            return "super" if found == "superscript" else "sub" if found == "subscript" else "baseline"
    return "baseline"


def _characters(part: _Element, kind: str, properties: _Element | None) -> str:
    if kind == "w:t":
        text = (part.text or "").replace("\n", " ")  # a line end within the file is a space to Word
        return text if text.isprintable() else readable(text, _font(properties))
    if kind == "w:sym":
        code = part.get(name("w:char")) or ""
        known = len(code) <= 6 and all(digit in "0123456789abcdefABCDEF" for digit in code) and code
        return symbol(part.get(name("w:font")) or "", int(code, 16)) if known else UNREADABLE
    if kind == "w:br" and part.get(name("w:type")) in {"page", "column"}:
        return " "
    return _BREAKS.get(kind, "")


def _font(properties: _Element | None) -> str:
    fonts = child(properties, "w:rFonts")
    return (fonts.get(name("w:ascii")) or fonts.get(name("w:hAnsi")) or "") if fonts is not None else ""
