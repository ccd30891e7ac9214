"""Cleaning of characters, once, on import: what no document may hold goes, what words need stays.

XML, and with it DOCX, refuses control characters and halves of surrogate pairs; they carry no text.
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U0001fffe\U0001ffff]"
)
_SPACES = re.compile(r"[ \t\r\n\f\u200b]+")


def clean(text: str) -> tuple[str, int]:
    """Return the text with every line end as "\\n" and no forbidden character, and how many went."""
    if text.isprintable():
        return text, 0
    return _FORBIDDEN.subn("", _LINE_ENDS.sub("\n", text))


def folded_spaces(text: str) -> str:
    """Return the text with each run of white space as one space, as HTML shows it.

    A no-break space stays: it is part of "10 %" and of French punctuation.
    """
    return _SPACES.sub(" ", text)


def key(text: str) -> str:
    """Return letters and digits alone, case folded: what two texts must share to be the same words."""
    return "".join(filter(str.isalnum, text.casefold()))


def first_words(text: str, limit: int = 120) -> str:
    """Return the first words of a text, for a notice; `limit` counts code points."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[:limit]
    return (head.rpartition(" ")[0] or head) + "…"
