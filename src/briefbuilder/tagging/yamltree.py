"""A taxonomy's YAML as plain values that remember their lines.

Only mappings, lists and text are read. Aliases, tags, endless depth and length are refused, so that
no file can grow in memory beyond its own size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

LARGEST = 8 * 1024 * 1024
"""Bytes of a taxonomy; the starter has 57 thousand."""
DEEPEST = 12


class TreeError(Exception):
    """A file that is not such YAML: `code` says why, `line` (from 1) where."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(code, line)
        self.code = code
        self.line = line


@dataclass(slots=True)
class Node:
    """A value of the file: text, a list or a mapping, with the line that it begins in, from 1.

    `twice` are the keys of a mapping that stand in it once more, with the line of the second.
    """

    line: int
    value: str | list[Node] | dict[str, Node]
    key_lines: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[str, int]] = field(default_factory=list)


def read_yaml(data: bytes) -> Node | None:
    """Return the file's root, None where it is empty; raises TreeError."""
    if len(data) > LARGEST:
        raise TreeError("taxonomy-too-large", 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TreeError("taxonomy-not-utf8", data.count(b"\n", 0, error.start) + 1) from None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
    try:
        return _document(events)
    except yaml.reader.ReaderError as error:
        raise TreeError("taxonomy-malformed", text.count("\n", 0, error.position) + 1) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TreeError("taxonomy-malformed", mark.line + 1 if mark else 1) from None


def _document(events: Iterator[yaml.Event]) -> Node | None:
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            if root is not None:
                raise _refusal("taxonomy-several-documents", event)
            root = _node(event, events, 1)
    return root


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _refusal("taxonomy-alias", event)
    if getattr(event, "tag", None):
        raise _refusal("taxonomy-tag", event)
    if depth > DEEPEST:
        raise _refusal("taxonomy-too-deep", event)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events, depth)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_node(inner, events, depth + 1))
        return Node(_line(event), items)
    return Node(_line(event), str(getattr(event, "value", "")))


def _mapping(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    found: dict[str, Node] = {}
    node = Node(_line(event), found)
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent) or key.anchor or key.tag:
            raise _refusal("taxonomy-key-not-text", key)
        value = _node(next(events), events, depth + 1)
        if key.value in found:
            node.twice.append((key.value, _line(key)))
        else:
            found[key.value] = value
            node.key_lines[key.value] = _line(key)
    return node


def _refusal(code: str, event: yaml.Event) -> TreeError:
    return TreeError(code, _line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
