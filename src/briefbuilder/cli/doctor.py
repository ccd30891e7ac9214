"""The command `doctor`: versions, fonts, dictionaries, SQLite, folders and the sandbox, for problem reports."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from briefbuilder.app.policy import LoadedPolicy, load_policy, unknown_names
from briefbuilder.app.state_report import find_state
from briefbuilder.cli.context import CommandContext, CommandGroup

_STATES = {
    "missing": "cli-policy-missing",
    "found": "cli-policy-found",
    "unreadable": "cli-policy-unreadable",
    "faulty": "cli-policy-faulty",
    "untrusted": "cli-policy-not-followed",
}


def add(group: CommandGroup) -> None:
    """Add the command to the parser."""
    doctor = group.command("doctor", report_state)
    doctor.add_argument("dossier", metavar="DOSSIER", type=Path, nargs="?", help=group.help("doctor-dossier"))


def report_state(arguments: Namespace, context: CommandContext) -> int:
    """Report what the program found on this computer, or the format of a dossier."""
    if arguments.dossier is not None:
        return _report_dossier(arguments.dossier, context)
    state = find_state(context.resources)
    policy = load_policy()
    resources = context.resources
    unknown = unknown_names(policy.policy, resources.profiles(), resources.taxonomies())
    policy = replace(policy, notices=(*policy.notices, *unknown))
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
    lines += _policy_lines(policy, context)
    context.console.emit({**state, "policy": _policy_shape(policy, context)}, "\n".join(lines))
    return 0


def _policy_shape(policy: LoadedPolicy, context: CommandContext) -> dict[str, object]:
    return {
        "places": [{"place": content.source.path, "state": content.state} for content in policy.places],
        "values": {
            name: {"value": value, "place": policy.origins.get(name)}
            for name, value in policy.policy.values().items()
        },
        "problems": [context.words.error(error) for error in (*policy.problems, *policy.notices)],
    }


def _policy_lines(policy: LoadedPolicy, context: CommandContext) -> list[str]:
    """Return the places of the policy, the keys that are set, and the problems."""
    words = context.words
    lines = [words.text("cli-doctor-policy")]
    for content in policy.places:
        code = _STATES["faulty" if policy.problems and content.state == "found" else content.state]
        lines.append(f"    {content.source.path}: {words.text(code)}")
    values = policy.policy.values()
    for name, value in values.items():
        lines.append(f"    {name}: {_policy_value(value, context)} ({policy.origins.get(name, '')})")
    if not values:
        lines.append(f"    {words.text('cli-policy-none')}")
    return [*lines, *(words.error(error) for error in (*policy.problems, *policy.notices))]


def _policy_value(value: object, context: CommandContext) -> str:
    if isinstance(value, bool):
        return _format_value(value, context)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}={level}" for name, level in value.items())
    return str(value)


def _report_dossier(path: Path, context: CommandContext) -> int:
    """Report the format of a dossier, also of one that only a newer program opens, and who can open it."""
    from briefbuilder.storage.opening import read_format

    found = read_format(path, context.password_for(path))
    words = context.words
    code = "cli-dossier-format" if found.program else "cli-dossier-format-unknown"
    answer = words.text("cli-yes" if found.is_encrypted else "cli-no")
    lines = (
        words.text(code, path=path, format=found.version, program=found.program),
        f"    {words.text('cli-dossier-encrypted', answer=answer)}",
    )
    shape = {
        "dossier": str(path),
        "format": found.version,
        "oldest_program": found.program or None,
        "encrypted": found.is_encrypted,
    }
    context.console.emit(shape, "\n".join(lines))
    return 0


def _format_value(value: str | bool, context: CommandContext) -> str:
    if isinstance(value, bool):
        return context.words.text("cli-yes" if value else "cli-no")
    return value
