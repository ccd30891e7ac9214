"""`compose`, `briefings`, `check`, `export`: from one file to a DOCX and a PDF."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Call, Rows

CHIPS = ("--topic", "derisking", "--topic", "semiconductors")


@pytest.fixture
def composed(rows: Rows, tagged: Path) -> Path:
    rows("compose", tagged, "--template", "thematic-briefing", "--title", "Chips", *CHIPS)
    return tagged


def test_composing_prints_the_id_alone(call: Call, tagged: Path, rows: Rows) -> None:
    answer = call("compose", tagged, "--template", "thematic-briefing", "--title", "Chips", *CHIPS)
    assert answer.returncode == 0
    (briefing,) = rows("briefings", tagged)
    assert answer.stdout == briefing["briefing"] + "\n"
    assert briefing["title"] == "Chips"
    assert (briefing["template"], briefing["language"]) == ("thematic-briefing", "en")
    assert briefing["items"] > 5


def test_without_topics_all_that_are_tagged_are_gathered(rows: Rows, tagged: Path) -> None:
    arguments = ("compose", tagged, "--template", "thematic-briefing", "--title", "All")
    (every,) = rows(*arguments)
    (two,) = rows(*arguments, *CHIPS)
    assert every["items"] > two["items"]
    assert every["parts"] > two["parts"]


def test_a_topic_without_tags_is_named_when_a_briefing_is_composed(call: Call, tagged: Path) -> None:
    arguments = ("compose", tagged, "--template", "thematic-briefing", "--title", "T", *CHIPS)
    assert call(*arguments).stderr == ""
    answer = call(*arguments, "--topic", "monetary-policy", "--lang", "de")
    assert answer.returncode == 0
    assert "Nichts ist mit „Geldpolitik und Zentralbanken“ verschlagwortet" in answer.stderr


def test_the_briefings_language_is_chosen_or_the_users_own(rows: Rows, call: Call, tagged: Path) -> None:
    arguments = ("compose", tagged, "--template", "thematic-briefing", "--title", "T", *CHIPS)
    assert rows(*arguments, "--language", "it")[0]["language"] == "it"
    assert rows(*arguments, "--lang", "fr")[0]["language"] == "fr"
    assert rows(*arguments, "--lang", "de")[0]["language"] == "de"
    assert rows(*arguments, "--language", "ja")[0]["language"] == "ja"
    assert rows(*arguments, "--language", "DE_at")[0]["language"] == "de-AT"
    folder = call("compose", tagged, "--template", tagged.parent, "--title", "T")
    assert folder.returncode == 1
    assert "(it is a folder)" in folder.stderr
    answer = call(*arguments, "--language", "xx")
    assert answer.returncode == 1
    assert "en, it, fr" in answer.stderr


def test_fields_are_filled_and_an_unknown_one_is_reported(rows: Rows, call: Call, tagged: Path) -> None:
    arguments = ("compose", tagged, "--template", "thematic-briefing", "--title", "T", *CHIPS)
    assert rows(*arguments, "--field", "reference=12/2024", "--field", "for=The Minister = head")
    answer = call(*arguments, "--field", "referense=12")
    assert answer.returncode == 1
    assert "reference" in answer.stderr
    assert call(*arguments, "--field", "reference").returncode == 2
    unread = call(*arguments, "--field", "date=32.13.2024")
    assert unread.returncode == 0
    assert "“32.13.2024” in “Date” is not a date." in unread.stderr


def test_an_export_that_errors_keep_back_names_them(call: Call, tagged: Path, tmp_path: Path) -> None:
    arguments = ("--template", "thematic-briefing", "--title", "T", *CHIPS, "--field", "date=32.13.2024")
    assert call("compose", tagged, *arguments).returncode == 0
    answer = call("export", tagged, "1", "-o", tmp_path / "t.md", "--json")
    assert (answer.returncode, answer.stdout) == (1, "")
    issue, blocked = answer.stderr.splitlines()
    assert "“32.13.2024”" in issue
    assert "was not exported because of an error" in blocked


def test_an_empty_title_is_refused(call: Call, rows: Rows, empty: Path) -> None:
    assert call("compose", empty, "--template", "thematic-briefing", "--title", " ").returncode == 2
    assert rows("briefings", empty) == []


def test_a_template_that_is_not_there_is_reported_with_the_known_ones(call: Call, tagged: Path) -> None:
    answer = call("compose", tagged, "--template", "thematic", "--title", "T")
    assert answer.returncode == 1
    assert "thematic-briefing" in answer.stderr


def test_check_reports_findings_with_their_places(rows: Rows, call: Call, composed: Path) -> None:
    found = rows("check", composed, "1")
    assert found
    for finding in found:
        assert finding.keys() == {"code", "severity", "text", "place"}
        assert finding["severity"] in {"warning", "hint"}
        assert finding["text"] != finding["code"]
        assert None not in finding["place"].values()
    lines = call("check", composed, "1").stdout.splitlines()
    assert len(lines) == len(found)


def test_a_finding_in_a_part_names_it_as_the_template_does(call: Call, composed: Path) -> None:
    call("compose", composed, "--template", "action-memo", "--title", "Memo")
    lines = call("check", composed, "2", "--lang", "de").stdout.splitlines()
    assert [line.split(":")[0] for line in lines if "Der Teil" in line] == ["Kernaussage", "Empfehlungen"]


def test_a_part_about_a_topic_is_named_by_the_topic_in_the_language_of_the_output(
    call: Call, composed: Path
) -> None:
    for language, name in (("en", "Semiconductors"), ("de", "Halbleiter")):
        told = call("check", composed, "1", "--lang", language).stdout.splitlines()
        assert [line for line in told if line.startswith(f"{name}: ")], told
        assert not [line for line in told if line.startswith("semiconductors: ")]


def test_export_writes_and_reports_both_files(rows: Rows, composed: Path, tmp_path: Path) -> None:
    docx, pdf = tmp_path / "b.docx", tmp_path / "b.pdf"
    written = rows("export", composed, "1", "-o", docx, "-o", pdf)
    assert [row["path"] for row in written] == [str(docx), str(pdf)]
    assert written[0]["pages"] >= 2
    assert [row["bytes"] for row in written] == [docx.stat().st_size, pdf.stat().st_size]
    assert zipfile.is_zipfile(docx)
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_an_audience_that_nothing_is_kept_for_writes_nothing(
    call: Call, composed: Path, tmp_path: Path
) -> None:
    answer = call("export", composed, "1", "-o", tmp_path / "b.pdf", "--audience", "press")
    assert answer.returncode == 1
    assert "press" in answer.stderr
    assert not (tmp_path / "b.pdf").exists()


def test_an_audience_gets_what_it_may_see_and_is_reported_what_is_left_out(
    rows: Rows, call: Call, composed: Path, tmp_path: Path
) -> None:
    from briefbuilder.app.commands.briefings import edit_briefing
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session
    from briefbuilder.domain.briefing_edits import set_release
    from briefbuilder.domain.release import Release

    with Session.open(composed, Resources()) as session:
        (briefing,) = session.store.briefings()
        first = briefing.items[0].id
        closed = set_release(briefing, [first], Release(disclosure="closed"))
        session.store.apply(edit_briefing(session, closed, "set-release"))
    (row,) = rows("export", composed, "1", "-o", tmp_path / "b.md", "--audience", "public")
    assert row["audience"] == "public"
    assert [gone["item"] for gone in row["left_out"]] == [first]
    assert row["left_out"][0]["text"] not in (tmp_path / "b.md").read_text("utf-8")
    answer = call("export", composed, "1", "-o", tmp_path / "c.md", "--audience", "public")
    assert "public" in answer.stderr + answer.stdout
    codes = [finding["code"] for finding in rows("check", composed, "1", "--audience", "public")]
    assert "withheld" in codes
    assert "restricted-content" in [finding["code"] for finding in rows("check", composed, "1")]


def test_an_export_that_cannot_be_written_is_reported(call: Call, composed: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name, reason in (
        ("b.rtf", "cannot be exported as .rtf"),
        ("b", "must end in .docx, .odt, .pdf, .html or .md. Add the ending."),
        ("none/b.pdf", "none does not exist. Create it"),
        ("folder", "folder is a folder"),
    ):
        answer = call("export", composed, "1", "-o", tmp_path / name)
        assert answer.returncode == 1
        assert len(answer.stderr.splitlines()) == 1
        assert reason in answer.stderr
    assert call("export", composed, "1").returncode == 2


def test_a_briefing_that_is_not_there_is_reported(call: Call, composed: Path, tmp_path: Path) -> None:
    for words in (("check", composed, "2"), ("export", composed, "zz", "-o", tmp_path / "b.pdf")):
        answer = call(*words)
        assert answer.returncode == 1
        assert "briefings" in answer.stderr


def test_a_template_outside_the_folders_is_used_by_its_path_with_the_profile_beside_it(
    rows: Rows, call: Call, tagged: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "house"
    (folder / "markings").mkdir(parents=True)
    (folder / "markings" / "chancery.yaml").write_text(
        "version: 1\nid: chancery\nname: Chancery\nlevels:\n- {id: open, rank: 0, texts: Open to all}\n",
        "utf-8",
    )
    template = folder / "note.yaml"
    template.write_text(
        "version: 1\nid: note\nname: Note\nlanguages: [en]\nmarking: {profile: chancery, default: open}\n"
        "parts:\n- {key: all, kind: gathered, label: All}\n",
        "utf-8",
    )
    assert call("template", "check", template).returncode == 0
    (made,) = rows("compose", tagged, "--template", template, "--title", "By path", *CHIPS)
    assert made["template"] == "note"
    exported = tmp_path / "note.md"
    assert call("export", tagged, "1", "-o", exported).returncode == 1
    rows("export", tagged, "1", "--template", template, "-o", exported)
    assert "Open to all" in exported.read_text("utf-8")
    other = folder / "article.md"
    other.write_text("no template", "utf-8")
    for name in (other, "appunto"):
        assert "uses the template note, not" in call("check", tagged, "1", "--template", name).stderr
    (checked,) = call("check", tagged, "1", "--template", folder / "nota.yaml").stderr.splitlines()
    assert "nota.yaml" in checked


def test_a_file_that_is_named_twice_is_written_and_reported_once(
    call: Call, composed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = call("export", composed, "1", "-o", "b.md", "-o", tmp_path / "b.md", "--anyway")
    assert answer.stdout.count("Wrote") == 1
