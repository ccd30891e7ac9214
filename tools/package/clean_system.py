"""Installs, runs and removes the packages in a clean Debian without Python: run `make package-test` as root.

The system is made below the folder for temporary files with debootstrap. All mounts are in a space of their own and are
taken back before anything is deleted. The virtual screen runs outside, so that it brings no libraries along.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp

from PIL import Image, ImageGrab

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
USER = "desk"
HOME = f"/srv/{USER}"
SCREEN = ":77"
SAMPLES = "_internal/briefbuilder/_data/resources/samples"
PLACE = "/usr/lib/briefbuilder"
WITH_SPACES = f"{HOME}/a folder with spaces"
_PASSED_OVER = (
    "dev/",
    "proc/",
    "sys/",
    "tmp/",
    "var/cache/",
    "var/lib/apt/",
    "var/lib/dpkg/",
    "var/log/",
    f"{HOME[1:]}/",
)
_WINDOW_SECONDS = 180
_COLOURS = 60


class TestError(Exception):
    """What does not work in the clean system."""


def main() -> int:
    """Run all steps; return the exit status."""
    if os.geteuid() != 0:
        print("make package-test makes a system of its own and needs root.", file=sys.stderr)
        return 1
    if missing := [name for name in ("debootstrap", "Xvfb") if shutil.which(name) is None]:
        print(
            f"make package-test needs {' and '.join(missing)}: apt-get install {' '.join(missing).lower()}",
            file=sys.stderr,
        )
        return 1
    if "--own-mounts" not in sys.argv:
        command = [
            "unshare",
            "--mount",
            "--propagation",
            "private",
            sys.executable,
            "-m",
            "package.clean_system",
        ]
        return subprocess.run([*command, "--own-mounts"], check=False).returncode
    debian, archive = _newest("*.deb"), _newest("*.tar.gz")
    with _clean_system() as system, _screen():
        try:
            _test_debian_package(system, debian)
            _test_archive(system, archive)
        except (TestError, subprocess.CalledProcessError) as error:
            print(f"FAILED: {error}", file=sys.stderr)
            return 1
    print("All works in a clean system.")
    return 0


def _newest(pattern: str) -> Path:
    found = sorted(DIST.glob(pattern), key=lambda path: path.stat().st_mtime)
    if not found:
        raise SystemExit(f"There is no {pattern} in dist/: run make package first.")
    return found[-1]


def _test_debian_package(system: Path, package: Path) -> None:
    before = _files(system)
    shutil.copy(package, system / "srv" / package.name)
    _tell("install the .deb")
    _as_root(system, "apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/srv/{package.name}")
    (system / "srv" / package.name).unlink()
    if list(system.glob("usr/bin/python*")):
        raise TestError("the packages that it depends on bring Python along")
    home_before = _files(system / HOME[1:])
    _run_program(system, ["briefbuilder"], PLACE, "deb")
    _as_root(
        system,
        "apt-get",
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "shared-mime-info",
        "desktop-file-utils",
    )
    _tell("file type and desktop file")
    if "*.dossier" not in (system / "usr/share/mime/globs2").read_text("utf-8"):
        raise TestError("the type of dossiers is not known")
    _as_root(system, "desktop-file-validate", "/usr/share/applications/briefbuilder.desktop")
    print("   in the user's home:", *sorted(_files(system / HOME[1:]) - home_before), sep="\n      ")
    _tell("purge")
    _as_root(system, "apt-get", "purge", "-y", "-qq", "briefbuilder")
    left = sorted(
        name for name in _files(system) - before if "briefbuilder" in name or name.endswith(".dossier")
    )
    known = (system / "usr/share/mime/globs2").read_text("utf-8")
    if left or "*.dossier" in known:
        raise TestError(f"left after the removal: {left or 'the file type'}")


def _test_archive(system: Path, archive: Path) -> None:
    _tell("tar.gz in a folder with spaces, as a user")
    shutil.rmtree(system / HOME[1:] / ".config", ignore_errors=True)
    target = system / WITH_SPACES[1:]
    target.mkdir()
    subprocess.run(["tar", "-xzf", archive, "-C", target, "--no-same-owner"], check=True)
    _as_root(system, "chown", "-R", "nobody", WITH_SPACES)
    place = f"{WITH_SPACES}/{next(target.iterdir()).name}"
    _run_program(system, [f"{place}/briefbuilder"], place, "tar")
    _wait_for_helpers(target)
    shutil.rmtree(target)


def _wait_for_helpers(folder: Path) -> None:
    """Wait until the processes that a program in a folder started have ended after it."""
    end = time.monotonic() + _WINDOW_SECONDS
    while time.monotonic() < end:
        programs = {os.path.realpath(link) for link in Path("/proc").glob("[0-9]*/exe")}
        if not any(Path(program).is_relative_to(folder) for program in programs):
            return
        time.sleep(1)


def _run_program(system: Path, program: list[str], place: str, name: str) -> None:
    """Run the self-test, the main job and the window as a user."""
    home_before = _files(system / HOME[1:])
    _tell("self-test")
    done = _as_user(system, *program, "--selftest")
    print("  ", done.stdout.strip().splitlines()[-1])
    if _files(system / HOME[1:]) != home_before:
        raise TestError("the self-test leaves files in the user's home")
    _tell("main job")
    dossier = f"{HOME}/{name}.dossier"
    samples = sorted(path.name for path in (system / f"{place}/{SAMPLES}"[1:]).iterdir())
    _as_user(system, *program, "new", dossier)
    _as_user(system, *program, "import", dossier, *(f"{place}/{SAMPLES}/{sample}" for sample in samples))
    _as_user(system, *program, "tag", dossier, "--accept-suggestions")
    options = (
        "--template",
        "thematic-briefing",
        "--title",
        "Chips",
        "--language",
        "en",
        "--topic",
        "semiconductors",
    )
    briefing = _as_user(system, *program, "compose", dossier, *options).stdout.split()[-1]
    outputs = [f"{HOME}/{name}{suffix}" for suffix in (".docx", ".pdf")]
    _as_user(
        system, *program, "export", dossier, briefing, *(word for path in outputs for word in ("-o", path))
    )
    for path in outputs:
        print(f"   {path}: {(system / path[1:]).stat().st_size} bytes")
    _tell("window")
    picture = DIST / f"clean-system-{name}.png"
    _picture_of_window(system, [*program, dossier], picture)
    print(f"   {picture.relative_to(ROOT)}")


def _picture_of_window(system: Path, command: Sequence[str], picture: Path) -> None:
    process = subprocess.Popen(_user_command(system, command))
    try:
        end = time.monotonic() + _WINDOW_SECONDS
        while time.monotonic() < end:
            time.sleep(3)
            if process.poll() is not None:
                raise TestError(f"the window ended with {process.returncode}")
            shown = ImageGrab.grab(xdisplay=SCREEN)
            colours = shown.resize((320, 200), Image.Resampling.NEAREST).getcolors(320 * 200)
            if colours is not None and len(colours) > _COLOURS:
                time.sleep(5)  # until its panes are filled
                ImageGrab.grab(xdisplay=SCREEN).save(picture)
                return
        raise TestError("no window was seen")
    finally:
        process.terminate()
        process.wait()


# The system.


@contextmanager
def _clean_system() -> Iterator[Path]:
    """Make a minimal system with a user, and delete it when nothing is mounted in it any more."""
    # Not "briefbuilder-": a briefbuilder removes folders of this name that no living one has.
    system = Path(mkdtemp(prefix="clean-system-"))
    system.chmod(0o755)
    release = platform.freedesktop_os_release()["VERSION_CODENAME"]
    _tell(f"make a clean system ({release})")
    with ExitStack() as mounts:
        mounts.callback(_delete, system)
        made = subprocess.run(
            ["debootstrap", "--variant=minbase", release, system], check=False, capture_output=True, text=True
        )
        if made.returncode:
            raise SystemExit(f"debootstrap failed:\n{made.stdout[-2000:]}{made.stderr}")
        shutil.copy("/etc/resolv.conf", system / "etc/resolv.conf")
        mounts.callback(_unmount, system)
        subprocess.run(["mount", "-t", "proc", "proc", system / "proc"], check=True)
        subprocess.run(["mount", "--bind", "/dev", system / "dev"], check=True)
        # Below /dev, so that shared memory works as in any system.
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", system / "dev/shm"], check=True)
        sockets = system / "tmp/.X11-unix"
        sockets.mkdir(mode=0o1777, exist_ok=True)
        Path("/tmp/.X11-unix").mkdir(mode=0o1777, exist_ok=True)  # noqa: S108 - where X servers have their sockets
        subprocess.run(["mount", "--bind", "/tmp/.X11-unix", sockets], check=True)  # noqa: S108
        if list(system.glob("usr/bin/python*")):
            raise TestError("the clean system has Python")
        _as_root(system, "useradd", "--create-home", "--home-dir", HOME, USER)
        _as_root(system, "apt-get", "update", "-qq")
        yield system


def _mounted(system: Path) -> list[str]:
    rows = Path("/proc/self/mounts").read_text("utf-8").splitlines()
    return [place for place in (row.split()[1] for row in rows) if place.startswith(f"{system}/")]


def _unmount(system: Path) -> None:
    for place in reversed(_mounted(system)):
        subprocess.run(["umount", place], check=True)


def _delete(system: Path) -> None:
    if _mounted(system):
        print(f"{system} is kept: something is still mounted in it", file=sys.stderr)
        return
    subprocess.run(["rm", "-rf", "--one-file-system", system], check=True)


@contextmanager
def _screen() -> Iterator[None]:
    server = subprocess.Popen(
        ["Xvfb", SCREEN, "-screen", "0", "1400x900x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(2)
        yield
    finally:
        server.terminate()
        server.wait()


def _files(folder: Path) -> set[str]:
    names = subprocess.run(
        ["find", folder, "-xdev", "-printf", "%P\\n"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    return {name for name in names if not f"{name}/".startswith(_PASSED_OVER)}


def _as_root(system: Path, *command: str) -> None:
    environment = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "DEBIAN_FRONTEND": "noninteractive",
        "HOME": "/root",
    }
    done = subprocess.run(
        ["chroot", system, *command], check=False, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise TestError(f"{' '.join(command)}: {done.stdout[-1500:]}{done.stderr[-6000:]}")


def _user_command(system: Path, command: Sequence[str]) -> list[str]:
    environment = {"HOME": HOME, "USER": USER, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "DISPLAY": SCREEN}
    words = [f"{name}={value}" for name, value in environment.items()]
    return ["chroot", f"--userspec={USER}:{USER}", str(system), "env", "-i", "-C", HOME, *words, *command]


def _as_user(system: Path, *command: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(_user_command(system, command), check=False, capture_output=True, text=True)
    if done.returncode:
        raise TestError(f"{' '.join(command)}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done


def _tell(step: str) -> None:
    print(f"== {step}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
