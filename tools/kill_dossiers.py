"""Kills programs that write to a dossier, and checks that no acknowledged change is lost and nothing is damaged.

python tools/kill_dossiers.py --runs 200 [--password-file FILE] [--seed N]

Half of the runs kill a session that makes one change after another, as the window does, and half kill `briefbuilder import`.
In most runs the file is also renamed, copied, replaced or overwritten at a random moment. Every change that was
acknowledged must then be in the file wherever it is, every change that was acknowledged before a copy was begun must be
in the copy, and a file that took the place of the dossier must be as it was.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from briefbuilder.app.commands.imports import import_act
from briefbuilder.app.passwords import read_password
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import Change, ChangeSet, Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.database import connect
from briefbuilder.storage.opening import open_dossier

EVENTS = ("none", "rename", "copy", "replace", "overwrite")
_PROLOGUE = "Report"
_LONGEST = 0.4
"""Seconds after which a session is killed at the latest; a command gets as long as it takes, and half of that again."""
_FRESH = 40
"""The runs after which a new dossier is begun, so that none becomes so large that it is slow."""


def text_of(number: int) -> bytes:
    """Return the text of the article of a number."""
    words = " ".join(f"word{number}x{place}" for place in range(300))
    return f"{_PROLOGUE} {number}\n\n{words}.\n".encode()


def make_change(session: Session, number: int) -> ChangeSet:
    """Return the change of a number: an article is imported, or a setting set."""
    if number % 2:
        value = Setting(id=f"n{number}", value="x" * 200)
        return ChangeSet(act="set", changes=(Change(key=Key("setting", value.id), before=None, after=value),))
    prepared = prepare(read_bytes(text_of(number), f"{number}.txt"))
    session.store.keep(prepared)
    return import_act([prepared.record], 1, "")


def change_without_end(path: Path, first: int, password: str | None) -> None:
    """Make one change after another, and print the number of each once it is stored, or why it was not."""
    session = Session.open(path, Resources(), password=password)
    number = first
    while True:
        try:
            session.store.apply(make_change(session, number))
        except DossierError as error:
            print(error.code, flush=True)
            time.sleep(60)
        print(number, time.monotonic(), flush=True)
        number += 1


def numbers_in(path: Path, password: str | None) -> set[int]:
    """Return the numbers of the changes in a dossier; raises ValueError where SQLite finds damage in it."""
    store = open_dossier(path, password=password)
    try:
        titles = {record.metadata.title for record in store.articles()}
        found = {int(title.removeprefix(_PROLOGUE)) for title in titles}
        for record in store.articles():
            store.article(record.id)
            store.original(record.id)
        found |= {int(one.id[1:]) for one in store.values("setting") if one.id[0] == "n"}
    finally:
        store.close()
    with closing(connect(path, password=password)) as connection:
        (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
        if answer != "ok":
            raise ValueError(f"{path.name}: {answer}")
    return found


@dataclass
class Writer:
    """A process that changes a dossier, and the numbers that it has acknowledged."""

    process: subprocess.Popen[str]
    told: list[str] = field(default_factory=list)
    reader: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):
                self.told.append(line.strip())

    @property
    def numbers(self) -> set[int]:
        """What is acknowledged so far."""
        return set(self.times)

    @property
    def times(self) -> dict[int, float]:
        """When each number was acknowledged, by the clock that all processes share."""
        words = (line.split() for line in tuple(self.told))
        return {int(word[0]): float(word[1]) for word in words if word[0].isdigit()}

    def kill(self) -> None:
        """Kill the process, and read what it had acknowledged."""
        self.process.kill()
        self.process.wait()
        self.reader.join()


def start(words: Iterable[str]) -> Writer:
    """Start a Python process."""
    return Writer(subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True))


class Killer:
    """Runs writers on dossiers in one folder, and counts what happened."""

    def __init__(self, folder: Path, password_file: Path | None, seed: int) -> None:
        self._folder = folder
        self._password_file = password_file
        self._password = None if password_file is None else read_password(password_file)
        self._random = random.Random(seed)  # noqa: S311 - moments, not secrets
        self._path = folder / "work.dossier"
        self._acknowledged: set[int] = set()
        self._next = 0
        self._at_event: set[int] = set()
        self._overwritten = 0.0
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []

    def run(self, number: int) -> None:
        """Do one run."""
        if number % _FRESH == 0:
            self._begin()
        event = EVENTS[self._random.randrange(len(EVENTS))]
        by_command = number % 2 == 1
        self.counts[f"{'command' if by_command else 'session'}, {event}"] += 1
        before = self._folder / "other.dossier"
        Session.create(before, Resources()).store.close()
        replaced = before.read_bytes()
        try:
            self._kill_one(event, by_command=by_command)
            self._check(event, replaced)
        except (ValueError, DossierError, AssertionError) as error:
            self.faults.append(f"run {number}, {event}: {type(error).__name__} {error}")
            self._begin()
        finally:
            before.unlink(missing_ok=True)

    def _begin(self) -> None:
        for path in self._folder.iterdir():
            if path.is_file() and path.name.startswith(("work", "kept", "copy")):
                path.unlink()
        Session.create(self._path, Resources(), self._password).store.close()
        self._acknowledged, self._next = set(), 0

    def _kill_one(self, event: str, *, by_command: bool) -> None:
        writer = self._start_command() if by_command else self._start_session()
        try:
            if by_command:
                time.sleep(self._random.uniform(0.2, 1.6))
            else:
                while not writer.told and writer.process.poll() is None:
                    time.sleep(0.002)
                time.sleep(self._random.uniform(0, _LONGEST))
            self._at_event = set(writer.numbers) | self._acknowledged
            self._do(event)
            time.sleep(self._random.uniform(0, _LONGEST) * self._random.randrange(2))
        finally:
            writer.kill()
        if by_command:
            if writer.process.returncode == 0:
                self._acknowledged.add(self._next)
                self.counts["commands that ended first"] += 1
        else:
            self._acknowledged |= writer.numbers
            self.counts["changes acknowledged by sessions"] += len(writer.numbers)
            late = [number for number, moment in writer.times.items() if moment > self._overwritten]
            if event == "overwrite" and len(late) > 1:
                raise ValueError(f"{len(late)} changes were acknowledged after the file was overwritten")

    def _start_session(self) -> Writer:
        words = [__file__, "--write", str(self._path), str(self._next)]
        if self._password_file is not None:
            words += ["--password-file", str(self._password_file)]
        return start(words)

    def _start_command(self) -> Writer:
        article = self._folder / f"{self._next}.txt"
        article.write_bytes(text_of(self._next))
        words = ["-m", "briefbuilder", "import", str(self._path), str(article), "--json"]
        if self._password_file is not None:
            words += ["--password-file", str(self._password_file)]
        return start(words)

    def _do(self, event: str) -> None:
        kept, other = self._folder / "kept.dossier", self._folder / "other.dossier"
        if event == "rename":
            self._path.rename(kept)
        elif event == "copy":
            shutil.copyfile(self._path, self._folder / "copy.dossier")
        elif event == "replace":
            os.link(self._path, kept)
            other.replace(self._path)
        elif event == "overwrite":
            shutil.copyfile(self._path, kept)
            self._overwritten = time.monotonic()
            shutil.copyfile(other, self._path)

    def _check(self, event: str, replaced: bytes) -> None:
        checks: dict[str, Callable[[bytes], None]] = {
            "rename": self._check_renamed,
            "copy": self._check_copied,
            "replace": self._check_replaced,
            "overwrite": self._check_overwritten,
        }
        if event in checks:
            checks[event](replaced)
        if event == "overwrite":
            return
        found = numbers_in(self._path, self._password)
        lost = self._acknowledged - found
        if lost:
            raise ValueError(f"lost: {sorted(lost)}")
        if len(found - self._acknowledged) > 1:
            raise ValueError(f"more than one change that was not acknowledged: {len(found)}")
        self._acknowledged = found
        self._next = max(found, default=-1) + 1
        self._next += self._next % 2

    def _check_renamed(self, _replaced: bytes) -> None:
        self._remove_beside()
        (self._folder / "kept.dossier").rename(self._path)

    def _check_copied(self, _replaced: bytes) -> None:
        copy = self._folder / "copy.dossier"
        try:
            lost = self._at_event - numbers_in(copy, self._password)
        except DossierError as error:
            lost = self._half_copied(error)
        copy.unlink()
        if lost:
            raise ValueError(f"not in the copy: {sorted(lost)}")

    def _check_replaced(self, replaced: bytes) -> None:
        if self._path.read_bytes() != replaced:
            raise ValueError("the file that took the place was changed")
        store = open_dossier(self._path)
        told = [notice.code for notice in store.notices]
        store.close()
        self.counts.update(told)
        self._remove_beside()
        (self._folder / "kept.dossier").replace(self._path)

    def _check_overwritten(self, _replaced: bytes) -> None:
        """Go on with the copy that was made before: of what was in the file nothing can be expected."""
        self._remove_beside()
        (self._folder / "kept.dossier").replace(self._path)
        try:
            found = numbers_in(self._path, self._password)
        except DossierError as error:
            self._half_copied(error)
            self._begin()
            return
        lost = self._at_event - found
        if lost:
            raise ValueError(f"not in the copy: {sorted(lost)}")
        self._acknowledged = found
        self._next = max(found, default=-1) + 1
        self._next += self._next % 2

    def _half_copied(self, error: DossierError) -> set[int]:
        """Count a copy that was made while a commit was written, and was refused when it was opened."""
        if error.code not in {"dossier-cut", "dossier-damaged"}:
            raise error
        self.counts["copies of half a commit, refused"] += 1
        return set()

    def _remove_beside(self) -> None:
        """Remove the lock of a killed writer at the old path, and let its journal lie there under another name."""
        self._path.with_name(self._path.name + ".lock").unlink(missing_ok=True)
        journal = self._path.with_name(self._path.name + "-journal")
        if journal.exists():
            journal.replace(journal.with_name("work before.dossier-journal"))


def main() -> int:
    """Run the writers and print what happened; return 1 where something was lost or damaged."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20260302)
    parser.add_argument("--password-file", type=Path)
    parser.add_argument("--write", nargs=2, metavar=("DOSSIER", "FIRST"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        password = read_password(arguments.password_file) if arguments.password_file else None
        change_without_end(Path(arguments.write[0]), int(arguments.write[1]), password)
    counts, faults = kill_dossiers(arguments.runs, arguments.password_file, arguments.seed)
    for name, count in sorted(counts.items()):
        print(f"{count:6} {name}")
    for fault in faults:
        print(fault)
    print(f"{arguments.runs} kills, {len(faults)} faults")
    return 1 if faults else 0


def kill_dossiers(runs: int, password_file: Path | None, seed: int) -> tuple[Counter[str], list[str]]:
    """Return what happened in some runs, and what was lost or damaged."""
    with tempfile.TemporaryDirectory(prefix="kill-dossiers-") as folder:
        os.environ["XDG_DATA_HOME"] = str(Path(folder) / "data")
        killer = Killer(Path(folder), password_file, seed)
        for number in range(runs):
            killer.run(number)
    return killer.counts, killer.faults


if __name__ == "__main__":
    sys.exit(main())
