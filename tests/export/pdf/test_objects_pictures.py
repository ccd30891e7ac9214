"""Pictures: which ones can be drawn, their size, and findings for those that cannot."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image
from tests.narrowing import not_none

from briefbuilder.domain.document import Document, DrawnFigure, Run
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.pdf.objects import image_data
from briefbuilder.export.pdf.writer import PdfExport, render_pdf
from briefbuilder.export.pictures import prepare_picture


def _encoded(mode: str, form: str, size: tuple[int, int] = (60, 40)) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, form)
    return buffer.getvalue()


def _export(data: bytes, width: float | None = None, *, wide: bool = False) -> PdfExport:
    figure = DrawnFigure(
        picture="p",
        alternative_text="A chart",
        caption=(Run(text="Figure 1"),),
        width=width,
        wide=wide,
        origin="item",
    )
    pictures = {"p": prepare_picture(data)}
    return render_pdf(Document(title="t", language="en", elements=(figure,), pictures=pictures))


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("RGB", "JPEG"),
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
        ("RGBA", "PNG"),
        ("P", "GIF"),
        ("1", "PNG"),
        ("LA", "PNG"),
    ],
)
def test_common_pictures_are_drawn(mode: str, form: str) -> None:
    export = _export(_encoded(mode, form))
    assert export.findings == ()
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        assert (int(image.Width), int(image.Height)) == (60, 40)
        assert str(image.ColorSpace) in {"/DeviceRGB", "/DeviceGray"}


def test_jpeg_data_is_not_recompressed() -> None:
    data = _encoded("RGB", "JPEG")
    drawn = not_none(image_data(prepare_picture(data)))
    assert drawn.data == data


@pytest.mark.parametrize(
    "data", [b"", b"no picture", _encoded("RGB", "PNG")[:60], b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_unreadable_picture_is_reported_and_goes_with_its_caption(
    data: bytes, read_text: Callable[[bytes], str]
) -> None:
    export = _export(data)
    (finding,) = export.findings
    assert finding.code == "picture-left-out"
    assert finding.place.item == "item"
    assert "Figure 1" not in read_text(export.data)


@pytest.mark.parametrize(("size", "width"), [((4000, 100), None), ((100, 4000), None), ((60, 40), 5000.0)])
def test_no_picture_is_larger_than_a_third_of_the_page(size: tuple[int, int], width: float | None) -> None:
    setup = PageSetup()
    wide, high = _drawn_size(size, width)
    assert wide <= setup.width - setup.inner - setup.outer + 0.01
    assert high <= (setup.height - setup.top - setup.bottom) / 3 + 0.01
    assert wide / high == pytest.approx(size[0] / size[1], rel=0.01)


@pytest.mark.parametrize("size", [(1600, 1200), (60, 40)])
def test_a_wide_picture_has_the_width_of_the_text(size: tuple[int, int]) -> None:
    setup = PageSetup()
    assert _drawn_size(size, None)[0] < setup.text_width - 50
    wide, high = _drawn_size(size, None, wide=True)
    assert wide == pytest.approx(setup.text_width)
    assert wide / high == pytest.approx(size[0] / size[1])


def test_a_wide_picture_that_is_high_fits_on_a_page_with_its_caption() -> None:
    assert _drawn_size((100, 4000), None, wide=True)[1] == pytest.approx(PageSetup().text_height * 0.9)


def _drawn_size(size: tuple[int, int], width: float | None, *, wide: bool = False) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(_export(_encoded("RGB", "PNG", size), width, wide=wide).data)) as pdf:
        (matrix,) = [
            [float(operand) for operand in instruction.operands]
            for instruction in pikepdf.parse_content_stream(pdf.pages[0])
            if str(instruction.operator) == "cm"
        ]
    return matrix[0], matrix[3]
