"""What a dictionary says of words. It runs in a worker: dictionaries take memory, and suggestions take time."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from briefbuilder.spelling.words import asked_for

_SUGGESTED = 7
_LONGEST = 60
"""Code points of the longest word that is asked for."""
_ELIDED = {
    "it": frozenset(
        [
            "l",
            "un",
            "dell",
            "all",
            "dall",
            "nell",
            "sull",
            "coll",
            "quell",
            "bell",
            "sant",
            "d",
            "c",
            "s",
            "m",
            "t",
            "v",
            "n",
            "quest",
            "po",
            "tutt",
            "mezz",
            "anch",
            "cent",
            "ventun",
            "trent",
        ]
    ),
    "fr": frozenset(
        [
            "l",
            "d",
            "j",
            "m",
            "t",
            "s",
            "n",
            "c",
            "qu",
            "jusqu",
            "lorsqu",
            "puisqu",
            "quoiqu",
            "presqu",
            "quelqu",
        ]
    ),
    "ca": frozenset(["l", "d", "m", "t", "s", "n"]),
}
"""What stands before an apostrophe and needs no dictionary."""


class Dictionary(Protocol):
    """What is asked of a loaded dictionary."""

    def spell(self, word: str, /) -> bool:
        """Tell whether a word is known."""

    def suggest(self, word: str, /) -> tuple[str, ...]:
        """Return words that may have been meant."""


def is_there() -> bool:
    """Tell whether the library that reads dictionaries is installed."""
    return find_spec("hunspell") is not None


def library_folder() -> Path | None:
    """Return the folder of the English dictionary that comes with the library, None where it is not installed."""
    found = find_spec("hunspell")
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) / "dictionaries" if places else None


def misspelt(stem: str, words: tuple[str, ...]) -> frozenset[str]:
    """Return those of some words that a dictionary, by the path of its files without endings, does not know."""
    dictionary, elided = _loaded(stem), _ELIDED.get(Path(stem).name[:2], frozenset())
    return frozenset(word for word in words if not _is_known(word, dictionary, elided))


def suggestions(stem: str, word: str) -> tuple[str, ...]:
    """Return words of a dictionary that may have been meant, the likeliest first, with the text's own apostrophe."""
    if len(word) > _LONGEST:
        return ()
    found = _loaded(stem).suggest(asked_for(word))[:_SUGGESTED]
    return tuple(one.replace("'", "’") for one in found) if "’" in word else tuple(found)


def _is_known(word: str, dictionary: Dictionary, elided: frozenset[str]) -> bool:
    written = asked_for(word)
    if len(written) > _LONGEST or dictionary.spell(written):
        return True
    head, _, tail = written.partition("'")
    return bool(tail) and head.lower() in elided and dictionary.spell(tail)


@lru_cache(maxsize=4)
def _loaded(stem: str) -> Dictionary:
    from hunspell import Hunspell

    path = Path(stem)
    return cast("Dictionary", Hunspell(path.name, hunspell_data_dir=str(path.parent)))
