"""What is to settle: what several desks wrote at the same time, both versions side by side, and what is to stand; and lists of two-line rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QDateTime, QLocale, QObject, QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QPushButton,
    QStyleOptionViewItem,
    QTextEdit,
    QWidget,
)

from briefbuilder.app.unsettled import both_texts, field_words, place_words, value_words
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import COLLECTIONS, ArticleRecord, Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.domain.visible_text import mask_hidden, shorten
from briefbuilder.exchange.merge import Conflict, StoredWrite
from briefbuilder.exchange.records import FieldKey, Json
from briefbuilder.returned.text_diff import DiffSegment, diff_texts
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.text_formats import text_font
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import date_words
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button, set_icon, styled_frame
from briefbuilder.ui.widgets.dialogs import CloseButtons, fill_dialog, set_up_reading
from briefbuilder.ui.widgets.labels import ElidedLabel, difference_format
from briefbuilder.ui.widgets.layouts import FlowLayout, add_layout, column_layout, row_layout, split_panes
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text
from briefbuilder.ui.widgets.rows import VALUE_ROLE, Index, RowDelegate, RowsModel, RowsView, set_up_rows

_HEIGHT, _ICON_LEFT, _TEXT_LEFT, _RIGHT = 46, 16, 42, 16
"""Sizes of the design, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class TwoLineRow:
    """A row: its title, the line below it, an icon with its colour in the theme, and whether it has a dot."""

    title: str
    caption: str = ""
    icon: str = ""
    colour: str = "muted"
    is_new: bool = False


class RowModel(RowsModel[TwoLineRow]):
    """Rows for a list; their texts may be those of others."""

    def row_data(self, row: TwoLineRow, role: int) -> object:
        """Return the title of a row, or what is read to the user."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            new = self.tr("new") if row.is_new else ""
            return ", ".join(filter(None, (row.title, row.caption, new)))
        return None


class _RowDelegate(RowDelegate):
    """Draws an icon and two lines, and a dot before what is new."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a row; the view sets the width."""
        px, height = self._theme.px, option.fontMetrics.height()
        return QSize(px(80), max(px(_HEIGHT), 2 * height + px(8)))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: TwoLineRow = index.data(VALUE_ROLE)
        px, area, height = self._px, option.rect, option.fontMetrics.height()
        self._paint_ground(painter, option, 4)
        top = area.top() + (area.height() - 2 * height) // 2
        left = area.left() + px(_ICON_LEFT)
        icon = QRect(left, top + (height - px(16)) // 2, px(16), px(16))
        self._draw_icon(painter, option, row.icon, icon, row.colour)
        if row.is_new:
            dot = icon.translated(0, height)
            self._draw_dot(painter, option, dot, self._theme.colours.colour("accent"))
        line = QRect(area.left() + px(_TEXT_LEFT), top, area.width() - px(_TEXT_LEFT) - px(_RIGHT), height)
        small = self._small(option.font)
        for text, font, token in ((row.title, option.font, "text"), (row.caption, small, "muted")):
            self._draw_text(painter, option, " ".join(plain_text(text).split()), line, token, font)
            line.translate(0, height)


class RowList(RowsView[TwoLineRow]):
    """A list of two-line rows."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(RowModel(parent), parent)
        set_up_rows(self, _RowDelegate(theme, self), name)
        self.setUniformItemSizes(True)


_MOST = 4_000
"""Code points of a value that are shown."""
_SHORT = 80
"""Code points of the words that name a place."""


class ConflictTexts(QObject):
    """The texts of conflicts, in the language of the window."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._texts = BriefingTexts(services, self)
        self._locale = QLocale(services.language)

    def field(self, key: FieldKey) -> str:
        """Return the name of a field; one that this version does not know is named as it is stored."""
        return field_words(key, self._services.words)

    def place(self, key: FieldKey) -> str:
        """Return what a field belongs to: an article, a topic, or a briefing with its part and item."""
        value = self._value(key)
        if isinstance(value, Briefing):
            return "  ›  ".join(filter(None, (value.title, *self._node(value, key.node))))
        kind = place_words(key, self._services.words)
        name = self._name(value)
        return self.tr("{kind}: {name}").format(kind=kind, name=shorten(name, _SHORT)) if name else kind

    def _node(self, briefing: Briefing, node: str) -> Iterator[str]:
        """Yield the names of a part, or of an item and its part."""
        self._texts.briefing = briefing
        part, item = briefing.part(node), briefing.item(node)
        holder = briefing.parent_of(node) if item is not None else part
        if holder is not None:
            yield self._texts.heading(holder)
        if item is not None:
            yield shorten(self._texts.title(item), _SHORT)

    def _value(self, key: FieldKey) -> object:
        session = self._services.holder.session
        for collection in COLLECTIONS:
            if collection == key.collection and session is not None:
                with suppress(BriefbuilderError):
                    return session.store.value(Key(collection, key.id))
        return None

    def _name(self, value: object) -> str:
        """Return the name of a value, empty if it has none."""
        if isinstance(value, ArticleRecord):
            return value.metadata.title or value.original.name
        if isinstance(value, Tag):
            topic = self._services.holder.taxonomy.shown(value.topic)
            session = self._services.holder.session
            quote = value.passage.quote if session is None else session.store.quote_of(value.passage)
            return f"{topic.name(self._services.language)} · {quote}"
        if isinstance(value, Topic):
            return value.name(self._services.language)
        return value.name if isinstance(value, SavedSearch) else ""

    def value(self, key: FieldKey, value: Any) -> str:
        """Return a value of a field as it is shown, its paragraphs on lines of their own."""
        if key.field.partition(".")[0] == "marking" and isinstance(value, dict | str | None):
            level = value.get("id") if isinstance(value, dict) else value
            return self._level(key, level if isinstance(level, str) else None)
        if key.field == "place" and isinstance(value, list) and value:
            return self._holder(key, str(value[0]))
        return value_words(key, value, self._services.words)[:_MOST]

    def _level(self, key: FieldKey, level: str | None) -> str:
        briefing = self._value(key)
        self._texts.briefing = briefing if isinstance(briefing, Briefing) else None
        return self._texts.marking(level) or self._services.words.text("unsettled-unmarked")

    def _holder(self, key: FieldKey, part: str) -> str:
        briefing = self._value(key)
        found = briefing.part(part) if isinstance(briefing, Briefing) else None
        if not isinstance(briefing, Briefing) or found is None:
            return self.tr("At the top") if not part else self.tr("In a part that is gone")
        self._texts.briefing = briefing
        return self.tr("In “{part}”").format(part=self._texts.heading(found))

    def who(self, author: str, clock: int) -> str:
        """Return who wrote something and when; `clock` is in milliseconds since 1970."""
        return ", ".join(filter(None, (author or self.tr("Unknown author"), self.moment(clock))))

    def moment(self, clock: int) -> str:
        """Return a moment in the language of the window."""
        return date_words(QDateTime.fromMSecsSinceEpoch(clock), self._locale, "d MMM yyyy, HH:mm")

    def written_by(self, write: StoredWrite | None) -> str:
        """Return who wrote a value and when; of one that nobody wrote by itself, that it was merged."""
        return self.tr("merged from both") if write is None else self.who(write.author, write.clock)

    def title(self, conflict: Conflict) -> str:
        """Return what happened, for a row."""
        titles = {
            "removed-and-changed": self.tr("Removed by one, changed by another"),
            "reading": self.tr("The same article was read twice"),
            "moved": self.tr("Moved to two places"),
        }
        return titles.get(conflict.kind) or self.field(conflict.key)


REMOVED = "removed-and-changed"
STANDING: Literal["standing"] = "standing"
Choice = Literal["standing"] | int | list[Json]
"""What is to stand: what does, another version by its number, or other blocks."""
_STRICT = frozenset({"text", "marking", "release"})
"""The kinds that keep a briefing from being exported."""


Conflicts = tuple[Conflict, ...]
"""Conflicts that are settled together: one, or all that the removals of one act left. The first one is shown."""


def group_conflicts(conflicts: Iterable[Conflict]) -> tuple[Conflicts, ...]:
    """Return conflicts as they are settled: text, marking and release first, removals by act last."""
    single: list[Conflicts] = []
    removals: dict[tuple[str, int], list[Conflict]] = {}
    for conflict in conflicts:
        if conflict.kind == REMOVED and conflict.others:
            removal = conflict.others[0]
            removals.setdefault((removal.batch, removal.act), []).append(conflict)
        else:
            single.append((conflict,))
    single.sort(key=lambda group: group[0].kind not in _STRICT)
    return (*single, *map(tuple, removals.values()))


class VersionsView(QFrame):
    """Two versions side by side, with what differs marked word by word."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.setProperty("surface", "card")
        self._heads = tuple(ElidedLabel(self, role="title") for _ in range(2))
        self._signatures = tuple(ElidedLabel(self, role="caption") for _ in range(2))
        self.pages = tuple(
            self._page(name) for name in (self.tr("The current version"), self.tr("The other version"))
        )
        self._shown: tuple[str, str] = ("", "")
        self._compares = True
        px = services.theme.px
        row = row_layout(self, margins=1, gap=0)
        for side, page in enumerate(self.pages):
            column = column_layout(
                None,
                self._heads[side],
                self._signatures[side],
                page,
                margins=services.theme.margins(14, 10, 8, 8),
                gap=px(2),
                grows=page,
            )
            add_layout(row, column, 1)
            if not side:
                rule = styled_frame(self, "rule")
                rule.setFixedWidth(1)
                row.addWidget(rule)
        services.theme.changed.connect(self._draw)

    def _page(self, name: str) -> QTextEdit:
        page = QTextEdit(self)
        set_up_reading(page, name)
        page.setProperty("kind", "bare")
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.document().setDocumentMargin(0)
        page.setTabChangesFocus(True)
        return page

    def show_versions(
        self,
        heads: tuple[str, str],
        signatures: tuple[str, str],
        texts: tuple[str, str],
        *,
        compares: bool = True,
    ) -> None:
        """Show what stands, and the other version: their titles, who wrote them and when, and their texts."""
        self._compares = compares
        for labels, words in ((self._heads, heads), (self._signatures, signatures)):
            for label, text in zip(labels, words, strict=True):
                label.setText(text)
        self._shown = texts
        self._draw()

    @Slot()
    def _draw(self) -> None:
        segments = diff_texts(*self._shown)
        for page, left_out in zip(self.pages, ("new", "gone"), strict=True):
            page.clear()
            page.document().setDefaultFont(text_font(self._services.theme))
            cursor = QTextCursor(page.document())
            for segment in segments:
                if segment.kind != left_out:
                    cursor.insertText(mask_hidden(segment.text), self._format(segment))
            page.moveCursor(QTextCursor.MoveOperation.Start)

    def _format(self, segment: DiffSegment) -> QTextCharFormat:
        kind = segment.kind if self._compares else "same"
        marked = difference_format(kind, self._services.theme)
        marked.setFontStrikeOut(False)
        return marked


class SettleDialog(QDialog):
    """Lists what is to settle, and asks what is to stand; each choice is a separate act and reaches all desks.

    `settle` is called with conflicts and the choice. The dialog is accepted with `wanted` if the user wants to go to
    the place of a conflict, and without if nothing is left to settle.
    """

    def __init__(
        self,
        services: Services,
        conflicts: Callable[[], Sequence[Conflict]],
        settle: Callable[[Sequence[Conflict], Choice], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/settle-changes")
        self.setWindowTitle(self.tr("To settle"))
        self._services, self._conflicts, self._settle = services, conflicts, settle
        self._texts = ConflictTexts(services, self)
        self._groups: tuple[Conflicts, ...] = ()
        self.wanted: Conflict | None = None
        theme = services.theme
        self._about = PlainLabel("", self, wraps=True)
        self.list = RowList(self.tr("What is to settle"), theme, self)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        side = self._make_side()
        splitter = split_panes(self, self.list, side, grows=side)
        splitter.setSizes([theme.px(300), theme.px(600)])
        self.go = push_button(self.tr("&Go to"), self, self._on_go)
        buttons = CloseButtons(self, self.go, by_enter=False)
        fill_dialog(self, theme, self._about, splitter, buttons, grows=splitter)
        self.resize(theme.px(940), theme.px(560))
        self.refresh()
        self.list.setFocus()

    def _make_side(self) -> QWidget:
        theme = self._services.theme
        side = QWidget(self)
        self._place = ElidedLabel(side, role="title")
        self._sentence = PlainLabel("", side, role="muted", wraps=True)
        self.others = QComboBox(side)
        self.others.setAccessibleName(self.tr("Other versions"))
        self.others.activated.connect(self._show_version)
        self.versions = VersionsView(self._services, side)
        self.keep = self._button(side, self.tr("&Keep"), "check", self._on_keep)
        self.take = self._button(side, self.tr("&Take the other"), "repeat", self._on_take)
        self.both = self._button(side, self.tr("&Both"), "copy", self._on_both)
        bar = QWidget(side)
        flow = FlowLayout(bar, theme.px(8))
        for button in (self.keep, self.take, self.both):
            flow.addWidget(button)
        column = column_layout(side, margins=theme.margins(12, 0, 0, 0), gap=theme.px(8))
        for widget in (self._place, self._sentence, self.others, self.versions, bar):
            column.addWidget(widget, int(widget is self.versions))
        return side

    def _button(self, parent: QWidget, text: str, icon: str, run: Callable[[], None]) -> QPushButton:
        theme = self._services.theme
        button = push_button(text, parent, run, name=text.replace("&", ""))
        set_icon(button, icon, theme)
        return button

    def refresh(self) -> None:
        """Show what is to settle now."""
        self._groups = group_conflicts(self._conflicts())
        self.list.show_rows([self._row(group) for group in self._groups], max(self.list.row, 0))
        count = len(self._groups)
        self._about.setText(
            self.tr(
                "%n change(s) were made by several desks at the same time. Nothing was lost: choose what stands.",
                "",
                count,
            )
        )
        self._show_current()

    def _row(self, group: Conflicts) -> TwoLineRow:
        conflict, texts = group[0], self._texts
        icon, token = ("circle-alert", "danger") if conflict.kind in _STRICT else ("info", "muted")
        if conflict.kind == REMOVED:
            who = conflict.others[0]
            title = self.tr("%n removal(s) of what others changed", "", len(group))
            return TwoLineRow(title, texts.who(who.author, who.clock), "trash-2", "muted")
        return TwoLineRow(
            f"{texts.title(conflict)} · {texts.place(conflict.key)}", self._signatures(conflict), icon, token
        )

    def _signatures(self, conflict: Conflict) -> str:
        names = dict.fromkeys(
            write.author for write in (conflict.stands, *conflict.others) if write is not None
        )
        return ", ".join(filter(None, names))

    @property
    def _current(self) -> Conflicts:
        """The conflicts of the current row; empty if there is no row."""
        return self._groups[self.list.row] if 0 <= self.list.row < len(self._groups) else ()

    @Slot()
    def _show_current(self) -> None:
        group = self._current
        for widget in (self._place, self._sentence, self.versions, self.keep, self.take):
            widget.setVisible(bool(group))
        self.go.setEnabled(bool(group))
        writable = self._services.holder.writable
        for button in (self.keep, self.take, self.both):
            button.setEnabled(writable)
        self.others.setVisible(bool(group) and len(group[0].others) > 1)
        if not group:
            self.both.hide()
            return
        conflict = group[0]
        is_removal = conflict.kind == REMOVED
        place = f"{self._texts.place(conflict.key)} · {self._texts.field(conflict.key)}"
        self._place.setText(self._row(group).title if is_removal else place)
        take = self.tr("&Remove") if is_removal else self.tr("&Take the other")
        self.take.setText(take)
        self.take.setAccessibleName(take.replace("&", ""))
        self._sentence.setText(self._explain(conflict))
        self.others.clear()
        for write in conflict.others:
            self.others.addItem(plain_text(self._texts.who(write.author, write.clock)))
        self._show_version()

    def _explain(self, conflict: Conflict) -> str:
        """Return why the current version stands."""
        sentences = {
            "text": self.tr(
                "Both versions are merged. Where both changed one sentence, the later wording stands."
            ),
            "marking": self.tr("The stricter marking stands until you choose."),
            "release": self.tr("The stricter limit stands until you choose."),
            "reading": self.tr("The reading that came first stands."),
            REMOVED: self.tr("One desk removed this while another changed it. What was changed is kept."),
        }
        return sentences.get(conflict.kind) or self.tr("The later change stands.")

    @Slot()
    def _show_version(self) -> None:
        group = self._current
        if not group or not group[0].others:
            return
        conflict, texts = group[0], self._texts
        other = conflict.others[max(self.others.currentIndex(), 0)]
        self.both.setVisible(self._both() is not None)
        values = [texts.value(conflict.key, conflict.standing), texts.value(conflict.key, other.value)]
        if conflict.kind == REMOVED:
            kept = "\n".join(f"• {texts.place(conflict.key)}" for conflict in group)
            values = [kept, self.tr("Removed")]
        self.versions.show_versions(
            (self.tr("Current version"), self.tr("Other version")),
            (texts.written_by(conflict.stands), texts.written_by(other)),
            (values[0], values[1]),
            compares=conflict.kind != REMOVED,
        )

    def _choose(self, choice: Choice) -> None:
        if group := self._current:
            self._settle(group, choice)
            self.refresh()
            if not self._groups:
                self.accept()

    @Slot()
    def _on_keep(self) -> None:
        self._choose(STANDING)

    @Slot()
    def _on_take(self) -> None:
        self._choose(max(self.others.currentIndex(), 0))

    @Slot()
    def _on_both(self) -> None:
        both = self._both()
        if both is not None:
            self._choose(both)

    def _both(self) -> list[Json] | None:
        """Return the text that is with the other version below it, None if there is no such text."""
        group = self._current
        if not group or group[0].kind != "text" or not group[0].others:
            return None
        other = group[0].others[max(self.others.currentIndex(), 0)]
        return both_texts(group[0].standing, other.value)

    @Slot()
    def _on_go(self) -> None:
        if group := self._current:
            self.wanted = group[0]
            self.accept()
