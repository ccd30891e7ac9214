"""The models of a template's parts, and of how quotations, sources and the contents list are set."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Annotated, Literal

from briefbuilder.domain.coverage import CoverageBy, CoverageOf
from briefbuilder.domain.json_marks import Limits
from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.values import value
from briefbuilder.templating.values import (
    Bounds,
    Conditions,
    Count,
    Flag,
    HeaderFooterLine,
    Key,
    Length,
    Texts,
    Whole,
)

if TYPE_CHECKING:
    from briefbuilder.domain.briefing import Part
    from briefbuilder.domain.topics import Topic

MOST_PARTS = 300
"""The most entries of a list of parts; a preview of thousands would take minutes."""
Sort = Literal["import", "date", "newest", "outlet", "title"]
"""The order of what is gathered: that of import, or by what the articles say of themselves."""
ActorKind = Literal["person", "organisation", "place", "country"]
"""What can be told of an actor by its name."""


SourceDetail = Literal[
    "number", "outlet", "author", "title", "date", "pages", "address", "language", "reliability", "rights"
]
"""What a column of a table of sources shows of an article."""


@value
class Limit:
    """How long something may be."""

    words: Annotated[Whole, Bounds(above=0)] | None = None
    """The most words."""


@value
class PartLimit(Limit):
    """How long a part may be."""

    lines: Annotated[Whole, Bounds(above=0)] | None = None
    """The most lines, as they are laid out in the PDF."""


@value
class LengthLimits(Limit):
    """How long a whole briefing may be."""

    pages: Annotated[Whole, Bounds(above=0)] | None = None
    """The most pages."""


@value
class _Part:
    """What every part has."""

    key: Key
    """The name that the part is known by in a briefing."""
    label: Texts
    """Its heading, by language."""
    new_page: Flag = False
    """Whether it begins on a new page."""
    footer: tuple[HeaderFooterLine, ...] = ()
    """The footer of its pages, which no other part shares; the template's is used if it is left out."""
    landscape: Flag = False
    """Whether its pages, which no other part shares, are turned (landscape)."""
    shown_when: Conditions = field(default_factory=dict)
    """The values of fields with which it is shown."""

    @property
    def starts_page(self) -> bool:
        """Whether it begins on a new page."""
        return self.new_page or self.landscape or bool(self.footer)


@value
class _FilledPart(_Part):
    """What a part has that holds items."""

    required: Flag = False
    """Whether a briefing in which it is empty is faulty."""
    hint: Texts = field(default_factory=dict)
    """A sentence that tells the officer what belongs here, by language."""
    limit: PartLimit = field(default_factory=PartLimit)
    """How long it may be."""
    release: Literal["usable", "closed"] | None = None
    """Who may see it in a new briefing: all, or only the house."""
    closing: Texts = field(default_factory=dict)
    """The line that ends it, by language, for a decision or a signature."""
    sample: Texts = field(default_factory=dict)
    """The sample text of a preview, by language."""


@value
class WrittenPart(_FilledPart):
    """A part that the officer writes."""

    kind: Literal["written"]
    """The officer's own text, with excerpts if she wants them."""
    boxed: Flag = False
    """Whether its text is in a box."""


@value
class TopicsPart(_FilledPart):
    """One part for each topic of the briefing, filled with what is tagged with it."""

    kind: Literal["topics"]
    """One part for each topic, filled with the passages that are tagged with it."""
    layout: Literal["parts", "sub-parts"] = "parts"
    """`parts`: each topic is a separate part; `sub-parts`: the topics are sections under this part's label."""
    repeat: Flag = True
    """Whether a passage with several topics is shown under each of them, or once, under the one that fits best or is the most specific."""
    sort: Sort = "import"
    """The order of the articles that its passages are taken from."""
    parts: Annotated[tuple[WrittenPart, ...], Count(most=MOST_PARTS)] = ()
    """The parts that the officer writes under each topic, such as an assessment."""
    when_nothing_new: Texts = field(default_factory=dict)
    """The sentence that is printed under a topic on which there is nothing new, by language."""


@value
class GatheredPart(_FilledPart):
    """One part with all passages that are tagged with certain topics."""

    kind: Literal["gathered"]
    """All passages tagged with the given topics, each once."""
    topics: tuple[str, ...] = ()
    """The ids of the topics; left out, those that the briefing is about."""
    sort: Sort = "import"
    """The order of the articles that its passages are taken from."""
    when_nothing_new: Texts = field(default_factory=dict)
    """The sentence that is printed if there is nothing new on its topics, by language."""


@value
class TableColumn:
    """A column of a table part."""

    label: Texts
    """Its head, by language."""
    width: Length | None = None
    """Its width; the other columns share the rest of the line."""


@value
class TablePart(_FilledPart):
    """A table that the officer writes row by row."""

    kind: Literal["table"]
    """A table: each text of the officer's own is a row, its paragraphs are the cells."""
    columns: Annotated[tuple[TableColumn, ...], Count(least=2, most=6)]
    """The columns, in order."""


@value
class QuotationsPart(_FilledPart):
    """Quotations that the officer picks."""

    kind: Literal["quotations"]
    """Quotations that the officer picks."""


@value
class FiguresPart(_FilledPart):
    """Data, tables and pictures that the officer picks."""

    kind: Literal["figures"]
    """Data, tables and pictures that the officer picks."""


@value
class AnnexPart(_FilledPart):
    """Whole articles, each under its title."""

    kind: Literal["annex"]
    """The whole articles that are tagged with the briefing's topics, each under its title."""
    sort: Sort = "import"
    """The order of the articles that its passages are taken from."""


@value
class ChronologyPart(_FilledPart):
    """A table of dated events."""

    kind: Literal["chronology"]
    """A table of the dated events in passages that are tagged with the given topics."""
    topics: tuple[str, ...] = ()
    """The ids of the topics; left out, those that the briefing is about."""
    sort: Literal["date", "newest"] = "date"
    """The order of its events: `date` has the oldest first."""
    timeline: Flag = False
    """Whether a drawn timeline is above the table."""


@value
class ActorsPart(_FilledPart):
    """A table of those who are named most often."""

    kind: Literal["actors"]
    """A table of those whom the quoted articles name most often."""
    kinds: Annotated[tuple[ActorKind, ...], Count(least=1)] = ("person", "organisation")
    """Whom and what it shows."""
    most: Annotated[Whole, Bounds(above=0, most=200)] = 20
    """The most rows."""


@value
class CoveragePart(_FilledPart):
    """A table and a chart of the number of articles."""

    kind: Literal["coverage"]
    """A table and a chart of the number of articles and tags."""
    by: CoverageBy = "outlet"
    """What the articles are counted by."""
    of: CoverageOf = "briefing"
    """Which articles are counted: those that the briefing quotes, or all in the dossier."""
    chart: Literal["bar", "none"] = "bar"
    """Whether a chart is above the table."""
    most: Annotated[Whole, Bounds(above=0, most=100)] = 15
    """The most rows; of weeks, the latest."""


@value
class SourcesPart(_Part):
    """The place of the list of sources."""

    kind: Literal["sources"]
    """The list of sources; its style is set under `sources`."""


@value
class ContentsPart(_Part):
    """The place of the contents list."""

    kind: Literal["contents"]
    """The contents list; its style is set under `contents`."""


@value
class SourceColumn:
    """A column of the table of sources."""

    shows: SourceDetail
    """What it shows of each article."""
    label: Texts
    """Its head, by language."""
    width: Length | None = None
    """Its width; the other columns share the rest of the line."""


@value
class Sources:
    """How an excerpt names its source."""

    style: Literal["footnote", "endnote", "inline", "headline"] = "footnote"
    """In a note at the foot of the page, in a note at the end, in a line beside the excerpt, or under its headline."""
    place: Literal["below", "above"] = "below"
    """Where an inline source is placed."""
    list: Flag = True
    """Whether the sources are listed, each article once."""
    columns: Annotated[tuple[SourceColumn, ...], Count(most=8)] = ()
    """The columns of the list of sources, which is then a table."""
    repeated: Literal["full", "short", "ibid"] = "full"
    """How a note names a source again: in full, in short, or as *ibid.* directly after another note on it."""
    grouped: Flag = False
    """Whether neighbouring excerpts from one article name their source once."""
    files: Flag = False
    """Whether sources without an address name the imported file; a briefing for a recipient never does."""
    reliability: Flag = False
    """Whether each excerpt should have an Admiralty code (A1 to F6)."""
    words: Annotated[Whole, Bounds(least=1)] | None = None
    """The most words that may be quoted of one source."""


@value
class Quotations:
    """How words of a source are set."""

    marks: Flag = False
    """Whether excerpts are put in the quotation marks of the briefing's language."""


@value
class ContentsSettings:
    """The contents list."""

    show: Flag = True
    """Whether there is one."""
    levels: Annotated[Whole, Limits(1, 6)] = 2
    """How many levels of headings it shows."""
    page_numbers: Flag = True
    """Whether its lines show pages."""


FilledPart = (
    WrittenPart
    | TopicsPart
    | GatheredPart
    | TablePart
    | QuotationsPart
    | FiguresPart
    | AnnexPart
    | ChronologyPart
    | ActorsPart
    | CoveragePart
)
TemplatePart = FilledPart | SourcesPart | ContentsPart


def heading_of(part: TemplatePart, language: str) -> str:
    """Return the part's own heading in a language."""
    return localized_text(part.label, language, part.key)


def printed_heading(part: Part, topic: Topic | None, spec: TemplatePart | None, language: str) -> str:
    """Return the heading of a briefing's part: its own, or its topic's name, or that of the template's part."""
    if part.heading is not None and part.heading.strip():
        return part.heading
    if topic is not None:
        return topic.name(language)
    return part.topic or (heading_of(spec, language) if spec is not None else part.key)


def gathers_topics(part: TemplatePart) -> bool:
    """Return whether a part is filled with what is tagged."""
    return isinstance(part, TopicsPart | GatheredPart | AnnexPart | ChronologyPart)
