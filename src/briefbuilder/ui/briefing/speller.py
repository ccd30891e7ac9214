"""Which words of a text are misspelt, as far as that is known by now: what is not is asked in a worker.

Nothing here waits: a text is painted with what is known, and `judged` follows when more is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.spelling import DictionaryFile, Word
    from briefbuilder.domain.changes import Key

_GATHER = 60
"""Milliseconds in which words that are to be judged are gathered."""
_AT_ONCE = 4000
"""Words that are judged in one piece of work."""
_MOST_KEPT = 200_000
"""Judgements that are kept."""
_NAMES = frozenset({"article", "topic", "setting"})

Judgements = dict[tuple[str, str], bool]


class Speller(QObject):
    """Judges words by the dictionaries of this machine, by the names in the dossier and by what the user added.

    `judged` carries the words that are known to be wrong since, or none where all is to be looked at again.
    """

    judged = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._dictionaries: tuple[DictionaryFile, ...] | None = None
        self._looking = False
        self._stems: dict[str, str] = {}
        self._known: Judgements = {}
        self._waiting: dict[tuple[str, str], None] = {}
        self._ignored: set[str] = set()
        self._right: frozenset[str] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_GATHER)
        self._timer.timeout.connect(self._ask)
        services.holder.session_replaced.connect(self._on_session)
        services.holder.changed.connect(self._on_dossier_changed)

    @property
    def on(self) -> bool:
        """Whether misspelt words are to be marked."""
        return self._services.settings.spelling.on

    def switch(self) -> None:
        """Mark misspelt words from now on, or no more."""
        spelling = self._services.settings.spelling
        self._services.settings.spelling = replace(spelling, on=not spelling.on)
        self.judged.emit(frozenset())

    def use_folder(self, folder: Path) -> None:
        """Look for dictionaries in a folder of the user's own, too."""
        self._services.settings.spelling = replace(self._services.settings.spelling, folder=str(folder))
        self._dictionaries = None
        self._stems = {}
        self._look()

    def speaks(self, language: str) -> bool:
        """Tell whether there is a dictionary for a language (BCP 47), as far as is known by now."""
        return bool(self._stem(language))

    def wrong_in(self, text: str, language: str) -> tuple[Word, ...]:
        """Return the words of a text that are known to be misspelt; what is not judged yet is asked for."""
        stem = self._stem(language) if self.on and text else ""
        if not stem:
            return ()
        from briefbuilder.app.spelling import words_in

        found = []
        for word in words_in(text, language):
            right = self._known.get((stem, word.text))
            if right is None:
                self._waiting[stem, word.text] = None
            elif not right and not self._is_allowed(word.text):
                found.append(word)
        if self._waiting and not self._timer.isActive():
            self._timer.start()
        return tuple(found)

    def suggest(self, word: str, language: str, deliver: Callable[[tuple[str, ...]], None]) -> None:
        """Deliver later what may have been meant by a word."""
        stem = self._stem(language)
        if stem:
            work = partial(_suggest, stem, word)
            self._services.jobs.start(work, deliver, lambda _error: deliver(()))
        else:
            deliver(())

    def ignore(self, word: str) -> None:
        """Take a word for right until the program ends."""
        self._ignored.add(_folded(word))
        self.judged.emit(frozenset())

    def learn(self, word: str) -> None:
        """Take a word into the user's own words."""
        spelling = self._services.settings.spelling
        self._services.settings.spelling = replace(
            spelling, words=tuple(dict.fromkeys((*spelling.words, word)))
        )
        self._right = None
        self.judged.emit(frozenset())

    def learn_in_dossier(self, word: str) -> None:
        """Take a word into the dossier's own words."""
        from briefbuilder.app.acts.spelling import learn_word

        session = self._services.holder.session
        if session is not None and self._services.holder.writable:
            self._services.holder.apply(learn_word(session, word))

    @property
    def can_learn_in_dossier(self) -> bool:
        """Whether a dossier is open that may be changed."""
        return self._services.holder.writable

    def _stem(self, language: str) -> str:
        if self._dictionaries is None:
            self._look()
            return ""
        if language not in self._stems:
            from briefbuilder.app.spelling import best_for

            found = best_for(self._dictionaries, language)
            self._stems[language] = found.stem if found else ""
        return self._stems[language]

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            folder = self._services.settings.spelling.folder
            work = partial(_dictionaries, Path(folder) if folder else None)
            self._services.jobs.start(work, self._found, lambda _error: self._found(()))

    def _found(self, dictionaries: tuple[DictionaryFile, ...]) -> None:
        self._looking = False
        self._dictionaries = dictionaries
        if dictionaries:
            self.judged.emit(frozenset())

    @Slot()
    def _ask(self) -> None:
        """Ask for the words that wait, of one dictionary at a time."""
        if not self._waiting:
            return
        stem = next(iter(self._waiting))[0]
        words = [word for one, word in self._waiting if one == stem][:_AT_ONCE]
        for word in words:
            del self._waiting[stem, word]
        if len(self._known) > _MOST_KEPT:
            self._known = {}
        # Words that cannot be judged count as right: a dictionary that is broken marks nothing.
        self._known |= dict.fromkeys(((stem, word) for word in words), True)
        work = partial(_judge, stem, tuple(words))
        self._services.jobs.start(work, partial(self._take, stem), lambda _error: None)
        if self._waiting:
            self._timer.start()

    def _take(self, stem: str, wrong: frozenset[str]) -> None:
        self._known |= dict.fromkeys(((stem, word) for word in wrong), False)
        shown = frozenset(word for word in wrong if not self._is_allowed(word))
        if shown:
            self.judged.emit(shown)

    def _is_allowed(self, word: str) -> bool:
        if self._right is None:
            self._right = self._names()
        folded = _folded(word)
        return folded in self._right or folded in self._ignored or folded.rpartition("'")[2] in self._right

    def _names(self) -> frozenset[str]:
        """Return the words of the names in the dossier, its own words and the user's."""
        from briefbuilder.app.acts.spelling import own_words
        from briefbuilder.app.spelling import words_in

        texts = list(self._services.settings.spelling.words)
        session = self._services.holder.session
        if session is not None:
            texts += own_words(session)
            texts += (name for topic in session.taxonomy().topics for name in topic.names.values())
            texts += (outlet for outlet, _ in session.library.outlets())
        found = {_folded(word.text) for text in texts for word in words_in(text, "en")}
        return frozenset(found | {_folded(text) for text in texts if " " not in text})

    @Slot()
    def _on_session(self) -> None:
        self._right = None

    @Slot(object)
    def _on_dossier_changed(self, keys: frozenset[Key]) -> None:
        if any(key.collection in _NAMES for key in keys):
            self._right = None
            if any(key.collection != "article" for key in keys):
                self.judged.emit(frozenset())


def _folded(word: str) -> str:
    from briefbuilder.spelling.words import asked_for

    return asked_for(word).casefold()


def _dictionaries(folder: Path | None, _context: JobContext) -> tuple[DictionaryFile, ...]:
    from briefbuilder.app.spelling import dictionaries_here

    return dictionaries_here(folder)


def _judge(stem: str, words: tuple[str, ...], context: JobContext) -> frozenset[str]:
    from briefbuilder.app.spelling import judge

    return judge(context.pool, stem, words)


def _suggest(stem: str, word: str, context: JobContext) -> tuple[str, ...]:
    from briefbuilder.app.spelling import suggest

    return suggest(context.pool, stem, word)
