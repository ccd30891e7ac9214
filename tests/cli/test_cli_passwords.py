"""Encrypted dossiers on the command line: from a file or from the terminal, and never from an argument."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.narrowing import of_type

from briefbuilder.__main__ import main
from briefbuilder.storage import encryption
from briefbuilder.storage.encryption import MAGIC

pytest.importorskip("sqlcipher3")
pytestmark = pytest.mark.usefixtures("few_key_rounds")

SECRET = "\ufeff caffè lungo\r\nmore\r\n".encode()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file as an editor saves it: with a mark at its beginning, line ends of Windows, and more lines."""
    path = tmp_path / "secret.txt"
    path.write_bytes(SECRET)
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.txt"
    path.write_text("caffè lungo", encoding="utf-8")  # Without the space before it.
    return path


@pytest.fixture(scope="module")
def _encrypted(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    folder = tmp_path_factory.mktemp("encrypted")
    path, password = folder / "encrypted.dossier", folder / "secret.txt"
    password.write_bytes(SECRET)
    assert main(["new", str(path), "--new-password-file", str(password)]) == 0
    assert main(["import", str(path), str(samples), "--password-file", str(password)]) == 0
    return path


@pytest.fixture
def encrypted(_encrypted: Path, tmp_path: Path) -> Path:
    """A dossier of the three sample articles, encrypted with the password in the file."""
    return Path(shutil.copy(_encrypted, tmp_path / "encrypted.dossier"))


def is_encrypted(path: Path) -> bool:
    return not path.read_bytes().startswith(MAGIC)


@pytest.mark.parametrize("place", [0, 2])
def test_the_option_is_taken_before_and_after_the_command(
    encrypted: Path, call: Call, secret: Path, place: int
) -> None:
    assert is_encrypted(encrypted)
    words: list[str | Path] = ["articles", encrypted]
    words[place:place] = ["--password-file", secret]
    assert call(*words).returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ("show", "1"),
        ("suggest",),
        ("compose", "--template", "thematic-briefing", "--title", "T"),
    ],
)
def test_every_command_opens_an_encrypted_dossier(
    encrypted: Path, call: Call, secret: Path, wrong: Path, words: tuple[str, ...]
) -> None:
    name, *others = words
    answer = call(name, encrypted, *others, "--password-file", secret)
    assert (answer.returncode, answer.stderr) == (0, "")
    refused = call(name, encrypted, *others, "--password-file", wrong)
    assert refused.returncode == 1
    assert refused.stderr.startswith("briefbuilder: The password is wrong, or ")
    assert refused.stdout == ""


def test_where_nobody_can_be_asked_the_option_is_named(encrypted: Path, call: Call) -> None:
    answer = call("articles", encrypted)
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "--password-file" in answer.stderr


def test_without_the_library_one_sentence_says_what_to_install(
    encrypted: Path, call: Call, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "_LIBRARY", "no_such_library")
    for words in (("articles", encrypted), ("password", encrypted, "--remove", "--password-file", secret)):
        answer = call(*words)
        assert answer.returncode == 1
        assert "briefbuilder[password]" in answer.stderr


def test_the_password_is_set_changed_and_removed(
    call: Call, rows: Callable[..., list[dict[str, object]]], tagged: Path, secret: Path, wrong: Path
) -> None:
    before = rows("articles", tagged)
    shape = {"dossier": str(tagged), "encrypted": True}
    assert rows("password", tagged, "--new-password-file", secret) == [shape]
    assert is_encrypted(tagged)
    assert rows("password", tagged, "--password-file", secret, "--new-password-file", wrong) == [shape]
    assert call("articles", tagged, "--password-file", secret).returncode == 1
    assert rows("articles", tagged, "--password-file", wrong) == before
    answer = rows("password", tagged, "--password-file", wrong, "--remove")
    assert answer == [{"dossier": str(tagged), "encrypted": False}]
    assert rows("articles", tagged) == before


def test_a_new_dossier_is_encrypted_by_either_option_and_never_made_plain_by_mistake(
    call: Call, secret: Path, tmp_path: Path
) -> None:
    path = tmp_path / "new.dossier"
    refused = call("new", path, "--password-file", tmp_path / "missing.txt")
    assert refused.returncode == 1
    assert "missing.txt" in refused.stderr
    assert not path.exists()
    assert call("new", path, "--password-file", secret).returncode == 0
    assert is_encrypted(path)
    assert call("articles", path, "--password-file", secret).returncode == 0


def test_a_folder_or_a_missing_file_gets_no_password(call: Call, secret: Path, tmp_path: Path) -> None:
    for path, told in ((tmp_path, "is a folder, not a dossier"), (tmp_path / "gone", "There is no dossier")):
        answer = call("password", path, "--new-password-file", secret)
        assert answer.returncode == 1
        assert told in answer.stderr


def test_there_is_no_password_to_remove_from_a_plain_dossier(call: Call, tagged: Path) -> None:
    answer = call("password", tagged, "--remove")
    assert answer.returncode == 1
    assert "is not encrypted" in answer.stderr


def test_without_a_terminal_the_new_password_must_come_from_a_file(call: Call, tagged: Path) -> None:
    answer = call("password", tagged)
    assert answer.returncode == 2
    assert "--new-password-file" in answer.stderr
    assert not is_encrypted(tagged)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "No password could be read from"),
        (b"", "at least one character"),
        (b"\r\nsecond line", "at least one character"),
        (b"a\tb\n", "no control characters"),
        (b"caff\xe8\n", "not UTF-8 text"),
    ],
)
def test_a_file_without_a_usable_password_is_refused(
    call: Call, tagged: Path, tmp_path: Path, content: bytes | None, told: str
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    for option in ("--new-password-file", "--password-file"):
        answer = call("password", tagged, option, file)
        assert answer.returncode == 1
        assert told in answer.stderr
    assert not is_encrypted(tagged)


def test_a_file_of_whole_pages_is_read_as_an_article(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(b"China and Japan talk. " * 186 + b"abcd")
    assert file.stat().st_size == 4096
    assert call("suggest", file).returncode == 0


class Terminal:
    """A terminal on which someone enters passwords."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *entered: str) -> None:
        self.prompts: list[str] = []
        self._entered = list(entered)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", self._answer)

    def _answer(self, prompt: str) -> str:
        self.prompts.append(prompt)
        if not self._entered:
            raise EOFError
        return self._entered.pop(0)


def test_on_a_terminal_the_password_is_asked_for(
    encrypted: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(monkeypatch, " caffè lungo")
    assert call("articles", encrypted).returncode == 0
    assert terminal.prompts == [f"Password of {encrypted}: "]


def test_a_terminal_that_ends_is_nobody(encrypted: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    Terminal(monkeypatch)
    assert "--password-file" in call("articles", encrypted).stderr


def test_the_name_of_a_dossier_cannot_command_the_terminal(
    encrypted: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(monkeypatch, " caffè lungo")
    hostile = encrypted.rename(encrypted.with_name("a\x1b[2Jb.dossier"))
    assert call("articles", hostile).returncode == 0
    assert "\x1b" not in terminal.prompts[0]


def test_a_new_password_is_entered_twice(call: Call, tagged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Terminal(monkeypatch, "one", "other")
    answer = call("password", tagged)
    assert answer.returncode == 1
    assert "differ" in answer.stderr
    assert not is_encrypted(tagged)
    terminal = Terminal(monkeypatch, "one", "one", "one")
    assert call("password", tagged).returncode == 0
    assert is_encrypted(tagged)
    assert call("articles", tagged).returncode == 0
    assert len(terminal.prompts) == 3


@pytest.mark.skipif(not hasattr(os, "forkpty"), reason="needs a pseudo-terminal")
@pytest.mark.usefixtures("usual_key_rounds")
def test_the_password_does_not_show_on_a_real_terminal(tagged: Path, call: Call, secret: Path) -> None:
    import pty

    assert call("password", tagged, "--new-password-file", secret).returncode == 0
    process, line = pty.fork()
    if not process:
        command = [sys.executable, "-m", "briefbuilder", "articles", str(tagged), "--json", "--lang", "en"]
        os.execv(sys.executable, command)
    shown = b""
    while b"Password of" not in shown:
        shown += os.read(line, 1024)
    os.write(line, " caffè lungo\n".encode())
    try:
        while more := os.read(line, 1024):
            shown += more
    except OSError:  # Linux ends so.
        pass
    _, status = os.waitpid(process, 0)
    os.close(line)
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"lungo" not in shown
    found = [json.loads(row) for row in shown.decode().splitlines() if row.startswith("{")]
    assert len(found) == 3


def test_exports_are_protected_with_the_first_line_of_a_file(
    call: Call, rows: Callable[..., list[dict[str, object]]], tagged: Path, secret: Path, tmp_path: Path
) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    assert call("compose", tagged, "--template", "press-review", "--title", "T").returncode == 0
    pdf, docx, page = (tmp_path / f"t{ending}" for ending in (".pdf", ".docx", ".html"))
    found = rows("export", tagged, "1", "-o", pdf, "-o", docx, "--anyway", "--protect-file", secret)
    assert [(row["path"], row["protected"]) for row in found] == [(str(pdf), True), (str(docx), True)]
    pikepdf.open(pdf, password=" caffè lungo").close()
    assert docx.read_bytes().startswith(
        b"\xd0\xcf\x11\xe0"
    )  # No ZIP file, but Office's container for encryption.
    told = call("export", tagged, "1", "-o", pdf, "--anyway", "--protect-file", secret).stdout
    assert "is not an archival PDF/A" in told
    refused = call("export", tagged, "1", "-o", page, "--anyway", "--protect-file", secret)
    assert (refused.returncode, page.exists()) == (1, False)
    assert refused.stderr.startswith("briefbuilder: A .html file cannot be protected with a password.")


def test_a_copy_for_others_can_have_another_password_or_none(
    call: Call, encrypted: Path, secret: Path, wrong: Path, tmp_path: Path
) -> None:
    own, plain = tmp_path / "own.dossier", tmp_path / "plain.dossier"
    assert (
        call("copy", encrypted, own, "--password-file", secret, "--new-password-file", wrong).returncode == 0
    )
    assert call("copy", encrypted, plain, "--password-file", secret, "--no-password").returncode == 0
    assert (is_encrypted(own), is_encrypted(plain)) == (True, False)
    assert call("articles", own, "--password-file", secret).returncode == 1
    assert call("articles", own, "--password-file", wrong).returncode == 0
    assert "De-risking" in call("articles", plain).stdout
    # A dossier that is not encrypted, too.
    assert call("copy", plain, tmp_path / "last.dossier", "--new-password-file", wrong).returncode == 0
    assert is_encrypted(tmp_path / "last.dossier")
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_backups_are_encrypted_with_the_dossier(
    call: Call, rows: Callable[..., list[dict[str, object]]], tagged: Path, secret: Path, tmp_path: Path
) -> None:
    assert call("articles", tagged).returncode == 0
    (backup,) = rows("backups", tagged)
    assert not is_encrypted(Path(str(backup["path"])))
    assert call("password", tagged, "--new-password-file", secret).returncode == 0
    assert is_encrypted(Path(str(backup["path"])))
    (again,) = rows("backups", tagged, "--password-file", secret)
    assert again["articles"] == 3


def test_the_doctor_says_whether_there_is_encryption(
    call: Call, rows: Callable[..., list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib.metadata import version

    (state,) = rows("doctor")
    found = of_type(state["encryption"], dict)
    assert (found["dossiers"], found["sqlcipher3"]) == (True, version("sqlcipher3"))
    assert found["SQLCipher"].startswith("4.")
    assert "OpenSSL" in found["cryptography"]
    assert found["SQLite in SQLCipher"].startswith("3.")
    assert "briefbuilder[password]" not in call("doctor").stdout
    monkeypatch.setattr(encryption, "_LIBRARY", "no_such_library")
    assert "briefbuilder[password]" in call("doctor").stdout
    (state,) = rows("doctor")
    assert state["encryption"]["dossiers"] is False  # type: ignore[index]
