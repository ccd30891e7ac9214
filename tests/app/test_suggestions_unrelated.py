"""What was learned from articles on one subject is not suggested for articles on another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import accept_all
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.importers.read import read_bytes

DATA = Path(__file__).parent.parent / "data" / "tagging"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A dossier with two articles on chips, in which all suggestions were accepted."""
    with Session.create(tmp_path_factory.mktemp("chips") / "chips.dossier", Resources()) as made:
        for name in ("chips-1.txt", "chips-2.txt"):
            import_readings(made, [read_bytes((DATA / name).read_bytes(), name)])
        made.store.apply(accept_all(made, 0.5))
        yield made


def test_an_article_on_protests_gets_no_topic_of_articles_on_chips(session: Session) -> None:
    assert session.suggestions.training_data().judged >= 20
    reading = read_bytes((DATA / "protests.txt").read_bytes(), "protests.txt")
    found = session.suggestions.for_article(reading.article)
    assert [one for section in found for one in section if one.learned] == []


def test_unrelated_sections_get_no_topic_after_training(session: Session) -> None:
    session.suggestions.for_article(read_bytes(b"A line.", "a.txt").article)
    model = session.suggestions.current_model()
    unrelated = yaml.safe_load((DATA / "unrelated.yaml").read_text("utf-8"))
    found = {text: model.suggest(text, language) for language, texts in unrelated.items() for text in texts}
    assert {text: topics for text, topics in found.items() if topics} == {}
