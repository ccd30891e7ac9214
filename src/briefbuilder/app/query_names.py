"""The names of topics and languages in queries, and what a query that was not understood is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.topics import Topic
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

    def languages(self, text: str) -> tuple[str, ...]:
        """Return the languages (BCP 47) with a tag or a name."""
        folded = text.strip().casefold()
        named = tuple(tag for tag, names in _LANGUAGES.items() if folded in names.split())
        first, _, rest = folded.partition("-")
        is_tag = first.isascii() and first.isalpha() and len(first) in {2, 3} and len(rest) <= _LONGEST_TAG
        return named or ((folded,) if is_tag else ())


class QueryError(BriefbuilderError):
    """A query that was not understood."""


def query_error(problem: QueryProblem, language: str) -> QueryError:
    """Return the error that says what in a query was not understood, with the fields as a language names them."""
    from briefbuilder.composing.typography import shorten_text

    names = FIELD_WORDS.get(base_language(language), FIELDS)
    shown = shorten_text(problem.text, _MOST_SHOWN)
    return QueryError(problem.code, text=shown, fields=", ".join(f"{name}:" for name in names))
