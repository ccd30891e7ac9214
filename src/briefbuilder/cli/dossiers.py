"""The commands on a dossier as a whole: `remove`, `purge`, `copy`, `password`, `backups`, `pack` and `verify`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder import app
from briefbuilder.cli.context import (
    CommandContext,
    CommandGroup,
    NamingError,
    UsageError,
    find_article,
    find_briefing,
)
from briefbuilder.cli.output import fields
from briefbuilder.domain.errors import CancelledError, DossierError

if TYPE_CHECKING:
    from briefbuilder.app.verify_pack import PackCheck
    from briefbuilder.storage.backups import Backup
    from briefbuilder.storage.purge import PurgeSummary


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    remove = group.dossier_command("remove", remove_articles)
    remove.add_argument("articles", metavar="ARTICLE", nargs="+", help=group.help("article"))
    purge = group.dossier_command("purge", purge_dossier)
    purge.add_argument("--yes", action="store_true", help=group.help("yes"))
    copy = group.dossier_command("copy", copy_dossier)
    copy.add_argument("target", metavar="TARGET", type=Path, help=group.help("copy-target"))
    group.add_list(copy, "--briefing", "ID", "copy-briefing")
    passwords = copy.add_mutually_exclusive_group()
    passwords.add_argument(
        "--new-password-file", metavar="F", type=Path, help=group.help("copy-new-password-file")
    )
    passwords.add_argument("--no-password", action="store_true", help=group.help("copy-no-password"))
    password = group.dossier_command("password", change_password)
    kinds = password.add_mutually_exclusive_group()
    kinds.add_argument(
        "--new-password-file", metavar="F", type=Path, dest="new", help=group.help("new-password-file")
    )
    kinds.add_argument("--remove", action="store_true", help=group.help("password-remove"))
    backups = group.dossier_command("backups", list_or_restore)
    ways = backups.add_mutually_exclusive_group()
    ways.add_argument("--restore", metavar="N", type=int, help=group.help("restore"))
    ways.add_argument("--salvage", metavar="TARGET", type=Path, help=group.help("salvage"))
    _add_packs(group)


def remove_articles(arguments: Namespace, context: CommandContext) -> int:
    """Remove articles with their tags and excerpts as one change, which the window can undo."""
    with context.open_dossier(arguments.dossier) as session:
        records = [find_article(session, name) for name in arguments.articles]
        act = app.commands.articles.remove_articles(session, [record.id for record in records])
        session.store.apply(act)
    for record in dict.fromkeys(records):
        title = record.metadata.title or record.original.name
        shape = {"article": record.id, "title": title}
        context.report(shape, "cli-removed", title=title)
    if int(act.parameters["excerpts"]):
        context.say("cli-removed-excerpts", count=act.parameters["excerpts"])
    return 0


def purge_dossier(arguments: Namespace, context: CommandContext) -> int:
    """Remove for good everything that was removed, with the undo history, after a question."""
    path: Path = arguments.dossier
    # A backup would keep what is to be removed.
    with context.open_dossier(path, back_up=False) as session:
        store = session.store
        removed, before = store.contents.summarize_purge(), path.stat().st_size
        for original in app.dossier_copies.originals_left_out(store):
            context.say("purge-original-erased", name=original.name)
        if not arguments.yes:
            _ask(removed, context)
        store.purge(context.progress("cli-purging"))
    after = path.stat().st_size
    shape = {
        "path": str(path),
        **fields(removed, "acts articles briefings"),
        "bytes_before": before,
        "bytes_after": after,
    }
    context.report(shape, "cli-purged", path=path)
    return 0


def _ask(removed: PurgeSummary, context: CommandContext) -> None:
    """Ask before a purge; raise CancelledError if the answer is not yes."""
    counts = fields(removed, "acts articles briefings")
    answer = context.confirm(context.words.text("cli-ask-purge", **counts))
    if answer is None:
        raise UsageError(context.words.text("cli-purge-forms"))
    if not answer:
        raise CancelledError


def copy_dossier(arguments: Namespace, context: CommandContext) -> int:
    """Copy a dossier for others: without its history, and with only some briefings if they are named."""
    password = app.dossier_copies.CopyPassword(None) if arguments.no_password else None
    if arguments.new_password_file is not None:
        password = app.dossier_copies.CopyPassword(app.passwords.read_password(arguments.new_password_file))
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        listed = session.store.briefings()
        briefings = [find_briefing(listed, name).id for name in arguments.briefing]
        left_out = app.dossier_copies.originals_left_out(session.store, briefings)
        for original in left_out:
            context.say("copy-original-left-out", name=original.name)
        report = app.dossier_copies.copy_without_history(
            session.store, arguments.target, briefings, context.progress("cli-copying"), password
        )
    counts = fields(report, "articles briefings")
    names = [original.name for original in left_out]
    shape = {"path": str(arguments.target), **counts, "bytes": report.size, "left_out": names}
    context.report(shape, "cli-copied", path=arguments.target, **counts)
    return 0


def change_password(arguments: Namespace, context: CommandContext) -> int:
    """Encrypt a dossier, change its password, or decrypt it."""
    dossier = arguments.dossier
    if not dossier.is_file():
        code = "dossier-is-folder" if dossier.is_dir() else "dossier-missing"
        raise DossierError(code, path=str(dossier))
    old = context.password_for(dossier)
    if arguments.remove and old is None:
        raise DossierError("password-none", path=str(dossier))
    new = None
    if arguments.new is not None:
        new = app.passwords.read_password(arguments.new)
    elif not arguments.remove:
        new = context.ask_new_password(dossier)
        if new is None:
            raise UsageError(context.words.text("cli-password-forms"))
    unchanged = app.passwords.change_password(dossier, old, new, app.settings.Settings().backup_plan)
    code = "cli-password-removed" if new is None else "cli-password-set"
    shape = {"dossier": str(dossier), "encrypted": new is not None}
    context.report(shape, code, path=dossier)
    for error in unchanged:
        context.console.fail_with(error)
    return 1 if unchanged else 0


def list_or_restore(arguments: Namespace, context: CommandContext) -> int:
    """List the backups of a dossier, the latest first, or put one in the place of the dossier."""
    from briefbuilder.storage.backups import list_backups

    dossier: Path = arguments.dossier
    if arguments.salvage is not None:
        return _salvage(dossier, arguments.salvage, context)
    found = list_backups(app.settings.Settings().backup_plan, dossier, context.given_password())
    if arguments.restore is not None:
        return _restore_backup(dossier, found, arguments.restore, context)
    for number, backup in enumerate(found, 1):
        _report_backup(number, backup, context)
    if not found:
        context.say("cli-no-backups", path=dossier)
    return 0


def _salvage(dossier: Path, target: Path, context: CommandContext) -> int:
    """Store what can be read of a damaged dossier in a new file; status 1 if articles are lost."""
    from briefbuilder.storage.database import missing_error
    from briefbuilder.storage.encryption import is_maybe_encrypted
    from briefbuilder.storage.salvage import salvage

    if not dossier.is_file():
        raise missing_error(dossier)
    password = context.given_password() if is_maybe_encrypted(dossier) else None
    report = salvage(dossier, target, password)
    counts = fields(report, "articles briefings lost")
    context.report({"dossier": str(target), **counts}, "cli-salvaged", path=target, **counts)
    return int(report.lost > 0)


def _report_backup(number: int, backup: Backup, context: CommandContext) -> None:
    shape = {
        "backup": number,
        "path": str(backup.path),
        "made": backup.made.isoformat(),
        "articles": backup.articles,
        "bytes": backup.size,
    }
    context.report(
        shape,
        "cli-backup",
        number=number,
        made=f"{backup.made.astimezone():%Y-%m-%d %H:%M}",
        articles="–" if backup.articles is None else backup.articles,
        kilobytes=round(backup.size / 1000),
    )


def _restore_backup(dossier: Path, found: tuple[Backup, ...], number: int, context: CommandContext) -> int:
    from briefbuilder.storage.backups import restore

    if not 1 <= number <= len(found):
        raise NamingError("cli-backup-unknown", number=str(number))
    backup = found[number - 1]
    kept = restore(dossier, backup.path)
    words = context.words
    lines = [words.text("cli-restored", path=dossier, made=f"{backup.made.astimezone():%Y-%m-%d %H:%M}")]
    if kept is not None:
        lines.append(words.text("cli-restored-kept", path=kept))
    shape = {"dossier": str(dossier), "restored": str(backup.path), "kept": kept and str(kept)}
    context.console.emit(shape, "\n".join(lines))
    return 0


def _add_packs(group: CommandGroup) -> None:
    pack = group.dossier_command("pack", pack_briefing)
    pack.add_argument("briefing", metavar="BRIEFING", help=group.help("briefing"))
    pack.add_argument(
        "-o", "--output", metavar="FILE.zip", type=Path, required=True, help=group.help("pack-output")
    )
    pack.add_argument("--audience", metavar="NAME", help=group.help("audience"))
    pack.add_argument("--anyway", action="store_true", help=group.help("anyway"))
    verify = group.command("verify", verify_file)
    verify.add_argument("pack", metavar="FILE.zip", type=Path, help=group.help("pack-file"))


def pack_briefing(arguments: Namespace, context: CommandContext) -> int:
    """Export a briefing and write it with its sources into an evidence pack."""
    with context.open_dossier(arguments.dossier) as session:
        briefing = find_briefing(session.store.briefings(), arguments.briefing)
        given, findings = app.evidence_pack.prepare_pack(session, briefing.id, arguments.audience)
        pack = app.evidence_pack.write_pack(
            given,
            arguments.output,
            findings,
            anyway=arguments.anyway,
            on_progress=context.progress("cli-exporting"),
        )
        if pack.kept is not None:
            app.export_records.keep_export(session, pack.kept)
    originals = sum(source.file is not None for source in pack.manifest.sources)
    left_out = [
        {"article": name, "sha256": digest, "reason": context.words.text(f"pack-reason-{reason}")}
        for name, digest, reason in pack.left_out
    ]
    shape = {
        "file": str(arguments.output),
        "statements": len(pack.manifest.statements),
        "originals": originals,
        "left_out": left_out,
        "sha256": pack.sha256,
    }
    lines = [context.words.text("cli-packed", **shape), f"  SHA-256 {pack.sha256}"]
    for original in left_out:
        title = given.articles[original["article"]].metadata.title
        lines.append(context.words.text("cli-pack-left-out", title=title, **original))
    context.console.emit(shape, "\n".join(lines))
    return 0


def verify_file(arguments: Namespace, context: CommandContext) -> int:
    """Tell what of an evidence pack still holds; return 1 if something does not."""
    checks = app.verify_pack.verify_pack(arguments.pack, on_progress=context.progress("cli-verifying"))
    context.console.clear_progress()
    for check in checks:
        why = None if check.why is None else context.words.text(check.why, **check.parameters)
        shape = {
            "kind": check.kind,
            "name": check.name,
            "holds": check.holds if check.is_checked else None,
            "why": why,
        }
        if context.console.as_json or not check.holds or why is not None:
            context.console.emit(shape, _line(check, why, context))
    context.console.say(app.verify_pack.summarize_checks(checks, context.words))
    return int(not all(check.holds for check in checks))


def _line(check: PackCheck, why: str | None, context: CommandContext) -> str:
    words = context.words
    line = f"{words.text(check.state)}: {words.text(f'cli-verify-{check.kind}')} {check.name}"
    return f"{line}\n    {why}" if why else line
