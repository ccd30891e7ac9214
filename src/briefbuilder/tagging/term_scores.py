"""How probable it is that a section is about a topic, from the terms of the topic that the section has.

Each distinct term is evidence that is right with some probability. The probability falls with the commonness of the
term in the language, and rises with repetition and with a place in the title or the first sentence; in a long section,
a term that is named once says less. The score of a topic is the probability that at least one term is right. Topics that a
section only names beside better ones are told by `is_aside`.

A text that names a country is seldom about it. Its name is a mention, as every weak term of a topic with territories is.
Mentions count beside a term of the topic that is not weak, beside a word of relations between states, or if there are
several of them, or two with one in the first sentence; of a topic with two sides, only if the text names both.

The weights were fitted on the articles of one half of the labelled news in seven languages, and rounded.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse

from briefbuilder.domain.topics import STRONG_SCORE, Topic
from briefbuilder.tagging.term_statistics import MAX_PROBABILITY
from briefbuilder.tagging.terms import Term, TermHit, drop_covered_hits

MIN_SCORE = 0.5
"""The least score of a suggestion."""
SURE = 0.85
"""The score from which a topic of a section alone stays beside any better one, which many terms do not make less probable."""

LEAST_ALONE = 0.64
"""The least score of the only suggestion of a section if it rests on little, in a list that marks ordinary words."""

ORDINARY = 4.0
"""The commonness (Zipf value) from which a term is an ordinary word."""
_EVEN = 4.75
"""The commonness (Zipf value) of a term that is as often right as wrong if it occurs once."""
_RAREST = 3.0
"""Terms of several words can be that rare; rarer ones are not more certain."""
_PER_STEP = 1.4
"""How fast the log-odds fall with commonness."""
_EVEN_MARKED, _PER_STEP_MARKED = 5.4, 0.4
"""The same for a list that says which of its terms are ordinary words."""
_PER_TOPICS, _FEW_TOPICS = 0.3, 50
"""How much a term loses in a large vocabulary, if each topic is less probable; curated lists lose nothing."""
_REPETITION = 1.7
_MAX_COUNT = 4
_LEAD = 0.4
_RELATED, _MAX_RELATED = 0.5, 4
_LENGTH = 0.3
_USUAL_WORDS, _MIN_WORDS, _MAX_WORDS = 60, 30, 400
_WEAK = -1.2
"""The log-odds of a term that its list calls an ordinary word."""
_WEAK_PER_STEP, _WEAK_COMMONNESS = 0.5, 5.0
_WEAK_REPETITION = 0.8

_FARTHEST = 3.0
"""How far below the best suggestion of a section another one may be, in log-odds."""
_FURTHER, _FURTHER_PER_LENGTH = 1.5, 4.0
"""The log-odds that a suggestion beside a better one needs, and how fast they fall in sections longer than usual."""
_SEVERAL_TERMS, _SAME_GROUP, _SHARED_WORDS = 0.6, 0.4, 0.5
"""How much less it needs if several terms support it or a better one is of its group, and how much more if better ones have all its words."""

_MOST_SIGNS = 2
"""The most signs that a topic needs in a long section; see `is_aside`.

Signs are a further term, a repetition, a phrase, a country's own term, a place in the title or in the first sentence, and a
section near it on the topic or on its group.
"""
_PROBABLE = 0.75
"""The score from which one sign suffices for the second topic."""

LEAST_HITS_OF_ACTORS = 3
"""The fewest words of a short section that suggest, beside a better topic, one whose words only name who acts."""
_ENOUGH_WEAK = 3
"""How many ordinary words, the same or others, suggest a topic beside a better one without anything else."""

_LEAST_TERMS, _SHORT, _FEW_WORDS = 2.5, 0.5, 28
"""The fewest terms that a section needs for a topic if it is read alone, how many less if it is short, and the words up to which it is."""
_PER_NUMBERS = 1.5
"""How many terms less it needs by the logarithm of its different numbers: figures of speech have none."""
PER_OFF_SUBJECT, SEVERAL_TERMS = 2, 1.5
"""How many terms more it needs for each word of sports or private life, and how many less for a topic with several terms."""
ENOUGH_OFF_SUBJECT = 2
"""The different words of sports and private life in a text and those near it up to which they do not count against its terms."""
_TEXT_WORDS, _GROWTH = 100, 0.7
"""The words up to which a text and those near it may have few terms, and the power of further ones with which terms grow: words recur."""
_EVERYDAY_WORDS = 400
"""The words up to which a text on an everyday topic may have no terms of other ones."""
_LEAST_FOR_ANY, _LEAST_FOR_ALL = 1.2, 1.8
"""How many terms they have at twice as many words if they are on the subjects of the terms at all, and for possible topics."""
_NAMING_ROLES = frozenset({"mention", "counterpart"})

# Mentions of countries.
ENOUGH_NAMES, ENOUGH_MENTIONS, ENOUGH_WITH_LEAD = 3, 5, 2
"""The different names, or the mentions, that count without company; fewer if one is in the title or the first sentence."""

_MENTION = -0.9
_MENTION_REPETITION = 1.2
_MAX_MENTIONS = 20
_RELATION = 0.9
_MAX_RELATIONS = 3
_BOTH_SIDES = 0.6

_LEAD_END = re.compile(r"[.!?…](?=[\s\"”»’')])|[。！？]")
_NUMBER = re.compile(r"\d+")
_SHORTEST_LEAD, _LONGEST_LEAD = 12, 400
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff]")


Vocabulary = frozenset[tuple[str, bool]]
"""Terms as they are written, and each name or phrase once more with True: it counts twice."""


@dataclass(frozen=True, slots=True)
class SectionMeasures:
    """What the scores need to know of a section.

    Its title and first sentence end at `lead`; every term loses `length_weight` for the length, and a suggestion beside
    a better one needs at least `further`, in log-odds. A section that `is_long` names much that it is not about.
    `least_terms` is how much of the vocabulary it must have for a topic; see `vocabulary_of`.
    """

    words: float
    lead: int
    length_weight: float
    further: float
    is_long: bool
    least_terms: float


@dataclass(frozen=True, slots=True)
class ScoredTopic:
    """A topic found in a text: its score, the hits that count, and how probable each of its terms is, by its spelling.

    It is `in_company` if the text has other terms of topics of its group.
    """

    score: float
    hits: list[TermHit]
    probabilities: dict[str, float]
    by_mentions: bool
    in_company: bool


@dataclass(frozen=True, slots=True)
class SubjectTerms:
    """What texts have of the vocabulary of curated lists, and `others`, which are no words of everyday topics."""

    terms: Vocabulary = frozenset()
    others: Vocabulary = frozenset()

    def joined(self, more: Iterable[SubjectTerms]) -> SubjectTerms:
        """Return these terms with more of them."""
        all_of_them = (self, *more)
        terms = frozenset[tuple[str, bool]]().union(*(each.terms for each in all_of_them))
        return SubjectTerms(
            terms, frozenset[tuple[str, bool]]().union(*(each.others for each in all_of_them))
        )


NO_TERMS = SubjectTerms()


def shape_of(text: str) -> SectionMeasures:
    """Return the shape of a normalized text."""
    end = _LEAD_END.search(text, _SHORTEST_LEAD, _LONGEST_LEAD)
    per_word = 2 if 4 * len(_UNSPACED.findall(text[:_LONGEST_LEAD])) > len(text[:_LONGEST_LEAD]) else 6
    count = len(text) / per_word
    numbers = len(set(_NUMBER.findall(text)))
    least_terms = _LEAST_TERMS - _SHORT * (count <= _FEW_WORDS) - _PER_NUMBERS * math.log1p(numbers)
    words = min(max(count, _MIN_WORDS), _MAX_WORDS)
    lead = end.end() if end else min(len(text), _LONGEST_LEAD)
    length = math.log(words / _USUAL_WORDS)
    further = max(0.0, _FURTHER - _FURTHER_PER_LENGTH * max(0.0, length))
    return SectionMeasures(count, lead, _LENGTH * length, further, words > _USUAL_WORDS, least_terms)


def vocabulary_of(hits: Iterable[TermHit], language: str) -> Vocabulary:
    """Return what a section has of a vocabulary: its terms but ordinary words, and its names and phrases once more."""
    found = set[tuple[str, bool]]()
    for hit in hits:
        term = hit.entry.term
        is_strong = hit.entry.role == "term" and not term.weak
        if is_strong:
            found.add((term.written, False))
        if (
            (is_strong and term.has_several_words)
            or hit.entry.role in _NAMING_ROLES
            or _is_name(term, language)
        ):
            found.add((term.written, True))
    return frozenset(found)


def least_in_text(vocabulary: int, words: float, *, everyday: bool = False) -> float:
    """Return the least score of a topic in texts with so many words, of which so many are of the topics' vocabulary.

    Long texts with little of it are on something else: they have none of its topics, or only strong ones. For `everyday`
    topics, longer texts may lack it.
    """
    free = _EVERYDAY_WORDS if everyday else _TEXT_WORDS
    expected = math.pow(max(0.0, words - free) / _TEXT_WORDS, _GROWTH)
    if vocabulary < _LEAST_FOR_ANY * expected:
        return math.inf
    return STRONG_SCORE if vocabulary < _LEAST_FOR_ALL * expected else 0.0


def _is_name(term: Term, language: str) -> bool:
    """Return whether a term is a name; in German any noun has a capital."""
    return term.is_acronym or (term.written[:1].isupper() and language != "de")


def vocabulary_weight(topics: int) -> float:
    """Return what every term of a vocabulary with so many topics loses, in log-odds."""
    return _PER_TOPICS * math.log(max(1.0, topics / _FEW_TOPICS))


def most_common_sufficient(topics: int) -> tuple[float, ...]:
    """Return how common unmarked terms of a vocabulary may be at most to suggest a topic, by how often they occur in a text.

    The first is for one occurrence of one term, the next for two of one or two terms, and so on.
    """
    best = _LEAD - _LENGTH * math.log(_MIN_WORDS / _USUAL_WORDS) - vocabulary_weight(topics)
    found = []
    for count in range(1, _MAX_COUNT + 1):
        # Of several terms, each occurs at most that often.
        odds = max(
            _REPETITION * math.log(count - terms + 1) + math.log(MAX_PROBABILITY / _each_of(terms) - 1)
            for terms in range(1, count + 1)
        )
        found.append(_EVEN + (best + odds) / _PER_STEP)
    return tuple(found)


def _each_of(terms: int) -> float:
    """Return how probable each of the given terms must be for their topic to be suggested."""
    return 1 - math.pow(1 - MIN_SCORE, 1 / terms)


def term_probability(
    commonness: float,
    *,
    weak: bool,
    marked: bool,
    count: int,
    in_lead: bool,
    related: int,
    loss: float,
) -> float:
    """Return the probability that a term is right.

    A term is `weak` if its list calls it an ordinary word; `marked` lists say so of each ordinary word in them. `related`
    is the number of different terms of other topics of the same group in the section. `loss` is for the length of the section and the size of the vocabulary, in log-odds.
    """
    if weak:
        odds = _WEAK - _WEAK_PER_STEP * max(0.0, commonness - _WEAK_COMMONNESS)
    elif marked:
        odds = _PER_STEP_MARKED * (_EVEN_MARKED - max(commonness, _RAREST))
    else:
        odds = _PER_STEP * (_EVEN - max(commonness, _RAREST))
    odds += (_WEAK_REPETITION if weak else _REPETITION) * math.log(min(count, _MAX_COUNT))
    odds += (_LEAD if in_lead else 0.0) - loss
    if marked:
        odds += _RELATED * math.log1p(min(related, _MAX_RELATED))
    return MAX_PROBABILITY / (1 + math.exp(-odds))


def joint_score(probabilities: Iterable[float]) -> float:
    """Return the probability that at least one of several terms is right."""
    return round(1 - math.prod(1 - probability for probability in probabilities), 4)


def least_beside(best: float) -> float:
    """Return the least score of a suggestion beside the best one of a section: far less probable ones are left out."""
    return best / (best + (1 - best) * math.exp(_FARTHEST))


def least_further(measures: SectionMeasures, *, several: bool, related: bool, shared: bool) -> float:
    """Return the least score of a suggestion beside a better one: a short section is about few topics.

    `several` terms support it, it is `related` to a better one by its group, or has only words that are `shared`.
    """
    odds = measures.further - (_SEVERAL_TERMS if several else 0.0) - (_SAME_GROUP if related else 0.0)
    return 1 / (1 + math.exp(-odds - (_SHARED_WORDS if shared else 0.0)))


def _least_signs(better: int, score: float, *, related: bool) -> int:
    """Return the signs that a topic needs in a long section that has some better ones.

    The best topic needs none. The second needs one if it is probable by itself or `related` to the best by its group.
    """
    if better == 1 and not related and score < _PROBABLE:
        return _MOST_SIGNS
    return min(better, _MOST_SIGNS)


def is_aside(
    found: ScoredTopic,
    topic: Topic,
    measures: SectionMeasures,
    signs_near: int,
    better: int,
    *,
    related: bool,
) -> bool:
    """Return whether a section probably names a topic in passing, beside some better ones.

    `signs_near` are those of the sections near it. The topic is `related` to a better one by its group.
    """
    signs = signs_near + _count_signs(found, topic, measures)
    return measures.is_long and signs < _least_signs(better, found.score, related=related)


def rests_on_little(found: ScoredTopic) -> bool:
    """Return whether a text has one term of a topic once, or only weak ones that are too few."""
    are_few = len(found.hits) < _ENOUGH_WEAK and all(hit.entry.term.weak for hit in found.hits)
    return are_few or len(found.hits) == 1


def has_several_terms(found: ScoredTopic) -> bool:
    """Return whether a text has several terms of a topic, or one that is repeated beside others of its group."""
    return len(found.probabilities) > 1 or (len(found.hits) > 1 and found.in_company)


def _count_signs(found: ScoredTopic, topic: Topic, measures: SectionMeasures) -> int:
    """Return how many signs there are that a section is about a topic, besides one word that occurs there once."""
    hits = found.hits
    signs = min(len(hits) - 1, _MOST_SIGNS) + (hits[0].start < measures.lead)
    if not found.by_mentions:
        signs += bool(topic.territories) or any(hit.entry.term.has_several_words for hit in hits)
    return signs


def named_most(found: Mapping[int, ScoredTopic], topics: Sequence[Topic]) -> frozenset[int]:
    """Return the topics that a text names most often, and often enough to be about them.

    A country or an organisation has few names, so that topics with many different words have higher scores. Relations of
    two sides do not count: a text that names one of them often may name the other once.
    """
    counts = {
        index: len(topic.hits)
        for index, topic in found.items()
        if topic.score >= MIN_SCORE and not topics[index].counterparts
    }
    most = max(counts.values(), default=0)
    return frozenset(i for i, count in counts.items() if count == most and count >= ENOUGH_MENTIONS)


def _is_mention(hit: TermHit) -> bool:
    """Return whether a hit of a topic with territories counts only in company."""
    return hit.entry.role != "term" or hit.entry.term.weak


def _is_spelled_as_name(hit: TermHit, text: str) -> bool:
    """Return whether a hit of a name with a capital has a capital, too: Turkey, a turkey."""
    return not hit.entry.term.written[:1].isupper() or not text[hit.start].islower()


def hits_by_term(hits: Iterable[TermHit]) -> dict[str, list[TermHit]]:
    """Return the hits of each term, by its spelling, in order."""
    found: dict[str, list[TermHit]] = {}
    for hit in hits:
        found.setdefault(hit.entry.term.written, []).append(hit)
    return found


def count_names(hits: list[TermHit], text: str) -> int:
    """Return how often a text has a term or a name of a topic with territories."""
    return len(drop_covered_hits([hit for hit in hits if _is_spelled_as_name(hit, text)]))


def _mention_probability(
    mentions: list[TermHit],
    counterparts: list[TermHit],
    relations: list[TermHit],
    measures: SectionMeasures,
    *,
    supported: bool,
    two_sided: bool,
    in_sports: bool,
    named_near: bool,
) -> float:
    """Return the probability that the mentions of a topic are right, 0 if they do not count.

    Mentions are `supported` if the text has a term of the topic that is not weak, and `named_near` if most sections
    near it have some.
    """
    if not mentions or (two_sided and not counterparts):
        return 0.0
    distinct = len({hit.entry.term for hit in _apart(relations, mentions)})
    names = len({hit.entry.term for hit in mentions})
    in_lead = mentions[0].start < measures.lead
    is_subject = named_near and not in_sports
    least = ENOUGH_WITH_LEAD if is_subject or (in_lead and not in_sports) else ENOUGH_MENTIONS
    is_enough = len(mentions) >= least or (is_subject and in_lead)
    if not (supported or distinct or names >= ENOUGH_NAMES or is_enough):
        return 0.0
    count = min(len(mentions), len(counterparts)) if two_sided else len(mentions)
    odds = _MENTION + _MENTION_REPETITION * math.log(min(count, _MAX_MENTIONS))
    odds += _RELATION * min(distinct + is_subject, _MAX_RELATIONS) + (_BOTH_SIDES if two_sided else 0.0)
    odds += _LEAD if in_lead else 0.0
    return MAX_PROBABILITY / (1 + math.exp(measures.length_weight - odds))


def _apart(hits: Iterable[TermHit], others: list[TermHit]) -> Iterator[TermHit]:
    """Yield the hits that overlap none of some others, which are in order and apart from each other."""
    ends = [other.end for other in others]
    for hit in hits:
        after = bisect_right(ends, hit.start)
        if after == len(others) or others[after].start >= hit.end:
            yield hit


def split_mentions(
    hits: list[TermHit],
    text: str,
    relations: list[TermHit],
    measures: SectionMeasures,
    topic: Topic,
    *,
    in_sports: bool,
    named_near: bool,
) -> tuple[list[TermHit], list[TermHit], float]:
    """Return the terms of a topic with territories, its mentions, and how probable these are; none if they do not count.

    In a report on sports, teams are named by their countries.
    """
    stated = list(filterfalse(_is_mention, hits))
    names = [hit for hit in filter(_is_mention, hits) if _is_spelled_as_name(hit, text)]
    others = [hit for hit in names if hit.entry.role == "counterpart"]
    named = drop_covered_hits([*stated, *(hit for hit in names if hit.entry.role != "counterpart")])
    mentions = list(filter(_is_mention, named))
    probability = _mention_probability(
        mentions,
        others,
        relations,
        measures,
        supported=bool(stated),
        two_sided=bool(topic.counterparts),
        in_sports=in_sports,
        named_near=named_near,
    )
    return stated, mentions if probability else [], probability
