"""What is left out of the frozen program, and the data of ICU that stay."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pyphen
import pytest
from package.blas import linker_options
from package.contents import stays
from package.icu import reduce_data
from package.shrink import drop_notes, link_copies

OWN = ("/venv", "/python")


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("libreadline.so.8", "/lib/x86_64-linux-gnu/libreadline.so.8", False),
        ("libstdc++.so.6", "/lib/x86_64-linux-gnu/libstdc++.so.6", False),
        ("libssl.so.3", "/lib/x86_64-linux-gnu/libssl.so.3", True),
        ("libcrypto.so.3", "/lib/x86_64-linux-gnu/libcrypto.so.3", True),
        ("libxcb-cursor.so.0", "/lib/x86_64-linux-gnu/libxcb-cursor.so.0", True),
        ("libxcb.so.1", "/lib/x86_64-linux-gnu/libxcb.so.1", False),
        ("libQt6Core.so.6", "", True),
        ("lxml/etree.cpython-311-x86_64-linux-gnu.so", "/venv/lib/lxml/etree.so", True),
        ("PySide6/Qt/qml/QtQml/qmldir", "/venv/PySide6/Qt/qml/QtQml/qmldir", False),
        ("PySide6/Qt/lib/libQt6VirtualKeyboard.so.6", "/venv/x.so", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/x.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", "/venv/x.so", False),
        ("PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so", "/venv/x.so", True),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", "/venv/x.so", True),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", "/venv/x.so", False),
        ("PySide6/Qt/translations/qtbase_it.qm", "/venv/x.qm", True),
        ("PySide6/Qt/translations/qtbase_pl.qm", "/venv/x.qm", False),
        ("babel/locale-data/sw.dat", "/venv/babel/locale-data/sw.dat", False),
        ("babel/locale-data/root.dat", "/venv/babel/locale-data/root.dat", True),
        ("pytz/zoneinfo/Europe/Rome", "/venv/pytz/zoneinfo/Europe/Rome", False),
        ("pytz/tzinfo.py", "/venv/pytz/tzinfo.py", True),
        ("briefbuilder/_data/resources/locales/sw.yaml", "/checkout/sw.yaml", True),
    ],
)
def test_only_what_the_program_uses_stays(target: str, source: str, expected: bool) -> None:
    assert stays(target, source, OWN, on_linux=True) is expected


@pytest.mark.parametrize("country", ["DE", "CH"])
def test_words_are_divided_without_the_dictionary_of_their_country(country: str) -> None:
    name = f"hyph_de_{country}.dic"
    assert not stays(f"pyphen/dictionaries/{name}", f"/venv/{name}", OWN, on_linux=True)
    left_out, kept = pyphen.LANGUAGES[f"de_{country}"], pyphen.LANGUAGES["de"]
    assert stays(f"pyphen/dictionaries/{kept.name}", "/venv/x.dic", OWN, on_linux=True)
    patterns = [
        [line for line in path.read_text("latin-1").splitlines() if "#" not in line]
        for path in (left_out, kept)
    ]
    assert len(patterns[0]) > 10_000
    assert patterns[0] == patterns[1]


def library(items: dict[str, bytes]) -> bytes:
    """Return a library with a package of ICU's data, laid out as in ICU's own."""
    names = b"".join(f"icudt99l/{name}".encode() + b"\0" for name in items)
    start = 4 + 8 * len(items)
    place = -(-(start + len(names)) // 16) * 16
    table, bodies, name_place = struct.pack("<I", len(items)), b"", start
    for name, content in items.items():
        table += struct.pack("<II", name_place, place + len(bodies))
        name_place += len(f"icudt99l/{name}") + 1
        bodies += content + bytes(-len(content) % 16)
    head = struct.pack("<HBBHHBBBB4s", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD") + bytes(16)
    return b"\x7fELF" + bytes(60) + head + (table + names).ljust(place, b"\0") + bodies


def items_of(data: bytes) -> dict[str, bytes]:
    """Read a package by the layout that ICU documents."""
    base = struct.unpack_from("<H", data)[0]
    count = struct.unpack_from("<I", data, base)[0]
    pairs = [struct.unpack_from("<II", data, base + 4 + 8 * number) for number in range(count)]
    ends = [place for _, place in pairs[1:]] + [len(data) - base]
    assert all(place % 16 == 0 for _, place in pairs)
    return {
        data[base + name : data.index(b"\0", base + name)].decode(): data[base + place : base + end].rstrip(
            b"\0"
        )
        for (name, place), end in zip(pairs, ends, strict=True)
    }


def test_collation_and_characters_stay_and_names_of_zones_go() -> None:
    kept = {
        "coll/de.res": b"order of letters" * 3,
        "nfc.nrm": b"composition",
        "root.res": b"root",
    }
    left_out = {
        "coll/zh.res": b"order of signs",
        "unames.icu": b"names",
        "brkitr/thaidict.dict": b"x",
        "de.res": b"x",
        "gb18030.cnv": b"x" * 40,
        "zone/de.res": b"x" * 70,
    }
    package, reduced = reduce_data(library(dict(sorted({**kept, **left_out}.items()))))
    assert package == "icudt99l"
    assert items_of(reduced) == {f"icudt99l/{name}": content for name, content in kept.items()}
    assert list(items_of(reduced)) == sorted(items_of(reduced))


def test_routines_are_linked_under_the_names_that_numpy_calls() -> None:
    options = linker_options(["scipy_cblas_sgemm64_", "scipy_sgesv_64_"])
    assert options[:4] == [
        "--undefined=cblas_sgemm",
        "--defsym=scipy_cblas_sgemm64_=cblas_sgemm",
        "--undefined=sgesv_",
        "--defsym=scipy_sgesv_64_=sgesv_",
    ]
    kept = {option.rpartition("=gotoblas_")[2] for option in options[4:]}
    replaced = {option.split("=")[1].removeprefix("gotoblas_") for option in options[4:]}
    assert kept == {"HASWELL", "NEHALEM", "SKYLAKEX"}
    assert not kept & replaced


@pytest.mark.skipif(sys.platform != "linux", reason="links are made on Linux alone")
def test_second_copies_become_links_and_notes_of_pip_go(tmp_path: Path) -> None:
    notes = tmp_path / "_internal" / "some-1.0.dist-info"
    (notes / "licenses").mkdir(parents=True)
    for name in ("METADATA", "entry_points.txt", "RECORD", "licenses/METADATA"):
        (notes / name).write_text(name)
    texts = {
        "a/one.dic": "word\n" * 2000,
        "b/two.dic": "word\n" * 2000,
        "b/other.dic": "name\n" * 2000,
        "b/small": "x",
        "a/small": "x",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    drop_notes(tmp_path / "_internal")
    link_copies(tmp_path)
    assert sorted(path.name for path in notes.rglob("*")) == ["METADATA", "entry_points.txt"]
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_symlink()] == [
        "b/two.dic"
    ]
    assert {name: (tmp_path / name).read_text() for name in texts} == texts
