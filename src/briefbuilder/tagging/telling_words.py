"""Words that tell of a topic, because they stand in tagged articles with it and seldom in the others.

They add to the terms of the topic and seldom suffice alone. What tells of the group of a topic adds to its terms, too:
the sections on courts, police and prisons have words in common long before each topic has enough articles.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from briefbuilder.tagging.near_sections import distinctive_groups
from briefbuilder.tagging.tfidf_space import CountedWord, iterate_words
from briefbuilder.tagging.word_frequencies import frequencies_of

TELLING_ARTICLES = 3
"""The least number of articles with a topic and one of its words, and of those without the topic."""
_RATIO = 3.0
"""How much more often than in the others a word must stand in articles with a topic."""
_MAX_WEIGHT = 2.5
_WEIGHT_PER_WORD = 0.8
"""How much the log-odds of a topic rise for a word, relative to the logarithm of its ratio."""
_MAX_WORDS = 5
_MIN_WORDS = 2
"""The number of words that must tell of a topic or its group: one may stand in a text by chance."""
_COMMON = 4.7
"""The Zipf value from which on a word is too common to tell of anything."""
_COMMON_CHARACTER = 5.6
"""The same for one character of a pair in scripts without spaces: 的, 在, 中."""
_SHORTEST, _STEM = 4, 7
"""The least letters of a word, and the first letters that its forms are assumed to share."""
_UNSPACED, _HANGUL = "\u3041", "\uac00"
_ANY_LANGUAGE = "*"


@dataclass(frozen=True, slots=True)
class TaggedSection:
    """A section of a tagged article with all its topics; `language` is a primary subtag."""

    text: str
    topics: frozenset[str]
    article: str
    language: str


@dataclass(frozen=True, slots=True)
class ToldTopic:
    """A topic that words of a text tell of, with the words, and by how much the log-odds of its terms rise."""

    topic: str
    gain: float
    words: tuple[CountedWord, ...]


class TellingWords:
    """The words that tell of each topic and each group; immutable."""

    def __init__(self, sections: Iterable[TaggedSection], groups: Mapping[str, str]) -> None:
        """Learn the words; `groups` holds the group of each topic that has one."""
        self._groups = distinctive_groups(groups)
        listed = [(each, frozenset(_keys(each.text, each.language))) for each in sections]
        self._topics = frozenset(chain.from_iterable(each.topics for each, _ in listed))
        self._of_topic: dict[tuple[str, str], dict[str, float]] = {}
        self._of_group: dict[tuple[str, str], dict[str, float]] = {}
        shared = _words_of_several_languages(listed)
        for language in (_ANY_LANGUAGE, *sorted({each.language for each, _ in listed})):
            used = [
                (each.article, each.topics, words if each.language == language else words & shared)
                for each, words in listed
                if language in {_ANY_LANGUAGE, each.language}
            ]
            for topic in self._topics:
                self._of_topic[topic, language] = _weights([(a, topic in t, w) for a, t, w in used])
            grouped = [(a, frozenset(self._groups.get(topic, "") for topic in t), w) for a, t, w in used]
            for group in {self._groups.get(topic, "") for topic in self._topics} - {""}:
                self._of_group[group, language] = _weights([(a, group in g, w) for a, g, w in grouped])

    def tell(self, text: str, language: str) -> Iterator[tuple[ToldTopic, bool]]:
        """Yield the topics that words of a text tell of, and whether the words are those of the topic itself."""
        places: dict[str, CountedWord] = {}
        for key, word in _keyed_words(text, language):
            places.setdefault(key, word)
        for topic in sorted(self._topics):
            group = self._groups.get(topic, "")
            for weights, key in ((self._of_topic, topic), (self._of_group, group)):
                known = {**weights.get((key, _ANY_LANGUAGE), {}), **weights.get((key, language), {})}
                told = sorted((name for name in places if name in known), key=lambda name: -known[name])
                if len(told) >= _MIN_WORDS:
                    gain = _WEIGHT_PER_WORD * sum(known[name] for name in told[:_MAX_WORDS])
                    words = tuple(places[name] for name in told[:_MAX_WORDS])
                    yield ToldTopic(topic, gain, words), weights is self._of_topic


def _words_of_several_languages(sections: Iterable[tuple[TaggedSection, frozenset[str]]]) -> frozenset[str]:
    """Return the words of several languages, most of them names: others would be signs of a language, not of a topic."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for section, words in sections:
        found[section.language] |= words
    counts = Counter(chain.from_iterable(found.values()))
    return frozenset(word for word, languages in counts.items() if languages > 1)


def _weights(sections: Iterable[tuple[str, bool, frozenset[str]]]) -> dict[str, float]:
    """Return the weights of the words that tell sections with something from others: articles, whether they have it, words."""
    articles: dict[bool, defaultdict[str, set[str]]] = {True: defaultdict(set), False: defaultdict(set)}
    for article, has_it, words in sections:
        articles[has_it][article] |= words
    having, lacking = (Counter(chain.from_iterable(articles[each].values())) for each in (True, False))
    if min(map(len, articles.values())) < TELLING_ARTICLES:
        return {}
    # One article more of either kind is assumed: without the word, or with it.
    scale = (len(articles[False]) + 1) / (len(articles[True]) + 1)
    ratios = {
        word: scale * count / (lacking[word] + 1)
        for word, count in having.items()
        if count >= TELLING_ARTICLES
    }
    return {word: min(math.log(ratio), _MAX_WEIGHT) for word, ratio in ratios.items() if ratio >= _RATIO}


def _keys(text: str, language: str) -> Iterator[str]:
    return (key for key, _ in _keyed_words(text, language))


def _keyed_words(text: str, language: str) -> Iterator[tuple[str, CountedWord]]:
    """Yield the words of a text that may tell of something, each with what its forms share."""
    frequencies = frequencies_of(language)
    for word in iterate_words(text):
        written = word.word
        if frequencies.word(written) >= _COMMON:
            continue
        if _UNSPACED <= written[0] < _HANGUL:
            characters_are_rare = max(map(frequencies.word, written)) < _COMMON_CHARACTER
            if characters_are_rare and not any("\u3041" <= each <= "\u309f" for each in written):
                yield written, word
        elif written[0] >= _HANGUL:
            yield written, word
        else:
            apart = unicodedata.normalize("NFD", written)
            plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
            if len(plain) >= _SHORTEST:
                yield plain[:_STEM], word
