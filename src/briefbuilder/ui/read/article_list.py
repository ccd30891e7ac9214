"""The left pane: search, filters, the list of articles, and the commands on those that are selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStackedLayout,
    QTableView,
    QWidget,
)

from briefbuilder import app
from briefbuilder.app.query_names import QueryNames, query_error
from briefbuilder.domain.changes import ChangeSet, Key
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.query import Query
from briefbuilder.domain.topics import Tag
from briefbuilder.domain.visible_text import shorten
from briefbuilder.storage.acts import ActRun
from briefbuilder.ui.read.article_details import BulkDetailsDialog
from briefbuilder.ui.read.article_model import PAGE, ArticleModel
from briefbuilder.ui.read.article_rows import ArticleDelegate
from briefbuilder.ui.read.import_articles import UnfinishedStrip
from briefbuilder.ui.read.read_marks import ReadMarks
from briefbuilder.ui.read.search_filters import SearchBar
from briefbuilder.ui.read.watched_folders import NewFilesStrip
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import EmptyState
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.menus import show_menu
from briefbuilder.ui.widgets.plain import isolate
from briefbuilder.ui.widgets.rows import select_only, set_up_rows
from briefbuilder.ui.widgets.timers import single_shot_timer

_OPEN_DELAY = 35
"""Milliseconds after a step in the list until its article is opened, so that the list is painted first."""
_COUNT_DELAY = 150
"""Milliseconds after a change until articles are counted again."""
_COMPACT = "compact-articles"
_LONGEST_TITLE = 60
"""Code points of the title of a removed article that a message shows."""


class ArticleTable(QTableView):
    """A table of one column; a QListView would lay out all rows (300 ms for 100,000) on each change.

    `stepping` says whether the user moves through the list now, perhaps with a key held down.
    """

    def __init__(self, model: ArticleModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._articles = model
        self.stepping = False
        self.setModel(model)
        self._delegate = ArticleDelegate(theme, self)
        set_up_rows(self, self._delegate, self.tr("List of articles"))
        self.setProperty("kind", "rows")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the articles"))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._update_row_height()
        theme.changed.connect(self._update_row_height)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)

    def selected_rows(self) -> list[int]:
        """Return the selected rows in ascending order."""
        rows: list[int] = []
        selection = self.selectionModel().selection()
        for place in range(selection.count()):
            selected = selection.at(place)
            rows.extend(range(selected.top(), selected.bottom() + 1))
        return sorted(rows)

    def choose_row(self, row: int) -> None:
        """Select only one row, even while Ctrl or Shift is held, with which Qt would extend the selection."""
        select_only(self, self._articles.index(row, 0))

    def set_compact(self, *, compact: bool) -> None:
        """Show rows of one line, or of three."""
        self._delegate.compact = compact
        self._update_row_height()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note that the user moves through the list."""
        self.stepping = True
        super().keyPressEvent(event)
        self.stepping = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note that the user moves through the list."""
        self.stepping = True
        super().mousePressEvent(event)
        self.stepping = False

    def keyboardSearch(self, text: str) -> None:
        """Select the next title that begins with the typed text, among nearby rows, to avoid reading all rows."""
        current = max(self.currentIndex().row(), 0)
        start = current if len(text) > 1 else current + 1
        prefix = text.casefold()
        for row in range(start, min(start + 2 * PAGE, self._articles.rowCount())):
            index = self._articles.index(row, 0)
            if str(index.data()).casefold().startswith(prefix):
                self.choose_row(row)
                return

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Move to the first and the last article on Home and End, which Qt uses for columns."""
        last = self._articles.rowCount() - 1
        if action == QAbstractItemView.CursorAction.MoveHome and last >= 0:
            return self._articles.index(0, 0)
        if action == QAbstractItemView.CursorAction.MoveEnd and last >= 0:
            return self._articles.index(last, 0)
        return super().moveCursor(action, modifiers)

    def rowsAboutToBeRemoved(
        self, parent: QModelIndex | QPersistentModelIndex, first: int, last: int
    ) -> None:
        """Do not select a neighbour of a removed article."""
        if first <= self.currentIndex().row() <= last:
            self.selectionModel().clearCurrentIndex()
        super().rowsAboutToBeRemoved(parent, first, last)

    def changeEvent(self, event: QEvent) -> None:
        """Update the row height for a new font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._update_row_height()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._keep_position(first, last - first + 1)

    @Slot(QModelIndex, int, int)
    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._keep_position(first, first - last - 1)

    def _keep_position(self, first: int, more: int) -> None:
        """Keep the visible rows in place when `more` rows are inserted above them, or removed (negative)."""
        bar, height = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        top = bar.value()
        if top > first * height:
            self.updateGeometries()
            bar.setValue(max(first * height, top + more * height))

    @Slot()
    def _update_row_height(self) -> None:
        height = self._delegate.row_height(self.font())
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        if header.defaultSectionSize() != height:
            header.setDefaultSectionSize(height)


class ArticlesPane(QWidget):
    """The list of articles with search and filters.

    `article_chosen` carries an id, or None. `position_changed` is emitted when the current article has another place
    in the list.
    """

    article_chosen = Signal(object)
    position_changed = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/search-articles")
        self._services = services
        self._current: str | None = None
        self._names: frozenset[str] | None = None
        self._awaits_focus = self._opens_first = False
        self._widened = ""
        self.setAccessibleName(self.tr("Articles"))
        self.setProperty("surface", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search_bar = SearchBar(services, self)
        self.read_marks = ReadMarks(services.holder, services.settings, self)
        self.model = ArticleModel(services.holder, services.language, services.links, self.read_marks, self)
        self.model.set_query(self.search_bar.query)
        self.list_view = ArticleTable(self.model, services.theme, self)
        self.list_view.set_compact(compact=services.settings.window_state(_COMPACT) == "yes")
        self._empty = EmptyState(services.theme, self)
        board = services.actions
        self._is_importing = False
        self._import = self._empty.add_action(board.action("import-files"), first=True)
        self._show_all = self._empty.add_action(board.action("show-all-articles"))
        self._search_recent = self._empty.add_action(board.action("search-recent"))
        self.unfinished = UnfinishedStrip(services.theme, self)
        self.waiting = NewFilesStrip(board.action("import-waiting"), services.theme, self)
        self._opening = single_shot_timer(self, self._open_current, _OPEN_DELAY)
        # The window shows the rest of a dossier that is opened before its article.
        self._settling = single_shot_timer(self, self._open_current)
        self._counting = single_shot_timer(self, self._count, _COUNT_DELAY)
        self._lay_out()
        self._register()
        self._connect()
        services.holder.session_replaced.connect(self._on_session_replaced)
        self._on_reset()

    @property
    def position(self) -> tuple[int, int]:
        """The number of the current article in the list, from 1, and how many there are; 0 without a current article."""
        return self.list_view.currentIndex().row() + 1, self.model.rowCount()

    def focus_content(self) -> None:
        """Focus the list, or the button that is shown in its place."""
        offers = (
            button
            for button in (self._import, self._show_all)
            if not button.isHidden() and button.isEnabled()
        )
        shown = self.list_view if self._stack.currentWidget() is self.list_view else next(offers, None)
        # A dossier that is being opened may not be shown yet.
        self._awaits_focus = shown is None
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, article_id: str) -> None:
        """Select an article, unless it is the current one of a selection; filters that hide it are cleared."""
        if self.model.row_of(article_id) is None:
            self.search_bar.show_all()
        row = self.model.row_of(article_id)
        if row is not None and not (row == self.list_view.currentIndex().row() and self._has_chosen()):
            self._choose_row(row)

    def choose_first(self) -> None:
        """Select the first article, if there is one."""
        self._select_by_step(1 if self.list_view.currentIndex().row() < 0 else 0)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the selected articles."""
        return self.model.articles_at(self.list_view.selected_rows())

    def found_passage(self) -> Passage | None:
        """Return the section that the search found in the current article, or None."""
        return self.model.found_passage(self.list_view.currentIndex().row())

    def _connect(self) -> None:
        self.search_bar.query_changed.connect(self._on_query_changed)
        self.search_bar.further.clicked.connect(self._search_further)
        self.search_bar.compact_toggled.connect(self._on_compact)
        self.search_bar.line.returnPressed.connect(self._on_return)
        self.model.modelReset.connect(self._on_reset)
        self.model.rowsInserted.connect(self._show_count)
        self.model.rowsRemoved.connect(self._show_count)
        self.model.searching_changed.connect(self._on_searching)
        self.model.title_edited.connect(self._retitle)
        self.read_marks.changed.connect(self._counting.start)
        self._services.holder.changed.connect(self._on_changed)
        chosen = self.list_view.selectionModel()
        chosen.currentChanged.connect(self._on_current_changed)
        chosen.selectionChanged.connect(self._services.actions.refresh)

    def _lay_out(self) -> None:
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list_view)
        self._stack.addWidget(self._empty)
        column_layout(
            self, self.search_bar, self._stack, self.unfinished, self.waiting, grows=self._stack, gap=0
        )

    def _register(self) -> None:
        board = self._services.actions
        board.register(
            "previous-article",
            partial(self._select_by_step, -1),
            enabled=lambda: self.list_view.currentIndex().row() > 0,
        )
        board.register(
            "next-article",
            partial(self._select_by_step, 1),
            enabled=lambda: self.list_view.currentIndex().row() + 1 < self.model.rowCount(),
        )
        board.register("edit-articles", self._edit_selected, enabled=self._has_chosen)
        board.register(
            "remove-article", self._remove_selected, enabled=self._has_chosen, widget=self.list_view
        )
        board.register("mark-unread", self.toggle_read, enabled=self._has_chosen)
        self._title_action = QAction(self.tr("Edit title"), self)
        view = self.list_view
        self._title_action.triggered.connect(lambda: view.edit(view.currentIndex()))
        self.list_view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list_view.customContextMenuRequested.connect(self._show_menu)

    def _show_menu(self, place: QPoint) -> None:
        """Show the menu of the row under the pointer, or of the current one for the menu key."""
        if not self._has_chosen():
            return
        board, menu = self._services.actions, QMenu(self.list_view)
        unread = not self._all_unread()
        mark = board.action("mark-unread")
        mark.setText(self.tr("Mark as unread") if unread else self.tr("Mark as read"))
        menu.addAction(mark)
        menu.addAction(self._title_action)
        self._title_action.setEnabled(self._services.holder.writable)
        board.fill(menu, "edit-articles", "accept-all", "newer-version", "show-copies", "show-original")
        board.fill(menu, "", "remove-article")
        show_menu(menu, self.list_view.viewport().mapToGlobal(place))

    def _all_unread(self) -> bool:
        names = self.chosen()
        return len(self.read_marks.unread(names)) == len(names)

    def toggle_read(self) -> None:
        """Mark the selected articles as unread, or as read if all of them are unread."""
        self.read_marks.mark(self.chosen(), read=self._all_unread())

    def _remove_selected(self) -> None:
        """Remove the selected articles, and go on with the one below them, or above them at the end of the list."""
        rows = self.list_view.selected_rows()
        beside = (rows[-1] + 1, rows[0] - 1) if rows else ()
        names = self.model.articles_at([row for row in beside if 0 <= row < self.model.rowCount()])
        session, ids = self._services.holder.session, self.chosen()
        # Nothing is removed while another act is stored.
        if session is None or not ids or session.store.act_running:
            return
        run = self._services.attempt(app.commands.articles.begin_removal, session, ids)
        if run is not None:
            self._services.run_steps(run, self, partial(self._on_removal_step, run, len(ids), names))

    def _on_removal_step(self, run: ActRun, count: int, beside: Sequence[str]) -> None:
        toasts, change = self._services.toasts, run.finish() if run.stored else None
        words = self.tr("Removing %n article(s) …", "", count)
        if change is not None:
            row = next((row for row in map(self.model.row_of, beside) if row is not None), None)
            if row is not None and not self.list_view.currentIndex().isValid():
                self._choose_row(row)
            toasts.show_undo(self._removed_text(change, count))
        elif not run.done and toasts.last != words:
            toasts.show(words)

    def _removed_text(self, change: ChangeSet, count: int) -> str:
        """Return what was removed: the article by its title, or how many, with the tags and the excerpts."""
        tags = sum(isinstance(removed.before, Tag) for removed in change.changes)
        excerpts = int(change.parameters.get("excerpts", "0"))
        title = change.parameters.get("title", "")
        parts = (
            self.tr("Removed “{title}”").format(title=shorten(title, _LONGEST_TITLE))
            if count == 1 and title
            else self.tr("Removed %n article(s)", "", count),
            self.tr("%n tag(s)", "", tags) if tags else "",
            self.tr("%n excerpt(s) in briefings", "", excerpts) if excerpts else "",
        )
        return ", ".join(filter(None, parts))

    def _edit_selected(self) -> None:
        """Edit details of all selected articles."""
        ids = self.chosen()
        dialog = BulkDetailsDialog(len(ids), self._services.theme, self.window())
        if self._services.prompter.run(dialog):
            self._services.apply(app.commands.articles.edit_many, ids, dialog.corrected)

    @Slot(str, str)
    def _retitle(self, article: str, title: str) -> None:
        """Change the title of an article; its editor may be left because the dossier is closed."""
        session = self._services.holder.session
        record = session.store.record(article) if session is not None else None
        if record is not None:
            titled = replace(record.metadata, title=title)
            self._services.apply(app.commands.articles.edit_metadata, article, titled)

    def _has_chosen(self) -> bool:
        return self.list_view.selectionModel().hasSelection()

    def _select_by_step(self, step: int) -> None:
        row = self.list_view.currentIndex().row() + step
        if 0 <= row < self.model.rowCount():
            self._choose_row(row)

    def _choose_row(self, row: int) -> None:
        """Select a row and open its article, even if the list made the row the current one by itself."""
        self.list_view.choose_row(row)
        if self.model.article_at(row) != self._current:
            self._on_current_changed(self.list_view.currentIndex(), QModelIndex())

    @Slot()
    def _on_query_changed(self) -> None:
        self.model.set_query(self.search_bar.query, unread_only=self.search_bar.unread.isChecked())

    @Slot()
    def _on_return(self) -> None:
        """Open the first article that was found, as soon as the search is done."""
        self._opens_first = bool(self.search_bar.line.text().strip())
        if not self.model.searching:
            self._open_first()

    def _open_first(self) -> None:
        opens, self._opens_first = self._opens_first, False
        if opens and self.model.rowCount():
            self._choose_row(0)

    @Slot(bool)
    def _on_compact(self, compact: bool) -> None:
        self._services.settings.set_window_state(_COMPACT, "yes" if compact else "no")
        self.list_view.set_compact(compact=compact)

    @Slot()
    def _on_searching(self) -> None:
        if not self.model.searching:
            self._show_search_note()
            self._open_first()
        if not self.list_view.currentIndex().isValid():
            self._restore_selection()
        self._show_count()
        self._update_empty_state()

    def _show_search_note(self) -> None:
        """Show what the search did not understand or searched instead, or else the term in other languages."""
        if self.model.query.words == self._widened:
            # The row stays, so that a second click does not meet what would move up into its place.
            self.search_bar.further.setEnabled(False)
            return
        note, further = self._search_note(), tuple[str, ...]()
        if not note and (further := self._in_other_languages()):
            note = self._services.words.text("search-languages", terms=", ".join(map(isolate, further)))
        self.search_bar.show_note(note, offers=bool(further))

    def _search_note(self) -> str:
        """Return which part of the search was not understood, or what was searched instead."""
        words, problem, corrected = self._services.words, self.model.problem, self.model.corrected
        if problem is not None:
            return words.error(query_error(problem, self._services.language))
        if corrected is not None and self.model.rowCount():
            typed = self.model.query.words.strip()
            return words.text("search-corrected", words=typed, corrected=corrected.strip())
        return ""

    def _in_other_languages(self) -> tuple[str, ...]:
        """Return what a topic's term that is searched is in the other languages of the dossier."""
        session, words = self._services.holder.session, self.model.query.words
        if session is None or not words.strip():
            return ()
        tags = dict.fromkeys(base_language(tag) for tag, _ in session.search.languages())
        return QueryNames(lambda: session.taxonomy.topics).in_other_languages(words, tags)

    @Slot()
    def _search_further(self) -> None:
        """Add to the query what its term is in other languages."""
        line = self.search_bar.line
        self._widened = " OR ".join((self.model.query.words.strip(), *self._in_other_languages()))
        line.setText(self._widened)
        self.search_bar.search()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_count(self) -> None:
        """Show the number of articles in the list."""
        self.search_bar.show_count(self.model.rowCount(), searching=self.model.searching)
        self.position_changed.emit()

    @Slot()
    def _count(self) -> None:
        """Show how many articles are unread, untagged and in briefings."""
        session = self._services.holder.session
        if session is None:
            return
        search = session.search
        if self._names is None:
            self._names = search.all_ids()
        self.search_bar.show_totals(
            len(self._names),
            unread=len(self.read_marks.unread(self._names)),
            untagged=len(search.numbers(Query(tagged=False))),
            used=len(search.numbers(Query(used=True))),
        )

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        collections = {key.collection for key in keys}
        if "article" in collections:
            self._names = None
        if collections & {"article", "tag", "briefing"}:
            self._counting.start()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._services.actions.refresh()
        self.position_changed.emit()
        if not current.isValid():
            return
        self._current = self.model.article_at(current.row())
        if self.list_view.stepping:
            # The list paints the new row first; a key that is held down opens no article on its way.
            self._opening.start()
        elif not self._settling.isActive():
            self._open_current()

    @Slot()
    def _open_current(self) -> None:
        self._opening.stop()
        if self._current is not None:
            self.article_chosen.emit(self._current)

    @Slot()
    def _on_reset(self) -> None:
        """Restore the selection, and show a reason if the list is empty."""
        self._restore_selection()
        self._show_count()
        self._counting.start()
        self._update_empty_state()
        self._services.actions.refresh()

    def _restore_selection(self) -> None:
        """Select the article that was selected before, if it is in the list."""
        row = self.model.row_of(self._current) if self._current is not None else None
        if row is not None:
            self.list_view.choose_row(row)
        if self.search_bar.line.hasFocus():
            # A user who types a search looks for the best results, not for the article that is open.
            self.list_view.scrollToTop()

    @Slot()
    def _on_session_replaced(self) -> None:
        self._current, self._names = None, None
        self._opening.stop()
        self._settling.start()
        self.search_bar.show_all()
        self._update_empty_state()

    def show_importing(self, *, importing: bool) -> None:
        """Say in an empty list that articles are being read, in place of the offer to import some."""
        held = self._import.hasFocus()
        self._is_importing = importing
        self._update_empty_state()
        # The list takes over the focus of the button when the first article is there.
        self._awaits_focus = self._awaits_focus or held

    def _update_empty_state(self) -> None:
        session = self._services.holder.session
        focused: QWidget | None = self.window().focusWidget()
        shown = self._stack.currentWidget()
        had_focus = (
            focused is not None and shown is not None and (focused is shown or shown.isAncestorOf(focused))
        )
        is_empty = session is not None and not session.store.count("article")
        is_importing = self._is_importing and session is not None
        self._import.setVisible(is_empty and self._services.holder.writable and not is_importing)
        self._show_all.setVisible(session is not None and not is_empty)
        self._search_recent.setVisible(bool(self.search_bar.line.text().strip()) and not is_empty)
        words = self.search_bar.line.text().strip()
        if is_empty and is_importing:
            self._empty.label.setText(self.tr("The first articles are being read."))
        elif is_empty or session is None:
            self._empty.label.setText(self.tr("Drop articles here, or paste with Ctrl+V"))
        elif words and self.model.query.has_filters:
            self._empty.label.setText(self.tr("Nothing for “{words}” with these filters").format(words=words))
        elif words:
            self._empty.label.setText(self.tr("Nothing for “{words}”").format(words=words))
        else:
            self._empty.label.setText(self.tr("Nothing matches the filters"))
        self.search_bar.setEnabled(session is not None and not is_empty)
        no_rows = self.model.rowCount() == 0 and not self.model.searching
        self._stack.setCurrentWidget(self._empty if no_rows else self.list_view)
        if self._awaits_focus or (had_focus and self._stack.currentWidget() is not shown):
            self._awaits_focus = False
            # What had the focus is hidden: move it to what is shown. This selects a row, and so it must wait
            # until all panes show the dossier.
            QTimer.singleShot(0, self, self.focus_content)
