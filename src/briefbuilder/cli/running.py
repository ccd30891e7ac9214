"""One command from its words to its exit status."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from io import TextIOWrapper

from briefbuilder.app.words import Words
from briefbuilder.cli.console import Console
from briefbuilder.cli.context import Context, UsageError
from briefbuilder.cli.languages import words_language
from briefbuilder.cli.parsing import parser_of
from briefbuilder.domain.errors import BriefbuilderError, CancelledError

_HELP = frozenset({"-h", "--help"})


def run_command(argv: list[str]) -> int:
    """Do one command; return its exit status: 0 done, 1 it could not be done, 2 wrong usage."""
    words = Words(words_language(argv))
    parser = parser_of(words, asked=argv[0] if argv else "", helped=not _HELP.isdisjoint(argv))
    _speak_unicode()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    console = Console(words, as_json=getattr(arguments, "json", False))
    try:
        return _done(arguments, Context(console, words))
    except UsageError as error:
        arguments.parser.print_usage(sys.stderr)
        console.fail(str(error))
        return 2


def _done(arguments: Namespace, context: Context) -> int:
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


def _speak_unicode() -> None:
    """Have both streams take every character, whatever the terminal's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
