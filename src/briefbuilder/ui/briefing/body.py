"""How the parts of the briefing's pane share its room: tabs over the item in hand, the preview below or beside."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.briefing.buttons import FollowingButton
from briefbuilder.ui.briefing.item_panel import ItemPanel
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.folding import FoldedTools

SIDE_BY_SIDE = 54
"""Width, in line heights, from which the preview stands beside the outline and not below it."""

_WRITING, _ABOVE = 13, 8
"""Height, in line heights, that a text asks for while it is written, and what it leaves to the views above it."""
_ANY_HEIGHT = 16_777_215


class Tab(IntEnum):
    """The views of a briefing."""

    OUTLINE = 0
    DETAILS = 1
    CHECKS = 2


class _Tabs(QTabBar):
    """Tabs that tell how wide each of them wants to be."""

    def width_wanted(self) -> int:
        """Return the width of all tabs, in pixels."""
        return sum(self.tabSizeHint(tab).width() for tab in range(self.count()))


class BriefingBody(QWidget):
    """Tabs with their views, the item in hand, and the preview."""

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
        self._sized_for: Qt.Orientation | None = None
        self._dragged = False
        self._tabs = _Tabs(self)
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
        self._writing = _splitter(above, item)
        self._whole = _splitter(self._writing, preview)
        self._whole.splitterMoved.connect(self._on_dragged)
        _column(self).addWidget(self._whole)
        self._tabs.currentChanged.connect(self._on_tab)
        item.folded_changed.connect(self._on_folded)
        services.theme.changed.connect(self._dress)
        self._dress()

    @property
    def tab(self) -> Tab:
        """The view that is shown."""
        return Tab(self._tabs.currentIndex())

    @property
    def orientation(self) -> Qt.Orientation:
        """Vertical while the preview stands below."""
        return self._whole.orientation()

    def show_tab(self, tab: Tab) -> None:
        """Show a view."""
        self._tabs.setCurrentIndex(tab)

    def show_count(self, findings: int) -> None:
        """Show how many findings there are."""
        text = self.tr("Checks (%n)", "", findings) if findings else self.tr("Checks")
        self._tabs.setTabText(Tab.CHECKS, text)
        self._fit_tab_line()

    def _tab_line(self) -> QHBoxLayout:
        """Return the tabs, and at the end of their line what is added to an outline most often."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, self._services.theme.space(0.3), 0)
        row.setSpacing(self._services.theme.space(0.1))
        row.addWidget(self._tabs, 1)
        action = self._services.actions.action
        own_text, part = action("new-own-text"), action("new-part")
        self._additions = (
            FollowingButton(own_text, self.tr("+ Own text"), self),
            FollowingButton(part, self.tr("+ Part"), self),
        )
        self._add = FoldedTools(self.tr("Add to the outline"), self._services.theme, self, text="+")
        self._add.setObjectName("add-to-outline")
        self._add.offer(self._additions)
        for button in (*self._additions, self._add):
            row.addWidget(button)
        return row

    def _fit_tab_line(self) -> None:
        """Put what is added into one menu where it would cut the tabs."""
        space = self._services.theme.space
        self._add.fit(self.width() - self._tabs.width_wanted() - space(0.5), space(0.1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the preview beside the outline where there is room for both."""
        super().resizeEvent(event)
        self._fit_tab_line()
        beside = event.size().width() >= SIDE_BY_SIDE * self._services.theme.em
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._sized_for != wanted:
            self._sized_for = wanted
            self._whole.setOrientation(wanted)
            length, usual = (self.width(), 0.42) if beside else (self.height(), 0.6)
            share = self._remembered() or usual
            self._whole.setSizes([round(length * share), round(length * (1 - share))])
            self._share_writing()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember where the officer put the border of the preview."""
        super().hideEvent(event)
        first, second = self._whole.sizes()
        if self._dragged and first + second > 0:
            self._services.settings.set_window_state(self._state_name, f"{first / (first + second):.3f}")

    @property
    def _state_name(self) -> str:
        beside = self._whole.orientation() == Qt.Orientation.Horizontal
        return "briefing-beside" if beside else "briefing-below"

    def _remembered(self) -> float | None:
        """Return the share of the outline as it was left, where that is a share at all."""
        try:
            share = float(self._services.settings.window_state(self._state_name) or "")
        except ValueError:
            return None
        return share if 0.05 < share < 0.95 else None

    @Slot(int)
    def _on_tab(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        self._item.set_in_sight(wanted=tab == Tab.OUTLINE)

    @Slot()
    def _on_dragged(self) -> None:
        self._dragged = True

    def _share_writing(self) -> None:
        """Give a folded item the line that it needs, and an open one room to write in."""
        height, space = self._writing.height(), self._services.theme.space
        room = max(round(height * 0.42), min(space(_WRITING), height - space(_ABOVE)))
        below = self._item.head_height if self._item.folded else room
        self._writing.setSizes([height - below, below])

    @Slot(bool)
    def _on_folded(self, folded: bool) -> None:
        # A folded item must not be pulled open to an empty field.
        self._item.setMaximumHeight(self._item.head_height if folded else _ANY_HEIGHT)
        self._share_writing()

    @Slot()
    def _dress(self) -> None:
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
