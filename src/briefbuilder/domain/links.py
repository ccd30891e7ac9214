"""Which links are kept, and which hide the host that they lead to.

A link hides its host behind a user name ("https://bank.example@evil.example"), behind letters of another script that
look alike, as punycode ("xn--…"), or behind a text that names another host.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

from briefbuilder.domain.patterns import lazy_pattern

SAFE_LINK = lazy_pattern(r"(?:https?://|mailto:)\S+\Z", re.IGNORECASE)
"""The links that are read and exported: no local paths and no scripts."""
_HOST_IN_TEXT = lazy_pattern(
    r"\s*(?:https?://)?((?:[\w-]+\.)+[a-z]{2,}|(?:[\w-]+\.)+xn--[\w-]+)(?=[/?#:@\s]|\Z)", re.IGNORECASE
)
_LOOKALIKES = frozenset("аеорсухіјѕһԁԛԝαορνικυ")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "HEBREW", "ARABIC", "CHEROKEE")


def is_usable_link(link: str) -> bool:
    """Return whether a link is exported: a web address with a host, or a mail address."""
    if SAFE_LINK.match(link) is None:
        return False
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:  # an invalid host in brackets
        return False
    if parts.scheme.lower() == "mailto":
        name, at, domain = parts.path.partition("@")
        return bool(name and at and domain.strip("."))
    return bool(host.strip("."))


def real_host(link: str) -> str:
    """Return the host of a link in ASCII, "" if it has none."""
    parts = _split(link)
    host = parts.hostname or "" if parts is not None else ""
    return _ascii(host)


def is_disguised(link: str, text: str = "") -> bool:
    """Return whether a link hides its host; `text` is the text that is shown for it."""
    parts = _split(link)
    if parts is None or parts.scheme.lower() not in {"http", "https", "ftp"}:
        return False
    host = parts.hostname or ""
    if "@" in parts.netloc or "\\" in link or _is_deceptive(host):
        return True
    named = _HOST_IN_TEXT.match(text)
    return named is not None and not _same_site(_ascii(named[1]), _ascii(host))


def plain_address(link: str) -> str:
    """Return a web address that shows its host: without a user name, and in ASCII if letters deceive."""
    parts = _split(link)
    if parts is None or not is_disguised(link):
        return link
    host = _ascii(parts.hostname or "")
    return parts._replace(netloc=host + _port(parts)).geturl()


def _split(link: str) -> SplitResult | None:
    try:
        parts = urlsplit(link.strip())
        _ = parts.hostname
    except ValueError:
        return None
    return parts


def _port(parts: SplitResult) -> str:
    try:
        return "" if parts.port is None else f":{parts.port}"
    except ValueError:
        return ""


def _ascii(host: str) -> str:
    labels = [label if label.isascii() else _punycode(label) for label in host.lower().rstrip(".").split(".")]
    return ".".join(labels)


def _punycode(label: str) -> str:
    return f"xn--{unicodedata.normalize('NFKC', label).encode('punycode').decode('ascii')}"


def _is_deceptive(host: str) -> bool:
    """Return whether a host is written in punycode, in mixed scripts, or in letters that look like Latin ones."""
    for label in host.lower().split("."):
        if label.startswith("xn--"):
            return True
        if label.isascii():
            continue
        letters = [letter for letter in label if letter.isalpha()]
        scripts = {script for letter in letters if (script := _script(letter))}
        if len(scripts) > 1 or _LOOKALIKES.issuperset(letters):
            return True
    return False


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "")


def _same_site(one: str, other: str) -> bool:
    """Return whether two hosts are the same, or one is below the other."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
