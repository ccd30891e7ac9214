"""Numbers, percentages and amounts of money are written and read in every language of documents."""

from __future__ import annotations

import pytest

from briefbuilder.locales.data import LANGUAGES
from briefbuilder.locales.numbers import format_number, read_number


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("1234567.5", "en", "1,234,567.5"),
        ("1234567.5", "it", "1.234.567,5"),
        ("1234567.5", "fr", "1\u202f234\u202f567,5"),
        ("1234567.5", "de", "1.234.567,5"),
        ("1234567.5", "de-AT", "1.234.567,5"),
        ("1234567.5", "sv", "1\u00a0234\u00a0567,5"),
        ("1234.5", "es", "1234,5"),
        ("12345.5", "es", "12.345,5"),
        ("1234567.5", "nb", "1,234,567.5"),
        ("-12", "it", "−12"),
        ("0.05", "fr", "0,05"),
        ("+12", "en", "12"),
        (".5", "en", "0.5"),
        ("12.", "en", "12."),
        ("-.5", "en", "−0.5"),
        ("999", "en", "999"),
        ("1000", "en", "1,000"),
    ],
)
def test_numbers_have_the_languages_marks(value: str, language: str, text: str) -> None:
    assert format_number(value, language) == text


@pytest.mark.parametrize(
    ("value", "unit", "language", "text"),
    [
        ("48.5", "%", "en", "48.5%"),
        ("48.5", "%", "de", "48,5\u00a0%"),
        ("48.5", "%", "fr", "48,5\u00a0%"),
        ("48.5", "%", "tr", "%48,5"),
        ("1500", "EUR", "de", "1.500\u00a0€"),
        ("1500", "EUR", "en", "€1,500"),
        ("-1500", "EUR", "en", "−€1,500"),
        ("1500", "EUR", "nl", "€\u00a01.500"),
        ("1500", "PLN", "en", "PLN\u00a01,500"),
        ("1500", "PLN", "it", "1.500\u00a0PLN"),
    ],
)
def test_a_unit_stands_where_the_language_has_it(value: str, unit: str, language: str, text: str) -> None:
    assert format_number(value, language, unit) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_that_was_written_is_read_again(language: str) -> None:
    for value in ("0", "48.5", "1234.56", "1234567", "-12345.678", "1234"):
        assert read_number(format_number(value, language), language) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("48,5", "de", "48.5"),
        ("48.5", "de", "48.5"),
        ("1.234,56", "de", "1234.56"),
        ("1.234,56", "en", "1234.56"),
        ("1,234.56", "de", "1234.56"),
        ("1.234", "de", "1234"),
        ("1.234", "en", "1.234"),
        ("1,234", "en", "1234"),
        ("1 234,5", "fr", "1234.5"),
        ("1.234", "fr", "1.234"),
        ("0,500", "en", "0.500"),
        ("−3,5", "it", "-3.5"),
        (",5", "de", "0.5"),
        ("12’345", "de", "12345"),
        ("٤٨٫٥", "ar", "48.5"),
        ("48,5", "xx", "48.5"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, language: str, value: str) -> None:
    assert read_number(text, language) == value


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "1.23.456,5", "12.", "1e5", "5 %", "1 2", "--1", "1,2,3.5"]
)
def test_other_texts_are_no_numbers(text: str) -> None:
    assert read_number(text, "de") is None


def test_a_number_may_have_any_length() -> None:
    figures = "9" * 6000
    assert format_number(figures, "en") == ",".join(["999"] * 2000)
    assert read_number(f"{figures},5", "de") == f"{figures}.5"
