"""What one desk does in an hour, in a process of its own: acts on its dossier, and rounds with a common archive."""

from __future__ import annotations

from pathlib import Path

from postgresql_server import PASSWORD
from tests.app.exchange.shared_sessions import SessionAtDesk

from briefbuilder.app.exchange.postgresql import CommonArchive
from briefbuilder.app.exchange.round import Arrived, exchange_all
from briefbuilder.app.exchange.server import ServerAddress
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import ImportedArticle

ACTS = 60
"""An act a minute."""


def work(dossier: Path, address: ServerAddress, paper: ImportedArticle, *, is_cut_off: bool) -> None:
    """Retitle an article that all desks have and a paper of this desk, and exchange after every tenth act, or fail to."""
    name = dossier.stem
    before: Arrived | None = None
    with Session.open(dossier, Resources()) as session, CommonArchive(address, PASSWORD) as archive:
        desk = SessionAtDesk(session, name)
        (shared,) = (record.id for record in session.store.articles())
        own = desk.take(paper)
        for number in range(ACTS):
            desk.rename(own if number % 3 else shared, f"{name} {number}")
            if number % 10 == 9:
                before, report = exchange_all(session, archive, None, lambda: False, before=before)
                problem = None if report.problem is None else report.problem.code
                assert problem == ("place-lost" if is_cut_off else None)
