"""Decide which elements stay on the same page as the next one and how high pictures are, in every format with pages.

A sentence that ends with a colon stays with its list, a short line with the table that it names, and the last paragraph
with the signature or the fields below it.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefbuilder.domain.document import (
    Content,
    DrawnBreak,
    DrawnFigure,
    DrawnList,
    DrawnNote,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    Run,
    content_text,
)
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.export.measures import POINTS_PER_PIXEL

_MAX_TITLE_LENGTH = 90
"""The most characters in a line that may be the title of a table."""
_MAX_HEADING_LENGTH = 200
"""The most characters in a heading inside an excerpt."""
_COLONS = (":", "：", ":»", ":”", ": »")
_PORTION_MARK = lazy_pattern(r"(\([^()]*\))?")
"""A caption without words: nothing, or the portion mark of a table that has no caption of its own."""
_INTRODUCED = (DrawnList, DrawnTable, DrawnFigure, DrawnQuotation, DrawnPair)

_MAX_PICTURE_SHARE = 1 / 3
"""The share of the text's height on a page that a picture may take, and so the share left empty if it moves to the next page."""
_MAX_WIDE_SHARE = 0.9
"""The same share for a picture that is to be as wide as the text."""
_MIN_PICTURE_LIMIT = 72.0
"""A picture may be that high, in points, on a page of any height."""

MAX_KEPT_TABLE = 0.4
"""The share of a page up to which a table is kept whole."""
MIN_KEPT_CONTENTS = 3
"""A contents list of so many lines has the last two on one page."""
_SHORT_NOTE = 900
"""The most characters of a short footnote, about ten lines."""


def picture_size(
    figure: DrawnFigure, pixels: tuple[int, int], width: float, text_height: float
) -> tuple[float, float]:
    """Return the width and height of a figure's picture in points, if possible in its preferred width.

    `width` is that of the text around it, and `text_height` that between the margins of its page.
    """
    preferred = width if figure.wide else figure.width or pixels[0] * POINTS_PER_PIXEL
    drawn_width = max(min(preferred, width), 1.0)
    drawn_height = drawn_width * pixels[1] / pixels[0]
    share = _MAX_WIDE_SHARE if figure.wide else _MAX_PICTURE_SHARE
    scale = min(1.0, max(text_height * share, _MIN_PICTURE_LIMIT) / drawn_height)
    return drawn_width * scale, drawn_height * scale


def may_turn_pages(elements: Iterable[Element]) -> bool:
    """Return whether elements may be on landscape pages: tables, and what stands behind a landscape break."""
    return any(
        isinstance(element, DrawnTable) or (isinstance(element, DrawnBreak) and element.landscape)
        for element in elements
    )


def introduces(drawn: Element, following: Element | None) -> bool:
    """Return whether an element introduces or names the next one, or has its source, a signature or fields below it."""
    if _closes(following):
        return True
    if isinstance(following, DrawnText) and following.role == "source":
        return bool(following.origin) and following.origin == drawn.origin
    if not isinstance(following, _INTRODUCED):
        return False
    text = _last_paragraph(drawn)
    if text.endswith(_COLONS):
        return True
    return (
        bool(text)
        and isinstance(following, DrawnTable)
        and _PORTION_MARK.fullmatch(content_text(following.caption).strip()) is not None
        and len(text) <= _MAX_TITLE_LENGTH
    )


def _closes(following: Element | None) -> bool:
    """Return whether an element is a line of the signature, or a table of fields."""
    if isinstance(following, DrawnText):
        return following.role == "signature"
    if not isinstance(following, DrawnTable):
        return False
    first = next(
        (element for row in following.rows[:1] for cell in row[:1] for element in cell.elements), None
    )
    return isinstance(first, DrawnText) and first.role == "metadata-label"


def is_short_footnote(note: DrawnNote) -> bool:
    """Return whether a note at the foot of its page is so short that it is kept on one page."""
    return note.placement == "foot" and len(content_text(note.content)) <= _SHORT_NOTE


def is_quoted_heading(content: Content) -> bool:
    """Return whether a quoted paragraph is a heading of its source: short, and all but its quotation marks bold."""
    runs = [inline for inline in content if isinstance(inline, Run) and any(map(str.isalnum, inline.text))]
    return bool(runs) and all(run.bold for run in runs) and len(content_text(content)) <= _MAX_HEADING_LENGTH


def _last_paragraph(drawn: Element) -> str:
    """Return the last paragraph of a text, or of a quotation without a source line."""
    content: Content = ()
    if isinstance(drawn, DrawnText):
        content = drawn.content
    elif isinstance(drawn, DrawnQuotation) and drawn.paragraphs and not drawn.source:
        content = drawn.paragraphs[-1]
    return content_text(content).strip()
