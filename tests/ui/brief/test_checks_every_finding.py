"""Every finding appears in the window's list, leads to its place, and disappears; `check` prints the same list."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from tests.narrowing import not_none
from tests.ui.brief.finding_cases import SCENES, Row, Scene, filled, know, readings, spoil

from briefbuilder.__main__ import main
from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.cli.output import finding_shape
from briefbuilder.domain.notices import Place
from briefbuilder.templating.checks import CHECKS

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

TOPICS = ("semiconductors", "eu-japan")
TEXT = {"en": "Name", "it": "Nome", "fr": "Nom"}
FIELDS: tuple[dict[str, Any], ...] = (
    {"key": "deadline", "kind": "date", "label": TEXT},
    {"key": "day", "kind": "date", "label": TEXT},
    {"key": "share", "kind": "number", "label": TEXT},
    {"key": "many", "kind": "number", "label": TEXT, "minimum": 0, "maximum": 10},
    {
        "key": "edition",
        "kind": "choice",
        "label": TEXT,
        "choices": [{"value": "morning", "label": TEXT}, {"value": "evening", "label": TEXT}],
    },
)


def _templates(folder: Path, shipped: Path) -> None:
    """Write templates that ask for all that can be checked."""
    asked = yaml.safe_load((shipped / "thematic-briefing.yaml").read_text("utf-8"))
    asked["fields"] += FIELDS
    asked["parts"][0]["limit"] = {"lines": 20}
    asked["limits"] = {"words": 700, "pages": 4}
    asked["sources"] |= {"words": 60}
    outlook = next(part for part in asked["parts"] if part["key"] == "outlook")
    outlook["limit"] = {"words": 120}
    asked["parts"].insert(-1, {"key": "extra", "kind": "written", "label": TEXT})
    asked["parts"].insert(-1, {"key": "events", "kind": "chronology", "label": TEXT})
    nobody = {"for": "nobody"}
    asked["parts"].insert(-1, {"key": "flash", "kind": "written", "label": TEXT, "shown-when": nobody})
    odd = asked | {"fonts": {"text": "No Such Font"}}
    marked = asked | {"marking": {"profile": "us", "default": "unclassified", "portions": True}}
    folder.mkdir(parents=True)
    for name, template in (("all-checks", asked), ("strange-font", odd), ("portions", marked)):
        text = json.dumps(template | {"id": name})  # which is YAML, too, and has no aliases
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def resources(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, loaded_resources: Resources
) -> Resources:
    """What ships, and the templates of this test where the window and the command line look for the user's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    _templates(tmp_path / "data" / "briefbuilder" / "templates", root / "templates")
    made = Resources()
    made.adopt(loaded_resources)
    return made


@pytest.fixture(
    params=[
        pytest.param(scene, marks=[pytest.mark.real_pages] * (scene.name in {"main", "fonts"}), id=scene.name)
        for scene in SCENES
    ]
)
def scene(request: pytest.FixtureRequest) -> Scene:
    """Rows that are shown together."""
    found: Scene = request.param
    return found


@pytest.fixture
def session(tmp_path: Path, resources: Resources, scene: Scene) -> Session:
    """A dossier with a briefing of which the check has nothing to say."""
    session = Session.create(tmp_path / "checks.dossier", resources)
    import_readings(session, readings())
    articles = _named(session)
    for section, topic in enumerate(TOPICS):
        session.store.apply(tag_section(session, articles["tagged"], section, [topic]))
    act, made = compose_briefing(session, scene.template, "Chips", TOPICS, {}, "en")
    session.store.apply(act)
    session.store.apply(edit_briefing(session, filled(session, articles, made), "edit-briefing"))
    return session


def _named(session: Session) -> dict[str, str]:
    """The articles' ids by the names that the rows give them."""
    return {Path(record.original.name).stem: record.id for record in session.store.articles()}


@dataclass
class Checking:
    """The window's list of findings under a user's keys."""

    desk: Desk
    scene: Scene

    def found(self) -> dict[tuple[str, str], int]:
        """The rows of the list by code and place."""
        return {
            (one.code, self.place(one.place)): row
            for row, one in enumerate(self.desk.pane.panel.findings.all)
        }

    def place(self, place: Place) -> str:
        """A place as the table writes it."""
        if place.field:
            return f"field:{place.field}"
        if place.item:
            return place.item
        part = self.desk.briefing.part(place.part) if place.part else None
        if part is None or part.id in {"annex", "odd"}:
            return part.id if part else ""
        return f"topic:{part.topic}" if part.topic else f"part:{part.key}"

    def go(self, row: int) -> None:
        """Go to a finding's place by its button."""
        card = self.desk.card(self.desk.pane.panel.findings.all[row])
        next(button for button in card.buttons if button.text() == "Go to").click()

    def fix(self, row: int) -> None:
        """Mend a finding by one key."""
        self.desk.key(self.desk.card(self.desk.pane.panel.findings.all[row]), Qt.Key.Key_F8)


@pytest.fixture
def checking(desk: Desk, scene: Scene) -> Checking:
    desk.wait_until_still()
    return Checking(desk, scene)


def test_each_finding_appears_leads_to_its_place_and_disappears(checking: Checking, tmp_path: Path) -> None:
    desk, rows = checking.desk, checking.scene.rows
    session = desk.session
    articles = _named(session)
    wanted = {(row.code, row.place) for row in rows}
    assert not wanted & set(checking.found()), "nothing of it is told before its cause is there"

    session.store.apply(
        edit_briefing(session, spoil(session, articles, desk.briefing, rows), "edit-briefing")
    )
    if checking.scene.audience is not None:
        audience = not_none(desk.pane.findChild(QWidget, "preview-audience"))
        desk.key(audience, Qt.Key.Key_End)
    desk.wait_until_still()
    assert wanted - set(checking.found()) == set()
    _same_on_the_command_line(checking, tmp_path)

    for row in rows:
        checking.go(checking.found()[row.code, row.place])
        _assert_there(desk, row)

    for row in rows:
        if row.by_key:
            checking.fix(checking.found()[row.code, row.place])
        if row.fix is not None:
            session.store.apply(edit_briefing(session, row.fix(desk.briefing), "edit-briefing"))
        if row.say is not None:
            know(session, articles[row.article], row.say)
    desk.wait_until_still()
    assert wanted & set(checking.found()) == set()


def _assert_there(desk: Desk, row: Row) -> None:
    """The place of a finding has the keyboard: a field of the details, or its part or item in the outline."""
    pane = desk.pane
    kind, _, key = row.place.partition(":")
    if kind == "field":
        assert pane.panel.panel == "details", row.code
        focused = QApplication.focusWidget()
        assert focused is not None, row.code
        names = {"title": "Title", "colour": "Title", "marking": "Marking", "language": "Language"}
        expected = names.get(key)
        if expected is not None:
            assert focused.accessibleName() == expected, row.code
        else:
            field = not_none(pane.findChild(QWidget, f"field-{key}"))
            assert field is focused or field.isAncestorOf(focused), row.code
        return
    assert pane.outline.hasFocus(), row.code
    part = desk.briefing.part(pane.outline.current_node)
    reached = pane.outline.current_node
    if row.place.startswith(("part:", "topic:")):
        assert part is not None
        reached = f"topic:{part.topic}" if part.topic else f"part:{part.key}"
    assert reached == (row.place or desk.briefing.parts[0].id), row.code


def _same_on_the_command_line(checking: Checking, folder: Path) -> None:
    """`check --json` on a copy of the dossier gives what the list shows, in its order."""
    desk = checking.desk
    copy = folder / "copy.dossier"
    shutil.copyfile(desk.session.store.path, copy)
    words = ["check", str(copy), desk.briefing.id, "--json"]
    if checking.scene.audience is not None:
        words += ["--audience", checking.scene.audience]
    told = _told(words)
    shown = [finding_shape(one, desk.services.words) for one in desk.pane.panel.findings.all]
    assert told == [json.loads(json.dumps(one)) for one in shown]


def _told(words: list[str]) -> list[dict[str, Any]]:
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(words)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_check_has_a_case(root: Path) -> None:
    text = (root / "resources" / "messages" / "en.yaml").read_text("utf-8")
    codes = {*CHECKS, *yaml.safe_load(text)["export_pdf"]}
    # What several desks wrote takes two of them: tests/ui/exchange shows it.
    codes -= {code for code in codes if code.startswith("unsettled-")}
    assert codes == {row.code for scene in SCENES for row in scene.rows}
