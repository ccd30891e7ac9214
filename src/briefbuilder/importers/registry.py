"""The table of importers; the importer for a file is chosen by content first and name second."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block
from briefbuilder.domain.values import value
from briefbuilder.importers import sniff
from briefbuilder.importers.archives import signed_certainty
from briefbuilder.importers.draft import BesideFile, Chapter, ContainedFile, Draft, ReadingOptions
from briefbuilder.importers.original import formats

_BY_NAME = 0.2
"""How much a matching suffix adds to a certainty; certain content outweighs it."""


@value
class Importer:
    """One format: `sniff` returns how certain it is (0 to 1) that bytes are of the format, `read` reads them.

    The first media type is that of the articles' originals. `unpack` returns the files within a container, each an
    article of its own; where `read` is None the container has no text of its own. `divide` returns the chapters of a
    book as articles. `text` returns the complete text of a file; where it is None the file's characters are shown.
    `beside` returns the files that references name as attached to them. `markup` returns a web page as one HTML file. A `page` is read with the libraries for web pages, which are worth preloading for all workers.
    """

    id: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], float]
    read: Callable[[bytes, str, ReadingOptions], Draft] | None
    unpack: Callable[[bytes, str, ReadingOptions], tuple[ContainedFile, ...]] | None = None
    divide: Callable[[bytes, str], tuple[Chapter, ...]] | None = None
    text: Callable[[bytes, str], str] | None = None
    markup: Callable[[bytes, str], bytes] | None = None
    beside: Callable[[bytes, str], tuple[BesideFile, ...]] | None = None
    page: bool = False


# Each importer is imported at its first use, by an import statement rather than by its name in a string, so that the
# types are checked and PyInstaller finds it.


def _read_text(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.plaintext.reader import read_text

    return read_text(data, name)


def _read_page(data: bytes, name: str, options: ReadingOptions) -> Draft:
    from briefbuilder.importers.html.reader import read_page
    from briefbuilder.importers.saved_page import saved_picture_finder

    return read_page(data, name, saved_picture_finder(options))


def _read_docx(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.docx.embedded import EmbeddedFormats
    from briefbuilder.importers.docx.reader import read_docx

    return read_docx(data, name, EmbeddedFormats(_kind_of, _blocks_of_rtf))


def _read_pptx(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.slides.pptx import read_pptx

    return read_pptx(data, name)


def _read_xlsx(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.sheets.xlsx import read_xlsx

    return read_xlsx(data, name)


def _read_odp(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.slides.odp import read_odp

    return read_odp(data, name)


def _read_ods(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.sheets.ods import read_ods

    return read_ods(data, name)


def _kind_of(data: bytes, name: str) -> str:
    return importer_for(data, name).id


def _blocks_of_rtf(data: bytes, name: str) -> tuple[Block, ...]:
    from briefbuilder.importers.rtf.reader import read_rtf_blocks

    return read_rtf_blocks(data, name)


def _read_markdown(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.markdown import read_markdown

    return read_markdown(data, name)


def _read_csv(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.sheets.csv_table import read_csv

    return read_csv(data, name)


def _read_mail(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.mail.reader import read_mail

    return read_mail(data, name)


def _read_odt(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.odt.reader import read_odt

    return read_odt(data, name)


def _read_rtf(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.rtf.reader import read_rtf

    return read_rtf(data, name)


def _read_epub(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.epub import read_epub

    return read_epub(data, name)


def _divide_epub(data: bytes, name: str) -> tuple[Chapter, ...]:
    from briefbuilder.importers.epub import read_chapters

    return read_chapters(data, name)


def _read_outlook(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.mail.outlook import read_outlook

    return read_outlook(data, name)


def _unpack_outlook(data: bytes, name: str, _options: ReadingOptions) -> tuple[ContainedFile, ...]:
    from briefbuilder.importers.mail.outlook import read_outlook_attachments

    return read_outlook_attachments(data, name)


def _read_mhtml(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.saved_page import read_mhtml

    return read_mhtml(data, name)


def _read_webarchive(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.saved_page import read_webarchive

    return read_webarchive(data, name)


def _read_capture(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.web_archives import read_web_archive

    return read_web_archive(data, name)


def _read_pdf(data: bytes, name: str, options: ReadingOptions) -> Draft:
    from briefbuilder.importers.pdf.reader import read_pdf

    return read_pdf(data, name, options.passwords)


def _read_reference(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.references.formats import read_reference

    return read_reference(data, name)


def _unpack_references(data: bytes, name: str, _options: ReadingOptions) -> tuple[ContainedFile, ...]:
    from briefbuilder.importers.references.formats import split_references

    return split_references(data, name)


def _find_attached(data: bytes, name: str) -> tuple[BesideFile, ...]:
    from briefbuilder.importers.references.formats import find_attached

    return find_attached(data, name)


def _read_agency_item(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.agency import read_agency_item

    return read_agency_item(data, name)


def _unpack_agency_items(data: bytes, name: str, _options: ReadingOptions) -> tuple[ContainedFile, ...]:
    from briefbuilder.importers.agency import split_agency_items

    return split_agency_items(data, name)


def _unpack_feed(data: bytes, name: str, _options: ReadingOptions) -> tuple[ContainedFile, ...]:
    from briefbuilder.importers.feeds import split_feed

    return split_feed(data, name)


def _read_subtitles(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.subtitles import read_subtitles

    return read_subtitles(data, name)


def _reference_certainty(data: bytes) -> float:
    from briefbuilder.importers.references.formats import reference_certainty

    return reference_certainty(data) if sniff.may_be_record(data) else 0.0


def _references_certainty(data: bytes) -> float:
    from briefbuilder.importers.references.formats import references_certainty

    return references_certainty(data) if sniff.may_be_record(data) else 0.0


def _agency_certainty(data: bytes) -> float:
    from briefbuilder.importers.agency import agency_certainty

    return agency_certainty(data) if sniff.may_be_record(data) else 0.0


def _agency_items_certainty(data: bytes) -> float:
    from briefbuilder.importers.agency import agency_items_certainty

    return agency_items_certainty(data) if sniff.may_be_record(data) else 0.0


def _unpack_mail(data: bytes, name: str, _options: ReadingOptions) -> tuple[ContainedFile, ...]:
    from briefbuilder.importers.mail.reader import read_attachments

    return read_attachments(data, name)


def _unpack_mailbox(data: bytes, name: str, _options: ReadingOptions) -> tuple[ContainedFile, ...]:
    from briefbuilder.importers.mail.reader import split_mailbox

    return split_mailbox(data, name)


def _unpack_signed(data: bytes, name: str, _options: ReadingOptions) -> tuple[ContainedFile, ...]:
    from briefbuilder.importers.archives import extract_signed_file

    return extract_signed_file(data, name)


def _unpack_zip(data: bytes, name: str, options: ReadingOptions) -> tuple[ContainedFile, ...]:
    from briefbuilder.importers.archives import extract_files

    return extract_files(data, name, options.passwords)


_OPEN = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml"
_SLIDES = f"{_OFFICE}.presentationml"
_SHEETS = f"{_OFFICE}.spreadsheetml"

IMPORTERS: tuple[Importer, ...] = (
    Importer(
        id="docx",
        media_types=(f"{_WORD}.document", f"{_WORD}.template"),
        suffixes=(".docx", ".dotx", ".docm", ".dotm"),
        sniff=sniff.wordprocessing_certainty,
        read=_read_docx,
        text=formats.word_text,
    ),
    Importer(
        id="odt",
        media_types=(f"{_OPEN}.text", f"{_OPEN}.text-template", f"{_OPEN}.text-flat-xml"),
        suffixes=(".odt", ".ott", ".fodt"),
        sniff=sniff.odt_certainty,
        read=_read_odt,
        text=formats.open_document_text,
    ),
    Importer(
        id="pptx",
        media_types=(f"{_SLIDES}.presentation", f"{_SLIDES}.slideshow", f"{_SLIDES}.template"),
        suffixes=(".pptx", ".ppsx", ".potx", ".pptm", ".ppsm"),
        sniff=sniff.presentation_certainty,
        read=_read_pptx,
        text=formats.slides_text,
    ),
    Importer(
        id="odp",
        media_types=(
            f"{_OPEN}.presentation",
            f"{_OPEN}.presentation-template",
            f"{_OPEN}.presentation-flat-xml",
        ),
        suffixes=(".odp", ".otp", ".fodp"),
        sniff=sniff.odp_certainty,
        read=_read_odp,
        text=formats.open_document_text,
    ),
    Importer(
        id="xlsx",
        media_types=(f"{_SHEETS}.sheet", f"{_SHEETS}.template"),
        suffixes=(".xlsx", ".xltx", ".xlsm", ".xltm"),
        sniff=sniff.workbook_certainty,
        read=_read_xlsx,
        text=formats.workbook_text,
    ),
    Importer(
        id="ods",
        media_types=(
            f"{_OPEN}.spreadsheet",
            f"{_OPEN}.spreadsheet-template",
            f"{_OPEN}.spreadsheet-flat-xml",
        ),
        suffixes=(".ods", ".ots", ".fods"),
        sniff=sniff.ods_certainty,
        read=_read_ods,
        text=formats.open_document_text,
    ),
    Importer(
        id="pdf",
        media_types=("application/pdf", "application/x-pdf"),
        suffixes=(".pdf",),
        sniff=sniff.pdf_certainty,
        read=_read_pdf,
    ),
    Importer(
        id="rtf",
        media_types=("application/rtf", "text/rtf"),
        suffixes=(".rtf",),
        sniff=sniff.rtf_certainty,
        read=_read_rtf,
        text=formats.rtf_text,
    ),
    Importer(
        id="epub",
        media_types=("application/epub+zip",),
        suffixes=(".epub",),
        sniff=sniff.epub_certainty,
        read=_read_epub,
        text=formats.book_text,
        divide=_divide_epub,
    ),
    Importer(
        id="html",
        media_types=("text/html", "application/xhtml+xml"),
        suffixes=(".html", ".htm", ".xhtml", ".xht"),
        sniff=sniff.markup_certainty,
        read=_read_page,
        text=formats.page_text,
        markup=formats.page_markup,
        page=True,
    ),
    Importer(
        id="mail",
        media_types=("message/rfc822",),
        suffixes=(".eml",),
        sniff=sniff.mail_certainty,
        read=_read_mail,
        text=formats.mail_text,
        unpack=_unpack_mail,
    ),
    Importer(
        id="mailbox",
        media_types=("application/mbox",),
        suffixes=(".mbox", ".mbx"),
        sniff=sniff.mailbox_certainty,
        read=None,
        unpack=_unpack_mailbox,
    ),
    Importer(
        id="outlook",
        media_types=("application/vnd.ms-outlook", "application/vnd.ms-tnef", "application/ms-tnef"),
        suffixes=(".msg", ".tnef"),
        sniff=sniff.outlook_certainty,
        read=_read_outlook,
        text=formats.outlook_text,
        unpack=_unpack_outlook,
    ),
    Importer(
        id="mhtml",
        media_types=("multipart/related", "application/x-mimearchive"),
        suffixes=(".mhtml", ".mht"),
        sniff=sniff.mhtml_certainty,
        read=_read_mhtml,
        text=formats.mhtml_text,
        markup=formats.mhtml_markup,
        page=True,
    ),
    Importer(
        id="webarchive",
        media_types=("application/x-webarchive",),
        suffixes=(".webarchive",),
        sniff=sniff.webarchive_certainty,
        read=_read_webarchive,
        text=formats.webarchive_text,
        markup=formats.webarchive_markup,
        page=True,
    ),
    Importer(
        id="capture",
        media_types=("application/warc", "application/wacz"),
        suffixes=(".warc", ".warc.gz", ".wacz"),
        sniff=sniff.capture_certainty,
        read=_read_capture,
        text=formats.capture_text,
        markup=formats.capture_markup,
        page=True,
    ),
    Importer(
        id="reference",
        media_types=("application/x-research-info-systems", "application/vnd.citationstyles.csl+json"),
        suffixes=(".ris", ".bib"),
        sniff=_reference_certainty,
        read=_read_reference,
        beside=_find_attached,
    ),
    Importer(
        id="references",
        media_types=("application/x-bibtex",),
        suffixes=(".rdf",),
        sniff=_references_certainty,
        read=None,
        unpack=_unpack_references,
        beside=_find_attached,
    ),
    Importer(
        id="agency",
        media_types=("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.ninjs+json"),
        suffixes=(".json",),
        sniff=_agency_certainty,
        read=_read_agency_item,
    ),
    Importer(
        id="agency-items",
        media_types=("application/vnd.iptc.g2.newsmessage+xml",),
        suffixes=(".xml",),
        sniff=_agency_items_certainty,
        read=None,
        unpack=_unpack_agency_items,
    ),
    Importer(
        id="feed",
        media_types=("application/rss+xml", "application/atom+xml"),
        suffixes=(".rss", ".atom"),
        sniff=sniff.feed_certainty,
        read=None,
        unpack=_unpack_feed,
    ),
    Importer(
        id="zip",
        media_types=("application/zip",),
        suffixes=(".zip",),
        sniff=sniff.zip_certainty,
        read=None,
        unpack=_unpack_zip,
    ),
    Importer(
        id="signed",
        media_types=("application/pkcs7-mime", "application/x-pkcs7-mime"),
        suffixes=(".p7m",),
        sniff=signed_certainty,
        read=None,
        unpack=_unpack_signed,
    ),
    Importer(
        id="markdown",
        media_types=("text/markdown",),
        suffixes=(".md", ".markdown", ".mdown", ".mkd"),
        sniff=sniff.markdown_certainty,
        read=_read_markdown,
    ),
    Importer(
        id="subtitles",
        media_types=("text/vtt", "application/x-subrip"),
        suffixes=(".vtt", ".srt"),
        sniff=sniff.subtitles_certainty,
        read=_read_subtitles,
    ),
    Importer(
        id="csv",
        media_types=("text/csv",),
        suffixes=(".csv", ".tsv"),
        sniff=sniff.csv_certainty,
        read=_read_csv,
    ),
    Importer(
        id="text",
        media_types=("text/plain",),
        suffixes=(".txt", ".text"),
        sniff=sniff.text_certainty,
        read=_read_text,
    ),
)


@value
class OutsideFormat:
    """A format that only a program of the computer can read, if it is installed; `code` is the refusal without it."""

    id: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    code: str


PICTURES = OutsideFormat(
    id="picture",
    media_types=("image/png", "image/jpeg", "image/tiff", "image/webp", "image/bmp", "image/gif"),
    suffixes=(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp"),
    code="import-picture",
)
OLD_OFFICE = OutsideFormat(
    id="old-office",
    media_types=("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"),
    suffixes=(".doc", ".dot", ".xls", ".ppt"),
    code="import-old-office",
)
OUTSIDE_FORMATS = (PICTURES, OLD_OFFICE)


def importer_for(data: bytes, name: str) -> Importer:
    """Return the importer for some bytes; raise ImportRefusedError with the reason if it is missing."""
    _refuse_known(data, name)
    suffix = PurePath(name).suffix.lower()
    for named in IMPORTERS:
        if suffix in named.suffixes and named.sniff(data) >= 1.0:
            return named  # no other one can be more certain
    best, importer = max(
        ((_certainty(importer, data, suffix), importer) for importer in IMPORTERS), key=lambda pair: pair[0]
    )
    if best < 1.0:
        _refuse_others(data, name)
    if best < 0.5:
        raise ImportRefusedError("import-format-unknown", name=name)
    return importer


def _certainty(importer: Importer, data: bytes, suffix: str) -> float:
    found = importer.sniff(data)
    return found + _BY_NAME if found and suffix in importer.suffixes else found


def _refuse_known(data: bytes, name: str) -> None:
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf\xfe\xff"):
        raise ImportRefusedError("import-empty", name=name)
    if sniff.is_encrypted_office(data):
        raise ImportRefusedError("import-encrypted", name=name)
    if data.startswith(sniff.OLE_MAGIC) and not sniff.outlook_certainty(data):
        raise ImportRefusedError("import-old-office", name=name)


def _refuse_others(data: bytes, name: str) -> None:
    """Refuse a known format that no importer is certain of."""
    if sniff.is_picture(data):
        raise ImportRefusedError("import-picture", name=name)
    if sniff.is_web_link(data):
        raise ImportRefusedError("import-web-link", name=name)
    other = sniff.other_format(data)
    if other is not None:
        raise ImportRefusedError("import-format-not-read", name=name, format=other)
