"""What the main window offers of templates: the designer's window, and the shared folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefbuilder.app.sharing import SharedTemplates
from briefbuilder.ui.services import Services
from briefbuilder.ui.share import ShareLook

if TYPE_CHECKING:
    from briefbuilder.ui.designer.window import DesignerWindow


class Designing(QObject):
    """Opens the designer's window, and looks at the share; `message` says what is amiss with it."""

    message = Signal(str)
    looked = Signal()

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._designer: DesignerWindow | None = None
        self._share = ShareLook(services, lambda: services.resources.shared, self)
        self._share.looked.connect(self._on_looked)
        services.actions.register("design-templates", self.show)
        services.actions.register("shared-templates", self.choose_share)
        services.holder.session_replaced.connect(self.look)
        self.look()

    @property
    def designer(self) -> DesignerWindow | None:
        """The designer's window, once it was asked for."""
        return self._designer

    def show(self) -> None:
        """Show the designer's window."""
        from briefbuilder.ui.designer.window import DesignerWindow

        if self._designer is None:
            self._designer = DesignerWindow(self._services, self._window)
            self._designer.templates_changed.connect(self._services.actions.refresh)
        if self._designer.isVisible():
            self._designer.raise_()
        else:
            self._designer.open_first()
            self._designer.show()
        self._designer.activateWindow()

    def close(self) -> bool:
        """Close the designer's window with the main one; False where it stays because of unsaved text."""
        return self._designer is None or not self._designer.isVisible() or self._designer.close()

    def choose_share(self) -> None:
        """Ask for the shared folder of templates; where there is one, ask first whether it is to go."""
        folder = self._services.resources.shared.folder
        prompter = self._services.prompter
        if folder is not None and prompter.confirm(
            self.tr("Shared folder of templates"),
            self.tr("Templates are shared from {folder}. Stop using it?").format(folder=folder),
            self.tr("Stop using it"),
        ):
            self.set_share(None)
            return
        chosen = prompter.open_folder(self.tr("Shared folder of templates"))
        if chosen is not None:
            self.set_share(chosen)

    def set_share(self, folder: Path | None) -> None:
        """Read templates from another share from now on."""
        self._services.settings.template_folder = folder
        self._services.resources.shared = SharedTemplates(folder)
        self._share.look_anew()

    def look(self) -> None:
        """Look at the share, beside the window."""
        self._share.look()

    def words(self) -> str:
        """Return what is amiss with the share, empty where nothing is."""
        lost = self.tr("{folder} cannot be reached; the last copies of its templates are used.")
        return self._share.words(lost)

    @Slot()
    def _on_looked(self) -> None:
        if words := self.words():
            self.message.emit(words)
        self.looked.emit()
