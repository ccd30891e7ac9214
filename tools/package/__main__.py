"""Builds the frozen program, tests it, and makes its packages in `dist/`: run `make package`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PyInstaller.archive.readers import CArchiveReader

from briefbuilder import __version__
from package.components import check_licences, find_components, write_bill, write_texts
from package.debian import build_package
from package.shrink import drop_notes, link_copies, shrink_fonts, shrink_libraries

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DIST = ROOT / "dist"
PROGRAM = DIST / "briefbuilder"
INTERNAL = PROGRAM / "_internal"
LARGEST = 230
"""The most megabytes (of 1024 × 1024 bytes) that the folder should take, without the extras `world` and `vectors`."""
_MEGABYTE = 1024 * 1024


def main() -> int:
    """Build and test; return the exit status."""
    _freeze()
    shrink_libraries(INTERNAL)
    shrink_fonts(INTERNAL)
    _describe()
    drop_notes(INTERNAL)
    link_copies(PROGRAM)
    _print_sizes()
    if _run_selftest():
        return 1
    for made in (
        _archive(),
        *([build_package(PROGRAM, ROOT, __version__, DIST)] if shutil.which("dpkg-deb") else []),
    ):
        print(f"{made.relative_to(ROOT)}: {made.stat().st_size / _MEGABYTE:.1f} MB")
    return 0


def _freeze() -> None:
    work = ROOT / "build"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--workpath", str(work), "--distpath", str(DIST), str(HERE / "briefbuilder.spec")]
    subprocess.run([*command, *places], check=True, cwd=ROOT)


def _describe() -> None:
    """Write the bill of materials and the licences into the folder; refuse what must not be in it."""
    executable = CArchiveReader(str(PROGRAM / "briefbuilder"))
    name = next(each for each in executable.toc if each.startswith("PYZ"))
    components = find_components(INTERNAL, ROOT, executable.open_embedded_archive(name).toc)
    check_licences(components)
    licences = PROGRAM / "licences"
    licences.mkdir()
    write_texts(components, licences)
    write_bill(components, __version__, PROGRAM / "sbom.cdx.json")
    print(f"{len(components)} components, none under the GPL or AGPL alone")


def _print_sizes() -> None:
    sizes: Counter[str] = Counter()
    for path in PROGRAM.rglob("*"):
        if path.is_file() and not path.is_symlink():
            sizes[_component(path)] += path.stat().st_size
    print("\n| component | MB |\n|---|---|")
    small = 0
    for name, size in sizes.most_common():
        if size < _MEGABYTE:
            small += size
        else:
            print(f"| {name} | {size / _MEGABYTE:.1f} |")
    total = sum(sizes.values()) / _MEGABYTE
    print(f"| {sum(size < _MEGABYTE for size in sizes.values())} smaller ones | {small / _MEGABYTE:.1f} |")
    print(f"| **all** | **{total:.1f}** |\n")
    if total > LARGEST:
        print(f"That is more than {LARGEST} MB.")


def _component(path: Path) -> str:
    if path.parent == PROGRAM:
        return "modules of Python, in the executable" if path.name == "briefbuilder" else path.name
    parts = path.relative_to(INTERNAL).parts if path.is_relative_to(INTERNAL) else ("licences",)
    if parts[0] == "PySide6":
        return "Qt" if "Qt" in parts else "PySide6"
    if parts[:2] == ("briefbuilder", "_data"):
        return f"briefbuilder: {parts[2]}"
    return parts[0].removesuffix(".libs").partition(".so")[0].partition(".cpython")[0]


def _run_selftest() -> int:
    """Run the self-test from a folder outside the checkout, with an empty environment."""
    with TemporaryDirectory() as folder:
        return subprocess.run(
            [PROGRAM / "briefbuilder", "--selftest"], check=False, cwd=folder, env=dict(_bare())
        ).returncode


def _bare() -> Iterator[tuple[str, str]]:
    """Yield the variables without which no program starts: Windows needs one."""
    if "SYSTEMROOT" in os.environ:
        yield "SYSTEMROOT", os.environ["SYSTEMROOT"]


def _archive() -> Path:
    made = DIST / f"briefbuilder-{__version__}-{sys.platform}-{os.uname().machine}.tar.gz"
    with tarfile.open(made, "w:gz", compresslevel=6) as archive:
        archive.add(PROGRAM, f"briefbuilder-{__version__}", filter=_owned_by_root)
    return made


def _owned_by_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


if __name__ == "__main__":
    raise SystemExit(main())
