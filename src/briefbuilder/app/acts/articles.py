"""Removing articles, with all that hangs on them."""

from __future__ import annotations

from collections.abc import Iterable

from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.outline import remove_item


def remove_articles(session: Session, ids: Iterable[str]) -> ChangeSet:
    """Return the act that removes articles with their tags, judgements and excerpts in briefings.

    The parameter `excerpts` says how many excerpts go with them, so that the user can be asked.
    """
    wanted = tuple(dict.fromkeys(ids))
    records = []
    for article_id in wanted:
        record = session.record(article_id)
        if record is None:
            raise DossierError("article-missing", article=article_id)
        records.append(record)
    gone = frozenset(wanted)
    changes: list[Change] = []
    excerpts = 0
    for briefing in session.briefings_and_versions():
        after, count = _without(briefing, gone)
        excerpts += count
        if count:
            changes.append(Change(key=Key("briefing", briefing.id), before=briefing, after=after))
    for article_id in wanted:
        changes += [
            Change(key=Key("tag", tag.id), before=tag, after=None) for tag in session.tags(article_id)
        ]
        changes += [
            Change(key=Key("judgement", judgement.id), before=judgement, after=None)
            for judgement in session.judgements(article_id)
        ]
    # The articles go last: taken back, they are there before the tags that lie on them.
    changes += [Change(key=Key("article", record.id), before=record, after=None) for record in records]
    parameters = {
        "count": str(len(records)),
        "title": records[0].metadata.title if records else "",
        "excerpts": str(excerpts),
    }
    return ChangeSet(act="remove-articles", changes=tuple(changes), parameters=parameters)


def _without(briefing: Briefing, gone: frozenset[str]) -> tuple[Briefing, int]:
    lost = [item.id for item in briefing.items if isinstance(item, Excerpt) and item.passage.article in gone]
    for item_id in lost:
        briefing = remove_item(briefing, item_id)
    return briefing, len(lost)
