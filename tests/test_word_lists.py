"""The word lists that ship: they can be loaded, tell where they come from, and hold texts alone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest

from briefbuilder.word_lists import load_word_lists, split_words

FILES = [
    (f"briefbuilder.{package}", file.name.removesuffix(".yaml"))
    for package in ("app", "evidence", "importers", "storage", "tagging")
    for file in sorted(
        files(f"briefbuilder.{package}").joinpath("data").iterdir(), key=lambda file: file.name
    )
    if file.name.endswith(".yaml")
]
TEXTS = [
    (package, name)
    for package, name in FILES
    if package.endswith(("importers", "storage", "tagging")) and not name.startswith("frequencies_")
]
"""The lists of words without numbers."""


def leaves(node: object) -> Iterator[object]:
    if isinstance(node, dict):
        yield from node
        for value in node.values():
            yield from leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value)
    else:
        yield node


@pytest.mark.parametrize(("package", "name"), TEXTS)
def test_a_list_holds_texts_alone(package: str, name: str) -> None:
    """A bare "no" or "on" would be a truth value to YAML."""
    found = list(leaves(load_word_lists(package, name)))
    assert found
    assert [leaf for leaf in found if not isinstance(leaf, str)] == []


@pytest.mark.parametrize(("package", "name"), FILES)
def test_a_list_begins_with_what_it_is_and_where_it_comes_from(package: str, name: str) -> None:
    text = files(package).joinpath("data", f"{name}.yaml").read_text("utf-8")
    head = text.partition("\n\n")[0]
    assert all(line.startswith("#") for line in head.splitlines())
    assert "Made by hand" in head or "Extracted by tools/" in head


def test_words_are_separated_by_spaces_and_lines() -> None:
    assert split_words({"en": "the of\nand"}) == {"en": frozenset({"the", "of", "and"})}
