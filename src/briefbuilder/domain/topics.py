"""Topics, taxonomies, tags and suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Annotated, Literal

from briefbuilder.domain.json_marks import Finite
from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.values import value

if TYPE_CHECKING:
    from briefbuilder.domain.article import Section


STRONG_SCORE = 0.8
"""The score from which a suggestion is strong: different signs of the topic agree."""


@value
class TopicGroup:
    """A group of topics; `names` are by language."""

    id: str
    names: Mapping[str, str] = field(default_factory=dict)


@value
class Topic:
    """A topic of the taxonomy.

    `names`, `descriptions`, `terms` (words that suggest the topic) and `exclusions` (phrases that do not) are by
    language. `colour` is "#rrggbb". A topic is `own` if it was created in the dossier. `broader` are the ids of
    broader topics, starting with the one below which it is shown; `uri` identifies it in the imported file, and `ids`
    in public vocabularies, by their names. A `removed` topic hides the topic of a taxonomy in this dossier.

    The terms of an `inflected` topic are in dictionary form and are found in all their forms. `territories` are the
    codes of CLDR of countries, regions and unions of states that the topic is about: their names are terms that count
    only in company. With `counterparts`, which are such codes, too, they count only if one of these is named.
    """

    id: str
    group: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclusions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    colour: str = "#5b6770"
    own: bool = False
    broader: tuple[str, ...] = ()
    descriptions: Mapping[str, str] = field(default_factory=dict)
    uri: str = ""
    removed: bool = False
    inflected: bool = False
    territories: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """Return the name in a language."""
        return localized_text(self.names, language, self.id)


@value
class Taxonomy:
    """An ordered set of topics."""

    topics: tuple[Topic, ...] = ()
    groups: tuple[TopicGroup, ...] = ()
    languages: tuple[str, ...] = ()
    _by_id: Mapping[str, Topic] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Create an index, since a thesaurus has thousands of topics."""
        object.__setattr__(self, "_by_id", {topic.id: topic for topic in reversed(self.topics)})

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic with an id, or None."""
        return self._by_id.get(topic_id)

    def shown(self, topic_id: str) -> Topic:
        """Return the topic with an id, or one that shows the id if it no longer exists."""
        return self._by_id.get(topic_id) or Topic(id=topic_id)

    def group(self, group_id: str) -> TopicGroup | None:
        """Return the group with an id, or None."""
        return next((group for group in self.groups if group.id == group_id), None)

    def path(self, topic_id: str) -> tuple[Topic, ...]:
        """Return a topic and its broader topics, the broadest first; cycles are cut."""
        found: dict[str, Topic] = {}
        topic = self.topic(topic_id)
        while topic is not None and topic.id not in found:
            found[topic.id] = topic
            topic = next(filter(None, map(self.topic, topic.broader)), None)
        return tuple(reversed(found.values()))


@value
class Tag:
    """A topic assigned to a passage; `score` is that of the accepted suggestion, if any."""

    id: str
    topic: str
    passage: Passage
    origin: Literal["user", "suggestion"] = "user"
    score: Annotated[float, Finite()] | None = None


def tags_by_section(sections: Iterable[Section], tags: Iterable[Tag]) -> tuple[tuple[Tag, ...], ...]:
    """Return for each section the tags that have one of its blocks, in their order."""
    blocks = [[block.id for block in section.all_blocks] for section in sections]
    return tags_by_blocks(blocks, tags)


def tags_by_blocks(sections: Sequence[Iterable[str]], tags: Iterable[Tag]) -> tuple[tuple[Tag, ...], ...]:
    """Return the same for sections given as the ids of their blocks."""
    places = {block: place for place, blocks in enumerate(sections) for block in blocks}
    found: list[list[Tag]] = [[] for _ in sections]
    for tag in tags:
        for place in dict.fromkeys(places[block] for block in tag.passage.blocks if block in places):
            found[place].append(tag)
    return tuple(map(tuple, found))


@value
class Judgement:
    """The user's answer to a topic suggested for a section, which is named by its first block."""

    id: str
    article: str
    section: str
    topic: str
    accepted: bool


@value
class Evidence:
    """Words that a suggestion is based on; offsets are code points of the section's text."""

    text: str
    start: int
    end: int


def strength_of(score: float) -> Literal["strong", "possible"]:
    """Return how sure a suggestion with a score is, in a word that users see."""
    return "strong" if score >= STRONG_SCORE else "possible"


@value
class Suggestion:
    """A topic suggested for a section; `score` is from 0 to 1, and only orders suggestions.

    `accepted` and `rejected` count the user's answers to earlier suggestions with the same best evidence.
    A suggestion is `learned` if it is also based on the words of tagged sections, and `in_title` if the article's title
    names the topic, too.
    """

    topic: str
    score: float
    evidence: tuple[Evidence, ...]
    accepted: int = 0
    rejected: int = 0
    learned: bool = False
    in_title: bool = False

    @property
    def strength(self) -> Literal["strong", "possible"]:
        """How sure the suggestion is, in a word that users see."""
        return strength_of(self.score)
