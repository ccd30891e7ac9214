"""Which passages stand under which topic, where some are tagged with several."""

from __future__ import annotations

from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag, Topic

_OWN = 2.0
"""The weight of a tag that the user put: more than any suggestion's score, which ends at 1."""


def shared_out(
    topics: tuple[Topic, ...], tags: tuple[Tag, ...], *, repeat: bool
) -> dict[str, tuple[Passage, ...]]:
    """Return the passages of each topic by its id.

    With `repeat` a passage stands under each of its topics. Without, it stands under the one that
    it fits best: where the user put the tag, else where the suggestion scored highest, else the
    first of the topics. A topic that would be left with nothing keeps all that is tagged with it.
    """
    weights: dict[str, dict[Passage, float]] = {topic.id: {} for topic in topics}
    for tag in tags:
        if tag.topic in weights:
            known = weights[tag.topic]
            known[tag.passage] = max(known.get(tag.passage, 0.0), _OWN if tag.score is None else tag.score)
    if repeat:
        return {topic: tuple(passages) for topic, passages in weights.items()}
    best: dict[Passage, str] = {}
    for topic, passages in weights.items():
        for passage, weight in passages.items():
            if passage not in best or weight > weights[best[passage]][passage]:
                best[passage] = topic
    shares = {
        topic: tuple(passage for passage in passages if best[passage] == topic)
        for topic, passages in weights.items()
    }
    return {topic: share or tuple(weights[topic]) for topic, share in shares.items()}
