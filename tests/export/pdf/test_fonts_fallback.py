"""Font faces: monospaced code, and characters that no font has."""

from __future__ import annotations

import io
from collections.abc import Callable

import page as validation
import pikepdf
import pytest

from briefbuilder.domain.document import Document, DrawnText, Run
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.pdf.glyph_runs import build_glyph_runs
from briefbuilder.export.pdf.layout_context import LayoutContext
from briefbuilder.export.pdf.structure import StructElem
from briefbuilder.export.pdf.writer import render_pdf


@pytest.mark.parametrize("text", ["iiii", "WWWW", "Ωжèl", "0=1;"])
def test_code_is_monospaced(text: str) -> None:
    layout = LayoutContext(Document(title="t", language="en", elements=()), 400.0, 700.0)
    (run,), _ = build_glyph_runs((Run(text=text, code=True),), Style(), StructElem("P"), layout.inline, "en")
    (four,), _ = build_glyph_runs(
        (Run(text="mmmm", code=True),), Style(), StructElem("P"), layout.inline, "en"
    )
    assert run.word.width == pytest.approx(four.word.width, abs=0.01)
    assert run.font.is_requested_family


def test_inline_code_uses_the_font_of_the_code_style() -> None:
    styles = StyleSheet(styles={"code": Style(font="Noto Sans")})
    layout = LayoutContext(Document(title="t", language="en", elements=(), styles=styles), 400.0, 700.0)
    (run,), _ = build_glyph_runs((Run(text="x", code=True),), Style(), StructElem("P"), layout.inline, "en")
    assert run.font.key.family == "Noto Sans"


def test_missing_character_gives_box_finding_and_text(
    read_text: Callable[[bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.export.pdf.fonts.family_files", lambda _family: ())
    strange = "\U00016f04"  # a letter of the Pollard script
    drawn = DrawnText(role="body", content=(Run(text=f"prima {strange} dopo"),))
    export = render_pdf(Document(title="t", language="it", elements=(drawn,)))
    (finding,) = export.findings
    assert finding.code == "pdf-glyph-missing"
    assert finding.parameters == {"character": strange, "codepoint": "U+16F04"}
    assert read_text(export.data).split() == ["prima", strange, "dopo"]
    for profile in ("ua1", "2a"):
        assert validation.validate_pdf_bytes(export.data, profile=profile).is_compliant


def test_han_characters_use_the_variant_of_their_language() -> None:
    languages = {"ja": "NotoSansJP", "zh-Hans": "NotoSansSC", "zh-Hant": "NotoSansTC", "ko": "NotoSansKR"}
    runs = tuple(Run(text="直骨 ", language=language) for language in languages)
    sheet = StyleSheet(styles={"body": Style(font="Calibri")})
    drawn = DrawnText(role="body", content=runs)
    document = Document(title="t", language="it", elements=(drawn,), styles=sheet)
    with pikepdf.open(io.BytesIO(render_pdf(document).data)) as pdf:
        fonts = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item
        ]
        shown = {
            str(font.BaseFont)[8:].partition("-")[0]
            for font in fonts
            if b"76F4" in font.ToUnicode.read_bytes()
        }
    assert shown == set(languages.values())
