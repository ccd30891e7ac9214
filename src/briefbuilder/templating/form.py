"""A template as a form: a tree of rows that follows from the schema, so that a new key has a row at once.

Sections are mappings, lists have their entries as rows, and each value has the kind of field that its schema asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, cast

from briefbuilder.templating.checks import CHECKS, Check
from briefbuilder.templating.files import LETTERHEAD_KEY
from briefbuilder.templating.schema import name_value, template_schema, translate_help
from briefbuilder.templating.values import localized_text
from briefbuilder.templating.words import Word, fixed_word
from briefbuilder.yaml_tree import Path, Value, YamlError, YamlTree, read_tree

RowKind = Literal["section", "list", "entry", "choice", "colour", "number", "text", "labels", "words"]
_Schema = dict[str, object]
_HIDDEN = frozenset({"version"})
"""Keys that have one value only."""
_NAMES = ("key", "value", "label", "file")
"""Keys by which an entry of a list is called."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row: a value, or a section, list or entry with rows below it.

    `label` is the name of the key in the language of the window, which an entry of a list has not. `kind` is "labels" for a text by language, and "words" for a list of words that is written in one line. `value` is
    None where the text of the template does not have it. `choices` are the allowed values, those of a text the values
    that it may have among others, and those of an entry or of a list the kinds of entries, with their names in the language of the window. `unit` is that of a number without one.
    """

    path: Path
    key: str
    label: str
    kind: RowKind
    description: str = ""
    value: Value = None
    default: Value = None
    choices: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    rows: tuple[FormRow, ...] = field(default=())

    @property
    def is_set(self) -> bool:
        """Whether the template has the value, or one below it."""
        return self.value is not None

    def walk(self) -> Iterator[FormRow]:
        """Yield the row and all rows below it."""
        yield self
        for row in self.rows:
            yield from row.walk()


def read_form(text: str, language: str = "en") -> tuple[FormRow, ...] | None:
    """Return the rows of a template's text, None where it cannot be read as YAML; labels and descriptions are in `language`."""
    try:
        tree = read_tree(text.encode())
    except YamlError:
        return None
    if not isinstance(tree.value, dict):
        return None
    return _FormReader(tree, language).rows()


def label_rows(rows: tuple[FormRow, ...], language: str = "en") -> tuple[FormRow, ...]:
    """Return the rows with texts by language that the template has, in its order.

    Each is labelled with the names of the rows around it and its own: "Fields › Addressee › Label".
    """
    return tuple(
        replace(row, label=" › ".join(names)) for top in rows for names, row in _named_rows(top, (), language)
    )


def _named_rows(
    row: FormRow, around: tuple[str, ...], language: str
) -> Iterator[tuple[tuple[str, ...], FormRow]]:
    names = (*around, _name_of(row, language))
    if row.kind == "labels" and row.is_set:
        yield names, row
    for below in row.rows:
        yield from _named_rows(below, names, language)


def _name_of(row: FormRow, language: str) -> str:
    """Return the name of a row; that of an entry is its own label, else its key or its number."""
    if not isinstance(row.path[-1], int):
        return row.label
    label = row.value.get("label") if isinstance(row.value, dict) else None
    if isinstance(label, dict):
        label = localized_text({tag: str(text) for tag, text in label.items()}, language)
    return str(label or row.label) if row.kind == "entry" and (label or row.label) else str(row.path[-1] + 1)


@cache
def _schema() -> _Schema:
    return template_schema()


_LABELS = {LETTERHEAD_KEY: "Letterhead document"}
"""The English names of keys that differ from the words of the key."""


class _FormReader:
    def __init__(self, tree: YamlTree, language: str = "en") -> None:
        self._tree = tree
        self._language = language
        self.schema = _schema()
        self._definitions = cast("dict[str, _Schema]", self.schema["$defs"])

    def rows(self) -> tuple[FormRow, ...]:
        return self._below((), self.schema)

    def plain(self, schema: _Schema) -> _Schema:
        """Return a schema without references, and the richest of its alternatives."""
        merged = dict(schema)
        while isinstance(merged.get("$ref"), str):
            name = str(merged.pop("$ref")).rpartition("/")[2]
            merged = {**self._definitions[name], **merged}
        return merged

    def _description(self, schema: _Schema) -> str:
        """Return the help on a key as plain text: it is written in Markdown."""
        return translate_help(str(schema.get("description") or ""), self._language).replace("`", "")

    def _label(self, key: str) -> str:
        label = translate_help(key, self._language)
        return label if label != key else _LABELS.get(key, key.replace("-", " ").capitalize())

    def _options(self, schema: _Schema) -> list[_Schema]:
        schema = self.plain(schema)
        listed = schema.get("anyOf") or schema.get("oneOf")
        if not isinstance(listed, list):
            return [schema]
        return [each for option in listed for each in self._options(cast("_Schema", option))]

    def _below(self, path: Path, schema: _Schema) -> tuple[FormRow, ...]:
        properties = schema.get("properties")
        named = properties.items() if isinstance(properties, dict) else ()
        return tuple(
            self._row((*path, key), cast("_Schema", inner)) for key, inner in named if key not in _HIDDEN
        )

    def _row(self, path: Path, schema: _Schema) -> FormRow:
        value = self._tree.value_at(path)
        options = [each for each in self._options(schema) if each.get("type") != "null"]
        base = FormRow(
            path=path,
            key=str(path[-1]),
            label=self._label(str(path[-1])),
            kind="text",
            description=self._description(self.plain(schema)),
            value=value,
            default=cast("Value", self.plain(schema).get("default")),
        )
        if _is_labels(options):
            return _changed(base, "labels")
        listed = next((each for each in options if each.get("type") == "array"), None)
        if listed is not None:
            return self._list(base, listed, options)
        section = next((each for each in options if "properties" in each), None)
        if section is not None and (len(options) == 1 or isinstance(value, dict) or "file" in path):
            return _changed(base, "section", rows=self._below(path, section))
        keyed = next((each for each in options if isinstance(each.get("additionalProperties"), dict)), None)
        if keyed is not None:
            return self._keyed(base, keyed)
        return self._value(base, options)

    def _keyed(self, base: FormRow, schema: _Schema) -> FormRow:
        """Return a section whose keys the schema lists, such as the roles of styles, or those that the text has."""
        names = schema.get("propertyNames")
        listed = names.get("enum") if isinstance(names, dict) else None
        inner = cast("_Schema", schema["additionalProperties"])
        keys = (
            listed if isinstance(listed, list) else list(base.value) if isinstance(base.value, dict) else []
        )
        rows = tuple(self._row((*base.path, str(key)), inner) for key in keys)
        if base.path == ("words",):
            words = ((row, fixed_word(cast("Word", row.key), self._language, {})) for row in rows)
            rows = tuple(replace(row, label=word) for row, word in words)
        elif base.path == ("checks",):
            rows = tuple(replace(row, default=CHECKS[cast("Check", row.key)]) for row in rows)
        return _changed(base, "section", rows=rows)

    def _list(self, base: FormRow, schema: _Schema, options: list[_Schema]) -> FormRow:
        items = cast("_Schema", schema.get("items") or {})
        kinds = self._options(items)
        if _is_labels(kinds):
            entries = base.value if isinstance(base.value, list) else []
            texts = tuple(self._row((*base.path, place), items) for place in range(len(entries)))
            return _changed(base, "section", rows=texts)
        if not any("properties" in each for each in kinds):
            if any("properties" in each for each in options) and isinstance(base.value, dict):
                return _changed(base, "section")
            return _changed(base, "words")
        if isinstance(base.value, dict):
            inner = next((each for each in options if "properties" in each), {})
            return _changed(base, "section", rows=self._below(base.path, inner))
        entries = base.value if isinstance(base.value, list) else []
        names = self._named(_kinds_of(items))
        rows = tuple(
            self._entry((*base.path, place), entry, kinds, names) for place, entry in enumerate(entries)
        )
        return _changed(base, "list", choices=names, rows=rows)

    def _entry(self, path: Path, entry: Value, kinds: list[_Schema], names: Mapping[str, str]) -> FormRow:
        given = entry if isinstance(entry, dict) else {}
        schema = next((each for each in kinds if _kind_of(each) == given.get("kind")), kinds[0])
        name = next((str(given[key]) for key in _NAMES if isinstance(given.get(key), str)), "")
        description = self._description(schema)
        rows = self._below(path, schema)
        return FormRow(path, name, name, "entry", description, entry, None, names, rows=rows)

    def _named(self, values: Iterable[str]) -> Mapping[str, str]:
        return {value: name_value(value, self._language) for value in values}

    def _value(self, base: FormRow, options: list[_Schema]) -> FormRow:
        choices = dict.fromkeys(choice for each in options for choice in _choices(each))
        if choices and all(_choices(each) for each in options):
            return _changed(base, "choice", choices=self._named(choices))
        if any("#[0-9a-fA-F]" in str(each.get("pattern")) for each in options):
            return _changed(base, "colour")
        if any("(pt|mm|" in str(each.get("pattern")) for each in options):
            return replace(base, unit="pt")
        types = {each.get("type") for each in options}
        kind: RowKind = "number" if types and types <= {"integer", "number"} else "text"
        return _changed(base, kind, choices=self._named(choices))


def _is_labels(options: list[_Schema]) -> bool:
    """Return whether a value is a text or a text by language."""
    return (
        len(options) == 2
        and options[0].get("type") == "string"
        and isinstance(inner := options[1].get("additionalProperties"), dict)
        and inner.get("type") == "string"
    )


def _choices(schema: _Schema) -> tuple[str, ...]:
    listed = schema.get("enum")
    if isinstance(listed, list):
        return tuple(map(str, listed))
    if "const" in schema:
        return (str(schema["const"]),)
    return ("true", "false") if schema.get("type") == "boolean" else ()


def _kinds_of(items: _Schema) -> Iterable[str]:
    """Return the kinds of entries that a list can have, none where there is only one."""
    discriminator = items.get("discriminator")
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    return mapping if isinstance(mapping, dict) else ()


def _kind_of(schema: _Schema) -> object:
    properties = schema.get("properties")
    kind = properties.get("kind") if isinstance(properties, dict) else None
    return kind.get("const") if isinstance(kind, dict) else None


def _changed(
    row: FormRow, kind: RowKind, *, choices: Mapping[str, str] | None = None, rows: tuple[FormRow, ...] = ()
) -> FormRow:
    return replace(row, kind=kind, choices=choices or {}, rows=rows)
