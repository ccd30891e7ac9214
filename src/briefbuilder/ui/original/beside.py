"""Puts the original beside the article: shows and hides it, keeps it on what is read, saves it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from briefbuilder.ui.article.pane import ArticlePane
from briefbuilder.ui.original.pane import OriginalPane
from briefbuilder.ui.original.saving import OriginalSaving
from briefbuilder.ui.services import Services

_PANES, _SHOWN = "original-panes", "original-shown"
_LEAST = 14
"""Line heights of the original's pane at least."""
_ROOM = 52
"""Line heights that the article and its original take together where the window has them."""


class Beside(QObject):
    """The article and its original in a splitter, with the actions that concern both."""

    message = Signal(str)

    def __init__(
        self, services: Services, article: ArticlePane, original: OriginalPane, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._article, self._original = article, original
        self._before: list[int] = []
        self.saving = OriginalSaving(services, self)
        self.saving.message.connect(self.message)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, parent)
        self.splitter.setHandleWidth(max(1, services.theme.space(0.08)))
        self.splitter.setChildrenCollapsible(False)
        original.setMinimumWidth(round(services.theme.em * _LEAST))
        for pane in (article, original):
            self.splitter.addWidget(pane)
        board = services.actions
        self._action = board.register("show-original", self.toggle, enabled=self._reads)
        self._action.setCheckable(True)
        board.register("save-original", self._save, enabled=self._reads)
        board.register("focus-original", self._go, enabled=self._reads)
        article.target_changed.connect(self._read_along)

    @property
    def shown(self) -> bool:
        """Whether the original is shown."""
        return not self._original.isHidden()

    def toggle(self) -> None:
        """Show the original, or hide it and give the keys back to the article."""
        focused: QWidget | None = self._original.window().focusWidget()
        within = focused is not None and self._original.isAncestorOf(focused)
        self._show(shown=not self.shown)
        if not self.shown and within:
            self._article.canvas.view.setFocus()

    def restore(self) -> None:
        """Take up how the panes stood when the window was closed."""
        settings = self._services.settings
        panes = settings.window_state(_PANES)
        if not (panes and self.splitter.restoreState(QByteArray.fromBase64(panes.encode()))):
            self.splitter.setSizes([500, 500])
        self._show(shown=settings.window_state(_SHOWN) == "1")

    def state(self) -> dict[str, str]:
        """Return how the panes stand, for the settings and the next window."""
        if not self.shown:
            return {_SHOWN: "0"}
        panes = self.splitter.saveState()
        return {_SHOWN: "1", _PANES: bytes(panes.toBase64().data()).decode()}

    def _show(self, *, shown: bool) -> None:
        if shown != self.shown:
            self._original.setVisible(shown)
            self._make_room(shown=shown)
        self._action.setChecked(shown)
        self._read_along()

    def _make_room(self, *, shown: bool) -> None:
        """Let the panes around give what they can spare, and have it back afterwards."""
        outer = self.splitter.parentWidget()
        if not isinstance(outer, QSplitter):
            return
        if not shown:
            if self._before:
                outer.setSizes(self._before)
            return
        self._before = sizes = outer.sizes()
        own = outer.indexOf(self.splitter)
        wanted = round(self._services.theme.em * _ROOM) - sizes[own]
        for index in reversed([index for index in range(outer.count()) if index != own]):
            pane = outer.widget(index)
            least = max(pane.minimumWidth(), pane.minimumSizeHint().width()) if pane is not None else 0
            given = max(0, min(wanted, sizes[index] - least))
            sizes[index] -= given
            sizes[own] += given
            wanted -= given
        outer.setSizes(sizes)

    def _go(self) -> None:
        if not self.shown:
            self._show(shown=True)
        self._original.focus_content()

    def _reads(self) -> bool:
        return self._article.reading is not None

    def _save(self) -> None:
        reading = self._article.reading
        if reading is not None:
            self.saving.ask(reading.article.id)

    @Slot()
    def _read_along(self) -> None:
        reading = self._article.reading
        if reading is None:
            self._original.read_along(None, None)
            return
        passage = reading.target.passage if reading.target is not None else None
        block = reading.article.block(passage.blocks[0]) if passage is not None else None
        self._original.read_along(reading.article, block)
