"""Fits the trees by which headings are found in unmarked text: `python tools/fit_headings.py > src/…/plaintext/trees.txt`.

It learns from the labelled pages in several layouts and from the news pages as the program itself reads them, and
keeps the findings that tell most. With `--cross` it prints instead how well pages are read that nothing was learned from:
they are parted into folds, those that share paragraphs into the same one. The trees are grown by LightGBM, which the
program itself does not need (`pip install lightgbm`). Findings are sorted into few bins, for a fine threshold would tell
single pages apart rather than headings.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
from bench.pdf_scorer import key
from bench.plaintexts import LAYOUTS, Page, Tally, alone, pages, without_number
from heading_sources import ROOT, manuals, news

KEPT = 60
"""Findings that are kept, those by which the trees gain most."""

MANUALS = 6
"""Pages that are taken of each folder of manuals."""

FOLDS, SHUFFLES = 8, 3
MOST_LINES = 15
"""Candidates of one page that count fully: beyond them all of its candidates count less."""

_BLANK, _SIGNS, _MANUAL = "a line a block, blank lines", "with signs of lists and quotes", "manual"
_ALONE: dict[str, Callable[[Page], str]] = {"alone": alone, "alone, none": lambda page: alone(page, "\n")}
SHARES = {
    "alone": 1.0, "alone, none": 0.3, _BLANK: 1.0, "a line a block, none": 0.3, _SIGNS: 1.0, "wrapped, none": 0.4,
    "wrapped, indented": 0.4, "capitals": 0.2, "numbered": 0.2, _MANUAL: 0.5,
}  # fmt: skip
"""How much a page counts in each layout."""

_ARTICLES = tuple(name for name in SHARES if name != _MANUAL)

_GROWING = {
    "objective": "binary", "learning_rate": 0.03, "num_leaves": 8, "max_depth": 4, "min_data_in_leaf": 30, "max_bin": 16,
    "feature_fraction": 0.3, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10, "seed": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True, "num_threads": 1,
}  # fmt: skip
_TREES = 500


@dataclass(frozen=True, slots=True)
class Text:
    """A page in one layout: what is found about each line that may be a heading, and whether it is one."""

    page: Page
    layout: str
    found: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    known: Tally
    """What is expected, found and right before any line is weighed: titles, and headings by their words alone."""

    @property
    def share(self) -> float:
        """How much each of its lines counts."""
        return SHARES.get(self.layout, 0.0) * min(1.0, MOST_LINES / max(1, len(self.found)))


def main() -> int:
    """Fit and print the module, or print how well other pages are read."""
    labelled = [text for page in pages(ROOT) for text in _texts(page, _ARTICLES)]
    others = [text for page in news() for text in _texts(page, (_BLANK, _SIGNS, "wrapped, none"))]
    for folder in (Path(argument) for argument in sys.argv[1:] if argument != "--cross"):
        chosen = list(manuals(folder))
        for page in chosen[:: max(1, len(chosen) // MANUALS)][:MANUALS]:
            others += _texts(page, (_MANUAL,))
    learned = [*labelled, *others]
    names = sorted(set().union(*(found for text in learned for found in text.found)))
    gains = _grow(learned, names).feature_importance("gain")
    kept = [names[place] for place in np.argsort(-gains, kind="stable")[:KEPT]]
    if "--cross" in sys.argv:
        _cross(labelled, others, kept)
    else:
        _print(_grow(learned, kept), kept)
    return 0


def _texts(page: Page, layouts: Iterable[str]) -> Iterator[Text]:
    from briefbuilder.importers.plaintext.evidence import Evidence
    from briefbuilder.importers.plaintext.head import read_head
    from briefbuilder.importers.plaintext.layout import layout

    for name in layouts:
        text = _ALONE[name](page) if name in _ALONE else LAYOUTS[_BLANK if name == _MANUAL else name](page)
        units = layout(text).units
        head = read_head(units, "text.txt")
        body = [unit for place, unit in enumerate(units) if place not in head.taken]
        if not body:
            continue
        evidence = Evidence(body)
        left = page.headings
        right = {
            place: _take(left, body[place].text) for place in reversed([*evidence.places, *evidence.sure])
        }
        known = Tally(page.headings.total(), len(evidence.sure), sum(right[place] for place in evidence.sure))
        if name in _ALONE and page.title:
            known.add(Counter([key(page.title)]), Counter([key(head.title)] if head.taken else []))
        yield Text(
            page,
            name,
            tuple(map(evidence.of, evidence.places)),
            tuple(right[place] for place in evidence.places),
            known,
        )


def _take(left: Counter[str], text: str) -> bool:
    """Tell whether a line is one of the headings that are left, and take it from them."""
    words = without_number(text)
    left[words] -= 1
    return left[words] >= 0


def _table(texts: Sequence[Text], names: Sequence[str]) -> np.ndarray:
    rows = [[float(found.get(name, 0)) for name in names] for text in texts for found in text.found]
    return np.array(rows).reshape(len(rows), len(names))


def _grow(texts: Sequence[Text], names: Sequence[str]) -> lightgbm.Booster:
    right = np.array([float(one) for text in texts for one in text.right])
    share = np.array([text.share for text in texts for _ in text.right])
    return lightgbm.train(_GROWING, lightgbm.Dataset(_table(texts, names), right, weight=share), _TREES)


def _cross(labelled: Sequence[Text], others: Sequence[Text], names: Sequence[str]) -> None:
    """Print the scores by layout, over pages that were not learned from."""
    kin = _kin([text.page for text in labelled])
    from briefbuilder.importers.plaintext.headings import LEAST

    least = 1 / (1 + np.exp(-LEAST / 1000))
    for shuffle in range(SHUFFLES):
        scores: dict[str, Tally] = {}
        for fold in range(FOLDS):
            inside = [text for text in labelled if _fold(kin[text.page.name], shuffle) == fold]
            outside = [text for text in labelled if _fold(kin[text.page.name], shuffle) != fold]
            trees = _grow([*outside, *others], names)
            for text in inside:
                chosen = (
                    trees.predict(_table([text], names)) > least if text.found else np.zeros(0, dtype=bool)
                )
                score = scores.setdefault(text.layout, Tally())
                score.expected += text.known.expected
                score.found += text.known.found + int(chosen.sum())
                score.right += text.known.right + int((chosen & np.array(text.right, dtype=bool)).sum())
        for name, score in scores.items():
            print(f"{shuffle}  {name:31}  {score}")


def _fold(name: str, shuffle: int) -> int:
    return hashlib.sha256(f"{shuffle} {name}".encode()).digest()[0] % FOLDS


def _kin(found: Sequence[Page]) -> dict[str, str]:
    """Return for each page the first one that it shares half of its paragraphs with, itself where there is none."""
    paragraphs = {page.name: {text for _, text in page.blocks if len(text) > 60} for page in found}
    kin: dict[str, str] = {}
    for name, own in paragraphs.items():
        shared = (
            other for other in kin
            if 2 * len(own & paragraphs[other]) >= max(1, min(len(own), len(paragraphs[other])))
        )  # fmt: skip
        other = next(shared, None)
        kin[name] = kin[other] if other else name
    return kin


def _print(trees: lightgbm.Booster, names: Sequence[str]) -> None:
    print("|".join(names))
    for tree in trees.dump_model()["tree_info"]:
        print(" ".join(_written(tree["tree_structure"])))


def _written(node: dict[str, object]) -> Iterator[str]:
    if "leaf_value" in node:
        yield str(round(1000 * float(str(node["leaf_value"]))))
        return
    yield f"{node['split_feature']}<{float(str(node['threshold'])):.4g}"
    for side in ("left_child", "right_child"):
        branch = node[side]
        assert isinstance(branch, dict)
        yield from _written(branch)


if __name__ == "__main__":
    raise SystemExit(main())
