"""The preview: the pages of the export, where each of them lies, and what stays visible while the next build runs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import accumulate
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from briefbuilder.domain.page_images import PageImage
from briefbuilder.domain.values import value
from briefbuilder.ui.preview.drawing import Area
from briefbuilder.ui.theme import LIGHT, Theme
from briefbuilder.ui.widgets.keys import KEYBOARD_REASONS


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


_BAR_GAP = 9.0
"""Distance from the text to the bar of the chosen item, in points."""


KEPT_NEIGHBOURS = 4
"""Number of pages before and after the visible ones whose images are kept."""
_SCALE_TOLERANCE = 0.001
"""Maximum difference of scales, in pixels per point, for an image to count as sharp."""
ZoomMode = Literal["width", "free"]
PIXELS_PER_POINT = 96 / 72
"""Device-independent pixels per point at 100 %."""
ZOOM_STEP = 1.15
MIN_ZOOM, MAX_ZOOM = 0.2, 5.0
_READABLE_WIDTH = 36
"""Width of a page, in em, from which its text can be read: two narrower pages are not put beside each other."""


def paint_page(painter: QPainter, theme: Theme, area: QRectF, image: QImage | None, ratio: float) -> None:
    """Draw the paper of a page, with its image if there is one.

    `ratio` is the number of image pixels per screen pixel of a sharp image, 0 if it is not sharp:
    then it is scaled to the page.
    """
    depth = max(2, theme.space(0.25))
    painter.setPen(Qt.PenStyle.NoPen)
    for ring in range(depth, 0, -1):
        painter.setBrush(QColor(0, 0, 0, round((60 if theme.dark else 22) / depth)))
        painter.drawRoundedRect(area.adjusted(-ring + 1, -ring + 2, ring - 1, ring + 1), ring, ring)
    # Whole pixels: a sharp image must not be drawn between two.
    target = QRectF(area.toAlignedRect())
    painter.fillRect(target, QColor("#ffffff"))
    if image is None:
        return
    if ratio:
        size = image.size()
        target = QRectF(target.left(), target.top(), size.width() / ratio, size.height() / ratio)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, image, QRectF(image.rect()))


def page_image(page: PageImage) -> QImage:
    """Return the image of a page; it shares the bytes of the page."""
    return QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32)


def paint_marks(painter: QPainter, chosen: Iterable[QRectF], words: Iterable[QRectF], scale: float) -> None:
    """Mark the chosen item with a wash and a bar, and words with a wash; `scale` in pixels per point."""
    # The paper is white in both colour schemes, so the light colours are used for both.
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    gap = _BAR_GAP * scale
    washed = [area.adjusted(-gap, -2, gap, 2) for area in chosen]
    for area in washed:
        painter.fillRect(area, LIGHT.colour("selected"))
    for area in words:
        painter.fillRect(area.adjusted(-1, -1, 1, 1), LIGHT.colour("evidence"))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(LIGHT.colour("accent"))
    thick = max(3.0, 3.5 * scale)
    for area in washed:
        bar = QRectF(area.left() - thick, area.top(), thick, area.height())
        painter.drawRoundedRect(bar, thick / 2, thick / 2)
    painter.restore()


def paint_message(painter: QPainter, theme: Theme, view: QRect, text: str, *, alone: bool) -> None:
    """Draw a message: centred if it is `alone`, else as a band over the pages."""
    colours, space = theme.colours, theme.space
    if alone:
        painter.setPen(colours.colour("muted"))
        area = view.adjusted(space(1), space(1), -space(1), -space(1))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)
        return
    room = view.adjusted(space(0.6), space(0.4), -space(0.6), 0)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
    bounds = painter.fontMetrics().boundingRect(room, flags, text)
    painter.fillRect(
        0, 0, view.width(), bounds.height() + space(0.8), QColor(colours.tinted_ground("danger"))
    )
    painter.setPen(colours.colour("danger"))
    painter.drawText(room, flags, text)


@dataclass(slots=True)
class _PageImage:
    """The image of a page; `fresh` until a newer build arrives."""

    image: QImage
    scale: float
    fresh: bool = True


class PageImageCache:
    """Images by page number (from 0) in `drawn`: those of the current build, and older ones until they are replaced."""

    def __init__(self) -> None:
        self.drawn: dict[int, _PageImage] = {}

    def image(self, page: int) -> QImage | None:
        """Return the image of a page, sharp or not, or None."""
        drawn = self.drawn.get(page)
        return None if drawn is None else drawn.image

    def is_sharp(self, page: int, scale: float) -> bool:
        """Return whether a page has an image of the current build at a scale in pixels per point."""
        drawn = self.drawn.get(page)
        return drawn is not None and drawn.fresh and abs(drawn.scale - scale) < _SCALE_TOLERANCE

    def store(self, images: Iterable[PageImage], page_count: int) -> None:
        """Store images of the current build."""
        for rendered in images:
            if rendered.page < page_count:
                self.drawn[rendered.page] = _PageImage(page_image(rendered).copy(), rendered.scale)

    def mark_stale(self, page_count: int) -> None:
        """Mark all images as belonging to an older build, and drop pages that no longer exist."""
        self.drawn = {page: drawn for page, drawn in self.drawn.items() if page < page_count}
        for drawn in self.drawn.values():
            drawn.fresh = False

    def evict_distant(self, seen: range) -> None:
        """Drop images far from the visible pages."""
        near = range(seen.start - KEPT_NEIGHBOURS, seen.stop + KEPT_NEIGHBOURS)
        self.drawn = {page: drawn for page, drawn in self.drawn.items() if page in near}


class PreviewView(QAbstractScrollArea):
    """Pages that scroll and zoom.

    `pages_needed` is emitted when visible pages have no sharp image of the current build,
    `origin_clicked` carries the id of the part or item that was clicked, `state_changed` is emitted when
    the current page, the number of pages or the zoom changes.
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
        self.zoom = 1.0
        self._origin = ""
        self.marked_words: tuple[Area, ...] = ()
        self._scroll_pending = False
        self._message = ""
        self._has_ring = False
        self._last_state: tuple[int, int, int] = (0, 0, 0)
        self.setAccessibleName(self.tr("Preview"))
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        theme.changed.connect(self.viewport().update)
        self._describe()

    # Display

    @property
    def page_count(self) -> int:
        """The number of pages."""
        return len(self._layout.sizes)

    @property
    def current_page(self) -> int:
        """The page (from 1) in the middle of the view, 0 if it is missing."""
        point = self._layout.point_at(self._top + self.viewport().height() / 2)
        return point.page + 1 if point else 0

    @property
    def pixel_scale(self) -> float:
        """Screen pixels per point."""
        return round(self.zoom * PIXELS_PER_POINT * self.devicePixelRatioF(), 4)

    def pages_to_build(self) -> tuple[int, ...]:
        """Return the pages (from 0) that a build must render: the visible ones, else the first."""
        return tuple(self._visible_pages()) or (0,)

    def wanted_pages(self) -> tuple[int, ...]:
        """Return the visible pages (from 0), then their neighbours."""
        seen = self._visible_pages()
        around = (seen.stop, seen.start - 1)
        return (*seen, *(page for page in around if 0 <= page < self.page_count))

    def missing_pages(self) -> tuple[int, ...]:
        """Return the wanted pages that have no sharp image of the current build."""
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
        areas: Mapping[str, tuple[Area, ...]] | None = None,
    ) -> None:
        """Show a new build with its images, at the same scroll position."""
        point = self._layout.point_at(self._top) if self.page_count else None
        self._message = ""
        self._layout = replace(self._layout, sizes=sizes, places=places, areas=areas or {})
        self.marked_words = ()
        self._images.mark_stale(len(sizes))
        self._images.store(images, self.page_count)
        self._lay_out(point)
        if self._scroll_pending:
            self._scroll_pending = not self._scroll_to_origin()
        self._ask_for_pages()

    def show_images(self, images: tuple[PageImage, ...]) -> None:
        """Show further images of the current build."""
        self._images.store(images, self.page_count)
        self.viewport().update()
        self._ask_for_pages()

    def show_message(self, text: str) -> None:
        """Show a message instead of pages, or as a band over them."""
        self._message = text
        self.viewport().update()

    def clear(self) -> None:
        """Show no page."""
        self._layout = PageLayout(gap=self._layout.gap)
        self._images.drawn.clear()
        self._origin, self.marked_words = "", ()
        self._lay_out(None)

    # Zoom and place

    def zoom_in(self) -> None:
        """Draw pages larger."""
        self._set_zoom(self.zoom * ZOOM_STEP, "free")

    def zoom_out(self) -> None:
        """Draw pages smaller."""
        self._set_zoom(self.zoom / ZOOM_STEP, "free")

    def fit_width(self) -> None:
        """Fit pages to the width of the view, also after it is resized."""
        self._set_zoom(self.zoom, "width")

    def mark_origin(self, origin: str) -> None:
        """Mark a part or item without scrolling."""
        self._origin, self.marked_words = origin, ()
        self._scroll_pending = False
        self.viewport().update()

    def areas_of(self, origin: str) -> tuple[Area, ...]:
        """Return the rectangles that a part or item takes up."""
        return self._layout.areas.get(origin, ())

    def mark_words(self, words: tuple[Area, ...]) -> None:
        """Mark words on a page, and scroll to them if they are not visible."""
        self.marked_words = words
        found = self._layout.rects(words, self.viewport().width())
        if found:
            self._scroll_to_area(found[0])
        self.viewport().update()

    def show_origin(self, origin: str) -> None:
        """Mark a part or item and scroll to it; a new one as soon as it is on a page."""
        self.mark_origin(origin)
        self._scroll_pending = not self._scroll_to_origin()

    def _scroll_to_origin(self) -> bool:
        """Scroll to the marked item if it is not visible; return False if it is on no page."""
        place = self._layout.places.get(self._origin)
        if place is None or not 1 <= place[0] <= self.page_count:
            return False
        top = self._layout.y_of(PagePoint(page=place[0] - 1, y=place[1]))
        self._scroll_to_area(QRectF(0, top, 1, 1))
        return True

    def _scroll_to_area(self, area: QRectF) -> None:
        """Scroll to a rectangle if its top is not visible."""
        height = self.viewport().height()
        if not self._top <= area.top() <= self._top + height * 0.85:
            self.verticalScrollBar().setValue(round(area.top() - height * 0.2))

    @property
    def _top(self) -> float:
        return float(self.verticalScrollBar().value())

    def _visible_pages(self) -> range:
        return self._layout.visible_pages(self._top, self.viewport().height())

    def _page_width(self, columns: int) -> float:
        """Return the width of a page, in pixels, with which so many fill the view."""
        return (self.viewport().width() - (columns + 1) * self._layout.gap) / columns

    def _columns(self) -> int:
        """Return how many pages are next to each other: two if both can be read."""
        if self.page_count < 2:
            return 1
        if self._mode == "width":
            return 2 if self._page_width(2) >= self._theme.em * _READABLE_WIDTH else 1
        needed = self._layout.max_width * self.zoom * PIXELS_PER_POINT
        return 2 if self._page_width(2) >= needed else 1

    def _set_zoom(self, zoom: float, mode: ZoomMode) -> None:
        middle = self._layout.point_at(self._top)
        self._mode = mode
        self.zoom = max(MIN_ZOOM, min(MAX_ZOOM, zoom))
        self._lay_out(middle)
        self._ask_for_pages()

    def _lay_out(self, keep: PagePoint | None) -> None:
        self._fix_scroll_bar()
        columns = self._columns()
        if self._mode == "width":
            widest = self._layout.max_width or 595.28
            self.zoom = max(MIN_ZOOM, min(MAX_ZOOM, self._page_width(columns) / (widest * PIXELS_PER_POINT)))
        self._layout = replace(self._layout, scale=self.zoom * PIXELS_PER_POINT, columns=columns)
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

    def _fix_scroll_bar(self) -> None:
        """Show the scroll bar always if pages fill the width.

        A page that is just higher than the view would be lower beside the bar, and higher again once that is gone.
        """
        fills = self._mode == "width" and self.page_count > 0
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if fills else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)

    def _on_scrolled(self) -> None:
        self._emit_state()
        self.viewport().update()
        self._ask_for_pages()

    def _ask_for_pages(self) -> None:
        self._images.evict_distant(self._visible_pages())
        if self.missing_pages():
            self.pages_needed.emit()

    def _emit_state(self) -> None:
        state = (self.current_page, self.page_count, round(self.zoom * 100))
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
        """Return a size for most of a page."""
        return QSize(self._theme.space(26), self._theme.space(30))

    def minimumSizeHint(self) -> QSize:
        """Return a size in which something can be seen."""
        return QSize(self._theme.space(10), self._theme.space(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the pages for the new size."""
        super().resizeEvent(event)
        self._lay_out(self._layout.point_at(self._top) if self.page_count else None)
        self._ask_for_pages()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the visible pages; a page without a sharp image shows its old one."""
        painter = QPainter(self.viewport())
        colours = self._theme.colours
        painter.fillRect(event.rect(), colours.colour("sunken"))
        painter.save()
        painter.translate(-self.horizontalScrollBar().value(), -self._top)
        width = self.viewport().width()
        for page in self._visible_pages():
            ratio = self.devicePixelRatioF() if self._images.is_sharp(page, self.pixel_scale) else 0.0
            place = self._layout.area(page, width)
            paint_page(painter, self._theme, place, self._images.image(page), ratio)
        self._paint_marks(painter, width)
        painter.restore()
        if self.hasFocus() and self._has_ring:
            painter.setPen(colours.colour("accent"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        if self._message:
            area = self.viewport().rect()
            paint_message(painter, self._theme, area, self._message, alone=not self.page_count)

    def _paint_marks(self, painter: QPainter, width: int) -> None:
        """Mark the selected item on the pages; the view is `width` pixels wide. Source pages mark words instead."""
        layout = self._layout
        chosen = layout.rects(layout.areas.get(self._origin, ()), width)
        paint_marks(painter, chosen, layout.rects(self.marked_words, width), layout.scale)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if the focus came by a key."""
        super().focusInEvent(event)
        self._has_ring = event.reason() in KEYBOARD_REASONS
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + - 0, scroll with the arrows, page keys, Home and End."""
        bar, size, keys = self.verticalScrollBar(), self.viewport().size(), Qt.Key
        choose = partial(self._choose_at, QPointF(size.width() / 2, size.height() / 4))
        runs: dict[int, Callable[[], None]] = {
            keys.Key_Plus: self.zoom_in,
            keys.Key_Equal: self.zoom_in,
            keys.Key_Minus: self.zoom_out,
            keys.Key_0: self.fit_width,
            keys.Key_Home: partial(bar.setValue, bar.minimum()),
            keys.Key_End: partial(bar.setValue, bar.maximum()),
            keys.Key_Return: choose,
            keys.Key_Enter: choose,
        }
        modifiers = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        run = runs.get(event.key())
        if run is not None and not event.modifiers() & ~modifiers:
            run()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self._set_zoom(self.zoom * ZOOM_STEP ** (event.angleDelta().y() / 120), "free")
            event.accept()
            return
        super().wheelEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the part or item under the pointer."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose_at(event.position())

    def _choose_at(self, point: QPointF) -> None:
        on_sheets = point + QPointF(self.horizontalScrollBar().value(), self._top)
        origin = self._layout.origin_at(on_sheets, self.viewport().width())
        if origin is not None:
            self.origin_clicked.emit(origin)
