"""What stays with what follows it, or whole on one page, although no style says so.

A sentence that ends with a colon belongs to the list that it announces, a short line to the table that
it names; a short table or box is easier to read on one page.
"""

from __future__ import annotations

from briefbuilder.domain.document import (
    Content,
    DrawnFigure,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    drawn_text,
)
from briefbuilder.export.pdf.slabs import Slab

_SHORT = 90
"""The characters of a line that may name the table below it."""
_COLONS = (":", "：", ":»", ":”", ": »")
_KEPT_TABLE, _KEPT_BOX = 0.4, 0.25
"""The share of a page up to which a table and a box are kept whole."""


def leads(drawn: Element, following: Element) -> bool:
    """Tell whether an element announces or names the one that follows it."""
    last = _last_words(drawn)
    if not last or not isinstance(
        following, DrawnList | DrawnTable | DrawnFigure | DrawnQuotation | DrawnPair
    ):
        return False
    if last.endswith(_COLONS):
        return True
    return isinstance(following, DrawnTable) and not following.caption and len(last) <= _SHORT


def _last_words(drawn: Element) -> str:
    """Return the last paragraph of a text or of a quotation whose source is told elsewhere."""
    content: Content = ()
    if isinstance(drawn, DrawnText):
        content = drawn.content
    elif isinstance(drawn, DrawnQuotation) and drawn.paragraphs and not drawn.source:
        content = drawn.paragraphs[-1]
    return drawn_text(content).strip()


def keep_table(slabs: list[Slab], page: float) -> None:
    """Hold the bands of a table together where they are no higher than their share of a page."""
    _keep(slabs, page * _KEPT_TABLE)


def keep_box(slabs: list[Slab], page: float) -> None:
    """Hold what stands in a box together where it is no higher than its share of a page."""
    _keep(slabs, page * _KEPT_BOX)


def _keep(slabs: list[Slab], most: float) -> None:
    if sum(slab.height + slab.space for slab in slabs) <= most:
        for slab in slabs[1:]:
            slab.joined = True
