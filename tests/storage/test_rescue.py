"""What is open is saved after its file was taken away or overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.topics import Tag
from briefbuilder.storage.backups import RescueReport, save_held
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.storage.store import Store


def fill(store: Store, reading: MakeReading, imported: Import) -> list[ArticleRecord]:
    records = [imported(store, reading(f"articolo {number}", title=str(number))) for number in range(3)]
    briefing = Briefing(id="b1", title="Nota", template="thematic-briefing", language="it")
    change = Change(key=Key("briefing", "b1"), before=None, after=briefing)
    store.apply(ChangeSet(act="compose-briefing", changes=(change,)))
    article = store.article(records[0].id)
    tag = Tag(id="t1", topic="derisking", passage=passage_of(article, article.blocks))
    store.apply(ChangeSet(act="tag", changes=(Change(key=Key("tag", "t1"), before=None, after=tag),)))
    return records


@pytest.mark.parametrize("way", ["move", "delete", "replace"])
@pytest.mark.parametrize("back", [True, False])
def test_a_copy_is_saved_of_a_file_that_was_taken_away(
    store: Store, path: Path, reading: MakeReading, imported: Import, way: str, back: bool
) -> None:
    records = fill(store, reading, imported)
    other = path.with_name("other.dossier")
    create(other).close()
    if way == "move":
        path.rename(path.with_name("moved.dossier"))
    elif way == "delete":
        path.unlink()
    else:
        other.replace(path)
    with pytest.raises(DossierError):
        store.undo()
    assert store.has_content
    target = path if back else path.with_name("saved.dossier")
    store.save_copy(target)
    store.close()
    saved = open_dossier(target)
    assert saved.articles() == tuple(records)
    assert all(saved.original(record.id) for record in records)
    assert (saved.count("briefing"), saved.count("tag")) == (1, 1)
    assert saved.undo() is not None
    saved.close()
    assert target.stat().st_mode & 0o777 == 0o600


def test_what_is_held_is_saved_of_a_file_that_was_overwritten(
    store: Store, path: Path, reading: MakeReading, imported: Import
) -> None:
    records = fill(store, reading, imported)
    # What the window shows: the list of briefings, and one article with its tags.
    store.briefings()
    store.tags(records[0].id)
    store.record(records[0].id)
    os.truncate(path, 0)
    with pytest.raises(DossierError, match="dossier-overwritten"):
        store.undo()
    assert not store.has_content
    target = path.with_name("saved.dossier")
    assert save_held(store.held(), target) == RescueReport(articles=1, briefings=1)
    store.close()
    saved = open_dossier(target)
    assert [one.title for one in saved.briefings()] == ["Nota"]
    assert saved.article(records[0].id).blocks == reading("articolo 0", title="0").article.blocks
    assert [one.id for one in saved.tags(records[0].id)] == ["t1"]
    with pytest.raises(DossierError, match="content-missing"):
        saved.original(records[0].id)
    saved.close()
    assert path.stat().st_size == 0


def test_an_existing_file_stays_where_the_copy_fails(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(DossierError):
        store.save_copy(target)
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(".")) == []


def test_a_copy_of_an_encrypted_dossier_is_encrypted(
    path: Path, reading: MakeReading, imported: Import
) -> None:
    pytest.importorskip("sqlcipher3")
    store = create(path, "segreto 1")
    fill(store, reading, imported)
    path.unlink()
    target = path.with_name("saved.dossier")
    store.save_copy(target)
    store.close()
    assert b"SQLite format 3" not in target.read_bytes()
    saved = open_dossier(target, password="segreto 1")
    assert saved.count("article") == 3
    saved.close()
