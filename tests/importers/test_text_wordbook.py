"""The words of a text as a whole, and words that pages carry beside their text: what they say about a line."""

from __future__ import annotations

import pytest

from briefbuilder.importers.plaintext.headings import Wordbook, find_headings, words_of
from briefbuilder.importers.plaintext.layout import columns, layout

PROSE = "The ministers agreed to keep common stocks of the gases, and Anna Verdi told the press so."


def of(line: str, prose: str = PROSE) -> dict[str, float]:
    return Wordbook([prose, line], [True, False], [1]).of(1)


def test_words_that_a_text_also_writes_small_are_raised_and_others_are_names() -> None:
    assert of("Common Stocks")["raised words"] == 1
    assert of("Common Stocks")["names"] == 0
    assert of("Anna Verdi")["names"] == 1
    assert of("Anna Verdi")["raised words"] == 0


def test_a_script_without_case_has_neither() -> None:
    found = of("備蓄の仕組み", "閣僚は火曜日、ガスを備蓄することで合意した。")
    assert found["raised words"] == found["names"] == found["small words"] == -1


def test_the_words_that_hold_sentences_together_are_counted() -> None:
    assert of("Who keeps the stocks of argon")["common words"] >= 3
    assert of("Argon")["common words"] == 0


@pytest.mark.parametrize(
    "line",
    [
        "Learn more",
        "Powered by Argon",
        "Leggi di più",
        "Lire la suite",
        "Mehr erfahren",
        "Comments (5)",
        "5 commenti",
        "Leer más",
        "1:39 PM ET",
        "もっと見る",
    ],
)
def test_buttons_and_calls_are_told(line: str) -> None:
    assert words_of(line)["calls"]


@pytest.mark.parametrize(
    "line", ["Learning more about argon", "More gas for less", "Saving gas", "Following argon"]
)
def test_headings_with_like_words_are_no_calls(line: str) -> None:
    assert not words_of(line)["calls"]


def test_names_of_parts_are_headings_though_nothing_is_left_below_them() -> None:
    units = layout(
        "\n\n".join([PROSE * 2, "Storage of argon", PROSE * 2, "References", "External links"])
    ).units
    assert {3, 4} <= find_headings(units).keys()


def test_wide_signs_take_two_columns_and_typographic_ones_one() -> None:
    assert columns("備蓄") == 4
    assert columns("“It’s done” – Anna") == 18
