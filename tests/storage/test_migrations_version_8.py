"""A dossier that an earlier program wrote in the eighth version of the format, from before dossiers were shared.

`tests/data/dossier/v8.dossier` is `v5.dossier`, upgraded by that program. It is never written again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.shared_desks import DeskAtWork, assert_equal_desks, state_of

from briefbuilder.storage.migrations import MIGRATIONS, version_on_disk
from briefbuilder.storage.opening import open_dossier


@pytest.fixture
def path(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(data / "dossier" / "v8.dossier", tmp_path / "v8.dossier"))


def test_it_is_upgraded_with_its_undo_history_and_not_shared(path: Path) -> None:
    store = open_dossier(path)
    assert version_on_disk(path) == MIGRATIONS[-1].version
    assert (store.count("article"), store.shared.is_shared, store.shared.desk) == (3, False, "")
    assert store.undo_name is not None
    assert store.undo() is not None
    store.close()
    assert {one.name for one in path.parent.iterdir()} == {"v8.dossier", "v8 (version 8.0).dossier"}


def test_it_can_be_shared_with_an_empty_dossier_of_today(path: Path, tmp_path: Path) -> None:
    old, new = DeskAtWork(path, "Rossi", is_new=False), DeskAtWork(tmp_path / "new.dossier", "Weber")
    before = state_of(old.store)
    for desk in (old, new):
        desk.store.share()
    assert state_of(old.store) == before
    assert not old.store.can_undo
    new.fetch(old)
    old.fetch(new)
    assert state_of(new.store) == before
    assert_equal_desks([old, new])
    for desk in (old, new):
        desk.store.close()
