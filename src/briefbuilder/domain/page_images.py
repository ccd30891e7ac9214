"""Pages of a PDF as pictures, drawn in one process and shown in another."""

from __future__ import annotations

from briefbuilder.domain.values import value


@value
class PageImage:
    """A rendered page: its number from 0, and 4 bytes per pixel (blue, green, red, unused), row by row.

    `scale` is the requested resolution in pixels per point.
    """

    page: int
    width: int
    height: int
    stride: int
    scale: float
    data: bytes

    def __post_init__(self) -> None:
        """Refuse sizes that do not fit the bytes: whoever shows the page relies on them."""
        if not (0 < self.width * 4 <= self.stride and 0 < self.stride * self.height <= len(self.data)):
            raise ValueError("a page of another size than its bytes")


@value
class RenderedPages:
    """Some rendered pages of a PDF, and the widths and heights of all its pages in points."""

    sizes: tuple[tuple[float, float], ...]
    images: tuple[PageImage, ...]
