"""The layout of dialogs, and a dialog that lists lines of text."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text


class ListDialog(QDialog):
    """Shows lines under a sentence; "Copy" copies all of them."""

    def __init__(
        self, title: str, sentence: str, lines: tuple[str, ...], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(plain_text(title))
        self._lines = lines
        words = PlainLabel(sentence, self, wraps=True)
        view = QListView(self)
        view.setAccessibleName(plain_text(title))
        view.setModel(QStringListModel(list(map(plain_text, lines)), view))
        view.setWordWrap(True)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = CloseButtons(self, push_button(self.tr("&Copy"), self, self._on_copy))
        create_column(self, theme, widgets=(words, view, buttons))
        self.resize(round(theme.line_height * 34), round(theme.line_height * 22))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._lines))


def muted_label(parent: QWidget) -> QLabel:
    """Return a label for hints about keys."""
    label = PlainLabel("", parent, wraps=True)
    label.setObjectName("muted")
    return label


class DialogButtons(QDialogButtonBox):
    """A default button, `agree`, that accepts a dialog, and one that rejects it: Cancel, unless `refuse` names it."""

    def __init__(self, dialog: QDialog, agree: str, refuse: str = "") -> None:
        super().__init__(dialog)
        if not refuse:
            self.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.agree: QPushButton = self.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setDefault(True)
        if refuse:
            self.addButton(refuse, QDialogButtonBox.ButtonRole.RejectRole)
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)


class CloseButtons(QDialogButtonBox):
    """Buttons that do something in a dialog, and one that closes it.

    Enter presses the latter, or no button where it chooses among rows (`by_enter` is false).
    """

    def __init__(self, dialog: QDialog, *others: QPushButton, by_enter: bool = True) -> None:
        super().__init__(dialog)
        for button in others:
            self.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        close: QPushButton = self.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (*others, close):
            button.setAutoDefault(by_enter)
        close.setDefault(by_enter)
        self.rejected.connect(dialog.reject)


def create_column(
    dialog: QDialog, theme: Theme, gap: float = 0.6, widgets: Iterable[QWidget] = ()
) -> QVBoxLayout:
    """Create the column layout of a dialog with some widgets, with margins; `gap` is in line heights."""
    return column_layout(dialog, *widgets, margins=theme.space(1), gap=theme.space(gap))
