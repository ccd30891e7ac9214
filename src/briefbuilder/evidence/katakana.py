"""Names in Latin letters beside the katakana by which Japanese texts write how they sound: Kavanaugh, カバノー.

Both are brought to their consonants, with their vowels where it matters whether a text has nothing like a name. Katakana has
no consonants without a vowel, no "l", "v" and "th", and drops "r" behind a vowel, so consonants that it cannot tell apart
differ little or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, product

from briefbuilder.domain.values import value

_KATAKANA = re.compile("[ァ-ヺー]+")
_KANA_NAME = re.compile(r"KATAKANA LETTER (SMALL )?(\w+)")
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
"""What the distance of a first name counts beside that of the surname behind it."""
_FEWEST, _FEWEST_MISSED = 2, 3
"""The consonants of a word that can be recognized, and of a name that can be missed."""

_KANA_SOUNDS = (
    ("ti", "ci"), ("tu", "cu"), ("ty", "c"), ("di", "zi"), ("du", "zu"), ("m", "n"), ("v", "b"), ("r", "l"), ("f", "h"),
    ("c", "t"),
)  # fmt: skip
_LATIN_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"\Akn", "n"), (r"\Awr", "r"), (r"sc(?=[eiy])", "s"), (r"tsch|tch|t[sz]", "t"), (r"sch|sh", "s"), (r"ph|kh", "h"),
        (r"th", "T"), (r"c?k|qu?", "k"), (r"gh", "G"), (r"x", "ks"), (r"d[gj]|zh", "z"), (r"ch", "C"), (r"c(?=[eiy])", "s"),
        (r"c", "k"), (r"g(?=[eiy])|j", "J"), (r"(?<=[aeiou])r(?![aeiouy])", "R"), (r"m", "n"), (r"v", "b"), (r"r", "l"),
        (r"f", "h"),
    )
)  # fmt: skip
"""How letters may sound. Capitals are sounds that languages say in several ways, or not at all: T for "th", R for "r" behind
a vowel."""
_VOWELS = re.compile("[aeiouwy]")
_PURE_VOWELS = frozenset("aeiou")
_AS_VOWELS = str.maketrans("aeiouyw", "AEIOUIU")
_REPEATED = re.compile(r"(.)\1+")

_VOWEL_SOUNDS = "AEIOU"
_CHANGED: Mapping[str, float] = {
    **{"".join(pair): 0.5 for pair in product(_VOWEL_SOUNDS, repeat=2)},
    "Ts": 0.1, "Tz": 0.1, "Tt": 0.1, "Ct": 0.0, "Ck": 0.0, "Cs": 0.1, "Jz": 0.0, "Jg": 0.0, "Jh": 0.3, "Gg": 0.0, "Rl": 0.0,
    "sz": 0.2, "zs": 0.3, "td": 0.5, "dt": 0.4, "bh": 0.4, "hb": 0.5, "bp": 0.5, "pb": 0.5, "kg": 0.5, "gk": 0.4, "st": 0.6,
    "ts": 0.6, "gz": 0.4, "zt": 0.3, "dz": 0.3, "hk": 0.5, "ks": 0.6, "kt": 0.6,
}  # fmt: skip
"""What a Latin sound counts that katakana has as another; 1 where the pair is not listed, 0.5 for two vowels."""
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
_MAYBE_EAST_ASIAN = re.compile(f"{_ONSET}?{_RIME}(?:{_ONSET}{_RIME})*+|park")
"""Words that may be Japanese, Chinese or Korean: such names are written in other characters, which do not tell their sound."""


@value(kw_only=False)
class _SoundedWord:
    """A word in katakana with its place in a text; `joined` to the word before by a point or nothing."""

    start: int
    end: int
    sounds: str
    spoken: str
    vowel: str
    joined: bool


class SoundedText:
    """The words in katakana of a Japanese text, in which names are found by their sound."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._blocks = [tuple(_sounded_words(block)) for block in blocks]

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
        first, last = (_spoken(_sounds_with_vowels(word)) for word in words[-2:])
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


def _sounded_words(text: str) -> Iterator[_SoundedWord]:
    end = None
    for match in _KATAKANA.finditer(text):
        joined = end is not None and text[end : match.start()] in _BETWEEN_WORDS
        syllables = _syllables(match[0])
        sounds = _sounds_of_kana(syllables)
        yield _SoundedWord(
            *match.span(), _consonants(sounds), _spoken(sounds), _first_vowel(syllables), joined
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


def _spoken(sounds: str) -> str:
    """Return all sounds of a word, the vowels as capitals."""
    return _REPEATED.sub(r"\1", sounds.translate(_AS_VOWELS))


def _consonants(sounds: str) -> str:
    """Return the consonants of some sounds, with an "a" in front if they begin with a vowel."""
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
        for at, theirs in enumerate(kana):
            changed = 0.0 if mine == theirs else _CHANGED.get(mine + theirs, 1.0)
            row.append(min(above[at] + changed, above[at + 1] + dropped, row[-1] + _ADDED.get(theirs, 1.0)))
    return row
