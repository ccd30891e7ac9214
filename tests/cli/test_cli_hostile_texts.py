"""Titles, names of files and messages never reach the terminal as control sequences."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import docx
import pytest
from tests.cli.conftest import Call
from tests.hostile_dossier import BIDI, ESCAPES, FORGED, RICH, hostile_dossier

from briefbuilder.app.export import export
from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.cli.context import Console
from briefbuilder.cli.main import COMMANDS, report_fault, report_no_window

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\u2067\U000e0000-\U000e007f]")
"""Characters of the hostile texts that a terminal obeys or a reader cannot see."""


@pytest.fixture(scope="module")
def _hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.dossier"
    with hostile_dossier(path, Resources(), (ESCAPES, BIDI, FORGED, *RICH)) as session:
        briefing = session.store.briefings()[1]
        export(session, briefing.id, [path.with_suffix(".docx")], anyway=True)
    _edit_file(path.with_suffix(".docx"))
    shared = Path(shutil.copy(path, path.with_name("shared.dossier")))
    with Session.open(shared, Resources()) as session:
        session.store.shared.author = f"{ESCAPES}{BIDI} Rossi"
        session.store.share()
    return path


def _edit_file(path: Path) -> None:
    """Edit a Word file as somebody hostile would; XML has no place for escape sequences."""
    document = docx.Document(str(path))
    document.core_properties.last_modified_by = f"{BIDI} editor"
    document.add_paragraph(f"{BIDI} was never said.")
    document.add_comment(document.paragraphs[0].runs, f"{BIDI} asks", author=f"{BIDI} author")
    document.save(str(path))


@pytest.fixture
def hostile(_hostile: Path, tmp_path: Path) -> Path:
    """A dossier in which every text that comes from others is hostile, beside an export that came back."""
    shutil.copy(_hostile.with_suffix(".docx"), tmp_path / "returned.docx")
    shutil.copy(_hostile.with_name("shared.dossier"), tmp_path)
    return Path(shutil.copy(_hostile, tmp_path / "hostile.dossier"))


def commands(dossier: Path, folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the arguments of every command that shows text of a dossier or of a file."""
    file = folder / "\x1b[2Jtitle\u202e.txt"
    file.write_text(f"A title {BIDI}\n\nMinisters spoke. {BIDI}\n\nMinisters again.\n", encoding="utf-8")
    bad = folder / "\x1b[31mbad\nbriefbuilder: forged line.docx"
    bad.write_bytes(b"no document")
    template = folder / "\x1b[31mbad.yaml"
    template.write_text('version: 1\nid: "\\e[31m"\nname: "\\e[31m"\n', encoding="utf-8")
    name, shared = str(dossier), str(dossier.with_name("shared.dossier"))
    key = folder / "\x1b[31mkey"
    key.write_text(f"{ESCAPES}\n", encoding="utf-8")
    return {
        "read": ("read", str(file), str(bad)),
        "import": ("import", name, str(file), str(bad), str(folder / "\x1b[31mmissing")),
        "import again": ("import", name, str(file)),
        "articles": ("articles", name),
        "show": ("show", name, "1"),
        "show bidi": ("show", name, "2"),
        "show lines": ("show", name, "3"),
        "show unknown": ("show", name, "\x1b[31mnone"),
        "search": ("search", name, "ministers"),
        "search unknown": ("search", name, "ministers", "--topic", "\x1b[31mnone"),
        "suggest": ("suggest", name),
        "suggest file": ("suggest", str(file)),
        "tag": ("tag", name, "1", "0", "\x1b[31mnone"),
        "topics": ("topics", name),
        "topics import": ("topics", "import", name, str(bad)),
        "topics export": ("topics", "export", name, str(folder / "\x1b[31mtopics.yaml")),
        "briefings": ("briefings", name),
        "check": ("check", name, "1"),
        "check bidi": ("check", name, "2"),
        "check audience": ("check", name, "2", "--audience", "\x1b[31mnone"),
        "compose": ("compose", name, "--template", "\x1b[31mnone", "--title", "x"),
        "export": ("export", name, "1", "-o", str(folder / "\x1b[31mout.md"), "--anyway"),
        "export format": ("export", name, "2", "-o", str(folder / "out.\x1b[31m")),
        "claims": ("claims", name, "--text", str(file)),
        "claims unknown": ("claims", name, "--text", str(folder / "\x1b[31mmissing.txt")),
        "disagreements": ("disagreements", name),
        "disagreements unknown": ("disagreements", name, "--topic", "\x1b[31mnone"),
        "chronology": ("chronology", name),
        "actors": ("actors", name),
        "coverage": ("coverage", name, "--by", "outlet"),
        "new-since": ("new-since", name, "1"),
        "pack": ("pack", name, "1", "-o", str(folder / "\x1b[31mpack.zip"), "--anyway"),
        "verify": ("verify", str(bad)),
        "corrections": ("corrections", name, "2", str(folder / "returned.docx")),
        "corrections bad": ("corrections", name, "2", str(bad)),
        "template check": ("template", "check", str(template)),
        "template new": ("template", "new", "\x1b[31m", "--from", "\x1b[31mnone"),
        "new": ("new", str(folder / "\x1b[31mnew.dossier")),
        "remove": ("remove", name, "1"),
        "remove unknown": ("remove", name, "\x1b[31mnone"),
        "purge": ("purge", name, "--yes"),
        "copy": ("copy", name, str(folder / "\x1b[31mcopy.dossier")),
        "copy unknown": ("copy", name, str(folder / "c.dossier"), "--briefing", "\x1b[31mnone"),
        "password": ("password", name, "--new-password-file", str(folder / "\x1b[31mmissing")),
        "backups": ("backups", name),
        "backups missing": ("backups", str(folder / "\x1b[31mmissing.dossier")),
        "doctor": ("doctor",),
        "share": ("share", name, "--name", f"{ESCAPES}{BIDI}"),
        "desk": ("desk", shared),
        "desks": ("desks", shared),
        "who": ("who", shared, "1"),
        "send": ("send", shared, "-o", str(folder / "\x1b[31mout.bbx"), "--to", f"{ESCAPES} Weber"),
        "receive": ("receive", shared, str(bad)),
        "sync": ("sync", shared, "--folder", str(folder / "\x1b[31mmissing")),
        "sync key": ("sync", shared, "--folder", str(folder), "--key-file", str(key)),
        "to-settle": ("to-settle", shared),
        "settle": ("settle", shared, "\x1b[31mnone", "--keep"),
        "house-key": ("house-key", str(key)),
        "archive-search": ("archive-search", "postgresql://x@\x1b[31m/none", "chips"),
        "archive-fill": ("archive-fill", shared, "postgresql://x@\x1b[31m/none"),
        "archive-files": ("archive-files", str(folder / "\x1b[31mmissing" / "none")),
        "argparse": ("search", name, "x", "--since", "\x1b[31m"),
        "argparse choice": ("search", name, "x", "--sort", "\x1b[31m"),
        "argparse unrecognized": ("articles", name, "--\x1b[31m\nbriefbuilder: forged line"),
        "no dossier": ("articles", str(folder / "\x1b[31mmissing\nbriefbuilder: forged line.dossier")),
    }


NAMES = (
    "read", "import", "import again", "articles", "show", "show bidi", "show lines", "show unknown", "search",
    "search unknown", "suggest", "suggest file", "tag", "topics", "topics import", "topics export", "briefings",
    "check", "check bidi", "check audience", "compose", "export", "export format", "claims", "claims unknown", "disagreements",
    "disagreements unknown", "chronology", "actors", "coverage", "new-since", "pack", "verify", "corrections", "corrections bad", "template check", "template new",
    "new", "remove", "remove unknown", "purge", "copy", "copy unknown", "password", "backups", "backups missing",
    "doctor", "share", "desk", "desks", "who", "send", "receive", "sync", "sync key", "to-settle", "settle", "house-key",
    "archive-search", "archive-fill", "archive-files", "argparse", "argparse choice", "argparse unrecognized", "no dossier",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_command_writes_out_what_a_terminal_would_obey(
    call: Call, hostile: Path, tmp_path: Path, name: str
) -> None:
    words = commands(hostile, tmp_path)[name]
    plain = call(*words)
    text = plain.stdout + plain.stderr
    assert text
    assert not OBEYED.search(text), ascii(text)
    assert not re.search("^briefbuilder: forged line", text, re.MULTILINE)
    assert not re.search("^forged|^second", text, re.MULTILINE)
    answer = call(*words, "--json")
    assert not OBEYED.search(answer.stdout + answer.stderr), ascii(answer.stdout)
    for line in answer.stdout.splitlines():
        json.loads(line)


def test_every_command_is_tried(hostile: Path, tmp_path: Path) -> None:
    tried = commands(hostile, tmp_path)
    assert set(NAMES) == set(tried)
    assert {words[0] for words in tried.values()} == set(COMMANDS)


def test_hidden_characters_are_shown_and_json_keeps_them(call: Call, hostile: Path) -> None:
    lines = call("articles", hostile).stdout
    assert "\\x1b]0;owned\\x07\\x1b[2J \\x9b31m \\x7f\\x08 x title" in lines
    assert "invoice\\u202egpj.exe" in lines
    rows = [json.loads(line) for line in call("articles", hostile, "--json").stdout.splitlines()]
    assert [row["title"] for row in rows[:3]] == [f"{text} title" for text in (ESCAPES, BIDI, FORGED)]


def test_the_right_to_left_languages_stay_as_they_are() -> None:
    out = io.StringIO()
    text = "مقاله می‌خواهم · עברית \u200e(1)\u200f · \u2067עברית\u2069 · 👨‍👩‍👧 · 🏴󠁧󠁢󠁳󠁣󠁴󠁿"
    Console(Words("en"), as_json=False, out=out, err=io.StringIO()).say(text)
    assert out.getvalue() == f"{text}\n"


def test_progress_is_one_harmless_line() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    err = Terminal()
    Console(Words("en"), as_json=False, out=io.StringIO(), err=err).progress(f"Reading {ESCAPES}{FORGED}")
    assert not OBEYED.search(err.getvalue().replace("\r", "", 1))
    assert "\n" not in err.getvalue()


def test_reports_of_crashes_and_of_a_missing_window_are_harmless(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("briefbuilder.cli.main.log_folder", lambda: tmp_path / "file")
    try:
        int(f"{ESCAPES} owned", 10)
    except ValueError:
        report_fault([f"{ESCAPES} owned"])
    report_no_window(ESCAPES, [])
    err = capsys.readouterr().err
    assert "ValueError" in err
    assert not OBEYED.search(err)


def test_only_the_console_writes_to_the_terminal(root: Path) -> None:
    """Every line of the commands goes through one class."""
    found = [
        path.name
        for path in sorted((root / "src" / "briefbuilder" / "cli").glob("*.py"))
        if path.name != "context.py"
        and re.search(r"\bprint\(|\bstd(out|err)\.write|print_help\(", path.read_text("utf-8"))
    ]
    assert found == []
