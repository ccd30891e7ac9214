"""Templates on a share: copied when good, kept when the share is lost, and said whose they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources
from briefbuilder.app.settings import Settings
from briefbuilder.app.shared_folders import SharedTemplates
from briefbuilder.domain.errors import TemplateError

STYLE = "version: 1\nlanguages: [en]\nmarking: {profile: post}\n"
NOTE = "version: 1\nid: post-note\nname: Post note\nextends: post\nparts: [{key: t, kind: written, label: Text}]\n"
PROFILE = "version: 1\nid: post\nname: Post\nlevels:\n- {id: in-post, rank: 1, texts: In post}\n"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    for name, text in {
        "post-note.yaml": NOTE,
        "styles/post.yaml": STYLE,
        "markings/post.yaml": PROFILE,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "letterhead.dotx").write_bytes(b"PK")
    (folder / "emblem.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture
def shared(share: Path, tmp_path: Path) -> SharedTemplates:
    found = SharedTemplates(share, tmp_path / "copies")
    assert found.look().changed == (
        "emblem.png",
        "letterhead.dotx",
        "markings/post.yaml",
        "styles/post.yaml",
        "post-note.yaml",
    )
    return found


@pytest.fixture
def both(shared: SharedTemplates, resources: Resources, tmp_path: Path) -> Resources:
    shipped = resources.templates()["appunto"].parent
    return Resources(templates=[shipped, tmp_path / "own"], shared=shared)


def test_a_shared_template_is_offered_with_its_style_and_its_marks(both: Resources) -> None:
    template = both.template("post-note")
    assert template.languages == ("en",)
    assert both.profile(template.marking.profile).level("in-post") is not None
    assert {both.origin(path) for path in both.templates().values()} == {"shipped", "shared"}


def test_ones_own_goes_before_a_shared_one_and_that_before_one_that_ships(
    both: Resources, shared: SharedTemplates, share: Path, tmp_path: Path
) -> None:
    text = NOTE.replace("Post note", "Shared appunto")
    (share / "appunto.yaml").write_text(text, "utf-8")
    assert shared.look().changed == ("appunto.yaml",)
    assert both.template("appunto").label("en") == "Shared appunto"
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "appunto.yaml").write_text(text.replace("Shared", "Own"), "utf-8")
    assert both.template("appunto").label("en") == "Own appunto"
    assert both.origin(both.templates()["appunto"]) == "own"


def test_a_lost_share_leaves_the_last_copies(both: Resources, share: Path, tmp_path: Path) -> None:
    share.rename(tmp_path / "elsewhere")
    assert both.shared.look().lost
    assert both.template("post-note").label("en") == "Post note"


def test_a_file_with_faults_leaves_its_last_good_copy_and_is_named(both: Resources, share: Path) -> None:
    (share / "post-note.yaml").write_text(NOTE.replace("parts", "partz"), "utf-8")
    (share / "styles" / "post.yaml").unlink()
    report = both.shared.look()
    assert report.gone == ("styles/post.yaml",)
    assert [fault.parameters["file"] for fault in report.faults] == ["post-note.yaml"]
    assert both.template("post-note").label("en") == "Post note"


@pytest.mark.skipif(os.name == "nt", reason="pipes in folders are of other systems")
def test_a_pipe_in_the_share_is_named_and_not_waited_for(both: Resources, share: Path) -> None:
    (share / "post-note.yaml").unlink()
    os.mkfifo(share / "post-note.yaml")
    (fault,) = both.shared.look().faults
    assert fault.code == "share-unreadable"
    assert "non è un file" in Words("it").error(fault)


@pytest.mark.skipif(os.name == "nt", reason="modes of folders are of other systems")
def test_a_read_only_share_is_only_read(both: Resources, share: Path) -> None:
    before = sorted(path.stat().st_mtime_ns for path in share.rglob("*"))
    for path in (share, *share.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert both.shared.look() == type(both.shared.look())()
        assert sorted(path.stat().st_mtime_ns for path in share.rglob("*")) == before
    finally:
        for path in (share, *share.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_change_of_the_style_reaches_the_templates_that_extend_it(
    both: Resources, shared: SharedTemplates, share: Path
) -> None:
    assert both.template("post-note").page.size == "A4"
    (share / "styles" / "post.yaml").write_text(STYLE + "page: {size: A5}\n", "utf-8")
    assert shared.look().changed == ("styles/post.yaml",)
    assert both.template("post-note").page.size == "A5"


def test_nothing_is_looked_at_without_a_share(tmp_path: Path) -> None:
    none = SharedTemplates(None, tmp_path)
    assert none.look() == type(none.look())()
    assert none.copies is None


def test_the_share_is_kept_among_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(file).template_folder = tmp_path
    assert Settings(file).template_folder == tmp_path
    Settings(file).template_folder = None
    assert Settings(file).template_folder is None


def test_a_profile_that_ships_cannot_be_replaced_and_a_faulty_one_is_passed_over(
    both: Resources, tmp_path: Path
) -> None:
    folder = tmp_path / "own" / "markings"
    folder.mkdir(parents=True)
    (folder / "eu.yaml").write_text(PROFILE.replace("id: post", "id: eu"), "utf-8")
    (folder / "bad.yaml").write_text("version: 1\n", "utf-8")
    assert both.profile("eu").level("restreint") is not None
    assert set(both.profiles()) >= {"eu", "post"}
    assert "bad" not in both.profiles()
    with pytest.raises(TemplateError, match="marking-faulty"):
        both.profile("bad")
