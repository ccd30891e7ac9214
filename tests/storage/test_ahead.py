"""What is worked out of a text ahead is what the dossier would have made of it, and holds only for what it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefbuilder.domain.article import sections_of
from briefbuilder.domain.changes import Key
from briefbuilder.domain.query import Query
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage import copies, projections
from briefbuilder.storage.tokenizer import index_words, searched_texts, worked_out

TEXT = "La città e il porto\n\nIl ministro ha parlato a lungo di derisking e di chip 🇯🇵 con i colleghi giapponesi.\n\nLe prossime tappe\n\nIl vertice si terrà in autunno, e gli esperti preparano un documento comune per allora.\n"


def test_words_and_runs_are_those_that_the_dossier_would_make() -> None:
    article = read_bytes(TEXT.encode(), "porto.txt").article
    ahead = worked_out(article, article.blocks)
    assert list(ahead.texts) == searched_texts(article, sections_of(article.blocks))
    assert ahead.words == {text: index_words(text) for text in ahead.texts}
    assert ahead.holds(article)
    assert not ahead.holds(replace(article, metadata=replace(article.metadata, title="Altro")))


def test_an_act_that_imports_works_nothing_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefbuilder.app.commands.imports import import_readings, keep_reading, pack_reading
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session

    def never(*_: object) -> None:
        pytest.fail("it was worked out in the act")

    with Session.create(tmp_path / "a.dossier", Resources()) as session:
        kept = keep_reading(session, pack_reading(read_bytes(TEXT.encode(), "porto.txt")))
        monkeypatch.setattr(projections, "index_words", never)
        monkeypatch.setattr(copies, "runs_of", never)
        act, (outcome,) = import_readings(session, [kept])
        session.apply(act)
        monkeypatch.undo()
        assert outcome.article is not None
        assert [hit.article for hit in session.search.find_sections(Query(words="derisking"))] == [
            outcome.article
        ]
        session.store.undo()
        assert session.search.find_sections(Query(words="derisking")) == ()
        session.store.redo()
        assert session.store.record(outcome.article) is not None
        assert Key("article", outcome.article) in act.keys
        assert len(session.search.find_sections(Query(words="autunno"))) == 1
