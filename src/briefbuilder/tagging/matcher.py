"""Suggest topics for a text by the terms of a taxonomy, with a score and evidence.

Each distinct term is independent evidence that is right with some probability p. The score is the probability that
at least one term is right: 1 - (1 - p1)(1 - p2)…; one strong term gives .63, two .87, three .95. Words that a longer
term covers count once. A weak term counts only with a strong one or with a second weak one in the section.
"""

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

_MIN_SIMILARITY = 0.62
"""The least similarity of two words, from 0 to 1, to count as one word in two languages."""
_MIN_FIT = 0.3
_ORDER_WEIGHT = 0.45
"""The weight of the same position in two lists; similarity has the weight 1."""
_MAX_DISTANCE = 0.25
"""The distance, as a share of the list, from which on the position does not count."""

_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-zà-ÿœ]+")
_SAMPLE_LENGTH = 4000
"""The code points at the start of a text from which its language is guessed."""
STRONG = 0.95 * 2 / 3
"""The probability that a strong term without judgements is right."""
WEAK = 0.95 * 0.4
MIN_SCORE = 0.5
"""The least score of a suggestion whose terms were judged."""
MIN_LANGUAGES = 3
"""The number of languages in which a capitalized term must be listed to be searched for in all languages."""


def group_terms(topic: Topic) -> Mapping[tuple[str, str], int]:
    """Return the number of the concept of each term of a topic, by language and term.

    Each list is aligned with the longest one by the order and the similarity of the terms: the lists of a taxonomy
    are usually translations of each other. A term that is not aligned is a concept of its own.
    """
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
    """Return the order-preserving alignment of positions in two lists that has the greatest sum of fits."""
    best = [[0.0] * (len(others) + 1) for _ in range(len(terms) + 1)]
    fits = [
        [_fit(term, place / len(terms), other, at / len(others)) for at, other in enumerate(others)]
        for place, term in enumerate(terms)
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


def _fit(term: str, place: float, other: str, at: float) -> float:
    from rapidfuzz.fuzz import ratio

    near = _ORDER_WEIGHT * max(0.0, 1 - abs(place - at) / _MAX_DISTANCE)
    alike = ratio(_letters_only(term), _letters_only(other)) / 100
    fit = near + (alike if alike >= _MIN_SIMILARITY else 0.0)
    return fit if fit >= _MIN_FIT else 0.0


def _letters_only(term: str) -> str:
    apart = unicodedata.normalize("NFD", term.lower().strip("?*"))
    return "".join(letter for letter in apart if letter.isalnum())


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return split_words(load_word_lists("briefbuilder.tagging", "common_words"))


def guess_language_by_words(text: str) -> str | None:
    """Return "en", "it", "fr", "de", "es", "ja" or "zh" by script and common words, None if there is no sign of any."""
    sample = text[:_SAMPLE_LENGTH]
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    if 4 * (han + kana) > len(sample):
        return "ja" if 20 * kana > han else "zh"
    words = _LATIN.findall(sample.lower())
    votes = {language: sum(word in common for word in words) for language, common in _common_words().items()}
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] else None


@cache
def _weak_words() -> dict[str, frozenset[str]]:
    return split_words(load_word_lists("briefbuilder.tagging", "weak_terms"))


def is_weak_term(term: str, language: str) -> bool:
    """Return whether a term of a language (primary BCP 47 subtag) is a word that texts on other topics often use."""
    return term.lower() in _weak_words().get(language, ())


def make_suggestion(
    topic: str, hits: list[TermHit], text: str, compared: NormalizedText
) -> Suggestion | None:
    """Return the suggestion of a topic, None if its hits are too weak; `compared` is the normalized text."""
    counted = _drop_covered(hits)
    terms = {hit.entry.term for hit in counted}
    if not any(not term.weak for term in terms) and len(terms) < 2:
        return None
    return Suggestion(topic=topic, score=_score(terms), evidence=_evidence(counted, text, compared))


def supporting_terms(hits: list[TermHit]) -> frozenset[Term]:
    """Return the terms that support a suggestion, none if they are too weak."""
    terms = frozenset(hit.entry.term for hit in _drop_covered(hits))
    return terms if len(terms) > 1 or not all(term.weak for term in terms) else frozenset()


def _drop_covered(hits: list[TermHit]) -> list[TermHit]:
    """Return the hits in order, without those that a longer or a stronger one covers."""
    strong = _keep_widest(hit for hit in hits if not hit.entry.term.weak)
    weak = _keep_widest(hit for hit in hits if hit.entry.term.weak)
    starts = [hit.start for hit in strong]

    def apart(hit: TermHit) -> bool:
        # The ends of the widest hits are in the order of their starts, so only the last one before can overlap.
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


class Matcher:
    """Suggests the topics of one taxonomy; patterns for a language are built when it is first needed."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._topics = taxonomy.topics
        self._names = tuple(_international_names(taxonomy.topics))
        self._finders: dict[str, _LanguageFinder] = {}
        self._plain: dict[str, bool] = {}
        self._concepts: dict[int, dict[tuple[str, str], int]] = {}

    def suggest(
        self, text: str, language: str | None, statistics: TermStatistics = NO_STATISTICS
    ) -> tuple[Suggestion, ...]:
        """Return the topics for a text, best first, with scores that take the statistics into account.

        `language` is a BCP 47 tag, guessed if None. For a language without lists only names that are the same in
        all languages are searched for. Positions of evidence are code points of `text`.
        """
        base = _base_language(text, language)
        compared = normalize(text)
        found = []
        for index, hits in self._finder(base).hits(compared).items():
            suggestion = make_suggestion(self._topics[index].id, hits, text, compared)
            if suggestion is not None and statistics:
                suggestion = self._adjust_score(suggestion, index, base, hits, statistics)
            if suggestion is not None:
                found.append(suggestion)
        return tuple(sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.topic)))

    def supporting_concepts(self, text: str, language: str | None) -> dict[str, frozenset[TermConcept]]:
        """Return the concepts that support each topic suggested for a text."""
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
        self,
        suggestion: Suggestion,
        index: int,
        language: str,
        hits: list[TermHit],
        statistics: TermStatistics,
    ) -> Suggestion | None:
        """Return a suggestion with a score from the statistics, None if the score is too low."""
        probabilities = {
            (concept := self._concept_of(index, language, term)): statistics.probability(concept, term)
            for term in supporting_terms(hits)
        }
        score = round(1 - math.prod(1 - probability for probability in probabilities.values()), 4)
        if score < MIN_SCORE:
            return None
        known = statistics.record(max(probabilities, key=lambda concept: (probabilities[concept], concept)))
        return replace(suggestion, score=score, accepted=known.accepted, rejected=known.rejected)

    def _concept_of(self, index: int, language: str, term: Term) -> TermConcept:
        concepts = self._concepts.get(index)
        if concepts is None:
            concepts = self._concepts[index] = _group_comparable_terms(self._topics[index])
        # A name that is searched for in all languages may be listed in another one.
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
            # The name of a topic that the user made is never weak.
            meant = set(topic.names.values()) if topic.own else set()
            for written in dict.fromkeys(topic.terms.get(language, ())):
                yield from _make_entry(index, written, language, plain=plain, meant=written in meant)
            for written in dict.fromkeys(topic.exclusions.get(language, ())):
                yield from _make_entry(index, written, language, excluding=True)
        for index, written in self._names:
            if written not in self._topics[index].terms.get(language, ()):
                yield from _make_entry(index, written, language, exact=True)

    def _in_dictionary_form(self, topic: Topic, language: str) -> bool:
        """Return whether the terms of a topic are in dictionary form, so that they match inflected forms too.

        Terms with signs state themselves which forms they match. All shipped topics count together, and each topic
        of the user for itself.
        """
        if topic.own:
            return _has_no_signs((topic,), language)
        if language not in self._plain:
            self._plain[language] = _has_no_signs((each for each in self._topics if not each.own), language)
        return self._plain[language]


def _base_language(text: str, language: str | None) -> str:
    return (language or guess_language_by_words(text) or "").lower().partition("-")[0]


def _group_comparable_terms(topic: Topic) -> dict[tuple[str, str], int]:
    """Return the concepts of a topic by language and comparable form of the term."""
    return {
        (language, " ".join(comparable(written.removeprefix("?")).split())): concept
        for (language, written), concept in group_terms(topic).items()
    }


def _has_no_signs(topics: Iterable[Topic], language: str) -> bool:
    """Return whether no term of the topics in a language uses a sign."""
    return not any(
        "*" in term or term.startswith("?") for topic in topics for term in topic.terms.get(language, ())
    )


class _LanguageFinder:
    """Finds the terms of one language, except within excluded phrases."""

    def __init__(self, entries: Iterable[TermEntry]) -> None:
        listed = tuple(entries)
        self._finder = TermFinder(listed)
        self._masked = {entry.topic for entry in listed if entry.excluding}
        self._listed = listed
        self._of_topic: dict[int, TermFinder] = {}

    def hits(self, text: NormalizedText) -> dict[int, list[TermHit]]:
        """Return the hits by topic, without those within an excluded phrase of the topic."""
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
    """Return the text with the characters of the hits replaced by null characters."""
    plain, folded = list(text.text), list(text.folded)
    for hit in hits:
        null = "\0" * (hit.end - hit.start)
        plain[hit.start : hit.end] = null
        folded[hit.start : hit.end] = null
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
    """Yield the entry of a term; an invalid term from an old dossier is skipped."""
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
