"""What is removed for good is in no byte of the file, and what is kept is whole."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.domain.article import ImportedArticle, Picture
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key, Value
from briefbuilder.domain.errors import CancelledError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.query import Query
from briefbuilder.domain.text import Figure, Paragraph, Span
from briefbuilder.domain.topics import Tag
from briefbuilder.storage import purge as purge_module
from briefbuilder.storage.facts import prepare_facts
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.storage.store import Store

SECRET_WORDS = ("xylographie", "quetzalcoatl", "zwischenkieferknochen")
SECRET_TITLE = "Bibliothekskatalog des Verschwundenen"
PICTURE = "ab" * 32


def removal(store: Store, record: ArticleRecord) -> ChangeSet:
    gone: list[tuple[str, Value]] = [("tag", tag) for tag in store.tags(record.id)]
    gone.append(("article", record))
    changes = tuple(Change(key=Key(kind, one.id), before=one, after=None) for kind, one in gone)  # type: ignore[arg-type]
    return ChangeSet(act="remove-articles", changes=changes, parameters={"title": record.metadata.title})


def added(value: Value, collection: str) -> ChangeSet:
    change = Change(key=Key(collection, value.id), before=None, after=value)  # type: ignore[arg-type]
    return ChangeSet(act="tag", changes=(change,))


def tag_of(record: ArticleRecord, topic: str, quote: str) -> Tag:
    passage = Passage(article=record.id, blocks=("b1",), start=0, end=len(quote), quote=quote)
    return Tag(id=f"t-{topic}", topic=topic, passage=passage)


@pytest.fixture
def secret(reading: MakeReading) -> ImportedArticle:
    """A reading whose words, title, original and picture are nowhere else."""
    text = " ".join(SECRET_WORDS) + " " + "gemeinsame worte des dossiers " * 30
    blocks = (
        Paragraph(id="b1", content=(Span(text),)),
        Figure(id="f1", picture=PICTURE, content=(Span("Unterschrift"),)),
    )
    return reading(
        title=SECRET_TITLE,
        blocks=blocks,
        pictures={PICTURE: Picture(media_type="image/png", data=b"\x89PNG geheim" * 50)},
        data=b"das original der " + SECRET_WORDS[1].encode() + b" quelle " * 100,
    )


@pytest.fixture
def filled(path: Path, reading: MakeReading, imported: Import, secret: ImportedArticle) -> Path:
    """A dossier in which an article with a tag was imported and removed among others."""
    store = create(path)
    for number in range(40):
        imported(store, reading(f"gemeinsame worte des dossiers {number} " * 20, title=f"Bleibt {number}"))
        if number == 20:
            record = imported(store, secret)
            store.apply(added(tag_of(record, "geheimthema", SECRET_WORDS[0]), "tag"))
            corrected = replace(record, metadata=replace(record.metadata, lead="vorspann " + SECRET_WORDS[2]))
            change = Change(key=Key("article", record.id), before=record, after=corrected)
            store.apply(ChangeSet(act="edit-metadata", changes=(change,)))
            store.apply(removal(store, corrected))
    store.close()
    return path


def traces(path: Path) -> set[str]:
    """Return what can be found of the removed article in the bytes of a file, and in what it compresses."""
    data = path.read_bytes()
    needles = {
        "word": SECRET_WORDS[0].encode(),
        "word of the original": SECRET_WORDS[1].encode(),
        "word of a correction": SECRET_WORDS[2].encode(),
        "end of a word in the index": SECRET_WORDS[0][4:].encode(),
        "title": SECRET_TITLE.encode(),
        "folded title": SECRET_TITLE.lower().encode(),
        "picture": b"\x89PNG geheim",
        "topic": b"geheimthema",
        "act": b"remove-articles",
    }
    found = {name for name, needle in needles.items() if needle in data}
    for place in range(len(data) - 1):
        if data[place] == 0x78 and data[place + 1] == 0x9C:
            try:
                inflated = zlib.decompressobj().decompress(data[place : place + 100_000])
            except zlib.error:
                continue
            found |= {f"compressed {name}" for name, needle in needles.items() if needle in inflated}
    return found


def test_every_trace_is_there_before_and_none_afterwards(filled: Path) -> None:
    assert {"word", "end of a word in the index", "picture", "topic", "act", "compressed word"} <= traces(
        filled
    )
    store = open_dossier(filled)
    summary = store.contents.summarize_purge()
    assert (summary.acts, summary.articles, summary.briefings) == (44, 1, 0)
    store.purge()
    store.close()
    assert traces(filled) == set()
    assert [path.name for path in filled.parent.iterdir()] == [filled.name]


def test_what_own_texts_state_is_forgotten(filled: Path) -> None:
    store = open_dossier(filled)
    store.keep_text_facts({SECRET_WORDS[0].encode(): prepare_facts((), 1)})
    assert store.text_facts.find(SECRET_WORDS[0].encode())
    store.purge()
    assert store.text_facts.find(SECRET_WORDS[0].encode()) is None
    store.close()
    assert traces(filled) == set()


def test_what_was_not_removed_is_whole_and_can_be_changed_on(
    filled: Path, reading: MakeReading, imported: Import
) -> None:
    store = open_dossier(filled)
    before = [(one, store.article(one.id), store.original(one.id)) for one in store.articles()]
    store.purge()
    assert not store.can_undo
    assert not store.can_redo
    assert [(one, store.article(one.id), store.original(one.id)) for one in store.articles()] == before
    assert len(store.search.find_sections(Query(words="gemeinsame worte"), 100)) == 40
    record = imported(store, reading("neue worte", title="Neu"))
    store.undo()
    assert store.record(record.id) is None
    store.redo()
    assert store.record(record.id) is not None
    store.close()
    with closing(sqlite3.connect(filled)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.execute("INSERT INTO section_words (section_words) VALUES ('integrity-check')")


def test_what_is_only_undone_goes_too(path: Path, secret: ImportedArticle, imported: Import) -> None:
    store = create(path)
    imported(store, secret)
    store.undo()
    store.purge()
    store.close()
    assert traces(path) == set()
    again = open_dossier(path)
    assert again.count("article") == 0
    again.close()


def test_what_lies_in_free_pages_goes_too(path: Path, secret: ImportedArticle, imported: Import) -> None:
    store = create(path)
    imported(store, secret)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE former (word TEXT)")
        connection.execute("INSERT INTO former VALUES (?)", ("vergessenes wort " * 2000,))
        connection.execute("DROP TABLE former")
    assert b"vergessenes wort" in path.read_bytes()
    store = open_dossier(path)
    store.purge()
    store.close()
    assert b"vergessenes wort" not in path.read_bytes()


def test_a_copy_tells_how_much_of_it_is_done(
    path: Path, secret: ImportedArticle, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge_module, "_PAGES", 10)
    store, told = create(path), list[float]()
    imported(store, secret)
    store.copy_to(path.with_name("copy"), told.append)
    assert 0 < told[0] < 0.5
    assert (told, told[-1]) == (sorted(set(told)), 1.0)
    store.close()
    copy = open_dossier(path.with_name("copy"))
    assert copy.count("article") == 1
    copy.close()


def test_cancelling_changes_nothing(filled: Path) -> None:
    before = traces(filled)
    store = open_dossier(filled)

    def stop(share: float) -> None:
        if share > 0:
            raise CancelledError

    with pytest.raises(CancelledError):
        store.purge(stop)
    assert store.can_undo
    store.close()
    assert traces(filled) == before


@pytest.mark.parametrize("moment", [0, 2, 5])
def test_a_purge_that_is_killed_leaves_the_old_dossier_or_the_new_one(filled: Path, moment: int) -> None:
    script = (
        "import sys; from pathlib import Path; from briefbuilder.storage.opening import open_dossier\n"
        "store = open_dossier(Path(sys.argv[1])); print('open', flush=True); store.purge(); print('done', flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(filled)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(0.004 * moment)
        process.kill()
    store = open_dossier(filled)
    assert store.count("article") == 40
    assert store.contents.summarize_purge().acts in {0, 44}
    assert len(store.search.find_sections(Query(words="gemeinsame"), 100)) == 40
    store.close()
    with closing(sqlite3.connect(filled)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
