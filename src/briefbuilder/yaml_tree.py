"""The YAML reader of templates, marking profiles, taxonomies and policies, which keeps lines and columns.

Only the part of YAML that people write by hand is read: mappings, lists and scalars. Aliases, tags and
excessive depth or size are refused, so that a hostile file cannot grow in memory beyond its own size.
In templates `no` and `on` are words, not truth values, and dates stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import yaml

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value as domain_value

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

_OTHER_FILES = {
    b"PK\x03\x04": "is-word-file",
    b"\xd0\xcf\x11\xe0": "is-word-file",
    b"{\\rtf": "is-word-file",
    b"%PDF": "is-pdf",
}
"""The first bytes of files that are opened instead of text by mistake, and what they are."""
_FAST: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNLIKE = lazy_pattern("[\t?\ufeff]")
NO_BREAK_SPACES = lazy_pattern("[\u00a0\u2007\u202f]")
"""The spaces that look like an ordinary one and are a letter to YAML."""
CURLY_QUOTED = lazy_pattern("[“”„‟‘’‚«»‹›](.*)[“”„‟‘’‚«»‹›]\\Z", re.DOTALL)
"""A text in the quotation marks of a word processor, which YAML reads as letters."""
MISSING_SPACE = lazy_pattern(r"([a-z][a-z0-9-]*):([^\s:].*)\Z")
"""A key and a value without the space that YAML needs after the colon."""
_INNER_QUOTE = lazy_pattern(
    r"""(?<![^\s{\[])(?:'((?:[^'\n]|(?<=\w)'(?=\w))+)'|"([^"\n]*(?:"[^",:\n]+"[^"\n]*)+)")(?=\s*(?:[,}\]]|$))"""
)
"""A text in quotes that has the same quotes within: 'L'essentiel', "The "best" case"."""
_LONGEST_LINE = 2000
"""The longest line in which a slip of spelling is looked for, since the time grows with the square of its length."""
_LINE_VALUE = lazy_pattern(r"\s*(?:- )*[A-Za-z][A-Za-z0-9-]*: +(\S.*?)\s*\Z")
_INTEGER = lazy_pattern(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = lazy_pattern(r"[-+]?[0-9]+\.[0-9]+\Z")
_KEY = lazy_pattern("[a-z][a-z0-9-]*(?:_[a-z0-9]+)*")
"""What may be a key whose value is missing."""
_AFTER_COMMA = lazy_pattern(r"[0-9]+ ?[a-z]{0,2}\Z")
_COLOURS = frozenset({"colour", "background", "rule"})
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@domain_value(kw_only=False)
class YamlPosition:
    """A line and a column, both counted from 1; `file` is empty for the file that is being read."""

    line: int
    column: int
    file: str = ""


@domain_value(kw_only=False)
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


@domain_value(kw_only=False)
class YamlFormat:
    """The limits of a kind of file; `name` begins its message codes, `max_depth` counts from 0.

    The reason why a file is malformed is reported for formats that are `is_detailed`.
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
    """Return the root of a file, None if it is empty; raises YamlError."""
    if len(data) > file_format.max_bytes:
        parameters = {"limit": str(file_format.max_bytes // 1024)}
        raise YamlError(YamlFault(f"{file_format.name}-too-large", YamlPosition(1, 1), parameters))
    for start, kind in _OTHER_FILES.items() if file_format.is_detailed else ():
        if data.startswith(start):
            raise YamlError(YamlFault(f"{file_format.name}-{kind}", YamlPosition(1, 1)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise YamlError(YamlFault(f"{file_format.name}-not-utf8", YamlPosition(line, column))) from None
    try:
        return _read_text(text, file_format)
    except (yaml.reader.ReaderError, yaml.MarkedYAMLError) as error:
        raise YamlError(_syntax_fault(text, error, file_format)) from None


def loader_of(text: str) -> type[yaml.SafeLoader]:
    """Return the fast loader of PyYAML, or the slow one for a text that the two may read differently."""
    return _FAST if _UNLIKE.search(text) is None else yaml.SafeLoader


def _read_text(text: str, file_format: YamlFormat) -> YamlNode | None:
    """Return the root of a text; the slow parser reads what the fast one refuses, since it knows why.

    It also reads what the two understand differently: tabs, question marks in braces, and missing values.
    """
    if not file_format.is_detailed:
        return _NodeReader(text, file_format, _FAST).read()
    if loader_of(text) is _FAST:
        with suppress(yaml.reader.ReaderError, yaml.MarkedYAMLError):
            reader = _NodeReader(text, file_format, _FAST)
            root = reader.read()
            if not reader.has_missing:
                return root
    return _NodeReader(text, file_format, yaml.SafeLoader).read()


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
        elif file_format.is_detailed and (found := _spelling_fault(text, position)):
            return found
        elif file_format.is_detailed and "mapping values are not allowed" in problem:
            kind = "colon"
        elif file_format.is_detailed and _is_colon_in_braces(text, error):
            kind = "colon-in-braces"
    return YamlFault(f"{file_format.name}-{kind}", position, parameters)


def _is_colon_in_braces(text: str, error: yaml.MarkedYAMLError) -> bool:
    """Return whether the fault is a colon on the line on which its braces begin."""
    here, braces = error.problem_mark, error.context_mark
    if not (here and braces and here.line == braces.line and "',' or '}'" in (error.problem or "")):
        return False
    return text.split("\n")[here.line][here.column :].startswith(":")


def _spelling_fault(text: str, position: YamlPosition) -> YamlFault | None:
    """Return the likely reason of a syntax error at a position: a missing space, or quotation marks."""
    lines = text.split("\n")
    for number in (position.line, position.line - 1):
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        if len(line) > _LONGEST_LINE:
            continue
        bare = line.strip()
        column = len(line) - len(line.lstrip()) + 1
        if MISSING_SPACE.match(bare):
            return colon_fault(bare, YamlPosition(number, column))
        value = _LINE_VALUE.match(line)
        if value and CURLY_QUOTED.match(value[1]):
            return quotes_fault(value[1], YamlPosition(number, value.start(1) + 1))
        for found in _INNER_QUOTE.finditer(line):
            inner = found[1] or found[2]
            if found[2] or "'" in inner:
                right = f"'{inner}'" if "'" not in inner else '"{}"'.format(inner.replace('"', '\\"'))
                parameters = {"value": found[0], "right": right}
                return YamlFault("template-inner-quotes", YamlPosition(number, found.start() + 1), parameters)
    return None


def colon_fault(text: str, position: YamlPosition) -> YamlFault:
    """Return the fault of a key and a value without a space between them."""
    name, _, rest = text.partition(":")
    return YamlFault("template-colon-space", position, {"value": text, "right": f"{name}: {rest}"})


def quotes_fault(text: str, position: YamlPosition) -> YamlFault:
    """Return the fault of a text in curly quotation marks."""
    return YamlFault("template-curly-quotes", position, {"value": text, "right": f'"{text[1:-1]}"'})


def space_fault(text: str, position: YamlPosition) -> YamlFault | None:
    """Return the fault of a no-break space in a text that begins at a position, or None if it has none."""
    found = NO_BREAK_SPACES.search(text)
    if found is None:
        return None
    return YamlFault(
        "template-no-break-space", YamlPosition(position.line, position.column + found.start(), position.file)
    )


class _NodeReader:
    """Builds nodes from the parser's events and stops at the first one that is refused."""

    def __init__(self, text: str, file_format: YamlFormat, loader: type[yaml.SafeLoader]) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
        self._format = file_format
        self._count = 0
        self.has_missing = False
        """Whether a value is empty."""

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
        self.has_missing |= not event.value
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


@domain_value(kw_only=False)
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
        nodes = self._correct_keys(node, nodes)
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

    def _correct_keys(self, node: YamlNode, nodes: dict[str, YamlNode]) -> dict[str, YamlNode]:
        """Return the entries of a mapping with the right spelling of keys, and report the wrong ones.

        A no-break space is reported alone, since the whole structure may depend on it.
        """
        corrected: dict[str, YamlNode] = {}
        for key, value in nodes.items():
            position = node.key_positions[key]
            if fault := space_fault(key, position):
                raise YamlError(fault)
            is_empty = value.is_plain and value.value == ""
            last = next(reversed(corrected), None)
            if node.is_flow and is_empty and last is not None and self._is_comma(corrected[last], key):
                corrected[last] = self._join_decimals(corrected[last], key)
                continue
            if node.is_flow and is_empty and last is not None and self._is_rest_of_text(corrected[last], key):
                corrected[last] = self._join_text(corrected[last], key)
                continue
            name, entry = key, value
            if CURLY_QUOTED.match(key):
                self.faults.append(quotes_fault(key, position))
                name = key[1:-1]
            elif node.is_flow and is_empty and MISSING_SPACE.match(key):
                self.faults.append(colon_fault(key, position))
                name, _, text = key.partition(":")
                place = YamlPosition(position.line, position.column + len(name) + 1)
                entry = YamlNode(place, text, is_plain=True)
            node.key_positions[name] = position
            corrected[name] = entry
        return corrected

    def _is_comma(self, before: YamlNode, key: str) -> bool:
        """Return whether an empty key of a mapping in braces is the end of a number with a decimal comma."""
        number = isinstance(before.value, str) and _INTEGER.match(before.value)
        return bool(before.is_plain and number and _AFTER_COMMA.match(key))

    def _join_decimals(self, before: YamlNode, key: str) -> YamlNode:
        value, right = f"{before.value},{key}", f"{before.value}.{key}"
        self.faults.append(
            YamlFault("template-decimal-comma", before.position, {"value": value, "right": right})
        )
        return YamlNode(before.position, right, True)

    def _is_rest_of_text(self, before: YamlNode, key: str) -> bool:
        """Return whether an empty key of a mapping in braces is what follows a comma in a text without quotes."""
        is_key = _KEY.fullmatch(key) or MISSING_SPACE.match(key) or CURLY_QUOTED.match(key)
        return before.is_plain and isinstance(before.value, str) and bool(before.value) and not is_key

    def _join_text(self, before: YamlNode, key: str) -> YamlNode:
        text = f"{before.value}, {key}"
        fault = YamlFault("template-comma-unquoted", before.position, {"right": f'"{text}"'})
        if self.faults and (self.faults[-1].code, self.faults[-1].position) == (fault.code, fault.position):
            self.faults.pop()  # a text with several commas is reported once
        self.faults.append(fault)
        return YamlNode(before.position, text, is_plain=True)

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
