"""A page while it is drawn; anything outside the content of an element is an artifact.

Pages stay open until the file is written, so that headers and page numbers can be added once they are known.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefbuilder.export.pdf.font_embedding import GlyphUsage
from briefbuilder.export.pdf.structure import Annotation, MarkedContent, StructElem
from briefbuilder.export.pdf.syntax import colour_operator, format_numbers, rectangle_operators

LAYOUT = "/Type/Layout"
PAGINATION = "/Type/Pagination"

Rectangle = tuple[float, float, float, float]
"""The left, top, right and bottom edge of a rectangle, in points."""


@dataclass(slots=True, eq=False, repr=False)
class PdfPage:
    """One page; `index` counts from 0, lengths are in points, the origin is the lower left corner.

    `anchors` and `origins` map names to the heights at which they begin, `sections` lists the top headings in
    order. `areas` maps origins to the rectangles of their boxes: left, top, right and bottom. While `artifact_kind` is
    set, everything is drawn as an artifact of that kind.
    """

    index: int
    width: float
    height: float
    usage: GlyphUsage
    operators: list[str] = field(default_factory=list)
    owners: list[StructElem] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    images: set[str] = field(default_factory=set)
    anchors: dict[str, float] = field(default_factory=dict)
    origins: dict[str, float] = field(default_factory=dict)
    areas: dict[str, list[Rectangle]] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    has_transparency: bool = False
    artifact_kind: str = ""
    _open: StructElem | str | None = None

    def extend_area(self, origin: str, left: float, top: float, right: float, bottom: float) -> None:
        """Record that a box of an origin takes up a rectangle; boxes of one column make one rectangle."""
        areas = self.areas.setdefault(origin, [])
        if areas and areas[-1][0] == left:
            _, top, _, _ = areas.pop()
        areas.append((left, top, right, bottom))

    def begin(self, element: StructElem) -> None:
        """Start the content of an element, or an artifact while `artifact_kind` is set."""
        if self.artifact_kind:
            self.artifact(self.artifact_kind)
            return
        if self._open is element:
            return
        self.end()
        mcid = len(self.owners)
        self.owners.append(element)
        element.kids.append(MarkedContent(self.index, mcid))
        self.operators.append(f"/{element.role}<</MCID {mcid}>>BDC")
        self._open = element

    def artifact(self, kind: str = LAYOUT) -> None:
        """Start an artifact of a kind: what follows is decoration, not content."""
        if self._open == kind:
            return
        self.end()
        self.operators.append(f"/Artifact<<{kind}>>BDC")
        self._open = kind

    def end(self) -> None:
        """End the current content or artifact."""
        if self._open is not None:
            self.operators.append("EMC")
            self._open = None

    def draw(self, operators: str) -> None:
        """Add operators to the current content or artifact."""
        self.operators.append(operators)

    def draw_image(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """Draw an image resource with its lower left corner at a point."""
        self.images.add(name)
        self.draw(f"q {format_numbers(width, 0, 0, height, x, y)} cm /{name} Do Q")

    def fill(self, fill: str, left: float, bottom: float, right: float, top: float) -> None:
        """Fill a rectangle with a colour ("#rrggbb"), as an artifact unless something is open."""
        if self._open is None:
            self.artifact()
        self.operators.append(f"{colour_operator(fill)} {rectangle_operators(left, bottom, right, top)}")

    def link(
        self,
        element: StructElem,
        area: tuple[float, float, float, float],
        uri: str | None,
        target: str | None,
    ) -> Annotation | None:
        """Make an area clickable for a link element; areas of one link on a page share an annotation."""
        if self.artifact_kind:
            return None
        annotation = element.annotation
        if annotation is None or annotation.page != self.index:
            annotation = Annotation(self.index, element, [], uri, target)
            element.annotation = annotation
            element.kids.append(annotation)
            self.annotations.append(annotation)
        annotation.rectangles.append(area)
        return annotation
