"""Example articles and briefings, and a readable dump of a composed document."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from tests.template_files import load_template

from briefbuilder.app.messages import Words
from briefbuilder.composing.check import check
from briefbuilder.composing.compose import Composition, compose
from briefbuilder.composing.gather import DatedPassage, GatherSources, fill_briefing
from briefbuilder.composing.input import CompositionInput
from briefbuilder.domain.article import Article, Metadata, Original, Rights
from briefbuilder.domain.briefing import Briefing, Dated
from briefbuilder.domain.coverage import ActorCount, Coverage, CoverageRow
from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DocumentPicture,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnInline,
    DrawnList,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    InlinePicture,
    NoteMark,
    PageField,
)
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.passage import passage_of, section_passage
from briefbuilder.domain.text import (
    Block,
    Cell,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Row,
    Span,
    Table,
)
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.export.pictures import prepare_picture
from briefbuilder.templating.marking_profiles import load_marking_profile
from briefbuilder.templating.model import Template

MOMENT = "2026-11-25T08:30:00Z"
TODAY = date(2026, 11, 25)
PICTURE = "f" * 64
_DOT = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


def _row(*cells: str, header: bool = False) -> Row:
    return Row(
        cells=tuple(
            Cell(blocks=(Paragraph(id=f"c{number}", content=(Span(text),)),), header=header)
            for number, text in enumerate(cells)
        )
    )


def _italian() -> Article:
    blocks: tuple[Block, ...] = (
        Paragraph(id="b1", content=(Span("Bruxelles e Tokyo lavorano a un’intesa sui chip 🇯🇵."),)),
        Heading(id="b2", level=2, content=(Span("Le catene del valore"),)),
        Paragraph(
            id="b3",
            content=(
                Span("Il governo parla di "),
                Span("derisking", italic=True, language="en"),
                Span(", non di rottura"),
                NoteReference("b8", "1"),
                Span("."),
            ),
        ),
        ListItem(id="b4", content=(Span("litografia"),), starts=True),
        ListItem(id="b5", content=(Span("materiali: "), Span("silicio", bold=True)), depth=1, starts=True),
        Table(
            id="b6",
            content=(Span("Quote di mercato"),),
            rows=(_row("Paese", "Quota", header=True), _row("Giappone", "52,4 %"), _row("UE", "9,7 %")),
            header_rows=1,
        ),
        Heading(id="b7", level=2, content=(Span("Dopo il vertice"),)),
        Note(
            id="b8", content=(Span("Discorso del 3 luglio.", link="https://example.eu/discorso"),), mark="1"
        ),
        Paragraph(id="b9", content=(Span("Il prossimo incontro è a maggio."),)),
        Figure(
            id="b10",
            content=(Span("Il porto di Kobe"),),
            picture=PICTURE,
            media_type="image/png",
            alternative_text="Gru e container al tramonto",
        ),
    )
    return Article(
        id="a1",
        metadata=Metadata(
            title="Chip, l’asse con Tokyo",
            authors=("Anna Rossi", "Luca Bianchi"),
            publication="Il Corriere dell’Economia",
            published=date(2026, 11, 1),
            url="https://example.it/chip",
            language="it",
            rights=Rights(statement="Riproduzione riservata", reserved=True),
        ),
        blocks=blocks,
        original=Original(sha256="1" * 64, media_type="text/html", name="chip.html", size=1200),
    )


def _english() -> Article:
    blocks: tuple[Block, ...] = (
        Paragraph(id="b1", content=(Span("Ministers agreed to screen outbound investment."),)),
        Heading(id="b2", level=1, content=(Span("What was agreed"),)),
        Paragraph(id="b3", content=(Span("Export controls stay national for now."),)),
    )
    return Article(
        id="a2",
        metadata=Metadata(title="Ministers settle on screening", language="en"),
        blocks=blocks,
        original=Original(sha256="2" * 64, media_type="text/plain", name="ministers.txt", size=300),
    )


@pytest.fixture
def articles() -> Mapping[str, Article]:
    """Two articles in the order of import, one that says all of its source and one that says little."""
    return {article.id: article for article in (_italian(), _english())}


@pytest.fixture
def topics() -> Mapping[str, Topic]:
    return {
        "derisking": Topic(
            id="derisking",
            names={"en": "De-risking", "it": "Riduzione dei rischi", "fr": "Réduction des risques"},
        ),
        "semiconductors": Topic(
            id="semiconductors",
            names={"en": "Semiconductors", "it": "Semiconduttori", "fr": "Semi-conducteurs"},
        ),
        "trade": Topic(id="trade", names={"en": "Trade", "it": "Commercio", "fr": "Commerce"}),
    }


@pytest.fixture
def tags(articles: Mapping[str, Article]) -> tuple[Tag, ...]:
    """Tags on whole sections, given in another order than that of reading."""
    tagged = [
        ("a2", 1, "derisking"),
        ("a1", 1, "semiconductors"),
        ("a1", 2, "derisking"),
        ("a1", 1, "derisking"),
    ]
    return tuple(
        Tag(
            id=f"t{number}",
            topic=topic,
            passage=section_passage(articles[article], articles[article].sections[section]),
        )
        for number, (article, section, topic) in enumerate(tagged)
    )


@pytest.fixture
def pictures() -> Mapping[str, DocumentPicture]:
    return {PICTURE: prepare_picture(_DOT)}


@dataclass(frozen=True)
class Desk:
    """What a test composes with; each call may take another briefing, template or article."""

    root: Path
    articles: Mapping[str, Article]
    topics: Mapping[str, Topic]
    tags: tuple[Tag, ...]
    pictures: Mapping[str, DocumentPicture]
    unreadable: frozenset[str] = frozenset()
    events: tuple[DatedPassage, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    actors: tuple[ActorCount, ...] = ()
    nothing_new: frozenset[str] = frozenset()

    def template(self, name: str = "thematic-briefing") -> Template:
        return load_template(self.root / "templates" / f"{name}.yaml")

    def profile(self, name: str) -> MarkingProfile:
        return load_marking_profile(self.root / "resources" / "markings" / f"{name}.yaml")

    def briefing(
        self,
        template: Template | None = None,
        language: str = "en",
        topics: tuple[str, ...] = ("derisking", "semiconductors"),
        fields: Mapping[str, str] | None = None,
    ) -> Briefing:
        count = itertools.count(1)
        used = template or self.template()
        begun = Briefing(
            id="briefing",
            title="EU–Japan: chips and risks",
            template=used.id,
            language=language,
            created=MOMENT,
            topics=topics,
        )
        sources = GatherSources(
            template=used,
            tags=self.tags,
            articles=self.articles,
            new_id=lambda: f"id{next(count)}",
            events=self.events,
        )
        return fill_briefing(begun, sources, fields or {}, TODAY)

    def inputs(self, briefing: Briefing, template: Template | None) -> CompositionInput:
        used = template or self.template()
        return CompositionInput(
            briefing=briefing,
            template=used,
            profile=self.profile(used.marking.profile),
            articles=self.articles,
            topics=self.topics,
            pictures=self.pictures,
            unreadable=self.unreadable,
            moment=MOMENT,
            today=TODAY,
            coverage=self.coverage,
            actors=self.actors,
            nothing_new=self.nothing_new,
        )

    def compose(self, briefing: Briefing, template: Template | None = None) -> Composition:
        return compose(self.inputs(briefing, template))

    def check(self, briefing: Briefing, template: Template | None = None) -> tuple[Finding, ...]:
        findings = check(self.inputs(briefing, template))
        self._assert_words(findings)
        return findings

    def _assert_words(self, findings: tuple[Finding, ...]) -> None:
        """Every finding can be put into words: none misses a parameter."""
        words = Words("en")
        for finding in findings:
            assert words.finding(finding)

    def with_article(self, article: Article) -> Desk:
        return replace(self, articles={**self.articles, article.id: article})


@pytest.fixture
def desk(
    root: Path,
    articles: Mapping[str, Article],
    topics: Mapping[str, Topic],
    tags: tuple[Tag, ...],
    pictures: Mapping[str, DocumentPicture],
) -> Desk:
    return Desk(root=root, articles=articles, topics=topics, tags=tags, pictures=pictures)


@pytest.fixture
def counted_desk(desk: Desk) -> Desk:
    """A desk with two events, with actors, and with articles that are counted."""
    italian, english = desk.articles["a1"], desk.articles["a2"]
    events = (
        DatedPassage(
            passage_of(english, (english.blocks[2],)),
            Dated(first=date(2027, 3, 3), last=date(2027, 3, 3)),
            frozenset({"derisking"}),
        ),
        DatedPassage(
            passage_of(italian, (italian.blocks[0],)),
            Dated(first=date(2026, 4, 1), last=date(2026, 6, 30), grain="quarter"),
            frozenset({"semiconductors"}),
        ),
    )
    actors = (
        ActorCount(name="Ruritania", kind="country", mentions=9, articles=2),
        ActorCount(name="Anna Rossi", kind="person", mentions=4, articles=2),
        ActorCount(name="European Commission", kind="organisation", mentions=3, articles=1),
    )
    gazettes = (
        CoverageRow(key="gazette", label="Gazette", articles=3, tags=5),
        CoverageRow(key="courier", label="Courier", articles=1, tags=0),
        CoverageRow(key="", label="", articles=1, tags=2),
    )
    weeks = tuple(CoverageRow(key=f"2026-W{week}", label="", articles=week, tags=1) for week in (10, 11))
    coverage = (
        Coverage(by="outlet", of="briefing", rows=gazettes),
        Coverage(by="outlet", of="dossier", rows=(replace(gazettes[0], key="herald", label="Herald"),)),
        Coverage(by="week", of="briefing", rows=weeks),
        Coverage(
            by="topic",
            of="briefing",
            rows=(
                CoverageRow(key="derisking", label="", articles=2, tags=3),
                CoverageRow(key="trade", label="", articles=1, tags=1),
            ),
        ),
        Coverage(
            by="country",
            of="briefing",
            rows=(
                CoverageRow(key="JP", label="", articles=1200, tags=3),
                CoverageRow(key="IT", label="", articles=1, tags=1),
            ),
        ),
    )
    return replace(desk, events=events, actors=actors, coverage=coverage, nothing_new=frozenset({"trade"}))


@pytest.fixture
def readable() -> Callable[[Document], str]:
    """Return what shows a document as text, one line an element, for people to compare."""
    return lambda document: "\n".join(_document(document)) + "\n"


@pytest.fixture
def matches_snapshot(data: Path) -> Callable[[str, str], bool]:
    """Compare a text with the one kept under a name; REFRESH_SNAPSHOTS=1 keeps the new one."""

    def compare(name: str, text: str) -> bool:
        path = data / "composing" / name
        if os.environ.get("REFRESH_SNAPSHOTS"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")
        return True

    return compare


def _document(document: Document) -> Iterator[str]:
    yield f"{document.title} [{document.language}] {document.subject}; {', '.join(document.keywords)}"
    bands = document.headers_footers
    for name in ("header", "first_header", "even_header", "footer", "first_footer", "even_footer"):
        lines: tuple[BandLine, ...] | None = getattr(bands, name)
        for line in lines or ():
            yield f"{name} ({line.role}): {_text(line.start)} | {_text(line.centre)} | {_text(line.end)}"
    for element in document.elements:
        yield from _element(element, "")
    for note in document.notes:
        yield f"{note.placement}note {note.id}: {_text(note.content)}"


def _element(element: Element, indent: str) -> Iterator[str]:
    language = f" [{element.language}]" if element.language else ""
    anchor = f" #{element.anchor}" if element.anchor else ""
    first, *rest = _lines(element)
    yield f"{indent}{element.kind}{language}{anchor}{first}"
    yield from (f"{indent}  {line}" for line in rest)


def _lines(element: Element) -> list[str]:
    match element:
        case DrawnHeading():
            return [f" {element.level}: {element.number} {_text(element.content)}".replace(":  ", ": ")]
        case DrawnText():
            return [f" ({element.role}): {element.number}{_text(element.content)}"]
        case DrawnQuotation():
            source = [f"— {_text(element.source)}"] if element.source else []
            return ["", *(f"> {_text(paragraph)}" for paragraph in element.paragraphs), *source]
        case DrawnTable():
            return [f" ({element.frame}, {element.header_rows}): {_text(element.caption)}", *_cells(element)]
        case DrawnContents() | DrawnEndnotes() | DrawnList():
            return [*_listed(element)]
        case _:
            assert isinstance(element, DrawnFigure)
            return [f": {_text(element.caption)} ({element.alternative_text})"]


def _cells(table: DrawnTable) -> Iterator[str]:
    for row in table.rows:
        for cell in row:
            for inner in cell.elements:
                yield from (f"|{'→' if cell.flush_end else ''} {line}" for line in _element(inner, ""))


def _listed(element: DrawnContents | DrawnEndnotes | DrawnList) -> Iterator[str]:
    if isinstance(element, DrawnList):
        yield " (quoted)" if element.quoted else ""
        for item in element.entries:
            mark = " " if item.continues else f"{item.number}." if item.ordered else "-"
            yield f"{'  ' * item.depth}{mark} {_text(item.content)}"
        return
    yield f": {_text(element.title)}"
    for line in element.entries if isinstance(element, DrawnContents) else ():
        yield f"{'  ' * (line.level - 1)}{line.number} {line.text} → {line.target}".lstrip()


def _text(content: Content) -> str:
    return "".join(map(_inline, content))


def _inline(inline: DrawnInline) -> str:
    if isinstance(inline, InlinePicture):
        return inline.alternative_text
    if isinstance(inline, NoteMark):
        return f"⟦{inline.note}⟧"
    if isinstance(inline, PageField):
        return f"⟦{inline.name}⟧"
    text = f"**{inline.text}**" if inline.bold else inline.text
    text = f"_{text}_" if inline.italic else text
    text = f"<{text}>" if inline.link else text
    return f"{text}[{inline.language}]" if inline.language else text
