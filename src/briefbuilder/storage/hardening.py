"""What a connection to a dossier may do, since a dossier may come from a stranger.

A file can bring triggers, views and indexes whose expressions SQLite would run. `check_schema` (schema_check.py) refuses
such a file; the restrictions here make sure that nothing of it could run, and limit the size of a value and the work of
a statement. See https://www.sqlite.org/security.html.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_MEBIBYTE = 1024 * 1024

MOST_STATEMENT_STEPS = 300_000_000
"""Steps of SQLite's virtual machine in one statement: two or three seconds; listing 100,000 articles takes about a million."""
_LEAST_STEPS, _STEPS_PER_BYTE = 5_000_000, 10
"""The steps that a statement may take in any case, some 50 ms, and for each byte of the file: pages that form a circle have no end."""

_COUNTED_STEPS = 1_000_000
"""The steps after which SQLite reports some; it counts all of a statement that is kept and executed again."""

_MOST_MEMORY = 1024 * _MEBIBYTE
"""Bytes that SQLite may use in this process: a damaged index asks for any number. The largest original takes two copies."""

_LIMITS = {
    "SQLITE_LIMIT_LENGTH": 257 * _MEBIBYTE,  # Bytes of a value or a row: the largest file that is imported.
    "SQLITE_LIMIT_SQL_LENGTH": _MEBIBYTE,
    "SQLITE_LIMIT_TRIGGER_DEPTH": 0,
}
_ATTACHED = "SQLITE_LIMIT_ATTACHED"
_MOST_ATTACHED = 10
"""The most files that SQLite attaches: VACUUM attaches one."""

_SWITCHES = {
    "SQLITE_DBCONFIG_DEFENSIVE": True,
    "SQLITE_DBCONFIG_TRUSTED_SCHEMA": False,
    "SQLITE_DBCONFIG_ENABLE_TRIGGER": False,
    "SQLITE_DBCONFIG_ENABLE_VIEW": False,
}
"""Options of a connection, which Python sets from version 3.12 on."""

_DENIED_ACTIONS = frozenset(
    {
        sqlite3.SQLITE_ALTER_TABLE,
        sqlite3.SQLITE_ANALYZE,
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_CREATE_INDEX,
        sqlite3.SQLITE_CREATE_TABLE,
        sqlite3.SQLITE_CREATE_TEMP_INDEX,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_VIEW,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_VIEW,
        sqlite3.SQLITE_DETACH,
        sqlite3.SQLITE_DROP_INDEX,
        sqlite3.SQLITE_DROP_TABLE,
        sqlite3.SQLITE_DROP_TRIGGER,
        sqlite3.SQLITE_DROP_VIEW,
        sqlite3.SQLITE_REINDEX,
    }
)
_TEMPORARY_ACTIONS = frozenset(
    {sqlite3.SQLITE_CREATE_VTABLE, sqlite3.SQLITE_CREATE_TEMP_TABLE, sqlite3.SQLITE_DROP_VTABLE}
)
"""What is allowed only in the temporary schema: a view of the words in the index (query.py)."""
_OWN_NAMES = frozenset({None, "found", "prefix", "segment"})
"""Who may ask for something: a statement itself, or a common table expression of ours, but no trigger and no view."""


class _StepCount:
    """The steps that SQLite reported since a statement began; `path` is the file, if there is one."""

    def __init__(self, path: Path) -> None:
        self.steps, self._path = 0, path

    def add(self) -> bool:
        """Count the steps that were reported; return whether the statement is to be stopped."""
        self.steps += _COUNTED_STEPS
        return self.steps >= self._most()

    def _most(self) -> int:
        try:
            size = self._path.stat().st_size
        except (OSError, ValueError):
            return MOST_STATEMENT_STEPS
        return min(MOST_STATEMENT_STEPS, _LEAST_STEPS + _STEPS_PER_BYTE * size)


class LimitedStatements:
    """What makes a connection count the steps of each statement from zero; before the driver's class in the list of bases."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        target = str(arguments[0]) if arguments else ""
        path = unquote(urlsplit(target).path, errors="surrogateescape") if named.get("uri") else target
        self.step_count = _StepCount(Path(path))

    def execute(self, statement: str, values: Any = (), /) -> Any:
        """Execute a statement."""
        self.step_count.steps = 0
        return super().execute(statement, values)  # type: ignore[misc] # the driver's

    def executemany(self, statement: str, rows: Any, /) -> Any:
        """Execute a statement for each row of values."""
        self.step_count.steps = 0
        return super().executemany(statement, rows)  # type: ignore[misc] # the driver's


class LimitedConnection(LimitedStatements, sqlite3.Connection):
    """A connection of Python's own driver."""


def restrict(connection: sqlite3.Connection) -> None:
    """Forbid a new connection what the program does not need, and limit values and statements."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute(f"PRAGMA hard_heap_limit = {_MOST_MEMORY}")
    for name, most in (*_LIMITS.items(), (_ATTACHED, 0)):
        _set_limit(connection, name, most)
    set_switch = getattr(connection, "setconfig", None)
    for name, on in _SWITCHES.items():
        option = getattr(sqlite3, name, None)
        if set_switch is not None and option is not None:
            set_switch(option, on)
    connection.set_authorizer(_authorize)
    _limit_steps(connection)


@contextmanager
def unrestricted(connection: sqlite3.Connection) -> Iterator[None]:
    """Lift the restrictions for statements of the program's own: migrations, VACUUM, copies by ATTACH.

    The schema of the file must have been checked.
    """
    _set_limit(connection, _ATTACHED, _MOST_ATTACHED)
    connection.set_authorizer(lambda *_: sqlite3.SQLITE_OK)
    connection.set_progress_handler(None, 0)
    try:
        yield
    finally:
        _limit_steps(connection)
        connection.set_authorizer(_authorize)
        _set_limit(connection, _ATTACHED, 0)


def _set_limit(connection: sqlite3.Connection, name: str, most: int) -> None:
    # The driver for encrypted dossiers has no limits to set.
    set_limit = getattr(connection, "setlimit", None)
    if set_limit is not None:
        set_limit(getattr(sqlite3, name), most)


def _authorize(
    action: int, first: str | None, second: str | None, database: str | None, by: str | None
) -> int:
    is_denied = (
        action in _DENIED_ACTIONS
        or by not in _OWN_NAMES
        or (action in _TEMPORARY_ACTIONS and database != "temp")
        or (
            action == sqlite3.SQLITE_PRAGMA
            and (first or "").lower() == "writable_schema"
            and second is not None
        )
        or (action == sqlite3.SQLITE_FUNCTION and second == "load_extension")
    )
    return sqlite3.SQLITE_DENY if is_denied else sqlite3.SQLITE_OK


def _limit_steps(connection: sqlite3.Connection) -> None:
    assert isinstance(connection, LimitedStatements)
    connection.set_progress_handler(connection.step_count.add, _COUNTED_STEPS)
