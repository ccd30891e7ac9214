"""The dialog that shows a problem report before the user saves or copies it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from briefbuilder.app.jobs import Job, JobContext
from briefbuilder.app.problem_report import make_report
from briefbuilder.domain.errors import BriefbuilderError, ExportError
from briefbuilder.system.files import write_atomically
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text


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
