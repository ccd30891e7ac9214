"""The overview of the dossier: a window with four tabs, which stays open beside the main window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, get_args

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QStackedWidget, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ChangeSet, Key
from briefbuilder.domain.coverage import Coverage, CoverageBy, CoverageRow
from briefbuilder.domain.passage import Passage
from briefbuilder.locales.dates import format_date, format_period
from briefbuilder.storage.blobs import PackedArticle
from briefbuilder.ui.overview.tab import OverviewModel, OverviewTab, OverviewTable, TableRow
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.controls import SearchField, SwitchBar, push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, fill_dialog
from briefbuilder.ui.widgets.layouts import decode_state, encode_state, fit_to_screen
from briefbuilder.ui.widgets.plain import join_facts

if TYPE_CHECKING:
    from briefbuilder.app.disagreements import ArticleValue, DossierDisagreement
    from briefbuilder.evidence.actors import Actor, ActorEdits
    from briefbuilder.evidence.chronology import Event, EventPlace

P = ParamSpec("P")
SearchName = Callable[[str], None]
"""Searches the articles for a name."""


class ActorsTab(OverviewTab):
    """Each actor with the numbers of mentions and articles; Enter searches for the name."""

    needed = frozenset({"article", "setting"})

    def __init__(self, services: Services, search: SearchName, parent: QWidget) -> None:
        super().__init__(services, parent)
        self._search = search
        self._actors: Sequence[Actor] = ()
        columns = (
            self.tr("Name"),
            self.tr("Kind"),
            self.tr("Mentions"),
            self.tr("Articles"),
            self.tr("Other names"),
        )
        self.table = OverviewTable(
            OverviewModel(self, columns, numbers=(2, 3)),
            self.tr("Actors"),
            (280, 120, 90, 90, 0),
            services.theme,
            self,
        )
        self.filter = SearchField(self.tr("Filter names"), services.theme, self)
        self.filter.textChanged.connect(self._filter)
        self.dropped = QCheckBox(self.tr("Sho&w dropped"), self)
        self.dropped.toggled.connect(self._filter)
        self.search_button = self._button(self.tr("&Search articles"), self._on_activated)
        self.merge_button = self._button(self.tr("&Merge"), self._merge)
        self.rename_button = self._button(self.tr("&Rename …"), self._rename, "F2")
        self.drop_button = self._button(self.tr("&Drop"), self._drop, "Del")
        self.restore_button = self._button(self.tr("Res&tore"), self._restore)
        self.lay_out(
            (self.filter, self.dropped),
            (
                self.search_button,
                self.merge_button,
                self.rename_button,
                self.drop_button,
                self.restore_button,
            ),
        )

    def fill(self) -> None:
        """Count who is named."""
        work = partial(_count, self._services.language)
        self.start(self.tr("Reading names …"), work, self._show)

    def describe(self, row: TableRow) -> str:
        """Return the other names, or for whom a merge counts."""
        selected = self._selected()
        if len(selected) > 1:
            return self.tr("Merge counts the mentions of the selected names for “{name}”.").format(
                name=selected[0].name
            )
        return join_facts((row.cell(0), row.cell(4)))

    def activate(self, row: TableRow) -> None:
        """Search for the name."""
        actor = _actor(row)
        if actor is not None:
            self._search(actor.name)

    def show_enabled(self) -> None:
        """Enable the buttons that can be used on the selection."""
        selected, edits = self._selected(), self._edits()
        writable = bool(selected) and self._services.holder.writable
        self.search_button.setEnabled(bool(selected))
        self.merge_button.setEnabled(writable and len(selected) > 1)
        self.rename_button.setEnabled(writable and len(selected) == 1)
        self.drop_button.setEnabled(writable and any(actor.key not in edits.dropped for actor in selected))
        self.restore_button.setEnabled(writable and any(_is_edited(actor, edits) for actor in selected))

    def _button(self, text: str, run: Callable[[], None], keys: str = "") -> QPushButton:
        button = push_button(text, self, run)
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)
        return button

    def _show(self, found: Sequence[Actor]) -> None:
        self._actors = found
        self._filter()

    @Slot()
    def _filter(self) -> None:
        """Show the actors that have the words of the field in one of their names."""
        wanted, edits = self.filter.text().strip().casefold(), self._edits()
        current = self.table.current_row()
        kept = _actor(current) if current is not None else None
        rows = [
            TableRow(value=actor, cells=partial(self._cells, actor), muted=actor.key in edits.dropped)
            for actor in self._actors
            if (self.dropped.isChecked() or actor.key not in edits.dropped)
            and any(wanted in name.casefold() for name in (actor.name, *actor.aliases))
        ]
        self.show_rows(rows, self.tr("No names found."), self.tr("%n name(s)", "", len(rows)))
        if kept is not None:
            place = next((place for place, row in enumerate(rows) if row.value.key == kept.key), 0)  # type: ignore[attr-defined]
            self.table.setCurrentIndex(self.table.model().index(place, 0))

    def _cells(self, actor: Actor) -> tuple[str, ...]:
        kind = self._services.words.text(f"actor-kind-{actor.kind}")
        return actor.name, kind, str(actor.mentions), str(len(actor.articles)), ", ".join(actor.aliases)

    def _edits(self) -> ActorEdits:
        from briefbuilder.evidence.actors import ActorEdits

        session = self._services.holder.session
        return ActorEdits() if session is None else app.actors.actor_edits(session)

    def _selected(self) -> list[Actor]:
        """Return the selected actors, the most mentioned first."""
        return [actor for row in self.table.selected_rows() if (actor := _actor(row)) is not None]

    # Edits

    @Slot()
    def _merge(self) -> None:
        first, *others = self._selected()
        self._apply(app.commands.actors.merge_actors, others, first)

    @Slot()
    def _rename(self) -> None:
        (actor,) = self._selected()
        name = self._services.prompter.ask_text(
            self.tr("Rename"), self.tr("Name"), self.tr("Rename"), actor.name
        )
        if name is not None:
            self._apply(app.commands.actors.rename_actor, actor, name)

    @Slot()
    def _drop(self) -> None:
        for actor in self._selected():
            self._apply(app.commands.actors.drop_actor, actor)

    @Slot()
    def _restore(self) -> None:
        for actor in self._selected():
            self._apply(app.commands.actors.restore_actor, actor.key, actor.name)

    def _apply(
        self, command: Callable[Concatenate[Session, P], ChangeSet], *arguments: P.args, **named: P.kwargs
    ) -> None:
        if self._services.apply(command, *arguments, **named) is not None:
            self.refill()


def _actor(row: TableRow) -> Actor | None:
    from briefbuilder.evidence.actors import Actor

    return row.value if isinstance(row.value, Actor) else None


def _is_edited(actor: Actor, edits: ActorEdits) -> bool:
    return actor.key in edits.dropped or actor.key in edits.names or bool(actor.merged)


def _count(language: str, context: JobContext) -> tuple[Actor, ...]:
    """Count the actors, those that were dropped too, on the job's thread."""
    app.evidence.facts_rules()  # Loaded here, since that takes a moment.
    names = context.request(app.disagreements.articles_to_compare)
    edits = context.request(app.actors.actor_edits)
    fetch = partial(_request_articles, context)
    return app.actors.count_packed_actors(names, fetch, replace(edits, dropped=()), language, context.advance)


def _request_articles(context: JobContext, names: Sequence[str]) -> tuple[PackedArticle, ...]:
    found: tuple[PackedArticle, ...] = context.request(
        partial(app.disagreements.packed_articles, names=names)
    )
    return found


_DESCRIBED = 10
"""Disagreements that are described at once, on the window's thread."""


_GEOMETRY = "overview-geometry"
_WIDTH, _HEIGHT = 1080, 720
"""Usual size at 100 %, in pixels."""


class DisagreementsTab(OverviewTab):
    """Each disagreement with its values below; Enter opens the article at the number."""

    needed = frozenset({"article"})

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(services, parent)
        columns = (
            self.tr("Value"),
            self.tr("Publication"),
            self.tr("Date"),
            self.tr("Reliability"),
            self.tr("Sentence"),
        )
        self.table = OverviewTable(
            OverviewModel(self, columns),
            self.tr("Disagreements"),
            (120, 150, 110, 96, 0),
            services.theme,
            self,
            lines=2,
            grouped=True,
        )
        self.topic = self.topic_filter()
        self.open_button = push_button(self.tr("&Show in article"), self, self._on_activated)
        self.lay_out((self.topic,), (self.open_button,))

    def fill(self) -> None:
        """Compare the articles."""
        topics = (self.topic.currentData(),) if self.topic.currentData() else ()
        self.start(self.tr("Comparing articles …"), partial(_compare, topics), self._show)

    def describe(self, row: TableRow) -> str:
        """Return the sentence with its place."""
        value = row.value
        if not isinstance(value, app.disagreements.ArticleValue):
            return row.cell(0)
        place = "" if value.paragraph is None else f"¶{value.paragraph}"
        return "\n".join((join_facts((value.title, value.outlet, place)), value.sentence))

    def activate(self, row: TableRow) -> None:
        """Open the article at the number; of a disagreement, the first one."""
        value = row.below[0].value if row.below else row.value
        if isinstance(value, app.disagreements.ArticleValue):
            self.open_place(self.passage_at(value.article, value.block, value.start, value.end))

    def show_enabled(self) -> None:
        """Enable the button if there is a row."""
        self.open_button.setEnabled(self.table.current_row() is not None)

    def _show(self, found: Sequence[DossierDisagreement]) -> None:
        order = {topic.id: index for index, topic in enumerate(self._services.holder.taxonomy.topics)}
        last = len(order)
        found = sorted(
            found,
            key=lambda disagreement: min((order.get(t, last) for t in disagreement.topics), default=last),
        )
        self.show_rows(
            [self._row(disagreement) for disagreement in found],
            self.tr("No disagreements found."),
            self.tr("%n disagreement(s)", "", len(found)),
        )

    def _row(self, found: DossierDisagreement) -> TableRow:
        return TableRow(
            value=found,
            cells=partial(self._heading, found),
            below=[TableRow(value=value, cells=partial(self._cells, value)) for value in found.values],
            spans=True,
        )

    def _heading(self, found: DossierDisagreement) -> tuple[str]:
        taxonomy, language = self._services.holder.taxonomy, self._services.language
        title = self._services.words.text(f"quantity-{found.quantity}")
        if found.period is not None:
            title = f"{title} ({found.period})"
        topics = (taxonomy.shown(topic).name(language) for topic in found.topics)
        later = self.tr("later figure") if found.later else ""
        return (join_facts((title, later, ", ".join(topics))),)

    def _cells(self, value: ArticleValue) -> tuple[str, ...]:
        day = "" if value.day is None else format_date(value.day, self._services.language, "medium")
        return value.text, value.outlet or value.title, day, value.reliability or "", value.sentence


def _compare(topics: tuple[str, ...], context: JobContext) -> tuple[DossierDisagreement, ...]:
    """Compare the articles of the given topics, or all, on the job's thread."""

    def fetch(some: Sequence[str]) -> list[PackedArticle]:
        # Few at a time, so that the window is never busy for long.
        found: list[PackedArticle] = []
        for at in range(0, len(some), app.evidence.SLICE):
            found += _request_articles(context, some[at : at + app.evidence.SLICE])
        return found

    app.evidence.facts_rules()  # Loaded here, since that takes a moment.
    names = context.request(partial(app.disagreements.articles_to_compare, topics=topics))
    found = app.disagreements.compare_articles(names, fetch, context.advance)
    described: list[DossierDisagreement] = []
    for at in range(0, len(found), _DESCRIBED):
        some = found[at : at + _DESCRIBED]
        described += context.request(partial(app.disagreements.describe_disagreements, found=some))
    return tuple(described)


class ChronologyTab(OverviewTab):
    """Each event with its sentence; Enter opens the article, Ctrl+Enter adds the sentence to the briefing."""

    needed = frozenset({"article", "tag"})

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(services, parent)
        columns = (self.tr("Date"), self.tr("Sentence"), self.tr("Sources"), self.tr("Topics"))
        self.table = OverviewTable(
            OverviewModel(self, columns),
            self.tr("Chronology"),
            (140, 0, 150, 150),
            services.theme,
            self,
            lines=2,
        )
        self.topic = self.topic_filter()
        self.open_button = push_button(self.tr("&Show in article"), self, self._on_activated)
        self.add_button = push_button(self.tr("Add to &briefing"), self, self._add)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._add)
        services.links.destination_changed.connect(self.show_enabled)
        self.lay_out((self.topic,), (self.open_button, self.add_button))

    def fill(self) -> None:
        """Look for events."""
        topics = (self.topic.currentData(),) if self.topic.currentData() else ()
        self.start(self.tr("Reading dates …"), partial(_find, topics), self._show)

    def describe(self, row: TableRow) -> str:
        """Return the sentence with its sources."""
        return f"{row.cell(0)} · {row.cell(2)}\n{row.cell(1)}"

    def activate(self, row: TableRow) -> None:
        """Open the first article that reports the event."""
        self.open_place(self._passage(row))

    def show_enabled(self) -> None:
        """Enable the buttons: a sentence can be added if a briefing takes passages."""
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
        topics = sorted(session.taxonomy.shown(topic).name(language) for topic in event.topics)
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
    """Find the events of the given topics, or all, on the job's thread."""
    app.evidence.facts_rules()  # Loaded here, since that takes a moment.
    tagged = partial(app.chronology.tagged_articles, topics=topics)
    # With a topic too in the order of import: the first article gives an event its sentence.
    names = context.request(app.disagreements.articles_to_compare)
    return app.chronology.find_dated_events(
        names, lambda some: context.request(partial(tagged, names=some)), context.advance
    )


class CoverageTab(OverviewTab):
    """A row with a bar for each topic, publication, country or week."""

    needed = frozenset({"article", "tag", "topic"})

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(services, parent)
        self._model = OverviewModel(
            self, (self.tr("Topic"), self.tr("Articles"), self.tr("Tags")), bar=1, numbers=(2,)
        )
        self.table = OverviewTable(self._model, self.tr("Coverage"), (320, 0, 90), services.theme, self)
        names = {
            "topic": self.tr("Topic"),
            "outlet": self.tr("Publication"),
            "country": self.tr("Country"),
            "week": self.tr("Week"),
        }
        entries = ((names[by], by) for by in get_args(CoverageBy))
        self.by = choice_box(self, entries, name=self.tr("Count by"))
        self.by.currentIndexChanged.connect(self.refill)
        # A row says all.
        self.detail.hide()
        self.lay_out((self.by,), ())

    def fill(self) -> None:
        """Count; the database does it in a moment."""
        coverage = app.coverage.dossier_coverage(self._services.holder.opened, self.by.currentData())
        self._model.rename_first_column(self.by.currentText())
        most = max((row.articles for row in coverage.rows), default=0) or 1
        rows = [
            TableRow(value=row, cells=partial(self._cells, coverage, row), share=row.articles / most)
            for row in coverage.rows
        ]
        self.show_rows(rows, self.tr("Nothing to count yet."), self.tr("%n row(s)", "", len(rows)))

    def _unread(self) -> str:
        """Return nothing: counting does without the facts of articles."""
        return ""

    def _cells(self, coverage: Coverage, row: CoverageRow) -> tuple[str, ...]:
        taxonomy = self._services.holder.taxonomy
        label = app.coverage.coverage_label(row, coverage.by, taxonomy, self._services.language)
        return label or self.tr("Not known"), str(row.articles), str(row.tags)


class DossierOverviewCommands(QObject):
    """The command that shows the overview of the dossier."""

    def __init__(self, services: Services, search: SearchName, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._search, self._window = services, search, window
        self._dialog: DossierOverviewDialog | None = None
        services.actions.register("dossier-overview", self.show)

    def show(self) -> None:
        """Show the overview, or bring it to the front."""
        if self._dialog is None:
            self._dialog = DossierOverviewDialog(self._services, self._search, self._window)
            self._dialog.finished.connect(self._on_finished)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    @Slot()
    def _on_finished(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


class DossierOverviewDialog(QDialog):
    """Disagreements, chronology, actors and coverage of the open dossier."""

    def __init__(self, services: Services, search: SearchName, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.setProperty("helpTopic", "how-to/see-the-overview")
        self.setWindowTitle(self.tr("Overview of the dossier"))
        choices = (
            ("disagreements", self.tr("Disagreements"), ""),
            ("chronology", self.tr("Chronology"), ""),
            ("actors", self.tr("Actors"), ""),
            ("coverage", self.tr("Coverage"), ""),
        )
        self.switch = SwitchBar(choices, services.theme, self, name=self.tr("Overview of the dossier"))
        self.switch.chosen.connect(self.choose)
        self.tabs: dict[str, OverviewTab] = {
            "disagreements": DisagreementsTab(services, self),
            "chronology": ChronologyTab(services, self),
            "actors": ActorsTab(services, search, self),
            "coverage": CoverageTab(services, self),
        }
        self._stack = QStackedWidget(self)
        for tab in self.tabs.values():
            self._stack.addWidget(tab)
        buttons = CloseButtons(self, by_enter=False)
        fill_dialog(self, services.theme, self.switch, self._stack, buttons, gap=0.5)
        px = services.theme.px
        if not self.restoreGeometry(decode_state(services.settings.window_state(_GEOMETRY))):
            self.resize(px(_WIDTH), px(_HEIGHT))
        fit_to_screen(self)
        services.holder.session_replaced.connect(self.reject)
        services.holder.changed.connect(self._on_changed)
        self.choose("disagreements")
        self.tabs["disagreements"].table.setFocus()

    @Slot(str)
    def choose(self, key: str) -> None:
        """Show a tab."""
        self.switch.show_choice(key)
        self._stack.setCurrentWidget(self.tabs[key])
        self.tabs[key].show_tab()

    def done(self, result: int) -> None:
        """Cancel what is running, and remember the size."""
        for tab in self.tabs.values():
            tab.stop()
        self._services.settings.set_window_state(_GEOMETRY, encode_state(self.saveGeometry()))
        super().done(result)

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        for tab in self.tabs.values():
            tab.on_changed(keys)
