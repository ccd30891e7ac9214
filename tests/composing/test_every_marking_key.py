"""Each documented key of a marking profile has an effect in DOCX and, if visible there, in PDF."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.composing.key_effects import Docx, Pdf, Shown, at, filled, has
from tests.composing.test_every_key import briefing, template
from tests.docs.test_templates_page import documented_keys
from tests.narrowing import of_type

from briefbuilder.composing.check import check
from briefbuilder.composing.compose import compose
from briefbuilder.composing.input import CompositionInput
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import replace_item
from briefbuilder.domain.errors import TemplateError
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.pdf.writer import render_pdf
from briefbuilder.templating.marking_profiles import load_marking_profile

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

PROFILE: Mapping[str, Any] = {
    "version": 1,
    "id": "own",
    "name": "Own",
    "levels": [{"id": "a", "rank": 1, "texts": "Level a"}, {"id": "b", "rank": 2, "texts": "Level b"}],
}
RED = "#b3001b"
SITE, LABEL = "7d3c2a90-5e1f-4b86-a0d4-93f6b1c8e257", "2f1b7c3e-8a64-4d0e-9c55-0b6d3f7a1e42"


def level(**said: Any) -> dict[str, Any]:
    """Return the levels with more said of the first."""
    return {"levels": [{**PROFILE["levels"][0], **said}, PROFILE["levels"][1]]}


PLAIN = r"\A(?:(?!<w:b/>).)*\Z"
SHOWN: Mapping[str, Mapping[str, Shown]] = {
    "Your own marking profiles": {
        "alignment": Shown({"alignment": "right"}, ("style:Marking", 'w:jc w:val="right"'), (at("Level a", "x"), 495.9)),
        "capitals": Shown({"capitals": True}, ("bands", "LEVEL A"), (has("LEVEL A"), True)),
        "bold": Shown({"bold": False}, ("style:Marking", PLAIN), (at("Level a", "font"), "Carlito-Regular")),
        "minimum-size": Shown({"minimum-size": 14}, ("style:Marking", 'w:sz w:val="28"'), (at("Level a", "size"), 14)),
        "ground": Shown(
            {"ground": "#000000", "levels": [{**one, "colour": "#ffffff"} for one in PROFILE["levels"]]},
            ("style:Marking", '<w:rPr>.*w:fill="000000"'),
            (filled("#000000"), True),
        ),
        "sensitivity-site": Shown(
            {**level(**{"sensitivity-label": LABEL}), "sensitivity-site": SITE},
            ("about", f"_SiteId.*{SITE}"),
            (lambda pdf: pdf.property(f"MSIP_Label_{LABEL}_SiteId"), SITE),
        ),
        "levels": Shown(level(texts="Only here"), ("bands", "Only here"), (has("Only here"), True)),
    },
    "Levels": {
        "texts": Shown(level(texts={"en": "Said", "it": "Detto"}), ("bands", "Said"), (has("Said"), True)),
        "colour": Shown(level(colour=RED), ("style:Marking", 'w:val="B3001B"'), (at("Level a", "colour"), RED)),
        "front-page-only": Shown(
            level(**{"front-page-only": True}), ("section", "w:titlePg"), (lambda pdf: pdf.text.count("Level a"), 2)
        ),
        "sensitivity-label": Shown(
            {**level(**{"sensitivity-label": LABEL}), "sensitivity-site": SITE},
            ("about", f"MSIP_Label_{LABEL}_Enabled"),
            (lambda pdf: pdf.property(f"MSIP_Label_{LABEL}_Enabled"), "true"),
        ),
        "portion": Shown(level(portion="A"), ("body", r"\(A\)"), (has("(A) Opening words"), True)),
    },
}  # fmt: skip
TOLD = {
    "restricted": ("restricted", "marking-restricted"),
    "copy-number": ("copy-number", "copy-number-empty"),
}


def inputs(desk: Desk, tmp_path: Path, change: Mapping[str, Any]) -> CompositionInput:
    path = tmp_path / "own.yaml"
    path.write_text(json.dumps({**PROFILE, **change}), "utf-8")
    margins = {"page": {"margins": {"bottom": "18cm"}}}
    used = template({"marking": {"profile": "own", "default": "a", "portions": True}, **margins})
    made = briefing(desk, used, {})
    found = desk.inputs(made, template())
    return replace(found, briefing=made, template=used, profile=load_marking_profile(path))


ROWS = [(section, key, effect) for section, rows in SHOWN.items() for key, effect in rows.items()]


@pytest.mark.parametrize(("section", "key", "effect"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_a_key_of_a_profile_does_what_is_said_of_it(
    desk: Desk, tmp_path: Path, section: str, key: str, effect: Shown
) -> None:
    place, pattern = effect.docx
    probe, expected = effect.pdf
    for change, there in ((effect.change, True), ({}, False)):
        document = compose(inputs(desk, tmp_path, change)).document
        base = (desk.root / "resources" / "docx" / "base.docx").read_bytes()
        docx, pdf = Docx(render_docx(document, base=base, page_numbers={})), Pdf(render_pdf(document).data)
        assert bool(re.search(pattern, docx.where(place), re.DOTALL)) is there, (section, key)
        assert (probe(pdf) == expected) is there, (section, key, probe(pdf))


@pytest.mark.parametrize("key", TOLD)
def test_a_key_of_a_level_requires_more(desk: Desk, tmp_path: Path, key: str) -> None:
    name, code = TOLD[key]
    assert code in {found.code for found in check(inputs(desk, tmp_path, level(**{name: True})))}
    assert code not in {found.code for found in check(inputs(desk, tmp_path, {}))}


def test_the_rank_says_which_mark_is_the_highest(desk: Desk, tmp_path: Path) -> None:
    def mark(change: Mapping[str, Any]) -> str:
        found = inputs(desk, tmp_path, change)
        item = of_type(found.briefing.item("own"), OwnText)
        raised = replace_item(found.briefing, replace(item, marking="b"))
        return Pdf(render_pdf(compose(replace(found, briefing=raised)).document).data).texts[0]

    assert "Level b" in mark({})
    assert "Level a" in mark(level(rank=3))


def test_names_and_versions_are_kept_or_refused(desk: Desk, tmp_path: Path) -> None:
    profile = inputs(desk, tmp_path, {"id": "ours", "name": "Ours"}).profile
    assert (profile.id, profile.names) == ("ours", {"und": "Ours"})
    assert inputs(desk, tmp_path, level(id="z")).profile.level("z") is not None
    with pytest.raises(TemplateError, match="marking-faulty"):
        inputs(desk, tmp_path, {"version": 2})


def test_every_documented_key_of_a_profile_was_looked_at() -> None:
    apart = {"version", "id", "name", "rank", *TOLD}
    for section in SHOWN:
        assert set(documented_keys(section)) == {*SHOWN[section], *apart} & {
            *documented_keys(section),
            *SHOWN[section],
        }
