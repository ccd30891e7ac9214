"""Charts are Word's own with a workbook of the same numbers; timelines are shapes with a fallback."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from tests.export.docx.conftest import Render, WordFile
from tests.export.docx.letterhead.conftest import FOLDER
from tests.export.drawings.drawing_samples import STYLES, chart, timeline
from tests.narrowing import not_none

from briefbuilder.domain.document import Document, DrawnText, FilledLetterhead, Run
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.export.docx.writer import render_docx

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = ("word/charts/chart1.xml", "word/embeddings/Microsoft_Excel_Worksheet1.xlsx")
DRAWINGS = (
    chart(4, 2, values=(12.0, -3.5, 0.0, 41.0, 1e12)),
    chart(3, form="column"),
    chart(60, 3),
    timeline(3, period=4),
    chart(3, 2, language="ar", names=("صحيفة الشرق",)),
    timeline(3, language="ar", text="محادثات"),
)


@pytest.fixture(scope="module")
def word(render: Render) -> WordFile:
    """A valid file with every kind of drawing."""
    return WordFile(render(document()))


def document() -> Document:
    return Document(title="Coverage", language="en", elements=DRAWINGS, styles=STYLES)


def workbook_rows(data: bytes) -> list[list[str]]:
    """Return the cells of the first sheet of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        shared = etree.fromstring(archive.read("xl/sharedStrings.xml"))
    texts = ["".join(node.itertext()) for node in shared]
    rows = []
    for row in sheet.iter(f"{SHEET}row"):
        cells = [(cell.get("t"), cell.findtext(f"{SHEET}v") or "") for cell in row]
        rows.append([texts[int(value)] if kind == "s" else value for kind, value in cells])
    return rows


def test_chart_and_workbook_have_the_same_numbers(word: WordFile) -> None:
    rows = workbook_rows(word.parts[PARTS[1]])
    series = list(etree.fromstring(word.parts[PARTS[0]]).iter(f"{C}ser"))
    drawn = DRAWINGS[0]
    assert rows[0] == ["Outlet", "Series 0", "Series 1"]
    assert [row[0] for row in rows[1:]] == list(drawn.categories)
    for column, (node, each) in enumerate(zip(series, drawn.series, strict=True), 1):
        cached = [float(value.text or "") for value in node.find(f"{C}val").iter(f"{C}v")]  # type: ignore[union-attr]
        assert cached == list(each.values)
        assert [float(row[column]) for row in rows[1:]] == cached
        letter = "ABC"[column]
        assert node.findtext(f"{C}val/{C}numRef/{C}f") == f"Sheet1!${letter}$2:${letter}$5"


def test_workbooks_have_no_time_and_no_names_of_people(word: WordFile) -> None:
    with zipfile.ZipFile(io.BytesIO(word.parts[PARTS[1]])) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert "<dc:creator></dc:creator>" in core
    assert "2000-01-01T00:00:00Z" in core


def test_drawings_are_the_same_each_time(base: bytes) -> None:
    files = [render_docx(document(), base=base, page_numbers={}) for _ in range(2)]
    assert files[0] == files[1]


def test_drawings_have_alternative_texts(word: WordFile) -> None:
    described = [node.get("descr", "") for node in word.xml("word/document.xml").iter(f"{WP}docPr")]
    assert described[0] == "Articles by outlet; one outlet leads."
    assert described[2].startswith("Articles by outlet; one outlet leads. (1/")
    assert "What happened." in described


def test_a_chart_that_is_too_long_for_a_page_has_several_parts_with_one_scale(word: WordFile) -> None:
    charts = [etree.fromstring(word.parts[name]) for name in word.names("word/charts/chart")]
    long = [root for root in charts if len(list(root.iter(f"{C}ser"))) == 3]
    counts = [len(list(root.find(f".//{C}cat").iter(f"{C}pt"))) for root in long]  # type: ignore[union-attr]
    assert sum(counts) == 60
    assert len(counts) > 1
    assert len({root.find(f".//{C}max").get("val") for root in long}) == 1  # type: ignore[union-attr]


def test_timelines_have_their_events_as_shapes(word: WordFile) -> None:
    group = next(word.xml("word/document.xml").iter(f"{MC}Choice"))
    shown = "".join(node.text or "" for node in group.iter(f"{W}t"))
    for event in timeline(3).events:
        assert f"{event.label} {event.text}" in shown.replace("\u200e", "")


def test_bars_of_right_to_left_charts_grow_to_the_left(word: WordFile) -> None:
    charts = [etree.fromstring(word.parts[name]) for name in word.names("word/charts/chart")]
    (arabic,) = [root for root in charts if root.find(f"{C}lang").get("val") == "ar"]  # type: ignore[union-attr]
    orientation = not_none(arabic.find(f".//{C}valAx/{C}scaling/{C}orientation"))
    assert orientation.get("val") == "maxMin"


def test_charts_are_merged_into_a_letterhead_document(base: bytes) -> None:
    paper = (FOLDER / "it-lettera.docx").read_bytes()
    letterhead = FilledLetterhead(data=paper, place="content", names={}, values={}, changed={})
    text = DrawnText(role="body", content=(Run(text="Coverage of the quarter"),))
    made = replace(document(), elements=(text, DRAWINGS[0], DRAWINGS[3]), letterhead=letterhead)
    word = WordFile(render_docx(made, base=base, page_numbers={}))
    assert lint_docx(render_docx(made, base=base, page_numbers={})) == ()
    (name,) = word.names("word/charts/briefing-")
    link = etree.fromstring(word.parts["word/charts/_rels/briefing-chart1.xml.rels"])[0].get("Target", "")
    assert workbook_rows(word.parts[f"word/{link.removeprefix('../')}"])[0][0] == "Outlet"
    assert b"Series 1" in word.parts[name]


def test_a_date_before_an_event_of_the_other_direction_stays_whole(render: Render) -> None:
    drawn = timeline(2, text="اتفقت الحكومات على تقليل المخاطر في سلاسل التوريد")
    word = WordFile(render(replace(document(), elements=(drawn,))))
    boxes = list(word.xml("word/document.xml").iter(f"{W}txbxContent"))
    assert boxes
    assert not [node for box in boxes for node in box.iter(f"{W}bidi")]
    assert [node for box in boxes for node in box.iter(f"{W}rtl")]
