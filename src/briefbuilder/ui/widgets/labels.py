"""Lines of text that are cut with an ellipsis where they do not fit, and whole in their tool tips."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTextEdit,
    QWidget,
)

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip

if TYPE_CHECKING:
    from briefbuilder.app.text_diff import DiffKind, DiffSegment


# Two texts as one, with what stands in the first alone struck through and what stands in the second alone underlined.


def show_differences(
    page: QTextEdit | QPlainTextEdit, stretches: Iterable[DiffSegment], theme: Theme
) -> None:
    """Write the stretches into an empty page and go to its start; never by colour alone."""
    cursor = QTextCursor(page.document())
    cursor.beginEditBlock()
    for stretch in stretches:
        cursor.insertText(stretch.text, _form(stretch.kind, theme))
    cursor.endEditBlock()
    page.moveCursor(QTextCursor.MoveOperation.Start)


def _form(kind: DiffKind, theme: Theme) -> QTextCharFormat:
    letters = QTextCharFormat()
    if kind == "gone":
        letters.setFontStrikeOut(True)
        letters.setBackground(QColor(theme.colours.danger_wash))
    elif kind == "new":
        letters.setFontUnderline(True)
        letters.setBackground(QColor(theme.colours.good_wash))
    return letters


class ElidedLabel(PlainLabel):
    """A label that takes the width that is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        set_tip(self, text)

    def minimumSizeHint(self) -> QSize:
        """Return a width of nearly nothing."""
        return QSize(self.fontMetrics().height(), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class ElidedComboBox(QComboBox):
    """A choice that may be narrower than what is chosen; Qt itself would cut that in the middle of a letter."""

    def __init__(self, letters: int, parent: QWidget | None = None) -> None:
        """Ask for room for so many letters at least."""
        super().__init__(parent)
        self.setMinimumContentsLength(letters)

    def minimumSizeHint(self) -> QSize:
        """Return room for the letters that were asked for."""
        letters = self.minimumContentsLength() * self.fontMetrics().averageCharWidth()
        return QSize(letters + 2 * self.fontMetrics().height(), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much of what is chosen as fits."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        # The style leaves a pixel free at either side of the words.
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, field.width() - 2
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
