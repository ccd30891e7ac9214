"""`actors`: who is named in a dossier, and the officer's changes of the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Call, Rows

from briefbuilder.__main__ import main
from briefbuilder.app.actors import actor_edits
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.evidence.actors import ActorEdits

TEXT = """---
title: Ferry line opens
lang: en
---

On Monday Prime Minister Rolan Dask opened the ferry line with Ilse Marn in Oslo. Dask thanked Marn and the Norwegians.
"""


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """A dossier of one article."""
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    dossier = tmp_path / "ferry.dossier"
    assert main(["new", str(dossier)]) == 0
    assert main(["import", str(dossier), str(tmp_path / "a.md")]) == 0
    return dossier


def test_actors_are_listed_with_their_other_names(ferry: Path, call: Call, rows: Rows) -> None:
    found = {row.pop("name"): row for row in rows("actors", ferry)}
    assert found["Rolan Dask"] == {"kind": "person", "mentions": 2, "articles": 1, "aliases": ["Dask"]}
    assert found["Norway"] == {"kind": "country", "mentions": 1, "articles": 1, "aliases": ["Norwegians"]}
    assert "     2     1  Ilse Marn (person) — Marn" in call("actors", ferry).stdout.splitlines()


def test_the_list_is_edited_and_each_change_can_be_undone(ferry: Path, call: Call, rows: Rows) -> None:
    call(
        "actors",
        ferry,
        "--merge",
        "Ilse Marn",
        "dask",
        "--drop",
        "Oslo",
        "--rename",
        "Rolan Dask",
        "The government",
    )
    found = {row["name"]: row["mentions"] for row in rows("actors", ferry)}
    assert found == {"The government": 4, "Norway": 1}

    with Session.open(ferry, Resources()) as session:
        for _ in range(3):
            session.store.undo()
        assert actor_edits(session) == ActorEdits()


def test_an_actor_is_restored(ferry: Path, call: Call, rows: Rows) -> None:
    call("actors", ferry, "--drop", "Oslo")
    assert "Oslo" not in {row["name"] for row in rows("actors", ferry)}
    assert "Oslo" in {row["name"] for row in rows("actors", ferry, "--restore", "Oslo")}


def test_an_unknown_actor_is_refused(ferry: Path, call: Call) -> None:
    answer = call("actors", ferry, "--drop", "Nobody")
    assert answer.returncode == 1
    assert "Nobody" in answer.stderr
