"""The program's entry point: a command runs in the terminal, anything else opens the window."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from briefbuilder.cli.main import COMMANDS, report_fault, report_no_window


def main(argv: list[str] | None = None) -> int:
    """Run the program; return its exit status."""
    if getattr(sys, "frozen", False):
        # Only a program that is one file is its own worker, too.
        import multiprocessing

        multiprocessing.freeze_support()
    words = sys.argv[1:] if argv is None else argv
    try:
        if _asks_for_the_window(words):
            return _open_window(words)
        from briefbuilder.cli.main import run_command

        return run_command(words)
    except Exception:  # noqa: BLE001 - the program's own border: a fault becomes a report, not a trace
        return report_fault(words)


def _open_window(words: list[str]) -> int:
    # Nearly everything that is created until the window is shown stays: garbage collection would only take time.
    gc.disable()
    try:
        from briefbuilder.ui.bootstrap import run
    except ImportError as error:
        # Qt, or a system library that Qt needs, is missing: the commands need neither.
        return report_no_window(str(error), words)
    return run(["briefbuilder", *words])


def _asks_for_the_window(words: list[str]) -> bool:
    if not words:
        return True
    first = words[0]
    if first.startswith("-") or first in COMMANDS:
        return False
    return first.casefold().endswith(".dossier") or Path(first).exists()


if __name__ == "__main__":
    sys.exit(main())
