"""The table of importers; the importer for a file is chosen by content first and name second."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import Any, Generic, TypeVar

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block
from briefbuilder.domain.values import value
from briefbuilder.importers import sniff
from briefbuilder.importers.archives import signed_certainty
from briefbuilder.importers.draft import PLAIN, BesideFile, ContainedFile, Draft, ReadingOptions

_BY_NAME = 0.2
"""How much a matching suffix adds to a certainty; certain content outweighs it."""


@value
class Importer:
    """One format: `sniff` returns how certain it is (0 to 1) that bytes are of the format, `read` reads them.

    The first media type is that of the articles' originals. `unpack` returns the files within a container, each a
    separate article; if `read` is None the container has no text of its own. `text` returns the complete text of a file;
    if it is None the file's characters are shown. `beside` returns the files that references name as attached to them.
    `markup` returns a web page as one HTML file. A `page` is read with the libraries for web pages, which are worth
    preloading for all workers.
    """

    id: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], float]
    read: Callable[[bytes, str, ReadingOptions], Draft] | None
    unpack: Callable[[bytes, str, ReadingOptions], tuple[ContainedFile, ...]] | None = None
    text: Callable[[bytes, str], str] | None = None
    markup: Callable[[bytes, str], bytes] | None = None
    beside: Callable[[bytes, str], tuple[BesideFile, ...]] | None = None
    page: bool = False


_Result = TypeVar("_Result")


@value(kw_only=False)
class Deferred(Generic[_Result]):
    """A function from a file's bytes and name that is imported when it is first called.

    `target` is "module:function" within this package. A test checks that each one exists and has the types stated here.
    """

    target: str

    def __call__(self, data: bytes, name: str, _options: ReadingOptions = PLAIN) -> _Result:
        """Call the function, which has no use for options."""
        result: _Result = load(self.target)(data, name)
        return result


def load(target: str) -> Any:
    """Import what `target`, a "module:function" within this package, names."""
    module, _, function = target.partition(":")
    return getattr(import_module(f"{__package__}.{module}"), function)


def _record_certainty(target: str, *, several: bool = False) -> Callable[[bytes], float]:
    """Return a function that says whether bytes are one record, or several, as `target` counts them if there may be any."""

    def certainty(data: bytes) -> float:
        count: int = load(target)(data) if sniff.may_be_record(data) else 0
        return float(count > 1 if several else count == 1)

    return certainty


def _read_page(data: bytes, name: str, options: ReadingOptions) -> Draft:
    from briefbuilder.importers.html.reader import read_page
    from briefbuilder.importers.saved_page import saved_picture_finder

    return read_page(data, name, saved_picture_finder(options))


def _saved_page(target: str) -> dict[str, Any]:
    """Return what an importer does with a saved page that `target`, a function from a file's bytes and name, loads."""
    return {
        "read": lambda data, name, _options: load(target)(data, name).to_draft(name),
        "text": lambda data, name: load(target)(data, name).to_text(),
        "markup": lambda data, name: load(target)(data, name).to_html(),
        "page": True,
    }


def _open_document(name: str, kind: str, suffixes: tuple[str, ...], read: Deferred[Draft]) -> Importer:
    """Return a format of OpenDocument, whose kinds differ in their media types, their names and their readers."""
    forms = ("", "-template", "-flat-xml")
    return Importer(
        id=name,
        media_types=tuple(f"application/vnd.oasis.opendocument.{kind}{form}" for form in forms),
        suffixes=suffixes,
        sniff=partial(sniff.open_document_certainty, kind),
        read=read,
        text=Deferred("odt.package:open_document_text"),
    )


def _read_docx(data: bytes, name: str, _options: ReadingOptions) -> Draft:
    from briefbuilder.importers.docx.embedded import EmbeddedFormats
    from briefbuilder.importers.docx.reader import read_docx

    rtf_blocks = Deferred[tuple[Block, ...]]("rtf.reader:read_rtf_blocks")
    return read_docx(data, name, EmbeddedFormats(_kind_of, rtf_blocks))


def _kind_of(data: bytes, name: str) -> str:
    return importer_for(data, name).id


def _read_pdf(data: bytes, name: str, options: ReadingOptions) -> Draft:
    from briefbuilder.importers.pdf.reader import read_pdf

    return read_pdf(data, name, options.passwords)


def _unpack_zip(data: bytes, name: str, options: ReadingOptions) -> tuple[ContainedFile, ...]:
    from briefbuilder.importers.archives import extract_files

    return extract_files(data, name, options.passwords)


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
        text=Deferred("docx.reader:word_text"),
    ),
    _open_document("odt", "text", (".odt", ".ott", ".fodt"), Deferred("odt.reader:read_odt")),
    Importer(
        id="pptx",
        media_types=(f"{_SLIDES}.presentation", f"{_SLIDES}.slideshow", f"{_SLIDES}.template"),
        suffixes=(".pptx", ".ppsx", ".potx", ".pptm", ".ppsm"),
        sniff=partial(sniff.office_certainty, "pptx"),
        read=Deferred("slides.pptx:read_pptx"),
        text=Deferred("slides.pptx:slides_text"),
    ),
    _open_document("odp", "presentation", (".odp", ".otp", ".fodp"), Deferred("slides.odp:read_odp")),
    Importer(
        id="xlsx",
        media_types=(f"{_SHEETS}.sheet", f"{_SHEETS}.template"),
        suffixes=(".xlsx", ".xltx", ".xlsm", ".xltm"),
        sniff=partial(sniff.office_certainty, "xlsx"),
        read=Deferred("sheets.workbooks:read_xlsx"),
        text=Deferred("sheets.workbooks:workbook_text"),
    ),
    _open_document("ods", "spreadsheet", (".ods", ".ots", ".fods"), Deferred("sheets.workbooks:read_ods")),
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
        read=Deferred("rtf.reader:read_rtf"),
        text=Deferred("rtf.reader:rtf_text"),
    ),
    Importer(
        id="epub",
        media_types=("application/epub+zip",),
        suffixes=(".epub",),
        sniff=sniff.epub_certainty,
        read=Deferred("epub:read_epub"),
        text=Deferred("epub:book_text"),
    ),
    Importer(
        id="html",
        media_types=("text/html", "application/xhtml+xml"),
        suffixes=(".html", ".htm", ".xhtml", ".xht"),
        sniff=sniff.markup_certainty,
        read=_read_page,
        text=Deferred("html.page:page_text"),
        markup=lambda data, _name: data,
        page=True,
    ),
    Importer(
        id="mail",
        media_types=("message/rfc822",),
        suffixes=(".eml", ".emlx"),
        sniff=sniff.mail_certainty,
        read=Deferred("mail.reader:read_mail"),
        text=Deferred("mail.contents:mail_text"),
        unpack=Deferred("mail.reader:read_attachments"),
    ),
    Importer(
        id="mailbox",
        media_types=("application/mbox",),
        suffixes=(".mbox", ".mbx"),
        sniff=sniff.mailbox_certainty,
        read=None,
        unpack=Deferred("mail.contents:split_mailbox"),
    ),
    Importer(
        id="outlook",
        media_types=("application/vnd.ms-outlook", "application/vnd.ms-tnef", "application/ms-tnef"),
        suffixes=(".msg", ".tnef"),
        sniff=sniff.outlook_certainty,
        read=Deferred("mail.reader:read_mail"),
        text=Deferred("mail.contents:mail_text"),
        unpack=Deferred("mail.reader:read_attachments"),
    ),
    Importer(
        id="mhtml",
        media_types=("multipart/related", "application/x-mimearchive"),
        suffixes=(".mhtml", ".mht"),
        sniff=sniff.mhtml_certainty,
        **_saved_page("saved_page:load_mhtml"),
    ),
    Importer(
        id="webarchive",
        media_types=("application/x-webarchive",),
        suffixes=(".webarchive",),
        sniff=sniff.webarchive_certainty,
        **_saved_page("saved_page:load_webarchive"),
    ),
    Importer(
        id="capture",
        media_types=("application/warc", "application/wacz"),
        suffixes=(".warc", ".warc.gz", ".wacz"),
        sniff=sniff.capture_certainty,
        **_saved_page("saved_page:load_capture"),
    ),
    Importer(
        id="reference",
        media_types=("application/x-research-info-systems", "application/vnd.citationstyles.csl+json"),
        suffixes=(".ris", ".bib"),
        sniff=_record_certainty("references.formats:count_references"),
        read=Deferred("references.formats:read_reference"),
        beside=Deferred("references.formats:find_attached"),
    ),
    Importer(
        id="references",
        media_types=("application/x-bibtex",),
        suffixes=(".rdf",),
        sniff=_record_certainty("references.formats:count_references", several=True),
        read=None,
        unpack=Deferred("references.formats:split_references"),
        beside=Deferred("references.formats:find_attached"),
    ),
    Importer(
        id="agency",
        media_types=("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.ninjs+json"),
        suffixes=(".json",),
        sniff=_record_certainty("news_items:count_agency_items"),
        read=Deferred("news_items:read_agency_item"),
    ),
    Importer(
        id="agency-items",
        media_types=("application/vnd.iptc.g2.newsmessage+xml",),
        suffixes=(".xml",),
        sniff=_record_certainty("news_items:count_agency_items", several=True),
        read=None,
        unpack=Deferred("news_items:split_agency_items"),
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
        unpack=Deferred("archives:extract_signed_file"),
    ),
    Importer(
        id="markdown",
        media_types=("text/markdown",),
        suffixes=(".md", ".markdown", ".mdown", ".mkd"),
        sniff=sniff.markdown_certainty,
        read=Deferred("markdown:read_markdown"),
    ),
    Importer(
        id="subtitles",
        media_types=("text/vtt", "application/x-subrip"),
        suffixes=(".vtt", ".srt"),
        sniff=sniff.subtitles_certainty,
        read=Deferred("plaintext.reader:read_subtitles"),
    ),
    Importer(
        id="csv",
        media_types=("text/csv",),
        suffixes=(".csv", ".tsv"),
        sniff=sniff.csv_certainty,
        read=Deferred("sheets.grid:read_csv"),
    ),
    Importer(
        id="text",
        media_types=("text/plain",),
        suffixes=(".txt", ".text"),
        sniff=sniff.text_certainty,
        read=Deferred("plaintext.reader:read_text"),
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
    """Return the importer for the given bytes; raise ImportRefusedError with the reason if no importer reads them."""
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf\xfe\xff"):
        raise ImportRefusedError("import-empty", name=name)
    if sniff.is_encrypted_office(data):
        raise ImportRefusedError("import-encrypted", name=name)
    if data.startswith(sniff.OLE_MAGIC) and not sniff.outlook_certainty(data):
        raise ImportRefusedError("import-old-office", name=name)
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


def _refuse_others(data: bytes, name: str) -> None:
    """Refuse a known format that no importer is certain of."""
    if sniff.is_picture(data):
        raise ImportRefusedError("import-picture", name=name)
    if sniff.is_web_link(data):
        raise ImportRefusedError("import-web-link", name=name)
    other = sniff.other_format(data)
    if other is not None:
        raise ImportRefusedError("import-format-not-read", name=name, format=other)
