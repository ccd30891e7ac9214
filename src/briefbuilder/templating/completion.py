"""What may be written at a place of a template that is being typed, from its schema.

The text need not be whole: only the lines above the place are read, by their indents, and the braces that are
open in its own line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.templating.schema import key_descriptions, value_descriptions
from briefbuilder.yaml_tree import Path, Value, YamlTree

_WORD = re.compile(r"[A-Za-z0-9_-]*\Z")
_LINE = re.compile(r"([A-Za-z0-9_-]+):(?:\s+(.*))?")
_PAIR = re.compile(r"([A-Za-z0-9_-]+):\s*([^,{}\[\]]*)")


@dataclass(frozen=True, slots=True)
class CompletionItem:
    """A word that may stand at the place, with what it means; a key brings its colon."""

    word: str
    means: str
    is_key: bool


@dataclass(frozen=True, slots=True)
class CompletionList:
    """The words for a place; `start` is where what was typed of them begins."""

    start: int
    words: tuple[CompletionItem, ...] = ()


@dataclass(frozen=True, slots=True)
class CompletionContext:
    """What is not in the schema: marking profiles by their ids, and the names of house styles."""

    profiles: Mapping[str, MarkingProfile] = field(default_factory=dict)
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Here:
    """A mapping on the way to the place: the steps that lead to it, and the scalars that it says."""

    path: Path
    pairs: dict[str, str]


def complete_at(text: str, position: int, known: CompletionContext) -> CompletionList:
    """Return what may be written at a position (in code points) of a template's text."""
    line_start = text.rfind("\n", 0, position) + 1
    line = text[line_start:position]
    typed = _WORD.search(line)
    start = position - (len(typed[0]) if typed else 0)
    head = text[line_start:start]
    if "#" in head or head.count('"') % 2:
        return CompletionList(position)
    key, here = _place(text, line_start, head)
    tree = _stub(here)
    if key is None:
        there = here[-1].pairs
        words = [
            CompletionItem(name, means, True)
            for name, means in key_descriptions(tree, here[-1].path).items()
            if name not in there
        ]
        return CompletionList(start, tuple(words))
    values = _values(tree, (*here[-1].path, key), text, known)
    return CompletionList(start, tuple(CompletionItem(word, means, False) for word, means in values.items()))


def _values(tree: YamlTree, path: Path, text: str, known: CompletionContext) -> Mapping[str, str]:
    if path == ("marking", "profile"):
        return {name: profile.names.get("en", "") for name, profile in known.profiles.items()}
    if path == ("marking", "default"):
        found = re.search(r"profile:\s*([a-z0-9-]+)", text)
        profile = known.profiles.get(found[1]) if found else None
        return {level.id: level.text("en") for level in profile.levels} if profile else {}
    if path == ("extends",):
        return dict.fromkeys(known.styles, "")
    return value_descriptions(tree, path)


def _place(text: str, line_start: int, head: str) -> tuple[str | None, list[_Here]]:
    """Return the key whose value stands at the place, None where a key itself does, and the mappings around it."""
    opened = _opened(head)
    outer = head if opened is None else head[:opened]
    key = _open_key(outer)
    frames = _frames(text[:line_start].splitlines())
    column = _entered(frames, outer)
    _descend(frames, column)
    if key is None:
        frames[-1].pairs |= _below(text[line_start:].splitlines()[1:], column)
    here = [_Here(frame.path, frame.pairs) for frame in frames]
    if opened is None:
        return key, here
    inner = head[opened + 1 :]
    path = here[-1].path if key is None else (*here[-1].path, key)
    if key is not None and "[" in outer.rpartition(":")[2]:
        path = (*path, 0)
    here.append(_Here(path, _pairs(inner)))
    return _open_key(inner.rpartition(",")[2]), here


def _opened(head: str) -> int | None:
    """Return where the innermost brace that is still open stands."""
    stack = []
    for place, character in enumerate(head):
        if character == "{":
            stack.append(place)
        elif character == "}" and stack:
            stack.pop()
    return stack[-1] if stack else None


def _open_key(head: str) -> str | None:
    """Return the key that a line ends with, where its value is to come."""
    found = re.search(r"([A-Za-z0-9_-]+):\s+\[?[^:{}]*\Z", head)
    return found[1] if found else None


@dataclass(slots=True)
class _OpenMapping:
    """A mapping that is open at a line: the column of its keys, and the last key that was read of it."""

    column: int
    path: Path
    pairs: dict[str, str] = field(default_factory=dict)
    last: str | None = None


def _frames(lines: list[str]) -> list[_OpenMapping]:
    """Return the mappings that are open below some lines, the outermost first."""
    frames = [_OpenMapping(0, ())]
    scalar: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or line.lstrip().startswith("#") or (scalar is not None and indent > scalar):
            continue
        scalar = None
        column = _entered(frames, line)
        found = _LINE.fullmatch(line[column:])
        if found is None:
            continue
        _descend(frames, column)
        key, value = found[1], (found[2] or "").strip()
        frames[-1].last, frames[-1].pairs[key] = key, value
        if value[:1] in {"|", ">"}:
            scalar = column
    return frames


def _entered(frames: list[_OpenMapping], line: str) -> int:
    """Open the entries of lists that a line begins; return the column at which its keys stand."""
    column = len(line) - len(line.lstrip(" "))
    while line[column : column + 2] == "- ":
        while len(frames) > 1 and frames[-1].column > column:
            frames.pop()
        owner = frames[-1]
        step = () if owner.last is None else (owner.last,)
        frames.append(_OpenMapping(column + 2, (*owner.path, *step, 0)))
        column += 2
        column += len(line[column:]) - len(line[column:].lstrip(" ")) if line[column:].strip() else 0
    return column


def _descend(frames: list[_OpenMapping], column: int) -> None:
    """Close the mappings that end before a column, and open one where it lies deeper."""
    while len(frames) > 1 and frames[-1].column > column:
        frames.pop()
    owner = frames[-1]
    if owner.column < column and owner.last is not None and not owner.pairs.get(owner.last):
        frames.append(_OpenMapping(column, (*owner.path, owner.last)))


def _below(lines: list[str], column: int) -> dict[str, str]:
    """Return what the same mapping says below a place."""
    pairs: dict[str, str] = {}
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and indent < column:
            break
        found = _LINE.fullmatch(line[column:]) if indent == column else None
        if found is not None:
            pairs[found[1]] = (found[2] or "").strip()
    return pairs


def _pairs(flow: str) -> dict[str, str]:
    return {found[1]: found[2].strip() for found in _PAIR.finditer(flow)}


def _stub(here: list[_Here]) -> YamlTree:
    """Return a tree that holds the mappings around the place, so that the schema knows their kinds."""
    value: dict[str, Value] = {}
    for one in here:
        _put(value, one)
    return YamlTree(value, {}, {})


def _put(root: dict[str, Value], here: _Here) -> None:
    at: Value = root
    for place, step in enumerate(here.path):
        after = here.path[place + 1] if place + 1 < len(here.path) else None
        empty: Value = [] if isinstance(after, int) else {}
        if isinstance(at, list):
            if not at:
                at.append(empty)
            at = at[0]
        elif isinstance(at, dict) and isinstance(step, str):
            if not isinstance(at.get(step), dict | list):
                at[step] = empty
            at = at[step]
    if isinstance(at, dict):
        for key, value in here.pairs.items():
            at.setdefault(key, value)
