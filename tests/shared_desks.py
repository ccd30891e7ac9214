"""Desks that share a dossier through real files: what each has, random acts, and exchange without any transport."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.set_clock import set_clock

from briefbuilder.domain.article import Article, ImportedArticle, Metadata, Original
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import (
    insert_item,
    insert_part,
    move_item,
    move_part,
    remove_item,
    remove_part,
    replace_item,
    set_release,
)
from briefbuilder.domain.changes import COLLECTIONS, ArticleRecord, Change, ChangeSet, Key, Setting, Value
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.exchange.merge import merge_value
from briefbuilder.exchange.records import Batch, decode_batch
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.codec import encode
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.storage.shared_log import TakenIn
from briefbuilder.storage.shared_pieces import Piece
from briefbuilder.storage.store import Store

START = "2026-03-02T09:00:00.000000Z"
LEVELS = {"open": 0, "internal": 1, "secret": 2}
Package = tuple[tuple[Piece, ...], tuple[Batch, ...]]


def make_reading(*paragraphs: str) -> ImportedArticle:
    """Return a reading of plain text, whose id follows from its words."""
    data = "\n".join(paragraphs).encode()
    digest = sha256(data).hexdigest()
    blocks = tuple(
        Paragraph(id=f"p{number}", content=(Span(text),)) for number, text in enumerate(paragraphs)
    )
    original = Original(sha256=digest, media_type="text/plain", name="article.txt", size=len(data))
    article = Article(
        id=f"a{digest[:16]}", metadata=Metadata(title=paragraphs[0]), blocks=blocks, original=original
    )
    return ImportedArticle(article=article, notices=(), data=data, path=Path("article.txt"), pictures={})


def put(*values: Value) -> tuple[Change, ...]:
    """Return the changes that add some values."""
    kinds = {kind: name for name, kind in COLLECTIONS.items()}
    return tuple(Change(key=Key(kinds[type(one)], one.id), before=None, after=one) for one in values)


class DeskAtWork:
    """One desk with its own file."""

    def __init__(self, path: Path, author: str, *, is_new: bool = True) -> None:
        self.path = path
        self.author = author
        self._moment = 0
        self.store = create(path) if is_new else open_dossier(path)
        self._set_up()

    def _set_up(self) -> None:
        self.store.rank_of = lambda _briefing, level: LEVELS.get(level, 0)
        self.store.shared.author = self.author
        set_clock(self.store, self.now)

    def reopen(self) -> None:
        self.store.close()
        self.store = open_dossier(self.path)
        self._set_up()

    def now(self) -> str:
        """Return a moment, a second after the one before."""
        self._moment += 1
        return f"2026-03-02T{9 + self._moment // 3600:02d}:{self._moment // 60 % 60:02d}:{self._moment % 60:02d}.000000Z"

    def let_pass(self, seconds: int) -> None:
        self._moment += seconds

    # Acts.

    def act(self, code: str, *changes: Change) -> None:
        self.store.apply(ChangeSet(act=code, changes=changes))

    def add(self, *values: Value) -> None:
        self.act("add", *put(*values))

    def change(self, key: Key, edit: Callable[[Value], Value | None]) -> None:
        before = self.store.value(key)
        assert before is not None
        self.act("change", Change(key=key, before=before, after=edit(before)))

    def remove(self, *keys: Key) -> None:
        self.act("remove", *(Change(key=key, before=self.store.value(key), after=None) for key in keys))

    def read(self, *paragraphs: str) -> ArticleRecord:
        """Import an article, unless it is here."""
        prepared = prepare(make_reading(*paragraphs))
        known = self.store.record(prepared.record.id)
        if known is not None:
            return known
        self.store.keep(prepared)
        record = replace(prepared.record, imported=self.now())
        self.act("import-articles", *put(record))
        return record

    def tag(self, tag_id: str, article: str, topic: str, block: int = 0) -> None:
        found = self.store.article(article)
        self.add(Tag(id=tag_id, topic=topic, passage=passage_of(found, (found.blocks[block],))))

    def briefing(self, name: str = "b") -> Briefing:
        found = self.store.briefing(name)
        assert found is not None
        return found

    def edit(self, edit: Callable[[Briefing], Briefing], name: str = "b") -> None:
        def edited(value: Value) -> Value:
            assert isinstance(value, Briefing)
            return edit(value)

        self.change(Key("briefing", name), edited)

    def set_title(self, article: str, title: str) -> None:
        def edited(value: Value) -> Value:
            assert isinstance(value, ArticleRecord)
            metadata = replace(value.metadata, title=title)
            read = value.read or value.metadata
            return replace(value, metadata=metadata, read=None if read == metadata else read)

        self.change(Key("article", article), edited)

    # Exchange.

    def send(self, known: Iterable[str] = ()) -> Package:
        """Seal, and return all batches that none of the known ones knows, with their pieces."""
        log = self.store.shared
        self.store.seal()
        names = log.following(known)
        pieces = [log.piece(name) for name in log.pieces_of(names)]
        return tuple(one for one in pieces if one is not None), tuple(
            decode_batch(log.batch(name), name) for name in names
        )

    def receive(self, package: Package) -> TakenIn:
        pieces, batches = package
        assert self.store.keep_pieces(pieces) == ()
        taken = self.store.take_in(batches)
        assert not taken.unfit
        return taken

    def fetch(self, other: DeskAtWork) -> TakenIn:
        """Take in all that another desk has."""
        return self.receive(other.send(self.store.shared.heads()))


def state_of(store: Store) -> dict[str, str]:
    """Return every value and everything that is to be settled, as text by its name: the logical state."""
    found = {}
    for collection in COLLECTIONS:
        for value in store.values(collection):
            found[f"{collection} {value.id}"] = encode(collection, value).decode()
    for conflict in store.shared.conflicts():
        others = [[one.batch, one.act, one.author, one.value] for one in conflict.others]
        row = [conflict.kind, conflict.standing, others]
        found[f"conflict {conflict.key}"] = json.dumps(row, sort_keys=True)
    return found


def exchange_all(desks: Sequence[DeskAtWork]) -> None:
    """Let every desk have what every other has."""
    for desk in (*desks[1:], *desks[1:]):
        desk.fetch(desks[0])
        desks[0].fetch(desk)


def assert_equal_desks(desks: Sequence[DeskAtWork]) -> None:
    """Check that all desks have the same state, and that what is derived from it is whole."""
    states = [state_of(desk.store) for desk in desks]
    for state in states[1:]:
        assert state == states[0]
    for desk in desks:
        check_whole(desk.store)


def check_whole(store: Store) -> None:
    """Check a store's file, and that its values are what its log makes of them."""
    connection = store._connection
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    shared = store.shared
    for collection in COLLECTIONS:
        for name in {*shared.marks.ids(collection), *(one.id for one in store.values(collection))}:
            key = Key(collection, name)
            assert shared.values.fold(key).value == store.value(key), key
            # Removed nodes are left out, which must make no difference.
            whole = merge_value(collection, name, shared.marks.registers(collection, name), shared.values)
            assert (whole.value is None) == (store.value(key) is None), key
            assert whole.conflicts == shared.values.fold(key).conflicts, key
    for record in store.articles():
        assert store.blocks(record.text)
        hits = connection.execute("SELECT count(*) FROM listing WHERE article = ?", (record.id,)).fetchone()
        assert hits == (1,)
    assert store.count("article") == connection.execute("SELECT count(*) FROM listing").fetchone()[0]


class RandomWork:
    """Random acts of one desk; names come from few, so that desks meet at the same values."""

    def __init__(self, desk: DeskAtWork, random: Random, *, purges: bool = False) -> None:
        self._purges = purges
        self._desk = desk
        self._random = random
        self._count = 0

    def begin(self) -> None:
        """Make what most acts need: two articles and a briefing."""
        self._desk.read("Article 0", "First sentence here.", "Second sentence here.")
        self._desk.read("Article 1", "First sentence here.", "Second sentence here.")
        self._compose()

    def step(self) -> None:
        """Do one random act; nothing happens where the domain refuses it."""
        acts = [
            self._read, self._tag, self._tag, self._untag, self._title, self._drop_article, self._topic, self._topic,
            self._compose, self._part, self._part, self._text, self._text, self._excerpt, self._rewrite, self._rewrite,
            self._move, self._move, self._drop_node, self._mark, self._release, self._setting, self._judge, self._undo,
            self._undo, self._redo, self._settle, self._purge,
        ]  # fmt: skip
        try:
            self._random.choice(acts)()
        except (BriefbuilderError, IndexError, AssertionError, ValueError) as error:
            if isinstance(error, BriefbuilderError) and error.code.startswith(
                ("dossier", "content", "changed")
            ):
                raise

    def _name(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._desk.author}{self._count}"

    def _article(self) -> str:
        return self._random.choice(sorted(one.id for one in self._desk.store.articles()))

    def _words(self) -> str:
        return " ".join(self._random.choices(["war", "peace", "trade", "tariff", "talks"], k=4)) + "."

    def _read(self) -> None:
        self._desk.read(
            f"Article {self._random.randrange(4)}", "First sentence here.", "Second sentence here."
        )

    def _tag(self) -> None:
        topic = self._random.choice(["eu", "un", "nato"])
        self._desk.tag(self._name("t"), self._article(), topic, self._random.randrange(3))

    def _untag(self) -> None:
        tag = self._random.choice(self._desk.store.tags())
        self._desk.remove(Key("tag", tag.id))

    def _title(self) -> None:
        self._desk.set_title(self._article(), self._words())

    def _drop_article(self) -> None:
        article = self._article()
        tags = [Key("tag", tag.id) for tag in self._desk.store.tags(article)]
        self._desk.remove(*tags, Key("article", article))

    def _topic(self) -> None:
        name = self._random.choice(["eu", "un", "nato"])
        names = {"en": self._words()}
        terms = {"en": tuple(sorted({self._words(), self._words()}))}
        if self._desk.store.value(Key("topic", name)) is None:
            self._desk.add(Topic(id=name, names=names, terms=terms, own=True))
        else:
            self._desk.change(
                Key("topic", name), lambda _: Topic(id=name, names=names, terms=terms, own=True)
            )

    def _compose(self) -> None:
        if self._desk.store.briefing("b") is None:
            parts = tuple(Part(id=f"part{number}", key="k", heading=f"Part {number}") for number in range(3))
            self._desk.add(
                Briefing(id="b", title="B", template="t", language="en", created=START, parts=parts)
            )

    def _parts(self) -> list[str]:
        return [part.id for part in self._desk.briefing().walk()]

    def _items(self) -> list[str]:
        return [item.id for item in self._desk.briefing().items]

    def _part(self) -> None:
        parent = self._random.choice([None, *self._parts()])
        part = Part(id=self._name("p"), key="k", heading=self._words())
        self._desk.edit(lambda one: insert_part(one, part, parent, 0))

    def _text(self) -> None:
        part, place = self._random.choice(self._parts()), self._random.randrange(3)
        block = Paragraph(id=self._name("x"), content=(Span(self._words()),))
        item = OwnText(id=self._name("o"), blocks=(block,))
        self._desk.edit(lambda one: insert_item(one, part, item, place))

    def _excerpt(self) -> None:
        part, article = self._random.choice(self._parts()), self._desk.store.article(self._article())
        item = Excerpt(id=self._name("e"), passage=passage_of(article, article.blocks[1:]))
        self._desk.edit(lambda one: insert_item(one, part, item, 0))

    def _rewrite(self) -> None:
        item = self._desk.briefing().item(self._random.choice(self._items()))
        assert item is not None
        old = item.blocks or (Paragraph(id=self._name("x"), content=()),)
        place = self._random.randrange(len(old) + 1)
        new = Paragraph(
            id=old[place].id if place < len(old) else self._name("x"), content=(Span(self._words()),)
        )
        blocks = (*old[:place], new, *old[place + 1 :])
        self._desk.edit(lambda one: replace_item(one, replace(item, blocks=blocks)))

    def _move(self) -> None:
        parts, place = self._parts(), self._random.randrange(3)
        if self._random.random() < 0.5:
            item, to = self._random.choice(self._items()), self._random.choice(parts)
            self._desk.edit(lambda one: move_item(one, item, to, place))
        else:
            part, parent = self._random.choice(parts), self._random.choice([None, *parts])
            self._desk.edit(lambda one: move_part(one, part, parent, place))

    def _drop_node(self) -> None:
        if self._random.random() < 0.5:
            item = self._random.choice(self._items())
            self._desk.edit(lambda one: remove_item(one, item))
        else:
            part = self._random.choice(self._parts())
            self._desk.edit(lambda one: remove_part(one, part))

    def _mark(self) -> None:
        level = self._random.choice([None, *LEVELS])
        self._desk.edit(lambda one: replace(one, marking=level))

    def _release(self) -> None:
        release = self._random.choice(
            [None, Release(disclosure="closed"), Release(disclosure="named", audiences=("press",))]
        )
        node = self._random.choice([*self._parts(), *self._items()])
        self._desk.edit(lambda one: set_release(one, [node], release))

    def _setting(self) -> None:
        name = self._random.choice(["spelling-words", "other"])
        value = "\n".join(sorted(self._random.choices(["one", "two", "three", "four"], k=2)))
        key = Key("setting", name)
        before = self._desk.store.value(key)
        self._desk.act("set", Change(key=key, before=before, after=Setting(id=name, value=value)))

    def _judge(self) -> None:
        article = self._article()
        name = f"j{article}{self._random.randrange(3)}"
        value = Judgement(
            id=name, article=article, section="p0", topic="eu", accepted=self._random.random() < 0.5
        )
        before = self._desk.store.value(Key("judgement", name))
        self._desk.act("judge", Change(key=Key("judgement", name), before=before, after=value))

    def _undo(self) -> None:
        self._desk.store.undo()

    def _redo(self) -> None:
        self._desk.store.redo()

    def _settle(self) -> None:
        conflict = self._random.choice(self._desk.store.shared.conflicts())
        choice = self._random.randrange(-1, len(conflict.others))
        self._desk.store.settle(conflict, "standing" if choice < 0 else choice)

    def _purge(self) -> None:
        if self._purges and self._random.random() < 0.4:
            self._desk.store.purge()
