"""The paper of a template, its margins, and the words across it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from briefbuilder.domain.styles import PageSetup
from briefbuilder.templating.values import Length, Texts, Whole, Written

PaperName = Literal["A4", "A5", "Letter", "Legal"]
_PAPERS: dict[PaperName, tuple[float, float]] = {
    "A4": (595.28, 841.89),
    "A5": (419.53, 595.28),
    "Letter": (612.0, 792.0),
    "Legal": (612.0, 1008.0),
}
_MARGIN = 70.87  # 2.5 cm
_BAND = 28.35  # 1 cm
_GAP = 18.0


class Margins(Written):
    """The four margins; inner and outer are left and right on a page that is not bound."""

    top: Length = _MARGIN
    """From the upper edge to the text."""
    bottom: Length = _MARGIN
    """From the lower edge to the text."""
    inner: Length = _MARGIN
    """From the bound edge to the text: the left one of a single page."""
    outer: Length = _MARGIN
    """From the free edge to the text: the right one of a single page."""


def _four(value: object) -> object:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return {"top": value, "bottom": value, "inner": value, "outer": value}
    return value


class Page(Written):
    """The paper, its margins, where the header and the footer stand, and what is written across."""

    size: PaperName = "A4"
    """The paper."""
    orientation: Literal["portrait", "landscape"] = "portrait"
    """Whether the paper stands or lies."""
    margins: Annotated[Margins, BeforeValidator(_four, json_schema_input_type=Length | Margins)] = Field(
        default_factory=Margins
    )
    """One length for all four margins, or each by name."""
    columns: Whole = Field(default=1, ge=1, le=3)
    """How many columns the text stands in."""
    column_gap: Length = _GAP
    """The room between two columns."""
    header: Length = _BAND
    """From the upper edge to the header."""
    footer: Length = _BAND
    """From the lower edge to the footer."""
    watermark: Texts = Field(default_factory=dict)
    """The pale words across every page, by language."""

    def setup(self) -> PageSetup:
        """Return the page as the writers draw it."""
        width, height = _PAPERS[self.size]
        if self.orientation == "landscape":
            width, height = height, width
        return PageSetup(
            width=width,
            height=height,
            top=self.margins.top,
            bottom=self.margins.bottom,
            inner=self.margins.inner,
            outer=self.margins.outer,
            header=self.header,
            footer=self.footer,
            columns=self.columns,
            column_gap=self.column_gap,
        )
