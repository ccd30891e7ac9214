"""The user's own settings."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from briefbuilder.app.settings import Backups, Settings
from briefbuilder.system import files
from briefbuilder.system.paths import settings_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "settings.json"


def test_settings_come_back(file: Path, tmp_path: Path) -> None:
    settings = Settings(file)
    assert (settings.language, settings.scheme, settings.recent) == (None, "system", ())
    settings.language = "it"
    settings.scheme = "dark"
    settings.set_window_state("geometry", "AQID")
    settings.remember(tmp_path / "a.dossier")
    settings.remember(tmp_path / "b.dossier")
    settings.remember(tmp_path / "a.dossier")
    again = Settings(file)
    assert (again.language, again.scheme) == ("it", "dark")
    assert again.window_state("geometry") == "AQID"
    assert again.window_state("absent") is None
    assert [path.name for path in again.recent] == ["a.dossier", "b.dossier"]
    again.forget(tmp_path / "a.dossier")
    assert [path.name for path in Settings(file).recent] == ["b.dossier"]


def test_several_changes_are_written_once_and_nothing_where_nothing_changed(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    monkeypatch.setattr(files, "write_atomically", lambda path, *_, **__: written.append(path))
    settings = Settings(file)
    for _ in range(2):
        with settings.written_once():
            settings.remember(tmp_path / "a.dossier")
            settings.set_dossier_state(tmp_path / "a.dossier", {"mode": "read"})
    assert written == [file]
    settings.language = "it"
    assert written == [file, file]


def test_only_the_last_ten_dossiers_are_remembered(file: Path, tmp_path: Path) -> None:
    settings = Settings(file)
    for number in range(15):
        settings.remember(tmp_path / f"{number}.dossier")
    assert len(settings.recent) == 10
    assert settings.recent[0].name == "14.dossier"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"scheme": "neon"}', b"\xff"])
def test_a_broken_file_starts_afresh(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.scheme == "system"
    settings.scheme = "light"
    assert Settings(file).scheme == "light"


def test_what_a_newer_version_wrote_is_kept(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"language": "fr", "zoom": 1.5}')
    Settings(file).scheme = "dark"
    assert json.loads(file.read_text())["zoom"] == 1.5


def test_a_scheme_that_does_not_exist_is_refused(file: Path) -> None:
    with pytest.raises(ValueError, match="neon"):
        Settings(file).scheme = "neon"  # type: ignore[assignment]


def test_a_profile_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    settings = Settings(blocked / "settings.json")
    settings.language = "it"
    assert (settings.language, settings.is_saved) == ("it", False)
    blocked.unlink()
    settings.language = "de"
    assert (Settings(settings.path).language, settings.is_saved) == ("de", True)


def test_the_settings_stand_in_the_users_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    assert settings_file().is_relative_to(tmp_path)


@pytest.mark.parametrize(
    ("stored", "known"),
    [
        ({}, Backups(folder=None, keep=10)),
        ({"folder": "/b", "keep": 0}, Backups(folder="/b", keep=0)),
        ({"folder": 3, "keep": -1}, Backups(folder=None, keep=10)),
        ({"keep": True}, Backups(folder=None, keep=10)),
        ({"keep": 10**400}, Backups(folder=None, keep=10)),
        ({"folder": "/b\0c"}, Backups(folder=None, keep=10)),
        ({"folder": "/b\ud800c"}, Backups(folder=None, keep=10)),
        ("all", Backups(folder=None, keep=10)),
    ],
)
def test_backups_are_read_as_far_as_they_make_sense(tmp_path: Path, stored: object, known: Backups) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"backups": stored}))
    assert Settings(path).backups == known


def test_the_choice_of_backups_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    Settings(path).backups = Backups(folder="/b", keep=3)
    assert Settings(path).backups == Backups(folder="/b", keep=3)


@pytest.mark.skipif(os.name == "nt", reason="files have no modes on Windows")
def test_settings_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    Settings(path).language = "it"
    path.chmod(0o644)
    Settings(path).language = "fr"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("stored", "known"),
    [("it", "it"), ("de_AT", "de"), ("FR", "fr"), ("../../etc", None), ("", None), ("xx", None), (7, None)],
)
def test_a_language_that_the_program_does_not_have_is_not_taken_over(
    tmp_path: Path, stored: object, known: str | None
) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"language": stored, "text_size": 125}))
    settings = Settings(file)
    assert (settings.language, settings.text_size) == (known, 125)


def test_paths_that_no_file_can_have_are_not_taken_over(tmp_path: Path) -> None:
    path, impossible = tmp_path / "settings.json", "/a\0b"
    stored = {"recent": [impossible, "/c"], "templates": impossible, "spelling": {"folder": impossible}}
    path.write_text(json.dumps(stored))
    settings = Settings(path)
    assert settings.recent == (Path("/c"),)
    assert (settings.template_folder, settings.spelling.folder) == (None, None)


def test_states_of_the_window_may_be_written_later_and_go_with_any_other_setting(file: Path) -> None:
    settings, asked = Settings(file), list[int]()
    settings.save_later = lambda: asked.append(1)
    settings.set_window_state("panes", "320")
    settings.set_window_state("panes", "330")
    settings.set_window_state("panes", "330")
    assert (settings.window_state("panes"), len(asked), file.exists()) == ("330", 2, False)
    settings.language = "it"
    assert Settings(file).window_state("panes") == "330"
    settings.set_dossier_state(file, {"article": "a1"})
    assert (len(asked), Settings(file).dossier_state(file)) == (3, {})
    settings.save()
    assert Settings(file).dossier_state(file) == {"article": "a1"}


def test_a_state_that_is_stored_already_is_not_written_again(file: Path) -> None:
    settings = Settings(file)
    settings.set_window_state("panes", "320")
    file.unlink()
    settings.set_window_state("panes", "320")
    assert not file.exists()


def test_two_windows_keep_what_the_other_one_has_set(file: Path) -> None:
    one = Settings(file)
    one.remember(file.parent / "a.dossier")
    one.set_window_states({"panes": "320", "rail": "open"})
    two = Settings(file)
    two.remember(file.parent / "b.dossier")
    two.spelling = replace(two.spelling, words=("briefbuilder",))
    two.text_size = 125
    two.set_dossier_state(file, {"article": "a1"})
    one.set_window_state("panes", "400")
    one.forget(file.parent / "a.dossier")
    for found in (one, Settings(file)):
        assert found.recent == (file.parent.resolve() / "b.dossier",)
        assert (found.spelling.words, found.text_size) == (("briefbuilder",), 125)
        assert found.dossier_state(file) == {"article": "a1"}
        assert (found.window_state("panes"), found.window_state("rail")) == ("400", "open")


@pytest.mark.parametrize("spoilt", [b"", b"[]", b"{"])
def test_a_file_that_was_spoilt_meanwhile_takes_nothing_away(file: Path, spoilt: bytes) -> None:
    settings = Settings(file)
    settings.remember(file.parent / "a.dossier")
    file.write_bytes(spoilt)
    settings.language = "it"
    assert Settings(file).language == "it"
    assert Settings(file).recent
