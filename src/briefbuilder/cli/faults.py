"""What goes wrong before or beneath a command: faults of the program, and a window that cannot open."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from briefbuilder import __version__
from briefbuilder.app.paths import log_folder
from briefbuilder.cli.languages import words_language


def report_fault(argv: list[str]) -> int:
    """Keep the exception that is being handled with what it takes to understand it; return status 1."""
    from briefbuilder.app.words import Words

    report = "\n".join(
        (
            f"briefbuilder {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {argv!r}",
            traceback.format_exc(),
        )
    )
    words = Words(words_language(argv))
    path = _kept(report)
    if path is None:
        sys.stderr.write(f"{report}\nbriefbuilder: {words.text('cli-fault-unkept')}\n")
    else:
        sys.stderr.write(f"briefbuilder: {words.text('cli-fault', path=str(path))}\n")
    return 1


def report_no_window(reason: str, argv: list[str]) -> int:
    """Tell why the window cannot open; return status 1."""
    from briefbuilder.app.words import Words

    words = Words(words_language(argv))
    sys.stderr.write(f"briefbuilder: {words.text('cli-no-window', reason=reason)}\n")
    return 1


def _kept(report: str) -> Path | None:
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    path = log_folder() / f"fault-{moment}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report, encoding="utf-8")
    except OSError:
        return None
    return path
