"""Export of the current briefing: check, dialog, build in a worker process, atomic write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.release import PUBLIC
from briefbuilder.ui.brief.checks import FindingsModel, FindingsView
from briefbuilder.ui.preview.drawing import CheckedBriefing, check_input
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.passwords import NewPasswordDialog
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip

if TYPE_CHECKING:
    from briefbuilder.app.export_input import ExportInput
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.composing.release import WithheldContent


class ExportDialog(QDialog):
    """Asks for the files of an export and shows the findings; errors must be ignored explicitly.

    `finding_to_open` is the finding that the user wants to fix instead.
    """

    def __init__(
        self,
        services: Services,
        title: str,
        findings: tuple[Finding, ...],
        audiences: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.finding_to_open: Finding | None = None
        self._errors = sum(finding.severity == "error" for finding in findings)
        self.setWindowTitle(self.tr("Export “{title}”").format(title=plain_text(title)))
        space = services.theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(1.2), space(1.1), space(1.2), space(1))
        column.setSpacing(space(0.6))
        self._show_findings(column, findings)
        self._ignore_errors = QCheckBox(self.tr("Export despite the errors"), self)
        self._ignore_errors.setVisible(self._errors > 0)
        column.addWidget(self._ignore_errors)
        self._audience = self._audience_choice(column, audiences)
        question = PlainLabel(self.tr("Files"), self)
        question.setObjectName("strip-title")
        column.addWidget(question)
        self._docx = QCheckBox(self.tr("Word document (.docx)"), self)
        self._pdf = QCheckBox(self.tr("PDF (.pdf)"), self)
        self._html = QCheckBox(self.tr("Web page, for mail (.html)"), self)
        self._markdown = QCheckBox(self.tr("Markdown text (.md)"), self)
        for box in (self._docx, self._pdf, self._html, self._markdown):
            box.setChecked(box in {self._docx, self._pdf})
            box.toggled.connect(self._refresh)
            column.addWidget(box)
        column.addSpacing(space(0.4))
        self._protect = QCheckBox(self.tr("Protect with a &password"), self)
        tip = self.tr(
            "Only Word documents and PDFs can be protected. A protected PDF is not an archival PDF/A."
        )
        set_tip(self._protect, tip)
        column.addWidget(self._protect)
        column.addSpacing(space(0.4))
        self._buttons(column)
        self._ignore_errors.toggled.connect(self._refresh)
        self._refresh()
        if self._agree.isEnabled():
            # Enter exports; with errors they get the focus.
            self._agree.setFocus()

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of the files to export."""
        pairs = (
            (".docx", self._docx),
            (".pdf", self._pdf),
            (".html", self._html),
            (".md", self._markdown),
        )
        return tuple(suffix for suffix, box in pairs if box.isChecked())

    @property
    def is_protected(self) -> bool:
        """Whether the files are to open with a password alone."""
        return self._protect.isEnabled() and self._protect.isChecked()

    @property
    def audience(self) -> str | None:
        """The recipient, None for the internal version."""
        chosen: str | None = self._audience.currentData()
        return chosen

    @property
    def ignores_errors(self) -> bool:
        """Whether to export despite errors."""
        return self._ignore_errors.isChecked()

    def _audience_choice(self, column: QVBoxLayout, audiences: tuple[str, ...]) -> QComboBox:
        """Add the choice of recipients, hidden if nothing in the briefing is restricted."""
        label = PlainLabel(self.tr("Recip&ient"), self)
        label.setObjectName("strip-title")
        combo = QComboBox(self)
        combo.setAccessibleName(self.tr("Recipient"))
        set_tip(combo, self.tr("Content that the recipient may not see is left out of the files."))
        label.setBuddy(combo)
        combo.addItem(self.tr("Internal version: everything"), None)
        for name in audiences:
            combo.addItem(
                self.tr("The public: only what everyone may see") if name == PUBLIC else plain_text(name),
                name,
            )
        for widget in (label, combo):
            widget.setVisible(bool(audiences))
            column.addWidget(widget)
        return combo

    def _show_findings(self, column: QVBoxLayout, findings: tuple[Finding, ...]) -> None:
        if not findings:
            fine = PlainLabel(self.tr("No problems found."), self)
            fine.setObjectName("muted")
            column.addWidget(fine)
            return
        words = (
            self.tr("Fix %n error(s) first. Select one to go to it.", "", self._errors)
            if self._errors
            else self.tr("%n issue(s) to review. Select one to go to it.", "", len(findings))
        )
        heading = PlainLabel(words, self)
        heading.setWordWrap(True)
        column.addWidget(heading)
        model = FindingsModel(self._services.words, self)
        model.show_findings(findings)
        view = FindingsView(model, self._services.theme, self)
        view.setMinimumSize(self._services.theme.space(28), self._services.theme.space(9))
        view.go_requested.connect(self._go)
        column.addWidget(view, 1)

    def _buttons(self, column: QVBoxLayout) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._agree = buttons.addButton(self.tr("Choose location …"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._agree.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    @Slot()
    def _refresh(self) -> None:
        self._agree.setEnabled(bool(self.suffixes) and (not self._errors or self.ignores_errors))
        self._protect.setEnabled(not self._html.isChecked() and not self._markdown.isChecked())

    @Slot(object)
    def _go(self, finding: Finding) -> None:
        self.finding_to_open = finding
        self.reject()


class ExportProgressBar(QWidget):
    """Shows the progress and the result of an export. `cancel_requested` is emitted when the user cancels it."""

    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._running = False
        self._text_label = PlainLabel("", self)
        self._text_label.setWordWrap(True)
        self._text_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(self.tr("Progress of the export"))
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.space(7))
        self._button = QToolButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(0.6), theme.space(0.3), theme.space(0.4), theme.space(0.3))
        row.addWidget(self._text_label, 1)
        row.addWidget(self._bar)
        row.addWidget(self._button)
        self._button.clicked.connect(self._on_clicked)
        self._name(self.tr("Close"))
        self.hide()

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._text_label.text()

    @Slot(str)
    def start(self, words: str) -> None:
        """Show that a job has started."""
        self._running = True
        self._text_label.setText(words)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._name(self.tr("Cancel"))
        self.show()

    @Slot(float)
    def progress(self, share: float) -> None:
        """Show the progress, from 0 to 1."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(share * 1000))

    @Slot(tuple)
    def finish(self, paths: tuple[Path, ...]) -> None:
        """Show the files that were written, or hide if there are none."""
        self._running = False
        self._bar.hide()
        self.setVisible(bool(paths))
        if paths:
            names = " + ".join(path.name for path in paths)
            self._text_label.setText(
                self.tr("Exported: {names} to {folder}").format(names=names, folder=paths[0].parent)
            )
            self._name(self.tr("Close"))

    def _name(self, text: str) -> None:
        self._button.setText(text)
        self._button.setAccessibleName(text)

    @Slot()
    def _on_clicked(self) -> None:
        if self._running:
            self.cancel_requested.emit()
        else:
            self.hide()


_FORBIDDEN_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_MAX_FILE_NAME = 80


class Exporter(QObject):
    """One export at a time.

    `started`, `progressed` (0 to 1) and `finished` (the paths, or none where nothing was written)
    accompany an export; `go_requested` carries a Finding that the user wants to fix first.
    """

    started = Signal(str)
    progressed = Signal(float)
    finished = Signal(tuple)
    go_requested = Signal(object)

    def __init__(self, services: Services, over: QWidget | None = None) -> None:
        super().__init__(over)
        self._parent = over
        self._services = services
        self._job: Job[CheckedBriefing] | Job[tuple[Path, ...]] | None = None
        self._withheld: tuple[WithheldContent, ...] = ()
        self._audience = ""

    @property
    def busy(self) -> bool:
        """Whether a check or an export is running."""
        return self._job is not None

    def export(self, briefing: Briefing, pages: tuple[Finding, ...] = ()) -> None:
        """Check a briefing, then ask for the files and export it.

        `pages` are the findings of the page layout.
        """
        from briefbuilder.app.export_input import snapshot

        session = self._services.holder.session
        if session is None or self.busy:
            return
        try:
            source = snapshot(session, briefing.id)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return

        def work(context: JobContext) -> CheckedBriefing:
            return context.run_isolated(check_input, source, result_type=CheckedBriefing)

        def done(checked: CheckedBriefing) -> None:
            self._job = None
            further = tuple(finding for finding in pages if finding not in checked.findings)
            self._ask(source, (*checked.findings, *further))

        self.started.emit(self.tr("Checking “{title}” …").format(title=briefing.title))
        self._job = self._services.jobs.start(work, done, self._on_failed)

    def cancel(self) -> None:
        """Cancel the export; no file is written."""
        if self._job is not None:
            self._job.cancel()

    def _ask(self, source: ExportInput, findings: tuple[Finding, ...]) -> None:
        self.finished.emit(())
        prompter = self._services.prompter
        audiences = restricted_audiences(source.briefing)
        window = self._parent.window() if self._parent is not None else None
        dialog = ExportDialog(self._services, source.briefing.title, findings, audiences, window)
        agreed = prompter.run(dialog)
        suffixes, going_to, audience = dialog.suffixes, dialog.finding_to_open, dialog.audience
        is_protected = dialog.is_protected
        dialog.deleteLater()
        if going_to is not None:
            self.go_requested.emit(going_to)
        if not agreed or not suffixes:
            return
        password = self._ask_password(suffixes) if is_protected else None
        if is_protected and password is None:
            return
        paths = self._ask_place(source.briefing.title, suffixes)
        audience_source = self._for_audience(source, audience) if paths else None
        if audience_source is not None:
            self._write(audience_source, paths, password)

    def _ask_password(self, suffixes: tuple[str, ...]) -> str | None:
        """Ask for the password of the files; None if the user cancels or it cannot be used, with an error shown."""
        from briefbuilder.export.protection import check_protection

        sentence = self.tr(
            "The files open only with this password. A forgotten password cannot be recovered."
        )
        window = self._parent.window() if self._parent is not None else None
        title, agree = self.tr("Password for the files"), self.tr("Protect")
        dialog = NewPasswordDialog(title, sentence, agree, parent=window)
        agreed = self._services.prompter.run(dialog)
        password = dialog.password
        dialog.deleteLater()
        if not agreed or password is None:
            return None
        try:
            check_protection(suffixes, password)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return None
        return password

    def _for_audience(self, source: ExportInput, audience: str | None) -> ExportInput | None:
        """Return the input for a recipient; None if it is not possible, with an error shown."""
        from briefbuilder.app.export_input import snapshot

        session = self._services.holder.session
        if audience is None or session is None:
            return source
        try:
            return snapshot(session, source.briefing.id, audience)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return None

    def _ask_place(self, title: str, suffixes: tuple[str, ...]) -> tuple[Path, ...]:
        prompter = self._services.prompter
        first = suffixes[0]
        filters = {
            ".docx": self.tr("Word document (*.docx)"),
            ".pdf": self.tr("PDF (*.pdf)"),
            ".html": self.tr("Web page (*.html)"),
            ".md": self.tr("Markdown text (*.md)"),
        }
        chosen = prompter.save_file(self.tr("Export"), export_file_name(title) + first, filters[first])
        if chosen is None:
            return ()
        stem = chosen.with_suffix("") if chosen.suffix.lower() in filters else chosen
        paths = tuple(stem.with_name(stem.name + suffix) for suffix in suffixes)
        # The file dialog has asked about the chosen file; ask about the other ones here.
        others = [path.name for path in paths if path != chosen and path.exists()]
        question = self.tr("{names} already exists. Replace it?").format(names=", ".join(others))
        if others and not prompter.confirm(self.tr("Export"), question, self.tr("Replace")):
            return ()
        return paths

    def _write(self, source: ExportInput, paths: tuple[Path, ...], password: str | None) -> None:
        def work(context: JobContext) -> tuple[Path, ...]:
            from briefbuilder.app.export import (
                BuiltFiles,
                add_letterhead,
                build_but_letterhead,
                complete_input,
                write_files,
            )

            suffixes = tuple(path.suffix.lower() for path in paths)
            data = complete_input(source, pool=context.pool, cancelled=context.cancelled)
            built = context.pool.run(
                build_but_letterhead,
                data,
                suffixes,
                on_progress=context.progress,
                cancelled=context.cancelled,
                result_type=BuiltFiles,
            )
            built = add_letterhead(built, data, suffixes, pool=context.pool, cancelled=context.cancelled)
            # Files are encrypted and written here: the worker process can be killed, and needs no password.
            context.check()
            write_files(built.files, paths, password)
            return paths

        self._withheld = source.left_out
        self._audience = source.audience or ""
        self.started.emit(self.tr("Exporting “{title}” …").format(title=source.briefing.title))
        self._job = self._services.jobs.start(work, self._on_written, self._on_failed, self.progressed.emit)

    def _on_written(self, paths: tuple[Path, ...]) -> None:
        self._job = None
        self.finished.emit(paths)
        if self._withheld:
            lines = [" ".join(" ".join(content.texts).split()) for content in self._withheld]
            self._services.prompter.show_message(
                self.tr("Export"),
                self.tr("%n passage(s) were left out for {audience}.", "", len(lines)).format(
                    audience=self._audience
                ),
                lines,
            )

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self.finished.emit(())
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, BriefbuilderError):
            raise error
        self._services.prompter.show_error(error)


def restricted_audiences(briefing: Briefing | None) -> tuple[str, ...]:
    """Return the recipients to choose from, none if nothing is restricted."""
    if briefing is None:
        return ()
    from briefbuilder.composing.release import is_restricted, list_audiences

    return list_audiences(briefing) if is_restricted(briefing) else ()


def export_file_name(title: str) -> str:
    """Return a file name for a title, without forbidden characters and of limited length."""
    name = " ".join(_FORBIDDEN_IN_FILE_NAMES.sub(" ", title).split()).strip(". ")
    return name[:_MAX_FILE_NAME].rstrip(". ") or "briefing"
