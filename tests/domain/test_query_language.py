"""The query language: what is understood, and what is told of the rest."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.query_language import FIELD_NAMES, Field, Not, QueryWords, parse


def problem(text: str) -> tuple[str, str] | None:
    found = parse(text).problem
    return None if found is None else (found.code, found.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("foo:bar", ("query-field", "foo")),
        ("author:", ("query-value", "author")),
        ('title:""', ("query-value", "title")),
        ("date:2024-13", ("query-date", "2024-13")),
        ("before:soon", ("query-date", "soon")),
        ("date:2024-06..2024-01", ("query-date", "2024-06..2024-01")),
        ("date:..", ("query-date", "..")),
        ("before:0001", ("query-date", "0001")),
        ("(chip", ("query-parenthesis", "")),
        ("chip)", ("query-parenthesis", "")),
        ("chip OR", ("query-operator", "OR")),
        ("OR chip", ("query-operator", "OR")),
        ("chip AND", ("query-operator", "AND")),
        ("NOT", ("query-operator", "NOT")),
        ("(" * 10_000, ("query-complex", "")),
        ("(chip) " * 500, ("query-long", "")),
        ("chip " * 200_000, ("query-long", "")),
        ("x" * 1_000_000, ("query-long", "")),
        ("Reuters: chip", None),
        ("https://example.org/a 10:30", None),
        ('"(chip" or', None),
        ("", None),
    ],
)
def test_what_is_not_understood_is_told(text: str, expected: tuple[str, str] | None) -> None:
    assert problem(text) == expected


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("date:2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("date:2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("date:2024-02-05", date(2024, 2, 5), date(2024, 2, 5)),
        ("date:2024-01..2024-06", date(2024, 1, 1), date(2024, 6, 30)),
        ("date:2024..", date(2024, 1, 1), None),
        ("date:..2024-03", None, date(2024, 3, 31)),
        ("before:2024-06", None, date(2024, 5, 31)),
        ("after:2024-06", date(2024, 7, 1), None),
        ("dopo:2024-06-30", date(2024, 7, 1), None),
    ],
)
def test_dates_are_years_months_days_and_ranges(text: str, since: date | None, until: date | None) -> None:
    tree = parse(text).tree
    assert isinstance(tree, Field)
    assert (tree.since, tree.until) == (since, until)


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_fields_have_names_in_the_languages_of_the_window(name: str) -> None:
    tree = parse(f"{name.title()}: 2024").tree
    assert isinstance(tree, Field)
    assert tree.name == FIELD_NAMES[name]


def test_signs_quotes_and_full_width_colons_are_understood() -> None:
    assert parse("«due parole»").tree == QueryWords("due parole", quoted=True)
    assert parse("-de-risking").tree == Not(QueryWords("de-risking", open=True))
    assert parse("title：半導体").tree == Field("title", "半導体")
    assert parse('-author:"Anna Rossi"').tree == Not(Field("author", "Anna Rossi", quoted=True))


@given(st.text(alphabet='ab "-():*ORNT.\t“”', max_size=60))
def test_any_text_is_parsed(text: str) -> None:
    parse(text)
