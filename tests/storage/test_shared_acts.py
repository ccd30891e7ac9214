"""Acts of a shared dossier: their clocks, and how a long one travels."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shared_desks import DeskAtWork, state_of

from briefbuilder.domain.changes import Key, Setting
from briefbuilder.exchange.records import decode_batch
from briefbuilder.storage.shared_acts import milliseconds, moment_of


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        ("1970-01-01T00:00:01.500Z", 1500),
        ("1970-01-01T01:00:01+01:00", 1000),
        ("1970-01-01T00:00:02", 2000),
        ("1969-12-31T23:59:59Z", 0),
        ("yesterday", 0),
        ("", 0),
    ],
)
def test_a_moment_is_a_clock(moment: str, clock: int) -> None:
    assert milliseconds(moment) == clock


def test_a_clock_is_a_moment() -> None:
    assert moment_of(1500) == "1970-01-01T00:00:01.500000Z"
    assert moment_of(2**53) == ""


def test_a_long_act_travels_in_several_batches(tmp_path: Path) -> None:
    one, other = (DeskAtWork(tmp_path / f"{name}.dossier", name) for name in ("Rossi", "Weber"))
    one.store.share(one.now())
    log, before = one.store.shared, one.store.shared.names()
    with one.store._transaction:
        act = log.begin("long", {"n": "1"}, one.now(), "Rossi", one.store.rank_of, 3000)
        for number in range(9):
            act.change(Key("setting", f"s{number}"), None, Setting(id=f"s{number}", value="x" * 1100))
        assert len(act.fold({})) == 9
        act.end()
    assert len(log.names() - before) == 3, "three values in each"
    one.store.seal(one.now())
    acts = [act for row in log.batches.rows() for act in decode_batch(log.batch(row.name), row.name).acts]
    assert [act.code for act in acts[1:]] == ["long"] * (len(acts) - 1)
    clocks = [act.clock for act in acts]
    assert clocks == sorted(set(clocks))
    other.store.share(other.now())
    other.fetch(one)
    assert state_of(other.store) == state_of(one.store)
    for desk in (one, other):
        desk.store.close()
