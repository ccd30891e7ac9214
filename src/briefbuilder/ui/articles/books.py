"""Asks how books are to be read: each as one article, or an article a chapter."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from briefbuilder.importers.options import Books
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme

_SETTING = "books"


class BooksDialog(QDialog):
    """Two ways to read a book, the one that was taken last chosen already."""

    def __init__(self, books: Books, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import a book"))
        words = QLabel(self.tr("How is a book to be read?"), self)
        self.whole = QRadioButton(self.tr("As &one article, its chapters as sections"), self)
        self.chapters = QRadioButton(self.tr("As an article for each &chapter"), self)
        (self.chapters if books == "chapters" else self.whole).setChecked(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        agree = buttons.addButton(self.tr("&Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        agree.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.space(1)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.6))
        for widget in (words, self.whole, self.chapters, buttons):
            column.addWidget(widget)
        (self.chapters if books == "chapters" else self.whole).setFocus()

    @property
    def books(self) -> Books:
        """The way that is chosen."""
        return "chapters" if self.chapters.isChecked() else "whole"


def remembered_books(services: Services) -> Books:
    """Return how books were read last: whole at first."""
    return "chapters" if services.settings.window_state(_SETTING) == "chapters" else "whole"


def ask_books(services: Services, paths: Iterable[Path], parent: QWidget) -> Books | None:
    """Return how to read the books among some paths; it is asked where one is named, None where nothing is to be read.

    Books that lie in a folder are read as the last one was.
    """
    books = remembered_books(services)
    if not any(path.suffix.lower() == ".epub" for path in paths):
        return books
    dialog = BooksDialog(books, services.theme, parent)
    agreed = services.prompter.run(dialog)
    chosen = dialog.books
    dialog.deleteLater()
    if not agreed:
        return None
    services.settings.set_window_state(_SETTING, chosen)
    return chosen
