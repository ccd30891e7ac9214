"""Small signs drawn with lines, so that they take the text's colour and stay sharp at every size."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

Glyph = Literal["accept", "reject", "search", "filter", "note", "down", "more", "width"]

# Points of each stroke in a square of 16.
_STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "accept": (((3.0, 8.5), (6.5, 12.0), (13.0, 4.5)),),
    "reject": (((4.0, 4.0), (12.0, 12.0)), ((12.0, 4.0), (4.0, 12.0))),
    "search": (((10.2, 10.2), (14.0, 14.0)),),
    "filter": (((2.0, 4.0), (14.0, 4.0)), ((4.5, 8.0), (11.5, 8.0)), ((6.8, 12.0), (9.2, 12.0))),
    "note": (((8.0, 7.0), (8.0, 11.5)), ((8.0, 4.4), (8.0, 4.6))),
    "down": (((4.0, 6.0), (8.0, 10.0), (12.0, 6.0)),),
    "width": (
        ((1.5, 3.0), (1.5, 13.0)),
        ((14.5, 3.0), (14.5, 13.0)),
        ((4.0, 8.0), (12.0, 8.0)),
        ((6.0, 6.0), (4.0, 8.0), (6.0, 10.0)),
        ((10.0, 6.0), (12.0, 8.0), (10.0, 10.0)),
    ),
    "more": (((3.5, 8.0), (3.6, 8.0)), ((8.0, 8.0), (8.1, 8.0)), ((12.5, 8.0), (12.6, 8.0))),
}
_CIRCLES = {"search": QRectF(2.0, 2.0, 9.5, 9.5), "note": QRectF(1.5, 1.5, 13.0, 13.0)}


def paint_glyph(painter: QPainter, glyph: Glyph, area: QRectF, colour: QColor) -> None:
    """Draw a sign into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.topLeft())
    painter.scale(area.width() / 16, area.height() / 16)
    pen = QPen(colour, 2.2 if glyph == "more" else 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for stroke in _STROKES[glyph]:
        path = QPainterPath(QPointF(*stroke[0]))
        for point in stroke[1:]:
            path.lineTo(QPointF(*point))
        painter.drawPath(path)
    if glyph in _CIRCLES:
        painter.drawEllipse(_CIRCLES[glyph])
    painter.restore()


def glyph_icon(glyph: Glyph, colour: QColor, size: int) -> QIcon:
    """Return a sign as an icon, sharp at twice the pixels too; `size` in device-independent pixels."""
    icon = QIcon()
    for ratio in (1.0, 2.0):
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_glyph(painter, glyph, QRectF(0, 0, size, size), colour)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
