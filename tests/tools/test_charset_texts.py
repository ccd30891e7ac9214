"""The texts that the benchmark of charsets writes: what the bytes mean is known."""

from __future__ import annotations

from pathlib import Path

from bench.charsets import LANGUAGES, MOST, samples, written
from bench.languages import scored
from bench.news_lines import lines


def test_what_a_charset_lacks_is_written_as_people_did() -> None:
    assert written("„Așa”, a spus", "iso8859-2", "ro") == (
        '"Aşa", a spus'.encode("iso8859-2"),
        '"Aşa", a spus',
    )
    assert written("thỏa thuận", "cp1258", "vi") == ("tho\u0309a thuâ\u0323n".encode("cp1258"), "thỏa thuận")
    assert written("漢字", "cp1252", "ja") is None


def test_sentences_come_one_by_one_and_by_fives_without_ascii() -> None:
    some = [*(f"Número {number}" for number in range(11)), "Nothing of it"]
    assert [count for count, _, _ in samples(some, "cp1252", "es")] == [1] * 11 + [5] * 2
    assert len(list(samples(["é"] * 100, "cp1252", "fr"))) == MOST + MOST // 5


def test_every_language_of_a_charset_has_lines(tmp_path: Path) -> None:
    own, complete = lines(tmp_path / "checkout")
    assert not complete
    shared = {"de", "en", "es", "fr", "it", "ja", "pt", "tw", "zh"}
    wanted = {language for languages in LANGUAGES.values() for language in languages.split()} - shared
    assert all(
        own[language].titles and own[language].sentences and own[language].paragraphs for language in wanted
    )


def test_a_wrong_answer_counts_as_one() -> None:
    tally = scored(["The ministers signed an agreement.", "12,5 %"], "en")
    assert str(tally) == "1/2"
