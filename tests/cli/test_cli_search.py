"""`search` in several dossiers, and what it says of queries that it does not understand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Call, Rows

from briefbuilder.app.settings import Settings
from briefbuilder.storage.opening import open_dossier


@pytest.fixture
def others(tagged: Path, empty: Path, tmp_path: Path, call: Call) -> tuple[Path, Path]:
    """A copy of the dossier, and an encrypted one."""
    copy, secret = tmp_path / "copy.dossier", tmp_path / "secret.dossier"
    shutil.copyfile(tagged, copy)
    password = tmp_path / "password.txt"
    password.write_text("correct horse battery staple", "utf-8")
    assert call("new", secret, "--new-password-file", password).returncode == 0
    return copy, secret


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.glob("*.dossier*")}


def test_several_dossiers_are_searched_and_stay_as_they_are(
    tagged: Path, others: tuple[Path, Path], call: Call, tmp_path: Path
) -> None:
    copy, secret = others
    held = open_dossier(copy)
    before = files(tmp_path)
    answer = call("search", tagged, copy, secret, "semiconduttore", "OR")
    assert files(tmp_path) == before
    held.close()
    assert answer.returncode == 1
    answer = call("search", tagged, copy, secret, "semiconduttore", "--json")
    found = {line.split('"dossier": "')[1].split('"')[0] for line in answer.stdout.splitlines()}
    assert found == {str(tagged), str(copy)}
    assert f"{secret} is encrypted and was not searched." in answer.stderr


def test_recent_dossiers_are_searched(
    tagged: Path, rows: Rows, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Settings, "recent", (tagged,))
    found = rows("search", "--recent", "modest", "instrument")
    assert {row["dossier"] for row in found} == {str(tagged)}
    assert rows("search", "modest", "--recent") == rows("search", "--recent", "modest")
    monkeypatch.setattr(Settings, "recent", ())
    assert "There are no recent dossiers." in call("search", "--recent", "modest").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("foo:bar", "“foo:” is not a field. The fields are title:, author:"),
        ("date:2024-13", "“2024-13” is not a date."),
        ("(chip", "A parenthesis is missing."),
        ("chip OR", "Write words before and after “OR”."),
        ("topic:xyzzy", "There is no topic “xyzzy”."),
        (f"topic:{'x' * 500}", f"There is no topic “{'x' * 79}…”."),
        ("language:klingon", "“klingon” is not a language."),
        ("(" * 10_000, "The query is too complex."),
        ("nowhere.dossier", "There is no dossier nowhere.dossier."),
        ("—", "“—” has no letters or digits to search for."),
    ],
)
def test_what_is_not_understood_is_told(call: Call, tagged: Path, words: str, told: str) -> None:
    answer = call("search", tagged, words)
    assert answer.returncode == 1
    assert told in answer.stderr
    assert answer.stdout == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [("topic:xyzzy", "There is no topic “xyzzy”."), ("language:klingon", "“klingon” is not a language.")],
)
def test_what_no_dossier_understands_is_told(
    call: Call, tagged: Path, tmp_path: Path, words: str, told: str
) -> None:
    copy = Path(shutil.copyfile(tagged, tmp_path / "copy.dossier"))
    answer = call("search", tagged, copy, words)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert told in answer.stderr


def test_a_misspelled_word_is_corrected_and_said(call: Call, rows: Rows, tagged: Path) -> None:
    answer = call("search", tagged, "semicondutori")
    assert "Nothing was found for “semicondutori”. Showing “semiconduttori”." in answer.stdout
    assert rows("search", tagged, "semicondutori")


def test_a_language_may_be_named(rows: Rows, call: Call, tagged: Path) -> None:
    assert rows("search", tagged, "--language=Italian", "chip") == rows(
        "search", tagged, "--language=it", "chip"
    )
    answer = call("search", tagged, "--language=klingon", "chip")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "“klingon” is not a language." in answer.stderr


def test_a_dossier_is_searched_once_and_a_file_that_is_none_is_told(
    call: Call, tagged: Path, tmp_path: Path
) -> None:
    link, text = tmp_path / "link.dossier", tmp_path / "text.dossier"
    link.symlink_to(tagged)
    text.write_text("no dossier", "utf-8")
    answer = call("search", tagged, link, "modest", text)
    assert answer.stdout.count("talks.dossier") == 1
    assert "link.dossier" not in answer.stdout
    assert "text.dossier" in answer.stderr
    assert "There is no dossier" not in answer.stderr


def test_words_may_stand_behind_the_options_of_several_dossiers(
    call: Call, tagged: Path, others: tuple[Path, Path]
) -> None:
    plain = call("search", tagged, others[0], "modest", "--limit", "3").stdout
    assert "talks.dossier" in plain
    assert call("search", tagged, others[0], "--limit", "3", "modest").stdout == plain
    assert call("search", tagged, others[0], "--limit", "3", "--", "modest", "-zebra").stdout == plain


def test_a_query_that_only_excludes_lists_the_rest_and_says_so(call: Call, tagged: Path) -> None:
    answer = call("search", tagged, "--", "-7")
    assert "“-7” only leaves articles out." in answer.stderr
    assert answer.stdout
    assert answer.returncode == 0
    assert call("search", tagged, "--", "-7", "modest").stderr == ""


@pytest.mark.parametrize("words", [("-war",), ("modest", "-war"), ("--limit=3", "modest", '-"cold war"')])
def test_a_word_to_exclude_that_looks_like_an_option_is_told(
    call: Call, tagged: Path, words: tuple[str, ...]
) -> None:
    answer = call("search", tagged, *words)
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "To exclude a word, write -- before" in answer.stderr


def test_a_publication_that_no_article_has_is_told_with_the_nearest_one(
    tagged: Path, rows: Rows, call: Call
) -> None:
    outlet = next(row["publication"] for row in rows("articles", tagged) if row["publication"])
    told = call("search", tagged, "semiconduttore", "--outlet", f"{outlet}x").stdout
    assert f"No article is from “{outlet}x”. Did you mean “{outlet}”?" in told
    assert "Nothing was found" in call("search", tagged, "xyzzy", "--outlet", outlet.upper()).stdout


def test_a_query_without_words_needs_another_condition(call: Call, rows: Rows, tagged: Path) -> None:
    for words in ("", "  "):
        answer = call("search", tagged, words)
        assert (answer.returncode, answer.stdout) == (1, "")
        assert "words to search for" in answer.stderr
    assert rows("search", tagged, "", "--tagged", "yes")
