"""Actors and coverage are tables of what was counted, and what is not new is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.composing.key_effects import ACTORS, COVERAGE, TOPICS
from tests.composing.test_every_key import template
from tests.composing.test_evidence_tables_chronology import table

from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.document import DrawnChart, DrawnHeading, content_text
from briefbuilder.domain.text import Paragraph, Span

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


def test_actors_are_a_table_by_mentions(counted_desk: Desk) -> None:
    used = template({"parts": [ACTORS]})
    found = counted_desk.compose(counted_desk.briefing(used, "de"), used).document.elements
    assert table(found) == [
        ["Name", "Art", "Nennungen", "Artikel"],
        ["Anna Rossi", "Person", "4", "2"],
        ["European Commission", "Organisation", "3", "1"],
    ]


def test_actors_of_one_kind_have_no_column_for_it(counted_desk: Desk) -> None:
    used = template({"parts": [{**ACTORS, "kinds": ["country"]}]})
    found = counted_desk.compose(counted_desk.briefing(used), used).document.elements
    assert table(found) == [["Name", "Mentions", "Articles"], ["Ruritania", "9", "2"]]


@pytest.mark.parametrize("part", [ACTORS, COVERAGE], ids=["actors", "coverage"])
def test_a_part_with_nothing_to_count_is_left_out_and_told(
    desk: Desk, counted_desk: Desk, part: dict[str, str]
) -> None:
    used = template({"parts": [part]})
    composed = desk.compose(desk.briefing(used), used)
    assert not any(isinstance(one, DrawnHeading) for one in composed.document.elements)
    assert "part-empty" in {finding.code for finding in composed.findings}
    composed = counted_desk.compose(counted_desk.briefing(used), used)
    assert "part-empty" not in {finding.code for finding in composed.findings}


@pytest.mark.parametrize(
    ("by", "language", "rows", "told"),
    [
        (
            "outlet",
            "en",
            [
                ["Publication", "Articles", "Tags"],
                ["Gazette", "3", "5"],
                ["Courier", "1", "0"],
                ["unknown", "1", "2"],
            ],
            "Bar chart: Articles by publication: Gazette\u00a03, Courier\u00a01, unknown\u00a01.",
        ),
        (
            "topic",
            "it",
            [
                ["Argomento", "Articoli", "Etichette"],
                ["Riduzione dei rischi", "2", "3"],
                ["Commercio", "1", "1"],
            ],
            "Grafico a barre: Articoli per argomento: Riduzione dei rischi\u00a02, Commercio\u00a01.",
        ),
        (
            "country",
            "fr",
            [["Pays", "Articles", "Étiquettes"], ["Japon", "1\u202f200", "3"], ["Italie", "1", "1"]],
            "Diagramme à barres\u00a0: Articles par pays\u00a0: Japon\u00a01\u202f200, Italie\u00a01.",
        ),
        (
            "week",
            "de",
            [["Woche", "Artikel", "Schlagwörter"], ["2. März 2026", "10", "1"], ["9. März 2026", "11", "1"]],
            "Balkendiagramm: Artikel nach Woche: 2. März 2026\u00a010, 9. März 2026\u00a011.",
        ),
    ],
)
def test_coverage_is_a_chart_told_in_words_and_a_table(
    counted_desk: Desk, by: str, language: str, rows: list[list[str]], told: str
) -> None:
    used = template({"parts": [{**COVERAGE, "by": by}]})
    found = counted_desk.compose(counted_desk.briefing(used, language), used).document.elements
    assert table(found) == rows
    (chart,) = (element for element in found if isinstance(element, DrawnChart))
    assert chart.alternative_text == told
    assert list(chart.categories) == [row[0] for row in rows[1:]]
    assert chart.form == ("column" if by == "week" else "bar")
    assert chart.tabled
    assert content_text(chart.title) in told


def test_of_weeks_the_latest_are_shown_and_one_row_needs_no_chart(counted_desk: Desk) -> None:
    used = template({"parts": [{**COVERAGE, "by": "week", "most": 1}]})
    found = counted_desk.compose(counted_desk.briefing(used), used).document.elements
    assert [row[0] for row in table(found)] == ["Week", "9 March 2026"]
    assert not any(isinstance(element, DrawnChart) for element in found)


def test_own_text_stands_below_what_is_counted(counted_desk: Desk) -> None:
    used = template({"parts": [COVERAGE]})
    made = counted_desk.briefing(used)
    text = OwnText(id="own", blocks=(Paragraph(id="o1", content=(Span("Mostly papers."),)),))
    found = counted_desk.compose(insert_item(made, made.parts[0].id, text), used).document.elements
    assert [element.kind for element in found][-3:] == ["chart", "table", "text"]


def test_a_topic_without_news_says_so_where_the_template_has_a_sentence(counted_desk: Desk) -> None:
    words = {"en": "Nothing new.", "it": "Nulla di nuovo."}
    used = template({"parts": [{**TOPICS, "when-nothing-new": words}]})
    made = counted_desk.briefing(used, "it", topics=("trade", "derisking"))
    composed = counted_desk.compose(made, used)
    texts = [
        content_text(one.content) for one in composed.document.elements if one.kind in {"heading", "text"}
    ]
    assert texts[texts.index("Commercio") + 1] == "Nulla di nuovo."
    # An empty topic on which something is new is reported as before.
    composed = replace(counted_desk, nothing_new=frozenset()).compose(made, used)
    assert "Nulla" not in repr(composed.document)
    assert {"topic-empty", "part-empty"} & {finding.code for finding in composed.findings}
