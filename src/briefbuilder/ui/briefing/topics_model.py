"""The topics that a new briefing may be about: those tagged in the dossier, with how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class TaggedTopic:
    """A topic's id, its name on the screen, and the number of its tags."""

    id: str
    name: str
    tags: int


def tagged_topics(session: Session, language: str) -> tuple[TaggedTopic, ...]:
    """Return the topics that are tagged in a dossier, the most frequent first."""
    counts = dict(session.library.topics())
    taxonomy = session.taxonomy()
    named = (
        (topic.name(language) if (topic := taxonomy.topic(name)) else name, name, count)
        for name, count in counts.items()
    )
    return tuple(TaggedTopic(name, shown, count) for shown, name, count in sorted(named, key=_order))


def _order(row: tuple[str, str, int]) -> tuple[int, str]:
    return -row[2], row[0].casefold()


class TopicsModel(QAbstractListModel):
    """Topics that can be ticked."""

    def __init__(self, topics: tuple[TaggedTopic, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topics = topics
        self._ticked: set[str] = set()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids of the ticked topics in the order of the list."""
        return tuple(topic.id for topic in self._topics if topic.id in self._ticked)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many topics there are."""
        return 0 if parent.isValid() else len(self._topics)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a topic's name with the number of its tags, or whether it is ticked."""
        if not index.isValid():
            return None
        topic = self._topics[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            tags = self.tr("%n passage(s)", "", topic.tags)
            return self.tr("{topic} – {passages}").format(topic=topic.name, passages=tags)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if topic.id in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a topic, or not."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        topic = self._topics[index.row()].id
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked.add(topic)
        else:
            self._ticked.discard(topic)
        self.dataChanged.emit(index, index, [role])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that rows can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemNeverHasChildren
        )
