"""What a user's words ask of the index."""

from __future__ import annotations

import pytest

from briefbuilder.storage.query import Expression, ParsedQuery, fts_expression, parse_query


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("dazi chip", ['"dazi"', '"chip" *']),
        ("dazi chip ", ['"dazi"', '"chip"']),
        ("dazi* chip ", ['"dazi" *', '"chip"']),
        ('"due parole"', ['"due parole"']),
        ('dazi "due parole', ['"dazi"', '"due parole"']),
        ("d", ['"d"']),
        ("di", ['"di" *']),
        ("l'unione", ['"l unione" *']),
        ("外", ['"外" *']),
        ("?! dazi ", ['"dazi"']),
    ],
)
def test_words_become_expressions(words: str, asked: list[str]) -> None:
    assert [str(one) for one in parse_query(words).required] == asked


def test_a_minus_excludes_and_is_shown_nowhere() -> None:
    query = parse_query('dazi -chip -"due parole" porto*')
    assert [str(one) for one in query.required] == ['"dazi"', '"porto" *']
    assert [str(one) for one in query.excluded] == ['"chip"', '"due parole"']
    assert query.phrases == ("dazi", "porto*")


def test_what_is_only_excluded_asks_for_nothing() -> None:
    assert parse_query("-chip") == ParsedQuery()


def test_no_more_than_thirty_two_words_are_looked_at() -> None:
    assert len(parse_query(" ".join(f"parola{number}" for number in range(40))).required) == 32


@pytest.mark.parametrize(
    ("words", "joins"), [("tita", True), ("tit", False), ("tita ", False), ("porto -tita*", True), ("tita porto ", False)]
)  # fmt: skip
def test_only_open_beginnings_of_four_letters_are_joined(words: str, joins: bool) -> None:
    assert parse_query(words).joins is joins


def test_another_last_word_keeps_those_before_it() -> None:
    expression = Expression(("due", "par"), open=True)
    assert expression.ending_in("parole", is_beginning=False) == Expression(("due", "parole"))
    assert expression.ending_in("paro", is_beginning=True) == Expression(("due", "paro"), open=True)


def test_the_indexs_own_words_join_and_exclude() -> None:
    assert fts_expression(("a", "b")) == "a AND b"
    assert fts_expression(("a",), ("b", "c")) == "(a) NOT (b OR c)"
