"""`claims`: what a text states is looked up in the articles of a dossier."""

from __future__ import annotations

import io
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Call, Rows

from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.text import Paragraph, Span

NOTE = "Japan opened a factory in Kumamoto.\n\nThe Chips Act mobilises €43 billion, and 77 billion more.\n"
PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


def results(found: list[dict[str, Any]]) -> dict[str, str]:
    return {one["text"]: one["result"] for one in found}


def test_the_claims_of_a_text_have_their_places_in_the_articles(tagged: Path, note: Path, rows: Rows) -> None:
    articles = {one["file"]: one["article"] for one in rows("articles", tagged)}
    cited = {articles[name] for name in articles if not name.endswith(".txt")}
    options = [word for name in cited for word in ("--cites", name)]
    found = rows("claims", tagged, "--text", note, *options, "--language", "en")

    assert results(found)["€43 billion"] == "found"
    assert results(found)["77 billion"] in {"different", "not-found"}
    money = next(one for one in found if one["text"] == "€43 billion")
    assert (money["item"], money["block"], money["kind"]) == (None, "2", "quantity")
    assert NOTE.splitlines()[2][money["start"] : money["end"]] == money["text"]
    assert {one["article"] for one in money["sources"]} <= cited
    assert all(set(one) == {"article", "block", "text", "value"} for one in money["sources"])


def test_a_text_may_come_from_standard_input(
    tagged: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
    assert results(rows("claims", tagged, "--text", "-", "--language", "en"))["€43 billion"] == "found"


def test_an_article_that_is_not_named_is_found_by_the_index(tagged: Path, note: Path, rows: Rows) -> None:
    found = rows("claims", tagged, "--text", note, "--language", "en")

    assert results(found)["€43 billion"] == "found"


def test_articles_that_were_not_read_are_read_first(tagged: Path, note: Path, rows: Rows) -> None:
    with closing(sqlite3.connect(tagged)) as connection:
        connection.execute("UPDATE fact SET version = 0, keys = x'', data = x''")
        connection.execute("INSERT INTO fact_words (fact_words) VALUES ('delete-all')")
        connection.commit()

    assert results(rows("claims", tagged, "--text", note, "--language", "en"))["€43 billion"] == "found"


def test_the_own_texts_of_a_briefing_are_checked_item_by_item(tagged: Path, rows: Rows, call: Call) -> None:
    made = rows("compose", tagged, "--template", "thematic-briefing", "--title", "Chips")[0]["briefing"]
    assert "No numbers, dates, names or quotations found." in call("claims", tagged, made).stdout
    texts = [
        OwnText(id=f"own{n}", blocks=(Paragraph(id=f"p{n}", content=(Span(text),)),))
        for n, text in enumerate(NOTE.split("\n\n"))
    ]
    with Session.open(tagged, Resources()) as session:
        briefing = session.store.briefings()[0]
        part = next(part for part in briefing.walk() if part.items)
        filled = briefing_edits.set_items(briefing, part.id, (*part.items, *texts))
        session.store.apply(edit_briefing(session, filled, "edit-text"))

    found = rows("claims", tagged, made)
    assert {(one["item"], one["block"]) for one in found} == {("own0", "p0"), ("own1", "p1")}
    assert results(found)["€43 billion"] == "found"


def test_a_claim_is_told_in_words(tagged: Path, note: Path, call: Call) -> None:
    answer = call("claims", tagged, "--text", note, "--cites", "2", "--language", "en")

    assert (
        "€43 billion — found in the source\n    Meridian Review of Trade and Technology,\u00a0¶"
        in answer.stdout
    )


@pytest.mark.parametrize(
    ("words", "status", "text"),
    [
        ([], 2, "Name a briefing, or a text with --text."),
        (["1", "--cites", "1"], 2, "--cites and --language belong to --text"),
        (["--text", "note.txt", "--language", "klingon"], 1, "“klingon” is not a language"),
        (["--text", "gone.txt"], 1, "“gone.txt” cannot be read"),
        (["--text", "latin.txt"], 1, "is not a plain text in UTF-8"),
        pytest.param(["--text", "pipe"], 1, "“pipe” cannot be read (it is not a file)", marks=PIPES),
    ],
)
def test_a_wrong_call_is_told(
    tagged: Path,
    call: Call,
    words: list[str],
    status: int,
    text: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tagged.parent)
    Path("note.txt").touch()
    Path("latin.txt").write_bytes("à".encode("latin-1"))
    if hasattr(os, "mkfifo"):
        os.mkfifo("pipe")
    answer = call("claims", tagged, *words)

    assert answer.returncode == status
    assert text in answer.stderr
