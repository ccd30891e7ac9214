"""Changes to single values of a template's text, which keep its comments, its order and its way of writing.

A change replaces, inserts or removes the characters of one value; the rest of the text stays as it is. The result is
read again, so that no change can say anything else than what was asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import yaml

from briefbuilder.domain.values import value
from briefbuilder.templating.values import SHORT_FORMS
from briefbuilder.yaml_tree import Path, YamlError, loader_of, read_tree

Settable: TypeAlias = "str | int | float | bool | Sequence[Settable] | Mapping[str, Settable]"
"""What a value can be set to; a text by language is a mapping."""
_PLAIN = re.compile(r"[A-Za-zÀ-ɏ][\w À-ɏ’./+-]*[\wÀ-ɏ.]|[A-Za-z]")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"})
_LENGTH = re.compile(r"-?\d+(\.\d+)?(pt|mm|cm|in)")


class EditError(Exception):
    """The text cannot be changed in this place, for example because it has errors."""


@value(kw_only=False)
class TextEdit:
    """The characters from `start` to `end` are replaced with `text`."""

    start: int
    end: int
    text: str

    def apply(self, text: str) -> str:
        """Return a text with the change."""
        return text[: self.start] + self.text + text[self.end :]


def set_value(text: str, path: Path, value: Settable | None) -> TextEdit:
    """Return the change that sets a value, even if its mapping is missing; None removes the key."""
    opened, path = _open(text, path)
    root = _root(opened)
    edit = _removal(opened, root, path) if value is None else _setting(opened, root, path, _written(value))
    _check(opened, edit, path, value)
    return edit_between(text, edit.apply(opened))


def add_entry(text: str, path: Path, entry: Settable, place: int | None = None) -> TextEdit:
    """Return the change that adds an entry to a list at a place from 1, or at its end; a missing list is made."""
    opened, path = _open(text, path)
    root = _root(opened)
    found = _node_at(root, path)
    if not isinstance(found, yaml.SequenceNode):
        edit = _setting(opened, root, path, f"[{_written(entry)}]")
    elif not found.value:
        end = found.end_mark.index - 1
        edit = TextEdit(end, end, _written(entry))
    else:
        before = found.value[(place or len(found.value)) - 1]
        edit = _entry_after(opened, found, before, entry)
    return edit_between(text, edit.apply(opened))


def _entry_after(text: str, parent: yaml.SequenceNode, before: yaml.Node, entry: Settable) -> TextEdit:
    if parent.flow_style:
        end = _end(text, before)
        return TextEdit(end, end, f", {_written(entry)}")
    start = _line_start(text, before.start_mark.index)
    indent = text[start : before.start_mark.index].partition("-")[0]
    end = _next_line(text, _end(text, before))
    lines = [_written(entry)]
    if isinstance(entry, Mapping):
        lines = [f"{key}: {_written(value)}" for key, value in entry.items()]
    inner = f"\n{indent}  ".join(lines)
    return TextEdit(end, end, f"{_gap(text, end)}{indent}- {inner}\n")


def move_entry(text: str, path: Path, step: int) -> TextEdit:
    """Return the change that moves an entry of a list one place up (-1) or down (1)."""
    opened, path = _open(text, path)
    index = path[-1]
    found = _node_at(_root(opened), path[:-1])
    if not isinstance(found, yaml.SequenceNode) or not isinstance(index, int):
        raise EditError
    other = index + step
    if not 0 <= other < len(found.value):
        raise EditError
    first, second = (_entry_span(opened, found, place) for place in sorted((index, other)))
    middle = opened[first[1] : second[0]]
    upper, lower = opened[second[0] : second[1]], opened[first[0] : first[1]]
    if not found.flow_style and not upper.endswith("\n"):
        upper, lower = f"{upper}\n", lower.removesuffix("\n")
    return edit_between(text, TextEdit(first[0], second[1], upper + middle + lower).apply(opened))


def with_own_list(text: str, key: str, names: Sequence[str]) -> str:
    """Return a text with its own list in place of an inherited one: entries that take their values by their names."""
    entries = "".join(f"- key: {name}\n" for name in names)
    return f"{text}{_gap(text, len(text))}{key}:\n{entries}"


def edit_between(text: str, changed: str) -> TextEdit:
    """Return the change of one text into another."""
    start = _same_beginning(text, changed)
    same = _same_beginning(text[start:][::-1], changed[start:][::-1])
    return TextEdit(start, len(text) - same, changed[start : len(changed) - same])


def _same_beginning(one: str, other: str) -> int:
    different = (place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(different, min(len(one), len(other)))


def shown_path(text: str, path: Path) -> Path:
    """Return the path that a value has in the form, which shows a short form as the mapping it stands for."""
    for short, keys in SHORT_FORMS.items():
        if len(keys) == 1 and path[: len(short)] == short and _has_short_form(text, short):
            return (*short, *keys, *path[len(short) :])
    return path


def _has_short_form(text: str, path: Path) -> bool:
    try:
        found = _node_at(_root(text), path)
    except EditError:
        return False
    return found is not None and not isinstance(found, yaml.MappingNode) and not _is_empty(found)


def _open(text: str, path: Path) -> tuple[str, Path]:
    """Return a text in which a path of the form can be changed, and the path there.

    A short form stays if it says the same, and becomes a mapping if only one of its keys is changed.
    """
    short = next((each for each in SHORT_FORMS if path[: len(each)] == each and len(path) > len(each)), None)
    if short is None or isinstance(path[len(short)], int) or not _has_short_form(text, short):
        return text, path
    keys = SHORT_FORMS[short]
    if (path[len(short)],) == keys:
        return text, (*short, *path[len(short) + 1 :])
    found = _node_at(_root(text), short)
    assert found is not None
    start, end = found.start_mark.index, _end(text, found)
    if isinstance(found, yaml.SequenceNode) and not found.flow_style:
        start = _line_start(text, start)
        lines = text[start:end].splitlines(keepends=True)
        return f"{text[:start]}  {keys[0]}:\n{''.join(f'  {line}' for line in lines)}{text[end:]}", path
    pairs = ", ".join(f"{key}: {text[start:end]}" for key in keys)
    return f"{text[:start]}{{{pairs}}}{text[end:]}", path


def path_at(text: str, line: int, column: int) -> Path:
    """Return the path of the value or key at a position (from 1), empty if the text cannot be read."""
    try:
        root = _root(text)
    except EditError:
        return ()
    best: Path = ()
    for path, mark in _marks(root, ()):
        if (mark.line + 1, mark.column + 1) <= (line, column):
            best = path
    return best


def _root(text: str) -> yaml.Node:
    try:
        root = yaml.compose(text, Loader=loader_of(text))
    except yaml.YAMLError as error:
        raise EditError from error
    if not isinstance(root, yaml.MappingNode):
        raise EditError
    return root


def _marks(node: yaml.Node, path: Path) -> Iterator[tuple[Path, yaml.Mark]]:
    """Yield where each key and value begins, in the order of the text."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            yield inner, key.start_mark
            yield from _marks(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield (*path, place), value.start_mark
            yield from _marks(value, (*path, place))


def _node_at(node: yaml.Node, path: Sequence[str | int]) -> yaml.Node | None:
    for step in path:
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            found = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
        else:
            return None
        if found is None:
            return None
        node = found
    return node


def _setting(text: str, root: yaml.Node, path: Path, written: str) -> TextEdit:
    found = _node_at(root, path)
    if isinstance(found, yaml.ScalarNode) and not _is_empty(found):
        is_block = found.style in {"|", ">"}
        return TextEdit(found.start_mark.index, _end(text, found), written + ("\n" if is_block else ""))
    parent, key = _node_at(root, path[:-1]), path[-1]
    if isinstance(found, yaml.CollectionNode) and found.flow_style:
        return TextEdit(found.start_mark.index, _end(text, found), written)
    if not isinstance(key, str):
        raise EditError
    if isinstance(found, yaml.CollectionNode) and isinstance(parent, yaml.MappingNode):
        # A mapping or list gives way to one value, as languages of a label do for a text.
        name = next(name for name, _ in parent.value if name.value == key)
        end = _end(text, found)
        ended = "\n" if text[end - 1 : end] == "\n" else ""
        start = text.index(":", name.end_mark.index) + 1
        comment = text[start : text.index("\n", start)].rstrip()
        return TextEdit(start, end, f" {written}{comment}{ended}")
    if found is not None:
        place = found.start_mark.index
        return TextEdit(place, place, f" {written}")
    if parent is None or _is_empty(parent):
        return _setting(text, root, path[:-1], f"{{{key}: {written}}}")
    if not isinstance(parent, yaml.MappingNode):
        raise EditError
    return _insertion(text, parent, key, written)


def _insertion(text: str, parent: yaml.MappingNode, key: str, written: str) -> TextEdit:
    if parent.flow_style:
        end = parent.end_mark.index - 1
        before = text[:end].rstrip(" ")
        return TextEdit(len(before), len(before), f"{', ' if parent.value else ''}{key}: {written}")
    last_key, last_value = parent.value[-1]
    indent = " " * last_key.start_mark.column
    end = _end(text, last_value) if not _is_empty(last_value) else last_key.end_mark.index + 1
    end = _next_line(text, end)
    return TextEdit(end, end, f"{_gap(text, end)}{indent}{key}: {written}\n")


def _removal(text: str, root: yaml.Node, path: Path) -> TextEdit:
    parent, key = _node_at(root, path[:-1]), path[-1]
    if isinstance(parent, yaml.SequenceNode) and isinstance(key, int) and key < len(parent.value):
        start, end = _entry_span(text, parent, key)
        if parent.flow_style:
            return _without_comma(text, start, end)
        # The key of an empty list needs a value.
        return TextEdit(start, end, "") if len(parent.value) > 1 else _setting(text, root, path[:-1], "[]")
    names = [name.value for name, _ in parent.value] if isinstance(parent, yaml.MappingNode) else []
    if not isinstance(parent, yaml.MappingNode) or key not in names:
        return TextEdit(0, 0, "")
    if len(names) == 1 and len(path) > 1 and isinstance(path[-2], str):
        return _removal(text, root, path[:-1])
    return _pair_removal(text, parent, names.index(key))


def _pair_removal(text: str, parent: yaml.MappingNode, place: int) -> TextEdit:
    name, value = parent.value[place]
    if parent.flow_style:
        return _without_comma(text, name.start_mark.index, _end(text, value))
    start, end = name.start_mark.index, _next_line(text, max(_end(text, value), name.end_mark.index + 1))
    if place == 0 and text[_line_start(text, start) : start].strip():
        # The first key of an entry follows its hyphen, if the second one follows it.
        following = parent.value[1][0].start_mark.index if len(parent.value) > 1 else end
        return TextEdit(start, following, "")
    return TextEdit(_line_start(text, start), end, "")


def _without_comma(text: str, start: int, end: int) -> TextEdit:
    after = re.compile(r"\s*,\s*").match(text, end)
    if after is not None:
        return TextEdit(start, after.end(), "")
    before = re.search(r",\s*$", text[:start])
    return TextEdit(before.start() if before is not None else start, end, "")


def _entry_span(text: str, parent: yaml.SequenceNode, place: int) -> tuple[int, int]:
    """Return where an entry begins and ends: with its hyphen and its lines, or its characters in brackets."""
    node = parent.value[place]
    if parent.flow_style:
        return node.start_mark.index, _end(text, node)
    start = text.rindex("-", 0, node.start_mark.index)
    start = _line_start(text, start)
    return start, _next_line(text, _end(text, node))


def _end(text: str, node: yaml.Node) -> int:
    """Return where a value ends, without the blank lines and comments below it."""
    if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False):
        return node.end_mark.index
    if isinstance(node, yaml.MappingNode) and node.value:
        key, value = node.value[-1]
        return key.end_mark.index + 1 if _is_empty(value) else _end(text, value)
    if isinstance(node, yaml.SequenceNode) and node.value:
        return _end(text, node.value[-1])
    return node.end_mark.index


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.start_mark.index == node.end_mark.index


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _next_line(text: str, index: int) -> int:
    """Return the beginning of the line after a position, which may already be one."""
    if index and text[index - 1 : index] == "\n":
        return index
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _gap(text: str, index: int) -> str:
    return "" if index == 0 or text[index - 1] == "\n" else "\n"


def _written(value: Settable) -> str:
    """Return a value as YAML, in quotes if it would be read as something else."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_written(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        return f"[{', '.join(map(_written, value))}]"
    plain = (_PLAIN.fullmatch(value) and value.lower() not in _WORDS) or _LENGTH.fullmatch(value)
    return value if plain else json.dumps(value, ensure_ascii=False)


def _check(text: str, edit: TextEdit, path: Path, value: Settable | None) -> None:
    """Raise EditError if the changed text does not have the value."""
    try:
        tree = read_tree(edit.apply(text).encode())
    except YamlError as error:
        raise EditError from error
    if value is not None and tree.value_at(path) != _plain(value):
        raise EditError


def _plain(value: Settable) -> Settable:
    """Return a value with lists if it has tuples, as it is read again."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return value if isinstance(value, str | int | float) else [_plain(inner) for inner in value]
