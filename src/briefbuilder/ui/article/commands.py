"""The actions of the text that is read: which do what, where their keys work, and what its menu offers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMenu

from briefbuilder.ui.article.acts import ArticleActs
from briefbuilder.ui.article.suggestions import SuggestionBar
from briefbuilder.ui.article.view import ArticleView
from briefbuilder.ui.article.walks import WALKS, Walk
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.ui.article.pane import ArticlePane


class ArticleCommands(QObject):
    """Registers the actions of a pane; those on suggestions act on the one that is chosen in the bar."""

    def __init__(
        self,
        pane: ArticlePane,
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

    def register(self, open_box: Callable[[], None]) -> None:
        """Say what each action does; `open_box` opens the box in which a topic is typed."""
        board, view, acts, bar = self._services.actions, self._view, self._acts, self._bar
        for name, step, sections in WALKS:
            handler = Walk(self._pane, step, sections=sections)
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
        for spec, action in self._services.actions.of_menu("structure"):
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
