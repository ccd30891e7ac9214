"""A matrix of articles and topics with the numbers of tags."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.query import Query
from briefbuilder.domain.topics import Topic
from briefbuilder.ui.read.article_model import RecordPages
from briefbuilder.ui.read.article_words import title_of
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import topic_ground, topic_icon
from briefbuilder.ui.widgets.dialogs import muted_label, stack_widgets
from briefbuilder.ui.widgets.plain import plain_roles, plain_tip

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """A row per article and a column per topic, the most frequent first. Titles are read for visible rows."""

    def __init__(self, session: Session, language: str, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._language = language
        self._theme = theme
        self._counts: Mapping[tuple[int, str], int] = {}
        self._numbers = array("q")
        self._topics: tuple[Topic, ...] = ()
        self._pages = RecordPages(session.search.listed)

    def show(self, *, tagged_only: bool) -> None:
        """Show all articles, or those that are tagged."""
        self.beginResetModel()
        self._pages.forget()
        self._counts = self._session.store.tag_index.matrix()
        taxonomy = self._session.taxonomy
        counts = self._session.search.topics()
        self._topics = tuple(taxonomy.shown(name) for name, _ in counts)
        numbers = self._session.search.numbers(Query())
        if tagged_only:
            tagged = {number for number, _ in self._counts}
            self._numbers = array("q", (number for number in numbers if number in tagged))
        else:
            self._numbers = numbers
        self.endResetModel()

    def article_at(self, row: int) -> ArticleRecord | None:
        """Return the record of a row's article."""
        listed = self._pages.row_record(self._numbers, row)
        return listed.record if listed is not None else None

    def passage_at(self, index: Index) -> Passage | None:
        """Return the first tagged passage of a cell, or None."""
        record = self.article_at(index.row())
        if record is None:
            return None
        tags = self._session.store.tag_index.of(self._topics[index.column()].id, record.id)
        return tags[0].passage if tags else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of articles."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of topics."""
        return 0 if parent.isValid() else len(self._topics)

    @plain_roles
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a topic's name, or an article's title."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(self.headerData(section, orientation) or ""))
        shows = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DecorationRole:
                return topic_icon(self._topics[section].colour, self._theme)
            return self._topics[section].name(self._language) if shows else None
        record = self.article_at(section) if shows else None
        return title_of(record.metadata, record.original.name) if record is not None else None

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the number of tags of an article with a topic, empty for none."""
        if not index.isValid():
            return None
        topic = self._topics[index.column()]
        count = self._counts.get((self._numbers[index.row()], topic.id), 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(count) if count else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.BackgroundRole and count:
            return topic_ground(topic.colour, self._theme)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._cell_text(index.row(), topic, count))
        return (
            self._cell_text(index.row(), topic, count) if role == Qt.ItemDataRole.AccessibleTextRole else None
        )

    def _cell_text(self, row: int, topic: Topic, count: int) -> str:
        record = self.article_at(row)
        title = title_of(record.metadata, record.original.name) if record is not None else ""
        tags = self.tr("%n tag(s)", "", count)
        return self.tr("{article}, {topic}: {tags}").format(
            article=title, topic=topic.name(self._language), tags=tags
        )


class _CellDelegate(QStyledItemDelegate):
    """Draws a number on the colour of its topic, and a frame around the current cell."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        colours, area = self._theme.colours, option.rect
        background = index.data(Qt.ItemDataRole.BackgroundRole)
        painter.save()
        if isinstance(background, QColor):
            painter.fillRect(area, background)
        painter.setPen(colours.colour("text"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(index.data() or ""))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(colours.colour("accent"), max(2, self._theme.space(0.1))))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()


class MatrixDialog(QDialog):
    """Shows the matrix. Enter in a cell accepts the dialog with the first passage as `chosen`."""

    def __init__(self, services: Services, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/review-tags")
        self.setWindowTitle(self.tr("Matrix of articles and topics"))
        self.chosen: Passage | None = None
        theme = services.theme
        self.tagged_only = QCheckBox(self.tr("&Only tagged articles"), self)
        self.tagged_only.setChecked(True)
        self.tagged_only.toggled.connect(self._fill)
        self.model = MatrixModel(session, services.language, theme, self)
        self.view = self._create_view(theme)
        self.hint = muted_label(self)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        stack_widgets(self, theme, (self.tagged_only, self.view, self.hint), (close,))
        self.resize(round(theme.line_height * 64), round(theme.line_height * 38))
        self._fill()
        self.view.setFocus()

    def _create_view(self, theme: Theme) -> QTableView:
        view = QTableView(self)
        view.setModel(self.model)
        view.setAccessibleName(self.tr("Matrix of articles and topics"))
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        view.setItemDelegate(_CellDelegate(theme, view))
        view.setCornerButtonEnabled(False)
        view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        view.verticalScrollBar().setAccessibleName(self.tr("Scroll the articles"))
        view.horizontalScrollBar().setAccessibleName(self.tr("Scroll the topics"))
        across, down = view.horizontalHeader(), view.verticalHeader()
        for header in (across, down):
            # The style sheet draws headers in this weight, but names are elided with the widget's own font.
            font = header.font()
            font.setWeight(QFont.Weight.DemiBold)
            header.setFont(font)
        across.setDefaultSectionSize(round(theme.line_height * 10))
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(round(theme.line_height * 1.7))
        down.setFixedWidth(round(theme.line_height * 20))
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.activated.connect(self._on_activated)
        return view

    @Slot()
    def _fill(self) -> None:
        self.model.show(tagged_only=self.tagged_only.isChecked())
        self.view.setCurrentIndex(self.model.index(0, 0))
        empty = self.model.rowCount() == 0 or self.model.columnCount() == 0
        shows = self.tr("Press Enter to go to the first passage of a cell.")
        self.hint.setText(self.tr("Nothing is tagged yet.") if empty else shows)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        passage = self.model.passage_at(index)
        if passage is not None:
            self.chosen = passage
            self.accept()
