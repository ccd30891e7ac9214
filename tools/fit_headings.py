"""Fits the weights of `importers/plaintext/headings.yaml` and prints them: `python tools/fit_headings.py`.

It learns from half of the labelled pages in several layouts, and from the news pages (`benchmark`) as the importer of web pages
labels them. The other half of the labelled pages and all pages of `wcxb` are held out. The fit is a logistic regression with a
ridge, by Newton's method; weights are rounded to tenths. Features with small weights are left out and the rest is fitted again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from bench.plaintexts import (
    LAYOUTS,
    Page,
    alone,
    alone_wrapped,
    fetched_pages,
    is_held_out,
    pages,
    without_number,
)
from bench.shared import SHARED

ROOT = Path(__file__).resolve().parent.parent
RIDGE = 3.0
BY_CHANCE = 0.005
LEAST, AT_ONCE = 2, 3
"""The least weight that a feature is kept with, in tenths, and how many features are left out before the next fit."""

MOST_LINES = 12
"""Candidates of one page that count fully: beyond them all of its candidates count less."""

_WRITE = {"alone": alone, "alone, wrapped": alone_wrapped, **LAYOUTS}
SHARES = {
    "alone": 1.0,
    "a line a block, blank lines": 1.0,
    "with signs of lists and quotes": 1.0,
    "wrapped, none": 0.4,
    "wrapped, indented": 0.4,
    "capitals": 0.2,
    "numbered": 0.2,
}
"""How much a line of a page counts in each layout."""

Row = tuple[frozenset[str], bool, float]


def main() -> int:
    """Fit, leave out, fit again and print."""
    if not SHARED.is_dir():
        print("The labelled pages are not here.", file=sys.stderr)
        return 1
    labelled = (page for page in pages(ROOT) if not is_held_out(page))
    rows = [*_rows(labelled, 1.0), *_rows(fetched_pages(ROOT, "benchmark"), 0.5)]
    names = sorted(set().union(*(row[0] for row in rows)))
    weights = _fit(rows, names)
    while weak := sorted(
        (name for name in names if abs(weights[name]) < LEAST / 10), key=lambda name: abs(weights[name])
    ):
        names = [name for name in names if name not in weak[:AT_ONCE]]
        weights = _fit(rows, names)
    tenths = {name: round(10 * weights[name]) for name in sorted(names, key=lambda name: weights[name])}
    print(f"bias: {_best_bias(rows, tenths)}\nweights:")
    for name, weight in tenths.items():
        print(f"  {name}: {weight}")
    return 0


def _best_bias(rows: list[Row], tenths: dict[str, int]) -> int:
    """Return the greatest bias by which F1 is as good as the best: of two that differ by chance, the one that misses less."""
    sums = np.array([sum(tenths.get(name, 0) for name in present) for present, _, _ in rows])
    right = np.array([row[1] for row in rows])
    share = np.array([row[2] for row in rows])

    def f1(bias: int) -> float:
        found = sums + bias > 0
        return float((share * found * right).sum() / ((share * found).sum() + (share * right).sum()))

    scores = {bias: f1(bias) for bias in range(-40, 40)}
    return max(bias for bias, value in scores.items() if value > max(scores.values()) - BY_CHANCE)


def _rows(found: Iterable[Page], weight: float) -> Iterator[Row]:
    from briefbuilder.importers.plaintext.headings import HeadingFeatures
    from briefbuilder.importers.plaintext.layout import split_units
    from briefbuilder.importers.plaintext.reader import read_head

    for page in found:
        for name, share in SHARES.items():
            units = split_units(_WRITE[name](page)).units
            taken = read_head(units, "text.txt").taken
            body = [unit for place, unit in enumerate(units) if place not in taken]
            features = HeadingFeatures(body)
            left = page.headings
            counts = weight * share * min(1.0, MOST_LINES / max(1, len(features.candidates)))
            for place in reversed(features.candidates):
                words = without_number(body[place].text)
                yield features.compute(place), left[words] > 0, counts
                left[words] -= 1


def _fit(rows: list[Row], names: list[str]) -> dict[str, float]:
    """Return the weights that fit the rows, and the bias as that of no name, on which there is no ridge."""
    at = {name: place for place, name in enumerate(names)}
    found = np.zeros((len(rows), len(names) + 1))
    found[:, -1] = 1.0
    for line, (present, _, _) in enumerate(rows):
        found[line, [at[name] for name in present if name in at]] = 1.0
    right = np.array([float(row[1]) for row in rows])
    share = np.array([row[2] for row in rows])
    weights = np.zeros(len(names) + 1)
    ridge = np.diag([RIDGE] * len(names) + [1e-3])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-found @ weights))
        slope = found.T @ (share * (right - chance)) - ridge @ weights
        bend = (found * (share * chance * (1 - chance))[:, None]).T @ found + ridge
        weights += np.linalg.solve(bend, slope)
    return dict(zip([*names, ""], weights.tolist(), strict=True))


if __name__ == "__main__":
    raise SystemExit(main())
