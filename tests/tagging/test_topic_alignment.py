"""Topics of a reference taxonomy lead to own topics with some of their terms, once judged articles confirm it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.tagging.learner import Example
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.topic_alignment import TopicAligner, TopicAlignment

TERMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "oil-gas": {"en": ("crude oil", "pipeline", "gasfield"), "it": ("petrolio", "gasdotto", "giacimento")},
    "wildfires": {"en": ("wildfire", "firefighter"), "it": ("incendio boschivo", "vigili del fuoco")},
}
REFERENCE = Matcher(
    Taxonomy(
        topics=tuple(Topic(id=name, inflected=True, terms=terms) for name, terms in TERMS.items()),
        languages=("en", "it"),
    )
)
FUELS = Topic(id="own", names={"en": "Fuels"}, terms={"en": ("pipeline", "diesel")}, own=True)
OIL = "The gasfield feeds the town, and crude oil is dear. Crude oil rose again at the gasfield."


def section(article: str, topics: str = "", rejected: str = "", suggested: str = "") -> Example:
    scores = tuple((name, 0.6) for name in suggested.split())
    return Example(OIL, frozenset(topics.split()), article, frozenset(rejected.split()), scores, "en")


def aligned(*sections: Example, topics: Sequence[Topic] = (FUELS,)) -> TopicAlignment:
    return TopicAligner(REFERENCE).align(topics, [(each, ["oil-gas"]) for each in sections])


def found(alignment: TopicAlignment, text: str, language: str) -> list[str]:
    return [each.topic for each in alignment.predict(text, language)]


def test_a_related_topic_leads_to_an_own_one_in_every_language_with_its_words_as_evidence() -> None:
    alignment = aligned(section("a", "own"), section("b", "own"))
    (predicted,) = alignment.predict(OIL, "en")
    assert predicted.topic == "own"
    assert {piece.text.lower() for piece in predicted.evidence} == {"gasfield", "crude oil"}
    assert found(alignment, "Il giacimento e il petrolio: il petrolio del giacimento costa.", "it") == ["own"]
    assert found(alignment, "A wildfire at night, and each firefighter came to the wildfire.", "en") == []


@pytest.mark.parametrize(
    "judged",
    [
        pytest.param([section("a", "own"), section("a", "own")], id="one article"),
        pytest.param(
            [*(section(name, "own") for name in "ab"), *(section(name, "other") for name in "cd")],
            id="as many articles without it",
        ),
        pytest.param(
            [*(section(name, "own") for name in "ab"), *(section(name, rejected="own") for name in "cd")],
            id="as many rejections",
        ),
    ],
)
def test_it_leads_nowhere_without_enough_articles_that_confirm_it(judged: list[Example]) -> None:
    assert not aligned(*judged)


def test_a_topic_that_was_rejected_anywhere_must_have_been_missed_by_its_own_terms() -> None:
    accepted = [section(name, "own", suggested="own") for name in "ab"]
    rejected = Example("A reading of poems.", frozenset(), "z", frozenset({"own"}), (("own", 0.6),), "en")
    assert aligned(*accepted)
    assert not aligned(*accepted, rejected)
    assert aligned(*accepted, section("c", "own"), rejected)


def test_sections_whose_suggestion_was_not_judged_say_nothing() -> None:
    unjudged = [section(name, "other", suggested="own") for name in "cdef"]
    assert aligned(section("a", "own"), section("b", "own"), *unjudged)


def test_topics_without_a_common_term_are_not_learned_from_company() -> None:
    schools = Topic(id="own", names={"en": "Schools"}, terms={"en": ("pupil", "teacher")}, own=True)
    assert not aligned(*(section(name, "own") for name in "abcdef"), topics=(schools,))


def test_a_topic_with_few_common_terms_needs_a_third_article_where_its_own_terms_missed_one() -> None:
    terms = ("pipeline", "diesel", "coal", "kerosene", "peat", "charcoal", "petrol", "firewood", "ethanol")
    wide = Topic(id="own", names={"en": "Fuels"}, terms={"en": terms}, own=True)
    suggested = [section(name, "own", suggested="own") for name in "ab"]
    missed = [section(name, "own") for name in "abc"]
    assert aligned(*suggested, topics=(wide,))
    assert not aligned(*missed[:2], topics=(wide,))
    assert not aligned(suggested[0], missed[1], topics=(wide,))
    assert aligned(*missed, topics=(wide,))


def test_a_topic_that_is_close_to_an_own_one_leads_to_no_distant_one() -> None:
    terms = ("pipeline", "vote", "ballot", "poll", "seat", "turnout", "campaign", "candidate", "runoff")
    elections = Topic(id="elections", names={"en": "Elections"}, terms={"en": terms}, own=True)
    both = [section(name, "own elections") for name in "abcd"]
    assert found(aligned(*both, topics=(elections,)), OIL, "en") == ["elections"]
    assert found(aligned(*both, topics=(elections, FUELS)), OIL, "en") == ["own"]
