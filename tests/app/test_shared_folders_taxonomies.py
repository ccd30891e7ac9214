"""Taxonomies on a share: copied when good, kept when the share is lost, chosen for one dossier."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.commands.taxonomy import choose_taxonomies, remove_topics
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.app.shared_folders import SharedTaxonomyCopies
from briefbuilder.domain.article import Article

FAIRS = "version: 1\ntopics:\n- {id: fairs, name: {en: Fairs}, terms: {en: [fair]}}\n"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "house.yaml").write_text(FAIRS, encoding="utf-8")
    return folder


@pytest.fixture
def house(share: Path, tmp_path: Path) -> SharedTaxonomyCopies:
    house = SharedTaxonomyCopies(share, tmp_path / "copies")
    assert house.look().changed == ("house",)
    return house


def topics_of(session: Session) -> list[str]:
    return [topic.id for topic in session.taxonomy.topics]


def test_a_good_file_is_copied_once_and_again_when_it_changes(
    house: SharedTaxonomyCopies, share: Path
) -> None:
    assert house.look().changed == ()
    (share / "house.yaml").write_text(FAIRS + "- {id: stands, name: {en: Stands}}\n", encoding="utf-8")
    assert house.look().changed == ("house",)
    assert sorted(path.name for path in share.iterdir()) == ["house.yaml"]


def test_a_lost_share_leaves_the_copies(house: SharedTaxonomyCopies, share: Path, tmp_path: Path) -> None:
    share.rename(tmp_path / "elsewhere")
    report = house.look()
    assert report.lost
    assert Resources(shared_taxonomies=house).taxonomy(["house"]).topic("fairs") is not None


def test_a_file_with_faults_or_that_is_gone_leaves_the_last_good_copy(
    house: SharedTaxonomyCopies, share: Path
) -> None:
    (share / "house.yaml").write_text("version: 2\n", encoding="utf-8")
    (fault, *_) = house.look().faults
    assert fault.parameters["file"] == "house.yaml"
    assert Resources(shared_taxonomies=house).taxonomy(["house"]).topic("fairs") is not None
    (share / "house.yaml").unlink()
    assert house.look().gone == ("house",)
    assert Resources(shared_taxonomies=house).taxonomy(["house"]).topic("fairs") is not None


def test_nothing_is_read_without_a_folder(tmp_path: Path) -> None:
    house = SharedTaxonomyCopies(None, tmp_path)
    assert house.look() == type(house.look())()
    assert dict(house.paths()) == {}


def test_a_dossier_starts_from_what_was_chosen_and_keeps_what_is_tagged(
    session: Session, article: Article, house: SharedTaxonomyCopies
) -> None:
    session.resources.shared_taxonomies = house
    assert "fairs" not in topics_of(session)
    session.store.apply(tag_section(session, article.id, 0, ["china"]))
    session.store.apply(choose_taxonomies(session, ["house"]))
    assert topics_of(session) == ["fairs", "china"]
    session.store.apply(choose_taxonomies(session, ["economic-security", "house"]))
    assert len(topics_of(session)) == 51
    session.store.apply(remove_topics(session, ["fairs"], "en"))
    assert "fairs" not in topics_of(session)
    session.store.undo()
    session.store.undo()
    session.store.undo()
    assert len(topics_of(session)) == 50
    assert session.chosen_taxonomies() == ("economic-security",)


def test_what_changes_on_the_share_reaches_an_open_dossier(
    session: Session, house: SharedTaxonomyCopies, share: Path
) -> None:
    session.resources.shared_taxonomies = house
    session.store.apply(choose_taxonomies(session, ["house"]))
    assert topics_of(session) == ["fairs"]
    told: list[object] = []
    session.store.listeners.add(told.append)
    (share / "house.yaml").write_text(FAIRS + "- {id: stands, name: {en: Stands}}\n", encoding="utf-8")
    house.look()
    session.reload_taxonomy()
    assert topics_of(session) == ["fairs", "stands"]
    assert len(told) == 1
    session.reload_taxonomy()
    assert len(told) == 1


def test_the_folder_is_a_setting_of_the_user(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    assert settings.taxonomy_folder is None
    settings.taxonomy_folder = tmp_path / "share"
    assert Settings(tmp_path / "settings.json").taxonomy_folder == tmp_path / "share"
    settings.taxonomy_folder = None
    assert Settings(tmp_path / "settings.json").taxonomy_folder is None
