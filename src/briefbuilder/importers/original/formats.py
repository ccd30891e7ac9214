"""All the text of a file, format by format; each reader is imported at its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbuilder.importers.saved_page import SavedPage


def page_text(data: bytes, _name: str) -> str:
    """Return the text of a web page."""
    from briefbuilder.importers.html.page import load_page, text_of_markup

    return text_of_markup(load_page(data).text)


def book_text(data: bytes, name: str) -> str:
    """Return the text of a book, its chapters in order."""
    from briefbuilder.importers.epub import open_book
    from briefbuilder.importers.html.page import load_page, text_of_markup

    book = open_book(data, name)
    found = (book.package.data(chapter) for chapter in book.chapters)
    return "\n\n".join(text_of_markup(load_page(one).decoded.text) for one in found if one)


def word_text(data: bytes, name: str) -> str:
    """Return the text of a Word document."""
    from briefbuilder.importers.original import texts as office

    return office.word_text(data, name)


def open_document_text(data: bytes, name: str) -> str:
    """Return the text of an OpenDocument file."""
    from briefbuilder.importers.original import texts as office

    return office.open_document_text(data, name)


def rtf_text(data: bytes, _name: str) -> str:
    """Return the text of some RTF."""
    from briefbuilder.importers.original.texts import rich_text

    return rich_text(data)


def mail_text(data: bytes, name: str) -> str:
    """Return the headers and the text of a mail."""
    from briefbuilder.importers.mime import parse_mime
    from briefbuilder.importers.original import texts as mails

    return mails.mail_text(parse_mime(data, name), name)


def outlook_text(data: bytes, name: str) -> str:
    """Return the headers and the text of a message that Outlook saved."""
    from briefbuilder.importers.mail.outlook import opened
    from briefbuilder.importers.original import texts as mails

    return mails.mail_text(opened(data, name), name)


def mhtml_text(data: bytes, name: str) -> str:
    """Return the address and the text of a page saved in MIME."""
    from briefbuilder.importers.saved_page import page_of_mhtml

    return _saved(page_of_mhtml(data, name))


def webarchive_text(data: bytes, name: str) -> str:
    """Return the address and the text of a webarchive."""
    from briefbuilder.importers.saved_page import page_of_webarchive

    return _saved(page_of_webarchive(data, name))


def _saved(page: SavedPage) -> str:
    from briefbuilder.importers.charset import decode
    from briefbuilder.importers.html.page import text_of_markup

    return f"{page.url}\n\n{text_of_markup(decode(page.data, page.charset).text)}"
