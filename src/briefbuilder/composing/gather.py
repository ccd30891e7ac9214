"""A new briefing: a template's parts, filled with the passages that are tagged with its topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from briefbuilder.composing.sharing import shared_out
from briefbuilder.composing.sorting import ranks
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, Part
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.release import Release
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.templating.fields import DateField, NumberField, TemplateField
from briefbuilder.templating.model import Template
from briefbuilder.templating.nearest import nearest
from briefbuilder.templating.parts import (
    AnnexPart,
    ContentsPart,
    GatheredPart,
    Sort,
    SourcesPart,
    TemplatePart,
    TopicsPart,
)


def new_briefing(
    *,
    briefing_id: str,
    title: str,
    template: Template,
    language: str,
    topics: tuple[Topic, ...],
    tags: tuple[Tag, ...],
    articles: Mapping[str, Article],
    fields: Mapping[str, str],
    new_id: Callable[[], str],
    created: str,
) -> Briefing:
    """Return a briefing with the template's parts, and one part for each topic, in the topics' order.

    Excerpts stand in the order of import (that of `articles`) and of their place; one that lies
    within another of its part is not repeated. `created` is an ISO 8601 moment in UTC. Raises
    BriefingError where a field is not the template's.
    """
    gatherer = _Gatherer(topics=topics, tags=tags, articles=articles, new_id=new_id)
    return Briefing(
        id=briefing_id,
        title=title,
        template=template.id,
        language=language,
        fields=_fields(template, fields, created),
        parts=tuple(part for spec in template.parts for part in gatherer.parts(spec)),
        created=created,
    )


def _fields(template: Template, given: Mapping[str, str], created: str) -> dict[str, str]:
    known = [field.key for field in template.fields]
    for key in given:
        if key not in known:
            _refuse_field(key, known)
    defaults = {field.key: _default(field, created) for field in template.fields}
    filled = {key: given.get(key, "").strip() or defaults[key] for key in known}
    return {key: value for key, value in filled.items() if value}


def _refuse_field(key: str, known: list[str]) -> None:
    near = nearest(key, known)
    if near:
        raise BriefingError("briefing-field-unknown-near", field=key, nearest=near)
    raise BriefingError("briefing-field-unknown", field=key, valid=", ".join(known))


def _default(field: TemplateField, created: str) -> str:
    if isinstance(field, NumberField):
        return "" if field.default is None else f"{field.default:g}"
    if isinstance(field, DateField) and field.default == "today":
        return created[:10]
    return field.default


_Spot = tuple[int, int, int]
"""A place in all that was imported: the article's order, the block's, and a code point."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A passage with the places of its two ends; a lost one is no longer in its article."""

    start: _Spot
    end: _Spot
    passage: Passage
    lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gatherer:
    """Makes parts out of what is tagged."""

    topics: tuple[Topic, ...]
    tags: tuple[Tag, ...]
    articles: Mapping[str, Article]
    new_id: Callable[[], str]
    _places: dict[str, dict[str, int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, article in self.articles.items():
            self._places[name] = {block.id: index for index, block in enumerate(article.blocks)}

    def parts(self, spec: TemplatePart) -> tuple[Part, ...]:
        """Return the part or parts of a template's part."""
        if isinstance(spec, TopicsPart):
            shares = shared_out(self.topics, self.tags, repeat=spec.repeat)
            each = tuple(self._topic(spec, topic, shares[topic.id]) for topic in self.topics)
            return each if spec.layout == "parts" else (self._part(spec, parts=each),)
        if isinstance(spec, GatheredPart):
            wanted = spec.topics or tuple(topic.id for topic in self.topics)
            passages = (tag.passage for tag in self.tags if tag.topic in wanted)
            return (self._part(spec, items=self._excerpts(passages, spec.sort)),)
        if isinstance(spec, AnnexPart):
            return (self._part(spec, items=self._excerpts(self._whole_articles(), spec.sort)),)
        return (self._part(spec),)

    def _whole_articles(self) -> Iterable[Passage]:
        wanted = {topic.id for topic in self.topics}
        tagged = {tag.passage.article for tag in self.tags if tag.topic in wanted}
        return (
            passage_of(article, article.blocks)
            for name, article in self.articles.items()
            if name in tagged and article.blocks
        )

    def _part(self, spec: TemplatePart, items: tuple[Item, ...] = (), parts: tuple[Part, ...] = ()) -> Part:
        return Part(id=self.new_id(), key=spec.key, release=_release(spec), items=items, parts=parts)

    def _topic(self, spec: TopicsPart, topic: Topic, passages: Iterable[Passage]) -> Part:
        return Part(
            id=self.new_id(),
            key=spec.key,
            topic=topic.id,
            release=_release(spec) if spec.layout == "parts" else None,
            items=self._excerpts(passages, spec.sort),
        )

    def _excerpts(self, passages: Iterable[Passage], sort: Sort) -> tuple[Item, ...]:
        """Return passages, each once, in that order and that of reading, none that lies within another."""
        order = ranks(self.articles, sort)
        spans = sorted(
            (self._span(passage, order) for passage in dict.fromkeys(passages)),
            key=lambda span: (span.start, _back(span.end)),
        )
        kept: list[Passage] = []
        reached: _Spot = (-1, 0, 0)
        for span in spans:
            if span.end > reached:
                kept.append(span.passage)
            if not span.lost:
                reached = max(reached, span.end)
        return tuple(Excerpt(id=self.new_id(), passage=passage) for passage in kept)

    def _span(self, passage: Passage, ranked: Mapping[str, int]) -> _Span:
        """Return where a passage begins and ends; what is no longer in its article stands last there."""
        order, places = ranked.get(passage.article, len(ranked)), self._places.get(passage.article, {})
        lost = not passage.blocks or not all(block in places for block in passage.blocks)
        first, last = (len(places),) * 2 if lost else (places[passage.blocks[i]] for i in (0, -1))
        return _Span((order, first, passage.start), (order, last, passage.end), passage, lost)


def _release(spec: TemplatePart) -> Release | None:
    if isinstance(spec, SourcesPart | ContentsPart) or spec.release is None:
        return None
    return Release(disclosure=spec.release)


def _back(spot: _Spot) -> _Spot:
    return -spot[0], -spot[1], -spot[2]
