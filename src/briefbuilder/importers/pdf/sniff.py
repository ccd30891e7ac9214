"""Whether some bytes are a PDF; it must cost nothing to ask."""

from __future__ import annotations

import re

_HEAD = 1024
"""Bytes within which readers look for the header (ISO 32000-1, annex H)."""

_HEADER = re.compile(rb"%PDF-\d\.\d")
_CONTAINERS = (b"PK\x03\x04", b"From ", b"MIME-Version:", b"{\\rt")
"""How files begin that may hold a whole PDF as it is."""


def pdf_certainty(data: bytes) -> float:
    """Tell how sure it is, 0 to 1, that the bytes are a PDF; some have a few bytes before the header."""
    found = _HEADER.search(data, 0, _HEAD)
    if found is None or (found.start() and data.startswith(_CONTAINERS)):
        return 0.0
    return 1.0 if found.start() == 0 or b"endobj" in data else 0.3
