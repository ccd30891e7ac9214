"""The bars over the article: its tools and menus, and how to go on while a command waits for keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QMenu,
    QToolButton,
    QWidget,
)

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.ui.read.article_details import LinkedArticles, NoticeButton
from briefbuilder.ui.read.find_bar import FindBar
from briefbuilder.ui.read.tag_commands import TagCommands
from briefbuilder.ui.read.versions import VersionCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import (
    ActionToolButton,
    icon_button,
    set_icon,
    set_surface,
)
from briefbuilder.ui.widgets.layouts import row_layout
from briefbuilder.ui.widgets.menus import add_entry, open_menu_with
from briefbuilder.ui.widgets.plain import PlainLabel, button_text

_HEIGHT = 44
_TOOLS_FROM = 640
"""Width of the bar from which it has room for copies, attachments and notes beside its own buttons."""


class HintBar(QFrame):
    """Tells how to go on while a paragraph is split or a tag adjusted; hidden without a hint."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        set_surface(self, "side", "bottom")
        self.setAccessibleName(self.tr("Hint"))
        self.label = PlainLabel("", self, wraps=True)
        # The hint wraps instead of being elided: it must be readable in a narrow pane.
        row_layout(self, self.label, margins=theme.margins(12, 6, 12, 6))
        self.hide()

    @Slot(str)
    def show_hint(self, hint: str) -> None:
        """Show a hint, until it is empty."""
        self.label.setText(hint)
        self.setVisible(bool(hint))


class ReaderBar(QFrame):
    """The bar over the article: steps through the list, find, the size of the text, and what else it has.

    `article_wanted` asks to open another article, `list_requested` to show the list where it is not, and
    `rail_toggled` to show or hide the rail.
    """

    article_wanted = Signal(str)
    list_requested = Signal()
    rail_toggled = Signal()

    def __init__(self, services: Services, tag_commands: TagCommands, pane: QWidget) -> None:
        super().__init__(pane)
        self._services = services
        theme, board = services.theme, services.actions
        set_surface(self, "paper", "bottom")
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setAccessibleName(self.tr("Article"))
        self.versions = VersionCommands(services, tag_commands, pane)
        self.linked = LinkedArticles(services, tag_commands, pane)
        self._notices = NoticeButton(services, pane)
        self._record: ArticleRecord | None = None
        self.list_button = QToolButton(self)
        self.list_button.setProperty("kind", "quiet")
        self.list_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_icon(self.list_button, "panel-left-open", theme, size=(18, 18))
        self.list_button.setFixedHeight(theme.px(32))
        self.list_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list_button.clicked.connect(self.list_requested)
        self.list_button.hide()
        back, on = (
            ("chevron-right", "chevron-left") if self.isRightToLeft() else ("chevron-left", "chevron-right")
        )
        self.previous = ActionToolButton(board.action("previous-article"), back, theme, self)
        self.next = ActionToolButton(board.action("next-article"), on, theme, self)
        self._position = PlainLabel("", self, role="caption")
        self.find_bar = FindBar(theme, self)
        self.find_button = ActionToolButton(board.action("find-in-article"), "search", theme, self)
        self.size_button = icon_button(self.tr("Text size"), "a-large-small", theme, self)
        self.original_button = ActionToolButton(board.action("show-original"), "columns-2", theme, self)
        self.rail_button = icon_button(
            self.tr("Topics and suggestions"), "panel-right", theme, self, run=self.rail_toggled
        )
        self.rail_button.setCheckable(True)
        self.more = icon_button(self.tr("More about the article"), "ellipsis", theme, self)
        self._more_menu = QMenu(self.more)
        self._more_menu.setAccessibleName(self.tr("More about the article"))
        self._more_menu.aboutToShow.connect(self._fill_more)
        open_menu_with(self.more, self._more_menu)
        self._lay_out()
        for source in (self.versions, self.linked):
            source.article_wanted.connect(self.article_wanted)
            source.content_changed.connect(self._update_tools)
        self._update_tools()

    def show_record(self, record: ArticleRecord | None) -> None:
        """Show the import notes and corrections of an article."""
        self._record = record
        self._notices.show_notices(record.notices if record is not None else ())
        self._update_tools()

    def show_position(self, number: int, count: int) -> None:
        """Show which of how many articles of the list is open; 0 for one that is not in the list."""
        text = self.tr("{number} of {count}").format(number=number, count=count) if number else ""
        self._position.setText(text)
        self.list_button.setText(str(count))
        self.list_button.setAccessibleName(self.tr("Show the list of %n article(s)", "", count))

    def set_size_menu(self, menu: QMenu) -> None:
        """Set the menu of the button for the size of the text."""
        open_menu_with(self.size_button, menu)

    @property
    def corrections(self) -> int:
        """The number of corrections of the article."""
        record = self._record
        return len(record.corrections) + (record.read is not None) if record is not None else 0

    @Slot()
    def refresh(self) -> None:
        """Update the buttons for the open article."""
        self.versions.refresh_if_changed()
        self.linked.refresh()

    @Slot()
    def update_find(self) -> None:
        """Show the find bar in place of its button."""
        self.find_button.setVisible(self.find_bar.isHidden())
        self._update_tools()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move tools that do not fit into the menu."""
        super().resizeEvent(event)
        self._update_tools()

    def _lay_out(self) -> None:
        theme = self._services.theme
        row = row_layout(self, margins=theme.margins(12, 0, 12, 0), gap=theme.px(4))
        steps: tuple[QWidget, ...] = (self.list_button, self.previous, self.next, self._position)
        for widget in steps:
            row.addWidget(widget)
        row.addStretch(1)
        for tool in self._all_tools():
            tool.setProperty("kind", "quiet")
            tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(tool)
        buttons = (self.find_button, self.size_button, self.original_button, self.rail_button, self.more)
        row.addWidget(self.find_bar)
        for button in buttons:
            row.addWidget(button)

    def _all_tools(self) -> tuple[QAbstractButton, ...]:
        return (self.versions.unplaced_button, self.versions.copies_button, self.linked, self._notices)

    def _offered(self) -> tuple[QAbstractButton, ...]:
        linked = (self.linked,) if self.linked.linked else ()
        notices = (self._notices,) if self._notices.has_notices else ()
        return (*self.versions.tools, *linked, *notices)

    @Slot()
    def _update_tools(self) -> None:
        offered = self._offered()
        has_room = self.width() >= self._services.theme.px(_TOOLS_FROM) and self.find_bar.isHidden()
        for tool in self._all_tools():
            tool.setVisible(tool in offered and has_room)

    @Slot()
    def _fill_more(self) -> None:
        """List the tools without room, the structure and what can be done with the whole article."""
        menu, board = self._more_menu, self._services.actions
        menu.clear()
        for tool in self._offered():
            if not tool.isHidden():
                continue
            inner = tool.menu() if isinstance(tool, QToolButton) else None
            if inner is not None:
                inner.setTitle(button_text(tool.accessibleName() or tool.text()))
                menu.addMenu(inner)
            else:
                add_entry(menu, button_text(tool.accessibleName() or tool.text()), tool.click)
        if self.corrections:
            menu.addSection(self.tr("Corrected in %n place(s)", "", self.corrections))
            board.fill(menu, "compare-original", "take-back-corrections")
        board.fill(menu, "", "edit-details", "show-left-out", "mark-unread", "")
        board.fill(menu, "copy-article", "copy-formatted", "print", "save-original", "newer-version")
        board.fill(menu, "", "remove-article")
