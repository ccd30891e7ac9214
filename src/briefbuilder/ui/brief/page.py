"""The page on which a briefing is written: outline, item editor, and the panel with preview, checks and details.

It holds no content of its own: each part shows the current briefing and requests commands on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QSplitter, QStackedWidget, QWidget

from briefbuilder.domain.notices import Finding
from briefbuilder.domain.word_changes import Comparison
from briefbuilder.ui.brief.briefings import OutlinePane
from briefbuilder.ui.brief.claims import ClaimChecks
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.item_editor import ItemPanel
from briefbuilder.ui.brief.new_briefing import FirstBriefing
from briefbuilder.ui.brief.outline_commands import OutlineEditor, PictureCommands, insertion_place
from briefbuilder.ui.brief.outline_model import OutlineModel, node_ids
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.brief.review import ReturnedFiles, ReviewPane
from briefbuilder.ui.brief.right_panel import PANELS, RightPanel
from briefbuilder.ui.brief.source_drawer import SourceDrawer
from briefbuilder.ui.services import Destination, Services
from briefbuilder.ui.widgets.controls import icon_button
from briefbuilder.ui.widgets.drawer import Drawer
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.timers import single_shot_timer

# The sizes of the design, in pixels at 100 %.
_NARROW, _WIDE = 1180, 1920
"""Widths of the page below which the panel is a drawer, and from which the outline is wider."""
_OUTLINE, _WIDE_OUTLINE, _LEAST_OUTLINE = 336, 400, 200
_PANEL_SHARE = 0.42
_LEAST_PANEL, _LEAST_EDITOR, _DRAWER, _MOST_OF_PAGE = 320, 300, 480, 0.75
_FOLLOW_DELAY = 30
"""Milliseconds after the last key in the outline before the editor and the page follow."""
_SEEN_AFTER = 3000
"""Milliseconds after which what others changed in the item that is shown counts as seen."""
_WIDTHS = "brief-widths"
"""The name under which the widths of the panes that the user set are stored."""


class BriefPage(QWidget):
    """The current briefing, from its outline to its pages; complete when its `steps` are exhausted."""

    def __init__(self, services: Services, current: CurrentBriefing) -> None:
        super().__init__()
        self._services, self.current = services, current
        self.setObjectName("brief-page")
        self.steps = self._build()

    def _build(self) -> Iterator[None]:
        services = self._services
        self._model = OutlineModel(self.current.texts, self)
        self.outline = OutlineView(self._model, services.theme, self)
        pictures = PictureCommands(services, self.current, self.outline)
        self.claims = ClaimChecks(services, self.current, self)
        yield
        self.item_panel = ItemPanel(services, self.current, self.claims, self)
        pictures.blocks_at_cursor = self.item_panel.blocks_at_cursor
        yield
        self.commands = OutlineEditor(services, self.current, self._model, self.outline, self.item_panel)
        self.outline_pane = OutlinePane(services, self.current, self.outline, self)
        yield
        self.panel = RightPanel(services, self.current, self.claims, self)
        yield
        self.review = ReviewPane(services, self.current.texts, self)
        self.returned = ReturnedFiles(services, self.current, self)
        self.source = SourceDrawer(services, self.outline, self.item_panel, self._panel_width, self)
        self._is_narrow: bool | None = None
        self._hides_panel = False
        self._restores = False
        self._remembered: Mapping[str, str] | None = None
        self._following = single_shot_timer(self, self._follow, _FOLLOW_DELAY)
        self._seeing = single_shot_timer(self, self._see_changes, _SEEN_AFTER)
        yield
        self._lay_out()
        self._register()
        self._connect()
        self._announce_destination()
        self._show_briefing()

    @property
    def busy(self) -> bool:
        """Whether a build, a check, an export or a comparison is running."""
        return self.panel.busy or self.returned.job.running or self.claims.busy

    # Layout

    def _lay_out(self) -> None:
        theme = self._services.theme
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(True)
        for index, (widget, least) in enumerate(
            (
                (self.outline_pane, _LEAST_OUTLINE),
                (self.item_panel, _LEAST_EDITOR),
                (self.panel, _LEAST_PANEL),
            )
        ):
            widget.setMinimumWidth(theme.px(least))
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(index, int(widget is not self.outline_pane))
        self.splitter.setCollapsible(1, False)
        # While a returned file is reviewed, its changes take the place of the outline and the editor.
        self.splitter.insertWidget(2, self.review)
        self.splitter.setCollapsible(2, False)
        self.splitter.splitterMoved.connect(self._remember_widths)
        self._first = FirstBriefing(self._services, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._first)
        self._stack.addWidget(self.splitter)
        home = self.panel.switch.parentWidget()
        layout = home.layout() if home is not None else None
        assert isinstance(layout, QBoxLayout)
        self._switch_home = layout
        self.drawer = Drawer(self, "right", theme)
        self.drawer.set_width(theme.px(_DRAWER))
        self.drawer.closed.connect(self._place_switch)
        self._close_panel = icon_button(
            self.tr("Close the panel"), "x", theme, self.panel, run=self.drawer.close_drawer
        )
        self._switch_home.addWidget(self._close_panel)
        column_layout(self, self._stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the panel a drawer if the page is narrow, and give the panes their widths."""
        super().resizeEvent(event)
        px, width = self._services.theme.px, event.size().width()
        is_narrow = width < px(_NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._place_panel()
        self._apply_widths()

    def minimumSizeHint(self) -> QSize:
        """Return the least size, at which the panel is a drawer."""
        hint, px = super().minimumSizeHint(), self._services.theme.px
        return QSize(min(hint.width(), px(_LEAST_OUTLINE + _LEAST_EDITOR) + 2), hint.height())

    def _place_panel(self) -> None:
        """Put the panel into the drawer, and its switch into the bar of the editor, or back beside the editor."""
        if self._is_narrow:
            self.drawer.set_content(self.panel)
            self.panel.show()
        else:
            panel = self.drawer.take_content()
            if panel is not None:
                self.splitter.addWidget(panel)
                self.splitter.setStretchFactor(3, 1)
            self.panel.setVisible(not self._hides_panel)
        self._place_switch()

    @Slot()
    def _place_switch(self) -> None:
        """Show the switch of the panel above it, or in the bar of the editor while the panel is out of sight."""
        is_away = bool(self._is_narrow) and not self.drawer.is_open
        self.item_panel.bar.hold_switch(self.panel.switch if is_away and not self.reviews else None)
        if is_away and self.reviews:
            self.review.hold_switch(self.panel.switch)
        if not is_away:
            # The switch gets the room that the tools beside it leave.
            self._switch_home.removeWidget(self.panel.switch)
            others = self._switch_home.minimumSize().width() + self._switch_home.spacing()
            self.panel.switch.fit(self.drawer.width() - others if self._is_narrow else None)
            self._switch_home.insertWidget(0, self.panel.switch)
            self.panel.switch.show()
        self.panel.switch.show_choice("" if is_away else self.panel.panel)
        self._close_panel.setVisible(bool(self._is_narrow))

    def _open_drawer(self) -> None:
        """Slide the panel in, with its switch."""
        if not self.drawer.is_open:
            # The switch comes into the head of the panel, and has longer words in some languages.
            head, switch = self._switch_home, self.panel.switch
            switch.fit(None)
            needed = head.minimumSize().width() + head.spacing() + switch.minimumSizeHint().width()
            # If that would cover most of the page, the switch shows fewer words.
            wished = needed if needed <= self.width() * _MOST_OF_PAGE else 0
            self.drawer.set_width(max(self._services.theme.px(_DRAWER), wished))
            self.drawer.open()
            self._place_switch()

    def _apply_widths(self) -> None:
        px, width = self._services.theme.px, self.width()
        kept = self._kept_widths()
        usual = _WIDE_OUTLINE if width >= px(_WIDE) else _OUTLINE
        outline = px(kept[0] or usual)
        panel = 0 if self._is_narrow else round(width * (kept[1] or _PANEL_SHARE))
        panel = min(panel, max(px(_LEAST_PANEL), width - outline - px(_LEAST_EDITOR)))
        rest = max(0, width - panel)
        left = [0, 0, rest] if self.reviews else [outline, max(0, rest - outline), 0]
        self.splitter.setSizes([*left, panel])

    def _panel_width(self) -> int:
        """Return the width of the panel, or of the drawer that it is in, in pixels, at least that of a drawer."""
        covered = self.drawer if self._is_narrow else self.panel
        shown = 0 if covered.isHidden() else covered.width()
        return max(shown, self._services.theme.px(_DRAWER))

    def _kept_widths(self) -> tuple[float, float]:
        """Return the width of the outline in design pixels and the share of the panel, 0 for the usual ones."""
        kept = (self._services.settings.window_state(_WIDTHS) or "").split()
        try:
            outline, share = (float(word) for word in kept)
        except ValueError:
            return 0, 0
        is_valid = (not outline or 100 <= outline <= 1000) and (not share or 0.1 <= share <= 0.8)
        return (outline, share) if is_valid else (0, 0)

    @Slot()
    def _remember_widths(self) -> None:
        """Store the widths that the user gave the panes."""
        outline, _, _, *rest = self.splitter.sizes()
        width, kept = max(1, self.width()), self._kept_widths()
        share = rest[0] / width if rest and rest[0] else kept[1]
        own = outline * 1000 / self._services.theme.px(1000) if outline else kept[0]
        self._services.settings.set_window_state(_WIDTHS, f"{own:.0f} {share:.3f}")

    @property
    def reviews(self) -> bool:
        """Whether a returned file is reviewed."""
        return self.review.comparison is not None

    @Slot(object, str)
    def show_review(self, comparison: Comparison, name: str) -> None:
        """Review a file of that name in place of the outline and the editor, unless it has no changes."""
        if not comparison.changes and not comparison.warnings:
            self._services.toasts.show(self.tr("“{file}” has no changes.").format(file=name))
            return
        self.commit()
        for pane in (self.outline_pane, self.item_panel):
            pane.hide()
        self.review.show_comparison(comparison, name)
        if self.drawer.is_open:
            self.drawer.close_drawer()  # it would cover the change
        self._place_switch()
        self._apply_widths()

    @Slot()
    def end_review(self) -> None:
        """Show the outline and the editor again."""
        if not self.reviews:
            return
        self.review.end()
        for pane in (self.outline_pane, self.item_panel):
            pane.show()
        self._place_switch()
        self._apply_widths()
        self.focus_outline()

    def toggle_left(self) -> None:
        """Show or hide the outline."""
        if self.reviews:
            return
        self.outline_pane.setVisible(self.outline_pane.isHidden() or not self.outline_pane.width())
        self._apply_widths()

    def toggle_right(self) -> None:
        """Show or hide the panel."""
        if self._is_narrow:
            if self.drawer.is_open:
                self.drawer.close_drawer()
            else:
                self._open_drawer()
            return
        self._hides_panel = not self.panel.isHidden()
        self.panel.setVisible(not self._hides_panel)
        self._apply_widths()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the panes that F6 walks through, from the left to the right."""
        panel = self.panel
        shown = {"preview": panel.preview.view, "checks": panel.checks, "details": panel.details}
        left = (
            (self.review.list, self.review.change.text)
            if self.reviews
            else (self.outline, self.item_panel.editor)
        )
        return (*left, shown[panel.panel])

    def state(self) -> dict[str, str]:
        """Return what is remembered of the dossier that is open."""
        briefing = self.current.briefing
        if briefing is None:
            return {}
        return {
            "briefing": briefing.id,
            "node": self.outline.current_node,
            "panel": self.panel.panel,
            "cursor": str(self.item_panel.editor.textCursor().position()),
            "ready": "open" if self.outline_pane.ready.section.head.isChecked() else "",
        }

    def restore(self, state: Mapping[str, str]) -> None:
        """Show what was remembered of the dossier, when its briefing is selected."""
        self._remembered = state
        if not self.current.is_waiting:
            self._restore()

    @Slot()
    def _restore(self) -> None:
        state, self._remembered = self._remembered, None
        if state is None:
            return
        if state.get("briefing") in {briefing.id for briefing in self.current.all}:
            self.current.select(state["briefing"])
        if state.get("node"):
            self.outline.choose(state["node"])
            cursor = state.get("cursor", "")
            self.item_panel.editor.move_to(int(cursor) if cursor.isdecimal() else 0)
        panel = next((panel for panel in PANELS if panel == state.get("panel")), None)
        if panel is not None:
            self._restores = True
            self.panel.show_panel(panel)
            self._restores = False
        self.outline_pane.ready.section.head.setChecked(state.get("ready") == "open")

    # Connections

    def _register(self) -> None:
        actions = self._services.actions
        self.commands.register()
        for name, step in (("text-larger", 1), ("text-smaller", -1), ("text-normal", 0)):
            actions.register(name, partial(self._resize, step), mode="brief")
        self.source.register()

    def _connect(self) -> None:
        self.current.replaced.connect(self._show_briefing)
        self.current.caught_up.connect(self._restore)
        self.current.changed.connect(self._show_changed)
        self.item_panel.pictures.arrived.connect(self.panel.refresh_preview)
        self.current.surroundings_changed.connect(self._show_surroundings)
        self.outline.current_node_changed.connect(self._on_current_node)
        self.outline.selectionModel().selectionChanged.connect(self._on_selection)
        self.outline.edit_requested.connect(self._edit)
        self.commands.writing_requested.connect(self._write)
        self.item_panel.escaped.connect(self.focus_outline)
        self._first.create_requested.connect(self.outline_pane.header.create_briefing)
        self.outline_pane.header.rename_requested.connect(self._show_left)
        self.outline_pane.ready.add_requested.connect(self.commands.add_ready)
        self.panel.item_requested.connect(self._on_item_requested)
        self.panel.item_shown.connect(self.outline.choose)
        self.panel.words_requested.connect(self.item_panel.mark_words)
        self.panel.findings_changed.connect(self._show_findings)
        self.panel.lengths_changed.connect(self._show_lengths)
        self.panel.panel_shown.connect(self._on_panel_shown)
        self.returned.started.connect(self.review.prepare)
        self.returned.compared.connect(self.show_review)
        self.review.node_chosen.connect(self.outline.choose)
        self.review.close_requested.connect(self.end_review)
        self.panel.claim_requested.connect(self._on_claim_requested)
        self.panel.claim_shown.connect(self.source.mark)
        self.source.review_in_way.connect(self.end_review)
        self.source.leave_requested.connect(self.panel.leave)
        links = self._services.links
        links.unseen.changed.connect(self._show_unseen)
        links.commit_requested.connect(self.commit)
        links.destination_requested.connect(self.outline.choose)
        current = self.current
        for source in (current.replaced, current.changed, current.surroundings_changed):
            source.connect(self._announce_destination)
        self.outline.current_node_changed.connect(self._announce_destination)

    # Display

    @Slot()
    def _announce_destination(self, *_: object) -> None:
        """Announce where a passage would be added now."""
        briefing, links = self.current.briefing, self._services.links
        if briefing is None or not self.current.writable:
            links.show_destination(Destination())
            return
        texts = self.current.texts
        accepts = texts.accepts_items
        place = insertion_place(briefing, self.outline.current_node, accepts)
        parts = tuple((part.id, texts.heading(part)) for part in briefing.walk() if accepts(part))
        links.show_destination(Destination(parts, place[0] if place is not None else ""))

    @Slot()
    def _show_briefing(self) -> None:
        self.end_review()
        briefing = self.current.briefing
        self._model.writable = self._services.holder.writable
        self._model.show_briefing(briefing)
        if briefing is not None:
            self.outline.choose(next((part.id for part in briefing.parts), ""))
        self.item_panel.show_item(briefing, self.outline.current_node)
        self.panel.show_briefing(self.outline.current_node)
        self._show_unseen()
        self._stack.setCurrentWidget(self.splitter if briefing is not None else self._first)
        if briefing is None and self.drawer.is_open:
            self.drawer.close_drawer()  # it would cover the form of the first briefing
        self._services.actions.refresh()

    @Slot()
    def _show_changed(self) -> None:
        briefing, before = self.current.briefing, self._model.briefing
        known = frozenset(node_ids(before))
        self._model.show_briefing(briefing)
        sources = attrgetter("template", "language")
        if before is not None and briefing is not None and sources(before) != sources(briefing):
            self._model.refresh_texts()
        back = [node for node in node_ids(briefing) if node not in known]
        if back:
            self.outline.choose(back[0])
        self.item_panel.show_item(briefing, self.outline.current_node)
        self.panel.refresh()
        self.source.follow()
        self._services.actions.refresh()

    @Slot()
    def _show_surroundings(self) -> None:
        if self.current.briefing is not None:
            self._model.refresh_texts()
            self.source.peek.forget()
            self.item_panel.show_item(self.current.briefing, self.outline.current_node)
            self.panel.refresh_preview()

    @Slot()
    def _show_unseen(self) -> None:
        """Mark the rows that others changed."""
        briefing = self.current.briefing
        self._model.unseen = self._services.links.unseen.nodes(briefing.id) if briefing is not None else {}
        self.outline.viewport().update()
        if self.outline.current_node in self._model.unseen:
            self._seeing.start()

    @Slot()
    def _see_changes(self) -> None:
        briefing = self.current.briefing
        if briefing is not None and self.isVisible():
            self._services.links.unseen.see(briefing.id, self.outline.current_node)

    @Slot()
    def _show_findings(self) -> None:
        self.outline.outline_delegate.faults = dict(self.panel.faults)
        self.outline.viewport().update()

    @Slot()
    def _show_lengths(self) -> None:
        lengths = self.panel.lengths
        self.outline.outline_delegate.lengths = lengths.parts if lengths is not None else {}
        self.outline.viewport().update()
        self.outline_pane.header.show_lengths(lengths, self.panel.preview.view.page_count)

    @Slot(str)
    def _on_panel_shown(self, _panel: str) -> None:
        """Bring the panel into sight when one of its views is chosen."""
        if self._restores:
            return
        self.source.drawer.close_drawer()  # it would cover the panel
        if self._is_narrow:
            self._open_drawer()
        elif self.panel.isHidden():
            self.toggle_right()

    @Slot()
    def _show_left(self) -> None:
        if self.outline_pane.isHidden():
            self.toggle_left()

    # Commands

    def _resize(self, step: int) -> None:
        """Enlarge the pages if they have the focus, else the text."""
        if self.panel.preview.view.hasFocus():
            names = {1: "preview-larger", -1: "preview-smaller", 0: "preview-width"}
            self._services.actions.action(names[step]).trigger()
        else:
            self.item_panel.resize_text(step)

    @Slot()
    def _write(self) -> None:
        """Put the cursor into the text of the item, which a review would hide."""
        self.end_review()
        self.item_panel.edit()

    @Slot()
    def _edit(self) -> None:
        if self._following.isActive():
            self._follow()
        self.item_panel.edit()

    def focus_outline(self) -> None:
        """Focus the outline; with a focus proxy, Tab would skip the header above it."""
        self.outline.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_content(self) -> None:
        """Give the focus to the outline, to the list of changes, or to the title of the first briefing."""
        if self.reviews:
            self.review.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._stack.currentWidget() is self._first:
            self._first.begin()
        else:
            self.focus_outline()

    def commit(self) -> None:
        """Store the text that is being edited."""
        self.item_panel.editor.commit()
        self.panel.details.commit()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed while the page was hidden."""
        super().showEvent(event)
        self.item_panel.apply_look()
        self.claims.activate()
        self._show_unseen()

    @Slot()
    def _on_selection(self) -> None:
        if not self.outline.is_navigating:
            self._services.actions.refresh()

    @Slot(str)
    def _on_current_node(self, _node: str) -> None:
        """Show the item that was chosen; if keys walk through the outline, its row is drawn first."""
        if self.outline.is_navigating:
            self._following.start()
        else:
            self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show the current part or item in the editor, on its page and in its article."""
        self._following.stop()
        node = self.outline.current_node
        self.item_panel.show_item(self.current.briefing, node)
        self.panel.preview.view.show_origin(node)
        if node in self._model.unseen:
            self._seeing.start()
        self.source.follow()
        self._services.actions.refresh()

    @Slot(str)
    def _on_item_requested(self, node: str) -> None:
        self.drawer.close_drawer()
        self.outline.choose(node)
        if not self.reviews:
            self.outline.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_claim_requested(self, finding: Finding) -> None:
        """Show the words of a claim with the focus, and its source beside them."""
        self.drawer.close_drawer()
        self.outline.choose(finding.place.item or "")
        self.source.show_finding(finding)
        if not self.reviews:
            self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
