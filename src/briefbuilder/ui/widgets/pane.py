"""What every pane begins with: a line with its name and its tools; and what it says when it is empty."""

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

# A tool button with words of its own that does and follows an action of the table.


class ActionToolButton(QToolButton):
    """Enabled as its action is; the action's name and keys stand in the tool tip and the accessible name."""

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


# A title with its tools: on one line where there is room for both, else the tools below the title.

_LETTERS = 26
"""Letters of a title that have to be in sight beside its tools, unless more are asked for."""


class TitleRow(QBoxLayout):
    """`fit` has to be told of each new width, and of tools that come and go."""

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
        """Set the distance between two widgets, in pixels."""
        self.setSpacing(gap)
        self._tools.setSpacing(gap)

    def fit(self, width: int) -> bool:
        """Set the tools beside the title or below it; return whether that is another place than before."""
        letters = self._title.fontMetrics().averageCharWidth() * self._letters
        wanted = min(self._title.sizeHint().width(), letters)
        margins = self.contentsMargins()
        needed = wanted + self._tools.sizeHint().width() + self.spacing() + margins.left() + margins.right()
        ways = QBoxLayout.Direction
        direction = ways.TopToBottom if needed > width else ways.LeftToRight
        if direction == self.direction():
            return False
        self.setDirection(direction)
        return True


class PaneHeader(QWidget):
    """The name of a pane, and room for tools at the end of its line."""

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
        self._folded: OverflowButton | None = None
        self._theme = theme

    def set_title(self, title: str) -> None:
        """Show another name."""
        self._title.setText(title)

    def add_tool(self, widget: QWidget) -> None:
        """Put a widget at the end of the line."""
        self._row.addWidget(widget)

    def add_overflow_tools(self, *tools: QAbstractButton) -> None:
        """Put tools at the end of the line that fold into a menu where the name of the pane has no room beside them.

        The first one folds last. `offer` tells later which of them there is a use for.
        """
        for tool in reversed(tools):
            self._row.addWidget(tool)
        self._folded = OverflowButton(self.tr("More tools"), self._theme, self)
        self._folded.offer(tools)
        self._row.addWidget(self._folded)

    def offer(self, tools: Sequence[QAbstractButton]) -> None:
        """Show these of the tools that fold, as far as there is room."""
        if self._folded is not None:
            self._folded.offer(tools)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what has no room."""
        super().resizeEvent(event)
        if self._folded is not None:
            margins, gap = self._row.contentsMargins(), self._row.spacing()
            taken = margins.left() + margins.right() + self._title.sizeHint().width() + 2 * gap
            self._folded.fit(self.width() - taken, gap)


class EmptyState(QWidget):
    """One sentence in the middle of an empty pane, and what to do next."""

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
        """Say something else."""
        self._label.setText(text)

    def add_action(self, action: QAction, *, first: bool = False) -> QPushButton:
        """Offer an action as a button; the first one is the one to take."""
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
    """A push button that follows an action: its text, its keys, whether it is enabled.

    It has no letter of its own: the action has keys, and Alt with a letter opens menus.
    """

    def __init__(self, action: QAction, parent: QWidget | None = None, *, text: str = "") -> None:
        """Show `text`, where the place says enough, instead of the action's own."""
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
