"""Suggests topics for a section's text, each with its score and the words that it rests on."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefbuilder.domain.topics import Suggestion, Taxonomy, Topic
from briefbuilder.tagging.concepts import concepts_of
from briefbuilder.tagging.hits import Entry, Finder, Hit
from briefbuilder.tagging.inflection import inflection_of
from briefbuilder.tagging.languages import guessed_language
from briefbuilder.tagging.normalised import Normalised, comparable, normalised
from briefbuilder.tagging.passing import names_in_passing
from briefbuilder.tagging.scoring import counted_terms, suggestion_of
from briefbuilder.tagging.terms import Term, TermError, term_of
from briefbuilder.tagging.trust import NONE, Trust, Witness

LEAST = 0.5
"""The score under which what was learned speaks against a suggestion."""
SHARED_BY = 3
"""A capitalised term that stands alike in the lists of so many languages is a name of the world."""


class Matcher:
    """Suggests the topics of one taxonomy. Each language is made ready when it is first met."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._topics = taxonomy.topics
        self._names = tuple(_names(taxonomy.topics))
        self._finders: dict[str, _LanguageFinder] = {}
        self._plain: dict[str, bool] = {}
        self._concepts: dict[int, dict[tuple[str, str], int]] = {}

    def suggest(self, text: str, language: str | None, trust: Trust = NONE) -> tuple[Suggestion, ...]:
        """Return the topics that the text suggests, best first; with `trust` those that it still believes in.

        `language` is a BCP 47 tag; None has it guessed. A language for which the taxonomy has no
        lists is searched for the names that are the same everywhere. Evidence counts code points
        of `text`.
        """
        base = _base_language(text, language)
        compared = normalised(text)
        found = []
        for index, hits in self._finder(base).hits(compared).items():
            suggestion = suggestion_of(self._topics[index].id, hits, text, compared)
            if suggestion is not None and trust:
                suggestion = self._trusted(suggestion, index, base, hits, trust)
            if suggestion is not None:
                found.append(suggestion)
        return tuple(sorted(found, key=lambda each: (-each.score, each.topic)))

    def witnesses(self, text: str, language: str | None) -> dict[str, frozenset[Witness]]:
        """Return for each topic that the text suggests the terms that it rests on, as `Trust` knows them."""
        base = _base_language(text, language)
        found: dict[str, frozenset[Witness]] = {}
        for index, hits in self._finder(base).hits(normalised(text)).items():
            terms = counted_terms(hits)
            if terms:
                found[self._topics[index].id] = frozenset(self._witness(index, base, term) for term in terms)
        return found

    def _trusted(
        self, suggestion: Suggestion, index: int, language: str, hits: list[Hit], trust: Trust
    ) -> Suggestion | None:
        """Return a suggestion as experience has it, None where it is more often wrong than right."""
        likely = {
            (witness := self._witness(index, language, term)): trust.probability(witness, term)
            for term in counted_terms(hits)
        }
        score = round(1 - math.prod(1 - each for each in likely.values()), 4)
        if score < LEAST:
            return None
        known = trust.record(max(likely, key=lambda witness: (likely[witness], witness)))
        return replace(suggestion, score=score, accepted=known.accepted, rejected=known.rejected)

    def _witness(self, index: int, language: str, term: Term) -> Witness:
        concepts = self._concepts.get(index)
        if concepts is None:
            concepts = self._concepts[index] = _by_comparable(self._topics[index])
        # A name of the world is in the lists of other languages, or stands for itself.
        known = concepts.get((language, term.written))
        if known is None:
            known = next((at for (_, written), at in concepts.items() if written == term.written), -1)
        return self._topics[index].id, known

    def _finder(self, language: str) -> _LanguageFinder:
        finder = self._finders.get(language)
        if finder is None:
            finder = self._finders[language] = _LanguageFinder(self._entries(language))
        return finder

    def _entries(self, language: str) -> Iterator[Entry]:
        for index, topic in enumerate(self._topics):
            plain = self._in_dictionary_form(topic, language)
            # Whoever makes a topic of a word that texts name in passing wants to hear of that word.
            meant = set(topic.names.values()) if topic.own else set()
            for written in dict.fromkeys(topic.terms.get(language, ())):
                yield from _entry(index, written, language, plain=plain, meant=written in meant)
            for written in dict.fromkeys(topic.exclusions.get(language, ())):
                yield from _entry(index, written, language, excluding=True)
        for index, written in self._names:
            if written not in self._topics[index].terms.get(language, ()):
                yield from _entry(index, written, language, exact=True)

    def _in_dictionary_form(self, topic: Topic, language: str) -> bool:
        """Tell whether a list names words as a dictionary does, so that their forms are meant too.

        Lists that say by a sign which forms are meant, or how far a term goes, are taken at their word. Those
        that ship are of one hand; a topic of the user's own speaks for itself.
        """
        if topic.own:
            return _is_plain((topic,), language)
        if language not in self._plain:
            self._plain[language] = _is_plain((each for each in self._topics if not each.own), language)
        return self._plain[language]


def _base_language(text: str, language: str | None) -> str:
    return (language or guessed_language(text) or "").lower().partition("-")[0]


def _by_comparable(topic: Topic) -> dict[tuple[str, str], int]:
    """Return the concepts of a topic's terms by language and as they are compared."""
    return {
        (language, " ".join(comparable(written.removeprefix("?")).split())): concept
        for (language, written), concept in concepts_of(topic).items()
    }


def _is_plain(topics: Iterable[Topic], language: str) -> bool:
    """Tell whether no list of some topics uses a sign."""
    return not any(
        "*" in term or term.startswith("?") for topic in topics for term in topic.terms.get(language, ())
    )


class _LanguageFinder:
    """The terms and the masked phrases of one language."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        listed = tuple(entries)
        self._finder = Finder(listed)
        self._masked = {entry.topic for entry in listed if entry.excluding}
        self._listed = listed
        self._of_topic: dict[int, Finder] = {}

    def hits(self, text: Normalised) -> dict[int, list[Hit]]:
        """Return the hits by topic, without those that rest on a masked phrase of the topic."""
        found: defaultdict[int, list[Hit]] = defaultdict(list)
        masks: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in self._finder.find(text):
            (masks if hit.entry.excluding else found)[hit.entry.topic].append(hit)
        for topic, hidden in masks.items():
            if topic in found:
                found[topic] = list(self._topic_finder(topic).find(_masked(text, hidden)))
        return found

    def _topic_finder(self, topic: int) -> Finder:
        if topic not in self._of_topic:
            chosen = [entry for entry in self._listed if entry.topic == topic and not entry.excluding]
            self._of_topic[topic] = Finder(chosen)
        return self._of_topic[topic]


def _masked(text: Normalised, hits: Iterable[Hit]) -> Normalised:
    """Return the text with the hits' characters blotted out, at unchanged places."""
    plain, folded = list(text.text), list(text.folded)
    for hit in hits:
        blot = "\0" * (hit.end - hit.start)
        plain[hit.start : hit.end] = blot
        folded[hit.start : hit.end] = blot
    return replace(text, text="".join(plain), folded="".join(folded))


def _entry(
    index: int,
    written: str,
    language: str,
    *,
    excluding: bool = False,
    exact: bool = False,
    plain: bool = False,
    meant: bool = False,
) -> Iterator[Entry]:
    """Yield the entry of a term; one that cannot be matched, in an old dossier, is passed over."""
    inflection = inflection_of(language) if plain else None
    try:
        term = term_of(written, language, exact=exact, inflection=inflection)
    except TermError:
        return
    if plain and not meant and names_in_passing(term.written, language):
        term = replace(term, weak=True)
    yield Entry(index, term, excluding)


def _names(topics: tuple[Topic, ...]) -> Iterator[tuple[int, str]]:
    for index, topic in enumerate(topics):
        shared = Counter(written for terms in topic.terms.values() for written in set(terms))
        for written, languages in shared.items():
            alone = topic.own and len(topic.terms) == 1
            if _is_name(written) and (alone or languages >= SHARED_BY):
                yield index, written


def _is_name(written: str) -> bool:
    plain = len(written) > 2 and not written.startswith("?") and "*" not in written
    return plain and written[0].isupper() | written[0].isdigit()
