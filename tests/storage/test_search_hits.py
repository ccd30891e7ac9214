"""The steps of a search: how far each goes, and where a walk over all sections gives way to single articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.storage import search_hits
from briefbuilder.storage.query import Clause, parse_query
from briefbuilder.storage.search_hits import Scan, take_first, walk_side_by_side
from briefbuilder.storage.store import Store
from briefbuilder.storage.tables import article_and_place, section_number


@pytest.fixture
def connection(store: Store, reading: MakeReading, imported: Import) -> sqlite3.Connection:
    for number in range(8):
        imported(store, reading(f"dazi {number}", "# b", "dazi ancora", title=f"n{number}"))
    return store._connection


def clause(words: str) -> Clause:
    (parsed,) = parse_query(words).clauses
    return parsed


def sections(steps: Iterator[list[int]]) -> list[tuple[int, int]]:
    return [article_and_place(number) for step in steps for number in step]


def test_sections_come_from_the_last_one_back(connection: sqlite3.Connection) -> None:
    found = sections(Scan(connection, clause("dazi ")).steps())
    assert found == [(article, place) for article in range(8, 0, -1) for place in (1, 0)]


def test_only_sections_that_may_answer_are_found(connection: sqlite3.Connection) -> None:
    query = clause("dazi ")
    assert sections(Scan(connection, query, {3, 7}).steps()) == [(7, 1), (7, 0), (3, 1), (3, 0)]
    assert sections(
        Scan(connection, query, {3, 7}, {section_number(3, 1), section_number(4, 0)}).steps()
    ) == [(3, 1)]
    assert list(Scan(connection, query, set()).steps()) == []


def test_a_few_articles_are_looked_through_one_by_one(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_hits, "_ROWS", 3)
    monkeypatch.setattr(search_hits, "_STEP", 0)
    query, allowed = clause("dazi "), {1, 2, 5, 7, 8}
    whole = sections(Scan(connection, query, allowed).steps())
    assert whole == [(article, place) for article in (8, 7, 5, 2, 1) for place in (1, 0)]
    monkeypatch.setattr(search_hits, "_ONE", 0.0)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    assert sections(Scan(connection, query, allowed).steps()) == whole
    connection.set_trace_callback(None)
    assert sum("rowid < " in one for one in asked) == 4
    assert sections(Scan(connection, query, {1, 8}, {section_number(1, 0)}).steps()) == [(1, 0)]


def test_a_walk_tells_what_it_found_since_the_last_full_step(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_hits, "_ROWS", 3)
    monkeypatch.setattr(search_hits, "_STEP", 60)
    steps = list(Scan(connection, clause("dazi ")).steps())
    assert [len(step) for step in steps] == [3, 13]
    assert sections(iter(steps)) == [(article, place) for article in range(8, 0, -1) for place in (1, 0)]


@pytest.mark.parametrize(
    ("one", "row", "quicker"), [(1.0, 1.0, True), (4.5, 3.0, True), (5.0, 3.0, False), (2.0, 1.0, False)]
)
def test_articles_are_looked_through_where_that_takes_less(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, one: float, row: float, quicker: bool
) -> None:
    monkeypatch.setattr(search_hits, "_ONE", one)
    monkeypatch.setattr(search_hits, "_ROW", row)
    walk = Scan(connection, clause("dazi "), {1, 2, 3, 9})
    # Five sections were walked over in the half of the numbers above here; below it lie five more, and three articles.
    here = section_number(3, 1)
    assert walk._is_quicker_one_by_one(5, 2 * here - 1, here) is quicker
    assert not Scan(connection, clause("dazi "))._is_quicker_one_by_one(5, 100, 51)


def test_a_walk_goes_no_further_than_it_must() -> None:
    late, middle, early = ([section_number(article, place) for place in (1, 0)] for article in (9, 8, 7))
    steps = iter([late, middle, early])
    assert take_first(steps, 1) == late[1:]
    assert next(steps) == early
    steps = iter([late, middle[:1], early])
    assert take_first(steps, 1) == late[1:]
    assert next(steps) == early
    # An article is walked over to its first section.
    assert take_first(iter([late[:1], late[1:], middle]), 1) == late[1:]
    assert take_first(iter([late, middle]), 9) == [*reversed(late), *reversed(middle)]


@pytest.mark.parametrize(
    ("one", "other", "both", "without"),
    [
        ([9, 7, 5, 3], [8, 7, 3, 1], [7, 3], [9, 5]),
        ([9, 7], [], [], [9, 7]),
        ([], [9], [], []),
        ([5, 4], [9, 8, 5], [5], [4]),
    ],
)
def test_two_falling_rows_are_compared(
    one: list[int], other: list[int], both: list[int], without: list[int]
) -> None:
    assert list(search_hits._intersect(iter(one), iter(other))) == both
    assert list(search_hits._subtract(iter(one), iter(other))) == without


def test_walks_side_by_side_give_each_section_once_from_the_last_one_back() -> None:
    walks = [iter([[9, 7], [], [3]]), iter([[], [8, 7], [2]]), iter([[1]])]
    steps = list(walk_side_by_side(walks))
    assert [number for step in steps for number in step] == [9, 8, 7, 3, 2, 1]
    assert len(steps) > 3
    assert list(walk_side_by_side([iter([[5], [4]])])) == [[5], [4]]
    # What is sure is given before any walk goes on.
    assert list(walk_side_by_side([iter([[9, 7], [3]]), iter([[8], [1]])])) == [[], [9, 8], [7], [3], [1], []]


def test_falling_rows_are_merged_without_doubles() -> None:
    assert list(search_hits._merge([[9, 5, 1], [7, 5], []])) == [9, 7, 5, 1]
