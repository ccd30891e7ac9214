"""Icons drawn with lines, in the text's colour and sharp at every size, and the program's icon."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_SIZES = (16, 24, 32, 48, 64, 128, 256)
_GROUND, _PAGE, _LINE, _TAG = "#1f5fa8", "#ffffff", "#9db8d8", "#f0a830"


def program_icon() -> QIcon:
    """Return the icon of the program: a page with a tag."""
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(paint_program_icon(size))
    return icon


def paint_program_icon(size: int) -> QPixmap:
    """Paint the icon of the program as a square of `size` pixels."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 64, size / 64)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_GROUND))
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 13, 13)
    painter.setBrush(QColor(_PAGE))
    painter.drawRoundedRect(QRectF(16, 11, 32, 42), 3, 3)
    pen = QPen(QColor(_LINE), 3.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for height, end in ((33, 42), (39.5, 42), (46, 34)):
        painter.drawLine(QPointF(22, height), QPointF(end, height))
    _draw_tag(painter)
    painter.end()
    return pixmap


def _draw_tag(painter: QPainter) -> None:
    path = QPainterPath(QPointF(22, 16))
    for point in ((44, 16), (51, 21.5), (44, 27), (22, 27)):
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_TAG))
    painter.drawPath(path)


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
    """Draw a glyph into a square."""
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
    """Return a glyph as an icon, also for double pixel density; `size` in device-independent pixels."""
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
