"""Converts values to the JSON that the file holds, and back, with pydantic.

JSON and originals are packed: one byte that names the form, then the bytes as they are or compressed by zlib. A tag
holds the words that it covers, so this halves the size of a dossier.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Collection, Setting, Value
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.text import Block
from briefbuilder.domain.topics import Judgement, Tag, Topic

if TYPE_CHECKING:
    # The first window does without pydantic: it is imported where the first value is read or written.
    from pydantic import TypeAdapter
    from pydantic_core import SchemaValidator

# Lets pydantic choose a member of a union by its `kind` instead of trying one after the other.
#
# The domain's unions are plain ones, since the domain does not use pydantic; in their schemas each member is a
# dataclass whose `kind` is one literal. A briefing of 1,000 items is read eleven times faster this way.

Schema = Mapping[str, Any]


def discriminated(schema: Schema) -> dict[str, Any]:
    """Return a core schema of pydantic in which every such union is discriminated by `kind`."""
    definitions = {part["ref"]: part for part in _schemas_in(schema) if "ref" in part}
    converted = _convert_unions(schema, definitions)
    assert isinstance(converted, dict)
    return converted


def _schemas_in(value: object) -> Iterator[Schema]:
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from _schemas_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _schemas_in(inner)


def _convert_unions(value: object, definitions: Mapping[str, Schema]) -> object:
    if isinstance(value, Mapping):
        inner = {name: _convert_unions(part, definitions) for name, part in value.items()}
        return _tag_union(inner, definitions) if inner.get("type") == "union" else inner
    if isinstance(value, list):
        return [_convert_unions(part, definitions) for part in value]
    if isinstance(value, tuple):
        return tuple(_convert_unions(part, definitions) for part in value)
    return value


def _tag_union(union: dict[str, Any], definitions: Mapping[str, Schema]) -> dict[str, Any]:
    choices = [choice[0] if isinstance(choice, tuple) else choice for choice in union["choices"]]
    kinds = [_kind(choice, definitions) for choice in choices]
    if None in kinds or len(set(kinds)) < len(kinds):
        return union
    return {
        "type": "tagged-union",
        "discriminator": "kind",
        "choices": dict(zip(kinds, choices, strict=True)),
    }


def _kind(choice: Schema, definitions: Mapping[str, Schema]) -> str | None:
    """Return the literal that `kind` is in a dataclass, None where there is no such field."""
    while choice.get("type") == "definition-ref":
        choice = definitions[choice["schema_ref"]]
    if choice.get("type") != "dataclass":
        return None
    for field in choice["schema"].get("fields", ()):
        if field["name"] == "kind":
            inner = field["schema"]
            literal = inner["schema"] if inner.get("type") == "default" else inner
            expected: list[str] = literal.get("expected", []) if literal.get("type") == "literal" else []
            return expected[0] if len(expected) == 1 else None
    return None


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
    """Bytes in the file that cannot be decoded."""


_PLAIN, _DEFLATED = b"\x00", b"\x01"
_WORTH_PACKING = 512
"""The number of bytes under which compression costs more than it saves."""


@cache
def _adapter(collection: Collection) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(COLLECTIONS[collection])


@cache
def _validator(collection: Collection) -> SchemaValidator:
    from pydantic_core import SchemaValidator

    return SchemaValidator(discriminated(_adapter(collection).core_schema))


@cache
def _blocks_adapter() -> TypeAdapter[tuple[Block, ...]]:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Block, ...])


@cache
def _blocks_validator() -> SchemaValidator:
    from pydantic_core import SchemaValidator

    return SchemaValidator(discriminated(_blocks_adapter().core_schema))


@cache
def _parameters_adapter() -> TypeAdapter[dict[str, str]]:
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, str])


@cache
def _parameters_validator() -> SchemaValidator:
    from pydantic_core import SchemaValidator

    return SchemaValidator(_parameters_adapter().core_schema)


def encode(collection: Collection, value: Value) -> bytes:
    """Return a value as JSON."""
    return _dump(_adapter(collection), value)


def decode(collection: Collection, data: bytes | str) -> Value:
    """Return the value of some JSON; raises CorruptValueError where it does not fit."""
    value: Value = _validate(_validator(collection), data)
    return value


def encode_blocks(blocks: tuple[Block, ...]) -> bytes:
    """Return a text's blocks as JSON."""
    return _dump(_blocks_adapter(), blocks)


def decode_blocks(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of some JSON; raises CorruptValueError where it does not fit."""
    blocks: tuple[Block, ...] = _validate(_blocks_validator(), data)
    return blocks


def encode_parameters(parameters: dict[str, str]) -> bytes:
    """Return the parameters of an act as JSON."""
    return _dump(_parameters_adapter(), parameters)


def decode_parameters(data: bytes | str) -> dict[str, str]:
    """Return the parameters of an act; raises CorruptValueError where the JSON does not fit."""
    parameters: dict[str, str] = _validate(_parameters_validator(), data)
    return parameters


def _dump(adapter: TypeAdapter[T], value: T) -> bytes:
    from pydantic_core import PydanticSerializationError

    try:
        return adapter.dump_json(value)
    except PydanticSerializationError as error:
        # Half of a surrogate pair, as a bad paste can bring, cannot be encoded as UTF-8.
        raise DossierError("text-not-storable") from error


def _validate(validator: SchemaValidator, data: bytes | str) -> Any:
    from pydantic import ValidationError

    try:
        return validator.validate_json(data)
    except ValidationError as error:
        raise CorruptValueError(str(error)) from error


def pack(data: bytes) -> bytes:
    """Return bytes in the form in which the file holds large ones."""
    if len(data) >= _WORTH_PACKING:
        deflated = zlib.compress(data, 6)
        if len(deflated) < len(data):
            return _DEFLATED + deflated
    return _PLAIN + data


def unpack(data: bytes) -> bytes:
    """Return the bytes that were packed; raises CorruptValueError where the form is unknown or damaged."""
    form, body = data[:1], data[1:]
    if form == _PLAIN:
        return body
    if form == _DEFLATED:
        try:
            return zlib.decompress(body)
        except zlib.error as error:
            raise CorruptValueError("broken compression") from error
    raise CorruptValueError("unknown form of packing")
