"""Spell checking: splits texts into words, and checks words with Hunspell dictionaries, pairs of .aff and .dic files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from briefbuilder.domain.languages import base_language

# Words: no numbers, addresses, acronyms or words in other scripts.

_LETTER = "[^\\W\\d_][\u0300-\u036f\u00ad]*"
_WORD = re.compile(
    rf"(?P<skip>(?:https?|ftp|mailto):\S+|www\.\S+|[\w.+-]{{1,64}}+@[\w.-]{{1,255}}\w"
    rf"|(?:[\w-]{{1,63}}+\.){{1,8}}(?:com|org|net|eu|int|gov)\b\S*|[\w./\\#@-]{{0,64}}\d[\w./\\:%°-]*)"
    rf"|(?P<word>(?:{_LETTER})+(?:['’](?:{_LETTER})+)*)(?P<hyphen>-?)",
    re.IGNORECASE,
)
_SUSPENDED = frozenset({"de", "nl", "da", "sv", "nb", "no"})
"""Languages in which a first part of a compound is a word only with its hyphen, as in "Wirtschafts- und Finanzpolitik"."""
_SCRIPTS = {"CYRILLIC": frozenset({"ru", "uk", "bg", "sr", "be", "mk"}), "GREEK": frozenset({"el"})}


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its range in code points of the text."""

    text: str
    start: int
    end: int


def iterate_words(text: str, language: str) -> Iterator[Word]:
    """Yield the words of a text that a dictionary of a language (BCP 47) can check."""
    script, suspends = _script_of(language), base_language(language) in _SUSPENDED
    for found in _WORD.finditer(text):
        word = found["word"]
        if word and len(word) > 1 and not _is_acronym(word) and _is_written_in(word, script):
            hyphen = found["hyphen"] if suspends else ""
            yield Word(word + hyphen, found.start(), found.start() + len(word + hyphen))


def to_dictionary_form(word: str) -> str:
    """Return a word in the spelling of dictionaries: composed letters, straight apostrophes, no soft hyphens."""
    return unicodedata.normalize("NFC", word).replace("’", "'").replace("\u00ad", "")


def _is_acronym(word: str) -> bool:
    """Return whether a word is an acronym such as EU, also with an apostrophe: l'OTAN, the EU's."""
    return any(len(part) > 1 and part.isupper() for part in word.replace("’", "'").split("'"))


def _script_of(language: str) -> str:
    base = base_language(language)
    return next((script for script, languages in _SCRIPTS.items() if base in languages), "LATIN")


@lru_cache(maxsize=20_000)
def _is_written_in(word: str, script: str) -> bool:
    return all(unicodedata.name(letter, "").startswith(script) for letter in word if letter.isalpha())


# Dictionaries.

_MAX_SUGGESTIONS = 7
_LONGEST_WORD = 60
"""The longest word, in code points, that is checked."""
_ELISIONS = {
    "it": frozenset([
        "l", "un", "dell", "all", "dall", "nell", "sull", "coll", "quell", "bell", "sant", "d", "c", "s", "m", "t", "v",
        "n", "quest", "po", "tutt", "mezz", "anch", "cent", "ventun", "trent",
        "alcun", "qualcun", "fors", "gl", "agl", "dagl", "degl", "negl", "sugl",
    ]),
    "fr": frozenset([
        "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu",
    ]),
    "ca": frozenset(["l", "d", "m", "t", "s", "n"]),
}  # fmt: skip
"""Elided words before an apostrophe, which need not be in the dictionary."""

_PREFERRED = {
    "en": ("en-GB", "en-US"),
    "it": ("it-IT",),
    "fr": ("fr-FR", "fr"),
    "de": ("de-DE",),
    "es": ("es-ES", "es"),
    "pt": ("pt-PT",),
    "nl": ("nl-NL",),
}
"""The preferred dictionaries of a language for texts without a region."""
_MAX_FILES = 5000
"""The most entries of a folder that are examined."""
_MAX_BYTES = 64 * 1024 * 1024
"""The largest dictionary, in bytes, that is loaded."""


class Dictionary(Protocol):
    """A loaded dictionary."""

    def spell(self, word: str, /) -> bool:
        """Return whether a word is spelled correctly."""

    def suggest(self, word: str, /) -> tuple[str, ...]:
        """Return suggestions for a misspelt word."""


def is_available() -> bool:
    """Return whether the Hunspell library is installed."""
    return find_spec("hunspell") is not None


def library_folder() -> Path | None:
    """Return the folder of the dictionary that the library includes, None if it is not installed."""
    found = find_spec("hunspell")
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) / "dictionaries" if places else None


def load_library() -> bool:
    """Import the library that reads dictionaries, and return true."""
    import hunspell  # noqa: F401

    return True


@lru_cache(maxsize=4)
def load(stem: str) -> Dictionary:
    """Return a dictionary; a process that will not be able to open files loads it before."""
    from hunspell import Hunspell

    path = Path(stem)
    return cast("Dictionary", Hunspell(path.name, hunspell_data_dir=str(path.parent)))


def check_words(stem: str, words: tuple[str, ...]) -> frozenset[str]:
    """Return the misspelt words; `stem` is the path of the dictionary files without suffix.

    Run this and `suggest_words` in a worker: dictionaries take memory, and suggestions take time.
    """
    dictionary, language = load(stem), Path(stem).name[:2]
    return frozenset(word for word in words if not _is_known(word, dictionary, language))


def suggest_words(stem: str, word: str) -> tuple[str, ...]:
    """Return suggestions for a word, the likeliest first, with its kind of apostrophe and its hyphen at the end."""
    if len(word) > _LONGEST_WORD:
        return ()
    found = load(stem).suggest(to_dictionary_form(word))[:_MAX_SUGGESTIONS]
    if word.endswith("-"):
        found = tuple(dict.fromkeys(f"{each.removesuffix('-')}-" for each in found))
    return tuple(each.replace("'", "’") for each in found) if "’" in word else tuple(found)


def _is_known(word: str, dictionary: Dictionary, language: str) -> bool:
    written = to_dictionary_form(word)
    whole = written.removesuffix("-")
    if len(written) > _LONGEST_WORD or dictionary.spell(written) or dictionary.spell(whole):
        return True
    head, _, tail = whole.partition("'")
    if tail == "s" and language == "de":
        # "Gibt's", but no genitive of a name: names are not known in small letters.
        return dictionary.spell(head.lower())
    return bool(tail) and head.lower() in _ELISIONS.get(language, ()) and dictionary.spell(tail)


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryFile:
    """A dictionary: its language (BCP 47), and the path of its two files without suffix."""

    language: str
    stem: str


def find_dictionaries(folders: Iterable[Path]) -> tuple[DictionaryFile, ...]:
    """Return the first dictionary of each language in folders and their direct subfolders.

    Folders that do not exist or cannot be read are skipped.
    """
    found: dict[str, DictionaryFile] = {}
    for folder in folders:
        for path in sorted(_find_affix_files(folder)):
            language = path.stem.replace("_", "-")
            if _is_language(language) and _is_complete(path):
                found.setdefault(
                    language.lower(), DictionaryFile(language=language, stem=str(path.with_suffix("")))
                )
    return tuple(found.values())


def choose_dictionary(dictionaries: Iterable[DictionaryFile], language: str) -> DictionaryFile | None:
    """Return the dictionary for a language (BCP 47): an exact match, the preferred one, or any of that language."""
    known = {dictionary.language.lower(): dictionary for dictionary in dictionaries}
    base = base_language(language)
    names = (language, *_PREFERRED.get(base, ()), base)
    exact = next((known[name.lower()] for name in names if name.lower() in known), None)
    return exact or next(
        (dictionary for name, dictionary in known.items() if base_language(name) == base), None
    )


def _find_affix_files(folder: Path) -> Iterator[Path]:
    """Yield the .aff files of a folder and its subfolders; LibreOffice has one subfolder per language."""
    with suppress(OSError):
        for number, path in enumerate(folder.iterdir()):
            if number >= _MAX_FILES:
                return
            if path.suffix.lower() == ".aff":
                yield path
            elif path.is_dir() and not path.name.startswith("."):
                with suppress(OSError):
                    yield from path.glob("*.aff")


def _is_language(name: str) -> bool:
    parts = name.split("-")
    return parts[0].isalpha() and len(parts[0]) in {2, 3} and parts[0].islower() and len(parts) <= 3


def _is_complete(path: Path) -> bool:
    with suppress(OSError):
        words = path.with_suffix(".dic")
        return words.is_file() and path.is_file() and words.stat().st_size + path.stat().st_size <= _MAX_BYTES
    return False
