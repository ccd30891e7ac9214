"""What is looked for among the articles: words while they are typed, conditions, an order, and kept searches."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from briefbuilder.domain.wanted import ORDERS, Wanted
from briefbuilder.ui.articles.filterbar import FilterBar
from briefbuilder.ui.articles.saved import SavedSearches
from briefbuilder.ui.articles.topicfilter import TopicFilter
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.elided import ElidedComboBox
from briefbuilder.ui.widgets.glyphs import glyph_icon

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
        self.saved = SavedSearches(services, self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._lay_out()
        self._connect()
        self._register()
        self._show_state()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        words = Wanted(words=self.line.text(), topics=self._topics.chosen, order=self.order.currentData())
        return self.filters.conditions(words)

    def show_wanted(self, wanted: Wanted) -> None:
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
        self.show_wanted(Wanted(order=self.order.currentData()))

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
        box.setToolTip(self.tr("Order of the articles"))
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
        return not self.wanted.everything

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
        self.toggle.setToolTip(self.tr("Filter by language, publication, days, tags and briefings"))
        self._services.actions.refresh()


def _count(wanted: Wanted) -> int:
    """Return how many conditions beside words and topics there are."""
    values = (wanted.language, wanted.outlet, wanted.since, wanted.until, wanted.tagged, wanted.used)
    return sum(value is not None for value in values)
