"""What the sections near another one and the title say of its topics: an article stays with its subjects.

A topic that terms support in one section is more probable if sections near it are about it, too, or about topics of its
group, and less probable if they are about something else. The weights were fitted on the articles of one half of the
labelled news in seven languages, and rounded. Topics that the title names are not left out in favour of better ones,
nor lowered by sections without them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from briefbuilder.domain.article import Article
from briefbuilder.domain.topics import Suggestion
from briefbuilder.tagging.term_scores import NO_TERMS, SubjectTerms
from briefbuilder.tagging.term_statistics import TermConcept, TermSupport

_NEAR = 4
"""How many sections before and after another one are near it."""
_SAME_TOPIC, _SAME_GROUP = 1.0, 1.0
"""How much the log-odds of a topic rise if a section near it is surely about it, and about any topic of its group."""
_OTHER_SUBJECTS = 0.8
"""How much they fall if no section near it is about it or its group."""
_FEW_SECTIONS = 2
"""The fewest sections near it of which none has any topic for this to count."""
SEVERAL_SECTIONS = 3
"""The fewest sections near it for an ordinary word in all of them not to be a sign of a topic."""
_OFTEN = 4
"""How often the sections near it must name a country for it to be their subject."""
_OPENING = 200
"""The characters at the beginning of an article without a title that say what it is about."""
_LARGEST_GROUP = 0.5
"""The largest share of the topics in groups that a group may have to count as evidence for its topics."""
_SUREST = 0.9999


@dataclass(frozen=True, slots=True)
class SectionTopics:
    """The topics of a section alone, what it has of the vocabulary of curated lists, and the number of its words."""

    topics: Mapping[str, TermSupport]
    vocabulary: SubjectTerms
    off_subject: frozenset[str]
    words: float


@dataclass(frozen=True, slots=True)
class NearSections:
    """The topics of the sections near another one, with the highest score of each, their terms, and the number of sections.

    `vocabulary` and `words` are those of all of them. `named` are the topics with a country that most of these sections name,
    `titled` those that the article's title names. `opening` is the vocabulary of the title.
    """

    topics: tuple[tuple[str, float], ...] = ()
    concepts: frozenset[TermConcept] = frozenset()
    count: int = 0
    vocabulary: SubjectTerms = NO_TERMS
    off_subject: frozenset[str] = frozenset()
    words: float = 0.0
    named: frozenset[str] = frozenset()
    titled: frozenset[str] = frozenset()
    opening: SubjectTerms = NO_TERMS

    def __bool__(self) -> bool:
        """Whether the sections tell something of the one near them."""
        return bool(self.topics) or self.count >= _FEW_SECTIONS

    def groups(self, of_topics: Mapping[str, str]) -> dict[str, float]:
        """Return the groups of the topics of these sections, with the highest score of each."""
        found: dict[str, float] = {}
        for name, score in self.topics:
            if group := of_topics.get(name):
                found[group] = max(score, found.get(group, 0.0))
        return found


NO_SECTIONS = NearSections()


class SectionSuggester(Protocol):
    """Suggests topics for a section, alone or in the light of the sections near it."""

    def found_topics(self, text: str, language: str | None) -> SectionTopics:
        """Return the topics that a section has by its terms or by the countries that it names, without learning."""

    def suggest(
        self, text: str, language: str | None, *, near: NearSections = NO_SECTIONS
    ) -> tuple[Suggestion, ...]:
        """Return the topics suggested, best first."""


def suggest_sections(
    suggester: SectionSuggester, texts: Sequence[str], language: str | None, title: str = ""
) -> Iterator[tuple[Suggestion, ...]]:
    """Yield the topics suggested for each section of an article with a title, best first."""
    opening = suggester.found_topics(title or "".join(texts[:1])[:_OPENING], language)
    named = (topic for topic, support in opening.topics.items() if support.score or support.mentions)
    titled = frozenset(named if title else ())
    found: list[SectionTopics] = []
    for place, text in enumerate(texts):
        # No further than needed: the suggester remembers the terms of the last few sections.
        found += [suggester.found_topics(text, language) for text in texts[len(found) : place + _NEAR + 1]]
        near = [*found[max(0, place - _NEAR) : place], *found[place + 1 :]]
        known = replace(_join(near), titled=titled, opening=opening.vocabulary)
        yield suggester.suggest(text, language, near=known)


def suggest_in_article(suggester: SectionSuggester, article: Article) -> Iterator[tuple[Suggestion, ...]]:
    """Yield the topics suggested for each section of an article, best first."""
    texts = [section.text for section in article.sections]
    return suggest_sections(suggester, texts, article.metadata.language, article.metadata.title)


def _join(sections: Sequence[SectionTopics]) -> NearSections:
    best: dict[str, float] = {}
    concepts: set[TermConcept] = set()
    naming, mentions = Counter[str](), Counter[str]()
    for topic, support in chain.from_iterable(section.topics.items() for section in sections):
        if support.score:
            best[topic] = max(support.score, best.get(topic, 0.0))
            concepts |= support.concepts
        naming[topic] += bool(support.mentions)
        mentions[topic] += support.mentions
    most = len(sections) / 2
    named = frozenset(topic for topic in naming if naming[topic] > most and mentions[topic] >= _OFTEN)
    vocabulary = NO_TERMS.joined(section.vocabulary for section in sections)
    off_subject = frozenset[str]().union(*(section.off_subject for section in sections))
    words = sum(section.words for section in sections)
    return NearSections(
        tuple(sorted(best.items())), frozenset(concepts), len(sections), vocabulary, off_subject, words, named
    )


def distinctive_groups(groups: Mapping[str, str]) -> dict[str, str]:
    """Return the groups of topics, without a group that more than half of the topics belong to: it distinguishes none."""
    named = {topic: group for topic, group in groups.items() if group}
    sizes = Counter(named.values())
    return {topic: group for topic, group in named.items() if sizes[group] <= _LARGEST_GROUP * len(named)}


def score_near(score: float, *, same: float, related: float, may_fall: bool) -> float:
    """Return the score of a topic in the light of sections near it.

    `same` and `related` are the highest scores of the topic, and of any topic of its group, in these sections.
    """
    gain = _SAME_TOPIC * same + _SAME_GROUP * related
    if not gain and may_fall:
        gain = -_OTHER_SUBJECTS
    known = min(score, _SUREST)
    odds = known / (1 - known) * math.exp(gain)
    return round(odds / (1 + odds), 4)
