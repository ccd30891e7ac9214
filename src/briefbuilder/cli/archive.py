"""The commands `archive-search`, `archive-fill` and `archive-files`: a common archive on a PostgreSQL server."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.cli.context import CommandContext, CommandGroup, positive
from briefbuilder.domain.errors import ExchangeError
from briefbuilder.domain.visible_text import show_line

if TYPE_CHECKING:
    from briefbuilder.app.exchange.postgresql import ArchiveArticle, ArchiveHit, CommonArchive
    from briefbuilder.app.exchange.secrecy import HouseKey


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    search = group.command("archive-search", search_archive)
    search.add_argument("archive", metavar="ARCHIVE", help=group.help("archive-address"))
    search.add_argument("words", metavar="WORDS", nargs="+", help=group.help("archive-words"))
    search.add_argument("--here", action="store_true", help=group.help("archive-here"))
    search.add_argument("--limit", metavar="N", type=positive, default=20, help=group.help("archive-limit"))
    fill = group.command("archive-fill", fill_archive)
    fill.add_argument("dossier", metavar="DOSSIER", type=Path, help=group.help("dossier"))
    fill.add_argument("archive", metavar="ARCHIVE", help=group.help("archive-address"))
    for command in (search, fill):
        command.add_argument(
            "--server-password-file", metavar="F", type=Path, help=group.help("server-password-file")
        )
    files = group.command("archive-files", write_files)
    files.add_argument("folder", metavar="FOLDER", type=Path, help=group.help("archive-folder"))


def open_archive(
    archive: str, password_file: Path | None, context: CommandContext, key: HouseKey | None = None
) -> CommonArchive:
    """Return the archive of an address, with the password of a file, of the environment, or asked for on a terminal."""
    from briefbuilder.app.exchange.postgresql import CommonArchive
    from briefbuilder.app.exchange.server_address import PASSWORD_VARIABLE, read_address, server_password

    address = read_address(archive)
    password = server_password(password_file)
    if password is None:
        password = context.ask_secret("cli-ask-server-password", user=address.user, host=address.host)
    if not password:
        raise ExchangeError("server-password-missing", user=address.user, variable=PASSWORD_VARIABLE)
    return CommonArchive(address, password, key)


def search_archive(arguments: Namespace, context: CommandContext) -> int:
    """Find articles of all dossiers of an archive that the user may read."""
    with open_archive(arguments.archive, arguments.server_password_file, context) as archive:
        found = archive.search(" ".join(arguments.words), arguments.limit, everywhere=not arguments.here)
    for hit in found:
        context.console.emit(_hit_shape(hit), _hit_lines(hit))
    if not found:
        context.console.say(context.words.text("cli-archive-nothing"))
    return 0


def _hit_shape(hit: ArchiveHit) -> dict[str, object]:
    return {
        "dossier": hit.dossier,
        "article": hit.article,
        "title": hit.title,
        "outlet": hit.outlet,
        "day": None if hit.day is None else hit.day.isoformat(),
        "language": hit.language,
        "snippet": hit.snippet,
        "hits": [list(place) for place in hit.hits],
    }


def _hit_lines(hit: ArchiveHit) -> str:
    known = (hit.title, hit.outlet, hit.day.isoformat() if hit.day else "", hit.dossier)
    return f"{show_line(' · '.join(filter(None, known)))}\n    {show_line(hit.snippet)}"


def fill_archive(arguments: Namespace, context: CommandContext) -> int:
    """Send the articles of a dossier to the search of an archive, and remove those there that it no longer has."""
    from briefbuilder.app.exchange.archive import archive_articles, plan_archive

    with (
        context.open_dossier(arguments.dossier) as session,
        open_archive(arguments.archive, arguments.server_password_file, context) as archive,
    ):
        plan = plan_archive(session, archive.archived())
        archive.archive(_counted(archive_articles(session, plan), len(plan.to_send), context))
        archive.forget(plan.to_remove)
    shape = {
        "dossier": str(arguments.dossier),
        "articles": plan.articles,
        "sent": len(plan.to_send),
        "removed": len(plan.to_remove),
    }
    told = context.words.text(
        "cli-archive-filled",
        count=str(plan.articles),
        path=str(arguments.dossier),
        sent=str(len(plan.to_send)),
        removed=str(len(plan.to_remove)),
    )
    context.console.emit(shape, told)
    return 0


def _counted(
    articles: Iterator[ArchiveArticle], total: int, context: CommandContext
) -> Iterator[ArchiveArticle]:
    for count, article in enumerate(articles, 1):
        context.console.progress(
            context.words.text("cli-archive-sending", count=str(count), total=str(total))
        )
        yield article


def write_files(arguments: Namespace, context: CommandContext) -> int:
    """Write the files with which an administrator sets up a common archive into a folder; nothing is overwritten."""
    from briefbuilder.system.files import write_atomically
    from briefbuilder.system.paths import resources_folder

    folder: Path = arguments.folder
    sources = sorted((resources_folder() / "exchange").iterdir())
    for source in sources:
        if (folder / source.name).exists():
            raise ExchangeError("archive-file-exists", file=str(folder / source.name))
    with suppress(OSError):
        # Where the folder cannot be made, writing the first file says why.
        folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        path = folder / source.name
        write_atomically(path, source.read_bytes())
        context.console.emit({"path": str(path)}, show_line(str(path)))
    return 0
