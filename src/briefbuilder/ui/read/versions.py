"""The versions and copies of the open article: a newer one, differences, and tags that found no place in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QToolButton, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext
from briefbuilder.app.session import Session
from briefbuilder.domain.article import RefusedFile
from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.domain.text import join_text
from briefbuilder.returned.text_diff import diff_texts
from briefbuilder.storage.blobs import PreparedArticle
from briefbuilder.ui.read.tag_commands import TagCommands
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, DialogButtons, TextList, fill_dialog, set_up_reading
from briefbuilder.ui.widgets.labels import show_differences
from briefbuilder.ui.widgets.plain import PlainLabel, join_facts

if TYPE_CHECKING:
    from briefbuilder.app.commands.revisions import UnplacedTag


Decide = Callable[["UnplacedTag"], bool]


@dataclass(frozen=True, slots=True)
class CopyShown:
    """A copy of the open article: its id, its line in the list, and its text."""

    article: str
    line: str
    text: str


class CopiesDialog(QDialog):
    """Lists the copies of an article and shows the differences of the selected one."""

    def __init__(
        self, text: str, copies: tuple[CopyShown, ...], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/find-copies")
        self.setWindowTitle(self.tr("Copies of this report"))
        self._text, self._copies, self._theme = text, copies, theme
        self.copies_list = TextList(self.tr("Copies"), self)
        self.copies_list.setWordWrap(True)
        self.copies_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = QPlainTextEdit(self)
        set_up_reading(self.page, self.tr("Differences of the copy"))
        words = self.tr("Struck through: only in the open article. Underlined: only in the copy.")
        legend = PlainLabel(words, self, role="muted", wraps=True)
        buttons = DialogButtons(self, self.tr("&Open copy"), self.tr("Close"))
        row = QHBoxLayout()
        row.addWidget(self.copies_list, 2)
        row.addWidget(self.page, 5)
        fill_dialog(self, theme, row, legend, buttons, grows=row, size=(62, 38))
        self.copies_list.selectionModel().currentChanged.connect(self._on_current)
        self.copies_list.show_lines(copy.line for copy in copies)

    @property
    def selected(self) -> str:
        """The id of the selected copy, to open when the dialog is accepted."""
        return self._copies[max(0, self.copies_list.row)].article

    @Slot(QModelIndex)
    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.page.clear()
            text = self._copies[current.row()].text
            show_differences(self.page, diff_texts(self._text, text), self._theme)


class UnplacedTagsDialog(QDialog):
    """Lists tags whose words are not in the newer version, and lets the user place or remove each.

    Tags without a decision remain unplaced.
    """

    def __init__(
        self, unplaced: tuple[UnplacedTag, ...], names: tuple[str, ...], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Unplaced tags"))
        self._unplaced, self._names = list(unplaced), list(names)
        self.place: Decide = _refuse
        self.remove: Decide = _refuse
        words = self.tr("The newer version does not contain these words. Choose what to do with each tag.")
        sentence = PlainLabel(words, self, wraps=True)
        self._list = TextList(self.tr("Unplaced tags"), self)
        self._before, self._after = PlainLabel("", self, wraps=True), PlainLabel("", self, wraps=True)
        for label in (self._before, self._after):
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.place_button = push_button(self.tr("&Place here"), self, lambda: self._decide(self.place))
        self.remove_button = push_button(self.tr("&Remove tag"), self, lambda: self._decide(self.remove))
        buttons = CloseButtons(self, self.place_button, self.remove_button, close=self.tr("Decide later"))
        parts = (sentence, self._list, self._before, self._after, buttons)
        fill_dialog(self, theme, *parts, grows=self._list, size=(40, 30))
        self._list.selectionModel().currentChanged.connect(self._show)
        self._list.show_lines(names)

    @property
    def words(self) -> tuple[str, str]:
        """The texts about the words of the selected tag and about the words found."""
        return self._before.text(), self._after.text()

    @Slot()
    def _show(self) -> None:
        row = self._list.currentIndex().row()
        if not 0 <= row < len(self._unplaced):
            return
        unplaced = self._unplaced[row]
        self._before.setText(
            self.tr("Tagged words: {words}").format(words=_shorten(unplaced.tag.passage.quote))
        )
        if unplaced.place is None:
            self._after.setText(self.tr("No similar words were found. Tag other words and remove this tag."))
        else:
            match = self.tr("Possible match ({percent} %): {words}")
            self._after.setText(
                match.format(percent=round(unplaced.similarity), words=_shorten(unplaced.place.quote))
            )
        self.place_button.setEnabled(unplaced.place is not None)

    def _decide(self, decide: Decide) -> None:
        row = self._list.currentIndex().row()
        if not 0 <= row < len(self._unplaced) or not decide(self._unplaced[row]):
            return
        del self._unplaced[row], self._names[row]
        if not self._unplaced:
            self.accept()
            return
        self._list.show_lines(self._names, row)


def _shorten(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 240 else f"{flat[:120]} … {flat[-110:]}"


def _refuse(_unplaced: UnplacedTag) -> bool:
    return False


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
        unplaced = app.commands.revisions.unplaced_tags(session, reading.article.id)
        if not unplaced:
            return
        taxonomy, language = session.taxonomy, self._services.language
        topics = (taxonomy.topic(each.tag.topic) for each in unplaced)
        names = tuple(
            topic.name(language) if topic is not None else each.tag.topic
            for each, topic in zip(unplaced, topics, strict=True)
        )
        dialog = UnplacedTagsDialog(unplaced, names, self._services.theme, self._pane.window())
        dialog.place = self._place
        dialog.remove = self._remove
        self._services.prompter.run(dialog)

    def _place(self, unplaced: UnplacedTag) -> bool:
        tag, place = unplaced.tag.id, unplaced.place
        if place is None:
            return False
        return self._services.apply(app.commands.revisions.place_tag, tag, place) is not None

    def _remove(self, unplaced: UnplacedTag) -> bool:
        return self._services.apply(app.commands.tags.remove_tags, [unplaced.tag.id]) is not None

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
    return tuple(
        reading
        if isinstance(reading, RefusedFile)
        else context.pool.run(app.commands.imports.prepare_reading, reading, cancelled=context.cancelled)
        for reading in readings
    )
