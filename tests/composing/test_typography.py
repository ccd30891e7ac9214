"""Dates, numbers and labels are formatted in the briefing's language."""

from __future__ import annotations

from datetime import date

import pytest

from briefbuilder.composing.input import is_same_language
from briefbuilder.composing.lengths import count_words
from briefbuilder.composing.typography import (
    format_date,
    format_label,
    format_number,
    inner_comma,
    quote_text,
    runs_right_to_left,
    shorten_quote,
    shorten_text,
)


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        ("2026-11-25", "en", "25 November 2026"),
        ("2026-11-25", "en-US", "November 25, 2026"),
        ("2026-11-25", "it", "25 novembre 2026"),
        ("2026-11-25", "fr", "25 novembre 2026"),
        ("2026-08-01", "fr-BE", "1er août 2026"),
        ("2026-08-01", "it-IT", "1º agosto 2026"),
        ("2026-08-01", "en-GB", "1 August 2026"),
        ("2026-08-01", "ja", "2026-08-01"),
    ],
)
def test_days_are_written_in_words(day: str, language: str, words: str) -> None:
    assert format_date(date.fromisoformat(day), language) == words


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "“Chips”"), ("it", "«Chips»"), ("fr", "«\u00a0Chips\u00a0»"), ("pt", "“Chips”")],
)
def test_titles_have_the_languages_quotation_marks(language: str, text: str) -> None:
    assert quote_text("Chips", language) == text


def test_a_french_colon_has_a_space_before_it() -> None:
    assert format_label("Source", "fr") == "Source\u00a0: "
    assert format_label("Source", "en") == "Source: "


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("1234567.5", "en", "1,234,567.5"),
        ("1234567.5", "it", "1.234.567,5"),
        ("1234567.5", "fr", "1\u202f234\u202f567,5"),
        ("-12", "it", "−12"),
        ("0.05", "fr", "0,05"),
    ],
)
def test_numbers_have_the_languages_marks(value: str, language: str, text: str) -> None:
    assert format_number(value, language) == text


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


@pytest.mark.parametrize(
    ("value", "text"),
    [("+12", "12"), (".5", "0.5"), ("12.", "12."), ("-.5", "−0.5"), ("999", "999"), ("1000", "1,000")],
)
def test_signs_and_missing_figures_of_numbers_are_set_right(value: str, text: str) -> None:
    assert format_number(value, "en") == text


def test_a_text_is_cut_from_the_first_character_that_is_too_many() -> None:
    assert shorten_quote("x" * 80) == "x" * 80
    assert shorten_quote("x" * 81) == "x" * 79 + "…"
    assert shorten_text("ab cd", 5) == "ab cd"
    assert shorten_text("ab cde", 5) == "ab…"


@pytest.mark.parametrize(
    ("text", "language", "against"),
    [
        ("שלום", "en", True),
        ("talks", "en", False),
        ("talks שלום", "it", True),
        ("שלום", "ar", False),
        ("", "en", False),
    ],
)
def test_letters_against_the_direction_of_the_document_are_recognised(
    text: str, language: str, against: bool
) -> None:
    assert runs_right_to_left(text, language) is against


def test_only_american_english_closes_a_title_behind_the_comma() -> None:
    assert inner_comma("en-US") == ",”"
    assert inner_comma("en") == ""
