"""The item in hand: its words under the pen, its source, its reliability and its mark."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText
from briefbuilder.domain.text import Block
from briefbuilder.ui.briefing.disclosure import disclose_blocks
from briefbuilder.ui.briefing.inhand import BriefingInHand
from briefbuilder.ui.briefing.item_head import Held, ItemHead
from briefbuilder.ui.briefing.item_words import blocks_of_item, language_of_item, rewritten, with_item
from briefbuilder.ui.briefing.pasting import reader_beside
from briefbuilder.ui.briefing.rich_text import can_edit
from briefbuilder.ui.briefing.spelling_marks import SpellingMarks
from briefbuilder.ui.briefing.text_editor import TextEditor
from briefbuilder.ui.briefing.text_tools import TextTools
from briefbuilder.ui.briefing.words import BriefingWords
from briefbuilder.ui.services import Services

_SHOWN = 120
"""Code points of a paragraph that a question shows."""


class ItemPanel(QWidget):
    """Head and field of one item.

    Own text is always open; an excerpt, whose words the outline and the pages show, is folded to its
    head until it is opened. `left` follows when the focus is to go back to the outline,
    `folded_changed` when there is more or less to show.
    """

    left = Signal()
    folded_changed = Signal(bool)

    def __init__(
        self,
        services: Services,
        in_hand: BriefingInHand,
        words: BriefingWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._in_hand = in_hand
        self._words = words
        self._item: Item | None = None
        self._opened = ""
        self._folded = False
        self._in_sight = True
        self._translating = ""
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()

    @property
    def folded(self) -> bool:
        """Whether only the head shows."""
        return self._folded

    @property
    def head_height(self) -> int:
        """The height of the head alone."""
        return self._head.row.sizeHint().height() + self._services.theme.space(0.3)

    @property
    def editor(self) -> TextEditor:
        """The field in which the item is written."""
        return self._editor

    @property
    def tools(self) -> TextTools:
        """The line of tools over the field."""
        return self._tools

    def _build(self) -> None:
        self._editor = TextEditor(self._services.theme, self, read=reader_beside(self._services.jobs))
        self._editor.setAccessibleName(self.tr("Text of the item"))
        self._editor.setAccessibleDescription(
            self.tr(
                "Escape goes back to the outline. In a list, Tab moves an item one level in; in a table, to the next cell."
            )
        )
        self._spelling = SpellingMarks(self._editor, self._services)
        self._tools = TextTools(self._editor, self._services, self)
        self._head = ItemHead(self._services, self._words, self)
        self._lay_out()
        self._editor.committed.connect(self._on_committed)
        self._editor.left.connect(self.left)
        self._editor.paste_cut.connect(self._on_paste_cut)
        self._head.rated.connect(self._on_rated)
        self._head.marked.connect(self._on_marked)
        self._head.restore_wanted.connect(self._on_restore)
        self._head.translation_wanted.connect(self._on_translate)
        self._head.opened.connect(self._on_open)
        for name, act in (
            ("insert-note", self._insert_note),
            ("insert-table", self._insert_table),
            ("next-misspelling", self._next_misspelling),
        ):
            self._services.actions.register(name, act, enabled=self._is_writing)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head.row)
        column.addWidget(self._tools)
        column.addLayout(self._head.note_row)
        column.addWidget(self._editor, 1)

    def show_item(self, briefing: Briefing | None, item_id: str) -> None:
        """Show an item; the same one anew where it changed. Another one lets go of this one first."""
        item = briefing.item(item_id) if briefing is not None else None
        same = item is not None and self._item is not None and item.id == self._item.id
        if not same:
            self._editor.commit()
            self._translating = ""
        self._item = item
        self.setVisible(item is not None and self._in_sight)
        if item is None or briefing is None:
            return
        blocks, editable = self._shown_blocks(item)
        self._editor.setReadOnly(not editable or not self._in_hand.writable)
        was_folded, self._folded = self._folded, isinstance(item, Excerpt) and self._opened != item.id
        self._editor.setVisible(not self._folded)
        self._tools.setVisible(not self._folded and editable and self._in_hand.writable)
        self._editor.set_language(
            language_of_item(self._services, briefing, item, translating=self.translating)
        )
        self._editor.show_blocks(blocks, keep_cursor=same)
        self._editor.setPlaceholderText(self._placeholder(item))
        shown = Held(folded=self._folded, translating=self.translating, editable=editable)
        self._head.show_item(briefing, item, shown, writable=self._in_hand.writable)
        self._fit_head()
        if self._folded != was_folded:
            self.folded_changed.emit(self._folded)

    def _placeholder(self, item: Item) -> str:
        if self.translating:
            return self.tr("Write the working translation here …")
        return self.tr("Write here …") if isinstance(item, OwnText) else ""

    def set_in_sight(self, *, wanted: bool) -> None:
        """Show the item in hand, or make room for what it has no part in."""
        self._in_sight = wanted
        self.setVisible(wanted and self._item is not None)

    def edit(self) -> None:
        """Open the item and put the cursor at the end of its words."""
        self._show_text(opened=True)
        self._editor.to_end()
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _is_writing(self) -> bool:
        """Tell whether there is an open field that may be written in."""
        return self._item is not None and not self._folded and not self._editor.isReadOnly()

    def _insert_note(self) -> None:
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._editor.note()

    def _insert_table(self) -> None:
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._editor.insert_table()

    def _next_misspelling(self) -> None:
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._spelling.go_on()

    @property
    def spelling(self) -> SpellingMarks:
        """The misspelt words of the field."""
        return self._spelling

    def disclose_paragraph(self) -> bool:
        """Ask who may see the paragraph under the pen; False where the pen is not in the text."""
        if self._item is None or not self._editor.hasFocus() or self.translating:
            return False
        self._editor.commit()
        item = self._in_hand.briefing.item(self._item.id) if self._in_hand.briefing else None
        if item is None:
            return False
        there = {block.id: block.text for block in blocks_of_item(self._services, item)[0]}
        blocks = tuple(name for name in self._editor.blocks_at_cursor() if name in there)
        about = there[blocks[0]] if len(blocks) == 1 else self.tr("%n paragraph(s)", "", len(blocks))
        if blocks:
            disclose_blocks(self._services, self._in_hand, item.id, blocks, about[:_SHOWN], self)
        return bool(blocks)

    def _show_text(self, *, opened: bool) -> None:
        item = self._item
        if item is not None:
            self._opened = item.id if opened else ""
            self.show_item(self._in_hand.briefing, item.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the tools below the title where there is no room beside it."""
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        if self._head.fit(self.width()):
            self.folded_changed.emit(self._folded)

    @property
    def translating(self) -> bool:
        """Whether the field holds the working translation of the item, instead of its own words."""
        return self._item is not None and self._translating == self._item.id

    def _shown_blocks(self, item: Item) -> tuple[tuple[Block, ...], bool]:
        """Return what the field holds, and whether it can be edited there."""
        if isinstance(item, Excerpt) and self.translating:
            return item.translation, can_edit(item.translation)
        return blocks_of_item(self._services, item)

    @Slot(tuple)
    def _on_committed(self, blocks: tuple[Block, ...]) -> None:
        item = self._item
        if item is None:
            return
        if self.translating and isinstance(item, Excerpt):
            translated = replace(item, translation=blocks)
            self._in_hand.edit("edit-translation", partial(with_item, item=translated))
            return
        changed = rewritten(self._services, item, blocks)
        self._in_hand.edit("edit-text", partial(with_item, item=changed))

    @Slot()
    def _on_paste_cut(self) -> None:
        self._services.prompter.tell(
            self.tr("Paste"),
            self.tr("More was on the clipboard than a text takes in: the rest was left out."),
        )

    @Slot(object)
    def _on_rated(self, reliability: str | None) -> None:
        if isinstance(self._item, Excerpt):
            self._change(replace(self._item, reliability=reliability))

    @Slot(object)
    def _on_marked(self, marking: str | None) -> None:
        if self._item is not None:
            self._change(replace(self._item, marking=marking))

    @Slot(bool)
    def _on_open(self, opened: bool) -> None:
        self._editor.commit()
        self._show_text(opened=opened)

    @Slot(bool)
    def _on_translate(self, wanted: bool) -> None:
        self._editor.commit()
        if self._item is None:
            return
        self._translating = self._item.id if wanted else ""
        self._opened = self._item.id if wanted else self._opened
        self._editor.forget()
        self.show_item(self._in_hand.briefing, self._item.id)
        if wanted:
            self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_restore(self) -> None:
        if isinstance(self._item, Excerpt):
            self._editor.commit()
            self._change(replace(self._item, blocks=None))

    def _change(self, item: Item) -> None:
        self._in_hand.edit("edit-item-details", partial(with_item, item=item))
