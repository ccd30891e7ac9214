"""Dated events of tagged passages: one for each date of a sentence, merged where articles report the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from briefbuilder.domain.facts import FactBlock, FactSource
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag
from briefbuilder.evidence.chronology import Event, find_events
from briefbuilder.evidence.facts import read_facts

DAY = date(2024, 5, 16)
"""A Thursday."""


def _source(name: str, language: str, *texts: str) -> FactSource:
    blocks = tuple(
        FactBlock(id=f"b{n}", text=text.removeprefix("# "), heading=text.startswith("# "))
        for n, text in enumerate(texts)
    )
    facts = read_facts(blocks, language, DAY)
    return FactSource(article=name, language=language, day=DAY, blocks=blocks, facts=facts)


def _tag(source: FactSource, topic: str = "trade", start: int = 0, end: int | None = None) -> Tag:
    ids = tuple(block.id for block in source.blocks)
    stop = len(source.blocks[-1].text) if end is None else end
    passage = Passage(article=source.article, blocks=ids, start=start, end=stop, quote="")
    return Tag(id=f"t-{source.article}-{topic}", topic=topic, passage=passage)


def _events(*sources: FactSource) -> tuple[Event, ...]:
    return find_events([(source, [_tag(source)]) for source in sources])


def _told(events: Sequence[Event]) -> list[tuple[str, str, list[str]]]:
    return [
        (event.first.isoformat(), event.grain, [place.article for place in event.places]) for event in events
    ]


def test_events_are_in_the_order_of_their_dates_with_the_whole_sentence() -> None:
    text = "The treaty was signed on 3 May 2019. Talks, said Dr. Ruiz, had begun in Q2 2018. Nobody came."
    events = _events(_source("a", "en", "# News of 2 May 2020", text))
    assert [event.places[0].sentence for event in events] == [
        "Talks, said Dr. Ruiz, had begun in Q2 2018.",
        "The treaty was signed on 3 May 2019.",
    ]
    assert _told(events) == [("2018-04-01", "quarter", ["a"]), ("2019-05-03", "day", ["a"])]
    place = events[1].places[0]
    assert (place.block, text[place.start : place.end]) == ("b1", place.sentence)


def test_a_full_stop_within_a_date_ends_no_sentence() -> None:
    events = _events(_source("a", "de", "Der Vertrag wurde am 3. Mai 2019 unterzeichnet. Alle klatschten."))
    assert [event.places[0].sentence for event in events] == [
        "Der Vertrag wurde am 3. Mai 2019 unterzeichnet."
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Gesetz von 2021 (§ 12 Abs. 3) kostet bis zu 20 Mrd. Euro, vgl. Ziff. 5, und gilt."),
        ("it", "Il decreto del 2021 (pag. 12, cfr. Gazzetta, pagg. 3-5) è in vigore."),
    ],
)
def test_a_full_stop_behind_a_short_form_ends_no_sentence(language: str, text: str) -> None:
    (event,) = _events(_source("a", language, f"{text} Alle."))
    assert event.places[0].sentence == text


def test_each_date_of_a_sentence_is_an_event() -> None:
    events = _events(_source("a", "ja", "協定は2016年に提案され、同年9月に成立した。"))
    assert _told(events) == [("2016-01-01", "year", ["a"]), ("2016-09-01", "month", ["a"])]


def test_only_what_stands_in_a_tagged_passage_is_an_event() -> None:
    source = _source("a", "en", "The treaty was signed on 3 May 2019. It lapsed on 4 June 2021.")
    events = find_events([(source, [_tag(source, "trade", 0, 36), _tag(source, "law", 0, 20)])])
    assert [(event.first, event.topics) for event in events] == [(date(2019, 5, 3), frozenset({"trade"}))]


def test_copies_of_a_report_are_one_event_with_both_sources() -> None:
    one = _source("a", "en", "The two ministers signed the fisheries treaty in Aldermark on Tuesday.")
    other = _source(
        "b",
        "en",
        "On 14 May, the two ministers signed the new fisheries treaty in Aldermark, officials said.",
    )
    assert _told(_events(one, other)) == [("2024-05-14", "day", ["a", "b"])]


def test_a_report_in_another_language_is_merged_by_its_facts() -> None:
    one = _source("a", "en", "On 14 May, Ingrid Solheim signed a loan of 450 million euros in Vardholm.")
    other = _source(
        "b", "it", "Il 14 maggio Ingrid Solheim ha firmato a Vardholm un prestito di 450 milioni di euro."
    )
    assert _told(_events(one, other)) == [("2024-05-14", "day", ["a", "b"])]


def test_other_dates_of_a_sentence_are_facts_too() -> None:
    one = _source("a", "en", "The council met in Vardholm on 3 July 2023 and again on 30 April 2024.")
    other = _source("b", "it", "A Vardholm ci si vide il 3 luglio 2023, poi il 30 aprile 2024.")
    assert _told(_events(one, other)) == [
        ("2023-07-03", "day", ["a", "b"]),
        ("2024-04-30", "day", ["a", "b"]),
    ]


def test_different_events_of_one_day_stay_apart() -> None:
    one = _source("a", "en", "On 14 May, Ingrid Solheim signed a loan of 450 million euros in Vardholm.")
    other = _source("b", "en", "A storm killed 22 people on 14 May, and the port of Eskelby was closed.")
    assert _told(_events(one, other)) == [("2024-05-14", "day", ["a"]), ("2024-05-14", "day", ["b"])]


def test_the_id_of_an_event_stays_when_another_article_reports_it() -> None:
    one = _source("a", "en", "The two ministers signed the fisheries treaty in Aldermark on Tuesday.")
    other = _source("b", "en", "The two ministers signed the fisheries treaty in Aldermark on Tuesday.")
    assert _events(one)[0].id == _events(one, other)[0].id
