"""What is learned from the tags and judgements of a dossier, and how it joins what the lists of terms suggest.

Nothing of it is stored: it follows from the dossier, and is made anew when that has changed. Lessons are plain values,
so that a window has them learned in a process beside itself (foretelling.py); what is learned does not change either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from briefbuilder.domain.article import Article
from briefbuilder.domain.changes import Key
from briefbuilder.domain.passage import covers
from briefbuilder.domain.topics import Evidence, Judgement, Suggestion, Tag, Taxonomy
from briefbuilder.tagging.learner import Example, Learner

if TYPE_CHECKING:
    from briefbuilder.app.resources import Resources
    from briefbuilder.domain.article import Section
    from briefbuilder.domain.changes import ArticleRecord
    from briefbuilder.storage.store import Store
    from briefbuilder.tagging.embedding_space import Vectors
    from briefbuilder.tagging.matcher import Matcher
    from briefbuilder.tagging.term_statistics import Trust, Witness

    Case = tuple[Iterable[Witness], bool]
    """On what a suggestion rested, and whether it was accepted."""


# The side of the process in which lessons are learned, so that neither their numbers nor sentence vectors weigh on a window.
#
# Each piece of work is handed all that it needs; what was learned last is at hand only because learning it again takes
# seconds.

Names = tuple[tuple[str, tuple[str, ...]], ...]
"""Topics by id, with their names in all languages."""

_AT_HAND = 1
"""Lessons of which what was learned is kept: the window asks for one article after the other by the same ones."""


def foretell(
    examples: tuple[Example, ...],
    names: Names,
    others: tuple[str, ...],
    texts: tuple[str, ...],
    *,
    by_vectors: bool,
) -> dict[str, tuple[Suggestion, ...]]:
    """Return for each text the topics that it probably carries, by what the examples and the others teach."""
    learner = _learned(examples, names, others, by_vectors)
    return {text: learner.suggest(text) for text in texts}


@lru_cache(maxsize=_AT_HAND)
def _learned(
    examples: tuple[Example, ...], names: Names, others: tuple[str, ...], by_vectors: bool
) -> Learner:
    return Learner(examples, dict(names), _vectors() if by_vectors else None, others=others)


@cache
def _vectors() -> Vectors:
    from briefbuilder.tagging.embedding_space import Vectors

    return Vectors()


MOST_ARTICLES = 150
"""Articles that are learned from, those that were tagged last: what can be read in a moment."""
OTHER_ARTICLES = 60
"""Articles that nobody tagged and whose sections are learned from beside them."""
FEWEST_JUDGED = 20
"""Sections with a tag or a judgement from which on topics are suggested by what tagged sections have in common."""
LEARNED_ALONE = 0.75
"""The score from which on a topic is suggested that no term of the section speaks for."""
MOST_LEARNED_ALONE = 1
"""Topics that are suggested for a section although none of its terms speaks for them, the best ones."""
_AHEAD = 2_000
"""Sections that were looked at ahead and are remembered."""
_TEACHING = frozenset({"tag", "judgement", "article", "topic", "setting"})


class Suggesting(Protocol):
    """What suggests topics for a text."""

    def suggest(self, text: str, language: str | None) -> tuple[Suggestion, ...]:
        """Return the topics suggested, best first."""


class LearnedSuggester(Protocol):
    """What tells by what tagged sections have in common."""

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return the topics that a text probably carries, best first."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What there is to learn: sections with their topics, the names of topics, and what was said of each term.

    `others` are sections of articles that nobody tagged; `judged` is the number of sections with a tag or a judgement.
    """

    examples: tuple[Example, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...]
    trust: Trust
    others: tuple[str, ...] = ()
    judged: int = 0

    @property
    def teach(self) -> bool:
        """Whether enough sections were judged, and enough of them carry some topic, to learn anything of it."""
        from briefbuilder.tagging.learner import learnable

        return self.judged >= FEWEST_JUDGED and bool(learnable(self.examples, dict(self.names)))


class Foretold:
    """What was learned in another process, of the texts that were looked at there: nobody ever waits for it."""

    def __init__(self, lessons: Lessons) -> None:
        self.lessons = lessons
        self._told: dict[str, tuple[Suggestion, ...]] = {}

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return what was told of a text, nothing where it was not looked at."""
        return self._told.get(text, ())

    def lacks(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return those of some texts that were not looked at."""
        return tuple(text for text in dict.fromkeys(texts) if text not in self._told)

    def take(self, told: Mapping[str, tuple[Suggestion, ...]]) -> None:
        """Keep what was told of some texts."""
        if len(self._told) > _AHEAD:
            self._told.clear()
        self._told |= told


class Learned:
    """Suggests by lists of terms as far as they are trusted, and by what tagged sections have in common."""

    def __init__(
        self, matcher: Matcher, trust: Trust | None = None, telling: LearnedSuggester | None = None
    ) -> None:
        self._matcher = matcher
        self._trust = trust
        self._telling = telling

    def suggest(self, text: str, language: str | None) -> tuple[Suggestion, ...]:
        """Return the topics suggested, best first."""
        found = {each.topic: each for each in self._listed(text, language)}
        learned = () if self._telling is None else self._telling.suggest(text)
        alone = [each for each in learned if each.topic not in found and each.score >= LEARNED_ALONE]
        for each in learned:
            if each.topic in found:
                found[each.topic] = _joined(found[each.topic], each)
        found |= {each.topic: each for each in alone[:MOST_LEARNED_ALONE]}
        return tuple(sorted(found.values(), key=lambda each: (-each.score, each.topic)))

    @property
    def foretold(self) -> Foretold | None:
        """What was learned in another process, None where nothing was."""
        return self._telling if isinstance(self._telling, Foretold) else None

    def _listed(self, text: str, language: str | None) -> tuple[Suggestion, ...]:
        if self._trust is None:
            return self._matcher.suggest(text, language)
        return self._matcher.suggest(text, language, self._trust)


@dataclass(frozen=True, slots=True)
class _LearnedSection:
    """A section as it is learned from: its first block, all of them, and its text."""

    first: str
    blocks: frozenset[str]
    text: str


class Suggestions:
    """What one session has learned; `stale` where the dossier has changed since."""

    def __init__(self, store: Store, resources: Resources, taxonomy: Callable[[], Taxonomy]) -> None:
        self._store = store
        self._resources = resources
        self._taxonomy = taxonomy
        self._learned: Learned | None = None
        self._matcher: Matcher | None = None
        self._sections: dict[str, tuple[ArticleRecord, tuple[_LearnedSection, ...]]] = {}
        self._cases: dict[tuple[str, str], tuple[str, dict[str, frozenset[Witness]]]] = {}
        self.stale = True

    def current(self) -> Learned:
        """Return what was learned last, what the lists alone know where that is nothing yet."""
        matcher = self._matcher_now()
        if self._learned is None:
            return Learned(matcher)
        return self._learned

    def learned(self) -> Learned:
        """Return what there is to learn now, learned at once: for commands, and acts on the whole dossier."""
        if self.stale:
            self.take(learn(self._matcher_now(), self.lessons()))
        return self.current()

    def lessons(self) -> Lessons:
        """Return what there is to learn from the articles that were tagged or judged last."""
        from briefbuilder.tagging.learner import MOST
        from briefbuilder.tagging.term_statistics import trust_from

        store, matcher = self._store, self._matcher_now()
        examples: list[list[Example]] = []
        judged = 0
        cases: list[Case] = []
        for name in store.search.last_taught(MOST_ARTICLES):
            record, judgements = store.record(name), store.judgements(name)
            # What is older than the examples that are learned from is only read for what was said of its terms.
            wanted = sum(map(len, examples)) < MOST
            if record is not None and (wanted or judgements):
                sections = self._read(record)
                if wanted:
                    tags = store.tags(name)
                    examples.append(_examples(sections, tags, judgements))
                    judged += _count_judged(sections, tags, judgements)
                cases += self._cases_of(matcher, record, sections, judgements)
        names = tuple((topic.id, tuple(topic.names.values())) for topic in self._taxonomy().topics)
        oldest_first = tuple(chain.from_iterable(reversed(examples)))[-MOST:]
        lessons = Lessons(oldest_first, names, trust_from(cases), judged=judged)
        return replace(lessons, others=tuple(self._others())) if lessons.teach else lessons

    def _others(self) -> Iterator[str]:
        """Yield sections of the latest articles that nobody tagged or judged."""
        from briefbuilder.tagging.learner import MOST_OTHERS

        store, found = self._store, 0
        for name in store.search.last_untaught(OTHER_ARTICLES, 2 * MOST_ARTICLES):
            record = store.record(name)
            if record is None or found >= MOST_OTHERS or store.judgements(name):
                continue
            for section in self._read(record)[: MOST_OTHERS - found]:
                found += 1
                yield section.text

    def for_article(self, article: Article) -> tuple[tuple[Suggestion, ...], ...]:
        """Return the topics suggested for each section that are neither judged nor tagged there yet."""
        store = self._store
        return open_suggestions(article, self.learned(), store.tags(article.id), store.judgements(article.id))

    def take(self, learned: Learned) -> None:
        """Suggest by what was learned from lessons."""
        self._learned = learned
        self.stale = False

    def note(self, keys: frozenset[Key]) -> None:
        """Hear of a change."""
        if any(key.collection in _TEACHING for key in keys):
            self.stale = True

    def _read(self, record: ArticleRecord) -> tuple[_LearnedSection, ...]:
        """Return an article's sections, kept at hand as long as its text stays."""
        known = self._sections.get(record.id)
        if known is None or (known[0].text, known[0].corrections) != (record.text, record.corrections):
            if len(self._sections) >= 2 * MOST_ARTICLES:
                self._sections.clear()
                self._cases.clear()
            known = (record, tuple(map(_read, self._store.article(record.id).sections)))
            self._sections[record.id] = known
        return known[1]

    def _cases_of(
        self,
        matcher: Matcher,
        record: ArticleRecord,
        sections: Iterable[_LearnedSection],
        judgements: Iterable[Judgement],
    ) -> Iterator[Case]:
        """Yield on what each judged suggestion rested, and whether it was accepted."""
        said = _said(judgements)
        for section in sections:
            if section.first in said:
                rested = self._rested(matcher, record, section)
                for topic, accepted in said[section.first].items():
                    yield rested.get(topic, ()), accepted

    def _rested(
        self, matcher: Matcher, record: ArticleRecord, section: _LearnedSection
    ) -> dict[str, frozenset[Witness]]:
        key = (record.id, section.first)
        known = self._cases.get(key)
        if known is None or known[0] != section.text:
            found = matcher.witnesses(section.text, record.metadata.language)
            known = self._cases[key] = (section.text, found)
        return known[1]

    def _matcher_now(self) -> Matcher:
        matcher = self._resources.matcher(self._taxonomy())
        if matcher is not self._matcher:
            self._matcher = matcher
            self._cases.clear()
            self._learned = None
            self.stale = True
        return matcher

    @property
    def matcher(self) -> Matcher:
        """The lists of terms in force."""
        return self._matcher_now()


def _read(section: Section) -> _LearnedSection:
    blocks = section.all_blocks
    return _LearnedSection(blocks[0].id, frozenset(block.id for block in blocks), section.text)


def _examples(
    sections: Iterable[_LearnedSection], tags: Iterable[Tag], judgements: Iterable[Judgement]
) -> list[Example]:
    """Return the sections of an article with the topics that they were tagged with or accepted for."""
    from briefbuilder.tagging.learner import Example

    said, put = _said(judgements), tuple(tags)
    found = []
    for section in sections:
        topics = {tag.topic for tag in put if not section.blocks.isdisjoint(tag.passage.blocks)}
        topics |= {topic for topic, accepted in said.get(section.first, {}).items() if accepted}
        found.append(Example(section.text, frozenset(topics)))
    return found


def _count_judged(
    sections: Iterable[_LearnedSection], tags: Iterable[Tag], judgements: Iterable[Judgement]
) -> int:
    """Return how many sections have a tag or a judgement."""
    tagged = frozenset(chain.from_iterable(tag.passage.blocks for tag in tags))
    said = _said(judgements)
    return sum(section.first in said or not section.blocks.isdisjoint(tagged) for section in sections)


def _said(judgements: Iterable[Judgement]) -> dict[str, dict[str, bool]]:
    """Return for each section that was judged, by its first block, whether each topic was accepted."""
    said: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for judgement in judgements:
        said[judgement.section][judgement.topic] = judgement.accepted
    return said


def learn(matcher: Matcher, lessons: Lessons) -> Learned:
    """Learn some lessons at once, from words alone: for commands."""
    if not lessons.teach:
        return Learned(matcher, lessons.trust)
    from briefbuilder.tagging.learner import Learner

    learner = Learner(lessons.examples, dict(lessons.names), others=lessons.others)
    return Learned(matcher, lessons.trust, learner)


def _joined(listed: Suggestion, learned: Suggestion) -> Suggestion:
    """Return one suggestion of two for the same topic: its words from both, its score that of the surer one."""
    kept = [piece for piece in learned.evidence if not any(_overlap(piece, one) for one in listed.evidence)]
    return Suggestion(
        topic=listed.topic,
        score=max(listed.score, learned.score),
        evidence=tuple(sorted((*listed.evidence, *kept), key=lambda piece: (piece.start, piece.end))),
        accepted=listed.accepted,
        rejected=listed.rejected,
        learned=True,
    )


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


def open_suggestions(
    article: Article, matcher: Suggesting, tags: Iterable[Tag], judgements: Iterable[Judgement]
) -> tuple[tuple[Suggestion, ...], ...]:
    """Return the suggestions for each section, without topics that are tagged or were judged there."""
    judged = {(judgement.section, judgement.topic) for judgement in judgements}
    tags = tuple(tags)
    found: list[tuple[Suggestion, ...]] = []
    for section in article.sections:
        first = section.all_blocks[0].id
        tagged = {tag.topic for tag in tags if covers(tag.passage, section)}
        suggested = matcher.suggest(section.text, article.metadata.language)
        found.append(
            tuple(one for one in suggested if one.topic not in tagged and (first, one.topic) not in judged)
        )
    return tuple(found)
