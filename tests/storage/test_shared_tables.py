"""The tables of a shared dossier: what is read once, what is refused, and what survives of a conflict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.shared_desks import DeskAtWork

from briefbuilder.domain.changes import Key, Setting
from briefbuilder.domain.errors import DossierError, ExchangeError
from briefbuilder.exchange.records import MOST_CLOCK
from briefbuilder.storage import shared_batches, shared_tables
from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.shared_tables import NodeMarks, passage_place


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskAtWork]:
    """A desk that shares a dossier with five settings."""
    made = DeskAtWork(tmp_path / "one.dossier", "Rossi")
    made.store.share()
    made.add(*(Setting(id=f"s{number}", value="v") for number in range(5)))
    yield made
    made.store.close()


def test_the_writes_of_values_that_were_used_last_are_not_read_again(
    desk: DeskAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_tables, "_CACHED_NODES", 4)
    marks, read = desk.store.shared.marks, list[str]()
    marks.forget()
    desk.store._connection.set_trace_callback(read.append)

    def reads(*names: str) -> int:
        read.clear()
        for name in names:
            assert len(marks.value("setting", name)) >= 1
        return len(read)

    assert reads("s0", "s1", "s0", "s1") == 2, "two values of one node each"
    assert reads("s0", "s2", "s0") == 1, "in the place of the one that was not used for longest"
    assert reads("s1") == 1
    with desk.store._transaction:
        marks.drop("setting", "s1")
        assert reads("s3", "s0", "s3") == 1, "a dropped value makes room"
        marks.put("setting", "s3", {"n": NodeMarks()})
        assert reads("s3", "s0") == 0
        assert reads("s4", "s3") == 2, "a second node needs room as well"
        marks.drop_node("setting", "s3", "n")
        assert [*marks.value("setting", "s3")] == [""]
        assert reads("s2", "s3") == 1, "and makes room when it goes"
    monkeypatch.setattr(shared_tables, "_CACHED_NODES", 1)
    assert reads("s0", "s0") == 1, "the last one stays, however many nodes it has"


def test_an_act_of_which_no_batch_can_travel_is_refused(
    desk: DeskAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_batches, "MOST_BATCH", 2000)
    desk.add(Setting(id="short", value="x" * 700))
    with pytest.raises(DossierError, match="value-too-large"):
        desk.add(Setting(id="long", value="x" * 1000))
    assert desk.store.value(Key("setting", "long")) is None
    assert desk.store.value(Key("setting", "short")) is not None


def test_batches_have_numbers_names_and_desks(desk: DeskAtWork) -> None:
    batches, log = desk.store.shared.batches, desk.store.shared
    (first,) = [row.name for row in batches.rows()]
    assert len(log.desk) == 16
    assert (batches.number(first), batches.name(1), batches.desk(1)) == (1, first, log.desk)
    assert (batches.number(""), batches.open_number, batches.name(2), batches.desk(2)) == (2, 2, "", "")
    second = desk.store.seal()
    batches.forget()
    assert (batches.name(2), batches.desk(2), batches.open_number) == (second, log.desk, 3)
    assert [row.number for row in batches.rows(1)] == [row.number for row in batches.last_rows()] == [2]
    assert (batches.has(first), batches.has("x" * 64)) == (True, False)
    assert batches.names() == {first, second}
    with pytest.raises(CorruptValueError):
        batches.number("x" * 64)
    with pytest.raises(CorruptValueError):
        batches.name(4)
    with pytest.raises(ExchangeError, match="batch-missing"):
        log.batch("x" * 64)
    assert log.has(first)
    assert batches.open_size() == (0, 0)
    desk.add(Setting(id="s", value="v"))
    assert batches.open_size()[0] == len(batches.open_acts()) == 1


@pytest.mark.parametrize("value", ["x", "-1", "1" * 17])
def test_a_state_that_is_no_number_is_damage(desk: DeskAtWork, value: str) -> None:
    state = desk.store.shared.state
    assert state.number("never set") == 0
    with desk.store._transaction:
        state.put("n", 12)
        assert state.number("n") == 12
        state.put("n", MOST_CLOCK)
        assert state.number("n") == MOST_CLOCK
        state.put("n", value)
        with pytest.raises(CorruptValueError):
            state.number("n")


def test_a_passage_lies_on_an_article_in_either_form() -> None:
    for passage in (["a1", "b1", 1, 0, 4, "0" * 16], {"article": "a1", "quote": "x"}):
        article, place = passage_place(passage)
        assert article == "a1"
        assert place is not None
        assert len(place) == 16
    assert {passage_place(one) for one in ([], [3], {"article": 3}, {}, "a1", None)} == {(None, None)}
