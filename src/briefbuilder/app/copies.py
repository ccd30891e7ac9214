"""Articles that are copies of one report: what an import says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefbuilder.app.acts.importing import ImportOutcome
from briefbuilder.app.session import Session
from briefbuilder.domain.notices import Notice


def with_copies(session: Session, outcomes: Iterable[ImportOutcome]) -> tuple[ImportOutcome, ...]:
    """Return what became of each file with a notice for each article that a new one is a copy of, or may be."""
    return tuple(
        replace(one, notices=(*one.notices, *copy_notices(session, one.article)))
        if one.status == "imported" and one.article is not None
        else one
        for one in outcomes
    )


def copy_notices(session: Session, article: str) -> tuple[Notice, ...]:
    """Return a notice for each article that one is a copy of, or may be, with its title, id and the share."""
    found = []
    for copy in session.library.copies(article):
        record = session.record(copy.article)
        if record is not None:
            title = record.metadata.title or record.original.name
            subject = f"“{title}” ({record.id}, {round(100 * copy.share)} %)"
            found.append(Notice(code="copy-of" if copy.certain else "copy-perhaps", subject=subject))
    return tuple(found)
