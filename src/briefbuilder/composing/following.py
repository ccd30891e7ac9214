"""The next briefing after one: its form with nothing in it, and what was tagged since.

Parts with their headings, order and topics, fields and marking stay; a day that the template sets to today is today's.
Excerpts and own text are those of the former briefing and are not handed on by mistake: what it quotes is not
gathered again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefbuilder.composing.coverage import is_quoted, quoted_in
from briefbuilder.composing.regather import Gathering, gathered
from briefbuilder.domain.briefing import Briefing, Part
from briefbuilder.templating.fields import DateField
from briefbuilder.templating.model import Template


def emptied(former: Briefing, template: Template, created: str, new_id: Callable[[], str]) -> Briefing:
    """Return a briefing's form, without items; `created` is an ISO 8601 moment in UTC. The id stays to be given."""
    days = [
        field.key for field in template.fields if isinstance(field, DateField) and field.default == "today"
    ]
    fields = {**former.fields, **dict.fromkeys(days, created[:10])}
    parts = tuple(_emptied(part, new_id) for part in former.parts)
    return replace(former, parts=parts, fields=fields, created=created, lowerings=())


def following(former: Briefing, begun: Briefing, sources: Gathering) -> Briefing:
    """Return what was begun with what is tagged for its parts and stands not in the former briefing."""
    quoted = quoted_in(former, sources.template)
    new = tuple(tag for tag in sources.tags if not is_quoted(tag.passage, quoted))
    return gathered(begun, replace(sources, tags=new))


def _emptied(part: Part, new_id: Callable[[], str]) -> Part:
    inner = tuple(_emptied(one, new_id) for one in part.parts)
    return replace(part, id=new_id(), items=(), parts=inner)
