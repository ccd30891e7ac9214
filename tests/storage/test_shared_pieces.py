"""The texts, originals and pictures that travel beside batches: which there are, which are missing, and which fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from briefbuilder.domain.article import ImportedArticle, Picture
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.text import Figure, Paragraph, Span
from briefbuilder.exchange.records import FieldKey, decode_batch
from briefbuilder.storage import shared_pieces
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.storage.shared_pieces import Piece, PieceName, pieces_of
from briefbuilder.storage.store import Store

MOMENT = "2026-03-02T09:00:00.000000Z"


def test_only_texts_and_originals_of_articles_are_pieces() -> None:
    name = "a" * 64
    text, original = (FieldKey("article", "a1", "", field) for field in ("text", "original"))
    assert pieces_of(text, name) == {PieceName("text", name)}
    assert pieces_of(original, {"sha256": name}) == {PieceName("original", name)}
    for key, value in (
        (replace(text, collection="tag"), name),
        (replace(text, node="n"), name),
        (replace(text, field="metadata.title"), name),
        (text, {"sha256": name}),
        (text, "x" * 64),
        (original, {"sha256": 5}),
        (original, {}),
    ):
        assert not pieces_of(key, value), key


def test_pieces_are_missing_until_they_come_and_pictures_with_their_texts(
    store: Store,
    reading: Callable[..., ImportedArticle],
    imported: Callable[[Store, ImportedArticle], ArticleRecord],
    tmp_path: Path,
) -> None:
    data = b"png"
    name = sha256(data).hexdigest()
    blocks = (Paragraph(id="b1", content=(Span("x"),)), Figure(id="b2", picture=name))
    pictures = {name: Picture(media_type="image/png", data=data)}
    record = imported(store, reading(blocks=blocks, pictures=pictures))
    imported(store, reading("Another"))
    store.share()
    log = store.shared
    batches = [decode_batch(log.batch(one), one) for one in log.names()]
    names = log.pieces_of(log.names())
    assert (len(names), len(set(names))) == (5, 5)
    place = names.index(PieceName("text", record.text))
    assert names[place + 1] == PieceName("picture", name)
    assert PieceName("original", record.original.sha256) in names
    assert log.piece(PieceName("picture", "a" * 64)) is None
    pieces = {one: log.piece(one) for one in names}
    assert pieces[PieceName("picture", name)] == Piece("picture", name, "image/png", data)

    other = create(tmp_path / "other.dossier")
    other.share()
    (waiting,) = other.take_in(batches).waiting
    other.close()
    other = open_dossier(tmp_path / "other.dossier")
    assert other.shared.waiting() == (waiting,), "it waits in the file"
    assert [one.kind for one in other.shared.missing_pieces()] == ["text", "text", "original", "original"]
    for kind, left in (("text", 3), ("original", 1), ("picture", 0)):
        some = [one for one in pieces.values() if one is not None and one.kind == kind]
        assert other.keep_pieces(some) == ()
        assert len(other.shared.missing_pieces()) == left
        assert other.keep_pieces(some) == (), "a second time they change nothing"
    assert other.take_in(()).waiting == ()
    assert other.article(record.id) == store.article(record.id)
    assert other.original(record.id) == store.original(record.id)
    assert other.pictures([name]) == pictures
    other.close()


def test_pieces_that_are_too_large_or_of_no_kind_are_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.share()
    monkeypatch.setattr(shared_pieces, "_MOST", {"original": 3})
    fitting, large, unknown = (
        Piece(kind, sha256(data).hexdigest(), "", data)  # type: ignore[arg-type]
        for kind, data in (("original", b"abc"), ("original", b"abcd"), ("other", b"abc"))
    )
    assert store.keep_pieces((fitting, large, unknown)) == (large, unknown)
    assert store.shared.piece(PieceName("original", fitting.sha256)) == fitting


def test_the_type_of_a_picture_is_kept_no_longer_than_a_type_is(store: Store) -> None:
    store.share()
    picture = Piece("picture", sha256(b"png").hexdigest(), "x" * 5000, b"png")
    assert store.keep_pieces((picture,)) == ()
    assert store.shared.piece(PieceName("picture", picture.sha256)) == replace(picture, media_type="x" * 100)
