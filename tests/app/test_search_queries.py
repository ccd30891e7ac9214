"""Queries in twelve languages find the articles that they should in the window and on the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.search_queries import QUERIES, TAGGED, articles
from tests.ui.read.article_models import article_model

from briefbuilder.__main__ import main
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.cli.context import CommandContext
from briefbuilder.domain.query import Query
from briefbuilder.ui.session_holder import SessionHolder

NAMES = {article.article.id: name for name, article in articles().items()}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with all articles."""
    path = tmp_path_factory.mktemp("queries") / "queries.dossier"
    readings = articles()
    with Session.create(path, Resources()) as session:
        import_readings(session, list(readings.values()))
        for name in TAGGED:
            session.store.apply(tag_section(session, readings[name].article.id, 0, ["semiconductors"]))
    return path


@pytest.fixture(scope="module")
def session(path: Path) -> Iterator[Session]:
    with Session.open(path, Resources()) as session:
        yield session


def test_there_are_queries_enough() -> None:
    assert len(dict(QUERIES)) == len(QUERIES) >= 120


def test_the_window_lists_the_same_articles(qtbot: QtBot, path: Path, tmp_path: Path) -> None:
    holder = SessionHolder()
    model = article_model(holder)
    copy = Path(shutil.copyfile(path, tmp_path / "copy.dossier"))
    # The holder closes it.
    holder.replace(Session.open(copy, Resources()))
    for words, expected in QUERIES:
        model.set_query(Query(words=words))
        qtbot.waitUntil(lambda: not model.searching)
        found = model.articles_at(range(model.rowCount()))
        assert sorted(NAMES[name] for name in found) == sorted(expected.split()), words
    holder.replace(None)


def test_the_command_line_lists_the_same_articles(
    path: Path, session: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Opened once, since opening takes most of the time.
    monkeypatch.setattr(CommandContext, "open_dossier", lambda *_, **__: nullcontext(session))
    for words, expected in QUERIES:
        status = main(["search", "--json", str(path), "--", words])
        out, err = capsys.readouterr()
        assert (status, err) == (0, ""), words
        found = {NAMES[json.loads(line)["article"]] for line in out.splitlines()}
        assert sorted(found) == sorted(expected.split()), words
