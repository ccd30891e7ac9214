"""The data that ships is what Babel and Qt say of CLDR, and every language has all words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from briefbuilder.locales.data import LANGUAGES, document_words, find_locale, known_language
from briefbuilder.locales.territories import (
    TERRITORIES,
    TERRITORY_LANGUAGES,
    territory_capitals,
    territory_names,
    territory_peoples,
)
from briefbuilder.tagging.terms import parse_term
from briefbuilder.templating.words import WORDS, fixed_word
from briefbuilder.word_lists import load_word_lists

EU = {
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt",
    "ro", "sk", "sl", "sv",
}  # fmt: skip
OTHERS = {"ja", "zh", "zh-Hant", "ko", "ar", "ru", "uk", "tr"}


def test_all_official_languages_of_the_union_and_eight_more_are_known() -> None:
    assert len(EU) == 24
    assert {*EU, *OTHERS} <= set(LANGUAGES)


def said_by(function: str, root: Path) -> dict[str, str]:
    """Return what a function of the tool extracts from Babel and Qt."""
    pytest.importorskip(
        "babel", reason="Babel is missing: the data of CLDR was not compared (pip install babel)"
    )
    program = f"import json, locale_data; print(json.dumps(locale_data.{function}()))"
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=root / "tools", capture_output=True, text=True, check=True
    )
    return dict(json.loads(said.stdout))


@pytest.fixture(scope="module")
def extracted(root: Path) -> dict[str, str]:
    """What Babel and Qt say of each language, in a process of its own."""
    return said_by("extract_all", root)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_of_a_language_is_that_of_cldr(root: Path, extracted: dict[str, str], language: str) -> None:
    shipped = (root / "resources" / "locales" / f"{language}.json").read_text("utf-8")
    assert json.loads(shipped) == json.loads(extracted[language])


def test_no_data_is_left_over(root: Path) -> None:
    assert {path.stem for path in (root / "resources" / "locales").glob("*.json")} == set(LANGUAGES)
    assert {path.stem for path in (root / "resources" / "words").glob("*.yaml")} <= set(LANGUAGES)


def test_the_licence_and_the_version_stand_beside_the_data(root: Path) -> None:
    folder = root / "resources" / "locales"
    assert "UNICODE LICENSE V3" in (folder / "LICENSE").read_text("utf-8")
    assert "(CLDR) 4" in (folder / "README.md").read_text("utf-8")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 60_000


@pytest.mark.parametrize("language", sorted({*EU, *OTHERS}))
def test_every_word_has_a_translation_in_every_language(root: Path, language: str) -> None:
    written = yaml.safe_load((root / "resources" / "words" / f"{language}.yaml").read_text("utf-8"))
    assert tuple(written["words"]) == WORDS
    assert all(word.strip() == word and word for word in written["words"].values())
    assert set(written) <= {
        "words", "first-of-month", "minimum-grouping", "quotes", "colon", "comma", "stop", "quarters", "halves",
        "seasons", "decade",
    }  # fmt: skip
    if language != "en":
        english = document_words("en")
        same = [word for word in WORDS if written["words"][word] == english[word]]
        assert len(same) <= 11, same


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("de-DE", "de"), ("de-at", "de-AT"), ("EN-us", "en-US"), ("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN", "zh"), ("zh-Hans-CN", "zh"), ("nb", None), ("", None),
    ],
)  # fmt: skip
def test_a_variant_has_the_conventions_of_its_language(tag: str, known: str | None) -> None:
    assert known_language(tag) == known
    assert (find_locale(tag) is None) == (known is None)


def test_a_word_of_the_template_comes_before_that_of_the_program() -> None:
    assert fixed_word("sources", "de-AT", {}) == "Quellen"
    assert fixed_word("sources", "de-AT", {"de": "Belege"}) == "Belege"
    assert fixed_word("sources", "de", {"en": "Read for this"}) == "Quellen"
    assert fixed_word("sources", "zh-TW", {}) == "資料來源"
    assert fixed_word("sources", "nb", {}) == "Sources"
    assert fixed_word("sources", "nb", {"en": "Read for this"}) == "Read for this"
    assert fixed_word("sources", "nb", {"nb": "Kilder"}) == "Kilder"


@pytest.fixture(scope="module")
def territories(root: Path) -> dict[str, str]:
    """What Babel says of the names of territories, in a process of its own."""
    return said_by("extract_all_territories", root)


@pytest.mark.parametrize("language", TERRITORY_LANGUAGES)
def test_the_names_of_territories_are_those_of_cldr(
    root: Path, territories: dict[str, str], language: str
) -> None:
    shipped = (root / "resources" / "territories" / f"{language}.json").read_text("utf-8")
    assert json.loads(shipped) == json.loads(territories[language])


def test_territories_are_small_and_have_the_names_of_texts(root: Path) -> None:
    folder = root / "resources" / "territories"
    assert {path.stem for path in folder.iterdir()} == set(TERRITORY_LANGUAGES)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 145_000
    assert territory_names("MM", "en") == ("Myanmar", "Burma", "Burmese", "Naypyidaw")
    assert territory_names("TW", "zh-Hant")[:3] == ("台湾", "台灣", "臺灣")
    assert territory_names("BA", "it-CH")[0] == "Bosnia ed Erzegovina"
    assert "norvegese" in territory_names("NO", "it")
    assert "Acra" in territory_names("GH", "es")
    assert territory_names("CN", "nb") == ()


@pytest.mark.parametrize("language", TERRITORY_LANGUAGES)
def test_every_territory_has_names_that_a_text_can_have(language: str) -> None:
    for code in TERRITORIES:
        names = territory_names(code, language)
        assert names
        assert len(set(names)) == len(names)
        for name in names:
            parse_term(name, language)
            assert not set("*?|") & set(name)


@pytest.mark.parametrize("language", TERRITORY_LANGUAGES)
def test_words_of_relations_are_terms(language: str) -> None:
    words = load_word_lists("briefbuilder.tagging", "relations")[language]
    assert len(words) > 40
    assert len(set(words)) == len(words)
    for word in words:
        assert parse_term(word, language).written
    assert not set(words) & {name for code in TERRITORIES for name in territory_names(code, language)}


@pytest.mark.parametrize("language", TERRITORY_LANGUAGES)
def test_words_of_sports_are_terms(language: str) -> None:
    words = load_word_lists("briefbuilder.tagging", "sports")[language]
    assert len(words) > 40
    assert len(set(words)) == len(words)
    assert all(parse_term(word, language).written for word in words)


def test_only_the_language_asked_for_is_read() -> None:
    code = (
        "import sys, builtins, io, pathlib\n"
        "read = []\n"
        "old = pathlib.Path.open\n"
        "def spy(self, *a, **k):\n    read.append(self.name)\n    return old(self, *a, **k)\n"
        "pathlib.Path.open = spy\n"
        "from datetime import date\n"
        "from briefbuilder.locales.dates import format_date\n"
        "assert read == []\n"
        "format_date(date(2026, 1, 1), 'de')\n"
        "print(sorted(read), 'babel' in sys.modules)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "['de.json', 'de.yaml'] False"


def test_capitals_and_peoples_are_told_apart() -> None:
    assert territory_capitals("RU", "it") == ("Mosca", "Cremlino")
    assert set(territory_capitals("RU", "it")) < set(territory_names("RU", "it"))
    assert territory_peoples("FR", "en") == ("Frenchman", "Frenchmen")
    assert territory_peoples("DE", "de-AT") == ("Deutsche",)
    assert (
        territory_capitals("BE", "de")
        == territory_peoples("BE", "fr")
        == territory_capitals("RU", "zh")
        == ()
    )
