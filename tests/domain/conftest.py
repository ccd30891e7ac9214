"""An article with text that is difficult for offsets: emoji, combining marks, CJK and right-to-left text."""

from __future__ import annotations

import pytest

from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.text import Heading, NoteReference, Paragraph, Span

ORIGINAL = Original(sha256="0" * 64, media_type="text/plain", name="talks.txt", size=1)


@pytest.fixture
def article() -> Article:
    return Article(
        id="a1",
        metadata=Metadata(title="Chip talks", language="en"),
        original=ORIGINAL,
        blocks=(
            Paragraph(id="b1", content=(Span("Opening 🇯🇵 words"),)),
            Heading(id="b2", content=(Span("Suppliers"),), level=2),
            Paragraph(
                id="b3",
                content=(
                    Span("The cafe\u0301 of "),
                    Span("半導体", bold=True, language="ja"),
                    NoteReference("n1"),
                    Span(" in שלום."),
                ),
            ),
            Paragraph(id="b4", content=(Span("A last one."),)),
            Heading(id="b5", content=(Span("Empty end"),), level=2),
        ),
    )
