"""The tab with the dated events of tagged passages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from briefbuilder.locales.dates import format_period
from briefbuilder.ui.overview.tab import OverviewTab
from briefbuilder.ui.overview.table import OverviewModel, OverviewTable, TableRow
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.session import Session
    from briefbuilder.domain.passage import Passage
    from briefbuilder.evidence.chronology import Event, EventPlace


class ChronologyTab(OverviewTab):
    """Each event with its sentence; Enter opens the article, Ctrl+Enter adds the sentence to the briefing."""

    needed = frozenset({"article", "tag"})

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(services, parent)
        columns = (self.tr("Date"), self.tr("Sentence"), self.tr("Sources"), self.tr("Topics"))
        self._table = OverviewTable(
            OverviewModel(self, columns),
            self.tr("Chronology"),
            (140, 0, 150, 150),
            services.theme,
            self,
            lines=2,
        )
        self.topic = self.topic_filter()
        self.topic.currentIndexChanged.connect(self.refill)
        self.open_button = QPushButton(self.tr("&Show in article"), self)
        self.open_button.clicked.connect(self._on_activated)
        self.add_button = QPushButton(self.tr("Add to &briefing"), self)
        self.add_button.clicked.connect(self._add)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._add)
        services.links.destination_changed.connect(self.show_enabled)
        self.lay_out((self.topic,), (self.open_button, self.add_button))

    def fill(self) -> None:
        """Look for events."""
        topics = (self.topic.currentData(),) if self.topic.currentData() else ()
        self.start(self.tr("Reading dates …"), partial(_find, topics), self._show, _fetch)

    def describe(self, row: TableRow) -> str:
        """Return the sentence with its sources."""
        return f"{row.cell(0)} · {row.cell(2)}\n{row.cell(1)}"

    def activate(self, row: TableRow) -> None:
        """Open the first article that reports the event."""
        self.open_place(self._passage(row))

    def show_enabled(self) -> None:
        """Enable the buttons: a sentence can be added where a briefing takes passages."""
        has_row = self.table.current_row() is not None
        self.open_button.setEnabled(has_row)
        links, holder = self._services.links, self._services.holder
        self.add_button.setEnabled(has_row and holder.writable and bool(links.destination.current))

    def _add(self) -> None:
        """Add the selected sentences to the briefing."""
        passages = tuple(
            passage for row in self.table.selected_rows() if (passage := self._passage(row)) is not None
        )
        if passages and self.add_button.isEnabled():
            self._services.links.passages_add_requested.emit(passages)

    def _passage(self, row: TableRow) -> Passage | None:
        from briefbuilder.evidence.chronology import Event

        if not isinstance(row.value, Event):
            return None
        place = row.value.places[0]
        return self.passage_at(place.article, place.block, place.start, place.end)

    def _show(self, found: Sequence[Event]) -> None:
        self.show_rows(
            [TableRow(value=event, cells=partial(self._cells, event)) for event in found],
            self.tr("No dates in tagged passages."),
            self.tr("%n event(s)", "", len(found)),
        )

    def _cells(self, event: Event) -> tuple[str, ...]:
        session, language = self._services.holder.session, self._services.language
        if session is None:
            return ()
        sources = dict.fromkeys(_source(session, place) for place in event.places)
        topics = sorted(session.taxonomy.shown(one).name(language) for one in event.topics)
        return (
            format_period(event.first, event.last, event.grain, language),
            event.places[0].sentence,
            ", ".join(sources),
            ", ".join(topics),
        )


def _source(session: Session, place: EventPlace) -> str:
    record = session.store.record(place.article)
    if record is None:
        return ""
    return record.metadata.publication or record.metadata.title or record.original.name


def _find(topics: tuple[str, ...], context: JobContext) -> tuple[Event, ...]:
    """Find the events of some topics, or all, on the job's thread."""
    from briefbuilder.app.chronology import find_dated_events
    from briefbuilder.app.evidence import facts_rules

    def step(share: float) -> None:
        context.check()
        context.progress(share)

    facts_rules()  # Loaded here, since that takes a moment.
    names = context.request((None, topics))
    return find_dated_events(names, lambda some: context.request((tuple(some), topics)), step)


def _fetch(session: Session, request: tuple[tuple[str, ...] | None, tuple[str, ...]]) -> object:
    from briefbuilder.app.chronology import tagged_articles
    from briefbuilder.app.disagreements import articles_to_compare

    names, topics = request
    # With a topic too in the order of import: the first article gives an event its sentence.
    return articles_to_compare(session) if names is None else tagged_articles(session, names, topics)
