"""Versions of a briefing: kept, compared, taken up again, and moved with what they quote."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.narrowing import not_none, of_type

from briefbuilder.app.commands import articles, briefings, corrections, tags
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_blocks
from briefbuilder.domain.text import Figure, Paragraph, Span


@pytest.fixture
def briefing(session: Session, article: Article) -> Briefing:
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    act, made = briefings.compose_briefing(session, "thematic-briefing", "Note", ["derisking"], {}, "en")
    session.store.apply(act)
    return made


def written(session: Session, briefing: Briefing, words: str) -> Briefing:
    text = OwnText(id="own", blocks=(Paragraph(id="p", content=(Span(words),)),))
    after = briefing_edits.insert_item(briefing, briefing.parts[0].id, text)
    session.store.apply(briefings.edit_briefing(session, after, "edit-text"))
    return after


def test_a_version_is_kept_and_taken_up_again(session: Session, briefing: Briefing) -> None:
    first = written(session, briefing, "Talks begin on Monday.")
    session.store.apply(briefings.keep_version(session, briefing.id, "  to the  minister "))
    session.store.apply(
        briefings.edit_briefing(session, briefing_edits.remove_item(first, "own"), "remove-from-briefing")
    )
    (kept,) = session.store.versions(briefing.id)
    assert kept.version == "to the minister"
    assert [one.id for one in session.store.briefings()] == [briefing.id]
    session.store.apply(briefings.restore_version(session, kept.id))
    assert session.store.briefing(briefing.id) == first
    assert session.store.versions(briefing.id) == (kept,)
    session.store.undo()
    back = not_none(session.store.briefing(briefing.id))
    assert back.item("own") is None


def test_what_differs_is_told_word_by_word(session: Session, briefing: Briefing) -> None:
    first = written(session, briefing, "Talks begin on Monday in Rome.")
    later = briefing_edits.replace_item(
        first,
        OwnText(id="own", blocks=(Paragraph(id="p", content=(Span("Talks begin on Friday in Rome."),)),)),
    )
    told = [(one.kind, one.text) for one in briefings.compare_version(first, later) if one.kind != "same"]
    assert told == [("gone", "Monday"), ("new", "Friday")]
    assert {one.kind for one in briefings.compare_version(first, first)} == {"same"}


def test_names_are_needed_and_not_repeated(session: Session, briefing: Briefing) -> None:
    with pytest.raises(DossierError, match="version-name-empty"):
        briefings.keep_version(session, briefing.id, "  ")
    session.store.apply(briefings.keep_version(session, briefing.id, "Monday"))
    with pytest.raises(DossierError, match="version-exists"):
        briefings.keep_version(session, briefing.id, "MONDAY")
    with pytest.raises(DossierError, match="version-missing"):
        briefings.restore_version(session, briefing.id)


def test_versions_go_with_their_briefing_and_come_back_with_it(session: Session, briefing: Briefing) -> None:
    session.store.apply(briefings.keep_version(session, briefing.id, "one"))
    session.store.apply(briefings.keep_version(session, briefing.id, "two"))
    before = session.store.briefings_and_versions()
    session.store.apply(briefings.remove_version(session, session.store.versions(briefing.id)[0].id))
    assert [one.version for one in session.store.versions(briefing.id)] == ["one"]
    session.store.undo()
    session.store.apply(briefings.remove_briefing(session, briefing.id))
    assert session.store.briefings_and_versions() == ()
    session.store.undo()
    assert session.store.briefings_and_versions() == before


def test_corrections_of_an_article_keep_the_quotations_of_versions(
    session: Session, briefing: Briefing
) -> None:
    excerpt = next(item for item in briefing.items if isinstance(item, Excerpt))
    session.store.apply(briefings.keep_version(session, briefing.id, "before"))
    blocks = list(excerpt.passage.blocks)[-2:]
    session.store.apply(corrections.join_blocks(session, excerpt.passage.article, blocks))
    (kept,) = session.store.versions(briefing.id)
    article = session.store.article(excerpt.passage.article)
    for item in kept.items:
        if isinstance(item, Excerpt):
            assert passage_blocks(article, item.passage)


def test_removing_an_article_takes_its_excerpts_out_of_versions(session: Session, briefing: Briefing) -> None:
    session.store.apply(briefings.keep_version(session, briefing.id, "before"))
    excerpt = next(item for item in briefing.items if isinstance(item, Excerpt))
    session.store.apply(articles.remove_articles(session, [excerpt.passage.article]))
    assert all(not one.items for one in session.store.briefings_and_versions())
    session.store.undo()
    assert replace(
        session.store.versions(briefing.id)[0], id="", version_of="", version="", created=""
    ) == replace(briefing, id="", created="")


def test_a_picture_that_came_into_a_text_or_left_it_is_a_difference(
    session: Session, briefing: Briefing
) -> None:
    before = written(session, briefing, "Talks begin on Monday.")
    item = of_type(before.item("own"), OwnText)
    for figure, shown in (
        (Figure(id="f", picture="c" * 64, alternative_text="A map"), "[A map]"),
        (Figure(id="f", picture="c" * 64, content=(Span("The port"),)), "[▣] The port"),
    ):
        after = briefing_edits.replace_item(before, replace(item, blocks=(*item.blocks, figure)))
        added = [one for one in briefings.compare_version(before, after) if one.kind != "same"]
        assert "".join(one.text for one in added).strip() == shown
        assert briefings.compare_version(after, before) != briefings.compare_version(before, before)
