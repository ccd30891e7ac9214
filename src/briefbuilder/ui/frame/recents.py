"""The recent dossiers: what is remembered of each, what is found out about its file in the background, and a search in all of them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.query_names import query_error
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.query import Query
from briefbuilder.domain.values import value
from briefbuilder.domain.visible_text import mask_hidden
from briefbuilder.storage.query_language import QueryProblem, parse
from briefbuilder.system.locks import read_holder
from briefbuilder.typed_json import read_leniently
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import SearchField, push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, fill_dialog
from briefbuilder.ui.widgets.plain import PlainLabel, join_facts
from briefbuilder.ui.widgets.rows import break_long_lines

if TYPE_CHECKING:
    from briefbuilder.app.search_dossiers import DossierHits
    from briefbuilder.app.session import Session

_SUMMARY = "summary"
_TOPICS = 5
"""The most topics in the strip of a card."""


_MOST_HITS = 20
"""The most sections that are shown of one dossier."""
_FOUND = int(Qt.ItemDataRole.UserRole)


@value
class Summary:
    """What a dossier held when it was closed; `moment` is ISO 8601, UTC, empty if nothing is known.

    `topics` are colours with the number of their tags. `briefing` and `place` are titles, empty for a dossier that is
    encrypted: settings are not.
    """

    articles: int = 0
    briefings: int = 0
    topics: tuple[tuple[str, int], ...] = ()
    briefing: str = ""
    place: str = ""
    moment: str = ""


@value
class RecentDossier:
    """A recent dossier, and what was found out about its file.

    `is_there` is None until the file was looked for, `holder` is who has it open elsewhere, and `modified` is when it
    was changed last.
    """

    path: Path
    summary: Summary = Summary()
    is_there: bool | None = None
    holder: str = ""
    modified: str = ""

    @property
    def moment(self) -> str:
        """When it was closed last, else when its file was changed last; ISO 8601, UTC."""
        return self.summary.moment or self.modified


def summarize(session: Session, briefing: str = "", place: str = "") -> Summary:
    """Return the summary of an open dossier, with the titles of the briefing and the part that are shown."""
    store, taxonomy = session.store, session.taxonomy
    used = ((taxonomy.topic(topic), count) for topic, count in session.search.topics()[:_TOPICS])
    is_encrypted = store.password is not None
    return Summary(
        articles=store.count("article"),
        briefings=len(store.briefings()),
        topics=tuple((topic.colour, count) for topic, count in used if topic is not None),
        briefing="" if is_encrypted else briefing,
        place="" if is_encrypted else place,
        moment=datetime.now(UTC).isoformat(timespec="seconds"),
    )


class RecentDossiers(QObject):
    """The recent dossiers of the settings; `changed` is emitted when the list or what is known of it changes.

    Files are looked at only in a job, since a folder on a network may take long to answer.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._found: dict[Path, RecentDossier] = {}
        self._job = JobSlot(services.jobs)

    @property
    def all(self) -> tuple[RecentDossier, ...]:
        """The recent dossiers, the latest first; those known to be gone are left out."""
        dossiers = (self._known(path) for path in self._services.settings.recent)
        return tuple(dossier for dossier in dossiers if dossier.is_there is not False)

    def keep(self, session: Session, titles: tuple[str, str] | None) -> None:
        """Remember what a dossier holds, with the titles of the briefing and the part that are shown; None keeps the former ones."""
        with suppress(BriefbuilderError):
            former = self._known(session.store.path).summary
            summary = summarize(session, *(titles or (former.briefing, former.place)))
            self._services.settings.set_dossier_state(
                session.store.path, {_SUMMARY: json.dumps(asdict(summary), ensure_ascii=False)}
            )

    def look(self) -> None:
        """Look in the background which files are there, and who has them open."""
        paths = self._services.settings.recent
        if paths and not self._job.running:
            self._job.start(partial(_look, paths), self._on_looked, needs_libraries=False)

    def forget_files(self) -> None:
        """Forget what was found out; the list has changed."""
        self._found.clear()
        self.changed.emit()

    def _known(self, path: Path) -> RecentDossier:
        text = self._services.settings.dossier_state(path).get(_SUMMARY, "")
        return replace(self._found.get(path, RecentDossier(path=path)), summary=_read_summary(text))

    def _on_looked(self, found: dict[Path, RecentDossier]) -> None:
        if found != self._found:
            self._found = found
            self.changed.emit()


def _look(paths: tuple[Path, ...], context: JobContext) -> dict[Path, RecentDossier]:
    """Return what is found out about the files of dossiers, without their summaries."""
    found: dict[Path, RecentDossier] = {}
    for path in paths:
        context.check()
        try:
            changed = path.stat().st_mtime
        except OSError:
            found[path] = RecentDossier(path=path, is_there=False)
            continue
        holder = read_holder(path)
        found[path] = RecentDossier(
            path=path,
            is_there=True,
            holder=holder.user if holder is not None else "",
            modified=datetime.fromtimestamp(changed, UTC).isoformat(timespec="seconds"),
        )
    return found


def _read_summary(text: str) -> Summary:
    """Return a summary of the settings, which anyone can edit."""
    found = read_leniently(Summary, text) or Summary()
    topics = tuple((colour, max(1, count)) for colour, count in found.topics)
    return replace(found, articles=max(0, found.articles), briefings=max(0, found.briefings), topics=topics)


class RecentSearchDialog(QDialog):
    """A search field, and the sections that are found in each dossier; Enter searches, and then opens a row."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.job = JobSlot(services.jobs)
        self._words = ""
        self._problem: QueryProblem | None = None
        self.setProperty("helpTopic", "how-to/search-articles")
        self.setWindowTitle(self.tr("Search recent dossiers"))
        self.line = SearchField(self.tr("Search recent dossiers"), services.theme, self)
        self.state = PlainLabel(
            self.tr(
                "Type words, and press Enter to search the dossiers that you opened last. They are only read."
            ),
            self,
            wraps=True,
        )
        self.list = QListWidget(self)
        break_long_lines(self.list)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Results"))
        self.open_button = push_button(self.tr("&Open"), self, self._open)
        buttons = CloseButtons(self, self.open_button, by_enter=False)
        self.line.returnPressed.connect(self.search)
        self.list.itemActivated.connect(self._open)
        self.list.currentItemChanged.connect(self._show_state)
        fill_dialog(self, services.theme, self.line, self.state, self.list, buttons, gap=0.5, size=(34, 24))
        self._show_state()
        self.line.setFocus()
        if not self._paths():
            self.line.setEnabled(False)
            self._tell(
                self.tr(
                    "There are no other recent dossiers. The open one is searched in its list of articles."
                )
            )

    @property
    def chosen(self) -> tuple[Path, str, str] | None:
        """The dossier, the article and the words of the current row; None if it is not a result."""
        found = self.list.currentIndex().data(_FOUND)
        return None if found is None else (Path(found[0]), str(found[1]), str(found[2]))

    @Slot()
    def search(self) -> None:
        """Search the recent dossiers for the words of the field."""
        self.job.cancel()
        self.list.clear()
        words = self._words = self.line.text().strip()
        problem = self._problem = parse(words).problem
        if not words or (problem is not None and not problem.is_searched):
            self._tell("" if problem is None else self._problem_text(problem))
            return
        paths = self._paths()
        self._tell(self.tr("Searching %n dossier(s) …", "", len(paths)))
        self.job.start(
            partial(_search, paths, words, self._services.language),
            self._on_found,
            lambda error: self._tell(self._services.words.error(error)),
        )

    def _paths(self) -> tuple[Path, ...]:
        """Return the recent dossiers without the open one, whose lock would end if its file was read here."""
        session = self._services.holder.session
        own = None if session is None else session.store.path.resolve()
        return tuple(path for path in self._services.settings.recent if path.resolve() != own)

    def _problem_text(self, problem: QueryProblem) -> str:
        return self._services.words.error(query_error(problem, self._services.language))

    def _on_found(self, found: tuple[DossierHits, ...]) -> None:
        problem = self._problem or app.search_dossiers.problem_of(found)
        notes = [] if problem is None else [self._problem_text(problem)]
        for dossier in found:
            if dossier.error is not None:
                notes.append(self._services.words.error(dossier.error))
            if dossier.corrected is not None and dossier.hits:
                told = {"words": self._words, "corrected": dossier.corrected.strip()}
                notes.append(self._services.words.text("search-corrected", **told))
            self._add(dossier)
        count = sum(len(dossier.hits) for dossier in found)
        self._tell("\n".join((self.tr("%n result(s)", "", count), *dict.fromkeys(notes))))
        if count:
            self.list.setFocus()
            self.list.setCurrentRow(1)

    def _add(self, dossier: DossierHits) -> None:
        if not dossier.hits:
            return
        heading = QListWidgetItem(mask_hidden(dossier.path.stem), self.list)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        words = dossier.corrected or self._words
        for hit in dossier.hits:
            title = join_facts((hit.title, hit.heading))
            item = QListWidgetItem(mask_hidden(f"{title}\n{hit.snippet}"), self.list)
            item.setData(_FOUND, (str(dossier.path), hit.article, words))

    def _tell(self, text: str) -> None:
        self.state.setText(text)
        self.list.setAccessibleDescription(text)

    @Slot()
    def _show_state(self) -> None:
        self.open_button.setEnabled(self.chosen is not None)

    @Slot()
    def _open(self) -> None:
        if self.chosen is not None:
            self.accept()


def _search(
    paths: tuple[Path, ...], words: str, language: str, context: JobContext
) -> tuple[DossierHits, ...]:
    """Search dossiers one after the other, on the job's thread."""
    found: list[DossierHits] = []
    for dossier in app.search_dossiers.search_dossiers(
        paths, Query(words=words), app.resources.Resources(), _MOST_HITS, language
    ):
        context.check()
        found.append(dossier)
    return tuple(found)
