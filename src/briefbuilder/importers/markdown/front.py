"""What stands around a Markdown text: the front matter at its head and the footnotes, taken out of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

_FRONT = re.compile(r"\A---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST_FRONT = 20_000
"""Code points: what is longer is no front matter."""

_NOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]{1,60})\]:[ \t]*(?P<text>.*)$")
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The statements of the front matter, in small letters, and the text below it."""

    stated: Mapping[str, tuple[str, ...]]
    body: str
    unread: bool = False

    def first(self, *names: str) -> str:
        """Return the first value of the first of these names that is there, else nothing."""
        return next((self.stated[name][0] for name in names if self.stated.get(name)), "")

    def all(self, *names: str) -> tuple[str, ...]:
        """Return all values of the first of these names that is there."""
        return next((self.stated[name] for name in names if self.stated.get(name)), ())


def split_front(text: str) -> Front:
    """Take the front matter off a text; one that is no YAML mapping stays in the text."""
    found = _FRONT.match(text[: _LONGEST_FRONT + 10])
    if found is None:
        return Front(stated={}, body=text)
    try:
        loaded = yaml.load(found["body"], Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts alone
    except (yaml.YAMLError, RecursionError, ValueError):
        return Front(stated={}, body=text, unread=True)
    if not isinstance(loaded, dict):
        return Front(stated={}, body=text)
    stated = {str(name).strip().lower(): _values(value) for name, value in loaded.items()}
    return Front(stated=stated, body=text[found.end() :])


def _values(value: object) -> tuple[str, ...]:
    """Return a value as texts; of a mapping (an author with an address) only the name."""
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list):
        return tuple(text for one in value[:100] if not isinstance(one, list) for text in _values(one))
    if isinstance(value, dict):
        return _values(value.get("name", ""))
    return ()


def split_notes(text: str) -> tuple[str, dict[str, str]]:
    """Take the definitions of footnotes out of a text; each may run on over indented lines."""
    kept: list[str] = []
    notes: dict[str, list[str]] = {}
    fence = ""
    current: list[str] | None = None
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if opened and (not fence or opened["fence"].startswith(fence)):
            fence = "" if fence else opened["fence"]
        found = None if fence else _NOTE.match(line)
        if found and found["label"] not in notes:
            current = notes.setdefault(found["label"], [found["text"]])
        elif current is not None and not fence and (line.startswith(("    ", "\t")) or not line.strip()):
            current.append(line.strip())
        else:
            current = None
            kept.append(line)
            continue
        kept.append("")
    return "\n".join(kept), {label: " ".join(" ".join(lines).split()) for label, lines in notes.items()}
