"""In which language the terminal speaks."""

from __future__ import annotations

import locale
import os
import re

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def words_language(argv: list[str]) -> str:
    """Return the BCP 47 tag after `--lang`, else the environment's language, else English."""
    for place, word in enumerate(argv):
        name, _, value = word.partition("=")
        if name == "--lang":
            given = value or next(iter(argv[place + 1 :]), "")
            if _TAG.match(given):
                return given.replace("_", "-")
    return environment_language()


def environment_language() -> str:
    """Return the language that the system speaks to this user, else English."""
    set_values = [os.environ[name] for name in _VARIABLES if os.environ.get(name)]
    wanted = set_values[0] if set_values else locale.getlocale()[0] or ""
    plain = wanted.partition(".")[0].partition("@")[0]
    return plain.replace("_", "-") if _TAG.match(plain) and plain != "POSIX" else "en"
