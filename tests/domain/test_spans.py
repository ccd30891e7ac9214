from __future__ import annotations

from random import Random

from briefbuilder.domain.spans import SpanIndex


def test_an_index_says_what_a_look_at_each_place_says() -> None:
    random = Random(7)
    for _ in range(200):
        spans = [(start, start + random.randrange(6)) for start in random.sample(range(40), 8)]
        index = SpanIndex(spans)
        for start in range(40):
            for end in range(start + 1, 44):
                assert index.overlaps(start, end) == any(a < end and start < b for a, b in spans)
                assert index.holds(start, end) == any(a <= start and end <= b for a, b in spans)


def test_an_index_without_places_finds_none() -> None:
    index = SpanIndex(())
    assert not index.overlaps(0, 5)
    assert not index.holds(0, 5)
