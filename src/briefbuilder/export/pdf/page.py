"""A page while it is drawn: what is not begun as an element's content is an artifact.

A page stays open until the file is written, so that headers, page numbers and the pages of the
contents list can be added when they are known.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefbuilder.export.pdf.font_embedding import GlyphUsage
from briefbuilder.export.pdf.objects import colour_operator, rectangle_operators
from briefbuilder.export.pdf.structure import Annotation, MarkedContent, StructElem

LAYOUT = "/Type/Layout"
PAGINATION = "/Type/Pagination"


@dataclass(slots=True)
class PdfPage:
    """One page; `index` counts from 0, lengths are in points, the origin is the lower left corner.

    `anchors` and `origins` hold the heights at which things of that name begin, `sections` the
    highest headings in order. While it is `artifact_kind` (with the kind of artifact) nothing is tagged.
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
    sections: list[str] = field(default_factory=list)
    has_transparency: bool = False
    artifact_kind: str = ""
    _open: StructElem | str | None = None

    def begin(self, element: StructElem) -> None:
        """Let what is drawn from here on be the element's content; on a artifact_kind page it is an artifact."""
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
        """Let what is drawn from here on be no content, but ornament of that kind."""
        if self._open == kind:
            return
        self.end()
        self.operators.append(f"/Artifact<<{kind}>>BDC")
        self._open = kind

    def end(self) -> None:
        """Close what is open."""
        if self._open is not None:
            self.operators.append("EMC")
            self._open = None

    def draw(self, operators: str) -> None:
        """Draw into what is open."""
        self.operators.append(operators)

    def fill(self, fill: str, left: float, bottom: float, right: float, top: float) -> None:
        """Fill a rectangle with a colour ("#rrggbb"), as ornament unless something is open."""
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
        """Make an area active for a link's element; the areas of one link on one page are one annotation."""
        if self.artifact_kind:
            return None
        found = element.annotation
        if found is None or found.page != self.index:
            found = Annotation(self.index, element, [], uri, target)
            element.annotation = found
            element.kids.append(found)
            self.annotations.append(found)
        found.rectangles.append(area)
        return found
