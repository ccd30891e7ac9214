"""Terms of several languages that stand for one concept."""

from __future__ import annotations

from briefbuilder.domain.topics import Topic
from briefbuilder.tagging.topic_entries import group_terms


def test_lists_are_aligned_by_their_order_and_by_words_that_look_alike() -> None:
    topic = Topic(
        id="t",
        terms={
            "en": ("semiconductor", "wafer", "lithography"),
            "it": ("semiconduttore", "chip", "wafer", "litografia"),
        },
    )
    found = group_terms(topic)
    for one, other in (
        ("semiconductor", "semiconduttore"),
        ("wafer", "wafer"),
        ("lithography", "litografia"),
    ):
        assert found["en", one] == found["it", other]
    assert len(set(found.values())) == 4
