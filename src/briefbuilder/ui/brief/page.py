"""The page on which a briefing is written: outline, item editor, and the panel with preview, checks and details.

It holds no content of its own: each part shows the current briefing and requests commands on it.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.notices import Finding
from briefbuilder.ui.brief.briefings import BriefingChooser
from briefbuilder.ui.brief.checks import FindingsView
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.item_editor import ItemPanel, PictureDescriber
from briefbuilder.ui.brief.outline_commands import OutlineEditor
from briefbuilder.ui.brief.outline_model import OutlineModel
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.brief.right_panel import RightPanel
from briefbuilder.ui.preview.pane import PreviewPane
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.pane import EmptyState


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
        self._panel = RightPanel(services, self._current, self._texts, self)
        self._lay_out()
        services.actions.register(
            "describe-picture", self._describer.describe, enabled=self._describer.can_describe
        )
        self._connect()
        self._show_briefing()

    @property
    def outline(self) -> OutlineView:
        """The outline."""
        return self._outline

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
    def preview(self) -> PreviewPane:
        """The preview."""
        return self._panel.preview

    @property
    def checks(self) -> FindingsView:
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

    def _lay_out(self) -> None:
        self._left = left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(BriefingChooser(self._services, self._current, left))
        column.addWidget(self._outline, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        for index, widget in enumerate((left, self._item, self._panel)):
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(index, index)
        self._empty = EmptyState("", self._services.theme, self)
        self._empty.add_action(self._services.actions.action("new-briefing"), first=True)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._splitter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self._commands.register()
        self._current.replaced.connect(self._show_briefing)
        self._current.changed.connect(self._show_changed)
        self._current.surroundings_changed.connect(self._show_surroundings)
        self._outline.current_node_changed.connect(self._on_current_node)
        self._outline.selectionModel().selectionChanged.connect(self._services.actions.refresh)
        self._outline.edit_requested.connect(self._item.edit)
        self._commands.writing_requested.connect(self._item.edit)
        self._item.left.connect(self._outline.setFocus)
        self._panel.item_requested.connect(self._on_item_requested)
        self._panel.findings_changed.connect(self._show_findings)
        self._panel.lengths_changed.connect(self._show_lengths)
        self._panel.commit_requested.connect(self._item.editor.commit)

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
        has_dossier = self._services.holder.session is not None
        self._empty.set_text(
            self.tr("No briefing yet. Create one from your tagged passages.")
            if has_dossier
            else self.tr("Open a dossier to work on its briefings.")
        )
        self._stack.setCurrentWidget(self._splitter if briefing is not None else self._empty)
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
        self._services.actions.refresh()

    @Slot()
    def _show_surroundings(self) -> None:
        if self._current.briefing is not None:
            self._model.refresh_texts()
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

    # Commands

    def focus_outline(self) -> None:
        """Focus the outline; with a focus proxy, Tab would skip the header above it."""
        self._outline.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_content(self) -> None:
        """Give the focus to the outline."""
        self.focus_outline()

    def toggle_left(self) -> None:
        """Show or hide the outline."""
        self._left.setVisible(self._left.isHidden())

    def toggle_right(self) -> None:
        """Show or hide the panel."""
        self._panel.setVisible(self._panel.isHidden())

    def panes(self) -> tuple[QWidget, ...]:
        """Return the panes that F6 walks through, from the left to the right."""
        return (self._outline, self._item.editor, self._panel)

    def state(self) -> dict[str, str]:
        """Return what is remembered of the dossier that is open."""
        briefing = self._current.briefing
        return {"briefing": briefing.id, "node": self._outline.current_node} if briefing is not None else {}

    def restore(self, state: Mapping[str, str]) -> None:
        """Show what was remembered of the dossier."""
        if state.get("briefing"):
            self._current.select(state["briefing"])
        if state.get("node"):
            self._outline.choose(state["node"])

    def commit(self) -> None:
        """Store the text that is being edited."""
        self._item.editor.commit()
        self._panel.commit()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the window, so that no text is lost when it is closed."""
        super().showEvent(event)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Store the text that is being edited before the window closes the dossier."""
        if event.type() == QEvent.Type.Close:
            self.commit()
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_current_node(self, node: str) -> None:
        self._item.show_item(self._current.briefing, node)
        self._panel.item_chosen(node)
        self._services.actions.refresh()

    @Slot(str)
    def _on_item_requested(self, node: str) -> None:
        self._outline.choose(node)
        self._outline.setFocus(Qt.FocusReason.OtherFocusReason)


def _node_ids(briefing: Briefing | None) -> list[str]:
    if briefing is None:
        return []
    return [name for part in briefing.walk() for name in (part.id, *(item.id for item in part.items))]


def _text_sources(briefing: Briefing) -> tuple[str, str]:
    """Return the fields that the texts of all rows depend on."""
    return briefing.template, briefing.language
