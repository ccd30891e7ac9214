"""The commands of the menu Help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from briefbuilder.ui.help.tour import Tour
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import style_sheet

if TYPE_CHECKING:
    from briefbuilder.ui.help.guide import GuideWindow

TOPIC = "helpTopic"
"""The property of a widget that names its page, such as "how-to/tag-passages"; it holds for what is inside, too."""
_FIRST = "index"


class HelpCommands(QObject):
    """Registers the commands of the menu Help; the guide stays one window."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._guide: GuideWindow | None = None
        self._tour = Tour(services, window)
        board = services.actions
        board.register("guide", self.show_guide)
        board.register("first-steps", self._tour.start)
        board.register("help-shortcuts", self._show_shortcuts)
        board.register("whats-new", self._show_whats_new)
        board.register("report-problem", self._report)
        board.register("about", self._show_about)

    @property
    def tour(self) -> Tour:
        """The first steps."""
        return self._tour

    @property
    def guide(self) -> GuideWindow:
        """The window of the guide."""
        # The guide and the dialogs are imported at first use, which keeps the start of the window short.
        if self._guide is None:
            from briefbuilder.app.guide import Guide
            from briefbuilder.system.paths import docs_folder
            from briefbuilder.ui.help.guide import GuideWindow

            self._guide = GuideWindow(Guide(docs_folder()), self._services.theme, self._window)
            self._services.theme.changed.connect(self._on_theme_changed)
            self._on_theme_changed()
        return self._guide

    def show_guide(self) -> None:
        """Show the page of the guide about the place where the focus is."""
        self.guide.show_page(f"{help_topic(QApplication.focusWidget()) or _FIRST}.md")
        self._raise_guide()

    def _show_whats_new(self) -> None:
        from briefbuilder.app.guide import newest_changes
        from briefbuilder.system.paths import changelog_file

        self.guide.show_whats_new(newest_changes(changelog_file()))
        self._raise_guide()

    @Slot()
    def _on_theme_changed(self) -> None:
        if self._guide is not None:
            self._guide.setStyleSheet(style_sheet(self._services.theme))

    def _raise_guide(self) -> None:
        """Show the guide; above a modal dialog it belongs to the dialog, since other windows get no keys then."""
        modal = QApplication.activeModalWidget()
        if isinstance(modal, QDialog) and self.guide.parentWidget() is not modal:
            self.guide.setParent(modal, Qt.WindowType.Window)
            modal.finished.connect(self._give_back)
        self.guide.show()
        self.guide.raise_()
        self.guide.activateWindow()
        self.guide.view.setFocus()

    @Slot()
    def _give_back(self) -> None:
        """Keep the guide when the dialog that it belonged to ends."""
        is_shown = self.guide.isVisible()
        self.guide.setParent(self._window, Qt.WindowType.Window)
        self.guide.setVisible(is_shown)

    def _show_shortcuts(self) -> None:
        from briefbuilder.ui.help.dialogs import ShortcutDialog

        self._run(ShortcutDialog(self._services.actions, self._services.theme, self._window))

    def _show_about(self) -> None:
        from briefbuilder.ui.help.dialogs import AboutDialog

        self._run(AboutDialog(self._services.theme, self._window))

    def _report(self) -> None:
        from briefbuilder.ui.help.report import ReportDialog

        self._run(ReportDialog(self._services, self._window))

    def _run(self, dialog: QDialog) -> None:
        self._services.prompter.run(dialog)
        dialog.deleteLater()


def help_topic(widget: QWidget | None) -> str:
    """Return the page of the guide for a widget: its own, or that of the nearest widget around it; empty for none."""
    while widget is not None:
        topic = widget.property(TOPIC)
        if isinstance(topic, str) and topic:
            return topic
        widget = widget.parentWidget()
    return ""
