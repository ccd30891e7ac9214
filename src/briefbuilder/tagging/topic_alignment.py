"""Which topics of a reference taxonomy lead to the user's own topics, learned from judgements.

A topic of a codebook has few terms, mostly in one language; the topics that ship have many in all languages. A topic
of the reference is related to an own topic if some of the terms of the latter are its terms, too. It leads to the own
topic if most sections for which it is suggested were tagged with that topic, in several articles, and if it does not
have far more of the terms of another own topic. Articles count, not sections, since the sections of an article are on
the same subject. A topic that was ever rejected may have a narrow sense, so that it must also have been missed by its own
terms once. No words of a language are learned, so that judgements in one language count in all others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from briefbuilder.domain.topics import STRONG_SCORE, Topic
from briefbuilder.tagging.learner import Example, Prediction
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.term_scores import MIN_SCORE

MIN_ARTICLES = 2
"""The least number of articles in which a topic was tagged if a related one is suggested."""
_MORE_ARTICLES = 3
"""The same for a topic that is not closely related and whose sections the own terms missed: two may be chance."""
_MIN_SHARE, _CLOSE_SHARE = 0.05, 0.15
"""The least share of the terms of a topic that a related topic has, too, and a closely related one."""
_MIN_PROBABILITY = 0.6
"""The least probability that a section has a topic if the related one is suggested."""
_PRIOR_ARTICLES, _PRIOR = 2, 0.5
"""How many articles are assumed beside those that were judged, and the probability in them."""
_HIGHEST = STRONG_SCORE - 0.01
"""The highest score of a topic by a related one: never a strong suggestion."""


class TopicAlignment:
    """The topics of a reference taxonomy that lead to own topics, with the probabilities of these; immutable."""

    def __init__(self, reference: Matcher, probabilities: Mapping[str, Mapping[str, float]]) -> None:
        """Use a matcher of the reference; `probabilities` are those of the own topics by topic of the reference."""
        self._reference = reference
        self._probabilities = probabilities

    def __bool__(self) -> bool:
        return bool(self._probabilities)

    def predict(self, text: str, language: str | None) -> Iterator[Prediction]:
        """Yield the own topics that a text probably has, with the terms of the topics that lead to them."""
        found: dict[str, Prediction] = {}
        for suggested in self._reference.suggest(text, language):
            for topic, probability in self._probabilities.get(suggested.topic, {}).items():
                score = min(probability, _HIGHEST)
                if topic not in found or found[topic].score < score:
                    found[topic] = Prediction(topic, score, suggested.evidence)
        yield from sorted(found.values(), key=lambda prediction: (-prediction.score, prediction.topic))


class TopicAligner:
    """Learns which topics of a reference taxonomy lead to own topics, and remembers which ones are related."""

    def __init__(self, reference: Matcher) -> None:
        """Use a matcher of the reference."""
        self.reference = reference
        self._related: dict[tuple[str, tuple[str, ...]], tuple[Topic, dict[str, float]]] = {}

    def align(
        self, topics: Iterable[Topic], sections: Iterable[tuple[Example, Collection[str]]]
    ) -> TopicAlignment:
        """Return which topics of the reference lead to the given own topics.

        `sections` are judged, each with the topics of the reference that are suggested for it.
        """
        judged: defaultdict[str, defaultdict[str, list[Example]]] = defaultdict(lambda: defaultdict(list))
        languages: set[str] = set()
        rejected: set[str] = set()
        for section, suggested in sections:
            languages.add(section.language)
            rejected |= section.rejected
            for name in suggested:
                judged[name][section.article].append(section)
        shares = {topic.id: self.related_topics(topic, languages) for topic in topics}
        close = {
            name for related in shares.values() for name, share in related.items() if share >= _CLOSE_SHARE
        }
        found: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for topic, related in shares.items():
            for name in sorted(related.keys() & judged.keys()):
                is_distant = related[name] < _CLOSE_SHARE
                was_missed = _was_missed(topic, judged[name].values())
                if (is_distant and name in close) or (topic in rejected and not was_missed):
                    continue
                said = (_share(topic, of_article) for of_article in judged[name].values())
                right = [share for share in said if share is not None]
                probability = (sum(right) + _PRIOR * _PRIOR_ARTICLES) / (len(right) + _PRIOR_ARTICLES)
                least = _MORE_ARTICLES if is_distant and was_missed else MIN_ARTICLES
                if sum(map(bool, right)) >= least and probability >= _MIN_PROBABILITY:
                    found[name][topic] = round(probability, 4)
        return TopicAlignment(self.reference, found)

    def related_topics(self, topic: Topic, languages: Collection[str]) -> Mapping[str, float]:
        """Return the topics of the reference that have enough of the names and terms of a topic, with the share of each.

        Its lists in `languages` are compared, else the first one: to prepare a language takes time.
        """
        listed = sorted({*topic.names, *topic.terms})
        compared = tuple(name for name in listed if name in languages) or tuple(listed[:1])
        known = self._related.get((topic.id, compared))
        if known is None or known[0] is not topic:
            found = self._find_related(topic, compared)
            found.pop(topic.id, None)
            known = self._related[topic.id, compared] = topic, found
        return known[1]

    def _find_related(self, topic: Topic, languages: Iterable[str]) -> dict[str, float]:
        counts: Counter[str] = Counter()
        total = 0
        for language in languages:
            phrases = dict.fromkeys((topic.names.get(language, ""), *topic.terms.get(language, ())))
            for phrase in filter(None, phrases):
                total += 1
                counts.update(self.reference.topics_with_terms(phrase.strip("?").replace("*", ""), language))
        return {name: count / total for name, count in counts.items() if count >= _MIN_SHARE * total}


def _share(topic: str, sections: Iterable[Example]) -> float | None:
    """Return how many of an article's sections have a topic, as a share; None if nobody has said so.

    Nothing is known of a section for which the topic is suggested by its own terms, but was not judged.
    """
    said = [
        topic in section.topics
        for section in sections
        if topic in section.topics | section.rejected or not _is_suggested(topic, section)
    ]
    return sum(said) / len(said) if said else None


def _was_missed(topic: str, articles: Iterable[Iterable[Example]]) -> bool:
    """Return whether a section of some articles was tagged with a topic that its own terms did not suggest."""
    return any(
        topic in section.topics and not _is_suggested(topic, section)
        for section in chain.from_iterable(articles)
    )


def _is_suggested(topic: str, section: Example) -> bool:
    return any(name == topic and score >= MIN_SCORE for name, score in section.term_scores)
