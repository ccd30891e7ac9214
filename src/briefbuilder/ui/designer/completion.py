"""The words that may stand where a designer types, in a list under the word that is begun."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QStringListModel, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from briefbuilder.templating.completing import Offers
from briefbuilder.ui.offsets import to_points, to_units
from briefbuilder.ui.theme import Theme

OffersAt = Callable[[str, int], Offers]
"""What may stand in a text at a place, in code points."""


class Completion(QObject):
    """Offers words in an editor and puts in the one that is chosen."""

    def __init__(self, editor: QPlainTextEdit, theme: Theme, offers: OffersAt) -> None:
        super().__init__(editor)
        self._editor = editor
        self._theme = theme
        self._offers = offers
        self._start = 0
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setWidget(editor)
        self._completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.popup = QListView()  # the completer owns it
        self._completer.setPopup(self.popup)
        self.popup.setAccessibleName(self.tr("What may stand here"))
        self._completer.activated.connect(self._on_chosen)

    def offered(self) -> list[str]:
        """Return the words that are offered."""
        model = self._completer.completionModel()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def offer(self) -> None:
        """Offer what may stand at the cursor."""
        text = self._editor.toPlainText()
        position = to_points(text, self._editor.textCursor().position())
        offers = self._offers(text, position)
        self._start = to_units(text, offers.start)
        self._words.setStringList([f"{one.word}:" if one.is_key else one.word for one in offers.words])
        self._completer.setCompletionPrefix(text[offers.start : position])
        if self._completer.completionCount() == 0 or self._editor.isReadOnly():
            self.popup.hide()
            return
        beginning = self._editor.textCursor()
        beginning.setPosition(self._start)
        area = self._editor.cursorRect(beginning)
        area.setWidth(self.popup.sizeHintForColumn(0) + self._theme.space(2))
        area.translate(self._editor.viewport().pos())
        self._completer.complete(area)
        self.popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    @Slot(str)
    def _on_chosen(self, word: str) -> None:
        cursor = self._editor.textCursor()
        cursor.setPosition(self._start, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(f"{word} " if word.endswith(":") else word)
        self._editor.setTextCursor(cursor)
