"""Desks that act at random and exchange in any order come to the same state."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.shared_desks import DeskAtWork, RandomWork, assert_equal_desks, exchange_all, state_of


def run_history(folder: Path, seed: int, count: int, acts: int, *, purges: bool = False) -> None:
    random = Random(seed)
    desks = [DeskAtWork(folder / f"{seed}-{name}.dossier", name) for name in "ABC"[:count]]
    works = [RandomWork(desk, random, purges=purges) for desk in desks]
    for desk, work in zip(desks, works, strict=True):
        # Some share what they had before, as dossiers that grew apart by mail.
        if work is works[0] or random.random() < 0.3:
            work.begin()
            for _ in range(random.randrange(6)):
                work.step()
        desk.store.share()
    exchange_all(desks)
    for _ in range(acts):
        place = random.randrange(count)
        if random.random() < 0.15:
            desks[place].fetch(random.choice([one for one in desks if one is not desks[place]]))
        elif random.random() < 0.05:
            desks[place].reopen()
        else:
            works[place].step()
    exchange_all(desks)
    assert_equal_desks(desks)
    assert_any_order(desks[0], folder / f"{seed}-again.dossier", random)
    for desk in desks:
        desk.store.close()


def assert_any_order(desk: DeskAtWork, path: Path, random: Random) -> None:
    """Check that all batches of a desk, shuffled, repeated and in parts, make the same state in another file."""
    pieces, batches = desk.send()
    again = DeskAtWork(path, "Z")
    again.store.share()
    shuffled = [*batches, *random.sample(batches, len(batches) // 4)]
    random.shuffle(shuffled)
    rest = list(pieces)
    random.shuffle(rest)
    while shuffled or rest:
        size = random.randrange(1, 5)
        again.receive((tuple(rest[:size]), tuple(shuffled[:size])))
        shuffled, rest = shuffled[size:], rest[size:]
    # A removal for good may have deleted a text that was imported again later: a desk asks for what it lacks.
    missing = {piece.sha256 for piece in again.store.shared.missing_pieces()}
    again.receive((tuple(piece for piece in pieces if piece.sha256 in missing), ()))
    assert again.store.shared.waiting() == ()
    assert again.store.shared.names() >= desk.store.shared.names()
    assert state_of(again.store) == state_of(desk.store)
    again.store.close()


@pytest.mark.parametrize("seed", range(6))
def test_random_histories_end_alike(tmp_path: Path, seed: int) -> None:
    run_history(tmp_path, seed, 2 + seed % 2, 60, purges=seed > 3)


@pytest.mark.soak
def test_a_thousand_random_histories_end_alike(tmp_path: Path) -> None:
    for seed in range(100, 1100):
        run_history(tmp_path, seed, 2 + seed % 2, 60, purges=seed % 2 == 0)
        for path in tmp_path.iterdir():
            path.unlink()
