"""Fits the weights by which headings are found in unmarked text: `python tools/fit_headings.py [folder of help pages]`.

It learns from the half of the labelled pages that the benchmark calls fitted, in several layouts, from half of the
news pages as the program itself reads them, and from English help pages in Mallard (a folder of `*.page`) where one is
named. It prints the table of `importers/plaintext/weights.py`; a finding that says little is left out and the rest
fitted again. The fit is a logistic regression with a ridge, by Newton's method.
"""

from __future__ import annotations

import gzip
import hashlib
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from bench.pdf_scorer import key
from bench.plaintexts import LAYOUTS, Page, pages, without_number

ROOT = Path(__file__).resolve().parent.parent
RIDGE = 10.0
LEAST = 0.2
"""The least weight that a finding is kept with."""

MOST_LINES = 12
"""Candidates of one page that count fully: beyond them all of its candidates count less."""

Row = tuple[frozenset[str], bool, float]


def main() -> int:
    """Fit, leave out, fit again and print."""
    learned = [page for page in pages(ROOT) if not page.held_out]
    sources: list[tuple[Iterable[Page], tuple[str, ...], float]] = [
        (learned, ("a line a block, blank lines", "with signs of lists and quotes"), 1.0),
        (learned, ("wrapped, none", "wrapped, indented"), 0.5),
        (learned, ("capitals", "numbered"), 0.25),
        (_news(), ("a line a block, blank lines", "with signs of lists and quotes"), 0.6),
    ]
    if len(sys.argv) > 1:
        sources.append((_help(Path(sys.argv[1])), ("a line a block, blank lines", "wrapped, none"), 0.2))
    rows = [row for found, layouts, weight in sources for row in _rows(found, layouts, weight)]
    names = sorted(set().union(*(row[0] for row in rows)))
    weights = _fit(rows, names)
    kept = [name for name in names if abs(weights[name]) >= LEAST]
    weights = _fit(rows, kept)
    print(f"_BIAS = {weights['']:.1f}")
    for name in sorted(kept, key=lambda name: weights[name]):
        print(f'    "{name}": {weights[name]:.1f},')
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
                words = key(body[place].text)
                words = words if left[words] else without_number(body[place].text)
                yield evidence.of(place), left[words] > 0, share
                left[words] -= 1


def _fit(rows: list[Row], names: list[str]) -> dict[str, float]:
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


def _news() -> Iterator[Page]:
    """Yield half of the news pages, with their blocks as the importer of web pages types them."""
    from briefbuilder.importers.reading import read_bytes

    for path in sorted((ROOT.parent / "shared" / "corpora" / "pages" / "benchmark").glob("*.html.gz")):
        if hashlib.sha256(path.name.encode()).digest()[0] % 2 == 0:
            article = read_bytes(gzip.decompress(path.read_bytes()), "page.html").article
            blocks = [(block.kind, " ".join(block.text.split())) for block in article.blocks]
            shown = tuple(block for block in blocks if block[1])
            yield Page(path.name, article.metadata.language or "en", article.metadata.title, shown)


def _help(folder: Path) -> Iterator[Page]:
    """Yield help pages, three as one text."""
    texts = iter([blocks for path in sorted(folder.glob("*.page")) if (blocks := list(_mallard(path)))])
    while three := list(islice(texts, 3)):
        (_, title), *blocks = [block for text in three for block in text]
        yield Page(title, "en", title, tuple(blocks))


def _mallard(path: Path) -> Iterator[tuple[str, str]]:
    from lxml import etree

    for element in etree.parse(path).getroot().iter("{*}title", "{*}p"):
        outside = {etree.QName(parent).localname for parent in element.iterancestors()}
        words = " ".join("".join(element.itertext()).split())
        if words and not outside & {"info", "media", "table"}:
            heading = etree.QName(element).localname == "title"
            yield "heading" if heading else "list_item" if "item" in outside else "paragraph", words


if __name__ == "__main__":
    raise SystemExit(main())
