"""The names of topics and languages in queries, and what a query that was not understood is answered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.topics import Topic
from briefbuilder.storage.folding import fold
from briefbuilder.storage.query_language import FIELD_WORDS, FIELDS, QueryProblem

_LANGUAGES = {
    "ar": "arabic arabo arabe arabisch العربية",
    "de": "german tedesco allemand deutsch",
    "en": "english inglese anglais englisch",
    "es": "spanish spagnolo espagnol spanisch español",
    "fr": "french francese français französisch",
    "it": "italian italiano italien italienisch",
    "ja": "japanese giapponese japonais japanisch 日本語",
    "ko": "korean coreano coréen koreanisch 한국어",
    "nl": "dutch olandese néerlandais niederländisch nederlands",
    "pl": "polish polacco polonais polnisch polski",
    "pt": "portuguese portoghese portugais portugiesisch português",
    "ru": "russian russo russe russisch русский",
    "tr": "turkish turco turc türkisch türkçe",
    "uk": "ukrainian ucraino ukrainien ukrainisch українська",
    "zh": "chinese cinese chinois chinesisch 中文",
}
"""Names of common languages, in the languages of the window and their own."""
_LONGEST_TAG = 12
_SHORTEST_TERM = 2
_LONGEST_ENDING = 3
_MOST_TOPICS = 500
"""A thesaurus with more topics would take too long to look through after each letter."""
_MOST_SHOWN = 80
"""The most code points that an error shows of what was not understood."""


class QueryNames:
    """Finds the topics of a dossier and languages by the names that users give them."""

    def __init__(self, topics: Callable[[], Iterable[Topic]]) -> None:
        self._topics = topics

    def topics(self, text: str) -> tuple[str, ...]:
        """Return the ids of the topics with an id or a name; without one, those whose name begins with it."""
        folded = text.strip().casefold()
        topics = tuple(self._topics())
        exact = tuple(
            topic.id
            for topic in topics
            if folded in {topic.id.casefold(), *map(str.casefold, topic.names.values())}
        )
        return exact or tuple(
            topic.id
            for topic in topics
            if any(f" {name}".casefold().find(f" {folded}") >= 0 for name in topic.names.values())
        )

    def in_other_languages(self, words: str, languages: Collection[str]) -> tuple[str, ...]:
        """Return what to search for in some languages (base tags) beside the term of a topic that a query consists of.

        Nothing if the query is not only that, or if the topic has its term in no other one of the languages.
        """
        typed = fold(words.strip(' "()*'))
        topics = tuple(self._topics())
        if len(typed) < _SHORTEST_TERM or len(topics) > _MOST_TOPICS:
            return ()
        for topic in topics:
            for language, terms in topic.terms.items():
                # The first of a topic's terms names it; later ones are not in the same order in all languages.
                if terms and _is_term(typed, terms[0]):
                    firsts = (topic.terms.get(other, ("",))[0] for other in languages if other != language)
                    others = (term for term in firsts if term and not _is_term(typed, term))
                    return tuple(dict.fromkeys(map(_as_query, others)))
        return ()

    def languages(self, text: str) -> tuple[str, ...]:
        """Return the languages (BCP 47) with a tag or a name."""
        folded = text.strip().casefold()
        named = tuple(tag for tag, names in _LANGUAGES.items() if folded in names.split())
        first, _, rest = folded.partition("-")
        is_tag = first.isascii() and first.isalpha() and len(first) in {2, 3} and len(rest) <= _LONGEST_TAG
        return named or ((folded,) if is_tag else ())


def _is_term(typed: str, term: str) -> bool:
    """Return whether folded words are those of a term, with an ending where it has an asterisk."""
    words, stems = typed.split(), _folded_stems(term)
    return len(words) == len(stems) and all(
        word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING * open_ended
        for word, (stem, open_ended) in zip(words, stems, strict=True)
    )


@lru_cache(maxsize=20_000)
def _folded_stems(term: str) -> tuple[tuple[str, bool], ...]:
    """Return the folded words of a term, and whether other endings may follow."""
    return tuple((fold(word.strip("?*")), word.endswith("*")) for word in term.split())


def _as_query(term: str) -> str:
    """Return a term as it is written in a query; words with endings of their own are searched in any order."""
    words = [word.lstrip("?*") for word in term.split() if word.strip("?*")]
    if len(words) == 1:
        return words[0]
    return f"({' '.join(words)})" if any(word.endswith("*") for word in words) else f'"{" ".join(words)}"'


class QueryError(BriefbuilderError):
    """A query that was not understood."""


def query_error(problem: QueryProblem, language: str) -> QueryError:
    """Return the error that says what in a query was not understood, with the fields as a language names them."""
    from briefbuilder.composing.typography import shorten_text

    names = FIELD_WORDS.get(base_language(language), FIELDS)
    shown = shorten_text(problem.text, _MOST_SHOWN)
    return QueryError(problem.code, text=shown, fields=", ".join(f"{name}:" for name in names))
