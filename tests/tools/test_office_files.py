"""Texts with known blocks are read whole from the files that python-docx and the program itself write of them."""

from __future__ import annotations

from bench.office_files import make_own_files, read_score
from office.golden import read_golden

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
