"""Forms of a word have one stem in the languages that Snowball lacks or treats badly."""

from __future__ import annotations

import pytest

from briefbuilder.domain.light_stems import (
    arabic_stems,
    has_arabic_article,
    join_fleeting_vowel,
    portuguese_singular,
    stem_arabic_term,
    stem_ukrainian,
    without_arabic_article,
)


@pytest.mark.parametrize(
    ("term", "stem"),
    [
        ("السلام", "سلام"),
        ("للتجاره", "تجار"),
        ("البحر", "بحر"),
        ("الدم", "الدم"),  # two letters are no stem
        ("شركات", "شركه"),  # the plural of a short word is its singular
        ("صادرات", "صادر"),
        ("اقتصاديه", "اقتصاد"),  # two endings
        ("سفنه", "سفنه"),  # three letters would be left, which may be the word's own
        ("تجاره", "تجار"),
    ],
)
def test_an_arabic_term_loses_its_article_and_endings(term: str, stem: str) -> None:
    assert stem_arabic_term(term) == stem


@pytest.mark.parametrize(
    ("word", "stems"),
    [
        ("والتجاره", {"والتجار", "التجار", "تجار"}),
        ("وزير", {"وزير", "زير"}),
        ("وبحر", {"وبحر", "بحر"}),
        ("بحري", {"بحري"}),  # shorter words often begin with this letter themselves
        ("بواشنطن", {"بواشنطن", "واشنطن"}),
        ("لبنان", {"لبنان"}),
        ("ولد", {"ولد"}),
    ],
)
def test_an_arabic_word_has_the_stems_with_and_without_what_may_be_a_prefix(
    word: str, stems: set[str]
) -> None:
    assert arabic_stems(word) == stems


@pytest.mark.parametrize(
    ("word", "has"),
    [("السلام", True), ("وبالسلام", True), ("للسلام", True), ("سلام", False), ("احتلال", False)],
)
def test_the_arabic_article_is_found_at_the_beginning_of_a_word(word: str, has: bool) -> None:
    assert has_arabic_article(word) is has


@pytest.mark.parametrize(
    ("word", "rest"),
    [
        ("السلام", "سلام"),
        ("وبالسلام", "سلام"),
        ("للسلام", "سلام"),
        ("والسلام", "سلام"),
        ("وزير", "وزير"),  # a conjunction alone may be the word's own letter
        ("السل", ""),
        ("سلا", "سلا"),
        ("سل", ""),
        ("yen", ""),
        ("٢٠٣٥", ""),  # digits are no letters
        ("ؠسل", "ؠسل"),  # the first letter
        ("يمن", "يمن"),  # and the last one
    ],
)
def test_what_an_arabic_word_is_without_its_article_has_three_letters_or_more(word: str, rest: str) -> None:
    assert without_arabic_article(word) == rest


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        ("санкція санкції санкцією санкціями", "санкк"),
        ("ринок ринку ринками", "ринк"),
        ("ніч ночі ночами", "нок"),
        ("нога нозі ногою", "ног"),
        ("муха мусі", "мух"),
        ("рука руці", "рук"),
        ("дія", "дія"),  # less than three letters would be left
    ],
)
def test_forms_of_a_ukrainian_word_have_one_stem(forms: str, stem: str) -> None:
    assert {stem_ukrainian(word) for word in forms.split()} == {stem}


def test_russian_vowels_that_come_and_go_are_left_out() -> None:
    assert [join_fleeting_vowel(stem) for stem in ("рынок", "рынк", "беженец", "огонь")] == [
        "рынк",
        "рынк",
        "беженц",
        "огн",
    ]


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("nações", "nação"),
        ("pães", "pão"),
        ("canais", "canal"),
        ("papéis", "papel"),
        ("mulheres", "mulher"),
        ("homens", "homem"),
        ("acordo", "acordo"),
    ],
)
def test_a_portuguese_plural_becomes_its_singular(plural: str, singular: str) -> None:
    assert portuguese_singular(plural) == singular
