"""The order of a few hits: words as they were typed first, then by how much of a section they are."""

from __future__ import annotations

import sqlite3

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.storage import search_hits
from briefbuilder.storage.query import Clause, Expression, ParsedQuery, SearchTerm
from briefbuilder.storage.search_hits import rank_hits
from briefbuilder.storage.store import Store
from briefbuilder.storage.tables import article_and_place, section_number

TARIFF = Expression(("tariffa",))
OPEN = Expression(("tariffa",), open=True)
FORM = Expression(("tariffe",))
LONG = "una frase che ha molte altre parole di cui nessuna conta "


@pytest.fixture
def filled(store: Store, reading: MakeReading, imported: Import) -> sqlite3.Connection:
    """Article 1 has the word itself in much text, 2 longer words with the same beginning, 3 another form."""
    imported(store, reading(LONG * 4 + "tariffa"))
    imported(store, reading("tariffario tariffario"))
    imported(store, reading("tariffe tariffe tariffe"))
    return store._connection


def asking(*terms: SearchTerm) -> ParsedQuery:
    return ParsedQuery((Clause(terms),))


def ranked(connection: sqlite3.Connection, query: ParsedQuery, *articles: int, own: int = 0) -> list[int]:
    sections = [section_number(article, 0) for article in articles]
    return [article_and_place(one)[0] for one, _ in rank_hits(connection, query, sections, {own})]


@pytest.mark.parametrize(
    ("expressions", "order"),
    [
        # What was typed whole, what begins with it, and other forms.
        ((OPEN, FORM), [1, 2, 3]),
        ((OPEN,), [1, 2]),
        ((TARIFF, FORM), [1, 3]),
        # Other forms go by their scores: in much text a word says little.
        ((FORM, Expression(("tariffario",)), TARIFF), [3, 2, 1]),
    ],
)
def test_words_as_they_were_typed_come_first(
    filled: sqlite3.Connection, expressions: tuple[Expression, ...], order: list[int]
) -> None:
    assert ranked(filled, asking(SearchTerm(expressions)), *sorted(order)) == order


def test_all_words_of_a_clause_count_as_typed_or_none_does(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    for text in ("tariffa quote", LONG + "tariffa quota", "tariffe quota"):
        imported(store, reading(text))
    quota = SearchTerm((Expression(("quota",)), Expression(("quote",))))
    query = asking(SearchTerm((TARIFF, FORM)), quota)
    assert ranked(store._connection, query, 1, 2, 3)[0] == 2
    # With one of two clauses, each section is exact in its own way.
    either = ParsedQuery((Clause((SearchTerm((TARIFF, FORM)),)), Clause((SearchTerm((FORM, TARIFF)),))))
    assert ranked(store._connection, either, 1, 2, 3)[2] == 2


def test_words_in_the_sequence_in_which_they_were_typed_come_first(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    for text in ("act act ai ai", LONG * 4 + "the AI-Act", "ai act", LONG * 4 + "ai acts", "chips"):
        imported(store, reading(text))
    ai, act = SearchTerm((Expression(("ai",)),)), SearchTerm((Expression(("act",), open=True),))
    together = asking(ai, act)
    assert ranked(store._connection, together, 1, 2, 3, 4) == [3, 2, 1, 4]
    assert ranked(store._connection, asking(act, ai), 1, 2, 3)[0] == 1
    chips = SearchTerm((Expression(("chips",)),))
    # A word alone is in sequence, too; words with alternatives are not.
    alone = ParsedQuery((*together.clauses, Clause((chips,))))
    assert set(ranked(store._connection, alone, 1, 2, 3, 4, 5)[:-1]) == {1, 2, 3, 5}
    either = SearchTerm((*ai.expressions, *chips.expressions), exact=2)
    assert len(ranked(store._connection, asking(either, act), 1, 2, 3, 4)) == 4


def test_only_the_sections_that_were_found_are_ranked(filled: sqlite3.Connection) -> None:
    query = asking(SearchTerm((OPEN, FORM)))
    assert rank_hits(filled, query, []) == []
    found = rank_hits(filled, query, [section_number(3, 0), section_number(1, 0)])
    assert [article_and_place(one) for one, _ in found] == [(1, 0), (3, 0)]
    assert all(score > 0 for _, score in found)


def test_articles_in_the_users_language_come_first_among_equals(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    for number in range(3):
        imported(store, reading("dazi", title=f"n{number}"))
    imported(store, reading("dazi dazi dazi dazi"))
    query = asking(SearchTerm((Expression(("dazi",)),)))
    assert ranked(store._connection, query, 1, 2, 3, 4) == [4, 3, 2, 1]
    assert ranked(store._connection, query, 1, 2, 3, 4, own=1) == [4, 1, 3, 2]


def test_hits_without_a_score_come_last_imported_first_in_the_order_of_their_text(
    store: Store, reading: MakeReading, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        imported(store, reading("# a", f"dazi {number}", "# b", "dazi dazi"))
    places = [section_number(article, place) for article in (1, 2, 3) for place in (0, 1)]
    order = [(3, 0), (3, 1), (2, 0), (2, 1), (1, 0), (1, 1)]

    def found(query: ParsedQuery, preferred: set[int]) -> list[tuple[int, int]]:
        hits = rank_hits(store._connection, query, places, preferred)
        assert {score for _, score in hits} == {0.0}
        return [article_and_place(one) for one, _ in hits]

    assert found(ParsedQuery(), set()) == order, "only fields were asked for"
    monkeypatch.setattr(search_hits, "_COMMON", 6)
    common = asking(SearchTerm((Expression(("dazi",)),)))
    assert found(common, set()) == order
    assert found(common, {2}) == [*order[2:4], *order[:2], *order[4:]]
    monkeypatch.setattr(search_hits, "_COMMON", 7)
    scored = rank_hits(store._connection, common, places)
    assert [article_and_place(one)[1] for one, _ in scored] == [1, 1, 1, 0, 0, 0]
