"""What a stranger's dossier holds cannot cost more than a large dossier: sizes, numbers and types have limits."""

from __future__ import annotations

import json
import random
import time
import tracemalloc
import zlib

import pytest

from briefbuilder.domain.changes import Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.export_record import ExportRecord
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.importers import limits
from briefbuilder.storage import codec
from briefbuilder.storage.codec import (
    CorruptValueError,
    InflationBudget,
    as_bytes,
    as_number,
    as_text,
    decode,
    decode_blocks,
    encode,
    encode_blocks,
    encode_export,
    pack,
    unpack,
)
from briefbuilder.storage.undo_log import unpack_against


def bomb(mebibytes: int) -> bytes:
    deflate = zlib.compressobj(9)
    parts = [deflate.compress(b" " * 2**20) for _ in range(mebibytes)]
    return b"\x01" + b"".join(parts) + deflate.flush()


def test_a_bomb_is_stopped_before_it_takes_memory() -> None:
    packed = bomb(80)
    tracemalloc.start()
    try:
        with pytest.raises(CorruptValueError):
            unpack(packed)
        _, highest = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert highest < 16 * 2**20, "no more than what may compress as well as it can"


def test_a_bomb_that_was_refused_costs_little_where_it_is_asked_for_again() -> None:
    packed, spent = bomb(83), []  # other bytes than in other tests
    for most in (codec.MOST_VALUE, codec.MOST_VALUE, codec.MOST_TEXT):
        begun = time.thread_time()
        with pytest.raises(CorruptValueError):
            unpack(packed, most)
        spent.append(time.thread_time() - begun)
    assert spent[1] < spent[0] / 3
    # A lower limit says nothing of a higher one.
    whole = pack(b"a" * 5000)
    with pytest.raises(CorruptValueError):
        unpack(whole, 4000)
    assert unpack(whole, 5000) == b"a" * 5000


def test_a_long_text_that_begins_with_what_compresses_well_is_read_again() -> None:
    chance = random.Random(4)
    data = b" " * 9 * 2**20 + chance.randbytes(2**20)
    assert len(zlib.compress(data)) * 300 > len(data), "as a whole it is no bomb"
    assert unpack(pack(data), codec.MOST_TEXT) == data


def test_a_bomb_in_a_difference_is_stopped() -> None:
    with pytest.raises(CorruptValueError):
        unpack_against(b"\x02" + bytes(12) + bomb(80), b"base")


@pytest.mark.parametrize("size", [0, 1, 511, 512, 4 * 2**20 - 1, 4 * 2**20, 4 * 2**20 + 1, 9 * 2**20])
def test_what_was_packed_is_unpacked_up_to_the_limit(size: int) -> None:
    for data in (b"a" * size, bytes(number * 7919 % 251 for number in range(min(size, 70_000)))):
        assert unpack(pack(data), len(data)) == data
        if data:
            with pytest.raises(CorruptValueError):
                unpack(pack(data), len(data) - 1)


def test_json_that_compresses_like_no_json_is_damaged_and_is_not_written_so() -> None:
    spaces = b" " * 10 * 2**20
    with pytest.raises(CorruptValueError):
        unpack(b"\x01" + zlib.compress(spaces, 9))
    assert unpack(pack(spaces)) == spaces
    assert unpack(b"\x01" + zlib.compress(spaces, 9), codec.MOST_ORIGINAL) == spaces


@pytest.mark.parametrize("data", [b"\x01", pack(b"a" * 9999)[:-3], pack(b"a" * 9999) + b"x", b"", b"\x07a"])
def test_bytes_that_are_cut_or_followed_by_others_are_damaged(data: bytes) -> None:
    with pytest.raises(CorruptValueError):
        unpack(data)


@pytest.mark.parametrize("value", [None, 5, 10**15, 1.5, "text"])
def test_a_value_that_is_not_bytes_is_damaged(value: object) -> None:
    with pytest.raises(CorruptValueError):
        unpack(value)
    with pytest.raises(CorruptValueError):
        as_bytes(value)


def test_columns_have_the_types_that_they_should() -> None:
    assert (as_text("a"), as_number(3), as_bytes(b"b")) == ("a", 3, b"b")
    for value in (None, 5, b"x"):
        with pytest.raises(CorruptValueError):
            as_text(value)
    for number in (None, "5", 1.0, -1, 2**60):
        with pytest.raises(CorruptValueError):
            as_number(number)


def test_a_text_beyond_the_limit_is_not_stored_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "MOST_TEXT", 1000)
    with pytest.raises(DossierError, match="text-not-storable"):
        encode_blocks((Paragraph(id="b1", content=(Span("x" * 1000),)),))


def test_a_value_beyond_the_limit_is_not_stored_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    value = Setting(id="s", value="x" * 100)
    export = ExportRecord(
        id="e", briefing="b", moment="m", audience="a" * 100, file_name="f", template="t", paragraphs=()
    )
    monkeypatch.setattr(codec, "MOST_VALUE", 1000)
    assert decode("setting", encode("setting", value)) == value
    assert len(encode_export(export)) < 1000
    monkeypatch.setattr(codec, "MOST_VALUE", 100)
    with pytest.raises(DossierError, match="value-too-large"):
        encode("setting", value)
    with pytest.raises(DossierError, match="value-too-large"):
        encode_export(export)


def test_every_file_that_is_imported_is_within_the_limits() -> None:
    assert limits.FILE_BYTES <= codec.MOST_ORIGINAL
    assert limits.TEXT_BYTES * 2 < codec.MOST_TEXT


def blocks_of(*blocks: object) -> bytes:
    return json.dumps(blocks).encode()


def table(*, column_span: int, row_span: int, rows: int, cells: int) -> dict[str, object]:
    cell = {"column_span": column_span, "row_span": row_span}
    return {"kind": "table", "id": "t", "rows": [{"cells": [cell] * cells}] * rows}


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "heading", "id": "h", "level": 10},
        {"kind": "heading", "id": "h", "level": -1},
        {"kind": "list_item", "id": "l", "depth": 10**6},
        table(column_span=10**9, row_span=1, rows=1, cells=1),
        table(column_span=60_000, row_span=60_000, rows=100, cells=1),
        table(column_span=60_000, row_span=1, rows=1, cells=50),
    ],
)
def test_numbers_that_would_cost_gigabytes_are_damaged(block: dict[str, object]) -> None:
    with pytest.raises(CorruptValueError):
        decode_blocks(blocks_of(block))


def test_tables_as_they_are_imported_are_read() -> None:
    wide = table(column_span=1000, row_span=65_534, rows=30, cells=3)
    assert len(decode_blocks(blocks_of(wide, table(column_span=0, row_span=0, rows=2, cells=2)))) == 2


def test_as_many_places_as_tables_may_have_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = blocks_of(table(column_span=2, row_span=1, rows=3, cells=2))
    monkeypatch.setattr(codec, "_MOST_CELLS", 12)
    assert decode_blocks(found)
    monkeypatch.setattr(codec, "_MOST_CELLS", 11)
    with pytest.raises(CorruptValueError):
        decode_blocks(found)


def test_a_table_of_a_briefing_has_the_same_limits() -> None:
    item = {
        "kind": "own_text",
        "id": "i",
        "blocks": [table(column_span=60_000, row_span=1, rows=1, cells=50)],
    }
    briefing = {
        "id": "b",
        "title": "",
        "template": "",
        "language": "en",
        "parts": [{"id": "p", "key": "k", "items": [item]}],
    }
    with pytest.raises(CorruptValueError):
        decode("briefing", json.dumps(briefing))


@pytest.mark.parametrize("score", ["NaN", "Infinity", "1e999"])
def test_a_number_that_is_none_is_damaged(score: str) -> None:
    passage = '{"article": "a", "blocks": [], "start": 0, "end": 0, "quote": ""}'
    with pytest.raises(CorruptValueError):
        decode("tag", f'{{"id": "t", "topic": "x", "passage": {passage}, "score": {score}}}')


def test_nesting_without_end_is_damaged() -> None:
    with pytest.raises(CorruptValueError):
        decode_blocks(b"[" * 100_000 + b"]" * 100_000)


def test_millions_of_objects_are_damaged_and_braces_in_words_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "_MOST_OBJECTS", 50)
    many = [{"kind": "paragraph", "id": f"b{number}"} for number in range(51)]
    with pytest.raises(CorruptValueError):
        decode_blocks(blocks_of(*many))
    code = {"kind": "code", "id": "c", "content": [{"kind": "span", "text": '{"{\\"{' * 100}]}
    assert len(decode_blocks(blocks_of(code))) == 1


def test_many_values_have_a_limit_together() -> None:
    budget = InflationBudget(1000)
    assert budget.spend(b"abc") == b"abc"
    with pytest.raises(CorruptValueError):
        budget.spend(bytes(70 * 2**20))
    budget = InflationBudget(10)
    budget.spend(bytes(64 * 2**20 + 200))
    with pytest.raises(CorruptValueError):
        budget.spend(b"x")
