"""Pictures, held in the page itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from briefbuilder.domain.document import DrawnFigure
from briefbuilder.export.html.inlines import Inlines
from briefbuilder.export.html.nodes import Node, add, make

_MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg"}
_POINTS_PER_PIXEL = 0.75


def figure_node(figure: DrawnFigure, inlines: Inlines) -> Iterator[Node]:
    """Yield the figure; a picture that cannot be drawn is left to its caption, as in the other formats."""
    node = make("figure")
    picture = inlines.document.pictures.get(figure.picture)
    if picture is not None:
        from briefbuilder.export.pictures import prepared

        ready = prepared(picture)
        if ready is not None:
            points = min(figure.width or ready.width * _POINTS_PER_PIXEL, ready.width * 4.0)
            source = f"data:{_MEDIA_TYPES[ready.suffix]};base64,{b64encode(ready.data).decode()}"
            width = str(max(round(points / _POINTS_PER_PIXEL), 1))
            # An empty alternative text is written too: it tells that the picture is for show.
            image = add(node, "img", {"src": source, "width": width, "alt": figure.alternative_text})
            image.set("alt", image.get("alt", ""))
    if figure.caption:
        inlines.fill(add(node, "figcaption"), figure.caption)
    if len(node):
        yield node
