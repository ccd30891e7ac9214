"""How long the acts of the main job hold the window's thread: the longest event of each, in milliseconds of its CPU time.

The real window without a screen works on generated dossiers, one act after the other. What a job does beside it does not
count, nor does other work on the computer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QItemSelection, QItemSelectionModel, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QListView, QTableView, QWidget
from walks import WalkPrompter, press_keys, type_words

from bench.generated import Vocabulary
from bench.holds_dossiers import ARTICLES, FEWER, ITEMS, MOST_ITEMS, PAGES, make_dossiers
from bench.measure import ENVIRONMENT, TOOLS
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.domain.briefing import OwnText
from briefbuilder.ui.bootstrap import _SWITCH_INTERVAL, Preparation, ResultDispatcher, build_window, settle
from briefbuilder.ui.brief.new_briefing import NewBriefingDialog
from briefbuilder.ui.brief.page import BriefPage
from briefbuilder.ui.widgets.dialogs import DialogButtons

GOAL = 100.0
"""Milliseconds that no event may take."""
_LOOK, _QUIET, _LONGEST_WAIT = 20, 50, 500.0
"""Milliseconds between two looks at the window, looks while it lives on after an act, and seconds until it is given up."""


class MeteredApplication(QApplication):
    """Qt's application, which measures each event from the outermost call; `longest` has the milliseconds and what it was."""

    def __init__(self) -> None:
        super().__init__(["briefbuilder"])
        self.longest = (0.0, "")
        self._began: float | None = None
        self._what = ""

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Measure an event that is not part of another one."""
        if self._began is not None:
            return super().notify(receiver, event)
        self._what = f"{event.type().name} of {type(receiver).__name__}"
        self._began = time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self._end()

    def _end(self) -> None:
        if self._began is not None:
            self.longest = max(self.longest, (1000 * (time.thread_time() - self._began), self._what))
        self._began = None

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Measure what happens while an event waits in a loop of its own, as that of a dialog does."""
        is_inside, what = self._began is not None, self._what
        self._end()
        yield
        self._began, self._what = time.thread_time() if is_inside else None, what


@dataclass
class Desk:
    """A window whose acts are measured."""

    application: MeteredApplication
    folder: Path

    def __post_init__(self) -> None:
        self.prompter = WalkPrompter()
        resources = Resources()
        self.window = build_window(
            None, resources, Settings(self.folder / "settings.json"), prompter=self.prompter, language="en"
        )
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()
        settle()
        dispatch = ResultDispatcher(self.window)
        self.preparation = Preparation(resources, lambda: self.window, dispatch, self.window)
        self.preparation.start()
        self.live(lambda: self.window.findChild(BriefPage) is not None)

    @property
    def session(self) -> Session:
        """The session of the open dossier."""
        return self.window.services.holder.opened

    def live(self, is_done: Callable[[], bool] = lambda: True) -> None:
        """Let the window process events until something is done, and for a while more."""
        loop, poll = QEventLoop(), QTimer()
        quiet, given_up = 0, time.monotonic() + _LONGEST_WAIT

        def look() -> None:
            nonlocal quiet
            quiet = quiet + 1 if is_done() and not self._works() else 0
            if quiet > _QUIET or time.monotonic() > given_up:
                loop.quit()

        poll.timeout.connect(look)
        poll.start(_LOOK)
        with self.application.waiting():
            loop.exec()

    def _works(self) -> bool:
        # Asking the window for the page would let it show a briefing before its time.
        page = self.window.findChild(BriefPage)
        return page is not None and page.busy

    def act(self, name: str, do: Callable[[], object], is_done: Callable[[], bool] = lambda: True) -> None:
        """Do an act, which began in the loop of events as those of a user do, and print its longest event."""
        self.application.longest = (0.0, "")
        began = False

        def begin() -> None:
            nonlocal began
            began = True
            do()

        QTimer.singleShot(0, self.window, begin)
        self.live(lambda: began and is_done())
        milliseconds, what = self.application.longest
        missed = "" if milliseconds <= GOAL else "   MISSED"
        print(f"  {name:58} {milliseconds:6.0f}   {what}{missed}", flush=True)

    def trigger(self, name: str) -> Callable[[], None]:
        """Return what triggers an action."""
        return self.window.services.actions.action(name).trigger

    def press(self, keys: str, at: QWidget, times: int = 1) -> None:
        """Press keys, each time after the window has followed the time before."""
        for _ in range(times):
            press_keys(keys, at)
            self.pause()

    def type(self, words: str, at: QWidget) -> None:
        """Type letter by letter."""
        for letter in words:
            type_words(letter, at)
            self.pause()

    def pause(self, milliseconds: int = 60) -> None:
        """Let the window process events for a moment."""
        with self.application.waiting():
            QTest.qWait(milliseconds)

    def look(self, _dialog: QDialog) -> None:
        """Look at a dialog, and close it."""
        self.live()

    def agree(self, dialog: QDialog) -> None:
        """Look at a dialog, tick all topics of a new briefing, and agree."""
        self.live()
        if isinstance(dialog, NewBriefingDialog):
            dialog.form.cards.choose("thematic-briefing")
            model = dialog.findChildren(QListView, "topics")[0].model()
            for row in range(model.rowCount()):
                model.setData(model.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
        dialog.findChildren(DialogButtons)[0].agree.click()


# The acts


def _read(desk: Desk) -> None:
    """Open, read, search, import and tag."""
    window = desk.window
    desk.act(
        f"open {ARTICLES} articles for the first time",
        partial(window.dossiers.open_path, desk.folder / "many.dossier"),
    )
    articles, article = window.articles, window.article
    desk.prompter.on_dialog = desk.look
    is_read = lambda: article.reading is not None and not article.reading.waiting  # noqa: E731
    long = next(
        record.id for record in desk.session.store.articles() if record.original.name == "rapporto.txt"
    )
    desk.act("an article of 100,000 words, never matched", partial(articles.choose, long), is_read)
    desk.act("up the list by keys", partial(desk.press, "Up", articles.list_view, 20), is_read)
    words = Vocabulary.invented(60_000).words
    line = articles.search_bar.line
    desk.act("search, letter by letter", partial(desk.type, f"{words[30]} {words[500]}", line))
    desk.act("all articles again", articles.search_bar.show_all)
    imported: list[object] = []
    importing = window.make_pages().importing
    importing.finished.connect(lambda: imported.append(True))
    desk.act(
        f"import {PAGES} pages while reading",
        partial(importing.start, [desk.folder / "pages"]),
        lambda: bool(imported),
    )
    page = desk.session.store.articles()[-1].id
    desk.act("an imported article", partial(articles.choose, page), is_read)
    desk.act("from section to section", partial(desk.press, "Ctrl+PgDown", article.canvas.view, 5))

    def tag() -> None:
        desk.press("T", article.canvas.view)
        desk.type("semico", window.read.rail.box.line)
        desk.press("Return", window.read.rail.box.line)

    desk.act("tag a section", tag)
    desk.prompter.on_dialog = desk.agree
    desk.act("accept all suggestions", desk.trigger("accept-all"))


def _write(desk: Desk) -> None:
    """Compose, gather, write, check and export."""
    brief = desk.window.brief
    desk.prompter.on_dialog = desk.agree
    desk.act("new briefing", desk.trigger("new-briefing"))
    desk.act("gather", desk.trigger("gather"))
    templates = next(
        box for box in brief.panel.details.findChildren(QComboBox) if box.findData("eu-fiche") >= 0
    )

    def switch() -> None:
        templates.setCurrentIndex(templates.findData("eu-fiche"))
        templates.activated.emit(templates.currentIndex())

    desk.act("switch the template", switch)
    note = next(one for one in desk.session.store.briefings() if sum(1 for _ in one.items) == ITEMS)
    desk.act(f"show a briefing with {ITEMS} items", partial(brief.current.select, note.id))
    desk.act("down the outline by keys", partial(desk.press, "Down", brief.outline, 20))
    own = next(item.id for item in note.items if isinstance(item, OwnText))

    def write() -> None:
        brief.outline.choose(own)
        desk.trigger("edit-item")()
        desk.type("Nel 2024 il governo ha speso 3,2 miliardi. ", brief.item_panel.editor)
        desk.press("Esc", brief.item_panel.editor)

    desk.act("type in an item", write)
    desk.act("check", desk.trigger("check-briefing"))
    desk.prompter.on_dialog = desk.look
    desk.act("matrix of articles and topics", desk.trigger("tag-matrix"))
    desk.act("tags by topic", desk.trigger("tags-by-topic"))
    desk.act("overview of the dossier", desk.trigger("dossier-overview"))
    desk.prompter.on_dialog = desk.agree
    exported: list[object] = []
    brief.panel.exporter.finished.connect(lambda _paths: exported.append(True))
    desk.act("export to PDF and DOCX", desk.trigger("export-briefing"), lambda: bool(exported))
    desk.act("template designer", desk.trigger("design-templates"))
    designer = desk.window.designing.designer
    assert designer is not None
    desk.live(lambda: not designer.busy)
    designer.close()


def _undo(desk: Desk) -> None:
    """Undo and redo, and remove articles."""
    view, store = desk.window.articles.list_view, desk.session.store
    for name in ("undo", "undo", "redo", "redo"):
        desk.act(name, desk.trigger(name), lambda: not store.act_running)
    desk.window.services.modes.choose("read")
    for count in (100, 1000):
        desk.act(f"select {count}", partial(_select, view, count))
        desk.act(f"remove {count}", desk.trigger("remove-article"), lambda: not store.act_running)
        desk.act(f"undo removing {count}", desk.trigger("undo"), lambda: not store.act_running)


def _select(view: QTableView, count: int) -> None:
    """Select rows from the first on."""
    model = view.model()
    view.selectionModel().setCurrentIndex(model.index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    rows = QItemSelection(model.index(0, 0), model.index(count - 1, 0))
    view.selectionModel().select(rows, QItemSelectionModel.SelectionFlag.Select)


def _wide(desk: Desk) -> None:
    """Open and use a dossier with wide briefings."""
    window = desk.window
    desk.act(
        f"open {FEWER} articles with wide briefings",
        partial(window.dossiers.open_path, desk.folder / "wide.dossier"),
    )
    desk.act("mode Brief", desk.trigger("mode-brief"))
    brief = window.brief
    for one in desk.session.store.briefings()[-2:]:
        desk.act(f"show a briefing with {MOST_ITEMS} items", partial(brief.current.select, one.id))
    desk.act("down the outline by keys", partial(desk.press, "Down", brief.outline, 40))
    desk.act("to the end of the outline", partial(desk.press, "End", brief.outline))
    desk.act("move an item", partial(desk.press, "Alt+Up", brief.outline, 3))
    desk.act("a page on in the preview", partial(desk.press, "PgDown", brief.panel.preview.view, 90))
    desk.act("check", desk.trigger("check-briefing"))
    desk.act("undo", desk.trigger("undo"))
    desk.act("mode Read", desk.trigger("mode-read"))


def run(root: Path) -> None:
    """Print the longest event of each act in a fresh process."""
    environment = {**ENVIRONMENT, "QT_QPA_PLATFORM": "offscreen"}
    environment["PYTHONPATH"] = os.pathsep.join([str(TOOLS), *filter(None, [ENVIRONMENT.get("PYTHONPATH")])])
    with tempfile.TemporaryDirectory() as folder:
        make_dossiers(Path(folder), root / "out" / "bench")
        environment["XDG_CONFIG_HOME"] = environment["XDG_DATA_HOME"] = folder
        print("\nThe longest event of each act on the window's thread, CPU-ms", flush=True)
        subprocess.run([sys.executable, "-m", "bench.holds", folder], check=False, env=environment)


def main(groups: Sequence[Callable[[Desk], None]] = (_read, _write, _undo, _wide)) -> None:
    """Do the acts."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    desk = Desk(MeteredApplication(), Path(sys.argv[1]))
    for acts in groups:
        acts(desk)
    desk.window.services.jobs.close()
    desk.window.close()


if __name__ == "__main__":
    main()
