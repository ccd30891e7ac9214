"""The lists of the rail, each with its own scroll bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from briefbuilder.domain.topics import Suggestion
from briefbuilder.ui.actions import ActionBoard
from briefbuilder.ui.read.rail_rows import TAG_HEIGHT, ShownSuggestion, ShownTopic, SuggestionRow, TagRow
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.keys import KeyHints, let_tab_reach, set_tab_order
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.plain import PlainLabel

_INDENT = 7
"""Pixels before a text in a list, as before the text of a link."""


class RailScroll(QScrollArea):
    """A scroll area for rows, without a frame."""

    def __init__(self, name: str, scroll_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.inside = QWidget()
        self.inside.setAccessibleName(name)
        self.column = column_layout(self.inside, gap=0)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(self.inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setAccessibleName(scroll_name)
        self.viewport().setAutoFillBackground(False)
        self.inside.setAutoFillBackground(False)


class TopicList(QWidget):
    """The topics of the target; it has a fixed height, so that nothing below it moves."""

    removal_requested = Signal(object)
    shown_requested = Signal(object)
    menu_requested = Signal(object, object)

    def __init__(self, before: QWidget, theme: Theme, parent: QWidget) -> None:
        """Create the list; `before` is the control before it in the order of the Tab key."""
        super().__init__(parent)
        self._theme, self._before = theme, before
        self._rows: list[TagRow] = []
        self._shown: tuple[ShownTopic, ...] = ()
        self._reached = 0
        self._empty = PlainLabel("", self, role="muted")
        self._scroll = RailScroll(self.tr("Topics"), self.tr("Scroll the topics"), self)
        self._empty.setFixedHeight(theme.px(TAG_HEIGHT))
        self._empty.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
        self._scroll.column.addWidget(self._empty)
        self._scroll.column.addStretch(1)
        column_layout(self, self._scroll, gap=0)
        self.set_visible_rows(4)

    @property
    def rows(self) -> tuple[TagRow, ...]:
        """The rows that are shown."""
        return tuple(self._rows[: len(self._shown)])

    def set_visible_rows(self, rows: int) -> None:
        """Set how many rows fit without scrolling."""
        self.setFixedHeight(rows * self._theme.px(TAG_HEIGHT))

    def show_topics(self, shown: tuple[ShownTopic, ...], empty: str, *, writable: bool) -> None:
        """Show topics, or a text if there are none."""
        focused = next((row for row in self._rows if row.hasFocus()), None)
        self._shown = shown
        while len(self._rows) < len(shown):
            self._rows.append(self._create_row())
        for index, row in enumerate(self._rows):
            if index < len(shown):
                row.show_topic(shown[index], writable=writable)
                row.show()
        if focused is not None and focused not in self._rows[: len(shown)] and shown:
            self._rows[len(shown) - 1].setFocus(Qt.FocusReason.TabFocusReason)
        for row in self._rows[len(shown) :]:
            row.hide()
        self._reach(min(self._reached, max(0, len(shown) - 1)))
        self._empty.setText(empty)
        self._empty.setVisible(not shown)

    def _create_row(self) -> TagRow:
        row = TagRow(self._theme, self._scroll.inside)
        row.removal_requested.connect(self.removal_requested)
        row.shown_requested.connect(self.shown_requested)
        row.menu_requested.connect(partial(self._on_menu, row))
        index = len(self._rows)
        row.focused.connect(partial(self._reach, index))
        row.stepped.connect(partial(self._step, index))
        self._scroll.column.insertWidget(index, row)
        set_tab_order(self._rows[-1] if self._rows else self._before, (row,))
        return row

    def _reach(self, index: int) -> None:
        """Let the Tab key come back to a row."""
        self._reached = index
        let_tab_reach(self.rows, index)

    def _step(self, index: int, by: int) -> None:
        if 0 <= index + by < len(self.rows):
            self._rows[index + by].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(self._rows[index + by], 0, 0)

    def _on_menu(self, row: TagRow, place: QPoint) -> None:
        self.menu_requested.emit(row.shown, place)


class SuggestionList(QWidget):
    """The suggestions for the section: strong ones, then possible ones.

    The current row names its evidence. A note says what is not known of the article's language. `chosen_changed` is emitted when another suggestion is current, `emptied` when
    the row with the focus has gone and none is left.
    """

    accepted = Signal(object)
    rejected = Signal(object)
    chosen_changed = Signal()
    menu_requested = Signal(object, object)
    emptied = Signal()

    def __init__(self, board: ActionBoard, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._nexts, self._is_last = (board.action("next-section"), board.action("next-article")), False
        self._rows: list[SuggestionRow] = []
        self._suggestions: tuple[ShownSuggestion, ...] = ()
        self._visible: tuple[ShownSuggestion, ...] = ()
        self._chosen = 0
        self._writable = True
        self._strong = 0
        self._first = ElidedLabel(self, role="caption")
        self._first.setFixedHeight(theme.px(28))
        self._first.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
        self.accept_all_button = push_button("", self, kind="link")
        self._possible = PlainLabel("", self, role="caption")
        self._possible.setFixedHeight(theme.px(24))
        self._possible.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
        self.note = PlainLabel("", self, role="muted", wraps=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.note.setContentsMargins(*theme.margins(_INDENT, 6, 4, 6))
        self.next_button = push_button("", self, self._go_on, kind="link")
        self._scroll = RailScroll(self.tr("Suggestions"), self.tr("Scroll the suggestions"), self)
        column = self._scroll.column
        column.addWidget(self._possible)
        column.addWidget(self.note)
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        hints = (("+", self.tr("accept")), ("−", self.tr("reject")), (".", self.tr("last topic")))
        self.keys = KeyHints(hints, theme, self)
        parts = (self._first, self._scroll, self.keys)
        whole = column_layout(self, *parts, grows=self._scroll, gap=theme.px(2))
        # Below the list, which is that of one section: it accepts what is strong in the whole article.
        whole.insertWidget(2, self.accept_all_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def _next(self) -> QAction:
        """The action that goes on if nothing is left to look at."""
        return self._nexts[self._is_last]

    @Slot()
    def _go_on(self) -> None:
        self._next.trigger()

    @property
    def rows(self) -> tuple[SuggestionRow, ...]:
        """The rows that are shown, the best first."""
        return tuple(self._rows[: len(self._visible)])

    @property
    def chosen(self) -> Suggestion | None:
        """The current suggestion, or None."""
        return self._visible[self._chosen].suggestion if self._visible else None

    def show_suggestions(
        self,
        shown: tuple[ShownSuggestion, ...],
        *,
        writable: bool,
        strong: int = 0,
        note: str = "",
        is_reading: bool = True,
        is_waiting: bool = False,
        is_last: bool = False,
    ) -> None:
        """Show suggestions, the best first; the current one keeps its position.

        `strong` is the number of strong ones in the whole article; `note` is shown below the suggestions; without an
        article, and while suggestions are computed, there is nothing to look at and no next section. After the last
        section comes the next article.
        """
        self._suggestions, self._writable, self._strong = shown, writable, strong
        self._is_reading, self._is_waiting, self._is_last = is_reading, is_waiting, is_last
        self.note.setText(note)
        self._arrange()

    def choose_first(self) -> None:
        """Make the best suggestion the current one."""
        self._chosen = 0
        self._arrange()

    def step(self, by: int) -> None:
        """Make another suggestion the current one."""
        if self._visible:
            self._choose((self._chosen + by) % len(self._visible))

    def _arrange(self) -> None:
        """Show each suggestion in its group; rows are used again, so that the focus stays where it is."""
        strong = tuple(
            suggestion for suggestion in self._suggestions if suggestion.suggestion.strength == "strong"
        )
        possible = tuple(
            suggestion for suggestion in self._suggestions if suggestion.suggestion.strength == "possible"
        )
        before, self._visible = self._visible, (*strong, *possible)
        self._chosen = min(self._chosen, max(0, len(self._visible) - 1))
        self._show_captions(strong, possible)
        for index, each in enumerate(self._visible):
            if index == len(self._rows):
                self._rows.append(self._create_row())
            self._rows[index].show_suggestion(each, writable=self._writable)
        self._keep_focus(len(before))
        self._place_rows(strong, possible)
        self._update_chosen()
        self.accept_all_button.setEnabled(self._writable)

    def _show_captions(
        self, strong: tuple[ShownSuggestion, ...], possible: tuple[ShownSuggestion, ...]
    ) -> None:
        names = (self.tr("Strong"), self.tr("Possible"))
        none = self.tr("Looking for topics …") if self._is_waiting else self.tr("No more suggestions")
        first = names[0] if strong else names[1] if possible else none
        self._first.setText(first if self._is_reading else "")
        self._possible.setText(names[1])
        count = self._strong
        self.accept_all_button.setText(self.tr("Accept %n strong in the article …", "", count))
        self.accept_all_button.setAccessibleName(self.tr("Accept strong suggestions in the article …"))
        self.accept_all_button.setVisible(count > 0)

    def _place_rows(self, strong: tuple[ShownSuggestion, ...], possible: tuple[ShownSuggestion, ...]) -> None:
        column = self._scroll.column
        column.removeWidget(self._possible)
        column.insertWidget(len(strong), self._possible)
        self._possible.setVisible(bool(strong and possible))
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(self._visible))
        self.note.setVisible(bool(self.note.text()))
        self.next_button.setText(self._next.text().replace("&", ""))
        is_done = self._is_reading and not self._is_waiting and not self._visible
        self.next_button.setVisible(is_done and self._next.isEnabled())

    def _keep_focus(self, before: int) -> None:
        """Move the focus to the last row if the row that has it is about to be hidden."""
        count = len(self._visible)
        for row in self._rows[count:before]:
            if row.hasFocus():
                if count:
                    self._rows[count - 1].setFocus(Qt.FocusReason.OtherFocusReason)
                else:
                    self.emptied.emit()
                return

    def _create_row(self) -> SuggestionRow:
        row, index = SuggestionRow(self._theme, self._scroll.inside), len(self._rows)
        column = self._scroll.column
        column.insertWidget(column.indexOf(self.note), row)
        row.chosen.connect(partial(self._choose, index))
        row.focused.connect(partial(self._choose, index))
        row.stepped.connect(self._on_stepped)
        row.accepted.connect(self.accepted)
        row.rejected.connect(self.rejected)
        row.menu_requested.connect(partial(self._on_menu, row))
        set_tab_order(self._rows[-1] if self._rows else self.accept_all_button, (row,))
        return row

    def _on_menu(self, row: SuggestionRow, place: QPoint) -> None:
        self.menu_requested.emit(row.shown, place)

    @Slot(int)
    def _on_stepped(self, by: int) -> None:
        self.step(by)
        if self._visible:
            self._rows[self._chosen].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, index: int) -> None:
        if index < len(self._visible) and index != self._chosen:
            self._chosen = index
            self._update_chosen()
            self._scroll.ensureWidgetVisible(self._rows[index], 0, 0)

    def _update_chosen(self) -> None:
        let_tab_reach(self.rows, self._chosen)
        for index, row in enumerate(self.rows):
            row.set_current(current=index == self._chosen)
        self.chosen_changed.emit()
