"""The commands of the menu Help."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.app.jobs import Job, JobContext
from briefbuilder.app.problem_report import make_report
from briefbuilder.domain.errors import BriefbuilderError, ExportError
from briefbuilder.system.files import write_atomically
from briefbuilder.ui.help.tour import Tour
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import style_sheet
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text

if TYPE_CHECKING:
    from briefbuilder.ui.help.guide import GuideWindow


class ReportDialog(QDialog):
    """Shows the whole report; nothing is sent, and nothing is written until the user saves it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        theme = services.theme
        self.setWindowTitle(self.tr("Report a problem"))
        words = PlainLabel(
            self.tr(
                "This report contains versions, settings and the last errors, but no content of a dossier and no "
                "paths. Save it and send it to your support, with what you did and what happened."
            ),
            self,
        )
        words.setWordWrap(True)
        self._text = QPlainTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setAccessibleName(self.tr("Report"))
        self._text.setPlaceholderText(self.tr("The report is being made …"))
        buttons = QDialogButtonBox(self)
        self._save = QPushButton(self.tr("&Save as …"), self)
        self._copy = QPushButton(self.tr("&Copy"), self)
        buttons.addButton(self._save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self._save.setDefault(True)
        self._save.clicked.connect(self._on_save)
        self._copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.px(10))
        for widget in (words, self._text, buttons):
            column.addWidget(widget)
        self.resize(theme.px(660), theme.px(560))
        self._show("")
        resources = services.resources.copy_for_thread()
        settings = services.settings

        def work(_context: JobContext) -> str:
            return make_report(resources, settings)

        self._job: Job[str] | None = services.jobs.start(work, self._on_made, self._on_failed)

    @property
    def report(self) -> str:
        """The report, empty while it is being made."""
        return self._text.toPlainText()

    def done(self, result: int) -> None:
        """Close the dialog; a report that is still being made is dropped."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)

    def _on_made(self, report: str) -> None:
        if self._job is not None:
            self._job = None
            self._show(report)

    def _on_failed(self, error: Exception) -> None:
        if self._job is None:
            return
        self._job = None
        if isinstance(error, BriefbuilderError):
            self._services.prompter.show_error(error)
        else:
            raise error

    def _show(self, report: str) -> None:
        self._text.setPlainText(plain_text(report))
        self._save.setEnabled(bool(report))
        self._copy.setEnabled(bool(report))

    @Slot()
    def _on_save(self) -> None:
        name = f"briefbuilder-report-{datetime.now().astimezone():%Y-%m-%d}.txt"
        target = self._services.prompter.save_file(
            self.tr("Save report"), name, self.tr("Text files (*.txt)")
        )
        if target is None:
            return
        try:
            write_atomically(target, self.report.encode(), private=True)
        except ExportError as error:
            self._services.prompter.show_error(error)
            return
        self._services.toasts.show(self.tr("The report is saved as {name}.").format(name=target.name))
        self.accept()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)


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
