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
from briefbuilder.importers.rtf.reader import open_rtf

_MAX_HEADERS = 200
"""The most headers of a mail that are shown."""

_WORD_SIDE_PARTS = ("footnotes", "endnotes", "comments", "header", "footer")


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


def rtf_text(data: bytes, name: str) -> str:
    """Return the text of an RTF file: the body, then notes, comments, headers and footers."""
    contents = open_rtf(data, name).convert()
    flows = (contents.blocks, *contents.notes.values())
    texts = ["".join(text for block in flow for text in _iter_word_text(block)).strip() for flow in flows]
    asides = (*contents.comments, *contents.headers_footers)
    return "\n\n".join(filter(None, (*texts, *(text for _, text in asides))))
