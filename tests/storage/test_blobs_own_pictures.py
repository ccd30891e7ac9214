"""Pictures in the texts of a briefing live as long as a text, an act or a batch shows them."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.storage.conftest import Import, MakeReading, MakeSetting

from briefbuilder.domain.article import Picture
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.changes import ChangeSet, change_of
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Block, Cell, Figure, Paragraph, Row, Span, Table
from briefbuilder.exchange.records import decode_batch
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.storage.salvage import salvage
from briefbuilder.storage.shared_pieces import Piece, PieceName
from briefbuilder.storage.store import Store

CHART, MAP = (Picture(media_type="image/png", data=data) for data in (b"a chart" * 40, b"a map" * 40))
CHART_NAME, MAP_NAME = (sha256(picture.data).hexdigest() for picture in (CHART, MAP))
PICTURES = {CHART_NAME: CHART, MAP_NAME: MAP}
WORDS = Paragraph(id="w1", content=(Span("Exports fell."),))


def briefing(*blocks: Block, name: str = "b1") -> Briefing:
    part = Part(id="p1", key="text", items=(OwnText(id="i1", blocks=(WORDS, *blocks)),))
    return Briefing(id=name, title="Chips", template="note", language="en", parts=(part,))


def figure(picture: str, name: str = "f1") -> Figure:
    return Figure(id=name, picture=picture, alternative_text="A chart")


def write(store: Store, after: Briefing | None, name: str = "b1") -> None:
    before = store.briefing(name)
    shown = PICTURES if after is not None else {}
    store.apply(ChangeSet(act="edit-text", changes=(change_of(before, after),), pictures=shown))


def held(store: Store) -> set[str]:
    return {*store.pictures(PICTURES)}


def only(store: Store, *names: str) -> bool:
    store.purge()
    return held(store) == set(names)


@pytest.mark.parametrize("shared", [False, True])
def test_the_pictures_of_an_act_in_steps_are_stored_and_sent(store: Store, shared: bool) -> None:
    write(store, briefing())
    if shared:
        store.share()
    store.purge()
    after = briefing(figure(CHART_NAME))
    changes = (change_of(store.briefing("b1"), after),)
    act = ChangeSet(act="edit-text", changes=changes, pictures={CHART_NAME: CHART})
    store.begin(replace(act, changes=()), iter([act]), 1).finish()
    assert store.pictures(PICTURES) == {CHART_NAME: CHART}
    if shared:
        store.seal()
        assert PieceName("picture", CHART_NAME) in store.shared.pieces_of(store.shared.names())


def test_a_picture_comes_with_its_act_and_goes_when_the_act_can_no_longer_be_redone(
    store: Store, setting: MakeSetting
) -> None:
    write(store, briefing())
    store.purge()
    after = briefing(figure(CHART_NAME))
    act = ChangeSet(
        act="edit-text", changes=(change_of(store.briefing("b1"), after),), pictures={CHART_NAME: CHART}
    )
    store.apply(act)
    assert store.pictures([CHART_NAME]) == {CHART_NAME: CHART}
    store.undo()
    assert held(store) == {CHART_NAME}, "it can be redone"
    store.redo()
    store.undo()
    store.apply(act)
    assert held(store) == {CHART_NAME}, "the act that is gone had the same picture"
    store.undo()
    store.apply(setting("other", None, "x"))
    assert held(store) == set()


def test_a_picture_of_undone_acts_stays_for_the_act_that_shows_or_removes_it_again(store: Store) -> None:
    write(store, briefing(figure(CHART_NAME)))
    store.undo()
    pasted = briefing(figure(CHART_NAME), name="b2")
    store.apply(ChangeSet(act="edit-text", changes=(change_of(None, pasted),)))
    assert CHART_NAME in held(store), "the editor takes it from the dossier"
    store.purge()
    write(store, None, "b2")
    store.undo()
    write(store, None, "b2")
    store.undo()
    assert store.briefing("b2") == pasted
    assert held(store) == {CHART_NAME}


def test_a_picture_that_left_the_text_stays_for_undo_and_is_removed_for_good(path: Path) -> None:
    store = create(path)
    write(store, briefing(figure(CHART_NAME), figure(MAP_NAME, "f2")))
    write(store, briefing(figure(MAP_NAME, "f2")))
    store.close()
    store = open_dossier(path)
    assert held(store) == {CHART_NAME, MAP_NAME}
    store.undo()
    assert only(store, CHART_NAME, MAP_NAME), "both are shown again"
    write(store, briefing(figure(MAP_NAME, "f2")))
    assert only(store, MAP_NAME)
    assert MAP.data in path.read_bytes()
    assert CHART.data not in path.read_bytes()
    write(store, None)
    assert only(store)
    store.close()


def test_pictures_in_tables_edited_excerpts_translations_and_versions_count(store: Store) -> None:
    cell = Cell(blocks=(figure(CHART_NAME, "f1"),))
    passage = Passage(article="a1", blocks=("x",), start=0, end=1, quote="x")
    for blocks, excerpt in (
        ((Table(id="t1", rows=(Row(cells=(cell,)),)),), None),
        ((), Excerpt(id="e1", passage=passage, blocks=(figure(CHART_NAME),))),
        ((), Excerpt(id="e1", passage=passage, translation=(figure(CHART_NAME),))),
    ):
        whole = briefing(*blocks)
        (part,) = whole.parts
        items = part.items if excerpt is None else (*part.items, excerpt)
        version = replace(whole, id="v1", version_of="b1", parts=(replace(part, items=items),))
        write(store, version, "v1")
        write(store, briefing())
        assert only(store, CHART_NAME)
        write(store, None, "v1")
        assert only(store)


def test_a_picture_of_an_article_is_kept_for_a_text_that_shows_it_too(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    record = imported(store, reading(blocks=(figure(CHART_NAME, "b1"),), pictures={CHART_NAME: CHART}))
    write(store, briefing(figure(CHART_NAME)))
    store.apply(ChangeSet(act="remove-articles", changes=(change_of(record, None),)))
    assert only(store, CHART_NAME)


def test_pictures_are_rescued_with_their_briefings(path: Path, tmp_path: Path) -> None:
    store = create(path)
    write(store, briefing(figure(CHART_NAME)))
    store.close()
    salvage(path, tmp_path / "rescued.dossier")
    rescued = open_dossier(tmp_path / "rescued.dossier")
    assert rescued.pictures(PICTURES) == {CHART_NAME: CHART}
    rescued.close()


@pytest.fixture
def desks(path: Path, tmp_path: Path) -> tuple[Store, Store]:
    """Two desks, the first of which wrote a text with a picture into the shared dossier."""
    one, other = create(path), create(tmp_path / "other.dossier")
    one.share()
    write(one, briefing())
    write(one, briefing(figure(CHART_NAME)))
    other.share()
    pass_on(one, other)
    return one, other


def pass_on(one: Store, other: Store) -> None:
    one.seal()
    names = [name for name in one.shared.names() if name not in other.shared.names()]
    other.take_in([decode_batch(one.shared.batch(name), name) for name in names])


def test_a_picture_travels_to_the_other_desks(desks: tuple[Store, Store]) -> None:
    one, other = desks
    assert other.briefing("b1") == one.briefing("b1")
    missing = other.shared.missing_pieces()
    assert missing == (PieceName("picture", CHART_NAME),)
    assert missing[0] in one.shared.pieces_of(one.shared.names())
    piece = one.shared.piece(missing[0])
    assert piece is not None
    assert other.keep_pieces([replace(piece, data=b"another picture")])
    assert not held(other), "it is not what its name says"
    assert not other.keep_pieces([piece])
    assert other.pictures(PICTURES) == {CHART_NAME: CHART}
    assert other.shared.missing_pieces() == ()
    for store in desks:
        store.close()


def test_a_picture_of_a_shared_text_is_undone_and_removed_for_good_at_every_desk(
    desks: tuple[Store, Store],
) -> None:
    one, other = desks
    other.keep_pieces(
        [piece for name in one.shared.pieces_of(one.shared.names()) if (piece := one.shared.piece(name))]
    )
    one.undo()
    assert one.briefing("b1") == briefing()
    one.redo()
    assert one.briefing("b1") == briefing(figure(CHART_NAME))
    write(one, None)
    pass_on(one, other)
    assert other.briefing("b1") is None
    assert held(other) == {CHART_NAME}, "a batch refers to it"
    one.purge()
    pass_on(one, other)
    assert (held(one), held(other)) == (set(), set())
    for store in desks:
        store.close()


def test_a_picture_that_came_before_its_text_stays_when_a_desk_removes_for_good(
    desks: tuple[Store, Store],
) -> None:
    one, other = desks
    write(one, briefing(name="b2"), "b2")
    write(one, None, "b2")
    one.purge()
    assert not other.keep_pieces([Piece("picture", MAP_NAME, MAP.media_type, MAP.data)])
    pass_on(one, other)
    assert held(other) == {MAP_NAME}
    for store in desks:
        store.close()


def test_a_picture_of_an_encrypted_dossier_is_nowhere_in_its_files(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    path = tmp_path / "a.dossier"
    store = create(path, "segreto 1")
    write(store, briefing(figure(CHART_NAME)))
    written = [one.read_bytes() for one in tmp_path.iterdir() if one.is_file()]
    store.close()
    written += [one.read_bytes() for one in tmp_path.iterdir() if one.is_file()]
    assert not any(b"a chart" in data or CHART_NAME.encode() in data for data in written)
    again = open_dossier(path, password="segreto 1")
    assert again.pictures([CHART_NAME]) == {CHART_NAME: CHART}
    assert again.briefing("b1") == briefing(figure(CHART_NAME))
    again.close()
