"""The template's settings for the title and parts: position, closing lines, tables, releases, samples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.narrowing import of_type
from tests.template_files import parse_template

from briefbuilder.app.templates import add_sample_texts, sample_fields
from briefbuilder.composing.release import release_briefing
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.briefing_edits import insert_item, set_field
from briefbuilder.domain.document import (
    Document,
    DrawnHeading,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    PageField,
    Run,
    content_text,
)
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Block, ListItem, Paragraph, Span
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

BASE = """\
version: 1
id: note
name: Note
languages: [en, fr]
marking: {profile: none}
"""
TABLE = """\
parts:
- key: positions
  kind: table
  label: Positions
  columns:
  - label: {en: Partner, fr: Partenaire}
  - label: Position
  - label: Answer
"""


def template(text: str) -> Template:
    found, findings = parse_template((BASE + text).encode(), "note.yaml")
    assert found is not None, findings
    return found


def own(name: str, *texts: str) -> OwnText:
    blocks: tuple[Block, ...] = tuple(
        Paragraph(id=f"{name}{at}", content=(Span(text),)) for at, text in enumerate(texts)
    )
    return OwnText(id=name, blocks=blocks)


def written(desk: Desk, used: Template, *items: OwnText, language: str = "en") -> Briefing:
    briefing = desk.briefing(used, language)
    for item in items:
        briefing = insert_item(briefing, briefing.parts[0].id, item)
    return briefing


def roles(document: Document) -> list[str]:
    return [each.role if isinstance(each, DrawnText) else each.kind for each in document.elements]


def cells(document: Document) -> list[list[list[str]]]:
    (table,) = [each for each in document.elements if isinstance(each, DrawnTable)]
    return [
        [[content_text(e.content) for e in cell.elements if isinstance(e, DrawnText)] for cell in row]
        for row in table.rows
    ]


PART = "parts: [{key: text, kind: written, label: Text}]\n"
FIELD = "fields: [{key: for, kind: text, label: For}]\nsubtitle: Note\n"


@pytest.mark.parametrize(
    ("place", "expected"),
    [("above", ["title", "subtitle", "table"]), ("below", ["subtitle", "table", "title"])],
)
def test_the_title_is_above_or_below_the_fields(desk: Desk, place: str, expected: list[str]) -> None:
    used = template(f"title: {{place: {place}}}\n{FIELD}{PART}")
    briefing = set_field(desk.briefing(used), "for", "The Minister")
    assert roles(desk.compose(briefing, used).document)[:3] == expected


def test_words_before_the_title_are_punctuated_in_the_briefings_language(desk: Desk) -> None:
    used = template("title: {label: {en: Subject, fr: Objet}}\n" + PART)
    shown = {}
    for language in ("en", "fr"):
        document = desk.compose(desk.briefing(used, language), used).document
        title = of_type(document.elements[0], DrawnText)
        shown[language] = content_text(title.content)
        assert document.title == "EU–Japan: chips and risks", "the file's own title is the bare one"
    assert shown == {
        "en": "Subject: EU–Japan: chips and risks",
        "fr": "Objet\u00a0: EU–Japan: chips and risks",
    }


@pytest.mark.parametrize(
    ("title", "label"),
    [("{label: {en: Subject, fr: Objet}, place: below}", "For\u00a0:"), ("{place: below}", "For")],
)
def test_names_of_fields_above_a_labelled_title_end_in_its_colon(desk: Desk, title: str, label: str) -> None:
    used = template(f"title: {title}\n{FIELD}{PART}")
    briefing = set_field(desk.briefing(used, "fr"), "for", "The Minister")
    (table,) = [
        each for each in desk.compose(briefing, used).document.elements if isinstance(each, DrawnTable)
    ]
    name = of_type(table.rows[0][0].elements[0], DrawnText)
    assert content_text(name.content) == label


LONG = "Economic security and the supply of semiconductors, critical minerals and batteries, and all that goes with them"


@pytest.mark.parametrize(
    ("line", "page", "least", "most"),
    [
        ('{start: "{title}", end: "{page}/{pages}"}', "A4", 65, 79),
        ('{start: "{title}", end: "{page}/{pages}"}', "A5", 30, 45),
        ('{start: "{title}", centre: "{page}/{pages}", end: "{date}"}', "A4", 30, 45),
        ('{centre: "{title}"}', "A4", 75, 86),
    ],
)
def test_a_title_takes_what_its_line_leaves(desk: Desk, line: str, page: str, least: int, most: int) -> None:
    used = template(f"page: {{size: {page}}}\nfooter: [{line}]\n{PART}")
    document = desk.compose(replace(desk.briefing(used), title=LONG), used).document
    (footer,) = document.headers_footers.footer
    shown = content_text((*footer.start, *footer.centre)).removesuffix("/")
    assert shown.endswith("…")
    assert least < len(shown) <= most


@pytest.mark.parametrize(
    ("line", "most"),
    [
        # Of some 90 characters between the margins four stay free; a page's number takes three.
        ('{centre: "{title}"}', 86),
        ('{start: "{title}"}', 86),
        ('{start: "{title}", end: "{page}"}', 83),
        ('{start: "{title}", end: "{page}/{pages}"}', 79),
        ('{start: "abcde", end: "{title}"}', 81),
        ('{centre: "{title}", end: "abcde"}', 76),
        ('{start: "a", centre: "{title}", end: "abcde"}', 76),
        ('{start: "{title}", centre: "x"}', 45),
    ],
)
def test_a_title_has_the_room_that_its_line_leaves_to_the_character(desk: Desk, line: str, most: int) -> None:
    used = template(f"page: {{size: A4}}\nfooter: [{line}]\n{PART}")
    document = desk.compose(replace(desk.briefing(used), title="x" * 200), used).document
    (footer,) = document.headers_footers.footer
    assert (
        max(content_text(place).count("x") for place in (footer.start, footer.centre, footer.end)) == most - 1
    )


def test_a_closing_line_ends_its_part_and_names_what_is_not_filled_in(desk: Desk) -> None:
    used = template(
        "fields: [{key: by, kind: date, label: By, required: true, in-table: false}]\n"
        'parts:\n- {key: text, kind: written, label: Text, closing: "Approve ___ by {by}"}\n'
        "- {key: more, kind: written, label: More}\n"
    )
    briefing = written(desk, used, own("a", "Sign it."))
    last = of_type(desk.compose(briefing, used).document.elements[-1], DrawnText)
    assert content_text(last.content) == "Approve ___ by [to be completed]"
    filled = desk.compose(set_field(briefing, "by", "2026-12-01"), used).document.elements[-1]
    assert isinstance(filled, DrawnText)
    assert content_text(filled.content) == "Approve ___ by 1 December 2026"
    assert roles(desk.compose(desk.briefing(used), used).document) == ["title"], "an empty part has none"


def test_each_text_of_a_table_part_is_a_row(desk: Desk) -> None:
    used = template(TABLE)
    briefing = written(
        desk, used, own("a", "Japan", "For", "Agree", "and more"), own("b", "Canada"), language="fr"
    )
    document = desk.compose(briefing, used).document
    assert cells(document) == [
        [["Partenaire"], ["Position"], ["Answer"]],
        [["Japan"], ["For"], ["Agree", "and more"]],
        [["Canada"], [""], [""]],
    ]
    (table,) = [each for each in document.elements if isinstance(each, DrawnTable)]
    assert (table.header_rows, round(sum(table.widths), 6), len(table.widths)) == (1, 1.0, 3)


def test_a_cell_that_an_audience_does_not_get_is_empty_and_no_other_moves_into_its_column(desk: Desk) -> None:
    used = template(TABLE)
    row = replace(own("a", "Japan", "Secretly for", "Agree"), releases={"a1": Release(disclosure="closed")})
    lost = replace(own("b", "Canada"), releases={"b0": Release(disclosure="closed")})
    briefing = written(desk, used, row, lost)
    left = release_briefing(briefing, desk.articles, "public", used.table_parts)
    assert cells(desk.compose(left.briefing, used).document)[1:] == [[["Japan"], [""], ["Agree"]]]
    assert [text for one in left.left_out for text in one.texts] == ["Secretly for", "Canada"]


def test_an_empty_paragraph_is_an_empty_cell(desk: Desk) -> None:
    used = template(TABLE)
    document = desk.compose(written(desk, used, own("a", "Japan", "", "Agree")), used).document
    assert cells(document)[1:] == [[["Japan"], [""], ["Agree"]]]


def test_an_excerpt_in_a_table_part_is_below_the_table_with_its_source(desk: Desk) -> None:
    used = template(TABLE)
    excerpt = next(item for item in desk.briefing().items if isinstance(item, Excerpt))
    briefing = written(desk, used, own("a", "Japan", "For", "Agree"))
    briefing = insert_item(briefing, briefing.parts[0].id, excerpt, 0)
    document = desk.compose(briefing, used).document
    kinds = [each.kind for each in document.elements]
    assert kinds.index("table") < kinds.index("quotation")
    assert any(isinstance(each, DrawnQuotation) for each in document.elements)
    assert document.notes


def test_a_list_in_a_table_part_loses_nothing(desk: Desk) -> None:
    used = template(TABLE)
    item = OwnText(
        id="a", blocks=tuple(ListItem(id=f"l{n}", content=(Span(f"entry {n}"),)) for n in range(5))
    )
    document = desk.compose(written(desk, used, item), used).document
    (table,) = [each for each in document.elements if isinstance(each, DrawnTable)]
    assert all(f"entry {n}" in repr(table) for n in range(5))


@pytest.mark.parametrize("kind", ["written", "gathered", "topics"])
def test_a_part_that_is_closed_from_the_start_is_kept_from_an_audience(desk: Desk, kind: str) -> None:
    used = template(
        "parts:\n- {key: open, kind: written, label: Open}\n"
        f"- {{key: shut, kind: {kind}, label: Shut, release: closed}}\n"
    )
    briefing = written(desk, used, own("a", "For all."))
    if kind == "written":
        briefing = insert_item(briefing, briefing.parts[1].id, own("b", "For the house."))
    headings = [
        content_text(each.content)
        for each in desk.compose(briefing, used).document.elements
        if isinstance(each, DrawnHeading)
    ]
    assert headings[0] == "Open"
    assert all("(not for disclosure)" in text for text in headings[1:-1])
    left = release_briefing(briefing, desk.articles, "public").briefing
    assert [part.key for part in left.walk()] == ["open"]


def test_the_british_background_says_once_who_may_hear_it(desk: Desk) -> None:
    used = desk.template("meeting-brief")
    for language, expected in {
        "en": ["Background (usable)", "Background (not for disclosure)"],
        "it": ["Elementi di fondo (utilizzabili)", "Elementi di fondo (da non divulgare)"],
        "fr": ["Contexte (utilisable)", "Contexte (à ne pas divulguer)"],
    }.items():
        briefing = desk.briefing(used, language)
        briefing = insert_item(briefing, briefing.parts[3].id, own("a", "For the house."))
        document = desk.compose(briefing, used).document
        shown = [content_text(each.content) for each in document.elements if isinstance(each, DrawnHeading)]
        assert shown == expected
        left = release_briefing(briefing, desk.articles, "public").briefing
        assert [part.key for part in left.parts][-1] == "background"


def test_the_label_of_a_heading_has_the_language_of_the_heading(desk: Desk) -> None:
    used = template("parts:\n- {key: lines, kind: written, label: {en: Red lines}, release: closed}\n")
    briefing = desk.briefing(used, "ar")
    briefing = insert_item(briefing, briefing.parts[0].id, own("a", "For the house."))
    (heading,) = (
        one for one in desk.compose(briefing, used).document.elements if isinstance(one, DrawnHeading)
    )
    assert heading.content == (Run(text="Red lines (not for disclosure)", language="en"),)


@pytest.mark.parametrize(
    ("language", "name", "mark"),
    [
        ("ar", "Background note", "\u200f"),
        ("ar", "مذكرة", ""),
        ("en", "Background note", ""),
        ("en", "مذكرة", "\u200e"),
    ],
)
def test_the_day_of_a_date_stays_with_its_month_beside_words_of_the_other_direction(
    desk: Desk, language: str, name: str, mark: str
) -> None:
    used = template(
        "header:\n- {start: '{template} · {date}'}\nparts:\n- {key: open, kind: written, label: Open}\n"
    )
    used = replace(used, name={language: name})
    document = desk.compose(desk.briefing(used, language), used).document
    line = next(line for line in document.headers_footers.header if line.start)
    before, between, day = content_text(line.start).partition(" · ")
    assert (before, between) == (name, " · ")
    assert day[: len(mark)] == mark
    assert day[len(mark)].isdigit()


def test_the_name_of_a_template_without_a_translation_has_its_own_language(desk: Desk) -> None:
    used = template(
        "header:\n- {start: '{template} · {date}'}\nparts:\n- {key: open, kind: written, label: Open}\n"
    )
    used = replace(used, name={"en": "Background note"})
    for language, expected in (("ar", "en"), ("en", None)):
        document = desk.compose(desk.briefing(used, language), used).document
        line = next(line for line in document.headers_footers.header if line.start)
        shown = {run.text: run.language for run in line.start if isinstance(run, Run)}
        assert (shown["Background note"], shown[" · "]) == (expected, None)


def test_page_numbers_keep_their_order_in_a_text_from_right_to_left(desk: Desk) -> None:
    used = template(
        "footer:\n- {start: {en: 'Page {page} of {pages}'}, end: {en: '{page}/{pages}'}}\n"
        "parts:\n- {key: open, kind: written, label: Open}\n"
    )
    lines = {}
    for language in ("en", "ar"):
        document = desk.compose(desk.briefing(used, language), used).document
        lines[language] = next(line for line in document.headers_footers.footer if line.end)
    assert lines["en"].end == (PageField(name="page"), Run(text="/"), PageField(name="pages"))
    mark = Run(text="\u200e")
    joined = Run(text="\u200e/\u200e")
    assert lines["ar"].end == (mark, PageField(name="page"), joined, PageField(name="pages"), mark)
    assert lines["ar"].start == lines["en"].start


def test_samples_fill_parts_and_fields_and_hints_replace_missing_samples(desk: Desk) -> None:
    used = template(
        "title: {sample: A title}\ncontents: {show: false}\n"
        "fields:\n- {key: for, kind: text, label: For, sample: The Minister}\n"
        "- {key: people, kind: number, label: Population, sample: 51700000}\n"
        "- {key: by, kind: date, label: By}\n- {key: none, kind: text, label: None}\n"
        "parts:\n- key: text\n  kind: written\n  label: Text\n  sample: |\n    One.\n\n    - two\n    - three\n"
        "- {key: more, kind: written, label: More, hint: What else.}\n"
        "- {key: bare, kind: written, label: Bare}\n"
        + TABLE.replace("parts:\n", "")
        + "  sample: |\n    Japan | For | Agree\n    Canada | Against | Insist\n"
    )
    filled = sample_fields(used, "en", "2026-11-25")
    assert filled == {"for": "The Minister", "people": "51700000", "by": "2026-11-25", "none": "…"}
    names = iter("abcdefg")
    briefing = add_sample_texts(desk.briefing(used), used, lambda: next(names))
    document = desk.compose(briefing, used).document
    assert roles(document) == ["title", "heading", "body", "list", "heading", "body", "heading", "table"]
    assert cells(document)[1:] == [[["Japan"], ["For"], ["Agree"]], [["Canada"], ["Against"], ["Insist"]]]


def test_a_sample_keeps_one_gathered_excerpt_to_show_a_quotation(desk: Desk) -> None:
    used = template("parts: [{key: all, kind: gathered, label: All, sample: Known.}]\n")
    briefing = desk.briefing(used)
    assert len(briefing.items) > 1
    sampled = add_sample_texts(briefing, used, lambda: "s")
    assert [type(item).__name__ for item in sampled.items] == ["OwnText", "Excerpt"]


def test_a_sample_shows_two_excerpts_of_a_topic(desk: Desk) -> None:
    used = template("parts: [{key: topics, kind: topics, label: Themes, layout: sub-parts}]\n")
    briefing = desk.briefing(used, topics=("semiconductors",))
    (topic,) = briefing.parts[0].parts
    excerpts = (*topic.items, *(replace(item, id=f"{item.id}-more") for item in topic.items)) * 2
    part = replace(briefing.parts[0], parts=(replace(topic, items=excerpts),))
    sampled = add_sample_texts(replace(briefing, parts=(part,)), used, lambda: "s")
    assert [len(each.items) for each in sampled.walk()] == [0, 2]


@pytest.mark.parametrize(("first", "aligned"), [("12", True), ("many", False)])
def test_columns_of_numbers_are_aligned_whatever_their_header_says(
    desk: Desk, first: str, aligned: bool
) -> None:
    used = template(TABLE)
    made = written(desk, used, own("a", "Italy", first, "yes"), own("b", "France", "7.5", "no"))
    (table,) = (each for each in desk.compose(made, used).document.elements if isinstance(each, DrawnTable))
    assert [[cell.flush_end for cell in row] for row in table.rows] == [[False, aligned, False]] * 3
