"""The YAML reader of templates, marking profiles, taxonomies and policies, which keeps lines and columns.

Only the part of YAML that people write by hand is read: mappings, lists and scalars. Aliases, tags and
excessive depth or size are refused, so that a hostile file cannot grow in memory beyond its own size.
In templates `no` and `on` are words, not truth values, and dates stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlPosition:
    """A line and a column, both counted from 1; `file` is empty for the file that is being read."""

    line: int
    column: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class YamlFault:
    """One problem of a file: a message code, its position and its parameters."""

    code: str
    position: YamlPosition
    parameters: dict[str, str] = field(default_factory=dict)


class YamlError(Exception):
    """The file cannot be read as YAML; `fault` says why and where."""

    def __init__(self, fault: YamlFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class YamlFormat:
    """The limits of a kind of file; `name` begins its message codes, `max_depth` counts from 0.

    The slower Python loader knows why a file is malformed; `is_detailed` formats use it and report that.
    """

    name: str
    max_bytes: int
    max_depth: int
    max_nodes: int
    is_detailed: bool


TEMPLATE_FORMAT = YamlFormat("template", 256 * 1024, 24, 20_000, is_detailed=True)
TAXONOMY_FORMAT = YamlFormat("taxonomy", 8 * 1024 * 1024, 11, 600_000, is_detailed=False)
"""The taxonomy that ships has 57 kilobytes; 600,000 nodes are more than 50,000 topics, and are read in seconds."""


@dataclass(slots=True)
class YamlNode:
    """A text, list or mapping with its position.

    `is_plain` marks scalars without quotes and `is_flow` collections in brackets or braces.
    `duplicates` are the keys of a mapping that occur again, with their positions and values.
    """

    position: YamlPosition
    value: str | list[YamlNode] | dict[str, YamlNode]
    is_plain: bool = False
    is_flow: bool = False
    key_positions: dict[str, YamlPosition] = field(default_factory=dict)
    duplicates: list[tuple[str, YamlPosition, YamlNode]] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line of the node, from 1."""
        return self.position.line


def read_node(data: bytes, file_format: YamlFormat) -> YamlNode | None:
    """Return the root of a file, None where it is empty; raises YamlError."""
    if len(data) > file_format.max_bytes:
        parameters = {"limit": str(file_format.max_bytes // 1024)}
        raise YamlError(YamlFault(f"{file_format.name}-too-large", YamlPosition(1, 1), parameters))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise YamlError(YamlFault(f"{file_format.name}-not-utf8", YamlPosition(line, column))) from None
    try:
        return _NodeReader(text, file_format).read()
    except (yaml.reader.ReaderError, yaml.MarkedYAMLError) as error:
        raise YamlError(_syntax_fault(text, error, file_format)) from None


def _syntax_fault(
    text: str, error: yaml.reader.ReaderError | yaml.MarkedYAMLError, file_format: YamlFormat
) -> YamlFault:
    kind, parameters = "malformed", {}
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        position = YamlPosition(before.count("\n") + 1, len(before) - before.rfind("\n"))
        if file_format.is_detailed:
            kind, parameters = "control-character", {"character": f"U+{ord(text[error.position]):04X}"}
    else:
        mark = error.problem_mark or error.context_mark
        position = YamlPosition(mark.line + 1, mark.column + 1) if mark else YamlPosition(1, 1)
        problem = error.problem or ""
        if file_format.is_detailed and "\\t" in problem:
            kind = "tab"
        elif file_format.is_detailed and "mapping values are not allowed" in problem:
            kind = "colon"
    return YamlFault(f"{file_format.name}-{kind}", position, parameters)


class _NodeReader:
    """Builds nodes from the parser's events and stops at the first one that is refused."""

    def __init__(self, text: str, file_format: YamlFormat) -> None:
        loader = yaml.SafeLoader if file_format.is_detailed else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
        self._format = file_format
        self._count = 0

    def read(self) -> YamlNode | None:
        root: YamlNode | None = None
        second = yaml.DocumentStartEvent if self._format.is_detailed else yaml.NodeEvent
        for event in self._events:
            if root is not None and isinstance(event, second):
                raise self._refusal("several-documents", event)
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> YamlNode:
        self._count += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refusal("alias", event)
        if tag := getattr(event, "tag", None):
            raise self._refusal("tag", event, tag=str(tag))
        if depth > self._format.max_depth:
            raise self._refusal("too-deep", event, limit=str(self._format.max_depth))
        if self._count > self._format.max_nodes:
            raise self._refusal("too-many", event, limit=str(self._format.max_nodes))
        is_flow = bool(getattr(event, "flow_style", False))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(YamlNode(_position(event), {}, is_flow=is_flow), depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[YamlNode] = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return YamlNode(_position(event), items, is_flow=is_flow)
        assert isinstance(event, yaml.ScalarEvent)
        return YamlNode(_position(event), str(event.value), is_plain=bool(event.implicit[0]))

    def _mapping(self, node: YamlNode, depth: int) -> YamlNode:
        found: dict[str, YamlNode] = {}
        node.value = found
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent) or key.anchor or key.tag:
                raise self._refusal("key-not-text", key)
            value = self._node(next(self._events), depth + 1)
            if key.value in found:
                node.duplicates.append((key.value, _position(key), value))
            else:
                found[key.value] = value
                node.key_positions[key.value] = _position(key)
        return node

    def _refusal(self, kind: str, event: yaml.Event, **parameters: str) -> YamlError:
        return YamlError(YamlFault(f"{self._format.name}-{kind}", _position(event), parameters))


def _position(event: yaml.Event) -> YamlPosition:
    mark = event.start_mark
    return YamlPosition(mark.line + 1, mark.column + 1) if mark else YamlPosition(1, 1)


@dataclass(frozen=True, slots=True)
class YamlTree:
    """The values of a template or profile, and the positions of its keys and values by path."""

    value: Value
    key_positions: dict[Path, YamlPosition]
    value_positions: dict[Path, YamlPosition]
    faults: tuple[YamlFault, ...] = ()

    def position_of(self, path: Path, *, of_key: bool = False) -> YamlPosition:
        """Return the position of a value or its key, or else of its nearest ancestor."""
        if of_key and path in self.key_positions:
            return self.key_positions[path]
        for length in range(len(path), -1, -1):
            if path[:length] in self.value_positions:
                return self.value_positions[path[:length]]
        return YamlPosition(1, 1)

    def value_at(self, path: Path) -> Value:
        """Return the value at a path, None if it is missing."""
        value = self.value
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value


def read_tree(data: bytes) -> YamlTree:
    """Return the values of a template, profile or policy; raises YamlError."""
    root = read_node(data, TEMPLATE_FORMAT)
    if root is None:
        return YamlTree(None, {}, {(): YamlPosition(1, 1)})
    builder = _TreeBuilder()
    value = builder.value_of(root, ())
    return YamlTree(value, builder.key_positions, builder.value_positions, tuple(builder.faults))


_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")
_COLOURS = frozenset({"colour", "background", "rule"})
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class _TreeBuilder:
    """Converts nodes to plain values and collects their positions and faults."""

    def __init__(self) -> None:
        self.key_positions: dict[Path, YamlPosition] = {}
        self.value_positions: dict[Path, YamlPosition] = {}
        self.faults: list[YamlFault] = []

    def value_of(self, node: YamlNode, path: Path) -> Value:
        self.value_positions[path] = node.position
        if isinstance(node.value, dict):
            return self._mapping(node, node.value, path)
        if isinstance(node.value, list):
            return [self.value_of(item, (*path, index)) for index, item in enumerate(node.value)]
        value = _scalar(node.value) if node.is_plain else node.value
        if value is None and path:
            key = str(path[-1])
            code = "template-colour-unquoted" if key in _COLOURS else "template-value-missing"
            self.faults.append(YamlFault(code, node.position, {"key": key}))
        return value

    def _mapping(self, node: YamlNode, nodes: dict[str, YamlNode], path: Path) -> Value:
        found: dict[str, Value] = {}
        before = len(self.faults)
        for key, value in nodes.items():
            self.key_positions[*path, key] = node.key_positions[key]
            found[key] = self.value_of(value, (*path, key))
        for key, position, value in node.duplicates:
            first = str(node.key_positions[key].line)
            self.faults.append(YamlFault("template-key-twice", position, {"key": key, "first": first}))
            self.value_of(value, (*path, key, "\0again"))
        if node.is_flow and list(found.values()) == [None]:
            return self._unquoted_placeholder(node, path, next(iter(found)), before)
        return found

    def _unquoted_placeholder(self, node: YamlNode, path: Path, name: str, before: int) -> str:
        """Return a placeholder as text: YAML reads `{date}` without quotes as a mapping with one key.

        `before` is the number of faults that there were before the mapping.
        """
        position = self.value_positions.pop((*path, name))
        del self.key_positions[*path, name]
        self.faults[before:] = [fault for fault in self.faults[before:] if fault.position != position]
        self.faults.append(YamlFault("template-slot-unquoted", node.position, {"slot": name}))
        return f"{{{name}}}"


def _scalar(text: str) -> Value:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.match(text) and len(text) < 16:
        return int(text)
    return float(text) if _DECIMAL.match(text) and len(text) < 32 else text
