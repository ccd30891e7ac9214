"""Search in all recent dossiers, which are only read, and open what was found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QWidget

from briefbuilder.app.query_names import query_error
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.query import Query
from briefbuilder.domain.query_language import parse
from briefbuilder.domain.visible_text import mask_hidden
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import search_field
from briefbuilder.ui.widgets.dialogs import create_column
from briefbuilder.ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.app.search_dossiers import DossierHits

_MOST_HITS = 20
"""The most sections that are shown of one dossier."""
_FOUND = int(Qt.ItemDataRole.UserRole)

ShowFound = Callable[[Path, str, str], None]
"""Opens a dossier with one of its articles, by its id, and searches words in it."""


class RecentSearchCommands(QObject):
    """The command that searches all recent dossiers."""

    def __init__(self, services: Services, show_found: ShowFound, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._show_found, self._window = services, show_found, window
        services.actions.register("search-recent", self.run)

    def run(self) -> None:
        """Show the dialog, and open what the user chooses in it."""
        dialog = RecentSearchDialog(self._services, self._window)
        chosen = dialog.chosen if self._services.prompter.run(dialog) else None
        dialog.stop()
        dialog.deleteLater()
        if chosen is not None:
            self._show_found(*chosen)


class RecentSearchDialog(QDialog):
    """A search field, and the sections that are found in each dossier; Enter searches, and then opens a row."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._job: Job[tuple[DossierHits, ...]] | None = None
        self._words = ""
        self.setProperty("helpTopic", "how-to/search-articles")
        self.setWindowTitle(self.tr("Search recent dossiers"))
        self.line = search_field(self.tr("Search recent dossiers"), services.theme, self)
        self.state = PlainLabel(self.tr("Enter searches. The dossiers are only read."), self)
        self.state.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Results"))
        self.buttons = QDialogButtonBox(self)
        self.open_button = self.buttons.addButton(self.tr("&Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in self.buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]
        self.buttons.accepted.connect(self._open)
        self.buttons.rejected.connect(self.reject)
        self.line.returnPressed.connect(self.search)
        self.list.itemActivated.connect(self._open)
        self.list.currentItemChanged.connect(self._show_state)
        theme = services.theme
        create_column(self, theme, 0.5, (self.line, self.state, self.list, self.buttons))
        self.resize(round(theme.line_height * 34), round(theme.line_height * 24))
        self._show_state()
        self.line.setFocus()

    @property
    def chosen(self) -> tuple[Path, str, str] | None:
        """The dossier, the article and the words of the current row; None where it is no result."""
        found = self.list.currentIndex().data(_FOUND)
        return None if found is None else (Path(found[0]), str(found[1]), str(found[2]))

    @property
    def searching(self) -> bool:
        """Whether a search is running."""
        return self._job is not None

    def stop(self) -> None:
        """Cancel the search that is running."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def search(self) -> None:
        """Search the recent dossiers for the words of the field."""
        self.stop()
        self.list.clear()
        words = self._words = self.line.text().strip()
        problem = parse(words).problem
        if problem is not None:
            self._tell(self._services.words.error(query_error(problem, self._services.language)))
        if not words or (problem is not None and problem.code != "query-long"):
            return
        session = self._services.holder.session
        # The open dossier is searched in the list of articles: to read its file here would end its lock.
        own = None if session is None else session.path.resolve()
        paths = tuple(path for path in self._services.settings.recent if path.resolve() != own)
        self._tell(self.tr("Searching %n dossier(s) …", "", len(paths)))
        self._job = self._services.jobs.start(
            partial(_search, paths, words, self._services.language), self._on_found, self._on_failed
        )

    def _on_found(self, found: tuple[DossierHits, ...]) -> None:
        self._job = None
        notes = []
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
            title = " · ".join(filter(None, (hit.title, hit.heading)))
            item = QListWidgetItem(mask_hidden(f"{title}\n{hit.snippet}"), self.list)
            item.setData(_FOUND, (str(dossier.path), hit.article, words))

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, BriefbuilderError):
            raise error
        self._tell(self._services.words.error(error))

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
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.search_dossiers import search_dossiers

    found: list[DossierHits] = []
    for dossier in search_dossiers(paths, Query(words=words), Resources(), _MOST_HITS, language):
        context.check()
        found.append(dossier)
    return tuple(found)
