"""A disk without room: nothing is lost, and it is named as the reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.storage.conftest import MakeReading, MakeSetting

from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.system.locks import lock_path

pytestmark = pytest.mark.usefixtures("dossiers_made_anew")


def fill(disk: Path) -> Path:
    """Leave not one byte free."""
    path = disk / "ballast"
    with path.open("ab", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                pass
    return path


def test_a_dossier_on_a_full_disk_is_opened_read_only_and_the_disk_is_named(
    small_disk: Path, setting: MakeSetting
) -> None:
    path = small_disk / "work.dossier"
    store = create(path)
    store.apply(setting("a", None, "x"))
    store.close()
    ballast = fill(small_disk)
    store = open_dossier(path)
    assert store.read_only
    assert [notice.code for notice in store.notices] == ["dossier-read-only-full"]
    assert store.setting("a") == "x"
    with pytest.raises(DossierError, match="dossier-read-only-full"):
        store.apply(setting("b", None, "x"))
    store.close()
    assert sorted(one.name for one in small_disk.iterdir()) == ["ballast", path.name]
    ballast.unlink()
    store = open_dossier(path)
    assert not store.read_only
    store.close()


def test_a_change_that_has_no_room_is_refused_and_those_before_are_kept(
    small_disk: Path, setting: MakeSetting
) -> None:
    path = small_disk / "work.dossier"
    store = create(path)
    store.apply(setting("a", None, "x"))
    ballast = fill(small_disk)
    with pytest.raises(DossierError, match="disk-full"):
        store.apply(setting("b", None, os.urandom(60_000).hex()))
    assert store.setting("b") is None
    store.check_file()
    ballast.unlink()
    store.apply(setting("c", None, "x"))
    store.close()
    store = open_dossier(path)
    assert sorted(one.id for one in store.values("setting")) == ["a", "c"]
    store.close()


def test_closing_on_a_full_disk_says_so_and_keeps_every_change(
    small_disk: Path, setting: MakeSetting, reading: MakeReading
) -> None:
    path = small_disk / "work.dossier"
    store = create(path)
    store.apply(setting("a", None, "x"))
    store.keep(prepare(reading("mai importato", data=os.urandom(200_000))))
    ballast = fill(small_disk)
    with pytest.raises(DossierError, match="disk-full"):
        store.close()
    store.close()
    assert not lock_path(path).exists()
    ballast.unlink()
    store = open_dossier(path)
    assert store.setting("a") == "x"
    store.close()
