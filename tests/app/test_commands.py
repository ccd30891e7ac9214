"""Acts: what they would change, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.narrowing import not_none

from briefbuilder.app.commands import articles, briefings, tags, taxonomy
from briefbuilder.app.commands.imports import LARGE_SLICE, import_act, import_readings, prepare_reading
from briefbuilder.app.messages import Words, act_text, interface_languages
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, ImportedArticle, RefusedFile
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import DossierError, ImportRefusedError
from briefbuilder.domain.passage import passage_of, section_passage
from briefbuilder.domain.text import Span
from briefbuilder.domain.topics import Suggestion, Taxonomy, Topic, TopicGroup
from briefbuilder.storage.blobs import PreparedArticle, prepare

Read = Callable[..., ImportedArticle]


def compose(session: Session, *chosen: str) -> str:
    act, briefing = briefings.compose_briefing(session, "thematic-briefing", "Nota", chosen, {}, "it")
    session.store.apply(act)
    return briefing.id


def test_bytes_that_are_there_already_are_a_duplicate(session: Session, article: Article, read: Read) -> None:
    again = read(session.store.original(article.id).decode(), "copy.txt")
    new = read("Un altro\n\nCon un paragrafo proprio, abbastanza lungo.", "new.txt")
    outcomes = import_readings(session, [again, new, new])
    assert [outcome.status for outcome in outcomes] == ["duplicate", "imported", "duplicate"]
    assert outcomes[0].article == article.id
    assert outcomes[2].article == outcomes[1].article
    assert len(session.store.articles()) == 2


def test_a_refused_file_is_reported_and_the_others_go_on(session: Session, read: Read) -> None:
    error = ImportRefusedError("import-no-text", name="bad.txt")
    good = read("Buono\n\nCon un paragrafo proprio, abbastanza lungo.", "good.txt")
    outcomes = import_readings(session, [RefusedFile(path=Path("bad.txt"), error=error), good])
    assert [(outcome.path.name, outcome.status) for outcome in outcomes] == [
        ("bad.txt", "refused"),
        ("good.txt", "imported"),
    ]
    assert outcomes[0].error is error
    assert len(session.store.articles()) == 1


def test_an_import_that_was_taken_back_can_be_done_anew(
    session: Session, article: Article, read: Read
) -> None:
    text = session.store.original(article.id).decode()
    session.store.undo()
    (outcome,) = import_readings(session, [read(text, "accordo.txt")])
    assert outcome.status == "imported"
    assert session.store.article(article.id).blocks == article.blocks


def test_a_passage_is_tagged_once_with_a_topic(session: Session, article: Article) -> None:
    passage = passage_of(article, article.blocks[-1:], 4, 11)
    session.store.apply(tags.tag_passage(session, passage, ["china", "derisking", "china"]))
    assert [tag.topic for tag in session.store.tags(article.id)] == ["china", "derisking"]
    assert tags.tag_passage(session, passage, ["china"]).changes == ()
    assert session.store.tags(article.id)[0].passage.quote == article.blocks[-1].text[4:11]


def test_an_unknown_topic_or_section_is_told(session: Session, article: Article) -> None:
    with pytest.raises(DossierError, match="topic-missing"):
        tags.tag_section(session, article.id, 0, ["no-such-topic"])
    for index in (-1, 99):
        with pytest.raises(DossierError, match="section-missing"):
            tags.tag_section(session, article.id, index, ["china"])


def test_an_accepted_suggestion_is_a_tag_and_a_judgement(session: Session, article: Article) -> None:
    suggestion = Suggestion(topic="derisking", score=0.75, evidence=())
    session.store.apply(tags.accept_suggestions(session, article.id, 1, [suggestion]))
    (tag,) = session.store.tags()
    (judgement,) = session.store.judgements(article.id)
    section = article.sections[1]
    assert (tag.origin, tag.score) == ("suggestion", 0.75)
    assert tag.passage == section_passage(article, section)
    assert (judgement.topic, judgement.section, judgement.accepted) == (
        "derisking",
        section.all_blocks[0].id,
        True,
    )


def test_taking_an_accepted_suggestion_off_rejects_it(session: Session, article: Article) -> None:
    suggestion = Suggestion(topic="derisking", score=0.75, evidence=())
    session.store.apply(tags.accept_suggestions(session, article.id, 1, [suggestion]))
    session.store.apply(tags.remove_tags(session, [session.store.tags()[0].id]))
    assert session.store.tags() == ()
    assert [judgement.accepted for judgement in session.store.judgements()] == [False]
    session.store.undo()
    assert [judgement.accepted for judgement in session.store.judgements()] == [True]


def test_a_rejection_persists_and_can_be_repeated(session: Session, article: Article) -> None:
    session.store.apply(tags.reject_suggestion(session, article.id, 1, "derisking"))
    session.store.apply(tags.reject_suggestion(session, article.id, 1, "derisking"))
    assert len(session.store.judgements()) == 1


def test_accepting_all_takes_what_scores_well_in_every_article(
    session: Session, article: Article, other: Article
) -> None:
    best = max(one.score for one in session.suggestions.for_article(article)[1])
    session.store.apply(tags.accept_all(session, best))
    assert {tag.passage.article for tag in session.store.tags()} <= {article.id, other.id}
    assert session.store.tags(article.id)
    assert all((tag.score or 0) >= best for tag in session.store.tags())
    assert all(one.score < best for section in session.suggestions.for_article(article) for one in section)


def test_an_own_topic_suggests_itself(session: Session, article: Article) -> None:
    session.store.apply(taxonomy.add_topic(session, "Vertice", "it"))
    assert any(
        one.topic == "vertice" for section in session.suggestions.for_article(article) for one in section
    )


@pytest.mark.parametrize(("name", "code"), [("  ", "topic-name-empty"), ("SEMICONDUCTORS", "topic-exists")])
def test_a_topic_needs_a_name_of_its_own(session: Session, name: str, code: str) -> None:
    with pytest.raises(DossierError, match=code):
        taxonomy.add_topic(session, name, "en")


def test_a_topic_in_another_script_gets_an_id(session: Session) -> None:
    act = taxonomy.add_topic(session, "経済外交", "ja")
    session.store.apply(act)
    assert session.taxonomy.topics[-1].name("ja") == "経済外交"
    assert act.changes[0].key.id.isascii()


def test_an_imported_taxonomy_brings_its_groups_and_wins(session: Session) -> None:
    own_taxonomy = Taxonomy(
        topics=(
            Topic(id="derisking", group="house", names={"en": "Derisking (ours)"}),
            Topic(id="sahel", group="house", names={"en": "Sahel"}),
        ),
        groups=(TopicGroup(id="house", names={"en": "House"}),),
    )
    session.store.apply(taxonomy.import_taxonomy(session, own_taxonomy))
    joined = session.taxonomy
    ours, sahel = joined.topic("derisking"), joined.topic("sahel")
    assert ours is not None
    assert ours.name("en") == "Derisking (ours)"
    assert sahel is not None
    assert sahel.own
    assert "house" in {group.id for group in joined.groups}
    session.store.undo()
    assert session.taxonomy == session.base_taxonomy()


def test_a_briefing_gathers_what_is_tagged(session: Session, article: Article, other: Article) -> None:
    session.store.apply(tags.tag_section(session, other.id, 0, ["derisking"]))
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    briefing = not_none(session.store.briefing(compose(session, "derisking")))
    excerpts = [item for item in briefing.items if isinstance(item, Excerpt)]
    assert [item.passage.article for item in excerpts] == [article.id, other.id]
    assert briefing.created.endswith("Z")


def test_a_briefing_is_edited_and_removed(session: Session, article: Article) -> None:
    briefing = not_none(session.store.briefing(compose(session)))
    edited = replace(briefing, title="Appunto")
    session.store.apply(briefings.edit_briefing(session, edited, "edit-briefing"))
    assert session.store.briefing(briefing.id) == edited
    session.store.apply(briefings.remove_briefing(session, briefing.id))
    assert session.store.briefings() == ()
    with pytest.raises(DossierError, match="briefing-missing"):
        briefings.remove_briefing(session, briefing.id)
    session.store.undo()
    session.store.undo()
    assert session.store.briefing(briefing.id) == briefing


def test_a_removed_article_takes_what_hangs_on_it_and_all_comes_back(
    session: Session, article: Article, other: Article
) -> None:
    for one in (article, other):
        session.store.apply(tags.tag_section(session, one.id, 0, ["derisking"]))
    session.store.apply(tags.reject_suggestion(session, article.id, 1, "china"))
    briefing_id = compose(session, "derisking")
    before = (
        session.store.articles(),
        session.store.tags(),
        session.store.judgements(),
        session.store.briefings(),
    )
    act = articles.remove_articles(session, [article.id])
    assert act.parameters["excerpts"] == "1"
    session.store.apply(act)
    briefing = not_none(session.store.briefing(briefing_id))
    assert {item.passage.article for item in briefing.items if isinstance(item, Excerpt)} == {other.id}
    assert session.store.tags(article.id) == ()
    assert session.store.judgements(article.id) == ()
    session.store.undo()
    assert (
        session.store.articles(),
        session.store.tags(),
        session.store.judgements(),
        session.store.briefings(),
    ) == before


def test_every_act_has_a_name_in_the_menu(session: Session, article: Article, other: Article) -> None:
    section = article.sections[1]
    suggestion = Suggestion(topic="china", score=0.9, evidence=())
    passage = section_passage(article, section)
    session.store.apply(tags.tag_passage(session, passage, ["derisking"]))
    briefing = not_none(session.store.briefing(compose(session, "derisking")))
    part = next(iter(briefing.walk()))
    longer = insert_item(briefing, part.id, Excerpt(id="e9", passage=passage))
    acts = [
        session.store.undo_name,
        tags.tag_passage(session, passage, ["china", "semiconductors"]),
        tags.remove_tags(session, [session.store.tags()[0].id]),
        tags.accept_suggestions(session, article.id, 1, [suggestion]),
        tags.reject_suggestion(session, article.id, 1, "china"),
        taxonomy.add_topic(session, "Sahel", "en"),
        taxonomy.import_taxonomy(session, Taxonomy(topics=(Topic(id="x"),))),
        briefings.edit_briefing(session, longer, "edit-briefing"),
        briefings.remove_briefing(session, briefing.id),
        articles.remove_articles(session, [article.id]),
        articles.remove_articles(session, [article.id, other.id]),
    ]
    for language in interface_languages():
        words = Words(language)
        for act in acts:
            assert act is not None
            assert act_text(words, act)


def test_a_long_title_is_cut_in_the_name_of_an_act(session: Session) -> None:
    act = ChangeSet(act="edit-metadata", changes=(), parameters={"title": "A long title " * 40})
    assert len(act_text(Words("en"), act)) < 200


def test_a_text_that_cannot_be_kept_costs_itself_alone(session: Session, read: Read) -> None:
    bad = read("Half a sign\n\nA text of which one sign is half.\n", "half.txt")
    blocks = tuple(
        replace(block, content=(Span("half a sign: \ud83d"),)) if place == 0 else block
        for place, block in enumerate(bad.article.blocks)
    )
    bad = replace(bad, article=replace(bad.article, blocks=blocks))
    outcomes = import_readings(session, [bad, read("Whole signs\n\nAnother text.\n", "whole.txt")])
    assert [(outcome.path.name, outcome.status) for outcome in outcomes] == [
        ("half.txt", "refused"),
        ("whole.txt", "imported"),
    ]
    error = not_none(outcomes[0].error)
    assert error.code == "import-not-storable"
    assert len(session.store.articles()) == 1


def test_an_import_that_is_stopped_keeps_what_was_read_as_one_act(session: Session, read: Read) -> None:
    readings = [read(f"Title {n}\n\nParagraph {n} of a text.\n", f"{n}.txt") for n in range(LARGE_SLICE + 2)]
    prepared = [prepare_reading(reading) for reading in (*readings, readings[0])]
    stored: list[int] = []

    def come() -> Iterator[PreparedArticle | RefusedFile]:
        for one in prepared:
            stored.append(len(session.store.articles()))
            yield one
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_readings(session, come())
    assert (stored[LARGE_SLICE - 1], stored[LARGE_SLICE]) == (0, LARGE_SLICE)
    assert [outcome.status for outcome in import_readings(session, prepared)] == ["duplicate"] * len(prepared)
    texts = [session.store.article(record.id).blocks for record in session.store.articles()]
    assert texts == [reading.article.blocks for reading in readings]
    session.store.undo()
    assert session.store.articles() == ()


def test_what_was_kept_for_an_import_that_does_not_come_is_dropped(session: Session, read: Read) -> None:
    here, gone = (read(f"Title {n}\n\nParagraph {n} of a text.\n", f"{n}.txt") for n in range(2))
    import_readings(session, [here])
    session.store.keep(prepare(here))
    kept = prepare(gone)
    session.store.keep(kept)
    session.store.drop_kept()
    assert session.store.original(here.article.id) == here.data
    with pytest.raises(DossierError, match="content-missing"):
        session.store.apply(import_act([kept.record], 1, ""))
