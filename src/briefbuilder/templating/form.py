"""A template as a form: a tree of rows that follows from the schema, so that a new key has a row at once.

Sections are mappings, lists have their entries as rows, and each value has the kind of field that its schema asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, fields, replace
from functools import cache
from typing import Any, Literal, cast, get_args

from briefbuilder.domain.languages import base_language, localized_text
from briefbuilder.domain.values import value
from briefbuilder.templating.checks import CHECKS, Check
from briefbuilder.templating.completion import EditingContext
from briefbuilder.templating.edits import Settable, set_value, with_own_list
from briefbuilder.templating.files import LETTERHEAD_KEY, PICTURE_PATH, PICTURE_SUFFIXES
from briefbuilder.templating.lint import placeholders_at
from briefbuilder.templating.loader import resolve_extends
from briefbuilder.templating.model import FontFamilies, StyleChange, style_sheet
from briefbuilder.templating.parts import SourceDetail
from briefbuilder.templating.schema import name_colour, name_value, template_schema, translate_help
from briefbuilder.templating.values import (
    ANY_LANGUAGE,
    NO_PAINT,
    SHORT_FORMS,
    is_colour,
    long_form,
    to_kebab_case,
)
from briefbuilder.templating.words import Word, fixed_word
from briefbuilder.yaml_tree import Path, Value, YamlError, YamlTree, read_tree

DEFAULT_CONTEXT = EditingContext()
RowKind = Literal[
    "section", "list", "entry", "choice", "colour", "number", "text", "labels", "words", "picture"
]
_Schema = dict[str, object]
_COLOURS = ("colour", "background", "rule")
_HIDDEN = frozenset({"version"})
"""Keys that have one value only."""
_NAMED_LISTS = (("fields",), ("parts",))
"""Lists whose entries show all their texts in the table, also those that are still to be written."""
_ROUNDING = 0.01
"""Points by which a length in hundredths of a point may differ from one in millimetres."""
_NAMES = ("key", "value", "label", "file")
"""Keys by which an entry of a list is called."""


@value(kw_only=False)
class FormRow:
    """A row: a value, or a section, list or entry with rows below it.

    `label` is the name of the key in the language of the window, which an entry of a list has not. `kind` is "labels" for a text by language, "words" for a list of words that is written in one line, and "picture" for the name of a picture's file beside the template. `value` is
    None if the text of the template does not have it, and `default` what is used then: the value of the house style, or that of the program. `choices` are the allowed values, those of a text the values
    that it may have among others, those of an entry or of a list the kinds of entries, and those of a section the keys that can be added, with their names in the language of the window. `unit` is that of a number without one, and
    `placeholders` are the names that a text may have in braces.
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
    placeholders: tuple[str, ...] = ()
    rows: tuple[FormRow, ...] = field(default=())

    @property
    def is_set(self) -> bool:
        """Whether the template has the value, or one below it."""
        return self.value is not None

    @property
    def is_inherited_whole(self) -> bool:
        """Whether a template that has one part of the value has nothing of that of its house style."""
        return self.kind == "list" or self.path in {("header",), ("footer",)} or self.key == "shown-when"

    def walk(self) -> Iterator[FormRow]:
        """Yield the row and all rows below it."""
        yield self
        for row in self.rows:
            yield from row.walk()


def read_form(text: str, context: EditingContext = DEFAULT_CONTEXT) -> tuple[FormRow, ...] | None:
    """Return the rows of a template's text, None if it cannot be read as YAML; labels and descriptions are in the language of `context`."""
    try:
        tree = read_tree(text.encode())
    except YamlError:
        return None
    if not isinstance(tree.value, dict):
        return None
    used = resolve_extends(tree, context.path, context.folders).tree
    return _FormReader(tree, used, context).rows()


def _long_forms(tree: YamlTree) -> YamlTree:
    """Return a tree whose short forms are written as the mappings they stand for."""
    value = cast("dict[str, Value]", tree.value)
    page = value.get("page")
    page = (
        {key: long_form(("page", key), each) for key, each in page.items()}
        if isinstance(page, dict)
        else page
    )
    long = {key: long_form((key,), each) for key, each in value.items()}
    return YamlTree({**long, **({"page": page} if "page" in value else {})}, {}, {})


def _style_values(tree: YamlTree) -> dict[str, Value]:
    """Return the values of each role that hold if the template does not say otherwise; none beside a letterhead document."""
    if tree.value_at((LETTERHEAD_KEY,)) is not None:
        return {}
    text, headings = (tree.value_at(("fonts", key)) for key in ("text", "headings"))
    families = FontFamilies(
        text=text if isinstance(text, str) else None, headings=headings if isinstance(headings, str) else None
    )
    names = {each.name: to_kebab_case(each.name) for each in fields(StyleChange)}
    return {
        role: {key: _written(getattr(style, name), name) for name, key in names.items()}
        for role, style in style_sheet(families, {}).styles.items()
    }


def _colours(language: str, *styles: Value) -> Mapping[str, str]:
    """Return the colours that the roles of styles have with their names, the most frequent first."""
    roles = (role for each in styles if isinstance(each, dict) for role in each.values())
    counts = Counter(
        str(value).lower()
        for role in roles
        if isinstance(role, dict)
        for key, value in role.items()
        if key in _COLOURS and str(value).startswith("#")
    )
    return {colour: name_colour(colour, language) for colour, _ in counts.most_common() if is_colour(colour)}


def _written(value: Any, name: str) -> Value:
    return NO_PAINT if value is None and name in {"background", "rule"} else value


def label_rows(rows: tuple[FormRow, ...], language: str = "en") -> tuple[FormRow, ...]:
    """Return the rows with texts by language that the template or its house style has, and all those of its fields and parts.

    Each is labelled with the names of the rows around it and its own: "Fields › Addressee › Label".
    """
    return tuple(
        replace(row, label=" › ".join(names)) for top in rows for names, row in _named_rows(top, (), language)
    )


def label_languages(rows: tuple[FormRow, ...]) -> tuple[str, ...]:
    """Return the languages of the texts of a template that has its languages from a house style."""
    found = [tag for row in label_rows(rows) if isinstance(row.value, dict) for tag in row.value]
    return tuple(dict.fromkeys(found))


def source_language(rows: tuple[FormRow, ...], languages: Sequence[str], preferred: str) -> str:
    """Return the language to translate from, "" if no text of the template still needs a translation.

    It is one of the languages of such texts, the preferred one if it is among them.
    """
    known = {ANY_LANGUAGE, *languages, *map(base_language, languages)}
    found: list[str] = []
    for row in label_rows(rows):
        texts = row.value if row.is_set else row.default
        if isinstance(texts, dict) and known.isdisjoint(texts):
            found += texts
    return preferred if preferred in found else next(iter(found), "")


def _named_rows(
    row: FormRow, around: tuple[str, ...], language: str, *, is_own: bool = False
) -> Iterator[tuple[tuple[str, ...], FormRow]]:
    names = (*around, _name_of(row, language))
    if row.kind == "labels" and (row.is_set or is_own or isinstance(row.default, dict)):
        yield names, row
    for below in row.rows:
        yield from _named_rows(below, names, language, is_own=row.is_set and row.path[:-1] in _NAMED_LISTS)


def _name_of(row: FormRow, language: str) -> str:
    """Return the name of a row; that of an entry is its own label, else its key or its number."""
    if not isinstance(row.path[-1], int):
        return row.label
    label = row.default.get("label") if isinstance(row.default, dict) else None
    if isinstance(label, dict):
        label = localized_text({tag: str(text) for tag, text in label.items()}, language)
    return str(label or row.label) if row.kind == "entry" and (label or row.label) else str(row.path[-1] + 1)


def own_values(text: str, rows: Iterable[FormRow], path: Path) -> str:
    """Return a text that has itself what a value at a path changes of a house style, since lists and headers are inherited as a whole.

    Inherited fields and parts become entries that take their values by their keys.
    """
    found = {row.path: row for top in rows if top.path == path[:1] for row in top.walk()}
    for length in range(1, len(path) + 1):
        row = found.get(path[:length])
        if row is None or row.is_set or not row.default or not row.is_inherited_whole:
            continue
        if row.path not in _NAMED_LISTS:
            return set_value(text, row.path, cast("Settable", row.default)).apply(text)
        text = with_own_list(text, row.key, [each.key for each in row.rows])
    return text


def new_entry(row: FormRow, kind: str, labels: Mapping[str, Settable]) -> Settable:
    """Return a new entry of a list with all that it must have; `labels` has what it is called at first, by the key of its list."""
    key, label = row.key, labels.get(row.key, "")
    taken = {each.key for each in row.rows}

    def free(base: str, first: str) -> str:
        names = (first, *(f"{base}-{number}" for number in range(2, 1000)))
        return next(name for name in names if name not in taken)

    entry: Mapping[str, Settable] = {"label": label}
    match key:
        case "lines":
            return label
        case "choices":
            entry = {"value": free("value", "value-1"), **entry}
        case "columns" if row.path[0] == "sources":
            shown = {each.value.get("shows") for each in row.rows if isinstance(each.value, dict)}
            unused = (each for each in get_args(SourceDetail) if each not in shown)
            entry = {"shows": next(unused, "title"), **entry}
        case "fields":
            entry = {"key": free("field", "field"), "kind": kind, **entry}
        case "parts":
            kind = kind or "written"
            entry = {"key": free(kind, kind), "kind": kind, **entry}
        case "all" | "first" | "even" | "footer":
            entry = {"centre": "{page}/{pages}"} if "footer" in row.path else {"start": "{title}"}
    if kind == "choice":
        return {**entry, "choices": ({"value": "value-1", "label": labels["choices"]},)}
    return {**entry, "columns": ({"label": labels["columns"]},) * 2} if kind == "table" else entry


def first_answers(rows: Iterable[FormRow], key: str) -> tuple[str, ...]:
    """Return the first answer of a field, with which what depends on the field is shown until another is chosen."""
    entries = (entry.default for row in rows if row.key == "fields" for entry in row.rows)
    field = next((entry for entry in entries if isinstance(entry, dict) and entry.get("key") == key), {})
    choices = field.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return (str(first.get("value")) if isinstance(first, dict) else "",)


@cache
def _schema() -> _Schema:
    return template_schema()


_LABELS = {LETTERHEAD_KEY: "Letterhead document"}
"""The English names of keys that differ from the words of the key."""


class _FormReader:
    def __init__(self, own: YamlTree, used: YamlTree, context: EditingContext) -> None:
        self._text, self._own, self._used = own, _long_forms(own), _long_forms(used)
        self._styles = _style_values(self._used)
        self._language = context.language
        self._colours = _colours(context.language, self._used.value_at(("styles",)), self._styles)
        self._context = context
        self.schema = _schema()
        self._definitions = cast("dict[str, _Schema]", self.schema["$defs"])

    def rows(self) -> tuple[FormRow, ...]:
        return self._below((), self.schema)

    def _used_at(self, path: Path) -> Value:
        """Return the value that holds at a path, None for that of the schema."""
        found = self._used.value_at(path)
        if found is None and path[:1] == ("styles",):
            return YamlTree(self._styles, {}, {}).value_at(path[1:])
        return found

    def plain(self, schema: _Schema) -> _Schema:
        """Return a schema in which a reference is replaced by the definition that it leads to."""
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
        options = [option for option in self._options(schema) if option.get("type") != "null"]
        value = self._own.value_at(path)
        used = self._used_at(path) if value is None else None
        base = FormRow(
            path=path,
            key=str(path[-1]),
            label=self._label(str(path[-1])),
            kind="text",
            description=self._description(self.plain(schema)),
            value=value,
            default=self._default(path, schema) if used is None else used,
        )
        if _is_labels(options):
            names = placeholders_at(path, (key for key, _ in self._fields()))
            return replace(_changed(base, "labels"), placeholders=tuple(dict.fromkeys(names)))
        section = next((option for option in options if "properties" in option), None)
        if section is not None and (len(options) == 1 or path in SHORT_FORMS):
            return self._section(base, section, options)
        listed = next((option for option in options if option.get("type") == "array"), None)
        if listed is not None:
            return self._list(base, listed)
        keyed = next(
            (option for option in options if isinstance(option.get("additionalProperties"), dict)), None
        )
        if keyed is not None:
            return self._keyed(base, keyed)
        return self._value(base, options)

    def _default(self, path: Path, schema: _Schema) -> Value:
        """Return the value of the program, None for what a letterhead document says instead."""
        is_replaced = path[0] in {"page", "fonts"} and path[-1] not in {"watermark", "embed"}
        if is_replaced and self._used.value_at((LETTERHEAD_KEY,)) is not None:
            return None
        return cast("Value", self.plain(schema).get("default"))

    def _section(self, base: FormRow, section: _Schema, options: list[_Schema]) -> FormRow:
        """Return a section; one that is often written as one length can be changed as a whole, too."""
        rows = self._below(base.path, section)
        if not any(option.get("type") == "number" for option in options):
            return _changed(base, "section", rows=rows)
        values = base.value if isinstance(base.value, dict) else {}
        is_one = len(set(map(str, values.values()))) == 1 and len(values) == len(rows)
        used = [row.default for row in rows]
        default = used[0] if len(set(map(str, used))) == 1 else None
        value = self._text.value_at(base.path) if not is_one else next(iter(values.values()))
        return replace(base, value=value, default=default, unit="pt", rows=rows)

    def _keyed(self, base: FormRow, schema: _Schema) -> FormRow:
        """Return a section whose keys the schema lists, such as the roles of styles, or those that the text has."""
        names = schema.get("propertyNames")
        listed = names.get("enum") if isinstance(names, dict) else None
        inner = cast("_Schema", schema["additionalProperties"])
        value = base.value if isinstance(base.value, dict) else base.default
        keys = listed if isinstance(listed, list) else list(value) if isinstance(value, dict) else []
        rows = tuple(self._row((*base.path, str(key)), inner) for key in keys)
        if base.path == ("words",):
            words = ((row, fixed_word(cast("Word", row.key), self._language, {})) for row in rows)
            rows = tuple(replace(row, label=word) for row, word in words)
        elif base.path == ("checks",):
            rows = tuple(replace(row, default=row.default or CHECKS[cast("Check", row.key)]) for row in rows)
        elif base.key == "shown-when":
            return self._conditions(base, rows)
        return _changed(base, "section", rows=rows)

    def _conditions(self, base: FormRow, rows: tuple[FormRow, ...]) -> FormRow:
        """Return the fields on which something depends, with the answers of each, and the fields that can be added."""
        every = {key: entry for key, entry in self._fields() if base.path[:2] != ("fields", entry[0])}
        named = tuple(
            replace(
                row,
                kind="words",
                label=self._name_of_field(*every[row.key]) if row.key in every else row.key,
                choices=self._answers(every[row.key][1]) if row.key in every else {},
            )
            for row in rows
        )
        taken = {row.key for row in rows}
        addable = {key: self._name_of_field(*entry) for key, entry in every.items() if key not in taken}
        return _changed(base, "section", choices=addable, rows=named)

    def _fields(self) -> Iterator[tuple[str, tuple[int, dict[str, Value]]]]:
        """Yield each field by its key, with its place and its values."""
        listed = self._used.value_at(("fields",))
        for place, entry in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(entry, dict) and isinstance(entry.get("key"), str):
                yield str(entry["key"]), (place, entry)

    def _name_of_field(self, _place: int, entry: dict[str, Value]) -> str:
        return self._in_language(entry.get("label")) or str(entry["key"])

    def _answers(self, field: dict[str, Value]) -> dict[str, str]:
        """Return the answers of a field with several of them, by their values."""
        listed = field.get("choices")
        options = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
        return {
            str(option["value"]): self._in_language(option.get("label"))
            for option in options
            if "value" in option
        }

    def _in_language(self, label: Value) -> str:
        if isinstance(label, dict):
            return localized_text({tag: str(text) for tag, text in label.items()}, self._language)
        return str(label or "")

    def _list(self, base: FormRow, schema: _Schema) -> FormRow:
        items = cast("_Schema", schema.get("items") or {})
        kinds = self._options(items)
        value = base.default if base.value is None else base.value
        places = range(len(value) if isinstance(value, list) else 0)
        if _is_labels(kinds):
            texts = (self._row((*base.path, place), items) for place in places)
            return _changed(
                base,
                "list",
                rows=tuple(replace(text, label="", description=base.description) for text in texts),
            )
        if not any("properties" in kind for kind in kinds):
            choices = self._named(choice for kind in kinds for choice in _choices(kind))
            known = self._context.languages if base.path == ("languages",) else choices
            return _changed(base, "words", choices=known)
        names = self._named(_kinds_of(items))
        rows = tuple(self._entry((*base.path, place), kinds, names) for place in places)
        return _changed(base, "list", choices=names, rows=rows)

    def _entry(self, path: Path, kinds: list[_Schema], names: Mapping[str, str]) -> FormRow:
        own, used = self._own.value_at(path), self._used_at(path)
        given = used if isinstance(used, dict) else {}
        schema = next((kind for kind in kinds if _kind_of(kind) == given.get("kind")), kinds[0])
        name = next((str(given[key]) for key in _NAMES if isinstance(given.get(key), str)), "")
        description = self._description(schema)
        rows = tuple(
            replace(row, choices=names) if row.key == "kind" else row for row in self._below(path, schema)
        )
        return FormRow(path, name, name, "entry", description, own, used, names, rows=rows)

    def _named(self, values: Iterable[str]) -> Mapping[str, str]:
        return {value: name_value(value, self._language) for value in values}

    def _known(self, path: Path) -> Mapping[str, str]:
        """Return the values that the template, its folder or the program has for a key, with their names."""
        context, found = self._context, dict[str, str]()
        match path:
            case ("marking", "profile"):
                for key, profile in context.profiles.items():
                    found[key] = localized_text(profile.names, self._language, key)
            case ("marking", "default"):
                chosen = context.profiles.get(str(self._used_at(("marking", "profile"))))
                found = {level.id: level.text(self._language) for level in chosen.levels} if chosen else {}
            case ("extends",):
                found = {name: name for name in context.styles}
            case ("fonts", _) | ("styles", _, "font"):
                found = {name: name for name in context.fonts}
            case ("fields", _, "default"):
                field = self._used_at(path[:-1])
                found = self._answers(field) if isinstance(field, dict) else {}
                if isinstance(field, dict) and field.get("kind") == "date":
                    found = dict(self._named(["today"]))
            case _ if path == PICTURE_PATH and context.path is not None:
                # Its folder may be gone, or not be readable.
                with suppress(OSError):
                    names = sorted(file.name for file in context.path.parent.iterdir())
                    found = {name: name for name in names if name.lower().endswith(PICTURE_SUFFIXES)}
        return found

    def _value(self, base: FormRow, options: list[_Schema]) -> FormRow:
        known = self._known(base.path)
        if base.path == PICTURE_PATH:
            return _changed(base, "picture", choices=known)
        if known and not any(option.get("type") == "boolean" for option in options):
            return _changed(base, "text", choices=known)
        choices = dict.fromkeys(choice for option in options for choice in _choices(option))
        if choices and all(_choices(option) for option in options):
            return _changed(base, "choice", choices=self._named(choices))
        if any("#[0-9a-fA-F]" in str(option.get("pattern")) for option in options):
            can_be_none = any("none" in str(option.get("pattern")) for option in options)
            no_colour = self._named([NO_PAINT]) if can_be_none else {}
            return _changed(base, "colour", choices={**no_colour, **self._colours})
        if any("(pt|mm|" in str(option.get("pattern")) for option in options):
            return replace(base, unit="pt", default=_page_length(base.path, base.default))
        types = {option.get("type") for option in options}
        kind: RowKind = "number" if types and types <= {"integer", "number"} else "text"
        return _changed(base, kind, choices=self._named(choices))


def _page_length(path: Path, value: Value) -> Value:
    """Return a length of the page in centimetres, if that is how people say it; others are in points."""
    if path[0] != "page" or not isinstance(value, int | float):
        return value
    centimetres = round(value / 72 * 2.54, 1)
    return f"{centimetres:g}cm" if abs(centimetres * 72 / 2.54 - value) < _ROUNDING else value


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
    """Return the kinds of entries that a list can have, none if there is only one."""
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
