"""How dialogs that ask are laid out: a column of widgets, and below it the button that agrees and the one that does not."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout

from briefbuilder.ui.theme import Theme


class Answers(QDialogButtonBox):
    """`agree` takes Enter and accepts the dialog; the other button, and Escape, reject it."""

    def __init__(self, dialog: QDialog, agree: str, refuse: str) -> None:
        super().__init__(dialog)
        self.agree: QPushButton = self.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setDefault(True)
        self.addButton(refuse, QDialogButtonBox.ButtonRole.RejectRole)
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)


def column_in(dialog: QDialog, theme: Theme, gap: float = 0.6) -> QVBoxLayout:
    """Return the column of a dialog, with its margins; `gap` in line heights between two widgets."""
    column = QVBoxLayout(dialog)
    pad = theme.space(1)
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(theme.space(gap))
    return column
