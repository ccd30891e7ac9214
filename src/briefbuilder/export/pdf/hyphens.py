"""Where words may be divided, after the patterns of their language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

_SHORTEST = 6
_LEAST_BEFORE = 2
_LEAST_AFTER = 3


class _Dictionary(Protocol):
    def positions(self, word: str) -> list[int]: ...


@dataclass(slots=True)
class Hyphens:
    """The divisions of words, remembered by language; `divisions` keeps their widths by form."""

    divisions: dict[tuple[str, object, bool], list[tuple[int, float, float]]] = field(default_factory=dict)
    _dictionaries: dict[str, _Dictionary | None] = field(default_factory=dict)
    _known: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)

    def places(self, word: str, language: str) -> tuple[int, ...]:
        """Return the offsets at which a word may be divided, in rising order.

        Soft hyphens say so themselves; short words, acronyms and words with figures stay whole.
        """
        key = (word, language)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(word, language)
        return found

    def _find(self, word: str, language: str) -> tuple[int, ...]:
        if "\u00ad" in word:
            return tuple(place for place, letter in enumerate(word) if letter == "\u00ad" and place > 0)
        start = next((place for place, letter in enumerate(word) if letter.isalpha()), len(word))
        end = next((place for place in range(len(word), start, -1) if word[place - 1].isalpha()), start)
        # An elided article ("dell’") counts with the letters before the first division.
        core = word[start:end]
        letters = core.replace("’", "").replace("'", "")
        dictionary = self._dictionary(language)
        if dictionary is None or len(letters) < _SHORTEST or not letters.isalpha() or letters.isupper():
            return ()
        apostrophe = max(core.rfind("’"), core.rfind("'")) + 1
        stem = core[apostrophe:]
        if len(stem) < _SHORTEST - 1:
            return ()
        places = dictionary.positions(stem)
        least = 0 if apostrophe else _LEAST_BEFORE
        return tuple(
            start + apostrophe + place
            for place in places
            if max(least, _LEAST_BEFORE) <= place <= len(stem) - _LEAST_AFTER
        )

    def _dictionary(self, language: str) -> _Dictionary | None:
        if language not in self._dictionaries:
            self._dictionaries[language] = _load(language)
        return self._dictionaries[language]


def _load(language: str) -> _Dictionary | None:
    import pyphen

    name = pyphen.language_fallback(language.replace("-", "_")) if language else None
    loaded: _Dictionary | None = pyphen.Pyphen(lang=name) if name else None
    return loaded
