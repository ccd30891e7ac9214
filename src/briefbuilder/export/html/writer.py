"""The door: a Document becomes one HTML file that holds all it shows and loads nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefbuilder.domain.document import (
    BandLine,
    Document,
    DrawnCallout,
    DrawnPair,
    DrawnTable,
    Element,
)
from briefbuilder.export.html.body import Body
from briefbuilder.export.html.inlines import Inlines, direction
from briefbuilder.export.html.nodes import Node, add, add_text, make, written
from briefbuilder.export.html.notes import notes_node
from briefbuilder.export.html.stylesheet import style_text
from briefbuilder.export.unpaged import band_lines, heading_shift, heeded, language_tag

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""Lets a browser refuse whatever would be loaded or run, should any ever get in."""


def render_html(
    document: Document,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the file, in UTF-8; the same document gives the same bytes. Raises CancelledError."""
    inlines = Inlines(document, _places(document.elements))
    body = Body(inlines, heading_shift(document))
    page = make("body")
    _band(page, "header", band_lines(document, "top"), inlines)
    if document.furniture.watermark:
        add_text(add(page, "p", {"class": "marking"}), document.furniture.watermark)
    main = add(page, "main")
    body.draw(main, heeded(document.elements, progress, cancelled))
    if not body.endnotes_drawn and (endnotes := notes_node(inlines, "end")) is not None:
        main.append(endnotes)
    footnotes = notes_node(inlines, "foot")
    if footnotes is not None:
        page.append(footnotes)
    _band(page, "footer", band_lines(document, "bottom"), inlines)
    language = language_tag(document.language)
    return written(make("html", {"lang": language, "dir": direction(language)}, (_head(document), page)))


def _head(document: Document) -> Node:
    head = make("head")
    add(head, "meta", {"charset": "utf-8"})
    add(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    add(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    add_text(add(head, "title"), " ".join(document.title.split()))
    described = {
        "description": document.subject,
        "keywords": ", ".join(document.keywords),
        "date": document.moment,
    }
    for name, content in described.items():
        if content:
            add(head, "meta", {"name": name, "content": content})
    add(head, "style").text = style_text(document.styles, document.page)
    return head


def _band(page: Node, tag: str, lines: tuple[BandLine, ...], inlines: Inlines) -> None:
    """Append the lines above or below the text; one that has a middle only is one paragraph.

    Without a middle the ends have the whole line between them.
    """
    if not lines:
        return
    band = add(page, tag)
    for line in lines:
        if line.centre and not (line.start or line.end):
            inlines.fill(add(band, "p", {"class": line.role, "style": "text-align: center"}), line.centre)
            continue
        row = add(band, "div", {"class": f"band {line.role}"})
        for place, content in (("start", line.start), ("middle", line.centre), ("end", line.end)):
            if content or line.centre or (place == "start" and line.end):
                inlines.fill(add(row, "div", {"class": place}), content)


def _places(elements: Iterable[Element]) -> dict[str, str]:
    """Return an id for each anchor; anchors themselves may hold what ids and links cannot."""
    anchors = dict.fromkeys(element.anchor for element in _all(elements) if element.anchor)
    return {anchor: f"place-{index}" for index, anchor in enumerate(anchors, 1)}


def _all(elements: Iterable[Element]) -> Iterator[Element]:
    for element in elements:
        yield element
        if isinstance(element, DrawnCallout):
            yield from _all(element.elements)
        elif isinstance(element, DrawnPair):
            yield from _all((*element.left, *element.right))
        elif isinstance(element, DrawnTable):
            for row in element.rows:
                for cell in row:
                    yield from _all(cell.elements)
