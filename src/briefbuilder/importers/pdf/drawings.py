"""Rules and dots drawn on a page, which form tables and list bullets."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from dataclasses import dataclass, field

from briefbuilder.importers.limits import PAGE_PATHS, PATH_SEGMENTS
from briefbuilder.importers.pdf.document import Handle

_MAX_RULE_THICKNESS = 2.6
"""Points: the maximum thickness of a rule."""

_MIN_RULE_LENGTH = 7.0
"""Points: the minimum length of a rule."""

_MAX_DOT_SIZE = 8.0
"""Points: the maximum size of a bullet dot."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, with y upwards."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Drawings:
    """The horizontal and vertical rules and the dots of a page."""

    horizontal: list[Box] = field(default_factory=list)
    vertical: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    seen: int = 0

    def add(self, box: Box) -> None:
        """Add a box if it is a rule or a dot."""
        wide, high = box.right - box.left, box.top - box.bottom
        if high <= _MAX_RULE_THICKNESS and wide >= _MIN_RULE_LENGTH:
            self.horizontal.append(box)
        elif wide <= _MAX_RULE_THICKNESS and high >= _MIN_RULE_LENGTH:
            self.vertical.append(box)
        elif min(wide, high) > 1 and max(wide, high) < _MAX_DOT_SIZE and 0.75 < wide / high < 1.34:
            self.dots.append(box)


def add_path(drawn: Handle, origin: tuple[float, float], found: Drawings) -> None:
    """Add the rules and dots of a path object: a thin box, or the sides of a stroked frame or grid."""
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
        min(box.right - box.left, box.top - box.bottom) <= _MAX_RULE_THICKNESS
        or max(box.right - box.left, box.top - box.bottom) < _MAX_DOT_SIZE
    ):
        found.add(box)
        return
    mode, stroked = c_int(), c_int()
    if pdfium.FPDFPath_GetDrawMode(drawn, byref(mode), byref(stroked)) and stroked.value:
        for side in _iter_segments(drawn, origin):
            found.add(side)


def _iter_segments(drawn: Handle, origin: tuple[float, float]) -> Iterator[Box]:
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
            yield _bounding_box(before, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and begun is not None:
            yield _bounding_box(point, begun)
        before = point


def _bounding_box(first: tuple[float, float], second: tuple[float, float]) -> Box:
    return Box(
        min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1])
    )
