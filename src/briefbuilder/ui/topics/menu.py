"""The menu "Topics": opens the editor and the views, and takes the user to what she chose there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from briefbuilder.ui.services import Services
from briefbuilder.ui.topics.acts import TopicActs
from briefbuilder.ui.topics.house import House

if TYPE_CHECKING:
    from briefbuilder.ui.topics.matrix import MatrixDialog

Hits = Callable[[], Sequence[tuple[str, int]]]


class Topics(QObject):
    """Registers the actions of the menu. `found` tells the sections that the search found, `read` the article read."""

    message = Signal(str)

    def __init__(
        self, services: Services, found: Hits, read: Callable[[], str | None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._found = found
        self._read = read
        self._acts = TopicActs(services, self)
        self._acts.imported.connect(self.message)
        self._house = House(services, window)
        self._house.message.connect(self.message)
        board = services.actions
        board.register("edit-topics", self._edit)
        board.register("import-topics", self._acts.ask_import)
        board.register("export-topics", self._acts.export)
        board.register("tag-found", self._tag_found)
        board.register("tags-by-topic", self._show_tags)
        board.register("tag-matrix", self._show_matrix)

    @property
    def acts(self) -> TopicActs:
        """What the menu does."""
        return self._acts

    @property
    def house(self) -> House:
        """The taxonomies of the house."""
        return self._house

    def _edit(self) -> None:
        from briefbuilder.ui.topics.editor import TopicsDialog

        dialog = TopicsDialog(self._services, self._acts, self._window)
        self._services.prompter.run(dialog)
        dialog.deleteLater()

    def _tag_found(self) -> None:
        hits = self._found()
        if hits:
            self._acts.tag_found(hits, self._window)
        else:
            self.message.emit(self.tr("Search for words first; the sections that hold them are tagged."))

    def _show_tags(self) -> None:
        from briefbuilder.ui.topics.overview import TagsDialog

        session = self._services.holder.session
        if session is not None:
            # It stays beside the window, which passages are dragged into from it.
            TagsDialog(self._services, session, self._read(), self._window).show()

    def _show_matrix(self) -> None:
        from briefbuilder.ui.topics.matrix import MatrixDialog

        session = self._services.holder.session
        if session is not None:
            self._follow(MatrixDialog(self._services, session, self._window))

    def _follow(self, dialog: MatrixDialog) -> None:
        agreed = self._services.prompter.run(dialog)
        passage = dialog.chosen
        dialog.deleteLater()
        if agreed and passage is not None:
            self._services.desk.passage_show_requested.emit(passage)
            self._services.actions.action("focus-article").trigger()
