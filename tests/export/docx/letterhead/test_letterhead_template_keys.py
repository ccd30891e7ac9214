"""Each documented key of letterhead documents has an effect in the DOCX and the PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.composing.key_effects import Docx, Pdf
from tests.docs.test_templates_page import documented_keys
from tests.export.docx.letterhead.conftest import FOLDER, Material, pack_parts, read_parts
from tests.narrowing import not_none

from briefbuilder.app.export import build_all

Made = Callable[..., tuple[Docx, Pdf]]
PAPER = "it-lettera.docx"
QUOTED = "Il partenariato"


@pytest.fixture
def made(template_on: Callable[..., Path], material: Material) -> Made:
    def write(letterhead: str | bytes, use: str) -> tuple[Docx, Pdf]:
        files = build_all(material(template_on(letterhead, use=use), "it"), (".docx", ".pdf")).files
        return Docx(files[".docx"]), Pdf(files[".pdf"])

    return write


def renamed() -> bytes:
    """Return the paper with its place under another name."""
    parts = read_parts((FOLDER / PAPER).read_bytes())
    body = parts["word/document.xml"].decode()
    # The place is split over two runs, as Word leaves it.
    assert body.count("{{con") == 1
    return pack_parts({**parts, "word/document.xml": body.replace("{{con", "{{here-con").encode()})


def test_every_documented_key_is_tested() -> None:
    assert set(documented_keys("Letterhead document")) == {"file", "content", "styles"}


def test_file_selects_the_letterhead(made: Made) -> None:
    for letterhead, there in ((PAPER, True), ("de-vermerk.docx", False)):
        docx, pdf = made(letterhead, letterhead)
        assert ("Ministero delle Relazioni" in docx.where("bands")) is there
        assert ("Ministero delle Relazioni" in pdf.text) is there


def test_content_selects_the_place_of_the_text(made: Made) -> None:
    docx, pdf = made(renamed(), "{file: paper.docx, content: here-content}")
    for text in (re.sub(r"<[^>]*>", "", docx.where("body")), pdf.text):
        assert "here-content" not in text
        assert text.index("Oggetto") < text.index(QUOTED) < text.index("Il Direttore Generale")


def test_styles_assign_letterhead_styles_to_roles(made: Made) -> None:
    looks = []
    for use in (f"{{file: {PAPER}, styles: {{quote: Fonte}}}}", PAPER):
        docx, pdf = made(PAPER, use)
        style = re.search(
            r'<w:style [^>]*w:styleId="([^"]*)"(?:(?!</w:style>).)*w:val="Fonte"/>',
            docx.parts["word/styles.xml"],
            re.DOTALL,
        )
        assert style is not None
        letter = not_none(pdf.letter(QUOTED))
        place = docx.where("body").index(QUOTED)
        paragraph = docx.where("body")[:place].rpartition("<w:pStyle ")[2]
        looks.append((f'"{style[1]}"' in paragraph[:40], letter.size, letter.colour))
    (named, size, colour), (plain, other_size, other_colour) = looks
    assert (named, plain) == (True, False)
    assert (size, colour) != (other_size, other_colour)
