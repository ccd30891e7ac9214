"""How a name in a text relates to one of a source: the same, a part of it, misspelt, or another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from briefbuilder.domain.facts import Name
from briefbuilder.domain.spelling_of_names import is_transliterated, skeleton, sounds, without_repeated
from briefbuilder.evidence.known_names import is_translation, spellings, stands_for
from briefbuilder.evidence.name_words import body_words, first_names
from briefbuilder.word_lists import load_word_lists

Comparison = Literal["equal", "alike", "different"]

_ENDINGS = frozenset(
    ("a", "u", "y", "i", "e", "em", "om", "ie", "owi", "ovi", "ego", "emu", "ym", "im", "ou", "ova", "ove")
)
"""Endings of Slavic names that are declined."""
_FORM_ENDINGS = _ENDINGS | {"s", "es"}
_LENGTHS_OF_ENDINGS = range(1, 1 + max(map(len, _FORM_ENDINGS)))
_PLACE_ENDING = re.compile(r"(?:iens?|ie|ia|io|ium|a|e|o|i|en)\Z")
_LEAST_STEM, _LEAST_NEAR = 4, 4
_LEAST_SLIP = 5
_SHORTENED = range(2, 5)
"""How many letters of a word an officer writes who shortens it."""
_BETWEEN_PARTS = r"[\s\-‐‑]"
_INITIALS = range(2, 8)
"""How many letters an abbreviation of a name has."""


def compare_names(claim: Name, source: Name, *, same_language: bool) -> Comparison | None:
    """Return how a name relates to one of a source, or None if names in two languages cannot be compared.

    They are alike if one is a part of the other (a surname) or declined. They are different if they are misspelt, if the
    first name is another, or if nothing is in common.
    """
    if claim.id and source.id:
        return _compare_ids(claim.id, source.id)
    if not name_forms(claim).isdisjoint(name_forms(source)):
        if claim.id or source.id:
            return _compare_with_known(claim, source, same_language=same_language)
        if relation := _compare_words(claim, source, same_language=same_language):
            return relation
    is_other = same_language or is_near(claim, source) or _is_other_person(claim, source)
    return "different" if is_other else None


def _compare_words(claim: Name, source: Name, *, same_language: bool) -> Comparison | None:
    """Return whether two names are equal or alike, None if they are neither."""
    mine, theirs = claim.words, source.full or source.words
    if mine == theirs or (mine == source.words and not source.full):
        return "equal"
    is_alike = (
        is_part(mine, theirs, same_language)
        or (is_part(theirs, mine, same_language) and not _is_first_name_of(theirs, mine))
        or _is_genitive(mine, theirs)
    )
    return "alike" if is_alike else None


@lru_cache(maxsize=20_000)
def name_forms(name: Name) -> frozenset[str]:
    """Return forms of the words of a name, one of which any other has that is equal or alike; only two ids need none.

    Of what is known, these are the forms of the first words of all that it is called.
    """
    if name.id:
        return frozenset(_spellings_by_form(name.id))
    return frozenset().union(*map(_forms, (*name.words, *name.full)))


def is_near(claim: Name, source: Name) -> bool:
    """Return whether a name is another one but for one letter, or two that are transposed, in one of its words."""
    if claim.id:
        return False
    if source.id:
        long = _spellings_of_length(source.id, len(claim.words))
        return any(is_one_letter_off(claim.words, words) for words in long)
    return _are_near(claim.words, source.full or source.words) or _are_near(claim.words, source.words)


def name_with_s(claim: Name, source: Name) -> Name | None:
    """Return which of two names has an "s" more at its end, or None: Racines, Karl Racine."""
    if claim.id or source.id:
        return None
    last, others = claim.words[-1], {source.words[-1], *source.full[-1:]}
    if last not in others and f"{last}s" in others:
        return source
    return claim if last not in others and last.removesuffix("s") in others else None


def may_be_person(claim: Name, source: Name) -> bool:
    """Return whether a name may be that of a person, by its kind, its first name or the number of its words."""
    kinds = {claim.kind, source.kind}
    is_named = not first_names().isdisjoint((*source.full[:1], *source.words[:-1]))
    return (
        "person" in kinds
        or is_named
        or (kinds == {"unknown"} and min(len(claim.words), len(source.words)) > 1)
    )


def is_near_abbreviation(claim: str, source: str) -> bool:
    """Return whether an abbreviation of three letters or more has one other letter than one of a source."""
    if len(claim) != len(source) or len(claim) not in _INITIALS[1:] or not (claim + source).isupper():
        return False
    return sum(mine != theirs for mine, theirs in zip(claim, source, strict=True)) == 1


def abbreviation_pattern(name: Name) -> re.Pattern[str] | None:
    """Return a pattern for the words of an abbreviation, or for the abbreviation of a name of several words."""
    if name.id:
        return None
    if len(name.words) > 1:
        initials = "".join(word[0] for word in name.words).upper()
        forms = [re.escape(initials)] if len(initials) in _INITIALS[1:] else []
        if any(len(word) >= _LEAST_STEM for word in name.words):
            forms.append(f"(?i:{_BETWEEN_PARTS.join(map(_maybe_short, name.words))})")
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)") if forms else None
    letters = name.words[0].upper()
    if name.kind != "organisation" or not letters.isalpha() or len(letters) not in _INITIALS:
        return None
    between = r"(?:['’]s?)?[\s\-‐‑](?:[a-zà-ÿ]{1,4}['’\s]){0,2}"
    words = between.join(letter + r"\w+" for letter in letters)
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _maybe_short(word: str) -> str:
    """Return a pattern for a word of a name or, if it is short, for a longer one or the words that it may stand for.

    "Hwy" is "Highway", "AI" is "Artificial Intelligence".
    """
    if len(word) not in _SHORTENED or word in first_names():
        return re.escape(word)
    longer = r"\w*".join(word)
    several = _BETWEEN_PARTS.join(rf"{letter}\w+" for letter in word)
    return rf"(?:{longer}|{several})"


def is_same_noun(claim: Name, source: Name) -> bool:
    """Return whether two words that only their capital may make names are the same, or one is the other misspelt.

    The end of a word may be that of another case.
    """
    if claim.id or source.id or len(claim.words) > 1 or len(source.words) > 1:
        return False
    one, two = claim.words[0], source.words[0]
    if one == two:
        return True
    least = min(len(one), len(two))
    return (
        least >= _LEAST_SLIP
        and one[:-1] != two[: len(one) - 1]
        and one[-1] == two[-1]
        and _is_misspelt(one, two)
    )


def _compare_ids(claim: str, source: str) -> Comparison:
    if claim == source:
        return "equal"
    if stands_for(source, claim) or source in _governed_from(claim):
        # A capital is called for the government of its country, too.
        return "alike"
    return "different"


def _governed_from(capital: str) -> tuple[str, ...]:
    """Return the ids of the country or union of which an id is the capital."""
    group, _, code = capital.partition(":")
    return (f"country:{code}", f"body:{code}", f"place:{code}") if group == "capital" else ()


@cache
def _spellings_of_length(name_id: str, length: int) -> tuple[tuple[str, ...], ...]:
    return tuple(words for words in spellings(name_id) if len(words) == length)


def _compare_with_known(claim: Name, source: Name, *, same_language: bool) -> Comparison | None:
    """Compare two names of which one is known by an id; it may be a part of the other: Vienna, Rapid Vienna."""
    known, other = (claim, source) if claim.id else (source, claim)
    if other.words in spellings(known.id):
        return "equal"
    likely = _likely_parts(known.id, other.words)
    if any(is_part(words, other.words, same_language=True) for words in likely):
        return "alike"
    if is_near(claim, source):
        return "different"
    if any(is_part(words, other.words, same_language=False) for words in likely):
        return "alike"
    return "different" if same_language else None


def _likely_parts(name_id: str, words: Iterable[str]) -> set[tuple[str, ...]]:
    """Return what something is called that may be a part of a name: the first word may be one of the name's."""
    first = _spellings_by_form(name_id)
    forms = {form for word in words for form in _forms(word)}
    return {spelling for form in forms for spelling in first.get(form, ())}


@cache
def _spellings_by_form(name_id: str) -> Mapping[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for spelling in spellings(name_id):
        for form in _forms(spelling[0]):
            found[form].append(spelling)
    return found


@lru_cache(maxsize=50_000)
def _forms(word: str) -> frozenset[str]:
    """Return texts of which two words have one in common if `_is_same_word` can be true of them."""
    stems = [word[:-length] for length in _LENGTHS_OF_ENDINGS if word[-length:] in _FORM_ENDINGS]
    sound = skeleton(word)
    # The sounds are marked, since they are compared with sounds only.
    heard = [f"={each}" for each in sounds(word)]
    return frozenset((word, *stems, f"={sound}", f"={_without_place_ending(sound)}", *heard))


def _is_other_person(claim: Name, source: Name) -> bool:
    """Return whether two names are those of different persons, whatever their languages."""
    mine, theirs = claim.words, source.full or source.words
    kinds = {claim.kind, source.kind}
    if (
        claim.id
        or source.id
        or min(len(mine), len(theirs)) < 2
        or "person" not in kinds
        or not kinds <= {"person", "unknown"}
    ):
        return False
    return kinds == {"person"} or _is_same_word(mine[-1], theirs[-1], same_language=False)


def _is_first_name_of(theirs: Sequence[str], mine: Sequence[str]) -> bool:
    """Return whether a source has only the first name of somebody, which others have, too."""
    return len(theirs) == 1 and len(mine) > 1 and theirs[0] == mine[0] and theirs[0] in first_names()


def _is_genitive(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether the first word is the genitive of a surname and the others a German noun: Dasks Rede."""
    return len(mine) > 1 and len(theirs[-1]) >= _LEAST_STEM - 1 and mine[0] == theirs[-1] + "s"


def _are_near(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether each word of the shorter name is one of the other, and one of them is misspelt."""
    short, long = sorted((mine, theirs), key=len)
    misspelt = 0
    left = list(long)
    for word in short:
        found = next((one for one in left if _is_same_word(word, one, same_language=False)), None)
        if found is None:
            found = next((one for one in left if _is_misspelt(word, one) and one not in body_words()), None)
            misspelt += 1
        if found is None:
            return False
        left.remove(found)
    return misspelt == 1


def is_one_letter_off(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether two names are the same but for one misspelt word."""
    if len(mine) != len(theirs):
        return False
    wrong = [(one, two) for one, two in zip(mine, theirs, strict=True) if one != two]
    return len(wrong) == 1 and _is_misspelt(*wrong[0])


def _is_misspelt(one: str, two: str) -> bool:
    if min(len(one), len(two)) < _LEAST_NEAR or abs(len(one) - len(two)) > 1:
        return False
    # Imported here because few texts have two names of nearly the same length.
    from rapidfuzz.distance import OSA

    return OSA.distance(one, two, score_cutoff=1) <= 1


def is_part(short: Sequence[str], long: Sequence[str], same_language: bool) -> bool:
    """Return whether the words of a name stand in another in the same order."""
    rest = iter(long)
    return all(any(_is_same_word(word, other, same_language) for other in rest) for word in short)


def _is_same_word(one: str, two: str, same_language: bool) -> bool:
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    if long.startswith(short) and len(short) >= _LEAST_STEM - 1:
        ending = long[len(short) :]
        if ending in ("s", "es") or (not same_language and len(short) >= _LEAST_STEM and ending in _ENDINGS):
            return True
    if same_language:
        return False
    is_same_sound = _is_same_sound(skeleton(one), skeleton(two)) or (
        (is_transliterated(one) or is_transliterated(two)) and not sounds(one).isdisjoint(sounds(two))
    )
    return (is_same_sound and not _is_slip(one, two)) or is_translation(one, two)


def _is_slip(one: str, two: str) -> bool:
    """Return whether two words differ by a double letter or by the order of letters, which no other language changes."""
    if len(one) == len(two):
        return sorted(one) == sorted(two)
    same = without_repeated(one) == without_repeated(two) or one.replace("h", "") == two.replace("h", "")
    return same and skeleton(one) not in _varying_names()


@cache
def _varying_names() -> frozenset[str]:
    """Return the skeletons of the names from other scripts that are written with or without a double letter."""
    return frozenset(map(skeleton, load_word_lists("briefbuilder.evidence", "names")["varying"].split()))


def _is_same_sound(one: str, two: str) -> bool:
    """Return whether two skeletons are equal but for the endings that languages give to places: Pennsylvanie."""
    if one == two:
        return True
    first = _without_place_ending(one)
    return len(first) > _LEAST_STEM and first == _without_place_ending(two)


@lru_cache(maxsize=20_000)
def _without_place_ending(word: str) -> str:
    return _PLACE_ENDING.sub("", word)
