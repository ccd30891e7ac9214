"""Finds the stem that the forms of a word share, and the words of a text with their stems.

Stems are Snowball's (snowballstem.org); Arabic and Ukrainian, for which it is slow or has none, lose their usual
prefixes and endings. A stem is folded as the words of the index are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from briefbuilder.storage.folding import LETTER, fold, word_pattern

_SNOWBALL = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Snowball's algorithm for each language."""

_PLURALS = {
    "de": (("(?<=[op])s$", ""),),
    "en": (("(?<=cris|alys|thes|phas|gnos)es$", "is"), ("men$", "man")),
    "es": (("ces$", "z"), ("(?<=[rndlj])es$", ""), ("os$", "o")),
    "fr": (("(?<=eu)x$", ""), ("(?<=oi)s$", ""), ("ives?$", "if")),
    "pt": (
        ("(?:õe|ãe)s$", "ão"), ("ais$", "al"), ("(?:éis|eis|il)$", "el"), ("óis$", "ol"), ("ns$", "m"), ("(?<=[rz])es$", ""),
        ("(?<=u)s$", ""),
    ),
}  # fmt: skip
"""Plurals that Snowball's algorithms give another stem than the singular."""

JOINED = "-"
"""Stands for the language of a word that is written in parts: "derisking" for "de-risking", "usa" for "U.S.A."."""

Form = tuple[str, str, str]
"""A folded word, its language and its stem; for a word in parts, the parts with spaces are in the place of the stem."""

_SHORTEST, _LONGEST = 3, 40
"""Letters of the words that are kept."""
_CACHED = 100_000


def base_language(tag: str | None) -> str:
    """Return the language of a BCP 47 tag where words have stems in it, otherwise an empty text."""
    base = (tag or "").lower().partition("-")[0]
    return base if base in _SNOWBALL or base in _OWN else ""


def stem(word: str, language: str) -> str:
    """Return the folded stem of a word in lower case, with its accents, in a language that `base_language` returned."""
    if not language or len(word) < _SHORTEST or not word.isalpha():
        return _fold_word(word)
    own = _OWN.get(language)
    if own is not None:
        return own(fold(word))
    for pattern, ending in _plurals(language):
        singular, count = pattern.subn(ending, word)
        if count and len(singular) >= _SHORTEST:
            word = singular
            break
    return _fold_word(_stemmer(_SNOWBALL[language])(word) or word)


@cache
def _plurals(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), ending) for pattern, ending in _PLURALS.get(language, ()))


def _fold_word(word: str) -> str:
    # Most words are folded already, and folding looks at each letter.
    return word if word.isascii() else fold(word)


@cache
def _stemmer(algorithm: str) -> Callable[[str], str]:
    # Imported late, and one language at a time: the start of the program needs none.
    from snowballstemmer import stemmer

    stem_word: Callable[[str], str] = stemmer(algorithm).stemWord
    return stem_word


# Arabic writes its article, some prepositions and conjunctions as prefixes of the word.
_ARABIC_PREFIXES = ("وبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال")
_ARABIC_LETTERS = ("و", "ف", "ب", "ل", "ك")
"""Prefixes of one letter: they may as well be the first letter of the word, so that it has two stems."""
_ARABIC_ENDINGS = (
    "اتها",
    "اته",
    "هما",
    "يات",
    "ها",
    "هم",
    "هن",
    "نا",
    "ات",
    "ون",
    "ين",
    "ان",
    "وا",
    "يه",
    "ه",
    "ي",
)
_ARABIC_LEAST = 3
"""Letters that an Arabic stem keeps."""


def _arabic_stem(word: str) -> str:
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _ARABIC_LEAST:
            word = word[len(prefix) :]
            break
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ARABIC_LEAST:
            return word[: -len(ending)]
    return word


_UKRAINIAN_ENDING = re.compile(
    "(?:[аеєиіїоуюяйь]|[аеєиіїоуюя][вмх]|ого|ому|ами|ями|ові|еві|ими|ів|їв|ею|ою)$"
)
_UKRAINIAN_LEAST = 3


def _ukrainian_stem(word: str) -> str:
    while len(word) > _UKRAINIAN_LEAST and (ending := _UKRAINIAN_ENDING.search(word)):
        if ending.start() < _UKRAINIAN_LEAST:
            break
        word = word[: ending.start()]
    return word


_OWN: dict[str, Callable[[str], str]] = {"ar": _arabic_stem, "uk": _ukrainian_stem}


# The words of a text with their stems.


_HYPHENS = str.maketrans("\u2010\u2011", "--")
_WITHOUT_ACCENTS = frozenset({"", "en"})
"""Languages whose stems do not depend on accents, so that the words of the index are enough."""
_forms: dict[str, dict[str, tuple[Form, ...]]] = {}
"""The forms of words as they are written, by language: most words of an article are in others too."""


@dataclass(frozen=True, slots=True)
class StemmedWords:
    """The words of a text as they are written, in lower case, with its language, and its words in parts."""

    language: str
    words: frozenset[str]
    joined: frozenset[Form]


@cache
def _in_parts() -> re.Pattern[str]:
    """Match words with hyphens, and acronyms with points: "de-risking", "U.S.A.", "G.7"."""
    plain = r"[^\W\d_]"
    return re.compile(
        rf"(?<!{LETTER}){LETTER}+(?:-{LETTER}+){{1,3}}(?!-)|(?<![\w.])(?:{plain}{{1,2}}\.){{2,6}}|(?<![\w.]){plain}\.\d{{1,3}}(?!\w)"
    )


def words_of(texts: Sequence[str], indexed: Iterable[str], language: str) -> StemmedWords:
    """Return the words of texts in a language that `base_language` returned, and remember their stems.

    `indexed` are the words of the texts as the index has them.
    """
    # Each word once: this runs for each article that is imported.
    text = "\n".join(texts)
    if language in _WITHOUT_ACCENTS:
        words = frozenset(" ".join(indexed).split())
        pieces = set(text.split())
    else:
        pieces = set(unicodedata.normalize("NFC", text).casefold().split())
        words = frozenset(word_pattern().findall(" ".join(pieces)))
    forms_of(words.difference(_forms.get(language, ())), language)
    if "\u2010" in text or "\u2011" in text:
        pieces = {piece.translate(_HYPHENS) for piece in pieces}
    in_parts = " ".join([piece for piece in pieces if "-" in piece or "." in piece[:-1]])
    return StemmedWords(language, words, frozenset(_joined_forms(in_parts.casefold())))


def forms_of(words: Iterable[str], language: str) -> list[Form]:
    """Return words with their stems."""
    known = _forms.setdefault(language, {})
    if len(known) > _CACHED:
        known.clear()
    found: list[Form] = []
    for word in words:
        if word not in known:
            known[word] = tuple(_forms_of_word(word, language))
        found += known[word]
    return found


def _forms_of_word(word: str, language: str) -> Iterator[Form]:
    if not _SHORTEST <= len(word) <= _LONGEST or word.isdigit():
        return
    folded = _fold_word(word)
    yield folded, language, stem(word, language)
    if language == "ar" and len(folded) > _ARABIC_LEAST + 1 and folded.startswith(_ARABIC_LETTERS):
        yield folded, language, _arabic_stem(folded[1:])


def _joined_forms(text: str) -> set[Form]:
    found: set[Form] = set()
    for match in _in_parts().finditer(text):
        parts = word_pattern().findall(fold(match[0]))
        joined = "".join(parts)
        if len(parts) > 1 and len(joined) <= _LONGEST and not joined.isdigit():
            found.add((joined, JOINED, " ".join(parts)))
    return found
