"""Gathering into a briefing that is there: what is tagged with its parts' topics and stands nowhere in it yet.

Nothing that the officer arranged is moved: each passage comes before the first excerpt of its part that
stands later in its article, or in an article that is later in the part's order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefbuilder.composing.coverage import is_quoted, quoted_in
from briefbuilder.composing.sorting import ranks
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, Part
from briefbuilder.domain.outline import insert_item
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import GatheredPart, Sort, TopicsPart

_LAST = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """What is gathered from: `articles` by id, in the order of import."""

    template: Template
    tags: tuple[Tag, ...]
    articles: Mapping[str, Article]
    new_id: Callable[[], str]


def gathered(briefing: Briefing, sources: Gathering) -> Briefing:
    """Return the briefing with the passages added that its parts' topics ask for."""
    for part in tuple(briefing.walk()):
        spec = sources.template.part(part.key)
        order = _Order(
            sources.articles, spec.sort if isinstance(spec, GatheredPart | TopicsPart) else "import"
        )
        wanted = _topics(part, briefing, sources.template)
        passages = dict.fromkeys(tag.passage for tag in sources.tags if tag.topic in wanted)
        for passage in sorted(passages, key=order.of):
            quoted = quoted_in(briefing, sources.template)
            if passage.article in sources.articles and not is_quoted(passage, quoted):
                briefing = _with(briefing, part.id, Excerpt(id=sources.new_id(), passage=passage), order)
    return briefing


def wanted_topics(briefing: Briefing, template: Template) -> tuple[str, ...]:
    """Return the topics of all parts of a briefing."""
    return tuple(
        dict.fromkeys(
            topic for part in briefing.walk() for topic in sorted(_topics(part, briefing, template))
        )
    )


def _topics(part: Part, briefing: Briefing, template: Template) -> set[str]:
    """Return the topics whose passages belong into a part."""
    if part.topic:
        return {part.topic}
    spec = template.part(part.key)
    if not isinstance(spec, GatheredPart):
        return set()
    return set(spec.topics) or {inner.topic for inner in briefing.walk() if inner.topic}


def _with(briefing: Briefing, part_id: str, excerpt: Excerpt, order: _Order) -> Briefing:
    part = briefing.part(part_id)
    items = part.items if part is not None else ()
    own = order.of(excerpt.passage)
    later = (
        place
        for place, item in enumerate(items)
        if isinstance(item, Excerpt) and order.of(item.passage) > own
    )
    return insert_item(briefing, part_id, excerpt, next(later, None))


class _Order:
    """The order of passages over all articles."""

    def __init__(self, articles: Mapping[str, Article], sort: Sort) -> None:
        self._articles = ranks(articles, sort)
        self._blocks = dict(_places(articles.values()))

    def of(self, passage: Passage) -> tuple[int, int, int]:
        first = passage.blocks[0] if passage.blocks else ""
        place = self._blocks.get((passage.article, first), _LAST)
        return self._articles.get(passage.article, _LAST), place, passage.start


def _places(articles: Iterable[Article]) -> Iterator[tuple[tuple[str, str], int]]:
    for article in articles:
        for place, block in enumerate(article.blocks):
            yield (article.id, block.id), place
