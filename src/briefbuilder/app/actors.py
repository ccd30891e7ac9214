"""The actors of a dossier or of some of its articles, as the officer edited them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from briefbuilder.domain.article import Article
from briefbuilder.domain.coverage import ActorCount

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.evidence.actors import Actor, ActorEdits

ACTORS = "actors"
"""The setting of a dossier that holds what the officer changed in the list of its actors."""


def actor_edits(session: Session) -> ActorEdits:
    """Return what the officer changed in the list of actors; a value that cannot be read counts as nothing."""
    from briefbuilder.evidence.actors import ActorEdits

    try:
        stored = json.loads(session.store.setting(ACTORS) or "{}")
        return ActorEdits(
            merged={str(key): str(into) for key, into in stored.get("merged", {}).items()},
            names={str(key): str(name) for key, name in stored.get("names", {}).items()},
            dropped=tuple(map(str, stored.get("dropped", ()))),
        )
    except (AttributeError, TypeError, ValueError):
        return ActorEdits()


def actor_edits_as_setting(edits: ActorEdits) -> str:
    """Return edits of the list of actors as they are stored."""
    found = {"merged": dict(edits.merged), "names": dict(edits.names), "dropped": list(edits.dropped)}
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def dossier_actors(
    session: Session,
    language: str,
    articles: Iterable[str] | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> tuple[Actor, ...]:
    """Return the actors of a dossier, or of some of its articles, the most mentioned first; takes a moment."""
    from briefbuilder.app.evidence import facts_of
    from briefbuilder.evidence.actors import count_actors

    names = [record.id for record in session.store.articles()] if articles is None else list(articles)
    sources = []
    for number, name in enumerate(names, 1):
        sources.append(facts_of(session, name))
        if on_progress is not None:
            on_progress(number / len(names))
    return count_actors(sources, actor_edits(session), language)


def briefing_actors(session: Session, articles: Iterable[Article], language: str) -> tuple[ActorCount, ...]:
    """Return the actors of the articles that a briefing quotes, as its tables show them."""
    found = dossier_actors(session, language, [article.id for article in articles])
    return tuple(
        ActorCount(name=one.name, kind=one.kind, mentions=one.mentions, articles=len(one.articles))
        for one in found
    )
