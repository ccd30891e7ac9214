"""The direction of texts, the same in every format."""

from __future__ import annotations

from briefbuilder.domain.document import Content, Run, content_text
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.patterns import lazy_pattern

RTL = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms."""
_HAS_RTL = lazy_pattern(f"[{RTL}]")
_STRONG_RTL = lazy_pattern(f"(?![\u0660-\u0669\u06f0-\u06f9])[{RTL}]")
_STRONG_LTR = lazy_pattern(f"(?![{RTL}])[^\\W\\d_]")


def is_paragraph_right_to_left(text: str, language: str | None) -> bool:
    """Return whether a paragraph runs from right to left, by its language or by most of its letters."""
    if is_right_to_left(language):
        return True
    if not has_rtl(text):
        return False
    return len(_STRONG_RTL.findall(text)) > len(_STRONG_LTR.findall(text))


def is_content_right_to_left(content: Content, language: str | None) -> bool:
    """Return whether content runs from right to left, by its language or by most letters in its own language.

    Marks around a title in another language, as in a note, are in its own language, too.
    """
    own = "".join(run.text for run in content if isinstance(run, Run) and run.language is None)
    text = own.strip() or content_text(content)
    return is_paragraph_right_to_left(text, language)


def gap_after_tab(content: Content) -> str:
    """Return what must be between a tab and content.

    Without a character of no width, LibreOffice takes a direction mark behind a tab for the tab's, and shows 1/3 as /31.
    """
    first = content[0] if content else None
    return "\u200b" if isinstance(first, Run) and first.text[:1] in {"\u200e", "\u200f"} else ""


def has_rtl(text: str) -> bool:
    """Return whether a text contains characters that run from right to left."""
    try:
        # By far the fastest test for Western text.
        text.encode("latin-1")
    except UnicodeEncodeError:
        return _HAS_RTL.search(text) is not None
    return False
