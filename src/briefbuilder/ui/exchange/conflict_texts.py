"""The texts of what several desks changed at the same time: its place, its field, its values, and who wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QLocale, QObject

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.storage.codec import COLLECTIONS
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.exchange.merge import Conflict, StoredWrite
    from briefbuilder.exchange.records import FieldKey

_MOST = 4_000
"""Code points of a value that are shown."""
_MARK = "\x1f"
"""What stands between the parts of the name of an element."""
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
        names = {
            "text": self.tr("Text"),
            "blocks": self.tr("Text"),
            "translation": self.tr("Translation"),
            "title": self.tr("Title"),
            "lead": self.tr("Lead"),
            "authors": self.tr("Authors"),
            "publication": self.tr("Publication"),
            "published": self.tr("Date"),
            "url": self.tr("Link"),
            "language": self.tr("Language"),
            "template": self.tr("Template"),
            "heading": self.tr("Heading"),
            "marking": self.tr("Marking"),
            "release": self.tr("Who may see it"),
            "releases": self.tr("Who may see a paragraph"),
            "embargo": self.tr("Embargo"),
            "reserved": self.tr("Reserved rights"),
            "statement": self.tr("Rights"),
            "licence": self.tr("Licence"),
            "reliability": self.tr("Reliability"),
            "passage": self.tr("Quoted passage"),
            "place": self.tr("Place"),
            "life": self.tr("Removal"),
            "names": self.tr("Name"),
            "name": self.tr("Name"),
            "terms": self.tr("Terms"),
            "exclusions": self.tr("Excluded words"),
            "broader": self.tr("Broader topic"),
            "group": self.tr("Group"),
            "topic": self.tr("Topic"),
            "corrections": self.tr("Correction of the text"),
            "lines": self.tr("Entry"),
            "topics": self.tr("Topics"),
            "colour": self.tr("Colour"),
            "dated": self.tr("Date of the event"),
            "wanted": self.tr("Search"),
            "value": self.tr("Setting"),
        }
        named, _, element = key.node.partition(_MARK)
        if element:
            # An element of a list, such as a term of a topic; its own field says only that it is there.
            element = element.replace(_MARK, " · ")
            return self.tr("{field}: {element}").format(
                field=names.get(named, named), element=_shorten(element)
            )
        parts = key.field.split(".")
        if parts[0] == "fields" and len(parts) > 1:
            return self.tr("Field “{name}”").format(name=".".join(parts[1:]))
        known = next((names[part] for part in (parts[-1], parts[0]) if part in names), "")
        return known or key.field

    def place(self, key: FieldKey) -> str:
        """Return what a field belongs to: an article, a topic, or a briefing with its part and item."""
        value = self._value(key)
        if isinstance(value, Briefing):
            return "  ›  ".join(filter(None, (value.title, *self._node(value, key.node))))
        names = {
            "article": self.tr("Article"),
            "tag": self.tr("Tag"),
            "topic": self.tr("Topic"),
            "briefing": self.tr("Briefing"),
            "search": self.tr("Saved search"),
            "setting": self.tr("Setting of the dossier"),
        }
        kind = names.get(key.collection, key.collection)
        name = self._name(value)
        return self.tr("{kind}: {name}").format(kind=kind, name=_shorten(name)) if name else kind

    def _node(self, briefing: Briefing, node: str) -> Iterator[str]:
        """Yield the names of a part, or of an item and its part."""
        self._texts.briefing = briefing
        part, item = briefing.part(node), briefing.item(node)
        holder = briefing.parent_of(node) if item is not None else part
        if holder is not None:
            yield self._texts.heading(holder)
        if item is not None:
            yield _shorten(self._texts.title(item))

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
        words = self._special(key, value)
        if words is None:
            words = plain_value(value)
        return words[:_MOST] if words else self.tr("(empty)")

    def _special(self, key: FieldKey, value: Any) -> str | None:
        """Return the words of a value that only its field explains, None for any other."""
        field = key.field.partition(".")[0]
        words: str | None = None
        if key.field == "life":
            words = self.tr("Kept") if value else self.tr("Removed")
        elif field == "marking" and isinstance(value, dict | str | None):
            level = value.get("id") if isinstance(value, dict) else value
            words = self._level(key, level if isinstance(level, str) else None)
        elif field in {"release", "releases"}:
            words = self._release(value)
        elif key.field == "place" and isinstance(value, list) and value:
            words = self._holder(key, str(value[0]))
        elif field in {"blocks", "translation"} and value is None:
            words = self.tr("As in the article")
        elif isinstance(value, bool):
            words = self.tr("Yes") if value else self.tr("No")
        return words

    def _level(self, key: FieldKey, level: str | None) -> str:
        briefing = self._value(key)
        self._texts.briefing = briefing if isinstance(briefing, Briefing) else None
        return self._texts.marking(level) or self.tr("None of its own")

    def _release(self, value: Any) -> str:
        if not isinstance(value, dict) or not value.get("disclosure"):
            return self.tr("Everyone")
        names = value.get("audiences")
        if value["disclosure"] == "named" and isinstance(names, list):
            return self.tr("Only for {audiences}").format(audiences=", ".join(map(str, names)))
        return self.tr("Everyone") if value["disclosure"] == "usable" else self.tr("Not for disclosure")

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
        moment = QDateTime.fromMSecsSinceEpoch(clock)
        return self._locale.toString(moment, "d MMM yyyy, HH:mm") if moment.isValid() else ""

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


def plain_value(value: Any) -> str:
    """Return JSON as words: the text of blocks, otherwise each value on a line."""
    return "\n".join(line for line in _lines(value, 0) if line)


def _lines(value: Any, depth: int) -> Iterator[str]:
    if depth > 20:
        return
    if isinstance(value, dict):
        content = value.get("content")
        if isinstance(content, list):
            yield _inline(content)
        rows: Iterable[Any] = value.get("rows") or () if isinstance(value.get("rows"), list) else ()
        for row in rows:
            cells = row.get("cells", ()) if isinstance(row, dict) else ()
            yield "\t".join(" ".join(_lines(cell, depth + 1)) for cell in cells)
        inner = value.get("blocks")
        if isinstance(inner, list):
            yield from _lines(inner, depth + 1)
        if content is None and inner is None and not rows:
            yield ", ".join(f"{name}: {plain_value(each)}" for name, each in value.items() if each)
    elif isinstance(value, list):
        for each in value:
            yield from _lines(each, depth + 1)
    elif value is not None:
        yield str(value)


def _inline(content: list[Any]) -> str:
    texts = (span.get("text", "") for span in content if isinstance(span, dict))
    return "".join(text for text in texts if isinstance(text, str))


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1].rstrip()}…"
