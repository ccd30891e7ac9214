"""Completion of fields and their values in the search field."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from briefbuilder.app.query_names import QueryNames
from briefbuilder.domain.query_language import FIELD_NAMES, FIELD_WORDS, FieldName
from briefbuilder.ui.fuzzy import fold_text
from briefbuilder.ui.read.article_words import language_name
from briefbuilder.ui.read.list_title import used_topics
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.plain import plain_text

_LAST = re.compile(
    r"(?:^|(?<=[\s(]))-?(?:(?P<field>[^\W\d_]{2,20})[:：])?(?P<value>[\"“„«][^\"”“»]*|[^\s()\"]*)$"
)
"""The field and the value, or the word, in which a query ends."""
_SHORTEST = 2
"""Letters of a word that may become the name of a field."""
_MOST = 10
_MOST_AUTHORS = 500


class QueryCompletion(QCompleter):
    """Offers the names of fields, and for some the publications, authors, topics and languages of the dossier.

    Nothing is chosen until the user goes to a row; Enter and Tab then insert it.
    """

    def __init__(self, services: Services, line: QLineEdit) -> None:
        super().__init__(line)
        self._services = services
        self._line = line
        self._offered = QStringListModel(self)
        self._authors: tuple[int, tuple[str, ...]] = (-1, ())
        self.setModel(self._offered)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_MOST)
        self.setWidget(line)
        self._rows = QListView()
        self._rows.setAccessibleName(self.tr("Completions"))
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPopup(self._rows)
        self.activated.connect(self.insert)
        line.textEdited.connect(self._on_edited)

    def candidates(self, text: str) -> tuple[str, ...]:
        """Return what may stand in place of the word that a text ends with."""
        match = _LAST.search(text)
        if match is None:
            return ()
        value = fold_text(match["value"].strip('"“„«'))
        if match["field"] is None:
            return self._fields(value) if len(value) >= _SHORTEST and match["value"][:1] not in '"“„«' else ()
        field = FIELD_NAMES.get(match["field"].lower())
        found = (
            name for name in self._values(field) if value in fold_text(name) and value != fold_text(name)
        )
        return tuple(f"{match['field']}:{_quoted(name)}" for name in found)[:_MOST]

    @Slot(str)
    def insert(self, chosen: str) -> None:
        """Put a completion in place of the word before the caret."""
        text, caret = self._line.text(), self._line.cursorPosition()
        match = _LAST.search(text[:caret])
        if match is None:
            return
        start = match.start() + text[match.start() : caret].startswith("-")
        end = "" if chosen.endswith(":") or text[caret:].startswith(" ") else " "
        self._line.setText(text[:start] + chosen + end + text[caret:])
        self._line.setCursorPosition(start + len(chosen) + len(end))
        if chosen.endswith(":"):
            self._on_edited("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Insert the chosen row with Enter or Tab; without one, Enter searches as it does without the popup."""
        if (
            watched is self._rows
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
        ):
            index = self._rows.currentIndex()
            self._rows.hide()
            # A view makes its first row the current one by itself; chosen is what is selected.
            if self._rows.selectionModel().isSelected(index):
                self.insert(str(index.data()))
            elif event.key() != Qt.Key.Key_Tab:
                self._line.returnPressed.emit()
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        found = self.candidates(self._line.text()[: self._line.cursorPosition()])
        if not found:
            self._rows.hide()
            return
        self._offered.setStringList([plain_text(one) for one in found])
        self.complete()

    def _fields(self, start: str) -> tuple[str, ...]:
        language = self._services.language.partition("-")[0]
        names = dict.fromkeys((*FIELD_WORDS.get(language, ()), *FIELD_WORDS["en"]))
        return tuple(f"{name}:" for name in names if fold_text(name).startswith(start))

    def _values(self, field: FieldName | None) -> Iterable[str]:
        session = self._services.holder.session
        if session is None:
            return ()
        search = session.search
        match field:
            case "outlet":
                return (name for name, _ in search.outlets())
            case "author":
                changes = session.store.count("article")
                if self._authors[0] != changes:
                    names = tuple(name.title() for name, _ in search.authors(_MOST_AUTHORS))
                    self._authors = changes, names
                return self._authors[1]
            case "topic":
                return (topic.name(self._services.language) for topic, _ in used_topics(self._services))
            case "language":
                tags = dict.fromkeys(tag.partition("-")[0] for tag, _ in search.languages())
                named = QueryNames(tuple)
                return (name if named.languages(name := language_name(tag)) else tag for tag in tags)
            case _:
                return ()


def _quoted(name: str) -> str:
    name = name.replace('"', "")
    return f'"{name}"' if re.search(r"[\s()]", name) else name
