"""Articles and tags are counted by topic, outlet, country and week, in a dossier and in a briefing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.app.conftest import text_reading
from tests.narrowing import of_type

from briefbuilder.app.commands.articles import remove_articles
from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.coverage import coverage_label, dossier_coverage, iso_week, outlet_country
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.briefing_edits import set_block_releases, set_release
from briefbuilder.domain.coverage import CoverageBy, CoverageOf, CoverageRow
from briefbuilder.domain.release import Release

PRESS = (
    ("Le Monde", "https://www.lemonde.fr/a", date(2026, 1, 1), ("derisking", "semiconductors")),
    ("LE  MONDE", None, date(2025, 12, 29), ("derisking",)),
    ("The Courier", "https://courier.co.uk/b", date(2026, 1, 5), ()),
    (None, "https://unnamed.it/c", None, ("derisking",)),
)
TEMPLATE = """version: 1
id: counts
name: Counts
languages: [en]
marking: {profile: none}
parts:
- {key: topics, kind: topics, label: Topics}
- {key: ours, kind: coverage, label: Ours, by: topic}
- {key: all, kind: coverage, label: All, by: outlet, of: dossier}
"""


def _reading(number: int) -> ImportedArticle:
    outlet, url, day, _ = PRESS[number]
    reading = text_reading(
        f"Ships return to port {number}\n\nThe port number {number} handled ships.\n\nAt night\n\nIt was {number} o'clock.\n"
    )
    data = replace(reading.article.metadata, publication=outlet, url=url, published=day)
    return replace(reading, article=replace(reading.article, metadata=data))


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Session]:
    """A dossier with four articles of two outlets and of one that is not named."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "counts.yaml").write_text(TEMPLATE, "utf-8")
    session = Session.create(tmp_path / "press.dossier", Resources(templates=[folder]))
    outcomes = import_readings(session, [_reading(number) for number in range(len(PRESS))])
    for outcome, (*_, topics) in zip(outcomes, PRESS, strict=True):
        assert outcome.article is not None
        for topic in topics:
            session.store.apply(tag_section(session, outcome.article, 0, [topic]))
    with session:
        yield session


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("topic", [("derisking", "", 3, 3), ("semiconductors", "", 1, 1)]),
        ("outlet", [("le monde", "Le Monde", 2, 3), ("the courier", "The Courier", 1, 0), ("", "", 1, 1)]),
        ("country", [("FR", "", 2, 3), ("GB", "", 1, 0), ("", "", 1, 1)]),
        ("week", [("2026-W01", "", 2, 3), ("2026-W02", "", 1, 0), ("", "", 1, 1)]),
    ],
)
def test_a_dossier_is_counted(press: Session, by: CoverageBy, rows: list[tuple[str, str, int, int]]) -> None:
    found = dossier_coverage(press, by)
    assert [(row.key, row.label, row.articles, row.tags) for row in found.rows] == rows


def test_an_article_that_was_taken_out_is_not_counted(press: Session) -> None:
    first = press.store.articles()[0].id
    press.store.apply(remove_articles(press, [first]))
    assert [(row.key, row.articles, row.tags) for row in dossier_coverage(press, "topic").rows] == [
        ("derisking", 2, 2)
    ]
    press.store.undo()
    assert dossier_coverage(press, "topic").rows[0].articles == 3


def _counted(
    session: Session, briefing: str, audience: str | None = None
) -> dict[tuple[CoverageBy, CoverageOf], list[tuple[str, int, int]]]:
    found = snapshot(session, briefing, audience).coverage
    return {(one.by, one.of): [(row.key, row.articles, row.tags) for row in one.rows] for one in found}


def test_an_export_has_what_its_parts_count_and_a_recipient_gets_only_what_is_quoted(press: Session) -> None:
    act, made = compose_briefing(press, "counts", "Ports", ["derisking", "semiconductors"], {}, "en")
    press.store.apply(act)
    assert _counted(press, made.id) == {
        ("topic", "briefing"): [("derisking", 3, 3), ("semiconductors", 1, 1)],
        ("outlet", "dossier"): [("le monde", 2, 3), ("the courier", 1, 0), ("", 1, 1)],
    }
    # Only the first excerpt of derisking remains.
    closed = [item.id for item in made.parts[0].items[1:]] + [item.id for item in made.parts[1].items]
    made = set_release(made, closed, Release(disclosure="closed"))
    press.store.apply(edit_briefing(press, made, "set-release"))
    assert _counted(press, made.id, "public") == {
        ("topic", "briefing"): [("derisking", 1, 1), ("semiconductors", 1, 1)],
        ("outlet", "dossier"): [("le monde", 1, 2)],
    }


def test_a_topic_of_a_passage_of_which_a_recipient_sees_a_part_is_not_named(press: Session) -> None:
    article = press.store.articles()[0].id
    press.store.apply(tag_section(press, article, 1, ["derisking", "semiconductors", "china"]))
    act, made = compose_briefing(press, "counts", "Ports", ["derisking"], {}, "en")
    press.store.apply(act)
    assert _counted(press, made.id, "public")["topic", "briefing"] == [
        ("derisking", 3, 4),
        ("semiconductors", 1, 2),
        ("china", 1, 1),
    ]
    section = of_type(made.parts[0].items[1], Excerpt)
    assert len(section.passage.blocks) == 2  # the heading and the paragraph
    made = set_block_releases(made, section.id, section.passage.blocks[:1], Release(disclosure="closed"))
    press.store.apply(edit_briefing(press, made, "set-release"))
    # The topic of the part counts; semiconductors only where all that is tagged with it is quoted.
    assert _counted(press, made.id, "public")["topic", "briefing"] == [
        ("derisking", 3, 4),
        ("semiconductors", 1, 1),
    ]


def test_a_briefing_without_such_parts_counts_nothing(session: Session) -> None:
    act, made = compose_briefing(session, "thematic-briefing", "Ports", [], {}, "en")
    session.store.apply(act)
    assert snapshot(session, made.id).coverage == ()


@pytest.mark.parametrize(
    ("publication", "url", "country"),
    [
        ("Le Monde", "", "FR"),
        ("Unheard of", "https://www.unheard.co.uk/a", "GB"),
        ("Unheard of", "https://unheard.jp", "JP"),
        ("Unheard of", "https://asia.nikkei.com/x", "JP"),
        ("unheard.pt", "", "PT"),
        ("Unheard of", "https://unheard.com", ""),
        ("Unheard of", "https://unheard.io", ""),
        ("Unheard of", "https://unheard.eu", ""),
        ("", "https://[broken", ""),
        ("St. Pauli", "", ""),
    ],
)
def test_the_country_of_an_outlet_is_told_by_its_name_or_site_or_not_at_all(
    publication: str, url: str, country: str
) -> None:
    assert outlet_country(publication, url) == country


def test_weeks_are_those_of_iso_8601() -> None:
    assert iso_week(date(2024, 12, 30)) == "2025-W01"
    assert iso_week(date(2027, 1, 3)) == "2026-W53"
    assert iso_week(None) == ""


def test_rows_are_named_in_the_language_asked_for(press: Session) -> None:
    def named(by: CoverageBy, key: str, label: str = "") -> str:
        row = CoverageRow(key=key, label=label, articles=1, tags=0)
        return coverage_label(row, by, press.taxonomy, "it")

    assert named("topic", "semiconductors") == "Semiconduttori"
    assert named("topic", "gone") == "gone"
    assert named("country", "FR") == "Francia"
    assert named("outlet", "le monde", "Le Monde") == "Le Monde"
    assert named("week", "2026-W01") == "2026-W01"
    assert named("country", "") == ""
