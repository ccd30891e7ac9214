"""Asks for a topic: a few letters of its name in any language, and Enter."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListView, QWidget

from briefbuilder.domain.topics import Taxonomy
from briefbuilder.ui.article.tagbox import Choice, ChoiceDelegate, ChoiceModel
from briefbuilder.ui.fuzzy import TopicFinder
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.answers import Answers, column_in


class TopicChooser(QDialog):
    """A line to type into over the topics that answer; those in `without` are not offered."""

    def __init__(
        self,
        title: str,
        sentence: str,
        taxonomy: Taxonomy,
        language: str,
        theme: Theme,
        parent: QWidget | None,
        *,
        without: Collection[str] = (),
        agree: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._language = language
        topics = tuple(topic for topic in taxonomy.topics if topic.id not in without)
        self._finder = TopicFinder(topics, language)
        words = QLabel(sentence, self)
        words.setWordWrap(True)
        self._line = QLineEdit(self)
        self._line.setAccessibleName(self.tr("Topic"))
        self._line.setPlaceholderText(self.tr("Type a topic …"))
        self._line.textChanged.connect(self._on_typed)
        self._line.installEventFilter(self)
        self._model = ChoiceModel(self)
        self._list = QListView(self)
        self._list.setAccessibleName(self.tr("Topics found"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(ChoiceDelegate(theme, language, self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.verticalScrollBar().setAccessibleName(self.tr("Scroll the topics"))
        self._list.activated.connect(self.accept)
        buttons = Answers(self, agree or self.tr("Choose"), self.tr("Cancel"))
        self._agree = buttons.agree
        column = column_in(self, theme, 0.5)
        for widget in (words, self._line, self._list, buttons):
            column.addWidget(widget)
        self.resize(round(theme.em * 28), round(theme.em * 26))
        self._on_typed("")
        self._line.setFocus()

    @property
    def line(self) -> QLineEdit:
        """The line that is typed into."""
        return self._line

    @property
    def chosen(self) -> str | None:
        """The id of the topic that is chosen, None where none answers."""
        choice = self._model.choice(self._list.currentIndex().row())
        return choice.match.topic.id if choice is not None and choice.match is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the arrows while the line has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            count = self._model.rowCount()
            if step is not None and count:
                row = (self._list.currentIndex().row() + step) % count
                self._list.setCurrentIndex(self._model.index(row, 0))
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        found = self._finder.find(typed)
        self._model.show(tuple(Choice(match, match.topic.name(self._language)) for match in found))
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._agree.setEnabled(bool(found))
