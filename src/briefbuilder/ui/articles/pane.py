"""The left pane: search, filter, the list of articles, and what an import is doing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.articles.delegate import ArticleDelegate
from briefbuilder.ui.articles.model import ArticleModel, Filter, Role
from briefbuilder.ui.articles.progress import ProgressStrip
from briefbuilder.ui.articles.topicfilter import TopicFilter
from briefbuilder.ui.articles.waiting import WaitingStrip
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.glyphs import glyph_icon
from briefbuilder.ui.widgets.pane import EmptyState, PaneHeader

_TYPING = 120
"""Milliseconds without a key after which the search runs."""


class ArticlesPane(QWidget):
    """The articles of the dossier; `article_chosen` carries an id, or None."""

    article_chosen = Signal(object)
    removal_requested = Signal(tuple)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._current: str | None = None
        self.setAccessibleName(self.tr("Articles"))
        self._header = PaneHeader(self.tr("Articles"), services.theme, self)
        self._filter = TopicFilter(services, self)
        self._filter.topics_changed.connect(self._search)
        self._header.add_tool(self._filter)
        self._search_line = self._made_search()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self._search)
        self._model = ArticleModel(services.holder, services.language, self)
        self._list = self._made_list()
        self._empty = EmptyState("", services.theme, self)
        board = services.actions
        self._offers = (
            self._empty.add_action(board.action("new-dossier"), first=True),
            self._empty.add_action(board.action("open-dossier")),
            self._empty.add_action(board.action("import-files"), first=True),
            self._empty.add_action(board.action("import-folder")),
        )
        self._progress = ProgressStrip(services.theme, self)
        self._waiting = WaitingStrip(board.action("import-waiting"), services.theme, self)
        self._lay_out()
        self._register()
        self._model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._model.modelReset.connect(self._on_reset)
        services.holder.session_replaced.connect(self._on_session_replaced)
        self._on_reset()

    @property
    def model(self) -> ArticleModel:
        """The articles that are shown."""
        return self._model

    @property
    def list_view(self) -> QListView:
        """The list."""
        return self._list

    @property
    def search_line(self) -> QLineEdit:
        """The search field."""
        return self._search_line

    @property
    def topic_filter(self) -> TopicFilter:
        """The filter by topic."""
        return self._filter

    @property
    def progress(self) -> ProgressStrip:
        """What an import is doing."""
        return self._progress

    @property
    def waiting(self) -> WaitingStrip:
        """What waits in watched folders."""
        return self._waiting

    def choose(self, article_id: str) -> None:
        """Choose an article where it is shown; a filter that hides it is taken off."""
        if self._model.row_of(article_id) is None:
            self._search_line.clear()
            self._filter.choose(())
            self._search()
        row = self._model.row_of(article_id)
        if row is not None:
            self._list.setCurrentIndex(self._model.index(row, 0))

    def choose_first(self) -> None:
        """Choose the first article that is shown, if there is any."""
        self._go(1 if self._list.currentIndex().row() < 0 else 0)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the articles that are selected."""
        return tuple(str(index.data(Role.ID)) for index in self._list.selectionModel().selectedIndexes())

    def _made_search(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(self.tr("Search articles"))
        line.setAccessibleName(self.tr("Search articles"))
        line.setClearButtonEnabled(True)
        theme = self._services.theme
        self._sign = QAction(self.tr("Search articles"), line)
        line.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        theme.changed.connect(self._draw_sign)
        self._draw_sign()
        line.textChanged.connect(self._on_typed)
        line.returnPressed.connect(self._search)
        return line

    def _made_list(self) -> QListView:
        view = QListView(self)
        view.setAccessibleName(self.tr("List of articles"))
        view.setModel(self._model)
        view.setItemDelegate(ArticleDelegate(self._services.theme, view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalScrollBar().setAccessibleName(self.tr("Scroll the articles"))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.selectionModel().currentChanged.connect(self._on_current_changed)
        view.selectionModel().selectionChanged.connect(self._services.actions.refresh)
        return view

    def _lay_out(self) -> None:
        theme = self._services.theme
        search = QHBoxLayout()
        side = theme.space(0.5)
        search.setContentsMargins(side, side, side, side)
        search.addWidget(self._search_line)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(search)
        column.addLayout(self._stack, 1)
        column.addWidget(self._waiting)
        column.addWidget(self._progress)

    def _register(self) -> None:
        board = self._services.actions
        board.register("find-articles", self._focus_search)
        board.register("previous-article", self._previous, enabled=self._has_rows)
        board.register("next-article", self._next, enabled=self._has_rows)
        remove = board.register("remove-article", self._remove, enabled=self._has_chosen)
        self._list.addAction(remove)

    def _has_rows(self) -> bool:
        return self._model.rowCount() > 0

    def _has_chosen(self) -> bool:
        return bool(self.chosen())

    def _focus_search(self) -> None:
        self._search_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search_line.selectAll()

    def _previous(self) -> None:
        self._go(-1)

    def _next(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        row = self._list.currentIndex().row() + step
        if 0 <= row < self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(row, 0))

    def _remove(self) -> None:
        self.removal_requested.emit(self.chosen())

    @Slot()
    def _draw_sign(self) -> None:
        theme = self._services.theme
        self._sign.setIcon(glyph_icon("search", theme.colours.colour("muted"), theme.space(0.9)))

    @Slot()
    def _on_typed(self) -> None:
        self._typing.start()

    @Slot()
    def _search(self) -> None:
        self._typing.stop()
        self._model.set_filter(Filter(self._search_line.text(), self._filter.chosen))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._current = str(current.data(Role.ID))
            self.article_chosen.emit(self._current)

    @Slot()
    def _on_about_to_reset(self) -> None:
        self._typing.stop()

    @Slot()
    def _on_reset(self) -> None:
        """Keep the chosen article; show why the list is empty where it is."""
        row = self._model.row_of(self._current) if self._current is not None else None
        if row is not None:
            self._list.setCurrentIndex(self._model.index(row, 0))
        self._show_emptiness()
        self._services.actions.refresh()

    @Slot()
    def _on_session_replaced(self) -> None:
        self._current = None
        self._search_line.clear()
        self._filter.choose(())
        self._search()
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        session = self._services.holder.session
        unopened = session is None
        bare = session is not None and not session.articles()
        for button in self._offers[:2]:
            button.setVisible(unopened)
        for button in self._offers[2:]:
            button.setVisible(bare and self._services.holder.writable)
        if unopened:
            self._empty.set_text(self.tr("A dossier holds articles, tags and briefings in one file."))
        elif bare:
            self._empty.set_text(self.tr("Drop files here, paste a text, or import articles."))
        else:
            self._empty.set_text(self.tr("No article answers the search and the chosen topics."))
        self._search_line.setEnabled(not unopened and not bare)
        self._filter.setEnabled(not unopened and not bare)
        self._stack.setCurrentWidget(self._empty if self._model.rowCount() == 0 else self._list)
