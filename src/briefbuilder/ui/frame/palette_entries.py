"""What the command palette offers: actions, topics, articles, and items of briefings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.query import Query
from briefbuilder.storage.search import ArticleCursor
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.frame.header import menu_titles
from briefbuilder.ui.fuzzy import TopicFinder, fold_text, match_score
from briefbuilder.ui.services import Services

Kind = Literal["action", "topic", "article", "item", "search"]

_ACTIONS, _TOPICS, _ARTICLES, _ITEMS = 7, 4, 5, 4
"""The most rows of each kind that are shown together; a prefix shows more of its kind."""
_MORE = 5
_FIRST = (
    "import-files",
    "tag",
    "add-to-briefing",
    "new-own-text",
    "gather",
    "check-briefing",
    "export-briefing",
)
"""Actions that are offered before anything is typed."""
_HITS = 60
"""How many hits of a search are compared by their titles at most."""
_SLICES, _SLICE = 400, 2
"""The most steps of a search, and the milliseconds between two."""
_SNIPPET = 80
"""Code points of an item that are searched."""


_SCATTERED, _GOOD = 12, 60
"""Scores up to which only scattered letters match, and from which a match is a good one."""


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A row of the palette: what is chosen by its key, and how it is shown.

    `look` is the name of an icon, or the colour of a topic. `keys` are shown at the end of the row, and instead
    `reason` if it cannot run.
    """

    kind: Kind
    key: str
    text: str
    hint: str = ""
    look: str = ""
    keys: tuple[str, ...] = ()
    reason: str = ""


def split_prefix(text: str) -> tuple[str, Kind | None]:
    """Return a text without its prefix, and the kind of entry that the prefix asks for."""
    kinds: dict[str, Kind] = {">": "action", "#": "topic", "@": "article"}
    kind = kinds.get(text[:1])
    return (text[1:] if kind else text).strip(), kind


class PaletteEntries(QObject):
    """Finds entries for a text; articles are searched in steps, and `changed` is emitted when some are found."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._texts = BriefingTexts(services, self)
        self._finder: TopicFinder | None = None
        self._items: tuple[tuple[PaletteEntry, str], ...] | None = None
        self._cursor: ArticleCursor | None = None
        self._steps = 0
        self._articles: tuple[PaletteEntry, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(_SLICE)
        self._timer.timeout.connect(self._step)

    @property
    def searching(self) -> bool:
        """Whether articles are still being searched."""
        return self._cursor is not None

    def begin(self) -> None:
        """Read topics and briefings again; call it when the palette opens."""
        self._finder = self._items = None
        self._stop()

    def search(self, text: str) -> None:
        """Begin to search for a text."""
        self._stop()
        words, kind = split_prefix(text)
        session = self._services.holder.session
        if session is not None and words and kind in {None, "article"}:
            self._cursor, self._steps = session.search.find(Query(words=words)), 0
            self._timer.start()

    def entries(self, text: str) -> tuple[PaletteEntry, ...]:
        """Return the entries for a text as they are found so far, kind by kind."""
        words, kind = split_prefix(text)
        query, more = fold_text(words), _MORE if kind else 1
        found: list[PaletteEntry] = []
        if kind in {None, "action"}:
            found += self._actions(query, more)
        if kind in {None, "topic"} and (query or kind):
            found += self._topics(words, _TOPICS * more)
        if kind in {None, "article"}:
            found += self._articles[: _ARTICLES * more]
        if kind is None and query:
            found += self._briefing_items(query)
        if kind in {None, "article"} and words and self._services.holder.session is not None:
            text = self.tr("Search all articles for “{words}”").format(words=words)
            found.append(PaletteEntry("search", words, text, look="search"))
        return tuple(found)

    def _stop(self) -> None:
        self._timer.stop()
        self._cursor, self._articles = None, ()

    # Actions

    def _actions(self, query: str, more: int) -> list[PaletteEntry]:
        board = self._services.actions
        if not query and more == 1:
            return [self._action(action_id) for action_id in _FIRST if not board.why_not(action_id)]
        ranked: list[tuple[bool, bool, float, int, str]] = []
        for place, spec in enumerate(TABLE):
            if spec.id == "palette":
                continue
            text = fold_text(board.action(spec.id).text().replace("&", ""))
            words = (
                fold_text(QCoreApplication.translate("Actions", spec.words)) if query and spec.words else ""
            )
            score = max(
                match_score(query, text),
                match_score(query, fold_text(spec.text.replace("&", ""))) * 0.9,
                *(match_score(query, word) * 0.8 for word in words.split(", ") if word),
            )
            if score > 0 and (not query or score > _SCATTERED or len(query) > 1):
                # Enter runs the first row: of good matches, those that can run come first.
                ranked.append((score < _GOOD, bool(board.why_not(spec.id)), -score, place, spec.id))
        most = _ACTIONS if more == 1 else len(TABLE)
        best = sorted(ranked)
        if best and -best[0][2] > _SCATTERED:
            best = [row for row in best if -row[2] > _SCATTERED]
        return [self._action(action_id) for *_, action_id in best[:most]]

    def _action(self, action_id: str) -> PaletteEntry:
        board = self._services.actions
        spec = next(spec for spec in TABLE if spec.id == action_id)
        action = board.action(action_id)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return PaletteEntry(
            "action",
            action_id,
            action.text().replace("&&", "\0").replace("&", "").replace("\0", "&"),
            menu_titles()[spec.menu].replace("&", ""),
            spec.icon,
            _caps(keys),
            board.why_not(action_id),
        )

    # Topics

    def _topics(self, words: str, most: int) -> Iterator[PaletteEntry]:
        session = self._services.holder.session
        if session is None:
            return
        language = self._services.language
        if self._finder is None:
            self._finder = TopicFinder(session.taxonomy.topics, language)
        for match in self._finder.find(words, most):
            name = match.topic.name(language)
            yield PaletteEntry(
                "topic", match.topic.id, name, "" if match.name == name else match.name, match.topic.colour
            )

    # Articles

    @Slot()
    def _step(self) -> None:
        """Search on for some milliseconds."""
        cursor, session = self._cursor, self._services.holder.session
        if cursor is None or session is None:
            self._stop()
            return
        self._steps += 1
        is_done = cursor.step()
        if not is_done and self._steps < _SLICES and not (cursor.settled and len(cursor.numbers) >= _HITS):
            return
        self._timer.stop()
        self._cursor = None
        # Only the list of articles says that it searched another spelling.
        numbers = cursor.numbers[:_HITS] if cursor.corrected is None else ()
        records = [listed.record for listed in session.search.listed(numbers)]
        words = [fold_text(word) for word in cursor.query.words.split()]
        rows: list[tuple[bool, int, PaletteEntry]] = []
        for place, record in enumerate(records):
            title = record.metadata.title or record.original.name
            folded = fold_text(title)
            entry = PaletteEntry("article", record.id, title, record.metadata.publication or "", "file-text")
            rows.append((not all(word in folded for word in words), place, entry))
        self._articles = tuple(entry for *_, entry in sorted(rows, key=lambda row: row[:2]))
        self.changed.emit()

    # Briefings

    def _briefing_items(self, query: str) -> Iterator[PaletteEntry]:
        if self._items is None:
            session = self._services.holder.session
            briefings: Sequence[Briefing] = session.store.briefings() if session is not None else ()
            self._items = tuple(row for briefing in briefings for row in self._items_of(briefing))
        scored = ((match_score(query, folded), entry) for entry, folded in self._items)
        good = [(score, entry) for score, entry in scored if score > _SCATTERED]
        for _, entry in sorted(good, key=lambda row: -row[0])[:_ITEMS]:
            yield entry

    def _items_of(self, briefing: Briefing) -> Iterator[tuple[PaletteEntry, str]]:
        kind = self.tr("Briefing")
        yield (
            PaletteEntry("item", f"{briefing.id}\n", briefing.title, kind, "file-text"),
            fold_text(briefing.title),
        )
        self._texts.briefing = briefing
        for part in briefing.walk():
            heading = self._texts.heading(part)
            text = f"{briefing.title} › {heading}"
            yield PaletteEntry("item", f"{briefing.id}\n{part.id}", text, kind, "rows-3"), fold_text(heading)
            for item in part.items:
                words = self._texts.snippet(item)[:_SNIPPET]
                icon = "quote" if item.kind == "excerpt" else "pen-line"
                yield (
                    PaletteEntry("item", f"{briefing.id}\n{item.id}", words, heading, icon),
                    fold_text(words),
                )


def _caps(keys: str) -> tuple[str, ...]:
    """Return the parts of a key sequence, each to be drawn as a key; a plus may be a key itself."""
    if not keys:
        return ()
    head, plus, _ = keys.rpartition("++")
    return (*head.split("+"), "+") if plus and head else ("+",) if keys == "+" else tuple(keys.split("+"))
