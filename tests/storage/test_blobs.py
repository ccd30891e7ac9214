"""Texts, originals and pictures, each kept once, and only what is what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.storage.conftest import MakeReading

from briefbuilder.domain.article import Picture
from briefbuilder.domain.changes import Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.text import Block, Cell, Figure, Paragraph, Row, Span, Table
from briefbuilder.storage import blobs
from briefbuilder.storage.blobs import PackedArticle, PackedOriginal, picture_names, prepare
from briefbuilder.storage.cache import HeldContent
from briefbuilder.storage.facts import FoundArticles, prepare_facts
from briefbuilder.storage.listing import Listed
from briefbuilder.storage.shared_pieces import Piece
from briefbuilder.storage.store import Store


def table(*names: str) -> Table:
    figures = tuple(Figure(id=f"f{name}", picture=name) for name in names)
    return Table(id="t", rows=(Row(cells=(Cell(blocks=figures),)),))


def test_pictures_of_figures_and_tables_are_named_once() -> None:
    blocks: tuple[Block, ...] = (
        Figure(id="a", picture="p2"),
        Figure(id="b"),
        table("p1", "p2"),
        Paragraph(id="c", content=(Span("x"),)),
    )
    assert picture_names(blocks) == ("p2", "p1")


def test_a_reading_whose_bytes_are_not_its_original_is_refused(reading: MakeReading) -> None:
    made = reading("x")
    with pytest.raises(ValueError, match="differ from its article's original"):
        prepare(replace(made, data=b"other"))


def test_an_original_that_is_too_large_is_refused(
    reading: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = reading("x", data=b"x" * 20)
    monkeypatch.setattr(blobs, "MOST_ORIGINAL", 20)
    assert prepare(made).record.original.size == 20
    monkeypatch.setattr(blobs, "MOST_ORIGINAL", 19)
    with pytest.raises(DossierError, match="text-not-storable"):
        prepare(made)


def test_a_packed_article_is_the_one_that_its_record_names(reading: MakeReading) -> None:
    made, other = reading("One."), reading("Other.")
    prepared = prepare(made)
    packed = PackedArticle(prepared.record, prepared.rows.text, None)
    assert packed.unpack() == made.article
    assert packed == replace(packed, facts=b"x")
    for text in (b"", prepared.rows.text[:-1], prepare(other).rows.text):
        with pytest.raises(DossierError, match="content-damaged") as caught:
            replace(packed, text=text).unpack()
        assert caught.value.parameters == {"what": prepared.record.text[:12]}


def test_the_size_of_an_article_is_that_of_its_text_original_and_pictures(reading: MakeReading) -> None:
    data = b"png" * 50
    name = sha256(data).hexdigest()
    blocks = (Paragraph(id="b1", content=(Span("x"),)), Figure(id="b2", picture=name))
    made = reading(blocks=blocks, pictures={name: Picture(media_type="image/png", data=data)})
    rows = prepare(made).rows
    assert rows.size == len(rows.text) + len(rows.original) + 150


def test_what_is_missing_is_named_by_its_first_letters(store: Store) -> None:
    name = "0123456789abcdef" * 4
    for ask in (
        store._blobs.check_text,
        store._blobs.blocks,
        store._blobs.original,
        store._blobs.packed_text,
    ):
        with pytest.raises(DossierError, match="content-missing") as caught:
            ask(name)
        assert caught.value.parameters == {"what": "0123456789ab"}


def test_a_picture_stays_while_another_text_shows_it(store: Store, reading: MakeReading) -> None:
    picture = Picture(media_type="image/png", data=b"png")
    prepared = [
        prepare(
            reading(
                title=f"n{number}", blocks=(Figure(id=f"b{number}", picture="p"),), pictures={"p": picture}
            )
        )
        for number in range(2)
    ]
    for one in prepared:
        store.keep(one)
    texts = [one.record.text for one in prepared]
    assert len(set(texts)) == 2
    assert store.pictures(["p"]) == {"p": picture}
    with store._transaction:
        store._blobs.purge(texts[:1])
    assert store.pictures(["p"]) == {"p": picture}
    store.drop_kept()
    assert store.pictures(["p"]) == {}


def test_what_holds_words_of_an_article_or_a_password_is_shown_without_them(reading: MakeReading) -> None:
    facts = prepare_facts((), 1)
    made = replace(prepare(reading("xxx " * 500)), facts=facts)
    blocks = reading("xxx").article.blocks
    setting = {Key("setting", "s"): Setting(id="s", value="xxx")}
    for one in (
        made,
        made.rows,
        made.rows.index,
        facts,
        PackedArticle(made.record, b"xxx", b"xxx"),
        PackedOriginal("name", b"xxx"),
        Piece("text", "name", "", b"xxx"),
        HeldContent(values=setting, texts={"name": blocks}, password="xxx"),
        FoundArticles({}, frozenset({"xxx"})),
        Listed(1, 0, "a", Path("d"), b"xxx", {("a", b""): replace(made.record, text="xxx")}),
    ):
        shown = repr(one)
        assert "xxx" not in shown, type(one)
        assert re.search(r"\b(facts|data|keys|shingles)=", shown) is None, type(one)
        assert len(shown) < 1000, type(one)
