"""Sets a bare Debian or Ubuntu machine up: system libraries, virtual environment, pinned packages.

Needs nothing but the Python that runs it. `run` installs what the program needs, `docs` also what builds the documentation, `test` also
what the tests use (linters, a virtual screen, LibreOffice, Tesseract, PDF tools), `bench` also the peers, a browser and fonts. `package` installs
what the program needs and what freezes it. System packages are installed where the user may; elsewhere one line says which command to run.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "briefbuilder-setup"
CONSTRAINTS = ROOT / "constraints.txt"

# One row a library: the names it has had in Debian and Ubuntu, newest first.
WINDOW_LIBRARIES = (
    ("libegl1",),
    ("libgl1",),
    ("libdbus-1-3",),
    ("libfontconfig1",),
    ("libglib2.0-0t64", "libglib2.0-0"),
    ("libxkbcommon0",),
    ("libxcb-cursor0",),
    ("libxcb-icccm4",),
    ("libxcb-keysyms1",),
    ("libxkbcommon-x11-0",),
    ("libxcb-shape0",),
    ("libwayland-cursor0",),
)
PURPOSES = ("run", "docs", "test", "bench")  # each installs what the one before it does, and more
PACKAGE = "package"
TEST_TOOLS = (
    ("xvfb",),
    ("xdotool",),
    ("poppler-utils",),
    ("qpdf",),
    ("libreoffice-writer-nogui", "libreoffice-writer"),
    ("postgresql",),
    ("strace",),
    ("tesseract-ocr",),
    ("python3-pyatspi",),  # walks the window as a screen reader does
    ("dbus-daemon", "dbus"),
)
PACKAGE_TOOLS = (
    ("binutils",),  # finds what the libraries of the program load
    ("gfortran",),
    ("libopenblas64-pthread-dev",),  # numpy's routines, which are linked anew
)
BENCH_TOOLS = (
    ("python3-uno",),  # edits exported files in LibreOffice
    ("chromium-headless-shell", "chromium", "chromium-browser"),
    ("fonts-noto-core",),
    ("fonts-noto-cjk",),
)


def main() -> int:
    """Prepare for a purpose; return the exit status."""
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python can start this file
        print("briefbuilder needs Python 3.11 or newer: make PYTHON=python3.11 run", file=sys.stderr)
        return 1
    if purpose == "constraints":
        return _refresh_constraints()
    if purpose not in {*PURPOSES, PACKAGE}:
        print("usage: bootstrap.py run|docs|test|bench|package|constraints", file=sys.stderr)
        return 2
    _system_packages(purpose)
    _environment()
    _python_packages(purpose)
    return 0


def _system_packages(purpose: str) -> None:
    if shutil.which("dpkg-query") is None:
        return
    wanted: tuple[tuple[str, ...], ...] = WINDOW_LIBRARIES
    wanted += TEST_TOOLS if purpose in {"test", "bench"} else ()
    wanted += BENCH_TOOLS if purpose == "bench" else ()
    wanted += PACKAGE_TOOLS if purpose == PACKAGE else ()
    missing: list[tuple[str, ...]] = [
        names for names in wanted if not any(_is_installed(name) for name in names)
    ]
    if missing:
        _apt_install(missing)


def _is_installed(name: str) -> bool:
    query = ["dpkg-query", "-W", "-f", "${Status}", name]
    answer = subprocess.run(query, capture_output=True, text=True, check=False)
    return answer.stdout.endswith("ok installed")


def _apt_install(rows: list[tuple[str, ...]]) -> None:
    prefix = _administrator()
    if prefix is None:
        names = " ".join(row[0] for row in rows)
        print(f"Some system packages are missing; ask for: apt-get install {names}", file=sys.stderr)
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False, env=environment)
    found = [_available(row) for row in rows]
    command = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *found]
    print("Installing system packages:", " ".join(found), flush=True)
    done = subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
    if done.returncode:
        print("Not all system packages could be installed: run", " ".join(command), file=sys.stderr)


def _administrator() -> list[str] | None:
    """Return what goes before a command to run it as root, or None where the user may not."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _available(names: tuple[str, ...]) -> str:
    for name in names:
        policy = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False)
        if "Candidate:" in policy.stdout and "Candidate: (none)" not in policy.stdout:
            return name
    return names[0]


def _environment() -> None:
    if _python().exists() and _works(_python(), "import pip"):
        return
    if not _works(Path(sys.executable), "import ensurepip, venv"):
        version = sysconfig.get_python_version()
        _apt_install([(f"python{version}-venv", "python3-venv")])
    print("Making the virtual environment in .venv", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        raise SystemExit("No virtual environment could be made: install python3-venv, then try again.")


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _works(python: Path, code: str) -> bool:
    return subprocess.run([str(python), "-c", code], capture_output=True, check=False).returncode == 0


def _python_packages(purpose: str) -> None:
    state = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + CONSTRAINTS.read_bytes()).hexdigest()
    stamp = STAMP.with_suffix(f".{purpose}")
    enough = (PACKAGE,) if purpose == PACKAGE else PURPOSES[PURPOSES.index(purpose) :]
    wider = [STAMP.with_suffix(f".{name}") for name in enough]
    if state in {path.read_text(encoding="utf-8") for path in wider if path.exists()}:
        return
    print("Installing the pinned packages", flush=True)
    # An older pip stumbles over extras that are asked for twice. The build tools are pinned too, which an
    # isolated build would not be.
    _pip("install", "-c", str(CONSTRAINTS), "--upgrade", "pip")
    _pip("install", "-c", str(CONSTRAINTS), "hatchling", "editables")
    # The samples are in three scripts, so the fonts of the world come along.
    product = "world,spelling,password,server"
    extras = {
        "run": product,
        "docs": f"{product},docs",
        "test": f"{product},docs,dev",
        "bench": f"{product},docs,dev,bench",
        PACKAGE: "spelling,password,server,package",
    }[purpose]
    _pip("install", "-c", str(CONSTRAINTS), "--no-build-isolation", "-e", f"{ROOT}[{extras}]")
    stamp.write_text(state, encoding="utf-8")


def _pip(*arguments: str) -> None:
    command = [str(_python()), "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    if subprocess.run(command, check=False).returncode:
        raise SystemExit("The packages could not be installed; the lines above say why.")


def _refresh_constraints() -> int:
    command = [
        str(_python()),
        "-m",
        "pip",
        "freeze",
        "--exclude-editable",
        "--all",
        "--exclude",
        "setuptools",
    ]
    frozen = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    head = "# The versions that are tested together; no addresses. Refreshed by 'make constraints'.\n"
    CONSTRAINTS.write_text(head + frozen, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
