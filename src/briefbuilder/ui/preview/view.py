"""The preview: the pages of the export, which never goes blank while the next one is being built.

Knows pages, places and pictures; who builds them is not its business.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from briefbuilder.domain.values import value
from briefbuilder.ui.preview.drawing import PageImage
from briefbuilder.ui.theme import Theme

# Where pages lie in the preview: sheets one below the other, and the places of items on them.
#
# Pure arithmetic in device-independent pixels; knows no widget.


@value
class PagePoint:
    """A place on a page: its number from 0 and points from its top."""

    page: int
    y: float


@value
class PageLayout:
    """All pages at one zoom: `sizes` in points, `scale` in pixels a point, `gap` in pixels.

    `places` gives the page from 1 and the points from its top of each part and item.
    """

    sizes: tuple[tuple[float, float], ...] = ()
    places: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    scale: float = 1.0
    gap: float = 12.0

    @property
    def max_width(self) -> float:
        """The width of the widest page in points."""
        return max((width for width, _ in self.sizes), default=0.0)

    @property
    def total_size(self) -> QSizeF:
        """The size of all sheets with the gaps around them."""
        tall = _offsets(self.sizes)[-1] * self.scale + self.gap * (len(self.sizes) + 1)
        return QSizeF(self.max_width * self.scale + 2 * self.gap, tall)

    def area(self, page: int, width: float) -> QRectF:
        """Return where a page lies, in the middle of a view of that width."""
        above = self._top(_offsets(self.sizes), page)
        own_width, own_height = self.sizes[page]
        room = max(width, self.total_size.width())
        left = (room - own_width * self.scale) / 2
        return QRectF(left, above, own_width * self.scale, own_height * self.scale)

    def visible_pages(self, top: float, height: float) -> range:
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
        above = _offsets(self.sizes)
        found = bisect_right(range(len(self.sizes)), y, key=lambda page: self._top(above, page))
        return found - 1

    def _top(self, above: tuple[float, ...], page: int) -> float:
        return above[page] * self.scale + self.gap * (page + 1)

    def point_at(self, y: float) -> PagePoint | None:
        """Return the place on a page at a height; one in a gap counts to the page above."""
        if not self.sizes:
            return None
        page = max(0, self._page_at(y))
        return PagePoint(page=page, y=(y - self.area(page, 0).top()) / self.scale)

    def y_of(self, spot: PagePoint) -> float:
        """Return the height at which a place lies; a page that is no more counts as the last."""
        if not self.sizes:
            return 0.0
        page = min(spot.page, len(self.sizes) - 1)
        return self.area(page, 0).top() + spot.y * self.scale

    def origin_at(self, point: QPointF, width: float) -> str | None:
        """Return the part or item that stands at a point, None beside the pages and above the first."""
        spot = self.point_at(point.y())
        if spot is None or not self.area(spot.page, width).contains(point):
            return None
        above = [
            (page, y, origin)
            for origin, (page, y) in self.places.items()
            if (page - 1, y - 2.0) <= (spot.page, spot.y)
        ]
        return max(above)[2] if above else None

    def origin_rect(self, origin: str, width: float) -> QRectF | None:
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
def _offsets(sizes: tuple[tuple[float, float], ...]) -> tuple[float, ...]:
    """Return the points of paper above each page and, last, of all pages."""
    return tuple(accumulate((height for _, height in sizes), initial=0.0))


# How sheets look: white paper with its shadow, the page on it, the bar beside what is chosen, and what is said.

_BAR_INSET = 28.0
"""Points from a page's edge to the bar."""


def paint_page(painter: QPainter, theme: Theme, area: QRectF, image: QImage | None, ratio: float) -> None:
    """Draw a sheet with the picture of its page, if there is one.

    `ratio` is how many of the picture's pixels go on one of the screen's where it is sharp, 0 where it is not:
    then it is stretched over the sheet.
    """
    _paint_shadow(painter, theme, area)
    # Whole pixels: a sharp picture must not be drawn between two.
    target = QRectF(area.toAlignedRect())
    painter.fillRect(target, QColor("#ffffff"))
    if image is None:
        return
    if ratio:
        size = image.size()
        target = QRectF(target.left(), target.top(), size.width() / ratio, size.height() / ratio)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, image, QRectF(image.rect()))


def _paint_shadow(painter: QPainter, theme: Theme, area: QRectF) -> None:
    depth = max(2, theme.space(0.25))
    painter.setPen(Qt.PenStyle.NoPen)
    for ring in range(depth, 0, -1):
        painter.setBrush(QColor(0, 0, 0, round((60 if theme.dark else 22) / depth)))
        painter.drawRoundedRect(area.adjusted(-ring + 1, -ring + 2, ring - 1, ring + 1), ring, ring)


def paint_bar(painter: QPainter, theme: Theme, bar: QRectF, scale: float) -> None:
    """Draw the bar beside what is chosen; `scale` in pixels a point."""
    # On white paper in either scheme, so the light scheme's accent is right for both.
    thick = max(3.0, theme.space(0.2))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#1f5fa8"))
    strip = QRectF(bar.left() + _BAR_INSET * scale, bar.top(), thick, bar.height())
    painter.drawRoundedRect(strip, thick / 2, thick / 2)


def paint_message(painter: QPainter, theme: Theme, view: QRect, text: str, *, alone: bool) -> None:
    """Say something: in the middle where it stands `alone`, else in a band over the pages."""
    colours, space = theme.colours, theme.space
    if alone:
        painter.setPen(colours.colour("muted"))
        area = view.adjusted(space(1), space(1), -space(1), -space(1))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)
        return
    room = view.adjusted(space(0.6), space(0.4), -space(0.6), 0)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
    said = painter.fontMetrics().boundingRect(room, flags, text)
    painter.fillRect(0, 0, view.width(), said.height() + space(0.8), colours.colour("danger_wash"))
    painter.setPen(colours.colour("danger"))
    painter.drawText(room, flags, text)


# The pictures of pages that the preview holds: those of the present build, and older ones until sharp ones come.

KEPT_NEIGHBOURS = 4
"""Pages before and after those in sight whose pictures are kept."""
_SCALE_TOLERANCE = 0.001
"""By how much scales may differ, in pixels a point, so that a picture still is sharp."""


@dataclass(slots=True)
class _PageImage:
    """The picture of a page; `fresh` until a newer build comes."""

    image: QImage
    scale: float
    fresh: bool = True


class PageImageCache:
    """Pictures by their pages, from 0."""

    def __init__(self) -> None:
        self._drawn: dict[int, _PageImage] = {}

    def image(self, page: int) -> QImage | None:
        """Return the picture of a page, sharp or not, None where there is none."""
        drawn = self._drawn.get(page)
        return None if drawn is None else drawn.image

    def is_sharp(self, page: int, scale: float) -> bool:
        """Tell whether a page has a picture of the present build at a scale, in pixels a point."""
        drawn = self._drawn.get(page)
        return drawn is not None and drawn.fresh and abs(drawn.scale - scale) < _SCALE_TOLERANCE

    def store(self, images: Iterable[PageImage], page_count: int) -> None:
        """Take in pictures of the present build, which has so many pages."""
        for one in images:
            if one.page < page_count:
                image = QImage(one.data, one.width, one.height, one.stride, QImage.Format.Format_RGB32)
                self._drawn[one.page] = _PageImage(image.copy(), one.scale)

    def mark_stale(self, page_count: int) -> None:
        """Keep what there is for another build with so many pages, until its own pictures come."""
        self._drawn = {page: drawn for page, drawn in self._drawn.items() if page < page_count}
        for drawn in self._drawn.values():
            drawn.fresh = False

    def evict_distant(self, seen: range) -> None:
        """Let go of the pictures that are far from the pages in sight."""
        near = range(seen.start - KEPT_NEIGHBOURS, seen.stop + KEPT_NEIGHBOURS)
        self._drawn = {page: drawn for page, drawn in self._drawn.items() if page in near}

    def clear(self) -> None:
        """Let go of all."""
        self._drawn.clear()


ZoomMode = Literal["width", "free"]

PIXELS_PER_POINT = 96 / 72
"""Device-independent pixels a point at 100 %."""
ZOOM_STEP = 1.15
MIN_ZOOM, MAX_ZOOM = 0.2, 5.0


class PreviewView(QAbstractScrollArea):
    """Sheets that scroll and zoom.

    `pages_needed` follows when pages in sight have no sharp picture of the present build,
    `origin_clicked` carries the id of the part or item that was clicked, `state_changed` follows when
    the page in sight, the number of pages or the zoom is another.
    """

    pages_needed = Signal()
    origin_clicked = Signal(str)
    state_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layout = PageLayout(gap=theme.space(0.9))
        self._images = PageImageCache()
        self._mode: ZoomMode = "width"
        self._zoom = 1.0
        self._origin = ""
        self._scroll_pending = False
        self._message = ""
        self._last_state: tuple[int, int, int] = (0, 0, 0)
        self.setAccessibleName(self.tr("Preview"))
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        theme.changed.connect(self.viewport().update)
        self._describe()

    # What is shown

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._layout.sizes)

    @property
    def current_page(self) -> int:
        """The page (from 1) that takes up the middle of the view, 0 where there is none."""
        spot = self._layout.point_at(self._top + self.viewport().height() / 2)
        return spot.page + 1 if spot else 0

    @property
    def zoom(self) -> float:
        """How large pages are drawn, 1.0 at their true size on a screen of 96 dots an inch."""
        return self._zoom

    @property
    def pixel_scale(self) -> float:
        """Pixels of the screen a point of the page."""
        return round(self._zoom * PIXELS_PER_POINT * self.devicePixelRatioF(), 4)

    def pages_to_build(self) -> tuple[int, ...]:
        """Return the pages (from 0) that a build has to draw at once: those in sight, else the first."""
        return tuple(self._visible_pages()) or (0,)

    def wanted_pages(self) -> tuple[int, ...]:
        """Return the pages (from 0) in sight and their neighbours, those in sight first."""
        seen = self._visible_pages()
        around = (seen.stop, seen.start - 1)
        return (*seen, *(page for page in around if 0 <= page < self.page_count))

    def missing_pages(self) -> tuple[int, ...]:
        """Return those of the wanted pages that have no sharp picture of the present build."""
        return tuple(
            page
            for page in self.wanted_pages()
            if page < self.page_count and not self._images.is_sharp(page, self.pixel_scale)
        )

    def show_build(
        self,
        sizes: tuple[tuple[float, float], ...],
        places: Mapping[str, tuple[int, float]],
        images: tuple[PageImage, ...],
    ) -> None:
        """Show another build with the pictures that came with it, at the same place as before."""
        spot = self._layout.point_at(self._top) if self.page_count else None
        self._message = ""
        self._layout = replace(self._layout, sizes=sizes, places=places)
        self._images.mark_stale(len(sizes))
        self._images.store(images, self.page_count)
        self._lay_out(spot)
        if self._scroll_pending:
            self._scroll_pending = not self._scroll_to_origin()
        self._ask_for_pages()

    def show_images(self, images: tuple[PageImage, ...]) -> None:
        """Show further pictures of the present build."""
        self._images.store(images, self.page_count)
        self.viewport().update()
        self._ask_for_pages()

    def show_message(self, text: str) -> None:
        """Say something instead of pages; with pages, they stay and a strip says it."""
        self._message = text
        self.viewport().update()

    def clear(self) -> None:
        """Show no page."""
        self._layout = PageLayout(gap=self._layout.gap)
        self._images.clear()
        self._origin = ""
        self._lay_out(None)

    # Zoom and place

    def zoom_in(self) -> None:
        """Draw pages larger."""
        self._set_zoom(self._zoom * ZOOM_STEP, "free")

    def zoom_out(self) -> None:
        """Draw pages smaller."""
        self._set_zoom(self._zoom / ZOOM_STEP, "free")

    def fit_width(self) -> None:
        """Draw pages as wide as the view, and keep them so."""
        self._set_zoom(self._width_zoom(), "width")

    def mark_origin(self, origin: str) -> None:
        """Mark a part or item where it stands, in sight or not."""
        self._origin = origin
        self._scroll_pending = False
        self.viewport().update()

    def show_origin(self, origin: str) -> None:
        """Mark a part or item and bring it into sight; a new one once it stands on a page."""
        self.mark_origin(origin)
        self._scroll_pending = not self._scroll_to_origin()

    def _scroll_to_origin(self) -> bool:
        """Scroll to what is marked where it is out of sight; False where it stands on no page."""
        bar = self._layout.origin_rect(self._origin, self.viewport().width())
        height = self.viewport().height()
        if bar is not None and not self._top <= bar.top() <= self._top + height * 0.85:
            self.verticalScrollBar().setValue(round(bar.top() - height * 0.2))
        return bar is not None

    @property
    def _top(self) -> float:
        return float(self.verticalScrollBar().value())

    def _visible_pages(self) -> range:
        return self._layout.visible_pages(self._top, self.viewport().height())

    def _width_zoom(self) -> float:
        room = self.viewport().width() - 2 * self._layout.gap
        widest = self._layout.max_width or 595.28
        return max(MIN_ZOOM, min(MAX_ZOOM, room / (widest * PIXELS_PER_POINT)))

    def _set_zoom(self, zoom: float, mode: ZoomMode) -> None:
        middle = self._layout.point_at(self._top)
        self._mode = mode
        self._zoom = max(MIN_ZOOM, min(MAX_ZOOM, zoom))
        self._lay_out(middle)
        self._ask_for_pages()

    def _lay_out(self, keep: PagePoint | None) -> None:
        if self._mode == "width":
            self._zoom = self._width_zoom()
        self._layout = replace(self._layout, scale=self._zoom * PIXELS_PER_POINT)
        extent, view = self._layout.total_size, self.viewport().size()
        if not self.page_count:
            extent.setHeight(0)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(extent.height()) - view.height()))
        down.setPageStep(view.height())
        down.setSingleStep(self._theme.space(2))
        across.setRange(0, max(0, round(extent.width()) - view.width()) if self.page_count else 0)
        across.setPageStep(view.width())
        if keep is not None:
            down.setValue(round(self._layout.y_of(keep)))
        self._emit_state()
        self.viewport().update()

    def _on_scrolled(self) -> None:
        self._emit_state()
        self.viewport().update()
        self._ask_for_pages()

    def _ask_for_pages(self) -> None:
        self._images.evict_distant(self._visible_pages())
        if self.missing_pages():
            self.pages_needed.emit()

    def _emit_state(self) -> None:
        state = (self.current_page, self.page_count, round(self._zoom * 100))
        if state != self._last_state:
            self._last_state = state
            self._describe()
            self.state_changed.emit()

    def _describe(self) -> None:
        if not self.page_count:
            self.setAccessibleDescription(self.tr("The pages of the export. There are none yet."))
            return
        words = self.tr("Page {page} of {pages} of the export, at {zoom} %. Click an item to select it.")
        page, pages, zoom = self._last_state
        self.setAccessibleDescription(words.format(page=page, pages=pages, zoom=zoom))

    # Events

    def sizeHint(self) -> QSize:
        """Return room for most of a page."""
        return QSize(self._theme.space(26), self._theme.space(30))

    def minimumSizeHint(self) -> QSize:
        """Return room in which something can be seen."""
        return QSize(self._theme.space(10), self._theme.space(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out for another size."""
        super().resizeEvent(event)
        self._lay_out(self._layout.point_at(self._top) if self.page_count else None)
        self._ask_for_pages()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight; one without a sharp picture shows the one that it had."""
        painter = QPainter(self.viewport())
        colours = self._theme.colours
        painter.fillRect(event.rect(), colours.colour("desk"))
        painter.save()
        painter.translate(-self.horizontalScrollBar().value(), -self._top)
        width = self.viewport().width()
        for page in self._visible_pages():
            self._paint_page(painter, page, self._layout.area(page, width))
        self._paint_marks(painter, width)
        painter.restore()
        if self.hasFocus():
            painter.setPen(colours.colour("accent"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        if self._message:
            area = self.viewport().rect()
            paint_message(painter, self._theme, area, self._message, alone=not self.page_count)

    def _paint_page(self, painter: QPainter, page: int, area: QRectF) -> None:
        sharp = self._images.is_sharp(page, self.pixel_scale)
        ratio = self.devicePixelRatioF() if sharp else 0.0
        paint_page(painter, self._theme, area, self._images.image(page), ratio)

    def _paint_marks(self, painter: QPainter, width: int) -> None:
        """Mark what was chosen over the pages, in their pixels; the view is `width` pixels wide."""
        bar = self._layout.origin_rect(self._origin, width)
        if bar is not None:
            paint_bar(painter, self._theme, bar, self._layout.scale)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + - 0, go with the arrows, page keys, Home and End."""
        bar = self.verticalScrollBar()
        key = event.key()
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if plain and key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif plain and key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif plain and key == Qt.Key.Key_0:
            self.fit_width()
        elif plain and key == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif plain and key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose_at(QPointF(self.viewport().width() / 2, self.viewport().height() / 4))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self._set_zoom(self._zoom * ZOOM_STEP ** (event.angleDelta().y() / 120), "free")
            event.accept()
            return
        super().wheelEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the part or item under the pointer."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose_at(event.position())

    def _choose_at(self, point: QPointF) -> None:
        on_sheets = point + QPointF(self.horizontalScrollBar().value(), self._top)
        origin = self._layout.origin_at(on_sheets, self.viewport().width())
        if origin is not None:
            self.origin_clicked.emit(origin)
