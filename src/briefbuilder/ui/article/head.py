"""The head of the article's pane: what there is to tell of the article that is read, each behind a tool of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.ui.article.acts import ArticleActs
from briefbuilder.ui.article.linked import LinkedArticles
from briefbuilder.ui.article.notices import NoticeButton
from briefbuilder.ui.article.versions import Versions
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.pane import PaneHeader


class ArticleHead(PaneHeader):
    """Notes of the import, copies, tags that wait, and what came together; `article_wanted` asks for another article."""

    article_wanted = Signal(str)

    def __init__(self, title: str, services: Services, acts: ArticleActs, pane: QWidget) -> None:
        super().__init__(title, services.theme, pane)
        self._notices = NoticeButton(services, pane)
        self.versions = Versions(services, acts, pane)
        self.linked = LinkedArticles(services, acts, pane)
        buttons = (self.versions.waiting_button, self.versions.copies_button)
        self.add_folding(self.linked, *buttons, self._notices)
        self._offer_tools()
        for source in (self.versions, self.linked):
            source.article_wanted.connect(self.article_wanted)
            source.told.connect(self._offer_tools)

    def show_record(self, record: ArticleRecord | None) -> None:
        """Tell the notes of an article's import."""
        self._notices.show_notices(record.notices if record is not None else ())
        self._offer_tools()

    @Slot()
    def follow(self) -> None:
        """Look anew what there is to tell where another article is read by now."""
        self.versions.follow()
        self.linked.refresh()

    @Slot()
    def _offer_tools(self) -> None:
        linked = (self.linked,) if self.linked.linked else ()
        notices = (self._notices,) if self._notices.told else ()
        self.offer((*linked, *self.versions.tools, *notices))
