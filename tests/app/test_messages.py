"""Codes put into words, and the interface languages that the catalogues make."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from briefbuilder.app.messages import MissingMessageWarning, Words, interface_languages
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.notices import Finding, Notice


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en.yaml").write_text(
        "# Messages: a test.\nlanguage: English\n"
        "app:\n  greeting: Hello {name}\n  files: '{count} files'\n  files-one: a file\n"
        "importers:\n  cut-lead: 'Dropped: {subject}'\n",
        encoding="utf-8",
    )
    (tmp_path / "it.yaml").write_text(
        "language: Italiano\napp:\n  greeting: Ciao {name}\n  files: '{count} file'\n  files-one: un file\n",
        encoding="utf-8",
    )
    (tmp_path / "pt-BR.yaml").write_text(
        "language: Português do Brasil\napp:\n  greeting: Olá {name}\n", encoding="utf-8"
    )
    return tmp_path


def test_each_catalogue_is_an_interface_language_english_first(folder: Path) -> None:
    (folder / "de.yaml").write_text("language: Deutsch\n", encoding="utf-8")
    assert list(interface_languages(folder).items()) == [
        ("en", "English"), ("de", "Deutsch"), ("it", "Italiano"), ("pt-BR", "Português do Brasil"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "language", "told"),
    [
        (errno.EROFS, "it", "(il disco è di sola lettura)"),
        (errno.ENOENT, "de", "(nicht gefunden)"),
        (errno.EACCES, "en", "(no permission)"),
        (errno.ELOOP, "fr", "(des liens renvoient l’un à l’autre)"),
        (errno.ESTALE, "it", "(il disco o la condivisione non c’è più)"),
        (errno.ENOTEMPTY, "de", "(der Ordner ist nicht leer)"),
        (errno.EXDEV, "it", "(il sistema segnala EXDEV)"),
    ],
)
def test_errors_of_the_system_are_told_in_the_language_of_the_user(
    number: int, language: str, told: str
) -> None:
    error = DossierError("dossier-not-created", path="a.dossier", reason=os.strerror(number))
    assert told in Words(language).error(error)


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_no_error_of_the_system_is_told_in_its_own_words(language: str) -> None:
    words = Words(language)
    for reason in map(os.strerror, errno.errorcode):
        assert reason not in words.error(DossierError("dossier-not-created", path="a.dossier", reason=reason))


def test_a_notice_of_another_version_is_told_in_a_sentence() -> None:
    notice = Notice(code="came-with-book", subject="atlas.epub")
    assert Words("it").notice(notice) == (
        "Un’altra versione del programma ha annotato qui: came-with-book: atlas.epub."
    )


def test_roles_of_styles_are_named_in_the_language_of_the_user() -> None:
    finding = Finding(
        code="house-styles-added",
        severity="hint",
        parameters={"file": "a.docx", "roles": "quote, callout-title"},
    )
    assert "Zitat, Titel des Kastens" in Words("de").finding(finding)
    assert "quote, callout-title" in Words("en").finding(finding)


def test_the_programs_languages_come_with_their_own_names_english_first() -> None:
    languages = interface_languages()
    assert next(iter(languages.items())) == ("en", "English")
    assert {"de": "Deutsch", "fr": "Français", "it": "Italiano"}.items() <= languages.items()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("it", "Ciao Eva"),
        ("it-CH", "Ciao Eva"),
        ("en", "Hello Eva"),
        ("fr", "Hello Eva"),
        ("pt", "Olá Eva"),
        ("pt-BR", "Olá Eva"),
    ],
)
def test_a_missing_language_falls_back_to_a_near_one_then_english(
    folder: Path, language: str, words: str
) -> None:
    assert Words(language, folder).text("greeting", name="Eva") == words


def test_a_text_that_a_language_lacks_is_english(folder: Path) -> None:
    assert Words("it", folder).text("cut-lead", subject="x") == "Dropped: x"


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
        assert "fino al 28 novembre 2026, 23:30" in Words("it").finding(held)
        assert "until 28 November 2026, 23:30" in Words("en").finding(held)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("language", "words", "limit"),
    [
        ("en", "2,140", "2,000"),
        ("de", "2.140", "2.000"),
        ("fr", "2\u202f140", "2\u202f000"),
        ("it", "2.140", "2.000"),
    ],
)
def test_numbers_of_findings_are_written_as_the_language_writes_them(
    language: str, words: str, limit: str
) -> None:
    text = Words(language).finding(
        Finding(code="briefing-too-long", severity="warning", parameters={"count": "2140", "limit": "2000"})
    )
    assert words in text
    assert limit in text


def test_a_code_without_words_fails_the_tests_and_still_shows_what_it_is(folder: Path) -> None:
    words = Words("en", folder)
    with pytest.warns(MissingMessageWarning):
        assert words.text("no-such-code", path="/x") == "no-such-code (path=/x)"
    with pytest.warns(MissingMessageWarning):
        assert words.text("greeting") == "greeting"
    assert not words.has("no-such-code")
    assert [words.known_text(code) for code in ("no-such-code", "greeting")] == ["", ""]


@pytest.mark.parametrize(
    ("language", "count", "told"),
    [
        ("fr", 0, "0 étiquette"), ("fr", 1, "1 étiquette"), ("fr", 2, "2 étiquettes"),
        ("de", 0, "0 Schlagwörter"), ("it", 0, "0 etichette"),
    ],
)  # fmt: skip
def test_nothing_is_singular_in_french_alone(language: str, count: int, told: str) -> None:
    assert Words(language).text("cli-tag-count", count=count) == told
