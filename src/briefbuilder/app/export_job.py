"""Builds and writes the files of an export in a job of the window, an evidence pack among them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.domain.errors import CancelledError
from briefbuilder.domain.export_record import ExportRecord

if TYPE_CHECKING:
    from briefbuilder.app.export_input import ExportInput
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.session import Session
    from briefbuilder.domain.briefing import Briefing

PACK = ".zip"
"""The suffix of an evidence pack, which has the briefing as Word file and PDF, and its sources."""


def build_and_write(
    source: ExportInput, paths: tuple[Path, ...], password: str | None, context: JobContext
) -> ExportRecord | None:
    """Build the files of a briefing in a worker and write them; return the record of the Word file among them.

    Raises PolicyError where an administrator does not allow the export.
    """
    from briefbuilder.app.evidence_pack import DOCUMENTS, build_pack, collect_pack
    from briefbuilder.app.export import (
        BuiltFiles,
        add_letterhead,
        build_but_letterhead,
        complete_input,
        require_allowed,
        write_files,
    )

    require_allowed(source, (path.suffix for path in paths))

    wanted = tuple(path.suffix.lower() for path in paths)
    suffixes = tuple(dict.fromkeys(suffix for suffix in wanted if suffix != PACK))
    if PACK in wanted:
        suffixes = tuple(dict.fromkeys((*suffixes, *DOCUMENTS)))
    data = complete_input(source, pool=context.pool, cancelled=context.cancelled)
    built = context.pool.run(
        build_but_letterhead,
        data,
        suffixes,
        on_progress=context.progress,
        cancelled=context.cancelled,
        result_type=BuiltFiles,
    )
    built = add_letterhead(built, data, suffixes, pool=context.pool, cancelled=context.cancelled)
    files = dict(built.files)
    if PACK in wanted:
        files[PACK] = build_pack(collect_pack(data, context.request), files).data
    # Files are encrypted and written here: the worker process can be killed, and needs no password.
    context.check()
    write_files({suffix: files[suffix] for suffix in wanted}, paths, password)
    return built.record(data, paths)


def read_for_pack(
    session: Session, briefing_id: str, wanted: Callable[[Session, Briefing], object]
) -> object:
    """Return one thing that a function takes from the dossier of a briefing, on the window's thread.

    Raises CancelledError if the briefing is no longer there.
    """
    whole = session.store.briefing(briefing_id)
    if whole is None:
        raise CancelledError
    return wanted(session, whole)
