"""The left pane: search, filters, and the list of articles."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.offsets import to_units
from briefbuilder.ui.read.article_model import PAGE, ArticleModel, ArticleRole, Index
from briefbuilder.ui.read.search_filters import SearchBar, TopicFilter
from briefbuilder.ui.read.selected_articles import SelectedArticles
from briefbuilder.ui.read.watched_folders import NewFilesStrip
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.keys import set_tab_order
from briefbuilder.ui.widgets.pane import EmptyState, PaneHeader
from briefbuilder.ui.widgets.plain import PlainLabel

_TITLE_LINES = 2


class ArticleDelegate(QStyledItemDelegate):
    """Draws the title on up to two lines, and below it publication, date, language and tags, or a search result.

    All rows have the same height, so that long lists remain fast.
    """

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(10, self.row_height(option.fontMetrics, option.font))

    def row_height(self, metrics: QFontMetrics, font: QFont) -> int:
        """Return the height of every row, in device-independent pixels."""
        small = QFontMetrics(self._small(font)).height()
        padding = self._theme.space(0.35) + 2 * self._theme.space(0.5)
        return metrics.height() * _TITLE_LINES + small + padding

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        area, colours = option.rect, self._theme.colours
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.fillRect(area, colours.colour("selected" if chosen else "current"))
        if chosen:
            bar = QRect(area.left(), area.top(), max(3, self._theme.space(0.2)), area.height())
            # The accent colour shows that the list has the focus.
            focused = option.widget.hasFocus()
            painter.fillRect(bar, colours.colour("accent" if focused else "muted"))
        painter.setPen(colours.colour("line"))
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
        side, top = self._theme.space(0.7), self._theme.space(0.5)
        inner = QRectF(area.adjusted(side, top, -side, -top))
        used = self._paint_title(painter, inner, option.font, str(index.data()), chosen=chosen)
        details = inner.adjusted(0, used + self._theme.space(0.25), 0, 0)
        self._paint_details(painter, details, option.font, index)
        painter.restore()

    def _paint_title(
        self, painter: QPainter, area: QRectF, font: QFont, title: str, *, chosen: bool
    ) -> float:
        """Draw the title and return its height."""
        bold = QFont(font)
        # Chinese and Japanese fonts have no medium weight and would show it as bold.
        bold.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setPen(self._theme.colours.colour("text"))
        metrics = QFontMetrics(bold)
        height = 0.0
        painter.setFont(bold)
        for line in title_lines(title, bold, area.width()):
            painter.drawText(QPointF(area.left(), area.top() + height + metrics.ascent()), line)
            height += metrics.height()
        return height

    def _paint_details(self, painter: QPainter, area: QRectF, font: QFont, index: Index) -> None:
        small = self._small(font)
        painter.setFont(small)
        painter.setPen(self._theme.colours.colour("muted"))
        metrics = QFontMetrics(small)
        line = QRectF(area.left(), area.top(), area.width(), metrics.height())
        counts = (
            (index.data(ArticleRole.COPIES), "%n copy(ies)"),
            (index.data(ArticleRole.TAGS), "%n tag(s)"),
        )
        counts_text = (QCoreApplication.translate("RowTexts", text, "", int(n)) for n, text in counts if n)
        tags = " · ".join(counts_text)
        if tags:
            painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), tags)
            line.setRight(line.right() - metrics.horizontalAdvance(tags) - self._theme.line_height / 2)
        if snippet := str(index.data(ArticleRole.SNIPPET)):
            self._paint_snippet(painter, line, small, snippet, index.data(ArticleRole.HITS))
            return
        parts = (
            index.data(ArticleRole.OUTLET),
            index.data(ArticleRole.DATE),
            index.data(ArticleRole.LANGUAGE),
        )
        text = " · ".join(part for part in parts if part)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), shown)

    def _paint_snippet(
        self, painter: QPainter, area: QRectF, font: QFont, text: str, hits: tuple[tuple[int, int], ...]
    ) -> None:
        """Draw the text around a search result, with the hits underlined and coloured."""
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        layout = QTextLayout(shown, font)
        layout.setFormats(self._marks(text, shown, hits))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(area.width())
        layout.endLayout()
        painter.save()
        painter.setClipRect(area)
        layout.draw(painter, area.topLeft())
        painter.restore()

    def _marks(
        self, text: str, shown: str, hits: tuple[tuple[int, int], ...]
    ) -> list[QTextLayout.FormatRange]:
        ranges: list[QTextLayout.FormatRange] = []
        # An elided text ends in an ellipsis, which must not be marked.
        most = len(shown) if shown == text else max(len(shown) - 1, 0)
        for start, end in hits:
            if start >= most:
                break
            mark = QTextLayout.FormatRange()
            mark.start = to_units(text, start)
            mark.length = to_units(text, min(end, most)) - mark.start
            mark.format.setForeground(self._theme.colours.colour("text"))
            mark.format.setBackground(self._theme.colours.colour("evidence"))
            mark.format.setFontUnderline(True)
            ranges.append(mark)
        return ranges

    @staticmethod
    def _small(font: QFont) -> QFont:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        return small


def title_lines(title: str, font: QFont, width: float) -> list[str]:
    """Return a title as at most two lines of a width; the last one is elided."""
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    metrics = QFontMetrics(font)
    encoded = title.encode("utf-16-le", "surrogatepass")
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = line.textStart() * 2, (line.textStart() + line.textLength()) * 2
        if len(lines) == _TITLE_LINES - 1:
            rest = encoded[start:].decode("utf-16-le", "replace")
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(width)))
            break
        lines.append(encoded[start:end].decode("utf-16-le", "replace").rstrip())
    layout.endLayout()
    return lines


class ArticleTable(QTableView):
    """A table of one column; a QListView would lay out all rows (300 ms for 100,000) on each change."""

    def __init__(self, model: ArticleModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._articles = model
        self.setModel(model)
        self._delegate = ArticleDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("List of articles"))
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the articles"))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._update_row_height()
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
        flags = QItemSelectionModel.SelectionFlag
        index = self._articles.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

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

    def _update_row_height(self) -> None:
        height = self._delegate.row_height(self.fontMetrics(), self.font())
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        if header.defaultSectionSize() != height:
            header.setDefaultSectionSize(height)


class ArticlesPane(QWidget):
    """The list of articles with search and filters; `article_chosen` carries an id, or None."""

    article_chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._current: str | None = None
        self.setAccessibleName(self.tr("Articles"))
        self._header = PaneHeader(self.tr("Articles"), services.theme, self)
        self._filter = TopicFilter(services, self)
        self._search = SearchBar(services, self._filter, self)
        self._header.add_overflow_tools(self._filter, self._search.saved)
        set_tab_order(self._search.saved, (self._filter, self._search.line))
        self._model = ArticleModel(services.holder, services.language, self)
        self._model.set_query(self._search.query)
        self._list = ArticleTable(self._model, services.theme, self)
        self._selected = SelectedArticles(services, self.chosen, self)
        self._count_label = PlainLabel("", self)
        self._count_label.setObjectName("found")
        self._empty = EmptyState("", services.theme, self)
        board = services.actions
        self._empty_actions = (
            self._empty.add_action(board.action("new-dossier"), first=True),
            self._empty.add_action(board.action("open-dossier")),
            self._empty.add_action(board.action("import-files"), first=True),
            self._empty.add_action(board.action("import-folder")),
        )
        self._new_files = NewFilesStrip(board.action("import-waiting"), services.theme, self)
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
    def list_view(self) -> ArticleTable:
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
    def waiting(self) -> NewFilesStrip:
        """What waits in watched folders."""
        return self._new_files

    def focus_content(self) -> None:
        """Give the keys to the list, or to what is offered in its place."""
        offers = (button for button in self._empty_actions if not button.isHidden() and button.isEnabled())
        shown = self._list if self._stack.currentWidget() is self._list else next(offers, self._list)
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, article_id: str) -> None:
        """Select an article; filters that hide it are cleared."""
        if self._model.row_of(article_id) is None:
            self._search.show_all()
        row = self._model.row_of(article_id)
        if row is not None:
            self._list.choose_row(row)

    def choose_first(self) -> None:
        """Select the first article, if there is one."""
        self._select_by_step(1 if self._list.currentIndex().row() < 0 else 0)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the selected articles."""
        return self._model.articles_at(self._list.selected_rows())

    def _connect(self) -> None:
        self._search.query_changed.connect(self._on_query_changed)
        self._model.modelReset.connect(self._on_reset)
        self._model.rowsInserted.connect(self._show_count)
        self._model.searching_changed.connect(self._on_searching)
        self._model.title_edited.connect(self._selected.retitle)
        chosen = self._list.selectionModel()
        chosen.currentChanged.connect(self._on_current_changed)
        chosen.selectionChanged.connect(self._services.actions.refresh)

    def _lay_out(self) -> None:
        side = self._services.theme.space(0.5)
        self._count_label.setContentsMargins(side, 0, side, self._services.theme.space(0.3))
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._search)
        column.addWidget(self._count_label)
        column.addLayout(self._stack, 1)
        column.addWidget(self._new_files)

    def _register(self) -> None:
        board = self._services.actions
        board.register("previous-article", self._previous, enabled=self._has_rows)
        board.register("next-article", self._next, enabled=self._has_rows)
        edit = board.register("edit-articles", self._selected.edit, enabled=self._has_chosen)
        remove = board.register("remove-article", self._selected.remove, enabled=self._has_chosen)
        self._list.addActions([edit, remove])

    def _has_rows(self) -> bool:
        return self._model.rowCount() > 0

    def _has_chosen(self) -> bool:
        return self._list.selectionModel().hasSelection()

    def _previous(self) -> None:
        self._select_by_step(-1)

    def _next(self) -> None:
        self._select_by_step(1)

    def _select_by_step(self, step: int) -> None:
        row = self._list.currentIndex().row() + step
        if 0 <= row < self._model.rowCount():
            self._list.choose_row(row)

    @Slot()
    def _on_query_changed(self) -> None:
        self._model.set_query(self._search.query)

    @Slot()
    def _on_searching(self) -> None:
        if not self._list.currentIndex().isValid():
            self._restore_selection()
        self._show_count()
        self._update_empty_state()

    @Slot()
    def _show_count(self) -> None:
        """Show the number of results of a search or filter."""
        count = self._model.rowCount()
        text = self.tr("%n article(s) found", "", count)
        if self._model.searching:
            text = self.tr("{found}, still searching").format(found=text)
        self._count_label.setText(text)
        self._count_label.setVisible(not self._model.query.matches_all and count > 0)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._current = str(current.data(ArticleRole.ID))
            self.article_chosen.emit(self._current)

    @Slot()
    def _on_reset(self) -> None:
        """Restore the selection, and show a reason where the list is empty."""
        self._restore_selection()
        self._show_count()
        self._update_empty_state()
        self._services.actions.refresh()

    def _restore_selection(self) -> None:
        """Select the article that was selected before, if it is in the list."""
        row = self._model.row_of(self._current) if self._current is not None else None
        if row is not None:
            self._list.choose_row(row)

    @Slot()
    def _on_session_replaced(self) -> None:
        self._current = None
        self._search.show_all()
        self._update_empty_state()

    def _update_empty_state(self) -> None:
        session = self._services.holder.session
        focused: QWidget | None = self.window().focusWidget()
        had_focus = focused is not None and self._empty.isAncestorOf(focused)
        no_dossier = session is None
        is_empty = session is not None and not session.store.count("article")
        for button in self._empty_actions[:2]:
            button.setVisible(no_dossier)
        for button in self._empty_actions[2:]:
            button.setVisible(is_empty and self._services.holder.writable)
        if no_dossier:
            self._empty.set_text(self.tr("A dossier holds articles, tags and briefings in one file."))
        elif is_empty:
            self._empty.set_text(self.tr("Drop files here, paste a text, or import articles."))
        else:
            self._empty.set_text(self.tr("No article matches the search and the filters."))
        self._search.setEnabled(not no_dossier and not is_empty)
        self._filter.setEnabled(not no_dossier and not is_empty)
        self._search.saved.setEnabled(not no_dossier)
        no_rows = self._model.rowCount() == 0 and not self._model.searching
        self._stack.setCurrentWidget(self._empty if no_rows else self._list)
        if had_focus:
            # The focused button is hidden: move the focus to the list. This selects a row, and so it must wait
            # until all panes show the dossier.
            QTimer.singleShot(0, self, self.focus_content)
