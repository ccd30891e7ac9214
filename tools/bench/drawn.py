"""The Document that the two writers are measured on, made from the text that their peers read.

It loads nothing but the values of a Document: what else the measuring needs is not the writers' to pay for.
"""

from __future__ import annotations

from briefbuilder.domain.document import (
    BandLine,
    ContentsEntry,
    Document,
    DrawnContents,
    DrawnHeading,
    DrawnText,
    Element,
    HeadersFooters,
    PageField,
    Run,
)
from briefbuilder.domain.styles import Style, StyleSheet


def document(path: str) -> Document:
    """Return a briefing-like document, with contents and page n/N, of a file of paragraphs in Markdown."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a measured process loads no more than it needs
        text = file.read()
    elements: list[Element] = []
    entries: list[ContentsEntry] = []
    for number, line in enumerate(text.split("\n\n")):
        if line.startswith("# "):
            title, anchor = line[2:], f"a{number}"
            elements.append(DrawnHeading(level=1, content=(Run(text=title),), anchor=anchor))
            entries.append(ContentsEntry(target=anchor, level=1, text=title))
        else:
            elements.append(DrawnText(role="body", content=(Run(text=line),)))
    contents = DrawnContents(title=(Run(text="Indice"),), entries=tuple(entries))
    page = (PageField(name="page"), Run(text="/"), PageField(name="pages"))
    return Document(
        title="Misura",
        language="it",
        elements=(contents, *elements),
        headers_footers=HeadersFooters(footer=(BandLine(centre=page, role="footer"),)),
        styles=StyleSheet(
            styles={"body": Style(align="justify"), "heading1": Style(size=15, leading=20, bold=True)}
        ),
    )
