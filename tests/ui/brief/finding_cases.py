"""Every finding that a briefing can have: what causes it, where it leads to, and what fixes it.

`test_checks_every_finding.py` holds the window and the command line against this table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.narrowing import not_none, of_type

from briefbuilder.app.commands.articles import edit_metadata
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Article, ImportedArticle, Metadata, Original, Picture, Rights
from briefbuilder.domain.briefing import Briefing, Dated, Excerpt, Item, OwnText, Part
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.release import PUBLIC, Release
from briefbuilder.domain.text import (
    Block,
    Cell,
    Figure,
    Heading,
    Inline,
    Note,
    NoteReference,
    Paragraph,
    Span,
    Table,
)
from briefbuilder.domain.text import Row as TableRow

ITALIAN = (
    "Il ministro ha detto che la riduzione delle dipendenze resta la priorità del governo, e che non si tratta "
    "di chiudere le porte a nessuno. Le imprese chiedono tempi certi per gli investimenti nei semiconduttori, "
    "e una sola voce verso i partner del continente. Al vertice di ottobre si parlerà anche di energia, di porti "
    "e di dati, ma è sulla tecnologia che si misura l’intesa."
)
DATED = Dated(first=date(2026, 7, 3), last=date(2026, 7, 3))
CLOSED = Release(disclosure="closed")
DOT = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)
BROKEN = b"\x89PNG\r\n\x1a\nnot a picture"

Change = Callable[[Briefing], Briefing]
Known = Callable[[Metadata], Metadata]


@dataclass(frozen=True, slots=True)
class Row:
    """A finding; `place` is an item's id, "part:KEY", "field:KEY", or "" for the outline as a whole.

    `spoil` and `fix` change the briefing, `unsay` and `say` what is known of `article`; where the
    program mends a finding itself, the row says so by `by_key` and has no `fix`.
    """

    code: str
    place: str
    spoil: Change | None = None
    fix: Change | None = None
    unsay: Known | None = None
    say: Known | None = None
    article: str = ""
    by_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Rows that can be shown at once, in a briefing after a template, for an audience where one is named."""

    name: str
    rows: tuple[Row, ...]
    template: str = "all-checks"
    audience: str | None = None


# What the briefing is made of


def own(name: str, *content: Inline | str, language: str | None = None) -> OwnText:
    """An own text of one paragraph."""
    spans = tuple(Span(one) if isinstance(one, str) else one for one in content)
    return OwnText(id=name, blocks=(Paragraph(id=f"{name}-p", content=spans, language=language),))


def _article(name: str, blocks: tuple[Block, ...]) -> tuple[Article, bytes]:
    data = name.encode()
    return Article(
        id=name,
        metadata=Metadata(
            title=f"Title of {name}",
            publication="Courier",
            published=date(2026, 11, 2),
            url=f"https://courier.example/{name}",
            language="it" if name == "italian" else "en",
            rights=Rights(),
        ),
        blocks=blocks,
        original=Original(
            sha256=hashlib.sha256(data).hexdigest(),
            media_type="text/plain",
            name=f"{name}.txt",
            size=len(data),
        ),
    ), data


def paragraph(name: str, *content: Inline) -> Paragraph:
    """A paragraph of an article."""
    return Paragraph(id=name, content=content)


def figure(name: str, data: bytes) -> Figure:
    """A picture with a description."""
    return Figure(
        id=name,
        content=(Span(f"Picture {name}"),),
        picture=hashlib.sha256(data).hexdigest(),
        media_type="image/png",
        alternative_text=f"What {name} shows",
    )


ARTICLES: dict[str, tuple[Block, ...]] = {
    "plain": (
        paragraph("b1", Span("Export controls stay national for now.")),
        paragraph("b2", Span("The next dialogue is due in spring.")),
        paragraph("b3", Span("Firms ask for one voice in Brussels.")),
        paragraph("b4", Span("The fund has 43 million euros for training.")),
    ),
    "gaps": (paragraph("b1", Span("Nobody says where this was printed.")),),
    "reserved": (paragraph("b1", Span("All of this is somebody's.")),),
    "rated": (paragraph("b1", Span("A source that somebody judged.")),),
    "held": (paragraph("b1", Span("Nothing of it before the day.")),),
    "long": (paragraph("b1", Span("Few words. ")), paragraph("b2", Span("many words " * 45))),
    "noted": (
        paragraph("b1", Span("It was said"), NoteReference("b2", "1"), Span(" in July.")),
        Note(id="b2", content=(Span("Speech of 3 July."),), mark="1"),
        paragraph("b3", Span("Nobody denied it.")),
    ),
    "drawn": (
        Heading(id="b1", level=1, content=(Span("Pictures"),)),
        figure("b2", DOT),
        figure("b3", DOT),
        figure("b4", BROKEN),
    ),
    "italian": (paragraph("b1", Span(ITALIAN)),),
    "tagged": (
        paragraph("b1", Span("Chips are scarce again this year.")),
        Heading(id="b2", level=1, content=(Span("Tokyo"),)),
        paragraph("b3", Span("Both sides met in autumn.")),
    ),
}


def readings() -> list[ImportedArticle]:
    """The articles as an importer would hand them over."""
    found = []
    for name, blocks in ARTICLES.items():
        article, data = _article(name, blocks)
        pictures = {
            hashlib.sha256(one).hexdigest(): Picture(media_type="image/png", data=one)
            for one in ((DOT, BROKEN) if name == "drawn" else ())
        }
        found.append(
            ImportedArticle(
                article=article, notices=(), data=data, path=Path(article.original.name), pictures=pictures
            )
        )
    return found


def quoted(session: Session, articles: dict[str, str], item: str, name: str, *blocks: str) -> Excerpt:
    """An excerpt of whole blocks of an article, judged and translated."""
    article = session.store.article(articles[name])
    wanted = tuple(block for block in article.blocks if block.id in blocks)
    translation: tuple[Block, ...] = (
        (Paragraph(id="t", content=(Span("In English."),)),) if name == "italian" else ()
    )
    return Excerpt(id=item, passage=passage_of(article, wanted), reliability="B2", translation=translation)


def filled(session: Session, articles: dict[str, str], made: Briefing) -> Briefing:
    """Fill a briefing so that the check has nothing to say of it."""

    def quote(item: str, name: str, *blocks: str) -> Excerpt:
        return quoted(session, articles, item, name, *blocks)

    items: dict[str, tuple[Item, ...]] = {
        "key-points": (
            own("points", "Three points to take away."),
            own("gap", "Text."),
            own("closed", "Said to nobody else."),
            own("marked", "Not higher than the whole."),
            own("raising", "Nor is this."),
            own("spoken", ITALIAN, language="it"),
        ),
        "quotations": (
            quote("once", "plain", "b1"),
            quote("lost", "plain", "b2"),
            quote("edited", "plain", "b3"),
            quote("gaps", "gaps", "b1"),
            quote("reserved", "reserved", "b1"),
            quote("rated", "rated", "b1"),
            quote("held", "held", "b1"),
            quote("long", "long", "b1"),
            quote("noted", "noted", "b1", "b2"),
            quote("italian", "italian", "b1"),
            quote("translated", "plain", "b4"),
        ),
        "figures": (quote("bare", "drawn", "b2"), quote("there", "drawn", "b3")),
        "outlook": (
            own("next", "What comes next."),
            own("link", "See ", Span("here", link="https://example.eu/")),
        ),
        "events": (replace(quote("event", "noted", "b3"), dated=DATED),),
        "extra": (own("filler", "There is something in it."),),
    }
    parts = tuple(part if part.topic else replace(part, items=items.get(part.key, ())) for part in made.parts)
    fields = {
        **made.fields,
        "reference": "12/26",
        "deadline": "2026-12-01",
        "day": "2026-12-01",
        "share": "5",
        "edition": "morning",
    }
    full = replace(made, parts=parts, fields={**fields, "copy-number": "1", "many": "7"})
    for item in full.items:
        if isinstance(item, Excerpt):
            full = briefing_edits.replace_item(full, replace(item, reliability=item.reliability or "B2"))
    return full


# What spoils and mends it


def _field(key: str, value: str) -> Change:
    return lambda briefing: briefing_edits.set_field(briefing, key, value)


def _into(part: str, item: Item) -> Change:
    def change(briefing: Briefing) -> Briefing:
        holder = next(one for one in briefing.walk() if one.key == part)
        return briefing_edits.insert_item(briefing, holder.id, item)

    return change


def _wide_table() -> Block:
    """Return a table of more digits than a page has room for."""
    cells = tuple(
        Cell(blocks=(Paragraph(id=f"c{column}", content=(Span("1" * 40),)),)) for column in range(8)
    )
    return Table(id="t", rows=(TableRow(cells=cells),))


def _without(*items: str) -> Change:
    def change(briefing: Briefing) -> Briefing:
        for name in items:
            briefing = briefing_edits.remove_item(briefing, name)
        return briefing

    return change


def _put(item: str, **values: object) -> Change:
    def change(briefing: Briefing) -> Briefing:
        there = briefing.item(item)
        assert there is not None
        return briefing_edits.replace_item(briefing, replace(there, **values))  # type: ignore[arg-type]

    return change


def _says(item: str, *content: Inline | str) -> Change:
    return lambda briefing: briefing_edits.replace_item(briefing, own(item, *content))


def _passage(item: str, **values: object) -> Change:
    def change(briefing: Briefing) -> Briefing:
        there = of_type(briefing.item(item), Excerpt)
        passage = replace(there.passage, **values)  # type: ignore[arg-type]
        return briefing_edits.replace_item(briefing, replace(there, passage=passage))

    return change


def _translated(text: str) -> Paragraph:
    return Paragraph(id="t", content=(Span(text),))


def _figure(item: str, **values: object) -> Change:
    """Edit the picture that an excerpt shows."""

    def change(briefing: Briefing) -> Briefing:
        there = of_type(briefing.item(item), Excerpt)
        shown = there.blocks or (figure(there.passage.blocks[0], DOT),)
        blocks = tuple(replace(block, **values) for block in shown)  # type: ignore[arg-type]
        return briefing_edits.replace_item(briefing, replace(there, blocks=blocks))

    return change


def _empty(part: str) -> Change:
    def change(briefing: Briefing) -> Briefing:
        holder = next(one for one in briefing.walk() if one.key == part)
        return _without(*(item.id for item in holder.items))(briefing)

    return change


def _untagged_topic(briefing: Briefing) -> Briefing:
    part = Part(id="untagged", key="topics", topic="trade")
    return briefing_edits.insert_part(briefing, part)


def _topic_filled(briefing: Briefing) -> Briefing:
    return briefing_edits.insert_item(briefing, "untagged", own("on-trade", "What we say of trade."))


def _part(name: str, key: str, topic: str | None = None) -> Change:
    part = Part(
        id=name, key=key, topic=topic, heading=f"Part {name}", items=(own(f"in-{name}", "Some text."),)
    )
    return lambda briefing: briefing_edits.insert_part(briefing, part)


def _no_part(name: str) -> Change:
    return lambda briefing: briefing_edits.remove_part(briefing, name)


def _again(briefing: Briefing) -> Briefing:
    once = briefing.item("once")
    assert once is not None
    return briefing_edits.insert_item(briefing, briefing.parts[0].id, replace(once, id="twice"))


def _tagged_out(briefing: Briefing) -> Briefing:
    holder = next(part for part in briefing.walk() if part.topic == "semiconductors")
    return _without(*(item.id for item in holder.items if isinstance(item, Excerpt)))(briefing)


def _as(**values: object) -> Change:
    return lambda briefing: replace(briefing, **values)  # type: ignore[arg-type]


def _known(**values: object) -> Known:
    return lambda metadata: replace(metadata, **values)  # type: ignore[arg-type]


def _bare(briefing: Briefing) -> Briefing:
    return replace(briefing, parts=tuple(replace(part, items=(), parts=()) for part in briefing.parts))


def _little(briefing: Briefing) -> Briefing:
    return briefing_edits.insert_item(briefing, briefing.parts[0].id, own("points", "Three points."))


LONG = "word " * 260
TOMORROW = datetime.now(UTC) + timedelta(days=1)

MAIN = (
    Row("title-empty", "field:title", _as(title=" "), _as(title="Chips")),
    Row("field-required-empty", "field:date", _field("date", ""), _field("date", "2026-11-25")),
    Row("field-empty", "field:reference", _field("reference", ""), _field("reference", "1/26")),
    Row("field-unknown", "field:colour", _field("colour", "blue"), by_key=True),
    Row("field-date-invalid", "field:deadline", _field("deadline", "soon"), _field("deadline", "2026-12-02")),
    Row("field-date-ambiguous", "field:day", _field("day", "05/06/2026"), _field("day", "5 June 2026")),
    Row("field-number-invalid", "field:share", _field("share", "ten"), _field("share", "9")),
    Row("field-number-range", "field:many", _field("many", "11"), _field("many", "10")),
    Row("field-choice-unknown", "field:edition", _field("edition", "night"), _field("edition", "evening")),
    Row("part-empty", "part:extra", _empty("extra"), _into("extra", own("again", "Filled again."))),
    Row("part-unknown", "annex", _part("annex", "annex"), _no_part("annex")),
    Row("topic-unknown", "odd", _part("odd", "topics", "lost-topic"), _no_part("odd")),
    Row("topic-empty", "topic:trade", _untagged_topic, _topic_filled),
    Row("part-too-long", "part:outlook", _says("next", LONG), _says("next", "Short again.")),
    Row(
        "part-too-many-lines",
        "part:key-points",
        _into("key-points", own("rows", "word \n" * 30)),
        _without("rows"),
    ),
    Row("part-hidden", "part:flash", _into("flash", own("hidden", "For nobody.")), _without("hidden")),
    Row("briefing-too-long", "", _says("gap", LONG), _says("gap", "Text.")),
    Row("too-many-pages", "", _into("outlook", own("pages", "word \n" * 160)), _without("pages")),
    Row(
        "excerpt-without-article",
        "nowhere",
        _into(
            "quotations",
            Excerpt(id="nowhere", passage=passage_of(_article("x", ARTICLES["rated"])[0], ARTICLES["rated"])),
        ),
        _without("nowhere"),
    ),
    Row("quotation-lost", "lost", _passage("lost", quote="Words that are gone"), _without("lost")),
    Row(
        "quotation-differs",
        "edited",
        _put("edited", blocks=(Paragraph(id="e", content=(Span("Nobody asked for that."),)),)),
        by_key=True,
    ),
    Row("excerpt-duplicate", "once", _again, by_key=True),
    Row(
        "rights-reserved",
        "reserved",
        article="reserved",
        unsay=_known(rights=Rights(statement="All rights reserved", reserved=True)),
        say=_known(rights=Rights()),
    ),
    Row("reliability-missing", "rated", _put("rated", reliability=None), _put("rated", reliability="A1")),
    Row("reliability-invalid", "held", _put("held", reliability="G7"), by_key=True),
    Row("source-without-title", "gaps", article="gaps", unsay=_known(title=""), say=_known(title="A title")),
    Row(
        "source-without-outlet",
        "gaps",
        article="gaps",
        unsay=_known(publication=None),
        say=_known(publication="Courier"),
    ),
    Row(
        "source-without-date",
        "gaps",
        article="gaps",
        unsay=_known(published=None),
        say=_known(published=date(2026, 11, 3)),
    ),
    Row(
        "source-without-url",
        "gaps",
        article="gaps",
        unsay=_known(url=None),
        say=_known(url="https://courier.example/found"),
    ),
    Row("language-unknown", "gaps", article="gaps", unsay=_known(language=None), say=_known(language="en")),
    Row(
        "embargo-not-over",
        "held",
        article="held",
        unsay=_known(embargo=TOMORROW),
        say=_known(embargo=TOMORROW - timedelta(days=9)),
    ),
    Row(
        "source-quoted-long",
        "long",
        _passage(
            "long",
            blocks=("b1", "b2"),
            end=len("many words " * 45),
            quote="Few words. \n" + "many words " * 45,
        ),
        _passage("long", blocks=("b1",), end=len("Few words. "), quote="Few words. "),
    ),
    Row(
        "translation-missing",
        "italian",
        _put("italian", translation=()),
        _put("italian", translation=(Paragraph(id="t", content=(Span("In English."),)),)),
    ),
    Row(
        "translation-differs",
        "translated",
        _put("translated", translation=(_translated("The fund has 47 million euros for training."),)),
        _put("translated", translation=(_translated("The fund has 43 million euros for training."),)),
    ),
    Row("event-without-date", "event", _put("event", dated=None), _put("event", dated=DATED)),
    Row(
        "note-missing", "points", _says("points", "See ", NoteReference("gone", "7")), _says("points", "See.")
    ),
    Row(
        "note-elsewhere",
        "noted",
        _passage("noted", blocks=("b2", "b3"), end=17, quote="Speech of 3 July.\nNobody denied it."),
        _without("noted"),
    ),
    Row("picture-missing", "there", _figure("there", picture=None), _without("there")),
    Row(
        "alternative-text-missing",
        "bare",
        _figure("bare", alternative_text=" "),
        _figure("bare", alternative_text="A dot"),
    ),
    Row(
        "picture-left-out",
        "broken",
        _into("figures", OwnText(id="broken", blocks=(figure("f", BROKEN),))),
        _without("broken"),
    ),
    Row(
        "link-dropped",
        "link",
        _says("link", "See ", Span("nowhere", link="https:///")),
        _says("link", "See ", Span("there", link="https://example.eu/")),
    ),
    Row(
        "link-disguised",
        "disguised",
        _into(
            "figures",
            OwnText(
                id="disguised",
                blocks=(
                    Paragraph(
                        id="d1", content=(Span("the bank", link="https://bank.example@evil.example/"),)
                    ),
                ),
            ),
        ),
        _without("disguised"),
    ),
    Row(
        "characters-hidden",
        "reordered",
        _into("figures", own("reordered", "invoice\u202egpj.exe")),
        _without("reordered"),
    ),
    Row("characters-unwritable", "bell", _into("figures", own("bell", "A bell\x07.")), _without("bell")),
    Row("pdf-glyph-missing", "sign", _into("figures", own("sign", "A sign \U000fabcd.")), _without("sign")),
    Row(
        "table-too-wide",
        "wide",
        _into("figures", OwnText(id="wide", blocks=(_wide_table(),))),
        _without("wide"),
    ),
    Row("marking-unknown", "raising", _put("raising", marking="nonsense"), by_key=True),
    Row("restricted-content", "closed", _put("closed", release=CLOSED), _put("closed", release=None)),
    Row(
        "claim-different",
        "other-number",
        _into("figures", own("other-number", "The fund has 48 million euros for training.")),
        _without("other-number"),
    ),
    Row(
        "claim-not-found",
        "other-name",
        _into("figures", own("other-name", "The fund for training helps Zagorje.")),
        _says("other-name", "The fund for training helps."),
    ),
    Row("language-differs", "spoken", _says("spoken", Span(ITALIAN)), by_key=True),
    Row("topic-left-out", "topic:semiconductors", _tagged_out, by_key=True),
)
"""What goes together in one briefing."""

SCENES = (
    Scene(name="main", rows=MAIN),
    Scene(
        name="marked",
        rows=(
            Row("marking-restricted", "field:marking", _as(marking="secret"), _as(marking="unclassified")),
            Row(
                "copy-number-empty",
                "field:copy-number",
                _field("copy-number", ""),
                _field("copy-number", "3"),
            ),
            Row(
                "part-required-empty",
                "part:key-points",
                lambda briefing: replace(
                    briefing,
                    parts=(replace(briefing.parts[0], items=(own("points", " "),)), *briefing.parts[1:]),
                ),
                _says("points", "Something to say."),
            ),
        ),
    ),
    Scene(
        name="above",
        rows=(
            Row(
                "marking-below-item",
                "marked",
                lambda briefing: _put("marked", marking="restreint")(
                    replace(briefing, marking="unclassified")
                ),
                by_key=True,
            ),
        ),
    ),
    Scene(
        name="raised",
        rows=(
            Row(
                "marking-raised", "marked", _put("marked", marking="restreint"), _put("marked", marking=None)
            ),
            Row("language-not-in-template", "field:language", _as(language="pl"), _as(language="en")),
        ),
    ),
    Scene(
        name="empty",
        rows=(Row("no-content", "", _bare, _little),),
    ),
    Scene(
        name="portions",
        template="portions",
        rows=(
            Row(
                "portion-unmarked",
                "points",
                lambda briefing: replace(briefing, marking="confidential"),
                lambda briefing: replace(briefing, marking="unclassified"),
            ),
        ),
    ),
    Scene(
        name="fonts",
        rows=(Row("pdf-font-missing", "", _as(template="strange-font"), _as(template="all-checks")),),
    ),
    Scene(
        name="audience",
        audience=PUBLIC,
        rows=(
            Row(
                "withheld",
                "closed",
                _put("closed", release=CLOSED),
                _put("closed", release=Release(disclosure="usable")),
            ),
        ),
    ),
)


def spoil(session: Session, articles: dict[str, str], briefing: Briefing, rows: tuple[Row, ...]) -> Briefing:
    """Change what is known of articles as rows say, and return the briefing with their faults."""
    for row in rows:
        if row.spoil is not None:
            briefing = row.spoil(briefing)
        if row.unsay is not None:
            know(session, articles[row.article], row.unsay)
    return briefing


def know(session: Session, article: str, change: Known) -> None:
    """Correct what is known of an article."""
    record = not_none(session.store.record(article))
    session.store.apply(edit_metadata(session, article, change(record.metadata)))
