"""Beginnings of words that are much to join are cut into pieces that are not."""

from __future__ import annotations

import sqlite3

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.storage import query
from briefbuilder.storage.query import Expression, PrefixSearch
from briefbuilder.storage.store import Store

WORDS = [f"tita{first}{number:03}" for first in "abc" for number in range(700)]


@pytest.fixture
def connection(store: Store, reading: MakeReading, imported: Import) -> sqlite3.Connection:
    """An index of some pages of words that begin alike, and a few others."""
    imported(store, reading("altro tita zz " + " ".join(WORDS)))
    return store._connection


def open_ended(*words: str) -> Expression:
    return Expression(words, open=True)


def test_only_the_last_word_and_only_a_long_beginning_is_much_to_join(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "MAX_JOINED_PAGES", 1)
    found = PrefixSearch(connection)
    assert found.are_many(open_ended("tita"))
    assert found.are_many(open_ended("altro", "tita"))
    assert not found.are_many(open_ended("tita", "altro"))
    assert not found.are_many(open_ended("tit"))
    assert not found.are_many(Expression(("tita",)))


def test_what_is_as_much_as_is_joined_at_once_is_not_cut(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = PrefixSearch(connection)
    pages = found._pages("tita")
    monkeypatch.setattr(query, "MAX_JOINED_PAGES", pages)
    assert not found.are_many(open_ended("tita"))
    assert list(found.groups(open_ended("tita"))) == [(open_ended("tita"),)]
    monkeypatch.setattr(query, "MAX_JOINED_PAGES", pages - 1)
    assert found.are_many(open_ended("tita"))
    assert len(list(found.groups(open_ended("tita")))) > 1


def test_groups_are_light_and_hold_every_word_once(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = PrefixSearch(connection)
    light = max(3, found._pages("tita") // 2)
    monkeypatch.setattr(query, "MAX_JOINED_PAGES", light)
    groups = list(found.groups(open_ended("altro", "tita")))
    for group in groups:
        assert sum(found._pages(one.words[-1]) for one in group if one.open) <= light
    pieces = [one for group in groups for one in group]
    assert all(one.words[0] == "altro" for one in pieces)
    for word in ("tita", *WORDS):
        fitting = [
            one for one in pieces if (word.startswith(one.words[-1]) if one.open else word == one.words[-1])
        ]
        assert len(fitting) == 1
    # As few groups as that takes: two neighbours together are too much.
    weights = [sum(found._pages(one.words[-1]) for one in group if one.open) for group in groups]
    firsts = [found._pages(group[0].words[-1]) for group in groups]
    assert all(weight + following > light for weight, following in zip(weights, firsts[1:], strict=False))
