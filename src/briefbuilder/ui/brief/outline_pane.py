"""The pane of the outline: the header of the briefing, the outline, and what can be added to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from briefbuilder.ui.brief.briefings import BriefingHeader
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.outline_view import OutlineView
from briefbuilder.ui.brief.ready_to_add import ReadyToAdd
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.layouts import fill_column
from briefbuilder.ui.widgets.pane import ActionToolButton


class OutlinePane(QFrame):
    """Header, outline, passages ready to be added, and the buttons that add texts and parts."""

    def __init__(
        self,
        services: Services,
        current: CurrentBriefing,
        texts: BriefingTexts,
        outline: OutlineView,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.setProperty("surface", "side")
        self.header = BriefingHeader(services, current, texts, self)
        self.ready = ReadyToAdd(services, current, texts, self)
        fill_column(self, self.header, outline, self.ready, self._foot(), grows=outline)

    def _foot(self) -> QFrame:
        theme, action = self._services.theme, self._services.actions.action
        foot = QFrame(self)
        foot.setProperty("surface", "side")
        foot.setProperty("line", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        row.setSpacing(theme.px(4))
        for name, text, icon in (
            ("new-own-text", self.tr("Own text"), "pen-line"),
            ("new-part", self.tr("Part"), "rows-3"),
            ("gather", self.tr("Gather"), "wand-sparkles"),
        ):
            button = ActionToolButton(action(name), text, foot)
            button.setProperty("kind", "quiet")
            button.setIcon(themed_icon(icon, theme))
            button.setIconSize(QSize(theme.px(20), theme.px(16)))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFixedHeight(theme.px(32))
            row.addWidget(button)
        row.addStretch(1)
        self._buttons = foot.findChildren(ActionToolButton)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the texts of the buttons where there is no room for them."""
        super().resizeEvent(event)
        styles = Qt.ToolButtonStyle
        needed = self._services.theme.px(24)
        for button in self._buttons:
            button.setToolButtonStyle(styles.ToolButtonTextBesideIcon)
            needed += button.sizeHint().width() + self._services.theme.px(4)
        if needed > self.width():
            for button in self._buttons:
                button.setToolButtonStyle(styles.ToolButtonIconOnly)
