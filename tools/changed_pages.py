"""Print how well labelled pages are read after changes that must not change what a person reads, such as other class names.

Run `python tools/changed_pages.py [--sets SET ...] [--changes NAME ...] [--reader trafilatura] [--every 4] [--worst 5]
[--shared FOLDER]`. The folder has the labelled pages in `corpora/pages`; it is `../shared` unless it is named. Each row has a
change and the measures before → after on the half of the publishers that rules are made on, and on the other half; the
worst pages are named in the first half only. The last measure is the number of found authors a page that are not known ones.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from multiprocessing import Pool
from pathlib import Path

from bench.page_changes import CHANGES, change_page
from bench.pages import (
    HALVES,
    READERS,
    SETS,
    LabelledPage,
    PageScore,
    iter_pages,
    load_scorer,
    score_page,
)
from bench.shared import SHARED

ROOT = Path(__file__).resolve().parent.parent
LARGE_LOSS = 0.2
_load_scorer = cache(load_scorer)


def _score(task: tuple[LabelledPage, argparse.Namespace]) -> list[PageScore]:
    page, options = task
    scorer, read = _load_scorer(options.shared), READERS[options.reader]
    versions = [page.data, *(change_page(page, name) for name in options.changes)]
    return [score_page(scorer, page, read(data, page.name)) for data in versions]


def _compare(before: Sequence[PageScore], after: Sequence[PageScore]) -> str:
    lost = sum(one.text - other.text > LARGE_LOSS for one, other in zip(before, after, strict=True))
    cells = [f"{old:.3f} → {new:.3f}" for old, new in zip(_measure(before), _measure(after), strict=True)]
    return "  ".join((*cells[:2], f"{lost:4}", *cells[2:]))


def _measure(scores: Sequence[PageScore]) -> Iterator[float]:
    texts = sorted(score.text for score in scores)
    yield statistics.mean(texts)
    yield statistics.mean(texts[: max(1, len(texts) // 10)])
    for name in ("title", "authors", "date"):
        yield statistics.mean([score.right[name] for score in scores if name in score.right] or [0.0])
    yield statistics.mean([score.other_names for score in scores if score.other_names is not None] or [0.0])


def main() -> int:
    """Print the tables; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--changes", nargs="+", default=[*CHANGES], choices=CHANGES)
    parser.add_argument("--reader", default="briefbuilder", choices=READERS)
    for name, default in (("--every", 1), ("--worst", 0), ("--jobs", 1)):
        parser.add_argument(name, type=int, default=default)
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    folder = options.shared / "corpora" / "pages"
    if not folder.exists():
        print(
            f"There are no labelled pages in {folder}; --shared names the folder that has corpora/pages.",
            file=sys.stderr,
        )
        return 1
    pages = [page for name in options.sets for page in list(iter_pages(folder / name))[:: options.every]]
    with Pool(options.jobs) as pool:
        rows = pool.map(_score, [(page, options) for page in pages], chunksize=4)
    for half in HALVES:
        own = [row for row in rows if row[0].half == half]
        print(f"\n{len(own)} pages, {half}")
        print(
            f"{'change':18} {'text F1':15}  {'worst tenth':13}  lost  {'title':13}  {'authors':13}  {'date':13}  other authors"
        )
        for number, name in enumerate(options.changes, 1):
            print(f"{name:18} {_compare([row[0] for row in own], [row[number] for row in own])}")
            drops = sorted((row[number].text - row[0].text, row[0].page) for row in own)
            for drop, page in drops[: options.worst if half == HALVES[0] else 0]:
                print(f"    {drop:+.3f} {page}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
