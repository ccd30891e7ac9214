"""Finds where the articles of a dossier give different numbers for the same thing.

A job takes the articles from the session's thread in slices, and reads and compares them on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from briefbuilder.app.evidence import blocks_of, facts_rules, paragraph_numbers, source_of
from briefbuilder.domain.article import Article
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query
from briefbuilder.domain.values import value
from briefbuilder.storage.blobs import PackedArticle
from briefbuilder.storage.codec import CorruptValueError

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.evidence.disagreements import ArticleStatements, Disagreement, StatedValue

SLICE = 50
"""Articles that are taken from the dossier at once."""

_READING = 0.9
"""The share of the time that reading the articles takes."""


@value
class ArticleValue:
    """What one article says, with its place: `start` and `end` count in the block, whose sentence is `sentence`.

    `paragraph` is the number of the block from 1, None for title and lead; `reliability` the rating that a briefing gives
    the article, if any; `value` the normal form of the number.
    """

    article: str
    title: str
    outlet: str | None
    day: date | None
    reliability: str | None
    block: str
    paragraph: int | None
    start: int
    end: int
    text: str
    value: str
    sentence: str


@value
class DossierDisagreement:
    """Different values of one quantity in articles of a dossier, the oldest first.

    `quantity` is a concept ("killed"), or what a unit measures; `period` the years named beside. The values are `later`
    figures if the articles are not of one day. `topics` are those that two or more of the articles are tagged with.
    """

    quantity: str
    period: str | None
    later: bool
    topics: tuple[str, ...]
    values: tuple[ArticleValue, ...]


def articles_to_compare(session: Session, topics: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the ids of all articles, or of those with a passage that is tagged with one of the topics."""
    if not topics:
        # Only ids, without the records: the window asks for them.
        return session.search.ids(sorted(session.search.numbers(Query())))
    return tuple(dict.fromkeys(tag.passage.article for tag in session.store.tags_with(topics)))


def packed_articles(session: Session, names: Sequence[str]) -> tuple[PackedArticle, ...]:
    """Return articles with their facts, still compressed; those that are no longer there are left out."""
    rules = facts_rules()
    return tuple(
        session.store.packed_article(name, rules) for name in names if session.store.record(name) is not None
    )


def compare_articles(
    names: Sequence[str],
    fetch: Callable[[Sequence[str]], Sequence[PackedArticle]],
    step: Callable[[float], None],
) -> tuple[Disagreement, ...]:
    """Return where articles differ.

    `fetch` gives some of the articles (`packed_articles`, on the session's thread if this is called on another); `step`
    is called with the share that is done and may raise to stop.
    """
    from briefbuilder.evidence.disagreements import compare_statements

    statements: list[ArticleStatements] = []
    for at in range(0, len(names), SLICE):
        step(_READING * at / len(names))
        statements += _read(fetch(names[at : at + SLICE]))
    return compare_statements(statements, lambda: step(_READING))


def _read(articles: Sequence[PackedArticle]) -> Iterator[ArticleStatements]:
    """Yield what articles state; damaged ones state nothing."""
    from briefbuilder.evidence.disagreements import read_statements

    for packed in articles:
        try:
            # Not cached: thousands of articles would drive those out that claims are looked up in.
            source = source_of.__wrapped__(packed)
        except (DossierError, CorruptValueError):
            continue
        yield read_statements(source)


def describe_disagreements(
    session: Session, found: Sequence[Disagreement]
) -> tuple[DossierDisagreement, ...]:
    """Return disagreements with what is known of their articles, those of a common topic together."""
    reliability = _reliability(session)
    order = {topic.id: index for index, topic in enumerate(session.taxonomy.topics)}
    described = [_describe(session, disagreement, reliability) for disagreement in found]
    return tuple(
        sorted(
            described,
            key=lambda disagreement: min(
                (order.get(t, len(order)) for t in disagreement.topics), default=len(order)
            ),
        )
    )


def dossier_disagreements(
    session: Session, topics: Sequence[str], step: Callable[[float], None]
) -> tuple[DossierDisagreement, ...]:
    """Return where the articles of a dossier differ, or those with one of the topics, all on this thread."""
    names = articles_to_compare(session, topics)
    return describe_disagreements(
        session, compare_articles(names, lambda some: packed_articles(session, some), step)
    )


def _describe(session: Session, found: Disagreement, reliability: dict[str, str]) -> DossierDisagreement:
    values = tuple(
        _value(value, session.store.article(value.article), reliability.get(value.article))
        for value in found.values
    )
    tagged = [{tag.topic for tag in session.store.tags(value.article)} for value in values]
    every = dict.fromkeys(topic for own in tagged for topic in sorted(own))
    return DossierDisagreement(
        quantity=found.quantity,
        period=found.period,
        later=found.later,
        topics=tuple(topic for topic in every if sum(topic in own for own in tagged) > 1),
        values=values,
    )


def _value(stated: StatedValue, article: Article, reliability: str | None) -> ArticleValue:
    from briefbuilder.evidence.words import sentences_of

    blocks = blocks_of(article)
    text = next(block.text for block in blocks if block.id == stated.block)
    spans = sentences_of(text, ((stated.start, stated.end),))
    start, end = next((span for span in spans if span[0] <= stated.start < span[1]), (0, len(text)))
    metadata = article.metadata
    return ArticleValue(
        article=article.id,
        title=metadata.title,
        outlet=metadata.publication,
        day=metadata.published,
        reliability=reliability,
        block=stated.block,
        paragraph=paragraph_numbers(blocks).get(stated.block),
        start=stated.start,
        end=stated.end,
        text=stated.text,
        value=stated.value,
        sentence=text[start:end].strip(),
    )


def _reliability(session: Session) -> dict[str, str]:
    """Return the ratings that briefings give articles, the latest briefing's if they differ."""
    return {
        item.passage.article: item.reliability
        for briefing in session.store.briefings()
        for item in briefing.excerpts
        if item.reliability is not None
    }
