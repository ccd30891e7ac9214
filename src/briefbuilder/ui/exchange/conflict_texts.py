"""The texts of what several desks changed at the same time: its place, its field, its values, and who wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QLocale, QObject

from briefbuilder.app.unsettled import field_words, place_words, shorten, value_words
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import COLLECTIONS, ArticleRecord, Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import date_words

if TYPE_CHECKING:
    from briefbuilder.exchange.merge import Conflict, StoredWrite
    from briefbuilder.exchange.records import FieldKey

_MOST = 4_000
"""Code points of a value that are shown."""
_SHORT = 80
"""Code points of the words that name a place."""


class ConflictTexts(QObject):
    """The texts of conflicts, in the language of the window."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._texts = BriefingTexts(services, self)
        self._locale = QLocale(services.language)

    def field(self, key: FieldKey) -> str:
        """Return the name of a field; one that this version does not know is named as it is stored."""
        return field_words(key, self._services.words)

    def place(self, key: FieldKey) -> str:
        """Return what a field belongs to: an article, a topic, or a briefing with its part and item."""
        value = self._value(key)
        if isinstance(value, Briefing):
            return "  ›  ".join(filter(None, (value.title, *self._node(value, key.node))))
        kind = place_words(key, self._services.words)
        name = self._name(value)
        return self.tr("{kind}: {name}").format(kind=kind, name=shorten(name, _SHORT)) if name else kind

    def _node(self, briefing: Briefing, node: str) -> Iterator[str]:
        """Yield the names of a part, or of an item and its part."""
        self._texts.briefing = briefing
        part, item = briefing.part(node), briefing.item(node)
        holder = briefing.parent_of(node) if item is not None else part
        if holder is not None:
            yield self._texts.heading(holder)
        if item is not None:
            yield shorten(self._texts.title(item), _SHORT)

    def _value(self, key: FieldKey) -> object:
        session = self._services.holder.session
        for collection in COLLECTIONS:
            if collection == key.collection and session is not None:
                with suppress(BriefbuilderError):
                    return session.store.value(Key(collection, key.id))
        return None

    def _name(self, value: object) -> str:
        """Return the name of a value, empty where it has none."""
        if isinstance(value, ArticleRecord):
            return value.metadata.title or value.original.name
        if isinstance(value, Tag):
            return f"{self._topic(value.topic)} · {value.passage.quote}"
        if isinstance(value, Topic):
            return value.name(self._services.language)
        return value.name if isinstance(value, SavedSearch) else ""

    def _topic(self, name: str) -> str:
        session = self._services.holder.session
        topic = session.taxonomy.topic(name) if session is not None else None
        return topic.name(self._services.language) if topic is not None else name

    def value(self, key: FieldKey, value: Any) -> str:
        """Return a value of a field as it is shown, its paragraphs on lines of their own."""
        if key.field.partition(".")[0] == "marking" and isinstance(value, dict | str | None):
            level = value.get("id") if isinstance(value, dict) else value
            return self._level(key, level if isinstance(level, str) else None)
        if key.field == "place" and isinstance(value, list) and value:
            return self._holder(key, str(value[0]))
        return value_words(key, value, self._services.words)[:_MOST]

    def _level(self, key: FieldKey, level: str | None) -> str:
        briefing = self._value(key)
        self._texts.briefing = briefing if isinstance(briefing, Briefing) else None
        return self._texts.marking(level) or self._services.words.text("unsettled-unmarked")

    def _holder(self, key: FieldKey, part: str) -> str:
        briefing = self._value(key)
        found = briefing.part(part) if isinstance(briefing, Briefing) else None
        if not isinstance(briefing, Briefing) or found is None:
            return self.tr("At the top") if not part else self.tr("In a part that is gone")
        self._texts.briefing = briefing
        return self.tr("In “{part}”").format(part=self._texts.heading(found))

    def who(self, author: str, clock: int) -> str:
        """Return who wrote something and when; `clock` is in milliseconds since 1970."""
        return ", ".join(filter(None, (author or self.tr("Unknown author"), self.moment(clock))))

    def moment(self, clock: int) -> str:
        """Return a moment in the language of the window."""
        return date_words(QDateTime.fromMSecsSinceEpoch(clock), self._locale, "d MMM yyyy, HH:mm")

    def written_by(self, write: StoredWrite | None) -> str:
        """Return who wrote a value and when; of one that nobody wrote by itself, that it was merged."""
        return self.tr("merged from both") if write is None else self.who(write.author, write.clock)

    def title(self, conflict: Conflict) -> str:
        """Return what happened, for a row."""
        titles = {
            "removed-and-changed": self.tr("Removed by one, changed by another"),
            "reading": self.tr("The same article was read twice"),
            "moved": self.tr("Moved to two places"),
        }
        return titles.get(conflict.kind) or self.field(conflict.key)
