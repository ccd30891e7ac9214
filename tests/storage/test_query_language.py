"""The query language: what is understood, and what is told of the rest."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.narrowing import of_type

from briefbuilder.storage.query_language import (
    FIELD_NAMES,
    MOST_WORDS,
    All,
    AnyOf,
    Field,
    Node,
    Not,
    QueryWords,
    parse,
)


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
        ("date:05/06/2018", ("query-date", "05/06/2018")),
        ("date:29.13.2018", ("query-date", "29.13.2018")),
        ('date:"31 February 2018"', ("query-date", "31 February 2018")),
        # November for Poles, October for Croats
        ('date:"listopada 2018"', ("query-date", "listopada 2018")),
        ("date:September", ("query-year", "September")),
        ("date:3 May", ("query-year", "3 May")),
        ("after:3. Mai talks", ("query-year", "3. Mai")),
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
        ("-7", ("query-excluded", "-7")),
        ("-chip NOT (wafer lens) ", ("query-excluded", "-chip NOT (wafer lens)")),
        ("-chip language:it", None),
        ("-language:it", None),
        ("NOT -chip", None),
        ("chip -7", None),
        ("chip AND NOT war", None),
        ("chip AND OR war", ("query-operator", "AND")),
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
        ("date:5.2.2024..29.02.2024", date(2024, 2, 5), date(2024, 2, 29)),
        ("since:2024-06", date(2024, 6, 1), None),
        ("date:29 September 2018", date(2018, 9, 29), date(2018, 9, 29)),
        ('date:"29 de septiembre de 2018"', date(2018, 9, 29), date(2018, 9, 29)),
        ("vor:1. März 2024", None, date(2024, 2, 29)),
        ("dal:settembre 2018", date(2018, 9, 1), None),
        ("date:September 28, 2018..2 October 2018", date(2018, 9, 28), date(2018, 10, 2)),
        ("date:٢٩ سبتمبر ٢٠١٨", date(2018, 9, 29), date(2018, 9, 29)),
        ("date:2018년9월", date(2018, 9, 1), date(2018, 9, 30)),
        ("bis:2024-06", None, date(2024, 6, 30)),
        ("date:06.2024", date(2024, 6, 1), date(2024, 6, 30)),
        ("date:6/2023..2/2024", date(2023, 6, 1), date(2024, 2, 29)),
        ("date:29/09/2018", date(2018, 9, 29), date(2018, 9, 29)),
        ("date:09/29/2018", date(2018, 9, 29), date(2018, 9, 29)),
        ("after:5-5-2018", date(2018, 5, 6), None),
    ],
)
def test_dates_are_years_months_days_and_ranges(text: str, since: date | None, until: date | None) -> None:
    tree = of_type(parse(text).tree, Field)
    assert (tree.since, tree.until) == (since, until)


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_fields_have_names_in_the_languages_of_the_window(name: str) -> None:
    tree = of_type(parse(f"{name.title()}: 2024").tree, Field)
    assert tree.name == FIELD_NAMES[name]


def test_signs_quotes_and_full_width_colons_are_understood() -> None:
    assert parse("«due parole»").tree == QueryWords("due parole", quoted=True)
    assert parse("-de-risking").tree == Not(QueryWords("de-risking", open=True))
    assert parse("title：半導体").tree == Field("title", "半導体")
    assert parse('-author:"Anna Rossi"').tree == Not(Field("author", "Anna Rossi", quoted=True))


@given(st.text(alphabet='ab "-():*ORNT.\t“”', max_size=60))
def test_any_text_is_parsed(text: str) -> None:
    parse(text)


def words(text: str, *, is_open: bool = False) -> QueryWords:
    return QueryWords(text, open=is_open)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("chip war", All((words("chip"), words("war", is_open=True)))),
        ("chip war ", All((words("chip"), words("war")))),
        ("chip,war; 1,5", All((words("chip"), words("war;"), words("1,5", is_open=True)))),
        ("chi* war ", All((words("chi*", is_open=True), words("war")))),
        ("chip OR war OR ", AnyOf((words("chip"), words("war")))),
        ("a b OR c ", AnyOf((All((words("a"), words("b"))), words("c")))),
        ("a AND b ", All((words("a"), words("b")))),
        ('a "OR" b ', All((words("a"), QueryWords("OR", quoted=True), words("b")))),
        ("a AND NOT b ", All((words("a"), Not(words("b"))))),
        ("a (b OR c) d ", All((words("a"), AnyOf((words("b"), words("c"))), words("d")))),
        ("title:(a OR b)", AnyOf((Field("title", "a"), Field("title", "b")))),
        ("-(a OR b)", Not(AnyOf((words("a"), words("b"))))),
        ("NOT a -b ", All((Not(words("a")), Not(words("b"))))),
        ("Reuters: chip ", All((words("Reuters"), words("chip")))),
        ("foo:bar ", words("foo bar")),
        ("author: OR a ", words("a")),
        ('"chip*" "" ', QueryWords("chip*", quoted=True, open=True)),
        ("(", None),
    ],
)
def test_a_query_becomes_a_tree(text: str, tree: Node | None) -> None:
    assert parse(text).tree == tree


def test_a_long_query_is_used_as_far_as_its_limits() -> None:
    most = parse("chip " * MOST_WORDS)
    assert most.problem is None
    assert problem("chip " * 32) is None
    assert problem("chip " * 33) == ("query-long", "")
    assert parse("chip " * (MOST_WORDS + 1)).tree == most.tree == All((words("chip"),) * MOST_WORDS)
    assert parse("x" * 4_000).problem is None
    assert parse("x" * 4_001).tree == words("x" * 4_000, is_open=True)


@pytest.mark.parametrize(
    ("most", "more"),
    [
        ("(" * 32 + "x" + ")" * 32, "(" * 33 + "x"),
        ("-(" * 16 + "x" + ")" * 16, "-(" * 17 + "x"),
        ("() " * 200, "() " * 200 + "x"),
    ],
)
def test_a_query_is_as_deep_and_has_as_many_signs_as_its_limits(most: str, more: str) -> None:
    assert problem(most) is None
    assert problem(more) == ("query-complex", "")


@pytest.mark.parametrize("minus", ["-", "–", "−", "－", "‑"])
def test_a_minus_may_be_a_dash_that_typing_aids_made(minus: str) -> None:
    assert parse(f"chip {minus}war ") == parse("chip -war ")
    assert parse(f'{minus}"cold war" chip ') == parse('-"cold war" chip ')
    assert parse(f"chip {minus} war ").tree == All((QueryWords("chip"), QueryWords(minus), QueryWords("war")))


def test_parentheses_may_be_wide() -> None:
    assert parse("（日本 OR 中国） -台湾 ") == parse("(日本 OR 中国) -台湾 ")


@pytest.mark.parametrize(
    ("text", "rest"), [("date:7 September 2018 Korea", "Korea"), ("date:2018 march", "march"), ("date:May 2018 June", "June")]
)  # fmt: skip
def test_words_after_a_date_are_searched(text: str, rest: str) -> None:
    parsed = parse(text)
    assert parsed.problem is None
    field, words = of_type(parsed.tree, All).parts
    assert (of_type(field, Field).name, of_type(words, QueryWords).text) == ("date", rest)
