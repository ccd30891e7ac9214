"""Prepares the pages of the first dossier while the start page is shown."""

from __future__ import annotations

import linecache
import threading
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from briefbuilder.app.resources import Resources
from briefbuilder.storage.codec import prepare_adapters
from briefbuilder.storage.schema_check import prepare_schema

if TYPE_CHECKING:
    from briefbuilder.ui.frame.window import MainWindow

_LIBRARIES = ("pydantic_core", "pydantic.errors", "pydantic.fields", "pydantic.type_adapter", "rapidfuzz")
"""Libraries that the first dossier needs and whose modules import each other in circles: no two threads may import them at once."""
_MODULES = (
    "briefbuilder.storage.migrations",
    "briefbuilder.app.session",
    "briefbuilder.app.article_html",
    "briefbuilder.app.export_job",
    "briefbuilder.app.export_records",
    "briefbuilder.app.originals",
    "briefbuilder.app.suggestions",
    "briefbuilder.app.commands.articles",
    "briefbuilder.app.commands.revisions",
    "briefbuilder.app.word_changes.apply",
    "briefbuilder.app.export_input",
    "briefbuilder.app.watched_folders",
    "briefbuilder.composing.gather",
    "briefbuilder.evidence.facts",
    "briefbuilder.importers.draft",
)
"""Modules that the first dossier needs and that have nothing of Qt."""
_WIDGETS = (
    "briefbuilder.ui.read.article_document",
    "briefbuilder.ui.read.article_rows",
    "briefbuilder.ui.read.article_model",
    "briefbuilder.ui.read.import_articles",
    "briefbuilder.ui.read.search_filters",
    "briefbuilder.ui.read.article_list",
    "briefbuilder.ui.read.article_view",
    "briefbuilder.ui.read.rail_rows",
    "briefbuilder.ui.read.article_details",
    "briefbuilder.ui.read.article_pane",
    "briefbuilder.ui.preview.view",
    "briefbuilder.ui.read.original_pane",
    "briefbuilder.ui.read.rail",
    "briefbuilder.ui.read.page",
    "briefbuilder.ui.brief.text_editor",
    "briefbuilder.ui.brief.claims",
    "briefbuilder.ui.brief.item_bars",
    "briefbuilder.ui.brief.outline_view",
    "briefbuilder.ui.brief.item_editor",
    "briefbuilder.ui.brief.new_briefing",
    "briefbuilder.ui.brief.briefings",
    "briefbuilder.ui.brief.review",
    "briefbuilder.ui.brief.checks",
    "briefbuilder.ui.brief.export",
    "briefbuilder.ui.brief.right_panel",
    "briefbuilder.ui.overview.dialog",
    "briefbuilder.ui.brief.page",
    "briefbuilder.ui.frame.dossier_pages",
)
"""Modules of the pages, each after those that it imports, so that none takes long by itself."""
_PREPARE_DELAY = 20
"""Milliseconds between two steps of preparing the pages, in which the window processes events."""


class Preparation(QObject):
    """Loads and creates what the first dossier needs, step by step, while the start page waits for the user."""

    def __init__(
        self,
        resources: Resources,
        find_window: Callable[[], MainWindow | None],
        dispatch: Callable[[Callable[[], None]], None],
        parent: QObject,
    ) -> None:
        """`dispatch` calls a function on the window's thread."""
        super().__init__(parent)
        self._resources, self._find_window, self._dispatch = resources, find_window, dispatch
        self._loading: threading.Thread | None = None
        self._is_ended = threading.Event()

    def start(self) -> None:
        """Begin with the libraries; the rest follows by itself."""
        self._import_next(_LIBRARIES, self._load_beside)

    def end(self) -> None:
        """Wait for the thread, which stops at the next module."""
        self._is_ended.set()
        if self._loading is not None:
            self._loading.join()

    def _import_next(self, modules: tuple[str, ...], then: Callable[[], None]) -> None:
        """Import modules, each after a moment in which the window processes events, and go on with a function."""
        step = partial(self._import_first, modules, then) if modules else then
        QTimer.singleShot(_PREPARE_DELAY, self, step)

    def _import_first(self, modules: tuple[str, ...], then: Callable[[], None]) -> None:
        import_module(modules[0])
        self._import_next(modules[1:], then)

    def _load_beside(self) -> None:
        """Load on a thread what has nothing of Qt."""
        window = self._find_window()
        if window is None:
            return
        copy, words = self._resources.copy_for_thread(), window.services.words

        def loaded() -> None:
            self._resources.adopt(copy)
            self._import_next(_WIDGETS, self._create_page)

        def load() -> None:
            for module in _MODULES:
                if self._is_ended.is_set():
                    return
                import_module(module)
            prepare_adapters()
            prepare_schema()
            copy.read_ahead()
            words.has("")  # a missing message is looked for in all catalogues
            self._dispatch(loaded)

        self._loading = threading.Thread(target=load, name="preparation", daemon=True)
        self._loading.start()

    def _create_page(self) -> None:
        window = self._find_window()
        if window is not None and window.prepare_pages():
            self._import_next((), self._create_page)
        else:
            # PySide reads the source of each module that is imported, and Python keeps it: some ten megabytes.
            linecache.clearcache()
