"""A desk that is killed, or meets an error, while batches come in has them whole or not at all, and completes later."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.shared_desks import DeskAtWork, RandomWork, check_whole, state_of

from briefbuilder.domain.changes import Setting
from briefbuilder.exchange.records import decode_batch
from briefbuilder.storage.shared_pieces import Piece, PieceName

KILLS = 4
"""How often one file is taken in and killed."""
_CHILD = """
import sys
from pathlib import Path
from briefbuilder.exchange.records import decode_batch
from briefbuilder.storage.opening import open_dossier
store = open_dossier(Path(sys.argv[1]))
log = store.shared
source = open_dossier(Path(sys.argv[2])).shared
names = source.following(log.heads())
print("begin", flush=True)
for name in names:
    store.keep_pieces(filter(None, map(source.piece, source.pieces_of([name]))))
    store.take_in([decode_batch(source.batch(name), name)])
    print("done", flush=True)
store.close()
print("end", flush=True)
"""


def make_source(path: Path, batches: int) -> DeskAtWork:
    source = DeskAtWork(path, "Rossi")
    source.store.share()
    work = RandomWork(source, random.Random(5))
    work.begin()
    for _ in range(batches):
        for _ in range(6):
            work.step()
        source.send()
    return source


@pytest.mark.parametrize("kills", [2, pytest.param(100, marks=pytest.mark.soak)])
def test_a_desk_killed_in_mid_merge_loses_nothing(tmp_path: Path, kills: int) -> None:
    source = make_source(tmp_path / "source.dossier", 12)
    expected = state_of(source.store)
    source.store.close()
    chance = random.Random(kills)
    for turn in range(-(-kills // KILLS)):
        desk = DeskAtWork(tmp_path / f"desk{turn}.dossier", "Weber")
        desk.store.share()
        desk.add(Setting(id="mine", value="v"))
        desk.store.close()
        for left in range(min(kills, KILLS), -1, -1):
            # The last run comes to its end.
            take_in_and_kill(desk.path, source.path, chance.random() / 2 if left else None)
            desk.reopen()
            check_whole(desk.store)
            assert desk.store.setting("mine") == "v"
            if left:
                desk.store.close()
        state = state_of(desk.store)
        del state["setting mine"]
        assert state == expected
        desk.store.close()


def take_in_and_kill(path: Path, source: Path, seconds: float | None) -> None:
    """Take in what a source has in another process, and kill it after some time, if any is given."""
    command = [sys.executable, "-c", _CHILD, str(path), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begin\n"
        if seconds is not None:
            time.sleep(seconds)
            child.kill()
        told = child.stdout.readlines()
    assert seconds is not None or told[-1] == "end\n"


def test_an_error_at_any_write_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source.dossier", 3)
    names = source.store.shared.following(())
    batches = [decode_batch(source.store.shared.batch(name), name) for name in names]
    found = [source.store.shared.piece(name) for name in source.store.shared.pieces_of(names)]
    pieces: Sequence[Piece] = [one for one in found if one is not None]
    desk = DeskAtWork(tmp_path / "desk.dossier", "Weber")
    desk.store.share()
    desk.add(Setting(id="mine", value="v"))
    desk.store.keep_pieces(pieces)
    before, named = state_of(desk.store), desk.store.shared.names()
    place = 0
    while not succeeds(desk, place, lambda: desk.store.take_in(batches)):
        assert state_of(desk.store) == before
        assert desk.store.shared.names() == named
        check_whole(desk.store)
        place += 4
    assert place > 4
    state = state_of(desk.store)
    del state["setting mine"]
    assert state == state_of(source.store)
    assert desk.store.undo() is not None
    for one in (source, desk):
        one.store.close()


class _BrokenError(RuntimeError):
    pass


def succeeds(desk: DeskAtWork, place: int, work: Callable[[], object]) -> bool:
    """Do something with an error in place of a write of marks or values; return whether it ended before that."""
    shared, left = desk.store.shared, place

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise _BrokenError
            return function(*arguments)

        return run

    put, write = shared.marks.put, shared.writer._write
    shared.marks.put, shared.writer._write = counted(put), counted(write)  # type: ignore[method-assign,assignment]
    try:
        work()
    except _BrokenError:
        return False
    finally:
        shared.marks.put, shared.writer._write = put, write  # type: ignore[method-assign]
    return True


def test_a_desk_whose_pieces_are_dropped_gets_them_again(tmp_path: Path) -> None:
    source = make_source(tmp_path / "source.dossier", 1)
    desk = DeskAtWork(tmp_path / "desk.dossier", "Weber")
    desk.store.share()
    pieces, batches = source.send()
    desk.store.keep_pieces(pieces)
    desk.reopen()
    assert not any(desk.store.shared.pieces.has(PieceName(piece.kind, piece.sha256)) for piece in pieces)
    assert desk.receive(((), batches)).waiting
    assert not desk.receive((pieces, ())).waiting
    assert state_of(desk.store) == state_of(source.store)
    for one in (source, desk):
        one.store.close()
