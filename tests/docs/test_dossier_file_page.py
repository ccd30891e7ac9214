"""The page on the file of a dossier: its tables, columns and versions are those that the program makes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.docs.markdown_page import codes, page, rows, sections

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.storage.codec import MOST_ORIGINAL, MOST_TEXT, MOST_VALUE
from briefbuilder.storage.migrations import APPLICATION_ID, MIGRATIONS

PAGE = page("reference/dossier-file.md")
SECTIONS = sections(PAGE)


def test_every_table_is_told_with_its_columns(tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.dossier", Resources()) as session:
        session.store.share()
    with closing(sqlite3.connect(tmp_path / "a.dossier")) as connection:
        made = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        indexes = [name for name, sql in made if sql.startswith("CREATE VIRTUAL")]
        real = {
            name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            for name, _ in made
            if not name.startswith(("sqlite_", *indexes))
        }
    told = {
        codes(row[0])[0]: list(codes(row[1]))
        for heading, text in SECTIONS.items()
        if heading.startswith("Tables")
        for row in rows(text)
    }
    assert told == real
    assert set(indexes) <= set(codes(PAGE))


def test_versions_and_limits_are_the_programs() -> None:
    told = " ".join(PAGE.split())
    assert f"`{APPLICATION_ID:#x}`" in told
    assert f"this program writes {MIGRATIONS[-1].version} " in told
    limits = [size // 2**20 for size in (MOST_VALUE, MOST_TEXT, MOST_ORIGINAL)]
    assert "{} MiB for a value, {} MiB for a text and {} MiB for an original".format(*limits) in told
