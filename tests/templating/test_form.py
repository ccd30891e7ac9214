"""The form of a template has a row for each key of the schema, and the values of the text in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.narrowing import not_none, of_type

from briefbuilder.templating.completion import EditingContext
from briefbuilder.templating.edits import add_entry, shown_path
from briefbuilder.templating.files import PICTURE_PATH
from briefbuilder.templating.form import FormRow, label_rows, new_entry, own_values, read_form
from briefbuilder.templating.lint import SINGLE_KINDS
from briefbuilder.templating.loader import CheckContext, check_text
from briefbuilder.templating.marking_profiles import load_marking_profile
from briefbuilder.templating.schema import template_schema
from briefbuilder.templating.values import SHORT_FORMS
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
    found = not_none(read_form(text))
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


def test_texts_by_language_are_listed_in_the_order_of_the_text_with_those_still_to_be_written() -> None:
    found = not_none(read_form(TEXT))
    assert [row.path for row in label_rows(found)] == [
        ("name",), ("fields", 0, "label"), ("fields", 0, "help"),
        *(("parts", 0, key) for key in ("label", "hint", "closing", "sample")), ("parts", 1, "label"),
    ]  # fmt: skip


def test_texts_by_language_of_a_house_style_are_listed_with_those_of_the_template(root: Path) -> None:
    known = EditingContext(path=root / "templates" / "note.yaml")
    found = not_none(read_form(TEXT.replace("id: note", "id: note\nextends: house"), known))
    listed = {row.path: row.default for row in label_rows(found) if not row.is_set}
    assert of_type(listed["sources", "columns", 1, "label"], dict)["en"] == "Publication"


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
        language: [
            row.label
            for row in label_rows(read_form(text, EditingContext(language=language)) or (), language)
        ]
        for language in ("en", "de")
    }
    assert named["en"] == [
        "Name", "Header › All › 1 › Start", "Fields › To › Label", "Fields › To › Help", "Fields › To › Sample",
        "Parts › Facts › Label", "Parts › Facts › Hint", "Parts › Facts › Closing", "Parts › Facts › Sample",
    ]  # fmt: skip
    assert named["de"] == [
        "Name", "Kopfzeile › Alle Seiten › 1 › Zeilenanfang", "Felder › An › Beschriftung", "Felder › An › Hilfe", "Felder › An › Beispieltext",
        "Teile › Facts › Beschriftung", "Teile › Facts › Hinweis", "Teile › Facts › Schlusszeile", "Teile › Facts › Beispieltext",
    ]  # fmt: skip


def test_the_day_of_an_export_is_named_in_the_language_of_the_window() -> None:
    found = {
        each.path: each for row in read_form(TEXT, EditingContext(language="de")) or () for each in row.walk()
    }
    assert found["fields", 0, "default"].choices == {"today": "heute"}


def test_a_list_names_the_kinds_of_its_entries() -> None:
    found = rows()
    assert {"written", "topics", "sources"} <= set(found["parts",].choices)
    assert set(found["fields",].choices) == {"text", "list", "date", "number", "choice"}


@pytest.mark.parametrize(("text", "key"), [("[{start: a}]", "all"), ("{first: [{start: a}]}", "first")])
def test_a_header_has_a_list_for_each_kind_of_page(text: str, key: str) -> None:
    found = rows(f"header: {text}")
    assert found["header",].kind == "section"
    assert [row.key for row in found["header",].rows] == ["all", "first", "even"]
    assert {row.kind for row in found["header",].rows} == {"list"}
    assert found["header", key, 0, "start"].value == "a"


def test_a_text_that_is_no_mapping_has_no_form() -> None:
    assert read_form("a: [1") is None
    assert read_form("- a") is None


def test_each_value_of_each_included_template_has_a_row(root: Path) -> None:
    """A text by language and a list of words have one row for all their values."""
    for file in (root / "templates").rglob("*.yaml"):
        text = file.read_text("utf-8")
        tree, found = read_tree(text.encode()), rows(text)
        for path in set(tree.value_positions) - {(), ("version",)}:
            shown = shown_path(text, path)
            row = found.get(shown) or found[shown[:-1]]
            if not any(path == short[: len(path)] for short in SHORT_FORMS):
                assert row.value == tree.value_at(path[: len(path) - len(shown) + len(row.path)]), path
            assert row.path == shown or row.kind in {"labels", "words"}, (file.name, path)


def test_the_lines_of_a_masthead_are_texts_by_language() -> None:
    found = not_none(read_form('masthead:\n  lines:\n  - {en: Ministry, it: Ministero}\n  - "{office}"\n'))
    lines = next(row for top in found for row in top.walk() if row.path == ("masthead", "lines"))
    assert lines.kind == "list"
    assert [(row.path[-1], row.kind) for row in lines.rows] == [(0, "labels"), (1, "labels")]


LABELS = {"lines": "Line", "choices": "Answer", "columns": "Column", "fields": "Field", "parts": "Part"}


def test_each_kind_of_list_in_each_template_takes_a_new_entry_without_an_error(root: Path) -> None:
    """A new entry has all that it must have; what it lacks in other languages is a warning."""
    folders = (root / "templates",)
    profiles = {
        path.stem: load_marking_profile(path) for path in (root / "resources" / "markings").glob("*.yaml")
    }
    added = set()
    for file in sorted((root / "templates").glob("*.yaml")):
        text = file.read_text("utf-8")
        found = not_none(read_form(text, EditingContext(path=file, folders=folders)))
        lists = (each for top in found for each in top.walk() if each.kind == "list")
        for row in {(each.key, tuple(each.choices)): each for each in lists}.values():
            opened = own_values(text, found, row.path)
            for kind in set(row.choices or [""]) - SINGLE_KINDS:
                entry = new_entry(row, kind, LABELS)
                changed = add_entry(opened, row.path, entry, len(row.rows)).apply(opened)
                checked = check_text(changed.encode(), file, CheckContext(profiles=profiles, folders=folders))
                again = read_form(changed, EditingContext(path=file, folders=folders)) or ()
                (after,) = (each for top in again for each in top.walk() if each.path == row.path)
                assert len(after.rows) == len(row.rows) + 1, (file.name, row.path, "others are lost")
                errors = [finding for finding in checked.findings if finding.severity == "error"]
                assert not errors, (file.name, row.path, kind, errors)
                added.add((row.key, kind))
    assert {("parts", ""), ("lines", ""), ("first", ""), ("footer", ""), ("parts", "table")} <= added


def test_pictures_beside_the_template_are_choices_where_its_folder_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    for name in ("crest.png", "note.yaml", "Arms.JPG"):
        (folder / name).touch()

    def choices() -> list[str]:
        found = read_form(TEXT, EditingContext(path=folder / "note.yaml"))
        return [
            choice
            for top in found or ()
            for row in top.walk()
            if row.path == PICTURE_PATH
            for choice in row.choices
        ]

    assert choices() == ["Arms.JPG", "crest.png"]
    folder.rename(tmp_path / "elsewhere")
    assert choices() == []
    folder.touch()
    assert choices() == []
