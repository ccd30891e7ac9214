"""A common archive on a PostgreSQL server as a place of exchange, and its full-text search.

The tables and rights are those of `resources/exchange/postgresql.sql`. A connection is encrypted by TLS and the server's
certificate verified in full, or there is none. Whatever fails is an ExchangeError, and the next call connects anew.
"""

from __future__ import annotations

import base64
import ipaddress
import os
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from briefbuilder.app.exchange.round import PlaceReport
from briefbuilder.app.passwords import read_password
from briefbuilder.domain.errors import BriefbuilderError, ExchangeError
from briefbuilder.domain.visible_text import show_line
from briefbuilder.exchange.records import MOST_BATCH, decode_batch, is_hash
from briefbuilder.storage.codec import MOST_ORIGINAL

if TYPE_CHECKING:
    import socket
    import ssl

SCHEMES = ("postgresql", "postgres")
PASSWORD_VARIABLE = "BRIEFBUILDER_SERVER_PASSWORD"  # noqa: S105 - the name of a variable
"""The environment variable with the password where no file is named."""
CONNECT_SECONDS, STATEMENT_SECONDS = 10, 30
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
_TLS_REQUEST = struct.pack("!ii", 8, 80877103)
_DRIVER = "pg8000"
_LONGEST_NAME = 63
_LONGEST_ADDRESS = 2_000
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_START, _END = "\ue000", "\ue001"
"""What stands around the words found in a snippet of the server."""
_UNSTORABLE = str.maketrans({"\0": " ", _START: " ", _END: " "})

PastOf = Callable[[str, bytes], Sequence[str]]
"""Which batches a batch builds on, from its name and its bytes as they travel."""


# Addresses.


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a common archive is: `postgresql://USER@HOST:PORT/DATABASE?dossier=NAME&sslrootcert=FILE`.

    `authorities` is the file with the certificate of the authority that signed the server's.
    """

    host: str
    port: int
    database: str
    user: str
    dossier: str
    authorities: Path

    @classmethod
    def parse(cls, text: str) -> ServerAddress:
        """Return the parts of an address; raises ExchangeError where one is missing, wrong or not allowed."""
        try:
            split = urlsplit(text if len(text) <= _LONGEST_ADDRESS else "")
            port, password = split.port or 5432, split.password
            options = parse_qsl(split.query, keep_blank_values=True, strict_parsing=bool(split.query))
        except ValueError as error:
            raise ExchangeError("server-address", address=_shown(text)) from error
        if password is not None:
            raise ExchangeError("server-address-password")
        known = dict(options)
        if known.pop("sslmode", "verify-full") != "verify-full":
            raise ExchangeError("server-address-tls")
        if not known.get("sslrootcert"):
            raise ExchangeError("server-address-authorities")
        found = cls(
            host=(split.hostname or ""),
            port=port,
            database=unquote(split.path.removeprefix("/")),
            user=unquote(split.username or ""),
            dossier=known.pop("dossier", ""),
            authorities=Path(known.pop("sslrootcert")).expanduser(),
        )
        if (
            split.scheme not in SCHEMES
            or split.fragment
            or known
            or len(options) > 3
            or not found.is_possible
        ):
            raise ExchangeError("server-address", address=_shown(text))
        return found

    @property
    def is_possible(self) -> bool:
        """Whether each part can be what it stands for."""
        names = (self.database, self.user)
        return (
            _is_host(self.host)
            and all(_is_name(name) and len(name.encode()) <= _LONGEST_NAME for name in names)
            and _is_name(self.dossier)
            and self.port >= 1
        )


def is_server_address(text: str) -> bool:
    """Return whether a place of exchange is an address of a server rather than a folder."""
    return text.partition("://")[0].lower() in SCHEMES and "://" in text


def _is_name(text: str) -> bool:
    return 0 < len(text) <= 100 and text.isprintable()


def _is_host(text: str) -> bool:
    with suppress(ValueError):
        ipaddress.ip_address(text)
        return True
    labels = text.removesuffix(".").split(".")
    return len(text) <= 253 and all(_LABEL.fullmatch(label) for label in labels)


def _shown(text: str) -> str:
    """Return an address that a message may show: without what may be a password."""
    return show_line(re.sub(r"(//[^/@]*?):[^/]*@", r"\1:…@", text)[:200])


def server_password(file: Path | None = None) -> str | None:
    """Return the password of this desk at the server: from a file, else from the environment; None where neither is there.

    Raises as `read_password` does, and ExchangeError "server-password-file" for a file that others may read.
    """
    if file is None:
        return os.environ.get(PASSWORD_VARIABLE) or None
    password = read_password(file)
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise ExchangeError("server-password-file", file=str(file))
    return password


# Articles of the archive.


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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

    `past_of` tells which batches a batch builds on; where batches are encrypted, it decrypts them.
    """

    def __init__(self, address: ServerAddress, password: str, past_of: PastOf | None = None) -> None:
        self.address = address
        self._password = password
        self._past_of = past_of or _past_of_plain
        self._line: _Line | None = None
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
        """Close the connection; the next call opens it again and lists everything anew."""
        line, self._line = self._line, None
        self._since = 0
        self._listed.clear()
        self._ahead.clear()
        if line is not None:
            line.close()

    # Batches.

    def batch_names(self, known: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the names of the batches there that are not known, those that were written first before the others."""
        with self._connected() as line:
            rows: Sequence[Any] = (None,) * _MOST_LISTED
            while len(rows) == _MOST_LISTED:
                rows = line.run(_LIST, dossier=self._dossier, since=self._since, most=_MOST_LISTED)
                for number, name, size in rows:
                    self._listed[name] = size
                    self._since = number
        passed = known if isinstance(known, set | frozenset) else frozenset(known)
        return tuple(name for name in self._listed if name not in passed)

    def read_batch(self, name: str) -> bytes:
        """Return a batch as it was written; raises ExchangeError "server-batch-missing" where it is not there."""
        _require_hash(name)
        if name not in self._ahead:
            with self._connected() as line:
                names = ",".join(self._read_together(name))
                rows = line.run(_READ, dossier=self._dossier, names=names, most=MOST_BATCH + _MORE)
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

        Raises ExchangeError "server-parent-missing" where one of them is not, "server-rights" without the right to write.
        """
        _require_hash(name)
        if len(data) > MOST_BATCH + _MORE:
            raise ExchangeError("batch-too-large")
        past = ",".join(self._past_of(name, data))
        with self._connected() as line:
            line.run(
                _WRITE, dossier=self._dossier, name=name, past=past, desk=desk, body=_base64(data),
                digest=sha256(data).hexdigest(),
            )  # fmt: skip

    def finish(self, desk: str, unreadable: Iterable[str]) -> PlaceReport:  # noqa: ARG002 - part of `Place`
        """Report nothing: what the server has is whole, as it checked when it was written."""
        return PlaceReport()

    def blank_batch(self, name: str, data: bytes) -> bool:
        """Put a batch without what was removed for good in place of the batch; return whether this desk may do that."""
        _require_hash(name)
        with self._connected() as line:
            rows = line.run(_BLANK, dossier=self._dossier, name=name, body=_base64(data))
        return bool(rows[0][0])

    # Pieces.

    def has_piece(self, name: str) -> bool:
        """Return whether a piece is there."""
        _require_hash(name)
        with self._connected() as line:
            return bool(line.run(_HAS_PIECE, dossier=self._dossier, name=name)[0][0])

    def read_piece(self, name: str) -> bytes | None:
        """Return a piece as it was written, None where it is not there."""
        _require_hash(name)
        with self._connected() as line:
            parts: list[bytes] = []
            count = 1
            while len(parts) < min(count, MOST_ORIGINAL // _PART + 2):
                rows = line.run(_READ_PIECE, dossier=self._dossier, name=name, part=len(parts))
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
        with self._connected() as line, line.transaction():
            line.run(_REMOVE_PIECE, dossier=self._dossier, name=name)
            for part in range(count):
                body = data[part * _PART : (part + 1) * _PART]
                line.run(
                    _WRITE_PIECE, dossier=self._dossier, name=name, part=part, parts=count, body=_base64(body),
                    digest=sha256(body).hexdigest(),
                )  # fmt: skip

    def remove_piece(self, name: str) -> bool:
        """Remove a piece for good; return whether it was there and this desk may do that."""
        _require_hash(name)
        with self._connected() as line:
            return bool(line.run(_REMOVE_PIECE, dossier=self._dossier, name=name)[0][0])

    # Search.

    def archived(self) -> dict[str, tuple[str, bool]]:
        """Return the articles of this dossier that the search knows: by id, the digest and whether this desk sent it."""
        with self._connected() as line:
            rows = line.run(_ARCHIVED, dossier=self._dossier)
        return {article: (digest, is_own) for article, digest, is_own in rows}

    def archive(self, articles: Iterable[ArchiveArticle]) -> None:
        """Let the search know articles, in place of what it knew of them, one transaction each."""
        for article in articles:
            stored = article.storable()
            with self._connected() as line, line.transaction():
                line.run(_FORGET, dossier=self._dossier, article=stored.article)
                line.run(
                    _ARCHIVE, dossier=self._dossier, article=stored.article, title=stored.title, outlet=stored.outlet,
                    day=stored.day.isoformat() if stored.day else None, language=stored.language, body=stored.text,
                    digest=stored.digest,
                )  # fmt: skip

    def forget(self, articles: Iterable[str]) -> None:
        """Take articles out of the search, those that this desk sent or may purge."""
        with self._connected() as line:
            for article in articles:
                line.run(_FORGET, dossier=self._dossier, article=article)

    def search(self, query: str, limit: int = 20, *, everywhere: bool = True) -> tuple[ArchiveHit, ...]:
        """Return the articles that have the words of a query, best first, of all dossiers that this desk may read.

        Quotation marks, "or" and "-" mean what they do on the web. Without `everywhere`, only the dossier of the address
        is searched. Raises ExchangeError "server-query" where the query is empty or too long.
        """
        asked = " ".join(query.translate(_UNSTORABLE).split())
        if not asked or len(asked) > MOST_QUERY:
            raise ExchangeError("server-query", most=str(MOST_QUERY))
        wanted = None if everywhere else self.address.dossier
        with self._connected() as line:
            rows = line.run(_SEARCH, query=asked, wanted=wanted, most=limit)
        return tuple(_hit(*row) for row in rows)

    # The connection.

    @contextmanager
    def _connected(self) -> Iterator[_Line]:
        """Give the connection, opened where there is none, and close it where anything goes wrong."""
        try:
            if self._line is None:
                self._line = _Line(self.address, self._password)
                self._dossier = _dossier_number(self._line, self.address)
            yield self._line
        except BaseException:
            with suppress(ExchangeError):
                self.close()
            raise


def _require_hash(name: str) -> None:
    if not is_hash(name):
        raise ValueError(name)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _past_of_plain(name: str, data: bytes) -> Sequence[str]:
    return decode_batch(data, name).past


def _dossier_number(line: _Line, address: ServerAddress) -> int:
    version = line.run(_VERSION)[0][0]
    if version != VERSION:
        raise ExchangeError("server-version", found=str(version), own=str(VERSION))
    rows = line.run(_DOSSIER, name=address.dossier)
    if not rows:
        raise ExchangeError("server-dossier", dossier=address.dossier, user=address.user)
    return int(rows[0][0])


def _hit(
    dossier: str, article: str, title: str, outlet: str, day: date | None, language: str, marked: str
) -> ArchiveHit:
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


# One connection.


class _Line:
    """A connection with its prepared statements; every fault of it is an ExchangeError."""

    def __init__(self, address: ServerAddress, password: str) -> None:
        if find_spec(_DRIVER) is None:
            raise ExchangeError("server-library-missing")
        from pg8000.native import Connection

        self._address = address
        self._prepared: dict[str, Any] = {}
        self._socket = _secure_socket(address)
        try:
            with _explained(address):
                self._connection = Connection(
                    user=address.user,
                    database=address.database,
                    password=password,
                    sock=self._socket,
                    ssl_context=False,
                    application_name="briefbuilder",
                    startup_params=_START_UP,
                )
        except BaseException:
            self._socket.close()
            raise

    def close(self) -> None:
        """Close the connection, also where the server is gone."""
        with suppress(ExchangeError), _explained(self._address):
            self._connection.close()
        self._socket.close()

    def run(self, sql: str, **parameters: object) -> list[Any]:
        """Return the rows of a statement; its parameters never become part of its text."""
        with _explained(self._address):
            prepared = self._prepared.get(sql)
            if prepared is None:
                prepared = self._prepared[sql] = self._connection.prepare(sql)
            rows: list[Any] = prepared.run(**parameters) or []
            return rows

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do several statements or none; where one fails, the connection is closed by who holds it."""
        self.run("BEGIN")
        yield
        self.run("COMMIT")


_START_UP: Mapping[str, str] = {
    "client_encoding": "UTF8",
    "search_path": "pg_catalog, pg_temp",
    "default_transaction_isolation": "read committed",
    "statement_timeout": f"{STATEMENT_SECONDS}s",
    "lock_timeout": f"{STATEMENT_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{2 * STATEMENT_SECONDS}s",
    "DateStyle": "ISO",
}


def _secure_socket(address: ServerAddress) -> ssl.SSLSocket:
    """Connect to the server and verify its certificate; nothing but the wish for TLS is sent before."""
    import socket
    import ssl

    context = _tls_context(address.authorities)
    host = address.host
    try:
        plain = socket.create_connection((host, address.port), CONNECT_SECONDS)
    except OSError as error:
        raise ExchangeError("place-lost", place=host, reason=_reason(error)) from error
    try:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _ask_for_tls(plain, host)
        secured = context.wrap_socket(plain, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        plain.close()
        raise ExchangeError("server-certificate", host=host, reason=error.verify_message) from error
    except OSError as error:
        plain.close()
        raise ExchangeError("place-lost", place=host, reason=_reason(error)) from error
    except BaseException:
        plain.close()
        raise
    secured.settimeout(2 * STATEMENT_SECONDS)
    return secured


def _ask_for_tls(plain: socket.socket, host: str) -> None:
    plain.sendall(_TLS_REQUEST)
    if plain.recv(1) != b"S":
        raise ExchangeError("server-no-tls", host=host)


def _tls_context(authorities: Path) -> ssl.SSLContext:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cafile=authorities)
    except OSError as error:
        raise ExchangeError("server-authorities", file=str(authorities), reason=_reason(error)) from error
    return context


def _reason(error: BaseException) -> str:
    named = getattr(error, "strerror", None) or getattr(error, "reason", None) or str(error)
    return show_line(str(named))[:200] or type(error).__name__


@contextmanager
def _explained(address: ServerAddress) -> Iterator[None]:
    """Turn what the driver and the server say into one sentence for the user."""
    from pg8000.exceptions import DatabaseError, Error
    from scramp import ScramException

    try:
        yield
    except BriefbuilderError:
        raise
    except Error as error:
        # Where the server closes the connection after an error, the driver reports the closing.
        told: BaseException | None = error
        while told is not None and not isinstance(told, DatabaseError):
            told = told.__context__
        raise (_lost(address, error) if told is None else _refusal(told, address)) from error
    except ScramException as error:
        raise ExchangeError("server-login", user=address.user) from error
    except (OSError, EOFError, ValueError, LookupError, AttributeError, struct.error) as error:
        raise _lost(address, error) from error


def _lost(address: ServerAddress, error: BaseException) -> ExchangeError:
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    return ExchangeError("place-lost", place=address.host, reason=_reason(cause))


_CODES = {
    "28000": "server-login",
    "28P01": "server-login",
    "3D000": "server-database",
    "3F000": "server-set-up",
    "42P01": "server-set-up",
    "42883": "server-set-up",
    "42501": "server-rights",
    "BB001": "server-parent-missing",
}
"""What the user is told for a code of the server."""
_UNAVAILABLE = frozenset({"08", "53", "55", "57", "58"})
"""The classes of codes of a server that ends, has no room or time, or loses its disk."""


def _refusal(error: BaseException, address: ServerAddress) -> ExchangeError:
    fields = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
    code, said = str(fields.get("C", "")), show_line(str(fields.get("M", "")))[:200]
    known = _CODES.get(code)
    if known is None and code[:2] in _UNAVAILABLE:
        return ExchangeError("place-lost", place=address.host, reason=said)
    if known is None:
        return ExchangeError("server-refused", host=address.host, reason=f"{said} ({code})")
    parameters = {
        "user": address.user,
        "database": address.database,
        "dossier": address.dossier,
        "name": said.rpartition(" ")[2],
    }
    return ExchangeError(known, **{name: parameters[name] for name in _PARAMETERS[known]})


_PARAMETERS = {
    "server-login": ("user",),
    "server-database": ("database", "user"),
    "server-set-up": ("database",),
    "server-rights": ("user", "dossier"),
    "server-parent-missing": ("name",),
}
