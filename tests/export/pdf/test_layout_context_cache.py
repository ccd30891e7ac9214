"""The layout cache changes only how long the next export takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.export.random_documents import documents

from briefbuilder.domain.document import Document, DrawnNote, DrawnText, NoteMark, Run
from briefbuilder.export.pdf.layout_context import LayoutCache
from briefbuilder.export.pdf.writer import PdfExport, render_pdf

WORDS = (
    "La catena di fornitura passa per materiali, macchine e competenze che pochi Paesi possiedono insieme. "
)


def text(words: str) -> DrawnText:
    return DrawnText(role="body", content=(Run(text=words),), origin=words[:8])


def document(*elements: DrawnText, notes: tuple[DrawnNote, ...] = ()) -> Document:
    return Document(title="Catene", language="it", elements=elements, notes=notes)


@pytest.mark.parametrize("bounds", [{}, {"words": 20, "paragraphs": 3, "pages": 1}], ids=["roomy", "narrow"])
def test_torture_document_is_the_same_with_a_cache(torture: Document, bounds: dict[str, int]) -> None:
    cache = LayoutCache(**bounds)
    edited = replace(torture, elements=(text("Nuovo 新しい جديد."), *torture.elements))
    plain = {one.title + str(len(one.elements)): render_pdf(one) for one in (torture, edited)}
    for one in (torture, edited, torture, edited):
        assert render_pdf(one, cache=cache) == plain[one.title + str(len(one.elements))]


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    deadline=None,
    max_examples=4,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(st.lists(documents(), min_size=2, max_size=3))
def test_random_documents_are_the_same_with_a_shared_cache(drawn: list[Document]) -> None:
    cache = LayoutCache(paragraphs=40)
    for one in (*drawn, drawn[0]):
        assert render_pdf(one, cache=cache) == render_pdf(one)


def test_links_notes_and_languages_get_new_elements() -> None:
    content = (
        Run(text="Si veda "),
        Run(text="il sito", link="https://example.eu/"),
        Run(text=" of the ministry", language="en"),
        NoteMark(note="n1"),
    )
    paragraph = DrawnText(role="body", content=content)
    note = DrawnNote(id="n1", content=(Run(text="Una nota."),))
    twice = document(paragraph, paragraph, notes=(note,))
    cache = LayoutCache()
    assert render_pdf(twice, cache=cache) == render_pdf(twice, cache=cache) == render_pdf(twice)
    without = document(paragraph)
    assert render_pdf(without, cache=cache) == render_pdf(without)


def test_missing_characters_are_reported_for_their_document() -> None:
    cache = LayoutCache()

    def found(one: PdfExport) -> list[tuple[str, str | None]]:
        return [(finding.code, finding.place.item) for finding in one.findings]

    strange = document(text("First. "), text("Sign \U000fabcd."))
    assert found(render_pdf(strange, cache=cache)) == [("pdf-glyph-missing", "Sign \U000fabcd.")]
    assert found(render_pdf(document(text("First. ")), cache=cache)) == []
    assert found(render_pdf(strange, cache=cache)) == [("pdf-glyph-missing", "Sign \U000fabcd.")]


def test_cache_respects_its_limits() -> None:
    cache = LayoutCache(words=100, paragraphs=10, pages=2)
    for number in range(4):
        words = " ".join(f"parola{number}x{place}" for place in range(60))
        render_pdf(document(*(text(f"{place} {words}") for place in range(30))), cache=cache)
        assert len(cache._laid) <= 10
        assert len(cache._widths) <= 10
        assert len(cache._packed) <= 2
        assert cache.fonts.words <= 300
