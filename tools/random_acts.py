"""Works in the real window with random clicks and keys, and reports crashes, faults, warnings, hangs and lost focus.

Needs Linux with Xvfb and xdotool. The program runs on a display of its own and can write only into its own folder.
Set QT_SCALE_FACTOR for another scale of the screen. `--replay FILE` does the acts of a file again.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bench.shared import SHARED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from briefbuilder.ui.bootstrap import Program

ROOT = Path(__file__).resolve().parent.parent
KEYS = (
    *("Return", "Escape", "Tab", "Down", "Up") * 4,
    *("shift+Tab", "Left", "Right", "Home", "End", "Prior", "Next", "space", "Delete", "BackSpace", "ctrl+z") * 2,
    *("ctrl+shift+z", "ctrl+a", "ctrl+c", "ctrl+x", "ctrl+v", "ctrl+k", "ctrl+f", "ctrl+e", "ctrl+1", "ctrl+2", "ctrl+w"),
    *("ctrl+plus", "ctrl+minus", "ctrl+b", "ctrl+i", "ctrl+Return", "Menu", "alt+Down", "alt+d", "alt+e", "shift+F10"),
    *(f"F{number}" for number in range(1, 13)),
)  # fmt: skip
CLICKS = ("click 1",) * 6 + ("click --repeat 2 --delay 10 1", "click 3", "click --repeat 3 5", "drag")
PAUSE = 25
"""Milliseconds between two acts."""
LONGEST = 2.0
"""Seconds of the processor that the window's thread may take for one act."""
PATIENCE = 20
"""Acts after which a main window that is not shown, or a window without focus, is reported."""
CONFINED = 'mount --bind "$0" "$0" && mount -o remount,ro,bind / && cd "$0" && exec "$@"'
"""Makes all but a folder read-only, since random keys in a file dialog can delete files."""


def main(arguments: Sequence[str]) -> int:
    """Run the window; return 1 if something happened that should not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--acts", type=int, default=1000)
    parser.add_argument(
        "--room", action="append", help="an action to come back to, such as briefing-versions"
    )
    parser.add_argument("--replay", type=Path, help="a file of acts")
    parser.add_argument("--window", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.window is not None:
        return run_window(options)
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        print("This needs Xvfb and xdotool.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="acts-") as name, _display() as display:
        (Path(name) / "home" / "Documents").mkdir(parents=True)
        environment = {key: text for key, text in os.environ.items() if not key.startswith("XDG_")}
        environment |= {"HOME": f"{name}/home", "TMPDIR": name, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        own = [] if os.getuid() == 0 else ["--map-root-user"]
        command = ["unshare", "--mount", *own, "sh", "-c", CONFINED, name, sys.executable, __file__]
        command += ["--window", name, *arguments]
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
        found, acts = ((Path(name) / file).read_text("utf-8") for file in ("found.txt", "acts.txt"))
        found += "".join(path.read_text("utf-8") for path in Path(name).rglob("crash-*.txt"))
    lines = acts.splitlines()
    print(f"seed {options.seed}: {len(lines)} acts, status {done.returncode}")
    if not done.returncode and not found:
        return 0
    kept = Path(tempfile.gettempdir()) / f"acts-{options.seed}.txt"
    kept.write_text(acts, "utf-8")
    print(found, *lines[-50:], done.stderr[-4000:], f"all acts: {kept}", sep="\n")
    return 1


@contextmanager
def _display() -> Iterator[str]:
    """Start an X server; yield the name of its display."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as line:
                yield f":{line.readline().strip()}"
        finally:
            server.terminate()


def make_dossier(folder: Path) -> Path:
    """Make a dossier with tags, briefings, versions and an export, and a template of the user."""
    from briefbuilder.__main__ import main as run
    from briefbuilder.app.commands.briefings import keep_version
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session

    dossier = folder / "home" / "Documents" / "Tokyo.dossier"
    samples = [ROOT / "resources" / "samples", SHARED / "samples"]
    shutil.copytree(samples[0], dossier.parent / "articles")
    own = folder / "home" / ".local" / "share" / "briefbuilder" / "templates"
    own.mkdir(parents=True)
    (own / "own.yaml").write_text("id: own\nname: Own\nextends: thematic-briefing\n", "utf-8")
    name = str(dossier)
    run(["new", name])
    run(["import", name, *(str(path) for path in samples if path.is_dir())])
    run(["tag", "--accept-suggestions", name])
    for template in ("thematic-briefing", "press-review"):
        run(["compose", "--template", template, "--title", template, name])
    run(["export", "--anyway", "-o", str(dossier.with_suffix(".docx")), name, "1"])
    with Session.open(dossier, Resources()) as session:
        for briefing in session.store.briefings():
            session.store.apply(keep_version(session, briefing.id, "First"))
    return dossier


def run_window(options: argparse.Namespace) -> int:
    """Run the program and do the acts in it; return its exit status, 3 if it ended before."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    from briefbuilder.ui import bootstrap
    from briefbuilder.ui.prompter import CrashReporter

    with (options.window / "found.txt").open("w") as found, (options.window / "acts.txt").open("w") as acts:
        made, known, drivers = make_dossier(options.window), set(), list[Driver]()

        def report(text: str) -> None:
            if text not in known:
                known.add(text)
                print(f"after {drivers[0].done if drivers else 0} acts: {text}", file=found, flush=True)

        def note(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
            report("".join([*traceback.format_stack()[-4:-1], f"Qt: {text}"]))

        class DrivenProgram(bootstrap.Program):
            def show(self, dossier: Path | None) -> None:
                super().show(dossier)
                drivers.append(Driver(self, application, report, acts, options, made))

        class ReportingCrashReporter(CrashReporter):
            def take(self, *fault: Any) -> None:
                report("".join(traceback.format_exception(*fault)))
                super().take(*fault)

        bootstrap.Program = DrivenProgram  # type: ignore[misc]
        bootstrap.CrashReporter = ReportingCrashReporter  # type: ignore[attr-defined]
        application = bootstrap.create_application(sys.exit)
        qInstallMessageHandler(note)
        status = bootstrap.run(application, [str(made)], "en")
        qInstallMessageHandler(None)
        return status if drivers and drivers[0].is_done else 3


class Driver:
    """Does one act after another on the window's thread, so that it sees what is shown, also inside dialogs.

    An act is "action:<id>", "resize:<width>x<height>", "open:" or "tool:<command of xdotool>".
    """

    def __init__(
        self,
        program: Program,
        application: QApplication,
        report: Callable[[str], None],
        acts: TextIO,
        options: argparse.Namespace,
        dossier: Path,
    ) -> None:
        from PySide6.QtCore import QTimer

        self._program, self._application, self._report, self._log = program, application, report, acts
        self._random = random.Random(options.seed)  # noqa: S311 - to be repeated
        self._rooms, self._dossier = options.room, dossier
        replayed = options.replay.read_text("utf-8").splitlines() if options.replay else None
        self._acts = iter(replayed) if replayed else (self._choose() for _ in range(options.acts))
        self._tool = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, text=True)
        self.done, self.is_done, self._amiss = 0, False, 0
        self._beat = (time.monotonic(), time.thread_time())
        clock = time.pthread_getcpuclockid(threading.get_ident())
        threading.Thread(target=self._watch, args=(clock,), daemon=True).start()
        self._timer = QTimer(program)
        self._timer.timeout.connect(self._step)
        self._timer.start(PAUSE)

    def _watch(self, clock: int) -> None:
        """Report where the window's thread is if it takes long."""
        while not self.is_done:
            time.sleep(0.2)
            moment, used = self._beat
            if time.clock_gettime(clock) - used > LONGEST or time.monotonic() - moment > 15 * LONGEST:
                self._report("the window does not answer")
                faulthandler.dump_traceback()

    def _step(self) -> None:
        self._beat = (time.monotonic(), time.thread_time())
        main, active = self._program.window, self._application.activeWindow()
        is_hidden = main is None or not main.isVisible()
        lacks_focus = active is not None and active.isVisible() and self._application.focusWidget() is None
        self._amiss = self._amiss + 1 if is_hidden or lacks_focus else 0
        if self._amiss == PATIENCE:
            self._report("the main window is not shown" if is_hidden else f"no focus in {active}")
        act = next(self._acts, None)
        if act is not None:
            self.done += 1
            print(act, file=self._log, flush=True)
            self._do(act)
            return
        self.is_done = True
        self._timer.stop()
        self._tool.terminate()
        self._tool.wait()
        self._application.exit(0)

    def _do(self, act: str) -> None:
        from PySide6.QtCore import QTimer

        kind, _, rest = act.partition(":")
        window = self._program.window
        if kind == "tool" and self._tool.stdin is not None:
            print(rest, file=self._tool.stdin, flush=True)
        elif kind == "resize" and window is not None:
            window.resize(*map(int, rest.split("x")))
        elif window is not None:
            run = partial(window.dossiers.open_path, self._dossier)
            # As an event of its own: it may show a dialog, during which this timer goes on.
            QTimer.singleShot(0, window, window.services.actions.action(rest).trigger if rest else run)

    def _choose(self) -> str:
        from briefbuilder.ui.action_table import TABLE

        pick, window, application = self._random, self._program.window, self._application
        is_free = application.activeModalWidget() is None and application.activePopupWidget() is None
        if is_free and window is not None and pick.random() < 0.1:
            if window.services.holder.session is None:
                return "open:"
            others = [spec.id for spec in TABLE if spec.id != "quit"]
            return f"action:{pick.choice(self._rooms if self._rooms and pick.random() < 0.7 else others)}"
        if pick.random() < 0.01:
            return f"resize:{pick.randrange(300, 1600)}x{pick.randrange(250, 1000)}"
        kind = pick.choice(("key", "key", "key", "text", "mouse", "mouse", "mouse", "mouse"))
        if kind == "key":
            return f"tool:key {pick.choice(KEYS)}"
        if kind == "text":
            return f"tool:type '{''.join(pick.choices('abcdefgtrn ', k=3))}'"
        click = pick.choice(CLICKS)
        drag = f"mousedown 1 {self._move()} mouseup 1"
        return f"tool:{self._move()} {drag if click == 'drag' else click}"

    def _move(self) -> str:
        """Return the command that moves the mouse to a random widget that is shown."""
        from PySide6.QtWidgets import QWidget

        application, pick = self._application, self._random
        shown: QWidget | None = application.activePopupWidget() or application.activeModalWidget()
        shown = shown or application.activeWindow() or self._program.window
        widgets = [one for one in (shown, *shown.findChildren(QWidget)) if one.isVisible()] if shown else []
        widget = pick.choice(widgets) if widgets else None
        if widget is None or widget.visibleRegion().isEmpty():
            return "mousemove 5 5"
        area, ratio = widget.visibleRegion().boundingRect(), widget.devicePixelRatioF()
        place = widget.mapToGlobal(area.topLeft())
        x, y = place.x() + pick.randrange(area.width()), place.y() + pick.randrange(area.height())
        return f"mousemove {round(x * ratio)} {round(y * ratio)}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
