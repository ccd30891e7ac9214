"""Labels and combo boxes whose text is elided, and the display of text differences."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTextEdit,
    QWidget,
)

from briefbuilder.domain.visible_text import mask_hidden
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.plain import PlainLabel, isolate, plain_text, set_tip

if TYPE_CHECKING:
    from briefbuilder.returned.text_diff import DiffKind, DiffSegment


def start_flags(*, is_rtl: bool) -> int:
    """Return the flags that draw a text at the start of an area, in the middle of its height."""
    side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
    return int(Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute)


def draw_empty_text(view: QAbstractScrollArea, text: str) -> None:
    """Draw at the top of a list what it says if it is empty; to be called while it is painted."""
    painter = QPainter(view.viewport())
    painter.setPen(view.palette().color(QPalette.ColorRole.PlaceholderText))
    pad = view.fontMetrics().averageCharWidth()
    area = view.viewport().rect().adjusted(pad, pad, -pad, -pad)
    flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
    painter.drawText(area, int(flags) | int(Qt.TextFlag.TextWordWrap), text)
    painter.end()


def draw_elided(
    painter: QPainter,
    area: QRectF,
    text: str,
    *,
    is_rtl: bool,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> float:
    """Draw a text of others at the start of an area, elided if it does not fit; return its width."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(plain_text(text), mode, max(0, int(area.width())))
    painter.drawText(area, start_flags(is_rtl=is_rtl), isolate(shown, text))
    return float(metrics.horizontalAdvance(shown))


def sized_font(font: QFont, pixels: int, weight: QFont.Weight | None = None) -> QFont:
    """Return a font with another size in pixels, and another weight."""
    sized = QFont(font)
    sized.setPixelSize(pixels)
    if weight is not None:
        sized.setWeight(weight)
    return sized


def elided_lines(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """Return a text broken into at most `most` lines of a width, the last one elided."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        starts.append(line.textStart())
    layout.endLayout()
    units = text.encode("utf-16-le", "surrogatepass")
    ends = [*starts[1:], len(units) // 2]
    lines = [
        units[2 * start : 2 * end].decode("utf-16-le", "replace").rstrip()
        for start, end in zip(starts, ends, strict=True)
    ]
    if len(lines) == most:
        lines[-1] = QFontMetrics(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, int(width))
    return tuple(lines)


_LINES_BEFORE = 3
"""Lines of a comparison that are shown before its first difference."""


def show_differences(page: QTextEdit | QPlainTextEdit, segments: Iterable[DiffSegment], theme: Theme) -> None:
    """Write a text comparison into an empty page: removed text is struck through, new text is underlined.

    The page shows its first difference as soon as it has its size.
    """
    cursor = QTextCursor(page.document())
    changes: list[int] = []
    cursor.beginEditBlock()
    for segment in segments:
        if segment.kind != "same":
            changes.append(cursor.position())
        cursor.insertText(mask_hidden(segment.text), difference_format(segment.kind, theme))
    cursor.endEditBlock()
    cursor.setPosition(next(iter(changes), 0))
    page.setTextCursor(cursor)
    QTimer.singleShot(0, page, partial(_scroll_to_cursor, page))


def _scroll_to_cursor(page: QTextEdit | QPlainTextEdit) -> None:
    """Show the place of the cursor below some lines before it."""
    place, above = page.textCursor(), page.textCursor()
    above.movePosition(QTextCursor.MoveOperation.Up, n=_LINES_BEFORE)
    page.moveCursor(QTextCursor.MoveOperation.End)
    page.setTextCursor(above)
    page.setTextCursor(place)


def difference_format(kind: DiffKind, theme: Theme) -> QTextCharFormat:
    """Return the format of a run of text that is in both texts of a comparison, or in one of them."""
    char_format = QTextCharFormat()
    if kind == "gone":
        char_format.setFontStrikeOut(True)
        char_format.setBackground(QColor(theme.colours.tinted_ground("danger")))
    elif kind == "new":
        char_format.setFontUnderline(True)
        char_format.setBackground(QColor(theme.colours.tinted_ground("good")))
    return char_format


class ElidedLabel(PlainLabel):
    """A label that elides its text, that of a path in the middle, to the available width; the tool tip shows all of it.

    A text that needs them takes up to `lines` lines.
    """

    def __init__(
        self, parent: QWidget | None = None, *, role: str = "", is_path: bool = False, lines: int = 1
    ) -> None:
        super().__init__("", parent, role=role)
        self._mode = Qt.TextElideMode.ElideMiddle if is_path else Qt.TextElideMode.ElideRight
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        set_tip(self, text)

    def minimumSizeHint(self) -> QSize:
        """Return the width of about one letter."""
        return QSize(self.fontMetrics().height(), super().minimumSizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Return whether the text may take several lines."""
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines that the text takes in a width."""
        # Qt rounds the height of each line.
        return self.fontMetrics().size(0, "\n".join(self._broken(width))).height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the elided text."""
        painter = QPainter(self)
        area = self.contentsRect()
        painter.setPen(self.palette().windowText().color())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, int(flags), isolate(self.shown_text(), self.text()))

    def shown_text(self) -> str:
        """Return what there is room for; a separator before the ellipsis would seem to belong to it."""
        if self._lines > 1:
            return "\n".join(self._broken(self.contentsRect().width()))
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())
        return shown if shown == self.text() or shown[-1:] != "…" else f"{shown[:-1].rstrip(' ·')}…"

    def _broken(self, width: int) -> tuple[str, ...]:
        return elided_lines(self.text(), self.font(), width, self._lines) or ("",)


class IconLabel(PlainLabel):
    """An icon in a colour of the theme, which it follows."""

    def __init__(self, icon: str, theme: Theme, token: str, parent: QWidget, *, size: int = 18) -> None:
        """Create the label; `size` is in pixels of the design."""
        super().__init__("", parent)
        self._icon, self._theme, self._token = icon, theme, token
        self.setFixedSize(theme.px(size), theme.px(size))
        theme.changed.connect(self._draw)
        self._draw()

    def show_icon(self, icon: str, token: str) -> None:
        """Show another icon, in a colour of the theme."""
        self._icon, self._token = icon, token
        self._draw()

    @Slot()
    def _draw(self) -> None:
        icon = themed_icon(self._icon, self._theme, self._token)
        self.setPixmap(icon.pixmap(self.size(), self.devicePixelRatioF()))


class ElidedComboBox(QComboBox):
    """A combo box that elides its text, which Qt would cut off within a letter."""

    def __init__(self, letters: int, parent: QWidget) -> None:
        """Reserve room for at least so many letters."""
        super().__init__(parent)
        self.setMinimumContentsLength(letters)

    def minimumSizeHint(self) -> QSize:
        """Return the room for the minimum number of letters."""
        letters = self.minimumContentsLength() * self.fontMetrics().averageCharWidth()
        return QSize(letters + 2 * self.fontMetrics().height(), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the elided text."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        # The style leaves a pixel free on either side of the text.
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, field.width() - 2
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
