"""A dossier from a stranger: nothing that its schema asks for is run, whichever way it is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from time import process_time

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.domain.errors import DossierError
from briefbuilder.storage import hardening, opening
from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.database import connect
from briefbuilder.storage.hardening import unrestricted
from briefbuilder.storage.migrations import MIGRATIONS
from briefbuilder.storage.opening import create, needs_upgrade, open_dossier
from briefbuilder.storage.schema_check import check_schema

NEWEST = MIGRATIONS[-1].version

PLANTED = {
    "trigger": "CREATE TRIGGER planted AFTER INSERT ON setting BEGIN DELETE FROM article; END",
    "trigger on removal": "CREATE TRIGGER planted AFTER DELETE ON tag BEGIN DELETE FROM original; END",
    "view": "CREATE VIEW planted AS SELECT * FROM article",
    "table": "CREATE TABLE planted (id TEXT)",
    "table with a check": "CREATE TABLE planted (id TEXT CHECK (length(hex(randomblob(1000000))) > 0))",
    "index": "CREATE INDEX planted ON topic (id, value)",
    "index of an expression": "CREATE INDEX planted ON topic (length(zeroblob(100000000)))",
    "partial index": "CREATE INDEX planted ON topic (id) WHERE length(id) > 3",
    "column": "ALTER TABLE setting ADD COLUMN planted TEXT",
    "generated column": "ALTER TABLE setting ADD COLUMN planted AS (length(zeroblob(100000000)))",
    "virtual table": "CREATE VIRTUAL TABLE planted USING fts5(words)",
    "missing table": "DROP TABLE briefing",
    "missing index": "DROP INDEX listing_by_day",
}
RECURSIVE = (
    "CREATE VIEW {name} AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT i AS number, 'index' AS name, i AS id, i AS value FROM n"
)


@pytest.fixture
def closed(path: Path, reading: MakeReading, imported: Import) -> Path:
    store = create(path)
    for number in range(3):
        imported(store, reading(f"parole comuni {number}", title=str(number)))
    store.close()
    return path


@pytest.fixture(params=["writable", "read-only", "copy"])
def _opened_as(
    request: pytest.FixtureRequest, closed: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Open the dossier in place, read it where it lies, or read a copy because another program may write."""
    if request.param != "writable":
        monkeypatch.setattr(opening, "_is_writable", lambda _: False)
    lock = closed.with_name(closed.name + ".lock")
    if request.param == "copy":
        lock.write_text('{"user": "a", "host": "elsewhere", "process": 1, "since": "2026"}')
    yield
    if request.param == "copy":
        lock.unlink()


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refusal(path: Path) -> str:
    started = process_time()
    with pytest.raises(DossierError) as caught:
        open_dossier(path)
    assert process_time() - started < 5
    assert caught.value.parameters["path"] == str(path)
    return caught.value.code


@pytest.mark.usefixtures("_opened_as")
@pytest.mark.parametrize("planted", PLANTED)
def test_a_schema_that_the_program_did_not_make_is_refused(closed: Path, planted: str) -> None:
    alter(closed, PLANTED[planted])
    before = closed.read_bytes()
    assert refusal(closed) == "dossier-damaged"
    assert closed.read_bytes() == before


@pytest.mark.usefixtures("_opened_as")
@pytest.mark.parametrize("table", ["state", "setting", "topic", "listing"])
def test_a_view_that_never_ends_is_not_read(closed: Path, table: str) -> None:
    alter(closed, f"DROP TABLE {table}", RECURSIVE.format(name=table))
    assert not needs_upgrade(closed)
    assert refusal(closed) == "dossier-damaged"


@pytest.mark.parametrize("version", [0, 1, 999, 1001, NEWEST - 1])
def test_a_version_that_no_program_wrote_is_refused(closed: Path, version: int) -> None:
    alter(closed, f"PRAGMA user_version = {version}")
    assert refusal(closed) == "dossier-damaged"


@pytest.mark.parametrize("old", ["v1", "v2", "v3"])
def test_an_older_dossier_with_a_trigger_is_refused_before_it_is_upgraded(
    data: Path, path: Path, old: str
) -> None:
    path.write_bytes((data / "dossier" / f"{old}.dossier").read_bytes())
    alter(path, "CREATE TRIGGER planted AFTER UPDATE ON tag BEGIN DELETE FROM article; END")
    before = path.read_bytes()
    assert refusal(path) == "dossier-damaged"
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_newer_minor_version_may_have_more_tables_but_nothing_that_runs(closed: Path) -> None:
    alter(
        closed,
        f"PRAGMA user_version = {NEWEST + 1}",
        "CREATE TABLE later (id TEXT PRIMARY KEY, word TEXT)",
        "CREATE INDEX later_by_word ON later (word)",
    )
    open_dossier(closed).close()
    for planted in ("trigger", "view", "index", "column", "virtual table", "missing table"):
        copy = closed.with_name(f"{planted}.dossier")
        copy.write_bytes(closed.read_bytes())
        alter(copy, PLANTED[planted])
        assert refusal(copy) == "dossier-damaged"


@pytest.mark.parametrize("page", ["1", "(SELECT rootpage FROM sqlite_schema WHERE name = 'topic')", "'x'"])
def test_two_tables_on_one_page_are_refused(closed: Path, page: str) -> None:
    alter(
        closed,
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_schema SET rootpage = {page} WHERE name = 'setting'",
    )
    assert refusal(closed) == "dossier-damaged"


@pytest.fixture
def connection(closed: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(closed)) as opened:
        check_schema(opened)
        yield opened


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH ':memory:' AS other",
        "DROP TABLE article",
        "CREATE TABLE more (id TEXT)",
        "CREATE TEMP TRIGGER planted AFTER INSERT ON setting BEGIN DELETE FROM article; END",
        "CREATE VIRTUAL TABLE main.more USING fts5(words)",
        "ALTER TABLE article RENAME TO other",
        "PRAGMA writable_schema = ON",
        "SELECT load_extension('x')",
        "REINDEX",
    ],
)
def test_a_connection_refuses_what_the_program_never_asks_for(
    connection: sqlite3.Connection, statement: str
) -> None:
    with pytest.raises(sqlite3.DatabaseError, match=r"authorized|prohibited"):
        connection.execute(statement)


def test_a_trigger_that_slips_past_the_check_is_still_not_run(closed: Path) -> None:
    alter(closed, PLANTED["trigger"])
    with closing(connect(closed)) as connection:
        with pytest.raises(CorruptValueError):
            check_schema(connection)
        # From Python 3.12 on triggers are switched off; before, what one does is refused.
        with suppress(sqlite3.DatabaseError):
            connection.execute("INSERT INTO setting VALUES ('a', x'00')")
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (3,)


def test_the_restrictions_are_lifted_for_a_moment_and_come_back(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    with unrestricted(connection):
        connection.execute("VACUUM INTO ?", (str(tmp_path / "copy"),))
        connection.execute("VACUUM")
    assert (tmp_path / "copy").stat().st_size > 0
    with pytest.raises(sqlite3.DatabaseError, match="authorized"):
        connection.execute("ATTACH ':memory:' AS other")
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0


@pytest.mark.parametrize("is_lifted_before", [False, True])
def test_a_statement_that_never_ends_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_lifted_before: bool
) -> None:
    numbers = "WITH RECURSIVE found (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM found WHERE i < ?) SELECT max(i) FROM found"
    monkeypatch.setattr(hardening, "MOST_STATEMENT_STEPS", 100_000)
    monkeypatch.setattr(hardening, "_COUNTED_STEPS", 1_000)
    with closing(connect(tmp_path / "new.dossier")) as connection:
        if is_lifted_before:
            with unrestricted(connection):
                pass
        # SQLite counts the steps of a statement as long as Python keeps it: those of all times together.
        for _ in range(40):
            assert connection.execute(numbers, (1_000,)).fetchone() == (1_000,)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            connection.execute(numbers, (1_000_000_000,))
        assert connection.execute(numbers, (1_000,)).fetchone() == (1_000,)


@pytest.mark.parametrize("is_immutable", [False, True])
def test_a_statement_on_a_small_file_is_stopped_soon(closed: Path, is_immutable: bool) -> None:
    endless = (
        "WITH RECURSIVE found (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM found) SELECT max(i) FROM found"
    )
    with closing(connect(closed, immutable=is_immutable)) as connection:
        assert isinstance(connection, hardening.LimitedConnection)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            connection.execute(endless)
        assert connection.step_count.steps < 12_000_000


def test_options_are_set_where_python_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Recorded(hardening.LimitedStatements):
        def __init__(self) -> None:
            super().__init__()
            self.set: dict[object, object] = {}

        def setconfig(self, option: int, on: bool) -> None:
            self.set[option] = on

        def execute(self, *_: object) -> None: ...
        def set_authorizer(self, *_: object) -> None: ...
        def set_progress_handler(self, *_: object) -> None: ...

    for number, name in enumerate(hardening._SWITCHES):
        monkeypatch.setattr(sqlite3, name, number, raising=False)
    recorded = Recorded()
    hardening.restrict(recorded)  # type: ignore[arg-type]
    assert recorded.set == {0: True, 1: False, 2: False, 3: False}


def test_only_a_dossier_as_the_migrations_make_it_is_asked_whether_it_needs_an_upgrade(closed: Path) -> None:
    assert not needs_upgrade(closed)
    alter(closed, "UPDATE state SET number = 0 WHERE name = 'index'")
    assert needs_upgrade(closed)
    alter(closed, PLANTED["trigger"])
    assert not needs_upgrade(closed)


def test_a_statement_is_stopped_at_the_step_that_reaches_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardening, "MOST_STATEMENT_STEPS", 3 * hardening._COUNTED_STEPS)
    count = hardening._StepCount(Path("of no file"))
    assert [count.add() for _ in range(4)] == [False, False, True, True]


def test_the_steps_of_each_statement_are_counted_from_nothing(connection: sqlite3.Connection) -> None:
    assert isinstance(connection, hardening.LimitedConnection)
    connection.execute("BEGIN")
    connection.step_count.steps = hardening.MOST_STATEMENT_STEPS
    connection.executemany("INSERT INTO setting VALUES (?, ?)", [("a", b"")])
    assert connection.step_count.steps == 0
    connection.step_count.steps = hardening.MOST_STATEMENT_STEPS
    connection.execute("SELECT 1")
    assert connection.step_count.steps == 0
