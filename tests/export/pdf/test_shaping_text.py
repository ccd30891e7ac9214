"""Text extracted from a PDF is the text of the document."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefbuilder.domain.document import (
    Document,
    DrawnHeading,
    DrawnList,
    DrawnQuotation,
    DrawnText,
    Element,
    ListEntry,
    Run,
)
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.pdf.shaping import (
    FontKey,
    PlainShaper,
    ScaledFontCache,
    ShapedWord,
    build_strokes,
    shape_run,
)
from briefbuilder.export.pdf.writer import render_pdf

Read = Callable[[bytes], str]
Fold = Callable[[str], str]

_LETTERS = "abcdefilmnorstuvzàèéòùßœćşł’-ABCDEFGÅΩαβγδжзийк0123456789fiflffi"
_WORDS = st.text(alphabet=st.sampled_from(_LETTERS), min_size=1, max_size=16).filter(
    lambda word: not word.startswith("-")
)
_SENTENCES = st.lists(_WORDS, min_size=1, max_size=60).map(" ".join)


def _content(texts: list[str]) -> tuple[Run, ...]:
    return tuple(
        Run(text=f"{text} ", bold=place % 3 == 1, italic=place % 3 == 2) for place, text in enumerate(texts)
    )


_CONTENTS = st.lists(_SENTENCES, min_size=1, max_size=4).map(_content)
_ELEMENTS = st.one_of(
    _CONTENTS.map(lambda content: DrawnText(role="body", content=content)),
    _CONTENTS.map(lambda content: DrawnHeading(level=2, content=content)),
    _CONTENTS.map(lambda content: DrawnQuotation(paragraphs=(content, content))),
    _CONTENTS.map(lambda content: DrawnList(entries=(ListEntry(content=content, continues=True),))),
)


def _plain(element: Element) -> str:
    if isinstance(element, DrawnQuotation):
        contents = element.paragraphs
    elif isinstance(element, DrawnList):
        contents = tuple(entry.content for entry in element.entries)
    else:
        assert isinstance(element, DrawnText | DrawnHeading)
        contents = (element.content,)
    return " ".join(inline.text for content in contents for inline in content if isinstance(inline, Run))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    elements=st.lists(_ELEMENTS, min_size=1, max_size=8),
    align=st.sampled_from(["start", "justify", "centre", "end"]),
    font=st.sampled_from(["Noto Serif", "Cambria"]),
)
def test_no_word_is_lost_joined_or_split(
    read_text: Read, fold: Fold, elements: list[Element], align: str, font: str
) -> None:
    styles = StyleSheet(styles={"body": Style(font=font, align=align)})  # type: ignore[arg-type]
    document = Document(title="t", language="it", elements=tuple(elements), styles=styles)
    found = read_text(render_pdf(document).data)
    wanted = " ".join(map(_plain, elements))
    assert fold(found) == fold(wanted)


_SHAPED = (
    "AVATAR Tolosa efficienza caffè nazione attuazione affittò difficile wyvern “Tè” 1.234,5 á ça ‑ ́ x\u200by"
)
_FAMILIES = ("Calibri", "Cambria", "Arial", "Times New Roman", "Georgia", "Noto Serif")


@pytest.mark.parametrize("family", _FAMILIES)
def test_plain_words_are_shaped_as_all_others_are(family: str) -> None:
    plain = 0
    for bold, italic in ((False, False), (True, False), (False, True)):
        face = ScaledFontCache().get(FontKey(family, 11.0, bold, italic, language="it")).face
        shaper = PlainShaper(face, "it", 11.0)
        for word in _SHAPED.split(" "):
            found = shaper.shape(word, word)
            expected = build_strokes(face, shape_run(face, word, word, "it", rtl=False), 11.0)
            assert found in {None, expected}
            plain += found is not None
    assert plain >= 30


@pytest.mark.parametrize("family", ["Noto Serif", "Calibri", "Times New Roman"])
def test_words_are_shaped_alike_alone_and_together(family: str) -> None:
    letters = [chr(code) for code in range(0xC0, 0x250) if code not in {0xD7, 0xF7}]
    words = [f"{first}{letter}{last}" for letter in letters for first, last in (("T", ""), ("", "fi"))]
    together = ScaledFontCache().get(FontKey(family, 11.0, language="it"))
    together.add_words([*words, "2024", "日本", "a\u0301"])
    shaped = together.words
    alone = ScaledFontCache().get(FontKey(family, 11.0, language="it"))
    for word in words:
        one, other = together.word(word), alone.word(word)
        assert (one.width, [strokes for _, strokes in one.runs]) == (
            other.width,
            [strokes for _, strokes in other.runs],
        )
    assert len(words) / 2 < shaped <= len(words) + 1  # and the space: what is not Latin is left for later
    counted = ScaledFontCache(is_drawn=False).get(FontKey(family, 11.0, language="it"))
    counted.add_words(words)
    counted.add_words(words)
    assert counted.words > len(words) / 2
    assert all(counted.word(word).width == alone.word(word).width for word in words)


def _document(text: str, language: str, style: Style | None = None) -> Document:
    drawn = DrawnText(role="body", content=(Run(text=text),))
    return Document(
        title="t", language=language, elements=(drawn,), styles=StyleSheet(styles={"body": style or Style()})
    )


def test_ligatures_extract_as_letters(read_text: Read, fold: Fold) -> None:
    text = "affluent office, fjord, waffle, efficient"
    assert fold(read_text(render_pdf(_document(text, "en")).data)) == text


def test_hyphen_at_the_end_of_a_line_extracts_as_soft_hyphen(read_text: Read, fold: Fold) -> None:
    text = "internazionalizzazione approvvigionamento " * 30
    data = render_pdf(_document(text, "it", Style(align="justify", indent_end=300))).data
    found = read_text(data)
    assert "\u00ad" in found or "\x02" in found
    assert fold(found) == text.strip()


@pytest.mark.parametrize("font", ["Noto Serif", "Cambria"])
@pytest.mark.parametrize("language", ["it", "he"])
@pytest.mark.parametrize("indent", [0.0, 150.0, 300.0])
def test_words_keep_their_hyphens_in_bidirectional_text(
    read_text: Read, language: str, indent: float, font: str
) -> None:
    text = "abc-שלום سلام-paper 12- אבגד-x nota- سلام-12 " * 12
    style = Style(font=font, align="justify", indent_end=indent)
    data = render_pdf(_document(text, language, style)).data
    assert read_text(data).count("-") == text.count("-")


def test_capitals_extract_as_the_original_text(read_text: Read, fold: Fold) -> None:
    text = "Straße, fiume, περίληψη"
    assert fold(read_text(render_pdf(_document(text, "de", Style(capitals=True))).data)) == text


@pytest.mark.parametrize(
    ("text", "language", "drawn"),
    [("ilgili", "tr", "İLGİLİ"), ("ilgili", "it", "ILGILI"), ("μάιος", "el", "ΜΑΪΟΣ")],
)
def test_capitals_are_drawn_as_the_language_has_them(text: str, language: str, drawn: str) -> None:
    fonts = ScaledFontCache()
    plain = FontKey("Noto Sans", 11.0, language=language)
    capitals = fonts.get(replace(plain, capitals=True)).word(text)
    assert _glyphs(capitals) == _glyphs(fonts.get(plain).word(drawn))


def _glyphs(word: ShapedWord) -> list[int]:
    return [stroke[0] for _, strokes in word.runs for stroke in strokes if isinstance(stroke, tuple)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "اتفقت الحكومات على تقليل المخاطر في سلاسل توريد أشباه الموصلات"),
        ("he", "הממשלות הסכימו לצמצם את הסיכונים בשרשראות האספקה"),
    ],
)
def test_right_to_left_words_extract_in_reading_order(
    read_text: Read, fold: Fold, language: str, text: str
) -> None:
    data = render_pdf(_document(" ".join([text] * 6), language)).data
    assert fold(read_text(data)) == " ".join([text] * 6)


def test_poppler_extracts_the_same_arabic(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    text = "تقليل المخاطر في سلاسل التوريد لا يكفي 佐久間遥"
    path = tmp_path / "arabic.pdf"
    path.write_bytes(render_pdf(_document(text, "ar")).data)
    found = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert text in " ".join(re.sub("[\u202a-\u202c]", "", found).split())


def test_japanese_extracts_every_character(read_text: Read) -> None:
    text = (
        "両政府は、半導体の供給網における過度な依存を減らすことで合意した。「経済安全保障」の協力も深める。"
        * 8
    )
    export = render_pdf(_document(text, "ja", Style(align="justify")))
    if not export.findings:
        assert "".join(read_text(export.data).split()) == text


def test_character_without_a_font_gives_box_finding_and_text(read_text: Read) -> None:
    export = render_pdf(_document("before \u2fe0\u2fe0 after", "en"))
    assert [finding.code for finding in export.findings] == ["pdf-glyph-missing"]
    assert export.findings[0].parameters == {"character": "\u2fe0", "codepoint": "U+2FE0"}
    assert read_text(export.data).count("\u2fe0") == 2


@pytest.mark.parametrize(
    ("missing", "used"), [("No Such Family", "Noto Serif"), ("Frutiger Not Here", "Noto Sans")]
)
def test_unknown_font_is_reported_with_the_one_that_is_used(missing: str, used: str) -> None:
    export = render_pdf(_document("text", "en", Style(font=missing)))
    assert [(finding.code, finding.parameters) for finding in export.findings] == [
        ("pdf-font-missing", {"font": missing, "used": used})
    ]
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
    assert all(used.replace(" ", "") in font for font in fonts)


def test_control_characters_are_removed_and_line_breaks_kept(read_text: Read) -> None:
    data = render_pdf(_document("one\x00\x07 two\u202e\nthree\u200bfour", "en")).data
    assert read_text(data).split() == ["one", "two", "threefour"]
