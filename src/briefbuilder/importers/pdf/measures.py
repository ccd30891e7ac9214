"""What a document's body looks like: its size, weight, leading, and whether paragraphs begin with an indent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefbuilder.importers.pdf.code_blocks import prose_lines
from briefbuilder.importers.pdf.layout import split_stretches
from briefbuilder.importers.pdf.model import Line

_DEFAULT_LEADING = 1.25
"""What is held for the leading where too few lines tell."""

_MAX_STEP = 3.0
"""In sizes: lines of one paragraph stand no further apart, those on either side of a picture do."""

_WIDE_STEP = 1.7
"""In sizes: lines that stand further apart are two blocks' unless more of that size do."""

_MIN_STEPS = 3

_LEADERS = ". . . "
"""What lines of lists of contents and of indexes have; they tell nothing of the body."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The body's size in points, its weight, and the usual leading of each size."""

    size: float
    bold: bool
    leadings: dict[float, float]

    def leading(self, size: float) -> float:
        """Return the usual distance of two baselines of that size."""
        found = self.leadings.get(round(size, 1))
        return found if found is not None else _DEFAULT_LEADING * size


def body_size(lines: Sequence[Line]) -> float:
    """Return the size of most characters, those of listings aside."""
    return _most_frequent_size(prose_lines(lines))


def _most_frequent_size(lines: Sequence[Line]) -> float:
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += len(line.text) if _LEADERS not in line.text else 1
    return counts.most_common(1)[0][0] if counts else 10.0


def measure_lines(lines: Sequence[Line]) -> Measures:
    """Measure lines that stand in the order of reading."""
    prose = prose_lines(lines)
    size = _most_frequent_size(prose)
    bold = sum(len(line.text) for line in prose if line.bold and abs(line.size - size) < 0.3)
    whole = sum(len(line.text) for line in prose if abs(line.size - size) < 0.3)
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    counts: Counter[float] = Counter()
    for stretch in split_stretches(lines):
        for above, below in pairwise(stretch):
            step = above.baseline - below.baseline
            if abs(above.size - below.size) < 0.3 and step < _MAX_STEP * below.size:
                # Words of formulas and labels, however many, tell less than lines of text.
                steps[round(below.size, 1)][round(step, 1)] += min(len(above.text), len(below.text))
                counts[round(below.size, 1)] += 1
    usual = {size: _usual_step(weights) for size, weights in steps.items()}
    sure = {
        size: step for size, step in usual.items() if step < _WIDE_STEP * size or counts[size] >= _MIN_STEPS
    }
    return Measures(size, bold > 0.5 * whole, sure)


def _usual_step(weights: Counter[float]) -> float:
    """Return the most frequent step, the smaller of two that are about as frequent."""
    most = weights.most_common(1)[0][1]
    return min(step for step, weight in weights.items() if weight >= 0.6 * most)
