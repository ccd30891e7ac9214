"""Tests an installed program on its own samples: the main job, the exchange of two desks, every importer and writer, and the window.

All that it writes is in one temporary folder, which takes the place of the user's folders meanwhile.
"""

from __future__ import annotations

import gc
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from itertools import combinations
from pathlib import Path
from urllib.parse import quote

from briefbuilder.app.messages import Words
from briefbuilder.app.policy import PolicyError, policy_ignored, require_policy
from briefbuilder.app.warm_up import small_files
from briefbuilder.cli.context import CommandParser, Console, choose_language
from briefbuilder.cli.main import run_command
from briefbuilder.domain.article import RefusedFile
from briefbuilder.importers.registry import IMPORTERS, importer_for
from briefbuilder.system.files import PrivateFolder
from briefbuilder.system.paths import resources_folder

_TITLE = "EU–Japan digital partnership"
_TOPICS = ("digital-partnerships", "semiconductors", "derisking")
_USER_FOLDERS = (
    "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
    "WIN_PD_OVERRIDE_APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA",
)  # fmt: skip
_COLOURS_OF_A_WINDOW = 20
_WINDOW_SECONDS = 120.0
_SILENT_PORT = 1
"""A port at which nothing listens: systems keep it for a service that nobody runs any more."""
_SCREEN = "QT_QPA_PLATFORM"


class SelfTestError(Exception):
    """A part of the program that does not do what it should."""


Step = tuple[str, Callable[[], object]]
"""The name of a step, and the function that raises an exception if the program fails."""


def run_selftest(arguments: list[str]) -> int:
    """Run the parts named in the arguments, or all; print a line for each step and return exit status 0 or 1."""
    words = Words(choose_language(arguments))
    parser = CommandParser(words=words, prog="briefbuilder --selftest")
    parser.add_argument("parts", nargs="*", metavar="PART", choices=(*PARTS, []), help=", ".join(PARTS))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang")
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    console = Console(words, as_json=chosen.json)
    results = [] if chosen.parts else [_passes("policy", require_policy, console)]
    with policy_ignored(), _own_folder() as folder:
        for part in chosen.parts or _ALL:
            results += [_passes(name, step, console) for name, step in PARTS[part](folder)]
    failed = results.count(False)
    key = "cli-selftest-some-failed" if failed else "cli-selftest-all-ok"
    console.say(words.text(key, failed=str(failed), count=str(len(results))))
    return 1 if failed else 0


def _passes(name: str, step: Callable[[], object], console: Console) -> bool:
    reason = ""
    try:
        step()
    except PolicyError as error:
        reason = console.words.error(error)
    except Exception as error:  # noqa: BLE001 - whatever fails is told
        reason = " ".join(f"{type(error).__name__}: {error}".split())
    key = "cli-selftest-failed" if reason else "cli-selftest-ok"
    text = console.words.text(key, part=name, reason=reason)
    console.emit({"part": name, "ok": not reason, **({"reason": reason} if reason else {})}, text)
    sys.stdout.flush()
    return not reason


@contextmanager
def _own_folder() -> Iterator[Path]:
    """Provide a temporary folder that also holds what the program otherwise keeps in the user's folders."""
    before = {name: os.environ.get(name) for name in _USER_FOLDERS}
    collects = gc.isenabled()
    # It is locked: other briefbuilders remove what programs that were killed have left.
    with PrivateFolder() as folder:
        os.environ.update({variable: str(folder / "user" / variable) for variable in _USER_FOLDERS})
        try:
            yield folder
        finally:
            if collects:
                gc.enable()
            for variable, value in before.items():
                if value is None:
                    del os.environ[variable]
                else:
                    os.environ[variable] = value


def _command(*arguments: str | Path) -> str:
    """Run a command and return the last word that it prints, an id if it made something."""
    status, printed = _run(*arguments)
    if status:
        raise SelfTestError(f"{arguments[0]} ended with status {status}")
    return (printed.split() or [""])[-1]


def _run(*arguments: str | Path) -> tuple[int, str]:
    """Run a command that can ask nobody; return its status and what it prints."""
    printed, stdin = io.StringIO(), sys.stdin
    sys.stdin = io.StringIO()
    try:
        with redirect_stdout(printed):
            status = run_command([str(argument) for argument in arguments])
    finally:
        sys.stdin = stdin
    return status, printed.getvalue()


# The main job, with all writers.


def _main_job(folder: Path) -> Iterator[Step]:
    dossier = folder / "main job.dossier"
    samples = sorted(path for path in (resources_folder() / "samples").iterdir() if path.is_file())
    briefings: list[str] = []

    def compose() -> None:
        topics = [word for topic in _TOPICS for word in ("--topic", topic)]
        options = ("--template", "thematic-briefing", "--title", _TITLE, "--language", "en")
        briefings.append(_command("compose", dossier, *options, *topics))

    yield "new", lambda: _command("new", dossier)
    yield "import", lambda: _command("import", dossier, *samples)
    yield "tag", lambda: _command("tag", dossier, "--accept-suggestions")
    yield "learn", _learn
    yield "compose", compose
    # One export makes all files, so that the pages are laid out once.
    files = {suffix: folder / f"briefing{suffix}" for suffix in _STARTS}
    outputs = [word for path in files.values() for word in ("-o", path)]
    yield "export", lambda: _command("export", dossier, *briefings, *outputs)
    for suffix, path in files.items():
        yield f"export {suffix}", partial(_check_file, path, _STARTS[suffix])
    pack = folder / "evidence.zip"
    yield "pack", lambda: _command("pack", dossier, *briefings, "-o", pack)
    yield "verify", lambda: _command("verify", pack)


def _learn() -> None:
    """Learn two topics from words, for which numpy inverts a matrix."""
    from briefbuilder.tagging.learner import Example, Learner

    words = {"ports": "ship quay pilot harbour crane cargo", "snow": "winter road pass alps slope ice"}
    examples = [
        Example(text=f"{word} and {other}", topics=frozenset({topic}), article=f"{word} {other}")
        for topic, listed in words.items()
        for word, other in combinations(listed.split(), 2)
    ]
    estimates = Learner(examples, {topic: (topic,) for topic in words}).estimates(
        "A pilot brings the ship to the quay."
    )
    if not estimates.get("ports", 0.0) > estimates.get("snow", 1.0):
        raise SelfTestError(f"estimates {dict(estimates)}")


_STARTS = {".docx": b"PK", ".odt": b"PK", ".pdf": b"%PDF-", ".html": b"<!", ".md": b""}
"""The formats of exports, each with what its files start with."""


def _check_file(path: Path, start: bytes) -> None:
    data = path.read_bytes()
    if not data.lower().startswith(start.lower()) or len(data) < 1000:
        raise SelfTestError(f"{path.name} has {len(data)} bytes and starts with {data[:8]!r}")


def _password(folder: Path) -> Iterator[Step]:
    dossier, password = folder / "encrypted.dossier", folder / "password.txt"
    password.write_text("correct horse battery staple", encoding="utf-8")
    yield "encrypted dossier", lambda: _command("new", dossier, "--new-password-file", password)
    yield "open with password", lambda: _command("articles", dossier, "--password-file", password)


# The exchange of two desks on this computer.


def _exchange(folder: Path) -> Iterator[Step]:
    first, second = folder / "first desk.dossier", folder / "second desk.dossier"
    changes, common = folder / "everything.bbx", folder / "common folder"
    common.mkdir()
    samples = sorted(path for path in (resources_folder() / "samples").iterdir() if path.is_file())

    def share() -> None:
        for dossier, name in ((first, "First"), (second, "Second")):
            _command("new", dossier)
            _command("share", dossier, "--name", name)
        _command("import", first, samples[0])

    def meet() -> None:
        _command("import", second, samples[1])
        _command("sync", second, "--folder", common)
        _command("sync", first, "--folder", common)

    yield "share", share
    yield "send", lambda: _command("send", first, "-o", changes)
    yield "take in", lambda: _command("receive", second, changes, "--join")
    yield "taken in", lambda: _check_same_articles(first, second, 1)
    yield "common folder", meet
    yield "both desks", lambda: _check_same_articles(first, second, 2)
    yield "server that does not answer", lambda: _check_lost_server(first, folder / "server password.txt")


def _check_same_articles(first: Path, second: Path, count: int) -> None:
    listed = [_run("articles", dossier, "--json")[1].splitlines() for dossier in (first, second)]
    ids = [sorted(json.loads(line)["article"] for line in lines) for lines in listed]
    if ids[0] != ids[1] or len(ids[0]) != count:
        raise SelfTestError(f"the desks have the articles {ids[0]} and {ids[1]}")


def _check_lost_server(dossier: Path, password: Path) -> None:
    """Ask a port at which nothing listens: the driver loads, and the exchange is refused with one sentence."""
    password.touch(mode=0o600)
    password.write_text("correct horse", encoding="utf-8")
    authority = quote(str(resources_folder() / "selftest" / "authority.pem"), safe="")
    refused = io.StringIO()
    address = f"postgresql://desk@127.0.0.1:{_SILENT_PORT}/briefings?dossier=test&sslrootcert={authority}"
    with redirect_stderr(refused):
        status, _ = _run("sync", dossier, "--server", address, "--server-password-file", password)
    told = refused.getvalue().strip().splitlines()
    if status != 1 or len(told) != 1 or "127.0.0.1" not in told[0]:
        raise SelfTestError(f"status {status}: {' '.join(told)}")


# Importers.


def _importers(folder: Path) -> Iterator[Step]:
    files = small_files()
    place = folder / "files"
    place.mkdir()
    for name, data in files.items():
        (place / name).write_bytes(data)
    read: dict[str, str] = {}
    yield "sealed readers", lambda: read.update(_read_all(place))
    for name, data in files.items():
        importer = importer_for(data, name).id
        yield f"importer {importer} ({Path(name).suffix})", partial(_check_read, read, name)
    yield "importers", lambda: _check_all_formats(files)


def _read_all(place: Path) -> Iterator[tuple[str, str]]:
    """Read all files in sealed processes and yield the name of each with what was refused ("" for nothing)."""
    from briefbuilder.app.read_files import read_paths

    for reading in read_paths(sorted(place.iterdir())):
        name = reading.path.relative_to(place).parts[0]
        if isinstance(reading, RefusedFile):
            yield name, str(reading.error)
        else:
            yield name, "" if reading.article.blocks else "no text"


def _check_read(read: dict[str, str], name: str) -> None:
    if read.get(name, "not read"):
        raise SelfTestError(read.get(name, "not read"))


def _check_all_formats(files: dict[str, bytes]) -> None:
    missing = {importer.id for importer in IMPORTERS} - {
        importer_for(data, name).id for name, data in files.items()
    }
    if missing:
        raise SelfTestError(f"no file for {', '.join(sorted(missing))}")


# The window.


def _window(_folder: Path) -> Iterator[Step]:
    yield "window", _run_window_apart


def _run_window_apart() -> None:
    """Open the window in a separate process: if Qt lacks a library, it ends the process."""
    own = [] if getattr(sys, "frozen", False) else ["-m", "briefbuilder"]
    done = subprocess.run(  # noqa: S603 - the program itself
        [sys.executable, *own, "--selftest", "open-window"],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=_WINDOW_SECONDS,
        env={**os.environ, _SCREEN: "offscreen"},
    )
    if done.returncode:
        raise SelfTestError(f"status {done.returncode}: {done.stdout.strip()} {done.stderr.strip()}")


def _open_window(folder: Path) -> Iterator[Step]:
    yield "open-window", lambda: _open_dossier_in_window(folder / "window.dossier")


def _open_dossier_in_window(dossier: Path) -> None:
    os.environ[_SCREEN] = "offscreen"
    from briefbuilder.ui.bootstrap import count_window_colours

    _command("new", dossier)
    _command("import", dossier, resources_folder() / "samples")
    count = count_window_colours(dossier, _WINDOW_SECONDS / 2)
    if count < _COLOURS_OF_A_WINDOW:
        raise SelfTestError(f"the window shows {count} colours")


PARTS: dict[str, Callable[[Path], Iterator[Step]]] = {
    "main-job": _main_job,
    "password": _password,
    "exchange": _exchange,
    "importers": _importers,
    "window": _window,
    "open-window": _open_window,
}
"""The parts of the self-test by the names that choose them."""

_ALL = ("main-job", "password", "exchange", "importers", "window")
"""The parts that run if none is chosen; the window's opens a window in a separate process."""
