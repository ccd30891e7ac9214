"""How sheets look: white paper with its shadow, the page on it, the bar beside what is chosen, and what is said."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from briefbuilder.ui.theme import Theme

_INSET = 28.0
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
    strip = QRectF(bar.left() + _INSET * scale, bar.top(), thick, bar.height())
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
