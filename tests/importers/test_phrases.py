"""The lists of phrases are patterns that match what they name and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefbuilder.importers.phrases import CONTENTS_HEADING, KIND_LABELS, phrases
from briefbuilder.word_lists import load_word_lists

LISTS = load_word_lists("briefbuilder.importers", "phrases")
PATTERNS = [name for name, entries in LISTS.items() if isinstance(entries, list)]


@pytest.mark.parametrize("name", PATTERNS)
def test_a_list_is_a_pattern_that_needs_a_word(name: str) -> None:
    """An empty alternative, such as behind a line's last "|", would find a phrase in every line."""
    pattern = re.compile(phrases(name), re.IGNORECASE)
    assert pattern.search("") is None
    assert pattern.fullmatch("0") is None


def test_each_list_is_used_by_an_importer(root: Path) -> None:
    used: set[str] = set()
    for path in (root / "src/briefbuilder/importers").rglob("*.py"):
        used.update(re.findall(r"(?:phrases|listed_words)\([\"'](\w+)[\"']\)", path.read_text("utf-8")))
    assert used == set(LISTS)


@pytest.mark.parametrize("heading", ["Table of contents", "INHALT", "Sommario", "目次", "— Contents —"])
def test_a_heading_of_a_table_of_contents_is_found_in_each_language(heading: str) -> None:
    assert CONTENTS_HEADING.fullmatch(heading)
    assert not CONTENTS_HEADING.fullmatch(f"{heading} and more")


def test_kinds_of_documents_are_compared_without_spaces_and_capitals() -> None:
    assert {"pressrelease", "noteverbale"} <= KIND_LABELS
    assert all(label == "".join(filter(str.isalnum, label.casefold())) for label in KIND_LABELS)
