"""Articles are removed, what was removed is erased, and copies for others have nothing else."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Call, Rows

from briefbuilder.storage.opening import open_dossier


class Terminal(io.StringIO):
    """Standard input at which somebody answers."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def removed(rows: Rows, tagged: Path) -> tuple[Path, dict[str, Any]]:
    """A dossier from which its first article was removed, and that article as it was listed."""
    first = rows("articles", tagged)[0]
    assert rows("remove", tagged, "1") == [{"article": first["article"], "title": first["title"]}]
    return tagged, first


def test_an_article_is_removed_with_its_tags_and_can_come_back(
    rows: Rows, removed: tuple[Path, dict[str, Any]]
) -> None:
    path, first = removed
    assert first["article"] not in {row["article"] for row in rows("articles", path)}
    store = open_dossier(path)
    store.undo()
    store.close()
    assert first["article"] in {row["article"] for row in rows("articles", path)}


def test_removing_tells_what_briefings_lose(call: Call, tagged: Path) -> None:
    assert call("compose", tagged, "--template", "thematic-briefing", "--title", "T").returncode == 0
    answer = call("remove", tagged, "1", "2")
    assert answer.returncode == 0
    assert "excerpts were removed from briefings" in answer.stdout


def test_an_article_that_is_not_there_removes_nothing(call: Call, rows: Rows, tagged: Path) -> None:
    answer = call("remove", tagged, "1", "99")
    assert answer.returncode == 1
    assert len(rows("articles", tagged)) == 3


def test_a_purge_erases_the_words_and_says_how_much(rows: Rows, removed: tuple[Path, dict[str, Any]]) -> None:
    path, first = removed
    assert first["article"].encode() in path.read_bytes()
    (told,) = rows("purge", path, "--yes")
    assert told["path"] == str(path)
    assert told["articles"] == 1
    assert told["acts"] >= 3
    assert told["bytes_after"] == path.stat().st_size < told["bytes_before"]
    assert first["article"].encode() not in path.read_bytes()
    assert len(rows("articles", path)) == 2


@pytest.mark.parametrize(("answer", "erased"), [("y\n", True), ("Yes\n", True), ("\n", False)])
def test_a_purge_asks_on_a_terminal(
    call: Call,
    removed: tuple[Path, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    erased: bool,
) -> None:
    path, first = removed
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    result = call("purge", path)
    assert "1 removed articles" in result.stderr
    assert (result.returncode == 0) is erased
    assert (first["article"].encode() not in path.read_bytes()) is erased


def test_a_script_must_say_yes(
    call: Call, removed: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = removed
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    before = path.read_bytes()
    result = call("purge", path)
    assert result.returncode == 2
    assert "--yes" in result.stderr
    assert path.read_bytes() == before


def test_a_copy_has_all_but_the_history(
    rows: Rows, removed: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    path, first = removed
    before = path.read_bytes()
    target = tmp_path / "copy.dossier"
    (told,) = rows("copy", path, target)
    size = target.stat().st_size
    assert told == {"path": str(target), "articles": 2, "briefings": 0, "bytes": size, "left_out": []}
    assert target.stat().st_mode & 0o077 == 0
    assert first["article"].encode() not in target.read_bytes()
    assert rows("articles", target) == rows("articles", path)
    assert rows("search", target, "chip") == rows("search", path, "chip")
    assert path.read_bytes()[100:] == before[100:]
    store = open_dossier(target)
    assert not store.can_undo
    store.close()
    assert sorted(one.name for one in tmp_path.iterdir() if "dossier" in one.name) == [
        "copy.dossier",
        "talks.dossier",
    ]


def test_a_copy_and_a_purge_name_the_file_that_goes_with_a_removed_article(
    call: Call, rows: Rows, tmp_path: Path
) -> None:
    path, target = tmp_path / "wire.dossier", tmp_path / "copy.dossier"
    wire = tmp_path / "wire.txt"
    wire.write_text(
        "".join(
            f"ZCZC123{day}/SXA\nXES\nR ECO S0A QBXB\nNews of the day {day}\n   (ANSA) - RIGA, 0{day} MAR - {text}\n"
            f"     XRS-RSS/ABC\n0{day}-MAR-25 10:15 NNNN\n"
            for day, text in ((4, "The ministers spoke of chips."), (5, "The envoy named a line."))
        )
    )
    assert call("new", path).returncode == 0
    assert call("import", path, wire).returncode == 0
    assert call("remove", path, "2").returncode == 0
    assert "“wire.txt” is not in the copy" in call("copy", path, target).stdout
    assert rows("copy", path, tmp_path / "second.dossier")[0]["left_out"] == ["wire.txt"]
    assert "“wire.txt” is erased too" in call("purge", path, "--yes").stdout
    assert len(rows("articles", target)) == len(rows("articles", path)) == 1


def test_a_copy_of_one_briefing_has_only_what_that_uses(
    call: Call, rows: Rows, tagged: Path, tmp_path: Path
) -> None:
    compose = ("compose", tagged, "--template", "thematic-briefing", "--language", "en", "--title")
    assert call(*compose, "Erstes Briefing").returncode == 0
    first = rows("briefings", tagged)[0]
    assert call("remove", tagged, "1").returncode == 0
    assert call(*compose, "Entwurf eines anderen").returncode == 0
    lost = rows("articles", tagged)[-1]
    used = {row["article"] for row in rows("articles", tagged)}
    target = tmp_path / "copy.dossier"
    assert call("remove", tagged, lost["article"]).returncode == 0
    (told,) = rows("copy", tagged, target, "--briefing", first["briefing"])
    assert (told["articles"], told["briefings"]) == (1, 1)
    (article,) = rows("articles", target)
    assert article["article"] in used - {lost["article"]}
    (source,) = rows("articles", tagged)
    assert article == source
    assert [row["title"] for row in rows("briefings", target)] == ["Erstes Briefing"]
    assert rows("show", target, "1") == rows("show", tagged, "1")
    data = target.read_bytes()
    for word in (b"Entwurf eines anderen", lost["article"].encode(), lost["title"].encode()):
        assert word not in data
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("SELECT count(*) FROM original").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM history").fetchone() == (0,)


@pytest.mark.parametrize("briefing", [(), ("--briefing", "99")])
def test_a_copy_never_takes_the_place_of_a_file(
    call: Call, tagged: Path, tmp_path: Path, briefing: tuple[str, ...]
) -> None:
    target = tmp_path / "copy.dossier"
    if not briefing:
        target.symlink_to("folder that is not mounted")
    answer = call("copy", tagged, target, *briefing)
    assert answer.returncode == 1
    assert target.is_symlink() is not bool(briefing)
    assert not briefing or "99" in answer.stderr
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
