"""The server of a common archive: its address, the password of a desk there, and a connection by verified TLS.

Neither the address nor the password holds the other. Every fault of the server becomes one sentence.
"""

from __future__ import annotations

import ipaddress
import os
import re
import struct
import weakref
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from briefbuilder.app.passwords import read_password
from briefbuilder.domain.errors import BriefbuilderError, ExchangeError
from briefbuilder.domain.values import value
from briefbuilder.domain.visible_text import show_line
from briefbuilder.system.files import is_readable_by_others, read_regular_file

if TYPE_CHECKING:
    import socket
    import ssl

SCHEMES = ("postgresql", "postgres")
PASSWORD_VARIABLE = "BRIEFBUILDER_SERVER_PASSWORD"  # noqa: S105 - the name of a variable
"""The environment variable with the password if no file is named."""
_LONGEST_NAME = 63
_LONGEST_ADDRESS = 2_000
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")


@value(kw_only=False)
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
        """Return the parts of an address; raises ExchangeError if one is missing, wrong or not allowed."""
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


def read_address(text: str) -> ServerAddress:
    """Return the parts of an address, or of that in the first line of a file.

    A file of the authority is looked for beside the file with the address. Raises as `ServerAddress.parse` does, and
    ExchangeError "server-address-unreadable".
    """
    if is_server_address(text):
        return ServerAddress.parse(text)
    file = Path(text)
    try:
        line = read_regular_file(file, _LONGEST_ADDRESS).partition(b"\n")[0].decode("utf-8-sig").strip()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExchangeError("server-address-unreadable", file=str(file), reason=reason) from error
    except ValueError as error:
        # Such as a dossier.
        raise ExchangeError("server-address", address=_shown(text)) from error
    if not is_server_address(line):
        raise ExchangeError("server-address", address=_shown(line or text))
    address = ServerAddress.parse(line)
    return replace(address, authorities=file.parent / address.authorities)


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
    """Return the password of this desk at the server: from a file, else from the environment; None if neither is there.

    Raises as `read_password` does, and ExchangeError "server-password-file" for a file that others may read.
    """
    if file is None:
        return os.environ.get(PASSWORD_VARIABLE) or None
    password = read_password(file)
    if is_readable_by_others(file):
        raise ExchangeError("server-password-file", file=str(file))
    return password


CONNECT_SECONDS, STATEMENT_SECONDS = 10, 30
_TLS_REQUEST = struct.pack("!ii", 8, 80877103)
_DRIVER = "pg8000"

_START_UP: Mapping[str, str] = {
    "client_encoding": "UTF8",
    "search_path": "pg_catalog, pg_temp",
    "default_transaction_isolation": "read committed",
    "statement_timeout": f"{STATEMENT_SECONDS}s",
    "lock_timeout": f"{STATEMENT_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{2 * STATEMENT_SECONDS}s",
    "DateStyle": "ISO",
}
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
_PARAMETERS = {
    "server-login": ("user",),
    "server-database": ("database", "user"),
    "server-set-up": ("database",),
    "server-rights": ("user", "dossier"),
    "server-parent-missing": ("name",),
}


class ServerConnection:
    """A connection with its prepared statements; every fault of it is an ExchangeError.

    One that nobody holds any more is closed without a word to the server, for which a window would have to wait.
    """

    def __init__(self, address: ServerAddress, password: str) -> None:
        if find_spec(_DRIVER) is None:
            raise ExchangeError("server-library-missing")
        from pg8000.native import Connection

        self._address = address
        self._prepared: dict[str, Any] = {}
        self._socket = _secure_socket(address)
        weakref.finalize(self, _drop, self._socket)
        with ExitStack() as opened:
            opened.callback(self._socket.close)
            with _server_errors(address):
                self._connection = Connection(
                    user=address.user,
                    database=address.database,
                    password=password,
                    sock=self._socket,
                    ssl_context=False,
                    application_name="briefbuilder",
                    startup_params=_START_UP,
                )
            opened.pop_all()

    def close(self) -> None:
        """Close the connection, even if the server is gone."""
        with suppress(ExchangeError), _server_errors(self._address):
            self._connection.close()
        self._socket.close()

    def run(self, sql: str, **parameters: object) -> list[Any]:
        """Return the rows of a statement; its parameters never become part of its text."""
        with _server_errors(self._address):
            prepared = self._prepared.get(sql)
            if prepared is None:
                prepared = self._prepared[sql] = self._connection.prepare(sql)
            rows: list[Any] = prepared.run(**parameters) or []
            return rows

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do several statements or none; if one fails, the connection is closed by who holds it."""
        self.run("BEGIN")
        yield
        self.run("COMMIT")


def _drop(line: socket.socket) -> None:
    import socket

    if line.fileno() != -1:
        socket.close(line.detach())


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
    with ExitStack() as opened:
        opened.callback(plain.close)
        try:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            plain.sendall(_TLS_REQUEST)
            if plain.recv(1) != b"S":
                raise ExchangeError("server-no-tls", host=host)
            secured = context.wrap_socket(plain, server_hostname=host)
        except ssl.SSLCertVerificationError as error:
            raise ExchangeError("server-certificate", host=host, reason=error.verify_message) from error
        except OSError as error:
            raise ExchangeError("place-lost", place=host, reason=_reason(error)) from error
        opened.pop_all()
    secured.settimeout(2 * STATEMENT_SECONDS)
    return secured


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
def _server_errors(address: ServerAddress) -> Iterator[None]:
    """Turn what the driver and the server say into one sentence for the user."""
    from pg8000.exceptions import DatabaseError, Error
    from scramp import ScramException

    try:
        yield
    except BriefbuilderError:
        raise
    except Error as error:
        # If the server closes the connection after an error, the driver reports the closing.
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
