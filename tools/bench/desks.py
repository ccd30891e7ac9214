"""A dossier that several desks share: sharing it, joining, the acts of a day, and taking them in.

BENCH_ARTICLES sets another number of articles, BENCH_ACTS of acts. One desk does a day's acts in batches, on a copy that is
shared and on one that is not; the other takes its batches in one by one. Then the same acts come in as if BENCH_DESKS
desks had done them side by side, after BENCH_BEFORE acts of days before. All figures are of the processor.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from bench.generated import made
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.passage import section_passage
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Tag
from briefbuilder.exchange.records import Batch, decode_batch
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.passwords import write_copy
from briefbuilder.storage.store import Store
from briefbuilder.system.clock import Clock

ARTICLES = int(os.environ.get("BENCH_ARTICLES", "5000"))
ACTS = int(os.environ.get("BENCH_ACTS", "2000"))
DESKS = int(os.environ.get("BENCH_DESKS", "50"))
BEFORE = int(os.environ.get("BENCH_BEFORE", "2000"))
_A_BATCH = 50
_ITEMS = 60
"""Items from which on the desk writes another briefing."""
_BEFORE_AT_ONCE = 20
_SLOWEST_STEP = 100
"""Milliseconds of the processor that taking in one batch may take at most on the window's thread; the aim is half."""


def run(root: Path) -> None:
    """Print the table."""
    source = made(root / "out" / "bench", ARTICLES)
    print(f"\nA shared dossier of {ARTICLES} articles (CPU)")
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        one, two, alone, house = (
            Path(folder) / f"{name}.dossier" for name in ("one", "two", "alone", "house")
        )
        for path in (one, alone):
            write_copy(source, None, path, None)
        _share(one)
        spent = _timed(lambda: write_copy(one, None, two, None))
        _tell("joining: a copy of the shared dossier, s", spent)
        write_copy(one, None, house, None)
        with closing(open_dossier(alone)) as store:
            plain = _day(store)
        with closing(open_dossier(two)) as store:
            shared = _day(store, BEFORE + ACTS)
            states = _state(store)
            _tell("an act in a dossier of one desk, ms", 1000 * plain)
            _tell("an act in a shared dossier, ms", 1000 * shared)
        with closing(open_dossier(two)) as sender:
            known = sender.shared.following(())
            batches = [decode_batch(sender.shared.batch(name), name) for name in known]
        with closing(open_dossier(one)) as taker:
            ours = taker.shared.names()
            batches = [batch for batch in batches if batch.name not in ours]
            _take_in(batches[: ACTS // _A_BATCH], taker)
            taker.take_in(batches[ACTS // _A_BATCH :])
            print(f"  both dossiers have the same values: {'yes' if _state(taker) == states else 'NO'}")
        _house(house, batches)


def _share(path: Path) -> None:
    before = path.stat().st_size
    with closing(open_dossier(path)) as store:
        store.shared.author = "Rossi"
        _tell("sharing it, s", _timed(store.share))
    _tell("size after by size before", path.stat().st_size / before)


def _timed(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def _day(store: Store, count: int = ACTS) -> float:
    """Do the acts of a day; return the seconds that one takes."""
    store.shared.author = "Weber"
    clock = Clock()
    acts = _acts(store, clock)
    spent = 0.0
    for number in range(count):
        act = next(acts)
        spent += _timed(lambda act=act: store.apply(act))  # type: ignore[misc]
        if number % _A_BATCH == _A_BATCH - 1 and store.is_shared:
            spent += _timed(store.seal)
    return spent / count


def _acts(store: Store, clock: Clock) -> Iterator[ChangeSet]:
    """Yield acts as a press section does them: seven of ten are tags, the others edit a briefing or an article."""
    chance = random.Random(22)  # noqa: S311 - nothing secret
    articles = [record.id for record in store.articles()]
    first = briefing = store.briefings()[0]
    while True:
        if len(briefing.items) > _ITEMS:
            briefing = replace(first, id=clock.new_id("b"))
            change = Change(key=Key("briefing", briefing.id), before=None, after=briefing)
            yield _act("compose-briefing", change)
        kind = chance.random()
        if kind < 0.7:
            article = store.article(chance.choice(articles))
            yield _tag(article, clock, chance)
            continue
        if kind < 0.8:
            record = store.record(chance.choice(articles))
            assert record is not None
            title = f"{record.metadata.title} {chance.randrange(1000)}"
            after = replace(
                record, metadata=replace(record.metadata, title=title), read=record.read or record.metadata
            )
            yield _act("edit-article", Change(key=Key("article", record.id), before=record, after=after))
            continue
        text = Paragraph(
            id=clock.new_id("x"), content=(Span(f"A sentence of {chance.randrange(1000)} words."),)
        )
        part = briefing.parts[0].id
        if kind < 0.9:
            edited = briefing_edits.insert_item(briefing, part, OwnText(id=clock.new_id("i"), blocks=(text,)))
        else:
            edited = briefing_edits.move_item(briefing, chance.choice(briefing.items).id, part, 0)
        change = Change(key=Key("briefing", briefing.id), before=briefing, after=edited)
        briefing = edited
        yield _act("edit-briefing", change)


def _tag(article: Article, clock: Clock, chance: random.Random) -> ChangeSet:
    passage = section_passage(article, chance.choice(article.sections))
    tag = Tag(id=clock.new_id("t"), topic=chance.choice(("semiconductors", "derisking")), passage=passage)
    return _act("tag-passage", Change(key=Key("tag", tag.id), before=None, after=tag))


def _act(code: str, change: Change) -> ChangeSet:
    return ChangeSet(act=code, changes=(change,), parameters={"count": "1"})


def _take_in(batches: Sequence[Batch], taker: Store) -> None:
    taker.shared.author = "Rossi"
    acts = sum(len(batch.acts) for batch in batches)
    # What a window has loaded long before something comes in.
    _load_readers(taker)
    steps = [1000 * _timed(partial(taker.take_in, [batch])) for batch in batches]
    _tell("an act as it travels, bytes", sum(len(batch.encoded()) for batch in batches) / max(acts, 1))
    _tell("taking in a batch, median ms", statistics.median(steps))
    _tell("the slowest of them, ms", max(steps), _SLOWEST_STEP)
    _tell(f"taking in {acts} acts, s", sum(steps) / 1000)


def _house(path: Path, batches: Sequence[Batch]) -> None:
    """Take in a day of many desks, after the acts of days before; open and copy the file that this gives."""
    print(f" A house of {DESKS} desks")
    before, day = batches[: BEFORE // _A_BATCH], batches[BEFORE // _A_BATCH :]
    with closing(open_dossier(path)) as store:
        made = _side_by_side(before, store.shared.heads())
        for first in range(0, len(made), _BEFORE_AT_ONCE):
            store.take_in(made[first : first + _BEFORE_AT_ONCE])
    with closing(open_dossier(path)) as store:
        _take_in(_side_by_side(day, store.shared.heads()), store)
        waiting = len(store.shared.waiting())
        print(f"  batches that wait: {waiting}; heads: {len(store.shared.heads())}")
    _tell("the file, MB", path.stat().st_size / 1e6)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        joined = Path(folder) / "joined.dossier"
        _tell("joining: a copy of it, s", _timed(lambda: write_copy(path, None, joined, None)))
        _tell("opening the copy, ms", 1000 * _timed(lambda: open_dossier(joined).close()))
        with closing(open_dossier(joined)) as store:
            _tell("an act of the desk that joined, ms", 1000 * _day(store, 100))


def _side_by_side(batches: Sequence[Batch], heads: tuple[str, ...]) -> list[Batch]:
    """Return batches as if desks had made them in turn that know their own alone, and what was there before."""
    last: dict[str, str] = {}
    made = []
    for number, batch in enumerate(batches):
        desk = f"{number % DESKS:016x}"
        parents = () if desk in last else heads
        made.append(replace(batch, desk=desk, prev=last.get(desk), parents=parents))
        last[desk] = made[-1].name
    return made


def _load_readers(store: Store) -> None:
    store.article(store.articles()[0].id)
    store.briefings()


def _state(store: Store) -> str:
    """Return a digest of the values; the values themselves would make each garbage collection longer."""
    digest = sha256()
    for collection in ("tag", "article", "briefing"):
        for value in store.values(collection):
            digest.update(repr(value).encode())
    return digest.hexdigest()


def _tell(what: str, value: float, most: float | None = None) -> None:
    goal = "" if most is None else f"   goal ≤ {most}{'' if value <= most else '   MISSED'}"
    print(f"  {what:52}{value:10.2f}{goal}", flush=True)
