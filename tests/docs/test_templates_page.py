"""The pages on templates and markings say what the program's own schema says, and their examples are real."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast, get_args

import pytest
import yaml
from tests.docs.markdown_page import Example, codes, examples, page, rows, sections
from tests.template_files import check_template

from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources
from briefbuilder.domain.styles import Role
from briefbuilder.templating.checks import CHECKS
from briefbuilder.templating.loader import read_template
from briefbuilder.templating.marking_profiles import MarkingProfileModel, check_profile
from briefbuilder.templating.schema import file_schema, template_schema
from briefbuilder.templating.words import WORDS, fixed_word

Schema = Mapping[str, "object"]

ROOT = Path(__file__).parents[2]
PAGE = page("reference/templates.md") + page("reference/markings.md")
SECTIONS = sections(PAGE)
YAML = [example for example in examples(PAGE) if example.info == "yaml"]
FILLED = (
    "WrittenPart",
    "TopicsPart",
    "GatheredPart",
    "TablePart",
    "QuotationsPart",
    "FiguresPart",
    "AnnexPart",
    "ChronologyPart",
    "ActorsPart",
    "CoveragePart",
)
FIELDS = ("TextField", "ListField", "DateField", "NumberField", "ChoiceField")
MODELS: dict[str, tuple[str, ...]] = {
    "The template": ("",),
    "Letterhead document": ("LetterheadSettings",),
    "Page": ("PageSettings",),
    "Margins": ("Margins",),
    "Fonts": ("FontFamilies",),
    "Title": ("Title",),
    "Masthead": ("Masthead",),
    "Masthead picture": ("MastheadPicture",),
    "Field table": ("FieldTable",),
    "Signature": ("Signature",),
    "Header and footer": ("HeaderFooterSettings",),
    "A line": ("HeaderFooterLine",),
    "Marking": ("MarkingSettings",),
    "Fields": FIELDS,
    "Text fields": ("TextField",),
    "List fields": ("ListField",),
    "Date fields": ("DateField",),
    "Number fields": ("NumberField",),
    "Choice fields": ("ChoiceField",),
    "Options": ("ChoiceOption",),
    "Parts": (*FILLED, "SourcesPart", "ContentsPart"),
    "Parts with items": FILLED,
    "Written parts": ("WrittenPart",),
    "A part's limit": ("PartLimit",),
    "Topics parts": ("TopicsPart",),
    "Gathered parts": ("GatheredPart",),
    "Annex parts": ("AnnexPart",),
    "Chronology parts": ("ChronologyPart",),
    "Actors parts": ("ActorsPart",),
    "Coverage parts": ("CoveragePart",),
    "Table parts": ("TablePart",),
    "Columns": ("TableColumn",),
    "Limits": ("LengthLimits",),
    "Numbering": ("NumberingSettings",),
    "Sources": ("Sources",),
    "Source columns": ("SourceColumn",),
    "Quotations": ("Quotations",),
    "Contents": ("ContentsSettings",),
    "Your own marking profiles": ("Profile",),
    "Levels": ("MarkingLevelModel",),
}
BASES = {"Fields": FIELDS, "Parts": MODELS["Parts"], "Parts with items": FILLED}
"""Sections that tell what several models have in common."""


def _models() -> dict[str, dict[str, Schema]]:
    schema = template_schema()
    definitions = cast("dict[str, Schema]", schema["$defs"])
    whole = {"": cast("Schema", schema), **definitions}
    profile = cast("dict[str, Schema]", file_schema(MarkingProfileModel))
    whole |= {"Profile": profile, **cast("dict[str, Schema]", profile["$defs"])}
    return {name: cast("dict[str, Schema]", one["properties"]) for name, one in whole.items()}


def documented_keys(section: str) -> list[str]:
    """Return the keys that a section tells of."""
    return [codes(row[0])[0] for row in rows(SECTIONS[section]) if len(row) == 4]


def _documented() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"StyleChange": set(documented_keys("Styles"))}
    for section, models in MODELS.items():
        for model in models:
            found.setdefault(model, set()).update(documented_keys(section))
    return found


def test_every_key_of_the_schema_stands_in_its_section_and_no_other() -> None:
    real = {model: set(properties) for model, properties in _models().items()}
    assert _documented() == real


@pytest.mark.parametrize("section", BASES)
def test_what_a_section_says_of_several_kinds_holds_for_each(section: str) -> None:
    models = _models()
    for model in BASES[section]:
        assert set(documented_keys(section)) <= set(models[model]), model


def test_values_to_choose_from_are_named() -> None:
    models = _models()
    for section, names in [*MODELS.items(), ("Styles", ("StyleChange",))]:
        told = {codes(row[0])[0]: row[1] for row in rows(SECTIONS[section]) if len(row) == 4}
        for key, values in told.items():
            for name in names:
                listed = models[name].get(key, {}).get("enum", ())
                assert set(cast("list[str]", listed)) <= set(codes(values)), (section, key)


def test_defaults_are_the_programs_own() -> None:
    models = _models()
    compared = 0
    for section, names in MODELS.items():
        for key, _value, left_out, _means in (row for row in rows(SECTIONS[section]) if len(row) == 4):
            shown = codes(left_out)
            default = models[names[0]].get(codes(key)[0], {}).get("default")
            if shown and default is not None:
                assert shown[0] == str(default).lower() or shown[0] == default, (section, key)
                compared += 1
    assert compared > 12


def test_required_keys_are_marked_as_required() -> None:
    schema = template_schema()
    profile = file_schema(MarkingProfileModel)
    definitions = {"": schema, **cast("dict[str, dict[str, object]]", schema["$defs"])}
    definitions |= {"Profile": profile, **cast("dict[str, dict[str, object]]", profile["$defs"])}
    for section, names in MODELS.items():
        for row in rows(SECTIONS[section]):
            if len(row) == 4:
                key = codes(row[0])[0]
                needed = all(
                    key in cast("list[str]", definitions[name].get("required", [])) for name in names
                )
                assert needed == (row[2] == "required"), (section, key)


def test_every_kind_of_part_and_field_is_told() -> None:
    schema = _models()
    parts = {str(schema[name]["kind"]["const"]) for name in MODELS["Parts"]}
    fields = {str(schema[name]["kind"]["const"]) for name in FIELDS}
    assert {codes(row[0])[0] for row in rows(SECTIONS["Parts"]) if len(row) == 3} == parts
    kind = next(row for row in rows(SECTIONS["Fields"]) if row[0] == "`kind`")
    assert set(codes(kind[1])) == fields


def test_every_role_is_told() -> None:
    told = [role for row in rows(SECTIONS["Styles"]) if len(row) == 2 for role in codes(row[0])]
    assert sorted(told) == sorted(get_args(Role))


def test_every_fixed_word_is_told_in_english() -> None:
    told = {codes(row[0])[0]: row[1] for row in rows(SECTIONS["Words"])}
    assert told == {word: fixed_word(word, "en", {}) for word in WORDS}


def test_every_check_is_told_with_its_severity() -> None:
    told = {codes(row[0])[0]: row[1] for row in rows(SECTIONS["Checks"])}
    assert told == CHECKS


def test_every_marking_profile_is_told_with_its_levels() -> None:
    profiles = Resources().profiles()
    profile = next(row for row in rows(SECTIONS["Marking"]) if row[0] == "`profile`")
    levels = {codes(row[0])[0]: codes(row[1]) for row in rows(SECTIONS["Levels and places"]) if len(row) == 2}
    assert set(codes(profile[1])) == set(profiles)
    assert levels == {name: tuple(level.id for level in one.levels) for name, one in profiles.items()}


def test_every_marking_profile_is_told_with_its_conventions() -> None:
    told = {codes(row[0])[0]: row for row in rows(SECTIONS["Levels and places"]) if len(row) == 5}
    profiles = Resources().profiles()
    assert set(told) == set(profiles)
    for name, profile in profiles.items():
        _, place, portions, copy, restricted = told[name]
        assert codes(copy) == tuple(level.id for level in profile.levels if level.copy_number)[:1]
        assert codes(restricted) == tuple(level.id for level in profile.levels if level.restricted)[:1]
        assert ("right" if profile.alignment == "right" else "centre") in place or not profile.levels
        marked = [level.portion for level in profile.levels if level.portion]
        assert (
            portions == "none"
            if not marked
            else all(f"({mark})" in portions for mark in (marked[0], marked[-1]))
        )


def test_every_template_that_ships_is_told_with_its_paper_length_and_marks() -> None:
    resources = Resources()
    told = {codes(row[0])[0]: row for row in rows(SECTIONS["Templates included"]) if len(row) == 5}
    shipped = [path.stem for path in (ROOT / "templates").glob("*.yaml")]
    assert sorted(told) == sorted(shipped)
    for name, (_, _, paper, most, marks) in told.items():
        template = resources.template(name)
        assert paper == template.page.size
        pages = template.limits.pages
        assert most == (f"{pages} pages" if pages else "no limit")
        assert codes(marks) == (template.marking.profile,)


@pytest.mark.parametrize("example", YAML, ids=lambda example: example.text.split(":", 1)[0])
def test_examples_are_templates_without_a_finding(example: Example, tmp_path: Path) -> None:
    written = yaml.safe_load(example.text)
    if "version" not in written:
        written = yaml.safe_load(YAML[0].text) | written
    (tmp_path / "letterhead.dotx").write_bytes((ROOT / "tests/data/letterheads/fr-note.dotx").read_bytes())
    file = tmp_path / "our-note.yaml"
    file.write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    template, findings = check_template(file, Resources().profiles())
    assert findings == ()
    assert template is not None


def test_the_example_of_a_house_style_extends_the_one_that_ships(tmp_path: Path) -> None:
    (example,) = [each for each in examples(PAGE) if each.info == "yaml extends"]
    file = tmp_path / "our-note.yaml"
    file.write_text(example.text, encoding="utf-8")
    checked = read_template(file, Resources().check_context())
    assert checked.findings == ()
    assert checked.template is not None
    assert [field.key for field in checked.template.fields] == ["reference", "date"]
    assert checked.template.languages == ("en", "it", "fr", "de")


def test_the_examples_of_marking_profiles_have_no_fault(tmp_path: Path) -> None:
    shown = [each for each in examples(PAGE) if each.info == "yaml marking"]
    assert len(shown) == 2
    for example in shown:
        file = tmp_path / "example.yaml"
        file.write_text(example.text, encoding="utf-8")
        assert check_profile(file) == ()


def test_the_faulty_example_gives_the_findings_shown(tmp_path: Path) -> None:
    shown = examples(PAGE)
    faulty = next(index for index, example in enumerate(shown) if example.info == "yaml fault")
    file = tmp_path / "our-note.yaml"
    file.write_text(shown[faulty].text, encoding="utf-8")
    words = Words("en")
    lines = [
        f"{file.name}:{one.place.line}:{one.place.column}: {words.text(f'cli-{one.severity}')}: {words.finding(one)}"
        for one in check_template(file, Resources().profiles())[1]
    ]
    assert shown[faulty + 1].text.splitlines() == lines
