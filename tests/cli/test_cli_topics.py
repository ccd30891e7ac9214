"""`suggest`, `tag`, `topics`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Call, Rows

HOUSE = """version: 1
languages: [en, it]
topics:
- id: sherpa-track
  name: {en: Sherpa track, it: Percorso sherpa}
  terms: {it: ["semiconduttor*", "partnership digital*", "consiglio di partnership"]}
"""


def test_suggestions_in_words_name_strength_topic_and_evidence(call: Call, shared: Path) -> None:
    path = shared / "samples" / "ue-giappone-ai-semiconduttori.txt"
    out = call("suggest", path, "--lang", "it").stdout
    assert "forte: derisking (De-risking (riduzione dei rischi)): “Derisking”, “derisking”" in out
    assert "forte: semiconductors (Semiconduttori): " in out
    assert "0." not in out


def test_a_suggestion_tells_whether_the_title_names_its_topic(rows: Rows, shared: Path) -> None:
    (row,) = rows("suggest", shared / "samples" / "ue-giappone-ai-semiconduttori.txt")
    found = {one["topic"]: one["in_title"] for one in row["sections"][1]["suggestions"]}
    assert found["semiconductors"], "the title names semiconductors"
    assert not found["quantum"], "the title does not name quantum computers"


def test_what_is_tagged_is_no_longer_suggested(rows: Rows, empty: Path, samples: Path) -> None:
    rows("import", empty, samples / "toto-sangyo-nichi-eu-handotai.txt")

    def suggested() -> set[tuple[int, str]]:
        (row,) = rows("suggest", empty, "1")
        return {(s["section"], one["topic"]) for s in row["sections"] for one in s["suggestions"]}

    before = suggested()
    assert (0, "derisking") in before
    (tag,) = rows("tag", empty, "1", "0", "derisking")
    assert (tag["section"], tag["topic"], tag["score"]) == (0, "derisking", None)
    assert suggested() == before - {(0, "derisking")}


def test_suggesting_for_a_dossier_goes_through_all_articles(rows: Rows, tagged: Path) -> None:
    assert [row["article"] for row in rows("suggest", tagged)] == [
        row["article"] for row in rows("articles", tagged)
    ]


def test_accepting_applies_suggestions_above_the_threshold(rows: Rows, imported: Path) -> None:
    few = rows("tag", imported, "--accept-suggestions", "--at-least", "strong")
    assert few
    assert all(tag["score"] >= 0.8 for tag in few)
    rest = rows("tag", imported, "--accept-suggestions")
    assert rest
    assert all(tag["score"] >= 0.5 for tag in rest)
    total = sum(article["tags"] for article in rows("articles", imported))
    assert total == len(few) + len(rest)
    places = [(tag["article"], tag["section"], tag["topic"]) for tag in (*few, *rest)]
    assert len(set(places)) == len(places)


def test_every_topic_and_section_is_listed_before_suggestions_are_accepted(
    rows: Rows, call: Call, imported: Path
) -> None:
    planned = rows("tag", imported, "--accept-suggestions", "--dry-run")
    assert planned
    assert all(row["tag"] is None for row in planned)
    assert all(article["tags"] == 0 for article in rows("articles", imported))
    listed = call("tag", imported, "--accept-suggestions", "--dry-run", "--lang", "en").stdout
    assert listed.splitlines()[-1] == f"{len(planned)} suggestions would be accepted. Nothing was changed."
    titles = [article["title"] for article in rows("articles", imported)]
    assert [line for line in listed.splitlines() if line in titles] == titles
    topics = [line for line in listed.splitlines() if line.startswith("    ")]
    assert len(topics) == len(planned)
    assert all(line.startswith(("    strong: ", "    possible: ")) for line in topics)
    written = call("tag", imported, "--accept-suggestions", "--lang", "en").stdout
    assert written.splitlines()[:-1] == listed.splitlines()[:-1]
    assert written.splitlines()[-1] == f"{len(planned)} tags added."
    assert sum(article["tags"] for article in rows("articles", imported)) == len(planned)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("1", "0"),
        ("1", "first", "china"),
        ("1", "-1", "china"),
        ("1", "0", "china", "--at-least", "0.5"),
        ("1", "0", "china", "--accept-suggestions"),
        ("--accept-suggestions", "--at-least", "2"),
        ("--accept-suggestions", "--at-least", "high"),
        ("1", "0", "china", "--dry-run"),
    ],
)
def test_tagging_in_a_wrong_form_is_wrong_usage(call: Call, tagged: Path, words: tuple[str, ...]) -> None:
    answer = call("tag", tagged, *words)
    assert answer.returncode == 2
    assert answer.stderr.startswith(("usage: briefbuilder tag", "briefbuilder: “"))


def test_a_section_or_topic_that_is_not_there_is_reported(call: Call, tagged: Path) -> None:
    assert call("tag", tagged, "1", "99", "china").returncode == 1
    answer = call("tag", tagged, "1", "0", "chna")
    assert answer.returncode == 1
    assert "china" in answer.stderr


def test_topics_are_listed_in_the_users_language_with_their_tags(
    rows: Rows, call: Call, tagged: Path
) -> None:
    found = {row["topic"]: row for row in rows("topics", tagged)}
    assert len(found) >= 50
    assert found["semiconductors"]["tags"] > 5
    assert found["semiconductors"]["name"] == "Semiconductors"
    keys = {"topic", "group", "broader", "name", "names", "colour", "own", "tags"}
    assert found["semiconductors"].keys() == keys
    assert "semiconductors: Semi-conducteurs (" in call("topics", tagged, "--lang", "fr").stdout


def test_topics_are_listed_with_their_names_in_the_language_that_is_named(
    rows: Rows, call: Call, tagged: Path
) -> None:
    found = {row["topic"]: row for row in rows("topics", tagged, "--language", "it")}
    assert found["semiconductors"]["name"] == "Semiconduttori"
    assert found["semiconductors"]["names"] == {"it": "Semiconduttori"}
    listed = call("topics", tagged, "--language", "fr", "--language", "it")
    assert "semiconductors: Semi-conducteurs (" in listed.stdout


def test_imported_taxonomy_is_used_for_suggestions(rows: Rows, imported: Path, tmp_path: Path) -> None:
    house = tmp_path / "house.yaml"
    house.write_text(HOUSE)
    (row,) = rows("topics", "import", imported, house)
    assert row == {"path": str(house), "topics": ["sherpa-track"], "notices": []}
    (own,) = [topic for topic in rows("topics", imported) if topic["own"]]
    assert own["topic"] == "sherpa-track"
    found = {
        one["topic"]
        for article in rows("suggest", imported)
        for section in article["sections"]
        for one in section["suggestions"]
    }
    assert "sherpa-track" in found


def test_a_taxonomy_with_faults_is_reported_with_its_first_line_and_nothing_changes(
    call: Call, rows: Rows, empty: Path, tmp_path: Path
) -> None:
    house = tmp_path / "house.yaml"
    house.write_text(HOUSE.replace("name:", "nome:") + "  term: {}\n")
    answer = call("topics", "import", empty, house)
    assert answer.returncode == 1
    first, second = answer.stderr.splitlines()
    assert "house.yaml, line 4" in first
    assert "2 more problems" in second
    assert not any(topic["own"] for topic in rows("topics", empty))


@pytest.mark.skipif(sys.platform != "linux", reason="names are UTF-8 on this system")
def test_a_fault_is_told_of_a_taxonomy_whose_name_is_not_utf_8(
    call: Call, empty: Path, tmp_path: Path
) -> None:
    house = tmp_path / os.fsdecode(b"caf\xe9.yaml")
    house.write_text("topics: 5\n")
    answer = call("topics", "import", empty, house)
    assert answer.returncode == 1
    assert answer.stderr.startswith("briefbuilder: café.yaml, line 1:")


def test_the_taxonomies_of_a_dossier_are_listed_and_chosen(rows: Rows, call: Call, empty: Path) -> None:
    found = {row["taxonomy"]: (row["chosen"], row["found"]) for row in rows("topics", "choose", empty)}
    assert found["economic-security"] == (True, True)
    (first, *_) = rows("topics", "choose", empty, "economic-security")
    assert first.keys() == {"taxonomy", "chosen", "found"}
    assert "[x] economic-security" in call("topics", "choose", empty).stdout
    assert len(rows("topics", empty)) == 50
    answer = call("topics", "choose", empty, "no-such")
    assert answer.returncode == 1
    assert "economic-security" in answer.stderr
    assert len(rows("topics", empty)) == 50


def test_topics_in_a_wrong_form_is_wrong_usage(call: Call, tmp_path: Path) -> None:
    for words in (
        ("a", "b"),
        ("import",),
        ("export",),
        ("choose",),
        ("import", "a"),
        ("import", "a", "b", "c"),
    ):
        assert call("topics", *words).returncode == 2, words


def test_a_language_that_no_topic_has_is_refused_before_terms_are_lost(
    call: Call, rows: Rows, empty: Path, tmp_path: Path
) -> None:
    for name in ("house.yaml", "house.csv"):
        file = tmp_path / name
        written = call("topics", "export", empty, file, "--language", "zz")
        assert written.returncode == 1
        assert "“zz”" in written.stderr
        assert not file.exists()
        rows("topics", "export", empty, file)
        answer = call("topics", "import", empty, file, "--language", "zz")
        assert answer.returncode == 1
        assert "The languages are: ar, de, en, " in answer.stderr
    assert not any(topic["own"] for topic in rows("topics", empty))


@pytest.mark.parametrize("ending", [".yaml", ".csv", ".rdf", ".ttl"])
def test_topics_of_one_dossier_come_into_another_by_every_form(
    rows: Rows, call: Call, empty: Path, tmp_path: Path, ending: str
) -> None:
    house, file, other = tmp_path / "house.yaml", tmp_path / f"all{ending}", tmp_path / "other.dossier"
    house.write_text(HOUSE)
    rows("topics", "import", empty, house)
    (row,) = rows("topics", "export", empty, file, "--language", "it")
    assert row["path"] == str(file)
    assert {"sherpa-track", "semiconductors"} < set(row["topics"])
    call("new", other)
    (row,) = rows("topics", "import", other, file, "--lang", "it")
    assert row["notices"] == []
    (sherpa,) = [topic for topic in rows("topics", other) if topic["topic"] == "sherpa-track"]
    assert sherpa["names"] == {"it": "Percorso sherpa"}


def test_entries_left_out_by_an_import_are_reported_and_an_unknown_ending_is_refused(
    call: Call, empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("name,broader\nFairs,nowhere\n")
    assert "nowhere" in call("topics", "import", empty, file).stdout
    answer = call("topics", "export", empty, tmp_path / "topics.docx")
    assert answer.returncode == 1
    assert ".ttl" in answer.stderr
