"""Topics, the taxonomy that holds them, the tags that put them on passages, and suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefbuilder.domain.localized import localized_name
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.values import value


@value
class TopicGroup:
    """A family of topics; `names` by language."""

    id: str
    names: Mapping[str, str] = field(default_factory=dict)


@value
class Topic:
    """A subject of the taxonomy.

    `names` by language; `terms` are the words that suggest it and `exclusions` the phrases that
    must not, both by language. `colour` is "#rrggbb". `own` marks a topic that the dossier holds itself.
    `broader` are the ids of wider topics, the one under which it is shown first; `descriptions` say by
    language what is meant; `uri` is the name that the file it came from knows it by. One that is `removed`
    stands for a topic of a taxonomy that this dossier does without.
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

    def name(self, language: str) -> str:
        """Return the name to show in a language."""
        return localized_name(self.names, language, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """An ordered set of topics."""

    topics: tuple[Topic, ...] = ()
    groups: tuple[TopicGroup, ...] = ()
    languages: tuple[str, ...] = ()
    _by_id: Mapping[str, Topic] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Look topics up once for all: a thesaurus holds thousands."""
        object.__setattr__(self, "_by_id", {topic.id: topic for topic in reversed(self.topics)})

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic of that id, or None."""
        return self._by_id.get(topic_id)

    def shown(self, topic_id: str) -> Topic:
        """Return the topic of that id; where the taxonomy has lost it, one that shows its id: tags outlive topics."""
        return self._by_id.get(topic_id) or Topic(id=topic_id)

    def group(self, group_id: str) -> TopicGroup | None:
        """Return the group of that id, or None."""
        return next((group for group in self.groups if group.id == group_id), None)

    def path(self, topic_id: str) -> tuple[Topic, ...]:
        """Return a topic with those above it, the widest first; a ring of topics ends where it closes."""
        found: dict[str, Topic] = {}
        topic = self.topic(topic_id)
        while topic is not None and topic.id not in found:
            found[topic.id] = topic
            topic = next(filter(None, map(self.topic, topic.broader)), None)
        return tuple(reversed(found.values()))


@value
class Tag:
    """A topic put on a passage; `score` is the suggestion's where it came from one."""

    id: str
    topic: str
    passage: Passage
    origin: Literal["user", "suggestion"] = "user"
    score: float | None = None


@value
class Judgement:
    """What the user said of a suggested topic for a section, which its first block names."""

    id: str
    article: str
    section: str
    topic: str
    accepted: bool


@value
class Evidence:
    """Words that a suggestion rests on, as code points of the section's text."""

    text: str
    start: int
    end: int


@value
class Suggestion:
    """A topic suggested for a section; `score` runs from 0 to 1.

    `accepted` and `rejected` tell how often the best of its words spoke for the topic before, and what the user said
    then. `learned` marks one that rests, also, on what tagged sections have in common.
    """

    topic: str
    score: float
    evidence: tuple[Evidence, ...]
    accepted: int = 0
    rejected: int = 0
    learned: bool = False
