"""The form of a template has a row for each key of the schema, and the values of the text in them."""

from __future__ import annotations

from pathlib import Path

from briefbuilder.templating.form import FormRow, label_rows, read_form
from briefbuilder.templating.schema import template_schema
from briefbuilder.yaml_tree import read_tree

TEXT = """\
version: 1
id: note
name: {en: Note, it: Nota}
languages: [en, it]
page: {size: A5, margins: {top: 20mm}}
marking: {profile: none}
fields:
- {key: date, kind: date}
parts:
- {key: text, kind: written, label: {en: Text}}
- {key: sources, kind: sources, label: Sources}
"""


def rows(text: str = TEXT) -> dict[tuple[str | int, ...], FormRow]:
    found = read_form(text)
    assert found is not None
    return {each.path: each for row in found for each in row.walk()}


def test_each_key_of_the_schema_has_a_row() -> None:
    schema = template_schema()
    properties, definitions = schema["properties"], schema["$defs"]
    assert isinstance(properties, dict)
    assert isinstance(definitions, dict)
    found = rows()
    assert {path[0] for path in found} == set(properties) - {"version"}
    for name, path in {
        "PageSettings": ("page",),
        "Margins": ("page", "margins"),
        "StyleChange": ("styles", "heading1"),
        "WrittenPart": ("parts", 0),
        "SourcesPart": ("parts", 1),
        "DateField": ("fields", 0),
    }.items():
        below = {each[-1] for each in found if each[:-1] == path}
        assert below == set(definitions[name]["properties"]), name


def test_values_have_the_kind_of_field_that_the_schema_asks_for() -> None:
    found = rows()
    kinds = {path: found[path].kind for path in found}
    assert kinds["page", "size"] == "choice"
    assert tuple(found["page", "size"].choices) == ("A3", "A4", "A5", "Letter", "Legal")
    assert found["page", "size"].value == "A5"
    assert found["page", "orientation"].default == "portrait"
    assert not found["page", "orientation"].is_set
    assert kinds["date-format",] == "text", "other formats than the named ones can be written"
    assert set(found["date-format",].choices) == {"short", "medium", "long", "full"}
    assert kinds["page", "columns"] == "number"
    assert kinds["styles", "title", "colour"] == "colour"
    assert found["styles", "title", "bold"].choices == {"true": "Yes", "false": "No"}
    assert kinds["name",] == "labels"
    assert found["house-document",].label == "Letterhead document"
    assert kinds["languages",] == "words"
    assert kinds["parts",] == "list"
    assert found["page", "size"].description


def test_texts_by_language_are_listed_in_the_order_of_the_text() -> None:
    found = read_form(TEXT)
    assert found is not None
    assert [row.path for row in label_rows(found)] == [
        ("name",), ("parts", 0, "label"), ("parts", 1, "label"),
    ]  # fmt: skip


def test_a_text_by_language_is_named_by_the_rows_around_it_in_the_language_of_the_window() -> None:
    text = """\
version: 1
id: note
name: {en: Note, de: Vermerk}
header: {all: [{start: {en: Desk, de: Referat}}]}
fields: [{key: to, kind: text, label: {en: To, de: An}}]
parts: [{key: facts, kind: written, label: Facts, hint: {en: What is known.}}]
"""
    named = {
        language: [row.label for row in label_rows(read_form(text, language) or (), language)]
        for language in ("en", "de")
    }
    assert named["en"] == [
        "Name", "Header › All › 1 › Start", "Fields › To › Label", "Parts › Facts › Label", "Parts › Facts › Hint",
    ]  # fmt: skip
    assert named["de"] == [
        "Name", "Kopfzeile › Alle Seiten › 1 › Zeilenanfang", "Felder › An › Beschriftung",
        "Teile › Facts › Beschriftung", "Teile › Facts › Hinweis",
    ]  # fmt: skip


def test_a_list_names_the_kinds_of_its_entries() -> None:
    found = rows()
    assert {"written", "topics", "sources"} <= set(found["parts",].choices)
    assert set(found["fields",].choices) == {"text", "list", "date", "number", "choice"}


def test_headers_by_page_are_sections_and_headers_of_all_pages_a_list() -> None:
    assert rows("header: [{start: a}]")["header",].kind == "list"
    found = rows("header: {first: [{start: a}]}")
    assert found["header",].kind == "section"
    assert [row.key for row in found["header",].rows] == ["all", "first", "even"]
    assert found["header", "first", 0, "start"].value == "a"


def test_a_text_that_is_no_mapping_has_no_form() -> None:
    assert read_form("a: [1") is None
    assert read_form("- a") is None


def test_each_value_of_each_included_template_has_a_row(root: Path) -> None:
    """A text by language and a list of words have one row for all their values."""
    for file in (root / "templates").rglob("*.yaml"):
        text = file.read_text("utf-8")
        tree, found = read_tree(text.encode()), rows(text)
        for path in set(tree.value_positions) - {(), ("version",)}:
            row = found.get(path) or found[path[:-1]]
            assert row.value == tree.value_at(row.path), (file.name, path)
            assert row.path == path or row.kind in {"labels", "words"}, (file.name, path)


def test_the_lines_of_a_masthead_are_texts_by_language() -> None:
    found = read_form('masthead:\n  lines:\n  - {en: Ministry, it: Ministero}\n  - "{office}"\n')
    assert found is not None
    lines = next(row for top in found for row in top.walk() if row.path == ("masthead", "lines"))
    assert lines.kind == "section"
    assert [(row.path[-1], row.kind) for row in lines.rows] == [(0, "labels"), (1, "labels")]
