"""Documents with every element and script, and helpers to read PDFs back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from briefbuilder.domain.document import (
    BandLine,
    ContentsEntry,
    Document,
    DrawnBreak,
    DrawnCallout,
    DrawnCell,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
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
from briefbuilder.domain.styles import Role, Style, StyleSheet
from briefbuilder.export.pictures import prepare_picture

NAVY, GREY, MIST, LINE = "#16324f", "#566573", "#f2f5f8", "#b4c2d0"


def _sans(size: float, leading: float, **rest: object) -> Style:
    return Style(font="Noto Sans", size=size, leading=leading, **rest)  # type: ignore[arg-type]


STYLES: dict[Role, Style] = {
    "title": _sans(22, 27, bold=True, colour=NAVY, keep_with_next=True),
    "subtitle": _sans(11, 15, colour=GREY, space_after=12),
    "heading1": _sans(15, 19, bold=True, colour=NAVY, space_before=20, keep_with_next=True),
    "heading2": _sans(12.5, 16, bold=True, colour=NAVY, space_before=14, keep_with_next=True),
    "body": Style(align="justify"),
    "list": Style(space_after=3),
    "quote": Style(size=10.5, leading=14.5, rule=LINE, indent_start=16, indent_end=8),
    "source": _sans(8.5, 12, colour=GREY, indent_start=16, space_after=10),
    "callout": Style(size=10.5, leading=14.5, background=MIST, rule=NAVY, indent_start=10, indent_end=10),
    "callout-title": _sans(10.5, 14, bold=True, colour=NAVY, space_after=3),
    "metadata-label": _sans(9, 13, bold=True, colour=GREY, space_after=2),
    "metadata-value": _sans(9.5, 13, space_after=2),
    "table": _sans(9, 12, space_after=2),
    "table-header": _sans(9, 12, bold=True, colour=NAVY, background=MIST, space_after=2),
    "caption": _sans(9, 12, space_before=4, space_after=10),
    "code": _sans(9.5, 13, background=MIST),
    "footnote": Style(size=9, leading=12, space_after=2),
    "endnote": Style(size=9.5, leading=13, space_after=3),
    "contents-title": _sans(12, 16, bold=True, colour=NAVY, space_before=14, keep_with_next=True),
    "contents1": _sans(10, 15, space_after=2),
    "contents2": _sans(9.5, 14, indent_start=14, space_after=1),
    "marking": _sans(10, 13, bold=True, align="centre", space_after=2),
    "header": _sans(8.5, 11, colour=GREY, space_after=0),
    "footer": _sans(8.5, 11, colour=GREY, space_after=0),
}
SENTENCES = {
    "it": "Il Consiglio di partenariato digitale ha confermato l’impegno comune sui semiconduttori avanzati, "
    "sull’affidabilità delle catene di approvvigionamento e sull’intelligenza artificiale. ",
    "fr": "Les deux parties conviennent de coordonner leurs « mécanismes d’alerte » : l’efficacité des "
    "chaînes d’approvisionnement en dépend, affirme-t-on. ",
    "de": "Die Außenwirtschaftsförderung überprüft regelmäßig die Abhängigkeiten bei Halbleitererzeugnissen. ",
    "el": "Οι κυβερνήσεις συμφώνησαν να μειώσουν τους κινδύνους στις αλυσίδες εφοδιασμού. ",
    "ru": "Правительства договорились снижать риски в цепочках поставок полупроводников. ",
    "ar": "اتفقت الحكومات على تقليل المخاطر في سلاسل توريد أشباه الموصلات بنسبة 25% قبل عام 2027. ",
    "he": "הממשלות הסכימו לצמצם את הסיכונים בשרשראות האספקה (AI) עד 2027. ",
    "ja": "両政府は、半導体の供給網における過度な依存を減らすことで合意した。「経済安全保障」の協力も深める。",
    "zh-Hans": "双方同意降低半导体供应链的风险，并加强数字伙伴关系。",
    "ko": "양측은 반도체 공급망의 위험을 줄이기로 합의하였다. ",
}


def run(text: str, **rest: object) -> Run:
    return Run(text=text, **rest)  # type: ignore[arg-type]


def body(*content: Run | NoteMark, **rest: object) -> DrawnText:
    return DrawnText(role="body", content=content, **rest)  # type: ignore[arg-type]


def cell(text: str, **rest: object) -> DrawnCell:
    role: Role = "table-header" if rest.get("header") else "table"
    return DrawnCell(elements=(DrawnText(role=role, content=(run(text),)),), **rest)  # type: ignore[arg-type]


def _table() -> DrawnTable:
    head = tuple(cell(text, header=True) for text in ("Country", "Measure", "Value"))
    rows = [
        (cell(f"Country {place}"), cell("Export control " * 3), cell(f"{place},5 %")) for place in range(40)
    ]
    spans = (cell("Both", row_span=2), cell("Two columns", column_span=2))
    return DrawnTable(
        rows=(head, spans, (cell("first"), cell("second")), *rows),
        widths=(0.25, 0.5, 0.25),
        header_rows=1,
        caption=(run("Table 1. Measures in force"),),
        anchor="table-1",
    )


def _lists() -> DrawnList:
    return DrawnList(
        entries=(
            ListEntry(content=(run("Reduce what is critical. " + SENTENCES["it"]),)),
            ListEntry(content=(run("Second depth"),), depth=1),
            ListEntry(content=(run("A further paragraph of it"),), depth=1, continues=True),
            ListEntry(content=(run("Third depth"),), depth=2),
            ListEntry(content=(run("Back at the first"),)),
            ListEntry(content=(run("Ordered within"),), depth=1, ordered=True, number=1),
            ListEntry(content=(run("Ordered again"),), depth=1, ordered=True, number=2),
            ListEntry(content=(run("Deeper"),), depth=2, ordered=True, number=4),
        )
    )


def _picture(mode: str) -> bytes:
    image = Image.new(mode, (320, 160), (22, 50, 79, 128)[: len(mode)])
    buffer = io.BytesIO()
    image.save(buffer, "JPEG" if mode == "RGB" else "PNG")
    return buffer.getvalue()


def _scripts() -> tuple[Element, ...]:
    return tuple(
        body(run(sentence * 3), language=language, anchor=f"script-{language}")
        for language, sentence in SENTENCES.items()
    )


def _front() -> tuple[Element, ...]:
    meta = DrawnTable(
        frame="plain",
        widths=(0.25, 0.75),
        rows=tuple(
            (
                DrawnCell(elements=(DrawnText(role="metadata-label", content=(run(label),)),), header=True),
                DrawnCell(elements=(DrawnText(role="metadata-value", content=(run(value),)),)),
            )
            for label, value in (
                ("Date", "25 November 2026"),
                ("Reference", "DGAP/2026/118"),
                ("To", "Minister"),
            )
        ),
    )
    entries = tuple(
        ContentsEntry(
            target=f"part-{place}", level=1 + place % 2, text=f"Heading {place} " + "long " * (place * 6)
        )
        for place in range(1, 5)
    )
    return (
        DrawnText(role="title", content=(run("Derisking and semiconductors"),), anchor="title"),
        DrawnText(role="subtitle", content=(run("Briefing for the minister"),)),
        meta,
        DrawnContents(title=(run("Contents"),), entries=entries),
    )


def _heading(place: int) -> DrawnHeading:
    return DrawnHeading(
        level=1 + place % 2,
        content=(run(f"Heading {place} " + "long " * (place * 6)),),
        anchor=f"part-{place}",
        origin=f"origin-{place}",
        number=f"{place}." if place % 2 else "",
    )


def torture_document() -> Document:
    mixed = body(
        run("Bold", bold=True),
        run(", italic", italic=True),
        NoteMark(note="n1"),
        run(", under", underline=True),
        run("line", strike=True),
        run(" H"),
        run("2", script="sub"),
        run("O and m"),
        run("2", script="super"),
        run(" with "),
        run("a link that leads outside", link="https://example.org/a?b=c"),
        run(" and "),
        run("one inside", target="part-3"),
        run(", code "),
        run("x = 1", code=True),
        run(", "),
        run("mot français", language="fr"),
        run(". " + SENTENCES["it"] * 2),
        NoteMark(note="e1"),
    )
    address = body(
        run("See https://www.example.org/" + "documents/2026/partnership-digital/" * 6 + "end.html now.")
    )
    quotation = DrawnQuotation(
        paragraphs=((run("« " + SENTENCES["fr"].strip() + " »"),), (run(SENTENCES["it"] * 3),)),
        source=(run("Il Sole 24 Ore, A. Rossi, 3 May 2026, p. 4"), NoteMark(note="n2")),
        language="fr",
        origin="quote",
    )
    callout = DrawnCallout(
        title=(run("Line to take"),),
        elements=(DrawnText(role="callout", content=(run(SENTENCES["it"] * 2),)), _lists()),
    )
    pair = DrawnPair(
        left=(body(run(SENTENCES["de"] * 5), language="de"),),
        right=(body(run(SENTENCES["it"] * 4), language="it"),),
    )
    notes = (
        DrawnNote(id="n1", content=(run("Il Sole 24 Ore, 3 maggio 2026."),)),
        DrawnNote(id="n2", content=(run("A very long note. " + SENTENCES["it"] * 45),)),
        DrawnNote(
            id="n3", content=(run("Third, "), run("with a link", link="https://example.org/n"), run("."))
        ),
        DrawnNote(id="e1", content=(run("An endnote. " + SENTENCES["it"]),), placement="end"),
    )
    huge = DrawnTable(
        rows=((cell("Two pages"), cell(SENTENCES["it"] * 70)), (cell("after"), cell("it"))), widths=(0.3, 0.7)
    )
    elements: tuple[Element, ...] = (
        *_front(),
        _heading(1),
        mixed,
        address,
        _heading(2),
        quotation,
        _lists(),
        replace(_lists(), quoted=True),
        callout,
        _heading(3),
        _table(),
        pair,
        DrawnFigure(picture="jpg", alternative_text="A blue field", caption=(run("Figure 1"),), width=200),
        DrawnFigure(picture="png", alternative_text="A pale blue field"),
        DrawnText(role="code", content=(run("def f(x):\n    return  x\n"),)),
        DrawnBreak(),
        _heading(4),
        *_scripts(),
        huge,
        body(run("Last" + " text" * 60), NoteMark(note="n3")),
        DrawnEndnotes(title=(run("Notes"),)),
    )
    headers_footers = HeadersFooters(
        header=(
            BandLine(centre=(run("RESTREINT UE"),), role="marking"),
            BandLine(start=(PageField(name="section"),), end=(run("Ref. 118"),)),
        ),
        footer=(
            BandLine(
                start=(run("Briefing"),), end=(PageField(name="page"), run("/"), PageField(name="pages"))
            ),
        ),
        watermark="DRAFT",
    )
    return Document(
        title="Derisking & semiconductors <2026>",
        language="en",
        elements=elements,
        notes=notes,
        headers_footers=headers_footers,
        styles=StyleSheet(styles=STYLES),
        pictures={
            "jpg": prepare_picture(_picture("RGB")),
            "png": prepare_picture(_picture("RGBA")),
        },
        subject="Economic security",
        keywords=("derisking", "半導体"),
        moment="2026-11-25T08:30:00Z",
    )


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def folded(text: str) -> str:
    """Collapse white space and rejoin words divided by a soft hyphen or after their own hyphen."""
    text = re.sub("[\u00ad\ufffe\u0002]\\s*|\u2060\r\n|\u2060", "", text)
    return " ".join(text.split())


@pytest.fixture(scope="session")
def torture() -> Document:
    return torture_document()


@pytest.fixture(scope="session")
def read_text() -> Callable[[bytes], str]:
    return text_of


@pytest.fixture(scope="session")
def fold() -> Callable[[str], str]:
    return folded


@pytest.fixture(scope="session")
def styles() -> StyleSheet:
    return StyleSheet(styles=STYLES)
