"""What stands on a page beside its own characters: words typed into a form's fields or written over it, and comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import c_ushort
from dataclasses import dataclass, field
from typing import Any

from briefbuilder.importers.pdf.document import Handle, form_type
from briefbuilder.importers.pdf.drawings import Box
from briefbuilder.importers.pdf.limits import PAGE_ANNOTATIONS
from briefbuilder.importers.pdf.shapes import Glyph, Line, Run

_LARGEST = 11.0
"""Points: words in a field are held for no larger."""

_HIDDEN = 1 << 1 | 1 << 5
"""Flags of annotations that are not shown: ISO 32000-1, table 165 (hidden, no view)."""


@dataclass(slots=True)
class Annotations:
    """Words with their places on a page, in points from its lower left corner, and comments."""

    words: list[tuple[Box, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@contextmanager
def fields_of(document: Handle) -> Iterator[Handle | None]:
    """Give what tells the values of a document's fields, None where it has none; scripts are never run."""
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


def annotations_on(page: Handle, fields: Handle | None) -> Annotations:
    """Read the annotations of a page that is loaded; their places only where the page is not turned."""
    import pypdfium2.raw as pdfium

    found = Annotations()
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    origin = (box.left, box.bottom)
    for place in range(min(pdfium.FPDFPage_GetAnnotCount(page), PAGE_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        if not annotation:
            continue
        try:
            if not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                _read(annotation, fields, origin, found)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _read(annotation: Handle, fields: Handle | None, origin: tuple[float, float], found: Annotations) -> None:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        text = _value(annotation, fields)
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


def _value(annotation: Handle, fields: Handle | None) -> str:
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


def with_words(lines: Sequence[Line], words: Sequence[tuple[Box, str]], page: int) -> list[Line]:
    """Return a page's lines with the words of its annotations where they stand, each after the line above or beside it.

    They take the marked content of that line, so that they are part of the structure where there is one.
    """
    placed = list(lines)
    for box, text in words:
        rows = [
            row.strip() for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if row.strip()
        ]
        place = _place(placed, box)
        before = placed[place - 1] if place else None
        placed[place:place] = [
            _row(row, number, len(rows), box, before, page) for number, row in enumerate(rows)
        ]
    return placed


def _place(lines: Sequence[Line], box: Box) -> int:
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


def _row(text: str, number: int, count: int, box: Box, before: Line | None, page: int) -> Line:
    """Return a row of words as a line, as large as the line before; its letters are all held for equally wide."""
    step = (box.top - box.bottom) / count
    size = max(1.0, min(0.8 * step, before.size if before is not None else _LARGEST))
    rtl = before is not None and before.rtl
    mark = before.glyphs[-1].run.mark if before is not None else -1
    run = Run(box.top - (number + 0.5) * step - 0.3 * size, size, mark=mark)
    wide = min(0.5 * size, (box.right - box.left) / len(text))
    glyphs: list[Glyph] = []
    for place, sign in enumerate(text):
        left = box.right - (place + 1) * wide if rtl else box.left + place * wide
        glyphs.append(Glyph(sign, left, left + wide, run))
    return Line(glyphs, page, run.baseline, size, rtl=rtl)
