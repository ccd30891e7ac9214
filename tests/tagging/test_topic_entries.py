"""Terms of several languages that stand for one concept."""

from __future__ import annotations

import pytest

from briefbuilder.domain.topics import Topic
from briefbuilder.tagging import topic_entries
from briefbuilder.tagging.terms import TermEntry, TermFinder, parse_term
from briefbuilder.tagging.topic_entries import TopicConcepts, hits_by_topic
from briefbuilder.tagging.word_forms import normalize

CHIPS = Topic(
    id="t",
    terms={
        "en": ("semiconductor", "wafer", "lithography"),
        "fr": ("puce",),
        "it": ("semiconduttore", "chip", "wafer", "litografia"),
    },
)


def test_lists_are_aligned_by_their_order_and_by_words_that_look_alike() -> None:
    concepts = TopicConcepts(CHIPS)
    for one, other in (
        ("semiconductor", "semiconduttore"),
        ("wafer", "wafer"),
        ("lithography", "litografia"),
    ):
        assert concepts.number_of("en", one) == concepts.number_of("it", other)
    own = {concepts.number_of(language, term) for language in ("en", "it") for term in CHIPS.terms[language]}
    assert len(own) == 4


def test_a_term_of_another_language_has_the_concept_that_it_has_there() -> None:
    concepts = TopicConcepts(CHIPS)
    assert concepts.number_of("de", "wafer") == concepts.number_of("it", "wafer")
    assert concepts.number_of("en", "puce") == concepts.number_of("fr", "puce")
    assert concepts.number_of("en", "harbour") == -1


def test_only_the_lists_of_languages_that_are_read_are_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    aligned: list[tuple[str, ...]] = []
    fits = topic_entries._fits

    def noted(terms: tuple[str, ...], others: tuple[str, ...]) -> list[list[float]]:
        aligned.append(terms)
        return fits(terms, others)

    monkeypatch.setattr(topic_entries, "_fits", noted)
    concepts = TopicConcepts(CHIPS)
    for _ in range(2):
        concepts.number_of("en", "wafer")
        concepts.number_of("it", "chip")
    assert aligned == [CHIPS.terms["en"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("state", {}),
        ("state and state", {}),
        ("state and state and state", {0: 3, 1: 3}),
        ("state and court", {1: 2}),
        ("court and wafer", {1: 2, 2: 1}),
    ],
)
def test_common_words_have_hits_where_they_may_suffice_together(text: str, expected: dict[int, int]) -> None:
    words = {"state": ((0, 6.0), (1, 6.0)), "court": ((1, 4.5),), "wafer": ((2, 1.0), (1, 1.0))}
    entries = [
        TermEntry(topic, parse_term(word, "en"), commonness=commonness)
        for word, listed in words.items()
        for topic, commonness in listed
    ]
    finder = TermFinder(entries, lambda entry: entry.commonness > 4)
    hits, _ = hits_by_topic(finder, normalize(text), (4.0, 5.0))
    assert {topic: len(found) for topic, found in hits.items()} == expected
