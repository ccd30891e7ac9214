"""Measures how many small faults the tests notice: each mutant changes one place of one module.

A seeded sample of the mutants of each package runs against the tests in `tests/<package>` that execute the changed
line: those in the file that is named after the module first, and of each file the fastest first. The checkout is
copied to a temporary directory, and a mutant exists only in the memory of the process that tests it. A mutant is killed
when a test fails, or when a test needs far longer than without it.

The tests are collected once, and each mutant's process starts from there: it gives the functions their changed code.
Where imports execute what changes, the process imports the changed module and collects the tests itself.
Processes that the tests start themselves run the unchanged code.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import os
import pickle
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from multiprocessing import forkserver
from pathlib import Path
from shutil import copytree, ignore_patterns
from types import CodeType, FunctionType, ModuleType
from typing import IO

import pytest
from coverage import Coverage
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
CRASHED, NOT_CHANGED, NOT_EXECUTED = 70, 71, 72
"""Exit statuses: this program failed, no function could get its changed code, and no test executes the mutant."""
PATIENCE, WAIT, START, MEMORY = 5, 20, 30, 8 << 30
"""How many times as long as usual a test may take, working and waiting; seconds to collect the tests; bytes of a run."""
MOST_WORK = 15.0
"""The seconds of tests, as they take without a mutant, after which a mutant counts as a survivor."""
PYTEST = ("-qx", "--tb=no", "-oaddopts=", "-mnot soak", "-pno:randomly", "-pno:cacheprovider", "-pno:xdist")
REWRITING = "ignore::pytest.PytestAssertRewriteWarning"
"""Of plugins that are imported already, which is what makes a run quick."""

Tests = dict[str, float]
"""The tests by node id, with the seconds of work that each takes or may take."""
Work = Callable[[], int]
"""What a process does; returns its exit status."""
Functions = dict[tuple[str, str, int], list[FunctionType]]
"""Functions by file, qualified name and first line."""


@dataclass(frozen=True)
class Measured:
    """What the tests execute, and how long they take."""

    lines: dict[tuple[str, int], set[str]]
    """The tests by file and line of the package; what imports execute, before the first test, has an empty name."""
    seconds: Tests
    modules: list[str]
    """What is imported at the end."""

    def tests_of(self, mutant: Mutant) -> Tests:
        """Return the tests for a mutant in their order: those that execute it, or all where imports do."""
        found = nearest = self._names(mutant)
        if self.needs_import(mutant):
            path = str(mutant.path)
            nearest = set().union(*(names for (file, _), names in self.lines.items() if file == path))
            found = set(self.seconds)
        places: Counter[str] = Counter()
        keys = {}
        for name in sorted(found - {""}, key=lambda name: (self.seconds[name], name)):
            file = name.partition("::")[0]
            is_mirrored = Path(file).stem.startswith(f"test_{mutant.path.stem}")
            # Of each file in turn: the fastest tests of all are often many of the same kind.
            keys[name] = (name not in nearest, not is_mirrored, places[file], self.seconds[name], name)
            places[file] += 1
        in_order = sorted(keys, key=keys.__getitem__)
        chosen, work = {}, 0.0
        for name in in_order:
            if work > MOST_WORK:
                break
            chosen[name] = 2 + PATIENCE * self.seconds[name]
            work += self.seconds[name]
        return chosen

    def needs_import(self, mutant: Mutant) -> bool:
        """Return whether imports execute what a mutant changes."""
        return not mutant.in_function or "" in self._names(mutant)

    def _names(self, mutant: Mutant) -> set[str]:
        path = str(mutant.path)
        return set().union(*(self.lines.get((path, number), ()) for number in mutant.lines))


class Recorder:
    """Records which lines of a package each test executes, and how long it takes; a pytest plugin."""

    def __init__(self, folder: Path) -> None:
        self.seconds: Tests = {}
        self._coverage = Coverage(data_file=None, config_file=False, include=[f"{folder}/*"])
        self._coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Record one test."""
        self._coverage.switch_context(item.nodeid)
        start = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - start

    def stop(self) -> dict[tuple[str, int], set[str]]:
        """Record no more; return the tests by file and line."""
        self._coverage.stop()
        data = self._coverage.get_data()
        return {
            (path, line): set(tests)
            for path in data.measured_files()
            for line, tests in data.contexts_by_lineno(path).items()
        }


class Collected:
    """Collects the tests once, measures them, and runs them for all mutants that no import executes; a pytest plugin."""

    def __init__(self, folder: Path, result: Path, chosen: Sequence[Mutant], jobs: int) -> None:
        self.folder, self.result, self.chosen, self.jobs = folder, result, chosen, jobs
        self.statuses: dict[Mutant, int] = {}
        self._recorder = Recorder(folder)
        self._screen = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests in a process without a mutant, then in one for each mutant."""
        status = in_child(partial(self._measure, session))
        self._recorder.stop()
        if status != 0:
            raise pytest.UsageError("The tests fail without any mutant.")
        measured: Measured = pickle.loads(self.result.read_bytes())  # noqa: S301 - written by this program
        functions = functions_in(self.folder)
        items = {item.nodeid: item for item in session.items}
        works = []
        for mutant in self.chosen:
            if not measured.needs_import(mutant):
                tests = measured.tests_of(mutant)
                works.append((mutant, partial(run_changed, mutant, tests, functions, session, items)))
        for mutant, status in in_parallel(works, self.jobs):
            self.statuses[mutant] = status
            show(mutant, status, self._screen)
            if len(self.statuses) % 50 == 0:
                print(f"  {len(self.statuses)} of {len(works)}", file=self._screen, flush=True)
        return True

    def _measure(self, session: pytest.Session) -> int:
        session.config.pluginmanager.register(self._recorder)
        session.config.pluginmanager.register(Failures(self._screen))
        status = run_items(session, session.items)
        measured = Measured(self._recorder.stop(), self._recorder.seconds, list(sys.modules))
        self.result.write_bytes(pickle.dumps(measured))
        return status


class Failures:
    """Prints the tests that fail; a pytest plugin."""

    def __init__(self, screen: IO[str]) -> None:
        self._screen = screen

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Print a test that failed."""
        if report.failed:
            print(f"  {report.nodeid} fails without any mutant", file=self._screen, flush=True)


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


def start(work: Work) -> int:
    """Run work in a forked process; return the id of the process."""
    child = os.fork()
    if child:
        return child
    status = CRASHED
    try:
        status = work()
    except Exception:  # noqa: BLE001 - what fails in a fork ends with it
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def in_child(work: Work) -> int:
    """Run work in a forked process; return its exit status, negative after a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(start(work), 0)[1])


def in_parallel(works: Iterable[tuple[Mutant, Work]], jobs: int) -> Iterator[tuple[Mutant, int]]:
    """Run works in forked processes, some at a time; yield their exit statuses as they end."""
    running: dict[int, Mutant] = {}

    def ended() -> tuple[Mutant, int]:
        while True:
            child, status = os.wait()
            if child in running:
                return running.pop(child), os.waitstatus_to_exitcode(status)

    for mutant, work in works:
        if len(running) >= jobs:
            yield ended()
        running[start(work)] = mutant
    while running:
        yield ended()


def pytest_run(arguments: Sequence[str], *plugins: object) -> int:
    """Run pytest without output; return its exit status."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    return int(pytest.main([*PYTEST, "-W", REWRITING, *arguments], [*plugins, PlainExamples()]))


def run_items(session: pytest.Session, items: Sequence[pytest.Item]) -> int:
    """Run collected tests until one fails; return 0 where none does."""
    use_own_folder()
    for number, item in enumerate(items, 1):
        following = items[number] if number < len(items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail or session.shouldstop:
            return 1
    return int(session.testsfailed > 0)


def use_own_folder() -> None:
    """Let the tests of this process make their files in a folder that goes with the copy of the checkout."""
    os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.mkdtemp(dir=os.environ["MUTANTS_TMP"])


def functions_in(folder: Path) -> Functions:
    """Return the functions of the modules of a folder that are in memory."""
    gc.unfreeze()
    found = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(folder)):
            code = one.__code__
            found[code.co_filename, code.co_qualname, code.co_firstlineno].append(one)
    gc.freeze()
    return found


def changed_codes(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Yield the code of each function of a module that differs, before and after."""
    if old != new:
        yield old, new
    inner = [[one for one in code.co_consts if isinstance(one, CodeType)] for code in (old, new)]
    for name in {one.co_name for one in inner[0]}:
        before, after = ([one for one in codes if one.co_name == name] for codes in inner)
        if len(before) == len(after):
            for pair in zip(before, after, strict=True):
                yield from changed_codes(*pair)


def change_functions(mutant: Mutant, functions: Functions) -> bool:
    """Give the functions of a mutant their changed code; return whether that was possible."""
    path, changed = str(mutant.path), False
    sources = (mutant.path.read_bytes(), mutant.source())
    for old, new in changed_codes(*(compile(one, path, "exec", dont_inherit=True) for one in sources)):
        for function in functions.get((path, old.co_qualname, old.co_firstlineno), ()):
            if function.__code__ == old:
                if len(old.co_freevars) != len(new.co_freevars):
                    return False
                function.__code__ = new
                changed = True
    return changed


def run_changed(
    mutant: Mutant, tests: Tests, functions: Functions, session: pytest.Session, items: dict[str, pytest.Item]
) -> int:
    """Run the tests of a mutant that have been collected already; return 0 where all of them pass."""
    if not tests:
        return NOT_EXECUTED
    if not change_functions(mutant, functions):
        return NOT_CHANGED
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    session.config.pluginmanager.register(Selection(tests))
    return run_items(session, [items[name] for name in tests])


def run_imported(package: str, mutant: Mutant, tests: Tests) -> int:
    """Collect and run the tests of a mutant; return 0 where all of them pass."""
    sys.meta_path.insert(0, Finder(package, mutant))
    limit(START)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    use_own_folder()
    return pytest_run(sorted({name.partition("::")[0] for name in tests}), Selection(tests))


def warm_up(package: str, modules: Sequence[str]) -> None:
    """Import what the tests import, except the package and what needs it."""
    finder = Finder(package, None)
    sys.meta_path.insert(0, finder)
    for name in modules:
        if not name.startswith(("tests", "conftest")):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    sys.meta_path.remove(finder)


def show(mutant: Mutant, status: int, screen: IO[str]) -> None:
    """Print a mutant that survives."""
    if status in (0, NOT_EXECUTED):
        print(f"  {mutant}" + ("  (no test executes it)" if status else ""), file=screen, flush=True)


def run_collected(name: str, package: Path, result: Path, chosen: Sequence[Mutant], jobs: int) -> int:
    """Measure the tests of a package and run its mutants, in this process; write both to a file."""
    plugin = Collected(package, result, chosen, jobs)
    status = pytest_run([f"tests/{name}"], plugin)
    measured = pickle.loads(result.read_bytes())  # noqa: S301 - written by this program
    result.write_bytes(pickle.dumps((measured, plugin.statuses)))
    return status


def run_mutants(name: str, package: Path, chosen: Sequence[Mutant], jobs: int) -> dict[Mutant, int]:
    """Run mutants of a package; return the exit statuses of their tests."""
    result = Path.cwd() / f"{name}.pickle"
    if in_child(partial(run_collected, name, package, result, chosen, jobs)) != 0:
        raise RuntimeError(f"The tests in tests/{name} fail without any mutant.")
    found: tuple[Measured, dict[Mutant, int]] = pickle.loads(result.read_bytes())  # noqa: S301 - written by this program
    measured, statuses = found
    rest = [one for one in chosen if statuses.get(one, NOT_CHANGED) == NOT_CHANGED]
    warm_up(f"{PRODUCT}.{name}", measured.modules)
    works = [(one, partial(run_imported, f"{PRODUCT}.{name}", one, measured.tests_of(one))) for one in rest]
    for mutant, status in in_parallel(works, jobs):
        statuses[mutant] = status
        show(mutant, status, sys.stdout)
    return statuses


def sample(mutants: list[Mutant], count: int, seed: int) -> list[Mutant]:
    """Return a sample that stays the same for the code that stays the same."""
    seen: Counter[str] = Counter()
    keys = {}
    for mutant in mutants:
        change = mutant.change
        keys[mutant] = blake2b(f"{seed} {change} {seen[change]}".encode()).digest()
        seen[change] += 1
    return sorted(mutants, key=keys.__getitem__)[:count]


def run_package(name: str, options: argparse.Namespace) -> int:
    """Run the mutants of one package and print the outcome; return 0 where enough of them were killed."""
    begin, package = time.monotonic(), Path.cwd() / "src" / PRODUCT / name
    allowed = {line.partition(" -- ")[0] for line in ALLOWED.read_text("utf-8").splitlines()}
    modules = [(path, path.relative_to(Path.cwd())) for path in sorted(package.rglob("*.py"))]
    everything = [mutant for path, shown in modules for mutant in mutants_of(path, shown)]
    candidates = [one for one in everything if one.change not in allowed]
    samples = [sample(candidates, options.count, seed) for seed in options.seed]
    if options.only:
        samples = [[one for one in everything if any(text in str(one) for text in options.only)]]
    chosen = list(dict.fromkeys(one for some in samples for one in some))
    statuses = run_mutants(name, package, chosen, options.jobs)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    minutes, work = (time.monotonic() - begin) / 60, (used.ru_utime + used.ru_stime) / 60
    shares = []
    for some in samples:
        survived = sum(statuses[one] in (0, NOT_EXECUTED) for one in some)
        killed = len(some) - survived
        shares.append(killed / max(1, len(some)))
        counts = (
            f"{len(everything):6} mutants, {len(everything) - len(candidates):3} equivalent, {len(some):4} tried,"
            f" {killed:4} killed, {survived:4} survived"
        )
        print(f"{name:12}{counts} {shares[-1]:8.1%} {minutes:6.1f} min, {work:6.1f} min of work", flush=True)
    return int(min(shares) < ENOUGH)


def main() -> int:
    """Run the mutants of the packages; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--count", type=int, default=300, help="mutants a package")
    parser.add_argument("--seed", type=int, nargs="+", default=[1], help="one for each sample")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", nargs="+", help="all mutants with such a text in them: gather.py:159")
    options = parser.parse_args()
    # The tests ask for the fork server before they need it; only those that need it start one here.
    forkserver.ensure_running = lambda: None
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place).resolve() / "checkout"
        copytree(ROOT, copy, ignore=ignore_patterns(".*", "__pycache__", "out"))
        os.chdir(copy)
        os.environ.update(PYTHONPATH=str(copy / "src"), MUTANTS_TMP=place)
        sys.path[:0] = [str(copy / "src"), str(copy)]
        # A process for each package, so that it starts without what the one before has imported.
        statuses = [in_child(partial(run_package, name, options)) for name in options.packages]
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())
