"""The state of a composition: findings, notes, anchors, numbers and the sources used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from briefbuilder.composing.input import CompositionInput
from briefbuilder.composing.typography import curl_apostrophes
from briefbuilder.domain.article import Article
from briefbuilder.domain.block_edits import referenced_notes
from briefbuilder.domain.briefing import Excerpt, Part
from briefbuilder.domain.document import Content, DrawnNote, NoteMark
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.passage import PassageBuilder
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.text import Block, Note
from briefbuilder.domain.values import value
from briefbuilder.domain.visible_text import hidden_characters, remove_hidden
from briefbuilder.templating.checks import Check

_LONGEST_ANCHOR = 36  # Word allows 40 characters in the name of a bookmark; a suffix may follow.

# What XML 1.0 cannot hold (production 2 of the W3C recommendation), and noncharacters.
_UNWRITABLE = lazy_pattern("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
_SHOWN_LENGTH = 80
"""The length of a text that a finding shows, in code points."""


@value(kw_only=False)
class ArticleIndex:
    """The passages of an article, its blocks and notes by id, and the ids of the notes that its text refers to."""

    builder: PassageBuilder
    blocks: Mapping[str, Block]
    notes: dict[str, Note]
    referenced: frozenset[str]


def excerpt_place(excerpt: Excerpt, part: Part) -> Place:
    """Return where an excerpt stands."""
    return Place(part=part.id, item=excerpt.id, article=excerpt.passage.article)


def notes_by_id(blocks: Iterable[Block]) -> dict[str, Note]:
    """Return the notes among some blocks, by id."""
    return {block.id: block for block in blocks if isinstance(block, Note)}


@dataclass(slots=True, eq=False, repr=False)
class CompositionContext:
    """The mutable state of one composition.

    `cited` has the Admiralty code that the last note on each article names, by the article's id, and `last_cited` the
    article of the last note on a source, with the number of notes then.
    """

    inputs: CompositionInput
    findings: list[Finding] = field(default_factory=list)
    notes: list[DrawnNote] = field(default_factory=list)
    sources: dict[str, list[str]] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)
    cited: dict[str, str] = field(default_factory=dict)
    last_cited: tuple[str, int] = ("", 0)
    last_level: int = 0
    portions: dict[str, str] = field(default_factory=dict)
    _reported: set[tuple[Check, Place, tuple[tuple[str, str], ...]]] = field(default_factory=set)
    _lost_pictures: dict[tuple[Check, str | None], tuple[int, set[str]]] = field(default_factory=dict)
    _indexes: dict[str, ArticleIndex] = field(default_factory=dict)
    _anchors: dict[str, int] = field(default_factory=dict)
    _paragraphs: int = 0
    _excerpts: int = 0

    @property
    def text_width(self) -> float:
        """The width of a column of text, in points."""
        letterhead = self.inputs.letterhead
        page = letterhead.page if letterhead else self.inputs.template.page.setup()
        return page.column_width

    def index(self, article: Article) -> ArticleIndex:
        """Return the index of an article; made once, since a briefing may quote each of its sections."""
        found = self._indexes.get(article.id)
        if found is None:
            found = self._indexes[article.id] = ArticleIndex(
                builder=PassageBuilder(article),
                blocks={block.id: block for block in article.blocks},
                notes=notes_by_id(article.blocks),
                referenced=referenced_notes(article.blocks),
            )
        return found

    def report(self, code: Check, place: Place, **parameters: str) -> None:
        """Record a finding, once, with the severity that the template sets."""
        key = (code, place, tuple(parameters.items()))
        if key in self._reported:
            return
        self._reported.add(key)
        severity = self.inputs.severity(code)
        self.findings.append(Finding(code=code, severity=severity, place=place, parameters=parameters))

    def report_picture(self, code: Check, picture: str, place: Place, **name: str) -> None:
        """Record a picture that cannot be shown; those of one article, or of one text, are one finding."""
        source = code, place.article or place.item
        if source not in self._lost_pictures:
            self.report(code, place, **name)
            self._lost_pictures[source] = len(self.findings) - 1, {picture}
            return
        index, pictures = self._lost_pictures[source]
        pictures.add(picture)
        if len(pictures) > 1:
            parameters = {"count": str(len(pictures)), "variant": "several"}
            self.findings[index] = replace(self.findings[index], parameters=parameters)

    def clean(self, text: str, place: Place) -> str:
        """Replace and report the characters of a text that no export format supports, and remove hidden ones."""
        found = sorted(set(_UNWRITABLE.findall(text)))
        if found:
            names = ", ".join(f"U+{ord(character):04X}" for character in found)
            self.report("characters-unwritable", place, characters=names)
            text = _UNWRITABLE.sub(_REPLACEMENT, text)
        if not self.report_hidden(text, place):
            return text
        return remove_hidden(text)

    def report_hidden(self, text: str, place: Place) -> bool:
        """Report the characters of a text that reorder or hide it; return whether there are any."""
        hidden = hidden_characters(text)
        if hidden:
            self.report("characters-hidden", place, characters=", ".join(hidden), text=text[:_SHOWN_LENGTH])
        return bool(hidden)

    def single_line(self, text: str, place: Place) -> str:
        """Return a clean text on one line, for titles and fields, which are typed with straight apostrophes."""
        return curl_apostrophes(" ".join(self.clean(text, place).split()))

    def add_note(self, content: Content, origin: str = "", block: str = "") -> NoteMark:
        """Add a footnote or endnote, as the template requires, and return its mark.

        `origin` and `block` are the ids of the item and the block of a note that is not a source.
        """
        at_end = self.inputs.template.sources.style == "endnote"
        placement: Literal["foot", "end"] = "end" if at_end else "foot"
        name = f"n{len(self.notes) + 1}"
        self.notes.append(
            DrawnNote(
                id=name,
                content=content,
                placement=placement,
                origin=origin,
                blocks=(block,) if block else (),
            )
        )
        return NoteMark(note=name)

    def new_anchor(self, kind: str, name: str) -> str:
        """Return an anchor that is unique in the document and valid as a bookmark name in Word."""
        base = re.sub(r"[^0-9A-Za-z]+", "_", f"{kind}_{name}").strip("_")[:_LONGEST_ANCHOR]
        anchor, count = base, self._anchors.get(base, 0) + 1
        while count > 1 and (anchor := f"{base}_{count}") in self._anchors:
            count += 1
        self._anchors[base] = count
        self._anchors.setdefault(anchor, 1)
        return anchor

    def add_source(self, article_id: str, reliability: str | None) -> None:
        """Record an article as a source, in the order of first use, with its Admiralty codes."""
        codes = self.sources.setdefault(article_id, [])
        if reliability and reliability not in codes:
            codes.append(reliability)

    def next_excerpt_label(self) -> str:
        """Return the label of the next excerpt ("[1]"), or an empty text if excerpts are not numbered."""
        if not self.inputs.template.numbering.excerpts:
            return ""
        self._excerpts += 1
        return f"[{self._excerpts}]"

    def next_paragraph_number(self) -> str:
        """Return the next paragraph number, or an empty text if paragraphs are not numbered."""
        if not self.inputs.template.numbering.paragraphs:
            return ""
        self._paragraphs += 1
        return f"{self._paragraphs}."
