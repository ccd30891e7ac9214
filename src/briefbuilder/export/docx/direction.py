"""Which way text runs: the direction of a paragraph, and its runs from right to left.

Word orders a line itself (UAX #9), but it takes the direction of a paragraph from `w:bidi` and
the form of letters (font, size, bold) of a run from `w:rtl`; so a run must not mix the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbuilder.export.docx.languages import is_right_to_left

# The blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
_RTL = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# Compiled at their first use, which most documents never come to.
_HAS_RTL = f"[{_RTL}]"
_STRONG_RTL = f"(?![\u0660-\u0669\u06f0-\u06f9])[{_RTL}]"
_STRONG_LTR = f"(?![{_RTL}])[^\\W\\d_]"
_RTL_STRETCH = f"[{_RTL}](?:[^{_RTL}]*?[{_RTL}])*?(?=[^{_RTL}]*?(?:(?![{_RTL}])[^\\W\\d_]|$))"
_LTR_STRETCH = f"(?![{_RTL}])[^\\W\\d_](?:[^{_RTL}]*(?![{_RTL}])\\w)?"


def runs_right_to_left(text: str, language: str | None) -> bool:
    """Tell a paragraph's direction: its language's, or else that of most of its letters."""
    if is_right_to_left(language):
        return True
    if not _has_rtl(text):
        return False
    return len(re.findall(_STRONG_RTL, text)) > len(re.findall(_STRONG_LTR, text))


def _has_rtl(text: str) -> bool:
    try:
        # Much the quickest way to see that a text is in Western characters alone.
        text.encode("latin-1")
    except UnicodeEncodeError:
        return re.search(_HAS_RTL, text) is not None
    return False


def stretches(text: str, paragraph_rtl: bool) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it is a run from right to left.

    In a paragraph from left to right such a piece reaches from its first to its last letter; in
    one from right to left it is all that is not a stretch of left-to-right words.
    """
    if not paragraph_rtl and not _has_rtl(text):
        yield text, False
        return
    pattern = _LTR_STRETCH if paragraph_rtl else _RTL_STRETCH
    place = 0
    for match in re.finditer(pattern, text):
        if match.start() > place:
            yield text[place : match.start()], paragraph_rtl
        yield match.group(), not paragraph_rtl
        place = match.end()
    if place < len(text):
        yield text[place:], paragraph_rtl
