"""A report of a fault has no content of a dossier and no path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.narrowing import not_none

from briefbuilder.app.fault_reports import crashes_reported, describe_fault, fault_report, save_report
from briefbuilder.app.workers import WorkerFaultError

FAULT = r"""Traceback (most recent call last):
  File "/srv/eva/venv/lib/python3.11/site-packages/briefbuilder/app/session.py", line 12, in apply
    raise ValueError(text)
  File "C:\Users\Eva\src\briefbuilder\domain\text.py", line 3, in <module>
ValueError: The minister said in confidence that

it is over: /srv/eva/Secret talks.dossier
"""


def test_a_fault_of_a_worker_keeps_its_kind_and_the_places_in_the_program_alone() -> None:
    assert describe_fault(WorkerFaultError(FAULT)).splitlines() == [
        "briefbuilder.app.workers.WorkerFaultError",
        "  briefbuilder/app/session.py, line 12, in apply",
        "  briefbuilder/domain/text.py, line 3, in <module>",
        "ValueError",
    ]


def test_the_causes_of_a_fault_are_told_with_their_places() -> None:
    def read(text: str) -> int:
        try:
            return int(text)
        except ValueError as error:
            raise OSError("/srv/eva/Secret talks.dossier") from error

    with pytest.raises(OSError, match="Secret") as caught:
        read("The minister said")
    lines = describe_fault(caught.value).splitlines()
    assert [line for line in lines if not line.startswith("  ")] == [
        "Traceback (most recent call last):",
        "ValueError",
        "The above exception was the direct cause of the following exception:",
        "Traceback (most recent call last):",
        "OSError",
    ]
    assert lines[-2].endswith(", in read")


CRASH = """
import ctypes, sys
from pathlib import Path
from briefbuilder.app.fault_reports import crashes_reported

with crashes_reported(Path(sys.argv[1]), "window") as has_crashed:
    print(has_crashed)
    if sys.argv[2:]:
        ctypes.string_at(0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="an access violation opens a dialog on Windows")
def test_a_crash_is_told_at_the_next_start_and_leaves_a_report_without_paths(tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", CRASH, str(tmp_path), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert run("crash").returncode < 0
    assert [run().stdout.strip() for _ in range(2)] == ["True", "False"]
    (report,) = tmp_path.iterdir()
    text = report.read_text("utf-8")
    assert "Fatal Python error: Segmentation fault" in text
    assert "ctypes/__init__.py, line" in text
    assert "string_at" in text
    assert sys.prefix not in text
    assert sys.base_prefix not in text


def test_a_report_that_cannot_be_written_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert save_report(fault_report(ValueError(), "read"), tmp_path / "file") is None
    saved = not_none(save_report(fault_report(ValueError(), "read"), tmp_path / "log"))
    assert "command: read" in saved.read_text("utf-8")


def test_a_folder_that_cannot_be_read_does_not_keep_the_program_from_starting(tmp_path: Path) -> None:
    with crashes_reported(tmp_path / ("x" * 300), "window") as has_crashed:
        assert not has_crashed


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not remove what a program has open")
def test_the_empty_file_of_a_program_that_was_killed_goes_at_the_next_start(tmp_path: Path) -> None:
    waiting = CRASH + "    sys.stdout.flush(); sys.stdin.read()"
    command = [sys.executable, "-c", waiting, str(tmp_path)]
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "False\n"
    killed, running = programs
    killed.kill()
    killed.wait()
    try:
        with crashes_reported(tmp_path, "window") as has_crashed:
            assert not has_crashed
            assert not (tmp_path / f"crash-{killed.pid}.txt").exists()
            assert (tmp_path / f"crash-{running.pid}.txt").exists()
    finally:
        running.communicate("")
        killed.communicate()
    assert list(tmp_path.iterdir()) == []
