"""Sends what a worker found as data: JSON through the domain's types, and bytes beside it.

A reader of foreign files may have been taken over by one. So its answers are never unpickled; their size is limited,
and they must fit the type that was asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.values import value
from briefbuilder.typed_json import JsonAdapter, schema_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


_HEADER_BYTES = 256 * 1024
_BODY_BYTES = 512 * 1024 * 1024
_ATTACHMENTS = 20_000
_DETAIL_CHARACTERS = 20_000
_PARAMETERS = 20
_PARAMETER_CHARACTERS = 2_000

Kind = Literal["result", "progress", "error", "memory", "fault", "unprepared"]


@value
class Answer:
    """A message of a worker: a result, the progress, an error for the user, or a fault with its traceback.

    A sealed process is "unprepared" if it needed something that had not been loaded.
    """

    kind: Kind
    value: object = None


class BadAnswerError(ValueError):
    """An answer that is too large or is not of the type that was asked for."""


def send(pipe: Connection, answer: Answer, result_type: object) -> None:
    """Send an answer; `result_type` is the type of a result.

    Raises an error of pydantic-core if the result is not of that type.
    """
    header: dict[str, object] = {"kind": answer.kind}
    parts: list[bytes] = []
    match answer.kind:
        case "result":
            attachments: list[bytes] = []
            body = _adapter(result_type).write_exactly(answer.value, attachments)
            parts = [body, *attachments]
            header["parts"] = len(attachments)
        case "error":
            assert isinstance(answer.value, BriefbuilderError)
            header |= _describe(answer.value)
        case "progress":
            header["share"] = answer.value
        case "fault":
            header["detail"] = str(answer.value)[-_DETAIL_CHARACTERS:]
        case "memory" | "unprepared":
            pass
    pipe.send_bytes(json.dumps(header).encode())
    for part in parts:
        pipe.send_bytes(part)


def receive(pipe: Connection, result_type: object, most: int) -> Answer:
    """Return the next answer, whose result is of a type and has at most `most` bytes; wait for it.

    Raises BadAnswerError, and EOFError if the worker ended.
    """
    header = _receive_header(pipe)
    match header.get("kind"):
        case "result":
            return Answer(kind="result", value=_receive_result(pipe, header, result_type, most))
        case "error":
            return Answer(kind="error", value=_restore(header))
        case "progress" if isinstance(share := header.get("share"), float | int):
            return Answer(kind="progress", value=float(share))
        case "fault" if isinstance(detail := header.get("detail"), str):
            return Answer(kind="fault", value=detail[-_DETAIL_CHARACTERS:])
        case "memory" | "unprepared" as kind:
            return Answer(kind=kind)
    raise BadAnswerError("unknown kind of answer")


def prepare(result_type: object) -> None:
    """Build what answers of a type need, before the process is sealed or forked."""
    _adapter(result_type).prepare()
    # When pydantic-core first writes a value of a type that it must find out, it imports the modules of all that it knows.
    _adapter(bytes).write_exactly(b"", [])


def _receive_header(pipe: Connection) -> dict[str, object]:
    try:
        header = json.loads(_receive_bytes(pipe, _HEADER_BYTES))
    except (ValueError, RecursionError) as error:
        raise BadAnswerError("no header") from error
    if not isinstance(header, dict):
        raise BadAnswerError("no header")
    return header


def _receive_result(pipe: Connection, header: Mapping[str, object], result_type: object, most: int) -> object:
    from pydantic_core import ValidationError

    count = header.get("parts")
    if not isinstance(count, int) or not 0 <= count <= _ATTACHMENTS:
        raise BadAnswerError("too many parts")
    body = _receive_bytes(pipe, min(most, _BODY_BYTES))
    left = most - len(body)
    attachments: list[bytes] = []
    for _ in range(count):
        attachments.append(_receive_bytes(pipe, left))
        left -= len(attachments[-1])
    try:
        return _adapter(result_type).read(body, context=attachments)
    except (ValidationError, RecursionError) as error:
        raise BadAnswerError(str(error)[:_PARAMETER_CHARACTERS]) from error


def _receive_bytes(pipe: Connection, most: int) -> bytes:
    try:
        return pipe.recv_bytes(max(most, 0))
    except (EOFError, ConnectionError):
        raise
    except OSError as error:
        # What `recv_bytes` raises if the message is longer.
        raise BadAnswerError("too large") from error


def _describe(error: BriefbuilderError) -> dict[str, object]:
    parameters = {name: str(text)[:_PARAMETER_CHARACTERS] for name, text in error.parameters.items()}
    return {"error": type(error).__name__, "code": error.code, "parameters": parameters}


def _restore(header: Mapping[str, object]) -> BriefbuilderError:
    """Return an error of a known class, with a code and strings as parameters."""
    code, parameters = header.get("code"), header.get("parameters")
    known = _known_errors().get(str(header.get("error")))
    if (
        known is None
        or not isinstance(code, str)
        or not code.replace("-", "").isalnum()
        or not isinstance(parameters, dict)
        or len(parameters) > _PARAMETERS
        or not all(name.isidentifier() and isinstance(text, str) for name, text in parameters.items())
    ):
        raise BadAnswerError("unknown error")
    return known(code, **parameters)


def _known_errors() -> dict[str, type[BriefbuilderError]]:
    """Return the classes of errors by name; a worker cannot cancel what asked it."""
    found: dict[str, type[BriefbuilderError]] = {}
    waiting = [BriefbuilderError]
    while waiting:
        known = waiting.pop()
        if not issubclass(known, CancelledError):
            found[known.__name__] = known
        waiting.extend(known.__subclasses__())
    return found


# Bytes within a value are replaced by their place in a list, which is the context of pydantic-core.


def _detach(data: bytes, info: Any) -> int:
    info.context.append(data)
    return len(info.context) - 1


def _attach(place: object, info: Any) -> bytes:
    if not isinstance(place, int) or not 0 <= place < len(info.context):
        raise ValueError("no such part")
    part: bytes = info.context[place]
    return part


@cache
def _adapter(result_type: Any) -> JsonAdapter:
    from pydantic_core import core_schema

    detached = core_schema.with_info_plain_validator_function(
        _attach,
        serialization=core_schema.plain_serializer_function_ser_schema(_detach, info_arg=True),
    )
    return JsonAdapter(_replace_bytes(schema_of(result_type), detached))


def _replace_bytes(schema: Any, detached: object) -> Any:
    if isinstance(schema, dict):
        if schema.get("type") == "bytes":
            return detached
        return {name: _replace_bytes(part, detached) for name, part in schema.items()}
    if isinstance(schema, list | tuple):
        return type(schema)(_replace_bytes(part, detached) for part in schema)
    return schema
