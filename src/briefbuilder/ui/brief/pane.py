"""The briefing pane: outline, details, checks, item editor and preview.

It holds no content of its own: each part shows the current briefing and requests commands on it.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.domain.briefing import Briefing, Part
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.notices import Finding
from briefbuilder.ui.brief.briefings import BriefingChooser
from briefbuilder.ui.brief.checks import BriefingFindings, FindingsModel, FindingsView, QuickFix
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.details import DetailsForm
from briefbuilder.ui.brief.export import Exporter, ExportProgressBar, restricted_audiences
from briefbuilder.ui.brief.item_editor import ItemPanel, PictureDescriber
from briefbuilder.ui.brief.outline_commands import OutlineEditor
from briefbuilder.ui.brief.outline_model import OutlineModel
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.preview.builder import PreviewBuilder
from briefbuilder.ui.preview.drawing import BuiltPreview, CheckedBriefing
from briefbuilder.ui.preview.pane import PreviewPane
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.layouts import OverflowButton
from briefbuilder.ui.widgets.pane import ActionToolButton, EmptyState

if TYPE_CHECKING:
    from briefbuilder.composing.lengths import Lengths


SIDE_BY_SIDE_WIDTH = 54
"""Minimum width, in line heights, to place the preview next to the outline instead of below it."""

_EDITOR_HEIGHT, _VIEWS_HEIGHT = 13, 8
"""Preferred height of the item editor and minimum height of the views above it, in line heights."""
_NO_MAXIMUM = 16_777_215


class Tab(IntEnum):
    """The views of a briefing."""

    OUTLINE = 0
    DETAILS = 1
    CHECKS = 2


class _TabBar(QTabBar):
    """A tab bar that knows the width of all its tabs."""

    def total_width(self) -> int:
        """Return the width of all tabs, in pixels."""
        return sum(self.tabSizeHint(tab).width() for tab in range(self.count()))


class BriefingBody(QWidget):
    """Tabs with their views, the current item, and the preview."""

    def __init__(
        self,
        services: Services,
        views: tuple[QWidget, QWidget, QWidget],
        item: ItemPanel,
        preview: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._item = item
        self._sized_orientation: Qt.Orientation | None = None
        self._was_dragged = False
        self._tabs = _TabBar(self)
        self._tabs.setAccessibleName(self.tr("Views of the briefing"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for text in (self.tr("Outline"), self.tr("Details"), self.tr("Checks")):
            self._tabs.addTab(text)
        self._stack = QStackedWidget(self)
        for view in views:
            self._stack.addWidget(view)
        above = QWidget(self)
        column = _column(above)
        column.addLayout(self._tab_line())
        column.addWidget(self._stack, 1)
        self._editor_splitter = _splitter(above, item)
        self._preview_splitter = _splitter(self._editor_splitter, preview)
        self._preview_splitter.splitterMoved.connect(self._on_dragged)
        _column(self).addWidget(self._preview_splitter)
        self._tabs.currentChanged.connect(self._on_tab)
        item.folded_changed.connect(self._on_folded)
        services.theme.changed.connect(self._apply_style)
        self._apply_style()

    @property
    def tab(self) -> Tab:
        """The view that is shown."""
        return Tab(self._tabs.currentIndex())

    @property
    def orientation(self) -> Qt.Orientation:
        """Vertical while the preview is below the outline."""
        return self._preview_splitter.orientation()

    def show_tab(self, tab: Tab) -> None:
        """Show a view."""
        self._tabs.setCurrentIndex(tab)

    def show_count(self, findings: int) -> None:
        """Show the number of findings on the tab."""
        text = self.tr("Checks (%n)", "", findings) if findings else self.tr("Checks")
        self._tabs.setTabText(Tab.CHECKS, text)
        self._fit_tab_line()

    def _tab_line(self) -> QHBoxLayout:
        """Return the tab bar with the buttons that add to the outline at its end."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, self._services.theme.space(0.3), 0)
        row.setSpacing(self._services.theme.space(0.1))
        row.addWidget(self._tabs, 1)
        action = self._services.actions.action
        own_text, part = action("new-own-text"), action("new-part")
        self._additions = (
            ActionToolButton(own_text, self.tr("+ Text"), self),
            ActionToolButton(part, self.tr("+ Part"), self),
        )
        self._add = OverflowButton(self.tr("Add to the outline"), self._services.theme, self, text="+")
        self._add.setObjectName("add-to-outline")
        self._add.offer(self._additions)
        for button in (*self._additions, self._add):
            row.addWidget(button)
        return row

    def _fit_tab_line(self) -> None:
        """Fold the buttons into one menu where they would cut off the tabs."""
        space = self._services.theme.space
        self._add.fit(self.width() - self._tabs.total_width() - space(0.5), space(0.1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the preview next to the outline if there is room for both."""
        super().resizeEvent(event)
        self._fit_tab_line()
        beside = event.size().width() >= SIDE_BY_SIDE_WIDTH * self._services.theme.em
        orientation = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._sized_orientation != orientation:
            self._sized_orientation = orientation
            self._preview_splitter.setOrientation(orientation)
            length, usual = (self.width(), 0.42) if beside else (self.height(), 0.6)
            share = self._saved_share() or usual
            self._preview_splitter.setSizes([round(length * share), round(length * (1 - share))])
            self._resize_editor()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save the position of the splitter if the user moved it."""
        super().hideEvent(event)
        first, second = self._preview_splitter.sizes()
        if self._was_dragged and first + second > 0:
            self._services.settings.set_window_state(self._state_name, f"{first / (first + second):.3f}")

    @property
    def _state_name(self) -> str:
        beside = self._preview_splitter.orientation() == Qt.Orientation.Horizontal
        return "briefing-beside" if beside else "briefing-below"

    def _saved_share(self) -> float | None:
        """Return the saved share of the outline, None if it is missing or it is not valid."""
        try:
            share = float(self._services.settings.window_state(self._state_name) or "")
        except ValueError:
            return None
        return share if 0.05 < share < 0.95 else None

    @Slot(int)
    def _on_tab(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        self._item.set_available(available=tab == Tab.OUTLINE)

    @Slot()
    def _on_dragged(self) -> None:
        self._was_dragged = True

    def _resize_editor(self) -> None:
        """Give a folded item the height of its header, and an open one room to write in."""
        height, space = self._editor_splitter.height(), self._services.theme.space
        room = max(round(height * 0.42), min(space(_EDITOR_HEIGHT), height - space(_VIEWS_HEIGHT)))
        below = self._item.header_height if self._item.folded else room
        self._editor_splitter.setSizes([height - below, below])

    @Slot(bool)
    def _on_folded(self, folded: bool) -> None:
        # Do not let the user drag a folded item open to an empty editor.
        self._item.setMaximumHeight(self._item.header_height if folded else _NO_MAXIMUM)
        self._resize_editor()

    @Slot()
    def _apply_style(self) -> None:
        colours, space = self._services.theme.colours, self._services.theme.space
        self._tabs.setStyleSheet(
            f"QTabBar {{ background: {colours.window}; }}"
            f"QTabBar::tab {{ color: {colours.muted}; padding: {space(0.3)}px {space(0.7)}px;"
            f" border: none; border-bottom: {max(2, space(0.1))}px solid transparent; }}"
            f"QTabBar::tab:selected {{ color: {colours.text}; border-bottom-color: {colours.accent}; }}"
            f"QTabBar::tab:hover {{ color: {colours.text}; }}"
            f"QTabBar::tab:focus {{ color: {colours.accent}; }}"
        )


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _splitter(*widgets: QWidget) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    for index, widget in enumerate(widgets):
        splitter.addWidget(widget)
        splitter.setStretchFactor(index, 1)
    return splitter


_LOG = logging.getLogger(__name__)


class BriefingPane(QWidget):
    """The current briefing, from its outline to its pages."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._findings = BriefingFindings()
        self.setObjectName("briefing-pane")
        self._current = CurrentBriefing(services, self)
        self._texts = BriefingTexts(services, self)
        self._model = OutlineModel(self._texts, self)
        self._outline = OutlineView(self._model, services.theme, self)
        self._details = DetailsForm(services, self._current, self._texts, self)
        self._findings_model = FindingsModel(services.words, self, show_fixes=True)
        self._checks = FindingsView(self._findings_model, services.theme, self)
        self._describer = PictureDescriber(services, self._current, self._outline)
        self._quick_fix = QuickFix(services, self._current, self._checks)
        self._item = ItemPanel(services, self._current, self._texts, self)
        self._commands = OutlineEditor(
            services, self._current, self._texts, self._model, self._outline, self._item
        )
        self._preview = PreviewPane(services, self)
        self._builder = PreviewBuilder(services, self._preview.view, self)
        self._exporter = Exporter(services, self)
        self._progress_bar = ExportProgressBar(services.theme, self)
        self._lay_out_pane()
        self._register()
        self._connect()
        self._show_briefing()

    @property
    def outline(self) -> OutlineView:
        """The outline."""
        return self._outline

    @property
    def preview(self) -> PreviewPane:
        """The preview."""
        return self._preview

    @property
    def current(self) -> CurrentBriefing:
        """The briefing that is shown."""
        return self._current

    @property
    def item_panel(self) -> ItemPanel:
        """The panel of the current item."""
        return self._item

    @property
    def checks(self) -> FindingsView:
        """The list of findings."""
        return self._checks

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the check and of the page layout."""
        return self._findings_model.findings

    @property
    def body(self) -> BriefingBody:
        """The area below the briefing chooser."""
        return self._body

    @property
    def busy(self) -> bool:
        """Whether a build, a check or an export is running."""
        return self._builder.busy or self._exporter.busy

    def _lay_out_pane(self) -> None:
        services = self._services
        chooser = BriefingChooser(services, self._current, self)
        views = (self._outline, self._details, self._checks)
        self._body = BriefingBody(services, views, self._item, self._preview, self)
        self._empty = EmptyState("", services.theme, self)
        self._empty.add_action(services.actions.action("new-briefing"), first=True)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (chooser, self._stack, self._progress_bar):
            outer.addWidget(part, int(part is self._stack))

    def _register(self) -> None:
        table, has_briefing = self._services.actions, self._commands.has_briefing
        self._commands.register()
        table.register("describe-picture", self._describer.describe, enabled=self._describer.can_describe)
        table.register("mend-finding", self._quick_fix.fix, enabled=self._quick_fix.can_fix)
        table.register("check-briefing", self._show_checks, enabled=has_briefing)
        table.register("export-briefing", self._export, enabled=self._can_export)
        self._checks.selectionModel().selectionChanged.connect(table.refresh)
        self._findings_model.modelReset.connect(table.refresh)
        self._checks.addAction(table.action("mend-finding"))
        self._checks.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _connect(self) -> None:
        self._current.replaced.connect(self._show_briefing)
        self._current.changed.connect(self._show_changed)
        self._current.surroundings_changed.connect(self._show_surroundings)
        self._outline.current_node_changed.connect(self._on_current_node)
        self._outline.selectionModel().selectionChanged.connect(self._services.actions.refresh)
        self._outline.edit_requested.connect(self._item.edit)
        self._commands.writing_requested.connect(self._write_own_text)
        self._item.left.connect(self._outline.setFocus)
        self._checks.go_requested.connect(self._go_to)
        self._preview.view.origin_clicked.connect(self._on_origin_clicked)
        self._preview.audience_chosen.connect(self._builder.set_audience)
        self._builder.built.connect(self._on_built)
        self._builder.checked.connect(self._on_checked)
        self._builder.failed.connect(self._on_build_failed)
        self._exporter.started.connect(self._progress_bar.start)
        self._exporter.progressed.connect(self._progress_bar.progress)
        self._exporter.finished.connect(self._on_exported)
        self._exporter.go_requested.connect(self._go_to)
        self._progress_bar.cancel_requested.connect(self._exporter.cancel)

    # Display

    @Slot()
    def _show_briefing(self) -> None:
        briefing = self._current.briefing
        self._texts.set_briefing(briefing)
        self._model.writable = self._services.holder.writable
        self._model.show_briefing(briefing)
        self._findings = BriefingFindings()
        self._show_findings()
        self._show_lengths(None)
        self._preview.offer_audiences(restricted_audiences(briefing))
        if briefing is not None:
            self._outline.choose(next((part.id for part in briefing.parts), ""))
            self._preview.view.mark_origin(self._outline.current_node)
            self._preview.view.show_message(self.tr("Creating the preview …"))
        self._item.show_item(briefing, self._outline.current_node)
        self._details.show_briefing(briefing)
        self._builder.show(briefing.id if briefing is not None else None)
        has_dossier = self._services.holder.session is not None
        self._empty.set_text(
            self.tr("No briefing yet. Create one from your tagged passages.")
            if has_dossier
            else self.tr("Open a dossier to work on its briefings.")
        )
        self._stack.setCurrentWidget(self._body if briefing is not None else self._empty)
        self._services.actions.refresh()

    @Slot()
    def _show_changed(self) -> None:
        briefing, before = self._current.briefing, self._model.briefing
        self._texts.set_briefing(briefing)
        known = frozenset(_node_ids(before))
        self._model.show_briefing(briefing)
        if before is not None and briefing is not None and _text_sources(before) != _text_sources(briefing):
            self._model.refresh_texts()
        back = [node for node in _node_ids(briefing) if node not in known]
        if back:
            self._outline.choose(back[0])
        self._item.show_item(briefing, self._outline.current_node)
        self._details.show_briefing(briefing)
        self._preview.offer_audiences(restricted_audiences(briefing))
        self._builder.refresh()
        self._services.actions.refresh()

    @Slot()
    def _show_surroundings(self) -> None:
        if self._current.briefing is not None:
            self._model.refresh_texts()
            self._item.show_item(self._current.briefing, self._outline.current_node)
            self._builder.refresh()

    def _show_findings(self) -> None:
        findings = self._findings.all
        self._findings_model.show_findings(findings)
        self._outline.outline_delegate.faults = self._findings.faults
        self._outline.viewport().update()
        self._body.show_count(len(findings))

    # Commands

    def _can_export(self) -> bool:
        return self._commands.has_briefing() and not self._exporter.busy

    def focus_outline(self) -> None:
        """Focus the outline; with a focus proxy, Tab would skip the pane's header."""
        self._outline.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """Store the text that is being edited."""
        self._item.editor.commit()
        self._details.commit()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the window, so that no text is lost when it is closed."""
        super().showEvent(event)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Store the text that is being edited before the window closes the dossier."""
        if event.type() == QEvent.Type.Close:
            self.commit()
        return super().eventFilter(watched, event)

    def _export(self) -> None:
        self.commit()
        briefing = self._current.briefing
        if briefing is not None:
            self._exporter.export(briefing, self._findings.pages)

    def _show_checks(self) -> None:
        self._body.show_tab(Tab.CHECKS)
        self._checks.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _write_own_text(self) -> None:
        self._body.show_tab(Tab.OUTLINE)
        self._item.edit()

    @Slot(str)
    def _on_current_node(self, node: str) -> None:
        self._item.show_item(self._current.briefing, node)
        self._preview.view.show_origin(node)
        self._services.actions.refresh()

    @Slot(str)
    def _on_origin_clicked(self, node: str) -> None:
        self._body.show_tab(Tab.OUTLINE)
        self._outline.choose(node)

    @Slot(object)
    def _go_to(self, finding: Finding) -> None:
        place = finding.place
        if place.field:
            self._body.show_tab(Tab.DETAILS)
            self._details.focus_field(place.field)
        elif place.item or place.part:
            self._body.show_tab(Tab.OUTLINE)
            self._outline.choose(place.item or place.part or "")
            self._outline.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            # Findings about the whole briefing are fixed in its outline.
            self._body.show_tab(Tab.OUTLINE)
            self._outline.choose(next((part.id for part in self._parts()), ""))
            self._outline.setFocus(Qt.FocusReason.OtherFocusReason)

    def _parts(self) -> tuple[Part, ...]:
        briefing = self._current.briefing
        return briefing.parts if briefing is not None else ()

    @Slot(object)
    def _on_built(self, built: BuiltPreview) -> None:
        self._findings = replace(self._findings, pages=built.findings)
        self._show_findings()

    @Slot(object)
    def _on_checked(self, checked: CheckedBriefing) -> None:
        self._findings = replace(self._findings, check=checked.findings)
        self._show_findings()
        self._show_lengths(checked.lengths)

    def _show_lengths(self, lengths: Lengths | None) -> None:
        self._preview.show_lengths(lengths)
        self._outline.outline_delegate.lengths = lengths.parts if lengths is not None else {}
        self._outline.viewport().update()

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


def _node_ids(briefing: Briefing | None) -> list[str]:
    if briefing is None:
        return []
    return [name for part in briefing.walk() for name in (part.id, *(item.id for item in part.items))]


def _text_sources(briefing: Briefing) -> tuple[str, str]:
    """Return the fields that the texts of all rows depend on."""
    return briefing.template, briefing.language
