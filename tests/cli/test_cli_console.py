"""What stands on which stream, and what only a terminal sees."""

from __future__ import annotations

import errno
import io
import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from tests.cli.conftest import Call

from briefbuilder.app.messages import Words
from briefbuilder.app.session import Session
from briefbuilder.cli.context import (
    CommandContext,
    Console,
    OutputError,
    choose_language,
    environment_language,
)
from briefbuilder.cli.main import report_fault, report_no_window


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def console(err: io.StringIO, *, as_json: bool) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(Words("en"), as_json=as_json, out=out, err=err), out


def test_progress_is_shown_on_a_terminal_and_cleared_before_output() -> None:
    err = Terminal()
    terminal, out = console(err, as_json=False)
    terminal.progress("Reading 1 of 2")
    assert "Reading 1 of 2" in err.getvalue()
    terminal.emit({"a": 1}, "done")
    assert err.getvalue().endswith("\r")
    assert out.getvalue() == "done\n"


@pytest.mark.parametrize(("err", "as_json"), [(Terminal(), True), (io.StringIO(), False)])
def test_progress_is_never_drawn_with_json_or_into_a_file(err: io.StringIO, as_json: bool) -> None:
    quiet, _ = console(err, as_json=as_json)
    quiet.progress("Reading 1 of 2")
    assert err.getvalue() == ""


@pytest.mark.parametrize(
    ("err", "as_json", "count"), [(Terminal(), True, 0), (io.StringIO(), False, 0), (Terminal(), False, 1)]
)
def test_words_of_progress_are_looked_up_only_if_someone_sees_them(
    err: io.StringIO, as_json: bool, count: int
) -> None:
    words = Mock(wraps=Words("en"))
    quiet, _ = console(err, as_json=as_json)
    CommandContext(quiet, words).progress("cli-exporting")(0.5)
    assert words.text.call_count == count


def test_opening_an_older_dossier_shows_progress(data: Path, tmp_path: Path) -> None:
    err = Terminal()
    terminal, _ = console(err, as_json=False)
    old = Path(shutil.copyfile(data / "dossier" / "v3.dossier", tmp_path / "old.dossier"))
    with CommandContext(terminal, Words("en")).open_dossier(old) as session:
        assert session.store.count("article") == 3
    assert "Updating the dossier: 33%" in err.getvalue()
    assert err.getvalue().endswith("\r")
    before = len(err.getvalue())
    CommandContext(terminal, Words("en")).open_dossier(old).store.close()
    assert len(err.getvalue()) == before


def test_json_output_contains_only_shapes() -> None:
    shapes, out = console(io.StringIO(), as_json=True)
    shapes.say("for people")
    shapes.emit({"title": "日本\n"}, "for people")
    assert out.getvalue() == '{"title": "日本\\n"}\n'


def test_an_interrupted_command_says_that_nothing_changed(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(*_arguments: object, **_options: object) -> Session:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "open", interrupted)
    answer = call("articles", tmp_path / "a.dossier")
    assert answer.returncode == 1
    assert answer.stderr == "briefbuilder: Stopped. Nothing was changed.\n"


def test_a_report_of_a_fault_is_saved_without_the_arguments_and_the_message(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["export", "/srv/eva/Secret talks.dossier", "--password-file", "key.txt", "-o", "note.pdf"]
    try:
        int("The minister said")
    except ValueError:
        assert report_fault(words) == 1
    (path,) = (Path(word) for word in capsys.readouterr().err.split() if word.endswith(".txt"))
    about, command, _, *trace = path.read_text("utf-8").splitlines()
    assert about.startswith("briefbuilder ")
    assert command == "command: export"
    assert trace[0] == "Traceback (most recent call last):"
    assert trace[-1] == "ValueError"
    for kept_back in ("Secret", "eva", "note.pdf", "key.txt", "minister", str(Path.home())):
        assert kept_back not in path.read_text("utf-8"), kept_back


def test_crash_report_is_printed_if_it_cannot_be_saved(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("briefbuilder.cli.main.log_folder", lambda: tmp_path / "file")
    try:
        int("on purpose")
    except ValueError:
        assert report_fault(["read"]) == 1
    printed = capsys.readouterr().err
    assert "command: read" in printed
    assert "ValueError" in printed


def test_a_window_that_cannot_open_points_to_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert report_no_window("libEGL.so.1", ["--lang", "it"]) == 1
    err = capsys.readouterr().err
    assert "libEGL.so.1" in err
    assert "--help" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "it_IT.UTF-8"}, "it-IT"),
        ({"LANG": "it_IT.UTF-8", "LC_ALL": "fr_FR"}, "fr-FR"),
        ({"LANG": "C"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "it_IT"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "ca_ES@valencia"}, "ca-ES"),
    ],
)
def test_environment_sets_the_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    monkeypatch.delenv("LANG")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert environment_language() == language


@pytest.mark.parametrize("argv", [["--lang", "../x"], ["--lang"], ["--lang="], []])
def test_invalid_language_falls_back_to_the_environment(argv: list[str]) -> None:
    assert choose_language(argv) == "en-GB"


def test_output_that_cannot_be_written_is_told_and_no_bug() -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:  # noqa: ARG002
            raise OSError(errno.ENOSPC, "No space left on device")

    full = Console(Words("en"), as_json=False, out=Full())
    with pytest.raises(OutputError, match="cli-output-failed"):
        full.say("done")


def test_streams_that_the_caller_closed_lead_nowhere(tmp_path: Path) -> None:
    """What a command does is done, also where nobody reads what it says."""
    made = tmp_path / "x.dossier"
    command = f"{sys.executable} -m briefbuilder new {made} >&- 2>&- <&-"
    assert subprocess.run(["sh", "-c", command], check=False).returncode == 0
    assert made.is_file()
