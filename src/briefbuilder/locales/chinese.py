"""The simplified characters for traditional Chinese ones."""

from __future__ import annotations

from functools import cache

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.system.paths import resources_folder

_IDEOGRAPH = lazy_pattern("[\u3400-\u9fff]")


@cache
def simplified_characters() -> dict[int, int]:
    """Return a table for `str.translate`, which keeps the length of a text."""
    lines = resources_folder().joinpath("chinese", "simplified.txt").read_text("utf-8").splitlines()
    return str.maketrans(lines[0], lines[1])


def simplified(text: str) -> str:
    """Return an equally long text with simplified characters for traditional ones."""
    return text.translate(simplified_characters()) if _IDEOGRAPH.search(text) else text
