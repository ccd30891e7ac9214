"""The automatic backups of a dossier follow its password."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from briefbuilder.app.passwords import change_password
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.errors import DossierError
from briefbuilder.storage.backups import BackupPlan, back_up_if_due, list_backups
from briefbuilder.storage.encryption import MAGIC
from briefbuilder.storage.opening import open_dossier

pytest.importorskip("sqlcipher3")
pytestmark = pytest.mark.usefixtures("few_key_rounds")


@pytest.fixture
def plan(tmp_path: Path) -> BackupPlan:
    return BackupPlan(folder=tmp_path / "backups", keep=5)


@pytest.fixture
def dossier(tmp_path: Path, plan: BackupPlan) -> Path:
    """A plain dossier with a backup."""
    path = tmp_path / "talks.dossier"
    Session.create(path, Resources()).store.close()
    assert back_up_if_due(plan, path) is not None
    return path


def test_backups_are_encrypted_and_decrypted_with_their_dossier(dossier: Path, plan: BackupPlan) -> None:
    (backup,) = list_backups(plan, dossier)
    time = backup.path.stat().st_mtime_ns
    for old, new in ((None, "one"), ("one", "two"), ("two", None)):
        assert change_password(dossier, old, new, plan) == ()
        assert backup.path.read_bytes().startswith(MAGIC) is (new is None)
        assert backup.path.stat().st_mtime_ns == time
        open_dossier(backup.path, password=new).close()
        assert [file.name for file in backup.path.parent.iterdir()] == [backup.path.name]


def test_a_backup_with_another_password_is_named_and_stays(dossier: Path, plan: BackupPlan) -> None:
    (backup,) = list_backups(plan, dossier)
    change_password(backup.path, None, "other", BackupPlan(folder=plan.folder, keep=0))
    before = backup.path.read_bytes()
    (told,) = change_password(dossier, None, "one", plan)
    assert (told.code, told.parameters) == ("password-backup-unchanged", {"path": str(backup.path)})
    assert backup.path.read_bytes() == before


def test_nothing_is_changed_where_the_dossier_is_not(dossier: Path, plan: BackupPlan) -> None:
    (backup,) = list_backups(plan, dossier)
    with closing(open_dossier(dossier)), pytest.raises(DossierError):
        change_password(dossier, None, "one", plan)
    assert backup.path.read_bytes().startswith(MAGIC)
