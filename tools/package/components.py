"""The components of the frozen program with their licences: the bill of materials, the texts, and what must not be in it."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distribution, distributions, packages_distributions
from pathlib import Path

import yaml
from cyclonedx.builder.this import this_component
from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as BomComponent
from cyclonedx.model.component import ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from license_expression import LicenseExpression, get_spdx_licensing
from packageurl import PackageURL

from package.blas import ARCHIVE

COMMON = Path("/usr/share/common-licenses")
"""The folder in which Debian keeps the texts of common licences."""

_DECLARED = {
    "asn1crypto": "MIT", "babel": "BSD-3-Clause", "certifi": "MPL-2.0", "charset-normalizer": "MIT",
    "chunspell": "MIT AND (MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-only)", "justext": "BSD-2-Clause", "lxml": "BSD-3-Clause",
    "lxml-html-clean": "BSD-3-Clause", "markdown-it-py": "MIT", "mdurl": "MIT", "msoffcrypto-tool": "MIT", "olefile": "BSD-2-Clause",
    "pg8000": "BSD-3-Clause",
    "pylatexenc": "MIT", "pyoxigraph": "MIT OR Apache-2.0", "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.0-or-later OR MPL-1.1",
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", "pystemmer": "MIT AND BSD-3-Clause",
    "python-bidi": "LGPL-3.0-or-later", "python-docx": "MIT", "pytz": "MIT", "pyyaml": "MIT", "reportlab": "BSD-3-Clause",
    "six": "MIT", "snowballstemmer": "BSD-3-Clause", "sqlcipher3": "Zlib", "tzdata": "Apache-2.0", "uharfbuzz": "Apache-2.0",
    "warcio": "Apache-2.0", "xlsxwriter": "BSD-2-Clause",
}  # fmt: skip
"""The licences of packages whose metadata have no SPDX expression, read from their files."""

_COMMON_TEXTS = ("Apache-2.0", "GPL-2", "GPL-3", "LGPL-2.1", "LGPL-3", "MPL-1.1", "MPL-2.0")
"""Texts that licence files refer to; the LGPL is an addition to the GPL, which is why that is there."""

_SYSTEM_LICENCES = {
    "libbz2": "bzip2-1.0.6", "libcrypto": "Apache-2.0", "libexpat": "MIT", "libffi": "MIT", "liblzma": "0BSD",
    "libsqlite3": "blessing", "libssl": "Apache-2.0", "libuuid": "BSD-3-Clause", "libxcb": "X11", "libxkbcommon": "MIT",
    "libz": "Zlib", "libzstd": "BSD-3-Clause OR GPL-2.0-only",
}  # fmt: skip
"""The licences of libraries of the building system, by the start of their names."""

_STRONG = ("GPL-", "AGPL-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of the program: its licence as an SPDX expression, and the files with the licence's text."""

    name: str
    version: str
    licence: str
    kind: ComponentType = ComponentType.LIBRARY
    purl: PackageURL | None = None
    texts: tuple[Path, ...] = field(default=())


class LicenceError(Exception):
    """A component whose licence is unknown or must not be in the program; the message says what to do."""


def find_components(internal: Path, root: Path, archive: Iterable[str]) -> tuple[Component, ...]:
    """Return all components of a frozen program, by name.

    Args:
        internal: The folder with its files.
        root: The checkout.
        archive: The names of the modules in its archive.

    Raises:
        LicenceError: A component has no known licence, or a module belongs to none.
    """
    packages = sorted(distributions(path=[str(internal)]), key=_key)
    _check_covered(packages, internal, archive)
    python_text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    found = [
        *(_package(each) for each in packages),
        Component(
            name="Python", version=platform.python_version(), licence="Python-2.0.1", kind=ComponentType.PLATFORM, texts=(python_text,)
        ),
        _bootloader(),
        *_qt(internal),
        *_linear_algebra(internal),
        *_fonts(root),
        Component(
            name="Lucide icons", version="", licence="ISC AND MIT", kind=ComponentType.DATA,
            texts=(root / "resources" / "icons" / "LICENSE",),
        ),
        Component(name="Unicode CLDR (selected data)", version="", licence="Unicode-3.0", kind=ComponentType.DATA),
        *_system_libraries(internal),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


def check_licences(components: Iterable[Component]) -> None:
    """Raise LicenceError where a component is under the GPL or AGPL without another choice or an exception."""
    refused = [f"{each.name} ({each.licence})" for each in components if not may_be_shipped(each.licence)]
    if refused:
        raise LicenceError(f"Leave these out, they are under the GPL or AGPL alone: {', '.join(refused)}")


def may_be_shipped(licence: str) -> bool:
    """Return whether an SPDX expression can be fulfilled without the GPL or the AGPL."""
    return _is_free(get_spdx_licensing().parse(licence, validate=True))


def _is_free(expression: LicenseExpression) -> bool:
    name = type(expression).__name__
    if name == "OR":
        return any(_is_free(each) for each in expression.args)
    if name == "AND":
        return all(_is_free(each) for each in expression.args)
    return " WITH " in str(expression) or not str(expression).startswith(_STRONG)


def write_bill(components: Iterable[Component], version: str, path: Path) -> None:
    """Write the bill of materials as CycloneDX JSON."""
    licences = LicenseFactory()
    bom = Bom()
    bom.metadata.tools.components.add(this_component())
    bom.metadata.component = BomComponent(
        name="briefbuilder",
        version=version,
        type=ComponentType.APPLICATION,
        licenses=[licences.make_from_string("MIT")],
        bom_ref="briefbuilder",
    )
    for each in components:
        if each.name == "briefbuilder":
            continue
        made = BomComponent(
            name=each.name,
            version=each.version or None,
            type=each.kind,
            purl=each.purl,
            licenses=[licences.make_with_expression(each.licence)],
            bom_ref=f"{each.name} {each.version}",
        )
        bom.components.add(made)
        bom.register_dependency(bom.metadata.component, [made])
    outputter = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    path.write_text(outputter.output_as_string(indent=1) + "\n", encoding="utf-8")


def write_texts(components: Iterable[Component], folder: Path) -> None:
    """Write a list of the components and the texts of their licences into a folder."""
    rows = ["briefbuilder is made of these components. The folders hold the texts of their licences.", ""]
    for each in components:
        rows.append(f"{each.name} {each.version}".rstrip() + f": {each.licence}")
        for text in each.texts:
            target = folder / each.name.replace("/", "-") / text.name
            target.parent.mkdir(parents=True, exist_ok=True)
            while target.exists() and target.read_bytes() != text.read_bytes():
                target = target.with_name(f"{target.name}_")
            shutil.copyfile(text, target)
    common = folder / "common licences"
    common.mkdir(parents=True)
    for name in _COMMON_TEXTS:
        if not (COMMON / name).is_file():
            raise LicenceError(f"{COMMON / name} is missing: build the package on Debian or Ubuntu")
        shutil.copyfile(COMMON / name, common / name)
    rows += [
        "",
        "Qt is used under the LGPL 3. Its libraries lie in _internal/PySide6/Qt and can be replaced by others of the same version.",
    ]
    (folder / "README.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _key(package: Distribution) -> str:
    return package.metadata["Name"].lower().replace("_", "-")


def _package(package: Distribution) -> Component:
    name = _key(package)
    stated = package.metadata.get_all("License-Expression")
    licence = stated[0] if stated else _DECLARED.get(name)
    if licence is None:
        raise LicenceError(f"{name}: read its licence and add it to the table in components.py")
    texts = [
        Path(str(package.locate_file(file)))
        for file in package.files or ()
        if ".dist-info" in str(file)
        and any(word in file.name.lower() or "licenses" in file.parts for word in ("licen", "copying", "notice", "authors"))
    ]  # fmt: skip
    return Component(
        name=name,
        version=package.version,
        licence=licence,
        purl=PackageURL("pypi", None, name, package.version),
        texts=tuple(text for text in texts if text.is_file()),
    )


def _check_covered(packages: list[Distribution], internal: Path, archive: Iterable[str]) -> None:
    """Raise LicenceError where a module in the program belongs to no component."""
    known = {_key(each) for each in packages}
    owners = packages_distributions()
    tops = {name.partition(".")[0] for name in archive} | {
        path.name.partition(".")[0]
        for path in internal.iterdir()
        if not path.name.endswith((".dist-info", ".libs")) and not path.name.startswith("lib")
    }
    helpers = {"base_library", "briefbuilder", "entry"}
    prefixes = ("_distutils", "_pyi", "_sysconfigdata", "pyi", f"python{sys.version_info.major}")
    foreign = [
        name
        for name in sorted(tops - set(sys.stdlib_module_names) - helpers)
        if not name.startswith(prefixes)
        and not known & {each.lower().replace("_", "-") for each in owners.get(name, ())}
    ]
    if foreign:
        raise LicenceError(f"These modules belong to no component: {', '.join(foreign)}")


def _bootloader() -> Component:
    pyinstaller = distribution("pyinstaller")
    return Component(
        name="PyInstaller bootloader",
        version=pyinstaller.version,
        licence="GPL-2.0-or-later WITH Bootloader-exception",
        purl=PackageURL("pypi", None, "pyinstaller", pyinstaller.version),
        texts=tuple(
            Path(str(pyinstaller.locate_file(file)))
            for file in pyinstaller.files or ()
            if file.name.startswith("COPYING")
        ),
    )


def _qt(internal: Path) -> Iterator[Component]:
    version = distribution("PySide6_Essentials").version
    licence = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"
    folder = internal / "PySide6"
    libraries = sorted({path.name.partition(".")[0] for path in folder.rglob("*Qt6*") if path.is_file()})
    yield Component(
        name=f"Qt ({', '.join(libraries)})",
        version=version,
        licence=licence,
        purl=PackageURL("generic", None, "qt", version),
    )
    if any(folder.rglob("libicu*")):
        yield Component(name="ICU (reduced data)", version=_icu_version(folder), licence="Unicode-3.0")


def _linear_algebra(internal: Path) -> Iterator[Component]:
    """Yield the routines that numpy calls, where they were linked anew."""
    libraries = internal / "numpy.libs"
    if not libraries.is_dir() or any(libraries.glob("libgfortran-*")):
        return
    package, version = _debian_package(ARCHIVE.name)
    package = package.partition(":")[0]
    yield Component(
        name="OpenBLAS and LAPACK (routines that numpy calls)",
        version=version,
        licence="BSD-3-Clause AND BSD-3-Clause-Open-MPI AND GPL-3.0-or-later WITH GCC-exception-3.1",
        purl=PackageURL("deb", "debian", package, version),
        texts=(Path("/usr/share/doc") / package / "copyright",),
    )


def _icu_version(folder: Path) -> str:
    return next(iter(sorted(folder.rglob("libicudata.so.*")))).name.rpartition(".")[2]


def _fonts(root: Path) -> Iterator[Component]:
    folder = root / "resources" / "fonts"
    table = yaml.safe_load((folder / "fonts.yaml").read_text("utf-8"))
    for family in table["families"]:
        if family.get("package"):
            continue  # a component of its own
        place = folder / Path(family["regular"]).parent
        texts = tuple(path for path in sorted(place.iterdir()) if path.suffix not in {".ttf", ".otf"})
        yield Component(
            name=family["name"], version="", licence=family["licence"], kind=ComponentType.DATA, texts=texts
        )


def _system_libraries(internal: Path) -> Iterator[Component]:
    """Yield the libraries that come from packages of the building system."""
    own = {path.name for path in internal.rglob("*.so*") if len(path.relative_to(internal).parts) > 1}
    for path in sorted(internal.glob("lib*.so*")):
        start = next(
            (
                start
                for start in _SYSTEM_LICENCES
                if path.name.startswith(f"{start}.") or path.name.startswith(f"{start}-")
            ),
            None,
        )
        if path.is_symlink() or path.name in own or start is None:
            continue
        package, version = _debian_package(path.name)
        texts = (Path("/usr/share/doc") / package.partition(":")[0] / "copyright",)
        yield Component(
            name=path.name,
            version=version,
            licence=_SYSTEM_LICENCES[start],
            purl=PackageURL("deb", "debian", package.partition(":")[0], version) if package else None,
            texts=tuple(text for text in texts if text.is_file()),
        )


def _debian_package(name: str) -> tuple[str, str]:
    asked = subprocess.run(["dpkg-query", "-S", f"*/{name}"], capture_output=True, text=True, check=False)
    package = asked.stdout.partition(": ")[0].partition(",")[0]
    if not package:
        return "", ""
    query = ["dpkg-query", "-W", "-f", "${Version}", package]
    return package, subprocess.run(query, capture_output=True, text=True, check=False).stdout
