"""Which wheels the program needs on another system: markers of that system, pinned versions, names and hashes of files.

pip evaluates environment markers for the computer it runs on, also where it is asked for another platform. So the
dependencies are followed here, with the markers of the target, and pip is asked for one exact version at a time.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = "briefbuilder"
EXTRAS = ("spelling", "password", "server", "world", "vectors")
"""The extras that are part of the product."""
INSTALLER = "installer"
"""The part of a bundle that installs the others."""
PYTHONS = ("3.11", "3.12", "3.13")
_MANYLINUX = (*(f"manylinux_2_{minor}_x86_64" for minor in range(34, 4, -1)), "manylinux2014_x86_64")


@dataclass(frozen=True)
class Target:
    """A system and a minor version of CPython."""

    platform: str
    python: str

    @property
    def markers(self) -> dict[str, str]:
        """The environment in which markers are evaluated, as the target's own pip would see it."""
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            **_PLATFORMS[self.platform].markers,
        }

    @property
    def tags(self) -> tuple[str, ...]:
        """Platform tags of wheels, the preferred ones first."""
        return _PLATFORMS[self.platform].tags


@dataclass(frozen=True)
class _Platform:
    markers: Mapping[str, str]
    tags: tuple[str, ...]


def _windows(machine: str) -> dict[str, str]:
    return {
        "os_name": "nt",
        "platform_machine": machine,
        "platform_system": "Windows",
        "sys_platform": "win32",
    }


def _macos(machine: str) -> _Platform:
    markers = {
        "os_name": "posix",
        "platform_machine": machine,
        "platform_system": "Darwin",
        "sys_platform": "darwin",
    }
    # The oldest macOS first: a wheel for a newer one is only taken where there is no other.
    return _Platform(markers, tuple(f"macosx_{version}_0_{machine}" for version in (13, 14, 15)))


_PLATFORMS = {
    "win_amd64": _Platform(_windows("AMD64"), ("win_amd64",)),
    "win_arm64": _Platform(_windows("ARM64"), ("win_arm64",)),
    "macosx_arm64": _macos("arm64"),
    "macosx_x86_64": _macos("x86_64"),
    "manylinux_x86_64": _Platform(
        {
            "os_name": "posix",
            "platform_machine": "x86_64",
            "platform_system": "Linux",
            "sys_platform": "linux",
        },
        _MANYLINUX,
    ),
}
PLATFORMS = tuple(_PLATFORMS)
LISTED = tuple(Target(platform, python) for platform in ("win_amd64", "macosx_arm64") for python in PYTHONS)
"""The targets whose lists are checked in."""


@dataclass(frozen=True, order=True)
class Wheel:
    """A file of the bundle; `parts` are "base" or the extras that need it, size is in bytes (0: not known)."""

    name: str
    version: str
    file: str
    sha256: str
    parts: tuple[str, ...] = ()
    size: int = 0

    @property
    def requirement(self) -> str:
        """The line that lets pip install this file and no other."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"


class MissingWheelsError(Exception):
    """Some packages have no wheel for the target; `missing` maps their pins to the parts that need them."""

    def __init__(self, missing: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


RequirementsOf = Callable[[Iterable[str]], Mapping[str, Iterable[Requirement]]]
"""From names of packages to what each requires, markers unevaluated."""


def roots(part: str) -> list[Requirement]:
    """Return what the program itself requires for a part ("base" or an extra), from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] if part == "base" else project["optional-dependencies"][part]
    return [Requirement(line) for line in lines]


def pins() -> dict[str, str]:
    """Return the version of each package in constraints.txt, by its canonical name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in rows}


def needed(part: str, target: Target, requirements_of: RequirementsOf) -> frozenset[str]:
    """Return the canonical names of all packages that a part needs on the target.

    Raises `SystemExit` where constraints.txt has no version that satisfies a requirement.
    """
    versions, known = pins(), dict[str, tuple[Requirement, ...]]()
    seen: set[tuple[str, str]] = set()
    waiting = _applicable(roots(part), target, "")
    while waiting:
        for requirement in waiting:
            _check_pin(requirement, versions)
        found = {
            (canonicalize_name(requirement.name), extra)
            for requirement in waiting
            for extra in ("", *requirement.extras)
        }
        found -= seen
        seen |= found
        asked = sorted({name for name, _ in found} - known.keys())
        known |= {name: tuple(requires) for name, requires in requirements_of(asked).items()}
        waiting = [
            requirement
            for name, extra in sorted(found)
            for requirement in _applicable(known.get(name, ()), target, extra)
        ]
    return frozenset(name for name, _ in seen)


def _applicable(requirements: Iterable[Requirement], target: Target, extra: str) -> list[Requirement]:
    environment = {**target.markers, "extra": extra}
    return [
        requirement
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate(environment)
    ]


def _check_pin(requirement: Requirement, versions: Mapping[str, str]) -> None:
    version = versions.get(canonicalize_name(requirement.name))
    if version is None or not requirement.specifier.contains(version, prereleases=True):
        pinned = f"pins {version}" if version else "pins no version"
        raise SystemExit(f"constraints.txt {pinned}, but {requirement} is required: change constraints.txt.")


def resolve(target: Target, extras: Iterable[str] = EXTRAS) -> list[Wheel]:
    """Return the wheels for the target with their hashes, asking the package index through pip.

    Raises `MissingWheelsError` after everything was asked for, so that it names all that is missing.
    """
    index = _Index(target)
    parts = {part: needed(part, target, index.requirements_of) for part in ("base", *extras)}
    parts[INSTALLER] = frozenset(index.requirements_of(["pip"]))
    users = {
        name: ("base",) if name in parts["base"] else tuple(part for part in parts if name in parts[part])
        for name in sorted(frozenset().union(*parts.values()))
    }
    missing = {f"{name}=={index.versions[name]}": users[name] for name in users if name in index.missing}
    if missing:
        raise MissingWheelsError(missing)
    return [
        Wheel(name, index.versions[name], *index.files[name], parts=users[name]) for name in sorted(users)
    ]


class _Index:
    """What the package index says of wheels for one target; each package is asked for once."""

    def __init__(self, target: Target) -> None:
        self.versions = pins()
        self.files: dict[str, tuple[str, str]] = {}
        self.missing: set[str] = set()
        self._requires: dict[str, list[Requirement]] = {}
        self._options = pip_options(target)

    def requirements_of(self, names: Iterable[str]) -> Mapping[str, Iterable[Requirement]]:
        """Return what each package requires; one without a wheel requires nothing."""
        asked = [name for name in names if name not in self._requires and name not in self.missing]
        if asked and not self._ask(asked):
            self.missing |= {name for name in asked if not self._ask([name])}
        return {name: self._requires.get(name, []) for name in names}

    def _ask(self, names: list[str]) -> bool:
        """Read names, hashes and requirements of wheels from pip's report; return False where one is missing."""
        exact = [f"{name}=={self.versions[name]}" for name in names]
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report.json")
            flags = ["--dry-run", "--ignore-installed", "--target", folder, "--report", str(report)]
            if not run_pip("install", *flags, *self._options, *exact):
                return False
            found = json.loads(report.read_text(encoding="utf-8"))["install"]
        for item in found:
            name = canonicalize_name(item["metadata"]["name"])
            source = item["download_info"]
            # Only the name of the file is kept, never where it came from.
            self.files[name] = (source["url"].rsplit("/", 1)[1], source["archive_info"]["hashes"]["sha256"])
            self._requires[name] = [Requirement(line) for line in item["metadata"].get("requires_dist", [])]
        return True


def pip_options(target: Target) -> list[str]:
    """Return the options that make pip choose wheels of the target, one exact version each."""
    abi = "cp" + target.python.replace(".", "")
    options = ["--no-deps", "--only-binary=:all:", "--implementation", "cp", "--abi", abi]
    options += ["--python-version", target.python]
    return options + [word for tag in target.tags for word in ("--platform", tag)]


def run_pip(*words: str) -> bool:
    """Run pip quietly; return whether it succeeded.

    Raises `SystemExit` where it failed for another reason than a missing wheel.
    """
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode and "No matching distribution found" not in done.stderr:
        raise SystemExit(f"pip failed:\n{done.stderr.strip()}")
    return done.returncode == 0


_COLUMNS = ("name", "version", "file", "size", "sha256", "parts")


def write_list(path: Path, wheels: Iterable[Wheel]) -> None:
    """Write wheels as tab-separated values."""
    rows = [
        (wheel.name, wheel.version, wheel.file, str(wheel.size), wheel.sha256, ",".join(wheel.parts))
        for wheel in sorted(wheels)
    ]
    path.write_text(
        "".join("\t".join(row) + "\n" for row in (_COLUMNS, *rows)), encoding="utf-8", newline="\n"
    )


def read_list(path: Path) -> list[Wheel]:
    """Read what `write_list` wrote."""
    wheels = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        name, version, file, size, sha256, parts = line.split("\t")
        wheels.append(Wheel(name, version, file, sha256, tuple(parts.split(",")), int(size)))
    return wheels


def expected_list(target: Target) -> Path:
    """Return the file of the expected wheels of a target, which is there for `LISTED` alone."""
    return ROOT / "tests" / "tools" / "expected" / f"wheels-{target.platform}-{target.python}.tsv"
