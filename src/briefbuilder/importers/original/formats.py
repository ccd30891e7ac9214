"""Extract all text of a file, with one function for each format; readers are imported on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbuilder.importers.saved_page import SavedPage


def page_text(data: bytes, _name: str) -> str:
    """Return the text of a web page."""
    from briefbuilder.importers.html.page import load_page, markup_to_text

    return markup_to_text(load_page(data).text)


def page_markup(data: bytes, _name: str) -> bytes:
    """Return a web page as it is."""
    return data


def book_text(data: bytes, name: str) -> str:
    """Return the text of a book in the order of its chapters."""
    from briefbuilder.importers.epub import open_book
    from briefbuilder.importers.html.page import load_page, markup_to_text

    book = open_book(data, name)
    found = (book.package.data(chapter) for chapter in book.chapters)
    return "\n\n".join(markup_to_text(load_page(chapter).decoded.text) for chapter in found if chapter)


def word_text(data: bytes, name: str) -> str:
    """Return the text of a Word document."""
    from briefbuilder.importers.original import texts as office

    return office.word_text(data, name)


def slides_text(data: bytes, name: str) -> str:
    """Return the text of a presentation."""
    from briefbuilder.importers.slides.pptx import slides_text

    return slides_text(data, name)


def workbook_text(data: bytes, name: str) -> str:
    """Return the text of a workbook."""
    from briefbuilder.importers.sheets.xlsx import workbook_text

    return workbook_text(data, name)


def open_document_text(data: bytes, name: str) -> str:
    """Return the text of an OpenDocument file."""
    from briefbuilder.importers.original import texts as office

    return office.open_document_text(data, name)


def rtf_text(data: bytes, _name: str) -> str:
    """Return the text of an RTF file."""
    from briefbuilder.importers.original.texts import rtf_text

    return rtf_text(data)


def mail_text(data: bytes, name: str) -> str:
    """Return the headers and the text of a mail."""
    from briefbuilder.importers.mime import parse_mime
    from briefbuilder.importers.original import texts as mails

    return mails.mail_text(parse_mime(data, name), name)


def outlook_text(data: bytes, name: str) -> str:
    """Return the headers and the text of an Outlook message."""
    from briefbuilder.importers.mail.outlook import open_message
    from briefbuilder.importers.original import texts as mails

    return mails.mail_text(open_message(data, name), name)


def mhtml_text(data: bytes, name: str) -> str:
    """Return the address and the text of a page saved as MHTML."""
    from briefbuilder.importers.saved_page import load_mhtml

    return _saved_page_text(load_mhtml(data, name))


def mhtml_markup(data: bytes, name: str) -> bytes:
    """Return a page saved as MHTML as one HTML file."""
    from briefbuilder.importers.saved_page import load_mhtml

    return load_mhtml(data, name).to_html()


def webarchive_markup(data: bytes, name: str) -> bytes:
    """Return a webarchive as one HTML file."""
    from briefbuilder.importers.saved_page import load_webarchive

    return load_webarchive(data, name).to_html()


def webarchive_text(data: bytes, name: str) -> str:
    """Return the address and the text of a webarchive."""
    from briefbuilder.importers.saved_page import load_webarchive

    return _saved_page_text(load_webarchive(data, name))


def capture_text(data: bytes, name: str) -> str:
    """Return the address and the text of the main page of a WARC or WACZ file."""
    from briefbuilder.importers.web_archives import load_capture

    return _saved_page_text(load_capture(data, name).page)


def capture_markup(data: bytes, name: str) -> bytes:
    """Return the main page of a WARC or WACZ file as one HTML file."""
    from briefbuilder.importers.web_archives import load_capture

    return load_capture(data, name).page.to_html()


def _saved_page_text(page: SavedPage) -> str:
    from briefbuilder.importers.charset import decode
    from briefbuilder.importers.html.page import markup_to_text

    return f"{page.url}\n\n{markup_to_text(decode(page.data, page.charset).text)}"
