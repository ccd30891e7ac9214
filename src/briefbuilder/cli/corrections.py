"""The command `corrections`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder import app
from briefbuilder.cli.context import CommandContext, CommandGroup, NamingError, find_briefing
from briefbuilder.cli.output import fields
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.visible_text import show_line
from briefbuilder.system.clock import local_date

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.domain.word_changes import Comparison, WordChange

_ALL = "all"
_INDENT = "    "
_LONGEST = 300
"""The longest text of a change that is shown on a terminal, in code points."""
_BEFORE_CHANGE = 60
"""The code points of a long text that are shown before what was changed."""


def add(group: CommandGroup) -> None:
    """Add the command to the parser."""
    corrections = group.dossier_command("corrections", review_corrections)
    corrections.add_argument("briefing", metavar="BRIEFING", help=group.help("briefing"))
    corrections.add_argument("file", metavar="FILE", type=Path, help=group.help("returned-file"))
    corrections.add_argument(
        "--accept", metavar="N,…|all", type=_numbers, default=(), help=group.help("accept-changes")
    )
    corrections.add_argument(
        "--overwrite", metavar="N,…", type=_numbers, default=(), help=group.help("overwrite-changes")
    )
    corrections.add_argument(
        "--reject", metavar="N,…|all", type=_numbers, default=(), help=group.help("reject-changes")
    )


def _numbers(text: str) -> tuple[int, ...] | None:
    """Return the numbers of changes, None for all."""
    if text.strip().casefold() == _ALL:
        return None
    try:
        return tuple(int(number) for number in text.split(","))
    except ValueError as error:
        raise NamingError("cli-value-changes", value=text) from error


def review_corrections(arguments: Namespace, context: CommandContext) -> int:
    """List the changes that were made in Word since a briefing was exported, and accept or reject some.

    Return 1 if a change that was named cannot be accepted.
    """
    with context.open_dossier(arguments.dossier) as session:
        briefing = find_briefing(session.store.briefings(), arguments.briefing)
        comparison = app.returned.compare_returned(session, briefing.id, arguments.file)
        if arguments.reject != ():
            _reject(session, comparison, arguments.reject, context)
        refused = arguments.accept != () and _accept(session, comparison, arguments.accept, context)
        if arguments.overwrite != ():
            refused |= _overwrite(session, comparison, arguments.overwrite, context)
        states = app.commands.word_changes.change_states(session, comparison)
        conflicting = app.commands.word_changes.conflicts(comparison, states)
    _say_origin(comparison, context)
    for change in comparison.changes:
        shape = change_shape(change, states[change.number], is_conflict=change.number in conflicting)
        context.console.emit(shape, describe_change(change, shape, context))
    for warning in comparison.warnings:
        context.console.fail(context.words.finding(warning))
    if not comparison.changes:
        context.say("cli-corrections-none")
    return int(refused)


def _reject(
    session: Session, comparison: Comparison, numbers: tuple[int, ...] | None, context: CommandContext
) -> None:
    states = app.commands.word_changes.change_states(session, comparison)
    chosen = [number for number, state in states.items() if state == "open"] if numbers is None else numbers
    result = app.commands.word_changes.reject_changes(session, comparison, chosen)
    session.store.apply(result)
    context.say("cli-corrections-now-rejected", count=result.parameters["count"])


def _accept(
    session: Session, comparison: Comparison, numbers: tuple[int, ...] | None, context: CommandContext
) -> bool:
    """Accept changes, and say which cannot be; return whether one of these was named."""
    every = app.commands.word_changes.all_changes(session, comparison)
    result = app.commands.word_changes.accept_changes(
        session, comparison, every.numbers if numbers is None else numbers
    )
    session.store.apply(result.change_set)
    words = context.words
    context.say("cli-corrections-now-accepted", count=len(result.accepted))
    for number, error in sorted(result.refused.items()):
        context.fail("cli-corrections-refused", number=number, why=words.error(error))
    if any(error.code == "word-change-conflict" for error in result.refused.values()):
        context.say("cli-corrections-choose")
    kinds = (("quotations", every.quotations), ("conflicts", every.conflicts), ("reported", every.reported))
    for name, left in kinds:
        if numbers is None and left:
            context.say(f"cli-corrections-left-{name}", count=len(left))
    return bool(result.refused) and numbers is not None


def _overwrite(
    session: Session, comparison: Comparison, numbers: tuple[int, ...] | None, context: CommandContext
) -> bool:
    """Give paragraphs that were changed in the briefing, too, the text of the file; return whether one could not be."""
    states = app.commands.word_changes.change_states(session, comparison)
    conflicts = app.commands.word_changes.conflicts(comparison, states)
    done = refused = 0
    for number in sorted(conflicts) if numbers is None else numbers:
        try:
            session.store.apply(app.commands.word_changes.take_returned_text(session, comparison, number))
            done += 1
        except BriefbuilderError as error:
            context.fail("cli-corrections-refused", number=number, why=context.words.error(error))
            refused += 1
    context.say("cli-corrections-now-accepted", count=done)
    return bool(refused)


def change_shape(change: WordChange, state: str, *, is_conflict: bool) -> dict[str, object]:
    """Return the shape of a change."""
    return {
        "change": change.number,
        **fields(change, "kind item before after author authors date tracked partly_tracked quotation"),
        "conflict": is_conflict,
        **fields(change, "comment reply_to"),
        "state": state,
    }


def _say_origin(comparison: Comparison, context: CommandContext) -> None:
    """Say how the export was found, and who saved the file."""
    record = comparison.record
    day, file = local_date(record.moment).isoformat(), record.file_name or "–"
    code = f"cli-corrections-by-{comparison.found_by}"
    context.say(code, file=file, date=day)
    if comparison.saved_by:
        context.say(
            "cli-corrections-saved", name=comparison.saved_by, date=_day_of(comparison.saved_at) or "–"
        )


def _day_of(moment: str) -> str:
    """Return the local day of a moment that a Word file names, or the text itself if it is no moment."""
    try:
        return local_date(moment).isoformat()
    except (ValueError, OverflowError):
        return moment[:10]


def describe_change(change: WordChange, shape: dict[str, object], context: CommandContext) -> str:
    """Return a change in words: what it is, by whom, and both texts."""
    words = context.words
    who = ", ".join(change.authors) or words.text("cli-corrections-nobody")
    signed = f"{who}, {_day_of(change.date)}" if change.date else who
    differs = change.after not in {"", change.before}
    quotation = "quotation" if differs else "quotation-same-words"
    asked = ((quotation, change.quotation), ("conflict", shape["conflict"]))
    marks = [words.text(f"cli-corrections-{name}") for name, holds in asked if holds]
    if not change.tracked and not change.is_comment:
        marks.append(words.text(f"cli-corrections-{'partly-' if change.partly_tracked else ''}untracked"))
    if shape["state"] != "open":
        is_done = change.is_comment and shape["state"] == "accepted"
        marks.append(words.text("cli-corrections-done" if is_done else f"cli-corrections-{shape['state']}"))
    kind = words.text(f"word-change-kind-{change.kind.replace('_', '-')}")
    if change.reply_to is not None:
        kind = words.text("cli-corrections-reply", number=change.reply_to)
    head = show_line(" · ".join([f"{change.number}. {kind}", signed, *marks]))
    lines = [head]
    if change.is_comment:
        lines += [f"{_INDENT}“{_shorten(change.comment or '')}”", f"{_INDENT}  {_shorten(change.before)}"]
    elif change.before == change.after:
        lines += [f"{_INDENT}  {_shorten(change.before)}"] if change.before else []
    else:
        pairs = enumerate(zip(change.before, change.after, strict=False))
        same = next((at for at, (one, other) in pairs if one != other), 0)
        lines += [f"{_INDENT}- {_shorten(change.before, same)}"] if change.before else []
        lines += [f"{_INDENT}+ {_shorten(change.after, same)}"] if change.after else []
    return "\n".join(lines)


def _shorten(text: str, at: int = 0) -> str:
    """Return a text on one line, of a long one the part around the code point from which on it was changed."""
    start = max(0, at - _BEFORE_CHANGE) if len(text) > _LONGEST else 0
    line = show_line(" ¶ ".join(text[start:].split("\n")))
    cut = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    return f"…{cut}" if start else cut
