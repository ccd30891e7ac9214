from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
import yaml

from briefbuilder.domain.colours import contrast_ratio
from briefbuilder.domain.topics import Taxonomy
from briefbuilder.tagging.taxonomy import parse_taxonomy, topic_colour

HEAD = "version: 1\nlanguages: [en, it]\ngroups:\n  g: {en: Group}\n"


def faults(tmp_path: Path, text: str | bytes) -> list[tuple[str, str]]:
    path = tmp_path / "house.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    _, found = parse_taxonomy(path.read_bytes(), path.name)
    return [(fault.code, fault.parameters["line"]) for fault in found]


def test_the_taxonomy_that_ships_is_whole(taxonomy: Taxonomy, root: Path) -> None:
    assert len(taxonomy.topics) == 50
    assert taxonomy.languages == ("en", "it", "fr", "de", "es", "ja", "zh", "pt", "ko", "ar", "ru", "uk")
    for topic in taxonomy.topics:
        assert set(topic.names) == set(topic.terms) == set(taxonomy.languages)
        assert topic.group in {group.id for group in taxonomy.groups}
    page = yaml.safe_load((root / "resources" / "taxonomies" / "economic-security.yaml").read_text("utf-8"))
    first = taxonomy.topics[1]
    assert list(first.terms["ja"]) == page["topics"][1]["terms"]["ja"]
    assert taxonomy.topic("china").exclusions["ja"] == ("中国地方",)  # type: ignore[union-attr]


def test_every_colour_bears_white_text(taxonomy: Taxonomy) -> None:
    assert len({topic.colour for topic in taxonomy.topics}) == 50
    assert min(contrast_ratio(topic.colour, "#ffffff") for topic in taxonomy.topics) >= 4.5
    assert min(contrast_ratio(topic_colour(g, p), "#ffffff") for g in range(20) for p in range(60)) >= 4.5


def test_neighbours_in_a_group_differ_in_lightness() -> None:
    for group in range(10):
        contrasts = [contrast_ratio(topic_colour(group, place), "#ffffff") for place in range(20)]
        for one, other in itertools.pairwise(contrasts):
            assert max(one, other) / min(one, other) > 1.15


def test_a_house_may_choose_its_own_colour(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(HEAD + 'topics:\n- {id: a, group: g, name: {en: A}, colour: "#AA0000"}\n')
    assert parse_taxonomy(path.read_bytes(), path.name)[0].topics[0].colour == "#aa0000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("taxonomy-empty", "1")]),
        ("[1, 2]", [("taxonomy-wants-mapping", "1")]),
        ("version: 1\ntopics: []\n", [("taxonomy-no-topics", "2")]),
        ("version: 2\ntopics:\n- {id: a, name: {en: A}}\n", [("taxonomy-version", "1")]),
        ("topics:\n- {id: a, name: {en: A}}\n", [("taxonomy-key-missing", "1")]),
        (HEAD + "topics:\n- id: a\n  nane: {en: A}\n", [("taxonomy-key-missing", "6"), ("taxonomy-key-unknown", "7")]),
        (HEAD + "topics:\n- id: a\n  group: h\n  name: {en: A}\n", [("taxonomy-group-unknown", "7")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n- id: a\n  name: {en: B}\n", [("taxonomy-topic-twice", "8")]),
        (HEAD + "topics:\n- id: Not An Id\n  name: {en: A}\n", [("taxonomy-id", "6")]),
        (HEAD + "topics:\n- id: a\n  name: {xx: A}\n", [("taxonomy-language", "7")]),
        (HEAD + "topics:\n- id: a\n  name: {}\n", [("taxonomy-no-name", "7")]),
        (HEAD + "topics:\n- id: a\n  name: A\n", [("taxonomy-wants-mapping", "7")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n  terms:\n    en: chip\n", [("taxonomy-wants-list", "9")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n  terms:\n    en: [[chip]]\n", [("taxonomy-wants-text", "9")]),
        (HEAD + 'topics:\n- id: a\n  name: {en: A}\n  terms:\n    en:\n    - chip\n    - "chip *"\n', [("taxonomy-term-wildcard-free", "11")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n  colour: red\n", [("taxonomy-colour", "8")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n  broader: b\n", [("taxonomy-broader-unknown", "8")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n  broader: [a]\n", [("taxonomy-broader-ring", "8")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n  broader: b\n- id: b\n  name: {en: B}\n  broader: a\n", [("taxonomy-broader-ring", "8"), ("taxonomy-broader-ring", "11")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n  id: b\n", [("taxonomy-key-twice", "8")]),
        ("inflected: maybe\n" + HEAD + "topics:\n- id: a\n  name: {en: A}\n", [("taxonomy-yes-no", "1")]),
        (HEAD + "topics:\n- id: a\n  inflected: yes\n  name: {en: A}\n", [("taxonomy-yes-no", "7")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n  territories: [CN, China]\n", [("taxonomy-territory", "8")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n  with: [EU]\n", [("taxonomy-with-alone", "8")]),
        (HEAD + "topics:\n- id: a\n  name: {en: A}\n  ids: {EuroVoc: '1'}\n", [("taxonomy-id", "8")]),
        (HEAD + "topics: [{id: a, name: {en: 'A}}]", [("taxonomy-malformed", "5")]),
        ("a: &x [1]\nb: *x\n", [("taxonomy-alias", "1")]),
        ("version: !!python/object:os.system 1\n", [("taxonomy-tag", "1")]),
        ("a: 1\n---\nb: 2\n", [("taxonomy-several-documents", "3")]),
        ("? [a]\n: 1\n", [("taxonomy-key-not-text", "1")]),
        (b"version: 1\n# caf\xe9\n", [("taxonomy-not-utf8", "2")]),
        (b"version: 1\n\x00\n", [("taxonomy-malformed", "2")]),
        ("[" * 40 + "]" * 40, [("taxonomy-too-deep", "1")]),
        ("[" + "a," * 700_000 + "]", [("taxonomy-too-many", "1")]),
        (b"PK\x03\x04\x00\x00" * 50, [("taxonomy-malformed", "1")]),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, text: str | bytes, expected: list[tuple[str, str]]
) -> None:
    assert faults(tmp_path, text) == expected


def test_a_topic_has_the_form_of_terms_of_its_file_unless_it_says_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    topics = (
        'topics:\n- {id: a, name: {en: A}}\n- {id: b, inflected: false, name: {en: B}, terms: {en: ["b*"]}}\n'
    )
    path.write_text("inflected: true\n" + HEAD + topics)
    assert [topic.inflected for topic in parse_taxonomy(path.read_bytes(), path.name)[0].topics] == [
        True,
        False,
    ]


def test_a_topic_names_territories_its_other_side_and_its_ids_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    topic = "- {id: a, name: {en: A}, territories: [CN, TW, CN], with: [EU], ids: {eurovoc: 42}}"
    path.write_text(HEAD + f"topics:\n{topic}\n")
    found = parse_taxonomy(path.read_bytes(), path.name)[0].topics[0]
    assert (found.territories, found.counterparts, found.ids) == (("CN", "TW"), ("EU",), {"eurovoc": "42"})


def test_a_fault_names_its_file_line_and_key(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text("version: 1\n")
    _, (fault, *_) = parse_taxonomy(path.read_bytes(), path.name)
    assert fault.code == "taxonomy-key-missing"
    assert fault.parameters == {"file": "house.yaml", "line": "1", "key": "topics"}


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    assert [fault.code for fault in parse_taxonomy(bytes(9 * 1024 * 1024), "house.yaml")[1]] == [
        "taxonomy-too-large"
    ]


def test_every_fault_has_words(root: Path) -> None:
    page = yaml.safe_load((root / "resources" / "messages" / "en.yaml").read_text("utf-8"))["tagging"]
    source = "".join(
        path.read_text("utf-8") for path in (root / "src" / "briefbuilder" / "tagging").rglob("*.py")
    )
    literal = {code for code in page if f'"{code}"' in source}
    terms = {code for code in page if f'"{code.removeprefix("taxonomy-term-")}"' in source}
    reader = (root / "src" / "briefbuilder" / "yaml_tree.py").read_text("utf-8")
    syntax = {code for code in page if re.search(f'["-]{code.removeprefix("taxonomy-")}"', reader)}
    assert literal | terms | syntax == set(page)
