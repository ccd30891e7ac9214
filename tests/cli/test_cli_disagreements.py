"""`disagreements`: different numbers for one thing, side by side with outlet and day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Call, Rows

from briefbuilder.__main__ import main

ARTICLES = {
    "a.md": """---
title: Storm hits Vardholm
date: 2026-03-12
lang: en
publication: Meridian
---

A storm hit Vardholm and Eskelby on Thursday, the mayor Ingrid Solheim said.

At least 14 people were killed and 61 injured in Vardholm, according to Aldermark.
""",
    "b.md": """---
title: Tempesta a Vardholm
date: 2026-03-13
lang: it
publication: Corriere di Levante
---

Una tempesta ha colpito giovedì Vardholm ed Eskelby, ha detto la sindaca Ingrid Solheim.

A Vardholm sono morte almeno 22 persone e 61 sono rimaste ferite, secondo Aldermark.
""",
}


@pytest.fixture(scope="module")
def storms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of two articles that disagree."""
    folder = tmp_path_factory.mktemp("storms")
    dossier = folder / "storms.dossier"
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert main(["new", str(dossier)]) == 0
    assert main(["import", str(dossier), *(str(folder / name) for name in ARTICLES)]) == 0
    return dossier


def test_the_values_stand_side_by_side(storms: Path, call: Call) -> None:
    assert call("disagreements", storms).stdout.splitlines() == [
        "Killed — later figure",
        "    14 — Meridian, 2026-03-12,\u00a0¶2: “At least 14 people were killed and 61 injured in Vardholm, according to Aldermark.”",
        "    22 — Corriere di Levante, 2026-03-13,\u00a0¶2: “A Vardholm sono morte almeno 22 persone e 61 sono rimaste ferite, secondo Aldermark.”",
    ]


def test_the_shape_names_article_block_and_place(storms: Path, rows: Rows) -> None:
    (found,) = rows("disagreements", storms)

    assert {key: found[key] for key in ("quantity", "period", "later", "topics")} == {
        "quantity": "killed", "period": None, "later": True, "topics": [],
    }  # fmt: skip
    articles = [one["article"] for one in rows("articles", storms)]
    assert [(one["article"], one["value"], one["text"], one["day"]) for one in found["values"]] == [
        (articles[0], "14", "14", "2026-03-12"),
        (articles[1], "22", "22", "2026-03-13"),
    ]


def test_only_articles_with_the_topic_are_compared(
    storms: Path, tmp_path: Path, call: Call, rows: Rows
) -> None:
    storms = Path(shutil.copy(storms, tmp_path / "tagged.dossier"))
    topic = rows("topics", storms)[0]["topic"]
    assert call("disagreements", storms, "--topic", topic).stdout == "No disagreements found.\n"
    for article in ("1", "2"):
        assert call("tag", storms, article, "0", topic).returncode == 0

    (found,) = rows("disagreements", storms, "--topic", topic)

    assert found["topics"] == [topic]


def test_an_unknown_topic_is_refused(storms: Path, call: Call) -> None:
    answer = call("disagreements", storms, "--topic", "no-such-topic")

    assert answer.returncode == 1
    assert "no-such-topic" in answer.stderr
