"""Completion in an incomplete template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from time import process_time

import pytest
import yaml
from tests.narrowing import not_none

from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.templating.completion import EditingContext, complete_at
from briefbuilder.templating.schema import key_names, value_names
from briefbuilder.yaml_tree import read_tree

HEAD = """\
version: 1
id: note
marking:
  profile: eu
page:
  size: A4
styles:
  body:
    size: 11
fields:
- key: date
  kind: date
- key: grade
  kind: choice
  choices:
  - value: high
parts:
- key: points
  kind: written
  limit: {words: 10}
- key: topics
  kind: topics
"""


@pytest.mark.parametrize(
    ("typed", "has", "lacks"),
    [
        ("|", "contents", "version"),
        ("num|", "numbering", "size"),
        ("numbering:\n  |", "headings", "title"),
        ("numbering: {|", "headings", "title"),
        ("numbering: {headings: |", "true", "headings"),
        ("numbering: {headings: true, |", "paragraphs", "headings"),
        ("sources:\n  style: |", "footnote", "below"),
        ("title: {place: |", "below", "footnote"),
        ("page:\n  size: |", "Letter", "portrait"),
        ("page:\n  margins:\n    |", "inner", "size"),
        ("styles:\n  |", "heading1", "size"),
        ("styles:\n  title:\n    |", "keep-together", "heading1"),
        ("styles:\n  title: {align: |", "justify", "size"),
        ("styles:\n  title: {size: 3, |", "leading", "size"),
        ('styles:\n  title: {colour: "#16324f", |', "leading", "colour"),
        ("parts:\n-   key: a\n    kind: topics\n    |", "layout", "key"),
        ("checks:\n  |", "rights-reserved", "size"),
        ("checks:\n  rights-reserved: |", "warning", "footnote"),
        ("header:\n- |", "centre", "all"),
        ("header:\n- {|", "centre", "all"),
        ("footer:\n  first:\n  - |", "start", "all"),
        ("marking: {profile: |", "tlp", "restreint"),
        ("marking:\n  default: |", "restreint", "tlp"),
        ("extends: |", "house", "tlp"),
        ("words:\n  |", "sources", "size"),
        ("fields:\n- key: a\n  kind: |", "choice", "written"),
        ("fields:\n- key: a\n  kind: number\n  |", "minimum", "choices"),
        ("fields:\n- {key: a, kind: number, |", "maximum", "choices"),
        ("fields:\n- key: a\n  kind: choice\n  choices:\n  - {|", "value", "kind"),
        ("parts:\n- key: a\n  kind: topics\n  |", "layout", "columns"),
        ("parts:\n- key: a\n  kind: topics\n  layout: |", "sub-parts", "layout"),
        ("parts:\n- key: a\n  kind: table\n  columns:\n  - |", "label", "key"),
        ("parts:\n- {key: a, kind: |", "annex", "choice"),
        ("parts:\n- {key: a, kind: written, limit: {|", "lines", "label"),
        ("parts:\n- key: a\n  |\n  kind: gathered\n", "topics", "columns"),
        ("languages: [|", "", "version"),
    ],
)
def test_valid_words_are_offered(
    profiles: Mapping[str, MarkingProfile], typed: str, has: str, lacks: str
) -> None:
    text = "" if typed.startswith(("page", "styles", "fields", "parts", "marking: ")) else HEAD
    if typed.startswith("marking:\n"):
        text = ""
        typed = typed.replace("marking:\n", "marking:\n  profile: eu\n")
    whole = text + typed
    position = whole.index("|")
    offers = complete_at(whole.replace("|", ""), position, EditingContext(profiles, ("house",)))
    words = {word.removesuffix(":") for word in offers.words}
    assert not has or has in words, words
    assert lacks not in words


def test_typed_part_of_a_word_is_replaced() -> None:
    offers = complete_at("numb", 4, EditingContext())
    assert offers.start == 0
    assert "numbering:" in offers.words


@pytest.mark.parametrize(
    "typed", ["# a comment ", 'id: "x"  # its name ', 'name: "in quotes ', 'header:\n- {start: "{']
)
def test_nothing_is_offered_inside_texts(typed: str) -> None:
    assert complete_at(typed, len(typed), EditingContext()).words == ()


def test_the_keys_and_values_of_each_template_are_offered_where_they_stand(
    root: Path, profiles: Mapping[str, MarkingProfile]
) -> None:
    """Each is deleted with the rest of its line, as if it were about to be typed."""
    context = EditingContext(profiles, ("house",))
    for path in sorted((root / "templates").rglob("*.yaml")):
        text = path.read_text("utf-8")
        tree = read_tree(text.encode())
        root_node = not_none(yaml.compose(text, Loader=yaml.SafeLoader))
        found = list(_words(root_node, ()))
        offered = [
            (node, steps)
            for node, steps, is_key in found
            if node.value in (key_names(tree, steps[:-1]) if is_key else value_names(tree, steps))
        ]
        assert len(offered) > 20, path.name
        for node, steps in offered[::7]:
            start = node.start_mark.index
            shorter = text[:start] + text[text.index("\n", start) :]
            words = {word.removesuffix(":") for word in complete_at(shorter, start, context).words}
            assert node.value in words, (path.name, steps)


def _words(
    node: yaml.Node, path: tuple[str | int, ...]
) -> Iterator[tuple[yaml.Node, tuple[str | int, ...], bool]]:
    """Yield the keys and scalars of a text with their paths, and whether they are keys."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key, (*path, key.value), True
            yield from _words(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _words(value, (*path, place))
    else:
        yield node, path, False


@pytest.mark.parametrize("unit", ["a", "a ", "a: ", "{", "a, ", "x: {a"])
def test_a_very_long_line_is_completed_in_no_time(unit: str) -> None:
    text = f"{unit * 50_000}!"
    begun = process_time()
    complete_at(text, len(text), EditingContext())
    assert process_time() - begun < 5
