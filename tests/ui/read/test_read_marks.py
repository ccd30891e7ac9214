"""Which articles were read, kept in a file of the user."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.storage.store import Store
from briefbuilder.ui.read.read_marks import ReadMarks
from briefbuilder.ui.session_holder import SessionHolder

ONE, TWO, THREE = "a0001f00ba0001", "a0001f00ba0002", "a0001f00ba0003"


def marks_in(folder: Path, session: Session) -> ReadMarks:
    holder = SessionHolder()
    holder.session = session
    return ReadMarks(holder, Settings(folder / "settings.json"), holder)


@pytest.fixture
def marks(tmp_path: Path, dossier: Session) -> ReadMarks:
    return marks_in(tmp_path, dossier)


def test_articles_stay_read_and_become_unread_again(
    marks: ReadMarks, tmp_path: Path, dossier: Session
) -> None:
    changes: list[bool] = []
    marks.changed.connect(lambda: changes.append(True))
    assert marks.unread([ONE, TWO, THREE]) == {ONE, TWO, THREE}
    marks.mark([ONE, TWO], read=True)
    marks.mark([ONE], read=True)
    marks.mark([TWO], read=False)
    assert len(changes) == 2
    assert marks.is_read(ONE)
    again = marks_in(tmp_path, dossier)
    assert again.unread([ONE, TWO, THREE]) == {TWO, THREE}
    assert (again.path.stat().st_mode & 0o077) == 0


def test_marks_of_an_encrypted_dossier_leave_no_trace(
    marks: ReadMarks, tmp_path: Path, dossier: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "password", "secret")
    marks.mark([ONE], read=True)
    assert marks.is_read(ONE)
    assert not marks_in(tmp_path, dossier).is_read(ONE)
    assert not marks.path.exists()


def test_a_file_of_anything_is_no_obstacle(marks: ReadMarks) -> None:
    marks.path.write_bytes(b"\xff\xfe\0\n" + b"x" * 5000 + b"\n" + ONE.encode() + b"\n-" + TWO.encode())
    assert marks.is_read(ONE)
    assert not marks.is_read(TWO)


def test_the_file_does_not_grow_for_ever(marks: ReadMarks, tmp_path: Path, dossier: Session) -> None:
    for _ in range(1200):
        marks.mark([ONE], read=True)
        marks.mark([ONE], read=False)
    marks.mark([TWO], read=True)
    assert marks_in(tmp_path, dossier).is_read(TWO)
    assert marks.path.read_text().splitlines() == [TWO]
