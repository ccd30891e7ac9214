"""The passages that are tagged with the briefing's topics and are not in it yet: a list to add or drag from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QWidget

from briefbuilder.app.session import Session
from briefbuilder.composing.gather import gathered_topics, quoted_passages
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import Passage
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.outline_model import OutlineRole
from briefbuilder.ui.brief.outline_texts import BriefingTexts, item_row
from briefbuilder.ui.brief.outline_view import OutlineDelegate
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import FoldableSection, icon_button, set_surface
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.menus import show_menu
from briefbuilder.ui.widgets.plain import plain_text, plain_tip
from briefbuilder.ui.widgets.rows import Index, RowsModel, RowsView, set_up_rows
from briefbuilder.ui.widgets.timers import single_shot_timer

_DELAY = 150
"""Milliseconds after the last change before the passages are looked for."""
_ROWS = 4
"""Rows that the unfolded list shows without scrolling."""


@dataclass(frozen=True, slots=True)
class ReadyPassage:
    """A tagged passage that the briefing does not quote, and the topic that it is tagged with."""

    passage: Passage
    topic: str


def find_ready_passages(session: Session, briefing: Briefing) -> tuple[ReadyPassage, ...]:
    """Return the passages tagged with the topics of the briefing, in the order of its topics, that it lacks."""
    template = session.resources.template(briefing.template)
    topics = gathered_topics(briefing, template)
    quoted = quoted_passages(briefing, template)
    found: dict[Passage, ReadyPassage] = {}
    order = {topic: place for place, topic in enumerate(topics)}
    for tag in sorted(session.store.tags_with(topics), key=lambda tag: order[tag.topic]):
        if tag.passage not in found and not quoted.overlap(tag.passage):
            found[tag.passage] = ReadyPassage(tag.passage, tag.topic)
    return tuple(found.values())


class ReadyModel(RowsModel[ReadyPassage]):
    """Passages that can be added, as the outline draws its items."""

    def __init__(self, services: Services, texts: BriefingTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._texts = services, texts

    def show_passages(self, passages: tuple[ReadyPassage, ...]) -> None:
        """Show other passages; nothing changes if they are the same."""
        if passages != self.rows:
            self.show_rows(passages)

    def row_data(self, row: ReadyPassage, role: int) -> object:
        """Return the data of a row, under the roles of the outline."""
        excerpt = Excerpt(id="", passage=row.passage)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts.title(excerpt)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._texts.snippet(excerpt))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._texts.title(excerpt)} ({self._texts.source(excerpt)}, {self._topic(row)})"
        shown: dict[int, object] = {OutlineRole.NODE: "", OutlineRole.KIND: "excerpt"}
        if role == OutlineRole.ROW:
            return replace(item_row(self._texts, excerpt), end=plain_text(self._topic(row)))
        return shown.get(role)

    def _topic(self, ready: ReadyPassage) -> str:
        return self._services.holder.taxonomy.shown(ready.topic).name(self._services.language)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row can be selected and dragged."""
        shared = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return shared | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """Return the dragged passages."""
        rows = sorted({index.row() for index in indexes})
        return passages_to_mime((self.rows[row].passage for row in rows), self._texts.quote)


class ReadyList(RowsView[ReadyPassage]):
    """The list of passages. `add_requested` is emitted for the selected ones."""

    add_requested = Signal()

    def __init__(self, model: ReadyModel, services: Services, parent: QWidget) -> None:
        super().__init__(model, parent)
        name = self.tr("Tagged passages that can be added")
        set_up_rows(self, OutlineDelegate(services.theme, self), name)
        self.setAccessibleDescription(self.tr("Press Enter to add a passage, or drag it into the outline."))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "side")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.doubleClicked.connect(self.add_requested)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the selected passages on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.selectedIndexes():
            self.add_requested.emit()
        else:
            super().keyPressEvent(event)


class ReadyToAdd(QFrame):
    """The foldable list with its count. `add_requested` carries the ReadyPassages that are to be added."""

    add_requested = Signal(tuple)

    def __init__(self, services: Services, current: CurrentBriefing, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._current = services, current
        set_surface(self, "side", "top")
        self.model = ReadyModel(services, current.texts, self)
        self.list = ReadyList(self.model, services, self)
        theme = self._services.theme
        self.section = FoldableSection(self.tr("Ready to add"), theme, self)
        self._add = icon_button(
            self.tr("Add the selected passages"), "list-plus", theme, self, run=self._request
        )
        self.section.row.addWidget(self._add)
        self.section.row.setContentsMargins(*theme.margins(8, 0, 12, 0))
        self.section.column.addWidget(self.list)
        column_layout(self, self.section)
        self.list.add_requested.connect(self._request)
        self.list.selectionModel().selectionChanged.connect(self._show_add)
        self.section.folded.connect(self._show_add)
        self.section.head.setChecked(False)
        self._timer = single_shot_timer(self, self.find_now, _DELAY)
        current.changed.connect(self._timer.start)
        current.replaced.connect(self._timer.start)
        services.holder.changed.connect(self._timer.start)
        self._timer.start()

    @Slot()
    def find_now(self) -> None:
        """Look for the passages now; a template that is missing has none."""
        self._timer.stop()
        session, briefing = self._services.holder.session, self._current.briefing
        found: tuple[ReadyPassage, ...] = ()
        if session is not None and briefing is not None:
            try:
                found = find_ready_passages(session, briefing)
            except BriefbuilderError:
                found = ()
        self.model.show_passages(found)
        self._fit()
        self.section.set_count(self.tr("%n tagged passage(s)", "", len(found)))
        self._show_add()

    def _fit(self) -> None:
        """Give the list the height of its rows, up to a limit."""
        self.list.setFixedHeight(self._services.theme.px(46) * min(_ROWS, max(1, self.model.rowCount())))

    @Slot()
    def _show_add(self) -> None:
        self._add.setVisible(self.section.head.isChecked())
        self._add.setEnabled(bool(self.list.selectedIndexes()) and self._current.writable)

    @Slot()
    def _request(self) -> None:
        rows = sorted({index.row() for index in self.list.selectedIndexes()})
        if rows and self._current.writable:
            self.add_requested.emit(tuple(self.model.rows[row] for row in rows))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to add the selected passages, or to show them in their article."""
        if not self.list.selectedIndexes():
            return
        menu = QMenu(self)
        menu.addAction(self.tr("&Add to briefing")).triggered.connect(self._request)
        menu.addAction(self.tr("&Show in article")).triggered.connect(self._show_source)
        show_menu(menu, event.globalPos())

    @Slot()
    def _show_source(self) -> None:
        if (ready := self.list.current) is not None:
            self._services.links.passage_show_requested.emit(ready.passage)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height of the rows when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
