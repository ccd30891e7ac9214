"""All the text of a file, nothing chosen and nothing left out, in the order in which the file holds it.

A page's menus, a document's headers and notes, a mail's headers: what the article does not show is seen here.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message

from lxml import etree
from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.docx import wordml as word
from briefbuilder.importers.docx.package import Package
from briefbuilder.importers.html.page import markup_to_text
from briefbuilder.importers.mail.contents import read_contents
from briefbuilder.importers.mime import decode_header_value, get_media_type, read_body_text
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

# All the text of a mail: its headers as they came, every body, the names of what is attached.

_HEADERS = 200
"""The most headers that are shown."""


def mail_text(message: Message, name: str) -> str:
    """Return the text of a mail; raise ImportRefusedError where it is encrypted."""
    headers = [
        f"{key}: {decode_header_value(str(value))}" for key, value in list(message.raw_items())[:_HEADERS]
    ]
    contents = read_contents(message, name)
    bodies = []
    for body in contents.bodies:
        text = read_body_text(body)
        bodies.append(markup_to_text(text) if get_media_type(body) == "text/html" else text)
    names = [*(one.name for one in contents.attached), *contents.unread, *contents.unshown]
    attached = "\n".join(f"[{one}]" for one in names)
    return "\n\n".join(filter(None, ("\n".join(headers), *bodies, attached)))


# All the text of a Word or OpenDocument file: body, notes, comments, headers and footers, deletions in brackets.

_WORD_ASIDES = ("footnotes", "endnotes", "comments", "header", "footer")


def word_text(data: bytes, file_name: str) -> str:
    """Return the text of a Word document, its body first, then each part beside it under the part's name."""
    package = Package(data, file_name)
    main = package.main_part()
    folder = main.rpartition("/")[0]
    asides = [
        part
        for part in sorted(package.names)
        if part.startswith(tuple(f"{folder}/{aside}".lower() for aside in _WORD_ASIDES))
        and part.endswith(".xml")
    ]
    pieces = []
    for part in (main, *asides):
        root = _root(package, part)
        text = "".join(_word_pieces(root)).strip() if root is not None else ""
        if text:
            pieces.append(text if part == main else f"[{part}]\n{text}")
    return "\n\n".join(pieces)


def _root(package: OdtParts, part: str) -> _Element | None:
    """Return a part's root, None where it is damaged: the others are shown all the same."""
    try:
        return package.xml(part)
    except ImportRefusedError:
        return None


def _word_pieces(root: _Element) -> Iterator[str]:
    paragraph, cell = word.qn("w:p"), word.qn("w:tc")
    marks = {word.qn("w:tab"): "\t", word.qn("w:br"): "\n", word.qn("w:cr"): "\n"}
    spoken = {word.qn("w:t"): "{}", word.qn("w:delText"): "[−{}−]", word.qn("m:t"): "{}"}
    fallback, ignored = word.qn("mc:Fallback"), 0
    properties = word.qn("w:pPr")
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in {fallback, properties}:
            # The older form of a drawing repeats its text, and tab stops are no tabs.
            ignored += 1 if event == "start" else -1
        elif ignored:
            continue
        elif element.tag == paragraph:
            yield "\n"
        elif event == "end" and element.tag == cell:
            yield "\t"
        elif event == "start" and element.tag in marks:
            yield marks[element.tag]
        elif event == "start" and element.tag in spoken and element.text:
            yield spoken[element.tag].format(element.text)


def open_document_text(data: bytes, file_name: str) -> str:
    """Return the text of an OpenDocument text, then that of its headers and footers."""
    package = open_parts(data, file_name)
    pieces = []
    for part in ("content.xml", "styles.xml") if package.names else ("content.xml",):
        root = _root(package, part)
        text = "".join(_open_pieces(root)).strip() if root is not None else ""
        if text:
            pieces.append(text if part == "content.xml" else f"[{part}]\n{text}")
    return "\n\n".join(pieces)


def _open_pieces(root: _Element) -> Iterator[str]:
    written = {odf.qn("text:p"), odf.qn("text:h")}
    marks = {odf.qn("text:tab"): "\t", odf.qn("text:line-break"): "\n"}
    space, deep = odf.qn("text:s"), 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in written:
            deep += 1 if event == "start" else -1
            yield "\n"
        if event == "start" and deep:
            if element.tag == space:
                yield " " * _count(element)
            yield marks.get(str(element.tag), "") + " ".join((element.text or "").splitlines())
        elif event == "end" and deep:
            yield " ".join((element.tail or "").splitlines())


def _count(element: _Element) -> int:
    number = element.get(odf.qn("text:c")) or "1"
    return min(int(number), 200) if number.isascii() and number.isdecimal() else 1


# All the text of an RTF file: what stands in groups that hold no text (fonts, styles, pictures) is left out.

_BREAKS = {b"par": "\n", b"sect": "\n", b"row": "\n", b"cell": "\t", b"nestcell": "\t", b"nestrow": "\n"}
_WITHOUT_TEXT = frozenset(
    [
        b"fonttbl", b"colortbl", b"stylesheet", b"listtable", b"listoverridetable", b"rsidtbl", b"info", b"pict",
        b"object", b"generator", b"themedata", b"colorschememapping", b"latentstyles", b"datastore", b"xmlnstbl",
        b"revtbl", b"fldinst", b"filetbl", b"mmathPr", b"wgrffmtfilter", b"pgdsctbl", b"nonshppict", b"bkmkstart",
        b"bkmkend", b"datafield", b"atnid", b"atrfstart", b"atrfend", b"sp", b"listtext",
    ]
)  # fmt: skip
_SHOWN = frozenset(
    [b"shpinst", b"shptxt", b"footnote", b"annotation", b"fldrslt", b"ftncn", b"upr", b"ud", b"shppict"]
)
"""Groups marked as ones that may be skipped and that hold text all the same."""


class _RtfGroup:
    """What holds within a group: whether its text is seen, its charset, how many signs stand for one of Unicode."""

    def __init__(self, outer: _RtfGroup | None = None) -> None:
        self.seen: bool = outer.seen if outer else True
        self.charset: str = outer.charset if outer else ""
        self.stand_ins: int = outer.stand_ins if outer else 1
        self.optional = False
        self.fonts: bool = outer.fonts if outer else False


class _Reading:
    """One reading of a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._groups = [_RtfGroup()]
        self._page = "cp1252"
        self._charsets: dict[int, str] = {}
        self._font = 0
        self._pending = bytearray()
        self._skip = 0

    def pieces(self) -> Iterator[str]:
        """Yield the text piece by piece."""
        for token in tokenize(self._data):
            if token.kind in {"text", "hex"}:
                self._take(token.data)
                continue
            yield self._flushed()
            yield self._signed(token)
        yield self._flushed()

    def _take(self, data: bytes) -> None:
        kept = data[self._skip :]
        self._skip = max(0, self._skip - len(data))
        if self._groups[-1].seen and not self._groups[-1].fonts:
            self._pending += kept

    def _flushed(self) -> str:
        if not self._pending:
            return ""
        found, self._pending = bytes(self._pending), bytearray()
        try:
            return found.decode(self._groups[-1].charset or self._page, "replace")
        except LookupError:
            return found.decode("cp1252", "replace")

    def _signed(self, token: RtfToken) -> str:
        group = self._groups[-1]
        if token.kind == "open":
            self._groups.append(_RtfGroup(group))
        elif token.kind == "close":
            if len(self._groups) > 1:
                self._groups.pop()
        elif token.kind == "symbol":
            return self._symbol(group, token.data)
        elif token.kind == "word":
            return self._word(group, token.data, token.number)
        return ""

    def _symbol(self, group: _RtfGroup, sign: bytes) -> str:
        if sign == b"*":
            group.optional = True
            return ""
        if sign in {b"\\", b"{", b"}"}:
            self._take(sign)
            return ""
        return SYMBOL_CHARACTERS.get(sign, "\n" if sign in {b"\n", b"\r"} else "") if group.seen else ""

    def _word(self, group: _RtfGroup, word: bytes, number: int | None) -> str:
        if word == b"fonttbl":
            group.fonts = True
        if word in _WITHOUT_TEXT or (group.optional and word not in _SHOWN):
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
            return _unit(number)
        return _BREAKS.get(word) or WORD_CHARACTERS.get(word, "")


def _unit(number: int) -> str:
    return chr(number % 65536) if -32768 <= number <= 65535 else ""


def rtf_text(data: bytes) -> str:
    """Return the text of an RTF file, a line end after each paragraph."""
    text = "".join(_Reading(data).pieces())
    # Characters beyond the first plane come as two halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
