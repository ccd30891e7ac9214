"""A source is named in full once; then in short, as *ibid.*, or once for a run of excerpts, as the template says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.composing.test_every_key import template
from tests.composing.test_sources import with_pages
from tests.narrowing import of_type

from briefbuilder.domain.briefing import Briefing, Excerpt, Part
from briefbuilder.domain.briefing_edits import set_release
from briefbuilder.domain.document import (
    Document,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    NoteMark,
    content_text,
)
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.release import Release
from briefbuilder.export.keep_together import is_quoted_heading

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

NAMED = "Il Corriere dell’Economia, Anna Rossi, Luca Bianchi"


def quoting(desk: Desk, *blocks: str, part: str = "all", language: str = "en") -> Briefing:
    """Return a briefing that quotes blocks, each "article block" or "article block reliability"."""
    items = []
    for number, name in enumerate(blocks):
        article_id, block_id, *code = name.split()
        article = desk.articles[article_id]
        block = next(block for block in article.blocks if block.id == block_id)
        passage = passage_of(article, (block,))
        items.append(Excerpt(id=f"e{number}", passage=passage, reliability=code[0] if code else None))
    return Briefing(
        id="b",
        title="T",
        template="note",
        language=language,
        parts=(Part(id="p", key=part, items=tuple(items)),),
    )


def notes(document: Document) -> list[str]:
    return [content_text(note.content) for note in document.notes]


def kinds(document: Document) -> list[str]:
    """Return the elements as words: their role or kind, and their text."""
    return [_shown(element) for element in document.elements if not isinstance(element, DrawnTable)]


def _shown(element: Element) -> str:
    match element:
        case DrawnText():
            return f"{element.role}: {content_text(element.content)}"
        case DrawnHeading():
            return f"h{element.level}: {content_text(element.content)}"
        case DrawnQuotation():
            marks = "*" * sum(isinstance(one, NoteMark) for text in element.paragraphs for one in text)
            source = f" — {content_text(element.source)}" if element.source else ""
            return f"quote: {' / '.join(map(content_text, element.paragraphs))}{marks}{source}"
        case DrawnList():
            return f"list: {' / '.join(content_text(entry.content) for entry in element.entries)}"
        case DrawnFigure():
            return f"figure: {content_text(element.caption)}"
        case _:
            return element.kind


def sourced(**said: Any) -> Mapping[str, Any]:
    return {"sources": said}


@pytest.mark.parametrize(
    ("language", "short", "again"),
    [
        ("en", "Il Corriere dell’Economia, “Chip, l’asse con Tokyo”, cited above, p.\u00a05.", "Ibid., p.\u00a03."),
        ("it", "Il Corriere dell’Economia, «Chip, l’asse con Tokyo», cit., p.\u00a05.", "Ibidem, p.\u00a03."),
        ("fr", "Il Corriere dell’Economia, «\u00a0Chip, l’asse con Tokyo\u00a0», art. cité, p.\u00a05.", "Ibid., p.\u00a03."),
        ("de", "Il Corriere dell’Economia, „Chip, l’asse con Tokyo“, a.\u00a0a.\u00a0O., S.\u00a05.", "Ebd., S.\u00a03."),
    ],
)  # fmt: skip
def test_a_source_named_again_is_ibid_or_short_by_language(
    desk: Desk, language: str, short: str, again: str
) -> None:
    used = template(sourced(repeated="ibid"), {"languages": ["en", "it", "fr", "de"]})
    paged = with_pages(desk, 3, 5)
    briefing = quoting(paged, "a1 b1", "a1 b9", "a2 b1", "a1 b4", language=language)
    first, second, _other, last = notes(paged.compose(briefing, used).document)
    assert first.startswith(NAMED)
    assert (second, last) == (again, short)


def test_a_note_of_the_text_between_two_excerpts_makes_the_second_short(desk: Desk) -> None:
    used = template(sourced(repeated="ibid"))
    found = notes(desk.compose(quoting(desk, "a1 b1", "a1 b3"), used).document)
    assert found[1] == "Discorso del 3 luglio."
    assert "cited above" in found[2]


def test_ibid_follows_a_note_on_the_same_source_only(desk: Desk) -> None:
    used = template(sourced(repeated="ibid"))
    found = notes(desk.compose(quoting(desk, "a1 b1", "a1 b9", "a2 b1", "a2 b3"), used).document)
    assert [text[:4] for text in found] == ["Il C", "Ibid", "“Min", "Ibid"]
    assert found[1] == "Ibid."
    short = template(sourced(repeated="short"))
    found = notes(desk.compose(quoting(desk, "a1 b1", "a1 b9"), short).document)
    assert found[1] == "Il Corriere dell’Economia, “Chip, l’asse con Tokyo”, cited above."
    full = notes(desk.compose(quoting(desk, "a1 b1", "a1 b9"), template()).document)
    assert full[0] == full[1]


def test_a_short_note_tells_another_reliability_only(desk: Desk) -> None:
    used = template(sourced(repeated="ibid"))
    found = notes(desk.compose(quoting(desk, "a1 b1 B2", "a1 b9 B2", "a1 b1 C3"), used).document)
    assert [text.partition("Reliability:\u00a0")[2] for text in found] == ["B2.", "", "C3."]


def test_a_run_of_excerpts_from_one_source_has_one_note(desk: Desk) -> None:
    used = template(sourced(grouped=True))
    paged = with_pages(desk, 3, 5)
    briefing = quoting(paged, "a1 b1", "a1 b9", "a2 b1", "a1 b1")
    document = paged.compose(briefing, used).document
    quotes = [text for text in kinds(document) if text.startswith("quote")]
    assert [text.count("*") for text in quotes] == [0, 1, 1, 1]
    assert [("pp.\u00a0" in text, "p.\u00a03" in text) for text in notes(document)] == [
        (False, True), (False, False), (False, True),
    ]  # fmt: skip
    apart = quoting(desk, "a1 b1 B2", "a1 b9 C3")
    assert len(notes(desk.compose(apart, used).document)) == 2
    inline = kinds(desk.compose(briefing, template(sourced(style="inline", grouped=True))).document)
    assert [" — Source: " in text for text in inline if text.startswith("quote")] == [False, True, True, True]
    above = template(sourced(style="inline", place="above", grouped=True))
    document = desk.compose(briefing, above).document
    origins = [one.origin for one in document.elements if isinstance(one, DrawnText) and one.role == "source"]
    assert origins == ["e0", "e2", "e3"]
    order = [text.partition(":")[0] for text in kinds(document)]
    assert order == ["title", "h1", "source", "quote", "quote", "source", "quote", "source", "quote"]


def test_a_press_item_stands_under_its_headline_with_the_address_last(desk: Desk) -> None:
    used = template(sourced(style="headline"), {"contents": {"show": True}})
    paged = with_pages(desk, 3, 3)
    document = paged.compose(quoting(paged, "a1 b1 B2", "a1 b9 B2", "a2 b1"), used).document
    assert kinds(document) == [
        "title: T",
        "contents",
        "h1: Gathered",
        "h2: Chip, l’asse con Tokyo",
        "byline: Il Corriere dell’Economia, 1\u00a0November 2026, Anna Rossi, Luca Bianchi, p.\u00a03. Reliability:\u00a0B2",
        "quote: Bruxelles e Tokyo lavorano a un’intesa sui chip 🇯🇵.",
        "quote: Il prossimo incontro è a maggio.",
        "source: https://example.it/chip",
        "h2: Ministers settle on screening",
        "quote: Ministers agreed to screen outbound investment.",
    ]
    contents = next(element for element in document.elements if element.kind == "contents")
    assert [(entry.level, entry.text) for entry in contents.entries] == [
        (1, "Gathered"), (2, "Chip, l’asse con Tokyo"), (2, "Ministers settle on screening"),
    ]  # fmt: skip
    heading = document.elements[3]
    assert (heading.language, heading.origin) == ("it", "e0")
    assert document.notes == ()


def test_the_list_of_sources_names_each_article_once_with_what_it_lacks(desk: Desk) -> None:
    used = template(sourced(list=True))
    listed = desk.compose(quoting(desk, "a1 b1 C3", "a1 b9 B2", "a2 b1"), used).document.elements[-1]
    assert isinstance(listed, DrawnList)
    assert [(entry.number, entry.ordered, content_text(entry.content)) for entry in listed.entries] == [
        (
            1,
            True,
            f"{NAMED}, “Chip, l’asse con Tokyo”, 1\u00a0November 2026, https://example.it/chip. Reliability:\u00a0B2, C3.",
        ),
        (2, True, "outlet not named, “Ministers settle on screening”, no date given."),
    ]


def test_the_list_of_sources_can_be_a_table(desk: Desk) -> None:
    columns = [
        {"shows": "number", "label": "No.", "width": "1cm"},
        {"shows": "outlet", "label": "Outlet"},
        {"shows": "date", "label": "Date"},
        {"shows": "title", "label": "Title"},
        {"shows": "reliability", "label": "Rel.", "width": "2cm"},
    ]
    used = template(sourced(list=True, columns=columns))
    document = desk.compose(quoting(desk, "a1 b1 B2", "a1 b9 C3", "a2 b1"), used).document
    table = of_type(document.elements[-1], DrawnTable)
    assert table.header_rows == 1
    rows = [
        [content_text(cell.elements[0].content) for cell in row if isinstance(cell.elements[0], DrawnText)]
        for row in table.rows
    ]
    assert rows == [
        ["No.", "Outlet", "Date", "Title", "Rel."],
        ["1", "Il Corriere dell’Economia", "1\u00a0November 2026", "Chip, l’asse con Tokyo", "B2, C3"],
        ["2", "outlet not named", "no date given", "Ministers settle on screening", ""],
    ]
    width = document.page.text_width
    assert [round(share * width) for share in (table.widths[0], table.widths[4])] == [28, 57]
    assert sum(table.widths) == pytest.approx(1)


def test_the_table_of_sources_has_no_column_that_is_empty_for_all(desk: Desk) -> None:
    columns = [{"shows": each, "label": each.title()} for each in ("outlet", "title", "reliability")]
    used = template(sourced(list=True, columns=columns))
    table = of_type(desk.compose(quoting(desk, "a1 b1", "a2 b1"), used).document.elements[-1], DrawnTable)
    heads = [cell.elements[0] for cell in table.rows[0]]
    assert [content_text(each.content) for each in heads if isinstance(each, DrawnText)] == [
        "Outlet",
        "Title",
    ]
    assert [len(row) for row in table.rows] == [2, 2, 2]
    assert sum(table.widths) == pytest.approx(1)


def test_excerpts_are_numbered_through(desk: Desk) -> None:
    used = template({"numbering": {"excerpts": True}})
    shown = kinds(desk.compose(quoting(desk, "a1 b1", "a1 b4", "a2 b1"), used).document)
    assert [text for text in shown if "[" in text] == [
        "quote: [1]\u00a0Bruxelles e Tokyo lavorano a un’intesa sui chip 🇯🇵.*",
        "list: [2]\u00a0litografia",
        "quote: [3]\u00a0Ministers agreed to screen outbound investment.*",
    ]


def test_a_numbered_heading_in_quotation_marks_stays_a_heading(desk: Desk) -> None:
    used = template({"numbering": {"excerpts": True}, "quotations": {"marks": True}})
    elements = desk.compose(quoting(desk, "a1 b2"), used).document.elements
    (quotation,) = (each for each in elements if isinstance(each, DrawnQuotation))
    assert content_text(quotation.paragraphs[0]).startswith("[1]\u00a0“Le catene del valore")
    assert is_quoted_heading(quotation.paragraphs[0])


def test_the_label_of_a_release_is_before_the_quotation_marks(desk: Desk) -> None:
    used = template({"quotations": {"marks": True}})
    briefing = desk.briefing(used)
    excerpt = next(item for item in briefing.items if isinstance(item, Excerpt))
    named = Release(disclosure="named", audiences=("“Sherpa” team",))
    document = desk.compose(set_release(briefing, [excerpt.id], named), used).document
    (first,) = [
        content_text(element.paragraphs[0])
        for element in document.elements
        if isinstance(element, DrawnQuotation) and element.origin == excerpt.id
    ]
    assert first.startswith("[only for “Sherpa” team] “"), first


def test_a_portion_mark_is_before_the_quotation_marks(desk: Desk) -> None:
    used = template({"marking": {"profile": "eu", "portions": True}, "quotations": {"marks": True}})
    briefing = replace(quoting(desk, "a2 b1"), marking="restreint")
    elements = desk.compose(briefing, used).document.elements
    (quotation,) = (each for each in elements if isinstance(each, DrawnQuotation))
    assert content_text(quotation.paragraphs[0]).startswith("(R-UE/EU-R) “Ministers agreed")
