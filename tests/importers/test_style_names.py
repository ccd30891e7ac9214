"""A paragraph is read by the name of its style alike in Word, OpenDocument and RTF files.

LibreOffice keeps the names of Word's styles when it saves an OpenDocument text, and the other way round.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from tests.importers.conftest import Read
from tests.importers.odt.odt_files import odt, p
from tests.importers.rtf.rtf_files import rtf

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."


def as_docx(lines: Sequence[tuple[str, str]]) -> bytes:
    document = Document()
    document.core_properties.author = ""
    for style, text in (("Title", "A title"), ("", LONG), *lines):
        if style and style not in {known.name for known in document.styles}:
            added = document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
            added.font.bold = style == "Definition Term" or None
        document.add_paragraph(text, style or None)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_odt(lines: Sequence[tuple[str, str]]) -> bytes:
    names = {style: style.replace(" ", "_20_") for style, _ in lines if style}
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"><style:text-properties '
        f'fo:font-weight="{"bold" if style == "Definition Term" else "normal"}"/></style:style>'
        for style, name in names.items()
    )
    body = "".join(p(text, names.get(style, "")) for style, text in lines)
    return odt(p("A title", "Title") + p(LONG) + body, styles)


def as_rtf(lines: Sequence[tuple[str, str]]) -> bytes:
    numbers = {style: number for number, style in enumerate(dict.fromkeys(style for style, _ in lines), 30)}
    bold = {"Definition Term": r"\b"}
    sheet = "".join(
        rf"{{\s{number}{bold.get(style, '')} {style or 'Body'};}}" for style, number in numbers.items()
    )
    body = "".join(rf"\pard\plain\s{numbers[style]} {text}\par " for style, text in lines)
    return rtf(body, rf"{{\stylesheet{{\s0 Normal;}}{{\s9 Title;}}{sheet}}}")


@pytest.mark.parametrize("write", [as_docx, as_odt, as_rtf])
@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("Source Code", "code"),
        ("HTML Preformatted", "code"),
        ("Preformatted Text", "code"),
        ("Block Text", "quote"),
        ("Intense Quote", "quote"),
        ("Quotations", "quote"),
        ("Titolo 2", "heading"),
        ("Definition Term", "paragraph"),
        ("Text", "paragraph"),
    ],
)
def test_the_name_of_a_style_says_what_a_paragraph_is(
    read: Read, write: Callable[[Sequence[tuple[str, str]]], bytes], style: str, kind: str
) -> None:
    lines = [(style, "Stocks in the harbours"), ("", LONG.replace("Tuesday", "Monday"))]
    blocks = read(write(lines), f"a.{write.__name__.removeprefix('as_')}").article.blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", LONG),
        (kind, lines[0][1]),
        ("paragraph", lines[1][1]),
    ]


@pytest.mark.parametrize("write", [as_docx, as_odt, as_rtf])
def test_a_contents_list_is_known_by_the_names_of_both_programs(
    read: Read, write: Callable[[Sequence[tuple[str, str]]], bytes]
) -> None:
    lines = [("toc 1", "Ports 4"), ("Contents 2", "Fees 7"), ("", LONG.replace("Tuesday", "Monday"))]
    article = read(write(lines), f"a.{write.__name__.removeprefix('as_')}").article
    assert [block.text for block in article.blocks] == [LONG, lines[2][1]]
