"""The commands `share`, `desk`, `desks`, `send`, `receive`, `sync`, `house-key` and those of common archives."""

from __future__ import annotations

import errno
import os
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from briefbuilder import app
from briefbuilder.cli.context import (
    CommandContext,
    CommandGroup,
    CommandParser,
    NamingError,
    UsageError,
    positive,
    read_password_file,
    shared_log,
)
from briefbuilder.cli.output import fields, local_moment
from briefbuilder.domain.errors import CancelledError, ExchangeError
from briefbuilder.domain.progress import never_stop
from briefbuilder.domain.visible_text import show_line

if TYPE_CHECKING:
    from briefbuilder.app.exchange.postgresql import ArchiveArticle, ArchiveHit
    from briefbuilder.app.exchange.round import Arrived, ExchangePlace, RoundReport
    from briefbuilder.app.exchange.secrecy import HouseKey
    from briefbuilder.app.exchange.settings import DeskMemory


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    share = group.dossier_command("share", share_dossier)
    share.add_argument("--name", metavar="NAME", help=group.help("desk-name"))
    desk = group.dossier_command("desk", show_desk)
    desk.add_argument("--name", metavar="NAME", help=group.help("desk-name"))
    group.dossier_command("desks", list_desks)
    _add_send(group)
    receive = group.dossier_command("receive", receive_file)
    receive.add_argument("file", metavar="FILE.bbx", type=Path, help=group.help("changes-file"))
    receive.add_argument("--protect-file", metavar="F", type=Path, help=group.help("changes-password-file"))
    _add_key(receive, group)
    receive.add_argument("--join", action="store_true", help=group.help("join"))
    sync = group.dossier_command("sync", sync_dossier)
    places = sync.add_mutually_exclusive_group()
    places.add_argument("--folder", metavar="F", type=Path, help=group.help("sync-folder"))
    places.add_argument("--server", metavar="URL", help=group.help("sync-server"))
    sync.add_argument(
        "--server-password-file", metavar="F", type=Path, help=group.help("server-password-file")
    )
    _add_key(sync, group)
    sync.add_argument("--join", action="store_true", help=group.help("join"))
    sync.add_argument("--watch", metavar="SECONDS", type=_seconds, help=group.help("watch"))
    key = group.command("house-key", make_key)
    key.add_argument("file", metavar="FILE", type=Path, help=group.help("house-key-file"))
    _add_archive(group)


def _seconds(text: str) -> float:
    """Return the seconds that an argument says; raises NamingError if they are not time to wait."""
    with suppress(ValueError):
        if 0 < float(text) < threading.TIMEOUT_MAX:
            return float(text)
    raise NamingError("cli-value-seconds", value=text)


def _add_key(parser: CommandParser, group: CommandGroup) -> None:
    parser.add_argument("--key-file", metavar="F", type=Path, help=group.help("key-file"))


def _add_send(group: CommandGroup) -> None:
    send = group.dossier_command("send", send_changes)
    send.add_argument(
        "-o", "--output", metavar="FILE.bbx", type=Path, required=True, help=group.help("send-output")
    )
    send.add_argument("--to", metavar="NAME", default="", help=group.help("send-to"))
    send.add_argument("--unconfirmed", action="store_true", help=group.help("send-unconfirmed"))
    group.add_list(send, "--since", "BATCH", "send-since")
    send.add_argument("--without-originals", action="store_true", help=group.help("without-originals"))
    send.add_argument("--without-pictures", action="store_true", help=group.help("without-pictures"))
    send.add_argument("--without-reserved", action="store_true", help=group.help("without-reserved"))
    send.add_argument("--marked", action="store_true", help=group.help("send-marked"))
    send.add_argument("--protect-file", metavar="F", type=Path, help=group.help("changes-password-file"))
    _add_key(send, group)


# Desks.


def share_dossier(arguments: Namespace, context: CommandContext) -> int:
    """Make a dossier one that several desks share."""
    settings = app.exchange.settings.ExchangeSettings()
    with context.open_dossier(arguments.dossier) as session:
        name = settings.of(session.store.path).name if arguments.name is None else arguments.name
        question = context.words.text("cli-ask-share", path=session.store.path, name=name)
        # If nobody can be asked, a script has read the manual.
        if not session.store.is_shared and context.confirm(question) is False:
            raise CancelledError
        settings.share(session.store, name)
        shared = session.store.shared
        shape = {"dossier": str(session.store.path), "desk": shared.desk, "name": session.store.shared.author}
    context.report(shape, "cli-shared", path=arguments.dossier, name=shape["name"])
    return 0


def show_desk(arguments: Namespace, context: CommandContext) -> int:
    """Show what this computer remembers of the exchange of a dossier, or give its desk another name."""
    settings = app.exchange.settings.ExchangeSettings()
    with context.open_dossier(arguments.dossier, to_read=arguments.name is None) as session:
        if arguments.name is not None:
            settings.rename_desk(session.store, arguments.name)
        memory, desk = settings.of(session.store.path), session.store.shared.desk
    words = context.words
    shape = {
        "dossier": str(arguments.dossier),
        "desk": desk or None,
        "name": memory.name,
        "place": memory.place or None,
        "key_file": memory.key_file or None,
        "partners": [{"name": partner.name, "desk": partner.desk or None} for partner in memory.partners],
    }
    code = "cli-desk" if desk else "cli-desk-alone"
    lines = [words.text(code, path=arguments.dossier, name=memory.name)]
    if memory.place:
        lines.append(words.text("cli-desk-place", place=memory.place))
    if memory.partners:
        lines.append(
            words.text("cli-desk-partners", names=", ".join(partner.name for partner in memory.partners))
        )
    context.console.emit(shape, "\n".join(lines))
    return 0


def list_desks(arguments: Namespace, context: CommandContext) -> int:
    """List the desks that took part, with the removals for good that they have not confirmed."""
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        for desk in shared_log(session).desks():
            shape = {
                "desk": desk.id or None,
                "name": desk.name,
                "own": desk.is_own,
                "last": desk.last or None,
                "moment": desk.moment or None,
                "unconfirmed": len(desk.unconfirmed),
            }
            line = f"{desk.name or desk.id[:8]} · {local_moment(desk.moment)} · {desk.last[:12] or '–'}"
            if desk.is_own:
                line += f" · {context.words.text('cli-desk-own')}"
            if desk.unconfirmed:
                line += f" · {context.words.text('cli-desk-unconfirmed', count=len(desk.unconfirmed))}"
            context.console.emit(shape, line)
    return 0


def make_key(arguments: Namespace, context: CommandContext) -> int:
    """Write a new house key to a file."""
    app.exchange.secrecy.new_key_file(arguments.file)
    context.report({"file": str(arguments.file)}, "cli-house-key", file=arguments.file)
    return 0


# Files of changes.


def send_changes(arguments: Namespace, context: CommandContext) -> int:
    """Write a file with what was done since the last exchange with a partner, or with everything."""
    settings = app.exchange.settings.ExchangeSettings()
    choice = app.exchange.sending.SendChoice(
        partner=arguments.to,
        since=tuple(arguments.since),
        unconfirmed=arguments.unconfirmed,
        originals=not arguments.without_originals,
        pictures=not arguments.without_pictures,
        reserved=not arguments.without_reserved,
        marked=arguments.marked,
    )
    with context.open_dossier(arguments.dossier) as session:
        memory = settings.of(session.store.path)
        protector = app.exchange.files.Protector(
            key=app.exchange.secrecy.desk_key(memory, arguments.key_file),
            password=read_password_file(arguments.protect_file),
            encrypts=session.store.password is not None,
        )
        outgoing = app.exchange.sending.plan_changes(session, choice, memory, protector)
        reader = session.store.shared
        size = app.exchange.files.write_changes(
            outgoing, arguments.output, reader, never_stop, context.progress("cli-sending")
        )
        settings.keep(
            session.store.path,
            app.exchange.sending.note_sent(_with_key(memory, arguments), arguments.to, outgoing),
        )
    shape = {
        "file": str(arguments.output),
        "batches": len(outgoing.batches),
        "bytes": size,
        "left_out": outgoing.sender.left_out,
        "protection": protector.protection,
    }
    words = context.words
    known = ", ".join(partner.name for partner in memory.partners)
    lines = [
        words.text("cli-sent", count=len(outgoing.batches), kilobytes=max(1, round(size / 1000)), **shape),
        words.text(f"cli-protection-{protector.protection}"),
    ]
    if outgoing.sender.left_out:
        lines.append(words.text("cli-sent-left-out", count=outgoing.sender.left_out))
    if arguments.to and not arguments.since and memory.partner(arguments.to) is None:
        code = "cli-sent-to-new" if known else "cli-sent-to-first"
        lines.append(words.text(code, name=arguments.to, known=known))
    context.console.emit(shape, "\n".join(lines))
    return 0


def receive_file(arguments: Namespace, context: CommandContext) -> int:
    """Take in a file of changes, whole or not at all."""
    from briefbuilder.storage.encryption import normalize_password
    from briefbuilder.storage.shared_acts import milliseconds

    settings = app.exchange.settings.ExchangeSettings()
    password = read_password_file(arguments.protect_file)
    with context.open_dossier(arguments.dossier) as session:
        app.exchange.sending.require_changes_allowed(session)
        memory = settings.of(session.store.path)
        key = app.exchange.secrecy.desk_key(memory, arguments.key_file)
        read = partial(
            app.exchange.files.read_changes,
            arguments.file,
            never_stop,
            key=key,
            must_be_protected=session.store.password is not None,
            on_progress=context.progress("cli-receiving"),
        )
        try:
            received = read(password=password)
        except ExchangeError as error:
            asks = error.code == "changes-password-needed"
            asked = context.ask_secret("cli-ask-changes-password", file=str(arguments.file)) if asks else None
            if not asked:
                raise
            password = normalize_password(asked)
            received = read(password=password)
        if not arguments.join:
            shared = session.store.shared
            received.require_same_dossier(shared.names() | {batch.name for batch in shared.waiting()})
        reports = []
        now = milliseconds(session.store.clock.now())
        for arrived in app.exchange.files.arrivals(received, never_stop, now, key=key, password=password):
            while app.exchange.round.take_in_step(session, arrived) is not None:
                pass
            reports.append(app.exchange.round.report_round(session, arrived))
        settings.keep(
            session.store.path, app.exchange.sending.note_received(_with_key(memory, arguments), received)
        )
    _tell(app.exchange.round.joined_reports(reports), context)
    return 0


def _with_key(memory: DeskMemory, arguments: Namespace) -> DeskMemory:
    """Return what is remembered, with the file of the house key that was named and worked."""
    if arguments.key_file is None:
        return memory
    return replace(memory, key_file=str(arguments.key_file.absolute()))


# Rounds.


def sync_dossier(arguments: Namespace, context: CommandContext) -> int:
    """Exchange with the place of a dossier, once or as long as the command runs."""
    settings = app.exchange.settings.ExchangeSettings()
    with ExitStack() as opened_here, context.open_dossier(arguments.dossier) as session:
        memory = settings.of(session.store.path)
        place = _named_place(arguments) or memory.place
        if not place:
            raise UsageError(context.words.text("cli-sync-forms"))
        key = app.exchange.secrecy.desk_key(memory, arguments.key_file)
        app.exchange.round.require_shared(session, protected=key is not None)
        if place != memory.place:
            app.exchange.places.set_up_place(place)
        opened: ExchangePlace
        if app.exchange.places.is_server(place):
            archive = open_archive(place, arguments.server_password_file, context, key)
            opened = opened_here.enter_context(archive)
        else:
            opened = app.exchange.places.open_place(place, key)
        before: Arrived | None = None
        told = ""
        while True:
            before, report = app.exchange.round.exchange_all(
                session, opened, key, never_stop, joins=arguments.join, before=before
            )
            if report.problem is None:
                settings.keep(
                    session.store.path,
                    replace(_with_key(settings.of(session.store.path), arguments), place=place),
                )
            if arguments.watch is None:
                _tell(report, context)
                return int(report.problem is not None)
            told = _tell_change(report, told, context)
            sleep(max(0.2, arguments.watch))


def _named_place(arguments: Namespace) -> str:
    """Return the place that the arguments name, "" if they name none; a file is not a folder, and a folder is not a server."""
    if arguments.folder is not None:
        if arguments.folder.is_file():
            raise ExchangeError("place-lost", place=str(arguments.folder), reason=os.strerror(errno.ENOTDIR))
        return str(arguments.folder.absolute())
    if arguments.server is None:
        return ""
    if not app.exchange.places.is_server(arguments.server):
        raise NamingError("cli-value-server", value=arguments.server)
    is_file = Path(arguments.server).is_file()
    return str(Path(arguments.server).absolute()) if is_file else str(arguments.server)


def _tell_change(report: RoundReport, told: str, context: CommandContext) -> str:
    """Tell what a round brought while rounds go on; a problem is reported once. Return the problem."""
    if report.problem is None:
        if report.taken or report.written or told:
            _tell(report, context)
        return ""
    problem = context.words.error(report.problem)
    if problem != told:
        context.console.fail(problem)
    return problem


def _tell(report: RoundReport, context: CommandContext) -> None:
    shape = {
        **fields(report, "taken written waiting to_settle"),
        "from": [
            {"desk": taken_from.desk, "name": taken_from.author or taken_from.name, "acts": taken_from.acts}
            for taken_from in report.sources
        ],
        "missing": [fields(missing_from, "desk name batches") for missing_from in report.missing],
        "missing_pieces": report.missing_pieces,
        "clocks": [{"name": name, "minutes": minutes} for name, minutes in report.clocks],
        **fields(report, "passed_over unfit"),
        "lost": [fields(excerpts, "briefing title excerpts") for excerpts in report.lost],
    }
    if report.problem is None or report.taken:
        context.console.emit(shape, "\n".join(_report_lines(report, context)))
    if report.problem is not None:
        context.console.fail_with(report.problem)


def _report_lines(report: RoundReport, context: CommandContext) -> Iterator[str]:
    words = context.words
    sources = ", ".join(
        f"{taken_from.author or taken_from.name} ({taken_from.acts})" for taken_from in report.sources
    )
    code = "cli-taken-in" if report.taken else "cli-taken-in-none"
    yield words.text(code, count=report.taken, sources=sources)
    if report.written:
        yield words.text("cli-written-out", count=report.written)
    for missing in report.missing:
        yield words.text("cli-missing-batches", count=missing.batches, name=missing.name)
    counts = (
        ("cli-missing-pieces", report.missing_pieces),
        ("cli-to-settle-count", report.to_settle),
        ("cli-damaged-batches", report.damaged),
        ("cli-newer-batches", report.newer),
        ("cli-passed-over", report.passed_over),
        ("cli-unfit", report.unfit),
        ("cli-same-desk", report.same_desk),
    )
    for code, count in counts:
        if count:
            yield words.text(code, count=count)
    for lost in report.lost:
        yield words.text("cli-lost-excerpts", count=lost.excerpts, title=lost.title)
    for name, minutes in report.clocks:
        yield words.text("cli-clock-ahead", name=name, minutes=minutes)


def _add_archive(group: CommandGroup) -> None:
    search = group.command("archive-search", search_archive)
    search.add_argument("archive", metavar="ARCHIVE", help=group.help("archive-address"))
    search.add_argument("words", metavar="WORDS", nargs="+", help=group.help("archive-words"))
    search.query = "words"
    search.add_argument("--here", action="store_true", help=group.help("archive-here"))
    search.add_argument("--limit", metavar="N", type=positive, default=20, help=group.help("archive-limit"))
    fill = group.dossier_command("archive-fill", fill_archive)
    fill.add_argument("archive", metavar="ARCHIVE", help=group.help("archive-address"))
    for command in (search, fill):
        command.add_argument(
            "--server-password-file", metavar="F", type=Path, help=group.help("server-password-file")
        )
    files = group.command("archive-files", write_files)
    files.add_argument("folder", metavar="FOLDER", type=Path, help=group.help("archive-folder"))


def open_archive(
    archive: str, password_file: Path | None, context: CommandContext, key: HouseKey | None = None
) -> app.exchange.postgresql.CommonArchive:
    """Return the archive of an address, with the password of a file, of the environment, or asked for on a terminal."""
    address = app.exchange.server.read_address(archive)
    password = app.exchange.server.server_password(password_file)
    if password is None:
        password = context.ask_secret("cli-ask-server-password", user=address.user, host=address.host)
    if not password:
        raise ExchangeError(
            "server-password-missing", user=address.user, variable=app.exchange.server.PASSWORD_VARIABLE
        )
    return app.exchange.postgresql.CommonArchive(address, password, key)


def search_archive(arguments: Namespace, context: CommandContext) -> int:
    """Find articles of all dossiers of an archive that the user may read."""
    with open_archive(arguments.archive, arguments.server_password_file, context) as archive:
        found = archive.search(" ".join(arguments.words), arguments.limit, everywhere=not arguments.here)
    for hit in found:
        shape = fields(hit, "dossier article title outlet day language snippet hits")
        context.console.emit(shape, _hit_lines(hit))
    if not found:
        context.say("cli-archive-nothing")
    return 0


def _hit_lines(hit: ArchiveHit) -> str:
    known = (hit.title, hit.outlet, hit.day.isoformat() if hit.day else "", hit.dossier)
    return f"{show_line(' · '.join(filter(None, known)))}\n    {show_line(hit.snippet)}"


def fill_archive(arguments: Namespace, context: CommandContext) -> int:
    """Send the articles of a dossier to the search of an archive, and remove those there that it no longer has."""
    with (
        context.open_dossier(arguments.dossier) as session,
        open_archive(arguments.archive, arguments.server_password_file, context) as archive,
    ):
        plan = app.exchange.postgresql.plan_archive(session, archive.archived())
        archive.archive(
            _counted(app.exchange.postgresql.archive_articles(session, plan), len(plan.to_send), context)
        )
        archive.forget(plan.to_remove)
    shape = {
        "dossier": str(arguments.dossier),
        "articles": plan.articles,
        "sent": len(plan.to_send),
        "removed": len(plan.to_remove),
    }
    context.report(shape, "cli-archive-filled", count=plan.articles, path=arguments.dossier, **shape)
    return 0


def _counted(
    articles: Iterator[ArchiveArticle], total: int, context: CommandContext
) -> Iterator[ArchiveArticle]:
    for count, article in enumerate(articles, 1):
        context.console.progress(context.words.text("cli-archive-sending", count=count, total=total))
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
        # If the folder cannot be made, writing the first file says why.
        folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        path = folder / source.name
        write_atomically(path, source.read_bytes())
        context.console.emit({"path": str(path)}, show_line(str(path)))
    return 0
