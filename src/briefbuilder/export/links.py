"""Addresses of links: what may stand in a file that leaves the house."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "doi", "tel", "urn"})
"""A link to a file or a share would tell of the writer's machine; a script has no place in a briefing."""
_SAFE_CHARACTERS = "!#$%&'()*+,/:;=?@[]~-._"
_BAD_ESCAPE = r"%(?![0-9A-Fa-f]{2})"


def sanitize_url(link: str) -> str:
    """Return an address as a relationship holds it, escaped, or "" where it must not go out."""
    text = link.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES:
        return ""
    if parts.scheme.lower() in {"http", "https", "ftp"} and not host:
        return ""
    escaped = quote(text.encode("utf-8", "replace"), safe=_SAFE_CHARACTERS)
    return re.sub(_BAD_ESCAPE, "%25", escaped)
