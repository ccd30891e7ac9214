"""Learn topics from a few tagged sections and suggest them for other sections.

Topics are estimated by kernel ridge regression on words (tfidf_space) or sentence vectors (embedding_space). The names
of the topics count as examples, and sections without judgements are used too. With vectors, topics are also found by
their descriptions alone. A topic is suggested from a bar that the judged sections set: each is estimated by a model
without its own article, and only topics that no term of the section supports count. Words that are in tagged articles
with a topic and seldom in the others add to its terms. The result follows from tags,
judgements and texts; nothing is stored.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from briefbuilder.domain.topics import STRONG_SCORE, Evidence
from briefbuilder.tagging.embedding_space import DescriptionSpace, EmbeddingSpace
from briefbuilder.tagging.term_scores import MIN_SCORE
from briefbuilder.tagging.tfidf_space import CountedWord, TfidfSpace, iterate_words
from briefbuilder.tagging.word_frequencies import frequencies_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from briefbuilder.tagging.embedding_space import SentenceEncoder

    Matrix = NDArray[Any]

DESCRIPTION_SIGN = " · "
"""What is between the name and the terms of a topic in its description."""
MIN_JUDGED_ARTICLES = 8
"""The least number of articles in which a topic was tagged, accepted or rejected to learn its words."""
MIN_ARTICLES = 4
"""The least number of articles with a judged section that has the topic, and of those with one that lacks it."""
MAX_EXAMPLES = 800
"""The number of the latest judged sections that are used: what takes about a second."""
MAX_UNJUDGED = 600
"""The number of sections without judgements that are used."""
LIKELY = MIN_SCORE
SURE = STRONG_SCORE - 0.01
"""The scores of a topic at the bar, and of one estimated as high as the best example: never a strong suggestion."""
_LOWEST_BAR = 0.35
"""The least estimate from which a learned topic is suggested, if enough sections confirm it."""
_USUAL_BAR = 0.43
"""The estimate from which a learned topic is suggested if no section contradicts it."""
_DESCRIPTION_BAR, _FIRST_BAR, _NAME_BAR = 0.21, 0.18, 0.24
"""The least similarity to the description of a topic from which it is suggested.

It is lower if nothing is known of a dossier: then only topics without terms are suggested. It is higher for a name alone.
"""
_TERM_WEIGHT, _DESCRIPTION_TERM_WEIGHT = 0.5, 0.2
"""How much the score of a topic by terms that do not suffice alone adds to its estimate, or to its similarity."""
_PRECISION = 0.7
"""The least precision above a bar among the held-out sections."""
_ASSUMED_WRONG = 2
"""How many wrong suggestions from examples are assumed above a bar, beside those that were seen."""
_ASSUMED_RIGHT = 3
"""How many right suggestions from descriptions are assumed above a bar, beside those that were seen."""
_SUPPORTING_WORDS = 3
_SUPPORTING_ARTICLES = 3
"""The number of words that must support a topic learned from words, and of the articles that have topic and word.

One word suffices beside a term of the topic.
"""
_ANY_TERM = 0.05
"""The score by terms that any term gives."""
_LEAST_TERM = 0.2
"""The least score by terms to which indicative words add."""
_INDICATIVE_WORDS, _INDICATIVE_GAIN = 3, 3.5
"""How many words must indicate a topic without a term, and by how much they must raise its log-odds."""
_WORD_RATIO = 2.0
"""How much more often a word must occur in articles with a topic than in others to support it."""
_NEAR_DESCRIPTION, _NEAR_ARTICLE = 0.1, 0.3
"""The similarities to its description, or to sections of as many articles, that support a topic learned from vectors."""
_WORDS_SHOWN = 4
_NAME_WEIGHT = 12.0
"""The weight of the name of a topic relative to an example."""

INDICATIVE_ARTICLES = 3
"""The least number of articles with a topic and one of its words, and of those without the topic."""
_INDICATIVE_RATIO = 3.0
"""How much more often than in the others a word must occur in articles with a topic."""
_MAX_WEIGHT = 2.5
_WEIGHT_PER_WORD = 0.8
"""How much the log-odds of a topic rise for a word, relative to the logarithm of its ratio."""
_MAX_INDICATIVE = 5
_MIN_INDICATIVE = 2
"""The number of words that must indicate a topic: one may be in a text by chance."""
_COMMON = 4.7
"""The Zipf value from which on a word is too common to indicate a topic."""
_COMMON_CHARACTER = 5.6
"""The same for one character of a pair in scripts without spaces: 的, 在, 中."""
_SHORTEST, _STEM = 4, 7
"""The least letters of a word, and the first letters that its forms are assumed to share."""
_UNSPACED, _HANGUL = "\u3041", "\uac00"
_ANY_LANGUAGE = "*"

Case = tuple[float, bool, str]
"""A held-out estimate, whether the section has the topic, and its article."""


@dataclass(frozen=True, slots=True)
class Example:
    """A section of a judged article, by its id, with all its topics.

    `language` is the primary subtag of its language, empty if unknown. `rejected` are topics that were rejected for it; `term_scores` are the scores of topics only by terms.
    """

    text: str
    topics: frozenset[str]
    article: str
    rejected: frozenset[str] = frozenset()
    term_scores: tuple[tuple[str, float], ...] = ()
    language: str = ""

    @property
    def is_judged(self) -> bool:
        """Whether the section has a topic or a judgement."""
        return bool(self.topics or self.rejected)


@dataclass(frozen=True, slots=True)
class Prediction:
    """A topic that a text probably has; `needed` is the score that the topic must have by its terms, which may be 0."""

    topic: str
    score: float
    evidence: tuple[Evidence, ...] = ()
    needed: float = 0.0


def learnable_topics(examples: Sequence[Example], names: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the topics that were judged in enough of the latest articles, and that some sections have and some lack."""
    having: defaultdict[str, set[str]] = defaultdict(set)
    judged: defaultdict[str, set[str]] = defaultdict(set)
    used = [example for example in examples[-MAX_EXAMPLES:] if example.is_judged]
    for example in used:
        for topic in example.topics:
            having[topic].add(example.article)
        for topic in example.topics | example.rejected:
            judged[topic].add(example.article)

    def is_lacked(topic: str) -> bool:
        return len({example.article for example in used if topic not in example.topics}) >= MIN_ARTICLES

    enough = (
        topic
        for topic, articles in having.items()
        if len(judged[topic]) >= MIN_JUDGED_ARTICLES and len(articles) >= MIN_ARTICLES
    )
    return tuple(sorted(topic for topic in enough if topic in names and is_lacked(topic)))


def may_learn(examples: Iterable[Example]) -> bool:
    """Return whether enough articles have some topic to learn which words indicate it."""
    articles = {(topic, example.article) for example in examples for topic in example.topics}
    return max(Counter(topic for topic, _ in articles).values(), default=0) >= INDICATIVE_ARTICLES


@dataclass(frozen=True, slots=True)
class IndicatedTopic:
    """A topic that words of a text indicate, with the words, and by how much the log-odds of its terms rise."""

    topic: str
    gain: float
    words: tuple[CountedWord, ...]


class IndicativeWords:
    """The words that indicate each topic; immutable."""

    def __init__(self, sections: Iterable[Example]) -> None:
        """Learn the words."""
        listed = [
            (example, frozenset(key for key, _ in _keyed_words(example.text, example.language)))
            for example in sections
        ]
        self._topics = frozenset(chain.from_iterable(example.topics for example, _ in listed))
        self._of_topic: dict[tuple[str, str], dict[str, float]] = {}
        shared = _words_of_several_languages(listed)
        for language in (_ANY_LANGUAGE, *sorted({example.language for example, _ in listed})):
            used = [
                (example.article, example.topics, words if example.language == language else words & shared)
                for example, words in listed
                if language in {_ANY_LANGUAGE, example.language}
            ]
            for topic in self._topics:
                self._of_topic[topic, language] = _weights([(a, topic in t, w) for a, t, w in used])

    def indicated_topics(self, text: str, language: str) -> Iterator[IndicatedTopic]:
        """Yield the topics that words of a text indicate."""
        places: dict[str, CountedWord] = {}
        for key, word in _keyed_words(text, language):
            places.setdefault(key, word)
        for topic in sorted(self._topics):
            weights = self._of_topic
            known = {**weights.get((topic, _ANY_LANGUAGE), {}), **weights.get((topic, language), {})}
            found = sorted((name for name in places if name in known), key=lambda name: -known[name])
            if len(found) >= _MIN_INDICATIVE:
                gain = _WEIGHT_PER_WORD * sum(known[name] for name in found[:_MAX_INDICATIVE])
                yield IndicatedTopic(topic, gain, tuple(places[name] for name in found[:_MAX_INDICATIVE]))


def _count_articles(
    sections: Iterable[tuple[str, bool, frozenset[str]]],
) -> tuple[Mapping[bool, Mapping[str, set[str]]], Counter[str], Counter[str]]:
    """Return the words of the articles of sections with something, and of the others, and in how many each word stands.

    A section has its article, whether it has it, and its words.
    """
    articles: dict[bool, defaultdict[str, set[str]]] = {True: defaultdict(set), False: defaultdict(set)}
    for article, has_it, words in sections:
        articles[has_it][article] |= words
    having, lacking = (
        Counter(chain.from_iterable(articles[is_tagged].values())) for is_tagged in (True, False)
    )
    return articles, having, lacking


def _words_of_several_languages(sections: Iterable[tuple[Example, frozenset[str]]]) -> frozenset[str]:
    """Return the words of several languages, most of them names: others would be signs of a language, not of a topic."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for section, words in sections:
        found[section.language] |= words
    counts = Counter(chain.from_iterable(found.values()))
    return frozenset(word for word, languages in counts.items() if languages > 1)


def _weights(sections: Iterable[tuple[str, bool, frozenset[str]]]) -> dict[str, float]:
    """Return the weights of the words that distinguish sections with something from others: articles, whether they have it, words."""
    articles, having, lacking = _count_articles(sections)
    if min(map(len, articles.values())) < INDICATIVE_ARTICLES:
        return {}
    # One article more of either kind is assumed: without the word, or with it.
    scale = (len(articles[False]) + 1) / (len(articles[True]) + 1)
    ratios = {
        word: scale * count / (lacking[word] + 1)
        for word, count in having.items()
        if count >= INDICATIVE_ARTICLES
    }
    return {
        word: min(math.log(ratio), _MAX_WEIGHT)
        for word, ratio in ratios.items()
        if ratio >= _INDICATIVE_RATIO
    }


def _keyed_words(text: str, language: str) -> Iterator[tuple[str, CountedWord]]:
    """Yield the words of a text that may indicate something, each with what its forms share."""
    for word in iterate_words(text):
        written = word.word
        if not _may_indicate(written, language):
            continue
        if _is_unspaced(written):
            if not any("\u3041" <= sign <= "\u309f" for sign in written):
                yield written, word
        elif written[0] >= _HANGUL:
            yield written, word
        else:
            apart = unicodedata.normalize("NFD", written)
            plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
            if len(plain) >= _SHORTEST:
                yield plain[:_STEM], word


def _may_indicate(word: str, language: str) -> bool:
    """Return whether a word of a language, or a pair of characters, is rare enough to indicate a topic."""
    frequency_of = frequencies_of(language).word
    if frequency_of(word) >= _COMMON:
        return False
    return not _is_unspaced(word) or max(map(frequency_of, word)) < _COMMON_CHARACTER


def _is_unspaced(word: str) -> bool:
    return _UNSPACED <= word[0] < _HANGUL


class Learner:
    """The topics learned from examples; immutable."""

    def __init__(
        self,
        examples: Sequence[Example],
        names: Mapping[str, Iterable[str]],
        vectors: SentenceEncoder | None = None,
        others: Sequence[str] = (),
        descriptions: Mapping[str, str] | None = None,
    ) -> None:
        """Learn the topics that were judged in enough articles.

        `names` holds the names of each topic in all languages by id, and `descriptions` texts on
        topics that are used with vectors, also without any example. `others` are sections of the same dossier without judgements.
        """
        used = examples[-MAX_EXAMPLES:]
        self.topics = learnable_topics(used, names)
        self._indicative = IndicativeWords(
            replace(example, topics=example.topics & names.keys()) for example in used
        )
        self._examples = used
        self._space: TfidfSpace | EmbeddingSpace | None = None
        self._described: DescriptionSpace | None = None
        self._named = frozenset(
            topic for topic, text in (descriptions or {}).items() if DESCRIPTION_SIGN not in text
        )
        self._guessed: dict[str, Matrix] = {}
        self._bar = self._best = self._description_bar = math.inf
        self._known_words: Mapping[tuple[str, str], frozenset[str]] | None = None
        if vectors and (used or descriptions):
            texts = [example.text for example in used]
            self._described = DescriptionSpace(descriptions or {}, texts, vectors)
            estimates = self._described.similarities(texts) if texts else ()
            cases = _unsupported_cases(used, self._described.topics, estimates, _DESCRIPTION_TERM_WEIGHT)
            lowest = _DESCRIPTION_BAR if used else _FIRST_BAR
            self._description_bar = lowest_bar(cases, lowest, _ASSUMED_RIGHT, 1)
        if self.topics:
            self._learn_topics(names, vectors, others[:MAX_UNJUDGED])

    def _learn_topics(
        self, names: Mapping[str, Iterable[str]], vectors: SentenceEncoder | None, others: Sequence[str]
    ) -> None:
        used = self._examples
        counts = Counter(topic for example in used for topic in example.topics)
        first = len(self.topics)
        names_of_topics = [" · ".join(dict.fromkeys(names[topic])) for topic in self.topics]
        texts = [*names_of_topics, *(example.text for example in used), *others]
        mean_examples = _mean_examples(counts, self.topics)
        self._space = (
            EmbeddingSpace(texts, first, mean_examples, vectors)
            if vectors
            else TfidfSpace(texts, first, mean_examples)
        )
        targets, row_weights, base = _targets(used, self.topics, counts)
        articles: defaultdict[str, list[int]] = defaultdict(list)
        for place, example in enumerate(used, first):
            articles[example.article].append(place)
        # Two sections of an article share names and places: a section is estimated without its whole article.
        held_out = self._space.learn(targets, row_weights, base, tuple(articles.values()))
        cases = _unsupported_cases(used, self.topics, held_out[first : len(targets)], _TERM_WEIGHT)
        self._bar = min(
            lowest_bar(cases, _LOWEST_BAR, 0, _ASSUMED_WRONG),
            lowest_bar(cases, _USUAL_BAR, _ASSUMED_RIGHT, 1),
        )
        self._best = max((estimate for estimate, is_right, _ in cases if is_right), default=math.inf)
        # A section without judgement must not be estimated from its own guess.
        self._guessed = dict(zip(texts[len(targets) :], held_out[len(targets) :], strict=True))
        if not vectors:
            self._known_words = _words_of_topics(used, self.topics)

    def estimates(self, text: str) -> Mapping[str, float]:
        """Return the estimate of each learned topic; estimates of different topics are comparable."""
        if self._space is None:
            return {}
        guessed = self._guessed.get(text)
        found = self._space.estimates(text) if guessed is None else guessed
        return dict(zip(self.topics, map(float, found), strict=True))

    def predict(self, text: str, language: str = "") -> tuple[Prediction, ...]:
        """Return the likely topics of a text, best first, with the words that contributed most.

        Words learned in one language do not count in another; `language` is a primary subtag.
        """
        found: dict[str, Prediction] = {}
        for prediction in (
            *self._by_descriptions(text),
            *self._by_examples(text, language),
            *self._by_indicative_words(text, language),
        ):
            known = found.get(prediction.topic)
            if known is None or _rank(prediction) < _rank(known):
                found[prediction.topic] = prediction
        return tuple(sorted(found.values(), key=_rank))

    def _by_examples(self, text: str, language: str) -> Iterator[Prediction]:
        if self._space is None or math.isinf(self._bar):
            return
        words = {word.word for word in iterate_words(text)} if self._known_words is not None else set()
        known = {topic: self._count_known_words((topic, language), words) for topic in self.topics}
        estimates = self.estimates(text) if any(known.values()) else {}
        for place, (topic, estimate) in enumerate(estimates.items()):
            needed = max(0.0, (self._bar - estimate) / _TERM_WEIGHT)
            if known[topic] < _SUPPORTING_WORDS:
                needed = max(needed, _ANY_TERM)
            if needed >= MIN_SCORE or not known[topic] or not self._is_near(text, topic, needed):
                continue
            # The term that is needed explains the topic.
            evidence = () if needed else _strongest_words(text, self._space.weights(text, place))
            if evidence or needed:
                share = (estimate - self._bar) / max(1e-9, self._best - self._bar)
                yield Prediction(topic, _score(share), evidence, needed)

    def _by_descriptions(self, text: str) -> Iterator[Prediction]:
        if self._described is None or math.isinf(self._description_bar):
            return
        estimates = self._described.similarities([text])[0]
        for place, topic in enumerate(self._described.topics):
            estimate = float(estimates[place])
            bar = max(self._description_bar, _NAME_BAR) if topic in self._named else self._description_bar
            needed = (bar - estimate) / _DESCRIPTION_TERM_WEIGHT
            if 0 < needed < MIN_SCORE:
                yield Prediction(topic, LIKELY, needed=needed)
            elif needed <= 0:
                evidence = _strongest_words(text, self._described.weights(text, place))
                if evidence:
                    yield Prediction(topic, _score(estimate / bar - 1), evidence)

    def _by_indicative_words(self, text: str, language: str) -> Iterator[Prediction]:
        for found in self._indicative.indicated_topics(text, language):
            suffice = found.topic in self.topics and len(found.words) >= _INDICATIVE_WORDS
            needed = max(_LEAST_TERM, 1 / (1 + math.exp(found.gain)))
            if suffice and found.gain >= _INDICATIVE_GAIN:
                needed = 0.0
            if needed < MIN_SCORE:
                yield Prediction(found.topic, LIKELY, _evidence(text, found.words), needed)

    def _is_near(self, text: str, topic: str, needed: float) -> bool:
        """Return whether a text is near the description of a topic or near enough articles with it, by vectors."""
        space = self._described
        if space is None or needed:
            return True
        if topic in space.topics:
            similarity = space.similarities([text])[0, space.topics.index(topic)]
            if similarity >= _NEAR_DESCRIPTION:
                return True
        similarities = space.section_similarities(text)
        near = {
            example.article
            for example, similarity in zip(self._examples, similarities, strict=True)
            if similarity >= _NEAR_ARTICLE and topic in example.topics
        }
        return len(near) >= _SUPPORTING_ARTICLES

    def _count_known_words(self, key: tuple[str, str], words: set[str]) -> int:
        """Return how many words are known to go with a topic in a language; with vectors there are always enough."""
        if self._known_words is None:
            return _SUPPORTING_WORDS
        return len(words & self._known_words.get(key, frozenset()))


def _rank(prediction: Prediction) -> tuple[float, float, str]:
    return prediction.needed, -prediction.score, prediction.topic


def _score(share: float) -> float:
    """Return the score of a learned topic; `share` is 0 at the bar and 1 if it is as sure as it can be."""
    return round(LIKELY + (SURE - LIKELY) * min(1.0, max(0.0, share)), 4)


def lowest_bar(cases: Iterable[Case], lowest: float, assumed_right: int, assumed_wrong: int) -> float:
    """Return the lowest estimate above which topics are right often enough, infinity if no estimate is.

    Right and wrong cases are assumed beside those that are known. If no right cases are assumed, the known ones must
    come from enough articles.
    """
    ordered = sorted((case for case in cases if case[0] >= lowest), key=lambda case: -case[0])
    articles: set[str] = set()
    right, taken = assumed_right, assumed_right + assumed_wrong
    bar = math.inf
    # From the surest case down; the bar is at the last one up to which enough are right.
    for estimate, is_right, article in ordered:
        right, taken = right + is_right, taken + 1
        if is_right:
            articles.add(article)
        if right >= _PRECISION * taken and (assumed_right or len(articles) >= _SUPPORTING_ARTICLES):
            bar = estimate
    if not ordered:
        return lowest if assumed_right else math.inf
    if bar == ordered[-1][0]:
        return lowest
    return math.nextafter(ordered[0][0], math.inf) if assumed_right and math.isinf(bar) else bar


def _unsupported_cases(
    examples: Sequence[Example], topics: Sequence[str], estimates: Iterable[Matrix], term_weight: float
) -> list[Case]:
    """Return the cases of the topics that terms alone do not suggest for a judged section."""
    found = []
    for example, row in zip(examples, estimates, strict=True):
        if example.is_judged:
            scores = dict(example.term_scores)
            found += [
                (
                    float(estimate) + term_weight * scores.get(topic, 0.0),
                    topic in example.topics,
                    example.article,
                )
                for topic, estimate in zip(topics, row, strict=True)
                if scores.get(topic, 0.0) < MIN_SCORE
            ]
    return found


def _words_of_topics(
    examples: Sequence[Example], topics: Iterable[str]
) -> dict[tuple[str, str], frozenset[str]]:
    """Return the words that support each topic in each language.

    They are in enough articles with the topic, in a larger share of them than of the others, and are not common in the
    language.
    """
    of_language: defaultdict[str, list[tuple[Example, frozenset[str]]]] = defaultdict(list)
    for example in examples:
        words = frozenset(
            word.word for word in iterate_words(example.text) if _may_indicate(word.word, example.language)
        )
        of_language[example.language].append((example, words))
    found: dict[tuple[str, str], frozenset[str]] = {}
    for topic in topics:
        for language, sections in of_language.items():
            articles, having, lacking = _count_articles(
                (example.article, topic in example.topics, words) for example, words in sections
            )
            if len(articles[False]) < MIN_ARTICLES:
                continue
            # One article more of the others is assumed to have each word: a few articles lack many common words.
            share = _WORD_RATIO * len(articles[True]) / (len(articles[False]) + 1)
            found[topic, language] = frozenset(
                word
                for word, count in having.items()
                if count >= max(_SUPPORTING_ARTICLES, share * (lacking[word] + 1))
            )
    return found


def _mean_examples(counts: Counter[str], topics: Sequence[str]) -> float:
    return sum(counts[topic] for topic in topics) / len(topics)


def _targets(
    examples: Sequence[Example], topics: Sequence[str], counts: Counter[str]
) -> tuple[Matrix, Matrix, float]:
    """Return the targets and weights of the rows, names first, and the base estimate."""
    import numpy as np

    carried = np.array([[topic in example.topics for topic in topics] for example in examples], np.float32)
    base = float(carried.mean())
    rows = np.vstack([np.eye(len(topics), dtype=np.float32), carried])
    even = _mean_examples(counts, topics)
    row_weights = np.array(
        [
            even / np.mean([counts[topic] for topic in topics if topic in example.topics])
            if example.topics.intersection(topics)
            else 1.0
            for example in examples
        ],
        np.float32,
    )
    return rows, np.concatenate([np.full(len(topics), _NAME_WEIGHT, np.float32), row_weights]), base


def _strongest_words(text: str, weights: Sequence[tuple[float, CountedWord]]) -> tuple[Evidence, ...]:
    """Return the ranges of the few words that contributed most to a topic, in text order."""
    best: dict[str, float] = {}
    for weight, word in weights:
        if weight > 0:
            best[word.word] = max(weight, best.get(word.word, 0.0))
    top = sorted(best, key=lambda word: (-best[word], word))[:_WORDS_SHOWN]
    # Words that contribute far less than the first one explain nothing.
    shown = {word for word in top if best[word] >= best[top[0]] / 4}
    first: dict[str, CountedWord] = {}
    for _, word in weights:
        if word.word in shown:
            first.setdefault(word.word, word)
    return _evidence(text, first.values())


def _evidence(text: str, words: Iterable[CountedWord]) -> tuple[Evidence, ...]:
    places = sorted((word.start, word.end) for word in words)
    return tuple(Evidence(text=text[start:end], start=start, end=end) for start, end in places)
