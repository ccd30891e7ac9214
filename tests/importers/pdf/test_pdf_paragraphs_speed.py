"""Columns of a drawing with thousands of words are found in linear time."""

from __future__ import annotations

from time import process_time

from briefbuilder.importers.pdf.measures import Measures
from briefbuilder.importers.pdf.model import Glyph, Line, PdfRun
from briefbuilder.importers.pdf.paragraphs import find_columns

MANY, MOST_SECONDS = 12_000, 3.0


def _word(place: int) -> Line:
    left, run = 20.0 + 7 * (place % 80), PdfRun(700.0 - place % 650, 10)
    return Line([Glyph("x", left, left + 5, run)], 1, run.baseline, 10)


def test_drawing_with_thousands_of_words_is_fast() -> None:
    began = process_time()
    columns = find_columns([[_word(place)] for place in range(MANY)], Measures(10, False, {}))
    assert len(columns) == MANY
    assert process_time() - began < MOST_SECONDS
