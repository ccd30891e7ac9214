"""A ministry's own Word file: what a template says of it, and what was read from it for an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from briefbuilder.domain.document import BandLine, DocumentPicture, Element, LetterBox
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.styles import PageSetup, Role, Style
from briefbuilder.domain.values import value

PageKind = Literal["default", "first", "even"]
LetterheadRows = Mapping[PageKind, tuple[BandLine, ...]]


@value
class LetterheadFile:
    """A letterhead document as it was found beside its template.

    `content` is the name of the place that the text goes to; `styles` names the style of a role where
    it cannot be guessed; `fields` are the names of the places that can be filled with a value.
    """

    name: str
    data: bytes
    content: str = "content"
    styles: Mapping[Role, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()


@value
class LetterheadLayout:
    """What was read from a letterhead document: enough for the PDF to look like it.

    `styles` holds the roles that it has a style for, `text` its ordinary paragraph. `headers` and
    `footers` have "first" and "even" only where those pages differ; `before`, `beside` and `after` is
    what stands around the place of the text. Texts hold places such as "{{date}}", whose names are in
    `slots`. `room` is the place of header lines, from the left and right edge of the paper, in points.
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
    findings: tuple[Finding, ...] = ()
