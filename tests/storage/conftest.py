"""Articles of our own and an open dossier for the tests of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from briefbuilder.domain.article import Article, ImportedArticle, Metadata, Original, Picture
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key, Setting, Value
from briefbuilder.domain.text import Block, Heading, Paragraph, Span
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.opening import create
from briefbuilder.storage.store import Store

MOMENT = "2026-03-02T09:00:00.000000Z"
MakeReading = Callable[..., ImportedArticle]
Import = Callable[..., ArticleRecord]
MakeSetting = Callable[[str, str | None, str | None], ChangeSet]


def make_reading(
    *paragraphs: str,
    title: str = "Titolo",
    language: str | None = "it",
    publication: str | None = None,
    url: str | None = None,
    blocks: tuple[Block, ...] | None = None,
    pictures: dict[str, Picture] | None = None,
    data: bytes | None = None,
) -> ImportedArticle:
    """Return a reading; a paragraph that begins with "# " is a heading."""
    made = (
        tuple(_block(number, text) for number, text in enumerate(paragraphs, 1)) if blocks is None else blocks
    )
    original = "\n".join([title, *paragraphs]).encode() if data is None else data
    digest = sha256(original).hexdigest()
    article = Article(
        id=f"a{digest[:16]}",
        metadata=Metadata(title=title, language=language, publication=publication, url=url),
        blocks=made,
        original=Original(sha256=digest, media_type="text/plain", name=f"{title}.txt", size=len(original)),
    )
    return ImportedArticle(
        article=article, notices=(), data=original, path=Path(f"{title}.txt"), pictures=pictures or {}
    )


def record_of(store: Store, reading: ImportedArticle, moment: str) -> ArticleRecord:
    prepared = prepare(reading)
    store.keep(prepared)
    return replace(prepared.record, imported=moment)


def new(value: Value, collection: str) -> Change:
    return Change(key=Key(collection, value.id), before=None, after=value)  # type: ignore[arg-type]


def setting_act(name: str, before: str | None, after: str | None) -> ChangeSet:
    """Return an act that sets a value of the dossier as a whole."""

    def value(text: str | None) -> Setting | None:
        return None if text is None else Setting(id=name, value=text)

    change = Change(key=Key("setting", name), before=value(before), after=value(after))
    return ChangeSet(act="set", changes=(change,), parameters={"name": name})


@pytest.fixture
def reading() -> MakeReading:
    return make_reading


@pytest.fixture
def setting() -> MakeSetting:
    return setting_act


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work.dossier"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = create(path)
    yield opened
    opened.close()


@pytest.fixture
def imported() -> Import:
    """Import a reading as one act; each is imported a second after the one before."""
    count = 0

    def run(store: Store, reading: ImportedArticle) -> ArticleRecord:
        nonlocal count
        count += 1
        record = record_of(store, reading, f"2026-03-02T09:00:{count:02d}.000000Z")
        store.apply(ChangeSet(act="import-articles", changes=(new(record, "article"),)))
        return record

    return run


def _block(number: int, text: str) -> Block:
    if text.startswith("# "):
        return Heading(id=f"b{number}", level=2, content=(Span(text[2:]),))
    return Paragraph(id=f"b{number}", content=(Span(text),))
