"""The dialog before an export: what the check found, and which files are wanted."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from briefbuilder.domain.notices import Finding
from briefbuilder.domain.release import PUBLIC
from briefbuilder.ui.briefing.findings import FindingsModel, FindingsView
from briefbuilder.ui.services import Services


class ExportDialog(QDialog):
    """Asks for the files of an export; findings stand first, errors have to be passed over on purpose.

    `going_to` is the finding that the user wants to mend instead.
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
        self.going_to: Finding | None = None
        self._errors = sum(finding.severity == "error" for finding in findings)
        self.setWindowTitle(self.tr("Export “{title}”").format(title=title))
        space = services.theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(1.2), space(1.1), space(1.2), space(1))
        column.setSpacing(space(0.6))
        self._show_findings(column, findings)
        self._anyway = QCheckBox(self.tr("Export in spite of the errors"), self)
        self._anyway.setVisible(self._errors > 0)
        column.addWidget(self._anyway)
        self._audience = self._audience_choice(column, audiences)
        question = QLabel(self.tr("Files"), self)
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
        self._buttons(column)
        self._anyway.toggled.connect(self._refresh)
        self._refresh()
        if self._agree.isEnabled():
            # Enter exports; with errors the first look is at them.
            self._agree.setFocus()

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of the wanted files."""
        pairs = (
            (".docx", self._docx),
            (".pdf", self._pdf),
            (".html", self._html),
            (".md", self._markdown),
        )
        return tuple(suffix for suffix, box in pairs if box.isChecked())

    @property
    def audience(self) -> str | None:
        """Whom the export is for, None for the house itself."""
        chosen: str | None = self._audience.currentData()
        return chosen

    @property
    def anyway(self) -> bool:
        """Whether errors are to be passed over."""
        return self._anyway.isChecked()

    def _audience_choice(self, column: QVBoxLayout, audiences: tuple[str, ...]) -> QComboBox:
        """Offer the audiences, the house first; nothing shows where nothing is kept from anybody."""
        label = QLabel(self.tr("Whom it is f&or"), self)
        label.setObjectName("strip-title")
        combo = QComboBox(self)
        combo.setAccessibleName(self.tr("Whom it is for"))
        combo.setToolTip(self.tr("What an audience may not see is left out of every part of the files."))
        label.setBuddy(combo)
        combo.addItem(self.tr("The house: everything"), None)
        for name in audiences:
            combo.addItem(self.tr("The public: what goes to everybody") if name == PUBLIC else name, name)
        for widget in (label, combo):
            widget.setVisible(bool(audiences))
            column.addWidget(widget)
        return combo

    def _show_findings(self, column: QVBoxLayout, findings: tuple[Finding, ...]) -> None:
        if not findings:
            fine = QLabel(self.tr("The check found nothing to mend."), self)
            fine.setObjectName("muted")
            column.addWidget(fine)
            return
        words = (
            self.tr("%n error(s) should be mended first. Choose one to go there.", "", self._errors)
            if self._errors
            else self.tr("%n finding(s) to look at. Choose one to go there.", "", len(findings))
        )
        heading = QLabel(words, self)
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
        self._agree = buttons.addButton(self.tr("Choose place …"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._agree.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    @Slot()
    def _refresh(self) -> None:
        self._agree.setEnabled(bool(self.suffixes) and (not self._errors or self.anyway))

    @Slot(object)
    def _go(self, finding: Finding) -> None:
        self.going_to = finding
        self.reject()
