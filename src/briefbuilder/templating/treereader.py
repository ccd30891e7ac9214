"""A YAML file as plain values, each of which remembers its line and column.

Only the part of YAML that a person writes by hand is read: mappings, lists and scalars. What a
hostile file is made of (aliases that multiply, tags that build objects, endless depth or length)
is refused with one fault. `no` and `on` are words, not truth values, and dates stay text.
"""

from __future__ import annotations

import re

import yaml

from briefbuilder.templating.tree import Path, Spot, Tree, TreeError, TreeFault, Value

MAXIMUM_BYTES = 256 * 1024
MAXIMUM_DEPTH = 24
MAXIMUM_NODES = 20_000

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")
_COLOURS = frozenset({"colour", "background", "rule"})
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_tree(data: bytes) -> Tree:
    """Read a file's bytes; raises TreeError where they are not the YAML that templates are written in."""
    if len(data) > MAXIMUM_BYTES:
        raise TreeError(TreeFault("template-too-large", Spot(1, 1), {"limit": str(MAXIMUM_BYTES // 1024)}))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise TreeError(TreeFault("template-not-utf8", Spot(line, column))) from None
    try:
        return _Builder(text).tree()
    except yaml.reader.ReaderError as error:
        raise TreeError(_unreadable(text, error)) from None
    except yaml.MarkedYAMLError as error:
        raise TreeError(_malformed(error)) from None


def _unreadable(text: str, error: yaml.reader.ReaderError) -> TreeFault:
    before = text[: error.position]
    spot = Spot(before.count("\n") + 1, len(before) - before.rfind("\n"))
    return TreeFault("template-control-character", spot, {"character": f"U+{ord(text[error.position]):04X}"})


def _malformed(error: yaml.MarkedYAMLError) -> TreeFault:
    mark = error.problem_mark or error.context_mark
    spot = Spot(mark.line + 1, mark.column + 1) if mark else Spot(1, 1)
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
        self._keys: dict[Path, Spot] = {}
        self._values: dict[Path, Spot] = {}
        self._faults: list[TreeFault] = []
        self._nodes = 0

    def tree(self) -> Tree:
        try:
            self._take(yaml.StreamStartEvent)
            if self._loader.check_event(yaml.StreamEndEvent):
                return Tree(None, {}, {(): Spot(1, 1)})
            self._take(yaml.DocumentStartEvent)
            value = self._node(())
            self._take(yaml.DocumentEndEvent)
            if not self._loader.check_event(yaml.StreamEndEvent):
                raise _refusal("template-several-documents", self._peek())
        finally:
            self._loader.dispose()
        return Tree(value, self._keys, self._values, tuple(self._faults))

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


def _refusal(code: str, event: yaml.Event, **parameters: str) -> TreeError:
    return TreeError(TreeFault(code, _spot(event), parameters))


def _spot(event: yaml.Event) -> Spot:
    mark = event.start_mark
    return Spot(mark.line + 1, mark.column + 1) if mark else Spot(1, 1)


def _scalar(event: yaml.ScalarEvent) -> Value:
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _WHOLE.match(text) and len(text) < 16:
        return int(text)
    return float(text) if _DECIMAL.match(text) and len(text) < 32 else text
