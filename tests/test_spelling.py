"""Which words of a text are checked, and what the dictionaries found on a machine say of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from time import process_time

import pytest
from tests.narrowing import not_none

from briefbuilder.app.spelling import (
    find_installed_dictionaries,
    find_misspelt,
    suggest,
)
from briefbuilder.app.workers import WorkerPool
from briefbuilder.spelling import (
    DictionaryFile,
    check_words,
    choose_dictionary,
    find_dictionaries,
    is_available,
    iterate_words,
    suggest_words,
    to_dictionary_form,
)

OWN = Path(__file__).parent / "data" / "spelling"
needs_library = pytest.mark.skipif(not is_available(), reason="the extra for spelling is not installed")


def files(*languages: str) -> list[DictionaryFile]:
    return [DictionaryFile(language=language, stem=language) for language in languages]


def test_pairs_are_found_in_folders_and_in_those_below(tmp_path: Path) -> None:
    below = tmp_path / "dict-it"
    below.mkdir()
    for name in ("it_IT.aff", "it_IT.dic"):
        shutil.copy(OWN / name, below)
    for name in ("fr.aff", "hyph_de.aff", "hyph_de.dic", "README.aff", "README.dic"):
        (tmp_path / name).write_text("", encoding="utf-8")
    found = find_dictionaries([tmp_path / "missing", tmp_path, OWN])
    assert {one.language: one.stem for one in found} == {
        "it-IT": str(below / "it_IT"),
        "en-GB": str(OWN / "en_GB"),
    }


def test_the_dictionary_of_the_country_is_taken_else_the_usual_one() -> None:
    known = files("en-US", "en-GB", "fr-CA", "fr-FR", "sr-Latn")
    assert choose_dictionary(known, "en-US") == known[0]
    assert choose_dictionary(known, "en") == known[1]
    assert choose_dictionary(known, "en-AU") == known[1]
    assert choose_dictionary(known, "fr-BE") == known[3]
    assert choose_dictionary(known, "sr") == known[4]
    assert choose_dictionary(known, "it") is None


@needs_library
def test_elisions_and_both_apostrophes_are_accepted() -> None:
    stem = str(OWN / "it_IT")
    words = ("dell’accordo", "L'Europa", "l’intesa", "Governi", "dell’acordo", "xx’accordo", "citta\u0300")
    assert check_words(stem, words) == {"dell’acordo", "xx’accordo"}
    assert "governo" in suggest_words(stem, "govrno")
    assert suggest_words(stem, "x" * 200) == ()


@needs_library
def test_the_users_own_folder_comes_first_and_words_are_judged_in_a_worker() -> None:
    found = find_installed_dictionaries(OWN)
    italian = not_none(choose_dictionary(found, "it"))
    assert italian.stem == str(OWN / "it_IT")
    assert choose_dictionary(found, "en-US") is not None
    with WorkerPool(warm=1) as pool:
        assert find_misspelt(pool, italian.stem, ("governo", "govrno")) == {"govrno"}
        assert "governo" in suggest(pool, italian.stem, "govrno")


@needs_library
@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        (
            "it-IT",
            "dell’accordo un’intesa L’Europa semiconduttori perché quest’anno qualcun’altra",
            "sbagglio acordo",
        ),
        ("fr-FR", "aujourd’hui jusqu’à l’Élysée qu’il œuvre quelqu’un", "ortographe gouvernemant"),
        (
            "de-DE",
            "Außenwirtschaftspolitik Halbleiterabhängigkeit Wirt\u00adschafts\u00adpolitik Wirtschafts- gibt’s",
            "fehlerhaftt Wirtschafts Auto’s",
        ),
        ("en-US", "minister’s don’t semiconductors government", "recieve"),
    ],
)
def test_real_dictionaries_where_they_are_installed(language: str, right: str, wrong: str) -> None:
    found = next((one for one in find_installed_dictionaries(None) if one.language == language), None)
    if found is None:
        pytest.skip(f"no dictionary for {language} on this computer")
    assert check_words(found.stem, (*right.split(), *wrong.split())) == set(wrong.split())


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


@pytest.mark.parametrize("unit", ["a.", "a-", "a/", "a@", "a+", "#", "1@", "@.", "d'a1"])
def test_what_looks_like_a_very_long_address_is_passed_in_no_time(unit: str) -> None:
    begun = process_time()
    assert [*iterate_words(f"{unit * 20_000}! right", "en")]
    assert process_time() - begun < 5
