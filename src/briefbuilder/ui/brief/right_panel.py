"""The panel beside the item editor: the preview, the checks and the details of the current briefing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial, reduce
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QMenu, QSizePolicy, QStackedWidget, QWidget

from briefbuilder import app
from briefbuilder.app.fault_reports import describe_fault
from briefbuilder.composing.lengths import Lengths, longest_items, without_annexes
from briefbuilder.domain.briefing import Briefing, Item
from briefbuilder.domain.briefing_edits import can_ignore, ignore_findings, restore_findings, split_findings
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.export_record import ExportRecord
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.visible_text import shorten
from briefbuilder.templating.checks import CHECKS
from briefbuilder.ui.brief.checks import BriefingFindings, ChecksPanel, faults_of
from briefbuilder.ui.brief.claims import ClaimChecks
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.details import DetailsForm
from briefbuilder.ui.brief.export import Exporter, restricted_audiences
from briefbuilder.ui.brief.finding_cards import LENGTH_CODES, FindingTexts, words_of
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.preview.builder import PreviewBuilder
from briefbuilder.ui.preview.drawing import BuiltPreview, CheckedBriefing
from briefbuilder.ui.preview.pane import PreviewPane, print_pages
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import SwitchBar, icon_button, styled_frame
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import STRETCH, ContentArea, column_layout, row_layout
from briefbuilder.ui.widgets.menus import show_menu
from briefbuilder.ui.widgets.plain import PlainLabel, button_text, plain_text
from briefbuilder.ui.widgets.progress import BusyIndicator
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.commands.fixes import Duplicates, Fix


_DUPLICATE = "excerpt-duplicate"
_LONGEST = 8
"""How many of the longest items are listed."""
_MAX_TITLE = 60
"""The length of a title in a menu, in code points."""


class FindingCommands(QObject):
    """Fixes and ignores findings of the current briefing; each command can be undone.

    `item_chosen` carries the id of an item that was chosen among the longest.
    """

    item_chosen = Signal(str)

    def __init__(self, services: Services, current: CurrentBriefing, checks: ChecksPanel) -> None:
        super().__init__(checks)
        self._services, self._current, self._checks = services, current, checks
        self._texts = current.texts
        checks.fix_requested.connect(self.fix)
        checks.ignore_requested.connect(self.ignore)
        checks.restore_requested.connect(self.restore)

    def register(self) -> None:
        """Register the actions."""
        table = self._services.actions
        table.register(
            "mend-finding",
            self._checks.settle_current,
            enabled=lambda: self._current.writable and self._checks.can_settle,
            why_not=self._why_not,
        )
        table.register(
            "ignore-finding", self._checks.edit_reason, enabled=self._can_ignore, why_not=self._why_not
        )
        table.register(
            "fix-duplicates",
            self.fix_duplicates,
            enabled=lambda: self._current.writable and bool(self._duplicates(self._checks.open_findings)),
        )
        table.register("longest-items", self._show_longest, enabled=self._has_items)
        for name in ("mend-finding", "ignore-finding", "fix-duplicates"):
            self._checks.addAction(table.action(name))

    def _why_not(self) -> str:
        return self.tr("Choose an issue under Checks first")

    @Slot(tuple)
    def fix(self, findings: tuple[Finding, ...]) -> None:
        """Apply the quick fixes of findings as one command; of several duplicates the user chooses which one stays."""
        fixes = self._fixes(findings)
        if len(findings) > 1 and any(finding.code == _DUPLICATE for finding in findings):
            keep = self._ask_kept(findings)
            if keep is None:
                return
            others = self._fixes(finding for finding in findings if finding.code != _DUPLICATE)
            fixes = [keep, *others]
        if fixes and self._apply(fixes):
            self._services.toasts.show_undo(self.tr("%n issue(s) fixed", "", len(findings)))

    @Slot()
    def fix_duplicates(self) -> None:
        """Ask for each passage that is quoted several times where it stays, and remove the others."""
        keep = self._ask_kept(self._checks.open_findings)
        before = self._current.briefing
        if keep is not None and before is not None and self._apply([keep]):
            after = self._current.briefing
            removed = len(before.items) - len(after.items if after is not None else ())
            self._services.toasts.show_undo(self.tr("%n duplicate(s) removed", "", removed))

    def show_longest(self, finding: Finding | None) -> None:
        """List the longest items of the part or the briefing that a finding is about, at the finding's card."""
        menu = self.longest_menu(finding)
        card = self._checks.card(finding) if finding is not None else None
        at = card if card is not None and card.isVisible() else self._checks.window()
        show_menu(menu, at.mapToGlobal(at.rect().center()))
        menu.setActiveAction(menu.actions()[0])

    def longest_menu(self, finding: Finding | None) -> QMenu:
        """Return the longest items with their numbers of words; an item that is chosen is shown."""
        menu = QMenu(self._checks)
        for item, words in self._longest(finding):
            shown = shorten(self._texts.title(item), _MAX_TITLE)
            # What follows a tab is drawn at the other side of the menu.
            text = "\t".join((button_text(shown), self.tr("%n word(s)", "", words)))
            menu.addAction(text).triggered.connect(partial(self.item_chosen.emit, item.id))
        return menu

    def _longest(self, finding: Finding | None) -> tuple[tuple[Item, int], ...]:
        briefing, template = self._current.briefing, self._texts.template
        if briefing is None:
            return ()
        part = briefing.part(finding.place.part or "") if finding is not None else None
        # Annexes do not count for the length of a briefing.
        counted = without_annexes(briefing.parts, template) if template is not None else briefing.parts
        return longest_items((part,) if part is not None else counted, _LONGEST)

    def _show_longest(self) -> None:
        finding = self._checks.current
        self.show_longest(finding if finding is not None and finding.code in LENGTH_CODES else None)

    def _has_items(self) -> bool:
        return self._current.briefing is not None and bool(self._current.briefing.items)

    @Slot(tuple, str)
    def ignore(self, findings: tuple[Finding, ...], reason: str) -> None:
        """Ignore findings with a reason."""
        session = self._services.holder.session
        moment = session.store.clock.second() if session is not None else ""
        if self._current.edit(
            "ignore-finding", lambda briefing: ignore_findings(briefing, findings, reason, moment)
        ):
            self._services.toasts.show_undo(self.tr("%n issue(s) ignored", "", len(findings)))

    @Slot(object)
    def restore(self, finding: Finding) -> None:
        """Show an ignored finding again."""
        self._current.edit("restore-finding", lambda briefing: restore_findings(briefing, [finding]))

    def _apply(self, fixes: list[Fix]) -> bool:
        return self._current.edit(
            "mend-finding", lambda now: reduce(lambda briefing, fix: fix(briefing), fixes, now)
        )

    def _fixes(self, findings: Iterable[Finding]) -> list[Fix]:
        session = self._services.holder.session
        if session is None:
            return []
        found = (app.commands.fixes.fix_for(session, finding) for finding in findings)
        return [fix for fix in found if fix is not None]

    def _can_ignore(self) -> bool:
        finding = self._checks.current
        return self._current.writable and finding is not None and can_ignore(finding)

    def _duplicates(self, findings: Iterable[Finding]) -> tuple[Duplicates, ...]:
        briefing = self._current.briefing
        return app.commands.fixes.find_duplicates(briefing, findings) if briefing is not None else ()

    def _ask_kept(self, findings: Iterable[Finding]) -> Fix | None:
        """Ask which of several duplicates stay; return what removes the others, None if the user cancels."""
        briefing, groups = self._current.briefing, self._duplicates(findings)
        if briefing is None or not groups:
            return lambda now: now
        dialog = DuplicatesDialog(self._services, self._texts, briefing, groups, self._checks.window())
        if not self._services.prompter.run(dialog):
            return None
        kept = dialog.kept
        return lambda now: app.commands.fixes.keep_one(now, groups, kept)


class DuplicatesDialog(QDialog):
    """Asks in which part each passage stays that is quoted several times; `kept` has the ids of the items that stay."""

    def __init__(
        self,
        services: Services,
        texts: BriefingTexts,
        briefing: Briefing,
        groups: tuple[Duplicates, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/check-a-briefing")
        self._texts = texts
        self.setWindowTitle(self.tr("Fix duplicates"))
        self._choices: list[QComboBox] = []
        question = self.tr("Which part keeps the passage? The others are removed; you can undo this.")
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for row, group in enumerate(groups):
            self._add_row(grid, row, briefing, group)
        grid.setRowStretch(len(groups), 1)
        area = ContentArea(grid, self)
        buttons = DialogButtons(self, self.tr("Remove the others"))
        fill_dialog(self, services.theme, PlainLabel(question, self), area, buttons, grows=area)
        self.setMinimumWidth(services.theme.px(560))

    @property
    def kept(self) -> frozenset[str]:
        """The ids of the items that stay."""
        return frozenset(str(choice.currentData()) for choice in self._choices)

    def _add_row(self, grid: QGridLayout, row: int, briefing: Briefing, group: Duplicates) -> None:
        items = [item for name in group.items if (item := briefing.item(name)) is not None]
        quote = ElidedLabel(self)
        quote.setText(next(filter(None, map(str.strip, group.passage.quote.splitlines())), ""))
        choice = QComboBox(self)
        choice.setAccessibleName(
            plain_text(self.tr("Part that keeps {quote}").format(quote=quote.text()[:80]))
        )
        names: dict[str, int] = {}
        for item in items:
            part = briefing.parent_of(item.id)
            name = self._texts.heading(part) if part is not None else ""
            names[name] = names.get(name, 0) + 1
            again = self.tr("{part} ({number})").format(part=name, number=names[name])
            choice.addItem(plain_text(again if names[name] > 1 else name), item.id)
        grid.addWidget(quote, row, 0)
        grid.addWidget(choice, row, 1)
        self._choices.append(choice)


Panel = Literal["preview", "checks", "details"]
PANELS: tuple[Panel, ...] = get_args(Panel)

_LOG = logging.getLogger(__name__)


class RightPanel(QWidget):
    """Shows one of three panels about the current briefing, and runs its preview, check and export.

    `item_requested` carries the id of a part or item that is to be shown with the focus, `item_shown` one that is to
    be shown without it. `claim_requested` carries a Finding about a claim that is to be shown with its source,
    `claim_shown` one that is only to be marked. `words_requested` carries an item's id and the words to mark in it. `panel_shown` carries the
    panel that was chosen. `findings_changed` and `lengths_changed` are emitted when the marks and counts of the
    outline change.
    """

    item_requested = Signal(str)
    item_shown = Signal(str)
    words_requested = Signal(str, str)
    claim_requested = Signal(object)
    claim_shown = Signal(object)
    panel_shown = Signal(str)
    findings_changed = Signal()
    lengths_changed = Signal()

    def __init__(
        self,
        services: Services,
        current: CurrentBriefing,
        claims: ClaimChecks,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/arrange-a-briefing")
        self._services = services
        self._claims = claims
        self._waiting_export: Callable[[], None] | None = None
        self._current = current
        self.findings = BriefingFindings()
        self.lengths: Lengths | None = None
        self.details = DetailsForm(services, current, self)
        self._finding_texts = FindingTexts(services, current.texts, claims.sentence, self)
        self.checks = ChecksPanel(services, self._finding_texts, self)
        self.commands = FindingCommands(services, current, self.checks)
        self.preview = PreviewPane(services, self)
        self._builder = PreviewBuilder(services, self.preview.view, self, complete=claims.with_findings)
        self.exporter = Exporter(services, self, complete=claims.with_findings)
        self._busy = BusyIndicator(services.theme, self)
        self._claims_timer = single_shot_timer(self, self._on_claims_changed)
        self._lay_out()
        table = self._services.actions
        self.commands.register()
        table.register("check-briefing", self._show_checks, enabled=self._has_briefing)
        table.register("export-briefing", partial(self._start_export, again=False), enabled=self._can_export)
        table.register("export-again", partial(self._start_export, again=True), enabled=self._can_export)
        self._connect()

    @property
    def panel(self) -> Panel:
        """The panel that is shown."""
        return PANELS[self._stack.currentIndex()]

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that are not ignored."""
        briefing = self._current.briefing
        return () if briefing is None else split_findings(briefing, self.findings.all)[0]

    @property
    def faults(self) -> Mapping[str, str]:
        """The highest severity by the id of each part and item that has errors or warnings."""
        return faults_of(self.open_findings)

    @property
    def busy(self) -> bool:
        """Whether a build, a check or an export is running."""
        return self._builder.busy or self.exporting or self.checks.busy

    @property
    def exporting(self) -> bool:
        """Whether an export is running, or waits for the checks."""
        return self._waiting_export is not None or self.exporter.job.running

    def show_panel(self, panel: Panel) -> None:
        """Show a panel."""
        if panel == "details":
            self.details.catch_up()
        self.switch.show_choice(panel)
        self._stack.setCurrentIndex(PANELS.index(panel))
        self._tools.setCurrentIndex(PANELS.index(panel))
        self.panel_shown.emit(panel)

    def show_briefing(self, node: str) -> None:
        """Show another briefing, or none, with the place of a part or item in it."""
        briefing = self._current.briefing
        if self._waiting_export is not None:
            self._forget_waiting_export()
            self._services.toasts.show(self.tr("The export was stopped because its briefing was closed."))
        self.findings = BriefingFindings()
        self._show_findings()
        self._show_lengths(None)
        self.preview.offer_audiences(restricted_audiences(briefing))
        if briefing is not None:
            self.preview.view.mark_origin(node)
            self.preview.view.show_message(self.tr("Creating the preview …"))
        self.details.show_briefing(briefing)
        self.checks.show_checking(checking=briefing is not None)
        self._builder.show(briefing.id if briefing is not None else None)

    def refresh(self) -> None:
        """Show the changed briefing."""
        self.details.show_briefing(self._current.briefing)
        self.preview.offer_audiences(restricted_audiences(self._current.briefing))
        self._show_findings()
        self.refresh_preview()

    def refresh_preview(self) -> None:
        """Build the preview again, after a change of an article or a topic."""
        self.checks.show_checking(checking=True)
        self._builder.refresh()

    def print_(self) -> None:
        """Print the pages of the preview."""
        self._services.links.commit_requested.emit()
        briefing = self._current.briefing
        if briefing is not None:
            print_pages(self._services, briefing, self.preview.audience, self)

    def copy_formatted(self) -> None:
        """Copy the briefing as formatted text, for mail."""
        self._services.links.commit_requested.emit()
        briefing = self._current.briefing
        if briefing is not None:
            self.exporter.copy_formatted(briefing, self.preview.audience)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the zoom if the switch needs its room."""
        super().resizeEvent(event)
        needed = self.switch.sizeHint().width() + self._services.theme.px(190)
        self.preview.zoom_label.setVisible(self.width() >= needed)

    def _lay_out(self) -> None:
        theme, px = self._services.theme, self._services.theme.px
        self.setMinimumWidth(px(320))
        choices = (
            ("preview", self.tr("Preview"), "file-text"),
            ("checks", self.tr("Checks"), "list-checks"),
            ("details", self.tr("Details"), "settings"),
        )
        head = styled_frame(self, "side", "bottom")
        head.setFixedHeight(px(44))
        self.switch = SwitchBar(choices, theme, head, name=self.tr("Views of the briefing"))
        self.switch.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tools = QStackedWidget(head)
        again = icon_button(self.tr("Check again"), "refresh-cw", theme, head, run=self.refresh_preview)
        for widget in (self.preview.tools, _at_end(again), QWidget()):
            self._tools.addWidget(widget)
        row_layout(
            head,
            self.switch,
            self._tools,
            margins=theme.margins(12, 0, 8, 0),
            grows=self._tools,
        )
        self._stack = QStackedWidget(self)
        for view in (self.preview, self.checks, self.details):
            self._stack.addWidget(view)
        self._busy.setContentsMargins(px(4), px(4), px(8), px(6))
        column_layout(self, head, self._stack, self._busy, grows=self._stack, gap=0)
        self.switch.show_choice("preview")

    def _connect(self) -> None:
        self.switch.chosen.connect(self.show_panel)
        self.checks.chosen.connect(self._on_finding_chosen)
        self.checks.go_requested.connect(self.go_to)
        self.checks.step_requested.connect(self._on_step)
        self.commands.item_chosen.connect(self.item_requested)
        self.preview.view.origin_clicked.connect(self.item_requested)
        self.preview.audience_chosen.connect(self._builder.set_audience)
        self._claims.changed.connect(self._claims_timer.start)
        self._claims.idle.connect(self._continue_export)
        self._builder.settled.connect(self._continue_export)
        self._builder.built.connect(self._on_built)
        self._builder.checked.connect(self._on_checked)
        self._builder.failed.connect(self._on_build_failed)
        self.exporter.started.connect(self._show_busy)
        self.exporter.progressed.connect(self._show_progress)
        self.exporter.finished.connect(self._on_exported)
        self.exporter.checks_requested.connect(self._show_checks)
        self._services.links.changes_export_requested.connect(self._export_changes)
        self._busy.cancelled.connect(self._forget_waiting_export)
        self._busy.cancelled.connect(self.exporter.cancel)

    def _has_briefing(self) -> bool:
        return self._current.briefing is not None

    def _can_export(self) -> bool:
        return self._has_briefing() and not self.exporter.job.running

    def _show_checks(self) -> None:
        self.show_panel("checks")
        self.checks.choose_first()

    def _start_export(self, *, again: bool = False, since: Briefing | ExportRecord | None = None) -> None:
        """Export the briefing, or with what has changed `since` a version or an export marked."""
        self._services.links.commit_requested.emit()
        self._claims.activate()
        self._claims.refresh()
        briefing = self._current.briefing
        if self._claims.busy or self._builder.building:
            # A claim that no source bears out, or too many pages, may be an error by the template.
            self._waiting_export = partial(self._start_export, again=again, since=since)
            self._show_busy(self.tr("Waiting for the checks …"))
        elif briefing is not None:
            shown = self.preview.audience if since is None else None
            self.exporter.export(briefing, self.findings.pages, shown=shown, again=again, since=since)

    @Slot(object)
    def _export_changes(self, since: Briefing | ExportRecord) -> None:
        if self._can_export():
            self._start_export(since=since)

    @Slot()
    def _continue_export(self) -> None:
        export = self._waiting_export
        if export is not None:
            self._forget_waiting_export()
            export()

    @Slot(str)
    def _show_busy(self, text: str) -> None:
        """Show what is being done."""
        self._busy.begin(text)
        self._show_busy_outside()

    @Slot(float)
    def _show_progress(self, share: float) -> None:
        self._busy.bar.show_share(share)
        if self._services.toasts.toast is None:
            self._show_busy_outside()

    def _show_busy_outside(self) -> None:
        """Show in the window what is being done if the panel, which can cancel it, is in a closed drawer."""
        if not self.isVisible():
            cancel = self.tr("Cancel"), self._busy.cancelled.emit
            self._services.toasts.show(self._busy.label.text(), cancel)

    def _end_busy(self) -> None:
        self._busy.end()
        if self._services.toasts.last == self._busy.label.text():
            self._services.toasts.clear()

    @Slot()
    def _forget_waiting_export(self) -> None:
        if self._waiting_export is not None:
            self._waiting_export = None
            self._end_busy()

    # Findings

    @Slot(object)
    def go_to(self, finding: Finding) -> None:
        """Show the place of a finding with the focus, and mark its words."""
        place = finding.place
        if place.field:
            self.show_panel("details")
            self.details.focus_field(place.field)
        elif finding.is_claim:
            self.claim_requested.emit(finding)
            self._builder.find_words(place.item or "", words_of(finding))
        else:
            # Findings about the whole briefing are fixed in its outline.
            briefing = self._current.briefing
            first = next((part.id for part in briefing.parts), "") if briefing is not None else ""
            self.item_requested.emit(place.item or place.part or first)
            self._mark_words(finding)

    @Slot(object)
    def _on_finding_chosen(self, finding: Finding) -> None:
        node = finding.place.item or finding.place.part
        if node:
            self.item_shown.emit(node)
            self._mark_words(finding)
        self._services.actions.refresh()

    @Slot(object, str)
    def _on_step(self, finding: Finding, action: str) -> None:
        if action == "longest-items":
            self.commands.show_longest(finding)
            return
        self.go_to(finding)
        self._services.actions.action(action).trigger()

    def _mark_words(self, finding: Finding) -> None:
        """Mark the words of a finding in the editor and on the page."""
        item, words = finding.place.item or "", words_of(finding)
        if finding.is_claim:
            self.claim_shown.emit(finding)
        else:
            self.words_requested.emit(item, words)
        self._builder.find_words(item, words)

    def leave(self, finding: Finding) -> None:
        """Ignore a finding with its usual reason."""
        self.commands.ignore((finding,), self._finding_texts.quick_reason(finding)[1])

    def _show_findings(self) -> None:
        findings, briefing = self.findings.all, self._current.briefing
        checks = len(CHECKS) if self.findings.made else 0
        self.checks.show_findings(findings, briefing, checks=checks)
        errors = sum(finding.severity == "error" for finding in findings)
        self.switch.show_count("checks", errors)
        self.findings_changed.emit()
        self._services.actions.refresh()

    @Slot()
    def _on_claims_changed(self) -> None:
        self.checks.show_claims(self._claims.others(), *self._claims.count())
        self._builder.check_again()

    def _show_lengths(self, lengths: Lengths | None) -> None:
        self.lengths = lengths
        self.lengths_changed.emit()

    @Slot(object)
    def _on_built(self, built: BuiltPreview) -> None:
        self.findings = replace(self.findings, pages=built.findings)
        self._show_findings()
        self.lengths_changed.emit()

    @Slot(object)
    def _on_checked(self, checked: CheckedBriefing) -> None:
        self.findings = replace(self.findings, check=checked.findings, made=True)
        self._show_findings()
        self.checks.show_checking(checking=False)
        self._show_lengths(checked.lengths)

    @Slot(object)
    def _on_build_failed(self, error: Exception) -> None:
        if isinstance(error, BriefbuilderError):
            message = self._services.words.error(error)
        else:
            _LOG.error("The preview failed: %s", describe_fault(error))
            message = self.tr("The preview could not be created. The briefing is safe.")
        self.preview.view.show_message(message)
        self.checks.show_failed()

    @Slot()
    def _on_exported(self) -> None:
        self._end_busy()
        self._services.actions.refresh()


def _at_end(widget: QWidget) -> QWidget:
    """Return a row with a widget at its end."""
    holder = QWidget()
    row_layout(holder, STRETCH, widget)
    return holder
