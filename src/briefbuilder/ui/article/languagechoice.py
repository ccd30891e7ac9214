"""Asks for the language of paragraphs: a list of names, chosen by their first letters."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from briefbuilder.ui.article.heading import language_name, languages
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.answers import Answers, column_in


class LanguageDialog(QDialog):
    """Languages by name; the first line stands for the language of the article itself."""

    def __init__(
        self, present: str | None, article: str | None, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Language of the paragraph"))
        label = QLabel(self.tr("&Language:"), self)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Language"))
        label.setBuddy(self._list)
        own = language_name(article) or self.tr("not known")
        self._add(self.tr("As the article ({language})").format(language=own), None, present)
        for name, tag in languages():
            self._add(name, tag, present)
        self._list.itemActivated.connect(self.accept)
        buttons = Answers(self, self.tr("Choose"), self.tr("Cancel"))
        column = column_in(self, theme, 0.5)
        for widget in (label, self._list, buttons):
            column.addWidget(widget)
        self.resize(round(theme.em * 20), round(theme.em * 26))
        self._list.setFocus()

    @property
    def list(self) -> QListWidget:
        """The names."""
        return self._list

    @property
    def language(self) -> str | None:
        """The language that is chosen (BCP 47), None for the article's own."""
        chosen = self._list.currentItem().data(Qt.ItemDataRole.UserRole)
        return str(chosen) if chosen else None

    def _add(self, name: str, tag: str | None, present: str | None) -> None:
        item = QListWidgetItem(name, self._list)
        item.setData(Qt.ItemDataRole.UserRole, tag)
        if tag == present or self._list.count() == 1:
            self._list.setCurrentItem(item)
