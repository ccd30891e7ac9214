"""The page on which a briefing is written: outline, item editor, and the panel with preview, checks and details.

It holds no content of its own: each part shows the current briefing and requests commands on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.notices import Finding
from briefbuilder.ui.brief.briefings import BriefingHeader
from briefbuilder.ui.brief.checks import ChecksPanel
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.destination import DestinationAnnouncer
from briefbuilder.ui.brief.item_editor import ItemPanel, PictureDescriber
from briefbuilder.ui.brief.new_briefing import FirstBriefing
from briefbuilder.ui.brief.outline_commands import OutlineEditor
from briefbuilder.ui.brief.outline_model import OutlineModel
from briefbuilder.ui.brief.outline_pane import OutlinePane
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.brief.right_panel import PANELS, RightPanel
from briefbuilder.ui.brief.source_peek import SourcePeek
from briefbuilder.ui.preview.pane import PreviewPane
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import icon_button
from briefbuilder.ui.widgets.drawer import Drawer

# The sizes of the design, in pixels at 100 %.
_NARROW, _WIDE = 1180, 1920
"""Widths of the page below which the panel is a drawer, and from which the outline is wider."""
_OUTLINE, _WIDE_OUTLINE, _LEAST_OUTLINE = 336, 400, 240
_PANEL_SHARE = 0.42
_LEAST_PANEL, _LEAST_EDITOR, _DRAWER = 320, 360, 480
_FOLLOW_DELAY = 30
"""Milliseconds after the last key in the outline before the editor and the page follow."""
_WIDTHS = "brief-widths"
"""The name under which the widths of the panes that the user set are stored."""


class BriefPage(QWidget):
    """The current briefing, from its outline to its pages."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setObjectName("brief-page")
        self._current = CurrentBriefing(services, self)
        self._texts = BriefingTexts(services, self)
        self._model = OutlineModel(self._texts, self)
        self._outline = OutlineView(self._model, services.theme, self)
        self._describer = PictureDescriber(services, self._current, self._outline)
        self._item = ItemPanel(services, self._current, self._texts, self)
        self._commands = OutlineEditor(
            services, self._current, self._texts, self._model, self._outline, self._item
        )
        self._left = OutlinePane(services, self._current, self._texts, self._outline, self)
        self._panel = RightPanel(services, self._current, self._texts, self)
        self._is_narrow: bool | None = None
        self._hides_panel = False
        self._restores = False
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(_FOLLOW_DELAY)
        self._following.timeout.connect(self._follow)
        self._lay_out()
        self._register()
        self._connect()
        # After the connections of the page, which gives the texts their briefing.
        self._destination = DestinationAnnouncer(services, self._current, self._texts, self._outline)
        self._show_briefing()

    @property
    def outline(self) -> OutlineView:
        """The outline."""
        return self._outline

    @property
    def outline_pane(self) -> OutlinePane:
        """The pane of the outline."""
        return self._left

    @property
    def header(self) -> BriefingHeader:
        """The header of the briefing."""
        return self._left.header

    @property
    def commands(self) -> OutlineEditor:
        """The commands of the outline."""
        return self._commands

    @property
    def current(self) -> CurrentBriefing:
        """The briefing that is shown."""
        return self._current

    @property
    def item_panel(self) -> ItemPanel:
        """The editor of the current item."""
        return self._item

    @property
    def panel(self) -> RightPanel:
        """The panel with the preview, the checks and the details."""
        return self._panel

    @property
    def drawer(self) -> Drawer:
        """The drawer that holds the panel while the page is narrow."""
        return self._drawer

    @property
    def splitter(self) -> QSplitter:
        """The three panes."""
        return self._splitter

    @property
    def peek(self) -> SourcePeek:
        """The article of the current excerpt."""
        return self._peek

    @property
    def peek_drawer(self) -> Drawer:
        """The drawer that holds the article of the current excerpt."""
        return self._peek_drawer

    @property
    def preview(self) -> PreviewPane:
        """The preview."""
        return self._panel.preview

    @property
    def checks(self) -> ChecksPanel:
        """The list of findings."""
        return self._panel.checks

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the check and of the page layout."""
        return self._panel.findings

    @property
    def busy(self) -> bool:
        """Whether a build, a check or an export is running."""
        return self._panel.busy

    # Layout

    def _lay_out(self) -> None:
        theme = self._services.theme
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(True)
        for index, (widget, least) in enumerate(
            ((self._left, _LEAST_OUTLINE), (self._item, _LEAST_EDITOR), (self._panel, _LEAST_PANEL))
        ):
            widget.setMinimumWidth(theme.px(least))
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(index, int(widget is not self._left))
        self._splitter.setCollapsible(1, False)
        self._splitter.splitterMoved.connect(self._remember_widths)
        self._first = FirstBriefing(self._services, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._first)
        self._stack.addWidget(self._splitter)
        home = self._panel.switch.parentWidget()
        layout = home.layout() if home is not None else None
        assert isinstance(layout, QBoxLayout)
        self._switch_home = layout
        self._drawer = Drawer(self, "right", theme)
        self._drawer.set_width(theme.px(_DRAWER))
        self._drawer.closed.connect(self._place_switch)
        self._close_panel = icon_button(self.tr("Close the panel"), "x", theme, self._panel)
        self._close_panel.clicked.connect(self._drawer.close_drawer)
        self._switch_home.addWidget(self._close_panel)
        self._peek = SourcePeek(self._services, self._texts, self)
        self._peek_drawer = Drawer(self, "right", theme)
        self._peek_drawer.set_content(self._peek)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the panel a drawer where the page is narrow, and give the panes their widths."""
        super().resizeEvent(event)
        px, width = self._services.theme.px, event.size().width()
        is_narrow = width < px(_NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._place_panel()
        self._apply_widths()

    def _place_panel(self) -> None:
        """Put the panel into the drawer, and its switch into the bar of the editor, or back beside the editor."""
        if self._is_narrow:
            self._drawer.set_content(self._panel)
            self._panel.show()
        else:
            panel = self._drawer.take_content()
            if panel is not None:
                self._splitter.addWidget(panel)
                self._splitter.setStretchFactor(2, 1)
            self._panel.setVisible(not self._hides_panel)
        self._place_switch()

    @Slot()
    def _place_switch(self) -> None:
        """Show the switch of the panel above it, or in the bar of the editor while the panel is out of sight."""
        is_away = bool(self._is_narrow) and not self._drawer.is_open
        self._item.bar.hold_switch(self._panel.switch if is_away else None)
        if not is_away:
            self._switch_home.insertWidget(0, self._panel.switch)
            self._panel.switch.show()
        self._close_panel.setVisible(bool(self._is_narrow))

    def _open_drawer(self) -> None:
        """Slide the panel in, with its switch."""
        if not self._drawer.is_open:
            self._drawer.open()
            self._place_switch()

    def _apply_widths(self) -> None:
        px, width = self._services.theme.px, self.width()
        kept = self._kept_widths()
        usual = _WIDE_OUTLINE if width >= px(_WIDE) else _OUTLINE
        outline = px(kept[0] or usual)
        panel = 0 if self._is_narrow else round(width * (kept[1] or _PANEL_SHARE))
        panel = min(panel, max(px(_LEAST_PANEL), width - outline - px(_LEAST_EDITOR)))
        self._splitter.setSizes([outline, max(0, width - outline - panel), panel])

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
        outline, _, *rest = self._splitter.sizes()
        width, kept = max(1, self.width()), self._kept_widths()
        share = rest[0] / width if rest and rest[0] else kept[1]
        own = outline * 1000 / self._services.theme.px(1000) if outline else kept[0]
        self._services.settings.set_window_state(_WIDTHS, f"{own:.0f} {share:.3f}")

    def toggle_left(self) -> None:
        """Show or hide the outline."""
        self._left.setVisible(self._left.isHidden() or not self._left.width())
        self._apply_widths()

    def toggle_right(self) -> None:
        """Show or hide the panel."""
        if self._is_narrow:
            if self._drawer.is_open:
                self._drawer.close_drawer()
            else:
                self._open_drawer()
            return
        self._hides_panel = not self._panel.isHidden()
        self._panel.setVisible(not self._hides_panel)
        self._apply_widths()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the panes that F6 walks through, from the left to the right."""
        panel = self._panel
        shown = {"preview": panel.preview.view, "checks": panel.checks, "details": panel.details}
        return (self._outline, self._item.editor, shown[panel.panel])

    def state(self) -> dict[str, str]:
        """Return what is remembered of the dossier that is open."""
        briefing = self._current.briefing
        if briefing is None:
            return {}
        return {
            "briefing": briefing.id,
            "node": self._outline.current_node,
            "panel": self._panel.panel,
            "cursor": str(self._item.editor.textCursor().position()),
            "ready": "open" if self._left.ready.is_open else "",
        }

    def restore(self, state: Mapping[str, str]) -> None:
        """Show what was remembered of the dossier."""
        if state.get("briefing") in {briefing.id for briefing in self._current.all}:
            self._current.select(state["briefing"])
        if state.get("node"):
            self._outline.choose(state["node"])
            cursor = state.get("cursor", "")
            self._item.editor.move_to(int(cursor) if cursor.isdecimal() else 0)
        panel = next((panel for panel in PANELS if panel == state.get("panel")), None)
        if panel is not None:
            self._restores = True
            self._panel.show_panel(panel)
            self._restores = False
        self._left.ready.set_open(is_open=state.get("ready") == "open")

    # Connections

    def _register(self) -> None:
        actions = self._services.actions
        self._commands.register()
        actions.register("describe-picture", self._describer.describe, enabled=self._describer.can_describe)
        for name, step in (("text-larger", 1), ("text-smaller", -1), ("text-normal", 0)):
            actions.register(name, partial(self._resize, step), mode="brief")
        actions.register(
            "peek-source",
            self._toggle_peek,
            enabled=self._commands.has_excerpt,
            why_not=lambda: self.tr("Choose an excerpt first"),
        )

    def _connect(self) -> None:
        self._current.replaced.connect(self._show_briefing)
        self._current.changed.connect(self._show_changed)
        self._current.surroundings_changed.connect(self._show_surroundings)
        self._outline.current_node_changed.connect(self._on_current_node)
        self._outline.selectionModel().selectionChanged.connect(self._on_selection)
        self._outline.edit_requested.connect(self._edit)
        self._commands.writing_requested.connect(self._item.edit)
        self._item.left.connect(self.focus_outline)
        self._first.create_requested.connect(self._left.header.create_briefing)
        self._left.header.rename_requested.connect(self._show_left)
        self._left.ready.add_requested.connect(self._commands.add_ready)
        self._panel.item_requested.connect(self._on_item_requested)
        self._panel.item_shown.connect(self._outline.choose)
        self._panel.words_requested.connect(self._item.mark_words)
        self._panel.findings_changed.connect(self._show_findings)
        self._panel.lengths_changed.connect(self._show_lengths)
        self._panel.commit_requested.connect(self._item.editor.commit)
        self._panel.panel_shown.connect(self._on_panel_shown)
        self._peek.close_requested.connect(self._peek_drawer.close_drawer)
        self._peek.range_chosen.connect(self._item.change_range)

    # Display

    @Slot()
    def _show_briefing(self) -> None:
        briefing = self._current.briefing
        self._texts.set_briefing(briefing)
        self._model.writable = self._services.holder.writable
        self._model.show_briefing(briefing)
        if briefing is not None:
            self._outline.choose(next((part.id for part in briefing.parts), ""))
        self._item.show_item(briefing, self._outline.current_node)
        self._panel.show_briefing(self._outline.current_node)
        self._stack.setCurrentWidget(self._splitter if briefing is not None else self._first)
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
        self._panel.refresh()
        if self._peek_drawer.is_open:
            self._show_peek()
        self._services.actions.refresh()

    @Slot()
    def _show_surroundings(self) -> None:
        if self._current.briefing is not None:
            self._model.refresh_texts()
            self._peek.forget()
            self._item.show_item(self._current.briefing, self._outline.current_node)
            self._panel.refresh_preview()

    @Slot()
    def _show_findings(self) -> None:
        self._outline.outline_delegate.faults = dict(self._panel.faults)
        self._outline.viewport().update()

    @Slot()
    def _show_lengths(self) -> None:
        lengths = self._panel.lengths
        self._outline.outline_delegate.lengths = lengths.parts if lengths is not None else {}
        self._outline.viewport().update()
        self._left.header.show_lengths(lengths, self._panel.pages)

    @Slot(str)
    def _on_panel_shown(self, _panel: str) -> None:
        """Bring the panel into sight when one of its views is chosen."""
        if self._restores:
            return
        if self._is_narrow:
            self._open_drawer()
        elif self._panel.isHidden():
            self.toggle_right()

    @Slot()
    def _show_left(self) -> None:
        if self._left.isHidden():
            self.toggle_left()

    def _toggle_peek(self) -> None:
        """Slide the article of the current excerpt over the panel, or away."""
        if self._peek_drawer.is_open:
            self._peek_drawer.close_drawer()
            return
        self._item.editor.commit()
        px = self._services.theme.px
        shown = 0 if self._is_narrow or self._panel.isHidden() else self._panel.width()
        self._peek_drawer.set_width(max(shown, px(_DRAWER)))
        self._show_peek()
        self._peek_drawer.open()

    def _show_peek(self) -> None:
        excerpt = self._commands.excerpt
        if excerpt is not None:
            self._peek.show_excerpt(excerpt, writable=self._current.writable)

    # Commands

    def _resize(self, step: int) -> None:
        """Enlarge the pages where they have the focus, else the text."""
        if self._panel.preview.view.hasFocus():
            names = {1: "preview-larger", -1: "preview-smaller", 0: "preview-width"}
            self._services.actions.action(names[step]).trigger()
        else:
            self._item.resize_text(step)

    @Slot()
    def _edit(self) -> None:
        if self._following.isActive():
            self._follow()
        self._item.edit()

    def focus_outline(self) -> None:
        """Focus the outline; with a focus proxy, Tab would skip the header above it."""
        self._outline.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_content(self) -> None:
        """Give the focus to the outline."""
        self.focus_outline()

    def print_(self) -> None:
        """Print the briefing."""
        self._panel.print_()

    def copy_formatted(self) -> None:
        """Copy the briefing as formatted text."""
        self._panel.copy_formatted()

    def commit(self) -> None:
        """Store the text that is being edited."""
        self._item.editor.commit()
        self._panel.commit()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the window, so that no text is lost when it is closed."""
        super().showEvent(event)
        self._item.apply_look()
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Store the text that is being edited before the window closes the dossier."""
        if event.type() == QEvent.Type.Close:
            self.commit()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_selection(self) -> None:
        if not self._outline.is_navigating:
            self._services.actions.refresh()

    @Slot(str)
    def _on_current_node(self, _node: str) -> None:
        """Show the item that was chosen; where keys walk through the outline, its row is drawn first."""
        if self._outline.is_navigating:
            self._following.start()
        else:
            self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show the current part or item in the editor, on its page and in its article."""
        self._following.stop()
        node = self._outline.current_node
        self._item.show_item(self._current.briefing, node)
        self._panel.item_chosen(node)
        if self._peek_drawer.is_open:
            self._show_peek()
        self._services.actions.refresh()

    @Slot(str)
    def _on_item_requested(self, node: str) -> None:
        self._drawer.close_drawer()
        self._outline.choose(node)
        self._outline.setFocus(Qt.FocusReason.OtherFocusReason)


def _node_ids(briefing: Briefing | None) -> list[str]:
    if briefing is None:
        return []
    return [name for part in briefing.walk() for name in (part.id, *(item.id for item in part.items))]


def _text_sources(briefing: Briefing) -> tuple[str, str]:
    """Return the fields that the texts of all rows depend on."""
    return briefing.template, briefing.language
