"""Spaces at which no line may break: French sets them between words and the marks that belong to them."""

from __future__ import annotations

import re

_LOOSE = re.compile(r" (?=[:;?!»])|(?<=«) ")


def held(text: str) -> str:
    """Return French words of the program with their marks held to them; they are written with common spaces."""
    return _LOOSE.sub("\u00a0", text)
