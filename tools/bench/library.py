"""A dossier of 100,000 articles in the window: opening, scrolling, searching, filtering, importing one more.

The dossier is made once (some minutes of one processor, about 1.5 GB) and kept in `out/bench`. BENCH_ARTICLES sets
another size: 5000 takes half a minute in all. Beside it stands tantivy, which indexes the same words in a folder
of its own and knows nothing of undo, tags or filters.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.generated import SECTIONS, Maker, made
from bench.library_queries import Given, prefixes, queries
from bench.measure import ENVIRONMENT, TOOLS
from briefbuilder.app.commands.imports import prepare_reading

ARTICLES = int(os.environ.get("BENCH_ARTICLES", "100000"))
SMALL = 100
"""Articles of the dossier that is opened first."""
ADDED = range(10**6, 10**6 + 5)
"""The numbers of the articles that are added one by one."""
BARS = {
    "open: first rows in the window, ms": 100,
    "open: a dossier of 100 articles, the first of all, ms": None,
    "scroll: a page of 200 rows, p95, ms": None,
    "scroll: rows read for one jump, at most": 401,
    "scroll: rows kept at hand, at most": 1601,
    "search: 50 sections with snippets, last imported first, p95, ms": 50,
    "search: 50 sections with snippets, by relevance, p95, ms": None,
    "prefix of three letters: 50 sections found, p95, ms": 10,
    "prefix of three letters: first rows in the window with snippets, p95, ms": 10,
    "filter by topic: first rows, p95, ms": 50,
    "filter by topic, words in the whole list, p95, ms": 50,
    "filter by language, publication, days, tags or use, p95, ms": None,
    "sorted by title, publication or day, p95, ms": None,
    "the longest step of a search, ms": 50,
    "one more article kept, indexed, listed and found, ms": 100,
    "undo of it, ms": None,
    "the same words: tantivy, newest 50 without snippets, p95, ms": None,
    "the same prefixes: tantivy, newest 50 without snippets, p95, ms": None,
    "memory of the window at its most, MB": 200,
    "memory of the processes beside it, with vectors where they are, MB": None,
    "memory of a bare window, MB": None,
}
"""What is measured, and what it should stay under."""


def run(root: Path) -> None:
    """Print the table."""
    path = made(root / "out" / "bench", ARTICLES)
    measured = {
        **_measured_window(path, made(root / "out" / "bench", SMALL)),
        **_measured("bench.library_peer", str(path)),
        **_measured("bench.library_bare"),
    }
    print(
        f"\nA dossier of {ARTICLES} articles, {ARTICLES * SECTIONS} sections, {path.stat().st_size / 1e6:.0f} MB (CPU)"
    )
    width = max(map(len, BARS))
    for name, bar in BARS.items():
        value = measured.get(name)
        shown = "not on this machine" if value is None else f"{value:9.1f}"
        goal = "" if bar is None else f"   goal < {bar}{'' if value is None or value < bar else '   MISSED'}"
        print(f"  {name:{width}}  {shown}{goal}")
    for name in sorted(measured.keys() - BARS.keys()):
        print(f"  {name:{width}}  {measured[name]:9.1f}")


def _measured_window(path: Path, small: Path) -> dict[str, float]:
    """Measure the window with what is made for it here: the words of the generated dossiers take some ten megabytes."""
    maker = Maker()
    # The first section of an article ends with its number, which no other section has.
    articles = tuple((prepare_reading(maker.reading(number)), str(number * SECTIONS)) for number in ADDED)
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given"
        given.write_bytes(pickle.dumps(Given(queries(), prefixes(), articles)))
        return _measured("bench.library_window", str(path), str(small), str(given))


def _measured(module: str, *arguments: str) -> dict[str, float]:
    """Run a part in a fresh process, which prints what it measured as JSON."""
    environment = {**ENVIRONMENT, "QT_QPA_PLATFORM": "offscreen"}
    environment["PYTHONPATH"] = os.pathsep.join([str(TOOLS), *filter(None, [ENVIRONMENT.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    if done.returncode:
        print(done.stderr[-800:], file=sys.stderr)
        return {}
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
