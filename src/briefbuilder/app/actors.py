"""The actors of a dossier or of some of its articles, as the officer edited them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.app.evidence import SLICE
from briefbuilder.domain.coverage import ActorCount

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.domain.facts import Fact, FactSource
    from briefbuilder.domain.passage import Passage
    from briefbuilder.evidence.actors import Actor, ActorEdits
    from briefbuilder.storage.blobs import PackedArticle

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
    except (AttributeError, TypeError, ValueError, RecursionError):
        return ActorEdits()


def actor_edits_as_setting(edits: ActorEdits) -> str:
    """Return edits of the list of actors as they are stored."""
    found = {"merged": dict(edits.merged), "names": dict(edits.names), "dropped": list(edits.dropped)}
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def dossier_actors(
    session: Session,
    language: str,
    articles: Iterable[str] | None = None,
    *,
    edited: bool = True,
) -> tuple[Actor, ...]:
    """Return the actors of a dossier, or of some of its articles, the most mentioned first; takes a moment.

    They are as the officer edited them, or as they were read.
    """
    from briefbuilder.app.evidence import facts_of
    from briefbuilder.evidence.actors import count_actors

    if articles is None:
        articles = [record.id for record in session.store.articles()]
    sources = [facts_of(session, name) for name in articles]
    return count_actors(sources, actor_edits(session) if edited else None, language)


def count_packed_actors(
    names: Sequence[str],
    fetch: Callable[[Sequence[str]], Sequence[PackedArticle]],
    edits: ActorEdits,
    language: str,
    step: Callable[[float], None],
) -> tuple[Actor, ...]:
    """Return the actors of the given articles as the officer edited them, for jobs, which have no session.

    `fetch` gives some of the articles (`packed_articles`, on the session's thread); `step` is called with the share that
    is done and may raise to stop.
    """
    from briefbuilder.app.evidence import source_of
    from briefbuilder.evidence.actors import count_actors

    sources = []
    for at in range(0, len(names), SLICE):
        step(at / len(names))
        # Not cached: thousands of articles would drive those out that claims are looked up in.
        sources += [source_of.__wrapped__(packed) for packed in fetch(names[at : at + SLICE])]
    return count_actors(sources, edits, language)


def briefing_actors(
    session: Session, articles: Iterable[str], language: str, quoted: Collection[Passage] | None
) -> tuple[ActorCount, ...]:
    """Return the actors of the articles that a briefing quotes, as its tables show them.

    With `quoted` passages, those who are named in these: a recipient learns of no others.
    """
    from briefbuilder.app.evidence import facts_of
    from briefbuilder.evidence.actors import count_actors

    sources: list[FactSource] = [facts_of(session, name) for name in articles]
    if quoted is not None:
        shown = {(passage.article, block) for passage in quoted for block in passage.blocks}
        sources = [
            replace(
                source,
                blocks=[block for block in source.blocks if (source.article, block.id) in shown],
                facts=[fact for fact in source.facts if _is_quoted(fact, source.article, quoted)],
            )
            for source in sources
        ]
    found = count_actors(sources, actor_edits(session), language)
    return tuple(
        ActorCount(name=actor.name, kind=actor.kind, mentions=actor.mentions, articles=len(actor.articles))
        for actor in found
    )


def _is_quoted(fact: Fact, article: str, passages: Iterable[Passage]) -> bool:
    """Return whether a fact is within one of the given passages; other sentences of a block may be withheld."""
    return any(
        (fact.block != passage.blocks[0] or fact.start >= passage.start)
        and (fact.block != passage.blocks[-1] or fact.end <= passage.end)
        for passage in passages
        if passage.article == article and fact.block in passage.blocks
    )
