"""The state of the article's pane: which article, its tags, what is suggested, what is the target.

Knows no widget; the pane draws what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from briefbuilder.app.suggestions import open_suggestions
from briefbuilder.domain.article import Article, Section
from briefbuilder.domain.corrected_text import CorrectedText, apply_corrections
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.text import Block, Figure, Heading
from briefbuilder.domain.topics import Suggestion, Tag
from briefbuilder.domain.values import value
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.session import Session
    from briefbuilder.app.suggestions import Predictions, TrainingData
    from briefbuilder.app.workers import WorkerPool

    Told = Mapping[str, tuple[Suggestion, ...]]


# Has a dossier's training_data learned in a process beside the window, so that no suggestion ever waits for them.

_SECONDS = 600.0
"""What learning may take: with sentence vectors a third of a second for each of 800 long sections, on a slow machine."""


class TrainingJob(QObject):
    """One job at a time; `learned` follows when suggestions may be others."""

    learned = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._running = False
        self._article = ""
        self._pool: WorkerPool | None = None

    @Slot(str)
    def bring_up_to_date_soon(self, article: str) -> None:
        """Learn after an article's text is there: what it teaches can wait, reading cannot."""
        self._article = article
        QTimer.singleShot(0, self, self.bring_up_to_date)

    @Slot()
    def bring_up_to_date(self) -> None:
        """Learn what the dossier has to teach since the last time, and look at the sections of the article."""
        session = self._services.holder.session
        if session is None or self._running or session.store.record(self._article) is None:
            return
        if session.suggestions.stale:
            self._take_lessons(session)
        predictions = session.suggestions.current_model().predictions
        texts = tuple(section.text for section in session.store.article(self._article).sections)
        lacking = predictions.missing(texts) if predictions is not None else ()
        if predictions is not None and lacking:
            self._running = True
            work = partial(_learn, self._apart(), predictions.training_data, lacking)
            done = partial(self._on_told, session, predictions, self._article)
            self._services.jobs.start(work, done, partial(self._on_failed, predictions, lacking))

    def _take_lessons(self, session: Session) -> None:
        """Suggest by what was said of the terms at once, and by the examples when they are looked at."""
        from briefbuilder.app.suggestions import Predictions, TrainedModel

        learning = session.suggestions
        training_data = learning.training_data()
        predictions = Predictions(training_data) if training_data.is_sufficient else None
        learning.use_model(TrainedModel(learning.matcher, training_data.trust, predictions))
        self.learned.emit()

    def _apart(self) -> WorkerPool:
        if self._pool is None:
            self._pool = self._services.jobs.create_dedicated_pool()
        return self._pool

    def _on_told(self, session: Session, predictions: Predictions, article: str, told: Told) -> None:
        self._running = False
        predictions.add(told)
        if session is self._services.holder.session:
            self.learned.emit()
            if article != self._article:
                self.bring_up_to_date()

    def _on_failed(self, predictions: Predictions, texts: tuple[str, ...], error: Exception) -> None:
        self._running = False
        # The lists of terms still suggest; what failed is not tried again each time that the article is shown.
        predictions.add(dict.fromkeys(texts, ()))
        if not isinstance(error, BriefbuilderError):
            raise error
        self._services.prompter.tell_error(error)


def _learn(
    pool: WorkerPool, training_data: TrainingData, texts: tuple[str, ...], context: JobContext
) -> Told:
    """Learn training_data and look at the texts that are being read, in a process that keeps what it learned last."""
    from briefbuilder.app.suggestions import predict_topics
    from briefbuilder.app.workers import TaskLimits
    from briefbuilder.tagging.embedding_space import are_there

    work = partial(predict_topics, by_vectors=are_there())
    limits = TaskLimits(seconds=_SECONDS)
    taught = (training_data.examples, training_data.names, training_data.others)
    return pool.run(work, *taught, texts, limits=limits, cancelled=context.cancelled)


# What a tag or an excerpt would be put on: a section, a paragraph, or chosen words. Knows no widget.


@value
class TargetUnit:
    """A place to which the keys walk: a whole section or one paragraph."""

    kind: Literal["section", "paragraph"]
    section: int
    blocks: tuple[Block, ...]

    def is_whole(self, passage: Passage) -> bool:
        """Tell whether a passage is exactly what stands here."""
        ends = passage.start == 0 and passage.end == len(self.blocks[-1].text)
        return ends and passage.blocks == tuple(block.id for block in self.blocks)


@value
class TagTarget:
    """A passage with what it is and the index of the section in which it begins."""

    kind: Literal["section", "paragraph", "words"]
    section: int
    passage: Passage


def target_units(article: Article) -> tuple[TargetUnit, ...]:
    """Return every section and paragraph in the order in which the keys walk them."""
    stops: list[TargetUnit] = []
    for section in article.sections:
        stops.append(TargetUnit(kind="section", section=section.index, blocks=section.all_blocks))
        stops += [
            TargetUnit(kind="paragraph", section=section.index, blocks=(block,))
            for block in section.blocks
            if not isinstance(block, Heading) and block.text.strip()
        ]
    return tuple(stops)


def target_at(article: Article, stop: TargetUnit) -> TagTarget:
    """Return the target that a stop stands for."""
    return TagTarget(kind=stop.kind, section=stop.section, passage=passage_of(article, stop.blocks))


def target_of(stops: tuple[TargetUnit, ...], passage: Passage) -> TagTarget:
    """Return the target for a passage: a section or paragraph where it is exactly one, else words."""
    for stop in stops:
        if stop.is_whole(passage):
            return TagTarget(kind=stop.kind, section=stop.section, passage=passage)
    first = passage.blocks[0]
    inside = (stop.section for stop in stops if any(block.id == first for block in stop.blocks))
    return TagTarget(kind="words", section=next(inside, 0), passage=passage)


def index_of(stops: tuple[TargetUnit, ...], target: TagTarget) -> int:
    """Return where a target stands among the stops; words stand where their paragraph does."""
    # An opening of one paragraph is a section and a paragraph of the same words: the kind tells which is meant.
    kind, passage = target.kind, target.passage
    exact = (index for index, stop in enumerate(stops) if stop.kind == kind and stop.is_whole(passage))
    first = target.passage.blocks[0]
    inside = (
        index for index, stop in enumerate(stops) if stop.kind == "paragraph" and stop.blocks[0].id == first
    )
    found = next(exact, None)
    return next(inside, section_unit(stops, target.section)) if found is None else found


def section_unit(stops: tuple[TargetUnit, ...], section: int) -> int:
    """Return the index of a section's own stop, 0 where there is none."""
    found = (index for index, stop in enumerate(stops) if stop.kind == "section" and stop.section == section)
    return next(found, 0)


class _CachedSuggester:
    """What suggests for each text once: only the taxonomy, and what is learned for the next article, change it."""

    def __init__(self, session: Session) -> None:
        self.taxonomy = session.taxonomy
        self._learned = session.suggestions.current_model()
        self._found: dict[str, tuple[Suggestion, ...]] = {}

    def suggest(self, text: str, language: str | None) -> tuple[Suggestion, ...]:
        """Return the topics suggested, best first."""
        if text not in self._found:
            self._found[text] = self._learned.suggest(text, language)
        return self._found[text]


@dataclass(slots=True)
class OpenArticle:
    """One article being read. `stops` are what the keys walk, `target` the one chosen.

    `text` is the article's text with what was left out of it.
    """

    article: Article
    sections: tuple[Section, ...]
    stops: tuple[TargetUnit, ...]
    target: TagTarget | None
    tags: tuple[Tag, ...] = ()
    suggestions: tuple[tuple[Suggestion, ...], ...] = field(default_factory=tuple)
    text: CorrectedText = field(default_factory=lambda: apply_corrections((), ()))
    _memory: _CachedSuggester | None = None

    @classmethod
    def of(cls, article: Article, text: CorrectedText | None = None) -> OpenArticle:
        """Begin with the first section as the target."""
        stops = target_units(article)
        first = target_at(article, stops[0]) if stops else None
        whole = apply_corrections(article.blocks, ()) if text is None else text
        return cls(article, article.sections, stops, first, text=whole)

    def remember(self, before: OpenArticle) -> None:
        """Take over what was suggested for the texts of the same article as it was before."""
        self._memory = before._memory

    def forget(self) -> None:
        """Ask anew what is suggested: something was learned."""
        self._memory = None

    def refresh(self, session: Session) -> None:
        """Read tags and suggestions anew."""
        self.tags = session.store.tags(self.article.id)
        if self._memory is None or self._memory.taxonomy is not session.taxonomy:
            self._memory = _CachedSuggester(session)
        judgements = session.store.judgements(self.article.id)
        self.suggestions = open_suggestions(self.article, self._memory, self.tags, judgements)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the pictures that the article shows."""
        blocks = self.article.blocks
        return tuple(block.picture for block in blocks if isinstance(block, Figure) and block.picture)

    @property
    def section(self) -> Section | None:
        """The section in which the target begins."""
        index = self.target.section if self.target is not None else 0
        return self.sections[index] if index < len(self.sections) else None

    @property
    def offered(self) -> tuple[Suggestion, ...]:
        """What is suggested for the current section."""
        index = self.target.section if self.target is not None else 0
        return self.suggestions[index] if index < len(self.suggestions) else ()

    def above(self, bar: float) -> tuple[tuple[Suggestion, ...], ...]:
        """Return what is suggested for each section of the article with at least a score."""
        return tuple(tuple(one for one in of if one.score >= bar) for of in self.suggestions)

    @property
    def removable(self) -> tuple[Tag, ...]:
        """The tags on exactly the target, the newest last; else those on its section."""
        if self.target is None:
            return ()
        exact = tuple(tag for tag in self.tags if self.is_target(tag))
        if exact:
            return exact
        blocks = set(self.target.passage.blocks)
        return tuple(tag for tag in self.tags if blocks.issuperset(tag.passage.blocks))

    def is_target(self, tag: Tag) -> bool:
        """Tell whether a tag is on exactly the target."""
        return self.target is not None and tag.passage == self.target.passage

    def walk(self, step: int, *, sections: bool = False) -> None:
        """Go to the next (1) or previous (-1) stop, or section."""
        if self.target is None:
            return
        index = self._section_index(step) if sections else index_of(self.stops, self.target) + step
        if 0 <= index < len(self.stops):
            self.target = target_at(self.article, self.stops[index])

    def choose_section(self, index: int) -> None:
        """Make a section the target."""
        if self.stops:
            self.target = target_at(self.article, self.stops[section_unit(self.stops, index)])

    def choose(self, passage: Passage) -> None:
        """Make a passage the target."""
        self.target = target_of(self.stops, passage)

    def widen(self) -> None:
        """From words to their paragraph, from a paragraph to its section."""
        if self.target is None or self.target.kind == "section":
            return
        if self.target.kind == "words":
            self.target = target_at(self.article, self.stops[index_of(self.stops, self.target)])
        else:
            self.choose_section(self.target.section)

    def _section_index(self, step: int) -> int:
        assert self.target is not None
        on_section = self.target.kind == "section"
        wanted = self.target.section + (step if on_section or step > 0 else 0)
        if not 0 <= wanted < len(self.sections):
            return -1
        return section_unit(self.stops, wanted)


def read_article(session: Session, article_id: str, before: OpenArticle | None = None) -> OpenArticle:
    """Begin to read an article of the dossier, with what is remembered of it as it was `before`."""
    reading = OpenArticle.of(session.store.article(article_id), session.store.corrected_text(article_id))
    if before is not None:
        reading.remember(before)
    reading.refresh(session)
    return reading
