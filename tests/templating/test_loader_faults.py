"""Faults of a template are reported with line, column and the closest valid name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from tests.narrowing import not_none
from tests.template_files import check_template, load_template, parse_template

from briefbuilder.app.messages import read_catalogue
from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.notices import Finding

GOOD = """\
version: 1
id: note
name: {en: Note, it: Nota}
languages: [en, it]
page:
  size: A4
  margins: 25mm
styles:
  body:
    size: 11
    colour: "#112233"
header:
- {start: "{reference}", end: "{date}"}
footer:
- centre: "{page}/{pages}"
marking:
  profile: eu
  default: restreint
fields:
- key: reference
  kind: text
  label: {en: Reference, it: Riferimento}
- key: grade
  kind: choice
  label: {en: Grade, it: Grado}
  default: high
  choices:
  - {value: high, label: {en: High, it: Alto}}
  - {value: low, label: {en: Low, it: Basso}}
parts:
- key: points
  kind: written
  label: {en: Points, it: Punti}
  limit: {words: 100}
- key: topics
  kind: topics
  label: {en: Topics, it: Temi}
- key: sources
  kind: sources
  label: {en: Sources, it: Fonti}
sources:
  style: footnote
contents:
  levels: 2
checks:
  rights-reserved: error
"""


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the texts of each interface language by code."""
    folder = root / "resources" / "messages"
    return {path.stem: read_catalogue(path) for path in sorted(folder.glob("*.yaml"))}


def faults(text: str, profiles: Mapping[str, MarkingProfile]) -> tuple[Finding, ...]:
    return parse_template(text.encode(), "note.yaml", profiles)[1]


@pytest.mark.parametrize(
    ("added", "read"),
    [("date-format: long", "long"), ("date-format: d MMM yyyy", "d MMM yyyy")],
)
def test_a_date_is_written_in_a_style_or_a_pattern(
    profiles: Mapping[str, MarkingProfile], added: str, read: str
) -> None:
    template, findings = parse_template(f"{GOOD}{added}\n".encode(), "note.yaml", profiles)
    assert findings == ()
    assert template is not None
    assert template.date_format == read


@pytest.mark.parametrize("value", ["high", "[high]", "[high, low]"])
def test_a_condition_has_one_value_or_several(profiles: Mapping[str, MarkingProfile], value: str) -> None:
    text = GOOD.replace("  kind: written", f"  kind: written\n  shown-when: {{grade: {value}}}", 1)
    template, findings = parse_template(text.encode(), "note.yaml", profiles)
    assert findings == ()
    assert template is not None
    assert template.parts[0].shown_when == {"grade": tuple(value.strip("[]").split(", "))}


def test_valid_template_has_no_faults(profiles: Mapping[str, MarkingProfile]) -> None:
    template, findings = parse_template(GOOD.encode(), "note.yaml", profiles)
    assert findings == ()
    assert template is not None
    assert template.id == "note"


@pytest.mark.parametrize(
    ("good", "bad", "code", "line", "column", "nearest"),
    [
        ("page:\n", "pgae:\n", "template-key-unknown-near", 5, 1, "page"),
        ("  size: A4", "  sise: A4", "template-key-unknown-near", 6, 3, "size"),
        ("size: A4", "size: a4", "template-value-unknown-near", 6, 9, "A4"),
        (
            "languages: [en, it]",
            "languages: [en, it]\ndate-format: DD.MM.YYYY",
            "template-date-format",
            5,
            14,
            None,
        ),
        (
            "languages: [en, it]",
            "languages: [en, it]\ndate-format: lang",
            "template-date-format",
            5,
            14,
            None,
        ),
        ("key: reference", "key: [reference]", "template-wants-text", 20, 8, None),
        ("margins: 25mm", "margins: 25 millimetres", "template-length", 7, 12, None),
        ("margins: 25mm", "margins: {topp: 25mm}", "template-key-unknown-near", 7, 13, "top"),
        ("margins: 25mm", "margins: {top: -3mm}", "template-negative", 7, 18, None),
        ("margins: 25mm", 'watermark: "{dat}"', "template-slot-unknown-near", 7, 14, "date"),
        ("  body:", "  bodi:", "template-key-unknown-near", 9, 3, "body"),
        ("    size: 11", "    sizes: 11", "template-key-unknown-near", 10, 5, "size"),
        ('    colour: "#112233"', "    colour: #112233", "template-colour-unquoted", 11, 12, None),
        ('colour: "#112233"', 'colour: "navy"', "template-colour", 11, 13, None),
        ('colour: "#112233"', 'space_before: "3mm"', "template-key-unknown-near", 11, 5, "space-before"),
        ('end: "{date}"', 'end: "{dat}"', "template-slot-unknown-near", 13, 31, "date"),
        ('start: "{reference}"', 'start: "{reference"', "template-brace", 13, 11, None),
        ("- centre:", "- center:", "template-key-unknown-near", 15, 3, "centre"),
        ("profile: eu", "profile: ue", "template-value-unknown-near", 17, 12, "eu"),
        ("default: restreint", "default: restraint", "template-value-unknown-near", 18, 12, "restreint"),
        ("kind: text", "kind: txt", "template-value-unknown-near", 21, 9, "text"),
        (
            "- key: reference\n  kind: text",
            "- key: reference\n  kin: text",
            "template-key-missing",
            20,
            3,
            None,
        ),
        ("- key: grade", "- key: reference", "template-name-twice", 23, 8, None),
        ("default: high", "default: hihg", "template-value-unknown-near", 26, 12, "high"),
        ("- key: points", "- key: Points", "template-key-spelling", 31, 8, None),
        ("kind: written", "kind: writen", "template-value-unknown-near", 32, 9, "written"),
        ("words: 100", "words: many", "template-wants-whole-number", 34, 18, None),
        ("words: 100", "words: 0", "template-greater-than", 34, 18, None),
        ("words: 100", "word: 100", "template-key-unknown-near", 34, 11, "words"),
        ("  kind: topics", "  kind: topics\n  choices: []", "template-key-unknown", 37, 3, None),
        ("kind: topics", "kind: sources", "template-kind-twice", 39, 9, None),
        ("style: footnote", "style: foot-note", "template-value-unknown-near", 42, 10, "footnote"),
        ("style: footnote", "list: false", "template-part-switched-off", 39, 9, None),
        ("style: footnote", "list: yes", "template-wants-yes-or-no", 42, 9, None),
        ("levels: 2", "levels:", "template-value-missing", 44, 10, None),
        ("levels: 2", "levels: 9", "template-less-than-equal", 44, 11, None),
        ("levels: 2", "levels: 2\n  levels: 3", "template-key-twice", 45, 3, None),
        ("rights-reserved:", "right-reserved:", "template-key-unknown-near", 46, 3, "rights-reserved"),
        ("reserved: error", "reserved: fatal", "template-value-unknown", 46, 20, None),
        ("version: 1", "version: 2", "template-value-unknown", 1, 10, None),
        ("languages: [en, it]", "languages: [en, Italian]", "template-language", 4, 17, None),
        ("languages: [en, it]", "languages: en", "template-wants-list", 4, 12, None),
        ("name: {en: Note, it: Nota}\n", "", "template-key-missing", 1, 1, None),
        ("name: {en: Note, it: Nota}", "name: {en: Note, italian: Nota}", "template-language", 3, 18, None),
        ("- key: grade", "- key: pages", "template-name-reserved", 23, 8, None),
        ("- key: grade", "- key: [pages]", "template-wants-text", 23, 8, None),
        ("default: high", "default: [high]", "template-wants-text", 26, 12, None),
        ("label: {en: Grade, it: Grado}", "label: {en: 5, it: Grado}", "template-wants-text", 25, 15, None),
        ("name: {en: Note, it: Nota}", "name: 12", "template-wants-mapping", 3, 7, None),
        ("kind: written", 'kind: written\n  closing: "{dat}"', "template-slot-unknown-near", 33, 12, "date"),
        ("kind: written", "kind: written\n  release: close", "template-value-unknown-near", 33, 12, "closed"),
        ("kind: written", "kind: table", "template-key-missing", 31, 3, None),
        ("  default: restreint", "  portion: true", "template-key-unknown-near", 18, 3, "portions"),
        (
            "  kind: written",
            "  kind: written\n  shown-when: {grde: high}",
            "template-field-unknown-near",
            33,
            16,
            "grade",
        ),
        (
            "  kind: written",
            "  kind: written\n  shown-when: {grade: hihg}",
            "template-value-unknown-near",
            33,
            23,
            "high",
        ),
        (
            "  default: high",
            "  shown-when: {grade: high}\n  default: high",
            "template-condition-own",
            26,
            16,
            None,
        ),
        ("languages: [en, it]", "extends: hous", "template-extends-missing", 4, 10, None),
        ("  kind: topics", "  kind: topics\n  sort: newst", "template-value-unknown-near", 37, 9, "newest"),
        ("  size: A4", "  size: A4\n  columns: 4", "template-less-than-equal", 7, 12, None),
        ('start: "{reference}"', "start: {reference}", "template-slot-unquoted", 13, 11, None),
        ("  size: A4", "  size: A4\n  colour: #123456", "template-key-unknown-near", 7, 3, "columns"),
        ("limit: {words: 100}", "limit: {line: 4}", "template-key-unknown-near", 34, 11, "lines"),
        (
            "- key: reference\n  kind: text",
            "- key: reference\n  kind: number\n  minimum: 5\n  maximum: 2",
            "template-bounds-crossed",
            23,
            12,
            None,
        ),
        (
            "- key: reference\n  kind: text",
            "- key: reference\n  kind: number\n  minimum: 5\n  default: 2",
            "template-default-outside",
            23,
            12,
            None,
        ),
    ],
)
def test_fault_is_reported_with_its_position_and_the_closest_name(
    profiles: Mapping[str, MarkingProfile],
    words: Mapping[str, Mapping[str, str]],
    good: str,
    bad: str,
    code: str,
    line: int,
    column: int,
    nearest: str | None,
) -> None:
    assert GOOD.count(good) == 1, "the table must change one place"
    template, findings = parse_template(GOOD.replace(good, bad).encode(), "note.yaml", profiles)
    assert template is None
    told = [
        (found.code, found.place.line, found.place.column, found.parameters.get("nearest"))
        for found in findings
        if found.code == code
    ]
    assert told == [(code, line, column, nearest)], findings
    assert all(found.severity == "error" for found in findings if found.code == code)
    for found in findings:
        for text in (texts[found.code] for texts in words.values()):
            assert text.format_map(found.parameters)
    assert {found.place.file for found in findings} == {"note.yaml"}


def test_all_faults_are_reported_in_the_order_of_the_file(profiles: Mapping[str, MarkingProfile]) -> None:
    text = GOOD.replace("size: A4", "size: A44").replace("{date}", "{dat}").replace("words: 100", "words: x")
    assert [(found.code, found.place.line) for found in faults(text, profiles)] == [
        ("template-value-unknown-near", 6),
        ("template-slot-unknown-near", 13),
        ("template-wants-whole-number", 34),
    ]


def test_missing_language_is_a_warning(
    profiles: Mapping[str, MarkingProfile],
) -> None:
    text = GOOD.replace("label: {en: Points, it: Punti}", "label: {en: Points}")
    template, findings = parse_template(text.encode(), "note.yaml", profiles)
    assert template is not None
    assert [(found.code, found.severity, found.place.line, found.place.column) for found in findings] == [
        ("template-language-missing", "warning", 33, 3)
    ]


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("+49 30 18 17-0", 0),
        ("www.ministry.example", 0),
        ("office@ministry.example · 24/7", 0),
        ("10117 Berlin", 1),
        ("See www.ministry.example", 1),
    ],
)
def test_numbers_and_addresses_on_the_web_need_no_other_language(
    profiles: Mapping[str, MarkingProfile], line: str, missing: int
) -> None:
    found = faults(f'{GOOD}signature: {{lines: [{{en: "{line}"}}]}}\n', profiles)
    assert [one.code for one in found] == ["template-language-missing"] * missing


def test_style_of_a_subtitle_needs_no_language(
    profiles: Mapping[str, MarkingProfile],
) -> None:
    assert faults(GOOD.replace("  body:", "  subtitle:"), profiles) == ()


def test_watermark_needs_every_language(profiles: Mapping[str, MarkingProfile]) -> None:
    (found,) = faults(GOOD.replace("margins: 25mm", "watermark: {en: DRAFT}"), profiles)
    assert (found.code, found.severity, found.place.line) == ("template-language-missing", "warning", 7)


def test_language_without_fixed_words_is_a_warning(profiles: Mapping[str, MarkingProfile]) -> None:
    text = GOOD.replace("languages: [en, it]", "languages: [en, it, nb]").replace(
        "name: {en: Note, it: Nota}", "name: Note"
    )
    codes = {found.code for found in faults(text, profiles)}
    assert codes == {"template-word-missing", "template-language-missing"}


def test_text_without_language_is_for_all_languages(profiles: Mapping[str, MarkingProfile]) -> None:
    assert faults(GOOD.replace("label: {en: Points, it: Punti}", "label: Memo"), profiles) == ()


def test_words_like_no_and_on_stay_text(profiles: Mapping[str, MarkingProfile]) -> None:
    text = GOOD.replace("label: {en: Points, it: Punti}", "label: {en: no, it: 2026-11-25}")
    template, findings = parse_template(text.encode(), "note.yaml", profiles)
    assert findings == ()
    assert template is not None
    part = not_none(template.part("points"))
    assert dict(part.label) == {"en": "no", "it": "2026-11-25"}


def test_missing_file_is_reported(tmp_path: Path) -> None:
    template, findings = check_template(tmp_path / "gone.yaml")
    assert template is None
    assert [(found.code, found.place.line) for found in findings] == [("template-unreadable", 1)]
    with pytest.raises(TemplateError, match="template-file-unreadable"):
        load_template(tmp_path / "nowhere.yaml")


def test_single_faulty_entry_is_not_reported_as_missing(root: Path) -> None:
    text = (root / "templates" / "thematic-briefing.yaml").read_text(encoding="utf-8")
    values = yaml.safe_load(text)
    label = {"en": "Points", "it": "Punti", "fr": "Points", "de": "Punkte"}
    values["parts"] = [{"key": "points", "kind": "writen", "label": label}]
    _, findings = parse_template(yaml.safe_dump(values).encode(), str(root / "templates" / "note.yaml"))
    assert [found.code for found in findings] == ["template-value-unknown-near"]


def test_a_default_marking_of_a_profile_without_markings_is_told_as_such(
    profiles: Mapping[str, MarkingProfile],
) -> None:
    text = "version: 1\nid: n\nname: N\nlanguages: [en]\nmarking: {profile: none, default: none}\n"
    text += "parts: [{key: text, kind: written, label: Text}]\n"
    (found,) = faults(text, profiles)
    assert (found.code, found.parameters["profile"]) == ("template-marking-no-levels", "none")
    assert (found.place.line, found.place.column) == (5, 26)
