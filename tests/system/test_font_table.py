"""The table of fonts: files, licences and twins that are what they say."""

from __future__ import annotations

import pytest
import uharfbuzz as hb
from tests.narrowing import not_none

from briefbuilder.system.fonts import (
    FontFamily,
    font_class,
    font_families,
    is_twin,
    open_face,
    package_font_files,
    shipped_family,
)
from briefbuilder.system.paths import resources_folder

SAMPLES = {"Latin": "Aéßłş", "Greek": "Ωά", "Cyrillic": "Жя", "Hebrew": "שׁ"}
WORD_FAMILIES = ("Calibri", "Cambria", "Arial", "Times New Roman", "Georgia", "Courier New")
SHIPPED = {family.name: family for family in font_families().values() if not family.package}


@pytest.mark.parametrize("family", SHIPPED.values(), ids=SHIPPED)
def test_shipped_family_has_its_files_its_scripts_and_its_licence(family: FontFamily) -> None:
    files = package_font_files(family.name)
    assert [(file.bold, file.italic) for file in files] == [
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    ]
    for file in files:
        face = not_none(open_face(file.path))
        assert str(face.get_name(1)) == family.name
        font = hb.Font(face)
        for script, letters in SAMPLES.items():
            has = all(font.get_nominal_glyph(ord(letter)) for letter in letters)
            assert has == (script in family.scripts) or family.name == "Gelasio", (file.path.name, script)
        (licence,) = file.path.parent.glob("*.txt")
        words = {"OFL-1.1": "SIL OPEN FONT LICENSE Version 1.1", "Apache-2.0": "Apache License"}
        assert words[family.licence] in licence.read_text("utf-8")


def test_every_file_of_the_folder_is_in_the_table() -> None:
    folder = resources_folder() / "fonts"
    named = {folder / file.name for family in SHIPPED.values() for file in family.files}
    assert set(folder.rglob("*.ttf")) == named


@pytest.mark.parametrize("name", WORD_FAMILIES)
def test_family_of_word_is_drawn_with_another_of_the_same_class(name: str) -> None:
    twin = not_none(shipped_family(name.upper()))
    assert is_twin(name)
    assert not is_twin(twin.name)
    assert font_class(twin.name) == font_class(name)
    assert shipped_family(twin.fallback) is not None
    assert package_font_files(twin.fallback)


@pytest.mark.parametrize(
    ("name", "widths"),
    [
        # in thousandths of an em, from the metrics that the families of Word have
        ("Calibri", {"a": 479, "m": 799, "0": 507, " ": 226}),
        ("Cambria", {"a": 488, "m": 832, "0": 554, " ": 220}),
        ("Arial", {"a": 556, "m": 833, "0": 556, " ": 278}),
        ("Times New Roman", {"a": 444, "m": 778, "0": 500, " ": 250}),
        ("Georgia", {"a": 504, "m": 880, "0": 614, " ": 241}),
        ("Courier New", {"a": 600, "m": 600, "0": 600, " ": 600}),
    ],
)
def test_twin_has_the_letter_widths_of_the_family_of_word(name: str, widths: dict[str, int]) -> None:
    face = not_none(open_face(package_font_files(name)[0].path))
    font = hb.Font(face)
    found = {}
    for letter in widths:
        glyph = font.get_nominal_glyph(ord(letter))
        assert glyph
        found[letter] = round(font.get_glyph_h_advance(glyph) * 1000 / face.upem)
    assert found == pytest.approx(widths, abs=1)


def test_unknown_family_has_no_twin() -> None:
    assert shipped_family("Marianne") is None
    assert not is_twin("Marianne")
    assert package_font_files("Marianne") == ()
