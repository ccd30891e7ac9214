"""The pages of an original, with the words that are read in the article marked on them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.theme import Theme

Box = tuple[float, float, float, float]
_WASH = QColor(255, 205, 60, 90)
"""Over white paper, in either scheme: dark words stay dark in it."""
_EDGE = QColor("#8a5300")


class OriginalPages(PreviewView):
    """Sheets that scroll and zoom as the preview's do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._marked_page = -1
        self._boxes: tuple[Box, ...] = ()
        super().__init__(theme, parent)
        self.setAccessibleName(self.tr("Pages of the original"))
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the original"))
        self.horizontalScrollBar().setAccessibleName(self.tr("Scroll the original sideways"))

    @property
    def marked(self) -> tuple[int, tuple[Box, ...]]:
        """The page (from 0, -1 for none) and the rectangles on it, in points from its upper left corner, that are marked."""
        return self._marked_page, self._boxes

    @property
    def current_page(self) -> int:
        """The page (from 1) in the upper part of the view, at the end the last one, 0 where there is none."""
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return self.page_count
        spot = self._sheets.spot_at(self._top + self.viewport().height() / 4)
        return spot.page + 1 if spot else 0

    def go_to(self, page: int, boxes: tuple[Box, ...] = ()) -> None:
        """Mark words on a page (from 0) and bring them into sight; without any, the page's head."""
        self._marked_page, self._boxes = page, boxes
        if 0 <= page < self.page_count:
            area = self._sheets.area(page, self.viewport().width())
            top, bottom = area.top(), area.top()
            if boxes:
                top += min(box[1] for box in boxes) * self._sheets.scale
                bottom += max(box[3] for box in boxes) * self._sheets.scale
            self._bring(top, bottom, on_page=page)
        self.viewport().update()

    def _bring(self, top: float, bottom: float, on_page: int) -> None:
        """Scroll where the words are out of sight; to a page's head only from another page."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not self._boxes:
            if self.current_page != on_page + 1:
                bar.setValue(round(top - self._sheets.gap))
        elif top < bar.value() or min(bottom, top + height * 0.6) > bar.value() + height:
            bar.setValue(round(top - height * 0.2))

    def clear(self) -> None:
        """Show no page and mark nothing."""
        self._marked_page, self._boxes = -1, ()
        super().clear()

    def _paint_marks(self, painter: QPainter, width: int) -> None:
        """Mark the words that are read in the article."""
        if not self._boxes or not 0 <= self._marked_page < self.page_count:
            return
        area, scale = self._sheets.area(self._marked_page, width), self._sheets.scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_WASH)
        pad = 1.5 * scale
        for left, top, right, bottom in self._boxes:
            shape = QRectF(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
            painter.drawRoundedRect(shape.translated(area.topLeft()).adjusted(-pad, -pad, pad, pad), pad, pad)
        # A rule beside the words, so that the mark does not rest on its colour alone.
        first, last = min(box[1] for box in self._boxes), max(box[3] for box in self._boxes)
        side = min(box[0] for box in self._boxes) * scale - 5 * scale
        painter.setBrush(_EDGE)
        painter.drawRect(
            QRectF(
                area.left() + side, area.top() + first * scale, max(2.0, scale * 1.5), (last - first) * scale
            )
        )

    def _describe(self) -> None:
        if not self.page_count:
            self.setAccessibleDescription(self.tr("The pages of the original; there are none yet."))
            return
        words = self.tr("Page {page} of {pages} of the original, at {zoom} %.")
        page, pages, zoom = self._told
        self.setAccessibleDescription(words.format(page=page, pages=pages, zoom=zoom))
