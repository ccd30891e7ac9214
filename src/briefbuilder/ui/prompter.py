"""Asking and telling the user, behind a protocol, so that no test patches a dialog.

Widgets never open a dialog themselves: they ask the prompter that they were handed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.widgets.plain import plain_tip

if TYPE_CHECKING:
    from briefbuilder.app.messages import Words


class Prompter(Protocol):
    """What may be asked of the user; every answer may be "no" (an empty tuple, None or False)."""

    def open_files(self, title: str, filters: str, /) -> tuple[Path, ...]:
        """Ask for files to read; `filters` as in QFileDialog ("Articles (*.txt *.html);;All files (*)")."""

    def open_file(self, title: str, filters: str, /) -> Path | None:
        """Ask for one file to read."""

    def open_folder(self, title: str, /) -> Path | None:
        """Ask for a folder to read."""

    def save_file(self, title: str, suggested: str, filters: str, /) -> Path | None:
        """Ask where to write; the user has agreed to replace what is there."""

    def confirm(self, title: str, question: str, agree: str, /) -> bool:
        """Ask whether to go on; `agree` is the label of the button that does."""

    def ask_text(self, title: str, label: str, initial: str = "", /) -> str | None:
        """Ask for a line of text."""

    def ask_password(self, title: str, label: str, /) -> str | None:
        """Ask for a password, which no one sees; it is not kept."""

    def tell(self, title: str, text: str, details: Sequence[str] = (), /) -> None:
        """Tell something, with lines of detail that can be copied."""

    def tell_error(self, error: BriefbuilderError) -> None:
        """Tell of an error in the user's language: what is wrong and what to do."""

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog that a widget built, and return whether it was accepted."""


class QtPrompter(QObject):
    """The prompter that shows real dialogs over the window that has the focus."""

    def __init__(self, words: Words, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._words = words
        self._owner = owner
        self._folder = ""

    def set_owner(self, owner: QWidget) -> None:
        """Name the window that dialogs stand over."""
        self._owner = owner

    def open_files(self, title: str, filters: str) -> tuple[Path, ...]:
        """Ask for files to read."""
        names, _ = QFileDialog.getOpenFileNames(self._owner, title, self._folder, filters)
        return tuple(self._remembered(Path(name)) for name in names)

    def open_file(self, title: str, filters: str) -> Path | None:
        """Ask for one file to read."""
        name, _ = QFileDialog.getOpenFileName(self._owner, title, self._folder, filters)
        return self._remembered(Path(name)) if name else None

    def open_folder(self, title: str) -> Path | None:
        """Ask for a folder to read."""
        name = QFileDialog.getExistingDirectory(self._owner, title, self._folder)
        return self._remembered(Path(name)) if name else None

    def save_file(self, title: str, suggested: str, filters: str) -> Path | None:
        """Ask where to write."""
        start = str(Path(self._folder, suggested)) if self._folder else suggested
        name, _ = QFileDialog.getSaveFileName(self._owner, title, start, filters)
        return self._remembered(Path(name)) if name else None

    def confirm(self, title: str, question: str, agree: str) -> bool:
        """Ask whether to go on; Escape and the default button do not."""
        box = self._box(QMessageBox.Icon.Question, title, question)
        button = box.addButton(agree, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is button

    def ask_text(self, title: str, label: str, initial: str = "") -> str | None:
        """Ask for a line of text; white space at its ends is dropped and nothing is None."""
        text, agreed = QInputDialog.getText(
            self._owner, title, plain_tip(label), QLineEdit.EchoMode.Normal, initial
        )
        return (text.strip() or None) if agreed else None

    def ask_password(self, title: str, label: str) -> str | None:
        """Ask for a password; white space in it counts, and nothing is None."""
        text, agreed = QInputDialog.getText(
            self._owner, title, plain_tip(label), QLineEdit.EchoMode.Password, ""
        )
        return (text or None) if agreed else None

    def tell(self, title: str, text: str, details: Sequence[str] = ()) -> None:
        """Tell something, with lines of detail that can be copied."""
        box = self._box(QMessageBox.Icon.Information, title, text)
        if details:
            box.setDetailedText("\n".join(details))
        box.exec()

    def tell_error(self, error: BriefbuilderError) -> None:
        """Tell of an error in the words of the catalogue."""
        words = self._words.error(error)
        self._box(QMessageBox.Icon.Warning, self.tr("Not done"), words).exec()

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog that a widget built; one without an owner stands over the window, and looks like it."""
        if dialog.parentWidget() is None and self._owner is not None:
            dialog.setParent(self._owner, dialog.windowFlags())
        return dialog.exec() == QDialog.DialogCode.Accepted

    def _box(self, icon: QMessageBox.Icon, title: str, text: str) -> QMessageBox:
        box = QMessageBox(self._owner)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        box.setIcon(icon)
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        return box

    def _remembered(self, path: Path) -> Path:
        self._folder = str(path if path.is_dir() else path.parent)
        return path
