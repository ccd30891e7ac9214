"""Draws the rows of lists: their ground, icons and texts, on the other side where the language is written from the right."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import draw_icon


class RowDelegate(QStyledItemDelegate):
    """What delegates that draw rows of one or two lines share."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def _px(self, pixels: float) -> int:
        """Return a size of the design, given in pixels at 100 %."""
        return self._theme.px(pixels)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, margin: float) -> bool:
        """Paint the ground of a row that is selected or under the pointer, and the focus; return whether it has a ground."""
        colours, radius = self._theme.colours, self._px(8)
        inner = QRectF(option.rect).adjusted(self._px(margin), 1, -self._px(margin), -1)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_ground = is_chosen or bool(option.state & QStyle.StateFlag.State_MouseOver)
        if has_ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("selected" if is_chosen else "hover"))
            painter.drawRoundedRect(inner, radius, radius)
        if option.state & QStyle.StateFlag.State_HasFocus and option.widget.property("ring"):
            painter.setPen(QPen(colours.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), radius, radius)
        return has_ground

    def _draw_icon(
        self, painter: QPainter, option: QStyleOptionViewItem, name: str, area: QRect, token: str
    ) -> None:
        place = QStyle.visualRect(option.direction, option.rect, area)
        draw_icon(painter, name, QRectF(place), self._theme, token)

    @staticmethod
    def _draw_text(
        painter: QPainter,
        option: QStyleOptionViewItem,
        text: str,
        area: QRect,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> int:
        """Draw a text, elided where it does not fit, on its side of the row; return its width."""
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        place = QStyle.visualRect(option.direction, option.rect, area)
        aligned = QStyle.visualAlignment(option.direction, side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(place, (aligned | Qt.AlignmentFlag.AlignAbsolute).value, words)
        return painter.fontMetrics().horizontalAdvance(words)

    def _small(self, font: QFont) -> QFont:
        small = QFont(font)
        small.setPixelSize(self._px(12))
        return small


def set_up_rows(view: QAbstractItemView, delegate: RowDelegate, name: str) -> None:
    """Let a view show rows as a delegate draws them, and scroll them up and down; `name` is its accessible name."""
    view.setItemDelegate(delegate)
    view.setAccessibleName(name)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def weighted(font: QFont, weight: QFont.Weight = QFont.Weight.DemiBold) -> QFont:
    """Return a font with another weight."""
    changed = QFont(font)
    changed.setWeight(weight)
    return changed
