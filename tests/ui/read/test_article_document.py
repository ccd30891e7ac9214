"""An article as a text document: formats, positions, and no external resources."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QImage, QPainter, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none

from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.corrected_text import apply_corrections
from briefbuilder.domain.corrections import RemovalCorrection
from briefbuilder.domain.passage import passage_blocks, passage_of
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.read.article_document import (
    ArticleDocument,
    ArticleHeader,
    HeaderField,
    LeftOutOptions,
    fill_document,
    rewrite_header,
)
from briefbuilder.ui.read.article_words import header_of
from briefbuilder.ui.read.text_forms import TextFormats
from briefbuilder.ui.theme import Theme

ORIGINAL = Original(sha256="0" * 64, media_type="text/plain", name="a.txt", size=1)
WORDS = ("a", "è", "e\u0301", "半導体", "🇯🇵", "👩🏽‍🚀", " ", "\n", "«", "word")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("".join)


def article_of(*blocks: Block) -> Article:
    return Article(id="a1", metadata=Metadata(title="T"), blocks=blocks, original=ORIGINAL)


HEADER = ArticleHeader(
    title="Title 🇯🇵", lead="Lead", details=(("publication", "Outlet"), ("published", "1/2/2026"))
)


def formats() -> TextFormats:
    return TextFormats(Theme("light"), QFont(QApplication.font()), "[no picture]")


def drawn(
    article: Article,
    images: dict[str, QImage] | None = None,
    left_out: LeftOutOptions | None = None,
    header: ArticleHeader = HEADER,
) -> ArticleDocument:
    document = ArticleDocument()
    fill_document(document, article, header, images or {}, formats(), left_out)
    return document


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=2, max_size=6), opened=st.booleans(), data=st.data())
def test_passages_are_found_beside_excluded_text(
    qtbot: QtBot, texts: list[str], opened: bool, data: st.DataObject
) -> None:
    blocks = tuple(Paragraph(id=f"b{index}", content=(Span(text),)) for index, text in enumerate(texts))
    gone = data.draw(st.sets(st.sampled_from([block.id for block in blocks]), max_size=len(blocks) - 1))
    text = apply_corrections(blocks, [RemovalCorrection(block=name) for name in sorted(gone)])
    article = article_of(*text.blocks)
    shown = LeftOutOptions(
        everything=text.all_blocks,
        left_out=text.left_out,
        opened=opened,
        words=lambda count: f"{count} left out",
    )
    document = drawn(article, left_out=shown)
    for block in text.blocks:
        passage = passage_of(article, (block,))
        ends = not_none(document.places.range_of(passage))
        assert text_between(document, *ends) == block.text
        if block.text == block.text.strip() != "":
            assert document.places.passage(article, *ends) == passage
    for marker in document.left_out_markers:
        assert set(marker.blocks) <= gone
        beside = document.places.passage(article, marker.start, marker.end)
        assert beside is None
    assert {name for marker in document.left_out_markers for name in marker.blocks} == gone


def text_between(document: QTextDocument, start: int, end: int) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n").strip("\ufdd0\ufdd1")


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=5), data=st.data())
def test_a_passage_is_found_in_the_document_and_read_back(
    qtbot: QtBot, texts: list[str], data: st.DataObject
) -> None:
    blocks = tuple(
        Paragraph(id=f"b{index}", content=(Span(text[:3]), NoteReference(f"n{index}"), Span(text[3:])))
        for index, text in enumerate(texts)
    )
    article = article_of(*blocks)
    document = drawn(article)
    low = data.draw(st.integers(0, len(blocks) - 1))
    high = data.draw(st.integers(low, len(blocks) - 1))
    start = data.draw(st.integers(0, len(blocks[low].text)))
    end = data.draw(st.integers(start if low == high else 0, len(blocks[high].text)))
    passage = passage_of(article, blocks[low : high + 1], start, end)
    if not passage.quote.strip() or passage.quote != passage.quote.strip():
        return
    ends = not_none(document.places.range_of(passage))
    shown = text_between(document, *ends)
    for digit in range(len(blocks)):
        shown = shown.replace(str(digit), "").replace("*", "")
    assert shown == passage.quote
    back = not_none(document.places.passage(article, *ends))
    assert back.quote == passage.quote
    assert passage_blocks(article, back) == passage_blocks(article, passage)


def test_every_kind_of_block_keeps_its_words(qtbot: QtBot) -> None:
    article = article_of(
        Heading(id="b1", level=1, content=(Span("Heading"),)),
        Paragraph(id="b2", content=(Span("Bold", bold=True), Span(" and "), Span("H2O", script="sub"))),
        ListItem(id="b3", content=(Span("one"),), ordered=True, number=3, starts=True),
        ListItem(id="b4", content=(Span("deeper"),), depth=1, starts=True),
        ListItem(id="b5", content=(Span("two"),), ordered=True, number=4),
        ListItem(id="b6", content=(Span("more of two"),), ordered=True, continues=True),
        Quote(id="b7", content=(Span("A quotation"),)),
        Code(id="b8", content=(Span("x = 1\ny = 2"),)),
        Table(id="b9", rows=(Row(cells=(Cell(blocks=(Paragraph(id="c1", content=(Span("cell"),)),)),)),)),
        Figure(id="b10", alternative_text="A map", content=(Span("The caption"),)),
        Note(id="b11", content=(Span("A note"),), mark="1"),
        Paragraph(id="b12", content=(Span("The end"),)),
    )
    document = drawn(article)
    for placed in document.places.placed:
        shown = text_between(document, placed.start, placed.end)
        assert shown.removeprefix("1\u2002").strip() == placed.block.text
    assert "A map" in document.toPlainText()
    numbered = document.findBlock(document.places.placed[2].start)
    assert numbered.textList().itemText(numbered) == "3."
    fourth = document.findBlock(document.places.placed[4].start)
    assert fourth.textList().itemText(fourth) == "4."
    assert document.findBlock(document.places.placed[5].start).textList() is None


def test_text_stands_as_far_from_a_list_below_it_as_from_one_above_it(qtbot: QtBot) -> None:
    article = article_of(
        Paragraph(id="b0", content=(Span("above"),)),
        ListItem(id="b1", content=(Span("one"),), starts=True),
        ListItem(id="b2", content=(Span("two"),)),
        Paragraph(id="b3", content=(Span("below"),)),
        Paragraph(id="b4", content=(Span("last"),)),
    )
    document = drawn(article)
    document.setTextWidth(600)
    areas = [
        document.documentLayout().blockBoundingRect(document.findBlock(placed.start))
        for placed in document.places.placed
    ]
    gaps = [after.top() - before.bottom() for before, after in pairwise(areas)]
    assert gaps[0] == gaps[2] == gaps[3] > gaps[1]


def test_a_bullet_stands_apart_from_its_text(qtbot: QtBot) -> None:
    document = drawn(article_of(ListItem(id="b1", content=(Span("▉" * 4),), starts=True)))
    document.setTextWidth(600)
    area = document.documentLayout().blockBoundingRect(document.lastBlock())
    picture = QImage(600, round(area.bottom()) + 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    document.drawContents(painter)
    painter.end()
    middle = round(area.center().y())
    inked = [
        any(picture.pixelColor(x, middle + dy).lightness() < 128 for dy in range(-4, 5)) for x in range(600)
    ]
    start = inked.index(True)
    end = inked.index(False, start)
    gap = inked.index(True, end) - end
    assert 7 <= gap <= 12


def test_a_selection_across_a_table_takes_it_whole(qtbot: QtBot) -> None:
    cells = tuple(Cell(blocks=(Paragraph(id=f"c{word}", content=(Span(word),)),)) for word in ("one", "two"))
    article = article_of(
        Paragraph(id="b1", content=(Span("Before the table"),)),
        Table(id="b2", rows=(Row(cells=cells),)),
        Paragraph(id="b3", content=(Span("After it"),)),
    )
    document = drawn(article)
    before, table, after = document.places.placed
    passage = not_none(document.places.passage(article, before.start + 7, table.start + 2))
    assert passage.blocks == ("b1", "b2")
    assert passage.quote == "the table\none\ttwo"
    passage = not_none(document.places.passage(article, table.start, after.start + 5))
    assert passage.quote == "one\ttwo\nAfter"


def test_a_date_keeps_its_order_beside_an_arabic_name(qtbot: QtBot) -> None:
    document = ArticleDocument()
    forms = TextFormats(Theme("light"), QFont(QApplication.font()), "")
    header = ArticleHeader(
        title="", lead="", details=(("publication", "جريدة"), ("published", "5 March 2024"))
    )
    fill_document(document, article_of(), header, {}, forms, None)
    line = document.begin().text()
    assert line.count("\u2068") == line.count("\u2069") == 2
    start, end = document.header_ranges["published"]
    assert line[start - 1 : end + 1] == "\u20685 March 2024\u2069"
    assert "\u2068" not in drawn(article_of()).text


def test_a_selection_that_begins_in_the_header_begins_with_the_text(qtbot: QtBot) -> None:
    article = article_of(Paragraph(id="b1", content=(Span("First words"),)))
    document = drawn(article)
    passage = not_none(document.places.passage(article, 0, document.places.placed[0].start + 5))
    assert passage.quote == "First"
    assert document.places.passage(article, 0, 3) is None


@pytest.mark.parametrize(
    "header",
    [
        ArticleHeader(title="T", lead="", details=()),
        ArticleHeader(title="A longer title 👩🏽‍🚀\nof two lines", lead="Lead", details=HEADER.details),
        ArticleHeader(
            title="T", lead="Another lead", details=(("authors", "أحمد"), ("published", "1/2/2026"))
        ),
        replace(HEADER, lead=""),
    ],
)
@pytest.mark.parametrize("has_text", [True, False])
def test_a_new_header_leaves_the_document_as_one_that_is_drawn_anew(
    qtbot: QtBot, header: ArticleHeader, has_text: bool
) -> None:
    blocks: tuple[Block, ...] = (
        Paragraph(id="p", content=(Span("One "), Span("two", bold=True))),
        Quote(id="q", content=(Span("Three 🇯🇵"),)),
        Paragraph(id="gone", content=(Span("Four"),)),
        ListItem(id="l", content=(Span("Five"),), ordered=True, number=1),
        Table(id="t", rows=(Row(cells=(Cell(blocks=(Paragraph(id="c", content=(Span("Six"),)),)),)),)),
        Paragraph(id="z", content=(Span("Seven"),)),
    )
    text = apply_corrections(blocks if has_text else (), [RemovalCorrection(block="gone")])
    left_out = LeftOutOptions(
        everything=text.all_blocks, left_out=text.left_out, opened=True, words="{} excluded".format
    )
    article = article_of(*text.blocks)
    document = drawn(article, None, left_out)
    assert "Outlet" in document.text
    anew = drawn(article, None, left_out, header)
    for first, second in ((header, anew), (HEADER, drawn(article, None, left_out))):
        rewrite_header(document, first, formats())
        assert document.toHtml() == second.toHtml()
        assert document.text == second.text
        assert document.header_ranges == second.header_ranges
        assert document.header_end == second.header_end
        assert document.places.placed == second.places.placed
        assert document.quote_ranges == second.quote_ranges
        assert document.left_out_markers == second.left_out_markers
        block, other = document.begin(), second.begin()
        while block.isValid():
            assert block.charFormat() == other.charFormat()
            assert block.blockFormat() == other.blockFormat()
            block, other = block.next(), other.next()


def test_spans_are_drawn_as_merged_cells(qtbot: QtBot) -> None:
    wide = Cell(blocks=(Paragraph(id="w", content=(Span("wide"),)),), column_span=2)
    small = tuple(Cell(blocks=(Paragraph(id=word, content=(Span(word),)),)) for word in ("l", "r"))
    article = article_of(Table(id="t", rows=(Row(cells=(wide,)), Row(cells=small)), header_rows=1))
    document = drawn(article)
    cursor = QTextCursor(document)
    cursor.setPosition(document.places.placed[0].start + 1)
    table = cursor.currentTable()
    assert table.cellAt(0, 0).columnSpan() == 2
    assert (table.rows(), table.columns()) == (2, 2)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://example.org/a.png", "picture:unknown"])
def test_nothing_is_loaded_from_outside(qtbot: QtBot, address: str) -> None:
    document = drawn(article_of(Paragraph(id="b1", content=(Span("Words"),))))
    assert document.resource(int(QTextDocument.ResourceType.ImageResource.value), QUrl(address)) is None


def test_a_picture_that_came_along_is_shown_with_its_caption(qtbot: QtBot) -> None:
    image = QImage(4, 4, QImage.Format.Format_Grayscale8)
    figure = Figure(id="b1", picture="p" * 64, media_type="image/png", content=(Span("Caption"),))
    shown = drawn(article_of(figure), {"p" * 64: image})
    assert "\ufffc" in shown.toRawText()
    broken = drawn(article_of(figure), {"p" * 64: QImage()})
    assert "[no picture]" in broken.toPlainText()
    assert "Caption" in broken.toPlainText()


def test_a_table_with_a_caption_counts_only_its_cells(qtbot: QtBot) -> None:
    cell = Cell(blocks=(Paragraph(id="c", content=(Span("cell"),)),))
    table = Table(id="t", rows=(Row(cells=(cell,)),), content=(Span("Caption"),))
    article = article_of(table)
    document = drawn(article)
    passage = passage_of(article, (table,))
    ends = not_none(document.places.range_of(passage))
    assert document.places.passage(article, *ends) == replace(passage)


def test_an_outlet_is_not_named_again_as_its_own_author() -> None:
    article = read_bytes(b"Ports agree\n\nThe ports agree on stocks.\n", "ports.txt").article
    metadata = replace(
        article.metadata, publication="Courier", authors=("Courier", "Anna Rossi"), language=None
    )
    header = header_of(replace(article, metadata=metadata), "en")
    assert header.details == (("publication", "Courier"), ("authors", "Anna Rossi"))


def test_an_author_of_any_length_does_not_push_the_title_away(qapp: QApplication) -> None:
    document = ArticleDocument()
    forms = TextFormats(Theme("light"), QFont(qapp.font()), "[no picture]")
    header = ArticleHeader(
        title="Title", lead="", details=(("authors", "A" * 5000), ("published", "1 Feb 2026"))
    )
    fill_document(document, article_of(), header, {}, forms)
    start, end = document.header_ranges["authors"]
    assert end - start < 1000
    expected: dict[HeaderField, str] = {"published": "1 Feb 2026", "title": "Title"}
    for field, words in expected.items():
        start, end = document.header_ranges[field]
        assert document.toPlainText()[start:end] == words


def test_formats_of_a_style_are_made_once_and_stay_as_they_are() -> None:
    forms = TextFormats(Theme("light"), QFont(QApplication.font()), "[no picture]")
    plain, block = forms.characters("paragraph"), forms.paragraph("paragraph")
    is_bold, is_linked = plain.fontWeight(), plain.fontUnderline()
    cell = Cell(blocks=(Paragraph(id="c", content=(Span("Year", bold=True, link="https://a.example"),)),))
    note = NoteReference(note="n", mark="1")
    article = article_of(
        Table(id="t", rows=(Row(cells=(cell,)),), header_rows=1),
        Paragraph(id="p", content=(Span("bold", bold=True, italic=True), note)),
        ListItem(id="l", content=(Span("one"),)),
    )
    document = ArticleDocument()
    fill_document(document, article, ArticleHeader(title="", lead="", details=()), {}, forms)
    assert forms.characters("paragraph") is plain
    assert forms.paragraph("paragraph") is block
    assert (plain.fontWeight(), plain.fontUnderline()) == (is_bold, is_linked)
    assert not forms.paragraph("list_item").indent()
    assert forms.characters("heading", 1) != forms.characters("heading", 3)
