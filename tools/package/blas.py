"""Links numpy's library for linear algebra anew, with the routines that numpy calls and for the processors that it runs on.

numpy's wheel brings all routines of OpenBLAS and LAPACK, their interfaces for C, and libraries for Fortran: 25 MB. The same routines
are taken from the static OpenBLAS of Debian or Ubuntu, under the names that numpy calls, for some 8 MB. All functions of numpy work.
"""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

ARCHIVE = Path("/usr/lib/x86_64-linux-gnu/openblas64-pthread/libopenblas64.a")
"""OpenBLAS with numbers of 64 bits, in the package `libopenblas64-pthread-dev`."""

_REPLACED = "libscipy_openblas64_*.so"
_NO_LONGER_NEEDED = ("libgfortran-*.so*", "libquadmath-*.so*")
_PREFIX, _SUFFIX = "scipy_", "64_"
_STAND_INS = {
    "HASWELL": ("EXCAVATOR", "ZEN"),
    "SKYLAKEX": ("COOPERLAKE", "SAPPHIRERAPIDS"),
    # numpy itself needs the instructions of this one.
    "NEHALEM": (
        "ATOM", "BARCELONA", "BOBCAT", "BULLDOZER", "CORE2", "DUNNINGTON", "NANO", "OPTERON", "OPTERON_SSE3", "PENRYN", "PILEDRIVER",
        "PRESCOTT", "STEAMROLLER",
    ),
}  # fmt: skip
"""Kinds of processors whose routines stay, each with those that use them, too; numpy's wheel groups them likewise."""


def reduce_blas(internal: Path) -> None:
    """Replace the library in the folder of a frozen program; it stays where the static one is not installed."""
    libraries = list(internal.glob(f"numpy.libs/{_REPLACED}"))
    if platform.machine() != "x86_64" or not libraries:
        return
    if not ARCHIVE.is_file():
        print(f"{ARCHIVE} is missing: numpy keeps its own library, which is 17 MB larger.")
        return
    called = _called_names((internal / "numpy").rglob("*.so"))
    (library,) = libraries
    _link(called, library)
    # The links to them in the folder itself go, too.
    for pattern in _NO_LONGER_NEEDED:
        for path in (*internal.glob(pattern), *library.parent.glob(pattern)):
            path.unlink()


def _called_names(modules: Iterable[Path]) -> list[str]:
    """Return the names of routines that modules look for in the library."""
    command: list[str | Path] = ["nm", "--dynamic", "--undefined-only", "--format=just-symbols", *modules]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return sorted({name for name in listed.split() if name.startswith(_PREFIX)})


def linker_options(called: Iterable[str]) -> list[str]:
    """Return the options that link the routines for names such as `scipy_sgesv_64_`, and no others."""
    options = []
    for name in called:
        original = name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
        options += [f"--undefined={original}", f"--defsym={name}={original}"]
    return options + [
        f"--defsym=gotoblas_{other}=gotoblas_{kept}"
        for kept, others in _STAND_INS.items()
        for other in others
    ]


def _link(called: list[str], library: Path) -> None:
    with TemporaryDirectory() as folder:
        options, names = Path(folder) / "options", Path(folder) / "names"
        options.write_text("\n".join(linker_options(called)) + "\n", encoding="utf-8")
        names.write_text(
            f"{{ global: {' '.join(f'{name};' for name in called)} local: *; }};\n", encoding="utf-8"
        )
        command = [
            "gcc",
            "-shared",
            "-s",
            f"-Wl,-O1,--gc-sections,--soname,{library.name},--version-script,{names},@{options}",
        ]
        libraries: list[str | Path] = [
            ARCHIVE,
            "-Wl,-Bstatic",
            "-lgfortran",
            "-lquadmath",
            "-Wl,-Bdynamic",
            "-lm",
            "-lpthread",
        ]
        subprocess.run([*command, "-o", library, *libraries], check=True)
