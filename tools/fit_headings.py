"""Fits the trees by which headings are found in unmarked text: `python fit_headings.py FOLDER > …/plaintext/trees.txt`.

It learns from the labelled pages in several layouts, and from the news pages and the pages of packages as the program itself
reads them; FOLDER holds the packages (`heading_sources` names them and tells how they are brought). With `--cross` it prints
instead how well pages are read that nothing was learned from, as means and standard deviations over several partings into
folds, pages that share paragraphs in the same one; and how well all are read by trees that learned from none of them. The
trees are grown by LightGBM, which the program itself does not need (`pip install lightgbm`). Findings are sorted into few
bins, for a fine threshold would tell single pages apart rather than headings.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import lightgbm
import numpy as np
from bench.pdf_scorer import key
from bench.plaintexts import LAYOUTS, Page, Tally, alone, pages, without_number
from heading_sources import PACKAGES, ROOT, news, pages_of

FOLDS, SHUFFLES = 8, 3
MOST_LINES = 30
"""Candidates of one page that count fully: beyond them all of its candidates count less."""

_WIDE = "alone, without case and spaces"
_BLANK, _SIGNS = "a line a block, blank lines", "with signs of lists and quotes"
_ALONE: dict[str, Callable[[Page], str]] = {
    "alone": alone, "alone, none": lambda page: alone(page, "\n"), _WIDE: alone,
}  # fmt: skip
SHARES = {
    "alone": 1.0, "alone, none": 0.3, _BLANK: 1.0, "a line a block, none": 0.3, _SIGNS: 1.0, "wrapped, none": 0.4,
    "wrapped, indented": 0.4, "capitals": 0.2, "numbered": 0.2, _WIDE: 0.8,
}  # fmt: skip
"""How much a labelled page counts in each layout."""

OTHERS = {"alone": 1.0, _BLANK: 0.7, _SIGNS: 0.7, "wrapped, none": 0.3, _WIDE: 0.5}
"""How much a page counts in each layout that the program labelled."""

_LETTERS = re.compile(r"[^\W\d_]{1,3}")
_BETWEEN_SIGNS = re.compile(r"(?<=[\u4e00-\u9fff.,:;!?]) (?=[\u4e00-\u9fff])")
_WIDE_MARKS = str.maketrans(".,:;!?", "。、：；！？")

_GROWING = {
    "objective": "binary", "learning_rate": 0.03, "num_leaves": 8, "max_depth": 4, "min_data_in_leaf": 30, "max_bin": 16,
    "feature_fraction": 0.3, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10, "seed": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True, "num_threads": 1,
}  # fmt: skip
_TREES = 800


@dataclass(frozen=True, slots=True)
class Text:
    """A page in one layout: what is found about each line that may be a heading, and whether it is one."""

    page: Page
    layout: str
    found: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    known: Tally
    """What is expected, found and right before any line is weighed: titles, and headings by their words alone."""

    share: float
    """How much each of its lines counts."""


def main() -> int:
    """Fit and print the trees, or print how well other pages are read."""
    folders = [Path(argument) for argument in sys.argv[1:] if argument != "--cross"]
    labelled = [text for page in pages(ROOT) for text in _texts(page, SHARES)]
    others = [text for page in news() for text in _texts(page, OTHERS)]
    for folder in folders:
        for package in PACKAGES:
            shares = {layout: package.share * share for layout, share in OTHERS.items()}
            others += [text for page in pages_of(package, folder) for text in _texts(page, shares)]
    names = _telling([*labelled, *others])
    if "--cross" in sys.argv:
        _cross(labelled, others, names)
        _foreign(labelled, others, names)
    else:
        _print(_grow([*labelled, *others], names), names)
    return 0


def _telling(texts: Sequence[Text]) -> list[str]:
    """Return the findings by which the trees gain anything, the first those that tell most."""
    names = sorted(set().union(*(found for text in texts for found in text.found)))
    gains = _grow(texts, names).feature_importance("gain")
    return [names[place] for place in np.argsort(-gains, kind="stable") if gains[place] > 0]


def _texts(page: Page, layouts: Mapping[str, float]) -> Iterator[Text]:
    from briefbuilder.importers.plaintext.headings import HeadingFeatures
    from briefbuilder.importers.plaintext.layout import layout
    from briefbuilder.importers.plaintext.reader import read_head

    given = page
    for name, share in layouts.items():
        page = _widened(given) if name == _WIDE else given
        text = _ALONE[name](page) if name in _ALONE else LAYOUTS[name](page)
        units = layout(text).units
        head = read_head(units, "text.txt")
        body = [unit for place, unit in enumerate(units) if place not in head.taken]
        if not body:
            continue
        evidence = HeadingFeatures(body, head.title if head.taken else "")
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
            share * min(1.0, MOST_LINES / max(1, len(evidence.places))),
        )


def _widened(page: Page) -> Page:
    """Return a page with its words as wide signs, three letters one: a text of the same form in a script without case and spaces."""
    blocks = tuple((kind, _wide(text)) for kind, text in page.blocks)
    return replace(page, title=_wide(page.title), blocks=blocks)


def _wide(text: str) -> str:
    signs = _LETTERS.sub(lambda word: _sign(word[0].casefold()), text)
    return _BETWEEN_SIGNS.sub("", signs).translate(_WIDE_MARKS)


def _sign(letters: str) -> str:
    return chr(0x4E00 + int.from_bytes(hashlib.sha256(letters.encode()).digest()[:4]) % 3000)


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
    scores: dict[str, list[float]] = {}
    for shuffle in range(SHUFFLES):
        tallies: dict[str, Tally] = {}
        for fold in range(FOLDS):
            inside = [text for text in labelled if _fold(kin[text.page.name], shuffle) == fold]
            outside = [text for text in labelled if _fold(kin[text.page.name], shuffle) != fold]
            _score(inside, _grow([*outside, *others], names), names, tallies)
        for name, tally in tallies.items():
            scores.setdefault(name, []).append(tally.f1)
    print(f"Pages that were not learned from, F1 over {SHUFFLES} partings into {FOLDS} folds")
    for name, f1 in scores.items():
        print(f"  {name:31}  {np.mean(f1):.3f} ± {np.std(f1):.3f}")


def _foreign(labelled: Sequence[Text], others: Sequence[Text], names: Sequence[str]) -> None:
    """Print the scores by layout of trees that learned from no labelled page."""
    tallies: dict[str, Tally] = {}
    _score(labelled, _grow(others, names), names, tallies)
    print("Learned from news pages and packages alone")
    for name, tally in tallies.items():
        print(f"  {name:31}  {tally}")


def _score(
    texts: Sequence[Text], trees: lightgbm.Booster, names: Sequence[str], tallies: dict[str, Tally]
) -> None:
    from briefbuilder.importers.plaintext.headings import LEAST

    for text in texts:
        weighed = np.zeros(0)
        if text.found:
            weighed = np.asarray(trees.predict(_table([text], names), raw_score=True))
        chosen = weighed > LEAST / 1000
        tally = tallies.setdefault(text.layout, Tally())
        tally.expected += text.known.expected
        tally.found += text.known.found + int(chosen.sum())
        tally.right += text.known.right + int((chosen & np.array(text.right, dtype=bool)).sum())


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
