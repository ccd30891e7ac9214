"""`read`, `new` and `import`: from files to articles."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.cli.context import Context
from briefbuilder.cli.family import Family
from briefbuilder.cli.plain import article_lines
from briefbuilder.cli.shapes import article_shape, notice_shapes

if TYPE_CHECKING:
    from briefbuilder.app.acts.importing import ImportOutcome
    from briefbuilder.app.reading import FileReading, Progress


def add(family: Family) -> None:
    """Add the commands to the parser."""
    read = family.command("read", read_files)
    read.add_argument("files", metavar="FILE", nargs="+", type=Path, help=family.help("files"))
    new = family.command("new", new_dossier)
    new.add_argument("dossier", metavar="DOSSIER", type=Path, help=family.help("dossier"))
    importing = family.command("import", import_files)
    importing.add_argument("dossier", metavar="DOSSIER", type=Path, help=family.help("dossier"))
    importing.add_argument("paths", metavar="PATH", nargs="+", type=Path, help=family.help("paths"))


def read_files(arguments: Namespace, context: Context) -> int:
    """Read files into articles without storing them."""
    from briefbuilder.app.reading import RefusedFile, read_paths

    refused = 0
    for reading in read_paths(arguments.files, on_progress=_progress(context)):
        if isinstance(reading, RefusedFile):
            refused += 1
            context.console.fail_with(reading.error)
            continue
        shape = article_shape(reading.article, reading.notices, context.words)
        context.console.emit({"path": str(reading.path), **shape}, _plain(reading, context))
    return 1 if refused else 0


def _plain(reading: FileReading, context: Context) -> str | None:
    """Return what people read of an article; it is not laid out where programs alone read the output."""
    if context.console.as_json:
        return None
    lines = article_lines(reading.article, reading.notices, context.words)
    return "\n".join((str(reading.path), *lines, ""))


def new_dossier(arguments: Namespace, context: Context) -> int:
    """Make an empty dossier."""
    from briefbuilder.app.session import Session

    with Session.create(arguments.dossier, context.resources) as session:
        path = str(session.path)
    context.console.emit({"dossier": path}, context.words.text("cli-dossier-made", path=path))
    return 0


def import_files(arguments: Namespace, context: Context) -> int:
    """Import files and folders into a dossier, as one act; a bad file is told and the others go on."""
    from briefbuilder.app.acts.importing import import_readings
    from briefbuilder.app.copies import with_copies
    from briefbuilder.app.reading import read_paths

    with context.opened(arguments.dossier) as session:
        readings = read_paths(arguments.paths, on_progress=_progress(context))
        act, outcomes = import_readings(session, readings)
        session.apply(act)
        outcomes = with_copies(session, outcomes)
    for outcome in outcomes:
        _tell(outcome, context)
    return 1 if any(outcome.status == "refused" for outcome in outcomes) else 0


def _tell(outcome: ImportOutcome, context: Context) -> None:
    words = context.words
    error = words.error(outcome.error) if outcome.error else None
    shape = {
        "path": outcome.path,
        "status": outcome.status,
        "article": outcome.article,
        "notices": notice_shapes(outcome.notices, words),
        "error": error,
    }
    if error is not None:
        context.console.emit(shape)
        context.console.fail(error)
        return
    told = words.text(f"cli-{outcome.status}", path=outcome.path, article=outcome.article or "")
    notices = (f"    {words.notice(notice)}" for notice in outcome.notices)
    context.console.emit(shape, "\n".join((told, *notices)))


def _progress(context: Context) -> Progress:
    def show(done: int, count: int, path: Path) -> None:
        text = context.words.text("cli-reading", done=str(done + 1), count=str(count), name=path.name)
        context.console.progress(text)

    return show
