"""How dialogs that ask are laid out: a column of widgets, and below it the button that agrees and the one that does not."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.plain import PlainLabel

# A dialog that shows a sentence and a list of lines that can be copied.


class ListingDialog(QDialog):
    """Lines under a sentence; "Copy" puts all of them on the clipboard."""

    def __init__(
        self, title: str, sentence: str, lines: tuple[str, ...], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._lines = lines
        words = PlainLabel(sentence, self)
        words.setWordWrap(True)
        view = QListView(self)
        view.setAccessibleName(title)
        view.setModel(QStringListModel(list(lines), view))
        view.setWordWrap(True)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(self.tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.space(1)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.6))
        for widget in (words, view, buttons):
            column.addWidget(widget)
        self.resize(round(theme.em * 34), round(theme.em * 22))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._lines))


# What dialogs that show a list have in common: a column of widgets, and buttons at the end of the last line.


def stack_widgets(
    dialog: QDialog, theme: Theme, widgets: tuple[QWidget, ...], buttons: tuple[QPushButton, ...]
) -> None:
    """Lay out a dialog; none of its buttons is pressed by an Enter that is meant for a list."""
    column = QVBoxLayout(dialog)
    pad = theme.space(1)
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(theme.space(0.5))
    for widget in widgets:
        column.addWidget(widget)
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        button.setAutoDefault(False)
        row.addWidget(button)
    column.addLayout(row)


def muted_label(dialog: QDialog) -> QLabel:
    """Return a line in which a dialog tells what its keys do."""
    label = PlainLabel("", dialog)
    label.setObjectName("muted")
    label.setWordWrap(True)
    return label


class DialogButtons(QDialogButtonBox):
    """`agree` takes Enter and accepts the dialog; the other button, and Escape, reject it."""

    def __init__(self, dialog: QDialog, agree: str, refuse: str) -> None:
        super().__init__(dialog)
        self.agree: QPushButton = self.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setDefault(True)
        self.addButton(refuse, QDialogButtonBox.ButtonRole.RejectRole)
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)


def create_column(dialog: QDialog, theme: Theme, gap: float = 0.6) -> QVBoxLayout:
    """Return the column of a dialog, with its margins; `gap` in line heights between two widgets."""
    column = QVBoxLayout(dialog)
    pad = theme.space(1)
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(theme.space(gap))
    return column
