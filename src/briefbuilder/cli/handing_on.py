"""The commands `remove`, `purge` and `copy`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.cli.context import CommandContext, CommandGroup, UsageError, find_article, find_briefing
from briefbuilder.domain.errors import CancelledError

if TYPE_CHECKING:
    from briefbuilder.storage.purge import PurgeSummary


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    remove = group.command("remove", remove_articles)
    remove.add_argument("dossier", metavar="DOSSIER", type=Path, help=group.help("dossier"))
    remove.add_argument("articles", metavar="ARTICLE", nargs="+", help=group.help("article"))
    purge = group.command("purge", purge_dossier)
    purge.add_argument("dossier", metavar="DOSSIER", type=Path, help=group.help("dossier"))
    purge.add_argument("--yes", action="store_true", help=group.help("yes"))
    copy = group.command("copy", copy_dossier)
    copy.add_argument("dossier", metavar="DOSSIER", type=Path, help=group.help("dossier"))
    copy.add_argument("target", metavar="TARGET", type=Path, help=group.help("copy-target"))
    copy.add_argument(
        "--briefing", metavar="ID", action="append", default=[], help=group.help("copy-briefing")
    )
    passwords = copy.add_mutually_exclusive_group()
    passwords.add_argument(
        "--new-password-file", metavar="F", type=Path, help=group.help("copy-new-password-file")
    )
    passwords.add_argument("--no-password", action="store_true", help=group.help("copy-no-password"))


def remove_articles(arguments: Namespace, context: CommandContext) -> int:
    """Remove articles with their tags and excerpts as one change, which the window can undo."""
    from briefbuilder.app.commands import articles

    with context.open_dossier(arguments.dossier) as session:
        records = [find_article(session, name) for name in arguments.articles]
        act = articles.remove_articles(session, [record.id for record in records])
        session.apply(act)
    for record in dict.fromkeys(records):
        title = record.metadata.title or record.original.name
        shape = {"article": record.id, "title": title}
        context.console.emit(shape, context.words.text("cli-removed", title=title))
    if int(act.parameters["excerpts"]):
        context.console.say(context.words.text("cli-removed-excerpts", count=act.parameters["excerpts"]))
    return 0


def purge_dossier(arguments: Namespace, context: CommandContext) -> int:
    """Remove for good everything that was removed, with the undo history, after a question."""
    path: Path = arguments.dossier
    with context.open_dossier(path) as session:
        removed, before = session.store.contents.summarize_purge(), path.stat().st_size
        if not arguments.yes:
            _ask(removed, context)
        session.store.purge(_progress(context, "cli-purging"))
    after = path.stat().st_size
    shape = {
        "path": str(path),
        "acts": removed.acts,
        "articles": removed.articles,
        "briefings": removed.briefings,
        "bytes_before": before,
        "bytes_after": after,
    }
    context.console.emit(shape, context.words.text("cli-purged", path=str(path)))
    return 0


def _ask(removed: PurgeSummary, context: CommandContext) -> None:
    """Ask before a purge; raise CancelledError where the answer is not yes."""
    question = context.words.text(
        "cli-ask-purge",
        articles=str(removed.articles),
        briefings=str(removed.briefings),
        acts=str(removed.acts),
    )
    answer = context.confirm(question)
    if answer is None:
        raise UsageError(context.words.text("cli-purge-forms"))
    if not answer:
        raise CancelledError


def copy_dossier(arguments: Namespace, context: CommandContext) -> int:
    """Copy a dossier for others: without its history, and with some briefings alone where they are named."""
    from briefbuilder.app.handing_on import CopyPassword, copy_for_handing_on
    from briefbuilder.app.passwords import read_password

    password = CopyPassword(None) if arguments.no_password else None
    if arguments.new_password_file is not None:
        password = CopyPassword(read_password(arguments.new_password_file))
    with context.open_dossier(arguments.dossier) as session:
        listed = session.store.briefings()
        briefings = [find_briefing(listed, name).id for name in arguments.briefing]
        report = copy_for_handing_on(
            session.store, arguments.target, briefings, _progress(context, "cli-copying"), password
        )
    shape = {
        "path": str(arguments.target),
        "articles": report.articles,
        "briefings": report.briefings,
        "bytes": report.size,
    }
    line = context.words.text(
        "cli-copied",
        path=str(arguments.target),
        articles=str(report.articles),
        briefings=str(report.briefings),
    )
    context.console.emit(shape, line)
    return 0


def _progress(context: CommandContext, code: str) -> Callable[[float], None]:
    return lambda share: context.console.progress(context.words.text(code, percent=f"{share:.0%}"))
