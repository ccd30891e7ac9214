"""A document with every element, styles, and helpers to read PDFs back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image
from tests.export.torture_documents import IT, cell, text, torture_document

from briefbuilder.domain.document import Document, DrawnFigure, DrawnList, DrawnTable
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
    "he": "הממשלות הסכימו לצמצם את הסיכונים בשרשראות האספקה (AI) עד 2027. ",
    "zh-Hans": "双方同意降低半导体供应链的风险，并加强数字伙伴关系。",
    "ko": "양측은 반도체 공급망의 위험을 줄이기로 합의하였다. ",
}


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
    """The torture document with a row of two pages, a quoted list, a translucent picture and three more scripts."""
    document = torture_document()
    lists = [replace(one, quoted=True) for one in document.elements if isinstance(one, DrawnList)]
    huge = DrawnTable(
        rows=((cell("Two pages"), cell(IT * 70)), (cell("after"), cell("it"))), widths=(0.3, 0.7)
    )
    scripts = [text(sentence * 3, language=language) for language, sentence in SENTENCES.items()]
    pale = io.BytesIO()
    Image.new("RGBA", (320, 160), (22, 50, 79, 128)).save(pale, "PNG")
    figure = DrawnFigure(picture="pale", alternative_text="A pale blue field")
    return replace(
        document,
        elements=(*document.elements, *lists, huge, figure, *scripts),
        pictures={**document.pictures, "pale": prepare_picture(pale.getvalue())},
    )


@pytest.fixture(scope="session")
def read_text() -> Callable[[bytes], str]:
    return text_of


@pytest.fixture(scope="session")
def fold() -> Callable[[str], str]:
    return folded


@pytest.fixture(scope="session")
def styles() -> StyleSheet:
    return StyleSheet(styles=STYLES)
