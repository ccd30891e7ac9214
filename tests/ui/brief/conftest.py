"""Shared outlines, and the briefing pane on a real dossier."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import ITALIAN, FakePrompter

from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import Briefing, OwnText, Part
from briefbuilder.domain.notices import Finding
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.action_table import TABLE
from briefbuilder.ui.bootstrap import build_services
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.brief.finding_cards import FindingCard
from briefbuilder.ui.brief.page import BriefPage
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme

LOCAL = frozenset(
    (
        "edit-item",
        "move-item-up",
        "move-item-down",
        "promote-item",
        "demote-item",
        "remove-item",
        "remove-tag",
        "accept-change",
        "reject-change",
        "next-change",
        "use-returned-text",
        "put-change-below",
    )
)
"""Actions whose keys work in one widget."""
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def briefing(*parts: Part) -> Briefing:
    return Briefing(id="b", title="Talks", template="t", language="en", parts=parts)


def part(name: str, *items: str, parts: tuple[Part, ...] = ()) -> Part:
    return Part(id=name, key=name, items=tuple(OwnText(id=item) for item in items), parts=parts)


@st.composite
def outlines(draw: st.DrawFn) -> Briefing:
    """An outline over the same small set of names, so that two share most of their nodes."""
    parts = draw(st.permutations([f"p{n}" for n in range(5)]))[: draw(st.integers(1, 5))]
    items = draw(st.permutations([f"i{n}" for n in range(6)]))[: draw(st.integers(0, 6))]
    tree = briefing()
    for name in parts:
        holders = [None, *(inner.id for inner in tree.walk())]
        tree = briefing_edits.insert_part(
            tree, part(name), draw(st.sampled_from(holders)), draw(st.integers(0, 3))
        )
    for name in items:
        holder = draw(st.sampled_from([inner.id for inner in tree.walk()]))
        tree = briefing_edits.insert_item(tree, holder, OwnText(id=name), draw(st.integers(0, 3)))
    return tree


@pytest.fixture(scope="session")
def some_outline() -> st.SearchStrategy[Briefing]:
    """Any outline over a small set of names."""
    return outlines()


@pytest.fixture(scope="session")
def first_outline() -> Briefing:
    """Two parts with items, the second with a part of its own under it."""
    return briefing(part("p1", "i1", "i2", "i3", "i4"), part("p2", "i5", parts=(part("p3", "i6"),)))


@dataclass
class Desk:
    """A pane on a dossier with one article and one briefing, as a test uses it."""

    qtbot: QtBot
    pane: BriefPage
    session: Session
    services: Services
    prompter: FakePrompter

    @property
    def briefing(self) -> Briefing:
        return not_none(self.pane.current.briefing)

    def order(self) -> list[str]:
        """The ids of parts and items in the order of the outline's rows."""
        return [
            name for part in self.briefing.walk() for name in (part.id, *(item.id for item in part.items))
        ]

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key as a user would, in the window that is active."""
        widget.setFocus()
        QTest.keyClick(widget, key, modifier)

    def wait_until_still(self) -> None:
        """Wait until the preview, the check and an export are done."""
        self.qtbot.waitUntil(lambda: not self.pane.busy)

    def card(self, finding: Finding) -> FindingCard:
        """The card of a finding, in the panel with the checks."""
        self.pane.panel.show_panel("checks")
        checks = self.pane.panel.checks
        sections = [checks.section(name) for name in (finding.severity, "ignored")]
        for section in sections:
            section.head.setChecked(True)
        self.qtbot.waitUntil(lambda: not checks.busy)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for more in (each.body.findChild(QPushButton, options=direct) for each in sections):
            while checks.card(finding) is None and isinstance(more, QPushButton) and not more.isHidden():
                more.click()
                self.qtbot.waitUntil(lambda: not checks.busy)
        return not_none(checks.card(finding))

    def finding(self, code: str) -> Finding:
        """The first finding of a code."""
        return next(one for one in self.pane.panel.findings.all if one.code == code)

    def undo(self) -> None:
        self.session.store.undo()

    def redo(self) -> None:
        self.session.store.redo()


@pytest.fixture
def session(tmp_path: Path, resources: Resources) -> Session:
    """A dossier with an article, its sections tagged, and a briefing about them."""
    session = Session.create(tmp_path / "Tokyo.dossier", resources)
    import_readings(session, [read_bytes(ITALIAN.encode(), "accordo.md")])
    (record,) = session.store.articles()
    for section in (0, 1):
        session.store.apply(tag_section(session, record.id, section, ["semiconductors"]))
    session.store.apply(tag_section(session, record.id, 2, ["eu-japan"]))
    act, _ = compose_briefing(
        session, "thematic-briefing", "Chips 🇯🇵", ["semiconductors", "eu-japan"], {"reference": "12/26"}, "en"
    )
    session.store.apply(act)
    return session


@pytest.fixture
def desk(qtbot: QtBot, session: Session, resources: Resources, tmp_path: Path) -> Iterator[Desk]:
    """The pane, shown; all that it started ends with the test."""
    prompter = FakePrompter()
    services = build_services(
        session,
        resources,
        Settings(tmp_path / "settings.json"),
        prompter=prompter,
        theme=Theme("light"),
        language="en",
    )
    window = QMainWindow()
    pane = BriefPage(services, CurrentBriefing(services, window))
    assert all(step is None for step in pane.steps)
    window.setCentralWidget(pane)
    window.addActions([services.actions.action(spec.id) for spec in TABLE if spec.id not in LOCAL])
    services.toasts.set_window(window)
    services.actions.set_mode("brief")
    services.actions.register("new-briefing", pane.outline_pane.header.new_briefing)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    qtbot.waitUntil(window.isActiveWindow)
    yield Desk(qtbot, pane, session, services, prompter)
    services.jobs.close()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    services.holder.replace(None)
    services.holder.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    assert not multiprocessing.active_children()
    assert not [thread for thread in threading.enumerate() if thread.name == "briefbuilder-job"]
