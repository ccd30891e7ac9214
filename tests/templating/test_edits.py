"""Changes to values keep comments, order and the way of writing, and say what was asked for."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefbuilder.templating.edits import EditError, add_entry, move_entry, path_at, set_value

TEXT = """\
# Head
version: 1
id: note            # its name
name: {en: Note, it: Nota}
page:
  size: A4          # the paper
  # margins below
  margins: 20mm

fonts:
  text: Noto Serif
fields:
- key: date
- key: for            # recipient
  kind: text
  label: {en: For}
# parts
parts:
- key: points
  kind: written
  label: {en: Points}
  sample: |
    - one
    - two
- key: topics
  kind: topics
  label:
    en: Topics
    it: Temi
"""


def changed(path: tuple[str | int, ...], value: str | float | bool | None, text: str = TEXT) -> str:
    return set_value(text, path, value).apply(text)


def only_change(before: str, after: str) -> tuple[set[str], set[str]]:
    old, new = before.splitlines(), after.splitlines()
    return set(old) - set(new), set(new) - set(old)


@pytest.mark.parametrize(
    ("path", "value", "removed", "added"),
    [
        (("page", "size"), "A5", {"  size: A4          # the paper"}, {"  size: A5          # the paper"}),
        (("page", "columns"), 2, set(), {"  columns: 2"}),
        (("page", "size"), None, {"  size: A4          # the paper"}, set()),
        (("fields", 1, "key"), None, {"- key: for            # recipient", "  kind: text"}, {"- kind: text"}),
        (("parts", 0, "key"), None, {"- key: points", "  kind: written"}, {"- kind: written"}),
        (("name", "fr"), "Note", {"name: {en: Note, it: Nota}"}, {"name: {en: Note, it: Nota, fr: Note}"}),
        (("name", "it"), None, {"name: {en: Note, it: Nota}"}, {"name: {en: Note}"}),
        (("fields", 1, "required"), True, set(), {"  required: true"}),
        (("fields", 0, "in-table"), False, set(), {"  in-table: false"}),
        (("page", "margins"), None, {"  margins: 20mm"}, set()),
        (("limits", "pages"), 4, set(), {"limits: {pages: 4}"}),
        (("parts", 1, "label", "fr"), "Thèmes", set(), {"    fr: Thèmes"}),
        (("parts", 1, "label", "it"), "Temi: più", {"    it: Temi"}, {'    it: "Temi: più"'}),
        (("styles", "title", "colour"), "#16324f", set(), {'styles: {title: {colour: "#16324f"}}'}),
        (("id",), "on", {"id: note            # its name"}, {'id: "on"            # its name'}),
        (("fonts", "text"), "007", {"  text: Noto Serif"}, {'  text: "007"'}),
        (("parts", 0), None, {"- key: points", "  kind: written", "  label: {en: Points}", "  sample: |", "    - one", "    - two"}, set()),
    ],
)  # fmt: skip
def test_a_change_touches_nothing_else(
    path: tuple[str | int, ...], value: str | int | bool | None, removed: set[str], added: set[str]
) -> None:
    after = changed(path, value)
    assert only_change(TEXT, after) == (removed, added)
    found = yaml.safe_load(after)
    for step in path if value is not None else ():
        found = found[step]
    assert value is None or found == value


def test_a_text_of_several_lines_is_replaced_whole() -> None:
    after = changed(("parts", 0, "sample"), "- a\n- b")
    assert yaml.safe_load(after)["parts"][0]["sample"] == "- a\n- b"
    assert yaml.safe_load(after)["parts"][1]["key"] == "topics"


def test_entries_are_added_moved_and_removed() -> None:
    after = add_entry(TEXT, ("fields",), {"key": "place", "kind": "text"}).apply(TEXT)
    assert [field["key"] for field in yaml.safe_load(after)["fields"]] == ["date", "for", "place"]
    moved = move_entry(TEXT, ("parts", 1), -1).apply(TEXT)
    assert [part["key"] for part in yaml.safe_load(moved)["parts"]] == ["topics", "points"]
    assert "# recipient" in moved
    made = add_entry("version: 1\n", ("fields",), {"key": "place"}).apply("version: 1\n")
    assert yaml.safe_load(made)["fields"] == [{"key": "place"}]
    with pytest.raises(EditError):
        move_entry(TEXT, ("parts", 0), -1)


def test_a_new_entry_stands_on_the_line_below_the_last_one() -> None:
    text = "fields:\n- key: date\n  kind: date  # today\n\nparts: []\n"
    after = add_entry(text, ("fields",), {"key": "place"}).apply(text)
    assert after == "fields:\n- key: date\n  kind: date  # today\n- key: place\n\nparts: []\n"


def test_the_last_entry_of_a_file_without_a_last_line_break_is_moved() -> None:
    text = "parts:\n- key: one\n- key: two  # second"
    assert move_entry(text, ("parts", 1), -1).apply(text) == "parts:\n- key: two  # second\n- key: one"


def test_a_text_becomes_texts_by_language() -> None:
    text = "label: Head  # above\n"
    after = set_value(text, ("label",), {"en": "Head", "it": "no"}).apply(text)
    assert after == 'label: {en: Head, it: "no"}  # above\n'


def test_a_text_with_errors_is_not_changed() -> None:
    with pytest.raises(EditError):
        set_value("a: [1\nb: 2", ("b",), 3)


def test_the_path_at_a_position_is_that_of_the_value_there() -> None:
    assert path_at(TEXT, 6, 9) == ("page", "size")
    assert path_at(TEXT, 15, 8) == ("fields", 1, "kind")
    assert path_at("a: [", 1, 1) == ()


def test_texts_by_language_become_one_text_and_the_comments_stay() -> None:
    text = "label:  # a note: below\n  en: One\n  it: Uno  # last\nid: x\n"
    after = set_value(text, ("label",), "Two").apply(text)
    assert after == "label: Two  # a note: below  # last\nid: x\n"
    text = "label:\n  en: |\n    One\nid: x\n"
    assert set_value(text, ("label",), "Two").apply(text) == "label: Two\nid: x\n"
    text = "parts:\n- key: a\n  label:\n    en: One"
    assert set_value(text, ("parts", 0, "label"), "Two").apply(text) == "parts:\n- key: a\n  label: Two"


def test_entries_in_brackets_go_with_their_comma() -> None:
    text = "languages: [en, it, fr]  # three\n"
    for place, rest in enumerate(("[it, fr]", "[en, fr]", "[en, it]")):
        assert set_value(text, ("languages", place), None).apply(text) == f"languages: {rest}  # three\n"


def test_the_removal_of_a_key_that_is_not_there_changes_nothing() -> None:
    for path in (("page", "columns"), ("limits", "words"), ("fields", 7), ("id", "en")):
        assert changed(path, None) == TEXT


def test_an_entry_of_a_list_in_lines_is_not_replaced_with_a_value() -> None:
    with pytest.raises(EditError):
        set_value(TEXT, ("fields", 0), "date")


def test_each_scalar_of_each_template_can_be_set_again(root: Path) -> None:
    """A change to the present value of any scalar leaves the meaning of the whole file as it is."""
    for name, text, meaning in _templates(root):
        for path, value in [each for each in _values(meaning, ()) if isinstance(each[1], str)][::9]:
            after = set_value(text, path, value).apply(text)
            assert yaml.load(after, Loader=yaml.CSafeLoader) == meaning, (name, path)


def test_each_value_of_each_template_can_be_removed(root: Path) -> None:
    """A mapping that loses its only key goes with it."""
    for name, text, meaning in _templates(root):
        for path, _ in _values(meaning, ())[5::31]:
            after = set_value(text, path, None).apply(text)
            assert yaml.load(after, Loader=yaml.CSafeLoader) == _without(meaning, path), (name, path)


def test_each_list_of_each_template_can_be_changed(root: Path) -> None:
    for name, text, meaning in _templates(root):
        lists = [(path, value) for path, value in _values(meaning, ()) if isinstance(value, list)]
        for path, value in [each for each in lists if len(each[1]) > 1][::2]:
            after = move_entry(text, (*path, 0), 1).apply(text)
            value[0], value[1] = value[1], value[0]
            assert yaml.load(after, Loader=yaml.CSafeLoader) == meaning, (name, path)
            value[0], value[1] = value[1], value[0]
            if isinstance(value[0], dict):
                after = add_entry(text, path, {"key": "new", "required": True}).apply(text)
                value.append({"key": "new", "required": True})
                assert yaml.load(after, Loader=yaml.CSafeLoader) == meaning, (name, path)
                value.pop()


def _templates(root: Path) -> list[tuple[str, str, dict[str, Any]]]:
    texts = {path.name: path.read_text("utf-8") for path in sorted((root / "templates").rglob("*.yaml"))}
    return [(name, text, yaml.load(text, Loader=yaml.CSafeLoader)) for name, text in texts.items()]


def _values(value: object, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return all values below one, with their paths."""
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = [(str(key), inner) for key, inner in value.items()]
    elif isinstance(value, list):
        items = list(enumerate(value))
    below = [((*path, step), inner) for step, inner in items]
    return [each for place, inner in below for each in ((place, inner), *_values(inner, place))]


def _without(meaning: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    left = deepcopy(meaning)
    owner: Any = left
    for step in path[:-1]:
        owner = owner[step]
    if isinstance(owner, dict) and len(owner) == 1 and len(path) > 1 and isinstance(path[-2], str):
        return _without(meaning, path[:-1])
    del owner[path[-1]]
    return left
