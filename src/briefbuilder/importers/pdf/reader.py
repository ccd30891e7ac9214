"""Read a PDF into a draft: pages, headers and footers, reading order, paragraphs, roles, notes and metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import SCANNED_PAGES
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.language import count_scripts
from briefbuilder.importers.limits import PAGE_ANNOTATIONS, PAGE_DOTS, PDF_CHARACTERS
from briefbuilder.importers.mojibake import mojibake_score
from briefbuilder.importers.pdf.blocks import add_chunks
from briefbuilder.importers.pdf.code_blocks import join_code_blocks, join_line_numbers
from briefbuilder.importers.pdf.document import Handle, form_type, load_page, open_pdf, page_count, read_text
from briefbuilder.importers.pdf.drawings import Box
from briefbuilder.importers.pdf.glyphs import FontCache
from briefbuilder.importers.pdf.head import PdfHead, PdfMetadata, read_head, read_metadata
from briefbuilder.importers.pdf.headers_footers import find_printed_address, remove_headers_footers
from briefbuilder.importers.pdf.kinds import mark_roles
from briefbuilder.importers.pdf.layout import is_interleaved, order_lines
from briefbuilder.importers.pdf.measures import body_size, measure_lines
from briefbuilder.importers.pdf.model import Chunk, Glyph, Line, Page, PdfRun
from briefbuilder.importers.pdf.notes import FootnoteCollector
from briefbuilder.importers.pdf.pages import read_page
from briefbuilder.importers.pdf.paragraphs import split_paragraphs
from briefbuilder.importers.pdf.structure import StructureTrees, read_structure, read_tagged_chunks
from briefbuilder.importers.pdf.tables import insert_tables, join_continued_tables
from briefbuilder.importers.pdf.word_joins import Vocabulary
from briefbuilder.importers.rights import extract_rights

_DEFAULT_FIELD_SIZE = 11.0  # points: the font size of field text where no line precedes it
_HIDDEN_FLAGS = 1 << 1 | 1 << 5
"""Flags of annotations that are not shown: ISO 32000-1, table 165 (hidden, no view)."""

_XFA_FORMS = frozenset({2, 3})
_MAX_UNMAPPED = 0.2  # the share of unmapped characters above which a file is refused
_MIN_UNMAPPED_NOTICE = 0.005
_MIN_LETTERS = 200

_MIN_VOWELS = 0.2
"""The minimum share of vowels among Latin letters: languages have 0.33 to 0.5, shifted codes far fewer."""

_MAX_MOJIBAKE_SCORE = 0.4  # the mojibake score above which text is in no language; real texts stay below 0.05
_MAX_NON_ASCII = 0.3  # the share of non-ASCII characters above which the mojibake score counts

_ACCENTED_WORD = re.compile(r"(?<![A-Za-z])[\u00c0-\u00ff]{4,}(?![A-Za-z])")
"""A word of accented letters only, as when Cyrillic, Greek, Arabic or Hebrew codes are read as Latin."""

_MIN_ACCENTED_WORDS = 20  # the minimum number of different such words; fewer may be examples of letters
_SAMPLE_LENGTH = 20_000
_VOWELS = frozenset("aeiouyAEIOUYàâäáãåæèéêëìíîïòóôöõøœùúûüýÀÂÄÁÃÅÆÈÉÊËÌÍÎÏÒÓÔÖÕØŒÙÚÛÜÝąęěőűůıăāēīūėįų")
_MAX_NOTICES = 40  # the maximum number of separate notices of one kind


# Annotations: text in form fields or added to a page, and comments.


@dataclass(slots=True)
class PageAnnotations:
    """Texts with their boxes, relative to the lower left corner of the page, and comments."""

    words: list[tuple[Box, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@contextmanager
def open_form(document: Handle) -> Iterator[Handle | None]:
    """Open the form environment that gives the field values, None without a form; scripts never run."""
    import pypdfium2.raw as pdfium

    if form_type(document) == pdfium.FORMTYPE_NONE:
        yield None
        return
    info = pdfium.FPDF_FORMFILLINFO(version=2)
    form = pdfium.FPDFDOC_InitFormFillEnvironment(document, info)
    try:
        yield form or None
    finally:
        if form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def read_annotations(page: Handle, form: Handle | None) -> PageAnnotations:
    """Read the annotations of a loaded page; positions are correct only if the page is not rotated."""
    import pypdfium2.raw as pdfium

    annotations = PageAnnotations()
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    origin = (box.left, box.bottom)
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), PAGE_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN_FLAGS:
                _read_annotation(annotation, form, origin, annotations)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return annotations


def _read_annotation(
    annotation: Handle, form: Handle | None, origin: tuple[float, float], annotations: PageAnnotations
) -> None:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        text = _field_value(annotation, form)
    elif kind in {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP}:
        return
    else:
        text = read_text(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents")
        if kind != pdfium.FPDF_ANNOT_FREETEXT:
            annotations.comments += [text] if text else []
            return
    box = pdfium.FS_RECTF()
    if text and pdfium.FPDFAnnot_GetRect(annotation, box):
        left, right = box.left - origin[0], box.right - origin[0]
        annotations.words.append((Box(left, box.bottom - origin[1], right, box.top - origin[1]), text))


def _field_value(annotation: Handle, form: Handle | None) -> str:
    """Return the text or choice in a field; an extracted single page may have lost its form."""
    import pypdfium2.raw as pdfium

    if not form:
        is_text_field = read_text(pdfium.FPDFAnnot_GetStringValue, annotation, b"FT") in {"Tx", "Ch"}
        return read_text(pdfium.FPDFAnnot_GetStringValue, annotation, b"V") if is_text_field else ""
    kinds = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
    if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in kinds:
        return ""
    return read_text(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)


def insert_annotation_text(lines: Sequence[Line], texts: Sequence[tuple[Box, str]], page: int) -> list[Line]:
    """Return the lines of a page with annotation text inserted after the line above or beside it.

    The text takes the marked-content id of that line, so that it is part of the structure tree, if any.
    """
    result = list(lines)
    for box, text in texts:
        rows = [
            row.strip() for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if row.strip()
        ]
        index = _insertion_index(result, box)
        before = result[index - 1] if index else None
        result[index:index] = [
            _make_annotation_line(row, number, len(rows), box, before, page)
            for number, row in enumerate(rows)
        ]
    return result


def _insertion_index(lines: Sequence[Line], box: Box) -> int:
    """Return the index after the line closest above or beside a box."""
    center = (box.bottom + box.top) / 2
    best: tuple[float, int] | None = None
    for index, line in enumerate(lines):
        above = line.baseline + 0.3 * line.size - center
        if above < -0.5 * line.size:
            continue
        offset = max(line.left - box.right, box.left - line.right, 0.0)
        distance = 2 * above + offset
        if best is None or distance <= best[0]:
            best = (distance, index + 1)
    return best[1] if best else (0 if lines else len(lines))


def _make_annotation_line(
    text: str, number: int, count: int, box: Box, before: Line | None, page: int
) -> Line:
    """Return a row of text as a line of the size of the line before, with letters of equal width."""
    row_height = (box.top - box.bottom) / count
    size = max(1.0, min(0.8 * row_height, before.size if before is not None else _DEFAULT_FIELD_SIZE))
    rtl = before is not None and before.rtl
    mark = before.glyphs[-1].run.mark if before is not None else -1
    run = PdfRun(box.top - (number + 0.5) * row_height - 0.3 * size, size, mark=mark)
    glyph_width = min(0.5 * size, (box.right - box.left) / len(text))
    glyphs: list[Glyph] = []
    for index, character in enumerate(text):
        left = box.right - (index + 1) * glyph_width if rtl else box.left + index * glyph_width
        glyphs.append(Glyph(character, left, left + glyph_width, run))
    return Line(glyphs, page, run.baseline, size, rtl=rtl)


# Bullets that are drawn as dots instead of written.


def add_bullets(lines: Sequence[Line], dots: Sequence[Box]) -> None:
    """Insert a bullet before each line that follows a dot; a page full of dots is a drawing."""
    if len(dots) > PAGE_DOTS:
        return
    for dot in dots:
        following = [line for line in lines if _precedes(dot, line)]
        if not following:
            continue
        line = min(following, key=lambda line: abs(line.start - (-dot.right if line.rtl else dot.left)))
        run = line.glyphs[0].run
        line.glyphs[:0] = [
            Glyph("•", dot.left, dot.right, run),
            Glyph(" ", dot.right, dot.right, run, inferred=True),
        ]
        line.clear_cache()


def _precedes(dot: Box, line: Line) -> bool:
    center = (dot.bottom + dot.top) / 2
    is_small = 0.1 * line.size < dot.top - dot.bottom < 0.7 * line.size
    gap = dot.left - line.right if line.rtl else line.left - dot.right
    is_level = line.baseline - 0.05 * line.size < center < line.baseline + 0.75 * line.size
    return is_small and is_level and 0.1 * line.size < gap < 2.5 * line.size


# Text-layer check: scans, forms drawn by programs, fonts without a Unicode mapping.


def check_text_layer(pages: Sequence[Page], name: str, builder: DraftBuilder, *, form_type: int) -> None:
    """Raise ImportRefusedError if there is no readable text; report scanned pages."""
    glyph_count = sum(page.glyphs for page in pages)
    if form_type in _XFA_FORMS and glyph_count < 600:
        raise ImportRefusedError("import-pdf-form", name=name)
    if not any(line.text for page in pages for line in page.lines):
        has_images = any(page.images for page in pages)
        raise ImportRefusedError("import-pdf-scan" if has_images else "import-pdf-no-text", name=name)
    scans = [page for page in pages if _is_scan(page)]
    if scans and len(scans) * 2 > len(pages) and glyph_count < 60 * len(pages):
        raise ImportRefusedError("import-pdf-scan", name=name)
    if scans:
        builder.notice(SCANNED_PAGES, ", ".join(str(page.number) for page in scans))
    _check_characters(pages, name, builder, glyph_count)


def _is_scan(page: Page) -> bool:
    """Return whether a page is a picture with hardly any text."""
    area = page.width * page.height
    covered = max(
        ((image.right - image.left) * (image.top - image.bottom) for image in page.images), default=0.0
    )
    return page.glyphs < 40 and covered > 0.6 * area


def _check_characters(pages: Sequence[Page], name: str, builder: DraftBuilder, glyph_count: int) -> None:
    unmapped = sum(page.unmapped for page in pages) + _count_misread_letters(pages)
    if unmapped > _MAX_UNMAPPED * glyph_count or _is_gibberish(pages):
        raise ImportRefusedError("import-pdf-no-meaning", name=name)
    if unmapped > _MIN_UNMAPPED_NOTICE * glyph_count:
        builder.notice("pdf-characters-without-meaning", str(unmapped))


def _count_misread_letters(pages: Sequence[Page]) -> int:
    """Return the number of letters in words of no language, whose font has codes of another script."""
    words = [
        word
        for page in pages
        for line in page.lines
        if not line.text.isascii()
        for word in _ACCENTED_WORD.findall(line.text)
    ]
    return sum(map(len, words)) if len(set(words)) >= _MIN_ACCENTED_WORDS else 0


def _is_gibberish(pages: Sequence[Page]) -> bool:
    """Return whether the text is too unlike any language to be what the page shows."""
    text = "".join(line.text for page in pages[:20] for line in page.lines)[:_SAMPLE_LENGTH]
    non_ascii = sum(character > "\x7f" or character < " " for character in text)
    if (
        non_ascii > _MAX_NON_ASCII * len(text)
        and len(text) > _MIN_LETTERS
        and mojibake_score(text) > _MAX_MOJIBAKE_SCORE
    ):
        return True
    latin = [character for character in text if character.isalpha() and character < "\u0250"]
    if len(latin) < _MIN_LETTERS or count_scripts(text)["latin"] * 2 < sum(count_scripts(text).values()):
        return False
    vowels = sum(character in _VOWELS for character in latin)
    return vowels < _MIN_VOWELS * len(latin)


@dataclass(slots=True)
class _PdfContent:
    """The pages of a document, its structure trees and its metadata; `address` is that of a printed web page."""

    pages: list[Page] = field(default_factory=list)
    tags: StructureTrees = field(default_factory=StructureTrees)
    metadata: PdfMetadata = field(default_factory=PdfMetadata)
    unreadable: list[int] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    form: int = 0
    address: str | None = None


def read_pdf(data: bytes, name: str, passwords: Sequence[str] = ()) -> Draft:
    """Read a PDF; raise ImportRefusedError if it has no readable text."""
    with open_pdf(data, name, passwords) as document:
        content = _read_pages(document, data, name)
    builder = DraftBuilder()
    check_text_layer(content.pages, name, builder, form_type=content.form)
    chunks, size = _make_chunks(content, builder)
    head = read_head(builder, chunks, content.metadata, size, name)
    _report_pages(builder, content)
    words = Vocabulary(line for chunk in chunks for line in chunk.lines)
    add_chunks(builder, head.rest, words, content.pages)
    return builder.draft(_make_metadata(builder, head, content))


def _read_pages(document: Handle, data: bytes, name: str) -> _PdfContent:
    content = _PdfContent(metadata=read_metadata(document, data), form=form_type(document))
    fonts = FontCache()
    characters = 0
    with open_form(document) as fields:
        for index in range(page_count(document)):
            with load_page(document, index) as handles:
                if handles is None:
                    content.unreadable.append(index + 1)
                else:
                    page = read_page(document, *handles, index + 1, fonts)
                    _add_page(content, page, handles[0], fields)
                    characters += page.glyphs
            if characters > PDF_CHARACTERS:
                raise ImportRefusedError("import-pdf-too-long", name=name, limit=str(index + 1))
    return content


def _add_page(content: _PdfContent, page: Page, handle: Handle, form: Handle | None) -> None:
    """Add a page with its annotations and structure tree."""
    if page.glyphs and not page.lines and not page.turned and not page.outside:
        content.unreadable.append(page.number)
    annotations = read_annotations(handle, form)
    page.lines = insert_annotation_text(page.lines, annotations.words, page.number)
    page.glyphs += sum(len(text) for _, text in annotations.words)
    content.comments += annotations.comments
    content.pages.append(page)
    read_structure(handle, page.number, content.tags)


def _make_chunks(content: _PdfContent, builder: DraftBuilder) -> tuple[list[Chunk], float]:
    """Return the chunks of the text, from the structure tree if it is complete, and the body size."""
    size = body_size([line for page in content.pages for line in page.lines])
    tagged = read_tagged_chunks(content.pages, content.tags, size)
    if tagged is not None:
        _report_removed_lines(builder, tagged.artifacts)
        content.address = find_printed_address(tagged.artifacts, len(content.pages))
        return tagged.chunks, size
    for page in content.pages:
        add_bullets(page.lines, page.drawings.dots)
        page.lines = join_line_numbers(page.lines)
    removed = remove_headers_footers(content.pages, size)
    _report_removed_lines(builder, removed)
    content.address = find_printed_address(removed, len(content.pages))
    lines: list[Line] = []
    notes = FootnoteCollector(size)
    reordered: list[str] = []
    for page in content.pages:
        ordered, changed = _order_page(page)
        if changed:
            reordered.append(str(page.number))
        lines += notes.take_notes(ordered, page.height, page.drawings.horizontal, page.drawings.vertical)
    if reordered:
        builder.notice("pdf-pages-reordered", ", ".join(reordered))
    measures = measure_lines(lines)
    chunks = join_continued_tables(split_paragraphs(lines, measures))
    mark_roles(chunks, measures)
    return join_code_blocks(chunks) + notes.notes, size


def _order_page(page: Page) -> tuple[list[Line], bool]:
    """Return the lines and tables of a page in reading order, and whether it differs from the file's order."""
    if not is_interleaved(page.lines):
        return order_lines(insert_tables(page.lines, page.drawings), page.drawings.horizontal)
    # Columns drawn line by line across look like a table until they are separated.
    ordered, changed = order_lines(page.lines, page.drawings.horizontal)
    return insert_tables(ordered, page.drawings), changed


def _report_removed_lines(builder: DraftBuilder, lines: Sequence[Line]) -> None:
    """Report the removed headers, footers and page numbers, each wording once."""
    pages_by_text: dict[str, list[int]] = {}
    for line in lines:
        pages_by_text.setdefault(line.text, []).append(line.page)
    numbers = [text for text in pages_by_text if len(text) < 5 and any(map(str.isdigit, text))]
    words = [text for text in pages_by_text if text not in numbers]
    for text in words[:_MAX_NOTICES]:
        builder.notice("pdf-running-head-removed", first_words(text))
    if len(words) > _MAX_NOTICES:
        builder.notice("pdf-more-running-heads-removed", str(len(words) - _MAX_NOTICES))
    if numbers:
        builder.notice("pdf-page-numbers-removed", first_words(", ".join(numbers)))


def _report_pages(builder: DraftBuilder, content: _PdfContent) -> None:
    rotated = " ".join(page.turned for page in content.pages if page.turned.strip())
    outside = " ".join(page.outside for page in content.pages if page.outside.strip())
    for comment in content.comments[:_MAX_NOTICES]:
        builder.notice("comment", first_words(comment, 400))
    if len(content.comments) > _MAX_NOTICES:
        builder.notice("more-comments", str(len(content.comments) - _MAX_NOTICES))
    if rotated:
        builder.notice("pdf-turned-text-left-out", first_words(rotated, 400))
    if outside:
        builder.notice("pdf-text-off-page-left-out", first_words(outside, 400))
    if content.unreadable:
        builder.notice("pdf-pages-unreadable", ", ".join(map(str, content.unreadable)))


def _make_metadata(builder: DraftBuilder, head: PdfHead, content: _PdfContent) -> Metadata:
    metadata = content.metadata
    return Metadata(
        title=head.title,
        authors=head.authors,
        publication=metadata.publication,
        published=head.published,
        url=content.address,
        language=builder.language((metadata.language or "").partition("-")[0].lower() or None),
        rights=extract_rights([*head.rights, *([metadata.rights] if metadata.rights else [])]),
    )
