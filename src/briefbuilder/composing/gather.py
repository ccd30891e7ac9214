"""Gathers tagged passages into the parts of new and existing briefings."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.outline import heading_text
from briefbuilder.composing.typography import shorten_quote
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Dated, Excerpt, Item, OwnText, Part
from briefbuilder.domain.briefing_edits import set_items
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.release import Release
from briefbuilder.domain.topics import Tag
from briefbuilder.domain.values import value
from briefbuilder.locales.numbers import stored_number
from briefbuilder.templating.faults import closest_match
from briefbuilder.templating.fields import DateField, NumberField, TemplateField, stored_value
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import (
    AnnexPart,
    ChronologyPart,
    ContentsPart,
    GatheredPart,
    Sort,
    SourcesPart,
    TemplatePart,
    TopicsPart,
)

_SORT_KEYS: dict[Sort, Callable[[Article], tuple[bool, int | str]]] = {
    "import": lambda _article: (False, 0),
    "date": lambda article: _date_key(article.metadata.published, 1),
    "newest": lambda article: _date_key(article.metadata.published, -1),
    "outlet": lambda article: _name_key(article.metadata.publication),
    "title": lambda article: _name_key(article.metadata.title),
}
_AFTER_ALL = 1 << 60
_USER_TAG_WEIGHT = 2.0
"""The weight of a tag set by the user, which is more than the score of any suggestion (at most 1)."""
_SEVERAL_TOPICS = 3
"""The topics of a passage from which on it is on several others beside each of them."""
_SAME_TEXT = 100
"""Characters that two articles do not have in common by chance."""
_Position = tuple[int, int, int]
"""A position in all articles: the article's rank, the block's index, and an offset."""


def check_coverage(context: CompositionContext) -> None:
    """Report for each topic's part how many passages with that tag are missing from the briefing."""
    inputs = context.inputs
    if inputs.audience is not None:
        return  # Restricted passages were removed on purpose.
    quoted = quoted_passages(inputs.briefing, inputs.template)
    for part in inputs.briefing.walk():
        tagged = inputs.tagged.get(part.topic, ()) if part.topic else ()
        missing = [passage for passage in tagged if not quoted.overlap(passage)]
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


def text_or_passage(passage: Passage) -> Passage | str:
    """Return the words of a longer passage, which copies of an article have in common, or else the passage."""
    words = " ".join(passage.quote.split()).casefold()
    return words if len(words) >= _SAME_TEXT else passage


class QuotedPassages:
    """The quoted passages of a briefing by their blocks and words."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._words: set[Passage | str] = set()
        self._by_block: dict[tuple[str, str], dict[Passage, None]] = {}
        for passage in passages:
            self.add(passage)

    def add(self, passage: Passage) -> None:
        """Add a passage."""
        self._words.add(text_or_passage(passage))
        for block in passage.blocks:
            self._by_block.setdefault((passage.article, block), {})[passage] = None

    def overlap(self, passage: Passage) -> bool:
        """Return whether one of the quoted passages overlaps a passage, or has the same words in a copy of its article."""
        return text_or_passage(passage) in self._words or any(
            _overlap(passage, other)
            for block in passage.blocks
            for other in self._by_block.get((passage.article, block), ())
        )

    def cover(self, passage: Passage) -> bool:
        """Return whether the whole of a passage is quoted, each of its blocks by one quoted passage."""
        return all(
            any(_covers(other, passage, block) for other in self._by_block.get((passage.article, block), ()))
            for block in passage.blocks
        )


def contains(outer: Passage, inner: Passage) -> bool:
    """Return whether a passage has all of another one and more."""
    return (
        outer.article == inner.article
        and len(outer.quote) > len(inner.quote)
        and all(block in outer.blocks and _covers(outer, inner, block) for block in inner.blocks)
    )


def quoted_passages(briefing: Briefing, template: Template) -> QuotedPassages:
    """Return the passages of a briefing's excerpts, except for parts that repeat what others quote."""
    return QuotedPassages(
        item.passage
        for part in briefing.walk()
        if part.key not in template.repeating_parts
        for item in part.excerpts
    )


def _overlap(one: Passage, other: Passage) -> bool:
    """Return whether two passages with a common block overlap; only those within one block are compared exactly."""
    if one.blocks != other.blocks or len(one.blocks) > 1:
        return True
    return one.start < other.end and other.start < one.end


def _covers(outer: Passage, inner: Passage, block: str) -> bool:
    """Return whether a passage has all that another has of a block of both."""
    begins = block != outer.blocks[0] or outer.start <= (inner.start if block == inner.blocks[0] else 0)
    ends = block != outer.blocks[-1] or (block == inner.blocks[-1] and inner.end <= outer.end)
    return begins and ends


def rank_articles(articles: Mapping[str, Article], sort: Sort) -> dict[str, int]:
    """Return each article's rank by id; `articles` are in the order of import, which breaks ties.

    Articles without the value are last.
    """
    names = sorted(articles, key=lambda name: _SORT_KEYS[sort](articles[name]))
    return {name: place for place, name in enumerate(names)}


def _date_key(day: date | None, sign: int) -> tuple[bool, int]:
    return day is None, sign * day.toordinal() if day else 0


def _name_key(text: str | None) -> tuple[bool, str]:
    return not text, (text or "").casefold()


@value(kw_only=False)
class DatedPassage:
    """A passage that reports an event, its date, and the topics that it is tagged with."""

    passage: Passage
    dated: Dated
    topics: frozenset[str]


@value
class GatherSources:
    """What passages are gathered from; `articles` are by id, in the order of import.

    `topics` are those of a briefing that names none, `events` what chronologies are filled with.
    """

    template: Template
    tags: tuple[Tag, ...]
    articles: Mapping[str, Article]
    new_id: Callable[[], str]
    topics: tuple[str, ...] = ()
    events: tuple[DatedPassage, ...] = ()


def gather(briefing: Briefing, sources: GatherSources) -> Briefing:
    """Add the tagged passages that are missing from a briefing's parts.

    Existing items are not moved: each passage is inserted before the first excerpt of its part that comes later in
    its article, or that is from an article later in the part's order. An emptied briefing is filled as a new one is.
    """
    gathered = _GatheredPassages(briefing, sources)
    for part in tuple(briefing.walk()):
        if events := tuple(gathered.missing_events(part)):
            items = (*part.items, *(_event_excerpt(event, sources.new_id) for event in events))
            briefing = set_items(briefing, part.id, items)
            continue
        order = _PassageOrder(sources.articles, gathered.sort(part))
        missing: list[Excerpt] = []
        for passage in sorted(dict.fromkeys(gathered.passages(part)), key=order.key):
            if passage.article in sources.articles and gathered.is_missing(passage, part.id):
                missing.append(Excerpt(id=sources.new_id(), passage=passage))
                gathered.add(passage, part.id)
        if missing:
            briefing = set_items(briefing, part.id, tuple(_merge_in_order(part.items, missing, order)))
    return briefing


class _GatheredPassages:
    """The passages that each part of a briefing gathers, and those that it has."""

    def __init__(self, briefing: Briefing, sources: GatherSources) -> None:
        self._sources = sources
        self._about = _briefing_topics(briefing) or sources.topics
        self._tagged: dict[str, dict[Passage, None]] = {}
        for tag in sources.tags:
            self._tagged.setdefault(tag.topic, {})[tag.passage] = None
        self._shares = self._share(briefing)
        self._quoted = {part.id: QuotedPassages(_passages(part)) for part in briefing.walk()}
        self._annexes = {part.id for part in briefing.walk() if isinstance(self._spec(part), AnnexPart)}
        repeating = sources.template.repeating_parts
        # What the user put elsewhere is not missing; what several parts gather may be missing in one of them.
        self._placed = QuotedPassages(
            passage
            for part in briefing.walk()
            if part.key not in repeating
            for own in (set(self._own(part)),)
            for passage in _passages(part)
            if passage not in own
        )

    def _spec(self, part: Part) -> TemplatePart | None:
        return self._sources.template.part(part.key)

    def _share(self, briefing: Briefing) -> dict[str, tuple[Passage, ...]]:
        """Return the passages of each topic whose part has only those that are under no other topic."""
        parts = {
            part.topic: part
            for part in briefing.walk()
            if part.topic and isinstance(spec := self._spec(part), TopicsPart) and not spec.repeat
        }
        quoted = quoted_passages(briefing, self._sources.template)
        shares = distribute_passages(tuple(parts), self._sources.tags, repeat=False)
        return {
            topic: tuple(passage for passage in share if not quoted.overlap(passage))
            for topic, share in shares.items()
        }

    def sort(self, part: Part) -> Sort:
        """Return the order of a part."""
        spec = self._spec(part)
        return spec.sort if isinstance(spec, GatheredPart | TopicsPart | AnnexPart) else "import"

    def passages(self, part: Part) -> tuple[Passage, ...]:
        """Return the passages that a part gathers."""
        return self._shares[part.topic] if part.topic in self._shares else tuple(self._own(part))

    def _own(self, part: Part) -> Iterator[Passage]:
        """Yield all passages that have a topic of a part."""
        spec = self._spec(part)
        if isinstance(spec, AnnexPart) and not part.topic:
            tags = (tag for tag in self._sources.tags if tag.topic in self._about)
            yield from _whole_articles(self._sources.articles, tags)
            return
        topics: tuple[str, ...] = (part.topic,) if part.topic else ()
        if isinstance(spec, GatheredPart):
            topics = topics or spec.topics or self._about
        for topic in topics:
            yield from self._tagged.get(topic, ())

    def missing_events(self, part: Part) -> Iterator[DatedPassage]:
        """Yield the events of a chronology that it does not have, in the order of their dates."""
        spec = self._spec(part)
        if isinstance(spec, ChronologyPart):
            events = _events_about(self._sources.events, spec.topics or self._about)
            known = set(map(_event_place, part.excerpts))
            for event in events:
                if (event.passage, event.dated.first, event.dated.last) not in known:
                    yield event

    def is_missing(self, passage: Passage, part_id: str) -> bool:
        """Return whether a passage that a part gathers is neither in it nor where the user put it."""
        if self._quoted[part_id].overlap(passage):
            return False
        return part_id in self._annexes or not self._placed.overlap(passage)

    def add(self, passage: Passage, part_id: str) -> None:
        """Record that a passage was added to a part."""
        self._quoted[part_id].add(passage)


def _passages(part: Part) -> Iterator[Passage]:
    return (excerpt.passage for excerpt in part.excerpts)


def _events_about(events: Iterable[DatedPassage], topics: Iterable[str]) -> list[DatedPassage]:
    """Return the events on some topics in the order of their dates."""
    wanted = frozenset(topics)
    found = (event for event in events if event.topics & wanted)
    return sorted(found, key=lambda event: (event.dated.first, event.dated.last))


def _event_place(excerpt: Excerpt) -> tuple[Passage, date | None, date | None]:
    """Return by what an event of a chronology is known: the same sentence may have several dates."""
    if excerpt.dated is None:
        return excerpt.passage, None, None
    return excerpt.passage, excerpt.dated.first, excerpt.dated.last


def _event_excerpt(event: DatedPassage, new_id: Callable[[], str]) -> Excerpt:
    return Excerpt(id=new_id(), passage=event.passage, dated=event.dated)


def gathered_topics(
    briefing: Briefing, template: Template, otherwise: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the topics that the parts of a briefing gather; `otherwise` are those of a briefing that names none."""
    specs = (template.part(part.key) for part in briefing.walk())
    named = [
        topic
        for spec in specs
        if isinstance(spec, GatheredPart | ChronologyPart)
        for topic in sorted(spec.topics)
    ]
    return tuple(dict.fromkeys((*(_briefing_topics(briefing) or otherwise), *named)))


def names_no_topics(briefing: Briefing, template: Template) -> bool:
    """Return whether a part gathers the topics of its briefing, but the briefing does not say which these are."""
    specs = (template.part(part.key) for part in briefing.walk())
    gathers = any(
        isinstance(spec, AnnexPart) or (isinstance(spec, GatheredPart | ChronologyPart) and not spec.topics)
        for spec in specs
    )
    return gathers and not _briefing_topics(briefing)


def _briefing_topics(briefing: Briefing) -> tuple[str, ...]:
    """Return the topics that a briefing is about: those of its parts, or else those that it was made with."""
    topics = dict.fromkeys(part.topic for part in briefing.walk() if part.topic)
    return tuple(topics) or briefing.topics


def _whole_articles(articles: Mapping[str, Article], tags: Iterable[Tag]) -> Iterator[Passage]:
    """Yield the passages over whole articles that have some of the tags."""
    tagged = {tag.passage.article for tag in tags}
    return (
        passage_of(article, article.blocks)
        for name, article in articles.items()
        if name in tagged and article.blocks
    )


def _merge_in_order(
    items: Iterable[Item], excerpts: Iterable[Excerpt], order: _PassageOrder
) -> Iterator[Item]:
    """Yield items with new excerpts, which are in order, each before the first excerpt that comes later."""
    waiting = deque((order.key(excerpt.passage), excerpt) for excerpt in excerpts)
    for item in items:
        if waiting and isinstance(item, Excerpt):
            key = order.key(item.passage)
            while waiting and waiting[0][0] < key:
                yield waiting.popleft()[1]
        yield item
    yield from (excerpt for _, excerpt in waiting)


class _PassageOrder:
    """The order of passages across articles."""

    def __init__(self, articles: Mapping[str, Article], sort: Sort) -> None:
        self._articles = rank_articles(articles, sort)
        self._blocks = {
            (article.id, block.id): place
            for article in articles.values()
            for place, block in enumerate(article.blocks)
        }

    def span(self, passage: Passage) -> tuple[_Position, _Position]:
        """Return the positions of the ends of a passage; one that is no longer in its article comes after the others."""
        places = [self._blocks.get((passage.article, block), _AFTER_ALL) for block in passage.blocks]
        lost = max(places, default=_AFTER_ALL) == _AFTER_ALL
        first, last = (_AFTER_ALL, _AFTER_ALL) if lost else (places[0], places[-1])
        rank = self._articles.get(passage.article, _AFTER_ALL)
        return (rank, first, passage.start), (rank, last, passage.end)

    def key(self, passage: Passage) -> tuple[int, ...]:
        """Return a key by which a passage comes before those within it."""
        start, end = self.span(passage)
        return *start, *(-number for number in end)


def copy_structure(
    former: Briefing,
    template: Template,
    created: str,
    today: date,
    new_id: Callable[[], str],
    *,
    with_texts: bool = False,
) -> Briefing:
    """Return a copy of a briefing without excerpts; fields with the default "today" are set to `today`.

    `created` is ISO 8601, UTC. The caller sets the id.
    """
    days = [
        field.key for field in template.fields if isinstance(field, DateField) and field.default == "today"
    ]
    fields = {**former.fields, **dict.fromkeys(days, today.isoformat())}
    parts = tuple(_copy_part(part, new_id, with_texts=with_texts) for part in former.parts)
    return replace(former, parts=parts, fields=fields, created=created, lowerings=())


def gather_next(former: Briefing, begun: Briefing, sources: GatherSources) -> Briefing:
    """Gather into a new briefing the tagged passages that the former one does not quote."""
    quoted = quoted_passages(former, sources.template)
    new = tuple(tag for tag in sources.tags if not quoted.overlap(tag.passage))
    known = {_event_place(item) for item in former.excerpts}
    events = tuple(
        event for event in sources.events if (event.passage, event.dated.first, event.dated.last) not in known
    )
    return gather(begun, replace(sources, tags=new, events=events))


def _copy_part(part: Part, new_id: Callable[[], str], *, with_texts: bool) -> Part:
    inner = tuple(_copy_part(one, new_id, with_texts=with_texts) for one in part.parts)
    texts = [item for item in part.items if with_texts and isinstance(item, OwnText)]
    items = tuple(replace(text, id=new_id()) for text in texts)
    return replace(part, id=new_id(), items=items, parts=inner)


def distribute_passages(
    topics: tuple[str, ...], tags: tuple[Tag, ...], *, repeat: bool
) -> dict[str, tuple[Passage, ...]]:
    """Return the passages of each topic; topics are given by their ids.

    With `repeat` a passage is listed below each of its topics. Otherwise it is listed only below the topic that the
    user tagged, or the one with the highest score; of several alike, below the one with the fewest passages, which is
    the most specific, or else the first. A topic that this leaves empty gets the passages on several of the narrower
    topics, but never the last one of a topic; without such passages it stays empty.
    """
    weights: dict[str, dict[Passage, float]] = {topic: {} for topic in topics}
    for tag in tags:
        if tag.topic in weights:
            known = weights[tag.topic]
            known[tag.passage] = max(
                known.get(tag.passage, 0.0), _USER_TAG_WEIGHT if tag.score is None else tag.score
            )
    if repeat:
        return {topic: tuple(passages) for topic, passages in weights.items()}
    ranked: dict[Passage | str, tuple[float, list[str]]] = {}
    for topic in sorted(weights, key=lambda topic: len(weights[topic])):
        for passage, weight in weights[topic].items():
            words = text_or_passage(passage)
            best, alike = ranked.get(words, (-1.0, []))
            if weight > best:
                ranked[words] = weight, [topic]
            elif weight == best and topic not in alike:
                alike.append(topic)
    listed = {words: alike[0] for words, (_, alike) in ranked.items()}
    _fill_empty_topics(topics, {words: alike for words, (_, alike) in ranked.items()}, listed)
    return {
        topic: tuple(passage for passage in passages if listed[text_or_passage(passage)] == topic)
        for topic, passages in weights.items()
    }


def _fill_empty_topics(
    topics: tuple[str, ...],
    alike: Mapping[Passage | str, list[str]],
    listed: dict[Passage | str, str],
) -> None:
    """List passages that fit several topics alike below one that has none, but never the last one of a topic."""
    counts = Counter(listed.values())
    for empty in [topic for topic in topics if not counts[topic]]:
        for words, fitting in alike.items():
            former = listed[words]
            if empty in fitting and len(fitting) >= _SEVERAL_TOPICS and counts[former] > 1:
                listed[words] = empty
                counts.update({former: -1, empty: 1})


def fill_briefing(
    begun: Briefing, sources: GatherSources, fields: Mapping[str, str], today: date
) -> Briefing:
    """Return a new briefing with the fields and parts of the template, and one part for each of its topics.

    Excerpts are in the order of import (that of the articles) and of their position; one within another of the same
    part, or with the same words in a copy of its article, is omitted. `fields` are the values that are given, `today`
    is the local date. Raises BriefingError for unknown fields.
    """
    maker = _PartMaker(begun.topics, sources)
    return replace(
        begun,
        fields=_field_values(sources.template, fields, today, begun.language),
        parts=tuple(part for spec in sources.template.parts for part in maker.create_parts(spec)),
    )


def _field_values(template: Template, given: Mapping[str, str], today: date, language: str) -> dict[str, str]:
    known = [field.key for field in template.fields]
    for key in given:
        if key not in known:
            near = closest_match(key, known)
            if near:
                raise BriefingError("briefing-field-unknown-near", field=key, nearest=near)
            raise BriefingError("briefing-field-unknown", field=key, valid=", ".join(known))
    filled = {
        field.key: stored_value(field, given.get(field.key, ""), language) or _default_value(field, today)
        for field in template.fields
    }
    return {key: value for key, value in filled.items() if value}


def _default_value(field: TemplateField, today: date) -> str:
    if isinstance(field, NumberField):
        return "" if field.default is None else stored_number(field.default)
    if isinstance(field, DateField) and field.default == "today":
        return today.isoformat()
    return field.default


@value(kw_only=False)
class _PartMaker:
    """Makes the parts of a new briefing with the tagged passages."""

    topics: tuple[str, ...]
    sources: GatherSources

    def create_parts(self, spec: TemplatePart) -> tuple[Part, ...]:
        """Return the part, or the parts, of a template's part."""
        if isinstance(spec, TopicsPart):
            shares = distribute_passages(self.topics, self.sources.tags, repeat=spec.repeat)
            each = tuple(self._topic_part(spec, topic, shares[topic]) for topic in self.topics)
            return each if spec.layout == "parts" else (self._new_part(spec, parts=each),)
        if isinstance(spec, GatheredPart):
            topics = spec.topics or self.topics
            passages = (tag.passage for tag in self.sources.tags if tag.topic in topics)
            return (self._new_part(spec, items=self._excerpts(passages, spec.sort)),)
        if isinstance(spec, ChronologyPart):
            events = _events_about(self.sources.events, spec.topics or self.topics)
            items = tuple(_event_excerpt(event, self.sources.new_id) for event in events)
            return (self._new_part(spec, items=items),)
        if isinstance(spec, AnnexPart):
            tags = (tag for tag in self.sources.tags if tag.topic in self.topics)
            whole = _whole_articles(self.sources.articles, tags)
            return (self._new_part(spec, items=self._excerpts(whole, spec.sort)),)
        return (self._new_part(spec),)

    def _new_part(
        self, spec: TemplatePart, items: tuple[Item, ...] = (), parts: tuple[Part, ...] = ()
    ) -> Part:
        return Part(id=self.sources.new_id(), key=spec.key, release=_release(spec), items=items, parts=parts)

    def _topic_part(self, spec: TopicsPart, topic: str, passages: Iterable[Passage]) -> Part:
        return Part(
            id=self.sources.new_id(),
            key=spec.key,
            topic=topic,
            release=_release(spec) if spec.layout == "parts" else None,
            items=self._excerpts(passages, spec.sort),
            parts=tuple(self._new_part(inner) for inner in spec.parts),
        )

    def _excerpts(self, passages: Iterable[Passage], sort: Sort) -> tuple[Item, ...]:
        """Return excerpts of passages in a sort order and reading order, without those within another one."""
        order = _PassageOrder(self.sources.articles, sort)
        kept: dict[Passage | str, Passage] = {}
        reached: _Position = (-1, 0, 0)
        for passage in sorted(dict.fromkeys(passages), key=order.key):
            end = order.span(passage)[1]
            if end > reached:
                kept.setdefault(text_or_passage(passage), passage)
            if end[1] < _AFTER_ALL:
                reached = max(reached, end)
        return tuple(Excerpt(id=self.sources.new_id(), passage=passage) for passage in kept.values())


def _release(spec: TemplatePart) -> Release | None:
    if isinstance(spec, SourcesPart | ContentsPart) or spec.release is None:
        return None
    return Release(disclosure=spec.release)
