"""A dossier of the third version, from before copies were looked for, is read for ever.

`tests/data/dossier/v3.dossier` was written by the third version and is never written again. One act is undone in it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.store import Store


@pytest.fixture
def opened(data: Path, tmp_path: Path) -> Store:
    return open_dossier(Path(shutil.copyfile(data / "dossier" / "v3.dossier", tmp_path / "v3.dossier")))


def names(store: Store) -> dict[str, str]:
    records = (value for value in store.values("article") if isinstance(value, ArticleRecord))
    return {record.original.name: record.id for record in records}


def test_the_copies_in_it_are_found_when_it_is_opened(opened: Store) -> None:
    found = names(opened)
    assert list(found) == ["valdora-agenzia.txt", "valdora-gazzetta.txt", "neve.txt"]
    (copy,) = opened.search.copies(found["valdora-gazzetta.txt"])
    assert copy.article == found["valdora-agenzia.txt"]
    assert copy.certain
    assert opened.search.copies(found["neve.txt"]) == ()
    opened.close()


def test_an_act_that_was_undone_before_is_done_again_with_its_copies(opened: Store) -> None:
    assert opened.redo() is not None
    late = names(opened)["valdora-tardi.txt"]
    assert len(opened.search.group(late)) == 3
    opened.close()


def test_what_was_tagged_is_tagged(opened: Store) -> None:
    assert opened.search.topics() == (("semiconductors", 1),)
    opened.close()
