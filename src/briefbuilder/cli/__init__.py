"""The use cases of the window from a terminal."""

from __future__ import annotations

COMMANDS = {
    "read": "reading",
    "new": "reading",
    "import": "reading",
    "articles": "articles",
    "show": "articles",
    "search": "articles",
    "suggest": "tagging",
    "tag": "tagging",
    "topics": "codebooks",
    "compose": "briefings",
    "briefings": "briefings",
    "check": "briefings",
    "export": "briefings",
    "template": "templates",
    "doctor": "doctor",
}
"""The commands with the module here that adds each of them."""
