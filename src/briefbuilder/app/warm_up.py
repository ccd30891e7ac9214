"""Loads all that the readers of foreign files need, before a process is sealed or forked: later nothing can be loaded.

The fork server does it once, and the processes forked from it share the memory. Other processes do it themselves.
"""

from __future__ import annotations

import encodings
import gc
import importlib
import io
import pkgutil
import plistlib
import zipfile
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.importers.registry import IMPORTERS, importer_for
from briefbuilder.system.sandbox import prepare_seal

if TYPE_CHECKING:
    from briefbuilder.app.originals import OriginalFile

_PACKAGES = ("briefbuilder.importers", "email")
"""Packages of which every module is imported; some are imported at their first use otherwise."""

_COMMON = ("_strptime", "html.entities", "stringprep", "zoneinfo")
"""Small modules that the standard library imports when it needs them."""

_MODULES = (
    "lxml.etree", "lxml.html", "pypdfium2", "pypdfium2.raw", "yaml",
    "bz2", "lzma", "unicodedata", "ctypes",
)  # fmt: skip

_WORDS = (
    "The ministers of the six countries agreed on Monday to keep their stocks of gas until the spring, said the "
    "chairman, and to share what is left with their neighbours when the winter is colder than expected."
)
_PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Stocks of gas</title>
<meta property="article:published_time" content="2026-03-04T10:00:00+01:00"><meta name="author" content="Ann Lee">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Stocks of gas"}}</script></head>
<body><nav><ul><li><a href="/a">Home</a></li></ul></nav><article><h1>Stocks of gas</h1><p>By Ann Lee, 4 March 2026</p>
{"".join(f"<p>{_WORDS} {number}</p>" for number in range(8))}<h2>What follows</h2><table><tr><th>a</th><td>1</td></tr>
</table><ul><li>{_WORDS}</li></ul></article></body></html>"""
_MAIL = f"""From: Ann Lee <ann@example.org>\r\nTo: desk@example.org\r\nSubject: =?utf-8?Q?Stocks_of_gas?=\r
Date: Wed, 4 Mar 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="=b"\r\n\r
--=b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{_WORDS}\r
--=b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\n{_WORDS}\r\n--=b--\r\n"""
_WEB_ARCHIVE = f"""From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="=b"\r
Snapshot-Content-Location: https://example.org/a\r\n\r\n--=b\r\nContent-Type: text/html; charset=utf-8\r
Content-Location: https://example.org/a\r\n\r\n{_PAGE}\r\n--=b--\r\n"""
_CAPTURED = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{_PAGE}"
_WARC = f"""WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:a>\r\nWARC-Date: 2026-03-04T10:00:00Z\r
WARC-Target-URI: https://example.org/a\r\nContent-Type: application/http; msgtype=response\r
Content-Length: {len(_CAPTURED.encode())}\r\n\r\n{_CAPTURED}\r\n\r\n"""
_ZOTERO_ITEM = f"""<bib:Article><z:itemType>journalArticle</z:itemType><dc:title>Stocks</dc:title><dcterms:abstract>{_WORDS}
</dcterms:abstract></bib:Article>"""
_ZOTERO = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#" xmlns:dcterms="http://purl.org/dc/terms/">
{_ZOTERO_ITEM}{_ZOTERO_ITEM}</rdf:RDF>"""
_NAR = "http://iptc.org/std/nar/2006-10-01/"
_NEWS_ITEM = f"""<newsItem><contentMeta><headline>Stocks</headline></contentMeta><contentSet><inlineXML><html><body><p>{_WORDS}</p>
</body></html></inlineXML></contentSet></newsItem>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""

_WORD_BODY = f"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>{_WORDS}</w:t></w:r></w:p></w:body></w:document>"""
_SLIDES = f"""<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="{_OFFICE}">
<p:sldIdLst><p:sldId r:id="r1"/></p:sldIdLst></p:presentation>"""
_SLIDE = f"""<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>{_WORDS}</a:t>
</a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"""
_WORKBOOK = f"""<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets><sheet name="One" r:id="r1"/></sheets></workbook>"""
_SHEET = f"""<worksheet xmlns="{_SHEETS}"><sheetData><row><c t="inlineStr"><is><t>{_WORDS}</t></is></c><c><v>45000.5</v></c>
</row></sheetData></worksheet>"""
_OPEN_TYPE = "application/vnd.oasis.opendocument"
_OPEN_BODY = f"""<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>{_WORDS}</text:p>
</office:text></office:body></office:document-content>"""
_OPEN_SLIDES = (
    _OPEN_BODY.replace("office:text", "office:presentation")
    .replace(
        "<text:p>",
        '<d:page xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><d:frame><d:text-box><text:p>',
    )
    .replace("</text:p>", "</text:p></d:text-box></d:frame></d:page>")
)
_OPEN_SHEETS = (
    _OPEN_BODY.replace("office:text", "office:spreadsheet")
    .replace(
        "<text:p>",
        '<t:table xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><t:table-row><t:table-cell><text:p>',
    )
    .replace("</text:p>", "</text:p></t:table-cell></t:table-row></t:table>")
)
_BOOK_PLACE = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile
full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_BOOK = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata><title
xmlns="http://purl.org/dc/elements/1.1/">Gas</title></metadata><manifest><item id="a" href="a.xhtml"
media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"""
_CHAPTER = f"""<html xmlns="http://www.w3.org/1999/xhtml"><head><title>One</title></head><body><h1>One</h1>
<p>{_WORDS}</p></body></html>"""
_PDF_TEXT = "BT /F1 12 Tf 50 700 Td (The stocks of gas are to be kept until the spring.) Tj ET"
_PDF = f"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length {len(_PDF_TEXT)}>>stream
{_PDF_TEXT}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF"""
ALL_FORMATS = frozenset(importer.id for importer in IMPORTERS)
_done: set[str] = set()
"""The formats that this process, or the one it was forked from, can read when it is sealed."""
_CODEBOOKS = (
    b"version: '1'\nlanguages: [en]\ntopics:\n  - id: gas\n    name: {en: Gas}\n",
    b"id,name:en\ngas,Gas\n",
    b"<x:1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#Concept> .",
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
)
"""A small taxonomy of each format."""
_PICTURES = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


def _links(kind: str, target: str) -> str:
    """Return the relationships of a part of an Office file that has one."""
    return f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>"""


def warm_up_readers() -> bool:
    """Load all that the readers of all formats may need, and return true."""
    if "all" in _done:
        return True
    _done.add("all")
    for name in (*_MODULES, *(name for package in _PACKAGES for name in _names_in(package))):
        with suppress(ImportError):  # some exist on one system only
            importlib.import_module(name)
    warm_up_formats(ALL_FORMATS)
    warm_up_languages()
    warm_up_stoplists()
    _warm_up_clipboard()
    _warm_up_recognition()
    return True


def warm_up_languages() -> None:
    """Load the model that tells languages apart; short texts and rare languages need it."""
    from briefbuilder.importers.language import rank_languages

    if "languages" not in _done:
        _done.add("languages")
        rank_languages(_WORDS)


def warm_up_stoplists() -> None:
    """Load the lists of frequent words by which trafilatura judges pages in which it finds little."""
    from trafilatura import external

    if not external.JT_STOPLIST:
        external.jt_stoplist_init()


def warm_up_formats(formats: frozenset[str]) -> bool:
    """Load what the readers of some formats usually need; return whether it is all that a file may need.

    A file may hold another format than its name says, or other ones within it.
    """
    from briefbuilder.app import answers
    from briefbuilder.app.originals import OriginalFile
    from briefbuilder.importers.read import Parsed, parse
    from briefbuilder.word_lists import load_all_word_lists

    if "any" not in _done:
        _done.add("any")
        for name in (*_COMMON, *_names_in(encodings.__name__)):
            with suppress(ImportError, LookupError):  # some exist on one system only
                importlib.import_module(name)
        load_all_word_lists("briefbuilder.importers")
        answers.prepare(Parsed)
    for name, data in small_files().items() if formats - _done else ():
        with suppress(BriefbuilderError):
            if importer_for(data, name).id in formats - _done:
                for text in parse(data, name).texts:
                    _show_original(OriginalFile(data=data, media_type=text.media_type, name=name))
    _done.update(formats)
    return "all" in _done


def warm_up_page_pictures() -> bool:
    """Load what drawing the pages of a PDF or a picture file needs, and return whether that is all."""
    from briefbuilder.app import answers
    from briefbuilder.importers.recognized import PagePictures, draw_page, draw_picture

    if "page pictures" not in _done:
        _done.add("page pictures")
        warm_up_pictures()
        drawn = draw_page(_PDF.encode(), "a.pdf", (), 0)
        draw_picture(drawn.pictures[0], "a.png")
        answers.prepare(PagePictures)
    return False


def _warm_up_recognition() -> None:
    from briefbuilder.importers.recognized import RecognizedFile, parse_recognized

    warm_up_page_pictures()
    words = "".join(
        f"5\t1\t1\t1\t1\t{number}\t0\t0\t9\t9\t90\t{word}\n" for number, word in enumerate(_WORDS.split())
    )
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    table = (head + words).encode()
    parse_recognized(RecognizedFile(name="a.pdf", media_type="application/pdf", program="", tables=(table,)))


def _warm_up_clipboard() -> None:
    from briefbuilder.app import answers
    from briefbuilder.importers.pasted.article import ClipboardContent, ParsedClipboard, parse_pasted
    from briefbuilder.importers.pasted.fragment import Fragment, read_fragment

    clipboard = ClipboardContent(html=_PAGE, text=_WORDS, rtf=small_files()["a.rtf"])
    parse_pasted(clipboard)
    read_fragment(clipboard)
    for result_type in (ParsedClipboard, Fragment):
        answers.prepare(result_type)


def warm_up_codebooks() -> bool:
    """Load what reading a taxonomy of any format needs, and return true."""
    from briefbuilder.tagging.codebooks.formats import parse_codebook

    if "codebooks" not in _done:
        _done.add("codebooks")
        for name in (*_names_in("briefbuilder.tagging.codebooks"), *_names_in(encodings.__name__)):
            with suppress(ImportError, LookupError):  # some encodings exist on one system only
                importlib.import_module(name)
        for data in _CODEBOOKS:
            with suppress(BriefbuilderError):
                parse_codebook(data, "topics", "en")
    return True


def warm_up_letterheads() -> bool:
    """Load what reading a letterhead document and writing into it needs, and return true."""
    from docx import Document

    from briefbuilder.app import answers
    from briefbuilder.domain.letterhead import LetterheadFile, LetterheadLayout
    from briefbuilder.export.docx.letterhead.open import default_parts
    from briefbuilder.export.docx.letterhead.reference_style import read_letterhead

    if "letterheads" not in _done:
        _done.add("letterheads")
        modules = (*_names_in("briefbuilder.export.docx"), *_names_in("docx"), *_COMMON)
        for name in (*modules, "briefbuilder.export.redaction_check"):
            importlib.import_module(name)
        default_parts()
        warm_up_pictures()
        stream = io.BytesIO()
        word = Document()
        word.add_heading("A heading")
        word.add_table(1, 1)
        word.sections[0].header.paragraphs[0].text = "{{title}}"
        word.save(stream)
        with suppress(BriefbuilderError):
            read_letterhead(LetterheadFile(name="a.docx", data=stream.getvalue()))
        answers.prepare(LetterheadLayout)
    return True


def warm_up_returned() -> bool:
    """Load what reading a Word file that comes back needs, and return true."""
    from briefbuilder.app import answers
    from briefbuilder.returned.document import ReturnedDocument
    from briefbuilder.returned.reader import read_returned

    if "returned" not in _done:
        _done.add("returned")
        for name in _COMMON:
            importlib.import_module(name)
        with suppress(BriefbuilderError):
            read_returned(small_files()["a.docx"], "a.docx")
        answers.prepare(ReturnedDocument)
    return True


def warm_up_pictures() -> bool:
    """Load what decoding a picture needs, and return true."""
    from PIL import Image, ImageOps

    from briefbuilder.app import answers
    from briefbuilder.domain.document import DocumentPicture
    from briefbuilder.export.pictures import prepare_picture

    if "pictures" not in _done:
        _done.add("pictures")
        Image.init()
        sample = Image.new("RGB", (8, 8))
        for name in _PICTURES:
            stream = io.BytesIO()
            with suppress(KeyError, OSError):  # the library can be built without a format
                sample.save(stream, name, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0")
            data = stream.getvalue()
            prepare_picture(data)
            with suppress(OSError), Image.open(io.BytesIO(data)) as picture:
                ImageOps.exif_transpose(picture).convert("RGBA").resize((4, 4))
        answers.prepare(DocumentPicture)
    return True


def freeze() -> None:
    """Do what all forked processes need, and keep their garbage collectors from touching, and so copying, it."""
    prepare_seal()
    gc.collect()
    gc.freeze()


def _show_original(looked: OriginalFile) -> None:
    from briefbuilder.app.originals import draw_original_pages, find_words_on_page, shown_source

    if looked.has_pages:
        draw_original_pages(looked, (0,), 0.1)
        find_words_on_page(looked, 0, "stocks")
    else:
        shown_source(looked, ())


def _names_in(package: str) -> tuple[str, ...]:
    """Return the names of all modules in a package."""
    found = importlib.import_module(package)
    return tuple(module.name for module in pkgutil.walk_packages(found.__path__, f"{package}."))


@cache
def small_files() -> dict[str, bytes]:
    """Return a small file of every format, by name."""
    page, mail = _PAGE.encode(), _MAIL.encode()
    word = {"word/document.xml": _WORD_BODY}
    slides = {
        "ppt/presentation.xml": _SLIDES,
        "ppt/_rels/presentation.xml.rels": _links("slide", "slides/slide1.xml"),
        "ppt/slides/slide1.xml": _SLIDE,
    }
    workbook = {
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _links("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": _SHEET,
    }
    book = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _BOOK_PLACE,
        "a.opf": _BOOK,
        "a.xhtml": _CHAPTER,
    }
    saved = {"WebMainResource": {"WebResourceData": page, "WebResourceTextEncodingName": "UTF-8"}}
    return {
        "a.txt": f"Stocks of gas\n\nBy Ann Lee\n\n{_WORDS}\n\n{_WORDS}\n".encode("cp1252"),
        "a.md": f"---\ntitle: Stocks\n---\n# Stocks\n\n*{_WORDS}*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode(),
        "a.csv": b"name,value\na,1\nb,2\n",
        "a.html": page,
        "a.rtf": rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}\pard " + _WORDS.encode() + rb"\par}",
        "a.eml": mail,
        "a.mbox": 2 * (b"From ann@example.org Wed Mar  4 10:00:00 2026\r\n" + mail + b"\r\n"),
        "a.mhtml": _WEB_ARCHIVE.encode(),
        "a.webarchive": plistlib.dumps(saved, fmt=plistlib.FMT_BINARY),
        "a.docx": _office_file(word),
        "a.pptx": _office_file(slides),
        "a.xlsx": _office_file(workbook),
        "a.odt": _zip({"mimetype": f"{_OPEN_TYPE}.text", "content.xml": _OPEN_BODY}),
        "a.odp": _zip({"mimetype": f"{_OPEN_TYPE}.presentation", "content.xml": _OPEN_SLIDES}),
        "a.ods": _zip({"mimetype": f"{_OPEN_TYPE}.spreadsheet", "content.xml": _OPEN_SHEETS}),
        "a.epub": _zip(book),
        "a.warc": _WARC.encode(),
        "a.ris": f"TY  - JOUR\nTI  - Stocks of gas\nAB  - {_WORDS}\nER  - \n".encode(),
        "a.bib": f'@article{{a, author = {{Lee, Ann}}, title = {{St{{\\"o}}cks}}, abstract = {{{_WORDS}}}}}'.encode(),
        "a.rdf": _ZOTERO.encode(),
        "a.json": f'{{"uri": "u", "headline": "Stocks", "byline": "Ann Lee", "body_html": "<p>{_WORDS}</p>"}}'.encode(),
        "a.xml": f"<newsMessage xmlns='{_NAR}'>{2 * _NEWS_ITEM}</newsMessage>".encode(),
        "a.rss": f"<rss><channel><item><title>Stocks</title><description>{_WORDS}</description></item></channel></rss>".encode(),
        "a.vtt": f"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann Lee>{_WORDS}</v>\n".encode(),
        "a.zip": _zip({"a.txt": _WORDS}),
        "a.pdf": _PDF.encode(),
    }


def _office_file(parts: dict[str, str]) -> bytes:
    """Return a file of Office Open XML, whose first part is its body."""
    links = _links("officeDocument", next(iter(parts)))
    return _zip({"[Content_Types].xml": _WORD_TYPES, "_rels/.rels": links, **parts})


def _zip(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in files.items():
            container.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()
