"""Which sentences of later articles are new, and which repeat or change what was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from briefbuilder.domain.facts import FactBlock, FactSource
from briefbuilder.evidence.facts import read_facts
from briefbuilder.evidence.novelty import (
    PlacedSentence,
    ReportedSentences,
    SentenceNovelty,
    place_sentences,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAY = date(2026, 3, 2)
REPORTED = (
    "The port of Varna handled 43,500 containers in January. Minister Elena Petrova opened the new terminal on 12 February 2026. "
    "The ferry to Batumi carries 320 lorries a week."
)


def _source(text: str, language: str = "en", article: str = "a") -> FactSource:
    blocks = tuple(FactBlock(id=f"{n}", text=line) for n, line in enumerate(text.split("\n")))
    facts = read_facts(blocks, language, DAY)
    return FactSource(article=article, language=language, day=DAY, blocks=blocks, facts=facts)


def _judge(text: str, language: str = "en", encode: Any = None) -> tuple[SentenceNovelty, ...]:
    reported = ReportedSentences(place_sentences(_source(REPORTED)), encode)
    return reported.judge(tuple(place_sentences(_source(text, language, "b"))))


def test_sentences_have_the_place_and_the_facts_that_are_theirs() -> None:
    first, second, third = place_sentences(_source(REPORTED))
    assert REPORTED[first.start : first.end] == first.text
    assert second.text.startswith("Minister")
    assert third.text == "The ferry to Batumi carries 320 lorries a week."
    assert all(third.start <= fact.start < third.end for fact in third.facts)
    assert third.facts


def test_copied_sentences_are_copies_with_the_earlier_one_beside() -> None:
    (same,) = _judge("The port of Varna handled 43,500 containers in January.")
    assert same.state == "copy"
    assert same.earlier is not None
    assert same.earlier.text == same.sentence.text


def test_a_copy_may_have_other_words_around_it() -> None:
    (same,) = _judge("Officials said the ferry to Batumi carries 320 lorries a week.")
    assert same.state == "copy"


def test_a_repetition_is_a_copy_though_an_older_report_had_another_date() -> None:
    older = "On 6 September 2024 the Netherlands extended its controls of exports to all machines."
    newer = older.replace("6 September", "7 September")
    reported = ReportedSentences(
        [*place_sentences(_source(older)), *place_sentences(_source(newer, article="b"))]
    )
    (same,) = reported.judge(tuple(place_sentences(_source(newer, article="c"))))
    assert same.state == "copy"
    assert same.earlier is not None
    assert same.earlier.article == "b"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("The port of Varna handled 34,500 containers in January.", "43,500", "34,500"),
        (
            "Minister Elena Petrova opened the new terminal on 14 February 2026.",
            "12 February 2026",
            "14 February 2026",
        ),
        ("The ferry to Batumi carries 230 lorries a week.", "320", "230"),
    ],
)
def test_another_figure_or_date_in_the_same_sentence_is_a_change(text: str, before: str, after: str) -> None:
    (changed,) = _judge(text)
    assert changed.state == "changed"
    ((found_before, found_after),) = changed.changes
    assert before in found_before
    assert after in found_after


def test_all_figures_that_changed_are_named() -> None:
    former = "On 3 March, 84 convoys were waiting at the Iron Gate, on average for 61 hours."
    later = "On 10 March, 112 convoys were waiting at the Iron Gate, on average for 74 hours."
    reported = ReportedSentences(place_sentences(_source(former)))
    (changed,) = reported.judge(tuple(place_sentences(_source(later))))
    assert changed.difference == "84 → 112, 61 hours → 74 hours, 3 March → 10 March"


def test_another_figure_is_a_change_although_a_word_was_added() -> None:
    former = "Das Ministerium rechnet mit Mehrkosten von 8,5 Millionen Euro im Monat."
    later = "Das Ministerium rechnet nun mit Mehrkosten von 3,2 Millionen Euro im Monat."
    reported = ReportedSentences(place_sentences(_source(former, "de")))
    (changed,) = reported.judge(tuple(place_sentences(_source(later, "de"))))
    assert changed.difference == "8,5 Millionen Euro → 3,2 Millionen Euro"


def test_figures_of_tables_are_compared_by_their_row_and_column() -> None:
    def cells(article: str, *figures: str) -> tuple[PlacedSentence, ...]:
        blocks = [
            FactBlock(id="head", text="Month"),
            FactBlock(id="row", text="May", headers=("Month", "", "Grain")),
        ]
        for number, figure in enumerate(figures):
            headers = ("Tonnes", ("May", "June", "July")[number], "Grain")
            blocks.append(FactBlock(id=f"{number}", text=figure, headers=headers))
        return tuple(
            place_sentences(FactSource(article=article, language="en", day=DAY, blocks=blocks, facts=()))
        )

    reported = ReportedSentences(cells("a", "310", "250"))
    same, other, added = reported.judge(cells("b", "310", "190", "120"))
    assert (same.state, other.state, added.state) == ("copy", "changed", "new")
    assert (other.difference, added.sentence.shown) == ("250 → 190", "July, Tonnes: 120")
    other_table = cells("c", "999")[0]
    (unrelated,) = reported.judge([replace(other_table, headers=("Tonnes", "May", "Steel"))])
    assert unrelated.state == "new"


def test_a_change_is_seen_across_languages_by_names_and_figures() -> None:
    (changed,) = _judge("La ministra Elena Petrova ha aperto il terminale il 14 febbraio 2026.", "it")
    assert changed.state == "changed"
    assert changed.changes == (("12 February 2026", "14 febbraio 2026"),)


def test_ordinals_count_although_they_are_no_facts() -> None:
    reported = ReportedSentences(
        place_sentences(_source("The delegates met for the 25th time in the old town hall."))
    )
    later = tuple(place_sentences(_source("The delegates met for the 26th time in the old town hall.")))
    (changed,) = reported.judge(later)
    assert (changed.state, changed.changes) == ("changed", (("25th", "26th"),))


def test_rounded_figures_are_no_change() -> None:
    (same,) = _judge("The port of Varna handled 44,000 containers in January.")
    assert same.state == "copy"


def test_other_sentences_are_new_also_with_the_same_names() -> None:
    judged = _judge(
        "Elena Petrova resigned on Monday.\nVarna elects a new mayor in autumn.\nA storm closed the pass."
    )
    assert [one.state for one in judged] == ["new"] * 3


def test_with_vectors_the_same_in_other_words_is_reported() -> None:
    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        """Put what is said of ferries in one direction, and all else in another."""
        rows = [
            [1.0, 0.0] if {"ferry", "traghetto"} & set(text.lower().split()) else [0.0, 1.0] for text in texts
        ]
        return np.asarray(rows, np.float32)

    said, other = _judge(
        "Ogni settimana il traghetto trasporta centinaia di camion fino a Batumi.\nPiove.", "it", encode
    )
    assert said.state == "reported"
    assert said.earlier is not None
    assert "ferry" in said.earlier.text
    assert other.state in {"new", "reported"}


def test_without_anything_reported_all_is_new() -> None:
    reported = ReportedSentences(())
    judged = reported.judge(tuple(place_sentences(_source(REPORTED))))
    assert {one.state for one in judged} == {"new"}


def test_text_in_japanese_is_compared_by_its_letters() -> None:
    reported = ReportedSentences(place_sentences(_source("港は1月に4万3500個のコンテナを扱った。", "ja")))
    later: tuple[PlacedSentence, ...] = tuple(
        place_sentences(_source("港は1月に4万3500個のコンテナを扱った。", "ja"))
    )
    assert [one.state for one in reported.judge(later)] == ["copy"]
