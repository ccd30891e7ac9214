"""The dossier's articles as rows for a view: numbers in an order, and the pages of records that are on show.

A view of 100,000 articles holds 100,000 numbers and the records of some hundred; a search under way goes on in
short steps between which the window lives.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from enum import IntEnum
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from briefbuilder.domain.changes import Key
from briefbuilder.domain.passage import Passage, section_passage
from briefbuilder.domain.query import Query
from briefbuilder.ui.clipboard import PASSAGE_TYPE, passages_to_mime
from briefbuilder.ui.read.article_words import date_text, title_of
from briefbuilder.ui.session_holder import SessionHolder
from briefbuilder.ui.widgets.plain import plain_tip

if TYPE_CHECKING:
    from briefbuilder.storage.listing import Listed
    from briefbuilder.storage.query import Snippet
    from briefbuilder.storage.search import ArticleCursor


# The records of the rows that are on show, read by pages; the last pages are kept at hand.

PAGE = 200
"""Rows that are read at once."""
MAX_CACHED_PAGES = 8
"""Pages that are kept at hand."""


class RecordPages:
    """Reads a page when one of its rows is asked for."""

    def __init__(self, holder: SessionHolder) -> None:
        self._holder = holder
        self._pages: OrderedDict[int, dict[int, Listed]] = OrderedDict()

    @property
    def loaded(self) -> int:
        """How many records are at hand."""
        return sum(len(page) for page in self._pages.values())

    def listed(self, numbers: array[int], row: int) -> Listed | None:
        """Return the record of a row, the rows being articles by their `numbers`; None for no row."""
        if not 0 <= row < len(numbers):
            return None
        return self._page(numbers, row // PAGE).get(numbers[row])

    def forget(self, row: int | None = None) -> None:
        """Read anew what is asked for next: the page of a row, or all."""
        if row is None:
            self._pages.clear()
        else:
            self._pages.pop(row // PAGE, None)

    def _page(self, numbers: array[int], page: int) -> dict[int, Listed]:
        if page in self._pages:
            self._pages.move_to_end(page)
            return self._pages[page]
        session = self._holder.session
        wanted = numbers[page * PAGE : (page + 1) * PAGE]
        listed = session.search.listed(wanted) if session is not None else ()
        self._pages[page] = {one.number: one for one in listed}
        if len(self._pages) > MAX_CACHED_PAGES:
            self._pages.popitem(last=False)
        return self._pages[page]


# What a row of the list of articles says: its details, what a search found in it, and all of it for who hears it.

_BEFORE_HIT = 14
"""Code points of a snippet before its first hit: a row is narrow."""


class ArticleRole(IntEnum):
    """What a row can be asked for beside its title."""

    ID = int(Qt.ItemDataRole.UserRole)
    OUTLET = ID + 1
    DATE = ID + 2
    LANGUAGE = ID + 3
    TAGS = ID + 4
    SNIPPET = ID + 5
    HITS = ID + 6
    """Pairs of code points in the snippet."""
    COPIES = ID + 7
    """How many other articles are copies of the same report."""


class RowTexts(QObject):
    """Words of rows in a language; the snippets of a search are cut once."""

    def __init__(self, holder: SessionHolder, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._holder = holder
        self._language = language
        self._finding: ArticleCursor | None = None
        self._searched = ""
        self._snippets: dict[int, Snippet] = {}

    def show_found(self, finding: ArticleCursor | None, words: str) -> None:
        """Show from now on what a search for some words finds."""
        self._finding, self._searched = finding, words

    def forget(self) -> None:
        """Cut the snippets anew: something else is looked for, or there."""
        self._snippets.clear()

    def of(self, listed: Listed, role: int) -> object:
        """Return what an article's row shows for a role."""
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return title_of(listed.record.metadata, listed.record.original.name)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._spoken(listed))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(listed)
            case ArticleRole.SNIPPET | ArticleRole.HITS:
                return self._of_snippet(listed, role)
            case _:
                return self._detail(listed, role)

    def _detail(self, listed: Listed, role: int) -> object:
        metadata = listed.record.metadata
        match role:
            case ArticleRole.ID:
                return listed.record.id
            case ArticleRole.OUTLET:
                return metadata.publication or ""
            case ArticleRole.DATE:
                return date_text(metadata, self._language)
            case ArticleRole.LANGUAGE:
                return (metadata.language or "").upper()
            case ArticleRole.TAGS | ArticleRole.COPIES:
                return listed.tags if role == ArticleRole.TAGS else self._copies(listed)
            case _:
                return None

    def _copies(self, listed: Listed) -> int:
        session = self._holder.session
        return session.search.copied([listed.number]).get(listed.number, 0) if session is not None else 0

    def _of_snippet(self, listed: Listed, role: int) -> object:
        snippet = self._snippet(listed)
        if role == ArticleRole.SNIPPET:
            return "" if snippet is None else snippet.text
        return () if snippet is None else snippet.hits

    def _snippet(self, listed: Listed) -> Snippet | None:
        session, finding = self._holder.session, self._finding
        place = finding.place_of(listed.number) if finding is not None else None
        if session is None or place is None:
            return None
        if listed.number not in self._snippets:
            if len(self._snippets) > MAX_CACHED_PAGES * PAGE:
                self._snippets.clear()
            self._snippets[listed.number] = session.search.snippet(
                listed.record, place, self._searched, _BEFORE_HIT
            )
        return self._snippets[listed.number]

    def _spoken(self, listed: Listed) -> str:
        record = listed.record
        metadata = record.metadata
        copies, snippet = self._copies(listed), self._snippet(listed)
        parts = [
            title_of(metadata, record.original.name),
            metadata.publication,
            date_text(metadata, self._language),
            metadata.language,
            self.tr("%n tag(s)", "", listed.tags),
            self.tr("%n copy(ies)", "", copies) if copies else "",
            snippet.text if snippet is not None else "",
        ]
        return " · ".join(part for part in parts if part)


# Which rows came into a list whose other rows stayed in their order.

_MOST = 100
"""Runs of rows from which on a list is drawn anew as quickly."""


def changed_runs(old: array[int], new: array[int]) -> list[tuple[int, int]] | None:
    """Return the runs of rows (first, last) that a new list has more than an old one, from the first on.

    None where anything else differs, or where they are so many that they are not worth telling.
    """
    if len(new) < len(old):
        return None
    runs: list[tuple[int, int]] = []
    place = start = _same(old, new)
    for number in old[start:]:
        first = place
        while place < len(new) and new[place] != number:
            place += 1
        if place == len(new):
            return None
        if place > first:
            runs.append((first, place - 1))
        if len(runs) > _MOST:
            return None
        place += 1
    if place < len(new):
        runs.append((place, len(new) - 1))
    return runs


def _same(old: array[int], new: array[int]) -> int:
    """Return how many numbers are the same at the beginning, by halving: whole runs are compared at once."""
    low, high = 0, len(old)
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


Index = QModelIndex | QPersistentModelIndex
_BUDGET = 0.025
"""Seconds for which a search may keep the window waiting before the window has its turn."""
_STEPS = 4
"""Steps that are taken in any case: in a small dossier they are all."""
_EDITABLE = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemNeverHasChildren
)


class ArticleModel(QAbstractTableModel):
    """The articles that answer what is wanted, in the order that is wanted; one column.

    `searching_changed` tells that a search began or came to its end; `title_edited` carries an article's id and
    the title that was written in its row.
    """

    searching_changed = Signal()
    title_edited = Signal(str, str)

    def __init__(self, holder: SessionHolder, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self._wanted = Query()
        self._numbers: array[int] = array("q")
        self._pages = RecordPages(holder)
        self._words = RowTexts(holder, language, self)
        self._finding: ArticleCursor | None = None
        self._shows_part = False
        self._steady = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        holder.session_replaced.connect(self._on_session_replaced)
        holder.changed.connect(self._on_changed)
        self.refresh()

    @property
    def wanted(self) -> Query:
        """What is looked for."""
        return self._wanted

    @property
    def searching(self) -> bool:
        """Whether more may be found."""
        return self._timer.isActive()

    @property
    def loaded(self) -> int:
        """How many records are at hand: never many more than a view shows."""
        return self._pages.loaded

    def set_wanted(self, wanted: Query) -> None:
        """Look for something else."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.refresh()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of articles that are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return 1."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return what a row shows."""
        listed = self._listed(index.row()) if index.isValid() else None
        return None if listed is None else self._words.of(listed, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that titles can be written in their rows, and what a search found dragged from them."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = _EDITABLE if self._holder.writable else _EDITABLE & ~Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self._wanted.words.strip() else flags

    def found_passage(self, row: int) -> Passage | None:
        """Return the section that the search found in a row's article, None where no words led to it."""
        session, finding, listed = self._holder.session, self._finding, self._listed(row)
        place = finding.place_of(listed.number) if finding is not None and listed is not None else None
        if session is None or listed is None or place is None:
            return None
        article = session.store.article(listed.record.id)
        sections = article.sections
        return section_passage(article, sections[place]) if place < len(sections) else None

    def supportedDragActions(self) -> Qt.DropAction:
        """Return that what is found is copied."""
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return what a drag carries."""
        return [PASSAGE_TYPE]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """Return the sections that the search found in some rows, from the first on."""
        rows = sorted({index.row() for index in indexes})
        return passages_to_mime(
            *(passage for row in rows if (passage := self.found_passage(row)) is not None)
        )

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask for another title; the row follows when the act is done."""
        article = self.article_at(index.row()) if index.isValid() else None
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or article is None or not title or title == self.data(index):
            return False
        self.title_edited.emit(article, title)
        return True

    def row_of(self, article_id: str) -> int | None:
        """Return the row of an article, None where it is not shown."""
        session = self._holder.session
        number = session.search.number_of(article_id) if session is not None else None
        try:
            return None if number is None else self._numbers.index(number)
        except ValueError:
            return None

    def article_at(self, row: int) -> str | None:
        """Return the id of a row's article."""
        listed = self._listed(row)
        return None if listed is None else listed.record.id

    def articles_at(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of the articles of some rows, without reading more of them."""
        session = self._holder.session
        if session is None:
            return ()
        return session.search.ids([self._numbers[row] for row in rows if row < len(self._numbers)])

    @Slot()
    def _on_session_replaced(self) -> None:
        """Show the first rows of another dossier before all of them are counted."""
        self.refresh(5 * PAGE)

    def refresh(self, at_first: int | None = None, *, steady: bool = False) -> None:
        """Look anew for all rows, without words for the first ones alone before the window has its turn.

        Where the list is to be `steady`, rows that came and went do so one by one as far as that is possible.
        """
        self._steady = steady
        self._timer.stop()
        session = self._holder.session
        self._finding = session.search.find(self._wanted, at_first) if session is not None else None
        self._words.show_found(self._finding, self._wanted.words)
        if self._finding is None:
            self._show(array("q"))
        else:
            self._shows_part = False
            self._look(self._finding)
        self.searching_changed.emit()

    # The search under way -------------------------------------------------------------------

    def _look(self, finding: ArticleCursor) -> None:
        until = perf_counter() + _BUDGET
        steps = 1
        while not finding.step() and not finding.waits and (steps < _STEPS or perf_counter() < until):
            steps += 1
        if finding.done:
            self._end(finding)
        else:
            if finding.settled and not self._steady:
                self._show_part(finding)
            self._timer.start(0)

    @Slot()
    def _go_on(self) -> None:
        if self._finding is not None:
            self._look(self._finding)
            if not self._timer.isActive():
                self.searching_changed.emit()

    def _show_part(self, finding: ArticleCursor) -> None:
        if self._shows_part:
            self._append(finding.numbers)
        else:
            self._shows_part = True
            self._show(finding.numbers[:])

    def _end(self, finding: ArticleCursor) -> None:
        if self._shows_part and finding.settled:
            self._append(finding.numbers)
        else:
            self._show(finding.numbers[:])

    def _append(self, numbers: array[int]) -> None:
        shown = len(self._numbers)
        if len(numbers) > shown:
            self.beginInsertRows(QModelIndex(), shown, len(numbers) - 1)
            self._numbers.extend(numbers[shown:])
            self._pages.forget(shown)
            self.endInsertRows()

    def _show(self, numbers: array[int]) -> None:
        if self._steady and self._numbers and self._move_rows(numbers):
            return
        self.beginResetModel()
        self._forget()
        self._numbers = numbers
        self.endResetModel()

    def _move_rows(self, numbers: array[int]) -> bool:
        """Let rows come, or go, where all others stay in their order; return whether it was done."""
        come, gone = changed_runs(self._numbers, numbers), changed_runs(numbers, self._numbers)
        self._forget()
        if come is not None:
            for first, last in come:
                self.beginInsertRows(QModelIndex(), first, last)
                self._numbers[first:first] = numbers[first : last + 1]
                self._pages.forget()
                self.endInsertRows()
        elif gone is not None:
            for first, last in reversed(gone):
                self.beginRemoveRows(QModelIndex(), first, last)
                del self._numbers[first : last + 1]
                self._pages.forget()
                self.endRemoveRows()
        else:
            return False
        if self._numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._numbers) - 1, 0))
        return True

    def _forget(self) -> None:
        self._pages.forget()
        self._words.forget()

    # Rows -----------------------------------------------------------------------------------

    def _listed(self, row: int) -> Listed | None:
        return self._pages.listed(self._numbers, row)

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        collections = {key.collection for key in keys}
        wanted = self._wanted
        by_tags = bool(wanted.topics) or wanted.tagged is not None
        if (
            "article" in collections
            or ("tag" in collections and by_tags)
            or ("briefing" in collections and wanted.used is not None)
        ):
            self.refresh(steady=True)
        elif "tag" in collections:
            self._pages.forget()
            if self._numbers:
                last = len(self._numbers) - 1
                self.dataChanged.emit(self.index(0, 0), self.index(last, 0), [int(ArticleRole.TAGS)])
