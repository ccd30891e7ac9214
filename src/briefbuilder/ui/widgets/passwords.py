"""Dialogs that ask for a password, and for a new one."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLineEdit, QWidget

from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import DialogButtons
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.plain import PlainLabel

_COLUMNS = 44
"""The width of a dialog in average characters."""


class PasswordFields(QWidget):
    """Fields for passwords, one below the other, and a box that shows what was entered."""

    def __init__(self, labels: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        column = column_layout(self)
        self.fields = tuple(QLineEdit(self) for _ in labels)
        for label, field in zip(labels, self.fields, strict=True):
            column.addWidget(PlainLabel(label, self, wraps=True, names=field))
            column.addWidget(field)
        show = QCheckBox(self.tr("&Show password"), self)
        show.toggled.connect(self._show)
        column.addWidget(show)
        self._show(shown=False)
        self.setFocusProxy(self.fields[0])

    @Slot(bool)
    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in self.fields:
            field.setEchoMode(mode)


class PasswordDialog(QDialog):
    """Asks for a password; spaces count, and it cannot be empty."""

    def __init__(self, title: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/set-a-password")
        self.setWindowTitle(title)
        self._fields = PasswordFields((label,), self)
        self._fields.fields[0].textChanged.connect(self._refresh)
        self._agree = _add_rows(self, (self._fields,), self.tr("OK")).agree
        self._refresh()

    @property
    def password(self) -> str:
        """The password as it was entered."""
        return self._fields.fields[0].text()

    @Slot()
    def _refresh(self) -> None:
        self._agree.setEnabled(bool(self.password))


class NewPasswordDialog(QDialog):
    """Asks twice for a new password. With `remove`, the text of a button, it can be removed instead."""

    def __init__(
        self, title: str, sentence: str, agree: str, remove: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/set-a-password")
        self.setWindowTitle(title)
        self._removes = False
        words = PlainLabel(sentence, self, wraps=True)
        labels = (self.tr("New password"), self.tr("New password again"))
        self._fields = PasswordFields(labels, self)
        self._fault = PlainLabel("", self, role="muted")
        self._buttons = _add_rows(self, (words, self._fields, self._fault), agree)
        if remove:
            button = push_button(remove, self, self._remove)
            self._buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        for field in self._fields.fields:
            field.textChanged.connect(self._refresh)
        self._fields.setFocus()
        self._refresh()

    @property
    def password(self) -> str | None:
        """The new password, None where it is to be removed."""
        return None if self._removes else self._fields.fields[0].text()

    @Slot()
    def _refresh(self) -> None:
        first, again = (field.text() for field in self._fields.fields)
        self._buttons.agree.setEnabled(bool(first) and first == again)
        differ = bool(again) and not first.startswith(again)
        self._fault.setText(self.tr("The two passwords differ.") if differ else "")

    @Slot()
    def _remove(self) -> None:
        self._removes = True
        self.accept()


def _add_rows(dialog: QDialog, rows: tuple[QWidget, ...], agree: str) -> DialogButtons:
    """Lay out a dialog with its buttons."""
    buttons = DialogButtons(dialog, agree)
    column_layout(dialog, *rows, buttons, margins=None)
    dialog.setMinimumWidth(dialog.fontMetrics().averageCharWidth() * _COLUMNS)
    return buttons
