"""The editor of the current item: its text, its source, and who may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QButtonGroup, QCompleter, QDialog, QFrame, QLineEdit, QRadioButton, QWidget

from briefbuilder import app
from briefbuilder.composing.lengths import count_words, item_text
from briefbuilder.composing.release import list_audiences
from briefbuilder.domain.article import Article, Picture
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText, Part
from briefbuilder.domain.briefing_edits import set_block_releases, set_release
from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import PUBLIC, Disclosure, Release
from briefbuilder.domain.text import Block, Figure, join_text, one_line
from briefbuilder.ui.act_names import written_text
from briefbuilder.ui.brief.claim_marks import ClaimMarks
from briefbuilder.ui.brief.claims import ClaimChecks
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.item_bars import ItemBar, ItemFoot, ItemMenu, ItemSource, TextToolbar
from briefbuilder.ui.brief.item_texts import (
    add_next_section,
    extend_to_section,
    item_blocks,
    item_language,
    passage_topics,
    pictured_passage,
    quote_next_sentence,
    quote_one_sentence_less,
    replace_if_present,
    rewrite_item,
)
from briefbuilder.ui.brief.rich_text import can_edit
from briefbuilder.ui.brief.spelling import SpellingMarks
from briefbuilder.ui.brief.text_clipboard import background_reader
from briefbuilder.ui.brief.text_editor import TextEditor
from briefbuilder.ui.brief.text_pictures import PictureSource, TextPictures, can_hold_pictures
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import TextLook
from briefbuilder.ui.widgets.controls import EmptyState
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.plain import PlainLabel, join_facts
from briefbuilder.ui.widgets.timers import single_shot_timer

_MAX_QUESTION_TEXT = 120
"""Maximum length of the text in a question, in code points."""
_MAX_TEXT_WIDTH = 720
"""Design pixels of a line of text, beyond which lines are hard to follow."""
_SIDE_MARGIN = 16
"""Design pixels beside the text, besides its own margin."""
_COUNT_DELAY = 200
"""Milliseconds after the last key press before the words are counted."""
_RANGES: dict[str, Callable[[Article, Passage], Passage | None]] = {
    "more": quote_next_sentence,
    "less": quote_one_sentence_less,
    "section": extend_to_section,
    "next": add_next_section,
}

_DISCLOSURES: tuple[Disclosure | None, ...] = (None, "usable", "closed", "named")
"""The choices of who may see something, None for everyone."""


class DisclosureDialog(QDialog):
    """Asks who may see something; `release` is the answer, None for everyone."""

    def __init__(
        self, services: Services, about: str, release: Release | None, known: tuple[str, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/limit-recipients")
        self.setWindowTitle(self.tr("Who may see this"))
        space = services.theme.space
        column = fill_dialog(self, services.theme)
        column.addWidget(PlainLabel(about, self, role="strong", wraps=True))
        self._choices = QButtonGroup(self)
        texts = (
            self.tr("&Everyone"),
            self.tr("Everyone, and it may be &quoted: usable"),
            self.tr("Internal only: &not for disclosure"),
            self.tr("&Only these recipients:"),
        )
        for place, text in enumerate(texts):
            button = QRadioButton(text, self)
            self._choices.addButton(button, place)
            column.addWidget(button)
        self._audiences = QLineEdit(self)
        self._audiences.setAccessibleName(self.tr("Recipients, separated by commas"))
        self._audiences.setPlaceholderText(self.tr("press, partners"))
        offered = QCompleter([name for name in known if name != PUBLIC], self._audiences)
        offered.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self._audiences.setCompleter(offered)
        column.addWidget(self._audiences)
        buttons = DialogButtons(self, self.tr("Apply"))
        self._agree = buttons.agree
        column.addWidget(buttons)
        self.setMinimumWidth(space(26))
        self._show(release)
        self._choices.idToggled.connect(self._refresh)
        self._audiences.textChanged.connect(self._refresh)
        self._refresh()

    @property
    def release(self) -> Release | None:
        """The chosen release, None for everyone."""
        disclosure = _DISCLOSURES[self._choices.checkedId()]
        if disclosure is None:
            return None
        return Release(disclosure=disclosure, audiences=self._names() if disclosure == "named" else ())

    def _names(self) -> tuple[str, ...]:
        names = (" ".join(name.split()) for name in self._audiences.text().split(","))
        return tuple(dict.fromkeys(filter(None, names)))

    def _show(self, release: Release | None) -> None:
        button = self._choices.button(_DISCLOSURES.index(release.disclosure if release else None))
        button.setChecked(True)
        button.setFocus()
        self._audiences.setText(", ".join(release.audiences) if release else "")

    @Slot()
    def _refresh(self) -> None:
        named = _DISCLOSURES[self._choices.checkedId()] == "named"
        self._audiences.setEnabled(named)
        self._agree.setEnabled(not named or bool(self._names()))


@dataclass(frozen=True, slots=True)
class _OpenedText:
    """An item as it was opened or committed last, while others changed its text: what is typed is written against it.

    `heads` are the newest batches that were known by then.
    """

    item: Item
    heads: tuple[str, ...]


class ItemPanel(QFrame):
    """The editor of one item, with the bars around its text.

    `escaped` is emitted when the focus returns to the outline. A text that is being written is not replaced by what others
    write: both are merged by the rules of the exchange, and shown when the editor loses the focus.
    """

    escaped = Signal()

    def __init__(
        self,
        services: Services,
        current: CurrentBriefing,
        claims: ClaimChecks,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/write-texts")
        self._services = services
        self.claim_checks = claims
        self.current = current
        self._texts = current.texts
        self._item: Item | None = None
        self._look = TextLook(services.settings, "editor")
        self._editable = self._is_lost = False
        self._translating = ""
        self._known_before: tuple[str, ...] | None = None
        self._opened: _OpenedText | None = None
        self.setProperty("surface", "paper")
        self._build()

    def _build(self) -> None:
        services = self._services
        self.editor = TextEditor(services.theme, self, read=background_reader(services.jobs, self._hold))
        self.pictures = TextPictures(services, self.editor.figures, self)
        self.editor.find_pictures = self.pictures.find
        self.editor.quote = partial(pictured_passage, services)
        self.editor.setAccessibleName(self.tr("Text of the item"))
        self.editor.setAccessibleDescription(
            self.tr(
                "Press Esc to return to the outline. In a list, Tab indents the item. In a table, Tab moves to the next cell."
            )
        )
        self.spelling = SpellingMarks(self.editor, services)
        self.claims = ClaimMarks(self.editor, self.claim_checks, services)
        self.tools = TextToolbar(self.editor, services, self)
        self.menu = ItemMenu(services, self._texts, self)
        self.bar = ItemBar(services, self.menu, self)
        self.source = ItemSource(services, self)
        self.foot = ItemFoot(services, self)
        self._empty = EmptyState(services.theme, self)
        self._empty.add_action(services.actions.action("new-own-text"))
        self._counting = single_shot_timer(self, self._show_words, _COUNT_DELAY)
        column = column_layout(self, gap=0)
        for widget in (self.bar, self.tools, self.source, self.editor, self._empty, self.foot):
            column.addWidget(widget, int(widget in (self.editor, self._empty)))
        self._connect()
        self.apply_look()
        for name, command in (
            ("insert-note", self._insert_note),
            ("insert-table", self._insert_table),
            ("insert-picture", self._insert_picture),
            ("next-misspelling", self._next_misspelling),
        ):
            services.actions.register(name, command, enabled=self._is_writing)
        services.actions.register(
            "cite-claim",
            self.claims.cite_current,
            enabled=self.claims.can_cite,
            why_not=lambda: self.tr("Put the cursor on a statement that is in a source"),
        )
        for name in ("more", "less"):
            services.actions.register(
                f"quote-{name}",
                partial(self.change_range, name),
                enabled=lambda: self._can_change_range() and not self._is_lost,
                why_not=lambda: self.tr("Choose an excerpt that was not edited"),
            )

    def _connect(self) -> None:
        self.editor.committed.connect(self._on_committed)
        self.editor.escaped.connect(self.escaped)
        self.editor.focus_lost.connect(self._show_merged)
        links = self._services.links
        links.take_in_started.connect(self._on_take_in_started)
        links.take_in_ended.connect(self._on_take_in_ended)
        self.editor.paste_cut.connect(self._on_paste_cut)
        self.editor.picture_refused.connect(self._on_picture_refused)
        self.editor.pictures_pasted.connect(self._bring_pictures)
        self.pictures.decoded.connect(self.editor.show_images)
        self.editor.menu_opened.connect(self.tools.add_to_menu)
        self.editor.document().contentsChanged.connect(self._counting.start)
        self.menu.range_chosen.connect(self.change_range)
        self.menu.reliability_chosen.connect(self._on_rated)
        self.menu.marking_chosen.connect(self._on_marked)
        self.menu.restore_requested.connect(self._on_restore)
        self.foot.translation_toggled.connect(self._on_translate)
        self.foot.release_requested.connect(self._on_release)

    def show_item(self, briefing: Briefing | None, node: str) -> None:
        """Show an item, or the name of a part; text of the previous item is committed first."""
        item = briefing.item(node) if briefing is not None else None
        same = item is not None and self._item is not None and item.id == self._item.id
        if not same:
            self.editor.commit()
            self._translating = ""
        before, self._item = self._item, item
        for widget in (self.source, self.editor, self.foot):
            widget.setVisible(item is not None)
        self._empty.setVisible(item is None)
        own = item.id if isinstance(item, OwnText) and not self.translating else ""
        self.claims.show_item(own)
        if item is None or briefing is None:
            self._show_part(briefing, node)
            return
        blocks, self._editable = self._shown_blocks(item)
        self._is_lost = not self._editable and can_edit(blocks)
        writable = self._editable and self.current.writable
        self.editor.setReadOnly(not writable)
        self.tools.setVisible(writable)
        self.editor.set_language(item_language(self._services, briefing, item, translating=self.translating))
        if not self._keeps_opened(before if same else None, blocks):
            self._opened = None
            self.editor.show_blocks(blocks, keep_cursor=same)
        self.editor.setPlaceholderText(self._placeholder(item))
        self._show_about(briefing, item)

    def _keeps_opened(self, before: Item | None, blocks: tuple[Block, ...]) -> bool:
        """Return whether the editor keeps its text although others changed the stored text."""
        if before is None or self._known_before is None:
            return False
        if self._opened is None and self.editor.is_in_use and not self.editor.shows(blocks):
            self._opened = _OpenedText(before, self._known_before)
        return self._opened is not None

    @Slot(tuple)
    def _on_take_in_started(self, heads: tuple[str, ...]) -> None:
        self._known_before = heads

    @Slot()
    def _on_take_in_ended(self) -> None:
        self._known_before = None

    @Slot()
    def _show_merged(self) -> None:
        """Show the text that is stored in place of one that was being written."""
        if self._opened is not None and self._item is not None:
            self._opened = None
            self.show_item(self.current.briefing, self._item.id)

    def _show_part(self, briefing: Briefing | None, node: str) -> None:
        """Show that a part, or nothing, is chosen."""
        part = briefing.part(node) if briefing is not None else None
        self.tools.hide()
        self.bar.show_none(self._texts.heading(part) if part is not None else "")
        self._empty.label.setText(
            (self._part_hint(part) if part is not None else "")
            or self.tr("Choose an item in the outline to edit it.")
        )

    def _part_hint(self, part: Part) -> str:
        """Return what the template says of a part, or why a part about a topic may be empty."""
        hint = self._texts.hint(part)
        if hint or part.topic is None or part.items:
            return hint
        words = self.tr("Passages tagged “{topic}” are in other parts, or under “Ready to add”.")
        return words.format(topic=self._texts.heading(part))

    def _show_about(self, briefing: Briefing, item: Item) -> None:
        """Show what is around the text of an item."""
        excerpt = item if isinstance(item, Excerpt) else None
        writable = self.current.writable
        self.menu.show_item(briefing, item, writable=writable)
        self.bar.show_item(self._texts.icon(item), self._texts.title(item), is_excerpt=excerpt is not None)
        rating = (excerpt.reliability or "") if excerpt is not None else ""
        parts = (self._texts.citation(excerpt) if excerpt else "", rating, self._texts.marking(item.marking))
        topics = passage_topics(self._services, excerpt) if excerpt is not None else ()
        written = written_text(self._services, Key("briefing", briefing.id), item.id)
        self.source.show_item(join_facts(parts, "  ·  "), topics, self._note_text(item), written)
        release = self._texts.release(item.release)
        self.foot.show_release(release[:1].upper() + release[1:] or self.tr("Everyone"), writable=writable)
        self.foot.show_translation(
            is_excerpt=excerpt is not None,
            has_one=bool(excerpt is not None and excerpt.translation),
            shown=self.translating,
            enabled=writable or bool(excerpt is not None and excerpt.translation),
        )
        self._show_words()

    def _note_text(self, item: Item) -> str:
        if self._opened is not None:
            return self.tr("Others changed this text, too. Both versions are merged when you leave it.")
        closed = len(item.releases)
        restricted = self.tr("%n paragraph(s) are restricted.", "", closed) if closed else ""
        return " ".join(filter(None, (self._status_text(item), restricted)))

    def _status_text(self, item: Item) -> str:
        if not isinstance(item, Excerpt):
            return ""
        if self.translating:
            return self.tr("Working translation: marked as unofficial in the export.")
        if self._is_lost:
            return self.tr("The article no longer contains these words. Add the excerpt again, or remove it.")
        if not self._editable:
            return self.tr(
                "This excerpt contains code or an irregular table and cannot be edited. It is exported unchanged."
            )
        return self.tr("Edited quotation: marked in the export.") if item.blocks is not None else ""

    @Slot()
    def _show_words(self) -> None:
        """Count the words of the text in the editor."""
        item = self._item
        if item is None:
            return
        if self.translating:
            words = count_words(join_text(self.editor.blocks()))
            self.foot.show_words(self.tr("%n word(s)", "", words), "")
            return
        if self._editable and self.editor.is_dirty:
            item = rewrite_item(self._services, item, self.editor.blocks())
        counted = self.tr("%n word(s)", "", count_words(item_text(item)))
        state = ""
        if isinstance(item, Excerpt) and not self._is_lost:
            state = self.tr("as in the article") if item.blocks is None else self.tr("edited")
        self.foot.show_words(counted, state)

    def _placeholder(self, item: Item) -> str:
        if self.translating:
            return self.tr("Write the working translation here …")
        return self.tr("Write here …") if isinstance(item, OwnText) else ""

    def resize_text(self, step: int) -> None:
        """Make the text larger (1), smaller (-1), or as large as usual (0); the size is remembered."""
        self._look.resize(step)
        self.apply_look()

    def apply_look(self) -> None:
        """Use the remembered size of the text, and a font with serifs unless the reader uses one without."""
        self.editor.set_look(self._look.scale, serif=self._look.serif)

    @Slot(str, str)
    def mark_words(self, item_id: str, words: str) -> None:
        """Mark the words of a finding in the text, or in its translation, and scroll to them; empty words remove the marks."""
        if self._item is not None and self._item.id == item_id:
            if not self.translating and self._are_only_translated(words):
                self._show_translation(self._item.id)
            self.editor.mark_words(words)

    def _are_only_translated(self, words: str) -> bool:
        """Return whether the working translation has some words, and the text that is shown does not."""
        translation = self._item.translation if isinstance(self._item, Excerpt) else ()
        is_there = bool(words) and any(words in one_line(block.text) for block in translation)
        return is_there and self.editor.document().find(words).isNull()

    def edit(self) -> None:
        """Put the cursor at the end of the item's text."""
        self.editor.move_to_end()
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _is_writing(self) -> bool:
        """Return whether there is a text that can be written."""
        return self._item is not None and not self.editor.isReadOnly()

    def _insert_note(self) -> None:
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.toggle_note()

    def _insert_table(self) -> None:
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.insert_table()

    def _insert_picture(self) -> None:
        place = self.editor.textCursor()
        place.setPosition(place.selectionEnd())
        if not can_hold_pictures(place):
            self._on_picture_refused()
        elif files := self.pictures.choose():
            self._bring_pictures(files, place)
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(tuple, object)
    def _bring_pictures(self, sources: tuple[PictureSource, ...], place: QTextCursor) -> None:
        if self._item is not None:
            self.pictures.bring(sources, partial(self._insert_read, self._item.id, self.translating, place))

    def _hold(self, pictures: Mapping[str, Picture]) -> None:
        """Keep pictures that are about to be pasted until the text is stored."""
        self.pictures.hold(pictures)

    def _insert_read(self, item: str, translating: bool, place: QTextCursor, figure: Figure) -> None:
        """Insert a picture that was read, unless another text is shown by now."""
        if self._item is not None and (self._item.id, self.translating) == (item, translating):
            self.editor.insert_figure(figure, place)

    def blocks_at_cursor(self) -> tuple[str, ...]:
        """Return the ids of the paragraphs at the cursor, as they are stored; none unless the editor has the focus."""
        if not self.editor.hasFocus() or self.translating:
            return ()
        self.editor.commit()
        return self.editor.blocks_at_cursor()

    def _next_misspelling(self) -> None:
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.spelling.go_to_next()

    def ask_paragraph_release(self) -> bool:
        """Ask who may see the current paragraph; return False if the editor has no focus."""
        named = self.blocks_at_cursor()
        if self._item is None or not named:
            return False
        item = self.current.briefing.item(self._item.id) if self.current.briefing else None
        if item is None:
            return False
        texts_by_id = {block.id: block.text for block in item_blocks(self._services, item)[0]}
        blocks = tuple(name for name in named if name in texts_by_id)
        about = texts_by_id[blocks[0]] if len(blocks) == 1 else self.tr("%n paragraph(s)", "", len(blocks))
        if blocks:
            before = item.releases.get(blocks[0])
            change = partial(set_block_releases, item_id=item.id, block_ids=blocks)
            self.ask_release(about[:_MAX_QUESTION_TEXT], before, change)
        return bool(blocks)

    def ask_release(self, about: str, before: Release | None, change: Callable[..., Briefing]) -> None:
        """Ask who may see something, and apply `change` to the briefing with the answer as `release`."""
        briefing = self.current.briefing
        if briefing is not None:
            audiences = list_audiences(briefing)
            dialog = DisclosureDialog(self._services, about, before, audiences, self.window())
            if self._services.prompter.run(dialog):
                self.current.edit("set-release", partial(change, release=dialog.release))

    @property
    def translating(self) -> bool:
        """Whether the editor shows the working translation instead of the item's text."""
        return self._item is not None and self._translating == self._item.id

    def _shown_blocks(self, item: Item) -> tuple[tuple[Block, ...], bool]:
        """Return the blocks to show and whether they can be edited."""
        if isinstance(item, Excerpt) and self.translating:
            return item.translation, can_edit(item.translation)
        return item_blocks(self._services, item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines of the text short enough to be followed in a wide editor."""
        super().resizeEvent(event)
        px = self._services.theme.px
        spare = event.size().width() - px(_MAX_TEXT_WIDTH) - 2 * px(_SIDE_MARGIN)
        self.editor.setViewportMargins(px(_SIDE_MARGIN), 0, px(_SIDE_MARGIN) // 2 + max(0, spare), 0)

    @Slot(tuple)
    def _on_committed(self, blocks: tuple[Block, ...]) -> None:
        item = self._item
        if item is None:
            return
        if self._opened is not None:
            self._write_opened(self._opened, blocks)
            return
        pictures = self.pictures.new_in(blocks)
        if self.translating and isinstance(item, Excerpt):
            translated = replace(item, translation=blocks)
            self.current.edit("edit-translation", partial(replace_if_present, item=translated), pictures)
            return
        changed = rewrite_item(self._services, item, blocks)
        self.current.edit("edit-text", partial(replace_if_present, item=changed), pictures)

    def _write_opened(self, opened: _OpenedText, blocks: tuple[Block, ...]) -> None:
        """Store a text as an edit of what was opened, so that what others wrote meanwhile is merged with it."""
        session, briefing, item = self._services.holder.session, self.current.briefing, opened.item
        if session is None or briefing is None:
            return
        if self.translating and isinstance(item, Excerpt):
            changed: Item = replace(item, translation=blocks)
        else:
            changed = rewrite_item(self._services, item, blocks)
        self._known_before = opened.heads
        try:
            heads = app.commands.briefings.write_opened_text(
                session, briefing, item, changed, opened.heads, self.pictures.new_in(blocks)
            )
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return
        finally:
            self._known_before = None
        if self._opened is not None:
            self._opened = _OpenedText(changed, heads)

    @Slot()
    def _on_paste_cut(self) -> None:
        self._services.toasts.show(self.tr("The pasted text was too long. The rest was left out."))

    @Slot()
    def _on_picture_refused(self) -> None:
        self._services.toasts.show(
            self.tr(
                "Tables and notes hold no pictures, and pictures are left out that are not PNG, JPEG, GIF, WebP, TIFF or BMP."
            )
        )

    @Slot(str)
    def change_range(self, name: str) -> None:
        """Quote more or less of the article: "more" or "less" by a sentence, the whole "section", the "next" one."""
        self.editor.commit()
        item, session = self._item, self._services.holder.session
        if not isinstance(item, Excerpt) or session is None or not self._can_change_range():
            return
        article = self._services.attempt(session.store.article, item.passage.article)
        if article is None:
            return
        passage = _RANGES[name](article, item.passage)
        if passage is None:
            self._services.toasts.show(
                self.tr("An excerpt has at least one sentence.")
                if name == "less"
                else self.tr("There is nothing more to quote there.")
            )
            return
        self.current.edit("edit-text", partial(replace_if_present, item=replace(item, passage=passage)))

    def _can_change_range(self) -> bool:
        """Return whether the item quotes an article in its own words."""
        return self.current.writable and isinstance(self._item, Excerpt) and self._item.blocks is None

    @Slot(object)
    def _on_rated(self, reliability: str | None) -> None:
        if isinstance(self._item, Excerpt):
            self._change(replace(self._item, reliability=reliability))

    @Slot(object)
    def _on_marked(self, marking: str | None) -> None:
        if self._item is not None:
            self._change(replace(self._item, marking=marking))

    @Slot()
    def _on_release(self) -> None:
        if self._item is not None:
            self.editor.commit()
            about = self._texts.snippet(self._item)[:_MAX_QUESTION_TEXT]
            change = partial(set_release, node_ids=(self._item.id,))
            self.ask_release(about, self._item.release, change)

    @Slot(bool)
    def _on_translate(self, wanted: bool) -> None:
        self._show_translation(self._item.id if wanted and self._item is not None else "")
        if self.translating:
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_translation(self, item_id: str) -> None:
        """Show the working translation of the current item, or its text if its id is not given."""
        self.editor.commit()
        if self._item is not None:
            self._translating = item_id
            self.editor.forget()
            self.show_item(self.current.briefing, self._item.id)

    @Slot()
    def _on_restore(self) -> None:
        if isinstance(self._item, Excerpt):
            self.editor.commit()
            self._change(replace(self._item, blocks=None))

    def _change(self, item: Item) -> None:
        self.current.edit("edit-item-details", partial(replace_if_present, item=item))
