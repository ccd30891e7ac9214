"""The pages of an open dossier, Read and Brief, with the commands on its articles and topics, and facts read meanwhile.

They are created while the start page waits, or when they are first needed: Read by the first dossier, Brief by the first
briefing. The first window does without them, and without the modules that they need.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QAbstractButton, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.domain.errors import CancelledError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.query import Query
from briefbuilder.storage.blobs import PackedArticle
from briefbuilder.storage.facts import PreparedFacts
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.overview.dialog import DossierOverviewCommands
from briefbuilder.ui.read.import_articles import ArticleImporter
from briefbuilder.ui.read.page import ReadPage
from briefbuilder.ui.read.watched_folders import WatchedFolders
from briefbuilder.ui.services import Services
from briefbuilder.ui.topics.commands import TopicMenu
from briefbuilder.ui.widgets.progress import BusyIndicator
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.ui.brief.page import BriefPage

_MAX_FOUND = 10_000
"""Most search results that are tagged at once."""


class DossierPages(QObject):
    """Adds commands to the pages Read and Brief, and restores what is remembered of each dossier that is opened.

    `prepare` does one step of creating the page Brief, which ends with `add_brief`, and returns whether there are more.
    """

    def __init__(
        self,
        services: Services,
        read: ReadPage,
        prepare: Callable[[], bool],
        busy: BusyIndicator,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._services = services
        self.read, self._prepare = read, prepare
        self._brief: BriefPage | None = None
        self.current = CurrentBriefing(services, window, prepare)
        self.current.replaced.connect(self.show_briefing)
        self.importing = ArticleImporter(services, busy, window)
        self.read.articles.unfinished.follow(self.importing)
        FactReader(services, self)
        self.watching = WatchedFolders(services, self.importing, self.read.articles.waiting, window)
        self.topics = TopicMenu(services, self._found_sections, self._open_article, window)
        DossierOverviewCommands(services, self._search_name, window)
        self._before: tuple[tuple[str, ...], Query] = ((), Query())
        self._fills_empty = False
        self.importing.began.connect(self._on_import_began)
        self.importing.finished.connect(self._on_import_finished)
        self.importing.imported.connect(self._show_imported)
        board = services.actions
        board.register("import-files", self.importing.ask_files)
        board.register("import-folder", self.importing.ask_folder)
        board.register("paste-article", self.importing.paste)
        board.register("new-briefing", self._new_briefing)
        services.links.passage_add_requested.connect(self._add_passage)
        services.links.passages_add_requested.connect(self._add_passages)
        # After the connections of the pages, which show the dossier first.
        services.holder.session_replaced.connect(self._restore)
        self._restore()

    @property
    def shown_titles(self) -> tuple[str, str] | None:
        """The titles of the selected briefing and part, or empty texts; None while no briefing is selected yet."""
        current = self.current
        if current.is_waiting:
            return None
        briefing = current.briefing
        if briefing is None:
            return "", ""
        node = self.brief.outline.current_node
        parts = (part for part in briefing.walk() if node in {part.id, *(item.id for item in part.items)})
        return briefing.title, next(map(current.texts.heading, parts), "")

    @property
    def exporting(self) -> bool:
        """Whether an export is being prepared."""
        return self._brief is not None and self._brief.panel.exporting

    @property
    def brief(self) -> BriefPage:
        """The page Brief, which is created when it is first used, and shows the open dossier even if it would do so later."""
        self.current.catch_up()
        if self._brief is None:
            with self._services.holder.followed_once():
                while self._prepare():
                    pass
        assert self._brief is not None
        return self._brief

    def add_brief(self, brief: BriefPage) -> None:
        """Show in the page Brief, which is complete now, what is remembered of the open dossier."""
        self._brief = brief
        self._restore_page("brief", brief)

    @Slot()
    def show_briefing(self) -> None:
        """Create the page Brief if there is a briefing to show."""
        if self._brief is None and self.current.briefing is not None:
            _ = self.brief

    def _new_briefing(self) -> None:
        self.brief.outline_pane.header.new_briefing()

    @Slot(object)
    def _add_passage(self, passage: Passage) -> None:
        self._add_passages((passage,))

    @Slot(tuple)
    def _add_passages(self, passages: tuple[Passage, ...]) -> None:
        self.brief.commands.add_passages(passages)

    def remember(self) -> None:
        """Store what is shown of the open dossier, such as the article and its item."""
        session = self._services.holder.session
        if session is None:
            return
        # The page Brief has no state before it shows a briefing: what was stored of it before is kept.
        states = {
            f"{name}-{key}": value
            for name, page in (("read", self.read), ("brief", self._brief))
            if page is not None
            for key, value in page.state().items()
        }
        self._services.settings.set_dossier_state(session.store.path, states)

    @Slot()
    def _restore(self) -> None:
        self._restore_page("read", self.read)
        self._restore_page("brief", self._brief)

    def _restore_page(self, name: str, page: ReadPage | BriefPage | None) -> None:
        session = self._services.holder.session
        if session is None:
            return
        start, kept = f"{name}-", self._services.settings.dossier_state(session.store.path)
        if name == "brief":
            self.current.remembered = kept.get("brief-briefing", "")
        if page is not None:
            page.restore(
                {key.removeprefix(start): value for key, value in kept.items() if key.startswith(start)}
            )

    @Slot()
    def _on_import_began(self) -> None:
        self._before = self.read.articles.chosen(), self.read.articles.search_bar.query
        session = self._services.holder.session
        self._fills_empty = session is not None and not session.store.count("article")
        self._show_importing(importing=True)

    @Slot()
    def _on_import_finished(self) -> None:
        self._show_importing(importing=False)

    def _show_importing(self, *, importing: bool) -> None:
        self.read.articles.show_importing(importing=importing)
        self.read.article.show_importing(importing=importing)

    @Slot(str)
    def _show_imported(self, article: str) -> None:
        """Choose the first imported article, unless the user has searched or gone to another one since.

        The list of a dossier that was empty gets the focus of its button, which Qt has given to any other one.
        """
        chosen, query = self.read.articles.chosen(), self.read.articles.search_bar.query
        if query == self._before[1] and (not chosen or chosen == self._before[0]):
            self.read.articles.choose(article)
            focused = self.read.window().focusWidget()
            if self._fills_empty and self._services.modes.mode == "read" and _holds_no_place(focused):
                self.read.articles.focus_content()

    def _open_article(self) -> str | None:
        reading = self.read.article.reading
        return reading.article.id if reading is not None else None

    def _search_name(self, name: str) -> None:
        """Search the articles for a name."""
        self._services.modes.choose("read")
        words = name.replace('"', " ")
        self.read.articles.search_bar.show_query(Query(words=f'"{words}"'))
        self.read.articles.focus_content()

    def _found_sections(self) -> tuple[tuple[str, int], ...]:
        """Return the sections that match the search, each as article id and section index."""
        session, query = self._services.holder.session, self.read.articles.model.query
        if session is None or not query.words.strip():
            return ()
        # What the list shows, even if it searched another spelling.
        words = self.read.articles.model.corrected or query.words
        return session.search.find_places(replace(query, words=words), _MAX_FOUND)


FACTS_AFTER = 3000
"""Milliseconds after the last change until articles are read."""


def _read_facts(context: JobContext) -> None:
    # What reads facts is loaded here, since that takes a moment.
    import briefbuilder.evidence.facts  # noqa: F401

    articles: tuple[PackedArticle, ...] = context.request(())
    while articles:
        facts = context.pool.run(app.evidence.read_all_packed, articles, cancelled=context.cancelled)
        articles = context.request(tuple(zip(articles, facts, strict=True)))


class FactReader(QObject):
    """Reads the articles of an older dossier, and those that were corrected, some at a time while nothing is changed."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._job = JobSlot(services.jobs)
        self._timer = single_shot_timer(self, self._start, FACTS_AFTER)
        services.holder.session_replaced.connect(self._on_session_replaced)
        services.holder.changed.connect(self._timer.start)
        self._on_session_replaced()

    @Slot()
    def _on_session_replaced(self) -> None:
        self._job.cancel()
        self._timer.start()

    @Slot()
    def _start(self) -> None:
        session = self._services.holder.session
        if session is None or session.store.read_only or self._job.running:
            return
        self._job.start(_read_facts, fault=lambda _: None, on_request=partial(self._keep, session))

    def _keep(
        self, session: Session, found: tuple[tuple[PackedArticle, PreparedFacts], ...]
    ) -> tuple[PackedArticle, ...]:
        """Store what was read, and return the articles that are to be read next, none if the user changes something."""
        if session is not self._services.holder.session or session.store.read_only:
            raise CancelledError
        if found:
            session.store.keep_facts((packed.record, facts) for packed, facts in found)
        return () if self._timer.isActive() else app.evidence.unread_articles(session)


def _holds_no_place(focused: QWidget | None) -> bool:
    """Return whether a user loses no place if the focus goes elsewhere."""
    return focused is None or isinstance(focused, QAbstractButton)
