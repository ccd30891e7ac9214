"""Finds what is new in the articles that were imported since a briefing.

What was reported are the articles that the briefing and those before it quote. Collecting reads the dossier; comparing
needs only values, so that a job does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cache
from typing import TYPE_CHECKING

from briefbuilder.app.evidence import facts_of
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.facts import FactSource
from briefbuilder.domain.text import walk_blocks
from briefbuilder.domain.topics import tags_by_section
from briefbuilder.domain.values import value
from briefbuilder.evidence.novelty import (
    ReportedSentences,
    SentenceNovelty,
    State,
    place_sentences,
)
from briefbuilder.system.clock import to_second
from briefbuilder.tagging.embedding_space import SentenceEncoder, is_available

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_ORDER: tuple[State, ...] = ("new", "changed", "reported", "copy")


@value
class LaterSection:
    """A section of an article that was imported since: its blocks' ids and its topics."""

    article: str
    section: int
    heading: str
    blocks: frozenset[str]
    topics: tuple[str, ...] = ()


@value
class NoveltyPlan:
    """The articles that a briefing or an earlier one quotes, and those imported since then that none of them quotes."""

    reported: tuple[str, ...]
    later: tuple[str, ...]


@value
class LaterArticle:
    """An article that was imported since, with its facts and its sections."""

    title: str
    source: FactSource
    sections: tuple[LaterSection, ...]


@value
class NoveltyInput:
    """The sources that were reported, and the articles imported since."""

    reported: tuple[FactSource, ...]
    later: tuple[LaterArticle, ...]


@value
class SectionNovelty:
    """What a section is, by its sentences: `new` if any is new, else `changed` if a figure or date is, and so on."""

    section: LaterSection
    state: State
    sentences: tuple[SentenceNovelty, ...]

    @property
    def new_count(self) -> int:
        """The number of sentences that are new or changed."""
        return sum(sentence.state in {"new", "changed"} for sentence in self.sentences)

    @property
    def change(self) -> SentenceNovelty | None:
        """The first sentence with another figure or date than was reported."""
        return next((sentence for sentence in self.sentences if sentence.state == "changed"), None)


@value
class NoveltyResult:
    """What the later sections are, with the titles of their articles; `with_vectors` says how they were compared."""

    sections: tuple[SectionNovelty, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    with_vectors: bool = False


def plan_novelty(session: Session, briefing_id: str) -> NoveltyPlan:
    """Return which articles are compared with which; raises DossierError if there is no such briefing."""
    briefing = session.store.existing_briefing(briefing_id)
    earlier = [one for one in session.store.briefings() if one.created <= briefing.created]
    reported = dict.fromkeys(name for briefing in earlier for name in quoted_articles(briefing))
    later = session.store.imported_since(to_second(briefing.created))
    return NoveltyPlan(
        reported=tuple(name for name in reported if session.store.record(name) is not None),
        later=tuple(name for name in later if name not in reported),
    )


def read_later(session: Session, article_id: str) -> LaterArticle:
    """Return an article with its facts and its sections."""
    article = session.store.article(article_id)
    return LaterArticle(
        title=article.metadata.title or article.original.name,
        source=facts_of(session, article_id),
        sections=tuple(_sections(session, article)),
    )


def collect_novelty(session: Session, briefing_id: str) -> NoveltyInput:
    """Return what a briefing and those before it reported, and what was imported since the briefing was made.

    Raises DossierError if there is no such briefing.
    """
    plan = plan_novelty(session, briefing_id)
    return NoveltyInput(
        reported=tuple(facts_of(session, name) for name in plan.reported),
        later=tuple(read_later(session, name) for name in plan.later),
    )


def quoted_articles(briefing: Briefing) -> Iterator[str]:
    """Yield the articles that a briefing quotes, each as often as it does."""
    return (item.passage.article for item in briefing.excerpts)


def _sections(session: Session, article: Article) -> Iterator[LaterSection]:
    tags = tags_by_section(article.sections, session.store.tags(article.id))
    for section, own in zip(article.sections, tags, strict=True):
        yield LaterSection(
            article=article.id,
            section=section.index,
            heading=section.heading.text if section.heading else "",
            blocks=frozenset(block.id for block in walk_blocks(section.all_blocks)),
            topics=tuple(dict.fromkeys(tag.topic for tag in own)),
        )


def judge_sections(given: NoveltyInput) -> NoveltyResult:
    """Return the novelty of each later section; sections without sentences are left out; runs in a worker process, too.

    Without the extra `vectors`, what is said in other words counts as new.
    """
    known = [sentence for source in given.reported for sentence in place_sentences(source)]
    found: list[SectionNovelty] = []
    reported = ReportedSentences(known, _encoder().encode if is_available() else None)
    for article in given.later:
        text = tuple(block for block in article.source.blocks if not block.heading)
        judged = reported.judge(tuple(place_sentences(replace(article.source, blocks=text))))
        for section in article.sections:
            own = tuple(sentence for sentence in judged if sentence.sentence.block in section.blocks)
            if own:
                found.append(SectionNovelty(section=section, state=_state(own), sentences=own))
    return NoveltyResult(
        sections=tuple(found),
        titles={article.source.article: article.title for article in given.later},
        with_vectors=is_available(),
    )


@cache
def _encoder() -> SentenceEncoder:
    return SentenceEncoder()


def _state(sentences: Sequence[SentenceNovelty]) -> State:
    states = {sentence.state for sentence in sentences}
    return next(state for state in _ORDER if state in states)
