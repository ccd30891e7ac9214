"""Suggests topics from term lists and from what the tagged sections of a dossier have in common.

Nothing of it is stored: a model follows from the dossier and is trained again when that has changed. Training data are
plain values, so that a window trains in a worker process; commands train at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

from briefbuilder.domain.article import Article
from briefbuilder.domain.changes import Key
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.topics import (
    Evidence,
    Judgement,
    Suggestion,
    Tag,
    Taxonomy,
    Topic,
    tags_by_blocks,
    tags_by_section,
)
from briefbuilder.domain.values import value
from briefbuilder.tagging.learner import DESCRIPTION_SIGN, Example, Learner, Prediction
from briefbuilder.tagging.matcher import MAX_SUGGESTIONS
from briefbuilder.tagging.near_sections import (
    NO_SECTIONS,
    NearSections,
    SectionTopics,
    suggest_in_article,
)
from briefbuilder.tagging.section_language import section_language
from briefbuilder.tagging.term_scores import MIN_SCORE
from briefbuilder.tagging.term_statistics import NO_STATISTICS, TermSupport

if TYPE_CHECKING:
    from briefbuilder.app.resources import Resources
    from briefbuilder.domain.article import Section
    from briefbuilder.domain.changes import ArticleRecord
    from briefbuilder.storage.store import Store
    from briefbuilder.tagging.embedding_space import SentenceEncoder
    from briefbuilder.tagging.matcher import Matcher
    from briefbuilder.tagging.term_statistics import TermConcept, TermStatistics
    from briefbuilder.tagging.topic_alignment import TopicAligner, TopicAlignment

    Case = tuple[str, Iterable[TermConcept], bool]
    """The article and the terms of a suggestion, and whether it was accepted."""

TopicNames = tuple[tuple[str, tuple[str, ...]], ...]
"""Topics by id, with their names in all languages."""
TopicDescriptions = tuple[tuple[str, str], ...]
"""Topics by id, with their name and their terms in one language, for sentence vectors."""

MAX_ARTICLES = 150
"""The most articles in the training data, those that were tagged last: what can be read in a moment."""
MAX_UNTAGGED_ARTICLES = 60
"""The most articles without tags whose sections are added to the training data."""
MIN_JUDGED_SECTIONS = 20
"""The number of sections with a tag or a judgement from which on a model is trained."""
MAX_DESCRIBED_TOPICS = 500
"""The most topics whose descriptions are compared with sections: what is encoded in half a minute."""
MAX_TOPICS_WITHOUT_TERM = 2
"""The most topics that are suggested for a section although none of its terms stands for them."""
MAX_COMPARED_SECTIONS = 200
"""The most judged sections that are compared with topics that ship if the dossier does not use these."""
_MAX_PREDICTIONS = 2_000
"""The most sections whose predictions are kept."""
_MANY_SECTIONS, _SECTIONS_AT_ONCE = 10, 40
"""More unread sections than a window reads while it waits, and how many it leaves to one job."""
_TRAINING_COLLECTIONS = frozenset({"tag", "judgement", "article", "topic", "setting"})


class TextClassifier(Protocol):
    """Suggests topics by what tagged sections have in common."""

    def predict(self, text: str, language: str) -> tuple[Prediction, ...]:
        """Return the topics that a text in a language probably has, best first."""


@value(kw_only=False)
class TrainingData:
    """Sections with their topics, the names of topics, how often each term was right, and what leads to own topics.

    `others` are sections of articles without tags; `judged` is the number of sections with a tag or a judgement.
    `descriptions` are there only if sentence vectors are.
    """

    examples: tuple[Example, ...]
    names: TopicNames
    trust: TermStatistics
    others: tuple[str, ...] = ()
    judged: int = 0
    descriptions: TopicDescriptions = ()
    alignment: TopicAlignment | None = None

    @property
    def is_sufficient(self) -> bool:
        """Whether enough sections were judged to train a model, and enough articles for one of words."""
        from briefbuilder.tagging.learner import may_learn

        return self.judged >= MIN_JUDGED_SECTIONS and (bool(self.descriptions) or may_learn(self.examples))


def predict_topics(
    examples: tuple[Example, ...],
    names: TopicNames,
    others: tuple[str, ...],
    descriptions: TopicDescriptions,
    texts: tuple[str, ...],
    language: str,
) -> dict[str, tuple[Prediction, ...]]:
    """Return the topics that texts in a language probably have, by a model of the training data; runs in a worker process.

    Sentence vectors are used if there are descriptions.
    """
    learner = _trained_learner(examples, names, others, descriptions)
    return {text: learner.predict(text, language) for text in texts}


@lru_cache(maxsize=1)  # training takes seconds, and the window asks for one article after the other
def _trained_learner(
    examples: tuple[Example, ...],
    names: TopicNames,
    others: tuple[str, ...],
    descriptions: TopicDescriptions,
) -> Learner:
    vectors = _vectors() if descriptions else None
    return Learner(examples, dict(names), vectors, others, dict(descriptions))


@cache
def _vectors() -> SentenceEncoder:
    from briefbuilder.tagging.embedding_space import SentenceEncoder

    return SentenceEncoder()


class Predictions:
    """Predictions that were made in another process, for the texts that were sent there; never waits for any.

    If too little was judged, they are `by_descriptions` of topics only.
    """

    def __init__(self, training_data: TrainingData) -> None:
        self.by_descriptions = not training_data.is_sufficient
        # The same data after each judgement: nothing is trained again.
        self.training_data = (
            TrainingData((), (), NO_STATISTICS, descriptions=training_data.descriptions)
            if self.by_descriptions
            else training_data
        )
        self._by_text: dict[str, tuple[Prediction, ...]] = {}

    def predict(self, text: str, language: str) -> tuple[Prediction, ...]:  # noqa: ARG002 - of its article
        """Return the predictions for a text, none if there are none yet."""
        return self._by_text.get(text, ())

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return those of the given texts for which there are no predictions yet."""
        return tuple(text for text in dict.fromkeys(texts) if text not in self._by_text)

    def add(self, predicted: Mapping[str, tuple[Prediction, ...]]) -> None:
        """Keep the predictions for the given texts."""
        if len(self._by_text) > _MAX_PREDICTIONS:
            self._by_text.clear()
        self._by_text |= predicted


class TrainedModel:
    """Suggests by term lists, as far as each term is trusted, by related topics, and by a classifier if there is one."""

    def __init__(
        self,
        matcher: Matcher,
        trust: TermStatistics = NO_STATISTICS,
        classifier: TextClassifier | None = None,
        alignment: TopicAlignment | None = None,
    ) -> None:
        self._matcher = matcher
        self._trust = trust
        self._classifier = classifier
        self._alignment = alignment or None

    def found_topics(self, text: str, language: str | None) -> SectionTopics:
        """Return the topics of a section by its terms, without learning."""
        return self._matcher.found_topics(text, language, self._trust)

    def suggest(
        self, text: str, language: str | None, *, near: NearSections = NO_SECTIONS
    ) -> tuple[Suggestion, ...]:
        """Return the topics suggested, best first."""
        if self._classifier is None and self._alignment is None:
            return self._by_terms(text, language, MIN_SCORE, near)
        by_terms = {suggestion.topic: suggestion for suggestion in self._by_terms(text, language, 0.0, near)}
        found = {topic: suggestion for topic, suggestion in by_terms.items() if suggestion.score >= MIN_SCORE}
        learned: dict[str, Suggestion] = {}
        for prediction in self._predictions(text, language):
            known = by_terms.get(prediction.topic)
            if prediction.topic in found:
                found[prediction.topic] = _join(found[prediction.topic], prediction)
            elif prediction.topic in learned:
                learned[prediction.topic] = _join(learned[prediction.topic], prediction)
            elif prediction.needed <= (known.score if known is not None else 0.0):
                learned[prediction.topic] = _suggestion(prediction, known)
        found |= dict(islice(learned.items(), MAX_TOPICS_WITHOUT_TERM))
        return tuple(sorted(found.values(), key=lambda suggestion: (-suggestion.score, suggestion.topic)))[
            :MAX_SUGGESTIONS
        ]

    def _predictions(self, text: str, language: str | None) -> Iterator[Prediction]:
        if self._alignment is not None:
            yield from self._alignment.predict(text, language)
        if self._classifier is not None:
            predicted = self._classifier.predict(text, base_language(language))
            if isinstance(self._classifier, Predictions) and self._classifier.by_descriptions:
                unlisted = self._matcher.topics_without_terms(base_language(language))
                predicted = tuple(
                    prediction
                    for prediction in predicted
                    if prediction.topic in unlisted and not prediction.needed
                )
            yield from predicted

    @property
    def predictions(self) -> Predictions | None:
        """The predictions of another process, None if the model has none."""
        return self._classifier if isinstance(self._classifier, Predictions) else None

    def _by_terms(
        self, text: str, language: str | None, lowest: float, near: NearSections
    ) -> tuple[Suggestion, ...]:
        return self._matcher.suggest(text, language, self._trust, lowest, near=near)


def train_model(matcher: Matcher, training_data: TrainingData) -> TrainedModel:
    """Train a model at once, without sentence vectors: for commands."""
    data = training_data
    if not data.is_sufficient:
        return TrainedModel(matcher, data.trust, alignment=data.alignment)
    learner = Learner(data.examples, dict(data.names), others=data.others)
    return TrainedModel(matcher, data.trust, learner, data.alignment)


@value(kw_only=False)
class _TrainingSection:
    """A section of the training data: its first block, all of its blocks, and its text."""

    first: str
    blocks: frozenset[str]
    text: str


@value(kw_only=False)
class _LabelledSection:
    """A section with the topics that it is tagged with, and whether each judged suggestion was accepted."""

    section: _TrainingSection
    tagged: frozenset[str]
    answers: Mapping[str, bool]


@value(kw_only=False)
class SectionTerms:
    """What the terms of a section support, and the topics that ship suggested for it if the dossier has others."""

    section: tuple[str, str]
    text: str
    support: Mapping[str, TermSupport]
    shipped: frozenset[str] | None


@value(kw_only=False)
class UnreadSections:
    """Tagged and judged sections in which no terms were looked for yet: plain values for a job beside the session.

    Each section has its article and first block, its text, and the language of its article.
    """

    matcher: Matcher
    shipped: Matcher | None
    sections: tuple[tuple[tuple[str, str], str, str | None], ...]

    def read(self) -> tuple[SectionTerms, ...]:
        """Look for the terms of each section."""
        return tuple(self._read(*section) for section in self.sections)

    def _read(self, section: tuple[str, str], text: str, language: str | None) -> SectionTerms:
        shipped = None if self.shipped is None else _suggested_topics(self.shipped, text, language)
        return SectionTerms(section, text, self.matcher.term_support(text, language), shipped)


def _suggested_topics(matcher: Matcher, text: str, language: str | None) -> frozenset[str]:
    return frozenset(suggestion.topic for suggestion in matcher.suggest(text, language))


class Suggestions:
    """The model of one session; `stale` if the dossier has changed since it was trained."""

    def __init__(
        self,
        store: Store,
        resources: Resources,
        taxonomy: Callable[[], Taxonomy],
        names: Callable[[], Iterable[str]],
    ) -> None:
        """Suggest by the dossier's topics; `taxonomy` and `names` return these and the names of its taxonomies."""
        self._store = store
        self._resources = resources
        self._taxonomy = taxonomy
        self._names = names
        self._model: TrainedModel | None = None
        self._matcher: Matcher | None = None
        self._sections: dict[str, tuple[ArticleRecord, tuple[_TrainingSection, ...]]] = {}
        self._supports: dict[tuple[str, str], tuple[str, Mapping[str, TermSupport]]] = {}
        self._aligner: TopicAligner | None = None
        self._references: dict[str, frozenset[str]] = {}
        self.stale = True

    @property
    def matcher(self) -> Matcher:
        """The matcher of the term lists in force."""
        matcher = self._resources.matcher(self._taxonomy())
        if matcher is not self._matcher:
            self._matcher = matcher
            self._supports.clear()
            self._model = None
            self.stale = True
        return matcher

    def current_model(self) -> TrainedModel:
        """Return the model that was trained last, one of only the term lists if none was trained yet."""
        matcher = self.matcher
        return TrainedModel(matcher) if self._model is None else self._model

    def use_model(self, model: TrainedModel) -> None:
        """Suggest by a model from now on."""
        self._model = model
        self.stale = False

    def for_article(self, article: Article) -> tuple[tuple[Suggestion, ...], ...]:
        """Return the topics suggested for each section that are neither judged nor tagged there yet.

        Trains the model first if the dossier has changed: for commands and for acts on the whole dossier.
        """
        if self.stale:
            self.use_model(train_model(self.matcher, self.training_data()))
        suggested, store = suggest_in_article(self.current_model(), article), self._store
        return open_suggestions(article, suggested, store.tags(article.id), store.judgements(article.id))

    def note(self, keys: frozenset[Key]) -> None:
        """Mark the model as stale if one of the changed values is training data."""
        if any(key.collection in _TRAINING_COLLECTIONS for key in keys):
            self.stale = True

    def languages_to_prepare(self, article: str) -> tuple[tuple[Matcher, str], ...]:
        """Return the matchers with languages that are not prepared yet: those of an article, and of those that training reads."""
        search = self._store.search
        trained = search.languages_of(search.recently_tagged(MAX_ARTICLES)) if self.stale else ()
        languages = dict.fromkeys([*languages_of(self._store.article(article)), *trained])
        aligner = self._aligner_in_use() if self.stale else self._aligner
        matchers = [self.matcher] if aligner is None else [self.matcher, aligner.reference]
        return tuple(
            (matcher, name)
            for matcher in dict.fromkeys(matchers)
            for name in languages
            if name and not matcher.is_prepared(name)
        )

    def unread_sections(self) -> UnreadSections | None:
        """Return the next sections to read before the training data are asked for; None if few or none are left.

        A window has a job read them, so that hundreds of sections do not hold it.
        """
        aligner, matcher = self._aligner_in_use(), self.matcher
        shipped = None if aligner is None or aligner.reference is matcher else aligner.reference
        found = tuple(islice(self._find_unread(shipped), _SECTIONS_AT_ONCE))
        return UnreadSections(matcher, shipped, found) if len(found) > _MANY_SECTIONS else None

    def add_read(self, unread: UnreadSections, found: Iterable[SectionTerms]) -> None:
        """Keep what a job found in sections, unless the topics have changed meanwhile."""
        if unread.matcher is self.matcher:
            for terms in found:
                self._supports[terms.section] = (terms.text, terms.support)
                if terms.shipped is not None:
                    self._references[terms.text] = terms.shipped

    def _find_unread(self, shipped: Matcher | None) -> Iterator[tuple[tuple[str, str], str, str | None]]:
        for record in filter(None, map(self._store.record, self._store.search.recently_tagged(MAX_ARTICLES))):
            for labelled in self._labelled_sections(record):
                key, text = (record.id, labelled.section.first), labelled.section.text
                is_read = key in self._supports and self._supports[key][0] == text
                is_compared = shipped is None or text in self._references
                if (labelled.tagged or labelled.answers) and not (is_read and is_compared):
                    yield key, text, record.metadata.language

    def training_data(self) -> TrainingData:
        """Return the training data from the articles that were tagged or judged last."""
        from briefbuilder.tagging.embedding_space import is_available
        from briefbuilder.tagging.learner import MAX_EXAMPLES
        from briefbuilder.tagging.term_statistics import collect_statistics

        store, matcher = self._store, self.matcher
        examples: list[list[Example]] = []
        cases: list[Case] = []
        for name in store.search.recently_tagged(MAX_ARTICLES):
            record, judgements = store.record(name), store.judgements(name)
            # If there are enough examples, older articles are only read for judgements on their terms.
            is_example = sum(map(len, examples)) < MAX_EXAMPLES
            if record is not None and (is_example or judgements):
                sections = tuple(self._labelled_sections(record))
                if is_example:
                    examples.append([self._example(matcher, record, section) for section in sections])
                cases += self._judged_cases(matcher, record, sections)
        topics = self._taxonomy().topics
        oldest_first = tuple(chain.from_iterable(reversed(examples)))[-MAX_EXAMPLES:]
        data = TrainingData(
            oldest_first,
            tuple((topic.id, tuple(topic.names.values())) for topic in topics),
            collect_statistics(cases),
            judged=sum(example.is_judged for example in oldest_first),
            descriptions=describe_topics(topics) if is_available() else (),
            alignment=self._align(oldest_first),
        )
        return replace(data, others=tuple(self._untagged_sections())) if data.is_sufficient else data

    def _align(self, examples: Sequence[Example]) -> TopicAlignment | None:
        """Return which topics that ship lead to other topics, None if no others were tagged."""
        aligner, matcher = self._aligner_in_use(), self.matcher
        if aligner is None:
            return None
        judged = [example for example in examples if example.is_judged]
        if aligner.reference is matcher:
            suggested = [
                frozenset(topic for topic, score in example.term_scores if score >= MIN_SCORE)
                for example in judged
            ]
        else:
            judged = judged[-MAX_COMPARED_SECTIONS:]
            suggested = [self._references_of(aligner.reference, example) for example in judged]
        shipped = {topic.id for topic in self._resources.taxonomy().topics}
        tagged = frozenset(chain.from_iterable(example.topics for example in judged)) - shipped
        own = [topic for topic in self._taxonomy().topics if topic.id in tagged]
        return aligner.align(own, zip(judged, suggested, strict=True))

    def _references_of(self, reference: Matcher, example: Example) -> frozenset[str]:
        known = self._references.get(example.text)
        if known is None:
            known = _suggested_topics(reference, example.text, example.language or None)
            self._references[example.text] = known
        return known

    def _aligner_in_use(self) -> TopicAligner | None:
        """Return the aligner of topics of one's own and of codebooks, None if none of them were tagged in enough articles."""
        from briefbuilder.tagging.topic_alignment import MIN_ARTICLES, TopicAligner

        topics = {topic.id: topic for topic in self._taxonomy().topics}
        tagged = {topic for topic, count in self._store.search.topics() if count >= MIN_ARTICLES}
        # The taxonomies that ship take memory: they are read only for topics that may be others.
        others_in_use = not set(self._names()) <= set(self._resources.shipped_taxonomies())
        if not any(others_in_use or topics[topic].own for topic in tagged & topics.keys()):
            self._aligner = None
            return None
        ids = {topic.id for topic in self._resources.taxonomy().topics}
        reference = self.matcher if ids <= topics.keys() else self._resources.shipped_matcher()
        if self._aligner is None or self._aligner.reference is not reference:
            self._aligner = TopicAligner(reference)
            self._references.clear()
        return self._aligner

    def _untagged_sections(self) -> Iterator[str]:
        """Yield sections of the latest articles that nobody tagged or judged."""
        from briefbuilder.tagging.learner import MAX_UNJUDGED

        store, count = self._store, 0
        for name in store.search.recently_untagged(MAX_UNTAGGED_ARTICLES, 2 * MAX_ARTICLES):
            record = store.record(name)
            if record is None or count >= MAX_UNJUDGED or store.judgements(name):
                continue
            for section in self._sections_of(record)[: MAX_UNJUDGED - count]:
                count += 1
                yield section.text

    def _sections_of(self, record: ArticleRecord) -> tuple[_TrainingSection, ...]:
        """Return an article's sections, from the cache as long as its text is the same."""
        known = self._sections.get(record.id)
        if known is None or (known[0].text, known[0].corrections) != (record.text, record.corrections):
            if len(self._sections) >= 2 * MAX_ARTICLES:
                self._sections.clear()
                self._supports.clear()
                self._references.clear()
            known = (record, tuple(map(_training_section, self._store.article(record.id).sections)))
            self._sections[record.id] = known
        return known[1]

    def _labelled_sections(self, record: ArticleRecord) -> Iterator[_LabelledSection]:
        sections = self._sections_of(record)
        answers = _by_section(self._store.judgements(record.id))
        tags = tags_by_blocks([section.blocks for section in sections], self._store.tags(record.id))
        for section, own in zip(sections, tags, strict=True):
            yield _LabelledSection(
                section, frozenset(tag.topic for tag in own), answers.get(section.first, {})
            )

    def _example(self, matcher: Matcher, record: ArticleRecord, labelled: _LabelledSection) -> Example:
        """Return a section with the topics that it was tagged with or accepted for."""
        section, answers = labelled.section, labelled.answers
        accepted = {topic for topic, is_accepted in answers.items() if is_accepted}
        topics = labelled.tagged | accepted
        support = self._support(matcher, record, section) if topics or answers else {}
        return Example(
            section.text,
            topics,
            record.id,
            rejected=frozenset(answers.keys() - accepted),
            term_scores=tuple((topic, term_support.score) for topic, term_support in support.items()),
            language=base_language(record.metadata.language),
        )

    def _judged_cases(
        self, matcher: Matcher, record: ArticleRecord, sections: Iterable[_LabelledSection]
    ) -> Iterator[Case]:
        """Yield the terms that each judged suggestion rested on, and whether it was accepted."""
        for labelled in sections:
            if labelled.answers:
                support = self._support(matcher, record, labelled.section)
                for topic, accepted in labelled.answers.items():
                    if topic in support:
                        yield record.id, support[topic].concepts, accepted

    def _support(
        self, matcher: Matcher, record: ArticleRecord, section: _TrainingSection
    ) -> Mapping[str, TermSupport]:
        key = (record.id, section.first)
        known = self._supports.get(key)
        if known is None or known[0] != section.text:
            found = matcher.term_support(section.text, record.metadata.language)
            known = self._supports[key] = (section.text, found)
        return known[1]


def _training_section(section: Section) -> _TrainingSection:
    blocks = section.all_blocks
    return _TrainingSection(blocks[0].id, frozenset(block.id for block in blocks), section.text)


def languages_of(article: Article) -> tuple[str, ...]:
    """Return the languages of an article's sections: that of the article, and those of others that are quoted."""
    stated = article.metadata.language
    return tuple(dict.fromkeys(section_language(section.text, stated) for section in article.sections))


def describe_topics(topics: Iterable[Topic]) -> TopicDescriptions:
    """Return the name and the terms of each topic in one language: English, as vectors are the same in all.

    A topic without terms has its definition, if there is one.
    """
    found = []
    for topic in islice(topics, MAX_DESCRIBED_TOPICS):
        language = "en" if "en" in topic.terms or "en" in topic.names else next(iter(topic.names), "")
        terms = [term.strip("?*") for term in topic.terms.get(language, ())]
        terms = terms or list(topic.descriptions.values())[:1]
        found.append((topic.id, DESCRIPTION_SIGN.join((topic.name(language), *terms))))
    return tuple(found)


def _by_section(judgements: Iterable[Judgement]) -> dict[str, dict[str, bool]]:
    """Return for each judged section, by its first block, whether each topic was accepted."""
    judged: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for judgement in judgements:
        judged[judgement.section][judgement.topic] = judgement.accepted
    return judged


def _suggestion(predicted: Prediction, weak: Suggestion | None) -> Suggestion:
    """Return the suggestion of a topic that terms alone do not suggest; `weak` is what they say."""
    found = Suggestion(
        topic=predicted.topic, score=predicted.score, evidence=predicted.evidence, learned=True
    )
    return found if weak is None else _join(weak, predicted)


def _join(listed: Suggestion, predicted: Prediction) -> Suggestion:
    """Join what terms and examples say of a topic: the evidence of both, the higher score."""
    kept = [
        piece
        for piece in predicted.evidence
        if not any(_overlap(piece, evidence) for evidence in listed.evidence)
    ]
    return replace(
        listed,
        score=max(listed.score, predicted.score),
        evidence=tuple(sorted((*listed.evidence, *kept), key=lambda piece: (piece.start, piece.end))),
        learned=True,
    )


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


def open_suggestions(
    article: Article,
    suggested: Iterable[Sequence[Suggestion]],
    tags: Iterable[Tag],
    judgements: Iterable[Judgement],
) -> tuple[tuple[Suggestion, ...], ...]:
    """Return what is suggested for each section, without topics that are tagged or were judged there."""
    judged = {(judgement.section, judgement.topic) for judgement in judgements}
    sections = article.sections
    found: list[tuple[Suggestion, ...]] = []
    for section, own, offered in zip(sections, tags_by_section(sections, tags), suggested, strict=True):
        first = section.all_blocks[0].id
        tagged = {tag.topic for tag in own}
        found.append(
            tuple(
                suggestion
                for suggestion in offered
                if suggestion.topic not in tagged and (first, suggestion.topic) not in judged
            )
        )
    return tuple(found)
