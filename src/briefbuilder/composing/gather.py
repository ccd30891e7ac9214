"""A new briefing: a template's parts, filled with the passages that are tagged with its topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.outline import heading_text
from briefbuilder.composing.typography import shorten_quote
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, Part
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.release import Release
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.templating.faults import closest_match
from briefbuilder.templating.fields import DateField, NumberField, TemplateField
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import (
    AnnexPart,
    ContentsPart,
    GatheredPart,
    Sort,
    SourcesPart,
    TemplatePart,
    TopicsPart,
)

# Which tagged passages a briefing leaves out, though it has a part for their topic.


def check_coverage(context: CompositionContext) -> None:
    """Tell of each part for a topic how many passages with that tag stand nowhere in the briefing."""
    inputs = context.inputs
    if inputs.audience is not None:
        return  # What an audience does not get was taken out on purpose.
    quoted = quoted_passages(inputs.briefing, inputs.template)
    for part in inputs.briefing.walk():
        tagged = inputs.tagged.get(part.topic, ()) if part.topic else ()
        missing = [passage for passage in tagged if not is_quoted(passage, quoted)]
        if missing:
            name = heading_text(part, context)
            place = Place(part=part.id, article=missing[0].article)
            context.report(
                "topic-left-out",
                place,
                topic=name,
                count=str(len(missing)),
                quote=shorten_quote(missing[0].quote),
            )


def quoted_passages(briefing: Briefing, template: Template) -> list[Passage]:
    """Return the passages of a briefing's excerpts, but for the whole articles of its annexes."""
    return [
        item.passage
        for part in briefing.walk()
        if part.key not in template.annexes
        for item in part.items
        if isinstance(item, Excerpt)
    ]


def is_quoted(passage: Passage, quoted: list[Passage]) -> bool:
    """Tell whether an excerpt holds some of a passage's words."""
    blocks = set(passage.blocks)
    return any(
        one.article == passage.article and not blocks.isdisjoint(one.blocks) and _touch(passage, one)
        for one in quoted
    )


def _touch(one: Passage, other: Passage) -> bool:
    """Tell whether two passages share characters, where both lie in the same one block."""
    if one.blocks != other.blocks or len(one.blocks) > 1:
        return True
    return one.start < other.end and other.start < one.end


# The order of articles in what is gathered: that of import, or by what they say of themselves.

_KEYS: dict[Sort, Callable[[Article], tuple[bool, int | str]]] = {
    "import": lambda _article: (False, 0),
    "date": lambda article: _day(article.metadata.published, 1),
    "newest": lambda article: _day(article.metadata.published, -1),
    "outlet": lambda article: _name(article.metadata.publication),
    "title": lambda article: _name(article.metadata.title),
}


def rank_articles(articles: Mapping[str, Article], sort: Sort) -> dict[str, int]:
    """Return each article's place by its id; `articles` are given in the order of import, which breaks ties.

    What an article does not say of itself puts it at the end.
    """
    names = sorted(articles, key=lambda name: _KEYS[sort](articles[name]))
    return {name: place for place, name in enumerate(names)}


def _day(day: date | None, sign: int) -> tuple[bool, int]:
    return day is None, sign * day.toordinal() if day else 0


def _name(text: str | None) -> tuple[bool, str]:
    return not text, (text or "").casefold()


# Gathering into a briefing that is there: what is tagged with its parts' topics and stands nowhere in it yet.
#
# Nothing that the officer arranged is moved: each passage comes before the first excerpt of its part that
# stands later in its article, or in an article that is later in the part's order.

_LAST = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherSources:
    """What is gathered from: `articles` by id, in the order of import."""

    template: Template
    tags: tuple[Tag, ...]
    articles: Mapping[str, Article]
    new_id: Callable[[], str]


def gather(briefing: Briefing, sources: GatherSources) -> Briefing:
    """Return the briefing with the passages added that its parts' topics ask for."""
    for part in tuple(briefing.walk()):
        spec = sources.template.part(part.key)
        order = _Order(
            sources.articles, spec.sort if isinstance(spec, GatheredPart | TopicsPart) else "import"
        )
        wanted = _topics(part, briefing, sources.template)
        passages = dict.fromkeys(tag.passage for tag in sources.tags if tag.topic in wanted)
        for passage in sorted(passages, key=order.of):
            quoted = quoted_passages(briefing, sources.template)
            if passage.article in sources.articles and not is_quoted(passage, quoted):
                briefing = _with(briefing, part.id, Excerpt(id=sources.new_id(), passage=passage), order)
    return briefing


def gathered_topics(briefing: Briefing, template: Template) -> tuple[str, ...]:
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
        self._articles = rank_articles(articles, sort)
        self._blocks = dict(_places(articles.values()))

    def of(self, passage: Passage) -> tuple[int, int, int]:
        first = passage.blocks[0] if passage.blocks else ""
        place = self._blocks.get((passage.article, first), _LAST)
        return self._articles.get(passage.article, _LAST), place, passage.start


def _places(articles: Iterable[Article]) -> Iterator[tuple[tuple[str, str], int]]:
    for article in articles:
        for place, block in enumerate(article.blocks):
            yield (article.id, block.id), place


# The next briefing after one: its form with nothing in it, and what was tagged since.
#
# Parts with their headings, order and topics, fields and marking stay; a day that the template sets to today is today's.
# Excerpts and own text are those of the former briefing and are not handed on by mistake: what it quotes is not
# gathered again.


def copy_structure(
    former: Briefing, template: Template, created: str, today: date, new_id: Callable[[], str]
) -> Briefing:
    """Return a briefing's form, without items; `created` is an ISO 8601 moment in UTC. The id stays to be given.

    `today` is the day of that moment where the briefing is written.
    """
    days = [
        field.key for field in template.fields if isinstance(field, DateField) and field.default == "today"
    ]
    fields = {**former.fields, **dict.fromkeys(days, today.isoformat())}
    parts = tuple(_emptied(part, new_id) for part in former.parts)
    return replace(former, parts=parts, fields=fields, created=created, lowerings=())


def gather_next(former: Briefing, begun: Briefing, sources: GatherSources) -> Briefing:
    """Return what was begun with what is tagged for its parts and stands not in the former briefing."""
    quoted = quoted_passages(former, sources.template)
    new = tuple(tag for tag in sources.tags if not is_quoted(tag.passage, quoted))
    return gather(begun, replace(sources, tags=new))


def _emptied(part: Part, new_id: Callable[[], str]) -> Part:
    inner = tuple(_emptied(one, new_id) for one in part.parts)
    return replace(part, id=new_id(), items=(), parts=inner)


# Which passages stand under which topic, where some are tagged with several.

_OWN = 2.0
"""The weight of a tag that the user put: more than any suggestion's score, which ends at 1."""


def distribute_passages(
    topics: tuple[Topic, ...], tags: tuple[Tag, ...], *, repeat: bool
) -> dict[str, tuple[Passage, ...]]:
    """Return the passages of each topic by its id.

    With `repeat` a passage stands under each of its topics. Without, it stands under the one that
    it fits best: where the user put the tag, else where the suggestion scored highest, else the
    first of the topics. A topic that would be left with nothing keeps all that is tagged with it.
    """
    weights: dict[str, dict[Passage, float]] = {topic.id: {} for topic in topics}
    for tag in tags:
        if tag.topic in weights:
            known = weights[tag.topic]
            known[tag.passage] = max(known.get(tag.passage, 0.0), _OWN if tag.score is None else tag.score)
    if repeat:
        return {topic: tuple(passages) for topic, passages in weights.items()}
    best: dict[Passage, str] = {}
    for topic, passages in weights.items():
        for passage, weight in passages.items():
            if passage not in best or weight > weights[best[passage]][passage]:
                best[passage] = topic
    shares = {
        topic: tuple(passage for passage in passages if best[passage] == topic)
        for topic, passages in weights.items()
    }
    return {topic: share or tuple(weights[topic]) for topic, share in shares.items()}


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
    today: date,
) -> Briefing:
    """Return a briefing with the template's parts, and one part for each topic, in the topics' order.

    Excerpts stand in the order of import (that of `articles`) and of their place; one that lies
    within another of its part is not repeated. `created` is an ISO 8601 moment in UTC, `today` its day
    where the briefing is written. Raises BriefingError where a field is not the template's.
    """
    gatherer = _Gatherer(topics=topics, tags=tags, articles=articles, new_id=new_id)
    return Briefing(
        id=briefing_id,
        title=title,
        template=template.id,
        language=language,
        fields=_fields(template, fields, today),
        parts=tuple(part for spec in template.parts for part in gatherer.parts(spec)),
        created=created,
    )


def _fields(template: Template, given: Mapping[str, str], today: date) -> dict[str, str]:
    known = [field.key for field in template.fields]
    for key in given:
        if key not in known:
            _refuse_field(key, known)
    defaults = {field.key: _default(field, today) for field in template.fields}
    filled = {key: given.get(key, "").strip() or defaults[key] for key in known}
    return {key: value for key, value in filled.items() if value}


def _refuse_field(key: str, known: list[str]) -> None:
    near = closest_match(key, known)
    if near:
        raise BriefingError("briefing-field-unknown-near", field=key, nearest=near)
    raise BriefingError("briefing-field-unknown", field=key, valid=", ".join(known))


def _default(field: TemplateField, today: date) -> str:
    if isinstance(field, NumberField):
        return "" if field.default is None else f"{field.default:g}"
    if isinstance(field, DateField) and field.default == "today":
        return today.isoformat()
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
            shares = distribute_passages(self.topics, self.tags, repeat=spec.repeat)
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
        order = rank_articles(self.articles, sort)
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
