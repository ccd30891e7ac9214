"""House keys: where they come from, what they protect, and that they are never shown."""

from __future__ import annotations

import base64
import errno
import os
import pickle
import stat
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from tests.app.exchange.made_batches import made_batch

from briefbuilder.app import policy
from briefbuilder.app.exchange import secrecy
from briefbuilder.app.exchange.secrecy import (
    HouseKey,
    house_key,
    new_key_file,
    pack_piece,
    plain_batch,
    read_key,
    unpack_piece,
    unwrap,
    wrap,
)
from briefbuilder.app.policy import Policy, PolicyError
from briefbuilder.domain.errors import ExchangeError, ExportError
from briefbuilder.storage.shared_pieces import Piece

SECRET = bytes(range(100, 132))
OTHER = HouseKey(bytes(range(32)))


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(ExchangeError) as raised:
        call()
    assert SECRET.hex() not in repr(raised.value)
    return raised.value.code


def test_a_new_key_is_read_by_its_owner_alone_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "house.key"
    new_key_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    written = path.read_bytes()
    assert read_key(path).sign == read_key(path).sign
    assert code_of(lambda: new_key_file(path)) == "exchange-key-exists"
    assert path.read_bytes() == written
    with pytest.raises(ExportError, match="folder-missing"):
        new_key_file(tmp_path / "no" / "house.key")


def test_a_new_key_that_fills_the_disk_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="export-disk-full"):
        new_key_file(tmp_path / "house.key")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "content",
    [SECRET.hex().encode(), SECRET.hex().upper().encode() + b"\r\n", base64.b64encode(SECRET) + b"\n"],
)
def test_a_key_may_be_written_in_several_forms(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "house.key"
    path.write_bytes(content)
    assert read_key(path).sign == HouseKey(SECRET).sign
    raw = bytes(range(150, 182))
    path.write_bytes(raw)
    assert read_key(path).sign == HouseKey(raw).sign


@pytest.mark.parametrize(
    "content", [b"", b"our secret password of 32 signs!", b"00" * 32, SECRET[:31], b"\xff" * 9000]
)
def test_what_is_no_key_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "house.key"
    path.write_bytes(content)
    assert code_of(lambda: read_key(path)) == "exchange-key-unusable"
    assert code_of(lambda: read_key(tmp_path / "none")) == "exchange-key-unreadable"


def test_the_key_of_a_policy_stands_above_all_others(tmp_path: Path) -> None:
    path = tmp_path / "house.key"
    path.write_text(SECRET.hex(), "ascii")
    by_text = house_key(policy=Policy(exchange_key=SECRET.hex(), exchange_key_file="/nowhere"))
    by_file = house_key(policy=Policy(exchange_key_file=str(path)))
    chosen = house_key(path, Policy())
    assert by_text is not None
    assert by_file is not None
    assert chosen is not None
    assert by_text.sign == by_file.sign == chosen.sign
    assert house_key(policy=Policy()) is None
    with pytest.raises(PolicyError, match="policy-fixed"):
        house_key(path, Policy(exchange_key=SECRET.hex()))


def test_a_key_is_not_shown() -> None:
    key = HouseKey(SECRET)
    fixed = Policy(exchange_key=SECRET.hex())
    shown = f"{key!r} {key} {fixed!r} {fixed.values()}"
    assert SECRET.hex() not in shown
    assert repr(SECRET) not in shown
    assert fixed.values() == {"exchange-key": True}
    with pytest.raises(TypeError):
        pickle.dumps(key)
    (secret_key,) = (each for each in policy.KEYS if each.kind == "secret")
    assert secret_key.name == "exchange-key"


def test_what_is_sealed_opens_only_with_its_key_kind_and_name_and_unaltered() -> None:
    key, batch = HouseKey(SECRET), made_batch()
    sealed = wrap(key, "batch", batch.name, batch.encoded())
    assert sealed != wrap(key, "batch", batch.name, batch.encoded())
    assert b"topic" not in sealed
    plain_batch(key, batch.name, sealed)
    assert code_of(lambda: unwrap(OTHER, "batch", batch.name, sealed)) == "exchange-key-other"
    assert code_of(lambda: unwrap(None, "batch", batch.name, sealed)) == "exchange-key-needed"
    assert code_of(lambda: unwrap(key, "batch", batch.name, batch.encoded())) == "exchange-not-encrypted"
    assert code_of(lambda: unwrap(key, "piece", batch.name, sealed)) == "exchange-damaged"
    assert code_of(lambda: unwrap(key, "batch", "0" * 64, sealed)) == "exchange-damaged"
    for place in range(12, len(sealed)):
        altered = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        for bad in (altered, sealed[:place]):
            assert code_of(partial(unwrap, key, "batch", batch.name, bad)) == "exchange-damaged"
    assert key.hidden("a" * 64) != OTHER.hidden("a" * 64) != "a" * 64


def test_without_the_library_nothing_is_encrypted_by_half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrecy, "find_spec", lambda _name: None)
    assert code_of(lambda: wrap(HouseKey(SECRET), "batch", "0" * 64, b"x")) == "exchange-encryption-missing"


def test_pieces_come_back_whole_or_not_at_all() -> None:
    for kind, media_type, data in (
        ("text", "", b'[{"kind": "paragraph"}]' * 100),
        ("original", "", bytes(range(256)) * 40),
        ("picture", "image/png", b"\x89PNG"),
    ):
        name = sha256(data).hexdigest()
        piece = Piece(kind, name, media_type, data)  # type: ignore[arg-type]
        packed = pack_piece(piece)
        assert unpack_piece(packed, name) == piece
        for place in range(0, len(packed), max(1, len(packed) // 40)):
            for bad in (packed[:place], packed[:place] + b"\0" + packed[place + 1 :]):
                if bad != packed and bad[:2] != packed[:2]:
                    assert code_of(partial(unpack_piece, bad, name)) == "piece-damaged"
                elif bad != packed:
                    with suppress(ExchangeError):
                        assert unpack_piece(bad, name).data == data
        assert code_of(partial(unpack_piece, packed, "0" * 64)) == "piece-damaged"
