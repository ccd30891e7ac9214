"""Briefings that begin with another: a copy of it, or the next one of its form."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.app.acts.briefings import gathering_of
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing, Item, Part
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError


def copy_briefing(session: Session, briefing_id: str, title: str) -> tuple[ChangeSet, Briefing]:
    """Return the act that adds a copy of a briefing with ids of its own, and the copy.

    Raises DossierError where the briefing is not there.
    """
    former = _present(session, briefing_id)
    parts = tuple(_copied(session, part) for part in former.parts)
    copy = replace(former, id=session.clock.new_id("b"), title=title, parts=parts)
    return _added(copy), copy


def follow_briefing(session: Session, briefing_id: str, title: str) -> tuple[ChangeSet, Briefing]:
    """Return the act that adds the next briefing after one, with what was tagged since, and that briefing.

    Raises DossierError where the briefing is not there, TemplateError where its template is not.
    """
    from briefbuilder.composing.following import emptied, following

    former = _present(session, briefing_id)
    sources = gathering_of(session, former)
    begun = emptied(former, sources.template, session.clock.second(), sources.new_id)
    begun = replace(begun, id=session.clock.new_id("b"), title=title)
    made = following(former, begun, sources)
    return _added(made), made


def _present(session: Session, briefing_id: str) -> Briefing:
    briefing = session.briefing(briefing_id)
    if briefing is None:
        raise DossierError("briefing-missing", briefing=briefing_id)
    return briefing


def _copied(session: Session, part: Part) -> Part:
    items: tuple[Item, ...] = tuple(replace(item, id=session.clock.new_id("i")) for item in part.items)
    inner = tuple(_copied(session, one) for one in part.parts)
    return replace(part, id=session.clock.new_id("i"), items=items, parts=inner)


def _added(briefing: Briefing) -> ChangeSet:
    change = Change(key=Key("briefing", briefing.id), before=None, after=briefing)
    return ChangeSet(act="compose-briefing", changes=(change,), parameters={"title": briefing.title})
