"""The right pane: puts the outline, the details, the checks, the item in hand and the preview together.

It holds no content of its own: every part of it shows the briefing in hand and asks for acts on it.
"""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.notices import Finding
from briefbuilder.ui.briefing.buttons import FollowingButton
from briefbuilder.ui.briefing.chooser import BriefingChooser
from briefbuilder.ui.briefing.details import DetailsForm
from briefbuilder.ui.briefing.exporter import Exporter
from briefbuilder.ui.briefing.findings import FindingsModel, FindingsView
from briefbuilder.ui.briefing.inhand import BriefingInHand
from briefbuilder.ui.briefing.item_panel import ItemPanel
from briefbuilder.ui.briefing.outline_acts import OutlineActs
from briefbuilder.ui.briefing.outline_model import OutlineModel
from briefbuilder.ui.briefing.outline_view import OutlineView
from briefbuilder.ui.briefing.strip import ExportStrip
from briefbuilder.ui.briefing.words import BriefingWords
from briefbuilder.ui.preview.builder import PreviewBuilder
from briefbuilder.ui.preview.drawing import BuiltPreview, Checked
from briefbuilder.ui.preview.pane import PreviewPane
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.pane import EmptyState

OUTLINE, DETAILS, CHECKS = range(3)
SIDE_BY_SIDE = 54
"""Width, in line heights, from which the preview stands beside the outline and not below it."""

_ANY_HEIGHT = 16_777_215
_GRAVITY = ("error", "warning", "hint")

_LOG = logging.getLogger(__name__)


class BriefingPane(QWidget):
    """The briefing in hand, from its outline to its pages."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._sized_for: Qt.Orientation | None = None
        self._findings: dict[str, tuple[Finding, ...]] = {"check": (), "build": ()}
        self.setObjectName("briefing-pane")
        self._in_hand = BriefingInHand(services, self)
        self._words = BriefingWords(services, self)
        self._model = OutlineModel(self._words, self)
        self._outline = OutlineView(self._model, services.theme, self)
        self._acts = OutlineActs(services, self._in_hand, self._words, self._model, self._outline)
        self._details = DetailsForm(services, self._in_hand, self._words, self)
        self._findings_model = FindingsModel(services.words, self)
        self._checks = FindingsView(self._findings_model, services.theme, self)
        self._item = ItemPanel(services, self._in_hand, self._words, self)
        self._preview = PreviewPane(services, self)
        self._builder = PreviewBuilder(services, self._preview.view, self)
        self._exporter = Exporter(services, self)
        self._strip = ExportStrip(services.theme, self)
        self._arrange()
        self._register()
        self._connect()
        self._show_anew()

    @property
    def outline(self) -> OutlineView:
        """The outline."""
        return self._outline

    @property
    def preview(self) -> PreviewPane:
        """The preview."""
        return self._preview

    @property
    def in_hand(self) -> BriefingInHand:
        """The briefing that is shown."""
        return self._in_hand

    @property
    def item_panel(self) -> ItemPanel:
        """The item with the cursor."""
        return self._item

    @property
    def busy(self) -> bool:
        """Whether a build, a check or an export is awaited."""
        return self._builder.busy or self._exporter.busy

    def _arrange(self) -> None:
        services = self._services
        chooser = BriefingChooser(services, self._in_hand, self)
        self._tabs = QTabBar(self)
        self._tabs.setAccessibleName(self.tr("Views of the briefing"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for text in (self.tr("Outline"), self.tr("Details"), self.tr("Checks")):
            self._tabs.addTab(text)
        self._stack = QStackedWidget(self)
        for widget in (self._outline, self._details, self._checks):
            self._stack.addWidget(widget)
        above = QWidget(self)
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._tab_line())
        column.addWidget(self._stack, 1)
        self._writing = _splitter(Qt.Orientation.Vertical, above, self._item)
        self._writing.setStretchFactor(0, 3)
        self._writing.setStretchFactor(1, 2)
        self._whole = _splitter(Qt.Orientation.Vertical, self._writing, self._preview)
        self._whole.setStretchFactor(0, 1)
        self._whole.setStretchFactor(1, 1)
        self._empty = EmptyState("", services.theme, self)
        self._empty.add_action(services.actions.action("new-briefing"), first=True)
        self._body = QStackedWidget(self)
        self._body.addWidget(self._empty)
        self._body.addWidget(self._whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (chooser, self._body, self._strip):
            outer.addWidget(part, int(part is self._body))
        self.setFocusProxy(self._outline)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        services.theme.changed.connect(self._dress)
        self._dress()

    def _tab_line(self) -> QHBoxLayout:
        """Return the tabs, and at the end of their line what is added to an outline most often."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, self._services.theme.space(0.3), 0)
        row.setSpacing(self._services.theme.space(0.1))
        row.addWidget(self._tabs, 1)
        for name, text in (("new-own-text", self.tr("+ Own text")), ("new-part", self.tr("+ Part"))):
            row.addWidget(FollowingButton(self._services.actions.action(name), text, self))
        return row

    def _register(self) -> None:
        board, acts, outline = self._services.actions, self._acts, self._outline
        board.register("new-own-text", acts.add_own_text, enabled=self._can_change)
        board.register("new-part", acts.add_part, enabled=self._can_change)
        board.register("edit-item", acts.edit, enabled=self._has_choice, widget=outline)
        board.register("move-item-up", acts.move_up, enabled=self._has_choice, widget=outline)
        board.register("move-item-down", acts.move_down, enabled=self._has_choice, widget=outline)
        board.register("remove-item", acts.remove, enabled=self._has_choice, widget=outline)
        for name in ("show-source", "new-own-text", "new-part"):
            outline.addAction(board.action(name))
        outline.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        board.register("show-source", acts.show_source, enabled=self._has_excerpt)
        board.register("check-briefing", self._show_checks, enabled=self._has_briefing)
        board.register("export-briefing", self._export, enabled=self._can_export)

    def _connect(self) -> None:
        self._in_hand.replaced.connect(self._show_anew)
        self._in_hand.changed.connect(self._show_changed)
        self._in_hand.surroundings_changed.connect(self._show_surroundings)
        self._outline.current_node_changed.connect(self._on_current_node)
        self._outline.selectionModel().selectionChanged.connect(self._services.actions.refresh)
        self._outline.edit_requested.connect(self._item.edit)
        self._acts.writing_requested.connect(self._write_own_text)
        self._item.left.connect(self._outline.setFocus)
        self._item.folded_changed.connect(self._on_folded)
        self._checks.go_requested.connect(self._go_to)
        self._preview.view.origin_clicked.connect(self._on_origin_clicked)
        self._builder.built.connect(self._on_built)
        self._builder.checked.connect(self._on_checked)
        self._builder.failed.connect(self._on_build_failed)
        self._exporter.started.connect(self._strip.start)
        self._exporter.progressed.connect(self._strip.progress)
        self._exporter.finished.connect(self._on_exported)
        self._exporter.go_requested.connect(self._go_to)
        self._strip.cancel_requested.connect(self._exporter.cancel)

    # What is shown

    @Slot()
    def _show_anew(self) -> None:
        briefing = self._in_hand.briefing
        self._words.set_briefing(briefing)
        self._model.writable = self._services.holder.writable
        self._model.show_briefing(briefing)
        self._findings = {"check": (), "build": ()}
        self._show_findings()
        self._preview.show_words(-1)
        if briefing is not None:
            self._outline.choose(next((part.id for part in briefing.parts), ""))
            self._preview.view.show_message(self.tr("The preview is being built …"))
        self._item.show_item(briefing, self._outline.current_node)
        self._details.show_briefing(briefing)
        self._builder.show(briefing.id if briefing is not None else None)
        has_dossier = self._services.holder.session is not None
        self._empty.set_text(
            self.tr("No briefing yet. Create one from the passages that you tagged.")
            if has_dossier
            else self.tr("Open a dossier to work on its briefings.")
        )
        self._body.setCurrentWidget(self._whole if briefing is not None else self._empty)
        self._services.actions.refresh()

    @Slot()
    def _show_changed(self) -> None:
        briefing, before = self._in_hand.briefing, self._model.briefing
        self._words.set_briefing(briefing)
        known = _ids(before)
        self._model.show_briefing(briefing)
        if before is not None and briefing is not None and _frame(before) != _frame(briefing):
            self._model.words_changed()
        back = [node for node in _ids(briefing) if node not in known]
        if back:
            self._outline.choose(back[0])
        self._item.show_item(briefing, self._outline.current_node)
        self._details.show_briefing(briefing)
        self._builder.refresh()
        self._services.actions.refresh()

    @Slot()
    def _show_surroundings(self) -> None:
        if self._in_hand.briefing is not None:
            self._model.words_changed()
            self._item.show_item(self._in_hand.briefing, self._outline.current_node)
            self._builder.refresh()

    def _show_findings(self) -> None:
        findings = self._all_findings()
        self._findings_model.show_findings(findings)
        faults: dict[str, str] = {}
        for finding in reversed(findings):
            node = finding.place.item or finding.place.part
            if node and finding.severity != "hint":
                faults[node] = finding.severity
        self._outline.outline_delegate.faults = faults
        self._outline.viewport().update()
        count = len(findings)
        self._tabs.setTabText(CHECKS, self.tr("Checks") if not count else self.tr("Checks (%n)", "", count))

    def _all_findings(self) -> tuple[Finding, ...]:
        checked, built = self._findings["check"], self._findings["build"]
        found = (*checked, *(finding for finding in built if finding not in checked))
        return tuple(sorted(found, key=lambda finding: _GRAVITY.index(finding.severity)))

    def _dress(self) -> None:
        theme = self._services.theme
        colours = theme.colours
        self._tabs.setStyleSheet(
            f"QTabBar {{ background: {colours.window}; }}"
            f"QTabBar::tab {{ color: {colours.muted}; padding: {theme.space(0.3)}px {theme.space(0.7)}px;"
            f" border: none; border-bottom: {max(2, theme.space(0.1))}px solid transparent; }}"
            f"QTabBar::tab:selected {{ color: {colours.text}; border-bottom-color: {colours.accent}; }}"
            f"QTabBar::tab:hover {{ color: {colours.text}; }}"
            f"QTabBar::tab:focus {{ color: {colours.accent}; }}"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the preview beside the outline where there is room for both."""
        super().resizeEvent(event)
        beside = event.size().width() >= SIDE_BY_SIDE * self._services.theme.em
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._whole.orientation() != wanted or self._sized_for != wanted:
            self._sized_for = wanted
            self._whole.setOrientation(wanted)
            self._share_room(event.size().width() if beside else event.size().height())

    def _share_room(self, length: int) -> None:
        """Give outline, item and preview their first shares; later the officer drags as she likes."""
        share = 0.42 if self._whole.orientation() == Qt.Orientation.Horizontal else 0.55
        self._whole.setSizes([round(length * share), round(length * (1 - share))])
        self._share_writing()

    def _share_writing(self) -> None:
        """Give a folded item the line that it needs, and an open one two fifths."""
        height = self._writing.height()
        below = self._item.head_height if self._item.folded else round(height * 0.42)
        self._writing.setSizes([height - below, below])

    # What is asked

    def _can_change(self) -> bool:
        return self._acts.can_change

    def _has_choice(self) -> bool:
        return self._acts.has_choice

    def _has_excerpt(self) -> bool:
        return self._acts.chosen_excerpt is not None

    def _has_briefing(self) -> bool:
        return self._in_hand.briefing is not None

    def _can_export(self) -> bool:
        return self._has_briefing() and not self._exporter.busy

    def _export(self) -> None:
        self._item.editor.commit()
        briefing = self._in_hand.briefing
        if briefing is not None:
            self._exporter.export(briefing, self._findings["build"])

    def _show_checks(self) -> None:
        self._tabs.setCurrentIndex(CHECKS)
        self._checks.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _write_own_text(self) -> None:
        self._tabs.setCurrentIndex(OUTLINE)
        self._item.edit()

    @Slot(str)
    def _on_current_node(self, node: str) -> None:
        self._item.show_item(self._in_hand.briefing, node)
        self._preview.view.show_origin(node)
        self._services.actions.refresh()

    @Slot(bool)
    def _on_folded(self, folded: bool) -> None:
        # A folded item must not be pulled open to an empty field.
        self._item.setMaximumHeight(self._item.head_height if folded else _ANY_HEIGHT)
        self._share_writing()

    @Slot(str)
    def _on_origin_clicked(self, node: str) -> None:
        self._tabs.setCurrentIndex(OUTLINE)
        self._outline.choose(node)

    @Slot(object)
    def _go_to(self, finding: Finding) -> None:
        place = finding.place
        if place.field:
            self._tabs.setCurrentIndex(DETAILS)
            self._details.focus_field(place.field)
        elif place.item or place.part:
            self._tabs.setCurrentIndex(OUTLINE)
            self._outline.choose(place.item or place.part or "")
            self._outline.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._tabs.setCurrentIndex(DETAILS)
            self._details.focus_field("")

    @Slot(object)
    def _on_built(self, built: BuiltPreview) -> None:
        self._findings["build"] = built.findings
        self._show_findings()
        self._preview.view.show_origin(self._outline.current_node)

    @Slot(object)
    def _on_checked(self, checked: Checked) -> None:
        self._findings["check"] = checked.findings
        self._show_findings()
        self._preview.show_words(checked.words)

    @Slot(object)
    def _on_build_failed(self, error: Exception) -> None:
        if isinstance(error, BriefbuilderError):
            words = self._services.words.error(error)
        else:
            _LOG.error("The preview failed: %s", error)
            words = self.tr("The preview could not be built. The briefing itself is safe.")
        self._preview.view.show_message(words)

    @Slot(tuple)
    def _on_exported(self, paths: tuple[Path, ...]) -> None:
        self._strip.finish(paths)
        self._services.actions.refresh()


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter


def _ids(briefing: Briefing | None) -> list[str]:
    if briefing is None:
        return []
    return [name for part in briefing.walk() for name in (part.id, *(item.id for item in part.items))]


def _frame(briefing: Briefing) -> tuple[str, str]:
    """Return what the words of all rows depend on."""
    return briefing.template, briefing.language
