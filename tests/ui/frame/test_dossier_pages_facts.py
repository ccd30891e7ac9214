"""Articles whose facts were not read at their import are read while nothing is changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Opener

from briefbuilder.app.commands.articles import edit_metadata
from briefbuilder.app.evidence import count_unread, facts_of
from briefbuilder.app.session import Session
from briefbuilder.ui.frame import dossier_pages


def test_a_corrected_article_and_those_of_an_older_dossier_are_read(
    open_window: Opener, dossier: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier_pages, "FACTS_AFTER", 50)
    path, resources = dossier.store.path, dossier.resources
    count = dossier.store.count("article")
    dossier.store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE fact SET version = 0, keys = x'', data = x''")
        connection.execute("INSERT INTO fact_words (fact_words) VALUES ('delete-all')")
        connection.commit()
    session = Session.open(path, resources)
    assert count_unread(session) == count > 0
    open_window(session)
    qtbot.waitUntil(lambda: count_unread(session) == 0)
    records = session.store.articles()
    keys = [key for record in records for fact in facts_of(session, record.id).facts for key in fact.keys]
    assert keys
    assert session.store.facts.find(keys, 5).known == set(keys)

    record = records[0]
    session.store.apply(edit_metadata(session, record.id, replace(record.metadata, title="Talks in Zagorje")))
    assert count_unread(session) == 1
    qtbot.waitUntil(lambda: count_unread(session) == 0)
