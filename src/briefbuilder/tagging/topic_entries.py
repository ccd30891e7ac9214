"""What is searched for in texts to find the topics of a taxonomy (terms, exclusions, names of countries), and what is found.

The terms of a topic in several languages are grouped by the concept that they stand for.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain

from briefbuilder.domain.subsequences import best_increasing_pairs
from briefbuilder.domain.topics import Topic
from briefbuilder.locales.territories import territory_names
from briefbuilder.tagging.term_scores import ScoredTopic, SectionMeasures, SubjectTerms, Vocabulary
from briefbuilder.tagging.terms import (
    CommonWord,
    EntryRole,
    Term,
    TermEntry,
    TermError,
    TermFinder,
    TermHit,
    parse_term,
)
from briefbuilder.tagging.word_forms import Inflection, NormalizedText, comparable, inflection_of
from briefbuilder.tagging.word_frequencies import frequencies_of
from briefbuilder.word_lists import load_word_lists

RELATIONS, SPORTS, PRIVATE = -1, -2, -3
"""The indices that stand for a topic if words of relations between states, of sports and of private life are found."""
_PER_TOPIC = 1.0
"""How much commoner a term counts if ten times as many topics list it."""
MIN_LANGUAGES = 3
"""The number of languages in which a capitalized term must be listed to be searched for in all languages."""
_WILDCARD_LANGUAGES = 4
"""The number of languages in which a list must use `*` to say its forms itself."""
_MIN_SIMILARITY = 0.62
"""The least similarity of two words, from 0 to 1, to count as one word in two languages."""
_MIN_FIT = 0.3
_ORDER_WEIGHT = 0.45
"""The weight of the same position in two lists; similarity has the weight 1."""
_MAX_DISTANCE = 0.25
"""The distance, as a share of the list, from which on the position does not count."""


@cache
def preferred_topics() -> Mapping[str, frozenset[str]]:
    """Return the topics that are preferred to a topic of the included taxonomies with nearly the same meaning."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for first, other in load_word_lists("briefbuilder.tagging", "equal_topics"):
        found[other].add(first)
    return {topic: frozenset(others) for topic, others in found.items()}


@cache
def topics_of_actors() -> frozenset[str]:
    """Return the topics of the included taxonomies whose words name who acts, in texts on any subject."""
    return frozenset(load_word_lists("briefbuilder.tagging", "actor_topics"))


@cache
def everyday_topics() -> Mapping[str, bool]:
    """Return the topics of the included taxonomies whose words stand in everyday texts, such as guides and reviews, too.

    The values say whether such texts often get them, so that they need words of other topics.
    """
    lists = load_word_lists("briefbuilder.tagging", "everyday_topics")
    return {topic: listed == "checked" for listed, topics in lists.items() for topic in topics}


class TopicEntries:
    """The entries of the topics of a taxonomy, by language."""

    def __init__(self, topics: tuple[Topic, ...]) -> None:
        self._topics = topics

    @cached_property
    def _names(self) -> tuple[tuple[int, str], ...]:
        return tuple(_international_names(self._topics))

    def of_language(self, language: str) -> Iterator[TermEntry]:
        """Yield the entries to be searched for in texts in a language (primary BCP 47 subtag)."""
        frequencies = frequencies_of(language)
        listing = Counter(
            written.removeprefix("?")
            for topic in self._topics
            for written in set(topic.terms.get(language, ()))
        )

        def entry(term: Term) -> TermEntry:
            shared = _PER_TOPIC * math.log10(max(1, listing[term.written]))
            return TermEntry(index, term, commonness=frequencies.term(term.written) + shared)

        for index, topic in enumerate(self._topics):
            inflection = inflection_of(language) if _is_in_dictionary_form(topic) else None
            for written in dict.fromkeys(topic.terms.get(language, ())):
                yield from map(entry, _parse(written, language, inflection=inflection))
            for written in dict.fromkeys(topic.exclusions.get(language, ())):
                # A word alone looks like a form of a term, and is excluded only as it is written.
                forms = inflection if " " in written else None
                excluded = _parse(written, language, inflection=forms)
                yield from (TermEntry(index, term, "excluded") for term in excluded)
            for written, role in _territory_terms(topic, language):
                names = _parse(written, language, inflection=inflection_of(language))
                yield from (TermEntry(index, term, role) for term in names)
        if any(topic.territories for topic in self._topics):
            yield from (TermEntry(RELATIONS, term, "relation") for term in _included("relations", language))
        yield from (TermEntry(SPORTS, term, "sports") for term in _included("sports", language))
        yield from (TermEntry(PRIVATE, term, "private") for term in _included("private_life", language))
        for index, written in self._names:
            if written not in self._topics[index].terms.get(language, ()):
                yield from map(entry, _parse(written, language, exact=True))


def _included(name: str, language: str) -> Iterator[Term]:
    """Yield the words of a list that ships."""
    for written in load_word_lists("briefbuilder.tagging", name).get(language, ()):
        yield from _parse(written, language, inflection=inflection_of(language))


def _is_in_dictionary_form(topic: Topic) -> bool:
    """Return whether the terms of a topic are found in all their forms: `*` shows that a list says itself which ones."""
    return topic.inflected or not any(_languages_with_wildcards(topic))


def says_its_forms(topic: Topic) -> bool:
    """Return whether the terms of a topic say themselves which forms they have, in more than a few languages."""
    return sum(_languages_with_wildcards(topic)) >= max(1, min(len(topic.terms), _WILDCARD_LANGUAGES))


def marks_ordinary_words(topic: Topic) -> bool:
    """Return whether the list of a topic says which of its terms are ordinary words, as far as can be seen."""
    return topic.inflected or any(
        "*" in term or term.startswith("?") for terms in topic.terms.values() for term in terms
    )


def _languages_with_wildcards(topic: Topic) -> Iterator[bool]:
    return (any("*" in term for term in terms) for terms in topic.terms.values())


def _territory_terms(topic: Topic, language: str) -> Iterator[tuple[str, EntryRole]]:
    """Yield the names of the territories of a topic in a language, and those of its other side."""
    listed = set(topic.terms.get(language, ()))
    sides: tuple[tuple[Iterable[str], EntryRole], ...] = (
        (topic.territories, "mention"),
        (topic.counterparts, "counterpart"),
    )
    for codes, role in sides:
        names = dict.fromkeys(name for code in codes for name in territory_names(code, language))
        yield from ((name, role) for name in names if name not in listed)


def _parse(
    written: str, language: str, *, exact: bool = False, inflection: Inflection | None = None
) -> Iterator[Term]:
    """Yield a term; an invalid one from an old dossier is skipped."""
    # A term with `*` says itself which forms it has.
    forms = None if "*" in written else inflection
    with suppress(TermError):
        yield parse_term(written, language, exact=exact, inflection=forms)


def _international_names(topics: tuple[Topic, ...]) -> Iterator[tuple[int, str]]:
    for index, topic in enumerate(topics):
        shared = Counter(written for terms in topic.terms.values() for written in set(terms))
        for written, languages in shared.items():
            alone = topic.own and len(topic.terms) == 1
            if (alone or languages >= MIN_LANGUAGES) and _is_name(written):
                yield index, written


def _is_name(written: str) -> bool:
    plain = len(written) > 2 and not written.startswith("?") and "*" not in written
    return plain and written[0].isupper() | written[0].isdigit()


class TopicConcepts:
    """The concepts of the terms of a topic, as numbers: terms of several languages that mean the same have the same.

    Each list is aligned with the longest one by the order and the similarity of the terms: the lists of a taxonomy
    are usually translations of each other. A term that is not aligned is a separate concept. A list is aligned when
    one of its terms is asked for, as that takes some milliseconds.
    """

    def __init__(self, topic: Topic) -> None:
        self._lists = dict(sorted(topic.terms.items(), key=lambda pair: (-len(pair[1]), pair[0])))
        self._numbers: dict[str, dict[str, int]] = {}
        self._elsewhere: dict[str, int] = {}

    def number_of(self, language: str, written: str) -> int:
        """Return the concept of a term in its comparable form, which may be listed in another language; -1 for none."""
        known = self._of_language(language).get(written) if language in self._lists else None
        if known is None:
            known = self._elsewhere.get(written)
        if known is None:
            known = self._elsewhere[written] = self._find_elsewhere(written)
        return known

    def _find_elsewhere(self, written: str) -> int:
        listed = (
            language for language, terms in self._lists.items() if written in map(_comparable_form, terms)
        )
        other = next(listed, None)
        return self._of_language(other)[written] if other is not None else -1

    def _of_language(self, language: str) -> dict[str, int]:
        known = self._numbers.get(language)
        if known is None:
            known = self._numbers[language] = self._align(language)
        return known

    def _align(self, language: str) -> dict[str, int]:
        before, terms = 0, self._lists[language]
        longest = next(iter(self._lists.values()))
        aligned = {} if terms is longest else dict(best_increasing_pairs(_fits(terms, longest)))
        for other, others in self._lists.items():
            if other == language:
                break
            before += len(others)
        numbers = {term: before + place for place, term in reversed(tuple(enumerate(terms)))}
        numbers |= {terms[place]: at for place, at in reversed(aligned.items())}
        return {_comparable_form(term): numbers[term] for term in dict.fromkeys(terms)}


@lru_cache(maxsize=20_000)
def _comparable_form(term: str) -> str:
    return " ".join(comparable(term.removeprefix("?")).split())


def _fits(terms: tuple[str, ...], others: tuple[str, ...]) -> list[list[float]]:
    """Return how well each term of a list fits each one of another list, by their places and letters."""
    from rapidfuzz.fuzz import ratio

    letters = [_letters_only(other) for other in others]
    least = 100 * _MIN_SIMILARITY
    places = [at / len(others) for at in range(len(others))]
    rows: list[list[float]] = []
    for place, term in enumerate(terms):
        own, start = _letters_only(term), place / len(terms)
        row = []
        for other, at in zip(letters, places, strict=True):
            distance = abs(start - at)
            fit = _ORDER_WEIGHT * (1 - distance / _MAX_DISTANCE) if distance < _MAX_DISTANCE else 0.0
            fit += ratio(own, other, score_cutoff=least) / 100
            row.append(fit if fit >= _MIN_FIT else 0.0)
        rows.append(row)
    return rows


@lru_cache(maxsize=20_000)
def _letters_only(term: str) -> str:
    apart = unicodedata.normalize("NFD", term.lower().strip("?*"))
    return "".join(letter for letter in apart if letter.isalnum())


# What is found


@dataclass(frozen=True, slots=True)
class FoundTerms:
    """A text with its terms by topic and by group, and the words of relations between states in it.

    `off_subject` are its words of sports and of private life.

    `hopeless` topics and most of those of `words` have nothing but a few common words: nearly all that are found of a
    large vocabulary. Judgements do not change that. `scored` keeps what was scored without judgements. `vocabulary` is
    what it has of the curated lists, and `on_subjects` that without countries and ordinary words.
    """

    text: str
    compared: NormalizedText
    measures: SectionMeasures
    language: str
    relations: list[TermHit]
    in_sports: bool
    off_subject: frozenset[str]
    by_group: Mapping[str, frozenset[str]]
    vocabulary: Vocabulary
    on_subjects: SubjectTerms
    by_topic: Mapping[int, list[TermHit]]
    hopeless: Mapping[int, list[TermHit]]
    words: Sequence[CommonWord] = ()
    scored: dict[int, ScoredTopic] = field(default_factory=dict)

    def hopeless_hits(self, topics: AbstractSet[int] | None = None) -> dict[int, list[TermHit]]:
        """Return the hits of hopeless topics, of all or of some."""
        found = {topic: hits for topic, hits in self.hopeless.items() if topics is None or topic in topics}
        known = self.by_topic.keys() | self.hopeless.keys()
        for word in self.words:
            asked = word.match.topics if topics is None else word.match.topics & topics
            for topic in asked - known:
                found.setdefault(topic, []).extend(word.hits(topic, self.compared))
        return {topic: hits for topic, hits in found.items() if hits}


def hits_by_topic(
    finder: TermFinder, text: NormalizedText, too_common: Sequence[float]
) -> tuple[dict[int, list[TermHit]], list[CommonWord]]:
    """Return the hits by topic, without those that overlap an excluded phrase of the topic, and the common words.

    Topics that have nothing but common words have hits if these may suffice together; `too_common` says how common words
    may be for that, see `most_common_sufficient`.
    """
    hits, words = finder.find(text)
    found: defaultdict[int, list[TermHit]] = defaultdict(list)
    excluded: defaultdict[int, list[TermHit]] = defaultdict(list)
    asked = {hit.entry.topic for hit in hits} | _topics_by_common_words(words, too_common)
    # Of two terms that a word is a form of, the common one counts: it comes first.
    for word in words:
        for topic in asked & word.match.topics:
            found[topic] += word.hits(topic, text)
    for hit in hits:
        (excluded if hit.entry.role == "excluded" else found)[hit.entry.topic].append(hit)
    for topic, phrases in excluded.items():
        hidden = bytearray(len(text.text))
        for phrase in phrases:
            hidden[phrase.start : phrase.end] = b"\1" * (phrase.end - phrase.start)
        if topic in found:
            found[topic] = [hit for hit in found[topic] if 1 not in hidden[hit.start : hit.end]]
    return found, words


def _topics_by_common_words(words: Sequence[CommonWord], too_common: Sequence[float]) -> set[int]:
    """Return the topics that common words may suggest together: they are many, or one of them is rare enough for their number."""
    counts = Counter(chain.from_iterable(word.match.listed for word in words))
    several: list[AbstractSet[int]] = [counts.keys()]
    for least in range(2, len(too_common) + 2):
        several.append({topic for topic in several[-1] if counts[topic] >= least})
    found = set(several[-1])
    for word in words:
        found |= word.match.topics & several[bisect_left(too_common, word.match.commonness)]
    return found
