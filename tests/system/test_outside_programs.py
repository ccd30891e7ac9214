"""Programs of the computer are confined to a folder of their own: each attack is tried by a Python that is confined so."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefbuilder.system.files import remove_leftover_folders
from briefbuilder.system.outside_programs import (
    OutsideProgram,
    ProgramError,
    ProgramLimits,
    can_confine,
    empty_folder,
    read_result,
    run_confined,
)

pytestmark = pytest.mark.skipif(not can_confine(), reason="this system cannot confine programs")

LIMITS = ProgramLimits(memory=1024**3, seconds=20.0, written=1 << 20)
PYTHON = OutsideProgram(
    path=os.path.realpath(sys.executable),
    files=(os.path.realpath(sys.base_prefix), os.path.realpath(sys.prefix)),
)


def told(code: str, limits: ProgramLimits = LIMITS, program: OutsideProgram = PYTHON) -> str:
    """Return what a confined Python prints, or the error that it met."""
    guarded = f"try:\n exec({code!r})\nexcept BaseException as error: print('refused', type(error).__name__)"
    with empty_folder() as folder:
        run_confined(program, ["-I", "-S", "-c", guarded], folder, limits)
        return read_result(folder / "printed", 10_000).decode()


def test_the_folder_of_a_long_conversion_is_kept_by_programs_that_start_meanwhile() -> None:
    with empty_folder() as folder:
        os.utime(folder, (0, 0))
        remove_leftover_folders()
        assert folder.is_dir()
    assert not folder.exists()


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/passwd')",
        f"open({__file__!r})",
        "open('/proc/self/environ')",
        "import os; os.listdir('/')",
        "open('/tmp/of-another', 'w')",
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "import socket; socket.socket(socket.AF_UNIX).connect('/run/dbus/system_bus_socket')",
        "import subprocess; subprocess.run(['/bin/sh', '-c', 'true'])",
        "import os; os.kill(os.getppid() or -1, 9)",
        "bytearray(3 << 30)",
        "import os; os.mknod('device', 0o20666, os.makedev(1, 3))",
    ],
)
def test_what_a_program_may_not_do_is_refused(code: str) -> None:
    assert told(code).startswith("refused")


def test_a_program_may_read_and_write_its_folder_and_knows_no_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET", "x")
    code = "import os; open('a', 'w').write('b'); print(open('a').read(), os.environ.get('SECRET'), os.environ['HOME'] == os.getcwd())"
    assert told(code) == "b None True\n"


def test_a_program_with_tmp_of_its_own_sees_nothing_else_there() -> None:
    program = OutsideProgram(path=PYTHON.path, files=PYTHON.files, own_tmp=True)
    assert (
        told("import os; print(sorted(os.listdir('/tmp')), os.getcwd())", program=program)
        == "['printed', 'work'] /tmp\n"
    )


def test_a_file_that_grows_and_a_program_that_does_not_end_are_stopped() -> None:
    assert told("open('a', 'wb').write(bytes(1 << 22))") == "refused OSError\n"
    with pytest.raises(ProgramError):
        told("import os; os.abort()")
    with pytest.raises(ProgramError):
        told("while True: pass", ProgramLimits(memory=1024**3, seconds=2.0))


def test_a_program_is_stopped_when_the_work_is_cancelled() -> None:
    begun = time.monotonic()
    with empty_folder() as folder, pytest.raises(ProgramError):
        run_confined(
            PYTHON,
            ["-c", "import time; time.sleep(60)"],
            folder,
            LIMITS,
            lambda: time.monotonic() > begun + 1,
        )
    assert time.monotonic() < begun + 20


def test_a_program_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    root = Path(__file__).parents[2] / "src"
    code = f"""
import sys; sys.path.insert(0, {str(root)!r})
from pathlib import Path
from briefbuilder.system.outside_programs import *
program = OutsideProgram(path={PYTHON.path!r}, files={PYTHON.files!r})
run_confined(program, ["-c", "import time\\nwhile True: open('alive', 'a').write('x'); time.sleep(0.05)"], Path({str(tmp_path)!r}), ProgramLimits(memory=1<<30, seconds=60))
"""
    with subprocess.Popen([sys.executable, "-c", code]) as parent:
        alive = tmp_path / "alive"
        end = time.monotonic() + 20
        while not alive.exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert alive.exists()
        parent.kill()
        parent.wait()
    time.sleep(0.5)
    size = alive.stat().st_size
    time.sleep(0.5)
    assert alive.stat().st_size == size


def test_a_result_is_a_file_of_the_program_and_no_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/hostname")
    (tmp_path / "large").write_bytes(bytes(100))
    for name in ("link", "gone", "large"):
        with pytest.raises(ProgramError):
            read_result(tmp_path / name, 10)


def test_a_failing_program_tells_its_status() -> None:
    with empty_folder() as folder, pytest.raises(ProgramError) as caught:
        run_confined(PYTHON, ["-I", "-c", "raise SystemExit(81)"], folder, LIMITS)
    assert caught.value.status == 81
