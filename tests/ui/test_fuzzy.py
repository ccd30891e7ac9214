"""Type-ahead over topic names."""

from __future__ import annotations

import pytest

from briefbuilder.domain.topics import Topic
from briefbuilder.ui.fuzzy import find_topics

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
    ],
)
def test_few_letters_of_any_language_find_the_topic(typed: str, found: str) -> None:
    assert find_topics(typed, TOPICS, "en")[0].topic.id == found


def test_letters_that_no_name_holds_find_nothing() -> None:
    assert find_topics("zzq", TOPICS, "en") == ()


def test_an_empty_query_keeps_the_order_of_the_taxonomy() -> None:
    assert [match.topic for match in find_topics("", TOPICS, "it")] == list(TOPICS)


def test_the_start_of_a_name_goes_before_its_inside() -> None:
    topics = (Topic(id="a", names={"en": "Great powers"}), Topic(id="b", names={"en": "Power grids"}))
    assert [match.topic.id for match in find_topics("power", topics, "en")] == ["b", "a"]
