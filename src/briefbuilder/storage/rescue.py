"""Saves what the process still holds of a dossier whose file was overwritten or cut short while it was open.

Topics, briefings, settings and searches are held whole once they were used; of articles only those used last are held,
with their texts and tags, but without the files that they were imported from.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet
from briefbuilder.storage.blobs import prepare_text
from briefbuilder.storage.cache import HeldContent
from briefbuilder.storage.opening import create


@dataclass(frozen=True, slots=True, kw_only=True)
class RescueReport:
    """How many articles and briefings were saved."""

    articles: int
    briefings: int


def save_held(held: HeldContent, target: Path, made: str) -> RescueReport:
    """Create a dossier of what a store held in memory. `made` is the present moment.

    Raises DossierError as `create` does.
    """
    saved = create(target, held.password)
    try:
        for value in held.values.values():
            if isinstance(value, ArticleRecord):
                saved.keep(prepare_text(value, held.texts[value.text]))
        changes = tuple(Change(key=key, before=None, after=value) for key, value in held.values.items())
        saved.apply(ChangeSet(act="rescue", changes=changes), made)
        return RescueReport(articles=saved.count("article"), briefings=saved.count("briefing"))
    finally:
        saved.close()
