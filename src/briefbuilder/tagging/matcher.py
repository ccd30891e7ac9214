"""Suggests topics for a section's text, each with its score and the words that it rests on."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from briefbuilder.domain.topics import Evidence, Suggestion, Taxonomy, Topic
from briefbuilder.tagging.term_statistics import NO_STATISTICS, TermConcept, TermStatistics
from briefbuilder.tagging.terms import Term, TermEntry, TermError, TermFinder, TermHit, parse_term
from briefbuilder.tagging.word_forms import NormalizedText, comparable, inflection_of, normalize
from briefbuilder.word_lists import load_word_lists, split_words

# Which terms of a topic mean the same in different languages, so that what is learned of one holds for all.
#
# Lists are written side by side by one hand, so that their order tells much, and words that went from language to
# language look alike. Both together align each list with the longest one; what stays alone is a concept of its own.

_MIN_SIMILARITY = 0.62
"""How much two words look alike at least to be one word in two languages."""
_MIN_FIT = 0.3
_ORDER_WEIGHT = 0.45
"""What the same place in two lists is worth at most; looking alike is worth up to 1."""
_MAX_DISTANCE = 0.25
"""The distance, as a share of a list's length, at which place says nothing any more."""


def group_terms(topic: Topic) -> Mapping[tuple[str, str], int]:
    """Return the concept, a number from 0, of each term of a topic by language and as it is written."""
    lists = sorted(topic.terms.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    found: dict[tuple[str, str], int] = {}
    if not lists:
        return found
    longest = lists[0][1]
    count = len(longest)
    for language, terms in lists:
        aligned = {} if terms is longest else _align(terms, longest)
        for place, term in enumerate(terms):
            concept = place if terms is longest else aligned.get(place)
            if concept is None:
                concept, count = count, count + 1
            found.setdefault((language, term), concept)
    return found


def _align(terms: tuple[str, ...], others: tuple[str, ...]) -> dict[int, int]:
    """Return for the places in one list those in the other, in order in both, that fit best in sum."""
    best = [[0.0] * (len(others) + 1) for _ in range(len(terms) + 1)]
    fits = [
        [_fit(one, place / len(terms), other, at / len(others)) for at, other in enumerate(others)]
        for place, one in enumerate(terms)
    ]
    for row in range(1, len(terms) + 1):
        for column in range(1, len(others) + 1):
            together = best[row - 1][column - 1] + fits[row - 1][column - 1]
            best[row][column] = max(together, best[row - 1][column], best[row][column - 1])
    found: dict[int, int] = {}
    row, column = len(terms), len(others)
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            found[row] = column
    return found


def _fit(one: str, place: float, other: str, at: float) -> float:
    from rapidfuzz.fuzz import ratio

    near = _ORDER_WEIGHT * max(0.0, 1 - abs(place - at) / _MAX_DISTANCE)
    alike = ratio(_letters_only(one), _letters_only(other)) / 100
    fit = near + (alike if alike >= _MIN_SIMILARITY else 0.0)
    return fit if fit >= _MIN_FIT else 0.0


def _letters_only(term: str) -> str:
    apart = unicodedata.normalize("NFD", term.lower().strip("?*"))
    return "".join(letter for letter in apart if letter.isalnum())


# The language of a text whose language nobody told, from its script and its commonest words.

_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-zà-ÿœ]+")
_SAMPLE_LENGTH = 4000
"""Code points that are looked at."""


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return split_words(load_word_lists("briefbuilder.tagging", "common_words"))


def guess_language_by_words(text: str) -> str | None:
    """Return "en", "it", "fr", "de", "es", "ja" or "zh", or None where nothing speaks for any of them."""
    sample = text[:_SAMPLE_LENGTH]
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    if 4 * (han + kana) > len(sample):
        return "ja" if 20 * kana > han else "zh"
    words = _LATIN.findall(sample.lower())
    votes = {language: sum(word in common for word in words) for language, common in _common_words().items()}
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] else None


# Words that texts on other subjects name in passing: alone they do not make a topic.
#
# A head of state is named in every article, and does not make it one on elections; the wounded of any story
# are brought to a hospital. So the terms in dictionary form that are nothing but such a word count as weak ones.


@cache
def _weak_words() -> dict[str, frozenset[str]]:
    return split_words(load_word_lists("briefbuilder.tagging", "weak_terms"))


def is_weak_term(term: str, language: str) -> bool:
    """Tell whether a term of a language (BCP 47, its first part) is a word that is named in passing."""
    return term.lower() in _weak_words().get(language, ())


# From the hits of one topic in one section to its score and evidence.
#
# Each distinct term is a piece of evidence that is right with some probability; the score is the
# probability that at least one of them is: 1 - (1 - p1)(1 - p2)... So one strong term gives .63, two
# .87, three .95. Words that a longer term already covers count once. A weak term counts only beside
# a strong one, or beside a second weak one elsewhere in the section.

STRONG = 0.95 * 2 / 3
"""How far one strong term is trusted: two of three, as before anybody judged it, and never quite."""
WEAK = 0.95 * 0.4


def make_suggestion(
    topic: str, hits: list[TermHit], text: str, compared: NormalizedText
) -> Suggestion | None:
    """Return the topic's suggestion, None where its hits are too weak; `compared` is the text normalised."""
    counted = _drop_covered(hits)
    terms = {hit.entry.term for hit in counted}
    if not any(not term.weak for term in terms) and len(terms) < 2:
        return None
    return Suggestion(topic=topic, score=_score(terms), evidence=_evidence(counted, text, compared))


def supporting_terms(hits: list[TermHit]) -> frozenset[Term]:
    """Return the terms that a suggestion rests on, none where they are too weak for one."""
    terms = frozenset(hit.entry.term for hit in _drop_covered(hits))
    return terms if len(terms) > 1 or not all(term.weak for term in terms) else frozenset()


def _drop_covered(hits: list[TermHit]) -> list[TermHit]:
    """Return the hits in order, without those whose words a longer or a stronger one already has."""
    strong = _keep_widest(hit for hit in hits if not hit.entry.term.weak)
    weak = _keep_widest(hit for hit in hits if hit.entry.term.weak)
    starts = [hit.start for hit in strong]

    def apart(hit: TermHit) -> bool:
        # The widest hits end in the order in which they start: only the last one before can reach in.
        before = bisect_left(starts, hit.end)
        return before == 0 or strong[before - 1].end <= hit.start

    return sorted((*strong, *filter(apart, weak)), key=lambda hit: (hit.start, hit.end))


def _keep_widest(hits: Iterable[TermHit]) -> list[TermHit]:
    kept: list[TermHit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _score(terms: set[Term]) -> float:
    doubt = math.prod(1 - (WEAK if term.weak else STRONG) for term in terms)
    return round(1 - doubt, 4)


def _evidence(hits: list[TermHit], text: str, compared: NormalizedText) -> tuple[Evidence, ...]:
    places = (compared.original(hit.start, hit.end) for hit in hits)
    return tuple(Evidence(text=text[start:end], start=start, end=end) for start, end in places)


MIN_SCORE = 0.5
"""The score under which what was learned speaks against a suggestion."""
MIN_LANGUAGES = 3
"""A capitalised term that stands alike in the lists of so many languages is a name of the world."""


class Matcher:
    """Suggests the topics of one taxonomy. Each language is made ready when it is first met."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._topics = taxonomy.topics
        self._names = tuple(_international_names(taxonomy.topics))
        self._finders: dict[str, _LanguageFinder] = {}
        self._plain: dict[str, bool] = {}
        self._concepts: dict[int, dict[tuple[str, str], int]] = {}

    def suggest(
        self, text: str, language: str | None, trust: TermStatistics = NO_STATISTICS
    ) -> tuple[Suggestion, ...]:
        """Return the topics that the text suggests, best first; with `trust` those that it still believes in.

        `language` is a BCP 47 tag; None has it guessed. A language for which the taxonomy has no
        lists is searched for the names that are the same everywhere. Evidence counts code points
        of `text`.
        """
        base = _base_language(text, language)
        compared = normalize(text)
        found = []
        for index, hits in self._finder(base).hits(compared).items():
            suggestion = make_suggestion(self._topics[index].id, hits, text, compared)
            if suggestion is not None and trust:
                suggestion = self._adjust_score(suggestion, index, base, hits, trust)
            if suggestion is not None:
                found.append(suggestion)
        return tuple(sorted(found, key=lambda each: (-each.score, each.topic)))

    def supporting_concepts(self, text: str, language: str | None) -> dict[str, frozenset[TermConcept]]:
        """Return for each topic that the text suggests the terms that it rests on, as `Trust` knows them."""
        base = _base_language(text, language)
        found: dict[str, frozenset[TermConcept]] = {}
        for index, hits in self._finder(base).hits(normalize(text)).items():
            terms = supporting_terms(hits)
            if terms:
                found[self._topics[index].id] = frozenset(
                    self._concept_of(index, base, term) for term in terms
                )
        return found

    def _adjust_score(
        self, suggestion: Suggestion, index: int, language: str, hits: list[TermHit], trust: TermStatistics
    ) -> Suggestion | None:
        """Return a suggestion as experience has it, None where it is more often wrong than right."""
        likely = {
            (witness := self._concept_of(index, language, term)): trust.probability(witness, term)
            for term in supporting_terms(hits)
        }
        score = round(1 - math.prod(1 - each for each in likely.values()), 4)
        if score < MIN_SCORE:
            return None
        known = trust.record(max(likely, key=lambda witness: (likely[witness], witness)))
        return replace(suggestion, score=score, accepted=known.accepted, rejected=known.rejected)

    def _concept_of(self, index: int, language: str, term: Term) -> TermConcept:
        concepts = self._concepts.get(index)
        if concepts is None:
            concepts = self._concepts[index] = _group_comparable_terms(self._topics[index])
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

    def _entries(self, language: str) -> Iterator[TermEntry]:
        for index, topic in enumerate(self._topics):
            plain = self._in_dictionary_form(topic, language)
            # Whoever makes a topic of a word that texts name in passing wants to hear of that word.
            meant = set(topic.names.values()) if topic.own else set()
            for written in dict.fromkeys(topic.terms.get(language, ())):
                yield from _make_entry(index, written, language, plain=plain, meant=written in meant)
            for written in dict.fromkeys(topic.exclusions.get(language, ())):
                yield from _make_entry(index, written, language, excluding=True)
        for index, written in self._names:
            if written not in self._topics[index].terms.get(language, ()):
                yield from _make_entry(index, written, language, exact=True)

    def _in_dictionary_form(self, topic: Topic, language: str) -> bool:
        """Tell whether a list names words as a dictionary does, so that their forms are meant too.

        Lists that say by a sign which forms are meant, or how far a term goes, are taken at their word. Those
        that ship are of one hand; a topic of the user's own speaks for itself.
        """
        if topic.own:
            return _has_no_signs((topic,), language)
        if language not in self._plain:
            self._plain[language] = _has_no_signs((each for each in self._topics if not each.own), language)
        return self._plain[language]


def _base_language(text: str, language: str | None) -> str:
    return (language or guess_language_by_words(text) or "").lower().partition("-")[0]


def _group_comparable_terms(topic: Topic) -> dict[tuple[str, str], int]:
    """Return the concepts of a topic's terms by language and as they are compared."""
    return {
        (language, " ".join(comparable(written.removeprefix("?")).split())): concept
        for (language, written), concept in group_terms(topic).items()
    }


def _has_no_signs(topics: Iterable[Topic], language: str) -> bool:
    """Tell whether no list of some topics uses a sign."""
    return not any(
        "*" in term or term.startswith("?") for topic in topics for term in topic.terms.get(language, ())
    )


class _LanguageFinder:
    """The terms and the masked phrases of one language."""

    def __init__(self, entries: Iterable[TermEntry]) -> None:
        listed = tuple(entries)
        self._finder = TermFinder(listed)
        self._masked = {entry.topic for entry in listed if entry.excluding}
        self._listed = listed
        self._of_topic: dict[int, TermFinder] = {}

    def hits(self, text: NormalizedText) -> dict[int, list[TermHit]]:
        """Return the hits by topic, without those that rest on a masked phrase of the topic."""
        found: defaultdict[int, list[TermHit]] = defaultdict(list)
        masks: defaultdict[int, list[TermHit]] = defaultdict(list)
        for hit in self._finder.find(text):
            (masks if hit.entry.excluding else found)[hit.entry.topic].append(hit)
        for topic, hidden in masks.items():
            if topic in found:
                found[topic] = list(self._topic_finder(topic).find(_mask(text, hidden)))
        return found

    def _topic_finder(self, topic: int) -> TermFinder:
        if topic not in self._of_topic:
            chosen = [entry for entry in self._listed if entry.topic == topic and not entry.excluding]
            self._of_topic[topic] = TermFinder(chosen)
        return self._of_topic[topic]


def _mask(text: NormalizedText, hits: Iterable[TermHit]) -> NormalizedText:
    """Return the text with the hits' characters blotted out, at unchanged places."""
    plain, folded = list(text.text), list(text.folded)
    for hit in hits:
        blot = "\0" * (hit.end - hit.start)
        plain[hit.start : hit.end] = blot
        folded[hit.start : hit.end] = blot
    return replace(text, text="".join(plain), folded="".join(folded))


def _make_entry(
    index: int,
    written: str,
    language: str,
    *,
    excluding: bool = False,
    exact: bool = False,
    plain: bool = False,
    meant: bool = False,
) -> Iterator[TermEntry]:
    """Yield the entry of a term; one that cannot be matched, in an old dossier, is passed over."""
    inflection = inflection_of(language) if plain else None
    try:
        term = parse_term(written, language, exact=exact, inflection=inflection)
    except TermError:
        return
    if plain and not meant and is_weak_term(term.written, language):
        term = replace(term, weak=True)
    yield TermEntry(index, term, excluding)


def _international_names(topics: tuple[Topic, ...]) -> Iterator[tuple[int, str]]:
    for index, topic in enumerate(topics):
        shared = Counter(written for terms in topic.terms.values() for written in set(terms))
        for written, languages in shared.items():
            alone = topic.own and len(topic.terms) == 1
            if _is_name(written) and (alone or languages >= MIN_LANGUAGES):
                yield index, written


def _is_name(written: str) -> bool:
    plain = len(written) > 2 and not written.startswith("?") and "*" not in written
    return plain and written[0].isupper() | written[0].isdigit()
