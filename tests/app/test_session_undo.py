"""Random acts, taken back and done again, give the identical dossier."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefbuilder.app.commands import articles, briefings, corrections, imports, tags, taxonomy
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import insert_item, insert_part, remove_item, set_field, shift_item
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import CorrectionError
from briefbuilder.domain.passage import passage_of, section_passage
from briefbuilder.domain.query import Query
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.blobs import prepare

ACTS = 50
WORDS = (
    "derisking", "semiconduttori", "città", "💡", "外務省は半導体", "export controls", "Łódź", "terre rare",
    "e\u0301lite", "intelligenza artificiale", "supply chain",
)  # fmt: skip
TOPICS = ("derisking", "semiconductors", "china", "economic-security")
Act = Callable[[Session, random.Random], ChangeSet | None]


def import_act(session: Session, chance: random.Random) -> ChangeSet | None:
    def text() -> str:
        lines = [" ".join(chance.choices(WORDS, k=9)) + "." for _ in range(chance.randint(1, 4))]
        return "\n\n".join(["Un titolo breve", *lines, "Una sezione", *lines])

    read = [read_bytes(text().encode(), "x.txt") for _ in range(chance.randint(1, 2))]
    prepared = {one.record.id: one for one in map(prepare, read)}
    new = [one for name, one in prepared.items() if session.store.record(name) is None]
    for one in new:
        session.store.keep(one)
    return imports.import_act([one.record for one in new], len(new), "")


def an_article(session: Session, chance: random.Random) -> Article | None:
    records = session.store.articles()
    return session.store.article(chance.choice(records).id) if records else None


def tag_act(session: Session, chance: random.Random) -> ChangeSet | None:
    article = an_article(session, chance)
    if article is None:
        return None
    block = chance.choice(article.blocks)
    start = chance.randint(0, len(block.text))
    passage = passage_of(article, (block,), start, chance.randint(start, len(block.text)))
    return tags.tag_passage(session, passage, chance.sample(TOPICS, 2))


def untag_act(session: Session, chance: random.Random) -> ChangeSet | None:
    stored = session.store.tags()
    return tags.remove_tags(session, [chance.choice(stored).id]) if stored else None


def accept_act(session: Session, chance: random.Random) -> ChangeSet | None:
    return tags.accept_all(session, chance.uniform(0.3, 1))


def reject_act(session: Session, chance: random.Random) -> ChangeSet | None:
    article = an_article(session, chance)
    if article is None:
        return None
    index = chance.randrange(len(article.sections))
    return tags.reject_suggestion(session, article.id, index, chance.choice(TOPICS))


def repair_act(session: Session, chance: random.Random) -> ChangeSet | None:
    article = an_article(session, chance)
    if article is None or not article.blocks:
        return None
    block = chance.choice(article.blocks)
    middle = chance.randint(0, len(block.text))
    acts: tuple[Callable[[], ChangeSet], ...] = (
        lambda: corrections.shape_blocks(session, article.id, [block.id], "heading", 2),
        lambda: corrections.shape_blocks(session, article.id, [block.id], "paragraph"),
        lambda: corrections.join_blocks(session, article.id, [block.id]),
        lambda: corrections.divide_block(session, article.id, block.id, middle),
        lambda: corrections.exclude_blocks(session, article.id, [block.id]),
        lambda: articles.edit_metadata(session, article.id, replace(article.metadata, title=block.text)),
    )
    try:
        return chance.choice(acts)()
    except CorrectionError:
        return None


def topic_act(session: Session, chance: random.Random) -> ChangeSet | None:
    words = " ".join(chance.sample(WORDS, 2))
    return taxonomy.add_topic(session, f"{words} {session.store.clock.new_id('')}", "it")


def remove_act(session: Session, chance: random.Random) -> ChangeSet | None:
    article = an_article(session, chance)
    return None if article is None else articles.remove_articles(session, [article.id])


def compose_act(session: Session, chance: random.Random) -> ChangeSet | None:
    chosen = chance.sample(TOPICS, 2)
    return briefings.compose_briefing(session, "thematic-briefing", "Nota", chosen, {}, "it")[0]


def discard_act(session: Session, chance: random.Random) -> ChangeSet | None:
    present = session.store.briefings()
    return briefings.remove_briefing(session, chance.choice(present).id) if present else None


def edit_act(session: Session, chance: random.Random) -> ChangeSet | None:
    present = session.store.briefings()
    if not present:
        return None
    briefing = edited(session, chance.choice(present), chance)
    return briefings.edit_briefing(session, briefing, "edit-briefing")


def edited(session: Session, briefing: Briefing, chance: random.Random) -> Briefing:
    part = chance.choice(tuple(briefing.walk()))
    item = chance.choice(briefing.items) if briefing.items else None
    article = an_article(session, chance)
    match chance.randrange(6):
        case 0 if item is not None:
            return remove_item(briefing, item.id)
        case 1 if item is not None:
            return shift_item(briefing, item.id, chance.choice((-1, 1)))
        case 2 if article is not None:
            passage = section_passage(article, chance.choice(article.sections))
            return insert_item(
                briefing, part.id, Excerpt(id=session.store.clock.new_id("i"), passage=passage), 0
            )
        case 3:
            block = Paragraph(id="p1", content=(Span(chance.choice(WORDS), bold=True),))
            return insert_item(
                briefing, part.id, OwnText(id=session.store.clock.new_id("i"), blocks=(block,))
            )
        case 4:
            return insert_part(briefing, Part(id=session.store.clock.new_id("p"), key="own"), part.id)
        case _:
            return replace(set_field(briefing, "reference", chance.choice(WORDS)), title=chance.choice(WORDS))


# Importing and tagging stand more than once, so that there is something for the others to work on.
KINDS: tuple[Act, ...] = (
    import_act, import_act, tag_act, tag_act, untag_act, accept_act, reject_act, topic_act, remove_act,
    compose_act, edit_act, edit_act, edit_act, discard_act, repair_act, repair_act, repair_act,
)  # fmt: skip


def state(session: Session, turn: int) -> tuple[object, ...]:
    """Return all that a user can see of a dossier and what the index holds, with what one word finds: another each turn."""
    store = session.store
    connection = store._connection
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, 'section_words', 'instance')")
    index = connection.execute("SELECT term, doc, offset FROM temp.words ORDER BY 1, 2, 3").fetchall()
    connection.execute("DROP TABLE temp.words")
    seen = (
        session.store.articles(),
        session.store.tags(),
        session.store.judgements(),
        session.store.topics(),
        session.store.briefings(),
        tuple(session.store.article(record.id) for record in session.store.articles()),
    )
    stored = tuple(
        store.values(name) for name in ("article", "tag", "judgement", "topic", "briefing", "setting")
    )
    columns = connection.execute("SELECT id, first_section, last_section FROM tag ORDER BY id").fetchall()
    found = tuple(session.search.find_sections(Query(words=word)) for word in (WORDS[turn % 5], ""))
    return (*seen, *stored, columns, found, index)


# A failing run of fifty acts is told as it is: making it smaller would take minutes.
@pytest.mark.slow
@settings(max_examples=2, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(seed=st.integers(0, 2**32), kinds=st.lists(st.sampled_from(KINDS), min_size=ACTS, max_size=ACTS))
def test_fifty_random_acts_taken_back_and_done_again(
    resources: Resources, seed: int, kinds: list[Act]
) -> None:
    chance = random.Random(seed)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.dossier"
        with Session.create(path, resources) as session:
            states = [state(session, 0)]
            for kind in kinds:
                act = kind(session, chance)
                if act is not None and any(change.before != change.after for change in act.changes):
                    session.store.apply(act)
                    states.append(state(session, len(states)))
            for turn in reversed(range(len(states) - 1)):
                assert session.store.undo() is not None
                assert state(session, turn) == states[turn]
            assert not session.store.can_undo
        with Session.open(path, resources) as session:
            assert state(session, 0) == states[0]
            for turn in range(1, len(states)):
                assert session.store.redo() is not None
                assert state(session, turn) == states[turn]
            assert not session.store.can_redo
