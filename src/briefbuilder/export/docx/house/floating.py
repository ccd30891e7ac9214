"""Where on the paper a picture or a text box of a letterhead floats."""

from __future__ import annotations

from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.ooxml import WP, Node

_POINTS = 12700
_FAR = frozenset({"right", "outside", "bottom"})


def across(anchor: Node | None, width: float, page: PageSetup, room: tuple[float, float]) -> float:
    """Return the left edge of what is `width` wide, in points from the paper's; headers stand in `room`."""
    base, align, offset = _position(anchor, "positionH")
    left, right = room[0], page.width - room[1]
    spans = {
        "page": (0.0, page.width),
        "leftMargin": (0.0, left),
        "insideMargin": (0.0, left),
        "rightMargin": (right, page.width),
        "outsideMargin": (right, page.width),
    }
    return _placed(spans.get(base, (left, right)), width, align, offset)


def down(anchor: Node | None, height: float, page: PageSetup, *, footer: bool) -> float:
    """Return the upper edge of what is `height` high, in points from the paper's; it hangs on a header or `footer`."""
    base, align, offset = _position(anchor, "positionV")
    foot = page.height - page.bottom
    spans = {
        "page": (0.0, page.height),
        "margin": (page.top, foot),
        "topMargin": (0.0, page.top),
        "bottomMargin": (foot, page.height),
    }
    if base in spans:
        return _placed(spans[base], height, align, offset)
    if footer:
        return page.height - page.footer - height + min(offset, 0.0)
    return page.header + offset


def _placed(span: tuple[float, float], size: float, align: str, offset: float) -> float:
    start, end = span
    if align in _FAR:
        return end - size
    return (start + end - size) / 2 if align == "center" else start + offset


def _position(anchor: Node | None, name: str) -> tuple[str, str, float]:
    """Return what a place is measured from, how it is aligned there, and how far away it is."""
    node = anchor.find(f"{{{WP}}}{name}") if anchor is not None else None
    if node is None:
        return "", "", 0.0
    align, offset = node.find(f"{{{WP}}}align"), node.find(f"{{{WP}}}posOffset")
    try:
        away = int(offset.text or 0) / _POINTS if offset is not None else 0.0
    except ValueError:
        away = 0.0
    return node.get("relativeFrom", ""), (align.text or "" if align is not None else ""), away
