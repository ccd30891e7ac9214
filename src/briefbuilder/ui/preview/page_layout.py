"""Where pages, and the items on them, are in the view of the preview."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSizeF

from briefbuilder.domain.values import value
from briefbuilder.ui.preview.drawing import Area


@value
class PagePoint:
    """A point on a page: the page number from 0 and the distance from its top in points."""

    page: int
    y: float


@value
class PageLayout:
    """Positions of pages and items at one zoom: `sizes` in points, `scale` in pixels per point, `gap` in pixels.

    `places` maps parts and items to their page (from 1) and the distance from its top in points, `areas` to the
    rectangles that they take up. Pages are in rows of one or more `columns`. All results are in pixels.
    """

    sizes: tuple[tuple[float, float], ...] = ()
    places: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    areas: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)
    scale: float = 1.0
    gap: float = 12.0
    columns: int = 1

    @property
    def max_width(self) -> float:
        """The width of the widest page in points."""
        return max((width for width, _ in self.sizes), default=0.0)

    @property
    def total_size(self) -> QSizeF:
        """The size of all pages with the gaps around them."""
        offsets = _offsets(self.sizes, self.columns)
        across = self.columns * self.max_width * self.scale + self.gap * (self.columns + 1)
        return QSizeF(across, offsets[-1] * self.scale + self.gap * len(offsets))

    def area(self, page: int, width: float) -> QRectF:
        """Return the rectangle of a page; the pages are centred in a view of the given width."""
        row, column = divmod(page, self.columns)
        own_width, own_height = self.sizes[page]
        total = self.total_size.width()
        cell = self.max_width * self.scale
        left = (max(width, total) - total) / 2 + self.gap + column * (cell + self.gap)
        left += (cell - own_width * self.scale) / 2
        return QRectF(left, self._top(row), own_width * self.scale, own_height * self.scale)

    def visible_pages(self, top: float, height: float) -> range:
        """Return the pages (from 0) visible in a vertical range."""
        first, last = self._row_at(top), self._row_at(top + height)
        if not self.sizes or last < 0:
            return range(0)
        if first >= 0 and self._top(first + 1) - self.gap < top:
            first += 1
        return range(max(0, first) * self.columns, min((last + 1) * self.columns, len(self.sizes)))

    def _row_at(self, y: float) -> int:
        """Return the last row that begins at or above y, -1 if it is missing."""
        rows = len(_offsets(self.sizes, self.columns)) - 1
        return bisect_right(range(rows), y, key=self._top) - 1

    def _top(self, row: int) -> float:
        return _offsets(self.sizes, self.columns)[row] * self.scale + self.gap * (row + 1)

    def point_at(self, y: float) -> PagePoint | None:
        """Return the point on the first page of the row at y; a gap belongs to the row above."""
        if not self.sizes:
            return None
        row = max(0, self._row_at(y))
        return PagePoint(page=row * self.columns, y=(y - self._top(row)) / self.scale)

    def y_of(self, point: PagePoint) -> float:
        """Return the y position of a point; a page that no longer exists counts as the last."""
        if not self.sizes:
            return 0.0
        page = min(point.page, len(self.sizes) - 1)
        return self._top(page // self.columns) + point.y * self.scale

    def page_at(self, point: QPointF, width: float) -> int | None:
        """Return the page (from 0) at a position, or None."""
        row = self._row_at(point.y())
        pages = range(max(0, row) * self.columns, min((row + 1) * self.columns, len(self.sizes)))
        return next((page for page in pages if self.area(page, width).contains(point)), None)

    def origin_at(self, point: QPointF, width: float) -> str | None:
        """Return the part or item at a position, None outside the pages and above the first item."""
        page = self.page_at(point, width)
        if page is None:
            return None
        y = (point.y() - self.area(page, width).top()) / self.scale
        above = [
            (number, top, origin)
            for origin, (number, top) in self.places.items()
            if (number - 1, top - 2.0) <= (page, y)
        ]
        return max(above)[2] if above else None

    def rects(self, areas: Iterable[Area], width: float) -> tuple[QRectF, ...]:
        """Return rectangles on pages in a view of the given width."""
        found = []
        for number, left, top, right, bottom in areas:
            if 1 <= number <= len(self.sizes):
                corner, scale = self.area(number - 1, width).topLeft(), self.scale
                size = QSizeF((right - left) * scale, (bottom - top) * scale)
                found.append(QRectF(corner + QPointF(left * scale, top * scale), size))
        return tuple(found)


@lru_cache(maxsize=8)
def _offsets(sizes: tuple[tuple[float, float], ...], columns: int) -> tuple[float, ...]:
    """Return the total height in points of the rows of pages before each row and, last, of all rows."""
    rows = (sizes[first : first + columns] for first in range(0, len(sizes), columns))
    return tuple(accumulate((max(height for _, height in row) for row in rows), initial=0.0))
