"""Makes a folder with which administrators install briefbuilder where there is no network.

    python tools/offline_bundle.py --platform win_amd64 --python 3.12 --extra spelling --extra password OUT
    python tools/offline_bundle.py --check      compare the lists that are checked in with the package index
    python tools/offline_bundle.py --refresh    write them again; downloads all wheels

The folder holds the wheels with their hashes, licences, and an installer for one user without administrator rights.
"""

from __future__ import annotations

import argparse
import email.parser
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import bundle_wheels
from bundle_wheels import EXTRAS, INSTALLER, LISTED, PLATFORMS, PROGRAM, PYTHONS, ROOT, Target, Wheel
from packaging.utils import parse_wheel_filename
from system_files import PACKAGE, application_facts, draw_icons, fill_in

_USUAL = ("spelling", "password", "server")
_SYSTEMS = {"win32": "Windows", "darwin": "macOS", "linux": "Linux"}
_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors|copyright|ofl|eula)", re.IGNORECASE)
_COMMON = Path("/usr/share/common-licenses")
# The LGPL is an addition to the GPL.
_WITH_COMMON_TEXT = {
    "PySide6_Essentials": ("LGPL-3", "GPL-3"),
    "shiboken6": ("LGPL-3", "GPL-3"),
    "pyoxigraph": ("Apache-2.0",),
}
_LONGEST_LICENCE = 1_000_000
"""Bytes; a longer file is not a licence."""


def main() -> int:
    """Build a bundle, or check or refresh the lists; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", nargs="?", type=Path, metavar="OUT", help="a new folder")
    parser.add_argument("--platform", choices=PLATFORMS)
    parser.add_argument("--python", choices=PYTHONS)
    parser.add_argument(
        "--extra",
        action="append",
        choices=(*EXTRAS, "none"),
        help=f"a part to include (usually {', '.join(_USUAL)})",
    )
    parser.add_argument(
        "--check", action="store_true", help="compare the checked-in lists with the package index"
    )
    parser.add_argument("--refresh", action="store_true", help="write the checked-in lists again")
    options = parser.parse_args()
    targets = [
        target
        for target in LISTED
        if options.platform in {None, target.platform} and options.python in {None, target.python}
    ]
    if options.check:
        # Each list is compared, also where an earlier one differs.
        return max(compare(target) for target in targets)
    if options.refresh:
        for target in targets:
            refresh(target)
        return 0
    if not (options.platform and options.python and options.out):
        parser.error("name --platform, --python and a new folder")
    extras = [extra for extra in dict.fromkeys(options.extra or _USUAL) if extra != "none"]
    return build(Target(options.platform, options.python), extras, options.out)


def compare(target: Target) -> int:
    """Say where the list of a target differs from the package index; return 1 where it does."""
    found = {replace(wheel, size=0) for wheel in bundle_wheels.resolve(target)}
    listed = {
        replace(wheel, size=0) for wheel in bundle_wheels.read_list(bundle_wheels.expected_list(target))
    }
    for sign, wheels in (("-", listed - found), ("+", found - listed)):
        for wheel in sorted(wheels):
            print(sign, target.platform, target.python, wheel.file, wheel.sha256, ",".join(wheel.parts))
    if found == listed:
        print(f"{target.platform} {target.python}: {len(found)} wheels, as listed")
    return int(found != listed)


def refresh(target: Target) -> None:
    """Write the list of a target with the sizes of the downloaded files."""
    with tempfile.TemporaryDirectory() as folder:
        wheels = download(target, bundle_wheels.resolve(target), Path(folder))
    bundle_wheels.write_list(bundle_wheels.expected_list(target), wheels)
    megabytes = sum(wheel.size for wheel in wheels) / 1e6
    print(f"{target.platform} {target.python}: {len(wheels)} wheels, {megabytes:.0f} MB")


def build(target: Target, extras: list[str], out: Path) -> int:
    """Make the folder; return the exit status, 1 where a package has no wheel for the target."""
    if out.exists():
        raise SystemExit(f"{out} is there already: name a new folder.")
    try:
        wheels = bundle_wheels.resolve(target, extras)
    except bundle_wheels.MissingWheelsError as error:
        return report_missing(target, error)
    refuse_unlisted(target, wheels)
    (out / "wheels").mkdir(parents=True)
    wheels = download(target, wheels, out / "wheels")
    own = build_own_wheel(out / "wheels")
    bundle_wheels.write_list(out / "packages.tsv", [*wheels, own])
    lines = sorted(wheel.requirement for wheel in (*wheels, own) if wheel.parts != (INSTALLER,))
    _write(out / "requirements.txt", "".join(f"{line}\n" for line in lines))
    without = collect_licences(sorted((out / "wheels").glob("*.whl")), out / "licences")
    draw_icons(out)
    add_installer(out, target, own.version, wheels, ["base", *extras])
    sums = [f"{_digest(path)}  {path.relative_to(out).as_posix()}\n" for path in _files(out)]
    _write(out / "SHA256SUMS", "".join(sums))
    megabytes = sum(path.stat().st_size for path in _files(out)) / 1e6
    print(
        f"{out}: {len(wheels) + 1} wheels, {megabytes:.0f} MB, for {needed_system(target, wheels)}, Python {target.python}"
    )
    if without:
        print("No text of the licence of:", ", ".join(without))
    return 0


def report_missing(target: Target, error: bundle_wheels.MissingWheelsError) -> int:
    """Say which packages have no wheel for the target, and what can be done; return 1."""
    print(f"There is no wheel for {target.platform} and Python {target.python} of:")
    for pin, parts in error.missing.items():
        print(f"  {pin} (needed by {', '.join(parts)})")
    extras = {part for parts in error.missing.values() for part in parts}
    if "base" not in extras:
        print(
            f"A bundle without {' and '.join(sorted(extras))} is possible: name the other parts with --extra."
        )
    elif target.platform == "win_arm64":
        print("Windows on ARM runs programs for x64: take --platform win_amd64 with the Python for x64.")
    return 1


def refuse_unlisted(target: Target, wheels: Iterable[Wheel]) -> None:
    """Stop where the package index offers other files than the checked-in list of the target names."""
    path = bundle_wheels.expected_list(target)
    if target not in LISTED:
        return
    listed = {(wheel.file, wheel.sha256) for wheel in bundle_wheels.read_list(path)}
    other = [wheel.file for wheel in wheels if (wheel.file, wheel.sha256) not in listed]
    if other:
        raise SystemExit(
            f"{path.relative_to(ROOT)} does not list {', '.join(other)}: look why, then use --refresh."
        )


def download(target: Target, wheels: Iterable[Wheel], folder: Path) -> list[Wheel]:
    """Download the wheels, of which pip checks the hashes, and return them with their sizes."""
    wheels = list(wheels)
    with tempfile.TemporaryDirectory() as scratch:
        requirements = Path(scratch, "requirements.txt")
        _write(requirements, "".join(f"{wheel.requirement}\n" for wheel in wheels))
        options = ["--require-hashes", "-r", str(requirements), "--dest", str(folder)]
        if not bundle_wheels.run_pip("download", *bundle_wheels.pip_options(target), *options):
            raise SystemExit("A wheel is no longer offered: run the tool again.")
    return [replace(wheel, size=(folder / wheel.file).stat().st_size) for wheel in wheels]


def build_own_wheel(folder: Path) -> Wheel:
    """Build the wheel of the program itself; the same source gives the same bytes."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", scratch]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        (built,) = Path(scratch).glob("*.whl")
        path = folder / built.name
        shutil.copyfile(built, path)
    _, version, _, _ = parse_wheel_filename(path.name)
    return Wheel(PROGRAM, str(version), path.name, _digest(path), ("base",), path.stat().st_size)


def collect_licences(wheels: Iterable[Path], folder: Path) -> list[str]:
    """Copy the licence texts of wheels and index them; return the names of packages without a text."""
    rows, without = [], []
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            name, version, licence = _licence_named(archive)
            texts = [(Path(member.filename).name, archive.read(member)) for member in _licence_texts(archive)]
        texts += [(path.name, path.read_bytes()) for path in _common_texts(name)]
        for number, (title, text) in enumerate(texts, 1):
            # A name of our own making: nothing in a wheel decides where a file is written.
            target = folder / f"{name}-{version}" / f"{number:02}-{_plain(title.removesuffix('.txt'))}.txt"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
        without += [] if texts else [name]
        rows.append(f"{name}\t{version}\t{licence}\t{len(texts)}\n")
    _write(folder / "index.tsv", "".join(["name\tversion\tlicence\ttexts\n", *rows]))
    return without


def _common_texts(name: str) -> list[Path]:
    """Return the texts that Debian keeps of the licence of a package whose wheel lacks them."""
    paths = [_COMMON / text for text in _WITH_COMMON_TEXT.get(name, ())]
    return paths if all(path.is_file() for path in paths) else []


def _licence_texts(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for member in archive.infolist():
        path = Path(member.filename)
        code = path.suffix.lower() in {".py", ".pyi", ".pyc", ".so", ".dll", ".json", ".yaml"}
        named = _LICENCE.match(path.name) or ".dist-info/licenses/" in member.filename
        if named and not member.is_dir() and not code and member.file_size <= _LONGEST_LICENCE:
            yield member


def _licence_named(archive: zipfile.ZipFile) -> tuple[str, str, str]:
    """Return name, version and licence as the metadata of a wheel state them."""
    (place,) = (name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
    fields = email.parser.Parser().parsestr(archive.read(place).decode("utf-8"), headersonly=True)
    classifiers = [
        line.rsplit(" :: ", 1)[1]
        for line in fields.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    stated = fields["License-Expression"] or ", ".join(classifiers) or (fields["License"] or "").strip()
    first = (stated.splitlines() or ["not stated"])[0]
    safe = [_plain(fields[key]) for key in ("Name", "Version")]
    return safe[0], safe[1], " ".join(first.split())


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._+-]", "_", name)


def add_installer(out: Path, target: Target, version: str, wheels: Iterable[Wheel], parts: list[str]) -> None:
    """Add the installer of the target's system, what it must know, and the page for administrators."""
    wheels = list(wheels)
    system = target.markers["sys_platform"]
    settings = {
        "name": PROGRAM,
        "version": version,
        "system": system,
        "machine": target.platform.split("_", 1)[1],
        "python": target.python,
        "minimum": ".".join(map(str, oldest_system(target, wheels))),
    }
    _write(out / "bundle.cfg", "".join(f"{key}={value}\n" for key, value in settings.items()))
    unpacked = 0
    for path in (out / "wheels").glob("*.whl"):
        with zipfile.ZipFile(path) as archive:
            unpacked += sum(member.file_size for member in archive.infolist())
    words = {
        **settings,
        "system": _SYSTEMS[system],
        "system_needed": needed_system(target, wheels),
        "installed": f"{unpacked / 1e6:.0f}",
        "parts": ", ".join(parts),
        "install": "install.command" if system == "darwin" else "install.sh",
        "uninstall": "drag briefbuilder to the Bin, or open uninstall.command"
        if system == "darwin"
        else "run uninstall.sh",
        "place": "~/Applications/briefbuilder.app" if system == "darwin" else "~/.local/opt/briefbuilder",
    }
    shutil.copyfile(PACKAGE / "bundle" / "install_files.py", out / "install_files.py")
    if system == "darwin":
        _write(out / "Info.plist", application_facts(version, settings["minimum"]))
    for source, name in _INSTALLERS[system].items():
        _copy_text(PACKAGE / source, out / name, words if name == "README.txt" else {})


_INSTALLERS = {
    "win32": {
        "bundle/install.cmd": "install.cmd",
        "bundle/install.ps1": "install.ps1",
        "bundle/uninstall.cmd": "uninstall.cmd",
        "bundle/uninstall.ps1": "uninstall.ps1",
        "bundle/README-windows.txt": "README.txt",
    },
    "darwin": {
        "bundle/install.sh": "install.command",
        "bundle/uninstall.sh": "uninstall.command",
        "bundle/README-posix.txt": "README.txt",
    },
    "linux": {
        "bundle/install.sh": "install.sh",
        "bundle/uninstall.sh": "uninstall.sh",
        "bundle/briefbuilder.desktop": "briefbuilder.desktop",
        "bundle/briefbuilder-mime.xml": "briefbuilder-mime.xml",
        "bundle/README-posix.txt": "README.txt",
    },
}
"""What is copied from tools/package for each system, and under which name."""


def _copy_text(source: Path, target: Path, words: dict[str, str]) -> None:
    text = source.read_text(encoding="utf-8")
    text = fill_in(text, {key.upper(): value for key, value in words.items()})
    windows = target.suffix in {".cmd", ".ps1"} or source.name == "README-windows.txt"
    target.write_text(text, encoding="utf-8", newline="\r\n" if windows else "\n")
    if target.suffix in {".sh", ".command"}:
        target.chmod(0o755)


def oldest_system(target: Target, wheels: Iterable[Wheel]) -> tuple[int, int]:
    """Return the oldest macOS, or glibc on Linux, on which all wheels run; (10, 0) on Windows."""
    if target.markers["sys_platform"] == "win32":
        return 10, 0
    found = [(0, 0)]
    for wheel in wheels:
        tags = {tag.platform for tag in parse_wheel_filename(wheel.file)[3]}
        versions = [match for tag in tags if (match := re.match(r"(?:macosx|manylinux)_(\d+)_(\d+)_", tag))]
        found += [min((int(match[1]), int(match[2])) for match in versions)] if versions else []
    return max(found)


def needed_system(target: Target, wheels: Iterable[Wheel]) -> str:
    """Return the oldest system that the wheels need, in words."""
    version = ".".join(map(str, oldest_system(target, wheels)))
    names = {
        "win32": "Windows 10 (1809)",
        "darwin": f"macOS {version}",
        "linux": f"Linux with glibc {version}",
    }
    return f"{names[target.markers['sys_platform']]} or newer"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    raise SystemExit(main())
