"""The watermark: the words across the page that Word keeps as a drawn shape in each header."""

from __future__ import annotations

import math
from unicodedata import east_asian_width

from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.ooxml import Node, make

# The outline of Word's own shape 136, plain text on a straight path; Word knows it by its number.
_FORMULAS = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0",
    "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7",
    "sum @6 0 @5",
)  # fmt: skip
_TYPE = "_x0000_t136"
_SHARE = 0.62
"""The share of the page's diagonal that long words take."""
_LARGEST = 96.0
"""The size of type of short words, in points."""
_LINE = 1.1
"""The height of a line as a share of the size of type: Word stretches it, room for accents included, to the shape."""
_LETTER, _WIDE, _SPACE = 0.7, 1.0, 0.28
"""The widths of a letter, a Chinese character and a space as shares of the size of type."""


def watermark_run(text: str, page: PageSetup, number: int) -> Node:
    """Return the run that draws a watermark; `number` tells the headers' shapes apart.

    The shape's name is the one by which Word finds the watermark when the reader takes it off.
    """
    length = max(sum(map(_letter, text)), _LETTER)
    size = min(math.hypot(page.width, page.height) * _SHARE / length, _LARGEST)
    turn = 360 - round(math.degrees(math.atan2(page.height, page.width)))
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{size * length:.1f}pt;height:{size * _LINE:.1f}pt;"
        f"rotation:{turn};"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    path = make("v:textpath", {"style": 'font-family:"Arial";font-size:1pt;font-weight:bold', "string": text})
    shape = make(
        "v:shape",
        {
            "id": f"PowerPlusWaterMarkObject{number}",
            "o:spid": f"_x0000_s{2048 + number}",
            "type": f"#{_TYPE}",
            "alt": "",
            "style": style,
            "o:allowincell": "f",
            "fillcolor": "silver",
            "stroked": "f",
        },
        make("v:fill", {"opacity": ".5"}),
        path,
    )
    return make(
        "w:r", None, make("w:rPr", None, make("w:noProof")), make("w:pict", None, _shape_type(), shape)
    )


def _letter(letter: str) -> float:
    if letter.isspace():
        return _SPACE
    return _WIDE if east_asian_width(letter) in "WF" else _LETTER


def _shape_type() -> Node:
    formulas = make("v:formulas", None, *(make("v:f", {"eqn": formula}) for formula in _FORMULAS))
    path = make(
        "v:path",
        {
            "textpathok": "t",
            "o:connecttype": "custom",
            "o:connectlocs": "@9,0;@10,10800;@11,21600;@12,10800",
            "o:connectangles": "270,180,90,0",
        },
    )
    handles = make("v:handles", None, make("v:h", {"position": "#0,bottomRight", "xrange": "6629,14971"}))
    return make(
        "v:shapetype",
        {
            "id": _TYPE,
            "coordsize": "21600,21600",
            "o:spt": "136",
            "adj": "10800",
            "path": "m@7,l@8,m@5,21600l@6,21600e",
        },
        formulas,
        path,
        make("v:textpath", {"on": "t", "fitshape": "t"}),
        handles,
        make("o:lock", {"v:ext": "edit", "text": "t", "shapetype": "t"}),
    )
