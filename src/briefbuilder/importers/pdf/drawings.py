"""Rules and dots drawn on a page, which form tables and list bullets."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from dataclasses import dataclass, field

from briefbuilder.importers.limits import PAGE_PATHS, PATH_SEGMENTS
from briefbuilder.importers.pdf.document import Handle

_MAX_RULE_THICKNESS = 2.6  # points: the maximum thickness of a rule
_MIN_RULE_LENGTH = 7.0  # points: the minimum length of a rule
_MAX_DOT_SIZE = 8.0  # points: the maximum size of a bullet dot


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, with y upwards."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class PageDrawings:
    """The horizontal and vertical rules and the dots of a page."""

    horizontal: list[Box] = field(default_factory=list)
    vertical: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    seen: int = 0

    def add(self, box: Box) -> None:
        """Add a box if it is a rule or a dot."""
        width, height = box.right - box.left, box.top - box.bottom
        if height <= _MAX_RULE_THICKNESS and width >= _MIN_RULE_LENGTH:
            self.horizontal.append(box)
        elif width <= _MAX_RULE_THICKNESS and height >= _MIN_RULE_LENGTH:
            self.vertical.append(box)
        elif min(width, height) > 1 and max(width, height) < _MAX_DOT_SIZE and 0.75 < width / height < 1.34:
            self.dots.append(box)


def add_path(path: Handle, origin: tuple[float, float], drawings: PageDrawings) -> None:
    """Add the rules and dots of a path object: a thin box, or the sides of a stroked frame or grid."""
    import pypdfium2.raw as pdfium

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
        min(box.right - box.left, box.top - box.bottom) <= _MAX_RULE_THICKNESS
        or max(box.right - box.left, box.top - box.bottom) < _MAX_DOT_SIZE
    ):
        drawings.add(box)
        return
    mode, stroked = c_int(), c_int()
    if pdfium.FPDFPath_GetDrawMode(path, byref(mode), byref(stroked)) and stroked.value:
        for side in _iter_segments(path, origin):
            drawings.add(side)


def _iter_segments(path: Handle, origin: tuple[float, float]) -> Iterator[Box]:
    """Yield the straight segments of a path as boxes."""
    import pypdfium2.raw as pdfium

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
