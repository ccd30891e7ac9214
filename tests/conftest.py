"""What every test shares: no screen, no user's settings, and the way to the real inputs beside the checkout."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from briefbuilder.app import messages, policy
from briefbuilder.app.resources import Resources
from briefbuilder.app.taxonomies import USUAL_TAXONOMIES
from briefbuilder.app.workers import PRELOAD_LETTERHEADS, PRELOAD_READERS, start_fork_server
from briefbuilder.domain.changes import Setting
from briefbuilder.storage import opening
from briefbuilder.storage.migrations import MIGRATIONS
from briefbuilder.storage.store import Store
from briefbuilder.system.files import create_private_file
from briefbuilder.system.locks import Lock
from briefbuilder.system.policy_sources import PolicySource, SourceContent, State
from briefbuilder.templating import loader

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent
LOADED = (
    *PRELOAD_READERS,
    *PRELOAD_LETTERHEADS,
    # A worker imports it with each module that has tests and the function that it is to run.
    "pytest",
    "briefbuilder.ui.preview.drawing",
    "briefbuilder.app.export",
    "briefbuilder.composing.compose",
    "briefbuilder.composing.check",
    "briefbuilder.export.docx.writer",
    "briefbuilder.export.pdf.writer",
)
"""What the fork server of the tests loads: what workers import at their first file, letterhead and briefing."""
_KEY_ROUNDS = 256_000
"""Rounds in which SQLCipher 4 derives a key."""
_NO_SHARED = "../shared is not beside the checkout"

# No test is timed, made-up examples neither: a machine under load finds the same faults, only later.
settings.register_profile(
    "untimed", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are cores: tests also wait, for timers and for processes that they start."""
    return (os.cpu_count() or 1) + 1


_FEW = 3
"""Tests of a file that are taken for long ones: most of these start the whole program, or others."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with files of few tests, and end with those of not many: all processes then finish at about the same time."""
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (tests[item.path] > _FEW, -tests[item.path]))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without looking for garbage: what is collected lives as long as the process."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        # Each test makes thousands of objects, few of them garbage: looking less often takes less time.
        gc.set_threshold(50_000, 10, 20)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """Real inputs with their expected results."""
    return ROOT / "tests" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real inputs beside the checkout; tests that need it skip where it is not there."""
    folder = ROOT.parent / "shared"
    if not (folder / "samples").is_dir():
        pytest.skip(_NO_SHARED)
    return folder


@pytest.fixture(scope="session")
def convert_all(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Mapping[str, bytes], str], dict[str, Path]]:
    """Turn files by name into another format with one run of LibreOffice; all runs share a profile.

    Starting LibreOffice takes seconds, and making a profile takes more: convert what a module tests together.
    """
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    profile = tmp_path_factory.mktemp("profile")

    def converted(files: Mapping[str, bytes], to: str) -> dict[str, Path]:
        folder = tmp_path_factory.mktemp("office")
        for name, data in files.items():
            (folder / name).write_bytes(data)
        options = ["--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", to]
        sources = [str(folder / name) for name in files]
        command = [program, *options, "--outdir", str(folder), *sources]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        made = {name: (folder / name).with_suffix(f".{to.partition(':')[0]}") for name in files}
        # LibreOffice ends well even where it could not read a file: only the results tell.
        assert all(path.exists() for path in made.values())
        return made

    return converted


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly how many tests did not run because the folder of real inputs is missing."""
    skipped = [each for each in terminalreporter.getreports("skipped") if _NO_SHARED in str(each.longrepr)]
    if skipped:
        terminalreporter.section("NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{len(skipped)} test(s) need the folder ../shared beside the checkout, which is not there. "
            "The core is tested all the same; the real corpora are not.",
            yellow=True,
        )


@pytest.fixture(scope="session", autouse=True)
def _fork_server() -> None:
    """Load what reads files and writes briefings once for all tests of this process, and not for each worker."""
    start_fork_server(LOADED)


@contextmanager
def _another_fork_server() -> Iterator[None]:
    """Use another fork server; that of all tests waits meanwhile, since it would take seconds to load all again."""
    from multiprocessing import forkserver

    server: Any = vars(forkserver)["_forkserver"]
    usual = vars(server).copy()
    vars(server).update(_forkserver_address=None, _forkserver_alive_fd=None, _forkserver_pid=None)
    yield
    server._stop()
    vars(server).update(usual)


@pytest.fixture(scope="module")
def fresh_fork_server() -> Iterator[None]:
    """A fork server that loads no more than the pools of a module ask for, for tests of what else is loaded."""
    with _another_fork_server():
        yield


@pytest.fixture
def expendable_fork_server() -> Iterator[None]:
    """A fork server that a test may kill."""
    with _another_fork_server():
        yield


def _use_key_rounds(number: int) -> None:
    """Let SQLCipher derive the keys of this process from passwords in so many rounds where a file does not say."""
    dbapi2 = pytest.importorskip("sqlcipher3.dbapi2")
    with closing(dbapi2.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA cipher_default_kdf_iter = {number}")


@pytest.fixture(scope="module")
def few_key_rounds() -> Iterator[None]:
    """Keys that are derived from passwords at once: with the rounds of real dossiers, each opening takes a fifth of a second."""
    _use_key_rounds(1000)
    yield
    _use_key_rounds(_KEY_ROUNDS)


@pytest.fixture
def usual_key_rounds(few_key_rounds: None) -> Iterator[None]:
    """Encrypted dossiers as they are outside of tests, in a module that uses `few_key_rounds`."""
    _use_key_rounds(_KEY_ROUNDS)
    yield
    _use_key_rounds(1000)


@pytest.fixture(scope="session", autouse=True)
def _shipped_words_read_once() -> Iterator[None]:
    """Parse each catalogue of messages that ships once, and not for each window and command of a test."""
    read, shipped = messages.read_catalogue, cache(messages.read_catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            messages, "read_catalogue", lambda path: (shipped if path.is_relative_to(ROOT) else read)(path)
        )
        yield


@pytest.fixture(scope="session", autouse=True)
def _shipped_templates_read_once() -> Iterator[None]:
    """Parse each template that ships once; its house style lies beside it, so no other folder changes what is read."""
    read, shipped = loader.read_template, cache(loader.read_template)
    folder = ROOT / "templates"

    def read_once(path: Path, context: loader.CheckContext = loader.DEFAULT_CONTEXT) -> loader.LoadedTemplate:
        is_usual = path.parent == folder and context == loader.CheckContext(folders=context.folders)
        return shipped(path) if is_usual else read(path, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "read_template", read_once)
        yield


create_really, prepare_really = opening._create, opening._prepare


@pytest.fixture(scope="session", autouse=True)
def _nothing_waits_for_the_disk() -> Iterator[None]:
    """Let no test wait until the disk has written: other processes, and those after a kill, read what the system holds."""

    def prepare(connection: sqlite3.Connection, path: Path) -> None:
        prepare_really(connection, path)
        connection.execute("PRAGMA synchronous = OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_prepare", prepare)
        patch.setattr(os, "fsync", lambda _file: None)
        yield


@pytest.fixture
def waits_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open dossiers as the program does, in tests of that."""
    monkeypatch.setattr(opening, "_prepare", prepare_really)


def _made_once() -> Callable[[Path, Lock, str | None, Iterable[Setting]], Store]:
    """Return what creates dossiers as copies of the first one with the same settings."""
    made: dict[tuple[Setting, ...], bytes] = {}

    def create(path: Path, lock: Lock, password: str | None, settings: Iterable[Setting]) -> Store:
        key = tuple(settings)
        if password is not None or key not in made:
            store = create_really(path, lock, password, key)
            if password is None:
                made[key] = path.read_bytes()
            return store
        create_private_file(path)
        path.write_bytes(made[key])
        lock.note_file(path)
        return opening._open(path, lock, MIGRATIONS, None, None)

    return create


@pytest.fixture(scope="session", autouse=True)
def _dossiers_made_once() -> Iterator[None]:
    """Run the statements that make an empty dossier once: nearly half of the tests need one, and copy it in a fifth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_create", _made_once())
        yield


@pytest.fixture
def dossiers_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Create each dossier as the program does, in tests of that."""
    monkeypatch.setattr(opening, "_create", create_really)


@pytest.fixture(scope="session")
def loaded_resources() -> Resources:
    """What ships, with its topics and their matcher; `adopt` takes them over."""
    made = Resources()
    made.taxonomy()
    made.matcher(made.taxonomy(USUAL_TAXONOMIES))
    return made


_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


@pytest.fixture(scope="session", autouse=True)
def _own_shared_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's own folders out of what several tests share."""
    folder = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for name in _FOLDERS:
            patch.setenv(name, str(folder / name.lower()))
        yield


@pytest.fixture(scope="session")
def settings_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Places for the settings of one test each, which most tests never make: making a folder takes longer than they do."""
    folder = tmp_path_factory.mktemp("settings")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_settings(settings_places: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own settings, templates and caches out of every test."""
    place = next(settings_places)
    for name in _FOLDERS:
        monkeypatch.setenv(name, str(place / name.lower()))


@pytest.fixture(scope="session", autouse=True)
def _no_policy_of_this_computer() -> Iterator[None]:
    """Keep the policy of the machine that runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "policy_sources", lambda: ())
        policy.load_policy.cache_clear()
        yield
        policy.load_policy.cache_clear()


@pytest.fixture
def set_policy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Set the policy of the computer, in YAML without its version; with a `state`, the file is not read."""
    source = PolicySource("yaml", "/etc/briefbuilder/policy.yaml")

    def use(text: str, state: State = "found", reason: str = "") -> None:
        content = SourceContent(
            source=source, state=state, data=f"version: 1\n{text}".encode(), reason=reason
        )
        monkeypatch.setattr(policy, "policy_sources", lambda: (source,))
        monkeypatch.setattr(policy, "read_source", lambda _source: content)
        policy.load_policy.cache_clear()

    yield use
    monkeypatch.undo()
    policy.load_policy.cache_clear()


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Qt's application in the same letters on every machine: what has room must not hang on the fonts that it has."""
    from importlib.util import find_spec

    from PySide6.QtGui import QFont, QFontDatabase

    if "Noto Sans" not in QFontDatabase.families():
        spec = find_spec("fontpkg_noto_sans")
        assert spec is not None
        for place in spec.submodule_search_locations or ():
            for path in Path(place).rglob("NotoSans[[]*.ttf"):
                QFontDatabase.addApplicationFont(str(path))
    font = QFont(qapp.font())
    font.setFamilies(["Noto Sans", *font.families()])
    font.setVariableAxis(QFont.Tag("wght"), 400)
    qapp.setFont(font)
    return qapp


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be made here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let the computer stand in Tokyo, where the day begins at 15:00 UTC."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()
