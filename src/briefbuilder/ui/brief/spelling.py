"""Misspelt words in the text under the pen: the way to the next one, and what can be done about one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QTextBlock, QTextCursor
from PySide6.QtWidgets import QMenu

from briefbuilder.ui import offsets
from briefbuilder.ui.brief.text_formats import BLOCK_LANGUAGE, each_block
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.domain.changes import Key
    from briefbuilder.spelling.dictionaries import DictionaryFile
    from briefbuilder.spelling.words import Word
    from briefbuilder.ui.brief.text_editor import TextEditor


# Which words of a text are misspelt, as far as that is known by now: what is not is asked in a worker.
#
# Nothing here waits: a text is painted with what is known, and `judged` follows when more is.

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
        from briefbuilder.spelling.words import words_in

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
        from briefbuilder.app.spelling import learn_word

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
            from briefbuilder.spelling.dictionaries import best_for

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
        from briefbuilder.app.spelling import own_words
        from briefbuilder.spelling.words import words_in

        texts = list(self._services.settings.spelling.words)
        session = self._services.holder.session
        if session is not None:
            texts += own_words(session)
            texts += (name for topic in session.taxonomy.topics for name in topic.names.values())
            texts += (outlet for outlet, _ in session.search.outlets())
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


_SLICE = 0.006
"""Seconds in which blocks are painted anew before the window is let go on."""
_WORDS = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f’'][^\W\d_]*)*")


class SpellingMarks(QObject):
    """Finds misspelt words of one editor and offers what can be done; the editor's styler paints them."""

    def __init__(self, editor: TextEditor, services: Services) -> None:
        super().__init__(editor)
        self._editor = editor
        self._services = services
        self._speller = Speller(services, self)
        self._hidden = -1
        self._all = False
        self._wrong: frozenset[str] = frozenset()
        self._next = 0
        self._painting = QTimer(self)
        self._painting.setInterval(0)
        self._painting.timeout.connect(self._paint_some)
        editor.styler.find_wrong = self.wrong_in
        self._speller.judged.connect(self._on_judged)
        editor.cursorPositionChanged.connect(self._on_moved)
        editor.menu_opened.connect(self._on_menu)

    @property
    def speller(self) -> Speller:
        """What judges the words."""
        return self._speller

    def wrong_in(self, block: QTextBlock) -> tuple[tuple[int, int], ...]:
        """Return where misspelt words stand in a block, in UTF-16 units; the word under the pen is let be."""
        text = block.text()
        cursor = self._editor.textCursor()
        at = cursor.position() - block.position() if self._editor.hasFocus() else -1
        found = []
        for word in self._speller.wrong_in(text, self._language(block)):
            start, end = offsets.to_units(text, word.start), offsets.to_units(text, word.end)
            if end == at and not cursor.hasSelection():
                self._hidden = block.blockNumber()
            else:
                found.append((start, end))
        return tuple(found)

    def next_wrong(self) -> bool:
        """Choose the next misspelt word behind the cursor, from the start again after the last; False for none."""
        place = self._editor.textCursor().selectionEnd()
        every = [
            (block.position() + start, block.position() + end)
            for block in each_block(self._editor.document())
            for start, end in self.wrong_in(block)
        ]
        if not every:
            return False
        start, end = next((one for one in every if one[0] >= place), every[0])
        cursor = self._editor.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        return True

    def go_on(self) -> None:
        """Go to the next misspelt word and open its menu; tell where there is none."""
        if self.next_wrong():
            self.show_menu()
        else:
            self._services.prompter.tell(self.tr("Spelling"), self._none_wrong())

    def _none_wrong(self) -> str:
        if not self._speller.on:
            return self.tr("Misspelt words are not marked: the menu of the text switches that on.")
        if not self._speller.speaks(self._editor.language):
            return self.tr(
                "There is no dictionary for this language on this computer. Install a Hunspell dictionary, or choose a folder with one in the menu of the text."
            )
        return self.tr("No misspelt word is known in this text.")

    def wrong_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """Return a cursor that chooses the misspelt word at a cursor, None where there is none."""
        block = cursor.block()
        place = cursor.selectionStart() - block.position()
        for start, end in self.wrong_in(block):
            if start <= place <= end:
                chosen = QTextCursor(block)
                chosen.setPosition(block.position() + start)
                chosen.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                return chosen
        return None

    def menu_for(self, word: QTextCursor, menu: QMenu) -> None:
        """Put at the head of a menu what can be done about a misspelt word; suggestions follow when they are known."""
        text, language = word.selectedText(), self._language(word.block())
        first = menu.actions()[0] if menu.actions() else None
        looking = QAction(self.tr("Looking for suggestions …"), menu)
        looking.setEnabled(False)
        acts: list[QAction] = [looking, _line(menu)]
        if not self._editor.isReadOnly():
            dossier = QAction(self.tr("Add “%1” to the &dossier’s words").replace("%1", text), menu)
            dossier.setEnabled(self._speller.can_learn_in_dossier)
            dossier.triggered.connect(partial(self._speller.learn_in_dossier, text))
            acts.append(dossier)
        mine = QAction(self.tr("Add “%1” to &my words").replace("%1", text), menu)
        mine.triggered.connect(partial(self._speller.learn, text))
        ignored = QAction(self.tr("&Ignore “%1”").replace("%1", text), menu)
        ignored.triggered.connect(partial(self._speller.ignore, text))
        acts += [mine, ignored, _line(menu)]
        for act in acts:
            if first is None:
                menu.addAction(act)
            else:
                menu.insertAction(first, act)
        self._speller.suggest(text, language, _Suggestions(self, menu, looking, word).show)

    def show_menu(self) -> None:
        """Open the menu of the chosen misspelt word below it."""
        word = self.wrong_at(self._editor.textCursor())
        if word is None:
            return
        menu = QMenu(self._editor)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu_for(word, menu)
        place = self._editor.cursorRect(word).bottomLeft()
        menu.popup(self._editor.viewport().mapToGlobal(place + QPoint(0, 2)))

    @Slot(object, object)
    def _on_menu(self, menu: QMenu, place: QTextCursor) -> None:
        """Put what can be done about the word at a place into its menu."""
        word = self.wrong_at(place)
        if word is not None:
            self.menu_for(word, menu)
        self.add_switches(menu)

    def add_switches(self, menu: QMenu) -> None:
        """Add to a menu whether spelling is marked, and where the user's own dictionaries are."""
        menu.addSeparator()
        switch = menu.addAction(self.tr("Mark &misspelt words"))
        switch.setCheckable(True)
        switch.setChecked(self._speller.on)
        switch.triggered.connect(self._speller.switch)
        menu.addAction(self.tr("&Folder of dictionaries …")).triggered.connect(self._choose_folder)

    def put(self, word: QTextCursor, text: str) -> None:
        """Put another word in the place of a misspelt one, in the same form."""
        if not self._editor.isReadOnly():
            word.insertText(text, word.charFormat())
            self._editor.setTextCursor(word)

    @Slot()
    def _choose_folder(self) -> None:
        folder = self._services.prompter.open_folder(
            self.tr("Folder with Hunspell dictionaries (.aff and .dic)")
        )
        if folder is not None:
            self._speller.use_folder(folder)

    def _language(self, block: QTextBlock) -> str:
        return str(block.blockFormat().property(BLOCK_LANGUAGE) or "") or self._editor.language

    @Slot(object)
    def _on_judged(self, words: frozenset[str]) -> None:
        """Have the blocks painted anew in which a word is known to be wrong now, or all."""
        if not words:
            self._all, self._wrong, self._next = True, frozenset(), 0
        elif not self._all:
            self._wrong, self._next = self._wrong | words, 0
        self._painting.start()

    @Slot()
    def _paint_some(self) -> None:
        """Paint blocks anew for some milliseconds at a time, so that typing goes on."""
        until = monotonic() + _SLICE
        block = self._editor.document().findBlockByNumber(self._next)
        while block.isValid() and monotonic() < until:
            if self._all or not self._wrong.isdisjoint(_WORDS.findall(block.text())):
                self._editor.paint_anew(block)
            block = block.next()
        if block.isValid():
            self._next = block.blockNumber()
        else:
            self._all, self._wrong, self._next = False, frozenset(), 0
            self._painting.stop()

    @Slot()
    def _on_moved(self) -> None:
        """Paint the word anew that the pen has left."""
        if self._hidden >= 0:
            block = self._editor.document().findBlockByNumber(self._hidden)
            self._hidden = -1
            if block.isValid():
                self._editor.paint_anew(block)


class _Suggestions(QObject):
    """Fills a menu with suggestions when they come, as long as the menu is there."""

    def __init__(self, marks: SpellingMarks, menu: QMenu, looking: QAction, word: QTextCursor) -> None:
        super().__init__(menu)
        self._marks = marks
        self._menu: QMenu | None = menu
        self._looking = looking
        self._word = word
        menu.destroyed.connect(self._forget)

    def show(self, words: tuple[str, ...]) -> None:
        """Put the suggestions in the place of the line that says that they are looked for."""
        menu = self._menu
        if menu is None:
            return
        for number, text in enumerate(words):
            act = QAction(text, menu)
            font = act.font()
            font.setBold(True)
            act.setFont(font)
            act.triggered.connect(partial(self._marks.put, self._word, text))
            menu.insertAction(self._looking, act)
            if not number:
                menu.setActiveAction(act)
        if words:
            menu.removeAction(self._looking)
        else:
            self._looking.setText(self._marks.tr("No suggestions"))

    @Slot()
    def _forget(self) -> None:
        self._menu = None


def _line(menu: QMenu) -> QAction:
    line = QAction(menu)
    line.setSeparator(True)
    return line
