"""Searches saved in the dossier, and a dialog to rename and remove them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListView,
    QWidget,
)

from briefbuilder.domain.query import Query, SavedSearch
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.dialogs import create_column
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text


class SavedSearchCommands(QObject):
    """Commands on the saved searches; `chosen` carries the query of one."""

    chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._pane = parent
        services.actions.register("saved-searches", self.manage, enabled=self._has_any)

    def searches(self) -> tuple[SavedSearch, ...]:
        """Return the saved searches."""
        session = self._services.holder.session
        return session.store.saved_searches() if session is not None else ()

    def save(self, query: Query) -> None:
        """Ask for a name and save a query."""
        from briefbuilder.app.commands.searches import save_search

        title, label = self.tr("Save search"), self.tr("Name of the search:")
        name = self._services.prompter.ask_text(title, label, query.words.strip())
        if name is not None:
            self._services.apply(lambda session: save_search(session, name, query))

    def manage(self) -> None:
        """Show a dialog to run, rename and remove saved searches."""
        dialog = SavedSearchesDialog(self, self._services, self._pane.window())
        if self._services.prompter.run(dialog) and dialog.current is not None:
            self.chosen.emit(dialog.current.wanted)

    def rename(self, search: SavedSearch) -> None:
        """Ask for a new name of a search."""
        from briefbuilder.app.commands.searches import rename_search

        title, label = self.tr("Rename search"), self.tr("Name of the search:")
        name = self._services.prompter.ask_text(title, label, search.name)
        if name is not None:
            self._services.apply(lambda session: rename_search(session, search.id, name))

    def remove(self, search: SavedSearch) -> None:
        """Remove a search."""
        from briefbuilder.app.commands.searches import remove_search

        self._services.apply(lambda session: remove_search(session, search.id))

    def _has_any(self) -> bool:
        return bool(self.searches())


class SearchesView(QListView):
    """A list of saved searches in which F2 renames and Delete removes."""

    rename_requested = Signal()
    removal_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit the request of F2 or Delete."""
        if event.key() == Qt.Key.Key_F2:
            self.rename_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)


class SavedSearchesDialog(QDialog):
    """Lists the saved searches."""

    def __init__(self, owner: SavedSearchCommands, services: Services, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._owner = owner
        self._searches: tuple[SavedSearch, ...] = ()
        self.setWindowTitle(self.tr("Saved searches"))
        label = PlainLabel(self.tr("&Searches of this dossier:"), self)
        self.list = SearchesView(self)
        self.list.setAccessibleName(self.tr("Saved searches"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._names = QStringListModel(self)
        self.list.setModel(self._names)
        self.list.activated.connect(self.accept)
        label.setBuddy(self.list)
        buttons = QDialogButtonBox(self)
        self.show_button = buttons.addButton(self.tr("Search"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.show_button.setDefault(True)
        self.rename_button = buttons.addButton(self.tr("&Rename …"), QDialogButtonBox.ButtonRole.ActionRole)
        self.remove_button = buttons.addButton(self.tr("Re&move"), QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.rename_button.clicked.connect(self._on_rename)
        self.remove_button.clicked.connect(self._on_remove)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.list.rename_requested.connect(self.rename_button.click)
        self.list.removal_requested.connect(self.remove_button.click)
        theme = services.theme
        create_column(self, theme, 0.5, (label, self.list, buttons))
        self.resize(round(theme.line_height * 26), round(theme.line_height * 18))
        self._writable = services.holder.writable
        self._fill(0)
        self.list.setFocus()

    @property
    def current(self) -> SavedSearch | None:
        """The selected search, or None."""
        row = self.list.currentIndex().row()
        return self._searches[row] if 0 <= row < len(self._searches) else None

    def _fill(self, row: int) -> None:
        self._searches = self._owner.searches()
        self._names.setStringList([plain_text(search.name) for search in self._searches])
        last = len(self._searches) - 1
        self.list.setCurrentIndex(self._names.index(min(row, last), 0) if last >= 0 else QModelIndex())
        self.show_button.setEnabled(last >= 0)
        for button in (self.rename_button, self.remove_button):
            button.setEnabled(last >= 0 and self._writable)

    @Slot()
    def _on_rename(self) -> None:
        if self.current is not None:
            self._owner.rename(self.current)
            self._fill(self.list.currentIndex().row())

    @Slot()
    def _on_remove(self) -> None:
        if self.current is not None:
            row = self.list.currentIndex().row()
            self._owner.remove(self.current)
            self._fill(row)
