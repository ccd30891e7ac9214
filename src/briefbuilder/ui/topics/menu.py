"""The commands of the menu Topics, and the taxonomies in a shared folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from briefbuilder.app.shared_folders import SharedTaxonomyCopies
from briefbuilder.ui.services import Services
from briefbuilder.ui.share import SharedFolderCheck
from briefbuilder.ui.topics.commands import TopicCommands
from briefbuilder.ui.widgets.dialogs import DialogButtons, create_column, muted_label
from briefbuilder.ui.widgets.fixed import disable_fixed, fixed_label
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text

if TYPE_CHECKING:
    from briefbuilder.app.shared_folders import ShareReport


class SharedTaxonomies(QObject):
    """Checks the shared folder when a dossier opens, and lets the user choose the dossier's taxonomies.

    `looked` is emitted after each check.
    """

    looked = Signal()

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self.check = SharedFolderCheck(services, lambda: services.resources.shared_taxonomies, self)
        self.check.looked.connect(self._on_looked)
        services.actions.register("choose-taxonomies", self.choose)
        services.holder.session_replaced.connect(self.check.look)
        self.check.look()

    @property
    def folder(self) -> Path | None:
        """The shared folder, or None."""
        return self._services.resources.shared_taxonomies.folder

    def set_folder(self, folder: Path | None) -> None:
        """Set the shared folder for all dossiers of this user."""
        self._services.settings.taxonomy_folder = folder
        self._services.resources.shared_taxonomies = SharedTaxonomyCopies(folder)
        self.check.check_new_folder()
        if folder is None:
            self.looked.emit()

    def choose(self) -> None:
        """Ask for the taxonomies of the dossier and for the shared folder."""
        from briefbuilder.app.commands.taxonomy import choose_taxonomies

        session = self._services.holder.session
        if session is None:
            return
        dialog = TaxonomiesDialog(self._services, self, session.chosen_taxonomies(), self._window)
        if self._services.prompter.run(dialog):
            self._services.apply(lambda session: choose_taxonomies(session, dialog.chosen))
        dialog.deleteLater()

    def words(self) -> str:
        """Return the problem with the shared folder, or an empty text."""
        lost = self.tr("{folder} cannot be reached. The last copies of its taxonomies are used.")
        return self.check.words(lost)

    @Slot(object)
    def _on_looked(self, report: ShareReport) -> None:
        session = self._services.holder.session
        if session is not None and report.changed:
            session.reload_taxonomy()
        if words := self.words():
            self._services.toasts.show(words)
        self.looked.emit()


class TaxonomiesDialog(QDialog):
    """Lists all taxonomies, also shared ones, and shows the shared folder."""

    def __init__(
        self, services: Services, shared: SharedTaxonomies, chosen: tuple[str, ...], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/choose-taxonomies")
        self._services = services
        self._shared = shared
        self._ticked = chosen
        self.setWindowTitle(self.tr("Taxonomies of this dossier"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Taxonomies"))
        self.folder = PlainLabel("", self, wraps=True)
        self.problem = muted_label(self)
        self.share = QPushButton(self.tr("Shared &folder …"), self)
        self.share.clicked.connect(self._on_choose_folder)
        self.none = QPushButton(self.tr("&No shared folder"), self)
        self.none.clicked.connect(self._on_no_folder)
        self._lay_out()
        shared.looked.connect(self._on_looked)
        self._fill()
        self.list.setFocus()

    def _lay_out(self) -> None:
        theme = self._services.theme
        sentence = self.tr(
            "Select the taxonomies for this dossier. Topics that are already used as tags are kept."
        )
        words = PlainLabel(sentence, self, wraps=True)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        for button in (self.share, self.none):
            button.setAutoDefault(False)
            place.addWidget(button)
        buttons = DialogButtons(self, self.tr("Apply"), self.tr("Cancel"))
        policy = self._services.settings.policy
        buttons.agree.setEnabled(self._services.holder.writable and not policy.fixes("taxonomies"))
        column = create_column(self, theme)
        for widget in (words, self.list):
            column.addWidget(widget)
        if policy.fixes("taxonomies"):
            disable_fixed(self.list)
            column.addWidget(fixed_label(self))
        if policy.fixes("taxonomies-folder"):
            place.addWidget(fixed_label(self))
            for button in (self.share, self.none):
                disable_fixed(button)
                button.hide()
        column.addLayout(place)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.resize(round(theme.line_height * 40), round(theme.line_height * 26))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the ticked taxonomies."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def _fill(self) -> None:
        self.list.clear()
        shared = self._services.resources.shared_taxonomies.paths()
        known = self._services.resources.taxonomies()
        # Those that the dossier uses come first.
        for name in dict.fromkeys((*self._ticked, *known)):
            text = self.tr("{name} (shared)").format(name=name) if name in shared else self._shown(name)
            if name not in known:
                text = self.tr("{name} (not found)").format(name=name)
            item = QListWidgetItem(plain_text(text), self.list)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = name in self._ticked
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        folder = self._shared.folder
        shown = self.tr("No shared folder is set.") if folder is None else str(folder)
        self.folder.setText(shown)
        is_fixed = self._services.settings.policy.fixes("taxonomies-folder")
        self.none.setEnabled(folder is not None and not is_fixed)
        self.problem.setText(self._shared.words())
        self.problem.setVisible(bool(self.problem.text()))

    def _shown(self, name: str) -> str:
        """Return what a taxonomy that ships is called."""
        shipped = {
            "diplomacy": self.tr("Diplomacy"),
            "economic-security": self.tr("Economic security"),
        }
        return shipped.get(name, name)

    @Slot()
    def _on_choose_folder(self) -> None:
        folder = self._services.prompter.open_folder(self.tr("Shared taxonomy folder"))
        if folder is not None:
            self._shared.set_folder(folder)

    @Slot()
    def _on_no_folder(self) -> None:
        self._shared.set_folder(None)

    @Slot()
    def _on_looked(self) -> None:
        self._ticked = self.chosen
        self._fill()


FindSections = Callable[[], Sequence[tuple[str, int]]]


class TopicMenu(QObject):
    """Registers the actions of the menu.

    `found` returns the sections found by the search, `open_article` the id of the open article.
    """

    def __init__(
        self, services: Services, found: FindSections, open_article: Callable[[], str | None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._found = found
        self._open_article = open_article
        self.commands = TopicCommands(services, self)
        self.commands.imported.connect(services.toasts.show)
        self.shared = SharedTaxonomies(services, window)
        board = services.actions
        board.register("edit-topics", self._edit)
        board.register("import-topics", self.commands.ask_import)
        board.register("export-topics", self.commands.export)
        board.register("tag-found", self._tag_found)
        board.register("tags-by-topic", self._show_tags)
        board.register("tag-matrix", self._show_matrix)

    def _edit(self) -> None:
        from briefbuilder.ui.topics.editor import TopicsDialog

        dialog = TopicsDialog(self._services, self.commands, self._window)
        self._services.prompter.run(dialog)
        dialog.deleteLater()

    def _tag_found(self) -> None:
        hits = self._found()
        if hits:
            self.commands.tag_found(hits, self._window)
        else:
            self._services.toasts.show(
                self.tr("Search for words first. Then the sections found can be tagged.")
            )

    def _show_tags(self) -> None:
        from briefbuilder.ui.topics.overview import TagOverviewDialog

        session = self._services.holder.session
        if session is not None:
            # The dialog stays open, so that passages can be dragged from it into the window.
            TagOverviewDialog(self._services, session, self._open_article(), self._window).show()

    def _show_matrix(self) -> None:
        from briefbuilder.ui.topics.matrix import MatrixDialog

        session = self._services.holder.session
        if session is not None:
            dialog = MatrixDialog(self._services, session, self._window)
            if self._services.prompter.run(dialog) and dialog.chosen is not None:
                self._services.links.passage_show_requested.emit(dialog.chosen)
                self._services.actions.action("focus-article").trigger()
            dialog.deleteLater()
