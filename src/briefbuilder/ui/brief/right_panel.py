"""The panel beside the item editor: the preview, the checks and the details of the current briefing."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.notices import Finding
from briefbuilder.ui.brief.checks import BriefingFindings, FindingsModel, FindingsView, QuickFix
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.details import DetailsForm
from briefbuilder.ui.brief.export import Exporter, ExportProgressBar, restricted_audiences
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.preview.builder import PreviewBuilder
from briefbuilder.ui.preview.drawing import BuiltPreview, CheckedBriefing
from briefbuilder.ui.preview.pane import PreviewPane
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.composing.lengths import Lengths

Panel = Literal["preview", "checks", "details"]
PANELS: tuple[Panel, ...] = get_args(Panel)

_LOG = logging.getLogger(__name__)


class RightPanel(QWidget):
    """Shows one of three panels about the current briefing, and runs its preview, check and export.

    `item_requested` carries the id of a part or item that is to be shown, `panel_shown` the panel that was chosen.
    `findings_changed` and `lengths_changed` are emitted when the marks and counts of the outline change.
    `commit_requested` is emitted before an export.
    """

    item_requested = Signal(str)
    panel_shown = Signal(str)
    findings_changed = Signal()
    lengths_changed = Signal()
    commit_requested = Signal()

    def __init__(
        self,
        services: Services,
        current: CurrentBriefing,
        texts: BriefingTexts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "briefings")
        self._services = services
        self._current = current
        self._findings = BriefingFindings()
        self._lengths: Lengths | None = None
        self._details = DetailsForm(services, current, texts, self)
        self._findings_model = FindingsModel(services.words, self, show_fixes=True)
        self._checks = FindingsView(self._findings_model, services.theme, self)
        self._quick_fix = QuickFix(services, current, self._checks)
        self._preview = PreviewPane(services, self)
        self._builder = PreviewBuilder(services, self._preview.view, self)
        self._exporter = Exporter(services, self)
        self._progress_bar = ExportProgressBar(services.theme, self)
        self._switch = QTabBar(self)
        self._lay_out()
        self._register()
        self._connect()

    @property
    def panel(self) -> Panel:
        """The panel that is shown."""
        return PANELS[self._switch.currentIndex()]

    @property
    def switch(self) -> QWidget:
        """The switch between the panels; the page shows it in the bar of the editor while the panel is a drawer."""
        return self._switch

    @property
    def preview(self) -> PreviewPane:
        """The preview."""
        return self._preview

    @property
    def checks(self) -> FindingsView:
        """The list of findings."""
        return self._checks

    @property
    def details(self) -> DetailsForm:
        """The form of the briefing's details."""
        return self._details

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the check and of the page layout."""
        return self._findings_model.findings

    @property
    def faults(self) -> Mapping[str, str]:
        """The highest severity by the id of each part and item that has errors or warnings."""
        return self._findings.faults

    @property
    def lengths(self) -> Lengths | None:
        """The length of the briefing and its parts, None before the first check."""
        return self._lengths

    @property
    def pages(self) -> int:
        """The number of pages of the last preview, 0 before the first."""
        return self._preview.view.page_count

    @property
    def busy(self) -> bool:
        """Whether a build, a check or an export is running."""
        return self._builder.busy or self._exporter.busy

    def show_panel(self, panel: Panel) -> None:
        """Show a panel."""
        self._switch.setCurrentIndex(PANELS.index(panel))
        self.panel_shown.emit(panel)

    def commit(self) -> None:
        """Store the text that is being edited in the details."""
        self._details.commit()

    def show_briefing(self, node: str) -> None:
        """Show another briefing, or none, with the place of a part or item in it."""
        briefing = self._current.briefing
        self._findings = BriefingFindings()
        self._show_findings()
        self._show_lengths(None)
        self._preview.offer_audiences(restricted_audiences(briefing))
        if briefing is not None:
            self._preview.view.mark_origin(node)
            self._preview.view.show_message(self.tr("Creating the preview …"))
        self._details.show_briefing(briefing)
        self._builder.show(briefing.id if briefing is not None else None)

    def refresh(self) -> None:
        """Show the changed briefing."""
        self._details.show_briefing(self._current.briefing)
        self._preview.offer_audiences(restricted_audiences(self._current.briefing))
        self._builder.refresh()

    def refresh_preview(self) -> None:
        """Build the preview again, after a change of an article or a topic."""
        self._builder.refresh()

    @Slot(str)
    def item_chosen(self, node: str) -> None:
        """Show a part or item on its page."""
        self._preview.view.show_origin(node)

    def _lay_out(self) -> None:
        self._switch.setAccessibleName(self.tr("Views of the briefing"))
        self._switch.setDrawBase(False)
        self._switch.setExpanding(False)
        for text in (self.tr("Preview"), self.tr("Checks"), self.tr("Details")):
            self._switch.addTab(text)
        self._stack = QStackedWidget(self)
        for view in (self._preview, self._checks, self._details):
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._switch)
        column.addWidget(self._stack, 1)
        column.addWidget(self._progress_bar)

    def _register(self) -> None:
        table = self._services.actions
        table.register("mend-finding", self._quick_fix.fix, enabled=self._quick_fix.can_fix)
        table.register("check-briefing", self._show_checks, enabled=self._has_briefing)
        table.register("export-briefing", self._export, enabled=self._can_export)
        self._checks.selectionModel().selectionChanged.connect(table.refresh)
        self._findings_model.modelReset.connect(table.refresh)
        self._checks.addAction(table.action("mend-finding"))
        self._checks.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _connect(self) -> None:
        self._switch.currentChanged.connect(self._stack.setCurrentIndex)
        self._checks.go_requested.connect(self._go_to)
        self._preview.view.origin_clicked.connect(self.item_requested)
        self._preview.audience_chosen.connect(self._builder.set_audience)
        self._builder.built.connect(self._on_built)
        self._builder.checked.connect(self._on_checked)
        self._builder.failed.connect(self._on_build_failed)
        self._exporter.started.connect(self._progress_bar.start)
        self._exporter.progressed.connect(self._progress_bar.progress)
        self._exporter.finished.connect(self._on_exported)
        self._exporter.go_requested.connect(self._go_to)
        self._progress_bar.cancel_requested.connect(self._exporter.cancel)

    def _has_briefing(self) -> bool:
        return self._current.briefing is not None

    def _can_export(self) -> bool:
        return self._has_briefing() and not self._exporter.busy

    def _show_checks(self) -> None:
        self.show_panel("checks")
        self._checks.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _export(self) -> None:
        self.commit_requested.emit()
        self.commit()
        briefing = self._current.briefing
        if briefing is not None:
            self._exporter.export(briefing, self._findings.pages)

    @Slot(object)
    def _go_to(self, finding: Finding) -> None:
        place = finding.place
        if place.field:
            self.show_panel("details")
            self._details.focus_field(place.field)
        else:
            # Findings about the whole briefing are fixed in its outline.
            briefing = self._current.briefing
            first = next((part.id for part in briefing.parts), "") if briefing is not None else ""
            self.item_requested.emit(place.item or place.part or first)

    def _show_findings(self) -> None:
        findings = self._findings.all
        self._findings_model.show_findings(findings)
        text = self.tr("Checks (%n)", "", len(findings)) if findings else self.tr("Checks")
        self._switch.setTabText(PANELS.index("checks"), text)
        self.findings_changed.emit()

    def _show_lengths(self, lengths: Lengths | None) -> None:
        self._lengths = lengths
        self._preview.show_lengths(lengths)
        self.lengths_changed.emit()

    @Slot(object)
    def _on_built(self, built: BuiltPreview) -> None:
        self._findings = replace(self._findings, pages=built.findings)
        self._show_findings()
        self.lengths_changed.emit()

    @Slot(object)
    def _on_checked(self, checked: CheckedBriefing) -> None:
        self._findings = replace(self._findings, check=checked.findings)
        self._show_findings()
        self._show_lengths(checked.lengths)

    @Slot(object)
    def _on_build_failed(self, error: Exception) -> None:
        if isinstance(error, BriefbuilderError):
            message = self._services.words.error(error)
        else:
            _LOG.error("The preview failed: %s", error)
            message = self.tr("The preview could not be created. The briefing is safe.")
        self._preview.view.show_message(message)

    @Slot(tuple)
    def _on_exported(self, paths: tuple[Path, ...]) -> None:
        self._progress_bar.finish(paths)
        self._services.actions.refresh()
