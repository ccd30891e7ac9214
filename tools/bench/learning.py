"""What judgements teach: F1 on articles outside the dossier after 0, 20, 50 and 200 judgements, in random orders.

One half of the labelled documents is judged, the other evaluated, and the other way round. A judgement is an accepted
or a rejected suggestion, or an added tag. In every other order articles are judged one after the other, else the
judgements of all articles are mixed. Each evaluated article is read with all of its sections. Sections on sports, cooking and mathematics must get no topics.

The labels fit the topics that ship, which leaves little to learn. A desk has habits of its own: some desks here do not use three of the
commonest topics, and use two in a narrower sense, for half of their terms.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import yaml

from bench.labelled import OTHERS
from bench.shared import SHARED
from briefbuilder.app.resources import Resources, load_parts
from briefbuilder.app.suggestions import Predictions, TrainedModel, TrainingData, describe_topics
from briefbuilder.domain.topics import Suggestion, Taxonomy
from briefbuilder.tagging import learner, tfidf_space
from briefbuilder.tagging.embedding_space import SentenceEncoder, is_available
from briefbuilder.tagging.learner import Example, Learner
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.near_sections import NO_SECTIONS, NearSections, SectionTopics, suggest_sections
from briefbuilder.tagging.term_scores import MIN_SCORE
from briefbuilder.tagging.term_statistics import (
    NEVER_JUDGED,
    NO_STATISTICS,
    TermConcept,
    TermStatistics,
    TermSupport,
    collect_statistics,
)
from briefbuilder.tagging.topic_alignment import TopicAligner, TopicAlignment
from briefbuilder.tagging.topic_entries import FoundTerms

if TYPE_CHECKING:
    from numpy.typing import NDArray

COUNTS = (20, 50, 200)
ORDERS = 20
LANGUAGES = ("en", "it", "fr", "de", "es", "ja", "zh")
PAIRS = (
    (LANGUAGES, LANGUAGES),
    (("en",), ("en",)),
    (("it",), ("it",)),
    (("en",), ("it", "ja")),
)
"""Languages that are judged, and languages that are evaluated. One language alone has fewer than 200 judgements."""
GOALS = {"words": 0.02, "vectors": 0.04}
_FEWEST_JUDGED = 20
_COMMON_TOPICS, _UNUSED, _NARROWER = 15, 3, 2
"""Among how many topics those are chosen that a desk does not use, or uses in a narrower sense, and how many of each."""
_FOLDER = SHARED / "corpora" / "tagging"
_HERE = Path(__file__).resolve().parent
_UNRELATED = _HERE.parent.parent / "tests" / "data" / "tagging" / "unrelated.yaml"
_ASIDE = _HERE / "unrelated_sections.yaml"
"""Unrelated sections to which nothing was tuned."""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled section."""

    document: str
    language: str
    text: str
    labels: frozenset[str]
    acceptable: frozenset[str] = frozenset()

    @property
    def half(self) -> int:
        """The half of the documents that the section belongs to."""
        return hashlib.sha256(self.document.encode()).digest()[0] % 2


@dataclass(slots=True)
class Judged:
    """A section of the dossier with the topics that it was given and those that were rejected."""

    row: Row
    topics: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)


class _QuickMatcher(Matcher):
    """Looks for the terms of a section once, and ranks them anew only where judgements count."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        super().__init__(taxonomy)
        self._found: dict[tuple[str, str | None], FoundTerms] = {}
        self._concepts_in: dict[str, frozenset[TermConcept]] = {}
        self._unjudged: dict[tuple[str, float, NearSections], tuple[Suggestion, ...]] = {}
        self._unjudged_topics: dict[str, SectionTopics] = {}

    def find(self, text: str, language: str | None) -> FoundTerms:
        """Return the terms that a text has."""
        if (text, language) not in self._found:
            self._found[text, language] = super().find(text, language)
        return self._found[text, language]

    def found_topics(
        self, text: str, language: str | None, statistics: TermStatistics = NO_STATISTICS
    ) -> SectionTopics:
        """Return the topics of a text alone, with those that it names in passing."""
        if self._is_judged(text, language, statistics):
            return super().found_topics(text, language, statistics)
        if text not in self._unjudged_topics:
            self._unjudged_topics[text] = super().found_topics(text, language)
        return self._unjudged_topics[text]

    def suggest(
        self,
        text: str,
        language: str | None,
        statistics: TermStatistics = NO_STATISTICS,
        lowest: float = MIN_SCORE,
        *,
        near: NearSections = NO_SECTIONS,
    ) -> tuple[Suggestion, ...]:
        """Return the topics for a text."""
        terms = self.find(text, language)
        if self._is_judged(text, language, statistics):
            return self.rank(terms, statistics, lowest, near)
        key = text, lowest, near
        if key not in self._unjudged:
            self._unjudged[key] = self.rank(terms, NO_STATISTICS, lowest, near)
        return self._unjudged[key]

    def _is_judged(self, text: str, language: str | None, statistics: TermStatistics) -> bool:
        if text not in self._concepts_in:
            concepts = (each.concepts for each in self.term_support(text, language).values())
            self._concepts_in[text] = frozenset(chain.from_iterable(concepts))
        return any(statistics.record(concept) != NEVER_JUDGED for concept in self._concepts_in[text])


_OF_TEXTS = (
    (learner, "iterate_words", tuple),
    (learner, "_keyed_words", tuple),
    (learner, "_may_indicate", bool),
    (tfidf_space, "iterate_words", tuple),
    (tfidf_space, "_features_in", frozenset),
)
"""The functions that follow from a text or a word alone, and what keeps their results."""


@contextmanager
def _words_read_once() -> Iterator[None]:
    """Cut each text into words once, not for each model: that is most of the work."""

    def remember(function: Callable[..., Any], keep: Callable[[Any], Any]) -> Callable[..., Any]:
        return cache(lambda *arguments: keep(function(*arguments)))

    with ExitStack() as stack:
        for module, name, keep in _OF_TEXTS:
            stack.enter_context(patch.object(module, name, remember(getattr(module, name), keep)))
        yield


class Vocabulary:
    """A taxonomy with the labels that its topics stand for; topics without labels do not count."""

    def __init__(
        self,
        name: str,
        taxonomy: Taxonomy,
        labels: Mapping[str, Iterable[str]],
        reference: Vocabulary | None = None,
    ) -> None:
        self.name = name
        self.matcher = _QuickMatcher(taxonomy)
        self.names = {topic.id: tuple(topic.names.values()) for topic in taxonomy.topics}
        self.descriptions = dict(describe_topics(taxonomy.topics))
        self.labels = {topic: frozenset(found) for topic, found in labels.items() if topic in self.names}
        self.taxonomy = taxonomy
        self._aligner = TopicAligner(reference.matcher) if reference is not None else None
        self._plain: dict[str, tuple[tuple[Suggestion, ...], dict[str, TermSupport]]] = {}

    def plain(self, row: Row) -> tuple[tuple[Suggestion, ...], dict[str, TermSupport]]:
        """Return the suggestions for a section without training, and the terms behind each."""
        if row.text not in self._plain:
            self._plain[row.text] = (
                self.matcher.suggest(row.text, row.language),
                self.matcher.term_support(row.text, row.language),
            )
        return self._plain[row.text]

    def align(self, judged: Sequence[Example]) -> TopicAlignment | None:
        """Return which topics of the reference lead to topics of this vocabulary, None without a reference."""
        if self._aligner is None:
            return None
        suggested = (self._aligner.reference.suggest(each.text, each.language) for each in judged)
        references = [frozenset(one.topic for one in each) for each in suggested]
        return self._aligner.align(self.taxonomy.topics, zip(judged, references, strict=True))

    def labels_of(self, suggestions: Iterable[Suggestion]) -> set[str]:
        """Return the labels that some suggestions stand for."""
        return {label for each in suggestions for label in self.labels.get(each.topic, ())}

    @cached_property
    def topics_of_label(self) -> dict[str, list[str]]:
        """The topics with which a missing label may be tagged: those that stand for it alone."""
        found = defaultdict(list)
        for topic, labels in self.labels.items():
            if len(labels) == 1:
                found[next(iter(labels))].append(topic)
        return found

    def judgements(self, section: Judged) -> Iterator[tuple[Judged, str, bool]]:
        """Yield what is to be said of a section: topics that are right, and topics that are wrong."""
        row = section.row
        suggestions, support = self.plain(row)
        for each in suggestions:
            own = self.labels.get(each.topic, frozenset())
            if own & row.labels:
                yield section, each.topic, True
            elif own and not own & row.acceptable:
                yield section, each.topic, False
        for label in sorted(row.labels - self.labels_of(suggestions)):
            if label in self.topics_of_label:
                # Whoever tags by hand chooses the topic that fits best: that with the best terms, else the first.
                scores = {
                    topic: support[topic].score if topic in support else 0.0
                    for topic in self.topics_of_label[label]
                }
                yield section, max(scores, key=lambda topic: scores[topic]), True


class Desk(Vocabulary):
    """A desk that does not use some topics of a vocabulary, and others only where some of their terms stand."""

    def __init__(self, vocabulary: Vocabulary, order: int, rows: Iterable[Row]) -> None:
        """Choose the topics among those that are suggested most often for some sections."""
        self.__dict__.update(vocabulary.__dict__)
        found = chain.from_iterable(self.plain(row)[0] for row in rows)
        common = Counter(each.topic for each in found if each.topic in self.labels)
        chance = random.Random(order)  # noqa: S311 - the same desks each time
        chosen = chance.sample(
            [topic for topic, _ in common.most_common(_COMMON_TOPICS)], _UNUSED + _NARROWER
        )
        self._unused, self._narrower = frozenset(chosen[:_UNUSED]), frozenset(chosen[_UNUSED:])

    def uses(self, topic: str, row: Row) -> bool:
        """Return whether the desk would use a topic for a section that it is about."""
        if topic in self._narrower:
            support = self.plain(row)[1].get(topic)
            concepts = support.concepts if support else ()
            return any(zlib.crc32(repr(each).encode()) % 2 for each in concepts)
        return topic not in self._unused

    def judgements(self, section: Judged) -> Iterator[tuple[Judged, str, bool]]:
        """Yield what the desk says of a section; it adds no topic that it uses in a narrower sense."""
        suggested = {each.topic for each in self.plain(section.row)[0]}
        for judged, topic, is_right in super().judgements(section):
            is_used = self.uses(topic, section.row)
            if topic in suggested or (is_used and topic not in self._narrower):
                yield judged, topic, is_right and is_used

    def f1(self, rows: Iterable[Row], model: TrainedModel) -> float:
        """Return the F1 of suggestions for the desk: those of topics that it would not use are wrong."""
        right = wrong = missed = 0
        for row, suggested in _suggest(rows, model):
            used = [each for each in suggested if self.uses(each.topic, row)]
            found = self.labels_of(used)
            others = sum(each.topic in self.labels for each in suggested if each not in used)
            right += len(found & row.labels)
            wrong += len(found - row.labels - row.acceptable) + others
            missed += len(row.labels - found)
        return 2 * right / (2 * right + wrong + missed)


class _QuickEncoder(SentenceEncoder):
    """Gives every word the vector of the section that was asked for last: explanations are not measured."""

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__()
        self._texts = frozenset(texts)
        self._last: NDArray[Any] | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[Any]:
        """Return the vectors of texts."""
        if self._last is not None and self._texts.isdisjoint(texts):
            return self._last.repeat(len(texts), axis=0)
        found = super().encode(texts)
        self._last = found if len(texts) == 1 else None
        return found


def run() -> None:
    """Print the table; say so where the labelled sets are not there."""
    if not (_FOLDER / "news-dev.jsonl").is_file():
        print("\nThe labelled sections are not here: no scores of learning.")
        return
    news, unrelated = _rows("news-dev.jsonl"), [*_rows("noise-dev.jsonl"), *_unrelated_rows(_UNRELATED)]
    for vocabulary in _vocabularies():
        aside = _unrelated_rows(_ASIDE)
        texts = [row.text for row in (*news, *unrelated, *aside)]
        encoders: dict[str, SentenceEncoder | None] = {"words": None}
        if is_available():
            encoders["vectors"] = _QuickEncoder([*texts, *vocabulary.descriptions.values()])
            _show_descriptions(vocabulary)
        for way, encoder in encoders.items():
            print(f"\nF1 after judgements with {vocabulary.name}, {way} (goal at 200: +{GOALS[way]:.2f})")
            with _words_read_once():
                for pair in PAIRS:
                    _show_pair(vocabulary, encoder, news, (unrelated, aside), pair)
                _show_desks(vocabulary, encoder, news)
    if not is_available():
        print("  sentence vectors: not on this machine (pip install 'briefbuilder[vectors]')")


def _show_descriptions(vocabulary: Vocabulary) -> None:
    """Print what vectors suggest before the first judgement, in languages and for topics that have no terms."""
    topics = [replace(topic, names={"en": topic.name("en")}) for topic in vocabulary.taxonomy.topics]
    unlisted = {topic.id for topic in topics if not (topic.terms or topic.territories)}
    named = [topic if topic.id in unlisted else replace(topic, terms={}, territories=()) for topic in topics]
    for title, listed in (("as they are", topics), ("names alone", named)):
        matcher = Matcher(Taxonomy(topics=tuple(listed)))
        data = TrainingData((), (), NO_STATISTICS, descriptions=describe_topics(listed))
        predictions = Predictions(data)
        model = TrainedModel(matcher, classifier=predictions)
        for languages in (LANGUAGES, OTHERS):
            if not any(map(matcher.topics_without_terms, languages)):
                continue
            news, sports = (_rows(name, languages) for name in ("news-dev.jsonl", "noise-dev.jsonl"))
            texts = [row.text for row in (*news, *sports)]
            described = Learner((), {}, _QuickEncoder(texts), descriptions=dict(data.descriptions))
            predictions.add({row.text: described.predict(row.text, row.language) for row in (*news, *sports)})
            halves = [_f1(vocabulary, [row for row in news if row.half == half], model) for half in (0, 1)]
            print(
                f"  by descriptions, {title}, {' '.join(languages)}: F1 {halves[0]:.3f} and {halves[1]:.3f}, "
                f"false alarms on sports {_alarms(sports, model):.3f} (goal 0.02)"
            )


def _show_pair(
    vocabulary: Vocabulary,
    encoder: SentenceEncoder | None,
    news: Sequence[Row],
    unrelated: Sequence[Sequence[Row]],
    languages: tuple[Sequence[str], Sequence[str]],
) -> None:
    judged, evaluated = languages
    asked = [[row for row in news if row.half == half and row.language in evaluated] for half in (0, 1)]
    before = [_f1(vocabulary, rows, TrainedModel(vocabulary.matcher)) for rows in asked]
    alarms = [_alarms(rows, TrainedModel(vocabulary.matcher)) for rows in unrelated]
    title = f"{'+'.join(judged)} → {'+'.join(evaluated)}"
    print(f"  {title}: F1 {sum(before) / 2:.3f} before, unrelated sections with a topic {_said(alarms)}")
    # The orders of a few sections end in the same judgements.
    known: dict[frozenset[tuple[str, frozenset[str], frozenset[str]]], tuple[float, list[float]]] = {}
    for count in COUNTS:
        gains, worst_alarms, cost = [], [0.0] * len(unrelated), 0.0
        for order in range(ORDERS):
            for half in (0, 1):
                chosen = [row for row in news if row.half == half and row.language in judged]
                dossier = make_dossier(vocabulary, chosen, count, order)
                said = frozenset(
                    (each.row.text, frozenset(each.topics), frozenset(each.rejected)) for each in dossier
                )
                if said not in known:
                    started = time.process_time()
                    model = train(vocabulary, dossier, encoder)
                    cost = max(cost, time.process_time() - started)
                    f1 = _f1(vocabulary, asked[1 - half], model)
                    known[said] = f1 - before[1 - half], [_alarms(rows, model) for rows in unrelated]
                gains.append(known[said][0])
                worst_alarms = list(map(max, worst_alarms, known[said][1]))
        mean = sum(gains) / len(gains)
        print(
            f"    {count:3} judgements: mean {mean:+.3f}, worst order {min(gains):+.3f}, "
            f"unrelated at most {_said(worst_alarms)}; {1000 * cost:.0f} CPU-ms to train"
        )


def _show_desks(vocabulary: Vocabulary, encoder: SentenceEncoder | None, news: Sequence[Row]) -> None:
    halves = [[row for row in news if row.half == half] for half in (0, 1)]
    gains: defaultdict[int, list[float]] = defaultdict(list)
    for order in range(ORDERS):
        desk = Desk(vocabulary, order, news)
        for judged, asked in (halves, reversed(halves)):
            before = desk.f1(asked, TrainedModel(vocabulary.matcher))
            for count in COUNTS:
                model = train(desk, make_dossier(desk, judged, count, order), encoder)
                gains[count].append(desk.f1(asked, model) - before)
    print("  desks with habits of their own, all languages:")
    for count, found in gains.items():
        print(f"    {count:3} judgements: mean {sum(found) / len(found):+.3f}, worst order {min(found):+.3f}")


def _said(alarms: Iterable[float]) -> str:
    """Return the shares of unrelated sections with a topic, of those that are known and those kept aside."""
    return ", aside ".join(f"{share:.3f}" for share in alarms)


def make_dossier(vocabulary: Vocabulary, rows: Sequence[Row], count: int, order: int) -> list[Judged]:
    """Return the sections of the articles with the first judgements of an order, the oldest first."""
    chance = random.Random(order)  # noqa: S311 - the same orders each time
    articles: defaultdict[tuple[str, str], list[Judged]] = defaultdict(list)
    for row in rows:
        articles[row.document, row.language].append(Judged(row))
    queue = list(articles.values())
    chance.shuffle(queue)
    # All documents come once before one of them comes in another language.
    seen: Counter[str] = Counter()
    turns = []
    for sections in queue:
        turns.append(seen[sections[0].row.document])
        seen[sections[0].row.document] += 1
    queue = [queue[place] for place in sorted(range(len(queue)), key=lambda place: turns[place])]
    said = [each for sections in queue for section in sections for each in vocabulary.judgements(section)]
    if order % 2:
        said = said[: max(COUNTS)]
        chance.shuffle(said)
    for section, topic, is_right in said[:count]:
        (section.topics if is_right else section.rejected).add(topic)
    touched = [sections for sections in queue if any(each.topics or each.rejected for each in sections)]
    return [section for sections in touched for section in sections]


def train(vocabulary: Vocabulary, dossier: Sequence[Judged], encoder: SentenceEncoder | None) -> TrainedModel:
    """Train a model as a dossier does that holds these sections."""
    examples = [
        Example(
            each.row.text,
            frozenset(each.topics),
            f"{each.row.document} {each.row.language}",
            frozenset(each.rejected),
            tuple((topic, found.score) for topic, found in vocabulary.plain(each.row)[1].items()),
            each.row.language,
        )
        for each in dossier
    ]
    judged = [example for example in examples if example.is_judged]
    alignment = vocabulary.align(judged)
    if len(judged) < _FEWEST_JUDGED:
        return TrainedModel(vocabulary.matcher, _statistics(vocabulary, dossier), alignment=alignment)
    learned = Learner(examples, vocabulary.names, encoder, descriptions=vocabulary.descriptions)
    return TrainedModel(vocabulary.matcher, _statistics(vocabulary, dossier), learned, alignment)


def _statistics(vocabulary: Vocabulary, dossier: Iterable[Judged]) -> TermStatistics:
    cases = []
    for each in dossier:
        suggested = {suggestion.topic for suggestion in vocabulary.plain(each.row)[0]}
        support = vocabulary.plain(each.row)[1]
        article = f"{each.row.document} {each.row.language}"
        cases += [(article, support[topic].concepts, True) for topic in each.topics & suggested]
        cases += [(article, support[topic].concepts, False) for topic in each.rejected]
    return collect_statistics(cases) if cases else NO_STATISTICS


def _f1(vocabulary: Vocabulary, rows: Iterable[Row], model: TrainedModel) -> float:
    right = wrong = missed = 0
    for row, suggested in _suggest(rows, model):
        found = vocabulary.labels_of(suggested)
        right += len(found & row.labels)
        wrong += len(found - row.labels - row.acceptable)
        missed += len(row.labels - found)
    return 2 * right / (2 * right + wrong + missed)


def _alarms(rows: Sequence[Row], model: TrainedModel) -> float:
    return sum(bool(suggested) for _, suggested in _suggest(rows, model)) / len(rows)


def _suggest(rows: Iterable[Row], model: TrainedModel) -> Iterator[tuple[Row, tuple[Suggestion, ...]]]:
    """Yield each row with its topics; the rows of a document are sections of an article, those of none stand alone."""
    articles: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        articles[row.document or row.text, row.language].append(row)
    # The word frequencies of a few languages are kept.
    for (_, language), sections in sorted(articles.items(), key=lambda item: item[0][1]):
        found = suggest_sections(model, [section.text for section in sections], language)
        yield from zip(sections, found, strict=True)


def _vocabularies() -> Iterator[Vocabulary]:
    labels = yaml.safe_load((_HERE / "label_topics.yaml").read_text("utf-8"))
    shipped = Vocabulary("the taxonomies that ship", Resources().taxonomy(), labels)
    flat = load_parts(_FOLDER / "topics.yaml")
    yield Vocabulary("flat lists", flat, {topic.id: (topic.id,) for topic in flat.topics}, shipped)
    yield shipped


def _rows(name: str, languages: Sequence[str] = LANGUAGES) -> list[Row]:
    lines = (_FOLDER / name).read_text("utf-8").splitlines()
    return [
        Row(
            row.get("doc", ""),
            row["lang"],
            row["text"],
            frozenset(row.get("labels", ())),
            frozenset(row.get("acceptable", ())),
        )
        for row in map(json.loads, lines)
        if row["lang"] in languages
    ]


def _unrelated_rows(path: Path) -> list[Row]:
    sections = yaml.safe_load(path.read_text("utf-8"))
    return [Row("", language, text, frozenset()) for language, texts in sections.items() for text in texts]
