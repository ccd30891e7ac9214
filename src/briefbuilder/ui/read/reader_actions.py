"""Moves an edge of a tag by keys, by a character or by a word; one step of the history when it is kept.

Characters are those that a reader sees: no edge ever comes to stand inside an emoji, or before an accent.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTextBoundaryFinder, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag
from briefbuilder.ui.read.article_canvas import ArticleCanvas
from briefbuilder.ui.read.article_view import ArticleView
from briefbuilder.ui.read.rail import SuggestionBar
from briefbuilder.ui.read.tag_commands import ArticleActs
from briefbuilder.ui.services import Services

# The keys that go from paragraph to paragraph and from section to section.


class Walking(Protocol):
    """What can be walked."""

    def walk(self, step: int, *, sections: bool) -> None:
        """Go to a neighbour."""


class Walk:
    """A handler that walks; it keeps the pane as a handler's owner does."""

    def __init__(self, pane: Walking, step: int, *, sections: bool) -> None:
        self._pane, self._step, self._sections = pane, step, sections

    def __call__(self) -> None:
        """Walk."""
        self._pane.walk(self._step, sections=self._sections)


WALKS = (
    ("previous-paragraph", -1, False),
    ("next-paragraph", 1, False),
    ("previous-section", -1, True),
    ("next-section", 1, True),
)


# The actions of the text that is read: which do what, where their keys work, and what its menu offers.


class ArticleCommands(QObject):
    """Registers the actions of a pane; those on suggestions act on the one that is chosen in the bar."""

    def __init__(
        self,
        pane: QWidget,
        services: Services,
        acts: ArticleActs,
        bar: SuggestionBar,
        view: ArticleView,
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._services = services
        self._acts = acts
        self._bar = bar
        self._view = view

    def register(self, open_box: Callable[[], None], walking: Walking) -> None:
        """Say what each action does; `open_box` opens the box in which a topic is typed."""
        board, view, acts, bar = self._services.actions, self._view, self._acts, self._bar
        for name, step, sections in WALKS:
            handler = Walk(walking, step, sections=sections)
            board.register(name, handler, enabled=acts.reads, widget=self._pane)
        board.register("tag", open_box, enabled=acts.has_target, widget=view)
        board.register("repeat-tag", acts.repeat, enabled=acts.can_repeat, widget=view)
        board.register("remove-tag", acts.remove, enabled=acts.can_remove, widget=view)
        board.register("accept-suggestion", self.accept, enabled=acts.can_accept, widget=view)
        board.register("reject-suggestion", self.reject, enabled=acts.can_accept, widget=view)
        board.register("raise-bar", partial(bar.step_bar, 1), enabled=acts.reads, widget=view)
        board.register("lower-bar", partial(bar.step_bar, -1), enabled=acts.reads, widget=view)
        board.register("accept-all", acts.accept_all, enabled=acts.can_accept_all)
        board.register("add-to-briefing", acts.add_to_briefing, enabled=acts.has_target, widget=self._pane)
        board.register("copy-article", acts.copy, enabled=acts.has_target, widget=view)
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

    @Slot()
    def accept(self) -> None:
        """Accept the suggestion that is chosen."""
        if self._bar.chosen is not None:
            self._acts.accept(self._bar.chosen)

    def reject(self) -> None:
        """Reject the suggestion that is chosen."""
        if self._bar.chosen is not None:
            self._acts.reject(self._bar.chosen)


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TagEdgeEditor(QObject):
    """The edges of one tag while they are moved. `hinted` carries what to say meanwhile."""

    hinted = Signal(str)

    def __init__(self, services: Services, acts: ArticleActs, canvas: ArticleCanvas, pane: QWidget) -> None:
        super().__init__(pane)
        self._services = services
        self._acts = acts
        self._canvas = canvas
        self._view = canvas.view
        self._tag: Tag | None = None
        self._ends = [0, 0]
        self._edge = 1
        self._mirrored = False
        self._text = ""
        self._view.edge_pressed.connect(self._on_pressed)
        services.actions.register("adjust-tag", self.begin, enabled=self.can_begin, widget=pane)

    def can_begin(self) -> bool:
        """Tell whether there is a tag whose edges could be moved."""
        return self._chosen() is not None

    def begin(self) -> None:
        """Take the tag that has the focus, else the newest one on the target, its end first."""
        tag = self._chosen()
        ends = self._view.paper.places.ends_of(tag.passage) if tag is not None else None
        if tag is None or ends is None:
            return
        self._tag, self._ends = tag, list(ends)
        self._text = self._view.paper.toPlainText()
        self._choose_edge(1)
        self._view.setFocus()
        self._view.set_adjusting(True)
        self._show()

    @Slot()
    def leave(self) -> None:
        """Leave the tag as it was."""
        if self._tag is None:
            return
        self._tag = None
        self._view.set_adjusting(False)
        self._view.show_edges(self._ends[0], self._ends[0])
        self.hinted.emit("")

    def _chosen(self) -> Tag | None:
        focused = next((chip.tag for chip in self._canvas.margin.chips if chip.hasFocus()), None)
        if focused is not None:
            return focused
        reading = self._acts.reading
        return reading.removable[-1] if reading is not None and reading.removable else None

    @Slot(int, bool)
    def _on_pressed(self, key: int, control: bool) -> None:
        if self._tag is None:
            return
        pressed = Qt.Key(key)
        if pressed in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._keep()
        elif pressed == Qt.Key.Key_Escape:
            self.leave()
        elif pressed in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._choose_edge(0 if pressed == Qt.Key.Key_Home else 1)
            self._show()
        elif pressed in _STEPS:
            self._step(_STEPS[pressed], by_word=control)

    def _choose_edge(self, edge: int) -> None:
        self._edge = edge
        # The arrows go the way of reading of where the edge is, also when it comes into other text.
        block = self._view.paper.findBlock(self._ends[edge])
        self._mirrored = block.textDirection() == Qt.LayoutDirection.RightToLeft

    def _step(self, step: int, *, by_word: bool) -> None:
        step = -step if self._mirrored else step
        place = self._ends[self._edge]
        moved = self._outside_ghosts(self._moved(place, step, by_word=by_word), step)
        placed = self._view.paper.places.placed
        if placed[0].top <= moved <= placed[-1].end and self._is_in_order(moved):
            self._ends[self._edge] = moved
            self._show()

    def _is_in_order(self, moved: int) -> bool:
        return moved < self._ends[1] if self._edge == 0 else moved > self._ends[0]

    def _moved(self, place: int, step: int, *, by_word: bool) -> int:
        kind = QTextBoundaryFinder.BoundaryType
        finder = QTextBoundaryFinder(kind.Word if by_word else kind.Grapheme, self._text)
        reasons = QTextBoundaryFinder.BoundaryReason
        wanted = reasons.StartOfItem if self._edge == 0 else reasons.EndOfItem
        finder.setPosition(place)
        while True:
            found = finder.toNextBoundary() if step > 0 else finder.toPreviousBoundary()
            if found < 0:
                return place
            if not by_word or finder.boundaryReasons() & wanted:
                return found

    def _outside_ghosts(self, place: int, step: int) -> int:
        """Return a place beyond what was left out of the text."""
        for ghost in self._view.paper.ghosts:
            if ghost.start <= place <= ghost.end:
                return ghost.end + 1 if step > 0 else ghost.start - 1
        return place

    def _show(self) -> None:
        self._view.show_edges(self._ends[1 - self._edge], self._ends[self._edge])
        edge = self.tr("Start of the tag:") if self._edge == 0 else self.tr("End of the tag:")
        keys = self.tr(
            "Left and Right move it, with Ctrl by a word; Home and End choose the edge; Enter keeps, Esc leaves."
        )
        self.hinted.emit(f"{edge} {keys}")

    def _keep(self) -> None:
        tag, reading = self._tag, self._acts.reading
        passage: Passage | None = None
        if reading is not None:
            passage = self._view.paper.places.passage(reading.article, *self._ends)
        self.leave()
        if tag is None or passage is None:
            self._acts.message.emit(self.tr("No word stands between the edges; the tag stays as it was."))
            return
        if passage != tag.passage:
            self._acts.move(tag, passage)
        self._services.desk.passage_show_requested.emit(passage)
