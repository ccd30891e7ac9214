"""Measures how many small faults the tests notice: each mutant changes one place of one module.

A seeded sample of the mutants of each package runs against the tests in `tests/<package>` that execute the changed
line, the fastest first. The checkout is copied to a temporary directory, and a mutant exists only in the memory of
the process that tests it. A mutant is killed when a test fails, or when a test needs far longer than without it.

Processes that the tests start themselves run the unchanged code.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import blake2b
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest
from hypothesis import Phase, settings
from mutation_operators import Mutant, mutants_of

PACKAGES = ("domain", "composing", "storage")
"""Packages of `briefbuilder` whose tests are in the folder of the same name in `tests`."""
PRODUCT = "briefbuilder"
ROOT = Path(__file__).resolve().parent.parent
ALLOWED = Path(__file__).with_name("equivalent_mutants.txt")
"""Mutants that no test can notice, one a line: the change, ` -- `, and the reason."""
ENOUGH = 0.85
"""The share of killed mutants from which a package passes."""
CRASHED = 70
PATIENCE, WAIT, START, MEMORY = 5, 20, 30, 8 << 30
"""How many times as long as usual a test may take, working and waiting; seconds to collect the tests; bytes of a run."""
PYTEST = ("-qx", "--tb=no", "-oaddopts=", "-pno:randomly", "-pno:cacheprovider", "-pno:xdist")
REWRITING = "ignore::pytest.PytestAssertRewriteWarning"
"""Of plugins that are imported already, which is what makes a run quick."""

Tests = dict[str, float]
"""The tests by node id, with the seconds of work that each takes or may take."""


class Recorder:
    """Records which lines of a package each test executes, and how long it takes; a pytest plugin.

    What is executed before the first test, by imports, is recorded under an empty name.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.lines: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.seconds: Tests = {}
        self.modules: list[str] = []
        self._test = ""
        sys.settrace(self._enter)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Record one test."""
        self._test, start = item.nodeid, time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[self._test] = time.process_time() - start

    def pytest_sessionfinish(self) -> None:
        """Stop, and remember what the tests import."""
        sys.settrace(None)
        self.modules = list(sys.modules)

    def _enter(self, frame: FrameType, *_: object) -> Callable[..., Any] | None:
        return self._line if frame.f_code.co_filename.startswith(self.folder) else None

    def _line(self, frame: FrameType, *_: object) -> Callable[..., Any]:
        self.lines[frame.f_code.co_filename, frame.f_lineno].add(self._test)
        return self._line


class Selection:
    """Runs some tests in a given order, each with a limit of time; a pytest plugin."""

    def __init__(self, tests: Tests) -> None:
        self.tests = tests

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests of this selection, in its order."""
        found = {item.nodeid: item for item in items}
        items[:] = [found[name] for name in self.tests if name in found]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Give a test its time."""
        limit(self.tests[item.nodeid])
        return (yield)


class PlainExamples:
    """Makes Hypothesis run the same examples each time, and stop at the first failure; a pytest plugin."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Change the profile that `tests/conftest.py` has loaded."""
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", settings(), derandomize=True, database=None, phases=phases)
        settings.load_profile("mutants")


class MutatedLoader(SourceFileLoader):
    """Loads a module with a change in it."""

    mutant: Mutant

    def get_code(self, _: str) -> CodeType:
        """Return the changed code."""
        return compile(self.mutant.source(), self.path, "exec", dont_inherit=True)


class Finder:
    """Finds the modules of a package: the mutated one with its change, or none of them without a mutant."""

    def __init__(self, package: str, mutant: Mutant | None) -> None:
        self.package, self.mutant = package, mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module is loaded; None leaves it to the import system."""
        if name != self.package and not name.startswith(f"{self.package}."):
            return None
        if self.mutant is None:
            raise ImportError(name)
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin == str(self.mutant.path):
            spec.loader = MutatedLoader(name, spec.origin)
            spec.loader.mutant = self.mutant
        return spec


def limit(seconds: float) -> None:
    """Let a signal end this process after some seconds of work, or many times as many of waiting."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, WAIT + WAIT * seconds)


def in_child(work: Callable[[], int]) -> int:
    """Run work in a forked process; return its exit status, negative after a signal."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = CRASHED
    try:
        status = work()
    except Exception:  # noqa: BLE001 - what fails in a fork ends with it
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def pytest_run(arguments: Sequence[str], *plugins: object) -> int:
    """Run pytest without output; return its exit status."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    folder = tempfile.mkdtemp(dir=os.environ["MUTANTS_TMP"])
    try:
        return int(
            pytest.main(
                [*PYTEST, "-W", REWRITING, f"--basetemp={folder}/t", *arguments], [*plugins, PlainExamples()]
            )
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(tests: Path, package: Path, result: Path) -> int:
    """Run a folder of tests once, and write what they execute to a file."""
    recorder = Recorder(package)
    status = pytest_run([str(tests)], recorder)
    result.write_bytes(pickle.dumps((dict(recorder.lines), recorder.seconds, recorder.modules)))
    return status


def warm_up(package: str, modules: Sequence[str]) -> None:
    """Import what the tests import, except the package and what needs it."""
    finder = Finder(package, None)
    sys.meta_path.insert(0, finder)
    for name in modules:
        if not name.startswith(("tests", "conftest")):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    sys.meta_path.remove(finder)


def survives(package: str, work: tuple[Mutant, Tests]) -> bool:
    """Run a mutant's tests; return whether all of them pass."""
    mutant, tests = work

    def run() -> int:
        sys.meta_path.insert(0, Finder(package, mutant))
        limit(START)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        return pytest_run(sorted({name.partition("::")[0] for name in tests}), Selection(tests))

    return not tests or in_child(run) == 0


def tests_of(mutant: Mutant, lines: dict[tuple[str, int], set[str]], seconds: Tests) -> Tests:
    """Return the tests that execute a mutant, the fastest first; for what imports execute all tests."""
    path = str(mutant.path)
    found = set().union(*(lines.get((path, number), ()) for number in mutant.lines))
    nearest = found
    if found == {""} or not mutant.in_function:
        nearest = set().union(*(names for (file, _), names in lines.items() if file == path))
        found = set(seconds)
    in_order = sorted(found - {""}, key=lambda name: (name not in nearest, seconds[name], name))
    return {name: 2 + PATIENCE * seconds[name] for name in in_order}


def sample(mutants: list[Mutant], count: int, seed: int) -> list[Mutant]:
    """Return a sample that stays the same for the code that stays the same."""
    return sorted(mutants, key=lambda one: blake2b(f"{seed} {one.change}".encode()).digest())[:count]


def run_package(name: str, options: argparse.Namespace) -> int:
    """Run the mutants of one package and print the outcome; return 0 where enough of them were killed."""
    start = time.monotonic()
    package, result = Path.cwd() / "src" / PRODUCT / name, Path.cwd() / f"{name}.pickle"
    if in_child(partial(measure, Path("tests") / name, package, result)) != 0:
        raise RuntimeError(f"The tests in tests/{name} fail without any mutant.")
    lines, seconds, modules = pickle.loads(result.read_bytes())  # noqa: S301 - written by this program
    warm_up(f"{PRODUCT}.{name}", modules)
    allowed = {line.partition(" -- ")[0] for line in ALLOWED.read_text("utf-8").splitlines()}
    modules_of_package = [(path, path.relative_to(Path.cwd())) for path in sorted(package.rglob("*.py"))]
    everything = [mutant for path, shown in modules_of_package for mutant in mutants_of(path, shown)]
    chosen = sample([one for one in everything if one.change not in allowed], options.count, options.seed)
    if options.only:
        chosen = [one for one in everything if any(text in str(one) for text in options.only)]
    chosen.sort(key=lambda one: (one.path, one.start))
    work = [(one, tests_of(one, lines, seconds)) for one in chosen]
    survived = 0
    with ProcessPoolExecutor(options.jobs, get_context("fork")) as pool:
        outcome = pool.map(partial(survives, f"{PRODUCT}.{name}"), work)
        for (mutant, tests), alive in zip(work, outcome, strict=True):
            if alive:
                survived += 1
                print(f"  {mutant}" + ("" if tests else "  (no test executes it)"), flush=True)
    killed = len(work) - survived
    share = killed / max(1, len(work))
    minutes = (time.monotonic() - start) / 60
    counts = f"{len(everything):6} mutants, {len(work):4} tried, {killed:4} killed, {survived:4} survived"
    print(f"{name:12}{counts} {share:8.1%} {minutes:6.1f} min", flush=True)
    return int(share < ENOUGH)


def main() -> int:
    """Run the mutants of the packages; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--count", type=int, default=300, help="mutants a package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", nargs="+", help="all mutants with such a text in them: gather.py:159")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place).resolve() / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "out"))
        os.chdir(copy)
        os.environ.update(PYTHONPATH=str(copy / "src"), MUTANTS_TMP=place)
        sys.path[:0] = [str(copy / "src"), str(copy)]
        # A process for each package, so that it starts without what the one before has imported.
        statuses = [in_child(partial(run_package, name, options)) for name in options.packages]
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())
