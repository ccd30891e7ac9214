"""How long the acts of the main job hold the window's thread: the longest event of each, in milliseconds of its CPU time.

Of keys in a list, it is also the longest time from a key until the list is painted.

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

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QListView, QWidget
from shiboken6 import isValid
from walks import WalkPrompter, press_keys, type_words

from bench.holds_dossiers import PASSWORD, make_dossiers
from bench.measure import ENVIRONMENT, TOOLS
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.ui.bootstrap import (
    SWITCH_INTERVAL,
    GarbageCollection,
    Preparation,
    ResultDispatcher,
    build_services,
    window_of,
)
from briefbuilder.ui.brief.new_briefing import NewBriefingDialog
from briefbuilder.ui.brief.page import BriefPage
from briefbuilder.ui.prompter import CrashReporter
from briefbuilder.ui.widgets.dialogs import DialogButtons
from briefbuilder.ui.widgets.progress import WorkDialog

GOAL, KEY_GOAL, OPEN_GOAL = 100.0, 50.0, 150.0
"""Milliseconds that no event may take, no key until what it changes is painted, and no opening of a small dossier until its list is."""
_LOOK, _QUIET, _LONGEST_WAIT = 20, 50, 240.0
"""Milliseconds between two looks at the window, looks while it lives on after an act, and seconds until it is given up."""


class MeteredApplication(QApplication):
    """Qt's application, which measures each event from the outermost call; `longest` has the milliseconds and what it was.

    `painted` is when the widget `watched` was painted last.
    """

    def __init__(self) -> None:
        super().__init__(["briefbuilder"])
        self.longest = (0.0, "")
        self.watched: QWidget | None = None
        self.painted = 0.0
        self._began: float | None = None
        self._what = ""

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Measure an event that is not part of another one."""
        if self._began is not None:
            is_paint = receiver is self.watched and event.type() == QEvent.Type.Paint
            is_done = super().notify(receiver, event)
            if is_paint:
                self.painted = time.thread_time()
            return is_done
        self._what = f"{event.type().name} of {type(receiver).__name__}"
        self._began = time.thread_time()
        try:
            return super().notify(receiver, event)
        except Exception:  # noqa: BLE001 - Qt would otherwise pass it to the hook
            sys.excepthook(*sys.exc_info())
            return True
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


class _Prompter(WalkPrompter):
    """Knows the password of the encrypted dossier, and keeps messages in `heard`."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def ask_password(self, _title: str, _label: str) -> str | None:
        """Return the password."""
        return PASSWORD

    def show_message(self, _title: str, text: str, _details: Sequence[str] = ()) -> None:
        """Keep a message."""
        self.heard.append(text)


@dataclass
class Desk:
    """A window whose acts are measured."""

    application: MeteredApplication
    folder: Path

    def __post_init__(self) -> None:
        self.prompter = _Prompter()
        self.prompter.on_dialog = self.look
        resources = Resources()
        self.window = window_of(
            build_services(
                None,
                resources,
                Settings(self.folder / "settings.json"),
                prompter=self.prompter,
                language="en",
            )
        )
        services, reports = self.window.services, self.folder / "reports"
        CrashReporter(services.prompter, services.holder, services.theme, reports, self.window).install()
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()
        GarbageCollection(self.window)
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
        if not isValid(self.window):
            return False  # Another one has taken its place.
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
        print_measure(name, *self.application.longest)

    def act_by_keys(self, name: str, keys: str, view: QAbstractScrollArea, times: int) -> None:
        """Press a key several times, each as soon as the list has followed, and print how long it took at most."""
        took: list[float] = []

        def press() -> None:
            for _ in range(times):
                took.append(self.until_painted(partial(press_keys, keys, view), view))
                self.pause()

        self.act(name, press, lambda: len(took) == times)
        print_measure(f"{name}: from key to paint", max(took), "", KEY_GOAL)

    def until_painted(self, do: Callable[[], object], view: QAbstractScrollArea) -> float:
        """Do something, and return the milliseconds of CPU time until a list is painted after it."""
        self.application.watched = view.viewport()
        began, self.application.painted = time.thread_time(), 0.0
        do()
        while not self.application.painted:
            self.pause(1)
        return 1000 * (self.application.painted - began)

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

    def look(self, dialog: QDialog) -> None:
        """Look at a dialog, and close it; wait for the end of work that it shows."""
        self.live(lambda: not isinstance(dialog, WorkDialog) or not dialog.isVisible())

    def agree(self, dialog: QDialog) -> None:
        """Look at a dialog, tick all topics of a new briefing, and agree."""
        self.live()
        if isinstance(dialog, NewBriefingDialog):
            dialog.form.cards.choose("thematic-briefing")
            model = dialog.findChildren(QListView, "topics")[0].model()
            for row in range(model.rowCount()):
                model.setData(model.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
        dialog.findChildren(DialogButtons)[0].agree.click()


def print_measure(name: str, milliseconds: float, what: str, goal: float = GOAL) -> None:
    """Print how long something took, and whether that misses a goal."""
    missed = "" if milliseconds <= goal else "   MISSED"
    print(f"  {name:58} {milliseconds:6.0f}   {what}{missed}", flush=True)


GROUPS = ("read", "write", "undo", "share", "wide", "further", "encrypted", "language", "tampered")
"""The groups of acts; each works in its own process, on its own dossiers."""


def run(root: Path, *groups: str) -> None:
    """Print the longest event of each act, by default those of all groups."""
    environment = {**ENVIRONMENT, "QT_QPA_PLATFORM": "offscreen"}
    environment["PYTHONPATH"] = os.pathsep.join([str(TOOLS), *filter(None, [ENVIRONMENT.get("PYTHONPATH")])])
    print("\nThe longest event of each act on the window's thread, CPU-ms", flush=True)
    for group in groups or GROUPS:
        with tempfile.TemporaryDirectory() as folder:
            make_dossiers(Path(folder), root / "out" / "bench", shared=group == "share")
            environment["XDG_CONFIG_HOME"] = environment["XDG_DATA_HOME"] = folder
            print(f" {group}", flush=True)
            subprocess.run(
                [sys.executable, "-m", "bench.holds_acts", folder, group], check=False, env=environment
            )


def main(acts: Callable[[Desk], None]) -> None:
    """Do a group of acts."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    desk = Desk(MeteredApplication(), Path(sys.argv[1]))
    acts(desk)
    desk.window.services.jobs.close()
    desk.window.close()
