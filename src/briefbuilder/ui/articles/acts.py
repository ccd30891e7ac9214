"""What is done to the articles that are chosen in the list: their details written, their titles, their removal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.domain.changes import ChangeSet


class ChosenArticles(QObject):
    """Acts on what `chosen` returns, the ids of articles, over the window of a pane."""

    def __init__(self, services: Services, chosen: Callable[[], tuple[str, ...]], pane: QWidget) -> None:
        super().__init__(pane)
        self._services = services
        self._chosen = chosen
        self._pane = pane

    def edit(self) -> None:
        """Ask for details that all of them get."""
        from briefbuilder.app.acts.metadata import edit_many
        from briefbuilder.ui.articles.manydetails import ManyDetails

        session, ids = self._services.holder.session, self._chosen()
        if session is None or not ids:
            return
        dialog = ManyDetails(len(ids), self._services.theme, self._pane.window())
        if self._services.prompter.run(dialog):
            corrected = dialog.corrected
            self._apply(lambda: edit_many(session, ids, corrected))
        dialog.deleteLater()

    def remove(self) -> None:
        """Take them out of the dossier; where excerpts go with them, that is asked first."""
        session, ids = self._services.holder.session, self._chosen()
        if session is not None and ids:
            self._apply(lambda: self._removal(session, ids))

    @Slot(str, str)
    def retitle(self, article: str, title: str) -> None:
        """Give an article another title."""
        from briefbuilder.app.acts.metadata import edit_metadata

        session = self._services.holder.session
        record = session.record(article) if session is not None else None
        if session is not None and record is not None:
            titled = replace(record.metadata, title=title)
            self._apply(lambda: edit_metadata(session, article, titled))

    def _removal(self, session: Session, ids: tuple[str, ...]) -> ChangeSet | None:
        from briefbuilder.app.acts.articles import remove_articles

        act = remove_articles(session, ids)
        excerpts = int(act.parameters.get("excerpts", "0"))
        return act if not excerpts or self._may_remove(excerpts) else None

    def _may_remove(self, excerpts: int) -> bool:
        question = self.tr("%n excerpt(s) in briefings would go with it. You can undo this.", "", excerpts)
        return self._services.prompter.confirm(self.tr("Remove article"), question, self.tr("Remove"))

    def _apply(self, act: Callable[[], ChangeSet | None]) -> None:
        try:
            made = act()
            if made is not None:
                self._services.holder.apply(made)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
