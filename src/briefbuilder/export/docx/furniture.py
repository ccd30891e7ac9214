"""Headers and footers, the page and the section: what stands on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from docx.document import Document as WordDocument
from docx.opc.part import XmlPart

from briefbuilder.domain.document import BandLine, Content, Document, Furniture
from briefbuilder.domain.styles import Role
from briefbuilder.export.docx.form import ground
from briefbuilder.export.docx.languages import is_right_to_left
from briefbuilder.export.docx.ooxml import Node, make, qn, set_property, twips, val
from briefbuilder.export.docx.package import add_part
from briefbuilder.export.docx.story import Story
from briefbuilder.export.docx.styles import tabs
from briefbuilder.export.docx.watermark import watermark_run

_BODY_GAP = 10.0
"""Points between the text and a header or footer that reaches it."""

BandKind = Literal["header", "footer"]
PageKind = Literal["default", "first", "even"]
MakeStory = Callable[[XmlPart], Story]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Band:
    """The lines of the header or footer of one kind of page."""

    kind: BandKind
    pages: PageKind
    lines: tuple[BandLine, ...]


def has_first(furniture: Furniture) -> bool:
    """Tell whether the first page has bands of its own."""
    return furniture.first_header is not None or furniture.first_footer is not None


def has_even(furniture: Furniture) -> bool:
    """Tell whether even pages have bands of their own."""
    return furniture.even_header is not None or furniture.even_footer is not None


def bands_of(furniture: Furniture) -> Iterable[Band]:
    """Yield the bands that the file needs.

    Once a kind of page has one band of its own Word shows nothing of the others there, so that the
    lines of the default band are written again.
    """
    plain = furniture.header, furniture.footer
    kinds: list[tuple[PageKind, tuple[BandLine, ...] | None, tuple[BandLine, ...] | None]] = [
        ("default", *plain)
    ]
    if has_first(furniture):
        kinds.append(("first", furniture.first_header, furniture.first_footer))
    if has_even(furniture):
        kinds.append(("even", furniture.even_header, furniture.even_footer))
    for pages, header, footer in kinds:
        yield Band("header", pages, furniture.header if header is None else header)
        yield Band("footer", pages, furniture.footer if footer is None else footer)


def write_section(word: WordDocument, document: Document, make_story: MakeStory) -> None:
    """Give the document its headers, footers and page: fill the section at the end of the body."""
    section = word.element.body.find(qn("w:sectPr"))
    if section is None:
        section = make("w:sectPr")
        word.element.body.append(section)
    for child in list(section):
        section.remove(child)
    for number, band in enumerate(bands_of(document.furniture), 1):
        root = make(f"w:{'hdr' if band.kind == 'header' else 'ftr'}")
        part, link = add_part(word, band.kind, (number + 1) // 2, root)
        root.extend(_lines(band, document, make_story(part), number))
        section.append(make(f"w:{band.kind}Reference", {"w:type": band.pages, "r:id": link}))
    section.extend(_page(document))


def _page(document: Document) -> Iterable[Node]:
    page = document.page
    yield make("w:pgSz", {"w:w": twips(page.width), "w:h": twips(page.height)} | _orientation(document))
    yield make(
        "w:pgMar",
        {
            "w:top": twips(page.top),
            "w:right": twips(page.outer),
            "w:bottom": twips(page.bottom),
            "w:left": twips(page.inner),
            "w:header": twips(page.header),
            "w:footer": twips(page.footer),
            "w:gutter": "0",
        },
    )
    yield make("w:cols", _columns(document))
    if has_first(document.furniture):
        yield make("w:titlePg")
    if is_right_to_left(document.language):
        yield make("w:bidi")


def _columns(document: Document) -> dict[str, str]:
    page = document.page
    if page.columns == 1:
        return {"w:space": "708"}
    return {"w:num": str(page.columns), "w:space": twips(page.column_gap)}


def _orientation(document: Document) -> dict[str, str]:
    return {"w:orient": "landscape"} if document.page.width > document.page.height else {}


def _lines(band: Band, document: Document, story: Story, number: int) -> list[Node]:
    width = document.page.text_width
    lines = [draw_line(line, story, width) for line in band.lines if not line.boxes]
    if not lines:
        lines = [story.paragraph(band.kind, (), None)]
    if any(not line.boxes for line in band.lines):
        # A band of several lines grows towards the text; this keeps the two apart.
        edge, side = (lines[-1], "after") if band.kind == "header" else (lines[0], "before")
        set_property(edge, make("w:spacing", {f"w:{side}": twips(_BODY_GAP)}))
    if band.kind == "header" and document.furniture.watermark:
        lines[0].append(watermark_run(document.furniture.watermark, document.page, (number + 1) // 2))
    return lines


def draw_line(line: BandLine, story: Story, width: float) -> Node:
    """Return a line: its one filled place by alignment, several by the tab stops of its style."""
    filled = [bool(line.start), bool(line.centre), bool(line.end)]
    role = line.role
    if sum(filled) <= 1:
        content = line.start or line.centre or line.end
        side = "center" if line.centre else "right" if line.end else "left"
        return story.paragraph(role, content, None, properties=(val("w:jc", side),))
    properties: tuple[Node, ...] = (val("w:jc", "left"),)
    if not line.centre:
        # Without the stop in the middle a long start cannot push the end to the next line.
        properties = (*properties, tabs(("clear", width / 2, ""), ("right", width, "")))
    paragraph = story.paragraph(role, line.start, None, properties=properties)
    if line.centre:
        _after_tab(paragraph, line.centre, story, role)
    _after_tab(paragraph, line.end, story, role)
    return paragraph


def _after_tab(paragraph: Node, content: Content, story: Story, role: Role) -> None:
    gap = make("w:r", None, make("w:tab"))
    if role == "marking":
        gap.insert(0, make("w:rPr", None, ground("auto")))
    paragraph.append(gap)
    story.write(paragraph, content, None, story.styles.style(role), rtl=is_right_to_left(story.language))
