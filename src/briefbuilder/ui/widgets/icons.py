"""Icons drawn with lines, in the text's colour and sharp at every size, and the program's icon.

`themed_icon` draws the SVG icons of Lucide in `resources/icons`.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from briefbuilder.system.paths import resources_folder
from briefbuilder.ui.theme import Theme

_SIZES = (16, 24, 32, 48, 64, 128, 256)
_GROUND, _PAGE, _LINE, _TAG = "#1f5fa8", "#ffffff", "#9db8d8", "#f0a830"


_STROKE = b"1.75"
_KEPT: list[QIconEngine] = []
"""Python's side of the engines and of the copies that Qt makes, which must live as long as Qt's."""
_ICONS: dict[tuple[str, Theme, str], QIcon] = {}
"""The icons of each theme; delegates ask for them at each row that they draw."""


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


@cache
def _svg(name: str) -> bytes:
    """Return an SVG icon with thinner lines. Raises FileNotFoundError for an unknown name."""
    text = (resources_folder() / "icons" / f"{name}.svg").read_bytes()
    return text.replace(b'stroke-width="2"', b'stroke-width="%b"' % _STROKE)


@cache
def _painted(name: str, colour: str, width: int, height: int) -> QPixmap:
    """Return an SVG icon in a colour, in pixels of the screen.

    The renderer draws `currentColor` in black, so the colour is written into the text.
    """
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(width, height)
    if pixmap.isNull():
        return pixmap  # a button or a row that has no room yet
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_svg(name).replace(b"currentColor", colour.encode())))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    return pixmap


class _ThemedIconEngine(QIconEngine):
    """Draws an SVG icon in a colour of the theme, which is asked each time."""

    def __init__(self, name: str, theme: Theme, token: str) -> None:
        super().__init__()
        self._name, self._theme, self._token = name, theme, token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw the icon into a rectangle."""
        painter.drawPixmap(rect, self._pixmap(rect.size(), mode, painter.device().devicePixelRatioF()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """Return the icon in a size of the screen's pixels."""
        return self._pixmap(size, mode, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        """Return the icon in a logical size, for a scale of the screen."""
        return self._pixmap(size, mode, scale)

    def clone(self) -> QIconEngine:
        """Return another engine for the same icon."""
        copy = _ThemedIconEngine(self._name, self._theme, self._token)
        _KEPT.append(copy)
        return copy

    def _pixmap(self, size: QSize, mode: QIcon.Mode, scale: float) -> QPixmap:
        token = "disabled" if mode == QIcon.Mode.Disabled else self._token
        colour = self._theme.colours.colour(token).name()
        drawn = QPixmap(
            _painted(self._name, colour, round(size.width() * scale), round(size.height() * scale))
        )
        drawn.setDevicePixelRatio(scale)
        return drawn


def themed_icon(name: str, theme: Theme, token: str = "text") -> QIcon:  # noqa: S107
    """Return an icon of `resources/icons` in a colour of the theme; it follows when the theme changes.

    `name` is the file's name without its suffix, `token` a field of `Colours`. A disabled icon has the colour
    `disabled`. Raises FileNotFoundError if there is no such icon.
    """
    found = _ICONS.get((name, theme, token))
    if found is None:
        _svg(name)
        engine = _ThemedIconEngine(name, theme, token)
        _KEPT.append(engine)
        found = _ICONS[name, theme, token] = QIcon(engine)
    return found


def draw_icon(painter: QPainter, name: str, area: QRectF, theme: Theme, token: str) -> None:
    """Draw an icon of `resources/icons` into an area, such as in a delegate."""
    scale = painter.device().devicePixelRatioF()
    colour = theme.colours.colour(token).name()
    drawn = _painted(name, colour, round(area.width() * scale), round(area.height() * scale))
    painter.drawPixmap(area, drawn, QRectF(drawn.rect()))
