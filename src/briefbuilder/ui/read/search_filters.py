"""What is looked for among the articles: words while they are typed, conditions, an order, and kept searches."""

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
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip

# The conditions by which articles are filtered: language, publication, days, tags, use in briefings.

_OUTLETS = 500
"""Publications that are offered, the most frequent ones."""


class FilterBar(QFrame):
    """A form, hidden until it is asked for; `changed` follows each change that the user makes."""

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setObjectName("filters")
        self.setAccessibleName(self.tr("Filters"))
        self.language = self._choice(self.tr("Any language"))
        self.outlet = self._choice(self.tr("Any publication"))
        self.since, self.until = self._day(), self._day()
        self.tagged = self._choice(self.tr("Tagged or not"), self.tr("Tagged"), self.tr("Not tagged"))
        self.used = self._choice(
            self.tr("In briefings or not"), self.tr("Quoted in a briefing"), self.tr("In no briefing")
        )
        self.clear = QPushButton(self.tr("Clear filters"), self)
        self.clear.clicked.connect(self._on_clear)
        self._lay_out()
        services.holder.changed.connect(self._on_changed)
        services.holder.session_replaced.connect(self._offer)
        self.hide()

    def conditions(self, wanted: Query) -> Query:
        """Return what is wanted with the conditions of the form."""
        return replace(
            wanted,
            language=self.language.currentData(),
            outlet=self.outlet.currentData(),
            since=_day_of(self.since),
            until=_day_of(self.until),
            tagged=self.tagged.currentData(),
            used=self.used.currentData(),
        )

    def show_conditions(self, wanted: Query) -> None:
        """Show the conditions of what is wanted."""
        blockers = [QSignalBlocker(each) for each in (self, *self._choices(), self.since, self.until)]
        self._choose(self.language, language_name(wanted.language), wanted.language)
        self._choose(self.outlet, wanted.outlet or "", wanted.outlet)
        for line, day in ((self.since, wanted.since), (self.until, wanted.until)):
            line.setText(day.isoformat() if day is not None else "")
            self._mark(line)
        for choice, value in ((self.tagged, wanted.tagged), (self.used, wanted.used)):
            choice.setCurrentIndex(choice.findData(value))
        del blockers

    def showEvent(self, event: QShowEvent) -> None:
        """Offer what the dossier has now."""
        super().showEvent(event)
        self._offer()

    def _choices(self) -> tuple[QComboBox, ...]:
        return self.language, self.outlet, self.tagged, self.used

    def _choice(self, anything: str, yes: str = "", no: str = "") -> QComboBox:
        choice = ElidedComboBox(8, self)
        choice.addItem(anything, None)
        if yes:
            choice.addItem(yes, True)
            choice.addItem(no, False)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.currentIndexChanged.connect(self._on_chosen)
        return choice

    def _day(self) -> QLineEdit:
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
        """Fill in the languages and publications of the dossier; what is chosen stays chosen."""
        session = self._services.holder.session
        if session is None or not self.isVisible():
            return
        counts: Counter[str] = Counter()
        for tag, count in session.search.languages():
            counts[tag.partition("-")[0]] += count
        offered = [(self._counted(language_name(tag), count), tag) for tag, count in counts.most_common()]
        self._fill(self.language, offered)
        outlets = session.search.outlets()[:_OUTLETS]
        self._fill(self.outlet, [(self._counted(name, count), name) for name, count in outlets])

    def _counted(self, name: str, count: int) -> str:
        return self.tr("{name} ({count})").format(name=name, count=count)

    @staticmethod
    def _fill(choice: QComboBox, offered: list[tuple[str, str]]) -> None:
        chosen, shown = choice.currentData(), choice.currentText()
        blocker = QSignalBlocker(choice)
        while choice.count() > 1:
            choice.removeItem(choice.count() - 1)
        for text, value in offered:
            choice.addItem(text, value)
        if chosen is not None and choice.findData(chosen) < 0:
            choice.addItem(shown, chosen)
        choice.setCurrentIndex(choice.findData(chosen) if chosen is not None else 0)
        blocker.unblock()

    @staticmethod
    def _choose(choice: QComboBox, text: str, value: str | None) -> None:
        if value is not None and choice.findData(value) < 0:
            choice.addItem(text, value)
        choice.setCurrentIndex(choice.findData(value) if value is not None else 0)

    def _mark(self, line: QLineEdit) -> None:
        """Say in words and by a colour where a day cannot be read."""
        wrong = bool(line.text().strip()) and _day_of(line) is None
        line.setProperty("wrong", wrong)
        line.style().unpolish(line)
        line.style().polish(line)
        set_tip(line, self.tr("No sure date can be read here. Write it as 2026-04-12.") if wrong else "")
        line.setAccessibleDescription(line.toolTip())

    @Slot()
    def _on_chosen(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_day(self) -> None:
        for line in (self.since, self.until):
            self._mark(line)
        self.changed.emit()

    @Slot()
    def _on_clear(self) -> None:
        self.show_conditions(Query())
        self.changed.emit()

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        if any(key.collection == "article" for key in keys):
            self._offer()


def _day_of(line: QLineEdit) -> date | None:
    words = line.text().strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        from briefbuilder.app.commands.articles import parse_day

        return parse_day(words)


# The menu by which articles are filtered by topic: names beside colours, to be checked.


class TopicFilter(QToolButton):
    """A button with a menu of the topics that are tagged in the dossier, most used first."""

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
        """The topics that are checked."""
        return self._chosen

    def choose(self, topics: tuple[str, ...]) -> None:
        """Check these topics and no others."""
        if topics != self._chosen:
            self._chosen = topics
            self._show_state()
            self.topics_changed.emit(topics)

    def _used(self) -> list[tuple[Topic, int]]:
        session = self._services.holder.session
        if session is None:
            return []
        taxonomy = session.taxonomy
        found = ((taxonomy.topic(topic), count) for topic, count in session.search.topics())
        return [(topic, count) for topic, count in found if topic is not None]

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        used = self._used()
        if not used:
            nothing = self._menu.addAction(self.tr("No article is tagged yet"))
            nothing.setEnabled(False)
            return
        everything = self._menu.addAction(self.tr("All articles"))
        everything.setEnabled(bool(self._chosen))
        everything.triggered.connect(self.clear)
        self._menu.addSeparator()
        for topic, count in used:
            name = topic.name(self._services.language)
            action = QAction(self.tr("{topic} ({count})").format(topic=name, count=count), self._menu)
            set_tip(action, action.text())
            action.setCheckable(True)
            action.setChecked(topic.id in self._chosen)
            action.setIcon(self._dot(topic.colour))
            action.setIconVisibleInMenu(True)
            action.setData(topic.id)
            action.toggled.connect(self._on_toggled)
            self._menu.addAction(action)

    @Slot()
    def clear(self) -> None:
        """Show all articles."""
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
        set_tip(self, self.tr("Show only articles that carry these topics"))

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


_TYPING = 120
"""Milliseconds without a key after which the search runs."""
_ORDER = "article-order"


class SearchBar(QWidget):
    """A line of words, an order, and a form of conditions under them; `saved` has its place in the pane's header.

    `wanted_changed` follows each change, words a moment after the last key.
    """

    wanted_changed = Signal()

    def __init__(self, services: Services, topics: TopicFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._topics = topics
        self.line = self._made_line()
        self.order = self._made_order()
        self.filters = FilterBar(services, self)
        self.toggle = QToolButton(self)
        self.toggle.setCheckable(True)
        self.toggle.setAccessibleName(self.tr("Filter articles"))
        self.saved = SavedSearchCommands(services, self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._lay_out()
        self._connect()
        self._register()
        self._show_state()

    @property
    def wanted(self) -> Query:
        """What is looked for."""
        words = Query(words=self.line.text(), topics=self._topics.chosen, order=self.order.currentData())
        return self.filters.conditions(words)

    def show_wanted(self, wanted: Query) -> None:
        """Look for this and nothing else."""
        blockers = [QSignalBlocker(each) for each in (self.line, self._topics, self.order)]
        self.line.setText(wanted.words)
        self._topics.choose(wanted.topics)
        self.order.setCurrentIndex(self.order.findData(wanted.order))
        self.filters.show_conditions(wanted)
        del blockers
        self.search()

    def show_all(self) -> None:
        """Look for nothing, in the same order."""
        self.show_wanted(Query(order=self.order.currentData()))

    def focus_line(self) -> None:
        """Have the next keys write the words."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    @Slot()
    def search(self) -> None:
        """Look now."""
        self._typing.stop()
        self._show_state()
        self.wanted_changed.emit()

    def _made_line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(self.tr("Search articles"))
        line.setAccessibleName(self.tr("Search articles"))
        line.setClearButtonEnabled(True)
        self._sign = QAction(self.tr("Search articles"), line)
        line.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        return line

    def _made_order(self) -> QComboBox:
        names = {
            "relevance": self.tr("Best match first"),
            "newest": self.tr("Newest first"),
            "oldest": self.tr("Oldest first"),
            "latest-import": self.tr("Last imported first"),
            "title": self.tr("By title"),
            "outlet": self.tr("By publication"),
        }
        box = ElidedComboBox(8, self)
        box.setAccessibleName(self.tr("Order of the articles"))
        set_tip(box, self.tr("Order of the articles"))
        for order in ORDERS:
            box.addItem(names[order], order)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        kept = box.findData(self._services.settings.window_state(_ORDER))
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
        self.saved.chosen.connect(self.show_wanted)
        self._services.theme.changed.connect(self._show_state)

    def _register(self) -> None:
        board = self._services.actions
        board.register("find-articles", self.focus_line)
        board.register("filter-articles", self._toggle_filters)
        board.register("sort-articles", self._focus_order)
        board.register("show-all-articles", self.show_all)
        board.register("save-search", self._save, enabled=self._is_narrowed)

    def _toggle_filters(self) -> None:
        """Show the form and go to it; with the focus in it, go back to the words and hide it."""
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
        return not self.wanted.matches_all

    def _save(self) -> None:
        self.saved.save(self.wanted)

    @Slot()
    def _on_typed(self) -> None:
        self._typing.start()

    @Slot()
    def _on_order(self) -> None:
        self._services.settings.set_window_state(_ORDER, str(self.order.currentData()))
        self.search()

    @Slot()
    def _show_state(self) -> None:
        theme = self._services.theme
        size = theme.space(0.9)
        self._sign.setIcon(glyph_icon("search", theme.colours.colour("muted"), size))
        count = _count(replace(self.wanted, topics=()))
        self.toggle.setIcon(glyph_icon("filter", theme.colours.colour("accent" if count else "muted"), size))
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setText(self.tr("Filter ({count})").format(count=count) if count else self.tr("Filter"))
        set_tip(self.toggle, self.tr("Filter by language, publication, days, tags and briefings"))
        self._services.actions.refresh()


def _count(wanted: Query) -> int:
    """Return how many conditions beside words and topics there are."""
    values = (wanted.language, wanted.outlet, wanted.since, wanted.until, wanted.tagged, wanted.used)
    return sum(value is not None for value in values)
