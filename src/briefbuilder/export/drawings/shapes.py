"""The shapes that drawings consist of. Lengths are in points, from the upper left corner of the drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from briefbuilder.domain.document import Content
from briefbuilder.domain.styles import Style

TextAlign = Literal["left", "centre", "right"]
_MIRRORED: dict[TextAlign, TextAlign] = {"left": "right", "centre": "centre", "right": "left"}


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled rectangle, with an outline if it has a `stroke` colour."""

    left: float
    top: float
    width: float
    height: float
    fill: str
    stroke: str = ""

    def mirror(self, width: float) -> Rectangle:
        """Return the rectangle in the mirror image of a drawing that is `width` points wide."""
        return replace(self, left=width - self.left - self.width)


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: str
    thickness: float = 0.75

    def mirror(self, width: float) -> Segment:
        """Return the line in the mirror image of a drawing that is `width` points wide."""
        (x, y), (to_x, to_y) = self.start, self.end
        return replace(self, start=(width - x, y), end=(width - to_x, to_y))


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle around a point."""

    x: float
    y: float
    radius: float
    fill: str

    def mirror(self, width: float) -> Dot:
        """Return the circle in the mirror image of a drawing that is `width` points wide."""
        return replace(self, x=width - self.x)


@dataclass(frozen=True, slots=True)
class DrawnLines:
    """Lines of text in a box, whose height is that of the lines; `language` is a BCP 47 tag.

    Text that is `turned` reads from bottom to top: its box has the width of its lines and their length as its height.
    """

    left: float
    top: float
    width: float
    lines: tuple[Content, ...]
    style: Style
    language: str
    align: TextAlign = "left"
    turned: float = 0.0

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.turned or len(self.lines) * self.style.leading

    def mirror(self, width: float) -> DrawnLines:
        """Return the text, which itself is not turned round, in the mirror image of a drawing `width` points wide."""
        align = self.align if self.turned else _MIRRORED[self.align]
        return replace(self, left=width - self.left - self.width, align=align)


Shape = Rectangle | Segment | Dot | DrawnLines


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: its size and its shapes, of which later ones cover earlier ones."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    def mirror(self) -> Drawing:
        """Return the mirror image of the drawing, for languages written from right to left."""
        return replace(self, shapes=tuple(shape.mirror(self.width) for shape in self.shapes))
