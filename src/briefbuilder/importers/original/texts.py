"""All the text of a file, nothing chosen and nothing left out, in the order in which the file holds it.

A page's menus, a document's headers and notes, a mail's headers: what the article does not show is seen here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.charset import decode
from briefbuilder.importers.html.fallback import text_of_markup
from briefbuilder.importers.html.page import load_page
from briefbuilder.importers.registry import IMPORTERS, importer_for
from briefbuilder.importers.sniff import text_certainty

SHOWN_CHARACTERS = 1_000_000
"""The most characters that are shown of one file: some three hundred pages."""

_LONGEST_LINE = 4000
"""Code points after which a line is broken: a view lays a line out whole."""

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalText:
    """A file's text; `cut` tells that it is longer than what is shown, `readable` that there is text in it at all."""

    text: str
    cut: bool = False
    readable: bool = True


def original_text(data: bytes, media_type: str, name: str) -> OriginalText:
    """Return the text of a file of that media type, as the article's original states it.

    Where the file cannot be taken apart any more, its characters are shown as they are; bytes that are no
    characters are said to be none.
    """
    reader = _READERS.get(_kind(data, media_type, name), _decoded)
    try:
        text = reader(data, name)
    except ImportRefusedError:
        text = ""
    if not text.strip() or reader is _decoded:
        if not text_certainty(data):
            return OriginalText(text="", readable=False)
        text = text if text.strip() else _decoded(data, name)
    return OriginalText(text=_tidied(text[:SHOWN_CHARACTERS]), cut=len(text) > SHOWN_CHARACTERS)


def _kind(data: bytes, media_type: str, name: str) -> str:
    for importer in IMPORTERS:
        if media_type in importer.media_types:
            return importer.id
    try:
        return importer_for(data, name).id
    except ImportRefusedError:
        return ""


def _tidied(text: str) -> str:
    lines: list[str] = []
    for line in _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        lines.extend(line[at : at + _LONGEST_LINE] for at in range(0, max(1, len(line)), _LONGEST_LINE))
    return "\n".join(lines).strip("\n")


def _decoded(data: bytes, _name: str) -> str:
    return decode(data[: 8 * SHOWN_CHARACTERS]).text


def _page(data: bytes, _name: str) -> str:
    return text_of_markup(load_page(data).text)


def _book(data: bytes, name: str) -> str:
    from briefbuilder.importers.epub.book import open_book

    book = open_book(data, name)
    found = (book.package.data(chapter) for chapter in book.chapters)
    return "\n\n".join(text_of_markup(load_page(one).decoded.text) for one in found if one)


def _word(data: bytes, name: str) -> str:
    from briefbuilder.importers.original.office import word_text

    return word_text(data, name)


def _open_document(data: bytes, name: str) -> str:
    from briefbuilder.importers.original.office import open_document_text

    return open_document_text(data, name)


def _rich(data: bytes, _name: str) -> str:
    from briefbuilder.importers.original.rich import rich_text

    return rich_text(data)


def _mail(data: bytes, name: str) -> str:
    from briefbuilder.importers.mime import parse_mime
    from briefbuilder.importers.original.mails import mail_text

    return mail_text(parse_mime(data, name), name)


def _outlook(data: bytes, name: str) -> str:
    from briefbuilder.importers.original.mails import mail_text
    from briefbuilder.importers.outlook.reader import opened

    return mail_text(opened(data, name), name)


def _mhtml(data: bytes, name: str) -> str:
    from briefbuilder.importers.saved.mhtml import saved_page

    page = saved_page(data, name)
    return f"{page.url}\n\n{text_of_markup(decode(page.data, page.charset).text)}"


def _webarchive(data: bytes, name: str) -> str:
    from briefbuilder.importers.saved.webarchive import saved_page

    page = saved_page(data, name)
    return f"{page.url}\n\n{text_of_markup(decode(page.data, page.charset).text)}"


_READERS: dict[str, Callable[[bytes, str], str]] = {
    "html": _page,
    "epub": _book,
    "docx": _word,
    "odt": _open_document,
    "rtf": _rich,
    "mail": _mail,
    "outlook": _outlook,
    "mhtml": _mhtml,
    "webarchive": _webarchive,
}
