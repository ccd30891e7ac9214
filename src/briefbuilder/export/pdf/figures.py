"""Figures: a picture no wider than its place, with its alternative text and its caption."""

from __future__ import annotations

from briefbuilder.domain.document import DrawnFigure, drawn_text
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.export.pdf.chunks import clean
from briefbuilder.export.pdf.images import ImageData, read_image
from briefbuilder.export.pdf.page import Page
from briefbuilder.export.pdf.paragraph import Setting, paragraph
from briefbuilder.export.pdf.scene import Scene
from briefbuilder.export.pdf.slabs import Block, Slab
from briefbuilder.export.pdf.structure import Element
from briefbuilder.export.pdf.syntax import number

_HIGHEST = 0.72
"""The share of a page that a picture may take, so that its caption and a heading find room."""
_GAP = 6.0


def figure_blocks(scene: Scene, figure: DrawnFigure, parent: Element, width: float) -> list[Block]:
    """Return the picture's block and its caption's; a picture that cannot be drawn shows its words."""
    element = parent.add("Figure", figure.language)
    element.alternative = _alternative(scene, figure)
    name = _image_name(scene, figure)
    blocks = []
    if name is not None:
        image = scene.images[name]
        slab = _picture(scene, figure, element, (name, image), width)
        blocks.append(Block([slab], _GAP, _GAP, keep=bool(figure.caption)))
    if figure.caption:
        style = scene.document.styles.style("caption")
        caption = parent.add("Caption") if name is None else element.add("Caption")
        setting = Setting(style, width, caption, scene.language(figure.language))
        blocks.append(paragraph(scene, figure.caption, setting))
    return blocks


def _alternative(scene: Scene, figure: DrawnFigure) -> str:
    """Return the words that stand for a picture: its own, else those nearest to it."""
    told = (figure.alternative_text, drawn_text(figure.caption), scene.document.title)
    return next((words for words in (" ".join(clean(text).split()) for text in told) if words), "–")


def _image_name(scene: Scene, figure: DrawnFigure) -> str | None:
    name = image_name(scene, figure.picture)
    if name is None:
        place = Place(item=figure.origin or None)
        parameters = {"subject": figure.alternative_text or figure.picture[:12]}
        scene.findings.append(
            Finding(code="pdf-picture-unreadable", severity="warning", place=place, parameters=parameters)
        )
    return name


def image_name(scene: Scene, picture: str) -> str | None:
    """Return the name under which a page draws a picture of the document; None where it cannot be drawn."""
    if picture not in scene.image_names:
        held = scene.document.pictures.get(picture)
        image = read_image(held.data) if held else None
        scene.image_names[picture] = None
        if image is not None:
            made = f"I{len(scene.images) + 1}"
            scene.image_names[picture] = made
            scene.images[made] = image
    return scene.image_names[picture]


def _picture(
    scene: Scene, figure: DrawnFigure, element: Element, named: tuple[str, ImageData], width: float
) -> Slab:
    name, image = named
    wide = max(min(figure.width or image.natural_width, width), 1.0)
    high = wide * image.height / image.width
    most = scene.height * _HIGHEST
    if high > most:
        wide, high = wide * most / high, most
    align = scene.document.styles.style("caption").align
    free = width - wide
    at_end = (align == "end") != scene.rtl
    shift = free / 2 if align == "centre" else (free if at_end else 0.0)

    def draw(page: Page, left: float, top: float) -> None:
        x, y = left + shift, top - high
        box = " ".join(map(number, (x, y, x + wide, y + high)))
        element.attributes = f"<</O/Layout/Placement/Block/BBox[{box}]>>"
        page.begin(element)
        page.images.add(name)
        page.draw(f"q {number(wide)} 0 0 {number(high)} {number(x)} {number(y)} cm /{name} Do Q")

    return Slab(high, draw)
