"""The targets of an article, and the topics under the digit keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefbuilder.app.commands.articles import edit_metadata
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import accept_suggestions
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.passage import passage_of, section_passage
from briefbuilder.domain.text import Block, Figure, Heading, Paragraph, Span
from briefbuilder.domain.topics import Suggestion
from briefbuilder.importers.read import read_bytes
from briefbuilder.tagging.near_sections import SectionSuggester, suggest_in_article
from briefbuilder.ui.read import reading_state
from briefbuilder.ui.read.article_commands import SLOTS, RecentTopics
from briefbuilder.ui.read.reading_state import OpenArticle, read_article

ORIGINAL = Original(sha256="0" * 64, media_type="text/plain", name="a.txt", size=1)


def article_of(*texts: str) -> Article:
    """An article in which a text that begins with # is a heading."""
    blocks: tuple[Block, ...] = tuple(
        Heading(id=f"b{number}", content=(Span(text[1:]),))
        if text.startswith("#")
        else Paragraph(id=f"b{number}", content=(Span(text),))
        for number, text in enumerate(texts)
    )
    return Article(id="a1", metadata=Metadata(title="T"), blocks=blocks, original=ORIGINAL)


def walked(reading: OpenArticle, steps: int, *, sections: bool = False) -> list[str]:
    """What the target is after each step, as "kind: first words"."""
    found = []
    for _ in range(abs(steps)):
        reading.walk(1 if steps > 0 else -1, sections=sections)
        assert reading.target is not None
        found.append(f"{reading.target.kind}: {reading.target.passage.quote.splitlines()[0]}")
    return found


def test_keys_reach_every_section_and_paragraph_and_stop_at_the_ends() -> None:
    reading = OpenArticle.of(article_of("One", "#Head", "Two", " ", "Three"))
    assert walked(reading, 5) == [
        "paragraph: One",
        "section: Head",
        "paragraph: Two",
        "paragraph: Three",
        "paragraph: Three",
    ]
    assert walked(reading, -5)[-1] == "section: One"


def test_moving_up_by_sections_goes_first_to_the_start_of_the_current_one() -> None:
    reading = OpenArticle.of(article_of("One", "#Head", "Two", "#Next", "Three"))
    walked(reading, 3)
    assert walked(reading, -2, sections=True) == ["section: Head", "section: One"]
    assert walked(reading, 3, sections=True) == ["section: Head", "section: Next", "section: Next"]


def test_an_article_without_any_text_has_no_target() -> None:
    reading = OpenArticle.of(article_of())
    reading.walk(1)
    reading.choose_section(0)
    reading.widen()
    assert reading.target is None
    assert reading.offered == ()


def test_a_chosen_passage_is_known_as_what_it_is() -> None:
    article = article_of("One", "#Head", "Two", "Three")
    reading = OpenArticle.of(article)
    kinds = []
    for passage in (
        section_passage(article, article.sections[1]),
        passage_of(article, article.blocks[2:3]),
        passage_of(article, article.blocks[2:3], 0, 2),
        passage_of(article, article.blocks[2:4]),
    ):
        reading.choose(passage)
        assert reading.target is not None
        kinds.append((reading.target.kind, reading.target.section))
    assert kinds == [("section", 1), ("paragraph", 1), ("words", 1), ("words", 1)]


def test_a_section_of_a_scan_is_the_target_without_the_picture_of_its_page() -> None:
    article = article_of("One", "#Head", "Two")
    page = Figure(id="page", picture="f" * 64, media_type="image/png")
    original = replace(article.original, media_type="image/png")
    scan = replace(article, blocks=(*article.blocks, page), original=original)
    reading = OpenArticle.of(scan)
    reading.choose_section(1)
    assert reading.target is not None
    assert (reading.target.kind, reading.target.passage) == (
        "section",
        section_passage(scan, scan.sections[1]),
    )
    assert "page" not in reading.target.passage.blocks


def test_suggestions_follow_another_language_of_the_article(resources: Resources, tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.dossier", resources) as session:
        import_readings(session, [read_bytes(b"Gift\n\nSemiconductors", "a.txt")])
        record = session.store.articles()[0]
        for language in ("de", "en"):
            session.suggestions.matcher.prepare(language)
        found = []
        reading: OpenArticle | None = None
        for language in ("de", "en"):
            metadata = replace(record.metadata, language=language)
            session.store.apply(edit_metadata(session, record.id, metadata))
            if reading is None:
                reading = read_article(session, record.id)
            reading.follow_details(session, metadata)
            found.append(reading.suggestions)
            assert reading.suggestions == read_article(session, record.id).suggestions
        assert found[0] != found[1]


def test_the_sections_of_an_article_are_joined_once_until_its_title_changes(
    resources: Resources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined: list[str] = []

    def noted(suggester: SectionSuggester, article: Article) -> Iterator[tuple[Suggestion, ...]]:
        joined.append(article.metadata.title)
        return suggest_in_article(suggester, article)

    monkeypatch.setattr(reading_state, "suggest_in_article", noted)
    with Session.create(tmp_path / "a.dossier", resources) as session:
        import_readings(session, [read_bytes(b"Trade\n\nSemiconductors and tariffs", "a.txt")])
        (record,) = session.store.articles()
        session.suggestions.matcher.prepare("en")
        metadata = replace(record.metadata, language="en")
        session.store.apply(edit_metadata(session, record.id, metadata))
        reading = read_article(session, record.id)
        first, *_ = reading.offered
        session.store.apply(accept_suggestions(session, record.id, 0, [first]))
        reading.refresh(session)
        assert first not in reading.offered
        assert len(joined) == 1
        session.store.apply(edit_metadata(session, record.id, replace(metadata, title="Semiconductors")))
        reading.follow_details(session, replace(metadata, title="Semiconductors"))
        assert len(joined) == 2
        assert reading.suggestions == read_article(session, record.id).suggestions


def test_a_topic_keeps_its_digit_until_nine_others_came_after_it() -> None:
    recent = RecentTopics(f"t{number}" for number in range(SLOTS))
    recent.use("t0")
    recent.use("new")
    assert recent.at(1) == "t0"
    assert recent.at(2) == "new"
    assert recent.at(10) is None
    recent.keep(["t0", "new"])
    assert recent.topics == ("t0", "new")
