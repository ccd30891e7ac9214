"""The words of languages by which names are read: titles, first names, bodies, places, and words that are no names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from briefbuilder.domain.facts import Name
from briefbuilder.domain.spelling_of_names import fold_name
from briefbuilder.domain.values import value
from briefbuilder.locales.data import base_language, find_locale
from briefbuilder.system.paths import resources_folder
from briefbuilder.word_lists import load_word_lists

_ABBREVIATED = range(2, 6)
"""How many letters an abbreviation has."""
COMPARED = ("de", "en", "fr", "it", "es")
"""Languages whose common words are compared with each other."""


def is_translated(name: Name) -> bool:
    """Return whether another language is likely to have other words for a name: a body's, a street's, or ordinary words."""
    if name.id or name.words[0] in first_names():
        return False
    if not body_words().isdisjoint(name.words) or (len(name.words) == 1 and name.words[0] in _place_words()):
        return True
    return len(name.words) > 1 and any(common_words(language).issuperset(name.words) for language in COMPARED)


def is_ordinary(word: str, language: str) -> bool:
    """Return whether a folded word is a common one of a language (BCP 47) and none by which persons are called."""
    return word in ordinary_words(base_language(language))


def is_common(words: Iterable[str], language: str) -> bool:
    """Return whether folded words with capitals are all common ones of a language (BCP 47), and one is no other's."""
    tag = base_language(language)
    return common_words(tag).issuperset(words) and not ordinary_words(tag).isdisjoint(words)


def is_abbreviation(text: str) -> bool:
    """Return whether a short word has more capitals than a name, or two letters only: CHN, HoD, Ge, FY2030."""
    letters = sum(map(str.isalpha, text))
    if not text.isalnum() or letters not in _ABBREVIATED:
        return False
    return letters == _ABBREVIATED[0] or sum(map(str.isupper, text)) > 1


def has_body_word(words: Iterable[str]) -> bool:
    """Return whether some folded words have one that only the names of bodies have."""
    return not body_words().isdisjoint(words)


@value(kw_only=False)
class NameWords:
    """The words of one language by which names are read, folded."""

    language: str
    titles: frozenset[str]
    title_endings: tuple[str, ...]
    openers: frozenset[str]
    links: frozenset[str]
    body_links: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    elisions: frozenset[str]
    compound_ends: frozenset[str]
    not_names: frozenset[str]
    determiners: frozenset[str]
    calendar: frozenset[str]
    questions: frozenset[str]
    """The letters that mark a question and its answer, in capitals."""
    ordinary: frozenset[str]
    common: frozenset[str]
    """All common words of the language, also those that others have."""
    compound_heads: frozenset[str]


@cache
def name_words_of(language: str) -> NameWords:
    """Return the words of a language (a base tag); those of one without a list are empty."""
    lists = load_word_lists("briefbuilder.evidence", "names").get(language, {})

    def listed(key: str) -> frozenset[str]:
        return frozenset(map(fold_name, lists.get(key, "").split()))

    locale = find_locale(language)
    ordinary, place_heads = ordinary_words(language), listed("place_heads")
    names = () if locale is None else (*locale.months, *locale.months_alone, *locale.days, *locale.days_alone)
    short = () if locale is None else (*locale.months_short, *locale.days_short)
    return NameWords(
        language=language,
        # German makes the title of a woman from that of a man.
        titles=listed("titles") | {f"{title}in" for title in (listed("titles") if language == "de" else ())},
        title_endings=tuple(listed("title_endings")),
        openers=listed("openers"),
        links=frozenset(load_word_lists("briefbuilder.evidence", "names")["links"].split()),
        body_links=listed("body_links"),
        bodies=listed("bodies"),
        places=listed("places"),
        elisions=listed("elisions"),
        compound_ends=listed("compound_ends"),
        not_names=listed("not_names"),
        determiners=listed("determiners"),
        calendar=frozenset(fold_name(name.rstrip(".")) for name in (*names, *short)),
        questions=frozenset(lists.get("questions", "").split()),
        ordinary=ordinary,
        common=common_words(language) - first_names() if language in COMPARED else frozenset(),
        # Only German lists such words; elsewhere the set is the same one, not a copy of it.
        compound_heads=ordinary - place_heads if place_heads else ordinary,
    )


@cache
def first_names() -> frozenset[str]:
    """Return the folded first names of persons in all languages."""
    return frozenset(load_word_lists("briefbuilder.evidence", "names")["first_names"].split())


@cache
def body_words() -> frozenset[str]:
    """Return the words of the names of bodies in all languages, which differ by a letter between them."""
    return _in_all_languages("bodies")


@cache
def _place_words() -> frozenset[str]:
    return _in_all_languages("places")


def _in_all_languages(key: str) -> frozenset[str]:
    lists = load_word_lists("briefbuilder.evidence", "names")
    listed = (words.get(key, "") for words in lists.values() if isinstance(words, dict))
    return frozenset(fold_name(word) for words in listed for word in words.split())


def is_full_name_of_person(name: Name) -> bool:
    """Return whether a name is the first name, or its initial, and the surname of a person, as far as that is known."""
    first, *rest = name.words
    return bool(rest) and (name.kind == "person" or len(first) == 1 or first in first_names())


@cache
def abbreviations() -> frozenset[str]:
    """Return the folded words after which a full stop ends no sentence."""
    return frozenset(load_word_lists("briefbuilder.evidence", "names")["abbreviations"].split())


@cache
def ordinary_words(language: str) -> frozenset[str]:
    """Return common words of a language that are not common in others, too, as names are."""
    return _common_words(language)[0] if language in COMPARED else frozenset()


@cache
def common_words(language: str) -> frozenset[str]:
    """Return the folded common words of a language in which texts are compared."""
    return frozenset().union(*_common_words(language))


@cache
def _common_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the common words that only a language has, and the others; `tools/common_words.py` writes them."""
    file = resources_folder() / "names" / f"{language}.txt"
    ordinary, others = file.read_text("utf-8").splitlines()
    return frozenset(ordinary.split()), frozenset(others.split())
