"""The command `backups`, and the backups that commands make by themselves."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call, Rows

from briefbuilder.app.settings import Backups, Settings
from briefbuilder.system.paths import backups_folder


def test_a_command_backs_up_the_dossier_that_it_opens(rows: Rows, tagged: Path) -> None:
    assert rows("backups", tagged) == []
    rows("articles", tagged)
    rows("articles", tagged)
    (backup,) = rows("backups", tagged)
    assert set(backup) == {"backup", "path", "made", "articles", "bytes"}
    assert (backup["backup"], backup["articles"]) == (1, 3)
    assert Path(backup["path"]).stat().st_size == backup["bytes"]
    assert Path(backup["path"]).is_relative_to(backups_folder())


def test_a_backup_is_restored_and_the_present_file_kept(rows: Rows, call: Call, tagged: Path) -> None:
    rows("remove", tagged, "1")
    assert len(rows("articles", tagged)) == 2
    (answer,) = rows("backups", tagged, "--restore", "1")
    assert answer["dossier"] == str(tagged)
    assert len(rows("articles", tagged)) == 3
    assert len(rows("articles", Path(answer["kept"]))) == 2
    tagged.unlink()
    told = call("backups", tagged, "--restore", "1")
    assert told.returncode == 0
    assert f"{tagged} was restored from the backup of 20" in told.stdout
    assert "is kept" not in told.stdout


def test_a_backup_that_is_not_there_is_told(call: Call, tagged: Path) -> None:
    for number in ("1", "0", "-1"):
        answer = call("backups", tagged, "--restore", number)
        assert answer.returncode == 1
        assert f"no backup {number}" in answer.stderr
    ring = tagged.with_name("ring.dossier")
    ring.symlink_to(ring)
    for dossier in (tagged, ring):
        assert "no backups" in call("backups", dossier).stdout


def test_the_settings_say_where_backups_are_and_whether_any_are_made(
    rows: Rows, tagged: Path, tmp_path: Path
) -> None:
    Settings().backups = Backups(folder=str(tmp_path / "mine"), keep=0)
    rows("articles", tagged)
    assert rows("backups", tagged) == []
    Settings().backups = Backups(folder=str(tmp_path / "mine"), keep=1)
    rows("articles", tagged)
    (backup,) = rows("backups", tagged)
    assert Path(backup["path"]).is_relative_to(tmp_path / "mine")


def test_a_backup_that_fails_does_not_stop_the_command(call: Call, tagged: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    Settings().backups = Backups(folder=str(tmp_path / "file"))
    answer = call("articles", tagged)
    assert answer.returncode == 0
    assert "No backup of" in answer.stderr
    assert answer.stdout.count("\n") == 6


def test_what_can_be_read_of_a_dossier_that_was_cut_is_saved(
    rows: Rows, call: Call, tagged: Path, tmp_path: Path
) -> None:
    tagged.write_bytes(tagged.read_bytes()[:-1])
    told = call("articles", tagged)
    assert (told.returncode, "--salvage" in told.stderr) == (1, True)
    target = tmp_path / "saved.dossier"
    call("backups", tagged, "--salvage", target)
    assert len(rows("articles", target)) >= 1
    assert call("backups", tagged, "--salvage", target).returncode == 1
    assert call("backups", tmp_path / "none.dossier", "--salvage", tmp_path / "more").returncode == 1
