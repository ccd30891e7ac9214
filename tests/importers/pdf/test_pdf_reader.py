"""Untagged PDFs of articles in one and two columns."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.importers.pdf.typesetting import (
    EN,
    SMALL,
    STORIES,
    ReadPdf,
    Sheet,
    Story,
    block_f1,
    kinds_and_texts,
    typeset,
    word_f1,
    words,
)
from tests.narrowing import of_type

from briefbuilder.domain.text import Figure, Note, NoteReference, Span
from briefbuilder.importers.read import read_bytes


def _sheet(story: Story, columns: int, *, indents: bool = False, hyphens: bool = True) -> Sheet:
    return Sheet(
        columns=columns,
        head=story.head,
        note=story.note,
        indents=indents,
        hyphens=story.hyphens if hyphens else "",
        page=SMALL[columns],
    )


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_article_is_read_block_by_block(read_pdf: ReadPdf, language: str, columns: int) -> None:
    story = STORIES[language]
    reading = read_pdf(typeset(story.title, story.blocks, _sheet(story, columns)))
    assert reading.article.metadata.title == story.title
    assert reading.article.metadata.language == language
    assert kinds_and_texts(reading.article.blocks) == [*story.blocks, ("note", story.note)]


@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_indented_paragraphs_are_separated(read_pdf: ReadPdf, language: str) -> None:
    story = STORIES[language]
    reading = read_pdf(typeset(story.title, story.blocks, _sheet(story, 2, indents=True)))
    expected = [*story.blocks, ("note", story.note)]
    assert word_f1(expected, reading) > 0.995
    assert block_f1(expected, reading) > 0.9


def test_headers_and_page_numbers_are_removed_and_reported(read_pdf: ReadPdf) -> None:
    data = typeset(EN.title, EN.blocks * 3, _sheet(EN, 2))
    reading = read_pdf(data)
    text = "\n".join(block.text for block in reading.article.blocks)
    assert EN.head not in text
    assert "12 May 2024" not in text
    subjects = {notice.subject for notice in reading.notices if notice.code == "pdf-running-head-removed"}
    assert subjects == {EN.head, "12 May 2024"}
    numbers = [notice.subject for notice in reading.notices if notice.code == "pdf-page-numbers-removed"]
    assert numbers == [", ".join(map(str, range(1, len(pypdfium2.PdfDocument(data)) + 1)))]


def test_header_of_single_page_is_removed(read_pdf: ReadPdf) -> None:
    reading = read_pdf(typeset(EN.title, EN.blocks, Sheet(head=EN.head, note=EN.note)))
    assert kinds_and_texts(reading.article.blocks) == [*EN.blocks, ("note", EN.note)]
    assert {notice.subject for notice in reading.notices} >= {EN.head, "12 May 2024", "1"}


def test_paragraph_continues_across_pages(read_pdf: ReadPdf) -> None:
    reading = read_pdf(typeset(EN.title, EN.blocks * 3, _sheet(EN, 2)))
    assert word_f1([*EN.blocks * 3, ("note", EN.note)], reading) == 1.0
    assert block_f1([*EN.blocks * 3, ("note", EN.note)], reading) > 0.93


def test_blocks_know_their_page(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(typeset(EN.title, EN.blocks * 3, _sheet(EN, 2))).article.blocks
    pages = [block.page for block in blocks if block.kind != "note"]
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert len(set(pages)) >= 4


def test_note_is_referenced_in_text(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(typeset(EN.title, EN.blocks, _sheet(EN, 1))).article.blocks
    note = of_type(blocks[-1], Note)
    assert note.mark == "1"
    assert blocks[0].content[-1] == NoteReference(note.id, "1")
    assert blocks[0].text == EN.blocks[0][1]


def test_bold_italic_and_links_are_kept(read_pdf: ReadPdf) -> None:
    text = (
        "The plan names <b>three terminals</b> and <i>no date</i>, and it can be read on "
        '<a href="https://example.org/plan">the page of the port</a> by anybody who has an hour.'
    )
    block = read_pdf(typeset(EN.title, [("paragraph", text), *EN.blocks], Sheet())).article.blocks[0]
    spans = [inline for inline in block.content if isinstance(inline, Span)]
    assert [span.text for span in spans if span.bold] == ["three terminals"]
    assert [span.text for span in spans if span.italic] == ["no date"]
    assert [(span.text, span.link) for span in spans if span.link] == [
        ("the page of the port", "https://example.org/plan")
    ]


def test_superscripts_and_subscripts_keep_position(read_pdf: ReadPdf) -> None:
    text = "The basin of 40 km<super>2</super> takes up CO<sub>2</sub> as a forest does, say the engineers."
    block = read_pdf(typeset(EN.title, [("paragraph", text), *EN.blocks], Sheet())).article.blocks[0]
    scripts = [
        (span.text, span.script)
        for span in block.content
        if isinstance(span, Span) and span.script != "baseline"
    ]
    assert scripts == [("2", "super"), ("2", "sub")]
    assert block.text.startswith("The basin of 40 km2 takes up CO2 as")


def _picture(form: str) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((120, 60), 40).convert("RGB").save(stream, form)
    return stream.getvalue()


@pytest.mark.parametrize(("form", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_picture_with_caption_is_kept(read_pdf: ReadPdf, form: str, media_type: str) -> None:
    data = _picture(form)
    blocks = [
        *EN.blocks[:2],
        ("picture", "quay"),
        ("caption", "Figure 1. The eastern quay at low water."),
        *EN.blocks[2:],
    ]
    reading = read_pdf(typeset(EN.title, blocks, Sheet(pictures={"quay": data})))
    figure = next(block for block in reading.article.blocks if isinstance(block, Figure))
    assert figure.text == "Figure 1. The eastern quay at low water."
    assert figure.media_type == media_type
    kept = reading.pictures[figure.picture or ""]
    expected, found = (
        Image.open(io.BytesIO(data)).convert("RGB"),
        Image.open(io.BytesIO(kept.data)).convert("RGB"),
    )
    assert found.size == (120, 60)
    assert found.tobytes() == expected.tobytes()


def test_picture_without_caption_is_reported(read_pdf: ReadPdf) -> None:
    blocks = [*EN.blocks[:2], ("picture", "quay"), *EN.blocks[2:]]
    reading = read_pdf(typeset(EN.title, blocks, Sheet(pictures={"quay": _picture("PNG")})))
    assert [notice.subject for notice in reading.notices if notice.code == "pdf-pictures-left-out"] == ["1"]
    assert kinds_and_texts(reading.article.blocks) == list(EN.blocks)


_SYLLABLES = ["ba", "ne", "ri", "lo", "tu", "sta", "men", "tor", "qui", "gra", "vel", "pon"]
_WORDS = st.lists(
    st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=5).map("".join), min_size=1, max_size=70
).map(" ".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    blocks=st.lists(
        st.tuples(st.sampled_from(["paragraph", "heading", "list_item", "quote"]), _WORDS),
        min_size=1,
        max_size=14,
    ),
    columns=st.sampled_from([1, 2, 3]),
    indents=st.booleans(),
)
def test_no_word_of_the_body_is_lost(blocks: list[tuple[str, str]], columns: int, indents: bool) -> None:
    data = typeset(
        "A title of several words", blocks, Sheet(columns=columns, indents=indents, head="Running head")
    )
    reading = read_bytes(data, "article.pdf")
    article = reading.article
    found = [block.text for block in article.blocks]
    found += [
        article.metadata.title,
        *(notice.subject for notice in reading.notices if "removed" in notice.code),
    ]
    expected = words([*(text for _, text in blocks), "A title of several words"])
    assert not expected - words(found)
