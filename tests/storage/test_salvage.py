"""What can still be read of a file that was cut short or overwritten in places is stored as a new dossier."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import Change, ChangeSet, Key, Value
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.topics import Tag
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.salvage import _rows, salvage
from briefbuilder.storage.store import Store


@pytest.fixture
def filled(store: Store, path: Path, reading: MakeReading, imported: Import) -> Path:
    """A closed dossier with many articles, one of them tagged, and a briefing."""
    texts = (" ".join(f"parola{number}-{word}" for word in range(150)) for number in range(40))
    records = [imported(store, reading(text, title=text[:9])) for text in texts]
    article = store.article(records[0].id)
    tag = Tag(id="t1", topic="derisking", passage=passage_of(article, article.blocks))
    briefing = Briefing(id="b1", title="Nota", template="thematic-briefing", language="it")
    values: dict[Key, Value] = {Key("tag", "t1"): tag, Key("briefing", "b1"): briefing}
    changes = tuple(Change(key=key, before=None, after=one) for key, one in values.items())
    store.apply(ChangeSet(act="tag", changes=changes))
    store.close()
    return path


def test_of_a_file_that_was_cut_the_articles_before_the_cut_are_saved(filled: Path) -> None:
    data = filled.read_bytes()
    filled.write_bytes(data[: len(data) * 4 // 5])
    cut = filled.read_bytes()
    with pytest.raises(DossierError, match="dossier-cut"):
        open_dossier(filled)
    target = filled.with_name("saved.dossier")
    report = salvage(filled, target)
    assert report.articles >= 10
    assert filled.read_bytes() == cut
    with closing(open_dossier(target)) as saved:
        records = saved.articles()
        assert len(records) == report.articles
        assert all(saved.article(record.id).blocks for record in records)


def test_rows_on_both_sides_of_a_page_that_was_overwritten_are_saved(filled: Path) -> None:
    data = bytearray(filled.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    middle = len(data) // size // 2 * size
    data[middle : middle + 2 * size] = bytes(2 * size)
    filled.write_bytes(data)
    target = filled.with_name("saved.dossier")
    report = salvage(filled, target)
    assert report.articles >= 25
    with closing(open_dossier(target)) as saved:
        assert saved.count("briefing") == report.briefings


def test_where_nothing_can_be_read_that_is_said_and_no_file_is_made(filled: Path) -> None:
    filled.write_bytes(filled.read_bytes()[:200])
    target = filled.with_name("saved.dossier")
    with pytest.raises(DossierError, match="dossier-lost"):
        salvage(filled, target)
    assert not target.exists()


def test_a_row_that_cannot_be_found_by_its_number_is_passed_over() -> None:
    by_number: dict[int, list[object]] = {1: [], 2: [("t", b"value")]}

    class Rows(list[object]):
        def fetchone(self) -> object:
            return self[0] if self else None

    class Damaged:
        def execute(self, query: str, values: tuple[int]) -> Rows:
            return Rows([(1,), (2,)] if query.startswith("SELECT rowid") else by_number[values[0]])

    assert [*_rows(cast("sqlite3.Connection", Damaged()), "topic")] == [("t", b"value")]


class _Circle:
    """A table whose pages lead back to the first of its rows."""

    def execute(self, query: str, _values: object) -> object:
        if "ORDER BY" in query:
            return cycle([(1,), (2,), (3,)])
        return SimpleNamespace(fetchone=lambda: ("a row",))


def test_pages_that_lead_back_are_read_once() -> None:
    rows = _rows(cast("sqlite3.Connection", _Circle()), "text")
    assert list(islice(rows, 10)) == [("a row",)] * 3


class _DamagedUpTo:
    """A table whose rows can be read from behind a number on."""

    def __init__(self, number: int) -> None:
        self._number = number

    def execute(self, query: str, values: tuple[int]) -> object:
        if "ORDER BY" not in query:
            return SimpleNamespace(fetchone=lambda: values)
        if values[0] < self._number:
            raise sqlite3.DatabaseError("damaged")
        return ((row,) for row in range(values[0] + 1, self._number + 4))


@pytest.mark.parametrize("number", range(1, 20))
def test_the_first_row_behind_a_damaged_place_is_saved(number: int) -> None:
    rows = _rows(cast("sqlite3.Connection", _DamagedUpTo(number)), "text")
    assert list(rows) == [(row,) for row in range(number + 1, number + 4)]
