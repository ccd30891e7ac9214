"""How a name in a text relates to one of a source: the same, a part of it, misspelt, or another; also in katakana."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import Literal

from briefbuilder.domain.facts import Name
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.spelling_of_names import is_transliterated, skeleton, sounds, without_repeated
from briefbuilder.domain.values import value
from briefbuilder.evidence.gazetteer import is_translation, spellings, stands_for
from briefbuilder.evidence.name_words import body_words, first_names
from briefbuilder.word_lists import load_word_lists

Comparison = Literal["equal", "alike", "different"]

_ENDINGS = frozenset(
    ("a", "u", "y", "i", "e", "em", "om", "ie", "owi", "ovi", "ego", "emu", "ym", "im", "ou", "ova", "ove")
)
"""Endings of Slavic names that are declined."""
_FORM_ENDINGS = _ENDINGS | {"s", "es"}
_LENGTHS_OF_ENDINGS = range(1, 1 + max(map(len, _FORM_ENDINGS)))
_PLACE_ENDING = lazy_pattern(r"(?:iens?|ie|ia|io|ium|a|e|o|i|en)\Z")
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
        if claim.id == source.id:
            return "equal"
        if stands_for(source.id, claim.id) or source.id in _governed_from(claim.id):
            # A capital is called for the government of its country, too.
            return "alike"
        return "different"
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
    """Return forms of the words of a name; any equal or similar name shares one of them. Two ids need none.

    Of what is known, these are the forms of the first words of all that it is called.
    """
    if name.id:
        return frozenset(_spellings_by_form(name.id))
    return frozenset().union(*map(_forms, (*name.words, *name.full)))


def is_near(claim: Name, source: Name) -> bool:
    """Return whether a name is another one except for one letter, or two that are transposed, in one of its words."""
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


def _governed_from(capital: str) -> tuple[str, ...]:
    """Return the ids of the country or union of which an id is the capital."""
    group, _, code = capital.partition(":")
    return (f"country:{code}", f"body:{code}", f"place:{code}") if group == "capital" else ()


@cache
def _spellings_of_length(name_id: str, length: int) -> tuple[tuple[str, ...], ...]:
    return tuple(words for words in spellings(name_id) if len(words) == length)


def _compare_with_known(claim: Name, source: Name, *, same_language: bool) -> Comparison | None:
    """Compare two names, one of which is known by an id; it may be a part of the other: Vienna, Rapid Vienna."""
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
    """Return texts for a word; two words for which `_is_same_word` can be true share one of them."""
    stems = [word[:-length] for length in _LENGTHS_OF_ENDINGS if word[-length:] in _FORM_ENDINGS]
    sound = skeleton(word)
    # The sounds are marked, since they are compared with sounds only.
    heard = [f"={spoken}" for spoken in sounds(word)]
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
        found = next((other for other in left if _is_same_word(word, other, same_language=False)), None)
        if found is None:
            found = next(
                (other for other in left if _is_misspelt(word, other) and other not in body_words()), None
            )
            misspelt += 1
        if found is None:
            return False
        left.remove(found)
    return misspelt == 1


def is_one_letter_off(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether two names are the same except for one misspelt word."""
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
    """Return whether the words of a name are in another in the same order."""
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
    """Return whether two skeletons are equal except for the endings that languages give to places: Pennsylvanie."""
    if one == two:
        return True
    first = _without_place_ending(one)
    return len(first) > _LEAST_STEM and first == _without_place_ending(two)


@lru_cache(maxsize=20_000)
def _without_place_ending(word: str) -> str:
    return _PLACE_ENDING.sub("", word)


# Names in Latin letters are compared with the katakana by which Japanese texts write how they sound: Kavanaugh, カバノー.
#
# Both are brought to their consonants, with their vowels if it matters whether a text has nothing like a name. Katakana has
# no consonants without a vowel, no "l", "v" and "th", and drops "r" after a vowel, so consonants that it cannot tell apart
# differ little or not at all.

_KATAKANA = lazy_pattern("[ァ-ヺー]+")
_KANA_NAME = lazy_pattern(r"KATAKANA LETTER (SMALL )?(\w+)")
_BETWEEN_WORDS = frozenset(("", "・", "=", "＝", "゠", " ", "-", "‐"))
_SAME = 0.14
"""The distance up to which two words sound the same, as a part of their consonants."""
_OTHER = 0.34
"""The distance from which on no word of a text can be meant."""
_REMOTE = 0.5
"""The distance from which on a text has nothing like a surname, whatever else it has of the name."""
_ABSENT = 0.45
"""The distance from which on a text has nobody of the full name of a person, vowels and all."""
_FIRST_NAME = 0.7
"""What the distance of a first name counts beside that of the surname after it."""
_FEWEST, _FEWEST_MISSED = 2, 3
"""The consonants of a word that can be recognized, and of a name that can be missed."""

_KANA_SOUNDS = (
    ("ti", "ci"), ("tu", "cu"), ("ty", "c"), ("di", "zi"), ("du", "zu"), ("m", "n"), ("v", "b"), ("r", "l"), ("f", "h"),
    ("c", "t"),
)  # fmt: skip
_LATIN_SOUNDS = tuple(
    (lazy_pattern(pattern), sound)
    for pattern, sound in (
        (r"\Akn", "n"), (r"\Awr", "r"), (r"sc(?=[eiy])", "s"), (r"tsch|tch|t[sz]", "t"), (r"sch|sh", "s"), (r"ph|kh", "h"),
        (r"th", "T"), (r"c?k|qu?", "k"), (r"gh", "G"), (r"x", "ks"), (r"d[gj]|zh", "z"), (r"ch", "C"), (r"c(?=[eiy])", "s"),
        (r"c", "k"), (r"g(?=[eiy])|j", "J"), (r"(?<=[aeiou])r(?![aeiouy])", "R"), (r"m", "n"), (r"v", "b"), (r"r", "l"),
        (r"f", "h"),
    )
)  # fmt: skip
"""How letters may sound. Capitals are sounds that languages say in several ways, or not at all: T for "th", R for "r" after
a vowel."""
_VOWELS = lazy_pattern("[aeiouwy]")
_PURE_VOWELS = frozenset("aeiou")
_AS_VOWELS = str.maketrans("aeiouyw", "AEIOUIU")
_REPEATED = lazy_pattern(r"(.)\1+")

_VOWEL_SOUNDS = "AEIOU"
_CHANGED: Mapping[str, float] = {
    **{"".join(pair): 0.5 for pair in product(_VOWEL_SOUNDS, repeat=2)},
    "Ts": 0.1, "Tz": 0.1, "Tt": 0.1, "Ct": 0.0, "Ck": 0.0, "Cs": 0.1, "Jz": 0.0, "Jg": 0.0, "Jh": 0.3, "Gg": 0.0, "Rl": 0.0,
    "sz": 0.2, "zs": 0.3, "td": 0.5, "dt": 0.4, "bh": 0.4, "hb": 0.5, "bp": 0.5, "pb": 0.5, "kg": 0.5, "gk": 0.4, "st": 0.6,
    "ts": 0.6, "gz": 0.4, "zt": 0.3, "dz": 0.3, "hk": 0.5, "ks": 0.6, "kt": 0.6,
}  # fmt: skip
"""What a Latin sound counts that katakana has as another; 1 if the pair is not listed, 0.5 for two vowels."""
_DROPPED: Mapping[str, float] = {
    **dict.fromkeys(_VOWEL_SOUNDS, 0.5), "R": 0.0, "G": 0.1, "h": 0.2, "J": 0.4, "t": 0.6, "s": 0.6, "d": 0.6, "g": 0.6, "a": 0.6, "n": 0.8, "l": 0.8,
}  # fmt: skip
_ADDED: Mapping[str, float] = {
    "U": 0.12, "I": 0.21, "O": 0.21, "A": 0.3, "E": 0.3, "a": 0.6, "h": 0.6, "n": 0.8, "t": 0.8,
}  # fmt: skip
_LATIN_WEIGHTS: Mapping[str, float] = {**dict.fromkeys(_VOWEL_SOUNDS, 0.5), "R": 0.0}
_KANA_WEIGHTS: Mapping[str, float] = dict.fromkeys(_VOWEL_SOUNDS, 0.35)
"""What a sound counts in the length of a word, by which distances are divided."""
_ONSET = "(?:zh|ch|sh|ts|[bghkmnprs][yw]|[b-df-hj-np-tv-z])"
_RIME = "[aeiou]++(?:(?:ng?|[klm])(?![aeiou])|n(?![aeiou]))?+"
_MAYBE_EAST_ASIAN = lazy_pattern(f"{_ONSET}?{_RIME}(?:{_ONSET}{_RIME})*+|park")
"""Words that may be Japanese, Chinese or Korean: such names are written in other characters, which do not tell their sound."""


@value(kw_only=False)
class _KatakanaWord:
    """A word in katakana with its place in a text; `joined` to the word before by a point or nothing."""

    start: int
    end: int
    sounds: str
    spoken: str
    vowel: str
    joined: bool


class KatakanaText:
    """The words in katakana of a Japanese text, in which names are found by their sound."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._blocks = [tuple(_katakana_words(block)) for block in blocks]

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Yield the block, start and end of each place where a name of folded words stands.

        That is its last word, with no other first name before it.
        """
        last = _sounds_of_latin(words[-1])
        if len(last) < _FEWEST:
            return
        vowel = _first_vowel(words[-1]) if len(last) == _FEWEST else ""
        for number, block in enumerate(self._blocks):
            for before, word in pairwise((None, *block)):
                if word is None or (vowel and vowel != word.vowel) or _distance(last, word.sounds) > _SAME:
                    continue
                if before is None or not word.joined or len(words) == 1:
                    yield number, word.start, word.end
                elif _distance(_sounds_of_latin(words[-2]), before.sounds) < _OTHER:
                    yield number, before.start, word.end

    def lacks(self, words: Sequence[str], *, is_person: bool) -> bool:
        """Return whether the text would have a name of folded words in katakana, and has nothing like one of them.

        It also lacks a name if nothing in it is remotely like the last word, and a person if it has nobody who is called
        nearly the same.
        """
        if all(map(_MAYBE_EAST_ASIAN.fullmatch, words)):
            return False
        if is_person and self._distance_of_person(words) >= _ABSENT:
            return True
        sounds = [_sounds_of_latin(word) for word in words]
        is_long = sum(len(word.replace("R", "")) for word in sounds) >= _FEWEST_MISSED
        if is_long and all(self._distance_of(mine) >= _OTHER for mine in sounds):
            return True
        last = sounds[-1]
        return (
            len(last.replace("R", "")) >= _FEWEST
            and not _MAYBE_EAST_ASIAN.fullmatch(words[-1])
            and self._distance_of(last) >= _REMOTE
        )

    def _distance_of(self, sounds: str) -> float:
        """Return how far the sounds of a word are from those of the nearest word of the text."""
        nearest = (_distance_to_part(sounds, theirs.sounds) for block in self._blocks for theirs in block)
        return min(nearest, default=1.0)

    def _distance_of_person(self, words: Sequence[str]) -> float:
        """Return how far a first name and a surname are from the nearest words of the text that may be both."""
        first, last = (_pronunciation(_sounds_with_vowels(word)) for word in words[-2:])
        nearest = 1.0
        for block in self._blocks:
            for before, word in pairwise((None, *block)):
                if word is None:
                    continue
                distance = _distance(last, word.spoken)
                if before is not None and word.joined and distance < nearest:
                    distance = max(distance, _FIRST_NAME * _distance(first, before.spoken))
                nearest = min(nearest, distance)
        return nearest


def _katakana_words(text: str) -> Iterator[_KatakanaWord]:
    end = None
    for match in _KATAKANA.finditer(text):
        joined = end is not None and text[end : match.start()] in _BETWEEN_WORDS
        syllables = _syllables(match[0])
        sounds = _sounds_of_kana(syllables)
        yield _KatakanaWord(
            *match.span(), _consonants(sounds), _pronunciation(sounds), _first_vowel(syllables), joined
        )
        end = match.end()


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> str:
    """Return the syllables of a word in katakana in Latin letters."""
    syllables: list[str] = []
    for letter in word:
        name = _KANA_NAME.match(unicodedata.name(letter, ""))
        if name is None or (name[1] and name[2] == "TU"):
            # A long vowel or a double consonant.
            continue
        syllable = name[2].lower()
        if name[1] and syllables:
            # A small vowel takes the place of the one before: ジョ, フィ.
            syllables[-1] = syllables[-1].rstrip("aeiou")
        syllables.append(syllable)
    return "".join(syllables)


def _sounds_of_kana(syllables: str) -> str:
    """Return the sounds of a word in katakana."""
    for written, sound in _KANA_SOUNDS:
        syllables = syllables.replace(written, sound)
    return syllables


def _first_vowel(word: str) -> str:
    return next((letter for letter in word if letter in _PURE_VOWELS), "")


@lru_cache(maxsize=20_000)
def _sounds_of_latin(folded: str) -> str:
    """Return the consonants of a folded word, with an "a" in front if it begins with a vowel."""
    return _consonants(_sounds_with_vowels(folded))


@lru_cache(maxsize=20_000)
def _sounds_with_vowels(folded: str) -> str:
    sounds = _REPEATED.sub(r"\1", folded)
    for pattern, sound in _LATIN_SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return sounds


def _pronunciation(sounds: str) -> str:
    """Return all sounds of a word, the vowels as capitals."""
    return _REPEATED.sub(r"\1", sounds.translate(_AS_VOWELS))


def _consonants(sounds: str) -> str:
    """Return the consonants of the given sounds, with an "a" in front if they begin with a vowel."""
    first = "a" if sounds[:1] in _PURE_VOWELS else ""
    return first + _VOWELS.sub("", sounds)


@lru_cache(maxsize=50_000)
def _distance(latin: str, kana: str) -> float:
    """Return how far the sounds of two words are from each other, 0 if they are the same."""
    mine = sum(_LATIN_WEIGHTS.get(sound, 1.0) for sound in latin)
    theirs = sum(_KANA_WEIGHTS.get(sound, 1.0) for sound in kana)
    return _costs(latin, kana)[-1] / max(mine, theirs, 1.0)


@lru_cache(maxsize=50_000)
def _distance_to_part(latin: str, kana: str) -> float:
    """Return how far the sounds of a word are from those of another, or of its beginning or end if that is longer."""
    length = len(latin)
    parts = (kana,) if len(kana) <= length + 1 else (kana, kana[:length], kana[-length:])
    return min(_distance(latin, part) for part in parts)


def _costs(latin: str, kana: str) -> list[float]:
    """Return what it takes to make each beginning of the sounds of one word from those of another."""
    row = [0.0]
    for theirs in kana:
        row.append(row[-1] + _ADDED.get(theirs, 1.0))
    for mine in latin:
        dropped = _DROPPED.get(mine, 1.0)
        above, row = row, [row[0] + dropped]
        for index, theirs in enumerate(kana):
            changed = 0.0 if mine == theirs else _CHANGED.get(mine + theirs, 1.0)
            row.append(
                min(above[index] + changed, above[index + 1] + dropped, row[-1] + _ADDED.get(theirs, 1.0))
            )
    return row
