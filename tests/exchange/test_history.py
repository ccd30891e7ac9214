"""Which batch knows which."""

from __future__ import annotations

import random

import pytest

from briefbuilder.domain.errors import ExchangeError
from briefbuilder.exchange.history import History
from briefbuilder.exchange.records import Batch, SharedAct


def _batch(desk: str, prev: Batch | None, *parents: Batch) -> Batch:
    return Batch(
        desk=desk,
        prev=prev.name if prev else None,
        parents=tuple(sorted(parent.name for parent in parents)),
        acts=(SharedAct("tag-passage", 1, desk, ()),),
        schema=9000,
    )


def test_a_batch_knows_its_past_and_no_other() -> None:
    first = _batch("a", None)
    second = _batch("a", first)
    other = _batch("b", None, first)
    history = History()
    for batch in (first, second, other):
        history.add(batch)
    assert history.knows(second.name, first.name)
    assert history.knows(other.name, first.name)
    assert not history.knows(other.name, second.name)
    assert not history.knows(first.name, second.name)
    assert history.heads == tuple(sorted((second.name, other.name)))


def test_the_open_batch_knows_all_and_none_knows_it() -> None:
    first = _batch("a", None)
    history = History()
    history.add(first)
    assert history.knows("", first.name)
    assert not history.knows(first.name, "")


def test_a_batch_whose_past_is_missing_is_not_added() -> None:
    first = _batch("a", None)
    second = _batch("a", first)
    history = History()
    assert history.missing(second) == (first.name,)
    with pytest.raises(ExchangeError, match="batch-parent-missing"):
        history.add(second)


def test_what_a_batch_knows_is_what_can_be_reached_from_it_in_any_order_of_arrival() -> None:
    """Desks that fork, as after a restored backup, included."""
    chance = random.Random(22)
    made: list[Batch] = []
    for number in range(120):
        prev = chance.choice([None, *made[-20:]])
        parents = {one.name: one for one in chance.sample(made, min(len(made), chance.randrange(3)))}
        if prev is not None:
            parents.pop(prev.name, None)
        made.append(_batch(f"{number % 4}", prev, *parents.values()))
    by_name = {batch.name: batch for batch in made}
    reached: dict[str, set[str]] = {}
    for batch in made:
        reached[batch.name] = {batch.name}.union(*(reached[name] for name in batch.past))
    for _ in range(5):
        history = History()
        left = chance.sample(made, len(made))
        while left:
            ready = [batch for batch in left if not history.missing(batch)]
            history.add(chance.choice(ready))
            left = [batch for batch in left if history.position(batch.name) is None]
        for one in by_name:
            for other in by_name:
                assert history.knows(one, other) == (other in reached[one])


def test_a_history_goes_on_from_what_was_stored() -> None:
    first = _batch("a", None)
    second = _batch("a", first)
    fork = _batch("a", first, second)
    whole = History()
    stored = {batch.name: whole.add(batch) for batch in (first, second)}
    again = History(stored.get, {1: 2}, whole.heads)
    assert again.add(fork) == whole.add(fork)
    assert again.heads == whole.heads == (fork.name,)
