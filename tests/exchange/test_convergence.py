"""Desks that hold the same batches see the same dossier, whatever the order in which they came."""

from __future__ import annotations

import itertools
import os
import random
from collections import Counter

import pytest
from tests.exchange.desks import Desk, reading_of
from tests.exchange.histories import History, make_history

_SEED = int(os.environ.get("BRIEFBUILDER_SEED", "22"))


def _check(history: History, chance: random.Random, orders: int) -> bytes:
    """Check that desks which take in all batches in random orders, with doubles, see the same valid dossier."""
    states = set()
    for _ in range(orders):
        desk = Desk("reader")
        left = [*history.batches, *chance.sample(history.batches, len(history.batches) // 4)]
        chance.shuffle(left)
        while left:
            some, left = left[:5], left[5:]
            desk.take_in(some)
        _check_trees(desk)
        states.add((desk.log.state(), tuple(sorted(desk.waiting))))
    assert len(states) == 1
    return states.pop()[0]


def _check_trees(desk: Desk) -> None:
    for (collection, _), value in desk.values.items():
        if collection != "briefing":
            continue
        nodes: Counter[str] = Counter()
        left = list(value["parts"])
        while left:
            part = left.pop()
            nodes.update([part["id"], *(item["id"] for item in part["items"])])
            left += part["parts"]
        assert max(nodes.values(), default=1) == 1


def _run(seeds: range, acts: int) -> None:
    for seed in seeds:
        chance = random.Random(seed)
        history = make_history(seed, desks=2 + seed % 2, acts=acts)
        if history.batches:
            state = _check(history, chance, orders=3)
            for desk in history.desks:
                desk.take_in(history.batches)
                assert desk.log.state() == state, seed
            whole = [batch for batch in history.batches if batch.name not in history.desks[0].waiting]
            assert reading_of(whole).state() == state, seed


def test_random_histories_of_two_and_three_desks_converge() -> None:
    _run(range(_SEED * 1000, _SEED * 1000 + 25), acts=40)


@pytest.mark.soak
def test_ten_thousand_random_histories_converge() -> None:
    _run(range(10_000), acts=50)


def test_small_histories_converge_in_every_order_of_arrival() -> None:
    assert _every_order(range(8)) > 100


@pytest.mark.soak
def test_four_hundred_small_histories_converge_in_every_order_of_arrival() -> None:
    assert _every_order(range(400)) > 6_000


def _every_order(seeds: range) -> int:
    count = 0
    for seed in seeds:
        history = make_history(seed + 500_000, desks=3, acts=16)
        batches = history.batches[:4] if len(history.batches) > 4 else history.batches
        states = set()
        for order in itertools.permutations(batches):
            desk = Desk("reader")
            for batch in order:
                desk.take_in([batch])
            states.add((tuple(sorted(desk.batches)), desk.log.state()))
            count += 1
        assert len(states) <= 1, seed
    return count


def test_desks_that_lack_the_same_batches_see_the_same_and_catch_up() -> None:
    for seed in range(900, 915):
        chance = random.Random(seed)
        history = make_history(seed, desks=3, acts=40)
        some = [batch for batch in history.batches if chance.random() < 0.75]
        desks = [Desk("one"), Desk("two")]
        for desk in desks:
            desk.take_in(chance.sample(some, len(some)))
        assert desks[0].log.state() == desks[1].log.state()
        for desk in desks:
            desk.take_in(history.batches)
        assert desks[0].log.state() == desks[1].log.state() == _check(history, chance, orders=1)


def test_no_text_that_someone_wrote_is_lost_without_being_told() -> None:
    """Every wording that survives stands in the text, or in what is to be settled."""
    for seed in range(40):
        history = make_history(seed + 77_000, desks=2, acts=60)
        desk = Desk("reader")
        desk.take_in(history.batches)
        told = {(one.key.id, one.key.node) for one in desk.log.conflicts() if one.kind == "text"}
        for (collection, name), registers in desk.log.registers.items():
            if collection != "briefing" or (collection, name) not in desk.values:
                continue
            shown = str(desk.values[collection, name])
            for (node, field), writes in registers.items():
                if field != "blocks" or len(writes) < 2 or f"'{node}'" not in shown or (name, node) in told:
                    continue
                for write in writes:
                    for sentence in _own_sentences(write.value):
                        assert sentence in shown, (seed, sentence)


def _own_sentences(blocks: object) -> list[str]:
    if not isinstance(blocks, list):
        return []
    text = " ".join(span["text"] for block in blocks for span in block["content"])
    return [sentence for sentence in text.split(" ") if sentence.startswith("d")]
