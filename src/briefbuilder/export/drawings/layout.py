"""Lays out any drawing for formats that draw shapes."""

from __future__ import annotations

from briefbuilder.domain.document import Document, DrawnChart, DrawnTimeline, content_text
from briefbuilder.export.drawings.charts import lay_out_chart
from briefbuilder.export.drawings.shapes import Drawing
from briefbuilder.export.drawings.text_fitting import TextFitter
from briefbuilder.export.drawings.timelines import lay_out_timeline


def lay_out_drawing(
    drawn: DrawnChart | DrawnTimeline, document: Document, area: tuple[float, float], fitter: TextFitter
) -> tuple[Drawing, ...]:
    """Return the pieces of a drawing, none if it shows nothing.

    `area` is the width of the line and the height of the text on a page, in points.
    """
    if isinstance(drawn, DrawnChart):
        charts = lay_out_chart(drawn, document.styles, document.language, area, fitter)
        return tuple(piece.drawing for piece in charts)
    return lay_out_timeline(drawn, document.styles, document.language, area, fitter)


def alternative_text(drawn: DrawnChart | DrawnTimeline, number: int = 1, count: int = 1) -> str:
    """Return the alternative text of a piece of a drawing: its own, else its title; the pieces are numbered."""
    title = content_text(drawn.title) if isinstance(drawn, DrawnChart) else ""
    texts = (" ".join(text.split()) for text in (drawn.alternative_text, title))
    text = next(filter(None, texts), "")
    return f"{text} ({number}/{count})".lstrip() if count > 1 else text
