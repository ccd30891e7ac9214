"""kill -9 between any two acts loses none of the acts before it.

This file is also the program that is killed: run with a dossier's path it does acts without end and says
the number of each once `apply` has returned.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, ImportedArticle, Metadata, Original
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import Change, ChangeSet, Key, Setting, Value
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.query import Query
from briefbuilder.domain.text import Heading, Paragraph, Span
from briefbuilder.domain.topics import Tag
from briefbuilder.storage.blobs import prepare

KILLS = 8
KINDS = 4
"""An act imports, tags, composes or sets a value, by its number modulo this."""


def reading(number: int) -> ImportedArticle:
    data = f"original {number} ".encode() * 500
    blocks = (
        Heading(id="b1", level=1, content=(Span(f"Titolo {number}"),)),
        Paragraph(id="b2", content=(Span(f"numero{number} " + "semiconduttori " * 200),)),
    )
    digest = sha256(data).hexdigest()
    article = Article(
        id=f"a{number}",
        metadata=Metadata(title=f"Titolo {number}", language="it"),
        blocks=blocks,
        original=Original(sha256=digest, media_type="text/plain", name="x.txt", size=len(data)),
    )
    return ImportedArticle(article=article, notices=(), data=data, path=Path("x.txt"))


def change_of(session: Session, number: int) -> Change:
    """Return what the act of a number changes; every act but the setting adds something new."""
    kind, name = number % KINDS, f"{number:06d}"
    after: Value
    if kind == 0:
        prepared = prepare(reading(number))
        session.store.keep(prepared)
        after = replace(prepared.record, imported=name)
        return Change(key=Key("article", after.id), before=None, after=after)
    if kind == 1:
        article = reading(number - 1).article
        after = Tag(id=f"t{name}", topic="derisking", passage=passage_of(article, article.blocks[1:]))
        return Change(key=Key("tag", after.id), before=None, after=after)
    if kind == 2:
        after = Briefing(id=f"b{name}", title=name, template="thematic-briefing", language="it")
        return Change(key=Key("briefing", after.id), before=None, after=after)
    value = session.store.setting("last")
    before = None if value is None else Setting(id="last", value=value)
    return Change(key=Key("setting", "last"), before=before, after=Setting(id="last", value=name))


def number_of(act: ChangeSet | None) -> int:
    return -1 if act is None else int(act.parameters["number"])


def act_without_end(path: Path) -> None:
    with Session.open(path, Resources()) as session:
        number = number_of(session.store.undo_name) + 1
        while True:
            change = change_of(session, number)
            session.store.apply(ChangeSet(act="set", changes=(change,), parameters={"number": str(number)}))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            number += 1


def expect_all(session: Session, last: int) -> None:
    """Check that the acts up to a number are in force, whole, and nothing else is."""
    imports = range(0, last + 1, KINDS)
    assert [record.id for record in session.store.articles()] == [f"a{number}" for number in imports]
    assert len(session.store.tags()) == len(range(1, last + 1, KINDS))
    assert len(session.store.briefings()) == len(range(2, last + 1, KINDS))
    newest = reading(imports[-1])
    assert session.store.article(newest.article.id) == newest.article
    assert session.store.original(newest.article.id) == newest.data
    assert [hit.article for hit in session.search.find_sections(Query(words=f"numero{imports[-1]}"))] == [
        newest.article.id
    ]


def told_before_the_kill(path: Path, seconds: float) -> int:
    """Run the acts, kill them after a while, and return the last number that was told."""
    with subprocess.Popen(
        [sys.executable, __file__, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline()]
        time.sleep(seconds)
        process.kill()
        told += process.stdout.readlines()
    return int([line for line in told if line.endswith("\n")][-1])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows")
def test_kills_lose_nothing(dossier: Path, resources: Resources) -> None:
    Session.create(dossier, resources).store.close()
    moments = random.Random(20260302)
    for _ in range(KILLS):
        told = told_before_the_kill(dossier, moments.uniform(0.0, 0.15))
        with Session.open(dossier, resources) as session:
            last = number_of(session.store.undo_name)
            assert told <= last <= told + 1
            expect_all(session, last)
    assert sorted(path.name for path in dossier.parent.iterdir() if path.is_file()) == [dossier.name]
    with sqlite3.connect(dossier) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        # What an import had stored when it was killed before its act is not kept.
        (texts,), (articles,) = connection.execute(
            "SELECT count(*) FROM text UNION ALL SELECT count(*) FROM article"
        )
        assert texts == articles
    connection.close()
    with Session.open(dossier, resources) as session:
        for record in session.store.articles():
            assert session.store.original(record.id) == reading(int(record.id[1:])).data
        while session.store.undo() is not None:
            pass
        assert session.store.articles() == ()


if __name__ == "__main__":
    act_without_end(Path(sys.argv[1]))
