"""Reads a Word file that comes back, in a sealed process, finds the record of its export, and compares the two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefbuilder.app.export_input import ExportInput, quoted_articles, snapshot
from briefbuilder.app.export_records import current_digests
from briefbuilder.app.pictures import read_own_picture
from briefbuilder.app.read_files import READING_LIMITS, reading_errors
from briefbuilder.app.warm_up import warm_up_returned
from briefbuilder.app.workers import PRELOAD, WorkerPool
from briefbuilder.domain.errors import ExportError, ImportRefusedError
from briefbuilder.domain.export_record import ExportedParagraph, ExportRecord
from briefbuilder.domain.progress import Stop
from briefbuilder.domain.values import value
from briefbuilder.domain.word_changes import Comparison, ReturnedPicture
from briefbuilder.importers.read import load_file

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.returned.document import ReturnedDocument

_MIN_SIMILARITY = 0.15
"""The share of common runs of three words below which a file is not an export of a briefing."""
_RUN = 3

_WORD = re.compile(
    "[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W_\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)


@value
class FoundRecord:
    """The record with which a returned file is to be compared, and the digests of the briefing's blocks as they are now.

    Without a record, `data` is the input of the export that is composed in its place.
    """

    record: ExportRecord | None
    found_by: Literal["id", "text", "composed"]
    data: ExportInput | None = None
    digests: Mapping[tuple[str, str], str] = field(default_factory=dict)


def compare_returned(session: Session, briefing_id: str, path: Path) -> Comparison:
    """Compare a returned Word file with what was exported of a briefing.

    Raises ImportRefusedError if the file cannot be read, ExportError("returned-other") if it is not an export of the
    briefing, and DossierError if there is no such briefing.
    """
    with WorkerPool(warm=1, preload=PRELOAD) as pool:
        document = read_returned_file(path, pool)
        found = find_record(session, briefing_id, document, path.name)
        return take_pictures(compare_document(found, document, path.name), document, pool)


def read_returned_file(
    path: Path, pool: WorkerPool | None = None, cancelled: Stop | None = None
) -> ReturnedDocument:
    """Read a returned Word file in a sealed process; this needs no session."""
    from briefbuilder.returned.document import ReturnedDocument
    from briefbuilder.returned.reader import read_returned

    data, name = load_file(path)
    with WorkerPool(warm=1, preload=PRELOAD) as own, reading_errors(name):
        return (pool or own).run_sealed(
            read_returned,
            data,
            name,
            result_type=ReturnedDocument,
            prepare=warm_up_returned,
            limits=READING_LIMITS,
            cancelled=cancelled,
        )


def find_record(
    session: Session, briefing_id: str, document: ReturnedDocument, name: str = ""
) -> FoundRecord:
    """Return the record of the export that a file comes from: by the export's id in the file, else by the most similar text."""
    briefing = session.store.existing_briefing(briefing_id)
    digests = current_digests(briefing, quoted_articles(session, briefing))
    record = session.store.exports.find(briefing_id, document.export_id) if document.export_id else None
    if record is not None:
        return FoundRecord(record=record, found_by="id", digests=digests)
    _refuse_other(session, briefing_id, document, name)
    runs = _runs_of_document(document)
    records = [
        (_dice(runs, _runs_of(_texts(record.paragraphs))), record)
        for record in session.store.exports.of(briefing_id)
    ]
    similarity, nearest = max(records, key=lambda one: one[0], default=(0.0, None))
    if nearest is not None and similarity >= _MIN_SIMILARITY:
        return FoundRecord(record=nearest, found_by="text", digests=digests)
    return FoundRecord(record=None, found_by="composed", data=snapshot(session, briefing_id), digests=digests)


def compare_document(found: FoundRecord, document: ReturnedDocument, name: str = "") -> Comparison:
    """Compare a file that was read with a record that was found; this needs no session.

    Raises ExportError("returned-other") if a composed briefing has almost no words in common with the file.
    """
    from briefbuilder.returned.compare import compare

    record = found.record
    if record is None:
        record = _compose(found)
        if _dice(_runs_of_document(document), _runs_of(_texts(record.paragraphs))) < _MIN_SIMILARITY:
            title = found.data.briefing.title if found.data else ""
            raise ExportError("returned-other", name=name, title=title)

    def is_changed(paragraph: ExportedParagraph) -> bool:
        now = found.digests.get((paragraph.origin, paragraph.block), "")
        return bool(paragraph.digest) and now != paragraph.digest

    result = compare(record, document, is_changed)
    authors = (
        author
        for change in result.changes
        if change.tracked or change.kind == "comment"
        for author in change.authors
    )
    return Comparison(
        record=record,
        found_by=found.found_by,
        changes=result.changes,
        editors=tuple(dict.fromkeys((*authors, *filter(None, (document.saved_by,))))),
        saved_by=document.saved_by,
        saved_at=document.saved_at,
        warnings=result.warnings,
    )


def take_pictures(
    comparison: Comparison, document: ReturnedDocument, pool: WorkerPool, cancelled: Stop | None = None
) -> Comparison:
    """Return a comparison with the new pictures of its file, each read in a sealed process; those that cannot be read lack."""
    new = {
        change.picture
        for change in comparison.changes
        if change.kind in {"picture_inserted", "picture_replaced"}
    }
    pieces = (piece for paragraph in document.paragraphs for piece in paragraph.pieces)
    words = {piece.picture.digest: piece.picture.words for piece in pieces if piece.picture is not None}
    taken: dict[str, ReturnedPicture] = {}
    for digest in sorted(new & document.pictures.keys()):
        with suppress(ImportRefusedError):
            _, picture = read_own_picture(document.pictures[digest], "", pool, cancelled)
            taken[digest] = ReturnedPicture(picture=picture, words=words.get(digest, ""))
    return replace(comparison, pictures=taken)


def _compose(found: FoundRecord) -> ExportRecord:
    from briefbuilder.app.export import build_all

    assert found.data is not None
    record = build_all(found.data, (".docx",)).kept(found.data, ()).record
    assert record is not None
    return record


def _refuse_other(session: Session, briefing_id: str, document: ReturnedDocument, name: str) -> None:
    """Raise ExportError if only an export of another briefing has the id in the file."""
    others = [
        found
        for found in session.store.exports.briefings_with(document.export_id)
        if found != briefing_id and session.store.briefing(found) is not None
    ]
    if document.export_id and others:
        other = session.store.briefing(others[0])
        assert other is not None
        raise ExportError("returned-other-briefing", name=name, title=other.title)


def _texts(paragraphs: Iterable[ExportedParagraph]) -> Iterable[str]:
    return (paragraph.text for paragraph in paragraphs if paragraph.part == "body")


def _runs_of_document(document: ReturnedDocument) -> Counter[tuple[str, ...]]:
    """Return the runs of words of a file as it was before its recorded changes."""
    from briefbuilder.returned.views import original_view

    return _runs_of(unit.text for unit in original_view(document))


def _runs_of(texts: Iterable[str]) -> Counter[tuple[str, ...]]:
    """Return how often each run of three words, or of as many characters of scripts without spaces, is in the given texts."""
    runs: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        words = _WORD.findall(text.casefold())
        if 0 < len(words) < _RUN:
            runs[tuple(words)] += 1
        runs.update(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    return runs


def _dice(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
