"""A newer version takes an article's place; what lay on the old text is found again or waits, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefbuilder.app.commands.briefings import compose_briefing, keep_version
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.revisions import is_unplaced, place_tags, revise_article, unplaced_passages
from briefbuilder.app.commands.tags import reject_suggestion, tag_passage, tag_section
from briefbuilder.app.messages import Words, act_text
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_blocks, passage_of
from briefbuilder.domain.query import Query
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.blobs import prepare

OLD = """Valdora, il porto riapre 💡

Il porto di Valdora riapre lunedì dopo due settimane di sciopero dei rimorchiatori.

I semiconduttori per le fabbriche della pianura arrivano con tre settimane di ritardo, dicono gli importatori.

Le reazioni

Il sindaco ringrazia i mediatori e chiede al governo una legge sui turni nei porti.
"""
EDITED = """Valdora, il porto riapre 💡

Aggiornato alle 18. La prefettura conferma la notizia.

Il sindaco ringrazia i mediatori e chiede al governo una legge sui turni nei porti italiani.

Le reazioni

I semiconduttori per le fabbriche della pianura arrivano con quattro settimane di ritardo, dicono gli importatori.
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session.create(tmp_path / "x.dossier", Resources())
    import_readings(made, [read_bytes(OLD.encode(), "valdora.txt")])
    yield made
    made.store.close()


def kept(session: Session, text: str, name: str = "valdora-2.txt") -> ArticleRecord:
    prepared = prepare(read_bytes(text.encode(), name))
    session.store.keep(prepared)
    return prepared.record


def tag_words(session: Session, words: str, topic: str = "china") -> None:
    article = session.store.article(session.store.articles()[0].id)
    block = next(block for block in article.blocks if words in block.text)
    start = block.text.index(words)
    session.store.apply(
        tag_passage(session, passage_of(article, (block,), start, start + len(words)), [topic])
    )


def test_tags_go_with_their_words_to_another_place(session: Session) -> None:
    name = session.store.articles()[0].id
    tag_words(session, "legge sui turni nei porti")
    tag_words(session, "I semiconduttori per le fabbriche della pianura", "semiconductors")
    act = revise_article(session, name, kept(session, EDITED))
    session.store.apply(act)
    assert (act.parameters["moved"], act.parameters["waiting"]) == ("2", "0")
    article = session.store.article(name)
    assert article.revision == 2
    assert article.original.name == "valdora-2.txt"
    for tag in session.store.tags(name):
        assert "".join(block.text for block in passage_blocks(article, tag.passage)) == tag.passage.quote
    assert session.search.find_sections(Query(words="Aggiornato"))[0].article == name
    assert session.search.find_sections(Query(words="rimorchiatori")) == ()


def test_quotations_of_kept_versions_go_with_their_words(session: Session) -> None:
    name = session.store.articles()[0].id
    tag_words(session, "legge sui turni nei porti")
    act, briefing = compose_briefing(session, "thematic-briefing", "Nota", ["china"], {}, "it")
    session.store.apply(act)
    session.store.apply(keep_version(session, briefing.id, "First"))
    session.store.apply(revise_article(session, name, kept(session, EDITED)))
    (version,) = session.store.versions(briefing.id)
    passages = [item.passage for item in version.items if isinstance(item, Excerpt)]
    assert passages
    assert all(passage_blocks(session.store.article(name), passage) for passage in passages)


def test_words_that_are_gone_wait_and_can_be_placed_or_taken_off(session: Session) -> None:
    name = session.store.articles()[0].id
    tag_words(session, "sciopero dei rimorchiatori")
    session.store.apply(revise_article(session, name, kept(session, EDITED)))
    (tag,) = session.store.tags(name)
    assert is_unplaced(tag.passage)
    assert tag.passage.quote == "sciopero dei rimorchiatori"
    (waiting,) = unplaced_passages(session, name)
    assert waiting.tags == (tag,)
    assert waiting.place is None
    article = session.store.article(name)
    act = place_tags(session, [tag.id], passage_of(article, (article.blocks[0],)))
    # Dossiers of earlier versions hold this name and these parameters.
    assert (act.act, act.parameters) == ("place-tag", {"topic": tag.topic})
    session.store.apply(act)
    assert unplaced_passages(session, name) == ()
    session.store.undo()
    assert [each.tags for each in unplaced_passages(session, name)] == [(tag,)]


def test_the_unplaced_tags_of_a_passage_are_placed_together(session: Session) -> None:
    name = session.store.articles()[0].id
    for topic in ("china", "derisking"):
        tag_words(session, "sciopero dei rimorchiatori", topic)
    tag_words(session, "lunedì dopo due settimane")
    session.store.apply(revise_article(session, name, kept(session, EDITED)))
    together, alone = unplaced_passages(session, name)
    assert ({tag.topic for tag in together.tags}, len(alone.tags)) == ({"china", "derisking"}, 1)
    article = session.store.article(name)
    place = passage_of(article, (article.blocks[0],))
    act = place_tags(session, [tag.id for tag in together.tags], place)
    assert act_text(Words("en"), act) == "new position of the tags china, derisking"
    session.store.apply(act)
    assert unplaced_passages(session, name) == (alone,)
    session.store.undo()
    assert len(unplaced_passages(session, name)) == 2


def test_a_section_whose_paragraphs_changed_places_is_found(session: Session) -> None:
    name = session.store.articles()[0].id
    session.store.apply(tag_section(session, name, 0, ["china"]))
    first, second = OLD.split("\n\n")[1:3]
    swapped = OLD.replace(f"{first}\n\n{second}", f"{second}\n\n{first}")
    assert swapped != OLD
    session.store.apply(revise_article(session, name, kept(session, swapped)))
    (tag,) = session.store.tags(name)
    assert tag.passage.quote.split("\n") == [second, first]


def test_words_that_were_changed_much_are_offered_and_not_moved(session: Session) -> None:
    name = session.store.articles()[0].id
    tag_words(session, "Il porto di Valdora riapre lunedì dopo due settimane di sciopero dei rimorchiatori.")
    changed = OLD.replace("riapre lunedì dopo due settimane", "riaprirà martedì, dopo ben tre settimane")
    session.store.apply(revise_article(session, name, kept(session, changed)))
    (waiting,) = unplaced_passages(session, name)
    assert waiting.place is not None
    assert 75 <= waiting.similarity < 90
    assert waiting.place.quote.startswith("Il porto di Valdora riaprirà martedì")


def test_whole_paragraphs_stay_whole_where_their_ends_were_edited(session: Session) -> None:
    name = session.store.articles()[0].id
    paragraph = "I semiconduttori per le fabbriche della pianura arrivano con tre settimane di ritardo, dicono gli importatori."
    tag_words(session, paragraph)
    tag_words(session, "con tre settimane di ritardo, dicono", "derisking")
    changed = "’Ieri i semiconduttori per le fabbriche della pianura arrivano con tre settimane di ritardo, dicono tutti gli importatori"
    session.store.apply(revise_article(session, name, kept(session, OLD.replace(paragraph, changed))))
    quotes = {tag.topic: tag.passage.quote for tag in session.store.tags(name)}
    assert quotes == {"china": changed, "derisking": "con tre settimane di ritardo, dicono"}


def test_undo_brings_the_version_before_back_with_all_that_lay_on_it(session: Session) -> None:
    name = session.store.articles()[0].id
    session.store.apply(tag_section(session, name, 1, ["china"]))
    tag_words(session, "sciopero dei rimorchiatori")
    before = (session.store.article(name), session.store.tags(name), session.search.topics())
    found = session.search.find_sections(Query(words="sindaco", topics=("china",)))
    session.store.apply(revise_article(session, name, kept(session, EDITED)))
    session.store.undo()
    assert (session.store.article(name), session.store.tags(name), session.search.topics()) == before
    assert session.search.find_sections(Query(words="sindaco", topics=("china",))) == found
    session.store.redo()
    assert session.store.article(name).revision == 2


def test_a_rejection_stays_with_its_section(session: Session) -> None:
    name = session.store.articles()[0].id
    session.store.apply(reject_suggestion(session, name, 0, "semiconductors"))
    same = OLD.replace("Valdora, il porto riapre", "Valdora, riapre il porto").replace("lunedì", "martedì")
    session.store.apply(revise_article(session, name, kept(session, same)))
    article = session.store.article(name)
    assert "semiconductors" not in {one.topic for one in session.suggestions.for_article(article)[0]}


def test_the_same_version_is_no_newer_one(session: Session) -> None:
    name = session.store.articles()[0].id
    again = kept(session, OLD, "valdora.txt")
    with pytest.raises(DossierError, match="revision-same"):
        revise_article(session, name, again)
