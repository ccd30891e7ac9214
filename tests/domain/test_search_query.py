"""Filters of a query are distinguished from its words and order."""

from __future__ import annotations

from datetime import date

import pytest

from briefbuilder.domain.query import Order, Query


@pytest.mark.parametrize(
    "wanted",
    [
        Query(topics=("trade",)),
        Query(language="it"),
        Query(outlet="Gazette"),
        Query(since=date(2026, 1, 1)),
        Query(until=date(2026, 1, 1)),
        Query(tagged=False),
        Query(words="chips", used=True),
    ],
)
def test_each_condition_narrows(wanted: Query) -> None:
    assert wanted.has_filters
    assert not wanted.matches_all


@pytest.mark.parametrize("order", ["relevance", "newest", "title"])
def test_words_and_an_order_do_not_narrow(order: Order) -> None:
    assert not Query(words="chips", order=order).has_filters
    assert not Query(words="chips", order=order).matches_all
    assert Query(words=" ", order=order).matches_all


def test_a_search_without_its_order_is_the_usual_one() -> None:
    wanted = Query(words="chips", tagged=True, order="oldest")
    assert wanted.without_order == Query(words="chips", tagged=True)
