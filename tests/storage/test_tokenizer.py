"""Words as the search compares them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.storage.folding import fold, fold_with_places
from briefbuilder.storage.tokenizer import index_words, query_words, unspaced_cuts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Città, perché?", "citta perche"),
        ("Straße in Łódź", "strasse in lodz"),
        ("L’Unione COVID-19", "l unione covid 19"),
        ("ＡＩ ５Ｇ", "ai 5g"),
        ("外務省", "外务 务省 省"),
        ("AI半導体", "ai 半导 导体 体"),
        ("半導體・供給", "半导 导体 体 供给 给"),
        ("데이터", "데이 이터 터"),
        ("हिन्दी भाषा", "हिन्दी भाषा"),
        ("و\u064eالس\u0651وق", "والسوق"),
        ("de\u00adrisk\u200bing", "derisking"),
        ("إلى أوروبا، المفاوضة", "الي اوروبا المفاوضه"),
        ("٢٠٢٤ ۲۰۲۵ ２０２６", "2024 2025 2026"),
        ("ﾊﾟﾅｿﾆｯｸ", "パナ ナソ ソニ ニッ ック ク"),
        ("40 000 soldats, 242 338", "40000 soldats 242 338"),
        ("💡🇯🇵", ""),
    ],
)
def test_words_of_many_scripts(text: str, words: str) -> None:
    assert index_words(text) == words


@pytest.mark.parametrize(
    "mark", "\u0300\u0301\u036f\u0591\u05b0\u05c7\u0640\u064b\u065f\u0670\u00ad\u200b\u200c\u200d\u2060\ufeff"
)
def test_marks_and_signs_without_a_width_are_left_out(mark: str) -> None:
    assert fold(f"x{mark}y") == "xy"


@pytest.mark.parametrize("letter", "\u02ff\u0374\u0590\u05d0\u064a\u0660\u066e")
def test_their_neighbours_are_kept(letter: str) -> None:
    assert len(fold(f"x{letter}y")) == 3


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("데이터", []),
        ("데이터베", ["데이 터베"]),
        ("データセンタ", ["デー タセンタ", "データ センタ", "データセ ンタ"]),
        ("半导体供给", []),
        ("데이터センター", []),
    ],
)
def test_words_without_spaces_may_have_one_anywhere_in_the_text(text: str, cuts: list[str]) -> None:
    assert unspaced_cuts(text) == cuts
    assert len(unspaced_cuts("데" * 12)) == 9
    assert unspaced_cuts("데" * 13) == []


def test_composed_and_decomposed_accents_are_one() -> None:
    assert index_words("perche\u0301") == index_words("perch\u00e9")


def test_decomposed_kana_are_kept_apart_from_plain_ones() -> None:
    assert index_words("か\u3099") == "が"
    assert index_words("か") == "か"


def test_a_run_that_goes_on_in_the_query_is_left_open_at_its_end() -> None:
    assert query_words("外務") == (["外务"], False)


def test_a_single_character_asks_for_words_that_begin_with_it() -> None:
    assert query_words("外") == (["外"], True)


def test_a_run_before_other_letters_ends_there() -> None:
    assert query_words("外務省AI") == (["外务", "务省", "省", "ai"], False)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_words_hold_no_character_that_the_index_would_cut_at(text: str) -> None:
    for word in index_words(text).split(" "):
        assert word == "" or all(ord(one) > 127 or one.isalnum() for one in word)


@given(st.text(alphabet="ｶｷﾞﾟガかaé\u3099", max_size=20))
def test_folding_with_places_folds_the_same(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    folded, places = fold_with_places(composed)
    assert folded == fold(composed)
    assert len(places) == len(folded) + 1
