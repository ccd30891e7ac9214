"""The tab with those who are named in the articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from briefbuilder.ui.overview.tab import OverviewTab
from briefbuilder.ui.overview.table import OverviewModel, OverviewTable, TableRow
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import push_button, search_field
from briefbuilder.ui.widgets.plain import join_facts

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.session import Session
    from briefbuilder.domain.changes import ChangeSet
    from briefbuilder.evidence.actors import Actor, ActorEdits

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
        self.filter = search_field(self.tr("Filter names"), services.theme, self)
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
        self.start(self.tr("Reading names …"), work, self._show, _fetch)

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
        self.drop_button.setEnabled(writable and any(one.key not in edits.dropped for one in selected))
        self.restore_button.setEnabled(writable and any(_is_edited(one, edits) for one in selected))

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
        from briefbuilder.app.actors import actor_edits
        from briefbuilder.evidence.actors import ActorEdits

        session = self._services.holder.session
        return ActorEdits() if session is None else actor_edits(session)

    def _selected(self) -> list[Actor]:
        """Return the selected actors, the most mentioned first."""
        return [actor for row in self.table.selected_rows() if (actor := _actor(row)) is not None]

    # Edits

    @Slot()
    def _merge(self) -> None:
        from briefbuilder.app.commands.actors import merge_actors

        first, *others = self._selected()
        self._apply(lambda session: merge_actors(session, others, first))

    @Slot()
    def _rename(self) -> None:
        from briefbuilder.app.commands.actors import rename_actor

        (actor,) = self._selected()
        name = self._services.prompter.ask_text(self.tr("Rename"), self.tr("Name"), actor.name)
        if name is not None:
            self._apply(lambda session: rename_actor(session, actor, name))

    @Slot()
    def _drop(self) -> None:
        from briefbuilder.app.commands.actors import drop_actor

        for actor in self._selected():
            self._apply(partial(drop_actor, actor=actor))

    @Slot()
    def _restore(self) -> None:
        from briefbuilder.app.commands.actors import restore_actor

        for actor in self._selected():
            self._apply(partial(restore_actor, key=actor.key, name=actor.name))

    def _apply(self, command: Callable[[Session], ChangeSet]) -> None:
        if self._services.apply(command) is not None:
            self.refill()


def _actor(row: TableRow) -> Actor | None:
    from briefbuilder.evidence.actors import Actor

    return row.value if isinstance(row.value, Actor) else None


def _is_edited(actor: Actor, edits: ActorEdits) -> bool:
    return actor.key in edits.dropped or actor.key in edits.names or bool(actor.merged)


def _count(language: str, context: JobContext) -> tuple[Actor, ...]:
    """Count the actors, those that were dropped too, on the job's thread."""
    from dataclasses import replace

    from briefbuilder.app.actors import count_packed_actors
    from briefbuilder.app.evidence import facts_rules

    def step(share: float) -> None:
        context.check()
        context.progress(share)

    facts_rules()  # Loaded here, since that takes a moment.
    names, edits = context.request(None)
    return count_packed_actors(names, context.request, replace(edits, dropped=()), language, step)


def _fetch(session: Session, names: Sequence[str] | None) -> object:
    from briefbuilder.app.actors import actor_edits
    from briefbuilder.app.disagreements import articles_to_compare, packed_articles

    if names is None:
        return articles_to_compare(session), actor_edits(session)
    return packed_articles(session, names)
