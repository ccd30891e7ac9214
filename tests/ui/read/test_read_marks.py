"""Which articles were read, kept in a file of the user."""

from __future__ import annotations

from pathlib import Path

from briefbuilder.app.read_articles import ReadArticles

ONE, TWO, THREE = "a0001f00ba0001", "a0001f00ba0002", "a0001f00ba0003"


def test_articles_stay_read_and_become_unread_again(tmp_path: Path) -> None:
    marks = ReadArticles(tmp_path)
    assert marks.unread([ONE, TWO, THREE]) == {ONE, TWO, THREE}
    assert marks.mark([ONE, TWO], read=True)
    assert not marks.mark([ONE], read=True)
    assert marks.mark([TWO], read=False)
    assert marks.is_read(ONE)
    again = ReadArticles(tmp_path)
    assert again.unread([ONE, TWO, THREE]) == {TWO, THREE}
    assert (again.path.stat().st_mode & 0o077) == 0


def test_marks_of_an_encrypted_dossier_leave_no_trace(tmp_path: Path) -> None:
    marks = ReadArticles(tmp_path)
    marks.mark([ONE], read=True, kept=False)
    assert marks.is_read(ONE)
    assert not ReadArticles(tmp_path).is_read(ONE)
    assert not marks.path.exists()


def test_a_file_of_anything_is_no_obstacle(tmp_path: Path) -> None:
    marks = ReadArticles(tmp_path)
    marks.path.write_bytes(b"\xff\xfe\0\n" + b"x" * 5000 + b"\n" + ONE.encode() + b"\n-" + TWO.encode())
    assert marks.is_read(ONE)
    assert not marks.is_read(TWO)


def test_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    marks = ReadArticles(tmp_path)
    for _ in range(1200):
        marks.mark([ONE], read=True)
        marks.mark([ONE], read=False)
    marks.mark([TWO], read=True)
    assert ReadArticles(tmp_path).is_read(TWO)
    assert marks.path.read_text().splitlines() == [TWO]
