"""`new-since`: what later articles bring, and what of it a briefing has reported already."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Call, Rows

FIRST = """Ferry traffic grows

The port of Varna handled 43,500 containers in January, the harbour office said.

The ferry to Batumi carries 320 lorries a week.
"""
LATER = """Traffic on the ferry

The ferry to Batumi carries 410 lorries a week.

The port of Varna handled 43,500 containers in January, the harbour office said.

A second crane was ordered from a yard in Gdynia.
"""


@pytest.fixture
def dossier(call: Call, rows: Rows, empty: Path, tmp_path: Path) -> Path:
    """A dossier with a briefing on one article, and another article that came later."""
    for name, text in (("first.txt", FIRST), ("later.txt", LATER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (imported,) = rows("import", empty, tmp_path / "first.txt")
    rows("tag", empty, imported["article"], "0", "sanctions")
    rows("compose", empty, "--template", "thematic-briefing", "--title", "Ports", "--topic", "sanctions")
    assert call("import", empty, tmp_path / "later.txt").returncode == 0
    return empty


def test_a_later_section_is_told_with_its_change(rows: Rows, call: Call, dossier: Path) -> None:
    (section,) = rows("new-since", dossier, "1")
    assert (section["state"], section["new"], section["sentences"]) == ("new", 2, 3)
    assert section["difference"] == "320 lorries → 410 lorries" or section["difference"] == "320 → 410"
    assert section["of"]["text"] == "The ferry to Batumi carries 320 lorries a week."
    told = call("new-since", dossier, "1").stdout
    assert "2 of 3 sentences new or changed" in told
    assert "→ 410" in told


def test_nothing_new_on_a_topic_is_an_answer(rows: Rows, call: Call, dossier: Path) -> None:
    answer = call("new-since", dossier, "1", "--topic", "sanctions")
    assert answer.returncode == 0
    assert answer.stdout == "Nothing new on Sanctions.\n"


def test_without_later_articles_it_is_said(rows: Rows, call: Call, tagged: Path) -> None:
    rows("compose", tagged, "--template", "thematic-briefing", "--title", "Chips", "--topic", "derisking")
    assert call("new-since", tagged, "1").stdout == "Nothing was imported since the briefing.\n"
    assert call("new-since", tagged, "9").returncode == 1
