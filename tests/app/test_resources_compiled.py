"""Taxonomies that ship are read from a compiled form, as long as it is that of their files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefbuilder.app.resources import (
    compile_taxonomy,
    compiled_path,
    load_parts,
    parse_parts,
    read_compiled,
    taxonomy_files,
)
from briefbuilder.tagging.taxonomy import TaxonomyError

ONE = b"""version: 1
languages: [en, it]
inflected: true
groups: {states: {en: States}}
topics:
- {id: china, group: states, name: {en: China, it: Cina}, terms: {en: [Belt and Road, "?Xi Jinping"]}, territories: [CN], with: [EU],
   not: {en: [china shop]}, ids: {house: T-1}, description: {en: Relations}, uri: "urn:x:1"}
"""
TWO = b"""version: 1
languages: [en, fr]
groups: {trade: {en: Trade}}
topics:
- {id: fairs, group: trade, name: {en: Fairs}}
- {id: stands, group: trade, broader: fairs, name: {en: Stands}, terms: {en: ["stand*"]}}
"""
PARTS = {"one.yaml": ONE, "two.yaml": TWO}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "house"
    made.mkdir()
    for name, data in PARTS.items():
        (made / name).write_bytes(data)
    return made


def test_the_compiled_form_is_that_of_the_files(folder: Path) -> None:
    assert read_compiled(compile_taxonomy(PARTS), PARTS) == parse_parts(PARTS) == load_parts(folder)
    taxonomy = parse_parts(PARTS)
    assert [topic.id for topic in taxonomy.topics] == ["china", "fairs", "stands"]
    assert [group.id for group in taxonomy.groups] == ["states", "trade"]
    assert taxonomy.languages == ("en", "it", "fr")
    assert len({topic.colour for topic in taxonomy.topics}) == 3


def test_groups_of_several_parts_have_colours_of_their_own() -> None:
    later = parse_parts({"two.yaml": TWO}).shown("fairs").colour
    assert parse_parts(PARTS).shown("fairs").colour != later


def test_the_compiled_form_is_used_only_while_no_file_has_changed(folder: Path) -> None:
    compiled = compile_taxonomy(PARTS).replace(b'"China"', b'"PRC"')
    compiled_path(folder).write_bytes(compiled)
    assert load_parts(folder).shown("china").name("en") == "PRC"
    (folder / "two.yaml").write_bytes(TWO + b"# changed\n")
    assert load_parts(folder).shown("china").name("en") == "China"
    (folder / "two.yaml").write_bytes(TWO)
    (folder / "three.yaml").write_bytes(TWO.replace(b"fairs", b"shows"))
    assert load_parts(folder).topic("shows") is not None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"files": {}}', b"\xff"])
def test_a_damaged_compiled_form_is_passed_over(folder: Path, damage: bytes) -> None:
    compiled_path(folder).write_bytes(damage)
    assert load_parts(folder) == parse_parts(PARTS)


def test_an_error_in_a_part_is_told_with_its_file(folder: Path) -> None:
    (folder / "two.yaml").write_bytes(b"version: 1\n")
    with pytest.raises(TaxonomyError) as caught:
        load_parts(folder)
    assert caught.value.parameters["file"] == "two.yaml"


def test_the_compiled_files_that_ship_are_up_to_date(root: Path) -> None:
    """Run `python tools/compile_taxonomies.py` after a change."""
    folder = root / "resources" / "taxonomies"
    shipped = [path for path in folder.iterdir() if path.suffix != ".json"]
    assert {compiled_path(path) for path in shipped} == set(folder.glob("*.json"))
    for path in shipped:
        parts = {file.name: file.read_bytes() for file in taxonomy_files(path)}
        assert compiled_path(path).read_bytes() == compile_taxonomy(parts), path.name


def test_yaml_is_not_read_for_what_ships(root: Path) -> None:
    code = (
        "import sys; from briefbuilder.app.resources import Resources; "
        "assert Resources().taxonomy().topics; print('yaml' in sys.modules, 'briefbuilder.tagging.taxonomy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False False"
