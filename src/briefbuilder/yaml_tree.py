"""A YAML file as plain values, each of which remembers its line and column.

Only the part of YAML that a person writes by hand is read: mappings, lists and scalars. What a
hostile file is made of (aliases that multiply, tags that build objects, endless depth or length)
is refused with one fault. `no` and `on` are words, not truth values, and dates stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

# A taxonomy's YAML as plain values that remember their lines.
#
# Only mappings, lists and text are read. Aliases, tags, endless depth and length are refused, so that
# no file can grow in memory beyond its own size.

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
class YamlNode:
    """A value of the file: text, a list or a mapping, with the line that it begins in, from 1.

    `twice` are the keys of a mapping that stand in it once more, with the line of the second.
    """

    line: int
    value: str | list[YamlNode] | dict[str, YamlNode]
    key_lines: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[str, int]] = field(default_factory=list)


def read_yaml(data: bytes) -> YamlNode | None:
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


def _document(events: Iterator[yaml.Event]) -> YamlNode | None:
    root: YamlNode | None = None
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            if root is not None:
                raise _tree_refusal("taxonomy-several-documents", event)
            root = _node(event, events, 1)
    return root


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> YamlNode:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _tree_refusal("taxonomy-alias", event)
    if getattr(event, "tag", None):
        raise _tree_refusal("taxonomy-tag", event)
    if depth > DEEPEST:
        raise _tree_refusal("taxonomy-too-deep", event)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events, depth)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[YamlNode] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_node(inner, events, depth + 1))
        return YamlNode(_line(event), items)
    return YamlNode(_line(event), str(getattr(event, "value", "")))


def _mapping(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> YamlNode:
    found: dict[str, YamlNode] = {}
    node = YamlNode(_line(event), found)
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent) or key.anchor or key.tag:
            raise _tree_refusal("taxonomy-key-not-text", key)
        value = _node(next(events), events, depth + 1)
        if key.value in found:
            node.twice.append((key.value, _line(key)))
        else:
            found[key.value] = value
            node.key_lines[key.value] = _line(key)
    return node


def _tree_refusal(code: str, event: yaml.Event) -> TreeError:
    return TreeError(code, _line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


# The values of a YAML file, each of which remembers its line and column.

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlPosition:
    """A line and a column of a file, both counted from 1; `file` where it is another than the template's own."""

    line: int
    column: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class TreeFault:
    """One thing wrong with the file: a code, its parameters and its spot."""

    code: str
    spot: YamlPosition
    parameters: dict[str, str] = field(default_factory=dict)


class TemplateTreeError(Exception):
    """The file cannot be read as YAML at all; `fault` says why and where."""

    def __init__(self, fault: TreeFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class YamlTree:
    """The values of a file with the spots of every key and every value, by path."""

    value: Value
    keys: dict[Path, YamlPosition]
    values: dict[Path, YamlPosition]
    faults: tuple[TreeFault, ...] = ()

    def spot(self, path: Path, *, of_key: bool = False) -> YamlPosition:
        """Return where a path stands, else the nearest of its ancestors."""
        if of_key and path in self.keys:
            return self.keys[path]
        for length in range(len(path), -1, -1):
            if path[:length] in self.values:
                return self.values[path[:length]]
        return YamlPosition(1, 1)

    def at(self, path: Path) -> Value:
        """Return the value at a path, None where there is none."""
        here = self.value
        for step in path:
            if isinstance(here, dict) and isinstance(step, str):
                here = here.get(step)
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here


MAXIMUM_BYTES = 256 * 1024
MAXIMUM_DEPTH = 24
MAXIMUM_NODES = 20_000

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")
_COLOURS = frozenset({"colour", "background", "rule"})
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_tree(data: bytes) -> YamlTree:
    """Read a file's bytes; raises TreeError where they are not the YAML that templates are written in."""
    if len(data) > MAXIMUM_BYTES:
        raise TemplateTreeError(
            TreeFault("template-too-large", YamlPosition(1, 1), {"limit": str(MAXIMUM_BYTES // 1024)})
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise TemplateTreeError(TreeFault("template-not-utf8", YamlPosition(line, column))) from None
    try:
        return _Builder(text).tree()
    except yaml.reader.ReaderError as error:
        raise TemplateTreeError(_unreadable(text, error)) from None
    except yaml.MarkedYAMLError as error:
        raise TemplateTreeError(_malformed(error)) from None


def _unreadable(text: str, error: yaml.reader.ReaderError) -> TreeFault:
    before = text[: error.position]
    spot = YamlPosition(before.count("\n") + 1, len(before) - before.rfind("\n"))
    return TreeFault("template-control-character", spot, {"character": f"U+{ord(text[error.position]):04X}"})


def _malformed(error: yaml.MarkedYAMLError) -> TreeFault:
    mark = error.problem_mark or error.context_mark
    spot = YamlPosition(mark.line + 1, mark.column + 1) if mark else YamlPosition(1, 1)
    problem = error.problem or ""
    if "\\t" in problem:
        return TreeFault("template-tab", spot)
    if "mapping values are not allowed" in problem:
        return TreeFault("template-colon", spot)
    return TreeFault("template-malformed", spot)


class _Builder:
    """Builds the tree from the parser's events, so that a hostile file is left at its first trick."""

    def __init__(self, text: str) -> None:
        self._loader = yaml.SafeLoader(text)
        self._keys: dict[Path, YamlPosition] = {}
        self._values: dict[Path, YamlPosition] = {}
        self._faults: list[TreeFault] = []
        self._nodes = 0

    def tree(self) -> YamlTree:
        try:
            self._take(yaml.StreamStartEvent)
            if self._loader.check_event(yaml.StreamEndEvent):
                return YamlTree(None, {}, {(): YamlPosition(1, 1)})
            self._take(yaml.DocumentStartEvent)
            value = self._node(())
            self._take(yaml.DocumentEndEvent)
            if not self._loader.check_event(yaml.StreamEndEvent):
                raise _refusal("template-several-documents", self._peek())
        finally:
            self._loader.dispose()
        return YamlTree(value, self._keys, self._values, tuple(self._faults))

    def _peek(self) -> yaml.Event:
        event: yaml.Event = self._loader.peek_event()  # type: ignore[no-untyped-call]
        return event

    def _next(self) -> yaml.Event:
        event: yaml.Event = self._loader.get_event()  # type: ignore[no-untyped-call]
        return event

    def _take(self, kind: type[yaml.Event]) -> None:
        event = self._next()
        if not isinstance(event, kind):
            raise _refusal("template-malformed", event)

    def _node(self, path: Path) -> Value:
        event = self._next()
        self._nodes += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refusal("template-alias", event)
        tag = getattr(event, "tag", None)
        if tag:
            raise _refusal("template-tag", event, tag=str(tag))
        if len(path) > MAXIMUM_DEPTH:
            raise _refusal("template-too-deep", event, limit=str(MAXIMUM_DEPTH))
        if self._nodes > MAXIMUM_NODES:
            raise _refusal("template-too-many", event, limit=str(MAXIMUM_NODES))
        self._values[path] = _spot(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(path, event)
        raise _refusal("template-malformed", event)

    def _scalar(self, path: Path, event: yaml.ScalarEvent) -> Value:
        value = _scalar(event)
        if value is None and path:
            key = str(path[-1])
            code = "template-colour-unquoted" if key in _COLOURS else "template-value-missing"
            self._faults.append(TreeFault(code, _spot(event), {"key": key}))
        return value

    def _mapping(self, path: Path, start: yaml.MappingStartEvent) -> Value:
        found: dict[str, Value] = {}
        while not self._loader.check_event(yaml.MappingEndEvent):
            key_event = self._next()
            if not isinstance(key_event, yaml.ScalarEvent):
                raise _refusal("template-key-not-text", key_event)
            key = str(key_event.value)
            place = (*path, key)
            if key in found:
                spot = _spot(key_event)
                first = str(self._keys[place].line)
                self._faults.append(TreeFault("template-key-twice", spot, {"key": key, "first": first}))
                self._node((*path, key, "\0again"))
                continue
            self._keys[place] = _spot(key_event)
            found[key] = self._node(place)
        self._next()
        if start.flow_style and list(found.values()) == [None]:
            return self._slot(path, start, next(iter(found)))
        return found

    def _slot(self, path: Path, start: yaml.MappingStartEvent, name: str) -> str:
        """Return a name in braces as the text that it was meant to be; YAML takes `{date}` for a key without value."""
        inner = self._values.pop((*path, name))
        self._faults = [fault for fault in self._faults if fault.spot != inner]
        del self._keys[(*path, name)]
        self._faults.append(TreeFault("template-slot-unquoted", _spot(start), {"slot": name}))
        return f"{{{name}}}"

    def _sequence(self, path: Path) -> list[Value]:
        found: list[Value] = []
        while not self._loader.check_event(yaml.SequenceEndEvent):
            found.append(self._node((*path, len(found))))
        self._next()
        return found


def _refusal(code: str, event: yaml.Event, **parameters: str) -> TemplateTreeError:
    return TemplateTreeError(TreeFault(code, _spot(event), parameters))


def _spot(event: yaml.Event) -> YamlPosition:
    mark = event.start_mark
    return YamlPosition(mark.line + 1, mark.column + 1) if mark else YamlPosition(1, 1)


def _scalar(event: yaml.ScalarEvent) -> Value:
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _WHOLE.match(text) and len(text) < 16:
        return int(text)
    return float(text) if _DECIMAL.match(text) and len(text) < 32 else text
