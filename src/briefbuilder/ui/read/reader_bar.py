"""The bars over the article: its tools, such as its notes, attachments, copies and versions, and hints on what a command waits for."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QMenu, QToolButton, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext
from briefbuilder.app.session import Session
from briefbuilder.domain.article import RefusedFile
from briefbuilder.domain.changes import ArticleRecord, Key
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.domain.notices import ATTACHED, Notice
from briefbuilder.domain.text import join_text
from briefbuilder.domain.visible_text import shorten
from briefbuilder.storage.blobs import PreparedArticle
from briefbuilder.ui.read.article_commands import TagCommands
from briefbuilder.ui.read.article_words import title_of
from briefbuilder.ui.read.comparisons import CopiesDialog, CopyShown, UnplacedTagsDialog
from briefbuilder.ui.read.find_bar import FindBar
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import ActionToolButton, icon_button, set_icon, set_surface
from briefbuilder.ui.widgets.dialogs import ListDialog
from briefbuilder.ui.widgets.layouts import row_layout
from briefbuilder.ui.widgets.menus import add_entry, open_menu_with
from briefbuilder.ui.widgets.plain import PlainLabel, button_text, join_facts, set_action_text, set_tip

if TYPE_CHECKING:
    from briefbuilder.app.commands.revisions import UnplacedPassage


_HEIGHT = 44
_TOOLS_FROM = 640
"""Width of the bar from which it has room for copies, attachments and notes beside its own buttons."""


class HintBar(QFrame):
    """Says how to go on while a paragraph is split or a tag adjusted; hidden without a hint."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        set_surface(self, "side", "bottom")
        self.setAccessibleName(self.tr("Hint"))
        self.label = PlainLabel("", self, wraps=True)
        # The hint wraps instead of being elided: it must be readable in a narrow pane.
        row_layout(self, self.label, margins=theme.margins(12, 6, 12, 6))
        self.hide()

    @Slot(str)
    def show_hint(self, hint: str) -> None:
        """Show a hint, until it is empty."""
        self.label.setText(hint)
        self.setVisible(bool(hint))


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
        services.actions.register("linked-articles", self._open, enabled=lambda: bool(self.linked))
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

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        for record in self.linked:
            title = shorten(title_of(record.metadata, record.original.name), _MAX_TITLE)
            words = self.tr("Email: {title}") if record in self._emails else self.tr("Attachment: {title}")
            entry = add_entry(self._menu, "", partial(self.article_wanted.emit, record.id))
            set_action_text(entry, words.format(title=title))


class NoticeButton(QToolButton):
    """Shows the number of import notes, and lists them when pressed."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.notices: tuple[Notice, ...] = ()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme = services.theme
        set_icon(self, "info", theme, "muted")
        self.clicked.connect(self._on_clicked)

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """Set the notes."""
        self.notices = notices
        text = self.tr("Import notes ({count})").format(count=len(notices))
        self.setText(text)
        self.setAccessibleName(text)
        set_tip(self, self.tr("What the import removed, guessed or could not read"))

    def lines(self) -> tuple[str, ...]:
        """Return the notes in the language of the window."""
        return tuple(self._services.words.notice(notice) for notice in self.notices)

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


class VersionCommands(QObject):
    """Buttons and actions for copies, newer versions and unplaced tags.

    `article_wanted` asks to open a copy; `content_changed` is emitted when the buttons change.
    """

    article_wanted = Signal(str)
    content_changed = Signal()

    def __init__(self, services: Services, tag_commands: TagCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._tag_commands = services, tag_commands
        self._reading_file = False
        self._found: tuple[str, ...] = ()
        self._count = 0
        self._article: str | None = None
        self._pane = parent
        self.copies_button, self.unplaced_button = QToolButton(parent), QToolButton(parent)
        board = services.actions
        self.copies_button.clicked.connect(board.action("show-copies").trigger)
        self.unplaced_button.clicked.connect(board.action("waiting-tags").trigger)
        board.register("show-copies", self._show_copies, enabled=lambda: bool(self._found))
        board.register("waiting-tags", self._show_unplaced, enabled=lambda: self._count > 0)
        board.register("newer-version", self._ask_file, enabled=tag_commands.is_reading)
        services.holder.changed.connect(self._on_changed)
        self.refresh()

    @property
    def tools(self) -> tuple[QToolButton, ...]:
        """The buttons to show."""
        return (
            *((self.unplaced_button,) if self._count else ()),
            *((self.copies_button,) if self._found else ()),
        )

    @Slot()
    def refresh_if_changed(self) -> None:
        """Update the buttons if another article is open."""
        reading = self._tag_commands.reading
        if self._article != (reading.article.id if reading is not None else None):
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Update the buttons for the open article."""
        session, reading = self._services.holder.session, self._tag_commands.reading
        before = self._found, self._count
        self._found, self._count = (), 0
        self._article = name = reading.article.id if reading is not None else None
        if session is not None and name is not None and session.store.record(name) is not None:
            self._found = tuple(copy for copy in session.search.group(name) if copy != name)
            self._count = sum(
                app.commands.revisions.is_unplaced(tag.passage) for tag in session.store.tags(name)
            )
        self._set_text(self.copies_button, self.tr("%n copy(ies)", "", len(self._found)))
        self._set_text(self.unplaced_button, self.tr("%n unplaced tag(s)", "", self._count))
        if before != (self._found, self._count):
            self._services.actions.refresh()
            self.content_changed.emit()

    @Slot(object)
    def _on_changed(self, keys: frozenset[Key]) -> None:
        if any(key.collection in {"article", "tag"} for key in keys):
            self.refresh()

    @staticmethod
    def _set_text(button: QToolButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)

    def _show_copies(self) -> None:
        session, reading = self._services.holder.session, self._tag_commands.reading
        if session is None or reading is None:
            return
        shares = {copy.article: copy.share for copy in session.search.copies(reading.article.id)}
        shown = []
        for name in self._found:
            article = session.store.article(name)
            share = shares.get(name)
            parts = (
                article.metadata.title or article.original.name,
                article.metadata.publication,
                self.tr("{percent} % in common").format(percent=round(100 * share)) if share else None,
            )
            line = join_facts(parts)
            shown.append(CopyShown(name, line, join_text(article.blocks)))
        text = join_text(reading.article.blocks)
        dialog = CopiesDialog(text, tuple(shown), self._services.theme, self._pane.window())
        selected = dialog.selected if self._services.prompter.run(dialog) else None
        if selected is not None:
            self.article_wanted.emit(selected)

    def _show_unplaced(self) -> None:
        session, reading = self._services.holder.session, self._tag_commands.reading
        if session is None or reading is None:
            return
        unplaced = app.commands.revisions.unplaced_passages(session, reading.article.id)
        if not unplaced:
            return
        taxonomy, language = session.taxonomy, self._services.language
        names = tuple(
            ", ".join(taxonomy.shown(tag.topic).name(language) for tag in passage.tags)
            for passage in unplaced
        )
        dialog = UnplacedTagsDialog(unplaced, names, self._services.theme, self._pane.window())
        dialog.place = self._place
        dialog.remove = self._remove
        self._services.prompter.run(dialog)

    def _place(self, unplaced: UnplacedPassage) -> bool:
        if unplaced.place is None:
            return False
        tags = [tag.id for tag in unplaced.tags]
        return self._services.apply(app.commands.revisions.place_tags, tags, unplaced.place) is not None

    def _remove(self, unplaced: UnplacedPassage) -> bool:
        return (
            self._services.apply(app.commands.tags.remove_tags, [tag.id for tag in unplaced.tags]) is not None
        )

    def _ask_file(self) -> None:
        reading = self._tag_commands.reading
        if reading is None or self._reading_file:
            return
        path = self._services.prompter.open_file(
            self.tr("Newer version of the article"), self.tr("All files (*)")
        )
        if path is not None:
            self.replace_article(reading.article.id, path)

    def replace_article(self, article: str, path: Path) -> None:
        """Read a file in the background and replace an article with it."""
        session = self._services.holder.session
        self._reading_file = True
        done = partial(self._on_read, session, article, path)
        self._services.jobs.start(partial(_read, path), done, self._on_failed)

    def _on_read(
        self,
        session: Session | None,
        article: str,
        path: Path,
        found: tuple[PreparedArticle | RefusedFile, ...],
    ) -> None:
        self._reading_file = False
        if session is None or session is not self._services.holder.session:
            return
        try:
            self._revise(session, article, path, found)
        except BriefbuilderError as error:
            session.store.drop_kept()
            self._services.prompter.show_error(error)

    def _revise(
        self, session: Session, article: str, path: Path, found: tuple[PreparedArticle | RefusedFile, ...]
    ) -> None:
        if len(found) != 1:
            raise DossierError("revision-several", name=path.name)
        (prepared,) = found
        if isinstance(prepared, RefusedFile):
            raise prepared.error
        session.store.keep(prepared)
        change = app.commands.revisions.revise_article(session, article, prepared.record)
        self._services.holder.opened.store.apply(change)
        unplaced = int(change.parameters["waiting"])
        self._services.toasts.show(self.tr("The article was replaced with the newer version."))
        self.refresh()
        if unplaced and self._count:
            self._show_unplaced()

    def _on_failed(self, error: Exception) -> None:
        self._reading_file = False
        self._services.show_failure(error)


def _read(path: Path, context: JobContext) -> tuple[PreparedArticle | RefusedFile, ...]:
    readings = app.read_files.read_paths([path], cancelled=context.cancelled, pool=context.pool)
    prepare = app.commands.imports.prepare_reading
    return tuple(context.pool.run(prepare, reading, cancelled=context.cancelled) for reading in readings)


class ReaderBar(QFrame):
    """The bar over the article: steps through the list, find, the size of the text, and what else it has.

    `article_wanted` asks to open another article, `list_requested` to show the list if it is not, and
    `rail_toggled` to show or hide the rail.
    """

    article_wanted = Signal(str)
    list_requested = Signal()
    rail_toggled = Signal()

    def __init__(self, services: Services, tag_commands: TagCommands, pane: QWidget) -> None:
        super().__init__(pane)
        self._services = services
        theme, board = services.theme, services.actions
        set_surface(self, "paper", "bottom")
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setAccessibleName(self.tr("Article"))
        self.versions = VersionCommands(services, tag_commands, pane)
        self.linked = LinkedArticles(services, tag_commands, pane)
        self._notices = NoticeButton(services, pane)
        self._record: ArticleRecord | None = None
        self.list_button = QToolButton(self)
        self.list_button.setProperty("kind", "quiet")
        self.list_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_icon(self.list_button, "panel-left-open", theme, size=(18, 18))
        self.list_button.setFixedHeight(theme.px(32))
        self.list_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list_button.clicked.connect(self.list_requested)
        self.list_button.hide()
        back, on = (
            ("chevron-right", "chevron-left") if self.isRightToLeft() else ("chevron-left", "chevron-right")
        )
        self.previous = ActionToolButton(board.action("previous-article"), back, theme, self)
        self.next = ActionToolButton(board.action("next-article"), on, theme, self)
        self._position = PlainLabel("", self, role="caption")
        self.find_bar = FindBar(theme, self)
        self.find_button = ActionToolButton(board.action("find-in-article"), "search", theme, self)
        self.size_button = icon_button(self.tr("Text size"), "a-large-small", theme, self)
        self.original_button = ActionToolButton(board.action("show-original"), "columns-2", theme, self)
        self.rail_button = icon_button(
            self.tr("Topics and suggestions"), "panel-right", theme, self, run=self.rail_toggled
        )
        self.rail_button.setCheckable(True)
        self.more = icon_button(self.tr("More about the article"), "ellipsis", theme, self)
        self._more_menu = QMenu(self.more)
        self._more_menu.setAccessibleName(self.tr("More about the article"))
        self._more_menu.aboutToShow.connect(self._fill_more)
        open_menu_with(self.more, self._more_menu)
        self._lay_out()
        for source in (self.versions, self.linked):
            source.article_wanted.connect(self.article_wanted)
            source.content_changed.connect(self._update_tools)
        self._update_tools()

    def show_record(self, record: ArticleRecord | None) -> None:
        """Show the import notes and corrections of an article."""
        self._record = record
        self._notices.show_notices(record.notices if record is not None else ())
        self._update_tools()

    def show_position(self, number: int, count: int) -> None:
        """Show which of how many articles of the list is open; 0 for one that is not in the list."""
        text = self.tr("{number} of {count}").format(number=number, count=count) if number else ""
        self._position.setText(text)
        self.list_button.setText(str(count))
        self.list_button.setAccessibleName(self.tr("Show the list of %n article(s)", "", count))

    def set_size_menu(self, menu: QMenu) -> None:
        """Set the menu of the button for the size of the text."""
        open_menu_with(self.size_button, menu)

    @property
    def corrections(self) -> int:
        """The number of corrections of the article."""
        record = self._record
        return len(record.corrections) + (record.read is not None) if record is not None else 0

    @Slot()
    def refresh(self) -> None:
        """Update the buttons for the open article."""
        self.versions.refresh_if_changed()
        self.linked.refresh()

    @Slot()
    def update_find(self) -> None:
        """Show the find bar in place of its button."""
        self.find_button.setVisible(self.find_bar.isHidden())
        self._update_tools()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move tools that do not fit into the menu."""
        super().resizeEvent(event)
        self._update_tools()

    def minimumSizeHint(self) -> QSize:
        """Return the least size, at which the tools are in the menu."""
        hint = super().minimumSizeHint()
        shown = [tool for tool in self._all_tools() if not tool.isHidden()]
        folded = sum(tool.minimumSizeHint().width() + self._row.spacing() for tool in shown)
        return QSize(hint.width() - folded, hint.height())

    def _lay_out(self) -> None:
        theme = self._services.theme
        row = self._row = row_layout(self, margins=theme.margins(12, 0, 12, 0), gap=theme.px(4))
        steps: tuple[QWidget, ...] = (self.list_button, self.previous, self.next, self._position)
        for widget in steps:
            row.addWidget(widget)
        row.addStretch(1)
        for tool in self._all_tools():
            tool.setProperty("kind", "quiet")
            tool.setFixedHeight(theme.px(32))
            tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(tool)
        buttons = (self.find_button, self.size_button, self.original_button, self.rail_button, self.more)
        row.addWidget(self.find_bar)
        for button in buttons:
            row.addWidget(button)

    def _all_tools(self) -> tuple[QAbstractButton, ...]:
        return (self.versions.unplaced_button, self.versions.copies_button, self.linked, self._notices)

    def _offered(self) -> tuple[QAbstractButton, ...]:
        linked = (self.linked,) if self.linked.linked else ()
        notices = (self._notices,) if self._notices.notices else ()
        return (*self.versions.tools, *linked, *notices)

    @Slot()
    def _update_tools(self) -> None:
        offered = self._offered()
        has_room = self.width() >= self._services.theme.px(_TOOLS_FROM) and self.find_bar.isHidden()
        for tool in self._all_tools():
            tool.setVisible(tool in offered and has_room)

    @Slot()
    def _fill_more(self) -> None:
        """List the tools without room, the structure and what can be done with the whole article."""
        menu, board = self._more_menu, self._services.actions
        menu.clear()
        for tool in self._offered():
            if not tool.isHidden():
                continue
            inner = tool.menu() if isinstance(tool, QToolButton) else None
            if inner is not None:
                inner.setTitle(button_text(tool.accessibleName() or tool.text()))
                menu.addMenu(inner)
            else:
                add_entry(menu, button_text(tool.accessibleName() or tool.text()), tool.click)
        if self.corrections:
            menu.addSection(self.tr("Corrected in %n place(s)", "", self.corrections))
            board.fill(menu, "compare-original", "take-back-corrections")
        board.fill(menu, "", "edit-details", "show-left-out", "mark-unread", "")
        board.fill(menu, "copy-article", "copy-formatted", "print", "save-original", "newer-version")
        board.fill(menu, "", "remove-article")
