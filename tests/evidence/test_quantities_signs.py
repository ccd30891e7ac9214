"""Signs of numbers are read, and dashes before numbers are not taken for signs."""

from __future__ import annotations

import pytest

from briefbuilder.domain.facts import FactBlock, Quantity
from briefbuilder.evidence.facts import value_of
from briefbuilder.evidence.quantities import read_quantities


def signed(text: str, language: str) -> list[tuple[str, str]]:
    """Return the words and the normal form of each quantity below zero."""
    facts = read_quantities(FactBlock(id="b", text=text), language, ())
    return [
        (text[fact.start : fact.end], value_of(fact))
        for fact in facts
        if isinstance(fact.stated, Quantity) and fact.stated.sign == "-"
    ]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "From −5 to −2 °C at night, 3 °C by day", [("−5", "-5 C"), ("−2 °C", "-2 C")]),
        ("en", "Growth (-2.5%) disappointed.", [("-2.5%", "-2.5 pct")]),
        ("en", "It was 5 degrees below zero.", [("5 degrees below zero", "-5 deg")]),
        ("it", "Il saldo è di meno 3 per cento.", [("meno 3 per cento", "-3 pct")]),
        ("it", "Meno di 3 per cento, almeno 2 per cento", []),
        ("fr", "Au moins 384 morts, au moins 5 %, du moins 7 %, pas moins 8 %", []),
        ("es", "Al menos 5 %, por lo menos 7 %", []),
        ("fr", "Il fait moins 10 degrés.", [("moins 10 degrés", "-10 deg")]),
        ("de", "Es waren –5 °C in Bern.", [("–5 °C", "-5 C")]),
        ("it", "Le temperature sono scese a 9 gradi.", []),
        ("ja", "最低気温がマイナス14度だった。", [("マイナス14度", "-14 C")]),
        ("ko", "기온이 영하 14도였다.", [("영하 14도", "-14 C")]),
        ("de", "10 –15 % und 5-7 %", []),
        ("es", "El ejército –5.000 hombres– avanzó un –5 % del camino–, dicen.", []),
        ("es", "Bajó a –5 % en mayo.", [("–5 %", "-5 pct")]),
        ("en", "GDP −0.4, trade -3 tables", [("−0.4", "-0.4")]),
    ],
)
def test_numbers_below_zero_are_read_with_their_signs_and_words(
    language: str, text: str, found: list[tuple[str, str]]
) -> None:
    assert signed(text, language) == found


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Exports fell by 12 per cent.", "±"),
        ("By 12 per cent exports have fallen.", "±"),
        ("Exports FELL by “about” 12 per cent.", "±"),
        ("Exports fell. Imports rose by 12 per cent.", ""),
        ("Imports rose by 12 per cent. Exports fell.", ""),
        ("Some 12 per cent said that exports rose; imports fell.", ""),
    ],
)
def test_a_number_may_be_a_decrease_if_its_own_sentence_says_that_something_fell(
    text: str, sign: str
) -> None:
    (fact,) = read_quantities(FactBlock(id="b", text=text), "en", ())
    assert isinstance(fact.stated, Quantity)
    assert fact.stated.sign == sign
