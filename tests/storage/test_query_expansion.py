"""What the words of a user ask of the index: their expressions, and how clauses are made of OR and parentheses."""

from __future__ import annotations

import pytest

from briefbuilder.storage.query import ParsedQuery
from briefbuilder.storage.query_expansion import parse_query


def required(words: str) -> list[str]:
    return [str(term) for clause in parse_query(words).clauses for term in clause.required]


def clauses(words: str) -> list[str]:
    return [
        " ".join(
            (
                *map(str, clause.required),
                *(f"-{term}" for term in clause.excluded),
                *(f"{'-' * one.negated}{one.field.name}:{one.field.text}" for one in clause.conditions),
            )
        )
        for clause in parse_query(words).clauses
    ]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("dazi chip", ['"dazi"', '"chip" *']),
        ("dazi chip ", ['"dazi"', '"chip"']),
        ("dazi* chip ", ['"dazi" *', '"chip"']),
        ('"due parole"', ['"due parole"']),
        ('"due parole*"', ['"due parole" *']),
        ('dazi "due parole', ['"dazi"', '"due parole"']),
        ("d", ['"d"']),
        ("di", ['"di" *']),
        ("l'unione", ['"l unione" *']),
        ("外", ['"外" *']),
        ("?! dazi ", ['"dazi"']),
    ],
)
def test_words_become_expressions(words: str, asked: list[str]) -> None:
    assert required(words) == asked


def test_a_minus_excludes_and_is_shown_nowhere() -> None:
    assert clauses('dazi -chip -"due parole" porto*') == ['"dazi" "porto" * -"chip" -"due parole"']
    assert parse_query('dazi -chip -"due parole" porto*').phrases == ("dazi", "porto*")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("a1 OR b1 ", ['("a1" OR "b1")']),
        ("(a1 OR b1) c1 ", ['("a1" OR "b1") "c1"']),
        ("(a1 c1) OR b1 ", ['"a1" "c1"', '"b1"']),
        ("c1 OR author:b OR -d1 ", ['"c1"', "author:b", '-"d1"']),
        ("c1 -(a1 OR b1) ", ['"c1" -"a1" -"b1"']),
        ("c1 -(a1 author:b) ", ['"c1" -"a1"', '"c1" -author:b']),
        ("NOT NOT c1 ", ['"c1"']),
        ("author:(x OR y) c1 ", ['"c1" author:x', '"c1" author:y']),
        ("?! OR ?!", []),
    ],
)
def test_or_and_parentheses_become_clauses(words: str, asked: list[str]) -> None:
    assert clauses(words) == asked


def test_what_is_too_entangled_is_told() -> None:
    entangled = " ".join(f"(author:a{n} OR author:b{n})" for n in range(6))
    parsed = parse_query(entangled)
    assert parsed.clauses == ()
    assert parsed.problem is not None
    assert parsed.problem.code == "query-complex"


def test_no_more_than_thirty_two_words_are_looked_at() -> None:
    parsed = parse_query(" ".join(f"parola{number}" for number in range(40)))
    assert len(parsed.clauses[0].required) == 32
    assert parsed.problem is not None
    assert parsed.problem.code == "query-long"


@pytest.mark.parametrize(
    ("words", "joins"), [("tita", True), ("tit", False), ("tita ", False), ("porto -tita*", True), ("tita porto ", False)]
)  # fmt: skip
def test_only_open_beginnings_of_four_letters_are_joined(words: str, joins: bool) -> None:
    (clause,) = parse_query(words).clauses
    assert clause.joins is joins


def test_nothing_asks_for_nothing() -> None:
    assert parse_query("") == parse_query("?!") == ParsedQuery()
