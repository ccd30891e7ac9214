"""The overview of the dossier: a window with four tabs that stays open beside the main window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Slot
from PySide6.QtWidgets import QDialog, QPushButton, QStackedWidget, QWidget

from briefbuilder.ui.overview.actors import ActorsTab, SearchName
from briefbuilder.ui.overview.chronology import ChronologyTab
from briefbuilder.ui.overview.coverage import CoverageTab
from briefbuilder.ui.overview.disagreements import DisagreementsTab
from briefbuilder.ui.overview.tab import OverviewTab
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import SwitchBar
from briefbuilder.ui.widgets.dialogs import stack_widgets

if TYPE_CHECKING:
    from briefbuilder.domain.changes import Key

_GEOMETRY = "overview-geometry"
_WIDTH, _HEIGHT = 1080, 720
"""Usual size at 100 %, in pixels."""


class DossierOverviewCommands(QObject):
    """The command that shows the overview of the dossier."""

    def __init__(self, services: Services, search: SearchName, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._search, self._window = services, search, window
        self._dialog: DossierOverviewDialog | None = None
        services.actions.register("dossier-overview", self.show)

    def show(self) -> None:
        """Show the overview, or bring it to the front."""
        if self._dialog is None:
            self._dialog = DossierOverviewDialog(self._services, self._search, self._window)
            self._dialog.finished.connect(self._on_finished)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    @Slot()
    def _on_finished(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


class DossierOverviewDialog(QDialog):
    """Disagreements, chronology, actors and coverage of the open dossier."""

    def __init__(self, services: Services, search: SearchName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setProperty("helpTopic", "how-to/see-the-overview")
        self.setWindowTitle(self.tr("Overview of the dossier"))
        self.tabs: dict[str, OverviewTab] = {
            "disagreements": DisagreementsTab(services, self),
            "chronology": ChronologyTab(services, self),
            "actors": ActorsTab(services, search, self),
            "coverage": CoverageTab(services, self),
        }
        texts = (
            self.tr("Disagreements"),
            self.tr("Chronology"),
            self.tr("Actors"),
            self.tr("Coverage"),
        )
        choices = [(key, text, "") for key, text in zip(self.tabs, texts, strict=True)]
        self.switch = SwitchBar(choices, services.theme, self, name=self.tr("Overview of the dossier"))
        self.switch.chosen.connect(self.choose)
        self._stack = QStackedWidget(self)
        for tab in self.tabs.values():
            self._stack.addWidget(tab)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        stack_widgets(self, services.theme, (self.switch, self._stack), (close,))
        px = services.theme.px
        geometry = services.settings.window_state(_GEOMETRY)
        if not (geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))):
            self.resize(px(_WIDTH), px(_HEIGHT))
        services.holder.session_replaced.connect(self.reject)
        services.holder.changed.connect(self._on_changed)
        self.choose("disagreements")

    @Slot(str)
    def choose(self, key: str) -> None:
        """Show a tab."""
        self.switch.show_choice(key)
        self._stack.setCurrentWidget(self.tabs[key])
        self.tabs[key].show_tab()

    def done(self, result: int) -> None:
        """Cancel what is running, and remember the size."""
        for tab in self.tabs.values():
            tab.stop()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._services.settings.set_window_state(_GEOMETRY, geometry)
        super().done(result)

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        for tab in self.tabs.values():
            tab.on_changed(keys)
