"""What the window opens from its start to its end, as the system sees it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from trace_window import faults_of, read_trace

FOLDER = Path("/officer")


def faults(*lines: str) -> list[str]:
    return faults_of(read_trace("\n".join(lines)), FOLDER)


def test_files_of_the_user_the_program_and_the_system_may_be_opened() -> None:
    assert faults(
        '12 openat(AT_FDCWD, "/officer/a.dossier", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 5',
        f'12 openat(AT_FDCWD, "{sys.prefix}/lib/a.py", O_RDONLY|O_CLOEXEC) = 5',
        '12 openat(AT_FDCWD, "/usr/share/fonts/a.ttf", O_RDONLY) = 5',
        "12 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 6",
    ) == []  # fmt: skip


def test_other_files_are_told_also_where_they_could_not_be_opened() -> None:
    assert faults(
        '12 openat(AT_FDCWD, "/another/secret", O_RDONLY) = -1 ENOENT (No such file or directory)',
        '12 openat(AT_FDCWD, "/usr/lib/planted", O_WRONLY|O_CREAT, 0666) = 4',
    ) == ["written /usr/lib/planted", "read /another/secret"]  # fmt: skip


def test_sockets_of_the_network_and_other_programs_are_told() -> None:
    assert faults(
        "12 socket(AF_INET6, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 6",
        '12 connect(6, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")}, 16) = -1',
        '12 execve("/usr/bin/xdg-open", ["xdg-open", "a"], 0x7ffd /* 30 vars */) = 0',
    ) == [
        "socket AF_INET6",
        'socket AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")',
        "program /usr/bin/xdg-open",
    ]


def test_the_main_job_in_the_window_opens_nothing_else(root: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not on this computer")
    command = [sys.executable, str(root / "tools" / "trace_window.py")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
