"""Edits the title, the authors and the date of the open article where they stand above its text."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QAction, QFont, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from briefbuilder import app
from briefbuilder.domain.article import Metadata
from briefbuilder.ui.read.article_canvas import ArticleCanvas
from briefbuilder.ui.read.article_document import HeaderField
from briefbuilder.ui.read.article_words import date_text
from briefbuilder.ui.read.tag_commands import TagCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.plain import set_tip

EDITABLE: tuple[HeaderField, ...] = ("title", "authors", "published", "publication")


class FieldEditor(QObject):
    """Lays a field over the text on a double click or F2: Enter or leaving it saves, Esc cancels."""

    def __init__(
        self, services: Services, tag_commands: TagCommands, canvas: ArticleCanvas, pane: QWidget
    ) -> None:
        super().__init__(pane)
        self._services, self._tag_commands, self._canvas = services, tag_commands, canvas
        self._view = view = canvas.view
        self.field: HeaderField | None = None
        self.line = QPlainTextEdit(view.viewport())
        self.line.document().setDocumentMargin(services.theme.px(2))
        self.line.setTabChangesFocus(True)
        self.line.setAccessibleName(self.tr("Detail of the article"))
        self.line.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.line.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.line.hide()
        self.line.installEventFilter(self)
        view.field_pressed.connect(self._on_pressed)
        view.verticalScrollBar().valueChanged.connect(self._place)
        view.laid_out.connect(self._place)

    def actions(self, field: HeaderField, parent: QObject) -> list[QAction]:
        """Return the entries of the menu of a field above the text."""
        texts = {
            "title": self.tr("Edit title"),
            "authors": self.tr("Edit authors"),
            "published": self.tr("Edit date"),
            "publication": self.tr("Edit publication"),
        }
        if field not in texts:
            return []
        action = QAction(texts[field], parent)
        action.setEnabled(self._services.holder.writable)
        action.triggered.connect(partial(self.edit, field))
        return [action]

    def edit(self, field: HeaderField) -> None:
        """Begin to edit a field."""
        metadata = self._metadata()
        if metadata is None or field not in EDITABLE or not self._services.holder.writable:
            return
        self.field = field
        self.line.setPlainText(self._text(metadata, field))
        names = {
            "title": self.tr("Title"),
            "authors": self.tr("Authors"),
            "published": self.tr("Date"),
            "publication": self.tr("Publication"),
        }
        self.line.setAccessibleName(names[field])
        set_tip(self.line, self.tr("Enter saves, Esc cancels"))
        font = QFont(self._view.font())
        px = self._services.theme.px
        font.setPixelSize(round(px(28 if field == "title" else 13) * self._canvas.scale))
        font.setWeight(QFont.Weight.Bold if field == "title" else QFont.Weight.Normal)
        self.line.document().setDefaultFont(font)
        self._place()
        self.line.show()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def cancel(self) -> None:
        """Close the field without saving."""
        if self.field is None:
            return
        had_focus = self.line.hasFocus()
        self.field = None
        self.line.hide()
        if had_focus:
            self._view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save with Enter and when the focus leaves the field, cancel with Esc."""
        if watched is not self.line or self.field is None:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.cancel()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._save(leaving=False)
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self._save(leaving=True)
        return super().eventFilter(watched, event)

    def _metadata(self) -> Metadata | None:
        record = self._tag_commands.record
        return record.metadata if record is not None else None

    def _text(self, metadata: Metadata, field: HeaderField) -> str:
        match field:
            case "title":
                return metadata.title
            case "authors":
                return ", ".join(metadata.authors)
            case "published":
                return date_text(metadata, self._services.language)
            case _:
                return metadata.publication or ""

    @Slot()
    def _place(self, *_: object) -> None:
        """Lay the field over its text."""
        if self.field is None:
            return
        px = self._services.theme.px
        area = self._view.field_area(self.field)
        if area.isNull():
            area = QRect(QPoint(px(16), self._view.field_area("title").top() - px(30)), area.size())
        least = {"title": px(400), "authors": px(260)}.get(self.field, px(180))
        room = self._view.viewport().width() - area.left() - px(14)
        width = min(room, max(least, area.width() + px(60)) if self.field != "title" else room)
        # The frame of the field is two pixels wide, and the margin of its text another two.
        pad = px(4)
        height = max(area.height() + 2 * pad, px(28))
        self.line.setGeometry(area.left() - pad, area.center().y() - height // 2, width, height)

    def _save(self, *, leaving: bool) -> None:
        field, words = self.field, " ".join(self.line.toPlainText().split())
        metadata = self._metadata()
        if field is None or metadata is None:
            return
        if words == self._text(metadata, field):
            self.cancel()
            return
        changed = self._changed(metadata, field, words)
        if changed is None and leaving:
            self.cancel()
            return
        if changed is None:
            self.line.setProperty("wrong", True)
            set_tip(self.line, self.tr("This is not a date. Write it as 2026-04-12."))
            self._services.toasts.show(self.tr("“{words}” is not a date").format(words=words))
            return
        self.cancel()
        self._apply(changed)

    def _changed(self, metadata: Metadata, field: HeaderField, words: str) -> Metadata | None:
        """Return the metadata with other words in a field, None where they are not what the field needs."""
        match field:
            case "title":
                return replace(metadata, title=words)
            case "authors":
                names = (name.strip() for name in words.replace(";", ",").split(","))
                return replace(metadata, authors=tuple(dict.fromkeys(name for name in names if name)))
            case "published":
                day = app.commands.articles.parse_day(words)
                return replace(metadata, published=day) if day is not None or not words else None
            case _:
                return replace(metadata, publication=words or None)

    def _apply(self, metadata: Metadata) -> None:
        reading = self._tag_commands.reading
        if reading is not None:
            self._services.apply(
                lambda session: app.commands.articles.edit_metadata(session, reading.article.id, metadata)
            )

    @Slot(str)
    def _on_pressed(self, field: str) -> None:
        known = next((each for each in EDITABLE if each == field), None)
        if known is not None:
            self.edit(known)
