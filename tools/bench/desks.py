"""A dossier that several desks share: sharing it, joining, the acts of a day, and taking them in.

BENCH_ARTICLES sets another number of articles, BENCH_ACTS of acts. One desk does a day's acts in batches, on a copy that is
shared and on one that is not; the other takes its batches in one by one. All figures are of the processor.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bench.generated import made
from briefbuilder.app.clock import Clock
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.passage import section_passage
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Tag
from briefbuilder.exchange.records import decode_batch
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.passwords import write_copy
from briefbuilder.storage.store import Store

ARTICLES = int(os.environ.get("BENCH_ARTICLES", "5000"))
ACTS = int(os.environ.get("BENCH_ACTS", "2000"))
_A_BATCH = 50
_SLOWEST_STEP = 100
"""Milliseconds of the processor that taking in one batch may take at most on the window's thread; the aim is half."""


def run(root: Path) -> None:
    """Print the table."""
    source = made(root / "out" / "bench", ARTICLES)
    print(f"\nA shared dossier of {ARTICLES} articles (CPU)")
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        one, two, alone = (Path(folder) / f"{name}.dossier" for name in ("one", "two", "alone"))
        for path in (one, alone):
            write_copy(source, None, path, None)
        _share(one)
        spent = _timed(lambda: write_copy(one, None, two, None))
        _tell("joining: a copy of the shared dossier, s", spent)
        with closing(open_dossier(alone)) as store:
            plain = _day(store)
        with closing(open_dossier(two)) as store:
            shared = _day(store)
            _tell("an act in a dossier of one desk, ms", 1000 * plain)
            _tell("an act in a shared dossier, ms", 1000 * shared)
        with closing(open_dossier(two)) as sender, closing(open_dossier(one)) as taker:
            _take_in(sender, taker)


def _share(path: Path) -> None:
    before = path.stat().st_size
    with closing(open_dossier(path)) as store:
        store.author = "Rossi"
        _tell("sharing it, s", _timed(lambda: store.share("2026-07-01T09:00:00.000000Z")))
    _tell("size after by size before", path.stat().st_size / before)


def _timed(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def _day(store: Store) -> float:
    """Do the acts of a day; return the seconds that one takes."""
    store.author = "Weber"
    clock = Clock()
    acts = _acts(store, clock)
    spent = 0.0
    for number in range(ACTS):
        act = next(acts)
        moment = clock.now()
        spent += _timed(lambda act=act, moment=moment: store.apply(act, moment))  # type: ignore[misc]
        if number % _A_BATCH == _A_BATCH - 1 and store.shared.is_shared:
            spent += _timed(store.seal)
    return spent / ACTS


def _acts(store: Store, clock: Clock) -> Iterator[ChangeSet]:
    """Yield acts as a press section does them: seven of ten are tags, the others edit a briefing or an article."""
    chance = random.Random(22)  # noqa: S311 - nothing secret
    articles = [record.id for record in store.articles()]
    briefing = store.briefings()[0]
    while True:
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


def _take_in(sender: Store, taker: Store) -> None:
    taker.author = "Rossi"
    names = sender.shared.following(taker.shared.heads())
    bodies = [sender.shared.batch(name) for name in names]
    acts = 0
    steps = []
    for name, body in zip(names, bodies, strict=True):
        batch = decode_batch(body, name)
        steps.append(1000 * _timed(lambda batch=batch: taker.take_in([batch], "2026-07-02T09:00:00.000000Z")))  # type: ignore[misc]
        acts += len(batch.acts)
    _tell("an act as it travels, bytes", sum(map(len, bodies)) / max(acts, 1))
    _tell("taking in a batch, median ms", statistics.median(steps))
    _tell("the slowest of them, ms", max(steps), _SLOWEST_STEP)
    _tell(f"taking in {acts} acts, s", sum(steps) / 1000)
    same = all(_state(sender, name) == _state(taker, name) for name in ("tag", "article", "briefing"))
    print(f"  both dossiers have the same values: {'yes' if same else 'NO'}")


def _state(store: Store, collection: str) -> object:
    return store.values(collection)  # type: ignore[arg-type] # a collection of the dossier


def _tell(what: str, value: float, most: float | None = None) -> None:
    goal = "" if most is None else f"   goal ≤ {most}{'' if value <= most else '   MISSED'}"
    print(f"  {what:52}{value:10.2f}{goal}", flush=True)
