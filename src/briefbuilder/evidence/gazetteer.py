"""The gazetteer: names in several languages, each with an id: countries with their peoples and capitals, bodies, places.

An id is "country:FR", "capital:FR", "body:NATO" or "place:SCOTLAND". A name of several words is a phrase of folded words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from briefbuilder.domain.facts import NameKind
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.spelling_of_names import fold_name
from briefbuilder.domain.values import value
from briefbuilder.locales.territories import (
    TERRITORIES,
    TERRITORY_LANGUAGES,
    territory_capitals,
    territory_names,
    territory_peoples,
)
from briefbuilder.word_lists import load_word_lists

Letters = Literal["exact", "capital", "any"]

_UNIONS = frozenset({"EU", "EZ", "UN"})
_EXACT_LENGTH = 4
_UNMISTAKABLE = 3
"""Words of the name of a body from which on it is the same in small letters."""
_SPLIT = lazy_pattern(r"[\s\-‐‑'’ʼ.]+")
_GERMAN_ADJECTIVE = lazy_pattern(r"([A-ZÄÖÜ]\w{2,})e[rs]?")
_LATIN = lazy_pattern(r"[^\W\d_]", re.ASCII)
_LANGUAGES_HELD = 2
"""The languages whose names are kept as they were made: English, which the others borrow from, and the last one."""

_ENDINGS: Mapping[str, Sequence[tuple[str, str]]] = {
    "en": (
        ("man", "mans men"), ("ese", "ese"), ("ss", "ss"), ("sh", "sh"), ("s", "s"), ("a", "as an ans"), ("", "s"),
    ),
    "it": (
        ("co", "ca chi ci che"), ("go", "ga ghi gi ghe"), ("o", "a i e"), ("ga", "gi ghi ghe"), ("a", "i e"), ("e", "i"),
    ),
    "fr": (
        ("ien", "iens ienne iennes"), ("éen", "éens éenne éennes"), ("c", "cs que ques"), ("e", "es"), ("s", "se ses"),
        ("", "s e es"),
    ),
    "de": (("isch", "ische ischen ischer isches ischem"), ("sch", "sche schen scher sches schem"), ("e", "en er"),
           ("er", "ers ern erin erinnen"), ("s", "s"), ("", "s es")),
    "es": (
        ("o", "a os as"), ("és", "esa eses esas"), ("án", "ana anes anas"), ("ón", "ona ones onas"),
        ("ol", "ola oles olas"), ("í", "íes ís"), ("e", "es"), ("a", "as"), ("", "es"),
    ),
    "pt": (("o", "a os as"), ("ês", "esa eses esas"), ("ão", "ã ães ãos"), ("e", "es"), ("a", "as")),
}  # fmt: skip
"""The ending of an adjective or a people, or of the name of a country with its genitive, and its other forms."""


@value(kw_only=False)
class KnownName:
    """A phrase by which something is known; `letters` says how its first letters must be written.

    It is an `adjective` if it also stands for what belongs to a country and for its people.
    """

    words: tuple[str, ...]
    written: tuple[str, ...]
    id: str
    letters: Letters
    adjective: bool = False


def known_kind(name_id: str) -> NameKind:
    """Return the kind of what an id stands for."""
    group, _, _ = name_id.partition(":")
    match group:
        case "country":
            return "country"
        case "body":
            return "organisation"
        case "capital" | "place":
            return "place"
        case _:
            return "unknown"


@cache
def known_names(language: str) -> Mapping[str, tuple[KnownName, ...]]:
    """Return what is known in texts in a language (ISO 639-1) by its first word, the longest phrases first."""
    by_word: dict[str, list[KnownName]] = defaultdict(list)
    for names in _phrases(language).values():
        for name in names:
            by_word[name.words[0]].append(name)
    return {word: tuple(sorted(names, key=lambda name: -len(name.words))) for word, names in by_word.items()}


def _phrases(language: str) -> Mapping[tuple[str, ...], list[KnownName]]:
    """Return what is known in texts in a language by its words."""
    found: dict[tuple[str, ...], list[KnownName]] = {}
    for name in _all_names(language):
        same = found.get(name.words)
        if same is None:
            found[name.words] = [name]
        # What comes first is meant, unless the other is written in another way: the ECB, a bce.
        elif all(name.letters == "exact" and other.written != name.written for other in same):
            same.append(name)
    return found


def stands_for(name_id: str, whole: str) -> bool:
    """Return whether something is a part of another, so that a text that names it names the other, too."""
    return name_id in _wholes().get(whole, frozenset())


@cache
def _wholes() -> Mapping[str, frozenset[str]]:
    listed: Mapping[str, str] = load_word_lists("briefbuilder.evidence", "gazetteer")["wholes"]
    return {whole: frozenset(parts.split()) for whole, parts in listed.items()}


@cache
def longer_names(language: str) -> Mapping[str, tuple[KnownName, ...]]:
    """Return the known phrases of several words by their second word, by which a misspelt first one is found."""
    found: dict[str, list[KnownName]] = defaultdict(list)
    for names in known_names(language).values():
        for name in names:
            if len(name.words) > 1 and name.letters == "capital":
                found[name.words[1]].append(name)
    return {word: tuple(names) for word, names in found.items()}


@cache
def spellings(name_id: str) -> frozenset[tuple[str, ...]]:
    """Return the folded words of all that something is called, in all languages."""
    return _all_spellings().get(name_id, frozenset())


def is_translation(one: str, two: str) -> bool:
    """Return whether two folded words are names of the same place or body in some languages: Wien, Vienna."""
    ids = _ids_of_words()
    return not ids.get(one, frozenset()).isdisjoint(ids.get(two, frozenset()))


@cache
def _ids_of_words() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name_id, names in _all_spellings().items():
        for words in names:
            if len(words) == 1:
                found[words[0]].add(name_id)
    return {word: frozenset(ids) for word, ids in found.items()}


@cache
def unspaced_names(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return a pattern of the names in a script without spaces, and the id of each."""
    ids: dict[str, str] = {}
    for name, name_id in [*_listed_names(), *_territories(language)]:
        if name and not _LATIN.search(name):
            ids.setdefault(name, name_id)
    longest_first = sorted(ids, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)"), ids


@cache
def _all_spellings() -> Mapping[str, frozenset[tuple[str, ...]]]:
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for language in TERRITORY_LANGUAGES:
        # The names by their first words are not made for languages in which no text may be.
        for words, names in _phrases(language).items():
            for name in names:
                if not name.adjective:
                    found[name.id].add(words)
    return {name_id: frozenset(words) for name_id, words in found.items()}


def _all_names(language: str) -> Iterator[KnownName]:
    """Yield the names that a text in a language may have: its own, then those of bodies, and what English has."""
    yield from _listed_forms(language if language in _ENDINGS else "")
    yield from _territory_forms(language)
    if language != "en":
        # The names of other languages are only those that are written with a capital.
        yield from (name for name in _territory_forms("en") if name.letters != "any")


@lru_cache(maxsize=_LANGUAGES_HELD)
def _listed_forms(language: str) -> tuple[KnownName, ...]:
    return tuple(form for name, name_id in _listed_names() for form in _forms(name, name_id, language))


@lru_cache(maxsize=_LANGUAGES_HELD)
def _territory_forms(language: str) -> tuple[KnownName, ...]:
    return tuple(form for name, name_id in _territories(language) for form in _forms(name, name_id, language))


def _listed_names() -> Iterator[tuple[str, str]]:
    listed: Mapping[str, Mapping[str, str]] = load_word_lists("briefbuilder.evidence", "gazetteer")
    for group, kind in (
        ("bodies", "body"),
        ("countries", "country"),
        ("capitals", "capital"),
        ("places", "place"),
        ("events", "event"),
        ("peoples", "people"),
    ):
        for key, names in listed[group].items():
            for name in names.split(", "):
                yield name, f"{kind}:{key}"


def _territories(language: str) -> Iterator[tuple[str, str]]:
    for code in sorted(TERRITORIES):
        capitals = territory_capitals(code, language)
        country = f"{'body' if code in _UNIONS else 'country' if code.isalpha() else 'place'}:{code}"
        for name in (*territory_names(code, language), *territory_peoples(code, language)):
            yield name, f"capital:{code}" if name in capitals else country


def _forms(name: str, name_id: str, language: str) -> Iterator[KnownName]:
    """Yield a name and, if it is an adjective or a people, its other forms."""
    written = tuple(word for word in _SPLIT.split(name) if word)
    letters: Letters = "capital"
    if written and (name.isupper() or len(name) <= _EXACT_LENGTH) and name_id.startswith("body:"):
        letters = "exact"
    elif name[:1].islower() or (name_id.startswith("body:") and len(written) >= _UNMISTAKABLE):
        letters = "any"
    adjective = letters == "any" and not name_id.startswith("body:")
    for forms in dict.fromkeys(_declined(written, language, letters)):
        yield KnownName(
            words=tuple(map(fold_name, forms)),
            written=forms,
            id=name_id,
            letters=letters,
            adjective=adjective,
        )


def _declined(written: tuple[str, ...], language: str, letters: Letters) -> Iterator[tuple[str, ...]]:
    """Yield the forms of a name: of its last word and, in German, of an adjective before it (das Rote Kreuz)."""
    if not written:
        return
    firsts = [written[0]]
    if len(written) > 1 and language == "de" and (adjective := _GERMAN_ADJECTIVE.fullmatch(written[0])):
        firsts += [adjective[1] + ending for ending in ("e", "en", "er", "es", "em")]
    for last in (written[-1], *_endings(written[-1], language, letters)):
        if len(written) == 1:
            yield (last,)
        for first in firsts:
            if len(written) > 1:
                yield (first, *written[1:-1], last)


def _endings(word: str, language: str, letters: Letters) -> Iterable[str]:
    """Return the forms of a word in its language: tedesco, tedesca, tedeschi, tedesche."""
    if letters == "exact" or word.isupper():
        return ()
    rules: Sequence[tuple[str, str]] = _ENDINGS.get(language, ())
    for ending, forms in rules:
        if word.endswith(ending) and (letters == "any" or language in ("en", "de")):
            stem = word[: len(word) - len(ending)]
            return [stem + form for form in forms.split(" ")]
    return ()
