"""Copies and versions of the article that is being read: buttons in the pane's head, and the acts behind them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from briefbuilder.domain.errors import BriefbuilderError, CancelledError, DossierError
from briefbuilder.ui.article.acts import ArticleActs
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.acts.importing import KeptReading, PackedReading
    from briefbuilder.app.acts.revising import Waiting
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.reading import RefusedFile
    from briefbuilder.app.session import Session
    from briefbuilder.domain.changes import ChangeSet, Key


class Versions(QObject):
    """Tells of copies and of tags that wait. `article_wanted` asks for a copy, `told` follows when there is other news."""

    article_wanted = Signal(str)
    told = Signal()

    def __init__(self, services: Services, acts: ArticleActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._acts = services, acts
        self._reading_file = False
        self._found: tuple[str, ...] = ()
        self._count = 0
        self._article: str | None = None
        self._pane = parent
        self._copies, self._waits = QToolButton(parent), QToolButton(parent)
        board = services.actions
        self._copies.clicked.connect(board.action("show-copies").trigger)
        self._waits.clicked.connect(board.action("waiting-tags").trigger)
        board.register("show-copies", self._show_copies, enabled=self._has_copies)
        board.register("waiting-tags", self._show_waiting, enabled=self._has_waiting)
        board.register("newer-version", self._ask_file, enabled=acts.reads)
        services.holder.changed.connect(self._on_changed)
        self.refresh()

    @property
    def copies_button(self) -> QToolButton:
        """The button that shows the copies."""
        return self._copies

    @property
    def waiting_button(self) -> QToolButton:
        """The button that shows the tags that wait."""
        return self._waits

    @property
    def tools(self) -> tuple[QToolButton, ...]:
        """Those of the buttons that have something to tell."""
        return (*((self._waits,) if self._count else ()), *((self._copies,) if self._found else ()))

    @Slot()
    def follow(self) -> None:
        """Look anew where another article is read by now."""
        reading = self._acts.reading
        if self._article != (reading.article.id if reading is not None else None):
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look anew what there is to tell of the article that is being read."""
        session, reading = self._services.holder.session, self._acts.reading
        before = self._found, self._count
        self._found, self._count = (), 0
        self._article = name = reading.article.id if reading is not None else None
        if session is not None and name is not None and session.record(name) is not None:
            from briefbuilder.app.acts.revising import is_set_aside

            self._found = tuple(one for one in session.library.group(name) if one != name)
            self._count = sum(is_set_aside(tag.passage) for tag in session.tags(name))
        self._tell(self._copies, self.tr("%n copy(ies)", "", len(self._found)))
        self._tell(self._waits, self.tr("%n tag(s) wait", "", self._count))
        if before != (self._found, self._count):
            self._services.actions.refresh()
            self.told.emit()

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        if any(key.collection in {"article", "tag"} for key in keys):
            self.refresh()

    @staticmethod
    def _tell(button: QToolButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)

    def _has_copies(self) -> bool:
        return bool(self._found)

    def _has_waiting(self) -> bool:
        return self._count > 0

    def _show_copies(self) -> None:
        from briefbuilder.domain.text import joined_text
        from briefbuilder.ui.article.copies import CopiesDialog, CopyShown

        session, reading = self._services.holder.session, self._acts.reading
        if session is None or reading is None:
            return
        shares = {copy.article: copy.share for copy in session.library.copies(reading.article.id)}
        shown = []
        for name in self._found:
            article = session.article(name)
            share = shares.get(name)
            parts = (
                article.metadata.title or article.original.name,
                article.metadata.publication,
                self.tr("{percent} % in common").format(percent=round(100 * share)) if share else None,
            )
            line = " · ".join(part for part in parts if part)
            shown.append(CopyShown(name, line, joined_text(article.blocks)))
        text = joined_text(reading.article.blocks)
        dialog = CopiesDialog(text, tuple(shown), self._services.theme, self._pane.window())
        wanted = dialog.wanted if self._services.prompter.run(dialog) else None
        dialog.deleteLater()
        if wanted is not None:
            self.article_wanted.emit(wanted)

    def _show_waiting(self) -> None:
        from briefbuilder.app.acts.revising import waiting_tags
        from briefbuilder.ui.article.waitingtags import WaitingTagsDialog

        session, reading = self._services.holder.session, self._acts.reading
        if session is None or reading is None:
            return
        waiting = waiting_tags(session, reading.article.id)
        if not waiting:
            return
        taxonomy, language = session.taxonomy(), self._services.language
        topics = (taxonomy.topic(one.tag.topic) for one in waiting)
        names = tuple(
            topic.name(language) if topic is not None else one.tag.topic
            for one, topic in zip(waiting, topics, strict=True)
        )
        dialog = WaitingTagsDialog(waiting, names, self._services.theme, self._pane.window())
        dialog.place = self._place
        dialog.remove = self._remove
        self._services.prompter.run(dialog)
        dialog.deleteLater()

    def _place(self, waiting: Waiting) -> bool:
        from briefbuilder.app.acts.revising import place_tag

        session = self._services.holder.session
        if session is None or waiting.place is None:
            return False
        return self._apply(place_tag(session, waiting.tag.id, waiting.place))

    def _remove(self, waiting: Waiting) -> bool:
        from briefbuilder.app.acts.tagging import remove_tags

        session = self._services.holder.session
        return session is not None and self._apply(remove_tags(session, [waiting.tag.id]))

    def _apply(self, act: ChangeSet) -> bool:
        try:
            self._services.holder.apply(act)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return False
        return True

    # A newer version -------------------------------------------------------------------------

    def _ask_file(self) -> None:
        reading = self._acts.reading
        if reading is None or self._reading_file:
            return
        path = self._services.prompter.open_file(
            self.tr("Newer version of the article"), self.tr("All files (*)")
        )
        if path is not None:
            self.take_in(reading.article.id, path)

    def take_in(self, article: str, path: Path) -> None:
        """Read a file beside the window and put it in an article's place."""
        session = self._services.holder.session
        self._reading_file = True
        done = partial(self._on_read, session, article, path)
        self._services.jobs.start(partial(_read, path), done, self._on_failed)

    def _on_read(
        self,
        session: Session | None,
        article: str,
        path: Path,
        found: tuple[PackedReading | RefusedFile, ...],
    ) -> None:
        self._reading_file = False
        if session is None or session is not self._services.holder.session:
            return
        try:
            self._revise(session, article, path, found)
        except BriefbuilderError as error:
            session.drop_kept()
            self._services.prompter.tell_error(error)

    def _revise(
        self, session: Session, article: str, path: Path, found: tuple[PackedReading | RefusedFile, ...]
    ) -> None:
        from briefbuilder.app.acts.importing import keep_reading
        from briefbuilder.app.acts.revising import revise_article
        from briefbuilder.app.reading import RefusedFile

        if len(found) != 1:
            raise DossierError("revision-several", name=path.name)
        kept: KeptReading | RefusedFile = keep_reading(session, found[0])
        if isinstance(kept, RefusedFile):
            raise kept.error
        act = revise_article(session, article, kept)
        self._services.holder.apply(act)
        waiting = int(act.parameters["waiting"])
        self._acts.message.emit(self.tr("The newer version is in place."))
        self.refresh()
        if waiting and self._count:
            self._show_waiting()

    def _on_failed(self, error: Exception) -> None:
        self._reading_file = False
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, BriefbuilderError):
            raise error
        self._services.prompter.tell_error(error)


def _read(path: Path, context: JobContext) -> tuple[PackedReading | RefusedFile, ...]:
    from briefbuilder.app.acts.importing import pack_reading
    from briefbuilder.app.reading import RefusedFile, read_paths

    readings = read_paths([path], cancelled=context.cancelled, pool=context.pool)
    return tuple(one if isinstance(one, RefusedFile) else pack_reading(one) for one in readings)
