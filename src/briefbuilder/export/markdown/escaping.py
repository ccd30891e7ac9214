"""Characters that Markdown would read as marks, written so that they read back as themselves.

The rules are those of CommonMark 0.31 (backslash escapes, block starts) and of its table extension.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\\`*_\[\]<~|]|&(?=#?\w+;)|[&!]$")
_LINE_START = re.compile(r"[#=:>]|[+-](?!\w)")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")
_NOTE_START = re.compile(r"(\[\^[^\]]+\])(:)")
_BLANKS = re.compile(r"[ \t\f]+")
_BACKTICKS = re.compile("`+")


def escaped(text: str) -> str:
    """Return text of one line in which nothing is a mark; rows of blanks become one.

    An ampersand or an exclamation mark at its end could begin something together with what follows.
    """
    return _MARKS.sub(lambda match: f"\\{match[0]}", _BLANKS.sub(" ", text))


def guarded(line: str) -> str:
    """Return a line that begins no heading, list, quotation, rule or note where it begins a block."""
    if _LINE_START.match(line):
        return f"\\{line}"
    for start in (_NUMBERED, _NOTE_START):
        if start.match(line):
            return start.sub(r"\1\\\2", line, count=1)
    return line


def code_span(text: str, *, cell: bool) -> str:
    """Return text as code, between more backticks than it has in a row; in a cell a bar is escaped."""
    marks = "`" * (_longest(text) + 1)
    pad = " " if text[:1] in {"`", " "} or text[-1:] in {"`", " "} else ""
    held = text.replace("|", "\\|") if cell else text
    return f"{marks}{pad}{held}{pad}{marks}"


def code_block(lines: list[str]) -> str:
    """Return lines as a fenced block."""
    fence = "`" * max(3, _longest("\n".join(lines)) + 1)
    return "\n".join((fence, *lines, fence))


def _longest(text: str) -> int:
    return max((len(match) for match in _BACKTICKS.findall(text)), default=0)
