"""Ways to tamper with a dossier: a sample, and what a stranger could do to it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_MEBIBYTE = 1024 * 1024

Tamper = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Tampering:
    """One way to tamper with a dossier; where it `must_be_refused`, opening it would run something."""

    name: str
    apply: Tamper
    must_be_refused: bool = False


def make_sample(path: Path) -> None:
    """Make a dossier with the sample articles, tags, a briefing with a version, and acts to undo and redo."""
    from briefbuilder.__main__ import main
    from briefbuilder.app.commands.articles import remove_articles
    from briefbuilder.app.commands.briefings import keep_version
    from briefbuilder.app.resources import create_resources
    from briefbuilder.app.session import Session
    from briefbuilder.app.settings import Settings

    with contextlib.redirect_stdout(io.StringIO()):
        for words in (
            ["new", str(path)],
            ["import", str(path), str(ROOT / "resources" / "samples")],
            ["tag", str(path), "--accept-suggestions"],
            ["compose", str(path), "--template", "thematic-briefing", "--title", "Chips", "--language", "en"],
        ):
            if main(words):
                raise RuntimeError(f"the sample could not be made: {words}")
    with Session.open(path, create_resources(Settings())) as session:
        session.store.apply(keep_version(session, session.store.briefings()[0].id, "First"))
        session.store.apply(remove_articles(session, [session.store.articles()[-1].id]))
        session.store.undo()


# Ways to change the file with SQLite.


def _run(*statements: str, values: Sequence[object] = ()) -> Tamper:
    def apply(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement, values if "?" in statement else ())

    return apply


def _loosened(*statements: str, values: Sequence[object] = ()) -> Tamper:
    """Run statements while no column has a type and none must be there; the schema is as before in the end."""

    def apply(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            before = connection.execute(
                "SELECT rowid, sql FROM sqlite_schema WHERE sql IS NOT NULL"
            ).fetchall()
            for row, sql in before:
                if not str(sql).startswith("CREATE VIRTUAL") and "section_words_" not in str(sql):
                    loose = re.sub(r"(?<! IS) NOT NULL| (?:TEXT|REAL|BLOB)\b", "", str(sql))
                    loose = re.sub(r" INTEGER(?! PRIMARY KEY)", "", loose)
                    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (loose, row))
            _reload(connection)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement, values if "?" in statement else ())
            connection.execute("PRAGMA writable_schema = ON")
            for row, sql in before:
                connection.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (sql, row))
            _reload(connection)

    return apply


def _reload(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    connection.execute(f"PRAGMA schema_version = {version + 1}")
    connection.execute("PRAGMA writable_schema = OFF")


def _schema(*statements: str) -> Tamper:
    def apply(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                connection.execute(statement)
            _reload(connection)

    return apply


# Ways to change a value.


def _packed(data: bytes) -> bytes:
    return b"\x01" + zlib.compress(data, 9)


def _json(table: str, edit: Callable[[Any], object], *, where: str = "1") -> Tamper:
    """Change the JSON of the first row of a table."""

    def apply(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            query = f"SELECT rowid, value FROM {table} WHERE {where} LIMIT 1"  # noqa: S608 - words of ours
            row, data = connection.execute(query).fetchone()
            value = json.loads(zlib.decompress(data[1:]) if data[:1] == b"\x01" else data[1:])
            edited = edit(value)
            text = json.dumps(value if edited is None else edited, ensure_ascii=False)
            connection.execute(
                f"UPDATE {table} SET value = ? WHERE rowid = ?",  # noqa: S608 - words of ours
                (_packed(text.encode("utf-8", "surrogatepass")), row),
            )

    return apply


def _blocks(edit: Callable[[list[Any]], object]) -> Tamper:
    """Change the blocks of every text, and name them by their new hashes."""
    from hashlib import sha256

    def apply(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for name, data in connection.execute("SELECT sha256, data FROM text").fetchall():
                blocks = json.loads(zlib.decompress(data[1:]) if data[:1] == b"\x01" else data[1:])
                edit(blocks)
                made = json.dumps(blocks).encode()
                _put_text(connection, name, sha256(made).hexdigest(), made)

    return apply


def _put_text(connection: sqlite3.Connection, old: str, new: str, data: bytes) -> None:
    connection.execute("UPDATE text SET sha256 = ?, data = ? WHERE sha256 = ?", (new, _packed(data), old))
    rows = connection.execute("SELECT id, value FROM article WHERE text = ?", (old,)).fetchall()
    for article, value in rows:
        record = zlib.decompress(value[1:]) if value[:1] == b"\x01" else value[1:]
        changed = _packed(record.replace(old.encode(), new.encode()))
        connection.execute("UPDATE article SET text = ?, value = ? WHERE id = ?", (new, changed, article))


@cache
def _bomb() -> bytes:
    """Return a packed value that inflates to 2.9 GB of spaces; its checksum, which nothing should reach, is missing."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = deflate.compress(b" " * (16 * _MEBIBYTE)) + deflate.flush(zlib.Z_FULL_FLUSH)
    return b"\x01\x78\xda" + part * 175 + deflate.flush()


def _column(table: str, column: str, value: Callable[[], object], *, where: str = "1") -> Tamper:
    def apply(path: Path) -> None:
        _loosened(f"UPDATE {table} SET {column} = ? WHERE {where}", values=(value(),))(path)  # noqa: S608

    return apply


def _large_texts(path: Path) -> None:
    """Give every article a text of 80 MiB, under its right hash."""
    from hashlib import sha256

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for number, (name,) in enumerate(connection.execute("SELECT sha256 FROM text").fetchall()):
            data = b" " * (80 * _MEBIBYTE) + b'[{"kind": "paragraph", "id": "b%d"}]' % number
            _put_text(connection, name, sha256(data).hexdigest(), data)


def _nested_parts(briefing: dict[str, Any]) -> None:
    part: dict[str, Any] = {"id": "deep", "key": "deep", "items": [], "parts": []}
    for number in range(90):
        part = {"id": f"deep{number}", "key": "deep", "items": [], "parts": [part]}
    briefing["parts"].append(part)


def _same_parts(briefing: dict[str, Any]) -> None:
    for part in briefing["parts"]:
        part["id"] = briefing["id"]
        part["parts"] = [{"id": briefing["id"], "key": "same", "items": part["items"], "parts": []}]


def _lost_passages(briefing: dict[str, Any]) -> None:
    for part in briefing["parts"]:
        for item in part["items"]:
            if "passage" in item:
                item["passage"] |= {
                    "start": -7,
                    "end": 2**30,
                    "blocks": ["none", *item["passage"]["blocks"], "none"],
                }


def _wide_tables(blocks: list[Any]) -> None:
    cell = {"blocks": [], "column_span": 65_534, "row_span": 65_534}
    blocks.append({"kind": "table", "id": "wide", "rows": [{"cells": [cell] * 40}] * 400})


def _odd_blocks(blocks: list[Any]) -> None:
    span = {"kind": "span", "text": "x"}
    blocks += [
        {"kind": "heading", "id": "h", "level": 9, "content": [span]},
        {"kind": "heading", "id": "h", "level": 0, "content": [span]},
        {
            "kind": "list_item",
            "id": "l",
            "depth": 300,
            "number": -(2**31),
            "ordered": True,
            "content": [span],
        },
        {"kind": "paragraph", "id": "", "page": -5, "language": "../x" * 50, "content": [span, span]},
        {"kind": "figure", "id": "f", "picture": "../../etc/passwd", "media_type": "text/html"},
        {"kind": "note", "id": "n", "content": [{"kind": "note_reference", "note": "n"}]},
        {"kind": "table", "id": "t", "header_rows": 2**31 - 1, "rows": [{"cells": []}]},
        {"kind": "table", "id": "u", "rows": [{"cells": [{"column_span": 0, "row_span": 0}]}]},
    ]


def _nested_tables(blocks: list[Any]) -> None:
    table: dict[str, Any] = {"kind": "paragraph", "id": "inner"}
    for number in range(30):
        table = {"kind": "table", "id": f"t{number}", "rows": [{"cells": [{"blocks": [table]}]}]}
    blocks.append(table)


def _many_rows(table: str, count: int, value: Callable[[int], object]) -> Tamper:
    def apply(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("BEGIN")
            columns = {"topic": "(id, value)", "briefing": "(id, created, value)"}[table]
            marks = ", ".join("?" * (columns.count(",") + 1))
            for number in range(count):
                data = b"\x00" + json.dumps(value(number)).encode()
                row = (f"many{number}", "2026", data) if table == "briefing" else (f"many{number}", data)
                connection.execute(f"INSERT INTO {table} {columns} VALUES ({marks})", row)  # noqa: S608
            connection.execute("COMMIT")

    return apply


def _bomb_setting(path: Path) -> None:
    _run("INSERT OR REPLACE INTO setting VALUES ('taxonomies', ?)", values=(_bomb(),))(path)


def _circle_of_topics(path: Path) -> None:
    for number in range(3):
        topic = {"id": f"c{number}", "own": True, "broader": [f"c{(number + 1) % 3}", f"c{number}"]}
        data = b"\x00" + json.dumps(topic).encode()
        _run("INSERT INTO topic VALUES (?, ?)", values=(f"c{number}", data))(path)


def _foreign_history(path: Path) -> None:
    table = "(WITH RECURSIVE n(value, id) AS (SELECT 1, 'x' UNION ALL SELECT value + 1, 'x' FROM n) SELECT * FROM n)"
    _run(
        "UPDATE change SET collection = ? WHERE act = (SELECT number FROM state WHERE name = 'cursor')",
        values=(table,),
    )(path)


# Ways to change bytes.


def _bytes_at(place: int, data: bytes) -> Tamper:
    def apply(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(place, os.SEEK_SET if place >= 0 else os.SEEK_END)
            file.write(data)

    return apply


def _cut(share: float) -> Tamper:
    def apply(path: Path) -> None:
        os.truncate(path, max(17, int(path.stat().st_size * share)))

    return apply


def _fuzz(seed: int, count: int, *, first: int = 100) -> Tamper:
    def apply(path: Path) -> None:
        choose = random.Random(seed)  # noqa: S311 - the same bytes at each run
        data = bytearray(path.read_bytes())
        for _ in range(count):
            data[choose.randrange(first, len(data))] = choose.randrange(256)
        path.write_bytes(data)

    return apply


def _swap_pages(seed: int) -> Tamper:
    def apply(path: Path) -> None:
        choose = random.Random(seed)  # noqa: S311 - the same pages at each run
        data = bytearray(path.read_bytes())
        for _ in range(20):
            one, other = (4096 * choose.randrange(1, len(data) // 4096) for _ in range(2))
            data[one : one + 4096], data[other : other + 4096] = (
                data[other : other + 4096],
                data[one : one + 4096],
            )
        path.write_bytes(data)

    return apply


def _circle_of_pages(table: str) -> Tamper:
    """Give a table interior pages whose every child is the next one: a walk over them takes for ever."""

    def apply(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            (root,) = connection.execute(
                "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
            ).fetchone()
        data = bytearray(path.read_bytes())
        levels, leaf = 15, bytes(data[4096 * (root - 1) : 4096 * root])
        pages = len(data) // 4096
        numbers = [root, *range(pages + 1, pages + levels + 1)]
        data += bytes(4096 * levels)
        for place, number in enumerate(numbers):
            if number == numbers[-1]:
                page = leaf
            else:
                child = numbers[place + 1].to_bytes(4, "big")
                page = _interior_page(child, 300)
            data[4096 * (number - 1) : 4096 * number] = page
        data[28:32] = (pages + levels).to_bytes(4, "big")
        path.write_bytes(data)

    return apply


def _interior_page(child: bytes, count: int) -> bytes:
    page = bytearray(4096)
    page[0] = 5
    page[3:5] = count.to_bytes(2, "big")
    page[8:12] = child
    place = 4096
    for number in range(count):
        place -= 6
        page[place : place + 6] = child + bytes((0x80 | (number + 1) >> 7, (number + 1) & 0x7F))
        page[12 + 2 * number : 14 + 2 * number] = place.to_bytes(2, "big")
    page[5:7] = place.to_bytes(2, "big")
    return bytes(page)


_ENDLESS = (
    "CREATE VIEW {0} AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT i AS number, 'index' AS name, i AS id, i AS value, i AS article, i AS created FROM n"
)
_HARM = "DELETE FROM article; DELETE FROM original; DELETE FROM briefing;"


def _refused(name: str, apply: Tamper) -> Tampering:
    return Tampering(name, apply, must_be_refused=True)


SCHEMA: tuple[Tampering, ...] = (
    _refused("trigger-insert", _run(f"CREATE TRIGGER p AFTER INSERT ON tag BEGIN {_HARM} END")),
    _refused("trigger-delete", _run(f"CREATE TRIGGER p BEFORE DELETE ON history BEGIN {_HARM} END")),
    _refused("trigger-update", _run(f"CREATE TRIGGER p AFTER UPDATE ON state BEGIN {_HARM} END")),
    _refused(
        "trigger-on-a-view",
        _run("CREATE VIEW v AS SELECT 1 AS a", f"CREATE TRIGGER p INSTEAD OF INSERT ON v BEGIN {_HARM} END"),
    ),
    _refused("view", _run("CREATE VIEW p AS SELECT load_extension('x')")),
    *(
        _refused(f"endless-{name}", _run(f"DROP TABLE {name}", _ENDLESS.format(name)))
        for name in ("state", "setting", "briefing", "listing")
    ),
    _refused("generated-column", _run("ALTER TABLE article ADD COLUMN p AS (length(zeroblob(500000000)))")),
    _refused(
        "stored-column",
        _schema(
            "UPDATE sqlite_schema SET sql = replace(sql, 'value BLOB NOT NULL', 'value BLOB NOT NULL, p AS (randomblob(500000000)) STORED') WHERE name = 'setting'"
        ),
    ),
    _refused("planted-column", _run("ALTER TABLE listing ADD COLUMN p TEXT DEFAULT 'x'")),
    _refused("index-expression", _run("CREATE INDEX p ON topic (hex(zeroblob(100000000)))")),
    _refused("index-partial", _run("CREATE INDEX p ON tag (id) WHERE length(hex(zeroblob(100000000))) > 1")),
    _refused(
        "check-constraint",
        _schema(
            "UPDATE sqlite_schema SET sql = replace(sql, 'id TEXT PRIMARY KEY', 'id TEXT PRIMARY KEY CHECK (length(zeroblob(500000000)))') WHERE name = 'article'"
        ),
    ),
    _refused(
        "default-expression",
        _schema(
            "UPDATE sqlite_schema SET sql = replace(sql, 'DEFAULT 0', 'DEFAULT (random())') WHERE name = 'tag'"
        ),
    ),
    _refused("virtual-table", _run("CREATE VIRTUAL TABLE p USING fts5(a)")),
    _refused("statistics", _run("ANALYZE")),
    _refused("missing-table", _run("DROP TABLE judgement")),
    _refused("missing-index", _run("DROP INDEX change_by_key")),
    _refused(
        "schema-on-a-page", _schema("UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'listing_by_day'")
    ),
    _refused(
        "schema-shared-page",
        _schema(
            "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'original') WHERE name = 'text'"
        ),
    ),
    _refused(
        "schema-nonsense", _schema("UPDATE sqlite_schema SET sql = 'CREATE TABLE (((' WHERE name = 'used'")
    ),
    _refused(
        "schema-large",
        _run("BEGIN", *(f"CREATE TABLE p{number} (a, b, c)" for number in range(5000)), "COMMIT"),
    ),
)

VERSIONS: tuple[Tampering, ...] = (
    _refused("version-0", _run("PRAGMA user_version = 0")),
    _refused("version-unknown", _run("PRAGMA user_version = 3999")),
    _refused("version-negative", _run("PRAGMA user_version = -1")),
    _refused(
        "version-minor-trigger",
        _run("PRAGMA user_version = 4009", f"CREATE TRIGGER p AFTER INSERT ON tag BEGIN {_HARM} END"),
    ),
    _refused("version-1-of-4", _run("PRAGMA user_version = 1000")),
    Tampering("header-page-size", _bytes_at(16, b"\x02\x01")),
    Tampering("header-page-size-512", _bytes_at(16, b"\x02\x00")),
    Tampering("header-format", _bytes_at(18, b"\x09\x09")),
    Tampering("header-reserved", _bytes_at(20, b"\xff")),
    Tampering("header-pages", _bytes_at(28, b"\xff\xff\xff\xff")),
    Tampering("header-free-pages", _bytes_at(32, b"\x00\x00\x00\x03\x00\x00\xff\xff")),
    Tampering("header-schema-format", _bytes_at(44, b"\x00\x00\x00\x09")),
    Tampering("header-utf-16", _bytes_at(56, b"\x00\x00\x00\x02")),
    Tampering("cut-in-half", _cut(0.5)),
    Tampering("cut-in-header", _cut(0.0)),
    Tampering("cut-at-end", _cut(0.999)),
)

VALUES: tuple[Tampering, ...] = (
    Tampering("bomb-text", _column("text", "data", _bomb)),
    Tampering("bomb-original", _column("original", "data", _bomb)),
    Tampering("bomb-article", _column("article", "value", _bomb)),
    Tampering("bomb-briefing", _column("briefing", "value", _bomb)),
    Tampering(
        "bomb-setting",
        _bomb_setting,
    ),
    Tampering("bomb-history", _column("change", "before", _bomb)),
    Tampering("large-texts", _large_texts),
    Tampering(
        "many-topics",
        _many_rows(
            "topic", 300_000, lambda n: {"id": f"many{n}", "names": {"en": f"Topic {n}"}, "own": True}
        ),
    ),
    Tampering(
        "many-briefings",
        _many_rows(
            "briefing", 100_000, lambda n: {"id": f"many{n}", "title": "x", "template": "x", "language": "x"}
        ),
    ),
    Tampering("type-integer", _column("article", "value", lambda: 10**15)),
    Tampering("type-null", _column("tag", "value", lambda: None)),
    Tampering("type-text", _column("text", "data", lambda: "[]")),
    Tampering("type-title", _column("listing", "article", lambda: b"\xff", where="number = 1")),
    Tampering("type-numbers", _column("tag", "number", lambda: "many")),
    Tampering("type-sections", _column("tag", "last_section", lambda: 2**60)),
    Tampering("type-listing", _column("listing", "sections", lambda: 2**60)),
    Tampering("type-cursor", _column("state", "number", lambda: "x")),
    Tampering(
        "type-cursor-high", _run("UPDATE state SET number = 9223372036854775807 WHERE name = 'cursor'")
    ),
    Tampering("type-no-state", _run("DELETE FROM state")),
    Tampering(
        "type-register",
        _run(
            "UPDATE register SET number = 9223372036854775807 - number",
            "UPDATE listing SET number = 9223372036854775807 - number",
        ),
    ),
    Tampering("type-parameters", _column("history", "parameters", lambda: b"\x00")),
    Tampering("history-of-a-view", _foreign_history),
    Tampering("history-of-itself", _column("change", "before", lambda: b"\x02" + bytes(12) + b"\x00x")),
    Tampering(
        "history-shifted",
        _run(
            "UPDATE change SET act = -act", "UPDATE change SET act = (SELECT max(id) FROM history) + 1 + act"
        ),
    ),
    Tampering(
        "utf-8",
        _loosened(
            "UPDATE listing SET article = CAST(x'ff00fe' AS TEXT) WHERE number = 2",
            "UPDATE article SET imported = CAST(x'c328' AS TEXT)",
        ),
    ),
    Tampering(
        "id-with-path",
        _json(
            "briefing",
            lambda value: value | {"id": "../../../tmp/\x1b[2Jx\x00", "template": "../../etc/passwd"},
        ),
    ),
    Tampering("id-of-article", _json("article", lambda value: value | {"id": "../\x00\n\u202e"})),
    Tampering("json-nonsense", _json("article", lambda value: [value])),
    Tampering("json-deep", _json("article", lambda _: json.loads("[" * 900 + "]" * 900))),
    Tampering(
        "json-numbers",
        _json(
            "article",
            lambda value: value | {"revision": 10**4000, "original": value["original"] | {"size": -(10**30)}},
        ),
    ),
    Tampering(
        "json-surrogate",
        _json("article", lambda value: value | {"metadata": value["metadata"] | {"title": "\ud800"}}),
    ),
    Tampering(
        "json-dates",
        _json(
            "article",
            lambda value: (
                value
                | {
                    "imported": "never",
                    "metadata": value["metadata"]
                    | {
                        "published": "9999-12-31",
                        "embargo": "0001-01-01T00:00:00+14:00",
                        "language": "x-" * 400,
                    },
                }
            ),
        ),
    ),
    Tampering(
        "json-not-a-number",
        _run(
            "UPDATE copy SET share = 9e999",
            "INSERT INTO copy VALUES (1, 1, -9e999), (1, 2, 9e999), (2, 1, 1.0)",
        ),
    ),
    Tampering("briefing-of-itself", _json("briefing", lambda value: value | {"version_of": value["id"]})),
    Tampering("briefing-nested", _json("briefing", _nested_parts)),
    Tampering("briefing-same-ids", _json("briefing", _same_parts)),
    Tampering("briefing-lost-passages", _json("briefing", _lost_passages)),
    Tampering("topics-in-a-circle", _circle_of_topics),
    Tampering("text-wide-tables", _blocks(_wide_tables)),
    Tampering("text-odd-blocks", _blocks(_odd_blocks)),
    Tampering("text-nested-tables", _blocks(_nested_tables)),
)

PAGES: tuple[Tampering, ...] = (
    Tampering("index-data", _run("UPDATE section_words_data SET block = randomblob(300)")),
    Tampering(
        "index-structure", _run("UPDATE section_words_data SET block = x'00000000ffffffffffff' WHERE id = 10")
    ),
    Tampering("index-averages", _run("UPDATE section_words_data SET block = x'02f5' WHERE id = 1")),
    Tampering("index-pages", _run("UPDATE section_words_idx SET pgno = 4611686018427387904")),
    Tampering("index-config", _run("UPDATE section_words_config SET v = 99 WHERE k = 'version'")),
    Tampering(
        "index-of-missing",
        _run("INSERT INTO section_words (rowid, words) VALUES (104857600000, 'chips chip the')"),
    ),
    Tampering(
        "index-of-older-rules",
        _run("UPDATE state SET number = 0 WHERE name = 'index'", "DELETE FROM section_words_data"),
    ),
    Tampering("pages-in-a-circle", _circle_of_pages("setting")),
    Tampering("pages-in-a-circle-listing", _circle_of_pages("listing")),
    *(Tampering(f"pages-swapped-{seed}", _swap_pages(seed)) for seed in range(2)),
    *(Tampering(f"bytes-{seed}", _fuzz(seed, 3)) for seed in range(3)),
    *(Tampering(f"bytes-many-{seed}", _fuzz(seed, 400)) for seed in range(3)),
    *(Tampering(f"bytes-first-page-{seed}", _fuzz(seed, 20, first=16)) for seed in range(1)),
)

ALL: tuple[Tampering, ...] = (*SCHEMA, *VERSIONS, *VALUES, *PAGES)
