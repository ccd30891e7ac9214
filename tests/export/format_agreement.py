"""Check both paged formats of a Document: valid, reproducible and with the same content.

Texts are normalised before they are compared, because valid files may differ in white space, hyphens
(pdfium takes a word's own hyphen at the end of a line for an added one), characters without a glyph
(controls, joiners, direction marks), Unicode composition, duplicate accents on a letter (pdfium takes
them for one bold accent) and spaces next to CJK punctuation (pdfium guesses).
If a paragraph may run from right to left, pdfium moves words and mirrors marks of other scripts: the
characters of each paragraph are then compared without their order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import zip_longest

from tests.export.docx.conftest import Expected, WordFile, audit
from tests.export.pdf_reader import PdfFile, fold
from tests.export.pdf_validation import faults
from tests.export.random_documents import MARK

from briefbuilder.domain.document import BandLine, Document, HeadersFooters, PageField, Run
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.pdf.writer import render_pdf

RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
SECTION = "<the section that the page shows>".replace(" ", "")
BESIDE_WIDE = re.compile("(?<=[\u3000-\u9fff]) | (?=[\u3000-\u9fff])")
REPEATED = re.compile("([\u0300-\u036f])\\1+")
TURNED = str.maketrans("([{<«“‘)]}>»”’", "||||||||||||||")


def same(text: str, *, rtl: bool = False) -> str:
    """Normalise a text for comparison."""
    text = REPEATED.sub(r"\1", unicodedata.normalize("NFC", fold(text))).replace("-", "")
    text = BESIDE_WIDE.sub("", text)
    if not (rtl or RTL.search(text)):
        return text
    # An accent may have been taken with the letter on its other side.
    return "".join(sorted(unicodedata.normalize("NFD", text).translate(TURNED).replace(" ", "")))


def all_same(texts: Iterable[str], *, rtl: bool = False) -> list[str]:
    return [text for text in (same(text, rtl=rtl) for text in texts) if text]


def check(document: Document, base: bytes, mark: str = MARK) -> None:
    """Export a document to both formats and check that both are valid and agree."""
    export = render_pdf(document)
    numbers = dict(export.page_numbers)
    word = render_docx(document, base=base, page_numbers=numbers)
    assert faults(export.data) == []
    assert lint_docx(word) == ()
    assert audit(word) == []
    assert render_pdf(document).data == export.data
    assert render_docx(document, base=base, page_numbers=numbers) == word
    pdf, docx, wanted = PdfFile(export.data), WordFile(word), Expected(document, numbers)
    rtl = any(f"language='{language}'" in repr(document) for language in ("ar", "he"))
    for name, found, said in (
        ("PDF", pdf.body, wanted.body), ("DOCX", docx.body(), wanted.body),
        ("PDF's footnotes", pdf.footnotes, wanted.footnotes),
        ("DOCX's footnotes", docx.notes("footnote"), wanted.footnotes),
        ("PDF's endnotes", pdf.endnotes, wanted.endnotes),
        ("DOCX's endnotes", docx.notes("endnote"), wanted.endnotes),
    ):  # fmt: skip
        assert_same(name, all_same(found, rtl=rtl), all_same(said, rtl=rtl))
    check_furniture(document.headers_footers, pdf, docx, mark)


def assert_same(name: str, found: list[str], said: list[str]) -> None:
    """Fail with the first lines that differ, since whole random documents are unreadable."""
    differing = [pair for pair in zip_longest(found, said, fillvalue="<nothing>") if pair[0] != pair[1]]
    shown = "".join(f"\n  found {line!r}\n  said  {wanted!r}" for line, wanted in differing[:3])
    assert not differing, f"{name}, {len(differing)} lines of {len(said)}:{shown}"


def check_furniture(headers_footers: HeadersFooters, pdf: PdfFile, docx: WordFile, mark: str) -> None:
    """Check the headers and footers of every page and section; all contain the marking."""
    count = len(pdf.headers_footers)
    for index, shown in enumerate(pdf.headers_footers):
        head, foot = headers_footers.header, headers_footers.footer
        if index % 2:
            head = head if headers_footers.even_header is None else headers_footers.even_header
            foot = foot if headers_footers.even_footer is None else headers_footers.even_footer
        if not index:
            head = head if headers_footers.first_header is None else headers_footers.first_header
            foot = foot if headers_footers.first_footer is None else headers_footers.first_footer
        values = {"page": str(index + 1), "pages": str(count), "section": SECTION}
        wanted = [text for lines in (head, foot) for line in lines for text in parts(line, values)]
        wanted += [headers_footers.watermark] if headers_footers.watermark else []
        pattern = re.escape(fold("".join(wanted)).replace(" ", "")).replace(re.escape(SECTION), ".*")
        assert re.fullmatch(pattern, shown.replace(" ", ""))
        assert shown.count(mark) == 2
    parts_of_word = [*docx.names("word/header"), *docx.names("word/footer")]
    assert len(parts_of_word) >= 2
    for name in parts_of_word:
        assert mark in docx.paragraphs(name)


def parts(line: BandLine, values: dict[str, str]) -> Iterable[str]:
    for content in (line.start, line.centre, line.end):
        yield "".join(_value(inline, values) for inline in content)


def _value(inline: object, values: dict[str, str]) -> str:
    if isinstance(inline, PageField):
        return values[inline.name]
    return inline.text if isinstance(inline, Run) else ""
