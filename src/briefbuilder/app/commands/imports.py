"""Importing: readings become articles of the dossier.

A reading's text, original and pictures are stored first, under their hashes; the act that imports the articles refers
to them. So an import of many files holds little in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefbuilder.app.evidence import prepare_article_facts
from briefbuilder.app.session import Session
from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.domain.changes import ArticleRecord, ChangeSet, change_of
from briefbuilder.domain.errors import BriefbuilderError, CancelledError, DossierError, ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.values import value
from briefbuilder.storage.blobs import PreparedArticle, prepare

if TYPE_CHECKING:
    from briefbuilder.app.messages import Words
    from briefbuilder.app.resources import Resources

SLICE = 1
"""Articles that are stored at once: an article with many near copies takes up to 70 ms, any other about 3 ms."""
LATE_SLICE = 2
"""The same while others are waiting."""
LARGE_SLICE = 16
"""The same if nobody waits at a window."""
FIRST = 4
"""Articles that the first slice waits for, so that a few files keep the order in which they were named."""


@value
class ImportOutcome:
    """What became of one file: `article` is the new article's id, or the id of the article that it repeats."""

    path: Path
    status: Literal["imported", "duplicate", "refused"]
    article: str | None = None
    notices: tuple[Notice, ...] = ()
    error: BriefbuilderError | None = None


def prepare_reading(reading: ImportedArticle | RefusedFile) -> PreparedArticle | RefusedFile:
    """Prepare a reading for storing, or refuse it; needs no dossier and takes a moment, so that workers do it."""
    if isinstance(reading, RefusedFile):
        return reading
    try:
        return replace(prepare(reading), facts=prepare_article_facts(reading.article))
    except DossierError as error:
        if error.code != "text-not-storable":
            raise
        # One file that cannot be stored must not stop the import of the others.
        refusal = ImportRefusedError("import-not-storable", name=reading.path.name)
        return RefusedFile(path=reading.path, error=refusal)


def import_readings(
    session: Session, readings: Iterable[ImportedArticle | PreparedArticle | RefusedFile]
) -> tuple[ImportOutcome, ...]:
    """Import readings as one act, and return what became of each file; what was read before a kill or an error stays.

    A file whose bytes are in the dossier already is a duplicate: ids follow from the bytes, and for one of
    several articles of a file from its place too.
    """
    run = SlicedImport(session, size=LARGE_SLICE)
    outcomes: list[ImportOutcome] = []
    try:
        for reading in readings:
            prepared = reading if isinstance(reading, PreparedArticle) else prepare_reading(reading)
            outcomes.append(run.take(prepared))
    finally:
        run.finish(outcomes)
    return run.outcomes(outcomes)


class SlicedImport:
    """An import that stores a few articles at a time while other files are read; all of them are one act.

    The window stays responsive, however many files there are. An import that is stopped, or ends with the program,
    leaves whole articles, which one undo takes out.
    """

    def __init__(self, session: Session, size: int = SLICE) -> None:
        self._session = session
        self._size = size
        self._waiting: list[ArticleRecord] = []
        self._stored: set[str] = set()
        self._title = ""

    @property
    def count(self) -> int:
        """How many articles have been stored."""
        return len(self._stored)

    def take(self, prepared: PreparedArticle | RefusedFile) -> ImportOutcome:
        """Store the text of one file, and a slice of articles if enough are waiting.

        The outcome of a duplicate of a file of this import becomes final with `outcomes`. Raises CancelledError if
        the user has undone the import, DossierError as the session does.
        """
        if self._stored and not self._session.store.can_grow:
            self._stored.clear()
            raise CancelledError
        if isinstance(prepared, RefusedFile):
            outcome = ImportOutcome(path=prepared.path, status="refused", error=prepared.error)
        else:
            outcome = self._keep(prepared)
        if len(self._waiting) >= (self._size if self._stored else max(FIRST, self._size)):
            size = max(self._size, LATE_SLICE)
            taken, self._waiting = self._waiting[:size], self._waiting[size:]
            self._store(taken)
        return outcome

    def finish(self, outcomes: Iterable[ImportOutcome]) -> None:
        """Store the articles that are still waiting, in the order of the outcomes. Raises as `take` does."""
        places = {outcome.article: place for place, outcome in enumerate(outcomes)}
        waiting, self._waiting = self._waiting, []
        self._store(sorted(waiting, key=lambda record: places.get(record.id, -1)))
        self._session.store.announce_slices()

    def outcomes(self, outcomes: Iterable[ImportOutcome]) -> tuple[ImportOutcome, ...]:
        """Return the final outcomes: of several files with the same bytes the first one is the article."""
        seen: set[str | None] = set()
        found: list[ImportOutcome] = []
        for outcome in outcomes:
            is_new = outcome.article in self._stored and outcome.article not in seen
            is_final = outcome.status == "refused" or is_new
            found.append(outcome if is_final else replace(outcome, status="duplicate", notices=()))
            seen.add(outcome.article)
        return tuple(found)

    def _keep(self, prepared: PreparedArticle) -> ImportOutcome:
        record = prepared.record
        if self._session.store.record(record.id) is None:
            self._session.store.keep(prepared)
            if record.id not in self._stored and all(one.id != record.id for one in self._waiting):
                self._waiting.append(record)
        return ImportOutcome(path=prepared.path, status="imported", article=record.id, notices=record.notices)

    def _store(self, waiting: Sequence[ArticleRecord]) -> None:
        # Another desk may have brought an article while it was waiting.
        new = [record for record in waiting if self._session.store.record(record.id) is None]
        if not new:
            return
        records = tuple(replace(record, imported=self._session.store.next_moment()) for record in new)
        first = not self._stored
        self._title = records[0].metadata.title if first else self._title
        act = import_act(records, len(self._stored) + len(records), self._title)
        if not self._session.store.grow(act, first=first):
            self._stored.clear()
            raise CancelledError
        self._stored.update(record.id for record in records)


def preload(resources: Resources, words: Words, taxonomies: Iterable[str]) -> None:
    """Load what the first article of a dossier is shown with, on a thread while the first files are read.

    `taxonomies` are those of the dossier.
    """
    import briefbuilder.app.commands.revisions
    import briefbuilder.tagging.learner
    import briefbuilder.tagging.term_statistics  # noqa: F401 - the window imports them when the first article appears

    resources.matcher(resources.taxonomy(taxonomies))
    words.has("act-import-articles")


def import_act(records: Sequence[ArticleRecord], count: int, title: str) -> ChangeSet:
    """Return the act that adds articles, or one slice of it.

    `count` is the number of articles of the whole act, `title` the title of its first one.
    """
    changes = tuple(change_of(None, record) for record in records)
    return ChangeSet(act="import-articles", changes=changes, parameters={"count": str(count), "title": title})
