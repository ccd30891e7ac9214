"""LibreOffice opens the file and shows the text and labels of the Document."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.export.docx.conftest import Make
from tests.export.docx.docx_elements import text

from briefbuilder.domain.document import (
    BandLine,
    ContentsEntry,
    Document,
    DrawnCallout,
    DrawnCell,
    DrawnContents,
    DrawnEndnotes,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    HeadersFooters,
    ListEntry,
    NoteMark,
    PageField,
    Run,
)
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.pdf.writer import render_pdf

pytestmark = pytest.mark.office
LINE = "I ministri hanno concordato un meccanismo di allerta sulle catene di approvvigionamento. "


def entry(words: str, depth: int = 0, number: int = 1, *, ordered: bool = True) -> ListEntry:
    return ListEntry(content=text(words), depth=depth, number=number, ordered=ordered)


def briefing() -> tuple[Element, ...]:
    table = DrawnTable(
        rows=(
            (
                DrawnCell(
                    elements=(DrawnText(role="table-header", content=text("Paese")),),
                    column_span=2,
                    header=True,
                ),
            ),
            (
                DrawnCell(elements=(DrawnText(role="table", content=text("Italia")),)),
                DrawnCell(elements=(DrawnText(role="table", content=text("1.234,5")),)),
            ),
        ),
        widths=(0.5, 0.5),
        header_rows=1,
        caption=text("Tabella 1. Capacità"),
    )
    return (
        DrawnText(role="title", content=text("Partenariato digitale")),
        DrawnContents(title=text("Indice"), entries=(ContentsEntry(target="a", level=1, text="Punti chiave", number="1"),)),
        DrawnHeading(level=1, content=text("Punti chiave"), number="1", anchor="a", origin="p"),
        DrawnText(role="body", content=(Run(text=LINE), NoteMark(note="n"), Run(text=" E poi", bold=True), NoteMark(note="e"))),
        DrawnList(entries=(entry("uno"), entry("sotto", 1), entry("sotto due", 1, 2), entry("fondo", 2), entry("due", 0, 2), entry("di nuovo", 1), entry("nove", 0, 9), entry("dieci", 0, 10))),
        DrawnList(entries=(entry("punto", ordered=False), entry("trattino", 1, ordered=False), entry("numero", 1), entry("punto due", ordered=False), entry("daccapo", 1))),
        DrawnHeading(level=2, content=text("Chip"), number="1.1"),
        DrawnText(role="body", content=text("primo capoverso"), number="1."),
        DrawnHeading(level=2, content=text("Senza numero")),
        DrawnText(role="body", content=text("secondo capoverso"), number="2."),
        DrawnQuotation(paragraphs=(text("«Ridurre i rischi»"),), source=text("Il giornale, p. 7")),
        DrawnCallout(title=text("In breve"), elements=(DrawnText(role="body", content=text("Riquadro.")),)),
        DrawnCallout(title=text("Messaggi"), elements=(DrawnList(entries=(entry("detto", ordered=False),)),)),
        table,
        DrawnPair(left=(DrawnText(role="body", content=text("半導体の供給網", language="ja"), language="ja"),), right=(DrawnText(role="body", content=text("traduzione")),)),
        DrawnText(role="body", content=text("قال الوزير إن OECD تنمو"), language="ar"),
        DrawnEndnotes(title=text("Note")),
    )  # fmt: skip


@pytest.fixture
def document(make_document: Make) -> Document:
    notes = (
        DrawnNote(id="n", content=text("Comunicato del Consiglio.")),
        DrawnNote(id="e", content=text("In fondo."), placement="end"),
    )
    mark = BandLine(centre=text("LIMITE"), role="marking")
    page = BandLine(centre=(PageField(name="page"), Run(text="/"), PageField(name="pages")), role="footer")
    return make_document(
        *briefing(),
        notes=notes,
        headers_footers=HeadersFooters(header=(mark,), footer=(page, mark), first_header=(mark,)),
    )


def fold(words: str) -> str:
    return " ".join(words.split())


def test_libreoffice_shows_the_documents_text_and_labels(
    document: Document, render: Callable[..., bytes], convert: Callable[[bytes, str], Path], expected: Any
) -> None:
    shown = fold(convert(render(document, {"a": 1}), "txt:Text (encoded):UTF8").read_text("utf-8-sig"))
    # Its text filter writes a hollow bullet of its own for a dash; on its pages the dash stands.
    shown = shown.replace("◦", "–")
    place = 0
    for line in expected(document, {"a": 1}).body:
        found = shown.find(line, place)
        assert found >= 0, f"{line!r} is not in {shown[place : place + 200]!r}"
        place = found + len(line)


def test_each_page_has_the_marking_and_its_number(
    make_document: Make,
    document: Document,
    render: Callable[..., bytes],
    convert: Callable[[bytes, str], Path],
) -> None:
    import pypdfium2

    long = tuple(DrawnText(role="body", content=text(LINE * 6)) for _ in range(24))
    pdf = convert(
        render(
            make_document(
                *document.elements, *long, notes=document.notes, headers_footers=document.headers_footers
            )
        ),
        "pdf",
    )
    with pypdfium2.PdfDocument(pdf) as pages:
        texts = [page.get_textpage().get_text_range() for page in pages]
    assert len(texts) >= 3
    for number, page in enumerate(texts, 1):
        assert page.count("LIMITE") == 2
        assert f"{number}/{len(texts)}" in page
    assert "Comunicato del Consiglio." in texts[0] + texts[1]


def test_link_begins_at_its_own_text(
    make_document: Make,
    render: Callable[..., bytes],
    convert: Callable[[bytes, str], Path],
) -> None:
    """LibreOffice lets a link in the first paragraph of a control reach back to where the paragraph begins."""
    address = "https://www.example.org/a"
    content = (Run(text="Il Corriere, "), Run(text=address, link=address), Run(text=", p. 4."))
    entries = (ListEntry(content=content), ListEntry(content=content))
    cells = ((DrawnCell(elements=(DrawnText(role="table", content=content),)),),)
    document = make_document(
        DrawnText(role="source", content=content, origin="a"),
        DrawnList(entries=entries, origin="b"),
        DrawnQuotation(paragraphs=(content, content), origin="c"),
        DrawnTable(rows=cells, widths=(1.0,), origin="d"),
    )
    page = convert(render(document), "html").read_text("utf-8")
    found = re.findall(r"<a href[^>]*>(.*?)</a>", page, re.DOTALL)
    assert [" ".join(re.sub("<[^>]+>", "", words).split()) for words in found] == [address] * 6


def test_rows_are_as_high_as_in_the_pdf(
    make_document: Make,
    render: Callable[..., bytes],
    convert: Callable[[bytes, str], Path],
) -> None:
    import pypdfium2

    names = [f"Nazione{number:02}" for number in range(20)]
    rows = tuple(
        (DrawnCell(elements=(DrawnText(role="table", content=text(name)),)), DrawnCell(elements=()))
        for name in names
    )
    style = Style(font="Calibri", size=9, leading=12.5, space_after=2)
    document = make_document(
        DrawnTable(rows=rows, widths=(0.5, 0.5)), styles=StyleSheet(styles={"table": style})
    )
    heights = []
    for made in (render_pdf(document).data, convert(render(document), "pdf")):
        with pypdfium2.PdfDocument(made) as pages:
            words = pages[0].get_textpage()
            found = [words.search(name).get_next() for name in (names[0], names[-1])]
            first, last = (words.get_charbox(place[0], loose=True)[1] for place in found if place)
        heights.append(first - last)
    assert heights[0] == pytest.approx(heights[1], abs=1.5)
