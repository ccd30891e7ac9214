"""A real PostgreSQL on the loopback address, set up as an administrator would, with TLS by a throw-away authority."""

from __future__ import annotations

import ipaddress
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from briefbuilder.app.exchange.postgresql import CommonArchive
from briefbuilder.app.exchange.secrecy import HouseKey
from briefbuilder.app.exchange.server import ServerAddress

ROOT = Path(__file__).resolve().parent.parent
SQL = ROOT / "resources" / "exchange" / "postgresql.sql"
PASSWORD = "quiet meadow 47"  # noqa: S105 - of the throw-away server
_NOT_TESTED = "NOT TESTED: {} is not installed, so the common archive is not tried on a real server"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port, its programs, and the folder with certificates and the socket of its superuser."""

    port: int
    folder: Path
    programs: Path

    @property
    def authority(self) -> Path:
        """The certificate of the authority that signed the server's."""
        return self.folder / "authority.pem"

    def as_superuser(self, sql: str, database: str = "briefbuilder") -> str:
        """Run SQL as the administrator, and return what it answers."""
        from pg8000.native import Connection

        path = str(self.folder / f".s.PGSQL.{self.port}")
        with Connection(
            "postgres", database=database, unix_sock=path, ssl_context=False, timeout=60
        ) as connection:
            rows: list[list[object]] = connection.run(sql) or []
        return "\n".join("|".join(map(str, row)) for row in rows)

    def set_up(self, script: str) -> None:
        """Run the script of an administrator as `psql` does."""
        psql = str(self.programs / "psql")
        options = [
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(self.folder),
            "-p",
            str(self.port),
            "-U",
            "postgres",
        ]
        done = subprocess.run(
            [psql, *options, "-d", "briefbuilder"],
            input=script,
            text=True,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr

    def address(self, user: str, dossier: str, **other: object) -> ServerAddress:
        """Return the address of a desk, with other parts where they are given."""
        parts: dict[str, object] = {
            "host": "localhost", "port": self.port, "database": "briefbuilder", "user": user, "dossier": dossier,
            "authorities": self.authority,
        }  # fmt: skip
        return ServerAddress(**{**parts, **other})  # type: ignore[arg-type] # a test may give wrong parts

    def archive(self, user: str, dossier: str, key: HouseKey | None = None) -> CommonArchive:
        """Return the archive of a dossier as a desk sees it."""
        return CommonArchive(self.address(user, dossier), PASSWORD, key)

    def add_dossier(self, dossier: str, **rights: str) -> str:
        """Add a dossier in a group of the same name, with the rights of desks in it; return its name."""
        lines = [
            f"SELECT briefbuilder.add_group('{dossier}'), briefbuilder.add_dossier('{dossier}', '{dossier}');"
        ]
        for desk, right in rights.items():
            lines += [
                f"DO $$ BEGIN CREATE ROLE {desk} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
                f"ALTER ROLE {desk} PASSWORD '{PASSWORD}';",
                f"SELECT briefbuilder.set_rights('{dossier}', '{desk}', '{right}');",
            ]
        self.as_superuser("\n".join(lines))
        return dossier


@contextmanager
def running_server(*, is_durable: bool = False) -> Iterator[Server]:
    """Run a server in a temporary folder as a user without rights; skip the tests loudly where there is none.

    With `is_durable`, it waits for the disk as a real one does, which measuring needs.
    """
    programs = _programs()
    if programs is None:
        pytest.skip(_NOT_TESTED.format("PostgreSQL 15 or newer"))
    for library in ("pg8000", "cryptography"):
        pytest.importorskip(library, reason=_NOT_TESTED.format(library))
    folder = Path(tempfile.mkdtemp(prefix="briefbuilder-postgresql-"))
    try:
        user = _unprivileged(folder)
        _write_certificates(folder, user)
        server = Server(_free_port(), folder, programs)
        _start(server, user, is_durable=is_durable)
        try:
            server.as_superuser("CREATE DATABASE briefbuilder", "postgres")
            server.set_up(SQL.read_text(encoding="utf-8"))
            yield server
        finally:
            _run([*user, str(programs / "pg_ctl"), "-D", str(folder / "data"), "stop", "-m", "immediate"])
    finally:
        shutil.rmtree(folder)


def _programs() -> Path | None:
    """Return the folder of the newest PostgreSQL of Debian's packages, or of the one on the path."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    fitting = [path for path in found if int(path.parent.name) >= 15 and (path / "initdb").exists()]
    if fitting:
        return max(fitting, key=lambda path: int(path.parent.name))
    program = shutil.which("pg_ctl")
    return Path(program).parent if program and shutil.which("initdb") else None


def _unprivileged(folder: Path) -> list[str]:
    """Give a folder to a user without rights where the tests run as root, and return how to run programs as that user."""
    if os.geteuid():
        return []
    name = next((each for each in ("postgres", "nobody") if _has_user(each)), None)
    switch = shutil.which("setpriv")
    if name is None or switch is None:
        pytest.skip(_NOT_TESTED.format("setpriv, which root needs for PostgreSQL,"))
    entry = pwd.getpwnam(name)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return [switch, f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]


def _has_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _start(server: Server, user: list[str], *, is_durable: bool) -> None:
    data, programs = server.folder / "data", server.programs
    initdb = [
        str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync",
        "--auth-local=trust", "--auth-host=scram-sha-256",
    ]  # fmt: skip
    _run([*user, *initdb])
    settings = [
        "ssl=on", "ssl_cert_file=../server.pem", "ssl_key_file=../server.key", "shared_buffers=32MB",
        "listen_addresses=127.0.0.1", f"unix_socket_directories={server.folder}", f"port={server.port}",
    ]  # fmt: skip
    if not is_durable:
        settings += ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
    options = " ".join(f"-c {setting}" for setting in settings)
    (data / "pg_hba.conf").write_text(_connections(), encoding="utf-8")
    log = str(server.folder / "log")
    _run([*user, str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", log, "-o", options, "start"])


def _connections() -> str:
    """Return who may connect as the example for containers says, but the administrator as whoever runs the tests."""
    example = yaml.safe_load((SQL.parent / "compose.yaml").read_text(encoding="utf-8"))
    rows: str = example["configs"]["pg_hba"]["content"]
    return rows.replace("peer", "trust")


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr.decode()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _write_certificates(folder: Path, user: list[str]) -> None:
    """Write the certificates of an authority and of the server that it signed, and of an authority that signed nothing."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    now = datetime.now(UTC)

    def certificate(
        name: str, issuer: str, key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey
    ) -> bytes:
        is_authority = name == issuer
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
            )
        )
        if is_authority:
            usage = x509.KeyUsage(
                digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False, key_encipherment=False,
                data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
            )  # fmt: skip
            builder = builder.add_extension(usage, critical=True)
        else:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(by, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    authority, other, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    (folder / "authority.pem").write_bytes(
        certificate("Test authority", "Test authority", authority, authority)
    )
    (folder / "other.pem").write_bytes(certificate("Other authority", "Other authority", other, other))
    (folder / "server.pem").write_bytes(certificate("localhost", "Test authority", own, authority))
    secret = own.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    key = folder / "server.key"
    key.write_bytes(secret)
    key.chmod(0o600)
    if user:
        owner = folder.stat()
        for path in folder.iterdir():
            os.chown(path, owner.st_uid, owner.st_gid)
