"""Searches several dossiers, only for reading: their files, locks and versions stay as they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briefbuilder.app.policy import PolicyError
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session, unencrypted_notice
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query
from briefbuilder.domain.values import value
from briefbuilder.storage.opening import open_to_read
from briefbuilder.storage.query_language import QueryProblem
from briefbuilder.storage.search import SearchHit


@value(kw_only=False)
class DossierHits:
    """What was found in one dossier; `error` says why it could not be searched, `corrected` what was searched instead.

    `problem` is what of the query is not understood with the topics and languages of the dossier.
    """

    path: Path
    hits: tuple[SearchHit, ...] = ()
    corrected: str | None = None
    error: DossierError | None = None
    problem: QueryProblem | None = None


def problem_of(found: Iterable[DossierHits]) -> QueryProblem | None:
    """Return what of a query none of the given dossiers understands; None if one does, or has found something."""
    searched = [hits for hits in found if hits.error is None]
    if any(hits.hits or hits.problem is None for hits in searched):
        return None
    return searched[0].problem if searched else None


def search_dossiers(
    paths: Iterable[Path], query: Query, resources: Resources, limit: int, own_language: str
) -> Iterator[DossierHits]:
    """Yield what a query finds in each of the given dossiers, at most `limit` sections in each; encrypted ones are skipped."""
    searched: set[str] = set()
    for path in paths:
        file = os.path.realpath(path)
        if file in searched:
            continue
        searched.add(file)
        try:
            unencrypted_notice(path)
            with closing(open_to_read(path)) as store:
                session = Session(store, resources)
                session.search.own_language = own_language
                yield search_session(session, query, limit)
        except PolicyError as error:
            yield DossierHits(path, error=DossierError(error.code, **error.parameters))
        except DossierError as error:
            code = "dossier-encrypted-skipped" if error.code == "password-needed" else error.code
            yield DossierHits(path, error=DossierError(code, **{**error.parameters, "path": str(path)}))


def search_session(session: Session, query: Query, limit: int) -> DossierHits:
    """Return what a query finds in an open dossier; if nothing is found, misspelled words are corrected."""
    hits = session.search.find_sections(query, limit)
    corrected = None if hits else session.search.corrected(query)
    if corrected is not None:
        hits = session.search.find_sections(replace(query, words=corrected), limit)
    return DossierHits(session.store.path, hits, corrected, problem=session.search.problem(query.words))
