"""The state of the article's pane: which article, its tags, what is suggested, what is the target.

Knows no widget; the pane draws what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbuilder.app.suggesting import open_suggestions
from briefbuilder.domain.article import Article, Section
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.repaired import Repaired, applied
from briefbuilder.domain.text import Figure
from briefbuilder.domain.topics import Suggestion, Tag
from briefbuilder.ui.article.target import (
    Stop,
    Target,
    index_of,
    section_stop,
    stops_of,
    target_at,
    target_of,
)

if TYPE_CHECKING:
    from briefbuilder.app.session import Session


class _Remembered:
    """What suggests for each text once: only the taxonomy, and what is learned for the next article, change it."""

    def __init__(self, session: Session) -> None:
        self.taxonomy = session.taxonomy()
        self._learned = session.learning.current()
        self._found: dict[str, tuple[Suggestion, ...]] = {}

    def suggest(self, text: str, language: str | None) -> tuple[Suggestion, ...]:
        """Return the topics suggested, best first."""
        if text not in self._found:
            self._found[text] = self._learned.suggest(text, language)
        return self._found[text]


@dataclass(slots=True)
class Reading:
    """One article being read. `stops` are what the keys walk, `target` the one chosen.

    `text` is the article's text with what was left out of it.
    """

    article: Article
    sections: tuple[Section, ...]
    stops: tuple[Stop, ...]
    target: Target | None
    tags: tuple[Tag, ...] = ()
    suggestions: tuple[tuple[Suggestion, ...], ...] = field(default_factory=tuple)
    text: Repaired = field(default_factory=lambda: applied((), ()))
    _memory: _Remembered | None = None

    @classmethod
    def of(cls, article: Article, text: Repaired | None = None) -> Reading:
        """Begin with the first section as the target."""
        stops = stops_of(article)
        first = target_at(article, stops[0]) if stops else None
        whole = applied(article.blocks, ()) if text is None else text
        return cls(article, article.sections, stops, first, text=whole)

    def remember(self, before: Reading) -> None:
        """Take over what was suggested for the texts of the same article as it was before."""
        self._memory = before._memory

    def forget(self) -> None:
        """Ask anew what is suggested: something was learned."""
        self._memory = None

    def refresh(self, session: Session) -> None:
        """Read tags and suggestions anew."""
        self.tags = session.tags(self.article.id)
        if self._memory is None or self._memory.taxonomy is not session.taxonomy():
            self._memory = _Remembered(session)
        judgements = session.judgements(self.article.id)
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
            self.target = target_at(self.article, self.stops[section_stop(self.stops, index)])

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
        return section_stop(self.stops, wanted)


def read_article(session: Session, article_id: str, before: Reading | None = None) -> Reading:
    """Begin to read an article of the dossier, with what is remembered of it as it was `before`."""
    reading = Reading.of(session.article(article_id), session.repaired(article_id))
    if before is not None:
        reading.remember(before)
    reading.refresh(session)
    return reading
