"""Details of the open article: metadata, language of a paragraph, linked articles and import notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from briefbuilder.domain.article import Metadata, Rights
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.notices import ATTACHED, Notice
from briefbuilder.ui.read.article_words import language_name, languages, title_of
from briefbuilder.ui.read.tag_commands import TagCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.dialogs import DialogButtons, ListDialog, create_column
from briefbuilder.ui.widgets.icons import glyph_icon
from briefbuilder.ui.widgets.plain import PlainLabel, set_action_text, set_tip

# Asks for the language of paragraphs: a list of names, chosen by their first letters.


class LanguageDialog(QDialog):
    """Asks for the language of a paragraph; the first line stands for the language of the article."""

    def __init__(
        self, present: str | None, article: str | None, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Paragraph language"))
        label = PlainLabel(self.tr("&Language:"), self)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Language"))
        label.setBuddy(self._list)
        own = language_name(article) or self.tr("unknown")
        self._add(self.tr("Same as article ({language})").format(language=own), None, present)
        for name, tag in languages():
            self._add(name, tag, present)
        self._list.itemActivated.connect(self.accept)
        buttons = DialogButtons(self, self.tr("Choose"), self.tr("Cancel"))
        column = create_column(self, theme, 0.5)
        for widget in (label, self._list, buttons):
            column.addWidget(widget)
        self.resize(round(theme.line_height * 20), round(theme.line_height * 26))
        self._list.setFocus()

    @property
    def list(self) -> QListWidget:
        """The list of languages."""
        return self._list

    @property
    def language(self) -> str | None:
        """The selected language (BCP 47), None for that of the article."""
        chosen = self._list.currentItem().data(Qt.ItemDataRole.UserRole)
        return str(chosen) if chosen else None

    def _add(self, name: str, tag: str | None, present: str | None) -> None:
        item = QListWidgetItem(name, self._list)
        item.setData(Qt.ItemDataRole.UserRole, tag)
        if tag == present or self._list.count() == 1:
            self._list.setCurrentItem(item)


_MAX_TITLE = 60
"""Most code points of a title in the menu."""


class LinkedArticles(QToolButton):
    """A button with a menu of the email that an article came with, or of its attachments.

    `article_wanted` asks to open another article; `content_changed` is emitted when the linked articles change.
    """

    article_wanted = Signal(str)
    content_changed = Signal()

    def __init__(self, services: Services, tag_commands: TagCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._tag_commands, self._pane = services, tag_commands, parent
        self._emails: tuple[ArticleRecord, ...] = ()
        self._attached: tuple[ArticleRecord, ...] = ()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        services.actions.register("linked-articles", self._open, enabled=self._has_any)
        services.holder.changed.connect(self.refresh)
        self.refresh()

    @property
    def linked(self) -> tuple[ArticleRecord, ...]:
        """The email that the article came with, then its attachments, as far as they are in the dossier."""
        return (*self._emails, *self._attached)

    @Slot()
    def refresh(self, *_: object) -> None:
        """Update the linked articles of the open article."""
        before = self.linked
        session, reading = self._services.holder.session, self._tag_commands.reading
        record = (
            session.store.record(reading.article.id) if session is not None and reading is not None else None
        )
        notices = [notice for notice in record.notices if notice.article] if record is not None else []
        found = [(notice.code, session.store.record(notice.article or "")) for notice in notices if session]
        self._emails = tuple(linked for code, linked in found if linked is not None and code != ATTACHED)
        self._attached = tuple(linked for code, linked in found if linked is not None and code == ATTACHED)
        count = len(self._attached)
        text = self.tr("%n attachment(s)", "", count) if count else self.tr("From an email")
        self.setText(text)
        self.setAccessibleName(text)
        set_tip(self, self.tr("The email and its attachments"))
        if before != self.linked:
            self._services.actions.refresh()
            self.content_changed.emit()

    def _open(self) -> None:
        # In a narrow pane, the button may be hidden in the overflow menu.
        shown = self if self.isVisible() else self._pane
        self._menu.popup(shown.mapToGlobal(shown.rect().bottomLeft() if shown is self else QPoint()))

    def _has_any(self) -> bool:
        return bool(self.linked)

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        for record in self.linked:
            title = title_of(record.metadata, record.original.name)
            title = title if len(title) <= _MAX_TITLE else f"{title[: _MAX_TITLE - 1]}…"
            words = self.tr("Email: {title}") if record in self._emails else self.tr("Attachment: {title}")
            entry = self._menu.addAction("")
            set_action_text(entry, words.format(title=title))
            entry.triggered.connect(partial(self._emit_wanted, record.id))

    def _emit_wanted(self, article: str, _checked: bool = False) -> None:
        self.article_wanted.emit(article)


class NoticeButton(QToolButton):
    """Shows the number of import notes, and lists them when pressed."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._notices: tuple[Notice, ...] = ()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._on_clicked)

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """Set the notes."""
        self._notices = notices
        text = self.tr("Import notes ({count})").format(count=len(notices))
        self.setText(text)
        self.setAccessibleName(text)
        set_tip(self, self.tr("What the import removed, guessed or could not read"))
        size = self._services.theme.space(0.85)
        self.setIcon(glyph_icon("note", self._services.theme.colours.colour("muted"), size))
        self.setIconSize(QSize(size, size))

    @property
    def has_notices(self) -> bool:
        """Whether there are any notes."""
        return bool(self._notices)

    def lines(self) -> tuple[str, ...]:
        """Return the notes in the language of the window."""
        return tuple(self._services.words.notice(notice) for notice in self._notices)

    @Slot()
    def _on_clicked(self) -> None:
        dialog = ListDialog(
            self.tr("Import notes"),
            self.tr("The source page is kept unchanged. To show clean text, the import did the following:"),
            self.lines(),
            self._services.theme,
            self.window(),
        )
        self._services.prompter.run(dialog)
        dialog.deleteLater()


class ArticleDetailsDialog(QDialog):
    """A form for the metadata of one article; `read` is the imported metadata, which can be restored."""

    def __init__(
        self,
        shown: Metadata,
        read: Metadata,
        titles: tuple[str, ...],
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Article details"))
        self._shown, self._read = shown, read
        self._theme = theme
        self._title = QComboBox(self)
        self._title.setEditable(True)
        self._title.addItems(list(titles))
        self._title.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._lead, self._authors = self._lines(3), self._lines(3)
        self._publication, self._published, self._url = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self._published.setPlaceholderText(self.tr("year-month-day"))
        self._language = QComboBox(self)
        self._statement, self._licence = QLineEdit(self), QLineEdit(self)
        self._embargo = QLineEdit(self)
        self._embargo.setPlaceholderText(self.tr("year-month-day hour:minute"))
        self._reserved = QCheckBox(self.tr("All rights &reserved"), self)
        self._fault = PlainLabel("", self)
        self._fault.setObjectName("notice")
        self._fault.setWordWrap(True)
        self._fault.hide()
        self._lay_out()
        self._fill(shown)

    @property
    def metadata(self) -> Metadata:
        """The metadata in the form."""
        from briefbuilder.app.commands.articles import parse_day

        words, shown = self._published.text().strip(), self._shown
        return replace(
            self._read,
            title=_keep_spacing(shown.title, self._title.currentText()) or "",
            lead=_keep_spacing(shown.lead, self._lead.toPlainText()),
            authors=tuple(dict.fromkeys(_non_empty_lines(self._authors.toPlainText()))),
            publication=_keep_spacing(shown.publication, self._publication.text()),
            published=parse_day(words) if words else None,
            url=_keep_spacing(shown.url, self._url.text()),
            language=self._language.currentData(),
            rights=Rights(
                statement=_keep_spacing(shown.rights.statement, self._statement.text()),
                licence=_keep_spacing(shown.rights.licence, self._licence.text()),
                reserved=self._reserved.isChecked(),
            ),
            embargo=self._embargo_value(),
        )

    def _embargo_value(self) -> datetime | None:
        """Return the embargo; unchanged text keeps the seconds of the old one."""
        words, old = self._embargo.text().strip(), self._shown.embargo
        return old if words == _format_moment(old) else _parse_moment(words)

    def accept(self) -> None:
        """Accept the dialog, unless a date is invalid."""
        from briefbuilder.app.commands.articles import parse_day

        words = self._published.text().strip()
        if words and parse_day(words) is None:
            fault = self.tr("“{words}” is not a date. Write it as 2026-04-12.")
            self._show_error(self._published, fault.format(words=words))
            return
        words = self._embargo.text().strip()
        if words and _parse_moment(words) is None:
            fault = self.tr(
                "“{words}” is not a date and time. Write it as 2026-04-12 10:00, in your time zone."
            )
            self._show_error(self._embargo, fault.format(words=words))
            return
        super().accept()

    def _show_error(self, field: QLineEdit, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.show()
        field.setFocus()
        field.selectAll()

    @Slot()
    def restore(self) -> None:
        """Restore the imported metadata."""
        self._shown = self._read
        self._fill(self._read)

    def _lines(self, count: int) -> QPlainTextEdit:
        made = QPlainTextEdit(self)
        made.setTabChangesFocus(True)
        made.setFixedHeight(round(self._theme.line_height * (count + 1)))
        return made

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(self._theme.space(0.7))
        form.setVerticalSpacing(self._theme.space(0.45))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&Title"), self._title),
            (self.tr("&Lead"), self._lead),
            (self.tr("&Authors, one per line"), self._authors),
            (self.tr("&Publication"), self._publication),
            (self.tr("&Date"), self._published),
            (self.tr("Addr&ess"), self._url),
            (self.tr("La&nguage"), self._language),
            (self.tr("Rights n&otice"), self._statement),
            (self.tr("L&icence"), self._licence),
            (self.tr("E&mbargo until"), self._embargo),
        )
        for text, widget in rows:
            widget.setAccessibleName(text.replace("&", ""))
            label = PlainLabel(text, self)
            label.setBuddy(widget)
            form.addRow(label, widget)
        form.addRow("", self._reserved)
        back = QPushButton(self.tr("Restore &imported details"), self)
        back.setAutoDefault(False)
        back.clicked.connect(self.restore)
        buttons = DialogButtons(self, self.tr("Apply"), self.tr("Cancel"))
        column = create_column(self, self._theme)
        column.addLayout(form)
        column.addWidget(self._fault)
        # Inside the button box, it would not be in the Tab order.
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addWidget(buttons, 1)
        column.addLayout(foot)
        self.resize(round(self._theme.line_height * 38), self.sizeHint().height())

    def _fill(self, metadata: Metadata) -> None:
        self._title.setCurrentText(metadata.title)
        self._lead.setPlainText(metadata.lead or "")
        self._authors.setPlainText("\n".join(metadata.authors))
        self._publication.setText(metadata.publication or "")
        self._published.setText(_format_day(metadata.published))
        self._url.setText(metadata.url or "")
        self._offer_languages(metadata.language)
        self._statement.setText(metadata.rights.statement or "")
        self._licence.setText(metadata.rights.licence or "")
        self._reserved.setChecked(metadata.rights.reserved)
        self._embargo.setText(_format_moment(metadata.embargo))

    def _offer_languages(self, present: str | None) -> None:
        self._language.clear()
        self._language.addItem(self.tr("unknown"), None)
        offered = list(languages())
        if present is not None and present not in {tag for _, tag in offered}:
            offered.insert(0, (language_name(present), present))
        for name, tag in offered:
            self._language.addItem(name, tag)
        self._language.setCurrentIndex(max(0, self._language.findData(present) if present else 0))


def _keep_spacing(old: str | None, written: str) -> str | None:
    """Return the entered text, or the old one where only white space differs."""
    words = " ".join(written.split())
    return old if old is not None and " ".join(old.split()) == words else words or None


def _non_empty_lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _parse_moment(words: str) -> datetime | None:
    """Parse a date and time in the user's time zone; None where it is invalid."""
    try:
        return datetime.fromisoformat(words.strip()).astimezone()
    except ValueError:
        return None


def _format_moment(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment is not None else ""


def _format_day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
