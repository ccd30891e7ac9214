"""The search field with its completions, the filters and the sort order of the list of articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from briefbuilder import app
from briefbuilder.app.query_names import QueryNames
from briefbuilder.domain.changes import Key
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.query import ORDERS, Order, Query
from briefbuilder.storage.query_language import FIELD_NAMES, FIELD_WORDS, FieldName
from briefbuilder.ui.fuzzy import fold_text
from briefbuilder.ui.read.article_words import language_name
from briefbuilder.ui.read.list_title import ListTitle, SavedSearchCommands, used_topics
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.chip import topic_icon
from briefbuilder.ui.widgets.controls import Pill, SearchField, icon_button, push_button, repolish
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.labels import ElidedComboBox
from briefbuilder.ui.widgets.layouts import STRETCH, FormLayout, column_layout, row_layout
from briefbuilder.ui.widgets.menus import add_entry, open_menu_with
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_action_text, set_tip
from briefbuilder.ui.widgets.timers import single_shot_timer

_MAX_OUTLETS = 500
"""Publications that are offered, the most frequent first."""
_SEARCH_DELAY = 120
"""Milliseconds after the last key until the search runs."""
_ORDER_SETTING = "article-order"


class FilterBar(QFrame):
    """A form with the filters, hidden at first; `changed` is emitted on each change by the user."""

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.setObjectName("filters")
        self.topics = TopicFilter(services, self)
        self.setAccessibleName(self.tr("Filters"))
        self.language = self._create_choice(self.tr("Any language"))
        self.outlet = self._create_choice(self.tr("Any publication"))
        self.since, self.until = self._create_day(), self._create_day()
        self.tagged = self._create_choice(self.tr("Tagged or not"), self.tr("Tagged"), self.tr("Not tagged"))
        self.used = self._create_choice(
            self.tr("In briefings or not"), self.tr("Quoted in a briefing"), self.tr("Not in a briefing")
        )
        self.clear = push_button(self.tr("Clear filters"), self, self._on_clear)
        self._lay_out()
        services.holder.changed.connect(self._on_changed)
        services.holder.session_replaced.connect(self._offer)
        self.hide()

    def apply_to(self, query: Query) -> Query:
        """Return a query with the filters of the form."""
        return replace(
            query,
            language=self.language.currentData(),
            outlet=self.outlet.currentData(),
            since=_parse_day(self.since),
            until=_parse_day(self.until),
            tagged=self.tagged.currentData(),
            used=self.used.currentData(),
        )

    def show_filters(self, query: Query) -> None:
        """Show the filters of a query."""
        choices = (self.language, self.outlet, self.tagged, self.used)
        blockers = [QSignalBlocker(choice) for choice in (self, *choices, self.since, self.until)]
        self._choose(self.language, language_name(query.language), query.language)
        self._choose(self.outlet, query.outlet or "", query.outlet)
        for line, day in ((self.since, query.since), (self.until, query.until)):
            line.setText(day.isoformat() if day is not None else "")
            self._show_validity(line)
        for choice, value in ((self.tagged, query.tagged), (self.used, query.used)):
            choice.setCurrentIndex(choice.findData(value))
        del blockers

    def showEvent(self, event: QShowEvent) -> None:
        """Update the choices when the form is shown."""
        super().showEvent(event)
        self._offer()

    def _create_choice(self, anything: str, yes: str = "", no: str = "") -> QComboBox:
        choice = ElidedComboBox(8, self)
        choice.addItem(anything, None)
        if yes:
            choice.addItem(yes, True)
            choice.addItem(no, False)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.currentIndexChanged.connect(self.changed)
        return choice

    def _create_day(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(self.tr("year-month-day"))
        line.editingFinished.connect(self._on_day)
        return line

    def _lay_out(self) -> None:
        theme = self._services.theme
        form = FormLayout(self)
        side = theme.px(12)
        form.setContentsMargins(side, 0, side, side)
        form.setSpacing(theme.space(0.3))
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Topics"), self.topics),
            (self.tr("Language"), self.language),
            (self.tr("Publication"), self.outlet),
            (self.tr("From"), self.since),
            (self.tr("Until"), self.until),
            (self.tr("Tags"), self.tagged),
            (self.tr("Briefings"), self.used),
        )
        for text, widget in rows:
            form.addRow(PlainLabel(text, self, names=widget), widget)
        self.topics.show_state()
        self.since.setAccessibleName(self.tr("Published from"))
        self.until.setAccessibleName(self.tr("Published until"))
        form.addRow("", self.clear)

    @Slot()
    def _offer(self) -> None:
        """Offer the languages and publications of the dossier, and keep the selection."""
        session = self._services.holder.session
        if session is None or not self.isVisible():
            return
        counts: Counter[str] = Counter()
        for tag, count in session.search.languages():
            counts[base_language(tag)] += count
        offered = [
            (self._name_with_filter_count(language_name(tag), count), tag)
            for tag, count in counts.most_common()
        ]
        self._fill(self.language, offered)
        outlets = session.search.outlets()[:_MAX_OUTLETS]
        self._fill(
            self.outlet, [(self._name_with_filter_count(name, count), name) for name, count in outlets]
        )

    def _name_with_filter_count(self, name: str, count: int) -> str:
        return self.tr("{name} ({count})").format(name=name, count=count)

    def _fill(self, choice: QComboBox, offered: list[tuple[str, str]]) -> None:
        chosen, shown = choice.currentData(), choice.currentText()
        with QSignalBlocker(choice):
            while choice.count() > 1:
                choice.removeItem(choice.count() - 1)
            for text, value in offered:
                choice.addItem(plain_text(text), value)
            self._choose(choice, shown, chosen)

    @staticmethod
    def _choose(choice: QComboBox, text: str, value: str | None) -> None:
        if choice.findData(value) < 0:
            choice.addItem(plain_text(text), value)
        choice.setCurrentIndex(choice.findData(value))

    def _show_validity(self, line: QLineEdit) -> None:
        """Mark an invalid date by a colour and a tool tip."""
        wrong = bool(line.text().strip()) and _parse_day(line) is None
        line.setProperty("wrong", wrong)
        repolish(line)
        set_tip(line, self.tr("This is not a date. Write it as 2026-04-12.") if wrong else "")
        line.setAccessibleDescription(line.toolTip())

    @Slot()
    def _on_day(self) -> None:
        for line in (self.since, self.until):
            self._show_validity(line)
        self.changed.emit()

    @Slot()
    def _on_clear(self) -> None:
        self.show_filters(Query())
        self.changed.emit()

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        if any(key.collection == "article" for key in keys):
            self._offer()


def _parse_day(line: QLineEdit) -> date | None:
    words = line.text().strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        return app.commands.articles.parse_day(words)


class TopicFilter(QPushButton):
    """A button with a menu of the dossier's used topics, the most frequent first."""

    topics_changed = Signal(tuple)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.chosen: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.setAccessibleName(self.tr("Topics"))
        self.setMenu(self._menu)
        self.setProperty("kind", "choice")
        self.show_state()

    def choose(self, topics: tuple[str, ...]) -> None:
        """Set the checked topics."""
        if topics != self.chosen:
            self.chosen = topics
            self.show_state()
            self.topics_changed.emit(topics)

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        used = used_topics(self._services)
        if not used:
            self._menu.addAction(self.tr("No article is tagged yet")).setEnabled(False)
            return
        add_entry(self._menu, self.tr("All articles"), partial(self.choose, ()), enabled=bool(self.chosen))
        self._menu.addSeparator()
        for topic, count in used:
            name = topic.name(self._services.language)
            toggle, is_chosen = partial(self._toggle, topic.id), topic.id in self.chosen
            action = add_entry(self._menu, "", toggle, checked=is_chosen)
            set_action_text(action, self.tr("{topic} ({count})").format(topic=name, count=count))
            action.setIcon(topic_icon(topic.colour, self._services.theme))
            action.setIconVisibleInMenu(True)

    def _toggle(self, topic: str) -> None:
        others = tuple(chosen for chosen in self.chosen if chosen != topic)
        self.choose(others if topic in self.chosen else (*others, topic))

    @Slot()
    def show_state(self) -> None:
        """Show how many topics are chosen."""
        count = len(self.chosen)
        text = self.tr("Topics ({count})").format(count=count) if count else self.tr("Any topic")
        self.setText(text)
        self.setAccessibleName(self.tr("Filter articles by topic"))
        set_tip(self, self.tr("Show only articles with these topics"))


class SearchBar(QWidget):
    """The title of the list, the search field, three filters as pills, and the order and other filters behind buttons.

    `query_changed` is emitted on each change, for words a moment after the last key; `compact_toggled` asks for rows
    of one line. `show_requested` is emitted before a field gets the focus, which may be hidden.
    """

    query_changed = Signal()
    show_requested = Signal()
    compact_toggled = Signal(bool)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._unread = self._untagged = self._used = 0
        self.saved = SavedSearchCommands(services, self)
        self.title = ListTitle(services, self.saved, self)
        self.toggle = icon_button(self.tr("Filters"), "list-filter", services.theme, self)
        self.toggle.setCheckable(True)
        self.order = self._create_order()
        self.line = SearchField(self.tr("Search articles"), services.theme, self)
        self.line.setClearButtonEnabled(True)
        self.completion = QueryCompletion(services, self.line)
        self.note = PlainLabel("", self, role="muted", wraps=True)
        self.note.hide()
        self.further = push_button(self.tr("Search these as well"), self, kind="link")
        self.further.hide()
        self.unread = Pill(self.tr("Unread"), self)
        self.untagged = Pill(self.tr("Untagged"), self)
        self.used = Pill(self.tr("In briefing"), self)
        self.filters = FilterBar(services, self)
        self.topics = self.filters.topics
        self._typing = single_shot_timer(self, self.search, _SEARCH_DELAY)
        self._lay_out()
        self._connect()
        board = self._services.actions
        board.register("find-articles", self.focus_line)
        board.register("filter-articles", self._toggle_filters)
        board.register("sort-articles", self._choose_order)
        board.register("show-all-articles", self.show_all)
        board.register(
            "save-search", lambda: self.saved.save(self.query), enabled=lambda: not self.query.matches_all
        )
        self._show_state()

    @property
    def query(self) -> Query:
        """The current query."""
        words = Query(words=self.line.text(), topics=self.topics.chosen, order=self._order)
        return self.filters.apply_to(words)

    def show_query(self, query: Query) -> None:
        """Set the query."""
        # Signals of the line are not blocked: its button to clear it would stay when it is empty.
        blockers = [QSignalBlocker(control) for control in (self.topics, self.unread)]
        self.line.setText(query.words)
        self._typing.stop()
        self.topics.choose(query.topics)
        self.unread.setChecked(False)
        self._set_order(query.order)
        self.filters.show_filters(query)
        del blockers
        self.search()

    def show_all(self) -> None:
        """Clear the search and the filters, and keep the sort order."""
        self.show_topics(())

    @Slot(tuple)
    def show_topics(self, topics: tuple[str, ...]) -> None:
        """Show the articles with the given topics, without topics all, in the same order as before."""
        self.show_query(Query(topics=topics, order=self._order))

    def show_count(self, count: int, *, searching: bool) -> None:
        """Show the number of articles in the list."""
        self.title.show_count(self.tr("{count} …").format(count=count) if searching else str(count))

    def show_totals(self, total: int, *, unread: int, untagged: int, used: int) -> None:
        """Show the number of all articles, and how many of them each pill would show."""
        self._unread, self._untagged, self._used = unread, untagged, used
        self.line.setPlaceholderText(self.tr("Search %n article(s)", "", total))
        self._show_pills()

    def show_note(self, text: str, *, offers: bool = False) -> None:
        """Show a text about the query below the field, nothing if empty; `offers` adds the button to search for more."""
        self.further.setEnabled(True)
        if text == self.note.text():
            return
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.further.setVisible(offers)
        self.line.setAccessibleDescription(text)

    def focus_line(self) -> None:
        """Focus the search field."""
        self.show_requested.emit()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    @Slot()
    def search(self) -> None:
        """Search now."""
        self._typing.stop()
        self._show_state()
        self.query_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out counts of the pills if there is no room for them."""
        super().resizeEvent(event)
        self._show_pills()

    def _create_order(self) -> QToolButton:
        names = {
            "relevance": self.tr("Best match first"),
            "newest": self.tr("Newest first"),
            "oldest": self.tr("Oldest first"),
            "latest-import": self.tr("Last imported first"),
            "title": self.tr("By title"),
            "outlet": self.tr("By publication"),
        }
        button = icon_button(self.tr("Sort order"), "arrow-up-down", self._services.theme, self)
        menu = QMenu(button)
        menu.setAccessibleName(self.tr("Sort order"))
        self._orders = QActionGroup(menu)
        for order in ORDERS:
            action = menu.addAction(names[order])
            action.setCheckable(True)
            action.setData(order)
            self._orders.addAction(action)
        kept = self._services.settings.window_state(_ORDER_SETTING)
        self._set_order(next((order for order in ORDERS if order == kept), ORDERS[0]))
        self._orders.triggered.connect(self._on_order)
        menu.addSeparator()
        self.compact = menu.addAction(self.tr("Compact rows"))
        self.compact.setCheckable(True)
        self.compact.setChecked(self._services.settings.window_state("compact-articles") == "yes")
        self.compact.toggled.connect(self.compact_toggled)
        open_menu_with(button, menu)
        return button

    @property
    def _order(self) -> Order:
        action = self._orders.checkedAction()
        return next((order for order in ORDERS if order == action.data()), ORDERS[0])

    def _set_order(self, order: Order) -> None:
        for action in self._orders.actions():
            action.setChecked(action.data() == order)

    def _lay_out(self) -> None:
        theme = self._services.theme
        side = theme.px(12)
        head = row_layout(
            None,
            self.title,
            self.toggle,
            self.order,
            margins=theme.margins(7, 6, 6, 6),
            gap=theme.px(2),
            grows=self.title,
        )
        top = column_layout(
            None,
            self.line,
            self.note,
            self.further,
            margins=(side, theme.px(6), side, theme.px(8)),
            gap=theme.px(6),
        )
        pills = row_layout(
            None,
            self.unread,
            self.untagged,
            self.used,
            STRETCH,
            margins=(side, 0, side, theme.px(8)),
            gap=theme.px(6),
        )
        column_layout(self, head, top, pills, self.filters, gap=0)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._typing.start)
        self.line.returnPressed.connect(self.search)
        self.topics.topics_changed.connect(self.search)
        self.filters.changed.connect(self.search)
        self.toggle.toggled.connect(self.filters.setVisible)
        self.saved.chosen.connect(self.show_query)
        self.title.query_chosen.connect(self.show_query)
        self.title.topics_chosen.connect(self.show_topics)
        self.unread.toggled.connect(self.search)
        self.untagged.toggled.connect(partial(self._on_pill, self.filters.tagged, False))
        self.used.toggled.connect(partial(self._on_pill, self.filters.used, True))
        self._services.holder.session_replaced.connect(self._show_state)

    def _toggle_filters(self) -> None:
        """Show the filters and focus them; if they have the focus, hide them and focus the search field."""
        focused: QWidget | None = self.window().focusWidget()
        inside = focused is not None and self.filters.isVisible() and self.filters.isAncestorOf(focused)
        self.show_requested.emit()
        self.toggle.setChecked(not inside)
        if inside:
            self.focus_line()
        else:
            self.filters.language.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_order(self) -> None:
        self.show_requested.emit()
        self.order.showMenu()

    def _on_pill(self, choice: QComboBox, value: bool, checked: bool) -> None:
        choice.setCurrentIndex(choice.findData(value) if checked else 0)

    @Slot(QAction)
    def _on_order(self, _action: QAction) -> None:
        self._services.settings.set_window_state(_ORDER_SETTING, self._order)
        self.search()

    @Slot()
    def _show_state(self) -> None:
        theme, query = self._services.theme, self.query
        others = (query.language, query.outlet, query.since, query.until)
        count = sum(value is not None for value in others) + bool(query.topics)
        self.toggle.setIcon(themed_icon("list-filter", theme, "accent" if count else "text"))
        tip = self.tr("Filter by language, publication, date, tags and briefings")
        set_tip(self.toggle, tip)
        self.toggle.setAccessibleName(
            self.tr("Filters ({count})").format(count=count) if count else self.tr("Filters")
        )
        for pill, on in ((self.untagged, query.tagged is False), (self.used, query.used is True)):
            with QSignalBlocker(pill):
                pill.setChecked(on)
        self.title.show_query(query)
        self._show_pills()
        self._services.actions.refresh()

    def _show_pills(self) -> None:
        """Show the pills with their counts, as far as there is room and all articles are listed."""
        named = (
            (self.unread, self.tr("Unread"), self._unread),
            (self.untagged, self.tr("Untagged"), self._untagged),
            (self.used, self.tr("In briefing"), self._used),
        )
        room = self.width() - 2 * self._services.theme.px(12) - 2 * self._services.theme.px(6)
        listed = replace(self.query, tagged=None, used=None)
        for most in (3, 1, 0) if listed.matches_all else (0,):
            for place, (pill, text, count) in enumerate(named):
                counted = self.tr("{text} {count}").format(text=text, count=count)
                pill.show_text(counted if count and place < most else text)
            if sum(pill.sizeHint().width() for pill, _, _ in named) <= room:
                break


_LAST = re.compile(
    r"(?:^|(?<=[\s(]))-?(?:(?P<field>[^\W\d_]{2,20})[:：])?(?P<value>[\"“„«][^\"”“»]*|[^\s()\"]*)$"
)
"""The field and the value, or the word, in which a query ends."""
_SHORTEST = 2
"""Letters of a word that may become the name of a field."""
_MOST = 10
_MOST_AUTHORS = 500


class QueryCompletion(QCompleter):
    """Offers the names of fields, and for some the publications, authors, topics and languages of the dossier.

    Nothing is chosen until the user goes to a row; Enter and Tab then insert it.
    """

    def __init__(self, services: Services, line: QLineEdit) -> None:
        super().__init__(line)
        self._services = services
        self._line = line
        self._offered = QStringListModel(self)
        self._authors: tuple[int, tuple[str, ...]] = (-1, ())
        self.setModel(self._offered)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_MOST)
        self.setWidget(line)
        self._rows = QListView()
        self._rows.setAccessibleName(self.tr("Completions"))
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPopup(self._rows)
        # Without a parent, a popup does not get the style sheet of the window.
        self._rows.setParent(line, Qt.WindowType.Popup)
        self.activated.connect(self.insert)
        line.textEdited.connect(self._on_edited)

    def candidates(self, text: str) -> tuple[str, ...]:
        """Return what may replace the word that a text ends with."""
        match = _LAST.search(text)
        if match is None:
            return ()
        value = fold_text(match["value"].strip('"“„«'))
        if match["field"] is None:
            return self._fields(value) if len(value) >= _SHORTEST and match["value"][:1] not in '"“„«' else ()
        field = FIELD_NAMES.get(match["field"].lower())
        found = (
            name for name in self._values(field) if value in fold_text(name) and value != fold_text(name)
        )
        return tuple(f"{match['field']}:{_quoted(name)}" for name in found)[:_MOST]

    @Slot(str)
    def insert(self, chosen: str) -> None:
        """Put a completion in place of the word before the caret."""
        text, caret = self._line.text(), self._line.cursorPosition()
        match = _LAST.search(text[:caret])
        if match is None:
            return
        start = match.start() + text[match.start() : caret].startswith("-")
        end = "" if chosen.endswith(":") or text[caret:].startswith(" ") else " "
        self._line.setText(text[:start] + chosen + end + text[caret:])
        self._line.setCursorPosition(start + len(chosen) + len(end))
        if chosen.endswith(":"):
            self._on_edited("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Insert the chosen row with Enter or Tab; without one, Enter searches as it does without the popup."""
        if (
            watched is self._rows
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
        ):
            index = self._rows.currentIndex()
            self._rows.hide()
            # A view makes its first row the current one by itself; chosen is what is selected.
            if self._rows.selectionModel().isSelected(index):
                self.insert(str(index.data()))
            elif event.key() != Qt.Key.Key_Tab:
                self._line.returnPressed.emit()
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        found = self.candidates(self._line.text()[: self._line.cursorPosition()])
        if not found:
            self._rows.hide()
            return
        self._offered.setStringList([plain_text(name) for name in found])
        self.complete()

    def _fields(self, start: str) -> tuple[str, ...]:
        language = base_language(self._services.language)
        names = dict.fromkeys((*FIELD_WORDS.get(language, ()), *FIELD_WORDS["en"]))
        return tuple(f"{name}:" for name in names if fold_text(name).startswith(start))

    def _values(self, field: FieldName | None) -> Iterable[str]:
        session = self._services.holder.session
        if session is None:
            return ()
        search = session.search
        match field:
            case "outlet":
                return (name for name, _ in search.outlets())
            case "author":
                changes = session.store.count("article")
                if self._authors[0] != changes:
                    names = tuple(name.title() for name, _ in search.authors(_MOST_AUTHORS))
                    self._authors = changes, names
                return self._authors[1]
            case "topic":
                return (topic.name(self._services.language) for topic, _ in used_topics(self._services))
            case "language":
                tags = dict.fromkeys(base_language(tag) for tag, _ in search.languages())
                named = QueryNames(tuple)
                return (name if named.languages(name := language_name(tag)) else tag for tag in tags)
            case _:
                return ()


def _quoted(name: str) -> str:
    name = name.replace('"', "")
    return f'"{name}"' if re.search(r"[\s()]", name) else name
