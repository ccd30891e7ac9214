"""A dossier of the first version is read for ever.

`tests/data/dossier/v1.dossier` was written by the first version and is never written again; where a later
version changes the form, this test goes through its migrations.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.changes import ArticleRecord, Key, Setting
from briefbuilder.domain.passage import passage_blocks
from briefbuilder.domain.query import Query
from briefbuilder.domain.text import Code, Figure, Heading, ListItem, Note, NoteReference, Quote, Span, Table
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.storage.migrations import MIGRATIONS
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.store import Store


@pytest.fixture
def first(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(data / "dossier" / "v1.dossier", tmp_path / "v1.dossier"))


@pytest.fixture
def opened(first: Path) -> Store:
    return open_dossier(first)


def record(store: Store, name: str) -> ArticleRecord:
    value = store.value(Key("article", name))
    assert isinstance(value, ArticleRecord)
    return value


def test_the_metadata_and_originals_are_all_there(opened: Store) -> None:
    one, two = record(opened, "a1"), record(opened, "a2")
    assert opened.values("article") == (one, two)
    assert one.metadata.title == "Vertice UE-Giappone"
    assert one.metadata.lead == "Un passo sul digitale."
    assert one.metadata.authors == ("Anna Rossi",)
    assert one.metadata.published == date(2026, 2, 27)
    assert one.metadata.rights.reserved
    assert one.notices[0].code == "lead-repeated"
    assert opened.original(one.id).decode("utf-16").startswith("Bruxelles e Tokyo")
    assert opened.original(two.id).decode("shift_jis").startswith("外務省")
    opened.close()


def test_an_older_program_is_kept_from_reading_corrected_texts_wrongly(first: Path) -> None:
    opened = open_dossier(first)
    assert all(
        not value.is_corrected for value in opened.values("article") if isinstance(value, ArticleRecord)
    )
    opened.close()
    assert int.from_bytes(first.read_bytes()[60:64], "big") == MIGRATIONS[-1].version
    assert first.with_name("v1 (version 1.0).dossier").exists()


def test_every_kind_of_block_is_read(opened: Store) -> None:
    blocks = opened.article(record(opened, "a1").id).blocks
    opening, heading, item, inner, quote, table, figure, code, note = blocks
    assert isinstance(heading, Heading)
    assert (heading.text, heading.level) == ("Città e semiconduttori 💡", 2)
    assert opening.text == "Bruxelles e Tokyo rafforzano il partenariato digitale."
    assert opening.content[1] == Span("partenariato digitale", bold=True, link="https://example.org/pd")
    assert opening.content[2] == NoteReference("b9", mark="1")
    assert isinstance(item, ListItem)
    assert (item.ordered, item.number, item.starts) == (True, 1, True)
    assert inner.content[1] == Span("2", script="sub")
    assert isinstance(quote, Quote)
    assert isinstance(table, Table)
    assert table.text == "Paese\nGiappone\t"
    assert table.rows[0].cells[0].column_span == 2
    assert isinstance(figure, Figure)
    assert figure.picture is not None
    assert opened.pictures([figure.picture])[figure.picture].data.startswith(b"\x89PNG")
    assert isinstance(code, Code)
    assert code.text == "HS 8542\n  31"
    assert isinstance(note, Note)
    assert note.placement == "foot"
    opened.close()


def test_tags_judgements_and_topics_are_all_there(opened: Store) -> None:
    whole, words = opened.values("tag")
    assert isinstance(whole, Tag)
    assert isinstance(words, Tag)
    article = opened.article(record(opened, "a1").id)
    assert [block.id for block in passage_blocks(article, whole.passage)] == [
        block.id for block in article.blocks[1:]
    ]
    assert words.passage.quote == "derisking"
    assert (words.origin, words.score) == ("suggestion", 0.8125)
    assert opened.values("judgement") == (
        Judgement(id="a1:b1:china", article="a1", section="b1", topic="china", accepted=False),
        Judgement(id="a1:b2:derisking", article="a1", section="b2", topic="derisking", accepted=True),
    )
    (topic,) = opened.values("topic")
    assert isinstance(topic, Topic)
    assert topic.terms == {"it": ("Piano Mattei",)}
    assert topic.own
    assert opened.values("setting") == (Setting(id="house", value="MAE"),)
    opened.close()


def test_the_briefing_is_all_there(opened: Store) -> None:
    (briefing,) = opened.values("briefing")
    assert isinstance(briefing, Briefing)
    assert briefing.title == "Nota sul derisking"
    assert briefing.fields == {"reference": "MAE-1/2026"}
    assert [part.id for part in briefing.walk()] == ["p1", "p2", "p3"]
    own, excerpt, edited = briefing.items
    assert isinstance(own, OwnText)
    assert own.blocks[0].text == "Tre punti."
    assert isinstance(excerpt, Excerpt)
    assert (excerpt.reliability, excerpt.blocks) == ("B2", None)
    assert isinstance(edited, Excerpt)
    assert edited.blocks is not None
    assert edited.blocks[0].text == "Testo riveduto."
    opened.close()


def test_what_was_done_can_be_taken_back_and_done_again(opened: Store) -> None:
    redone = opened.redo()
    assert redone is not None
    assert redone.act == "edit-briefing"
    acts = []
    while (act := opened.undo()) is not None:
        acts.append(act.act)
    assert acts == [
        "edit-briefing",
        "set-house",
        "compose-briefing",
        "add-topic",
        "reject-suggestion",
        "accept-suggestions",
        "tag-passage",
        "import-articles",
    ]
    assert opened.values("article") == ()
    while opened.redo() is not None:
        pass
    assert len(opened.values("article")) == 2
    opened.close()


@pytest.mark.parametrize(("words", "article"), [("citta semi", "a1"), ("半導体", "a2"), ("vertice", "a1")])
def test_its_words_are_found(opened: Store, words: str, article: str) -> None:
    assert {hit.article for hit in opened.search.find_sections(Query(words=words), 10)} == {article}
    opened.close()
