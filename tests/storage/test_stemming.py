"""Words have stems by their language, and words in parts are known as one word too."""

from __future__ import annotations

import pytest

from briefbuilder.storage import stemming
from briefbuilder.storage.stemming import JOINED, forms_of, stemmed_language, stems_of, words_of


@pytest.mark.parametrize(
    ("tag", "language"), [("en-GB", "en"), ("AR", "ar"), ("uk-UA", "uk"), ("xx", ""), ("", ""), (None, "")]
)
def test_a_language_is_one_that_has_stems(tag: str | None, language: str) -> None:
    assert stemmed_language(tag) == language


@pytest.mark.parametrize(
    ("language", "word", "stems"),
    [
        ("en", "crises", {"crisi"}),
        ("en", "women", {"woman"}),
        ("es", "voces", {"voz"}),
        ("es", "países", {"pais"}),
        ("es", "nos", {"nos"}),  # two letters would be left
        ("fr", "actives", {"actif"}),
        ("pt", "chapéus", {"chapeu"}),
        ("de", "stops", {"stop"}),
        ("en", "as", {"as"}),
        ("en", "ads", {"ad"}),
        ("en", "b2b", {"b2b"}),
        ("", "chips", {"chips"}),
        ("", "élan", {"elan"}),
        ("ar", "والتجارة", {"والتجار", "التجار", "تجار"}),
        ("ar", "وزاره", {"وزار", "زاره"}),  # it may begin with its own letter
        ("uk", "ринками", {"ринк"}),
    ],
)
def test_a_word_has_the_stems_of_its_language(language: str, word: str, stems: set[str]) -> None:
    assert stems_of(word, language) == stems


@pytest.mark.parametrize(
    ("language", "plural", "singular"),
    [
        ("en", "analyses", "analysis"),
        ("en", "theses", "thesis"),
        ("en", "emphases", "emphasis"),
        ("en", "diagnoses", "diagnosis"),
        ("en", "men", "man"),
        ("en", "agreements", "agreement"),
        ("de", "jobs", "job"),
        ("es", "luces", "luz"),
        ("es", "sectores", "sector"),
        ("es", "acuerdos", "acuerdo"),
        ("fr", "feux", "feu"),
        ("fr", "lois", "loi"),
        ("fr", "directives", "directif"),
        ("pt", "céus", "céu"),
        ("pt", "nações", "nação"),
        ("it", "accordi", "accordo"),
        ("it", "banche", "banca"),
        ("es", "mujeres", "mujer"),
        ("pt", "eleições", "eleição"),
        ("pt", "nacionais", "nacional"),
        ("de", "autos", "auto"),
        ("ru", "санкциями", "санкция"),
        ("uk", "країн", "країна"),
        ("uk", "нова", "новий"),
        ("uk", "санкції", "санкція"),
        ("ar", "والاتفاقيات", "اتفاق"),
        ("ar", "والاتفاق", "الاتفاق"),
        ("uk", "договори", "договору"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(language: str, plural: str, singular: str) -> None:
    assert stems_of(plural, language) & stems_of(singular, language)
    assert stems_of(plural, language) != stems_of("другое", language)


def test_a_word_is_looked_up_in_the_language_of_its_text_alone() -> None:
    words = ["women", "voces"]
    english, spanish = (
        [stem for ((_, _, stem),) in forms_of(words, language).values()] for language in ("en", "es")
    )
    assert english != spanish
    assert forms_of(words, "en") == forms_of(words, "en")
    assert forms_of(["والتجارة"], "ar")["والتجارة"] == tuple(
        ("والتجاره", "ar", stem) for stem in sorted(stems_of("والتجارة", "ar"))
    )


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("De-Risking", {"derisking"}),
        ("a-b-c-d", {"abcd"}),
        ("-de-risking-", set()),
        ("x-1", {"x1"}),
        ("G.20", {"g20"}),
        ("G.2024", set()),
        ("e.g.", {"eg"}),
        ("Ph.D.", {"phd"}),
        ("end. A", set()),
        ("www.un.org.", set()),
        ("5-6", set()),
        ("A" * 20 + "-" + "b" * 20, {"a" * 20 + "b" * 20}),
        ("A" * 20 + "-" + "b" * 21, set()),
    ],
)
def test_words_with_hyphens_and_acronyms_are_one_word_too(text: str, joined: set[str]) -> None:
    for language in ("", "en", "fr"):
        found = words_of([text, "other words"], [], language).joined
        assert {(form, JOINED) for form in joined} == {form[:2] for form in found}


def test_the_accents_of_a_text_are_kept_where_stems_depend_on_them() -> None:
    decomposed = "E\u0301lan"
    assert words_of([decomposed, "42 vital."], ["elan 42", "vital"], "fr").forms.keys() == {
        "élan",
        "42",
        "vital",
    }
    assert words_of([decomposed, "42 vital."], ["elan 42", "vital"], "en").forms.keys() == {
        "elan",
        "42",
        "vital",
    }


def test_words_of_three_to_forty_letters_have_forms() -> None:
    longest = "a" * 40
    assert forms_of(["ab", "abc", "123", longest, f"{longest}a", "élan"], "en") == {
        "ab": (),
        "abc": (("abc", "en", "abc"),),
        "123": (),
        longest: ((longest, "en", longest),),
        f"{longest}a": (),
        "élan": (("elan", "en", "elan"),),
    }


def test_stems_are_found_again_when_the_cache_was_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stemming, "_CACHED", 1)
    for words in (["chips", "trades"], ["tariffs"], ["chips"]):
        assert [stem for ((_, _, stem),) in forms_of(words, "en").values()] == [word[:-1] for word in words]


def test_words_in_parts_are_joined() -> None:
    text = "The de\u2010risking of U.S.A., EE.UU. and G.7, co\u2011operation -x, state-of-the-art, 12-34, one-two-three-four-five."
    found = words_of([text], ["the de risking of"], "en")
    assert found.forms.keys() == {"the", "de", "risking", "of"}
    assert found.joined == {
        ("derisking", JOINED, "de risking"),
        ("usa", JOINED, "u s a"),
        ("eeuu", JOINED, "ee uu"),
        ("cooperation", JOINED, "co operation"),
        ("g7", JOINED, "g 7"),
        ("stateoftheart", JOINED, "state of the art"),
        ("twothreefourfive", JOINED, "two three four five"),
    }
    assert words_of(["Élan VITAL"], ["elan vital"], "fr").forms.keys() == {"élan", "vital"}
