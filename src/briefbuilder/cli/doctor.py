"""The command `doctor`: versions, fonts, dictionaries, SQLite, folders and the sandbox, for problem reports."""

from __future__ import annotations

from argparse import Namespace

from briefbuilder.app.state_report import find_state
from briefbuilder.cli.context import CommandContext, CommandGroup


def add(group: CommandGroup) -> None:
    """Add the command to the parser."""
    group.command("doctor", report_state)


def report_state(_arguments: Namespace, context: CommandContext) -> int:
    """Report what the program found on this computer."""
    state = find_state(context.resources)
    lines = [
        line
        for area, values in state.items()
        for line in (
            context.words.text(f"cli-doctor-{area}"),
            *(f"    {name}: {_format_value(value, context)}" for name, value in values.items()),
        )
    ]
    lacking = ", ".join(script for script, font in state["fonts"].items() if font is False)
    if lacking:
        lines.append(context.words.text("cli-doctor-lacking", scripts=lacking))
    missing = ", ".join(name for name, held in state["sandbox"].items() if not held)
    if missing:
        lines.append(context.words.text("cli-doctor-unsealed", parts=missing))
    if False in state["encryption"].values():
        lines.append(context.words.text("encryption-missing"))
    context.console.emit(state, "\n".join(lines))
    return 0


def _format_value(value: str | bool, context: CommandContext) -> str:
    if isinstance(value, bool):
        return context.words.text("cli-yes" if value else "cli-no")
    return value
