"""One command from its words to its exit status."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from argparse import SUPPRESS, ArgumentParser, Namespace
from datetime import UTC, datetime
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from briefbuilder import __version__
from briefbuilder.app.messages import Words, interface_languages
from briefbuilder.cli.context import CommandContext, CommandGroup, Console, UsageError, choose_language
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.system.paths import log_folder

COMMANDS = {
    "read": "articles",
    "new": "articles",
    "import": "articles",
    "articles": "articles",
    "show": "articles",
    "search": "articles",
    "suggest": "topics",
    "tag": "topics",
    "topics": "topics",
    "compose": "briefings",
    "briefings": "briefings",
    "check": "briefings",
    "export": "briefings",
    "template": "templates",
    "doctor": "doctor",
}
"""The commands and the module of this package that adds each of them."""

# What goes wrong before or beneath a command: faults of the program, and a window that cannot open.


def report_fault(argv: list[str]) -> int:
    """Keep the exception that is being handled with what it takes to understand it; return status 1."""
    from briefbuilder.app.messages import Words

    report = "\n".join(
        (
            f"briefbuilder {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {argv!r}",
            traceback.format_exc(),
        )
    )
    words = Words(choose_language(argv))
    path = _save_report(report)
    if path is None:
        sys.stderr.write(f"{report}\nbriefbuilder: {words.text('cli-fault-unkept')}\n")
    else:
        sys.stderr.write(f"briefbuilder: {words.text('cli-fault', path=str(path))}\n")
    return 1


def report_no_window(reason: str, argv: list[str]) -> int:
    """Tell why the window cannot open; return status 1."""
    from briefbuilder.app.messages import Words

    words = Words(choose_language(argv))
    sys.stderr.write(f"briefbuilder: {words.text('cli-no-window', reason=reason)}\n")
    return 1


def _save_report(report: str) -> Path | None:
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    path = log_folder() / f"fault-{moment}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report, encoding="utf-8")
    except OSError:
        return None
    return path


# The parser of the command line; each family of commands adds its own.


def make_parser(words: Words, asked: str = "", *, helped: bool = True) -> ArgumentParser:
    """Return the parser with its help in the language of the words, without words unless it is to be `helped`.

    Where a command is `asked`, only the family that it belongs to is there. Both save a command the time to load
    what it does not say.
    """
    said = words.text if helped else _no_text
    languages = ", ".join(interface_languages()) if helped else ""
    shared = ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", default=SUPPRESS, help=said("cli-help-json"))
    shared.add_argument(
        "--lang", metavar="xx", default=SUPPRESS, help=said("cli-help-lang", languages=languages)
    )
    parser = ArgumentParser(
        prog="briefbuilder",
        description=said("cli-help-program"),
        epilog=said("cli-help-window"),
        parents=[shared],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"briefbuilder {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    family = CommandGroup(commands.add_parser, shared, said)
    for module in dict.fromkeys([COMMANDS[asked]] if asked in COMMANDS else COMMANDS.values()):
        import_module(f"briefbuilder.cli.{module}").add(family)
    return parser


def _no_text(code: str, /, **parameters: str) -> str:  # noqa: ARG001 - takes the place of `Words.text`
    return ""


_HELP = frozenset({"-h", "--help"})


def run_command(argv: list[str]) -> int:
    """Do one command; return its exit status: 0 done, 1 it could not be done, 2 wrong usage."""
    words = Words(choose_language(argv))
    parser = make_parser(words, asked=argv[0] if argv else "", helped=not _HELP.isdisjoint(argv))
    _use_utf8()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    console = Console(words, as_json=getattr(arguments, "json", False))
    try:
        return _run(arguments, CommandContext(console, words))
    except UsageError as error:
        arguments.parser.print_usage(sys.stderr)
        console.fail(str(error))
        return 2


def _run(arguments: Namespace, context: CommandContext) -> int:
    try:
        status: int = arguments.command(arguments, context)
        sys.stdout.flush()
    except BriefbuilderError as error:
        context.console.fail_with(error)
        return 1
    except KeyboardInterrupt:
        context.console.fail_with(CancelledError())
        return 1
    except BrokenPipeError:
        # Whoever reads has heard enough (`| head`); Python must not try to flush once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    finally:
        context.console.clear_progress()
    return status


def _use_utf8() -> None:
    """Have both streams take every character, whatever the terminal's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
