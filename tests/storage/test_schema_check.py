"""Whether what a file defines is what the migrations make."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any, cast

import pytest

from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.hardening import LimitedConnection
from briefbuilder.storage.migrations import MIGRATIONS
from briefbuilder.storage.schema_check import check_schema

Row = list[Any]
KIND, NAME, TABLE, SQL, ROOT = range(5)
NEWEST = MIGRATIONS[-1].version


class Answer(list[Row]):
    """The rows of an answer."""

    def fetchone(self) -> Row:
        return self[0]


class StatedSchema:
    """Answers as a connection to a file with some rows in its schema, which SQLite itself might not read."""

    def __init__(self, rows: list[Row], version: int) -> None:
        self.rows, self.version = rows, version

    def execute(self, statement: str) -> Answer:
        return Answer([[self.version]] if statement == "PRAGMA user_version" else self.rows)


@pytest.fixture(scope="module")
def made() -> list[Row]:
    """The rows of a schema as the migrations make it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None, factory=LimitedConnection)) as connection:
        for migration in MIGRATIONS:
            migration.apply(connection)
        statement = "SELECT type, name, tbl_name, sql, rootpage FROM sqlite_schema"
        return [[*row] for row in connection.execute(statement)]


def check(rows: list[Row], version: int = NEWEST) -> None:
    check_schema(cast("sqlite3.Connection", StatedSchema(rows, version)))


def row(rows: list[Row], name: str) -> Row:
    return next(one for one in rows if one[NAME] == name)


def changed(rows: list[Row], name: str, column: int, value: object) -> list[Row]:
    return [[*one[:column], value, *one[column + 1 :]] if one[NAME] == name else one for one in rows]


def test_what_the_migrations_make_is_accepted_however_the_index_is_spaced(made: list[Row]) -> None:
    check(made)
    sql = row(made, "section_words_data")[SQL]
    check(changed(made, "section_words_data", SQL, sql.replace("'", '"').replace(" ", "\n  ")))
    with pytest.raises(CorruptValueError, match="another table section_words_data"):
        check(changed(made, "section_words_data", SQL, sql.replace("block", "other")))
    with pytest.raises(CorruptValueError, match="another table setting"):
        check(changed(made, "setting", SQL, row(made, "setting")[SQL] + " "))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda rows: changed(rows, "setting", ROOT, 0), "on one page"),
        (lambda rows: changed(rows, "setting", ROOT, 1), "on one page"),
        (lambda rows: changed(rows, "setting", ROOT, row(rows, "topic")[ROOT]), "on one page"),
        (lambda rows: changed(rows, "section_words", ROOT, row(rows, "topic")[ROOT]), "on one page"),
        (lambda rows: changed(rows, "setting", ROOT, "2"), "without the page of table setting"),
        (lambda rows: [*rows, changed(rows, "setting", SQL, "x")[rows.index(row(rows, "setting"))]], "two of table setting"),
        (lambda rows: changed(rows, "setting", TABLE, "topic"), "another table setting"),
        (lambda rows: [one for one in rows if one[NAME] != "setting"], "another table setting"),
        (lambda rows: [*rows, ["table", "more", "more", "CREATE TABLE more (id)", 9_999]], "another table more"),
        (lambda _: [], "on one page"),
    ],
)  # fmt: skip
def test_any_other_schema_is_damage(
    made: list[Row], change: Callable[[list[Row]], list[Row]], told: str
) -> None:
    with pytest.raises(CorruptValueError, match=told):
        check(change(made))


@pytest.mark.parametrize(
    ("more", "accepted"),
    [
        (["table", "more", "more", "create table more (id)", 9_999], True),
        (["table", "more", "other", "CREATE TABLE more (id)", 9_999], False),
        (["table", "more", "more", "CREATE VIRTUAL TABLE more USING fts5(x)", 0], False),
        (["view", "more", "more", "CREATE TABLE more", 9_999], False),
        (["index", "on_topic", "topic", "CREATE INDEX on_topic ON topic (id)", 9_999], False),
        (["index", "on_later", "later", "CREATE INDEX on_later ON later (id)", 9_999], True),
    ],
)
def test_only_a_newer_version_may_have_more_and_only_plain_tables(
    made: list[Row], more: Row, *, accepted: bool
) -> None:
    with pytest.raises(CorruptValueError, match="another"):
        check([*made, more])
    if accepted:
        check([*made, more], NEWEST + 1)
    else:
        with pytest.raises(CorruptValueError, match="another"):
            check([*made, more], NEWEST + 1)


@pytest.mark.parametrize("version", [0, NEWEST - 1])
def test_a_version_without_a_migration_is_damage(made: list[Row], version: int) -> None:
    with pytest.raises(CorruptValueError, match="has the version"):
        check(made, version)
