"""Values to the JSON that the file holds, and back; pydantic reads and writes it.

The JSON of values and texts, and originals, are packed: one byte that names the form, then the bytes as
they are or compressed by zlib. A tag holds the words that it lies on, so this makes a dossier half as large.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, SchemaValidator

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Collection, Setting, Value
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.text import Block
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.domain.wanted import SavedSearch
from briefbuilder.dossier.unions import discriminated

T = TypeVar("T")

COLLECTIONS: dict[Collection, type[Value]] = {
    "article": ArticleRecord,
    "tag": Tag,
    "judgement": Judgement,
    "topic": Topic,
    "briefing": Briefing,
    "setting": Setting,
    "search": SavedSearch,
}
"""Every collection of a dossier with the type of its values."""


class CorruptValueError(ValueError):
    """Bytes in the file that do not stand for what they should."""


_PLAIN, _DEFLATED = b"\x00", b"\x01"
_WORTH_PACKING = 512
"""Bytes under which compression costs more than it saves."""


@cache
def _adapter(collection: Collection) -> TypeAdapter[Any]:
    return TypeAdapter(COLLECTIONS[collection])


@cache
def _validator(collection: Collection) -> SchemaValidator:
    return SchemaValidator(discriminated(_adapter(collection).core_schema))


@cache
def _blocks_adapter() -> TypeAdapter[tuple[Block, ...]]:
    return TypeAdapter(tuple[Block, ...])


@cache
def _blocks_validator() -> SchemaValidator:
    return SchemaValidator(discriminated(_blocks_adapter().core_schema))


@cache
def _parameters_adapter() -> TypeAdapter[dict[str, str]]:
    return TypeAdapter(dict[str, str])


@cache
def _parameters_validator() -> SchemaValidator:
    return SchemaValidator(_parameters_adapter().core_schema)


def encode(collection: Collection, value: Value) -> bytes:
    """Return a value as JSON."""
    return _dumped(_adapter(collection), value)


def decode(collection: Collection, data: bytes | str) -> Value:
    """Return the value that some JSON stands for; raises CorruptValueError where it does not fit."""
    value: Value = _validated(_validator(collection), data)
    return value


def encode_blocks(blocks: tuple[Block, ...]) -> bytes:
    """Return a text's blocks as JSON."""
    return _dumped(_blocks_adapter(), blocks)


def decode_blocks(data: bytes) -> tuple[Block, ...]:
    """Return the blocks that some JSON stands for; raises CorruptValueError where it does not fit."""
    blocks: tuple[Block, ...] = _validated(_blocks_validator(), data)
    return blocks


def encode_parameters(parameters: dict[str, str]) -> bytes:
    """Return the parameters of an act as JSON."""
    return _dumped(_parameters_adapter(), parameters)


def decode_parameters(data: bytes | str) -> dict[str, str]:
    """Return the parameters of an act; raises CorruptValueError where the JSON does not fit."""
    parameters: dict[str, str] = _validated(_parameters_validator(), data)
    return parameters


def _dumped(adapter: TypeAdapter[T], value: T) -> bytes:
    try:
        return adapter.dump_json(value)
    except PydanticSerializationError as error:
        # Half of a surrogate pair, as a careless paste can bring, has no UTF-8.
        raise DossierError("text-not-storable") from error


def _validated(validator: SchemaValidator, data: bytes | str) -> Any:
    try:
        return validator.validate_json(data)
    except ValidationError as error:
        raise CorruptValueError(str(error)) from error


def pack(data: bytes) -> bytes:
    """Return bytes in the form in which the file keeps large ones."""
    if len(data) >= _WORTH_PACKING:
        deflated = zlib.compress(data, 6)
        if len(deflated) < len(data):
            return _DEFLATED + deflated
    return _PLAIN + data


def unpack(data: bytes) -> bytes:
    """Return what was packed; raises CorruptValueError where the form is not known or broken."""
    form, body = data[:1], data[1:]
    if form == _PLAIN:
        return body
    if form == _DEFLATED:
        try:
            return zlib.decompress(body)
        except zlib.error as error:
            raise CorruptValueError("broken compression") from error
    raise CorruptValueError("unknown form of packing")
