"""The menu bar, built from the table of actions, and cut, copy and paste for whatever has the focus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QPlainTextEdit, QTextEdit, QWidget

from briefbuilder.ui.action_table import MenuName
from briefbuilder.ui.frame.recents import RecentDossiers
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.menus import add_entry
from briefbuilder.ui.widgets.plain import button_text, plain_tip, set_tip

_SUBMENUS: Mapping[MenuName, MenuName] = {"exchange": "dossier", "structure": "article"}
"""The menus that each lie within another one: the first below an entry of it, see `_BELOW`, the other at its end."""
_BELOW: Mapping[str, MenuName] = {"copy-dossier": "exchange"}


_Editor = QLineEdit | QTextEdit | QPlainTextEdit


def menu_titles() -> dict[MenuName, str]:
    """Return the titles of the menus, with their mnemonics."""
    return {
        "dossier": QCoreApplication.translate("MenuBuilder", "&Dossier"),
        "exchange": QCoreApplication.translate("MenuBuilder", "E&xchange"),
        "edit": QCoreApplication.translate("MenuBuilder", "&Edit"),
        "article": QCoreApplication.translate("MenuBuilder", "&Article"),
        "structure": QCoreApplication.translate("MenuBuilder", "&Structure"),
        "topics": QCoreApplication.translate("MenuBuilder", "&Topics"),
        "briefing": QCoreApplication.translate("MenuBuilder", "&Briefing"),
        "view": QCoreApplication.translate("MenuBuilder", "&View"),
        "help": QCoreApplication.translate("MenuBuilder", "&Help"),
    }


class MenuBuilder(QObject):
    """Builds the menu bar from the table of actions; `recent` is the menu of recent dossiers."""

    def __init__(
        self,
        window: QMainWindow,
        services: Services,
        recents: RecentDossiers,
        open_path: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._recents, self._open_path = recents, open_path
        self.recent = QMenu(self.tr("Open &recent"), window)
        self.recent.aboutToShow.connect(recents.look)
        self._fill_recent()
        recents.changed.connect(self._fill_recent)
        self._build()

    def _build(self) -> None:
        titles = menu_titles()
        menus: dict[MenuName, QMenu] = {}
        for name, title in titles.items():
            bar = self._window.menuBar()
            outer = _SUBMENUS.get(name)
            menu = menus.get(name) or (bar.addMenu(title) if outer is None else menus[outer].addMenu(title))
            menu.setToolTipsVisible(False)
            menus[name] = menu
            for spec, action in self._services.actions.menu_actions(name):
                if spec.gap:
                    menu.addSeparator()
                menu.addAction(action)
                if spec.id == "open-dossier":
                    menu.addMenu(self.recent)
                if spec.id in _BELOW:
                    below = _BELOW[spec.id]
                    menus[below] = menu.addMenu(titles[below])

    @Slot()
    def _fill_recent(self) -> None:
        self.recent.clear()
        recent = self._recents.all
        for number, dossier in enumerate(recent, start=1):
            path = dossier.path
            text, run = f"&{number}  {button_text(path.stem)}", partial(self._open_path, path)
            action = add_entry(self.recent, text, run)
            set_tip(action, str(path))
            action.setStatusTip(plain_tip(str(path)))
        self.recent.setEnabled(bool(recent))


class EditCommands(QObject):
    """Registers the commands; a paste outside of a text field imports what is in the clipboard as an article."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._window = services, window
        board = services.actions
        board.register("cut", self.cut)
        board.register("copy", self.copy)
        board.register("paste", self.paste)

    def cut(self) -> None:
        """Cut what is selected in a text field."""
        editor = self._editor()
        if editor is not None and not editor.isReadOnly():
            editor.cut()

    def copy(self) -> None:
        """Copy what is selected, else the section of the article."""
        editor = self._editor()
        if editor is not None and (not editor.isReadOnly() or _has_selection(editor)):
            editor.copy()
        else:
            self._services.actions.action("copy-article").trigger()

    def paste(self) -> None:
        """Paste into a text field; elsewhere import a copied text as an article."""
        editor = self._editor()
        if editor is not None and not editor.isReadOnly():
            editor.paste()
        elif self._services.modes.mode == "read":
            self._services.actions.action("paste-article").trigger()

    def _editor(self) -> _Editor | None:
        focused = self._window.focusWidget()
        return focused if isinstance(focused, QLineEdit | QTextEdit | QPlainTextEdit) else None


def _has_selection(editor: _Editor) -> bool:
    if isinstance(editor, QLineEdit):
        return editor.hasSelectedText()
    cursor: QTextCursor = editor.textCursor()
    return cursor.hasSelection()
