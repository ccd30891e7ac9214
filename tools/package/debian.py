"""Makes the Debian package of the frozen program: its desktop and AppStream files, icon, file type, page of the manual and dependencies."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

TYPE = "application/vnd.briefbuilder.dossier"

_DESKTOP = f"""[Desktop Entry]
Type=Application
Name=briefbuilder
GenericName=Briefing editor
GenericName[de]=Editor für Briefings
GenericName[fr]=Éditeur de briefings
GenericName[it]=Editor di briefing
Comment=Turn articles into policy briefings
Comment[de]=Aus Artikeln Briefings machen
Comment[fr]=Transformer des articles en briefings
Comment[it]=Trasformare articoli in briefing
Exec=briefbuilder %f
Icon=briefbuilder
Terminal=false
Categories=Office;WordProcessor;Qt;
MimeType={TYPE};
StartupWMClass=briefbuilder
"""

_FILE_TYPE = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{TYPE}">
    <comment>briefbuilder dossier</comment>
    <comment xml:lang="de">briefbuilder-Dossier</comment>
    <comment xml:lang="fr">dossier briefbuilder</comment>
    <comment xml:lang="it">dossier di briefbuilder</comment>
    <icon name="briefbuilder"/>
    <glob pattern="*.dossier" weight="60"/>
  </mime-type>
</mime-info>
"""

_APPSTREAM = f"""<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>org.briefbuilder.briefbuilder</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>briefbuilder</name>
  <developer id="org.briefbuilder"><name>the authors of briefbuilder</name></developer>
  <summary>Turn articles into policy briefings, offline</summary>
  <summary xml:lang="de">Aus Artikeln Briefings machen, ohne Netz</summary>
  <summary xml:lang="fr">Transformer des articles en briefings, hors ligne</summary>
  <summary xml:lang="it">Trasformare articoli in briefing, senza rete</summary>
  <description>
    <p>
      The program imports articles in many formats, tags their passages with the topics of a taxonomy, and composes briefings with
      sources and markings. They are exported as Word, OpenDocument, PDF, web page or Markdown file.
    </p>
    <p xml:lang="de">
      Das Programm liest Artikel in vielen Formaten ein, ordnet ihren Passagen die Themen einer Taxonomie zu und stellt Briefings mit
      Quellen und Kennzeichnungen zusammen. Ausgegeben werden sie als Word-, OpenDocument-, PDF- oder Markdown-Datei oder als Webseite.
    </p>
    <p xml:lang="fr">
      Le programme importe des articles dans de nombreux formats, associe leurs passages aux thèmes d’une taxonomie et compose des
      briefings avec sources et marquages. Ils sont exportés au format Word, OpenDocument, PDF, Markdown ou en page web.
    </p>
    <p xml:lang="it">
      Il programma importa articoli in molti formati, assegna ai loro passaggi i temi di una tassonomia e compone briefing con fonti e
      classifiche di segretezza. Si esportano come file Word, OpenDocument, PDF o Markdown, o come pagina web.
    </p>
  </description>
  <launchable type="desktop-id">briefbuilder.desktop</launchable>
  <icon type="stock">briefbuilder</icon>
  <categories>
    <category>Office</category>
    <category>WordProcessor</category>
  </categories>
  <provides>
    <binary>briefbuilder</binary>
    <mediatype>{TYPE}</mediatype>
  </provides>
  <content_rating type="oars-1.1"/>
</component>
"""

_MANUAL = r""".TH BRIEFBUILDER 1 "" "briefbuilder {version}" "User Commands"
.SH NAME
briefbuilder \- turn articles into policy briefings, offline
.SH SYNOPSIS
.B briefbuilder
.RI [ DOSSIER ]
.br
.B briefbuilder
.I COMMAND
.RI [ ARGUMENTS ]
.br
.B briefbuilder \-\-selftest
.RI [ PART ...]
.SH DESCRIPTION
Without a command the window opens, with the dossier that is named.
The program reads articles in many formats, tags their passages with topics, and composes briefings that are exported as
Word, OpenDocument, PDF, web page or Markdown file. It uses the network only for a common archive on a server that the user names.
.SH OPTIONS
.TP
.B \-\-help
List the commands;
.B briefbuilder COMMAND \-\-help
explains one.
.TP
.B \-\-version
Print the version.
.TP
.B \-\-selftest
Test the installation: the main job, the exchange of two desks, every importer, every export format and the window. One line is printed
for each part.
.SH EXIT STATUS
0 after success, 1 after a failure, 2 for wrong arguments.
.SH FILES
.TP
.I ~/.config/briefbuilder/settings.json
The settings of the user.
.TP
.I ~/.local/share/briefbuilder
Templates of the user and backups of dossiers.
.TP
.I ~/.local/state/briefbuilder/log
Reports of faults.
.TP
.I /etc/briefbuilder/policy.yaml
The policy of the administrator.
.TP
.I /usr/lib/briefbuilder/licences
The licences of all components;
.I /usr/lib/briefbuilder/sbom.cdx.json
lists them (CycloneDX).
"""

_CONTROL = """Package: briefbuilder
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Suggests: fonts-noto-cjk, tesseract-ocr, libreoffice-writer-nogui, hunspell-en-gb | hunspell-dictionary
Section: editors
Priority: optional
Description: turn articles into policy briefings, offline
 The program imports articles in many formats, tags their passages with the
 topics of a taxonomy, and composes briefings with sources and markings. They
 are exported as Word, OpenDocument, PDF, web page or Markdown file.
 .
 It uses the network only for a common archive on a server that the user
 names, and reads foreign files in sealed processes.
"""

_COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: briefbuilder

Files: *
Copyright: the authors of briefbuilder
License: Expat

Files: usr/lib/briefbuilder/_internal/*
Copyright: the authors of the components
License: several
 /usr/lib/briefbuilder/licences/README.txt lists the components and their
 licences; the texts lie beside it.

License: Expat
{licence}
"""

_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_OPTIONAL_PLUGINS = ("printsupport", "wayland", "egl", "ibus")
_PASSED_OVER = "platformthemes"
"""The folder of plugins that only a desktop that has their libraries loads."""
_KEYBOARDS = "xkb-data"
"""What the library for keyboards reads, which comes along."""
_DESKTOP_PARTS = ("shared-mime-info", "hicolor-icon-theme")
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")
_CACHED = re.compile(r"^\s+(\S+) \(.*\) => (\S+)$", re.MULTILINE)


def build_package(program: Path, root: Path, version: str, folder: Path) -> Path:
    """Build the Debian package of the frozen program in a folder, and return its path."""
    architecture = _ARCHITECTURES[os.uname().machine]
    tree = folder / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / "usr" / "lib" / "briefbuilder"
    home.parent.mkdir(parents=True)
    shutil.copytree(program, home, symlinks=True)
    _write_desktop_files(tree, root, version)
    depends, recommends = find_dependencies(program)
    control = _CONTROL.format(
        version=version,
        architecture=architecture,
        maintainer=os.environ.get("DEBEMAIL", "briefbuilder <briefbuilder@localhost>"),
        size=sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file()) // 1024,
        depends=", ".join(depends),
        recommends=", ".join(recommends),
    )
    _write(tree / "DEBIAN" / "control", control)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            is_program = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if is_program else 0o644)
    made = folder / f"briefbuilder_{version}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z10", "--build", str(tree), str(made)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return made


def find_dependencies(program: Path) -> tuple[list[str], list[str]]:
    """Return the packages that the libraries of a program need and those that optional plugins need."""
    present = {path.name for path in program.rglob("*")}
    needed: set[str] = set()
    optional: set[str] = set()
    glibc = (0, 0)
    for path in program.rglob("*"):
        if path.is_symlink() or path.parent.name == _PASSED_OVER or not _is_library(path):
            continue
        read = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True).stdout
        glibc = max(glibc, *((int(major), int(minor)) for major, minor in _GLIBC.findall(read)), (0, 0))
        is_optional = any(word in path.parent.name or word in path.name.lower() for word in _OPTIONAL_PLUGINS)
        (optional if is_optional else needed).update(set(_NEEDED.findall(read)) - present)
    required = _packages(needed) - {"libc6"}
    wanted = _packages(optional) - required - {"libc6"}
    rows = [
        f"libc6 (>= {glibc[0]}.{glibc[1]})",
        *(_with_older_name(name) for name in sorted(required | {_KEYBOARDS})),
    ]
    return rows, [*(_with_older_name(name) for name in sorted(wanted)), *_DESKTOP_PARTS]


def _is_library(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def _packages(libraries: Iterable[str]) -> set[str]:
    """Return the installed packages that hold libraries; one that is not installed is passed over."""
    listed = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    paths = dict(_CACHED.findall(listed))
    found = set()
    for name in libraries:
        if name not in paths:
            continue
        for path in {paths[name], str(Path(paths[name]).resolve()), f"/usr{paths[name]}"}:
            asked = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False)
            if asked.returncode == 0:
                found.add(asked.stdout.partition(":")[0])
                break
    return found


def _with_older_name(name: str) -> str:
    """Return a package with the name that it had before Debian's change to times of 64 bits."""
    return f"{name} | {name.removesuffix('t64')}" if name.endswith("t64") else name


def _write_desktop_files(tree: Path, root: Path, version: str) -> None:
    share = tree / "usr" / "share"
    links = tree / "usr" / "bin"
    links.mkdir(parents=True)
    (links / "briefbuilder").symlink_to("../lib/briefbuilder/briefbuilder")
    _write(share / "applications" / "briefbuilder.desktop", _DESKTOP)
    _write(share / "mime" / "packages" / "briefbuilder.xml", _FILE_TYPE)
    _write(share / "metainfo" / "org.briefbuilder.briefbuilder.metainfo.xml", _APPSTREAM)
    manual = share / "man" / "man1" / "briefbuilder.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress(_MANUAL.format(version=version).encode(), mtime=0))
    licence = "\n".join(
        f" {line}" if line.strip() else " ." for line in (root / "LICENSE").read_text("utf-8").splitlines()
    )
    _write(share / "doc" / "briefbuilder" / "copyright", _COPYRIGHT.format(licence=licence))
    icons = share / "icons" / "hicolor"
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; from briefbuilder.ui.widgets.icons import program_icon;"
        "app = QApplication([]); icon = program_icon();"
        "[icon.pixmap(size, size).toImage().save(f'{sys.argv[1]}/{size}.png') for size in map(int, sys.argv[2:])]"
    )
    sizes = ("32", "48", "64", "128", "256")
    icons.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-c", code, icons, *sizes],
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    for size in sizes:
        place = icons / f"{size}x{size}" / "apps"
        place.mkdir(parents=True)
        (icons / f"{size}.png").rename(place / "briefbuilder.png")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
