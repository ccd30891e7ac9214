"""Removes for good what was removed from a dossier, and makes copies that can be handed on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import field
from pathlib import Path

from briefbuilder.app.policy import current_policy
from briefbuilder.app.taxonomies import CHOSEN, GROUPS
from briefbuilder.domain.article import Original, Picture
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, ChangeSet, Value, change_of
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.progress import Progress, ignore_progress
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.domain.values import value
from briefbuilder.storage.blobs import own_picture_names
from briefbuilder.storage.opening import copy_unchanged, create, creation_errors, open_beside, open_dossier
from briefbuilder.storage.passwords import change_copy_password
from briefbuilder.storage.store import Store
from briefbuilder.system.files import (
    PrivateFolder,
    create_private_file,
    remove_leftover_folders,
    replacement_of,
    temporary_room,
)
from briefbuilder.system.locks import require_unused

_COPIED = 0.3
"""The share of the work that is done where the file is copied, and is still to be purged."""
_COPIES = 3
"""How many times the size of a dossier is needed to copy it, to compact the copy and to set its password."""
_SLICE = 100
"""The number of articles that are stored at once."""


@value
class PurgeReport:
    """The size of a file in bytes before and after a purge."""

    bytes_before: int
    bytes_after: int


@value(kw_only=False)
class CopyPassword:
    """The password of a copy, None if the copy is not to be encrypted."""

    text: str | None = field(repr=False)


@value
class CopyReport:
    """What a copy for handing on has: the number of articles and briefings, and the size of its file in bytes."""

    articles: int
    briefings: int
    size: int


def purge_dossier(
    path: Path, on_progress: Progress = ignore_progress, password: str | None = None
) -> PurgeReport:
    """Remove for good everything that was removed from a dossier that nobody has open, with its undo history.

    `on_progress` receives the share that is done, and may raise CancelledError before anything is changed.
    """
    store = open_dossier(path, password=password)
    try:
        before = path.stat().st_size
        store.purge(on_progress)
    finally:
        store.close()
    return PurgeReport(bytes_before=before, bytes_after=path.stat().st_size)


def copy_without_history(
    store: Store,
    target: Path,
    briefings: Collection[str] = (),
    on_progress: Progress = ignore_progress,
    copy_password: CopyPassword | None = None,
) -> CopyReport:
    """Copy what is in a dossier, without its undo history and without anything that was removed.

    If `briefings` are named by their ids, the copy has only these, without their saved versions, and what they use:
    the articles that they quote with their tags, and the topics of these. It has the password of the dossier,
    unless `copy_password` is given. The copy is at `target` when it is whole; there is nothing before.

    Raises:
        DossierError: if there is a file at `target` ("dossier-exists"), a briefing is unknown or the disk is full.
        PolicyError: if an administrator requires a password and the copy would have none.
    """
    current_policy().require_password(store.password if copy_password is None else copy_password.text)
    if os.path.lexists(target):
        raise DossierError("dossier-exists", path=str(target))
    # What was removed from the dossier is in the copy until it is purged. One that is killed meanwhile leaves it in a
    # temporary folder, which the next start removes, and not beside the target, which may be on a stick or a share.
    with creation_errors(target), replacement_of(target) as made, _work_folder(store.path) as folder:
        copied = folder / target.name
        copy = (
            _copy_used(store, copied, briefings, on_progress)
            if briefings
            else _copy_all(store, copied, on_progress)
        )
        try:
            copy.unshare()
            copy.purge(lambda share: on_progress(_COPIED + (1 - _COPIED) * share))
            found = copy.count("article"), copy.count("briefing")
        finally:
            copy.close()
        if copy_password is not None and copy_password.text != store.password:
            change_copy_password(copied, store.password, copy_password.text)
        shutil.copyfile(copied, made)
        if os.path.lexists(target):
            raise DossierError("dossier-exists", path=str(target))
    return CopyReport(articles=found[0], briefings=found[1], size=target.stat().st_size)


def originals_left_out(store: Store, briefings: Collection[str] = ()) -> tuple[Original, ...]:
    """Return the files that a copy for handing on does not have, because they also hold articles that it does not have."""
    return store.contents.mixed_originals(_articles_used(store, briefings) if briefings else store.articles())


def _work_folder(dossier: Path) -> PrivateFolder:
    """Return a temporary folder with room for a copy of a dossier, if need be beside the dossier.

    What a program that was killed left beside it is removed.
    """
    remove_leftover_folders(dossier.parent)
    if temporary_room() < _COPIES * dossier.stat().st_size and os.access(dossier.parent, os.W_OK):
        return PrivateFolder(dossier.parent)
    return PrivateFolder()


def copy_file_without_history(
    path: Path,
    target: Path,
    briefings: Collection[str],
    on_progress: Progress,
    password: str | None,
    copy_password: CopyPassword | None,
) -> CopyReport:
    """Copy a dossier as `copy_without_history` does, even if this process has it open on another thread.

    Nothing can be stored in the dossier until it is copied.
    """
    store = open_beside(path, password)
    try:
        return copy_without_history(store, target, briefings, on_progress, copy_password)
    finally:
        store.close()


def save_copy(
    path: Path, target: Path, on_progress: Progress = ignore_progress, password: str | None = None
) -> None:
    """Copy a dossier with its undo history to a file, even if this process has it open on another thread.

    An existing file is replaced once the copy is whole. Nothing can be stored in the dossier until it is copied;
    `on_progress` receives the share that is done, and may raise CancelledError. Raises DossierError if the target
    is the dossier itself or is open somewhere.
    """
    with _replacing(path, target) as made, closing(open_beside(path, password)) as store:
        store.copy_to(made, on_progress)


def copy_file(path: Path, target: Path, _on_progress: Progress = ignore_progress) -> None:
    """Copy the file of a dossier that another program has open, as `save_copy` does; an encrypted one stays encrypted."""
    with _replacing(path, target) as made:
        copy_unchanged({path: made})


@contextmanager
def _replacing(path: Path, target: Path) -> Iterator[Path]:
    """Yield an empty file for the copy of a dossier, which replaces the target at the end."""
    if target.resolve() == path.resolve():
        raise DossierError("dossier-exists", path=str(target))
    require_unused(target.resolve())
    with creation_errors(target), replacement_of(target) as made:
        yield made


def _copy_all(store: Store, made: Path, report: Progress) -> Store:
    create_private_file(made)
    store.copy_to(made, lambda share: report(_COPIED * share))
    return open_dossier(made, password=store.password)


def _copy_used(store: Store, made: Path, briefings: Collection[str], report: Progress) -> Store:
    """Make a new dossier and store in it what some briefings use; nothing else was ever in it."""
    kept = _briefings_named(store, briefings)
    articles = _articles_used(store, briefings)
    left_out = set(store.contents.mixed_originals(articles))
    tags = tuple(tag for article in articles for tag in store.tags(article.id))
    topics = _topics_used(store, kept, tags)
    settings = tuple(one for one in store.values("setting") if one.id in {CHOSEN, GROUPS})
    with ExitStack() as undo:
        copy = create(made, store.password)
        undo.callback(copy.close)
        _store_all(copy, topics)
        _store_all(copy, settings)
        for start in range(0, len(articles), _SLICE):
            report(_COPIED * start / len(articles))
            part = articles[start : start + _SLICE]
            for record in part:
                prepared = store.contents.prepare(record)
                copy.keep(prepared.without_original() if record.original in left_out else prepared)
            _store_all(copy, part)
        _store_all(copy, tags)
        _store_all(copy, kept, store.pictures(name for one in kept for name in own_picture_names(one)))
        undo.pop_all()
    return copy


def _store_all(copy: Store, values: Sequence[Value], pictures: Mapping[str, Picture] | None = None) -> None:
    changes = tuple(change_of(None, value) for value in values)
    copy.apply(ChangeSet(act="copy", changes=changes, pictures=pictures or {}))


def _briefings_named(store: Store, ids: Iterable[str]) -> tuple[Briefing, ...]:
    return tuple(store.existing_briefing(name) for name in dict.fromkeys(ids))


def _articles_used(store: Store, briefings: Iterable[str]) -> tuple[ArticleRecord, ...]:
    """Return the articles that briefings quote, in the order of their import."""
    ids = {item.passage.article for one in _briefings_named(store, briefings) for item in one.excerpts}
    found = (store.record(name) for name in ids)
    return tuple(
        sorted((one for one in found if one is not None), key=lambda record: (record.imported, record.id))
    )


def _topics_used(store: Store, briefings: Iterable[Briefing], tags: Iterable[Tag]) -> tuple[Topic, ...]:
    """Return the dossier's own topics that tags and parts have, with their broader topics."""
    wanted = {tag.topic for tag in tags}
    for briefing in briefings:
        wanted |= {*briefing.topics, *(part.topic for part in briefing.walk() if part.topic)}
    own = {topic.id: topic for topic in store.topics()}
    found: set[str] = set()
    waiting = [name for name in wanted if name in own]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [broader for broader in own[name].broader if broader in own]
    return tuple(topic for topic in own.values() if topic.id in found)
