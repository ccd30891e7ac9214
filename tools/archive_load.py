"""Measures a common archive: how long a batch takes from desk to desk, and commits and reads a second.

    archive_load.py                    ten desks for 30 seconds, on a server that waits for the disk
    archive_load.py --desks 20 --seconds 60 --every 0.2 --poll 0.02

The server is a PostgreSQL of this computer on the loopback address, set up and secured as the tests do it. Each desk is a
process: it writes a batch `--every` so many seconds, and looks for new ones every `--poll`. Times are those of the clock
that all processes of a computer share.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import time
from collections.abc import Sequence
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from postgresql_server import PASSWORD, Server, running_server

from briefbuilder.app.exchange.postgresql import CommonArchive
from briefbuilder.app.exchange.server import ServerAddress
from briefbuilder.exchange.records import Batch, FieldKey, FieldWrite, SharedAct

Sent = tuple[str, str, float]
"""A desk, the name of a batch, and when it was written or seen (seconds)."""


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--desks", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--every", type=float, default=2)
    parser.add_argument("--poll", type=float, default=0.02)
    options = parser.parse_args()
    desks = [f"desk{number}" for number in range(options.desks)]
    with running_server(is_durable=True) as server:
        server.add_dossier("load", **dict.fromkeys(desks, "write"))
        _arrivals(server, desks, options)
        _commits(server, desks)
        _reads(server, desks[0])
    return 0


def _batch(desk: str, number: int, prev: str | None) -> Batch:
    """Return a batch like that of a tag: one act with 700 bytes that do not compress."""
    value = os.urandom(350).hex()
    act = SharedAct(
        "tag-passage", number, desk, (FieldWrite(FieldKey("tag", f"{desk}-{number}", "", "life"), value),)
    )
    return Batch(desk, prev, (), (act,), 9000)


def _arrivals(server: Server, desks: Sequence[str], options: argparse.Namespace) -> None:
    context = multiprocessing.get_context("spawn")
    results: Queue[tuple[list[Sent], list[Sent]]] = context.Queue()
    together = context.Barrier(len(desks))
    processes = [
        context.Process(
            target=_work,
            args=(
                server.address(desk, "load"),
                together,
                options.seconds,
                options.every,
                options.poll,
                results,
            ),
        )
        for desk in desks
    ]
    for process in processes:
        process.start()
    gathered = [results.get() for _ in processes]
    for process in processes:
        process.join()
    written = {name: moment for sent, _ in gathered for _, name, moment in sent}
    delays = sorted(
        moment - written[name] for _, seen in gathered for _, name, moment in seen if name in written
    )
    # A batch that is taken before its writer has noted the time arrived at once.
    delays = [max(0.0, delay) * 1000 for delay in delays]
    wanted = len(written) * (len(processes) - 1)
    print(
        f"{len(processes)} desks, a batch every {options.every} s, looking every {options.poll * 1000:.0f} ms: "
        f"{len(delays)} of {wanted} arrivals, half within {statistics.median(delays):.0f} ms, "
        f"95 % within {delays[int(len(delays) * 0.95)]:.0f} ms, the last after {delays[-1]:.0f} ms"
    )


def _work(
    address: ServerAddress, together: Barrier, seconds: float, every: float, poll: float,
    results: Queue[tuple[list[Sent], list[Sent]]],
) -> None:  # fmt: skip
    desk = address.user
    sent: list[Sent] = []
    seen: list[Sent] = []
    known: set[str] = set()
    with CommonArchive(address, PASSWORD) as archive:
        archive.batch_names()
        together.wait()
        start = time.time()
        # Desks write at different moments of each period.
        due = start + every * (int(desk.removeprefix("desk")) % 10) / 10
        prev = None
        while time.time() < start + seconds + 2:
            if due <= time.time() < start + seconds:
                batch = _batch(desk, len(sent), prev)
                data = batch.encoded()
                begun = time.time()
                archive.write_batch(batch.name, desk, data)
                sent.append((desk, batch.name, begun))
                known.add(batch.name)
                prev, due = batch.name, due + every
            new = [name for name in archive.batch_names() if name not in known]
            for name in new:
                archive.read_batch(name)
                seen.append((desk, name, time.time()))
            known.update(new)
            time.sleep(poll)
    results.put((sent, seen))


def _commits(server: Server, desks: Sequence[str]) -> None:
    """Write as fast as possible: one desk alone, then all at the same time."""
    context = multiprocessing.get_context("spawn")
    for some in (desks[:1], desks):
        together = context.Barrier(len(some))
        results: Queue[float] = context.Queue()
        processes = [
            context.Process(
                target=_write_quickly, args=(server.address(desk, "load"), together, 5.0, results)
            )
            for desk in some
        ]
        for process in processes:
            process.start()
        rate = sum(results.get() for _ in processes)
        for process in processes:
            process.join()
        print(f"{len(some)} desk(s) writing as fast as possible: {rate:.0f} commits a second")


def _write_quickly(address: ServerAddress, together: Barrier, seconds: float, results: Queue[float]) -> None:
    prev, number = None, 0
    with CommonArchive(address, PASSWORD) as archive:
        archive.batch_names()
        together.wait()
        start = time.time()
        while time.time() < start + seconds:
            batch = _batch(f"{address.user}-quick-{start}", number, prev)
            archive.write_batch(batch.name, address.user, batch.encoded())
            prev, number = batch.name, number + 1
    results.put(number / seconds)


def _reads(server: Server, desk: str) -> None:
    with server.archive(desk, "load") as archive:
        begun = time.perf_counter()
        names = archive.batch_names()
        listed = time.perf_counter() - begun
        begun = time.perf_counter()
        for name in names:
            archive.read_batch(name)
        read = time.perf_counter() - begun
        begun = time.perf_counter()
        for _ in range(500):
            archive.batch_names()
        polled = (time.perf_counter() - begun) / 500 * 1000
    print(
        f"one desk: {len(names)} names listed in {listed:.2f} s, {len(names) / read:.0f} batches read a second, "
        f"{polled:.1f} ms to look for new ones"
    )


if __name__ == "__main__":
    raise SystemExit(main())
