"""Spelling as the window and the terminal use it: the dictionaries of this machine, and words judged in a worker."""

from __future__ import annotations

from pathlib import Path

from briefbuilder.app.workers import Limits, WorkerPool
from briefbuilder.spelling import judging
from briefbuilder.spelling.dictionaries import DictionaryFile, best_for, find_dictionaries, system_folders
from briefbuilder.spelling.words import Word, words_in

__all__ = [
    "DictionaryFile",
    "Word",
    "best_for",
    "dictionaries_here",
    "judge",
    "reads_dictionaries",
    "suggest",
    "words_in",
]

_LIMITS = Limits(memory=1024**3, seconds=20.0)


def dictionaries_here(own: Path | None) -> tuple[DictionaryFile, ...]:
    """Return the dictionaries that can be used: those of the user's own folder, the system's, the library's.

    There are none where the library that reads them is not installed.
    """
    if not judging.is_there():
        return ()
    folders = (own, *system_folders(), judging.library_folder())
    return find_dictionaries(folder for folder in folders if folder is not None)


def reads_dictionaries() -> bool:
    """Tell whether the library that reads dictionaries is installed."""
    return judging.is_there()


def judge(pool: WorkerPool, stem: str, words: tuple[str, ...]) -> frozenset[str]:
    """Return those words that a dictionary does not know."""
    return pool.run(judging.misspelt, stem, words, limits=_LIMITS)


def suggest(pool: WorkerPool, stem: str, word: str) -> tuple[str, ...]:
    """Return what a dictionary suggests for a word."""
    return pool.run(judging.suggestions, stem, word, limits=_LIMITS)
