"""PDF to a draft: pages, furniture, order, paragraphs, kinds, notes, metadata; what was done is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import c_ushort
from dataclasses import dataclass, field
from typing import Any

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.language import count_scripts, guess_language
from briefbuilder.importers.limits import PAGE_ANNOTATIONS, PAGE_DOTS, PDF_CHARACTERS
from briefbuilder.importers.mojibake import mojibake_score
from briefbuilder.importers.pdf.blocks import add_chunks
from briefbuilder.importers.pdf.code_blocks import join_code_blocks, join_line_numbers
from briefbuilder.importers.pdf.document import Handle, form_type, load_page, open_pdf, page_count
from briefbuilder.importers.pdf.drawings import Box
from briefbuilder.importers.pdf.glyphs import FontCache
from briefbuilder.importers.pdf.head import PdfHead, PdfMetadata, read_head, read_metadata
from briefbuilder.importers.pdf.headers_footers import remove_headers_footers
from briefbuilder.importers.pdf.kinds import mark_roles
from briefbuilder.importers.pdf.layout import is_interleaved, order_lines
from briefbuilder.importers.pdf.measures import body_size, measure_lines
from briefbuilder.importers.pdf.model import Chunk, Glyph, Line, Page, PdfRun
from briefbuilder.importers.pdf.notes import FootnoteCollector
from briefbuilder.importers.pdf.pages import read_page
from briefbuilder.importers.pdf.paragraphs import split_paragraphs
from briefbuilder.importers.pdf.structure import StructureTrees, read_structure, read_tagged_chunks
from briefbuilder.importers.pdf.tables import insert_tables, join_aligned_chunks, join_continued_tables
from briefbuilder.importers.pdf.word_joins import Vocabulary
from briefbuilder.importers.rights import extract_rights

# What stands on a page beside its own characters: words typed into a form's fields or written over it, and comments.

_DEFAULT_FIELD_SIZE = 11.0
"""Points: words in a field are held for no larger."""

_HIDDEN_FLAGS = 1 << 1 | 1 << 5
"""Flags of annotations that are not shown: ISO 32000-1, table 165 (hidden, no view)."""


@dataclass(slots=True)
class PageAnnotations:
    """Words with their places on a page, in points from its lower left corner, and comments."""

    words: list[tuple[Box, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@contextmanager
def open_form(document: Handle) -> Iterator[Handle | None]:
    """Give what tells the values of a document's fields, None where it has none; count_scripts are never run."""
    import pypdfium2.raw as pdfium

    if form_type(document) == pdfium.FORMTYPE_NONE:
        yield None
        return
    told = pdfium.FPDF_FORMFILLINFO(version=2)
    fields = pdfium.FPDFDOC_InitFormFillEnvironment(document, told)
    try:
        yield fields or None
    finally:
        if fields:
            pdfium.FPDFDOC_ExitFormFillEnvironment(fields)


def read_annotations(page: Handle, fields: Handle | None) -> PageAnnotations:
    """Read the annotations of a page that is loaded; their places only where the page is not turned."""
    import pypdfium2.raw as pdfium

    found = PageAnnotations()
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    origin = (box.left, box.bottom)
    for place in range(min(pdfium.FPDFPage_GetAnnotCount(page), PAGE_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        if not annotation:
            continue
        try:
            if not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN_FLAGS:
                _read_annotation(annotation, fields, origin, found)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _read_annotation(
    annotation: Handle, fields: Handle | None, origin: tuple[float, float], found: PageAnnotations
) -> None:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        text = _field_value(annotation, fields)
    elif kind in {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP}:
        return
    else:
        text = _words(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents")
        if kind != pdfium.FPDF_ANNOT_FREETEXT:
            found.comments += [text] if text else []
            return
    box = pdfium.FS_RECTF()
    if text and pdfium.FPDFAnnot_GetRect(annotation, box):
        left, right = box.left - origin[0], box.right - origin[0]
        found.words.append((Box(left, box.bottom - origin[1], right, box.top - origin[1]), text))


def _field_value(annotation: Handle, fields: Handle | None) -> str:
    """Return what was typed into a field or chosen in it; a single page that was cut out may have lost its form."""
    import pypdfium2.raw as pdfium

    if not fields:
        written = _words(pdfium.FPDFAnnot_GetStringValue, annotation, b"FT") in {"Tx", "Ch"}
        return _words(pdfium.FPDFAnnot_GetStringValue, annotation, b"V") if written else ""
    kinds = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
    if pdfium.FPDFAnnot_GetFormFieldType(fields, annotation) not in kinds:
        return ""
    return _words(pdfium.FPDFAnnot_GetFormFieldValue, fields, annotation)


def _words(function: Any, *before: object) -> str:
    """Call one of the functions that fill a buffer of UTF-16 units and return their size in bytes."""
    size = int(function(*before, None, 0))
    if not 2 < size < 1 << 22:
        return ""
    buffer = (c_ushort * ((size + 1) // 2))()
    function(*before, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace").strip()


def insert_annotation_text(lines: Sequence[Line], words: Sequence[tuple[Box, str]], page: int) -> list[Line]:
    """Return a page's lines with the words of its annotations where they stand, each after the line above or beside it.

    They take the marked content of that line, so that they are part of the structure where there is one.
    """
    placed = list(lines)
    for box, text in words:
        rows = [
            row.strip() for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if row.strip()
        ]
        place = _insertion_index(placed, box)
        before = placed[place - 1] if place else None
        placed[place:place] = [
            _make_annotation_line(row, number, len(rows), box, before, page)
            for number, row in enumerate(rows)
        ]
    return placed


def _insertion_index(lines: Sequence[Line], box: Box) -> int:
    """Return the place behind the line that stands closest above a box or beside it; the end where there is none."""
    middle = (box.bottom + box.top) / 2
    best: tuple[float, int] | None = None
    for place, line in enumerate(lines):
        above = line.baseline + 0.3 * line.size - middle
        if above < -0.5 * line.size:
            continue
        beside = max(line.left - box.right, box.left - line.right, 0.0)
        far = 2 * above + beside
        if best is None or far <= best[0]:
            best = (far, place + 1)
    return best[1] if best else (0 if lines else len(lines))


def _make_annotation_line(
    text: str, number: int, count: int, box: Box, before: Line | None, page: int
) -> Line:
    """Return a row of words as a line, as large as the line before; its letters are all held for equally wide."""
    step = (box.top - box.bottom) / count
    size = max(1.0, min(0.8 * step, before.size if before is not None else _DEFAULT_FIELD_SIZE))
    rtl = before is not None and before.rtl
    mark = before.glyphs[-1].run.mark if before is not None else -1
    run = PdfRun(box.top - (number + 0.5) * step - 0.3 * size, size, mark=mark)
    wide = min(0.5 * size, (box.right - box.left) / len(text))
    glyphs: list[Glyph] = []
    for place, sign in enumerate(text):
        left = box.right - (place + 1) * wide if rtl else box.left + place * wide
        glyphs.append(Glyph(sign, left, left + wide, run))
    return Line(glyphs, page, run.baseline, size, rtl=rtl)


# Items whose mark is drawn, not written: a dot that stands before a line becomes the line's first sign.


def add_bullets(lines: Sequence[Line], dots: Sequence[Box]) -> None:
    """Put a bullet at the head of each line that a dot stands before; a page full of dots is a drawing."""
    if len(dots) > PAGE_DOTS:
        return
    for dot in dots:
        near = [line for line in lines if _precedes(dot, line)]
        if not near:
            continue
        line = min(near, key=lambda line: abs(line.start - (-dot.right if line.rtl else dot.left)))
        run = line.glyphs[0].run
        line.glyphs[:0] = [
            Glyph("•", dot.left, dot.right, run),
            Glyph(" ", dot.right, dot.right, run, inferred=True),
        ]
        line.clear_cache()


def _precedes(dot: Box, line: Line) -> bool:
    middle = (dot.bottom + dot.top) / 2
    small = 0.1 * line.size < dot.top - dot.bottom < 0.7 * line.size
    gap = dot.left - line.right if line.rtl else line.left - dot.right
    level = line.baseline - 0.05 * line.size < middle < line.baseline + 0.75 * line.size
    return small and level and 0.1 * line.size < gap < 2.5 * line.size


# Whether the text of a PDF is text: scans, forms drawn by a program, fonts whose characters have no meaning.

_XFA_FORMS = frozenset({2, 3})
_MAX_UNMAPPED = 0.2
"""The share of characters without a meaning from which a file is refused; below, it is said."""

_MIN_UNMAPPED_NOTICE = 0.005
_MIN_LETTERS = 200
_MIN_VOWELS = 0.2
"""The share of vowels in Latin letters: languages have from 0.33 to 0.5, shifted codes far fewer."""

_MAX_ODDITY = 0.4
"""The oddness from which characters are none of any language; those of real texts stay below 0.05."""

_MAX_NON_ASCII = 0.3
"""The share of characters beyond ASCII from which their oddness counts."""

_ACCENTED_WORD = re.compile(r"(?<![A-Za-z])[\u00c0-\u00ff]{4,}(?![A-Za-z])")
"""A word of accented letters alone: what codes of Cyrillic, Greek, Arabic or Hebrew give that are taken for Latin ones."""

_MIN_ACCENTED_WORDS = 20
"""Such words, each counted once, from which they are no samples of letters."""

_SAMPLE_LENGTH = 20_000
_VOWELS = frozenset("aeiouyAEIOUYàâäáãåæèéêëìíîïòóôöõøœùúûüýÀÂÄÁÃÅÆÈÉÊËÌÍÎÏÒÓÔÖÕØŒÙÚÛÜÝąęěőűůıăāēīūėįų")


def check_text_layer(pages: Sequence[Page], name: str, builder: DraftBuilder, *, form: int) -> None:
    """Raise ImportRefusedError where there is no text to be read; note pages that hold none."""
    inked = sum(page.glyphs for page in pages)
    if form in _XFA_FORMS and inked < 600:
        raise ImportRefusedError("import-pdf-form", name=name)
    if not any(line.text for page in pages for line in page.lines):
        scanned = any(page.images for page in pages)
        raise ImportRefusedError("import-pdf-scan" if scanned else "import-pdf-no-text", name=name)
    scans = [page for page in pages if _is_scan(page)]
    if scans and len(scans) * 2 > len(pages) and inked < 60 * len(pages):
        raise ImportRefusedError("import-pdf-scan", name=name)
    if scans:
        builder.notice("pdf-pages-scanned", ", ".join(str(page.number) for page in scans))
    _check_characters(pages, name, builder, inked)


def _is_scan(page: Page) -> bool:
    """Tell whether a page is a picture with hardly a word."""
    area = page.width * page.height
    covered = max(
        ((image.right - image.left) * (image.top - image.bottom) for image in page.images), default=0.0
    )
    return page.glyphs < 40 and covered > 0.6 * area


def _check_characters(pages: Sequence[Page], name: str, builder: DraftBuilder, inked: int) -> None:
    unmapped = sum(page.unmapped for page in pages) + _count_misread_letters(pages)
    if unmapped > _MAX_UNMAPPED * inked or _is_gibberish(pages):
        raise ImportRefusedError("import-pdf-no-meaning", name=name)
    if unmapped > _MIN_UNMAPPED_NOTICE * inked:
        builder.notice("pdf-characters-without-meaning", str(unmapped))


def _count_misread_letters(pages: Sequence[Page]) -> int:
    """Return how many letters are in words that no language has, whose font has codes of another script."""
    words = [
        word
        for page in pages
        for line in page.lines
        if not line.text.isascii()
        for word in _ACCENTED_WORD.findall(line.text)
    ]
    return sum(map(len, words)) if len(set(words)) >= _MIN_ACCENTED_WORDS else 0


def _is_gibberish(pages: Sequence[Page]) -> bool:
    """Tell whether the characters are too unlike any language to be what the page shows."""
    text = "".join(line.text for page in pages[:20] for line in page.lines)[:_SAMPLE_LENGTH]
    beyond = sum(character > "\x7f" or character < " " for character in text)
    if (
        beyond > _MAX_NON_ASCII * len(text)
        and len(text) > _MIN_LETTERS
        and mojibake_score(text) > _MAX_ODDITY
    ):
        return True
    latin = [character for character in text if character.isalpha() and character < "\u0250"]
    if len(latin) < _MIN_LETTERS or count_scripts(text)["latin"] * 2 < sum(count_scripts(text).values()):
        return False
    vowels = sum(character in _VOWELS for character in latin)
    return vowels < _MIN_VOWELS * len(latin)


_MAX_NOTICES = 40
"""Notices of one kind that are listed one by one."""


@dataclass(slots=True)
class _PdfContent:
    """All pages of a document, with its tags and what it tells of itself."""

    pages: list[Page] = field(default_factory=list)
    tags: StructureTrees = field(default_factory=StructureTrees)
    metadata: PdfMetadata = field(default_factory=PdfMetadata)
    unreadable: list[int] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    form: int = 0


def read_pdf(data: bytes, name: str, passwords: Sequence[str] = ()) -> Draft:
    """Read the bytes of a PDF; raise ImportRefusedError where no text can be had from it."""
    with open_pdf(data, name, passwords) as document:
        read = _read_pages(document, data, name)
    builder = DraftBuilder()
    check_text_layer(read.pages, name, builder, form=read.form)
    chunks, size = _make_chunks(read, builder)
    head = read_head(chunks, read.metadata, size, name)
    for code, subject in head.notices:
        builder.notice(code, subject)
    _report_pages(builder, read)
    words = Vocabulary(line for chunk in chunks for line in chunk.lines)
    add_chunks(builder, head.rest, words, read.pages)
    return builder.draft(_make_metadata(builder, head, read.metadata))


def _read_pages(document: Handle, data: bytes, name: str) -> _PdfContent:
    read = _PdfContent(metadata=read_metadata(document, data), form=form_type(document))
    fonts = FontCache()
    characters = 0
    with open_form(document) as fields:
        for index in range(page_count(document)):
            with load_page(document, index) as loaded:
                if loaded is None:
                    read.unreadable.append(index + 1)
                else:
                    page = read_page(document, *loaded, index + 1, fonts)
                    _add_page(read, page, loaded[0], fields)
                    characters += page.glyphs
            if characters > PDF_CHARACTERS:
                raise ImportRefusedError("import-pdf-too-long", name=name, limit=str(index + 1))
    return read


def _add_page(read: _PdfContent, page: Page, handle: Handle, fields: Handle | None) -> None:
    """Keep a page with what was written on it later, and with its structure."""
    if page.glyphs and not page.lines and not page.turned and not page.outside:
        read.unreadable.append(page.number)
    annotations = read_annotations(handle, fields)
    page.lines = insert_annotation_text(page.lines, annotations.words, page.number)
    page.glyphs += sum(len(text) for _, text in annotations.words)
    read.comments += annotations.comments
    read.pages.append(page)
    read_structure(handle, page.number, read.tags)


def _make_chunks(read: _PdfContent, builder: DraftBuilder) -> tuple[list[Chunk], float]:
    """Return the text's chunks, by the file's own structure where it has one that holds the text."""
    size = body_size([line for page in read.pages for line in page.lines])
    by_tags = read_tagged_chunks(read.pages, read.tags, size)
    if by_tags is not None:
        _report_removed_lines(builder, by_tags.artifacts)
        return by_tags.chunks, size
    for page in read.pages:
        add_bullets(page.lines, page.drawings.dots)
        page.lines = join_line_numbers(page.lines)
    _report_removed_lines(builder, remove_headers_footers(read.pages, size))
    lines: list[Line] = []
    notes = FootnoteCollector(size)
    reordered: list[str] = []
    for page in read.pages:
        ordered, changed = _order_page(page)
        if changed:
            reordered.append(str(page.number))
        lines += notes.take_notes(ordered, page.height, page.drawings.horizontal, page.drawings.vertical)
    if reordered:
        builder.notice("pdf-pages-reordered", ", ".join(reordered))
    measures = measure_lines(lines)
    chunks = join_continued_tables(join_aligned_chunks(split_paragraphs(lines, measures)))
    mark_roles(chunks, measures)
    return join_code_blocks(chunks) + notes.notes, size


def _order_page(page: Page) -> tuple[list[Line], bool]:
    """Return a page's lines and tables in the order of reading, and whether that is another than the file's."""
    if not is_interleaved(page.lines):
        return order_lines(insert_tables(page.lines, page.drawings), page.drawings.horizontal)
    # Columns of text that are drawn line by line across look like a table until they are parted.
    ordered, changed = order_lines(page.lines, page.drawings.horizontal)
    return insert_tables(ordered, page.drawings), changed


def _report_removed_lines(builder: DraftBuilder, lines: Sequence[Line]) -> None:
    """List what was taken out, each wording once, with its pages."""
    pages: dict[str, list[int]] = {}
    for line in lines:
        pages.setdefault(line.text, []).append(line.page)
    numbers = [text for text in pages if len(text) < 5 and any(map(str.isdigit, text))]
    words = [text for text in pages if text not in numbers]
    for text in words[:_MAX_NOTICES]:
        builder.notice("pdf-running-head-removed", first_words(text))
    if len(words) > _MAX_NOTICES:
        builder.notice("pdf-more-running-heads-removed", str(len(words) - _MAX_NOTICES))
    if numbers:
        builder.notice("pdf-page-numbers-removed", first_words(", ".join(numbers)))


def _report_pages(builder: DraftBuilder, read: _PdfContent) -> None:
    turned = " ".join(page.turned for page in read.pages if page.turned.strip())
    outside = " ".join(page.outside for page in read.pages if page.outside.strip())
    for comment in read.comments[:_MAX_NOTICES]:
        builder.notice("comment", first_words(comment, 400))
    if len(read.comments) > _MAX_NOTICES:
        builder.notice("more-comments", str(len(read.comments) - _MAX_NOTICES))
    if turned:
        builder.notice("pdf-turned-text-left-out", first_words(turned, 400))
    if outside:
        builder.notice("pdf-text-off-page-left-out", first_words(outside, 400))
    if read.unreadable:
        builder.notice("pdf-pages-unreadable", ", ".join(map(str, read.unreadable)))


def _make_metadata(builder: DraftBuilder, head: PdfHead, said: PdfMetadata) -> Metadata:
    language = guess_language("\n".join(block.text for block in builder.blocks))
    declared = (said.language or "").partition("-")[0].lower() or None
    if language is None:
        language = declared
    elif language != declared:
        builder.notice("language-guessed", language)
    return Metadata(
        title=head.title,
        authors=head.authors,
        publication=said.publication,
        published=head.published,
        language=language,
        rights=extract_rights([*head.rights, *([said.rights] if said.rights else [])]),
    )
