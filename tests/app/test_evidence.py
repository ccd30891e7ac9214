"""Facts of articles are found for what an own text states, without and with an index."""

from __future__ import annotations

from datetime import date

import pytest

from briefbuilder.app.evidence import (
    blocks_of,
    cited_beside,
    facts_of,
    paragraph_numbers,
    reference_day,
    text_blocks,
)
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Cell, Heading, ListItem, Paragraph, Row, Span, Table

ARTICLE = Article(
    id="a1",
    metadata=Metadata(title="Port reopens", lead="After 12 days", published=date(2026, 3, 2), language="en"),
    blocks=(
        Heading(id="h", content=(Span("Ships return"),), level=2),
        Paragraph(id="p", content=(Span("The port handled 4,200 containers."),)),
        Paragraph(id="empty", content=(Span("  "),)),
        Table(id="t", rows=(Row(cells=(Cell(blocks=(Paragraph(id="c", content=(Span("380"),)),)),)),)),
        ListItem(id="l", content=(Span("Trois navires"),), language="fr"),
    ),
    original=Original(sha256="0" * 64, media_type="text/html", name="port.html", size=1),
)


def test_blocks_of_an_article_have_title_lead_cells_and_languages() -> None:
    found = blocks_of(ARTICLE)

    assert [(one.id, one.heading, one.language) for one in found] == [
        ("title", True, None),
        ("lead", True, None),
        ("h", True, None),
        ("p", False, None),
        ("c", False, None),
        ("l", False, "fr"),
    ]
    assert found[4].text == "380"


def test_paragraphs_are_numbered_without_title_and_lead() -> None:
    assert paragraph_numbers(blocks_of(ARTICLE)) == {"h": 1, "p": 2, "c": 3, "l": 4}


def test_a_plain_text_has_a_block_for_each_line_with_text() -> None:
    assert [(one.id, one.text) for one in text_blocks("One.\n\n \nTwo.\r\n")] == [
        ("1", "One."),
        ("2", "Two."),
    ]


def test_the_excerpts_beside_a_text_come_before_those_of_other_parts() -> None:
    def excerpt(article: str) -> Excerpt:
        passage = Passage(article=article, blocks=("p",), start=0, end=1, quote="x")
        return Excerpt(id=f"e{article}", passage=passage)

    beside = Part(id="2", key="k", items=(OwnText(id="own"), excerpt("b"), excerpt("a")))
    briefing = Briefing(
        id="x",
        title="",
        template="t",
        language="en",
        parts=(Part(id="1", key="k", items=(excerpt("c"), excerpt("a"))), beside),
    )

    assert cited_beside(briefing, beside) == ("b", "a", "c")
    assert cited_beside(briefing, briefing.parts[0]) == ("c", "a", "b")


def test_an_article_that_is_not_there_has_no_facts(session: Session) -> None:
    with pytest.raises(DossierError, match="article-missing"):
        facts_of(session, "gone")
    assert reference_day(session, ["gone"]) is None
