"""Check and escape the addresses of links."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "doi", "tel", "urn"})
"""Links to files or network shares would reveal the author's computer; scripts are never allowed."""
_SAFE_CHARACTERS = "!#$%&'()*+,/:;=?@[]~-._"
_BAD_ESCAPE = r"%(?![0-9A-Fa-f]{2})"


def sanitize_url(link: str) -> str:
    """Return a percent-encoded address, or "" for one that must not be exported."""
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
