"""Remove the characters that a file of markup cannot hold or that change how its text is displayed."""

from __future__ import annotations

import re

_INVISIBLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff"
"""Control characters, most of which are invalid in XML, and bidirectional controls, because Word takes the
direction from the properties of runs. The two direction marks stay."""
_NONCHARACTERS = "\ud800-\udfff\ufffe\uffff"
_REMOVED = f"[{_INVISIBLE}]|([{_NONCHARACTERS}])"


def clean_text(text: str) -> str:
    """Return the text without invisible controls; lone surrogates become U+FFFD."""
    # What is printable to Python holds none of it: a look that costs a third of the pattern's.
    return text if text.isprintable() else re.sub(_REMOVED, _cleaned, text)


def _cleaned(match: re.Match[str]) -> str:
    return "\ufffd" if match[1] else ""
