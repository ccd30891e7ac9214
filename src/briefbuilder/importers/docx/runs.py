"""The inline content of a paragraph: runs with formatting, fields, links, notes and tracked changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml.etree import QName, _Element

from briefbuilder.domain.languages import EAST_ASIAN, RIGHT_TO_LEFT, base_language
from briefbuilder.domain.links import SAFE_LINK
from briefbuilder.domain.text import Inline, Note, NoteReference, Script, Span
from briefbuilder.importers.clean import CJK, RTL, first_words
from briefbuilder.importers.docx.package import Relationship
from briefbuilder.importers.docx.styles import DocxStyles
from briefbuilder.importers.docx.wordml import (
    child,
    effective_children,
    is_placeholder,
    join_texts,
    parse_int,
    parse_link,
    read_switch,
    value,
)
from briefbuilder.importers.formulas import omml_signs
from briefbuilder.importers.office.xml_names import prefixed_name, qn
from briefbuilder.importers.symbol_fonts import UNREADABLE, decode_symbols, symbol_character

_BUTTON = re.compile(r"^\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(?P<text>.*)", re.IGNORECASE | re.DOTALL)

_FIELD_SYMBOL = re.compile(
    r"^\s*SYMBOL\s+(?P<code>\d{1,7}|0x[0-9a-f]{1,6})(?:.*?\\f\s*\"?(?P<font>[^\"\\]*))?",
    re.IGNORECASE | re.DOTALL,
)

_EQUATION = re.compile(r"^\s*EQ\s+(?P<text>.*)", re.IGNORECASE | re.DOTALL)

_RUBY_EQUATION = re.compile(
    r"\\o(?:\\a[a-z])*\s*\(\s*\\s\\up\s*[\d.]*\s*\([^()]*\)\s*[,;](?P<base>[^()]*)\)", re.IGNORECASE
)
"""How Word writes ruby text as an equation field: an overstrike of raised text and base text."""

_FRACTION_EQUATION = re.compile(r"\\f\s*\(\s*([^(),;\\]+?)\s*[,;]\s*([^(),;\\]+?)\s*\)", re.IGNORECASE)
_SWITCH = re.compile(
    r"\\\*\s*(?:\w+|\"[^\"]*\")|\\[a-z]+\s*\d*|(?:(?<!\s)\s++)?\"Font:[^\"]*\"", re.IGNORECASE
)
_MAX_INSTRUCTION = 20_000

_CONTENTS_LIST = re.compile(r"^\s*(?:TOC|TOA|INDEX)(?![^\W_])", re.IGNORECASE)
"""The fields whose result is a table of contents, of authorities, or an index (ISO/IEC 29500-1, 17.16.5)."""

_MAX_CONTENTS_LISTS = 20
_MAX_ENTRY_LENGTH = 200
"""Code points: the maximum length of a table-of-contents entry without a page number or a link."""

_MIN_SHIFT, _MAX_SHIFTED = 4, 12
"""The least shift of a script, in half-points, and the most characters of one."""


_SCRIPT_LANGUAGES = {"w:eastAsia": EAST_ASIAN, "w:bidi": RIGHT_TO_LEFT | {"ku"}}
"""The languages of each script; some programs declare them with the wrong attribute."""

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

_ANCHORED = frozenset({"w:drawing", "w:pict", "w:object", "w:tbl"})
"""What is anchored to a paragraph; some programs wrongly put tables there."""

_NOTE_KINDS = {"w:footnoteReference": "foot", "w:endnoteReference": "end"}
_WITHOUT_TEXT = frozenset({"?:conflictDel", "?:contentPart"})
_BREAKS = {"w:br": "\n", "w:cr": "\n", "w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "\u2011"}


# Fields: their instructions, results, and what fields without a result show.


@dataclass(slots=True, eq=False, repr=False)
class _ComplexField:
    """An open complex field: its instruction up to the separator, then its result."""

    instruction: str = ""
    control: str = ""
    in_result: bool = False
    has_separator: bool = False
    has_text: bool = False
    is_contents_list: bool = False


class FieldTracker:
    """Tracks the complex fields of a part, which may continue in the next paragraph."""

    def __init__(self) -> None:
        self._open: list[_ComplexField] = []
        self._contents_lists = 0

    @property
    def is_contents_list(self) -> bool:
        """Whether the current position is in the result of a table of contents."""
        return any(open_field.is_contents_list for open_field in self._open)

    @property
    def is_hidden(self) -> bool:
        """Whether the current position is in a field instruction."""
        return any(not open_field.in_result for open_field in self._open)

    @property
    def link(self) -> str | None:
        """The address of the innermost open link."""
        return next(
            filter(None, (parse_link(open_field.instruction) for open_field in reversed(self._open))), None
        )

    @property
    def is_link(self) -> bool:
        """Whether a link is open, to an address or within the document."""
        return any(
            open_field.instruction.lstrip().upper().startswith("HYPERLINK") for open_field in self._open
        )

    def process(self, part: _Element, kind: str) -> str:
        """Process a field mark or instruction; return the text of a field that ends without a result."""
        if kind == "w:instrText":
            if (
                self._open
                and not self._open[-1].in_result
                and len(self._open[-1].instruction) < _MAX_INSTRUCTION
            ):
                self._open[-1].instruction += part.text or ""
            return ""
        mark_type = part.get(qn("w:fldCharType"))
        if mark_type == "begin":
            self._open.append(_ComplexField(control=_control_text(child(part, "w:ffData"))))
        elif mark_type == "separate" and self._open:
            self._open[-1].in_result = self._open[-1].has_separator = True
            if (
                _CONTENTS_LIST.match(self._open[-1].instruction)
                and self._contents_lists < _MAX_CONTENTS_LISTS
            ):
                self._contents_lists += 1
                self._open[-1].is_contents_list = _has_only_entries(part)
        elif mark_type == "end" and self._open:
            ended = self._open.pop()
            if not ended.has_text and not self.is_hidden:
                return ("" if ended.has_separator else ended.control) or _result_of_field(ended.instruction)
        return ""

    def mark_has_text(self) -> None:
        """Record that the open results contain text; results of symbol and ruby fields are often empty."""
        for open_field in self._open:
            open_field.has_text = True

    def end_paragraph(self) -> None:
        """End a paragraph; an instruction that would continue was never closed."""
        for open_field in self._open:
            open_field.in_result = True


def _has_only_entries(separator: _Element) -> bool:
    """Return whether the result of a table of contents ends before the text that it lists."""
    depth, is_text = 1, False
    for found in separator.xpath(
        "following::w:fldChar | following::w:p", namespaces={"w": str(QName(separator).namespace)}
    ):
        if found.tag == qn("w:p"):
            if is_text:
                return False
            is_text = is_body_text(found)
        else:
            depth += {"begin": 1, "end": -1}.get(found.get(qn("w:fldCharType")) or "", 0)
            if not depth:
                return True
    return False


def is_body_text(paragraph: _Element) -> bool:
    """Return whether a paragraph is longer than a table-of-contents entry."""
    if next(paragraph.iter(qn("w:hyperlink"), qn("w:instrText"), qn("w:fldSimple")), None) is not None:
        return False
    text = join_texts(paragraph).rstrip()
    return len(text) > _MAX_ENTRY_LENGTH and not text[-1].isdigit()


def _control_text(data: _Element | None) -> str:
    """Return the value of a legacy form control, whose field has no result."""
    dropdown = child(data, "w:ddList")
    if dropdown is not None:
        entries = list(dropdown.iterchildren(qn("w:listEntry")))
        index = parse_int(value(dropdown, "w:result")) or parse_int(value(dropdown, "w:default")) or 0
        return (entries[index].get(qn("w:val")) or "") if 0 <= index < len(entries) else ""
    check_box = child(data, "w:checkBox")
    if check_box is not None:
        checked = read_switch(check_box, "w:checked")
        return "☒" if (read_switch(check_box, "w:default") if checked is None else checked) else "☐"
    return ""


def _result_of_field(instruction: str) -> str:
    """Return the text of a field without a result."""
    button = _BUTTON.match(instruction)
    if button:
        return button["text"].strip()
    symbol_match = _FIELD_SYMBOL.match(instruction)
    if symbol_match:
        return symbol_character(
            (symbol_match["font"] or "").strip(),
            int(symbol_match["code"], 16 if "x" in symbol_match["code"].lower() else 10),
        )
    equation = _EQUATION.match(instruction)
    if equation:
        text = _RUBY_EQUATION.sub(lambda found: found["base"], equation["text"])
        return _SWITCH.sub("", _FRACTION_EQUATION.sub(r"\1/\2", text)).strip()
    return ""


# Languages of runs and of the document.


def run_language(layers: Iterable[_Element], text: str, document_language: str) -> str | None:
    """Return the language of a run, None if it is that of the document (`base`); layers are nearest first."""
    attribute = "w:eastAsia" if CJK.search(text) else "w:bidi" if RTL.search(text) else "w:val"
    for layer in layers:
        declared = child(layer, "w:lang")
        if declared is None:
            continue
        if read_switch(layer, "w:rtl"):
            attribute = "w:bidi"
        language = declared.get(qn(attribute))
        if attribute != "w:val" and base_language(language or "") not in _SCRIPT_LANGUAGES[attribute]:
            # LibreOffice declares Hindi for what runs from right to left where nobody chose a language.
            default_language = declared.get(qn("w:val")) or ""
            language = (
                default_language if base_language(default_language) in _SCRIPT_LANGUAGES[attribute] else None
            )
        if language is not None:
            return language if base_language(language) not in {"", document_language, "x"} else None
    return None


def main_language(body: _Element, styles: _Element | None, docx_styles: DocxStyles) -> str | None:
    """Return the language of most letters by their runs, styles or the default."""
    default = child(styles, "w:docDefaults", "w:rPrDefault", "w:rPr")
    counts: Counter[str] = Counter()
    for paragraph in body.iter(qn("w:p")):
        style_layers = (*docx_styles.paragraph_run_properties(value(paragraph, "w:pPr", "w:pStyle")), default)
        for run in paragraph.iter(qn("w:r")):
            declarations = (child(layer, "w:lang") for layer in (child(run, "w:rPr"), *style_layers))
            declared = (layer.get(qn("w:val")) for layer in declarations if layer is not None)
            language = next(filter(None, declared), "")
            counts[language] += sum(len(text.text or "") for text in run.iterchildren(qn("w:t")))
    return counts.most_common(1)[0][0] or None if counts else None


RunLetters = tuple[bool | None, int | None]
"""What a run says on its letters: whether they are bold, and their size in half-points."""


@dataclass(slots=True, eq=False, repr=False)
class RunContents:
    """The content of a paragraph, the drawings and tables anchored to it, and what was dropped.

    `letters` counts the letters by what their runs say; `entry` is its text in a table of contents.
    """

    content: list[Inline] = field(default_factory=list)
    letters: Counter[RunLetters] = field(default_factory=Counter)
    drawings: list[_Element] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    entry: str = ""


class RunReader:
    """Reads the runs of one part; `notes` collects the referenced notes in order."""

    def __init__(self, styles: DocxStyles, relations: dict[str, Relationship], language: str | None) -> None:
        self.notes: list[tuple[str, str]] = []
        self._marks: dict[tuple[str, str], str] = {}
        self._styles = styles
        self._relations = relations
        self._language = base_language(language)
        self._fields = FieldTracker()
        self._paragraph_layers: tuple[_Element, ...] = ()
        self._is_inner_link = False

    def read(self, paragraph: _Element) -> RunContents:
        """Return the contents of a paragraph. A field may continue in the next one."""
        contents = RunContents()
        self._paragraph_layers = self._styles.paragraph_run_properties(value(paragraph, "w:pPr", "w:pStyle"))
        self._read_children(paragraph, contents, None)
        self._fields.end_paragraph()
        if contents.entry.strip():
            contents.dropped.append(("contents-list-removed", first_words(contents.entry)))
        return contents

    def target_name(self, relation: str) -> str:
        """Return the file name of a relationship's target."""
        found = self._relations.get(relation)
        return found.target.rpartition("/")[2] if found is not None else relation

    def note(self, key: tuple[str, str], content: tuple[Inline, ...]) -> Note:
        """Return a referenced note with its content; `key` is its kind, "foot" or "end", and its number."""
        placement: Literal["foot", "end"] = "foot" if key[0] == "foot" else "end"
        return Note(id=note_id(*key), content=content, placement=placement, mark=self._marks.get(key, ""))

    def _read_children(self, element: _Element, contents: RunContents, link: str | None) -> None:
        for part in effective_children(element):
            kind = _kind_of(part)
            if kind == "w:r":
                self._read_run(part, contents, link)
            elif kind == "w:hyperlink":
                self._is_inner_link = not part.get(qn("r:id")) and bool(part.get(qn("w:anchor")))
                self._read_children(part, contents, self._hyperlink_target(part) or link)
                self._is_inner_link = False
            elif kind == "w:fldSimple":
                self._read_simple_field(part, contents, link)
            elif kind in _WRAPPERS:
                self._read_children(part, contents, link)
            elif kind in _DROPPED:
                self._report_dropped(part, contents, _DROPPED[kind])
            elif kind == "w:tbl":
                contents.drawings.append(part)
            elif kind in {"m:oMath", "m:oMathPara"}:
                contents.content.extend(
                    Span(text, script=script, link=link) for text, script in omml_signs(part)
                )
            elif kind.startswith("?:") and kind not in _WITHOUT_TEXT:
                self._read_children(part, contents, link)

    def _read_simple_field(self, part: _Element, contents: RunContents, link: str | None) -> None:
        instruction = part.get(qn("w:instr")) or ""
        if _CONTENTS_LIST.match(instruction):
            contents.entry += join_texts(part)
        else:
            self._read_children(part, contents, parse_link(instruction) or link)

    @staticmethod
    def _report_dropped(part: _Element, contents: RunContents, code: str) -> None:
        text = join_texts(part, "w:delText", "w:t")
        if code and text.strip():
            contents.dropped.append((code, first_words(text)))

    def _read_run(self, run: _Element, found: RunContents, link: str | None) -> None:
        properties = child(run, "w:rPr")
        layers = self._property_layers(properties)
        looks = _letter_switch(layers, "w:b"), _letter_size(layers)
        hidden = self._is_hidden(properties)
        if hidden:
            text = join_texts(run)
            if text.strip():
                found.dropped.append(("hidden-text-dropped", first_words(text)))
        span: Span | None = None
        for part in effective_children(run):
            kind = prefixed_name(part)
            if kind in {"w:fldChar", "w:instrText"}:
                characters = self._fields.process(part, kind)
            elif hidden or self._fields.is_hidden or self._collect_anchored(part, kind, found, link):
                continue
            elif kind in _NOTE_KINDS:
                if self._add_note_reference(part, kind, run, found):
                    return
                continue
            else:
                characters = _text_of(part, kind, properties)
            if characters and not hidden:
                self._fields.mark_has_text()
                if self._fields.is_contents_list:
                    found.entry += characters
                    continue
                span = span or self._make_span(properties, join_texts(run), link or self._fields.link)
                found.content.append(replace(span, text=characters))
                found.letters[looks] += len(characters.strip())

    def _collect_anchored(self, part: _Element, kind: str, contents: RunContents, link: str | None) -> bool:
        """Collect a drawing or the base of ruby text; return whether the part was one."""
        if kind in _ANCHORED:
            contents.drawings.append(part)
        elif kind == "w:ruby":
            self._read_children(part, contents, link)
        else:
            return False
        return True

    def _add_note_reference(self, part: _Element, kind: str, run: _Element, found: RunContents) -> bool:
        """Add a note reference; return whether the rest of the run is its custom mark."""
        note = (_NOTE_KINDS[kind], part.get(qn("w:id")) or "")
        has_custom_mark = (part.get(qn("w:customMarkFollows")) or "0") in {"1", "true", "on"}
        if note not in self._marks:
            numbered = sum(other[0] == note[0] and self._marks[other].isdecimal() for other in self.notes)
            self._marks[note] = join_texts(run).strip() if has_custom_mark else str(numbered + 1)
            self.notes.append(note)
        found.content.append(NoteReference(note=note_id(*note), mark=self._marks[note]))
        return has_custom_mark

    def _hyperlink_target(self, hyperlink: _Element) -> str | None:
        relation = self._relations.get(hyperlink.get(qn("r:id")) or "")
        if relation is None or not relation.external or not SAFE_LINK.match(relation.target):
            return None
        anchor = hyperlink.get(qn("w:anchor"))
        return f"{relation.target}#{anchor}" if anchor and "#" not in relation.target else relation.target

    def _property_layers(self, properties: _Element | None) -> list[_Element]:
        """Return the properties of a run and its character style, nearest first."""
        if properties is None:
            return []
        return [properties, *self._styles.run_properties(value(properties, "w:rStyle"))]

    def _is_hidden(self, properties: _Element | None) -> bool:
        return bool(_first_switch((*self._property_layers(properties), *self._paragraph_layers), "w:vanish"))

    def _make_span(self, properties: _Element | None, text: str, link: str | None) -> Span:
        layers = self._property_layers(properties)
        if not layers and not self._paragraph_layers:
            return Span("", link=link)
        is_link = link is not None or self._is_inner_link or self._fields.is_link
        return Span(
            "",
            bold=bool(_letter_switch(layers, "w:b")),
            italic=bool(_letter_switch(layers, "w:i")),
            underline=not is_link and bool(_first_switch(layers, "w:u")),
            strike=bool(_first_switch(layers, "w:strike") or _first_switch(layers, "w:dstrike")),
            code=self._styles.is_code(value(properties, "w:rStyle")),
            script=_vertical_position(layers, text),
            link=link,
            language=run_language((*layers, *self._paragraph_layers), text, self._language),
        )


def _kind_of(part: _Element) -> str:
    kind = prefixed_name(part)
    return "placeholder" if kind == "w:sdt" and is_placeholder(part) else kind


def note_id(kind: str, number: str) -> str:
    """Return the provisional id of a footnote or endnote."""
    return f"note:{kind}:{number}"


def _first_switch(layers: Iterable[_Element], tag: str) -> bool | None:
    return next((found for layer in layers if (found := read_switch(layer, tag)) is not None), None)


def _letter_tags(layers: Sequence[_Element], tag: str) -> tuple[str, ...]:
    """Return the names of a property of letters: those from right to left have their own, which some programs leave out."""
    return (f"{tag}Cs", tag) if _first_switch(layers, "w:rtl") else (tag,)


def _letter_switch(layers: Sequence[_Element], tag: str) -> bool | None:
    found = (_first_switch(layers, name) for name in _letter_tags(layers, tag))
    return next((switch for switch in found if switch is not None), None)


def _letter_size(layers: Sequence[_Element]) -> int | None:
    tags = _letter_tags(layers, "w:sz")
    return next(filter(None, (parse_int(value(layer, tag)) for tag in tags for layer in layers)), None)


def _vertical_position(layers: Sequence[_Element], text: str) -> Script:
    """Return the script of a run; a few signs that are higher or lower are also raised or lowered."""
    for layer in layers:
        found = value(layer, "w:vertAlign")
        if found is not None:
            return "super" if found == "superscript" else "sub" if found == "subscript" else "baseline"
    shift = next(filter(None, (parse_int(value(layer, "w:position")) for layer in layers)), 0)
    if abs(shift) < _MIN_SHIFT or len(text.strip()) > _MAX_SHIFTED:
        return "baseline"
    return "super" if shift > 0 else "sub"


def _text_of(part: _Element, kind: str, properties: _Element | None) -> str:
    if kind == "w:t":
        text = (part.text or "").replace("\n", " ")  # Word treats line ends in the file as spaces
        return text if text.isprintable() else decode_symbols(text, _font_name(properties))
    if kind == "w:sym":
        code = part.get(qn("w:char")) or ""
        is_valid = len(code) <= 6 and all(digit in "0123456789abcdefABCDEF" for digit in code) and code
        return symbol_character(part.get(qn("w:font")) or "", int(code, 16)) if is_valid else UNREADABLE
    if kind == "w:br" and part.get(qn("w:type")) in {"page", "column"}:
        return " "
    return _BREAKS.get(kind, "")


def _font_name(properties: _Element | None) -> str:
    fonts = child(properties, "w:rFonts")
    return (fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "") if fonts is not None else ""
