"""A letterhead document: the Word file of a template, and the layout that was read from it for an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from briefbuilder.domain.document import BandLine, DocumentPicture, Element, LetterBox, PageKind
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.styles import PageSetup, Role, Style
from briefbuilder.domain.values import value

LetterheadRows = Mapping[PageKind, tuple[BandLine, ...]]


@value
class LetterheadFile:
    """A letterhead document that belongs to a template.

    `content` is the name of the placeholder for the text; `styles` names the style of a role if it cannot
    be guessed; `fields` are the names of the placeholders that can have a value.
    """

    name: str
    data: bytes
    content: str = "content"
    styles: Mapping[Role, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()


@value
class LetterheadLayout:
    """The layout of a letterhead document, from which the PDF is made.

    `styles` has the styles of roles, `text` that of ordinary paragraphs. `headers` and `footers` have
    "first" and "even" only if those pages differ; `before`, `beside` and `after` surround the text.
    Texts contain placeholders such as "{{date}}", whose names are in `slots`. `room` is the distance of
    header lines from the left and right edge of the paper, in points. `grid` is the colour of the lines of its style for
    tables, empty if it has none. `labels` are the ids of the sensitivity labels
    that the document has of its own; no export has them.
    """

    file: LetterheadFile
    styles: Mapping[Role, Style]
    text: Style
    page: PageSetup
    headers: LetterheadRows
    footers: LetterheadRows
    before: tuple[Element, ...] = ()
    beside: tuple[LetterBox, ...] = ()
    after: tuple[Element, ...] = ()
    pictures: Mapping[str, DocumentPicture] = field(default_factory=dict)
    slots: frozenset[str] = frozenset()
    body_slots: frozenset[str] = frozenset()
    room: tuple[float, float] = (70.87, 70.87)
    grid: str = ""
    labels: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
