"""The Document: the composed briefing that all writers render.

It contains every decision on presentation (labels, numbers, order, sources, marking), so that DOCX,
PDF and preview agree. Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import UTC, date, datetime
from typing import Literal, assert_never

from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.list_labels import ListLabel, label_of_depth
from briefbuilder.domain.styles import Align, LetterFrame, PageSetup, Role, Style, StyleSheet
from briefbuilder.domain.text import Script
from briefbuilder.domain.values import value

PageKind = Literal["default", "first", "even"]
PAGE_KINDS: tuple[PageKind, ...] = ("default", "first", "even")

_MAX_VALUE = 1e15
"""Spreadsheets keep fifteen figures of a number."""


@value
class Run:
    """Text of one format; `link` is an external address, `target` an anchor in the document.

    `look` is the style of text of a letterhead that differs from its paragraph. Text that `keeps_case` is not shown in
    capitals where the style of its paragraph has them.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    code: bool = False
    script: Script = "baseline"
    link: str | None = None
    target: str | None = None
    language: str | None = None
    look: Style | None = None
    keeps_case: bool = False


@value
class NoteMark:
    """The reference to a note of `Document.notes`."""

    note: str


@value
class PageField:
    """A value that depends on the page: `page` and `pages` everywhere, `section` in a header."""

    name: Literal["page", "pages", "section"]
    look: Style | None = None


@value
class InlinePicture:
    """A picture of `Document.pictures` in a line of a letterhead; its size is in points."""

    picture: str
    size: tuple[float, float]
    alternative_text: str = ""


DrawnInline = Run | NoteMark | PageField | InlinePicture
Content = tuple[DrawnInline, ...]


@value
class _Element:
    """The common attributes of elements.

    `anchor` identifies the element for links, contents and bookmarks and is unique in a document; `origin` is the id of
    the part or item of the briefing, or "field:" and the key of a field, `blocks` the ids of the blocks of that item
    that the element shows, in order, one for each paragraph or one for all; `language` is a BCP 47 tag if it differs
    from the document's.
    """

    anchor: str = ""
    origin: str = ""
    blocks: tuple[str, ...] = ()
    language: str | None = None


@value
class DrawnHeading(_Element):
    """A heading; `number` is its label ("2.1"), or empty if headings are not numbered."""

    level: int
    content: Content
    number: str = ""
    kind: Literal["heading"] = "heading"


@value
class DrawnText(_Element):
    """A paragraph in some role; `number` is its label if paragraphs are numbered through.

    `look` is the style of text that belongs to a letterhead, `frame` the rules around it.
    """

    role: Role
    content: Content
    number: str = ""
    look: Style | None = None
    frame: LetterFrame | None = None
    kind: Literal["text"] = "text"


@value
class ListEntry:
    """An entry of a list: `depth` counts from 0, `number` is the value of an ordered entry.

    `label` is how the number is written, by default as `label_of_depth` says. An entry that `continues` is a further
    paragraph of the one above and has no list marker.
    """

    content: Content
    depth: int = 0
    ordered: bool = False
    number: int = 1
    continues: bool = False
    label: ListLabel | None = None
    language: str | None = None

    @property
    def shown_label(self) -> ListLabel:
        """How the number of an ordered entry is written."""
        return self.label or label_of_depth(self.depth)


@value
class DrawnList(_Element):
    """A list with all its levels; a `quoted` one has the style of quotations."""

    entries: tuple[ListEntry, ...]
    quoted: bool = False
    kind: Literal["list"] = "list"


@value
class DrawnQuotation(_Element):
    """A block quotation with the line that names its source, which is empty if a note names it."""

    paragraphs: tuple[Content, ...]
    source: Content = ()
    kind: Literal["quotation"] = "quotation"


@value
class DrawnCallout(_Element):
    """A box with a title and elements."""

    title: Content
    elements: tuple[Element, ...]
    kind: Literal["callout"] = "callout"


@value
class DrawnCell:
    """A cell of a table; spans count from 1, and `header` marks the head of a row or column.

    `flush_end` aligns its text to the end of the line, as in columns of numbers. `frame` has the rules and the fill
    of a cell of a letterhead.
    """

    elements: tuple[Element, ...]
    column_span: int = 1
    row_span: int = 1
    header: bool = False
    flush_end: bool = False
    frame: LetterFrame | None = None


@value
class DrawnTable(_Element):
    """A table. A row contains the cells that begin in it; `widths` are shares of the line and sum to 1.

    The `frame` "grid" has rules, "plain" has none (the metadata block), "own" has those of each cell (a letterhead).
    """

    rows: tuple[tuple[DrawnCell, ...], ...]
    widths: tuple[float, ...]
    header_rows: int = 0
    caption: Content = ()
    frame: Literal["grid", "plain", "own"] = "grid"
    kind: Literal["table"] = "table"


@value
class DrawnFigure(_Element):
    """A picture of `Document.pictures`, at most `width` points wide, or as `wide` as the text, with its caption.

    It is aligned like captions unless it has an `align` of its own.
    """

    picture: str
    alternative_text: str
    width: float | None = None
    wide: bool = False
    caption: Content = ()
    align: Align | None = None
    kind: Literal["figure"] = "figure"


@value
class ChartSeries:
    """A series of a chart: a name and a number for each category."""

    name: str
    values: tuple[float, ...]


@value
class DrawnChart(_Element):
    """A chart with horizontal bars or upright columns, and its title, which is drawn as a caption.

    `value_format` is a number format of spreadsheets: "0", "#,##0", "0.0" or "0%". `category_title` says what the
    categories are ("Outlet"). A chart is `tabled` if a table beside it has its numbers: formats without drawings then
    write its alternative text only, otherwise a table.
    """

    title: Content
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    alternative_text: str
    form: Literal["bar", "column"] = "bar"
    value_format: str = "#,##0"
    category_title: str = ""
    tabled: bool = False
    kind: Literal["chart"] = "chart"

    def __post_init__(self) -> None:
        """Refuse series that do not have a number for each category: every writer relies on it."""
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError("a series of a chart has not as many values as there are categories")
        if not all(abs(number) <= _MAX_VALUE for series in self.series for number in series.values):
            raise ValueError("a chart has a value that is not a number, or too large for a spreadsheet")

    @property
    def is_drawn(self) -> bool:
        """Whether there is something to draw; without it, no format draws the title."""
        return bool(self.categories and self.series)


@value
class TimelineEvent:
    """An event of a timeline: its first and last day (ISO 8601), the date as printed, and what happened."""

    first: str
    last: str
    label: str
    text: str


@value
class DrawnTimeline(_Element):
    """Events along a scale of time, in the order of their days; `tabled` is as in `DrawnChart`."""

    events: tuple[TimelineEvent, ...]
    alternative_text: str
    tabled: bool = False
    kind: Literal["timeline"] = "timeline"

    def __post_init__(self) -> None:
        """Refuse what is not a day, and events that end before they begin."""
        if any(date.fromisoformat(event.first) > date.fromisoformat(event.last) for event in self.events):
            raise ValueError("an event ends before it begins")


@value
class ContentsEntry:
    """A line of the table of contents, which links to an anchor."""

    target: str
    level: int
    text: str
    number: str = ""


@value
class DrawnContents(_Element):
    """The table of contents; `page_numbers` says whether its lines show page numbers."""

    title: Content
    entries: tuple[ContentsEntry, ...]
    page_numbers: bool = True
    kind: Literal["contents"] = "contents"


@value
class DrawnPair(_Element):
    """Two columns: an original text and its working translation."""

    left: tuple[Element, ...]
    right: tuple[Element, ...]
    kind: Literal["pair"] = "pair"


@value
class DrawnBreak(_Element):
    """A page break; the pages after it have the headers and footers `bands`, if it has some.

    Those behind a `landscape` one are landscape pages, up to the next break.
    """

    bands: HeadersFooters | None = None
    landscape: bool = False
    kind: Literal["break"] = "break"


@value
class DrawnEndnotes(_Element):
    """The position of the endnotes; it is the last element."""

    title: Content = ()
    kind: Literal["endnotes"] = "endnotes"


Element = (
    DrawnHeading | DrawnText | DrawnList | DrawnQuotation | DrawnCallout | DrawnTable
    | DrawnFigure | DrawnContents | DrawnPair | DrawnBreak | DrawnEndnotes | DrawnChart | DrawnTimeline
)  # fmt: skip

FramedElement = (
    DrawnCallout | DrawnTable | DrawnFigure | DrawnPair | DrawnBreak | DrawnEndnotes | DrawnChart | DrawnTimeline
)  # fmt: skip
"""The elements that are not made of paragraphs only."""


@value
class DrawnNote:
    """A note; its label is its number in the order of references, from 1 for each placement.

    `origin` is the id of the item whose note it is, and `blocks` has the id of the note's block; both are empty for the
    notes that name sources.
    """

    id: str
    content: Content
    placement: Literal["foot", "end"] = "foot"
    origin: str = ""
    blocks: tuple[str, ...] = ()


@value
class LetterLine:
    """A paragraph of a letterhead with its own style and frame, or the `rows` of a table or of a line with tabs.

    A paragraph that `continues` has the same frame as the one above it and shares it.
    """

    content: Content = ()
    look: Style = field(default_factory=Style)
    frame: LetterFrame | None = None
    rows: tuple[tuple[LetterBox, ...], ...] = ()
    continues: bool = False


@value
class LetterBox:
    """A box of lines of a letterhead, `left` points from the left edge of the paper.

    `top` is the distance of a floating box from the upper edge of the paper, or None for a box in a row. A box
    `after_tab` moves to the next tab stop, or to the next line, if the text before it extends beyond its own.
    `height` is the least height and `padding` the space around the lines (left and right, above, below); a cell
    covers `span` rows, and `vertical` is where its lines are if it is higher.
    """

    left: float
    width: float
    lines: tuple[LetterLine, ...]
    top: float | None = None
    after_tab: bool = False
    frame: LetterFrame | None = None
    height: float = 0.0
    padding: tuple[float, float, float] = (0.0, 0.0, 0.0)
    span: int = 1
    vertical: Literal["top", "centre", "bottom"] = "top"


@value
class BandLine:
    """A line of a header or footer, with text at its start, centre and end.

    `boxes` are a row of a letterhead, which replaces the three; the Word file of the letterhead has them already.
    """

    start: Content = ()
    centre: Content = ()
    end: Content = ()
    role: Role = "header"
    boxes: tuple[LetterBox, ...] = ()


@value
class HeadersFooters:
    """The headers and footers of pages; `first` and `even` are None if those pages do not differ.

    `room` is the distance of the lines from the left and right edge of the paper, in points, or None if they
    are as wide as the text.
    """

    header: tuple[BandLine, ...] = ()
    footer: tuple[BandLine, ...] = ()
    first_header: tuple[BandLine, ...] | None = None
    first_footer: tuple[BandLine, ...] | None = None
    even_header: tuple[BandLine, ...] | None = None
    even_footer: tuple[BandLine, ...] | None = None
    watermark: str = ""
    room: tuple[float, float] | None = None

    def has_own(self, pages: PageKind) -> bool:
        """Return whether a kind of page has a header or a footer of its own."""
        return any(lines is not None for lines in self._own(pages))

    def on(self, pages: PageKind) -> tuple[tuple[BandLine, ...], tuple[BandLine, ...]]:
        """Return the header and the footer of a kind of page: those of most pages if it has none of its own."""
        header, footer = self._own(pages)
        return (self.header if header is None else header, self.footer if footer is None else footer)

    def _own(self, pages: PageKind) -> tuple[tuple[BandLine, ...] | None, tuple[BandLine, ...] | None]:
        if pages == "first":
            return self.first_header, self.first_footer
        return (self.even_header, self.even_footer) if pages == "even" else (self.header, self.footer)


@value
class PictureFile:
    """A picture as a PNG or JPEG file without metadata; its size is in pixels."""

    suffix: Literal["png", "jpg"]
    data: bytes
    width: int
    height: int

    def __post_init__(self) -> None:
        """Refuse another kind of file and impossible sizes: whoever writes the picture relies on them."""
        start = b"\x89PNG\r\n\x1a\n" if self.suffix == "png" else b"\xff\xd8"
        if self.width < 1 or self.height < 1 or not self.data.startswith(start):
            raise ValueError("not a picture of this kind")

    @property
    def media_type(self) -> str:
        """The media type of the file."""
        return "image/png" if self.suffix == "png" else "image/jpeg"


@value
class PictureSamples:
    """The samples of a picture, of 8 bits: one for each pixel if it is `gray`, else red, green and blue.

    `data`, and the `mask` of how opaque each pixel is, are compressed by zlib. `data` is None if the picture's file
    is a JPEG that can be drawn as it is.
    """

    width: int
    height: int
    gray: bool
    data: bytes | None
    mask: bytes | None = None

    def __post_init__(self) -> None:
        """Refuse impossible sizes."""
        if self.width < 1 or self.height < 1:
            raise ValueError("a picture without pixels")


@value
class DocumentPicture:
    """A picture for the writers, which decode none: as a file and as samples; both are None if it cannot be read."""

    file: PictureFile | None = None
    samples: PictureSamples | None = None


@value
class FilledLetterhead:
    """The letterhead document into which a Word file is written, and the elements around the text.

    `data` are its bytes, `place` is the name of the text's placeholder and `names` are the styles that the
    template names for roles. `values` are the contents of placeholders; `changed` has the properties of a role's
    style that the template overrides. `before`, `beside` and `after` are for writers that do not use the Word file;
    the text's title is omitted if the letterhead is `titled`.
    """

    data: bytes
    place: str
    names: Mapping[Role, str]
    values: Mapping[str, Content]
    changed: Mapping[Role, frozenset[str]]
    before: tuple[Element, ...] = ()
    beside: tuple[LetterBox, ...] = ()
    after: tuple[Element, ...] = ()
    titled: bool = False


@value
class Document:
    """A composed briefing. `moment` (ISO 8601, UTC) is the only time in an export; writers read no clock.

    `properties` are further document properties of the file, by English names ("Marking", "Reference").
    `embed_fonts` asks for the fonts in a Word file, as far as their rights allow.
    """

    title: str
    language: str
    elements: tuple[Element, ...]
    notes: tuple[DrawnNote, ...] = ()
    headers_footers: HeadersFooters = field(default_factory=HeadersFooters)
    page: PageSetup = field(default_factory=PageSetup)
    styles: StyleSheet = field(default_factory=StyleSheet)
    pictures: Mapping[str, DocumentPicture] = field(default_factory=dict)
    subject: str = ""
    keywords: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    moment: str = "2000-01-01T00:00:00Z"
    letterhead: FilledLetterhead | None = None
    embed_fonts: bool = False

    @property
    def created(self) -> datetime:
        """The moment as a time in UTC; raises ExportError if it is not a time."""
        try:
            moment = datetime.fromisoformat(self.moment)
        except ValueError as error:
            raise ExportError("docx-moment-unreadable", moment=self.moment) from error
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def has_picture(document: Document, figure: DrawnFigure) -> bool:
    """Return whether the picture of a figure can be drawn; without it, no format draws its caption."""
    picture = document.pictures.get(figure.picture)
    return picture is not None and picture.file is not None and picture.samples is not None


def content_text(content: Content) -> str:
    """Return the text of some content, without note marks and page fields."""
    return "".join(inline.text for inline in content if isinstance(inline, Run))


def child_elements(element: Element) -> tuple[Element, ...]:
    """Return the elements directly inside another, in reading order."""
    match element:
        case DrawnCallout():
            return element.elements
        case DrawnPair():
            return (*element.left, *element.right)
        case DrawnTable():
            return tuple(child for row in element.rows for cell in row for child in cell.elements)
        case DrawnHeading() | DrawnText() | DrawnList() | DrawnQuotation() | DrawnContents():
            return ()
        case DrawnFigure() | DrawnBreak() | DrawnEndnotes() | DrawnChart() | DrawnTimeline():
            return ()
        case _:
            assert_never(element)


def walk_elements(elements: Iterable[Element]) -> Iterator[Element]:
    """Yield every element, each followed by the elements inside it."""
    for element in elements:
        yield element
        yield from walk_elements(child_elements(element))


def elements_on_letterhead(document: Document, *, framed: bool) -> tuple[Element, ...]:
    """Return the elements without the title if the letterhead has one.

    `framed` adds the elements of the letterhead around them.
    """
    letterhead = document.letterhead
    if letterhead is None:
        return document.elements
    kept = tuple(
        element
        for element in document.elements
        if not (letterhead.titled and isinstance(element, DrawnText) and element.role == "title")
    )
    return (*letterhead.before, *kept, *letterhead.after) if framed else kept
