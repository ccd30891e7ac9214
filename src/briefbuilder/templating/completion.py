"""Completes keys and values of a template while it is typed, from the schema of templates.

The text may be incomplete: only the indentation of the lines above the cursor and the open braces of its
own line are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path as FilePath
from string import ascii_letters, digits

from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.values import value
from briefbuilder.templating.schema import key_names, value_names
from briefbuilder.yaml_tree import Path, Value, YamlTree

_KEY_CHARACTERS = f"{ascii_letters}{digits}_-"
_LINE = re.compile(r"([A-Za-z0-9_-]+):(?:\s+(.*))?")
_PAIR = re.compile(r"(?<![A-Za-z0-9_-])([A-Za-z0-9_-]++):\s*([^,{}\[\]]*)")
_QUOTED = re.compile(r'"[^"]*"')
_COMMENT = re.compile(r"(?<!\S)#")


@value(kw_only=False)
class CompletionList:
    """The words that fit at the cursor, keys with their colon; `start` is where the typed part of the word begins."""

    start: int
    words: tuple[str, ...] = ()


@value(kw_only=False)
class EditingContext:
    """What the schema does not say: marking profiles by id, the names of house styles, fonts and languages, and the language of descriptions.

    `path` is the file that is edited; house styles are searched for beside it and in `folders`.
    """

    profiles: Mapping[str, MarkingProfile] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    language: str = "en"
    fonts: tuple[str, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)
    path: FilePath | None = None
    folders: tuple[FilePath, ...] = ()


@dataclass(slots=True)
class _OpenMapping:
    """A mapping around the cursor: the column of its keys, its path, its scalars, and its last key."""

    column: int
    path: Path
    pairs: dict[str, str] = field(default_factory=dict)
    last: str | None = None


def complete_at(text: str, position: int, context: EditingContext) -> CompletionList:
    """Return the completions at a position (in code points) of a template's text."""
    line_start = text.rfind("\n", 0, position) + 1
    line = text[line_start:position]
    head = line.rstrip(_KEY_CHARACTERS)
    start = line_start + len(head)
    outside_texts = _QUOTED.sub("", head)
    if '"' in outside_texts or _COMMENT.search(outside_texts):
        return CompletionList(position)
    key, mappings = _locate(text, line_start, head)
    value: dict[str, Value] = {}
    for mapping in mappings:
        _insert(value, mapping)
    tree = YamlTree(value, {}, {})
    if key is None:
        names = key_names(tree, mappings[-1].path)
        return CompletionList(start, tuple(f"{name}:" for name in names if name not in mappings[-1].pairs))
    return CompletionList(start, tuple(_values(tree, (*mappings[-1].path, key), text, context)))


def _values(tree: YamlTree, path: Path, text: str, context: EditingContext) -> Iterable[str]:
    if path == ("marking", "profile"):
        return context.profiles
    if path == ("marking", "default"):
        found = re.search(r"profile:\s*([a-z0-9-]+)", text)
        profile = context.profiles.get(found[1]) if found else None
        return (level.id for level in profile.levels) if profile else ()
    return context.styles if path == ("extends",) else value_names(tree, path)


def _locate(text: str, line_start: int, head: str) -> tuple[str | None, list[_OpenMapping]]:
    """Return the key whose value is at the cursor, None if it is at a key, and the mappings around it."""
    opened = _find_open_brace(head)
    outer = head if opened is None else head[:opened]
    key = _open_key(outer)
    frames = _open_mappings(text[:line_start].splitlines())
    column = _enter_list_items(frames, outer)
    _enter_mapping(frames, column)
    if key is None:
        frames[-1].pairs |= _pairs_below(text[line_start:].splitlines()[1:], column)
    if opened is None:
        return key, frames
    inner = head[opened + 1 :]
    path = frames[-1].path if key is None else (*frames[-1].path, key)
    if key is not None and "[" in outer.rpartition(":")[2]:
        path = (*path, 0)
    pairs = {found[1]: found[2].strip() for found in _PAIR.finditer(inner)}
    frames.append(_OpenMapping(column, path, pairs))
    return _open_key(inner.rpartition(",")[2]), frames


def _find_open_brace(head: str) -> int | None:
    """Return the position of the innermost open brace, None if none is open."""
    stack = []
    for index, character in enumerate(head):
        if character == "{":
            stack.append(index)
        elif character == "}" and stack:
            stack.pop()
    return stack[-1] if stack else None


def _open_key(head: str) -> str | None:
    """Return the key at the end of a line whose value follows."""
    before, _, value = head.rpartition(":")
    if not value[:1].isspace() or "{" in value or "}" in value:
        return None
    return before[len(before.rstrip(_KEY_CHARACTERS)) :] or None


def _open_mappings(lines: list[str]) -> list[_OpenMapping]:
    """Return the mappings that are open after some lines, the outermost first."""
    frames = [_OpenMapping(0, ())]
    scalar: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or line.lstrip().startswith("#") or (scalar is not None and indent > scalar):
            continue
        scalar = None
        column = _enter_list_items(frames, line)
        found = _LINE.fullmatch(line[column:])
        if found is None:
            continue
        _enter_mapping(frames, column)
        key, value = found[1], (found[2] or "").strip()
        frames[-1].last, frames[-1].pairs[key] = key, value
        if value[:1] in {"|", ">"}:
            scalar = column
    return frames


def _enter_list_items(frames: list[_OpenMapping], line: str) -> int:
    """Open the list items that begin in a line; return the column of its keys."""
    column = len(line) - len(line.lstrip(" "))
    while line[column : column + 2] == "- ":
        while frames[-1].column > column:
            frames.pop()
        owner = frames[-1]
        step = () if owner.last is None else (owner.last,)
        frames.append(_OpenMapping(column + 2, (*owner.path, *step, 0)))
        column += 2
        column += len(line[column:]) - len(line[column:].lstrip(" ")) if line[column:].strip() else 0
    return column


def _enter_mapping(frames: list[_OpenMapping], column: int) -> None:
    """Close the mappings that end before a column, and open one if the column is deeper."""
    while frames[-1].column > column:
        frames.pop()
    owner = frames[-1]
    if owner.column < column and owner.last is not None and not owner.pairs.get(owner.last):
        frames.append(_OpenMapping(column, (*owner.path, owner.last)))


def _pairs_below(lines: list[str], column: int) -> dict[str, str]:
    """Return the scalars of the same mapping in the following lines."""
    pairs: dict[str, str] = {}
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and indent < column:
            break
        found = _LINE.fullmatch(line[column:]) if indent == column else None
        if found is not None:
            pairs[found[1]] = (found[2] or "").strip()
    return pairs


def _insert(root: dict[str, Value], mapping: _OpenMapping) -> None:
    node: Value = root
    for step, after in zip_longest(mapping.path, mapping.path[1:]):
        empty: Value = [] if isinstance(after, int) else {}
        if isinstance(node, list):
            if not node:
                node.append(empty)
            node = node[0]
        elif isinstance(node, dict) and isinstance(step, str):
            if not isinstance(node.get(step), dict | list):
                node[step] = empty
            node = node[step]
    if isinstance(node, dict):
        for key, value in mapping.pairs.items():
            node.setdefault(key, value)
