"""Mentions of countries: their names suggest a topic on these countries only in company.

A text that names a country is seldom about it. Its name is a mention, as every weak term of a topic with territories is.
Mentions count beside a term of the topic that is not weak, beside a word of relations between states, or if there are
several of them; of a topic with two sides, only if the text names both.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from briefbuilder.domain.topics import Topic
from briefbuilder.locales.territories import territory_names
from briefbuilder.tagging.term_scores import SectionMeasures
from briefbuilder.tagging.term_statistics import MAX_PROBABILITY
from briefbuilder.tagging.terms import EntryRole, TermHit
from briefbuilder.word_lists import load_word_lists

RELATIONS = -1
"""The index that stands for a topic where words of relations are found."""
ENOUGH_NAMES, ENOUGH_MENTIONS = 3, 5
"""The different names, or the mentions, that count without company."""

_MENTION = -0.9
_REPETITION = 1.2
_MAX_MENTIONS = 6
_RELATION = 0.9
_MAX_RELATIONS = 3
_BOTH_SIDES = 0.6
_LEAD = 0.4


def territory_terms(topic: Topic, language: str) -> Iterator[tuple[str, EntryRole]]:
    """Yield the names of the territories of a topic in a language, and those of its other side."""
    listed = set(topic.terms.get(language, ()))
    sides: tuple[tuple[Iterable[str], EntryRole], ...] = (
        (topic.territories, "mention"),
        (topic.counterparts, "counterpart"),
    )
    for codes, role in sides:
        names = dict.fromkeys(name for code in codes for name in territory_names(code, language))
        yield from ((name, role) for name in names if name not in listed)


def relation_words(language: str) -> tuple[str, ...]:
    """Return the words of relations between states in a language."""
    return tuple(load_word_lists("briefbuilder.tagging", "relations").get(language, ()))


def is_mention(hit: TermHit) -> bool:
    """Return whether a hit of a topic with territories counts only in company."""
    return hit.entry.role != "term" or hit.entry.term.weak


def is_spelled_as_name(hit: TermHit, text: str) -> bool:
    """Return whether a hit of a name with a capital has a capital, too: Turkey, a turkey."""
    return not hit.entry.term.written[:1].isupper() or not text[hit.start].islower()


def mention_probability(
    mentions: list[TermHit],
    counterparts: list[TermHit],
    relations: list[TermHit],
    shape: SectionMeasures,
    *,
    supported: bool,
    two_sided: bool,
) -> float:
    """Return the probability that the mentions of a topic are right, 0 where they do not count.

    Mentions are `supported` if the text has a term of the topic that is not weak.
    """
    if not mentions or (two_sided and not counterparts):
        return 0.0
    distinct = len({hit.entry.term for hit in _apart(relations, mentions)})
    names = len({hit.entry.term for hit in mentions})
    if not supported and not distinct and names < ENOUGH_NAMES and len(mentions) < ENOUGH_MENTIONS:
        return 0.0
    odds = _MENTION + _REPETITION * math.log(min(len(mentions), _MAX_MENTIONS))
    odds += _RELATION * min(distinct, _MAX_RELATIONS) + (_BOTH_SIDES if two_sided else 0.0)
    odds += _LEAD if mentions[0].start < shape.lead else 0.0
    return MAX_PROBABILITY / (1 + math.exp(shape.length_weight - odds))


def _apart(hits: Iterable[TermHit], others: list[TermHit]) -> Iterator[TermHit]:
    """Yield the hits that overlap none of some others, which are in order and apart from each other."""
    ends = [other.end for other in others]
    for hit in hits:
        after = bisect_right(ends, hit.start)
        if after == len(others) or others[after].start >= hit.end:
            yield hit
