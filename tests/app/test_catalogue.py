"""Codes put into words."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from briefbuilder.app.messages import MissingWordsWarning, Words
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.notices import Finding, Notice


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "area.yaml").write_text(
        "greeting: {en: 'Hello {name}', it: 'Ciao {name}'}\n"
        "cut-lead: {en: 'Dropped: {subject}'}\n"
        "files: {en: '{count} files', it: '{count} file'}\n"
        "files-one: {en: 'a file', it: 'un file'}\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.parametrize(
    ("language", "words"),
    [("it", "Ciao Eva"), ("it-CH", "Ciao Eva"), ("en", "Hello Eva"), ("fr", "Hello Eva")],
)
def test_a_missing_language_falls_back_to_english(folder: Path, language: str, words: str) -> None:
    assert Words(language, folder).text("greeting", name="Eva") == words


def test_one_is_told_apart_from_many(folder: Path) -> None:
    words = Words("it", folder)
    assert words.text("files", count="1") == "un file"
    assert words.text("files", count="3") == "3 file"


def test_errors_notices_and_findings_have_their_words(folder: Path) -> None:
    words = Words("en", folder)
    assert words.error(DossierError("greeting", name="Eva")) == "Hello Eva"
    assert words.notice(Notice(code="cut-lead", subject="the lead")) == "Dropped: the lead"
    assert words.finding(Finding(code="files", severity="hint", parameters={"count": "2"})) == "2 files"


def test_the_end_of_an_embargo_is_told_by_the_clock_of_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = {"until": "2026-11-28T22:30+00:00", "article": "Courier"}
    held = Finding(code="embargo-not-over", severity="error", parameters=moments)
    monkeypatch.setenv("TZ", "Europe/Rome")
    time.tzset()
    try:
        assert "fino al 28 novembre 2026, 23:30;" in Words("it").finding(held)
        assert "until 28 November 2026, 23:30;" in Words("en").finding(held)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_code_without_words_fails_the_tests_and_still_shows_what_it_is(folder: Path) -> None:
    words = Words("en", folder)
    with pytest.warns(MissingWordsWarning):
        assert words.text("no-such-code", path="/x") == "no-such-code (path=/x)"
    with pytest.warns(MissingWordsWarning):
        assert words.text("greeting") == "greeting"
    assert not words.knows("no-such-code")
