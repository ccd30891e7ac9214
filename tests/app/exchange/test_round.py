"""A round with a place on a job's thread: what is read, what is written, and what goes on with the next round."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.app.exchange.made_batches import NOW, made_batch, made_line
from tests.narrowing import not_none

from briefbuilder.app.exchange import round as rounds
from briefbuilder.app.exchange.payload import Cleaning, PackedBatch, clocks_ahead, parents_first, place_name
from briefbuilder.app.exchange.places import SharedFolder, folder_of, set_up_folder
from briefbuilder.app.exchange.round import (
    Arrived,
    Outgoing,
    run_round,
)
from briefbuilder.app.exchange.secrecy import HouseKey, plain_batch
from briefbuilder.domain.errors import CancelledError, ExchangeError
from briefbuilder.exchange.records import Batch
from briefbuilder.storage.shared_pieces import Piece

KEY, OTHER = HouseKey(bytes(range(40, 72))), HouseKey(bytes(range(80, 112)))
TEXT = b'[{"kind": "paragraph"}]'
PIECE = Piece("text", sha256(TEXT).hexdigest(), "", TEXT)


@dataclass
class MadeDesk:
    """A desk that holds batches and pieces, without a dossier."""

    id: str
    root: Path
    key: HouseKey | None = None
    held: dict[str, Batch] = field(default_factory=dict)
    pieces: dict[str, Piece] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    last: Arrived | None = None
    place: SharedFolder | None = None

    def hold(self, batches: Iterable[Batch]) -> None:
        self.held |= {batch.name: batch for batch in batches}

    def outgoing(self, **changed: object) -> Outgoing:
        packed = [PackedBatch(batch.name, batch.encoded()) for batch in self.held.values()]
        made = Outgoing(
            desks=(),
            desk=self.id,
            last=0,
            sealed=frozenset(self.held),
            waiting=frozenset(),
            awaited=frozenset(),
            carried=(*self.pieces.values(), *packed),
            missing=self.missing,
            searches=self.missing,
            now=NOW,
            highest=NOW,
            key=self.key,
            joins=False,
            more=False,
            answered=frozenset() if self.last is None else self.last.wanted,
            cleaning=Cleaning(),
            before=self.last or Arrived(highest=NOW),
        )
        return replace(made, **changed)  # type: ignore[arg-type]

    def exchange(self, **changed: object) -> Arrived:
        if self.place is None:
            self.place = SharedFolder(self.root, lambda name, data: plain_batch(self.key, name, data))
        self.last = run_round(self.outgoing(**changed), self.place, lambda: False)
        self.hold(self.last.batches)
        self.pieces |= {piece.sha256: piece for piece in self.last.pieces}
        return self.last


@pytest.fixture
def root(tmp_path: Path) -> Path:
    set_up_folder(tmp_path)
    return tmp_path


def test_pieces_come_before_the_batches_that_name_them_and_missing_ones_later(root: Path) -> None:
    weber, rossi = MadeDesk("weber", root, KEY), MadeDesk("rossi", root, KEY)
    weber.hold([made_batch("weber", text=PIECE.sha256)])
    weber.pieces[PIECE.sha256] = PIECE
    assert weber.exchange().written_pieces == 1
    assert rossi.exchange(joins=True).pieces[0] == PIECE
    hidden = place_name(KEY, PIECE.sha256)
    file = root / "pieces" / hidden[:2] / hidden
    assert not list(root.rglob(f"*{PIECE.sha256}*"))
    whole = file.read_bytes()
    for damaged in (whole[:-1], None):
        file.write_bytes(damaged) if damaged else file.unlink()
        rossi.pieces, rossi.missing = {}, (PIECE.sha256,)
        assert not rossi.exchange().pieces
        weber.exchange()
        assert weber.exchange().written_pieces == 1
        assert list(rossi.exchange().pieces) == [PIECE]
        rossi.missing = ()
        rossi.exchange()
        assert weber.exchange().wanted == frozenset()


def test_a_batch_that_was_cut_on_the_share_is_written_anew_by_those_that_have_it(root: Path) -> None:
    line = made_line("weber", 3)
    weber, rossi = MadeDesk("weber", root), MadeDesk("rossi", root)
    weber.hold(line)
    weber.exchange()
    path = next((root / "desks" / folder_of("weber")).glob(f"*{line[1].name}*"))
    path.write_bytes(path.read_bytes()[:50])
    arrived = rossi.exchange(joins=True)
    assert (len(arrived.batches), arrived.damaged, arrived.passed_over) == (2, 1, 1)
    for _ in range(2):
        weber.exchange()
    assert [batch.name for batch in rossi.exchange().batches] == [line[1].name]
    plain_batch(None, line[1].name, path.read_bytes())


def test_what_was_read_before_the_share_was_lost_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = made_line("weber", 5)
    weber, rossi = MadeDesk("weber", root), MadeDesk("rossi", root)
    weber.hold(line)
    weber.exchange()
    read = SharedFolder.read_batch
    left = [3]

    def lost(place: SharedFolder, name: str) -> bytes:
        left[0] -= 1
        if left[0] < 0:
            raise ExchangeError("place-lost", place="share", reason=os.strerror(errno.EIO))
        return read(place, name)

    monkeypatch.setattr(SharedFolder, "read_batch", lost)
    arrived = rossi.exchange(joins=True)
    assert arrived.problem is not None
    assert arrived.problem.code == "place-lost"
    assert [batch.name for batch in arrived.batches] == [batch.name for batch in line[:3]]
    monkeypatch.undo()
    assert [batch.name for batch in rossi.exchange().batches] == [batch.name for batch in line[3:]]


def test_a_round_can_be_stopped_and_repeated(root: Path) -> None:
    weber, rossi = MadeDesk("weber", root), MadeDesk("rossi", root)
    weber.hold(made_line("weber", 4))
    place = SharedFolder(root, lambda name, data: plain_batch(None, name, data))
    answers = iter([False, False, True])
    with pytest.raises(CancelledError):
        run_round(weber.outgoing(), place, lambda: next(answers))
    assert len(list(root.rglob("*.bbx"))) == 2
    assert weber.exchange().written == 2
    assert len(rossi.exchange(joins=True).batches) == 4


def test_a_round_is_short_and_says_that_there_is_more(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "MOST_BATCHES", 3)
    weber, rossi = MadeDesk("weber", root), MadeDesk("rossi", root)
    weber.hold(made_line("weber", 7))
    weber.exchange()
    sizes: list[int] = []
    while not sizes or rossi.last is None or rossi.last.more:
        sizes.append(len(rossi.exchange(joins=True).batches))
    assert sizes == [3, 3, 1]


def test_a_place_with_another_key_is_told_and_one_without_is_not_believed(root: Path) -> None:
    weber = MadeDesk("weber", root, KEY)
    weber.hold(made_line("weber", 2))
    weber.exchange()
    for key, code in ((OTHER, "exchange-key-other"), (None, "exchange-key-needed")):
        arrived = MadeDesk("rossi", root, key).exchange(joins=True)
        assert arrived.problem is not None
        assert arrived.problem.code == code
        assert not arrived.batches
    plain = root / "plain"
    plain.mkdir()
    set_up_folder(plain)
    open_desk = MadeDesk("open", plain, None)
    open_desk.hold(made_line("open", 1))
    open_desk.exchange()
    problem = not_none(MadeDesk("rossi", plain, KEY).exchange(joins=True).problem)
    assert problem.code == "exchange-not-encrypted"
    stranger = MadeDesk("stranger", root, None)
    stranger.hold(made_line("stranger", 1))
    stranger.exchange(joins=True)
    rossi = MadeDesk("rossi", root, KEY)
    assert {batch.desk for batch in rossi.exchange(joins=True).batches} == {"weber"}


def test_batches_of_a_newer_program_are_held_back_and_not_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = replace(made_batch("weber"), rules=99)
    weber, rossi = MadeDesk("weber", root), MadeDesk("rossi", root)
    weber.hold([newer])
    weber.exchange()
    assert rossi.exchange(joins=True).held_back == {newer.name}
    monkeypatch.setattr(SharedFolder, "read_batch", None)
    assert rossi.exchange(joins=True).held_back == {newer.name}


def test_only_the_desk_whose_clock_is_ahead_is_named() -> None:
    minute = 60_000
    slow = made_batch("slow", clock=NOW - 90 * minute)
    near = made_batch("near", clock=NOW + 9 * minute)
    fast = made_batch("fast", clock=NOW + 180 * minute)
    after = made_batch("after", None, fast, clock=NOW + 180 * minute + 1)
    ahead, highest = clocks_ahead(parents_first([after, near, slow, fast]), NOW, NOW)
    assert ahead == {"fast": 180}
    assert highest == NOW + 180 * minute + 1
    assert clocks_ahead([made_batch("after", clock=highest + 5)], NOW + minute, highest)[0] == {}
