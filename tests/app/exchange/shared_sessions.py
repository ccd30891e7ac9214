"""Sessions of several desks on one dossier, as real files, and rounds between them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tests.narrowing import not_none

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.exchange.places import open_place
from briefbuilder.app.exchange.round import (
    Arrived,
    ExchangePlace,
    RoundReport,
    exchange_all,
    prepare_round,
    report_round,
    run_round,
    take_in_step,
)
from briefbuilder.app.exchange.secrecy import HouseKey
from briefbuilder.app.exchange.settings import ExchangeSettings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.changes import COLLECTIONS, ArticleRecord, Change, ChangeSet, Key
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.codec import encode

KEY = HouseKey(bytes(range(60, 92)))


def read_text(text: str) -> ImportedArticle:
    """Read an article from a text."""
    return read_bytes(text.encode(), f"{text[:12]}.txt")


class SessionAtDesk:
    """One desk with its dossier, and what it remembers between rounds."""

    def __init__(self, session: Session, name: str, key: HouseKey | None = None) -> None:
        self.session = session
        self.key = key
        self.before: Arrived | None = None
        self.place: ExchangePlace | None = None
        session.store.shared.author = name

    def read(self, text: str) -> str:
        """Import an article from a text; return its id."""
        return self.take(read_text(text))

    def take(self, reading: ImportedArticle) -> str:
        """Import an article that was read; return its id."""
        (outcome,) = import_readings(self.session, [reading])
        assert outcome.article is not None
        return outcome.article

    def rename(self, article: str, title: str) -> None:
        """Give an article another title."""
        before = not_none(self.session.store.record(article))
        after = replace(
            before, metadata=replace(before.metadata, title=title), read=before.read or before.metadata
        )
        change = Change(key=Key("article", article), before=before, after=after)
        self.session.store.apply(ChangeSet(act="edit-metadata", changes=(change,)))

    def set_rights(self, article: str, *, reserved: bool) -> None:
        """Say whether the rights of an article are reserved."""
        before = not_none(self.session.store.record(article))
        metadata = replace(before.metadata, rights=replace(before.metadata.rights, reserved=reserved))
        after = replace(before, metadata=metadata, read=before.read or before.metadata)
        if after.metadata != before.metadata:
            change = Change(key=Key("article", article), before=before, after=after)
            self.session.store.apply(ChangeSet(act="edit-metadata", changes=(change,)))

    def title(self, article: str) -> str:
        """Return the title of an article, "" where it is not there."""
        record = self.session.store.record(article)
        return record.metadata.title if isinstance(record, ArticleRecord) else ""

    def round(self, root: Path, *, joins: bool = False) -> RoundReport:
        """Exchange once with a shared folder, and take in what arrived."""
        if self.place is None:
            self.place = open_place(str(root), self.key)
        outgoing = prepare_round(self.session, self.key, self.before, joins=joins)
        self.before = run_round(outgoing, self.place, lambda: False)
        return self.take_in(self.before)

    def take_in(self, arrived: Arrived) -> RoundReport:
        """Take in what arrived, step by step."""
        while take_in_step(self.session, arrived) is not None:
            pass
        return report_round(self.session, arrived)

    def exchange(self, root: Path) -> RoundReport:
        """Exchange with a shared folder until there is no more."""
        self.place = self.place or open_place(str(root), self.key)
        self.before, report = exchange_all(
            self.session, self.place, self.key, lambda: False, before=self.before
        )
        return report

    def state(self) -> dict[str, bytes]:
        """Return every value of the dossier as it is stored."""
        store = self.session.store
        return {
            f"{collection} {value.id}": encode(collection, value)
            for collection in COLLECTIONS
            for value in store.values(collection)
        }


def make_desks(
    folder: Path,
    resources: Resources,
    names: Iterable[str],
    texts: Iterable[str] = (),
    key: HouseKey | None = None,
) -> list[SessionAtDesk]:
    """Return desks on copies of one shared dossier with some articles; the first desk founded it."""
    first, *others = names
    founder = SessionAtDesk(Session.create(folder / f"{first}.dossier", resources), first, key)
    for text in texts:
        founder.read(text)
    ExchangeSettings().share(founder.session.store, first)
    founder.session.store.close()
    made = []
    for name in (first, *others):
        path = folder / f"{name}.dossier"
        if name != first:
            shutil.copy(folder / f"{first}.dossier", path)
        made.append(SessionAtDesk(Session.open(path, resources), name, key))
    return made


def close_all(desks: Iterable[SessionAtDesk]) -> None:
    """Close the dossiers."""
    for desk in desks:
        desk.session.store.close()
