"""Whether the schema of a file is the one that the migrations make.

A dossier may come from a stranger, and what is in `sqlite_schema` is code: triggers, views, and indexes, columns and checks
with expressions run if the program reads or writes. If a newer minor version of the program added tables, nothing
reads or writes them here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.hardening import LimitedConnection
from briefbuilder.storage.migrations import LOGGED_FROM, MIGRATIONS, Migration, add_log

_INDEXES = ("section_words_", "fact_words_")
_SPACE_AND_QUOTES = lazy_pattern(r"[\s'\"]+")
_FIRST_ROOT = 2
"""The first page that a table or an index can have: page 1 holds the schema."""
_VIRTUAL = "CREATE VIRTUAL TABLE"


@value(kw_only=False)
class _Schema:
    """What a file defines: the table and the SQL of each thing by its kind and name; `roots` are their first pages."""

    entries: Mapping[tuple[str, str], tuple[str, str]]
    roots: Sequence[int]


def check_schema(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Raise CorruptValueError if the schema of a file is not the one that the migrations make for its version."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    newest = migrations[-1].version
    steps = tuple(step for step in migrations if step.version <= version)
    if not steps or (steps[-1].version != version and version < newest):
        raise CorruptValueError(f"no dossier has the version {version}")
    found = _read_schema(connection)
    has_log = version >= LOGGED_FROM and ("table", "batch") in found.entries
    expected = _made_schema(steps, with_log=has_log)
    # Two tables on one page, or one on the first page, would be written as each other.
    if len(set(found.roots)) < len(found.roots) or min(found.roots, default=0) < _FIRST_ROOT:
        raise CorruptValueError("a schema with tables on one page")
    for key in expected.entries.keys() | found.entries.keys():
        if found.entries.get(key) != expected.entries.get(key) and not (
            version > newest and _is_unused(key, expected, found)
        ):
            raise CorruptValueError(f"a schema with another {' '.join(key)}")


def prepare_schema() -> None:
    """Make the schema that a new dossier has, with which those that are opened are compared."""
    _made_schema(tuple(MIGRATIONS), with_log=False)


@cache
def _made_schema(steps: tuple[Migration, ...], *, with_log: bool) -> _Schema:
    with closing(sqlite3.connect(":memory:", isolation_level=None, factory=LimitedConnection)) as connection:
        for step in steps:
            step.apply(connection)
        if with_log:
            add_log(connection)
        return _read_schema(connection)


def _read_schema(connection: sqlite3.Connection) -> _Schema:
    entries: dict[tuple[str, str], tuple[str, str]] = {}
    roots = []
    for kind, name, table, sql, root in connection.execute(
        "SELECT type, name, tbl_name, sql, rootpage FROM sqlite_schema"
    ):
        # The tables of the index are SQLite's own: its versions may quote and space them differently.
        text = _SPACE_AND_QUOTES.sub(" ", str(sql)) if str(name).startswith(_INDEXES) else str(sql)
        if entries.setdefault((str(kind), str(name)), (str(table), text)) != (str(table), text):
            raise CorruptValueError(f"a schema with two of {kind} {name}")
        if not isinstance(root, int):
            raise CorruptValueError(f"a schema without the page of {kind} {name}")
        if root or not text.startswith(_VIRTUAL):
            roots.append(root)
    return _Schema(entries, roots)


def _is_unused(key: tuple[str, str], expected: _Schema, found: _Schema) -> bool:
    """Return whether something is a plain table, or an index of one, that this version does not know."""
    kind, name = key
    if key in expected.entries:
        return False
    table, sql = found.entries[key]
    if kind == "table":
        return name == table and sql.upper().startswith("CREATE TABLE")
    return kind == "index" and ("table", table) not in expected.entries
