"""Removes for good in a shared dossier: an act names the removed values and pieces, and each desk blanks its copies and confirms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from secrets import token_hex

from briefbuilder.domain.article import Original
from briefbuilder.domain.changes import COLLECTIONS, Key, key_named
from briefbuilder.exchange.merge import is_alive
from briefbuilder.exchange.records import Batch, FieldKey
from briefbuilder.storage.purge import WITHOUT_ARTICLE
from briefbuilder.storage.shared_acts import OpenAct, SharedWriter, Touched
from briefbuilder.storage.shared_batches import (
    REMOVAL,
    REMOVED,
    Node,
    Removal,
    read_removal,
)
from briefbuilder.storage.shared_pieces import pieces_in, pieces_of
from briefbuilder.storage.shared_tables import blank_writes, lies_on, passage_place

_REMOVAL_DELETIONS = (
    "DELETE FROM export WHERE briefing NOT IN (SELECT id FROM briefing)",
    *WITHOUT_ARTICLE,
)
"""What is derived from values that another desk removed, or belongs to them."""
CONFIRMED = "confirmed"


class Removals:
    """The removals for good of one dossier."""

    def __init__(self, writer: SharedWriter) -> None:
        self._connection = writer.connection
        self._writer = writer
        self._known: dict[str, Removal] | None = None
        self._blanked: set[str] = set()
        """The pieces of blanked batches, which are dropped when the values are rebuilt."""

    def forget(self) -> None:
        """Read the file again at the next question."""
        self._known = None

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all removals."""
        return tuple(sorted(self._all()))

    def values_of(self, removal: str) -> frozenset[Key]:
        """Return the values that a removal names."""
        return self._all()[removal].values

    def desks_of(self, removal: str) -> frozenset[str]:
        """Return the desks that removed: they need not confirm."""
        batches = self._writer.batches
        return frozenset(batches.desk(batches.number(name)) for name in self._all()[removal].batches)

    def in_batch(self, batch: Batch) -> tuple[str, ...]:
        """Return the ids of the removals that a batch, which is in the log, names."""
        found = dict.fromkeys(
            write.key.id for act in batch.acts for write in act.writes if write.key.collection == REMOVAL
        )
        if found:
            self.forget()
        return tuple(name for name in found if name in self._all())

    def blanked(self, batch: Batch, coming: Iterable[Removal] = ()) -> Batch:
        """Return a batch that is not in the log yet without the values that were removed before its author knew of it.

        `coming` are removals in batches that cannot be taken in yet: who is taken in before them does not know of them.
        """
        waiting = tuple(coming)
        if not self._all() and not waiting:
            return batch
        history = self._writer.batches.history
        gone: set[Key] = {key for removal in waiting for key in removal.values}
        nodes: set[Node] = {node for removal in waiting for node in removal.nodes}
        for removal in self._all().values():
            if not any(history.knows(past, name) for past in batch.past for name in removal.batches if name):
                gone |= removal.values
                nodes |= removal.nodes
        gone |= {
            Key("tag", write.key.id)
            for act in batch.acts
            for write in act.writes
            if write.key.collection == "tag"
            and write.key.field == "passage"
            and Key("article", passage_place(write.value)[0] or "") in gone
        }
        return blank_writes(batch, _is_in(gone, nodes)) if gone or nodes else batch

    def write(self, act: OpenAct, originals: Iterable[Original] = ()) -> str:
        """Write in an act that everything that was removed is removed for good, and the pieces that only it has.

        The `originals` hold it, too.

        Return the id of the removal.
        """
        gone = self._gone()
        self._keep_quotes(act, gone)
        pieces = {piece for key in gone for piece in self._own_pieces(key)}
        told = {
            "values": sorted([key.collection, key.id] for key in gone),
            "nodes": sorted([key.collection, key.id, node] for key, node in self._gone_nodes(gone)),
            "pieces": sorted(pieces),
            "originals": sorted(original.sha256 for original in originals),
        }
        removal = token_hex(8)
        act.write(FieldKey(REMOVAL, removal, "", ""), [("", REMOVED, told)])
        return removal

    def _gone(self) -> set[Key]:
        """Return the values that were removed, and all decisions: they hold what briefings said before."""
        marks, history = self._writer.marks, self._writer.batches.history
        return {
            key
            for collection in COLLECTIONS
            for key in (Key(collection, name) for name in marks.ids(collection))
            if collection == "decision"
            or (
                self._writer.tables.one(key) is None
                and (
                    not is_alive(marks.registers(collection, key.id), "", history)
                    or (collection == "tag" and not self._has_shown_duplicate(key.id))
                )
            )
        }

    def _gone_nodes(self, gone: set[Key]) -> Iterator[Node]:
        """Yield the items and elements that were removed from values that stay, except those named by their words."""
        for collection, name, node, marks in self._writer.marks.inner_nodes():
            key = key_named(collection, name)
            if key is None or ("\x1f" in node and "\x1f#" not in node):
                continue
            if key not in gone and self._writer.values.is_gone(marks):
                yield key, node

    def _has_shown_duplicate(self, tag: str) -> bool:
        """Return whether a tag that is not shown has a duplicate that is shown; else it was taken off with one that was removed."""
        article, passage = lies_on(self._writer.marks.value("tag", tag).get(""))
        found = () if article is None else self._writer.marks.on_article(article, passage)
        return any(self._writer.tables.one(Key("tag", name)) for kind, name, _ in found if kind == "tag")

    def _keep_quotes(self, act: OpenAct, gone: set[Key]) -> None:
        """Write the words into the excerpts of an article that goes, as far as they stay; tags go with it."""
        values, marks = self._writer.values, self._writer.marks
        for key in gone:
            for collection, name, node in marks.on_article(key.id) if key.collection == "article" else ():
                other = Key("briefing", name)
                if (
                    collection == "briefing"
                    and other not in gone
                    and any(values.placing_writes(collection, name, node))
                ):
                    whole = values.with_words(act.standing(other)[node, "passage"])
                    act.write(other, [(node, "passage", whole)] if whole is not None else [])

    def _own_pieces(self, key: Key) -> Iterator[str]:
        """Yield the pieces of an article or a briefing that no other in the dossier has."""
        fields = self._writer.marks.registers(key.collection, key.id)
        for (node, name), writes in fields.items():
            for write in writes:
                for piece in pieces_of(FieldKey(key.collection, key.id, node, name), write.value):
                    if not self._in_use(piece.sha256):
                        yield piece.sha256

    def _in_use(self, piece: str) -> bool:
        query = (
            "SELECT 1 FROM article WHERE text = ?1 OR sha256 = ?1"
            " UNION ALL SELECT 1 FROM briefing_picture WHERE picture = ?1"
            " UNION ALL SELECT 1 FROM text_picture WHERE picture = ?1"
        )
        return self._connection.execute(query, (piece,)).fetchone() is not None

    def carry_out(self, removal: str, by: str, touched: Touched) -> None:
        """Delete what a removal names, and blank it in every batch that does not know of it; `by` is its batch."""
        values, nodes = self._all()[removal].values, self._all()[removal].nodes
        gone = values | {tag for key in values for tag in self._tags_on(key)}
        self._connection.execute("PRAGMA secure_delete = ON")
        self._writer.values.forget_passages()
        for key in sorted(gone, key=lambda key: (key.collection, key.id)):
            self._note(key, touched)
            self._writer.marks.drop(key.collection, key.id)
        for key, node in sorted(nodes, key=lambda one: (one[0].collection, one[0].id, one[1])):
            touched.keys[key] = None
            self._writer.marks.drop_node(key.collection, key.id, node)
        self._blank_batches(_is_in(gone, nodes), by)
        self._writer.state.put("compact", "1")

    def _tags_on(self, key: Key) -> Iterator[Key]:
        """Yield the tags on an article that is removed, including those that the removal does not know."""
        found = self._writer.marks.on_article(key.id) if key.collection == "article" else ()
        return (Key("tag", name) for collection, name, _ in found if collection == "tag")

    def _note(self, key: Key, touched: Touched) -> None:
        touched.keys[key] = None
        if key.collection == "tag":
            article, passage = lies_on(self._writer.marks.value("tag", key.id).get(""))
            touched.places |= {(article, passage)} if article is not None and passage is not None else set()
        if key.collection == "article":
            for other, name, _ in self._writer.marks.on_article(key.id):
                if other in COLLECTIONS:
                    touched.keys[Key(other, name)] = None

    def _blank_batches(self, is_gone: Callable[[FieldKey], bool], by: str) -> None:
        # Nothing is open: who removes, and who takes in what others did, seals before.
        batches = self._writer.batches
        for row in batches.rows():
            if row.name == by or (by and batches.history.knows(row.name, by)):
                continue
            batch = batches.batch(row.number)
            blanked = blank_writes(batch, is_gone)
            if blanked != batch:
                batches.replace_body(row.number, blanked)
                left = pieces_in(blanked)
                self._writer.pieces.replace(row.number, left)
                self._blanked |= {piece.sha256 for piece in pieces_in(batch) - left}

    def drop_pieces(self, removal: str) -> None:
        """Delete the pieces that a removal or a blanked batch names and nothing refers to, after its values were rebuilt."""
        self._writer.blobs.purge(sorted(self._all()[removal].pieces | self._blanked))
        self._blanked.clear()
        originals = self._all()[removal].originals
        self._writer.blobs.drop_originals(originals)
        self._writer.state.note_erased(originals)
        for statement in _REMOVAL_DELETIONS:
            self._connection.execute(statement)

    def _all(self) -> dict[str, Removal]:
        if self._known is None:
            marks = self._writer.marks
            self._known = {}
            for name in marks.ids(REMOVAL):
                writes = [
                    write
                    for node in marks.value(REMOVAL, name).values()
                    for write in node.writes.get(REMOVED, ())
                ]
                batches = tuple(one.batch for one in writes)
                self._known[name] = read_removal([one.value for one in writes], batches)
        return self._known


def _is_in(keys: AbstractSet[Key], nodes: AbstractSet[Node]) -> Callable[[FieldKey], bool]:
    """Return a function that says whether a field belongs to one of the given values and nodes."""
    names = {(key.collection, key.id) for key in keys}
    inner = {(key.collection, key.id, node) for key, node in nodes}
    return lambda key: (key.collection, key.id) in names or (key.collection, key.id, key.node) in inner
