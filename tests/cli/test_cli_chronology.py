"""`chronology`: the dated events in tagged passages; gathering puts them into a briefing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Call, Rows

from briefbuilder.__main__ import main

ARTICLES = {
    "a.md": """---
title: Treaty signed
date: 2026-03-12
lang: en
publication: Meridian
---

Ingrid Solheim signed the fisheries treaty with 14 states in Vardholm on Tuesday. Talks had begun in Q2 2024.
""",
    "b.md": """---
title: Firmato il trattato
date: 2026-03-13
lang: it
publication: Corriere di Levante
---

Il 10 marzo Ingrid Solheim ha firmato a Vardholm il trattato sulla pesca con 14 Stati.
""",
}


@pytest.fixture(scope="module")
def treaty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of two tagged articles that report one event."""
    folder = tmp_path_factory.mktemp("treaty")
    dossier = folder / "treaty.dossier"
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert main(["new", str(dossier)]) == 0
    assert main(["import", str(dossier), *(str(folder / name) for name in ARTICLES)]) == 0
    for article in ("1", "2"):
        assert main(["tag", str(dossier), article, "0", "china"]) == 0
    return dossier


def test_events_are_listed_with_their_sources(treaty: Path, call: Call) -> None:
    assert call("chronology", treaty).stdout.splitlines() == [
        "Q2 2024",
        "    Meridian,\u00a0¶1: “Talks had begun in Q2 2024.”",
        "10 March 2026",
        "    Meridian,\u00a0¶1: “Ingrid Solheim signed the fisheries treaty with 14 states in Vardholm on Tuesday.”",
        "    Corriere di Levante,\u00a0¶1: “Il 10 marzo Ingrid Solheim ha firmato a Vardholm il trattato sulla pesca con 14 Stati.”",
    ]


def test_json_has_an_object_for_each_event(treaty: Path, rows: Rows) -> None:
    first, second = rows("chronology", treaty, "--topic", "china")
    assert (first["first"], first["last"], first["grain"]) == ("2024-04-01", "2024-06-30", "quarter")
    assert first["sentence"] == "Talks had begun in Q2 2024."
    assert (second["first"], second["last"], second["grain"]) == ("2026-03-10", "2026-03-10", "day")
    assert second["topics"] == ["china"]
    assert second["sources"][0]["article"] == second["article"]
    assert len(second["sources"]) == 2


def test_a_topic_without_events_says_so(treaty: Path, call: Call) -> None:
    assert call("chronology", treaty, "--topic", "derisking").stdout.startswith("No dated events found.")
