"""Words have stems by their language, and words in parts are known as one word too."""

from __future__ import annotations

import pytest

from briefbuilder.storage import stemming
from briefbuilder.storage.stemming import JOINED, base_language, forms_of, stems_of, words_of


@pytest.mark.parametrize(
    ("tag", "language"), [("en-GB", "en"), ("AR", "ar"), ("uk-UA", "uk"), ("xx", ""), ("", ""), (None, "")]
)
def test_a_language_is_one_that_has_stems(tag: str | None, language: str) -> None:
    assert base_language(tag) == language


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
        ("uk", "ринками", {"ринк"}),
    ],
)
def test_a_word_has_the_stems_of_its_language(language: str, word: str, stems: set[str]) -> None:
    assert stems_of(word, language) == stems


def test_words_of_three_to_forty_letters_have_forms() -> None:
    longest = "a" * 40
    assert forms_of(["ab", "abc", "123", longest, f"{longest}a", "élan"], "en") == [
        ("abc", "en", "abc"),
        (longest, "en", longest),
        ("elan", "en", "elan"),
    ]


def test_stems_are_found_again_when_the_cache_was_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stemming, "_CACHED", 1)
    for words in (["chips", "trades"], ["tariffs"], ["chips"]):
        assert [stem for _, _, stem in forms_of(words, "en")] == [word[:-1] for word in words]


def test_words_in_parts_are_joined() -> None:
    text = "The de\u2010risking of U.S.A. and G.7, state-of-the-art, 12-34, one-two-three-four-five."
    found = words_of([text], ["the de risking of"], "en")
    assert found.words == {"the", "de", "risking", "of"}
    assert found.joined == {
        ("derisking", JOINED, "de risking"),
        ("usa", JOINED, "u s a"),
        ("g7", JOINED, "g 7"),
        ("stateoftheart", JOINED, "state of the art"),
        ("twothreefourfive", JOINED, "two three four five"),
    }
    assert words_of(["Élan VITAL"], ["elan vital"], "fr").words == {"élan", "vital"}
