"""Adds pictures to an OpenDocument text and draws them in frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefbuilder.domain.document import DocumentPicture, DrawnFigure, PictureFile
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.characters import clean_text
from briefbuilder.export.keep_together import picture_size
from briefbuilder.export.odt.styles import AutomaticStyles
from briefbuilder.export.odt.xml import Node, make, points, sub

DRAWING_TYPE = "image/svg+xml"


@dataclass(slots=True, eq=False, repr=False)
class OdtPictures:
    """Collects the document's pictures by the names of their parts, each once, and numbers their frames."""

    source: Mapping[str, DocumentPicture]
    parts: dict[str, PictureFile] = field(default_factory=dict)
    drawings: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    def frame(
        self, automatic: AutomaticStyles, figure: DrawnFigure, room: float, page: PageSetup
    ) -> Node | None:
        """Return the frame of a figure in a width, None if the document lacks its picture or cannot read it."""
        file = self._file(figure.picture)
        if file is None:
            return None
        size = picture_size(figure, (file.width, file.height), room, page.text_height)
        return self.sized_frame(automatic, figure.picture, figure.alternative_text, size)

    def sized_frame(
        self, automatic: AutomaticStyles, picture: str, alternative: str, size: tuple[float, float]
    ) -> Node | None:
        """Return the frame of a picture with a width and height in points, None if it cannot be read."""
        if self._file(picture) is None:
            return None
        return self._frame(automatic, "Picture", self._names[picture], alternative, size)

    def drawing_frame(
        self, automatic: AutomaticStyles, data: bytes, alternative: str, size: tuple[float, float]
    ) -> Node:
        """Return the frame of a drawing, given as a file of SVG, with a width and height in points."""
        name = f"Pictures/drawing{len(self.drawings) + 1}.svg"
        self.drawings[name] = data
        return self._frame(automatic, "Drawing", name, alternative, size)

    def _frame(
        self, automatic: AutomaticStyles, kind: str, name: str, alternative: str, size: tuple[float, float]
    ) -> Node:
        self._count += 1
        place = {"style:vertical-pos": "top", "style:vertical-rel": "baseline", "fo:border": "none"}
        frame = make(
            "draw:frame",
            {
                "draw:style-name": automatic.name("graphic", "", {"graphic": place}),
                "draw:name": f"{kind} {self._count}",
                "text:anchor-type": "as-char",
                "svg:width": points(size[0]),
                "svg:height": points(size[1]),
            },
        )
        link = {"xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
        sub(frame, "draw:image", {"xlink:href": name} | link)
        if alternative:
            sub(frame, "svg:title").text = clean_text(alternative)
        return frame

    def _file(self, picture: str) -> PictureFile | None:
        source = self.source.get(picture)
        file = source.file if source else None
        if file is not None and picture not in self._names:
            name = f"Pictures/image{len(self.parts) + 1}.{file.suffix}"
            self._names[picture], self.parts[name] = name, file
        return file
