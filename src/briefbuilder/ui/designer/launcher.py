"""The actions of the main window that lead to the template designer and the shared template folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefbuilder.app.shared_folders import SharedTemplates
from briefbuilder.ui.services import Services
from briefbuilder.ui.share import SharedFolderCheck
from briefbuilder.ui.widgets.fixed import fixed_text

if TYPE_CHECKING:
    from briefbuilder.ui.designer.window import DesignerWindow


class DesignerLauncher(QObject):
    """Opens the designer window and watches the shared template folder."""

    looked = Signal()

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self.designer: DesignerWindow | None = None
        self.check = SharedFolderCheck(services, lambda: services.resources.shared, self)
        self.check.looked.connect(self._on_looked)
        policy = services.settings.policy
        services.actions.register(
            "design-templates",
            self.show,
            enabled=lambda: policy.own_templates is not False,
            why_not=fixed_text,
        )
        services.actions.register(
            "shared-templates",
            self.choose_share,
            enabled=lambda: not policy.fixes("templates-folder"),
            why_not=fixed_text,
        )
        services.holder.session_replaced.connect(self.check.look)
        self.check.look()

    def show(self) -> None:
        """Show the designer window."""
        if self.designer is None:
            # The designer brings templating and YAML with it, which the first window does without.
            from briefbuilder.ui.designer.window import DesignerWindow

            self.designer = DesignerWindow(self._services, self._window)
            self.designer.templates_changed.connect(self._services.actions.refresh)
        if self.designer.isVisible():
            self.designer.raise_()
        else:
            self.designer.open_first()
            self.designer.show()
        self.designer.activateWindow()

    def close(self) -> bool:
        """Close the designer window; return False if the user keeps it open because of unsaved changes."""
        return self.designer is None or not self.designer.isVisible() or self.designer.close()

    def choose_share(self) -> None:
        """Ask for the shared template folder; if there is one, ask first whether to stop using it."""
        folder = self._services.resources.shared.folder
        prompter = self._services.prompter
        if folder is not None and prompter.confirm(
            self.tr("Shared template folder"),
            self.tr("Templates are shared from {folder}. Stop using it?").format(folder=folder),
            self.tr("Stop using"),
        ):
            self.set_share(None)
            return
        chosen = prompter.open_folder(self.tr("Shared template folder"))
        if chosen is not None:
            self.set_share(chosen)

    def set_share(self, folder: Path | None) -> None:
        """Set the shared template folder."""
        self._services.settings.template_folder = folder
        self._services.resources.shared = SharedTemplates(folder)
        self.check.check_new_folder()

    @Slot()
    def _on_looked(self) -> None:
        lost = self.tr("{folder} cannot be reached. The last copies of its templates are used.")
        if words := self.check.words(lost):
            self._services.toasts.show(words)
        self.looked.emit()
