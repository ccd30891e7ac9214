"""Installs the wheels beside this file into a folder of their own; the installer of each system starts it.

    install_files.py --check        does this Python fit the wheels? The exit status says so.
    install_files.py FOLDER         make FOLDER/python and install into it.

It needs only the standard library, no network and no rights beyond writing to FOLDER. It never reads pip's configuration.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"


def main() -> int:
    """Check or install; return the exit status."""
    if len(sys.argv) != 2:
        print("usage: install_files.py --check | FOLDER", file=sys.stderr)
        return 2
    settings = dict(line.split("=", 1) for line in (HERE / "bundle.cfg").read_text("utf-8").splitlines())
    problem = misfit(settings)
    if problem:
        print(problem, file=sys.stderr)
        return 3
    if sys.argv[1] == "--check":
        return 0
    damaged = damaged_files()
    if damaged:
        print(
            "Copy the folder again, these files are damaged or missing:",
            *damaged,
            sep="\n  ",
            file=sys.stderr,
        )
        return 4
    return install(Path(sys.argv[1]).absolute(), settings)


def misfit(settings: dict[str, str]) -> str:
    """Say why this Python cannot use the wheels; nothing where it can."""
    version = ".".join(map(str, sys.version_info[:2]))
    # On Windows the interpreter counts, not the processor: one for x64 also runs on ARM.
    machine = sysconfig.get_platform().removeprefix("win-") if WINDOWS else platform.machine()
    here = (sys.platform, machine, version, sys.implementation.name)
    wanted = (settings["system"], settings["machine"], settings["python"], "cpython")
    if here != wanted:
        return f"This folder is for {' '.join(wanted)}, and {sys.executable} is {' '.join(here)}."
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        return f"This folder is for the ordinary Python, and {sys.executable} is the free-threaded one."
    return ""


def damaged_files() -> list[str]:
    """Return the files whose bytes are not those that SHA256SUMS lists."""
    rows = [line.split("  ", 1) for line in (HERE / "SHA256SUMS").read_text("utf-8").splitlines()]
    return [name for digest, name in rows if digest != _digest(HERE / name)]


def _digest(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def install(folder: Path, settings: dict[str, str]) -> int:
    """Install into FOLDER/python; a version that was there before comes back where this fails."""
    place, before = folder / "python", folder / "python.before"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(before, ignore_errors=True)
    try:
        if place.exists():
            place.rename(before)
    except OSError:
        print("briefbuilder is running: close it, then install again.", file=sys.stderr)
        return 5
    try:
        interpreter = make_environment(place)
        install_wheels(interpreter, settings)
    except BaseException as error:
        shutil.rmtree(place, ignore_errors=True)
        if before.exists():
            before.rename(place)
        if not isinstance(error, (OSError, subprocess.CalledProcessError)):
            raise
        why = "the lines above say why" if isinstance(error, subprocess.CalledProcessError) else error
        print(f"Nothing was installed: {why}", file=sys.stderr)
        return 6
    shutil.rmtree(before, ignore_errors=True)
    return 0


def make_environment(place: Path) -> Path:
    """Make a virtual environment, or copy a Python that cannot make one or lies in this folder; return the interpreter."""
    beside = HERE in Path(sys.executable).resolve().parents
    if beside or importlib.util.find_spec("venv") is None:
        return copy_python(Path(sys.base_prefix), place)
    import venv

    venv.create(place, with_pip=False, symlinks=not WINDOWS)
    return place / ("Scripts/python.exe" if WINDOWS else "bin/python")


def copy_python(source: Path, place: Path) -> Path:
    """Copy a Python, and let the embeddable one find installed packages; return the interpreter of the copy."""
    shutil.copytree(source, place, symlinks=True)
    for path in place.glob("python*._pth"):
        lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        wanted = dict.fromkeys([*lines, "Lib\\site-packages", "import site"])
        path.write_text("".join(f"{line}\n" for line in wanted), "utf-8")
    return place / Path(sys.executable).relative_to(source)


def install_wheels(interpreter: Path, settings: dict[str, str]) -> None:
    """Let the pip of this folder install exactly the files that requirements.txt lists."""
    (pip,) = (HERE / "wheels").glob("pip-*.whl")
    command = [
        str(interpreter),
        "-I",
        str(pip / "pip"),
        "--isolated",
        "--disable-pip-version-check",
        "-q",
        "install",
    ]
    command += ["--no-index", "--no-cache-dir", "--no-warn-script-location", "--require-hashes"]
    command += ["--find-links", str(HERE / "wheels"), "-r", str(HERE / "requirements.txt")]
    subprocess.run(
        command, check=True, env={**os.environ, "PIP_CONFIG_FILE": os.devnull}, stdin=subprocess.DEVNULL
    )
    # The program itself says whether it starts.
    start = [str(interpreter), "-I", "-m", settings["name"], "--version"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
