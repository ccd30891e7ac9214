"""A table model of articles: their numbers in order, and cached pages of records.

For 100,000 articles the model holds 100,000 numbers and a few hundred records. A search runs in short steps, between
which the window processes events.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from contextlib import suppress
from time import perf_counter

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, Qt, Signal, Slot

from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.passage import Passage, section_passage
from briefbuilder.domain.query import Query
from briefbuilder.domain.subsequences import common_prefix_length
from briefbuilder.domain.visible_text import mask_hidden
from briefbuilder.storage.listing import Listed
from briefbuilder.storage.query_language import QueryProblem
from briefbuilder.storage.recent_cache import RecentCache
from briefbuilder.storage.search import ArticleCursor
from briefbuilder.storage.search_hits import Snippet
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.read.article_rows import ArticleRole
from briefbuilder.ui.read.article_words import date_text, short_date_text, title_of
from briefbuilder.ui.read.read_marks import ReadMarks
from briefbuilder.ui.services import PaneLinks
from briefbuilder.ui.session_holder import SessionHolder
from briefbuilder.ui.widgets.plain import join_facts, plain_roles, plain_text, plain_tip
from briefbuilder.ui.widgets.rows import Index
from briefbuilder.ui.widgets.timers import single_shot_timer

PAGE = 200
"""Rows that are read together."""
MAX_CACHED_PAGES = 8
"""Pages in the cache."""


_TOGETHER = 40
"""Rows whose copies and topics are looked up together."""
_GROUPS = 40
"""Groups of such rows in the cache."""
_SNIPPET_CONTEXT = 14
"""Code points of a snippet before its first hit."""
_UNREADABLE_ROW: dict[int, object] = {
    Qt.ItemDataRole.DisplayRole: "…",
    ArticleRole.SNIPPET: "",
    ArticleRole.HITS: (),
}
"""What a row shows whose article cannot be read."""
_MAX_RUNS = 100
"""Most runs of rows; with more, resetting the model is as fast."""


def changed_runs(old: array[int], new: array[int]) -> list[tuple[int, int]] | None:
    """Return the runs of rows (first, last) that were inserted into an old list to get a new one, in order.

    None if the lists differ otherwise, or by too many runs.
    """
    if len(new) < len(old):
        return None
    runs: list[tuple[int, int]] = []
    place = start = common_prefix_length(old, new)
    for number in old[start:]:
        first = place
        while place < len(new) and new[place] != number:
            place += 1
        if place == len(new):
            return None
        if place > first:
            runs.append((first, place - 1))
        if len(runs) > _MAX_RUNS:
            return None
        place += 1
    if place < len(new):
        runs.append((place, len(new) - 1))
    return runs


_BUDGET = 0.025
"""Seconds that a search runs before the window processes events."""
_STEPS = 4
"""Steps that always run; they complete a search of a small dossier."""
_EDITABLE = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemNeverHasChildren
)


class ArticleModel(QAbstractTableModel):
    """The articles that match a query, in its order, in one column.

    `searching_changed` is emitted when a search begins or ends; `title_edited` carries an article's id and the
    title that was typed into its row.
    """

    searching_changed = Signal()
    title_edited = Signal(str, str)

    def __init__(
        self, holder: SessionHolder, language: str, links: PaneLinks, read_marks: ReadMarks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._holder = holder
        self._language = language
        self._links = links
        self.read_marks = read_marks
        self.query = Query()
        self._unread_only = False
        self._quoted: frozenset[str] = frozenset()
        self._numbers: array[int] = array("q")
        self._taken = 0
        self.pages = RecentCache(self._read_page, MAX_CACHED_PAGES)
        self._copies_and_topics = RecentCache(self._look_up, _GROUPS)
        self._snippets = RecentCache(self._make_snippet, MAX_CACHED_PAGES * PAGE)
        self._cursor: ArticleCursor | None = None
        self._shows_part = False
        self._steady = False
        self._timer = single_shot_timer(self, self._continue_search)
        holder.session_replaced.connect(self._on_session_replaced)
        holder.changed.connect(self._on_changed)
        # A list of unread articles keeps its rows until it is searched again.
        self.read_marks.changed.connect(self._repaint)
        links.unseen.changed.connect(self._repaint)
        links.briefing_changed.connect(self._update_quoted)
        self._update_quoted()
        self.refresh()

    @property
    def searching(self) -> bool:
        """Whether a search is running."""
        return self._timer.isActive()

    @property
    def phrases(self) -> tuple[str, ...]:
        """What the search marks in the articles that it finds."""
        return self._cursor.parsed.phrases if self._cursor is not None else ()

    @property
    def corrected(self) -> str | None:
        """The words that were searched instead, because nothing has those of the query."""
        return self._cursor.corrected if self._cursor is not None else None

    @property
    def problem(self) -> QueryProblem | None:
        """What of the query was not understood."""
        return self._cursor.parsed.problem if self._cursor is not None else None

    def set_query(self, query: Query, *, unread_only: bool = False) -> None:
        """Set the query and search; `unread_only` leaves out the articles that were read."""
        if (query, unread_only) != (self.query, self._unread_only):
            self.query, self._unread_only = query, unread_only
            self.refresh()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of articles."""
        return 0 if parent is not None and parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return 1."""
        return 0 if parent is not None and parent.isValid() else 1

    @plain_roles
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return what a row shows."""
        if not index.isValid():
            return None
        # Each time that the list is painted is too often to report damage; opening the article reports it.
        with suppress(DossierError):
            listed = self._listed_at(index.row())
            if listed is not None:
                return self._data(listed, index.row(), role)
        return _UNREADABLE_ROW.get(role)

    def _data(self, listed: Listed, row: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return title_of(listed.record.metadata, listed.record.original.name)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._accessible_text(listed, row))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._accessible_text(listed, row)
            case ArticleRole.SNIPPET | ArticleRole.HITS:
                snippet = self._snippets.get(row)
                if snippet is None:
                    return _UNREADABLE_ROW[role]
                return mask_hidden(snippet.text) if role == ArticleRole.SNIPPET else snippet.hits
            case _:
                return self._detail(listed, row, role)

    def _detail(self, listed: Listed, row: int, role: int) -> object:
        """Return what a row shows of the publication, or of what is known of the article beside its record."""
        metadata = listed.record.metadata
        match role:
            case ArticleRole.OUTLET:
                return plain_text(metadata.publication or "")
            case ArticleRole.DATE:
                return short_date_text(metadata, self._language)
            case ArticleRole.LANGUAGE:
                code = base_language(metadata.language)
                return "" if code == base_language(self._language) else code
            case ArticleRole.COPIES:
                return self._found_beside(row)[0]
            case ArticleRole.COLOURS:
                shown = map(self._holder.taxonomy.shown, self._found_beside(row)[1])
                return tuple(topic.colour for topic in shown)
            case _:
                return self._mark(listed.article, role)

    def _mark(self, article: str, role: int) -> object:
        match role:
            case ArticleRole.USED:
                return article in self._quoted
            case ArticleRole.UNREAD:
                return not self.read_marks.is_read(article)
            case ArticleRole.CHANGED:
                return ", ".join(self._links.unseen.authors(article))
            case _:
                return None

    def _accessible_text(self, listed: Listed, row: int) -> str:
        """Return all that a row shows as one text, with words for its icons."""
        record, article = listed.record, listed.article
        metadata, snippet = record.metadata, self._snippets.get(row)
        copies, names = self._found_beside(row)[0], ", ".join(self._links.unseen.authors(article))
        parts = (
            title_of(metadata, record.original.name),
            metadata.publication,
            date_text(metadata, self._language),
            metadata.language,
            self.tr("%n tag(s)", "", listed.tags),
            self.tr("%n copy(ies)", "", copies) if copies else "",
            "" if self.read_marks.is_read(article) else self.tr("unread"),
            self.tr("in the briefing") if article in self._quoted else "",
            self.tr("changed by {names}").format(names=names) if names else "",
            snippet.text if snippet is not None else "",
        )
        return join_facts(parts)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that titles can be edited, and that search results can be dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = _EDITABLE if self._holder.writable else _EDITABLE & ~Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.query.words.strip() else flags

    def found_passage(self, row: int) -> Passage | None:
        """Return the section that the search found in a row's article, or None."""
        session, listed = self._holder.session, self._listed_at(row)
        place = self._found_section(listed)
        if session is None or listed is None or place is None:
            return None
        article = session.store.article(listed.record.id)
        sections = article.sections
        return section_passage(article, sections[place]) if place < len(sections) else None

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """Return the sections that the search found in rows, in order."""
        rows = sorted({index.row() for index in indexes})
        found = (passage for row in rows if (passage := self.found_passage(row)) is not None)
        session = self._holder.session
        return passages_to_mime(found, session.store.quote_of) if session is not None else QMimeData()

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Emit `title_edited`; the row changes with the dossier."""
        article = self.article_at(index.row()) if index.isValid() else None
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or article is None or not title or title == self.data(index):
            return False
        self.title_edited.emit(article, title)
        return True

    def row_of(self, article_id: str) -> int | None:
        """Return the row of an article, or None."""
        session = self._holder.session
        number = session.search.number_of(article_id) if session is not None else None
        try:
            return None if number is None else self._numbers.index(number)
        except ValueError:
            return None

    def article_at(self, row: int) -> str | None:
        """Return the id of a row's article, which may be damaged."""
        listed = self._listed_at(row)
        return None if listed is None else listed.article

    def articles_at(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of the articles in rows, without reading their records."""
        session = self._holder.session
        if session is None:
            return ()
        return session.search.ids([self._numbers[row] for row in rows if row < len(self._numbers)])

    @Slot()
    def _on_session_replaced(self) -> None:
        """Show the first rows of another dossier before all are counted."""
        self.refresh(5 * PAGE)

    def refresh(self, at_first: int | None = None, *, steady: bool = False) -> None:
        """Search again; without words, at first only for `at_first` rows.

        With `steady`, changed rows are inserted or removed instead of resetting the model, as far as possible.
        """
        self._steady = steady
        self._timer.stop()
        session = self._holder.session
        if session is not None:
            session.search.own_language = self._language
        self._cursor = session.search.find(self.query, at_first) if session is not None else None
        self._taken = 0
        if self._cursor is None:
            self._show(array("q"))
        else:
            self._shows_part = False
            self._advance(self._cursor)
        self.searching_changed.emit()

    def _advance(self, cursor: ArticleCursor) -> None:
        until = perf_counter() + _BUDGET
        steps = 1
        while not cursor.step() and not cursor.waits and (steps < _STEPS or perf_counter() < until):
            steps += 1
        if cursor.done:
            self._show_all(cursor)
        else:
            if cursor.settled and not self._steady:
                if self._shows_part:
                    self._append(cursor.numbers)
                else:
                    self._shows_part = True
                    self._show(self._take(cursor.numbers))
            self._timer.start(0)

    @Slot()
    def _continue_search(self) -> None:
        if self._cursor is not None:
            self._advance(self._cursor)
            if not self._timer.isActive():
                self.searching_changed.emit()

    def _show_all(self, cursor: ArticleCursor) -> None:
        if self._shows_part and cursor.settled:
            self._append(cursor.numbers)
        else:
            self._taken = 0
            self._show(self._take(cursor.numbers))

    def _take(self, numbers: array[int]) -> array[int]:
        """Return what follows the numbers that were taken before, without those that are not to be shown."""
        new = numbers[self._taken :]
        self._taken = len(numbers)
        session = self._holder.session
        if not self._unread_only or session is None:
            return new
        names = session.search.ids(new)
        unread = self.read_marks.unread(names)
        return array("q", (number for number, name in zip(new, names, strict=True) if name in unread))

    def _append(self, numbers: array[int]) -> None:
        new = self._take(numbers)
        shown = len(self._numbers)
        if new:
            self.beginInsertRows(QModelIndex(), shown, shown + len(new) - 1)
            self._numbers.extend(new)
            self.pages.drop(shown // PAGE)
            self._copies_and_topics.drop(shown // _TOGETHER)
            self.endInsertRows()

    def _show(self, numbers: array[int]) -> None:
        if self._steady and self._numbers and self._move_rows(numbers):
            return
        self.beginResetModel()
        self._forget_rows()
        self._numbers = numbers
        self.endResetModel()

    def _move_rows(self, numbers: array[int]) -> bool:
        """Insert or remove rows if all others keep their order; return whether this was possible."""
        come, gone = changed_runs(self._numbers, numbers), changed_runs(numbers, self._numbers)
        self._forget_rows()
        if come is not None:
            for first, last in come:
                self.beginInsertRows(QModelIndex(), first, last)
                self._numbers[first:first] = numbers[first : last + 1]
                self._forget_rows()
                self.endInsertRows()
        elif gone is not None:
            for first, last in reversed(gone):
                self.beginRemoveRows(QModelIndex(), first, last)
                del self._numbers[first : last + 1]
                self._forget_rows()
                self.endRemoveRows()
        else:
            return False
        self._repaint()
        return True

    def _forget_rows(self) -> None:
        self.pages.clear()
        self._copies_and_topics.clear()
        self._snippets.clear()

    def _listed_at(self, row: int) -> Listed | None:
        return self.pages.get(row // PAGE).get(self._numbers[row]) if 0 <= row < len(self._numbers) else None

    def _read_page(self, page: int) -> dict[int, Listed]:
        session, numbers = self._holder.session, self._numbers[page * PAGE : (page + 1) * PAGE]
        return {listed.number: listed for listed in session.search.listed(numbers)} if session else {}

    def _found_beside(self, row: int) -> tuple[int, tuple[str, ...]]:
        """Return the number of copies of a row's article, and its topics, those with most tags first."""
        copies, topics = self._copies_and_topics.get(row // _TOGETHER)
        return copies.get(self._numbers[row], 0), topics.get(self._numbers[row], ())

    def _look_up(self, group: int) -> tuple[Mapping[int, int], Mapping[int, tuple[str, ...]]]:
        session, numbers = self._holder.session, self._numbers[group * _TOGETHER : (group + 1) * _TOGETHER]
        return (session.search.copied(numbers), session.search.topics_of(numbers)) if session else ({}, {})

    def _found_section(self, listed: Listed | None) -> int | None:
        """Return the index of the section that the search found in an article, or None."""
        if self._cursor is None or listed is None:
            return None
        return self._cursor.places.get(listed.number)

    def _make_snippet(self, row: int) -> Snippet | None:
        session, listed = self._holder.session, self._listed_at(row)
        place = self._found_section(listed)
        if session is None or listed is None or place is None:
            return None
        words = self.corrected or self.query.words
        return session.search.snippet(listed.record, place, words, _SNIPPET_CONTEXT)

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        collections = {key.collection for key in keys}
        query = self.query
        by_tags = bool(query.topics) or query.tagged is not None
        if "briefing" in collections:
            self._update_quoted()
        if (
            "article" in collections
            or ("tag" in collections and by_tags)
            or ("briefing" in collections and query.used is not None)
        ):
            self.refresh(steady=True)
        elif "tag" in collections or "topic" in collections:
            self.pages.clear()
            self._copies_and_topics.clear()
            self._repaint()

    @Slot()
    def _update_quoted(self) -> None:
        session, name = self._holder.session, self._links.briefing
        briefing = session.store.briefing(name) if session is not None and name is not None else None
        items = briefing.items if briefing is not None else ()
        quoted = frozenset(item.passage.article for item in items if isinstance(item, Excerpt))
        if quoted != self._quoted:
            self._quoted = quoted
            self._repaint()

    @Slot()
    def _repaint(self) -> None:
        if self._numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._numbers) - 1, 0))
