"""The schema of a dossier file, its version, and the migrations from older versions.

The version is stored in `user_version` as major * 1000 + minor. The program opens any minor version of its own major
version; a newer major version is refused. No migration is ever removed.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from briefbuilder import __version__
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.progress import Progress, ignore_progress
from briefbuilder.domain.values import value
from briefbuilder.storage.database import Transaction, check_password, connect, connect_like, database_errors
from briefbuilder.storage.hardening import unrestricted
from briefbuilder.system.files import create_private_file, free_path, remove_unfinished, sync_folder

APPLICATION_ID = 0x42724264
"""The mark of an SQLite file that is a dossier: "BrBd" in ASCII."""

_COLLECTIONS = """
CREATE TABLE article (
    id TEXT PRIMARY KEY,
    imported TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT,
    value BLOB NOT NULL
);
CREATE INDEX article_by_import ON article (imported, id);
CREATE INDEX article_by_original ON article (sha256);
CREATE INDEX article_by_text ON article (text);
CREATE TABLE tag (
    id TEXT PRIMARY KEY,
    article TEXT NOT NULL,
    topic TEXT NOT NULL,
    first_section INTEGER,
    last_section INTEGER,
    value BLOB NOT NULL
);
CREATE INDEX tag_by_article ON tag (article);
CREATE INDEX tag_by_topic ON tag (topic, article);
CREATE TABLE judgement (
    id TEXT PRIMARY KEY,
    article TEXT NOT NULL,
    topic TEXT NOT NULL,
    value BLOB NOT NULL
);
CREATE INDEX judgement_by_article ON judgement (article);
CREATE TABLE topic (id TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE briefing (id TEXT PRIMARY KEY, created TEXT NOT NULL, value BLOB NOT NULL);
CREATE TABLE setting (id TEXT PRIMARY KEY, value BLOB NOT NULL);
"""

_LARGE = """
CREATE TABLE text (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE original (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE picture (sha256 TEXT PRIMARY KEY, media_type TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE text_picture (
    text TEXT NOT NULL,
    picture TEXT NOT NULL,
    PRIMARY KEY (text, picture)
) WITHOUT ROWID;
"""

_HISTORY = """
CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    act TEXT NOT NULL,
    parameters TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE TABLE change (
    act INTEGER NOT NULL REFERENCES history (id),
    place INTEGER NOT NULL,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    before BLOB,
    after BLOB,
    PRIMARY KEY (act, place)
);
CREATE INDEX change_by_key ON change (collection, id, act);
CREATE TABLE use (
    sha256 TEXT NOT NULL,
    act INTEGER NOT NULL,
    PRIMARY KEY (sha256, act)
) WITHOUT ROWID;
CREATE INDEX use_by_act ON use (act);
CREATE TABLE state (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO state VALUES ('cursor', 0), ('index', 0);
"""

# The index holds only words and never the text: the program tokenizes and folds words itself, so the simplest
# tokenizer is enough. AUTOINCREMENT keeps the order of import when a number is dropped.
_SEARCH = """
CREATE TABLE section (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL,
    place INTEGER NOT NULL,
    UNIQUE (article, place)
);
CREATE VIRTUAL TABLE section_words USING fts5(words, content='', prefix='2 3', tokenize='ascii');
"""

# Lists and filters use narrow rows, so that 100,000 articles are walked in milliseconds. `register` gives an article
# its number for as long as it can be restored; a section's number, by which the index of words goes, consists of the
# article's number and the section's index (tables.py). `day` is '' if it is unknown. All of it is derived from the
# values, and is filled if `state` says that the index is not current.
_LIBRARY = """
CREATE TABLE register (number INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL UNIQUE);
INSERT INTO register (article) SELECT article FROM section GROUP BY article ORDER BY min(id);
INSERT OR IGNORE INTO register (article) SELECT article FROM tag;
DROP TABLE section;
DROP TABLE section_words;
CREATE VIRTUAL TABLE section_words USING fts5(words, content='', prefix='2 3', tokenize='ascii');
CREATE TABLE listing (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    publication TEXT NOT NULL,
    language TEXT NOT NULL,
    sections INTEGER NOT NULL
);
CREATE INDEX listing_by_day ON listing (day, number);
CREATE INDEX listing_by_title ON listing (title, number);
CREATE INDEX listing_by_outlet ON listing (outlet, day DESC, number DESC);
CREATE INDEX listing_by_language ON listing (language, number);
ALTER TABLE tag ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
UPDATE tag SET number = (SELECT register.number FROM register WHERE register.article = tag.article);
DROP INDEX tag_by_article;
DROP INDEX tag_by_topic;
CREATE INDEX tag_by_number ON tag (number);
CREATE INDEX tag_by_topic ON tag (topic, number, first_section, last_section);
CREATE TABLE used (
    briefing TEXT NOT NULL,
    article TEXT NOT NULL,
    PRIMARY KEY (briefing, article)
) WITHOUT ROWID;
CREATE INDEX used_by_article ON used (article);
CREATE TABLE search (id TEXT PRIMARY KEY, value BLOB NOT NULL);
UPDATE state SET number = 0 WHERE name = 'index';
"""

# The sketch of each text (domain/minhash.py) by its shingles, so that one look-up finds who shares a shingle, and the
# pairs of articles that are copies. No index by number: the rows of a text can be computed from it.
_COPIES = """
CREATE TABLE sketch (run INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (run, number)) WITHOUT ROWID;
CREATE TABLE sketched (number INTEGER PRIMARY KEY, runs INTEGER NOT NULL);
CREATE TABLE copy (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    share REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX copy_by_other ON copy (other, one);
UPDATE state SET number = 0 WHERE name = 'index';
"""

# Boilerplate of outlets (copies.py): the place of each run in its text, the words of a text from `first` up to `after`
# that are not boilerplate, and the two or three articles that show a run to be boilerplate of their outlet.
_OWN_WORDS = """
DROP TABLE sketch;
DROP TABLE sketched;
CREATE TABLE sketch (
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE TABLE sketched (
    number INTEGER PRIMARY KEY,
    outlet TEXT NOT NULL,
    text TEXT NOT NULL,
    runs INTEGER NOT NULL,
    first INTEGER NOT NULL,
    after INTEGER NOT NULL
);
CREATE TABLE boilerplate (
    run INTEGER NOT NULL,
    outlet TEXT NOT NULL,
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    third INTEGER NOT NULL,
    PRIMARY KEY (run, outlet)
) WITHOUT ROWID;
UPDATE state SET number = 0 WHERE name = 'index';
"""

# What each export to Word said, and what was decided on the changes in files that came back. Records of exports are no
# part of any act, so that undo never takes one away.
_EXPORTS = """
CREATE TABLE export (
    briefing TEXT NOT NULL,
    id TEXT NOT NULL,
    moment TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (briefing, id)
) WITHOUT ROWID;
CREATE TABLE decision (id TEXT PRIMARY KEY, value BLOB NOT NULL);
"""

# The words of all articles with their stems (vocabulary.py), in which a search looks for the forms of its words. A word
# that is its own stem needs no index. `compound` has long German words with their letters in reverse, so that an index
# answers an ending. Both are filled if `state` says that the index is not current.
_WORDS = """
CREATE TABLE word (
    word TEXT NOT NULL,
    language TEXT NOT NULL,
    stem TEXT NOT NULL,
    PRIMARY KEY (word, language, stem)
) WITHOUT ROWID;
CREATE INDEX word_by_stem ON word (stem, language) WHERE stem <> word;
CREATE TABLE compound (reversed TEXT PRIMARY KEY) WITHOUT ROWID;
ALTER TABLE listing ADD COLUMN authors TEXT NOT NULL DEFAULT '';
UPDATE state SET number = 0 WHERE name = 'index';
"""

# What the articles state (facts.py). The index has no positions and no sizes of columns: only which article has a key.
# An article whose facts are not read yet has the version 0, a removed one that undo can restore a version below it.
_FACTS = """
CREATE TABLE fact (
    number INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    keys BLOB NOT NULL,
    data BLOB NOT NULL
);
CREATE INDEX fact_by_version ON fact (version);
CREATE VIRTUAL TABLE fact_words USING fts5(words, content='', detail=none, columnsize=0, tokenize='ascii');
INSERT INTO fact SELECT register.number, 0, x'', x'' FROM article JOIN register ON register.article = article.id;
"""

# What own texts of briefings state, by a digest of what was read (facts.py): a cache, the oldest first.
_TEXT_FACTS = """
CREATE TABLE text_fact (number INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, data BLOB NOT NULL);
"""

# What the pages of the last export of a briefing for a recipient said (export_records.py): a cache, by which none is laid out again.
_PAGES_SAID = """
CREATE TABLE pages (
    briefing TEXT NOT NULL,
    audience TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (briefing, audience)
) WITHOUT ROWID;
"""

# Which pictures the texts of each briefing show. Rows of briefings from before are written when these change; until then
# they show only pictures of articles.
_OWN_PICTURES = """
CREATE TABLE briefing_picture (
    briefing TEXT NOT NULL,
    picture TEXT NOT NULL,
    PRIMARY KEY (briefing, picture)
) WITHOUT ROWID;
CREATE INDEX briefing_picture_by_picture ON briefing_picture (picture);
"""

# What a dossier that several desks share knows of itself, and which texts and originals its batches refer to.
_SHARED = """
CREATE TABLE shared_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE batch_piece (
    sha256 TEXT NOT NULL,
    batch INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (sha256, batch)
) WITHOUT ROWID;
"""

# The log of such a dossier (shared_tables.py). It is made when the dossier is shared: a file of one desk is smaller
# without it. A number names a batch in the other tables: that of the open batch is one more than the highest. `mark` has
# the writes of each field that survive, by node; `article` and `passage` tell on what a tag or an excerpt lies.
_LOG = """
CREATE TABLE batch (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    desk TEXT NOT NULL,
    line INTEGER NOT NULL,
    place INTEGER NOT NULL,
    known BLOB NOT NULL,
    is_head INTEGER NOT NULL,
    taken TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX batch_by_line ON batch (line, place);
CREATE INDEX batch_by_head ON batch (name) WHERE is_head;
CREATE INDEX batch_by_desk ON batch (desk, number);
CREATE TABLE waiting (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, desk TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE open_act (number INTEGER PRIMARY KEY, size INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE mark (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    node TEXT NOT NULL,
    article TEXT,
    passage TEXT,
    writes BLOB NOT NULL,
    PRIMARY KEY (collection, id, node)
) WITHOUT ROWID;
CREATE INDEX mark_by_article ON mark (article, passage) WHERE article IS NOT NULL;
CREATE TABLE text_write (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    node TEXT NOT NULL,
    field TEXT NOT NULL,
    batch INTEGER NOT NULL,
    act INTEGER NOT NULL,
    PRIMARY KEY (collection, id, node, field, batch, act)
) WITHOUT ROWID;
CREATE TABLE conflict (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    place INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (collection, id, place)
) WITHOUT ROWID;
CREATE TABLE own_act (number INTEGER PRIMARY KEY, act TEXT NOT NULL, parameters TEXT NOT NULL);
CREATE TABLE own_write (
    act INTEGER NOT NULL,
    place INTEGER NOT NULL,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (act, place)
) WITHOUT ROWID;
CREATE INDEX own_write_by_key ON own_write (collection, id, act);
CREATE INDEX batch_piece_by_batch ON batch_piece (batch);
"""

LOGGED_FROM = 9000
"""The version from which a dossier can have the log of what several desks did."""
_PAGES = 2_000
"""The number of pages that are copied between two reports: some milliseconds."""
_PROGRAM_PART = 1000


@value(kw_only=False)
class Migration:
    """A migration to a version from the one before it; `program` is the first version of the program that has it."""

    version: int
    apply: Callable[[sqlite3.Connection], None]
    program: str = ""

    @classmethod
    def of(cls, version: int, script: str) -> Migration:
        """Return the migration that runs some statements."""
        return cls(version, lambda connection: run_statements(connection, script), "0.1.0")


def has_log(connection: sqlite3.Connection) -> bool:
    """Return whether a dossier has the tables of the log."""
    query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'batch'"
    return connection.execute(query).fetchone() is not None


def add_log(connection: sqlite3.Connection) -> None:
    """Make the empty tables of the log."""
    run_statements(connection, _LOG)


def drop_log(connection: sqlite3.Connection) -> None:
    """Delete the log with its tables."""
    tables = re.findall(r"CREATE TABLE (\w+)", _LOG)
    run_statements(connection, "".join(f"DROP TABLE {table};\n" for table in tables))
    run_statements(
        connection, "DROP INDEX batch_piece_by_batch;\nDELETE FROM batch_piece;\nDELETE FROM shared_state;\n"
    )


MIGRATIONS: tuple[Migration, ...] = (
    Migration.of(1000, _COLLECTIONS + _LARGE + _HISTORY + _SEARCH),
    # Each of the following steps is a new major version, because an older program would damage the file.
    # It would read a corrected text without its corrections, lose its tags and delete the wrong words from the index.
    Migration.of(2000, "ALTER TABLE section ADD COLUMN present INTEGER NOT NULL DEFAULT 1;\n"),
    # It would not update the new rows.
    Migration.of(3000, _LIBRARY),
    # It would not update the sketches.
    Migration.of(4000, _COPIES),
    # It would keep the records when it purges.
    Migration.of(5000, _EXPORTS),
    # It would not add the words of new articles.
    Migration.of(6000, _WORDS),
    # It would write sketches without places.
    Migration.of(7000, _OWN_WORDS),
    # It would keep the facts of texts that it purges.
    Migration.of(8000, _FACTS),
    # It would not tell the other desks of its acts.
    Migration.of(LOGGED_FROM, _SHARED),
    # It would keep the facts of own texts.
    Migration.of(10_000, _TEXT_FACTS),
    # It would keep the places of headings on pages that it purges.
    Migration.of(11_000, _PAGES_SAID),
    # It would drop the pictures of own texts when it purges.
    Migration.of(12_000, _OWN_PICTURES),
)
"""Every step, oldest first; the first one makes an empty dossier."""


def run_statements(connection: sqlite3.Connection, script: str) -> None:
    """Run statements one by one; unlike `executescript` this stays in the open transaction."""
    statement = ""
    with unrestricted(connection):
        for line in script.splitlines():
            statement += line + "\n"
            if sqlite3.complete_statement(statement):
                connection.execute(statement)
                statement = ""


def format_version(version: int) -> str:
    """Return a version as it is shown: 1002 is "1.2"."""
    return f"{version // 1000}.{version % 1000}"


def _copy_older(connection: sqlite3.Connection, target: Path, on_progress: Progress) -> Path:
    """Copy a dossier to an unfinished file beside `target`, which it is to become; return its path.

    `on_progress` receives 0 from time to time, and may raise an error to stop the copy. Raises DossierError if the
    copy cannot be written.
    """
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.new")
    # The dossier is locked, so that what is there is of an upgrade that was killed.
    remove_unfinished(target.parent, target.name)
    with ExitStack() as undo, _backup_errors(target):
        create_private_file(unfinished)
        undo.callback(unfinished.unlink, missing_ok=True)
        with closing(connect_like(connection, unfinished)) as copy:
            connection.backup(copy, pages=_PAGES, progress=lambda *_: on_progress(0.0))
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        undo.pop_all()
    return unfinished


@contextmanager
def _backup_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except database_errors(OSError) as error:
        raise DossierError("backup-not-written", path=str(target)) from error


@contextmanager
def upgrade(
    connection: sqlite3.Connection,
    path: Path,
    migrations: Sequence[Migration],
    backed_up: Path | None,
    on_progress: Progress | None,
) -> Iterator[None]:
    """Run the missing migrations in one transaction with what is done within, which is kept only if that succeeds.

    `backed_up` is the path beside which a copy of the older version is made, named after that version. The copy has
    its name just before the upgrade is kept, so that one that fails or is killed leaves none.
    """
    version = version_of(connection)
    newest = migrations[-1].version
    if version // 1000 > newest // 1000:
        raise newer_error(path, version, migrations, connection)
    steps = [step for step in migrations if step.version > version]
    if not steps:
        yield
        return
    with ExitStack() as undo:
        target = unfinished = None
        if backed_up is not None:
            stem = f"{backed_up.stem} (version {format_version(version)})"
            target = free_path(backed_up.parent, stem, backed_up.suffix)
            unfinished = _copy_older(connection, target, on_progress or ignore_progress)
            undo.callback(unfinished.unlink, missing_ok=True)
        with Transaction(connection):
            with unrestricted(connection):
                for step in steps:
                    step.apply(connection)
            write_version(connection, newest, migrations)
            yield
            if target is not None and unfinished is not None:
                with _backup_errors(target):
                    unfinished.replace(target)
                    sync_folder(target.parent)
                undo.callback(target.unlink, missing_ok=True)
        undo.pop_all()


def write_version(
    connection: sqlite3.Connection, version: int, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Mark the file as a dossier of a version, and write which program opens it, so that older programs can tell."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    if program := oldest_program(version, migrations):
        major, minor, patch = map(int, program.split("."))
        number = (major * _PROGRAM_PART + minor) * _PROGRAM_PART + patch
        connection.execute("INSERT OR REPLACE INTO state VALUES ('program', ?)", (number,))


def oldest_program(version: int, migrations: Sequence[Migration] = MIGRATIONS) -> str:
    """Return the oldest version of the program that opens a version of dossiers, "" for one of a newer program."""
    found = (step.program for step in migrations if step.version // 1000 == version // 1000)
    return next(found, "")


def read_program(connection: sqlite3.Connection) -> str:
    """Return the oldest version of the program that opens a newer dossier, as the file says.

    It is "" if the file names none, or one that is no newer than this program: that would help nobody.
    """
    try:
        row = connection.execute("SELECT number FROM state WHERE name = 'program'").fetchone()
    except database_errors():
        return ""
    number = row[0] if row is not None else None
    if not isinstance(number, int) or not 0 < number < _PROGRAM_PART**3:
        return ""
    rest, patch = divmod(number, _PROGRAM_PART)
    major, minor = divmod(rest, _PROGRAM_PART)
    is_newer = (major, minor, patch) > tuple(map(int, __version__.split(".")))  # noqa: RUF048 - three numbers, as everywhere here
    return f"{major}.{minor}.{patch}" if is_newer else ""


def newer_error(
    path: Path, version: int, migrations: Sequence[Migration], connection: sqlite3.Connection
) -> DossierError:
    """Return the error for a dossier of a newer program, which names the program that opens it if the file says so."""
    shown = {
        "path": str(path),
        "version": format_version(version),
        "known": format_version(migrations[-1].version),
    }
    program = read_program(connection)
    if not program:
        return DossierError("dossier-newer", **shown)
    return DossierError("dossier-newer-program", program=program, **shown)


def version_on_disk(path: Path, password: str | None = None) -> int:
    """Return the version in a file's header; that of an encrypted dossier is read with its `password`.

    Raises DossierError("password-wrong") if it cannot be.
    """
    if password is not None:
        with closing(connect(path, password=password, immutable=True)) as connection:
            check_password(connection, path)
            return version_of(connection)
    with path.open("rb") as file:
        return int.from_bytes(file.read(64)[60:], "big")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of an open dossier."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
