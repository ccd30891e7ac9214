"""Builds and writes the files of an export in a job of the window, an evidence pack among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import OwnText, Part
from briefbuilder.domain.errors import CancelledError
from briefbuilder.domain.export_record import ExportRecord
from briefbuilder.domain.facts import Claim

if TYPE_CHECKING:
    from briefbuilder.app.export_input import ExportInput
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.session import Session

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
        files[PACK] = build_pack(collect_pack(data, _RequestedPackReader(context)), files).data
    # Files are encrypted and written here: the worker process can be killed, and needs no password.
    context.check()
    write_files({suffix: files[suffix] for suffix in wanted}, paths, password)
    return built.record(data, paths)


class _RequestedPackReader:
    """Reads what a pack needs by requests to the window's thread, one article or text at a time."""

    def __init__(self, context: JobContext) -> None:
        self._request = context.request

    def claims(self, part: Part, item: OwnText) -> tuple[Claim, ...]:
        """Return what an own text of the briefing states."""
        claims: tuple[Claim, ...] = self._request(("claims", part, item))
        return claims

    def article(self, article_id: str) -> Article:
        """Return an article."""
        article: Article = self._request(("article", article_id))
        return article

    def original(self, article_id: str) -> bytes:
        """Return the file that an article was read from."""
        data: bytes = self._request(("original", article_id))
        return data

    def is_corrected(self, article_id: str) -> bool:
        """Return whether the text of an article was corrected."""
        return bool(self._request(("is_corrected", article_id)))


def read_for_pack(session: Session, briefing_id: str, wanted: object) -> object:
    """Answer a request of `_RequestedPackReader`; raises CancelledError if the briefing is no longer there."""
    from briefbuilder.app.evidence_pack import DossierPackReader

    assert isinstance(wanted, tuple)
    name, *arguments = wanted
    whole = session.store.briefing(briefing_id)
    if whole is None:
        raise CancelledError
    return getattr(DossierPackReader(session, whole), name)(*arguments)
