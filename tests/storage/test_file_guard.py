"""A dossier that is moved, copied, replaced, deleted or overwritten while it is open."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.storage.conftest import MakeSetting

from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import DossierError
from briefbuilder.storage import file_guard, opening
from briefbuilder.storage.file_guard import FileGuard
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.storage.store import Store


@pytest.fixture
def acted(store: Store, setting: MakeSetting) -> Store:
    """An open dossier with five acts."""
    for number in range(5):
        store.apply(setting(f"s{number}", None, str(number)))
    return store


def note_settled(guard: FileGuard) -> None:
    """Let a guard note a commit, and wait for what it says of the file."""
    guard.note_commit()
    assert guard.settle()


def settings_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [row[0] for row in connection.execute("SELECT id FROM setting ORDER BY id")]


FIVE = [f"s{number}" for number in range(5)]


def expect_lost(store: Store, setting: MakeSetting, code: str) -> DossierError:
    """Check that no act is acknowledged any more, and return what is told."""
    with pytest.raises(DossierError) as caught:
        store.apply(setting("late", None, "x"))
    assert caught.value.code == code
    assert store.read_only
    for act in (store.undo, store.check_file, lambda: store.apply(setting("later", None, "x"))):
        with pytest.raises(DossierError, match=code):
            act()
    return caught.value


def test_a_touched_file_is_read_whole_once(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 9000)
    reads: list[bool] = []

    def is_whole() -> bool:
        reads.append(True)
        return True

    guard = FileGuard(path, is_whole)
    guard.check()
    assert reads == []
    os.utime(path, ns=(10**18, 10**18))
    guard.check()
    guard.check()
    assert reads == [True]
    guard.close()


@pytest.mark.parametrize(
    ("changed", "is_whole", "is_ours"), [(4, False, True), (5, False, False), (5, True, True)]
)
def test_a_commit_changes_few_pages(tmp_path: Path, changed: int, is_whole: bool, is_ours: bool) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 9 * 4096)
    guard = FileGuard(path, lambda: is_whole)
    with path.open("rb+") as file:
        file.seek(4096)
        file.write(b"y" * 4096 * changed)
    guard.note_commit()
    if is_ours:
        guard.check()
        guard.note_commit()
        assert guard.settle()
    else:
        with pytest.raises(DossierError, match="dossier-overwritten"):
            guard.check()
        assert not guard.keeps_content
    guard.close()
    guard.close()


class HeldReading:
    """Reads a file whole once it is told to, and notes on which threads."""

    def __init__(self, answer: bool) -> None:
        self.threads: list[int] = []
        self.go_on = threading.Event()
        self._answer = answer

    def __call__(self) -> bool:
        self.threads.append(threading.get_ident())
        assert self.go_on.wait(60)
        return self._answer


def test_after_a_commit_that_changed_much_the_file_is_read_beside_the_thread_of_the_commit(
    tmp_path: Path,
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 9 * 4096)
    reading = HeldReading(answer=True)
    guard = FileGuard(path, reading)
    path.write_bytes(b"x" * 4096 + b"y" * 8 * 4096)
    guard.note_commit()
    assert not guard.settle(0)
    reading.go_on.set()
    assert guard.settle()
    assert len(reading.threads) == 1
    assert threading.get_ident() not in reading.threads
    guard.close()


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_large_act_is_told_as_done_once_its_file_was_read_whole(
    path: Path, setting: MakeSetting, monkeypatch: pytest.MonkeyPatch, is_whole: bool
) -> None:
    reading = HeldReading(answer=is_whole)
    monkeypatch.setattr(opening, "_is_whole", lambda *_: reading())
    monkeypatch.setattr(FileGuard, "_is_similar", lambda _: False)
    store = create(path)
    parts = [setting(f"m{number}", None, "x") for number in range(9)]
    run = store.begin(ChangeSet(act="set", changes=()), parts, len(parts))
    while store.act_running and not reading.threads:
        run.step(0)
    for _ in range(3):
        run.step(0)
    assert store.act_running
    reading.go_on.set()
    if is_whole:
        # Whatever else writes waits for the answer.
        store.apply(setting("next", None, "x"))
        assert (run.stored, store.count("setting")) == (True, 10)
    else:
        expect_lost(store, setting, "dossier-overwritten")
        assert (run.done, run.stored) == (True, False)
    store.close()


def first_page(counter: int, pages: int, page: int = 4096) -> bytes:
    numbers = {16: (page, 2), 24: (counter, 4), 28: (pages, 4)}
    head = bytearray(b"SQLite format 3\0".ljust(100, b"x"))
    for place, (number, size) in numbers.items():
        head[place : place + size] = number.to_bytes(size, "big")
    return bytes(head)


PLAIN, ENCRYPTED = first_page(7, 2), b"encrypted"


@pytest.mark.parametrize(
    ("before", "after", "size", "expected"),
    [
        (PLAIN, PLAIN, 8192, True),
        (PLAIN, first_page(8, 3), 3 * 4096, True),
        (PLAIN, first_page(9, 2), 8192, False),
        (PLAIN, first_page(6, 2), 8192, False),
        (PLAIN, first_page(8, 2), 8193, True),  # a byte behind the last page, as before
        (PLAIN, first_page(8, 2), 8194, False),
        (first_page(2**31 - 1, 2), first_page(2**31, 2), 8192, True),
        (first_page(2**32 - 1, 2), first_page(0, 2), 8192, True),
        (PLAIN, first_page(8, 2, page=1), 2 * 65536, True),
        (PLAIN, ENCRYPTED, 8192, False),
        (ENCRYPTED, PLAIN, 8192, False),
        (ENCRYPTED, b"another", 8192, True),
    ],
)
def test_one_commit_makes_the_next_state_of_a_file(
    before: bytes, after: bytes, size: int, expected: bool
) -> None:
    assert file_guard._is_next(before, 8193, after, size) is expected


def test_pages_are_sampled_all_over_the_file() -> None:
    assert [*file_guard._sampled_places(4096)] == []
    assert [*file_guard._sampled_places(4 * 4096)] == [4096, 8192, 12288]
    places = [*file_guard._sampled_places(97 * 4096)]
    assert (len(places), places[0], places[-1]) == (32, 4096, 94 * 4096)


def test_a_copy_of_an_open_dossier_has_every_act(acted: Store, path: Path) -> None:
    copy = Path(shutil.copyfile(path, path.with_name("copy.dossier")))
    assert settings_in(copy) == FIVE


def test_a_dossier_that_was_moved_is_noticed_and_has_every_act(
    acted: Store, path: Path, setting: MakeSetting
) -> None:
    moved = path.rename(path.with_name("moved.dossier"))
    told = expect_lost(acted, setting, "dossier-moved-to" if sys.platform == "linux" else "dossier-moved")
    if sys.platform == "linux":
        assert told.parameters["place"] == str(moved)
    acted.close()
    assert settings_in(moved) == FIVE
    assert [one.name for one in path.parent.iterdir()] == ["moved.dossier"]


def test_a_folder_that_was_renamed_is_noticed_where_the_system_tells_no_paths(
    tmp_path: Path, setting: MakeSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_guard, "path_of", lambda _: None)
    folder = tmp_path / "before"
    folder.mkdir()
    store = create(folder / "work.dossier")
    store.apply(setting("s0", None, "0"))
    after = folder.rename(tmp_path / "after")
    told = expect_lost(store, setting, "dossier-moved")
    assert told.parameters == {"path": str(folder / "work.dossier")}
    store.close()
    assert settings_in(after / "work.dossier") == ["s0"]


def test_a_dossier_that_was_deleted_is_noticed(acted: Store, path: Path, setting: MakeSetting) -> None:
    heard: list[bool] = []
    acted.call_when_lost(lambda: heard.append(acted.read_only))
    path.unlink()
    assert heard == []
    expect_lost(acted, setting, "dossier-deleted")
    assert heard == [True]


def test_a_copy_of_a_deleted_dossier_has_no_half_of_an_act(
    acted: Store, path: Path, setting: MakeSetting, tmp_path: Path
) -> None:
    acts = [setting(f"part{number}", None, "x") for number in range(9)]
    run = acted.begin(replace(acts[0], changes=()), iter(acts), 9)
    run.step(0)
    path.unlink()
    with pytest.raises(DossierError, match="dossier-deleted"):
        acted.check_file()
    acted.save_copy(tmp_path / "copy.dossier")
    assert run.abandoned
    assert settings_in(tmp_path / "copy.dossier") == FIVE


def test_a_file_that_took_the_place_of_the_dossier_is_left_alone(
    acted: Store, path: Path, setting: MakeSetting
) -> None:
    other = path.with_name("other.dossier")
    create(other).close()
    before = other.read_bytes()
    other.replace(path)
    expect_lost(acted, setting, "dossier-replaced")
    acted.close()
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_link_that_took_the_place_of_the_dossier_is_noticed(
    acted: Store, path: Path, setting: MakeSetting
) -> None:
    moved = path.rename(path.with_name("moved.dossier"))
    path.symlink_to(moved)
    with pytest.raises(DossierError, match="dossier-moved"):
        acted.apply(setting("late", None, "x"))


@pytest.mark.parametrize("size", [0, 4096, 20_000])
def test_a_dossier_that_was_cut_short_is_noticed(
    acted: Store, path: Path, setting: MakeSetting, size: int
) -> None:
    os.truncate(path, size)
    expect_lost(acted, setting, "dossier-overwritten")


def test_a_dossier_that_was_overwritten_in_place_is_left_alone(
    acted: Store, path: Path, setting: MakeSetting
) -> None:
    other = path.with_name("other.dossier")
    create(other).close()
    shutil.copyfile(other, path)
    expect_lost(acted, setting, "dossier-overwritten")
    acted.close()
    assert path.read_bytes() == other.read_bytes()


def test_bytes_that_were_changed_within_are_noticed(acted: Store, path: Path, setting: MakeSetting) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 8192)
    expect_lost(acted, setting, "dossier-overwritten")


def test_another_program_that_writes_to_the_dossier_is_noticed(
    acted: Store, path: Path, setting: MakeSetting
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DELETE FROM setting")
    expect_lost(acted, setting, "dossier-overwritten")


def test_a_file_whose_time_alone_was_changed_is_used_on(
    acted: Store, path: Path, setting: MakeSetting
) -> None:
    os.utime(path, (1, 1))
    acted.check_file()
    acted.apply(setting("s5", None, "5"))
    assert settings_in(path) == [*FIVE, "s5"]


def test_an_undo_in_steps_begins_no_more_once_the_file_is_gone(acted: Store, path: Path) -> None:
    path.unlink()
    with pytest.raises(DossierError, match="dossier-deleted"):
        acted.begin_undo()


def test_the_guard_tells_what_it_found_before(path: Path) -> None:
    create(path).close()
    guard = FileGuard(path)
    guard.check()
    assert guard.lost is None
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)
    for _ in range(2):
        with pytest.raises(DossierError, match="dossier-replaced"):
            guard.check()
    assert guard.keeps_content
    guard.close()
    guard.close()


LOCKED = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0).execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError:
    print("locked")
"""


def test_no_descriptor_is_closed_under_the_locks_of_sqlite(acted: Store, path: Path) -> None:
    """Closing any descriptor of the file in this process would let another program write in the midst of an act."""

    def is_locked() -> bool:
        answer = subprocess.run([sys.executable, "-c", LOCKED, str(path)], capture_output=True, check=False)
        return answer.stdout == b"locked\n"

    with acted._transaction:
        assert is_locked()
        acted.check_file()
        with pytest.raises(DossierError, match="dossier-in-use"):
            open_dossier(path)
        assert is_locked()
    assert not is_locked()


@pytest.mark.parametrize("articles", [0, 40])
def test_a_file_that_is_overwritten_in_the_midst_of_an_act_is_noticed_before_it_is_acknowledged(
    acted: Store, path: Path, setting: MakeSetting, articles: int
) -> None:
    other = path.with_name("other.dossier")
    larger = create(other)
    for number in range(articles):
        larger.apply(setting(f"o{number}", None, "x" * 9000))
    larger.close()

    def overwrite(act: ChangeSet) -> None:
        with acted._transaction:
            acted._push(act)
            shutil.copyfile(other, path)

    with pytest.raises(DossierError, match="dossier-overwritten"):
        overwrite(setting("late", None, "x"))
    expect_lost(acted, setting, "dossier-overwritten")


def test_a_copy_that_is_half_of_one_state_and_half_of_the_next_is_not_opened(
    acted: Store, path: Path, setting: MakeSetting
) -> None:
    """Copied while SQLite wrote a commit."""
    before = path.read_bytes()
    changes = [setting(f"m{number}", None, f"{number} " * 400).changes[0] for number in range(40)]
    acted.apply(ChangeSet(act="set", changes=tuple(changes)))
    after = path.read_bytes()
    copy = path.with_name("copy.dossier")
    damaged = 0
    for place in range(4096, len(before), 4096):
        copy.write_bytes(before[:place] + after[place:])
        if not is_whole(copy):
            damaged += 1
            with pytest.raises(DossierError, match=r"dossier-cut|dossier-damaged"):
                open_dossier(copy)
    assert damaged
    copy.write_bytes(after)
    open_dossier(copy).close()


def is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def marks_in(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT number FROM state WHERE name = 'open'")]


def test_a_dossier_is_marked_from_its_first_change_until_it_is_closed(
    path: Path, setting: MakeSetting
) -> None:
    create(path).close()
    store = open_dossier(path)
    assert marks_in(path) == []
    store.apply(setting("a", None, "x"))
    copy = Path(shutil.copyfile(path, path.with_name("copy.dossier")))
    store.save_copy(path.with_name("saved.dossier"))
    store.copy_to(path.with_name("copied.dossier"))
    assert marks_in(path) == marks_in(copy) == [1]
    assert marks_in(path.with_name("saved.dossier")) == marks_in(path.with_name("copied.dossier")) == [0]
    store.close()
    assert marks_in(path) == [0]
    open_dossier(copy).close()
    assert marks_in(copy) == [0]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell the blocks of a file")
def test_a_file_that_was_cut_and_grew_again_while_sqlite_wrote_is_noticed(path: Path) -> None:
    create(path).close()
    guard = FileGuard(path)
    size = path.stat().st_size
    head = bytearray(path.read_bytes()[:4096])
    head[24:28] = (int.from_bytes(head[24:28], "big") + 1).to_bytes(4, "big")
    os.truncate(path, 8192)
    os.truncate(path, size)
    with path.open("r+b") as file:
        file.write(head)
    with pytest.raises(DossierError, match="dossier-overwritten"):
        note_settled(guard)
    guard.close()


@pytest.mark.parametrize(
    ("counters", "is_next"), [((7, 7), True), ((7, 8), True), ((7, 9), False), ((2**32 - 1, 0), True)]
)
def test_a_commit_adds_one_to_the_change_counter(
    path: Path, counters: tuple[int, int], is_next: bool
) -> None:
    create(path).close()

    def count(number: int) -> None:
        with path.open("r+b") as file:
            file.seek(24)
            file.write(number.to_bytes(4, "big"))

    count(counters[0])
    guard = FileGuard(path)
    count(counters[1])
    if is_next:
        guard.note_commit()
    else:
        with pytest.raises(DossierError, match="dossier-overwritten"):
            note_settled(guard)
    guard.close()


@pytest.mark.parametrize("is_foreign", [True, False])
def test_a_file_that_was_overwritten_by_one_of_the_same_size_while_sqlite_wrote_is_noticed(
    path: Path, is_foreign: bool
) -> None:
    pages = [bytes([number]) * 4096 for number in range(100)]
    path.write_bytes(b"".join(pages))
    guard = FileGuard(path)
    try:
        # What SQLite wrote last is its own page; all others are another file's, in the same blocks of the disk.
        others = [bytes([number ^ 255]) * 4096 for number in range(100)] if is_foreign else pages
        with path.open("r+b") as file:
            file.write(b"".join((pages[0], *others[1:50], b"x" * 4096, *others[51:])))
        if not is_foreign:
            guard.note_commit()
            return
        with pytest.raises(DossierError, match="dossier-overwritten"):
            note_settled(guard)
    finally:
        guard.close()


def test_a_file_that_was_not_cut_after_it_became_smaller_can_be_changed(
    path: Path, setting: MakeSetting
) -> None:
    """SQLite cuts the file after the commit, and a program may be killed in between."""
    create(path).close()
    with path.open("ab") as file:
        file.write(bytes(5 * 4096))
    store = open_dossier(path)
    store.apply(setting("a", None, "x"))
    store.apply(setting("b", None, "x"))
    store.close()
    store = open_dossier(path)
    assert {one.id for one in store.values("setting")} == {"a", "b"}
    store.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell the blocks of a file")
@pytest.mark.parametrize(("pages", "cut"), [(100, 70), (600, 200)])
def test_a_file_that_lost_its_last_part_while_sqlite_wrote_is_noticed(
    path: Path, pages: int, cut: int
) -> None:
    """Where most of the pages that are looked at are as before, the room that the file takes tells."""
    whole = b"".join(number.to_bytes(4, "big") * 1024 for number in range(1, pages + 1))
    path.write_bytes(whole)
    guard = FileGuard(path)
    if pages == 600:
        # Its samples are equal, since it repeats one page: only the blocks differ.
        guard.close()
        path.write_bytes(bytes(4096) * pages)
        guard = FileGuard(path)
    os.truncate(path, cut * 4096)
    os.truncate(path, len(whole))
    with pytest.raises(DossierError, match="dossier-overwritten"):
        note_settled(guard)
    guard.close()
