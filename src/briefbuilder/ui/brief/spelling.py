"""Spell checking in the text editor: underlining, next misspelt word, and corrections; and marks that are redrawn in steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from briefbuilder import app
from briefbuilder.app.jobs import JobContext
from briefbuilder.domain.changes import Key
from briefbuilder.ui import offsets
from briefbuilder.ui.brief.text_formats import BLOCK_LANGUAGE
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.menus import add_entry, add_groups_at_top, show_menu
from briefbuilder.ui.widgets.plain import button_text, set_action_text
from briefbuilder.ui.widgets.selections import cursor_in, each_block
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.spelling import DictionaryFile, Word
    from briefbuilder.ui.brief.text_editor import TextEditor


_SECONDS = 0.006
"""Seconds of highlighting before control returns to the event loop."""


class BlockRepainter(QObject):
    """Highlights those blocks of an editor again that need it; `finished` is emitted after the last."""

    finished = Signal()

    def __init__(self, editor: TextEditor, needs: Callable[[QTextBlock], bool]) -> None:
        super().__init__(editor)
        self._editor, self._needs = editor, needs
        self._next = 0
        # A repeating timer would still run in a window that closes during a repaint.
        self.timer = single_shot_timer(self, self._repaint_some)

    def start(self) -> None:
        """Begin with the first block, also while others are being repainted."""
        self._next = 0
        self.timer.start()

    @Slot()
    def _repaint_some(self) -> None:
        until = monotonic() + _SECONDS
        block = self._editor.document().findBlockByNumber(self._next)
        while block.isValid() and monotonic() < until:
            if self._needs(block):
                self._editor.repaint_blocks(block)
            block = block.next()
        if block.isValid():
            self._next = block.blockNumber()
            self.timer.start()
        else:
            self.finished.emit()


# Words are judged in a worker process. Text is highlighted with the judgements that are known so far;
# `words_judged` is emitted when there are more.

_BATCH_DELAY = 60
"""Milliseconds in which words are collected before they are judged."""
_BATCH_SIZE = 4000
"""Words that are judged in one job."""
_MAX_JUDGEMENTS = 200_000
"""Judgements kept in memory."""
_MAX_NAMES = 20_000
"""Names whose words are kept in memory; of more, those of the open dossier."""
_NAMES_AT_ONCE = 50
"""Names whose words are read on the window's thread; more are read by a job."""
_NAME_COLLECTIONS = frozenset({"article", "topic", "setting"})

Judgements = dict[tuple[str, str], bool]
WordsByName = dict[str, frozenset[str]]


class SpellChecker(QObject):
    """Judges words by the installed dictionaries, the names in the dossier and the words that the user added.

    `words_judged` carries the words newly found to be misspelt, or none if all text must be checked again.
    """

    words_judged = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._dictionaries: tuple[DictionaryFile, ...] | None = None
        self._searching = False
        self._stem_by_language: dict[str, str] = {}
        self._judgements: Judgements = {}
        self._pending: dict[tuple[str, str], None] = {}
        self._ignored: set[str] = set()
        self._allowed: dict[str, frozenset[str]] = {}
        self._is_reading_names = False
        self._words_by_name: WordsByName = {}
        self._timer = single_shot_timer(self, self._judge_batch, _BATCH_DELAY)
        services.holder.session_replaced.connect(self._on_session)
        services.holder.changed.connect(self._on_dossier_changed)

    def switch(self) -> None:
        """Turn the spell check on or off."""
        spelling = self._services.settings.spelling
        self._services.settings.spelling = replace(spelling, on=not spelling.on)
        self.words_judged.emit(frozenset())

    def use_folder(self, folder: Path) -> None:
        """Look for dictionaries in another folder too."""
        self._services.settings.spelling = replace(self._services.settings.spelling, folder=str(folder))
        self._dictionaries = None
        self._stem_by_language = {}
        self._look()

    def has_dictionary(self, language: str) -> bool:
        """Return whether there is a dictionary for a language (BCP 47), as far as is known yet."""
        return bool(self._dictionary_stem(language))

    def misspelt_in(self, text: str, language: str) -> tuple[Word, ...]:
        """Return the words of a text known to be misspelt, and queue those not judged yet."""
        stem = self._dictionary_stem(language) if self._services.settings.spelling.on and text else ""
        if not stem:
            return ()
        from briefbuilder.spelling import iterate_words

        ranges = []
        for word in iterate_words(text, language):
            right = self._judgements.get((stem, word.text))
            if right is None:
                self._pending[stem, word.text] = None
            elif not right and not self._is_allowed(word.text, language):
                ranges.append(word)
        if self._pending and not self._timer.isActive():
            self._timer.start()
        return tuple(ranges)

    def suggest(self, word: str, language: str, deliver: Callable[[tuple[str, ...]], None]) -> None:
        """Deliver suggestions for a word later."""
        stem = self._dictionary_stem(language)
        if stem:

            def work(context: JobContext) -> tuple[str, ...]:
                return app.spelling.suggest(context.pool, stem, word)

            self._services.jobs.start(work, deliver, lambda _error: deliver(()))
        else:
            deliver(())

    def ignore(self, word: str) -> None:
        """Accept a word until the program ends."""
        self._ignored.add(_fold_word(word))
        self.words_judged.emit(frozenset())

    def add_to_user_words(self, word: str) -> None:
        """Add a word to the user's dictionary."""
        spelling = self._services.settings.spelling
        self._services.settings.spelling = replace(
            spelling, words=tuple(dict.fromkeys((*spelling.words, word)))
        )
        self._allowed = {}
        self.words_judged.emit(frozenset())

    def add_to_dossier_words(self, word: str) -> None:
        """Add a word to the dossier's dictionary."""
        session = self._services.holder.session
        if session is not None and self._services.holder.writable:
            self._services.holder.opened.store.apply(app.spelling.add_own_word(session, word))

    def _dictionary_stem(self, language: str) -> str:
        if self._dictionaries is None:
            self._look()
            return ""
        if language not in self._stem_by_language:
            from briefbuilder.spelling import choose_dictionary

            found = choose_dictionary(self._dictionaries, language)
            self._stem_by_language[language] = found.stem if found else ""
        return self._stem_by_language[language]

    def _look(self) -> None:
        if not self._searching:
            self._searching = True
            folder = self._services.settings.spelling.folder

            def work(_context: JobContext) -> tuple[DictionaryFile, ...]:
                return app.spelling.find_installed_dictionaries(Path(folder) if folder else None)

            self._services.jobs.start(
                work, self._on_dictionaries_found, lambda _error: self._on_dictionaries_found(())
            )

    def _on_dictionaries_found(self, dictionaries: tuple[DictionaryFile, ...]) -> None:
        self._searching = False
        self._dictionaries = dictionaries
        if dictionaries:
            self.words_judged.emit(frozenset())

    @Slot()
    def _judge_batch(self) -> None:
        """Start judging the queued words of one dictionary."""
        if not self._pending:
            return
        stem = next(iter(self._pending))[0]
        words = [word for own, word in self._pending if own == stem][:_BATCH_SIZE]
        for word in words:
            del self._pending[stem, word]
        if len(self._judgements) > _MAX_JUDGEMENTS:
            self._judgements = {}
        # Words that cannot be judged count as correct: a broken dictionary marks nothing.
        self._judgements |= dict.fromkeys(((stem, word) for word in words), True)

        def work(context: JobContext) -> frozenset[str]:
            return app.spelling.find_misspelt(context.pool, stem, tuple(words))

        self._services.jobs.start(work, partial(self._store_judgements, stem), lambda _error: None)
        if self._pending:
            self._timer.start()

    def _store_judgements(self, stem: str, wrong: frozenset[str]) -> None:
        self._judgements |= dict.fromkeys(((stem, word) for word in wrong), False)
        if wrong:
            self.words_judged.emit(wrong)

    def _is_allowed(self, word: str, language: str) -> bool:
        """Return whether a word is right although no dictionary has it; all are until the names are read."""
        if language not in self._allowed and not self._is_reading_names:
            self._update_allowed(language)
        allowed = self._allowed.get(language)
        if allowed is None:
            return True
        folded = _fold_word(word)
        forms = {folded, folded.removesuffix("-"), folded.rpartition("'")[2]}
        return not forms.isdisjoint(allowed) or not forms.isdisjoint(self._ignored)

    def _update_allowed(self, language: str) -> None:
        """Collect the words of a language's names; if many were not read before, a job reads these."""
        names = self._names(language)
        new = tuple(name for name in names if name not in self._words_by_name)
        if len(new) > _NAMES_AT_ONCE:
            self._is_reading_names = True
            self._services.jobs.start(partial(_read_names, new), self._on_names_read, lambda _error: None)
            return
        known = self._words_by_name
        known |= {name: _words_of(name) for name in new}
        self._allowed[language] = frozenset().union(*(known[name] for name in names))
        if len(known) > _MAX_NAMES:
            self._words_by_name = {name: known[name] for name in names}

    def _on_names_read(self, found: WordsByName) -> None:
        self._is_reading_names = False
        self._words_by_name |= found
        self.words_judged.emit(frozenset())

    def _names(self, language: str) -> tuple[str, ...]:
        """Return a language's names of topics, those of publications, and the words that users added."""
        names = list(self._services.settings.spelling.words)
        session = self._services.holder.session
        if session is not None:
            names += app.spelling.own_words(session)
            names += (topic.name(language) for topic in session.taxonomy.topics)
            names += (outlet for outlet, _ in session.search.outlets())
        return tuple(dict.fromkeys(names))

    @Slot()
    def _on_session(self) -> None:
        self._allowed = {}

    @Slot(object)
    def _on_dossier_changed(self, keys: frozenset[Key]) -> None:
        if any(key.collection in _NAME_COLLECTIONS for key in keys):
            self._allowed = {}
            if any(key.collection != "article" for key in keys):
                self.words_judged.emit(frozenset())


def _fold_word(word: str) -> str:
    from briefbuilder.spelling import to_dictionary_form

    return to_dictionary_form(word).casefold()


def _words_of(name: str) -> frozenset[str]:
    from briefbuilder.spelling import iterate_words

    words = {_fold_word(word.text) for word in iterate_words(name, "en")}
    return frozenset(words if " " in name else {*words, _fold_word(name)})


def _read_names(names: tuple[str, ...], _context: JobContext) -> WordsByName:
    return {name: _words_of(name) for name in names}


_WORD = re.compile(r"[^\W\d_]+(?:[\u00ad\u0300-\u036f’'][^\W\d_]*)*")


class SpellingMarks(QObject):
    """Checks the spelling of one editor; the editor's highlighter underlines the misspelt words."""

    def __init__(self, editor: TextEditor, services: Services) -> None:
        super().__init__(editor)
        self._editor = editor
        self._services = services
        self.checker = SpellChecker(services, self)
        self._typed_block = -1
        self._all = False
        self._wrong: frozenset[str] = frozenset()
        self._repainter = BlockRepainter(
            editor, lambda block: self._all or not self._wrong.isdisjoint(_WORD.findall(block.text()))
        )
        self._repainter.finished.connect(self._on_repainted)
        wave = QTextCharFormat.UnderlineStyle.WaveUnderline
        editor.highlighter.add_underlines(self.misspelt_in, wave, "danger")
        self.checker.words_judged.connect(self._on_judged)
        editor.cursorPositionChanged.connect(self._on_moved)
        editor.menu_opened.connect(self._on_menu)

    def misspelt_in(self, block: QTextBlock) -> tuple[tuple[int, int], ...]:
        """Return the ranges of misspelt words in a block, in UTF-16 units, without the word being typed."""
        text = block.text()
        cursor = self._editor.textCursor()
        at = cursor.position() - block.position() if self._editor.hasFocus() else -1
        ranges, units = [], offsets.UnitOffsets(text)
        for word in self.checker.misspelt_in(text, self._language(block)):
            start, end = units.to_units(word.start), units.to_units(word.end)
            if end == at and not cursor.hasSelection():
                self._typed_block = block.blockNumber()
            else:
                ranges.append((start, end))
        return tuple(ranges)

    def select_next(self) -> bool:
        """Select the next misspelt word, wrapping around; return False if it is missing."""
        position = self._editor.textCursor().selectionEnd()
        found = [
            cursor_in(block, start, end)
            for block in each_block(self._editor.document())
            for start, end in self.misspelt_in(block)
        ]
        if not found:
            return False
        following = (word for word in found if word.selectionStart() >= position)
        self._editor.setTextCursor(next(following, found[0]))
        self._editor.ensureCursorVisible()
        return True

    def go_to_next(self) -> None:
        """Go to the next misspelt word and open its menu, or say that no more follows."""
        if self.select_next():
            self.show_menu()
        else:
            self._services.toasts.show(self._nothing_found_text())

    def _nothing_found_text(self) -> str:
        if not self._services.settings.spelling.on:
            return self.tr("Spelling is not checked. Turn it on in the context menu of the text.")
        if not self.checker.has_dictionary(self._editor.language):
            return self.tr(
                "There is no dictionary for this language. Install a Hunspell dictionary, or choose a dictionary folder in the context menu of the text."
            )
        return self.tr("No misspelt words found.")

    def misspelling_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """Return a cursor that selects the misspelt word at a cursor, None if it is missing."""
        block = cursor.block()
        position = cursor.selectionStart() - block.position()
        for start, end in self.misspelt_in(block):
            if start <= position <= end:
                return cursor_in(block, start, end)
        return None

    def add_word_actions(self, word: QTextCursor, menu: QMenu) -> None:
        """Insert the actions for a misspelt word at the top of a menu; suggestions are added when they are known."""
        text, language = word.selectedText(), self._language(word.block())
        placeholder = QAction(self.tr("Searching for suggestions …"), menu)
        placeholder.setEnabled(False)
        actions: list[QAction] = []
        if not self._editor.isReadOnly():
            dossier = QAction(
                self.tr("Add “%1” to the &dossier’s dictionary").replace("%1", button_text(text)), menu
            )
            dossier.setEnabled(self._services.holder.writable)
            dossier.triggered.connect(partial(self.checker.add_to_dossier_words, text))
            actions.append(dossier)
        mine = QAction(self.tr("Add “%1” to &my dictionary").replace("%1", button_text(text)), menu)
        mine.triggered.connect(partial(self.checker.add_to_user_words, text))
        ignored = QAction(self.tr("&Ignore “%1”").replace("%1", button_text(text)), menu)
        ignored.triggered.connect(partial(self.checker.ignore, text))
        actions += [mine, ignored]
        add_groups_at_top(menu, [placeholder], actions)
        self.checker.suggest(text, language, partial(self._show_suggestions, menu, placeholder, word))

    def _show_suggestions(
        self, menu: QMenu, placeholder: QAction, word: QTextCursor, suggestions: tuple[str, ...]
    ) -> None:
        """Replace the placeholder by the suggestions, if the menu still exists."""
        if not isValid(menu):
            return
        for number, text in enumerate(suggestions):
            action = QAction(menu)
            set_action_text(action, text)
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            action.triggered.connect(partial(self.replace_word, word, text))
            menu.insertAction(placeholder, action)
            if not number:
                menu.setActiveAction(action)
        if suggestions:
            menu.removeAction(placeholder)
        else:
            placeholder.setText(self.tr("No suggestions"))

    def show_menu(self) -> None:
        """Open the menu of the selected misspelt word below it."""
        word = self.misspelling_at(self._editor.textCursor())
        if word is None:
            return
        menu = QMenu(self._editor)
        self.add_word_actions(word, menu)
        position = self._editor.cursorRect(word).bottomLeft()
        show_menu(menu, self._editor.viewport().mapToGlobal(position + QPoint(0, 2)))

    @Slot(object, object)
    def _on_menu(self, menu: QMenu, position: QTextCursor) -> None:
        """Add the actions for the word at a position to its menu."""
        word = self.misspelling_at(position)
        if word is not None:
            self.add_word_actions(word, menu)
        self.add_settings_actions(menu)

    def add_settings_actions(self, menu: QMenu) -> None:
        """Add the settings of the spell check to a menu."""
        menu.addSeparator()
        add_entry(
            menu, self.tr("Check &spelling"), self.checker.switch, checked=self._services.settings.spelling.on
        )
        menu.addAction(self.tr("Dictionary &folder …")).triggered.connect(self._choose_folder)

    def replace_word(self, word: QTextCursor, text: str) -> None:
        """Replace a misspelt word and keep its format."""
        if not self._editor.isReadOnly():
            word.insertText(text, word.charFormat())
            self._editor.setTextCursor(word)

    @Slot()
    def _choose_folder(self) -> None:
        folder = self._services.prompter.open_folder(
            self.tr("Folder with Hunspell dictionaries (.aff and .dic)")
        )
        if folder is not None:
            self.checker.use_folder(folder)

    def _language(self, block: QTextBlock) -> str:
        return str(block.blockFormat().property(BLOCK_LANGUAGE) or "") or self._editor.language

    @Slot(object)
    def _on_judged(self, words: frozenset[str]) -> None:
        """Highlight the blocks with newly misspelt words again, or all blocks."""
        if not words:
            self._all, self._wrong = True, frozenset()
        elif not self._all:
            self._wrong |= {word.removesuffix("-") for word in words}
        self._repainter.start()

    @Slot()
    def _on_repainted(self) -> None:
        self._all, self._wrong = False, frozenset()

    @Slot()
    def _on_moved(self) -> None:
        """Highlight the block of the word that the cursor has left."""
        if self._typed_block >= 0:
            block = self._editor.document().findBlockByNumber(self._typed_block)
            self._typed_block = -1
            if block.isValid():
                self._editor.repaint_blocks(block)
