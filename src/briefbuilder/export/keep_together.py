"""What stays with what follows it although no style says so: one rule for every format with pages.

A sentence that ends with a colon belongs to the list that it announces, a short line to the table that
it names.
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

_MAX_TITLE_LENGTH = 90
"""The characters of a line that may name the table below it."""
_COLONS = (":", "：", ":»", ":”", ": »")
_INTRODUCED = (DrawnList, DrawnTable, DrawnFigure, DrawnQuotation, DrawnPair)

CAPTION_GAP = 12.0
"""Points above the caption of a table, at least: it belongs to what is below it."""

MAX_KEPT_TABLE = 0.4
"""The share of a page up to which a table is kept whole."""


def introduces(drawn: Element, following: Element | None) -> bool:
    """Tell whether an element announces or names the one that follows it."""
    if not isinstance(following, _INTRODUCED):
        return False
    last = _last_paragraph(drawn)
    if last.endswith(_COLONS):
        return True
    return (
        bool(last)
        and isinstance(following, DrawnTable)
        and not following.caption
        and len(last) <= _MAX_TITLE_LENGTH
    )


def _last_paragraph(drawn: Element) -> str:
    """Return the last paragraph of a text or of a quotation whose source is told elsewhere."""
    content: Content = ()
    if isinstance(drawn, DrawnText):
        content = drawn.content
    elif isinstance(drawn, DrawnQuotation) and drawn.paragraphs and not drawn.source:
        content = drawn.paragraphs[-1]
    return drawn_text(content).strip()
