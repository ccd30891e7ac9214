"""The command `backups`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.cli.context import CommandContext, CommandGroup, NamingError

if TYPE_CHECKING:
    from briefbuilder.storage.backups import Backup


def add(group: CommandGroup) -> None:
    """Add the command of this module to the parser."""
    backups = group.command("backups", list_or_restore)
    backups.add_argument("dossier", metavar="DOSSIER", type=Path, help=group.help("dossier"))
    backups.add_argument("--restore", metavar="N", type=int, help=group.help("restore"))


def list_or_restore(arguments: Namespace, context: CommandContext) -> int:
    """List the backups of a dossier, the latest first, or put one in the place of the dossier."""
    from briefbuilder.app.backups import backup_plan
    from briefbuilder.app.settings import Settings
    from briefbuilder.storage.backups import list_backups

    dossier: Path = arguments.dossier
    found = list_backups(backup_plan(Settings()), dossier, context.given_password())
    if arguments.restore is not None:
        return _restore(dossier, found, arguments.restore, context)
    for number, backup in enumerate(found, 1):
        _report(number, backup, context)
    if not found:
        context.console.say(context.words.text("cli-no-backups", path=str(dossier)))
    return 0


def _report(number: int, backup: Backup, context: CommandContext) -> None:
    shape = {
        "backup": number,
        "path": str(backup.path),
        "made": backup.made.isoformat(),
        "articles": backup.articles,
        "bytes": backup.size,
    }
    line = context.words.text(
        "cli-backup",
        number=str(number),
        made=f"{backup.made.astimezone():%Y-%m-%d %H:%M}",
        articles="–" if backup.articles is None else str(backup.articles),
        kilobytes=str(round(backup.size / 1000)),
    )
    context.console.emit(shape, line)


def _restore(dossier: Path, found: tuple[Backup, ...], number: int, context: CommandContext) -> int:
    from briefbuilder.storage.backups import restore

    if not 1 <= number <= len(found):
        raise NamingError("cli-backup-unknown", number=str(number), count=str(len(found)))
    backup = found[number - 1]
    kept = restore(dossier, backup.path)
    words = context.words
    lines = [words.text("cli-restored", path=str(dossier), made=f"{backup.made.astimezone():%Y-%m-%d %H:%M}")]
    if kept is not None:
        lines.append(words.text("cli-restored-kept", path=str(kept)))
    shape = {
        "dossier": str(dossier),
        "restored": str(backup.path),
        "kept": None if kept is None else str(kept),
    }
    context.console.emit(shape, "\n".join(lines))
    return 0
