"""Texts with known blocks are read whole from the files that python-docx and the program itself write of them."""

from __future__ import annotations

from collections import Counter

import pytest
from bench.office_changes import OFFICE_CHANGES, change_office_file
from bench.office_files import make_own_files, read_score
from office.golden import read_golden

from briefbuilder.importers.read import read_bytes

TEXTS = ("02-briefing-note", "06-relazione", "11-kaiken")
"""They have every kind of block; `make bench ONLY=office-files` reads all, and those of other programs."""


def test_the_blocks_of_office_files_are_found() -> None:
    texts = {name: text for name, text in read_golden().items() if name in TEXTS}
    assert len(texts) == len(TEXTS)
    scores = {
        (producer, name): read_score(data, name, wanted(texts[name.rpartition(".")[0]], ""))
        for producer, made, wanted in make_own_files(texts)
        for name, data in made.items()
    }
    assert len(scores) == 2 * len(TEXTS)
    assert {key: score for key, score in scores.items() if score < 0.95} == {}


@pytest.mark.parametrize(
    "change", ["written-again", "style-identifiers", "runs", "sections", "table", "insertions"]
)
def test_what_a_reader_does_not_see_changes_no_block(change: str) -> None:
    texts = {name: text for name, text in read_golden().items() if name in TEXTS}
    compared = 0
    for _, made, wanted in make_own_files(texts):
        for name, data in made.items():
            stem, _, suffix = name.rpartition(".")
            if suffix in OFFICE_CHANGES[change]:
                changed = change_office_file(data, suffix, change)
                pieces = wanted(texts[stem], suffix)
                assert changed != data
                assert read_score(changed, name, pieces) == read_score(data, name, pieces), name
                compared += 1
    assert compared >= len(TEXTS)


@pytest.mark.parametrize("change", ["style-names", "no-styles"])
def test_headings_and_lists_are_found_without_the_names_of_styles(change: str) -> None:
    texts = {name: text for name, text in read_golden().items() if name in TEXTS}
    for _, made, wanted in make_own_files(texts):
        for name, data in made.items():
            stem, _, suffix = name.rpartition(".")
            if suffix in OFFICE_CHANGES[change]:
                pieces = [
                    piece for piece in wanted(texts[stem], suffix) if piece[0] in {"heading", "list_item"}
                ]
                changed = change_office_file(data, suffix, change)
                found: Counter[tuple[str, str]] = Counter(
                    (block.kind, block.text) for block in read_bytes(changed, name).article.blocks
                )
                assert not Counter(pieces[1:]) - found, name
