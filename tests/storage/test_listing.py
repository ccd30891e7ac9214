"""What lists are ordered and filtered by, and how many numbers one statement takes."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query
from briefbuilder.storage.listing import (
    Listed,
    ListedArticles,
    Tally,
    batches,
    conditions_of,
    order_by,
    outlet_key,
)


def test_numbers_are_asked_for_five_hundred_at_a_time() -> None:
    parts = list(batches(range(1200)))
    assert [len(part) for part, _ in parts] == [500, 500, 200]
    assert [marks.count("?") for _, marks in parts] == [500, 500, 200]
    assert [number for part, _ in parts for number in part] == list(range(1200))
    assert list(batches(())) == []


@pytest.mark.parametrize(
    ("title", "key"),
    [("«Zeta»  beta", "zeta» beta"), ("École", "ecole"), ("  “A”", "a”"), ("?!", "?!"), ("", "")],
)
def test_titles_are_sorted_by_their_first_word(title: str, key: str) -> None:
    assert order_by(title) == key


def test_publications_are_told_apart_without_case_accents_and_spaces() -> None:
    assert outlet_key(" La  Repùbblica ") == outlet_key("la repubblica") == "la repubblica"
    assert outlet_key(None) == ""


def test_each_condition_has_its_values() -> None:
    wanted = Query(
        topics=("a", "b"),
        language="EN",
        outlet="The  Daily",
        since=date(2026, 3, 1),
        until=date(2026, 3, 2),
        tagged=True,
        used=False,
    )
    conditions, tests, values = conditions_of(wanted)
    assert values == ["a", "b", "en", "en-", "en.", "the daily", "2026-03-01", "2026-03-02"]
    assert sum(condition.count("?") for condition in conditions) == len(values)
    assert [test.startswith("NOT") for test in tests] == [False, True]
    assert conditions_of(Query()) == ([], [], [])


def test_a_day_that_is_none_is_damage() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE TABLE listing (number INTEGER, day TEXT); CREATE TABLE tag (number INTEGER);"
        "INSERT INTO listing VALUES (1, '2026-01-01'), (2, ''), (3, '2026-01-01'); INSERT INTO tag VALUES (3), (3)"
    )
    listing = ListedArticles(connection, Path("d.dossier"))
    assert set(listing.coverage("day")) == {Tally("", 1, 0), Tally("2026-01-01", 2, 2)}
    connection.execute("INSERT INTO listing VALUES (4, '2026-02-30')")
    with pytest.raises(DossierError):
        listing.coverage("day")
    connection.close()


def test_records_that_were_decoded_are_kept_and_the_most_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[tuple[str, bytes], ArticleRecord | None] = {}
    monkeypatch.setattr("briefbuilder.storage.listing._MOST_KNOWN", 2)
    for article in ("a", "b", "a", "c"):
        row = Listed(1, 0, article, Path("d.dossier"), b"?", known)
        with pytest.raises(DossierError):
            _ = row.record
    assert [article for article, _ in known] == ["c"]
