"""The signs of China, Japan and Korea, between which words are not parted."""

from __future__ import annotations

import re
from functools import cache

SIGNS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""Their ranges, as a pattern writes them between square brackets."""

FIRST = "\u3040"
"""The first of them: a text without a character from here on has none."""


@cache
def wide_sign() -> re.Pattern[str]:
    """Return the pattern of one such sign; it is compiled when it is asked for, since large ranges take long."""
    return re.compile(f"[{SIGNS}]")
