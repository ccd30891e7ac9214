"""The left pane: search, filter, the list of articles, and what an import is doing."""

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
from briefbuilder.ui.widgets.progress import ProgressStrip

# Draws a row of the list of articles: the title on up to two lines, below it outlet, date, language, tags.

_TITLE_LINES = 2


class ArticleDelegate(QStyledItemDelegate):
    """Rows of one height, so that long lists stay quick."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines of title, one of details, and the air around them."""
        return QSize(10, self.row_height(option.fontMetrics, option.font))

    def row_height(self, metrics: QFontMetrics, font: QFont) -> int:
        """Return the height of every row, in device-independent pixels."""
        small = QFontMetrics(self._small(font)).height()
        air = self._theme.space(0.35) + 2 * self._theme.space(0.5)
        return metrics.height() * _TITLE_LINES + small + air

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
            # The bar is strong only where the keys act: the selection alone does not say so.
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
        """Draw the title and return the height that it took."""
        bold = QFont(font)
        # Fonts of Chinese and Japanese have no weight between: "medium" would show as bold in them alone.
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
        said = (QCoreApplication.translate("RowTexts", text, "", int(n)) for n, text in counts if n)
        tags = " · ".join(said)
        if tags:
            painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), tags)
            line.setRight(line.right() - metrics.horizontalAdvance(tags) - self._theme.em / 2)
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
        """Draw the words around what was found; the hits are underlined and washed, so not told by colour alone."""
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
        # What was cut off ends in an ellipsis; only what is the same in both may be marked.
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
    """Return a title broken into at most two lines of a width, the last cut with an ellipsis."""
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


# The list of articles on the screen: rows of one height, as quick with 100,000 of them as with ten.


class ArticleTable(QTableView):
    """A table of one column, since a QListView lays all rows out anew (300 ms for 100,000) with each change."""

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
        self._measure()
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)

    def rows_chosen(self) -> list[int]:
        """Return the rows that are selected, from the first on."""
        rows: list[int] = []
        selection = self.selectionModel().selection()
        for place in range(selection.count()):
            selected = selection.at(place)
            rows.extend(range(selected.top(), selected.bottom() + 1))
        return sorted(rows)

    def choose_row(self, row: int) -> None:
        """Choose one row alone, whatever key is held: Qt's own way would take Ctrl and Shift for a choice of several."""
        flags = QItemSelectionModel.SelectionFlag
        index = self._articles.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def keyboardSearch(self, text: str) -> None:
        """Go to the next title that begins with what is typed, among those near: never read all rows for it."""
        current = max(self.currentIndex().row(), 0)
        start = current if len(text) > 1 else current + 1
        wanted = text.casefold()
        for row in range(start, min(start + 2 * PAGE, self._articles.rowCount())):
            index = self._articles.index(row, 0)
            if str(index.data()).casefold().startswith(wanted):
                self.choose_row(row)
                return

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Home and End go to the first and the last article: there are no columns to go through."""
        last = self._articles.rowCount() - 1
        if action == QAbstractItemView.CursorAction.MoveHome and last >= 0:
            return self._articles.index(0, 0)
        if action == QAbstractItemView.CursorAction.MoveEnd and last >= 0:
            return self._articles.index(last, 0)
        return super().moveCursor(action, modifiers)

    def rowsAboutToBeRemoved(
        self, parent: QModelIndex | QPersistentModelIndex, first: int, last: int
    ) -> None:
        """Choose no neighbour in the place of an article that goes."""
        if first <= self.currentIndex().row() <= last:
            self.selectionModel().clearCurrentIndex()
        super().rowsAboutToBeRemoved(parent, first, last)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measure()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._stay(first, last - first + 1)

    @Slot(QModelIndex, int, int)
    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._stay(first, first - last - 1)

    def _stay(self, first: int, more: int) -> None:
        """Keep what is on show in its place where rows came or went above it."""
        bar, height = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        top = bar.value()
        if top > first * height:
            self.updateGeometries()
            bar.setValue(max(first * height, top + more * height))

    def _measure(self) -> None:
        height = self._delegate.row_height(self.fontMetrics(), self.font())
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        if header.defaultSectionSize() != height:
            header.setDefaultSectionSize(height)


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
        self._header.add_overflow_tools(self._filter, self._search.saved)
        set_tab_order(self._search.saved, (self._filter, self._search.line))
        self._model = ArticleModel(services.holder, services.language, self)
        self._model.set_wanted(self._search.wanted)
        self._list = ArticleTable(self._model, services.theme, self)
        self._acts = SelectedArticles(services, self.chosen, self)
        self._found = PlainLabel("", self)
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
        self._waiting = NewFilesStrip(board.action("import-waiting"), services.theme, self)
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
    def progress(self) -> ProgressStrip:
        """What an import is doing."""
        return self._progress

    @property
    def waiting(self) -> NewFilesStrip:
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
        self._found.setVisible(not self._model.wanted.matches_all and count > 0)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._current = str(current.data(ArticleRole.ID))
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
        bare = session is not None and not session.store.count("article")
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
