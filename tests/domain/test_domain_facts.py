"""What a fact states tells its kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from briefbuilder.domain.facts import Fact, FactSource, Name, Period, Quantity, QuotedWords, facts_between


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        (Quantity(numbers=(Decimal(3),)), "quantity"),
        (Period(first=date(2026, 3, 2), last=date(2026, 3, 2)), "date"),
        (Name(words=("nato",)), "name"),
        (QuotedWords(words=("no", "deal")), "quotation"),
    ],
)
def test_a_fact_has_the_kind_of_what_it_states(
    stated: Quantity | Period | Name | QuotedWords, kind: str
) -> None:
    assert Fact(block="b1", start=0, end=4, stated=stated).kind == kind


def test_facts_are_exact_strong_and_not_cited_until_it_is_said_otherwise() -> None:
    quantity = Quantity(numbers=(Decimal(3),))
    assert (quantity.digits, quantity.bound, Name(words=("nato",)).weak) == (1, "exact", False)
    source = FactSource(article="a1", language="en", day=None, blocks=(), facts=())
    assert (source.cited, source.shared) == (False, None)


@pytest.mark.parametrize(
    ("start", "end", "found"), [(0, 3, []), (0, 4, [3]), (3, 9, [3, 5, 5]), (4, 10, [5, 5, 9]), (5, 5, [])]
)
def test_facts_of_a_range_are_those_that_begin_in_it(start: int, end: int, found: list[int]) -> None:
    name = Name(words=("nato",))
    facts = [Fact(block="b1", start=place, end=place + 8, stated=name) for place in (3, 5, 5, 9)]
    assert [fact.start for fact in facts_between(facts, start, end)] == found
