"""Commands that only read run beside a window that has the dossier open; all others say who has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Call, Rows

from briefbuilder.app.commands.articles import remove_articles
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session


@pytest.fixture
def composed(call: Call, tagged: Path) -> Path:
    """A dossier with a briefing."""
    made = call("compose", tagged, "--template", "press-review", "--title", "Chips", "--topic", "derisking")
    assert made.returncode == 0
    return tagged


def test_what_the_window_has_stored_is_read_beside_it(
    rows: Rows, composed: Path, loaded_resources: Resources
) -> None:
    listed = rows("articles", composed)
    with Session.open(composed, loaded_resources) as window:
        assert rows("articles", composed) == listed
        window.store.apply(remove_articles(window, [listed[0]["article"]]))
        left = rows("articles", composed)
        assert [row["article"] for row in left] == [row["article"] for row in listed[1:]]
        assert {row["article"] for row in rows("search", composed, "chip*")} <= {
            row["article"] for row in left
        }


@pytest.mark.parametrize(
    "words",
    [
        ("show", "1"), ("briefings",), ("check", "1"), ("claims", "1"), ("chronology",), ("actors",), ("coverage",),
        ("disagreements",), ("new-since", "1"), ("suggest",), ("topics",), ("topics", "choose"), ("desk",),
        ("tag", "--accept-suggestions", "--dry-run"), ("copy", "copy.dossier"), ("topics", "export", "all.yaml"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_command_that_only_reads_gives_the_same_beside_the_window(
    call: Call,
    composed: Path,
    words: tuple[str, ...],
    loaded_resources: Resources,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    place = 2 if words[1:] in {("choose",), ("export", "all.yaml")} else 1
    arguments = (*words[:place], composed, *words[place:])
    alone = call(*arguments)
    for made in ("copy.dossier", "all.yaml"):
        Path(made).unlink(missing_ok=True)
    with Session.open(composed, loaded_resources):
        beside = call(*arguments)
    assert (beside.returncode, beside.stdout) == (alone.returncode, alone.stdout)
    assert beside.returncode == 0, beside.stderr


def test_a_command_that_writes_says_who_has_the_dossier_open_and_how_to_copy_it(
    call: Call, composed: Path, loaded_resources: Resources
) -> None:
    with Session.open(composed, loaded_resources):
        for words in (("remove", composed, "1"), ("import", composed, composed.parent), ("purge", composed)):
            answer = call(*words)
            assert (answer.returncode, answer.stdout) == (1, "")
            assert "has been open with" in answer.stderr
            assert f"“briefbuilder copy {composed} COPY.dossier”" in answer.stderr
