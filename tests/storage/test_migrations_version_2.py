"""A dossier of the second version, with corrections, is read for ever.

`tests/data/dossier/v2.dossier` was written by the second version and is never written again.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.query import Query
from briefbuilder.domain.topics import Tag
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.store import Store


@pytest.fixture
def second(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(data / "dossier" / "v2.dossier", tmp_path / "v2.dossier"))


@pytest.fixture
def opened(second: Path) -> Store:
    return open_dossier(second)


def records(store: Store) -> dict[str, ArticleRecord]:
    values = (value for value in store.values("article") if isinstance(value, ArticleRecord))
    return {value.original.name: value for value in values}


def names(store: Store, wanted: Query) -> list[str]:
    return [one.record.original.name for one in store.search.listed(store.search.find(wanted).finish())]


def test_corrections_and_corrected_metadata_are_all_there(opened: Store) -> None:
    found = records(opened)
    assert list(found) == ["tokyo.txt", "chips.txt", "gaimu.txt", "gone.txt"]
    tokyo, chips = found["tokyo.txt"], found["chips.txt"]
    assert tokyo.is_corrected
    assert [block.text for block in opened.article(tokyo.id).blocks][
        -1
    ] == "Il vertice si terrà a Łódź in autunno."
    assert chips.metadata.authors == ("Jo Smith",)
    assert chips.read is not None
    assert chips.read.authors == ()
    assert len(opened.values("briefing")) == 1
    opened.close()


def test_its_articles_are_listed_filtered_and_found_as_if_they_were_new(opened: Store) -> None:
    assert names(opened, Query(order="latest-import")) == ["gone.txt", "gaimu.txt", "chips.txt", "tokyo.txt"]
    assert names(opened, Query(order="newest"))[:2] == ["chips.txt", "tokyo.txt"]
    assert names(opened, Query(since=date(2026, 3, 1))) == ["chips.txt"]
    assert names(opened, Query(outlet="corriere")) == ["tokyo.txt"]
    assert names(opened, Query(used=True)) == ["tokyo.txt"]
    assert names(opened, Query(tagged=False)) == ["gaimu.txt", "gone.txt"]
    assert names(opened, Query(words="lodz", topics=("eu-japan",))) == ["tokyo.txt"]
    assert names(opened, Query(words="automobili")) == []
    assert names(opened, Query(words="外務")) == ["gaimu.txt"]
    assert names(opened, Query(words="jo smith")) == ["chips.txt"]
    opened.close()


def test_what_was_taken_back_is_done_again_and_all_of_it_taken_back(opened: Store) -> None:
    assert opened.redo() is not None
    assert "gone.txt" not in records(opened)
    assert names(opened, Query(words="Lieferkette")) == []
    while opened.undo() is not None:
        pass
    assert opened.values("article") == opened.values("tag") == ()
    while opened.redo() is not None:
        pass
    assert all(isinstance(tag, Tag) and opened.tags(tag.passage.article) for tag in opened.values("tag"))
    opened.close()
