"""The actions of the open article, and the adjustment of a tag's boundaries by keys."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTextBoundaryFinder, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag
from briefbuilder.ui.read.article_canvas import ArticleCanvas
from briefbuilder.ui.read.article_view import ArticleView
from briefbuilder.ui.read.tag_commands import TagCommands
from briefbuilder.ui.services import Services


class Walkable(Protocol):
    """A pane whose target can be moved."""

    def walk(self, step: int, *, sections: bool) -> None:
        """Move the target to the next or previous unit."""


class WalkCommand:
    """A handler that moves the target."""

    def __init__(self, pane: Walkable, step: int, *, sections: bool) -> None:
        self._pane, self._step, self._sections = pane, step, sections

    def __call__(self) -> None:
        """Move the target."""
        self._pane.walk(self._step, sections=self._sections)


WALK_ACTIONS = (
    ("previous-paragraph", -1, False),
    ("next-paragraph", 1, False),
    ("previous-section", -1, True),
    ("next-section", 1, True),
)


class ArticleCommands(QObject):
    """Registers the actions of the article pane."""

    def __init__(
        self,
        pane: QWidget,
        services: Services,
        tag_commands: TagCommands,
        view: ArticleView,
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._services = services
        self._tag_commands = tag_commands
        self._view = view

    def register(self, walking: Walkable) -> None:
        """Register the handlers."""
        board, view, tag_commands = self._services.actions, self._view, self._tag_commands
        for name, step, sections in WALK_ACTIONS:
            handler = WalkCommand(walking, step, sections=sections)
            board.register(name, handler, enabled=tag_commands.is_reading, widget=self._pane)
        board.register("repeat-tag", tag_commands.repeat, enabled=tag_commands.can_repeat, widget=view)
        board.register("remove-tag", tag_commands.remove, enabled=tag_commands.can_remove, widget=view)
        board.register(
            "add-to-briefing",
            tag_commands.add_to_briefing,
            enabled=tag_commands.has_target,
            widget=self._pane,
        )
        board.register("copy-article", tag_commands.copy, enabled=tag_commands.has_target, widget=view)
        view.addAction(board.action("add-to-briefing"))
        view.addAction(self._structure_menu().menuAction())
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _structure_menu(self) -> QMenu:
        menu = QMenu(self.tr("&Structure"), self._pane)
        for spec, action in self._services.actions.menu_actions("structure"):
            if spec.gap:
                menu.addSeparator()
            menu.addAction(action)
        return menu


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


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

    def _tag_to_adjust(self) -> Tag | None:
        focused = next((chip.tag for chip in self._canvas.margin.chips if chip.hasFocus()), None)
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
        elif pressed in _STEPS:
            self._step(_STEPS[pressed], by_word=control)

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
            if marker.start <= place <= marker.end:
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
            self._tag_commands.message.emit(
                self.tr("The tag must cover at least one word. It was not changed.")
            )
            return
        if passage != tag.passage:
            self._tag_commands.move(tag, passage)
        self._services.links.passage_show_requested.emit(passage)
