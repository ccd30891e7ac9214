"""The search field, the filters and the sort order of the list of articles."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.domain.changes import Key
from briefbuilder.domain.query import ORDERS, Query
from briefbuilder.domain.topics import Topic
from briefbuilder.ui.read.article_words import language_name
from briefbuilder.ui.read.saved_searches import SavedSearchCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.icons import glyph_icon
from briefbuilder.ui.widgets.labels import ElidedComboBox
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_action_text, set_tip

_MAX_OUTLETS = 500
"""Publications that are offered, the most frequent first."""


class FilterBar(QFrame):
    """A form with the filters, hidden at first; `changed` is emitted on each change by the user."""

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setObjectName("filters")
        self.setAccessibleName(self.tr("Filters"))
        self.language = self._create_choice(self.tr("Any language"))
        self.outlet = self._create_choice(self.tr("Any publication"))
        self.since, self.until = self._create_day(), self._create_day()
        self.tagged = self._create_choice(self.tr("Tagged or not"), self.tr("Tagged"), self.tr("Not tagged"))
        self.used = self._create_choice(
            self.tr("In briefings or not"), self.tr("Quoted in a briefing"), self.tr("Not in a briefing")
        )
        self.clear = QPushButton(self.tr("Clear filters"), self)
        self.clear.clicked.connect(self._on_clear)
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
        blockers = [QSignalBlocker(each) for each in (self, *self._combo_boxes(), self.since, self.until)]
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

    def _combo_boxes(self) -> tuple[QComboBox, ...]:
        return self.language, self.outlet, self.tagged, self.used

    def _create_choice(self, anything: str, yes: str = "", no: str = "") -> QComboBox:
        choice = ElidedComboBox(8, self)
        choice.addItem(anything, None)
        if yes:
            choice.addItem(yes, True)
            choice.addItem(no, False)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.currentIndexChanged.connect(self._on_chosen)
        return choice

    def _create_day(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(self.tr("year-month-day"))
        line.editingFinished.connect(self._on_day)
        return line

    def _lay_out(self) -> None:
        theme = self._services.theme
        form = QFormLayout(self)
        side = theme.space(0.5)
        form.setContentsMargins(side, 0, side, side)
        form.setSpacing(theme.space(0.3))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Language"), self.language),
            (self.tr("Publication"), self.outlet),
            (self.tr("From"), self.since),
            (self.tr("Until"), self.until),
            (self.tr("Tags"), self.tagged),
            (self.tr("Briefings"), self.used),
        )
        for text, widget in rows:
            widget.setAccessibleName(text)
            label = PlainLabel(text, self)
            label.setBuddy(widget)
            form.addRow(label, widget)
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
            counts[tag.partition("-")[0]] += count
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

    @staticmethod
    def _fill(choice: QComboBox, offered: list[tuple[str, str]]) -> None:
        chosen, shown = choice.currentData(), choice.currentText()
        blocker = QSignalBlocker(choice)
        while choice.count() > 1:
            choice.removeItem(choice.count() - 1)
        for text, value in offered:
            choice.addItem(plain_text(text), value)
        if chosen is not None and choice.findData(chosen) < 0:
            choice.addItem(shown, chosen)
        choice.setCurrentIndex(choice.findData(chosen) if chosen is not None else 0)
        blocker.unblock()

    @staticmethod
    def _choose(choice: QComboBox, text: str, value: str | None) -> None:
        if value is not None and choice.findData(value) < 0:
            choice.addItem(plain_text(text), value)
        choice.setCurrentIndex(choice.findData(value) if value is not None else 0)

    def _show_validity(self, line: QLineEdit) -> None:
        """Mark an invalid date by a colour and a tool tip."""
        wrong = bool(line.text().strip()) and _parse_day(line) is None
        line.setProperty("wrong", wrong)
        line.style().unpolish(line)
        line.style().polish(line)
        set_tip(line, self.tr("This is not a date. Write it as 2026-04-12.") if wrong else "")
        line.setAccessibleDescription(line.toolTip())

    @Slot()
    def _on_chosen(self) -> None:
        self.changed.emit()

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
        from briefbuilder.app.commands.articles import parse_day

        return parse_day(words)


class TopicFilter(QToolButton):
    """A button with a menu of the dossier's used topics, the most frequent first."""

    topics_changed = Signal(tuple)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._chosen: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.setAccessibleName(self.tr("Topics"))
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        services.theme.changed.connect(self._show_state)
        self._show_state()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The checked topics."""
        return self._chosen

    def choose(self, topics: tuple[str, ...]) -> None:
        """Set the checked topics."""
        if topics != self._chosen:
            self._chosen = topics
            self._show_state()
            self.topics_changed.emit(topics)

    def _used_topics(self) -> list[tuple[Topic, int]]:
        session = self._services.holder.session
        if session is None:
            return []
        taxonomy = session.taxonomy
        found = ((taxonomy.topic(topic), count) for topic, count in session.search.topics())
        return [(topic, count) for topic, count in found if topic is not None]

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        used = self._used_topics()
        if not used:
            nothing = self._menu.addAction(self.tr("No article is tagged yet"))
            nothing.setEnabled(False)
            return
        matches_all = self._menu.addAction(self.tr("All articles"))
        matches_all.setEnabled(bool(self._chosen))
        matches_all.triggered.connect(self.clear)
        self._menu.addSeparator()
        for topic, count in used:
            name = topic.name(self._services.language)
            action = QAction(self._menu)
            set_action_text(action, self.tr("{topic} ({count})").format(topic=name, count=count))
            action.setCheckable(True)
            action.setChecked(topic.id in self._chosen)
            action.setIcon(self._dot(topic.colour))
            action.setIconVisibleInMenu(True)
            action.setData(topic.id)
            action.toggled.connect(self._on_toggled)
            self._menu.addAction(action)

    @Slot()
    def clear(self) -> None:
        """Uncheck all topics."""
        self.choose(())

    @Slot(bool)
    def _on_toggled(self, checked: bool) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        topic = str(action.data())
        others = tuple(each for each in self._chosen if each != topic)
        self.choose((*others, topic) if checked else others)

    @Slot()
    def _show_state(self) -> None:
        theme = self._services.theme
        size = theme.space(0.85)
        meaning = "accent" if self._chosen else "muted"
        self.setIcon(glyph_icon("filter", theme.colours.colour(meaning), size))
        self.setIconSize(QSize(size, size))
        count = len(self._chosen)
        text = self.tr("Topics ({count})").format(count=count) if count else self.tr("Topics")
        self.setText(text)
        self.setAccessibleName(self.tr("Filter articles by topic"))
        set_tip(self, self.tr("Show only articles with these topics"))

    def _dot(self, colour: str) -> QIcon:
        side = self._services.theme.space(0.8)
        pixmap = QPixmap(QSize(side * 2, side * 2))
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(side * 0.15, side * 0.15, side * 0.7, side * 0.7))
        painter.end()
        return QIcon(pixmap)


_SEARCH_DELAY = 120
"""Milliseconds after the last key until the search runs."""
_ORDER_SETTING = "article-order"


class SearchBar(QWidget):
    """The search field, the sort order and the filters; `saved` is shown in the pane's header.

    `query_changed` is emitted on each change, for words a moment after the last key.
    """

    query_changed = Signal()

    def __init__(self, services: Services, topics: TopicFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._topics = topics
        self.line = self._create_line()
        self.order = self._create_order()
        self.filters = FilterBar(services, self)
        self.toggle = QToolButton(self)
        self.toggle.setCheckable(True)
        self.toggle.setAccessibleName(self.tr("Filter articles"))
        self.saved = SavedSearchCommands(services, self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_SEARCH_DELAY)
        self._lay_out()
        self._connect()
        self._register()
        self._show_state()

    @property
    def query(self) -> Query:
        """The current query."""
        words = Query(words=self.line.text(), topics=self._topics.chosen, order=self.order.currentData())
        return self.filters.apply_to(words)

    def show_query(self, query: Query) -> None:
        """Set the query."""
        blockers = [QSignalBlocker(each) for each in (self.line, self._topics, self.order)]
        self.line.setText(query.words)
        self._topics.choose(query.topics)
        self.order.setCurrentIndex(self.order.findData(query.order))
        self.filters.show_filters(query)
        del blockers
        self.search()

    def show_all(self) -> None:
        """Clear the search and the filters, and keep the sort order."""
        self.show_query(Query(order=self.order.currentData()))

    def focus_line(self) -> None:
        """Focus the search field."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    @Slot()
    def search(self) -> None:
        """Search now."""
        self._typing.stop()
        self._show_state()
        self.query_changed.emit()

    def _create_line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(self.tr("Search articles"))
        line.setAccessibleName(self.tr("Search articles"))
        line.setClearButtonEnabled(True)
        self._icon = QAction(self.tr("Search articles"), line)
        line.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        return line

    def _create_order(self) -> QComboBox:
        names = {
            "relevance": self.tr("Best match first"),
            "newest": self.tr("Newest first"),
            "oldest": self.tr("Oldest first"),
            "latest-import": self.tr("Last imported first"),
            "title": self.tr("By title"),
            "outlet": self.tr("By publication"),
        }
        box = ElidedComboBox(8, self)
        box.setAccessibleName(self.tr("Sort order"))
        set_tip(box, self.tr("Sort order"))
        for order in ORDERS:
            box.addItem(names[order], order)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        kept = box.findData(self._services.settings.window_state(_ORDER_SETTING))
        box.setCurrentIndex(max(0, kept))
        return box

    def _lay_out(self) -> None:
        theme = self._services.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        side = theme.space(0.5)
        top = QHBoxLayout()
        top.setContentsMargins(side, side, side, theme.space(0.3))
        top.addWidget(self.line)
        tools = QHBoxLayout()
        tools.setContentsMargins(side, 0, side, theme.space(0.35))
        tools.setSpacing(theme.space(0.3))
        tools.addWidget(self.order, 1)
        tools.addWidget(self.toggle)
        column.addLayout(top)
        column.addLayout(tools)
        column.addWidget(self.filters)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self.search)
        self._typing.timeout.connect(self.search)
        self._topics.topics_changed.connect(self.search)
        self.order.currentIndexChanged.connect(self._on_order)
        self.filters.changed.connect(self.search)
        self.toggle.toggled.connect(self.filters.setVisible)
        self.saved.chosen.connect(self.show_query)
        self._services.theme.changed.connect(self._show_state)

    def _register(self) -> None:
        board = self._services.actions
        board.register("find-articles", self.focus_line)
        board.register("filter-articles", self._toggle_filters)
        board.register("sort-articles", self._focus_order)
        board.register("show-all-articles", self.show_all)
        board.register("save-search", self._save, enabled=self._is_narrowed)

    def _toggle_filters(self) -> None:
        """Show the filters and focus them; if they have the focus, hide them and focus the search field."""
        focused: QWidget | None = self.window().focusWidget()
        inside = focused is not None and self.filters.isVisible() and self.filters.isAncestorOf(focused)
        self.toggle.setChecked(not inside)
        if inside:
            self.focus_line()
        else:
            self.filters.language.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus_order(self) -> None:
        self.order.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _is_narrowed(self) -> bool:
        return not self.query.matches_all

    def _save(self) -> None:
        self.saved.save(self.query)

    @Slot()
    def _on_typed(self) -> None:
        self._typing.start()

    @Slot()
    def _on_order(self) -> None:
        self._services.settings.set_window_state(_ORDER_SETTING, str(self.order.currentData()))
        self.search()

    @Slot()
    def _show_state(self) -> None:
        theme = self._services.theme
        size = theme.space(0.9)
        self._icon.setIcon(glyph_icon("search", theme.colours.colour("muted"), size))
        count = _filter_count(replace(self.query, topics=()))
        self.toggle.setIcon(glyph_icon("filter", theme.colours.colour("accent" if count else "muted"), size))
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setText(self.tr("Filters ({count})").format(count=count) if count else self.tr("Filters"))
        set_tip(self.toggle, self.tr("Filter by language, publication, date, tags and briefings"))
        self._services.actions.refresh()


def _filter_count(query: Query) -> int:
    """Return the number of filters besides words and topics."""
    values = (query.language, query.outlet, query.since, query.until, query.tagged, query.used)
    return sum(value is not None for value in values)
