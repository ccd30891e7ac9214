"""Font size, weight and line spacing of a document's body text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefbuilder.importers.pdf.code_blocks import prose_lines
from briefbuilder.importers.pdf.layout import split_stretches
from briefbuilder.importers.pdf.model import Line

_DEFAULT_LEADING = 1.25  # the assumed leading, in sizes, where there are too few lines to measure
_MAX_STEP = 3.0
"""In sizes: the maximum distance between lines of a paragraph; pictures may separate lines further."""

_WIDE_STEP = 1.7  # in sizes: a larger step separates blocks unless it is frequent for the size
_MIN_STEPS = 3
_LEADERS = ". . . "  # the dot leaders of tables of contents and indexes, which say nothing of the body


@dataclass(frozen=True, slots=True)
class Measures:
    """The font size of the body in points, whether it is bold, and the usual leading by size."""

    size: float
    bold: bool
    leadings: dict[float, float]

    def leading(self, size: float) -> float:
        """Return the usual distance between baselines at a size, in points."""
        found = self.leadings.get(round(size, 1))
        return found if found is not None else _DEFAULT_LEADING * size


def body_size(lines: Sequence[Line]) -> float:
    """Return the size of most characters, not counting code."""
    return _most_frequent_size(prose_lines(lines))


def _most_frequent_size(lines: Sequence[Line]) -> float:
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += len(line.text) if _LEADERS not in line.text else 1
    return counts.most_common(1)[0][0] if counts else 10.0


def measure_lines(lines: Sequence[Line]) -> Measures:
    """Measure lines given in reading order."""
    prose = prose_lines(lines)
    size = _most_frequent_size(prose)
    bold_length = sum(len(line.text) for line in prose if line.bold and abs(line.size - size) < 0.3)
    total_length = sum(len(line.text) for line in prose if abs(line.size - size) < 0.3)
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    counts: Counter[float] = Counter()
    for stretch in split_stretches(lines):
        for above, below in pairwise(stretch):
            step = above.baseline - below.baseline
            if abs(above.size - below.size) < 0.3 and step < _MAX_STEP * below.size:
                # Lines of text count more than words of formulas and labels.
                steps[round(below.size, 1)][round(step, 1)] += min(len(above.text), len(below.text))
                counts[round(below.size, 1)] += 1
    usual_steps = {size: _usual_step(weights) for size, weights in steps.items()}
    leadings = {
        size: step
        for size, step in usual_steps.items()
        if step < _WIDE_STEP * size or counts[size] >= _MIN_STEPS
    }
    return Measures(size, bold_length > 0.5 * total_length, leadings)


def _usual_step(weights: Counter[float]) -> float:
    """Return the most frequent step, or the smaller of two about as frequent."""
    max_weight = weights.most_common(1)[0][1]
    return min(step for step, weight in weights.items() if weight >= 0.6 * max_weight)
