"""What is left out of the frozen program, and the data of ICU that stay."""

from __future__ import annotations

import struct

import pytest
from package.contents import stays
from package.icu import reduce_data

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
        ("PySide6/Qt/translations/qtbase_it.qm", "/venv/x.qm", True),
        ("PySide6/Qt/translations/qtbase_pl.qm", "/venv/x.qm", False),
        ("babel/locale-data/sw.dat", "/venv/babel/locale-data/sw.dat", False),
        ("babel/locale-data/root.dat", "/venv/babel/locale-data/root.dat", True),
        ("briefbuilder/_data/resources/locales/sw.yaml", "/checkout/sw.yaml", True),
    ],
)
def test_only_what_the_program_uses_stays(target: str, source: str, expected: bool) -> None:
    assert stays(target, source, OWN, on_linux=True) is expected


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
        "unames.icu": b"names",
    }
    left_out = {
        "brkitr/thaidict.dict": b"x",
        "de.res": b"x",
        "gb18030.cnv": b"x" * 40,
        "zone/de.res": b"x" * 70,
    }
    package, reduced = reduce_data(library(dict(sorted({**kept, **left_out}.items()))))
    assert package == "icudt99l"
    assert items_of(reduced) == {f"icudt99l/{name}": content for name, content in kept.items()}
    assert list(items_of(reduced)) == sorted(items_of(reduced))
