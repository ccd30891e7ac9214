"""Reads hostile files one after the other: `python tools/hostile.py [name ...]` prints what became of each.

Each is read as the program reads it, in a worker, into a dossier. A line tells the outcome, the seconds by the
clock and of work, and the most memory that any process held; what is not as it should be is marked, and the exit
status tells it. On a busy machine the seconds of work are what counts; a file that only waits is found by the clock.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hostile_files import ALL, Hostile
from hostile_files.made import ARTICLE
from hostile_files.watch import Watch

from briefbuilder.app.commands.imports import ImportOutcome, import_readings
from briefbuilder.app.messages import Words
from briefbuilder.app.read_files import read_paths
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.workers import WorkerPool

MOST_SECONDS = 20.0
MOST_SECONDS_BUSY = 60.0
"""By the clock, where other programs want the processors, too: the reading of a file ends then at the latest."""

MOST_MEGABYTES = 1024.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a file, and what is wrong with that, empty where nothing is.

    `seconds` are by the clock, `cpu` those that the busiest process worked, `megabytes` the most that one held.
    """

    file: Hostile
    outcomes: tuple[ImportOutcome, ...]
    seconds: float
    cpu: float
    megabytes: float
    wrong: str


def main() -> int:
    """Read the files that are named, or all; return 1 where one of them did harm."""
    wanted = set(sys.argv[1:])
    if unknown := wanted - {file.name for file in ALL}:
        print(f"There is no hostile file {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    words = Words("en")
    bad = 0
    with tempfile.TemporaryDirectory() as place, opened(Path(place)) as session:
        for file in ALL:
            if not wanted or file.name in wanted:
                result = tried(file, Path(place), session)
                bad += bool(result.wrong)
                print(_line(result, words), flush=True)
        wrong = harm_to(session)
    print(f"{len(ALL)} files, {bad} not as they should be; the dossier is {wrong or 'unharmed'}")
    return 1 if bad or wrong else 0


@contextmanager
def opened(folder: Path) -> Iterator[Session]:
    """Open a dossier with the sample articles in it."""
    resources = Resources()
    with Session.create(folder / "hostile.dossier", resources) as session:
        import_readings(session, read_paths(resources.samples()))
        yield session


def tried(file: Hostile, folder: Path, session: Session, pool: WorkerPool | None = None) -> Result:
    """Make a file, import it, take that back, and remove it; the pool is a fresh one unless given."""
    path = folder / file.name
    file.write(path)
    try:
        with Watch() as watch:
            begun = time.monotonic()
            outcomes = import_readings(session, read_paths([path], pool=pool))
            seconds = time.monotonic() - begun
        if any(outcome.status == "imported" for outcome in outcomes):
            session.store.undo()
    finally:
        path.unlink()
    slow = watch.cpu > MOST_SECONDS or seconds > MOST_SECONDS_BUSY
    wrong = "; ".join([*_faults(file, outcomes, watch.megabytes), *(["too slow"] if slow else [])])
    return Result(
        file=file,
        outcomes=outcomes,
        seconds=seconds,
        cpu=watch.cpu,
        megabytes=watch.megabytes,
        wrong=wrong,
    )


def harm_to(session: Session) -> str:
    """Return what is wrong with a dossier, empty where nothing is: it can be read, searched and added to."""
    import sqlite3

    line = sqlite3.connect(f"{session.store.path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        (said,) = line.execute("PRAGMA integrity_check").fetchone()
    finally:
        line.close()
    if said != "ok":
        return str(said)
    kept = len(session.store.articles())
    return "" if kept == len(session.resources.samples()) else f"left with {kept} articles"


def _faults(file: Hostile, outcomes: tuple[ImportOutcome, ...], megabytes: float) -> Iterator[str]:
    if not outcomes:
        yield "nothing was said of it"
        return
    first = outcomes[0]
    code = first.error.code if first.error else ARTICLE
    if code not in file.becomes:
        yield f"{code} is not {' or '.join(sorted(file.becomes))}"
    if first.error is None and file.notice and file.notice not in {notice.code for notice in first.notices}:
        yield f"the notice {file.notice} is missing"
    if any(one.error is not None and one.error.code == "reader-failed" for one in outcomes):
        yield "its reader failed"
    if megabytes > MOST_MEGABYTES:
        yield "too much memory"


def _line(result: Result, words: Words) -> str:
    first = result.outcomes[0] if result.outcomes else None
    if first is None:
        told = "-"
    elif first.error is not None:
        told = words.error(first.error)
    else:
        told = f"{len(result.outcomes)} articles: {', '.join(sorted({n.code for n in first.notices})) or 'no notice'}"
    mark = f"  !! {result.wrong}" if result.wrong else ""
    return f"{result.file.name:34} {result.seconds:6.2f} s, {result.cpu:5.2f} of work {result.megabytes:5.0f} MB  {told}{mark}"


if __name__ == "__main__":
    raise SystemExit(main())
