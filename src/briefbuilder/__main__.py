"""The program's entry point: a command runs in the terminal, anything else opens the window."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Run the program; return its exit status."""
    _open_closed_streams()
    words = sys.argv[1:] if argv is None else argv
    try:
        from briefbuilder.system.limits import forbid_core_dumps

        forbid_core_dumps()
        if getattr(sys, "frozen", False):
            _become_helper()
        return _run_program(words)
    except KeyboardInterrupt:
        # Ctrl+C while modules were loaded, before a command began: the modules of the program are imported in functions for this.
        from briefbuilder.cli.main import report_stop

        return report_stop(words)


def _run_program(words: list[str]) -> int:
    from briefbuilder.cli.main import report_fault

    try:
        if words[:1] == ["--selftest"]:
            from briefbuilder.selftest import run_selftest

            return run_selftest(words[1:])
        language, rest = _split_language(words)
        if _asks_for_the_window(rest):
            return _open_window(rest, language)
        # Most of what a command loads and reads stays until its end: to search it for cycles so often finds nothing.
        gc.set_threshold(20_000)
        from briefbuilder.cli.main import run_command

        # Python would search all objects for cycles once more before it ends: a tenth of the time of a short command.
        atexit.register(gc.freeze)
        return run_command(words)
    except Exception:  # noqa: BLE001 - the program's own border: a fault becomes a report, not a trace
        return report_fault(words)


def _open_closed_streams() -> None:
    """Let standard streams that the caller has closed lead nowhere, before another file gets their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until the end


def _become_helper() -> None:
    """Run a helper process of the frozen program, which has no interpreter to run it; return in any other process."""
    import multiprocessing

    # The fork server, the resource tracker, and workers that are started afresh.
    multiprocessing.freeze_support()
    from briefbuilder.system.limits import LAUNCH_OPTION

    if sys.argv[1:2] == [LAUNCH_OPTION]:
        from briefbuilder.system.outside_programs import launch

        launch(sys.argv[2])


def _open_window(words: list[str], language: str | None) -> int:
    from briefbuilder.app.messages import Words
    from briefbuilder.cli.context import choose_language
    from briefbuilder.cli.main import report_no_window, report_unknown_language

    if language is not None:
        report_unknown_language(language, Words(choose_language([f"--lang={language}"])))
    # Nearly everything that is created until the window is shown stays: garbage collection would only take time.
    gc.disable()
    try:
        from briefbuilder.ui.bootstrap import create_application, run
    except ImportError as error:
        # Qt, or a system library that Qt needs, is missing: the commands need neither.
        return report_no_window(str(error), words)
    # If Qt finds no screen, it ends the process.
    application = create_application(lambda reason: os._exit(report_no_window(reason, words)))
    return run(application, words, language)


def _split_language(words: list[str]) -> tuple[str | None, list[str]]:
    """Return the language after `--lang` at the beginning of arguments, and the arguments after it."""
    if words[:1] == ["--lang"]:
        return "".join(words[1:2]), words[2:]
    if words and words[0].startswith("--lang="):
        return words[0].partition("=")[2], words[1:]
    return None, words


def _asks_for_the_window(words: list[str]) -> bool:
    if not words:
        return True
    from briefbuilder.cli.main import COMMANDS

    first = words[0]
    if first.startswith("-") or first in COMMANDS:
        return False
    return first.casefold().endswith(".dossier") or Path(first).exists()


if __name__ == "__main__":
    sys.exit(main())
