"""The menu "Topics": opens the editor and the views, and takes the user to what she chose there."""

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
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.services import Services
from briefbuilder.ui.share import SharedFolderCheck
from briefbuilder.ui.topics.commands import TopicCommands
from briefbuilder.ui.widgets.dialogs import DialogButtons, create_column
from briefbuilder.ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from briefbuilder.app.shared_folders import ShareReport
    from briefbuilder.ui.topics.matrix import MatrixDialog


# The taxonomies of the house in the window: looked at beside it, chosen for a dossier, and told of when lost.


class SharedTaxonomies(QObject):
    """Looks at the shared folder when a dossier opens; `looked` follows each look, `message` says what is amiss."""

    message = Signal(str)
    looked = Signal()

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._share = SharedFolderCheck(services, lambda: services.resources.house, self)
        self._share.looked.connect(self._on_looked)
        services.actions.register("choose-taxonomies", self.choose)
        services.holder.session_replaced.connect(self.look)
        self.look()

    @property
    def folder(self) -> Path | None:
        """The shared folder, None where there is none."""
        return self._services.resources.house.folder

    def set_folder(self, folder: Path | None) -> None:
        """Read from another folder from now on, in every dossier of this user."""
        self._services.settings.taxonomy_folder = folder
        self._services.resources.house = SharedTaxonomyCopies(folder)
        self._share.check_new_folder()
        if folder is None:
            self.looked.emit()

    @Slot()
    def look(self) -> None:
        """Look at the share, beside the window."""
        self._share.look()

    def choose(self) -> None:
        """Ask which taxonomies the dossier starts from, and where the house keeps its own."""
        from briefbuilder.app.commands.taxonomy import choose_taxonomies

        session = self._services.holder.session
        if session is None:
            return
        chosen = session.chosen_taxonomies()
        names = self._services.resources.shipped_taxonomies() if chosen is None else chosen
        dialog = TaxonomiesDialog(self._services, self, names, self._window)
        if self._services.prompter.run(dialog):
            try:
                self._services.holder.apply(choose_taxonomies(session, dialog.chosen))
            except BriefbuilderError as error:
                self._services.prompter.tell_error(error)
        dialog.deleteLater()

    def words(self) -> str:
        """Return what is amiss with the share, empty where nothing is."""
        lost = self.tr("{folder} cannot be reached; the last copies of its taxonomies are used.")
        return self._share.words(lost)

    @Slot(object)
    def _on_looked(self, report: ShareReport) -> None:
        session = self._services.holder.session
        if session is not None and report.changed:
            session.reload_taxonomy()
        if words := self.words():
            self.message.emit(words)
        self.looked.emit()


class TaxonomiesDialog(QDialog):
    """The taxonomies to choose from, those of the house among them, and the folder that these lie in."""

    def __init__(
        self, services: Services, house: SharedTaxonomies, chosen: tuple[str, ...], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._house = house
        self._ticked = chosen
        self.setWindowTitle(self.tr("Taxonomies of this dossier"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Taxonomies"))
        self.folder = PlainLabel("", self)
        self.folder.setWordWrap(True)
        self.told = PlainLabel("", self)
        self.told.setObjectName("muted")
        self.told.setWordWrap(True)
        self.share = QPushButton(self.tr("Shared &folder …"), self)
        self.share.clicked.connect(self._on_share)
        self.none = QPushButton(self.tr("&No shared folder"), self)
        self.none.clicked.connect(self._on_none)
        self._lay_out()
        house.looked.connect(self._on_looked)
        self._fill()
        self.list.setFocus()

    def _lay_out(self) -> None:
        theme = self._services.theme
        sentence = self.tr(
            "Tick the taxonomies whose topics this dossier starts from. Topics that are tagged stay, whatever you choose."
        )
        words = PlainLabel(sentence, self)
        words.setWordWrap(True)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        for button in (self.share, self.none):
            button.setAutoDefault(False)
            place.addWidget(button)
        buttons = DialogButtons(self, self.tr("Use these"), self.tr("Cancel"))
        buttons.agree.setEnabled(self._services.holder.writable)
        column = create_column(self, theme)
        for widget in (words, self.list):
            column.addWidget(widget)
        column.addLayout(place)
        column.addWidget(self.told)
        column.addWidget(buttons)
        self.resize(round(theme.em * 40), round(theme.em * 26))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the taxonomies that are ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def _fill(self) -> None:
        self.list.clear()
        house = self._services.resources.house.paths()
        known = self._services.resources.taxonomies()
        for name in dict.fromkeys((*known, *self._ticked)):
            text = self.tr("{name} (of the house)").format(name=name) if name in house else name
            if name not in known:
                text = self.tr("{name} (not to be found)").format(name=name)
            item = QListWidgetItem(text, self.list)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = name in self._ticked
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        folder = self._house.folder
        shown = self.tr("No shared folder is named yet.") if folder is None else str(folder)
        self.folder.setText(shown)
        self.none.setEnabled(folder is not None)
        self.told.setText(self._house.words())
        self.told.setVisible(bool(self.told.text()))

    @Slot()
    def _on_share(self) -> None:
        folder = self._services.prompter.open_folder(self.tr("Shared folder of taxonomies"))
        if folder is not None:
            self._house.set_folder(folder)

    @Slot()
    def _on_none(self) -> None:
        self._house.set_folder(None)

    @Slot()
    def _on_looked(self) -> None:
        self._ticked = self.chosen
        self._fill()


Hits = Callable[[], Sequence[tuple[str, int]]]


class TopicMenu(QObject):
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
        self._acts = TopicCommands(services, self)
        self._acts.imported.connect(self.message)
        self._house = SharedTaxonomies(services, window)
        self._house.message.connect(self.message)
        board = services.actions
        board.register("edit-topics", self._edit)
        board.register("import-topics", self._acts.ask_import)
        board.register("export-topics", self._acts.export)
        board.register("tag-found", self._tag_found)
        board.register("tags-by-topic", self._show_tags)
        board.register("tag-matrix", self._show_matrix)

    @property
    def acts(self) -> TopicCommands:
        """What the menu does."""
        return self._acts

    @property
    def house(self) -> SharedTaxonomies:
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
        from briefbuilder.ui.topics.overview import TagOverviewDialog

        session = self._services.holder.session
        if session is not None:
            # It stays beside the window, which passages are dragged into from it.
            TagOverviewDialog(self._services, session, self._read(), self._window).show()

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
