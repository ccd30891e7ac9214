"""What is drawn on a page besides its characters: rules, which make tables, and dots, which mark items."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from dataclasses import dataclass, field

from briefbuilder.importers.limits import PAGE_PATHS, PATH_SEGMENTS
from briefbuilder.importers.pdf.document import Handle

_THIN = 2.6
"""Points: a rule is no thicker."""

_LONG = 7.0
"""Points: a rule is no shorter."""

_DOT = 8.0
"""Points: a dot that marks an item is no wider."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Drawings:
    """A page's rules, across and upright, and its dots."""

    across: list[Box] = field(default_factory=list)
    upright: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    seen: int = 0

    def add(self, box: Box) -> None:
        """Keep a box that is a rule or a dot; forget any other."""
        wide, high = box.right - box.left, box.top - box.bottom
        if high <= _THIN and wide >= _LONG:
            self.across.append(box)
        elif wide <= _THIN and high >= _LONG:
            self.upright.append(box)
        elif min(wide, high) > 1 and max(wide, high) < _DOT and 0.75 < wide / high < 1.34:
            self.dots.append(box)


def add_path(drawn: Handle, origin: tuple[float, float], found: Drawings) -> None:
    """Look at a path object: a thin one is a rule, a stroked frame or grid is as many rules as it has sides."""
    import pypdfium2.raw as pdfium

    found.seen += 1
    if found.seen > PAGE_PATHS:
        return
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(drawn, byref(left), byref(bottom), byref(right), byref(top)):
        return
    box = Box(
        left.value - origin[0], bottom.value - origin[1], right.value - origin[0], top.value - origin[1]
    )
    if (
        min(box.right - box.left, box.top - box.bottom) <= _THIN
        or max(box.right - box.left, box.top - box.bottom) < _DOT
    ):
        found.add(box)
        return
    mode, stroked = c_int(), c_int()
    if pdfium.FPDFPath_GetDrawMode(drawn, byref(mode), byref(stroked)) and stroked.value:
        for side in _sides(drawn, origin):
            found.add(side)


def _sides(drawn: Handle, origin: tuple[float, float]) -> Iterator[Box]:
    """Yield the straight segments of a path as boxes."""
    import pypdfium2.raw as pdfium

    matrix, across, up = pdfium.FS_MATRIX(), c_float(), c_float()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    before: tuple[float, float] | None = None
    begun: tuple[float, float] | None = None
    for place in range(min(pdfium.FPDFPath_CountSegments(drawn), PATH_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, place)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(across), byref(up))
        x, y = across.value, up.value
        point = (
            matrix.a * x + matrix.c * y + matrix.e - origin[0],
            matrix.b * x + matrix.d * y + matrix.f - origin[1],
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
            yield _box(before, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and begun is not None:
            yield _box(point, begun)
        before = point


def _box(first: tuple[float, float], second: tuple[float, float]) -> Box:
    return Box(
        min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1])
    )
