"""Dates in many languages; ambiguous dates are not read."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from tests.narrowing import not_none

from briefbuilder.importers.dates import find_date, read_date, states_period

DAY = date(2024, 3, 5)
LOCALES = Path(__file__).parents[2] / "resources" / "locales"
LETTERS = re.compile(r"[^\W\d_]+\.?")


@pytest.mark.parametrize(
    "text",
    [
        "5 March 2024",
        "March 5, 2024",
        "Published: March 5th, 2024",
        "martedì 5 marzo 2024, ore 6:30",
        "le 5 mars 2024 à 14h20",
        "5. März 2024",
        "5 de marzo de 2024",
        "5 de março de 2024",
        "5 maart 2024",
        "5 marca 2024 r.",
        "5. března 2024",
        "5. marca 2024",
        "2024. március 5.",
        "5 martie 2024",
        "5 март 2024 г.",
        "5 марта 2024 года",
        "5 березня 2024 р.",
        "5. ožujka 2024.",
        "5. marts 2024",
        "5 mars 2024",
        "5. maaliskuuta 2024",
        "5. märts 2024",
        "2024. gada 5. martā",
        "2024 m. kovo 5 d.",
        "5 Μαρτίου 2024",
        "5 Mart 2024 Salı",
        "5 Maret 2024",
        "ngày 5 tháng 3 năm 2024",
        "5 مارس 2024",
        "٥ مارس ٢٠٢٤",
        "5 במרץ 2024",
        "5 मार्च 2024",
        "2024年3月5日",
        "2024년 3월 5일",
        "2024-03-05T06:30:00+01:00",
        "05.03.2024",
        "5. 3. 2024",
        "2024. 3. 5.",
        "20240305T063000+0100",
        "20240305",
        "5-Mar-2024",
        "5/mar/2024",
        "2024. márc. 5.",
        "5 آذار/مارس 2024",
        "5 ta’ Marzu 2024",
        "令和6年3月5日",
        "民國113年3月5日",
        "5 มีนาคม 2567",
        "5 มี.ค. 2567",
        "Tue Mar 5 06:30:00 CET 2024",
    ],
)
def test_a_day_is_read_in_many_languages(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text", ["05/06/2024", "Room 5 in 2024", "In 2024 about 5", "2024-13-05", "31 June 2024"]
)
def test_invalid_and_ambiguous_dates_are_not_read(text: str) -> None:
    assert read_date(text) is None


def test_dates_in_digits_of_other_scripts_are_located() -> None:
    text = "الثلاثاء ٥ مارس ٢٠٢٤ — القاهرة"
    found = not_none(find_date(text))
    assert text[found[1] : found[2]] == "٥ مارس ٢٠٢٤"


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("it", date(2024, 3, 5)),
        ("en-GB", date(2024, 3, 5)),
        ("en-US", date(2024, 5, 3)),
        ("en", None),
        (None, None),
    ],
)
def test_the_language_decides_whether_the_day_comes_first(language: str | None, day: date | None) -> None:
    assert read_date("05/03/2024", language) == day


@pytest.mark.parametrize("language", sorted(path.stem for path in LOCALES.glob("*.json")))
def test_every_month_of_the_document_languages_is_read(language: str) -> None:
    told = json.loads((LOCALES / f"{language}.json").read_text(encoding="utf-8"))
    forms = ("months", "months_alone", "months_short")
    names = [(number, name) for form in forms for number, name in enumerate(told.get(form, ()), 1)]
    words = [(number, name) for number, name in names if LETTERS.fullmatch(name)]
    wrong = [name for number, name in words if read_date(f"5 {name} 2026", language) != date(2026, number, 5)]
    assert language.startswith(("ja", "ko", "zh")) or (words and not wrong)


def test_short_months_are_only_read_in_their_language() -> None:
    assert read_date("Tablet 5 Pro 2026", "en") is None
    assert read_date("5 pro 2026") is None
    assert read_date("5. pro 2026", "cs") == date(2026, 12, 5)


def test_a_month_name_may_mean_another_month_elsewhere() -> None:
    assert read_date("5. listopada 2024.", "hr") == date(2024, 10, 5)
    assert read_date("5 listopada 2024", "pl") == date(2024, 11, 5)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("von Anna Verdi, 8.5.12", "de", date(2012, 5, 8)),
        ("08/05/12", "it", date(2012, 5, 8)),
        ("8.5.12", None, None),
        ("8.5.12", "en", None),
        ("Version 8.5.12.1", "de", None),
        ("18.15.12", "de", None),
    ],
)
def test_two_figures_are_a_year_where_the_language_is_known(
    text: str, language: str | None, day: date | None
) -> None:
    assert read_date(text, language) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3–5 March 2025", True),
        ("from 1 March 2025 to 30 June 2025", True),
        ("28 February – 3 March 2025", True),
        ("vom 3. bis 5. März 2025", True),
        ("dal 3 al 5 marzo 2025", True),
        ("Period: 01.01.2024 – 31.12.2024", True),
        ("Riga - 4 March 2025", False),
        ("No. 12 – 4 March 2025", False),
        ("4 March 2025 - 10:15", False),
        ("Brussels, 4 March 2025 – 12 pages", False),
        ("Published 4 March 2025, updated 5 March 2025", False),
    ],
)
def test_a_date_that_begins_or_ends_a_period_is_told(text: str, expected: bool) -> None:
    assert states_period(text) is expected
