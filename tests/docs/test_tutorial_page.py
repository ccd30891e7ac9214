"""The pages of the walks have the same steps in every language, name what the window shows, and their pictures are of today."""

from __future__ import annotations

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.docs.markdown_page import examples, page
from walks import (
    DOCS,
    LANGUAGES,
    MANIFEST,
    ScreenTexts,
    Step,
    look_digest,
    read_steps,
    texts_digest,
    walk_page,
)

from briefbuilder.app.guide import page_path
from briefbuilder.app.letterheads import folders_of, letterhead_findings
from briefbuilder.app.resources import Resources
from briefbuilder.templating.loader import check_text

FOLDERS = ("tutorial", "designers")
PAGES = [(folder, language) for folder in FOLDERS for language in LANGUAGES]
RUN = "run tools/pictures.py"


def _pictures() -> dict[str, dict[str, Any]]:
    pictures: dict[str, dict[str, Any]] = json.loads(MANIFEST.read_text("utf-8"))["pictures"]
    return pictures


def _steps(folder: str, language: str) -> tuple[Step, ...]:
    return read_steps(walk_page(folder, language).read_text("utf-8"))


@pytest.mark.parametrize(("folder", "language"), PAGES)
def test_steps_are_those_of_the_english_page_with_a_picture_each(folder: str, language: str) -> None:

    own, english = _steps(folder, language), _steps(folder, "en")
    assert len(own) >= 5
    for mine, theirs in zip(own, english, strict=True):
        up = "" if language == "en" else "../"
        wanted = [up + path.replace("/en/", f"/{language}/") for _, path in theirs.pictures]
        assert [path for _, path in mine.pictures] == wanted
        assert all(alt for alt, _ in mine.pictures), "a picture needs a description"
        assert len(wanted) == 1
        assert mine.id == theirs.id
        assert len(mine.names) == len(theirs.names), mine.id
        assert len(mine.typed) == len(theirs.typed), mine.id
        assert mine.keys == tuple(map(ScreenTexts(language).keys, theirs.keys)), mine.id


@pytest.mark.parametrize(("folder", "language"), PAGES)
def test_controls_have_the_names_of_the_window(folder: str, language: str) -> None:
    texts = ScreenTexts(language)
    named = {part for step in _steps(folder, language) for name in step.names for part in name.split(" ▸ ")}
    assert sorted(named - texts.all) == []


def test_each_picture_is_in_the_manifest_and_used() -> None:
    pictures = _pictures()
    drawn = {path.relative_to(MANIFEST.parent).as_posix() for path in MANIFEST.parent.rglob("*.png")}
    assert drawn == set(pictures), RUN
    for name, entry in pictures.items():
        assert entry["sha256"] == sha256((MANIFEST.parent / name).read_bytes()).hexdigest(), f"{name}: {RUN}"
    pages = "".join(path.read_text("utf-8") for path in (*DOCS.rglob("*.md"), DOCS.parent / "README.md"))
    assert [name for name in sorted(drawn) if f"pictures/{name}" not in pages] == []
    size = sum((MANIFEST.parent / name).stat().st_size for name in drawn)
    assert size <= 2_500_000


def test_pictures_show_texts_and_colours_that_the_window_still_has() -> None:
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    assert manifest["look"] == look_digest(), RUN
    texts = {language: ScreenTexts(language).all for language in LANGUAGES}
    for name, entry in manifest["pictures"].items():
        walk, _, rest = name.partition("/")
        language, _, file = rest.partition("/")
        gone = set(entry["texts"]) - texts[language or "en"]
        assert not gone, f"{name} shows {sorted(gone)}: {RUN}"
        if rest:
            english = manifest["pictures"][f"{walk}/en/{file}"]["texts"]
            assert entry["english"] == texts_digest(english), f"{name} is older than the English one: {RUN}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_yaml_of_the_designers_page_makes_a_template_without_problems(language: str, tmp_path: Path) -> None:
    shutil.copy(DOCS / "designers" / "letterhead.docx", tmp_path)
    text = Resources().templates()["thematic-briefing"].read_text("utf-8")
    blocks = [
        example.text
        for example in examples(page(page_path("designers.md", language)))
        if example.info == "yaml"
    ]
    assert len(blocks) == 2
    for block in blocks:
        key = block.partition(":")[0]
        text, replaced = re.subn(rf"^{key}:.*\n", block, text, flags=re.MULTILINE)
        if not replaced:
            text += block
    path = tmp_path / "our-letter.yaml"
    path.write_text(text.replace("id: thematic-briefing", "id: our-letter"), "utf-8")
    resources = Resources()
    resources.open_template(path)
    checked = check_text(path.read_bytes(), path, resources.check_context())
    assert checked.template is not None
    letterhead = letterhead_findings(checked.template, folders_of(checked.files))
    assert [one for one in (*checked.findings, *letterhead) if one.severity != "hint"] == []
