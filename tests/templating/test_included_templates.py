"""The included templates and marking profiles have no faults and follow the formats of their ministries."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.narrowing import of_type
from tests.template_files import check_template, load_template

from briefbuilder.composing.lengths import count_words
from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.templating.marking_profiles import load_marking_profile
from briefbuilder.templating.parts import heading_of
from briefbuilder.templating.schema import key_names, template_schema
from briefbuilder.yaml_tree import read_tree

LARGE = """\
version: 1
id: large
name: Large
languages: [en]
marking: {profile: none}
parts:
- {key: text, kind: written, label: Text}
"""
SHIPPED = (
    "action-memo",
    "appunto",
    "background-note",
    "eu-fiche",
    "meeting-brief",
    "press-review",
    "session-brief",
    "submission",
    "thematic-briefing",
)
HEADINGS = {
    ("thematic-briefing", "en"): "Key points / Topics / Quotations / Figures / Outlook / Sources",
    ("thematic-briefing", "it"): "Punti chiave / Sezioni / Citazioni / Dati / Prospettive / Fonti",
    ("thematic-briefing", "fr"): "Points clés / Rubriques / Citations / Chiffres / Perspectives / Sources",
    ("meeting-brief", "en"): (
        "Objective / Points to make / Background (usable) / Background (not for disclosure)"
    ),
    ("eu-fiche", "en"): "Scene setter / Objectives / Line to take / Defensives / Background / CVs",
    ("eu-fiche", "it"): (
        "Contesto / Obiettivi / Linea da tenere / Punti difensivi / Elementi di fondo / Profili"
    ),
    ("eu-fiche", "fr"): ("Contexte / Objectifs / Éléments de langage / Points défensifs / Historique / CV"),
    ("action-memo", "en"): "BLUF / Recommendations / Background",
    ("submission", "en"): "Issue / Recommendation / Timing / Background / Argument / Presentation",
    ("appunto", "it"): (
        "Sintesi / Quadro / Posizione italiana / Posizione della controparte / Punti di conversazione"
        " / Punti difensivi / Profili"
    ),
    ("appunto", "de"): (
        "Zusammenfassung / Hintergrund / Italienische Position / Position der Gegenseite / Gesprächspunkte"
        " / Reaktive Punkte / Profile"
    ),
    (
        "background-note",
        "en",
    ): "Summary / Chronology / What the sources say / Actors / Press coverage / Sources",
    ("background-note", "it"): (
        "Sintesi / Cronologia / Che cosa dicono le fonti / Attori / Copertura della stampa / Fonti"
    ),
    ("submission", "de"): "Anliegen / Empfehlung / Zeitplan / Hintergrund / Begründung / Kommunikation",
    ("eu-fiche", "de"): "Ausgangslage / Ziele / Sprachregelung / Reaktive Punkte / Hintergrund / Lebensläufe",
    ("session-brief", "en"): (
        "Session and choreography / Objectives / Intervention / Others’ positions / Red lines"
        " / Communiqué language"
    ),
}
"""The parts of each house's format, as its officers name them."""


def test_included_templates_have_no_findings(root: Path, profiles: Mapping[str, MarkingProfile]) -> None:
    paths = sorted((root / "templates").glob("*.yaml"))
    assert {path.stem for path in paths} >= set(SHIPPED)
    for path in paths:
        template, findings = check_template(path, profiles)
        assert findings == ()
        assert template is not None
        assert template.id == path.stem
        assert {"en", "it", "fr", "de"} <= set(template.languages)


@pytest.mark.parametrize(("name", "language"), HEADINGS)
def test_template_has_the_expected_parts(root: Path, name: str, language: str) -> None:
    template = load_template(root / "templates" / f"{name}.yaml")
    assert " / ".join(heading_of(part, language) for part in template.parts) == HEADINGS[name, language]


def test_every_written_part_and_field_has_a_hint_and_a_sample(root: Path) -> None:
    for name in SHIPPED:
        template = load_template(root / "templates" / f"{name}.yaml")
        written = [part for part in template.parts if part.kind in {"written", "table"}]
        for part in written:
            assert set(part.hint) == set(part.sample) == {"en", "it", "fr", "de"}, (name, part.key)
            limit = part.limit.words
            assert limit is None or all(count_words(text) <= limit for text in part.sample.values())
        assert set(template.title.sample) == {"en", "it", "fr", "de"}


def test_american_memo_has_its_page_fonts_and_portion_marks(root: Path) -> None:
    template = load_template(root / "templates" / "action-memo.yaml")
    page = template.page.setup()
    assert (page.width, page.height) == (612, 792)
    assert {page.top, page.bottom, page.inner, page.outer} == {72}
    assert template.style_sheet().style("body").size == 12
    assert template.limits.pages == 2
    assert template.marking.portions


def test_submission_numbers_its_paragraphs_and_brief_has_two_sides(root: Path) -> None:
    assert load_template(root / "templates" / "submission.yaml").numbering.paragraphs
    assert load_template(root / "templates" / "meeting-brief.yaml").limits.pages == 2


def test_page_is_a4_with_margins_of_two_and_a_half_centimetres(root: Path) -> None:
    for name in set(SHIPPED) - {"action-memo"}:
        page = load_template(root / "templates" / f"{name}.yaml").page.setup()
        assert (page.width, page.height) == (595.28, 841.89)
        assert {page.top, page.bottom, page.inner, page.outer} == {70.87}


@pytest.mark.parametrize(
    ("paper", "millimetres"), [("A3", (297, 420)), ("A5", (148, 210)), ("Letter", (216, 279))]
)
def test_papers_have_their_size_also_on_their_side(
    tmp_path: Path, paper: str, millimetres: tuple[int, int]
) -> None:
    sides = []
    for orientation in ("portrait", "landscape"):
        path = tmp_path / "large.yaml"
        page = f"page: {{size: {paper}, orientation: {orientation}}}\n"
        path.write_text(LARGE + page, encoding="utf-8")
        setup = load_template(path).page.setup()
        sides.append((round(setup.width / 72 * 25.4), round(setup.height / 72 * 25.4)))
    assert sides == [millimetres, millimetres[::-1]]


def test_style_keeps_properties_that_a_template_omits(root: Path) -> None:
    sheet = load_template(root / "templates" / "press-review.yaml").style_sheet()
    assert sheet.style("quote").indent_start == 0
    assert sheet.style("quote").rule is None
    assert sheet.style("quote").font == "Georgia"
    assert (sheet.style("body").size, sheet.style("body").leading) == (11, 15)


def test_every_profile_orders_its_levels_and_allows_the_low_ones(
    profiles: Mapping[str, MarkingProfile],
) -> None:
    assert set(profiles) == {"brazil", "eu", "germany", "italy", "japan", "none", "tlp", "uk", "us"}
    for profile in profiles.values():
        ranks = [level.rank for level in profile.levels]
        assert ranks == sorted(set(ranks))
        restricted = [level.restricted for level in profile.levels]
        assert restricted == sorted(restricted), "a level above a restricted one is restricted"


def test_limite_is_a_distribution_marking(profiles: Mapping[str, MarkingProfile]) -> None:
    assert [level.id for level in profiles["eu"].levels if level.front_page_only] == ["limite"]
    assert [level.id for level in profiles["eu"].levels if level.copy_number] == ["secret", "tres-secret"]


def test_german_levels_are_written_in_full_and_numbered_from_vertraulich(
    profiles: Mapping[str, MarkingProfile],
) -> None:
    levels = profiles["germany"].levels
    assert [level.id for level in levels if level.copy_number] == [
        "vs-vertraulich",
        "geheim",
        "streng-geheim",
    ]
    assert levels[0].text("en") == levels[0].text("de") == "VS-NUR FÜR DEN DIENSTGEBRAUCH"
    assert not profiles["germany"].capitals, "“amtlich geheim gehalten” has small letters"


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("brazil", ["OSTENSIVO", "RESERVADO", "SECRETO", "ULTRASSECRETO"]),
        ("japan", ["取扱注意", "秘", "極秘", "特定秘密"]),
    ],
)
def test_brazilian_and_japanese_levels_are_numbered_from_the_second_highest(
    profiles: Mapping[str, MarkingProfile], name: str, texts: list[str]
) -> None:
    levels = profiles[name].levels
    assert [level.text("en") for level in levels] == texts
    assert [level.copy_number for level in levels] == [False, False, True, True]


def test_tlp_is_never_translated_and_has_no_space(profiles: Mapping[str, MarkingProfile]) -> None:
    profile = profiles["tlp"]
    assert (profile.alignment, profile.minimum_size) == ("right", 12.0)
    for level in profile.levels:
        assert level.text("fr") == level.text("it") == level.text("en")
        assert level.text("en").startswith("TLP:")
        assert " " not in level.text("en")


def test_faulty_profile_names_the_position(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("version: 1\nid: own\nname: Own\nlevels:\n- {id: a, rank: 1, text: A}\n", "utf-8")
    with pytest.raises(TemplateError) as caught:
        load_marking_profile(path)
    assert caught.value.code == "marking-faulty"
    assert caught.value.parameters["line"] == "5"


def test_faulty_template_names_the_first_position(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("version: 1\nid: own\npgae: {}\n", "utf-8")
    with pytest.raises(TemplateError) as caught:
        load_template(path)
    assert caught.value.code == "template-faulty"
    assert caught.value.parameters["file"] == "own.yaml"


def test_schema_knows_every_key_of_the_included_templates(root: Path) -> None:
    by_language = {
        "label", "name", "description", "help", "hint", "start", "end", "centre", "sample", "closing", "subtitle",
        "alternative-text", "when-nothing-new",
    }  # fmt: skip
    for path in sorted((root / "templates").glob("*.yaml")):
        tree = read_tree(path.read_bytes())
        assert len(tree.key_positions) > 50
        for place in tree.key_positions:
            if place[0] != "styles" and place[-2:-1] and place[-2] in by_language:
                continue
            if (
                place[-2:-1]
                and isinstance(place[-2], int)
                and place[-3] == "lines"
                and "-" not in str(place[-1])
            ):
                continue  # a text by language
            if place[0] == "words" and len(place) == 3:
                continue
            assert place[-1] in key_names(tree, place[:-1]), place


def test_schema_describes_every_key() -> None:
    schema = template_schema()
    definitions = of_type(schema["$defs"], dict)
    for name, model in {"Template": schema, **definitions}.items():
        for key, what in model.get("properties", {}).items():
            described = what.get("description") or definitions[what["$ref"].rpartition("/")[2]]["description"]
            assert described, f"{name}.{key} is not described"
            assert "_" not in key


def test_repeated_level_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    levels = "- {id: a, rank: 1, texts: A}\n- {id: a, rank: 2, texts: B}\n"
    path.write_text(f"version: 1\nid: own\nname: Own\nlevels:\n{levels}", "utf-8")
    with pytest.raises(TemplateError) as caught:
        load_marking_profile(path)
    assert (caught.value.parameters["line"], caught.value.parameters["column"]) == ("6", "8")


def test_template_can_be_sent_to_a_worker_process(root: Path) -> None:
    for name in SHIPPED:
        template = load_template(root / "templates" / f"{name}.yaml")
        assert pickle.loads(pickle.dumps(template)) == template
