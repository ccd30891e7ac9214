"""The folder for administrators: what it lists for other systems, what it holds, and that it installs here."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import importlib.util
import json
import plistlib
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import bundle_wheels
import offline_bundle
import pytest
from bundle_wheels import LISTED, Target, Wheel
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename
from PIL import Image
from PySide6.QtWidgets import QApplication
from tests.narrowing import not_none

HERE = Target("manylinux_x86_64", f"{sys.version_info.major}.{sys.version_info.minor}")


@functools.cache
def installed_requirements(name: str) -> tuple[Requirement, ...]:
    """Return what a package requires that the tests have installed at the pinned version; nothing for others."""
    try:
        return tuple(Requirement(line) for line in importlib.metadata.requires(name) or ())
    except importlib.metadata.PackageNotFoundError:
        return ()


def requirements_here(names: Iterable[str]) -> Mapping[str, Iterable[Requirement]]:
    return {name: installed_requirements(name) for name in names}


@pytest.mark.parametrize("target", LISTED, ids=lambda target: f"{target.platform}-{target.python}")
def test_the_expected_wheels_are_what_the_project_requires_on_that_system(target: Target) -> None:
    """Where this fails after a change of pyproject.toml or constraints.txt: tools/offline_bundle.py --refresh."""
    wheels = {wheel.name: wheel for wheel in bundle_wheels.read_list(bundle_wheels.expected_list(target))}
    base = bundle_wheels.needed("base", target, requirements_here)
    wanted = dict.fromkeys(base, ("base",)) | {"pip": ("installer",)}
    for extra in bundle_wheels.EXTRAS:
        for name in bundle_wheels.needed(extra, target, requirements_here) - base:
            wanted[name] = (*wanted.get(name, ()), extra)
    pins = bundle_wheels.pins()
    assert {wheel.name: wheel.parts for wheel in wheels.values()} == wanted
    assert {wheel.name: wheel.version for wheel in wheels.values()} == {name: pins[name] for name in wanted}
    supported = supported_tags(target)
    for wheel in wheels.values():
        name, version, _, tags = parse_wheel_filename(wheel.file)
        assert (name, str(version)) == (wheel.name, wheel.version)
        assert tags & supported, wheel.file


def supported_tags(target: Target) -> frozenset[Tag]:
    """Return the tags of wheels that pip takes on the target; on macOS those for version 15."""
    version = tuple(map(int, target.python.split(".")))
    platforms = ["win_amd64"] if target.platform == "win_amd64" else list(mac_platforms((15, 0), "arm64"))
    interpreter = "cp" + target.python.replace(".", "")
    abis = [interpreter]
    return frozenset(
        [*cpython_tags(version, abis, platforms), *compatible_tags(version, interpreter, platforms)]
    )


def test_no_python_gets_the_release_of_qt_that_crashes_it() -> None:
    for target in LISTED:
        versions = {
            wheel.name: wheel.version
            for wheel in bundle_wheels.read_list(bundle_wheels.expected_list(target))
        }
        assert versions["pyside6-essentials"] == versions["shiboken6"] != "6.12.0"


def test_markers_are_those_of_the_target_and_not_of_this_computer() -> None:
    lines = {
        "lxml": ["colorama>=0.4; sys_platform == 'win32'", "tzdata; platform_system != 'Linux'"],
        "pillow": ["extra-only; extra == 'xmp'", "tomli; python_version < '3.12'"],
    }

    def requirements_of(names: Iterable[str]) -> Mapping[str, Iterable[Requirement]]:
        return {name: [Requirement(line) for line in lines.get(name, ())] for name in names}

    def needed(platform: str, python: str) -> frozenset[str]:
        return bundle_wheels.needed("base", Target(platform, python), requirements_of)

    pins = {**bundle_wheels.pins(), "colorama": "0.4.6", "tomli": "2"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle_wheels, "pins", lambda: pins)
        assert {"colorama", "tzdata", "tomli"} <= needed("win_amd64", "3.11")
        assert needed("macosx_arm64", "3.13") & {"colorama", "tzdata", "tomli", "extra-only"} == {"tzdata"}
        assert "text2num" in needed("macosx_arm64", "3.12")
        assert "text2num" not in needed("macosx_x86_64", "3.12")


def test_a_requirement_without_a_pinned_version_stops_the_tool() -> None:
    def requirements_of(names: Iterable[str]) -> Mapping[str, Iterable[Requirement]]:
        return {name: [Requirement("never-pinned>=1")] if name == "lxml" else [] for name in names}

    with pytest.raises(SystemExit, match="pins no version, but never-pinned>=1"):
        bundle_wheels.needed("base", HERE, requirements_of)


def test_every_package_without_a_wheel_is_named_with_the_parts_that_need_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def pip(*words: str) -> bool:
        """Offer a wheel of everything but three packages."""
        pins = [word.split("==") for word in words if "==" in word]
        if {name for name, _ in pins} & {"cryptography", "uharfbuzz", "chunspell"}:
            return False
        report = Path(words[words.index("--report") + 1])
        found = [
            {
                "metadata": {"name": name, "version": version},
                "download_info": {
                    "url": f"https://host.invalid/some/{name}-{version}-py3-none-any.whl",
                    "archive_info": {"hashes": {"sha256": "0" * 64}},
                },
            }
            for name, version in pins
        ]
        report.write_text(json.dumps({"install": found}), encoding="utf-8")
        return True

    monkeypatch.setattr(bundle_wheels, "run_pip", pip)
    assert offline_bundle.build(Target("win_arm64", "3.12"), ["spelling", "password"], tmp_path / "out") == 1
    said = capsys.readouterr().out
    pins = bundle_wheels.pins()
    for name, part in (("cryptography", "password"), ("uharfbuzz", "base"), ("chunspell", "spelling")):
        assert f"{name}=={pins[name]} (needed by {part})" in said
    assert "take --platform win_amd64" in said
    assert not (tmp_path / "out").exists()


def toy_wheel(folder: Path, name: str, version: str, files: Mapping[str, str]) -> Wheel:
    """Write a wheel with the given files."""
    info = f"{name}-{version}.dist-info"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    parts = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\nLicense-Expression: MIT\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [*parts, f"{info}/RECORD"]
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in parts.items():
            archive.writestr(member, text)
        archive.writestr(f"{info}/RECORD", "".join(f"{row},,\n" for row in rows))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Wheel(name, version, path.name, digest, ("base",), path.stat().st_size)


def pip_wheel(folder: Path) -> Wheel:
    """Write a wheel that starts the pip of the tests: the real one takes seconds to be read from its archive."""
    pip = Path(str(importlib.metadata.distribution("pip").locate_file("pip")))
    (folder.parent / "pip").symlink_to(pip, target_is_directory=True)
    start = f"import sys; sys.path.insert(0, {str(folder.parent)!r}); from pip._internal.cli.main import main; sys.exit(main())"
    return replace(toy_wheel(folder, "pip", "99", {"pip/__main__.py": start}), parts=("installer",))


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> dict[str, Path]:
    """Bundles by platform, whose program prints its version and its arguments and needs one other package."""

    def download(_target: Target, _wheels: Iterable[Wheel], folder: Path) -> list[Wheel]:
        toy = toy_wheel(folder, "toy", "2.0", {"toy/__init__.py": "", "toy/data/LICENSE: MIT": "Toy licence"})
        return [pip_wheel(folder), toy]

    def own(folder: Path) -> Wheel:
        code = "import toy, sys; print('briefbuilder 7.0', *sys.argv[1:])"
        files = {"briefbuilder/__init__.py": "", "briefbuilder/__main__.py": code}
        return toy_wheel(folder, "briefbuilder", "7.0", files)

    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle_wheels, "resolve", lambda *_: [])
        patch.setattr(offline_bundle, "download", download)
        patch.setattr(offline_bundle, "build_own_wheel", own)
        patch.setattr(offline_bundle, "LISTED", ())
        for target in (Target("win_amd64", "3.13"), Target("macosx_arm64", "3.12"), HERE):
            out = tmp_path_factory.mktemp("made") / f"a bundle for {target.platform}"
            assert offline_bundle.build(target, ["spelling"], out) == 0
            made[target.platform] = out
    return made


@pytest.mark.parametrize(
    ("platform", "starts"),
    [
        ("win_amd64", "install.cmd"),
        ("macosx_arm64", "install.command"),
        ("manylinux_x86_64", "install.sh"),
    ],
)
def test_a_bundle_says_all_that_an_administrator_needs(
    bundles: Mapping[str, Path], platform: str, starts: str
) -> None:
    out = bundles[platform]
    readme = (out / "README.txt").read_text(encoding="utf-8")
    assert starts in readme
    assert "briefbuilder 7.0 for" in readme
    assert "base, spelling" in readme
    assert "@" not in readme
    listed = {
        name: digest
        for digest, name in (
            line.split("  ") for line in (out / "SHA256SUMS").read_text("utf-8").splitlines()
        )
    }
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    assert listed == {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in files.items()
        if name != "SHA256SUMS"
    }
    assert {
        starts,
        "licences/toy-2.0/01-LICENSE__MIT.txt",
        "licences/index.tsv",
        "packages.tsv",
    } <= listed.keys()
    required = (out / "requirements.txt").read_text(encoding="utf-8")
    assert "toy==2.0 --hash=sha256:" in required
    assert "briefbuilder==7.0 --hash=sha256:" in required
    assert "pip==" not in required
    with Image.open(out / "briefbuilder.ico") as icon:
        assert {(16, 16), (256, 256)} <= icon.info["sizes"]


def test_scripts_of_windows_have_its_line_ends_and_no_letters_that_it_would_misread(
    bundles: Mapping[str, Path],
) -> None:
    out = bundles["win_amd64"]
    scripts = [path for path in out.iterdir() if path.suffix in {".cmd", ".ps1"}]
    assert len(scripts) == 4
    for path in scripts:
        text = path.read_bytes()
        assert text.isascii()
        assert text.count(b"\n") == text.count(b"\r\n") > 3


Installer = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def installer(bundles: Mapping[str, Path], tmp_path: Path) -> Installer:
    """Run a script of the bundle in `tmp_path / "a copy"` for a user whose home is `tmp_path / "a home"`."""
    if shutil.which("sh") is None:
        pytest.skip("there is no sh")
    bundle, home, stand_ins = tmp_path / "a copy", tmp_path / "a home", tmp_path / "stand-ins"
    home.mkdir()
    stand_ins.mkdir()

    def run(
        script: str, interpreter_name: str = sys.executable, **stand_in: str
    ) -> subprocess.CompletedProcess[str]:
        for name, line in stand_in.items():
            (stand_ins / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
            (stand_ins / name).chmod(0o755)
        environment = {
            "HOME": str(home),
            "PATH": f"{stand_ins}:/usr/bin:/bin",
            "BRIEFBUILDER_PYTHON": str(stand_ins / interpreter_name),
        }
        command = ["sh", str(bundle / script)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    return run


def test_a_bundle_installs_without_network_and_is_removed(
    bundles: Mapping[str, Path], tmp_path: Path, installer: Installer
) -> None:
    bundle = shutil.copytree(bundles[HERE.platform], tmp_path / "a copy")
    home = tmp_path / "a home"
    done = installer("install.sh")
    assert done.returncode == 0, done.stderr
    python = home / ".local/opt/briefbuilder/python/bin/python"
    entry = (home / ".local/share/applications/briefbuilder.desktop").read_text(encoding="utf-8")
    assert f'Exec="{python}" -I -m briefbuilder %f' in entry
    start = [str(python), "-I", "-m", "briefbuilder", "a b.dossier"]
    assert (
        subprocess.run(start, capture_output=True, text=True, check=True).stdout
        == "briefbuilder 7.0 a b.dossier\n"
    )

    requirements = bundle / "requirements.txt"
    whole = requirements.read_text(encoding="utf-8")
    requirements.write_text(
        whole.replace("briefbuilder==7.0 --hash=sha256:", "briefbuilder==7.0 --hash=sha256:0")
    )
    done = installer("install.sh")
    assert done.returncode == 1
    assert "damaged or missing:\n  requirements.txt" in done.stderr
    reseal(bundle)
    done = installer("install.sh")
    assert done.returncode == 1
    assert "Nothing was installed: the lines above say why" in done.stderr
    assert subprocess.run(start, check=False, stdout=subprocess.DEVNULL).returncode == 0

    done = installer("uninstall.sh")
    assert done.returncode == 0, done.stderr
    assert [
        path for path in home.rglob("*") if path.is_file() and "mime" not in str(path.relative_to(home))
    ] == []


def test_on_a_mac_the_installer_makes_an_application_for_dossiers(
    bundles: Mapping[str, Path], tmp_path: Path, installer: Installer
) -> None:
    """The Mac and its Python are stand-ins: the script is tried, not the system."""
    bundle = shutil.copytree(bundles["macosx_arm64"], tmp_path / "a copy")
    settings = (bundle / "bundle.cfg").read_text(encoding="utf-8")
    (bundle / "bundle.cfg").write_text(settings.replace("minimum=0.0", "minimum=15.0"), encoding="utf-8")
    python = """
        [ "$2" = --check ] && exit 0
        [ "$1" = -I ] && echo "$@" && exit 0
        mkdir -p "$2/python/bin" && cp "$0" "$2/python/bin/python"
    """
    done = installer(
        "install.command", "interpreter", interpreter=python, uname="echo Darwin", sw_vers="echo 14.7"
    )
    assert (done.returncode, done.stderr) == (
        1,
        "briefbuilder needs macOS 15.0 or newer, and this Mac has 14.7.\n",
    )
    done = installer("install.command", "interpreter", sw_vers="echo 15.0.1")
    assert done.returncode == 0, done.stderr
    application = tmp_path / "a home" / "Applications" / "briefbuilder.app"
    facts = plistlib.loads((application / "Contents/Info.plist").read_bytes())
    assert (facts["CFBundleShortVersionString"], facts["LSMinimumSystemVersion"]) == ("7.0", "0.0")
    (kind,) = facts["CFBundleDocumentTypes"]
    (declared,) = facts["UTExportedTypeDeclarations"]
    assert kind["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    assert declared["UTTypeTagSpecification"] == {"public.filename-extension": ["dossier"]}
    assert (application / "Contents/Resources" / facts["CFBundleIconFile"]).is_file()
    start = [str(application / "Contents/MacOS" / facts["CFBundleExecutable"]), "a b.dossier"]
    assert (
        subprocess.run(start, capture_output=True, text=True, check=True).stdout
        == "-I -m briefbuilder a b.dossier\n"
    )
    assert installer("uninstall.command").returncode == 0
    assert list((tmp_path / "a home").rglob("*.app")) == []


def reseal(bundle: Path) -> None:
    """List the present files in SHA256SUMS."""
    names = [line.split("  ")[1] for line in (bundle / "SHA256SUMS").read_text("utf-8").splitlines()]
    rows = [f"{hashlib.sha256((bundle / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (bundle / "SHA256SUMS").write_text("".join(rows), encoding="utf-8")


def test_another_python_is_refused_with_one_sentence(bundles: Mapping[str, Path]) -> None:
    bundle = bundles["win_amd64"]
    done = subprocess.run(
        [sys.executable, str(bundle / "install_files.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.startswith("This folder is for win32 amd64 3.13 cpython, and ")


def test_a_python_beside_the_installer_is_copied_and_finds_packages(
    bundles: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The embeddable Python for Windows is a stand-in: its files, and what it says of itself."""
    bundle = tmp_path / "a copy"
    (bundle / "python").mkdir(parents=True)
    (bundle / "python" / "python.exe").touch()
    (bundle / "python" / "python312._pth").write_text(
        "python312.zip\n.\n\n# Uncomment\n#import site\n", "utf-8"
    )
    shutil.copy(bundles["win_amd64"] / "install_files.py", bundle)
    spec = not_none(importlib.util.spec_from_file_location("install_files", bundle / "install_files.py"))
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "executable", str(bundle / "python" / "python.exe"))
    monkeypatch.setattr(sys, "base_prefix", str(bundle / "python"))
    place = tmp_path / "programs" / "python"
    assert module.make_environment(place) == place / "python.exe"
    assert (place / "python.exe").is_file()
    lines = (place / "python312._pth").read_text("utf-8").splitlines()
    assert lines == ["python312.zip", ".", "Lib\\site-packages", "import site"]


def test_the_page_for_administrators_names_every_choice_and_only_files_that_exist(root: Path) -> None:
    page = (root / "docs" / "administrators" / "windows-macos.md").read_text(encoding="utf-8")
    choices = (*bundle_wheels.PLATFORMS, *bundle_wheels.PYTHONS, *bundle_wheels.EXTRAS)
    assert [choice for choice in choices if f"`{choice}`" not in page] == []
    named = {name.replace("\\", "/") for name in re.findall(r"tools[/\\][\w/\\]+\.\w+", page)}
    assert len(named) >= 4
    assert [name for name in sorted(named) if not (root / name).is_file()] in (
        [],
        ["tools/package/briefbuilder.spec"],
    )
