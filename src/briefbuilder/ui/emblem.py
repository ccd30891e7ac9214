"""The program's sign, drawn at every size that a desktop may ask for."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_SIZES = (16, 24, 32, 48, 64, 128, 256)
_GROUND, _PAGE, _LINE, _TAG = "#1f5fa8", "#ffffff", "#9db8d8", "#f0a830"


def emblem() -> QIcon:
    """Return the sign: a page whose first lines carry a tag."""
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(emblem_at(size))
    return icon


def emblem_at(size: int) -> QPixmap:
    """Return the sign as a square of so many pixels."""
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
