"""What a query asks of the index."""

from __future__ import annotations

from briefbuilder.storage.query import Clause, Expression, SearchTerm, fts_expression


def test_another_last_word_keeps_those_before_it() -> None:
    expression = Expression(("due", "par"), open=True)
    assert expression.ending_in("parole", is_beginning=False) == Expression(("due", "parole"))
    assert expression.ending_in("paro", is_beginning=True) == Expression(("due", "paro"), open=True)


def test_the_indexs_own_words_join_and_exclude() -> None:
    assert fts_expression(("a", "b")) == "a AND b"
    assert fts_expression(("a",), ("b", "c")) == "(a) NOT (b OR c)"


def test_a_term_is_its_expressions_and_what_was_typed_of_them() -> None:
    term = SearchTerm((Expression(("chip",), open=True), Expression(("chips",))))
    assert str(term) == '("chip" * OR "chips")'
    assert str(term.typed(closed=False)) == '"chip" *'
    assert str(term.typed(closed=True)) == '"chip"'
    assert term.joins
    assert not term.typed(closed=True).joins
    assert Clause(excluded=(term,)).joins
