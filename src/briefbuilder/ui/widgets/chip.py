"""A topic as a chip: its name beside its colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from briefbuilder.ui.theme import Theme, blend_colours, contrast
from briefbuilder.ui.widgets.plain import plain_text, set_tip

_LEAST_CONTRAST = 3.6
_LIGHTER, _SATURATION = 0.35, 0.8
"""What is added to the lightness of a colour in a dark window, and what its saturation is multiplied by."""


def topic_ground(colour: str, theme: Theme) -> QColor:
    """Return the ground of texts that a topic's colour marks."""
    return blend_colours(QColor(colour), theme.colours.colour("paper"), 0.30 if theme.dark else 0.16)


def dot_colour(colour: str, theme: Theme) -> QColor:
    """Return a topic's colour, made lighter or darker until a dot of it is seen on every ground of the theme."""
    colours = theme.colours
    return _visible_colour(colour, colours.text, (colours.paper, colours.side, colours.selected))


@lru_cache(maxsize=1000)
def _visible_colour(colour: str, text: str, grounds: tuple[str, ...]) -> QColor:
    own = shown = QColor(colour)
    hue, saturation = max(own.hslHueF(), 0.0), own.hslSaturationF() * _SATURATION
    is_dark = QColor(text).lightnessF() > 0.5
    # Shades of one hue, such as those of a group of topics, stay apart.
    start = min(own.lightnessF() + _LIGHTER, 1.0) if is_dark else own.lightnessF()
    for tenth in range(11):
        if all(contrast(shown, QColor(ground)) >= _LEAST_CONTRAST for ground in grounds):
            return shown
        shown = QColor.fromHslF(hue, saturation, start + (is_dark - start) * tenth / 10)
    return QColor(text)


def topic_icon(colour: str, theme: Theme) -> QIcon:
    """Return a dot in a topic's colour as an icon."""
    return _dot_icon(dot_colour(colour, theme).name(), theme.px(14))


@lru_cache(maxsize=1000)
def _dot_icon(colour: str, side: int) -> QIcon:
    pixmap = QPixmap(side * 2, side * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QRectF(side * 0.2, side * 0.2, side * 0.6, side * 0.6))
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(
        pixmap, QIcon.Mode.Selected
    )  # the style would tint it, and the colour says which topic it is
    return icon


class Chip(QWidget):
    """A topic's name as a chip; what does not fit is elided, and the whole name is its tool tip."""

    def __init__(self, text: str, colour: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._text, self._colour, self._theme = plain_text(text), colour, theme
        set_tip(self, text)
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the name."""
        return self._text

    def sizeHint(self) -> QSize:
        """Return the size for the whole text."""
        metrics = self.fontMetrics()
        height = metrics.height() + max(4, metrics.height() // 4)
        return QSize(metrics.horizontalAdvance(self._text) + round(height * 1.36) + 2, height)

    def minimumSizeHint(self) -> QSize:
        """Return a size that still shows some letters."""
        return QSize(min(self.sizeHint().width(), self.fontMetrics().height() * 4), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        colours, ground = self._theme.colours, topic_ground(self._colour, self._theme)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = blend_colours(dot_colour(self._colour, self._theme), colours.colour("paper"), 0.55)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        radius, dot = area.height() / 2, area.height() * 0.19
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_visible_colour(self._colour, colours.text, (ground.name(),)))
        painter.drawEllipse(QPointF(area.left() + radius, area.center().y()), dot, dot)
        painter.setPen(colours.colour("text"))
        left = area.left() + radius + dot * 2.4
        room = QRectF(left, area.top(), area.right() - left - radius * 0.75, area.height())
        elide = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(self._text, elide, int(room.width()) + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
