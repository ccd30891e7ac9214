"""What the tabs of the overview share: filters above a table, the job that fills it, and a line about the current row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from briefbuilder.app.jobs import JobSlot
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.passage import Passage, PassageBuilder
from briefbuilder.domain.text import walk_blocks
from briefbuilder.ui.overview.table import OverviewTable, TableRow
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.layouts import column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel
from briefbuilder.ui.widgets.progress import BusyIndicator
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.session import Session
    from briefbuilder.domain.changes import Key

Fetch = Callable[["Session", Any], object]
"""Answers what a job asks for, on the window's thread."""

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
        self._job = JobSlot(services.jobs)
        self._is_stale = True
        self._timer = single_shot_timer(self, self._refill, _DELAY)
        self._top = QWidget(self)
        self.busy = BusyIndicator(services.theme, self._top)
        self.busy.cancelled.connect(self._on_stopped)
        self.detail = PlainLabel("", self, wraps=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.detail.setFixedHeight(services.theme.px(_DETAIL))
        self.state = PlainLabel("", self, role="muted", wraps=True)

    @property
    def running(self) -> bool:
        """Whether a job runs."""
        return self._job.running

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
        copy = push_button(self.tr("&Copy table"), self, table.copy_all)
        below = row_layout(None, gap=theme.px(8))
        for button in (*buttons, copy):
            button.setAutoDefault(False)
            below.addWidget(button)
        below.addStretch(1)
        column_layout(self, self._top, table, self.detail, below, gap=theme.px(8), grows=table)
        table.activated.connect(self._on_activated)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        self._on_selected()

    def topic_filter(self) -> QComboBox:
        """Return a box with the topics that are used as tags."""
        session, language = self._services.holder.session, self._services.language
        topics = (
            [] if session is None else [session.taxonomy.shown(name) for name, _ in session.search.topics()]
        )
        named = sorted(((topic.name(language), topic.id) for topic in topics), key=_by_name)
        box = choice_box(self, ((self.tr("All topics"), ""), *named), name=self.tr("Topic"))
        box.setMinimumContentsLength(16)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return box

    # Filling

    def show_tab(self) -> None:
        """Fill the table if the dossier changed since it was filled."""
        if self._is_stale and not self.running:
            self.refill()

    @Slot()
    def refill(self) -> None:
        """Fill the table anew."""
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
        self._job.cancel()

    def start(
        self, text: str, work: Callable[[JobContext], Any], done: Callable[[Any], None], fetch: Fetch
    ) -> None:
        """Start a job, and call `done` with what it found unless another one was started since."""
        session = self._services.holder.opened
        self._job.cancel()
        self.state.clear()
        self.busy.begin(text)
        self._job.start(
            work,
            done,
            self._on_failed,
            ended=self.busy.end,
            on_progress=partial(self.busy.set_status, text),
            on_request=partial(self._fetch, session, fetch),
        )

    def show_rows(self, rows: Sequence[TableRow], nothing: str, count: str) -> None:
        """Show rows and how many there are, or what is said where there are none."""
        self.table.show_rows(rows)
        self.state.setText(" ".join(part for part in (count if rows else nothing, self._unread()) if part))
        self._on_selected()

    def _unread(self) -> str:
        """Return how many articles are still to be read in the background."""
        from briefbuilder.app.evidence import count_unread

        session = self._services.holder.session
        count = 0 if session is None else count_unread(session)
        return self.tr("Articles not read yet: {count}.").format(count=count) if count else ""

    def _fetch(self, session: Session, fetch: Fetch, request: object) -> object:
        if session is not self._services.holder.session:
            raise CancelledError
        return fetch(session, request)

    def _on_failed(self, error: BriefbuilderError) -> None:
        self.state.setText(self._services.words.error(error))

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
        """Return a place in an article; the paragraph around it for the title or a cell, None where it is gone."""
        session = self._services.holder.session
        if session is None or session.store.record(article) is None:
            return None
        found = session.store.article(article)
        if any(one.id == block for one in found.blocks):
            return PassageBuilder(found).of((block,), start, end)
        around = (one.id for one in found.blocks if any(inner.id == block for inner in walk_blocks((one,))))
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


def _by_name(named: tuple[str, str]) -> str:
    return named[0].casefold()
