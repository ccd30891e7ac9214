"""Keys drawn as small caps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from briefbuilder.ui.theme import Theme


def draw_keys(
    painter: QPainter,
    keys: Sequence[str],
    area: QRectF,
    theme: Theme,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
) -> float:
    """Draw keys at the end of an area, which is the left one right-to-left, and return their width."""
    px = theme.px
    painter.save()
    font = painter.font()
    font.setPixelSize(px(11))
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    height, gap = px(18), px(3)
    metrics = painter.fontMetrics()
    widths = [max(height, metrics.horizontalAdvance(key) + px(8)) for key in keys]
    total = sum(widths) + gap * max(0, len(widths) - 1)
    x = area.left() if direction == Qt.LayoutDirection.RightToLeft else area.right() - total
    for key, width in zip(keys, widths, strict=True):
        cap = QRectF(x + 0.5, area.center().y() - height / 2 + 0.5, width - 1, height - 1)
        painter.setPen(theme.colours.colour("line"))
        painter.setBrush(theme.colours.colour("window"))
        painter.drawRoundedRect(cap, px(4), px(4))
        painter.setPen(theme.colours.colour("muted"))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)
        x += width + gap
    painter.restore()
    return float(total)
