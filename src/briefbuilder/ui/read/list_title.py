"""The title of the list of articles, whose menu chooses what the list shows, and the searches saved in the dossier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QMenu, QSizePolicy, QToolButton, QWidget

from briefbuilder import app
from briefbuilder.domain.query import Query, SavedSearch
from briefbuilder.domain.topics import Topic
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.chip import topic_icon
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import DialogButtons, TextList, fill_dialog
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.labels import sized_font
from briefbuilder.ui.widgets.plain import button_text, plain_text, set_action_text, set_tip


class SavedSearchCommands(QObject):
    """Commands on the saved searches; `chosen` carries the query of one."""

    chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._pane = parent
        services.actions.register("saved-searches", self.manage)

    def searches(self) -> tuple[SavedSearch, ...]:
        """Return the saved searches."""
        session = self._services.holder.session
        return session.store.saved_searches() if session is not None else ()

    def save(self, query: Query) -> None:
        """Ask for a name and save a query."""
        title, label = self.tr("Save search"), self.tr("Name of the search:")
        name = self._services.prompter.ask_text(title, label, self.tr("Save"), query.words.strip())
        if name is not None:
            self._services.apply(app.commands.articles.save_search, name, query)

    def manage(self) -> None:
        """Show a dialog to run, rename and remove saved searches."""
        dialog = SavedSearchesDialog(self, self._services, self._pane.window())
        if self._services.prompter.run(dialog) and dialog.list.current is not None:
            self.chosen.emit(dialog.list.current.wanted)

    def rename(self, search: SavedSearch) -> None:
        """Ask for a new name of a search."""
        title, label = self.tr("Rename search"), self.tr("Name of the search:")
        name = self._services.prompter.ask_text(title, label, self.tr("Rename"), search.name)
        if name is not None:
            self._services.apply(app.commands.articles.rename_search, search.id, name)

    def remove(self, search: SavedSearch) -> None:
        """Remove a search."""
        self._services.apply(app.commands.articles.remove_search, search.id)


class SearchesView(TextList[SavedSearch]):
    """A list of saved searches in which F2 renames and Delete removes."""

    rename_requested = Signal()
    removal_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit the request of F2 or Delete."""
        if event.key() == Qt.Key.Key_F2:
            self.rename_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)


class SavedSearchesDialog(QDialog):
    """Lists the saved searches."""

    def __init__(self, owner: SavedSearchCommands, services: Services, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._owner = owner
        self.setWindowTitle(self.tr("Saved searches"))
        self.setProperty("helpTopic", "how-to/save-searches")
        empty = self.tr("No searches are saved. Search or filter the articles, then choose “Save search …”.")
        self.list = SearchesView(self.tr("Saved searches"), self, empty)
        self.list.activated.connect(self.accept)
        self.rename_button = push_button(self.tr("&Rename …"), self, self._on_rename)
        self.remove_button = push_button(self.tr("Re&move"), self, self._on_remove)
        others = (self.rename_button, self.remove_button)
        buttons = DialogButtons(self, self.tr("Search"), self.tr("Close"), others=others)
        self.show_button = buttons.agree
        self.list.rename_requested.connect(self.rename_button.click)
        self.list.removal_requested.connect(self.remove_button.click)
        fill_dialog(self, services.theme, self.list, buttons, gap=0.5, size=(26, 18))
        self._writable = services.holder.writable
        self._fill(0)
        self.list.setFocus()

    def _fill(self, row: int) -> None:
        self.list.show_values(self._owner.searches(), lambda search: search.name, row)
        has_any = self.list.current is not None
        self.show_button.setEnabled(has_any)
        for button in (self.rename_button, self.remove_button):
            button.setEnabled(has_any and self._writable)

    @Slot()
    def _on_rename(self) -> None:
        if self.list.current is not None:
            self._owner.rename(self.list.current)
            self._fill(self.list.row)

    @Slot()
    def _on_remove(self) -> None:
        if self.list.current is not None:
            row = self.list.row
            self._owner.remove(self.list.current)
            self._fill(row)


_MOST_TOPICS = 15
"""Topics that the menu names itself; the others are in a separate menu."""


def used_topics(services: Services) -> list[tuple[Topic, int]]:
    """Return the topics of the dossier's tags with their counts, the most frequent first."""
    session = services.holder.session
    if session is None:
        return []
    found = ((session.taxonomy.topic(topic), count) for topic, count in session.search.topics())
    return [(topic, count) for topic, count in found if topic is not None]


class ListTitle(QToolButton):
    """The title of the list, and a menu of what it can show: all articles, a saved search or a topic.

    `query_chosen` carries the query of a saved search, `topics_chosen` the topics of another entry.
    """

    query_chosen = Signal(object)
    topics_chosen = Signal(tuple)

    def __init__(self, services: Services, saved: SavedSearchCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._saved = services, saved
        self._query = Query()
        self._menu = QMenu(self)
        self._menu.setAccessibleName(self.tr("Show in the list"))
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        font = self.font()
        font.setPixelSize(services.theme.px(14))
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.setFixedHeight(services.theme.px(32))
        self._count = ""
        self.show_query(self._query)

    def show_query(self, query: Query) -> None:
        """Show the name of a query."""
        self._query = query
        self.setText(button_text(self._name()))
        self._describe()

    def show_count(self, count: str) -> None:
        """Show the number of articles after the title."""
        self._count = count
        self._describe()

    def sizeHint(self) -> QSize:
        """Return the size for a short title."""
        return QSize(self._services.theme.px(120), self._services.theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """Return the size for some letters: the title is elided."""
        return QSize(self._services.theme.px(60), self._services.theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the title, an arrow after it, and the count."""
        theme = self._services.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colours.colour("hover"))
            painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        if self.property("ring"):
            painter.setPen(QPen(theme.colours.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        pad, icon = theme.px(6), theme.px(16)
        small = sized_font(self.font(), theme.px(12), QFont.Weight.Normal)
        count_width = QFontMetrics(small).horizontalAdvance(self._count)
        metrics, name = QFontMetrics(self.font()), self._name()
        room = self.width() - 3 * pad - icon - count_width - pad
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown)
        mirrored = self.isRightToLeft()

        def area(start: float, size: float) -> QRectF:
            left = self.width() - start - size if mirrored else start
            return QRectF(left, 0, size, self.height())

        flags = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.colours.colour("text" if self.isEnabled() else "disabled"))
        painter.setFont(self.font())
        painter.drawText(area(pad, width + 2), flags, shown)
        place = area(pad + width + pad / 2, icon)
        themed_icon("chevron-down", theme, "muted").paint(
            painter, QRect(round(place.left()), round((self.height() - icon) / 2), icon, icon)
        )
        painter.setFont(small)
        painter.setPen(theme.colours.colour("muted"))
        painter.drawText(area(pad + width + pad + icon, count_width + 2), flags, self._count)

    def _name(self) -> str:
        query = self._query.without_order
        if query.matches_all:
            return self.tr("All articles")
        saved = (search for search in self._saved.searches() if search.wanted.without_order == query)
        if (search := next(saved, None)) is not None:
            return search.name
        if len(query.topics) == 1 and query == Query(topics=query.topics):
            return self._services.holder.taxonomy.shown(query.topics[0]).name(self._services.language)
        return self.tr("Search results")

    def _describe(self) -> None:
        name = plain_text(self._name())
        self.setAccessibleName(
            self.tr("Shown in the list: {name}, {count}").format(name=name, count=self._count)
        )
        set_tip(self, self._name())
        self.update()

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        self._add(self._menu, self.tr("All articles"), Query(), partial(self.topics_chosen.emit, ()))
        searches = self._saved.searches()
        if searches:
            self._menu.addSection(self.tr("Saved searches"))
        for search in searches:
            self._add(self._menu, search.name, search.wanted, partial(self.query_chosen.emit, search.wanted))
        used = used_topics(self._services)
        if used:
            self._menu.addSection(self.tr("Topics"))
        self._add_topics(self._menu, used[:_MOST_TOPICS])
        if used[_MOST_TOPICS:]:
            self._add_topics(self._menu.addMenu(self.tr("More topics")), used[_MOST_TOPICS:])
        self._menu.addSeparator()
        for name in ("save-search", "saved-searches"):
            self._menu.addAction(self._services.actions.action(name))

    def _add_topics(self, menu: QMenu, topics: Sequence[tuple[Topic, int]]) -> None:
        for topic, count in topics:
            text = self.tr("{topic} ({count})").format(topic=topic.name(self._services.language), count=count)
            only = (topic.id,)
            action = self._add(menu, text, Query(topics=only), partial(self.topics_chosen.emit, only))
            action.setIcon(topic_icon(topic.colour, self._services.theme))
            action.setIconVisibleInMenu(True)

    def _add(self, menu: QMenu, text: str, query: Query, choose: Callable[[], None]) -> QAction:
        action = QAction(menu)
        set_action_text(action, text)
        action.setCheckable(True)
        action.setChecked(query.without_order == self._query.without_order)
        action.triggered.connect(choose)
        menu.addAction(action)
        return action
