"""The copies of an article's report, and word by word what each says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QStringListModel, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.tagging.differing import differences
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.differing import show_differences


@dataclass(frozen=True, slots=True)
class CopyShown:
    """Another article: its id, how it is named in the list, and its text."""

    article: str
    line: str
    text: str


class CopiesDialog(QDialog):
    """The copies at the left; at the right the chosen one, against the article that is being read.

    `wanted` is the article to show when the dialog is accepted.
    """

    def __init__(
        self, text: str, copies: tuple[CopyShown, ...], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Copies of this report"))
        self._text, self._copies, self._theme = text, copies, theme
        self._list = self._made_list()
        self._page = QPlainTextEdit(self)
        self._page.setReadOnly(True)
        self._page.setAccessibleName(self.tr("What the copy says otherwise"))
        self._page.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        for bar in (self._page.verticalScrollBar(), self._list.verticalScrollBar()):
            bar.setAccessibleName(self.tr("Scroll the text"))
        legend = QLabel(
            self.tr("Struck through: only in the article that you read. Underlined: only in the copy."), self
        )
        legend.setObjectName("muted")
        legend.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        show = buttons.addButton(self.tr("&Show the copy"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        show.clicked.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._list, 2)
        row.addWidget(self._page, 5)
        column = QVBoxLayout(self)
        pad = theme.space(1)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.6))
        column.addLayout(row, 1)
        column.addWidget(legend)
        column.addWidget(buttons)
        self.resize(round(theme.em * 62), round(theme.em * 38))
        self._list.selectionModel().currentChanged.connect(self._on_current)
        first = self._list.model().index(0, 0)
        self._list.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @property
    def wanted(self) -> str:
        """The id of the copy that is chosen."""
        return self._copies[max(0, self._list.currentIndex().row())].article

    @property
    def copies_list(self) -> QListView:
        """The list of copies."""
        return self._list

    @property
    def page(self) -> QPlainTextEdit:
        """The difference."""
        return self._page

    def _made_list(self) -> QListView:
        view = QListView(self)
        view.setAccessibleName(self.tr("Copies"))
        view.setModel(QStringListModel([copy.line for copy in self._copies], view))
        view.setWordWrap(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return view

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self._draw(self._copies[current.row()].text)

    def _draw(self, text: str) -> None:
        self._page.clear()
        show_differences(self._page, differences(self._text, text), self._theme)
