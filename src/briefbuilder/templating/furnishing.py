"""What stands at the head and foot of pages, and how sources, contents and numbers are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from briefbuilder.templating.values import Conditions, Flag, Key, Texts, Whole, Written

SLOT = re.compile(r"\{([^{}]*)\}")
"""A place in a header, footer, subtitle or watermark that is filled with a value."""
PAGE_SLOTS = ("page", "pages", "section")
VALUE_SLOTS = ("title", "date", "marking", "template")
SUBTITLE_SLOTS = ("date", "marking", "template")


class Band(Written):
    """One line of a header or footer."""

    start: Texts = Field(default_factory=dict)
    """What stands at its start."""
    centre: Texts = Field(default_factory=dict)
    """What stands in its middle."""
    end: Texts = Field(default_factory=dict)
    """What stands at its end."""
    shown_when: Conditions = Field(default_factory=dict)
    """The values of fields with which the line is shown."""

    def texts(self) -> Iterator[str]:
        """Yield every text in it, in every language."""
        for texts in (self.start, self.centre, self.end):
            yield from texts.values()


def _lines(value: object) -> object:
    return {"all": value} if isinstance(value, list) else value


class Region(Written):
    """A header or a footer; pages are alike where `first` and `even` are left out."""

    all: tuple[Band, ...] = ()
    """The lines on every page."""
    first: tuple[Band, ...] | None = None
    """The lines on the first page, where it differs."""
    even: tuple[Band, ...] | None = None
    """The lines on even pages, where they differ."""

    def bands(self) -> Iterator[Band]:
        """Yield every line of every kind of page."""
        for lines in (self.all, self.first or (), self.even or ()):
            yield from lines


HeaderOrFooter = Annotated[Region, BeforeValidator(_lines, json_schema_input_type=tuple[Band, ...] | Region)]


class MarkingUse(Written):
    """The marks that a template's briefings may bear."""

    profile: Key
    """The id of a marking profile."""
    default: str | None = None
    """The id of the level that a briefing bears until the officer chooses another."""
    portions: Flag = False
    """Whether each paragraph bears the level of its item in brackets before it."""


class Numbering(Written):
    """What is numbered."""

    headings: Flag = False
    """Whether headings are numbered: 1, 1.1, 1.1.1."""
    paragraphs: Flag = False
    """Whether the officer's own paragraphs are numbered through."""


class Sources(Written):
    """How an excerpt names its source."""

    style: Literal["footnote", "endnote", "inline"] = "footnote"
    """In a note at the foot of the page, in a note at the end, or in a line beside the excerpt."""
    place: Literal["below", "above"] = "below"
    """Where an inline source stands."""
    list: Flag = True
    """Whether the sources are listed, each article once."""
    reliability: Flag = False
    """Whether each excerpt should bear an Admiralty code (A1 to F6)."""
    words: Whole | None = Field(default=None, ge=1)
    """The most words that may be quoted of one source."""


class Quotations(Written):
    """How words of a source are set."""

    marks: Flag = False
    """Whether excerpts stand in the quotation marks of the briefing's language."""


class Title(Written):
    """How the briefing's title stands on the first page."""

    label: Texts = Field(default_factory=dict)
    """The words before it, by language: "Subject"."""
    place: Literal["above", "below"] = "above"
    """Whether it stands above the table of fields or below it."""
    sample: Texts = Field(default_factory=dict)
    """The title of a preview, by language."""


class Contents(Written):
    """The contents list."""

    show: Flag = True
    """Whether there is one."""
    levels: Whole = Field(default=2, ge=1, le=6)
    """How many levels of headings it shows."""
    page_numbers: Flag = True
    """Whether its lines show pages."""
