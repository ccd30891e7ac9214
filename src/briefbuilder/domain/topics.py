"""Topics, the taxonomy that holds them, the tags that put them on passages, and suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefbuilder.domain.passage import Passage


def name_in(names: Mapping[str, str], language: str, fallback: str) -> str:
    """Return the name in a language, else in its base language, else in English, else any, else `fallback`."""
    for wanted in (language, language.partition("-")[0], "en"):
        if wanted in names:
            return names[wanted]
    return next(iter(names.values()), fallback)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicGroup:
    """A family of topics; `names` by language."""

    id: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject of the taxonomy.

    `names` by language; `terms` are the words that suggest it and `exclusions` the phrases that
    must not, both by language. `colour` is "#rrggbb". `own` marks a topic that the user made.
    """

    id: str
    group: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclusions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    colour: str = "#5b6770"
    own: bool = False

    def name(self, language: str) -> str:
        """Return the name to show in a language."""
        return name_in(self.names, language, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """An ordered set of topics."""

    topics: tuple[Topic, ...] = ()
    groups: tuple[TopicGroup, ...] = ()
    languages: tuple[str, ...] = ()

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic of that id, or None."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A topic put on a passage; `score` is the suggestion's where it came from one."""

    id: str
    topic: str
    passage: Passage
    origin: Literal["user", "suggestion"] = "user"
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the user said of a suggested topic for a section, which its first block names."""

    id: str
    article: str
    section: str
    topic: str
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that a suggestion rests on, as code points of the section's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A topic suggested for a section; `score` runs from 0 to 1."""

    topic: str
    score: float
    evidence: tuple[Evidence, ...]
