"""The spelling check: the dictionaries of this computer, used in a worker, and a dossier's own words."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from briefbuilder import spelling
from briefbuilder.app.session import Session
from briefbuilder.app.workers import TaskLimits, WorkerPool
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.spelling import DictionaryFile, find_dictionaries, to_dictionary_form
from briefbuilder.system.paths import dictionary_folders
from briefbuilder.system.sandbox import ReadableFiles

WORDS = "spelling-words"
"""The setting of a dossier that holds its own words, one per line."""

_LIMITS = TaskLimits(memory=1024**3, seconds=20.0)


def own_words(session: Session) -> tuple[str, ...]:
    """Return the dossier's own words, which are right although no dictionary has them."""
    return tuple(filter(None, (session.store.setting(WORDS) or "").split("\n")))


def add_own_word(session: Session, word: str) -> ChangeSet:
    """Return the act that adds a word to the dossier's own; a known word changes nothing."""
    words = dict.fromkeys((*own_words(session), to_dictionary_form(" ".join(word.split()))))
    change = session.setting_change(WORDS, "\n".join(words))
    return ChangeSet(act="learn-word", changes=(change,), parameters={"word": word})


def find_installed_dictionaries(own: Path | None) -> tuple[DictionaryFile, ...]:
    """Return the available dictionaries: of the user's own folder, the system's, the library's.

    There are none if the library that reads them is not installed.
    """
    if not spelling.is_available():
        return ()
    folders = (own, *dictionary_folders(), spelling.library_folder())
    return find_dictionaries(folder for folder in folders if folder is not None)


def find_misspelt(pool: WorkerPool, stem: str, words: tuple[str, ...]) -> frozenset[str]:
    """Return those of the given words that a dictionary does not know."""
    return pool.run_kept(
        spelling.load_library,
        spelling.check_words,
        stem,
        words,
        key=stem,
        result_type=frozenset[str],
        limits=_LIMITS,
        files=_files_of(stem),
    )


def suggest(pool: WorkerPool, stem: str, word: str) -> tuple[str, ...]:
    """Return a dictionary's suggestions for a word."""
    return pool.run_kept(
        spelling.load_library,
        spelling.suggest_words,
        stem,
        word,
        key=stem,
        result_type=tuple[str, ...],
        limits=_LIMITS,
        files=_files_of(stem),
    )


def _files_of(stem: str) -> ReadableFiles:
    """Return a dictionary to be loaded by a process that is sealed except for its files: anybody may have made it."""
    return ReadableFiles(load=partial(spelling.load, stem), paths=(f"{stem}.aff", f"{stem}.dic"))
