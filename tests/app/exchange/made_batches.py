"""Batches as desks seal them, made without a dossier."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.exchange.records import Batch, FieldKey, FieldWrite, SharedAct, digest

NOW = 1_790_000_000_000


def made_batch(
    desk: str = "desk-a",
    prev: Batch | None = None,
    *parents: Batch,
    text: str | None = None,
    clock: int = NOW,
) -> Batch:
    """Return a batch of one act, which renames a topic or brings an article's text."""
    key = FieldKey("topic", "t1", "", "name") if text is None else FieldKey("article", "a1", "", "text")
    value = f"{desk} after {prev.name[:6] if prev else 'nothing'}" if text is None else text
    act = SharedAct("edit-topic", clock, f"author of {desk}", (FieldWrite(key, value),))
    return Batch(
        desk=desk,
        prev=None if prev is None else prev.name,
        parents=tuple(sorted(one.name for one in parents)),
        acts=(act,),
        schema=9,
    )


def made_line(desk: str, count: int, first: Batch | None = None) -> list[Batch]:
    """Return batches of one desk, each after the one before."""
    line: list[Batch] = []
    for _ in range(count):
        line.append(made_batch(desk, line[-1] if line else first))
    return line


def blanked_batch(batch: Batch, collection: str, name: str) -> Batch:
    """Return a batch as it is once a value was removed for good: without what was written of it."""

    def blanked(act: SharedAct) -> SharedAct:
        is_gone = [(write.key.collection, write.key.id) == (collection, name) for write in act.writes]
        if not any(is_gone):
            return act
        writes = [
            write.without_value() if gone else write for write, gone in zip(act.writes, is_gone, strict=True)
        ]
        digested = act.blanked or digest(dict(act.parameters))
        return replace(act, writes=tuple(writes), parameters={}, blanked=digested)

    return replace(batch, acts=tuple(map(blanked, batch.acts)))
