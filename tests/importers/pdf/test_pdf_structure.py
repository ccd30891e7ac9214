"""Tagged PDFs, and PDFs of LibreOffice, in seven languages."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.importers.pdf.typesetting import (
    EN,
    FR,
    IT,
    KindAndText,
    ReadPdf,
    block_f1,
    kinds_and_texts,
    word_f1,
)

from briefbuilder.domain.document import (
    BandLine,
    Document,
    DrawnCell,
    DrawnHeading,
    DrawnList,
    DrawnNote,
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
from briefbuilder.domain.text import Heading, ListItem, NoteReference, Table
from briefbuilder.export.pdf.writer import render_pdf

JAPANESE = (
    "北部沿岸の港湾局は、今後十年間の計画を公表した。三つの埠頭を改築し、二本の航路を浚渫し、渡し船を専用の岸壁に移す計画である。港を一日も閉めることなく工事を進めるという。",
    "海運会社は長年このような計画を求めてきた。狭い航路での遅れは関税よりも高くつき、霧と混雑が重なる早朝には水先案内人が足りないと訴えている。「AI」を用いた予測も2027年までに導入される。",
)
ARABIC = (
    "نشرت سلطة الموانئ على الساحل الشمالي برنامجها للسنوات العشر المقبلة. وهي تريد إعادة بناء ثلاثة أرصفة (بتكلفة 340 مليون يورو) وتعميق قناتين دون إغلاق الميناء يوما واحدا.",
    "كانت شركات الشحن تطالب بمثل هذا البرنامج منذ سنوات. وتشتكي من أن التأخير في القناة الضيقة يكلفها أكثر من أي رسوم، وأن عدد المرشدين (EU) انخفض بنسبة 25% منذ عام 2019.",
)
HEBREW = (
    "רשות הנמלים של החוף הצפוני פרסמה את תוכניתה לעשור הקרוב. היא רוצה לבנות מחדש שלושה רציפים (בעלות של 340 מיליון אירו) ולהעמיק שתי תעלות בלי לסגור את הנמל אפילו ליום אחד.",
    "חברות הספנות דרשו תוכנית כזאת במשך שנים. הן מתלוננות שהעיכובים בתעלה הצרה עולים להן יותר מכל מכס, ושמספר הנווטים (AI) ירד מ-1,200 ל-900 מאז שנת 2019.",
)
GERMAN = (
    "Die Hafenbehörde der nördlichen Küste hat ihr Programm für das kommende Jahrzehnt veröffentlicht. Sie will drei Anlegestellen erneuern, zwei Fahrrinnen vertiefen und die Fähren an einen eigenen Kai verlegen.",
    "Die Reedereien hatten seit Jahren ein solches Programm verlangt. Sie beklagen, dass Verzögerungen in der engen Fahrrinne sie mehr kosten als jeder Zoll.",
)
SHORT: dict[str, tuple[KindAndText, ...]] = {
    language: (("heading", head), *(("paragraph", text) for text in texts * 3))
    for language, head, texts in (
        ("ja", "港の計画", JAPANESE),
        ("ar", "خطة الميناء الجديدة", ARABIC),
        ("he", "תוכנית הנמל החדשה", HEBREW),
        ("de", "Was die Behörde plant", GERMAN),
    )
}
TEXTS = {"en": EN.blocks, "it": IT.blocks, "fr": FR.blocks, **SHORT}


def _element(kind: str, text: str, language: str) -> Element:
    content = (Run(text=text),)
    if kind == "heading":
        return DrawnHeading(level=1, content=content, language=language, anchor=f"h-{abs(hash(text))}")
    if kind == "list_item":
        return DrawnList(entries=(ListEntry(content=content),), language=language)
    if kind == "quote":
        return DrawnQuotation(paragraphs=(content,), language=language)
    return DrawnText(role="body", content=content, language=language)


def _own(blocks: tuple[KindAndText, ...], language: str) -> bytes:
    document = Document(
        title="Port 2030",
        language=language,
        elements=(
            DrawnText(role="title", content=(Run(text="Port 2030"),)),
            *(_element(kind, text, language) for kind, text in blocks),
        ),
        headers_footers=HeadersFooters(
            header=(BandLine(centre=(Run(text="RESTRICTED MATTER"),), role="marking"),),
            footer=(BandLine(end=(PageField(name="page"), Run(text="/"), PageField(name="pages"))),),
        ),
    )
    return render_pdf(document).data


@pytest.mark.parametrize("language", list(TEXTS))
def test_own_export_round_trips(read_pdf: ReadPdf, language: str) -> None:
    blocks = TEXTS[language]
    reading = read_pdf(_own(blocks, language))
    assert kinds_and_texts(reading.article.blocks) == list(blocks)
    assert reading.article.metadata.language == language
    assert "RESTRICTED MATTER" in {notice.subject for notice in reading.notices}


def _cell(text: str, *, header: bool = False, span: int = 1) -> DrawnCell:
    text_role = DrawnText(role="table", content=(Run(text=text),))
    return DrawnCell(elements=(text_role,), header=header, column_span=span)


def test_rows_are_a_table_whatever_holds_them_and_lose_their_leaders(read_pdf: ReadPdf) -> None:
    rows = (("East (old) . . . . . . .", "80"), ("West.........", "–7.5"), ("No. 4", "..."))
    document = Document(
        title="Port 2030",
        language="en",
        elements=(
            DrawnText(role="title", content=(Run(text="Port 2030"),)),
            DrawnText(role="body", content=(Run(text="The wall is old. It moves."),)),
            DrawnTable(
                rows=tuple(tuple(map(_cell, row)) for row in rows),
                widths=(0.5, 0.5),
                header_rows=0,
                anchor="t",
            ),
        ),
    )
    data = render_pdf(document).data
    assert b"/Table" in data
    for drawn in (data, data.replace(b"/Table", b"/Sect ")):
        table = next(block for block in read_pdf(drawn).article.blocks if isinstance(block, Table))
        assert table.text == "East (old)\t80\nWest\t–7.5\nNo. 4\t..."


def test_structure_tree_gives_levels_lists_notes_and_tables(read_pdf: ReadPdf) -> None:
    document = Document(
        title="Port 2030",
        language="en",
        elements=(
            DrawnText(role="title", content=(Run(text="Port 2030"),)),
            DrawnHeading(level=1, content=(Run(text="First"),), anchor="a"),
            DrawnText(
                role="body",
                content=(Run(text="The wall is old"), NoteMark(note="n"), Run(text=". It moves.")),
            ),
            DrawnHeading(level=2, content=(Run(text="Second"),), anchor="b"),
            DrawnList(
                entries=(
                    ListEntry(content=(Run(text="one"),), ordered=True, number=1),
                    ListEntry(content=(Run(text="inner"),), depth=1),
                    ListEntry(content=(Run(text="two"),), ordered=True, number=2),
                    ListEntry(content=(Run(text="goes on"),), continues=True),
                )
            ),
            DrawnTable(
                rows=(
                    (_cell("Port", header=True), _cell("Cost", header=True)),
                    (_cell("East"), _cell("80")),
                    (_cell("All in all", span=2),),
                ),
                widths=(0.5, 0.5),
                header_rows=1,
                caption=(Run(text="Costs in millions"),),
                anchor="t",
            ),
        ),
        notes=(DrawnNote(id="n", content=(Run(text="Measured in 2023."),)),),
    )
    blocks = read_pdf(render_pdf(document).data).article.blocks
    assert [(block.level, block.text) for block in blocks if isinstance(block, Heading)] == [
        (1, "First"),
        (2, "Second"),
    ]
    paragraph = next(block for block in blocks if block.kind == "paragraph")
    assert paragraph.text == "The wall is old. It moves."
    assert NoteReference(blocks[-1].id, "1") in paragraph.content
    assert (blocks[-1].kind, blocks[-1].text) == ("note", "Measured in 2023.")
    items = [
        (item.depth, item.number, item.continues, item.text) for item in blocks if isinstance(item, ListItem)
    ]
    assert items == [
        (0, 1, False, "one"),
        (1, None, False, "inner"),
        (0, 2, False, "two"),
        (0, None, True, "goes on"),
    ]
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.text == "Port\tCost\nEast\t80\nAll in all"
    assert table.header_rows == 1
    assert table.rows[2].cells[0].column_span == 2
    assert "".join(inline.text for inline in table.content).endswith("Costs in millions")


def _page(blocks: tuple[KindAndText, ...], language: str) -> str:
    tags = {"heading": "h2", "paragraph": "p", "list_item": "li", "quote": "blockquote"}
    way = "rtl" if language in {"ar", "he"} else "ltr"
    align = ' style="text-align: right"' if way == "rtl" else ""
    parts: list[str] = []
    for place, (kind, text) in enumerate(blocks):
        before = blocks[place - 1][0] if place else ""
        after = blocks[place + 1][0] if place + 1 < len(blocks) else ""
        part = f"<{tags[kind]} dir='{way}'{align}>{html.escape(text)}</{tags[kind]}>"
        if kind == "list_item":
            part = ("<ul>" if before != kind else "") + part + ("</ul>" if after != kind else "")
        parts.append(part)
    return f"<html lang='{language}'><head><meta charset='utf-8'></head><body><h1 dir='{way}'{align}>Port 2030</h1>{''.join(parts)}</body></html>"


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("tagged", [True, False])
def test_libreoffice_pages_are_read_in_seven_languages(
    read_pdf: ReadPdf, convert_all: Callable[..., dict[str, Path]], *, tagged: bool
) -> None:
    pages = {f"{language}.html": _page(blocks, language).encode() for language, blocks in TEXTS.items()}
    options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}})
    made = convert_all(pages, f"pdf:writer_web_pdf_Export:{options}")
    for language, blocks in TEXTS.items():
        reading = read_pdf(made[f"{language}.html"].read_bytes())
        assert word_f1(blocks, reading) > 0.99, language
        assert block_f1(blocks, reading) > (0.99 if tagged else 0.85), language
