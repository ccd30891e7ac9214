"""Stores an edit of a text that others changed after it was opened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefbuilder.domain.briefing import Briefing, Item, Part
from briefbuilder.exchange.fields import differences, take_apart
from briefbuilder.exchange.records import Batch, FieldKey, FieldWrite, Json, SharedAct
from briefbuilder.storage.codec import encode
from briefbuilder.storage.shared_acts import SCHEMA, milliseconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbuilder.app.session import Session

_ACT = "edit-text"


def write_opened_text(
    session: Session, briefing: Briefing, before: Item, after: Item, heads: Sequence[str]
) -> tuple[str, ...]:
    """Store the edit of an item by somebody who saw what the batches `heads` and those before them say, and no more.

    So it is merged with what others wrote meanwhile, as if it had been made on another desk. Returns the heads for the
    next edit of the same text. Raises as `Store.take_in` does.
    """
    opened, changed = (_frame(briefing.id, item) for item in (before, after))
    writes = differences("briefing", opened, changed, take_apart("briefing", opened))
    if not writes:
        return tuple(heads)
    store = session.store
    act = SharedAct(
        code=_ACT,
        clock=milliseconds(store.clock.now()),
        author=store.shared.author,
        writes=tuple(
            FieldWrite(FieldKey("briefing", briefing.id, node, name), value) for node, name, value in writes
        ),
        parameters={"title": briefing.title},
    )
    batch = Batch(desk=store.shared.desk, prev=None, parents=tuple(sorted(heads)), acts=(act,), schema=SCHEMA)
    store.take_in((batch,))
    return (batch.name,)


def _frame(briefing: str, item: Item) -> Json:
    """Return a briefing with nothing but an item, of which only what differs is written."""
    part = Part(id="part", key="", items=(item,))
    framed = Briefing(id=briefing, title="", template="", language="", parts=(part,))
    return json.loads(encode("briefing", framed))
