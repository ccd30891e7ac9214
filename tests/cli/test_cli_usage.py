"""What holds for every command: bad input, wrong usage, languages, and the program as a process."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from tests.cli.conftest import Call

from briefbuilder.__main__ import main
from briefbuilder.app.messages import interface_languages
from briefbuilder.cli.main import COMMANDS

ON_DOSSIERS = (
    ("articles", "{}"),
    ("suggest", "{}", "1"),
    ("import", "{}", "{}"),
    ("compose", "{}", "--template", "thematic-briefing", "--title", "T"),
    ("export", "{}", "1", "-o", "{}.pdf"),
)
ON_FILES = (
    ("read", "{}"),
    ("suggest", "{}"),
    ("template", "check", "{}"),
    ("template", "preview", "{}", "-o", "{}.pdf"),
)


@pytest.fixture
def bad(tmp_path: Path) -> dict[str, Path]:
    made = {kind: tmp_path / kind for kind in ("missing", "folder", "binary", "empty", "words", "cut")}
    made["folder"].mkdir()
    made["binary"].write_bytes(bytes(range(256)) * 64)
    made["empty"].touch()
    made["words"].write_text("a: [1, 2\nno dossier and no template\n")
    made["cut"].write_bytes(b"SQLite format 3\0" + bytes(100))
    return made


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *((words, "binary") for words in ON_DOSSIERS),
        *((ON_DOSSIERS[0], kind) for kind in ("missing", "folder", "empty", "words", "cut")),
    ],
)
def test_a_file_that_is_not_a_dossier_is_reported_in_a_line_or_two(
    call: Call, bad: dict[str, Path], words: tuple[str, ...], kind: str
) -> None:
    path = bad[kind]
    before = path.read_bytes() if path.is_file() else None
    answer = call(*(word.format(path) for word in words))
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert 1 <= len(answer.stderr.splitlines()) <= 2
    assert answer.stderr.startswith("briefbuilder: ")
    assert str(path) in answer.stderr
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("kind", ["missing", "binary", "empty", "cut"])
@pytest.mark.parametrize("words", ON_FILES, ids=" ".join)
def test_an_unknown_article_or_template_is_reported(
    call: Call, bad: dict[str, Path], words: tuple[str, ...], kind: str
) -> None:
    answer = call(*(word.format(bad[kind]) for word in words))
    assert answer.returncode == 1
    assert kind in answer.stdout + answer.stderr
    assert len((answer.stdout + answer.stderr).splitlines()) <= 2


@pytest.mark.parametrize(
    "words",
    [
        ("read",),
        ("new",),
        ("export", "a.dossier", "b"),
        ("compose", "a.dossier"),
        ("template",),
        ("template", "draw"),
        ("read", "a.txt", "--unknown"),
    ],
)
def test_wrong_usage_is_status_two(call: Call, words: tuple[str, ...]) -> None:
    answer = call(*words)
    assert answer.returncode == 2
    assert answer.stderr.startswith("usage: ")


@pytest.mark.parametrize(
    ("words", "value", "advice"),
    [
        (("search", "a", "x", "--limit"), "0", "whole number above zero"),
        (("search", "a", "x", "--since"), "32.1.2024", "2024-02-01 or 1.2.2024"),
        (("tag", "a", "--accept-suggestions", "--at-least"), "1,5", "a number from 0 to 1"),
        (("corrections", "a", "1", "b.docx", "--accept"), "foo", "such as 1,3, or “all”"),
        (("compose", "a", "--template", "t", "--title", "T", "--field"), "date", "KEY=VALUE, such as"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_in_a_sentence(
    call: Call, words: tuple[str, ...], value: str, advice: str
) -> None:
    answer = call(*words, value)
    assert answer.returncode == 2
    (line,) = answer.stderr.splitlines()
    assert f"“{value}”" in line
    assert advice in line


def test_what_is_no_dossier_is_told_with_what_to_type(call: Call, bad: dict[str, Path]) -> None:
    empty = call("articles", bad["empty"]).stderr
    assert "is empty (0 bytes)" in empty
    assert f"“briefbuilder backups {bad['empty']}”" in empty
    assert "is a folder, not a dossier" in call("articles", bad["folder"]).stderr
    spaced = bad["empty"].with_name("two words.dossier")
    spaced.touch()
    assert f"“briefbuilder backups '{spaced}'”" in call("articles", spaced).stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", interface_languages())
def test_every_command_explains_itself_in_each_language(call: Call, command: str, language: str) -> None:
    answer = call(command, "--help", "--lang", language)
    assert answer.returncode == 0
    assert "cli-" not in answer.stdout
    assert ("show this help" in answer.stdout) is (language == "en")


def test_wrong_usage_is_told_in_the_users_language(call: Call) -> None:
    told = call("tag", "--lang", "de").stderr
    assert told.startswith("Aufruf: briefbuilder tag")
    assert told.splitlines()[-1].endswith("Diese Argumente fehlen: DOSSIER, ARTICLE SECTION TOPIC…")
    assert (
        "Schreiben Sie 2 Werte hinter --merge." in call("actors", "a", "--merge", "b", "--lang", "de").stderr
    )
    assert "N muss eine Zahl sein" in call("settle", "a", "x", "--keep", "--lang", "de").stderr


@pytest.mark.parametrize(("language", "told"), [("xx", True), ("", True), ("de-AT", False), ("fr_CH", False)])
def test_a_language_that_the_program_lacks_is_named(
    call: Call, tmp_path: Path, language: str, told: bool
) -> None:
    answer = call("new", tmp_path / "a.dossier", "--lang", language)
    assert answer.returncode == 0
    assert (", ".join(interface_languages()) in answer.stderr) is told


def test_errors_speak_the_language_that_was_asked_for(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    missing = tmp_path / "none.dossier"
    english = call("articles", missing).stderr
    assert "There is no dossier" in english
    italian = call("articles", missing, "--lang", "it").stderr
    assert italian == call("articles", missing, "--lang=it").stderr != english
    monkeypatch.setenv("LANG", "it_IT.UTF-8")
    assert call("articles", missing).stderr == italian
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert call("articles", missing).stderr == english


def test_json_may_be_asked_for_before_the_command(call: Call, empty: Path) -> None:
    assert json.loads(call("--json", "doctor").stdout)
    assert call("--json", "articles", empty).stdout == ""


def test_doctor_reports_scripts_without_font(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Japanese: NotoSans" in call("doctor").stdout
    extra = "justmytype_intl_cjk"
    monkeypatch.setattr(
        "briefbuilder.system.fonts.find_spec", lambda name: None if name == extra else find_spec(name)
    )
    monkeypatch.setattr("briefbuilder.export.pdf.fonts.family_files", lambda _family: ())
    told = call("doctor").stdout
    assert "Japanese: no" in told
    assert "Japanese, Chinese, simplified, Chinese, traditional, Korean" in told
    assert json.loads(call("--json", "doctor").stdout)["fonts"]["Korean"] is False


def test_crash_writes_a_report_instead_of_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(_argv: list[str]) -> int:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("briefbuilder.cli.main.run_command", broken)
    monkeypatch.setattr("briefbuilder.cli.main.log_folder", lambda: tmp_path / "logs")
    assert main(["doctor"]) == 1
    err = capsys.readouterr().err
    assert "Traceback" not in err
    (report,) = (tmp_path / "logs").iterdir()
    assert str(report) in err
    assert report.read_text("utf-8").endswith("in broken\nZeroDivisionError")


def test_a_dossier_a_language_or_nothing_opens_the_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[list[str], str | None]] = []

    def opened(words: list[str], language: str | None) -> int:
        asked.append((words, language))
        return 7

    monkeypatch.setattr("briefbuilder.__main__._open_window", opened)
    there = str(tmp_path / "talks")
    Path(there).touch()
    for words in ([], ["talks.dossier"], [there], ["--lang", "de"], ["--lang=it", there]):
        assert main(words) == 7
    assert asked == [([], None), (["talks.dossier"], None), ([there], None), ([], "de"), ([there], "it")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("exprot", "a.dossier"), "Did you mean “export”?"),
        (("--password-file", "export", "exprot"), "Did you mean “export”?"),
        (("./exprot",), "There is no file “./exprot”. Check the name."),
        (("talks.docx",), "There is no file “talks.docx”. Check the name."),
        (("--json", "--lang", "de", "xyz\x1b"), "„xyz\\x1b“ gibt es nicht. „briefbuilder --help“"),
    ],
)
def test_a_command_that_does_not_exist_is_named_with_the_nearest(
    call: Call, words: tuple[str, ...], told: str
) -> None:
    answer = call(*words)
    assert answer.returncode == 2
    assert told in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_the_program_runs_as_a_process(tmp_path: Path, samples: Path) -> None:
    environment = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}

    def run(*words: str | Path) -> CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "briefbuilder", *map(str, words)],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    dossier = tmp_path / "a.dossier"
    assert run("new", dossier).returncode == 0
    imported = run("import", dossier, samples, "--json")
    assert (imported.returncode, imported.stderr) == (0, "")
    assert [json.loads(line)["status"] for line in imported.stdout.splitlines()] == ["imported"] * 3
    listed = run("articles", dossier)
    assert "日EUデジタルパートナーシップ" in listed.stdout
    assert run("articles", tmp_path / "none").stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have always a screen")
def test_without_a_screen_the_window_is_refused_in_a_sentence(tagged: Path) -> None:
    environment = {**os.environ, "DISPLAY": ":7777", "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "briefbuilder", str(tagged)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("briefbuilder: The window cannot be opened (")
    assert "briefbuilder --help" in line


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes no core dumps")
def test_no_process_of_the_program_writes_a_core_dump() -> None:
    code = (
        "import resource; from briefbuilder.__main__ import main; main(['--version']);"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "(0, 0)"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", [("--version",), ("--help",), ("articles", "--help"), ("articles", "{}")])
def test_an_output_on_a_full_disk_is_told_in_a_sentence(tagged: Path, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "briefbuilder", *(word.format(tagged) for word in words)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=environment, text=True, check=False
        )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("briefbuilder: The output could not be written (")


def test_closed_pipe_ends_the_command_quietly(tagged: Path) -> None:
    command = [sys.executable, "-m", "briefbuilder", "topics", str(tagged), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_dossier_that_can_only_be_read_is_read_and_not_changed(call: Call, tagged: Path) -> None:
    tagged.chmod(0o400)
    assert call("articles", tagged).returncode == 0
    answer = call("tag", tagged, "1", "0", "sanctions")
    assert answer.returncode == 1
    assert "read-only" in answer.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_of_any_bytes_are_taken_and_those_too_long_are_told(call: Call, tagged: Path) -> None:
    foreign = tagged.with_name(os.fsdecode(b"caf\xe9.dossier"))
    shutil.copy(tagged, foreign)
    assert call("articles", foreign).returncode == 0
    assert call("backups", foreign).stdout.startswith("1. ")
    asked = call("search", foreign, os.fsdecode(b"caf\xe9"))
    assert (asked.returncode, asked.stderr.count("\n")) == (2, 1)
    for length in (255, 300):
        long = tagged.with_name("d" * (length - 8) + ".dossier")
        assert f"too long ({length} characters)" in call("new", long).stderr


@pytest.mark.parametrize(
    "words",
    [("read", ""), ("import", "{}", ""), ("search", "", "chip"), ("sync", "{}", "--folder", "")],
)
def test_an_empty_path_is_no_folder(call: Call, empty: Path, words: tuple[str, ...]) -> None:
    answer = call(*(word.format(empty) for word in words))
    assert answer.returncode == 2
    assert "is empty. Write its name" in answer.stderr


@pytest.mark.parametrize("words", [("new", "-"), ("import", "{}", "-"), ("articles", "-"), ("topics", "-")])
def test_a_dash_is_neither_a_file_nor_a_stream(
    call: Call, empty: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(empty.parent)
    answer = call(*(word.format(empty) for word in words))
    assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)
    assert "write ./-" in answer.stderr
    assert list(empty.parent.iterdir()) == [empty]
    assert call("new", "./-").returncode == 0


_INTERRUPT = """
import sys
from briefbuilder.__main__ import main

class Interrupt:
    armed = True

    def find_spec(self, name, *_):
        if self.armed and name == sys.argv[1]:
            self.armed = False
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize(
    "module", ["briefbuilder.app.messages", "briefbuilder.cli.articles", "briefbuilder.app.session"]
)
def test_an_interrupt_while_the_program_is_loaded_leaves_no_traceback(empty: Path, module: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _INTERRUPT, module, "articles", str(empty)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, "briefbuilder: Stopped. Nothing was changed.\n")


def test_an_empty_name_is_neither_this_folder_nor_the_name_used_before(call: Call, empty: Path) -> None:
    for words in (
        ("topics", ""),
        ("topics", "choose", ""),
        ("compose", empty, "--template", "", "--title", "T"),
    ):
        answer = call(*words)
        assert (answer.returncode, "is empty. Write its name" in answer.stderr) == (2, True), words
    answer = call("share", empty, "--name", "")
    assert answer.returncode == 1
    assert "cannot be the name of a person" in answer.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_refused_and_not_waited_for(call: Call, empty: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is a pipe" in call("suggest", tmp_path / "pipe").stderr
    assert "(it is not a file)" in call("topics", "import", empty, tmp_path / "pipe").stderr
    (tmp_path / "pipe.yaml").symlink_to("pipe")
    assert "(it is not a file)" in call("template", "check", tmp_path / "pipe.yaml").stdout
    call("share", empty, "--name", "Rome")
    assert "is not a file of changes" in call("receive", empty, tmp_path / "pipe").stderr


def test_a_text_or_a_pack_that_is_missing_is_told_with_what_to_do(call: Call, empty: Path) -> None:
    for words in (("claims", empty, "--text", "none.txt"), ("verify", "none.zip")):
        answer = call(*words)
        assert answer.returncode == 1
        assert "Check that it exists" in answer.stderr


@pytest.mark.skipif(os.name == "nt", reason="a folder that is in use cannot be removed")
def test_a_folder_that_was_removed_is_no_bug(
    call: Call, tagged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tagged.parent / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    here.rmdir()
    answer = call("articles", Path("..") / tagged.name)
    assert answer.returncode == 1
    assert "The current folder was removed. Change to another one" in answer.stderr
    assert call("articles", tagged).returncode == 0


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has its own time zones")
def test_a_time_zone_a_day_away_is_no_bug(call: Call, tagged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        monkeypatch.setenv("TZ", "UTC+30")
        time.tzset()
        answer = call("export", tagged, "1", "-o", "x.docx")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert answer.returncode == 1
    assert "The time zone of this computer, “UTC+30”, is a day or more away" in answer.stderr


def test_a_folder_that_may_not_be_entered_is_no_bug(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, stat = tmp_path / "closed", os.stat

    def refuse(path: str | Path, **options: Any) -> os.stat_result:
        if str(path).startswith(str(closed)):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, **options)

    monkeypatch.setattr(os, "stat", refuse)
    answer = call("articles", closed / "x.dossier")
    assert answer.returncode == 1
    assert "cannot be reached (no permission). Check that you have permission" in answer.stderr
