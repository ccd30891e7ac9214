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


def run(argv: list[str]) -> int:
    """Do one command; return its exit status: 0 done, 1 it could not be done, 2 wrong usage."""
    from briefbuilder.cli.main import run_command

    return run_command(argv)
