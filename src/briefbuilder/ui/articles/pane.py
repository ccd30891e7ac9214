"""The left pane: search, filter, the list of articles, and what an import is doing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from briefbuilder.ui.articles.acts import ChosenArticles
from briefbuilder.ui.articles.model import ArticleModel
from briefbuilder.ui.articles.progress import ProgressStrip
from briefbuilder.ui.articles.rowwords import Role
from briefbuilder.ui.articles.searchbar import SearchBar
from briefbuilder.ui.articles.topicfilter import TopicFilter
from briefbuilder.ui.articles.view import ArticleView
from briefbuilder.ui.articles.waiting import WaitingStrip
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.pane import EmptyState, PaneHeader
from briefbuilder.ui.widgets.tabbing import tab_through


class ArticlesPane(QWidget):
    """The articles of the dossier; `article_chosen` carries an id, or None."""

    article_chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._current: str | None = None
        self.setAccessibleName(self.tr("Articles"))
        self._header = PaneHeader(self.tr("Articles"), services.theme, self)
        self._filter = TopicFilter(services, self)
        self._search = SearchBar(services, self._filter, self)
        self._header.add_folding(self._filter, self._search.saved)
        tab_through(self._search.saved, (self._filter, self._search.line))
        self._model = ArticleModel(services.holder, services.language, self)
        self._model.set_wanted(self._search.wanted)
        self._list = ArticleView(self._model, services.theme, self)
        self._acts = ChosenArticles(services, self.chosen, self)
        self._found = QLabel(self)
        self._found.setObjectName("found")
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
        self._connect()
        services.holder.session_replaced.connect(self._on_session_replaced)
        self._on_reset()

    @property
    def model(self) -> ArticleModel:
        """The articles that are shown."""
        return self._model

    @property
    def list_view(self) -> ArticleView:
        """The list."""
        return self._list

    @property
    def search_line(self) -> QLineEdit:
        """The search field."""
        return self._search.line

    @property
    def search_bar(self) -> SearchBar:
        """Words, conditions, order and kept searches."""
        return self._search

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

    def focus_content(self) -> None:
        """Give the keys to the list, or to what is offered in its place."""
        offers = (button for button in self._offers if not button.isHidden() and button.isEnabled())
        shown = self._list if self._stack.currentWidget() is self._list else next(offers, self._list)
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, article_id: str) -> None:
        """Choose an article where it is shown; a filter that hides it is taken off."""
        if self._model.row_of(article_id) is None:
            self._search.show_all()
        row = self._model.row_of(article_id)
        if row is not None:
            self._list.choose_row(row)

    def choose_first(self) -> None:
        """Choose the first article that is shown, if there is any."""
        self._go(1 if self._list.currentIndex().row() < 0 else 0)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the articles that are selected."""
        return self._model.articles_at(self._list.rows_chosen())

    def _connect(self) -> None:
        self._search.wanted_changed.connect(self._on_wanted)
        self._model.modelReset.connect(self._on_reset)
        self._model.rowsInserted.connect(self._tell_found)
        self._model.searching_changed.connect(self._on_searching)
        self._model.title_edited.connect(self._acts.retitle)
        chosen = self._list.selectionModel()
        chosen.currentChanged.connect(self._on_current_changed)
        chosen.selectionChanged.connect(self._services.actions.refresh)

    def _lay_out(self) -> None:
        side = self._services.theme.space(0.5)
        self._found.setContentsMargins(side, 0, side, self._services.theme.space(0.3))
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._search)
        column.addWidget(self._found)
        column.addLayout(self._stack, 1)
        column.addWidget(self._waiting)
        column.addWidget(self._progress)

    def _register(self) -> None:
        board = self._services.actions
        board.register("previous-article", self._previous, enabled=self._has_rows)
        board.register("next-article", self._next, enabled=self._has_rows)
        edit = board.register("edit-articles", self._acts.edit, enabled=self._has_chosen)
        remove = board.register("remove-article", self._acts.remove, enabled=self._has_chosen)
        self._list.addActions([edit, remove])

    def _has_rows(self) -> bool:
        return self._model.rowCount() > 0

    def _has_chosen(self) -> bool:
        return self._list.selectionModel().hasSelection()

    def _previous(self) -> None:
        self._go(-1)

    def _next(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        row = self._list.currentIndex().row() + step
        if 0 <= row < self._model.rowCount():
            self._list.choose_row(row)

    @Slot()
    def _on_wanted(self) -> None:
        self._model.set_wanted(self._search.wanted)

    @Slot()
    def _on_searching(self) -> None:
        if not self._list.currentIndex().isValid():
            self._choose_again()
        self._tell_found()
        self._show_emptiness()

    @Slot()
    def _tell_found(self) -> None:
        """Say how many articles answer, where not all are shown."""
        count = self._model.rowCount()
        text = self.tr("%n article(s) found", "", count)
        if self._model.searching:
            text = self.tr("{found}, still searching").format(found=text)
        self._found.setText(text)
        self._found.setVisible(not self._model.wanted.everything and count > 0)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._current = str(current.data(Role.ID))
            self.article_chosen.emit(self._current)

    @Slot()
    def _on_reset(self) -> None:
        """Keep the chosen article; show why the list is empty where it is."""
        self._choose_again()
        self._tell_found()
        self._show_emptiness()
        self._services.actions.refresh()

    def _choose_again(self) -> None:
        """Choose the article that was chosen, where it had gone and is back."""
        row = self._model.row_of(self._current) if self._current is not None else None
        if row is not None:
            self._list.choose_row(row)

    @Slot()
    def _on_session_replaced(self) -> None:
        self._current = None
        self._search.show_all()
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        session = self._services.holder.session
        focused: QWidget | None = self.window().focusWidget()
        within = focused is not None and self._empty.isAncestorOf(focused)
        unopened = session is None
        bare = session is not None and not session.count("article")
        for button in self._offers[:2]:
            button.setVisible(unopened)
        for button in self._offers[2:]:
            button.setVisible(bare and self._services.holder.writable)
        if unopened:
            self._empty.set_text(self.tr("A dossier holds articles, tags and briefings in one file."))
        elif bare:
            self._empty.set_text(self.tr("Drop files here, paste a text, or import articles."))
        else:
            self._empty.set_text(self.tr("No article answers the search and the filters."))
        self._search.setEnabled(not unopened and not bare)
        self._filter.setEnabled(not unopened and not bare)
        self._search.saved.setEnabled(not unopened)
        nothing = self._model.rowCount() == 0 and not self._model.searching
        self._stack.setCurrentWidget(self._empty if nothing else self._list)
        if within:
            # The button that had the keys is gone: they must not wander to whatever comes next. A list that is
            # given them chooses a row at once, so that all panes must have taken the dossier up by then.
            QTimer.singleShot(0, self, self.focus_content)
