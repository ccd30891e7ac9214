"""Batches as they travel: read as they were written, or refused."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import replace

import pytest
from tests.app.exchange.made_batches import blanked_batch
from tests.narrowing import of_type

from briefbuilder.domain.errors import ExchangeError
from briefbuilder.exchange import records
from briefbuilder.exchange.records import (
    FORM,
    Batch,
    FieldKey,
    FieldWrite,
    SharedAct,
    canonical,
    decode_batch,
    digest,
)


def _write(value: object, value_id: str = "t1") -> FieldWrite:
    return FieldWrite(FieldKey("tag", value_id, "", "topic"), value)


def _made() -> Batch:
    act = SharedAct(
        "tag-passage",
        1_800_000_000_000,
        "Ada Rossi",
        (_write("半導体 & Ölpreis"), _write({"a": [1.5, None]}, "t2")),
        {"count": "2"},
    )
    return Batch(desk="d1", prev="0" * 64, parents=("1" * 64,), acts=(act,), schema=9000)


def test_a_batch_is_read_as_it_was_written() -> None:
    batch = _made()
    assert decode_batch(batch.encoded(), batch.name) == batch


def test_a_batch_keeps_its_name_when_a_value_is_blanked() -> None:
    batch = _made()
    blanked = blanked_batch(batch, "tag", "t2")
    assert blanked.name == batch.name
    again = decode_batch(blanked.encoded(), batch.name)
    assert again == blanked
    assert b"Ada" in zlib.decompress(blanked.encoded())
    assert b"1.5" not in zlib.decompress(blanked.encoded())
    assert b"count" not in zlib.decompress(blanked.encoded())
    assert again.acts[0].writes[0] == batch.acts[0].writes[0]
    assert blanked_batch(again, "tag", "t2") == again


def test_a_batch_under_another_name_is_refused() -> None:
    with pytest.raises(ExchangeError, match="batch-damaged"):
        decode_batch(_made().encoded(), "f" * 64)


def test_no_cut_or_altered_batch_is_let_through() -> None:
    data = _made().encoded()
    chance = random.Random(1)
    for place in range(len(data)):
        altered = bytearray(data)
        altered[place] ^= chance.randrange(1, 256)
        for hostile in (data[:place], bytes(altered)):
            with pytest.raises(ExchangeError):
                decode_batch(hostile, _made().name)


def test_a_batch_that_is_too_large_to_be_read_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(zlib.decompress(_made().encoded()))
    monkeypatch.setattr(records, "MOST_BATCH", size)
    assert _made().encoded()
    monkeypatch.setattr(records, "MOST_BATCH", size - 1)
    with pytest.raises(ExchangeError, match="batch-too-large"):
        _made().encoded()


def test_a_name_has_a_most_length() -> None:
    longest = replace(_made(), acts=(SharedAct("tag", 1, "A" * 2_000, (_write("x"),), {}),))
    assert decode_batch(longest.encoded()).acts[0].author == "A" * 2_000
    longer = replace(longest, acts=(replace(longest.acts[0], author="A" * 2_001),))
    with pytest.raises(ExchangeError, match="batch-damaged"):
        decode_batch(longer.encoded())


def _packed(change: object) -> bytes:
    return zlib.compress(canonical(change))


def _plain() -> list[object]:
    return of_type(json.loads(zlib.decompress(_made().encoded())), list)


def test_parts_of_other_types_are_refused() -> None:
    hostile: list[object] = [None, [], {}, 5, [[]] * 7]
    for place in range(7):
        for wrong in (None, -1, "x", [1], {"a": 1}, True, 1e300, [["x"]]):
            changed = _plain()
            if changed[place] == wrong or (place == 4 and wrong is None) or (place == 3 and wrong == "x"):
                continue
            changed[place] = wrong
            hostile.append(changed)
    for one in hostile:
        with pytest.raises(ExchangeError):
            decode_batch(_packed(one))


def test_a_batch_of_a_newer_form_says_so() -> None:
    newer = _plain()
    newer[0] = FORM + 1
    with pytest.raises(ExchangeError, match="batch-newer"):
        decode_batch(_packed(newer))


def test_bytes_that_inflate_without_end_and_deep_nesting_are_refused() -> None:
    deep = _plain()
    deep[6] = json.loads("[" * 900 + "]" * 900)
    for hostile in (zlib.compress(b"[" + b" " * 60_000_000 + b"]"), _packed(deep), b"", b"\x00" * 1000):
        with pytest.raises(ExchangeError, match="batch-damaged"):
            decode_batch(hostile)


@pytest.mark.parametrize(
    ("there", "hostile"),
    [(b"Ada Rossi", b"\\ud800"), ("半".encode(), b"\\ud800"), (b"1.5", b"1e999"), (b"1.5", b"NaN")],
)
def test_half_of_a_surrogate_pair_is_no_text_and_infinity_no_number(there: bytes, hostile: bytes) -> None:
    whole = canonical(_plain())
    assert there in whole
    with pytest.raises(ExchangeError, match="batch-damaged"):
        decode_batch(zlib.compress(whole.replace(there, hostile)))


def test_equal_values_have_equal_hashes_whatever_the_order_of_their_keys() -> None:
    assert digest({"b": 1, "a": "é"}) == digest({"a": "é", "b": 1})
