"""The use cases of the window from a terminal."""

from __future__ import annotations

COMMANDS = (
    "read", "new", "import", "articles", "show", "search", "suggest", "tag", "topics",
    "compose", "briefings", "check", "export", "template", "doctor",
)  # fmt: skip


def run(argv: list[str]) -> int:
    """Do one command; return its exit status: 0 done, 1 it could not be done, 2 wrong usage."""
    from briefbuilder.cli.running import run_command

    return run_command(argv)
