"""Converts values to the JSON that the file holds, and back, with pydantic-core.

JSON and originals are packed: one byte that names the form, then the bytes as they are or compressed by zlib. A tag
holds the words that it covers, so this halves the size of a dossier.

A dossier may come from a stranger: what is read has limits of size, of numbers and of the types of columns, and anything
beyond them is a CorruptValueError. What is written has the same limits of size.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from typing import Any

from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.changes import COLLECTIONS, Collection, Key, Setting, Value, key_named
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.export_record import ExportRecord, LaidOutPages
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.text import Block, grid_size
from briefbuilder.typed_json import json_adapter


class CorruptValueError(ValueError):
    """Bytes in the file that cannot be decoded."""


_MEBIBYTE = 1024 * 1024
MOST_VALUE = 32 * _MEBIBYTE
"""Bytes of a value's JSON: a briefing of a thousand items has less than one mebibyte."""
MOST_TEXT = 96 * _MEBIBYTE
"""Bytes of the JSON of an article's blocks: the longest text that is imported has about half as many."""
MOST_ORIGINAL = 256 * _MEBIBYTE
"""Bytes of an original: the largest file that is imported."""
_ANY_RATIO, _MOST_RATIO = 8 * _MEBIBYTE, 300
"""Bytes of JSON that may compress as well as they can, and how many times its own size any longer JSON may have.

The ids in it keep real JSON from compressing better.
"""
_MOST_OBJECTS = 2_000_000
"""Objects of one value's JSON: some 300 bytes each in memory."""
_STRING = lazy_pattern(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_MOST_CELLS = 2_000_000
"""Places in the grids of the tables of one text, cells that span several counted with each."""


def stored_key(collection: object, name: object) -> Key:
    """Return the key that a row names; a name of another collection would become part of a statement."""
    key = key_named(collection, as_text(name))
    if key is None:
        raise CorruptValueError("a key of an unknown collection")
    return key


def as_text(value: object) -> str:
    """Return a column's text; raises CorruptValueError for any other type."""
    if not isinstance(value, str):
        raise CorruptValueError("a column without text")
    return value


def as_number(value: object, most: int = 2**53) -> int:
    """Return a column's number, which must be from 0 to `most`; raises CorruptValueError for any other value."""
    if not isinstance(value, int) or not 0 <= value <= most:
        raise CorruptValueError("a column without a possible number")
    return value


def as_bytes(value: object) -> bytes:
    """Return a column's bytes; raises CorruptValueError for any other type."""
    if not isinstance(value, bytes):
        raise CorruptValueError("a column without bytes")
    return value


_PLAIN, _DEFLATED = b"\x00", b"\x01"
_WORTH_PACKING = 512
"""The number of bytes under which compression costs more than it saves."""
QUICK = 3
"""A level of zlib that takes a third of the time of the usual one for a fifteenth more bytes: for what a user waits for."""


def prepare_adapters() -> None:
    """Make what reads and writes the values of a dossier, which takes a moment."""
    kinds: tuple[Any, ...] = (*COLLECTIONS.values(), tuple[Block, ...], dict[str, str])
    for kind in kinds:
        json_adapter(kind).prepare()


def encode(collection: Collection, value: Value) -> bytes:
    """Return a value as JSON; raises DossierError with "value-too-large" or "text-not-storable"."""
    return _dump_value(COLLECTIONS[collection], value)


def decode(collection: Collection, data: bytes | str) -> Value:
    """Return the value from JSON; raises CorruptValueError if it does not fit."""
    if collection == "setting":
        return _decode_setting(data)
    value: Value = _validate(COLLECTIONS[collection], data)
    if isinstance(value, Briefing):
        for item in value.items:
            _check_tables((*(item.blocks or ()), *(item.translation if isinstance(item, Excerpt) else ())))
            dated = item.dated if isinstance(item, Excerpt) else None
            if dated is not None and dated.last < dated.first:
                raise CorruptValueError("a period that ends before it begins")
    return value


def _decode_setting(data: bytes | str) -> Setting:
    # Every new dossier has one, and commands on topics need nothing else of pydantic-core, which takes long to import.
    try:
        found = json.loads(data)
        name, value = found["id"], found["value"]
        if not (isinstance(name, str) and isinstance(value, str)):
            raise CorruptValueError("a setting with parts of other types than expected")
        f"{name}{value}".encode()
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CorruptValueError("a setting of another form than expected") from error
    return Setting(id=name, value=value)


def encode_blocks(blocks: tuple[Block, ...]) -> bytes:
    """Return a text's blocks as JSON; raises DossierError with "text-not-storable"."""
    data = _dump(tuple[Block, ...], blocks)
    if len(data) > MOST_TEXT:
        raise DossierError("text-not-storable")
    return data


def decode_blocks(data: bytes) -> tuple[Block, ...]:
    """Return the blocks from JSON; raises CorruptValueError if it does not fit."""
    blocks: tuple[Block, ...] = _validate(tuple[Block, ...], data)
    _check_tables(blocks)
    return blocks


def encode_export(record: ExportRecord) -> bytes:
    """Return the record of an export as JSON; raises DossierError with "value-too-large" or "text-not-storable"."""
    return _dump_value(ExportRecord, record)


def decode_export(data: bytes) -> ExportRecord:
    """Return the record of an export; raises CorruptValueError if the JSON does not fit."""
    record: ExportRecord = _validate(ExportRecord, data)
    return record


def encode_pages(pages: LaidOutPages) -> bytes:
    """Return the facts about pages as JSON; raises as `encode_export` does."""
    return _dump_value(LaidOutPages, pages)


def decode_pages(data: bytes) -> LaidOutPages:
    """Return the facts about pages; raises CorruptValueError if the JSON does not fit."""
    pages: LaidOutPages = _validate(LaidOutPages, data)
    return pages


def encode_parameters(parameters: dict[str, str]) -> bytes:
    """Return the parameters of an act as JSON."""
    return _dump(dict[str, str], parameters)


def decode_parameters(data: bytes | str) -> dict[str, str]:
    """Return the parameters of an act; raises CorruptValueError if the JSON does not fit."""
    parameters: dict[str, str] = _validate(dict[str, str], data)
    return parameters


def _dump_value(kind: object, value: object) -> bytes:
    data = _dump(kind, value)
    if len(data) > MOST_VALUE:
        raise DossierError("value-too-large")
    return data


def _dump(kind: object, value: object) -> bytes:
    from pydantic_core import PydanticSerializationError

    try:
        return json_adapter(kind).write(value)
    except PydanticSerializationError as error:
        # Half of a surrogate pair, as a bad paste can bring, cannot be encoded as UTF-8.
        raise DossierError("text-not-storable") from error


def _validate(kind: object, data: bytes | str) -> Any:
    from pydantic_core import ValidationError

    raw = data.encode(errors="replace") if isinstance(data, str) else data
    # Braces in strings are counted with the others first, since nearly no value has as many.
    if raw.count(b"{") > _MOST_OBJECTS and _STRING.sub(b"", raw).count(b"{") > _MOST_OBJECTS:
        raise CorruptValueError("too many objects")
    try:
        return json_adapter(kind).read(data)
    except ValidationError as error:
        raise CorruptValueError(f"{error.error_count()} parts of other types than expected") from error


def _check_tables(blocks: Iterable[Block]) -> None:
    if grid_size(blocks) > _MOST_CELLS:
        raise CorruptValueError("tables with too many places")


def pack(data: bytes, level: int = 6) -> bytes:
    """Return bytes in the form in which the file holds large ones, compressed at a level of zlib's."""
    if len(data) >= _WORTH_PACKING:
        deflated = zlib.compress(data, level)
        if len(deflated) < len(data) and _can_be_read(deflated, len(data)):
            return _DEFLATED + deflated
    return _PLAIN + data


def _can_be_read(deflated: bytes, size: int) -> bool:
    """Return whether `unpack` takes compressed bytes for those of a value."""
    if size <= _ANY_RATIO:
        return True
    try:
        return len(_inflate(deflated, size, is_value=True)) == size
    except CorruptValueError:
        return False


_refused: dict[bytes, int] = {}
"""The SHA-256 of the last bytes that could not be unpacked, with the limit: a window asks for the same value many times."""
_MOST_REFUSED = 1000


def unpack(data: object, most: int = MOST_VALUE) -> bytes:
    """Return the bytes that were packed.

    Raises CorruptValueError if the form is unknown or damaged, or if there are more than `most` bytes.
    """
    packed = as_bytes(data)
    form, body = packed[:1], packed[1:]
    if form == _PLAIN:
        if len(body) > most:
            raise CorruptValueError("a value that is too large")
        return body
    if form != _DEFLATED:
        raise CorruptValueError("unknown form of packing")
    is_value = most < MOST_ORIGINAL
    if is_value and _refused and _refused.get(sha256(body).digest(), 0) >= most:
        raise CorruptValueError("a value that was refused before")
    try:
        return _inflate(body, most, is_value=is_value)
    except CorruptValueError:
        if is_value:
            _refused[sha256(body).digest()] = most
            if len(_refused) > _MOST_REFUSED:
                del _refused[next(iter(_refused))]
        raise


def unpack_json(data: object) -> Any:
    """Return packed JSON; raises CorruptValueError for any other bytes."""
    try:
        return json.loads(unpack(data))
    except (ValueError, RecursionError) as error:
        raise CorruptValueError("a row without JSON") from error


_STEP = _MEBIBYTE


def _inflate(data: bytes, most: int, *, is_value: bool) -> bytes:
    """Return what was compressed; a value that compresses better than JSON can is refused before it is whole.

    Raises CorruptValueError if the compression is damaged, or has more than `most` bytes.
    """
    decompressor, inflated = zlib.decompressobj(), BytesIO()
    whole, start = memoryview(data), 0
    try:
        while start < len(whole) and not decompressor.eof:
            rest: bytes | memoryview = whole[start : start + _STEP]
            start += len(rest)
            full = True
            while full:
                part = decompressor.decompress(rest, _STEP)
                rest = decompressor.unconsumed_tail
                full = bool(rest) or len(part) == _STEP
                # Grows in place: joining parts would take twice the memory.
                inflated.write(part)
                likely = max(_ANY_RATIO, _MOST_RATIO * (start - len(rest))) if is_value else most
                if inflated.tell() > min(most, likely):
                    raise CorruptValueError("a value that is too large")
    except zlib.error as error:
        raise CorruptValueError("broken compression") from error
    if not decompressor.eof:
        raise CorruptValueError("compression that is cut short")
    if decompressor.unused_data or start < len(whole):
        raise CorruptValueError("bytes after the compression")
    return inflated.getvalue()


_FREE, _PER_BYTE = 64 * _MEBIBYTE, 20
"""Bytes that the values of a file may inflate to in any case, and for each byte of the file; JSON takes about four."""


class InflationBudget:
    """Limits what many values inflate to together: a dossier cannot hold much more than its own size."""

    def __init__(self, file_size: int) -> None:
        """`file_size` is the size of the dossier in bytes."""
        self._left = _FREE + _PER_BYTE * file_size

    def spend(self, data: bytes) -> bytes:
        """Return an inflated value; raises CorruptValueError if the values are too much in all."""
        self._left -= len(data)
        if self._left < 0:
            raise CorruptValueError("values that are too large in all")
        return data
