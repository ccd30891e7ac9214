"""Topics are looked up by id and shown with their broader topics."""

from __future__ import annotations

from briefbuilder.domain.topics import Suggestion, Taxonomy, Topic, TopicGroup

TRADE = Topic(id="trade", names={"en": "Trade"})
TARIFFS = Topic(id="tariffs", broader=("lost", "trade"))
STEEL = Topic(id="steel", broader=("tariffs", "metals"))
METALS = Topic(id="metals")
ECONOMY = TopicGroup(id="economy")
TAXONOMY = Taxonomy(
    topics=(TRADE, TARIFFS, STEEL, METALS, Topic(id="trade", names={"en": "Second"})),
    groups=(TopicGroup(id="security"), ECONOMY),
)


def test_a_topic_is_found_by_its_id_and_the_first_of_two_counts() -> None:
    assert TAXONOMY.topic("trade") == TRADE
    assert TAXONOMY.topic("lost") is None


def test_a_topic_that_the_taxonomy_has_lost_is_shown_by_its_id() -> None:
    assert TAXONOMY.shown("steel") == STEEL
    assert TAXONOMY.shown("lost") == Topic(id="lost")
    assert TAXONOMY.shown("lost").name("en") == "lost"


def test_a_group_is_found_by_its_id() -> None:
    assert TAXONOMY.group("economy") == ECONOMY
    assert TAXONOMY.group("lost") is None


def test_a_path_leads_from_the_widest_topic_over_the_first_that_is_there() -> None:
    assert TAXONOMY.path("steel") == (TRADE, TARIFFS, STEEL)
    assert TAXONOMY.path("trade") == (TRADE,)
    assert TAXONOMY.path("lost") == ()


def test_a_path_ends_where_a_ring_closes() -> None:
    one, other = Topic(id="one", broader=("other",)), Topic(id="other", broader=("one",))
    assert Taxonomy(topics=(one, other)).path("one") == (other, one)


def test_a_suggestion_has_no_answers_by_default() -> None:
    suggestion = Suggestion(topic="trade", score=0.5, evidence=())
    assert (suggestion.accepted, suggestion.rejected, suggestion.learned) == (0, 0, False)


def test_a_topic_is_the_taxonomys_and_there_until_it_is_said_otherwise() -> None:
    assert (TRADE.own, TRADE.removed, TRADE.inflected) == (False, False, False)


def test_a_suggestion_is_strong_from_four_fifths() -> None:
    strengths = [Suggestion(topic="trade", score=score, evidence=()).strength for score in (0.79, 0.8)]
    assert strengths == ["possible", "strong"]
