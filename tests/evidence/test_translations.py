"""What a translation states otherwise than its original, over sentences that were written for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefbuilder.domain.facts import FactBlock
from briefbuilder.evidence.claims import (
    TranslationDifference,
    can_compare,
    compare_translation,
    source_to_compare,
)

DAY = date(2026, 11, 12)


def _compare(
    original: str, language: str, translation: str, translated: str
) -> tuple[TranslationDifference, ...]:
    one, two = (
        tuple(FactBlock(id=f"{name}{at}", text=line) for at, line in enumerate(text.splitlines()))
        for name, text in (("o", original), ("t", translation))
    )
    return compare_translation(source_to_compare(one, language, DAY), source_to_compare(two, translated, DAY))


@pytest.fixture(scope="module")
def pairs(data: Path) -> list[dict[str, Any]]:
    """Originals with right and wrong translations."""
    found: list[dict[str, Any]] = yaml.safe_load((data / "translations" / "pairs.yaml").read_text("utf-8"))
    return found


def test_right_translations_have_no_difference(pairs: list[dict[str, Any]]) -> None:
    wrong = [
        pair["right"] for pair in pairs if _compare(pair["original"], pair["of"], pair["right"], pair["to"])
    ]
    assert wrong == []


def test_wrong_numbers_dates_and_names_are_found(pairs: list[dict[str, Any]]) -> None:
    found = 0
    for pair in pairs:
        was, becomes = pair["wrong"]
        text = pair["right"].replace(was, becomes, 1)
        assert text != pair["right"]
        found += bool(_compare(pair["original"], pair["of"], text, pair["to"]))
    assert found >= len(pairs) - 2


def test_a_difference_shows_the_sentences_of_both() -> None:
    original = "Il vertice è a Roma. Costerà 4,7 miliardi di euro. Poi si vota."
    translation = "The summit is in Rome. It will cost 4.7 million euros. Then there is a vote."
    assert _compare(original, "it", translation, "en") == (
        TranslationDifference(
            kind="differs",
            translated="4.7 million euros",
            original="4,7 miliardi di euro",
            translated_sentence="It will cost 4.7 million euros.",
            original_sentence="Costerà 4,7 miliardi di euro.",
        ),
    )


def test_what_one_of_the_two_lacks_is_shown_with_the_sentence_beside_it() -> None:
    original = "Die Ausfuhren stiegen 2025 um 12 Prozent.\nDie Einfuhren sanken um 18.500 Tonnen."
    translation = "Exports rose by 12 per cent in 2025.\nImports fell."
    (missing,) = _compare(original, "de", translation, "en")
    assert (missing.kind, missing.translated, missing.original) == ("missing", "", "18.500 Tonnen")
    assert missing.translated_sentence == "Imports fell."
    (added,) = _compare(translation, "en", original, "de")
    assert (added.kind, added.translated, added.original) == ("added", "18.500 Tonnen", "")
    assert added.original_sentence == "Imports fell."


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("Die Regierung tagt im nächsten Jahr wieder.", "The government will meet again."),
        ("Das Gesetz von 2019 gilt weiter.", "The 2019 act remains in force."),
        ("Er flog mit Flug 6321 nach Rom.", "He flew to Rome on Flight 6321."),
        ("Die New Yorker Börse schloss früher.", "The New York stock exchange closed earlier."),
    ],
)
def test_what_is_only_said_in_other_words_is_no_difference(original: str, translation: str) -> None:
    assert _compare(original, "de", translation, "en") == ()


def test_a_name_is_compared_where_it_is_one_letter_off() -> None:
    original = "Im Mai 2025 kam Mario Draghi mit 14 Fachleuten nach Rotterdam."
    (found,) = _compare(original, "de", "In May 2025 Mario Dragi came to Rotterdam with 14 experts.", "en")
    assert (found.translated, found.original) == ("Mario Dragi", "Mario Draghi")
    assert _compare(original, "de", "In May 2025 Mario Draghi came to Rotterdam with 14 experts.", "en") == ()


def test_languages_whose_numbers_in_words_are_not_read_are_not_compared() -> None:
    assert can_compare("pt-BR")
    assert can_compare("ja")
    assert not can_compare("pl")
