"""The line over a corrected article: how much was corrected, and the ways back to how it was read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.elided import ElidedLabel


class CorrectedBar(QWidget):
    """Says how many corrections an article has; while a paragraph is split, it says how that is done."""

    def __init__(
        self, compare: QAction, take_back: QAction, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pane-header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Corrections of the article"))
        self._record: ArticleRecord | None = None
        self._hint = ""
        self._words = ElidedLabel(self)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self._buttons = (
            _Short(self.tr("Compare"), compare, self),
            _Short(self.tr("Take all back"), take_back, self),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(0.6), theme.space(0.15), theme.space(0.4), theme.space(0.15))
        row.setSpacing(theme.space(0.3))
        row.addWidget(self._words, 1)
        row.addWidget(self._told, 1)
        for button in self._buttons:
            row.addWidget(button)
        self._show()

    @property
    def words(self) -> str:
        """What the line says."""
        return self._hint or self._words.text()

    def show_record(self, record: ArticleRecord | None) -> None:
        """Speak of this article."""
        self._record = record
        self._show()

    def show_hint(self, hint: str) -> None:
        """Say something else until it is empty again."""
        self._hint = hint
        self._show()

    def _show(self) -> None:
        record = self._record
        corrected = record is not None and record.is_corrected
        count = len(record.corrections) + (record.read is not None) if record is not None else 0
        self._words.setText(self.tr("Corrected in %n place(s)", "", count))
        self._words.setVisible(not self._hint)
        # Which keys do what must be read to its end, however narrow the pane is.
        self._told.setText(self._hint)
        self._told.setVisible(bool(self._hint))
        for button in self._buttons:
            button.setVisible(not self._hint)
        self.setVisible(bool(self._hint) or corrected)


class _Short(QToolButton):
    """A button for an action, under fewer words than its menu has room for."""

    def __init__(self, text: str, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = action
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(action.text().replace("&", ""))
        self.setToolTip(action.text().replace("&", ""))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
