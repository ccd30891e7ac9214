"""The main window: three panes, menus, toolbar, status bar; files may be dropped anywhere on it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QLabel, QMainWindow, QSplitter, QWidget

from briefbuilder.ui.appearance import style_sheet
from briefbuilder.ui.article.pane import ArticlePane
from briefbuilder.ui.articles.importing import Importing
from briefbuilder.ui.articles.pane import ArticlesPane
from briefbuilder.ui.articles.watching import Watching
from briefbuilder.ui.briefing.pane import BriefingPane
from briefbuilder.ui.designer.menu import Designing
from briefbuilder.ui.dossiers import Dossiers
from briefbuilder.ui.dropping import Dropping
from briefbuilder.ui.menus import Menus, as_scheme
from briefbuilder.ui.original.beside import Beside
from briefbuilder.ui.original.pane import OriginalPane
from briefbuilder.ui.services import Services
from briefbuilder.ui.topics.menu import Topics

_GEOMETRY, _PANES = "window-geometry", "window-panes"
_FOUND_AT_MOST = 10_000
"""Sections that are tagged at once."""
_MESSAGE = 6000
"""Milliseconds for which a message stays in the status bar."""


class MainWindow(QMainWindow):
    """The window of one dossier. `language_chosen` asks for the window anew in another language."""

    language_chosen = Signal(str)
    closed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setObjectName("main-window")
        self.setAcceptDrops(True)
        self._dossiers = Dossiers(services, self)
        self._articles = ArticlesPane(services, self)
        self._article = ArticlePane(services, self)
        self._original = OriginalPane(services, self)
        self._briefing = BriefingPane(services, self)
        self._beside = Beside(services, self._article, self._original, self)
        self._importing = Importing(services, self._articles.progress, self)
        self._dropping = Dropping(services, self._dossiers, self._importing, self)
        self._watching = Watching(services, self._importing, self._articles.waiting, self)
        self._designing = Designing(services, self)
        self._topics = Topics(services, self._found_sections, self._article_read, self)
        self._counts = QLabel(self)
        self._counts.setObjectName("muted")
        self._lay_out()
        self._menus = Menus(self, services, self._dossiers)
        self._register()
        self._connect()
        self._on_theme_changed()
        self._on_session_replaced()
        self._restore()
        self._articles.focus_content()

    @property
    def services(self) -> Services:
        """The window's means."""
        return self._services

    @property
    def articles(self) -> ArticlesPane:
        """The left pane."""
        return self._articles

    @property
    def article(self) -> ArticlePane:
        """The middle pane."""
        return self._article

    @property
    def briefing(self) -> BriefingPane:
        """The right pane."""
        return self._briefing

    @property
    def beside(self) -> Beside:
        """What shows and saves the original."""
        return self._beside

    @property
    def original(self) -> OriginalPane:
        """The original, beside the middle pane."""
        return self._original

    @property
    def dossiers(self) -> Dossiers:
        """Opening and closing."""
        return self._dossiers

    @property
    def importing(self) -> Importing:
        """What brings articles in."""
        return self._importing

    @property
    def topics(self) -> Topics:
        """The taxonomy, and what is tagged with it."""
        return self._topics

    @property
    def designing(self) -> Designing:
        """The template designer, and the shared templates."""
        return self._designing

    @property
    def watching(self) -> Watching:
        """What waits in watched folders."""
        return self._watching

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stood, stop what runs, and close the dossier; a template may be unsaved."""
        if not self._designing.close():
            event.ignore()
            return
        self._importing.cancel()
        self.statusBar().clearMessage()
        self._remember()
        self._services.holder.replace(None)
        super().closeEvent(event)
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files: a dossier always, articles unless the open dossier cannot be changed."""
        if self._dropping.takes(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Stay willing."""
        if self._dropping.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files, once the drag is over."""
        if self._dropping.takes(event.mimeData()):
            event.acceptProposedAction()
            self._dropping.take_soon(event.mimeData())

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(max(1, self._services.theme.space(0.08)))
        self._splitter.setChildrenCollapsible(False)
        for pane, least in ((self._articles, 16), (self._article, 22), (self._briefing, 21)):
            pane.setMinimumWidth(round(self._services.theme.em * least))
            self._splitter.addWidget(self._beside.splitter if pane is self._article else pane)
        for index, share in enumerate((0, 3, 2)):
            self._splitter.setStretchFactor(index, share)
        self.setCentralWidget(self._splitter)
        space = self._services.theme.space(0.6)
        self._counts.setContentsMargins(0, 0, space, 0)
        self.statusBar().addPermanentWidget(self._counts)
        self.statusBar().setContentsMargins(space, 0, 0, 0)
        self.statusBar().setSizeGripEnabled(False)

    def _register(self) -> None:
        board = self._services.actions
        board.register("quit", self._quit)
        board.register("import-files", self._importing.ask_files)
        board.register("import-folder", self._importing.ask_folder)
        board.register("paste-article", self._importing.paste)
        board.register("focus-articles", self._articles.focus_content)
        board.register("focus-article", self._article.canvas.view.setFocus)
        board.register("focus-briefing", self._focus_briefing)
        board.register("help-shortcuts", self._show_shortcuts)
        board.register("about", self._show_about)

    def _connect(self) -> None:
        self._articles.article_chosen.connect(self._article.show_article)
        self._article.article_shown.connect(self._articles.choose)
        self._importing.imported.connect(self._articles.choose)
        for source in (
            self._dossiers,
            self._article,
            self._importing,
            self._beside,
            self._topics,
            self._designing,
        ):
            source.message.connect(self._say)
        self._menus.language_chosen.connect(self.language_chosen)
        self._menus.scheme_chosen.connect(self._on_scheme_chosen)
        holder = self._services.holder
        holder.session_replaced.connect(self._on_session_replaced)
        holder.changed.connect(self._count)
        self._services.theme.changed.connect(self._on_theme_changed)

    def _article_read(self) -> str | None:
        reading = self._article.reading
        return reading.article.id if reading is not None else None

    def _found_sections(self) -> tuple[tuple[str, int], ...]:
        """Return the sections that hold the words that are searched for, each by its article and its index."""
        session, wanted = self._services.holder.session, self._articles.model.wanted
        if session is None or not wanted.words.strip():
            return ()
        hits = session.find_sections(wanted, _FOUND_AT_MOST)
        return tuple((hit.article, hit.section) for hit in hits)

    def _quit(self) -> None:
        self.close()

    def _focus_briefing(self) -> None:
        self._briefing.focus_outline()

    def _show_shortcuts(self) -> None:
        from briefbuilder.ui.help.shortcuts import ShortcutDialog

        self._run(ShortcutDialog(self._services.actions, self._services.theme, self))

    def _show_about(self) -> None:
        from briefbuilder.ui.help.about import AboutDialog

        self._run(AboutDialog(self._services.theme, self))

    def _run(self, dialog: QDialog) -> None:
        self._services.prompter.run(dialog)
        dialog.deleteLater()

    @Slot(str)
    def _say(self, text: str) -> None:
        if text:
            self.statusBar().showMessage(text, _MESSAGE)
        else:
            self.statusBar().clearMessage()

    @Slot(str)
    def _on_scheme_chosen(self, value: str) -> None:
        choice = as_scheme(value)
        self._services.settings.scheme = choice
        self._services.theme.choose(choice)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setStyleSheet(style_sheet(self._services.theme))

    @Slot()
    def _on_session_replaced(self) -> None:
        session = self._services.holder.session
        if session is None:
            self.setWindowTitle("briefbuilder")
            self.setWindowFilePath("")
        else:
            name = session.path.stem
            shown = self.tr("{name} (read-only)").format(name=name) if session.read_only else name
            self.setWindowTitle(f"{shown} — briefbuilder")
            self._articles.choose_first()
        self._count()

    @Slot()
    @Slot(object)
    def _count(self, _keys: object = None) -> None:
        session = self._services.holder.session
        if session is None:
            self._counts.clear()
            return
        articles = self.tr("%n article(s)", "", session.count("article"))
        tags = self.tr("%n tag(s)", "", session.count("tag"))
        self._counts.setText(f"{articles} · {tags}")

    def _restore(self) -> None:
        settings, em = self._services.settings, self._services.theme.em
        geometry, panes = settings.window_state(_GEOMETRY), settings.window_state(_PANES)
        if not (geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))):
            self.resize(round(em * 88), round(em * 52))
        if not (panes and self._splitter.restoreState(QByteArray.fromBase64(panes.encode()))):
            self._splitter.setSizes([round(em * 18), round(em * 38), round(em * 32)])
        self._beside.restore()

    def _remember(self) -> None:
        states = {_GEOMETRY: self.saveGeometry(), _PANES: self._splitter.saveState()}
        named = {name: bytes(state.toBase64().data()).decode() for name, state in states.items()}
        self._services.settings.set_window_states({**named, **self._beside.state()})
