"""A topic as a chip: its name beside its colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.plain import button_text, plain_text, set_tip


def blend_colours(colour: QColor, ground: QColor, share: float) -> QColor:
    """Blend a share (0 to 1) of a colour with a background."""
    over, under = colour.rgb(), ground.rgb()
    parts = (((over >> shift) & 0xFF, (under >> shift) & 0xFF) for shift in (16, 8, 0))
    return QColor(*(round(top * share + low * (1 - share)) for top, low in parts))


_LEAST_CONTRAST = 3.6


def dot_colour(colour: str, theme: Theme) -> QColor:
    """Return a topic's colour, made lighter or darker until a dot of it is seen on every ground of the theme."""
    colours = theme.colours
    return _visible_colour(colour, colours.text, (colours.paper, colours.side, colours.selected))


@lru_cache(maxsize=1000)
def _visible_colour(colour: str, text: str, grounds: tuple[str, ...]) -> QColor:
    for tenth in range(11):
        shown = blend_colours(QColor(text), QColor(colour), tenth / 10)
        if all(contrast(shown, QColor(ground)) >= _LEAST_CONTRAST for ground in grounds):
            return shown
    return QColor(text)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def paint_chip(
    painter: QPainter, area: QRectF, text: str, colour: str, theme: Theme, *, strong: bool = False
) -> None:
    """Draw a chip into an area; text that does not fit is elided."""
    colours = theme.colours
    own = QColor(colour)
    share = (0.30 if theme.dark else 0.16) + (0.14 if strong else 0.0)
    ground = blend_colours(own, colours.colour("paper"), share)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(blend_colours(own, colours.colour("paper"), 0.55), 1))
    painter.setBrush(ground)
    inner = area.adjusted(0.5, 0.5, -0.5, -0.5)
    radius = inner.height() / 2
    painter.drawRoundedRect(inner, radius, radius)
    dot = inner.height() * 0.19
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(blend_colours(own, colours.colour("text"), 0.85))
    painter.drawEllipse(QPointF(inner.left() + radius, inner.center().y()), dot, dot)
    painter.setPen(colours.colour("text"))
    left = inner.left() + radius + dot * 2.4
    room = QRectF(left, inner.top(), inner.right() - left - radius * 0.75, inner.height())
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()


def chip_size(metrics: QFontMetrics, text: str) -> QSize:
    """Return the size of a chip with its whole text."""
    height = metrics.height() + max(4, metrics.height() // 4)
    return QSize(metrics.horizontalAdvance(text) + round(height * 1.36) + 2, height)


class Chip(QAbstractButton):
    """A chip as a button; `prefix`, such as a digit key, is shown before the name."""

    def __init__(
        self, text: str, colour: str, theme: Theme, parent: QWidget | None = None, *, prefix: str = ""
    ) -> None:
        super().__init__(parent)
        self._colour = colour
        self._theme = theme
        name = plain_text(text)
        self._shown = f"{prefix}  {name}" if prefix else name
        self.setText(button_text(text))
        set_tip(self, text)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # By default, a button is never narrower than its size hint; a chip's text can be elided.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size for the whole text."""
        return chip_size(self.fontMetrics(), self._shown)

    def minimumSizeHint(self) -> QSize:
        """Return a size that still shows some letters."""
        return QSize(min(self.sizeHint().width(), self.fontMetrics().height() * 4), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip, and a ring where it has the focus."""
        painter = QPainter(self)
        strong = self.isDown() or self.underMouse() or self.isChecked()
        paint_chip(painter, QRectF(self.rect()), self._shown, self._colour, self._theme, strong=strong)
        if self.hasFocus():
            _paint_ring(painter, self.rect(), self._theme)


def _paint_ring(painter: QPainter, area: QRect, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colours.colour("accent"), 2))
    inner = QRectF(area).adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
