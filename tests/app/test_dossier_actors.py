"""The actors of a briefing are those of the articles that it quotes, and for a recipient those of what is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.app.conftest import text_reading

from briefbuilder.app.actors import ACTORS, actor_edits, dossier_actors
from briefbuilder.app.commands.actors import drop_actor, rename_actor
from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import Change, ChangeSet, Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.evidence.actors import ActorEdits

TEMPLATE = """version: 1
id: names
name: Names
languages: [en]
marking: {profile: none}
parts:
- {key: topics, kind: topics, label: Topics}
- {key: who, kind: actors, label: Who}
"""
TEXT = "Ferry line\n\nOn Monday Rolan Dask opened the line in Oslo.\n\nAt night\n\nAt night Ilse Marn met Dask in Bergen.\n"


@pytest.fixture
def ferry(tmp_path: Path) -> Iterator[Session]:
    """A dossier of one article, of which the first section is tagged."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "names.yaml").write_text(TEMPLATE, "utf-8")
    session = Session.create(tmp_path / "ferry.dossier", Resources(templates=[folder]))
    (outcome,) = import_readings(session, [text_reading(TEXT)])
    assert outcome.article is not None
    session.store.apply(tag_section(session, outcome.article, 0, ["derisking"]))
    with session:
        yield session


def test_a_briefing_has_the_actors_of_its_articles_and_a_recipient_those_of_what_is_quoted(
    ferry: Session,
) -> None:
    act, made = compose_briefing(ferry, "names", "Ferries", ["derisking"], {}, "en")
    ferry.store.apply(act)
    whole = {one.name: one.mentions for one in snapshot(ferry, made.id).actors}
    assert whole == {"Rolan Dask": 2, "Ilse Marn": 1, "Oslo": 1, "Bergen": 1}
    assert {one.name for one in snapshot(ferry, made.id, "public").actors} == {"Rolan Dask", "Oslo"}


def test_edits_show_in_briefings(ferry: Session) -> None:
    actors = {one.name: one for one in dossier_actors(ferry, "en")}
    ferry.store.apply(drop_actor(ferry, actors["Oslo"]))
    ferry.store.apply(rename_actor(ferry, actors["Rolan Dask"], "  The  minister "))
    act, made = compose_briefing(ferry, "names", "Ferries", ["derisking"], {}, "en")
    ferry.store.apply(act)
    assert [one.name for one in snapshot(ferry, made.id).actors] == ["The minister", "Bergen", "Ilse Marn"]
    with pytest.raises(DossierError):
        rename_actor(ferry, actors["Oslo"], " ")


@pytest.mark.parametrize("stored", ["", "[]", "{", '{"merged": 3}', "[" * 50_000])
def test_edits_that_cannot_be_read_count_as_nothing(ferry: Session, stored: str) -> None:
    setting = Setting(id=ACTORS, value=stored)
    change = Change(key=Key("setting", ACTORS), before=None, after=setting)
    ferry.store.apply(ChangeSet(act="drop-actor", changes=(change,), parameters={"name": "x"}))
    assert actor_edits(ferry) == ActorEdits()
