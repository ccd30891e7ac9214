"""The parser of the command line; each family of commands adds its own."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from importlib import import_module

from briefbuilder import __version__
from briefbuilder.app.words import Words
from briefbuilder.cli import COMMANDS
from briefbuilder.cli.family import Family


def parser_of(words: Words, asked: str = "", *, helped: bool = True) -> ArgumentParser:
    """Return the parser with its help in the language of the words, without words unless it is to be `helped`.

    Where a command is `asked`, only the family that it belongs to is there. Both save a command the time to load
    what it does not say.
    """
    said = words.text if helped else _unsaid
    shared = ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", default=SUPPRESS, help=said("cli-help-json"))
    shared.add_argument("--lang", metavar="xx", default=SUPPRESS, help=said("cli-help-lang"))
    parser = ArgumentParser(
        prog="briefbuilder",
        description=said("cli-help-program"),
        epilog=said("cli-help-window"),
        parents=[shared],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"briefbuilder {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    family = Family(commands, shared, said)
    for module in dict.fromkeys([COMMANDS[asked]] if asked in COMMANDS else COMMANDS.values()):
        import_module(f"briefbuilder.cli.{module}").add(family)
    return parser


def _unsaid(code: str) -> str:  # noqa: ARG001 - in the place of what puts a code into words
    return ""
