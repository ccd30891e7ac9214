"""Run a command from its arguments to its exit status, and report crashes."""

from __future__ import annotations

import errno
import os
import sys
from argparse import SUPPRESS, Action, ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path, PurePath

from briefbuilder import __version__, app
from briefbuilder.app.messages import Words, interface_languages
from briefbuilder.cli.context import (
    CommandContext,
    CommandGroup,
    CommandParser,
    Console,
    NamingError,
    OutputError,
    PathNameError,
    UsageError,
    choose_language,
)
from briefbuilder.domain.errors import BriefbuilderError, CancelledError, ExportError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.system.clock import require_time_zone
from briefbuilder.system.paths import log_folder

_BY_MODULE = {
    "articles": "read new import articles show search",
    "topics": "suggest tag topics",
    "briefings": "compose briefings check export",
    "evidence": "claims new-since chronology coverage actors disagreements",
    "corrections": "corrections",
    "templates": "template",
    "dossiers": "password remove purge copy pack verify backups",
    "exchange": "archive-search archive-fill archive-files share desk desks send receive sync house-key",
    "conflicts": "to-settle settle who",
    "doctor": "doctor",
}
COMMANDS = {command: module for module, names in _BY_MODULE.items() for command in names.split()}
"""The module of this package for each command."""

_WITHOUT_POLICY = frozenset({"doctor"})
"""The commands that run if the policy of the computer has a problem."""
_HALF = lazy_pattern("[\ud800-\udfff]")
"""What Python puts in place of bytes that are not UTF-8."""
_HELP = frozenset({"-h", "--help"})
_WITH_VALUE = frozenset({"--lang", "--password-file"})
"""The options before a command that are followed by a value."""
_SEPARATORS = frozenset("/\\")
"""Signs of a path, which no command has."""


def report_fault(argv: list[str]) -> int:
    """Write a report of the current exception to the log folder and return exit status 1."""
    fault, command = sys.exception(), named_command(argv)
    assert fault is not None
    report = app.fault_reports.fault_report(fault, command if command in COMMANDS else "window")
    words = Words(choose_language(argv))
    console = Console(words, as_json=False)
    path = app.fault_reports.save_report(report, log_folder())
    if path is None:
        console.fail(words.text("cli-fault-unkept"), report)
    else:
        console.fail(words.text("cli-fault", path=str(path)))
    return 1


def report_no_window(reason: str, argv: list[str]) -> int:
    """Print why the window cannot open and return exit status 1."""
    words = Words(choose_language(argv))
    Console(words, as_json=False).fail(words.text("cli-no-window", reason=reason))
    return 1


def report_stop(argv: list[str]) -> int:
    """Print that the program was stopped before a command began, and return exit status 1."""
    words = Words(choose_language(argv))
    Console(words, as_json=False).fail_with(CancelledError())
    return 1


def make_parser(words: Words, command: str = "", *, with_help: bool = True) -> ArgumentParser:
    """Return the parser of the command line, with help texts if `with_help`.

    If `command` is known, only the commands of its module are added. Both options reduce the start time of a command.
    """
    translate = words.text if with_help else _no_text
    languages = ", ".join(interface_languages()) if with_help else ""
    shared = ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", default=SUPPRESS, help=translate("cli-help-json"))
    shared.add_argument(
        "--lang", metavar="xx", default=SUPPRESS, help=translate("cli-help-lang", languages=languages)
    )
    shared.add_argument(
        "--password-file", metavar="F", type=Path, default=SUPPRESS, help=translate("cli-help-password-file")
    )
    parser = CommandParser(
        words=words,
        prog="briefbuilder",
        description=translate("cli-help-program"),
        epilog=translate("cli-help-window"),
        parents=[shared],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_ShowVersion, words=words, help=translate("cli-help-version"))
    # Only for the help: the entry point runs the self-test, which also needs the window.
    parser.add_argument("--selftest", action="store_true", help=translate("cli-help-selftest"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    group = CommandGroup(commands.add_parser, shared, translate)
    for module in dict.fromkeys([COMMANDS[command]] if command in COMMANDS else COMMANDS.values()):
        import_module(f"briefbuilder.cli.{module}").add(group)
    return parser


class _ShowVersion(Action):
    """Prints the version of the program and the format of its dossiers, which is looked up only then."""

    def __init__(self, option_strings: Sequence[str], dest: str, words: Words, help: str) -> None:  # noqa: A002 - named by argparse
        super().__init__(option_strings, dest, nargs=0, default=SUPPRESS, help=help)
        self._words = words

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        from briefbuilder.storage.opening import own_format

        _use_utf8()
        text = self._words.text("cli-version", version=__version__, format=own_format().version)
        Console(self._words, as_json=False).say(text)
        parser.exit()


def _no_text(code: str, /, **parameters: str) -> str:  # noqa: ARG001 - replaces `Words.text`
    return ""


def run_command(argv: list[str]) -> int:
    """Run a command and return its exit status: 0 success, 1 failure, 2 wrong usage."""
    words = Words(choose_language(argv))
    _use_utf8()
    console = Console(words, as_json=False)
    try:
        status = _run_words(argv, words)
        console.flush()
    except OutputError as error:
        console.fail_with(error)
        _discard_output()
        return 1
    except BrokenPipeError:
        # The reader closed the pipe (`| head`).
        _discard_output()
        return 1
    return status


def _run_words(argv: list[str], words: Words) -> int:
    command = named_command(argv)
    if command and command not in COMMANDS:
        Console(words, as_json=False).fail(_unknown_command(command, words))
        return 2
    parser = make_parser(words, command, with_help=not _HELP.isdisjoint(argv))
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    except NamingError as error:
        Console(words, as_json=False).fail_with(error)
        return 2
    console = Console(words, as_json=getattr(arguments, "json", False))
    if (broken := _broken_text(arguments)) is not None:
        console.fail(words.text("cli-argument-not-text", value=broken))
        return 2
    if hasattr(arguments, "lang"):
        report_unknown_language(arguments.lang, words)
    try:
        return _run(arguments, CommandContext(console, words, getattr(arguments, "password_file", None)))
    except UsageError as error:
        arguments.parser.print_usage(sys.stderr)
        console.fail(str(error))
        return 2


def _broken_text(arguments: Namespace) -> str | None:
    """Return the first argument that is neither text, since its bytes are not UTF-8, nor the path of a file."""
    for value in vars(arguments).values():
        for text in value if isinstance(value, list | tuple) else [value]:
            if isinstance(text, str) and _HALF.search(text) and not os.path.lexists(text):
                return text
    return None


def named_command(argv: Sequence[str]) -> str:
    """Return the first argument that is neither an option for all commands nor its value, or an empty text."""
    rest = iter(argv)
    for word in rest:
        if word in _WITH_VALUE:
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return ""


def _unknown_command(name: str, words: Words) -> str:
    from difflib import get_close_matches

    if not _SEPARATORS.isdisjoint(name) or PurePath(name).suffix:
        return words.text("cli-file-missing", path=name)
    near = get_close_matches(name, COMMANDS, n=1)
    if near:
        return words.text("cli-command-unknown-near", name=name, near=near[0])
    return words.text("cli-command-unknown", name=name)


def report_unknown_language(language: str, words: Words) -> None:
    """Tell the user that the program does not have the language after `--lang`, so that it uses another."""
    known = interface_languages()
    if base_language(language.replace("_", "-")) not in known:
        text = words.text("cli-interface-language-unknown", language=language, known=", ".join(known))
        Console(words, as_json=False).fail(text)


def _run(arguments: Namespace, context: CommandContext) -> int:
    try:
        if arguments.parser.prog.split()[-1] not in _WITHOUT_POLICY:
            _follow_policy(context)
        require_time_zone()
        status: int = arguments.command(arguments, context)
    except (OutputError, BrokenPipeError):
        raise
    except BriefbuilderError as error:
        context.console.fail_with(error)
        return 2 if isinstance(error, PathNameError) else 1
    except KeyboardInterrupt:
        context.console.fail_with(CancelledError())
        return 1
    except OSError as error:
        refused = _refused_path(error)
        if refused is None:
            raise
        context.console.fail_with(refused)
        return 1
    finally:
        context.console.clear_progress()
    return status


def _refused_path(error: OSError) -> BriefbuilderError | None:
    """Return the message on a path that is too long or not accessible, or whose folder was removed."""
    if not error.filename:
        return NamingError("cli-folder-gone") if error.errno == errno.ENOENT and _is_folder_gone() else None
    if error.errno not in {errno.ENAMETOOLONG, errno.EACCES}:
        return None
    name = os.fspath(error.filename)
    if error.errno == errno.ENAMETOOLONG:
        return ExportError("file-name-long", file=name, count=str(len(Path(name).name)))
    return NamingError("cli-path-refused", path=name, reason=error.strerror or str(error))


def _is_folder_gone() -> bool:
    """Tell whether the current folder was removed."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _discard_output() -> None:
    """Let standard output lead nowhere, since Python would flush it again on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _follow_policy(context: CommandContext) -> None:
    """Report the places of policies that are not followed; raises PolicyError if the policy has a problem."""
    try:
        notices = app.policy.require_policy()
    except app.policy.PolicyError as error:
        raise app.policy.PolicyError("policy-stop", problem=context.words.error(error)) from error
    for notice in notices:
        context.console.fail_with(notice)


def _use_utf8() -> None:
    """Make both output streams use UTF-8, whatever the encoding of the terminal is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
