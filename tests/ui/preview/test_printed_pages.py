"""Pages are printed in the order, the copies and the size of paper that the user chose."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPageRanges, QPainter
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from briefbuilder.ui.preview.pane import _draw_page, printed_pages


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize(
    ("ranges", "copies", "collated", "reverse", "expected"),
    [
        ("", 1, True, False, [0, 1, 2, 3]),
        ("2-3", 1, True, False, [1, 2]),
        ("1,3-9", 1, True, False, [0, 2, 3]),
        ("7", 1, True, False, []),
        ("1-2", 2, True, False, [0, 1, 0, 1]),
        ("1-2", 2, False, False, [0, 0, 1, 1]),
        ("2-3", 2, True, True, [2, 1, 2, 1]),
    ],
)
def test_a_file_gets_the_chosen_pages_as_often_as_wanted(
    ranges: str, copies: int, collated: bool, reverse: bool, expected: list[int], tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageRanges(QPageRanges.fromString(ranges))
    printer.setCopyCount(copies)
    printer.setCollateCopies(collated)
    if reverse:
        printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert list(printed_pages(printer, 4)) == expected


@pytest.mark.parametrize(
    ("page", "drawn"),
    [((210, 297), (0, 11, 200, 283)), ((297, 210), (0, 11, 200, 283)), ((200, 400), (24, 0, 152, 305))],
    ids=["other paper", "landscape", "narrow"],
)
def test_a_page_keeps_its_proportions_on_any_paper(
    page: tuple[int, int], drawn: tuple[int, int, int, int], qtbot: QtBot
) -> None:
    image, paper = QImage(*page, QImage.Format.Format_RGB32), QImage(200, 305, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    _draw_page(painter, image, QRectF(paper.rect()))
    painter.end()
    black = [
        (x, y)
        for x in range(paper.width())
        for y in range(paper.height())
        if paper.pixelColor(x, y).lightness() < 128
    ]
    left, top = map(min, zip(*black, strict=True))
    right, bottom = map(max, zip(*black, strict=True))
    assert (left, top, right - left + 1, bottom - top + 1) == pytest.approx(drawn, abs=2)
