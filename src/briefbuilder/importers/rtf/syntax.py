"""RTF syntax: tokens, control words, character sets and group state."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from locale import windows_locale
from typing import Literal

from lxml.etree import SubElement, _Element

from briefbuilder.importers.office.xml_names import qn

CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The character set of each `\\fcharset`; 1 is the document's own, 2 is for symbols."""

MULTIBYTE = frozenset({"cp932", "cp949", "johab", "gb18030", "cp950"})
"""The character sets in which not every byte is a character."""

NAMED_CHARSETS = {
    " CE": 238, " Cyr": 204, " Greek": 161, " Tur": 162, " (Hebrew)": 177, " (Arabic)": 178, " Baltic": 186,
    " (Vietnamese)": 163, " (Thai)": 222,
}  # fmt: skip
"""The character sets at the end of font names, as Windows gave them."""

SYMBOL_CHARSET = 2

_DEFAULT_REGION, _LANGUAGE_BITS = 0x400, 0x3FF
"""The bit of the default region in a language id, and those of the language (MS-LCID)."""

WORD_CHARACTERS = {
    b"emdash": "\u2014", b"endash": "\u2013", b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "\u201c",
    b"rdblquote": "\u201d", b"bullet": "\u2022", b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005",
    b"zwj": "\u200d", b"zwnj": "\u200c", b"ltrmark": "\u200e", b"rtlmark": "\u200f", b"tab": "\t", b"line": "\n",
    b"softline": "\n", b"page": " ", b"column": " ",
}  # fmt: skip
"""Control words for characters."""

SYMBOL_CHARACTERS = {b"~": "\u00a0", b"_": "\u2011", b"\t": "\t"}
"""Control symbols for characters."""

SKIPPED = frozenset(
    {
        b"colortbl", b"filetbl", b"revtbl", b"generator", b"xe", b"tc", b"rxe", b"template", b"nonshppict",
        b"nonesttables",  b"panose", b"datafield", b"themedata", b"latentstyles", b"datastore",
        b"shprslt", b"bkmkstart", b"bkmkend", b"upr", b"falt", b"objdata", b"objclass", b"formfield", b"ftnsep",
        b"ftnsepc", b"aftnsep", b"aftnsepc", b"userprops", b"fchars", b"lchars", b"xmlnstbl", b"mmathPr", b"mhtmltag",
        b"htmltag", b"background", b"mmathPict",
    }
)  # fmt: skip

FORMULA_PROPERTIES = re.compile(rb"^m\w+Pr$")
"""The property groups of formulas."""

FLOWS = {
    b"footnote": "foot", b"header": "header", b"headerl": "header", b"headerr": "header", b"headerf": "header",
    b"footer": "footer", b"footerl": "footer", b"footerr": "footer", b"footerf": "footer", b"annotation": "comment",
    b"shptxt": "box", b"dptxbxtext": "box",
}  # fmt: skip
VALUES = frozenset({b"listtext", b"pntext", b"title", b"author", b"subject", b"sn", b"sv", b"atnauthor"})

SWITCHES = {
    b"b": "bold", b"i": "italic", b"strike": "strike", b"striked": "strike", b"v": "hidden", b"deleted": "deleted",
    b"ul": "underline", b"uld": "underline", b"uldb": "underline", b"ulw": "underline", b"ulth": "underline",
    b"ab": "associated_bold",
}  # fmt: skip
SCRIPTS = {
    b"super": "superscript", b"sub": "subscript", b"up": "superscript", b"dn": "subscript", b"nosupersub": "",
}  # fmt: skip
_SHIFTS, _MIN_SHIFT = frozenset({b"up", b"dn"}), 4
"""Words with a number of half-points, and from how many on a shift is a script."""
MACHINE_CHARSETS = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
_NUMBERS = {
    b"lang": "language", b"langfe": "east_asian", b"alang": "right_to_left", b"fs": "size", b"afs": "associated_size",
}  # fmt: skip
_SCRIPT_CLASSES = frozenset({b"loch", b"hich", b"dbch", b"ltrch", b"rtlch"})
"""Words before letters of one kind of scripts, which have a language of their own."""

_NO_LANGUAGE = 1024
DEFAULT_SIZE, _MAX_SIZE = 24, 3276
"""Half-points: the size of letters for which a file states none, and the largest."""
_SIZES = frozenset({"size", "associated_size"})
_NO_UNDERLINE = b"ulnone"

_PARAGRAPH_WORDS = {
    b"s": "style", b"ls": "list", b"ilvl": "level", b"li": "indent", b"lin": "indent", b"outlinelevel": "outline", b"ri": "right_indent", b"rin": "right_indent",
    b"intbl": "table_depth", b"itap": "table_depth",
}  # fmt: skip
_BOUNDS = {"level": (0, 8), "table_depth": (0, 50)}

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?(?:\d*) ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)


def windows_language(number: int) -> str:
    """Return the BCP 47 tag of a Windows language id, with its region; "" if unknown."""
    named = windows_locale.get(number) or windows_locale.get(_DEFAULT_REGION | (number & _LANGUAGE_BITS), "")
    language, _, region = named.partition("_")
    return f"{language}-{region}" if number in windows_locale and len(region) == 2 else language


def code_page_codec(page: int) -> str:
    """Return the codec of a Windows code page."""
    return {10000: "mac_roman", 65001: "utf-8", 936: "gb18030", 54936: "gb18030", 1361: "johab"}.get(
        page, f"cp{page}"
    )


# Group state

Destination = Literal[
    "body", "skip", "fonts", "styles", "lists", "overrides", "info", "value", "instruction", "picture", "shape",
    "list", "row",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterFormat:
    """Character properties, with sizes in half-points and the languages for Latin, East Asian and right-to-left text.

    `script_class` is the last word for a kind of scripts: letters of another kind are another run.
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    script: str = ""
    hidden: bool = False
    deleted: bool = False
    style: int | None = None
    size: int = DEFAULT_SIZE
    associated_bold: bool = False
    associated_size: int = DEFAULT_SIZE
    language: int = 0
    east_asian: int = 0
    right_to_left: int = 0
    script_class: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphFormat:
    """Paragraph properties.

    `table_depth` counts nested tables, `indent` and `right_indent` are in twips, `list_text` is the list mark in the file for programs
    without lists.
    """

    style: int | None = None
    list: int = 0
    level: int = 0
    outline: int | None = None
    table_depth: int = 0
    indent: int = 0
    right_indent: int = 0
    list_text: str = ""
    bullet: bool | None = None


@dataclass(slots=True)
class GroupState:
    """The state of a group."""

    destination: Destination = "body"
    characters: CharacterFormat = field(default_factory=CharacterFormat)
    paragraph: ParagraphFormat = field(default_factory=ParagraphFormat)
    font: int | None = None
    fallback_length: int = 1
    is_starred: bool = False
    is_first_word: bool = True
    value: str = ""
    outer: Destination = "body"
    close_actions: tuple[Callable[[], None], ...] = ()

    def inner(self) -> GroupState:
        """Return the state of a group that opens within this one."""
        return replace(self, is_starred=False, is_first_word=True, close_actions=(), outer=self.destination)


# Control words by their effect on the group

DESTINATIONS: dict[bytes, Destination] = {
    b"fonttbl": "fonts", b"stylesheet": "styles", b"listtable": "lists", b"listoverridetable": "overrides",
    b"info": "info", b"fldinst": "instruction", b"pict": "picture", b"shpinst": "shape", b"sp": "shape",
    b"nesttableprops": "row", b"pn": "list", b"picprop": "shape", b"do": "shape", b"moMath": "body",
    b"moMathPara": "body",
}  # fmt: skip


# Effects of control words on character and paragraph properties


def apply_character_word(
    characters: CharacterFormat, word: bytes, number: int | None
) -> CharacterFormat | None:
    """Return the character properties after a control word, or None if it does not affect them."""
    on = number != 0
    if word == b"plain":
        return replace(CharacterFormat(), deleted=characters.deleted)
    if word in SWITCHES or word == _NO_UNDERLINE:
        switch = {SWITCHES.get(word, "underline"): on and word != _NO_UNDERLINE}
        return replace(characters, **switch)  # type: ignore[arg-type] # all are bool fields
    if word in SCRIPTS:
        shift = _MIN_SHIFT if number is None or word not in _SHIFTS else number
        return replace(characters, script=SCRIPTS[word] if on and shift >= _MIN_SHIFT else "")
    if word == b"cs" or word in _SCRIPT_CLASSES:
        is_style = word == b"cs"
        return replace(characters, style=number) if is_style else replace(characters, script_class=word)
    name = _NUMBERS.get(word)
    if name and number and (name in _SIZES or number != _NO_LANGUAGE):
        value = min(max(number, 1), _MAX_SIZE) if name in _SIZES else number
        return replace(characters, **{name: value})  # type: ignore[arg-type] # all are int fields
    return None


def apply_paragraph_word(paragraph: ParagraphFormat, word: bytes, number: int) -> ParagraphFormat | None:
    """Return the paragraph properties after a control word, or None if it does not affect them."""
    name = _PARAGRAPH_WORDS.get(word)
    if name is None:
        return None
    low, high = _BOUNDS.get(name, (number, number))
    value = max(1, paragraph.table_depth) if word == b"intbl" else min(max(number, low), high)
    return replace(paragraph, **{name: value})  # type: ignore[arg-type] # all are int fields


def add_language(properties: _Element, latin_id: int, east_asian_id: int, right_to_left_id: int) -> None:
    """Add the languages of a run by Windows language ids; 0 means none."""
    ids = {"w:val": latin_id, "w:eastAsia": east_asian_id, "w:bidi": right_to_left_id}
    languages = {attribute: windows_language(number) for attribute, number in ids.items()}
    if any(languages.values()):
        declared = SubElement(properties, qn("w:lang"))
        for attribute, language in languages.items():
            if language:
                declared.set(qn(attribute), language)


@dataclass(frozen=True, slots=True)
class RtfToken:
    """A token: `data` is the control word, symbol or text, `number` the parameter of a control word."""

    kind: Literal["open", "close", "word", "symbol", "text", "hex", "binary"]
    data: bytes = b""
    number: int | None = None


_OPEN, _CLOSE = RtfToken("open"), RtfToken("close")


def tokenize(data: bytes) -> Iterator[RtfToken]:
    """Yield the tokens of an RTF file; line ends are not text."""
    position, size = 0, len(data)
    while position < size:
        match = _TOKEN.match(data, position)
        if match is None:  # every byte starts a token
            return
        position = match.end()
        kind = match.lastgroup
        if kind == "text":
            yield RtfToken("text", match["text"])
        elif match["word"]:
            number = int(match["number"]) if match["number"] else None
            if match["word"] == b"bin" and number is not None:
                end = min(position + max(0, number), size)
                yield RtfToken("binary", data[position:end])
                position = end
            else:
                yield RtfToken("word", match["word"], number)
        elif kind == "hex":
            yield RtfToken("hex", bytes([int(match["hex"], 16)]))
        elif kind == "brace":
            yield _OPEN if match["brace"] == b"{" else _CLOSE
        elif kind == "symbol":
            yield RtfToken("symbol", match["symbol"])
