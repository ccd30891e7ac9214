"""The mail that an article came with and the articles that came with a mail: a button in the pane's head, with a menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.notices import ATTACHED
from briefbuilder.ui.article.acts import ArticleActs
from briefbuilder.ui.article.heading import title_of
from briefbuilder.ui.services import Services

_LONGEST = 60
"""Code points of a title in the menu."""


class LinkedArticles(QToolButton):
    """Of use unless the article that is read came alone.

    `article_wanted` asks for another one, `told` follows when there is other news.
    """

    article_wanted = Signal(str)
    told = Signal()

    def __init__(self, services: Services, acts: ArticleActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._acts, self._pane = services, acts, parent
        self._holders: tuple[ArticleRecord, ...] = ()
        self._attached: tuple[ArticleRecord, ...] = ()
        self._held = QMenu(self)
        self._held.aboutToShow.connect(self._fill)
        self.setMenu(self._held)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        services.actions.register("linked-articles", self._open, enabled=self._has_any)
        services.holder.changed.connect(self.refresh)
        self.refresh()

    @property
    def linked(self) -> tuple[ArticleRecord, ...]:
        """The mail that the article came with, then what is attached to it, so far as the dossier holds them."""
        return (*self._holders, *self._attached)

    @Slot()
    def refresh(self, *_: object) -> None:
        """Look anew what the article that is read came with."""
        before = self.linked
        session, reading = self._services.holder.session, self._acts.reading
        record = session.record(reading.article.id) if session is not None and reading is not None else None
        named = [one for one in record.notices if one.article] if record is not None else []
        found = [(one.code, session.record(one.article or "")) for one in named if session is not None]
        self._holders = tuple(one for code, one in found if one is not None and code != ATTACHED)
        self._attached = tuple(one for code, one in found if one is not None and code == ATTACHED)
        count = len(self._attached)
        text = self.tr("%n attachment(s)", "", count) if count else self.tr("Came with a mail")
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(self.tr("The mail and the files that came together"))
        if before != self.linked:
            self._services.actions.refresh()
            self.told.emit()

    def _open(self) -> None:
        # The button itself may be folded away where the pane is narrow.
        shown = self if self.isVisible() else self._pane
        self._held.popup(shown.mapToGlobal(shown.rect().bottomLeft() if shown is self else QPoint()))

    def _has_any(self) -> bool:
        return bool(self.linked)

    @Slot()
    def _fill(self) -> None:
        self._held.clear()
        for record in self.linked:
            title = title_of(record.metadata, record.original.name)
            title = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
            words = self.tr("Mail: {title}") if record in self._holders else self.tr("Attached: {title}")
            entry = self._held.addAction(words.format(title=title).replace("&", "&&"))
            entry.triggered.connect(partial(self._want, record.id))

    def _want(self, article: str, _checked: bool = False) -> None:
        self.article_wanted.emit(article)
