"""The panel of the current item: its text, source, reliability and marking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from briefbuilder.domain.block_edits import append_notes
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText
from briefbuilder.domain.briefing_edits import replace_item
from briefbuilder.domain.passage import PassageLostError, passage_blocks
from briefbuilder.domain.release import carry_releases
from briefbuilder.domain.text import Block, Figure
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.disclosure import ask_release_of_paragraphs
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.brief.rich_text import can_edit
from briefbuilder.ui.brief.spelling import SpellingMarks
from briefbuilder.ui.brief.text_clipboard import background_reader
from briefbuilder.ui.brief.text_editor import TextEditor
from briefbuilder.ui.brief.text_toolbar import TextToolbar
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.choices import choose_data, fill_levels, fill_reliability
from briefbuilder.ui.widgets.labels import ElidedComboBox, ElidedLabel
from briefbuilder.ui.widgets.layouts import OverflowButton
from briefbuilder.ui.widgets.pane import TitleRow
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip


class PictureDescriber(QObject):
    """Asks for the alternative texts of the pictures in the current item; an excerpt keeps its passage."""

    def __init__(self, services: Services, current: CurrentBriefing, view: OutlineView) -> None:
        super().__init__(view)
        self._services = services
        self._current = current
        self._view = view

    def can_describe(self) -> bool:
        """Return whether there is a current item and it can be changed."""
        return self._current.writable and self._item() is not None

    def describe(self) -> None:
        """Ask for descriptions of the pictures that have none, else of all; cancelling one discards all."""
        item = self._item()
        blocks = self._blocks(item) if item is not None else ()
        figures = [block for block in blocks if isinstance(block, Figure)]
        figures_to_describe = [figure for figure in figures if not figure.alternative_text.strip()] or figures
        title = self.tr("Describe picture")
        if item is None or not figures_to_describe:
            self._services.prompter.show_message(title, self.tr("This item has no picture."))
            return
        descriptions: dict[str, str] = {}
        for number, figure in enumerate(figures_to_describe, 1):
            named = figure.text.strip() or self.tr("Picture {number}").format(number=number)
            label = self.tr("Description of “{picture}” for readers who cannot see it").format(picture=named)
            description = self._services.prompter.ask_text(title, label, figure.alternative_text)
            if description is None:
                return
            descriptions[figure.id] = description.strip()
        described = tuple(
            replace(block, alternative_text=descriptions[block.id])
            if isinstance(block, Figure) and block.id in descriptions
            else block
            for block in blocks
        )
        self._current.edit("edit-text", partial(_replace_blocks, item=item, blocks=described))

    def _item(self) -> Item | None:
        briefing = self._current.briefing
        return briefing.item(self._view.current_node) if briefing is not None else None

    def _blocks(self, item: Item) -> tuple[Block, ...]:
        """Return the blocks of an item, those of its passage if it was not edited."""
        if item.blocks is not None or not isinstance(item, Excerpt):
            return item.blocks or ()
        session = self._services.holder.session
        if session is None or session.store.record(item.passage.article) is None:
            return ()
        try:
            return passage_blocks(session.store.article(item.passage.article), item.passage)
        except PassageLostError:
            return ()


def _replace_blocks(briefing: Briefing, item: Item, blocks: tuple[Block, ...]) -> Briefing:
    return replace_item(briefing, replace(item, blocks=blocks))


_VISIBLE_LETTERS = 6
"""Minimum number of visible letters in a combo box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """The state of the item's editor: folded, showing the translation, editable."""

    folded: bool
    translating: bool
    editable: bool


class ItemHeader(QObject):
    """The header of the current item, as two rows for the panel's layout: `row` and `note_row`.

    `reliability_chosen` and `marking_chosen` carry the chosen values, `opened` and `translation_toggled`
    whether the text, or its translation, is to be shown.
    """

    reliability_chosen = Signal(object)
    marking_chosen = Signal(object)
    opened = Signal(bool)
    translation_toggled = Signal(bool)
    restore_requested = Signal()

    def __init__(self, services: Services, texts: BriefingTexts, panel: QWidget) -> None:
        super().__init__(panel)
        self._services, self._texts, self._panel = services, texts, panel
        self._offered: tuple[str, str] = ("", "")
        self._title = ElidedLabel(panel)
        self._title.setObjectName("strip-title")
        self._note = PlainLabel("", panel)
        self._note.setObjectName("muted")
        self._note.setWordWrap(True)
        self._build_choices()
        self._build_buttons()
        self._is_folded = OverflowButton(self.tr("More tools for the item"), services.theme, panel)
        self._is_folded.offer((self._open, self._translate))
        self.row = TitleRow(
            self._title, (self._reliability, self._marking, self._open, self._translate, self._is_folded)
        )
        self.note_row = QHBoxLayout()
        self._lay_out()
        self._reliability.activated.connect(self._on_rated)
        self._marking.activated.connect(self._on_marked)
        self._restore.clicked.connect(self.restore_requested)
        self._open.clicked.connect(self.opened)
        self._translate.clicked.connect(self.translation_toggled)

    def show_item(self, briefing: Briefing, item: Item, held: ItemState, *, writable: bool) -> None:
        """Show an item of a briefing; call `fit` afterwards."""
        excerpt = item if isinstance(item, Excerpt) else None
        title = self._texts.source(excerpt) if excerpt else self.tr("Text")
        self._title.setText(title)
        set_tip(self._title, title)
        edited = excerpt is not None and excerpt.blocks is not None
        self._restore.setVisible(edited and not held.folded and not held.translating)
        self._note.setText(self._note_text(item, held))
        self._note.setVisible(bool(self._note.text()) and not held.folded)
        self._is_folded.offer((self._open, self._translate) if excerpt is not None else ())
        self._open.setChecked(not held.folded)
        self._translate.setChecked(held.translating)
        self._translate.setEnabled(writable or bool(excerpt and excerpt.translation))
        self._show_choices(briefing, item)
        for widget in (self._reliability, self._marking, self._restore):
            widget.setEnabled(writable)

    def fit(self, width: int) -> bool:
        """Place the tools below the title if there is no room next to it; return whether they moved."""
        self._is_folded.unfold()
        moved = self.row.fit(width)
        shown = (combo for combo in (self._reliability, self._marking) if not combo.isHidden())
        choices = [combo.minimumSizeHint().width() for combo in shown]
        margins, gap = self.row.contentsMargins(), self.row.spacing()
        taken = margins.left() + margins.right() + sum(choices) + gap * (len(choices) + 1)
        self._is_folded.fit(width - taken, gap)
        return moved

    def _build_choices(self) -> None:
        self._reliability = self._choice(
            self.tr("Reliability of the source"),
            self.tr(
                "Admiralty code: A to F for the source, 1 to 6 for the information. F6 means that neither can be judged."
            ),
        )
        fill_reliability(self._reliability, self.tr("Not rated"))
        self._marking = self._choice(self.tr("Marking of the item"), self.tr("Marking of the item"))

    def _choice(self, name: str, tip: str) -> ElidedComboBox:
        combo = ElidedComboBox(_VISIBLE_LETTERS, self._panel)
        combo.setAccessibleName(name)
        set_tip(combo, tip)
        combo.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setMaximumWidth(self._services.theme.space(11))
        return combo

    def _build_buttons(self) -> None:
        self._restore = self._button(self.tr("Original text"), self.tr("Restore the original text"))
        self._open = self._button(self.tr("Text"), self.tr("Show or hide the text of the excerpt"))
        self._open.setCheckable(True)
        self._translate = self._button(
            self.tr("Translation"), self.tr("Write a working translation of the excerpt")
        )
        set_tip(
            self._translate,
            self.tr("Write a working translation, shown next to the excerpt and marked as unofficial"),
        )
        self._translate.setCheckable(True)

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self._panel)
        button.setText(text)
        button.setAccessibleName(name)
        set_tip(button, name)
        return button

    def _lay_out(self) -> None:
        space = self._services.theme.space
        self.row.setContentsMargins(space(0.6), space(0.3), space(0.4), space(0.2))
        self.row.set_gap(space(0.3))
        self.note_row.setContentsMargins(space(0.6), 0, space(0.4), space(0.2))
        self.note_row.addWidget(self._note, 1)
        self.note_row.addWidget(self._restore)

    def _show_choices(self, briefing: Briefing, item: Item) -> None:
        excerpt = item if isinstance(item, Excerpt) else None
        self._reliability.setVisible(excerpt is not None)
        if excerpt is not None:
            choose_data(self._reliability, excerpt.reliability)
        if self._offered != (briefing.template, briefing.language):
            self._offered = (briefing.template, briefing.language)
            restricted = self.tr("Requires an accredited system: ask an administrator to enable it.")
            none = self.tr("No separate marking")
            fill_levels(self._marking, self._texts.profile, briefing.language, none, restricted)
        choose_data(self._marking, item.marking)

    def _note_text(self, item: Item, held: ItemState) -> str:
        closed = len(item.releases)
        restricted = self.tr("%n paragraph(s) are restricted.", "", closed) if closed else ""
        return " ".join(filter(None, (self._status_text(item, held), restricted)))

    def _status_text(self, item: Item, held: ItemState) -> str:
        if not isinstance(item, Excerpt):
            return ""
        if held.translating:
            return self.tr("Working translation: marked as unofficial in the export.")
        if not held.editable:
            return self.tr(
                "This excerpt contains a picture, code or an irregular table and cannot be edited. It is exported unchanged."
            )
        return self.tr("Edited quotation: marked in the export.") if item.blocks is not None else ""

    @Slot()
    def _on_rated(self) -> None:
        self.reliability_chosen.emit(self._reliability.currentData())

    @Slot()
    def _on_marked(self) -> None:
        self.marking_chosen.emit(self._marking.currentData())


def item_blocks(services: Services, item: Item) -> tuple[tuple[Block, ...], bool]:
    """Return an item's blocks and whether they can be edited; none if its article or passage is lost."""
    if item.blocks is not None:
        return item.blocks, can_edit(item.blocks)
    session = services.holder.session
    if session is None or session.store.record(item.passage.article) is None:
        return (), False
    try:
        article = session.store.article(item.passage.article)
        blocks = append_notes(passage_blocks(article, item.passage), article.blocks)
    except PassageLostError:
        return (), False
    return blocks, can_edit(blocks)


def item_language(services: Services, briefing: Briefing, item: Item, *, translating: bool) -> str:
    """Return the language of an item's text: the source's for an excerpt, else the briefing's."""
    session = services.holder.session
    if isinstance(item, Excerpt) and not translating and session is not None:
        record = session.store.record(item.passage.article)
        return (record and record.metadata.language) or briefing.language
    return briefing.language


def rewrite_item(services: Services, item: Item, blocks: tuple[Block, ...]) -> Item:
    """Return an item with new blocks; restricted paragraphs stay restricted, and text equal to the source is not an edit."""
    before, _ = item_blocks(services, item)
    changed = replace(item, blocks=blocks, releases=carry_releases(before, blocks, item.releases))
    if isinstance(changed, Excerpt):
        source, _ = item_blocks(services, replace(changed, blocks=None))
        if _has_same_text(source, blocks):
            return replace(changed, blocks=None)
    return changed


def replace_if_present(briefing: Briefing, *, item: Item) -> Briefing:
    """Replace an item, unless it was removed in the meantime."""
    return replace_item(briefing, item) if briefing.item(item.id) is not None else briefing


def _has_same_text(source: tuple[Block, ...], blocks: tuple[Block, ...]) -> bool:
    return [(block.kind, block.text) for block in source] == [(block.kind, block.text) for block in blocks]


_MAX_QUESTION_TEXT = 120
"""Maximum length of the text in a question, in code points."""


class ItemPanel(QWidget):
    """The header and the editor of one item.

    A text is always open; an excerpt, whose text the outline and the preview show, is folded to its
    header until it is opened. `left` is emitted when the focus returns to the outline,
    `folded_changed` when the panel needs another height.
    """

    left = Signal()
    folded_changed = Signal(bool)

    def __init__(
        self,
        services: Services,
        current: CurrentBriefing,
        texts: BriefingTexts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._current = current
        self._texts = texts
        self._item: Item | None = None
        self._opened = ""
        self._is_folded = False
        self._available = True
        self._translating = ""
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()

    @property
    def folded(self) -> bool:
        """Whether only the header is shown."""
        return self._is_folded

    @property
    def header_height(self) -> int:
        """The height of the header in pixels."""
        return self._header.row.sizeHint().height() + self._services.theme.space(0.3)

    @property
    def editor(self) -> TextEditor:
        """The editor of the item's text."""
        return self._editor

    @property
    def tools(self) -> TextToolbar:
        """The toolbar of the editor."""
        return self._tools

    def _build(self) -> None:
        self._editor = TextEditor(self._services.theme, self, read=background_reader(self._services.jobs))
        self._editor.setAccessibleName(self.tr("Text of the item"))
        self._editor.setAccessibleDescription(
            self.tr(
                "Press Esc to return to the outline. In a list, Tab indents the item. In a table, Tab moves to the next cell."
            )
        )
        self._spelling = SpellingMarks(self._editor, self._services)
        self._tools = TextToolbar(self._editor, self._services, self)
        self._header = ItemHeader(self._services, self._texts, self)
        self._lay_out()
        self._editor.committed.connect(self._on_committed)
        self._editor.left.connect(self.left)
        self._editor.paste_cut.connect(self._on_paste_cut)
        self._header.reliability_chosen.connect(self._on_rated)
        self._header.marking_chosen.connect(self._on_marked)
        self._header.restore_requested.connect(self._on_restore)
        self._header.translation_toggled.connect(self._on_translate)
        self._header.opened.connect(self._on_open)
        for name, command in (
            ("insert-note", self._insert_note),
            ("insert-table", self._insert_table),
            ("next-misspelling", self._next_misspelling),
        ):
            self._services.actions.register(name, command, enabled=self._is_writing)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._header.row)
        column.addWidget(self._tools)
        column.addLayout(self._header.note_row)
        column.addWidget(self._editor, 1)

    def show_item(self, briefing: Briefing | None, item_id: str) -> None:
        """Show an item; text of the previous one is committed first."""
        item = briefing.item(item_id) if briefing is not None else None
        same = item is not None and self._item is not None and item.id == self._item.id
        if not same:
            self._editor.commit()
            self._translating = ""
        self._item = item
        self.setVisible(item is not None and self._available)
        if item is None or briefing is None:
            return
        blocks, editable = self._shown_blocks(item)
        self._editor.setReadOnly(not editable or not self._current.writable)
        was_folded, self._is_folded = self._is_folded, isinstance(item, Excerpt) and self._opened != item.id
        self._editor.setVisible(not self._is_folded)
        self._tools.setVisible(not self._is_folded and editable and self._current.writable)
        self._editor.set_language(item_language(self._services, briefing, item, translating=self.translating))
        self._editor.show_blocks(blocks, keep_cursor=same)
        self._editor.setPlaceholderText(self._placeholder(item))
        shown = ItemState(folded=self._is_folded, translating=self.translating, editable=editable)
        self._header.show_item(briefing, item, shown, writable=self._current.writable)
        self._fit_header()
        if self._is_folded != was_folded:
            self.folded_changed.emit(self._is_folded)

    def _placeholder(self, item: Item) -> str:
        if self.translating:
            return self.tr("Write the working translation here …")
        return self.tr("Write here …") if isinstance(item, OwnText) else ""

    def set_available(self, *, available: bool) -> None:
        """Allow or forbid the panel to be shown; it belongs to the outline only."""
        self._available = available
        self.setVisible(available and self._item is not None)

    def edit(self) -> None:
        """Open the item and put the cursor at the end of its text."""
        self._show_text(opened=True)
        self._editor.move_to_end()
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _is_writing(self) -> bool:
        """Return whether the editor is open and writable."""
        return self._item is not None and not self._is_folded and not self._editor.isReadOnly()

    def _insert_note(self) -> None:
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._editor.toggle_note()

    def _insert_table(self) -> None:
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._editor.insert_table()

    def _next_misspelling(self) -> None:
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._spelling.go_to_next()

    @property
    def spelling(self) -> SpellingMarks:
        """The spell check of the editor."""
        return self._spelling

    def ask_paragraph_release(self) -> bool:
        """Ask who may see the current paragraph; return False if the editor has no focus."""
        if self._item is None or not self._editor.hasFocus() or self.translating:
            return False
        self._editor.commit()
        item = self._current.briefing.item(self._item.id) if self._current.briefing else None
        if item is None:
            return False
        texts_by_id = {block.id: block.text for block in item_blocks(self._services, item)[0]}
        blocks = tuple(name for name in self._editor.blocks_at_cursor() if name in texts_by_id)
        about = texts_by_id[blocks[0]] if len(blocks) == 1 else self.tr("%n paragraph(s)", "", len(blocks))
        if blocks:
            ask_release_of_paragraphs(
                self._services, self._current, item.id, blocks, about[:_MAX_QUESTION_TEXT], self
            )
        return bool(blocks)

    def _show_text(self, *, opened: bool) -> None:
        item = self._item
        if item is not None:
            self._opened = item.id if opened else ""
            self.show_item(self._current.briefing, item.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the tools below the title if there is no room next to it."""
        super().resizeEvent(event)
        self._fit_header()

    def _fit_header(self) -> None:
        if self._header.fit(self.width()):
            self.folded_changed.emit(self._is_folded)

    @property
    def translating(self) -> bool:
        """Whether the editor shows the working translation instead of the item's text."""
        return self._item is not None and self._translating == self._item.id

    def _shown_blocks(self, item: Item) -> tuple[tuple[Block, ...], bool]:
        """Return the blocks to show and whether they can be edited."""
        if isinstance(item, Excerpt) and self.translating:
            return item.translation, can_edit(item.translation)
        return item_blocks(self._services, item)

    @Slot(tuple)
    def _on_committed(self, blocks: tuple[Block, ...]) -> None:
        item = self._item
        if item is None:
            return
        if self.translating and isinstance(item, Excerpt):
            translated = replace(item, translation=blocks)
            self._current.edit("edit-translation", partial(replace_if_present, item=translated))
            return
        changed = rewrite_item(self._services, item, blocks)
        self._current.edit("edit-text", partial(replace_if_present, item=changed))

    @Slot()
    def _on_paste_cut(self) -> None:
        self._services.prompter.show_message(
            self.tr("Paste"),
            self.tr("The pasted text was too long. The rest was left out."),
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
        self.show_item(self._current.briefing, self._item.id)
        if wanted:
            self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_restore(self) -> None:
        if isinstance(self._item, Excerpt):
            self._editor.commit()
            self._change(replace(self._item, blocks=None))

    def _change(self, item: Item) -> None:
        self._current.edit("edit-item-details", partial(replace_if_present, item=item))
