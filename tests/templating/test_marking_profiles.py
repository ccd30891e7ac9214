"""Marking profiles are read whole, and each fault is reported with its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import MarkingLevel, MarkingProfile
from briefbuilder.templating.marking_profiles import check_profile, load_marking_profile

SITE = "7d3c2a90-5e1f-4b86-a0d4-93f6b1c8e257"
LABEL = "2f1b7c3e-8a64-4d0e-9c55-0b6d3f7a1e42"
YAML = f"""version: 1
id: own
name: Own
sensitivity-site: {{site}}
levels:
- {{{{id: a, rank: 1, texts: Level a, sensitivity-label: {LABEL}}}}}
"""


def test_an_included_profile_has_what_its_file_says(profiles: Mapping[str, MarkingProfile]) -> None:
    found = profiles["tlp"]
    assert found == MarkingProfile(
        id="tlp",
        names=found.names,
        levels=found.levels,
        alignment="right",
        capitals=True,
        minimum_size=12,
        ground="#000000",
    )
    assert found.levels[3] == MarkingLevel(
        id="amber-strict",
        rank=40,
        texts={"und": "TLP:AMBER+STRICT"} | dict(found.levels[3].texts),
        colour="#ffc000",
    )
    assert [level.rank for level in found.levels] == [10, 20, 30, 40, 50]


@pytest.mark.parametrize(
    ("changed", "code", "line", "column"),
    [
        (("- {id: a", "- {id: a, rank: 0, texts: Other}\n- {id: a"), "template-name-twice", 7, 8),
        (("rank: 1", 'rank: 1, colour: "#ffff00"'), "template-contrast", 6, 28),
        (("version: 1", "version: 1\nlevel: 5"), "template-key-unknown-near", 2, 1),
    ],
)
def test_a_fault_of_a_profile_is_reported_with_its_place(
    tmp_path: Path, changed: tuple[str, str], code: str, line: int, column: int
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(YAML.format(site=SITE).replace(*changed), "utf-8")
    (found,) = check_profile(path)
    assert (found.code, found.place.line, found.place.column, found.severity) == (code, line, column, "error")
    with pytest.raises(TemplateError, match="marking-faulty") as caught:
        load_marking_profile(path)
    assert caught.value.parameters == {
        "file": "own.yaml", "count": "1", "line": str(line), "column": str(column),
    }  # fmt: skip


def test_a_refusal_leads_to_the_first_of_several_faults(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("level: 5\n" + YAML.format(site="contoso"), "utf-8")
    with pytest.raises(TemplateError, match="marking-faulty") as caught:
        load_marking_profile(path)
    assert caught.value.parameters == {"file": "own.yaml", "count": "2", "line": "1", "column": "1"}


def test_a_file_that_is_no_profile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    with pytest.raises(TemplateError, match="marking-unreadable"):
        load_marking_profile(path)
    for text, code in (("", "template-empty"), ("a: [", "template-malformed")):
        path.write_text(text, "utf-8")
        assert [found.code for found in check_profile(path)] == [code]


@pytest.mark.parametrize("site", [SITE, f'"{{{SITE.upper()}}}"'])
def test_guids_are_read_in_any_case_and_in_braces(tmp_path: Path, site: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(YAML.format(site=site), "utf-8")
    profile = load_marking_profile(path)
    assert (profile.sensitivity_site, profile.levels[0].sensitivity_label) == (SITE, LABEL)


@pytest.mark.parametrize(
    "site", ["contoso", SITE[:-1], f"{SITE}0", SITE.replace("-", ""), SITE.replace("7", "g")]
)
def test_invalid_guid_is_reported_with_its_line(tmp_path: Path, site: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(YAML.format(site=site), "utf-8")
    (found,) = check_profile(path)
    assert (found.code, found.place.line, found.place.column) == ("template-guid", 4, 19)
    assert found.parameters["value"] == site


def test_label_without_an_organization_is_reported_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(YAML.format(site=SITE).replace(f"sensitivity-site: {SITE}\n", ""), "utf-8")
    (found,) = check_profile(path)
    assert (found.code, found.place.line) == ("template-label-site", 5)
    assert found.parameters == {"level": "a"}
