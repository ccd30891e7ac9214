"""`template …` and `doctor`."""

from __future__ import annotations

import json
import os
import re
import sys
import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Call, Rows

from briefbuilder.app.resources import Resources

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


def test_the_templates_that_ship_are_listed_and_without_fault(rows: Rows, call: Call, root: Path) -> None:
    found = {row["template"]: row for row in rows("template", "list")}
    assert set(SHIPPED) <= set(found)
    assert found["thematic-briefing"]["languages"] == ["en", "it", "fr", "de"]
    assert "Scheda tematica" in call("template", "list", "--lang", "it").stdout
    assert rows("template", "check", *(root / "templates" / f"{name}.yaml" for name in SHIPPED)) == []


def test_a_fault_in_a_template_is_reported_with_file_line_and_column(
    call: Call, root: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    text = (root / "templates" / "thematic-briefing.yaml").read_text("utf-8")
    path.write_text(text.replace("marking:", "markin:", 1))
    answer = call("template", "check", path, "--json")
    assert answer.returncode == 1
    findings = [json.loads(line) for line in answer.stdout.splitlines()]
    (fault,) = [one for one in findings if "marking" in one["text"] and "“markin”" in one["text"]]
    line = next(n for n, line in enumerate(path.read_text().splitlines(), 1) if line.startswith("markin:"))
    assert fault["place"] == {"file": str(path), "line": line, "column": 1}
    assert fault["severity"] == "error"
    assert f"{path}:{line}:1: error: " in call("template", "check", path).stdout


def test_a_marking_profile_that_does_not_exist_is_reported_with_similar_names(
    call: Call, root: Path, tmp_path: Path
) -> None:
    text = (root / "templates" / "thematic-briefing.yaml").read_text(encoding="utf-8")
    path = tmp_path / "ours.yaml"
    path.write_text(text.replace("profile: eu,", "profile: eur,"), encoding="utf-8")
    answer = call("template", "check", path, "--json")
    assert answer.returncode == 1
    fault = json.loads(answer.stdout)
    assert fault["place"]["line"] == text[: text.index("profile: eu")].count("\n") + 1
    assert "“eu”" in fault["text"]


def test_a_new_template_can_be_checked_and_composed_with(rows: Rows, call: Call, tagged: Path) -> None:
    answer = call("template", "new", "house-note", "--from", "meeting-brief")
    assert answer.returncode == 0, answer.stderr
    path = Path(answer.stdout.splitlines()[-1])
    assert path.stem == "house-note"
    assert rows("template", "check", path) == []
    assert "house-note" in {row["template"] for row in rows("template", "list")}
    (briefing,) = rows("compose", tagged, "--template", "house-note", "--title", "T", "--topic", "china")
    assert briefing["template"] == "house-note"


def test_a_new_template_never_takes_anothers_place(call: Call, tmp_path: Path) -> None:
    assert call("template", "new", "thematic-briefing").returncode == 1
    assert call("template", "new", "Not A Name").returncode == 1
    assert "path that ends in .yaml" in call("template", "new", "../x").stderr
    assert call("template", "new", "x", "--from", "none").returncode == 1
    path = tmp_path / "mine.yaml"
    assert call("template", "new", path).returncode == 0
    assert path.is_file()
    assert call("template", "new", path).returncode == 1


def test_a_template_folder_that_cannot_be_made_is_told(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(Resources, "own_folder", lambda _self: tmp_path / "file" / "templates")
    answer = call("template", "new", "by-name")
    assert answer.returncode == 1
    assert f"{tmp_path / 'file' / 'templates'} could not be written" in answer.stderr


def test_the_schema_is_one_for_editors(call: Call) -> None:
    schema = json.loads(call("template", "schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "parts" in schema["properties"]
    assert json.loads(call("template", "schema", "--json").stdout) == schema


@pytest.mark.parametrize("name", SHIPPED[::4])
def test_a_preview_shows_a_sample_briefing(rows: Rows, root: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "preview.pdf"
    (row,) = rows("template", "preview", root / "templates" / f"{name}.yaml", "-o", out, "--language", "it")
    assert row["path"] == str(out)
    assert row["pages"] >= 1
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_preview_is_written_in_every_format_that_is_asked_for(
    call: Call, rows: Rows, root: Path, tmp_path: Path
) -> None:
    """The designer of a house document looks at what Word will show, not at the PDF alone."""
    names = [tmp_path / f"sample{suffix}" for suffix in (".docx", ".pdf", ".html")]
    wanted = [word for name in names for word in ("-o", name)]
    made = rows("template", "preview", root / "templates" / "appunto.yaml", *wanted)
    assert [(row["path"], row["pages"] > 0) for row in made] == [
        (str(name), name.suffix != ".html") for name in names
    ]
    assert "word/document.xml" in zipfile.ZipFile(names[0]).namelist()
    assert names[1].read_bytes().startswith(b"%PDF")
    assert b"<html" in names[2].read_bytes()[:300]


def test_preview_reports_findings_of_its_pages(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    parts = "parts:\n- {key: text, kind: written, label: Text, sample: Word.}\n"
    page = "page: {margins: {bottom: 24cm}}\nlimits: {pages: 1}\n"
    path.write_text(
        "version: 1\nid: long\nname: Long\nlanguages: [en]\nmarking: {profile: none}\n"
        f"{page}{parts}- {{key: all, kind: gathered, label: All}}\n"
    )
    said = call("template", "preview", path, "-o", tmp_path / "long.pdf").stdout
    assert re.search(r"Wrote .*long\.pdf \(\d+ pages\)", said)
    assert re.search(r"The briefing has \d+ pages\. The template allows 1", said)


def test_a_preview_that_cannot_be_made_is_reported(call: Call, root: Path, tmp_path: Path) -> None:
    shipped = root / "templates" / "thematic-briefing.yaml"
    for words in (
        (tmp_path / "none.yaml", "-o", tmp_path / "a.pdf"),
        (shipped, "-o", tmp_path / "a.rtf"),
        (shipped, "-o", tmp_path / "a.pdf", "--language", "xx"),
        (shipped, "-o", tmp_path / "none" / "a.pdf"),
    ):
        answer = call("template", "preview", *words)
        assert answer.returncode == 1
        assert len(answer.stderr.splitlines()) == 1


def test_doctor_reports_versions_database_fonts_and_folders(rows: Rows, call: Call) -> None:
    (state,) = rows("doctor")
    areas = {
        "versions",
        "sqlite",
        "fonts",
        "dictionaries",
        "folders",
        "sandbox",
        "encryption",
        "programs",
        "policy",
    }
    assert set(state) == areas
    assert state["sqlite"]["FTS5"] is True
    assert state["fonts"]["Latin"]
    assert Path(state["folders"]["templates"]).is_dir()
    assert "Fonts for PDF" in call("doctor").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other parts")
def test_doctor_reports_the_parts_of_the_sandbox_and_those_that_are_missing(
    rows: Rows, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (state,) = rows("doctor")
    assert {"no-new-privileges", "limits", "landlock", "seccomp"} <= set(state["sandbox"])
    assert state["sandbox"]["limits"] is True
    monkeypatch.setattr("briefbuilder.app.state_report._sandbox", lambda: {"limits": True, "landlock": False})
    told = call("doctor").stdout
    assert "    landlock: no" in told
    assert "Foreign files are read without these protections, which this system lacks: landlock." in told


def test_a_new_template_takes_paper_and_styles_from_a_letterhead_document(
    call: Call, root: Path, tmp_path: Path
) -> None:
    house = root / "tests" / "data" / "letterheads" / "fr-note.dotx"
    path = tmp_path / "our-letter.yaml"
    made = call("template", "new", path, "--from", "appunto", "--from-house", house)
    assert made.returncode == 0
    assert (tmp_path / "our-letter.dotx").read_bytes() == house.read_bytes()
    text = path.read_text("utf-8")
    assert "house-document: our-letter.dotx\n" in text
    assert not {"page:", "styles:", "fonts:", "header:", "footer:"} & {
        line.split(" ")[0] for line in text.splitlines()
    }
    assert call("template", "check", path).returncode == 0
    pdf = tmp_path / "sample.pdf"
    assert call("template", "preview", path, "-o", pdf, "--language", "fr").returncode == 0
    assert pdf.read_bytes().startswith(b"%PDF")


def test_a_letterhead_document_that_is_refused_makes_no_template(call: Call, tmp_path: Path) -> None:
    house = tmp_path / "paper.docx"
    house.write_bytes(b"no word file")
    answer = call("template", "new", tmp_path / "our-letter.yaml", "--from-house", house)
    assert answer.returncode == 1
    assert "document paper.docx is" in answer.stderr
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix) == ["paper.docx"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are UTF-8 on this system")
def test_a_letterhead_document_may_have_a_name_that_is_not_utf_8(
    call: Call, root: Path, tmp_path: Path
) -> None:
    house = tmp_path / os.fsdecode(b"caf\xe9.docx")
    house.write_bytes((root / "resources" / "docx" / "base.docx").read_bytes())
    answer = call("template", "new", tmp_path / "our-letter.yaml", "--from-house", house)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert (tmp_path / "our-letter.docx").read_bytes() == house.read_bytes()


def test_a_template_is_checked_and_previewed_by_its_name_too(call: Call, tmp_path: Path) -> None:
    """Who has just made one does not type the path of the folder that it lies in."""
    made = Path(call("template", "new", "by-name").stdout.splitlines()[-1])
    assert call("template", "check", "by-name").stdout == "No issues found.\n"
    made.write_text(made.read_text("utf-8").replace("subtitle:", "subtitel:"), "utf-8")
    for name in ("by-name", "by-name.yaml"):
        answer = call("template", "check", name)
        assert answer.returncode == 1
        assert f"{made}:" in answer.stdout
    assert "has a problem" in call("template", "preview", "by-name", "-o", tmp_path / "a.pdf").stderr
    made.unlink()
    assert "could not be read" in call("template", "check", "by-name").stdout


def test_a_new_template_has_the_picture_of_the_first(rows: Rows, call: Call, tmp_path: Path) -> None:
    (made,) = rows("template", "new", tmp_path / "note.yaml", "--from", "appunto")
    path = Path(made["path"])
    shipped = Path(__file__).parents[2] / "templates" / "emblem.png"
    assert (path.parent / "emblem.png").read_bytes() == shipped.read_bytes()
    assert call("template", "check", path).returncode == 0
