"""The start page: go on with the last dossier, open a recent one, or begin."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.pane import EmptyState


class StartPage(QWidget):
    """What the window shows while no dossier is open."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = EmptyState(
            self.tr("A dossier holds articles, tags and briefings in one file."), services.theme, self
        )
        self._buttons = [
            self._empty.add_action(services.actions.action(name), first=name == "new-dossier")
            for name in ("new-dossier", "open-dossier", "try-sample")
        ]
        QVBoxLayout(self).addWidget(self._empty)

    def focus_content(self) -> None:
        """Give the focus to the first button."""
        self._buttons[0].setFocus()
