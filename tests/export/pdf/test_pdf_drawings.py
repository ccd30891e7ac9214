"""Charts and timelines are valid tagged figures whose texts are in the file."""

from __future__ import annotations

import io

import pikepdf
import pytest
from tests.export.drawings.drawing_samples import STYLES, chart, timeline
from tests.export.pdf_reader import PdfFile
from tests.export.pdf_validation import faults

from briefbuilder.domain.document import Document
from briefbuilder.export.pdf.writer import render_pdf

DOCUMENT = Document(
    title="Coverage",
    language="en",
    elements=(
        chart(4, 2, values=(12.0, -3.5, 0.0, 41.0)),
        chart(12, form="column"),
        chart(60, 3),
        timeline(3, period=4),
        timeline(60, 900),
        chart(2, language="ar", names=("صحيفة الشرق",)),
        timeline(2, language="ja", text="ジュネーブで協議"),
    ),
    styles=STYLES,
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(DOCUMENT).data


def figures(pdf: bytes) -> list[tuple[str, list[float]]]:
    """Return the alternative text and the box of each figure."""
    found = []

    def walk(element: pikepdf.Object) -> None:
        if str(element.get("/S", "")) == "/Figure":
            found.append((str(element.Alt), [float(edge) for edge in element.A.BBox]))
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


def test_drawings_are_valid(pdf: bytes) -> None:
    assert faults(pdf) == []


def test_drawings_are_the_same_each_time(pdf: bytes) -> None:
    assert render_pdf(DOCUMENT).data == pdf


def test_each_piece_is_a_figure_with_its_text_and_box(pdf: bytes) -> None:
    made = figures(pdf)
    assert made[0][0] == "Articles by outlet; one outlet leads."
    assert made[2][0] == "Articles by outlet; one outlet leads. (1/4)"
    assert "What happened." in [words for words, _ in made]
    assert all(right - left > 400 and top - bottom > 15 for _, (left, bottom, right, top) in made)


def test_names_values_and_events_are_in_the_file(pdf: bytes) -> None:
    read = PdfFile(pdf)
    shown = " ".join(read.drawings)
    for text in ("The Courier", "−4", "41", "Series 1", "Day 59 Talks 59", "صحيفة", "ジュネーブで協議 1"):
        assert text in shown
    assert "Articles by outlet" in read.body
