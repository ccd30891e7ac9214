"""The actions of the open article, the adjustment of a tag's boundaries by keys, and the fields of its head edited in place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTextBoundaryFinder, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from briefbuilder import app
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag
from briefbuilder.ui.read.article_canvas import ArticleCanvas
from briefbuilder.ui.read.article_commands import TagCommands
from briefbuilder.ui.read.article_document import HeaderField
from briefbuilder.ui.read.article_view import ArticleView
from briefbuilder.ui.read.detail_fields import detail_fields, store_detail
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import TextLook
from briefbuilder.ui.widgets.keys import SIDE_STEPS
from briefbuilder.ui.widgets.menus import add_entry, show_menu
from briefbuilder.ui.widgets.plain import set_action_text, set_tip

_WALKS = (
    ("previous-paragraph", -1, False),
    ("next-paragraph", 1, False),
    ("previous-section", -1, True),
    ("next-section", 1, True),
)


def register_article_actions(
    pane: QWidget, walk: Callable[..., None], services: Services, commands: TagCommands, view: ArticleView
) -> None:
    """Register the actions of the article pane; `walk` moves the target by a step, over `sections` or paragraphs."""
    board = services.actions
    for name, step, sections in _WALKS:
        board.register(name, partial(walk, step, sections=sections), enabled=commands.is_reading, widget=pane)
    board.register("repeat-tag", commands.repeat, enabled=commands.can_repeat, widget=view)
    board.register("remove-tag", commands.remove, enabled=commands.can_remove, widget=view)
    board.register("add-to-briefing", commands.add_to_briefing, enabled=commands.has_target, widget=pane)
    board.register("copy-article", commands.copy, enabled=commands.has_target, widget=view)


class TagEdgeEditor(QObject):
    """Moves a boundary of a tag by grapheme clusters or words; the result is one change.

    `hinted` carries the hint to show meanwhile.
    """

    hinted = Signal(str)

    def __init__(
        self, services: Services, tag_commands: TagCommands, canvas: ArticleCanvas, pane: QWidget
    ) -> None:
        super().__init__(pane)
        self._services = services
        self._tag_commands = tag_commands
        self._canvas = canvas
        self._view = canvas.view
        self._tag: Tag | None = None
        self._ends = [0, 0]
        self._edge = 1
        self._right_to_left = False
        self._text = ""
        self._view.edge_pressed.connect(self._on_pressed)
        services.actions.register("adjust-tag", self.begin, enabled=self.can_begin, widget=pane)

    def can_begin(self) -> bool:
        """Return whether there is a tag to adjust."""
        return self._tag_to_adjust() is not None

    def begin(self) -> None:
        """Begin with the end of the focused tag, else of the newest tag on the target."""
        tag = self._tag_to_adjust()
        ends = self._view.paper.places.range_of(tag.passage) if tag is not None else None
        if tag is None or ends is None:
            return
        self._tag, self._ends = tag, list(ends)
        self._text = self._view.paper.toPlainText()
        self._choose_edge(1)
        self._view.setFocus()
        self._view.set_adjusting(True)
        self._show()

    @Slot()
    def cancel(self) -> None:
        """Cancel; the tag is unchanged."""
        if self._tag is None:
            return
        self._tag = None
        self._view.set_adjusting(False)
        self._view.show_edges(self._ends[0], self._ends[0])
        self.hinted.emit("")

    def move_ends(self, by: int) -> None:
        """Go on after the text has moved by so many document positions."""
        if self._tag is not None:
            self._ends = [end + by for end in self._ends]
            self._text = self._view.paper.toPlainText()

    def _tag_to_adjust(self) -> Tag | None:
        labels = self._canvas.margin.labels
        focused = next((label.shown.tag for label in labels if label.hasFocus()), None)
        if focused is not None:
            return focused
        reading = self._tag_commands.reading
        return reading.removable[-1] if reading is not None and reading.removable else None

    @Slot(int, bool)
    def _on_pressed(self, key: int, control: bool) -> None:
        if self._tag is None:
            return
        pressed = Qt.Key(key)
        if pressed in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._finish()
        elif pressed == Qt.Key.Key_Escape:
            self.cancel()
        elif pressed in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._choose_edge(0 if pressed == Qt.Key.Key_Home else 1)
            self._show()
        elif pressed in SIDE_STEPS:
            self._step(SIDE_STEPS[pressed], by_word=control)

    def _choose_edge(self, edge: int) -> None:
        self._edge = edge
        # In right-to-left text, the arrow keys move in the opposite direction.
        block = self._view.paper.findBlock(self._ends[edge])
        self._right_to_left = block.textDirection() == Qt.LayoutDirection.RightToLeft

    def _step(self, step: int, *, by_word: bool) -> None:
        step = -step if self._right_to_left else step
        place = self._ends[self._edge]
        moved = self._skip_markers(self._next_boundary(place, step, by_word=by_word), step)
        placed = self._view.paper.places.placed
        if placed[0].top <= moved <= placed[-1].end and self._is_in_order(moved):
            self._ends[self._edge] = moved
            self._show()

    def _is_in_order(self, moved: int) -> bool:
        return moved < self._ends[1] if self._edge == 0 else moved > self._ends[0]

    def _next_boundary(self, place: int, step: int, *, by_word: bool) -> int:
        kind = QTextBoundaryFinder.BoundaryType
        finder = QTextBoundaryFinder(kind.Word if by_word else kind.Grapheme, self._text)
        reasons = QTextBoundaryFinder.BoundaryReason
        reason = reasons.StartOfItem if self._edge == 0 else reasons.EndOfItem
        finder.setPosition(place)
        while True:
            found = finder.toNextBoundary() if step > 0 else finder.toPreviousBoundary()
            if found < 0:
                return place
            if not by_word or finder.boundaryReasons() & reason:
                return found

    def _skip_markers(self, place: int, step: int) -> int:
        """Return the position beyond a marker of excluded text."""
        for marker in self._view.paper.left_out_markers:
            if marker.covers(place):
                return marker.end + 1 if step > 0 else marker.start - 1
        return place

    def _show(self) -> None:
        self._view.show_edges(self._ends[1 - self._edge], self._ends[self._edge])
        edge = self.tr("Start of tag:") if self._edge == 0 else self.tr("End of tag:")
        keys = self.tr(
            "Press Left or Right to move it, with Ctrl by words; Home or End to switch; Enter to save, Esc to cancel."
        )
        self.hinted.emit(f"{edge} {keys}")

    def _finish(self) -> None:
        tag, reading = self._tag, self._tag_commands.reading
        passage: Passage | None = None
        if reading is not None:
            passage = self._view.paper.places.passage(reading.article, *self._ends)
        self.cancel()
        if tag is None or passage is None:
            self._services.toasts.show(self.tr("The tag must cover at least one word. It was not changed."))
            return
        if passage != tag.passage:
            self._tag_commands.move(tag, passage)
        self._services.links.passage_show_requested.emit(passage)


class TextSizeCommands(QObject):
    """The size and the font of the text, which are remembered; `changed` asks to redraw the article."""

    changed = Signal()

    def __init__(self, services: Services, canvas: ArticleCanvas, pane: QWidget) -> None:
        super().__init__(pane)
        self._look, self._canvas = TextLook(services.settings, "reader"), canvas
        self._apply()
        board = services.actions
        self.menu = QMenu(pane)
        self.menu.setAccessibleName(self.tr("Text size"))
        for name, run in (
            ("text-larger", partial(self._resize, 1)),
            ("text-smaller", partial(self._resize, -1)),
            ("text-normal", partial(self._resize, 0)),
        ):
            board.register(name, run, mode="read")
            self.menu.addAction(board.action(name))
        self.menu.addSeparator()
        self.serif = self.menu.addAction(self.tr("Font with &serifs"))
        self.serif.setCheckable(True)
        self.serif.setChecked(canvas.serif)
        self.serif.toggled.connect(self._on_serif)

    def _apply(self) -> None:
        self._canvas.scale, self._canvas.serif = self._look.scale, self._look.serif

    def _resize(self, step: int) -> None:
        self._look.resize(step)
        if self._look.scale != self._canvas.scale:
            self._apply()
            self.changed.emit()

    @Slot(bool)
    def _on_serif(self, serif: bool) -> None:
        self._look.serif = serif
        self._apply()
        self.changed.emit()


class ArticleMenu(QObject):
    """The menu of the text: what is under the pointer decides what it offers."""

    def __init__(
        self,
        services: Services,
        tag_commands: TagCommands,
        canvas: ArticleCanvas,
        fields: FieldEditor,
        pane: QWidget,
    ) -> None:
        super().__init__(pane)
        self._services, self._tag_commands = services, tag_commands
        self._canvas, self._fields, self._pane = canvas, fields, pane
        view = canvas.view
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_requested)
        canvas.grips.menu_requested.connect(self.popup)

    def create(self, position: int | None) -> QMenu:
        """Return the menu for a document position, or for the target if it is None."""
        menu, board = QMenu(self._pane), self._services.actions
        paper = self._canvas.view.paper
        field = paper.header_field_at(position) if position is not None else None
        if field is not None:
            self._fields.add_entry(menu, field)
            board.fill(menu, "edit-details", "", "copy-formatted", "print", "mark-unread", "remove-article")
            return menu
        board.fill(menu, "add-to-briefing", "tag", "repeat-tag")
        self._add_removals(menu, self._tags_at(position))
        board.fill(menu, "", "copy-article", "copy-formatted", "find-in-article", "")
        if position is not None and any(marker.covers(position) for marker in paper.left_out_markers):
            board.fill(menu, "bring-back", "show-left-out")
        structure = menu.addMenu(self.tr("&Structure"))
        for spec, action in board.menu_actions("structure"):
            if spec.gap:
                structure.addSeparator()
            structure.addAction(action)
        return menu

    @Slot(QPoint)
    def popup(self, place: QPoint, position: int | None = None) -> None:
        """Show the menu at a position of the screen."""
        show_menu(self.create(position), place)

    @Slot(QPoint)
    def _on_requested(self, place: QPoint) -> None:
        view = self._canvas.view
        if view.splitting or view.adjusting:
            return
        self.popup(view.viewport().mapToGlobal(place), view.position_at(place))

    def _add_removals(self, menu: QMenu, tags: list[Tag]) -> None:
        """Add an entry for each tag that can be removed, in a separate menu if there are several."""
        if not tags:
            return
        taxonomy, is_one = self._services.holder.taxonomy, len(tags) == 1
        target = menu if is_one else menu.addMenu(self.tr("&Remove tag"))
        for tag in tags:
            name = taxonomy.shown(tag.topic).name(self._services.language)
            remove = partial(self._tag_commands.remove_tag, tag)
            entry = add_entry(target, "", remove, enabled=self._services.holder.writable)
            set_action_text(entry, self.tr("Remove tag “{topic}”").format(topic=name) if is_one else name)

    def _tags_at(self, position: int | None) -> list[Tag]:
        """Return the tags whose words are at a position; without one, those of the target."""
        reading = self._tag_commands.reading
        if reading is None:
            return []
        if position is None:
            return list(reading.removable)
        places = self._canvas.view.paper.places
        ranges = ((tag, places.range_of(tag.passage)) for tag in reading.tags)
        return [tag for tag, ends in ranges if ends is not None and ends[0] <= position <= ends[1]]


EDITABLE: tuple[HeaderField, ...] = ("title", "authors", "published", "publication")


class FieldEditor(QObject):
    """Lays a field over the text on a double click or F2: Enter or leaving it saves, Esc cancels."""

    def __init__(
        self, services: Services, tag_commands: TagCommands, canvas: ArticleCanvas, pane: QWidget
    ) -> None:
        super().__init__(pane)
        self._services, self._tag_commands, self._canvas = services, tag_commands, canvas
        self._view = view = canvas.view
        self._details = detail_fields(services.language)
        self.field: HeaderField | None = None
        self._article = ""
        self.line = QPlainTextEdit(view.viewport())
        self.line.document().setDocumentMargin(services.theme.px(2))
        self.line.setTabChangesFocus(True)
        self.line.setAccessibleName(self.tr("Detail of the article"))
        self.line.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.line.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.line.hide()
        self.line.installEventFilter(self)
        view.field_pressed.connect(self._on_pressed)
        view.verticalScrollBar().valueChanged.connect(self._place)
        view.laid_out.connect(self._place)

    def add_entry(self, menu: QMenu, field: HeaderField) -> None:
        """Add the entry that edits a field above the text to its menu, if it can be edited."""
        texts = {
            "title": self.tr("Edit title"),
            "authors": self.tr("Edit authors"),
            "published": self.tr("Edit date"),
            "publication": self.tr("Edit publication"),
        }
        if field in texts:
            add_entry(menu, texts[field], partial(self.edit, field), enabled=self._services.holder.writable)

    def edit(self, field: HeaderField) -> None:
        """Begin to edit a field."""
        record = self._tag_commands.record
        if record is None or field not in EDITABLE or not self._services.holder.writable:
            return
        self.field, self._article = field, record.id
        self.line.setPlainText(self._text(record, field))
        self.line.setAccessibleName(self._details[field].name)
        set_tip(self.line, self.tr("Enter saves, Esc cancels"))
        font = QFont(self._view.font())
        px = self._services.theme.px
        font.setPixelSize(round(px(28 if field == "title" else 13) * self._canvas.scale))
        font.setWeight(QFont.Weight.Bold if field == "title" else QFont.Weight.Normal)
        self.line.document().setDefaultFont(font)
        self._place()
        self.line.show()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close the field if another article is shown; what was typed is stored then."""
        record = self._tag_commands.record
        if self.field is None or (record is not None and record.id == self._article):
            return
        if self.line.document().isModified():
            detail, words = self._details[self.field], self.line.toPlainText()
            QTimer.singleShot(0, self, partial(store_detail, self._services, self._article, detail, words))
        self.cancel()

    @Slot()
    def cancel(self) -> None:
        """Close the field without saving."""
        if self.field is None:
            return
        had_focus = self.line.hasFocus()
        self.field = None
        self.line.hide()
        if had_focus:
            self._view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save with Enter and when the focus leaves the field, cancel with Esc."""
        if watched is not self.line or self.field is None:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.cancel()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._save(leaving=False)
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self._save(leaving=True)
        return super().eventFilter(watched, event)

    @Slot()
    def _place(self, *_: object) -> None:
        """Lay the field over its text."""
        if self.field is None:
            return
        px = self._services.theme.px
        area = self._view.field_area(self.field)
        if area.isNull():
            area = QRect(QPoint(px(16), self._view.field_area("title").top() - px(30)), area.size())
        least = {"title": px(400), "authors": px(260)}.get(self.field, px(180))
        room = self._view.viewport().width() - area.left() - px(14)
        width = min(room, max(least, area.width() + px(60)) if self.field != "title" else room)
        # The frame of the field is two pixels wide, and the margin of its text another two.
        pad = px(4)
        height = max(area.height() + 2 * pad, px(28))
        self.line.setGeometry(area.left() - pad, area.center().y() - height // 2, width, height)

    def _save(self, *, leaving: bool) -> None:
        field, record = self.field, self._tag_commands.record
        words = " ".join(self.line.toPlainText().split())
        read = self._details[field].read if field is not None else None
        if field is None or record is None or read is None or words == self._text(record, field):
            self.cancel()
            return
        try:
            changed = read(record.metadata, words)
        except ValueError:
            self._services.toasts.show(self.tr("“{words}” is not a date").format(words=words))
            if leaving:
                self.cancel()
                return
            self.line.setProperty("wrong", True)
            set_tip(self.line, self.tr("This is not a date. Write it as 2026-04-12."))
            return
        self.cancel()
        self._services.apply(app.commands.articles.edit_metadata, record.id, changed)

    def _text(self, record: ArticleRecord, field: HeaderField) -> str:
        """Return the words of a field to edit; a date stays as it is above the text."""
        detail = self._details[field]
        return detail.shown(record) if field == "published" else detail.write(record)

    @Slot(str)
    def _on_pressed(self, field: str) -> None:
        known = next((name for name in EDITABLE if name == field), None)
        if known is not None:
            self.edit(known)
