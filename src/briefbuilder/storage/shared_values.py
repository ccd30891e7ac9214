"""Makes the values of a shared dossier from the writes that survive, and values into JSON with passages without words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import replace

from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.briefing import Briefing, Part
from briefbuilder.domain.changes import ArticleRecord, Key, Value
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import Passage, PassageBuilder, quoted_blocks
from briefbuilder.domain.values import value
from briefbuilder.exchange.field_forms import MARK
from briefbuilder.exchange.fields import Address, put_node_together
from briefbuilder.exchange.history import History
from briefbuilder.exchange.merge import (
    Conflict,
    Registers,
    StoredWrite,
    final_topic,
    is_alive,
    latest_value,
    living_broader,
    merge_value,
)
from briefbuilder.exchange.passages import compact, expand, is_short
from briefbuilder.exchange.records import Json, canonical
from briefbuilder.storage.blobs import Blobs
from briefbuilder.storage.codec import CorruptValueError, decode, encode, encode_blocks
from briefbuilder.storage.recent_cache import RecentCache
from briefbuilder.storage.shared_batches import BatchTable
from briefbuilder.storage.shared_tables import MarkTable, NodeMarks, passage_place
from briefbuilder.storage.tables import Tables

_CACHED_TEXTS = 32
_CACHED_PASSAGES = 4_000
_FIELDS = ("article", "blocks", "start", "end", "quote", "before", "after")
"""The fields of a passage."""
_STRUCTURE = frozenset({"life", "place", "kind"})
"""The fields that name the nodes and their places."""
_NO_ORIGINAL = Original(sha256="", media_type="", name="", size=0)


@value(kw_only=False)
class FoldedValue:
    """A value made from its writes, None if it does not exist; `is_whole` is false if a part, or all, does not fit."""

    value: Value | None
    conflicts: tuple[Conflict, ...] = ()
    is_whole: bool = True


class SharedValues:
    """Makes the values of one dossier from the writes that survive; what merging asks about the rest of the log."""

    def __init__(self, tables: Tables, blobs: Blobs, batches: BatchTable, marks: MarkTable) -> None:
        self._tables = tables
        self._blobs = blobs
        self._batches = batches
        self._marks = marks
        self.text_writes = marks.texts
        self._builders = RecentCache(self._read_text, _CACHED_TEXTS)
        self._short = RecentCache(self._shorten, _CACHED_PASSAGES)
        self._long = RecentCache(self._lengthen, _CACHED_PASSAGES)
        self._last_json: tuple[Value, Json] | None = None

    def forget_passages(self) -> None:
        """Find passages in their articles again: an article has another text, or none, or a transaction was discarded."""
        self._last_json = None
        self._short.clear()
        self._long.clear()

    def fold(self, key: Key) -> FoldedValue:
        """Return a value as the writes make it."""
        registers = self._living(self._marks.value(key.collection, key.id))
        merged = merge_value(key.collection, key.id, registers, self)
        value = None if merged.value is None else self._decoded(key, merged.value)
        is_whole = merged.is_whole and (value is None) == (merged.value is None)
        return FoldedValue(value, merged.conflicts, is_whole)

    def read_passages(self, key: Key) -> Iterator[None]:
        """Read the words of a value's passages, one after the other, so that rebuilding the value takes less time at once."""
        for marks in self._marks.value(key.collection, key.id).values():
            for write in marks.writes.get("passage", ()):
                yield
                self.with_words(write.value)

    def read_text(self, article: str) -> None:
        """Read the text of an article, if it is here, so that following a change of it takes less time at once."""
        with suppress(BriefbuilderError):
            self._blobs.blocks(self._text_of(article))

    def rewritten(self, before: Briefing, written: Iterable[Address]) -> Briefing | None:
        """Return a briefing after some of its fields were written, made from `before` and the nodes of only these fields.

        None if that is not enough, such as for nodes that came, went or moved. Every field must have one write.
        """
        nodes = {node for node, _ in written}
        known = [item.id for part in before.walk() for item in (part, *part.items)]
        is_in_place = all(MARK not in node and name not in _STRUCTURE for node, name in written)
        if not nodes or not is_in_place or not nodes <= {"", *known} or len(set(known)) < len(known):
            return None
        result = self._rewritten_nodes(before, nodes)
        found = None if result is None else self._decoded(Key("briefing", before.id), result)
        if not isinstance(found, Briefing) or len(found.items) + len(found.parts) < len(nodes - {""}) + 1:
            return None
        items = {item.id: item for item in found.items}
        parts = {part.id: part for part in found.parts[1:]}

        def with_new(part: Part) -> Part:
            return replace(
                parts.get(part.id, part),
                items=tuple(items.get(item.id, item) for item in part.items),
                parts=tuple(map(with_new, part.parts)),
            )

        return replace(found, parts=tuple(map(with_new, before.parts)))

    def _rewritten_nodes(self, before: Briefing, nodes: AbstractSet[str]) -> Json | None:
        """Return the JSON of a briefing whose first part has the items among some nodes, before the parts among them."""
        marks = self._marks.value("briefing", before.id)
        shell = json.loads(encode("briefing", replace(before, parts=(Part(id="", key=""),))))
        for node in sorted(nodes):
            owners = [node] if node else ["", *(name for name in marks if MARK in name)]
            fields = {
                (owner, name): writes[0].value
                for owner in owners
                for name, writes in marks[owner].writes.items()
            }
            result = put_node_together(before.id, node, fields)
            if result is None:
                return None
            if not node:
                shell = {**result, "parts": shell["parts"]}
            elif "parts" in result:
                shell["parts"].append(result)
            else:
                shell["parts"][0]["items"].append(result)
        return shell

    def as_json(self, key: Key, value: Value | None) -> Json | None:
        """Return a value as JSON whose passages are without their words if these can be found in the article.

        Nobody may change it: that of the last value is kept, since an act often begins where the one before ended.
        """
        if value is None:
            return None
        if self._last_json is not None and self._last_json[0] is value:
            return self._last_json[1]
        result = json.loads(encode(key.collection, value))
        holders = list(_passage_holders(key.collection, result))
        for holder in holders:
            holder["passage"] = self._compact(holder["passage"])
        # Passages with their words are asked for again: the text of their article may come.
        if all(is_short(holder["passage"]) for holder in holders):
            self._last_json = value, result
        return result

    def final_topic(self, topic: str) -> str:
        """Return the topic in which the mergers of a topic end."""
        return final_topic(topic, self.into)

    def with_words(self, passage: Json) -> Json | None:
        """Return a passage with its words, None if the article's text is not here."""
        if isinstance(passage, dict):
            return passage
        return self._long.get(tuple(passage)) if is_short(passage) else None

    def _compact(self, passage: Json) -> Json:
        """Return a passage without its words if these can be found in the article."""
        key = tuple(tuple(passage[name]) if name == "blocks" else passage[name] for name in _FIELDS)
        return self._short.get(key) or passage

    def _shorten(self, fields: tuple[Json, ...]) -> Json | None:
        passage = dict(zip(_FIELDS, fields, strict=True))
        if self._texts(passage["article"]) is None:
            return None
        return compact({**passage, "blocks": list(passage["blocks"])}, self._texts)

    def _lengthen(self, short: tuple[Json, ...]) -> Json | None:
        return expand([*short], self._texts)

    # What merging asks.

    @property
    def knowledge(self) -> History:
        """Which batch knows which."""
        return self._batches.history

    def quoted_blocks(self, passage: Json) -> Sequence[Json] | None:
        """Return the blocks with which an edit of an excerpt begins, None if the article's text is not there."""
        whole = self.with_words(passage)
        article = None if whole is None else self._as_imported(whole["article"])
        if article is None or whole is None:
            return None
        try:
            found = Passage(**{**whole, "blocks": tuple(whole["blocks"])})
            blocks: list[Json] = json.loads(encode_blocks(quoted_blocks(article, found)))
        except (BriefbuilderError, TypeError, KeyError, ValueError):
            return None
        return blocks

    def references(self, collection: str, value_id: str) -> Iterator[StoredWrite]:
        """Yield the surviving writes that put tags and excerpts on an article, as far as they are not removed."""
        if collection != "article":
            return
        for other, name, node in self._marks.on_article(value_id):
            yield from self.placing_writes(other, name, node)

    def placing_writes(self, collection: str, value_id: str, node: str) -> Iterator[StoredWrite]:
        """Yield the surviving writes that put a tag or an excerpt where it lies, none if it is removed."""
        nodes = self._marks.value(collection, value_id)
        registers: Registers = {
            (name, field): writes
            for name in {"", node}
            if name in nodes
            for field, writes in nodes[name].writes.items()
        }
        if all(is_alive(registers, name, self.knowledge) for name in {"", node}):
            yield from (write for write in registers.get((node, "life"), ()) if write.value)
            yield from registers.get((node, "passage"), ())

    def duplicate_tags(self, tag_id: str, topic: str, passage: Json) -> Iterator[tuple[str, Registers]]:
        """Yield the other tags, removed ones included, on a passage with a topic or with one merged into it."""
        article, place = passage_place(passage)
        if article is None:
            return
        final = self.final_topic(topic)
        for collection, name, _ in self._marks.on_article(article, place):
            if collection == "tag" and name != tag_id:
                registers = self._marks.registers(collection, name)
                found = latest_value(registers.get(("", "topic"), ()))
                if isinstance(found, str) and self.final_topic(found) == final:
                    yield name, registers

    def into(self, topic: str) -> str | None:
        """Return the topic into which another was merged, None if it was not."""
        return self._marks.latest_text("topic", topic, "into") or None

    def broader(self, topic: str) -> Mapping[str, StoredWrite]:
        """Return the topics directly above another, each with the write that put it there."""
        registers = self._marks.registers("topic", topic)
        return living_broader(registers, self.knowledge) if is_alive(registers, "", self.knowledge) else {}

    def topics_above(self, topic: str) -> set[str]:
        """Return a topic with all those above it: a ring that it closes goes through these."""
        found: set[str] = set()
        left = [topic]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left += self.broader(name)
        return found

    # JSON and values.

    def _living(self, nodes: Mapping[str, NodeMarks]) -> Registers:
        """Return the writes of a value without items and elements whose removal knew all of them.

        They have no part in the value, and a briefing that is used for years has far more of them than of others.
        """
        lives = nodes[""].writes.get("life", ()) if "" in nodes else ()
        is_removed = not all(write.value for write in lives)
        return {
            (node, name): writes
            for node, marks in nodes.items()
            if is_removed or not node or not self.is_gone(marks)
            for name, writes in marks.writes.items()
        }

    def is_gone(self, marks: NodeMarks) -> bool:
        """Return whether an item or an element was removed by who knew all that was written of it."""
        lives, kinds = marks.writes.get("life", ()), marks.writes.get("kind", ())
        if len(lives) != 1 or lives[0].value or any(write.value == "part" for write in kinds):
            return False
        removal = lives[0]
        return all(
            write.act <= removal.act
            if write.batch == removal.batch
            else self.knowledge.knows(removal.batch, write.batch)
            for writes in marks.writes.values()
            for write in writes
        )

    def _decoded(self, key: Key, made: Json) -> Value | None:
        """Return the value from JSON, None if no value can be made of it."""
        try:
            whole = self._with_words(key.collection, made)
            value = None if whole is None else decode(key.collection, json.dumps(whole))
            if value is None or value.id != key.id:
                return None
            encode(key.collection, value)
        except (CorruptValueError, BriefbuilderError, TypeError, KeyError, ValueError, RecursionError):
            return None
        return value

    def _with_words(self, collection: str, made: Json) -> Json | None:
        """Return JSON with the words of its passages; an excerpt of an article that was removed for good is left out."""
        whole = json.loads(canonical(made))
        if collection == "tag":
            passage = self.with_words(whole["passage"])
            return None if passage is None else {**whole, "passage": passage}
        if collection == "briefing":
            for part in _parts(whole):
                part["items"] = [item for item in part["items"] if self._has_words(item)]
        return whole

    def _has_words(self, item: Json) -> bool:
        if "passage" not in item:
            return True
        item["passage"] = self.with_words(item["passage"])
        return item["passage"] is not None

    def _texts(self, article_id: str) -> PassageBuilder | None:
        """Return the passages of an article's text as it was imported, None if the text is not here."""
        return self._builders.get((article_id, self._text_of(article_id)))

    def _read_text(self, key: tuple[str, str]) -> PassageBuilder | None:
        article = self._as_imported(key[0])
        return None if article is None else PassageBuilder(article)

    def _as_imported(self, article_id: str) -> Article | None:
        """Return an article with its text as it was imported, also a removed one; None if the text is not here."""
        try:
            blocks = self._blobs.blocks(self._text_of(article_id))
        except BriefbuilderError:
            return None
        return Article(id=article_id, metadata=Metadata(), blocks=blocks, original=_NO_ORIGINAL)

    def _text_of(self, article_id: str) -> str:
        """Return the text that stands of an article: that of the first reading; "" if none is known."""
        marks = self._marks.value("article", article_id).get("")
        writes = () if marks is None else marks.writes.get("text", ())
        if writes:
            text = min(writes, key=lambda write: write.rank).value
            return text if isinstance(text, str) else ""
        record = self._tables.one(Key("article", article_id))
        return record.text if isinstance(record, ArticleRecord) else ""


def _passage_holders(collection: str, made: Json) -> Iterator[Json]:
    if collection == "tag":
        yield made
    elif collection == "briefing":
        for part in _parts(made):
            yield from (item for item in part["items"] if "passage" in item)


def _parts(made: Json) -> Iterator[Json]:
    level = [*made["parts"]]
    while level:
        part = level.pop()
        yield part
        level += part["parts"]
