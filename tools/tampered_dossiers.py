"""Makes tampered dossiers from a sample, and checks that each is opened or refused in a sentence, fast and small.

`python tools/tampered_dossiers.py FOLDER` writes them; `--check [NAME ...]` runs the program on each, in a process of
its own, and prints a table. The exit status is 1 where one of them ended in a crash, took more than 500 MB, ran
something, or took more than 5 seconds for one operation: seconds of work, since a machine may be busy, and a minute by
the clock.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from hostile_files.watch import Watch
from tamperings import ALL, Tampering, make_sample

MOST_SECONDS = 5.0
MOST_SECONDS_BUSY = 60.0
"""By the clock, where other programs want the processors, too."""
_LONGEST = 600
"""Seconds after which a process is killed."""
MOST_MEGABYTES = 500.0

# Running the program on one of them.

WORD = "chip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one operation: "done", "refused: …" or "fault: …"; `seconds` of work, `clock` by the clock."""

    operation: str
    outcome: str
    seconds: float
    clock: float


SLOW = frozenset({"check", "export", "import"})
"""Operations that start worker processes."""


def operate(path: Path, folder: Path, *, fast: bool = False) -> Iterator[Outcome]:
    """Run every operation on a dossier, or the `fast` ones, and yield what became of each with its seconds."""
    from briefbuilder.__main__ import main
    from briefbuilder.app.resources import create_resources
    from briefbuilder.app.session import Session
    from briefbuilder.app.settings import Settings

    def window(act: Callable[[Session], object]) -> Callable[[], int]:
        def run() -> int:
            with Session.open(path, create_resources(Settings())) as session:
                act(session)
            return 0

        return run

    def list_all(session: Session) -> None:
        from briefbuilder.domain.query import Query

        numbers = session.search.find(Query()).finish()
        for listed in session.search.listed(numbers[:200]):
            _ = listed.record.metadata.title
        _ = session.search.outlets(), session.search.languages(), session.taxonomy, session.store.undo_name
        _ = session.search.recently_tagged(20), session.store.tag_index.matrix()

    def undo(session: Session) -> None:
        session.store.undo()
        session.store.redo()

    words = str(path)
    operations: tuple[tuple[str, Callable[[], int]], ...] = (
        ("open", window(lambda _: None)),
        ("list", window(list_all)),
        ("articles", lambda: main(["articles", words])),
        ("show", lambda: main(["show", words, "1"])),
        ("show-2", lambda: main(["show", words, "2", "--json"])),
        ("search", lambda: main(["search", words, WORD, "--json"])),
        ("search-topic", lambda: main(["search", words, "--topic", "semiconductors", "the"])),
        ("briefings", lambda: main(["briefings", words, "--json"])),
        ("check", lambda: main(["check", words, "1"])),
        ("export", lambda: main(["export", words, "1", "-o", str(folder / "x.docx"), "--anyway"])),
        ("undo", window(undo)),
        ("import", lambda: main(["import", words, str(folder / "new.txt")])),
    )
    for name, run in operations:
        if fast and name in SLOW:
            continue
        out, err = io.StringIO(), io.StringIO()
        started, before = time.perf_counter(), time.process_time()
        outcome = _outcome(run, out, err)
        yield Outcome(
            operation=name,
            outcome=outcome,
            seconds=round(time.process_time() - before, 2),
            clock=round(time.perf_counter() - started, 2),
        )


def _outcome(run: Callable[[], int], out: io.StringIO, err: io.StringIO) -> str:
    """Return "done", "refused: " with the sentence, or "fault: " with the error."""
    from briefbuilder.app.messages import Words
    from briefbuilder.domain.errors import BriefbuilderError

    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = run()
    except BriefbuilderError as error:
        return f"refused: {Words('en').error(error)}"
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is a fault
        return f"fault: {type(error).__name__}: {error}"
    told = err.getvalue().strip()
    if "bug in the program" in told or "Traceback" in told:
        reports = sorted(Path(os.environ["XDG_STATE_HOME"]).rglob("fault-*.txt"))
        last = reports[-1].read_text(encoding="utf-8").strip() if reports else told
        return "fault: " + " | ".join(last.splitlines()[-4:])
    return f"refused: {told.splitlines()[-1]}" if status and told else "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class TamperedResult:
    """What became of one tampered dossier; `fault` is empty where nothing is wrong."""

    outcomes: tuple[Outcome, ...]
    megabytes: float
    fault: str


def check(tampering: Tampering, sample: Path, folder: Path, *, fast: bool = False) -> TamperedResult:
    """Tamper with a copy of the sample and run every operation on it in a process of its own."""
    place = folder / tampering.name
    place.mkdir()
    path = place / "tampered.dossier"
    path.write_bytes(sample.read_bytes())
    tampering.apply(path)
    (place / "new.txt").write_text(f"A new article about chips\n\nThe words of {tampering.name}.\n", "utf-8")
    environment = os.environ | {
        name: str(place / name)
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    environment |= {"LANG": "en_GB.UTF-8", "LC_ALL": "en_GB.UTF-8"}
    command = [sys.executable, __file__, "--operate", str(path), *(["--fast"] if fast else [])]
    with (
        Watch() as watch,
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process,
    ):
        try:
            out, err = process.communicate(timeout=_LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()[0], f"no end within {_LONGEST} seconds"
    outcomes = tuple(Outcome(**json.loads(line)) for line in out.splitlines() if line.startswith("{"))
    error = err if process.returncode else ""
    return TamperedResult(
        outcomes=outcomes,
        megabytes=watch.megabytes,
        fault=_fault(tampering, outcomes, watch.megabytes, error),
    )


def _fault(tampering: Tampering, outcomes: Sequence[Outcome], megabytes: float, error: str) -> str:
    if error or not outcomes:
        return f"the process ended: {error.strip().splitlines()[-1:]}"
    faults = [f"{one.operation}: {one.outcome}" for one in outcomes if one.outcome.startswith("fault")]
    faults += [
        f"{one.operation}: {one.seconds} s of work, {one.clock} s by the clock"
        for one in outcomes
        if one.seconds > MOST_SECONDS or one.clock > MOST_SECONDS_BUSY
    ]
    if megabytes > MOST_MEGABYTES:
        faults.append(f"{megabytes:.0f} MB")
    if tampering.must_be_refused and not all(one.outcome.startswith("refused") for one in outcomes):
        faults.append("it was opened")
    return "; ".join(faults)


def main() -> int:
    """Write the tampered dossiers, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where the dossiers are written")
    parser.add_argument("--check", nargs="*", metavar="NAME", help="run the program on all, or on some")
    parser.add_argument("--operate", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--sample", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--fast", action="store_true", help="only the operations without worker processes")
    arguments = parser.parse_args()
    if arguments.operate is not None:
        for line in operate(arguments.operate, arguments.operate.parent, fast=arguments.fast):
            print(json.dumps(asdict(line)), flush=True)
        return 0
    if arguments.sample is not None:
        make_sample(arguments.sample)
        return 0
    if arguments.check is None and arguments.folder is None:
        parser.error("a folder, or --check")
    with tempfile.TemporaryDirectory() as temporary:
        sample = Path(temporary) / "sample.dossier"
        # In a process of its own, whose workers end with it: their memory is not that of a tampered dossier.
        subprocess.run([sys.executable, __file__, "--sample", str(sample)], check=True)
        if arguments.check is None:
            arguments.folder.mkdir(parents=True, exist_ok=True)
            for tampering in ALL:
                path = arguments.folder / f"{tampering.name}.dossier"
                path.write_bytes(sample.read_bytes())
                tampering.apply(path)
            return 0
        return _check_and_print(arguments.check, sample, Path(temporary), fast=arguments.fast)


def _check_and_print(names: Sequence[str], sample: Path, folder: Path, *, fast: bool) -> int:
    bad = 0
    for tampering in (Tampering("untampered", lambda _: None), *ALL):
        if names and tampering.name not in names:
            continue
        result = check(tampering, sample, folder, fast=fast)
        bad += bool(result.fault)
        refused = [one.outcome for one in result.outcomes if one.outcome.startswith("refused")]
        seconds = max((one.seconds for one in result.outcomes), default=0.0)
        print(
            f"{tampering.name:28} {len(refused):2}/{len(result.outcomes)} refused {seconds:5.2f} s"
            f" {result.megabytes:4.0f} MB  {result.fault or (refused[0][:110] if refused else 'done')}",
            flush=True,
        )
    print(f"{bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
