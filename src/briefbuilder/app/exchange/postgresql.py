"""A common archive on a PostgreSQL server as a place of exchange, and its full-text search.

The tables and rights are those of `resources/exchange/postgresql.sql`. A connection is encrypted by TLS and the server's
certificate verified in full; otherwise none is opened. Whatever fails is an ExchangeError, and the next call connects again.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from briefbuilder.app.exchange.round import PlaceReport
from briefbuilder.app.exchange.secrecy import HouseKey, house_key, unwrap
from briefbuilder.app.exchange.server import ServerAddress, ServerConnection
from briefbuilder.app.policy import current_policy
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.errors import ExchangeError
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import MOST_BATCH, decode_batch, is_hash
from briefbuilder.storage.codec import MOST_ORIGINAL, encode

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

VERSION = 1
"""The version of the server's tables that this program knows."""
MOST_ARTICLE = 250_000
"""Code points of an article that the search of the archive reads."""
MOST_QUERY = 500
_MORE = 4096
"""Bytes that wrapped data may be longer than its content."""
_PART = 1024 * 1024
_AHEAD = 2 * 1024 * 1024
"""Bytes of batches that are read together."""
_MOST_LISTED = 20_000
_MOST_AHEAD = 500
_START, _END = "\ue000", "\ue001"
"""What is around the words found in a snippet of the server."""
_UNSTORABLE = str.maketrans({"\0": " ", _START: " ", _END: " "})


# Articles of the archive.


@value(kw_only=False)
class ArchiveArticle:
    """What the search of the archive knows of an article; `digest` is a SHA-256 that changes with it."""

    article: str
    title: str
    outlet: str
    day: date | None
    language: str
    text: str
    digest: str

    def storable(self) -> ArchiveArticle:
        """Return the article as the server takes it: no longer than it may be, without characters that it refuses."""
        return replace(
            self,
            title=self.title.translate(_UNSTORABLE)[:2000],
            outlet=self.outlet.translate(_UNSTORABLE)[:500],
            language=self.language[:40],
            text=self.text.translate(_UNSTORABLE)[:MOST_ARTICLE],
        )


@value(kw_only=False)
class ArchiveHit:
    """An article that the search of the archive found; `hits` are code points (start, end) in `snippet`."""

    dossier: str
    article: str
    title: str
    outlet: str
    day: date | None
    language: str
    snippet: str
    hits: tuple[tuple[int, int], ...]


# The place.


class CommonArchive:
    """A `Place` on a server; used on a job's thread. Keep it open between rounds, so that it lists only what is new.

    With a house `key`, batches are encrypted, and it says which ones a batch builds on. Raises PolicyError if changes
    may not be exchanged over a server.
    """

    def __init__(self, address: ServerAddress, password: str, key: HouseKey | None = None) -> None:
        current_policy().require_exchange("server")
        self.address = address
        self._password = password
        self._key = key
        self._connection: ServerConnection | None = None
        self._dossier = 0
        self._since = 0
        self._listed: dict[str, int] = {}
        self._ahead: dict[str, bytes] = {}

    def __repr__(self) -> str:
        return f"CommonArchive({self.address!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the next call opens it again and lists everything again."""
        connection, self._connection = self._connection, None
        self._since = 0
        self._listed.clear()
        self._ahead.clear()
        if connection is not None:
            connection.close()

    # Batches.

    def batch_names(self) -> tuple[str, ...]:
        """Return the names of the batches there, those that were written first before the others."""
        with self._connected() as connection:
            rows: Sequence[Any] = (None,) * _MOST_LISTED
            while len(rows) == _MOST_LISTED:
                rows = connection.run(_LIST, dossier=self._dossier, since=self._since, most=_MOST_LISTED)
                for number, name, size in rows:
                    self._listed[name] = size
                    self._since = number
        return tuple(self._listed)

    def read_batch(self, name: str) -> bytes:
        """Return a batch as it was written; raises ExchangeError "server-batch-missing" if it is not there."""
        _require_hash(name)
        if name not in self._ahead:
            with self._connected() as connection:
                names = ",".join(self._read_together(name))
                rows = connection.run(_READ, dossier=self._dossier, names=names, most=MOST_BATCH + _MORE)
                self._ahead = {found: base64.b64decode(body) for found, body in rows}
        data = self._ahead.pop(name, None)
        if data is None:
            raise ExchangeError("server-batch-missing", name=name)
        return data

    def _read_together(self, name: str) -> Iterator[str]:
        """Yield a batch and those that were listed after it, as far as they are small."""
        yield name
        left, count, is_after = _AHEAD - self._listed.get(name, _AHEAD), 1, False
        for other, size in self._listed.items():
            if is_after:
                left, count = left - size, count + 1
                if left < 0 or count > _MOST_AHEAD:
                    return
                yield other
            is_after = is_after or other == name

    def write_batch(self, name: str, desk: str, data: bytes) -> None:
        """Write a batch, unless it is there; the batches that it builds on must be there.

        Raises ExchangeError "server-parent-missing" if one of them is not, "server-rights" without the right to write.
        """
        _require_hash(name)
        if len(data) > MOST_BATCH + _MORE:
            raise ExchangeError("batch-too-large")
        past = ",".join(decode_batch(unwrap(self._key, "batch", name, data), name).past)
        with self._connected() as connection:
            connection.run(
                _WRITE, dossier=self._dossier, name=name, past=past, desk=desk, body=_base64(data),
                digest=sha256(data).hexdigest(),
            )  # fmt: skip

    def finish(self, desk: str, unreadable: Iterable[str]) -> PlaceReport:  # noqa: ARG002 - part of `Place`
        """Report nothing: what the server has is whole, as it checked when it was written."""
        return PlaceReport()

    def blank_batch(self, name: str, data: bytes, desks: Collection[str] = ()) -> bool:  # noqa: ARG002 - by account
        """Put a batch without what was removed for good in place of this desk's; return whether it was replaced."""
        return self._ask(_BLANK, name, body=_base64(data))

    # Pieces.

    def has_piece(self, name: str) -> bool:
        """Return whether a piece is there."""
        return self._ask(_HAS_PIECE, name)

    def read_piece(self, name: str) -> bytes | None:
        """Return a piece as it was written, None if it is not there."""
        _require_hash(name)
        with self._connected() as connection:
            parts: list[bytes] = []
            count = 1
            while len(parts) < min(count, MOST_ORIGINAL // _PART + 2):
                rows = connection.run(_READ_PIECE, dossier=self._dossier, name=name, part=len(parts))
                if not rows:
                    return None
                count = rows[0][0]
                parts.append(base64.b64decode(rows[0][1]))
        return b"".join(parts)

    def write_piece(self, name: str, data: bytes) -> None:
        """Write a piece, in place of one that this desk wrote before."""
        _require_hash(name)
        if len(data) > MOST_ORIGINAL + _MORE:
            raise ExchangeError("server-piece-too-large")
        count = max(1, -(-len(data) // _PART))
        with self._connected() as connection, connection.transaction():
            connection.run(_REMOVE_PIECE, dossier=self._dossier, name=name)
            for part in range(count):
                body = data[part * _PART : (part + 1) * _PART]
                connection.run(
                    _WRITE_PIECE, dossier=self._dossier, name=name, part=part, parts=count, body=_base64(body),
                    digest=sha256(body).hexdigest(),
                )  # fmt: skip

    def remove_piece(self, name: str) -> bool:
        """Remove a piece for good; return whether it was there and this desk may do that."""
        return self._ask(_REMOVE_PIECE, name)

    # Search.

    def archived(self) -> dict[str, tuple[str, bool]]:
        """Return the articles of this dossier that the search knows: by id, the digest and whether this desk sent it."""
        with self._connected() as connection:
            rows = connection.run(_ARCHIVED, dossier=self._dossier)
        return {article: (digest, is_own) for article, digest, is_own in rows}

    def archive(self, articles: Iterable[ArchiveArticle]) -> None:
        """Let the search know articles, in place of what it knew of them, one transaction each."""
        for article in articles:
            stored = article.storable()
            with self._connected() as connection, connection.transaction():
                connection.run(_FORGET, dossier=self._dossier, article=stored.article)
                connection.run(
                    _ARCHIVE, dossier=self._dossier, article=stored.article, title=stored.title, outlet=stored.outlet,
                    day=stored.day.isoformat() if stored.day else None, language=stored.language, body=stored.text,
                    digest=stored.digest,
                )  # fmt: skip

    def forget(self, articles: Iterable[str]) -> None:
        """Take articles out of the search, those that this desk sent or may purge."""
        with self._connected() as connection:
            for article in articles:
                connection.run(_FORGET, dossier=self._dossier, article=article)

    def search(self, query: str, limit: int = 20, *, everywhere: bool = True) -> tuple[ArchiveHit, ...]:
        """Return the articles that have the words of a query, best first, of all dossiers that this desk may read.

        Quotation marks, "or" and "-" mean what they do on the web. Without `everywhere`, only the dossier of the address
        is searched. Raises ExchangeError "server-query" if the query is empty or too long.
        """
        asked = " ".join(query.translate(_UNSTORABLE).split())
        if not asked or len(asked) > MOST_QUERY:
            raise ExchangeError("server-query", most=str(MOST_QUERY))
        wanted = None if everywhere else self.address.dossier
        with self._connected() as connection:
            rows = connection.run(_SEARCH, query=asked, wanted=wanted, most=limit)
        return tuple(map(_hit, rows))

    # The connection.

    def _ask(self, statement: str, name: str, **values: str) -> bool:
        """Run a statement on a batch or a piece, and return what it answers."""
        _require_hash(name)
        with self._connected() as connection:
            return bool(connection.run(statement, dossier=self._dossier, name=name, **values)[0][0])

    @contextmanager
    def _connected(self) -> Iterator[ServerConnection]:
        """Give the connection, opening it if needed, and close it if anything goes wrong."""
        with ExitStack() as failed:
            failed.callback(self.close)
            if self._connection is None:
                self._connection = ServerConnection(self.address, self._password)
                self._dossier = _dossier_number(self._connection, self.address)
            yield self._connection
            failed.pop_all()


def _require_hash(name: str) -> None:
    if not is_hash(name):
        raise ValueError(name)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _dossier_number(connection: ServerConnection, address: ServerAddress) -> int:
    version = connection.run(_VERSION)[0][0]
    if version != VERSION:
        raise ExchangeError("server-version", found=str(version), own=str(VERSION))
    rows = connection.run(_DOSSIER, name=address.dossier)
    if not rows:
        raise ExchangeError("server-dossier", dossier=address.dossier, user=address.user)
    return int(rows[0][0])


def _hit(row: Sequence[Any]) -> ArchiveHit:
    """Return a row of `_SEARCH`, whose last column marks the words that were found in the snippet."""
    dossier, article, title, outlet, day, language, marked = row
    hits: list[tuple[int, int]] = []
    text = ""
    for place, piece in enumerate(" ".join(marked.split()).split(_START)):
        found, _, rest = piece.partition(_END) if place else ("", "", piece)
        if found:
            hits.append((len(text), len(text) + len(found)))
        text += found + rest
    return ArchiveHit(dossier, article, title, outlet, day, language, text, tuple(hits))


_VERSION = "SELECT briefbuilder.version()"
_DOSSIER = "SELECT id FROM briefbuilder.dossiers WHERE name = CAST(:name AS text)"
_LIST = """
    SELECT number, encode(name, 'hex'), octet_length(body) FROM briefbuilder.batches
    WHERE dossier_id = CAST(:dossier AS integer) AND number > CAST(:since AS bigint)
    ORDER BY number LIMIT CAST(:most AS integer)
"""
_READ = """
    SELECT encode(name, 'hex'), encode(body, 'base64') FROM briefbuilder.batches
    WHERE dossier_id = CAST(:dossier AS integer) AND octet_length(body) <= CAST(:most AS integer)
    AND name IN (SELECT decode(one, 'hex') FROM unnest(string_to_array(:names, ',')) AS one)
"""
_WRITE = """
    INSERT INTO briefbuilder.batches (dossier_id, name, past, desk, body, digest)
    VALUES (
        CAST(:dossier AS integer), decode(:name, 'hex'),
        ARRAY(SELECT decode(one, 'hex') FROM unnest(string_to_array(:past, ',')) AS one),
        CAST(:desk AS text), decode(:body, 'base64'), decode(:digest, 'hex')
    ) ON CONFLICT DO NOTHING
"""
_BLANK = """
    SELECT briefbuilder.blank_batch(CAST(:dossier AS integer), decode(:name, 'hex'), decode(:body, 'base64'))
"""
_HAS_PIECE = """
    SELECT EXISTS (
        SELECT FROM briefbuilder.pieces WHERE dossier_id = CAST(:dossier AS integer) AND name = decode(:name, 'hex')
    )
"""
_READ_PIECE = """
    SELECT parts, encode(body, 'base64') FROM briefbuilder.pieces
    WHERE dossier_id = CAST(:dossier AS integer) AND name = decode(:name, 'hex') AND part = CAST(:part AS integer)
"""
_WRITE_PIECE = """
    INSERT INTO briefbuilder.pieces (dossier_id, name, part, parts, body, digest)
    VALUES (
        CAST(:dossier AS integer), decode(:name, 'hex'), CAST(:part AS integer), CAST(:parts AS integer),
        decode(:body, 'base64'), decode(:digest, 'hex')
    ) ON CONFLICT DO NOTHING
"""
_REMOVE_PIECE = "SELECT briefbuilder.remove_piece(CAST(:dossier AS integer), decode(:name, 'hex'))"
_ARCHIVED = """
    SELECT article, encode(digest, 'hex'), sent_by = session_user FROM briefbuilder.articles
    WHERE dossier_id = CAST(:dossier AS integer)
"""
_FORGET = """
    DELETE FROM briefbuilder.articles
    WHERE dossier_id = CAST(:dossier AS integer) AND article = CAST(:article AS text)
"""
_ARCHIVE = """
    INSERT INTO briefbuilder.articles (dossier_id, article, title, outlet, day, language, body, digest)
    VALUES (
        CAST(:dossier AS integer), CAST(:article AS text), CAST(:title AS text), CAST(:outlet AS text),
        CAST(:day AS date), CAST(:language AS text), CAST(:body AS text), decode(:digest, 'hex')
    ) ON CONFLICT DO NOTHING
"""
_SEARCH = """
    SELECT dossier, article, title, outlet, day, language, snippet
    FROM briefbuilder.search_articles(CAST(:query AS text), CAST(:wanted AS text), CAST(:most AS integer))
"""

_FORM = b"1 "
"""The version of what is sent of an article; a newer one sends all of them again."""


@value(kw_only=False)
class ArchivePlan:
    """What has to be sent to the search of an archive, and what has to be removed there, by the ids of articles."""

    to_send: tuple[str, ...]
    to_remove: tuple[str, ...]
    articles: int


def plan_archive(session: Session, there: Mapping[str, tuple[str, bool]]) -> ArchivePlan:
    """Compare a dossier with what the search of an archive knows of it, as `CommonArchive.archived` returns that.

    What other desks sent stays as it is. Raises ExchangeError "archive-encrypted" if the texts of the dossier may not be
    read at the server: it has a password, or what it exchanges is encrypted.
    """
    if session.store.password is not None or house_key() is not None:
        raise ExchangeError("archive-encrypted", path=str(session.store.path))
    digests = {record.id: _digest(record) for record in session.store.articles()}
    to_send = [
        article
        for article, digest in digests.items()
        if article not in there or (there[article][1] and there[article][0] != digest)
    ]
    to_remove = [article for article, (_, is_own) in there.items() if is_own and article not in digests]
    return ArchivePlan(tuple(to_send), tuple(to_remove), len(digests))


def archive_articles(session: Session, plan: ArchivePlan) -> Iterator[ArchiveArticle]:
    """Yield the articles to send, with their corrected texts."""
    for article_id in plan.to_send:
        record, article = session.store.record(article_id), session.store.article(article_id)
        if record is not None:
            metadata = article.metadata
            yield ArchiveArticle(
                article=article_id,
                title=metadata.title or article.original.name,
                outlet=metadata.publication or "",
                day=metadata.published,
                language=metadata.language or "",
                text="\n".join(block.text for block in article.blocks),
                digest=_digest(record),
            )


def _digest(record: ArticleRecord) -> str:
    return sha256(_FORM + encode("article", record)).hexdigest()
