"""The search in the open article: the bar with the words, and the commands that go from place to place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from briefbuilder.ui.read.article_canvas import ArticleCanvas
from briefbuilder.ui.read.article_commands import TagCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import SearchField, icon_button
from briefbuilder.ui.widgets.layouts import row_layout
from briefbuilder.ui.widgets.plain import PlainLabel
from briefbuilder.ui.widgets.timers import single_shot_timer

_DELAY = 80
"""Milliseconds after the last key until the article is searched."""
_MAX_FOUND_WORDS = 100
"""Characters of a selection that are taken as words to find."""


class FindBar(QWidget):
    """Emits `words_changed` a moment after the last key, `stepped` with 1 or -1, and `closed` when Esc closes it."""

    words_changed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = SearchField(self.tr("Find in article"), theme, self)
        self.line.setMaximumWidth(theme.px(230))
        self.line.setMinimumWidth(theme.px(90))
        self.count = PlainLabel("", self)
        self.count.setMinimumWidth(theme.px(52))
        self.previous = icon_button(self.tr("Previous place"), "chevron-up", theme, self)
        self.next = icon_button(self.tr("Next place"), "chevron-down", theme, self)
        self.close_button = icon_button(self.tr("Close find"), "x", theme, self)
        row_layout(self, self.line, self.count, self.previous, self.next, self.close_button, gap=theme.px(4))
        self._typing = single_shot_timer(self, self._search, _DELAY)
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
        """Show the bar with the focus in its field, with other words if there are some."""
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


class FindCommands(QObject):
    """Finds words in the open article, and marks what the search of the list found in it.

    `shown` is emitted when the find bar opens or closes.
    """

    shown = Signal()

    def __init__(
        self,
        services: Services,
        tag_commands: TagCommands,
        bar: FindBar,
        canvas: ArticleCanvas,
        pane: QWidget,
    ) -> None:
        super().__init__(pane)
        self._bar, self._canvas = bar, canvas
        self._searched: tuple[str, ...] = ()
        self._ranges: tuple[tuple[int, int], ...] = ()
        self._at = -1
        bar.words_changed.connect(self._on_words)
        bar.stepped.connect(self.step)
        bar.closed.connect(self._on_closed)
        board = services.actions
        board.register("find-in-article", self.open, enabled=tag_commands.is_reading, mode="read")
        board.register("find-next", partial(self.step, 1), enabled=tag_commands.is_reading, mode="read")
        board.register("find-previous", partial(self.step, -1), enabled=tag_commands.is_reading, mode="read")
        for name in ("find-next", "find-previous"):
            # They are in no menu, and an action works by its keys only if a widget has it.
            pane.addAction(board.action(name))

    def open(self) -> None:
        """Open the find bar with the selected words."""
        cursor = self._canvas.view.textCursor()
        selected = cursor.selectedText() if cursor.hasSelection() else ""
        self._bar.open(selected if len(selected) <= _MAX_FOUND_WORDS and "\u2029" not in selected else "")
        self.shown.emit()

    def mark_searched(self, phrases: tuple[str, ...]) -> None:
        """Mark the phrases of a search in the list, until the find bar is used."""
        if phrases != self._searched:
            self._searched = phrases
            self.refresh()

    def refresh(self) -> None:
        """Find the same words in a text that was redrawn."""
        paper = self._canvas.view.paper
        if self._bar.words.strip():
            self._ranges = paper.find_words(self._bar.words)
            self._at = min(self._at, len(self._ranges) - 1)
        else:
            self._ranges, self._at = paper.find_hits(self._searched), -1
        self._canvas.show_found(self._ranges, self._at, scroll=False)
        self._bar.show_count(self._at + 1, len(self._ranges))

    @Slot(int)
    def step(self, step: int) -> None:
        """Move to the next (1) or the previous (-1) place, around the ends of the text."""
        if not self._ranges and not self._bar.words:
            self.open()
            return
        if self._ranges:
            if self._at < 0 and step < 0:
                self._at = 0
            self._at = (self._at + step) % len(self._ranges)
            self.show_current()

    def first_in(self, start: int, end: int) -> int | None:
        """Make the first place between two document positions the current one, else the first of all; return it."""
        inside = (number for number, (low, _) in enumerate(self._ranges) if start <= low <= end)
        self._at = next(inside, 0 if self._ranges else -1)
        return self._ranges[self._at][0] if self._at >= 0 else None

    def show_current(self) -> None:
        """Mark the current place and scroll to it."""
        self._canvas.show_found(self._ranges, self._at)
        self._bar.show_count(self._at + 1, len(self._ranges))

    @Slot(str)
    def _on_words(self, words: str) -> None:
        self._ranges = self._canvas.view.paper.find_words(words)
        caret = self._canvas.view.textCursor().selectionStart()
        after = (number for number, (start, _) in enumerate(self._ranges) if start >= caret)
        self._at = next(after, 0 if self._ranges else -1)
        self.show_current()

    @Slot()
    def _on_closed(self) -> None:
        """Leave the caret at the place that was found."""
        place = self._ranges[self._at] if 0 <= self._at < len(self._ranges) else None
        self.shown.emit()
        self.refresh()
        if place is not None:
            self._canvas.view.place_caret(place[0])
        self._canvas.view.setFocus()
