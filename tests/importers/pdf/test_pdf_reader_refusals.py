"""Refusal of PDFs without readable text, and of hostile ones."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import draw_pdf
from tests.importers.pdf.typesetting import EN, ReadPdf, Sheet, rewrite_pdf, typeset

from briefbuilder.app.read_files import read_paths
from briefbuilder.domain.article import RefusedFile
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.pdf import document as opening
from briefbuilder.importers.sniff import pdf_certainty

ARTICLE = typeset(EN.title, EN.blocks, Sheet())


def refusal(read_pdf: ReadPdf, data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as caught:
        read_pdf(data)
    assert caught.value.parameters["name"] == "article.pdf"
    return caught.value.code


def _encrypted(user: str) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(ARTICLE)) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="owner", user=user))
    return stream.getvalue()


def test_an_encrypted_file_is_refused(read_pdf: ReadPdf) -> None:
    assert refusal(read_pdf, _encrypted("secret")) == "import-pdf-encrypted"


def test_a_file_that_only_forbids_changes_is_read(read_pdf: ReadPdf) -> None:
    assert read_pdf(_encrypted("")).article.metadata.title == EN.title


def test_scan_is_refused_as_scan(read_pdf: ReadPdf) -> None:
    stream = io.BytesIO()
    Image.effect_noise((600, 800), 60).save(stream, "PDF")
    assert refusal(read_pdf, stream.getvalue()) == "import-pdf-scan"


def test_scan_with_stamp_is_refused_as_scan(read_pdf: ReadPdf) -> None:
    picture = io.BytesIO()
    Image.effect_noise((600, 800), 60).save(picture, "PNG")
    picture.seek(0)
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800))
    from reportlab.lib.utils import ImageReader

    for number in range(3):
        canvas.drawImage(ImageReader(picture), 0, 0, 600, 800)
        canvas.drawString(40, 20, f"Archive 2024, sheet {number}")
        canvas.showPage()
    canvas.save()
    assert refusal(read_pdf, stream.getvalue()) == "import-pdf-scan"


def test_blank_file_is_refused(read_pdf: ReadPdf) -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        stream = io.BytesIO()
        document.save(stream)
    assert refusal(read_pdf, stream.getvalue()) == "import-pdf-no-text"


@pytest.mark.parametrize("share", [0.02, 0.5])
def test_truncated_pdf_is_refused(read_pdf: ReadPdf, share: float) -> None:
    assert refusal(read_pdf, ARTICLE[: int(len(ARTICLE) * share)]) == "import-pdf-broken"


def test_pdf_without_trailer_is_read(read_pdf: ReadPdf) -> None:
    assert read_pdf(ARTICLE[: ARTICLE.rindex(b"startxref")]).article.blocks[0].text == EN.blocks[0][1]


@pytest.mark.parametrize("first", ["A", " "], ids=["letters", "letters and spaces"])
@pytest.mark.parametrize("shift", [-29, 1, 3])
def test_shifted_codes_are_refused(read_pdf: ReadPdf, first: str, shift: int) -> None:
    def shifted(text: str) -> str:
        return "".join(
            chr((ord(character) + shift) & 0x7F) if first <= character <= "z" else character
            for character in text
        )

    stream = io.BytesIO()
    canvas = Canvas(stream)
    for place, (_, text) in enumerate(EN.blocks):
        canvas.drawString(60, 780 - 20 * place, shifted(text[:90]))
    canvas.save()
    assert refusal(read_pdf, stream.getvalue()) == "import-pdf-no-meaning"


RUSSIAN = (
    "Порт северного берега издал свою программу работ на десять лет",
    "Город хочет перестроить причалы, углубить каналы и дать паромам свой причал",
    "Шкиперы давно просили такую программу, ведь ожидание стоит дороже пошлины",
)


def _with_russian_as_latin(canvas: Canvas, lines: Sequence[str]) -> None:
    """Draw lines in Russian codes that the font maps to Latin letters, like old fonts without a Unicode mapping."""
    for place, line in enumerate(lines):
        canvas.drawString(60, 780 - 20 * place, line.encode("cp1251").decode("latin-1"))


def test_russian_decoded_as_accented_letters_is_refused(read_pdf: ReadPdf) -> None:
    data = draw_pdf(lambda canvas: _with_russian_as_latin(canvas, RUSSIAN))
    assert refusal(read_pdf, data) == "import-pdf-no-meaning"


def test_some_misdecoded_russian_is_reported(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        for place, (_, text) in enumerate(EN.blocks[:14]):
            canvas.drawString(60, 600 - 20 * place, text[:90])
        _with_russian_as_latin(canvas, RUSSIAN)

    codes = [notice.code for notice in read_pdf(draw_pdf(page)).notices]
    assert "pdf-characters-without-meaning" in codes


def test_samples_of_accented_letters_are_accepted(read_pdf: ReadPdf) -> None:
    data = draw_pdf(
        lambda canvas: canvas.drawString(60, 780, f"{EN.title}: ÀÁÂÃÄÅ àáâãäå ÈÉÊË èéêë ÒÓÔÕÖ òóôõö")
    )
    assert not [entry for entry in read_pdf(data).notices if entry.code == "pdf-characters-without-meaning"]


def test_xfa_form_is_refused(read_pdf: ReadPdf) -> None:
    def change(document: pikepdf.Pdf) -> None:
        form = document.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'></xdp:xdp>")
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=form)

    data = typeset(
        "Please wait", [("paragraph", "If this text stays, your viewer cannot show the form.")], Sheet()
    )
    assert refusal(read_pdf, rewrite_pdf(data, change)) == "import-pdf-form"


def test_a_document_of_too_many_pages_is_refused(read_pdf: ReadPdf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PDF_PAGES", 2)
    data = typeset(EN.title, EN.blocks * 4, Sheet())
    assert refusal(read_pdf, data) == "import-pdf-too-long"


def test_page_with_too_many_characters_is_reported(
    read_pdf: ReadPdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = typeset(EN.title, [*EN.blocks * 2, ("paragraph", "The last one.")], Sheet())
    monkeypatch.setattr(opening, "PAGE_CHARACTERS", 2500)
    reading = read_pdf(data)
    assert [notice.subject for notice in reading.notices if notice.code == "pdf-pages-unreadable"] == ["1"]


def test_data_before_header_is_ignored(read_pdf: ReadPdf) -> None:
    assert pdf_certainty(b"\n\n" + ARTICLE) == 1.0
    assert pdf_certainty(b"The header of a PDF is %PDF-1.7, as everybody knows.") < 0.5
    assert read_pdf(ARTICLE).article.original.media_type == "application/pdf"


def test_page_full_of_marks_is_fast(read_pdf: ReadPdf) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800))
    places = random.Random(3)
    for _ in range(8000):
        canvas.drawString(places.uniform(20, 580), places.uniform(20, 780), "•")
    canvas.drawString(20, 5, "The only words.")
    canvas.save()
    start = time.process_time()
    blocks = read_pdf(stream.getvalue()).article.blocks
    assert time.process_time() - start < 15
    assert "The only words." in {block.text for block in blocks}


def _self_referencing() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        form = document.make_stream(b"/X Do /X Do")
        form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        form["/BBox"] = pikepdf.Array([0, 0, 10, 10])
        form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        page = document.pages[0]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        page.Contents = document.make_stream(b"/X Do /X Do")

    return rewrite_pdf(ARTICLE, change)


@pytest.mark.slow
def test_recursive_form_fails_one_import_only(tmp_path: Path) -> None:
    (tmp_path / "1.pdf").write_bytes(_self_referencing())
    (tmp_path / "2.pdf").write_bytes(ARTICLE)
    # The first file may take so long that the second one is read before it.
    first, second = sorted(read_paths([tmp_path]), key=attrgetter("path"))
    assert isinstance(first, RefusedFile)
    assert first.error.code in {"reader-crashed", "reader-memory", "reader-timeout"}
    assert not isinstance(second, RefusedFile)
    assert getattr(second, "article").metadata.title == EN.title  # noqa: B009 - the type differs by container
