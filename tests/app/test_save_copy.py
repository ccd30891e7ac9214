"""A copy of an open dossier is written on another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from briefbuilder.app.commands import tags
from briefbuilder.app.dossier_copies import copy_file, copy_without_history, save_copy
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article
from briefbuilder.domain.errors import CancelledError, DossierError


def in_job(*arguments: object, **options: object) -> None:
    """Save a copy on a thread of its own, as a job does."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(save_copy, *arguments, **options).result()  # type: ignore[arg-type]


def test_a_copy_of_an_open_dossier_has_everything_with_its_history(
    session: Session, article: Article, dossier: Path, resources: Resources
) -> None:
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    target = dossier.with_name("copy.dossier")
    target.write_bytes(b"what was there before")
    shares: list[float] = []
    in_job(dossier, target, shares.append)
    assert shares[-1] == 1.0
    session.store.apply(tags.tag_section(session, article.id, 0, ["derisking"]))
    with Session.open(target, resources) as copy:
        assert len(copy.store.tags()) == 1
        assert copy.store.original(article.id) == session.store.original(article.id)
        copy.store.undo()
        assert copy.store.tags() == ()
    assert [path.name for path in dossier.parent.iterdir() if path.name.startswith(".copy")] == []


def test_a_copy_that_is_stopped_leaves_what_was_there(
    session: Session, article: Article, dossier: Path
) -> None:
    target = dossier.with_name("copy.dossier")
    target.write_bytes(b"what was there before")

    def stop(_share: float) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        in_job(dossier, target, stop)
    assert target.read_bytes() == b"what was there before"
    assert session.store.article(article.id) == article
    assert {path.name for path in dossier.parent.iterdir() if ".new" in path.name} == set()


def test_what_was_removed_is_never_beside_a_copy_for_handing_on(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    sizes: set[int] = set()

    def look(_share: float) -> None:
        sizes.update(path.stat().st_size for path in folder.iterdir())

    copy_without_history(session.store, folder / "copy.dossier", on_progress=look)
    assert sizes == {0}, "a copy that is killed leaves an empty file"
    assert [path.name for path in folder.iterdir()] == ["copy.dossier"]


def test_without_room_for_temporary_files_the_copy_is_made_beside_the_dossier(
    session: Session, dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, seen = {path.name for path in dossier.parent.iterdir()}, set[str]()
    target = tmp_path / "elsewhere" / "copy.dossier"
    target.parent.mkdir()

    def look(_share: float) -> None:
        seen.update(path.name for path in dossier.parent.iterdir())

    monkeypatch.setattr("briefbuilder.app.dossier_copies.temporary_room", lambda: 0)
    copy_without_history(session.store, target, on_progress=look)
    assert [name for name in seen - before if name.startswith(".briefbuilder-temporary-")]
    assert {path.name for path in dossier.parent.iterdir()} <= before | {"elsewhere"}
    assert target.exists()


def test_a_dossier_is_not_copied_onto_itself(session: Session, dossier: Path) -> None:
    with pytest.raises(DossierError, match="dossier-exists"):
        in_job(dossier, dossier)
    assert session.store.lost is None


def test_a_dossier_is_read_while_it_is_copied(session: Session, article: Article, dossier: Path) -> None:
    begun, read = threading.Event(), threading.Event()

    def wait(_share: float) -> None:
        begun.set()
        assert read.wait(20)

    with ThreadPoolExecutor(1) as threads:
        saving = threads.submit(save_copy, dossier, dossier.with_name("copy.dossier"), wait)
        assert begun.wait(20)
        assert session.store.article(article.id).blocks
        read.set()
        saving.result()


def test_a_copy_in_a_folder_that_is_not_there_is_refused(session: Session, dossier: Path) -> None:
    with pytest.raises(DossierError, match="folder-missing"):
        in_job(dossier, dossier.parent / "gone" / "copy.dossier")


@pytest.mark.parametrize("copy", [copy_file, save_copy])
def test_a_copy_does_not_overwrite_a_dossier_that_is_open(
    copy: Callable[[Path, Path], None], session: Session, dossier: Path, resources: Resources
) -> None:
    target = dossier.with_name("other.dossier")
    with Session.create(target, resources) as other:
        before = target.read_bytes()
        with pytest.raises(DossierError, match="dossier-in-use"):
            copy(dossier, target)
        assert target.read_bytes() == before
        assert other.store.lost is None
    copy(dossier, target)
    with Session.open(target, resources) as opened:
        assert opened.store.count("article") == session.store.count("article")


def test_a_file_that_cannot_be_copied_leaves_what_was_there(dossier: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.dossier"
    target.write_bytes(b"what was there before")
    with pytest.raises(DossierError, match="disk-fault"):
        copy_file(dossier.with_name("gone.dossier"), target)
    assert target.read_bytes() == b"what was there before"
    assert not list(tmp_path.glob(".*.new"))


def test_a_copy_that_has_no_room_is_named_and_nothing_is_left_of_it(
    session: Session, dossier: Path, small_disk: Path
) -> None:
    ballast = small_disk / "ballast"
    with suppress(OSError), ballast.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    target = small_disk / "copy.dossier"
    for copy in (in_job, copy_file):
        with pytest.raises(DossierError, match="export-disk-full") as caught:
            copy(dossier, target)
        assert caught.value.parameters == {"file": str(target)}
        assert [path.name for path in small_disk.iterdir()] == ["ballast"]
    session.store.check_file()
