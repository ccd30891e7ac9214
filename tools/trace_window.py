"""Traces the window's system calls from start to close while it does the main job (Linux, needs strace).

The window imports the sample articles, tags them, composes a briefing and exports it; strace reports each file that
the window or a worker process opens, and each socket. Fails where a socket of the network is made, where a program is
started, or where a file is opened that docs/security.md does not allow.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from briefbuilder.domain.errors import BriefbuilderError

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 240.0
"""The time that each step may take, in seconds; strace slows the program several times."""

SYSTEM = (
    "/usr/", "/lib/", "/lib64/", "/bin/", "/opt/", "/sys/", "/run/", "/var/cache/fontconfig",
    "/etc/fonts", "/etc/ld.so", "/etc/locale", "/etc/localtime", "/etc/mime", "/etc/passwd", "/etc/nsswitch", "/etc/group",
    "/etc/briefbuilder/policy.yaml", "/etc/machine-id", "/etc/xdg", "/etc/ssl/openssl.cnf", "/etc/debian_version", "/etc/os-release", "/etc/timezone", "/etc/default",
)  # fmt: skip
"""What the system's libraries, Qt and Python read."""
WRITTEN = ("/dev/null", "/dev/shm/", "/proc/self/", "/proc/thread-self/")  # noqa: S108 - no file is made there
"""What may be opened to write, apart from the user's own folders."""
READ = (*WRITTEN, "/dev/urandom", "/dev/tty", "/proc/")

CALL = re.compile(r"(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass
class Trace:
    """What a trace shows: the files opened to read and to write, the sockets, and the programs started."""

    read: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    sockets: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Run the window under strace and print what it opened; return the exit status."""
    if arguments[:1] == ["--window"]:
        return run_window(Path(arguments[1]))
    if shutil.which("strace") is None:
        print("This needs strace.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="trace-") as name:
        folder = Path(name)
        status = _run_traced(folder)
        trace = read_trace((folder / "strace.txt").read_text("utf-8", "replace"))
        faults = faults_of(trace, folder)
        _show(trace, folder)
    print(*faults, sep="\n")
    print(f"{len(faults)} faults" if faults or status else "Nothing was opened that is not documented.")
    return 1 if faults or status else 0


def _run_traced(folder: Path) -> int:
    home = folder / "home"
    home.mkdir()
    (folder / "tmp").mkdir()
    environment = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    environment |= {"HOME": str(home), "TMPDIR": str(folder / "tmp"), "QT_QPA_PLATFORM": "offscreen"}
    # What Python compiles it would write beside the sources, which an installed program has compiled already.
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    calls = "trace=open,openat,openat2,creat,socket,connect,execve,execveat"
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-e", calls, "-e", "signal=none"]
    command += ["-o", str(folder / "strace.txt")]
    command += [sys.executable, str(Path(__file__).resolve()), "--window", str(folder)]
    return subprocess.run(command, env=environment, check=False).returncode


def read_trace(text: str) -> Trace:
    """Read what strace wrote; calls that failed count as well, because they show what was tried."""
    trace = Trace()
    for line in text.splitlines():
        found = CALL.match(line)
        if found is None:
            continue
        name, arguments, result = found.groups()
        path = QUOTED.search(arguments)
        if name == "socket":
            trace.sockets.append(arguments.split(",")[0])
        elif name == "connect":
            trace.sockets.append(arguments.split("sa_family=", 1)[-1].split("}", 1)[0])
        elif name.startswith("execve"):
            trace.programs += [path[1]] if path and result == "0" else []
        elif path:
            is_write = name == "creat" or any(flag in arguments for flag in ("O_WRONLY", "O_RDWR", "O_CREAT"))
            (trace.written if is_write else trace.read)[path[1]] += 1
    return trace


def faults_of(trace: Trace, folder: Path) -> list[str]:
    """Return what a trace shows and should not; all files below `folder` are the user's own."""
    own = str(folder)
    program = (sys.prefix, sys.base_prefix, *(one for one in sys.path if one))
    program += (str(ROOT), *(str(Path(one).resolve()) for one in program))
    faults = [f"socket {one}" for one in trace.sockets if not one.startswith(("AF_UNIX", "AF_NETLINK"))]
    # The program itself and the fork server of its workers.
    faults += [f"program {one}" for one in trace.programs if "python" not in Path(one).name]
    faults += [
        f"written {path}" for path in sorted(trace.written) if not _is_below(path, (own, *WRITTEN, "/proc/"))
    ]
    allowed = (own, *program, *SYSTEM, *READ)
    # A path that is no path from the root is one in a folder that was opened, or in the current folder.
    faults += [
        f"read {path}" for path in sorted(trace.read) if path[:1] == "/" and not _is_below(path, allowed)
    ]
    return faults


def _is_below(path: str, places: Sequence[str]) -> bool:
    return any(path.startswith(place) or path == place.rstrip("/") for place in places) or any(
        place.startswith(path.rstrip("/") + "/") for place in places
    )


def _show(trace: Trace, folder: Path) -> None:
    own = str(folder)
    print(f"{sum(trace.read.values())} files opened to read, {sum(trace.written.values())} to write")
    print("sockets:", dict(Counter(trace.sockets)) or "none")
    print("programs:", dict(Counter(trace.programs)))
    print("written or created:")
    names = Counter(
        re.sub(r"[0-9a-z_]{8}(?=/|$)|\d{3,}", "*", path.replace(own, "")) for path in trace.written
    )
    for name, number in sorted(names.items()):
        print(f"  {number:4} {name}")


def run_window(folder: Path) -> int:
    """Do the main job in a real window, step by step; return the exit status."""
    from PySide6.QtWidgets import QApplication

    from briefbuilder.app.resources import create_resources
    from briefbuilder.app.settings import Settings
    from briefbuilder.ui.bootstrap import build_services, window_of
    from briefbuilder.ui.text_look import load_missing_fonts

    application = QApplication(["briefbuilder"])
    load_missing_fonts(application)
    settings = Settings()
    answers = Answers(folder)
    window = window_of(build_services(None, create_resources(settings), settings, prompter=answers))
    window.resize(1440, 900)
    window.show()

    def wait(is_done: Callable[[], bool], step: str) -> None:
        deadline = time.monotonic() + SECONDS
        while not is_done():
            application.processEvents()
            time.sleep(0.01)
            if time.monotonic() > deadline:
                raise TimeoutError(step)
        application.processEvents()

    actions = window.services.actions
    answers.target = folder / "traced.dossier"
    actions.action("new-dossier").trigger()
    session = window.services.holder.session
    if session is None:
        raise RuntimeError("the dossier was not created")
    actions.action("import-files").trigger()
    wait(lambda: len(session.store.articles()) == len(answers.files), "import")
    for record in session.store.articles():
        window.articles.choose(record.id)
        accept = actions.action("accept-all")
        wait(accept.isEnabled, "suggestions")
        accept.trigger()
    actions.action("new-briefing").trigger()
    wait(lambda: window.brief.current.briefing is not None, "briefing")
    wait(lambda: not window.brief.busy, "preview")
    answers.target = folder / "traced.docx"
    actions.action("export-briefing").trigger()
    wait(lambda: (folder / "traced.docx").is_file() and (folder / "traced.pdf").is_file(), "export")
    wait(lambda: not window.brief.busy, "export")
    window.close()
    window.services.jobs.close()
    if answers.errors:
        print(*answers.errors, sep="\n", file=sys.stderr)
    return 1 if answers.errors else 0


class Answers:
    """Answers the questions of the window in place of a user."""

    def __init__(self, folder: Path) -> None:
        samples = (ROOT / "resources" / "samples").iterdir()
        self.files = tuple(sorted(path for path in samples if path.is_file()))
        self.target = folder
        self.errors: list[str] = []

    def open_files(self, _title: str, _filters: str, /) -> tuple[Path, ...]:
        """Choose the sample articles."""
        return self.files

    def open_file(self, _title: str, _filters: str, /) -> Path | None:
        """Choose no file."""
        return None

    def open_folder(self, _title: str, /) -> Path | None:
        """Choose no folder."""
        return None

    def save_file(
        self,
        _title: str,
        _suggested: str,
        _filters: str,
        /,
        *,
        replaces: bool = True,  # noqa: ARG002
    ) -> Path | None:
        """Choose the target of the present step."""
        return self.target

    def confirm(self, _title: str, _question: str, _agree: str, /) -> bool:
        """Agree."""
        return True

    def choose(self, _title: str, _question: str, _choices: Sequence[str], /) -> int | None:
        """Choose the first."""
        return 0

    def ask_text(self, _title: str, _label: str, _agree: str, initial: str = "", /) -> str | None:
        """Leave a text as it is."""
        return initial or "Traced"

    def ask_password(self, _title: str, _label: str, /) -> str | None:
        """Know no password."""
        return None

    def show_message(self, _title: str, _text: str, _details: Sequence[str] = (), /) -> None:
        """Read a message."""

    def show_error(self, error: BriefbuilderError) -> None:
        """Keep an error: there should be none."""
        self.errors.append(f"{error.code} {error.parameters}")

    def offer(self, code: str, label: str, run: Callable[[BriefbuilderError], None]) -> None:
        """Offer nothing: there should be no error."""

    def run(self, dialog: QDialog) -> bool:
        """Accept a dialog as it is, with a title where it asks for one."""
        from PySide6.QtWidgets import QLineEdit

        for line in dialog.findChildren(QLineEdit):
            if not line.text() and not line.isReadOnly() and line.isEnabled():
                line.setText("Traced")
                break
        dialog.accept()
        dialog.deleteLater()
        return True


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
