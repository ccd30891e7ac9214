"""The address of a common archive on a server, and the password of a desk there; neither holds the other."""

from __future__ import annotations

import ipaddress
import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from briefbuilder.app.passwords import read_password
from briefbuilder.domain.errors import ExchangeError
from briefbuilder.domain.visible_text import show_line
from briefbuilder.system.files import is_readable_by_others

SCHEMES = ("postgresql", "postgres")
PASSWORD_VARIABLE = "BRIEFBUILDER_SERVER_PASSWORD"  # noqa: S105 - the name of a variable
"""The environment variable with the password where no file is named."""
_LONGEST_NAME = 63
_LONGEST_ADDRESS = 2_000
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")


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


def read_address(text: str) -> ServerAddress:
    """Return the parts of an address, or of that in the first line of a file.

    A file of the authority is looked for beside the file with the address. Raises as `ServerAddress.parse` does, and
    ExchangeError "server-address-unreadable".
    """
    if is_server_address(text):
        return ServerAddress.parse(text)
    file = Path(text)
    try:
        with file.open("rb") as stream:
            line = stream.readline(_LONGEST_ADDRESS).decode("utf-8-sig").strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "?"
        raise ExchangeError("server-address-unreadable", file=str(file), reason=reason) from error
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
    """Return the password of this desk at the server: from a file, else from the environment; None where neither is there.

    Raises as `read_password` does, and ExchangeError "server-password-file" for a file that others may read.
    """
    if file is None:
        return os.environ.get(PASSWORD_VARIABLE) or None
    password = read_password(file)
    if is_readable_by_others(file):
        raise ExchangeError("server-password-file", file=str(file))
    return password
