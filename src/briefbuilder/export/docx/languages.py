"""Language tags for Word, and pieces of a text by their direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.export.direction import RTL, has_rtl
from briefbuilder.export.docx.ooxml import Node, make
from briefbuilder.export.word_processing import culture, is_east_asian


def language_element(tag: str | None) -> Node | None:
    """Return the `w:lang` of a run in a language, or None if the language is unknown."""
    name = culture(tag) if tag else ""
    if not name or tag is None:
        return None
    if is_east_asian(tag):
        return make("w:lang", {"w:eastAsia": name})
    if is_right_to_left(tag):
        return make("w:lang", {"w:bidi": name})
    return make("w:lang", {"w:val": name})


def document_language_element(tag: str, name: str = "w:lang") -> Node:
    """Return the language of a document in the attribute of its script, with defaults in the others."""
    own = culture(tag) or "en-GB"
    latin = "en-GB" if is_east_asian(tag) or is_right_to_left(tag) else own
    return make(
        name,
        {
            "w:val": latin,
            "w:eastAsia": own if is_east_asian(tag) else "ja-JP",
            "w:bidi": own if is_right_to_left(tag) else "ar-SA",
        },
    )


# Word orders a line itself (UAX #9), but takes the direction of a paragraph from `w:bidi` and the font,
# size and weight of a run from `w:rtl`, so that a run must not mix directions.

# Compiled at their first use: most documents need none of them.
_RTL_RUN = f"[{RTL}](?:[^{RTL}]*?[{RTL}])*?(?=[^{RTL}]*?(?:(?![{RTL}])[^\\W\\d_]|$))"
_LTR_MARK = "\u200e"
_LTR_RUN = f"(?:(?![{RTL}])[^\\W\\d_]|{_LTR_MARK})(?:[^{RTL}]*(?:(?![{RTL}])\\w|{_LTR_MARK}))?"


def split_by_direction(text: str, paragraph_rtl: bool) -> Iterator[tuple[str, bool]]:
    """Yield pieces of the text, each with whether it runs from right to left.

    In a left-to-right paragraph a right-to-left piece reaches from its first to its last letter; in a
    right-to-left paragraph it is everything between left-to-right words, which reach to their direction marks.
    """
    if not paragraph_rtl and not has_rtl(text):
        yield text, False
        return
    pattern = _LTR_RUN if paragraph_rtl else _RTL_RUN
    position = 0
    for match in re.finditer(pattern, text):
        if match.start() > position:
            yield text[position : match.start()], paragraph_rtl
        yield match.group(), not paragraph_rtl
        position = match.end()
    if position < len(text):
        yield text[position:], paragraph_rtl
