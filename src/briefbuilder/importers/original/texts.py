"""Extract all text of a file in its order, including what articles leave out, with one function for each format.

These are the menus of a page, headers, footers and notes of a document, and the headers of a mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message

from lxml import etree
from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.docx import wordml as word
from briefbuilder.importers.docx.package import Package
from briefbuilder.importers.html.page import load_page, markup_to_text
from briefbuilder.importers.mail.contents import read_contents
from briefbuilder.importers.mime import decode_header_value, get_media_type, parse_mime, read_body_text
from briefbuilder.importers.odt import styles as odf
from briefbuilder.importers.odt.reader import OdtParts, open_parts
from briefbuilder.importers.rtf.syntax import (
    CHARSETS,
    SYMBOL_CHARACTERS,
    WORD_CHARACTERS,
    RtfToken,
    code_page_codec,
    tokenize,
)

_MAX_HEADERS = 200
"""The most headers of a mail that are shown."""

_WORD_SIDE_PARTS = ("footnotes", "endnotes", "comments", "header", "footer")
_BREAK_WORDS = {
    b"par": "\n\n",
    b"sect": "\n\n",
    b"row": "\n\n",
    b"cell": "\t",
    b"nestcell": "\t",
    b"nestrow": "\n",
}
_TEXTLESS_GROUPS = frozenset(
    [
        b"fonttbl", b"colortbl", b"stylesheet", b"listtable", b"listoverridetable", b"rsidtbl", b"info", b"pict",
        b"object", b"generator", b"themedata", b"colorschememapping", b"latentstyles", b"datastore", b"xmlnstbl",
        b"revtbl", b"fldinst", b"filetbl", b"mmathPr", b"wgrffmtfilter", b"pgdsctbl", b"nonshppict", b"bkmkstart",
        b"bkmkend", b"datafield", b"atnid", b"atrfstart", b"atrfend", b"sp", b"listtext",
    ]
)  # fmt: skip
_TEXT_DESTINATIONS = frozenset(
    [b"shpinst", b"shptxt", b"footnote", b"annotation", b"fldrslt", b"ftncn", b"upr", b"ud", b"shppict"]
)
"""Optional destinations with text."""


def page_text(data: bytes, _name: str) -> str:
    """Return the text of a web page."""
    return markup_to_text(load_page(data).text)


def book_text(data: bytes, name: str) -> str:
    """Return the text of a book in the order of its chapters."""
    from briefbuilder.importers.epub import open_book

    book = open_book(data, name)
    found = (book.package.data(chapter) for chapter in book.chapters)
    return "\n\n".join(markup_to_text(load_page(chapter).decoded.text) for chapter in found if chapter)


def mail_text(data: bytes, name: str) -> str:
    """Return the headers, bodies and attachment names of a mail; raise ImportRefusedError if it is encrypted."""
    return _message_text(parse_mime(data, name), name)


def outlook_text(data: bytes, name: str) -> str:
    """Return the headers, bodies and attachment names of an Outlook message."""
    from briefbuilder.importers.mail.outlook import open_message

    return _message_text(open_message(data, name), name)


def _message_text(message: Message, name: str) -> str:
    headers = [
        f"{key}: {decode_header_value(str(value))}" for key, value in list(message.raw_items())[:_MAX_HEADERS]
    ]
    contents = read_contents(message, name)
    bodies = []
    for body in contents.bodies:
        text = read_body_text(body)
        bodies.append(markup_to_text(text) if get_media_type(body) == "text/html" else text)
    names = [*(name.name for name in contents.attached), *contents.unread, *contents.unshown]
    attached = "\n".join(f"[{name}]" for name in names)
    return "\n\n".join(filter(None, ("\n".join(headers), *bodies, attached)))


def word_text(data: bytes, file_name: str) -> str:
    """Return the text of a Word document: the body, then notes, comments, headers and footers with their part names."""
    package = Package(data, file_name)
    main = package.main_part()
    folder = main.rpartition("/")[0]
    asides = [
        part
        for part in sorted(package.names)
        if part.startswith(tuple(f"{folder}/{aside}".lower() for aside in _WORD_SIDE_PARTS))
        and part.endswith(".xml")
    ]
    pieces = []
    for part in (main, *asides):
        root = _load_part(package, part)
        text = "".join(_iter_word_text(root)).strip() if root is not None else ""
        if text:
            pieces.append(text if part == main else f"[{part}]\n{text}")
    return "\n\n".join(pieces)


def _load_part(package: OdtParts, part: str) -> _Element | None:
    """Return the root of a part, or None if it is damaged."""
    try:
        return package.xml(part)
    except ImportRefusedError:
        return None


def _iter_word_text(root: _Element) -> Iterator[str]:
    paragraph, cell = word.qn("w:p"), word.qn("w:tc")
    breaks = {word.qn("w:tab"): "\t", word.qn("w:br"): "\n", word.qn("w:cr"): "\n"}
    templates = {word.qn("w:t"): "{}", word.qn("w:delText"): "[−{}−]", word.qn("m:t"): "{}"}
    fallback, ignored = word.qn("mc:Fallback"), 0
    properties = word.qn("w:pPr")
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in {fallback, properties}:
            # The fallback of a drawing repeats its text, and tab stops are not tabs.
            ignored += 1 if event == "start" else -1
        elif ignored:
            continue
        elif element.tag == paragraph:
            yield "\n"
        elif event == "end" and element.tag == cell:
            yield "\t"
        elif event == "start" and element.tag in breaks:
            yield breaks[element.tag]
        elif event == "start" and element.tag in templates and element.text:
            yield templates[element.tag].format(element.text)


def open_document_text(data: bytes, file_name: str) -> str:
    """Return the text of an OpenDocument file, then that of its headers and footers."""
    package = open_parts(data, file_name)
    pieces = []
    for part in ("content.xml", "styles.xml") if package.names else ("content.xml",):
        root = _load_part(package, part)
        text = "".join(_iter_odf_text(root)).strip() if root is not None else ""
        if text:
            pieces.append(text if part == "content.xml" else f"[{part}]\n{text}")
    return "\n\n".join(pieces)


def _iter_odf_text(root: _Element) -> Iterator[str]:
    paragraphs = {odf.qn("text:p"), odf.qn("text:h")}
    breaks = {odf.qn("text:tab"): "\t", odf.qn("text:line-break"): "\n"}
    space, depth = odf.qn("text:s"), 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in paragraphs:
            depth += 1 if event == "start" else -1
            yield "\n"
        if event == "start" and depth:
            if element.tag == space:
                yield " " * _count_spaces(element)
            yield breaks.get(str(element.tag), "") + " ".join((element.text or "").splitlines())
        elif event == "end" and depth:
            yield " ".join((element.tail or "").splitlines())


def _count_spaces(element: _Element) -> int:
    number = element.get(odf.qn("text:c")) or "1"
    return min(int(number), 200) if number.isascii() and number.isdecimal() else 1


class _RtfGroup:
    """The state of a group: visibility, charset, and how many fallback characters follow a Unicode one."""

    def __init__(self, outer: _RtfGroup | None = None) -> None:
        self.seen: bool = outer.seen if outer else True
        self.charset: str = outer.charset if outer else ""
        self.stand_ins: int = outer.stand_ins if outer else 1
        self.optional = False
        self.fonts: bool = outer.fonts if outer else False


class _RtfTextReader:
    """Extracts the text of one RTF file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._groups = [_RtfGroup()]
        self._page = "cp1252"
        self._charsets: dict[int, str] = {}
        self._font = 0
        self._pending = bytearray()
        self._skip = 0

    def pieces(self) -> Iterator[str]:
        """Yield the pieces of the text."""
        for token in tokenize(self._data):
            if token.kind in {"text", "hex"}:
                self._add_bytes(token.data)
                continue
            yield self._flush()
            yield self._process_token(token)
        yield self._flush()

    def _add_bytes(self, data: bytes) -> None:
        kept = data[self._skip :]
        self._skip = max(0, self._skip - len(data))
        if self._groups[-1].seen and not self._groups[-1].fonts:
            self._pending += kept

    def _flush(self) -> str:
        if not self._pending:
            return ""
        found, self._pending = bytes(self._pending), bytearray()
        try:
            return found.decode(self._groups[-1].charset or self._page, "replace")
        except LookupError:
            return found.decode("cp1252", "replace")

    def _process_token(self, token: RtfToken) -> str:
        group = self._groups[-1]
        if token.kind == "open":
            self._groups.append(_RtfGroup(group))
        elif token.kind == "close":
            if len(self._groups) > 1:
                self._groups.pop()
        elif token.kind == "symbol":
            return self._process_symbol(group, token.data)
        elif token.kind == "word":
            return self._process_word(group, token.data, token.number)
        return ""

    def _process_symbol(self, group: _RtfGroup, symbol: bytes) -> str:
        if symbol == b"*":
            group.optional = True
            return ""
        if symbol in {b"\\", b"{", b"}"}:
            self._add_bytes(symbol)
            return ""
        return SYMBOL_CHARACTERS.get(symbol, "\n" if symbol in {b"\n", b"\r"} else "") if group.seen else ""

    def _process_word(self, group: _RtfGroup, word: bytes, number: int | None) -> str:
        if word == b"fonttbl":
            group.fonts = True
        if word in _TEXTLESS_GROUPS or (group.optional and word not in _TEXT_DESTINATIONS):
            group.seen = False
        group.optional = False
        if word == b"ansicpg" and number:
            self._page = code_page_codec(number)
        elif word == b"f":
            self._font = number or 0
            group.charset = self._charsets.get(self._font, "")
        elif word == b"fcharset" and group.fonts:
            self._charsets[self._font] = CHARSETS.get(number or 0, "")
        elif word == b"uc":
            group.stand_ins = max(0, min(number or 0, 10))
        if not group.seen:
            return ""
        if word == b"u" and number is not None:
            self._skip = group.stand_ins
            return _decode_unit(number)
        return _BREAK_WORDS.get(word) or WORD_CHARACTERS.get(word, "")


def _decode_unit(number: int) -> str:
    return chr(number % 65536) if -32768 <= number <= 65535 else ""


def rtf_text(data: bytes, _name: str) -> str:
    """Return the text of an RTF file with an empty line after each paragraph."""
    text = "".join(_RtfTextReader(data).pieces())
    # Characters above U+FFFF are written as surrogate pairs.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
