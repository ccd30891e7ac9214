"""Loads all that the readers of foreign files need, before a process is sealed or forked: later nothing can be loaded.

The fork server does it once, and the processes forked from it share the memory. Other processes do it themselves.
"""

from __future__ import annotations

import encodings
import gc
import importlib
import io
import pkgutil
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.importers.registry import IMPORTERS, importer_for
from briefbuilder.system.paths import resources_folder
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
    _warm_up_clipboard()
    _warm_up_recognition()
    return True


def warm_up_languages() -> None:
    """Load the model that detects languages; short texts and rare languages need it."""
    from briefbuilder.importers.language import rank_languages

    if "languages" not in _done:
        _done.add("languages")
        rank_languages(_WORDS)


def warm_up_formats(formats: frozenset[str]) -> bool:
    """Load what the readers of the given formats usually need; return whether it is all that a file may need.

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
        drawn = draw_page(small_files()["a.pdf"], "a.pdf", (), 0)
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

    clipboard = ClipboardContent(
        html=small_files()["a.html"].decode(), text=_WORDS, rtf=small_files()["a.rtf"]
    )
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
        for name in (*modules, "briefbuilder.export.protection"):
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


def warm_up_marking() -> bool:
    """Load what marking changes in a Word file needs, and return true."""
    importlib.import_module("briefbuilder.returned.tracked_changes")
    return warm_up_returned()


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


def _show_original(file: OriginalFile) -> None:
    from briefbuilder.app.originals import draw_original_pages, find_words_on_page, shown_source

    if file.has_pages:
        draw_original_pages(file, (0,), 0.1)
        find_words_on_page(file, 0, "stocks")
    else:
        shown_source(file, ())


def _names_in(package: str) -> tuple[str, ...]:
    """Return the names of all modules in a package."""
    found = importlib.import_module(package)
    return tuple(module.name for module in pkgutil.walk_packages(found.__path__, f"{package}."))


@cache
def small_files() -> dict[str, bytes]:
    """Return a small file of every format, by name."""
    return {path.name: path.read_bytes() for path in sorted((resources_folder() / "small-files").iterdir())}
