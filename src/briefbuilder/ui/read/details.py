"""Details of the open article: metadata, language of a paragraph, linked articles and import notes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QMenu, QToolButton, QWidget

from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.notices import ATTACHED, Notice
from briefbuilder.ui.read.article_words import language_name, languages, title_of
from briefbuilder.ui.read.tag_commands import TagCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import set_icon
from briefbuilder.ui.widgets.dialogs import DialogButtons, ListDialog, fill_dialog
from briefbuilder.ui.widgets.menus import add_entry, open_menu_with
from briefbuilder.ui.widgets.plain import PlainLabel, set_action_text, set_tip

# Asks for the language of paragraphs: a list of names, chosen by their first letters.


class LanguageDialog(QDialog):
    """Asks for the language of a paragraph; the first line stands for the language of the article."""

    def __init__(
        self, present: str | None, article: str | None, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Paragraph language"))
        self.list = QListWidget(self)
        label = PlainLabel(self.tr("&Language:"), self, names=self.list)
        own = language_name(article) or self.tr("unknown")
        self._add(self.tr("Same as article ({language})").format(language=own), None, present)
        for name, tag in languages():
            self._add(name, tag, present)
        self.list.itemActivated.connect(self.accept)
        buttons = DialogButtons(self, self.tr("Choose"), self.tr("Cancel"))
        fill_dialog(self, theme, label, self.list, buttons, gap=0.5, size=(20, 26))
        self.list.setFocus()

    @property
    def language(self) -> str | None:
        """The selected language (BCP 47), None for that of the article."""
        chosen = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        return str(chosen) if chosen else None

    def _add(self, name: str, tag: str | None, present: str | None) -> None:
        item = QListWidgetItem(name, self.list)
        item.setData(Qt.ItemDataRole.UserRole, tag)
        if tag == present or self.list.count() == 1:
            self.list.setCurrentItem(item)


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
        open_menu_with(self, self._menu)
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
        session, record = self._services.holder.session, self._tag_commands.record
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
            entry = add_entry(self._menu, "", partial(self.article_wanted.emit, record.id))
            set_action_text(entry, words.format(title=title))


class NoticeButton(QToolButton):
    """Shows the number of import notes, and lists them when pressed."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._notices: tuple[Notice, ...] = ()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme = services.theme
        set_icon(self, "info", theme, "muted")
        self.clicked.connect(self._on_clicked)

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """Set the notes."""
        self._notices = notices
        text = self.tr("Import notes ({count})").format(count=len(notices))
        self.setText(text)
        self.setAccessibleName(text)
        set_tip(self, self.tr("What the import removed, guessed or could not read"))

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
