"""Builds the menu bar and the toolbar from the table of actions, and the few menus that change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from briefbuilder.ui.actionspec import MenuName
from briefbuilder.ui.dossiers import Dossiers
from briefbuilder.ui.i18n import LANGUAGES
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import SchemeChoice


class Menus(QObject):
    """The menus of a window. `language_chosen` carries a language's tag, empty for the system's."""

    language_chosen = Signal(str)
    scheme_chosen = Signal(str)

    def __init__(self, window: QMainWindow, services: Services, dossiers: Dossiers) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._dossiers = dossiers
        self._recent = QMenu(self.tr("Open &recent"), window)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._fill_recent()
        dossiers.recent_changed.connect(self._fill_recent)
        self._build_menus()
        self._build_bar()

    def _build_menus(self) -> None:
        titles: dict[MenuName, str] = {
            "dossier": self.tr("&Dossier"),
            "edit": self.tr("&Edit"),
            "article": self.tr("&Article"),
            "structure": self.tr("&Structure"),
            "topics": self.tr("&Topics"),
            "briefing": self.tr("&Briefing"),
            "view": self.tr("&View"),
            "help": self.tr("&Help"),
        }
        for name, title in titles.items():
            menu = self._window.menuBar().addMenu(title)
            menu.setToolTipsVisible(False)
            for spec, action in self._services.actions.of_menu(name):
                if spec.gap:
                    menu.addSeparator()
                menu.addAction(action)
                if spec.id == "open-dossier":
                    menu.addMenu(self._recent)
            if name == "view":
                self._add_choices(menu)

    def _build_bar(self) -> None:
        bar = QToolBar(self.tr("Toolbar"), self._window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        last: MenuName | None = None
        for spec, action in self._services.actions.of_bar():
            if last is not None and spec.menu != last:
                bar.addSeparator()
            last = spec.menu
            bar.addAction(action)
        self._window.addToolBar(bar)

    def _add_choices(self, menu: QMenu) -> None:
        menu.addSeparator()
        schemes: dict[str, str] = {
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        self._choices(
            menu.addMenu(self.tr("&Colours")), schemes, self._services.theme.choice, self.scheme_chosen.emit
        )
        languages = {"": self.tr("As the system"), **LANGUAGES}
        chosen = self._services.settings.language or ""
        self._choices(menu.addMenu(self.tr("&Language")), languages, chosen, self.language_chosen.emit)

    def _choices(
        self, menu: QMenu, texts: dict[str, str], chosen: str, choose: Callable[[str], None]
    ) -> None:
        group = QActionGroup(menu)
        for value, text in texts.items():
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(partial(_ignore_checked, choose, value))
            group.addAction(action)
            menu.addAction(action)

    @Slot()
    def _fill_recent(self) -> None:
        self._recent.clear()
        recent = self._dossiers.recent
        for number, path in enumerate(recent, start=1):
            name = f"&{number}  {path.stem}"
            action = self._recent.addAction(name)
            action.setToolTip(str(path))
            action.setStatusTip(str(path))
            action.triggered.connect(partial(_ignore_checked, self._dossiers.open_path, path))
        self._recent.setEnabled(bool(recent))


def _ignore_checked(function: Callable[..., object], value: object, _checked: bool = False) -> None:
    function(value)


def as_scheme(value: str) -> SchemeChoice:
    """Return a setting's value as a choice of scheme; anything unknown follows the system."""
    return "light" if value == "light" else "dark" if value == "dark" else "system"
