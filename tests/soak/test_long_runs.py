"""Runs of minutes, under `make soak` alone: nothing grows, nothing drifts."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from tests.article_files import read_file

from briefbuilder.app import export
from briefbuilder.app.commands import briefings, tags
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.query import Query
from briefbuilder.importers.read import read_bytes

pytestmark = pytest.mark.soak

LEVEL = 24 * 1024
"""Kilobytes by which memory may drift over a long run."""


def resident() -> int:
    """Return the memory that this process holds now, in kilobytes."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    pytest.skip("this system does not tell a process's memory")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    resources = Resources()
    session = Session.create(tmp_path / "soak.dossier", resources)
    import_readings(session, [read_file(path) for path in resources.samples()])
    session.store.apply(tags.accept_all(session, 0.5))
    return session


def test_three_hundred_exports_are_the_same_bytes_in_level_memory(session: Session) -> None:
    act, briefing = briefings.compose_briefing(
        session, "thematic-briefing", "Soak", ["derisking", "semiconductors"], {}, "en"
    )
    session.store.apply(act)
    data = snapshot(session, briefing.id)
    first = export.build_all(data, (".docx", ".pdf"))
    for _ in range(20):
        export.build_all(data, (".docx", ".pdf"))
    gc.collect()
    before = resident()
    for _ in range(300):
        assert export.build_all(data, (".docx", ".pdf")) == first
    gc.collect()
    assert resident() - before < LEVEL
    session.store.close()


def test_two_thousand_articles_are_imported_found_and_undone_in_level_memory(session: Session) -> None:
    kept = len(session.store.articles())
    for start in range(0, 2000, 50):
        texts = [f"Report {start + n}\n\nChips and tariffs, item {start + n}.\n" for n in range(50)]
        readings = [read_bytes(text.encode(), f"{start}-{n}.txt") for n, text in enumerate(texts)]
        import_readings(session, readings)
        assert session.search.find_sections(Query(words=f"item {start + 7}"))
    gc.collect()
    before = resident()
    for _ in range(40):
        session.store.undo()
    assert len(session.store.articles()) == kept
    for _ in range(40):
        session.store.redo()
    assert len(session.store.articles()) == kept + 2000
    gc.collect()
    assert resident() - before < LEVEL
    session.store.close()
