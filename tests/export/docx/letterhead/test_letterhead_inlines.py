"""Positions of floating logos and addresses in a letterhead document."""

from __future__ import annotations

import pytest
from docx.oxml.parser import parse_xml

from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.letterhead.inlines import horizontal_position, vertical_position
from briefbuilder.export.docx.ooxml import WP, Node

PAGE = PageSetup(width=600, height=800, top=100, bottom=90, header=30, footer=40)
ROOM = (70.0, 50.0)
"""The left and the right margin of headers."""


def anchor(side: str, base: str, inner: str) -> Node:
    """Return an anchor that says one place."""
    text = f'<wp:anchor xmlns:wp="{WP}"><wp:{side} relativeFrom="{base}">{inner}</wp:{side}></wp:anchor>'
    made: Node = parse_xml(text)
    return made


def aligned(way: str) -> str:
    return f"<wp:align>{way}</wp:align>"


def away(points: float) -> str:
    return f"<wp:posOffset>{round(points * 12700)}</wp:posOffset>"


@pytest.mark.parametrize(
    ("base", "inner", "left"),
    [
        ("page", away(20), 20),
        ("page", aligned("right"), 500),
        ("margin", away(20), 90),
        ("column", aligned("center"), 260),
        ("margin", aligned("right"), 450),
        ("leftMargin", away(5), 5),
        ("rightMargin", away(5), 555),
        ("page", "<wp:posOffset>far</wp:posOffset>", 0),
    ],
)
def test_horizontal_position_is_that_of_word(base: str, inner: str, left: float) -> None:
    assert horizontal_position(anchor("positionH", base, inner), 100, PAGE, ROOM) == pytest.approx(left)


@pytest.mark.parametrize(
    ("base", "inner", "footer", "top"),
    [
        ("page", away(20), False, 20),
        ("page", aligned("bottom"), False, 750),
        ("margin", away(10), False, 110),
        ("margin", aligned("bottom"), True, 660),
        ("topMargin", aligned("center"), False, 25),
        ("bottomMargin", away(10), True, 720),
        ("paragraph", away(12), False, 42),
        ("paragraph", away(-12), True, 698),
    ],
)
def test_vertical_position_is_that_of_word(base: str, inner: str, footer: bool, top: float) -> None:
    assert vertical_position(anchor("positionV", base, inner), 50, PAGE, footer=footer) == pytest.approx(top)


def test_object_without_a_position_is_at_the_start_of_its_header() -> None:
    assert horizontal_position(None, 100, PAGE, ROOM) == ROOM[0]
    assert vertical_position(None, 50, PAGE, footer=False) == PAGE.header
