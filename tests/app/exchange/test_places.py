"""A shared folder: what counts there, what is passed over, and what happens where it is lost."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from tests.app.exchange.made_batches import made_batch, made_line

from briefbuilder.app.exchange import places
from briefbuilder.app.exchange.places import SharedFolder, folder_of, set_up_folder
from briefbuilder.app.exchange.secrecy import plain_batch
from briefbuilder.domain.errors import ExchangeError
from briefbuilder.exchange.records import Batch

PIECE = "ab" + 31 * "07"


def check(name: str, data: bytes) -> bytes:
    return plain_batch(None, name, data)


def opened(root: Path) -> SharedFolder:
    return SharedFolder(root, check)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    share = tmp_path / "share"
    share.mkdir()
    set_up_folder(share)
    return share


def write(share: SharedFolder, batches: list[Batch]) -> None:
    share.batch_names()
    for batch in batches:
        share.write_batch(batch.name, batch.desk, batch.encoded())
    share.finish(batches[0].desk, ())


def test_each_desk_writes_into_its_own_folder_and_reads_the_others_in_their_order(root: Path) -> None:
    weber, rossi = made_line("weber", 12), made_line("rossi", 4)
    write(opened(root), weber)
    write(opened(root), rossi)
    share = opened(root)
    own = {batch.name for batch in weber}
    assert [name for name in share.batch_names() if name in own] == [batch.name for batch in weber]
    assert [share.read_batch(batch.name) for batch in rossi] == [batch.encoded() for batch in rossi]
    files = sorted(path.name for path in (root / "desks" / folder_of("weber")).iterdir())
    assert files == [*(f"{n:08d}-{batch.name}.bbx" for n, batch in enumerate(weber, 1)), "tip"]
    assert not list(root.rglob("*.part"))


def test_what_is_no_whole_batch_is_passed_over_and_counted(root: Path, tmp_path: Path) -> None:
    good, other, linked = made_line("weber", 3)
    write(opened(root), [good])
    desk = root / "desks" / folder_of("weber")
    data = other.encoded()
    lacking = {
        f"00000002-{other.name}.bbx": data[:-1],
        f"00000003-{'0' * 64}.bbx": data,
        f"00000004-{'1' * 64}.bbx": b"",
        f"00000001-{good.name} (conflicted copy of Weber).bbx": good.encoded(),
        "desktop.ini": b"[.ShellClassInfo]",
        ".~lock.tip#": b"",
    }
    for name, content in lacking.items():
        (desk / name).write_bytes(content)
    outside = tmp_path / "outside.bbx"
    outside.write_bytes(linked.encoded())
    (desk / f"00000005-{linked.name}.bbx").symlink_to(outside)
    (desk / f"00000006-{'2' * 64}.bbx").mkdir()
    os.mkfifo(desk / f"00000007-{'3' * 64}.bbx")
    (root / "desks" / folder_of("stranger")).symlink_to(desk, target_is_directory=True)
    (root / "desks" / "Weber's holiday pictures").mkdir()
    share = opened(root)
    found = []
    for name in share.batch_names():
        with suppress(ExchangeError):
            found.append(share.read_batch(name))
    assert found == [good.encoded()]
    assert share.finish("rossi", ()).passed_over == len(lacking) + 3


def test_a_batch_that_is_cut_in_one_folder_is_read_from_another(root: Path) -> None:
    (batch,) = made_line("weber", 1)
    write(opened(root), [batch])
    handed_on = opened(root)
    handed_on.batch_names()
    handed_on.write_batch(batch.name, "rossi", batch.encoded())
    for number, path in enumerate((root / "desks").rglob("*.bbx")):
        path.write_bytes(
            batch.encoded()[:40] if path.parent.name == folder_of("weber") else path.read_bytes()
        )
        assert number < 2
    share = opened(root)
    assert share.batch_names() == (batch.name,)
    assert share.read_batch(batch.name) == batch.encoded()


def test_what_one_desk_may_not_read_is_not_the_whole_share(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weber, rossi = made_line("weber", 2), made_line("rossi", 2)
    write(opened(root), weber)
    write(opened(root), rossi)
    scandir, open_file = os.scandir, os.open

    def denied_folder(path: Path) -> object:
        if Path(path).name == folder_of("weber"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return scandir(path)

    def denied_file(path: Path, flags: int, mode: int = 0o777) -> int:
        if rossi[0].name in str(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return open_file(path, flags, mode)

    monkeypatch.setattr(os, "scandir", denied_folder)
    monkeypatch.setattr(os, "open", denied_file)
    share = opened(root)
    assert share.batch_names() == (rossi[0].name, rossi[1].name)
    with pytest.raises(ExchangeError, match="batch-damaged"):
        share.read_batch(rossi[0].name)
    assert share.read_batch(rossi[1].name) == rossi[1].encoded()
    assert share.finish("dupont", ()).passed_over == 2


def test_a_tip_spares_listing_a_folder_and_never_hides_a_batch(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weber = made_line("weber", 3)
    writer, reader = opened(root), opened(root)
    write(writer, weber[:2])
    listed: list[str] = []
    scandir = os.scandir

    def counted(path: Path) -> object:
        listed.append(Path(path).name)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", counted)
    assert len(reader.batch_names()) == 2
    assert listed == ["desks", folder_of("weber")]
    assert len(reader.batch_names()) == 2
    assert listed == ["desks", folder_of("weber"), "desks"]
    # A service that copies folders may bring the tip before the batch that it speaks of.
    late = root / "late"
    write(writer, weber)
    third = next((root / "desks" / folder_of("weber")).glob("00000003-*"))
    third.rename(late)
    assert len(reader.batch_names()) == 2
    late.rename(third)
    assert set(reader.batch_names()) - {batch.name for batch in weber[:2]} == {weber[2].name}


def test_two_desks_of_one_id_write_into_one_folder_and_nothing_is_lost(root: Path) -> None:
    first = made_batch("weber")
    ours, theirs = made_line("weber", 3, first), [made_batch("weber", first, text="a" * 64)]
    one, two = opened(root), opened(root)
    write(one, [first, *ours])
    two.batch_names()
    (root / "desks" / folder_of("weber") / "tip").unlink()
    write(two, theirs)
    write(one, ours)
    assert set(opened(root).batch_names()) == {batch.name for batch in (first, *ours, *theirs)}


def test_a_repeated_batch_is_written_once_and_a_cut_one_again(root: Path) -> None:
    (batch,) = made_line("weber", 1)
    write(opened(root), [batch, batch])
    write(opened(root), [batch])
    (path,) = (root / "desks").rglob("*.bbx")
    path.write_bytes(batch.encoded()[:10])
    write(opened(root), [batch])
    assert [each.read_bytes() for each in (root / "desks").rglob("*.bbx")] == [batch.encoded()]


def test_pieces_lie_under_their_names_and_links_are_not_followed(root: Path, tmp_path: Path) -> None:
    share = opened(root)
    assert not share.has_piece(PIECE)
    assert share.read_piece(PIECE) is None
    share.write_piece(PIECE, b"text")
    assert opened(root).has_piece(PIECE)
    assert (root / "pieces" / "ab" / PIECE).read_bytes() == share.read_piece(PIECE) == b"text"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "pieces" / "cd").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(ExchangeError, match="place-lost"):
        share.write_piece("cd" + PIECE[2:], b"text")
    assert not list(elsewhere.iterdir())
    with pytest.raises(ValueError, match=r"\.\."):
        share.read_piece("../../secret")


def test_a_lost_share_is_told_in_one_sentence_and_is_not_made_anew(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (batch,) = made_line("weber", 1)
    share = opened(root)
    share.batch_names()

    def told() -> str:
        with pytest.raises(ExchangeError) as raised:
            share.batch_names()
        with pytest.raises(ExchangeError) as written:
            share.write_batch(batch.name, batch.desk, batch.encoded())
        assert raised.value.code == written.value.code == "place-lost"
        assert raised.value.parameters["place"] == str(root)
        return raised.value.parameters["reason"]

    def refused(_path: object, *_: object, **__: object) -> object:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refused)
        patched.setattr(places, "write_atomically", refused)
        assert told() == "Permission denied"
    shutil.move(root, root.with_name("away"))
    assert told() == "No such file or directory"
    root.mkdir()  # The mount point of a drive that was unplugged.
    assert told() == "No such file or directory"
    assert not list(root.iterdir())


def test_a_full_share_leaves_no_half_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (batch,) = made_line("weber", 1)
    share = opened(root)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("briefbuilder.system.files.os.fsync", full)
    with pytest.raises(ExchangeError) as raised:
        share.write_batch(batch.name, batch.desk, batch.encoded())
    assert raised.value.parameters["reason"] == "No space left on device"
    assert not [path for path in root.rglob("*") if path.is_file()]
    monkeypatch.undo()
    assert opened(root).batch_names() == ()


def test_what_one_desk_cannot_read_is_told_to_the_others(root: Path) -> None:
    share = opened(root)
    share.batch_names()
    assert share.finish("rossi", ["7" * 64]).wanted == frozenset()
    other = opened(root)
    other.batch_names()
    assert other.finish("weber", ()).wanted == {"7" * 64}
    endless = b'{"files": 1e999, "sum": "1", "wanted": []}'
    for content in (b"[]", b"{", b'{"files": 1, "sum": "x", "wanted": [1]}', endless, b"\xff" * 300_000):
        (root / "desks" / folder_of("rossi") / "tip").write_bytes(content)
        again = opened(root)
        again.batch_names()
        assert again.finish("weber", ()).wanted == frozenset()
