"""Adds commands to the parser with what they share: `--json`, `--lang` and help in words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from dataclasses import dataclass

from briefbuilder.cli.context import Context

Command = Callable[[Namespace, Context], int]


@dataclass(frozen=True, slots=True)
class Family:
    """Where commands are added."""

    commands: _SubParsersAction[ArgumentParser]
    shared: ArgumentParser
    said: Callable[[str], str]
    """What puts a code into words."""

    def command(self, name: str, run: Command, code: str = "") -> ArgumentParser:
        """Add a command that `run` does; its help stands in the catalogue under `code`, else its name."""
        parser = self._parser(name, f"cli-help-{code or name}")
        parser.set_defaults(command=run, parser=parser)
        return parser

    def group(self, name: str) -> Family:
        """Add a command that has commands of its own."""
        parser = self._parser(name, f"cli-help-{name}")
        inner = parser.add_subparsers(metavar="COMMAND", required=True)
        return Family(inner, self.shared, self.said)

    def help(self, code: str) -> str:
        """Return what an argument means, in words."""
        return self.said(f"cli-help-{code}")

    def _parser(self, name: str, code: str) -> ArgumentParser:
        text = self.said(code)
        return self.commands.add_parser(
            name, parents=[self.shared], help=text, description=text, allow_abbrev=False
        )
