"""Dossiers that earlier versions of the format wrote are read for ever.

Those in `tests/data/dossier` are never written again. The second has corrections. The third is from before copies were
looked for, and the fourth from before exports were recorded; one act is undone in each. The fifth is the fourth, upgraded
by a program from before words had stems, the eighth is the fifth, from before dossiers were shared, and the ninth is
the eighth, shared, without the facts of own texts.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.article_files import read_file
from tests.narrowing import of_type
from tests.shared_desks import DeskAtWork, assert_equal_desks, state_of

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.export import export
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.changes import Setting
from briefbuilder.domain.passage import passage_blocks
from briefbuilder.domain.query import Query
from briefbuilder.domain.text import Code, Figure, Heading, ListItem, Note, NoteReference, Quote, Span, Table
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.storage.facts import prepare_facts
from briefbuilder.storage.migrations import MIGRATIONS, version_on_disk
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.store import Store

Open = Callable[[int], Store]


@pytest.fixture
def folder(data: Path, tmp_path: Path) -> Path:
    """A folder with the dossiers."""
    return Path(shutil.copytree(data / "dossier", tmp_path / "dossiers"))


@pytest.fixture
def opened(folder: Path) -> Iterator[Open]:
    """Open the dossier of a version."""
    stores = []

    def run(version: int) -> Store:
        stores.append(open_dossier(folder / f"v{version}.dossier"))
        return stores[-1]

    yield run
    for store in stores:
        store.close()


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    """The dossier of the fourth version, which has the included sample articles."""
    with Session.open(folder / "v4.dossier", Resources()) as opened:
        yield opened


def names(store: Store, wanted: Query) -> list[str]:
    return [one.record.original.name for one in store.search.listed(store.search.find(wanted).finish())]


def found_articles(store: Store, words: str) -> set[str]:
    return {hit.article for hit in store.search.find_sections(Query(words=words), 10)}


@pytest.mark.parametrize(("version", "articles"), [(1, 2), (2, 4), (3, 3), (4, 3), (5, 3), (8, 3), (9, 3)])
def test_it_is_upgraded_and_a_copy_of_the_older_version_stays(
    folder: Path, opened: Open, version: int, articles: int
) -> None:
    there = {path.name for path in folder.iterdir()}
    store = opened(version)
    assert (store.count("article"), store.is_shared) == (articles, version == 9)
    store.close()
    assert version_on_disk(folder / f"v{version}.dossier") == MIGRATIONS[-1].version
    assert {path.name for path in folder.iterdir()} - there == {f"v{version} (version {version}.0).dossier"}


FIRST_ACTS = [
    "edit-briefing", "set-house", "compose-briefing", "add-topic", "reject-suggestion", "accept-suggestions",
    "tag-passage", "import-articles",
]  # fmt: skip
FOURTH_ACTS = [
    "remove-articles", "reject-suggestion", "edit-metadata", "repair-heading", "compose-briefing", "tag-passage",
    "tag-passage", "tag-passage", "import-articles",
]  # fmt: skip


@pytest.mark.parametrize(
    ("version", "acts"),
    [(1, FIRST_ACTS), (2, None), (3, None), (4, FOURTH_ACTS), (5, FOURTH_ACTS), (8, FOURTH_ACTS)],
)
def test_its_acts_are_undone_and_redone(opened: Open, version: int, acts: list[str] | None) -> None:
    store = opened(version)
    assert store.redo() is not None
    before = store.articles(), store.tags(), store.briefings()
    undone = []
    while (act := store.undo()) is not None:
        undone.append(act.act)
    assert acts is None or undone == acts
    assert (store.articles(), store.tags(), store.briefings()) == ((), (), ())
    while store.redo() is not None:
        pass
    assert (store.articles(), store.tags(), store.briefings()) == before
    assert all(store.tags(tag.passage.article) for tag in store.tags())


@pytest.mark.parametrize(
    ("version", "words", "name"),
    [
        (1, "citta semi", "vertice.txt"), (1, "半導体", "発表.txt"), (1, "vertice", "vertice.txt"),
        (4, "partenariato radici", ".html"), (4, "modest instrument", ".docx"), (4, "早期警戒", ".txt"),
    ],
)  # fmt: skip
def test_its_words_are_found(opened: Open, version: int, words: str, name: str) -> None:
    store = opened(version)
    (record,) = map(store.record, found_articles(store, words))
    assert record is not None
    assert record.original.name.endswith(name)


# The first version


def test_the_metadata_and_originals_are_all_there(opened: Open) -> None:
    store = opened(1)
    one, two = store.articles()
    assert (one.id, two.id) == ("a1", "a2")
    assert one.metadata.title == "Vertice UE-Giappone"
    assert one.metadata.lead == "Un passo sul digitale."
    assert one.metadata.authors == ("Anna Rossi",)
    assert one.metadata.published == date(2026, 2, 27)
    assert one.metadata.rights.reserved
    assert one.notices[0].code == "lead-repeated"
    assert store.original(one.id).decode("utf-16").startswith("Bruxelles e Tokyo")
    assert store.original(two.id).decode("shift_jis").startswith("外務省")


def test_every_kind_of_block_is_read(opened: Open) -> None:
    store = opened(1)
    blocks = store.article("a1").blocks
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
    assert store.pictures([figure.picture])[figure.picture].data.startswith(b"\x89PNG")
    assert isinstance(code, Code)
    assert code.text == "HS 8542\n  31"
    assert isinstance(note, Note)
    assert note.placement == "foot"


def test_tags_judgements_and_topics_are_all_there(opened: Open) -> None:
    store = opened(1)
    whole, words = store.values("tag")
    assert isinstance(whole, Tag)
    assert isinstance(words, Tag)
    article = store.article("a1")
    assert [block.id for block in passage_blocks(article, whole.passage)] == [
        block.id for block in article.blocks[1:]
    ]
    assert words.passage.quote == "derisking"
    assert (words.origin, words.score) == ("suggestion", 0.8125)
    assert store.values("judgement") == (
        Judgement(id="a1:b1:china", article="a1", section="b1", topic="china", accepted=False),
        Judgement(id="a1:b2:derisking", article="a1", section="b2", topic="derisking", accepted=True),
    )
    (topic,) = store.values("topic")
    assert isinstance(topic, Topic)
    assert topic.terms == {"it": ("Piano Mattei",)}
    assert topic.own
    assert store.values("setting") == (Setting(id="house", value="MAE"),)


def test_the_briefing_is_all_there(opened: Open) -> None:
    store = opened(1)
    (briefing,) = store.values("briefing")
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


# The second version


def test_corrections_and_corrected_metadata_are_all_there(opened: Open) -> None:
    store = opened(2)
    tokyo, chips, gaimu, gone = store.articles()
    assert (gaimu.original.name, gone.original.name) == ("gaimu.txt", "gone.txt")
    assert tokyo.is_corrected
    assert [block.text for block in store.article(tokyo.id).blocks][
        -1
    ] == "Il vertice si terrà a Łódź in autunno."
    assert chips.metadata.authors == ("Jo Smith",)
    assert chips.read is not None
    assert chips.read.authors == ()
    assert len(store.values("briefing")) == 1


def test_its_articles_are_listed_filtered_and_found_as_if_they_were_new(opened: Open) -> None:
    store = opened(2)
    assert names(store, Query(order="latest-import")) == ["gone.txt", "gaimu.txt", "chips.txt", "tokyo.txt"]
    assert names(store, Query(order="newest"))[:2] == ["chips.txt", "tokyo.txt"]
    assert names(store, Query(since=date(2026, 3, 1))) == ["chips.txt"]
    assert names(store, Query(outlet="corriere")) == ["tokyo.txt"]
    assert names(store, Query(used=True)) == ["tokyo.txt"]
    assert names(store, Query(tagged=False)) == ["gaimu.txt", "gone.txt"]
    assert names(store, Query(words="lodz", topics=("eu-japan",))) == ["tokyo.txt"]
    assert names(store, Query(words="automobili")) == []
    assert names(store, Query(words="外務")) == ["gaimu.txt"]
    assert names(store, Query(words="jo smith")) == ["chips.txt"]


def test_an_article_that_is_removed_again_is_not_found(opened: Open) -> None:
    store = opened(2)
    assert store.redo() is not None
    assert "gone.txt" not in names(store, Query())
    assert names(store, Query(words="Lieferkette")) == []


# The third version


def test_the_copies_in_it_are_found_when_it_is_opened(opened: Open) -> None:
    store = opened(3)
    agency, paper, snow = store.articles()
    (copy,) = store.search.copies(paper.id)
    assert copy.article == agency.id
    assert copy.certain
    assert store.search.copies(snow.id) == ()
    assert store.search.topics() == (("semiconductors", 1),)


def test_an_act_that_was_undone_before_is_done_again_with_its_copies(opened: Open) -> None:
    store = opened(3)
    assert store.redo() is not None
    late = store.articles()[-1]
    assert late.original.name == "valdora-tardi.txt"
    assert len(store.search.group(late.id)) == 3


# The fourth version


def test_its_articles_and_originals_are_all_there(opened: Open, root: Path) -> None:
    store = opened(4)
    articles = [store.article(record.id) for record in store.articles()]
    assert [len(article.blocks) for article in articles] == [19, 25, 14]
    assert [len(article.sections) for article in articles] == [5, 5, 5]
    assert articles[2].metadata.title == "日EUデジタルパートナーシップ、半導体の早期警戒が動き出す"
    for record in store.articles():
        shipped = root / "resources" / "samples" / record.original.name
        assert store.original(record.id) == shipped.read_bytes()


def test_the_same_files_are_duplicates_of_its_articles(session: Session) -> None:
    outcomes = import_readings(session, map(read_file, Resources().samples()))
    assert [one.status for one in outcomes] == ["duplicate"] * 3


def test_its_corrections_are_in_force(opened: Open) -> None:
    store = opened(4)
    html, docx, txt = store.articles()
    corrected = of_type(store.article(html.id).blocks[2], Heading)
    assert (corrected.text, corrected.level) == ("Un partenariato che mette radici", 3)
    assert html.is_corrected
    assert docx.metadata.publication == "The Meridian Review (corrected)"
    assert docx.read is not None
    assert docx.read.publication != docx.metadata.publication
    assert not txt.is_corrected


def test_its_tags_lie_on_their_words(opened: Open) -> None:
    store = opened(4)
    assert [(tag.topic, tag.passage.quote[:30]) for tag in store.tags()] == [
        ("semiconductors", "Quando, nella primavera del 20"),
        ("derisking", "It is a modest instrument, and"),
        ("eu-japan", "日本と欧州連合(EU)のデジタル協力が、宣言の段階から実務の"),
    ]
    (rejected,) = store.judgements()
    assert (rejected.topic, rejected.accepted) == ("china", False)


def test_its_briefing_is_exported(session: Session, tmp_path: Path) -> None:
    (briefing,) = session.store.briefings()
    assert briefing.title == "Semiconduttori e derisking"
    paths = [tmp_path / f"note{suffix}" for suffix in (".docx", ".md")]
    report = export(session, briefing.id, paths, anyway=True)
    assert report.page_count
    text = paths[1].read_text(encoding="utf-8")
    assert "Quando, nella primavera del 2021" in text
    assert "It is a modest instrument, and" in text
    with zipfile.ZipFile(paths[0]) as package:
        assert "Quando, nella primavera del 2021" in package.read("word/document.xml").decode()


# Later versions


def test_other_forms_of_its_words_are_found_as_in_a_new_dossier(opened: Open, tmp_path: Path) -> None:
    old = opened(5)
    with Session.create(tmp_path / "new.dossier", Resources()) as new:
        import_readings(new, map(read_file, new.resources.samples()))
        for words in ("semiconduttore ", "partenariati ", "instruments ", "-partenariato"):
            found = found_articles(old, words)
            assert found
            assert len(found) == len(found_articles(new.store, words)), words


def test_it_can_be_shared_with_an_empty_dossier_of_today(folder: Path, tmp_path: Path) -> None:
    old = DeskAtWork(folder / "v8.dossier", "Rossi", is_new=False)
    new = DeskAtWork(tmp_path / "new.dossier", "Weber")
    before = state_of(old.store)
    for desk in (old, new):
        desk.store.share()
    assert state_of(old.store) == before
    assert not old.store.can_undo
    new.fetch(old)
    old.fetch(new)
    assert state_of(new.store) == before
    assert_equal_desks([old, new])
    for desk in (old, new):
        desk.store.close()


def test_what_own_texts_state_is_kept(opened: Open) -> None:
    store, facts = opened(9), prepare_facts((), 7)
    assert store.count("briefing") == 1
    assert store.text_facts.find(b"digest") is None
    store.keep_text_facts({b"digest": facts})
    store.close()
    assert opened(9).text_facts.find(b"digest") == facts.data
