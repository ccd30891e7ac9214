"""Read PDF documents with PDFium: their properties, and the glyphs, pictures, drawings, links and annotations of each page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_float, c_int, c_uint, c_ushort, create_string_buffer, string_at
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import PIL.Image
import pypdfium2.raw as pdfium  # its package initializes PDFium

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.limits import (
    PAGE_ANNOTATIONS,
    PAGE_CHARACTERS,
    PAGE_LINKS,
    PAGE_OBJECTS,
    PAGE_PATHS,
    PATH_SEGMENTS,
    PDF_PAGES,
    PICTURE_BYTES,
    PICTURE_SIDE,
)
from briefbuilder.importers.pdf.bidi import order_ligatures
from briefbuilder.importers.pdf.glyphs import (
    BREAK,
    FontCache,
    PageGlyphs,
    attach_combining_marks,
    main_rotation,
    read_glyphs,
)
from briefbuilder.importers.pdf.lines import group_lines
from briefbuilder.importers.pdf.model import (
    MAX_DOT_SIZE,
    MAX_RULE_THICKNESS,
    Box,
    Glyph,
    Handle,
    Image,
    Page,
    PageDrawings,
)
from briefbuilder.importers.phrases import CONTENTS_HEADING, listed_words, phrases

PIL.Image.preinit()  # in a sealed process nothing more can be loaded


@contextmanager
def open_pdf(data: bytes, name: str, passwords: Sequence[str]) -> Iterator[Handle]:
    """Open a PDF with PDFium and close it afterwards; raise ImportRefusedError if it cannot be read.

    If it is encrypted, the passwords are tried in turn. PDFs that only forbid printing or copying need none.
    """
    document = _load(data, passwords)
    if not document:
        code = pdfium.FPDF_GetLastError()
        if code == pdfium.FPDF_ERR_PASSWORD and passwords:
            raise ImportRefusedError("import-password-wrong", name=name)
        locked = code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        raise ImportRefusedError("import-pdf-encrypted" if locked else "import-pdf-broken", name=name)
    try:
        pages = pdfium.FPDF_GetPageCount(document)
        if pages > PDF_PAGES:
            raise ImportRefusedError("import-pdf-too-long", name=name, limit=str(PDF_PAGES))
        if pages < 1:
            raise ImportRefusedError("import-pdf-broken", name=name)
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _load(data: bytes, passwords: Sequence[str]) -> Handle:
    """Load a PDF without a password, or with each password in both encodings that PDF versions use."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for password in passwords:
        forms = dict.fromkeys((password.encode("utf-8", "replace"), password.encode("latin-1", "replace")))
        for form in forms:
            if document or pdfium.FPDF_GetLastError() != pdfium.FPDF_ERR_PASSWORD:
                return document
            document = pdfium.FPDF_LoadMemDocument64(data, len(data), form)
    return document


@contextmanager
def load_page(document: Handle, index: int) -> Iterator[tuple[Handle, Handle] | None]:
    """Load a page, counted from 0, with its text; yield None if it cannot be loaded."""
    page = pdfium.FPDF_LoadPage(document, index)
    text = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield (page, text) if text else None
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        if page:
            pdfium.FPDF_ClosePage(page)


def page_count(document: Handle) -> int:
    """Return the number of pages."""
    return int(pdfium.FPDF_GetPageCount(document))


def _document_info(document: Handle, key: str) -> str:
    """Return an entry of the document information dictionary, such as "Title"."""
    return read_text(pdfium.FPDF_GetMetaText, document, key.encode("ascii"))


def read_text(function: Any, *arguments: object) -> str:
    """Call a PDFium function that fills a buffer with UTF-16LE text and returns its size in bytes."""
    size = int(function(*arguments, None, 0))
    if not 2 < size < 1 << 22:
        return ""
    buffer = (c_ushort * ((size + 1) // 2))()
    function(*arguments, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace").strip()


def form_type(document: Handle) -> int:
    """Return PDFium's form type of a document; 2 and 3 are XFA forms."""
    return int(c_int(pdfium.FPDF_GetFormType(document)).value)


# Drawings and pictures.

_MAX_PIXELS = 16_000_000
_MIN_PIXELS = 24


def _add_path(path: Handle, origin: tuple[float, float], drawings: PageDrawings) -> None:
    """Add the rules and dots of a path object: a thin box, or the sides of a stroked frame or grid."""
    drawings.seen += 1
    if drawings.seen > PAGE_PATHS:
        return
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(path, byref(left), byref(bottom), byref(right), byref(top)):
        return
    box = Box(
        left.value - origin[0], bottom.value - origin[1], right.value - origin[0], top.value - origin[1]
    )
    if (
        min(box.right - box.left, box.top - box.bottom) <= MAX_RULE_THICKNESS
        or max(box.right - box.left, box.top - box.bottom) < MAX_DOT_SIZE
    ):
        drawings.add(box)
        return
    mode, stroked = c_int(), c_int()
    if pdfium.FPDFPath_GetDrawMode(path, byref(mode), byref(stroked)) and stroked.value:
        for side in _iter_segments(path, origin):
            drawings.add(side)


def _iter_segments(path: Handle, origin: tuple[float, float]) -> Iterator[Box]:
    """Yield the straight segments of a path as boxes."""
    matrix, x_value, y_value = pdfium.FS_MATRIX(), c_float(), c_float()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    previous: tuple[float, float] | None = None
    start: tuple[float, float] | None = None
    for index in range(min(pdfium.FPDFPath_CountSegments(path), PATH_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x_value), byref(y_value))
        x, y = x_value.value, y_value.value
        point = (
            matrix.a * x + matrix.c * y + matrix.e - origin[0],
            matrix.b * x + matrix.d * y + matrix.f - origin[1],
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and previous is not None:
            yield _bounding_box(previous, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            yield _bounding_box(point, start)
        previous = point


def _bounding_box(first: tuple[float, float], second: tuple[float, float]) -> Box:
    return Box(
        min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1])
    )


def read_objects(page: Handle, origin: tuple[float, float]) -> tuple[list[Image], PageDrawings]:
    """Return the pictures of a page that are large enough to show something, with their data, and its drawings."""
    images: list[Image] = []
    drawings = PageDrawings()
    for index in range(min(pdfium.FPDFPage_CountObjects(page), PAGE_OBJECTS)):
        page_object = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(page_object) if page_object else pdfium.FPDF_PAGEOBJ_UNKNOWN
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(page_object, origin, drawings)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            image = _read_image(page_object, origin)
            if image is not None:
                images.append(image)
    return images, drawings


def _read_image(image_object: Handle, origin: tuple[float, float]) -> Image | None:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(image_object, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    if max(right.value - left.value, top.value - bottom.value) < PICTURE_SIDE:
        return None
    if min(right.value - left.value, top.value - bottom.value) < PICTURE_SIDE / 4:
        return None  # a rule or a colored band
    media_type, data = _image_bytes(image_object)
    return Image(
        left.value - origin[0],
        bottom.value - origin[1],
        right.value - origin[0],
        top.value - origin[1],
        media_type,
        data,
        mark=int(pdfium.FPDFPageObj_GetMarkedContentID(image_object)),
    )


def _image_bytes(image_object: Handle) -> tuple[str, bytes | None]:
    width, height = c_uint(), c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(image_object, byref(width), byref(height))
    if min(width.value, height.value) < _MIN_PIXELS or width.value * height.value > _MAX_PIXELS:
        return "", None
    if _filters(image_object)[-1:] == ["DCTDecode"]:
        # "Decoded" removes the filters around the JPEG, not the JPEG compression itself.
        size = int(pdfium.FPDFImageObj_GetImageDataDecoded(image_object, None, 0))
        if 0 < size <= PICTURE_BYTES:
            buffer = create_string_buffer(size)
            pdfium.FPDFImageObj_GetImageDataDecoded(image_object, buffer, size)
            if buffer.raw.startswith(b"\xff\xd8"):
                return "image/jpeg", buffer.raw
    return _encode_bitmap(pdfium.FPDFImageObj_GetBitmap(image_object))


def _filters(image_object: Handle) -> list[str]:
    names: list[str] = []
    for index in range(min(pdfium.FPDFImageObj_GetImageFilterCount(image_object), 8)):
        buffer = create_string_buffer(64)
        pdfium.FPDFImageObj_GetImageFilter(image_object, index, buffer, 64)
        names.append(buffer.value.decode("ascii", "replace"))
    return names


def _encode_bitmap(bitmap: Handle) -> tuple[str, bytes | None]:
    """Encode a PDFium bitmap as PNG."""
    if not bitmap:
        return "", None
    try:
        width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        mode, stored = {
            pdfium.FPDFBitmap_Gray: ("L", "L"), pdfium.FPDFBitmap_BGR: ("RGB", "BGR"),
            pdfium.FPDFBitmap_BGRx: ("RGB", "BGRX"), pdfium.FPDFBitmap_BGRA: ("RGBA", "BGRA"),
        }.get(pdfium.FPDFBitmap_GetFormat(bitmap), ("", ""))  # fmt: skip
        start = pdfium.FPDFBitmap_GetBuffer(bitmap)
        if not mode or not start or not 0 < width * height <= _MAX_PIXELS:
            return "", None
        pixels = string_at(start, stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    stream = io.BytesIO()
    PIL.Image.frombuffer(mode, (width, height), pixels, "raw", stored, stride, 1).save(stream, "PNG")
    return "image/png", stream.getvalue()


# Pages.

_MAX_LETTER_GAP = 0.13  # in sizes: the maximum gap between two characters of a word
_SCHEMES = ("http://", "https://", "mailto:", "ftp://", "doi:")
_Bounds = tuple[float, float, float, float]


def read_page(document: Handle, page: Handle, text: Handle, number: int, fonts: FontCache) -> Page:
    """Read a loaded page; `number` counts from 1."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    if pdfium.FPDFText_CountChars(text) > PAGE_CHARACTERS:
        return Page(number, box.right, box.top, [], glyphs=PAGE_CHARACTERS + 1)
    found = read_glyphs(text, fonts)
    vertical = found.vertical
    if vertical:
        found = read_glyphs(text, fonts, vertical=True)
    rotation = main_rotation(found.glyphs)
    if rotation < 4 and not vertical and pdfium.FPDFPage_GetRotation(page) != rotation and found.glyphs:
        found = _read_rotated(page, rotation, fonts)
    bounds = _rotate_box((box.left, box.bottom, box.right, box.top), rotation)
    _assign_links(document, page, found.glyphs, rotation)
    images, drawings = ([], PageDrawings()) if rotation else read_objects(page, (bounds[0], bounds[1]))
    kept, outside, turned = _partition_glyphs(found.glyphs, bounds, rotation)
    return Page(
        number=number,
        width=bounds[2] - bounds[0],
        height=bounds[3] - bounds[1],
        lines=group_lines(_move_origin(attach_combining_marks(order_ligatures(kept)), bounds), number),
        images=images,
        drawings=drawings,
        unmapped=found.unmapped,
        outside=outside,
        turned=turned,
        glyphs=sum(not glyph.inferred for glyph in found.glyphs),
        vertical=vertical,
    )


def _read_rotated(page: Handle, rotation: int, fonts: FontCache) -> PageGlyphs:
    """Read a page again that is shown sideways: PDFium only finds lines along the page's own direction."""
    pdfium.FPDFPage_SetRotation(page, rotation)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        return read_glyphs(text, fonts)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _rotate_box(box: _Bounds, rotation: int) -> _Bounds:
    """Rotate a box so that the text runs to the right."""
    left, bottom, right, top = box
    return {
        1: (bottom, -right, top, -left),
        2: (-right, -top, -left, -bottom),
        3: (-top, left, -bottom, right),
    }.get(rotation, box)


def _partition_glyphs(
    glyphs: Sequence[Glyph], bounds: _Bounds, rotation: int
) -> tuple[list[Glyph], str, str]:
    """Separate the glyphs beyond the page edge and those at another angle than the rest.

    A word that the edge cuts is kept whole, since a figure without its last digits would be another one.
    """
    kept: list[Glyph] = []
    outside: list[str] = []
    rotated: list[str] = []
    for glyph in glyphs:
        if glyph is BREAK:
            kept.append(glyph)
        elif glyph.run.rotation != rotation:
            rotated.append(glyph.text)
        elif not _is_on_page(glyph, bounds) and not (kept and _continues_word(kept[-1], glyph)):
            outside.append(glyph.text)
        else:
            kept.append(glyph)
    return kept, "".join(outside), "".join(rotated)


def _continues_word(before: Glyph, glyph: Glyph) -> bool:
    return (
        before is not BREAK
        and bool(before.text.strip(" ") and glyph.text.strip(" "))  # no-break spaces join a number
        and before.run.baseline == glyph.run.baseline
        and abs(glyph.left - before.right) < _MAX_LETTER_GAP * glyph.run.size
    )


def _is_on_page(glyph: Glyph, bounds: _Bounds) -> bool:
    center = (glyph.left + glyph.right) / 2
    return bounds[0] - 2 <= center <= bounds[2] + 2 and bounds[1] - 2 <= glyph.run.baseline <= bounds[3] + 2


def _move_origin(glyphs: list[Glyph], bounds: _Bounds) -> list[Glyph]:
    """Make positions relative to the lower left corner of the page."""
    left, bottom = bounds[:2]
    if not left and not bottom:
        return glyphs
    runs = {id(glyph.run): glyph.run for glyph in glyphs if glyph is not BREAK}
    for run in runs.values():
        run.baseline -= bottom
    for glyph in glyphs:
        if glyph is not BREAK:
            glyph.left -= left
            glyph.right -= left
    return glyphs


def _assign_links(document: Handle, page: Handle, glyphs: Sequence[Glyph], rotation: int) -> None:
    """Set the link address of the glyphs under link annotations."""
    for box, address in _iter_links(document, page):
        left, bottom, right, top = _rotate_box(box, rotation)
        for glyph in glyphs:
            if not glyph.text.strip():
                continue
            height = glyph.run.baseline + 0.3 * glyph.run.size
            if bottom <= height <= top and left - 0.5 <= (glyph.left + glyph.right) / 2 <= right + 0.5:
                glyph.link = address


def _iter_links(document: Handle, page: Handle) -> Iterator[tuple[_Bounds, str]]:
    position, link, box = c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(PAGE_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, byref(position), byref(link)):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        size = int(pdfium.FPDFAction_GetURIPath(document, action, None, 0))
        if not 1 < size < 4096 or not pdfium.FPDFLink_GetAnnotRect(link, box):
            continue
        buffer = create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
        address = buffer.value.decode("utf-8", "replace").strip()
        if address.lower().startswith(_SCHEMES):
            low, high = sorted((box.bottom, box.top))
            yield (box.left, low, box.right, high), address


# Annotations: text in form fields or added to a page, and comments.

_HIDDEN_FLAGS = 1 << 1 | 1 << 5
"""Flags of annotations that are not shown: ISO 32000-1, table 165 (hidden, no view)."""


@dataclass(slots=True)
class PageAnnotations:
    """Texts with their boxes, relative to the lower left corner of the page, and comments."""

    words: list[tuple[Box, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@contextmanager
def open_form(document: Handle) -> Iterator[Handle | None]:
    """Open the form environment that gives the field values, None without a form; scripts never run."""
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
    if not form:
        is_text_field = read_text(pdfium.FPDFAnnot_GetStringValue, annotation, b"FT") in {"Tx", "Ch"}
        return read_text(pdfium.FPDFAnnot_GetStringValue, annotation, b"V") if is_text_field else ""
    kinds = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
    if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in kinds:
        return ""
    return read_text(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)


# Metadata.

TITLE_WORD = re.compile(r"[^\W\d_][^\W_]|\d[^\W\d_]|^\d{2,4}$")
"""What a title has: a word of two characters, or nothing but a number such as a year; a date is not a title."""

_PACKET = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_MAX_PACKET = 1 << 20
_GENERIC_TITLE = re.compile(
    rf"^(?:{phrases('placeholder_titles_of_pdf')}"
    r"|.*\.(?:docx?|odt|indd|qxd|pdf|tex|html?|rtf|pages|p65|dvi|pptx?|fm|wpd|wps|txt|xlsx?|cdr))$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?://|/|[a-z]:\\|\w+_\w+(?:_|$))", re.IGNORECASE)
_GENERIC_AUTHOR = re.compile(
    rf"^(?:{phrases('placeholder_authors_of_pdf')}|[^@\n]*@.*|\W*|\w{{1,3}}\d*)$",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DC = "{http://purl.org/dc/elements/1.1/}"
_PRISM = re.compile(r"\{http://prismstandard\.org/namespaces/basic/[\d.]+/\}(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfMetadata:
    """The file's own metadata; unreliable values are empty."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publication: str | None = None
    published: date | None = None
    rights: str = ""
    language: str | None = None


def read_metadata(document: Handle, data: bytes) -> PdfMetadata:
    """Read the document information and XMP; only properties that name the publication date are used for the date."""
    packet = _read_xmp(data)
    title = packet.get("title", "") or _document_info(document, "Title")
    author = packet.get("creator", "") or _document_info(document, "Author")
    language = packet.get("language", "") or read_text(pdfium.FPDFCatalog_GetLanguage, document)
    published = packet.get("publicationDate") or packet.get("coverDate") or ""
    line = " ".join(_CONTROL.sub(" ", title).split())
    is_unusable = _GENERIC_TITLE.match(line) or _ADDRESS.match(line) or CONTENTS_HEADING.fullmatch(line)
    return PdfMetadata(
        title=line if TITLE_WORD.search(line) and not is_unusable and len(line) <= 300 else "",
        authors=tuple(filter(_is_person_name, _split_names(author))),
        publication=packet.get("publicationName") or None,
        published=read_date(published),
        rights=packet.get("rights", ""),
        language=language if re.match(r"^[a-zA-Z]{2,3}(?:-\w+)*$", language) else None,
    )


def _is_person_name(author: str) -> bool:
    return not _GENERIC_AUTHOR.match(author) and match_key(author) not in listed_words("placeholder_authors")


def _split_names(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[;\n]|,\s+(?=\w+\s)|(?<!\s)\s+and\s+", text) if name.strip()]


def _read_xmp(data: bytes) -> dict[str, str]:
    """Return the Dublin Core and PRISM entries of the last uncompressed XMP packet."""
    packets = [found for found in _PACKET.findall(data) if len(found) < _MAX_PACKET]
    if not packets or b"<!DOCTYPE" in packets[-1] or b"<!ENTITY" in packets[-1]:
        return {}
    from lxml import etree
    from lxml.etree import _Element

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root = cast("_Element | None", etree.fromstring(packets[-1], parser))
    if root is None:  # nothing could be parsed
        return {}
    entries: dict[str, str] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        prism = _PRISM.match(element.tag)
        name = element.tag.removeprefix(_DC) if element.tag.startswith(_DC) else prism[1] if prism else ""
        if name:
            items = [" ".join((text or "").split()) for text in element.itertext()]
            entries.setdefault(name, "; ".join(item for item in items if item))
    return entries
