"""Mending an article moves all that lies on its text, as one act that can be taken back."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.narrowing import not_none

from briefbuilder.app.checks import check
from briefbuilder.app.commands import articles, briefings, corrections, tags
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, ImportedArticle
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.changes import ArticleRecord, ChangeSet
from briefbuilder.domain.corrections import FormCorrection
from briefbuilder.domain.errors import CorrectionError
from briefbuilder.domain.passage import Passage, passage_blocks, passage_of, section_passage
from briefbuilder.domain.text import Heading, ListItem, Note, Paragraph, Quote, Span
from briefbuilder.domain.topics import Tag
from briefbuilder.importers.read import read_bytes

WORDS = (
    "derisking", "semiconduttori", "città", "💡", "外務省は半導体", "export controls", "Łódź", "terre-", "rare",
    "e\u0301lite", "🇯🇵", "한국", "1.", "-",
)  # fmt: skip
TOPICS = ("derisking", "semiconductors", "china")


def blocks_named(article: Article, *words: str) -> list[str]:
    return [next(block.id for block in article.blocks if word in block.text) for word in words]


def put_in_briefing(
    session: Session, passage: Passage, blocks: tuple[Paragraph, ...] | None = None
) -> Briefing:
    act, briefing = briefings.compose_briefing(session, "thematic-briefing", "Nota", [], {}, "it")
    session.store.apply(act)
    part = next(briefing.walk())
    excerpt = Excerpt(id=session.store.clock.new_id("i"), passage=passage, blocks=blocks)
    after = insert_item(briefing, part.id, excerpt)
    session.store.apply(briefings.edit_briefing(session, after, "edit-briefing"))
    return after


def excerpt_of(session: Session) -> Excerpt:
    (briefing,) = session.store.briefings()
    (item,) = briefing.items
    assert isinstance(item, Excerpt)
    return item


def state(session: Session) -> tuple[object, ...]:
    articles = tuple(session.store.article(record.id) for record in session.store.articles())
    return (
        session.store.articles(),
        session.store.tags(),
        session.store.judgements(),
        session.store.briefings(),
        articles,
    )


def test_a_heading_becomes_a_paragraph_and_its_section_one_with_the_first(
    session: Session, article: Article
) -> None:
    (heading,) = blocks_named(article, "catene di fornitura")
    session.store.apply(corrections.shape_blocks(session, article.id, [heading], "paragraph"))
    assert len(session.store.article(article.id).sections) == 1
    session.store.undo()
    assert session.store.article(article.id) == article


@pytest.mark.parametrize(("form", "kind"), [("heading", Heading), ("list_item", ListItem), ("quote", Quote)])
def test_several_paragraphs_take_a_form_at_once(
    session: Session, article: Article, form: str, kind: type[object]
) -> None:
    names = blocks_named(article, "Il derisking", "Una seconda")
    act = corrections.shape_blocks(session, article.id, names, form, 3)  # type: ignore[arg-type]
    assert act.parameters["count"] == "2"
    session.store.apply(act)
    found = session.store.article(article.id)
    assert all(isinstance(found.block(name), kind) for name in names)
    assert session.store.article_as_read(article.id) == article
    session.store.apply(corrections.shape_blocks(session, article.id, names, "paragraph"))
    assert session.store.record(article.id) == replace(session.store.articles()[0], corrections=())


def test_joined_paragraphs_keep_tags_excerpts_and_their_words(session: Session, article: Article) -> None:
    first, second = blocks_named(article, "Il derisking", "Una seconda")
    across = passage_of(article, article.blocks[-2:], 3, 10)
    inside = passage_of(article, article.blocks[-1:], 14, 31)
    session.store.apply(tags.tag_passage(session, across, ["china"]))
    session.store.apply(tags.tag_passage(session, inside, ["derisking"]))
    put_in_briefing(session, section_passage(article, article.sections[1]))
    before = state(session)
    act = corrections.join_blocks(session, article.id, [first])
    session.store.apply(act)
    text = session.store.article(article.id)
    assert text.block(second) is None
    one, other = session.store.tags()
    assert one.passage.quote == across.quote.replace("\n", " ")
    assert other.passage.quote == inside.quote
    assert [block.text for block in passage_blocks(text, other.passage)] == [inside.quote]
    quoted = excerpt_of(session).passage
    assert quoted.quote.split() == text.sections[1].text.split()
    assert passage_blocks(text, quoted)
    assert act.parameters == {"count": "1", "title": article.metadata.title, "tags": "0", "excerpts": "0"}
    session.store.undo()
    assert state(session) == before
    session.store.redo()
    assert session.store.article(article.id) == text


def test_a_divided_paragraph_keeps_its_tag_over_both_halves(session: Session, article: Article) -> None:
    (name,) = blocks_named(article, "Il derisking")
    block = article.block(name)
    assert block is not None
    whole = passage_of(article, (block,))
    session.store.apply(tags.tag_passage(session, whole, ["china"]))
    at = block.text.index("La città")
    session.store.apply(corrections.divide_block(session, article.id, name, at))
    (tag,) = session.store.tags()
    assert tag.passage.blocks == (name, f"{name}.{at}")
    assert tag.passage.quote == whole.quote.replace(". La città", ".\nLa città")
    session.store.apply(corrections.join_blocks(session, article.id, [name]))
    assert session.store.tags()[0].passage == whole
    assert session.store.record(article.id) == replace(session.store.articles()[0], corrections=())


def test_context_of_neighbours_follows_a_correction(session: Session, article: Article) -> None:
    last = passage_of(article, article.blocks[-1:])
    session.store.apply(tags.tag_passage(session, last, ["china"]))
    (name,) = blocks_named(article, "Il derisking")
    session.store.apply(corrections.exclude_blocks(session, article.id, [name]))
    (tag,) = session.store.tags()
    assert tag.passage == passage_of(session.store.article(article.id), article.blocks[-1:])
    assert tag.passage.before.endswith("catene di fornitura\n")


def test_leaving_out_takes_whole_tags_along_and_says_how_many(session: Session, article: Article) -> None:
    (name,) = blocks_named(article, "Una seconda")
    session.store.apply(tags.tag_passage(session, passage_of(article, article.blocks[-1:], 0, 5), ["china"]))
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    before = state(session)
    act = corrections.exclude_blocks(session, article.id, [name])
    assert (act.parameters["tags"], act.parameters["count"]) == ("1", "1")
    session.store.apply(act)
    (tag,) = session.store.tags()
    assert tag.topic == "derisking"
    assert tag.passage.blocks == tuple(block.id for block in article.blocks[-3:-1])
    session.store.undo()
    assert state(session) == before


def test_notes_go_and_come_with_the_paragraph_that_they_hang_on(session: Session, data: Path) -> None:
    page = data / "html" / "harbour.html"
    import_readings(session, [read_bytes(page.read_bytes(), page.name)])
    article = session.store.article(session.store.articles()[0].id)
    (note,) = (block.id for block in article.blocks if isinstance(block, Note))
    first = article.blocks[0].id
    session.store.apply(corrections.exclude_blocks(session, article.id, [first]))
    assert session.store.corrected_text(article.id).left_out == {first, note}
    session.store.apply(corrections.include_blocks(session, article.id, [first]))
    assert session.store.article(article.id) == article


def test_an_excerpt_never_loses_all_its_words(session: Session, article: Article) -> None:
    (name,) = blocks_named(article, "Una seconda")
    put_in_briefing(session, passage_of(article, article.blocks[-1:]))
    with pytest.raises(CorrectionError) as caught:
        corrections.exclude_blocks(session, article.id, [name])
    assert caught.value.code == "repair-loses-excerpt"
    assert caught.value.parameters["briefing"] == "Nota"


def test_an_excerpt_of_a_section_says_less_where_boilerplate_goes(session: Session, article: Article) -> None:
    put_in_briefing(session, section_passage(article, article.sections[1]))
    (name,) = blocks_named(article, "Una seconda")
    act = corrections.exclude_blocks(session, article.id, [name])
    assert act.parameters["excerpts"] == "1"
    session.store.apply(act)
    assert excerpt_of(session).passage == section_passage(
        session.store.article(article.id), session.store.article(article.id).sections[1]
    )
    session.store.apply(corrections.include_blocks(session, article.id, [name]))
    assert session.store.article(article.id) == article


def test_a_check_finds_no_difference_after_corrections(session: Session, article: Article) -> None:
    passage = passage_of(article, article.blocks[-2:])
    formed = tuple(
        Paragraph(id=f"e{n}", content=(Span(block.text, bold=True),))
        for n, block in enumerate(article.blocks[-2:])
    )
    briefing = put_in_briefing(session, passage, formed)
    codes = {finding.code for finding in check(session, briefing.id)}
    first, _ = passage.blocks
    session.store.apply(corrections.join_blocks(session, article.id, [first]))
    (whole,) = excerpt_of(session).blocks or ()
    assert isinstance(whole, Paragraph)
    assert whole.text == excerpt_of(session).passage.quote
    assert all(inline.bold for inline in whole.content if isinstance(inline, Span) and inline.text != " ")
    session.store.apply(corrections.divide_block(session, article.id, first, 12))
    assert {finding.code for finding in check(session, briefing.id)} == codes
    assert not {"quotation-lost", "quotation-differs"} & codes


def test_a_judgement_follows_its_section(session: Session, article: Article) -> None:
    (heading, paragraph) = blocks_named(article, "catene di fornitura", "Una seconda")
    session.store.apply(tags.reject_suggestion(session, article.id, 1, "china"))
    session.store.apply(corrections.shape_blocks(session, article.id, [paragraph], "heading", 2))
    assert {one.section for one in session.store.judgements()} == {heading, paragraph}
    session.store.apply(corrections.shape_blocks(session, article.id, [heading, paragraph], "paragraph"))
    (judgement,) = session.store.judgements()
    assert judgement.section == article.blocks[0].id
    assert judgement.id == f"{article.id}:{article.blocks[0].id}:china"
    assert all(
        one.topic != "china" for one in session.suggestions.for_article(session.store.article(article.id))[0]
    )
    session.store.undo()
    session.store.undo()
    assert {one.section for one in session.store.judgements()} == {heading}


def test_a_lost_passage_is_left_as_it_is(session: Session, article: Article) -> None:
    lost = replace(passage_of(article, article.blocks[-1:]), quote="other words")
    session.store.apply(tags.tag_passage(session, lost, ["china"]))
    session.store.apply(corrections.exclude_blocks(session, article.id, [article.blocks[-1].id]))
    assert session.store.tags()[0].passage == lost


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda session, article: corrections.join_blocks(session, article.id, [article.blocks[-1].id]), "repair-nothing-to-join"),
        (lambda session, article: corrections.divide_block(session, article.id, article.blocks[-1].id, 0), "repair-divide-inside"),
        (lambda session, article: corrections.join_blocks(session, article.id, [article.blocks[-2].id], keep_hyphens=False), "repair-no-hyphen"),
        (lambda session, article: corrections.exclude_blocks(session, article.id, ["b99"]), "repair-block-missing"),
        (lambda session, article: corrections.include_blocks(session, article.id, [article.blocks[0].id]), "repair-block-missing"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(
    session: Session, article: Article, act: Callable[[Session, Article], ChangeSet], code: str
) -> None:
    with pytest.raises(CorrectionError, match=code):
        act(session, article)


def test_a_language_is_named_for_one_paragraph(session: Session, article: Article) -> None:
    session.store.apply(corrections.set_block_language(session, article.id, [article.blocks[0].id], "ja"))
    assert session.store.article(article.id).blocks[0].language == "ja"


def test_a_whole_paragraph_that_becomes_the_lead_leaves_the_text(session: Session, article: Article) -> None:
    first = article.blocks[0]
    session.store.apply(articles.use_passage_as_metadata(session, passage_of(article, (first,)), "lead"))
    found = session.store.article(article.id)
    assert found.metadata.lead == first.text
    assert found.block(first.id) is None
    assert session.store.article_as_read(article.id) == article
    session.store.undo()
    assert session.store.article(article.id) == article


def test_a_tagged_paragraph_that_becomes_the_lead_stays_in_the_text(
    session: Session, article: Article
) -> None:
    passage = passage_of(article, article.blocks[:1])
    session.store.apply(tags.tag_passage(session, passage, ["china"]))
    session.store.apply(articles.use_passage_as_metadata(session, passage, "lead"))
    found = session.store.article(article.id)
    assert found.metadata.lead == passage.quote
    assert found.blocks == article.blocks
    assert session.store.tags()[0].passage == passage


def test_words_become_author_and_date(session: Session, read: Callable[..., ImportedArticle]) -> None:
    text = "Un titolo di prova\n\nIl testo comincia qui e continua.\n\nTesto di Anna Rossi e Luca Bianchi, Tokyo, 12 aprile 2026, 03/04/2026\n"
    import_readings(session, [read(text)])
    article = session.store.article(session.store.articles()[0].id)
    block = article.blocks[-1]

    def chosen(words: str) -> Passage:
        start = block.text.index(words)
        return passage_of(article, (block,), start, start + len(words))

    session.store.apply(
        articles.use_passage_as_metadata(session, chosen("di Anna Rossi e Luca Bianchi"), "author")
    )
    session.store.apply(articles.use_passage_as_metadata(session, chosen("12 aprile 2026"), "date"))
    with pytest.raises(CorrectionError, match="repair-no-date"):
        articles.use_passage_as_metadata(session, chosen("03/04/2026"), "date")
    found = session.store.article(article.id).metadata
    assert found.authors == ("Anna Rossi", "Luca Bianchi")
    assert found.published == date(2026, 4, 12)
    record = not_none(session.store.record(article.id))
    assert record.read == article.metadata


def test_all_corrections_are_taken_back_at_once(session: Session, article: Article) -> None:
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    stored = session.store.tags()
    first, second = blocks_named(article, "Il derisking", "Una seconda")
    session.store.apply(corrections.join_blocks(session, article.id, [first, second]))
    session.store.apply(corrections.divide_block(session, article.id, first, 12))
    session.store.apply(articles.edit_metadata(session, article.id, replace(article.metadata, title="Altro")))
    act = corrections.revert_corrections(session, article.id)
    assert act.parameters["count"] == "3"
    session.store.apply(act)
    assert session.store.article(article.id) == article
    assert session.store.tags() == stored
    record = not_none(session.store.record(article.id))
    assert not record.is_corrected


def random_repair(session: Session, article_id: str, chance: random.Random) -> ChangeSet | None:
    """Return a random correction, None where there is nothing to correct or a briefing forbids it."""
    text = session.store.corrected_text(article_id)
    record = session.store.record(article_id)
    if record is None or not text.blocks:
        return corrections.revert_corrections(session, article_id)
    block = chance.choice(text.blocks)
    form = chance.choice(("heading", "paragraph", "quote", "list_item"))
    acts: list[Callable[[], ChangeSet]] = [
        lambda: corrections.shape_blocks(session, article_id, [block.id], form, chance.randint(1, 3)),  # type: ignore[arg-type]
        lambda: corrections.join_blocks(session, article_id, [block.id]),
        lambda: corrections.divide_block(session, article_id, block.id, chance.randint(0, len(block.text))),
        lambda: corrections.divide_block(session, article_id, block.id, chance.randint(0, len(block.text))),
        lambda: corrections.exclude_blocks(session, article_id, [block.id]),
        lambda: corrections.include_blocks(
            session, article_id, [chance.choice(sorted(text.left_out) or ["none"])]
        ),
        lambda: corrections.set_block_language(session, article_id, [block.id], chance.choice(["ja", None])),
        lambda: articles.edit_metadata(
            session, article_id, replace(record.metadata, title=chance.choice(WORDS))
        ),
        lambda: articles.use_passage_as_metadata(
            session, passage_of(session.store.article(article_id), (block,)), "lead"
        ),
    ]
    weights = (3, 3, 3, 3, 2, 2, 1, 1, 1)
    if chance.random() < 0.04:
        return corrections.revert_corrections(session, article_id)
    try:
        return chance.choices(acts, weights)[0]()
    except CorrectionError:
        return None


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.slow
@settings(max_examples=8)
@given(seed=st.integers(0, 2**32))
def test_every_tag_keeps_its_words_through_any_corrections(resources: Resources, seed: int) -> None:
    chance = random.Random(seed)
    with TemporaryDirectory() as folder, Session.create(Path(folder) / "x.dossier", resources) as session:
        lines = [" ".join(chance.choices(WORDS, k=chance.randint(1, 8))) + "." for _ in range(6)]
        text = "\n\n".join(["Un titolo breve", *lines[:3], "Una sezione", *lines[3:]])
        import_readings(session, [read_bytes(text.encode(), "x.txt")])
        article = session.store.article(session.store.articles()[0].id)
        for _ in range(8):
            first = chance.randrange(len(article.blocks))
            chosen = article.blocks[first : first + chance.randint(1, 3)]
            start = chance.randint(0, len(chosen[0].text) - 1)
            end = chance.randint(start + 1 if len(chosen) == 1 else 1, len(chosen[-1].text))
            passage = passage_of(article, chosen, start, end)
            if letters(passage.quote):
                session.store.apply(tags.tag_passage(session, passage, [chance.choice(TOPICS)]))
        session.store.apply(tags.reject_suggestion(session, article.id, 0, "china"))
        put_in_briefing(session, section_passage(article, article.sections[-1]))
        states = [state(session)]
        for _ in range(15):
            act = random_repair(session, article.id, chance)
            if act is None or all(change.before == change.after for change in act.changes):
                continue
            before, gone = session.store.tags(), session.store.corrected_text(article.id).left_out
            session.store.apply(act)
            check_tags(session, article.id, before, act, gone)
            states.append(state(session))
        for expected in reversed(states[:-1]):
            assert session.store.undo() is not None
            assert state(session) == expected
        for expected in states[1:]:
            assert session.store.redo() is not None
            assert state(session) == expected


def marks(value: object) -> set[tuple[str, int]]:
    """Return the list marks that corrections take out of an article's blocks: they come back with another form."""
    corrections = value.corrections if isinstance(value, ArticleRecord) else ()
    return {(each.block, each.mark) for each in corrections if isinstance(each, FormCorrection) and each.mark}


def check_tags(
    session: Session, article_id: str, before: tuple[Tag, ...], act: ChangeSet, gone: frozenset[str]
) -> None:
    """Check that every tag is found and quotes what it quoted, but for what left or came back to the text."""
    now = {tag.id: tag for tag in session.store.tags()}
    article = session.store.article(article_id)
    for tag in now.values():
        assert passage_blocks(article, tag.passage)
        same = tuple(block for block in article.blocks if block.id in tag.passage.blocks)
        assert tag.passage == passage_of(article, same, tag.passage.start, tag.passage.end)
    for item in session.store.briefings()[0].items:
        assert isinstance(item, Excerpt)
        assert passage_blocks(article, item.passage)
    assert len(before) - len(now) == int(act.parameters["tags"])
    stays = (
        session.store.corrected_text(article_id).left_out == gone
        and act.act not in {"repair-list-item", "repair-take-back"}
        and all(marks(change.before) == marks(change.after) for change in act.changes)
    )
    for tag in before:
        if stays:
            assert letters(now[tag.id].passage.quote) == letters(tag.passage.quote)
