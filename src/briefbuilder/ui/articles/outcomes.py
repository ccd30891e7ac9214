"""What became of the files of an import, in words: how many came in, and why others did not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.listing import ListingDialog

if TYPE_CHECKING:
    from briefbuilder.app.acts.importing import ImportOutcome


class Outcomes(QObject):
    """The outcomes of one import of `roots`: the files and folders that were chosen."""

    def __init__(
        self,
        services: Services,
        outcomes: Sequence[ImportOutcome],
        roots: tuple[Path, ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._outcomes = outcomes
        self._roots = roots
        self._new = [outcome for outcome in outcomes if outcome.status == "imported"]

    @property
    def first(self) -> str | None:
        """The first new article, else the first that was there already, None where no file is one."""
        named = (outcome.article for outcome in (*self._new, *self._outcomes))
        return next((article for article in named if article is not None), None)

    def summary(self) -> str:
        """Return how many articles came in, and how many of them are copies of others."""
        session = self._services.holder.session
        if not self._outcomes:
            return self.tr("There is nothing in that folder to import.")
        if not self._new:
            return self.tr("Nothing was imported.")
        said = self.tr("%n article(s) imported", "", len(self._new))
        names = [outcome.article for outcome in self._new if outcome.article is not None]
        copies = session.library.copies_among(names) if session is not None else 0
        told = self.tr("%n of them a copy", "", copies)
        return f"{said}; {told}" if copies else said

    def list_others(self, owner: QWidget) -> None:
        """List what did not become an article, with the reason, over a window; nothing where all did."""
        lines = tuple(self._line(outcome) for outcome in self._outcomes if outcome.status != "imported")
        if not lines:
            return
        came = self.tr("%n article(s) imported. These were not:", "", len(self._new))
        sentence = came if self._new else self.tr("Nothing was imported:")
        dialog = ListingDialog(self.tr("Not imported"), sentence, lines, self._services.theme, owner)
        self._services.prompter.run(dialog)
        dialog.deleteLater()

    def _line(self, outcome: ImportOutcome) -> str:
        name = self._name_of(Path(outcome.path))
        if outcome.error is not None:
            return f"{name}: {self._services.words.error(outcome.error)}"
        return self.tr("{name}: it is in the dossier already.").format(name=name)

    def _name_of(self, path: Path) -> str:
        """Return a file's name with the folders, and the files that hold it, from what was chosen on."""
        for root in self._roots:
            if root in path.parents:
                return path.relative_to(root if root.is_dir() else root.parent).as_posix()
        return path.name
