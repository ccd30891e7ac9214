"""The dated events of tagged passages with their sentences; events that several articles report are merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from briefbuilder.domain.facts import Fact, FactBlock, FactSource, Grain, Period, facts_between
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag
from briefbuilder.domain.values import value
from briefbuilder.evidence.words import fold, placed_words, sentences_of

_SHORTEST = 4
"""Letters of a word by which sentences are compared; shorter ones are in all of them."""

_SHARED_WORDS = 0.6
"""Share of the shorter sentence's words from which two of one language report the same."""

_FEWEST_WORDS = 4
_SHARED_FACTS = 0.5
"""Share of the facts of the sentence with fewer of them from which two report the same, in any languages."""

_FEWEST_FACTS = 2


@value
class EventPlace:
    """A sentence that reports an event, with its place in an article."""

    article: str
    block: str
    start: int
    end: int
    sentence: str
    topics: frozenset[str] = frozenset()


@value
class Event:
    """Something that happened on a day or in a period; `places` are the sentences that report it, in order of import."""

    first: date
    last: date
    grain: Grain
    places: tuple[EventPlace, ...]

    @property
    def topics(self) -> frozenset[str]:
        """The topics of all passages that report it."""
        return frozenset().union(*(place.topics for place in self.places))

    @property
    def id(self) -> str:
        """A name that stays when later articles report the event, too."""
        place = self.places[0]
        return f"{place.article}/{place.block}/{place.start}/{self.first.isoformat()}/{self.last.isoformat()}"


@value
class _Report:
    """An event in one article, with what it is compared by: its words and the keys of its facts."""

    event: Event
    language: str
    words: frozenset[str]
    facts: tuple[frozenset[str], ...]


def find_events(articles: Iterable[tuple[FactSource, Sequence[Tag]]]) -> tuple[Event, ...]:
    """Return the events in the tagged passages of articles, the earliest first; the same event is merged."""
    reports = [report for source, tags in articles for report in _reports(source, tags)]
    by_period: dict[tuple[date, date], list[_Report]] = {}
    for report in reports:
        by_period.setdefault((report.event.first, report.event.last), []).append(report)
    return tuple(event for period in sorted(by_period) for event in _merge(by_period[period]))


def _reports(source: FactSource, tags: Sequence[Tag]) -> Iterator[_Report]:
    """Yield an event for each date of each sentence; headings are not sentences."""
    facts: dict[str, list[Fact]] = {}
    for fact in source.facts:
        facts.setdefault(fact.block, []).append(fact)
    tagged = {name for tag in tags for name in tag.passage.blocks}
    for block in source.blocks:
        stated = facts.get(block.id, [])
        if block.heading or block.id not in tagged or not any(fact.kind == "date" for fact in stated):
            continue
        for start, end in sentences_of(block.text, ((fact.start, fact.end) for fact in stated)):
            inside = facts_between(stated, start, end)
            yield from _sentence_reports(source, block, (start, end), inside, tags)


def _sentence_reports(
    source: FactSource, block: FactBlock, span: tuple[int, int], facts: Sequence[Fact], tags: Sequence[Tag]
) -> Iterator[_Report]:
    text = block.text[slice(*span)]
    start = span[0] + len(text) - len(text.lstrip())
    sentence = text.strip()
    seen: set[tuple[date, date]] = set()
    for fact in facts:
        stated = fact.stated
        if not isinstance(stated, Period) or (stated.first, stated.last) in seen:
            continue
        topics = frozenset(tag.topic for tag in tags if _is_inside(fact, tag.passage))
        if not topics:
            continue
        seen.add((stated.first, stated.last))
        place = EventPlace(
            article=source.article,
            block=block.id,
            start=start,
            end=start + len(sentence),
            sentence=sentence,
            topics=topics,
        )
        yield _Report(
            event=Event(first=stated.first, last=stated.last, grain=stated.grain, places=(place,)),
            language=base_language(block.language or source.language),
            words=frozenset(_words(sentence)),
            facts=tuple(filter(None, (_marks(fact, stated) for fact in facts))),
        )


def _marks(fact: Fact, event: Period) -> frozenset[str]:
    """Return by what a fact beside an event is known; nothing for the event's own date."""
    stated = fact.stated
    if not isinstance(stated, Period):
        return frozenset(fact.keys)
    own = (stated.first, stated.last) == (event.first, event.last)
    return frozenset() if own else frozenset({f"{stated.first}/{stated.last}"})


def _is_inside(fact: Fact, passage: Passage) -> bool:
    if fact.block not in passage.blocks:
        return False
    if fact.block == passage.blocks[0] and fact.start < passage.start:
        return False
    return fact.block != passage.blocks[-1] or fact.end <= passage.end


def _words(sentence: str) -> Iterator[str]:
    placed = placed_words(sentence)
    for index, (word, _, _) in enumerate(placed):
        if len(word) == 1 and index + 1 < len(placed) and not word.isascii():
            yield word + placed[index + 1][0]  # Languages without spaces are compared by pairs of letters.
        elif len(word) >= _SHORTEST:
            yield fold(word)


def _merge(reports: Sequence[_Report]) -> Iterator[Event]:
    """Yield the events of one period, merging each report into the first one that it shares most with."""
    merged: list[list[_Report]] = []
    by_mark: dict[str, list[int]] = {}
    for report in reports:
        marks = {*report.words, *(key for keys in report.facts for key in keys)}
        shared = Counter(at for mark in marks for at in by_mark.get(mark, ()))
        found = next(
            (at for at, _ in shared.most_common() if any(_is_same(report, other) for other in merged[at])),
            None,
        )
        if found is None:
            found = len(merged)
            merged.append([])
        merged[found].append(report)
        for mark in marks:
            groups = by_mark.setdefault(mark, [])
            if found not in groups:
                groups.append(found)
    for group in merged:
        places = tuple(place for report in group for place in report.event.places)
        yield replace(group[0].event, places=places)


def _is_same(one: _Report, other: _Report) -> bool:
    """Return whether two sentences with one date report the same: most words of a language, or most facts."""
    if one.language == other.language:
        shared = len(one.words & other.words)
        if shared >= max(_FEWEST_WORDS, _SHARED_WORDS * min(len(one.words), len(other.words))):
            return True
    if one.event.places[0].article == other.event.places[0].article:
        return False
    fewer, more = sorted((one.facts, other.facts), key=len)
    if len(fewer) < _FEWEST_FACTS:
        return False
    every = frozenset().union(*more)
    common = sum(bool(keys & every) for keys in fewer)
    return common >= max(_FEWEST_FACTS, _SHARED_FACTS * len(fewer))
