"""Where pages lie in the preview: sheets one below the other, and the places of items on them.

Pure arithmetic in device-independent pixels; knows no widget.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSizeF

from briefbuilder.domain.values import value


@value
class Spot:
    """A place on a page: its number from 0 and points from its top."""

    page: int
    y: float


@value
class Sheets:
    """All pages at one zoom: `sizes` in points, `scale` in pixels a point, `gap` in pixels.

    `places` gives the page from 1 and the points from its top of each part and item.
    """

    sizes: tuple[tuple[float, float], ...] = ()
    places: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    scale: float = 1.0
    gap: float = 12.0

    @property
    def widest(self) -> float:
        """The width of the widest page in points."""
        return max((width for width, _ in self.sizes), default=0.0)

    @property
    def extent(self) -> QSizeF:
        """The size of all sheets with the gaps around them."""
        tall = _above(self.sizes)[-1] * self.scale + self.gap * (len(self.sizes) + 1)
        return QSizeF(self.widest * self.scale + 2 * self.gap, tall)

    def area(self, page: int, width: float) -> QRectF:
        """Return where a page lies, in the middle of a view of that width."""
        above = self._top(_above(self.sizes), page)
        own_width, own_height = self.sizes[page]
        room = max(width, self.extent.width())
        left = (room - own_width * self.scale) / 2
        return QRectF(left, above, own_width * self.scale, own_height * self.scale)

    def in_sight(self, top: float, height: float) -> range:
        """Return the pages (from 0) of which something lies between two heights."""
        first = self._page_at(top)
        last = self._page_at(top + height)
        if not self.sizes or last < 0:
            return range(0)
        if first >= 0 and self.area(first, 0).bottom() < top:
            first += 1
        return range(max(0, first), last + 1)

    def _page_at(self, y: float) -> int:
        """Return the last page that begins at or above a height, -1 where none does."""
        above = _above(self.sizes)
        found = bisect_right(range(len(self.sizes)), y, key=lambda page: self._top(above, page))
        return found - 1

    def _top(self, above: tuple[float, ...], page: int) -> float:
        return above[page] * self.scale + self.gap * (page + 1)

    def spot_at(self, y: float) -> Spot | None:
        """Return the place on a page at a height; one in a gap counts to the page above."""
        if not self.sizes:
            return None
        page = max(0, self._page_at(y))
        return Spot(page=page, y=(y - self.area(page, 0).top()) / self.scale)

    def height_of(self, spot: Spot) -> float:
        """Return the height at which a place lies; a page that is no more counts as the last."""
        if not self.sizes:
            return 0.0
        page = min(spot.page, len(self.sizes) - 1)
        return self.area(page, 0).top() + spot.y * self.scale

    def origin_at(self, point: QPointF, width: float) -> str | None:
        """Return the part or item that stands at a point, None beside the pages and above the first."""
        spot = self.spot_at(point.y())
        if spot is None or not self.area(spot.page, width).contains(point):
            return None
        above = [
            (page, y, origin)
            for origin, (page, y) in self.places.items()
            if (page - 1, y - 2.0) <= (spot.page, spot.y)
        ]
        return max(above)[2] if above else None

    def bar_of(self, origin: str, width: float) -> QRectF | None:
        """Return the stretch of a page from an item's top to the next one's, as high as it shows."""
        if origin not in self.places:
            return None
        page, y = self.places[origin]
        if not 1 <= page <= len(self.sizes):
            return None
        area = self.area(page - 1, width)
        below = [other for number, other in self.places.values() if number == page and other > y + 1]
        end = min(below, default=self.sizes[page - 1][1] - 56)
        top = area.top() + y * self.scale
        return QRectF(area.left(), top, area.width(), max(8.0, (end - y) * self.scale - 3))


@lru_cache(maxsize=8)
def _above(sizes: tuple[tuple[float, float], ...]) -> tuple[float, ...]:
    """Return the points of paper above each page and, last, of all pages."""
    return tuple(accumulate((height for _, height in sizes), initial=0.0))
