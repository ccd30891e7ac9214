"""Named versions of a briefing: kept, compared with what it is now, and taken up again.

A version is a briefing as it stood, kept beside it under another id; every act that moves passages or topics
moves them in versions too, so that an old version is never one of lost quotations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.app.acts.briefings import edit_briefing
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing, Part
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.text import joined_text

if TYPE_CHECKING:
    from briefbuilder.tagging.differing import Stretch

Heading = Callable[[Part], str]
"""Returns how a part is called."""


def keep_version(session: Session, briefing_id: str, name: str) -> ChangeSet:
    """Return the act that keeps a briefing as it stands, under a name.

    Raises DossierError where the briefing is not there, the name is empty, or a version of it has that name.
    """
    briefing = session.briefing(briefing_id)
    shown = " ".join(name.split())
    if briefing is None:
        raise DossierError("briefing-missing", briefing=briefing_id)
    if not shown:
        raise DossierError("version-name-empty")
    if any(one.version.casefold() == shown.casefold() for one in session.versions(briefing_id)):
        raise DossierError("version-exists", version=shown)
    kept = replace(
        briefing,
        id=session.clock.new_id("v"),
        version_of=briefing.id,
        version=shown,
        created=session.clock.second(),
    )
    change = Change(key=Key("briefing", kept.id), before=None, after=kept)
    return ChangeSet(act="keep-version", changes=(change,), parameters={"version": shown})


def restore_version(session: Session, version_id: str) -> ChangeSet:
    """Return the act that makes a briefing what it was in one of its versions; the version stays."""
    kept = _version(session, version_id)
    present = session.briefing(kept.version_of)
    if present is None:
        raise DossierError("briefing-missing", briefing=kept.version_of)
    restored = replace(kept, id=present.id, version_of="", version="", created=present.created)
    act = edit_briefing(session, restored, "restore-version")
    return replace(act, parameters={"version": kept.version})


def remove_version(session: Session, version_id: str) -> ChangeSet:
    """Return the act that removes a version; the briefing stays."""
    kept = _version(session, version_id)
    change = Change(key=Key("briefing", kept.id), before=kept, after=None)
    return ChangeSet(act="remove-version", changes=(change,), parameters={"version": kept.version})


def compared(one: Briefing, other: Briefing, heading: Heading | None = None) -> tuple[Stretch, ...]:
    """Return what differs between two briefings, word by word: their titles, headings and items in order.

    `heading` says how a part is called; without it only headings of the officer's own are words.
    """
    from briefbuilder.tagging.differing import differences

    call = heading or (lambda part: part.heading or part.topic or part.key)
    return differences(words_of(one, call), words_of(other, call))


def words_of(briefing: Briefing, heading: Heading) -> str:
    """Return what a briefing says in plain words: its title, then each part's heading and items."""
    parts = (words for part in briefing.parts for words in _words(part, heading))
    return "\n\n".join((briefing.title, *parts))


def _words(part: Part, heading: Heading) -> list[str]:
    lines = [heading(part)]
    for item in part.items:
        lines.append(
            item.passage.quote
            if item.kind == "excerpt" and item.blocks is None
            else joined_text(item.blocks or ())
        )
        if item.kind == "excerpt" and item.translation:
            lines.append(joined_text(item.translation))
    return [*filter(None, lines), *(words for inner in part.parts for words in _words(inner, heading))]


def _version(session: Session, version_id: str) -> Briefing:
    kept = session.briefing(version_id)
    if kept is None or not kept.version_of:
        raise DossierError("version-missing", version=version_id)
    return kept
