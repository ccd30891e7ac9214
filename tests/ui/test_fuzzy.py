"""Fuzzy search of topic names."""

from __future__ import annotations

import pytest

from briefbuilder.domain.topics import Topic
from briefbuilder.ui.fuzzy import TopicFinder

TOPICS = (
    Topic(id="semiconductors", names={"en": "Semiconductors", "it": "Semiconduttori", "ja": "半導体"}),
    Topic(id="derisking", names={"en": "De-risking", "it": "Riduzione del rischio"}),
    Topic(
        id="eu-japan",
        names={"en": "EU–Japan relations", "it": "Relazioni UE-Giappone", "fr": "Relations UE-Japon"},
    ),
    Topic(id="energy", names={"en": "Energy security", "fr": "Sécurité énergétique"}),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sem", "semiconductors"),
        ("半導", "semiconductors"),
        ("rischio", "derisking"),
        ("giap", "eu-japan"),
        ("securite", "energy"),
        ("es", "energy"),
        ("smcn", "semiconductors"),
        ("DERISK", "derisking"),
        ("semicno", "semiconductors"),
        ("riducione", "derisking"),
        ("enrgy sec", "energy"),
    ],
)
def test_few_letters_of_any_language_find_the_topic(typed: str, found: str) -> None:
    assert TopicFinder(TOPICS, "en").find(typed)[0].topic.id == found


def test_the_apostrophe_of_the_keyboard_finds_that_of_a_name() -> None:
    institutions = Topic(id="institutions", names={"fr": "Institutions de l’Union européenne"})
    assert TopicFinder((*TOPICS, institutions), "fr").find("de l'union")[0].topic == institutions


def test_letters_in_no_name_find_nothing() -> None:
    assert TopicFinder(TOPICS, "en").find("zzq") == ()
    assert TopicFinder(TOPICS, "en").find("qwertyuiop") == ()


def test_an_empty_query_keeps_the_order_of_the_taxonomy() -> None:
    assert [match.topic for match in TopicFinder(TOPICS, "it").find("")] == list(TOPICS)


def test_the_start_of_a_name_precedes_its_inside() -> None:
    topics = (Topic(id="a", names={"en": "Great powers"}), Topic(id="b", names={"en": "Power grids"}))
    assert [match.topic.id for match in TopicFinder(topics, "en").find("power")] == ["b", "a"]


def test_a_typo_never_precedes_a_name_with_the_exact_letters() -> None:
    topics = (Topic(id="a", names={"en": "Trade"}), Topic(id="b", names={"en": "Tirade"}))
    assert [match.topic.id for match in TopicFinder(topics, "en").find("tirade")] == ["b"]


def test_a_topic_is_found_among_thousands_in_many_languages() -> None:
    languages = [f"{first}{second}" for first in "abcd" for second in "abcdef"]
    topics = tuple(
        Topic(id=f"t{number}", names={tag: f"Subject {number} de la {tag}" for tag in languages})
        for number in range(3000)
    )
    finder = TopicFinder(topics, "aa")
    assert finder.find("subject 2999")[0].topic.id == "t2999"
    assert len(finder.find("subjcet 12")) <= 50
