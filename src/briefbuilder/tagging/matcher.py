"""Suggests topics for a section's text, each with its score and the words that it rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefbuilder.domain.topics import Suggestion, Taxonomy, Topic
from briefbuilder.tagging.hits import Entry, Finder, Hit
from briefbuilder.tagging.inflection import inflection_of
from briefbuilder.tagging.languages import guessed_language
from briefbuilder.tagging.normalised import Normalised, normalised
from briefbuilder.tagging.passing import names_in_passing
from briefbuilder.tagging.scoring import suggestion_of
from briefbuilder.tagging.terms import TermError, term_of

SHARED_BY = 3
"""A capitalised term that stands alike in the lists of so many languages is a name of the world."""


class Matcher:
    """Suggests the topics of one taxonomy. Each language is made ready when it is first met."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._topics = taxonomy.topics
        self._names = tuple(_names(taxonomy.topics))
        self._finders: dict[str, _LanguageFinder] = {}
        self._plain: dict[str, bool] = {}

    def suggest(self, text: str, language: str | None) -> tuple[Suggestion, ...]:
        """Return the topics that the text suggests, best first.

        `language` is a BCP 47 tag; None has it guessed. A language for which the taxonomy has no
        lists is searched for the names that are the same everywhere. Evidence counts code points
        of `text`.
        """
        known = language or guessed_language(text) or ""
        compared = normalised(text)
        hits = self._finder(known.lower().partition("-")[0]).hits(compared)
        found = [
            suggestion_of(self._topics[index].id, of_topic, text, compared)
            for index, of_topic in hits.items()
        ]
        return tuple(sorted(filter(None, found), key=lambda each: (-each.score, each.topic)))

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
