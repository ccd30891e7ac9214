"""The claims in the text editor: dotted underlines, what the sources say of them, and a source as a footnote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QAction, QHelpEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu

from briefbuilder import app
from briefbuilder.domain.facts import Claim
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.subsequences import common_prefix_length
from briefbuilder.ui.brief.claims import ClaimChecks
from briefbuilder.ui.brief.spelling import BlockRepainter
from briefbuilder.ui.brief.text_formats import from_document, is_note, stored_id
from briefbuilder.ui.offsets import UnitOffsets
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.menus import add_entry, add_groups_at_top
from briefbuilder.ui.widgets.plain import button_text, plain_text, show_tip
from briefbuilder.ui.widgets.selections import cursor_in, each_block
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.ui.brief.text_editor import TextEditor

PAUSE = 120
"""Milliseconds without a key press after which a text is looked up."""
_SETTING, _OFF = "claim-marks", "off"
_DOTTED = QTextCharFormat.UnderlineStyle.DotLine
_STOPS = frozenset(".,;:!?")
"""Marks after which a note stands, but not in French."""


class ClaimMarks(QObject):
    """Marks the claims of one editor that differ from the sources or are not in them.

    `source_requested` carries a Claim whose source is to be shown, `leave_requested` one that may stay as it is,
    `current_changed` is emitted when the cursor comes to another claim.
    """

    source_requested = Signal(object)
    leave_requested = Signal(object)
    current_changed = Signal()

    def __init__(self, editor: TextEditor, checks: ClaimChecks, services: Services) -> None:
        super().__init__(editor)
        self._editor, self._checks, self._services = editor, checks, services
        self._item = ""
        self._by_id: dict[str, tuple[str, tuple[Claim, ...]]] = {}
        self._by_text: dict[str, tuple[Claim, ...]] = {}
        self._open: frozenset[tuple[object, ...]] = frozenset()
        self._current: Claim | None = None
        self._about = editor.accessibleDescription()
        self._pause = single_shot_timer(self, self._look_up, PAUSE)
        self._repainter = BlockRepainter(editor, self._needs_repaint)
        editor.highlighter.add_underlines(self._marked_ranges, _DOTTED, "warning")
        editor.viewport().installEventFilter(self)
        editor.edited.connect(self._pause.start)
        editor.cursorPositionChanged.connect(self._on_moved)
        editor.menu_opened.connect(self._on_menu)
        checks.changed.connect(self._on_checked)

    @property
    def on(self) -> bool:
        """Whether claims are marked in the text; they are listed under Checks in any case."""
        return self._services.settings.window_state(_SETTING) != _OFF

    def switch(self) -> None:
        """Turn the marks on or off."""
        self._services.settings.set_window_state(_SETTING, _OFF if self.on else "on")
        self._repainter.start()

    def show_item(self, item: str) -> None:
        """Mark the claims of an item, which is about to be shown; none for an empty id."""
        is_same = item == self._item
        self._item = item
        self._take_claims()
        if not is_same:
            # The text of another item is highlighted when it is shown.
            self._pause.stop()
            self._repainter.timer.stop()
        elif item:
            self._repainter.start()

    # Places

    @property
    def current(self) -> Claim | None:
        """The claim at the cursor, or None."""
        found = self.claim_at(self._editor.textCursor())
        return found[1] if found is not None else None

    def claim_at(self, place: QTextCursor) -> tuple[QTextCursor, Claim] | None:
        """Return the claim at a place with a cursor that selects it, or None."""
        block = place.block()
        at = place.selectionStart() - block.position()
        found = [place for place in self._places(block) if place[0] <= at <= place[1]]
        # Between two claims that touch, the cursor is at the one that begins there; an issue goes first.
        best = max(found, key=lambda place: (self._is_open(place[2]), place[0]), default=None)
        return (cursor_in(block, best[0], best[1]), best[2]) if best is not None else None

    def issues(self) -> tuple[tuple[QTextCursor, Claim], ...]:
        """Return the claims that are marked, in the order of the text."""
        return tuple(
            (cursor_in(block, start, end), claim)
            for block in each_block(self._editor.document())
            for start, end, claim in self._places(block)
            if self._is_open(claim)
        )

    def mark(self, claim: Claim) -> bool:
        """Mark the words of a claim and put the cursor there; return False if they are gone."""
        for block in each_block(self._editor.document()):
            for start, end, known in self._places(block):
                if known == claim or replace(known, start=claim.start, end=claim.end) == claim:
                    self._editor.mark_range(cursor_in(block, start, end))
                    return True
        return False

    def go_to_next(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) claim that is marked; return False if this text has no more."""
        at = self._editor.textCursor().position()
        found = self.issues()
        if step > 0:
            chosen = next((issue for issue in found if issue[0].selectionStart() > at), None)
        else:
            chosen = next((issue for issue in reversed(found) if issue[0].selectionEnd() < at), None)
        return chosen is not None and self._go_to(*chosen)

    def go_to_end(self, step: int) -> bool:
        """Go to the first (1) or last (-1) claim that is marked; return False if no claim is."""
        found = self.issues()
        return bool(found) and self._go_to(*found[0 if step > 0 else -1])

    def _go_to(self, words: QTextCursor, claim: Claim) -> bool:
        self._editor.mark_range(words)
        corner = self._editor.cursorRect().bottomLeft()
        show_tip(self._editor.viewport().mapToGlobal(corner), self._tip(claim), self._editor)
        return True

    def _places(self, block: QTextBlock) -> Iterator[tuple[int, int, Claim]]:
        """Yield the claims of a block with their ranges in UTF-16 units."""
        shown = block.text()
        claims = self._claims_in(stored_id(block), from_document(shown)) if self._item else ()
        if not claims:
            return
        # The mark of a note is a character of the document, but not of the text.
        points = [point for point, character in enumerate(shown) if from_document(character)]
        units = UnitOffsets(shown)
        for claim in claims:
            if 0 <= claim.start < claim.end <= len(points):
                first, last = points[claim.start], points[claim.end - 1]
                yield units.to_units(first), units.to_units(last + 1), claim

    def _claims_in(self, name: str, text: str) -> tuple[Claim, ...]:
        """Return the claims of a block; of one that was changed since those before and after the change."""
        before, claims = self._by_id.get(name, ("", ()))
        if before == text:
            return claims
        if text in self._by_text:
            return self._by_text[text]
        if not claims:
            return ()
        same = common_prefix_length(before, text)
        rest = common_prefix_length(before[same:][::-1], text[same:][::-1])
        shift, tail = len(text) - len(before), len(before) - rest
        moved = (
            claim if claim.end <= same else replace(claim, start=claim.start + shift, end=claim.end + shift)
            for claim in claims
            if claim.end <= same or claim.start >= tail
        )
        return tuple(moved)

    def _marked_ranges(self, block: QTextBlock) -> tuple[tuple[int, int], ...]:
        if not self.on:
            return ()
        return tuple((start, end) for start, end, claim in self._places(block) if self._is_open(claim))

    def _needs_repaint(self, block: QTextBlock) -> bool:
        drawn = any(
            format_range.format.underlineStyle() == _DOTTED for format_range in block.layout().formats()
        )
        return drawn or bool(self._marked_ranges(block))

    def _is_open(self, claim: Claim) -> bool:
        return _key(claim) in self._open

    # Text

    def can_cite(self) -> bool:
        """Return whether the claim at the cursor has a source that can become a footnote."""
        found = self.current
        return found is not None and bool(found.sources) and not self._editor.isReadOnly()

    def cite_current(self) -> None:
        """Make the source of the claim at the cursor a footnote."""
        if (found := self.current) is not None:
            self.cite(found)

    def cite(self, claim: Claim) -> None:
        """Add a footnote with the source of a claim, as the template writes sources."""
        session, briefing = self._services.holder.session, self._services.links.briefing
        places = [
            (block, end)
            for block in each_block(self._editor.document())
            for _, end, known in self._places(block)
            if known == claim and not is_note(block)
        ]
        if (
            session is None
            or briefing is None
            or not places
            or not claim.sources
            or self._editor.isReadOnly()
        ):
            return
        content = self._services.attempt(app.export_input.cite_source, session, briefing, claim.sources[0])
        if content is None:
            return
        block, end = places[0]
        self._editor.insert_note(cursor_in(block, end, self._note_place(block, end)), content)
        self._services.toasts.show_undo(self.tr("Footnote added"))

    def _note_place(self, block: QTextBlock, end: int) -> int:
        """Return the place of a note after a claim: after a comma or a stop, in French before it."""
        after = self._editor.document().characterAt(block.position() + end)
        is_french = base_language(self._editor.language) == "fr"
        return end + 1 if after in _STOPS and not is_french else end

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say in a tool tip what was found about the claim under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.claim_at(self._editor.cursorForPosition(event.pos()))
            if found is not None:
                show_tip(event.globalPos(), self._tip(found[1]), self._editor)
                return True
        return super().eventFilter(watched, event)

    def _tip(self, claim: Claim) -> str:
        return self._checks.describe(self._item, claim)

    @Slot()
    def _look_up(self) -> None:
        if self._item:
            self._checks.look_up_text(self._item, self._editor.blocks())

    @Slot(str)
    def _on_checked(self, item: str) -> None:
        if item == self._item:
            self._take_claims()
            self._repainter.start()
            self._on_moved()

    def _take_claims(self) -> None:
        blocks, claims = self._checks.claims_of(self._item) if self._item else ((), ())
        found: dict[str, list[Claim]] = {}
        for claim in claims:
            found.setdefault(claim.block, []).append(claim)
        self._by_id = {block.id: (block.text, tuple(found.get(block.id, ()))) for block in blocks}
        self._by_text = dict(self._by_id.values())
        self._open = frozenset(_key(claim) for claim in claims if self._checks.is_open(self._item, claim))

    @Slot()
    def _on_moved(self) -> None:
        """Describe the claim at the cursor to screen readers."""
        found = self.current
        if found == self._current:
            return
        self._current = found
        tip = self._tip(found) if found is not None else ""
        self._editor.setAccessibleDescription(plain_text(tip) or self._about)
        self.current_changed.emit()

    @Slot(object, object)
    def _on_menu(self, menu: QMenu, place: QTextCursor) -> None:
        """Add what can be done about the claim at a place to the context menu of the text."""
        found = self.claim_at(place) if self._item else None
        if found is not None:
            self._add_claim_actions(menu, *found)
        if self._item:
            menu.addSeparator()
            text = self.tr("Mark s&tatements that differ from the sources")
            add_entry(menu, text, self.switch, checked=self.on)

    def _add_claim_actions(self, menu: QMenu, words: QTextCursor, claim: Claim) -> None:
        about = QAction(button_text(self._tip(claim)), menu)
        about.setEnabled(False)
        actions = [about]
        if claim.sources:
            show = QAction(self.tr("Show the &source"), menu)
            show.triggered.connect(partial(self._request_source, words, claim))
            actions.append(show)
        if not self._editor.isReadOnly():
            if claim.sources and not is_note(words.block()):
                cite = QAction(self.tr("Make the source a &footnote"), menu)
                cite.triggered.connect(partial(self.cite, claim))
                actions.append(cite)
            if self._is_open(claim):
                leave = QAction(self.tr("&Leave it"), menu)
                leave.triggered.connect(partial(self.leave_requested.emit, claim))
                actions.append(leave)
        add_groups_at_top(menu, actions)

    def _request_source(self, words: QTextCursor, claim: Claim) -> None:
        self._editor.mark_range(words)
        self.source_requested.emit(claim)


def _key(claim: Claim) -> tuple[object, ...]:
    """Return what stays the same of a claim when its place in the block moves."""
    return claim.block, claim.text, claim.outcome, claim.sources
