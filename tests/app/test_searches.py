"""Searches that are kept in the dossier, and details that are corrected in several articles at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.narrowing import not_none

from briefbuilder.app.commands.articles import (
    MetadataEdits,
    edit_many,
    edit_metadata,
    remove_search,
    rename_search,
    save_search,
)
from briefbuilder.app.session import Session
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query

WANTED = Query(words="dazi", topics=("trade",), since=date(2026, 1, 1), tagged=False, order="newest")


def kept(session: Session) -> list[tuple[str, Query]]:
    return [(one.name, one.wanted) for one in session.store.saved_searches()]


def test_a_search_is_kept_renamed_removed_and_each_of_it_undone(session: Session) -> None:
    session.store.apply(save_search(session, "  Dazi  nuovi ", WANTED))
    assert kept(session) == [("Dazi nuovi", WANTED)]
    (one,) = session.store.saved_searches()
    session.store.apply(rename_search(session, one.id, "Dazi"))
    session.store.apply(remove_search(session, one.id))
    assert kept(session) == []
    session.store.undo()
    assert kept(session) == [("Dazi", WANTED)]
    session.store.undo()
    session.store.undo()
    assert kept(session) == []
    session.store.redo()
    path = session.store.path
    session.store.close()
    with Session.open(path, session.resources) as again:
        assert kept(again) == [("Dazi nuovi", WANTED)]


def test_the_same_name_keeps_one_search_and_no_name_none(session: Session) -> None:
    session.store.apply(save_search(session, "Dazi", WANTED))
    session.store.apply(save_search(session, "DAZI", Query(words="altro")))
    assert kept(session) == [("DAZI", Query(words="altro"))]
    session.store.apply(save_search(session, "Cina", WANTED))
    first = session.store.saved_searches()[0]
    for name, code in (("dazi", "search-exists"), (" ", "search-name-empty")):
        with pytest.raises(DossierError, match=code):
            rename_search(session, first.id, name)
    with pytest.raises(DossierError, match="search-missing"):
        remove_search(session, "s0")


@pytest.mark.usefixtures("article", "other")
def test_what_is_said_is_corrected_in_all_and_nothing_else(session: Session) -> None:
    one, two = session.store.articles()[:2]
    session.store.apply(
        edit_metadata(session, one.id, replace(one.metadata, title="Vertice - La Stampa", url="https://a"))
    )
    corrected = MetadataEdits(
        title=(" - La Stampa", ""),
        publication="La Stampa",
        published=date(2026, 3, 1),
        language="",
        reserved=True,
    )
    before = session.store.articles()
    session.store.apply(edit_many(session, (one.id, two.id, one.id), corrected))
    first, second = session.store.record(one.id), session.store.record(two.id)
    assert first is not None
    assert second is not None
    assert (first.metadata.title, first.metadata.url) == ("Vertice", "https://a")
    assert second.metadata.title == two.metadata.title
    for record in (first, second):
        assert record.metadata.publication == "La Stampa"
        assert record.metadata.published == date(2026, 3, 1)
        assert record.metadata.language is None
        assert record.metadata.rights.reserved
        assert record.is_corrected
    assert second.read == two.metadata
    act = not_none(session.store.undo())
    assert act.parameters["count"] == "2"
    assert session.store.articles() == before


@pytest.mark.usefixtures("article")
def test_a_date_can_be_taken_off_and_what_is_so_already_is_no_act(session: Session) -> None:
    (one, *_) = session.store.articles()
    session.store.apply(
        edit_many(session, (one.id,), MetadataEdits(published=date(2026, 3, 1), authors=("Ada",)))
    )
    assert edit_many(session, (one.id,), MetadataEdits(authors=("Ada",))).changes == ()
    session.store.apply(edit_many(session, (one.id,), MetadataEdits(no_date=True, authors=())))
    record = not_none(session.store.record(one.id))
    assert (record.metadata.published, record.metadata.authors) == (None, ())
