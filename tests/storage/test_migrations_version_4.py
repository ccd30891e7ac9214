"""A dossier that an earlier program wrote in the fourth version of the format, from before exports were recorded.

`tests/data/dossier/v4.dossier` holds the three sample articles, tags, a briefing, a corrected text, corrected
metadata, a rejected suggestion and one act that is undone. It is never written again.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefbuilder.app.export import export
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.query import Query
from briefbuilder.domain.text import Heading
from briefbuilder.storage.migrations import MIGRATIONS, version_on_disk

ACTS = [
    "reject-suggestion",
    "edit-metadata",
    "repair-heading",
    "compose-briefing",
    "tag-passage",
    "tag-passage",
    "tag-passage",
    "import-articles",
]
"""The acts in force, the last one first."""


@pytest.fixture
def path(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(data / "dossier" / "v4.dossier", tmp_path / "v4.dossier"))


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with Session.open(path, Resources()) as opened:
        yield opened


def records(session: Session) -> dict[str, ArticleRecord]:
    return {record.original.name.rpartition(".")[2]: record for record in session.store.articles()}


def article(session: Session, suffix: str) -> Article:
    return session.store.article(records(session)[suffix].id)


def test_it_is_upgraded_and_a_copy_of_the_older_version_stays(path: Path, session: Session) -> None:
    assert version_on_disk(path) == MIGRATIONS[-1].version
    session.store.close()
    assert {one.name for one in path.parent.iterdir()} == {"v4.dossier", "v4 (version 4.0).dossier"}


def test_its_articles_and_originals_are_all_there(session: Session, root: Path) -> None:
    found = records(session)
    assert list(found) == ["html", "docx", "txt"]
    assert [len(article(session, suffix).blocks) for suffix in found] == [19, 25, 14]
    assert [len(article(session, suffix).sections) for suffix in found] == [5, 5, 5]
    assert (
        article(session, "txt").metadata.title == "日EUデジタルパートナーシップ、半導体の早期警戒が動き出す"
    )
    for record in found.values():
        shipped = root / "resources" / "samples" / record.original.name
        assert session.store.original(record.id) == shipped.read_bytes()


def test_the_same_files_are_duplicates_of_its_articles(session: Session, root: Path) -> None:
    from briefbuilder.app.commands.imports import import_readings
    from briefbuilder.importers.read import read_file

    readings = [
        read_file(path) for path in sorted((root / "resources" / "samples").iterdir()) if path.is_file()
    ]
    outcomes = import_readings(session, readings)
    assert [one.status for one in outcomes] == ["duplicate"] * 3


def test_its_corrections_are_in_force(session: Session) -> None:
    found = records(session)
    corrected = article(session, "html").blocks[2]
    assert isinstance(corrected, Heading)
    assert (corrected.text, corrected.level) == ("Un partenariato che mette radici", 3)
    assert found["html"].is_corrected
    assert found["docx"].metadata.publication == "The Meridian Review (corrected)"
    assert found["docx"].read is not None
    assert found["docx"].read.publication != found["docx"].metadata.publication
    assert not found["txt"].is_corrected


def test_its_tags_lie_on_their_words(session: Session) -> None:
    found = [(tag.topic, tag.passage.quote[:30]) for tag in session.store.tags()]
    assert found == [
        ("semiconductors", "Quando, nella primavera del 20"),
        ("derisking", "It is a modest instrument, and"),
        ("eu-japan", "日本と欧州連合(EU)のデジタル協力が、宣言の段階から実務の"),
    ]
    (rejected,) = session.store.judgements()
    assert (rejected.topic, rejected.accepted) == ("china", False)


def test_its_words_are_found(session: Session) -> None:
    found = records(session)
    for words, suffix in (
        ("partenariato radici", "html"),
        ("modest instrument", "docx"),
        ("早期警戒", "txt"),
    ):
        assert {hit.article for hit in session.search.find_sections(Query(words=words))} == {found[suffix].id}


def test_its_acts_are_undone_and_redone(session: Session) -> None:
    assert session.store.redo_name is not None
    assert session.store.redo_name.act == "remove-articles"
    before = session.store.articles(), session.store.tags(), session.store.briefings()
    undone = []
    while (act := session.store.undo()) is not None:
        undone.append(act.act)
    assert undone == ACTS
    assert session.store.articles() == ()
    for _ in ACTS:
        assert session.store.redo() is not None
    assert (session.store.articles(), session.store.tags(), session.store.briefings()) == before
    redone = session.store.redo()
    assert redone is not None
    assert redone.act == "remove-articles"
    assert list(records(session)) == ["html", "docx"]


def test_its_briefing_is_exported(session: Session, tmp_path: Path) -> None:
    (briefing,) = session.store.briefings()
    assert briefing.title == "Semiconduttori e derisking"
    paths = [tmp_path / f"note{suffix}" for suffix in (".docx", ".md")]
    report = export(session, briefing.id, paths, anyway=True)
    assert report.page_count
    text = paths[1].read_text(encoding="utf-8")
    assert "Quando, nella primavera del 2021" in text
    assert "It is a modest instrument, and" in text
    with zipfile.ZipFile(paths[0]) as package:
        assert "Quando, nella primavera del 2021" in package.read("word/document.xml").decode()
