"""The field that finds words in the open article, with the number of places and buttons to walk through them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import icon_button, search_field
from briefbuilder.ui.widgets.plain import PlainLabel

_DELAY = 80
"""Milliseconds after the last key until the article is searched."""


class FindBar(QWidget):
    """Emits `words_changed` a moment after the last key, `stepped` with 1 or -1, and `closed` when Esc closes it."""

    words_changed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = search_field(self.tr("Find in article"), theme, self)
        self.line.setMaximumWidth(theme.px(230))
        self.line.setMinimumWidth(theme.px(90))
        self.count = PlainLabel("", self)
        self.count.setProperty("text", "caption")
        self.count.setMinimumWidth(theme.px(52))
        self.previous = icon_button(self.tr("Previous place"), "chevron-up", theme, self)
        self.next = icon_button(self.tr("Next place"), "chevron-down", theme, self)
        self.close_button = icon_button(self.tr("Close find"), "x", theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        for widget in (self.line, self.count, self.previous, self.next, self.close_button):
            row.addWidget(widget)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_DELAY)
        self._typing.timeout.connect(self._search)
        self.line.textChanged.connect(self._typing.start)
        self.line.returnPressed.connect(self._on_return)
        self.next.clicked.connect(partial(self.stepped.emit, 1))
        self.previous.clicked.connect(partial(self.stepped.emit, -1))
        self.close_button.clicked.connect(self.close_bar)
        self.show_count(0, 0)
        self.hide()

    @property
    def words(self) -> str:
        """The words to find, empty while the bar is closed."""
        return self.line.text() if not self.isHidden() else ""

    def open(self, words: str = "") -> None:
        """Show the bar with the focus in its field, with other words where there are some."""
        self.show()
        if words:
            self.line.setText(words)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._search()

    @Slot()
    def close_bar(self) -> None:
        """Close the bar."""
        if not self.isHidden():
            self._typing.stop()
            self.hide()
            self.closed.emit()

    def show_count(self, current: int, count: int) -> None:
        """Show which of how many places is the current one, from 1."""
        if not self.line.text().strip():
            text = ""
        elif not count:
            text = self.tr("None")
        else:
            text = self.tr("{number} of {count}").format(number=current, count=count)
        self.count.setText(text)
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_return(self) -> None:
        back = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._typing.isActive():
            self._search()
        else:
            self.stepped.emit(-1 if back else 1)

    @Slot()
    def _search(self) -> None:
        self._typing.stop()
        self.words_changed.emit(self.words)
