"""Addresses of common archives, and where the password of a desk comes from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefbuilder.app.exchange.server import (
    PASSWORD_VARIABLE,
    ServerAddress,
    is_server_address,
    read_address,
    server_password,
)
from briefbuilder.domain.errors import ExchangeError


def test_an_address_says_where_the_archive_is(tmp_path: Path) -> None:
    address = ServerAddress.parse(
        f"postgresql://we%20ber@archive.example:6432/press?dossier=daily%20review&sslrootcert={tmp_path}/ca.pem"
    )
    assert address == ServerAddress(
        "archive.example", 6432, "press", "we ber", "daily review", tmp_path / "ca.pem"
    )
    assert (
        ServerAddress.parse("postgres://w@[::1]/p?sslmode=verify-full&sslrootcert=ca&dossier=d").host == "::1"
    )
    assert is_server_address("postgresql://x")
    assert not is_server_address("/srv/share")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://w:secret@host/p?dossier=d&sslrootcert=ca", "server-address-password"),
        ("postgresql://w@host/p?dossier=d&sslrootcert=ca&sslmode=require", "server-address-tls"),
        ("postgresql://w@host/p?dossier=d&sslrootcert=ca&sslmode=disable", "server-address-tls"),
        ("postgresql://w@host/p?dossier=d", "server-address-authorities"),
        ("postgresql://w@host/p?dossier=d&sslrootcert=", "server-address-authorities"),
        ("http://w@host/p?dossier=d&sslrootcert=ca", "server-address"),
        ("postgresql://w@/p?dossier=d&sslrootcert=ca", "server-address"),
        ("postgresql://w@-bad-/p?dossier=d&sslrootcert=ca", "server-address"),
        ("postgresql://w@host:99999/p?dossier=d&sslrootcert=ca", "server-address"),
        ("postgresql://w@host/?dossier=d&sslrootcert=ca", "server-address"),
        ("postgresql://host/p?dossier=d&sslrootcert=ca", "server-address"),
        ("postgresql://w@host/p?sslrootcert=ca", "server-address"),
        ("postgresql://w@host/p?dossier=d%0A&sslrootcert=ca", "server-address"),
        ("postgresql://w@host/p%00?dossier=d&sslrootcert=ca", "server-address"),
        ("postgresql://w@host/p?dossier=d&sslrootcert=ca&options=-c%20x", "server-address"),
        ("postgresql://w@host/p?dossier=d&dossier=e&sslrootcert=ca&sslrootcert=b", "server-address"),
        ("postgresql://w@host/p?dossier=d&sslrootcert=ca#x", "server-address"),
        ("postgresql://" + "w" * 64 + "@host/p?dossier=d&sslrootcert=ca", "server-address"),
        ("nonsense", "server-address-authorities"),
        ("postgresql://w@host/p?" + "x" * 3000, "server-address-authorities"),
    ],
)
def test_an_address_with_a_fault_is_refused_without_showing_a_password(address: str, code: str) -> None:
    with pytest.raises(ExchangeError) as refused:
        ServerAddress.parse(address)
    assert refused.value.code == code
    assert "secret" not in str(refused.value)


def test_the_password_comes_from_a_file_of_ones_own_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    assert server_password() is None
    monkeypatch.setenv(PASSWORD_VARIABLE, "of the environment")
    assert server_password() == "of the environment"
    file = tmp_path / "password"
    file.write_text("of the file\n", encoding="utf-8")
    file.chmod(0o600)
    assert server_password(file) == "of the file"
    file.chmod(0o640)
    if os.name == "posix":
        with pytest.raises(ExchangeError, match="server-password-file"):
            server_password(file)


def test_an_address_in_a_file_has_the_certificate_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "archive.txt"
    file.write_text("postgresql://w@host/p?dossier=d&sslrootcert=ca.pem\nmore\n", encoding="utf-8")
    assert read_address(str(file)).authorities == tmp_path / "ca.pem"
    file.write_text(f"postgresql://w@host/p?dossier=d&sslrootcert={tmp_path}/house.pem", encoding="utf-8")
    assert read_address(str(file)).authorities == tmp_path / "house.pem"
    for missing in (tmp_path / "missing", tmp_path):
        with pytest.raises(ExchangeError, match="server-address-unreadable"):
            read_address(str(missing))
    file.write_bytes(b"SQLite format 3\0\xff\xfe")
    with pytest.raises(ExchangeError) as refused:
        read_address(str(file))
    assert (refused.value.code, refused.value.parameters["address"]) == ("server-address", str(file))


@pytest.mark.parametrize("text", ["", "archive.example.org\n"])
def test_a_file_without_an_address_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "archive.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ExchangeError) as refused:
        read_address(str(file))
    assert refused.value.code == "server-address"
    assert refused.value.parameters["address"] == (text.strip() or str(file))
