"""What ships is found and loaded."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefbuilder.app.commands.taxonomy import choose_taxonomies
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.errors import TemplateError
from briefbuilder.system import paths
from briefbuilder.tagging.taxonomy import TaxonomyError


def test_the_templates_that_ship_load_with_their_markings(resources: Resources) -> None:
    assert {"thematic-briefing", "press-review", "meeting-brief"} <= set(resources.templates())
    for template_id in resources.templates():
        template = resources.template(template_id)
        assert template.id == template_id
        assert resources.profile(template.marking.profile).levels


def test_a_template_of_the_users_wins_over_one_that_ships(tmp_path: Path, resources: Resources) -> None:
    shipped = resources.templates()["thematic-briefing"]
    mine = tmp_path / "thematic-briefing.yaml"
    mine.write_bytes(shipped.read_bytes())
    both = Resources(templates=[shipped.parent, tmp_path, tmp_path / "absent"])
    assert both.templates()["thematic-briefing"] == mine


def test_a_copy_under_another_name_is_another_template(tmp_path: Path, resources: Resources) -> None:
    shipped = resources.templates()["thematic-briefing"]
    (tmp_path / "house.yaml").write_bytes(shipped.read_bytes())
    both = Resources(templates=[shipped.parent, tmp_path])
    assert both.template("house").id == "house"
    assert both.template("thematic-briefing").id == "thematic-briefing"


def test_a_template_is_read_anew_when_it_changed_and_stays_known_when_it_is_lost(
    tmp_path: Path, resources: Resources
) -> None:
    text = resources.templates()["thematic-briefing"].read_text("utf-8")
    shipped = resources.templates()["thematic-briefing"].parent
    mine = Resources(templates=[shipped / "styles", tmp_path])
    assert "thematic-briefing" not in mine.templates()
    file = tmp_path / "thematic-briefing.yaml"
    file.write_text(text, "utf-8")
    first = mine.template("thematic-briefing")
    assert mine.template("thematic-briefing") is first
    file.write_text(text.replace("version: 1", "version: 1 # ours"), "utf-8")
    second = mine.template("thematic-briefing")
    assert second is not first
    file.unlink()
    assert mine.template("thematic-briefing") is second


def test_a_template_that_is_added_to_a_folder_at_rest_is_found(tmp_path: Path, resources: Resources) -> None:
    mine = Resources(templates=[tmp_path])
    for second, name in enumerate(("first", "second")):
        (tmp_path / f"{name}.yaml").touch()
        found = set(mine.templates())
        assert name in found
        os.utime(tmp_path, (second, second))
        assert set(mine.templates()) == found
    (tmp_path / "first.yaml").unlink()
    assert set(mine.templates()) == {"second"}


def test_a_template_or_profile_that_is_not_there_is_told(resources: Resources) -> None:
    with pytest.raises(TemplateError, match="template-missing") as caught:
        resources.template("no-such")
    assert "thematic-briefing" in caught.value.parameters["known"]
    with pytest.raises(TemplateError, match="profile-missing"):
        resources.profile("../settings")


def test_the_taxonomy_and_the_matcher_are_loaded_once(resources: Resources) -> None:
    taxonomy = resources.taxonomy()
    assert taxonomy.topic("derisking") is not None
    assert resources.taxonomy() is taxonomy
    assert resources.matcher(taxonomy) is resources.matcher(taxonomy)


HOUSE = "version: 1\nlanguages: [en]\ngroups: {g: {en: G}}\ntopics:\n- {id: %s, group: g, name: {en: %s}}\n"


@pytest.fixture
def two(tmp_path: Path) -> Resources:
    """Resources with a taxonomy of one file and one of two parts."""
    folder = tmp_path / "resources" / "taxonomies"
    (folder / "diplomacy").mkdir(parents=True)
    (folder / "economic-security.yaml").write_text(HOUSE % ("china", "China"))
    (folder / "diplomacy" / "states.yaml").write_text(HOUSE % ("china", "Zhongguo"))
    (folder / "diplomacy" / "security.yaml").write_text(HOUSE % ("arms", "Arms"))
    (folder / "economic-security.json").write_text("{}")
    return Resources(tmp_path / "resources")


def test_a_folder_of_parts_is_one_taxonomy(two: Resources) -> None:
    assert two.shipped_taxonomies() == ("diplomacy", "economic-security")
    assert [topic.id for topic in two.taxonomy(["diplomacy"]).topics] == ["arms", "china"]
    assert two.taxonomy(["diplomacy"]) is two.taxonomy(["diplomacy"])
    part = two.folder / "taxonomies" / "diplomacy" / "states.yaml"
    part.write_text(HOUSE % ("japan", "Japan"))
    assert [topic.id for topic in two.taxonomy(["diplomacy"]).topics] == ["arms", "japan"]


def test_a_topic_of_two_taxonomies_is_that_of_the_later_one(two: Resources) -> None:
    assert two.taxonomy().shown("china").name("en") == "China"
    assert two.taxonomy(["economic-security", "diplomacy"]).shown("china").name("en") == "Zhongguo"
    assert [topic.id for topic in two.taxonomy().topics] == ["arms", "china"]


def test_a_new_dossier_has_all_that_ships_and_an_older_one_what_it_had(
    two: Resources, tmp_path: Path
) -> None:
    with Session.create(tmp_path / "new.dossier", two, taxonomies=two.shipped_taxonomies()) as session:
        assert session.chosen_taxonomies() == ("diplomacy", "economic-security")
        assert [topic.id for topic in session.taxonomy.topics] == ["arms", "china"]
        assert not session.store.can_undo
        session.store.apply(choose_taxonomies(session, ["economic-security"]))
        assert session.chosen_taxonomies() == ("economic-security",)
        session.store.undo()
        assert session.chosen_taxonomies() == ("diplomacy", "economic-security")
    with Session.open(tmp_path / "new.dossier", two) as session:
        assert session.chosen_taxonomies() == ("diplomacy", "economic-security")
    with Session.create(tmp_path / "older.dossier", two) as session:
        assert session.chosen_taxonomies() == ("economic-security",)


def test_a_broken_taxonomy_does_not_stop_what_is_read_ahead(tmp_path: Path) -> None:
    """It is read on a thread, which nobody would hear of."""
    (tmp_path / "taxonomies").mkdir()
    (tmp_path / "taxonomies" / "mine.yaml").write_text("topics: [", "utf-8")
    broken = Resources(tmp_path, templates=[])
    broken.read_ahead()
    with pytest.raises(TaxonomyError):
        broken.taxonomy()


def test_the_base_document_is_a_package(resources: Resources) -> None:
    assert resources.base_docx().startswith(b"PK")


def test_the_data_of_a_frozen_program_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "briefbuilder" / "_data"
    (data / "templates").mkdir(parents=True)
    (data / "resources").mkdir()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.data_root() == data


def test_the_users_templates_come_after_those_that_ship(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    shipped, own = paths.template_folders()
    assert shipped == paths.data_root() / "templates"
    assert own.is_relative_to(tmp_path)
