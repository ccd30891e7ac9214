"""Reads files in and out of the seal: whether the answers are equal, what a reader tried to load, and what it costs.

`python -m bench sealing` reads the labelled pages and documents beside the checkout and the files of the tests.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from briefbuilder.app import worker_process
from briefbuilder.app.warm_up import warm_up_readers
from briefbuilder.app.workers import PRELOAD_READERS, WorkerFailedError, WorkerFaultError, WorkerPool
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.values import value
from briefbuilder.importers.draft import PLAIN, ReadingOptions
from briefbuilder.importers.read import Parsed, load_file, parse, with_saved_files

_LOADING = frozenset({"import", "open", "ctypes.dlopen"})
_PAGES = 200


@value
class Heard:
    """What a reader returned, the seconds that it took, and what it tried to load, as audit events."""

    parsed: Parsed
    seconds: float
    events: tuple[str, ...]


def parse_and_listen(data: bytes, name: str, options: ReadingOptions) -> Heard:
    """Parse a file and note what is loaded meanwhile; runs in a process for one file."""
    events: list[str] = []

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if event in _LOADING:
            events.append(f"{event} {arguments[0]}")

    sys.addaudithook(listen)
    start = time.perf_counter()
    parsed = parse(data, name, options)
    return Heard(parsed=parsed, seconds=time.perf_counter() - start, events=tuple(events))


def leave_open() -> bool:
    """Warm up, and let this process stay unsealed."""
    vars(worker_process)["seal"] = lambda *_: None
    return warm_up_readers()


def run(root: Path) -> None:
    """Print the comparison of all files, and the costs of the first pages."""
    pages, documents = list(_pages(root)), list(_documents(root))
    with WorkerPool(warm=1, preload=PRELOAD_READERS) as pool:
        _compare(pool, [*pages, *documents])
        _measure(pool, pages[:_PAGES])


def _compare(pool: WorkerPool, files: list[tuple[str, bytes, ReadingOptions]]) -> None:
    different: list[str] = []
    events: Counter[str] = Counter()
    for name, data, options in files:
        sealed, openly = (_read(pool, step, data, name, options) for step in (warm_up_readers, leave_open))
        if isinstance(sealed, Heard) and isinstance(openly, Heard):
            events.update(sealed.events)
            if sealed.parsed != openly.parsed:
                different.append(name)
        elif sealed != openly:
            different.append(f"{name} ({sealed if isinstance(sealed, str) else openly})")
    print(f"\nThe seal: {len(files)} files, {len(different)} with another answer")
    for name in different:
        print(f"  {name}")
    for event, count in events.most_common(20):
        print(f"  loaded in the seal {count} times: {event}")


def _read(
    pool: WorkerPool, prepare: Callable[[], bool], data: bytes, name: str, options: ReadingOptions
) -> Heard | str:
    try:
        return pool.run_sealed(parse_and_listen, data, name, options, result_type=Heard, prepare=prepare)
    except (BriefbuilderError, WorkerFailedError, WorkerFaultError) as error:
        return str(error)


def _measure(pool: WorkerPool, files: list[tuple[str, bytes, ReadingOptions]]) -> None:
    """Print the best times of three readings of each file, the two kinds in turn."""
    whole: dict[str, list[float]] = {"sealed": [], "open": []}
    inner: dict[str, list[float]] = {"sealed": [], "open": []}
    for name, data, options in files:
        best: dict[str, tuple[float, float]] = {}
        for _ in range(3):
            for kind, step in (("sealed", warm_up_readers), ("open", leave_open)):
                start = time.perf_counter()
                heard = _read(pool, step, data, name, options)
                took = time.perf_counter() - start
                if isinstance(heard, Heard):
                    known = best.get(kind, (took, heard.seconds))
                    best[kind] = (min(took, known[0]), min(heard.seconds, known[1]))
        if len(best) == 2:
            for kind, (took, seconds) in best.items():
                whole[kind].append(took)
                inner[kind].append(seconds)
    for what, times in (("reading", inner), ("the whole process", whole)):
        sums = {kind: 1000 * statistics.fmean(values) for kind, values in times.items()}
        print(
            f"  {what}, ms a page: open {sums['open']:.1f}, sealed {sums['sealed']:.1f} "
            f"({sums['sealed'] / sums['open'] - 1:+.1%})"
        )
    started = [took - seconds for took, seconds in zip(whole["sealed"], inner["sealed"], strict=True)]
    print(f"  start, seal and answer: {1000 * statistics.median(started):.1f} ms (median)")


def _pages(root: Path) -> Iterator[tuple[str, bytes, ReadingOptions]]:
    folder = root.parent / "shared" / "corpora" / "pages"
    for path in sorted(folder.glob("*/*.html.gz")):
        yield f"{path.parent.name}/{path.stem}", gzip.decompress(path.read_bytes()), PLAIN


def _documents(root: Path) -> Iterator[tuple[str, bytes, ReadingOptions]]:
    shared = root.parent / "shared"
    folders = (shared / "corpora" / "word-edits", shared / "samples", root / "tests" / "data")
    for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
        if path.is_file() and path.suffix not in {".gz", ".dossier", ".py"}:
            data, name = load_file(path)
            yield name, data, with_saved_files(PLAIN, path)
