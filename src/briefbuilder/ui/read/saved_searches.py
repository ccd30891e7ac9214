"""Searches saved in the dossier, and a dialog to rename and remove them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from briefbuilder.domain.query import Query, SavedSearch
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import DialogButtons, TextList, fill_dialog
from briefbuilder.ui.widgets.plain import PlainLabel


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


class SearchesView(TextList):
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
        self.list = SearchesView("", self)
        label = PlainLabel(self.tr("&Searches of this dossier:"), self, names=self.list)
        self.list.setAccessibleName(self.tr("Saved searches"))
        self.list.activated.connect(self.accept)
        self.rename_button = push_button(self.tr("&Rename …"), self, self._on_rename)
        self.remove_button = push_button(self.tr("Re&move"), self, self._on_remove)
        others = (self.rename_button, self.remove_button)
        buttons = DialogButtons(self, self.tr("Search"), self.tr("Close"), others=others)
        self.show_button = buttons.agree
        self.list.rename_requested.connect(self.rename_button.click)
        self.list.removal_requested.connect(self.remove_button.click)
        fill_dialog(self, services.theme, label, self.list, buttons, gap=0.5, size=(26, 18))
        self._writable = services.holder.writable
        self._fill(0)
        self.list.setFocus()

    @property
    def current(self) -> SavedSearch | None:
        """The selected search, or None."""
        return self._searches[self.list.row] if 0 <= self.list.row < len(self._searches) else None

    def _fill(self, row: int) -> None:
        self._searches = self._owner.searches()
        self.list.show_lines((search.name for search in self._searches), row)
        self.show_button.setEnabled(bool(self._searches))
        for button in (self.rename_button, self.remove_button):
            button.setEnabled(bool(self._searches) and self._writable)

    @Slot()
    def _on_rename(self) -> None:
        if self.current is not None:
            self._owner.rename(self.current)
            self._fill(self.list.row)

    @Slot()
    def _on_remove(self) -> None:
        if self.current is not None:
            row = self.list.row
            self._owner.remove(self.current)
            self._fill(row)
