"""The state of the article pane: the article, its tags, its suggestions and the target. Uses no widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.session import Session
from briefbuilder.app.suggestions import (
    Predictions,
    TrainedModel,
    languages_of,
    open_suggestions,
    predict_topics,
)
from briefbuilder.app.workers import WorkerPool
from briefbuilder.domain.article import Article, Metadata, Section
from briefbuilder.domain.corrected_text import CorrectedText, apply_corrections
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.passage import Passage, passage_of, section_blocks
from briefbuilder.domain.text import Block, Figure, Heading
from briefbuilder.domain.topics import Suggestion, Tag
from briefbuilder.domain.values import value
from briefbuilder.tagging.learner import Prediction
from briefbuilder.tagging.near_sections import NO_SECTIONS, NearSections, SectionTopics, suggest_in_article
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.suggestions import TrainingData
    from briefbuilder.tagging.matcher import Matcher

    PredictionsByText = Mapping[str, tuple[Prediction, ...]]


T = TypeVar("T")

_PAINTED = 100
"""Milliseconds in which the window paints what has changed, before training data are read."""
_LONG = 50_000
"""Characters of an article from which topics are looked for beside the window: these take about 30 ms."""
_SECONDS = 600.0
"""Time limit of training: sentence vectors of 800 long sections, a third of a second each on a slow machine."""


class TrainingJob(QObject):
    """Trains the suggestions in a worker process, one job at a time.

    `learned` is emitted when suggestions may have changed. On the window's thread, reading sections, reading training data
    and following what was learned each take a turn of the event loop.
    """

    learned = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._running = False
        self._article = ""
        self._pool: WorkerPool | None = None

    @Slot(str)
    def train_soon(self, article: str) -> None:
        """Train for an article after it is shown."""
        self._article = article
        session = self._services.holder.session
        is_stale = session is not None and session.suggestions.stale
        QTimer.singleShot(_PAINTED if is_stale else 0, self, self.train)

    @Slot()
    def train(self) -> None:
        """Update the training data of the dossier and compute suggestions for the article's sections."""
        session = self._services.holder.session
        if session is None or self._running or session.store.record(self._article) is None:
            return
        unprepared = session.suggestions.languages_to_prepare(self._article)
        if unprepared:
            matcher, language = unprepared[0]
            read = session.store.article(self._article) if matcher is session.suggestions.matcher else None
            self._start(
                session, partial(_prepare, matcher, language, read), lambda _none: self.learned.emit()
            )
            return
        if session.suggestions.stale:
            unread = session.suggestions.unread_sections()
            if unread is not None:
                self._start(session, unread.read, partial(session.suggestions.add_read, unread))
            else:
                QTimer.singleShot(0, self, partial(self._update_model, session))
            return
        predictions = session.suggestions.current_model().predictions
        article = session.store.article(self._article)
        texts = tuple(section.text for section in article.sections)
        language = base_language(article.metadata.language)
        if predictions is None or (
            predictions.by_descriptions and not session.suggestions.matcher.topics_without_terms(language)
        ):
            return
        missing = predictions.missing(texts)
        if missing:
            self._running = True
            work = partial(
                _suggest_in_worker,
                self._worker_pool(),
                predictions.training_data,
                missing,
                language,
            )
            done = partial(self._on_suggested, session, predictions, self._article)
            self._services.jobs.start(work, done, partial(self._on_failed, predictions, missing))

    def _start(self, session: Session, work: Callable[[], T], use: Callable[[T], None]) -> None:
        """Do work beside the window, use its result if the session is still open, and go on with the training."""
        self._running = True

        def done(found: T) -> None:
            self._running = False
            if session is self._services.holder.session:
                use(found)
            QTimer.singleShot(0, self, self.train)

        def failed(error: Exception) -> None:
            self._running = False
            raise error

        self._services.jobs.start(lambda _context: work(), done, failed)

    def _update_model(self, session: Session) -> None:
        """Use the judgements of terms at once; suggestions from examples follow when they are computed."""
        learning = session.suggestions
        if session is not self._services.holder.session or session.store.lost or not learning.stale:
            return
        training_data = learning.training_data()
        may_predict = training_data.is_sufficient or training_data.descriptions
        predictions = Predictions(training_data) if may_predict else None
        learning.use_model(
            TrainedModel(learning.matcher, training_data.trust, predictions, training_data.alignment)
        )
        QTimer.singleShot(0, self, self._on_updated)

    @Slot()
    def _on_updated(self) -> None:
        self.learned.emit()
        self.train()

    def _worker_pool(self) -> WorkerPool:
        if self._pool is None:
            self._pool = self._services.jobs.create_dedicated_pool()
        return self._pool

    def _on_suggested(
        self, session: Session, predictions: Predictions, article: str, predicted: PredictionsByText
    ) -> None:
        self._running = False
        predictions.add(predicted)
        if session is self._services.holder.session:
            self.learned.emit()
            if article != self._article:
                self.train()

    def _on_failed(self, predictions: Predictions, texts: tuple[str, ...], error: Exception) -> None:
        self._running = False
        # Terms still give suggestions; a failed training is not repeated each time the article is shown.
        predictions.add(dict.fromkeys(texts, ()))
        self._services.show_failure(error)


def _prepare(matcher: Matcher, language: str, article: Article | None) -> None:
    """Prepare suggestions for a language, and if the article waits for no other one, what its topics need."""
    matcher.prepare(language)
    if article is not None and all(map(matcher.is_prepared, languages_of(article))):
        for section in article.sections:
            matcher.found_topics(section.text, article.metadata.language)


def _suggest_in_worker(
    pool: WorkerPool, training_data: TrainingData, texts: tuple[str, ...], language: str, context: JobContext
) -> PredictionsByText:
    """Compute suggestions for texts in a worker process that caches the last training."""
    limits = app.workers.TaskLimits(seconds=_SECONDS)
    return pool.run(
        predict_topics,
        training_data.examples,
        training_data.names,
        training_data.others,
        training_data.descriptions,
        texts,
        language,
        limits=limits,
        cancelled=context.cancelled,
        result_type=dict[str, tuple[Prediction, ...]],
    )


@value
class TargetUnit:
    """A section or paragraph that can be the target."""

    kind: Literal["section", "paragraph"]
    section: int
    blocks: tuple[Block, ...]

    def is_whole(self, passage: Passage) -> bool:
        """Return whether a passage is exactly this unit."""
        ends = passage.start == 0 and passage.end == len(self.blocks[-1].text)
        return ends and passage.blocks == tuple(block.id for block in self.blocks)


@value
class TagTarget:
    """What a tag or excerpt applies to: a passage, its kind, and the index of the section where it begins."""

    kind: Literal["section", "paragraph", "words"]
    section: int
    passage: Passage


def target_units(article: Article) -> tuple[TargetUnit, ...]:
    """Return all sections and paragraphs in reading order."""
    units: list[TargetUnit] = []
    for section in article.sections:
        units.append(
            TargetUnit(kind="section", section=section.index, blocks=section_blocks(article, section))
        )
        units += [
            TargetUnit(kind="paragraph", section=section.index, blocks=(block,))
            for block in section.blocks
            if not isinstance(block, Heading) and block.text.strip()
        ]
    return tuple(units)


def target_at(article: Article, unit: TargetUnit) -> TagTarget:
    """Return the target for a unit."""
    return TagTarget(kind=unit.kind, section=unit.section, passage=passage_of(article, unit.blocks))


def target_of(units: tuple[TargetUnit, ...], passage: Passage) -> TagTarget:
    """Return the target for a passage: a section or paragraph if it is exactly one, else words."""
    for unit in units:
        if unit.is_whole(passage):
            return TagTarget(kind=unit.kind, section=unit.section, passage=passage)
    first = passage.blocks[0]
    inside = (unit.section for unit in units if any(block.id == first for block in unit.blocks))
    return TagTarget(kind="words", section=next(inside, 0), passage=passage)


def index_of(units: tuple[TargetUnit, ...], target: TagTarget) -> int:
    """Return the index of a target among the units; for words, that of their paragraph."""
    # A section of one paragraph has the same text as the paragraph: compare the kind too.
    kind, passage = target.kind, target.passage
    exact = (index for index, unit in enumerate(units) if unit.kind == kind and unit.is_whole(passage))
    first = target.passage.blocks[0]
    inside = (
        index for index, unit in enumerate(units) if unit.kind == "paragraph" and unit.blocks[0].id == first
    )
    found = next(exact, None)
    return next(inside, section_unit(units, target.section)) if found is None else found


def section_unit(units: tuple[TargetUnit, ...], section: int) -> int:
    """Return the index of a section's unit, 0 if it is missing."""
    found = (index for index, unit in enumerate(units) if unit.kind == "section" and unit.section == section)
    return next(found, 0)


class _CachedSuggester:
    """Caches the suggestions for each section, until the article's language, the taxonomy or the training changes."""

    def __init__(self, session: Session, language: str | None) -> None:
        self.taxonomy, self.language = session.taxonomy, language
        self._learned = session.suggestions.current_model()
        self._topics: dict[str, SectionTopics] = {}
        self._found: dict[tuple[str, NearSections], tuple[Suggestion, ...]] = {}
        self._whole: tuple[Article, tuple[tuple[Suggestion, ...], ...]] | None = None

    def found_topics(self, text: str, language: str | None) -> SectionTopics:
        """Return the topics of a section by its terms, without learning."""
        if text not in self._topics:
            self._topics[text] = self._learned.found_topics(text, language)
        return self._topics[text]

    def suggest(
        self, text: str, language: str | None, *, near: NearSections = NO_SECTIONS
    ) -> tuple[Suggestion, ...]:
        """Return the suggested topics, the best first."""
        if (text, near) not in self._found:
            self._found[text, near] = self._learned.suggest(text, language, near=near)
        return self._found[text, near]

    def suggest_in(
        self, article: Article, check: Callable[[], object] = lambda: None
    ) -> tuple[tuple[Suggestion, ...], ...]:
        """Return the suggested topics for each section; each tag asks for them. `check` is called between two sections."""
        known, title = self._whole, article.metadata.title
        if known is None or known[0].blocks is not article.blocks or known[0].metadata.title != title:
            found: list[tuple[Suggestion, ...]] = []
            for suggested in suggest_in_article(self, article):
                check()
                found.append(suggested)
            known = self._whole = article, tuple(found)
        return known[1]


class SuggestionsJob(QObject):
    """Looks for the topics of a long article beside the window; `found` carries the suggester that knows them then."""

    found = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._job = JobSlot(services.jobs)
        self._unfilled: _CachedSuggester | None = None

    def follow(self, reading: OpenArticle | None) -> None:
        """Look for what the open article waits for, and no more for anything else."""
        unfilled = reading.unfilled if reading is not None else None
        if unfilled is self._unfilled:
            return
        self._job.cancel()
        self._unfilled = unfilled
        if reading is not None and unfilled is not None:
            self._job.start(partial(_fill, unfilled, reading.article), self.found.emit)


def _fill(suggester: _CachedSuggester, article: Article, context: JobContext) -> _CachedSuggester:
    suggester.suggest_in(article, context.check)
    return suggester


@dataclass(slots=True)
class OpenArticle:
    """The open article. `units` are the possible targets besides words, `target` the current one.

    `text` includes the excluded paragraphs. It is `waiting` for suggestions while their terms are prepared. Those of a
    long article come from a suggester that is `unfilled` until a job has looked for them; until then the ones before stay.
    """

    article: Article
    sections: tuple[Section, ...]
    units: tuple[TargetUnit, ...]
    target: TagTarget | None
    tags: tuple[Tag, ...] = ()
    suggestions: tuple[tuple[Suggestion, ...], ...] = field(default_factory=tuple)
    text: CorrectedText = field(default_factory=lambda: apply_corrections((), ()))
    waiting: bool = False
    unfilled: _CachedSuggester | None = None
    _suggester: _CachedSuggester | None = None
    _languages: tuple[str | None, tuple[str, ...]] | None = None
    _is_outdated: bool = False

    @classmethod
    def of(cls, article: Article, text: CorrectedText | None = None) -> OpenArticle:
        """Create the state with the first section as the target."""
        units = target_units(article)
        first = target_at(article, units[0]) if units else None
        whole = apply_corrections(article.blocks, ()) if text is None else text
        return cls(article, article.sections, units, first, text=whole)

    def remember(self, before: OpenArticle) -> None:
        """Keep the cached suggestions of an earlier state of the article."""
        self._suggester, self.unfilled, self._is_outdated = (
            before._suggester,
            before.unfilled,
            before._is_outdated,
        )

    def forget(self) -> None:
        """Replace the cached suggestions after training."""
        self._is_outdated = True

    def use_filled(self) -> None:
        """Suggest by the suggester that a job has filled."""
        self._suggester, self.unfilled = self.unfilled, None

    def refresh(self, session: Session) -> None:
        """Update tags and suggestions."""
        self.tags = session.store.tags(self.article.id)
        is_prepared = all(map(session.suggestions.matcher.is_prepared, self._section_languages()))
        if is_prepared:
            self._renew(session)
        suggester = self._suggester
        if not is_prepared or suggester is None or suggester.taxonomy is not session.taxonomy:
            self.waiting, self.suggestions = True, ()
            return
        self.waiting = False
        judgements = session.store.judgements(self.article.id)
        suggested = suggester.suggest_in(self.article)
        self.suggestions = open_suggestions(self.article, suggested, self.tags, judgements)

    def follow_details(self, session: Session, metadata: Metadata) -> None:
        """Take over other details of the same text, and update tags and suggestions."""
        self.article = replace(self.article, metadata=metadata)
        self.refresh(session)

    def _section_languages(self) -> tuple[str, ...]:
        stated = self.article.metadata.language
        if self._languages is None or self._languages[0] != stated:
            self._languages = stated, languages_of(self.article)
        return self._languages[1]

    def _renew(self, session: Session) -> None:
        """Begin with another suggester after training, and if the topics are others."""
        newest, language = self.unfilled or self._suggester, self.article.metadata.language
        is_valid = newest is not None and newest.taxonomy is session.taxonomy and newest.language == language
        if is_valid and not self._is_outdated:
            return
        self._is_outdated = False
        result = _CachedSuggester(session, language)
        if sum(len(block.text) for block in self.article.blocks) > _LONG:
            self.unfilled = result
        else:
            self._suggester = result

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the article's pictures."""
        blocks = self.article.blocks
        return tuple(block.picture for block in blocks if isinstance(block, Figure) and block.picture)

    @property
    def section(self) -> Section | None:
        """The section in which the target begins."""
        index = self.target.section if self.target is not None else 0
        return self.sections[index] if index < len(self.sections) else None

    @property
    def offered(self) -> tuple[Suggestion, ...]:
        """The suggestions for the current section."""
        index = self.target.section if self.target is not None else 0
        return self.suggestions[index] if index < len(self.suggestions) else ()

    @property
    def strong(self) -> tuple[tuple[Suggestion, ...], ...]:
        """The strong suggestions for each section."""
        return tuple(
            tuple(suggestion for suggestion in section if suggestion.strength == "strong")
            for section in self.suggestions
        )

    @property
    def removable(self) -> tuple[Tag, ...]:
        """The tags on exactly the target, the newest last, else those within its blocks."""
        if self.target is None:
            return ()
        exact = tuple(tag for tag in self.tags if self.is_target(tag))
        if exact:
            return exact
        blocks = set(self.target.passage.blocks)
        return tuple(tag for tag in self.tags if blocks.issuperset(tag.passage.blocks))

    def is_target(self, tag: Tag) -> bool:
        """Return whether a tag is on exactly the target."""
        return self.target is not None and tag.passage == self.target.passage

    def walk(self, step: int, *, sections: bool = False) -> None:
        """Move the target to the next (1) or previous (-1) unit, or section."""
        if self.target is None:
            return
        index = self._section_index(step) if sections else index_of(self.units, self.target) + step
        if 0 <= index < len(self.units):
            self.target = target_at(self.article, self.units[index])

    def choose_section(self, index: int) -> None:
        """Make a section the target."""
        if self.units:
            self.target = target_at(self.article, self.units[section_unit(self.units, index)])

    def choose(self, passage: Passage) -> None:
        """Make a passage the target."""
        self.target = target_of(self.units, passage)

    def widen(self) -> None:
        """Extend the target from words to their paragraph, or from a paragraph to its section."""
        if self.target is None or self.target.kind == "section":
            return
        if self.target.kind == "words":
            self.target = target_at(self.article, self.units[index_of(self.units, self.target)])
        else:
            self.choose_section(self.target.section)

    def _section_index(self, step: int) -> int:
        assert self.target is not None
        on_section = self.target.kind == "section"
        section = self.target.section + (step if on_section or step > 0 else 0)
        if not 0 <= section < len(self.sections):
            return -1
        return section_unit(self.units, section)


def read_article(session: Session, article_id: str, before: OpenArticle | None = None) -> OpenArticle:
    """Return the state of an article, with the cached suggestions of an earlier state."""
    reading = OpenArticle.of(session.store.article(article_id), session.store.corrected_text(article_id))
    if before is not None:
        reading.remember(before)
    reading.refresh(session)
    return reading
