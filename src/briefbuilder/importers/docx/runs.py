"""The inline content of a paragraph: runs with their form, fields, links, notes, insertions and deletions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from briefbuilder.domain.text import Inline, NoteReference, Script, Span
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.names import child, chosen, name, short, switched, texts, value
from briefbuilder.importers.docx.package import Relation
from briefbuilder.importers.docx.styles import Styles

_LINK_FIELD = re.compile(r"""^\s*HYPERLINK\s+(?!\\l)"([^"]+)\"""")
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
_DROPPED = {"w:del": "deletion-dropped", "w:moveFrom": ""}
_BREAKS = {"w:br": "\n", "w:cr": "\n", "w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "\u2011"}
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(slots=True)
class Found:
    """What a paragraph's runs hold: its content, and the pictures and text boxes that hang on it."""

    content: list[Inline] = field(default_factory=list)
    drawings: list[_Element] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    """A complex field that is open: its instruction until the separator, its result after it."""

    instruction: str = ""
    in_result: bool = False


class RunReader:
    """Reads the runs of one part; `notes` collects the notes that are referred to, in order."""

    def __init__(self, styles: Styles, relations: dict[str, Relation], language: str | None) -> None:
        self.notes: list[tuple[str, str]] = []
        self._styles = styles
        self._relations = relations
        self._language = (language or "").partition("-")[0].lower()
        self._fields: list[_Field] = []

    def read(self, paragraph: _Element) -> Found:
        """Return what a paragraph holds. A field may run on into the next paragraph."""
        found = Found()
        self._children(paragraph, found, None)
        return found

    def _children(self, element: _Element, found: Found, link: str | None) -> None:
        for part in chosen(element):
            kind = short(part)
            if kind == "w:r":
                self._run(part, found, link)
            elif kind == "w:hyperlink":
                self._children(part, found, self._target(part) or link)
            elif kind == "w:fldSimple":
                address = _LINK_FIELD.match(part.get(name("w:instr")) or "")
                self._children(part, found, address[1] if address and _ADDRESS.match(address[1]) else link)
            elif kind in _WRAPPERS:
                self._children(part, found, link)
            elif kind in _DROPPED:
                self._drop(part, found, _DROPPED[kind])
            elif kind in {"m:oMath", "m:oMathPara"}:
                found.content.append(Span(texts(part, "m:t")))

    @staticmethod
    def _drop(part: _Element, found: Found, code: str) -> None:
        text = texts(part, "w:delText", "w:t")
        if code and text.strip():
            found.dropped.append((code, first_words(text)))

    def _run(self, run: _Element, found: Found, link: str | None) -> None:
        properties = child(run, "w:rPr")
        if self._is_hidden(properties):
            text = texts(run)
            if text.strip():
                found.dropped.append(("hidden-text-dropped", first_words(text)))
            return
        form: Span | None = None
        for part in chosen(run):
            kind = short(part)
            if kind in {"w:fldChar", "w:instrText"}:
                self._field(part, kind)
            elif any(not open_field.in_result for open_field in self._fields):
                continue
            elif kind == "w:t" or kind in _BREAKS or kind == "w:sym":
                form = form or self._form(properties, texts(run), link or self._field_link())
                found.content.append(replace(form, text=_characters(part, kind)))
            elif kind in {"w:footnoteReference", "w:endnoteReference"}:
                self._note(part, kind, found)
            elif kind in {"w:drawing", "w:pict", "w:object"}:
                _drawn(part, found)
            elif kind == "w:ruby":
                self._children(part, found, link)

    def _note(self, part: _Element, kind: str, found: Found) -> None:
        note = ("foot" if kind == "w:footnoteReference" else "end", part.get(name("w:id")) or "")
        if note not in self.notes:
            self.notes.append(note)
        alike = [kept for kept in self.notes if kept[0] == note[0]]
        mark = str(alike.index(note) + 1)
        found.content.append(NoteReference(note=note_id(*note), mark=mark))

    def _field(self, part: _Element, kind: str) -> None:
        """Follow a complex field: its instruction is no text, its result is."""
        if kind == "w:instrText":
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].instruction += part.text or ""
            return
        step = part.get(name("w:fldCharType"))
        if step == "begin":
            self._fields.append(_Field())
        elif step == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif step == "end" and self._fields:
            self._fields.pop()

    def _field_link(self) -> str | None:
        for open_field in reversed(self._fields):
            link = _LINK_FIELD.match(open_field.instruction)
            if link and _ADDRESS.match(link[1]):
                return link[1]
        return None

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
        return bool(_nearest(self._layers(properties), "w:vanish"))

    def _form(self, properties: _Element | None, text: str, link: str | None) -> Span:
        layers = self._layers(properties)
        if not layers:
            return Span("", link=link)
        is_link = link is not None
        return Span(
            "",
            bold=bool(_nearest(layers, "w:b")),
            italic=bool(_nearest(layers, "w:i")),
            underline=not is_link and bool(_nearest(layers, "w:u")),
            strike=bool(_nearest(layers, "w:strike") or _nearest(layers, "w:dstrike")),
            code=self._styles.is_code(value(properties, "w:rStyle")),
            script=_script(layers),
            link=link,
            language=self._other_language(layers, text),
        )

    def _other_language(self, layers: Iterable[_Element], text: str) -> str | None:
        """Return a run's language where it is not the document's."""
        attribute = "w:eastAsia" if _WIDE.search(text) else "w:val"
        for layer in layers:
            declared = child(layer, "w:lang")
            if declared is not None:
                if switched(layer, "w:rtl"):
                    attribute = "w:bidi"
                language = declared.get(name(attribute)) or ""
                base = language.partition("-")[0].lower()
                return language if base and base not in {self._language, "x"} else None
        return None


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


def _characters(part: _Element, kind: str) -> str:
    if kind == "w:t":
        return part.text or ""
    if kind == "w:sym":
        return _symbol(part.get(name("w:char")) or "")
    if kind == "w:br" and part.get(name("w:type")) in {"page", "column"}:
        return " "
    return _BREAKS[kind]


def _symbol(code: str) -> str:
    """Return the character of a symbol; those of private fonts are marked as unreadable."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    return "\ufffd" if "\ue000" <= character <= "\uf8ff" else character


def _drawn(part: _Element, found: Found) -> None:
    """Set a drawing's text boxes and pictures aside."""
    boxes = list(part.iter(name("w:txbxContent")))
    outer = [box for box in boxes if not any(held in boxes for held in box.iterancestors())]
    seen: set[str] = set()
    for box in outer:
        words = texts(box)
        if words not in seen:  # the fallback of an alternative holds the same words again
            seen.add(words)
            found.boxes.append(box)
    found.drawings.append(part)
