"""The tables of a dossier file, its version, and the numbered steps from an older version.

The version stands in `user_version` as major * 1000 + minor. A reader opens any minor version of its
own major one; a newer major version is refused. Each step of MIGRATIONS is kept for ever.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

APPLICATION_ID = 0x42724264
"""What marks an SQLite file as a dossier: "BrBd" in ASCII."""

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

# The index holds words alone and never the text: the program cuts and folds the words itself, so the
# plainest tokenizer does. AUTOINCREMENT keeps the order of import when a number is given up.
_SEARCH = """
CREATE TABLE section (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL,
    place INTEGER NOT NULL,
    UNIQUE (article, place)
);
CREATE VIRTUAL TABLE section_words USING fts5(words, content='', prefix='2 3', tokenize='ascii');
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """A step to a version from the one before it."""

    version: int
    apply: Callable[[sqlite3.Connection], None]


def _first(connection: sqlite3.Connection) -> None:
    run_statements(connection, _COLLECTIONS + _LARGE + _HISTORY + _SEARCH)


def _corrections(connection: sqlite3.Connection) -> None:
    # An older program would read a corrected text without its corrections, lose what lies on it and take the wrong
    # words out of the index: hence a new major version.
    connection.execute("ALTER TABLE section ADD COLUMN present INTEGER NOT NULL DEFAULT 1")


MIGRATIONS: tuple[Migration, ...] = (Migration(1000, _first), Migration(2000, _corrections))
"""Every step, oldest first; the first one makes an empty dossier."""


def run_statements(connection: sqlite3.Connection, script: str) -> None:
    """Run statements one by one; unlike `executescript` this stays in the open transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def words_of(version: int) -> str:
    """Return a version as people write it: 1002 is "1.2"."""
    return f"{version // 1000}.{version % 1000}"
