"""Citations have pages, and rights, long quotations, embargoes and gaps are reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.composing.conftest import MOMENT
from tests.narrowing import not_none, of_type
from tests.template_files import parse_template

from briefbuilder.composing.check import check
from briefbuilder.composing.compose import compose
from briefbuilder.composing.sources import printed_title
from briefbuilder.composing.typography import shorten_quote
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.briefing_edits import insert_item, remove_item, replace_item
from briefbuilder.domain.document import DrawnList, DrawnQuotation, NoteMark, Run, content_text
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.text import Span
from briefbuilder.domain.topics import Tag
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

NOW = datetime.fromisoformat(MOMENT)


def found(findings: Iterable[Finding], code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def with_pages(desk: Desk, first: int, last: int) -> Desk:
    """Give the blocks of the first article pages, one and the other in turn."""
    article = desk.articles["a1"]
    blocks = (replace(block, page=(first, last)[at % 2]) for at, block in enumerate(article.blocks))
    return desk.with_article(replace(article, blocks=tuple(blocks)))


@pytest.mark.parametrize(("language", "one", "several"), [("en", "p.\u00a03", "pp.\u00a03–5"), ("fr", "p.\u00a03", "p.\u00a03–5")])  # fmt: skip
def test_a_citation_names_the_pages_of_the_source(desk: Desk, language: str, one: str, several: str) -> None:
    briefing = desk.briefing(language=language)
    for last, wanted in ((3, one), (5, several)):
        document = with_pages(desk, 3, last).compose(briefing).document
        assert repr(Run(text=wanted)) in repr(document)
    assert repr(Run(text=one)) not in repr(desk.compose(briefing).document)


def test_a_source_with_pages_needs_no_address(desk: Desk) -> None:
    article = desk.articles["a2"]
    paged = replace(article, blocks=tuple(replace(block, page=1) for block in article.blocks))
    without = found(desk.check(desk.briefing()), "source-without-url")
    assert [one.place.article for one in without] == ["a2"]
    assert found(desk.with_article(paged).check(desk.briefing()), "source-without-url") == []


@pytest.mark.parametrize(("hours", "codes"), [(1, ["embargo-not-over"]), (-1, []), (0, [])])
def test_an_embargo_blocks_until_its_moment(desk: Desk, hours: int, codes: list[str]) -> None:
    article = desk.articles["a1"]
    zone = (NOW + timedelta(hours=hours)).astimezone(UTC)
    held = replace(article, metadata=replace(article.metadata, embargo=zone))
    findings = desk.with_article(held).check(desk.briefing())
    assert [one.code for one in findings if one.code == "embargo-not-over"] == codes
    assert all(
        (one.severity, one.place.article) == ("error", "a1") for one in found(findings, "embargo-not-over")
    )


def test_an_embargo_without_time_zone_is_in_utc(desk: Desk) -> None:
    article = desk.articles["a1"]
    for hours, codes in ((1, ["embargo-not-over"]), (-1, [])):
        local = (NOW + timedelta(hours=hours)).astimezone(UTC).replace(tzinfo=None)
        held = replace(article, metadata=replace(article.metadata, embargo=local))
        found_here = found(desk.with_article(held).check(desk.briefing()), "embargo-not-over")
        assert [one.code for one in found_here] == codes


def test_an_embargo_is_held_against_the_moment_of_the_check(desk: Desk) -> None:
    article = desk.articles["a1"]
    held = replace(article, metadata=replace(article.metadata, embargo=NOW + timedelta(days=1)))
    inputs = desk.with_article(held).inputs(desk.briefing(), None)
    later = replace(inputs, checked_at=(NOW + timedelta(days=2)).isoformat())
    assert found(check(inputs), "embargo-not-over")
    assert not found(check(later), "embargo-not-over")
    assert compose(later).document == compose(inputs).document


def capped(desk: Desk, words: int) -> Template:
    text = (desk.root / "templates" / "thematic-briefing.yaml").read_text("utf-8")
    text = text.replace("reliability: true}", f"reliability: true, words: {words}}}")
    template, faults = parse_template(text.encode(), str(desk.root / "templates" / "capped.yaml"))
    assert template is not None, faults
    return template


def test_too_many_words_of_a_source_are_reported_at_its_last_excerpt(desk: Desk) -> None:
    briefing = desk.briefing()
    (long,) = [one for one in found(desk.check(briefing, capped(desk, 12)), "source-quoted-long") if one.place.article == "a1"]  # fmt: skip
    last = [item for item in briefing.items if isinstance(item, Excerpt) and item.passage.article == "a1"][-1]
    assert long.place.item == last.id
    assert int(long.parameters["count"]) > 12
    assert found(desk.check(briefing, capped(desk, 5000)), "source-quoted-long") == []


def test_a_source_may_be_quoted_with_as_many_words_as_the_template_allows(desk: Desk) -> None:
    briefing = desk.briefing()
    counts = {
        one.place.article: int(one.parameters["count"])
        for one in found(desk.check(briefing, capped(desk, 1)), "source-quoted-long")
    }
    most = counts["a1"]
    assert most > counts["a2"]
    assert found(desk.check(briefing, capped(desk, most)), "source-quoted-long") == []
    (over,) = found(desk.check(briefing, capped(desk, most - 1)), "source-quoted-long")
    assert (over.place.article, over.parameters["limit"]) == ("a1", str(most - 1))


def left_out(desk: Desk, briefing: Briefing, tags: tuple[Tag, ...]) -> list[Finding]:
    tagged: dict[str, tuple[Passage, ...]] = {}
    for tag in tags:
        tagged[tag.topic] = (*tagged.get(tag.topic, ()), tag.passage)
    return found(check(replace(desk.inputs(briefing, None), tagged=tagged)), "topic-left-out")


def test_tagged_passages_missing_from_a_briefing_are_reported(desk: Desk) -> None:
    briefing = desk.briefing(topics=("derisking",))
    assert left_out(desk, briefing, desk.tags) == []
    gone = next(item for item in briefing.items if isinstance(item, Excerpt))
    (told,) = left_out(desk, remove_item(briefing, gone.id), desk.tags)
    assert told.parameters["quote"] == shorten_quote(gone.passage.quote)
    part = not_none(briefing.parent_of(gone.id))
    assert told.place.part == part.id


def test_a_quoted_part_of_a_tagged_passage_is_enough(desk: Desk) -> None:
    briefing = desk.briefing(topics=("derisking",))
    tag = next(tag for tag in desk.tags if tag.topic == "derisking")
    one = replace(tag.passage, blocks=tag.passage.blocks[:1], start=0, end=5)
    other = replace(one, start=5, end=9)
    shown = next(item for item in briefing.items if isinstance(item, Excerpt))
    only = briefing
    for item in briefing.items:
        if item.id != shown.id:
            only = remove_item(only, item.id)
    from briefbuilder.domain.briefing_edits import replace_item

    quoting = replace_item(only, replace(shown, passage=one))
    assert left_out(desk, quoting, (replace(tag, passage=one),)) == []
    assert len(left_out(desk, quoting, (replace(tag, passage=other),))) == 1


@pytest.mark.parametrize(("language", "quotes", "mark"), [("en", "“”", "\u200e, "), ("ar", "”“", "، ")])
def test_what_follows_an_arabic_title_is_kept_from_running_into_it(
    desk: Desk, language: str, quotes: str, mark: str
) -> None:
    metadata = replace(
        desk.articles["a1"].metadata, title="أشباه الموصلات", publication="الحياة", language="ar"
    )
    arabic = desk.with_article(replace(desk.articles["a1"], metadata=metadata))
    (*_, note) = arabic.compose(arabic.briefing(language=language)).document.notes
    assert content_text(note.content).startswith(f"الحياة{mark}")
    assert f"{quotes[0]}أشباه الموصلات{quotes[1]}{mark}" in content_text(note.content)
    outlet = of_type(note.content[0], Run)
    assert outlet.language == (None if language == "ar" else "ar")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", "“Chip, l’asse con Tokyo,” November\u00a01, 2026, "),
        ("en", "“Chip, l’asse con Tokyo”, 1\u00a0November 2026, "),
        ("it", "«Chip, l’asse con Tokyo», 1º\u00a0novembre 2026, "),
    ],
)
def test_a_comma_is_inside_the_quotation_marks_in_american_english_only(
    desk: Desk, language: str, words: str
) -> None:
    template = desk.template("action-memo")
    composition = desk.compose(desk.briefing(template, language), template)
    shown = [content_text(note.content) for note in composition.document.notes]
    assert any(words in note for note in shown)
    assert not any(one.code == "language-not-in-template" for one in composition.findings)


@pytest.mark.parametrize(
    ("title", "name", "printed"),
    [
        ("IMG_2034", "IMG_2034.png", ""),
        ("scan-2026-11.pdf", "scan-2026-11.pdf", ""),
        ("Budget 2027", "Budget 2027.csv", "Budget 2027"),
        ("Semiconductors", "Semiconductors.html", "Semiconductors"),
        ("COVID-19", "page.html", "COVID-19"),
    ],
)
def test_the_name_of_a_file_is_no_title(desk: Desk, title: str, name: str, printed: str) -> None:
    article = desk.articles["a2"]
    changed = replace(
        article,
        metadata=replace(article.metadata, title=title),
        original=replace(article.original, name=name),
    )
    assert printed_title(changed) == printed
    document = desk.with_article(changed).compose(desk.briefing()).document
    assert (title in repr(document)) == bool(printed)
    untitled = found(desk.with_article(changed).check(desk.briefing()), "source-without-title")
    assert len(untitled) == (0 if printed else 1)
    if not printed:
        assert "outlet not named" in repr(document.notes)
        paged = replace(changed, blocks=tuple(replace(block, page=3) for block in changed.blocks))
        notes = desk.with_article(paged).compose(desk.briefing()).document.notes
        assert "outlet not named, p.\u00a03." in [content_text(note.content) for note in notes]


def test_the_note_of_a_quoted_list_is_referenced_in_its_last_entry(desk: Desk) -> None:
    article = desk.articles["a1"]
    template = desk.template()
    assert template.sources.style == "footnote"
    excerpt = Excerpt(id="list", passage=passage_of(article, article.blocks[3:5]))
    briefing = desk.briefing(template)
    briefing = insert_item(briefing, briefing.parts[0].id, excerpt)
    elements = desk.compose(briefing, template).document.elements
    (found,) = (each for each in elements if isinstance(each, DrawnList) and each.origin == "list")
    assert [content_text(entry.content) for entry in found.entries] == ["litografia", "materiali: silicio"]
    assert [isinstance(entry.content[-1], NoteMark) for entry in found.entries] == [False, True]
    assert [entry.depth for entry in found.entries] == [0, 1]


def test_an_outlet_that_is_its_own_author_is_printed_once(desk: Desk) -> None:
    article = desk.articles["a1"]
    both = replace(article.metadata, authors=("Port Council", "Anna Rossi"), publication="Port Council")
    notes = desk.with_article(replace(article, metadata=both)).compose(desk.briefing()).document.notes
    cited = [content_text(note.content) for note in notes if "Anna Rossi" in content_text(note.content)]
    assert cited
    assert all(text.count("Port Council") == 1 for text in cited)


@pytest.mark.parametrize(("form", "shown"), [("full", "1\u00a0November 2026"), ("short", "01/11/2026")])
def test_the_date_of_a_source_has_no_day_of_the_week(desk: Desk, form: str, shown: str) -> None:
    template = replace(desk.template(), date_format=form)
    document = desk.compose(desk.briefing(template), template).document
    notes = [content_text(note.content) for note in document.notes]
    assert any(f", {shown}, " in note for note in notes)
    assert not any("Sunday" in note for note in notes)


def test_quotation_marks_of_a_source_are_the_inner_ones_within_those_of_the_template(desk: Desk) -> None:
    article = desk.articles["a1"]
    blocks = tuple(
        replace(block, content=(Span("He said “no” twice."),)) if block.id == "b9" else block
        for block in article.blocks
    )
    quoting = desk.with_article(replace(article, blocks=blocks))
    for marks, shown in ((True, "“He said ‘no’ twice.”"), (False, "He said “no” twice.")):
        quotations = replace(desk.template().quotations, marks=marks)
        template = replace(desk.template(), quotations=quotations)
        briefing = desk.briefing(template)
        excerpt = next(item for item in briefing.items if isinstance(item, Excerpt))
        passage = passage_of(quoting.articles["a1"], (blocks[8],))
        briefing = replace_item(briefing, replace(excerpt, passage=passage))
        texts = [
            content_text(paragraph)
            for element in quoting.compose(briefing, template).document.elements
            if isinstance(element, DrawnQuotation)
            for paragraph in element.paragraphs
        ]
        assert any(text.startswith(shown) for text in texts), texts


@pytest.mark.parametrize(
    ("language", "title", "authors", "cited"),
    [
        ("ar", "Chips (part 2)", ("Anna Rossi",), "Anna Rossi\u200f، ”Chips (part 2)\u200e“\u200f، "),
        ("ar", "“Chips”: 2 views", (), "”\u200e“Chips”: 2 views“\u200f، "),
        ("ar", "رقائق (٢)", ("سمير", "هيلين"), "سمير، هيلين، ”رقائق (٢)“، "),
        ("en", "رقائق (2)", ("سمير", "هيلين"), "سمير\u200e, هيلين\u200e, “رقائق (2)\u200f”\u200e, "),
        ("en", "Chips (2)", ("سمير", "Anna Rossi"), "سمير\u200e, Anna Rossi\u200e, “Chips (2)”, "),
    ],
)
def test_names_of_the_other_direction_keep_their_brackets_and_their_order(
    desk: Desk, language: str, title: str, authors: tuple[str, ...], cited: str
) -> None:
    metadata = replace(desk.articles["a1"].metadata, title=title, authors=authors, publication=None)
    written = desk.with_article(replace(desk.articles["a1"], metadata=metadata))
    (*_, note) = written.compose(written.briefing(language=language)).document.notes
    assert content_text(note.content).startswith(cited)
