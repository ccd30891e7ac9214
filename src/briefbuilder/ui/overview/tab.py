"""The tabs of the overview: filters above a table of rows and cells, the job that fills it, and a line about the current row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import CancelledError
from briefbuilder.domain.passage import Passage, PassageBuilder
from briefbuilder.domain.text import walk_blocks
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.keys import set_tab_order
from briefbuilder.ui.widgets.labels import elided_lines
from briefbuilder.ui.widgets.layouts import FlowLayout, column_layout, row_layout
from briefbuilder.ui.widgets.plain import (
    PlainLabel,
    is_from_right,
    isolate,
    plain_roles,
    plain_tip,
    with_label,
)
from briefbuilder.ui.widgets.progress import BusyIndicator
from briefbuilder.ui.widgets.rows import Index, TreeModel, TreeNode
from briefbuilder.ui.widgets.timers import single_shot_timer

SHARE = int(Qt.ItemDataRole.UserRole)
"""How long the bar of a cell is, from 0 to 1."""
_TEXT_ROLES = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
    }
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FORMULA = ("=", "+", "-", "@")
"""What spreadsheets take for the start of a formula."""


@dataclass(eq=False, slots=True)
class TableRow:
    """A row: what it stands for, the function that returns its cells, and the rows below it.

    A row that `spans` shows its first cell over the whole width. `share` is the length of its bar.
    """

    value: object
    cells: Callable[[], Sequence[str]]
    below: Sequence[TableRow] = ()
    spans: bool = False
    muted: bool = False
    share: float | None = None
    made: Sequence[str] = field(default=())

    def cell(self, column: int) -> str:
        """Return a cell, or an empty text."""
        if not self.made:
            self.made = tuple(self.cells())
        return self.made[column] if column < len(self.made) else ""


class OverviewModel(TreeModel[TableRow]):
    """Rows under the names of columns; `bar` is the column with bars, `numbers` those with numbers."""

    def __init__(
        self, parent: QObject, columns: Sequence[str], *, bar: int | None = None, numbers: Sequence[int] = ()
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._bar, self._numbers = bar, frozenset(numbers)

    def show(self, rows: Sequence[TableRow]) -> None:
        """Show other rows."""
        self.show_nodes([TreeNode(row, [TreeNode(below) for below in row.below]) for row in rows])

    def rename_first_column(self, name: str) -> None:
        """Give the first column another name."""
        self.columns = (name, *self.columns[1:])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    @plain_roles
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column."""
        is_horizontal = orientation == Qt.Orientation.Horizontal
        if is_horizontal and role == Qt.ItemDataRole.TextAlignmentRole and section in self._numbers:
            return _RIGHT
        return super().headerData(section, orientation, role)

    def cell_data(self, node: TreeNode[TableRow], column: int, role: int) -> object:
        """Return what a cell shows."""
        row = node.value
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.cell(column))
        if role in _TEXT_ROLES:
            return self._text(row, column, role)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in self._numbers:
            return _RIGHT
        return row.share if role == SHARE and column == self._bar else None

    def _text(self, row: TableRow, column: int, role: int) -> str:
        text = row.cell(column)
        if role == Qt.ItemDataRole.AccessibleTextRole and not row.spans:
            return with_label(self.columns[column], text)
        return text

    def as_text(self, rows: Sequence[TableRow] | None = None) -> str:
        """Return rows as lines with tabs between the cells, with the names of the columns above."""
        shown = [node.value for node in self.nodes] if rows is None else rows
        lines = [self.columns]
        lines += (tuple(map(row.cell, range(len(self.columns)))) for row in _walk(shown))
        return "".join("\t".join(map(_as_cell, line)).rstrip("\t") + "\n" for line in lines)


def _walk(rows: Sequence[TableRow]) -> Iterator[TableRow]:
    for row in rows:
        yield row
        yield from row.below


def _as_cell(text: str) -> str:
    """Return a text in one line that no spreadsheet takes for a formula."""
    flat = " ".join(text.split())
    return (
        f"'{flat}"
        if flat.startswith(_FORMULA) and not flat.lstrip("+-").replace(".", "").isdecimal()
        else flat
    )


class _OverviewDelegate(QStyledItemDelegate):
    """Draws cells in rows of one height, with a bar if a cell has a share, and headings of groups bold."""

    def __init__(self, theme: Theme, lines: int, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._lines = theme, lines
        self._height = theme.px(28) if lines == 1 else round(theme.line_height * lines) + theme.px(10)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a cell."""
        return QSize(super().sizeHint(option, index).width(), self._height)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Set what a cell is drawn with."""
        super().initStyleOption(option, index)
        model = index.model()
        row = model.value(index) if isinstance(model, OverviewModel) else None
        if row is not None and row.spans:
            option.font.setWeight(QFont.Weight.DemiBold)
        if row is not None and row.muted:
            option.palette.setColor(QPalette.ColorRole.Text, self._theme.colours.colour("muted"))
        if option.direction == Qt.LayoutDirection.LeftToRight and is_from_right(option.text):
            # Qt would put the dots of a shortened text at the right, where the text begins.
            width = option.rect.width() - self._theme.px(8)
            lines = elided_lines(option.text, option.font, width, self._lines)
            option.text = "\n".join(isolate(line, option.text) for line in lines)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell, and its bar below the number."""
        share = index.data(SHARE)
        if not isinstance(share, float):
            super().paint(painter, option, index)
            return
        widget = option.widget
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        assert widget is not None
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        theme, area = self._theme, QRectF(option.rect).adjusted(self._theme.px(8), 0, -self._theme.px(8), 0)
        number, height = theme.px(44), theme.px(8)
        room = area.adjusted(number, 0, 0, 0)
        bar = QRectF(room.left(), room.center().y() - height / 2, max(1.0, room.width() * share), height)
        beside = QRectF(area.left(), area.top(), number - theme.px(8), area.height())
        if option.direction == Qt.LayoutDirection.RightToLeft:
            for box in (bar, beside):
                box.moveRight(area.right() - (box.left() - area.left()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colours.colour("text"))
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colours.colour("accent"))
        painter.drawRoundedRect(bar, height / 4, height / 4)
        painter.restore()


class OverviewTable(QTreeView):
    """Shows an OverviewModel; the keys of Copy put the selected rows on the clipboard.

    `widths` are those of the columns in pixels at 100 %, 0 for one that takes the rest.
    """

    def __init__(
        self,
        model: OverviewModel,
        name: str,
        widths: Sequence[int],
        theme: Theme,
        parent: QWidget,
        *,
        lines: int = 1,
        grouped: bool = False,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._grouped = grouped
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(_OverviewDelegate(theme, lines, self))
        self.setUniformRowHeights(True)
        self.setWordWrap(lines > 1)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(theme.px(16) if grouped else 0)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the table"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(widths):
            if width:
                header.resizeSection(column, theme.px(width))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def showEvent(self, event: QShowEvent) -> None:
        """Give each title its room: it may be longer in another language, and its font is known only now."""
        super().showEvent(event)
        header = self.header()
        for column in range(header.count()):
            if header.sectionResizeMode(column) != QHeaderView.ResizeMode.Stretch:
                header.resizeSection(column, max(header.sectionSize(column), header.sectionSizeHint(column)))

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show other rows, all of them open, and make the first one current."""
        self._model.show(rows)
        if self._grouped:
            self.expandAll()
            for place, row in enumerate(rows):
                self.setFirstColumnSpanned(place, QModelIndex(), row.spans)
        self.setCurrentIndex(self._model.index(0, 0))

    def current_row(self) -> TableRow | None:
        """Return the current row, or None."""
        return self._model.value(self.currentIndex())

    def selected_rows(self) -> tuple[TableRow, ...]:
        """Return the selected rows in the order of the table."""
        indexes = sorted(
            self.selectionModel().selectedRows(), key=lambda index: (index.parent().row(), index.row())
        )
        return tuple(row for index in indexes if (row := self._model.value(index)) is not None)

    def copy_all(self) -> None:
        """Put all rows on the clipboard."""
        QGuiApplication.clipboard().setText(self._model.as_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            text = self._model.as_text(
                [TableRow(value=row.value, cells=row.cells) for row in self.selected_rows()]
            )
            QGuiApplication.clipboard().setText(text)
            return
        super().keyPressEvent(event)


_DELAY = 800
"""Milliseconds after the last change of the dossier until a tab is filled again."""
_DETAIL = 66
"""Height of the line about the current row at 100 %, in pixels: three lines."""


class OverviewTab(QWidget):
    """A table that a job fills when the tab is shown, and again after changes of the `needed` collections."""

    needed: frozenset[str] = frozenset()
    table: OverviewTable

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.job = JobSlot(services.jobs)
        self._is_stale = True
        self._timer = single_shot_timer(self, self._refill, _DELAY)
        self._top = QWidget(self)
        self.busy = BusyIndicator(services.theme, self._top)
        self.busy.cancelled.connect(self._on_stopped)
        self.detail = PlainLabel("", self, wraps=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.detail.setFixedHeight(services.theme.px(_DETAIL))
        self._nothing = PlainLabel("", self, role="muted", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.state = PlainLabel("", self, role="muted", wraps=True)

    def fill(self) -> None:
        """Start to fill the table."""

    def describe(self, row: TableRow) -> str:
        """Return what is said of a row under the table."""
        return row.cell(0)

    def activate(self, row: TableRow) -> None:
        """Open what a row stands for."""

    # Layout

    def lay_out(self, filters: Sequence[QWidget], buttons: Sequence[QPushButton]) -> None:
        """Lay out the filters above the table, and the buttons below it with one that copies the table."""
        theme, table = self._services.theme, self.table
        row_layout(
            self._top,
            *filters,
            self.state,
            self.busy,
            margins=theme.margins(0, 0, 0, 6),
            gap=theme.px(8),
            grows=self.state,
        )
        self._top.setMinimumHeight(theme.px(40))
        self._copy = push_button(self.tr("&Copy table"), self, table.copy_all)
        below = FlowLayout(gap=theme.px(8))
        for button in (*buttons, self._copy):
            below.addWidget(button)
        column_layout(self, self._top, table, self.detail, below, gap=theme.px(8), grows=table)
        set_tab_order(filters[0], (*filters[1:], table, *buttons, self._copy))
        # In the middle of the table, which keeps the focus.
        column_layout(table.viewport(), self._nothing, margins=theme.margins(24, 24, 24, 96))
        table.activated.connect(self._on_activated)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        self.show_rows((), "", "")

    def topic_filter(self) -> QComboBox:
        """Return a box with the topics that are used as tags; the table is filled again for the one that is chosen."""
        session, language = self._services.holder.session, self._services.language
        topics = (
            [] if session is None else [session.taxonomy.shown(name) for name, _ in session.search.topics()]
        )
        named = sorted(
            ((topic.name(language), topic.id) for topic in topics), key=lambda named: named[0].casefold()
        )
        box = choice_box(self, ((self.tr("All topics"), ""), *named), name=self.tr("Topic"))
        box.setMinimumContentsLength(16)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentIndexChanged.connect(self.refill)
        return box

    # Filling

    def show_tab(self) -> None:
        """Fill the table if the dossier changed since it was filled."""
        if self._is_stale and not self.job.running:
            self.refill()

    @Slot()
    def refill(self) -> None:
        """Fill the table again."""
        self.stop()
        self._is_stale = False
        if self._services.holder.session is not None:
            self.fill()

    def on_changed(self, keys: frozenset[Key]) -> None:
        """Fill the table again soon, or when the tab is shown, if what it shows was changed."""
        if any(key.collection in self.needed for key in keys):
            self._is_stale = True
            self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Cancel the job; what it found is not shown."""
        self._timer.stop()
        self.job.cancel()

    def start(self, text: str, work: Callable[[JobContext], Any], done: Callable[[Any], None]) -> None:
        """Start a job, and call `done` with what it found unless another one was started since.

        What the job requests are functions, which are called with the session on the window's thread.
        """
        session = self._services.holder.opened
        self.job.cancel()
        self.state.clear()
        self.busy.begin(text)
        self.job.start(
            work,
            done,
            lambda error: self.state.setText(self._services.words.error(error)),
            ended=self.busy.end,
            on_progress=partial(self.busy.set_status, text),
            on_request=partial(self._answer, session),
        )

    def show_rows(self, rows: Sequence[TableRow], nothing: str, count: str) -> None:
        """Show rows and how many there are, or what is said if there are none."""
        self.table.show_rows(rows)
        self.detail.setVisible(bool(rows))
        self._copy.setEnabled(bool(rows))
        self._nothing.setText("" if rows else nothing)
        self.state.setText(" ".join(part for part in (count if rows else "", self._unread()) if part))
        self._on_selected()

    def _unread(self) -> str:
        """Return how many articles are still to be read in the background."""
        session = self._services.holder.session
        count = 0 if session is None else app.evidence.count_unread(session)
        return self.tr("Articles not read yet: {count}.").format(count=count) if count else ""

    def _answer(self, session: Session, request: Callable[[Session], object]) -> object:
        if session is not self._services.holder.session:
            raise CancelledError
        return request(session)

    @Slot()
    def _on_stopped(self) -> None:
        self.stop()
        self._is_stale = True
        self.state.setText(self.tr("Stopped. Choose the tab again to continue."))

    @Slot()
    def _refill(self) -> None:
        if self.isVisible():
            self.refill()

    # Rows

    @Slot()
    def _on_selected(self) -> None:
        row = self.table.current_row()
        self.detail.setText("" if row is None else self.describe(row))
        self.show_enabled()

    def show_enabled(self) -> None:
        """Enable the buttons that can be used on the selection."""

    @Slot()
    def _on_activated(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.activate(row)

    def passage_at(self, article: str, block: str, start: int, end: int) -> Passage | None:
        """Return a place in an article; the paragraph around it for the title or a cell, None if it is gone."""
        session = self._services.holder.session
        if session is None or session.store.record(article) is None:
            return None
        found = session.store.article(article)
        if any(outer.id == block for outer in found.blocks):
            return PassageBuilder(found).of((block,), start, end)
        around = (
            outer.id for outer in found.blocks if any(inner.id == block for inner in walk_blocks((outer,)))
        )
        name = next(around, found.blocks[0].id if found.blocks else None)
        return None if name is None else PassageBuilder(found).of((name,))

    def open_place(self, passage: Passage | None) -> None:
        """Open an article at a place, and leave the overview open."""
        if passage is None:
            return
        self._services.links.passage_show_requested.emit(passage)
        self._services.actions.action("focus-article").trigger()
        window = self.window().parentWidget()
        if window is not None:
            window.activateWindow()
