"""The command palette: one field that runs actions and finds topics, articles and items of briefings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStyleOptionViewItem, QWidget

from briefbuilder.domain.briefing import Briefing, Item
from briefbuilder.domain.query import Query
from briefbuilder.storage.search import ArticleCursor
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.frame.header import menu_titles
from briefbuilder.ui.fuzzy import TopicFinder, fold_text, match_score
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import dot_colour
from briefbuilder.ui.widgets.controls import styled_frame
from briefbuilder.ui.widgets.keys import FocusMemory, KeyHints, draw_keys
from briefbuilder.ui.widgets.labels import IconLabel, sized_font
from briefbuilder.ui.widgets.layouts import column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text
from briefbuilder.ui.widgets.rows import VALUE_ROLE, Index, RowDelegate, RowsModel, set_up_rows

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
"""Scores up to which only scattered letters match, which find no command, and from which a match is a good one."""


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
        self._items: tuple[tuple[PaletteEntry, str, Item | None], ...] | None = None
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
            if not query or score > _SCATTERED:
                # Enter runs the first row: of good matches, those that can run come first.
                ranked.append((score < _GOOD, bool(board.why_not(spec.id)), -score, place, spec.id))
        most = _ACTIONS if more == 1 else len(TABLE)
        return [self._action(action_id) for *_, action_id in sorted(ranked)[:most]]

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
        scored = ((match_score(query, folded), entry, item) for entry, folded, item in self._items)
        good = [row for row in scored if row[0] > _SCATTERED]
        for _, entry, item in sorted(good, key=lambda row: -row[0])[:_ITEMS]:
            # Articles are read for the figures in the words of an item: only for those that are shown.
            yield entry if item is None else replace(entry, text=self._texts.snippet(item)[:_SNIPPET])

    def _items_of(self, briefing: Briefing) -> Iterator[tuple[PaletteEntry, str, Item | None]]:
        kind = self.tr("Briefing")
        yield (
            PaletteEntry("item", f"{briefing.id}\n", briefing.title, kind, "file-text"),
            fold_text(briefing.title),
            None,
        )
        self._texts.briefing = briefing
        for part in briefing.walk():
            heading = self._texts.heading(part)
            text = f"{briefing.title} › {heading}"
            entry = PaletteEntry("item", f"{briefing.id}\n{part.id}", text, kind, "rows-3")
            yield entry, fold_text(heading), None
            for item in part.items:
                words = " ".join(item.text[: 2 * _SNIPPET].split())[:_SNIPPET]
                icon = "quote" if item.kind == "excerpt" else "pen-line"
                entry = PaletteEntry("item", f"{briefing.id}\n{item.id}", words, heading, icon)
                yield entry, fold_text(words), item


def _caps(keys: str) -> tuple[str, ...]:
    """Return the parts of a key sequence, each to be drawn as a key; a plus may be a key itself."""
    if not keys:
        return ()
    head, plus, _ = keys.rpartition("++")
    return (*head.split("+"), "+") if plus and head else ("+",) if keys == "+" else tuple(keys.split("+"))


_WIDTH, _TOP, _ROWS_HEIGHT, _ROW, _TITLE = 640, 96, 430, 38, 28
"""Design pixels of the panel, its distance from the top, the list, a row and a title within the list."""


class PaletteModel(RowsModel[PaletteEntry | str]):
    """The entries with a title before each kind; a title is a string and cannot be selected."""

    def show(self, entries: tuple[PaletteEntry, ...], words: str) -> None:
        """Show other entries, or that nothing is found for the words that were typed."""
        titles: dict[Kind, str] = {
            "action": self.tr("Commands"),
            "topic": self.tr("Topics"),
            "article": self.tr("Articles"),
            "item": self.tr("Go to"),
            "search": "",
        }
        rows: list[PaletteEntry | str] = []
        last = ""
        for entry in entries:
            title = titles[entry.kind]
            if title and title != last:
                rows.append(title)
            last = title
            rows.append(entry)
        if words and not rows:
            rows.append(self.tr("Nothing found"))
        self.show_rows(rows)

    def first(self) -> int:
        """Return the row of the first entry, or -1."""
        return next((place for place, row in enumerate(self.rows) if isinstance(row, PaletteEntry)), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that entries can be selected."""
        is_entry = isinstance(self.row(index.row()), PaletteEntry)
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_entry else Qt.ItemFlag.NoItemFlags
        )

    def row_data(self, row: PaletteEntry | str, role: int) -> object:
        """Return what is read to the user."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if isinstance(row, str):
            return row
        return ", ".join(filter(None, (row.text, row.hint, "+".join(row.keys), row.reason)))


class PaletteDelegate(RowDelegate):
    """Draws an entry with its icon, the letters that match in bold, its keys, or why it cannot run."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.words = ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        is_title = isinstance(index.data(VALUE_ROLE), str)
        return QSize(10, self._theme.px(_TITLE if is_title else _ROW))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(VALUE_ROLE)
        if isinstance(row, PaletteEntry):
            self._paint_entry(painter, option, row)
        elif row is not None:
            px = self._theme.px
            painter.setPen(self._theme.colours.colour("muted"))
            painter.setFont(sized_font(option.font, px(12), QFont.Weight.Medium))
            area = QRectF(option.rect).adjusted(px(12), 0, -px(12), 0)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(area, int(flags), str(row))

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: PaletteEntry) -> None:
        px, small = self._theme.px, sized_font(option.font, self._theme.px(12), QFont.Weight.Normal)
        self._paint_ground(painter, option, 0)
        line = option.rect.adjusted(px(12), 0, -px(12), 0)
        look = QRect(line.left(), line.top() + (line.height() - px(16)) // 2, px(16), px(16))
        if entry.kind == "topic":
            self._draw_dot(painter, option, look, dot_colour(entry.look, self._theme))
        elif entry.look:
            self._draw_icon(painter, option, entry.look, look, "disabled" if entry.reason else "muted")
        if entry.reason:
            right = Qt.AlignmentFlag.AlignRight
            end = self._draw_text(painter, option, entry.reason, line, "muted", small, right)
        else:
            end = round(draw_keys(painter, entry.keys, QRectF(line), self._theme, option.direction))
        line.adjust(px(26), 0, -end - px(12), 0)
        used = self._paint_words(painter, option, line, entry) + px(12)
        self._draw_text(painter, option, plain_text(entry.hint), line.adjusted(used, 0, 0, 0), "muted", small)

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRect, entry: PaletteEntry
    ) -> int:
        """Draw the text with its matching letters in bold, and return the width that is used."""
        token, is_rtl = (
            "muted" if entry.reason else "text",
            option.direction == Qt.LayoutDirection.RightToLeft,
        )
        usual, bold = (
            sized_font(option.font, self._theme.px(13), weight)
            for weight in (QFont.Weight.Medium, QFont.Weight.Bold)
        )
        shown = QFontMetrics(usual).elidedText(
            plain_text(entry.text), Qt.TextElideMode.ElideRight, max(0, line.width())
        )
        start, end = (0, 0) if is_rtl else matching_range(shown, self.words)
        used = 0
        for text, font in ((shown[:start], usual), (shown[start:end], bold), (shown[end:], usual)):
            used += self._draw_text(painter, option, text, line.adjusted(used, 0, 0, 0), token, font)
        return used


def matching_range(text: str, words: str) -> tuple[int, int]:
    """Return where a text contains words, in code points; an empty range at its beginning if it does not."""
    query, folded = fold_text(words), ""
    places: list[int] = []
    for place, letter in enumerate(text):
        # Folding can change the length, for instance of ligatures.
        letters = fold_text(letter)
        folded += letters
        places += [place] * len(letters)
    start = folded.find(query) if query else -1
    return (places[start], places[start + len(query) - 1] + 1) if start >= 0 else (0, 0)


class CommandPalette(QWidget):
    """Covers the window while it is open; `chosen` carries the entry after the focus is back where it was."""

    chosen = Signal(object)

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._theme = services.theme
        services.theme.style(self)
        self.found = PaletteEntries(services, self)
        self.found.changed.connect(self._show_entries)
        self._before = FocusMemory()
        self._panel = QFrame(self)
        self._panel.setObjectName("palette")
        self._panel.setAccessibleName(self.tr("Search or run a command"))
        self.field = QLineEdit(self._panel)
        self.field.setProperty("kind", "bare")
        self.field.setAccessibleName(self.tr("Search or run a command"))
        self.field.setPlaceholderText(self.tr("Search or run a command"))
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self._model = PaletteModel(self)
        self._delegate = PaletteDelegate(services.theme, self)
        self._list = QListView(self._panel)
        self._list.setModel(self._model)
        set_up_rows(self._list, self._delegate, self.tr("Results"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.entered.connect(self._list.setCurrentIndex)
        self._list.clicked.connect(self._run)
        self._lay_out()
        window.installEventFilter(self)
        self.hide()

    @property
    def entries(self) -> tuple[PaletteEntry, ...]:
        """The entries that are shown."""
        return tuple(row for row in self._model.rows if isinstance(row, PaletteEntry))

    def open(self, text: str = "") -> None:
        """Show the palette with a text in its field."""
        if not self.isHidden():
            self.field.selectAll()
            return
        self._before.note(self.window())
        self.found.begin()
        self.field.setText(text)
        self._on_text(text)
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Hide the palette, and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        self._before.give_back(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken the window, with a shadow around the panel."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(10, 14, 20, 110 if self._theme.dark else 70))
        panel = QRectF(self._panel.geometry())
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(10, 0, -1):
            painter.setBrush(QColor(0, 0, 0, 5))
            spread = self._theme.px(step * 3)
            radius = self._theme.px(12) + spread
            painter.drawRoundedRect(
                panel.adjusted(-spread, -spread + self._theme.px(8), spread, spread + self._theme.px(8)),
                radius,
                radius,
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click beside the panel."""
        event.accept()
        self.close_palette()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose rows with the arrow keys, run one with Enter, close with Esc; follow the size of the window."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        if watched is self.field:
            if event.type() == QEvent.Type.ShortcutOverride:
                # No shortcut of the window acts while the palette is open.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        px = self._theme.px
        icon = IconLabel("search", self._theme, "muted", self._panel)
        esc = PlainLabel(self.tr("Esc closes"), self._panel, role="caption")
        head = row_layout(
            None,
            icon,
            self.field,
            esc,
            margins=self._theme.margins(16, 8, 18, 8),
            gap=px(12),
            grows=self.field,
        )
        foot = styled_frame(self._panel, "window")
        foot.setObjectName("palette-foot")
        foot.setFixedHeight(px(36))
        hints = (
            ("↑↓", self.tr("choose")),
            ("↵", self.tr("run")),
            (">", self.tr("commands only")),
            ("#", self.tr("topics")),
            ("@", self.tr("articles")),
        )
        keys = KeyHints(hints, self._theme, foot)
        row_layout(foot, keys, margins=self._theme.margins(16, 0, 16, 0), grows=keys)
        line = styled_frame(self._panel, "rule")
        line.setFixedHeight(1)
        rows = row_layout(None, self._list, margins=self._theme.margins(8, 6, 8, 6))
        self._column = column_layout(self._panel, head, line, rows, foot, margins=1, gap=0, grows=rows)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        px = self._theme.px
        self.setGeometry(window.rect())
        width = min(px(_WIDTH), self.width() - 2 * px(16))
        top = min(px(_TOP), self.height() // 10)
        rows = sum(px(_TITLE if isinstance(row, str) else _ROW) for row in self._model.rows)
        room = self.height() - top - px(120)
        self._list.setFixedHeight(max(px(_ROW), min(rows + px(4), px(_ROWS_HEIGHT), room)))
        self._column.invalidate()
        self._column.activate()
        height = self._panel.sizeHint().height()
        self._panel.setGeometry(QRect((self.width() - width) // 2, top, width, height))
        self.update()  # the shadow has the size of the panel

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        if key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self._list.currentIndex())
        elif Qt.Key(key) in steps:
            self._move(steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._move(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        """Select the next entry in a direction, passing titles by; at an end, go to the other one."""
        count = self._model.rowCount()
        if self._model.first() < 0:
            return
        direction = 1 if step > 0 else -1
        row = self._list.currentIndex().row()
        for _ in range(abs(step)):
            row = (row + direction) % count
            while not isinstance(self._model.row(row), PaletteEntry):
                row = (row + direction) % count
        index = self._model.index(row)
        self._list.setCurrentIndex(index)
        self._list.scrollTo(index)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._delegate.words = split_prefix(text)[0]
        self.found.search(text)
        self._show_entries()

    @Slot()
    def _show_entries(self) -> None:
        """Show what is found; what the user has selected stays selected."""
        row = self._model.row(self._list.currentIndex().row())
        moved = self._list.currentIndex().row() > self._model.first()
        text = self.field.text()
        self._model.show(self.found.entries(text), split_prefix(text)[0])
        rows = self._model.rows
        kept = rows.index(row) if moved and row in rows else self._model.first()
        self._list.setCurrentIndex(self._model.index(kept))
        self._list.scrollTo(self._model.index(max(0, kept - 1)))
        if not self.isHidden():
            self._place()

    @Slot(QModelIndex)
    def _run(self, index: QModelIndex) -> None:
        entry = self._model.row(index.row())
        if isinstance(entry, PaletteEntry) and not entry.reason:
            self.close_palette()
            self.chosen.emit(entry)
