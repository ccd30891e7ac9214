"""Texts, originals and pictures: large values that never change, each stored once under its hash."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from hashlib import sha256
from pathlib import Path

from briefbuilder.domain.article import Article, ImportedArticle, Picture
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.changes import ArticleRecord, Change
from briefbuilder.domain.corrected_text import CorrectedText, apply_corrections
from briefbuilder.domain.corrections import Correction
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.text import Block, Figure, Table, walk_blocks
from briefbuilder.domain.values import value
from briefbuilder.storage.codec import (
    MOST_ORIGINAL,
    MOST_TEXT,
    CorruptValueError,
    as_bytes,
    as_text,
    decode_blocks,
    encode_blocks,
    pack,
    unpack,
)
from briefbuilder.storage.facts import PreparedFacts
from briefbuilder.storage.recent_cache import RecentCache
from briefbuilder.storage.tokenizer import IndexRows, prepare_index_rows

_CACHED_TEXTS = 64
_ORIGINAL_LEVEL = 5
"""zlib's level for originals: pages are 2 % larger than at level 6, which takes half as long again."""

_DROP_ORIGINAL = """
DELETE FROM original WHERE sha256 = ?1
AND NOT EXISTS (SELECT 1 FROM use WHERE use.sha256 = ?1)
AND NOT EXISTS (SELECT 1 FROM batch_piece WHERE batch_piece.sha256 = ?1)
AND NOT EXISTS (SELECT 1 FROM article WHERE article.sha256 = ?1)
"""
_DROP_TEXT = """
DELETE FROM text WHERE sha256 = ?1
AND NOT EXISTS (SELECT 1 FROM use WHERE use.sha256 = ?1)
AND NOT EXISTS (SELECT 1 FROM batch_piece WHERE batch_piece.sha256 = ?1)
AND NOT EXISTS (SELECT 1 FROM article WHERE article.text = ?1)
"""
UNUSED_PICTURE = """
NOT EXISTS (SELECT 1 FROM text_picture WHERE text_picture.picture = picture.sha256)
AND NOT EXISTS (SELECT 1 FROM briefing_picture WHERE briefing_picture.picture = picture.sha256)
AND NOT EXISTS (SELECT 1 FROM use WHERE use.sha256 = picture.sha256)
AND NOT EXISTS (SELECT 1 FROM batch_piece WHERE batch_piece.sha256 = picture.sha256)
"""
"""The condition of a picture that no text of an article or a briefing, no act and no batch shows."""
_DROP_PICTURE = f"DELETE FROM picture WHERE sha256 = ?1 AND {UNUSED_PICTURE}"  # noqa: S608 - a condition of ours


@value
class PreparedArticle:
    """A reading ready to be stored: its path, its record without the time of import, and rows that only storage reads.

    `facts` is what it states, None if that was not read yet.
    """

    path: Path
    record: ArticleRecord
    rows: ArticleRows = field(repr=False)
    facts: PreparedFacts | None = field(default=None, repr=False)

    def without_original(self) -> PreparedArticle:
        """Return the article without the bytes of the file that it was read from."""
        return replace(self, rows=replace(self.rows, original=b""))


@value
class ArticleRows:
    """What is stored of a reading beside its record: the compressed text and original, pictures, index rows.

    The original is empty if it is not here. `shown` are the hashes of the pictures that belong to the text.
    """

    text: bytes = field(repr=False)
    original: bytes = field(repr=False)
    pictures: Mapping[str, Picture] = field(repr=False)
    shown: tuple[str, ...]
    index: IndexRows

    @property
    def size(self) -> int:
        """The bytes of the text, the original and the pictures."""
        return (
            len(self.text) + len(self.original) + sum(len(picture.data) for picture in self.pictures.values())
        )


def prepare(reading: ImportedArticle) -> PreparedArticle:
    """Compress a reading and compute its index rows; needs no dossier, so that jobs do it on their thread.

    Raises DossierError with "text-not-storable".
    """
    article = reading.article
    if len(reading.data) > MOST_ORIGINAL:
        raise DossierError("text-not-storable")
    if sha256(reading.data).hexdigest() != article.original.sha256:
        raise ValueError("the bytes of a reading differ from its article's original")
    blocks = encode_blocks(article.blocks)
    record = ArticleRecord(
        id=article.id,
        metadata=article.metadata,
        original=article.original,
        text=sha256(blocks).hexdigest(),
        revision=article.revision,
        notices=reading.notices,
        imported="",
    )
    rows = ArticleRows(
        text=pack(blocks),
        original=pack(reading.data, _ORIGINAL_LEVEL),
        pictures=reading.pictures,
        shown=(*reading.pictures, *picture_names(article.blocks)),
        index=prepare_index_rows(record, article.blocks),
    )
    return PreparedArticle(path=reading.path, record=record, rows=rows)


def prepare_text(record: ArticleRecord, blocks: tuple[Block, ...]) -> PreparedArticle:
    """Return a stored article ready to be stored in another dossier, without its original and pictures."""
    rows = ArticleRows(
        text=pack(encode_blocks(blocks)),
        original=b"",
        pictures={},
        shown=(),
        index=prepare_index_rows(record, blocks),
    )
    return PreparedArticle(path=Path(record.original.name), record=record, rows=rows)


@value(kw_only=False)
class PackedArticle:
    """An article with its text and its facts, still compressed; unpacking needs no dossier, so that jobs do it.

    `facts` is None if they were not read by the rules that were asked for. Two are equal that have the same record.
    """

    record: ArticleRecord
    text: bytes = field(repr=False, compare=False)
    facts: bytes | None = field(repr=False, compare=False)

    def unpack(self) -> Article:
        """Return the article with its text under its corrections.

        Raises DossierError with "content-damaged".
        """
        record = self.record
        damaged = DossierError("content-damaged", what=record.text[:12])
        try:
            data = unpack(self.text, MOST_TEXT)
            read = decode_blocks(data)
        except CorruptValueError as error:
            raise damaged from error
        if sha256(data).hexdigest() != record.text:
            raise damaged
        # Most articles have none, and are read much faster without.
        blocks = apply_corrections(read, record.corrections).blocks if record.corrections else read
        return record.with_blocks(blocks)


@value(kw_only=False)
class PackedOriginal:
    """A compressed original; unpacking needs no dossier and may take time, so that jobs do it."""

    name: str
    data: bytes = field(repr=False)

    def unpack(self) -> bytes:
        """Return the original's bytes, exactly as they were imported.

        Raises DossierError with "content-damaged" if they have changed.
        """
        try:
            data = unpack(self.data, MOST_ORIGINAL)
        except CorruptValueError as error:
            raise DossierError("content-damaged", what=self.name[:12]) from error
        if sha256(data).hexdigest() != self.name:
            raise DossierError("content-damaged", what=self.name[:12])
        return data


class Blobs:
    """The texts, originals and pictures of one dossier."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.decoded = RecentCache(self._read_blocks, _CACHED_TEXTS)
        self._corrected = RecentCache(self._apply_corrections, _CACHED_TEXTS)

    def keep(self, prepared: PreparedArticle) -> None:
        """Store the text, the original and the pictures of an article, if they are not stored yet."""
        run, record, rows = self._connection.execute, prepared.record, prepared.rows
        run("INSERT OR IGNORE INTO text VALUES (?, ?)", (record.text, rows.text))
        if rows.original:
            run("INSERT OR IGNORE INTO original VALUES (?, ?)", (record.original.sha256, rows.original))
        self.keep_pictures(rows.pictures)
        for name in rows.shown:
            run("INSERT OR IGNORE INTO text_picture VALUES (?, ?)", (record.text, name))

    def keep_pictures(self, pictures: Mapping[str, Picture]) -> None:
        """Store pictures by the SHA-256 of their bytes, if they are not stored yet."""
        rows = [(name, picture.media_type, picture.data) for name, picture in pictures.items()]
        self._connection.executemany("INSERT OR IGNORE INTO picture VALUES (?, ?, ?)", rows)

    def prepared(self, record: ArticleRecord) -> PreparedArticle:
        """Return a stored article as it was prepared when it was imported."""
        shown = self._connection.execute("SELECT picture FROM text_picture WHERE text = ?", (record.text,))
        names = tuple(as_text(row[0]) for row in shown)
        rows = ArticleRows(
            text=self._stored("text", record.text),
            original=self._original_or_none(record.original.sha256),
            pictures=self.pictures(names),
            shown=names,
            index=prepare_index_rows(record, self.blocks(record.text)),
        )
        return PreparedArticle(path=Path(record.original.name), record=record, rows=rows)

    def _original_or_none(self, name: str) -> bytes:
        """Return a compressed original, no bytes if it has not come from another desk."""
        row = self._connection.execute("SELECT data FROM original WHERE sha256 = ?", (name,)).fetchone()
        return b"" if row is None else as_bytes(row[0])

    def blocks(self, text: str) -> tuple[Block, ...]:
        """Return a text's blocks as they were read."""
        return self.decoded.get(text)

    def packed_text(self, text: str) -> bytes:
        """Return a text's blocks, still compressed."""
        return self._stored("text", text)

    def check_text(self, text: str) -> None:
        """Raise DossierError with "content-missing" if a text is not stored."""
        if self._connection.execute("SELECT 1 FROM text WHERE sha256 = ?", (text,)).fetchone() is None:
            raise DossierError("content-missing", what=text[:12])

    def corrected_text(self, record: ArticleRecord) -> CorrectedText:
        """Return an article's text under its corrections."""
        if not record.corrections:
            return apply_corrections(self.blocks(record.text), ())
        return self._corrected.get((record.text, record.corrections))

    def original(self, name: str) -> bytes:
        """Return an original's bytes, exactly as they were imported."""
        return self._checked("original", name, MOST_ORIGINAL)

    def packed_original(self, name: str) -> PackedOriginal:
        """Return an original, still compressed."""
        return PackedOriginal(name, self._stored("original", name))

    def pictures(self, names: Iterable[str]) -> dict[str, Picture]:
        """Return those of the pictures that are stored."""
        found: dict[str, Picture] = {}
        for name in names:
            row = self._connection.execute(
                "SELECT media_type, data FROM picture WHERE sha256 = ?", (name,)
            ).fetchone()
            if row is not None:
                found[name] = Picture(media_type=as_text(row[0]), data=as_bytes(row[1]))
        return found

    def pictures_beginning(self, digits: Iterable[str]) -> dict[str, Picture]:
        """Return the pictures that are stored under names with some first digits, by their names."""
        found: dict[str, Picture] = {}
        for start in digits:
            for name, media_type, data in self._connection.execute(
                "SELECT sha256, media_type, data FROM picture WHERE sha256 BETWEEN ?1 AND ?1 || 'g'", (start,)
            ):
                found[as_text(name)] = Picture(media_type=as_text(media_type), data=as_bytes(data))
        return found

    def purge(self, names: Iterable[str]) -> None:
        """Delete those texts, originals and pictures that no article, no briefing, no act and no batch refers to."""
        self._corrected.clear()
        for name in names:
            self.decoded.drop(name)
            self._connection.execute(_DROP_ORIGINAL, (name,))
            self._connection.execute(_DROP_PICTURE, (name,))
            if self._connection.execute(_DROP_TEXT, (name,)).rowcount:
                self._purge_pictures(name)

    def drop_originals(self, names: Iterable[str]) -> None:
        """Delete originals, even those of articles that stay."""
        self._connection.executemany("DELETE FROM original WHERE sha256 = ?", [(name,) for name in names])

    def _purge_pictures(self, text: str) -> None:
        run = self._connection.execute
        shown = [row[0] for row in run("SELECT picture FROM text_picture WHERE text = ?", (text,))]
        run("DELETE FROM text_picture WHERE text = ?", (text,))
        for name in shown:
            run(_DROP_PICTURE, (name,))

    def unused(self) -> list[str]:
        """Return the hashes of texts, originals and pictures that nothing refers to: an interrupted import leaves them."""
        rows = self._connection.execute(
            "SELECT sha256 FROM text WHERE sha256 NOT IN (SELECT text FROM article)"  # noqa: S608 - a condition of ours
            " AND sha256 NOT IN (SELECT sha256 FROM use) AND sha256 NOT IN (SELECT sha256 FROM batch_piece)"
            " UNION SELECT sha256 FROM original WHERE sha256 NOT IN (SELECT sha256 FROM article)"
            " AND sha256 NOT IN (SELECT sha256 FROM use) AND sha256 NOT IN (SELECT sha256 FROM batch_piece)"
            f" UNION SELECT sha256 FROM picture WHERE {UNUSED_PICTURE}"
        )
        return [row[0] for row in rows]

    def _read_blocks(self, text: str) -> tuple[Block, ...]:
        return decode_blocks(self._checked("text", text, MOST_TEXT))

    def _apply_corrections(self, key: tuple[str, tuple[Correction, ...]]) -> CorrectedText:
        text, corrections = key
        return apply_corrections(self.blocks(text), corrections)

    def _checked(self, table: str, name: str, most: int) -> bytes:
        data = unpack(self._stored(table, name), most)
        if sha256(data).hexdigest() != name:
            raise DossierError("content-damaged", what=name[:12])
        return data

    def _stored(self, table: str, name: str) -> bytes:
        query = f"SELECT data FROM {table} WHERE sha256 = ?"  # noqa: S608 - the table's name is ours
        row = self._connection.execute(query, (name,)).fetchone()
        if row is None:
            raise DossierError("content-missing", what=name[:12])
        return as_bytes(row[0])


def own_picture_names(briefing: Briefing | None, other: Briefing | None = None) -> frozenset[str]:
    """Return the hashes of the pictures in the texts of a briefing, without the items that another state of it shares."""
    if briefing is None:
        return frozenset()
    # Items that an edit leaves alone are the same objects in both states: comparing those takes no time.
    known = frozenset(map(id, other.items)) if other is not None else frozenset[int]()
    return frozenset(
        name
        for item in briefing.items
        if id(item) not in known
        for blocks in (item.blocks, item.translation if isinstance(item, Excerpt) else ())
        for name in picture_names(blocks or ())
    )


def changed_pictures(change: Change) -> frozenset[str]:
    """Return the hashes of the pictures that a change of a briefing adds to its texts or removes from them."""
    before = change.before if isinstance(change.before, Briefing) else None
    after = change.after if isinstance(change.after, Briefing) else None
    return own_picture_names(before, after) ^ own_picture_names(after, before)


def picture_names(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the hashes of the pictures in blocks, tables included, each once."""
    names: dict[str, None] = {}
    for block in walk_blocks(block for block in blocks if isinstance(block, Figure | Table)):
        if isinstance(block, Figure) and block.picture:
            names[block.picture] = None
    return tuple(names)
