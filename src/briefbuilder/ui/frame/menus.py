"""The menu bar, built from the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from briefbuilder.app.messages import interface_languages
from briefbuilder.ui.action_table import MenuName
from briefbuilder.ui.frame.dossiers import DossierCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import SchemeChoice
from briefbuilder.ui.widgets.plain import button_text, plain_tip, set_tip

_SUBMENUS: frozenset[MenuName] = frozenset({"structure"})


class MenuBuilder(QObject):
    """Builds the menu bar from the table of actions.

    `language_chosen` carries a language tag, empty for the language of the system.
    """

    language_chosen = Signal(str)
    scheme_chosen = Signal(str)

    def __init__(self, window: QMainWindow, services: Services, dossiers: DossierCommands) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._dossiers = dossiers
        self.recent = QMenu(self.tr("Open &recent"), window)
        self.recent.aboutToShow.connect(self._fill_recent)
        self._fill_recent()
        dossiers.recent_changed.connect(self._fill_recent)
        self._build()

    def _build(self) -> None:
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
        menus: dict[MenuName, QMenu] = {}
        for name, title in titles.items():
            bar = self._window.menuBar()
            menu = menus["article"].addMenu(title) if name in _SUBMENUS else bar.addMenu(title)
            menu.setToolTipsVisible(False)
            menus[name] = menu
            for spec, action in self._services.actions.menu_actions(name):
                if spec.gap:
                    menu.addSeparator()
                menu.addAction(action)
                if spec.id == "open-dossier":
                    menu.addMenu(self.recent)
        self._add_choices(menus["view"])

    def _add_choices(self, menu: QMenu) -> None:
        menu.addSeparator()
        schemes: dict[str, str] = {
            "system": self.tr("Follow system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        self._choices(
            menu.addMenu(self.tr("&Colours")), schemes, self._services.theme.choice, self.scheme_chosen.emit
        )
        languages = {"": self.tr("Follow system"), **interface_languages()}
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
        self.recent.clear()
        recent = self._dossiers.recent
        for number, path in enumerate(recent, start=1):
            action = self.recent.addAction(f"&{number}  {button_text(path.stem)}")
            set_tip(action, str(path))
            action.setStatusTip(plain_tip(str(path)))
            action.triggered.connect(partial(_ignore_checked, self._dossiers.open_path, path))
        self.recent.setEnabled(bool(recent))


def _ignore_checked(function: Callable[..., object], value: object, _checked: bool = False) -> None:
    function(value)


def as_scheme(value: str) -> SchemeChoice:
    """Return the scheme of a setting; unknown values follow the system."""
    return "light" if value == "light" else "dark" if value == "dark" else "system"
