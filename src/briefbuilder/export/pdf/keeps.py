"""What stays whole on one page, although no style says so: a short table or box is easier to read so."""

from __future__ import annotations

from briefbuilder.export.keeping import KEPT_TABLE
from briefbuilder.export.pdf.slabs import Slab

_KEPT_BOX = 0.25
"""The share of a page up to which a box is kept whole."""


def keep_table(slabs: list[Slab], page: float) -> None:
    """Hold the bands of a table together where they are no higher than their share of a page."""
    _keep(slabs, page * KEPT_TABLE)


def keep_box(slabs: list[Slab], page: float) -> None:
    """Hold what stands in a box together where it is no higher than its share of a page."""
    _keep(slabs, page * _KEPT_BOX)


def _keep(slabs: list[Slab], most: float) -> None:
    if sum(slab.height + slab.space for slab in slabs) <= most:
        for slab in slabs[1:]:
            slab.joined = True
