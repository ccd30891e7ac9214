"""The settings of a template have their effect on the document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.narrowing import of_type
from tests.template_files import parse_template

from briefbuilder.composing.compose import compose
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import insert_item, set_field
from briefbuilder.domain.document import (
    Document,
    DrawnContents,
    DrawnEndnotes,
    DrawnHeading,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    content_text,
)
from briefbuilder.domain.styles import Role
from briefbuilder.domain.text import Heading, Paragraph, Span
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


def changed(
    desk: Desk, *changes: tuple[str, str], name: str = "thematic-briefing", more: str = ""
) -> Template:
    text = (desk.root / "templates" / f"{name}.yaml").read_text("utf-8")
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    template, findings = parse_template((text + more).encode(), str(desk.root / "templates" / "changed.yaml"))
    assert template is not None, findings
    return template


def composed(desk: Desk, template: Template, language: str = "en") -> Document:
    briefing = desk.briefing(template, language)
    blocks = (
        Paragraph(id="o1", content=(Span("Opening."),)),
        Heading(id="o2", level=1, content=(Span("Under it"),)),
        Paragraph(id="o3", content=(Span("Closing."),)),
    )
    briefing = insert_item(briefing, briefing.parts[0].id, OwnText(id="own", blocks=blocks))
    return desk.compose(briefing, template).document


def headings(document: Document) -> list[str]:
    return [
        f"{each.number} {content_text(each.content)}".strip()
        for each in document.elements
        if isinstance(each, DrawnHeading)
    ]


STATE = """- key: state
  kind: choice
  label: State
  default: draft
  in-table: false
  choices:
  - {value: draft, label: {en: DRAFT, it: BOZZA, fr: PROJET}}
- key: date
"""


def test_a_watermark_is_in_the_briefings_language(desk: Desk) -> None:
    template = changed(desk, more='page: {watermark: {en: "DRAFT of {date}", it: BOZZA, fr: PROJET}}\n')
    assert composed(desk, template, "it").headers_footers.watermark == "BOZZA"
    assert composed(desk, template).headers_footers.watermark == "DRAFT of 25 November 2026"
    assert composed(desk, desk.template()).headers_footers.watermark == ""


def test_a_draft_has_a_watermark_until_its_field_is_cleared(desk: Desk) -> None:
    template = changed(desk, ("- key: date\n", STATE), more='page: {watermark: "{state}"}\n')
    briefing = desk.briefing(template, "fr")
    assert desk.compose(briefing, template).document.headers_footers.watermark == "PROJET"
    final = desk.compose(set_field(briefing, "state", ""), template)
    assert final.document.headers_footers.watermark == ""
    assert not [finding for finding in final.findings if finding.place.field == "state"]


SOURCES = "sources: {style: footnote, list: true, reliability: true}"


def test_headings_are_numbered_through_all_levels(desk: Desk) -> None:
    document = composed(desk, changed(desk, more="numbering: {headings: true}\n"))
    assert headings(document) == [
        "1 Key points",
        "1.1 Under it",
        "2 De-risking",
        "3 Semiconductors",
        "4 Sources",
    ]
    (contents,) = [each for each in document.elements if isinstance(each, DrawnContents)]
    assert [entry.number for entry in contents.entries] == ["1", "1.1", "2", "3", "4"]


def test_headings_have_japanese_numbers_by_their_level(desk: Desk) -> None:
    template = changed(desk, more="numbering: {headings: true, scheme: japanese}\n")
    briefing = desk.briefing(template, "en")
    levels = (1, 1, 2, 2, 3, 4, 5, 5, 1, *[2] * 47)
    blocks = tuple(
        Heading(id=f"o{place}", level=level, content=(Span("Under it"),))
        for place, level in enumerate(levels)
    )
    briefing = insert_item(briefing, briefing.parts[0].id, OwnText(id="own", blocks=blocks))
    document = desk.compose(briefing, template).document
    numbers = [each.number for each in document.elements if isinstance(each, DrawnHeading)]
    assert numbers[:10] == ["1", "(1)", "(2)", "ア", "イ", "(ア)", "a", "(a)", "(b)", "(3)"]
    assert numbers[10:57] == [
        *"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
        "47",
    ]
    assert numbers[57:] == ["2", "3", "4"]


@pytest.mark.parametrize(
    ("scheme", "shown"),
    [
        (
            "chinese",
            [
                "一、",
                "（一）",
                "1.",
                "（1）",
                "1)",
                "a)",
                "（二）",
                "（十）",
                "（十一）",
                "（二十）",
                "（二十一）",
            ],
        ),
        ("korean", ["1.", "가.", "1)", "가)", "(1)", "(가)", "나.", "차.", "카.", "20.", "21."]),
    ],
)
def test_headings_are_numbered_as_chinese_and_korean_offices_do(
    desk: Desk, scheme: str, shown: list[str]
) -> None:
    template = changed(desk, more=f"numbering: {{headings: true, scheme: {scheme}}}\n")
    briefing = desk.briefing(template, "en")
    blocks = tuple(
        Heading(id=f"o{place}", level=level, content=(Span("Under it"),))
        for place, level in enumerate((1, 2, 3, 4, 5, *[1] * 20))
    )
    briefing = insert_item(briefing, briefing.parts[0].id, OwnText(id="own", blocks=blocks))
    document = desk.compose(briefing, template).document
    numbers = [each.number for each in document.elements if isinstance(each, DrawnHeading)]
    assert [*numbers[:7], numbers[14], numbers[15], numbers[24], numbers[25]] == shown


def test_paragraphs_of_free_text_are_numbered_and_quotations_are_not(desk: Desk) -> None:
    document = composed(desk, changed(desk, more="numbering: {paragraphs: true}\n"))
    numbered = [each for each in document.elements if isinstance(each, DrawnText) and each.number]
    assert [(each.number, content_text(each.content)) for each in numbered] == [
        ("1.", "Opening."),
        ("2.", "Closing."),
    ]


@pytest.mark.parametrize(
    ("said", "indents"),
    [("", (46.35, 28.35, 28.35)), ("  list: {indent-start: 10}\n", (10.0, 28.35, 28.35))],
)
def test_lists_and_quotations_are_indented_below_numbered_paragraphs(
    desk: Desk, said: str, indents: tuple[float, ...]
) -> None:
    template = changed(desk, ("styles:\n", f"styles:\n{said}"), more="numbering: {paragraphs: true}\n")
    styles = desk.compose(desk.briefing(template), template).document.styles
    roles: tuple[Role, ...] = ("list", "quote", "source")
    assert tuple(styles.style(role).indent_start for role in roles) == indents
    plain = desk.compose(desk.briefing()).document.styles
    assert tuple(plain.style(role).indent_start for role in roles) == (0.0, 16.0, 16.0)


def test_sources_can_be_in_endnotes(desk: Desk) -> None:
    document = composed(desk, changed(desk, (SOURCES, "sources: {style: endnote}")))
    assert {note.placement for note in document.notes} == {"end"}
    last = of_type(document.elements[-1], DrawnEndnotes)
    assert content_text(last.title) == "Notes"


def test_sources_can_be_below_each_excerpt(desk: Desk) -> None:
    document = composed(desk, changed(desk, (SOURCES, "sources: {style: inline}")), "fr")
    quotations = [each for each in document.elements if isinstance(each, DrawnQuotation) and each.source]
    assert [content_text(each.source) for each in quotations] == [
        "Source\u00a0: «\u00a0Ministers settle on screening\u00a0»."
    ]
    assert all(each.language == "en" for each in quotations)
    runs = [run for run in quotations[0].source if hasattr(run, "language")]
    assert [run.language for run in runs] == ["fr", "fr", "en", "fr", "fr"]


def test_the_list_of_sources_is_at_the_end_by_default(desk: Desk) -> None:
    part = "- key: sources\n  kind: sources\n  label: {en: Sources, it: Fonti, fr: Sources, de: Quellen}\n"
    document = composed(desk, changed(desk, (part, "")), "it")
    assert headings(document)[-1] == "Fonti"
    last = of_type(document.elements[-1], DrawnTable)
    numbers = [row[0].elements[0] for row in last.rows[1:]]
    assert [content_text(number.content) for number in numbers if isinstance(number, DrawnText)] == ["1", "2"]


def test_the_list_of_sources_can_be_left_out(desk: Desk) -> None:
    part = "- key: sources\n  kind: sources\n  label: {en: Sources, it: Fonti, fr: Sources, de: Quellen}\n"
    document = composed(desk, changed(desk, (part, ""), (SOURCES, "sources: {list: false}")))
    assert "Sources" not in headings(document)


def test_the_contents_list_shows_so_many_levels_or_none(desk: Desk) -> None:
    shown = "contents: {show: true, levels: 2}"
    one = composed(desk, changed(desk, (shown, "contents: {levels: 1, page-numbers: false}")))
    (contents,) = [each for each in one.elements if isinstance(each, DrawnContents)]
    assert [entry.text for entry in contents.entries] == [
        "Key points",
        "De-risking",
        "Semiconductors",
        "Sources",
    ]
    assert contents.page_numbers is False
    none = composed(desk, changed(desk, (shown, "contents: {show: false}")))
    assert not [each for each in none.elements if isinstance(each, DrawnContents)]


def test_fixed_words_can_be_said_otherwise(desk: Desk) -> None:
    words = "words:\n  contents: {en: In this note}\n"
    (contents,) = [
        each for each in composed(desk, changed(desk, more=words)).elements if isinstance(each, DrawnContents)
    ]
    assert content_text(contents.title) == "In this note"


def test_a_word_without_language_is_said_in_all(desk: Desk) -> None:
    template = changed(desk, more="words:\n  contents: Overview\n")
    assert {template.word("contents", language) for language in ("en", "it", "fr")} == {"Overview"}


def test_a_contents_part_gives_the_list_its_label_and_place(desk: Desk) -> None:
    label = "label: {en: Contents, it: Indice, fr: Sommaire, de: Inhalt}"
    later = changed(
        desk, (label, "label: {en: Today, it: Oggi, fr: Aujourd’hui, de: Heute}"), name="press-review"
    )
    document = desk.compose(desk.briefing(later, "it"), later).document
    (contents,) = [each for each in document.elements if isinstance(each, DrawnContents)]
    assert content_text(contents.title) == "Oggi"
    assert contents.origin == "id1"


def test_a_field_can_be_outside_the_table(desk: Desk) -> None:
    def labels(template: Template) -> list[str]:
        briefing = set_field(desk.briefing(template), "drafted-by", "The desk")
        (table,) = [
            each
            for each in desk.compose(briefing, template).document.elements
            if isinstance(each, DrawnTable) and each.frame == "plain"
        ]
        cells = [row[0].elements[0] for row in table.rows]
        return [content_text(cell.content) for cell in cells if isinstance(cell, DrawnText)]

    assert labels(desk.template()) == ["Date", "Drafted by"]
    before = "- key: drafted-by\n"
    assert labels(changed(desk, (before, before + "  in-table: false\n"))) == ["Date"]


def test_page_and_styles_reach_the_document(desk: Desk) -> None:
    more = "page: {size: Letter, orientation: landscape, margins: 1in}\n"
    styles = 'styles:\n  body: {size: 12, colour: "#112233"}\n'
    fonts = ("fonts: {text: Calibri,", "fonts: {text: Noto Sans,")
    document = composed(desk, changed(desk, fonts, ("styles:\n", styles), more=more))
    assert (document.page.width, document.page.height, document.page.inner) == (792, 612, 72)
    body = document.styles.style("body")
    assert (body.font, body.size, body.colour) == ("Noto Sans", 12, "#112233")
    assert round(body.leading, 2) == round(15 / 11 * 12, 2)


def test_even_pages_can_differ_and_bear_the_mark(desk: Desk) -> None:
    footer = 'footer:\n- {start: "{title}", end: "{page}/{pages}"}\n'
    even = 'footer:\n  all:\n  - {end: "{page}"}\n  even:\n  - {start: "{page}"}\n'
    headers_footers = composed(desk, changed(desk, (footer, even))).headers_footers
    assert headers_footers.even_header == headers_footers.header
    assert headers_footers.even_footer is not None
    assert headers_footers.even_footer[0].start
    assert headers_footers.even_footer[-1].role == "marking"


def test_a_marking_within_a_line_is_not_repeated(desk: Desk) -> None:
    header = 'header:\n- {start: "{reference}"}\n'
    headers_footers = composed(
        desk, changed(desk, (header, 'header:\n- {start: "{marking}", end: "{date}"}\n'))
    ).headers_footers
    assert [content_text(line.start) for line in headers_footers.header] == ["NON CLASSIFIÉ/UNCLASSIFIED"]
    assert [line.role for line in headers_footers.footer] == ["footer", "marking"]


def test_without_a_field_for_it_the_date_is_the_day_where_the_briefing_is_written(desk: Desk) -> None:
    """The day of the moment in UTC may be another one."""
    text = 'version: 1\nid: note\nname: Note\nlanguages: [en]\npage: {watermark: {en: "{date}"}}\n'
    part = "marking: {profile: eu, default: restreint}\nparts:\n- {key: text, kind: written, label: {en: Text}}\n"
    template, findings = parse_template((text + part).encode(), str(desk.root / "templates" / "note.yaml"))
    assert template is not None, findings
    briefing = desk.briefing(template)
    inputs = replace(desk.inputs(briefing, template), moment="2026-11-24T15:30:00Z", today=date(2026, 11, 25))
    document = compose(inputs).document
    assert document.headers_footers.watermark == "25 November 2026"
    assert document.moment == "2026-11-25T00:00:00Z"
