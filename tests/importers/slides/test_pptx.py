"""Presentations in Office Open XML: order, lists, what is hidden, and hostile files."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.importers.conftest import Read
from tests.importers.readable import block_texts, notice_subjects
from tests.importers.slides.conftest import MakeSlides, box

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, ListItem, Paragraph, Span
from briefbuilder.importers.limits import SLIDES
from briefbuilder.importers.registry import importer_for

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."


def test_columns_are_read_one_after_the_other(read: Read, slides: MakeSlides) -> None:
    shapes = (
        box("Right below.", 200, 50, height=60) + box("Left below.", 0, 50, height=60) + box("Right above.", 200, 20)
        + box("Left above.", 0, 20) + box("The title", 0, 0, 300, 15, "title")
    )  # fmt: skip
    assert block_texts(read(slides(box("First", kind="title"), shapes), "a.pptx")) == [
        "The title", "Left above.", "Left below.", "Right above.", "Right below.",
    ]  # fmt: skip


def test_a_grid_of_cards_is_read_row_by_row(read: Read, slides: MakeSlides) -> None:
    shapes = "".join(
        box(f"Card {name}.", left, top)
        for name, left, top in (("4", 200, 40), ("2", 200, 0), ("1", 0, 0), ("3", 0, 40))
    )
    assert block_texts(read(slides(shapes), "a.pptx")) == ["Card 1.", "Card 2.", "Card 3.", "Card 4."]


def test_numbered_and_nested_items_are_lists(read: Read, slides: MakeSlides) -> None:
    item = '<a:p><a:pPr lvl="{}">{}</a:pPr><a:r><a:t>{}</a:t></a:r></a:p>'
    numbered, bullet = '<a:buAutoNum type="arabicPeriod"/>', '<a:buChar char="•"/>'
    body = "".join(
        item.format(*one)
        for one in (
            (0, numbered, "one"),
            (1, bullet, "inner"),
            (0, numbered, "two"),
            (0, "<a:buNone/>", "plain"),
        )
    )
    shape = f"<p:sp><p:txBody>{body}</p:txBody></p:sp>"
    blocks = read(slides(shape + box(LONG, 0, 90)), "a.pptx").article.blocks
    items = [block for block in blocks if isinstance(block, ListItem)]
    assert [(one.text, one.depth, one.number) for one in items] == [
        ("one", 0, 1),
        ("inner", 1, None),
        ("two", 0, 2),
    ]
    assert [one.starts for one in items] == [True, True, False]


def test_labels_of_slides(read: Read, slides: MakeSlides) -> None:
    schemes = ("alphaLcParenBoth", "alphaUcPeriod", "romanLcParenR", "arabicPlain", "thaiAlphaPeriod")
    body = "".join(
        f'<a:p><a:pPr lvl="0"><a:buAutoNum type="{scheme}"/></a:pPr><a:r><a:t>Point {scheme}</a:t></a:r></a:p>'
        f'<a:p><a:pPr lvl="0"><a:buNone/></a:pPr><a:r><a:t>{LONG}</a:t></a:r></a:p>'
        for scheme in schemes
    )
    shape = f"<p:sp><p:txBody>{body}</p:txBody></p:sp>"
    items = [one for one in read(slides(shape), "a.pptx").article.blocks if isinstance(one, ListItem)]
    assert [one.label_text for one in items] == ["(a)", "A.", "i)", "1", "1."]


def test_hidden_slides_and_shapes_are_told_and_left_out(read: Read, slides: MakeSlides) -> None:
    hidden = box("Hidden words here", 0, 50).replace('name="x"', 'name="x" hidden="1"')
    reading = read(slides(box(LONG) + hidden, box("Not to be shown"), shown={2: 'show="0"'}), "a.pptx")
    assert block_texts(reading) == [LONG]
    assert notice_subjects(reading, "slide-hidden") == ["2: Not to be shown"]
    assert notice_subjects(reading, "hidden-text-dropped") == ["Hidden words here"]


def test_a_slide_without_a_title_placeholder_has_its_first_line_as_heading(
    read: Read, slides: MakeSlides
) -> None:
    shapes = box("Where the gas comes from", 0, 0) + box(LONG, 0, 50)
    blocks = read(slides(box("First", kind="title"), shapes), "a.pptx").article.blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Where the gas comes from"]


def test_footers_and_numbers_of_slides_are_left_out(read: Read, slides: MakeSlides) -> None:
    furniture = box("Confidential", kind="ftr") + box("7", kind="sldNum") + box("4 March", kind="dt")
    assert block_texts(read(slides(box(LONG) + furniture), "a.pptx")) == [LONG]


def test_pictures_outside_the_file_are_not_followed(read: Read, slides: MakeSlides) -> None:
    picture = '<p:pic><p:nvPicPr><p:cNvPr id="1" name="x"/></p:nvPicPr><p:blipFill><a:blip r:link="image"/></p:blipFill></p:pic>'
    reading = read(slides(box(LONG) + picture, links={"image": "http://192.0.2.1/a.png"}), "a.pptx")
    assert notice_subjects(reading, "pictures-not-in-file") == ["1"]


def test_a_name_does_not_make_a_presentation_a_text_document(slides: MakeSlides) -> None:
    assert importer_for(slides(box(LONG)), "letter.docx").id == "pptx"


@pytest.mark.parametrize(("stated", "text", "title"), [
    ("Diapositive 1", LONG, "a"), ("Slide 1", "Slide 1", "Slide 1"), ("Plan 2027", LONG, "Plan 2027"),
])  # fmt: skip
def test_the_name_of_the_first_slide_is_no_title(
    read: Read, slides: MakeSlides, stated: str, text: str, title: str
) -> None:
    assert read(slides(box(text), box(LONG), title=stated), "a.pptx").article.metadata.title == title


@pytest.mark.parametrize("count", [SLIDES + 1, 10_000])
def test_very_many_slides_are_refused(read: Read, slides: MakeSlides, count: int) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        read(slides(*[box("x")] * count), "a.pptx")
    assert caught.value.code in {"import-too-many-slides", "import-unpacks-too-large"}


def test_groups_nested_very_deep_are_read_past(read: Read, slides: MakeSlides) -> None:
    deep = "<p:grpSp>" * 5000 + box("deep") + "</p:grpSp>" * 5000
    with pytest.raises(ImportRefusedError) as caught:
        read(slides(deep), "a.pptx")
    assert caught.value.code in {"import-no-text", "import-damaged"}
    assert block_texts(read(slides("<p:grpSp>" * 20 + box(LONG) + "</p:grpSp>" * 20), "a.pptx")) == [LONG]


def test_entities_of_a_slide_are_refused_or_left_unread(read: Read, slides: MakeSlides) -> None:
    data = slides(box(LONG), box("x"))
    assert block_texts(read(data, "a.pptx")) == [LONG, "x"]
    with pytest.raises(ImportRefusedError, match="import-unsafe"):
        read(_with_entity(data), "a.pptx")


def _with_entity(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            before = (
                b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>' if "slide2.xml" in name else b""
            )
            new.writestr(name, before + old.read(name))
    return stream.getvalue()


def test_fractions_and_powers_of_formulas_are_kept(read: Read, slides: MakeSlides) -> None:
    def sign(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    formula = (
        '<a14:m xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath>'
        f"<m:f><m:num>{sign('3')}</m:num><m:den>{sign('4')}</m:den></m:f>{sign('·')}"
        f"<m:sSup><m:e>{sign('10')}</m:e><m:sup>{sign('−6')}</m:sup></m:sSup></m:oMath></a14:m>"
    )
    shape = box("Shares: KEEP of all stocks.", 0, 20).replace("KEEP", f"</a:t></a:r>{formula}<a:r><a:t>")
    (found,) = read(slides(box("First", kind="title") + shape), "a.pptx").article.blocks
    assert isinstance(found, Paragraph)
    assert [(span.text, span.script) for span in found.content if isinstance(span, Span)] == [
        ("Shares: 3/4·10", "baseline"),
        ("−6", "super"),
        (" of all stocks.", "baseline"),
    ]
