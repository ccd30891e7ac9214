"""The header, the buttons and the empty state of panes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import OverflowButton
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip


class ActionToolButton(QToolButton):
    """A tool button with its own text that triggers an action and follows its state.

    The tool tip and the accessible name show the action's name and keys.
    """

    def __init__(self, action: QAction, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setText(text)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        name = self._action.text().replace("&", "").removesuffix("…").strip()
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setEnabled(self._action.isEnabled())
        self.setAccessibleName(name)
        set_tip(self, f"{name} ({keys})" if keys else name)


_LETTERS = 26
"""Letters of the title that must be visible beside the tools."""


class TitleRow(QBoxLayout):
    """A title with tools beside it, or below it where the row is too narrow.

    Call `fit` whenever the width or the tools change.
    """

    def __init__(self, title: QWidget, tools: tuple[QWidget, ...], *, letters: int = _LETTERS) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self._title = title
        self._letters = letters
        self._tools = QHBoxLayout()
        self._tools.addStretch(0)
        for tool in tools:
            self._tools.addWidget(tool)
        self.addWidget(title, 1)
        self.addLayout(self._tools)

    def set_gap(self, gap: int) -> None:
        """Set the spacing between widgets, in pixels."""
        self.setSpacing(gap)
        self._tools.setSpacing(gap)

    def fit(self, width: int) -> bool:
        """Place the tools beside or below the title, and return whether they moved."""
        letters = self._title.fontMetrics().averageCharWidth() * self._letters
        title_width = min(self._title.sizeHint().width(), letters)
        margins = self.contentsMargins()
        needed = (
            title_width + self._tools.sizeHint().width() + self.spacing() + margins.left() + margins.right()
        )
        directions = QBoxLayout.Direction
        direction = directions.TopToBottom if needed > width else directions.LeftToRight
        if direction == self.direction():
            return False
        self.setDirection(direction)
        return True


class PaneHeader(QWidget):
    """The title of a pane, with tools at the end of the row."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane-header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.space(0.6), theme.space(0.25), theme.space(0.4), theme.space(0.25))
        self._row.setSpacing(theme.space(0.3))
        self.setMinimumHeight(theme.space(2.3))
        self._title = ElidedLabel(self)
        self._title.setText(title)
        self._title.setObjectName("pane-title")
        self._row.addWidget(self._title, 1)
        self._overflow: OverflowButton | None = None
        self._theme = theme

    def set_title(self, title: str) -> None:
        """Set the title."""
        self._title.setText(title)

    def add_tool(self, widget: QWidget) -> None:
        """Add a widget at the end of the row."""
        self._row.addWidget(widget)

    def add_overflow_tools(self, *tools: QAbstractButton) -> None:
        """Add tools that move into an overflow menu where the title leaves too little room.

        The first one moves last. `offer` sets which of them are available.
        """
        for tool in reversed(tools):
            self._row.addWidget(tool)
        self._overflow = OverflowButton(self.tr("More tools"), self._theme, self)
        self._overflow.offer(tools)
        self._row.addWidget(self._overflow)

    def offer(self, tools: Sequence[QAbstractButton]) -> None:
        """Set which of the overflow tools are available."""
        if self._overflow is not None:
            self._overflow.offer(tools)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move tools that do not fit into the overflow menu."""
        super().resizeEvent(event)
        if self._overflow is not None:
            margins, gap = self._row.contentsMargins(), self._row.spacing()
            taken = margins.left() + margins.right() + self._title.sizeHint().width() + 2 * gap
            self._overflow.fit(self.width() - taken, gap)


class EmptyState(QWidget):
    """A sentence in the middle of an empty pane, with buttons for the next steps."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.space(1.5), theme.space(1), theme.space(1.5), theme.space(2))
        self._column.setSpacing(theme.space(0.5))
        self._label = PlainLabel(text, self)
        self._label.setObjectName("empty-text")
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addStretch(2)
        self._column.addWidget(self._label)
        self._column.addStretch(3)

    def set_text(self, text: str) -> None:
        """Set the sentence."""
        self._label.setText(text)

    def add_action(self, action: QAction, *, first: bool = False) -> QPushButton:
        """Add a button for an action; `first` marks the primary one."""
        button = ActionButton(action, self)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if first:
            button.setObjectName("primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        row.addStretch(1)
        self._column.insertLayout(self._column.count() - 1, row)
        return button


class ActionButton(QPushButton):
    """A push button that follows an action's text, keys and state.

    It has no mnemonic: the action has a shortcut, and Alt with a letter opens menus.
    """

    def __init__(self, action: QAction, parent: QWidget | None = None, *, text: str = "") -> None:
        """Create the button; a `text` replaces the action's text."""
        super().__init__(parent)
        self._action = action
        self._own_text = text
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        text = self._action.text().replace("&", "")
        self.setText(self._own_text or text)
        self.setEnabled(self._action.isEnabled())
        self.setAccessibleName(text)
        keys = self._action.shortcut().toString(self._action.shortcut().SequenceFormat.NativeText)
        set_tip(self, keys)
