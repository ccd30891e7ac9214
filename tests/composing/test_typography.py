"""Quotation marks and labels are those of the briefing's language."""

from __future__ import annotations

import pytest

from briefbuilder.composing.input import is_same_language
from briefbuilder.composing.lengths import count_words
from briefbuilder.composing.typography import (
    add_value,
    bind_words,
    direction_mark,
    end_sentence,
    figures_mark,
    format_label,
    inner_comma,
    nest_quotes,
    quotation_marks,
    shorten_quote,
    shorten_text,
    value_mark,
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“Chips”"),
        ("it", "«Chips»"),
        ("fr", "«\u00a0Chips\u00a0»"),
        ("pt", "«Chips»"),
        ("nb", "“Chips”"),
        ("de", "„Chips“"),
    ],
)
def test_titles_have_the_languages_quotation_marks(language: str, text: str) -> None:
    assert "Chips".join(quotation_marks(language)) == text


@pytest.mark.parametrize(
    ("title", "language", "text"),
    [
        ("He said “no”", "en", "“He said ‘no’”"),
        ("Das „Nein“ und das „Ja“", "de", "„Das ‚Nein‘ und das ‚Ja‘“"),
        ("Le « non »", "fr", "«\u00a0Le “non”\u00a0»"),
        ("Il «no»", "en", "“Il «no»”"),
        ("彼の「否」", "ja", "「彼の『否』」"),
        ("5” of rain", "en", "“5” of rain”"),
    ],
)
def test_quotation_marks_within_a_title_are_the_inner_ones(title: str, language: str, text: str) -> None:
    assert nest_quotes(title, language).join(quotation_marks(language)) == text


def test_a_number_stands_where_the_word_has_its_place() -> None:
    assert add_value("p.", "3") == "p.\u00a03"
    assert add_value("{}. o.", "3") == "3. o."


def test_a_sentence_that_ends_with_a_full_stop_gets_no_second_one() -> None:
    assert end_sentence("27 ноября 2026 г.", "ru") == ""
    assert end_sentence("27 novembre 2026", "fr") == "."
    assert end_sentence("2026年11月27日", "ja") == "。"


def test_a_french_colon_has_a_space_before_it() -> None:
    assert format_label("Source", "fr") == "Source\u00a0: "
    assert format_label("Source", "en") == "Source: "
    assert format_label("出典", "ja") == "出典："


def test_a_long_title_is_cut_between_words() -> None:
    assert shorten_text("one two three", 9) == "one two…"
    assert shorten_text("one two: three", 11) == "one two…"
    assert shorten_text("one two", 9) == "one two"
    assert shorten_text("x" * 20, 9) == "x" * 8 + "…"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("L’UE e il 52,4 % – ecco.", 5),
        ("state-of-the-art tools", 2),
        ("半導体政策", 3),
        ("one\ntwo", 2),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert count_words(text) == count


def test_a_region_does_not_make_another_language_but_a_script_does() -> None:
    assert is_same_language("it", "it-IT")
    assert is_same_language("EN-gb", "en")
    assert not is_same_language("zh-Hans", "zh-Hant")
    assert not is_same_language("it", "fr")


def test_a_quotation_is_called_by_how_it_begins_on_one_line_and_never_cut_within_a_word() -> None:
    assert shorten_quote("A heading\nand  words.") == "A heading and words."
    called = shorten_quote("The ministers agreed " * 9)
    assert len(called) <= 80
    assert called.removesuffix("…").split()[-1] in {"The", "ministers", "agreed"}


def test_a_text_is_cut_from_the_first_character_that_is_too_many() -> None:
    assert shorten_quote("x" * 80) == "x" * 80
    assert shorten_quote("x" * 81) == "x" * 79 + "…"
    assert shorten_text("ab cd", 5) == "ab cd"
    assert shorten_text("ab cde", 5) == "ab…"


@pytest.mark.parametrize(
    ("text", "language", "mark"),
    [
        ("שלום", "en", "\u200e"),
        ("talks", "en", ""),
        ("talks שלום", "it", "\u200e"),
        ("שלום", "ar", ""),
        ("3 مايو", "ar", ""),
        ("港湾新報", "ar", "\u200f"),
        ("Il Molo", "he", "\u200f"),
        ("", "en", ""),
    ],
)
def test_text_against_the_direction_of_the_document_ends_with_a_mark(
    text: str, language: str, mark: str
) -> None:
    assert direction_mark(text, language) == mark


def test_figures_are_kept_together_only_in_a_document_from_right_to_left() -> None:
    assert figures_mark("ar") == "\u200e"
    assert figures_mark("en") == ""


def test_only_american_english_closes_a_title_behind_the_comma() -> None:
    assert inner_comma("en-US") == ",”"
    assert inner_comma("en") == ""


@pytest.mark.parametrize(
    ("before", "value", "language", "mark"),
    [
        ("Chips", "3 مايو", "ar", "\u200f"),
        ("Chips", "3 May", "ar", ""),
        ("رقائق", "3 May", "en", "\u200e"),
        ("رقائق", "3 مايو", "en", ""),
        ("رقائق", "May 3", "en", ""),
        ("Chips", "3 May", "en", ""),
    ],
)
def test_a_date_that_begins_with_a_figure_is_kept_with_its_words(
    before: str, value: str, language: str, mark: str
) -> None:
    assert value_mark(before, value, language) == mark


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Am 12.~März 2026 um 3,5~% auf 1~250~000 Euro oder 20~Mrd.~€ (§~12 Abs.~3 Nr.~5), z.~B. für 5 Tonnen",
        ),
        ("de", "Frau~Prof.~Dr.~Weiß und Hr.~Müller trafen J.~Smith und Frau~Schmidt."),
        (
            "fr",
            "Le 1er~décembre à 9~h~30, Mme~Anne et M.~Dupont, n°~2026, art.~117 : 120~000~km² sur 3 pays, M. le ministre",
        ),
        (
            "it",
            "Il 1°~luglio, l’art.~117 e i nn.~3 e 5 (pagg.~12-15), € 1.250 di 14 voci".replace("€ ", "€~"),
        ),
        (
            "en",
            "On September~28 or 3~May 2020 Mr.~Smith and Ms~Doe paid $~5~bn in May for 12 in a row. The end.",
        ),
        ("en", "In 2024 3000 people and 9 may have seen him there"),
        ("ar", "في 24~نوفمبر 2026"),
    ],
)
def test_words_that_a_line_end_must_not_part_are_bound(language: str, text: str) -> None:
    assert bind_words(text.replace("~", " "), language).replace("\u00a0", "~") == text
