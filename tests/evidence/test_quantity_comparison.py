"""Quantities are compared as a reader would."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from briefbuilder.domain.facts import FactBlock, Quantity
from briefbuilder.evidence.quantities import read_quantities
from briefbuilder.evidence.quantity_comparison import are_comparable, compare_quantities


def quantity(text: str, language: str = "en") -> Quantity:
    (fact,) = read_quantities(FactBlock(id="b", text=text), language, ())
    assert isinstance(fact.stated, Quantity)
    return fact.stated


@pytest.mark.parametrize(
    ("claim", "source", "outcome"),
    [
        ("$2.2 billion", "2,2 miliardi di dollari", "equal"),
        ("1.5 km", "1.500 metri", "equal"),
        ("54 years", "54", "equal"),
        ("about 380,000", "379.800", "rounded"),
        ("about 137 km/h", "135 km/h", "rounded"),
        ("137 km/h", "135 km/h", "different"),
        ("about 147 km/h", "135 km/h", "different"),
        ("more than 16,000", "16.700", "rounded"),
        ("16,702", "16.700", "different"),
        ("379,800", "circa 380.000", "different"),
        ("$43 million", "43 miliardi di dollari", "different"),
        ("€43 billion", "43 miliardi di dollari", "different"),
        ("3 percent", "3 punti percentuali", "different"),
        ("45 miles", "72 chilometri", "converted"),
        ("20 feet", "6 metri", "converted"),
        ("45 miles", "55 miglia", "different"),
        ("45 miles", "92 chilometri", "different"),
        ("80 degrees", "26 gradi", "converted"),
        ("80 degrees", "46 gradi", "different"),
        ("20 degrees", "11 gradi Celsius", "converted"),
        ("86 degrees Fahrenheit", "30 gradi Celsius", "converted"),
        ("34 percent", "54 per cento", "different"),
        ("30 percent", "34 per cento", "different"),
        ("5 km", "5 chilogrammi", None),
        ("5 km", "5", None),
    ],
)
def test_a_claim_is_compared_with_an_italian_source(claim: str, source: str, outcome: str | None) -> None:
    assert compare_quantities(quantity(claim), quantity(source, "it")) == outcome


@pytest.mark.parametrize(
    ("claim", "language", "source", "outcome"),
    [
        ("In Oslo it was 7 °C.", "en", "A Oslo c'erano −7 °C.", "different"),
        ("In Oslo it was minus 12 degrees.", "en", "A Oslo c'erano 12 gradi.", "different"),
        ("In Oslo it was minus 7 degrees.", "en", "A Oslo c'erano 7 gradi sotto zero.", "equal"),
        ("In Oslo it was 19 °F.", "en", "A Oslo c'erano −7 °C.", "converted"),
        ("In Oslo it was 45 °F.", "en", "A Oslo c'erano −7 °C.", "different"),
        ("GDP grew by 0.4 %.", "en", "Il PIL: −0,4 per cento", "different"),
        ("GDP shrank by 0.4 %.", "en", "Il PIL: −0,4 per cento", "equal"),
        ("GDP: -0.4 %", "en", "Il PIL è calato dello 0,4 per cento.", "equal"),
        ("GDP: -0.4 %", "en", "Il PIL è aumentato dello 0,4 per cento.", "different"),
        ("Das BIP: –0,4 %", "de", "Il PIL è aumentato dello 0,4 per cento.", "different"),
        ("Das BIP ging um 0,4 % zurück.", "de", "Il PIL: −0,4 per cento", "equal"),
        ("Le PIB a reculé de 0,4 %.", "fr", "Il PIL: −0,4 per cento", "equal"),
        ("Le PIB a progressé de 0,4 %.", "fr", "Il PIL: −0,4 per cento", "different"),
        ("GDPは0.4%減った。", "ja", "Il PIL: −0,4 per cento", "equal"),
        ("The balance was −€5 billion.", "en", "Un disavanzo di 5 miliardi di euro", "equal"),
    ],
)
def test_a_number_below_zero_is_another_one_than_above_unless_something_fell(
    claim: str, language: str, source: str, outcome: str
) -> None:
    assert compare_quantities(quantity(claim, language), quantity(source, "it")) == outcome


def test_only_units_that_are_comparable_make_a_comparison() -> None:
    units = (
        "",
        "km",
        "mi",
        "kilo",
        "kg",
        "pound",
        "cur:GBP",
        "cur:EUR",
        "pct",
        "pp",
        "C",
        "deg",
        "h",
        "times",
        "yr",
    )
    quantities = [Quantity(numbers=(Decimal("4.8"),), unit=unit, digits=2, bound="exact") for unit in units]
    for one, other in product(quantities, repeat=2):
        if not are_comparable(one.unit, other.unit):
            assert compare_quantities(one, other) is None
    assert are_comparable("km", "mi")
    assert are_comparable("", "pct")
    assert not are_comparable("km", "kg")
