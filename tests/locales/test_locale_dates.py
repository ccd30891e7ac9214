"""Dates are written and read in every language of documents."""

from __future__ import annotations

from datetime import date

import pytest

from briefbuilder.domain.facts import Grain
from briefbuilder.locales.data import LANGUAGES
from briefbuilder.locales.dates import format_date, format_period, is_date_pattern, read_date

DAYS = (date(2026, 5, 1), date(2026, 11, 27), date(2026, 9, 12), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        ("2026-11-25", "en", "25 November 2026"),
        ("2026-11-25", "en-US", "November 25, 2026"),
        ("2026-11-25", "it", "25 novembre 2026"),
        ("2026-08-01", "fr-BE", "1er août 2026"),
        ("2026-08-01", "it-IT", "1º agosto 2026"),
        ("2026-08-01", "en-GB", "1 August 2026"),
        ("2026-11-27", "de", "27. November 2026"),
        ("2026-01-27", "de-AT", "27. Jänner 2026"),
        ("2026-11-27", "pl", "27 listopada 2026"),
        ("2026-11-27", "cs", "27. listopadu 2026"),
        ("2026-05-27", "el", "27 Μαΐου 2026"),
        ("2026-11-27", "bg", "27 ноември 2026\u202fг."),
        ("2026-11-27", "ru", "27 ноября 2026\u202fг."),
        ("2026-11-27", "lt", "2026 m. lapkričio 27 d."),
        ("2026-11-27", "mt", "27 ta’ Novembru 2026"),
        ("2026-11-27", "fi", "27. marraskuuta 2026"),
        ("2026-11-27", "ja", "2026年11月27日"),
        ("2026-11-27", "zh-TW", "2026年11月27日"),
        ("2026-11-27", "ko", "2026년 11월 27일"),
        ("2026-11-27", "ar", "27 نوفمبر 2026"),
        ("2026-11-27", "xx", "2026-11-27"),
    ],
)
def test_days_are_written_in_words(day: str, language: str, words: str) -> None:
    assert format_date(date.fromisoformat(day), language) == words


@pytest.mark.parametrize(
    ("form", "language", "words"),
    [
        ("full", "de", "Freitag, 1. Mai 2026"),
        ("full", "fi", "perjantai 1. toukokuuta 2026"),
        ("full", "fr", "vendredi 1er mai 2026"),
        ("medium", "it", "1º mag 2026"),
        ("short", "de", "01.05.26"),
        ("short", "it", "01/05/26"),
        ("d.M.yyyy", "de", "1.5.2026"),
        ("EEE d MMM yy", "en", "Fri 1 May 26"),
        ("d 'o''clock' M y", "en", "1 o'clock 5 2026"),
        ("LLLL d, y", "cs", "květen 1, 2026"),
    ],
)
def test_a_date_has_the_form_asked_for(form: str, language: str, words: str) -> None:
    assert format_date(date(2026, 5, 1), language, form) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_that_was_written_is_read_again(language: str) -> None:
    for day in DAYS:
        for form in ("long", "full", "medium"):
            assert read_date(format_date(day, language, form), language) == (day,)
        assert read_date(day.isoformat(), language) == (day,)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("31.05.2026", "de", "2026-05-31"),
        ("5.6.2026", "de", "2026-06-05"),
        ("27.11.26", "de", "2026-11-27"),
        ("27 novembre 2026", "fr", "2026-11-27"),
        ("2026年11月27日", "ja", "2026-11-27"),
        ("2026年11月27日", "de", "2026-11-27"),
        ("27 November 2026", "de", "2026-11-27"),
        ("November 27, 2026", "it", "2026-11-27"),
        ("27th November 2026", "en", "2026-11-27"),
        ("05/06/2026", "it", "2026-06-05"),
        ("05/06/2026", "en-US", "2026-05-06"),
        ("05/13/2026", "de", "2026-05-13"),
        ("13/05/2026", "en-US", "2026-05-13"),
        ("27.11.2026 г.", "ru", "2026-11-27"),
        ("27 KASIM 2026", "tr", "2026-11-27"),
        ("٢٧ نوفمبر ٢٠٢٦", "ar", "2026-11-27"),
        ("2026/11/27", "ja", "2026-11-27"),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, language: str, day: str) -> None:
    assert read_date(text, language) == (date.fromisoformat(day),)


def test_a_name_of_a_month_has_the_meaning_of_the_language() -> None:
    assert read_date("5 listopada 2026", "pl") == (date(2026, 11, 5),)
    assert read_date("5. listopada 2026.", "hr") == (date(2026, 10, 5),)


@pytest.mark.parametrize("language", ["en", "xx"])
def test_day_and_month_that_can_be_exchanged_are_both_returned(language: str) -> None:
    assert read_date("05/06/2026", language) == (date(2026, 6, 5), date(2026, 5, 6))
    assert read_date("05/05/2026", language) == (date(2026, 5, 5),)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "31.02.2026", "May", "5 May", "12 5", "27 November", "1.2.3.4"]
)
def test_other_texts_are_no_dates(text: str) -> None:
    assert read_date(text, "en") == ()


@pytest.mark.parametrize("pattern", ["d MMMM y", "yyyy-MM-dd", "EEEE, d. MMMM y", "d 'de' MMMM 'de' y"])
def test_a_pattern_with_day_month_and_year_is_valid(pattern: str) -> None:
    assert is_date_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["", "dd.MM", "d MMMMM y", "hh:mm d M y", "d M y 'open", "words", "d'd'M"]
)
def test_a_pattern_that_cannot_be_written_is_not_valid(pattern: str) -> None:
    assert not is_date_pattern(pattern)


_SECOND_QUARTER, _MAY = ("2018-04-01", "2018-06-30"), ("2018-05-01", "2018-05-31")
_HALF, _WINTER = ("2018-07-01", "2018-12-31"), ("2017-12-01", "2018-02-28")
_TENS, _WEEK = ("2010-01-01", "2019-12-31"), ("2018-04-30", "2018-05-06")


@pytest.mark.parametrize(
    ("days", "grain", "language", "words"),
    [
        (_SECOND_QUARTER, "quarter", "en", "Q2 2018"),
        (_SECOND_QUARTER, "quarter", "it", "secondo trimestre 2018"),
        (_SECOND_QUARTER, "quarter", "fr", "2e trimestre 2018"),
        (_SECOND_QUARTER, "quarter", "de", "2. Quartal 2018"),
        (_SECOND_QUARTER, "quarter", "es", "2.º trimestre de 2018"),
        (_SECOND_QUARTER, "quarter", "zh", "2018年第2季度"),
        (_SECOND_QUARTER, "quarter", "hu", "2018. II. negyedév"),
        (_MAY, "month", "en", "May 2018"),
        (_MAY, "month", "it-IT", "maggio 2018"),
        (_MAY, "month", "cs", "květen 2018"),
        (_MAY, "month", "ja", "2018年5月"),
        (("2018-01-01", "2018-12-31"), "year", "de", "2018"),
        (("2018-01-01", "2018-12-31"), "year", "ja", "2018年"),
        (_HALF, "half", "en", "second half of 2018"),
        (_HALF, "half", "de", "zweites Halbjahr 2018"),
        (_HALF, "half", "nl", "juli 2018 – december 2018"),
        (_WINTER, "season", "fr", "hiver 2017/2018"),
        (("2018-06-01", "2018-08-31"), "season", "it", "estate 2018"),
        (("2018-09-01", "2018-11-30"), "season", "en", "autumn 2018"),
        (_WINTER, "season", "pl", "grudzień 2017 – luty 2018"),
        (_TENS, "decade", "en", "2010s"),
        (_TENS, "decade", "sv", "2010–2019"),
        (("1901-01-01", "2000-12-31"), "century", "en", "1901–2000"),
        (_WEEK, "week", "en", "30 April 2018 – 6 May 2018"),
        (_WEEK, "span", "fr", "30 avril 2018 – 6 mai 2018"),
        (("2018-10-01", "2018-10-07"), "span", "fr", "1er–7 octobre 2018"),
        (("2018-09-24", "2018-09-29"), "span", "de", "24.–29. September 2018"),
        (("2018-09-24", "2018-09-29"), "span", "en-US", "September 24–29, 2018"),
        (("2018-09-24", "2018-09-29"), "span", "es", "24–29 de septiembre de 2018"),
        (("2018-09-24", "2018-09-29"), "span", "lv", "2018. gada 24.–29. septembris"),
        (("2018-09-24", "2018-09-29"), "span", "ja", "2018年9月24日–29日"),
        (("2024-01-01", "2027-12-31"), "span", "de", "2024–2027"),
        (("2024-03-01", "2024-06-30"), "span", "it", "marzo 2024 – giugno 2024"),
        (("2024-03-01", "2024-06-29"), "span", "en", "1 March 2024 – 29 June 2024"),
        (("2018-05-01", "2018-05-01"), "day", "fr", "1er mai 2018"),
        (_MAY, "month", "xx", "2018-05-01/2018-05-31"),
    ],
)
def test_a_period_keeps_the_unit_in_which_it_was_dated(
    days: tuple[str, str], grain: Grain, language: str, words: str
) -> None:
    first, last = map(date.fromisoformat, days)
    assert format_period(first, last, grain, language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_quarter_and_half_of_a_year_has_its_own_words(language: str) -> None:
    quarters = {
        format_period(date(2018, month, 1), date(2018, month + 2, 28), "quarter", language)
        for month in (1, 4, 7, 10)
    }
    halves = {
        format_period(date(2018, month, 1), date(2018, month + 5, 30), "half", language) for month in (1, 7)
    }
    assert len(quarters) == 4
    assert len(halves) == 2
    assert all("2018" in words for words in quarters | halves)


@pytest.mark.parametrize(
    ("language", "day", "text"),
    [
        ("ja", date(2026, 11, 27), "令和8年11月27日"),
        ("ja", date(2019, 5, 1), "令和元年5月1日"),
        ("ja", date(2019, 4, 30), "平成31年4月30日"),
        ("ja", date(1989, 1, 7), "昭和64年1月7日"),
        ("ja", date(1920, 1, 7), "1920年1月7日"),
        ("zh-Hant", date(2026, 11, 27), "民國115年11月27日"),
        ("en", date(2026, 11, 27), "2026年11月27日"),
    ],
)
def test_a_pattern_can_count_the_years_of_an_era(language: str, day: date, text: str) -> None:
    assert is_date_pattern("Gy年M月d日")
    assert format_date(day, language, "Gy年M月d日") == text
    assert read_date(text, language) == (day,)
    assert format_date(day, language, "y 'G' M d").startswith(f"{day.year} G")
