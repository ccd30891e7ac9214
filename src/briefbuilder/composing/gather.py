"""A new briefing: a template's parts, filled with the passages that are tagged with its topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, Part
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.templating.fields import DateField, NumberField, TemplateField
from briefbuilder.templating.model import Template
from briefbuilder.templating.nearest import nearest
from briefbuilder.templating.parts import GatheredPart, TemplatePart, TopicsPart


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gatherer:
    """Makes parts out of what is tagged."""

    topics: tuple[Topic, ...]
    tags: tuple[Tag, ...]
    articles: Mapping[str, Article]
    new_id: Callable[[], str]

    def parts(self, spec: TemplatePart) -> tuple[Part, ...]:
        """Return the part or parts of a template's part."""
        if isinstance(spec, TopicsPart):
            each = tuple(self._topic(spec, topic) for topic in self.topics)
            return each if spec.layout == "parts" else (self._part(spec, parts=each),)
        if isinstance(spec, GatheredPart):
            wanted = spec.topics or tuple(topic.id for topic in self.topics)
            return (self._part(spec, items=self._excerpts(wanted)),)
        return (self._part(spec),)

    def _part(self, spec: TemplatePart, items: tuple[Item, ...] = (), parts: tuple[Part, ...] = ()) -> Part:
        return Part(id=self.new_id(), key=spec.key, items=items, parts=parts)

    def _topic(self, spec: TopicsPart, topic: Topic) -> Part:
        return Part(id=self.new_id(), key=spec.key, topic=topic.id, items=self._excerpts((topic.id,)))

    def _excerpts(self, topics: Iterable[str]) -> tuple[Item, ...]:
        wanted = set(topics)
        passages = {tag.passage: None for tag in self.tags if tag.topic in wanted}
        ordered = sorted(passages, key=self._place)
        kept = [one for one in ordered if not any(self._within(one, other) for other in ordered)]
        return tuple(Excerpt(id=self.new_id(), passage=passage) for passage in kept)

    def _place(self, passage: Passage) -> tuple[int, int, int]:
        """Return the order of import and the place in the article; what is not there stands last."""
        article = self.articles.get(passage.article)
        ids = [block.id for block in article.blocks] if article else []
        known = list(self.articles)
        order = known.index(passage.article) if article else len(known)
        first = passage.blocks[0] if passage.blocks else ""
        return order, ids.index(first) if first in ids else len(ids), passage.start

    def _within(self, one: Passage, other: Passage) -> bool:
        """Tell whether a passage lies within another, longer one."""
        article = self.articles.get(one.article)
        if one == other or one.article != other.article or article is None:
            return False
        ids = {block.id: index for index, block in enumerate(article.blocks)}
        if not all(block in ids for block in (*one.blocks, *other.blocks)):
            return False
        starts = [(ids[passage.blocks[0]], passage.start) for passage in (one, other)]
        ends = [(ids[passage.blocks[-1]], passage.end) for passage in (one, other)]
        return starts[1] <= starts[0] and ends[0] <= ends[1]
