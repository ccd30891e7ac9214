"""Removes for good what was removed, and copies of a dossier what another may have.

What is deleted stays in a file: in the undo history, in the blocks of the full-text index, in free pages. `purge` deletes
it there too and rewrites the file. Copies, backups and snapshots of the file are not touched.

In a shared dossier, the other desks are asked to do the same (`shared_removals`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection as CollectionOf
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briefbuilder.domain.article import MOST_PARTS, Original, file_article_id
from briefbuilder.domain.changes import ArticleRecord, Collection
from briefbuilder.domain.notices import ATTACHED
from briefbuilder.domain.progress import Progress, ignore_progress
from briefbuilder.domain.values import value
from briefbuilder.storage.blobs import UNUSED_PICTURE, Blobs, PreparedArticle
from briefbuilder.storage.codec import as_text
from briefbuilder.storage.database import Transaction, connect_like, dossier_errors, unmark_copy
from briefbuilder.storage.facts import FactIndex
from briefbuilder.storage.hardening import unrestricted
from briefbuilder.storage.migrations import has_log
from briefbuilder.storage.vocabulary import DossierVocabulary
from briefbuilder.system.files import replacement_of

DROP_PICTURES = f"DELETE FROM picture WHERE {UNUSED_PICTURE}"  # noqa: S608 - a condition of ours
WITHOUT_ARTICLE = (
    "DELETE FROM register WHERE article NOT IN (SELECT id FROM article)",
    "DELETE FROM fact WHERE number NOT IN (SELECT number FROM register)",
    # Nothing tells which of these texts are still there.
    "DELETE FROM text_fact",
    "DELETE FROM pages",
)
"""What was read from removed articles."""
_DELETIONS = (
    "DELETE FROM change",
    "DELETE FROM use",
    "DELETE FROM history",
    "UPDATE state SET number = 0 WHERE name = 'cursor'",
    # They hold what briefings said before.
    "DELETE FROM export",
    "DELETE FROM decision",
    # Another desk may still need what a batch refers to.
    "DELETE FROM text WHERE sha256 NOT IN (SELECT text FROM article UNION SELECT sha256 FROM batch_piece)",
    "DELETE FROM original WHERE sha256 NOT IN (SELECT sha256 FROM article UNION SELECT sha256 FROM batch_piece)",
    "DELETE FROM text_picture WHERE text NOT IN (SELECT sha256 FROM text)",
    DROP_PICTURES,
    *WITHOUT_ARTICLE,
)
_OPTIMIZE = (
    "INSERT INTO section_words (section_words) VALUES ('optimize')",
    "INSERT INTO fact_words (fact_words) VALUES ('optimize')",
)
"""Merges each index into one part, which has no words of deleted sections and articles any more."""
_DELETED, _OPTIMIZED = 0.2, 0.7
"""The shares of the work that are done after the deletions and after the index, measured with 10,000 articles."""
_PAGES = 2_000


@value
class PurgeSummary:
    """What a purge removes: the number of acts in the undo history, and of removed articles and briefings in it."""

    acts: int
    articles: int
    briefings: int


class Contents:
    """What the file of one dossier holds beside its values: what a purge would remove, and the texts of its articles."""

    def __init__(self, connection: sqlite3.Connection, path: Path, texts: Blobs, facts: FactIndex) -> None:
        self._connection = connection
        self._path = path
        self._texts = texts
        self._facts = facts

    def summarize_purge(self) -> PurgeSummary:
        """Return what a purge would remove."""
        with dossier_errors(self._path):
            is_logged = has_log(self._connection)
            acts = sum(
                int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - ours
                for table in (("history", "own_act") if is_logged else ("history",))
            )
            written = "SELECT DISTINCT id FROM change WHERE collection = ?1"
            if is_logged:
                written += " UNION SELECT id FROM mark WHERE collection = ?1"
            return PurgeSummary(
                acts=acts,
                articles=self._count_removed("article", written),
                briefings=self._count_removed("briefing", written),
            )

    def prepare(self, record: ArticleRecord) -> PreparedArticle:
        """Return an article with its text, original, pictures and facts, ready to be kept by another dossier."""
        with dossier_errors(self._path):
            return replace(self._texts.prepared(record), facts=self._facts.prepared(record.id))

    def mixed_originals(self, kept: CollectionOf[ArticleRecord]) -> tuple[Original, ...]:
        """Return the originals of articles that also hold an article, or a former version, which is not among them.

        They are exports of several articles, and mails with attachments, which may be such files themselves.
        """
        with dossier_errors(self._path):
            gone = self._known_articles() - {record.id for record in kept}
            held = {as_text(row[0]) for row in self._connection.execute("SELECT sha256 FROM original")}
            mixed = self._formerly_read(kept)
        attached = {
            record.id: {
                notice.article for notice in record.notices if notice.code == ATTACHED and notice.article
            }
            for record in kept
        }
        digests = {file_article_id(name): name for name in held}
        several = {
            record.original.sha256 for record in kept if record.id != file_article_id(record.original.sha256)
        }
        several |= {digests[name] for names in attached.values() for name in names if name in digests}
        mixed |= {digests[name] for name in gone if name in digests}
        if gone:
            parts = range(1, MOST_PARTS + 1)
            mixed |= {name for name in several if any(file_article_id(name, part) in gone for part in parts)}
        before = -1
        while len(mixed) != before:
            before = len(mixed)
            # What is attached may have attachments.
            mixed |= {
                record.original.sha256
                for record in kept
                if any(name in gone or digests.get(name) in mixed for name in attached[record.id])
            }
        found = {record.original.sha256: record.original for record in kept}
        return tuple(one for name, one in found.items() if name in mixed and name in held)

    def _known_articles(self) -> set[str]:
        """Return the ids of all articles, and of those that were removed."""
        query = "SELECT id FROM article UNION SELECT id FROM change WHERE collection = 'article'"
        if has_log(self._connection):
            query += " UNION SELECT id FROM mark WHERE collection = 'article'"
        return {as_text(row[0]) for row in self._connection.execute(query)}

    def _formerly_read(self, kept: Iterable[ArticleRecord]) -> set[str]:
        """Return the files from which versions of articles were read that a newer one replaced."""
        now = {record.id: record.original.sha256 for record in kept}
        rows = self._connection.execute(
            "SELECT use.sha256, change.id FROM history JOIN change ON change.act = history.id"
            " JOIN use ON use.act = history.id"
            " WHERE history.act = 'revise-article' AND change.collection = 'article'"
        )
        return {as_text(name) for name, article in rows if now.get(article) != name}

    def _count_removed(self, collection: Collection, written: str) -> int:
        query = f"SELECT count(*) FROM ({written}) WHERE id NOT IN (SELECT id FROM {collection})"  # noqa: S608 - ours
        return int(self._connection.execute(query, (collection,)).fetchone()[0])


def purge(
    connection: sqlite3.Connection,
    transaction: Transaction,
    on_progress: Progress = ignore_progress,
    originals: Iterable[Original] = (),
) -> None:
    """Delete the undo history, some originals and everything that is no longer in a dossier, and rewrite the file.

    If the program stops in between, the dossier is whole, with or without what was to be deleted. `on_progress` receives
    the share that is done, from 0 to 1, and may raise an error before anything is changed.
    """
    # Some builds of SQLite leave deleted bytes in their pages unless they are told not to.
    connection.execute("PRAGMA secure_delete = ON")
    with transaction:
        on_progress(0.0)
        for statement in _DELETIONS:
            connection.execute(statement)
        Blobs(connection).drop_originals(original.sha256 for original in originals)
        on_progress(_DELETED)
        _optimize(connection)
        on_progress(_OPTIMIZED)
    with unrestricted(connection):
        transaction.vacuum()


def compact(connection: sqlite3.Connection, transaction: Transaction) -> None:
    """Rewrite the file and the indexes in it, so that nothing is left of what was deleted."""
    with transaction:
        _optimize(connection)
    with unrestricted(connection):
        transaction.vacuum()


def _optimize(connection: sqlite3.Connection) -> None:
    for statement in _OPTIMIZE:
        connection.execute(statement)
    DossierVocabulary(connection).forget_missing()


def copy_database(connection: sqlite3.Connection, target: Path, on_progress: Progress) -> None:
    """Copy a dossier to a file, with the same password if it is encrypted; everything in it is copied.

    `on_progress` receives the share that is done, and may raise an error to stop the copy.
    """

    def show(_status: int, remaining: int, total: int) -> None:
        if total:
            on_progress(1 - remaining / total)

    with closing(connect_like(connection, target)) as copy:
        connection.backup(copy, pages=_PAGES, progress=show)
        unmark_copy(copy)


def save_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Write what a connection has open to a file, even if the connection's own file has no name any more.

    The copy is encrypted with the same key if the dossier is. An existing file is replaced once the copy is whole.
    """
    with replacement_of(target) as made:
        with unrestricted(connection):
            connection.execute("VACUUM INTO ?", (str(made),))
        with closing(connect_like(connection, made)) as copy:
            unmark_copy(copy)
