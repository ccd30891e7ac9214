"""What is worked out of a text ahead is what the dossier would have made of it, and holds only for what it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefbuilder.domain.article import split_sections
from briefbuilder.domain.query import Query
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage import copies, projections
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.tokenizer import index_words, prepare_index_rows, searched_texts

TEXT = "La città e il porto\n\nIl ministro ha parlato a lungo di derisking e di chip 🇯🇵 con i colleghi giapponesi.\n\nLe prossime tappe\n\nIl vertice si terrà in autunno, e gli esperti preparano un documento comune per allora.\n"


def test_words_and_runs_are_those_that_the_dossier_would_make() -> None:
    reading = read_bytes(TEXT.encode(), "porto.txt")
    record, blocks = prepare(reading).record, reading.article.blocks
    rows = prepare_index_rows(record, blocks)
    assert list(rows.texts) == searched_texts(record, split_sections(blocks))
    assert rows.words == {text: index_words(text) for text in rows.texts}
    assert rows.is_valid_for(record)
    assert not rows.is_valid_for(replace(record, metadata=replace(record.metadata, title="Altro")))


def test_an_act_that_imports_works_nothing_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefbuilder.app.commands.imports import import_readings
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session

    def never(*_: object) -> None:
        pytest.fail("it was worked out in the act")

    with Session.create(tmp_path / "a.dossier", Resources()) as session:
        prepared = prepare(read_bytes(TEXT.encode(), "porto.txt"))
        monkeypatch.setattr(projections, "index_words", never)
        monkeypatch.setattr(copies, "shingles_of", never)
        (outcome,) = import_readings(session, [prepared])
        monkeypatch.undo()
        assert outcome.article is not None
        assert [hit.article for hit in session.search.find_sections(Query(words="derisking"))] == [
            outcome.article
        ]
        session.store.undo()
        assert session.search.find_sections(Query(words="derisking")) == ()
        session.store.redo()
        assert session.store.record(outcome.article) is not None
        assert len(session.search.find_sections(Query(words="autunno"))) == 1
