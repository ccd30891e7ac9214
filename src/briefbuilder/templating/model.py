"""The model of a template's YAML. The docstrings of its fields document the keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Annotated, Literal

from briefbuilder.domain.json_marks import Limits
from briefbuilder.domain.notices import Severity
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.styles import PageSetup, Role, Style, StyleSheet
from briefbuilder.domain.values import value
from briefbuilder.templating.checks import Check
from briefbuilder.templating.fields import TemplateField
from briefbuilder.templating.files import LetterheadOption, check_picture_name
from briefbuilder.templating.parts import (
    MOST_PARTS,
    AnnexPart,
    ChronologyPart,
    LengthLimits,
    TablePart,
    TemplatePart,
    TopicsPart,
)
from briefbuilder.templating.styles import (
    FontFamilies,
    StyleChange,
    changed_properties,
    indent_beside_numbers,
    style_sheet,
)
from briefbuilder.templating.values import (
    ANY_LANGUAGE,
    After,
    Before,
    Bounds,
    Count,
    DateFormat,
    Flag,
    HeaderFooterLine,
    Key,
    Language,
    Length,
    Texts,
    Whole,
    localized_text,
)
from briefbuilder.templating.words import Word, fixed_word

PLACEHOLDER = lazy_pattern(r"\{([^{}]*)\}")
"""A placeholder in a header, footer, subtitle or watermark."""
PAGE_PLACEHOLDERS = ("page", "pages", "section")
VALUE_PLACEHOLDERS = ("title", "date", "marking", "template")
SUBTITLE_PLACEHOLDERS = ("date", "marking", "template")

SourceDetail = Literal[
    "number", "outlet", "author", "title", "date", "pages", "address", "language", "reliability", "rights"
]
"""What a column of a table of sources shows of an article."""
PaperName = Literal["A3", "A4", "A5", "Letter", "Legal"]
_PAPERS: dict[PaperName, tuple[float, float]] = {
    "A3": (841.89, 1190.55),
    "A4": (595.28, 841.89),
    "A5": (419.53, 595.28),
    "Letter": (612.0, 792.0),
    "Legal": (612.0, 1008.0),
}
_MARGIN = 70.87  # 2.5 cm
_BAND = 28.35  # 1 cm
_GAP = 18.0


def _from_lines(value: object) -> object:
    return {"all": value} if isinstance(value, list) else value


@value
class HeaderFooterSettings:
    """A header or a footer; pages are alike where `first` and `even` are left out."""

    all: tuple[HeaderFooterLine, ...] = ()
    """The lines on every page."""
    first: tuple[HeaderFooterLine, ...] | None = None
    """The lines on the first page, where it differs."""
    even: tuple[HeaderFooterLine, ...] | None = None
    """The lines on even pages, where they differ."""

    def bands(self) -> Iterator[HeaderFooterLine]:
        """Yield every line of every kind of page."""
        for lines in (self.all, self.first or (), self.even or ()):
            yield from lines


HeaderOrFooter = Annotated[
    HeaderFooterSettings,
    Before(_from_lines, tuple[HeaderFooterLine, ...] | HeaderFooterSettings),
]


@value
class MarkingSettings:
    """The markings that a template's briefings can have."""

    profile: Key
    """The id of a marking profile."""
    default: str | None = None
    """The id of the level that a briefing has until the officer chooses another."""
    portions: Flag = False
    """Whether the level of its item is written in brackets before each paragraph."""


@value
class NumberingSettings:
    """What is numbered."""

    headings: Flag = False
    """Whether headings are numbered: 1, 1.1, 1.1.1."""
    paragraphs: Flag = False
    """Whether the officer's own paragraphs are numbered through."""
    excerpts: Flag = False
    """Whether excerpts are numbered through: [1], [2]."""


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
class MastheadPicture:
    """A picture beside the template, such as an emblem."""

    file: Annotated[str, After(check_picture_name)]
    """The name of the picture's file, which lies beside the template: PNG or JPEG."""
    alternative_text: Texts
    """What the picture shows, by language, for readers who do not see it."""
    width: Length = 42.52
    """The width of the picture."""


@value
class Masthead:
    """What stands above the title on the first page: an emblem and the names of the institution."""

    picture: MastheadPicture | None = None
    """The emblem."""
    lines: tuple[Texts, ...] = ()
    """The lines under the emblem, by language; they may contain placeholders."""


@value
class Signature:
    """What stands under the text: who signs, and in what capacity."""

    lines: Annotated[tuple[Texts, ...], Count(least=1)]
    """The lines, by language; they may contain placeholders."""


@value
class FieldTable:
    """How the tables of fields are set."""

    frame: Literal["plain", "grid"] = "plain"
    """Whether the table has rules."""
    label_width: Length | None = None
    """The width of the labels; left out, about a fifth of the line."""


@value
class Title:
    """How the briefing's title is set on the first page."""

    label: Texts = field(default_factory=dict)
    """The words before it, by language: "Subject"."""
    place: Literal["above", "below"] = "above"
    """Whether it is above the table of fields or below it."""
    sample: Texts = field(default_factory=dict)
    """The title of a preview, by language."""


@value
class ContentsSettings:
    """The contents list."""

    show: Flag = True
    """Whether there is one."""
    levels: Annotated[Whole, Limits(1, 6)] = 2
    """How many levels of headings it shows."""
    page_numbers: Flag = True
    """Whether its lines show pages."""


@value
class Margins:
    """The four margins; inner and outer are left and right on a page that is not bound."""

    top: Length = _MARGIN
    """From the upper edge to the text."""
    bottom: Length = _MARGIN
    """From the lower edge to the text."""
    inner: Length = _MARGIN
    """From the bound edge to the text: the left one of a single page."""
    outer: Length = _MARGIN
    """From the free edge to the text: the right one of a single page."""


def _all_margins(value: object) -> object:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return {"top": value, "bottom": value, "inner": value, "outer": value}
    return value


@value
class PageSettings:
    """The paper, its margins, the places of the header and the footer, and what is written across."""

    size: PaperName = "A4"
    """The paper."""
    orientation: Literal["portrait", "landscape"] = "portrait"
    """Whether the paper is upright (portrait) or turned (landscape)."""
    margins: Annotated[Margins, Before(_all_margins, Length | Margins)] = field(default_factory=Margins)
    """One length for all four margins, or each by name."""
    columns: Annotated[Whole, Limits(1, 3)] = 1
    """The number of text columns."""
    column_gap: Length = _GAP
    """The room between two columns."""
    header: Length = _BAND
    """From the upper edge to the header."""
    footer: Length = _BAND
    """From the lower edge to the footer."""
    watermark: Texts = field(default_factory=dict)
    """The pale words across every page, by language."""

    def setup(self) -> PageSetup:
        """Return the settings as a PageSetup."""
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


@value
class Template:
    """A template, whole and without faults."""

    version: Literal[1]
    """The version of the language of templates: 1."""
    id: Key
    """The name that briefings keep."""
    extends: Key | None = None
    """The name of the house style that it takes over what it leaves out from."""
    name: Texts
    """What the template is called, by language."""
    description: Texts = field(default_factory=dict)
    """A sentence that tells when to take it, by language."""
    languages: Annotated[tuple[Language, ...], Count(least=1)]
    """The languages that its labels are written in; the first is offered first."""
    house_document: LetterheadOption | None = None
    """The ministry's own Word file, whose paper and styles exports take over."""
    page: PageSettings = field(default_factory=PageSettings)
    """The paper and its margins."""
    fonts: FontFamilies = field(default_factory=FontFamilies)
    """The families of letters."""
    styles: Mapping[Role, StyleChange] = field(default_factory=dict)
    """What each role has that the house style has not."""
    masthead: Masthead = field(default_factory=Masthead)
    """What stands above the title on the first page."""
    title: Title = field(default_factory=Title)
    """How the title is set on the first page."""
    subtitle: Texts = field(default_factory=dict)
    """The line under the title."""
    header: HeaderOrFooter = field(default_factory=HeaderFooterSettings)
    """The header of pages."""
    footer: HeaderOrFooter = field(default_factory=HeaderFooterSettings)
    """The footer of pages."""
    marking: MarkingSettings
    """The markings that a briefing can have."""
    fields: tuple[TemplateField, ...] = ()
    """What the officer fills in, in the order of the table under the title."""
    field_table: FieldTable = field(default_factory=FieldTable)
    """How the tables of fields are set."""
    signature: Signature | None = None
    """What stands under the text."""
    parts: Annotated[tuple[TemplatePart, ...], Count(least=1, most=MOST_PARTS)]
    """The parts, in order."""
    limits: LengthLimits = field(default_factory=LengthLimits)
    """How long a briefing may be."""
    numbering: NumberingSettings = field(default_factory=NumberingSettings)
    """What is numbered."""
    sources: Sources = field(default_factory=Sources)
    """How sources are named."""
    contents: ContentsSettings = field(default_factory=ContentsSettings)
    """The contents list."""
    quotations: Quotations = field(default_factory=Quotations)
    """How words of a source are set."""
    date_format: DateFormat = "long"
    """How dates are written: a style (`short`, `medium`, `long`, `full`), or a pattern such as `d MMMM y`."""
    words: Mapping[Word, Texts] = field(default_factory=dict)
    """Fixed words that this template says otherwise, by language."""
    checks: Mapping[Check, Severity] = field(default_factory=dict)
    """Findings that are graver or lighter here than elsewhere."""

    def label(self, language: str) -> str:
        """Return the template's name in a language."""
        return localized_text(self.name, language, self.id)

    def field(self, key: str) -> TemplateField | None:
        """Return the field of that key, or None."""
        return next((field for field in self.fields if field.key == key), None)

    def part(self, key: str) -> TemplatePart | None:
        """Return the part of that key, also one under each topic, or None."""
        return next((part for part in self.all_parts if part.key == key), None)

    @property
    def all_parts(self) -> tuple[TemplatePart, ...]:
        """The parts in order, each followed by those under its topics."""
        return tuple(
            part
            for outer in self.parts
            for part in (outer, *(outer.parts if isinstance(outer, TopicsPart) else ()))
        )

    @property
    def table_parts(self) -> frozenset[str]:
        """The keys of the parts whose texts are rows of a table."""
        return frozenset(part.key for part in self.parts if isinstance(part, TablePart))

    @property
    def annexes(self) -> frozenset[str]:
        """The keys of the parts that hold whole articles."""
        return frozenset(part.key for part in self.parts if isinstance(part, AnnexPart))

    @property
    def repeating_parts(self) -> frozenset[str]:
        """The keys of the parts that quote what other parts may quote as well: annexes and chronologies."""
        return frozenset(part.key for part in self.parts if isinstance(part, AnnexPart | ChronologyPart))

    def word(self, word: Word, language: str) -> str:
        """Return a fixed word in a language: the template's own where it has one."""
        own = self.words.get(word, {})
        return own.get(ANY_LANGUAGE) or fixed_word(word, language, own)

    def style_sheet(self, found: Mapping[Role, Style] | None = None) -> StyleSheet:
        """Return a style for every role; `found` holds those of a letterhead document."""
        sheet = style_sheet(self.fonts, self.styles, found)
        return (
            indent_beside_numbers(sheet, self.styles)
            if self.numbering.paragraphs and found is None
            else sheet
        )

    def changed_styles(self) -> Mapping[Role, frozenset[str]]:
        """Return the properties that the template sets for each role, which override a letterhead document."""
        return changed_properties(self.fonts, self.styles)

    def slots(self) -> tuple[str, ...]:
        """Return the names of the placeholders that a letterhead document may contain."""
        return (*PAGE_PLACEHOLDERS, *VALUE_PLACEHOLDERS, *(field.key for field in self.fields))
