"""HTML pages and OpenDocument texts show drawings as SVG."""

from __future__ import annotations

import io
import zipfile

from lxml import etree, html
from tests.export.drawings.drawing_samples import STYLES, chart, timeline

from briefbuilder.domain.document import Document
from briefbuilder.export.html.writer import render_html
from briefbuilder.export.odt.writer import render_odt

SVG = "{http://www.w3.org/2000/svg}"
DOCUMENT = Document(
    title="Coverage",
    language="en",
    elements=(
        chart(3, 2),
        chart(12, form="column"),
        timeline(3),
        timeline(1, language="ar", text="محادثات"),
    ),
    styles=STYLES,
)


def test_pages_show_drawings_with_alternative_texts() -> None:
    page = html.fromstring(render_html(DOCUMENT))
    pictures = page.xpath("//figure/*[local-name()='svg']")
    assert [picture.get("aria-label") for picture in pictures] == [
        "Articles by outlet; one outlet leads.",
        "Articles by outlet; one outlet leads.",
        "What happened.",
        "What happened.",
    ]
    assert {picture.get("role") for picture in pictures} == {"img"}
    assert "Sonntagszeitung" in pictures[0].text_content()
    assert page.xpath("//figure/figcaption")[0].text_content() == "Articles by outlet"


def test_texts_from_right_to_left_begin_at_the_right_in_programs_that_know_no_direction() -> None:
    page = html.fromstring(render_html(DOCUMENT))
    (line,) = [node for node in page.iter("text") if "محادثات" in node.text_content()]
    assert [span.text_content() for span in line] == ["\u202bمحادثات 0\u202c", "\u202bDay 0\xa0\u202c"]
    assert line.get("text-anchor") == "end"


def test_opendocument_texts_have_drawings_as_pictures() -> None:
    data = render_odt(DOCUMENT, page_numbers={})
    assert render_odt(DOCUMENT, page_numbers={}) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(name for name in parts if name.endswith(".svg"))
    assert len(names) == 4
    manifest, content = parts["META-INF/manifest.xml"].decode(), parts["content.xml"].decode()
    for name in names:
        assert f'manifest:full-path="{name}" manifest:media-type="image/svg+xml"' in manifest
        assert f'xlink:href="{name}"' in content
        assert etree.fromstring(parts[name]).tag == f"{SVG}svg"
    assert "<svg:title>What happened.</svg:title>" in content
    assert "Articles by outlet" in content
