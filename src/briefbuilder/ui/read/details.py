"""A form over all that is known of an article, with the way back to what was read."""

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

from briefbuilder.app.commands.articles import parse_day
from briefbuilder.domain.article import Metadata, Rights
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.notices import ATTACHED, Notice
from briefbuilder.ui.read.article_words import language_name, languages, title_of
from briefbuilder.ui.read.tag_commands import ArticleActs
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.dialogs import DialogButtons, ListingDialog, create_column
from briefbuilder.ui.widgets.icons import glyph_icon
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip

# Asks for the language of paragraphs: a list of names, chosen by their first letters.


class LanguageDialog(QDialog):
    """Languages by name; the first line stands for the language of the article itself."""

    def __init__(
        self, present: str | None, article: str | None, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Language of the paragraph"))
        label = PlainLabel(self.tr("&Language:"), self)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Language"))
        label.setBuddy(self._list)
        own = language_name(article) or self.tr("not known")
        self._add(self.tr("As the article ({language})").format(language=own), None, present)
        for name, tag in languages():
            self._add(name, tag, present)
        self._list.itemActivated.connect(self.accept)
        buttons = DialogButtons(self, self.tr("Choose"), self.tr("Cancel"))
        column = create_column(self, theme, 0.5)
        for widget in (label, self._list, buttons):
            column.addWidget(widget)
        self.resize(round(theme.em * 20), round(theme.em * 26))
        self._list.setFocus()

    @property
    def list(self) -> QListWidget:
        """The names."""
        return self._list

    @property
    def language(self) -> str | None:
        """The language that is chosen (BCP 47), None for the article's own."""
        chosen = self._list.currentItem().data(Qt.ItemDataRole.UserRole)
        return str(chosen) if chosen else None

    def _add(self, name: str, tag: str | None, present: str | None) -> None:
        item = QListWidgetItem(name, self._list)
        item.setData(Qt.ItemDataRole.UserRole, tag)
        if tag == present or self._list.count() == 1:
            self._list.setCurrentItem(item)


# The mail that an article came with and the articles that came with a mail: a button in the pane's head, with a menu.

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
        record = (
            session.store.record(reading.article.id) if session is not None and reading is not None else None
        )
        named = [one for one in record.notices if one.article] if record is not None else []
        found = [(one.code, session.store.record(one.article or "")) for one in named if session is not None]
        self._holders = tuple(one for code, one in found if one is not None and code != ATTACHED)
        self._attached = tuple(one for code, one in found if one is not None and code == ATTACHED)
        count = len(self._attached)
        text = self.tr("%n attachment(s)", "", count) if count else self.tr("Came with a mail")
        self.setText(text)
        self.setAccessibleName(text)
        set_tip(self, self.tr("The mail and the files that came together"))
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


# What the import removed or guessed in an article, one line each, behind a button.


class NoticeButton(QToolButton):
    """Shows how many notices an article has, and on pressing the notices."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._notices: tuple[Notice, ...] = ()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._on_clicked)

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """Stand for these notices; without any there is no use for the button."""
        self._notices = notices
        text = self.tr("Import notes ({count})").format(count=len(notices))
        self.setText(text)
        self.setAccessibleName(text)
        set_tip(self, self.tr("What the import removed, guessed or could not read"))
        size = self._services.theme.space(0.85)
        self.setIcon(glyph_icon("note", self._services.theme.colours.colour("muted"), size))
        self.setIconSize(QSize(size, size))

    @property
    def told(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self._notices)

    def lines(self) -> tuple[str, ...]:
        """Return the notices in words."""
        return tuple(self._services.words.notice(notice) for notice in self._notices)

    @Slot()
    def _on_clicked(self) -> None:
        dialog = ListingDialog(
            self.tr("Import notes"),
            self.tr("The original is kept as it was. This is what the import did to show a clean text:"),
            self.lines(),
            self._services.theme,
            self.window(),
        )
        self._services.prompter.run(dialog)
        dialog.deleteLater()


class ArticleDetailsDialog(QDialog):
    """Title, lead, authors, publication, date, address, language and rights of one article."""

    def __init__(
        self,
        shown: Metadata,
        read: Metadata,
        titles: tuple[str, ...],
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Details of the article"))
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
        """What the form says; a date that cannot be read is left as it was."""
        words, shown = self._published.text().strip(), self._shown
        return replace(
            self._read,
            title=_kept(shown.title, self._title.currentText()) or "",
            lead=_kept(shown.lead, self._lead.toPlainText()),
            authors=tuple(dict.fromkeys(_filled(self._authors.toPlainText()))),
            publication=_kept(shown.publication, self._publication.text()),
            published=parse_day(words) if words else None,
            url=_kept(shown.url, self._url.text()),
            language=self._language.currentData(),
            rights=Rights(
                statement=_kept(shown.rights.statement, self._statement.text()),
                licence=_kept(shown.rights.licence, self._licence.text()),
                reserved=self._reserved.isChecked(),
            ),
            embargo=self._chosen_embargo(),
        )

    def _chosen_embargo(self) -> datetime | None:
        """Return the embargo; the old one to the second where its words were left alone."""
        words, old = self._embargo.text().strip(), self._shown.embargo
        return old if words == _moment_words(old) else _moment(words)

    def accept(self) -> None:
        """Agree, unless a date cannot be read."""
        words = self._published.text().strip()
        if words and parse_day(words) is None:
            fault = self.tr("No sure date can be read in “{words}”. Write it as 2026-04-12.")
            self._refuse(self._published, fault.format(words=words))
            return
        words = self._embargo.text().strip()
        if words and _moment(words) is None:
            fault = self.tr(
                "No moment can be read in “{words}”. Write it as 2026-04-12 10:00, in your own time."
            )
            self._refuse(self._embargo, fault.format(words=words))
            return
        super().accept()

    def _refuse(self, field: QLineEdit, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.show()
        field.setFocus()
        field.selectAll()

    @Slot()
    def restore(self) -> None:
        """Fill in what was read."""
        self._shown = self._read
        self._fill(self._read)

    def _lines(self, count: int) -> QPlainTextEdit:
        made = QPlainTextEdit(self)
        made.setTabChangesFocus(True)
        made.setFixedHeight(round(self._theme.em * (count + 1)))
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
            (self.tr("&Authors, one a line"), self._authors),
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
        back = QPushButton(self.tr("As it &was read"), self)
        back.setAutoDefault(False)
        back.clicked.connect(self.restore)
        buttons = DialogButtons(self, self.tr("Apply"), self.tr("Cancel"))
        column = create_column(self, self._theme)
        column.addLayout(form)
        column.addWidget(self._fault)
        # In the box of buttons it would be out of the Tab key's way.
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addWidget(buttons, 1)
        column.addLayout(foot)
        self.resize(round(self._theme.em * 38), self.sizeHint().height())

    def _fill(self, metadata: Metadata) -> None:
        self._title.setCurrentText(metadata.title)
        self._lead.setPlainText(metadata.lead or "")
        self._authors.setPlainText("\n".join(metadata.authors))
        self._publication.setText(metadata.publication or "")
        self._published.setText(_day(metadata.published))
        self._url.setText(metadata.url or "")
        self._offer_languages(metadata.language)
        self._statement.setText(metadata.rights.statement or "")
        self._licence.setText(metadata.rights.licence or "")
        self._reserved.setChecked(metadata.rights.reserved)
        self._embargo.setText(_moment_words(metadata.embargo))

    def _offer_languages(self, present: str | None) -> None:
        self._language.clear()
        self._language.addItem(self.tr("not known"), None)
        offered = list(languages())
        if present is not None and present not in {tag for _, tag in offered}:
            offered.insert(0, (language_name(present), present))
        for name, tag in offered:
            self._language.addItem(name, tag)
        self._language.setCurrentIndex(max(0, self._language.findData(present) if present else 0))


def _kept(old: str | None, written: str) -> str | None:
    """Return what was written; the old text to the letter where only its white space would differ."""
    words = " ".join(written.split())
    return old if old is not None and " ".join(old.split()) == words else words or None


def _filled(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _moment(words: str) -> datetime | None:
    """Return a moment that is written in the user's own time, with its zone; None where it is none."""
    try:
        return datetime.fromisoformat(words.strip()).astimezone()
    except ValueError:
        return None


def _moment_words(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment is not None else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
