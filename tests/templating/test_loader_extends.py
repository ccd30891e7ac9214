"""What a template inherits from a house style, and how faults in either are reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.template_files import load_template, parse_template

from briefbuilder.domain.errors import TemplateError
from briefbuilder.templating.loader import CheckContext, LoadedTemplate, check_text, read_template
from briefbuilder.templating.model import Template

STYLE = """\
version: 1
languages: [en, it]
page: {size: A5, margins: {top: 1cm, bottom: 3cm}}
styles:
  body: {size: 10, colour: "#222222"}
header:
- {start: Of the house}
words:
  sources: {en: Read, it: Letto}
fields:
- {key: date, kind: date, label: {en: Date, it: Data}, default: today, required: true}
- {key: grade, kind: choice, label: {en: Grade, it: Grado}, choices: [{value: low, label: Low}]}
"""
NOTE = """\
version: 1
id: note
extends: house
name: {en: Note, it: Nota}
marking: {profile: none}
parts:
- {key: text, kind: written, label: {en: Text, it: Testo}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "house.yaml").write_text(STYLE, "utf-8")
    return tmp_path


def written(folder: Path, text: str, name: str = "note.yaml") -> LoadedTemplate:
    (folder / name).write_text(text, "utf-8")
    return read_template(folder / name)


def template(folder: Path, text: str) -> Template:
    checked = written(folder, text)
    assert checked.template is not None, checked.findings
    return checked.template


def told(checked: LoadedTemplate) -> list[tuple[str, str, int | None, int | None]]:
    return [
        (found.code, Path(found.place.file or "").name, found.place.line, found.place.column)
        for found in checked.findings
    ]


def test_omitted_keys_are_inherited(folder: Path) -> None:
    found = template(folder, NOTE)
    assert found.languages == ("en", "it")
    assert [field.key for field in found.fields] == ["date", "grade"]
    assert found.page.size == "A5"
    assert found.header.all[0].start == {"und": "Of the house"}
    assert found.word("sources", "it") == "Letto"


def test_mappings_are_merged_key_by_key(folder: Path) -> None:
    found = template(folder, NOTE + "page: {margins: {top: 2cm}}\nstyles:\n  body: {size: 12}\n")
    assert (found.page.size, round(found.page.margins.top), round(found.page.margins.bottom)) == (
        "A5",
        57,
        85,
    )
    body = found.style_sheet().style("body")
    assert (body.size, body.colour) == (12, "#222222")


def test_one_margin_is_changed_where_the_house_style_has_one_length_for_all(folder: Path) -> None:
    style = folder / "styles" / "house.yaml"
    style.write_text(STYLE.replace("{top: 1cm, bottom: 3cm}", "1in"), "utf-8")
    margins = template(folder, NOTE + "page: {margins: {top: 2in}}\n").page.margins
    assert (margins.top, margins.bottom, margins.inner, margins.outer) == (144, 72, 72, 72)


def test_the_styles_that_a_template_changes_are_known(folder: Path) -> None:
    found = template(folder, NOTE + "styles:\n  title: {bold: false}\n")
    assert dict(found.changed_styles()) == {"body": {"size", "colour"}, "title": {"bold"}}
    assert found.fields[0].name("it") == "Data"


def test_texts_headers_and_words_are_not_merged(folder: Path) -> None:
    found = template(folder, NOTE + "header:\n- {end: Ours}\nwords:\n  sources: {en: Seen, it: Visto}\n")
    assert found.header.all[0].start == {}
    assert found.word("sources", "it") == "Visto"


def test_fields_are_completed_in_the_order_of_the_template(folder: Path) -> None:
    more = "fields:\n- {key: for, kind: text, label: {en: For, it: Per}}\n- {key: date, required: false}\n"
    found = template(folder, NOTE + more)
    assert [(field.key, field.required) for field in found.fields] == [("for", False), ("date", False)]
    assert found.fields[1].kind == "date"
    assert found.fields[1].default == "today"


def test_entry_of_another_kind_inherits_nothing(folder: Path) -> None:
    more = "fields:\n- {key: grade, kind: text, label: {en: Grade, it: Grado}}\n"
    assert template(folder, NOTE + more).fields[0].kind == "text"


def test_style_can_extend_another_and_the_included_style_of_its_name(folder: Path) -> None:
    (folder / "styles" / "embassy.yaml").write_text("version: 1\nextends: house\npage: {size: A4}\n", "utf-8")
    found = template(folder, NOTE.replace("extends: house", "extends: embassy"))
    assert (found.page.size, found.languages) == ("A4", ("en", "it"))
    own = folder / "own"
    own.mkdir()
    text = NOTE.replace("extends: house", "extends: note")
    (folder / "note.yaml").write_text(NOTE, "utf-8")
    (own / "note.yaml").write_text(text, "utf-8")
    checked = read_template(own / "note.yaml", CheckContext(folders=(folder,)))
    assert checked.template is not None, checked.findings
    assert [path.name for path in checked.files] == ["note.yaml", "note.yaml", "house.yaml"]


def test_missing_house_style_is_reported_with_the_closest_name(folder: Path) -> None:
    checked = written(folder, NOTE.replace("extends: house", "extends: hose"))
    assert told(checked) == [("template-extends-missing-near", "note.yaml", 3, 10)]
    assert checked.findings[0].parameters["nearest"] == "house"
    for name in ("zzz", "z" * 300):
        far = written(folder, NOTE.replace("extends: house", f"extends: {name}"))
        assert [found.code for found in far.findings] == ["template-extends-missing"], name


def test_cycle_is_reported_where_it_closes(folder: Path) -> None:
    (folder / "styles" / "a.yaml").write_text("version: 1\nextends: b\n", "utf-8")
    (folder / "styles" / "b.yaml").write_text("version: 1\nextends: a\n", "utf-8")
    checked = written(folder, NOTE.replace("extends: house", "extends: a"))
    assert told(checked) == [("template-extends-cycle", "b.yaml", 2, 10)]
    own = written(folder, NOTE.replace("extends: house", "extends: note"))
    assert told(own) == [("template-extends-cycle", "note.yaml", 3, 10)]


@pytest.mark.parametrize(("styles", "codes"), [(8, []), (9, ["template-extends-deep"])])
def test_number_of_parent_styles_is_limited(folder: Path, styles: int, codes: list[str]) -> None:
    for place in range(styles):
        text = f"version: 1\nextends: s{place + 1}\n" if place < styles - 1 else STYLE
        (folder / "styles" / f"s{place}.yaml").write_text(text, "utf-8")
    checked = written(folder, NOTE.replace("extends: house", "extends: s0"))
    assert [found.code for found in checked.findings] == codes


def test_without_its_style_a_template_is_not_blamed_for_what_the_style_may_have(folder: Path) -> None:
    text = NOTE.replace("extends: house", "extends: gone") + 'header:\n- {start: "{desk}"}\nfields: 3\n'
    assert [code for code, _, _, _ in told(written(folder, text))] == [
        "template-extends-missing",
        "template-wants-list",
    ]


def test_a_style_may_lack_keys_at_the_top_only(folder: Path) -> None:
    style = folder / "styles" / "house.yaml"
    style.write_text("version: 1\nfields:\n- {kind: text, label: Desk}\n", "utf-8")
    assert told(read_template(style)) == [("template-key-missing", "house.yaml", 3, 3)]


@pytest.mark.parametrize(
    ("good", "bad", "code", "line", "column"),
    [
        ("size: A5", "sise: A5", "template-key-unknown-near", 3, 8),
        ("size: 10", "size: 10px", "template-length", 5, 16),
        ("default: today", "default: 2026-13-01", "template-day", 11, 65),
        ("- {start: Of the house}", '- {start: "{dat}"}', "template-slot-unknown-near", 7, 11),
        ('colour: "#222222"', "colour: #222222", "template-malformed", 6, 7),
        ("label: {en: Grade, it: Grado}", "label: {en: Grade}", "template-language-missing", 12, 30),
    ],
)
def test_fault_of_a_style_is_reported_in_its_file(
    folder: Path, good: str, bad: str, code: str, line: int, column: int
) -> None:
    assert STYLE.count(good) == 1
    (folder / "styles" / "house.yaml").write_text(STYLE.replace(good, bad), "utf-8")
    checked = written(folder, NOTE)
    assert (code, "house.yaml", line, column) in told(checked)
    assert {name for _, name, _, _ in told(checked)} == {"house.yaml"}


def test_texts_of_a_style_without_an_added_language_are_one_fault_of_the_template(folder: Path) -> None:
    """Its author cannot change the style; he writes the texts into his own file."""
    added = NOTE.replace("extends: house", "extends: house\nlanguages: [en, it, pt]")
    checked = written(folder, added.replace("it: Nota}", "it: Nota, pt: Nota}"))
    assert told(checked) == [
        ("template-language-inherited", "note.yaml", 4, 21),
        ("template-language-missing", "note.yaml", 8, 30),
    ]
    assert checked.findings[0].parameters == {"count": "3", "language": "pt", "style": "house.yaml"}


def test_loading_a_template_names_the_file_of_a_faulty_style(folder: Path) -> None:
    (folder / "styles" / "house.yaml").write_text(STYLE.replace("size: A5", "size: A55"), "utf-8")
    (folder / "note.yaml").write_text(NOTE, "utf-8")
    with pytest.raises(TemplateError) as caught:
        load_template(folder / "note.yaml")
    assert caught.value.parameters["file"] == "house.yaml"


def test_house_style_may_lack_required_keys_and_is_no_template(folder: Path) -> None:
    assert read_template(folder / "styles" / "house.yaml").findings == ()
    with pytest.raises(TemplateError, match="template-is-style"):
        load_template(folder / "styles" / "house.yaml")


def test_hostile_style_gives_one_clear_error(folder: Path) -> None:
    (folder / "styles" / "house.yaml").write_bytes(b"a: &a [1]\nb: *a\n")
    assert told(written(folder, NOTE)) == [("template-alias", "house.yaml", 1, 4)]
    (folder / "styles" / "house.yaml").write_bytes(b"name: " + b"[" * 50_000)
    assert [code for code, *_ in told(written(folder, NOTE))] == ["template-too-deep"]


def test_house_style_cannot_be_a_path(folder: Path) -> None:
    checked = written(folder, NOTE.replace("extends: house", "extends: ../styles/house"))
    assert checked.template is None
    assert {code for code, *_ in told(checked)} >= {"template-key-spelling"}


def test_unsaved_text_is_checked_as_if_at_its_path(folder: Path) -> None:
    checked = check_text(NOTE.encode(), folder / "new.yaml")
    assert checked.template is not None
    assert parse_template(NOTE.encode(), str(folder / "new.yaml"))[1] == ()
