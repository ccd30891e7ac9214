"""The Template: what a briefing of a kind looks like, as its YAML says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from briefbuilder.domain.notices import Severity
from briefbuilder.domain.styles import PageSetup, Role, Style, StyleSheet
from briefbuilder.templating.checks import Check
from briefbuilder.templating.fields import TemplateField
from briefbuilder.templating.furnishing import (
    PAGE_SLOTS,
    VALUE_SLOTS,
    Contents,
    HeaderOrFooter,
    MarkingUse,
    Numbering,
    Quotations,
    Region,
    Sources,
    Title,
)
from briefbuilder.templating.housedocument import HouseDocumentUse
from briefbuilder.templating.page import Page
from briefbuilder.templating.parts import AnnexPart, Limits, TablePart, TemplatePart
from briefbuilder.templating.styling import Fonts, StyleChange, beside_numbers, changed_keys, style_sheet
from briefbuilder.templating.values import ANY_LANGUAGE, Key, Language, Texts, Written, text_in
from briefbuilder.templating.words import WORDS, Word


class Template(Written):
    """A template, whole and without faults."""

    version: Literal[1]
    """The version of the language of templates: 1."""
    id: Key
    """The name that briefings keep."""
    extends: Key | None = None
    """The name of the house style that it takes over what it leaves out from."""
    name: Texts
    """What the template is called, by language."""
    description: Texts = Field(default_factory=dict)
    """A sentence that tells when to take it, by language."""
    languages: tuple[Language, ...] = Field(min_length=1)
    """The languages that its labels are written in; the first is offered first."""
    house_document: HouseDocumentUse | None = None
    """The ministry's own Word file, whose paper and styles exports take over."""
    page: Page = Field(default_factory=Page)
    """The paper and its margins."""
    fonts: Fonts = Field(default_factory=Fonts)
    """The families of letters."""
    styles: Mapping[Role, StyleChange] = Field(default_factory=dict)
    """What each role has that the house style has not."""
    title: Title = Field(default_factory=Title)
    """How the title stands on the first page."""
    subtitle: Texts = Field(default_factory=dict)
    """The line under the title."""
    header: HeaderOrFooter = Field(default_factory=Region)
    """What stands at the head of pages."""
    footer: HeaderOrFooter = Field(default_factory=Region)
    """What stands at the foot of pages."""
    marking: MarkingUse
    """The marks that a briefing may bear."""
    fields: tuple[TemplateField, ...] = ()
    """What the officer fills in, in the order of the table under the title."""
    parts: tuple[TemplatePart, ...] = Field(min_length=1)
    """The parts, in order."""
    limits: Limits = Field(default_factory=Limits)
    """How long a briefing may be."""
    numbering: Numbering = Field(default_factory=Numbering)
    """What is numbered."""
    sources: Sources = Field(default_factory=Sources)
    """How sources are named."""
    contents: Contents = Field(default_factory=Contents)
    """The contents list."""
    quotations: Quotations = Field(default_factory=Quotations)
    """How words of a source are set."""
    words: Mapping[Word, Texts] = Field(default_factory=dict)
    """Fixed words that this template says otherwise, by language."""
    checks: Mapping[Check, Severity] = Field(default_factory=dict)
    """Findings that are graver or lighter here than elsewhere."""

    @property
    def marking_profile(self) -> str:
        """The id of the marking profile."""
        return self.marking.profile

    def label(self, language: str) -> str:
        """Return the template's name in a language."""
        return text_in(self.name, language, self.id)

    def field(self, key: str) -> TemplateField | None:
        """Return the field of that key, or None."""
        return next((field for field in self.fields if field.key == key), None)

    def part(self, key: str) -> TemplatePart | None:
        """Return the part of that key, or None."""
        return next((part for part in self.parts if part.key == key), None)

    @property
    def table_parts(self) -> frozenset[str]:
        """The keys of the parts whose texts are rows of a table."""
        return frozenset(part.key for part in self.parts if isinstance(part, TablePart))

    @property
    def annexes(self) -> frozenset[str]:
        """The keys of the parts that hold whole articles."""
        return frozenset(part.key for part in self.parts if isinstance(part, AnnexPart))

    def word(self, word: Word, language: str) -> str:
        """Return a fixed word in a language: the template's own where it has one."""
        own = self.words.get(word, {})
        return text_in(own if ANY_LANGUAGE in own else {**WORDS[word], **own}, language, word)

    def page_setup(self) -> PageSetup:
        """Return the page as the writers draw it."""
        return self.page.setup()

    def style_sheet(self, found: Mapping[Role, Style] | None = None) -> StyleSheet:
        """Return a style for every role; `found` are those of a house document."""
        sheet = style_sheet(self.fonts, self.styles, found)
        return beside_numbers(sheet, self.styles) if self.numbering.paragraphs and found is None else sheet

    def changed_styles(self) -> Mapping[Role, frozenset[str]]:
        """Return what the template says of each role itself, which goes over a house document."""
        return changed_keys(self.fonts, self.styles)

    def slots(self) -> tuple[str, ...]:
        """Return the names of the places that a house document may have filled."""
        return (*PAGE_SLOTS, *VALUE_SLOTS, *(field.key for field in self.fields))
