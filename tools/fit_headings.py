"""Fits the weights by which headings are found in unmarked text: `python tools/fit_headings.py [folder of manuals …]`.

It learns from the half of the labelled pages that the benchmark calls fitted, in several layouts, from half of the
news pages as the program itself reads them, and from the folders named: help pages in Mallard (`*.page`) and handbooks
(`*.html`), in any language. Manuals are written otherwise than articles, so they only say where the articles' weights
begin. It prints the table of `importers/plaintext/weights.py`; a finding that says little is left out and the rest
fitted again. The fit is a logistic regression with a ridge, by Newton's method.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from bench.plaintexts import LAYOUTS, Page, pages, without_number
from heading_sources import ROOT, manuals, news

RIDGE = 10.0
LEAST = 2
"""The least weight that a finding is kept with, in tenths."""

MOST_LINES = 12
"""Candidates of one page that count fully: beyond them all of its candidates count less."""

Row = tuple[frozenset[str], bool, float]
Weights = dict[str, float]


def main() -> int:
    """Fit, leave out, fit again and print."""
    learned = [page for page in pages(ROOT) if not page.held_out]
    rows = [
        *_rows(learned, ("a line a block, blank lines", "with signs of lists and quotes"), 1.0),
        *_rows(learned, ("wrapped, none", "wrapped, indented"), 0.4),
        *_rows(learned, ("capitals", "numbered"), 0.2),
        *_rows(news(), ("a line a block, blank lines", "with signs of lists and quotes"), 0.5),
    ]
    others: list[Row] = []
    for folder in map(Path, sys.argv[1:]):
        others += _rows(
            manuals(folder), ("a line a block, blank lines", "with signs of lists and quotes"), 0.05
        )
    names = sorted(set().union(*(row[0] for row in rows)))
    weights = _fit(rows, names, _fit(others, names, {}))
    kept = [name for name in names if abs(round(10 * weights[name])) >= LEAST]
    weights = _fit(rows, kept, _fit(others, kept, {}))
    print(f"BIAS = {10 * weights['']:.0f}")
    for name in sorted(kept, key=lambda name: weights[name]):
        print(f'    "{name}": {10 * weights[name]:.0f},')
    return 0


def _rows(found: Iterable[Page], layouts: tuple[str, ...], weight: float) -> Iterator[Row]:
    from briefbuilder.importers.plaintext.evidence import Evidence
    from briefbuilder.importers.plaintext.head import read_head
    from briefbuilder.importers.plaintext.layout import layout

    for page in found:
        for name in layouts:
            units = layout(LAYOUTS[name](page)).units
            taken = read_head(units, "text.txt").taken
            body = [unit for place, unit in enumerate(units) if place not in taken]
            evidence = Evidence(body)
            left = page.headings
            share = weight * min(1.0, MOST_LINES / max(1, len(evidence.places)))
            for place in reversed(evidence.places):
                words = without_number(body[place].text)
                yield evidence.of(place), left[words] > 0, share
                left[words] -= 1


def _fit(rows: list[Row], names: list[str], start: Weights) -> Weights:
    """Return the weights that fit the rows and stay near those to start from; the bias alone is free."""
    begin = np.array([start.get(name, 0.0) for name in [*names, ""]])
    if not rows:
        return dict(zip([*names, ""], begin.tolist(), strict=True))
    at = {name: place for place, name in enumerate(names)}
    found = np.zeros((len(rows), len(names) + 1))
    found[:, -1] = 1.0
    for line, (present, _, _) in enumerate(rows):
        found[line, [at[name] for name in present if name in at]] = 1.0
    right = np.array([float(row[1]) for row in rows])
    share = np.array([row[2] for row in rows])
    weights = begin.copy()
    ridge = np.diag([RIDGE] * len(names) + [1e-3])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-found @ weights))
        slope = found.T @ (share * (right - chance)) - ridge @ (weights - begin)
        bend = (found * (share * chance * (1 - chance))[:, None]).T @ found + ridge
        weights += np.linalg.solve(bend, slope)
    return dict(zip([*names, ""], weights.tolist(), strict=True))


if __name__ == "__main__":
    raise SystemExit(main())
