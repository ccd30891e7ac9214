"""What is learned from the tags and judgements of a dossier, and how it joins what the lists of terms suggest.

Nothing of it is stored: it follows from the dossier, and is made anew when that has changed. Lessons are plain values,
so that a window has them learned beside itself; what is learned does not change either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from briefbuilder.domain.changes import Key
from briefbuilder.domain.topics import Evidence, Suggestion

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.domain.article import Section
    from briefbuilder.domain.changes import ArticleRecord
    from briefbuilder.tagging.learner import Example, Learner
    from briefbuilder.tagging.matcher import Matcher
    from briefbuilder.tagging.trust import Trust, Witness
    from briefbuilder.tagging.vectors import Vectors

MOST_ARTICLES = 150
"""Articles that are learned from, those that were tagged last: what can be read in a moment."""
_AHEAD = 2_000
"""Sections that were looked at ahead and are remembered."""
_TEACHING = frozenset({"tag", "judgement", "article", "topic", "setting"})


class Suggesting(Protocol):
    """What suggests topics for a text."""

    def suggest(self, text: str, language: str | None) -> tuple[Suggestion, ...]:
        """Return the topics suggested, best first."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What there is to learn: sections with their topics, the names of topics, and what was said of each term."""

    examples: tuple[Example, ...]
    names: Mapping[str, tuple[str, ...]]
    trust: Trust


class Learned:
    """Suggests by lists of terms as far as they are trusted, and by what tagged sections have in common.

    A window does not wait for the second, which takes milliseconds a section and with vectors a tenth of a second:
    where it is `hasty`, only what was looked at ahead is told by it.
    """

    def __init__(
        self,
        matcher: Matcher,
        trust: Trust | None = None,
        learner: Learner | None = None,
        *,
        hasty: bool = False,
    ) -> None:
        self._matcher = matcher
        self._trust = trust
        self._hasty = hasty
        self._ahead: dict[str, tuple[Suggestion, ...]] = {}
        self._learner = learner

    def suggest(self, text: str, language: str | None) -> tuple[Suggestion, ...]:
        """Return the topics suggested, best first."""
        found = {each.topic: each for each in self._listed(text, language)}
        for each in self._by_learning(text):
            listed = found.get(each.topic)
            found[each.topic] = each if listed is None else _joined(listed, each)
        return tuple(sorted(found.values(), key=lambda each: (-each.score, each.topic)))

    def lacks(self, texts: Iterable[str]) -> bool:
        """Tell whether some texts were not looked at ahead."""
        return self._learner is not None and self._hasty and any(text not in self._ahead for text in texts)

    def look_ahead(self, texts: Iterable[str]) -> None:
        """Look at texts that will be asked for; for one thread at a time."""
        if len(self._ahead) > _AHEAD:
            self._ahead.clear()
        for text in texts:
            if self._learner is not None and text not in self._ahead:
                self._ahead[text] = self._learner.suggest(text)

    def _by_learning(self, text: str) -> tuple[Suggestion, ...]:
        if self._learner is None:
            return ()
        return self._ahead.get(text, ()) if self._hasty else self._learner.suggest(text)

    def _listed(self, text: str, language: str | None) -> tuple[Suggestion, ...]:
        if self._trust is None:
            return self._matcher.suggest(text, language)
        return self._matcher.suggest(text, language, self._trust)


@dataclass(frozen=True, slots=True)
class _Read:
    """A section as it is learned from: its first block, all of them, and its text."""

    first: str
    blocks: frozenset[str]
    text: str


class Learning:
    """What one session has learned; `stale` where the dossier has changed since."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._learned: Learned | None = None
        self._matcher: Matcher | None = None
        self._sections: dict[str, tuple[ArticleRecord, tuple[_Read, ...]]] = {}
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
        from briefbuilder.tagging.learner import Example
        from briefbuilder.tagging.trust import trust_from

        session, matcher = self._session, self._matcher_now()
        examples: list[Example] = []
        cases: list[tuple[Iterable[Witness], bool]] = []
        for name in reversed(session.library.last_taught(MOST_ARTICLES)):
            record = session.record(name)
            if record is None:
                continue
            tags = session.tags(name)
            judged: defaultdict[str, dict[str, bool]] = defaultdict(dict)
            for judgement in session.judgements(name):
                judged[judgement.section][judgement.topic] = judgement.accepted
            for section in self._read(record):
                said = judged.get(section.first, {})
                put = {tag.topic for tag in tags if not section.blocks.isdisjoint(tag.passage.blocks)}
                put |= {topic for topic, accepted in said.items() if accepted}
                examples.append(Example(section.text, frozenset(put)))
                if said:
                    rested = self._rested(matcher, record, section)
                    cases += [(rested.get(topic, ()), accepted) for topic, accepted in said.items()]
        names = {topic.id: tuple(topic.names.values()) for topic in session.taxonomy().topics}
        return Lessons(tuple(examples), names, trust_from(cases))

    def take(self, learned: Learned) -> None:
        """Suggest by what was learned from lessons."""
        self._learned = learned
        self.stale = False

    def note(self, keys: frozenset[Key]) -> None:
        """Hear of a change."""
        if any(key.collection in _TEACHING for key in keys):
            self.stale = True

    def _read(self, record: ArticleRecord) -> tuple[_Read, ...]:
        """Return an article's sections, kept at hand as long as its text stays."""
        known = self._sections.get(record.id)
        if known is None or (known[0].text, known[0].corrections) != (record.text, record.corrections):
            if len(self._sections) >= 2 * MOST_ARTICLES:
                self._sections.clear()
                self._cases.clear()
            known = (record, tuple(map(_read, self._session.article(record.id).sections)))
            self._sections[record.id] = known
        return known[1]

    def _rested(
        self, matcher: Matcher, record: ArticleRecord, section: _Read
    ) -> dict[str, frozenset[Witness]]:
        key = (record.id, section.first)
        known = self._cases.get(key)
        if known is None or known[0] != section.text:
            found = matcher.witnesses(section.text, record.metadata.language)
            known = self._cases[key] = (section.text, found)
        return known[1]

    def _matcher_now(self) -> Matcher:
        matcher = self._session.resources.matcher(self._session.taxonomy())
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


def _read(section: Section) -> _Read:
    blocks = section.all_blocks
    return _Read(blocks[0].id, frozenset(block.id for block in blocks), section.text)


def learn(
    matcher: Matcher, lessons: Lessons, vectors: Vectors | None = None, *, hasty: bool = False
) -> Learned:
    """Learn some lessons; with sentence vectors it takes seconds the first time, so do it beside a window."""
    learner = None
    if lessons.examples:
        from briefbuilder.tagging.learner import Learner

        made = Learner(lessons.examples, lessons.names, vectors)
        learner = made if made.topics else None
    return Learned(matcher, lessons.trust, learner, hasty=hasty)


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
