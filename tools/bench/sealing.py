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

from bench.shared import find_shared
from briefbuilder.app import worker_process
from briefbuilder.app.warm_up import warm_up_readers
from briefbuilder.app.workers import PRELOAD_READERS, WorkerFailedError, WorkerFaultError, WorkerPool
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.values import value
from briefbuilder.importers.draft import PLAIN, ReadingOptions
from briefbuilder.importers.read import Parsed, load_file, parse, with_saved_files

_LOADING = frozenset({"import", "open", "ctypes.dlopen"})
_PAGES = 100

Cost = tuple[float, float, float]
"""Processor seconds of reading and of the process, and seconds by the clock of all but reading."""


@value
class Heard:
    """What a reader returned, what it tried to load, as audit events, and what it cost.

    `seconds` are those that reading took by the clock, `cpu` those of the processor, `whole` those of the process.
    """

    parsed: Parsed
    events: tuple[str, ...]
    seconds: float
    cpu: float
    whole: float


def parse_and_listen(data: bytes, name: str, options: ReadingOptions) -> Heard:
    """Parse a file and note what is loaded meanwhile; runs in a process for one file."""
    events: list[str] = []

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if event in _LOADING:
            events.append(f"{event} {arguments[0]}")

    sys.addaudithook(listen)
    start, used = time.perf_counter(), time.process_time()
    parsed = parse(data, name, options)
    seconds, cpu = time.perf_counter() - start, time.process_time() - used
    return Heard(parsed=parsed, events=tuple(events), seconds=seconds, cpu=cpu, whole=time.process_time())


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
    """Print the best of five readings of each file, the two kinds in turn; a busy machine changes processor time least."""
    kinds = (("open", leave_open), ("sealed", warm_up_readers))
    costs: dict[str, list[Cost]] = {kind: [] for kind, _ in kinds}
    for name, data, options in files:
        found: dict[str, list[Cost]] = {kind: [] for kind, _ in kinds}
        for _ in range(5):
            for kind, step in kinds:
                start = time.perf_counter()
                heard = _read(pool, step, data, name, options)
                if isinstance(heard, Heard):
                    found[kind].append((heard.cpu, heard.whole, time.perf_counter() - start - heard.seconds))
        if all(found.values()):
            for kind, several in found.items():
                costs[kind].append(tuple(map(min, zip(*several, strict=True))))
    for number, what in enumerate(
        ("reading, CPU ms", "the whole process, CPU ms", "start, seal and answer, ms")
    ):
        opened, sealed = (1000 * statistics.fmean(cost[number] for cost in costs[kind]) for kind, _ in kinds)
        print(f"  {what} a page: open {opened:.1f}, sealed {sealed:.1f} ({sealed / opened - 1:+.1%})")


def _pages(root: Path) -> Iterator[tuple[str, bytes, ReadingOptions]]:
    folder = find_shared(root) / "corpora" / "pages"
    for path in sorted(folder.glob("*/*.html.gz")):
        yield f"{path.parent.name}/{path.stem}", gzip.decompress(path.read_bytes()), PLAIN


def _documents(root: Path) -> Iterator[tuple[str, bytes, ReadingOptions]]:
    shared = find_shared(root)
    folders = (shared / "corpora" / "word-edits", shared / "samples", root / "tests" / "data")
    for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
        if path.is_file() and path.suffix not in {".gz", ".dossier", ".py"}:
            data, name = load_file(path)
            yield name, data, with_saved_files(PLAIN, path)
