"""The command `password`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from briefbuilder.cli.context import CommandContext, CommandGroup, UsageError
from briefbuilder.domain.errors import DossierError


def add(group: CommandGroup) -> None:
    """Add the command to the parser."""
    password = group.command("password", change_password)
    password.add_argument("dossier", metavar="DOSSIER", type=Path, help=group.help("dossier"))
    kinds = password.add_mutually_exclusive_group()
    kinds.add_argument(
        "--new-password-file", metavar="F", type=Path, dest="new", help=group.help("new-password-file")
    )
    kinds.add_argument("--remove", action="store_true", help=group.help("password-remove"))


def change_password(arguments: Namespace, context: CommandContext) -> int:
    """Encrypt a dossier, change its password, or decrypt it."""
    from briefbuilder.app import passwords
    from briefbuilder.app.backups import backup_plan
    from briefbuilder.app.settings import Settings

    dossier = arguments.dossier
    if not dossier.is_file():
        raise DossierError("dossier-missing", path=str(dossier))
    old = context.password_for(dossier)
    if arguments.remove and old is None:
        raise DossierError("password-none", path=str(dossier))
    new = None
    if arguments.new is not None:
        new = passwords.read_password(arguments.new)
    elif not arguments.remove:
        new = context.ask_new_password(dossier)
        if new is None:
            raise UsageError(context.words.text("cli-password-forms"))
    unchanged = passwords.change_password(dossier, old, new, backup_plan(Settings()))
    code = "cli-password-removed" if new is None else "cli-password-set"
    shape = {"dossier": str(dossier), "encrypted": new is not None}
    context.console.emit(shape, context.words.text(code, path=str(dossier)))
    for error in unchanged:
        context.console.fail_with(error)
    return 1 if unchanged else 0
