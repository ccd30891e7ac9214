"""Which words of a text a dictionary is asked for."""

from __future__ import annotations

import pytest

from briefbuilder.spelling.words import iterate_words, to_dictionary_form


def words(text: str, language: str) -> list[str]:
    return [word.text for word in iterate_words(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("L’accordo dell'Europa", "it", ["L’accordo", "dell'Europa"]),
        ("see https://a.example/xyzz, desk@mfa.example or www.x.example/q now", "en", ["see", "or", "now"]),
        ("EU and NATO, l’OTAN, the EU’s G7 in 2026 at 12,4 % on 1er", "en", ["and", "the", "in", "at", "on"]),
        ("日本と半導体 met Россия in Τόκιο", "en", ["met", "in"]),
        ("Россия и NATO", "ru", ["Россия"]),
        ("policy-makers’ co-operation", "en", ["policy", "makers", "co", "operation"]),
        (
            "Außen- und Wirtschafts\u00adpolitik der EU-Minister",
            "de",
            ["Außen-", "und", "Wirtschafts\u00adpolitik", "der", "Minister"],
        ),
        ("a b c", "en", []),
        ("version.txt of B2B firms", "en", ["version", "txt", "of", "firms"]),
    ],
)
def test_addresses_numbers_abbreviations_and_other_scripts_are_passed_over(
    text: str, language: str, expected: list[str]
) -> None:
    assert words(text, language) == expected


def test_places_count_code_points_and_marks_belong_to_their_letters() -> None:
    text = "🇯🇵 perche\u0301 👩🏽‍🚀 fine"
    found = list(iterate_words(text, "it"))
    assert [text[word.start : word.end] for word in found] == ["perche\u0301", "fine"]
    assert to_dictionary_form(found[0].text) == "perché"
    assert to_dictionary_form("dell’accordo") == "dell'accordo"
