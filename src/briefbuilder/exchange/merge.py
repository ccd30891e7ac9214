"""The value that follows from what several desks wrote into its fields: only the writes that survive decide.

A write replaces those that its author knew. If several survive, the rule of the field says which stands; if they
say different things, a conflict says what else was written, until somebody settles it by writing the field again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal, Protocol

from briefbuilder.domain.release import Release, strictest_release
from briefbuilder.domain.values import value
from briefbuilder.exchange.field_forms import MARK, without_former
from briefbuilder.exchange.fields import Address, Chosen, is_text, put_together, rule_of
from briefbuilder.exchange.placement import parent_of
from briefbuilder.exchange.records import FieldKey, Json, canonical
from briefbuilder.exchange.text_merge import merge_texts


@value(kw_only=False)
class StoredWrite:
    """A write of a field by its place in the log: its batch, "" for the open one, and the number of its act there."""

    batch: str
    act: int
    clock: int
    author: str
    value: Json

    @property
    def rank(self) -> tuple[int, str, int]:
        """The order of concurrent writes, whose authors did not know the other write."""
        return self.clock, self.batch, self.act


Survivors = tuple[StoredWrite, ...]
Registers = Mapping[Address, Survivors]
ConflictKind = Literal["field", "text", "removed-and-changed", "marking", "release", "reading", "moved"]


class Knowledge(Protocol):
    """Says which batch knows which."""

    def knows(self, batch: str, other: str) -> bool:
        """Return whether `other` is in the past of a batch, or is it; "" is the open batch, which knows all."""


class Surroundings(Protocol):
    """What merging one value may ask about the rest of the log."""

    @property
    def knowledge(self) -> Knowledge:
        """Which batch knows which."""

    def text_writes(self, key: FieldKey) -> Iterable[StoredWrite]:
        """Return every write of a text field, for the wording that two edits began with."""

    def quoted_blocks(self, passage: Json) -> Sequence[Json] | None:
        """Return the blocks with which an edit of an excerpt begins, None if the article's text is not there."""

    def references(self, collection: str, value_id: str) -> Iterable[StoredWrite]:
        """Return the surviving writes of tags and excerpts on an article, as far as they are not removed."""

    def duplicate_tags(self, tag_id: str, topic: str, passage: Json) -> Iterable[tuple[str, Registers]]:
        """Return the other tags, removed ones included, that stand or stood last on the same passage with the topic."""

    def into(self, topic: str) -> str | None:
        """Return the topic into which another was merged, None if it was not."""

    def broader(self, topic: str) -> Mapping[str, StoredWrite]:
        """Return the topics directly above another, each with the write that put it there; see `living_broader`."""


@value(kw_only=False)
class Conflict:
    """A field for which several people wrote different values: what stands, and what else was written.

    `stands` is the write that stands, None if the value was made of several.
    """

    key: FieldKey
    kind: ConflictKind
    standing: Json
    others: tuple[StoredWrite, ...]
    stands: StoredWrite | None = None


@value(kw_only=False)
class Merged:
    """A value as JSON, None if it does not exist, and what is to be settled or known about it.

    `is_whole` is false if something was written that does not fit, and is passed over.
    """

    value: Json | None
    conflicts: tuple[Conflict, ...] = ()
    is_whole: bool = True


def replace_known(survivors: Survivors, new: StoredWrite, knowledge: Knowledge) -> Survivors:
    """Return the writes of a field that survive a new one; every batch comes after those that it knows."""
    if new in survivors:
        return survivors
    left = (write for write in survivors if not _knew(new, write, knowledge))
    return tuple(sorted((*left, new), key=lambda write: write.rank))


def latest_value(writes: Iterable[StoredWrite]) -> Json:
    """Return the value of the latest of the given writes, None without any."""
    latest = max(writes, key=_rank, default=None)
    return None if latest is None else latest.value


def _knew(write: StoredWrite, other: StoredWrite, knowledge: Knowledge) -> bool:
    """Return whether the author of a write knew another one."""
    if write.batch == other.batch:
        return other.act <= write.act
    return knowledge.knows(write.batch, other.batch)


def is_alive(registers: Registers, node: str, knowledge: Knowledge) -> bool:
    """Return whether a value (`node` is "") or a node exists: it was added, or changed by who did not know a removal."""
    lives = registers.get((node, "life"), ())
    if not lives:
        return False
    if any(write.value for write in lives):
        return True
    return bool(_missed_changes(registers, node, lives, knowledge))


def _missed_changes(
    registers: Registers,
    node: str,
    removals: Survivors,
    knowledge: Knowledge,
    more: Iterable[StoredWrite] = (),
) -> list[StoredWrite]:
    """Return the changes of a value or node that none of its removals knew."""
    changes = [
        write
        for (owner, field), writes in registers.items()
        if node in {"", owner}
        for write in writes
        if field != "life" or write.value
    ]
    return [
        write
        for write in (*changes, *more)
        if not any(_knew(removal, write, knowledge) for removal in removals)
    ]


def merge_value(collection: str, value_id: str, registers: Registers, around: Surroundings) -> Merged:
    """Return a value from the surviving writes of its fields."""
    return _ValueMerge(collection, value_id, registers, around).merge()


class _ValueMerge:
    def __init__(self, collection: str, value_id: str, registers: Registers, around: Surroundings) -> None:
        self._collection = collection
        self._id = value_id
        self._registers = registers
        self._around = around
        self._knowledge = around.knowledge
        self._by_node: dict[str, dict[Address, Survivors]] = {}
        for (node, field), writes in registers.items():
            self._by_node.setdefault(node, {})[node, field] = writes
        self._conflicts: list[Conflict] = []
        self._chosen: dict[Address, Chosen] = {}

    def merge(self) -> Merged:
        if not self._is_value_alive():
            return Merged(None)
        self._choose_fields()
        living = self._living_nodes()
        chosen = {address: one for address, one in self._chosen.items() if address[0] in living}
        for node in living:
            chosen[node, "life"] = Chosen(1, (0, "", 0))
        self._keep_strict(chosen, living)
        if self._collection == "topic":
            for above in passed_over_edges(self._id, self._around.broader, self._knowledge):
                chosen.pop((_BROADER + above, "life"), None)
        if self._collection == "tag":
            chosen = self._follow_topic(chosen)
            if self._is_hidden_duplicate(chosen):
                return Merged(None)
        folded = put_together(self._collection, self._id, chosen)
        told = tuple(
            conflict
            for conflict in self._conflicts
            if conflict.key.node in living or conflict.key.field == "life"
        )
        return Merged(folded.value, told if folded.value is not None else (), not folded.passed_over)

    # What exists.

    def _is_value_alive(self) -> bool:
        lives = self._registers.get(("", "life"), ())
        if not lives:
            return False
        if any(write.value for write in lives):
            self._report_removal("", lives, ())
            return True
        more = (
            tuple(self._around.references(self._collection, self._id))
            if self._collection == "article"
            else ()
        )
        missed = _missed_changes(self._registers, "", lives, self._knowledge, more)
        self._report_removal("", lives, missed)
        return bool(missed)

    def _report_removal(self, node: str, lives: Survivors, missed: Sequence[StoredWrite]) -> None:
        """Note a removal against which the value or node stays; it is settled by writing its life again."""
        removals = tuple(write for write in lives if not write.value)
        kept = [*missed, *(write for write in lives if write.value)]
        if removals and kept:
            stands = max(kept, key=lambda write: write.rank)
            self._add_conflict(node, "life", "removed-and-changed", 1, removals, stands)

    def _living_nodes(self) -> set[str]:
        """Return the nodes that exist: those that were not removed, and the parts that hold them."""
        removed_with_value = {
            (write.batch, write.act) for write in self._registers.get(("", "life"), ()) if not write.value
        }
        living = {""}
        for node, field in self._registers:
            if field == "life" and node and self._is_node_alive(node, removed_with_value):
                living.add(node)
        for node in sorted(living):
            self._revive_holders(node, living)
        return living

    def _is_node_alive(self, node: str, removed_with_value: set[tuple[str, int]]) -> bool:
        lives = self._registers[node, "life"]
        # A value that comes back brings along the nodes that went with it.
        if any(write.value or (write.batch, write.act) in removed_with_value for write in lives):
            self._report_removal(
                node,
                tuple(write for write in lives if (write.batch, write.act) not in removed_with_value),
                (),
            )
            return True
        missed = _missed_changes(self._by_node[node], node, lives, self._knowledge)
        self._report_removal(node, lives, missed)
        return bool(missed)

    def _revive_holders(self, node: str, living: set[str]) -> None:
        parent = self._parent(node)
        while parent and parent not in living and (parent, "life") in self._registers:
            living.add(parent)
            lives = self._registers[parent, "life"]
            self._add_conflict(
                parent,
                "life",
                "removed-and-changed",
                1,
                lives,
                max(self._registers[node, "place"], key=_rank),
            )
            node, parent = parent, self._parent(parent)

    def _parent(self, node: str) -> str:
        place = self._chosen.get((node, "place"))
        return parent_of(None if place is None else place.value)

    # What stands.

    def _choose_fields(self) -> None:
        for (node, field), writes in self._registers.items():
            if field == "life" or not writes:
                continue
            if len(writes) == 1:
                self._chosen[node, field] = Chosen(writes[0].value, writes[0].rank)
                continue
            rule = rule_of(self._collection, node, field)
            choice = self._choose_text(node, field, writes) if rule == "text" else _CHOOSERS[rule](writes)
            self._chosen[node, field] = Chosen(choice.value, max(write.rank for write in writes))
            others = tuple(write for write in writes if write != choice.stands)
            is_told = choice.kind is not None and (rule != "first" or field == "text")
            if is_told and any(not _same(write.value, choice.value) for write in others):
                self._add_conflict(node, field, choice.kind, choice.value, others, choice.stands)

    def _choose_text(self, node: str, field: str, writes: Survivors) -> _Choice:
        latest = max(writes, key=_rank)
        if all(_same(write.value, latest.value) for write in writes):
            return _Choice(latest.value, None, latest)
        base = self._common_wording(node, field, writes)
        in_order = sorted(writes, key=_rank)
        texts = [self._blocks(node, write.value) for write in in_order]
        if base is None or any(text is None for text in texts):
            return _Choice(latest.value, "text", latest)
        merged, clean = texts[0] or [], True
        for text in texts[1:]:
            result = merge_texts(base, merged, text or [])
            merged, clean = result.blocks, clean and result.clean
        return _Choice(merged, None if clean else "text", None)

    def _blocks(self, node: str, value: Json) -> Sequence[Json] | None:
        """Return the blocks of a text; an excerpt that is not edited has those of its passage."""
        if isinstance(value, list):
            return value
        passages = self._registers.get((node, "passage"), ())
        return self._around.quoted_blocks(latest_value(passages)) if passages else None

    def _common_wording(self, node: str, field: str, writes: Survivors) -> Sequence[Json] | None:
        """Return the latest wording that all of the given edits knew, the empty or quoted text if they knew none."""
        key = FieldKey(self._collection, self._id, node, field)
        known = [
            earlier
            for earlier in self._around.text_writes(key)
            if all(earlier != write and _knew(write, earlier, self._knowledge) for write in writes)
        ]
        if known:
            return self._blocks(node, latest_value(known))
        return self._blocks(node, None) if (node, "passage") in self._registers else []

    # Markings and releases.

    def _keep_strict(self, chosen: dict[Address, Chosen], living: set[str]) -> None:
        """Keep the stricter marking or release if text was written by who did not know that it was loosened."""
        for (node, field), one in tuple(chosen.items()):
            rule = rule_of(self._collection, node, field)
            if rule not in {"stricter-marking", "stricter-release"}:
                continue
            value = one.value
            stricter = value.get("was") if isinstance(value, dict) else None
            loosened = [write for write in self._registers[node, field] if _same(write.value, value)]
            if stricter is not None and loosened and self._has_unseen_words(node, loosened, living):
                chosen[node, field] = Chosen(stricter, one.rank)
                kind: ConflictKind = "marking" if rule == "stricter-marking" else "release"
                self._add_conflict(node, field, kind, stricter, tuple(loosened), None)

    def _has_unseen_words(self, node: str, loosened: Sequence[StoredWrite], living: set[str]) -> bool:
        for (owner, field), writes in self._registers.items():
            if owner not in living:
                continue
            if MARK in owner or field.partition(".")[0] in _NO_WORDS or not self._is_within(owner, node):
                continue
            for write in writes:
                for loose in loosened:
                    if not _knew(loose, write, self._knowledge) and not _knew(write, loose, self._knowledge):
                        return True
        return False

    def _is_within(self, node: str, holder: str) -> bool:
        seen: set[str] = set()
        while node != holder:
            if not node or node in seen:
                return False
            seen.add(node)
            node = self._parent(node)
        return True

    # Tags.

    def _follow_topic(self, chosen: dict[Address, Chosen]) -> dict[Address, Chosen]:
        topic = chosen.get(("", "topic"))
        if topic is None or not isinstance(topic.value, str):
            return chosen
        return {**chosen, ("", "topic"): Chosen(final_topic(topic.value, self._around.into), topic.rank)}

    def _is_hidden_duplicate(self, chosen: Mapping[Address, Chosen]) -> bool:
        """Return whether a tag of a lower id is on the same passage, or was taken off by who knew this one."""
        topic, passage = chosen.get(("", "topic")), chosen.get(("", "passage"))
        if topic is None or passage is None or not isinstance(topic.value, str):
            return False
        group = {
            self._id: self._registers,
            **dict(self._around.duplicate_tags(self._id, topic.value, passage.value)),
        }
        removals = [
            write
            for registers in group.values()
            if not is_alive(registers, "", self._knowledge)
            for write in registers.get(("", "life"), ())
        ]
        living = [name for name, registers in group.items() if self._is_left(registers, removals)]
        return self._id not in living or self._id != min(living)

    def _is_left(self, registers: Registers, removals: Sequence[StoredWrite]) -> bool:
        """Return whether a tag exists and nobody who took off a duplicate of it knew all of it."""
        own = [write for writes in registers.values() for write in writes]
        return is_alive(registers, "", self._knowledge) and not any(
            all(_knew(removal, write, self._knowledge) for write in own) for removal in removals
        )

    def _add_conflict(
        self,
        node: str,
        field: str,
        kind: ConflictKind | None,
        standing: Json,
        others: Iterable[StoredWrite],
        stands: StoredWrite | None,
    ) -> None:
        key = FieldKey(self._collection, self._id, node, field)
        if kind is None or any(conflict.key == key for conflict in self._conflicts):
            return
        self._conflicts.append(Conflict(key, kind, standing, tuple(others), stands))


_BROADER = f"broader{MARK}"


def living_broader(registers: Registers, knowledge: Knowledge) -> dict[str, StoredWrite]:
    """Return the topics directly above the one with some registers, each with the latest write that put it there."""
    found = {}
    for node, field in registers:
        if field == "life" and node.startswith(_BROADER) and is_alive(registers, node, knowledge):
            found[node.removeprefix(_BROADER)] = max(registers[node, field], key=_rank)
    return found


def passed_over_edges(
    topic: str, broader: Callable[[str], Mapping[str, StoredWrite]], knowledge: Knowledge
) -> set[str]:
    """Return those of the topics directly above one that are passed over, since two people made a ring.

    Of a ring, the edge that was written last does not count, unless its author knew the others.
    """
    reached: dict[str, Mapping[str, StoredWrite]] = {}
    left = [topic]
    while left:
        name = left.pop()
        if name not in reached:
            reached[name] = broader(name)
            left += reached[name]
    edges = [
        (write.rank, below, above, write) for below in reached for above, write in reached[below].items()
    ]
    kept: dict[str, dict[str, StoredWrite]] = {}
    passed: set[str] = set()
    for _, below, above, write in sorted(edges, key=lambda edge: edge[:3]):
        way = _way(kept, above, below)
        if way is not None and not all(_knew(write, other, knowledge) for other in way):
            passed |= {above} if below == topic else set()
            continue
        kept.setdefault(below, {})[above] = write
    return passed


def _way(edges: Mapping[str, Mapping[str, StoredWrite]], start: str, end: str) -> list[StoredWrite] | None:
    """Return the edges of a shortest way from a topic up to another, or None if they are not connected."""
    ways: dict[str, list[StoredWrite]] = {start: []}
    left = [start]
    while left:
        name = left.pop(0)
        if name == end:
            return ways[name]
        for above, write in edges.get(name, {}).items():
            if above not in ways:
                ways[above] = [*ways[name], write]
                left.append(above)
    return None


_NO_WORDS = frozenset(
    {"life", "place", "marking", "release", "created", "version_of", "version", "reliability"}
)


def final_topic(topic: str, into: Callable[[str], str | None]) -> str:
    """Return the topic in which a chain of mergers ends; a ring of mergers ends at its lowest id."""
    seen: list[str] = []
    while topic not in seen:
        seen.append(topic)
        following = into(topic)
        if following is None:
            return topic
        topic = following
    return min(seen[seen.index(topic) :])


# The rules.


@value(kw_only=False)
class _Choice:
    """The value that is kept; `kind` names the conflict with other values, None if it is not reported."""

    value: Json
    kind: ConflictKind | None
    stands: StoredWrite | None


def _rank(write: StoredWrite) -> tuple[int, str, int]:
    return write.rank


def _same(one: Json, other: Json) -> bool:
    return canonical(without_former(one)) == canonical(without_former(other))


def _by_order(
    pick: Callable[..., StoredWrite], order: Callable[[StoredWrite], object], kind: ConflictKind | None
) -> Callable[[Survivors], _Choice]:
    """Return a rule that keeps the first or the last write (`pick` is min or max) in an order."""

    def choose(writes: Survivors) -> _Choice:
        kept = pick(writes, key=order)
        return _Choice(kept.value, kind, kept)

    return choose


def _choose_place(writes: Survivors) -> _Choice:
    latest = max(writes, key=_rank)
    parents = {parent_of(write.value) for write in writes}
    return _Choice(latest.value, "moved" if len(parents) > 1 else None, latest)


def _moment(value: Json) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _level_rank(value: Json) -> int:
    rank = value.get("rank") if isinstance(value, dict) else None
    return rank if isinstance(rank, int) else -1


def _choose_stricter_release(writes: Survivors) -> _Choice:
    latest = max(writes, key=_rank)
    stated = [release for write in writes if (release := _release(write.value)) is not None]
    strictest = strictest_release(stated) if len(stated) > 1 else next(iter(stated), None)
    if strictest is None:
        return _Choice(latest.value, "release", latest)
    same = [write for write in writes if _release(write.value) == strictest]
    if same:
        chosen = max(same, key=_rank)
        return _Choice(chosen.value, "release", chosen)
    value = {"disclosure": strictest.disclosure, "audiences": sorted(strictest.audiences)}
    return _Choice(value, "release", None)


def _release(value: Json) -> Release | None:
    if not isinstance(value, dict) or value.get("disclosure") not in {"usable", "closed", "named"}:
        return None
    audiences = value.get("audiences", [])
    names = audiences if isinstance(audiences, list) else []
    return Release(disclosure=value["disclosure"], audiences=tuple(sorted(filter(is_text, names))))


_CHOOSERS: Mapping[str, Callable[[Survivors], _Choice]] = {
    "later": _by_order(max, _rank, "field"),
    "later-silent": _by_order(max, _rank, None),
    "first": _by_order(min, _rank, "reading"),
    "earliest": _by_order(min, lambda write: (str(write.value), write.rank), None),
    "later-moment": _by_order(max, lambda write: (_moment(write.value), write.rank), "release"),
    "true-wins": _by_order(max, lambda write: (write.value is True, write.rank), "release"),
    "stricter-marking": _by_order(max, lambda write: (_level_rank(write.value), write.rank), "marking"),
    "stricter-release": _choose_stricter_release,
    "place": _choose_place,
}
