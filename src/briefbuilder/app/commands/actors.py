"""Commands on the list of actors of a dossier: who counts for whom, what they are called, and who is left out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from briefbuilder.app.actors import ACTORS, actor_edits, actor_edits_as_setting
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import DossierError
from briefbuilder.evidence.actors import Actor, ActorEdits


def merge_actors(session: Session, actors: Collection[Actor], into: Actor) -> ChangeSet:
    """Return the act that counts the mentions of the given actors for another."""
    edits = actor_edits(session)
    merged = {key: target for key, target in edits.merged.items() if key != into.key}
    merged |= {actor.key: into.key for actor in actors if actor.key != into.key}
    return _act(session, "merge-actors", replace(edits, merged=merged), into.name)


def rename_actor(session: Session, actor: Actor, name: str) -> ChangeSet:
    """Return the act that gives an actor another name; raises DossierError if it is empty."""
    shown = " ".join(name.split())
    if not shown:
        raise DossierError("actor-name-empty")
    edits = actor_edits(session)
    return _act(session, "rename-actor", replace(edits, names={**edits.names, actor.key: shown}), shown)


def drop_actor(session: Session, actor: Actor) -> ChangeSet:
    """Return the act that leaves an actor out of the list."""
    edits = actor_edits(session)
    dropped = tuple(dict.fromkeys((*edits.dropped, actor.key)))
    return _act(session, "drop-actor", replace(edits, dropped=dropped), actor.name)


def restore_actor(session: Session, key: str, name: str) -> ChangeSet:
    """Return the act that takes back all edits of an actor: it has its own name again, and nobody counts for it."""
    edits = actor_edits(session)
    restored = ActorEdits(
        merged={one: into for one, into in edits.merged.items() if key not in (one, into)},
        names={one: shown for one, shown in edits.names.items() if one != key},
        dropped=tuple(one for one in edits.dropped if one != key),
    )
    return _act(session, "restore-actor", restored, name)


def _act(session: Session, act: str, edits: ActorEdits, name: str) -> ChangeSet:
    stored = actor_edits_as_setting(edits) if edits != ActorEdits() else None
    change = session.setting_change(ACTORS, stored)
    return ChangeSet(act=act, changes=(change,), parameters={"name": name})
